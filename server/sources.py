"""`/source/…`: the tables of a source, and what stands in a row of one. None of it is believed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, url_for
from rdflib import URIRef
from rdflib.namespace import RDF, RDFS
from werkzeug.exceptions import NotFound

from kg.endpoint import Row
from kg.interchange.sources import tables
from kg.vocab import PE
from server.answers import asked_number
from server.caching import remembered
from server.identity import things_of
from server.links import short
from server.site import data_or_page, site

blueprint = Blueprint("sources", __name__)
DATA = "CONSTRUCT { <> ?property ?value . ?value ?p ?o } WHERE { <> ?property ?value OPTIONAL { ?value ?p ?o } }"
TABLES = "CONSTRUCT { ?table ?p ?o } WHERE { ?table a pe:Table ; ?p ?o }"
STATED = """SELECT DISTINCT ?property ?name ?value ?text ?counted WHERE {
  GRAPH $graph {
    $node ?property ?value
    OPTIONAL { ?value rdfs:label|pe:text ?told }
    OPTIONAL { ?value pe:countOf ?of }
  }
  OPTIONAL { GRAPH $vocabulary { ?property rdfs:label ?name } }
  OPTIONAL { ?value skos:prefLabel ?concept }
  OPTIONAL { ?of skos:prefLabel ?counted }
  BIND (COALESCE(?told, ?concept, STR(?value)) AS ?text)
} ORDER BY ?property ?value"""


SHOWN = 100
"""Rows on a page."""
LISTED = """SELECT ?row ?label ?day WHERE {
  GRAPH $graph { ?row pe:row ?cells ; rdfs:label ?label OPTIONAL { ?row pe:earliestDate ?day } }
} OFFSET $offset LIMIT $limit"""
"""In the order of the engine: to sort a million rows takes longer than a page may."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said under a heading: the text, and the address if it has one."""

    heading: str
    text: str
    iri: str | None


@blueprint.get("/source/<name>")
@remembered
def source(name: str) -> Response:
    """The tables of a source, how many of their rows were read, and some of its rows."""
    graph = str(site().store.addresses.source(name))
    found = tables(site().store, graph)
    if not found:
        raise NotFound(f"There is no table of the source {name}.")
    offset = asked_number("offset", 0)

    def page() -> str:
        query = LISTED.replace("$offset", str(offset)).replace("$limit", str(SHOWN + 1))
        rows = site().store.select(query, graph=URIRef(graph))
        further = url_for(".source", name=name, offset=offset + SHOWN) if len(rows) > SHOWN else None
        return render_template("source.html", name=name, tables=found.values(), rows=rows[:SHOWN], further=further)

    return data_or_page(TABLES, graph, [graph], page)


@blueprint.get("/source/<name>/<path:key>")
@remembered
def row(name: str, key: str) -> Response:
    """What a row of a table says: as what we read from it, and as it stands there."""
    addresses = site().store.addresses
    graph, node = addresses.source(name), addresses.row(name, key)
    rows = site().store.select(STATED, graph=graph, node=node, vocabulary=addresses.vocabulary_graph)
    if not rows:
        raise NotFound(f"There is no {key} in the source {name}.")

    def page() -> str:
        values = {URIRef(one["property"]): str(one["value"]) for one in rows}
        return render_template(
            "row.html",
            name=name,
            title=values.get(RDFS.label, key),
            stated=list(_stated(rows)),
            cells=json.loads(values.get(PE.row, "{}")),
            thing=things_of([str(node)]).get(str(node)),
        )

    return data_or_page(DATA, str(node), [str(graph)], page)


def _stated(rows: Iterable[Row]) -> Iterator[Stated]:
    for one in rows:
        if one["property"] not in (RDF.type, RDFS.label, PE.row):
            heading = str(one.get("name", short(str(one["property"]), site().settings.base)))
            value = one["value"]
            page = str(value) if isinstance(value, URIRef) and "#" not in value else None  # a part of the row has none
            text = f"{one['counted']}: {one['text']}" if "counted" in one else str(one["text"])
            yield Stated(heading, text, page)
