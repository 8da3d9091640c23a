"""Walks from node to node: what lies around one, between some, and on the ways from one to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any

from rdflib import URIRef

from server.edges import Link, graph_edges, links
from server.identity import MAYBE, SAME, WORDS, Other, identity_edge, identity_edges, nodes_of, others, things_of
from server.kinds import BACKWARDS
from server.links import short
from server.nodes import graph_nodes, is_thing, known_nodes
from server.shapes import GraphEdge, GraphNode, Network
from server.site import site

STEPS, FRONTIER, REACHED, WAYS = 6, 2_000, 10_000, 3
"""How far paths are looked for, from how many nodes and to how many new ones a step, and how many are told."""


# Around one node


def neighbours(node: GraphNode, relation: str, offset: int, limit: int) -> dict[str, Any]:
    """What lies around a node: all relations counted, and some of what one of them (or any) leads to, by name."""
    same = others([node["iri"]])
    around = _around(node["iri"], same)
    found = {iri for key, (_, links_) in around.items() if relation in ("", key) for iri in links_}
    known = graph_nodes({iri for _, links_ in around.values() for iri in links_})
    ordered = sorted((known[iri] for iri in found if iri in known), key=_by_name)
    shown = ordered[offset : offset + limit]
    seen = {one["iri"] for one in shown}
    edges = list(_edges(around, seen, relation))
    edges += [identity_edge(*one) for one in same if relation in ("", one.relation) and one.other in seen]
    relations = [
        {"key": key, "label": label, "count": count}
        for key, (label, leads) in around.items()
        if (count := sum(iri in known for iri in leads))
    ]
    return {
        "node": node,
        "relations": relations,
        "total": len(ordered),
        "offset": offset,
        "network": {"nodes": [node, *shown], "edges": edges},
    }


def _by_name(node: GraphNode) -> tuple[str, str]:
    return node["label"].casefold(), node["iri"]


Around = dict[str, tuple[str, dict[str, list[Link]]]]
"""By the key of a relation: what it is called, and the links to each node that it leads to."""


def _around(iri: str, identities: list[Other]) -> Around:
    found: Around = {}
    base = site().settings.base
    for link in links([iri]):
        for key, label, other in _ways(link, iri, base):
            found.setdefault(key, (label, {}))[1].setdefault(other, []).append(link)
    ordered = dict(sorted(found.items()))
    for relation in (SAME, MAYBE):
        same: dict[str, list[Link]] = {one.other: [] for one in identities if one.relation == relation}
        ordered |= {relation: (WORDS[relation], same)} if same else {}
    return ordered


def _ways(link: Link, iri: str, base: str) -> Iterator[tuple[str, str, str]]:
    name = short(link.predicate, base)
    if link.source == iri:
        yield f"out {name}", link.label, link.target
    if link.target == iri:
        label = BACKWARDS.get(URIRef(link.predicate), f"← {link.label}")
        yield f"in {name}", label, link.source


def _edges(around: Around, shown: set[str], relation: str) -> Iterator[GraphEdge]:
    wanted = [leads for key, (_, leads) in around.items() if relation in ("", key)]
    chosen = {link for leads in wanted for other, some in leads.items() if other in shown for link in some}
    yield from graph_edges(sorted(chosen))


# Between some nodes


def among(iris: Iterable[str], per: str = "") -> Network:
    """Some nodes and every edge between them; `per` thing: the things that they are, per node: those of things."""
    iris = list(iris)
    if per == "thing":
        things = things_of(iris)
        iris = [things.get(iri, iri) for iri in iris]
    elif per == "node":
        members = nodes_of(filter(is_thing, iris))
        iris = [node for iri in iris for node in members.get(iri, [iri])]
    nodes = graph_nodes(iris)
    between = [link for link in links(nodes) if link.source in nodes and link.target in nodes]
    return {"nodes": list(nodes.values()), "edges": [*graph_edges(between), *identity_edges(nodes)]}


# From one node to another


@dataclass
class _Side:
    """One end of a search: how far it has come, and over which nodes each node was reached."""

    seen: dict[str, int]
    frontier: list[str]
    before: dict[str, set[str]] = field(default_factory=dict)
    depth: int = 0

    def step(self, known: set[str]) -> None:
        """Go one step further from every node of the frontier."""
        self.depth += 1
        reached: set[str] = set()
        for node, other in sorted(_steps(self.frontier, known)):
            if self.seen.setdefault(other, self.depth) == self.depth:
                self.before.setdefault(other, set()).add(node)
                reached.add(other)
        self.frontier = sorted(reached)[:FRONTIER]

    def ways(self, node: str) -> Iterator[list[str]]:
        """The shortest ways back to where it began."""
        if self.seen[node] == 0:
            yield [node]
        for previous in sorted(self.before.get(node, ())):
            yield from ([node, *way] for way in self.ways(previous))


def paths(start: str, end: str) -> list[Network]:
    """Up to three of the shortest ways from one node to another, each in walking order."""
    known = known_nodes([start, end])
    one, other = _Side({start: 0}, [start]), _Side({end: 0}, [end])
    while not one.seen.keys() & other.seen.keys() and one.depth + other.depth < STEPS:
        side = min(one, other, key=lambda side: len(side.frontier))
        if not side.frontier:
            return []
        side.step(known)
    meeting = one.seen.keys() & other.seen.keys()
    length = min((one.seen[node] + other.seen[node] for node in meeting), default=0)
    whole = (
        [*reversed(way), *rest[1:]]
        for node in sorted(node for node in meeting if one.seen[node] + other.seen[node] == length)
        for way in one.ways(node)
        for rest in other.ways(node)
    )
    found = list(islice(dict.fromkeys(map(tuple, islice(whole, WAYS * WAYS))), WAYS))
    return _told(found)


def _steps(frontier: list[str], known: set[str]) -> set[tuple[str, str]]:
    """From the nodes of a frontier to all those next to them, which are known from then on.

    From the nodes of one thing only one leads to the others, or thousands of reports of one town were millions of ways.
    """
    some = set(frontier)
    found = {(node, link.other(node)) for link in links(frontier) for node in some & {link.source, link.target}}
    firsts = {thing: iri for iri, thing in things_of(some).items()}.values()
    found |= {(one.ours, one.other) for one in others(firsts, reasons=False)}
    known |= known_nodes(sorted({other for _, other in found} - known)[:REACHED])
    return {(node, other) for node, other in found if node != other and other in known}


def _told(ways: list[tuple[str, ...]]) -> list[Network]:
    """Ways as networks: each step by the fact that we are most sure of."""
    known = graph_nodes({iri for way in ways for iri in way})
    steps = {frozenset(step) for way in ways for step in pairwise(way)}
    between = [link for link in links({iri for way in ways for iri in way}) if {link.source, link.target} in steps]
    same = {
        frozenset((one.ours, one.other)): identity_edge(*one)
        for one in others({iri for way in ways for iri in way})
        if {one.ours, one.other} in steps
    }
    best: dict[frozenset[str], GraphEdge] = {}
    for edge in sorted(graph_edges(between), key=lambda edge: (-(edge["confidence"] or 0), edge["key"])):
        best.setdefault(frozenset((edge["source"], edge["target"])), edge)
    return [
        {
            "nodes": [known[iri] for iri in way],
            "edges": [best.get(frozenset(step)) or same[frozenset(step)] for step in pairwise(way)],
        }
        for way in ways
    ]
