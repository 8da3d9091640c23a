"""The part of the graph that a view shows: the named nodes and facts with their words, and nothing that others say."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Graph, URIRef
from rdflib.namespace import FOAF, ORG, RDF
from rdflib.term import Node

from kg.rdf import new_graph, shortcuts
from kg.vocab import PE
from server import queries
from server.nodes import parts
from server.site import site

WORDS = (PE.evidence, PE.mention, PE.content)
NODES = (PE.Event, PE.Place, FOAF.Person, PE.Delegation, PE.Collective, PE.UnnamedSource, ORG.Organization)
"""What has no links of its own: all of them follow from facts."""


def taken(nodes: Iterable[str], facts: Iterable[str]) -> Graph:
    """Nodes, facts, the words behind them and what is known of their reports; links only where a named fact says so."""
    graph = _described({*nodes, *facts})
    for kind in NODES:
        for node in set(graph.subjects(RDF.type, kind)):
            for triple in [triple for triple in graph.triples((node, None, None)) if _is_thing(triple[2])]:
                graph.remove(triple)
    for triple in shortcuts(graph):
        graph.add(triple)
    words = {str(at) for predicate in WORDS for at in graph.objects(None, predicate)}
    graph += _described(words | {str(report) for report in graph.objects(None, PE.reportedIn)})
    return graph


def _is_thing(value: Node) -> bool:
    """Whether it is an entity or a fact, and not a report, its words or a concept."""
    path = value.removeprefix(f"{site().settings.base}report/") if isinstance(value, URIRef) else ""
    return path != str(value) and "/" in path.partition("#")[0]


def _described(iris: Iterable[str]) -> Graph:
    """All that is said of some things, but for the texts of reports."""
    graph = new_graph()
    for part in parts(iris):
        graph += site().store.construct(queries.DESCRIBED % part)
    return graph
