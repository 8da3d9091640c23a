"""The graphs in another engine: Virtuoso, Fuseki, GraphDB or any that speaks SPARQL 1.1 at an address.

What we believe is a named graph of its own there, since engines differ in what their default graph is. A change of
many triples reaches such an engine in several requests, ordered so that whoever is interrupted runs the same command
again.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, TypeAlias, cast

from rdflib import URIRef

from kg.beliefs import Changes, Triples, Whole, changes, exchange, history, refuse_stale
from kg.changes import Change, now
from kg.config import Settings
from kg.connection import CHUNK, IN_MEMORY, Connection, Credentials
from kg.endpoint import DEFAULT_WANTED, EVERYTHING, JSON, N_TRIPLES, TURTLE, Answer, Endpoint, Wanted, written
from kg.engine import Triple, fetched, parsed, read_set
from kg.errors import LimitError, QueryError, StoreError
from kg.guard import QUERIES, Dataset, refuse, refuse_update, verb, with_dataset
from kg.rewriting import asked_within, declared, mentions_graphs, names_dataset, told_to
from kg.vocab import PREFIXES

Step: TypeAlias = tuple[str, str, Iterable[Triple]]
"""INSERT or DELETE, the graph, and what."""

BATCH, LENGTH = 1_000, 80_000
"""Triples and characters of an update: Virtuoso refuses 5,000 triples, our own server 100,000 characters."""
GRAPHS = f"{N_TRIPLES}, text/turtle;q=0.5"
"""The media types in which graphs are asked for."""


class RemoteStore(Endpoint):
    """The graphs of all reports in the engine that the settings name."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings.base)
        self._settings = settings
        self._believed = settings.remote_believed or f"{settings.base}believed"
        who = Credentials(settings.remote_user, settings.remote_password, settings.remote_token)
        self._connection = Connection(who, seconds=settings.remote_timeout)
        self._lock = threading.Lock()
        self._uncut = 100  # rows or triples that the engine is known to send whole

    # Reading

    def version(self) -> str | None:
        """Not told: no standard asks an engine for that."""
        return None

    def query(
        self,
        text: str,
        *,
        wanted: Wanted = DEFAULT_WANTED,
        base_iri: str | None = None,
        dataset: Dataset | None = None,
        timeout: float | None = None,
    ) -> Answer:
        """The answer to a query, fetched as a whole and made sure to be whole, then serialised as ours are."""
        refuse(text)
        kind = verb(text)
        if kind not in QUERIES:
            raise QueryError("a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE")
        phrased, graphs = self._phrased(text, dataset)
        with self._connection.ask(
            self._settings.remote_query,
            declared(phrased, PREFIXES, base_iri),
            accept=JSON if kind in ("SELECT", "ASK") else GRAPHS,
            dataset=graphs,
            timeout=timeout,
        ) as reply:
            result, size = fetched(reply.body, reply.media_type, results=wanted.results, graph=wanted.graph)
            self._make_sure(size)
            body = Body()
            result.write(body.file)
        return Answer(result.kind, result.media_type, body)

    def graph_names(self) -> list[str]:
        """The names of the named graphs under our base; the engine may hold others for others."""
        return [name for name in super().graph_names() if name.startswith(self.base) and name != self._believed]

    def triples(self, name: str) -> Triples:
        """A named graph, with numbers spelled as in our own store."""
        return self._constructed(EVERYTHING, Dataset((name,)))

    def _constructed(self, query: str, dataset: Dataset | None = None) -> Triples:
        return read_set(self.query(query, wanted=Wanted(graph=N_TRIPLES), dataset=dataset).read())

    def _phrased(self, query: str, dataset: Dataset | None) -> tuple[str, Dataset | None]:
        """A query and its dataset, so that its default graph is what we believe unless it says otherwise.

        Both halves of a dataset are named, if only by a graph that is never there: Virtuoso takes none for all.
        """
        nothing = (f"{self.base}nothing",)
        if dataset is not None:
            return query, Dataset(dataset.default or nothing, dataset.named or nothing)
        if names_dataset(query):
            return query, None
        if mentions_graphs(query):
            return asked_within(query, self._believed), None
        return query, Dataset((self._believed,))

    def _make_sure(self, size: int) -> None:
        """`LimitError` if an answer of so many rows or triples may be cut off.

        Some engines send only the first so many and do not say so. Ours is asked for more rows than the answer has;
        what it sends of them it also sends of others.
        """
        if size < self._uncut:
            return
        digits = len(str(size))
        lists = " ".join(f"VALUES ?v{number} {{ 0 1 2 3 4 5 6 7 8 9 }}" for number in range(digits))
        probe = f"SELECT ?v0 WHERE {{ {lists} }}"
        with self._connection.ask(
            self._settings.remote_query, probe, accept="text/csv", dataset=Dataset((self._believed,)), timeout=None
        ) as reply:
            sent = sum(chunk.count(b"\n") for chunk in iter(lambda: reply.body.read(CHUNK), b"")) - 1
        if size >= sent:
            raise LimitError(
                f"the engine sends at most {sent} rows or triples, and this answer has as many: some may be missing; "
                "raise that limit of the engine (Virtuoso: ResultSetMaxRows), or ask with LIMIT and OFFSET"
            )
        self._uncut = sent

    # Writing

    def write(self, wholes: Sequence[Whole], news: Sequence[Change] = ()) -> bool:
        """Replace what is held of some wholes; the history may tell of a write twice that was interrupted."""
        wanted = {name: triples for whole in wholes for name, triples in whole.graphs.items()}
        with self._lock:
            held = {name: self.triples(name) for name in wanted}
            refuse_stale(wholes, held)
            found = changes(
                held,
                wanted,
                self.addresses,
                elsewhere=lambda gone: self._believed_elsewhere(wanted) if gone else set(),
                absent=lambda some: some - self._believed_of(wanted),
            )
            if not found:
                return False
            past = history(wholes, held, news, self.addresses, at=now())
            self._carry_out([("INSERT", str(self.addresses.changes_graph), past)])
            marks = frozenset(whole.mark for whole in wholes if whole.mark is not None)
            self._carry_out(_in_order(found, held, wanted, marks=marks, believed=self._believed))
            emptied = [f"DROP SILENT GRAPH <{name}>" for name, new in wanted.items() if held[name] and not new]
            if emptied:
                self._tell(" ;\n".join(emptied))
            return True

    def amend(
        self, graph: str, *, deleted: Iterable[str] = (), inserted: Iterable[str] = (), news: Sequence[Change] = ()
    ) -> None:
        """Take statements out of a named graph and put others in, in one request."""
        past = history((), {}, news, self.addresses, at=now())
        with self._lock:
            self._carry_out([("INSERT", str(self.addresses.changes_graph), past)])
            self._tell(exchange(_iri(graph), deleted, inserted))

    def _believed_of(self, names: Iterable[str]) -> Triples:
        """What is believed of some graphs."""
        text = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{0}> {{ ?s ?p ?o }} GRAPH <{1}> {{ ?s ?p ?o }} }}"
        return set().union(*(self._constructed(text.format(name, self._believed)) for name in names))

    def _believed_elsewhere(self, names: Iterable[str]) -> Triples:
        """What some graphs hold and another graph states as well."""
        own = ", ".join(f"<{name}>" for name in names)
        text = f"""CONSTRUCT {{{{ ?s ?p ?o }}}} WHERE {{{{
          GRAPH <{{}}> {{{{ ?s ?p ?o }}}}
          GRAPH ?g {{{{ ?s ?p ?o }}}}
          FILTER (?g NOT IN ({own}))
          FILTER (
            STRSTARTS(STR(?g), "{self.base}report/") && STRENDS(STR(?g), "/graph")
            || ?g = <{self.addresses.vocabulary_graph}>
               && EXISTS {{{{ GRAPH ?g {{{{ ?s a ?kind }}}} FILTER (?kind IN (skos:Concept, skos:ConceptScheme)) }}}}
          )
        }}}}"""
        return set().union(*(self._constructed(text.format(name)) for name in names))

    def update(
        self,
        text: str,
        *,
        base_iri: str | None = None,
        dataset: Dataset | None = None,
        timeout: float | None = None,  # noqa: ARG002  # an update that was sent cannot be called back
    ) -> None:
        """Carry out an update of somebody else; its default graph is what we believe."""
        refuse_update(text)
        self._tell(declared(told_to(with_dataset(text, dataset), self._believed), PREFIXES, base_iri))

    def load(
        self, data: bytes, media_type: str, *, graph: str | None, base_iri: str | None = None, replace: bool = False
    ) -> bool:
        """Add RDF to a graph, or replace what it holds: in one request where `remote_graph_store` is set."""
        triples = dict.fromkeys(quad.triple for quad in parsed(data, media_type, base_iri=base_iri))
        name = _iri(graph or self._believed)
        new = graph is not None and not self._is_there(name)
        if self._settings.remote_graph_store:
            self._store("PUT" if replace else "POST", name, (f"{triple} .\n" for triple in triples))
            return new
        if len(triples) > BATCH and any(str(triple.subject).startswith("_:") for triple in triples):
            raise StoreError(f"more than {BATCH} triples with blank nodes need remote_graph_store; set it")
        if replace:
            self._tell(f"CLEAR SILENT GRAPH <{name}>")
        self._carry_out([("INSERT", name, triples)])
        return new

    def drop(self, graph: str | None) -> bool:
        """Remove a graph, or empty what we believe."""
        name = _iri(graph or self._believed)
        known = graph is None or self._is_there(name)
        if known:
            self._tell(f"{'CLEAR' if graph is None else 'DROP'} SILENT GRAPH <{name}>")
        return known

    def _is_there(self, name: str) -> bool:
        return self.ask(f"ASK {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")

    def _carry_out(self, steps: Iterable[Step]) -> None:
        """Carry out steps in their order, in as few requests as the engine takes."""
        batch = _Batch()
        for operation, name, triples in steps:
            for triple in triples:
                line = f"{triple} .\n"
                if not batch.takes(line):
                    self._tell(batch.taken())
                batch.add(operation, name, line)
                if operation == "INSERT" and len(line) > LENGTH:
                    self._tell_long(batch.taken(), name, line)
        self._tell(batch.taken())

    def _tell_long(self, update: str, name: str, line: str) -> None:
        """A triple with a long text: by an update (Virtuoso's Graph Store takes it for plain text), or as RDF."""
        try:
            self._tell(update)
        except QueryError:
            if not self._settings.remote_graph_store:
                raise
            self._store("POST", name, [line])

    def _store(self, method: str, name: str, lines: Iterable[str]) -> None:
        self._connection.store(method, self._settings.remote_graph_store, name, "".join(lines).encode(), TURTLE)

    def _tell(self, update: str) -> None:
        if not update:
            return
        if not self._settings.remote_update:
            raise StoreError("nothing was written: set remote_update to the address where the engine takes updates")
        self._connection.tell(self._settings.remote_update, update)


class _Batch:
    """The text of an update while it is put together."""

    def __init__(self) -> None:
        self._blocks: list[tuple[tuple[str, str], list[str]]] = []
        self._triples = self._characters = 0

    def takes(self, line: str) -> bool:
        """Whether another line fits; one always does."""
        return not self._triples or (self._triples < BATCH and self._characters + len(line) <= LENGTH)

    def add(self, operation: str, name: str, line: str) -> None:
        """Add a triple that is inserted or deleted."""
        if not self._blocks or self._blocks[-1][0] != (operation, name):
            self._blocks.append(((operation, name), []))
        self._blocks[-1][1].append(line)
        self._triples += 1
        self._characters += len(line)

    def taken(self) -> str:
        """The update, empty if there is nothing to do; the next one begins."""
        operations = [
            f"{verb} DATA {{ GRAPH <{name}> {{\n{''.join(lines)}}} }}" for (verb, name), lines in self._blocks
        ]
        self._blocks, self._triples, self._characters = [], 0, 0
        return " ;\n".join(operations)


class Body:
    """The bytes of an answer, in memory or in a temporary file, which goes with it."""

    def __init__(self) -> None:
        self.file = cast("IO[bytes]", tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115  # see __del__

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(0)
        return iter(lambda: self.file.read(CHUNK), b"")

    def __del__(self) -> None:
        self.file.close()


def _in_order(
    found: Changes, held: Mapping[str, Triples], wanted: Mapping[str, Triples], *, marks: frozenset[str], believed: str
) -> Iterator[Step]:
    """The steps of a change, such that after an interruption at any place the same change does the rest.

    What is no longer believed goes before the graph that says why it was believed; what is believed comes behind the
    graph that says why. What marks a report as read goes before anything else of its graphs, and comes last.
    """
    subjects = {f"<{mark}>" for mark in marks}

    def marked(triples: Triples) -> Triples:
        return {triple for triple in triples if str(triple.subject) in subjects}

    yield "DELETE", believed, found.deleted[None]
    for name in wanted:
        yield "DELETE", name, marked(held[name])
    for name in wanted:
        yield "DELETE", name, found.deleted[name] - marked(held[name])
    for name in wanted:
        yield "INSERT", name, found.inserted[name] - marked(wanted[name])
    yield "INSERT", believed, found.inserted[None]
    for name in wanted:
        yield "INSERT", name, marked(wanted[name])


def _iri(name: str) -> str:
    return written(URIRef(name))[1:-1]
