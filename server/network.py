"""The network of a report: a drawing in columns, and the same edges as a list."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from kg.network import to_network
from server import queries
from server.caching import remembered
from server.drawing import MAX_NODES, draw
from server.kinds import LINES
from server.pages import load
from server.site import data_or_page, site

blueprint = Blueprint("network", __name__)


@blueprint.get("/report/<report_id>/network")
@remembered
def network(report_id: str) -> Response:
    """Who did what where, in which role, for whom: every line leads to the words that say so."""
    view, store = load(report_id), site().store

    def page() -> str:
        found = to_network(store.facts(report_id))
        alone = [found.nodes[node] | {"iri": node} for node in sorted(found) if not found.degree(node)]
        drawing = draw(found)
        shown = len(drawing.boxes) <= MAX_NODES
        return render_template("network.html", view=view, drawing=drawing, shown=shown, alone=alone, lines=LINES)

    return data_or_page(queries.EVERYTHING, view.iri, [store.addresses.facts_graph(report_id)], page)
