"""`kg check`, one report: what SHACL says of the shape of its nodes, and what it cannot say.

That evidence is what the report says, that shortcuts follow from facts, and that what is only said inside a quotation
stays there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SH, SKOS
from rdflib.term import Node

from kg.facts import Band
from kg.ontology import load_shapes
from kg.rdf import GAP, PREDICATES, SHORTCUTS, ReportGraphs, shortcuts
from kg.vocab import OA, PE, SCHEMA, concept

Finding = tuple[Node, str]
"""A node and what is wrong with it."""

PLAIN = {*PREDICATES.values(), *(predicate for _, predicate, _ in SHORTCUTS if predicate is not None)}
OWN: dict[Node, Node] = {PE.recipient: PE.Message, PE.earliestDate: PE.TimeExpression, PE.latestDate: PE.TimeExpression}
"""Plain properties that are no shortcuts on nodes of one class: there they belong to the fact itself."""


@dataclass(frozen=True)
class Problem:
    """Something wrong in the store: what kind, at which node, and in which report or source if in one."""

    kind: str
    node: str
    message: str
    report: str | None = None


def check_graphs(graphs: ReportGraphs, vocabulary: Graph, shapes: Graph | None = None) -> list[Problem]:
    """Everything that is wrong in the graphs of one report, sorted."""
    found = {
        Problem(kind, str(node), message, graphs.report_id)
        for kind, findings in CHECKS.items()
        for node, message in findings(graphs)
    }
    for node, message in misshapen(graphs, vocabulary, load_shapes() if shapes is None else shapes):
        found.add(Problem("shape", str(node), message, graphs.report_id))
    return sorted(found, key=lambda problem: (problem.kind, problem.node, problem.message))


def undescribed_report(graphs: ReportGraphs) -> Iterator[Finding]:
    """The facts graph describes the report it is of."""
    if _report(graphs) is None:
        yield Literal(graphs.report_id), "the facts graph does not describe this report; read it again"


def blank_nodes(graphs: ReportGraphs) -> Iterator[Finding]:
    """Everything has a name of its own."""
    for graph in graphs.all:
        for triple in graph:
            for term in triple:
                if isinstance(term, BNode):
                    yield term, "a blank node; give it an IRI"


def wrong_hashes(graphs: ReportGraphs) -> Iterator[Finding]:
    """A report's hash is that of its text."""
    for report in graphs.facts.subjects(RDF.type, PE.Report):
        text, digest = graphs.facts.value(report, SCHEMA.articleBody), graphs.facts.value(report, PE.sha256)
        if text is not None and str(digest) != hashlib.sha256(str(text).encode()).hexdigest():
            yield report, "the hash is not that of the text; read the report again"


def misquoted(graphs: ReportGraphs) -> Iterator[Finding]:
    """Evidence quotes what stands in the report between its start and its end."""
    bodies = {report: str(body) for report, body in graphs.facts.subject_objects(SCHEMA.articleBody)}
    for graph in graphs.all:
        for evidence in graph.subjects(RDF.type, PE.Evidence):
            start, end = _number(graph, evidence, OA.start), _number(graph, evidence, OA.end)
            source, exact = graph.value(evidence, OA.hasSource), graph.value(evidence, OA.exact)
            body = None if source is None else bodies.get(source)
            if body is not None and start is not None and end is not None and body[start:end] != str(exact):
                yield evidence, f"quotes {str(exact)!r}, but the report says {body[start:end]!r}"


def misaddressed(graphs: ReportGraphs) -> Iterator[Finding]:
    """The address of evidence names its start and end, so that a link leads to the words it quotes."""
    wrong = {node for node, _ in misquoted(graphs)}
    for graph in graphs.all:
        for evidence in graph.subjects(RDF.type, PE.Evidence):
            start, end = _number(graph, evidence, OA.start), _number(graph, evidence, OA.end)
            named = str(evidence).endswith(f"#char={start},{end}")
            if start is not None and end is not None and evidence not in wrong and not named:
                yield evidence, f"its address does not end in #char={start},{end}"


def unspoken(graphs: ReportGraphs) -> Iterator[Finding]:
    """What is said is said in an utterance that the report states, directly or through others; never in itself."""
    for claim, utterance in graphs.claims.subject_objects(PE.saidIn):
        seen: list[Node | None] = [claim]
        at: Node | None = utterance
        while at is not None and at not in seen and (at, RDF.type, PE.Utterance) not in graphs.facts:
            seen.append(at)
            at = graphs.claims.value(at, PE.saidIn)
        if at is None or at in seen:
            yield claim, "said in no utterance that the report states"


def wrong_texts(graphs: ReportGraphs) -> Iterator[Finding]:
    """The text of a fact are the words of its contents in reading order."""
    for graph in graphs.all:
        for node, text in graph.subject_objects(PE.text):
            spans = sorted(graph.objects(node, PE.content), key=lambda span: _number(graph, span, OA.start) or 0)
            words = GAP.join(str(graph.value(span, OA.exact)) for span in spans)
            if words != str(text):
                yield node, f"its text is {str(text)!r}, but its contents say {words!r}"


def wrong_shortcuts(graphs: ReportGraphs) -> Iterator[Finding]:
    """The plain triples are exactly those that the facts entail."""
    entailed: set[tuple[Node, Node, Node]] = {*shortcuts(graphs.facts)}
    stated = {*_plain(graphs.facts)}
    for s, p, o in entailed - stated:
        yield s, f"{p} {o} follows from a fact but is missing"
    for s, p, o in stated - entailed:
        yield s, f"{p} {o} follows from no fact"


def leaks(graphs: ReportGraphs) -> Iterator[Finding]:
    """What is only said inside a quotation stays in the claims graph, and never becomes a plain triple."""
    for node in graphs.facts.subjects(PE.saidIn):
        yield node, "only said inside a quotation, but in the facts graph"
    for node in graphs.claims.subjects(RDF.type, PE.Fact):
        if (node, PE.saidIn, None) not in graphs.claims:
            yield node, "said in no quotation, but in the claims graph"
    for name, graph in (("claims", graphs.claims), ("candidates", graphs.candidates)):
        for s, p, o in _plain(graph):
            yield s, f"{p} {o} is a plain triple in the {name} graph"
    unsure = concept("band", Band.CANDIDATE)
    for node in {*graphs.facts.subjects(PE.band, unsure), *graphs.claims.subjects(PE.band, unsure)}:
        yield node, "a candidate, but not in the candidates graph"


def dangling(graphs: ReportGraphs) -> Iterator[Finding]:
    """Everything of the report that is referred to is described; nothing refers to candidates but themselves."""
    report = _report(graphs)
    described = {*graphs.facts.subjects(RDF.type)}
    claimed = described | {*graphs.claims.subjects(RDF.type)}
    guessed = claimed | {*graphs.candidates.subjects(RDF.type)}
    for graph, known in ((graphs.facts, described), (graphs.claims, claimed), (graphs.candidates, guessed)):
        for node in {term for s, _, o in graph for term in (s, o)} - known:
            if isinstance(node, URIRef) and report is not None and str(node).startswith((f"{report}/", f"{report}#")):
                yield node, "referred to but not described"


CHECKS: dict[str, Callable[[ReportGraphs], Iterator[Finding]]] = {
    "report": undescribed_report,
    "blank": blank_nodes,
    "hash": wrong_hashes,
    "evidence": misquoted,
    "address": misaddressed,
    "said": unspoken,
    "text": wrong_texts,
    "shortcut": wrong_shortcuts,
    "leak": leaks,
    "dangling": dangling,
}
"""Kind of problem to the check that finds it; `shape` (SHACL) comes on top."""


def misshapen(graphs: ReportGraphs, vocabulary: Graph, shapes: Graph) -> Iterator[Finding]:
    """What the shapes of ontology/shapes.ttl find (https://www.w3.org/TR/shacl/)."""
    from pyshacl import validate  # it takes half a second to import, and most commands never need it

    data = Graph()
    for graph in graphs.all:
        data += graph
    for predicate in (RDF.type, RDFS.subClassOf, SKOS.inScheme):
        data += vocabulary.triples((None, predicate, None))
    _, results, _ = validate(data, shacl_graph=shapes, inplace=True)
    for result in results.objects(None, SH.result):
        yield results.value(result, SH.focusNode), str(results.value(result, SH.resultMessage))


def _report(graphs: ReportGraphs) -> Node | None:
    return graphs.facts.value(predicate=DCTERMS.identifier, object=Literal(graphs.report_id))


def _number(graph: Graph, node: Node, predicate: URIRef) -> int | None:
    value = graph.value(node, predicate)
    number = value.toPython() if isinstance(value, Literal) else None
    return number if isinstance(number, int) else None


def _plain(graph: Graph) -> Iterator[tuple[Node, Node, Node]]:
    for s, p, o in graph:
        if p in PLAIN and (p not in OWN or (s, RDF.type, OWN[p]) not in graph):
            yield s, p, o
