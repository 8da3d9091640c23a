"""The shapes that several answers share, named as in `frontend/src/api.ts`."""

from __future__ import annotations

from typing import TypedDict

from kg.network import Network as Graph
from server.site import links


class Words(TypedDict):
    """A stretch of a report, in code points, and the words that stand there."""

    report: str
    start: int
    end: int
    exact: str


class GraphNode(TypedDict):
    """An entity, an event or a role, as one report names it."""

    iri: str
    href: str
    kind: str
    label: str
    report: str
    start: int


class GraphEdge(TypedDict):
    """A fact between two nodes, with the words that say so."""

    key: str
    source: str
    target: str
    predicate: str
    label: str
    fact: str | None
    href: str | None
    words: Words | None
    confidence: float | None
    band: str | None
    inferred: bool


class Network(TypedDict):
    """Nodes and the edges between them."""

    nodes: list[GraphNode]
    edges: list[GraphEdge]


Grades = dict[str, tuple[float | None, str | None]]
"""How sure facts are: their confidence, and the band in which it puts them."""


def href(iri: str) -> str:
    """The page of a thing on this server."""
    return links().local(iri) or ""


def network(graph: Graph, grades: Grades) -> Network:
    """A network as it is sent, in the order of telling."""
    nodes = [node(iri, data) for iri, data in graph.nodes(data=True)]
    edges = [edge(source, target, data, grades) for source, target, data in graph.edges(data=True)]
    return {
        "nodes": sorted(nodes, key=lambda one: (one["report"], one["start"], one["iri"])),
        "edges": sorted(edges, key=lambda one: one["key"]),
    }


def node(iri: str, data: dict[str, str | int]) -> GraphNode:
    """A node of `kg.network`."""
    return {
        "iri": iri,
        "href": href(iri),
        "kind": str(data["kind"]),
        "label": str(data["label"]),
        "report": str(data["report"]),
        "start": int(data["start"]),
    }


def edge(source: str, target: str, data: dict[str, str | int], grades: Grades) -> GraphEdge:
    """An edge of `kg.network`: one fact can make several, so its key names the ends as well."""
    fact, predicate = str(data["fact"]), str(data["predicate"])
    confidence, band = grades.get(fact, (None, None))
    return {
        "key": f"{source} {predicate} {target} {fact}",
        "source": source,
        "target": target,
        "predicate": predicate,
        "label": str(data["label"]),
        "fact": fact,
        "href": href(fact),
        "words": {
            "report": str(data["report"]),
            "start": int(data["start"]),
            "end": int(data["end"]),
            "exact": str(data["exact"]),
        },
        "confidence": confidence,
        "band": band,
        "inferred": False,
    }


def confidence(value: object) -> float | None:
    """A confidence as a number; `None` where it has not been measured, or is none."""
    try:
        found = float(str(value))
    except ValueError:
        return None
    return found if 0 <= found <= 1 else None


def band(value: object) -> str | None:
    """The short name of a band: `review` for `pec:band-review`."""
    return None if value is None else str(value).rpartition("-")[2]
