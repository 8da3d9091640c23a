"""A correction is there after the rules have changed and all reports were read again, by every way in; and is gold."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.namespace import RDF, RDFS

import kg.pipeline
from kg.canonical import derive
from kg.config import Settings
from kg.corrected_gold import corrected_gold
from kg.corrections import corrected
from kg.deciding import corrections, corrections_by_report, decision_graph
from kg.decisions import Correction, Operation
from kg.document import Span
from kg.facts import Entity, EntityKind, Extraction, Membership
from kg.gold import load_gold
from kg.gold_writing import write_gold
from kg.ingest import ingest
from kg.ontology import load_vocabulary
from kg.pipeline import extract, read, reader
from kg.review.making import addition, correction
from kg.review.recording import stored_report
from kg.rulebook import published
from kg.score import score
from kg.store import Store
from kg.validate import check
from kg.vocab import PE
from kg.workers import Limits, Readers
from tests.seed import BASE
from tests.test_corrections import TEXT
from tests.test_told import node

TOML = 'publisher = "The Post"\nurl = "https://example.org/1"\npublished = 2024-03-02\nlanguage = "en"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    for name in ("r", "s"):
        (tmp_path / "reports" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / "reports" / f"{name}.toml").write_text(TOML, encoding="utf-8")
    return tmp_path / "reports"


@pytest.fixture
def held(folder: Path) -> Iterator[Store]:
    with Store(None, base=BASE) as store:
        store.put_vocabulary(load_vocabulary())
        assert statuses(store, folder) == ["read", "read"]
        correct(store)
        yield store


def statuses(store: Store, folder: Path) -> list[str]:
    return [outcome.status for outcome in ingest(store, [folder], Settings(base=BASE))]


def correct(store: Store) -> None:
    """A speaker is changed, a body rejected, a person added, and what she did."""
    zed, bread = TEXT.index("Zed"), TEXT.index("handed out bread")
    speaker = {"speaker": str(named(store, "Tom Reed"))}
    record(store, correction(store, Operation.CHANGE, said(store, "We want"), speaker, by="Lea"))
    record(store, correction(store, Operation.REJECT, said(store, "We will"), {}, by="Lea"))
    record(store, addition(store, "person", ("r", zed, zed + 3), {}, by="Lea"))
    record(store, addition(store, "relation", ("r", bread, bread + 16), participant(store), by="Lea"))


def record(store: Store, decision: Correction) -> None:
    graphs = read(stored_report(store, "r"), [*corrections(store, "r"), decision], base=BASE)
    store.decide(decision.id, decision_graph(decision, store.addresses), graphs)


def participant(store: Store) -> dict[str, str]:
    march = node(store, f"?n a pe:ProtestAction ; {OF_R}")
    return {"subject": str(march), "predicate": "participant", "object": str(named(store, "Zed"))}


OF_R = "pe:reportedIn/dcterms:identifier 'r'"


def said(store: Store, text: str) -> URIRef:
    return node(store, f"?n a pe:Utterance ; {OF_R} ; pe:text ?t FILTER STRSTARTS(?t, '{text}')")


def named(store: Store, name: str) -> URIRef:
    return node(store, f"?n a foaf:Person ; {OF_R} ; rdfs:label '{name}'")


def is_as_corrected(store: Store) -> bool:
    spoken = store.ask("ASK { ?u pe:utteredBy/rdfs:label 'Tom Reed' ; pe:text ?t FILTER STRSTARTS(?t, 'We want') }")
    took_part = store.ask("ASK { ?event pe:participant $zed }", zed=named(store, "Zed"))
    told = store.ask(f"ASK {{ ?u {OF_R} ; pe:text ?t FILTER STRSTARTS(?t, 'We will') }}")
    return spoken and took_part and not told


def test_the_store_is_sound_after_corrections(held: Store) -> None:
    derive(held)
    assert is_as_corrected(held)
    assert check(held) == []


def test_decisions_out_of_step_with_what_was_read_are_found(held: Store) -> None:
    one, two, *_ = corrections(held, "r")
    derive(held)
    held.drop(str(held.addresses.decision(one.id)))
    record = f'<{held.addresses.decision(two.id)}> <{PE.record}> "{{}}" .'
    held.load(record.encode(), "text/turtle", graph=str(held.addresses.decision(two.id)), replace=True)
    found = [(problem.kind, problem.node, problem.message) for problem in check(held)]
    ((bad, node_, says), (step, report, of)) = found
    assert (bad, node_) == ("decision", str(held.addresses.decision(two.id)))
    assert "holds no decision" in says
    assert (step, report) == ("corrections", str(held.addresses.report("r")))
    assert one.id in of
    held.drop(str(held.addresses.decision(two.id)))
    held.put(read(stored_report(held, "r"), corrections(held, "r"), base=BASE))
    derive(held)
    assert check(held) == []


def test_a_report_in_the_store_is_as_it_was_sent(held: Store) -> None:
    report = stored_report(held, "s")
    assert (report.text, report.publisher, report.url) == (TEXT, "The Post", "https://example.org/1")
    assert (report.published, report.language) == (datetime.date(2024, 3, 2), "en")
    assert held.holds(report, reader())
    before = held.dump()
    assert not held.put(read(stored_report(held, "r"), corrections(held, "r"), base=BASE))
    assert held.dump() == before


def test_what_was_corrected_is_not_read_again_for_nothing(held: Store, folder: Path) -> None:
    assert statuses(held, folder) == ["unchanged", "unchanged"]


def forgetful(extraction: Extraction) -> Extraction:
    """What other rules read: a body more, and no roles."""
    first = TEXT.index("bread")
    more = Entity(
        key="organization-bread", kind=EntityKind.ORGANIZATION, name="bread", mentions=(Span(first, first + 5),)
    )
    facts = tuple(fact for fact in extraction.facts if not isinstance(fact, Membership))
    return replace(extraction, entities=(*extraction.entities, more), facts=facts)


def test_corrections_are_there_after_the_rules_have_changed(
    held: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = extract
    monkeypatch.setattr(kg.pipeline, "extract", lambda report, *more: forgetful(known(report, *more)))
    monkeypatch.setattr(kg.pipeline, "_digest", lambda tables: "0" * 64)
    monkeypatch.setattr("kg.ingest.reader", kg.pipeline.reader)
    assert statuses(held, folder) == ["read", "read"]
    assert held.ask("ASK { ?b rdfs:label 'bread' }")
    assert is_as_corrected(held)
    assert not held.ask("ASK { GRAPH ?g { ?note a pe:Unplaced } }")


def test_what_cannot_be_placed_is_kept_and_told_until_its_words_are_back(held: Store, folder: Path) -> None:
    file = folder / "r.txt"
    file.write_text(TEXT.replace("“We want water,” said Ana Brook", "Nobody spoke, said Ana Brook"), encoding="utf-8")
    assert statuses(held, folder) == ["read", "unchanged"]
    (note,) = held.facts("r").subjects(RDF.type, PE.Unplaced)
    assert "does not stand in the report any more" in str(held.facts("r").value(note, RDFS.comment))
    assert len(corrections(held, "r")) == 4
    file.write_text(TEXT, encoding="utf-8")
    assert statuses(held, folder) == ["read", "unchanged"]
    assert is_as_corrected(held)


def test_all_corrections_taken_back_give_the_report_as_it_was_read(held: Store, folder: Path) -> None:
    for decision in corrections_by_report(held)["r"]:
        held.drop(str(held.addresses.decision(decision.id)))
    assert statuses(held, folder) == ["read", "unchanged"]
    with Store(None, base=BASE) as fresh:
        fresh.put_vocabulary(load_vocabulary())
        statuses(fresh, folder)
        assert fresh.dump() == held.dump()


def test_reports_that_are_sent_are_read_with_their_corrections(held: Store) -> None:
    readers = Readers(BASE, Limits())
    try:
        graphs = readers.read(stored_report(held, "r"), corrections(held, "r"))
    finally:
        readers.close()
    assert {*graphs.facts} == {*held.facts("r")}


def test_corrected_reports_are_gold_in_which_what_people_decided_counts(held: Store, tmp_path: Path) -> None:
    (written,) = corrected_gold(held)
    assert written.report.id == "r"
    assert [line for line in written.left_out if "persons" in line or "quotations" in line] == []
    write_gold(tmp_path / "gold", [written])
    (gold,) = load_gold([tmp_path / "gold"])
    assert gold.report.text == TEXT
    assert gold.report.published == datetime.date(2024, 3, 2)
    by_person = corrected(extract(gold.report), corrections(held, "r")).extraction
    best = score(gold, published(by_person)).tallies
    assert (best["persons"].gold, best["persons"].right) == (1, 1)
    assert (best["quotations"].gold, best["quotations"].right, best["quotations"].found) == (1, 1, 1)
    assert best["speakers"].right == 1
    by_reader = score(gold, published(extract(gold.report))).tallies
    assert (by_reader["persons"].gold, by_reader["persons"].right) == (1, 0)
    assert by_reader["quotations"].found == 2  # what was rejected is read, and is wrong
    assert by_reader["speakers"].right == 0
