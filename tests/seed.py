"""A small extraction made by hand, with every kind of fact: what the graph side is tested with."""

from __future__ import annotations

import dataclasses
import datetime

import kg.facts as f
from kg.document import Closure, Document, QuotedRegion, Report, Span
from kg.rdf import Reader, ReportGraphs, to_graphs

BASE = "http://127.0.0.1:8000/"
READER = Reader(version="0.0.1", rules="0" * 64)

TEXT = """Hundreds rally in Orvale against the Tarn killing

Hundreds of people rallied in Orvale on 3 May 2021 over the Tarn killing, which claimed the lives of 2 miners.

The co-chair of the Mill Workers' Union, Ana Brook, delivered a speech and said, "We demand justice. We will stay."

She praised the miners. The crowd chanted "Bread and roses" and raised flags of the Mill Workers' Union.

A delegation consisting of Ana Brook and Omar Field handed a petition to the Labour Ministry, demanding an inquiry.

More news"""


def at(words: str, nth: int = 0) -> Span:
    """Where the words stand in the seed text: the nth time, counted from 0."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def seed_document() -> Document:
    """The seed text with its structure."""
    blocks = TEXT.split("\n\n")
    quote = at("We demand justice. We will stay.")
    chant = at("Bread and roses")
    return Document(
        report=Report(id="seed", text=TEXT, publisher="The Orvale Post", published=datetime.date(2021, 5, 4)),
        headline=at(blocks[0]),
        paragraphs=tuple(at(block) for block in blocks[1:-1]),
        sentences=tuple(at(block) for block in blocks[:-1]),
        boilerplate=(at("More news"),),
        quoted=tuple(
            QuotedRegion(span=Span(s.start - 1, s.end + 1), content=s, closure=Closure.CLOSED) for s in (quote, chant)
        ),
    )


def seed_extraction() -> f.Extraction:
    """Every kind of fact once, and one claim."""
    kind = f.EntityKind
    entities = (
        f.Entity(key="person-ana", kind=kind.PERSON, name="Ana Brook", mentions=(at("Ana Brook"), at("She"))),
        f.Entity(key="person-omar", kind=kind.PERSON, name="Omar Field", mentions=(at("Omar Field"),)),
        f.Entity(
            key="organization-union",
            kind=kind.ORGANIZATION,
            name="Mill Workers' Union",
            mentions=(at("Mill Workers' Union"), at("Mill Workers' Union", 1)),
            category="union",
        ),
        f.Entity(key="organization-ministry", kind=kind.ORGANIZATION, name="Labour Ministry",
                 mentions=(at("Labour Ministry"),)),
        f.Entity(key="place-orvale", kind=kind.PLACE, name="Orvale", category="city",
                 mentions=(at("Orvale"), at("Orvale", 1))),
        f.Entity(key="group-people", kind=kind.GROUP, name="people", mentions=(at("people"),)),
        f.Entity(key="delegation-1", kind=kind.DELEGATION, name="delegation", mentions=(at("delegation"),)),
    )  # fmt: skip
    p = f.Predicate

    def relation(subject: str, predicate: f.Predicate, object_: str, words: str, *capacities: str) -> f.Relation:
        return f.Relation(
            key=f"{subject}.{predicate}.{object_}",
            subject=subject,
            predicate=predicate,
            object=object_,
            capacities=capacities,
            evidence=(at(words),),
            rule="seed",
        )

    def event(key: str, kind: f.EventKind, label: str, *forms: str) -> f.Event:
        return f.Event(key=key, kind=kind, label=label, forms=forms, evidence=(at(label),), rule="seed")

    facts: tuple[f.Fact, ...] = (
        event("event-rally", f.EventKind.PROTEST, "rallied", "rally"),
        event("event-speech", f.EventKind.SPEECH, "speech", "speech"),
        event("event-delivery", f.EventKind.DELIVERY, "handed a petition", "delivery"),
        event("event-killing", f.EventKind.INCIDENT, "Tarn killing", "killing"),
        relation("event-speech", p.PART_OF, "event-rally", "delivered a speech"),
        relation("event-delivery", p.PART_OF, "event-rally", "handed a petition"),
        relation("event-rally", p.PLACE, "place-orvale", "rallied in Orvale"),
        relation("event-speech", p.PLACE, "place-orvale", "rallied in Orvale"),
        relation("event-rally", p.MOTIVATED_BY, "event-killing", "over the Tarn killing"),
        relation("event-speech", p.BEFORE, "event-delivery", "delivered a speech"),
        relation("event-rally", p.PARTICIPANT, "group-people", "Hundreds of people rallied"),
        relation("event-speech", p.SPEAKER, "person-ana", "Ana Brook, delivered a speech", "membership-1"),
        relation("event-delivery", p.DELIVERED_BY, "delegation-1", "handed a petition"),
        relation("delegation-1", p.MEMBER, "person-ana", "consisting of Ana Brook and Omar Field"),
        relation("delegation-1", p.MEMBER, "person-omar", "consisting of Ana Brook and Omar Field"),
        f.Relation(
            key="event-rally.issue.1", subject="event-rally", predicate=p.ISSUE, text=at("the Tarn killing"),
            evidence=(at("against the Tarn killing"),), rule="seed",
        ),
        f.Membership(
            key="membership-1", member="person-ana", organization="organization-union", role="chair", title="co-chair",
            evidence=(at("co-chair of the Mill Workers' Union, Ana Brook"),), rule="seed",
        ),
        f.Utterance(
            key="utterance-1", direct=True, content=(at("We demand justice. We will stay."),), speaker="person-ana",
            cue=at("said"), event="event-speech", closure=Closure.CLOSED,
            evidence=(at("said"), at("We demand justice. We will stay.")), rule="seed",
        ),
        f.Utterance(
            key="utterance-2", direct=False, content=(at("the miners"),), speaker="person-ana", cue=at("praised"),
            event="event-speech", evidence=(at("She praised the miners"),), rule="seed",
        ),
        f.Expression(
            key="expression-1", form=f.ExpressionForm.CHANT, content=at("Bread and roses"), event="event-rally",
            evidence=(at("Bread and roses"),), rule="seed",
        ),
        f.Symbol(
            key="symbol-1", kind="flag", words=at("flags of the Mill Workers' Union"), event="event-rally",
            of="organization-union", evidence=(at("raised flags of the Mill Workers' Union"),), rule="seed",
        ),
        f.Demand(
            key="demand-1", content=at("an inquiry"), by="delegation-1", addressee="organization-ministry",
            event="event-delivery", evidence=(at("demanding an inquiry"),), rule="seed",
        ),
        f.Message(
            key="message-1", words=at("a petition"), event="event-delivery", sender="delegation-1",
            recipient="organization-ministry", evidence=(at("handed a petition to the Labour Ministry"),), rule="seed",
        ),
        f.Count(
            key="count-1", of=f.CountOf.PARTICIPANTS, event="event-rally", words=at("Hundreds"), low=200,
            bound_rule="ccc", evidence=(at("Hundreds"),), rule="seed",
        ),
        f.Count(
            key="count-2", of=f.CountOf.KILLED, event="event-killing", words=at("2 miners"), low=2, high=2,
            evidence=(at("claimed the lives of 2 miners"),), rule="seed",
        ),
        f.TimeReference(
            key="time-1", event="event-rally", words=at("3 May 2021"), earliest=datetime.date(2021, 5, 3),
            latest=datetime.date(2021, 5, 3), evidence=(at("on 3 May 2021"),), rule="seed",
        ),
        f.Claim(
            key="claim-1", content=at("We will stay."), modality=f.Modality.FUTURE, said_in="utterance-1",
            evidence=(at("We will stay."),), rule="seed",
        ),
    )  # fmt: skip
    return f.Extraction(document=seed_document(), entities=entities).adding(facts).checked()


def seed_graphs(report_id: str) -> ReportGraphs:
    """The graphs of the seed under another id."""
    seed = seed_extraction()
    report = dataclasses.replace(seed.document.report, id=report_id)
    document = dataclasses.replace(seed.document, report=report)
    return to_graphs(dataclasses.replace(seed, document=document), base=BASE, reader=READER)
