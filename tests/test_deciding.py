"""Decisions in the graph, and what their anchors lead to there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS

import kg.decisions
from kg.anchors import Lost
from kg.deciding import anchors_of, decision_graph, decision_of, decisions, nodes_of
from kg.decisions import Anchor, Decision, Judgement, Verdict, Words
from kg.document import Report
from kg.ontology import load_shapes, load_vocabulary
from kg.pipeline import extract, reader
from kg.rdf import ReportGraphs, new_graph, to_graphs
from kg.report_checks import misshapen
from kg.store import Store
from kg.vocab import PE, Addresses
from tests.test_decisions import AT, DECISIONS, SAME

BASE = "https://example.org/"
TEXT = (
    "Farmers march in Milltown\n\n"
    "MILLTOWN — Hundreds of farmers marched in Milltown on Friday to demand water.\n\n"
    "“We want water,” said Ana Brook, chairwoman of the Farmers’ Union. “We will be back,” said Tom Reed.\n"
)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store", base=BASE) as store:
        for id_ in ("one", "two"):
            store.put(to_graphs(extract(Report(id=id_, text=TEXT)), base=BASE, reader=reader()))
        yield store


@given(DECISIONS)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_decision_has_the_triples_that_the_shapes_ask_for(decision: Decision) -> None:
    graph = decision_graph(decision, Addresses(BASE))
    assert {*graph} == {*decision_graph(decision, Addresses(BASE))}
    node = Addresses(BASE).decision(decision.id)
    assert kg.decisions.from_json(str(graph.value(node, PE.record))) == decision
    kinds = {*graph.objects(node, RDF.type)}
    assert (PE.IdentityDecision if isinstance(decision, Judgement) else PE.Correction) in kinds


def test_the_shapes_find_nothing_wrong_in_a_decision() -> None:
    graph = decision_graph(SAME, Addresses(BASE))
    whole = ReportGraphs(report_id="r", facts=graph, claims=new_graph(), candidates=new_graph())
    assert list(misshapen(whole, load_vocabulary(), load_shapes())) == []
    graph.remove((None, PE.record, None))
    assert [message for _, message in misshapen(whole, load_vocabulary(), load_shapes())] != []


def test_decisions_come_back_from_the_store_and_go_again(held: Store) -> None:
    before = held.dump()
    anchors = anchors_of(held, people(held))
    left, *_, right = sorted(anchors.values(), key=lambda anchor: anchor.order)
    decision = Judgement(left=left, right=right, verdict=Verdict.DIFFERENT, by="Lea", at=AT, why="two “people”\n")
    held.decide(decision.id, decision_graph(decision, held.addresses))
    assert decisions(held) == [decision]
    assert decisions(held, "one") == decisions(held, "two") == [decision]
    assert decisions(held, "three") == []
    assert decision_of(held, decision.id) == decision
    assert decision_of(held, "0" * 16) is None
    held.decide(decision.id, Graph())
    assert held.dump() == before


def people(held: Store) -> list[URIRef]:
    return [URIRef(row["p"]) for row in held.select("SELECT ?p WHERE { ?p a foaf:Person } ORDER BY ?p")]


def test_every_entity_and_fact_has_an_anchor_that_leads_back_to_it(held: Store) -> None:
    rows = held.select(
        "SELECT DISTINCT ?n WHERE { GRAPH ?g { ?n a ?c } FILTER (?c IN "
        "(pe:Fact, foaf:Person, org:Organization, pe:Place)) }"
    )
    nodes = [URIRef(row["n"]) for row in rows if "/report/" in str(row["n"])]
    anchors = anchors_of(held, nodes)
    assert set(anchors) == set(nodes)
    assert len(nodes) > 20
    found = nodes_of(held, anchors.values())
    assert {node: found[anchor] for node, anchor in anchors.items()} == {node: node for node in nodes}


def test_anchors_find_their_nodes_in_a_report_that_was_edited(held: Store) -> None:
    nodes = [node for node in people(held) if "/one/" in node]
    names = {node: held.facts("one").value(node, RDFS.label) for node in nodes}
    anchors = anchors_of(held, nodes)
    edited = Report(id="one", text=TEXT.replace("MILLTOWN — ", "MILLTOWN, Friday evening — "))
    held.put(to_graphs(extract(edited), base=BASE, reader=reader()))
    found = nodes_of(held, anchors.values())
    for node, anchor in anchors.items():
        now = found[anchor]
        assert isinstance(now, URIRef)
        assert now != node
        assert held.facts("one").value(now, RDFS.label) == names[node]


def test_what_is_gone_is_said_to_be_gone(held: Store) -> None:
    nowhere = Anchor(report="none", kind="person", words=Words(start=0, end=3, exact="Ana"))
    gone = Anchor(report="one", kind="person", words=Words(start=0, end=9, exact="Eve Stone"))
    row = Anchor(report="acled", kind="row", key="XYZ1")
    assert nodes_of(held, [nowhere, gone, row]) == {
        nowhere: Lost("no report none in the store"),
        gone: Lost("“Eve Stone” does not stand in the report any more"),
        row: URIRef(f"{BASE}source/acled/XYZ1"),
    }
    assert anchors_of(held, [URIRef(f"{BASE}report/one/person-99999"), URIRef(f"{BASE}ontology")]) == {}
