"""A report as it lies before whoever reviews it: what was read from it, in words, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rdflib import URIRef
from rdflib.namespace import ORG, RDF, RDFS

from kg.deciding import KINDS
from kg.document import Span
from kg.endpoint import Endpoint
from kg.review.recording import stored_report
from kg.sentences import Sentence, around
from kg.vocab import PE

HOW = (PE.mention, PE.content, PE.evidence)
"""The words of a thing: its own before those that show it."""


class Sheet:
    """The report of that id; `ReportError` if it is not in the store. `terms` are their names, if these are known."""

    def __init__(self, store: Endpoint, report_id: str, terms: Mapping[str, str] | None = None) -> None:
        self.report = stored_report(store, report_id)
        self.values: dict[str, dict[URIRef, list[str]]] = {}
        self._spans: dict[str, dict[URIRef, list[Span]]] = {}
        for graph in store.addresses.graphs(report_id):
            for row in store.texts(_NODES, graph=graph):
                node, property_ = row["node"], URIRef(row["property"])
                if "start" in row:
                    span = Span(int(row["start"]), int(row["end"]))
                    self._spans.setdefault(node, {}).setdefault(property_, []).append(span)
                else:
                    self.values.setdefault(node, {}).setdefault(property_, []).append(row["value"])
        self.terms = terms_of(store) if terms is None else terms

    def kind(self, iri: str) -> str | None:
        """The kind of an entity or a fact, as decisions call it; `None` if there is no such thing."""
        types = self.values.get(iri, {}).get(RDF.type, ())
        return next((KINDS[URIRef(type_)] for type_ in types if URIRef(type_) in KINDS), None)

    def label(self, value: str) -> str:
        """What people call a thing or a term; a text is itself."""
        values = self.values.get(value, {})
        names = (name for property_ in (RDFS.label, PE.roleText, PE.text) for name in values.get(property_, ()))
        return next(names, self.terms.get(value, value.rpartition("/")[2] if value.startswith("http") else value))

    def sentence(self, iri: str) -> Sentence | None:
        """The sentence in which a thing is told, with its words marked."""
        known = self._spans.get(iri, {})
        spans = next((known[how] for how in HOW if how in known), None)
        return None if spans is None else around(self.report.text, spans)

    def source(self) -> str:
        """Whose report it is, and when."""
        parts = (self.report.id, self.report.publisher, self.report.published and self.report.published.isoformat())
        return ", ".join(part for part in parts if part)

    def told(self, iri: str) -> str:
        """A fact in a line."""
        values = self.values.get(iri, {})
        if RDF.predicate in values:
            order = (RDF.subject, RDF.predicate, RDF.object)
            return " ".join(self.label(value) for property_ in order for value in values.get(property_, ()))
        if self.kind(iri) == "membership":
            order = (ORG.member, PE.roleText, ORG.organization)
            return ", ".join(self.label(value) for property_ in order for value in values.get(property_, ()))
        return self.label(iri)

    def details(self, iri: str) -> Iterator[str]:
        """What is said of a fact, property by property."""
        for property_, values in self.values.get(iri, {}).items():
            if property_ not in UNTOLD:
                name = self.terms.get(str(property_), property_.rpartition("#")[2])
                yield f"{name}: {'; '.join(self.label(value) for value in values)}"

    def naming(self, iri: str) -> list[str]:
        """The facts that name a thing, in lines; roles first."""
        found = [
            fact
            for fact, values in self.values.items()
            if fact != iri and self.kind(fact) in ("relation", "membership", "utterance")
            if PE.saidIn not in values and any(iri in some for some in values.values())
        ]
        return [self.told(fact) for fact in sorted(found, key=lambda one: (self.kind(one) != "membership", one))]


def terms_of(store: Endpoint) -> dict[str, str]:
    """The names of the terms of the vocabulary."""
    return {row["term"]: row["label"] for row in store.texts(_TERMS, graph=store.addresses.vocabulary_graph)}


UNTOLD = {
    RDF.type, RDFS.label, PE.reportedIn, PE.rule, PE.band, PE.voice, PE.confidence, PE.normalizedText,
    PE.reviewStatus, PE.decidedBy,
}  # fmt: skip
"""What goes without saying, or is shown otherwise."""
_NODES = """
SELECT ?node ?property ?value ?start ?end WHERE {
  GRAPH $graph {
    ?node pe:reportedIn ?report ; ?property ?value
    OPTIONAL { ?value oa:start ?start ; oa:end ?end }
  }
} ORDER BY ?node ?property ?start ?value
"""
_TERMS = "SELECT ?term ?label WHERE { GRAPH $graph { ?term rdfs:label|skos:prefLabel ?label } } ORDER BY ?term ?label"
