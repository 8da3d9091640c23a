"""A set of reports read into a store in memory, and which of their nodes are one thing: what is held against gold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.canonical import derive
from kg.facts import Extraction
from kg.identity_gold import load_identity
from kg.identity_score import Grouping, IdentityScore, Joined, Node, score_identity
from kg.pipeline import extract, reader
from kg.rdf import to_graphs
from kg.rulebook import published
from kg.store import Store
from kg.vocab import PE

BASE = "https://gold.example/"
THINGS = f"PREFIX pe: <{PE}> SELECT ?node ?thing WHERE {{ ?node pe:canonical ?thing }}"
JOININGS = f"""PREFIX pe: <{PE}> SELECT ?joining ?left ?right ?why WHERE {{
  GRAPH $canonical {{ ?joining a pe:Joining ; pe:left ?left ; pe:right ?right ; pe:reason ?why }}
}} ORDER BY ?joining ?why"""


def score_set(file: Path) -> IdentityScore:
    """The figures of a set of reports, by the file of its gold; `GoldError` if that is not as docs/gold.md says."""
    gold = load_identity(file)
    read = {id_: extract(report) for id_, report in gold.reports.items()}
    grouping = grouped(read)
    return score_identity(gold, {id_: published(extraction) for id_, extraction in read.items()}, grouping)


def grouped(read: Mapping[str, Extraction]) -> Grouping:
    """The things of what was read, as a base that holds these reports alone has them."""
    by = reader()
    with Store(None, base=BASE) as store:
        for extraction in read.values():
            store.put(to_graphs(extraction, base=BASE, reader=by))
        derive(store)
        things = {_node(str(row["node"])): str(row["thing"]) for row in store.select(THINGS)}
        joined = [
            Joined(left=_node(str(row["left"])), right=_node(str(row["right"])), why=str(row["why"]))
            for row in store.select(JOININGS, canonical=store.addresses.canonical_graph)
        ]
    return Grouping(things=things, joined=tuple(joined))


def _node(address: str) -> Node:
    report, _, key = address.removeprefix(f"{BASE}report/").partition("/")
    return report, key
