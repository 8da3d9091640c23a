"""The web server: pages for people, data for programs, and SPARQL for both.

`negotiation` is tables; `view` and `marks` turn rows into what a page shows;
`pages`, `network`, `explore`, `sparql`, `graph_store`, `reports`, `description`, `operation` and `api` are the
addresses.
All data of pages is asked for in SPARQL, in `queries`.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from kg.canonical import derive
from kg.config import Settings, load_settings
from kg.endpoint import Endpoint
from kg.errors import KGError
from kg.workers import Reads, Workers
from server import (
    api,
    changes,
    description,
    explore,
    graph_store,
    network,
    operation,
    pages,
    reports,
    review,
    sources,
    sparql,
    things,
)
from server.assets import immutable, scripts
from server.caching import Cache, Remembering, is_late
from server.links import short
from server.listening import MAX_BODY, MB
from server.logs import ROUTE, Watched, log
from server.metrics import Metrics
from server.problems import http_problem, kg_problem
from server.renewing import Renewed
from server.resolving import Resolver
from server.site import Site, links

WHOLE = (
    "pages.home", "explore.explore", "api.overview.overview", "api.space.events", "api.deciding.review",
    "api.space.terms", "api.space.people_linked", "description.void",
)  # fmt: skip
"""The views of the whole base: what they show is made before somebody asks, what people open first at first."""
SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types kg"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

PARTS = (
    pages, things, network, explore, review, changes, sources, sparql, graph_store, reports, description, operation,
    api,
)  # fmt: skip


def create_app(
    settings: Settings | None = None,
    store: Endpoint | None = None,
    *,
    read: Reads | None = None,
    resolve: Callable[[], bool] | None = None,
) -> Flask:
    """The server of a store, as a WSGI application; without one, of that of the settings, in processes of their own.

    `read` reads the reports that are sent; without it none are taken. `resolve` works out who is who; without it this
    process does.
    """
    settings = load_settings() if settings is None else settings
    if store is None:
        store = workers = Workers.of(settings)
        read, resolve = workers.read, workers.resolve
    resolver = Resolver((lambda: _resolved(store)) if resolve is None else resolve)
    app, cache = Flask(__name__), Cache(settings.answer_cache * MB)
    metrics = Metrics(cache)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_upload * MB
    app.extensions.update(site=Site(settings, store, read, resolver), metrics=metrics, renewed=Renewed(store))
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    for part in PARTS:
        app.register_blueprint(part.blueprint)
    app.register_error_handler(HTTPException, http_problem)
    app.register_error_handler(KGError, kg_problem)
    app.context_processor(_helpers)
    app.before_request(_route)
    app.after_request(_headers)
    app.log_exception = _told_elsewhere  # type: ignore[method-assign,assignment]
    app.wsgi_app = Watched(Remembering(app.wsgi_app, cache, store.version), log, metrics.count)  # type: ignore[method-assign]
    return app


def _resolved(store: Endpoint) -> bool:
    """Work out who is who in this process; other engines do not tell whether somebody else wrote to them meanwhile."""
    derive(store)
    return True


def _helpers() -> dict[str, Callable[[str], str | None]]:
    ours = links()
    return {"scripts": scripts, "link": ours.href, "local": ours.local, "short": lambda iri: short(iri, ours.base)}


def _route() -> None:
    request.environ[ROUTE] = "none" if request.url_rule is None else request.url_rule.rule


def _told_elsewhere(_: object) -> None:
    """An unforeseen error stands in the line of its request (`server.logs`), without what was sent."""


def _headers(response: Response) -> Response:
    response.headers.update(SECURITY)
    response.vary.add("Accept")
    passing = response.status_code >= 400 or "writes" in g or is_late()
    if immutable(request.path) and response.status_code < 400:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers.setdefault("Cache-Control", "no-store" if passing else "no-cache")
    methods = _readable()
    if methods and "writes" not in g:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Methods"] = methods
        response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    return response


def _readable() -> str | None:
    """The methods by which a page of another site may read here (https://fetch.spec.whatwg.org/#http-cors-protocol)."""
    if request.endpoint == "sparql.sparql":
        return "GET, HEAD, POST, OPTIONS"
    reads = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    return "GET, HEAD, OPTIONS" if reads and request.method in ("GET", "HEAD", "OPTIONS") else None
