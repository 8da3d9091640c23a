"""`/source/…`: the tables of a source, and what stands in a row of one. None of it is believed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, url_for
from rdflib import URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS
from werkzeug.exceptions import NotFound

from kg.endpoint import Row
from kg.interchange.sources import tables
from kg.vocab import PE, SEM
from server.answers import asked_number
from server.caching import remembered
from server.identity import things_of
from server.links import short
from server.rows import Told, told_by_rows
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
  BIND (COALESCE(?of, $node) AS ?sort)
  OPTIONAL { GRAPH $vocabulary { ?property rdfs:label ?name } }
  OPTIONAL { ?value skos:prefLabel ?concept }
  OPTIONAL { ?sort skos:prefLabel ?counted }
  BIND (COALESCE(?told, ?concept, STR(?value)) AS ?text)
} ORDER BY ?property ?value"""
"""`?sort` is always bound: a variable without a value would meet the name of every concept."""

SHOWN = 100
"""Rows on a page."""
LISTED = """SELECT ?row ?label WHERE {
  GRAPH $graph { ?row pe:row ?cells ; rdfs:label ?label }
} OFFSET $offset LIMIT $limit"""
"""In the order of the engine: to sort a million rows takes longer than a page may."""


DAYS = (PE.earliestDate, PE.latestDate)
ORDER = (
    PE.form, *DAYS, PE.place, PE.participant, PE.organizer, PE.opposedTo, SEM.hasActor, PE.issue, PE.hasCount, PE.text,
    DCTERMS.source,
)  # fmt: skip
"""What a reader asks first; all else comes after it."""
TECHNICAL = frozenset({RDF.type, RDFS.label, PE.row})


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said under a heading: the text, and the address if it has one."""

    text: str
    iri: str | None = None


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
        listed = list(_listed(rows[:SHOWN]))
        return render_template("source.html", name=name, tables=found.values(), rows=listed, further=further)

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
            stated=_stated(rows),
            cells=json.loads(values.get(PE.row, "{}")),
            thing=things_of([str(node)]).get(str(node)),
        )

    return data_or_page(DATA, str(node), [str(graph)], page)


def _listed(rows: Sequence[Row]) -> Iterator[tuple[str, str, str, str]]:
    """Rows in a list: the address, the label, the place and the days of each."""
    told = told_by_rows(str(row["row"]) for row in rows)
    for row in rows:
        iri = str(row["row"])
        found = told.get(iri, Told())
        yield iri, str(row["label"]), ", ".join(found.places), _spoken(*found.days)


def _spoken(*days: object) -> str:
    """A day, or the first and the last of those between which it was."""
    return " to ".join(dict.fromkeys(str(day) for day in days if day is not None))


def _stated(rows: Sequence[Row]) -> dict[str, list[Stated]]:
    """What a row says, by headings, in the order in which people ask."""
    days = {row["property"]: row["value"] for row in rows if row["property"] in DAYS}
    told: dict[str, list[Stated]] = {}
    for row in sorted(rows, key=_rank):
        if row["property"] in DAYS:
            told["when"] = [Stated(_spoken(*(days.get(day) for day in DAYS)))]
        elif row["property"] not in TECHNICAL:
            heading = str(row.get("name", short(str(row["property"]), site().settings.base)))
            told.setdefault(heading, []).append(_said(row))
    return told


def _rank(row: Row) -> int:
    return ORDER.index(row["property"]) if row["property"] in ORDER else len(ORDER)


def _said(row: Row) -> Stated:
    value = row["value"]
    page = str(value) if isinstance(value, URIRef) and "#" not in value else None  # a part of the row has none
    return Stated(f"{row['counted']}: {row['text']}" if "counted" in row else str(row["text"]), page)
