"""The order of the parts of an event: stated ("then", "after the end of the speeches"), or only told."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from kg.document import Span
from kg.facts import Event, Extraction, Fact, Predicate, Relation, relation
from kg.lexicon import Lexicon
from kg.segment import narrative

AFTER_ALL = re.compile(
    r"\b(?:after|following) (?:the )?(?:end of )?(?:the )?(?P<what>speech(?:es)?|march|minute)", re.IGNORECASE
)


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with the order of the parts of each event."""
    told = narrative(extraction.document)
    facts: list[Fact] = []
    for parts in _wholes(extraction):
        for first, second in itertools.pairwise(parts):
            stated = _given(extraction, told, first, second, lexicon) or _after_all(extraction, second, first)
            facts.append(_relation(first, second, stated=stated, rule="order-stated" if stated else "order-told"))
        for first, second in itertools.combinations(parts, 2):
            if _after_all(extraction, second, first):
                facts.append(_relation(first, second, stated=True, rule="order-stated"))
    return extraction.adding(facts)


def _wholes(extraction: Extraction) -> Iterator[list[Event]]:
    """The parts of each event that an action made, in the order of telling."""
    events = {event.key: event for event in extraction.of(Event)}
    parts: dict[str, list[Event]] = {}
    for part in extraction.of(Relation):
        if part.predicate is Predicate.PART_OF and part.rule == "part-of-scene" and part.object is not None:
            parts.setdefault(part.object, []).append(events[part.subject])
    for found in parts.values():
        yield sorted(found, key=lambda event: event.evidence[0].end)


def _relation(first: Event, second: Event, *, stated: bool, rule: str) -> Relation:
    predicate = Predicate.BEFORE if stated else Predicate.TOLD_BEFORE
    return relation(first.key, predicate, second.key, *sorted((*first.evidence, *second.evidence)), rule=rule)


def _given(extraction: Extraction, told: str, first: Event, second: Event, lexicon: Lexicon) -> bool:
    """Whether words of order stand before the second, in its sentence and after the first; arriving is one."""
    end = second.evidence[0].end
    sentence = extraction.document.sentence_at(end - 1) or Span(0, end)
    words = " ".join(told[max(first.evidence[0].end, sentence.start) : end].lower().split())
    if re.search(r"\b(?:stopped|halted|arrived at|reached)$", words):
        return True
    return any(re.search(rf"\b{re.escape(cue)}\b", words) for cue in lexicon.words["order"])


def _after_all(extraction: Extraction, second: Event, first: Event) -> bool:
    """ "After the end of the speeches, …": all speeches before it came first."""
    start = second.evidence[0].start
    sentence = extraction.document.sentence_at(start)
    match = None if sentence is None else AFTER_ALL.search(extraction.document.report.text, sentence.start, start)
    return match is not None and match["what"].lower().removesuffix("es") in first.forms
