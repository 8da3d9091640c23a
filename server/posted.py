"""What a view has posted, looked through before anything is made of it: a network, or the addresses of things."""

from __future__ import annotations

import re
from typing import Any

import networkx as nx
from werkzeug.exceptions import BadRequest

from kg.network import COLUMNS, Network
from server.answers import IRI, under_base
from server.drawing import MAX_NODES

MAX_EDGES = 3_000
KINDS = frozenset(kind for kinds in COLUMNS.values() for kind in kinds)


def posted_network(document: dict[str, Any]) -> Network:
    """The network of a document in the shape of `Network` (openapi.json); BadRequest for any other."""
    nodes, edges = _rows(document, "nodes", MAX_NODES), _rows(document, "edges", MAX_EDGES)
    network: Network = nx.MultiDiGraph()
    for node in nodes:
        iri = _text(node, "iri")
        if not re.fullmatch(IRI, iri):
            raise BadRequest("A node's iri is not the address of a thing.")
        kind = _text(node, "kind")
        if kind not in KINDS:
            raise BadRequest(f"A node's kind is none of {', '.join(sorted(KINDS))}.")
        report, start = _text(node, "report"), _number(node.get("start"))
        network.add_node(iri, kind=kind, label=_text(node, "label"), report=report, start=start)
    for edge in edges:
        source, target = _text(edge, "source"), _text(edge, "target")
        if source not in network or target not in network:
            raise BadRequest("An edge leads from or to something that is not among the nodes.")
        words = edge.get("words")
        network.add_edge(
            source,
            target,
            key=_text(edge, "key"),
            predicate=_text(edge, "predicate"),
            label=_text(edge, "label"),
            fact="" if edge.get("fact") is None else _text(edge, "fact"),
            start=_number(words.get("start")) if isinstance(words, dict) else 0,
            end=0,
            exact="",
        )
    return network


def asked_iris(document: dict[str, Any], name: str, most: int) -> list[str]:
    """The IRIs of a list of addresses, which may be those of this host."""
    found = document.get(name)
    if not isinstance(found, list) or not all(isinstance(iri, str) for iri in found):
        raise BadRequest(f"{name} is missing: a list of addresses.")
    if len(found) > most:
        raise BadRequest(f"There are {len(found)} {name}: at most {most} are taken.")
    return [under_base(iri) for iri in found]


def _rows(document: dict[str, Any], name: str, most: int) -> list[dict[str, Any]]:
    found = document.get(name)
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise BadRequest(f"A network has {name}: a list of objects.")
    if len(found) > most:
        raise BadRequest(f"There are {len(found)} {name}: at most {most} are drawn in columns.")
    return found


def _text(row: dict[str, Any], name: str) -> str:
    if not isinstance(row.get(name), str):
        raise BadRequest(f"A node or an edge has no {name}, or one that is no text.")
    return str(row[name])


def _number(given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or given < 0:
        raise BadRequest("A start is not a whole number from 0.")
    return given
