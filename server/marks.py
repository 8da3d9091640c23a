"""The text of a report cut into pieces at the borders of everything that was read from it.

The pieces put together are the text, character for character. One pass over the borders: a report of a
book's length with thousands of overlapping spans is cut in linear time.
"""

from __future__ import annotations

import functools
import heapq
import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

TRACKS = 24
"""How many spans may overlap in one place and still each light up as a whole when a link leads to it."""
CARD_LINES = 12
"""How many spans the card of a piece lists."""
WASHES = ("quotation", "expression", "demand")
"""Hues of words that were said, shown or demanded: they colour the ground, all others underline."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span of the text that supports something; `hue` is the kind of thing, `key` names it."""

    start: int
    end: int
    hue: str
    key: str


@dataclass
class Stretch:
    """A span with everything read from it. Stretches on the same track never overlap."""

    start: int
    end: int
    track: int | None = None
    marks: list[Mark] = field(default_factory=list)

    @functools.cached_property
    def hues(self) -> frozenset[str]:
        """The kinds of thing read from it."""
        return frozenset(mark.hue for mark in self.marks)

    @property
    def anchor(self) -> str:
        """The fragment of its evidence IRI (RFC 5147)."""
        return f"char={self.start},{self.end}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text between two borders: what begins here, and what it belongs to, the shortest stretch first."""

    text: str
    start: int
    begins: tuple[Stretch, ...]
    inside: tuple[Stretch, ...]
    tracks: tuple[int, ...]
    hues: tuple[str, ...]

    @property
    def line(self) -> str:
        """The hue of its underline: that of the shortest stretch, but an event wins over its number or time.

        Plain evidence only shows if there is nothing else.
        """
        lines = [hue for hue in self.hues if hue not in WASHES]
        line = next((hue for hue in lines if hue != "statement"), "statement" if lines else "")
        return "event" if line == "count" and "event" in lines else line

    @property
    def wash(self) -> str:
        """The hue of its ground, if any."""
        return next((hue for hue in self.hues if hue in WASHES), "")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph in pieces, and the white space that follows it."""

    start: int
    pieces: tuple[Piece, ...]
    gap: str

    @property
    def text(self) -> str:
        """The paragraph."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


def blocks(text: str, marks: Iterable[Mark]) -> Iterator[Block]:
    """The text as paragraphs of marked pieces."""
    stretches = _stretches(mark for mark in marks if 0 <= mark.start < mark.end <= len(text))
    sweep = _Sweep(stretches)
    for start, end, after in _paragraphs(text):
        yield Block(start, tuple(sweep.pieces(text, start, end)), text[end:after])


def _stretches(marks: Iterable[Mark]) -> list[Stretch]:
    found: dict[tuple[int, int], Stretch] = {}
    for mark in sorted(set(marks), key=lambda m: (m.start, -m.end, m.hue, m.key)):
        found.setdefault((mark.start, mark.end), Stretch(mark.start, mark.end)).marks.append(mark)
    free, busy = list(range(TRACKS)), list[tuple[int, int]]()
    for stretch in found.values():
        while busy and busy[0][0] <= stretch.start:
            heapq.heappush(free, heapq.heappop(busy)[1])
        if free:
            stretch.track = heapq.heappop(free)
            heapq.heappush(busy, (stretch.end, stretch.track))
    return list(found.values())


def _paragraphs(text: str) -> Iterator[tuple[int, int, int]]:
    """(start, end, start of the next) of each paragraph; blank lines are between them."""
    start = 0
    for gap in re.finditer(r"\n[^\S\n]*\n\s*", text):
        if gap.start() > start:
            yield start, gap.start(), gap.end()
            start = gap.end()
    if start < len(text):
        yield start, len(text), len(text)


class _Sweep:
    """Walks over the text once and remembers which stretches it is in, shortest first."""

    def __init__(self, stretches: list[Stretch]) -> None:
        self.coming = stretches
        self.next = 0
        self.active: list[tuple[int, int, int]] = []  # length, start, index
        self.ending: list[tuple[int, tuple[int, int, int]]] = []

    def pieces(self, text: str, start: int, end: int) -> Iterator[Piece]:
        position = start
        while position < end:
            begins = self._enter(position)
            border = min(end, self._border(end))
            yield self._piece(text, position, border, begins)
            position = border
            self._leave(position)

    def _enter(self, position: int) -> tuple[Stretch, ...]:
        begins = []
        while self.next < len(self.coming) and self.coming[self.next].start <= position:
            stretch = self.coming[self.next]
            entry = (stretch.end - stretch.start, stretch.start, self.next)
            begins.append(stretch)
            insort(self.active, entry)
            heapq.heappush(self.ending, (stretch.end, entry))
            self.next += 1
        self._leave(position)
        return tuple(begins)

    def _leave(self, position: int) -> None:
        while self.ending and self.ending[0][0] <= position:
            entry = heapq.heappop(self.ending)[1]
            del self.active[bisect_left(self.active, entry)]

    def _border(self, end: int) -> int:
        opens = self.coming[self.next].start if self.next < len(self.coming) else end
        closes = self.ending[0][0] if self.ending else end
        return min(opens, closes)

    def _piece(self, text: str, start: int, end: int, begins: tuple[Stretch, ...]) -> Piece:
        inside = tuple(self.coming[index] for _, _, index in self.active[:TRACKS])
        tracks = tuple(stretch.track for stretch in inside if stretch.track is not None)
        hues = dict.fromkeys(hue for stretch in inside for hue in stretch.hues)
        return Piece(text[start:end], start, begins, inside[:CARD_LINES], tracks, tuple(hues))
