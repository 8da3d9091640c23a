"""Rows into the graph of their source, some thousands at a time, and after them how far the file is read.

Whatever interrupts the reading, the same command goes on where it was. Rows that are there already by then are written
again in the same words, so that none is there twice.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg import __version__
from kg.changes import Change, ChangeKind
from kg.endpoint import Endpoint
from kg.interchange.coded import CodedEvent, Form, UnreadableRowError
from kg.interchange.rows import Row, digest, rows
from kg.interchange.sources import Table, constructed, selected, tables
from kg.interchange.statements import DERIVED, Statements, row

CHUNK = 5000
"""Rows of one write."""
ASKED = 200
"""Addresses in one query, which may not be too long."""
LONGEST_ID = 200
HELD = "SELECT ?event ?row WHERE { VALUES ?event { $events } ?event pe:row ?row }"
SAID = """
CONSTRUCT { ?s ?p ?o } WHERE {
  VALUES ?event { $events }
  { ?event ?p ?o BIND (?event AS ?s) } UNION { ?event pe:hasCount ?s . ?s ?p ?o }
}
"""
UNUSED = """
CONSTRUCT { ?s ?p ?o } WHERE {
  VALUES ?kind { pe:Place org:Organization pe:Collective foaf:Agent }
  ?s a ?kind FILTER NOT EXISTS { ?user ?uses ?s }
  ?s ?p ?o
}
"""
REMEMBERED = 100_000
"""Statements about shared places and agents that are remembered as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a row: added, changed, unchanged or refused, and why; with the codes that nobody knows."""

    line: int
    status: str
    note: str | None = None
    reason: str | None = None
    unknown: tuple[str, ...] = ()


def bring_in(store: Endpoint, path: Path, *, form: Form, source: str, strict: bool = True) -> Iterator[Outcome]:
    """Read a table into a source, telling what became of each row; a table that was read before gives none.

    Rows of the same id are replaced. `TableError` if the file is no table of this form.
    """
    yield from _Reading(store, path, form, source).read(strict=strict)


class _Reading:
    """The reading of one file into one source."""

    def __init__(self, store: Endpoint, path: Path, form: Form, source: str) -> None:
        self.store, self.path, self.form = store, path, form
        self.graph = str(store.addresses.source(source))
        self.statements = Statements(self.graph)
        self.tables = tables(store, self.graph)
        self.known = bool(self.tables)
        self.written: set[str] = set()
        self.more = self.fewer = 0

    def read(self, *, strict: bool) -> Iterator[Outcome]:
        sha256 = digest(self.path)
        address = f"{self.graph}#table-{sha256[:16]}"
        fresh = Table(address=address, name=self.path.name, digest=sha256, form=self.form.name, version=__version__)
        table = self.tables.get(address, fresh)
        if table.version != __version__:
            self._told(fresh)
            table = fresh
        if table.rows is not None:
            return
        found = itertools.islice(rows(self.path, self.form, strict=strict), table.read, None)
        while chunk := list(itertools.islice(found, CHUNK)):
            table = replace(table, read=table.read + len(chunk))
            yield from self._write(chunk, table)
        self._finish(table)

    def _event(self, row: Row) -> CodedEvent | UnreadableRowError:
        if row.refused is not None:
            return row.refused
        try:
            event = self.form.read(row.cells)
        except UnreadableRowError as error:
            return error
        if len(event.id) > LONGEST_ID:
            return UnreadableRowError(f"an id of {len(event.id)} characters; shorten it", reason="id too long")
        return event

    def _write(self, chunk: Sequence[Row], table: Table) -> list[Outcome]:
        """Write the events of some rows, and then how far the table is read."""
        coded = [(row, self._event(row)) for row in chunk]
        events = {self.statements.event(event.id): event for _, event in coded if isinstance(event, CodedEvent)}
        held = self._held(events)
        before = self._said(held)
        after: set[str] = set()
        shared: set[str] = set()
        for event in events.values():
            own, others = self.statements.of(event, table.address)
            after |= own
            shared |= others
        deleted, inserted = before - after, (after - before) | (shared - self.written)
        self._remember(shared)
        self.more, self.fewer = self.more + len(inserted), self.fewer + len(deleted)
        self._told(*self._replaced(before, table.address))
        self.store.amend(self.graph, deleted=deleted, inserted=inserted)
        self._told(table)
        return [self._outcome(read, event, held) for read, event in coded]

    def _outcome(self, read: Row, event: CodedEvent | UnreadableRowError, held: dict[str, str]) -> Outcome:
        """What became of a row; `held` are the rows that were there before it, by their events."""
        if isinstance(event, UnreadableRowError):
            note = f"{self.path}, line {read.line}: {event}"
            return Outcome(line=read.line, status="refused", note=note, reason=event.reason)
        address, cells = self.statements.event(event.id), row(event)
        before = held.get(address)
        held[address] = cells
        status = "added" if before is None else "unchanged" if before == cells else "changed"
        return Outcome(line=read.line, status=status, unknown=event.unknown)

    def _told(self, *some: Table, news: Sequence[Change] = ()) -> None:
        """Write where tables stand now."""
        held = {line for table in some if (known := self.tables.get(table.address)) for line in known.lines}
        now = {line for table in some for line in table.lines}
        if held != now or news:
            self.store.amend(self.graph, deleted=held - now, inserted=now - held, news=news)
        self.tables |= {table.address: table for table in some}

    def _held(self, events: Iterable[str]) -> dict[str, str]:
        """The rows that are there of some events, as they stand there."""
        found: dict[str, str] = {}
        for some in _batches(events):
            query = HELD.replace("$events", " ".join(f"<{event}>" for event in some))
            found |= {row["event"]: row["row"] for row in selected(self.store, query, self.graph)}
        return found

    def _said(self, events: Iterable[str]) -> set[str]:
        """Everything that is said of some events."""
        found: set[str] = set()
        for some in _batches(events):
            query = SAID.replace("$events", " ".join(f"<{event}>" for event in some))
            found |= constructed(self.store, query, self.graph)
        return found

    def _replaced(self, before: Iterable[str], address: str) -> list[Table]:
        """Other tables of which rows are replaced; these may be read again."""
        mark = f" {DERIVED} <"
        others = {line.partition(mark)[2].removesuffix("> .") for line in before if mark in line}
        return [self.tables[other].reopened() for other in sorted(others - {address}) if other in self.tables]

    def _remember(self, shared: set[str]) -> None:
        if len(self.written) > REMEMBERED:
            self.written.clear()
        self.written |= shared

    def _finish(self, table: Table) -> None:
        """Remove places and agents that replaced rows have left behind, and say that the table is read."""
        while self.fewer and (unused := constructed(self.store, UNUSED, self.graph)):
            self.store.amend(self.graph, deleted=unused)
        kind = ChangeKind.CHANGED if self.known else ChangeKind.ADDED
        news = [Change(kind=kind, what=self.graph, more=self.more, fewer=self.fewer)]
        self._told(replace(table, rows=table.read), news=news if self.more or self.fewer else ())


def _batches(addresses: Iterable[str]) -> Iterator[list[str]]:
    found = iter(addresses)
    while some := list(itertools.islice(found, ASKED)):
        yield some
