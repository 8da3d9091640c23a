"""Reading in tests: a text becomes a store that is asked in SPARQL, as a user would."""

from __future__ import annotations

from pathlib import Path

from kg.config import share
from kg.document import Report
from kg.pipeline import extract, reader
from kg.rdf import to_graphs
from kg.store import Store
from tests.seed import BASE

Row = tuple[str, ...]


def janders_text() -> str:
    """The first report, as stored."""
    return (share("data") / "reports" / "2023-janders.txt").read_bytes().decode()


def shared_reports() -> list[Path]:
    """The reports in tests/reports: other genres, invented."""
    return sorted((Path(__file__).parent / "reports").glob("*.txt"))


def read(text: str, report_id: str = "r") -> Store:
    """A store in memory with the graphs of one report."""
    store = Store(None, base=BASE)
    store.put(to_graphs(extract(Report(id=report_id, text=text)), base=BASE, reader=reader()))
    return store


def rows(store: Store, query: str) -> list[Row]:
    """The answer to a SELECT, each row in the order of its variables' names in the query's SELECT line."""
    names = [word.lstrip("?") for word in query.split("WHERE")[0].split() if word.startswith("?")]
    return sorted(tuple(str(row.get(name, "")) for name in names) for row in store.select(query))


def column(store: Store, query: str) -> list[str]:
    """The answer to a SELECT of one variable."""
    return [row[0] for row in rows(store, query)]
