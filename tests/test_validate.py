"""Each fault, planted alone, is found as exactly the problem it is; the good seed has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import FOAF, ORG, RDF, RDFS, SKOS
from rdflib.term import Node

from kg.canonical import derive
from kg.config import share
from kg.document import Report, Span
from kg.facts import Entity, EntityKind, Extraction
from kg.ontology import load_shapes, load_vocabulary
from kg.pipeline import extract, reader
from kg.rdf import ReportGraphs, new_graph, to_graphs
from kg.report_checks import Problem, check_graphs, misquoted
from kg.store import Store
from kg.validate import check
from kg.vocab import OA, PE, SCHEMA, Addresses, concept
from tests.seed import BASE, READER, seed_document, seed_extraction

VOCABULARY, SHAPES = load_vocabulary(), load_shapes()
ADDRESSES = Addresses(BASE)
REPORT = ADDRESSES.report("seed")


def node(key: str) -> URIRef:
    return ADDRESSES.node("seed", key)


def found(graphs: ReportGraphs) -> set[tuple[str, str]]:
    """Kind and node of every problem, the node without the report's address."""
    problems = check_graphs(graphs, VOCABULARY, SHAPES)
    assert all(problem.report == "seed" and problem.message.strip() for problem in problems)
    return {(problem.kind, problem.node.removeprefix(f"{REPORT}/")) for problem in problems}


def evidence(graph: Graph, key: str, predicate: URIRef = PE.evidence) -> Node:
    """One evidence of a node."""
    return next(graph.objects(node(key), predicate))


def change(graph: Graph, subject: Node, predicate: URIRef, value: Node | None) -> None:
    """Replace what a subject says by one property; by nothing if `None`."""
    graph.remove((subject, predicate, None))
    if value is not None:
        graph.add((subject, predicate, value))


def test_the_good_seed_has_no_problem(graphs: ReportGraphs) -> None:
    assert check_graphs(graphs, VOCABULARY) == []


@pytest.mark.parametrize("file", sorted((share("data") / "reports").glob("*.txt")), ids=lambda file: str(file.stem))
def test_what_the_reader_makes_of_a_report_has_no_problem(file: Path) -> None:
    report = Report(id=file.stem, text=file.read_bytes().decode())
    assert check_graphs(to_graphs(extract(report), base=BASE, reader=reader()), VOCABULARY, SHAPES) == []


# Shapes: (what to change in the facts graph, the node at which SHACL must find it)

Fault = tuple[str, URIRef, Node | None]
MISSHAPEN: list[Fault] = [
    ("event-rally", PE.evidence, None),
    ("event-rally", PE.rule, None),
    ("event-rally", PE.voice, None),
    ("event-rally", PE.voice, concept("form", "march")),
    ("event-rally", PE.reportedIn, None),
    ("event-rally", PE.modality, None),
    ("event-rally", PE.form, concept("role", "chair")),
    ("event-rally", RDFS.label, None),
    ("event-rally.place.place-orvale", RDF.predicate, PE.located),
    ("membership-1", PE.roleText, None),
    ("membership-1", ORG.role, concept("role", "no-such-role")),
    ("membership-1", ORG.role, concept("form", "march")),
    ("utterance-1", PE.closure, concept("closure", "ajar")),
    ("utterance-1", PE.utteredBy, node("place-orvale")),
    ("expression-1", PE.normalizedText, None),
    ("symbol-1", PE.symbolKind, Literal("flag")),
    ("demand-1", PE.addressee, node("event-rally")),
    ("message-1", PE.deliveredIn, None),
    ("count-1", PE.countOf, None),
    ("count-1", PE.low, Literal("200", datatype=XSD.nonNegativeInteger)),
    ("count-1", PE.low, Literal(-1)),
    ("count-2", PE.low, Literal(3)),
    ("count-1", PE.boundRule, concept("bound", "guess")),
    ("time-1", PE.timeStatus, None),
    ("person-ana", RDFS.label, None),
    ("person-ana", PE.mention, None),
    ("place-orvale", PE.placeKind, concept("place", "planet")),
    ("organization-union", ORG.classification, concept("place", "city")),
    ("reading", PE.readerVersion, None),
]


@pytest.mark.parametrize(("key", "predicate", "value"), MISSHAPEN)
def test_a_misshapen_node_is_found(graphs: ReportGraphs, key: str, predicate: URIRef, value: Node | None) -> None:
    change(graphs.facts, node(key), predicate, value)
    problems = found(graphs)
    assert ("shape", key) in problems
    assert {kind for kind, _ in problems} <= {"shape", "shortcut"}


def test_a_second_member_a_second_organization_and_a_foreign_member_are_found(graphs: ReportGraphs) -> None:
    for predicate, other in ((ORG.member, "person-omar"), (ORG.organization, "organization-ministry")):
        spoilt = to_graphs(seed_extraction(), base=BASE, reader=READER)
        spoilt.facts.add((node("membership-1"), predicate, node(other)))
        assert ("shape", "membership-1") in found(spoilt)
    change(graphs.facts, node("membership-1"), ORG.organization, node("place-orvale"))
    assert ("shape", "membership-1") in found(graphs)


def test_an_utterance_is_direct_or_indirect_and_not_both(graphs: ReportGraphs) -> None:
    graphs.facts.add((node("utterance-1"), RDF.type, PE.IndirectSpeech))
    assert found(graphs) == {("shape", "utterance-1")}


@pytest.mark.parametrize(("predicate", "datatype"), [(OA.start, XSD.long), (OA.end, XSD.string)])
def test_offsets_are_integers_and_of_no_other_type(graphs: ReportGraphs, predicate: URIRef, datatype: URIRef) -> None:
    at = evidence(graphs.facts, "count-2")
    change(graphs.facts, at, predicate, Literal(str(graphs.facts.value(at, predicate)), datatype=datatype))
    assert found(graphs) == {("shape", str(at))}


@pytest.mark.parametrize("predicate", [OA.start, OA.end, OA.exact, OA.hasSource])
def test_evidence_lacks_nothing(graphs: ReportGraphs, predicate: URIRef) -> None:
    at = evidence(graphs.facts, "count-2")
    change(graphs.facts, at, predicate, None)
    assert ("shape", str(at)) in found(graphs)


def test_evidence_starts_before_it_ends(graphs: ReportGraphs) -> None:
    at = evidence(graphs.facts, "count-2")
    change(graphs.facts, at, OA.end, graphs.facts.value(at, OA.start))
    assert {("shape", str(at)), ("evidence", str(at))} == found(graphs)


def test_a_date_is_a_date_and_in_order(graphs: ReportGraphs) -> None:
    change(graphs.facts, node("time-1"), PE.earliestDate, Literal("2021-05-04", datatype=XSD.date))
    assert ("shape", "time-1") in found(graphs)
    change(graphs.facts, node("time-1"), PE.earliestDate, Literal("3 May"))
    assert ("shape", "time-1") in found(graphs)


# What SHACL cannot say


def test_evidence_that_does_not_quote_its_report_is_found(graphs: ReportGraphs) -> None:
    at = evidence(graphs.facts, "count-2")
    change(graphs.facts, at, OA.exact, Literal("claimed the lives of 3 miners"))
    assert found(graphs) == {("evidence", str(at))}


def test_evidence_of_a_claim_is_checked_too(graphs: ReportGraphs) -> None:
    at = evidence(graphs.claims, "claim-1")
    change(graphs.claims, at, OA.exact, Literal("We will go.   "))
    assert ("evidence", str(at)) in found(graphs)


def test_evidence_after_the_end_of_the_report_is_found(graphs: ReportGraphs) -> None:
    at = evidence(graphs.facts, "count-2")
    change(graphs.facts, at, OA.start, Literal(10_000))
    change(graphs.facts, at, OA.end, Literal(10_029))
    assert found(graphs) == {("evidence", str(at))}


@given(text=st.text(min_size=1), ends=st.tuples(st.integers(0, 20), st.integers(1, 20)))
def test_evidence_quotes_its_report_whatever_the_characters(text: str, ends: tuple[int, int]) -> None:
    start = min(ends[0], len(text) - 1)
    span = Span(start, min(start + ends[1], len(text)))
    entity = Entity(key="x", kind=EntityKind.PLACE, name="X", mentions=(span,))
    document = replace(seed_document(), report=Report(id="seed", text=text), headline=None)
    graphs = to_graphs(Extraction(document=document, entities=(entity,)), base=BASE, reader=READER)
    assert list(misquoted(graphs)) == []
    other = f"\N{WAVING WHITE FLAG}{text}"
    change(graphs.facts, REPORT, SCHEMA.articleBody, Literal(other))
    assert bool([*misquoted(graphs)]) == (other[span.start : span.end] != text[span.start : span.end])


def test_a_text_that_is_not_its_contents_is_found(graphs: ReportGraphs) -> None:
    change(graphs.facts, node("demand-1"), PE.text, Literal("an enquiry"))
    assert found(graphs) == {("text", "demand-1")}


def test_a_hash_of_another_text_is_found(graphs: ReportGraphs) -> None:
    change(graphs.facts, REPORT, PE.sha256, Literal("0" * 64))
    assert found(graphs) == {("hash", str(REPORT))}


def test_a_missing_shortcut_is_found(graphs: ReportGraphs) -> None:
    graphs.facts.remove((node("person-ana"), ORG.memberOf, None))
    assert found(graphs) == {("shortcut", "person-ana")}


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        ("person-omar", ORG.memberOf, node("organization-union")),
        ("event-rally", PE.speaker, node("person-omar")),
        ("event-rally", PE.recipient, node("organization-ministry")),
        ("event-killing", PE.earliestDate, Literal("2021-05-01", datatype=XSD.date)),
        ("event-rally", PE.hasCount, node("count-2")),
        ("group-people", FOAF.member, node("person-ana")),
    ],
)
def test_a_plain_triple_that_follows_from_nothing_is_found(
    graphs: ReportGraphs, subject: str, predicate: URIRef, value: Node
) -> None:
    graphs.facts.add((node(subject), predicate, value))
    assert found(graphs) == {("shortcut", subject)}


def test_a_claim_in_the_facts_graph_is_found(graphs: ReportGraphs) -> None:
    graphs.facts.add((node("event-killing"), PE.saidIn, node("utterance-1")))
    assert ("leak", "event-killing") in found(graphs)


def test_a_fact_in_the_claims_graph_is_found(graphs: ReportGraphs) -> None:
    graphs.claims.remove((node("claim-1"), PE.saidIn, None))
    assert found(graphs) == {("leak", "claim-1"), ("shape", "claim-1")}


def test_a_claim_stated_plainly_is_found_in_either_graph(graphs: ReportGraphs) -> None:
    triple = (node("event-killing"), PE.victim, node("group-people"))
    graphs.claims.add(triple)
    assert found(graphs) == {("leak", "event-killing")}
    graphs.facts.add(triple)
    assert found(graphs) == {("leak", "event-killing"), ("shortcut", "event-killing")}


def test_a_fact_that_refers_to_a_claim_is_found(graphs: ReportGraphs) -> None:
    graphs.facts.add((node("event-rally"), RDFS.seeAlso, node("claim-1")))
    assert found(graphs) == {("dangling", "claim-1")}


def test_a_reference_to_nothing_is_found(graphs: ReportGraphs) -> None:
    graphs.claims.add((node("claim-1"), PE.mentions, node("person-nobody")))
    assert found(graphs) == {("dangling", "person-nobody")}


def test_a_blank_node_is_found(graphs: ReportGraphs) -> None:
    blank = BNode()
    graphs.facts.add((blank, RDFS.label, Literal("somebody")))
    assert found(graphs) == {("blank", str(blank))}


def test_a_graph_that_describes_no_report_is_found() -> None:
    empty = ReportGraphs(report_id="seed", facts=new_graph(), claims=new_graph(), candidates=new_graph())
    assert found(empty) == {("report", "seed")}


# The store as a whole

Update = Callable[[str], None]


@pytest.fixture
def stocked() -> Iterator[Store]:
    with Store(None, base=BASE) as store:
        store.put_vocabulary(VOCABULARY)
        store.put(to_graphs(seed_extraction(), base=BASE, reader=READER))
        derive(store)
        yield store


@pytest.fixture
def update(stocked: Store) -> Update:
    """Writes behind the back of the store, which itself would keep its graphs in step."""
    return stocked._engine.update


def test_a_good_store_has_no_problem(stocked: Store) -> None:
    assert check(stocked) == []


def test_a_store_without_the_vocabulary_is_found(store: Store) -> None:
    (problem,) = (problem for problem in check(store) if problem.kind == "vocabulary")
    assert "ingest again" in problem.message


def test_an_outdated_concept_is_found(stocked: Store) -> None:
    outdated = Graph() + VOCABULARY
    outdated.set((concept("form", "march"), SKOS.prefLabel, Literal("walk", lang="en")))
    stocked.put_vocabulary(outdated)
    assert [(p.kind, p.node) for p in check(stocked)] == [("vocabulary", str(concept("form", "march")))]


def test_a_problem_in_a_graph_names_its_report(stocked: Store, graphs: ReportGraphs) -> None:
    change(graphs.facts, REPORT, PE.sha256, Literal("0" * 64))
    stocked.put(graphs)
    message = "the hash is not that of the text; read the report again"
    assert check(stocked) == [Problem("hash", str(REPORT), message, "seed")]


def test_a_belief_that_no_report_states_is_found(stocked: Store, update: Update) -> None:
    update(f"INSERT DATA {{ <{node('person-omar')}> <{ORG.memberOf}> <{node('organization-union')}> }}")
    assert [(p.kind, p.node) for p in check(stocked)] == [("default graph", str(node("person-omar")))]


def test_a_claim_in_the_default_graph_is_found(stocked: Store, update: Update) -> None:
    update(f"INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH <{ADDRESSES.claims_graph('seed')}> {{ ?s ?p ?o }} }}")
    at = str(evidence(stocked.claims("seed"), "claim-1"))
    assert {(p.kind, p.node) for p in check(stocked)} == {
        ("default graph", str(node("claim-1"))),
        ("default graph", at),
    }


def test_who_is_who_of_other_reports_than_are_held_is_found(stocked: Store) -> None:
    stocked.remove("seed")
    (problem,) = check(stocked)
    assert (problem.kind, problem.node) == ("identity", str(ADDRESSES.canonical_graph))
    assert problem.message.startswith("0 statements of who is who are missing, and ")
    derive(stocked)
    assert check(stocked) == []


def test_a_thing_that_is_not_believed_is_found_and_so_is_what_is_said_of_it(stocked: Store, update: Update) -> None:
    update(f"DELETE WHERE {{ <{node('person-ana')}> <{PE.canonical}> ?thing }}")
    said = f"GRAPH <{ADDRESSES.canonical_graph}> {{ ?thing a <{FOAF.Person}> ; ?p ?o }}"
    update(f"INSERT {{ ?thing ?p ?o }} WHERE {{ {said} }}")
    named = {p.node for p in check(stocked) if "stated by no report" in p.message}
    (missing,) = (p for p in check(stocked) if "stated by no report" not in p.message)
    assert (missing.kind, missing.node) == ("default graph", str(node("person-ana")))
    assert str(ADDRESSES.thing_of(str(node("person-omar")))) in named
    derive(stocked)
    assert missing not in check(stocked)


def test_a_fact_that_is_not_believed_is_found(stocked: Store, update: Update) -> None:
    update(f"DELETE DATA {{ <{node('event-speech')}> <{PE.speaker}> <{node('person-ana')}> }}")
    (problem,) = check(stocked)
    assert (problem.kind, problem.node, problem.report) == ("default graph", str(node("event-speech")), "seed")


def test_evidence_under_another_address_is_found(graphs: ReportGraphs) -> None:
    at = evidence(graphs.facts, "membership-1")
    start, end = graphs.facts.value(at, OA.start), graphs.facts.value(at, OA.end)
    other = next(e for e in graphs.facts.subjects(RDF.type, PE.Evidence) if e != at)
    exact = graphs.facts.value(at, OA.exact)
    for predicate, value in ((OA.start, start), (OA.end, end), (OA.exact, exact)):
        change(graphs.facts, other, predicate, value)
    assert ("address", str(other)) in {(p.kind, p.node) for p in check_graphs(graphs, VOCABULARY, SHAPES)}


def test_a_claim_said_in_itself_is_found(graphs: ReportGraphs) -> None:
    change(graphs.claims, node("claim-1"), PE.saidIn, node("claim-1"))
    assert ("said", "claim-1") in found(graphs)


def test_a_store_whose_concepts_lost_their_names_is_found(store: Store) -> None:
    store.put_vocabulary(VOCABULARY)
    derive(store)
    assert check(store) == []
    name = concept("form", "march")
    store._write(f"DELETE WHERE {{ <{name}> <{SKOS.prefLabel}> ?label }}")
    assert {(p.kind, p.node) for p in check(store)} == {("vocabulary", str(name))}


def test_a_graph_that_belongs_to_nothing_is_found(store: Store) -> None:
    store.put_vocabulary(VOCABULARY)
    store._write("INSERT DATA { GRAPH <x:stray/graph> { <x:a> <x:b> <x:c> } }")
    assert ("graph", "x:stray/graph") in {(p.kind, p.node) for p in check(store)}
