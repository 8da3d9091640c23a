"""When two statements about one event cannot both be true: numbers, days and towns.

What is vague contradicts nothing: "thousands" leaves open how many. What is not said contradicts nothing either, and
"ten officers" were hurt beside "26 people". The stored query `where-reports-contradict-each-other` asks the same of
the whole graph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol, TypeVar

ABOUT = 0.2
"""How far off a number may be, as a share of it, that the report itself calls approximate."""
TOWNS = frozenset({"city", "town", "village"})
"""The kinds of place of which an event is in one at a time."""


FORCES = re.compile("police|officer|soldier|guard|troops|gendarme", re.IGNORECASE)
"""Words for those whose number is another than that of the people who protested; the stored query has the same."""


class Stated(Protocol):
    """A statement that can be held against another."""

    def excludes(self, other: object, /) -> bool:
        """Whether both cannot be true."""
        ...


@dataclass(frozen=True, slots=True)
class Between:
    """A number, or a day by its ordinal, of which the least and the greatest value are said; `None` is open.

    `forces` says that police or other forces are counted.
    """

    low: float | None
    high: float | None
    forces: bool = False

    def excludes(self, other: object) -> bool:
        """Whether the same is counted and no number is in both."""
        if not isinstance(other, Between) or self.forces != other.forces:
            return False
        return _below(self, other) or _below(other, self)


def _below(one: Between, other: Between) -> bool:
    return one.high is not None and other.low is not None and one.high < other.low


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its thing and its name as names are compared, its kind, and in which others the reports put it."""

    thing: str
    name: str
    kind: str | None
    within: frozenset[str]

    def apart(self, other: Place) -> bool:
        """Whether these are two towns of which neither lies in the other; one name is not held for two towns."""
        return (
            self.thing != other.thing
            and self.name != other.name
            and {self.kind, other.kind} <= TOWNS
            and self.thing not in other.within
            and other.thing not in self.within
        )


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The places of an event in a report, which is right with any of them."""

    places: tuple[Place, ...]

    def excludes(self, other: object) -> bool:
        """Whether both name towns, and no town of the one can be one of the other."""
        if not isinstance(other, Whereabouts):
            return False
        ours, theirs = ([one for one in some.places if one.kind in TOWNS] for some in (self, other))
        return bool(ours and theirs) and all(one.apart(another) for one in ours for another in theirs)


def number(low: float | None, high: float | None, rule: str | None, words: str = "") -> Between | None:
    """A number as a report gives it, by the convention by which its bounds are read; `None` if it is vague."""
    forces = FORCES.search(words) is not None
    if rule == "ccc" or (low is None and high is None):
        return None
    if rule == "approximate":
        return Between(low and low * (1 - ABOUT), high and high * (1 + ABOUT), forces)
    return Between(low, high, forces)


def hull(stretches: Sequence[Between]) -> Between | None:
    """From the first day to the last of which a report speaks; `None` if one end is not known."""
    lows, highs = ([end for end in ends if end is not None] for ends in zip(*_ends(stretches), strict=True))
    return Between(min(lows), max(highs)) if lows and highs else None


def _ends(stretches: Sequence[Between]) -> list[tuple[float | None, float | None]]:
    return [(stretch.low, stretch.high) for stretch in stretches] or [(None, None)]


S = TypeVar("S", bound=Stated)


def contradictions(said: Sequence[S | None]) -> list[tuple[int, int]]:
    """Which of some statements, by their numbers, cannot both be true."""
    return [
        (one, other)
        for (one, left), (other, right) in combinations(enumerate(said), 2)
        if left is not None and right is not None and left.excludes(right)
    ]
