"""Sixty passages written without the reader in mind: a protest with its place, day and numbers, told in any order."""

from __future__ import annotations

import datetime
import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.document import Report
from kg.facts import Count, CountOf, Event, EventKind, Extraction, Predicate, Relation, TimeReference
from kg.names import fold
from kg.pipeline import extract

FILE = Path(__file__).parent / "tables" / "passages_where.json"


@dataclass(frozen=True)
class Read:
    """What is read of the protests of a passage."""

    wanted: dict[str, Any]
    places: frozenset[str]
    days: frozenset[str]
    sizes: tuple[tuple[int | None, str], ...]

    @property
    def placed(self) -> bool:
        return {fold(place) for place in self.wanted["places"]} <= self.places

    @property
    def misplaced(self) -> bool:
        known = {fold(place) for place in (*self.wanted["places"], *self.wanted["also"])}
        return not self.places <= known

    def has_size(self, wanted: int | str) -> bool:
        if isinstance(wanted, str):
            return any(wanted.lower() in words.lower() for _, words in self.sizes)
        return any(number == wanted for number, _ in self.sizes)


def _protests(found: Extraction) -> set[str]:
    kinds = (EventKind.PROTEST, EventKind.JOINT)
    return {e.key for e in found.of(Event) if e.kind in kinds and e.said_in is None}


@functools.cache
def passages() -> tuple[Read, ...]:
    """The passages as they are read."""
    read = []
    for row in json.loads(FILE.read_text(encoding="utf-8")):
        published = datetime.date.fromisoformat(row["published"])
        found = extract(Report(id="report", text=f"{row['text']}\n", published=published))
        keys, words = _protests(found), found.document.text
        at = (r.object for r in found.of(Relation) if r.predicate is Predicate.PLACE and r.subject in keys)
        sorts = (CountOf.PARTICIPANTS, CountOf.VEHICLES)
        people = [c for c in found.of(Count) if c.event in keys and c.of in sorts]
        read.append(
            Read(
                wanted=row,
                places=frozenset(fold(found.entity(place).name) for place in at if place is not None),
                days=frozenset(str(t.earliest) for t in found.of(TimeReference) if t.event in keys),
                sizes=tuple((c.high if c.low is None else c.low, words(c.words)) for c in people),
            )
        )
    return tuple(read)


def test_most_passages_have_their_place_and_hardly_any_a_wrong_one() -> None:
    assert sum(read.placed for read in passages()) >= 47
    assert sum(read.misplaced for read in passages()) <= 3


def test_most_passages_have_their_day() -> None:
    dated = [read for read in passages() if read.wanted["day"] is not None]
    assert sum(read.wanted["day"] in read.days for read in dated) >= 53


def test_most_passages_have_their_numbers_and_hardly_any_a_wrong_one() -> None:
    wanted = [(read, size) for read in passages() for size in read.wanted["sizes"]]
    assert sum(read.has_size(size) for read, size in wanted) >= 55
    sizes = sum(len(read.sizes) for read in passages())
    assert sizes <= len(wanted) + 2
