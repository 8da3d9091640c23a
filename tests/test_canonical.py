"""Things in the graph: derived as a whole, believed as `node pe:canonical thing`, gone with what they rest on."""

from __future__ import annotations

import dataclasses
import datetime
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.namespace import RDF, RDFS

from kg.canonical import derive
from kg.changes import ChangeKind
from kg.deciding import anchors_of, decision_graph
from kg.decisions import Judgement, Verdict
from kg.document import Report
from kg.features import RECURS, features
from kg.pipeline import read
from kg.rdf import ReportGraphs, to_graphs
from kg.store import Store
from kg.vocab import PE
from tests.seed import BASE, READER, seed_extraction

AT = datetime.datetime(2026, 11, 23, 7, 0, tzinfo=datetime.UTC)


def told(report: str) -> ReportGraphs:
    """The report of the seed, as another outlet tells it."""
    extraction = seed_extraction()
    document = dataclasses.replace(
        extraction.document, report=dataclasses.replace(extraction.document.report, id=report)
    )
    return to_graphs(extraction.on(document), base=BASE, reader=READER)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store(None, base=BASE) as found:
        yield found


def node(report: str, key: str) -> URIRef:
    return URIRef(f"{BASE}report/{report}/{key}")


def thing(store: Store, report: str, key: str) -> str:
    """The thing of a node, as the default graph tells."""
    (row,) = store.select(
        "SELECT ?thing WHERE { $node $canonical ?thing }", node=node(report, key), canonical=PE.canonical
    )
    return str(row["thing"])


def judged(store: Store, left: URIRef, right: URIRef, verdict: Verdict) -> Judgement:
    anchors = anchors_of(store, [left, right])
    found = Judgement(left=anchors[left], right=anchors[right], verdict=verdict, by="Ana", at=AT)
    store.decide(found.id, decision_graph(found, store.addresses))
    derive(store)
    return found


def test_every_node_that_has_an_identity_has_one_thing(store: Store) -> None:
    store.put(told("a"))
    found = derive(store)
    assert (found.nodes, found.things) == (len(features(store)), found.nodes)
    assert thing(store, "a", "person-ana") == f"{BASE}thing/a/person-ana"
    assert not store.ask("ASK { ?n $canonical ?a, ?b FILTER (?a != ?b) }", canonical=PE.canonical)


def test_nodes_of_two_reports_are_one_thing_whose_names_are_not_believed(store: Store) -> None:
    store.put(told("a"))
    store.put(told("b"))
    derive(store)
    assert thing(store, "b", "person-ana") == thing(store, "a", "person-ana") == f"{BASE}thing/a/person-ana"
    graph = store.graph(str(store.addresses.canonical_graph))
    assert graph.value(URIRef(f"{BASE}thing/a/person-ana"), RDFS.label) is not None
    assert not store.ask("ASK { $thing ?p ?o }", thing=URIRef(f"{BASE}thing/a/person-ana"))
    for joining in graph.subjects(RDF.type, PE.Joining):
        assert graph.value(joining, PE.reason) is not None
        assert graph.value(joining, PE.left) < graph.value(joining, PE.right)  # type: ignore[operator]


def test_a_thing_has_its_name_in_capitals_only_where_nobody_writes_it_otherwise(store: Store) -> None:
    dateline = "TEGUCIGALPA, Honduras: Hundreds of teachers marched on Monday. Ana Brook spoke."
    sentence = "Hundreds of teachers marched in Tegucigalpa, Honduras, on Monday. Ana Brook spoke."
    for name, text in (("a", dateline), ("b", sentence), ("c", dateline)):
        report = Report(id=name, text=f"Teachers march\n\n{text}", published=datetime.date(2021, 5, 4))
        store.put(read(report, (), base=BASE))
    derive(store)
    query = "SELECT ?name { GRAPH $graph { ?thing a pe:Place ; rdfs:label ?name } }"
    names = {str(row["name"]) for row in store.select(query, graph=store.addresses.canonical_graph)}
    assert names == {"Tegucigalpa", "Honduras"}


def test_the_order_of_reading_and_deriving_in_between_leave_no_trace() -> None:
    dumps = set()
    for seed in range(3):
        reports = [told(name) for name in "abc"]
        random.Random(seed).shuffle(reports)
        with Store(None, base=BASE) as store:
            for graphs in reports:
                store.put(graphs)
                if seed:
                    derive(store)
            derive(store)
            dumps.add(store.dump())
    assert len(dumps) == 1


def test_a_judgement_that_is_taken_back_restores_the_graph_to_the_byte(store: Store) -> None:
    store.put(told("a"))
    store.put(told("b"))
    derive(store)
    before = store.dump()
    found = judged(store, node("a", "person-ana"), node("b", "person-ana"), Verdict.DIFFERENT)
    assert thing(store, "b", "person-ana") == f"{BASE}thing/b/person-ana"
    store.decide(found.id, decision_graph(found, store.addresses) - decision_graph(found, store.addresses))
    derive(store)
    assert store.dump() == before


def test_a_joining_by_a_person_names_the_decision(store: Store) -> None:
    store.put(told("a"))
    store.put(told("b"))
    found = judged(store, node("a", "person-ana"), node("b", "person-omar"), Verdict.SAME)
    graph = store.graph(str(store.addresses.canonical_graph))
    assert store.addresses.decision(found.id) in set(graph.objects(None, PE.decidedBy))


def test_the_history_tells_what_merged_and_what_parted(store: Store) -> None:
    store.put(told("a"))
    store.put(told("b"))
    derive(store)
    judged(store, node("a", "person-ana"), node("b", "person-ana"), Verdict.DIFFERENT)
    kinds = {(entry.change.kind, entry.change.what) for entry in store.history()}
    assert (ChangeKind.PARTED, f"{BASE}thing/b/person-ana") in kinds


def test_what_is_withdrawn_takes_its_things_along(store: Store) -> None:
    store.put(told("a"))
    derive(store)
    before = store.dump()
    store.put(told("b"))
    derive(store)
    store.remove("b")
    derive(store)
    assert store.dump() == before


def test_deriving_twice_writes_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "store", base=BASE) as store:
        store.put(told("a"))
        derive(store)
        version = store.version()
        derive(store)
        assert store.version() == version


@pytest.mark.parametrize(
    ("words", "again"),
    [
        ("after three days of protests", True),
        ("two nights of violent clashes", True),
        ("the governor declared three days of mourning", False),
        ("five days of heavy rain", False),
    ],
)
def test_days_of_protest_are_more_than_one_protest_and_days_of_mourning_are_not(words: str, again: bool) -> None:
    assert (RECURS.search(f" {words} ") is not None) is again
