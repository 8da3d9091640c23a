"""Which nodes are the same, written by hand as `kg.canonical` derives it: for tests of what is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import FOAF, ORG, RDF, RDFS, SKOS

from kg.beliefs import Whole
from kg.endpoint import Endpoint
from kg.engine import to_triples
from kg.vocab import PE

WHY = "the same full name"
NODES = "SELECT ?node ?class ?name WHERE { ?node a ?class ; rdfs:label ?name ; pe:reportedIn ?report }"
CLASSES = (PE.Place, PE.Event, FOAF.Person, ORG.Organization)


def identified(
    store: Endpoint, together: Iterable[Sequence[str]] = (), maybe: Iterable[tuple[str, str]] = (), why: str = WHY
) -> None:
    """Give every node of a store a thing: those that are listed together one, each other one its own."""
    least = {node: min(some) for some in together for node in some}
    canonical, suggested, addresses = Graph(), Graph(), store.addresses
    for number, row in enumerate(row for row in store.select(NODES) if row["class"] in CLASSES):
        node, label = str(row["node"]), Literal(str(row["name"]))
        first = least.get(node, node)
        thing = addresses.thing_of(first)
        canonical.add((URIRef(node), PE.canonical, thing))
        canonical.add((thing, RDF.type, row["class"]))
        canonical.add((thing, RDFS.label if node == first else SKOS.altLabel, label))
        if node != first:
            _pair(canonical, URIRef(f"{store.base}joining/{number}"), PE.Joining, (first, node), why)
    for number, pair in enumerate(maybe):
        _pair(suggested, URIRef(f"{store.base}suggestion/{number}"), PE.Suggestion, pair, why)
    graphs = {addresses.canonical_graph: canonical, addresses.suggestions_graph: suggested}
    whole = {str(name): to_triples(graph) for name, graph in graphs.items()}
    store.write([Whole(what=str(addresses.canonical_graph), graphs=whole, logged=False)])


def _pair(graph: Graph, name: URIRef, kind: URIRef, ends: tuple[str, str], why: str) -> None:
    graph.add((name, RDF.type, kind))
    graph.add((name, PE.left, URIRef(ends[0])))
    graph.add((name, PE.right, URIRef(ends[1])))
    graph.add((name, PE.score, Literal(0.5)))
    graph.add((name, PE.reason, Literal(why)))
