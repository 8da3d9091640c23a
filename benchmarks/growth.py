"""What reading, storing and asking cost as reports become more, beside rdflib's own store and query engine.

    .venv/bin/python benchmarks/growth.py

Prints seconds and ratios; judges nothing. Ours grows in step with the reports if doubling them doubles the seconds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from rdflib import Graph

from kg.config import Settings, share
from kg.document import Report
from kg.ontology import load_vocabulary, queries
from kg.pipeline import extract, reader
from kg.rdf import ReportGraphs, to_graphs
from kg.store import Store

SIZES = (10, 20, 40)
ASKED_OF_RDFLIB = ("delegations", "what-each-person-said", "demands")


def timed(action: Callable[[], object]) -> float:
    """The seconds an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def read(texts: list[str]) -> list[ReportGraphs]:
    """The graphs of some reports."""
    reports = [Report(id=f"r{number}", text=text) for number, text in enumerate(texts)]
    return [to_graphs(extract(report), base=Settings().base, reader=reader()) for report in reports]


def main() -> None:
    """Measure each size and print a row for each."""
    text = (share("data") / "reports" / "2023-janders.txt").read_bytes().decode()
    out = sys.stdout
    out.write("reports  read s  put s  rdflib put s  ratio  all questions s  three questions s  rdflib s  ratio\n")
    for size in SIZES:
        graphs: list[ReportGraphs] = []
        reading = timed(lambda size=size, graphs=graphs: graphs.extend(read([text] * size)))
        with Store(None, base=Settings().base) as store:
            store.put_vocabulary(load_vocabulary())
            ours = timed(lambda graphs=graphs, store=store: [store.put(one) for one in graphs])
            memory = Graph()
            theirs = timed(lambda graphs=graphs, memory=memory: [memory.add(t) for one in graphs for t in one.facts])
            everything = timed(lambda store=store: [ask(store, query.text) for query in queries().values()])
            three = [queries()[name].text for name in ASKED_OF_RDFLIB]
            mine = timed(lambda store=store, three=three: [ask(store, query) for query in three])
            rdflib = timed(lambda memory=memory, three=three: [list(memory.query(query)) for query in three])
        out.write(
            f"{size:7}  {reading:6.2f}  {ours:5.2f}  {theirs:12.2f}  {ours / theirs:5.1f}  {everything:15.2f}  "
            f"{mine:17.3f}  {rdflib:8.2f}  {rdflib / mine:5.0f}\n"
        )


def ask(store: Store, query: str) -> None:
    """Ask a question and take the whole answer."""
    store.query(query).read()


if __name__ == "__main__":
    main()
