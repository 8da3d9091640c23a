"""What is known of a node when it is compared with others: its names, and what it hangs together with."""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass


class Kind(enum.StrEnum):
    """The kinds of nodes that have an identity beyond their report; in this order they are resolved."""

    PLACE = "place"
    ORGANIZATION = "organization"
    PERSON = "person"
    EVENT = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What is known of an event beside its place: parts and wholes tell it too.

    `sort` is the class of the event (`kg.facts.EventKind`), `when` the bounds that each of its times gives, `sizes` are
    bounds of those who took part. `about` are the words for what it is about or against, `demanded` those for what is
    demanded there, `causes` the nodes of the incidents that it answers. `recurs` says that its report
    speaks of another day of the same: "for the second day".
    """

    sort: str
    forms: tuple[str, ...] = ()
    modality: str = "asserted"
    when: tuple[tuple[datetime.date | None, datetime.date | None], ...] = ()
    about: tuple[str, ...] = ()
    demanded: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    organizers: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()  # who spoke, took part, was quoted or showed a flag: nodes
    slogans: tuple[str, ...] = ()
    sizes: tuple[tuple[int | None, int | None], ...] = ()
    killed: tuple[tuple[int | None, int | None], ...] = ()
    recurs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A node of a report (or of a row of a table) with what it is compared by; other nodes are named by address.

    `names` begins with its label; the other forms are those that the report uses. `places` are the larger places of a
    place, and the places of an event; `bodies` those for which a person speaks, and the mother bodies of a body. The
    rows of a table count as one report whose nodes (`row`) say nothing about each other. `unusual` are the words
    of the report that reports of protests seldom have.
    """

    node: str
    report: str
    kind: Kind
    names: tuple[str, ...]
    category: str | None = None
    published: datetime.date | None = None
    roles: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    happening: Happening | None = None
    unusual: frozenset[str] = frozenset()
    row: bool = False
