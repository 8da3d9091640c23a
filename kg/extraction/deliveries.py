"""Delegations and what they hand over: who was in them, for whom they came, to whom the message went."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.document import Label, Span
from kg.facts import Entity, EntityKind, Event, EventKind, Extraction, Fact, Message, Predicate, relation
from kg.lexicon import Lexicon
from kg.reading.grammar import Clause, clause
from kg.reading.segment import narrative

DELEGATION = re.compile(
    r"\b(?P<head>delegation|committee|group)s? (?P<closed>consisting of|composed of|made up of|comprising|formed of"
    r"|including)\b"
)
ARTICLE = re.compile(r"\b(?:a|an|the|their|its|his|her)\b", re.IGNORECASE)


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its delegations and messages."""
    extraction = replace(extraction, entities=(*extraction.entities, *_delegations(extraction)))
    facts = list(_delegation_facts(extraction))
    for event in extraction.of(Event):
        sentence = extraction.document.sentence_at(event.evidence[0].start)
        if event.kind is EventKind.DELIVERY and sentence is not None:
            words = clause(extraction.document, sentence, lexicon)
            facts += _delivery(extraction, event, words, words.index_at(event.evidence[0].start))
    return extraction.adding(facts)


def _delivery(extraction: Extraction, event: Event, clause: Clause, index: int) -> Iterator[Fact]:
    """ "A delegation … delivered the demonstrators' message to X"."""
    trigger = clause.chunks[index].span
    text = extraction.document.report.text
    article = ARTICLE.search(text, trigger.start, trigger.end)
    start = trigger.start if article is None else article.start()
    message = Span(start, trigger.end)
    recipient = _recipient(extraction, clause, index)
    crowd = extraction.main_crowd
    sender = (
        crowd.key
        if crowd is not None and re.search(r"demonstrators|protesters|participants", text[start : trigger.end])
        else None
    )
    deliverer = _deliverer(extraction, clause, index)
    yield Message(
        key=f"message-{start}", words=message, event=event.key, sender=sender,
        recipient=None if recipient is None else recipient[0].key,
        evidence=(Span(trigger.start, recipient[1].end) if recipient else trigger,), rule="message-delivered",
    )  # fmt: skip
    if recipient is not None:
        span = Span(trigger.start, recipient[1].end)
        yield relation(event.key, Predicate.RECIPIENT, recipient[0].key, span, rule="message-delivered")
    if deliverer is not None:
        span = Span(deliverer[1].start, trigger.end)
        yield relation(event.key, Predicate.DELIVERED_BY, deliverer[0].key, span, rule="message-delivered")
        if deliverer[0].kind is EntityKind.DELEGATION and sender is not None:
            yield relation(deliverer[0].key, Predicate.DELEGATE_OF, sender, message, rule="message-delivered")


def _recipient(extraction: Extraction, clause: Clause, index: int) -> tuple[Entity, Span] | None:
    """The organisation after "to": itself, or as the owner of an office."""
    match = re.match(r"td?w?([OL])", clause.codes[index + 1 :])
    if match is None:
        return None
    span = clause.chunks[index + 1 + match.start(1)].span
    organizations = [e for e in extraction.entities_in(span) if e.kind is EntityKind.ORGANIZATION]
    return (organizations[0], span) if organizations else None


def _deliverer(extraction: Extraction, clause: Clause, index: int) -> tuple[Entity, Span] | None:
    start, end = clause.chunks[0].span.start, clause.chunks[index].span.start
    for entity in extraction.entities:
        if entity.kind is EntityKind.DELEGATION and start <= entity.mentions[0].start < end:
            return entity, entity.mentions[0]
    left = clause.codes.rfind("P", 0, index)
    person = None if left < 0 else extraction.mentioned(clause.chunks[left].span)
    return None if person is None else (person, clause.chunks[left].span)


def _delegations(extraction: Extraction) -> Iterator[Entity]:
    text = narrative(extraction.document)
    for sentence in extraction.document.sentences:
        for match in DELEGATION.finditer(text, sentence.start, sentence.end):
            span = Span(*match.span("head"))
            yield Entity(
                key=f"delegation-{span.start}", kind=EntityKind.DELEGATION, name=extraction.document.text(span),
                mentions=(span,), category=None if match["closed"] == "including" else "closed",
            )  # fmt: skip


def _delegation_facts(extraction: Extraction) -> Iterator[Fact]:
    """The members a delegation is said to consist of: the persons up to what the delegation does."""
    for delegation in (e for e in extraction.entities if e.kind is EntityKind.DELEGATION):
        start = delegation.mentions[0].start
        sentence = extraction.document.sentence_at(start)
        if sentence is None:
            continue
        verbs = extraction.document.labelled(Label.TRIGGER, within=Span(start, sentence.end))
        end = next((verb.span.start for verb in verbs), sentence.end)
        for person in extraction.entities_in(Span(start, end)):
            if person.kind is EntityKind.PERSON:
                mention = next(m for m in person.mentions if start <= m.start < end)
                yield relation(
                    delegation.key, Predicate.MEMBER, person.key, Span(start, mention.end), rule="delegation-list",
                    capacities=extraction.capacities(person.key, sentence),
                )  # fmt: skip
