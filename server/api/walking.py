"""From node to node: neighbours by relation, edges among some nodes, and paths."""

from __future__ import annotations

from flask import Blueprint, Response, request
from rdflib import URIRef
from werkzeug.exceptions import BadRequest, NotFound

from server import walking
from server.answers import answer, asked_document, asked_iri, asked_number
from server.caching import remembered
from server.nodes import graph_nodes
from server.posted import asked_iris
from server.shapes import GraphNode

blueprint = Blueprint("walking", __name__)

LIMIT, MOST = 100, 500
"""Neighbours told at once: if nothing is asked, and at most."""
AMONG = 2_000
"""Nodes between which edges are looked for."""


@blueprint.get("/neighbours")
@remembered
def neighbours() -> Response:
    """What lies around a node, counted by relation, and some of it."""
    offset, limit = asked_number("offset", 0), asked_number("limit", LIMIT, MOST)
    return answer(walking.neighbours(_node(asked_iri()), request.args.get("relation", ""), offset, limit))


@blueprint.get("/paths")
@remembered
def paths() -> Response:
    """Up to three of the shortest ways from one node to another."""
    start, end = asked_iri("from"), asked_iri("to")
    if start == end:
        raise BadRequest("A path leads from one thing to another; these two are the same.")
    return answer({"paths": walking.paths(_node(start)["iri"], _node(end)["iri"])})


@blueprint.post("/among")
def among() -> Response:
    """Some nodes, and every edge between them."""
    per = request.args.get("per", "")
    if per not in ("", "thing", "node"):
        raise BadRequest("The parameter per is thing or node: what the nodes of the answer stand for.")
    return answer(walking.among(asked_iris(asked_document(), "iris", AMONG), per))


def _node(iri: URIRef) -> GraphNode:
    """A node of the network, by its IRI."""
    found = graph_nodes([iri]).get(str(iri))
    if found is None:
        raise NotFound("There is no such node in the network: an entity, an event or a role of a report.")
    return found
