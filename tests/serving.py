"""A server of the hand-made report, to be asked in the process or over HTTP, and `kg serve` as it ships."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from waitress.wasyncore import close_all
from werkzeug.test import TestResponse

from kg.config import Settings, share
from kg.decisions import Correction
from kg.document import Report
from kg.endpoint import Endpoint
from kg.ontology import load_vocabulary
from kg.pipeline import extract, reader
from kg.rdf import ReportGraphs, to_graphs
from kg.reports import load_reports
from kg.store import Store
from server import create_app
from server.listening import listener
from tests.seed import BASE, READER, seed_extraction


def seed_store() -> Store:
    """A store in memory with the vocabulary and the hand-made report."""
    store = Store(None, base=BASE)
    store.put_vocabulary(load_vocabulary())
    store.put(to_graphs(seed_extraction(), base=BASE, reader=READER))
    return store


def seed_app() -> Flask:
    """A server of that store."""
    return create_app(Settings(base=BASE), seed_store())


TOWN = (
    "reports/2023-janders.txt", "gold/development/agency-hasakah.txt", "gold/development/funeral-marivan.txt",
    "gold/development/local-clonbarry-unit.txt", "gold/development/roundup-romania-tractors.txt",
    "gold/development/rival-daegu.txt", "gold/development/vigil-osh.txt", "gold/development/statement-sfax.txt",
)  # fmt: skip
"""Reports of many places, for the screens."""


def read_store(*paths: str) -> Store:
    """A store in memory of some reports of `data`, as they are read."""
    store = Store(None, base=BASE)
    store.put_vocabulary(load_vocabulary())
    for report in load_reports([share("data") / path for path in paths], limit=Settings().max_report_characters):
        assert isinstance(report, Report)
        store.put(to_graphs(extract(report), base=BASE, reader=reader()))
    return store


TOKEN = "a-token.of/tests=="
BEARER = {"Authorization": f"Bearer {TOKEN}"}


class Versioned(Store):
    """A store in memory that tells when it was written to."""

    writes = 0

    def version(self) -> str:
        return str(self.writes)

    def _flush(self) -> None:
        self.writes += 1


def writing_app(store: Endpoint | None = None, **settings: int) -> Flask:
    """A server of a store to which who has the token may write."""
    store = Versioned(None, base=BASE) if store is None else store
    return create_app(Settings(base=BASE, write_token=TOKEN, **settings), store, read=seed_graphs)  # type: ignore[arg-type]


def seed_graphs(report: Report, _: Iterable[Correction] = ()) -> ReportGraphs:
    """The graphs of the hand-made report, whatever the text is; what a reader gives, as far as a server sees."""
    seed = seed_extraction()
    document = replace(seed.document, report=replace(seed.document.report, id=report.id))
    return to_graphs(replace(seed, document=document), base=BASE, reader=READER)


class Whole(FlaskClient):
    """A client that takes every answer to its end at once, as a server sends it."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return super().open(*args, **{"buffered": True, **kwargs})


def client_of(app: Flask) -> FlaskClient:
    """Such a client of an application."""
    return Whole(app, response_wrapper=TestResponse)


@contextmanager
def listening(app: Flask) -> Iterator[str]:
    """The address of a real server of an application, on a free port."""
    server = listener(app, replace(app.extensions["site"].settings, port=0))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        with suppress(OSError):  # an answer that ends just now wakes its thread, which closes before it is called
            server.trigger.pull_trigger(lambda: close_all(server._map))  # in its thread, also connections kept alive
        thread.join(timeout=10)
        server.task_dispatcher.shutdown()


@contextmanager
def served(folder: Path, *, code: Path = Path(__file__).parents[1], **settings: str) -> Iterator[str]:
    """The address of `kg serve`, started in a folder with settings of its own, on its store or an empty one.

    `code` is the installation that serves.
    """
    with Store(folder / Settings().store, base=settings["base"]):
        pass
    (folder / "kg.toml").write_text("".join(f'{name} = "{value}"\n' for name, value in settings.items()))
    environ = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    environ["PYTHONPATH"] = str(code)
    command = [sys.executable, "-m", "kg", "serve", "--port", "0"]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=log, text=True) as server,
    ):
        assert server.stdout is not None
        try:
            yield server.stdout.readline().split()[0].rstrip("/")
        finally:
            server.terminate()
            server.wait(timeout=20)
