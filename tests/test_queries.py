"""Every stored query answers its question: on a hand-made graph in all its columns, on the read report as stored.

The stored answers are in tests/answers, one file for each query: CSV, or sorted N-Triples where the query makes
a graph. After a change of the reader or of a query, `python -m tests.test_queries` writes them anew; the difference
is then read and judged by a person before it is committed.
"""

from __future__ import annotations

import csv
import datetime
import functools
import io
from dataclasses import replace
from pathlib import Path

import pytest

import kg.facts as f
from kg.config import share
from kg.document import Report
from kg.endpoint import Endpoint, Wanted
from kg.ontology import StoredQuery, load_vocabulary, queries
from kg.pipeline import extract, reader
from kg.rdf import to_graphs
from kg.store import Store
from tests.seed import BASE, READER, at, seed_extraction

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
    return store


def renew() -> None:
    """Write all answers anew."""
    for old in ANSWERS.glob("*.*"):
        old.unlink()
    for query in QUERIES.values():
        name, text = answer(read_store(), query)
        (ANSWERS / name).write_text(text, encoding="utf-8", newline="")


@pytest.mark.parametrize("name", QUERIES)
def test_the_report_gives_the_stored_answer(name: str) -> None:
    file, text = answer(read_store(), QUERIES[name])
    assert text == (ANSWERS / file).read_text(encoding="utf-8")


def test_every_stored_answer_belongs_to_a_query() -> None:
    assert {file.stem for file in ANSWERS.iterdir()} == set(QUERIES)


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
    return store


def rows(name: str) -> list[dict[str, str]]:
    return [{key: str(value) for key, value in row.items()} for row in rich_store().select(QUERIES[name].text)]


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_fills_each_of_its_columns_on_the_hand_made_graph(name: str) -> None:
    file, text = answer(rich_store(), QUERIES[name])
    if file.endswith(".nt"):
        assert text
        return
    header, *body = csv.reader(io.StringIO(text))
    assert {column for column, cells in zip(header, zip(*body, strict=True), strict=True) if not any(cells)} == set()


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_has_no_secret_of_this_store(name: str) -> None:
    assert "http://127.0.0.1" not in QUERIES[name].text
    assert "FROM" not in QUERIES[name].text
    claimed = "pe:Claim" in QUERIES[name].text or "pe:saidIn" in QUERIES[name].text
    assert ("GRAPH" in QUERIES[name].text) == claimed


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


if __name__ == "__main__":
    renew()
