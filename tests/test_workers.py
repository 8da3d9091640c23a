"""The store asked and changed in processes of their own: right, fresh, in time, and nothing can break it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, RDFS

from kg import views
from kg.document import Report
from kg.endpoint import Wanted
from kg.errors import BusyError, ForbiddenError, KGError, LimitError, QueryError, RDFError, StaleError, StoreError
from kg.guard import Dataset
from kg.ontology import load_vocabulary
from kg.rdf import ReportGraphs
from kg.store import Store
from kg.vocab import PE
from kg.workers import Limits, Readers, Workers, confinement
from kg.workers.children import Child, ForkServer
from kg.workers.frames import DATA, MESSAGE, Channel, Late
from kg.workers.limits import MB
from kg.workers.pool import IDLE, Pool
from tests.bombs import BOMBS, FOREVER
from tests.seed import BASE

pytestmark = pytest.mark.alone

LIMITS = Limits(query_time=2, write_time=5, memory=256 * MB, memory_total=2048 * MB, answer=8 * MB, queries=8, queue=16)
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    """A store of a few thousand triples, asked through workers."""
    folder = tmp_path_factory.mktemp("workers") / "store"
    with Store(folder, base=BASE) as store:
        store.put_vocabulary(load_vocabulary())
    with Workers(folder, base=BASE, limits=LIMITS) as workers:
        yield workers


def until(truth: Callable[[], bool]) -> None:
    """Wait for something that must come."""
    end = time.monotonic() + 20
    while not truth():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def child_processes(of: int) -> set[int]:
    """The processes that descend from one."""
    table = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(pid): int(parent) for pid, parent in (line.split() for line in table.splitlines())}

    def ours(pid: int) -> bool:
        while pid in parents:
            pid = parents[pid]
            if pid == of:
                return True
        return False

    return {pid for pid in parents if ours(pid)}


def test_they_answer_as_the_store_does(workers: Workers) -> None:
    with Store(workers.folder, base=BASE, read_only=True) as store:
        for text in (COUNT, "ASK { ?s ?p ?o }", "SELECT ?s { ?s a skos:Concept } ORDER BY ?s"):
            assert workers.query(text).read() == store.query(text).read()
        for media_type, name in (("text/turtle", "turtle"), ("application/rdf+xml", "xml")):
            text, wanted = "CONSTRUCT { ?s ?p ?o } { ?s a skos:ConceptScheme ; ?p ?o }", Wanted(graph=media_type)
            ours, theirs = workers.query(text, wanted=wanted).read(), store.query(text, wanted=wanted).read()
            assert set(Graph().parse(ours, format=name)) == set(Graph().parse(theirs, format=name))
        assert set(workers.vocabulary()) == set(store.vocabulary())


def test_memory_and_disk_give_the_same_answers(workers: Workers) -> None:
    workers.update("INSERT DATA { <http://example.org/now> rdfs:label 'now' }")
    assert not workers.in_memory
    from_disk = workers.query(COUNT).read()
    until(lambda: workers.in_memory)
    assert workers.query(COUNT).read() == from_disk


def test_an_update_is_seen_by_the_next_query(workers: Workers) -> None:
    for number in range(10):
        workers.update(f"INSERT DATA {{ <http://example.org/next> <http://example.org/number> {number} }}")
        assert workers.ask(f"ASK {{ <http://example.org/next> <http://example.org/number> {number} }}")


def test_what_another_process_writes_is_seen(workers: Workers) -> None:
    before = workers.version()
    with Store(workers.folder, base=BASE) as store:
        store.update("INSERT DATA { <http://example.org/other> rdfs:label 'other' }")
        assert workers.ask("ASK { <http://example.org/other> rdfs:label 'other' }")
        assert workers.version() != before


def test_an_update_is_whole_or_not_at_all(workers: Workers) -> None:
    before = workers.query(COUNT).read()
    with pytest.raises(QueryError, match="line 1, column"):
        workers.update("INSERT DATA { <http://a> <http://b> 1 } ; INSERT DATA {")
    with pytest.raises(QueryError, match="cannot be evaluated"):
        workers.update("INSERT DATA { <http://a> <http://b> 1 } ; CREATE GRAPH <http://g> ; CREATE GRAPH <http://g>")
    assert workers.query(COUNT).read() == before


def test_a_graph_is_made_replaced_and_dropped(workers: Workers) -> None:
    name = "http://example.org/graph"
    assert workers.load(b"<a> <b> <c> .", "text/turtle", graph=name, base_iri="http://example.org/") is True
    assert workers.load(b"<a> <b> <d> .", "text/turtle", graph=name, base_iri="http://example.org/") is False
    assert len(workers.graph(name)) == 2
    assert workers.load(b"<a> <b> _:x .", "text/turtle", graph=name, base_iri="http://e/", replace=True) is False
    assert len(workers.graph(name)) == 1
    with pytest.raises(RDFError, match="not text/turtle"):
        workers.load(b"<a> <b> ", "text/turtle", graph=name, replace=True)
    assert len(workers.graph(name)) == 1
    assert workers.drop(name) is True
    assert workers.drop(name) is False


def test_a_graph_may_be_empty(workers: Workers) -> None:
    name = "http://example.org/empty"
    assert workers.load(b"", "text/turtle", graph=name) is True
    assert workers.ask(f"ASK {{ GRAPH <{name}> {{}} }}")
    assert workers.drop(name) is True


def test_a_report_is_read_put_and_removed(workers: Workers) -> None:
    graphs = workers.read(Report(id="walk", text="Thousands of people marched in Lima on Monday.\n"))
    assert workers.put(graphs) is True
    assert workers.put(graphs) is False
    assert workers.write([workers.read_again(graphs)]) is False
    with pytest.raises(StaleError, match="somebody has changed it meanwhile"):
        workers.write([replace(workers.whole(graphs), text="0" * 64)])
    assert "walk" in workers
    assert set(workers.facts("walk")) == set(graphs.facts)
    assert workers.remove("walk") is True
    assert workers.remove("walk") is False


def test_reports_are_read_without_a_store_as_well() -> None:
    readers = Readers(BASE, LIMITS)
    try:
        graphs = readers.read(Report(id="walk", text="Thousands of people marched in Lima on Monday.\n"))
        assert graphs.report_id == "walk"
        assert any(graphs.facts.subjects(RDF.type, PE.ProtestAction))
    finally:
        readers.close()


def test_a_query_can_look_at_some_graphs_only(workers: Workers) -> None:
    ontology = str(workers.addresses.vocabulary_graph)
    assert workers.ask("ASK { GRAPH ?g { pe:Event ?p ?o } }")
    assert b"true" in workers.query("ASK { pe:Event ?p ?o }", dataset=Dataset((ontology,))).read()
    assert b"false" in workers.query("ASK { pe:Event ?p ?o }").read()


# Nothing can break it


def test_the_deadline_is_kept(workers: Workers) -> None:
    for timeout, expected in ((None, 2), (0.5, 0.5), (100, 2)):
        since = time.monotonic()
        with pytest.raises(LimitError, match=f"stopped after {expected:g} s"):
            workers.query(FOREVER, timeout=timeout)
        assert expected <= time.monotonic() - since < expected + 0.5


def test_waiting_counts_towards_the_deadline(tmp_path: Path, graphs: ReportGraphs) -> None:
    with Store(tmp_path / "store", base=BASE) as store:
        store.put(graphs)
        store.update(f"INSERT DATA {{ {' '.join(f'<http://e/{i}> <http://e/p> {i} .' for i in range(500))} }}")
    took: list[float] = []

    def timed(work: Callable[[], object]) -> None:
        since = time.monotonic()
        with pytest.raises(KGError):
            work()
        took.append(time.monotonic() - since)

    write = "INSERT { ?a ?b ?z } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?z }"
    with Workers(tmp_path / "store", base=BASE, limits=replace(LIMITS, queries=1)) as workers:
        asked: list[Callable[[], object]] = [
            *[lambda: workers.query(FOREVER, timeout=1.5)] * 3,
            *[lambda: workers.update(write, timeout=1.5)] * 2,
        ]
        threads = [threading.Thread(target=timed, args=(work,)) for work in asked]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(took) == 5
    assert max(took) < 3  # one after the other they would take more than 4


def test_an_update_past_its_deadline_changes_nothing(workers: Workers) -> None:
    before = workers.query(COUNT).read()
    with pytest.raises(LimitError, match="stopped after 1 s"):
        workers.update("INSERT { ?a ?b ?z } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?z }", timeout=1)
    assert workers.query(COUNT).read() == before
    workers.update("INSERT DATA { <http://example.org/a> rdfs:label 'still' }")  # and the store can be written


def test_memory_stays_under_the_limit(workers: Workers) -> None:
    largest = [0]
    done = threading.Event()

    def measure() -> None:
        while not done.wait(0.02):
            largest[0] = max([largest[0], *(confinement.resident(pid) for pid in child_processes(os.getpid()))])

    thread = threading.Thread(target=measure)
    thread.start()
    for name in ("sorting everything", "one long text", "doubling"):
        with pytest.raises(LimitError):
            workers.query(BOMBS[name]).read()
    done.set()
    thread.join()
    assert 0 < largest[0] < LIMITS.memory + 128 * MB


@pytest.mark.skipif(not confinement.enforced(), reason="only Linux on x86-64 and ARM confines processes in the kernel")
def test_no_connection_is_opened_even_by_a_query_that_is_let_through() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.5)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        told = subprocess.run(
            [sys.executable, "-c", CALLER, address], capture_output=True, text=True, check=True, timeout=60
        ).stdout
        assert told.splitlines() == ["SERVICE refused", "LOAD refused", "SERVICE SILENT let through"]
        with pytest.raises(TimeoutError):
            listening.accept()


CALLER = """
import sys
import pyoxigraph
from kg.workers.confinement import confine

confine()
engine = pyoxigraph.Store()
for words, run, text in (
    ("SERVICE", engine.query, f"SELECT * {{ SERVICE <{sys.argv[1]}> {{ ?s ?p ?o }} }}"),
    ("LOAD", engine.update, f"LOAD <{sys.argv[1]}>"),
    ("SERVICE SILENT", engine.query, f"SELECT * {{ SERVICE SILENT <{sys.argv[1]}> {{ ?s ?p ?o }} }}"),
):
    try:
        list(run(text) or ())
        print(words, "let through")
    except (OSError, RuntimeError):
        print(words, "refused")
"""


def test_who_asks_other_servers_is_told_so(workers: Workers) -> None:
    with pytest.raises(ForbiddenError, match="leave SERVICE out"):
        workers.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(ForbiddenError, match="leave LOAD out"):
        workers.update("LOAD <http://127.0.0.1:9/>")


@pytest.mark.skipif(not confinement.enforced(), reason="only Linux on x86-64 and ARM confines processes in the kernel")
def test_silent_requests_to_others_come_to_nothing(workers: Workers) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.5)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        assert workers.select(f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}") == [{}]
        workers.update(f"LOAD SILENT <{address}>")
        with pytest.raises(TimeoutError):
            listening.accept()


def test_an_answer_that_is_too_long_is_an_error_and_never_short(workers: Workers) -> None:
    with pytest.raises(LimitError, match="more than 8388608 bytes"):
        workers.query("SELECT * { ?a ?b ?c . ?d ?e ?f }").read()


def test_an_answer_that_nobody_reads_to_the_end_frees_its_place(workers: Workers) -> None:
    for _ in range(2 * LIMITS.queries):
        answer = workers.query("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 50000")
        next(iter(answer.chunks))
        del answer
    assert workers.ask("ASK {}")


def test_too_many_queries_at_once_are_told_to_come_again(workers: Workers) -> None:
    found: list[str] = []

    def ask() -> None:
        try:
            workers.query(FOREVER, timeout=1.5)
        except KGError as error:
            found.append(type(error).__name__)

    threads = [threading.Thread(target=ask) for _ in range(LIMITS.queries + LIMITS.queue + 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(found) == len(threads)
    assert found.count("BusyError") >= 20
    assert set(found) == {"BusyError", "LimitError"}
    assert workers.ask("ASK {}")


def test_a_killed_fork_server_is_started_again(workers: Workers) -> None:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        pid, parent, arguments = line.split(None, 2)
        if int(parent) == os.getpid() and "kg.workers.forkserver" in arguments:
            os.kill(int(pid), signal.SIGKILL)
    until(lambda: answers(workers))
    workers.update("INSERT DATA { <http://example.org/a> rdfs:label 'again' }")


def test_who_is_killed_while_nobody_asks_is_replaced_unnoticed(workers: Workers) -> None:
    until(lambda: workers.in_memory)
    image = workers._pool.image
    assert image is not None
    idle = child_processes(image.pid)
    assert idle
    for pid in idle:
        os.kill(pid, signal.SIGKILL)
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in idle))
    assert all(workers.ask("ASK {}") for _ in range(4))
    os.kill(workers._base.pid, signal.SIGKILL)
    until(lambda: not image.alive())  # though its number may be taken until somebody buries it
    until(lambda: not any(child.ready() for child in workers._pool._state.idle))
    assert all(workers.ask("ASK {}") for _ in range(4))
    until(lambda: workers.in_memory)


def test_a_copy_that_was_lost_is_made_again(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    show, lost = Pool.show, threading.Event()

    def lose(pool: Pool, image: ForkServer, seconds: float) -> None:
        if not lost.is_set():
            lost.set()
            os.kill(image.pid, signal.SIGKILL)
        show(pool, image, seconds)

    monkeypatch.setattr(Pool, "show", lose)
    workers.update("INSERT DATA { <http://example.org/a> rdfs:label 'copied' }")
    until(lost.is_set)
    until(lambda: workers.in_memory)


def test_an_older_copy_goes_though_nobody_asks(workers: Workers) -> None:
    workers.update("INSERT DATA { <http://example.org/a> rdfs:label 'older' }")
    until(lambda: workers.in_memory)
    older = workers._pool.image
    assert older is not None
    workers.update("INSERT DATA { <http://example.org/a> rdfs:label 'newer' }")
    until(lambda: workers.in_memory)
    since = time.monotonic()
    until(lambda: not older.alive())
    assert time.monotonic() - since < IDLE / 2


def test_another_store_in_its_place_is_seen(tmp_path: Path) -> None:
    for name in ("first", "second"):
        with Store(tmp_path / name, base=BASE) as store:
            store.update(f"INSERT DATA {{ <http://example.org/a> rdfs:label '{name[:5]}' }}")
    label = "SELECT ?label { <http://example.org/a> rdfs:label ?label }"
    with Workers(tmp_path / "first", base=BASE, limits=LIMITS) as workers:
        until(lambda: workers.in_memory)
        assert str(workers.select(label)[0]["label"]) == "first"
        (tmp_path / "first").rename(tmp_path / "old")
        (tmp_path / "second").rename(tmp_path / "first")
        assert str(workers.select(label)[0]["label"]) == "secon"


def test_a_write_makes_no_store_where_it_is_gone(tmp_path: Path, graphs: ReportGraphs) -> None:
    with Store(tmp_path / "store", base=BASE) as store:
        store.put(graphs)
    with Workers(tmp_path / "store", base=BASE, limits=LIMITS) as workers:
        (tmp_path / "store").rename(tmp_path / "away")
        with pytest.raises(StoreError, match="there is no store"):
            workers.update("INSERT DATA { <http://example.org/a> rdfs:label 'lost' }")
        assert not (tmp_path / "store").exists()
        (tmp_path / "store").write_text("a file", encoding="utf-8")
        with pytest.raises(StoreError, match="there is no store"):
            workers.ask("ASK {}")


def test_a_table_that_goes_while_a_view_opens_is_no_error(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = iter([FileNotFoundError("000165.sst"), None])

    class Tidied(Store):
        def graph_names(self) -> list[str]:
            error = next(tries)
            if error is not None:
                raise error
            return []

    monkeypatch.setattr(views, "Store", Tidied)
    store, view = views.open_view(workers.folder, base=BASE)
    store.close()
    assert view == workers.version()


def test_a_child_that_takes_nothing_is_late() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(0.001)  # left over from an answer that came at the last moment
        channel = Channel(ours)
        channel.send(MESSAGE, {"text": "short"}, deadline=time.monotonic() + 5)
        channel.flush(deadline=time.monotonic() + 5)
        with pytest.raises(Late):
            channel.send(DATA, bytes(16 * MB), deadline=time.monotonic() + 0.2)


def answers(workers: Workers) -> bool:
    """Whether a query is answered."""
    try:
        return workers.ask("ASK {}")
    except KGError:
        return False


def test_the_processes_end_with_their_owner(tmp_path: Path, graphs: ReportGraphs) -> None:
    with Store(tmp_path / "store", base=BASE) as store:
        store.put(graphs)
    with Workers(tmp_path / "store", base=BASE, limits=LIMITS) as workers:
        assert workers.ask("ASK { ?s a pe:Report }")
        until(lambda: workers.in_memory)
        first = workers._base.pid
        started = {first, *child_processes(first)}
        assert len(started) >= 3  # the two that fork, one that answers
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started))


def test_a_folder_without_a_store_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store; `kg ingest"):
        Workers(tmp_path / "none", base=BASE)


def test_a_writer_waits_for_another_and_then_says_so(workers: Workers) -> None:
    with Store(workers.folder, base=BASE), pytest.raises(BusyError, match="another process is writing"):
        workers.update("INSERT DATA { <http://example.org/a> rdfs:label 'late' }", timeout=30)


def test_writes_one_after_another_open_the_store_once_and_then_let_go_of_it(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    fork = workers._base.fork

    def counted(kind: str, **request: object) -> Child:
        asked.append(kind)
        return fork(kind, **request)

    monkeypatch.setattr(workers._base, "fork", counted)
    for number in range(5):
        workers.update(f"INSERT DATA {{ <http://example.org/often> <http://example.org/number> {number} }}")
    assert asked.count("change") == 1
    with Store(workers.folder, base=BASE) as store:  # it waits less than its patience
        assert store.ask("ASK { <http://example.org/often> <http://example.org/number> 4 }")


def test_a_store_that_was_put_in_the_place_of_another_is_the_one_written_to(workers: Workers, tmp_path: Path) -> None:
    statement = "<http://example.org/new> rdfs:label 'here'"
    workers.update("INSERT DATA { <http://example.org/old> rdfs:label 'gone' }")
    with Store(tmp_path / "other", base=BASE) as other:
        other.put_vocabulary(load_vocabulary())
    workers.folder.rename(tmp_path / "away")
    (tmp_path / "other").rename(workers.folder)
    workers.update(f"INSERT DATA {{ {statement} }}")
    with Store(workers.folder, base=BASE) as store:
        assert store.ask(f"ASK {{ {statement} }}")


def test_a_copy_that_does_not_fit_leaves_the_queries_on_the_disk(tmp_path: Path) -> None:
    with Store(tmp_path / "store", base=BASE) as store:
        store.put_vocabulary(load_vocabulary())
        rows = "".join(f'<http://example.org/{i}> <{RDFS.label}> "number {i}" .\n' for i in range(150_000))
        store.load(rows.encode(), "application/n-triples", graph=None)
    with Workers(tmp_path / "store", base=BASE, limits=Limits(copy_memory=MB)) as workers:
        found = workers.select("SELECT (COUNT(*) AS ?n) { ?s rdfs:label ?label }")
        assert int(found[0]["n"]) >= 150_000
        until(lambda: workers.copy_is_too_big)
        assert not workers.in_memory
        assert workers.select("SELECT (COUNT(*) AS ?n) { ?s rdfs:label ?label }") == found


def test_an_update_may_be_longer_than_a_query(workers: Workers) -> None:
    triples = "".join(f"<http://example.org/{i}> <http://example.org/long> {i} .\n" for i in range(5_000))
    workers.update(f"INSERT DATA {{ {triples} }}")
    assert workers.select("SELECT (COUNT(*) AS ?n) { ?s <http://example.org/long> ?o }")[0]["n"].toPython() == 5_000


def test_without_a_queue_there_are_still_places(tmp_path: Path, graphs: ReportGraphs) -> None:
    with Store(tmp_path / "store", base=BASE) as store:
        store.put(graphs)
    with Workers(tmp_path / "store", base=BASE, limits=replace(LIMITS, queries=1, queue=0)) as workers:
        assert workers.ask("ASK { ?s a pe:Report }")


def test_where_there_is_no_room_who_is_at_it_longest_has_to_leave(tmp_path: Path, graphs: ReportGraphs) -> None:
    with Store(tmp_path / "store", base=BASE) as store:
        store.put(graphs)
        store.update(f"INSERT DATA {{ {' '.join(f'<http://e/{i}> <http://e/p> {i} .' for i in range(500))} }}")
    found: list[KGError] = []

    with Workers(tmp_path / "store", base=BASE, limits=replace(LIMITS, queries=1, query_time=60)) as workers:

        def endless() -> None:
            with pytest.raises(KGError) as caught:
                workers.query(FOREVER)
            found.append(caught.value)

        thread = threading.Thread(target=endless)
        thread.start()
        until(lambda: bool(workers._pool._state.running))
        assert workers.ask("ASK { ?s a pe:Report }")
        thread.join(timeout=20)
    assert [type(error) for error in found] == [BusyError]
