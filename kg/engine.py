"""The engine's terms, syntaxes and errors as ours: what the store needs of pyoxigraph besides its store."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TypeAlias, cast
from typing import Literal as OneOf

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS, XSD
from rdflib.term import Node

from kg.errors import ConflictError, FormatError, QueryError, RDFError, StoreError
from kg.rdf import new_graph
from kg.vocab import PE, PREFIXES

Triple: TypeAlias = ox.Triple
TYPE = ox.NamedNode(str(RDF.type))
CANONICAL = ox.NamedNode(str(PE.canonical))
CONCEPTS = {ox.NamedNode(str(SKOS.Concept)), ox.NamedNode(str(SKOS.ConceptScheme))}

RESULT_TYPES: dict[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPH_TYPES: dict[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}


def read_rdf(data: bytes, media_type: str, *, base_iri: str | None = None) -> dict[URIRef | None, Graph]:
    """The graphs of an RDF file by name; what stands outside every named graph is under `None`. Fetches nothing."""
    graphs: dict[URIRef | None, Graph] = {}
    for quad in parsed(data, media_type, base_iri=base_iri):
        name = None if isinstance(quad.graph_name, ox.DefaultGraph) else URIRef(quad.graph_name.value)
        graphs.setdefault(name, new_graph()).add(to_triple(quad.triple))
    return graphs


def parsed(data: bytes, media_type: str, *, base_iri: str | None = None, alone: bool = False) -> Iterator[ox.Quad]:
    """The quads of an RDF document; `RDFError` where it is none.

    One that is `alone` may name no graph, and its blank nodes are never taken for those of another document.
    """
    syntax = GRAPH_TYPES[media_type]
    with malformed(media_type):
        yield from ox.parse(
            data, format=syntax, base_iri=base_iri, without_named_graphs=alone, rename_blank_nodes=alone
        )


@contextmanager
def malformed(media_type: str) -> Iterator[None]:
    """The parser's errors as ours."""
    try:
        yield
    except (SyntaxError, ValueError, OSError) as error:
        raise RDFError(f"not {media_type}: {error}") from error


def read_triples(data: bytes) -> Graph:
    """A graph in N-Triples, as an engine sent it."""
    return to_graph(quad.triple for quad in parsed(data, "application/n-triples"))


@contextmanager
def failures(text: str, what: str = "query") -> Iterator[None]:
    """The engine's errors as ours."""
    try:
        yield
    except SyntaxError as error:
        raise _syntax_error(text, str(error)) from error
    except OSError as error:  # it names the files
        raise StoreError("the store cannot be read or written; whoever runs it should look at its folder") from error
    except (RuntimeError, ValueError) as error:
        conflict = re.fullmatch(r"The graph <.*> (does not exist|already exists)", str(error))
        kind = ConflictError if conflict else QueryError
        raise kind(f"the {what} cannot be evaluated: {error}") from error


def _syntax_error(query: str, message: str) -> QueryError:
    place = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if place is None:
        return QueryError(message)
    line, column = int(place[1]), int(place[2])
    text = "".join(query.splitlines()[line - 1 : line])
    start = max(0, column - 20)
    word = text.rfind(" ", 0, start + 1) + 1
    near = text[word if start - word < 20 else start : column + 15].strip() or "the end"
    reason = "unknown prefix" if "Prefix not found" in place[3] else "not SPARQL"
    return QueryError(f"line {line}, column {column}: {reason} near {near!r}", line=line, column=column)


def to_triples(graph: Graph) -> set[ox.Triple]:
    """A graph as the engine will hold it: it spells numbers its own way, `01` as `1`."""
    memory = ox.Store()
    try:
        memory.extend(ox.Quad(to_engine(s), to_engine(p), to_engine(o)) for s, p, o in graph)  # type: ignore[arg-type]
    except (ValueError, TypeError) as error:  # a malformed IRI, a lone surrogate, a literal as subject
        raise StoreError(f"nothing was written: not RDF: {error}") from error
    return {quad.triple for quad in memory}


def read_set(data: bytes) -> set[ox.Triple]:
    """N-Triples as the engine holds them."""
    memory = ox.Store()
    with malformed("application/n-triples"):
        memory.load(data, format=ox.RdfFormat.N_TRIPLES)
    return {quad.triple for quad in memory}


def by_graph(data: bytes) -> dict[str, set[ox.Triple]]:
    """N-Quads that the engine itself wrote, as triples by the name of their graph."""
    graphs: dict[str, set[ox.Triple]] = {}
    for quad in parsed(data, "application/n-quads"):
        graphs.setdefault(str(cast("ox.NamedNode", quad.graph_name).value), set()).add(quad.triple)
    return graphs


def literal(text: str, datatype: str | None = None) -> str:
    """A text, or a value of a datatype; what JSON escapes N-Triples escapes alike (ECHAR, UCHAR in its grammar)."""
    body = json.dumps(text, ensure_ascii=False)
    return body if datatype is None else f"{body}^^<{datatype}>"


def in_graph(triples: Iterable[ox.Triple], name: str) -> Iterator[ox.Quad]:
    """Triples as those of a named graph."""
    graph = ox.NamedNode(str(name))
    return (ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)


def as_held(triples: Iterable[tuple[Node, Node, Node]]) -> set[tuple[Node, Node, Node]]:
    """Triples as an engine gives them back that spells numbers its own way."""
    graph = new_graph()
    for triple in triples:
        graph.add(triple)
    return {to_triple(triple) for triple in to_triples(graph)}


def to_engine(term: Node) -> ox.NamedNode | ox.Literal:
    """A term of rdflib as the engine's; `StoreError` for a blank node."""
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if not isinstance(term, Literal):
        raise StoreError(f"nothing was written: {term!r} has no IRI; everything in the store needs one")
    if term.language is not None:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD.string)))


def from_engine(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> URIRef | Literal:
    """A term of the engine as rdflib's; what has no IRI (`BNODE()` in a query) shows as an IRI in the scheme `_`."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if not isinstance(term, ox.Literal):
        return URIRef(str(term)) if isinstance(term, ox.BlankNode) else Literal(str(term))
    datatype = None if term.language or term.datatype.value == str(XSD.string) else URIRef(term.datatype.value)
    return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)


def to_graph(triples: Iterable[ox.Triple]) -> Graph:
    """Triples of the engine as a graph of rdflib."""
    graph = new_graph()
    for triple in triples:
        graph.add(to_triple(triple))
    return graph


def to_triple(triple: ox.Triple) -> tuple[Node, Node, Node]:
    """A triple of the engine as rdflib's."""
    s, p, o = (
        BNode(term.value) if isinstance(term, ox.BlankNode) else from_engine(term)
        for term in (triple.subject, triple.predicate, triple.object)
    )
    return s, p, o


@dataclass(frozen=True)
class Result:
    """What a query gives, before it is serialised; of the engine, so it must stay in the thread that asked."""

    kind: OneOf["solutions", "boolean", "graph"]
    media_type: str
    found: ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]

    def write(self, out: IO[bytes]) -> None:
        """Serialise it while it is evaluated; an error that `out` raises stops both."""
        if isinstance(self.found, ox.QuerySolutions | ox.QueryBoolean):
            self.found.serialize(out, format=RESULT_TYPES[self.media_type])
        else:
            write(self.found, GRAPH_TYPES[self.media_type], out, base=None)


def evaluated(
    engine: ox.Store,
    text: str,
    *,
    results: str | None,
    graph: str | None,
    base_iri: str | None = None,
    dataset: tuple[Iterable[str], Iterable[str]] | None = None,
) -> Result:
    """Evaluate a query; an unknown function is an error of its expression and not of the query.

    (https://www.w3.org/TR/sparql11-query/#extensionFunctions)
    """
    default, named = (None, None) if dataset is None else ([*map(ox.NamedNode, some)] for some in dataset)
    unknown: dict[ox.NamedNode, Callable[..., ox.Literal | None]] = {}
    while True:
        try:
            found = engine.query(
                text,
                base_iri=base_iri,
                prefixes=PREFIXES,
                default_graph=default,  # type: ignore[arg-type]  # a list of names is such a list
                named_graphs=named,  # type: ignore[arg-type]
                custom_functions=unknown or None,  # type: ignore[arg-type]
            )
            break
        except RuntimeError as error:
            function = re.fullmatch(r"The custom function <(.*)> is not supported", str(error))
            if function is None or ox.NamedNode(function[1]) in unknown:
                raise
            unknown[ox.NamedNode(function[1])] = lambda *_: None
    return _result(found, results, graph)


def fetched(data: IO[bytes], media_type: str, *, results: str | None, graph: str | None) -> tuple[Result, int]:
    """What another engine answered, to be serialised as if this one had, and how many rows or triples that is."""
    try:
        if media_type in GRAPH_TYPES:
            triples = [*dict.fromkeys(quad.triple for quad in ox.parse(data, format=GRAPH_TYPES[media_type]))]
            return _result(triples, results, graph), len(triples)
        syntax = RESULT_TYPES[media_type]
        found = ox.parse_query_results(data, format=syntax)
        size = 1 if isinstance(found, ox.QueryBoolean) else sum(1 for _ in found)
        data.seek(0)
        return _result(ox.parse_query_results(data, format=syntax), results, graph), size
    except (KeyError, SyntaxError, ValueError, OSError) as error:
        raise StoreError(f"the engine answers in {media_type or 'nothing'}, which cannot be read: {error}") from error


def _result(
    found: ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple], results: str | None, graph: str | None
) -> Result:
    if isinstance(found, ox.QueryBoolean):
        return Result("boolean", _acceptable(results, "yes or no"), found)
    if isinstance(found, ox.QuerySolutions):
        return Result("solutions", _acceptable(results, "a table"), found)
    return Result("graph", _acceptable(graph, "a graph"), found)


def _acceptable(media_type: str | None, kind: str) -> str:
    if media_type is None:
        raise FormatError(f"the query gives {kind}, and none of the media types asked for can hold that")
    return media_type


def serialize(quads: Iterable[ox.Quad], media_type: str, *, base: str) -> bytes:
    """Quads as RDF, in an order of our own: equal graphs, equal bytes. A format of triples leaves out the names."""
    syntax = GRAPH_TYPES[media_type]
    if not syntax.supports_datasets:
        quads = {ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads}
    if syntax in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS):
        return "".join(sorted(f"{quad} .\n" for quad in quads)).encode()
    ordered = sorted(quads, key=_reading_order)
    out = io.BytesIO()
    write(ordered if syntax.supports_datasets else [quad.triple for quad in ordered], syntax, out, base=base)
    return out.getvalue()


def write(
    statements: Iterable[ox.Triple] | Iterable[ox.Quad], syntax: ox.RdfFormat, out: IO[bytes], *, base: str | None
) -> None:
    """Statements in a syntax, in the order given, with our prefixes sorted: the engine writes them in random order."""
    readable = syntax in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)
    if not readable and syntax != ox.RdfFormat.RDF_XML:
        ox.serialize(statements, out, format=syntax)
        return
    tidy = _Tidy(out, base) if readable else _TidyXML(out)
    ox.serialize(
        statements, cast("IO[bytes]", tidy), format=syntax, prefixes=PREFIXES, base_iri=base if readable else None
    )
    tidy.end()


class _Tidy:
    """Turtle on its way out: our header instead of the engine's, and an empty line between subjects."""

    def __init__(self, out: IO[bytes], base: str | None) -> None:
        self.out = out
        header = [f"@prefix {name}: <{iri}> ." for name, iri in sorted(PREFIXES.items())]
        self.header = "\n".join([*([f"@base <{base}> ."] if base else []), *header, "", ""]).encode()
        self.rest = b""  # an unfinished line
        self.ended = False  # whether the line before ended a subject

    def write(self, data: bytes) -> int:
        """Take some bytes, and pass on the lines that they finish."""
        lines, newline, self.rest = (self.rest + bytes(data)).rpartition(b"\n")
        if newline:
            self._pass(lines + newline)
        return len(data)

    def flush(self) -> None:
        """Nothing: what is held back is an unfinished line."""

    def end(self) -> None:
        """Pass on what is left."""
        self._pass(self.rest)
        self.out.write(self.header)  # still here if there was nothing else

    def _pass(self, lines: bytes) -> None:
        if self.header:
            lines = re.sub(rb"\A(@.*\n)*", b"", lines)
            if not lines:
                return
            self.out.write(self.header)
            self.header = b""
        if self.ended and lines.startswith(b"<"):
            self.out.write(b"\n")
        self.ended = lines.endswith(b" .\n")
        self.out.write(lines.replace(b" .\n<", b" .\n\n<"))


class _TidyXML:
    """RDF/XML on its way out, with the namespaces of its root in order."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self.head: bytes | None = b""

    def write(self, data: bytes) -> int:
        """Hold back the beginning until the root is open."""
        if self.head is None:
            self.out.write(data)
            return len(data)
        self.head += bytes(data)
        if re.search(rb"<rdf:RDF [^>]*>", self.head):
            self.out.write(re.sub(rb"(?<=<rdf:RDF )[^>]*(?=>)", _in_order, self.head, count=1))
            self.head = None
        return len(data)

    def flush(self) -> None:
        """Nothing: what is held back is an unfinished tag."""

    def end(self) -> None:
        """Pass on what is left."""
        self.out.write(self.head or b"")


def _in_order(attributes: re.Match[bytes]) -> bytes:
    return b" ".join(sorted(attributes[0].split()))


def _reading_order(quad: ox.Quad) -> tuple[object, ...]:
    """Graph by graph; a report before what it names, and its evidence last, by offset; types first."""
    return (
        _natural(str(quad.graph_name)),
        _natural(str(quad.subject).rstrip(">").replace("#", "~")),
        str(quad.predicate) != str(TYPE),
        str(quad.predicate),
        _natural(str(quad.object)),
    )


def _natural(text: str) -> tuple[str | tuple[int, str], ...]:
    parts = enumerate(re.split(r"([0-9]+)", text))  # words and digits by turns; digits compare by their length first
    return tuple((len(part.lstrip("0")), part) if number % 2 else part for number, part in parts)
