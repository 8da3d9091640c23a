"""Whose figure it is: a number that police, organisers or anybody else put forward is theirs, not the report's own.

"Police put the crowd at 4,000", "5,000, according to the unions", "a crowd estimated by officials at 300".
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from kg.document import Span
from kg.facts import Count, CountOf, Entity, EntityKind, Extraction, Fact, Utterance
from kg.lexicon import Lexicon
from kg.reading.segment import narrative

WINDOW = 110  # characters before or after a figure in which its source may stand
SOURCES = (EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.GROUP, EntityKind.UNNAMED)
COUNTED = (CountOf.PARTICIPANTS, CountOf.VEHICLES, CountOf.KILLED, CountOf.INJURED, CountOf.ARRESTED)
NOUN = (
    r"(?:police|organi[sz]ers?|authorit(?:y|ies)|officials?|unions?|ministry|government|prefecture|witnesses|residents"
    r"|activists|monitors?|campaigners|medics|doctors|observers|city hall|town hall|security (?:forces|officials)"
    r"|gendarmerie|local media|state media|company|management)"
)
PHRASE = rf"(?:(?:the|local|city|hospital|health|municipal|regional|state|union|human rights) ){{0,3}}{NOUN}"
PUTS = re.compile(
    r"\b(?P<cue>(?:put|puts|placed|estimated|estimates|counted|reckoned|spoke of|speaks of|claimed|claims|gave"
    r"|gives)\b)(?! up| an end| forward)[^.;,]{0,60}$",
    re.IGNORECASE,
)
COUNTING = r"(?:estimates?|counts?|figures?|tally|reckoning)"
OWN = re.compile(
    rf"(?<![\w'’-])(?P<source>{PHRASE})(?:['’]s?)? (?:(?:own|official|lower|higher|initial) )?"
    rf"(?P<cue>{COUNTING}) (?:is|was|stood at|came to|ran to)(?: only| just| a lower)? $",
    re.IGNORECASE,
)
BY_OWN = re.compile(
    rf"^[^.;]{{0,45}}?,? ?(?P<cue>by) (?:the )?(?P<source>{PHRASE})(?:['’]s?)? (?:own )?{COUNTING}\b", re.IGNORECASE
)
FIRST_BY_OWN = re.compile(
    rf"^(?P<cue>by) (?:the )?(?P<source>{PHRASE})(?:['’]s?)? (?:own )?{COUNTING},[^.;,]{{0,60}}$",
    re.IGNORECASE,
)
PUT_BY = re.compile(rf"^ (?P<cue>by) (?:the )?(?P<source>{PHRASE})\b", re.IGNORECASE)  # "put at 4,000 by police"
BY = re.compile(rf"\b(?P<cue>(?:estimated|put|counted|reckoned) by) (?P<source>{PHRASE}) (?:at|as) $", re.IGNORECASE)
AFTER = re.compile(
    rf"^(?![^.;]{{0,45}}\band according)[^.;]{{0,45}}?,? ?(?P<cue>according to) (?P<source>{PHRASE}\b)?", re.IGNORECASE
)
BEFORE = re.compile(rf"\b(?P<cue>according to) (?P<source>{PHRASE}\b)?[^.;,]{{0,40}},[^.;]{{0,60}}$", re.IGNORECASE)
SUBJECT = re.compile(rf"(?<![\w'’-])(?P<source>{PHRASE})(?: later| also| themselves)? $", re.IGNORECASE)
LEFT = (BY, OWN, FIRST_BY_OWN)


class _Source(NamedTuple):
    span: Span
    cue: Span


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:  # noqa: ARG001 — a step takes the lexicon
    """The extraction with the figures of sources as what these say."""
    told = narrative(extraction.document)
    said = [span for utterance in extraction.of(Utterance) for span in utterance.content]
    entities, facts, statements = list(extraction.entities), list(extraction.facts), []
    taken = {fact.key for fact in facts}
    for index, fact in enumerate(facts):
        if not isinstance(fact, Count) or fact.of not in COUNTED or fact.said_in is not None:
            continue
        source = _source(extraction, told, fact)
        if source is None or any(span.overlaps(fact.words) for span in said):
            continue
        key = f"utterance-{source.cue.start}"
        if key in taken:
            continue
        taken.add(key)
        speaker = _speaker(extraction, entities, source.span)
        statements.append(_statement(key, fact, source, speaker))
        facts[index] = replace(fact, said_in=key, evidence=(fact.words,))
    return replace(extraction, entities=tuple(entities), facts=tuple(facts)).adding(statements)


def _statement(key: str, count: Count, source: _Source, speaker: Entity) -> Fact:
    return Utterance(
        key=key, direct=False, content=(count.words,), speaker=speaker.key, cue=source.cue,
        evidence=tuple(sorted({source.span, source.cue, count.words})), rule="statement-figure",
    )  # fmt: skip


def _source(extraction: Extraction, told: str, count: Count) -> _Source | None:
    """Who puts a figure forward, and with which words; nobody if only one evidence of several is theirs."""
    sentence = extraction.document.sentence_at(count.words.start)
    if sentence is None or any(not sentence.covers(span) for span in count.evidence):
        return None
    start, end = max(sentence.start, count.words.start - WINDOW), min(sentence.end, count.words.end + WINDOW)
    before, after = told[start : count.words.start], told[count.words.end : end]
    beside = [(pattern.search(before), start) for pattern in LEFT]
    right = (BY_OWN, PUT_BY, AFTER) if count.rule == "size-put-at" else (BY_OWN, AFTER)
    beside += [(pattern.match(after), count.words.end) for pattern in right]
    for found, offset in [*beside, (BEFORE.search(before), start)]:
        if found is not None:
            cue = _moved(found, "cue", offset)
            named = _moved(found, "source", offset) if found["source"] else _named(extraction, cue.end + 1, first=True)
            return None if named is None else _Source(named, cue)
    return _subject(extraction, before, start)


def _subject(extraction: Extraction, before: str, start: int) -> _Source | None:
    """Whose verb of counting stands before a figure: "police put …", "NAME, a monitor, counted …"."""
    puts = PUTS.search(before)
    if puts is None:
        return None
    subject = SUBJECT.search(before[: puts.start()])
    cue = _moved(puts, "cue", start)
    source = _moved(subject, "source", start) if subject is not None else _named(extraction, cue.start - 1, first=False)
    return None if source is None else _Source(source, cue)


def _moved(found: re.Match[str], group: str, offset: int) -> Span:
    return Span(offset + found.start(group), offset + found.end(group))


def _named(extraction: Extraction, at: int, *, first: bool) -> Span | None:
    """The entity that is named just there: it begins at the offset, or after an article, or ends at it."""
    around = Span(max(0, at - 60), at) if not first else Span(at, at + 60)
    for entity in extraction.entities_in(around) if around.start < around.end else ():
        if entity.kind in SOURCES:
            for span in entity.mentions:
                if span.end in (at, at - 1) if not first else span.start in (at, at + 4):
                    return span
    return None


def _speaker(extraction: Extraction, entities: list[Entity], span: Span) -> Entity:
    """The entity of these words; somebody unnamed if none is known, the same for the same words."""
    name = extraction.document.text(span)
    for index, entity in enumerate(entities):
        if span in entity.mentions:
            return entity
        if entity.kind is EntityKind.UNNAMED and entity.name.lower() == name.lower():
            entities[index] = replace(entity, mentions=tuple(sorted({*entity.mentions, span})))
            return entities[index]
    made = Entity(key=f"unnamed-{span.start}", kind=EntityKind.UNNAMED, name=name, mentions=(span,))
    known = next((entity for entity in entities if entity.key == made.key), None)
    if known is None:
        entities.append(made)
    return known or made
