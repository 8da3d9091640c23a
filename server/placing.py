"""Where places lie: the larger places that reports put them in, and coordinates where these are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypedDict

from kg.gazetteer import load_gazetteer
from server import event_queries as queries
from server.nodes import asked
from server.shapes import GraphNode
from server.site import site


class Coordinates(TypedDict):
    """A point on the map, and who says so."""

    latitude: float
    longitude: float
    source: str
    certain: bool
    radius: float | None


class Whereabouts(TypedDict):
    """In which larger places a place lies, the nearest first, and its coordinates."""

    within: list[str]
    coordinates: Coordinates | None


DEEPEST = 6


def places_of(places: Sequence[GraphNode]) -> dict[str, Whereabouts]:
    """Where some places lie, by their addresses: coordinates of the graph, else those of the gazetteer."""
    labels = {place["iri"]: place["label"] for place in places}
    reports = {place["iri"]: place["report"] for place in places}
    chains, told, named = _chains(list(labels)), _told(labels), _named(set(reports.values()))
    return {
        iri: {
            "within": list(chain.values()),
            "coordinates": told.get(iri) or _found(labels[iri], list(chain.values()), named.get(reports[iri], set())),
        }
        for iri, chain in chains.items()
    }


def _found(label: str, within: Sequence[str], named: Iterable[str]) -> Coordinates | None:
    """What the gazetteer says of a place; of a place that it does not have, of the nearest larger one that it has."""
    for depth, name in enumerate((label, *within)):
        found = load_gazetteer().find(name, within[depth:], named)
        if found is not None:
            source = found.place.source if depth == 0 else f"{found.place.source}, of {name}"
            return {
                "latitude": found.place.latitude,
                "longitude": found.place.longitude,
                "source": source,
                "certain": found.certain and depth == 0,
                "radius": None,
            }
    return None


def _told(places: Iterable[str]) -> dict[str, Coordinates]:
    """The coordinates that the graph itself has."""
    found: dict[str, Coordinates] = {}
    for row in asked(queries.COORDINATES, places):
        try:
            latitude, longitude = float(row["latitude"]), float(row["longitude"])
        except ValueError:
            continue
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            found.setdefault(
                str(row["place"]),
                {"latitude": latitude, "longitude": longitude, "source": "the graph", "certain": True, "radius": None},
            )
    return found


def _named(reports: Iterable[str]) -> dict[str, set[str]]:
    """The places that reports name, by the ids of the reports."""
    addresses, found = site().store.addresses, dict[str, set[str]]()
    for row in asked(queries.NAMED, (addresses.report(report) for report in reports)):
        found.setdefault(str(row["id"]), set()).add(str(row["label"]))
    return found


def _chains(places: list[str]) -> dict[str, dict[str, str]]:
    """The larger places of each place, as the report puts one into the other, with their names."""
    outer: dict[str, dict[str, str]] = {}
    front = set(places)
    for _ in range(DEEPEST):
        for row in asked(queries.WITHIN, front - outer.keys()):
            outer.setdefault(str(row["place"]), {})[str(row["outer"])] = str(row["label"])
        front = {iri for of in outer.values() for iri in of}
        if front <= outer.keys():
            break
    chains: dict[str, dict[str, str]] = {}
    for place in places:
        chain = chains[place] = dict[str, str]()
        step = {place}
        while step:
            found = {iri: name for one in sorted(step) for iri, name in outer.get(one, {}).items()}
            step = found.keys() - chain.keys() - {place}
            chain |= {iri: found[iri] for iri in sorted(step)}
    return chains
