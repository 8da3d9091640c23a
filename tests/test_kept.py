"""What was made of one state of a store is there for the next process, and for no other state."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from kg import kept as module
from kg.canonical import derive
from kg.kept import Kept
from kg.store import Store
from kg.workers import Workers
from server import create_app, renewing
from server.renewing import Renewed
from tests.seed import BASE
from tests.serving import client_of
from tests.test_renewing import Versioned
from tests.test_resolving import folder as folder  # a fixture

LONG = 60.0
VALUES = [0, 7, "a text\nof two lines", ["a", None], {}, {"one": [1, 2], "two": {"three": 4}}]


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_found_again_as_it_was(tmp_path: Path, value: object) -> None:
    Kept(tmp_path).put("a value/of mine", "state", value)
    assert Kept(tmp_path).get("a value/of mine", "state") == value


def test_nothing_is_found_of_another_state_or_by_other_software(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(tmp_path)
    kept.put("it", "state", 1)
    assert kept.get("it", "another") is None
    assert kept.get("another", "state") is None
    monkeypatch.setattr(module, "software", lambda: "other")
    assert kept.get("it", "state") is None


def test_a_file_that_is_cut_off_is_none(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.put("it", "state", {"one": 1, "two": 2})
    (file,) = kept.folder.iterdir()
    file.write_text(file.read_text()[:-4])
    assert kept.get("it", "state") is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("in the way")
    kept = Kept(tmp_path)
    kept.put("it", "state", 1)
    assert kept.get("it", "state") is None


def test_the_next_server_makes_nothing_of_the_same_state_anew(tmp_path: Path) -> None:
    made = list[str]()

    def make() -> str:
        made.append("it")
        return "value"

    with Versioned(None, base=BASE) as store:
        store.kept = Kept(tmp_path)
        for state in ("first", "first", "second"):
            store.told = state
            kept = Renewed(store)
            assert kept.of("it", lambda kept=kept: kept.plain("it", make), patience=LONG) == ("value", True)  # type: ignore[misc]
    assert made == ["it", "it"]


def test_what_was_made_while_others_wrote_is_not_kept(tmp_path: Path) -> None:
    with Versioned(None, base=BASE) as store:
        store.kept, kept = Kept(tmp_path), Renewed(store)

        def make() -> str:
            store.told = "second"
            return "of both"

        assert kept.plain("it", make) == "of both"
        assert [store.kept.get("it", state) for state in ("first", "second")] == [None, None]


def test_a_page_that_takes_long_the_first_time_says_so_and_comes_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may = threading.Event()
    monkeypatch.setattr(renewing, "FIRST", 0.0)
    monkeypatch.setattr(renewing, "PATIENCE", 0.0)
    monkeypatch.setattr("server.pages.thing_totals", lambda: may.wait(LONG) and {})
    with Versioned(folder, base=BASE, read_only=True) as store:
        client = client_of(create_app(store=store))
        client.get("/", headers={"Accept": "text/html"})
        answer = client.get("/", headers={"Accept": "text/html"})
        assert (answer.status_code, answer.headers["Retry-After"], answer.headers["Refresh"]) == (503, "5", "5")
        assert "it is ready soon" in answer.text
        may.set()
        assert client.get("/", headers={"Accept": "text/html", "Cache-Control": "no-cache"}).status_code == 200


def test_who_is_who_is_not_written_again_where_nothing_is_new(folder: Path) -> None:
    with Workers(folder, base=BASE) as workers:
        assert not workers.resolved
        assert workers.resolve()
        until = time.monotonic() + LONG
        while not workers.resolved and time.monotonic() < until:  # the engine tidies up after a write
            time.sleep(0.05)
        before = workers.version()
        assert workers.resolve()
        assert workers.version() == before
    with Store(folder, base=BASE) as store:
        assert store.remove("seed")
    with Workers(folder, base=BASE) as workers:
        assert not workers.resolved
        assert workers.resolve()
        assert workers.select("SELECT ?thing { ?node pe:canonical ?thing }") == []


def test_who_worked_out_who_is_who_spares_the_next_server_that(folder: Path) -> None:
    with Store(folder, base=BASE) as store:
        derive(store)
    with Workers(folder, base=BASE) as workers:
        assert workers.resolved
    with Store(folder, base=BASE) as store:
        derive(store)
        assert store.remove("seed")
    with Workers(folder, base=BASE) as workers:
        assert not workers.resolved
