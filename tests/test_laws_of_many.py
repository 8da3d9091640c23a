"""Laws of a base of many reports: what came first does not matter, and what is taken back was never there."""

from __future__ import annotations

import datetime
import functools
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from kg.canonical import derive, derived
from kg.config import Settings, share
from kg.deciding import anchors_of, decision_graph
from kg.decisions import Judgement, Verdict
from kg.identity_gold import load_identity
from kg.ontology import load_vocabulary
from kg.pipeline import extract, reader
from kg.rdf import ReportGraphs, to_graphs
from kg.store import Store
from tests.seed import BASE

REPORTS = share("data") / "identity" / "development"
SOME = 6
"""As many reports are enough for things of several nodes."""
NOBODY = Graph()
Step = tuple[str, int]


@functools.cache
def read() -> tuple[ReportGraphs, ...]:
    reports = load_identity(REPORTS / "identity.json").reports
    return tuple(to_graphs(extract(reports[id_]), base=BASE, reader=reader()) for id_ in sorted(reports)[:SOME])


def empty() -> Store:
    store = Store(None, base=BASE)
    store.put_vocabulary(load_vocabulary())
    return store


@functools.cache
def judgements() -> tuple[Judgement, ...]:
    """Judgements on nodes of the reports: some that no rule would come to, some that contradict one another."""
    with empty() as store:
        for graphs in read():
            store.put(graphs)
        persons = [URIRef(row["p"]) for row in store.select("SELECT ?p { ?p a foaf:Person } ORDER BY ?p")]
        anchors = anchors_of(store, persons)
    found = [anchors[person] for person in persons]
    pairs = [(0, 5, Verdict.SAME), (5, 9, Verdict.SAME), (0, 9, Verdict.DIFFERENT), (2, 7, Verdict.UNSURE)]
    day = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    return tuple(
        Judgement(left=found[i], right=found[j], verdict=verdict, by="Ana", at=day, why="") for i, j, verdict in pairs
    )


def about(number: int) -> set[str]:
    """The reports that a judgement rests on."""
    return {judgements()[number].left.report, judgements()[number].right.report}


def hold(store: Store, number: int, *, taken_back: bool = False) -> None:
    judgement = judgements()[number]
    store.decide(judgement.id, NOBODY if taken_back else decision_graph(judgement, store.addresses))


def carried_out(steps: Sequence[Step]) -> tuple[Store, set[int], set[int]]:
    """A store after some steps, and which reports and judgements it holds by then."""
    store, reports, decided = empty(), set[int](), set[int]()
    for do, number in steps:
        if do == "put":
            store.put(read()[number])
            reports.add(number)
        elif do == "withdraw":
            store.remove(read()[number].report_id)
            reports.discard(number)
            gone = {read()[number].report_id}
            decided -= {
                one for one in decided if gone & {judgements()[one].left.report, judgements()[one].right.report}
            }
        elif do == "derive":
            derive(store)
        elif do == "decide" and about(number) <= {read()[one].report_id for one in reports}:
            hold(store, number)
            decided.add(number)
        elif do == "take back":
            hold(store, number, taken_back=True)
            decided.discard(number)
    return store, reports, decided


steps = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, SOME - 1)),
        st.tuples(st.just("withdraw"), st.integers(0, SOME - 1)),
        st.tuples(st.sampled_from(["decide", "take back"]), st.integers(0, 3)),
        st.tuples(st.just("derive"), st.just(0)),
    ),
    max_size=16,
)


@given(st.permutations(range(SOME)), steps)
@settings(deadline=None, max_examples=20)
def test_a_base_is_what_it_holds_whatever_came_before(order: list[int], before: list[Step]) -> None:
    store, reports, decided = carried_out([*(("put", number) for number in order), *before])
    derive(store)
    fresh = empty()
    for number in sorted(reports):
        fresh.put(read()[number])
    for number in sorted(decided):
        hold(fresh, number)
    derive(fresh)
    assert store.dump() == fresh.dump()


def test_what_was_worked_out_is_worked_out_again_without_a_write(tmp_path: Path) -> None:
    with Store(tmp_path / "store", base=BASE) as store:
        for graphs in read():
            store.put(graphs)
        derive(store)
        whole, news, found = derived(store)
        assert found.joined > 0
        assert news == []
        assert store.write([whole]) is False


def test_a_judgement_that_is_taken_back_restores_the_graph_to_the_byte() -> None:
    store, _, _ = carried_out([("put", number) for number in range(SOME)])
    derive(store)
    before = store.dump()
    for number in range(len(judgements())):
        hold(store, number)
        derive(store)
        assert store.dump() != before
    for number in range(len(judgements())):
        hold(store, number, taken_back=True)
        derive(store)
    assert store.dump() == before


def test_a_judgement_joins_what_no_rule_joins_and_one_keeps_it_apart() -> None:
    store, _, _ = carried_out([("put", number) for number in range(SOME)])

    def thing_of(person: URIRef) -> str:
        (row,) = store.select("SELECT ?thing { $person pe:canonical ?thing }", person=person)
        return str(row["thing"])

    persons = [URIRef(row["p"]) for row in store.select("SELECT ?p { ?p a foaf:Person } ORDER BY ?p")]
    derive(store)
    assert len({thing_of(persons[number]) for number in (0, 5, 9)}) == 3
    hold(store, 0)
    hold(store, 1)
    derive(store)
    assert len({thing_of(persons[number]) for number in (0, 5, 9)}) == 1
    hold(store, 2)
    assert derive(store).conflicts
    assert thing_of(persons[0]) != thing_of(persons[9])


def ingested(folder: Path, reports: Path, *, killed_after: float | None = None) -> bool:
    """Read reports into a store, in a process of its own; whether it came to its end."""
    command = [sys.executable, "-m", "kg", "ingest", str(reports), "--store", str(folder), "--jobs", "1"]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return process.wait(killed_after) == 0
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False


def dumped(folder: Path) -> str:
    with Store(folder, base=Settings().base, read_only=True) as store:
        return store.dump()


def test_whoever_is_killed_runs_the_same_again_and_has_the_same_graph(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for file in sorted(REPORTS.glob("*.txt"))[: 2 * SOME]:
        shutil.copy(file, reports)
        shutil.copy(file.with_suffix(".toml"), reports)
    assert ingested(tmp_path / "whole", reports)
    chance, killed = random.Random(6), 0  # nothing secret
    for turn in range(8):
        killed += not ingested(tmp_path / "broken", reports, killed_after=chance.uniform(0.4, 1.2) * (1 + turn / 4))
    assert killed > 2
    assert ingested(tmp_path / "broken", reports)
    assert dumped(tmp_path / "broken") == dumped(tmp_path / "whole")
