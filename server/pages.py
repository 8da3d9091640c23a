"""The pages: home, report, entity, event and every other fact, and the ontology."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from werkzeug.exceptions import NotFound

from kg.interchange.sources import names
from kg.ontology import queries as stored_queries
from kg.vocab import PE
from server import queries
from server.answers import asked_number
from server.caching import remembered
from server.cards import company, identity, quotation, quoted
from server.kinds import HUES, KINDS, REPORT_GROUPS
from server.marks import blocks
from server.negotiation import FORMAT_LABELS, GRAPHS
from server.renewing import renewed
from server.sections import sections
from server.site import data_or_page, site
from server.summaries import report_list
from server.together import thing_totals
from server.view import ReportView, Thing
from server.vocabulary import vocabulary

blueprint = Blueprint("pages", __name__)
LISTED = 25
"""Reports on the first page: on a phone the questions stand below them."""


@blueprint.get("/")
@remembered
def home() -> Response:
    """What is in the graph, and where to begin."""
    store = site().store

    def page() -> str:
        offset = asked_number("offset", 0)
        totals = renewed("totals", lambda: {str(r["class"]): int(r["total"]) for r in store.select(queries.TOTALS)})
        total, reports = report_list(offset, LISTED)
        return render_template(
            "home.html",
            things=renewed("things", thing_totals),
            sources=renewed("sources", lambda: names(store)),
            tiles=[(title, totals.get(str(type_), 0)) for title, type_ in TILES],
            reports=reports,
            older=offset + LISTED if offset + LISTED < total else None,
            newer=max(offset - LISTED, 0) if offset else None,
            questions=stored_queries().values(),
        )

    return data_or_page(queries.CATALOGUE, site().settings.base, None, page)


COUNTED = ("event", "person", "organization", "place", "membership", "quotation", "reported", "expression")
TILES = (
    ("reports", PE.Report),
    *((f"{kind.label}s", kind.type) for kind in KINDS if kind.name in COUNTED),
)
"""What the home page counts."""


@blueprint.get("/report/<report_id>")
@remembered
def report(report_id: str) -> Response:
    """A report's text with the words behind every fact marked, and the facts beside it."""
    view = load(report_id)

    def page() -> str:
        groups = [(title, [t for t in view.of(*kinds) if not listed(view, t)]) for title, kinds in REPORT_GROUPS]
        return render_template(
            "report.html",
            view=view,
            blocks=list(blocks(view.text, view.marks())),
            names={thing.key: (thing, view.label(thing.iri)) for thing in view.ordered},
            groups=[(title, things) for title, things in groups if things],
            claims=[thing for thing in view.ordered if thing.claimed],
            candidates=view.candidates,
            rejected=view.rejected,
            hues=HUES,
        )

    return data_or_page(queries.EVERYTHING, view.iri, [site().store.addresses.facts_graph(report_id)], page)


def listed(view: ReportView, thing: Thing) -> bool:
    """Whether a fact stands in the list under the thing it belongs to."""
    return thing.kind.owner is not None and thing.first(thing.kind.owner) in view.things


@blueprint.get("/report/<report_id>/graph")
@remembered
def facts_graph(report_id: str) -> Response:
    """The named graph of what a report says in its own voice."""
    return named_graph(report_id, site().store.addresses.facts_graph(report_id), "What the report itself says")


@blueprint.get("/report/<report_id>/claims")
@remembered
def claims_graph(report_id: str) -> Response:
    """The named graph of what is only said inside a report's quotations."""
    return named_graph(report_id, site().store.addresses.claims_graph(report_id), "What is only said inside quotations")


@blueprint.get("/report/<report_id>/candidates")
@remembered
def candidates_graph(report_id: str) -> Response:
    """The named graph of what the reader is not sure enough of to state."""
    return named_graph(report_id, site().store.addresses.candidates_graph(report_id), "What the reader is not sure of")


def named_graph(report_id: str, graph: str, title: str) -> Response:
    """A graph as data; who only takes a page gets one that leads to the data."""
    view, formats = load(report_id), {name: FORMAT_LABELS[name] for name in GRAPHS}

    def page() -> str:
        return render_template("graph.html", view=view, graph=graph, title=title, formats=formats)

    return data_or_page(queries.EVERYTHING, view.iri, [graph], page, page_first=False)


@blueprint.get("/report/<report_id>/<key>")
@remembered
def node(report_id: str, key: str) -> Response:
    """An entity, an event or any other fact: everything the report says of it, each with its words."""
    view, addresses = load(report_id), site().store.addresses
    iri = addresses.node(report_id, key)
    thing = view.things.get(iri)
    if thing is None and key != "reading":
        raise NotFound(f"The report {report_id} has nothing called {key}.")
    graph = addresses.facts_graph
    if thing is not None and (thing.claimed or thing.candidate):
        graph = addresses.candidates_graph if thing.candidate else addresses.claims_graph

    def page() -> str:
        if thing is None:
            return render_template("reading.html", view=view)
        return render_template(
            "node.html",
            view=view,
            thing=thing,
            sections=sections(view, thing),
            said=[quotation(view, fact) for fact in quoted(view, thing)],
            company=company(view, thing),
            identity=identity(thing),
            pe=PE,
        )

    return data_or_page(queries.ABOUT, iri, [graph(report_id)], page)


@blueprint.get("/ontology")
@remembered
def ontology() -> Response:
    """The classes, properties and concepts with which reports are described."""
    graph = site().store.addresses.vocabulary_graph
    return data_or_page(
        queries.EVERYTHING, graph, [graph], lambda: render_template("ontology.html", groups=vocabulary(site().store))
    )


def load(report_id: str) -> ReportView:
    """A report, or the page that says there is none."""
    view = ReportView(site().store, report_id)
    if not view.about:
        raise NotFound(f"There is no report {report_id} in the graph.")
    return view
