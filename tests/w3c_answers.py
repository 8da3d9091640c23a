"""Answers of a service held against those that the W3C expects: tables, yes or no, and graphs.

Numbers and language tags are compared by value, blank nodes up to renaming, rows in order only where the query asks
for one. Nothing in CSV has a type, so there everything that reads as a number is one.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from io import BytesIO
from pathlib import Path

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF
from rdflib.query import Result
from rdflib.term import Node

from tests.w3c import State, address

RESULT_FORMATS = {
    "application/sparql-results+xml": "xml",
    "application/sparql-results+json": "json",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPH_FORMATS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}
MEDIA_TYPES = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}
RESULT_SET = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#ResultSet"
Row = dict[str, Node]


def wanted(result: Path) -> str:
    """The media type to ask for, so that the answer can be held against a file."""
    table = result.suffix == ".ttl" and RESULT_SET in {str(kind) for kind in read_file(result).objects(None, RDF.type)}
    return "application/sparql-results+xml" if table else MEDIA_TYPES[result.suffix]


def same_answer(result: Path, media_type: str, body: bytes, *, ordered: bool) -> bool:
    """Whether an answer says what the file says."""
    if media_type in GRAPH_FORMATS:
        return same_graph(read_file(result), read_graph(body, media_type))
    theirs, ours = expected_result(result), read_result(body, media_type)
    if theirs.type != ours.type or theirs.askAnswer != ours.askAnswer:
        return False
    if theirs.type == "ASK":
        return True
    if set(theirs.vars or ()) != set(ours.vars or ()):
        return False
    read = typeless if media_type == "text/csv" else rows
    return same_rows(read(theirs), read(ours), ordered=ordered)


def in_order(query: str) -> bool:
    """Whether the rows of a query come in an order: what stands behind its last bracket says so."""
    return re.search(r"\bORDER\s+BY\b", query.rpartition("}")[2], re.IGNORECASE) is not None


def read_result(body: bytes, media_type: str) -> Result:
    """A table, or yes or no."""
    return Result.parse(BytesIO(body), format=RESULT_FORMATS[media_type])


def expected_result(file: Path) -> Result:
    """The same from a file of the suite; some are in the vocabulary of result sets."""
    if file.suffix == ".ttl":
        return Result.parse(BytesIO(read_file(file).serialize(format="turtle", encoding="utf-8")), format="turtle")
    return read_result(file.read_bytes(), MEDIA_TYPES[file.suffix])


def read_graph(body: bytes, media_type: str, base: str | None = None) -> Graph:
    """A graph that somebody sent."""
    return Graph().parse(data=body, format=GRAPH_FORMATS[media_type], publicID=base)


def read_file(file: Path) -> Graph:
    """A graph of the suite."""
    return read_graph(file.read_bytes(), MEDIA_TYPES[file.suffix], address(file))


def rows(result: Result) -> list[Row]:
    """The rows of a table."""
    return [{str(name): term for name, term in row.items() if term is not None} for row in result.bindings]


def typeless(result: Result) -> list[Row]:
    """The rows of CSV, in which what reads as a number is one."""
    return [{name: _number(term) for name, term in row.items()} for row in rows(result)]


def _number(term: Node) -> Node:
    try:
        return Literal(Decimal(str(term)))
    except InvalidOperation:
        return term


def same_rows(theirs: list[Row], ours: list[Row], *, ordered: bool) -> bool:
    """Whether two tables have the same rows, each as often."""
    return len(theirs) == len(ours) and isomorphic(_as_graph(theirs, ordered), _as_graph(ours, ordered))


def same_graph(theirs: Graph, ours: Graph) -> bool:
    """Whether two graphs are the same but for the names of their blank nodes."""
    return isomorphic(_by_value(theirs), _by_value(ours))


def graphs_of(state: State) -> dict[str, Graph]:
    """The graphs of a state that are not empty, by name; that of the default graph is empty."""
    graphs = {name: read_file(file) for name, file in state.named}
    default = Graph()
    for file in state.default:
        default += read_file(file)
    return {name: graph for name, graph in {**graphs, "": default}.items() if len(graph) > 0}


def content(quads: Result) -> dict[str, Graph]:
    """The same from a table of ?s ?p ?o ?g."""
    graphs: dict[str, Graph] = {}
    for row in rows(quads):
        graphs.setdefault(str(row.get("g", "")), Graph()).add((row["s"], row["p"], row["o"]))
    return graphs


def same_content(theirs: dict[str, Graph], ours: dict[str, Graph]) -> bool:
    """Whether two stores hold the same graphs."""
    return theirs.keys() == ours.keys() and all(same_graph(theirs[name], ours[name]) for name in theirs)


def _as_graph(some: list[Row], ordered: bool) -> Graph:
    """A table as a graph: rows that are alike, or stand at the same place, are one node with their number."""
    graph = Graph()
    counted = Counter(
        (frozenset((name, canonical(term)) for name, term in row.items()), place if ordered else 0)
        for place, row in enumerate(some)
    )
    for (cells, place), times in counted.items():
        row = BNode()
        graph.add((row, RDF.value, Literal(f"{times} times, at {place}")))
        for name, term in cells:
            graph.add((row, URIRef(f"urn:variable:{name}"), term))
    return graph


def _by_value(graph: Graph) -> Graph:
    spelled = Graph()
    for s, p, o in graph:
        spelled.add((s, p, canonical(o)))
    return spelled


def canonical(term: Node) -> Node:
    """A number or a language tag in one spelling; every other term as it is."""
    if not isinstance(term, Literal):
        return term
    if term.language is not None:
        return Literal(str(term), lang=term.language.lower())
    if isinstance(term.value, Decimal):
        return Literal(f"{term.value.normalize():f}", datatype=term.datatype, normalize=False)
    if isinstance(term.value, float):
        return Literal(repr(term.value), datatype=term.datatype, normalize=False)
    return term
