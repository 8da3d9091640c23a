"""Names on the web: namespaces, and how the IRI of everything is made.

IRIs are deterministic: base, report id and key; no counter, no hash of the run, no clock.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from rdflib import Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SKOS, XSD

from kg.document import Span

PE = Namespace("https://w3id.org/protest-event/ontology#")
PEC = Namespace("https://w3id.org/protest-event/concept/")
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")

PREFIXES: dict[str, str] = {
    "pe": str(PE),
    "pec": str(PEC),
    "oa": str(OA),
    "schema": str(SCHEMA),
    "sem": str(SEM),
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "geo": str(GEO),
    "org": str(ORG),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "skos": str(SKOS),
    "xsd": str(XSD),
}
"""The prefixes of every export, every stored query and the SPARQL page."""


def concept(scheme: str, name: str) -> URIRef:
    """The SKOS concept of a scheme: `concept("form", "march")`."""
    return PEC[f"{scheme}-{name}"]


def span_of(evidence: str) -> Span:
    """The stretch of text that the address of evidence names."""
    start, _, end = evidence.rpartition("#char=")[2].partition(",")
    return Span(int(start), int(end))


class Addresses:
    """The IRIs under one base address, which ends with a slash."""

    def __init__(self, base: str) -> None:
        self.base = base

    @property
    def vocabulary_graph(self) -> URIRef:
        """The named graph of the ontology and its concepts."""
        return URIRef(f"{self.base}ontology")

    @property
    def canonical_graph(self) -> URIRef:
        """The named graph that says which nodes of the reports are one thing: derived, and rebuilt as a whole."""
        return URIRef(f"{self.base}canonical")

    @property
    def suggestions_graph(self) -> URIRef:
        """The named graph of the pairs that may be one thing and wait for a decision: derived as well."""
        return URIRef(f"{self.base}suggestions")

    @property
    def changes_graph(self) -> URIRef:
        """The named graph of the history, the only one with a clock."""
        return URIRef(f"{self.base}changes")

    def change(self, name: str) -> URIRef:
        """An entry of the history."""
        return URIRef(f"{self.base}change/{quote(name, safe='')}")

    def decision(self, id_: str) -> URIRef:
        """A decision of a person, and the named graph that holds it."""
        return URIRef(f"{self.base}decision/{quote(id_, safe='')}")

    def agent(self, name: str) -> URIRef:
        """Somebody who decides."""
        return URIRef(f"{self.base}agent/{quote(name, safe='')}")

    def source(self, name: str) -> URIRef:
        """A table of events, and the named graph of its rows."""
        return URIRef(f"{self.base}source/{quote(name, safe='')}")

    def row(self, source: str, key: str) -> URIRef:
        """A row of a table, or what stands in it."""
        return URIRef(f"{self.source(source)}/{quote(key, safe='')}")

    def thing_of(self, node: str) -> URIRef:
        """The thing that a node of a report stands for as long as no node with a lesser address does."""
        return URIRef(f"{self.base}thing/{node.removeprefix(f'{self.base}report/')}")

    def node_of(self, thing: str) -> URIRef:
        """The node of a report after which a thing is called."""
        return URIRef(f"{self.base}report/{thing.removeprefix(f'{self.base}thing/')}")

    def report(self, report_id: str) -> URIRef:
        """A report."""
        return URIRef(f"{self.base}report/{quote(report_id, safe='')}")

    def node(self, report_id: str, key: str) -> URIRef:
        """An entity or a fact of a report."""
        return URIRef(f"{self.report(report_id)}/{quote(key, safe='')}")

    def evidence(self, report_id: str, span: Span) -> URIRef:
        """A stretch of a report's text, as an RFC 5147 fragment (https://www.rfc-editor.org/rfc/rfc5147)."""
        return URIRef(f"{self.report(report_id)}#char={span.start},{span.end}")

    def facts_graph(self, report_id: str) -> URIRef:
        """The named graph of what a report says in its own voice."""
        return self.node(report_id, "graph")

    def claims_graph(self, report_id: str) -> URIRef:
        """The named graph of what is only said inside a report's quotations."""
        return self.node(report_id, "claims")

    def candidates_graph(self, report_id: str) -> URIRef:
        """The named graph of what the reader is not sure enough of to state."""
        return self.node(report_id, "candidates")

    def report_of(self, graph: str) -> str | None:
        """The report whose facts graph has this name."""
        prefix, suffix = f"{self.base}report/", "/graph"
        if not graph.startswith(prefix) or not graph.endswith(suffix):
            return None
        return unquote(graph[len(prefix) : -len(suffix)])

    def graphs(self, report_id: str) -> tuple[URIRef, URIRef, URIRef]:
        """The three named graphs of a report."""
        return self.facts_graph(report_id), self.claims_graph(report_id), self.candidates_graph(report_id)
