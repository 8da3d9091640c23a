"""Events, memberships and quotations as tables for a spreadsheet, each row with the words that support it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, ORG, RDF, RDFS
from rdflib.term import Node

from kg.vocab import OA, PE, PEC, SCHEMA

FORMULA = ("=", "+", "-", "@", "\t", "\r")
EVIDENCE = ("start", "end", "exact", "more_evidence")
Column = tuple[str, Callable[[Graph, Node], str]]


def tables(graphs: Sequence[Graph]) -> dict[str, bytes]:
    """The tables by file name, from the facts graphs of reports; UTF-8 with the mark that spreadsheets look for."""
    return {f"{name}.csv": _csv(columns, _rows(graphs, kind, columns)) for name, (kind, columns) in TABLES.items()}


def _csv(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(["report", "fact", *(name for name, _ in columns), *EVIDENCE])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (https://owasp.org/www-community/attacks/CSV_Injection)."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _rows(graphs: Sequence[Graph], kind: URIRef, columns: Sequence[Column]) -> Iterator[list[str]]:
    for graph in graphs:
        facts = [node for node in graph.subjects(RDF.type, kind) if (node, RDF.type, PE.Fact) in graph]
        rows = [(spans(graph, node), node) for node in set(facts)]
        for evidence, node in sorted(rows, key=lambda row: (row[0], str(row[1]))):
            start, end, exact = most_telling(evidence)
            others = "; ".join(f"{a}-{b}" for a, b, _ in evidence if (a, b) != (start, end))
            cells = [read(graph, node) for _, read in columns]
            yield [report_id(graph, node), str(node), *cells, str(start), str(end), exact, others]


def spans(graph: Graph, node: Node, predicate: URIRef = PE.evidence) -> list[tuple[int, int, str]]:
    """The evidence of a node in reading order: start, end and the words."""
    found = ([graph.value(at, part) for part in (OA.start, OA.end, OA.exact)] for at in graph.objects(node, predicate))
    return sorted((int(str(start)), int(str(end)), str(exact)) for start, end, exact in found if exact is not None)


def most_telling(evidence: Sequence[tuple[int, int, str]]) -> tuple[int, int, str]:
    """The longest stretch of evidence, the first of equals: the words said, not the name or the verb before them."""
    return max(evidence, key=lambda span: (span[1] - span[0], -span[0]), default=(0, 0, ""))


def report_id(graph: Graph, node: Node) -> str:
    """The id of the report that a fact or an entity is of."""
    return str(graph.value(graph.value(node, PE.reportedIn), DCTERMS.identifier))


def _join(values: Iterable[str]) -> str:
    return "; ".join(sorted(set(values)))


def _text(predicate: URIRef) -> Callable[[Graph, Node], str]:
    return lambda graph, node: _join(str(value) for value in graph.objects(node, predicate))


def _label(*path: URIRef) -> Callable[[Graph, Node], str]:
    """The names of what a path of properties leads to."""

    def read(graph: Graph, node: Node) -> str:
        nodes: list[Node] = [node]
        for predicate in path:
            nodes = [value for one in nodes for value in graph.objects(one, predicate)]
        return _join(str(graph.value(one, RDFS.label, default=one)) for one in nodes)

    return read


def _concept(predicate: URIRef) -> Callable[[Graph, Node], str]:
    """The names of concepts without their scheme: `march` for `form-march`."""
    return lambda graph, node: _join(
        str(value).removeprefix(str(PEC)).partition("-")[2] for value in graph.objects(node, predicate)
    )


def _count(of: str) -> Callable[[Graph, Node], str]:
    """The words of the counts of one kind: participants, killed, injured or arrested."""

    def read(graph: Graph, node: Node) -> str:
        counts = [one for one in graph.objects(node, PE.hasCount) if (one, PE.countOf, PEC[f"count-{of}"]) in graph]
        return _join(str(words) for one in counts for words in graph.objects(one, PE.text))

    return read


def _class(graph: Graph, node: Node) -> str:
    names = (str(kind).removeprefix(str(PE)) for kind in graph.objects(node, RDF.type))
    return _join(name for name in names if name not in ("Fact", "Event", "Utterance"))


TABLES: dict[str, tuple[URIRef, tuple[Column, ...]]] = {
    "events": (
        PE.Event,
        (
            ("kind", _class),
            ("words", _text(RDFS.label)),
            ("forms", _concept(PE.form)),
            ("modality", _concept(PE.modality)),
            ("places", _label(PE.place)),
            ("times", _label(PE.timeExpression, PE.text)),
            ("earliest", _text(PE.earliestDate)),
            ("latest", _text(PE.latestDate)),
            ("sizes", _count("participants")),
            ("killed", _count("killed")),
            ("injured", _count("injured")),
            ("arrested", _count("arrested")),
            ("part_of", _label(PE.partOf)),
            ("because_of", _label(PE.motivatedBy)),
            ("issues", _label(PE.issue)),
            ("participants", _label(PE.participant)),
            ("speakers", _label(PE.speaker)),
        ),
    ),
    "memberships": (
        ORG.Membership,
        (
            ("member", _label(ORG.member)),
            ("title", _text(PE.roleText)),
            ("role", _concept(ORG.role)),
            ("organization", _label(ORG.organization)),
        ),
    ),
    "quotations": (
        PE.Utterance,
        (
            ("kind", _class),
            ("speaker", _label(PE.utteredBy)),
            ("cue", _text(PE.cue)),
            ("words", _text(PE.text)),
            ("event", _label(PE.utteredAt)),
            ("places", _label(PE.utteredAt, PE.place)),
            ("addressee", _label(PE.addressee)),
            ("headline", _label(PE.reportedIn, SCHEMA.headline)),
        ),
    ),
}
