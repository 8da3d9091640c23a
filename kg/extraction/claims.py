"""What is said inside quotations, clause by clause. All of it is claim: it carries `said_in`, never stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Span
from kg.facts import (
    Claim,
    Entity,
    EntityKind,
    Event,
    EventKind,
    Extraction,
    Fact,
    Membership,
    Modality,
    Predicate,
    Utterance,
    relation,
)
from kg.lexicon import Lexicon
from kg.reading.grammar import Chunk
from kg.reading.grammar import clause as clause_of

SPLIT = re.compile(r"(?<=[.!?;])\s+|,\s+(?=(?:because|but|while|although)\b)|\s+(?=because\b)")
FUTURE = re.compile(r"\b(?:will|shall|going to|won't)\b", re.IGNORECASE)
WISHED = re.compile(
    r"\b(?:must|should|need to|needs to|have to|ought to|let us|demand|ask|call on|want)\b", re.IGNORECASE
)
NEGATED = re.compile(r"\b(?:not|never|no|cannot|nobody|nothing|neither)\b|n['’]t\b", re.IGNORECASE)
NOTHING_BUT = re.compile(r"\bnothing (?:but|more than|other than)\b", re.IGNORECASE)
OCCUPIED = re.compile(r"\boccupied (?:the )?$", re.IGNORECASE)


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with the claims, and the events, titles and statements that quotations speak of."""
    facts: list[Fact] = []
    for utterance in extraction.of(Utterance):
        if utterance.direct:
            for content in utterance.content:
                facts += _claims(extraction, utterance.key, content)
                facts += _claimed(extraction, utterance.key, content, lexicon)
    return extraction.adding(facts)


def _claims(extraction: Extraction, said_in: str, content: Span) -> Iterator[Fact]:
    for span in _clauses(extraction, content):
        yield Claim(
            key=f"claim-{span.start}", content=span, modality=modality(extraction.document.text(span)),
            mentions=tuple(entity.key for entity in extraction.entities_in(span)), said_in=said_in, evidence=(span,),
            rule="claim-clause",
        )  # fmt: skip


def _clauses(extraction: Extraction, content: Span) -> Iterator[Span]:
    text, position = extraction.document.report.text, content.start
    for split in SPLIT.finditer(text, content.start, content.end):
        yield from _trimmed(text, position, split.start())
        position = split.end()
    yield from _trimmed(text, position, content.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end].strip(" ,;")
    first = start + len(text[start:end]) - len(text[start:end].lstrip(" ,;"))
    if len(words) > 3:
        yield Span(first, first + len(words))


def modality(words: str) -> Modality:
    """How a clause is put: as coming, as wished, as denied, or as so."""
    if WISHED.search(words):
        return Modality.WISHED
    if FUTURE.search(words):
        return Modality.FUTURE
    return Modality.NEGATED if NEGATED.search(NOTHING_BUT.sub("", words)) else Modality.ASSERTED


def _claimed(extraction: Extraction, said_in: str, content: Span, lexicon: Lexicon) -> Iterator[Fact]:
    clause = clause_of(extraction.document, content, lexicon, inside=True)
    for index, chunk in enumerate(clause.chunks):
        if chunk.annotation is None:
            continue
        subject = _subject(extraction, clause.chunks[:index])
        if chunk.code == "V" and chunk.annotation.value.startswith("claim "):
            yield from _event(extraction, said_in, chunk.span, chunk.annotation.value.split()[3], subject)
        elif chunk.code == "L":
            yield from _situation(extraction, said_in, chunk.span)
        elif chunk.code == "R" and re.match(r"N|P", clause.codes[index + 1 :]):
            yield from _title(extraction, said_in, chunk.span, clause.chunks[index + 1].span, chunk.annotation.value)
        elif chunk.code == "S" and chunk.annotation.value == "say" and subject is not None:
            yield from _statement(extraction, said_in, chunk.span, content, subject)


def _subject(extraction: Extraction, before: tuple[Chunk, ...]) -> tuple[Entity, Span] | None:
    """The first entity of the clause so far."""
    named = ((extraction.mentioned(chunk.span), chunk.span) for chunk in before)
    return next(((entity, span) for entity, span in named if entity is not None), None)


def _event(
    extraction: Extraction, said_in: str, trigger: Span, form: str, subject: tuple[Entity, Span] | None
) -> Iterator[Fact]:
    words = trigger if subject is None else Span(subject[1].start, trigger.end)
    key = f"event-{trigger.start}"
    yield Event(
        key=key, kind=EventKind.OTHER, label=extraction.document.text(words), forms=(form,), said_in=said_in,
        evidence=(words,), rule="claimed-event",
    )  # fmt: skip
    if subject is not None and subject[0].kind is not EntityKind.PLACE:
        yield relation(key, Predicate.PARTICIPANT, subject[0].key, words, rule="claimed-event", said_in=said_in)


def _situation(extraction: Extraction, said_in: str, place: Span) -> Iterator[Fact]:
    before = OCCUPIED.search(extraction.document.report.text[max(0, place.start - 20) : place.start])
    entity = extraction.mentioned(place)
    if before is None or entity is None:
        return
    words = Span(place.start - len(before[0]), place.end)
    key = f"event-{words.start}"
    yield Event(
        key=key, kind=EventKind.SITUATION, label=extraction.document.text(words), forms=("occupation",),
        said_in=said_in, evidence=(words,), rule="situation-occupied",
    )  # fmt: skip
    yield relation(key, Predicate.PLACE, entity.key, words, rule="situation-occupied", said_in=said_in)


def _title(extraction: Extraction, said_in: str, role: Span, name: Span, concept: str) -> Iterator[Fact]:
    person = extraction.mentioned(name)
    if person is not None and person.kind is EntityKind.PERSON:
        yield Membership(
            key=f"membership-{role.start}", member=person.key, role=concept,
            title=extraction.document.text(role).lower(), said_in=said_in, evidence=(Span(role.start, name.end),),
            rule="title-before-name",
        )  # fmt: skip


def _statement(
    extraction: Extraction, said_in: str, cue: Span, content: Span, subject: tuple[Entity, Span]
) -> Iterator[Fact]:
    """A statement that somebody in a quotation is said to have made."""
    text = extraction.document.report.text
    that = re.match(r"\s+that\s+", text[cue.end : content.end])
    if that is None:
        return
    end = re.search(r"[.,;]|$", text[cue.end + that.end() : content.end])
    stop = cue.end + that.end() + (end.start() if end is not None else 0)
    span = Span(cue.end + that.end(), stop)
    yield Utterance(
        key=f"utterance-{cue.start}", direct=False, content=(span,), speaker=subject[0].key, cue=cue, said_in=said_in,
        evidence=(subject[1], Span(cue.start, span.end)), rule="claimed-statement",
    )  # fmt: skip
