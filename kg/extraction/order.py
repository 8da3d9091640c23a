"""The order of the parts of an event: stated ("then", "after the end of the speeches"), or only told."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from kg.document import Span
from kg.facts import Event, Extraction, Predicate, Relation, relation
from kg.lexicon import Lexicon
from kg.reading.segment import narrative

LAST = 10  # of many speeches, those told of last before the words "after the speeches"
AFTER_ALL = re.compile(
    r"\b(?:after|following) (?:the )?(?:end of )?(?:the )?(?P<what>speech(?:es)?|march|minute)", re.IGNORECASE
)


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with the order of the parts of each event."""
    told = narrative(extraction.document)
    facts: list[Relation] = []
    for parts in _wholes(extraction):
        for index, second in enumerate(parts):
            ended = _ended(extraction, second)
            if ended is not None:
                what = ended["what"].lower().removesuffix("es")
                before = [first for first in parts[:index] if what in first.forms][-LAST:]
                facts += [_relation(first, second, Span(*ended.span())) for first in before]
        for first, second in itertools.pairwise(parts):
            facts.append(_relation(first, second, _given(extraction, told, first, second, lexicon)))
    stated = {(fact.subject, fact.object) for fact in facts if fact.predicate is Predicate.BEFORE}
    return extraction.adding(
        fact for fact in facts if fact.predicate is Predicate.BEFORE or (fact.subject, fact.object) not in stated
    )


def _wholes(extraction: Extraction) -> Iterator[list[Event]]:
    """The parts of each event that an action made, in the order of telling."""
    events = {event.key: event for event in extraction.of(Event)}
    parts: dict[str, list[Event]] = {}
    for part in extraction.of(Relation):
        if part.predicate is Predicate.PART_OF and part.rule == "part-of-scene" and part.object is not None:
            parts.setdefault(part.object, []).append(events[part.subject])
    for found in parts.values():
        yield sorted(found, key=lambda event: event.evidence[0].end)


def _relation(first: Event, second: Event, cue: Span | None) -> Relation:
    """First before second, with the words that say so; without any, only told so."""
    evidence = sorted({*first.evidence, *second.evidence, *([] if cue is None else [cue])})
    predicate, rule = (Predicate.TOLD_BEFORE, "order-told") if cue is None else (Predicate.BEFORE, "order-stated")
    return relation(first.key, predicate, second.key, *evidence, rule=rule)


def _given(extraction: Extraction, told: str, first: Event, second: Event, lexicon: Lexicon) -> Span | None:
    """Words of order before the second, in its sentence and after the first; arriving is one."""
    end = second.evidence[0].end
    sentence = extraction.document.sentence_at(end - 1) or Span(0, end)
    start = max(first.evidence[0].end, sentence.start)
    cues = "|".join(
        re.escape(cue).replace(r"\ ", r"\s+") for cue in sorted(lexicon.words["order"], key=len, reverse=True)
    )
    found = re.compile(rf"\b(?:{cues})\b|\b(?:stopped|halted|arrived at|reached)$", re.IGNORECASE).search(
        told, start, end
    )
    return None if found is None else Span(*found.span())


def _ended(extraction: Extraction, second: Event) -> re.Match[str] | None:
    """ "After the end of the speeches, …" before the second, in its sentence."""
    start = second.evidence[0].start
    sentence = extraction.document.sentence_at(start)
    return None if sentence is None else AFTER_ALL.search(extraction.document.report.text, sentence.start, start)
