"""The whole base at once, packed: every node but the roles, and who hangs together with whom."""

from __future__ import annotations

from typing import TypedDict

from kg.endpoint import Endpoint
from kg.network import KINDS
from server import queries

MOST = 50_000
"""Nodes that are told; beyond that the latest reports."""

Edge = tuple[int, int, int]
SAID, SAME, MAYBE = range(3)


class Nodes(TypedDict):
    """Columns of a table: one row is one node."""

    iri: list[str]
    kind: list[str]
    label: list[str]
    report: list[str]


class Overview(TypedDict):
    """The base by numbers: an edge names the rows of its nodes and what it is: said, the same thing, maybe the same."""

    reports: int
    shown: int
    nodes: Nodes
    edges: list[Edge]


def overview(store: Endpoint, most: int = MOST) -> Overview:
    """Every node of the latest reports, as many as there is room for, and the edges between them."""
    reports = {row["report"]: row["id"] for row in store.texts(queries.OVERVIEW_REPORTS)}
    rows, shown = _latest(_nodes(store), list(reports), most)
    numbers = {row["node"]: number for number, row in enumerate(rows)}
    said: dict[tuple[int, int], None] = {}
    for row in store.texts(queries.OVERVIEW_EDGES):
        source, target = numbers.get(row["source"]), numbers.get(row["target"])
        if source is not None and target is not None:
            said[source, target] = None
    return {
        "reports": len(reports),
        "shown": shown,
        "nodes": {
            "iri": list(numbers),
            "kind": [row["kind"] for row in rows],
            "label": [row.get("label", row["node"]) for row in rows],
            "report": [reports[row["report"]] for row in rows],
        },
        "edges": [*((source, target, SAID) for source, target in sorted(said)), *_identities(store, numbers)],
    }


Row = dict[str, str]
CLASSES = {type_: kind for type_, kind in KINDS.items() if kind != "role"}


def _nodes(store: Endpoint) -> list[Row]:
    """A row for each node and label, sorted."""
    rows = [
        {**row, "kind": kind}
        for type_, kind in CLASSES.items()
        for row in store.texts(queries.OVERVIEW_NODES, **{"class": type_})
    ]
    return sorted(rows, key=lambda row: (row["node"], row.get("label", ""), row["kind"]))


def _latest(found: list[Row], reports: list[str], most: int) -> tuple[list[Row], int]:
    """The nodes of the first reports that have room together, each node once, and how many reports those are."""
    by_report: dict[str, list[Row]] = {report: [] for report in reports}
    first = {row["node"]: row for row in reversed(found)}
    for row in reversed(first.values()):
        by_report.get(row["report"], []).append(row)
    rows: list[Row] = []
    for shown, report in enumerate(reports):
        if len(rows) + len(by_report[report]) > most:
            return rows, shown
        rows += by_report[report]
    return rows, len(reports)


def _identities(store: Endpoint, numbers: dict[str, int]) -> list[Edge]:
    """What is one thing, as a star around the first of it; and what may be one, as suggested."""
    first: dict[str, int] = {}
    edges: list[Edge] = []
    for row in sorted(store.texts(queries.OVERVIEW_THINGS), key=lambda row: (row["node"], row["thing"])):
        number = numbers.get(row["node"])
        if number is not None and first.setdefault(row["thing"], number) != number:
            edges.append((first[row["thing"]], number, SAME))
    for row in store.texts(queries.OVERVIEW_SUGGESTIONS, graph=store.addresses.suggestions_graph):
        left, right = (numbers.get(row[end]) for end in ("left", "right"))
        if left is not None and right is not None:
            edges.append((min(left, right), max(left, right), MAYBE))
    return sorted(edges, key=lambda edge: (edge[2], *edge[:2]))
