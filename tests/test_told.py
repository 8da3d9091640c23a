"""What a node says now is what a correction of it remembers, and corrections do what was meant."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS

from kg.deciding import anchors_of, corrections, decision_graph
from kg.decisions import Anchor, Correction, Operation, Value, Verdict, Words
from kg.document import Report
from kg.errors import DecisionError
from kg.fields import FIELDS, kind_of
from kg.ontology import load_vocabulary, queries
from kg.pipeline import read, reader
from kg.review.making import addition, correction, judgement
from kg.store import Store
from kg.told import values_of
from kg.vocab import PE, concept
from tests.seed import BASE, seed_extraction, seed_graphs
from tests.test_corrections import REPORT, TEXT

BY = "Lea"


@pytest.fixture
def held() -> Iterator[Store]:
    with Store(None, base=BASE) as store:
        store.put_vocabulary(load_vocabulary())
        store.put(read(REPORT, base=BASE))
        yield store


def node(held: Store, query: str) -> URIRef:
    (row,) = held.select(f"SELECT ?n WHERE {{ {query} }}")
    return URIRef(row["n"])


def person(held: Store, name: str) -> URIRef:
    return node(held, f'?n a foaf:Person ; rdfs:label "{name}"')


def said(held: Store, text: str) -> URIRef:
    return node(held, f'?n a pe:Utterance ; pe:text ?text FILTER STRSTARTS(?text, "{text}")')


def record(held: Store, decision: Correction, text: str = TEXT) -> None:
    """Read the report again with it, and keep it."""
    report = Report(id="r", text=text, published=REPORT.published)
    held.put(read(report, corrections(held, "r"), base=BASE))
    graphs = read(report, [*corrections(held, "r"), decision], base=BASE)
    held.decide(decision.id, decision_graph(decision, held.addresses), graphs)


def test_the_speaker_of_a_quotation_is_changed_and_changed_back_by_taking_back(held: Store) -> None:
    before = held.dump()
    water, tom = said(held, "We want"), person(held, "Tom Reed")
    decision = correction(held, Operation.CHANGE, water, {"speaker": str(tom)}, by=BY)
    record(held, decision)
    facts = held.facts("r")
    assert facts.value(water, PE.utteredBy) == tom
    assert facts.value(water, PE.reviewStatus) == concept("review", "corrected")
    assert facts.value(water, PE.decidedBy) == held.addresses.decision(decision.id)
    assert held.holds(REPORT, reader(), [decision.id])
    assert not held.holds(REPORT, reader())
    held.decide(decision.id, Graph(), read(REPORT, base=BASE))
    assert held.dump() == before


def test_a_correction_knows_what_was_read_and_by_which_rules(held: Store) -> None:
    ana, water = person(held, "Ana Brook"), said(held, "We want")
    decision = correction(held, Operation.ACCEPT, water, {}, by=BY)
    assert decision.was["direct"] is True
    assert isinstance(decision.was["speaker"], Anchor)
    assert decision.was["speaker"] == anchors_of(held, [ana])[ana]
    assert decision.rules == reader().rules
    contents = decision.was["content"]
    assert isinstance(contents, tuple)
    (content,) = contents
    assert isinstance(content, Words)
    assert content.exact.startswith("We want water")


def test_a_rejected_fact_stands_among_the_candidates_alone(held: Store) -> None:
    water = said(held, "We want")
    record(held, correction(held, Operation.REJECT, water, {}, by=BY))
    assert (water, None, None) not in held.facts("r")
    assert held.candidates("r").value(water, PE.reviewStatus) == concept("review", "rejected")
    assert not held.ask("ASK { $node ?p ?o }", node=water)


def test_what_was_missed_is_added(held: Store) -> None:
    start = TEXT.index("Zed")
    added = addition(held, "person", ("r", start, start + 3), {}, by=BY)
    record(held, added)
    zed = person(held, "Zed")
    marched = node(held, "?n a pe:ProtestAction")
    words = "r", TEXT.index("handed"), TEXT.index("bread") + 5
    values = {"subject": str(marched), "predicate": "participant", "object": str(zed)}
    record(held, addition(held, "relation", words, values, by=BY))
    assert held.ask("ASK { $march pe:participant $zed }", march=marched, zed=zed)
    assert list(held.facts("r").subjects(RDF.type, PE.Unplaced)) == []


def test_words_that_are_somebody_elses_name_are_told_apart(held: Store) -> None:
    start = TEXT.index("Brook was not")
    added = addition(held, "person", ("r", start, start + 5), {"name": "Maya Brook"}, by=BY)
    assert isinstance(added.values["apart"], Anchor)
    record(held, added)
    mentions = {str(m) for m in held.facts("r").objects(person(held, "Ana Brook"), PE.mention)}
    assert not any(f"char={start}," in mention for mention in mentions)
    assert person(held, "Maya Brook") != person(held, "Ana Brook")


def test_what_cannot_be_placed_any_more_is_kept_and_told(held: Store) -> None:
    decision = correction(held, Operation.REJECT, said(held, "We will"), {}, by=BY)
    record(held, decision, TEXT.replace("“We will be back,” said Tom Reed.", ""))
    facts = held.facts("r")
    (note,) = facts.objects(None, PE.unplaced)
    assert facts.value(note, PE.decidedBy) == held.addresses.decision(decision.id)
    assert "does not stand in the report any more" in str(facts.value(note, RDFS.comment))
    assert corrections(held, "r") == [decision]


def test_every_field_of_every_fact_is_told() -> None:
    with Store(None, base=BASE) as store:
        store.put(seed_graphs("seed"))
        told: dict[str, set[str]] = {}
        rows = store.select("SELECT DISTINCT ?n WHERE { GRAPH ?g { ?n a ?c } FILTER STRSTARTS(STR(?n), STR($report)) }",
                            report=store.addresses.report("seed"))  # fmt: skip
        for row in rows:
            values: dict[str, Value] = values_of(store, URIRef(row["n"]))
            anchors = anchors_of(store, [URIRef(row["n"])])
            for anchor in anchors.values():
                told.setdefault(anchor.kind, set()).update(values)
    read: dict[str, set[str]] = {}
    for fact in seed_extraction().facts:
        known = {name for name in FIELDS[kind_of(fact)] if getattr(fact, name) not in (None, ())}
        read.setdefault(kind_of(fact), set()).update(known)
    assert {kind: told[kind] for kind in read} == read


@pytest.mark.parametrize("form", ["nonsense", "a b> <c"])
def test_a_concept_that_is_not_in_the_vocabulary_is_refused(held: Store, form: str) -> None:
    march = node(held, "?n a pe:ProtestAction")
    with pytest.raises(DecisionError, match=r"forms: there is no .*; there are .*march.*sit-in"):
        correction(held, Operation.CHANGE, march, {"forms": ["march", form]}, by=BY)


def test_a_name_that_no_concept_can_have_is_not_carried_out(held: Store) -> None:
    march = node(held, "?n a pe:ProtestAction")
    made = correction(held, Operation.CHANGE, march, {"forms": ["vigil"]}, by=BY)
    record(held, replace(made, values={"forms": ("a b> <c",)}))
    (reason,) = held.select("SELECT ?why WHERE { ?reading pe:unplaced/rdfs:comment ?why }")
    assert "no name of a concept" in reason["why"]
    record(held, correction(held, Operation.CHANGE, march, {"forms": ["vigil"]}, by="Zoe"))
    told = held.select(queries()["corrected-or-rejected"].text)
    assert {(str(row["by"]), str(row["status"])) for row in told} == {(BY, "could not be placed"), ("Zoe", "applied")}


def test_a_row_of_a_table_is_judged_against_an_event(held: Store) -> None:
    march, row = node(held, "?n a pe:ProtestAction"), f"{BASE}source/acled/XYZ%201"
    with pytest.raises(DecisionError, match="there is no"):
        judgement(held, Verdict.SAME, (row, str(march)), by=BY)
    held.update(f'INSERT DATA {{ GRAPH <{BASE}source/acled> {{ <{row}> <{PE.row}> "{{}}" }} }}')
    made = judgement(held, Verdict.SAME, (row, str(march)), by=BY)
    assert made.left == Anchor(report="acled", kind="row", key="XYZ 1")
    with pytest.raises(DecisionError, match="they cannot be one"):
        judgement(held, Verdict.SAME, (row, str(person(held, "Ana Brook"))), by=BY)


def test_the_rules_of_a_correction_stand_in_its_graph(held: Store) -> None:
    decision = correction(held, Operation.ACCEPT, said(held, "We want"), {}, by=BY)
    graph = decision_graph(decision, held.addresses)
    assert graph.value(held.addresses.decision(decision.id), PE.rulesDigest) == Literal(reader().rules)
