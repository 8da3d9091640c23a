"""The store: named graphs on disk, and a default graph that holds what we believe.

The default graph is the union of all facts graphs and the concepts of the vocabulary. Every write changes
it together with the named graphs, in one atomic update. Only this module, `kg.opening` and `kg.engine`
know pyoxigraph.
"""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.beliefs import Triples, Whole, believed, changes, exchange, history, refuse_stale
from kg.changes import Change, now
from kg.endpoint import DEFAULT_WANTED, Answer, Endpoint, Wanted
from kg.engine import TYPE, Result, evaluated, failures, parsed
from kg.errors import StoreError
from kg.guard import Dataset, believed_alone, refuse, refuse_update, with_dataset
from kg.kept import IDENTITY, Kept
from kg.opening import log_on_disk, opened, state
from kg.vocab import PREFIXES

DEFAULT = ox.DefaultGraph()
PATIENCE = 5.0
"""Seconds to wait for another process that writes."""
LOADED = 2000
"""Statements above which it is worth the time to load them as files."""
LONG = 1 << 18
"""Bytes of the log above which it is worth the time to make tables of it."""
MANY = 100
"""Writes after which it is worth the time to put the files in order, or, of many at once, to bring them to the disk:
what the engine has not brought there it holds in memory, up to some gigabytes."""


class Store(Endpoint):
    """The graphs of all reports, in a folder, or in memory if there is none.

    One process may write; others may read beside it, and see what was there when they opened. Who opens it to write
    waits so many seconds for another who does, then gets `LockedError`.
    """

    confined = False
    """Whether the process of this store can open no connection, so that SERVICE SILENT does no harm."""

    def __init__(self, folder: Path | None, *, base: str, read_only: bool = False, patience: float = PATIENCE) -> None:
        super().__init__(base)
        self._lock = threading.Lock()
        self._read_only = read_only
        self._flushing, self._writes = True, 0
        self._folder, self._resolved = folder, False
        self._open: ox.Store | None = (
            ox.Store() if folder is None else opened(folder, read_only=read_only, patience=patience)
        )
        self._apart: ox.Store | None = None
        if not any(str(name).startswith(f"<{base}") for name in self._engine.named_graphs()):
            self._refuse_others(folder)

    def _refuse_others(self, folder: Path | None) -> None:
        reports = (name for name in self.graph_names() if re.search(r"^https?://[^?#]*/report/[^/]+/graph$", name))
        for name in reports:
            raise StoreError(f"{folder}: its graphs are not under {self.base} but such as {name}; set `base` to match")

    def close(self) -> None:
        """Let go of the folder, so that another process can write to it."""
        noted = self._open is not None and self._resolved
        self._open = self._apart = None
        if noted and self._folder is not None:
            Kept(self._folder).put(IDENTITY, state(self._folder), True)

    def note_resolved(self) -> None:
        """Who is who was worked out from all that is in it; the next server need not do that, if no one else writes."""
        self._resolved = True

    @property
    def _engine(self) -> ox.Store:
        if self._open is None:
            raise StoreError("the store is closed; open it again")
        return self._open

    # Writing

    def write(self, wholes: Sequence[Whole], news: Sequence[Change] = ()) -> bool:
        """Replace what is held of some wholes, all in one write, with its entries in the history."""
        wanted = {name: triples for whole in wholes for name, triples in whole.graphs.items()}
        with self._lock:
            held = {name: self.triples(name) for name in wanted}
            refuse_stale(wholes, held)
            found = changes(
                held,
                wanted,
                self.addresses,
                elsewhere=lambda some: {triple for triple in some if self._believed_elsewhere(triple, wanted)},
                absent=lambda some: {triple for triple in some if _quad(triple, DEFAULT) not in self._engine},
            )
            if not found:
                return False
            past = history(wholes, held, news, self.addresses, at=now())
            inserted = {**found.inserted, str(self.addresses.changes_graph): past}
            emptied = [f"DROP SILENT GRAPH {_named(name)}" for name, new in wanted.items() if not new]
            if not any(found.deleted.values()) and not emptied:
                self._insert(inserted)
            else:
                self._write(" ;\n".join([_data("DELETE", found.deleted), _data("INSERT", inserted), *emptied]))
            return True

    def _insert(self, inserted: Mapping[str | None, Triples]) -> None:
        """Add triples in one transaction: for many, an update would be a text of a hundred megabytes."""
        graphs = ((DEFAULT if name is None else _named(name), triples) for name, triples in inserted.items())
        try:
            self._writable().extend(_quad(triple, name) for name, triples in graphs for triple in triples)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"nothing was written: {error}; is there space, and may it be written?") from error
        self._flush()

    def amend(
        self, graph: str, *, deleted: Iterable[str] = (), inserted: Iterable[str] = (), news: Sequence[Change] = ()
    ) -> None:
        """Take statements out of a named graph and put others in; many that are only put in are loaded as files."""
        past, lines = history((), {}, news, self.addresses, at=now()), [*inserted]
        gone = [*deleted]
        with self._lock:
            if not gone and not past and len(lines) > LOADED:
                self._load(graph, lines)
                return
            self._write(
                exchange(graph, gone, lines) + " ;\n" + _data("INSERT", {str(self.addresses.changes_graph): past})
            )

    def _load(self, graph: str, lines: Iterable[str]) -> None:
        """A fifth of the time of an update; what an interruption leaves of it is the same statements."""
        data = "\n".join(lines).encode()
        try:
            self._writable().bulk_load(data, format=ox.RdfFormat.N_TRIPLES, to_graph=_named(graph))
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            raise StoreError(f"not all was written: {error}; is there space, and may it be written?") from error
        self._flush()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Write many reports and bring them to the disk by the hundred: each write is whole, and outlives the process.

        Without it each write is also flushed by itself, so that it outlives a power cut. After many, the files are put
        in order, so that queries find their way faster.
        """
        self._flushing, self._writes = False, 0
        try:
            yield
        finally:
            self._flushing = True
            self._engine.flush()
            if self._writes > MANY:
                self._engine.optimize()

    def update(
        self,
        text: str,
        *,
        base_iri: str | None = None,
        dataset: Dataset | None = None,
        timeout: float | None = None,  # noqa: ARG002  # nothing can stop the engine in its own process
    ) -> None:
        """Carry out an update of somebody else."""
        refuse_update(text, confined=self.confined)
        with failures(text, "update"):
            self._writable().update(with_dataset(text, dataset), base_iri=base_iri, prefixes=PREFIXES)
        self._flush()

    def load(
        self, data: bytes, media_type: str, *, graph: str | None, base_iri: str | None = None, replace: bool = False
    ) -> bool:
        """Add RDF to a graph, or replace what it holds; a graph that is made may stay empty."""
        engine, name = self._writable(), DEFAULT if graph is None else _named(graph)
        new = isinstance(name, ox.NamedNode) and not engine.contains_named_graph(name)
        quads = [quad.triple for quad in parsed(data, media_type, base_iri=base_iri, alone=True)]
        if replace:
            cleared = "CLEAR DEFAULT" if graph is None else f"DROP SILENT GRAPH {name} ;\nCREATE GRAPH {name}"
            self._write(f"{cleared} ;\n{_data('INSERT', {graph: quads})}")
            return new
        engine.extend(_quad(triple, name) for triple in quads)
        if new:
            engine.add_graph(name)
        self._flush()
        return new

    def drop(self, graph: str | None) -> bool:
        """Remove a graph, or empty the default graph."""
        known = graph is None or self._engine.contains_named_graph(_named(graph))
        if known:
            self._write("CLEAR DEFAULT" if graph is None else f"DROP GRAPH {_named(graph)}")
        return known

    def _write(self, update: str) -> None:
        try:
            self._writable().update(update)
        except (SyntaxError, OSError, RuntimeError) as error:
            raise StoreError(f"nothing was written: {error}; is there space, and may it be written?") from error
        self._flush()

    def _writable(self) -> ox.Store:
        if self._read_only:
            raise StoreError("the store is open for reading only; open it for writing")
        self._apart, self._resolved = None, False
        return self._engine

    def _flush(self) -> None:
        """To the disk itself, so that it outlives a power cut.

        The log of the engine has all that was written and takes one turn of the disk; tables are made of it once it is
        so long that readers would notice, who go through it when they open the store.
        """
        self._writes += 1
        if self._folder is None:
            return
        if log_on_disk(self._folder) > LONG if self._flushing else self._writes % MANY == 0:
            self._engine.flush()

    def _believed_elsewhere(self, triple: ox.Triple, names: Collection[str]) -> bool:
        quads = self._engine.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return any(
            isinstance(quad.graph_name, ox.NamedNode)
            and quad.graph_name.value not in names
            and self._believes(quad.graph_name, triple)
            for quad in quads
        )

    def _believes(self, name: ox.NamedNode, triple: ox.Triple) -> bool:
        """Whether a triple of a graph stands in the default graph as well."""
        types = {quad.triple for quad in self._engine.quads_for_pattern(triple.subject, TYPE, None, name)}
        return triple in believed(name.value, {triple, *types}, self.addresses)

    # Reading

    def version(self) -> str | None:
        """Not told: who works in this process knows when he writes."""
        return None

    def graph_names(self) -> list[str]:
        """The names of all named graphs, sorted, also of those that are empty."""
        return sorted(name.value for name in self._engine.named_graphs())

    def triples(self, name: str) -> Triples:
        """A named graph as the engine's own triples."""
        return {quad.triple for quad in self._engine.quads_for_pattern(None, None, None, _named(name))}

    def write_copy(self, out: IO[bytes]) -> None:
        """Everything in the store, as `load_copy` takes it: what is believed subject by subject, then graph by graph.

        What stands together there will do so in memory, where queries find it faster.
        """
        out.writelines(sorted(self._lines(DEFAULT).splitlines(keepends=True)))
        for name in sorted(self._engine.named_graphs(), key=str):
            out.write(self._lines(name).replace(b" .\n", f" {name} .\n".encode()))

    def _lines(self, graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> bytes:
        """The statements of a graph as N-Triples."""
        out = BytesIO()
        self._engine.dump(out, ox.RdfFormat.N_TRIPLES, from_graph=graph)
        return out.getvalue()

    def load_copy(self, source: IO[bytes]) -> None:
        """Take in a copy of another store."""
        self._engine.load(source, ox.RdfFormat.N_QUADS)

    def set_apart(self) -> None:
        """Hold what is believed a second time, alone, until something is written.

        Most of it stands in a named graph as well, and in memory the engine looks for the quads of a graph among those
        of all graphs: what sees no other graph is answered in two thirds of the time.
        """
        self._apart = ox.Store()
        self._apart.load(self._lines(DEFAULT), ox.RdfFormat.N_TRIPLES)

    def write_anew(self, folder: Path) -> None:
        """The same as a store of its own, in a folder that is not there yet: only what is held, in few files."""
        with tempfile.TemporaryFile(dir=folder.parent) as copy:
            self.write_copy(copy)
            copy.seek(0)
            try:
                other = ox.Store(str(folder))
                other.bulk_load(copy, ox.RdfFormat.N_QUADS)
                for name in self._engine.named_graphs():  # a copy in N-Quads has none that are empty
                    other.add_graph(name)
                other.optimize()
                other.flush()
            except RuntimeError as error:
                raise StoreError(f"{folder}: could not be written: {error}; is there space?") from error

    def dump(self) -> str:
        """Everything in the store but its history as sorted N-Quads: equal stores, equal text."""
        past = _named(self.addresses.changes_graph)
        return "".join(sorted(f"{quad} .\n" for quad in self._engine if quad.graph_name != past))

    def query(
        self,
        text: str,
        *,
        wanted: Wanted = DEFAULT_WANTED,
        base_iri: str | None = None,
        dataset: Dataset | None = None,
        timeout: float | None = None,  # noqa: ARG002  # nothing can stop the engine in its own process
    ) -> Answer:
        """The answer to a query, evaluated in this process, where no deadline can be kept."""
        refuse(text, confined=self.confined)
        out = BytesIO()
        with failures(text):
            result = self.evaluate(text, wanted=wanted, base_iri=base_iri, dataset=dataset)
            result.write(out)
        return Answer(result.kind, result.media_type, (out.getvalue(),))

    def evaluate(self, text: str, *, wanted: Wanted, base_iri: str | None, dataset: Dataset | None) -> Result:
        """What a query gives, to be serialised while it is evaluated; its text has been looked through before."""
        graphs = None if dataset is None else (dataset.default, dataset.named)
        engine = self._engine
        if self._apart is not None and graphs is None and believed_alone(text):
            engine = self._apart
        with failures(text):
            return evaluated(
                engine, text, results=wanted.results, graph=wanted.graph, base_iri=base_iri, dataset=graphs
            )


def _data(operation: str, triples: Mapping[str | None, Iterable[ox.Triple]]) -> str:
    lines = [f"{operation} DATA {{"]
    for name, some in triples.items():
        block = "".join(f"{triple} .\n" for triple in some)
        lines.append(block if name is None else f"GRAPH {_named(name)} {{\n{block}}}")
    return "\n".join([*lines, "}"])


def _named(name: str) -> ox.NamedNode:
    return ox.NamedNode(str(name))


def _quad(triple: ox.Triple, name: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, name)
