"""The protests of a report by their days: another day, month or year is another protest."""

from __future__ import annotations

import re

from kg.document import Label, Span
from kg.reading import times
from kg.reading.grammar import Chunk
from kg.reading.storyline import DEFINITE, RECENT, Storyline, form_of, is_noun

BACKGROUND = re.compile(
    rf"(?<!\d )\b(?:in|back in) (?:(?:early|late|mid) ?-?)?(?:{'|'.join(times.MONTHS)})(?: \d{{4}})?(?!\s*\d)\b"
    r"|\b(?:in|back in) (?:19|20)\d{2}\b|\blast (?:month|year)\b|\b(?:months?|years?) (?:ago|earlier)\b",
    re.IGNORECASE,
)
PARTICIPLE = re.compile(r"(?:, \w+ing\b[^,]*|\b(?:\w+s|the \w+|an? \w+) (?:\w{3,}ed|built|made|sent|given|held) )$")
SUBORDINATE = re.compile(r"\b(?:where|which|who|whose|since|when|after|because)\b", re.IGNORECASE)
OPENING = 40  # characters in which a sentence says of which time it is


class Daily(Storyline):
    """A storyline that knows on which days its protests were."""

    def days_of(self, sentence: Span) -> set[str]:
        """The days that a sentence names; only days of one kind ("friday", a date) can be held against each other."""
        published, found = self.document.report.published, set()
        for time in self.document.labelled(Label.TIME, within=sentence):
            first, last = times.resolve(time.value, published)
            if first is not None and first == last:
                found.add(first.isoformat())
            elif first is None:
                found.update(times.names(time.value))
        return found

    def another_day(self, sentence: Span) -> bool:
        """Whether a sentence names a day, and it is not that of the event told of."""
        if self.current is None or self.current.lasting:
            return False
        days = self.days_of(sentence)
        alike = [d for d in days if any(times.comparable(d, other) for other in self.current.days)]
        return bool(alike) and not days & self.current.days

    def background(self, words: str, *, told: bool) -> bool:
        """Whether a sentence as a whole, not a relative clause of it, is of another month or year."""
        match = BACKGROUND.search(words)
        if (
            match is None
            or PARTICIPLE.search(words, 0, match.start()) is not None
            or SUBORDINATE.search(words, 0, match.start()) is not None
        ):
            return False
        if self.current is None and not match[0].startswith("last") and re.search(r"\d{4}|year", match[0]) is None:
            return False  # the report may be of that month
        return told or match.start() < OPENING

    def comes_back(self, mains: list[Chunk]) -> bool:
        """Whether all that a sentence tells of is "the march" that is told of."""
        return self.current is not None and all(
            is_noun(c) and form_of(c) in self.current.forms
            and DEFINITE.search(self.text[max(0, c.span.start - 30) : c.span.start]) is not None
            for c in mains
        )  # fmt: skip

    def go_to_day(self, sentence: Span, mains: list[Chunk]) -> None:
        """The event of the day that a sentence names becomes the one told of; without one, a new event."""
        days = self.days_of(sentence)
        known = next((e for e in self.mains[-RECENT:] if e.days & days and e.fits(form_of(mains[0]))), None)
        self.current = known or self.open(mains[0], None, "event-new-scene")
