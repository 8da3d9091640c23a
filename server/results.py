"""The rows of a query as people read them: things by their names, with links to their pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from server import queries
from server.links import short
from server.nodes import asked
from server.site import site

MAX_ROWS = 1_000
"""Rows shown on a page; every row is in the downloads."""
MAX_LABELS = 500
"""Things looked up by name for one page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in a table."""

    text: str
    iri: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Table:
    """The answer to a SELECT or ASK query."""

    columns: list[str] = field(default_factory=list)
    rows: list[list[Cell | None]] = field(default_factory=list)
    total: int = 0
    truth: bool | None = None
    more: bool = False


def table(answer: bytes, *, whole: bool) -> Table:
    """The table of an answer in SPARQL results JSON, or of the beginning of one."""
    if not whole:
        columns, bindings = _begun(answer.decode("utf-8", "ignore"))
    else:
        document = json.loads(answer)
        if "boolean" in document:
            return Table(truth=bool(document["boolean"]))
        columns, bindings = document["head"]["vars"], document["results"]["bindings"]
    things = {cell["value"] for row in bindings[:MAX_ROWS] for cell in row.values() if cell["type"] == "uri"}
    names = labels(sorted(things)[:MAX_LABELS])
    rows = [[_cell(row.get(column), names) for column in columns] for row in bindings[:MAX_ROWS]]
    return Table(columns, rows, len(bindings), more=not whole)


def _begun(answer: str) -> tuple[list[str], list[dict[str, Any]]]:
    """The columns, and those rows that are there as a whole."""
    names, opening = re.search(r'"vars"\s*:\s*(\[[^\]]*\])', answer), re.search(r'"bindings"\s*:\s*\[', answer)
    if names is None or opening is None:
        return [], []
    decoder, at = json.JSONDecoder(), opening.end()
    rows: list[dict[str, Any]] = []
    while between := re.compile(r"[\s,]*").match(answer, at):
        try:
            row, at = decoder.raw_decode(answer, between.end())
        except ValueError:
            break
        rows.append(row)
    return json.loads(names[1]), rows


def labels(iris: Iterable[str]) -> dict[str, str]:
    """What people call some things."""
    return {str(row["thing"]): str(row["label"]) for row in asked(queries.LABELS, iris) if "label" in row}


def _cell(value: dict[str, Any] | None, names: dict[str, str]) -> Cell | None:
    if value is None:
        return None
    if value["type"] == "uri":
        iri = value["value"]
        return Cell(names.get(iri) or short(iri, site().settings.base), iri)
    if value["type"] == "triple":
        return Cell(str(value["value"]))
    return Cell(str(value["value"]), language=value.get("xml:lang"))
