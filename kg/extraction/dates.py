"""Dates: when an event was, in the report's words.

A date is resolved only where the words give one whole, or the report's day of publication is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import times
from kg.document import Span
from kg.facts import Event, EventKind, Extraction, Fact, TimeReference
from kg.grammar import Clause, clauses
from kg.lexicon import Lexicon


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its times."""
    facts: list[Fact] = []
    for sentence, clause in clauses(extraction.document, lexicon):
        facts += _times(extraction, sentence, clause)
    return extraction.adding(facts)


def _times(extraction: Extraction, sentence: Span, clause: Clause) -> Iterator[Fact]:
    scene = extraction.scene(sentence.start)
    mains = [c for c in clause.chunks if c.code == "V" and c.annotation and c.annotation.value.startswith("main ")]
    for index, chunk in enumerate(clause.chunks):
        if chunk.code != "D" or chunk.annotation is None:
            continue
        before = extraction.document.report.text[sentence.start : chunk.span.start]
        if re.search(r"(?:anniversary|memory|events|leap|spirit) of (?:the )?$", before, re.IGNORECASE):
            continue
        event = _incident_before(extraction, clause, index) or (scene if mains else None)
        if event is None:
            continue
        day = times.resolve(chunk.annotation.value, extraction.document.report.published)
        yield TimeReference(
            key=f"time-{chunk.span.start}", event=event, words=chunk.span, earliest=day, latest=day,
            evidence=(chunk.span,), rule="time-resolved" if day else "time-words",
        )  # fmt: skip


def _incident_before(extraction: Extraction, clause: Clause, index: int) -> str | None:
    """ "the attack of July 11" dates the attack."""
    match = re.search(r"V(?:[oi]|w)$", clause.codes[:index])
    if match is None:
        return None
    span = clause.chunks[match.start()].span
    incidents = (e for e in extraction.of(Event) if e.kind is EventKind.INCIDENT)
    return next((e.key for e in incidents if any(m.covers(span) for m in e.evidence)), None)
