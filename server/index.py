"""Everything that can be found by name, in memory, as long as the graphs are the same.

A few thousand reports are a few ten thousand names: looking through them takes less time than asking for them, and
names can be compared as people spell them (`kg.names.fold`), which SPARQL cannot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from kg.endpoint import Endpoint
from kg.names import fold, in_capitals
from kg.network import KINDS
from server import search_queries as queries
from server.renewing import renewed
from server.site import site

T = TypeVar("T")
TRUSTED = 60.0
"""Seconds for which it is used if the engine does not tell whether its graphs have changed."""
FOUND = {type_: kind for type_, kind in KINDS.items() if kind != "role"}
"""The kinds of node that are searched for: a role is found by who holds it."""
ASKED = ("REPORTS", "THINGS", "SPELLINGS", "SAID", "SLOGANS", "FORMS", "BANDS", "PLACES", "MEMBERS", "PRESENT")
"""The queries about them."""


Answers = dict[str, list[dict[str, str]]]
"""The rows of each query; of nodes those of each kind."""


def answers(store: Endpoint) -> Answers:
    """All that an index is made of."""
    nodes = {kind: store.texts(queries.NODES, type=type_) for type_, kind in FOUND.items()}
    return nodes | {name: store.texts(getattr(queries, name)) for name in ASKED}


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a report."""

    id: str
    title: str
    publisher: str | None
    published: str | None


@dataclass(slots=True)
class Entry:
    """A node, the words by which it is found, and the values by which hits are narrowed down."""

    iri: str
    kind: str
    label: str
    report: Told
    folded: str
    thing: str | None = None
    spellings: list[tuple[str, str]] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, set[str]] = field(default_factory=dict)

    def add(self, facet: str, value: str) -> None:
        """Give it a value of a facet."""
        self.values.setdefault(facet, set()).add(value)


class Index:
    """All entries, by address, and how the values of facets are called."""

    def __init__(self, told: Answers) -> None:
        self.entries: dict[str, Entry] = {}
        self._called: dict[tuple[str, str], Counter[str]] = {}
        self._once: dict[str, Any] = {}
        self._load_nodes(told)
        self._load_words(told)
        self._load_values(told)
        self.ordered = sorted(self.entries.values(), key=lambda one: (one.label.casefold(), one.iri))
        self.latest = sorted(self.ordered, key=lambda one: one.report.published or "", reverse=True)

    def label(self, facet: str, value: str) -> str:
        """How a value is called most often; a place in capitals only where nobody writes it in small letters."""
        found = self._called.get((facet, value), Counter())
        shouted = in_capitals(found) if facet == "place" else ()
        return min(found, key=lambda name: (name in shouted, -found[name], name), default=value)

    def once(self, what: str, make: Callable[[], T]) -> T:
        """What is made of all entries: made once."""
        if what not in self._once:
            self._once[what] = make()
        return cast("T", self._once[what])

    def _load_nodes(self, told: Answers) -> None:
        reports = {
            row["report"]: Told(row["id"], row["title"], row.get("publisher"), row.get("published"))
            for row in told["REPORTS"]
        }
        for kind in FOUND.values():
            for row in told[kind]:
                iri, label, report = row["node"], row["label"], reports.get(row["report"])
                if report is not None and iri not in self.entries:
                    self.entries[iri] = entry = Entry(iri, kind, label, report, fold(label))
                    self._add_known(entry)
        for row in told["THINGS"]:
            if (known := self.entries.get(row["node"])) is not None:
                known.thing = row["thing"]

    def _add_known(self, entry: Entry) -> None:
        entry.add("kind", entry.kind)
        if entry.report.publisher:
            entry.add("source", entry.report.publisher)
        if entry.report.published:
            entry.add("date", entry.report.published[:4])
            entry.add("date", entry.report.published[:7])
        if entry.kind in ("place", "organization"):
            self._name(entry, entry.kind, entry)

    def _load_words(self, told: Answers) -> None:
        for row in told["SPELLINGS"]:
            if (entry := self.entries.get(row["node"])) is not None:
                entry.spellings.append((row["text"], fold(row["text"])))
        for name in ("SAID", "SLOGANS"):
            for row in told[name]:
                who = self.entries.get(row.get("by", "")) or self.entries.get(row.get("at", ""))
                if who is not None:
                    who.said.append((row["text"], fold(row["text"])))
        for entry in self.entries.values():
            entry.spellings.sort()
            entry.said.sort()

    def _load_values(self, told: Answers) -> None:
        self._load_concepts(told)
        for event, place in self._pairs(told, "PLACES"):
            self._name(event, "place", place)
        for member, body in self._pairs(told, "MEMBERS"):
            self._name(member, "organization", body)
        present = [*self._pairs(told, "PRESENT")]
        for facet in ("place", "form"):
            for event, agent in present:
                agent.values.setdefault(facet, set()).update(event.values.get(facet, ()))
        for event, agent in present:
            event.values.setdefault("organization", set()).update(agent.values.get("organization", ()))

    def _load_concepts(self, told: Answers) -> None:
        for row in told["FORMS"]:
            name = row["value"].rpartition("/")[2].partition("-")[2]
            self._called.setdefault(("form", name), Counter())[row.get("label", name)] += 1
            if (event := self.entries.get(row["node"])) is not None:
                event.add("form", name)
        for row in told["BANDS"]:
            if (event := self.entries.get(row["node"])) is not None:
                event.add("confidence", row["value"].rpartition("-")[2])

    def _pairs(self, told: Answers, name: str) -> Iterator[tuple[Entry, Entry]]:
        for row in told[name]:
            one, other = (self.entries.get(row[name]) for name in ("node", "value"))
            if one is not None and other is not None:
                yield one, other

    def _name(self, entry: Entry, facet: str, thing: Entry) -> None:
        """Give it the name of a thing, which is one value in all its spellings."""
        if thing.kind == facet:
            value = thing.folded or thing.label
            self._called.setdefault((facet, value), Counter())[thing.label] += 1
            entry.add(facet, value)


def latest() -> Index:
    """The index of the graphs of this server."""
    store = site().store
    return renewed("index", lambda: answers(store), read=lambda told: Index(told), trusted=TRUSTED)
