"""The protests of a report that were before the one told of: of another month, "a previous" one, the day before."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from kg.document import Span
from kg.reading.counted import Counted
from kg.reading.daily import days_between
from kg.reading.grammar import Chunk, Clause
from kg.reading.protests import ProtestEvent
from kg.reading.storyline import form_of, position, triggers_of
from kg.reading.whereabouts import listed_towns, places_of, town_of

WHEN = re.compile(r"[^.;]{0,60}, (?:when|where|in which|at which)\b")
BURNT = re.compile(r"\b(?:effig|flag|cop(?:y|ies)|portrait|picture|photo|poster|draft)", re.IGNORECASE)


class Earlier(Counted):
    """A storyline that also tells of what was before."""

    def when(self, chunk: Chunk, other: Chunk) -> bool:
        """ "a march on April 27, when hundreds walked …": what is told of an earlier protest."""
        return WHEN.match(self.text, chunk.span.end, other.span.start) is not None

    def past(
        self, clause: Clause, chunk: Chunk, deed: Chunk | None = None, *, rule: str = "event-earlier"
    ) -> ProtestEvent:
        """An earlier protest, in each of the towns that are said; without one, where the one told of is."""
        places = places_of(self.extraction, clause, position(clause, deed or chunk))
        listed = [[place] for place in listed_towns(self.extraction, clause, places)]
        events, main = [], self.mains[0] if self.mains else None
        for group in listed or [places]:
            event = self.remember(chunk, rule, town_of(self.extraction, group))
            event.after = main
            self.place(event, chunk, group)
            events.append(event)
        return events[0]

    def burnt(self, clause: Clause) -> list[tuple[Chunk, Chunk]]:
        """ "Last month growers burnt an effigy in X": a protest although no word says so."""
        burning = (c for c in triggers_of(clause, "part") if form_of(c) == "burning")
        burnt = [c for c in burning if BURNT.search(self.document.text(c.span))]
        people = [c for c in clause.chunks if c.code in "G#" and burnt and c.span.start < burnt[0].span.start]
        if not people or burnt[0].annotation is None:
            return []
        told = replace(burnt[0].annotation, value="main verb ProtestAction demonstration")
        return [(Chunk("V", Span(people[0].span.start, burnt[0].span.end), told), burnt[0])]

    def days_before(self, sentence: Span, clause: Clause, chunk: Chunk, before: str) -> ProtestEvent:
        """ "Blocked the road on Sunday, a day after thousands marched": another protest, on a day that follows."""
        event = self.past(clause, chunk, rule="event-days-before")
        days, back = self.days_of(sentence), days_between(before)
        if len(days) == 1 and back is not None and min(days)[:4].isdigit():
            event.days.add((datetime.date.fromisoformat(min(days)) - back).isoformat())
        return event
