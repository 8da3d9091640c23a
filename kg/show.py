"""What the command line shows: facts with their words, and the answers of queries as tables."""

from __future__ import annotations

import datetime
import enum
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from typing import Any

import kg.facts as f
from kg.changes import ChangeKind, Entry
from kg.document import Document, Span
from kg.vocab import PREFIXES


def as_json(extraction: f.Extraction) -> dict[str, Any]:
    """An extraction as JSON: each span with its words."""
    document = extraction.document
    return {
        "report": document.report.id,
        "entities": [_object(entity, document) for entity in extraction.entities],
        "facts": [{"type": type(fact).__name__, **_object(fact, document)} for fact in extraction.facts],
    }


def as_text(extraction: f.Extraction) -> Iterator[str]:
    """An extraction as lines to read: entities, then facts, each with its evidence."""
    document = extraction.document
    yield f"{document.report.id}: {len(extraction.entities)} entities, {len(extraction.facts)} facts"
    for entity in extraction.entities:
        yield f"  {entity.kind} {entity.key}: {entity.name}"
    for fact in extraction.facts:
        known = {key: value for key, value in _object(fact, document).items() if key not in ("key", "evidence", "rule")}
        yield f"  {type(fact).__name__} {fact.key} {_brief(known)}".rstrip()
        for span in fact.evidence:
            yield f"    [{span.start}:{span.end}] {json.dumps(document.text(span), ensure_ascii=False)}"


def _object(thing: f.Entity | f.Fact, document: Document) -> dict[str, Any]:
    values = {field.name: getattr(thing, field.name) for field in fields(thing)}
    return {name: _plain(value, document) for name, value in values.items() if value is not None and value != ()}


def _plain(value: object, document: Document) -> object:
    if isinstance(value, Span):
        return {"start": value.start, "end": value.end, "exact": document.text(value)}
    if isinstance(value, tuple):
        return [_plain(item, document) for item in value]
    if isinstance(value, enum.Enum):
        return value.value
    return value.isoformat() if isinstance(value, datetime.date) else value


def _brief(value: object) -> str:
    if isinstance(value, dict):
        if "exact" in value:
            return json.dumps(value["exact"], ensure_ascii=False)
        return " ".join(f"{key}={_brief(item)}" for key, item in value.items())
    return ",".join(map(_brief, value)) if isinstance(value, list) else str(value)


def result_table(body: bytes, base: str) -> str:
    """A SPARQL result in JSON (https://www.w3.org/TR/sparql11-results-json/) as a table, yes or no, or `no rows`."""
    result = json.loads(body)
    if "boolean" in result:
        return "yes" if result["boolean"] else "no"
    names: list[str] = result["head"]["vars"]
    rows = [[_cell(row.get(name), base) for name in names] for row in result["results"]["bindings"]]
    return table([names, *rows]) if rows else "no rows"


def _cell(term: dict[str, str] | None, base: str) -> str:
    if term is None:
        return ""
    value = term["value"] if isinstance(term["value"], str) else json.dumps(term["value"])
    if term["type"] == "uri":
        for prefix, namespace in PREFIXES.items():
            if value.startswith(namespace):
                return f"{prefix}:{value.removeprefix(namespace)}"
        return value.removeprefix(base)
    return " ".join(value.split())


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns, a line under the first."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def change_as_text(entry: Entry, base: str) -> str:
    """An entry of the history in one line."""
    change = entry.change
    way = "from" if change.kind is ChangeKind.PARTED else "into"
    other = "" if change.other is None else f" {way} {_short(change.other, base)}"
    counts = ", ".join(f"{sign}{number}" for sign, number in (("+", change.more), ("-", change.fewer)) if number)
    triples = f": {counts} triples" if counts else ""
    return f"{entry.at:%Y-%m-%d %H:%M:%S}  {change.kind:<9}  {_short(change.what, base)}{other}{triples}"


def change_as_json(entry: Entry) -> dict[str, Any]:
    """An entry of the history as JSON can hold it."""
    return {"id": entry.id, "at": entry.at.isoformat(), **asdict(entry.change)}


def _short(iri: str, base: str) -> str:
    return iri.removeprefix(base)
