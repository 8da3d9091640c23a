"""Which named body a common noun means: "the union", "the outfit", "its"; by what the report has named so far.

A noun means the body whose name ends in it, or that the report calls so beside its name; else the one of its sort. Of
several, the one named last nearby; of two in one sentence, none, unless one of them is its subject.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from kg.document import Document
from kg.facts import Entity
from kg.lexicon import Lexicon
from kg.names import fold

MOST = 50  # organisations among which one is looked for
NEAR = 3  # sentences before, among which one of several may stand
CALLED = re.compile(
    r"\b(?:the|an?|'s|’s|s') (?:[\w’'-]+ ){0,2}([\w-]+),? [\"“‘']?$"
)  # "the committee, X", "the league X"
APPOSED = re.compile(r"[\"”’']?, (?:the|an?) (?:[\w’'-]+ ){0,2}?([\w-]+)\b")
DEFINITE = re.compile(r"The (?:[\w’'-]+ )?([\w-]+)\b")
FORMED = frozenset("union association movement committee federation league front".split())  # by people, for a cause
SORTS: dict[str, frozenset[str]] = {
    "union": frozenset({"union", "federation"}),
    "federation": frozenset({"federation", "union"}),
    "party": frozenset({"party", "league", "front"}),
}  # of a noun, the categories of bodies beside its own


class Antecedents:
    """The bodies of a report, and which of them is meant."""

    def __init__(self, document: Document, lexicon: Lexicon, bodies: list[Entity]) -> None:
        self.document, self.lexicon = document, lexicon
        self.bodies = {body.key: body for body in bodies}
        self.named = sorted((span.start, body.key) for body in bodies for span in body.mentions)
        self.ending: dict[str, list[Entity]] = {}
        for body in bodies:
            for word in {fold(name).split()[-1] for name in self._names(body) if fold(name)} | set(self._called(body)):
                self.ending.setdefault(word, []).append(body)

    def of(self, noun: str, offset: int) -> str | None:
        """The body that a noun means at an offset; names are kept as they are compared: "co-operative" by its end."""
        last = fold(noun).rpartition(" ")[2]
        ending = _before(self.ending.get(last, []), offset)
        found = self._one(ending, offset)
        return found if ending else self._one(self._of_sort(noun, offset), offset)

    def seat(self, seats: frozenset[str], offset: int) -> str | None:
        """The body of some sort in which an office told alone is held."""
        bodies = _before(list(self.bodies.values()), offset)
        return self._one(
            [b for b in bodies if b.category in seats or seats.intersection(fold(b.name).split()[-1:])], offset
        )

    def first(self, start: int, end: int) -> str | None:
        """The body named first between two offsets."""
        found = self._between(start, end)
        return found[0][1] if found else None

    def recent(self, offset: int) -> set[str]:
        """The bodies named in this sentence before an offset, or else in the one before."""
        return next((keys for keys in self._by_sentence(offset, 1)), set())

    def last(self, offset: int) -> str | None:
        """ "Its": the body named last in this sentence; else the one of the sentence before, or its subject."""
        sentence = self.document.sentence_at(offset)
        here = self._between(offset if sentence is None else sentence.start, offset)
        if here:
            return here[-1][1]
        recent = self.recent(offset)
        return recent.pop() if len(recent) == 1 else self._subject(offset)

    def _subject(self, offset: int) -> str | None:
        """The body with which the sentence before begins, by its name or by its noun."""
        sentence = self.document.sentence_at(offset)
        place = 0 if sentence is None else bisect.bisect_left(self.document.sentences, sentence)
        before = self.document.sentences[place - 1] if place else None
        if before is None or self.document.paragraph_at(before.start) != self.document.paragraph_at(offset):
            return None
        text = self.document.text(before)
        first = self._between(before.start, before.start + 5)
        if first:
            return first[0][1]
        definite = DEFINITE.match(text)
        return None if definite is None else self.of(definite[1].lower(), before.start)

    def _of_sort(self, noun: str, offset: int) -> list[Entity]:
        """The bodies of the sort that a noun stands for, named before an offset."""
        head = self.lexicon.heads.get(noun)
        category = None if head is None else head["category"]
        generic = noun in self.lexicon.words["any body"]
        if noun in self.lexicon.words["firm"]:
            category = "company"
        sorts = SORTS.get(noun, frozenset() if category is None else frozenset({category}))
        bodies = _before(list(self.bodies.values()), offset)
        found = [body for body in bodies if body.category in sorts]
        formed = not found and bool(sorts & FORMED) and noun not in self.lexicon.places  # no "hospital"
        return [b for b in bodies if b.category is None or b.category in FORMED] if generic or formed else found

    def _one(self, bodies: list[Entity], offset: int) -> str | None:
        """The only one of them, or the one named last nearby."""
        if len(bodies) == 1:
            return bodies[0].key
        keys = {body.key for body in bodies}
        found = next((near for named in self._by_sentence(offset, NEAR) if (near := named & keys)), set())
        return found.pop() if len(found) == 1 else None

    def _by_sentence(self, offset: int, before: int) -> Iterator[set[str]]:
        """The bodies named in this sentence before an offset, then those of each sentence before."""
        sentence = self.document.sentence_at(offset)
        if sentence is None:
            return
        place, end = bisect.bisect_left(self.document.sentences, sentence), offset
        for start in (s.start for s in self.document.sentences[max(0, place - before) : place + 1][::-1]):
            found = {key for _, key in self._between(start, end)}
            if found:
                yield found
            end = start

    def _between(self, start: int, end: int) -> list[tuple[int, str]]:
        return self.named[bisect.bisect_left(self.named, (start, "")) : bisect.bisect_left(self.named, (end, ""))]

    def _names(self, body: Entity) -> Iterator[str]:
        yield body.name
        for span in body.mentions[:20]:
            yield self.document.text(span)

    def _called(self, body: Entity) -> Iterator[str]:
        """The common noun beside the name of a body: "the residents' committee, X", "X, the coalition"."""
        text = self.document.report.text
        for span in body.mentions[:20]:
            before = CALLED.search(text[max(0, span.start - 50) : span.start].lower())
            after = APPOSED.match(text[span.end : span.end + 50].lower())
            for found in (before, after):
                if found is not None and found[1] in self.lexicon.heads:
                    yield found[1]


def _before(bodies: list[Entity], offset: int) -> list[Entity]:
    """The first of the organisations named before an offset."""
    return bodies[: min(bisect.bisect_left(bodies, offset, key=lambda body: body.mentions[0].start), MOST)]
