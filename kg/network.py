"""The graph of reports as a network: places, events, agents, their roles and organisations.

Every edge is a fact and carries its evidence. A role is a node of its own, the membership, so that the
way from a person over a role to an organisation is never mixed up with another person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import networkx as nx
from rdflib import Graph, URIRef
from rdflib.namespace import FOAF, ORG, RDF, RDFS
from rdflib.term import Node

from kg.tables import most_telling, report_id, spans
from kg.vocab import PE, concept

Network: TypeAlias = "nx.MultiDiGraph[str]"
"""Nodes are IRIs; attributes are text and whole numbers, which is what GraphML and GEXF can hold."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "place": ("place",),
    "event": ("event",),
    "agent": ("person", "delegation", "group", "unnamed"),
    "role": ("role",),
    "organization": ("organization",),
}
"""The columns of a drawing, from left to right, and the kinds of node in each."""

KINDS: dict[URIRef, str] = {
    PE.Place: "place",
    PE.Event: "event",
    FOAF.Person: "person",
    PE.Delegation: "delegation",
    PE.Collective: "group",
    PE.UnnamedSource: "unnamed",
    ORG.Membership: "role",
    ORG.Organization: "organization",
}


class Path(NamedTuple):
    """How a kind of fact makes an edge: from, over and to; `None` stands for the fact itself."""

    kind: URIRef
    source: URIRef | None
    predicate: URIRef | None  # `None`: what rdf:predicate says
    target: URIRef | None


PATHS: tuple[Path, ...] = (
    Path(PE.Statement, RDF.subject, None, RDF.object),
    Path(ORG.Membership, ORG.member, ORG.hasMembership, None),
    Path(ORG.Membership, None, ORG.organization, ORG.organization),
    Path(PE.Utterance, PE.utteredBy, PE.utteredAt, PE.utteredAt),
    Path(PE.Symbol, PE.displayedAt, PE.symbolOf, PE.symbolOf),
    Path(PE.Demand, PE.demandedBy, PE.addressee, PE.addressee),
    Path(PE.Message, PE.sender, PE.recipient, PE.recipient),
)
WORDS: dict[tuple[URIRef, URIRef], str] = {
    (PE.Statement, PE.partOf): "was part of",
    (PE.Statement, PE.place): "took place at",
    (PE.Statement, PE.within): "lies in",
    (PE.Statement, ORG.unitOf): "is a unit of",
    (PE.Statement, PE.motivatedBy): "was motivated by",
    (PE.Statement, PE.issue): "was about",
    (PE.Statement, PE.inSolidarityWith): "was in solidarity with",
    (PE.Statement, PE.coordinatedWith): "was coordinated with",
    (PE.Statement, PE.before): "came before",
    (PE.Statement, PE.toldBefore): "is told before",
    (PE.Statement, PE.participant): "had as participant",
    (PE.Statement, PE.speaker): "had as speaker",
    (PE.Statement, PE.organizer): "was organised by",
    (PE.Statement, PE.opposedTo): "was directed against",
    (PE.Statement, PE.victim): "harmed",
    (PE.Statement, PE.deliveredBy): "was carried out by",
    (PE.Statement, PE.recipient): "was addressed to",
    (PE.Statement, PE.delegateOf): "acted for",
    (PE.Statement, FOAF.member): "had as member",
    (ORG.Membership, ORG.hasMembership): "holds the role",
    (ORG.Membership, ORG.organization): "in",
    (PE.Utterance, PE.utteredAt): "said this at",
    (PE.Symbol, PE.symbolOf): "showed a symbol of",
    (PE.Demand, PE.addressee): "made a demand on",
    (PE.Message, PE.recipient): "sent a message to",
}
"""An edge in words that make a true sentence from its source to its target, by kind of fact and property."""

UNREAL: dict[Node, str] = {
    concept("modality", "future"): "announced",
    concept("modality", "wished"): "wished for",
    concept("modality", "negated"): "did not take place",
}
"""How an event is marked that the report does not say happened."""
MEANT = {"took place at": "was to take place at"}
"""How an edge from such an event is worded."""

NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_network(graph: Graph) -> Network:
    """The network of a facts graph, or of several together."""
    network: Network = nx.MultiDiGraph()
    for kind, name in KINDS.items():
        for node in sorted(set(graph.subjects(RDF.type, kind)), key=str):
            network.add_node(str(node), kind=name, **_node(graph, node))
    for path in PATHS:
        for fact in sorted(set(graph.subjects(RDF.type, path.kind)), key=str):
            for source, predicate, target in _ends(graph, fact, path):
                if str(source) in network and str(target) in network:
                    network.add_edge(str(source), str(target), **_edge(graph, fact, path.kind, predicate))
    return network


def columns(network: Network) -> dict[str, list[str]]:
    """The nodes of each column, in the order in which the report names them."""

    def first(node: str) -> tuple[str, int, str]:
        return network.nodes[node]["report"], network.nodes[node]["start"], node

    return {
        column: sorted((node for node in network if network.nodes[node]["kind"] in kinds), key=first)
        for column, kinds in COLUMNS.items()
    }


def _ends(graph: Graph, fact: Node, path: Path) -> Iterator[tuple[Node, Node, Node]]:
    predicate = path.predicate or graph.value(fact, RDF.predicate)
    for source in [fact] if path.source is None else graph.objects(fact, path.source):
        for target in [fact] if path.target is None else graph.objects(fact, path.target):
            if predicate is not None:
                yield source, predicate, target


def _node(graph: Graph, node: Node) -> dict[str, str | int]:
    found = spans(graph, node, PE.mention) or spans(graph, node)
    label = graph.value(node, RDFS.label) or graph.value(node, PE.roleText) or node
    unreal = UNREAL.get(graph.value(node, PE.modality) or node)
    return {
        "label": _clean(label if unreal is None else f"{label} ({unreal})"),
        "report": report_id(graph, node),
        "start": found[0][0] if found else 0,
    }


def _edge(graph: Graph, fact: Node, kind: URIRef, predicate: Node) -> dict[str, str | int]:
    start, end, exact = most_telling(spans(graph, fact))
    words = in_words(kind, URIRef(str(predicate)))
    source = graph.value(fact, RDF.subject)
    if source is not None and graph.value(source, PE.modality) in UNREAL:
        words = MEANT.get(words, words)
    return {
        "predicate": str(predicate),
        "label": words,
        "fact": str(fact),
        "report": report_id(graph, fact),
        "start": start,
        "end": end,
        "exact": _clean(exact),
    }


def in_words(kind: URIRef, predicate: URIRef) -> str:
    """What an edge says; a property that is not in the table is called by its name, `inside out` for `…#insideOut`."""
    if (kind, predicate) in WORDS:
        return WORDS[kind, predicate]
    name = re.split(r"[#/]", predicate)[-1]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _clean(text: object) -> str:
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", str(text))
