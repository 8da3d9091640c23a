"""Events of the graph as rows of a table: one for each thing, for each report of it, or for each row of a source."""

from __future__ import annotations

import csv
import enum
import json
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TextIO
from urllib.parse import unquote

from kg.endpoint import Endpoint
from kg.interchange.coded import CodedEvent, Form
from kg.interchange.gathering import Members, gathered
from kg.interchange.sources import names, selected

FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
OF_REPORTS = """
SELECT ?event ?thing WHERE {
  VALUES ?kind { pe:ProtestAction pe:ViolentIncident }
  ?event a ?kind ; pe:modality pec:modality-asserted ; pe:reportedIn ?report
  FILTER NOT EXISTS {
    ?event pe:partOf ?whole . ?whole a pe:ProtestAction FILTER NOT EXISTS { ?whole a pe:JointAction }
  }
  FILTER NOT EXISTS { ?event a pe:JointAction . ?part pe:partOf ?event . ?part a pe:ProtestAction }
  OPTIONAL { ?event pe:canonical ?thing }
} ORDER BY ?thing ?event
"""
"""Protests and incidents that happened. Of protests held together the parts count, and of one protest the whole."""
JOINED = """
SELECT ?row ?thing WHERE { ?row pe:canonical ?thing FILTER (STRSTARTS(STR(?row), STR($sources))) } ORDER BY ?thing ?row
"""
OF_SOURCE = "SELECT ?event WHERE { ?event pe:row ?row } ORDER BY ?event"
TOGETHER = 200
"""Events whose facts are asked for in one query."""


class Per(enum.StrEnum):
    """What a row of an exported table stands for."""

    THING = "thing"
    REPORT = "report"
    ROW = "row"


def coded_events(store: Endpoint, form: Form, per: Per, source: str | None = None) -> Iterator[CodedEvent]:
    """The events to be written, in the order of their addresses; with `source` the rows of that source alone.

    A row of the same form goes with its event, for the columns that the graph has no words for.
    """
    groups = _of_rows(store, source) if per is Per.ROW else _of_reports(store, per)
    while batch := [group for _, group in zip(range(TOGETHER), groups, strict=False)]:
        yield from gathered(store, batch, form)


def _of_reports(store: Endpoint, per: Per) -> Iterator[Members]:
    """The events of reports; per thing those of one thing together, with the rows that are this thing as well."""
    found = [(str(row.get("thing", row["event"])), str(row["event"])) for row in store.select(OF_REPORTS)]
    if per is Per.REPORT:
        yield from (Members(event, (event,)) for _, event in sorted(found, key=lambda pair: pair[1]))
        return
    things = {thing for thing, _ in found}
    joined = store.select(JOINED, sources=store.addresses.source(""))
    rows = [(str(row["thing"]), str(row["row"])) for row in joined if str(row["thing"]) in things]
    for thing, group in groupby(sorted({*found, *rows}), key=lambda pair: pair[0]):
        yield Members(thing, tuple(member for _, member in group))


def _of_rows(store: Endpoint, source: str | None) -> Iterator[Members]:
    for name in sorted(names(store)) if source is None else (source,):
        graph = str(store.addresses.source(name))
        for row in selected(store, OF_SOURCE, graph):
            yield Members(unquote(row["event"].rpartition("/")[2]), (row["event"],))


def write_table(events: Iterator[CodedEvent], form: Form, out: TextIO) -> int:
    """Write events in the columns of a form, as they come; how many."""
    number = 0
    table = csv.writer(out, lineterminator="\n")
    if not form.lines:
        table.writerow(form.columns)
    for number, event in enumerate(events, 1):  # noqa: B007  # it is what is given back
        cells = row_of(event, form)
        if form.lines:
            out.write(json.dumps({column: cells.get(column) for column in form.columns}, ensure_ascii=False) + "\n")
        else:
            table.writerow(_harmless(cells.get(column, "")) for column in form.columns)
    return number


def row_of(event: CodedEvent, form: Form) -> Mapping[str, str]:
    """The cells of an event that are not empty: what the graph says, and what else its row of this form has."""
    written = {column: cell for column, cell in form.write(event).items() if cell}
    kept = {column: cell for column, cell in event.cells.items() if column in form.kept}
    return {**kept, **written}


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, as in `kg.tables`; numbers are none."""
    return f"'{cell}" if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell) else cell
