"""The network shows who did what where, in which role: every edge with its fact and its words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib.namespace import ORG

import kg.facts as f
from kg.export import believed
from kg.facts import Predicate
from kg.network import COLUMNS, KINDS, PATHS, WORDS, columns, in_words, to_network
from kg.rdf import PREDICATES, ReportGraphs, to_graphs
from kg.store import Store
from kg.vocab import PE
from tests.seed import BASE, READER, TEXT, seed_extraction, seed_graphs

SEED = f"{BASE}report/seed/"


def test_nodes_are_places_events_agents_roles_and_organisations(graphs: ReportGraphs) -> None:
    network = to_network(graphs.facts)
    assert {(node.removeprefix(SEED), values["kind"]) for node, values in network.nodes(data=True)} == {
        ("place-orvale", "place"),
        ("event-rally", "event"),
        ("event-speech", "event"),
        ("event-delivery", "event"),
        ("event-killing", "event"),
        ("person-ana", "person"),
        ("person-omar", "person"),
        ("group-people", "group"),
        ("delegation-1", "delegation"),
        ("membership-1", "role"),
        ("organization-union", "organization"),
        ("organization-ministry", "organization"),
    }
    assert network.nodes[SEED + "membership-1"]["label"] == "co-chair"


def test_every_edge_quotes_the_report(graphs: ReportGraphs) -> None:
    network = to_network(graphs.facts)
    assert network.number_of_edges() > 15
    for _, _, edge in network.edges(data=True):
        assert TEXT[edge["start"] : edge["end"]] == edge["exact"]
        assert edge["fact"].startswith(SEED)
        assert edge["report"] == "seed"
        assert edge["label"] in WORDS.values()


def test_a_role_stands_between_its_holder_and_the_organisation(graphs: ReportGraphs) -> None:
    network = to_network(graphs.facts)
    role = SEED + "membership-1"
    assert [(source, edge["predicate"]) for source, _, edge in network.in_edges(role, data=True)] == [
        (SEED + "person-ana", str(ORG.hasMembership))
    ]
    assert [(target, edge["predicate"]) for _, target, edge in network.out_edges(role, data=True)] == [
        (SEED + "organization-union", str(ORG.organization))
    ]


@pytest.mark.parametrize(
    ("source", "predicate", "target"),
    [
        ("event-speech", PE.speaker, "person-ana"),
        ("event-rally", PE.place, "place-orvale"),
        ("person-ana", PE.utteredAt, "event-speech"),
        ("event-rally", PE.symbolOf, "organization-union"),
        ("delegation-1", PE.addressee, "organization-ministry"),
        ("delegation-1", PE.recipient, "organization-ministry"),
    ],
)
def test_facts_of_every_kind_are_edges(graphs: ReportGraphs, source: str, predicate: str, target: str) -> None:
    edges = to_network(graphs.facts).get_edge_data(SEED + source, SEED + target)
    assert edges is not None
    assert str(predicate) in {edge["predicate"] for edge in edges.values()}


def test_words_are_no_nodes(graphs: ReportGraphs) -> None:
    network = to_network(graphs.facts)
    assert str(PE.issue) not in {edge["predicate"] for _, _, edge in network.edges(data=True)}


def test_several_reports_make_one_network(store: Store, graphs: ReportGraphs) -> None:
    store.put(seed_graphs("two"))
    both = to_network(believed(store, ["seed", "two"]))
    assert both.number_of_nodes() == 2 * to_network(graphs.facts).number_of_nodes()
    assert {values["report"] for _, values in both.nodes(data=True)} == {"seed", "two"}


def test_columns_hold_every_node_once_in_the_order_of_the_report(graphs: ReportGraphs) -> None:
    network = to_network(graphs.facts)
    found = columns(network)
    assert list(found) == ["place", "event", "agent", "role", "organization"]
    assert sorted(node for column in found.values() for node in column) == sorted(network)
    assert [node.removeprefix(SEED) for node in found["event"]] == [
        "event-killing", "event-rally", "event-speech", "event-delivery",
    ]  # fmt: skip


def test_every_kind_has_a_column() -> None:
    assert set(KINDS.values()) == {kind for kinds in COLUMNS.values() for kind in kinds}


def test_an_edge_is_a_sentence_from_its_source_to_its_target(graphs: ReportGraphs) -> None:
    network = to_network(graphs.facts)
    names = {node: values["label"] for node, values in network.nodes(data=True)}
    sentences = {f"{names[a]} {edge['label']} {names[b]}" for a, b, edge in network.edges(data=True)}
    assert {
        "rallied showed a symbol of Mill Workers' Union",
        "Ana Brook holds the role co-chair",
        "co-chair in Mill Workers' Union",
        "Ana Brook said this at speech",
        "speech had as speaker Ana Brook",
        "delegation made a demand on Labour Ministry",
    } <= sentences


def test_every_relation_and_every_path_has_words_for_its_edge() -> None:
    assert {(PE.Statement, PREDICATES[predicate]) for predicate in Predicate} <= WORDS.keys()
    assert {(path.kind, path.predicate) for path in PATHS if path.predicate is not None} <= WORDS.keys()


def test_a_property_without_words_is_called_by_its_name() -> None:
    assert in_words(PE.Statement, PE.someOtherThing) == "some other thing"


def test_the_edge_of_a_quotation_leads_to_the_words_said(store: Store) -> None:
    network = to_network(store.facts("seed"))
    words = {edge["exact"] for _, _, edge in network.edges(data=True) if edge["fact"].endswith("/utterance-1")}
    assert words == {"We demand justice. We will stay."}


def test_what_was_only_announced_is_not_drawn_as_if_it_had_happened() -> None:
    seed = seed_extraction()
    planned = replace(seed.event("event-rally"), modality=f.Modality.FUTURE)
    changed = replace(seed, facts=tuple(planned if fact.key == planned.key else fact for fact in seed.facts))
    network = to_network(to_graphs(changed, base=BASE, reader=READER).facts)
    node = next(data for _, data in network.nodes(data=True) if data["label"] == f"{planned.label} (announced)")
    assert node["kind"] == "event"
    assert "was to take place at" in {data["label"] for _, _, data in network.edges(data=True)}
