"""Dates: when an event was, in the report's words.

A date is resolved only where the words give one whole, or the report's day of publication is known.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from kg import times
from kg.document import Annotation, Label, Span
from kg.facts import Event, EventKind, Extraction, Fact, Modality, TimeReference
from kg.grammar import Chunk, Clause, clauses
from kg.lexicon import Lexicon

NOT_WHEN = re.compile(
    r"(?:(?:anniversary|memory|events|leap|spirit) of|\b(?:until|till|by|before|than|prior to|ahead of|noon on))"
    r" (?:the )?$",
    re.IGNORECASE,
)
VAGUE = re.compile(r"^(?:this|last|next) (?:month|year)$")
SAME = re.compile(r"\bsame (?:day|morning|afternoon|evening|night)$")
SAID = re.compile(
    r"\b(?:said|told (?:the )?\w+|stated|declared|added)(?: late| early)?(?: on)? (?:late |early )?$",
    re.IGNORECASE,
)
"""These words date what was said."""

TO_COME = re.compile(r"\b(?:planned|called|scheduled|set|due|announced) (?:for|on) (?:the )?$", re.IGNORECASE)
WENT_ON = re.compile(
    r"\b(?:joined|joins|continued|resumed|returned|counted|swelled|grew|spent the night|put the|estimated|stayed)\b",
    re.IGNORECASE,
)
REACH = 160  # characters between a date and the word it dates


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its times."""
    return extraction.adding(_Dates(extraction).facts(lexicon))


class _Dates:
    """Reads the dates in order, because "the following day" follows the one before."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self.anchor: datetime.date | None = None
        self.told: Mapping[int, list[Event]] = _by_start(extraction)

    def facts(self, lexicon: Lexicon) -> Iterator[Fact]:
        """Every date that is said of an event."""
        document = self.extraction.document
        for sentence, clause in clauses(document, lexicon):
            for time in document.labelled(Label.TIME, within=sentence):
                if document.quoted_at(time.span.start) is None:
                    yield from self._date(sentence, clause, time)

    def _date(self, sentence: Span, clause: Clause, time: Annotation) -> Iterator[Fact]:
        before = self.extraction.document.report.text[max(sentence.start, time.span.start - 40) : time.span.start]
        if (
            NOT_WHEN.search(before)
            or VAGUE.match(time.value)
            or (time.value in times.MONTHS and "since" in before[-7:])
        ):
            return
        events = self._events(sentence, clause, time)
        future = any(e.modality is Modality.FUTURE for e in events) or TO_COME.search(before) is not None
        published = self.extraction.document.report.published
        first, last = times.resolve(time.value, published, anchor=self.anchor, future=future)
        if not future and first is not None:
            self.anchor = first
        if SAME.search(time.value) is not None:  # "detained the same evening" dates no protest
            events = [e for e in events if e.kind in (EventKind.PROTEST, EventKind.JOINT)]
        for number, event in enumerate(events):
            yield TimeReference(
                key=f"time-{time.span.start}" + (f"-{number}" if number else ""), event=event.key, words=time.span,
                earliest=first, latest=last, evidence=(time.span,), rule="time-resolved" if first else "time-words",
            )  # fmt: skip

    def _events(self, sentence: Span, clause: Clause, time: Annotation) -> list[Event]:
        """What a date is said of: the nearest event of its sentence, or the one that the sentence goes on with."""
        near: list[tuple[int, list[Event]]] = []
        for chunk in clause.chunks:
            gap = _distance(chunk.span, time.span)
            if chunk.code == "V" and gap <= REACH and chunk.annotation is not None:
                near.append((gap, self._told_by(sentence, chunk)))
        near = [(gap, events) for gap, events in near if events]
        if near:
            return min(near, key=lambda item: item[0])[1]
        scene = self.extraction.scene(sentence.start)
        goes_on = WENT_ON.search(self.extraction.document.text(sentence)) is not None
        return [self.extraction.event(scene)] if scene is not None and goes_on else []

    def _told_by(self, sentence: Span, chunk: Chunk) -> list[Event]:
        """The events that a trigger tells of; a phase or part stands for itself."""
        known = self.told.get(chunk.span.start, [])
        scene = self.extraction.scene(sentence.start)
        if not known and scene is not None and chunk.annotation and chunk.annotation.value.startswith("main "):
            return [self.extraction.event(scene)]
        return known


def _by_start(extraction: Extraction) -> dict[int, list[Event]]:
    """The events by where the words that tell of them start; of a joint action, its parts."""
    found: dict[int, list[Event]] = {}
    for event in extraction.of(Event):
        if event.kind is not EventKind.SITUATION:
            for span in event.evidence:
                found.setdefault(span.start, []).append(event)
    for start, events in found.items():
        own = [e for e in events if e.kind is not EventKind.JOINT]
        found[start] = own or events
    return found


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
