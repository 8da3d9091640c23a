"""The graphs themselves, by the Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/).

A graph is named by `/data?graph=…`, the default graph is `/data?default`, and a graph whose IRI is an address of ours
answers there: `/data/…`, the graphs of the reports and the ontology.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from urllib.parse import quote

from flask import Blueprint, Response, request
from rdflib import URIRef
from werkzeug.exceptions import BadRequest, NotAcceptable, NotFound, UnsupportedMediaType

from kg.endpoint import Wanted
from kg.errors import BusyError
from kg.guard import Dataset
from server import queries
from server.caching import remembered
from server.negotiation import SAME_BYTES, choose, content_type
from server.protocol import only_utf8
from server.site import GRAPH_OFFERS, done, sent, site, wishes
from server.tokens import require_token

blueprint = Blueprint("graph_store", __name__)

RDF_XML, MULTIPART = "application/rdf+xml", "multipart/form-data"
UPLOADS = ("text/turtle", "application/n-triples", RDF_XML, "application/ld+json")
"""In which media types a graph may be sent: those that hold one graph."""
IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\x00-\x20]*')
WRITING = ["PUT", "POST", "DELETE"]
TRIES = 5
"""Times that a graph is read while somebody writes beside."""


@blueprint.get("/data")
@remembered
def read_indirect() -> Response:
    """The graph that the address names."""
    return _read(_named())


@blueprint.get("/data/<path:name>")
@remembered
def read_direct(name: str) -> Response:
    """The graph whose IRI is this address."""
    return _read(_own(f"data/{name}"))


@blueprint.route("/data", methods=WRITING)
def write_indirect() -> Response:
    """Change the graph that the address names; a POST that names none makes a new one."""
    require_token()
    if request.method == "POST" and "graph" not in request.args and "default" not in request.args:
        return _loaded(f"{site().settings.base}data/{uuid.uuid4()}")
    return _write(_named())


@blueprint.route("/data/<path:name>", methods=WRITING)
def write_direct(name: str) -> Response:
    """Change the graph whose IRI is this address."""
    require_token()
    return _write(_own(f"data/{name}"))


@blueprint.route("/ontology", methods=WRITING)
@blueprint.route("/report/<report_id>/<any(graph, claims, candidates):name>", methods=WRITING)
def write_page(report_id: str = "", name: str = "") -> Response:
    """Change a graph that has a page, at the address of that page."""
    require_token()
    addresses = site().store.addresses
    return _write(str(addresses.node(report_id, name) if name else addresses.vocabulary_graph))


def _named() -> str | None:
    """The IRI of the graph that the address names; `None` for the default graph."""
    names, default = request.args.getlist("graph"), "default" in request.args
    if len(names) + default != 1:
        raise BadRequest("The address names one graph: either ?graph= and its IRI, or ?default.")
    if default:
        return None
    if not IRI.fullmatch(names[0]):
        raise BadRequest("The name of a graph is an absolute IRI.")
    return names[0]


def _own(path: str) -> str:
    """The IRI of an address of ours, each character escaped in one way only."""
    if "graph" in request.args or "default" in request.args:
        raise BadRequest("The address names a graph already; leave out ?graph= and ?default.")
    if "\ufffd" in path:
        raise BadRequest("The address is not UTF-8.")
    return site().settings.base + quote(path, safe="/:@!$&'()*+,;=~")


def _read(graph: str | None) -> Response:
    media = choose(wishes(), GRAPH_OFFERS)
    if media is None:
        raise NotAcceptable(f"None of the formats asked for; there are {', '.join(GRAPH_OFFERS)}.")
    store = site().store
    dataset, wanted = None if graph is None else Dataset((graph,)), Wanted(graph=SAME_BYTES.get(media, media))
    for _ in range(TRIES):
        before = store.version()
        if graph is not None and not store.ask(queries.GRAPH_THERE, graph=URIRef(graph)):
            raise NotFound(f"There is no graph {graph}.")
        if request.method == "HEAD":
            return Response(content_type=content_type(media))
        response = sent(store.query(queries.EVERYTHING, wanted=wanted, dataset=dataset), media)
        if store.version() == before:  # else it may have been removed between the two questions
            return response
        response.close()
    raise BusyError("somebody writes without a pause; come again in a moment")


def _write(graph: str | None) -> Response:
    if request.method == "DELETE":
        if not site().store.drop(graph):
            raise NotFound(f"There is no graph {graph}.")
        return done(204)
    return _loaded(graph)


def _loaded(graph: str | None) -> Response:
    """Add what was sent to a graph, or with PUT replace it; all of it or nothing."""
    uploads, replace = list(_uploads()), request.method == "PUT"
    if len(uploads) == 1:
        data, media = uploads[0]
        new = site().store.load(data, media, graph=graph, base_iri=_base(graph), replace=replace)
    else:
        new = _loaded_together(uploads, graph, replace=replace)
    response = done(201 if new else 204)
    if new and graph is not None:
        response.headers["Location"] = graph
    return response


def _loaded_together(uploads: list[tuple[bytes, str]], graph: str | None, *, replace: bool) -> bool:
    """Several files come into a graph of their own first, and from there in one step to where they belong."""
    store, aside = site().store, f"{site().settings.base}data/{uuid.uuid4()}"
    new = graph is not None and not store.ask(queries.GRAPH_THERE, graph=URIRef(graph))
    target = "DEFAULT" if graph is None else f"GRAPH <{graph}>"
    try:
        for data, media in uploads:
            store.load(data, media, graph=aside, base_iri=_base(graph))
        store.update(f"{'COPY' if replace else 'ADD'} GRAPH <{aside}> TO {target}")
    finally:
        store.drop(aside)
    return new


def _base(graph: str | None) -> str:
    return graph or f"{site().settings.base}data"


def _uploads() -> Iterator[tuple[bytes, str]]:
    """The files of a request with their media types: its body, or the parts of a form."""
    if request.mimetype != MULTIPART:
        only_utf8()
        yield _checked(request.get_data(), request.mimetype)
        return
    parts = [part for _, some in request.files.lists() for part in some]
    if not parts:
        raise BadRequest("The form has no file; each part has a filename and a Content-Type.")
    for part in parts:
        yield _checked(part.read(), part.mimetype)


def _checked(data: bytes, media: str) -> tuple[bytes, str]:
    if media not in UPLOADS:
        raise UnsupportedMediaType(f"A graph is sent as {', '.join(UPLOADS)}, not as {media or 'nothing'}.")
    if media == RDF_XML and b"<!DOCTYPE" in data.upper():
        raise BadRequest("RDF/XML is read without a document type declaration: take <!DOCTYPE …> out.")
    return data, media
