"""What is offered in which media type, and which of them a client gets.

The tables are the whole truth: a Content-Type is always taken from here, never from a request.
"""

from __future__ import annotations

from collections.abc import Iterable

from werkzeug.datastructures import MIMEAccept

HTML = "text/html"
PROBLEM = "application/problem+json"
TURTLE = "text/turtle"
RESULTS_JSON = "application/sparql-results+json"

RESULTS: dict[str, str] = {
    "json": RESULTS_JSON,
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
"""Formats of a table or a yes/no (https://www.w3.org/TR/sparql11-overview/#sec-resultformats)."""

GRAPHS: dict[str, str] = {
    "turtle": TURTLE,
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nquads": "application/n-quads",
}
"""Formats of a graph."""

SAME_BYTES: dict[str, str] = {
    "application/trig": TURTLE,  # a graph in Turtle is a dataset in TriG
    "application/n-quads": "application/n-triples",
    "application/json": RESULTS_JSON,
    "application/xml": "application/sparql-results+xml",
}
"""Other names under which the same bytes are offered."""

FORMATS: dict[str, str] = {
    "html": HTML,
    **RESULTS,
    **GRAPHS,
    "json": f"{RESULTS['json']}, {GRAPHS['jsonld']}",
    "xml": f"{RESULTS['xml']}, {GRAPHS['rdfxml']}",
    "json-ld": GRAPHS["jsonld"],
    "n3": TURTLE,
    "rdf": GRAPHS["rdfxml"],
    "rdf+xml": GRAPHS["rdfxml"],
}
"""What `?format=` may name, and what is accepted then; the last six as SPARQLWrapper means them."""

FORMAT_LABELS: dict[str, str] = {
    "json": "JSON",
    "xml": "XML",
    "csv": "CSV",
    "tsv": "TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "rdfxml": "RDF/XML",
    "jsonld": "JSON-LD",
    "trig": "TriG",
    "nquads": "N-Quads",
    "spreadsheet": "Spreadsheet",
}
"""What people call them."""


def choose(accept: MIMEAccept, offers: Iterable[str]) -> str | None:
    """The offer the client likes best; the earlier one of equals; `None` if it accepts none of them.

    The most specific range decides about an offer, so `text/html;q=0, */*` excludes HTML
    (https://www.rfc-editor.org/rfc/rfc9110#name-accept). A client that says nothing accepts everything.
    """
    ranked = list(offers)
    if len(accept) == 0:
        return ranked[0]
    best = max(ranked, key=lambda offer: quality(accept, offer))
    return best if quality(accept, best) > 0 else None


def quality(accept: MIMEAccept, offer: str) -> float:
    """How much a client likes a media type, between 0 and 1."""
    kind = offer.split("/")[0]
    for pattern in (offer, f"{kind}/*", "*/*"):
        found = [q for media, q in accept if media.split(";")[0].strip().lower() == pattern]
        if found:
            return float(max(found))
    return 0.0


def content_type(media: str) -> str:
    """The header for a body in that media type; every body we send is UTF-8."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
