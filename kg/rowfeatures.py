"""The rows of tables that may tell of an event of a report, as what they are compared by.

A table may have millions of rows and is never gone through: the places of a source are, and then the rows of those
days and places at which reports know of an event.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rdflib.namespace import FOAF, ORG

from kg.endpoint import Endpoint
from kg.gazetteer import called
from kg.identity import Feature, Happening, Kind
from kg.identity.world import days
from kg.interchange.sources import names, selected
from kg.vocab import PE, PEC

PLACES = (
    "SELECT ?place ?label ?larger WHERE { ?place a pe:Place ; rdfs:label ?label OPTIONAL { ?place pe:within ?larger } }"
)
ROWS = "SELECT ?event WHERE { $occasions }"
AT = "{{ ?event pe:earliestDate {day} ; pe:latestDate {day} ; pe:place <{place}> }}"
"""Written out, the day first: engines then begin with the rows of a day, and not with all of a table."""
THERE = "SELECT ?event WHERE { VALUES ?event { $events } ?event pe:row ?row }"
LINKS = """
SELECT ?event ?p ?o WHERE {
  VALUES ?event { $events }
  ?event ?p ?o FILTER (?p NOT IN (pe:row, pe:text, dcterms:source, prov:wasDerivedFrom))
}
"""
COUNTS = """
SELECT ?event ?of ?low ?high WHERE {
  VALUES ?event { $events }
  ?event pe:hasCount ?c . ?c pe:countOf ?of OPTIONAL { ?c pe:low ?low } OPTIONAL { ?c pe:high ?high }
}
"""
AGENTS = "SELECT ?agent ?class ?label WHERE { VALUES ?agent { $agents } ?agent a ?class ; rdfs:label ?label }"
ASKED = 200
"""Addresses in one query, which may not be too long."""
ACTORS = ("participant", "hasActor")


def row_features(store: Endpoint, known: Iterable[Feature], judged: Iterable[str] = ()) -> list[Feature]:
    """The events of rows at a place and on a day of an event of a report, with their places and organisations.

    `known` are the nodes of the reports; `judged` are nodes that somebody has decided about, and rows among them are
    there in any case. The rows of one source never join each other: who made the table has seen to that.
    """
    occasions = _occasions({feature.node: feature for feature in known})
    decided = sorted(judged)
    return [feature for name in names(store) for feature in _Source(store, name).features(occasions, decided)]


def _occasions(known: Mapping[str, Feature]) -> dict[str, set[datetime.date]]:
    """Place name, as names of places are compared → the days of the events there; larger places count as well."""
    found: dict[str, set[datetime.date]] = defaultdict(set)
    for feature in known.values():
        for place in feature.places if feature.kind is Kind.EVENT else ():
            if place in known:
                found[called(known[place].names[0])].update(days(feature.happening))
    return found


class _Source:
    """One source while it is asked."""

    def __init__(self, store: Endpoint, name: str) -> None:
        self.store, self.graph = store, str(store.addresses.source(name))
        self.labels: dict[str, str] = {}
        self.larger: dict[str, str] = {}

    def features(self, occasions: Mapping[str, set[datetime.date]], judged: Iterable[str]) -> Iterator[Feature]:
        """The rows of those places and days, with what they name."""
        for row in self._rows(PLACES):
            self.labels[row["place"]] = row["label"]
            if "larger" in row:
                self.larger[row["place"]] = row["larger"]
        wanted = [
            AT.format(day=f'"{day.isoformat()}"^^xsd:date', place=place)
            for place, label in sorted(self.labels.items())
            for day in sorted(occasions.get(called(label), ()))
        ]
        ours = [node for node in judged if node.startswith(f"{self.graph}/")]
        found = (*self._asked(ROWS, "$occasions", wanted, " UNION "), *self._asked(THERE, "$events", _written(ours)))
        events = sorted({row["event"] for row in found})
        links: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in self._asked(LINKS, "$events", _written(events)):
            links[row["event"]][row["p"].replace("#", "/").rpartition("/")[2]].append(row["o"])
        counts: dict[str, list[tuple[str, int | None, int | None]]] = defaultdict(list)
        for row in self._asked(COUNTS, "$events", _written(events)):
            bounds = (int(row[bound]) if bound in row else None for bound in ("low", "high"))
            counts[row["event"]].append((row["of"].removeprefix(f"{PEC}count-"), *bounds))  # type: ignore[arg-type]
        agents = self._agents(links.values())
        places = {place for said in links.values() for place in said.get("place", ())}
        yield from self._places(places)
        yield from agents.values()
        for event in events:
            yield self._event(event, links[event], sorted(counts[event], key=str), agents)

    def _event(
        self,
        event: str,
        said: Mapping[str, list[str]],
        counts: Iterable[tuple[str, int | None, int | None]],
        agents: Mapping[str, Feature],
    ) -> Feature:
        opposed = [agents[one].names[0] for one in said.get("opposedTo", ()) if one in agents]
        happening = Happening(
            sort="ViolentIncident" if str(PE.ViolentIncident) in said["type"] else "ProtestAction",
            forms=_sorted(form.removeprefix(f"{PEC}form-") for form in said.get("form", ())),
            when=tuple(zip(*(_days(said, of) for of in ("earliestDate", "latestDate")), strict=True)),
            about=_sorted([*said.get("issue", ()), *opposed]),
            agents=_sorted(one for part in ACTORS for one in said.get(part, ())),
            sizes=tuple((low, high) for of, low, high in counts if of == "participants"),
            killed=tuple((low, high) for of, low, high in counts if of == "killed"),
        )
        return self._feature(
            event, Kind.EVENT, said["label"][0], places=tuple(said.get("place", ())), happening=happening
        )

    def _places(self, places: Iterable[str]) -> Iterator[Feature]:
        """Places, and the larger ones in which they lie."""
        reached: set[str] = set()
        for place in sorted(places):
            at: str | None = place
            while at is not None and at not in reached:
                reached.add(at)
                at = self.larger.get(at)
        for place in sorted(reached):
            larger = (self.larger[place],) if place in self.larger else ()
            yield self._feature(place, Kind.PLACE, self.labels[place], places=larger)

    def _agents(self, links: Iterable[Mapping[str, list[str]]]) -> dict[str, Feature]:
        """Those who are organisations, and those of whom the table does not say."""
        wanted = {one for said in links for part in (*ACTORS, "opposedTo") for one in said.get(part, ())}
        found = {}
        for row in self._asked(AGENTS, "$agents", _written(sorted(wanted))):
            if row["class"] in (str(ORG.Organization), str(FOAF.Agent)):
                found[row["agent"]] = self._feature(row["agent"], Kind.ORGANIZATION, row["label"])
        return found

    def _feature(
        self, node: str, kind: Kind, name: str, *, places: tuple[str, ...] = (), happening: Happening | None = None
    ) -> Feature:
        return Feature(
            node=node, report=self.graph, kind=kind, names=(name,), places=places, happening=happening, row=True
        )

    def _rows(self, query: str) -> list[dict[str, str]]:
        return selected(self.store, query, self.graph)

    def _asked(self, query: str, slot: str, values: list[str], mark: str = " ") -> Iterator[dict[str, str]]:
        """The rows of a query that is asked for some values at a time."""
        for start in range(0, len(values), ASKED):
            yield from self._rows(query.replace(slot, mark.join(values[start : start + ASKED])))


def _days(said: Mapping[str, list[str]], of: str) -> list[datetime.date | None]:
    return [datetime.date.fromisoformat(said[of][0]) if said.get(of) else None]


def _written(addresses: Iterable[str]) -> list[str]:
    return [f"<{address}>" for address in addresses]


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
