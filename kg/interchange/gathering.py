"""What the graph says of events, from reports and from rows, as coded events."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from urllib.parse import unquote

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, RDF, RDFS
from rdflib.term import Node

from kg.endpoint import Endpoint
from kg.gazetteer import called, load_gazetteer
from kg.guard import Dataset
from kg.interchange.coded import Agent, AgentKind, Cells, CodedEvent, EventKind, Form, Number, Part, Place
from kg.rdf import new_graph
from kg.vocab import GEO, PE, PEC, SCHEMA, SEM

LEFT_OUT = "pe:evidence, pe:mention, pe:rule, pe:band, pe:voice, pe:confidence, pe:timeExpression"
NAMED = "pe:place, pe:participant, pe:organizer, pe:opposedTo, pe:victim, sem:hasActor, pe:hasCount, pe:reportedIn"
FACTS = f"""
CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  VALUES ?event {{ $events }}
  {{ ?event ?p ?o FILTER (?p NOT IN ({LEFT_OUT})) BIND (?event AS ?s) }} UNION
  {{ ?event ?to ?s FILTER (?to IN ({NAMED}, prov:wasDerivedFrom))
     ?s ?p ?o FILTER (?p NOT IN ({LEFT_OUT}, schema:articleBody)) }} UNION
  {{ ?event pe:place/pe:within+ ?s . ?s ?p ?o FILTER (?p IN (pe:within, rdfs:label)) }}
}}
"""
"""A condition on the properties is a filter: as VALUES it has engines go through all of a table."""
PARTS: dict[URIRef, Part] = {
    PE.participant: "participant",
    PE.organizer: "organizer",
    PE.opposedTo: "opposedTo",
    PE.victim: "hasActor",
    SEM.hasActor: "hasActor",
}
KINDS: dict[Node, AgentKind] = {ORG.Organization: "organization", FOAF.Person: "agent", FOAF.Agent: "agent"}
BOUNDS = (PE.low, PE.high)
CLASSES: tuple[EventKind, ...] = ("ProtestAction", "ViolentIncident")


@dataclass(frozen=True, slots=True)
class Members:
    """An event as it will be called in the table, and the nodes that tell of it: of reports and of rows."""

    name: str
    nodes: tuple[str, ...]


def gathered(store: Endpoint, batch: Sequence[Members], form: Form) -> Iterator[CodedEvent]:
    """The events of a batch, with what all of their nodes say together."""
    facts = _facts(store, [node for members in batch for node in members.nodes])
    for members in batch:
        yield _Gathering(facts, members, form).event()


def _facts(store: Endpoint, nodes: Iterable[str]) -> Graph:
    """What is said of some nodes, each asked of the graph in which it stands."""
    found = new_graph()
    by_graph: dict[str | None, list[str]] = defaultdict(list)
    prefix = str(store.addresses.source(""))
    for node in nodes:
        by_graph[node.rpartition("/")[0] if node.startswith(prefix) else None].append(node)
    for graph, some in by_graph.items():
        query = FACTS.replace("$events", " ".join(f"<{node}>" for node in some))
        found += store.construct(query, dataset=None if graph is None else Dataset((graph,)))
    return found


class _Gathering:
    """One event while it is put together from its nodes."""

    def __init__(self, facts: Graph, members: Members, form: Form) -> None:
        self.facts, self.members, self.form = facts, members, form
        self.nodes = [URIRef(node) for node in members.nodes]

    def event(self) -> CodedEvent:
        place = self._place()
        days = self._days()
        return CodedEvent(
            id=self.members.name,
            kind=next((kind for kind in CLASSES if PE[kind] in self._all(RDF.type)), "Event"),
            label=next(iter(self._texts(RDFS.label)), ""),
            forms=tuple(sorted(map(_local, self._all(PE.form)), key=lambda form: (form != "riot", form))),
            happened=bool(self._all(PE.modality)),
            place=place,
            country=_country(place),
            earliest=min(days[0], default=None),
            latest=max(days[1], default=None),
            agents=tuple(self._agents()),
            numbers=tuple(self._numbers()),
            issues=tuple(self._texts(PE.issue)),
            text="; ".join(self._texts(PE.text) or self._headlines()) or None,
            sources=tuple(dict.fromkeys([*self._publishers(), *self._texts(DCTERMS.source)])),
            cells=self._cells(),
        )

    def _all(self, predicate: URIRef) -> list[Node]:
        """The values of all nodes, each once, in the order of the nodes."""
        values = chain.from_iterable(sorted(self.facts.objects(node, predicate), key=str) for node in self.nodes)
        return list(dict.fromkeys(values))

    def _texts(self, predicate: URIRef) -> list[str]:
        return [str(value) for value in self._all(predicate)]

    def _label(self, node: Node) -> str:
        return str(self.facts.value(node, RDFS.label) or "")

    def _place(self) -> Place | None:
        """The place that lies deepest in others; of equals the first by its name."""
        found = sorted(((self._chain(place), place) for place in self._all(PE.place)), key=_deepest)
        if not found:
            return None
        (name, *within), node = found[0]
        north, east = self.facts.value(node, GEO.lat), self.facts.value(node, GEO.long)
        if north is not None and east is not None:
            return Place(name, tuple(within), str(north), str(east))
        if "#" in str(node):  # a table that does not say where its place lies has reason not to
            return Place(name, tuple(within))
        tabled = load_gazetteer().find(name, within)
        at = (
            (f"{tabled.place.latitude:g}", f"{tabled.place.longitude:g}") if tabled and tabled.certain else (None, None)
        )
        return Place(name, tuple(within), *at)

    def _chain(self, place: Node) -> list[str]:
        """A place and the larger ones around it, by their names; of several the first."""
        found = [place]
        while larger := sorted({*self.facts.objects(found[-1], PE.within)} - {*found}, key=str):
            found.append(larger[0])
        return [self._label(one) for one in found]

    def _days(self) -> tuple[list[datetime.date], list[datetime.date]]:
        """The earliest and the latest days that are given."""
        first, last = (
            [datetime.date.fromisoformat(text) for text in self._texts(of)] for of in (PE.earliestDate, PE.latestDate)
        )
        return first, last

    def _agents(self) -> Iterator[Agent]:
        seen: set[tuple[str, Part]] = set()
        for predicate, part in PARTS.items():
            for node in sorted(self._all(predicate), key=self._label):
                classes = {*self.facts.objects(node, RDF.type)}
                kind: AgentKind = next((kind for of, kind in KINDS.items() if of in classes), "collective")
                name = self._label(node)
                if name and (name, part) not in seen:
                    seen.add((name, part))
                    yield Agent(name, kind, part)

    def _numbers(self) -> Iterator[Number]:
        """One number of each sort: in the words of the graph, or from the least to the greatest where these differ."""
        counts: dict[str, list[Node]] = defaultdict(list)
        for count in self._all(PE.hasCount):
            counts[_local(self.facts.value(count, PE.countOf))].append(count)
        for of, some in sorted(counts.items()):
            yield self._number(of, some)

    def _number(self, of: str, counts: Sequence[Node]) -> Number:
        low, high = ({int(str(bound)) for one in counts for bound in self.facts.objects(one, p)} for p in BOUNDS)
        words = sorted({str(text) for one in counts for text in self.facts.objects(one, PE.text)})
        if len(words) < 2:
            rule = next((_local(rule) for one in counts for rule in self.facts.objects(one, PE.boundRule)), None)
            return Number(of, "".join(words), min(low, default=None), max(high, default=None), rule)
        known = sorted(low | high)
        if not known:
            return Number(of, " or ".join(words))
        between = f"between {known[0]} and {known[-1]}" if len(known) > 1 else str(known[0])
        return Number(of, between, known[0], known[-1])

    def _reports(self) -> list[Node]:
        return self._all(PE.reportedIn)

    def _publishers(self) -> Iterator[str]:
        """Who published the reports; of one that does not say its address, or else its id."""
        for report in self._reports():
            known = (self.facts.value(report, of) for of in (SCHEMA.publisher, SCHEMA.url, DCTERMS.identifier))
            yield next(str(one) for one in known if one is not None)

    def _headlines(self) -> list[str]:
        found = (self.facts.value(report, SCHEMA.headline) for report in self._reports())
        return [str(headline) for headline in found if headline is not None]

    def _cells(self) -> Cells:
        """The row of the form that is written, if there is one: of several the first."""
        for node in self.nodes:
            table = self.facts.value(node, PROV.wasDerivedFrom)
            row = self.facts.value(node, PE.row)
            if row is not None and str(self.facts.value(table, DCTERMS.format)) == self.form.name:
                cells: dict[str, str] = json.loads(str(row))
                return cells
        return {}


def _deepest(found: tuple[list[str], Node]) -> tuple[int, list[str]]:
    return -len(found[0]), found[0]


def _country(place: Place | None) -> str | None:
    """The country among a place and those around it, by the tables of data/gazetteer."""
    names = () if place is None else (place.name, *place.within)
    return next((name for name in names if called(name) in load_gazetteer().countries), None)


def _local(concept: Node | None) -> str:
    return unquote(str(concept).removeprefix(str(PEC)).partition("-")[2])
