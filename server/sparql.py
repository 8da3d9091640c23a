"""`/sparql` and `/update`: the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/), and its page."""

from __future__ import annotations

import json
from collections.abc import Iterable

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import BadRequest

from kg.errors import FormatError, KGError
from kg.guard import volatile
from kg.ontology import queries as stored_queries
from kg.vocab import PREFIXES
from server import queries
from server.caching import keep
from server.description import service_description
from server.negotiation import FORMAT_LABELS, GRAPHS, HTML, RESULTS, choose, content_type
from server.problems import refusal
from server.protocol import QUERY, UPDATE, Operation, is_update, operation
from server.results import Table, table
from server.site import GRAPH_OFFERS, RESULT_OFFERS, choice, done, sent, site, wishes
from server.spreadsheet import SPREADSHEET, spreadsheet
from server.tokens import require_token

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """The answer to a query, what an update has become, or the page on which to write a query."""
    if request.method == "POST" and is_update():
        return update()
    asked = operation(QUERY)
    if asked is None:
        return _unasked()
    if not volatile(asked.text):
        keep()
    return _answered(asked)


@blueprint.post("/update")
def update() -> Response:
    """Carry out an update, as a whole or not at all."""
    require_token()
    asked = operation(UPDATE)
    if asked is None:  # no POST comes without one
        raise BadRequest("There is no update.")
    site().store.update(
        asked.text, base_iri=f"{site().settings.base}update", dataset=asked.dataset, timeout=asked.timeout
    )
    return done(204)


def _unasked() -> Response:
    """What there is without a query: the service described as RDF, or a form."""
    if "query" not in request.args and choose(wishes(), [*GRAPH_OFFERS, HTML]) not in (HTML, None):
        keep()
        return service_description()
    if choose(request.accept_mimetypes, [*RESULT_OFFERS, HTML]) == HTML:
        return _page(queries.EXPLORE)
    raise BadRequest("There is no query. Send one as ?query=…, or open this address in a browser.")


def _answered(asked: Operation) -> Response:
    try:
        if request.args.get("format") == SPREADSHEET:
            return spreadsheet(asked)
        return _as_wished(asked)
    except FormatError as error:
        raise FormatError(f"{error}; there are {', '.join((*RESULT_OFFERS, *GRAPH_OFFERS, HTML))}") from error
    except KGError as error:
        told = refusal(error)
        page = _page(asked.text, problem=told.title, detail=told.detail).get_data(as_text=True)
        return told.response(page)


def _as_wished(asked: Operation) -> Response:
    chosen = choice(page=True)
    answer = site().store.query(
        asked.text,
        wanted=chosen.wanted,
        base_iri=f"{site().settings.base}sparql",
        dataset=asked.dataset,
        timeout=asked.timeout,
    )
    media = chosen.of(answer)
    if media != HTML:
        return sent(answer, media)
    if answer.kind == "graph":
        return _page(asked.text, graph=answer.read().decode(), formats=GRAPHS)
    found = table(json.loads(answer.read()))
    return _page(asked.text, table=found, formats=[*RESULTS, *([SPREADSHEET] if found.truth is None else [])])


def _page(
    query: str,
    *,
    problem: str | None = None,
    detail: str = "",
    table: Table | None = None,
    graph: str | None = None,
    formats: Iterable[str] = (),
) -> Response:
    html = render_template(
        "sparql.html",
        query=query,
        problem=problem,
        detail=detail,
        table=table,
        graph=graph,
        formats={name: FORMAT_LABELS[name] for name in formats},
        examples=list(stored_queries().values()),
        prefixes=PREFIXES,
    )
    return Response(html, content_type=content_type(HTML))
