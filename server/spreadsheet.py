"""An answer as a table for spreadsheets, in which no cell is taken for a formula.

The CSV of SPARQL says exactly what the graph says, and a spreadsheet would carry out a text such as `=HYPERLINK(…)` in
it (https://owasp.org/www-community/attacks/CSV_Injection). Here such a text begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator

from flask import Response

from kg.endpoint import Wanted
from server.negotiation import RESULTS
from server.protocol import Operation
from server.site import site, streamed

SPREADSHEET = "spreadsheet"
FORMULA = re.compile(r"\s*[=+\-@\t\r|%]")
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
csv.field_size_limit(sys.maxsize)  # a cell may be a whole report
MARK = b"\xef\xbb\xbf"
"""By which spreadsheets know UTF-8."""


def spreadsheet(asked: Operation) -> Response:
    """The rows of a query, to be downloaded for a spreadsheet."""
    answer = site().store.query(
        asked.text,
        wanted=Wanted(RESULTS["csv"], None),
        base_iri=f"{site().settings.base}sparql",
        dataset=asked.dataset,
        timeout=asked.timeout,
    )
    response = streamed(defused(answer.chunks), RESULTS["csv"])
    response.headers["Content-Disposition"] = 'attachment; filename="answer.csv"'
    return response


def defused(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A table in CSV without formulas, row by row."""
    yield MARK
    for row in csv.reader(_lines(chunks)):
        out = io.StringIO()
        csv.writer(out).writerow([harmless(cell) for cell in row])
        yield out.getvalue().encode()


def harmless(cell: str) -> str:
    """The text of a cell, with an apostrophe before what a spreadsheet may take for a formula."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    begun: list[bytes] = []
    for chunk in chunks:
        *lines, rest = chunk.split(b"\n")
        for line in lines:
            yield b"".join([*begun, line, b"\n"]).decode()
            begun = []
        begun.append(rest)
    if any(begun):
        yield b"".join(begun).decode()
