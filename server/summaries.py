"""What is told of reports and things in one line: whose it is, when, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from rdflib import URIRef
from rdflib.namespace import DCTERMS, FOAF, RDFS

from kg.vocab import PE, SCHEMA
from server import queries
from server.decided import Decided
from server.nodes import asked
from server.renewing import renewed
from server.shapes import href
from server.site import site
from server.view import ReportView, Thing

PAGE = 100
"""Reports on a page of their list."""


class ReportSummary(TypedDict):
    """A report in a list."""

    id: str
    iri: str
    href: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    language: str | None
    events: int
    persons: int


class ThingSummary(TypedDict):
    """A thing in a list, in words."""

    iri: str
    href: str
    kind: str
    kindLabel: str
    hue: str
    label: str
    claimed: bool
    candidate: bool
    decided: Decided | None


def report_list(offset: int, number: int = PAGE) -> tuple[int, list[ReportSummary]]:
    """How many reports there are, and some of them, the latest first and those without a day last."""
    reports = renewed("reports by day", _by_day)
    return len(reports), report_summaries([URIRef(report) for report in reports[offset : offset + number]])


def _by_day() -> list[str]:
    rows = sorted(site().store.texts(queries.REPORTS_BY_DAY), key=lambda row: row.get("report", ""))
    rows.sort(key=lambda row: row.get("published", ""), reverse=True)
    return [row["report"] for row in rows if "report" in row]


def report_summaries(reports: Sequence[URIRef]) -> list[ReportSummary]:
    """What is told of some reports, in their order."""
    known: dict[str, dict[str, str]] = {}
    for row in asked(queries.REPORTS_KNOWN, reports):
        known.setdefault(str(row["report"]), {}).setdefault(str(row["property"]), str(row["value"]))
    counts = {
        (str(row["report"]), str(row["type"])): int(row["total"]) for row in asked(queries.REPORTS_COUNTED, reports)
    }
    return [_summary(str(report), known.get(str(report), {}), counts) for report in reports]


def _summary(report: str, known: dict[str, str], counts: dict[tuple[str, str], int]) -> ReportSummary:
    id_ = known.get(str(DCTERMS.identifier), report)
    return {
        "id": id_,
        "iri": report,
        "href": href(report),
        "title": known.get(str(RDFS.label), id_),
        "publisher": known.get(str(SCHEMA.publisher)),
        "published": known.get(str(SCHEMA.datePublished)),
        "url": known.get(str(SCHEMA.url)),
        "language": known.get(str(SCHEMA.inLanguage)),
        "events": counts.get((report, str(PE.Event)), 0),
        "persons": counts.get((report, str(FOAF.Person)), 0),
    }


def thing_summary(view: ReportView, thing: Thing) -> ThingSummary:
    """A thing of a report, in words."""
    return {
        "iri": str(thing.iri),
        "href": href(str(thing.iri)),
        "kind": thing.kind.name,
        "kindLabel": thing.kind.label,
        "hue": thing.kind.hue,
        "label": view.label(thing.iri),
        "claimed": thing.claimed,
        "candidate": thing.candidate,
        "decided": view.decided.get(thing.iri),
    }
