"""Which nodes are the same, written by hand as `kg.canonical` derives it: for tests of what is made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import FOAF, ORG, RDF, RDFS, SKOS

from kg.beliefs import Whole
from kg.document import Span
from kg.endpoint import Endpoint
from kg.engine import to_triples
from kg.identity_gold import IdentityGold, Member
from kg.vocab import PE

WHY = "the same full name"
NODES = "SELECT ?node ?class ?name WHERE { ?node a ?class ; rdfs:label ?name ; pe:reportedIn ?report }"
CLASSES = (PE.Place, PE.ProtestAction, PE.JointAction, PE.ViolentIncident, FOAF.Person, ORG.Organization)


def identified(
    store: Endpoint,
    together: Iterable[Sequence[str]] = (),
    maybe: Iterable[tuple[str, str]] = (),
    why: str | Sequence[str] = WHY,
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


def _pair(graph: Graph, name: URIRef, kind: URIRef, ends: tuple[str, str], why: str | Sequence[str]) -> None:
    graph.add((name, RDF.type, kind))
    graph.add((name, PE.left, URIRef(ends[0])))
    graph.add((name, PE.right, URIRef(ends[1])))
    graph.add((name, PE.score, Literal(0.5)))
    for reason in (why,) if isinstance(why, str) else why:
        graph.add((name, PE.reason, Literal(reason)))


# By the identity gold


def by_gold(store: Endpoint, gold: IdentityGold) -> list[list[str]]:
    """The nodes of a store that the things of an identity gold are named by, as far as they were read."""
    words: dict[tuple[str, str], list[tuple[str, Span]]] = {}
    for row in store.select(NAMING):
        kind, span = GOLD_KINDS[URIRef(row["class"])], Span(int(row["start"]), int(row["end"]))
        words.setdefault((str(row["id"]), kind), []).append((str(row["node"]), span))
    found = [
        [node for member in thing.members if (node := _named(words.get((member.report, thing.kind), []), member))]
        for thing in gold.things
    ]
    return [sorted(set(nodes)) for nodes in found if len(set(nodes)) > 1]


NAMING = """
SELECT ?id ?node ?class ?start ?end WHERE {
  VALUES (?class ?how) {
    (foaf:Person pe:mention) (org:Organization pe:mention) (pe:Place pe:mention)
    (pe:ProtestAction pe:evidence) (pe:JointAction pe:evidence)
  }
  ?node a ?class ; ?how ?words ; pe:reportedIn/dcterms:identifier ?id .
  ?words oa:start ?start ; oa:end ?end
} ORDER BY ?node ?start
"""
GOLD_KINDS = {FOAF.Person: "persons", ORG.Organization: "organizations", PE.Place: "places",
              PE.ProtestAction: "events", PE.JointAction: "events"}  # fmt: skip


def _named(words: Sequence[tuple[str, Span]], member: Member) -> str | None:
    """The node that shares most of the places of a member."""
    shared = Counter(
        node
        for (node, span), place in product(words, member.spans)
        if 2 * (min(span.end, place.end) - max(span.start, place.start)) >= place.end - place.start
    )
    return min(shared, key=lambda node: (-shared[node], node), default=None)
