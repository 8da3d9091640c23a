"""Things of different reports that are called alike. Nobody has said that they are the same: it is a suggestion.

Only names of persons, organisations and places are compared. One word is not enough to name a person: half the
reports of a region have a Mohammed. A person is also found by the other forms of the name that a report uses; what
else a report calls a town or a body is seldom its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from rdflib import Literal, URIRef
from rdflib.namespace import FOAF, ORG, RDFS

from kg.endpoint import written
from kg.names import fold
from kg.vocab import PE
from server import queries
from server.nodes import asked
from server.shapes import GraphEdge, GraphNode, same_name
from server.site import site

NAMED: dict[str, URIRef] = {"person": FOAF.Person, "organization": ORG.Organization, "place": PE.Place}
"""The kinds of node that have names."""
SAME, ALSO = "the same name", "named so in this report too"
ROOM = 60_000
"""Characters that the names in one query may take."""


class Alike(NamedTuple):
    """A node of another report that is called as one of ours is, and why we say so."""

    ours: str
    other: str
    why: str


def name_key(kind: str, label: str) -> tuple[str, str] | None:
    """What two nodes share that are called alike; `None` for what has no name."""
    folded = fold(label)
    words = len(folded.split())
    if kind not in NAMED or words == 0 or (kind == "person" and words < 2):
        return None
    return kind, folded


def alike(nodes: Mapping[str, GraphNode]) -> list[Alike]:
    """The nodes of other reports that are called as some nodes are, the closest first."""
    named = {iri: key for iri, node in nodes.items() if (key := name_key(node["kind"], node["label"])) is not None}
    ours: dict[tuple[str, str], set[str]] = {}
    for iri in named:
        ours.setdefault((nodes[iri]["kind"], nodes[iri]["label"]), set()).add(iri)
    for row in asked(queries.FORMS, [iri for iri in named if nodes[iri]["kind"] == "person"]):
        if name_key("person", str(row["form"])) is not None:
            ours.setdefault(("person", str(row["form"])), set()).add(str(row["node"]))
    found: dict[tuple[str, str], str] = {}
    for kind, report, other, label, name in _called(ours):
        if label is None and kind != "person":
            continue
        for iri in ours.get((kind, name), ()):
            if nodes[iri]["report"] != report:
                same = label is not None and name_key(kind, label) == named[iri]
                found[iri, other] = SAME if same else found.get((iri, other), ALSO)
    ranked = sorted(found.items(), key=lambda one: (one[0][0], one[1] != SAME, one[0][1]))
    return [Alike(iri, other, why) for (iri, other), why in ranked]


def _called(names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str, str | None, str]]:
    """Kind, report, node, the name if it is its label, and the name, of all that is called so."""
    kinds = {str(type_): kind for kind, type_ in NAMED.items()}
    for part in _parts(sorted({written(Literal(name)) for _, name in names})):
        for row in site().store.select(queries.CALLED % " ".join(part)):
            name = str(row["name"])
            as_label = name if row["how"] == RDFS.label else None
            yield kinds[str(row["type"])], str(row["report"]), str(row["node"]), as_label, name


def _parts(names: list[str]) -> Iterator[list[str]]:
    sizes, borders = 0, [0]
    for index, name in enumerate(names):
        sizes += len(name) + 1
        if sizes > ROOM and index > borders[-1]:
            borders.append(index)
            sizes = len(name) + 1
    yield from (names[start:end] for start, end in pairwise([*borders, len(names)]))


def same_name_edges(nodes: Mapping[str, GraphNode]) -> list[GraphEdge]:
    """Edges between those nodes that are called alike: a star from the first of each name, not one for every two."""
    stars: dict[tuple[str, str], list[str]] = {}
    for iri, node in sorted(nodes.items()):
        key = name_key(node["kind"], node["label"])
        if key is not None:
            stars.setdefault(key, []).append(iri)
    found = [(first, other) for first, *others in stars.values() for other in others]
    return [same_name(one, other) for one, other in found if nodes[one]["report"] != nodes[other]["report"]]
