"""Which nodes of the reports are the same thing, which may be, and why: the layer above the reports.

A node belongs to its report. The things to which nodes belong are derived from all of them and from what people have
decided (`kg.canonical`); here it is only asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import networkx as nx

from kg.vocab import PE
from server import thing_queries as queries
from server.nodes import asked, is_thing
from server.shapes import GraphEdge, GraphNode, href
from server.site import site

SAME, MAYBE = "same", "maybe"
"""The keys of the two relations between nodes of different reports."""
WORDS = {SAME: "is the same as", MAYBE: "may be the same as"}
PREDICATES = {SAME: PE.canonical, MAYBE: PE.Suggestion}


class Pair(NamedTuple):
    """Two nodes that are held for the same, or that may be; `decision` is the judgement of a person, if that is why."""

    left: str
    right: str
    relation: str
    reasons: tuple[str, ...]
    score: float
    decision: str | None = None

    @property
    def why(self) -> str:
        """All reasons in a line."""
        return "; ".join(self.reasons)

    def other(self, node: str) -> str:
        """Its other end."""
        return self.right if node == self.left else self.left


class Other(NamedTuple):
    """Another node that is, or may be, the same thing as one of ours."""

    ours: str
    other: str
    relation: str
    why: str


def things_of(nodes: Iterable[str]) -> dict[str, str]:
    """The things to which nodes belong, by node; what has no thing is left out."""
    return {str(row["node"]): str(row["thing"]) for row in asked(queries.THINGS_OF, nodes)}


def nodes_of(things: Iterable[str]) -> dict[str, list[str]]:
    """The nodes that belong to things, by thing, in the order of their addresses."""
    found: dict[str, list[str]] = {}
    for row in asked(queries.NODES_OF, set(things)):
        found.setdefault(str(row["thing"]), []).append(str(row["node"]))
    return {thing: sorted(nodes) for thing, nodes in sorted(found.items())}


def joinings(nodes: Iterable[str]) -> list[Pair]:
    """Why some nodes, all those of a thing, are held for the same: the pairs that were joined."""
    rows = asked(queries.JOININGS, nodes, graph=site().store.addresses.canonical_graph)
    return _pairs(rows, SAME)


def suggestions(nodes: Iterable[str]) -> list[Pair]:
    """What may be the same as some nodes and waits for a decision, the likeliest first."""
    rows = asked(queries.SUGGESTIONS, nodes, graph=site().store.addresses.suggestions_graph)
    return _pairs(rows, MAYBE)


def _pairs(rows: Iterable[Mapping[str, object]], relation: str) -> list[Pair]:
    found: dict[str, Pair] = {}
    reasons: dict[str, list[str]] = {}
    for row in rows:
        why = reasons.setdefault(str(row["pair"]), [])
        if "why" in row and str(row["why"]) not in why:
            why.append(str(row["why"]))
        found[str(row["pair"])] = Pair(
            str(row["left"]), str(row["right"]), relation, _telling(why), float(str(row.get("score", 0))),
            str(row["decision"]) if "decision" in row else None,
        )  # fmt: skip
    return sorted(found.values(), key=lambda pair: (-pair.score, pair.left, pair.right))


def _telling(reasons: Iterable[str]) -> tuple[str, ...]:
    """The reasons, the shortest first, without those that only say a part of what another says."""
    parts = {reason: set(PARTS.split(reason)) for reason in sorted(reasons, key=lambda reason: (len(reason), reason))}
    return tuple(reason for reason, own in parts.items() if not any(own < other for other in parts.values()))


PARTS = re.compile(r",? and |, ")


def others(nodes: Iterable[str], *, reasons: bool = True) -> list[Other]:
    """The nodes that are, or may be, the same as some nodes: those that are come first.

    Of a thing, the other things that may be the same. Why two are the same is told only with `reasons`.
    """
    nodes = list(nodes)
    things = things_of(nodes)
    members = nodes_of(things.values())
    joined = (node for some in members.values() if len(some) > 1 for node in some)
    why = _Reasons(joinings(joined) if reasons else [])
    found = [
        Other(node, other, SAME, why.of(node, other))
        for node, thing in things.items()
        for other in members[thing]
        if other != node
    ]
    found += _suggested(things, members)
    found += _between_things(filter(is_thing, nodes))
    return sorted(found, key=lambda one: (one.ours, one.relation != SAME, one.other))


class _Reasons:
    """Why two nodes are the same: the reason of their own joining, or of the one that brought the other in."""

    def __init__(self, pairs: list[Pair]) -> None:
        self._pairs = {frozenset((pair.left, pair.right)): pair.why for pair in pairs}
        self._ends = {end: pair.why for pair in reversed(pairs) for end in (pair.left, pair.right)}

    def of(self, node: str, other: str) -> str:
        own = self._pairs.get(frozenset((node, other)))
        return own or self._ends.get(other) or self._ends.get(node, "")


def _suggested(things: Mapping[str, str], members: Mapping[str, list[str]]) -> Iterator[Other]:
    """A suggestion is about all nodes of its two things, and told by one of each."""
    by_thing: dict[str, list[str]] = {}
    for node, thing in sorted(things.items()):
        by_thing.setdefault(thing, []).append(node)
    at = {node: thing for thing, some in members.items() for node in some}
    for pair in suggestions(at):
        for end in (pair.left, pair.right):
            for node in by_thing.get(at.get(end, ""), ()):
                yield Other(node, pair.other(end), MAYBE, pair.why)


def _between_things(things: Iterable[str]) -> Iterator[Other]:
    members = nodes_of(things)
    found = list(_suggested({some[0]: thing for thing, some in members.items()}, members))
    at = things_of({end for one in found for end in one[:2]})
    yield from (Other(at[one.ours], at[one.other], MAYBE, one.why) for one in found if one.other in at)


def identity_edges(nodes: Mapping[str, GraphNode]) -> list[GraphEdge]:
    """Edges between those nodes that are or may be the same: as few as hold each thing together."""
    things = things_of(nodes)
    members = nodes_of(things.values())
    why = _Reasons(joined := joinings(node for some in members.values() if len(some) > 1 for node in some))
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((pair.left, pair.right) for pair in joined if pair.left in nodes and pair.right in nodes)
    for some in ([node for node in all_ if node in nodes] for all_ in members.values()):
        heads = [min(part) for part in nx.connected_components(graph.subgraph(some))]
        first, *rest = sorted([*heads, *(node for node in some if node not in graph)])
        graph.add_edges_from((first, other) for other in rest)
    same = sorted(tuple(sorted(pair)) for pair in graph.edges)
    suggested = [*_suggested(things, members), *_between_things(filter(is_thing, nodes))]
    maybe = {(min(one[:2]), max(one[:2])): one.why for one in suggested if one.other in nodes}
    return [
        *(identity_edge(one, other, SAME, why.of(one, other)) for one, other in same),
        *(identity_edge(one, other, MAYBE, reason) for (one, other), reason in sorted(maybe.items())),
    ]


def identity_edge(one: str, other: str, relation: str, why: str) -> GraphEdge:
    """What no report says: that two nodes are, or may be, the same thing. It leads to the page of the thing."""
    source, target = sorted((one, other))
    label = f"{WORDS[relation]}: {why}" if why else WORDS[relation]
    return {
        "key": f"{relation} {source} {target}",
        "source": source,
        "target": target,
        "predicate": str(PREDICATES[relation]),
        "label": label,
        "fact": None,
        "href": href(source if is_thing(source) else site().store.addresses.thing_of(source)) or None,
        "words": None,
        "confidence": None,
        "band": None,
        "inferred": relation == MAYBE,
    }
