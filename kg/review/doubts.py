"""Facts of which the reader is not sure: report by report, the least sure first.

What was decided does not come again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.namespace import RDF

from kg.deciding import KINDS, place_of
from kg.decisions import FACT_KINDS
from kg.endpoint import Endpoint
from kg.errors import DecisionError
from kg.facts import CANDIDATE_BELOW
from kg.review.scope import ALL, Page, Scope, no_mark
from kg.vocab import PE

CLASSES = {kind: class_ for class_, kind in KINDS.items()}
REPORTS_AT_ONCE, MOST_REPORTS = 10, 80


Reports = list[tuple[str, str]]
"""Reports by address and id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A fact of which the reader is not sure, by its IRI; `confidence` is `None` where it was not measured."""

    fact: str
    report: str
    confidence: float | None

    @property
    def rank(self) -> tuple[float, str]:
        """The less sure, the less; what was not measured stands at the end of what is no fact yet."""
        return (CANDIDATE_BELOW if self.confidence is None else self.confidence), self.fact


def doubts(
    store: Endpoint, scope: Scope = ALL, *, after: str = "", limit: int = 20, reports: Reports | None = None
) -> Page[Doubt]:
    """A page of the facts that wait; `DecisionError` if `scope` or `after` cannot be understood.

    Who has asked for the reports that are `doubted` in that scope already gives them.
    """
    _look_through(scope)
    seen = after.split(" ")
    if after and (len(seen) != 3 or not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", seen[1])):
        raise no_mark(after)
    first = seen[0]
    place = (float(seen[1]), seen[2]) if after else None
    found: list[Doubt] = []
    for doubt in _doubts_from(store, scope, first, reports):
        if place is None or str(store.addresses.report(doubt.report)) != first or doubt.rank > place:
            found.append(doubt)
        if len(found) > limit:
            break
    return Page(tuple(found[:limit]), _doubt_mark(store, found[limit - 1]) if len(found) > limit else None)


def _look_through(scope: Scope) -> None:
    if scope.type is not None and scope.type not in FACT_KINDS:
        raise DecisionError(f"{scope.type}: is no kind of fact; there are {', '.join(FACT_KINDS)}")


def doubt_totals(store: Endpoint) -> dict[str, int]:
    """How many facts wait, by kind; under `fact`, of all kinds together."""
    waiting, decided = (
        {str(row["class"]): int(row["total"]) for row in store.select(query) if "class" in row}
        for query in (_WAITING, _DECIDED)
    )
    classes = {"fact": PE.Fact, **{kind: CLASSES[kind] for kind in FACT_KINDS}}
    return {kind: waiting.get(str(class_), 0) - decided.get(str(class_), 0) for kind, class_ in classes.items()}


def doubt_total(store: Endpoint, scope: Scope) -> int:
    """How many facts of one report, or about one thing, wait."""
    return sum(1 for _ in _doubts_from(store, scope, "", None))


def _doubt_mark(store: Endpoint, doubt: Doubt) -> str:
    sureness, fact = doubt.rank
    return f"{store.addresses.report(doubt.report)} {sureness} {fact}"


def _doubts_from(store: Endpoint, scope: Scope, first: str, reports: Reports | None) -> Iterator[Doubt]:
    """The facts that wait, from a report on, as it is asked for more."""
    about = None if scope.about is None else _naming(store, scope.about)
    for some in _reports_from(store, scope, first, reports):
        found = (doubt for doubt in _doubts_of(store, scope, some) if about is None or doubt.fact in about)
        order = {report_id: number for number, report_id in enumerate(some)}
        yield from sorted(found, key=lambda doubt: (order[doubt.report], doubt.rank))


def _reports_from(store: Endpoint, scope: Scope, first: str, known: Reports | None) -> Iterator[list[str]]:
    """The ids of reports in the order of their addresses, a few at first, more if these are not enough."""
    named = None if scope.about is None else place_of(store.addresses, URIRef(scope.about))
    if named is not None or scope.report is not None:
        yield [named[0] if named is not None else str(scope.report)]
        return
    reports = [id_ for report, id_ in (doubted(store, scope) if known is None else known) if report >= first]
    at, size = 0, REPORTS_AT_ONCE
    while at < len(reports):
        yield reports[at : at + size]
        at, size = at + size, min(2 * size, MOST_REPORTS)


def doubted(store: Endpoint, scope: Scope = ALL) -> Reports:
    """The addresses and ids of the reports, of a kind those that have such facts in doubt, sorted."""
    _look_through(scope)
    if scope.type is None:
        rows = store.texts("SELECT ?report ?id WHERE { ?report a pe:Report ; dcterms:identifier ?id }")
        return sorted((row["report"], row["id"]) for row in rows)
    rows = store.texts(_GRAPHS_OF, **{"class": CLASSES[scope.type]})
    ids = {place[0] for row in rows if (place := place_of(store.addresses, URIRef(row["graph"]))) is not None}
    return sorted((str(store.addresses.report(id_)), id_) for id_ in ids)


def _doubts_of(store: Endpoint, scope: Scope, reports: list[str]) -> Iterator[Doubt]:
    graphs = {str(graph): id_ for id_ in reports for graph in store.addresses.graphs(id_)}
    known: dict[tuple[str, str], dict[str, set[str]]] = {}
    for row in store.select(_OF_GRAPHS % " ".join(f"<{graph}>" for graph in graphs)):
        values = known.setdefault((graphs[str(row["graph"])], str(row["fact"])), {})
        values.setdefault(str(row["property"]), set()).add(str(row["value"]))
    wanted = PE.Fact if scope.type is None else CLASSES[scope.type]
    for (report_id, fact), values in known.items():
        if str(wanted) in values[str(RDF.type)] and str(PE.decidedBy) not in values:
            numbers = [float(value) for value in values.get(str(PE.confidence), ())]
            yield Doubt(fact=fact, report=report_id, confidence=min(numbers, default=None))


def _naming(store: Endpoint, iri: str) -> set[str]:
    """A fact, and those that name a thing."""
    rows = store.select("SELECT DISTINCT ?fact WHERE { GRAPH ?graph { ?fact ?way $thing } }", thing=URIRef(iri))
    return {iri, *(str(row["fact"]) for row in rows)}


_GRAPHS_OF = """
SELECT DISTINCT ?graph WHERE {
  VALUES ?band { pec:band-review pec:band-candidate } GRAPH ?graph { ?fact pe:band ?band . ?fact a $class }
}
"""
_OF_GRAPHS = """
SELECT ?graph ?fact ?property ?value WHERE {
  VALUES ?graph { %s }
  GRAPH ?graph { ?fact pe:band ?band . ?fact ?property ?value }
  FILTER (?band IN (pec:band-review, pec:band-candidate))
  FILTER (?property IN (pe:confidence, pe:decidedBy, rdf:type))
}
"""
_WAITING = """
SELECT ?class (COUNT(*) AS ?total) WHERE {
  VALUES ?band { pec:band-review pec:band-candidate } GRAPH ?graph { ?fact pe:band ?band . ?fact a ?class }
} GROUP BY ?class
"""
_DECIDED = """
SELECT ?class (COUNT(*) AS ?total) WHERE {
  GRAPH ?graph { ?fact pe:reviewStatus pec:review-rejected . ?fact pe:band ?band . ?fact a ?class }
  FILTER (?band IN (pec:band-review, pec:band-candidate))
} GROUP BY ?class
"""
"""What a person confirmed, corrected or added is sure, and does not wait anyhow."""
