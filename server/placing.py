"""Where places lie: the larger places that reports put them in, and coordinates where these are known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from server import event_queries as queries
from server.nodes import asked
from server.shapes import GraphNode


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


def places_of(places: Iterable[GraphNode]) -> dict[str, Whereabouts]:
    """Where some places lie, by their addresses."""
    chains = _chains([place["iri"] for place in places])
    return {iri: {"within": list(chain.values()), "coordinates": None} for iri, chain in chains.items()}


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
