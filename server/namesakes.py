"""Things of different reports that are called alike. Nobody has said that they are the same: it is a suggestion.

Only names of persons, organisations and places are compared, in any spelling of their letters. A person is also found
by the other forms of the name that a report uses; what else a report calls a town or a body is seldom its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from server.index import latest, name_key
from server.shapes import GraphEdge, GraphNode, same_name

SAME, ALSO = "the same name", "named so in this report too"


class Alike(NamedTuple):
    """A node of another report that is called as one of ours is, and why we say so."""

    ours: str
    other: str
    why: str


def alike(nodes: Mapping[str, GraphNode]) -> list[Alike]:
    """The nodes of other reports that are called as some nodes are, the closest first."""
    index = latest()
    found: list[Alike] = []
    for iri, node in nodes.items():
        own = name_key(node["kind"], node["label"])
        entry = index.entries.get(iri)
        forms = {own, *(index.names(entry) if entry is not None else ())}
        others = {
            other.iri: SAME if name_key(other.kind, other.label) == own else ALSO
            for form in forms
            if form is not None
            for other in index.called(form)
            if other.report.id != node["report"]
        }
        found += (Alike(iri, other, why) for other, why in others.items())
    return sorted(found, key=lambda one: (one.ours, one.why != SAME, one.other))


def same_name_edges(nodes: Mapping[str, GraphNode]) -> list[GraphEdge]:
    """Edges between those nodes that are called alike: a star from the first of each name, not one for every two."""
    stars: dict[tuple[str, str], list[str]] = {}
    for iri, node in sorted(nodes.items()):
        key = name_key(node["kind"], node["label"])
        if key is not None:
            stars.setdefault(key, []).append(iri)
    pairs = {(first, other) for first, *others in stars.values() for other in others}
    pairs |= {tuple(sorted(one[:2])) for one in alike(nodes) if one.why == ALSO and one.other in nodes}  # type: ignore[misc]
    return [same_name(one, other) for one, other in sorted(pairs) if nodes[one]["report"] != nodes[other]["report"]]
