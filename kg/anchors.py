"""Words found again in a text that may have been edited, and what was read from them.

The position is tried first, then the same words with the same around them, then words that are nearly the same
(W3C Web Annotation Data Model, section 4.2.4: a quotation with prefix and suffix survives edits elsewhere).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import partial_ratio_alignment

from kg.decisions import ENTITY_KINDS, Anchor, Words
from kg.document import Span

SPEAKS_FOR_ITSELF = 24  # characters: so many need no context if they stand in a text only once
MOST = 4  # stretches of words in an anchor
NEARLY = 95  # percent of likeness
SHORTEST_NEARLY = 12  # characters: fewer are like many others
BOUND = ("relation", "membership")  # which are others if their ends are others
TOLD_OFTEN = (*ENTITY_KINDS, "event")  # of which each word that names them is as good as another
ALIKE = 0.5  # of two stretches together that must be common to both, so that they are the same


@dataclass(frozen=True, slots=True)
class Lost:
    """Why something could not be found again, in words for people; `unread`: its words are there, it is not."""

    reason: str
    unread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What was read from a report, as far as anchors tell things apart: its own words come first in `spans`."""

    key: str
    kind: str
    spans: tuple[Span, ...]
    predicate: str | None = None
    subject: str | None = None
    object: str | None = None


def telling(thing: Thing, others: Iterable[Thing]) -> tuple[Span, ...]:
    """Some of its words from which nothing else of its kind was read; else its first words."""
    taken = {span for other in others if other.kind == thing.kind and other.key != thing.key for span in other.spans}
    own = tuple(span for span in thing.spans if span not in taken)
    return own[:MOST] or thing.spans[:1]


def find(words: Words, text: str) -> Span | Lost:
    """Where the words stand in a text, which may not be the one they were taken from."""
    here = Span(words.start, words.end)
    if text[here.start : here.end] == words.exact and _agreement(words, text, here) == _most(words):
        return here
    places = [Span(m.start(), m.start() + len(words.exact)) for m in re.finditer(f"(?={re.escape(words.exact)})", text)]
    if not places:
        return _nearly(words, text)
    best = max(places, key=lambda place: _fit(words, text, place))
    alone = len(places) == 1 and len(words.exact) >= SPEAKS_FOR_ITSELF
    if alone or _in_context(words, text, best):
        return best
    return Lost(f"{_short(words.exact)} stands in the report, but not where it stood: the text around it is another")


def _nearly(words: Words, text: str) -> Span | Lost:
    """Words that differ in a letter or two, in the same place."""
    gone = Lost(f"{_short(words.exact)} does not stand in the report any more")
    if len(words.exact) < SHORTEST_NEARLY:
        return gone
    found = partial_ratio_alignment(words.exact, text, score_cutoff=NEARLY)
    if found is None or found.dest_start >= found.dest_end:
        return gone
    place = _whole_words(text, found.dest_start, found.dest_end)
    return place if _in_context(words, text, place) else gone


def _whole_words(text: str, start: int, end: int) -> Span:
    """The stretch without the pieces of words at its ends: each is taken in."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return Span(start, end)


def _fit(words: Words, text: str, place: Span) -> tuple[bool, int, int]:
    """By which one of several places is taken: what stands around it, and then how near it is."""
    return _in_context(words, text, place), _agreement(words, text, place), -abs(place.start - words.start)


def _agreement(words: Words, text: str, place: Span) -> int:
    """How many characters next to the words are as they were."""
    return sum(_sides(words, text, place))


def _sides(words: Words, text: str, place: Span) -> tuple[int, int]:
    before = text[max(0, place.start - len(words.prefix)) : place.start]
    after = text[place.end : place.end + len(words.suffix)]
    return _common(reversed(words.prefix), reversed(before)), _common(words.suffix, after)


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared


def _most(words: Words) -> int:
    return len(words.prefix) + len(words.suffix)


def _in_context(words: Words, text: str, place: Span) -> bool:
    """Whether half of what stood on one side stands there; where nothing stood, the text begins or ends there."""
    before, after = _sides(words, text, place)
    left = 2 * before >= len(words.prefix) if words.prefix else place.start == 0
    right = 2 * after >= len(words.suffix) if words.suffix else place.end == len(text)
    return left or right


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return f"“{plain}”" if len(plain) <= 60 else f"“{plain[:59]}…”"


class Reading:
    """What was read from one report, so that what anchors name can be found in it again."""

    def __init__(self, text: str, things: Sequence[Thing]) -> None:
        self.text = text
        self.things = {thing.key: thing for thing in things}
        self._by_kind: dict[str, list[Thing]] = {}
        for thing in things:
            self._by_kind.setdefault(thing.kind, []).append(thing)

    def matched(self, anchor: Anchor, *, exact: bool = False) -> str | Lost:
        """The key of what an anchor names; an entity that is now of another kind is the same if its words are.

        `exact` asks for what was read from just these words.
        """
        if anchor.words is None:
            return Lost(f"{anchor.key} is a row of a table, not of a report")
        found = self._matched(anchor, anchor.words, exact=exact)
        for words in () if exact else anchor.also:
            if isinstance(found, Lost):
                other = self._matched(anchor, words, exact=exact)
                found = found if isinstance(other, Lost) else other
        return found

    def _matched(self, anchor: Anchor, words: Words, *, exact: bool) -> str | Lost:
        place = find(words, self.text)
        if isinstance(place, Lost):
            return place
        ranked = sorted(self._ranked(anchor, place, 1.0 if exact else ALIKE), key=lambda pair: pair[0], reverse=True)
        if not ranked:
            return Lost(f"no {anchor.kind} was read from {_short(words.exact)}", unread=True)
        if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
            return Lost(f"more than one {anchor.kind} was read from {_short(words.exact)}")
        return ranked[0][1].key

    def anchor(self, report: str, key: str, *, but: Span | None = None) -> Anchor | None:
        """What will find a thing again; `None` if there is no such thing, or no words (`but` some) it was read from."""
        thing = self.things.get(key)
        spans = () if thing is None else tuple(span for span in thing.spans if span != but)
        if thing is None or not spans:
            return None
        first, *also = (
            Words.of(self.text, span.start, span.end)
            for span in telling(replace(thing, spans=spans), self._by_kind[thing.kind])
        )
        ends = (
            None if end is None or end == key else self.anchor(report, end) for end in (thing.subject, thing.object)
        )
        subject, object_ = ends
        return Anchor(
            report=report,
            kind=thing.kind,
            words=first,
            key=key,
            predicate=thing.predicate,
            subject=subject,
            object=object_,
            also=tuple(also) if thing.kind in TOLD_OFTEN else (),
        )

    def _ranked(self, anchor: Anchor, place: Span, least: float) -> Iterator[tuple[tuple[float, ...], Thing]]:
        """What may be meant, and how well it fits: its ends, its words, what it was called."""
        ends = [None if end is None else self.matched(end) for end in (anchor.subject, anchor.object)]
        for thing in self._of_kind(anchor.kind):
            likeness = max((_likeness(span, place) for span in thing.spans), default=0.0)
            fits = thing.kind == anchor.kind or (likeness == 1.0 and anchor.kind in ENTITY_KINDS)
            if likeness < least or not fits or thing.predicate != anchor.predicate:
                continue
            wrong = sum(end not in (None, own) for end, own in zip(ends, (thing.subject, thing.object), strict=True))
            if wrong == 0 or anchor.kind not in BOUND or thing.key == anchor.key:
                own_words = thing.spans[0] == place
                yield (thing.kind == anchor.kind, -wrong, likeness, own_words, thing.key == anchor.key), thing

    def _of_kind(self, kind: str) -> Iterator[Thing]:
        for each in ENTITY_KINDS if kind in ENTITY_KINDS else (kind,):
            yield from self._by_kind.get(each, ())


def _likeness(one: Span, other: Span) -> float:
    """What two stretches share, as a part of what they cover together."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))
