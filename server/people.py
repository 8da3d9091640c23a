"""People linked by the events at which both were, as a report says; who spoke at a part was at the whole."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TypedDict

from rdflib import URIRef

from server import event_queries as queries
from server.nodes import graph_nodes
from server.shapes import GraphNode
from server.site import site

MOST_LINKS = 500
"""Of all links, those by the most events."""


class PersonLink(TypedDict):
    """Two people and the events at which both were."""

    source: str
    target: str
    events: list[GraphNode]


class People(TypedDict):
    """People and their links, and how many links there are."""

    total: int
    nodes: list[GraphNode]
    links: list[PersonLink]


def people(report: URIRef | None = None) -> People:
    """The people of a report, or of all, who were at the same events; the strongest links first."""
    shared = _shared(_present(report))
    pairs = sorted(shared, key=lambda pair: (-len(shared[pair]), pair))[:MOST_LINKS]
    nodes = graph_nodes({iri for pair in pairs for iri in (*pair, *shared[pair])})
    links: list[PersonLink] = [
        {
            "source": one,
            "target": other,
            "events": _in_order([nodes[event] for event in shared[one, other] & nodes.keys()]),
        }
        for one, other in pairs
        if one in nodes and other in nodes
    ]
    return {
        "total": len(shared),
        "nodes": _in_order([nodes[iri] for iri in {iri for pair in pairs for iri in pair} & nodes.keys()]),
        "links": links,
    }


def _in_order(nodes: list[GraphNode]) -> list[GraphNode]:
    return sorted(nodes, key=lambda node: (node["report"], node["start"], node["iri"]))


def _present(report: URIRef | None) -> dict[str, set[str]]:
    """The people at each event."""
    store, found = site().store, defaultdict[str, set[str]](set)
    if report is None:
        rows = store.select(queries.WHO_WAS_WHERE % "")
    else:
        rows = store.select(queries.WHO_WAS_WHERE % queries.IN_REPORT, report=report)
    wholes = defaultdict[str, list[str]](list)
    for row in store.select(queries.PARTS_OF_EVENTS):
        if row:
            wholes[str(row["event"])].append(str(row["whole"]))
    for row in filter(None, rows):
        seen, front = set[str](), [str(row["event"])]
        while front:
            event = front.pop()
            if event not in seen:
                seen.add(event)
                front += wholes[event]
                found[event].add(str(row["person"]))
    return found


def _shared(present: dict[str, set[str]]) -> dict[tuple[str, str], set[str]]:
    """The events at which two were, by both."""
    found = defaultdict[tuple[str, str], set[str]](set)
    for event, persons in present.items():
        for one, other in combinations(sorted(persons), 2):
            found[one, other].add(event)
    return found
