"""The server works out who is who soon after something was written, and nobody waits for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.canonical import derive
from kg.config import Settings
from kg.errors import BusyError, StoreError
from kg.ontology import load_vocabulary
from kg.pipeline import reader
from kg.rdf import to_graphs
from kg.store import Store
from kg.workers import Workers
from kg.workers.children import Child
from kg.workers.service import RESOLVE
from server import create_app
from server.resolving import Resolver
from tests.seed import BASE, seed_extraction

TOKEN = "t" * 20
THINGS = "SELECT ?node ?thing { ?node pe:canonical ?thing } ORDER BY ?node"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store in which nobody has worked out who is who."""
    with Store(tmp_path / "store", base=BASE) as store:
        store.put_vocabulary(load_vocabulary())
        store.put(to_graphs(seed_extraction(), base=BASE, reader=reader()))
    return tmp_path / "store"


def test_it_is_worked_out_in_processes_of_their_own(folder: Path) -> None:
    with Workers(folder, base=BASE) as workers:
        assert workers.select(THINGS) == []
        assert workers.resolve()
        found = workers.select(THINGS)
        assert workers.resolve()
    with Store(None, base=BASE) as other, Store(folder, base=BASE, read_only=True) as store:
        other.put_vocabulary(load_vocabulary())
        other.put(store.graphs("seed"))
        derive(other)
        assert found == other.select(THINGS) != []
        assert store.dump() == other.dump()


def test_a_report_that_is_sent_has_its_things_soon_after(folder: Path) -> None:
    with Workers(folder, base=BASE) as workers:
        settings = Settings(base=BASE, store=str(folder), write_token=TOKEN)
        app = create_app(settings, workers, read=workers.read, resolve=workers.resolve)
        sent = {
            "id": "sent",
            "text": "Ana Brook, head of the Mill Workers' Union, spoke at a rally in Leeds on Monday.\n",
        }
        answer = app.test_client().post("/reports", json=sent, headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 201
        assert app.extensions["site"].resolver.settle(30)
        assert any("/report/sent/person-" in str(row["node"]) for row in workers.select(THINGS))


def test_it_does_not_wait_for_another_program_that_writes(folder: Path) -> None:
    with Workers(folder, base=BASE) as workers, Store(folder, base=BASE), pytest.raises(BusyError):
        workers.resolve()


def test_what_another_program_wrote_meanwhile_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workers(folder, base=BASE) as workers:
        ask = Child.ask

        def interrupted(child: Child, *asked: Any) -> Iterator[tuple[bytes, bytes]]:
            frames = list(ask(child, *asked))
            if asked == ({}, RESOLVE):
                monkeypatch.undo()
                with Store(folder, base=BASE) as other:
                    assert other.remove("seed")
            return iter(frames)

        monkeypatch.setattr(Child, "ask", interrupted)
        assert not workers.resolve()
        assert workers.select(THINGS) != []
        assert workers.resolve()
        assert workers.select(THINGS) == []


def test_what_is_written_meanwhile_is_seen_by_the_next_time() -> None:
    begun, go = threading.Event(), threading.Event()
    seen: list[int] = []

    def resolve() -> bool:
        seen.append(len(seen))
        begun.set()
        return go.wait(10)

    resolver = Resolver(resolve)
    resolver.request()
    assert begun.wait(10)
    resolver.request()
    resolver.request()
    assert not resolver.settle(0.01)
    go.set()
    assert resolver.settle(10)
    assert seen == [0, 1]


@pytest.mark.parametrize("failure", [StoreError("the disk is full"), StopIteration(), False])
def test_what_fails_or_came_too_late_is_tried_again(failure: Exception | bool) -> None:
    results = iter([failure, failure, True])

    def resolve() -> bool:
        result = next(results)
        if isinstance(result, Exception):
            raise result
        return result

    resolver = Resolver(resolve, soon=0.01)
    resolver.request()
    assert resolver.settle(10)
    assert next(results, "used") == "used"
