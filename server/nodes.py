"""Nodes by their addresses, and questions about many things at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rdflib import URIRef

from kg.endpoint import Row, Term
from kg.network import KINDS, UNREAL
from kg.vocab import PE
from server import queries, thing_queries
from server.answers import IRI, MAX_IRI
from server.shapes import GraphNode, href
from server.site import site

ROOM = 60_000
"""Characters that the addresses in one query may take; an engine reads no text of any length."""
MOST = 1_000
"""Addresses in one query."""


def is_thing(iri: str) -> bool:
    """Whether an address is that of a thing of all reports, not of a node of one."""
    return iri.startswith(f"{site().settings.base}thing/")


def graph_nodes(iris: Iterable[str]) -> dict[str, GraphNode]:
    """The nodes of these addresses, by address, and the things; what is no node of a network is left out."""
    iris = list(iris)
    found = thing_nodes(filter(is_thing, iris))
    starts: dict[str, dict[str, int]] = {}
    for row in asked(queries.GRAPH_NODES, (iri for iri in iris if not is_thing(iri))):
        iri = str(row["node"])
        if "start" in row:
            told, how, start = starts.setdefault(iri, {}), str(row["how"]), int(row["start"])
            # Virtuoso tells some groups in several rows
            told[how] = min(start, told.get(how, start))
        if iri not in found:
            label, unreal = str(row.get("label", iri)), UNREAL.get(row.get("modality", row["node"]))
            found[iri] = {
                "iri": iri,
                "href": href(iri),
                "kind": KINDS[URIRef(row["class"])],
                "label": label if unreal is None else f"{label} ({unreal})",
                "report": str(row["report"]),
                "start": 0,
            }
    for iri, told in starts.items():
        found[iri]["start"] = told.get(str(PE.mention), min(told.values()))
    return dict(sorted(found.items()))


def known_nodes(iris: Iterable[str]) -> set[str]:
    """Which of these addresses are those of nodes or things: all that `graph_nodes` would tell more of."""
    iris = list(iris)
    found = set(thing_nodes(filter(is_thing, iris)))
    return found | {row["node"] for row in asked_texts(queries.GRAPHED, (iri for iri in iris if not is_thing(iri)))}


def thing_nodes(things: Iterable[str]) -> dict[str, GraphNode]:
    """Things as nodes of a network, which are of no one report."""
    rows = asked(thing_queries.NAMED, things, graph=site().store.addresses.canonical_graph)
    return {
        (iri := str(row["thing"])): {
            "iri": iri,
            "href": href(iri),
            "kind": KIND_OF[URIRef(row["class"])],
            "label": str(row["label"]),
            "report": "",
            "start": 0,
        }
        for row in rows
        if URIRef(row["class"]) in KIND_OF
    }


KIND_OF = KINDS | {PE.ProtestAction: "event", PE.JointAction: "event", PE.ViolentIncident: "event"}
"""The kind of thing by its class; that of an event may be told more closely."""


def asked(query: str, iris: Iterable[str], **values: Term) -> Iterator[Row]:
    """The rows of a query about many things, which stand for `%s` in it: in as many parts as it takes."""
    for part in parts(iris):
        yield from (row for row in site().store.select(query % part, **values) if row)


def asked_texts(query: str, iris: Iterable[str]) -> Iterator[dict[str, str]]:
    """The same with each value as its text alone: for very many rows."""
    for part in parts(iris):
        yield from (row for row in site().store.texts(query % part) if row)


def parts(iris: Iterable[str]) -> Iterator[str]:
    """Addresses as they stand in a query, in parts of which each has room in one."""
    part, size = list[str](), 0
    for iri in sorted({f"<{iri}>" for iri in iris if len(iri) <= MAX_IRI and re.fullmatch(IRI, iri)}):
        if part and (size + len(iri) > ROOM or len(part) == MOST):
            yield " ".join(part)
            part, size = [], 0
        part.append(iri)
        size += len(iri) + 1
    if part:
        yield " ".join(part)
