"""Reports that are in the store, read again: as they were sent, with the corrections that people made."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from rdflib import URIRef

from kg.corrections import corrected
from kg.deciding import corrections, corrections_by_report
from kg.document import Report
from kg.endpoint import Endpoint
from kg.gold_writing import Written, as_gold
from kg.pipeline import extract, read
from kg.rdf import ReportGraphs
from kg.vocab import SCHEMA

KNOWN: dict[str, URIRef] = {
    "text": SCHEMA.articleBody,
    "publisher": SCHEMA.publisher,
    "url": SCHEMA.url,
    "published": SCHEMA.datePublished,
    "language": SCHEMA.inLanguage,
}
"""What is known of a report, with the property that holds it."""


def stored_report(store: Endpoint, report_id: str) -> Report:
    """A report with what is known of it, as it was sent; `ReportError` if it is not in the store."""
    facts, node = store.facts(report_id), store.addresses.report(report_id)
    known = {name: str(value) for name, term in KNOWN.items() if (value := facts.value(node, term)) is not None}
    day = known.pop("published", None)
    published = None if day is None else datetime.date.fromisoformat(day)
    return Report(id=report_id, published=published, **known)


def read_again(store: Endpoint, report_id: str) -> ReportGraphs:
    """The graphs of a report in the store by our rules and all corrections that the store holds of it."""
    return read(stored_report(store, report_id), corrections(store, report_id), base=store.base)


def corrected_gold(store: Endpoint) -> Iterator[Written]:
    """The reports that people corrected, as gold."""
    for report_id, known in sorted(corrections_by_report(store).items()):
        if report_id in store:
            yield as_gold(corrected(extract(stored_report(store, report_id)), known).extraction)
