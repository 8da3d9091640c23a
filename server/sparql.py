"""`/sparql`: the query half of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/), and its page."""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import BadRequest, Forbidden, NotAcceptable, RequestEntityTooLarge, UnsupportedMediaType

from kg.errors import FormatError, QueryError
from kg.guard import Dataset, asks_other_servers
from kg.ontology import queries as stored_queries
from kg.vocab import PREFIXES
from server import queries
from server.negotiation import FORMAT_LABELS, GRAPHS, HTML, RESULTS, RESULTS_JSON, choose, content_type
from server.problems import problem
from server.results import Table, table
from server.site import GRAPH_OFFERS, RESULT_OFFERS, choice, sent, site

blueprint = Blueprint("sparql", __name__)

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
MAX_QUERY = 100_000
"""Characters of a query; those of people have some hundreds."""


@dataclass(frozen=True)
class Question:
    """A query and the dataset it asks; `None` leaves the dataset to the query."""

    text: str
    dataset: Dataset | None


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """The answer to a query, or the page on which to write one."""
    question = _question()
    if question is None:
        if choose(request.accept_mimetypes, [RESULTS_JSON, HTML]) != HTML:
            raise BadRequest("There is no query. Send one as ?query=…, or open this address in a browser.")
        return _page(queries.EXPLORE)
    if len(question.text) > MAX_QUERY:
        raise RequestEntityTooLarge(f"The query has {len(question.text)} characters; at most {MAX_QUERY} are read.")
    if asks_other_servers(question.text):
        return _refused(question)
    return _answered(question)


def _refused(question: Question) -> Response:
    """The query stays in the form, so that it can be changed."""
    title = "Refused: this server asks no other server"
    detail = "The query must not use SERVICE. Take that part out, and run it again."
    return problem(403, title, detail, page=_page(question.text, problem=title, detail=detail).get_data(as_text=True))


def _answered(question: Question) -> Response:
    chosen = choice(page=True)
    try:
        answer = site().store.query(
            question.text,
            wanted=chosen.wanted,
            base_iri=f"{site().settings.base}sparql",
            dataset=question.dataset,
        )
    except FormatError as error:
        raise NotAcceptable(f"{error}; there are {', '.join((*RESULT_OFFERS, *GRAPH_OFFERS, HTML))}.") from error
    except QueryError as error:
        title = "The query cannot be answered"
        page = _page(question.text, problem=title, detail=str(error)).get_data(as_text=True)
        place = {"line": error.line, "column": error.column}
        known = {name: value for name, value in place.items() if value is not None}
        return problem(400, title, str(error), page=page, **known)
    media = chosen.of(answer)
    if media != HTML:
        return sent(answer, media)
    if answer.kind == "graph":
        return _page(question.text, graph=answer.read().decode(), formats=GRAPHS)
    return _page(question.text, table=table(json.loads(answer.read())), formats=RESULTS)


def _question() -> Question | None:
    """The query of the request; `None` if a GET has none. Refuses what the protocol forbids."""
    if "update" in request.args or "update" in request.form or request.mimetype == UPDATE:
        raise Forbidden("This endpoint only reads; updates are not accepted.")
    if request.method != "POST":
        texts, parameters = request.args.getlist("query"), request.args
        if not any(text.strip() for text in texts):
            return None
    elif request.mimetype == FORM:
        _only_utf8()
        texts, parameters = request.form.getlist("query") + request.args.getlist("query"), request.form
    elif request.mimetype == QUERY:
        _only_utf8()
        texts, parameters = [_body(), *request.args.getlist("query")], request.args
    else:
        raise UnsupportedMediaType(f"A query is sent as {FORM} or {QUERY}, not as {request.mimetype or 'nothing'}.")
    if len(texts) != 1:
        raise BadRequest(f"There must be exactly one query; this request has {len(texts)}.")
    default, named = parameters.getlist("default-graph-uri"), parameters.getlist("named-graph-uri")
    return Question(texts[0], Dataset(tuple(default), tuple(named)) if default or named else None)


def _only_utf8() -> None:
    charset = request.mimetype_params.get("charset", "utf-8")
    if charset.lower() not in ("utf-8", "utf8"):
        raise BadRequest(f"A query is read as UTF-8, not as {charset}.")
    if request.content_encoding is not None:
        raise UnsupportedMediaType("A query is sent uncompressed, without Content-Encoding.")


def _body() -> str:
    try:
        return request.get_data().decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The query is not UTF-8: byte {error.start}.") from None


def _page(
    query: str,
    *,
    problem: str | None = None,
    detail: str = "",
    table: Table | None = None,
    graph: str | None = None,
    formats: dict[str, str] | None = None,
) -> Response:
    html = render_template(
        "sparql.html",
        query=query,
        problem=problem,
        detail=detail,
        table=table,
        graph=graph,
        formats={name: FORMAT_LABELS[name] for name in formats or ()},
        examples=list(stored_queries().values()),
        prefixes=PREFIXES,
    )
    return Response(html, content_type=content_type(HTML))
