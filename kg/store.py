"""The store: named graphs on disk, and a default graph that holds what we believe.

The default graph is the union of all facts graphs and the concepts of the vocabulary. Every write changes
it together with the named graphs, in one atomic update. Only this module and `kg.engine` know pyoxigraph.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as OneOf
from typing import TypeVar
from urllib.parse import unquote

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import to_canonical_graph
from rdflib.namespace import SKOS

from kg.document import Report
from kg.engine import (
    GRAPH_TYPES,
    RESULT_TYPES,
    TYPE,
    failures,
    from_engine,
    refuse,
    serialize,
    to_engine,
    to_graph,
    to_triples,
    write,
)
from kg.errors import QueryError, ReportError, StoreError
from kg.rdf import KNOWN_OF_REPORT, Reader, ReportGraphs, reading_triples
from kg.vocab import PREFIXES, Addresses

Row = dict[str, URIRef | Literal]
Choose = Callable[[Sequence[str]], str]
"""Picks one of the media types it is offered, best first; it may raise instead."""

CONCEPTS = {ox.NamedNode(str(SKOS.Concept)), ox.NamedNode(str(SKOS.ConceptScheme))}
DEFAULT = ox.DefaultGraph()
KINDS: dict[type, str] = {
    ox.QuerySolutions: "rows; write SELECT",
    ox.QueryBoolean: "yes or no; write ASK",
    ox.QueryTriples: "a graph; write CONSTRUCT or DESCRIBE",
}
Result = TypeVar("Result", ox.QuerySolutions, ox.QueryBoolean, ox.QueryTriples)


@dataclass(frozen=True)
class Answer:
    """What a query gives, serialised."""

    kind: OneOf["solutions", "boolean", "graph"]
    media_type: str
    body: bytes


class Store:
    """The graphs of all reports, in a folder, or in memory if there is none.

    One process may write; others may read beside it, and see what was there when they opened.
    """

    def __init__(self, folder: Path | None, *, base: str, read_only: bool = False) -> None:
        self.addresses = Addresses(base)
        self.base = base
        self._lock = threading.Lock()
        self._read_only = read_only
        self._flushing = True
        self._open: ox.Store | None = ox.Store() if folder is None else _opened(folder, read_only=read_only)
        names = [str(name) for name in self._engine.named_graphs()]
        if names and not any(name.startswith(f"<{base}") for name in names):
            raise StoreError(f"{folder}: its graphs are not under {base} but such as {names[0]}; set `base` to match")

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder, so that another process can write to it."""
        self._open = None

    @property
    def _engine(self) -> ox.Store:
        if self._open is None:
            raise StoreError("the store is closed; open it again")
        return self._open

    # Writing

    def put(self, graphs: ReportGraphs) -> bool:
        """Replace what is held of a report as a whole; `False`, and no write, if that changes nothing."""
        names = self._names(graphs.report_id)
        return self._replace({name: to_triples(graph) for name, graph in zip(names, graphs.all, strict=True)})

    def remove(self, report_id: str) -> bool:
        """Forget a report; `False` if it was not there."""
        return self._replace({name: set() for name in self._names(report_id)})

    def put_vocabulary(self, vocabulary: Graph) -> bool:
        """Replace the ontology and its concepts; `False`, and no write, if that changes nothing.

        Its blank nodes become IRIs (https://www.w3.org/TR/rdf11-concepts/#section-skolemization).
        """
        if any(isinstance(term, BNode) for triple in vocabulary for term in triple):
            vocabulary = to_canonical_graph(vocabulary).skolemize(authority=self.base)
        return self._replace({_named(self.addresses.vocabulary_graph): to_triples(vocabulary)})

    def _replace(self, wanted: dict[ox.NamedNode, set[ox.Triple]]) -> bool:
        with self._lock:
            deleted: dict[ox.NamedNode | ox.DefaultGraph, set[ox.Triple]] = {}
            inserted: dict[ox.NamedNode | ox.DefaultGraph, set[ox.Triple]] = {DEFAULT: set()}
            before: set[ox.Triple] = set()
            for name, new in wanted.items():
                old = self._held(name)
                deleted[name], inserted[name] = old - new, new - old
                before |= self._believed(name, old)
                inserted[DEFAULT] |= self._believed(name, new)
            gone = before - inserted[DEFAULT]
            deleted[DEFAULT] = {triple for triple in gone if not self._believed_elsewhere(triple, wanted)}
            inserted[DEFAULT] = {triple for triple in inserted[DEFAULT] if _quad(triple, DEFAULT) not in self._engine}
            if not any(deleted.values()) and not any(inserted.values()):
                return False
            emptied = [f"DROP SILENT GRAPH {name}" for name, new in wanted.items() if not new]
            self._write(" ;\n".join([_data("DELETE", deleted), _data("INSERT", inserted), *emptied]))
            return True

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Write many reports and bring them to the disk together: each write stays whole, and outlives the process.

        Without it each write is also flushed by itself, so that it outlives a power cut.
        """
        self._flushing = False
        try:
            yield
        finally:
            self._flushing = True
            self._engine.flush()

    def _write(self, update: str) -> None:
        if self._read_only:
            raise StoreError("the store is open for reading only; open it for writing")
        try:
            self._engine.update(update)
            if self._flushing:
                self._engine.flush()
        except (SyntaxError, OSError, RuntimeError) as error:
            raise StoreError(f"nothing was written: {error}; is there space, and may it be written?") from error

    def _believed(self, name: ox.NamedNode, triples: set[ox.Triple]) -> set[ox.Triple]:
        """The part of a graph that the default graph holds as well."""
        if name.value != str(self.addresses.vocabulary_graph):
            return set() if self._report_id(name) is None else triples
        concepts = {triple.subject for triple in triples if triple.predicate == TYPE and triple.object in CONCEPTS}
        return {triple for triple in triples if triple.subject in concepts}

    def _believed_elsewhere(self, triple: ox.Triple, names: Iterable[ox.NamedNode]) -> bool:
        quads = self._engine.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return any(
            isinstance(quad.graph_name, ox.NamedNode)
            and quad.graph_name not in names
            and self._believes(quad.graph_name, triple)
            for quad in quads
        )

    def _believes(self, name: ox.NamedNode, triple: ox.Triple) -> bool:
        """Whether a triple of a graph stands in the default graph as well."""
        types = {quad.triple for quad in self._engine.quads_for_pattern(triple.subject, TYPE, None, name)}
        return triple in self._believed(name, {triple, *types})

    # Reading

    def holds(self, report: Report, reader: Reader) -> bool:
        """Whether a report is in the store just as it is, with the same metadata, read by the same rules."""
        graph, node = self._names(report.id)[0], _named(self.addresses.report(report.id))
        reading = _named(self.addresses.node(report.id, "reading"))
        about = {_named(predicate) for predicate in KNOWN_OF_REPORT}
        held = {q.triple for q in self._engine.quads_for_pattern(node, None, None, graph) if q.predicate in about}
        held |= {quad.triple for quad in self._engine.quads_for_pattern(reading, None, None, graph)}
        wanted = (
            (to_engine(s), to_engine(p), to_engine(o)) for s, p, o in reading_triples(report, self.addresses, reader)
        )
        return held == {ox.Triple(s, p, o) for s, p, o in wanted}  # type: ignore[arg-type]  # subjects are IRIs

    def report_ids(self) -> list[str]:
        """The ids of all reports, sorted."""
        ids = (self._report_id(name) for name in self._engine.named_graphs())
        return sorted(report_id for report_id in ids if report_id is not None)

    def __contains__(self, report_id: str) -> bool:
        return self._engine.contains_named_graph(self._names(report_id)[0])

    def facts(self, report_id: str) -> Graph:
        """What a report says in its own voice; `ReportError` if it is not in the store."""
        return to_graph(self._held(self._known(report_id)[0]))

    def claims(self, report_id: str) -> Graph:
        """What is only said inside a report's quotations."""
        return to_graph(self._held(self._names(report_id)[1]))

    def candidates(self, report_id: str) -> Graph:
        """What the reader is not sure enough of to state."""
        return to_graph(self._held(self._names(report_id)[2]))

    def graphs(self, report_id: str) -> ReportGraphs:
        """All that is held of a report; `ReportError` if it is not in the store."""
        return ReportGraphs(
            report_id=report_id,
            facts=self.facts(report_id),
            claims=self.claims(report_id),
            candidates=self.candidates(report_id),
        )

    def vocabulary(self) -> Graph:
        """The ontology and its concepts."""
        return to_graph(self._held(_named(self.addresses.vocabulary_graph)))

    def serialized(self, report_ids: Iterable[str], media_type: str) -> bytes:
        """Reports as RDF, sorted: every graph by its name, or in a format of triples the facts alone."""
        some = None if GRAPH_TYPES[media_type].supports_datasets else 1
        names = [name for report_id in report_ids for name in self._known(report_id)[:some]]
        quads = (quad for name in names for quad in self._engine.quads_for_pattern(None, None, None, name))
        return serialize(quads, media_type, base=self.base)

    def dump(self) -> str:
        """Everything in the store as sorted N-Quads: equal stores, equal text."""
        return "".join(sorted(f"{quad} .\n" for quad in self._engine))

    def select(self, query: str, **bindings: URIRef | Literal) -> list[Row]:
        """The rows of a SELECT query, unbound variables left out; a variable that is bound must be projected."""
        solutions = self._evaluated(query, ox.QuerySolutions, bindings)
        names = [variable.value for variable in solutions.variables]
        with failures(query):
            return [{name: from_engine(row[name]) for name in names if row[name] is not None} for row in solutions]

    def ask(self, query: str, **bindings: URIRef | Literal) -> bool:
        """The truth of an ASK query."""
        return bool(self._evaluated(query, ox.QueryBoolean, bindings))

    def construct(self, query: str, **bindings: URIRef | Literal) -> Graph:
        """The graph of a CONSTRUCT or DESCRIBE query."""
        triples = self._evaluated(query, ox.QueryTriples, bindings)
        with failures(query):
            return to_graph(triples)

    def answer(
        self,
        query: str,
        *,
        choose: Choose = lambda offered: offered[0],
        base_iri: str | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> Answer:
        """The answer to any query, serialised by the engine as the media type that `choose` picks for its kind.

        Giving either list of graphs defines the whole dataset and overrides FROM, as in
        https://www.w3.org/TR/sparql11-protocol/#dataset.
        """
        refuse(query)
        given = default_graphs is not None or named_graphs is not None
        with failures(query):
            result = self._engine.query(
                query,
                base_iri=base_iri,
                prefixes=PREFIXES,
                default_graph=[_named(name) for name in default_graphs or ()] if given else None,
                named_graphs=[_named(name) for name in named_graphs or ()] if given else None,
            )
            return _serialized(result, choose)

    def _evaluated(self, query: str, kind: type[Result], bindings: Mapping[str, URIRef | Literal]) -> Result:
        refuse(query)
        values: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
        values = {ox.Variable(name): to_engine(value) for name, value in bindings.items()}
        with failures(query):
            result = self._engine.query(query, prefixes=PREFIXES, substitutions=values)
        if not isinstance(result, kind):
            raise QueryError(f"this query does not give {KINDS[kind]}")
        return result

    def _names(self, report_id: str) -> tuple[ox.NamedNode, ...]:
        """The graphs of a report in the order of `ReportGraphs.all`."""
        return tuple(_named(name) for name in self.addresses.graphs(report_id))

    def _known(self, report_id: str) -> tuple[ox.NamedNode, ...]:
        if report_id not in self:
            raise ReportError(f"no report {report_id!r} in the store; `kg ingest` reads it")
        return self._names(report_id)

    def _report_id(self, name: ox.NamedNode | ox.BlankNode) -> str | None:
        """The report whose facts graph has this name."""
        prefix, suffix = f"{self.base}report/", "/graph"
        if not name.value.startswith(prefix) or not name.value.endswith(suffix):
            return None
        return unquote(name.value[len(prefix) : -len(suffix)])

    def _held(self, name: ox.NamedNode) -> set[ox.Triple]:
        return {quad.triple for quad in self._engine.quads_for_pattern(None, None, None, name)}


def _opened(folder: Path, *, read_only: bool) -> ox.Store:
    is_store = any((folder / name).is_file() for name in ("CURRENT", "LOCK"))
    if not is_store and read_only:
        raise StoreError(f"{folder}: there is no store; `kg ingest PATH... --store {folder}` builds it")
    try:
        if not is_store:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise StoreError(f"{folder}: holds something else than a store; name another folder")
        return _read_only(folder) if read_only else ox.Store(str(folder))
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).lower():
            raise StoreError(f"{folder}: another process is writing to it; wait for it or stop it") from error
        raise StoreError(f"{folder}: cannot be opened ({error}); move it away and build it again") from error


def _read_only(folder: Path) -> ox.Store:
    """The store for reading, beside a writer who may be tidying up: a file it just removed is looked for anew."""
    for _ in range(20):
        try:
            return ox.Store.read_only(str(folder))
        except (OSError, RuntimeError) as error:
            if "No such file" not in str(error):
                raise
            time.sleep(0.05)
    return ox.Store.read_only(str(folder))


def _serialized(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, choose: Choose) -> Answer:
    if isinstance(result, ox.QueryTriples):
        media_type = choose(tuple(GRAPH_TYPES))
        return Answer("graph", media_type, write(result, GRAPH_TYPES[media_type], base=None))
    media_type = choose(tuple(RESULT_TYPES))
    kind: OneOf["solutions", "boolean"] = "boolean" if isinstance(result, ox.QueryBoolean) else "solutions"
    return Answer(kind, media_type, result.serialize(format=RESULT_TYPES[media_type]) or b"")


def _data(operation: str, triples: Mapping[ox.NamedNode | ox.DefaultGraph, set[ox.Triple]]) -> str:
    lines = [f"{operation} DATA {{"]
    for name, some in triples.items():
        block = "".join(f"{triple} .\n" for triple in some)
        lines.append(block if isinstance(name, ox.DefaultGraph) else f"GRAPH {name} {{\n{block}}}")
    return "\n".join([*lines, "}"])


def _named(name: str) -> ox.NamedNode:
    return ox.NamedNode(str(name))


def _quad(triple: ox.Triple, name: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, name)
