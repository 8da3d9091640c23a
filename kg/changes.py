"""What became of the graphs, and when: the entries of their history.

Facts have no clock, so that the same input gives the same graph. The history is the one graph that has: every write
adds to it what was added, changed or withdrawn, as activities of PROV (https://www.w3.org/TR/prov-o/#Activity). It
names addresses and holds no words of a report, so that nothing of a withdrawn report is left in it.
"""

from __future__ import annotations

import datetime
import enum
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.namespace import PROV, RDF, XSD

from kg.vocab import PE, Addresses, concept

Triple = tuple[URIRef, URIRef, URIRef | Literal]


class ChangeKind(enum.StrEnum):
    """What can become of a report, a decision, a table or a thing."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"  # a thing went into another
    PARTED = "parted"  # a thing came out of another


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of something, `what`; `other` is the thing it went into or came out of.

    `more` and `fewer` are the triples that it gained and lost.
    """

    kind: ChangeKind
    what: str
    other: str | None = None
    more: int = 0
    fewer: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A change, when it happened (UTC), and the address of this entry."""

    id: str
    at: datetime.datetime
    change: Change


def entry_triples(change: Change, at: datetime.datetime, addresses: Addresses) -> Iterator[Triple]:
    """The triples of an entry; `at` is in UTC. Entries of one moment differ in what they are about."""
    of = hashlib.sha256(f"{change.kind} {change.what} {change.other}".encode()).hexdigest()[:8]
    node = addresses.change(f"{at:%Y%m%dT%H%M%S.%f}Z-{of}")
    yield node, RDF.type, PE.Change
    yield node, PE.changeKind, concept("change", change.kind)
    yield node, PE.changed, URIRef(change.what)
    yield node, PROV.endedAtTime, Literal(f"{at:%Y-%m-%dT%H:%M:%S.%f}Z", datatype=XSD.dateTime, normalize=False)
    if change.other is not None:
        yield node, PE.changedWith, URIRef(change.other)
    if change.more:
        yield node, PE.triplesAdded, Literal(change.more)
    if change.fewer:
        yield node, PE.triplesRemoved, Literal(change.fewer)


def now() -> datetime.datetime:
    """The time of this moment in UTC."""
    return datetime.datetime.now(datetime.UTC)
