"""The order of the nodes within each column of a drawing, so that few edges cross. Same network, same order.

Lanes for long edges, the barycentre heuristic and adjacent exchanges, as in Sugiyama, Tagawa and Toda 1981
and Gansner et al. 1993.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from statistics import fmean

Rows = dict[str, list[str]]
Pair = tuple[str, str]
SWEEPS, EXCHANGES = 12, 24
LANE = " lane "  # no IRI has a space


def routes(edges: Iterable[Pair], rows: Rows) -> tuple[dict[Pair, list[str]], Rows]:
    """The way of every edge from left to right, and the rows with the lanes it needs.

    An edge that passes a column does so in a lane between the nodes, never behind one, or it would seem to
    end there. The edges of one node share their lanes.
    """
    columns = list(rows)
    column = {node: index for index, nodes in enumerate(rows.values()) for node in nodes}
    ways, laned = {}, {name: list(nodes) for name, nodes in rows.items()}
    for pair in sorted(set(edges)):
        left, right = sorted(pair, key=lambda node: column[node])
        between = range(column[left] + 1, column[right])
        ways[pair] = [left, *(f"{left}{LANE}{index}" for index in between), right]
        for index, lane in zip(between, ways[pair][1:], strict=False):
            if lane not in laned[columns[index]]:
                laned[columns[index]].append(lane)
    return ways, laned


def ordered(ways: Iterable[list[str]], rows: Rows) -> Rows:
    """The rows in a better order; the given one decides between equals."""
    return _Ordering({step for way in ways for step in pairwise(way)}, rows).best()


class _Ordering:
    """The neighbours of every node on both sides, and the height of every node between 0 and 1."""

    def __init__(self, steps: set[Pair], rows: Rows) -> None:
        self.rows = {column: list(nodes) for column, nodes in rows.items()}
        self.given = {node: index for nodes in rows.values() for index, node in enumerate(nodes)}
        column = {node: index for index, nodes in enumerate(rows.values()) for node in nodes}
        self.sides: dict[str, tuple[list[str], list[str]]] = {node: ([], []) for node in column}
        for source, target in sorted(steps):
            for one, other in ((source, target), (target, source)):
                if column[one] != column[other]:
                    self.sides[one][column[one] < column[other]].append(other)
        self.place: dict[str, float] = {}
        self._settle()

    def best(self) -> Rows:
        """The order with the fewest crossings that the sweeps come by."""
        found, fewest = self.rows, self._crossings()
        for sweep in range(SWEEPS):
            for column in list(self.rows)[:: 1 if sweep % 2 == 0 else -1]:
                self.rows[column] = sorted(self.rows[column], key=self._wish)
                self._settle()
            kept = {column: list(nodes) for column, nodes in self.rows.items()}
            self._exchange()
            if (crossings := self._crossings()) < fewest:
                found, fewest = {column: list(nodes) for column, nodes in self.rows.items()}, crossings
            self.rows = kept
            self._settle()
        return found

    def _settle(self) -> None:
        for nodes in self.rows.values():
            for index, node in enumerate(nodes):
                self.place[node] = (index + 0.5) / len(nodes)

    def _wish(self, node: str) -> tuple[float, int]:
        near = [self.place[other] for side in self.sides[node] for other in side]
        return round(fmean(near or [self.place[node]]), 9), self.given[node]

    def _exchange(self) -> None:
        """Exchange neighbours in a column as long as that saves crossings."""
        for _ in range(EXCHANGES):
            changed = False
            for nodes in self.rows.values():
                for i in range(len(nodes) - 1):
                    if self._crossed(nodes[i], nodes[i + 1]) > self._crossed(nodes[i + 1], nodes[i]):
                        nodes[i], nodes[i + 1] = nodes[i + 1], nodes[i]
                        changed = True
            self._settle()
            if not changed:
                return

    def _crossed(self, upper: str, lower: str) -> int:
        """How many edges of two nodes of a column cross if one stands above the other."""
        return sum(
            self.place[a] > self.place[b]
            for above, below in zip(self.sides[upper], self.sides[lower], strict=True)
            for a in above
            for b in below
        )

    def _crossings(self) -> int:
        return sum(
            self._crossed(upper, lower)
            for nodes in self.rows.values()
            for i, upper in enumerate(nodes)
            for lower in nodes[i + 1 :]
        )
