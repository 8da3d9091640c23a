"""Review: what waits for a person and in which order, and what a decision does and undoes."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

import kg.review.making as making
from kg.beliefs import Whole
from kg.canonical import derive
from kg.deciding import decision_graph, decisions, place_of
from kg.decisions import Anchor, Correction, Decision, Judgement, Operation, Verdict, Words, read_decisions, written
from kg.document import Report, Span
from kg.endpoint import Endpoint
from kg.engine import to_triples
from kg.errors import ContradictionError, DecisionError, StaleError
from kg.fields import FIELDS
from kg.ontology import load_vocabulary
from kg.pipeline import read
from kg.rdf import Corrections, ReportGraphs, correction_triples
from kg.review.doubts import Doubt, doubt_total, doubt_totals, doubts
from kg.review.forms import Forms
from kg.review.listing import about
from kg.review.pairs import Pair, pair, pair_total, pairs
from kg.review.pairs import suggested as all_pairs
from kg.review.recording import record, record_all, stored_report, take_back
from kg.review.scope import ALL, Scope
from kg.review.sheet import Sheet
from kg.review.states import states
from kg.sentences import around
from kg.store import Store
from kg.vocab import PE
from tests.identified import identified
from tests.seed import BASE, seed_graphs
from tests.serving import read_store

VOCABULARY = load_vocabulary()
REREAD = partial(read, base=BASE)
PATHS = ("reports/2023-janders.txt", "gold/development/rival-daegu.txt")
JANDERS = "2023-janders"


@pytest.fixture(scope="module")
def readings() -> list[ReportGraphs]:
    """Two reports as they are read."""
    with read_store(*PATHS) as store:
        return [store.graphs(report_id) for report_id in store.report_ids()]


def holding(readings: list[ReportGraphs]) -> Store:
    """A store of reports, with who is who derived."""
    store = Store(None, base=BASE)
    store.put_vocabulary(VOCABULARY)
    for graphs in readings:
        store.put(graphs)
    derive(store)
    return store


@pytest.fixture
def town(readings: list[ReportGraphs]) -> Iterator[Store]:
    """A store of two reports as they are read."""
    with holding(readings) as store:
        yield store


def persons(number: int) -> list[str]:
    """The addresses of as many persons, each of a report of its own."""
    return [f"{BASE}report/r{index}/person-0" for index in range(number)]


def suggested(store: Endpoint, scores: Sequence[Decimal], unsure: Iterable[int] = ()) -> list[str]:
    """Suggestions with these scores, each of two nodes of its own; their addresses."""
    graph, name, found = Graph(), store.addresses.suggestions_graph, []
    for number, score in enumerate(scores):
        left, right = (URIRef(node) for node in persons(2 * len(scores))[2 * number : 2 * number + 2])
        node = URIRef(f"{name}#{number:03}")
        graph.add((node, RDF.type, PE.Suggestion))
        graph.add((node, PE.left, left))
        graph.add((node, PE.right, right))
        graph.add((node, PE.score, Literal(score)))
        graph.add((node, PE.reason, Literal(f"reason {number}")))
        found.append(str(node))
    for number in unsure:
        graph.add((URIRef(found[number]), PE.decidedBy, store.addresses.decision("0" * 16)))
    whole = Whole(what=str(name), graphs={str(name): to_triples(graph)}, logged=False)
    store.write([whole])
    return found


def every_pair(store: Endpoint, limit: int, scope: Scope = ALL) -> list[Pair]:
    found, after = list[Pair](), ""
    while True:
        page = pairs(store, scope, after=after, limit=limit)
        found += page.items
        if page.next is None:
            return found
        after = page.next


def every_doubt(store: Endpoint, limit: int, scope: Scope = ALL) -> list[Doubt]:
    found, after = list[Doubt](), ""
    while True:
        page = doubts(store, scope, after=after, limit=limit)
        found += page.items
        if page.next is None:
            return found
        after = page.next


def alike(store: Store) -> tuple[str, str, str]:
    """Three persons of two reports, of whom the first and the last are of one."""
    found = [str(row["p"]) for row in store.select("SELECT ?p WHERE { ?p a foaf:Person } ORDER BY ?p")]
    first = [one for one in found if JANDERS in one]
    other = [one for one in found if JANDERS not in one]
    return first[0], other[0], first[1]


def judged(store: Store, verdict: str, left: str, right: str, by: str = "Ana") -> Judgement:
    return making.judgement(store, Verdict(verdict), (left, right), by=by)


# Pairs


@given(
    st.lists(st.integers(1, 9).map(lambda n: Decimal(n) / 10), max_size=9),
    st.integers(1, 4),
    st.sets(st.integers(0, 8)),
)
@settings(max_examples=30, deadline=None)
def test_pages_of_pairs_are_all_of_them_the_likeliest_first_and_the_unsure_last(
    scores: list[Decimal], limit: int, unsure: set[int]
) -> None:
    unsure = {number for number in unsure if number < len(scores)}
    with Store(None, base=BASE) as store:
        ids = suggested(store, scores, sorted(unsure))
        expected = sorted(range(len(scores)), key=lambda n: (n in unsure, -scores[n], ids[n]))
        found = every_pair(store, limit)
        assert [one.id for one in found] == [ids[n] for n in expected]
        assert [(one.score, one.reasons, one.unsure) for one in found] == [
            (float(scores[n]), (f"reason {n}",), n in unsure) for n in expected
        ]
        assert pair_total(store) == len(scores)


def test_what_was_judged_is_not_asked_again_before_identity_is_derived(town: Store) -> None:
    left, right, third = alike(town)
    identified(town, maybe=[(left, right), (right, third)])
    assert {(one.left, one.right) for one in pairs(town).items} == {(left, right), (right, third)}
    record(town, judged(town, "different", right, left), REREAD)
    assert [(one.left, one.right) for one in pairs(town).items] == [(right, third)]
    assert pair_total(town) == 1
    record(town, judged(town, "unsure", right, third), REREAD)
    assert (pairs(town).items, pair_total(town)) == ((), 0)


def test_what_was_judged_is_not_told_from_a_list_of_before_identity_was_derived(town: Store) -> None:
    left, right, third = alike(town)
    identified(town, maybe=[(left, right), (right, third)])
    before = all_pairs(town)
    record(town, judged(town, "different", right, left), REREAD)
    identified(town, maybe=[(right, third)])
    assert [(one.left, one.right) for one in pairs(town, found=before).items] == [(right, third)]
    assert pair_total(town, found=before) == 1


def test_an_unsure_pair_comes_again_at_the_end_once_identity_was_derived(town: Store) -> None:
    left, right, third = alike(town)
    decision = judged(town, "unsure", left, right)
    record(town, decision, REREAD)
    identified(town, maybe=[(left, right), (right, third)])
    graph = town.graph(str(town.addresses.suggestions_graph))
    graph.add((URIRef(f"{BASE}suggestion/0"), PE.decidedBy, town.addresses.decision(decision.id)))
    name = str(town.addresses.suggestions_graph)
    town.write([Whole(what=name, graphs={name: to_triples(graph)}, logged=False)])
    assert [one.unsure for one in pairs(town).items] == [False, True]
    assert pair_total(town) == 2


def test_pairs_are_narrowed_by_kind_report_and_thing(town: Store) -> None:
    left, right, third = alike(town)
    events = [str(row["e"]) for row in town.select("SELECT ?e WHERE { ?e a pe:Event } ORDER BY ?e LIMIT 2")]
    identified(town, maybe=[(left, right), (right, third), (events[0], events[1])])

    def asked(scope: Scope) -> set[tuple[str, str]]:
        found = pairs(town, scope).items
        assert len(found) == pair_total(town, scope)
        return {(one.left, one.right) for one in found}

    assert asked(Scope(type="event")) == {(events[0], events[1])}
    assert asked(Scope(type="person")) == {(left, right), (right, third)}
    assert asked(Scope(type="person", report="rival-daegu")) == {(left, right), (right, third)}
    assert asked(Scope(about=left)) == asked(Scope(about=str(town.addresses.thing_of(left)))) == {(left, right)}
    with pytest.raises(DecisionError, match="demand: is no kind of which two may be one"):
        pairs(town, Scope(type="demand"))


def test_any_two_can_be_asked_for_with_the_reasons_that_are_known(town: Store) -> None:
    left, right, third = alike(town)
    identified(town, maybe=[(left, right)])
    assert pair(town, right, left).reasons == pair(town, left, right).reasons == ("the same full name",)
    assert (pair(town, left, third).score, pair(town, left, third).reasons) == (0.0, ())


@pytest.mark.parametrize("after", ["x", "0 1", "2 0.5 http://a", '0 0.5 "} x', "0 0.5 a b"])
def test_a_mark_that_no_page_gave_is_refused(town: Store, after: str) -> None:
    with pytest.raises(DecisionError, match="no mark of a page"):
        pairs(town, after=after)


# Facts


def test_pages_of_facts_are_all_in_doubt_by_report_the_least_sure_first(town: Store) -> None:
    rows = town.select(
        "SELECT DISTINCT ?fact WHERE { VALUES ?band { pec:band-review pec:band-candidate } "
        "GRAPH ?graph { ?fact pe:band ?band } }"
    )
    found = every_doubt(town, 7)
    assert len(found) == len(rows) > 20
    assert {one.fact for one in found} == {str(row["fact"]) for row in rows}
    assert [one.report for one in found] == sorted(one.report for one in found)
    for report_id in (JANDERS, "rival-daegu"):
        own = [one for one in found if one.report == report_id]
        assert own == sorted(own, key=lambda one: one.rank) == every_doubt(town, 3, Scope(report=report_id))
        assert len(own) == doubt_total(town, Scope(report=report_id))
    assert doubt_totals(town)["fact"] == len(found)


def test_facts_are_narrowed_by_kind_and_by_what_they_name(town: Store) -> None:
    totals = doubt_totals(town)
    sheets = {report_id: Sheet(town, report_id) for report_id in town.report_ids()}
    for kind in ("event", "count", "utterance", "relation"):
        of_kind = every_doubt(town, 5, Scope(type=kind))
        assert len(of_kind) == totals[kind]
        assert {sheets[one.report].kind(one.fact) for one in of_kind} <= {kind}
    (count, *_) = every_doubt(town, 50, Scope(type="count"))
    event = str(town.select("SELECT ?e WHERE { $count pe:countFor ?e }", count=URIRef(count.fact))[0]["e"])
    assert count in every_doubt(town, 50, Scope(about=event))
    with pytest.raises(DecisionError, match="person: is no kind of fact"):
        doubts(town, Scope(type="person"))


@pytest.mark.parametrize("operation", [Operation.ACCEPT, Operation.REJECT])
def test_a_fact_that_was_decided_does_not_come_again(town: Store, operation: Operation) -> None:
    before = every_doubt(town, 50)
    (first, *_) = (one for one in before if "count" in one.fact)
    record(town, making.correction(town, operation, first.fact, {}, by="Ana"), REREAD)
    after = {one.fact for one in every_doubt(town, 50)}
    assert first.fact not in after
    assert after <= {one.fact for one in before}
    assert doubt_totals(town)["fact"] == len(after)


# Decisions


def a_decision_of_each_kind(store: Store) -> list[Decision]:
    left, right, third = alike(store)
    count = next(one.fact for one in every_doubt(store, 50) if ".count." in one.fact)
    event = next(one.fact for one in every_doubt(store, 50, Scope(type="event")))
    report = stored_report(store, JANDERS)
    at = report.text.index("Farmers")
    return [
        judged(store, "same", left, right),
        judged(store, "different", left, third),
        judged(store, "unsure", right, third),
        making.correction(store, Operation.ACCEPT, event, {}, by="Ana", why="it says so"),
        making.correction(store, Operation.REJECT, count, {}, by="Bea"),
        making.correction(store, Operation.CHANGE, event, {"modality": "future"}, by="Ana"),
        making.addition(store, "place", (JANDERS, at, at + 7), {}, by="Ana"),
    ]


@pytest.mark.parametrize("number", range(7))
def test_a_decision_that_is_taken_back_was_never_made(town: Store, number: int) -> None:
    before = town.dump()
    decision = a_decision_of_each_kind(town)[number]
    record(town, decision, REREAD)
    derive(town)
    assert town.dump() != before
    assert decisions(town) == [decision]
    assert [state.status for state in states(town, decisions(town))] == ["applied"]
    assert take_back(town, decision.id, REREAD) == decision
    derive(town)
    assert town.dump() == before


def test_decisions_of_a_file_give_the_graphs_in_which_they_were_made(
    town: Store, readings: list[ReportGraphs], tmp_path: Path
) -> None:
    made = a_decision_of_each_kind(town)
    for decision in made[:2] + made[3:5] + made[6:]:
        record(town, decision, REREAD)
    derive(town)
    file = tmp_path / "decisions.jsonl"
    file.write_text(written(decisions(town)), encoding="utf-8")
    with holding(readings) as other:
        assert record_all(other, read_decisions(file), REREAD) == decisions(town)
        derive(other)
        assert other.dump() == town.dump()
        assert record_all(other, read_decisions(file), REREAD) == []


def test_a_decision_about_a_report_that_is_not_there_waits_for_it(town: Store) -> None:
    made = [a_decision_of_each_kind(town)[index] for index in (3, 4)]
    with Store(None, base=BASE) as empty:
        record_all(empty, made, REREAD)
        assert [state.status for state in states(empty, decisions(empty))] == ["waiting", "waiting"]


@pytest.mark.parametrize(("first", "second"), [("same", "different"), ("different", "same")])
def test_a_judgement_does_not_overrule_another_in_silence(town: Store, first: str, second: str) -> None:
    left, right, _ = alike(town)
    earlier = judged(town, first, left, right, by="Bea")
    record(town, earlier, REREAD)
    before = town.dump()
    with pytest.raises(ContradictionError, match=f"Bea decided otherwise on .* \\(decision {earlier.id}\\)"):
        record(town, judged(town, second, right, left), REREAD)
    assert town.dump() == before
    take_back(town, earlier.id, REREAD)
    record(town, judged(town, second, right, left), REREAD)


@pytest.mark.parametrize(
    "verdicts", [("same", "same", "different"), ("same", "different", "same"), ("different", "same", "same")]
)
def test_what_contradicts_others_together_is_refused(
    town: Store, readings: list[ReportGraphs], verdicts: tuple[str, str, str]
) -> None:
    one, two, three = alike(town)
    made = [judged(town, v, *ends) for v, ends in zip(verdicts, ((one, two), (two, three), (one, three)), strict=True)]
    for decision in made[:2]:
        record(town, decision, REREAD)
    with pytest.raises(ContradictionError):
        record(town, made[2], REREAD)
    with holding(readings) as other:
        before = other.dump()
        with pytest.raises(ContradictionError):
            record_all(other, made, REREAD)
        assert other.dump() == before


def test_what_rules_have_joined_may_be_judged_different(town: Store) -> None:
    left, right, _ = alike(town)
    identified(town, together=[(left, right)])
    record(town, judged(town, "different", left, right), REREAD)
    assert [one.verdict for one in decisions(town) if isinstance(one, Judgement)] == [Verdict.DIFFERENT]


def test_what_cannot_be_carried_out_is_told_and_nothing_is_written(town: Store) -> None:
    before = town.dump()
    event = every_doubt(town, 50, Scope(type="event"))[0].fact
    impossible = making.correction(town, Operation.CHANGE, event, {"modality": "maybe"}, by="Ana")
    with pytest.raises(DecisionError, match="cannot be carried out: modality"):
        record(town, impossible, REREAD)
    person, _, _ = alike(town)
    refused: list[tuple[Callable[[], object], str]] = [
        (partial(judged, town, "same", person, event), r"\(person\) and .* \(event\) are of two kinds; they cannot be"),
        (partial(judged, town, "same", person, f"{BASE}report/x/y"), "there is no|is no"),
        (partial(judged, town, "same", person, person), "against itself"),
        (partial(judged, town, "same", *alike(town)[:2], by=" "), "nobody who made it"),
        (partial(making.correction, town, Operation.CHANGE, event, {"colour": "red"}, by="A"), "has no colour"),
        (partial(making.addition, town, "count", (JANDERS, 0, 5), {}, by="A"), "needs of, event"),
        (partial(making.addition, town, "ghost", (JANDERS, 0, 5), {}, by="A"), "there is no 'ghost'"),
        (partial(making.addition, town, "person", (JANDERS, 5, 10**9), {}, by="A"), "no stretch of the report"),
        (partial(take_back, town, "f" * 16, REREAD), "no decision"),
    ]
    for act, said in refused:
        with pytest.raises(DecisionError, match=said):
            act()
    assert town.dump() == before


def test_a_correction_whose_words_are_gone_is_reported(town: Store) -> None:
    report = stored_report(town, JANDERS)
    made = a_decision_of_each_kind(town)[6]
    record(town, made, REREAD)
    edited = dataclasses.replace(report, text=report.text.replace("Farmers", "Teachers"))
    town.put(read(edited, [made], base=BASE))  # type: ignore[list-item]
    (state,) = states(town, decisions(town))
    assert state.status == "unplaced"
    assert "Farmers" in str(state.reason)


def edited_first(town: Store, times: int) -> Callable[..., ReportGraphs]:
    """A reader that somebody else is ahead of so many times: another text is in the store when it has read."""
    texts = iter(range(times))

    def reread(report: Report, corrections: Sequence[Correction]) -> ReportGraphs:
        graphs = REREAD(report, corrections)
        if (number := next(texts, None)) is not None:
            edited = dataclasses.replace(report, text=f"{report.text}It rained for {number + 1} hours.\n")
            town.put(REREAD(edited, corrections[:-1]))
        return graphs

    return reread


def test_a_text_that_comes_while_a_correction_is_made_is_not_written_over(town: Store) -> None:
    made = a_decision_of_each_kind(town)[6]
    record(town, made, edited_first(town, 1))
    assert stored_report(town, JANDERS).text.endswith("It rained for 1 hours.\n")
    assert [state.status for state in states(town, decisions(town))] == ["applied"]
    take_back(town, made.id, edited_first(town, 1))
    assert stored_report(town, JANDERS).text.endswith("It rained for 1 hours.\nIt rained for 1 hours.\n")
    assert decisions(town) == []


def test_who_is_never_alone_with_a_report_is_told_and_writes_nothing(town: Store) -> None:
    made = a_decision_of_each_kind(town)[6]
    with pytest.raises(StaleError, match="somebody has changed it meanwhile"):
        record(town, made, edited_first(town, 3))
    assert decisions(town) == []
    assert stored_report(town, JANDERS).text.endswith("It rained for 3 hours.\n")


def test_what_stands_without_one_of_its_links_is_there_and_says_so(town: Store) -> None:
    made = a_decision_of_each_kind(town)[6]
    graphs = REREAD(stored_report(town, JANDERS), [made])  # type: ignore[list-item]
    missing = Corrections(used=(made.id,), unplaced=((made.id, "it stands without a link"),))
    for triple in correction_triples(JANDERS, town.addresses, missing):
        graphs.facts.add(triple)
    town.decide(made.id, decision_graph(made, town.addresses), graphs)
    (state,) = states(town, [made])
    assert (state.status, state.reason) == ("applied", "it stands without a link")


# Forms and sentences


def test_a_form_holds_what_its_fact_says_and_what_fits_into_it(town: Store) -> None:
    count = next(one for one in every_doubt(town, 50, Scope(type="count")))
    form = Forms(Sheet(town, count.report)).of(count.fact)
    assert form is not None
    fields = {one.name: one for one in form.fields}
    assert (form.kind, form.about) == ("count", count.fact)
    assert fields["event"].value in {one.value for one in fields["event"].choices}
    assert fields["of"].value in {one.value for one in fields["of"].choices}
    assert fields["words"].value is None
    assert str(fields["words"].text) in stored_report(town, count.report).text
    assert Forms(Sheet(town, JANDERS)).of(f"{BASE}report/{JANDERS}/none") is None


def test_the_form_of_an_event_has_its_most_special_class(town: Store) -> None:
    (row, *_) = town.select("SELECT ?e WHERE { ?e a pe:ProtestAction }")
    form = Forms(Sheet(town, str(place_of(town.addresses, URIRef(row["e"]))[0]))).of(str(row["e"]))  # type: ignore[index]
    assert form is not None
    assert {one.name: one.value for one in form.fields}["kind"] == "ProtestAction"


def test_what_a_form_takes_can_be_added(town: Store) -> None:
    """Each kind with nothing but what its form requires, over the same words: the reader is not in the way."""
    at = stored_report(town, JANDERS).text.index("The people")
    made = []
    for form in Forms(Sheet(town, JANDERS)).missing():
        values = {one.name: one.choices[0].value for one in form.fields if one.required}
        if form.kind == "relation":
            values["subject"] = next(o.value for o in form.fields[0].choices if "/event-" in o.value)
            values["object"] = next(o.value for o in form.fields[2].choices if "/place-" in o.value)
            values["predicate"] = "place"
        if form.kind != "claim":  # of words inside a quotation
            made.append(making.addition(town, form.kind, (JANDERS, at, at + 10), values, by="Ana"))
    record_all(town, made, REREAD)
    assert {one.about.kind: state.status for one, state in zip(made, states(town, made), strict=True)} == {
        kind: "applied" for kind in FIELDS if kind != "claim"
    }


@given(st.text(st.sampled_from("aB. !?\n\"'”"), min_size=1, max_size=60), st.data())
@settings(max_examples=200, deadline=None)
def test_a_sentence_stands_in_the_text_with_its_words_marked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start:end].strip() != text[start:end]:
        return  # words do not begin or end with a space
    found = around(text, [Span(start, end)])
    assert text[found.start : found.start + len(found.text)] == found.text
    assert (start - found.start, end - found.start) in found.marks


def test_a_sentence_ends_where_the_next_begins() -> None:
    text = 'Dr. Ana Brook spoke. "We stay," J. Smith said. It was Gov. Hill\'s turn!\nAnother line'
    for words, sentence in [
        ("Brook", "Dr. Ana Brook spoke."),
        ("Smith", '"We stay," J. Smith said.'),
        ("turn", "It was Gov. Hill's turn!"),
        ("line", "Another line"),
    ]:
        at = text.index(words)
        assert around(text, [Span(at, at + len(words))]).text == sentence


def test_the_seed_has_nothing_that_waits_of_itself() -> None:
    with Store(None, base=BASE) as store:
        store.put(seed_graphs("one"))
        assert pairs(store).items == ()
        assert {one.report for one in doubts(store, limit=100).items} <= {"one"}


def test_a_decision_names_both_things_whose_relation_was_decided() -> None:
    def words(exact: str) -> Words:
        return Words(start=0, end=len(exact), exact=exact, prefix="", suffix="")

    one = Anchor(report="r", kind="delegation", words=words("a delegation"), key="delegation-1")
    group = Anchor(report="r", kind="group", words=words("people of Orvale"), key="group-1")
    relation = Anchor(
        report="r", kind="relation", words=words("their message"), predicate="delegateOf", subject=one, object=group
    )
    assert about(corrected(relation)) == "a delegation delegate of people of Orvale (r)"
    count = Anchor(report="r", kind="count", words=words("two"), key="count-1", predicate="events", subject=one)
    assert about(corrected(count)) == "a delegation events “two” (r)"
    assert about(corrected(group)) == "group people of Orvale (r)"


def corrected(anchor: Anchor) -> Correction:
    return Correction(
        operation=Operation.ACCEPT, about=anchor, by="Ana", at=datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)
    )
