"""What many tests need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from kg.rdf import ReportGraphs, to_graphs
from kg.store import Store
from tests.seed import BASE, READER, seed_extraction

settings.register_profile("house", deadline=None)  # a busy machine is no failure
settings.load_profile("house")


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
