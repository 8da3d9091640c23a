"""The engine's terms, syntaxes and errors as ours: what the store needs of pyoxigraph besides its store."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from kg.errors import QueryError, ReportError, StoreError
from kg.rdf import new_graph
from kg.vocab import PREFIXES

TYPE = ox.NamedNode(str(RDF.type))

MAX_LENGTH, MAX_DEPTH, MAX_SIGNS = 100_000, 64, 5_000
"""Of a query: characters; brackets and negations within each other; keywords and signs. Beyond, its stack overflows."""
QUERIES = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_TOKEN = re.compile(
    r"""
      (?P<iri><[^<>"{}|^`\x00-\x20]*>)
    | (?P<string>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''
               |"(?!"")(?:[^"\\\n\r]|\\.)*"|'(?!'')(?:[^'\\\n\r]|\\.)*')
    | (?P<unclosed>["'])
    | (?P<comment>\#[^\n\r]*)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[\w-]+)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<name>[\w.-]{0,99}:(?:[\w.:%-]|\\.)*)
    | (?P<word>\w+)
    | <<|>>
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_ADDRESS = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")

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
    try:
        for quad in ox.parse(data, format=GRAPH_TYPES[media_type], base_iri=base_iri):
            name = None if isinstance(quad.graph_name, ox.DefaultGraph) else URIRef(quad.graph_name.value)
            graphs.setdefault(name, new_graph()).add(to_triple(quad.triple))
    except (SyntaxError, ValueError, OSError) as error:
        raise ReportError(f"not {media_type}: {error}") from error
    return graphs


def refuse(query: str) -> None:
    """`QueryError` for what is no query of this store alone, and for what would crash the engine."""
    if len(query) > MAX_LENGTH:
        raise QueryError(f"the query has {len(query)} characters; at most {MAX_LENGTH} are read")
    if verb(query) in UPDATES:
        raise QueryError("read-only: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE")
    if asks_other_servers(query):
        raise QueryError("the query cannot be evaluated: no other server is asked; leave SERVICE out")
    if nesting(query) > MAX_DEPTH:
        raise QueryError(f"the query nests brackets or ! more than {MAX_DEPTH} deep; write it flatter")
    signs = sum(token.lastgroup in (None, "word") and not token[0].isspace() for token in _TOKEN.finditer(query))
    if signs > MAX_SIGNS:
        raise QueryError(f"the query has {signs} keywords and signs; at most {MAX_SIGNS} are read; ask in parts")


def verb(query: str) -> str:
    """The first keyword behind the prologue, in capitals; empty if there is none."""
    words = (token[0].upper() for token in _TOKEN.finditer(query) if token.lastgroup == "word")
    return next((word for word in words if word not in ("PREFIX", "BASE")), "")


def asks_other_servers(query: str) -> bool:
    """Whether the word SERVICE stands in a query as a keyword, outside strings, IRIs, comments and names.

    `SERVICE:x` counts: an engine may read it as the keyword and the name `:x`. Behind a string that never
    ends there are no tokens, so there any mention counts; this also keeps the time linear.
    """
    for token in _TOKEN.finditer(query):
        kind, text = token.lastgroup, token.group().casefold()
        if kind == "unclosed":
            return "service" in query[token.start() :].casefold()
        if (kind == "word" and text == "service") or (kind == "name" and text.startswith("service:")):
            return True
    return False


def nesting(query: str) -> int:
    """How deep brackets and negations stand within each other, outside strings, IRIs and comments; never too low.

    `1<a#>` may be an IRI or a comparison and a comment: behind such a place, and behind a string that never ends,
    every bracket counts as one that stays open.
    """
    open_: list[int] = []
    depth = deepest = negations = 0
    for token in _TOKEN.finditer(query):
        kind, text = token.lastgroup, token.group()
        if kind == "unclosed" or (kind == "iri" and not _ADDRESS.match(text) and re.search(r"[#'(\[!]", text)):
            return max(deepest, depth + negations + len(re.findall(r"[{(\[!]|<<", query[token.start() :])))
        if kind == "comment" or text.isspace():
            continue
        negations += text == "!"
        if text in ("{", "(", "[", "<<"):
            open_.append(negations + 1)
            depth += negations + 1
        elif text in ("}", ")", "]", ">>") and open_:
            depth -= open_.pop()
        if text != "!":
            negations = 0
        deepest = max(deepest, depth + negations)
    return deepest


@contextmanager
def failures(query: str) -> Iterator[None]:
    """The engine's errors as ours."""
    try:
        yield
    except SyntaxError as error:
        raise _syntax_error(query, str(error)) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(f"the query cannot be evaluated: {error}") from error


def _syntax_error(query: str, message: str) -> QueryError:
    place = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if place is None:
        return QueryError(message)
    line, column = int(place[1]), int(place[2])
    text = "".join(query.splitlines()[line - 1 : line])
    near = text[max(0, column - 20) : column + 15].strip() or "the end"
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


def serialize(quads: Iterable[ox.Quad], media_type: str, *, base: str) -> bytes:
    """Quads as RDF, in an order of our own: equal graphs, equal bytes. A format of triples leaves out the names."""
    syntax = GRAPH_TYPES[media_type]
    if not syntax.supports_datasets:
        quads = {ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads}
    if syntax in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS):
        return "".join(sorted(f"{quad} .\n" for quad in quads)).encode()
    ordered = sorted(quads, key=_reading_order)
    return write(ordered if syntax.supports_datasets else [quad.triple for quad in ordered], syntax, base=base)


def write(statements: Iterable[ox.Triple] | Iterable[ox.Quad], syntax: ox.RdfFormat, *, base: str | None) -> bytes:
    """Statements in a syntax, in the order given, with our prefixes sorted: the engine writes them in random order."""
    readable = syntax in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)
    body = ox.serialize(statements, format=syntax, prefixes=PREFIXES, base_iri=base if readable else None) or b""
    if syntax == ox.RdfFormat.RDF_XML:
        return re.sub(rb"(?<=<rdf:RDF )[^>]*(?=>)", lambda found: b" ".join(sorted(found[0].split())), body, count=1)
    if not readable:
        return body
    header = [f"@prefix {name}: <{iri}> ." for name, iri in sorted(PREFIXES.items())]
    if base is not None:
        header.insert(0, f"@base <{base}> .")
    text = re.sub(r"\A(@.*\n)*", "", body.decode())
    return "\n".join([*header, "", text.replace(" .\n<", " .\n\n<")]).encode()


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
