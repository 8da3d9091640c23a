"""`/sparql` and `/update`: the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/), and its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.exceptions import BadRequest

from kg.errors import FormatError, KGError
from kg.guard import volatile
from kg.ontology import queries as stored_queries
from kg.vocab import PREFIXES
from server import queries, snippets
from server.caching import keep
from server.description import service_description
from server.negotiation import FORMAT_LABELS, GRAPHS, HTML, RESULTS, choose, content_type
from server.problems import refusal
from server.protocol import QUERY, UPDATE, Operation, is_update, operation
from server.results import Table, table
from server.site import GRAPH_OFFERS, RESULT_OFFERS, Stream, choice, done, sent, site, wishes
from server.spreadsheet import SPREADSHEET, spreadsheet
from server.tokens import require_token

blueprint = Blueprint("sparql", __name__)

SHOWN = 1 << 20
"""Bytes of an answer of which a page is made; the rest is only in the downloads."""


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
        page = _page(asked.text, problem=told.title, detail=told.detail, place=told.members).get_data(as_text=True)
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
    stream = Stream(answer.chunks)
    whole = stream.begin(SHOWN)
    shown = stream.beginning()
    stream.close()
    if answer.kind == "graph":
        lines = shown if whole is not None else shown.rpartition(b"\n")[0]
        return _page(asked.text, graph=lines.decode(), formats=GRAPHS, cut=whole is None)
    found = table(shown, whole=whole is not None)
    return _page(asked.text, table=found, formats=[*RESULTS, *([SPREADSHEET] if found.truth is None else [])])


def _page(
    query: str,
    *,
    problem: str | None = None,
    detail: str = "",
    place: Mapping[str, int] | None = None,
    table: Table | None = None,
    graph: str | None = None,
    formats: Iterable[str] = (),
    cut: bool = False,
) -> Response:
    query = query.replace("\r\n", "\n")  # as forms send it
    endpoint = url_for("sparql.sparql", _external=True)
    html = render_template(
        "sparql.html",
        query=query,
        problem=problem,
        detail=detail,
        place=place or {},
        table=table,
        graph=graph,
        cut=cut,
        formats={name: FORMAT_LABELS[name] for name in formats},
        offers={"rows": _labelled([*RESULTS, SPREADSHEET]), "graph": _labelled(GRAPHS)},
        curl=snippets.curl(endpoint, query),
        python=snippets.python(endpoint, query),
        examples=list(stored_queries().values()),
        prefixes=PREFIXES,
    )
    return Response(html, content_type=content_type(HTML))


def _labelled(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, FORMAT_LABELS[name]) for name in names]
