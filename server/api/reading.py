"""Reports, what was read from each, and the card of a thing."""

from __future__ import annotations

from urllib.parse import unquote

from flask import Blueprint, Response
from rdflib import URIRef
from werkzeug.exceptions import NotFound

from kg.network import to_network
from kg.vocab import PE
from server.answers import answer, asked_iri, asked_number
from server.caching import remembered
from server.cards import card
from server.gaps import gaps
from server.nodes import graph_nodes, is_thing
from server.pages import load
from server.shapes import Grades, band, confidence, network
from server.site import site
from server.summaries import report_list, report_summaries, thing_summary
from server.view import ReportView, Thing

blueprint = Blueprint("reading", __name__)


@blueprint.get("/reports")
@remembered
def reports() -> Response:
    """The reports, the latest first, a hundred at a time."""
    total, page = report_list(asked_number("offset", 0))
    return answer({"total": total, "reports": page})


@blueprint.get("/reports/<path:report_id>")
@remembered
def report(report_id: str) -> Response:
    """What the screen of a report needs beside its page."""
    view = load(report_id)
    (summary,) = report_summaries([view.iri])
    marks = sorted({(mark.start, mark.end, str(_iri(view, mark.key))) for mark in view.marks()})
    return answer(
        {
            "report": summary,
            "sha256": view.meta.get("sha256"),
            "length": len(view.text),
            "network": network(to_network(site().store.facts(report_id)), grades(view)),
            "marks": [{"start": start, "end": end, "thing": thing} for start, end, thing in marks],
            "things": [thing_summary(view, thing) for thing in (*view.ordered, *view.candidates, *view.rejected)],
            "gaps": list(gaps(view.text, ((start, end) for start, end, _ in marks))),
        }
    )


def _iri(view: ReportView, key: str) -> URIRef:
    return URIRef(f"{view.iri}/{key}")


def grades(view: ReportView) -> Grades:
    """How sure each fact of a report is."""
    return {
        str(thing.iri): (confidence(thing.first(PE.confidence)), band(thing.first(PE.band)))
        for thing in view.things.values()
    }


@blueprint.get("/thing")
@remembered
def thing() -> Response:
    """The card of an entity, an event, a role or another fact; of a thing, that of the node that it is called after."""
    iri = asked_iri()
    if not is_thing(iri):
        return answer(card(*told(iri)))
    (node,) = graph_nodes([iri]).values() or [None]
    if node is None:
        raise NotFound("There is no such thing in the graph.")
    found = card(*told(site().store.addresses.node_of(iri)))
    found["thing"] |= {name: node[name] for name in ("iri", "href", "label")}
    return answer(found)


def told(iri: URIRef) -> tuple[ReportView, Thing]:
    """The report that tells of a thing, and what it tells of it."""
    prefix = f"{site().settings.base}report/"
    report_id, _, key = iri.removeprefix(prefix).partition("/")
    if iri.startswith(prefix) and key:
        view = load(unquote(report_id))
        if iri in view.things:
            return view, view.things[iri]
    raise NotFound("There is no such thing in the graph.")
