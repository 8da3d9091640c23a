"""Events in time and space, people who met at them, drawings, terms and names."""

from __future__ import annotations

from flask import Blueprint, Response, request
from rdflib import URIRef
from werkzeug.exceptions import BadRequest, NotFound

from server.answers import answer, asked_document, asked_number, our_iri
from server.caching import remembered
from server.drawing import draw
from server.events import MOST_EVENTS, all_events, events_of, these_events
from server.kinds import KINDS
from server.links import short
from server.nodes import graph_nodes
from server.people import people
from server.posted import asked_iris, posted_network
from server.renewing import renewed
from server.results import labels
from server.schema import schema
from server.shapes import GraphNode
from server.site import links, site

blueprint = Blueprint("space", __name__)


@blueprint.get("/events")
@remembered
def events() -> Response:
    """All events, those of a report, or these."""
    report, iris = request.args.get("report"), request.args.getlist("iri")
    if report and iris:
        raise BadRequest("Ask for the events of a report, or for some by their addresses, not for both.")
    if len(iris) > MOST_EVENTS:
        raise BadRequest(f"These are {len(iris)} events; ask for at most {MOST_EVENTS}.")
    if report:
        return answer(events_of(known(report)))
    return answer(these_events(our_iri(iri) for iri in iris) if iris else renewed("events", all_events))


@blueprint.get("/people")
@remembered
def people_linked() -> Response:
    """People linked by the events at which both were: of all reports, or of one."""
    report = request.args.get("report")
    return answer(people(known(report)) if report else renewed("people", people))


def known(report: str) -> URIRef:
    """The address of a report that is there."""
    if report not in site().store:
        raise NotFound("There is no such report.")
    return site().store.addresses.report(report)


@blueprint.get("/schema")
@remembered
def terms() -> Response:
    """The classes, properties and concepts there are, and how often each is used."""
    return answer(renewed("schema", schema))


@blueprint.post("/labels")
def names() -> Response:
    """How things are called, where they lead, and of which kind of node they are, in the order asked."""
    iris = asked_iris(asked_document(), "iris", MOST_LABELS)
    nodes, found = graph_nodes(iris), labels(iris)
    return answer({"labels": [_named(iri, nodes.get(iri), found.get(iri)) for iri in iris]})


MOST_LABELS = 5_000


def _named(iri: str, node: GraphNode | None, label: str | None) -> dict[str, str | None]:
    told = node["label"] if node else label or short(iri, site().settings.base)
    return {"iri": iri, "label": told, "href": links().href(iri), "kind": node and node["kind"]}


@blueprint.post("/drawing")
def drawing() -> Response:
    """Where the columns put a network, in as much width as there is."""
    room = asked_number("width", 0) or None
    drawn = draw(posted_network(asked_document()), alone=True, room=room)
    return answer(
        {
            "width": drawn.width,
            "height": drawn.height,
            "heads": [{"title": title, "x": x} for title, x in drawn.heads],
            "boxes": [
                {"iri": box.iri, "x": box.x, "y": round(box.y, 1), "width": box.width, "height": box.height,
                 "lines": box.lines}
                for box in drawn.boxes
            ],
            "curves": [
                {"key": curve.key, "path": curve.path, "hue": HUES.get(curve.hue, curve.hue), "order": curve.order}
                for curve in drawn.curves
            ],
        }
    )  # fmt: skip


HUES = {kind.name: kind.hue for kind in KINDS}
"""The colour of each kind of node; a role has that of its name."""
