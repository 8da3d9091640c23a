"""Which protest a figure is said of: the one told of in its own clause, by its words or by its place."""

from __future__ import annotations

import bisect
import re

from kg.document import Span
from kg.facts import EntityKind, Event, EventKind, Extraction, Predicate, Relation
from kg.reading.estimates import clause_of

IN = re.compile(r"\b(?:in|at|outside|near) (?:the )?$", re.IGNORECASE)  # no "from": where people come from
REACH = 160  # characters after a figure in which its clause ends


class Scopes:
    """The protests of a report by where they are told of and by their places."""

    def __init__(self, extraction: Extraction, told: str) -> None:
        self.told = told
        protests = [e for e in extraction.of(Event) if e.kind is EventKind.PROTEST]
        self.mentions = sorted((span.start, e.key) for e in protests for span in e.evidence)
        keys = {e.key for e in protests}
        self.at: dict[str, set[str]] = {}
        for relation in extraction.of(Relation):
            if relation.predicate is Predicate.PLACE and relation.subject in keys and relation.object is not None:
                self.at.setdefault(relation.object, set()).add(relation.subject)
        places = (e for e in extraction.entities if e.kind is EntityKind.PLACE and e.key in self.at)
        spots = ((span, place.key) for place in places for span in place.mentions)
        self.named = sorted(
            (span.start, key) for span, key in spots if IN.search(told, max(0, span.start - 15), span.start)
        )

    def of(self, figure: Span, sentence: Span, scene: str) -> str:
        """The protest named after a figure in its clause, else the only one at a place named there, else the scene."""
        limit = min(sentence.end, figure.end + REACH)
        stop = min(sentence.end, figure.end + len(clause_of(self.told[figure.end : limit])) + 1)
        told = _within(self.mentions, figure.end, stop)
        return told[0] if told else self._at(_within(self.named, figure.end, stop), scene)

    def _at(self, places: list[str], scene: str) -> str:
        """The only protest at the first of these places that has one; that of the scene, if it is there too."""
        for place in places:
            there = self.at[place]
            if scene in there:
                return scene
            if len(there) == 1:
                return next(iter(there))
        return scene


def _within(starts: list[tuple[int, str]], start: int, stop: int) -> list[str]:
    first, last = (bisect.bisect_left(starts, (at, "")) for at in (start, stop))
    return [key for _, key in starts[first:last]]
