"""`/thing`: a person, an organisation, a place or an event as all reports together tell of it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from rdflib import URIRef
from werkzeug.exceptions import NotFound

from kg.endpoint import filled
from kg.vocab import PE
from server import thing_queries as queries
from server.answers import asked_number
from server.caching import remembered
from server.identity import things_of
from server.links import Links
from server.site import data_or_page, links, site
from server.together import PAGE, Together, named

blueprint = Blueprint("things", __name__)


@blueprint.get("/thing/<report_id>/<key>")
@remembered
def thing(report_id: str, key: str) -> Response:
    """All that is known of a thing; the address of one that was joined to another leads there."""
    addresses = site().store.addresses
    node = addresses.node(report_id, key)
    iri = things_of([str(node)]).get(str(node))
    if iri is None:
        raise NotFound(f"No thing is called after {key} of the report {report_id}.")
    if iri != str(addresses.thing_of(node)):
        return moved(iri, links())
    found = named([iri]).get(iri)
    if found is None:
        raise NotFound(f"The thing of {key} of the report {report_id} has no name; `kg resolve` makes the things anew.")
    offset = asked_number("offset", 0)

    def page() -> str:
        return render_template("thing.html", about=Together(found, offset), step=PAGE, pe=PE)

    data = filled(
        queries.DATA,
        {"thing": URIRef(iri), "graph": addresses.canonical_graph, "suggested": addresses.suggestions_graph},
    )
    return data_or_page(data, iri, None, page)


def moved(iri: str, ours: Links) -> Response:
    """To the thing to which a node belongs now, in the format that was asked for."""
    asked = request.query_string.decode()
    return Response(status=301, headers={"Location": f"{ours.local(iri)}{f'?{asked}' if asked else ''}"})
