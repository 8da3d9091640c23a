"""The part of the graph that a view shows: the named nodes and facts with their words, and nothing that others say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import Graph, URIRef
from rdflib.namespace import FOAF, ORG, RDF
from rdflib.term import Node

from kg.rdf import new_graph, shortcuts
from kg.vocab import PE
from server import queries
from server.nodes import asked, is_thing, parts
from server.site import site
from server.thing_queries import CALLED, NODES_OF

WORDS = (PE.evidence, PE.mention, PE.content)
NODES = (PE.Event, PE.Place, FOAF.Person, PE.Delegation, PE.Collective, PE.UnnamedSource, ORG.Organization)
"""What has no links of its own: all of them follow from facts."""


def taken(nodes: Iterable[str], facts: Iterable[str]) -> Graph:
    """Nodes, facts, the words behind them and what is known of their reports; links only where a named fact says so.

    A thing of all reports stands there as its nodes of which the facts tell.
    """
    named = {*nodes, *facts}
    things = {iri for iri in named if is_thing(iri)}
    graph = _described(named - things)
    graph += _described(_nodes_of(things, {str(end) for end in graph.objects()}))
    for kind in NODES:
        for node in set(graph.subjects(RDF.type, kind)):
            for triple in [triple for triple in graph.triples((node, None, None)) if _is_of_report(triple[2])]:
                graph.remove(triple)
    for triple in shortcuts(graph):
        graph.add(triple)
    words = {str(at) for predicate in WORDS for at in graph.objects(None, predicate)}
    graph += _described(words | {str(report) for report in graph.objects(None, PE.reportedIn)})
    return graph


def _nodes_of(things: set[str], told: set[str]) -> Iterator[str]:
    """The nodes of things of which something is told; of a thing without any, the one after which it is called."""
    nodes: dict[str, list[str]] = {thing: [] for thing in things}
    for row in asked(NODES_OF, things):
        nodes[str(row["thing"])] += [str(row["node"])] if str(row["node"]) in told else []
    for thing, some in nodes.items():
        yield from some or [site().store.addresses.node_of(thing)]


def things_of(graph: Graph) -> Graph:
    """How the things are called whose nodes are in a graph."""
    found = new_graph()
    for part in parts(str(thing) for thing in graph.objects(None, PE.canonical)):
        found += site().store.construct(CALLED % part, graph=site().store.addresses.canonical_graph)
    return found


def _is_of_report(value: Node) -> bool:
    """Whether it is an entity or a fact, and not a report, its words or a concept."""
    path = value.removeprefix(f"{site().settings.base}report/") if isinstance(value, URIRef) else ""
    return path != str(value) and "/" in path.partition("#")[0]


def _described(iris: Iterable[str]) -> Graph:
    """All that is said of some things, but for the texts of reports."""
    graph = new_graph()
    for part in parts(iris):
        graph += site().store.construct(queries.DESCRIBED % part)
    return graph
