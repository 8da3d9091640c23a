"""What is made of the whole base is made anew beside, and nobody waits for it because somebody else has written."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator

import pytest

from kg.config import Settings
from kg.errors import QueryError
from kg.rdf import ReportGraphs
from kg.store import Store
from server import create_app, index, renewing
from server.index import Index
from server.renewing import Renewed, watching
from tests.seed import BASE
from tests.serving import client_of, seed_store

AT_ONCE, LONG = 0.0, 60.0


class Versioned(Store):
    """A store in memory that tells a version, as one in a folder does."""

    told: str | None = "first"

    def version(self) -> str | None:
        """What the test says."""
        return self.told


class Slow:
    """Makes texts that name the version, as soon as it is let."""

    def __init__(self, store: Versioned) -> None:
        self.store = store
        self.may, self.begun = threading.Event(), threading.Semaphore(0)
        self.may.set()
        self.times = 0

    def __call__(self) -> str:
        """The version at the beginning."""
        version = str(self.store.told)
        self.times += 1
        self.begun.release()
        assert self.may.wait(LONG)
        return version


@pytest.fixture
def store() -> Iterator[Versioned]:
    """An empty store."""
    with Versioned(None, base=BASE) as store:
        yield store


@pytest.fixture
def slow(store: Versioned) -> Iterator[Slow]:
    """What makes texts of it, and is let in the end."""
    slow = Slow(store)
    yield slow
    slow.may.set()


def written(store: Versioned, slow: Slow, version: str) -> None:
    """Change the store, so that what is made of it takes long."""
    slow.may.clear()
    store.told = version


def test_it_is_made_once_for_a_state(store: Versioned, slow: Slow) -> None:
    kept = Renewed(store)
    assert [kept.of("it", slow, patience=AT_ONCE) for _ in range(3)] == [("first", True)] * 3
    assert slow.times == 1


def test_who_does_not_wait_is_told_the_former_state_until_the_new_one_is_there(store: Versioned, slow: Slow) -> None:
    kept = Renewed(store)
    kept.of("it", slow, patience=AT_ONCE)
    written(store, slow, "second")
    assert [kept.of("it", slow, patience=AT_ONCE) for _ in range(3)] == [("first", False)] * 3
    slow.may.set()
    assert kept.of("it", slow, patience=LONG) == ("second", True)
    assert kept.of("it", slow, patience=AT_ONCE) == ("second", True)
    assert slow.times == 2


def test_what_was_begun_before_a_change_is_not_told_as_the_present(store: Versioned, slow: Slow) -> None:
    kept = Renewed(store)
    kept.of("it", slow, patience=AT_ONCE)
    written(store, slow, "second")
    kept.of("it", slow, patience=AT_ONCE)
    slow.begun.acquire()
    slow.begun.acquire()
    store.told = "third"
    slow.may.set()
    assert kept.of("it", slow, patience=LONG) == ("third", True)


def test_a_state_too_long_gone_is_not_told(store: Versioned, slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Renewed(store)
    kept.of("it", slow, patience=AT_ONCE)
    monkeypatch.setattr(renewing, "FORMER", -1.0)
    store.told = "second"
    assert kept.of("it", slow, patience=AT_ONCE) == ("second", True)


def test_what_went_wrong_is_told_and_tried_again(store: Versioned) -> None:
    kept, found = Renewed(store), iter([QueryError("too much"), None])

    def make() -> str:
        error = next(found)
        if error is not None:
            raise error
        return "made"

    with pytest.raises(QueryError, match="too much"):
        kept.of("it", make, patience=LONG)
    assert kept.of("it", make, patience=LONG) == ("made", True)


def test_all_that_is_kept_is_renewed_unasked(store: Versioned, slow: Slow) -> None:
    kept, closed = Renewed(store), threading.Event()
    kept.of("it", slow, patience=AT_ONCE)
    store.told = "second"
    watch = threading.Thread(target=kept.watch, args=(closed,))
    watch.start()
    slow.begun.acquire()
    assert slow.begun.acquire(timeout=LONG)
    closed.set()
    watch.join()
    assert kept.of("it", slow, patience=LONG) == ("second", True)
    assert slow.times == 2


def test_what_is_kept_is_left_out_of_the_search_for_garbage_for_as_long_as_it_is_served(store: Versioned) -> None:
    app, done = create_app(Settings(), store), threading.Event()
    with watching(app, then=done.set):
        kept: Renewed = app.extensions["renewed"]
        assert done.wait(LONG)
        kept.of("it", lambda: [[] for _ in range(1000)], patience=LONG)
        assert gc.get_freeze_count() > 1000
    assert gc.get_freeze_count() == 0


def test_only_some_things_are_kept(store: Versioned, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renewing, "MOST", 2)
    kept, made = Renewed(store), list[str]()

    def maker(what: str) -> Callable[[], None]:
        return lambda: made.append(what)

    for what in ("one", "two", "three", "two", "one"):
        kept.of(what, maker(what), patience=LONG)
    assert made == ["one", "two", "three", "one"]


def test_a_late_answer_is_kept_by_nobody_and_who_must_have_the_present_waits(
    graphs: ReportGraphs, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Versioned(None, base=BASE) as store:
        client = client_of(create_app(Settings(base=BASE), store))
        assert client.get("/api/search?q=orvale").get_json()["total"] == 0
        store.put(graphs)
        store.told = "second"
        may = threading.Event()
        monkeypatch.setattr(index, "Index", lambda of: Index(of) if may.wait(LONG) else None)
        late = client.get("/api/search?q=orvale")
        assert (late.get_json()["total"], late.headers["Cache-Control"], late.headers.get("ETag")) == (
            0,
            "no-store",
            None,
        )
        threading.Timer(0.1, may.set).start()
        now = client.get("/api/search?q=orvale", headers={"Cache-Control": "no-cache"})
        assert now.get_json()["total"] > 0
        assert now.headers["ETag"]


def test_where_no_version_is_told_the_whole_base_is_asked_each_time(graphs: ReportGraphs) -> None:
    with seed_store() as store:
        client = client_of(create_app(Settings(base=BASE), store))
        assert client.get("/api/overview").get_json()["reports"] == 1
        store.remove(graphs.report_id)
        assert client.get("/api/overview").get_json()["reports"] == 0


def test_what_is_made_may_ask_for_another(store: Versioned, slow: Slow) -> None:
    kept = Renewed(store)

    def both() -> str:
        return f"of {kept.of('it', slow, patience=LONG)[0]}"

    assert kept.of("both", both, patience=LONG) == ("of first", True)
