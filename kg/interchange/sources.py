"""The tables of a source: which files were read into its graph, and how far."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from rdflib.namespace import DCTERMS, RDF, RDFS, XSD

from kg.changes import Change, ChangeKind
from kg.endpoint import JSON, N_TRIPLES, Endpoint, Wanted
from kg.engine import literal
from kg.guard import Dataset
from kg.vocab import PE

TABLES = """
SELECT ?table ?name ?digest ?form ?version ?read ?rows WHERE {
  ?table a pe:Table ; rdfs:label ?name ; pe:sha256 ?digest ; dcterms:format ?form ; pe:readerVersion ?version ;
    pe:rowsRead ?read
  OPTIONAL { ?table pe:rowCount ?rows }
} ORDER BY ?table
"""
SOME = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 20000"
"""Statements that are removed in one write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file of rows: its name, digest and form, who read it, how many rows were read, and of how many if of all."""

    address: str
    name: str
    digest: str
    form: str
    version: str
    read: int = 0
    rows: int | None = None

    @property
    def lines(self) -> set[str]:
        """What the graph says of it."""
        node = f"<{self.address}>"
        lines = {
            f"{node} <{RDF.type}> <{PE.Table}> .",
            f"{node} <{RDFS.label}> {literal(self.name)} .",
            f"{node} <{PE.sha256}> {literal(self.digest)} .",
            f"{node} <{DCTERMS.format}> {literal(self.form)} .",
            f"{node} <{PE.readerVersion}> {literal(self.version)} .",
            f"{node} <{PE.rowsRead}> {literal(str(self.read), XSD.integer)} .",
        }
        if self.rows is not None:
            lines.add(f"{node} <{PE.rowCount}> {literal(str(self.rows), XSD.integer)} .")
        return lines

    def reopened(self) -> Table:
        """As it is when rows of it were replaced by those of another: to be read again from its start."""
        return replace(self, read=0, rows=None)


def tables(store: Endpoint, graph: str) -> dict[str, Table]:
    """The tables of a source by their addresses."""
    found = {}
    for row in selected(store, TABLES, graph):
        address, rows = row["table"], row.get("rows")
        found[address] = Table(
            address=address,
            name=row["name"],
            digest=row["digest"],
            form=row["form"],
            version=row["version"],
            read=int(row["read"]),
            rows=None if rows is None else int(rows),
        )
    return found


def selected(store: Endpoint, query: str, graph: str) -> list[dict[str, str]]:
    """The rows of a query that is asked of one named graph, as texts."""
    answer = store.query(query, wanted=Wanted(JSON), dataset=Dataset((graph,)))
    found = json.loads(answer.read())["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in found]


def constructed(store: Endpoint, query: str, graph: str) -> set[str]:
    """The statements that a query makes of one named graph, as lines of N-Triples."""
    answer = store.query(query, wanted=Wanted(graph=N_TRIPLES), dataset=Dataset((graph,)))
    return set(answer.read().decode().splitlines())


def withdraw(store: Endpoint, name: str) -> Iterator[int]:
    """Remove a source, telling after each write how many statements went with it; nothing if there is none.

    Its tables go first, so that after an interruption they count as not read; the same call goes on.
    """
    graph = str(store.addresses.source(name))
    lines = {line for table in tables(store, graph).values() for line in table.lines}
    withdrawn = 0
    while lines := lines or constructed(store, SOME, graph):
        store.amend(graph, deleted=lines)
        withdrawn += len(lines)
        yield len(lines)
        lines = set()
    store.drop(graph)  # empty by now, but still a name
    if withdrawn:
        store.amend(graph, news=[Change(kind=ChangeKind.WITHDRAWN, what=graph, fewer=withdrawn)])


def names(store: Endpoint) -> list[str]:
    """The sources there are."""
    prefix = str(store.addresses.source(""))
    return [unquote(name.removeprefix(prefix)) for name in store.graph_names() if name.startswith(prefix)]
