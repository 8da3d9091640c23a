"""What rows of tables say of events: they stand in the graph of their source, and are not believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rdflib import URIRef

from kg.endpoint import Row, Term
from kg.vocab import PE
from server import thing_queries as queries
from server.nodes import asked

RELATED = (PE.organizer, PE.participant, PE.opposedTo, PE.issue)


@dataclass(frozen=True, slots=True)
class Figure:
    """How many, of what, as a table has it."""

    of: str
    words: str
    low: float | None
    high: float | None
    rule: str | None


@dataclass(slots=True)
class Told:
    """What a row tells of its event; `days` are the first and the last."""

    forms: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    days: list[str | None] = field(default_factory=list)
    counts: list[Figure] = field(default_factory=list)
    related: dict[URIRef, list[str]] = field(default_factory=dict)


def told_by_rows(rows: Iterable[str]) -> dict[str, Told]:
    """What some rows tell, by their addresses; what is no row is left out."""
    by_source: dict[str, list[str]] = {}
    for iri in rows:
        by_source.setdefault(iri.rpartition("/")[0], []).append(iri)
    found: dict[str, Told] = {}
    for source, some in by_source.items():
        for row in asked(queries.ROWS, some, graph=URIRef(source)):
            _add(found.setdefault(str(row["node"]), Told()), row)
    return found


def _add(told: Told, row: Row) -> None:
    property_, value = URIRef(row["property"]), row["value"]
    text = str(row.get("label", value))
    if property_ == PE.form:
        told.forms.append(short(value) or text)
    elif property_ == PE.place:
        told.places.append(text)
    elif property_ in (PE.earliestDate, PE.latestDate):
        told.days = told.days or [None, None]
        told.days[property_ == PE.latestDate] = str(value)
    elif property_ == PE.hasCount:
        low, high = (float(str(row[name])) if name in row else None for name in ("low", "high"))
        told.counts.append(
            Figure(short(row.get("of")) or "", str(row.get("words", "")), low, high, short(row.get("rule")))
        )
    elif property_ in RELATED:
        told.related.setdefault(property_, []).append(text)


def short(concept: Term | None) -> str | None:
    """The name of a concept in its scheme: `march` for `pec:form-march`."""
    return None if concept is None else str(concept).rpartition("/")[2].partition("-")[2]
