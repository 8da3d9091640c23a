"""What our graphs are asked and told, whichever engine holds them.

An `Endpoint` evaluates SPARQL 1.1 and keeps graphs. There are three: `kg.store.Store` in this process,
`kg.workers.Workers` in confined processes over the same folder, and `kg.remote.RemoteStore` at another address.
Everything else is said here once, in SPARQL.
"""

from __future__ import annotations

import datetime
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self, TypeAlias
from typing import Literal as OneOf

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import XSD

from kg.beliefs import Triples, Whole, skolemized
from kg.changes import Change, ChangeKind, Entry
from kg.document import Report
from kg.engine import GRAPH_TYPES, as_held, in_graph, parsed, read_triples, serialize, to_triples
from kg.errors import QueryError, ReportError
from kg.guard import Dataset
from kg.kept import Kept
from kg.rdf import KNOWN_OF_REPORT, Corrections, Reader, ReportGraphs, correction_triples, reading_triples
from kg.vocab import PE, Addresses

Term: TypeAlias = URIRef | Literal
Row: TypeAlias = dict[str, Term]

JSON, TURTLE, N_TRIPLES = "application/sparql-results+json", "text/turtle", "application/n-triples"
EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
RESTING = """
SELECT DISTINCT ?d WHERE { GRAPH ?d { ?words pe:inReport $report . ?d prov:generatedAtTime ?when } } ORDER BY ?d
"""
"""What was decided about a report."""
HISTORY = """
SELECT ?entry ?kind ?what ?other ?more ?fewer ?at WHERE {
  GRAPH $graph {
    ?entry prov:endedAtTime ?at ; pe:changeKind ?kind ; pe:changed ?what
    OPTIONAL { ?entry pe:changedWith ?other }
    OPTIONAL { ?entry pe:triplesAdded ?more }
    OPTIONAL { ?entry pe:triplesRemoved ?fewer }
  }
  $since
} ORDER BY DESC(?at) ?entry LIMIT $limit OFFSET $offset
"""
KINDS = {
    "solutions": "rows; write SELECT",
    "boolean": "yes or no; write ASK",
    "graph": "a graph; write CONSTRUCT or DESCRIBE",
}
Kind: TypeAlias = OneOf["solutions", "boolean", "graph"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The media types in which an answer is sent: of a table or a yes/no, and of a graph; `None` refuses that kind."""

    results: str | None = JSON
    graph: str | None = TURTLE


DEFAULT_WANTED = Wanted()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gives, serialised; the chunks are read once, and may raise while the engine is still at work."""

    kind: Kind
    media_type: str
    chunks: Iterable[bytes]

    def read(self) -> bytes:
        """All of it."""
        return b"".join(self.chunks)


class Endpoint(ABC):
    """An engine that holds our graphs, under one base address."""

    kept: Kept | None = None
    """Where what was made of a state is kept for the next process, if there is such a place."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.addresses = Addresses(base)

    @property
    def resolved(self) -> bool:
        """Whether it is known that who is who was worked out from all that is in the store."""
        return False

    def note_resolved(self) -> None:
        """It was, and no other change has been made since."""
        return

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of files, processes and connections."""
        return

    # What each engine does in its own way

    @abstractmethod
    def query(
        self,
        text: str,
        *,
        wanted: Wanted = DEFAULT_WANTED,
        base_iri: str | None = None,
        dataset: Dataset | None = None,
        timeout: float | None = None,
    ) -> Answer:
        """The answer to a query; `timeout` in seconds can only shorten the engine's own.

        Raises `QueryError` (with its kinds `ForbiddenError`, `FormatError`, `TooLongError`) or `BusyError`.
        """

    @abstractmethod
    def update(
        self, text: str, *, base_iri: str | None = None, dataset: Dataset | None = None, timeout: float | None = None
    ) -> None:
        """Carry out an update as a whole or not at all; `dataset` stands for USING and USING NAMED.

        Raises as `query`, and `StoreError` if the store may not be written.
        """

    @abstractmethod
    def load(
        self, data: bytes, media_type: str, *, graph: str | None, base_iri: str | None = None, replace: bool = False
    ) -> bool:
        """Add RDF to a graph (`None`: the default graph), or replace what it holds; whether the graph is new.

        Raises `RDFError` if the data is not of that media type; then nothing is written.
        """

    @abstractmethod
    def drop(self, graph: str | None) -> bool:
        """Remove a graph, or empty the default graph; `False` if it was not there."""

    @abstractmethod
    def write(self, wholes: Sequence[Whole], news: Sequence[Change] = ()) -> bool:
        """Replace what is held of some wholes, all in one write, with its entries in the history.

        `False`, and no write, if that changes nothing. `news` are changes that the wholes do not tell by themselves.
        """

    @abstractmethod
    def amend(
        self, graph: str, *, deleted: Iterable[str] = (), inserted: Iterable[str] = (), news: Sequence[Change] = ()
    ) -> None:
        """Take lines of N-Triples out of a named graph that is not believed and put others in.

        For graphs too large to be read and written as a whole; the lines are not looked through. What is only put in
        may be there in part after an interruption, so say afterwards that it is there, and put it in again otherwise.
        """

    @abstractmethod
    def version(self) -> str | None:
        """A text that differs after every change of the graphs; `None` if the engine does not tell."""

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Write many reports and bring them to safety together, where that saves something."""
        yield

    # What is the same for all

    def put(self, graphs: ReportGraphs) -> bool:
        """Replace what is held of a report as a whole; `False`, and no write, if that changes nothing."""
        return self.write([self.whole(graphs)])

    def remove(self, report_id: str) -> bool:
        """Forget a report with all that rests on it alone, also what was decided about it; `False` if it is unknown."""
        nothing: Triples = set()
        graphs: dict[str, Triples] = {str(name): nothing for name in self.addresses.graphs(report_id)}
        resting = self.select(RESTING, report=self.addresses.report(report_id))
        decisions = [Whole(what=str(row["d"]), graphs={str(row["d"]): nothing}) for row in resting]
        report = Whole(what=str(self.addresses.report(report_id)), graphs=graphs, mark=self._mark(report_id))
        return self.write([*decisions, report])

    def put_vocabulary(self, vocabulary: Graph) -> bool:
        """Replace the ontology and its concepts; `False`, and no write, if that changes nothing."""
        name = str(self.addresses.vocabulary_graph)
        triples = to_triples(skolemized(vocabulary, self.base))
        return self.write([Whole(what=name, graphs={name: triples}, logged=False)])

    def whole(self, graphs: ReportGraphs) -> Whole:
        """All that is held of a report, for `write`."""
        names = self.addresses.graphs(graphs.report_id)
        return Whole(
            what=str(self.addresses.report(graphs.report_id)),
            graphs={str(name): to_triples(graph) for name, graph in zip(names, graphs.all, strict=True)},
            mark=self._mark(graphs.report_id),
        )

    def read_again(self, graphs: ReportGraphs) -> Whole:
        """All that is held of a report that was read again, for `write` as long as its text is still the one read."""
        text = graphs.facts.value(self.addresses.report(graphs.report_id), PE.sha256)
        return replace(self.whole(graphs), text=None if text is None else str(text))

    def _mark(self, report_id: str) -> str:
        return str(self.addresses.node(report_id, "reading"))

    def decide(self, id_: str, decision: Graph, *read_again: ReportGraphs) -> bool:
        """Hold a decision, or take it back if its graph is empty, with the reports that were read again by it.

        Raises `StaleError`, and writes nothing, if one of them has another text by now.
        """
        name = str(self.addresses.decision(id_))
        held = Whole(what=name, graphs={name: to_triples(decision)})
        return self.write([held, *(self.read_again(graphs) for graphs in read_again)])

    def history(self, since: datetime.datetime | None = None, *, limit: int = 1000, offset: int = 0) -> list[Entry]:
        """The entries of the history, the latest first, from a moment on (with a time zone) if one is given.

        `offset` leaves out as many of the latest.
        """
        moment = "" if since is None else f"FILTER (?at >= {_moment(since).n3()})"
        graph = f"<{self.addresses.changes_graph}>"
        asked = {"$graph": graph, "$since": moment, "$limit": str(limit), "$offset": str(offset)}
        query = HISTORY
        for name, value in asked.items():
            query = query.replace(name, value)
        rows = self.select(query)
        return [_entry(row) for row in rows]

    def select(self, query: str, **values: Term) -> list[Row]:
        """The rows of a SELECT query, unbound variables left out; `$name` in it stands for the value of that name."""
        found = self._document(query, "solutions", values)
        return [{name: _term(cell) for name, cell in row.items()} for row in found["results"]["bindings"]]

    def texts(self, query: str, **values: Term) -> list[dict[str, str]]:
        """As `select`, each value as its text alone: for very many rows, of which that takes a third of the time."""
        found = self._document(query, "solutions", values)
        return [{name: cell["value"] for name, cell in row.items()} for row in found["results"]["bindings"]]

    def ask(self, query: str, **values: Term) -> bool:
        """The truth of an ASK query."""
        return bool(self._document(query, "boolean", values)["boolean"])

    def construct(self, query: str, *, dataset: Dataset | None = None, **values: Term) -> Graph:
        """The graph of a CONSTRUCT or DESCRIBE query."""
        answer = self.query(filled(query, values), wanted=Wanted(graph=N_TRIPLES), dataset=dataset)
        _expect(answer, "graph")
        return read_triples(answer.read())

    def graph(self, name: str) -> Graph:
        """A named graph."""
        return self.construct(EVERYTHING, dataset=Dataset((str(name),)))

    def triples(self, name: str) -> Triples:
        """A named graph as the engine's own triples."""
        answer = self.query(EVERYTHING, wanted=Wanted(graph=N_TRIPLES), dataset=Dataset((str(name),)))
        return {quad.triple for quad in parsed(answer.read(), N_TRIPLES)}

    def serialized(self, report_ids: Iterable[str], media_type: str, *, beside: Iterable[str] = ()) -> bytes:
        """Reports as RDF, sorted: every graph by its name, and graphs beside; of a format of triples only the facts."""
        whole = GRAPH_TYPES[media_type].supports_datasets
        names = [str(name) for id_ in report_ids for name in self._known(id_)[: None if whole else 1]]
        names += beside if whole else ()
        quads = (quad for name in names for quad in in_graph(self.triples(name), name))
        return serialize(quads, media_type, base=self.base)

    def graph_names(self) -> list[str]:
        """The names of all named graphs, sorted."""
        return sorted(str(row["g"]) for row in self.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"))

    def report_ids(self) -> list[str]:
        """The ids of all reports, sorted."""
        return sorted(id_ for id_ in map(self.addresses.report_of, self.graph_names()) if id_ is not None)

    def __contains__(self, report_id: str) -> bool:
        return self.ask("ASK { GRAPH $graph { ?s ?p ?o } }", graph=self.addresses.facts_graph(report_id))

    def facts(self, report_id: str) -> Graph:
        """What a report says in its own voice; `ReportError` if it is not in the store."""
        return self.graph(self._known(report_id)[0])

    def claims(self, report_id: str) -> Graph:
        """What is only said inside a report's quotations."""
        return self.graph(self.addresses.claims_graph(report_id))

    def candidates(self, report_id: str) -> Graph:
        """What the reader is not sure enough of to state."""
        return self.graph(self.addresses.candidates_graph(report_id))

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
        return self.graph(self.addresses.vocabulary_graph)

    def holds(self, report: Report, reader: Reader, corrections: Iterable[str] = ()) -> bool:
        """Whether a report is in the store just as it is, read by the same rules and corrections (their ids)."""
        node, reading = self.addresses.report(report.id), self.addresses.node(report.id, "reading")
        held = self.construct(
            "CONSTRUCT { ?s ?p ?o } WHERE { VALUES ?s { $node $reading } ?s ?p ?o }",
            dataset=Dataset((self.addresses.facts_graph(report.id),)),
            node=node,
            reading=reading,
        )
        known = {(s, p, o) for s, p, o in held if (s == reading and p != PE.unplaced) or p in KNOWN_OF_REPORT}
        by = correction_triples(report.id, self.addresses, Corrections(used=tuple(corrections)))
        return known == as_held([*reading_triples(report, self.addresses, reader), *by])

    def _known(self, report_id: str) -> tuple[URIRef, ...]:
        """The graphs of a report that is in the store."""
        if report_id not in self:
            raise ReportError(f"no report {report_id!r} in the store; `kg ingest` reads it")
        return self.addresses.graphs(report_id)

    def _document(self, query: str, kind: Kind, values: dict[str, Term]) -> dict[str, Any]:
        answer = self.query(filled(query, values))
        _expect(answer, kind)
        document: dict[str, Any] = json.loads(answer.read())
        return document


def _entry(row: Row) -> Entry:
    def number(name: str) -> int:
        return int(row[name]) if name in row else 0

    return Entry(
        id=str(row["entry"]),
        at=datetime.datetime.fromisoformat(str(row["at"])),
        change=Change(
            kind=ChangeKind(str(row["kind"]).rpartition("-")[2]),
            what=str(row["what"]),
            other=str(row["other"]) if "other" in row else None,
            more=number("more"),
            fewer=number("fewer"),
        ),
    )


def _moment(at: datetime.datetime) -> Literal:
    return Literal(f"{at.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%S.%f}Z", datatype=XSD.dateTime, normalize=False)


def filled(query: str, values: dict[str, Term]) -> str:
    """A query with `$name` replaced by the term of that name, written so that it stays one term."""
    if not values:
        return query
    return re.sub(r"\$(\w+)", lambda found: written(values[found[1]]) if found[1] in values else found[0], query)


def written(term: Term) -> str:
    """A term in SPARQL; `QueryError` for an address that cannot be written."""
    if isinstance(term, URIRef) and re.search(r'[<>"{}|^`\\\x00-\x20]', term):
        raise QueryError(f"{term!r} is no IRI: it has a character that none may have")
    return term.n3()


def _expect(answer: Answer, kind: Kind) -> None:
    if answer.kind != kind:
        raise QueryError(f"this query does not give {KINDS[kind]}")


def _term(cell: dict[str, Any]) -> Term:
    """A cell of SPARQL results JSON (https://www.w3.org/TR/sparql11-results-json/#select-encode-terms).

    What has no IRI shows as an IRI in the scheme `_`, and a quoted triple as text.
    """
    value = cell["value"]
    if cell["type"] == "uri":
        return URIRef(value)
    if cell["type"] == "bnode":
        return URIRef(f"_:{value}")
    if cell["type"] == "triple":
        return Literal(str(value))
    language = cell.get("xml:lang")
    datatype = cell.get("datatype")
    kind = None if language or datatype in (None, str(XSD.string)) else URIRef(datatype)
    return Literal(value, lang=language, datatype=kind, normalize=False)
