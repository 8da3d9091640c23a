"""The web server: pages for people, data for programs, and SPARQL for both.

`negotiation` is tables; `view` and `marks` turn rows into what a page shows;
`pages`, `network` and `sparql` are the addresses. All data is asked for in SPARQL, in `queries`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from kg.config import Settings, load_settings
from kg.endpoint import Endpoint
from kg.store import Store
from server import network, pages, sparql
from server.links import short
from server.problems import http_problem
from server.site import Site, links

MAX_BODY = 300_000
"""Bytes of a request body: a query at its longest, each byte escaped."""

SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def create_app(settings: Settings | None = None, store: Endpoint | None = None) -> Flask:
    """The server of a store, as a WSGI application; without a store it opens the one of the settings, to read."""
    settings = load_settings() if settings is None else settings
    if store is None:
        store = Store(Path(settings.store), base=settings.base, read_only=True)
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BODY
    app.extensions["site"] = Site(settings, store)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    for blueprint in (pages.blueprint, network.blueprint, sparql.blueprint):
        app.register_blueprint(blueprint)
    app.register_error_handler(HTTPException, http_problem)
    app.context_processor(_helpers)
    app.after_request(_headers)
    return app


def _helpers() -> dict[str, Callable[[str], str | None]]:
    ours = links()
    return {"link": ours.href, "local": ours.local, "short": lambda iri: short(iri, ours.base)}


def _headers(response: Response) -> Response:
    response.headers.update(SECURITY)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    response.vary.add("Accept")
    return response
