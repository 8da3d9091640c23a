"""Files of rows, read one row after the other: CSV, tables with tabs, and JSON lines."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kg.errors import TableError
from kg.interchange.coded import Cells, Form, UnreadableRowError

LONGEST_CELL = 1_000_000
"""Characters; a longer cell comes from a quotation mark that is never closed."""
BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no file of ours can hold: control characters, and what stands for bytes that are not UTF-8."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the line of the file in which it ends; a row that cannot be read has none but says why."""

    line: int
    cells: Cells
    refused: UnreadableRowError | None = None


def digest(path: Path) -> str:
    """The SHA-256 of a file; `TableError` if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise TableError(f"{path}: cannot be read: {error.strerror}; name a file that is there") from error


def rows(path: Path, form: Form, *, strict: bool = True) -> Iterator[Row]:
    """The rows of a file, without empty cells. `TableError` if it is no table of that form.

    `strict`: a column that no release of such tables has is an error; otherwise it stays with the row.
    """
    first = _first_line(path)
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _json_rows(path, form, strict=strict)
    else:
        yield from _table_rows(path, form, b"\t" if first.count(b"\t") > first.count(b",") else b",", strict=strict)


def _first_line(path: Path) -> bytes:
    """The line that tells what a file is; `TableError` if it cannot be one of a table in UTF-8."""
    with path.open("rb") as file:
        first = file.readline(LONGEST_CELL)
    if not first:
        raise TableError(f"{path}: is empty; a table has a line that names its columns")
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableError(f"{path}: is UTF-16; save it as UTF-8 (in Excel: “CSV UTF-8”)")
    if BROKEN.search(first.decode("utf-8", "surrogateescape")):
        raise TableError(f"{path}: is no text in UTF-8; save the table as CSV in UTF-8")
    return first


def _lines(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for number, line in enumerate(file):
            yield line.removeprefix(b"\xef\xbb\xbf" if number == 0 else b"").decode("utf-8", "surrogateescape")


def _table_rows(path: Path, form: Form, mark: bytes, *, strict: bool) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(_lines(path), delimiter=mark.decode(), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise TableError(f"{path}, line 1: {error}; the first line names the columns") from error
    _check_header(path, header, form, strict=strict)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(reader.line_num, {}, UnreadableRowError(f"{error}; mend the row", reason="no CSV"))
            continue
        if cells:
            yield _row(reader.line_num, header, cells, form)


def _row(line: int, header: Sequence[str], cells: Sequence[str], form: Form) -> Row:
    if len(cells) != len(header):
        message = f"{len(cells)} cells for {len(header)} columns; quote cells with commas and line ends"
        return Row(line, {}, UnreadableRowError(message, reason="cells"))
    return _checked(line, dict(zip(header, cells, strict=True)), form)


def _checked(line: int, cells: dict[str, str], form: Form) -> Row:
    found = {name: text for name, cell in cells.items() if (text := cell.strip()) and text not in form.empty}
    broken = next((name for name, text in found.items() if BROKEN.search(text)), None)
    missing = [name for name in form.filled if name not in found]
    if broken is not None:
        message = f"{broken}: characters that are no text; save the table as UTF-8"
        return Row(line, found, UnreadableRowError(message, reason="not UTF-8"))
    if missing:
        message = f"{', '.join(missing)}: empty; every row of {form.name} has one"
        return Row(line, found, UnreadableRowError(message, reason="empty cell"))
    return Row(line, found)


def _check_header(path: Path, header: Sequence[str], form: Form, *, strict: bool) -> None:
    missing = [name for name in form.required if name not in header]
    if missing:
        raise TableError(
            f"{path}, line 1: no column {', '.join(missing)}; is it a table of {form.name}, and does its first line"
            f" name the columns ({', '.join(form.columns[:6])} …)?"
        )
    for place, name in enumerate(header, 1):
        if header.count(name) > 1:
            raise TableError(f"{path}, line 1: column {place}, {name!r}, is there twice; remove one of them")
        if strict and name not in form.columns and name not in form.other:
            raise TableError(f"{path}, line 1, column {place}: {_unknown(name, form)}")


def _unknown(name: str, form: Form) -> str:
    close = get_close_matches(name, [*form.columns, *sorted(form.other)], n=1)
    meant = f"is it {close[0]!r}? " if close else ""
    return f"no table of {form.name} has {name!r}; {meant}rename it, or say --other-columns to keep it with the row"


def _json_rows(path: Path, form: Form, *, strict: bool) -> Iterator[Row]:
    known = {*form.columns, *form.other}
    for line, text in enumerate(_lines(path), 1):
        if not text.strip():
            continue
        try:
            found = json.loads(text)
            if not isinstance(found, dict):
                raise ValueError("no object")
            cells = {str(name): _text(value) for name, value in found.items()}
        except (ValueError, RecursionError) as error:
            message = f"not JSON: {error}; a line is one object"
            yield Row(line, {}, UnreadableRowError(message, reason="not JSON"))
            continue
        odd = next((name for name in cells if name not in known), None) if strict else None
        if odd is not None:
            yield Row(line, cells, UnreadableRowError(_unknown(odd, form), reason="unknown column"))
        else:
            yield _checked(line, cells, form)


def _text(value: object) -> str:
    """A value of JSON as a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list):
        return "; ".join(_text(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
