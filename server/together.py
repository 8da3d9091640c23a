"""A thing as all reports together tell of it: each spelling, role, word and event, with the report that says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from rdflib import URIRef

from kg.endpoint import Row
from server import queries as page_queries
from server import thing_queries as queries
from server.comparing import Comparison, Member, compared
from server.identity import Pair, joinings, suggestions, things_of
from server.kinds import KINDS as SHOWN
from server.kinds import Kind
from server.nodes import KIND_OF, asked
from server.sections import sections
from server.shapes import href
from server.site import site
from server.view import ReportView, Thing, report_views, terms

PAGE = 10
"""Reports whose words stand on one page."""
NEAR = 24
"""Others that are named at the same events."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing by its name: its address, its page, its kind, and all that it is called."""

    iri: str
    kind: str
    label: str
    others: tuple[str, ...] = ()

    @property
    def href(self) -> str:
        """Its page."""
        return href(self.iri)

    @property
    def shown(self) -> Kind:
        """How its kind is called and coloured."""
        return next(kind for kind in SHOWN if kind.name == self.kind)


def named(things: Iterable[str]) -> dict[str, Named]:
    """Things by their addresses; what has no name is none."""
    known: dict[str, Row] = {}
    others: dict[str, list[str]] = {}
    for row in asked(queries.NAMED, set(things), graph=site().store.addresses.canonical_graph):
        iri = str(row["thing"])
        if URIRef(row["class"]) in KIND_OF:
            known[iri] = row
        if "other" in row and str(row["other"]) not in others.setdefault(iri, []):
            others[iri].append(str(row["other"]))
    return {
        iri: Named(iri, KIND_OF[URIRef(row["class"])], str(row["label"]), tuple(others.get(iri, ())))
        for iri, row in sorted(known.items())
    }


def told_in(things: Iterable[str]) -> dict[str, int]:
    """In how many reports each thing is told of."""
    return {str(row["thing"]): int(row["reports"]) for row in asked(queries.TOLD, set(things))}


def thing_totals() -> dict[str, int]:
    """How many things of each kind all reports tell of together."""
    store = site().store
    found = {"event": 0, "person": 0, "organization": 0, "place": 0}
    for row in store.select(queries.TOTALS, graph=store.addresses.canonical_graph):
        kind = KIND_OF.get(URIRef(row.get("class", "")))
        if kind in found:
            found[kind] += int(row["total"])
    return found


@dataclass(frozen=True, slots=True)
class Source:
    """A fact of a report, and the node of it that the fact names."""

    member: Member
    view: ReportView
    node: Thing
    fact: Thing


@dataclass
class Line:
    """What one or several reports say in the same words."""

    sources: list[Source] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Joined:
    """Two nodes that were joined, what each is called and where, and who decided it, if a person did."""

    pair: Pair
    left: Member
    right: Member
    decided: Row


class Together:
    """All that is known of a thing; the words of its reports by pages, in the order in which they were published."""

    def __init__(self, thing: Named, offset: int = 0) -> None:
        self.thing, self.offset = thing, offset
        store = site().store
        self._graph = store.addresses.canonical_graph
        rows = store.select(queries.REPORTS, thing=URIRef(thing.iri))
        members = [_member(row) for row in rows if "node" in row]
        self.members = sorted(members, key=lambda member: member.report is None)
        self.reports = len({member.report for member in self.members} - {None})
        self.rows = sum(member.report is None for member in self.members)

    @cached_property
    def shown(self) -> list[tuple[Member, ReportView, Thing]]:
        """The nodes of this page, each in its report."""
        page, store = self.members[self.offset : self.offset + PAGE], site().store
        views = report_views(store, (member.report for member in page if member.report is not None), terms(store))
        told = ((member, views[member.report]) for member in page if member.report is not None)
        return [
            (member, view, node) for member, view in told if (node := view.things.get(URIRef(member.iri))) is not None
        ]

    @cached_property
    def spellings(self) -> list[Row]:
        """What it is called, how often, and in how many reports."""
        rows = site().store.select(queries.SPELLINGS, thing=URIRef(self.thing.iri))
        return [row for row in rows if "text" in row]

    @cached_property
    def sections(self) -> list[tuple[str, bool, list[Line]]]:
        """What the reports of this page say of it by topic, the same words once; and whether it is only claimed."""
        found: dict[tuple[str, bool], dict[str, Line]] = {}
        order: list[str] = []
        for member, view, node in self.shown:
            for section in sections(view, node):
                lines = found.setdefault((section.title, section.claims), {})
                order += [section.title] if section.title not in order else []
                for fact in section.facts:
                    text = " ".join(part.text for part in view.sentence(fact, node.iri)).casefold()
                    lines.setdefault(text, Line()).sources.append(Source(member, view, node, fact))
        ranked = sorted(found, key=lambda one: (one[1], one[0] == "Also", order.index(one[0])))
        return [(title, claims, list(found[title, claims].values())) for title, claims in ranked]

    @cached_property
    def events(self) -> list[Row]:
        """The events of all reports at which it was, or which are told of it, by day."""
        rows = site().store.select(queries.EVENTS, thing=URIRef(self.thing.iri), graph=self._graph)
        found = {str(row["event"]): row for row in rows if "event" in row}
        for row in asked(queries.DAYS, found):
            found[str(row["event"])]["day"] = row["day"]
        return sorted(found.values(), key=lambda row: str(row.get("day", "")))

    @cached_property
    def company(self) -> list[tuple[Named, int]]:
        """Who else was at these events, and at how many of them."""
        counts = {
            str(row["other"]): int(row["events"])
            for row in asked(queries.COMPANY, [str(row["event"]) for row in self.events])
            if str(row["other"]) != self.thing.iri
        }
        first = sorted(counts, key=lambda iri: (-counts[iri], iri))[:NEAR]
        names = named(first)
        return [(names[iri], counts[iri]) for iri in first if iri in names]

    @cached_property
    def comparison(self) -> Comparison:
        """What the reports of this page say of an event, side by side."""
        return compared(self.shown, [member for member in self.members if member.report is None][:PAGE])

    @cached_property
    def joined(self) -> list[Joined]:
        """Why its nodes are held for one."""
        known = {member.iri: member for member in self.members}
        pairs = [pair for pair in joinings(known) if pair.left in known and pair.right in known]
        made = {
            str(row["decision"]): row for row in asked(page_queries.DECIDED, [p.decision for p in pairs if p.decision])
        }
        return [Joined(pair, known[pair.left], known[pair.right], made.get(pair.decision or "", {})) for pair in pairs]

    @cached_property
    def alternatives(self) -> list[tuple[Named, Pair]]:
        """Other things that may be the same and wait for a decision."""
        pairs = suggestions(member.iri for member in self.members)
        things = things_of({end for pair in pairs for end in (pair.left, pair.right)})
        names = named(things.values())
        found = []
        for pair in pairs:
            (other, *_) = [end for end in (pair.left, pair.right) if things.get(end) != self.thing.iri] or [pair.right]
            if things.get(other) in names:
                found.append((names[things[other]], pair))
        return found


def _member(row: Row) -> Member:
    text = {name: str(value) for name, value in row.items()}
    if "id" not in text:
        place, _, part = text["node"].removeprefix(f"{site().settings.base}source/").partition("#")
        source, _, key = map(unquote, place.partition("/"))
        title = f"the table {source}" if part else f"row {key} of the table {source}"
        return Member(text["node"], None, title, source, None)
    return Member(text["node"], text["id"], text["title"], text.get("publisher"), text.get("published"))
