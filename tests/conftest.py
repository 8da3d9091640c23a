"""What many tests need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import settings
from playwright.sync_api import Browser

from kg.config import Settings
from kg.rdf import ReportGraphs, to_graphs
from kg.store import Store
from server import create_app
from tests.browser import launched
from tests.seed import BASE, READER, seed_extraction
from tests.serving import TOWN, client_of, listening, read_store, seed_app

settings.register_profile("house", deadline=None)  # a busy machine is no failure
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs Chromium, so that it can be left out where there is none."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once for all tests."""
    with launched() as found:
        yield found


@pytest.fixture(scope="session")
def town() -> Iterator[str]:
    """The address of a server of several reports as they are read: the first one, and some of the gold."""
    with listening(create_app(Settings(base=BASE), read_store(*TOWN))) as found:
        yield found


@pytest.fixture(scope="session")
def town_client() -> FlaskClient:
    """A client of such a server, without a socket."""
    return client_of(create_app(Settings(base=BASE), read_store(*TOWN)))


@pytest.fixture(scope="session")
def seed() -> FlaskClient:
    """A client of a server of the hand-made report."""
    return client_of(seed_app())


@pytest.fixture
def graphs() -> ReportGraphs:
    """The graphs of the seed."""
    return to_graphs(seed_extraction(), base=BASE, reader=READER)


@pytest.fixture
def store(tmp_path: Path, graphs: ReportGraphs) -> Iterator[Store]:
    """A store on disk, in `tmp_path / "store"`, that holds the seed."""
    with Store(tmp_path / "store", base=BASE) as store:
        store.put(graphs)
        yield store
