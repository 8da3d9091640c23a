"""Every stored query answers its question: on a hand-made graph in all its columns, on the read report as stored.

The stored answers are in tests/answers, one file for each query: CSV, or sorted N-Triples where the query makes
a graph. Those over many reports, with the identity of their gold, are in tests/answers/across. After a change of the
reader or of a query, `python -m tests.test_queries` writes them anew; the difference is then read and judged by a
person before it is committed.
"""

from __future__ import annotations

import csv
import datetime
import functools
import io
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

import kg.facts as f
from kg.config import share
from kg.deciding import decision_graph
from kg.decisions import Anchor, Correction, Operation, Words
from kg.document import Report
from kg.endpoint import Endpoint, Wanted
from kg.identity_gold import load_identity
from kg.ontology import StoredQuery, load_vocabulary, queries
from kg.pipeline import extract, reader
from kg.rdf import to_graphs
from kg.store import Store
from tests.identified import WHY, by_gold, identified
from tests.seed import BASE, READER, TEXT, at, seed_extraction

ANSWERS = Path(__file__).parent / "answers"
QUERIES = queries()
SUFFIXES = {"text/csv": ".csv", "application/n-triples": ".nt"}


def answer(store: Endpoint, query: StoredQuery) -> tuple[str, str]:
    """The name of the file that holds the answer to a query, and what should stand in it."""

    result = store.query(query.text, wanted=Wanted("text/csv", "application/n-triples"))
    text = result.read().decode().replace("\r\n", "\n")
    if result.kind == "graph":
        text = "".join(sorted(text.splitlines(keepends=True)))
    return f"{query.name}{SUFFIXES[result.media_type]}", text


@functools.cache
def read_store() -> Store:
    """What the reader makes of the report 2023-janders."""
    file = share("data") / "reports" / "2023-janders.txt"
    report = Report(id=file.stem, text=file.read_bytes().decode())
    store = Store(None, base=BASE)
    store.put_vocabulary(load_vocabulary())
    store.put(to_graphs(extract(report), base=BASE, reader=reader()))
    identified(store)
    return store


GOLD = share("data") / "identity" / "development" / "identity.json"
ACROSS = (
    "bridges-between-organizations", "causes-victims-and-accusations", "claims-and-who-makes-them",
    "names-that-wait-for-a-decision", "protests-per-day-place-and-cause", "recurring-slogans",
    "single-or-corroborated", "spellings-of-places", "where-reports-contradict-each-other",
)  # fmt: skip
"""The questions that several reports answer together."""


@functools.cache
def across_store() -> Store:
    """What the reader makes of the reports of the identity gold, with its things and one pair that waits."""
    gold = load_identity(GOLD)
    store = Store(None, base=BASE)
    store.put_vocabulary(load_vocabulary())
    for report in gold.reports.values():
        store.put(to_graphs(extract(report), base=BASE, reader=reader()))
    latif = [
        f"SELECT ?node WHERE {{ ?node rdfs:label 'Mahmud Abd al-Latif' ; pe:reportedIn/dcterms:identifier '{id_}' }}"
        for id_ in ("derik-dawn", "tripoli-doctors")
    ]
    one, other = (str(store.select(query)[0]["node"]) for query in latif)
    identified(store, by_gold(store, gold), [(one, other)])
    return store


def stored(store: Endpoint, names: Iterable[str], folder: Path) -> None:
    """Write answers anew."""
    for old in folder.glob("*.*"):
        old.unlink()
    for query in map(QUERIES.__getitem__, names):
        name, text = answer(store, query)
        (folder / name).write_text(text, encoding="utf-8", newline="")


def renew() -> None:
    """Write all answers anew."""
    stored(read_store(), QUERIES, ANSWERS)
    stored(across_store(), ACROSS, ANSWERS / "across")


@pytest.mark.parametrize("name", QUERIES)
def test_the_report_gives_the_stored_answer(name: str) -> None:
    file, text = answer(read_store(), QUERIES[name])
    assert text == (ANSWERS / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ACROSS)
def test_many_reports_together_give_the_stored_answer(name: str) -> None:
    file, text = answer(across_store(), QUERIES[name])
    assert text == (ANSWERS / "across" / file).read_text(encoding="utf-8")


def test_every_stored_answer_belongs_to_a_query() -> None:
    assert {file.stem for file in ANSWERS.iterdir() if file.is_file()} == set(QUERIES)
    assert {file.stem for file in (ANSWERS / "across").iterdir()} == set(ACROSS)


@pytest.mark.parametrize("name", QUERIES)
def test_a_question_says_what_it_goes_through_or_counts(name: str) -> None:
    said = re.findall(
        r"report by report|event by event|counted as (?:events|reports)|over all reports together",
        QUERIES[name].question,
    )
    assert said, "events and reports are not the same number"


# The hand-made graph: the seed, with what some questions ask for and the seed lacks


def event(key: str, kind: f.EventKind, words: str) -> f.Event:
    return f.Event(key=key, kind=kind, label=words, evidence=(at(words),), rule="test")


def relation(subject: str, predicate: f.Predicate, other: str, words: str) -> f.Relation:
    key = f"{subject}.{predicate}.{other}"
    return f.Relation(key=key, subject=subject, predicate=predicate, object=other, evidence=(at(words),), rule="test")


def role(key: str, member: str, organization: str, title: str) -> f.Membership:
    return f.Membership(
        key=key,
        member=member,
        organization=organization,
        role="member",
        title=title,
        evidence=(at(title),),
        rule="test",
    )


def slogan(key: str, words: str, variant_of: str | None = None) -> f.Expression:
    return f.Expression(
        key=key, form=f.ExpressionForm.SLOGAN, content=at(words), event="event-rally", variant_of=variant_of,
        evidence=(at(words),), rule="test",
    )  # fmt: skip


def rich_extraction() -> f.Extraction:
    seed = seed_extraction()
    ministry = replace(seed.entity("organization-ministry"), category="international-body")
    others = tuple(entity for entity in seed.entities if entity.key != ministry.key)
    claim = next(seed.of(f.Claim))
    facts = tuple(fact for fact in seed.facts if fact != claim)
    return replace(seed, entities=(*others, ministry), facts=facts).adding(
        [
            event("event-dispersal", f.EventKind.RESPONSE, "crowd"),
            relation("event-dispersal", f.Predicate.PART_OF, "event-rally", "crowd"),
            relation("event-rally", f.Predicate.ORGANIZER, "organization-union", "Mill Workers' Union"),
            relation("event-killing", f.Predicate.PLACE, "place-orvale", "Tarn killing"),
            relation("event-speech", f.Predicate.TOLD_BEFORE, "event-dispersal", "speech"),
            relation("delegation-1", f.Predicate.DELEGATE_OF, "group-people", "delegation"),
            role("membership-2", "person-ana", "organization-ministry", "petition"),
            role("membership-3", "person-omar", "organization-ministry", "petition"),
            slogan("expression-2", "roses", variant_of="expression-1"),
            f.Count(
                key="count-3", of=f.CountOf.PARTICIPANTS, event="event-rally", words=at("people"), high=900,
                bound_rule="stated", evidence=(at("people"),), rule="test",
            ),
            replace(claim, mentions=("event-killing", "person-ana")),
            replace(event("event-next", f.EventKind.PROTEST, "rallied"), modality=f.Modality.FUTURE),
            relation("event-next", f.Predicate.PLACE, "place-orvale", "rallied"),
            f.TimeReference(
                key="time-2", event="event-next", words=at("3 May 2021"), earliest=datetime.date(2021, 5, 3),
                latest=datetime.date(2021, 5, 3), evidence=(at("3 May 2021"),), rule="test", confidence=0.7,
            ),
            f.Count(
                key="count-4", of=f.CountOf.VEHICLES, event="event-rally", words=at("2"), low=2, high=2,
                evidence=(at("2"),), rule="test", said_in="utterance-2",
            ),
        ]
    ).checked()  # fmt: skip


@functools.cache
def rich_store() -> Store:
    store = Store(None, base=BASE)
    store.put_vocabulary(load_vocabulary())
    store.put(to_graphs(rich_extraction(), base=BASE, reader=READER))
    identified(store)
    return store


@functools.cache
def twice_store() -> Store:
    """The same with what another paper tells, what may be the same, and what a person has decided."""
    store = Store(None, base=BASE)
    store.put_vocabulary(load_vocabulary())
    store.put(to_graphs(rich_extraction(), base=BASE, reader=READER))
    store.put(to_graphs(told_again(), base=BASE, reader=READER))
    same = ("person-ana", "organization-union", "place-orvale", "event-rally")
    identified(
        store,
        [[f"{BASE}report/{name}/{key}" for name in ("again", "seed")] for key in same],
        [(f"{BASE}report/again/person-omar", f"{BASE}report/seed/person-omar")],
    )
    store.decide(REJECTED.id, decision_graph(REJECTED, store.addresses))
    return store


def told_again() -> f.Extraction:
    """The seed as another paper tells it in English: with another figure, and on another day."""
    seed = seed_extraction()
    report = replace(seed.document.report, id="again", publisher="Tarn Radio", language="en")
    facts = tuple(
        replace(fact, earliest=datetime.date(2021, 5, 4), latest=datetime.date(2021, 5, 4))
        if isinstance(fact, f.TimeReference)
        else fact
        for fact in seed.facts
    )
    more = f.Count(
        key="count-9", of=f.CountOf.PARTICIPANTS, event="event-rally", words=at("2"), low=2000, high=2000,
        evidence=(at("2"),), rule="test", said_in="utterance-2",
    )  # fmt: skip
    less = replace(more, key="count-8", low=900, high=900)
    return replace(seed, document=replace(seed.document, report=report), facts=facts).adding([more, less]).checked()


REJECTED = Correction(
    operation=Operation.REJECT,
    about=Anchor(report="seed", kind="event", words=Words.of(TEXT, at("Tarn killing").start, at("Tarn killing").end)),
    by="Mara Lind", at=datetime.datetime(2021, 5, 6, 9, tzinfo=datetime.UTC), why="no event of its own",
)  # fmt: skip


def rows(name: str) -> list[dict[str, str]]:
    return [{key: str(value) for key, value in row.items()} for row in rich_store().select(QUERIES[name].text)]


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_fills_each_of_its_columns_on_the_hand_made_graph(name: str) -> None:
    file, text = answer(twice_store(), QUERIES[name])
    if file.endswith(".nt"):
        assert text
        return
    header, *body = csv.reader(io.StringIO(text))
    assert {column for column, cells in zip(header, zip(*body, strict=True), strict=True) if not any(cells)} == set()


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_has_no_secret_of_this_store(name: str) -> None:
    assert "http://127.0.0.1" not in QUERIES[name].text
    assert "FROM" not in QUERIES[name].text
    apart = ("pe:Claim", "pe:saidIn", "pe:canonical", "pe:Suggestion", "pe:Correction")
    assert "GRAPH" not in QUERIES[name].text or any(term in QUERIES[name].text for term in apart)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_does_not_depend_on_the_prefixes_of_the_store(name: str) -> None:
    from rdflib.plugins.sparql import prepareQuery

    assert prepareQuery(QUERIES[name].text, initNs={"": "http://nothing.invalid/"}) is not None


@pytest.mark.parametrize("name", QUERIES)
def test_rows_come_in_an_order_that_is_said(name: str) -> None:
    assert "ORDER BY" in QUERIES[name].text or "CONSTRUCT" in QUERIES[name].text


def test_who_spoke_where_names_speakers_and_those_who_are_silent() -> None:
    found = rows("who-spoke-where")
    assert {row["who"] for row in found} == {"Ana Brook", "Omar Field"}
    ana = [row for row in found if row["who"] == "Ana Brook"]
    assert {row["roles"] for row in ana} == {"co-chair, Mill Workers' Union; petition, Labour Ministry"}
    quote = at("We demand justice. We will stay.")
    for row in ana:
        assert (row["event"], row["places"]) == ("speech", "Orvale")
        assert (row["words"], row["start"], row["end"]) == (
            "We demand justice. We will stay.", str(quote.start), str(quote.end)
        )  # fmt: skip
    (omar,) = (row for row in found if row["who"] == "Omar Field")
    assert "words" not in omar


def test_a_speech_without_a_quote_has_its_place_and_no_words() -> None:
    seed = seed_extraction()
    silent = replace(seed, facts=tuple(x for x in seed.facts if not isinstance(x, f.Utterance | f.Claim)))
    with Store(None, base=BASE) as store:
        store.put(to_graphs(silent, base=BASE, reader=READER))
        found = store.select(QUERIES["who-spoke-where"].text)
    (ana,) = (row for row in found if str(row["who"]) == "Ana Brook")
    assert str(ana["event"]) == "speech"
    assert str(ana["places"]) == "Orvale"
    assert "words" not in ana


def test_words_said_nobody_knows_where_are_at_no_event() -> None:
    seed = seed_extraction()
    facts = tuple(replace(x, event=None) if isinstance(x, f.Utterance) else x for x in seed.facts)
    with Store(None, base=BASE) as store:
        spoken = tuple(x for x in facts if getattr(x, "predicate", None) is not f.Predicate.SPEAKER)
        store.put(to_graphs(replace(seed, facts=spoken), base=BASE, reader=READER))
        found = store.select(QUERIES["who-spoke-where"].text)
    (ana,) = (row for row in found if str(row["who"]) == "Ana Brook")
    assert str(ana["words"]) == "We demand justice. We will stay."
    assert "event" not in ana


def test_claims_are_found_with_whom_they_are_about_and_who_makes_them() -> None:
    found = {
        (row.get("about"), row["claim"], row["claimant"], row["modality"]) for row in rows("claims-and-who-makes-them")
    }
    assert found == {
        ("Tarn killing", "We will stay.", "Ana Brook", "future"),
        ("Ana Brook", "We will stay.", "Ana Brook", "future"),
    }


def test_only_queries_about_claims_show_what_is_only_claimed() -> None:
    with_claims = {name for name, query in QUERIES.items() if "pe:Claim" in query.text}
    assert with_claims == {"claims-and-who-makes-them", "causes-victims-and-accusations"}


def test_the_order_that_is_only_told_is_told_apart() -> None:
    assert {(row["first"], row["then"], row["basis"]) for row in rows("order-of-the-parts")} == {
        ("speech", "handed a petition", "stated"),
        ("speech", "crowd", "only told in this order"),
    }


def test_a_flag_is_not_an_organizer() -> None:
    assert {row["as"]: row["words"] for row in rows("flags-and-organizers")} == {
        "flag": "flags of the Mill Workers' Union",
        "organizer": "Mill Workers' Union",
    }


def test_the_neighbourhood_reaches_two_steps_and_no_claim() -> None:
    graph = rich_store().construct(QUERIES["neighbourhood"].text)
    names = {str(label) for label in graph.objects()}
    assert {"Ana Brook", "Mill Workers' Union", "speech", "rallied", "Orvale", "delegation"} <= names
    assert not any("claim" in str(node) for node in graph.subjects())


# Over several reports


def twice(name: str) -> list[dict[str, str]]:
    return [{key: str(value) for key, value in row.items()} for row in twice_store().select(QUERIES[name].text)]


def test_a_person_bridges_organisations_over_two_reports() -> None:
    found = {(row["organization1"], row["report1"], row["organization2"], row["report2"])
             for row in twice("bridges-between-organizations")}  # fmt: skip
    assert ("Mill Workers' Union", "again", "Labour Ministry", "seed") in {
        *found, *((b, q, a, p) for a, p, b, q in found)
    }  # fmt: skip


def test_a_slogan_of_one_event_in_two_reports_is_one_event_and_two_reports() -> None:
    (chant, *_) = (row for row in twice("recurring-slogans") if row["slogan"] == "bread and roses")
    assert (chant["events"], chant["reports"]) == ("1", "2")


def test_a_cause_has_the_victims_that_each_report_tells_of() -> None:
    found = {(row["cause"], row["report"], row["victims"]) for row in twice("causes-victims-and-accusations")}
    assert found == {("Tarn killing", "seed", "2 miners"), ("Tarn killing", "again", "2 miners")}


def test_what_two_publishers_say_is_corroborated_and_what_one_says_is_not() -> None:
    rests = {(row["subject"], row["relation"], row["object"]): row["rests"] for row in twice("single-or-corroborated")}
    assert rests["Ana Brook", "memberOf", "Mill Workers' Union"] == "several publishers"
    assert rests["Ana Brook", "memberOf", "Labour Ministry"] == "one report"


def test_a_protest_that_two_reports_tell_of_is_counted_once_as_an_event() -> None:
    (rally,) = (row for row in twice("protests-per-day-place-and-cause") if row["place"] == "Orvale")
    assert (rally["day"], rally["cause"], rally["events"], rally["reports"]) == ("2021-05-03", "Tarn killing", "1", "2")


def test_a_rejection_is_told_with_who_when_and_why_and_is_not_applied_by_itself() -> None:
    (row,) = twice("corrected-or-rejected")
    assert (row["by"], row["report"], row["words"], row["why"]) == (
        "Mara Lind", "seed", "Tarn killing", "no event of its own"
    )  # fmt: skip
    assert row["at"].startswith("2021-05-06T09:00:00")
    assert row["status"] == "waits"


def test_what_may_be_the_same_waits_with_its_reason() -> None:
    (row,) = twice("names-that-wait-for-a-decision")
    assert (row["name1"], row["name2"], row["why"]) == ("Omar Field", "Omar Field", WHY)


if __name__ == "__main__":
    renew()
