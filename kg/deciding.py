"""Decisions in the graph, each in a named graph of its own; and from what was read to anchors and back.

The triples of a decision are there to be asked for; `pe:record` holds it whole, as in a file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias
from urllib.parse import unquote

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import ORG, PROV, RDF, RDFS, XSD

from kg.anchors import Lost, Reading, Thing
from kg.decisions import ROW, Anchor, Correction, Decision, Judgement, from_json, in_order
from kg.endpoint import Endpoint
from kg.rdf import ENTITY_CLASSES, PREDICATES, new_graph
from kg.vocab import OA, PE, SCHEMA, Addresses, concept, span_of

AT_ONCE = 50  # reports asked for in one query
KINDS: dict[URIRef, str] = {class_: kind.value for kind, class_ in ENTITY_CLASSES.items()} | {
    PE.Event: "event",
    PE.Statement: "relation",
    ORG.Membership: "membership",
    PE.Utterance: "utterance",
    PE.Expression: "expression",
    PE.Symbol: "symbol",
    PE.Demand: "demand",
    PE.Message: "message",
    PE.Count: "count",
    PE.TimeExpression: "time",
    PE.Claim: "claim",
}
"""The class of a node to the kind of its anchor."""
SPANS = (PE.mention, PE.content, PE.evidence)  # the words of its own first
ENDS: dict[URIRef, str] = {
    RDF.subject: "subject",
    ORG.member: "subject",
    PE.countFor: "subject",
    PE.timeOf: "subject",
    PE.deliveredIn: "subject",
    RDF.object: "object",
    ORG.organization: "object",
    RDF.predicate: "predicate",
    PE.countOf: "predicate",
}
"""Property to what it tells things in the same words apart by."""
PREDICATE_NAMES = {iri: predicate.value for predicate, iri in PREDICATES.items()}


# A decision as triples


def decision_graph(decision: Decision, addresses: Addresses) -> Graph:
    """The triples of a decision: always the same for the same decision."""
    graph, node, agent = new_graph(), addresses.decision(decision.id), addresses.agent(decision.by)
    at = decision.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    graph.add((node, RDF.type, PROV.Entity))
    graph.add((node, PROV.wasAttributedTo, agent))
    graph.add((agent, RDF.type, PROV.Person))
    graph.add((agent, RDFS.label, Literal(decision.by)))
    graph.add((node, PROV.generatedAtTime, Literal(at, datatype=XSD.dateTime, normalize=False)))
    graph.add((node, PE.record, Literal(decision.to_json())))
    if decision.why:
        graph.add((node, RDFS.comment, Literal(decision.why)))
    if isinstance(decision, Judgement):
        graph.add((node, RDF.type, PE.IdentityDecision))
        graph.add((node, PE.judgement, concept("judgement", decision.verdict)))
        _add_anchor(graph, node, "left", decision.left, addresses)
        _add_anchor(graph, node, "right", decision.right, addresses)
    else:
        graph.add((node, RDF.type, PE.Correction))
        graph.add((node, PE.operation, concept("operation", decision.operation)))
        if decision.rules:
            graph.add((node, PE.rulesDigest, Literal(decision.rules)))
        _add_anchor(graph, node, "about", decision.about, addresses)
    return graph


def _add_anchor(graph: Graph, decision: URIRef, role: str, anchor: Anchor, addresses: Addresses) -> None:
    node, words = URIRef(f"{decision}#{role}"), anchor.words
    graph.add((decision, PE.about, node))
    graph.add((node, RDF.type, PE.Anchor))
    graph.add((node, PE.inReport, (addresses.source if words is None else addresses.report)(anchor.report)))
    if words is not None:
        graph.add((node, OA.start, Literal(words.start)))
        graph.add((node, OA.end, Literal(words.end)))
        graph.add((node, OA.exact, Literal(words.exact)))
        graph.add((node, OA.prefix, Literal(words.prefix)))
        graph.add((node, OA.suffix, Literal(words.suffix)))


def decisions(store: Endpoint, report_id: str | None = None) -> list[Decision]:
    """The decisions a store holds, all or those about a report, in order of their time."""
    about = "" if report_id is None else "; pe:about/pe:inReport $report"
    report = store.addresses.report(report_id or "")
    rows = store.texts(f"SELECT DISTINCT ?r WHERE {{ GRAPH ?g {{ ?d pe:record ?r {about} }} }}", report=report)
    return in_order(from_json(row["r"]) for row in rows)


def decision_of(store: Endpoint, id_: str) -> Decision | None:
    """The decision of that id; `None` if the store holds none."""
    rows = store.texts("SELECT ?r WHERE { GRAPH $g { $g pe:record ?r } }", g=store.addresses.decision(id_))
    return from_json(rows[0]["r"]) if rows else None


def corrections(store: Endpoint, report_id: str) -> list[Correction]:
    """The corrections of a report, in order of their time."""
    return [decision for decision in decisions(store, report_id) if isinstance(decision, Correction)]


def corrections_by_report(store: Endpoint) -> dict[str, list[Correction]]:
    """All corrections a store holds, in order of their time, by the reports they are of."""
    found: defaultdict[str, list[Correction]] = defaultdict(list)
    for decision in decisions(store):
        if isinstance(decision, Correction):
            found[decision.report].append(decision)
    return found


# From nodes to anchors, and from anchors to nodes


def anchors_of(store: Endpoint, nodes: Iterable[URIRef]) -> dict[URIRef, Anchor]:
    """What will find each node again; what is no row, and in the store no entity and no fact, is left out."""
    every = list(nodes)
    wanted = {node: place for node in every if (place := place_of(store.addresses, node)) is not None}
    found = {node: row for node in every if (row := _row(store.addresses, node)) is not None}
    readings = dict(readings_of(store, {report for report, _ in wanted.values()}))
    for node, (report, key) in wanted.items():
        anchor = readings[report].anchor(report, key) if report in readings else None
        if anchor is not None:
            found[node] = anchor
    return found


def nodes_of(store: Endpoint, anchors: Iterable[Anchor]) -> dict[Anchor, URIRef | Lost]:
    """The node that each anchor stands for now, or why there is none; rows are at their own addresses."""
    wanted: defaultdict[str, list[Anchor]] = defaultdict(list)
    found: dict[Anchor, URIRef | Lost] = {}
    for anchor in anchors:
        found[anchor] = Lost(f"no report {anchor.report} in the store")
        if anchor.kind == ROW:
            found[anchor] = store.addresses.row(anchor.report, anchor.key)
        else:
            wanted[anchor.report].append(anchor)
    for report, reading in readings_of(store, wanted):
        for anchor in wanted[report]:
            key = reading.matched(anchor)
            found[anchor] = key if isinstance(key, Lost) else store.addresses.node(report, key)
    return found


def place_of(addresses: Addresses, node: str) -> tuple[str, str] | None:
    """The report of a node and its key there; `None` if it belongs to no report."""
    prefix = f"{addresses.base}report/"
    report, slash, key = node.removeprefix(prefix).partition("/")
    return (unquote(report), unquote(key)) if slash and node.startswith(prefix) else None


def _row(addresses: Addresses, node: URIRef) -> Anchor | None:
    source, slash, key = str(node).removeprefix(f"{addresses.base}source/").partition("/")
    if not slash or not node.startswith(f"{addresses.base}source/"):
        return None
    return Anchor(report=unquote(source), kind=ROW, key=unquote(key))


def readings_of(store: Endpoint, report_ids: Iterable[str]) -> Iterator[tuple[str, Reading]]:
    """What was read from reports, by their ids; those that are not in the store are left out."""
    ids = sorted(report_ids)
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        graphs = {str(name): id_ for id_ in some for name in store.addresses.graphs(id_)}
        described: defaultdict[str, list[_Line]] = defaultdict(list)
        for row in store.texts(_DESCRIBED % " ".join(f"<{name}>" for name in graphs)):
            described[graphs[row["g"]]].append((row["s"], URIRef(row["p"]), row["o"]))
        for report_id, lines in described.items():
            yield report_id, _reading(store.addresses, report_id, lines)


_Line: TypeAlias = tuple[str, URIRef, str]
_WORDED = (RDFS.label, SCHEMA.articleBody)
_LINKED = (RDF.type, *SPANS, *ENDS)
_DESCRIBED = f"""SELECT ?g ?s ?p ?o WHERE {{ VALUES ?g {{ %s }} GRAPH ?g {{ ?s ?p ?o
  FILTER (?p IN ({", ".join(f"<{term}>" for term in _WORDED)})
    || (isIRI(?o) && ?p IN ({", ".join(f"<{term}>" for term in _LINKED)}))) }} }}"""


def _reading(addresses: Addresses, report_id: str, lines: Iterable[_Line]) -> Reading:
    text, node = "", str(addresses.report(report_id))
    by_node: defaultdict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        if line[0] == node and line[1] == SCHEMA.articleBody:
            text = line[2]
        by_node[line[0]].append(line)
    things = (_thing(addresses, iri, of, text) for iri, of in sorted(by_node.items()))
    return Reading(text, [thing for thing in things if thing is not None])


def _thing(addresses: Addresses, node: str, lines: list[_Line], text: str) -> Thing | None:
    place = place_of(addresses, node)
    kinds = [KINDS[URIRef(value)] for _, term, value in lines if term == RDF.type and URIRef(value) in KINDS]
    if place is None or not kinds:
        return None
    names = {value for _, term, value in lines if term == RDFS.label}
    spans = {(SPANS.index(term), span_of(value)) for _, term, value in lines if term in SPANS}
    ends = {ENDS[term]: _end(addresses, value) for _, term, value in lines if term in ENDS}
    ordered = sorted(spans, key=lambda pair: (pair[0], text[pair[1].start : pair[1].end] not in names, pair[1]))
    return Thing(key=place[1], kind=kinds[0], spans=tuple(dict.fromkeys(span for _, span in ordered)), **ends)


def _end(addresses: Addresses, term: str) -> str:
    """The key of a node; of a predicate or a concept what it is called."""
    place = place_of(addresses, term)
    return PREDICATE_NAMES.get(URIRef(term), term.rpartition("-")[2]) if place is None else place[1]
