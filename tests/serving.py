"""A server of the hand-made report, to be asked in the process or over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask
from waitress.wasyncore import close_all

from kg.config import Settings
from kg.ontology import load_vocabulary
from kg.rdf import to_graphs
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


@contextmanager
def listening(app: Flask) -> Iterator[str]:
    """The address of a real server of an application, on a free port."""
    server = listener(app, replace(app.extensions["site"].settings, port=0))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.trigger.pull_trigger(lambda: close_all(server._map))  # in its own thread, also connections kept alive
        thread.join(timeout=10)
        server.task_dispatcher.shutdown()
