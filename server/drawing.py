"""A network drawn in columns: where every node and every edge goes. Same network, same drawing.

Columns by type read better than a force layout for networks of people and events
(https://www.digitalhumanities.org/dhq/vol/16/1/000604/000604.html).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from kg.network import Network, columns
from kg.vocab import PE
from server.ordering import Pair, Rows, ordered, routes
from server.wrapping import wrapped

HEAD, GAP, LINE, PADDING = 44, 16, 17, 14
MAX_NODES = 300
"""More nodes than this are a hairball, which nobody draws or reads."""


@dataclass(frozen=True, slots=True)
class Measures:
    """How wide the nodes are, and what is between two columns; in how many lines a label is told at most."""

    node: int
    gutter: int
    lines: int

    def x(self, index: int) -> int:
        """Where a column begins. On the left of the first one there is room for its arcs."""
        return self.gutter * 11 // 16 + index * (self.node + self.gutter)

    def width(self, columns: int) -> int:
        """How wide a drawing is."""
        return max(self.x(columns) - self.gutter, 0) + GAP


FULL = Measures(node=170, gutter=64, lines=3)
NARROW_GUTTER, NARROWEST, NARROW_LINES = 36, 96, 5


def fitting(columns: int, room: int | None) -> Measures:
    """The widest columns for so many pixels; where labels could not be read in them, columns of full width."""
    if room is None or FULL.width(columns) <= room:
        return FULL
    gutter = max(NARROW_GUTTER, FULL.gutter * room // FULL.width(columns))
    node = (room - Measures(0, gutter, 0).width(columns)) // max(columns, 1)
    return Measures(node, gutter, NARROW_LINES) if node >= NARROWEST else FULL


@dataclass(frozen=True, slots=True)
class Box:
    """A node: where it is drawn, and its label in lines that fit."""

    iri: str
    kind: str
    label: str
    lines: tuple[str, ...]
    x: float
    y: float
    height: int
    width: int

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Curve:
    """An edge: the path to draw, and the fact and words it stands for."""

    key: str
    path: str
    hue: str
    source: str
    target: str
    source_iri: str
    target_iri: str
    label: str
    predicate: str
    fact: str
    start: int
    end: int
    exact: str

    @property
    def order(self) -> bool:
        """Whether it only tells which event came first."""
        return self.predicate in ORDER


ORDER = (str(PE.before), str(PE.toldBefore))


@dataclass(frozen=True)
class Drawing:
    """A network on the plane."""

    width: int
    height: int
    heads: list[tuple[str, float]]
    boxes: list[Box]
    curves: list[Curve]


def draw(network: Network, *, alone: bool = False, room: int | None = None) -> Drawing:
    """The nodes in columns, ordered so that few edges cross, and the edges between them.

    What is connected with nothing is only drawn if `alone`. The columns are as narrow as `room` asks for, if they can.
    """
    told = {c: [node for node in nodes if alone or network.degree(node)] for c, nodes in columns(network).items()}
    ways, rows = routes(network.edges(), {column: nodes for column, nodes in told.items() if nodes})
    if sum(map(len, rows.values())) <= MAX_NODES:
        rows = ordered(ways.values(), rows)
    measures = fitting(len(rows), room)
    boxes = _boxes(network, rows, measures)
    height = max((box.y + box.height for box in boxes.values()), default=HEAD) + GAP
    heads = [(HEADS[column], measures.x(index) + measures.node / 2) for index, column in enumerate(rows)]
    shown = [box for box in boxes.values() if box.kind]
    return Drawing(measures.width(len(rows)), int(height), heads, shown, _curves(network, boxes, ways, measures))


def _boxes(network: Network, rows: Rows, measures: Measures) -> dict[str, Box]:
    """Every node and lane in its place, each column spread over the height of the tallest."""
    lines = {node: _lines(network, node, measures) for nodes in rows.values() for node in nodes}
    height = max((_stack(nodes, lines) for nodes in rows.values()), default=0)
    boxes: dict[str, Box] = {}
    for index, nodes in enumerate(rows.values()):
        slack = (height - _stack(nodes, lines)) / (len(nodes) + 1)
        x, y = measures.x(index), HEAD + slack
        for node in nodes:
            data, tall = network.nodes.get(node, {"kind": "", "label": ""}), _height(lines[node])
            boxes[node] = Box(node, data["kind"], str(data["label"]), lines[node], x, y, tall, measures.node)
            y += tall + GAP + slack
    return boxes


def _lines(network: Network, node: str, measures: Measures) -> tuple[str, ...]:
    """The label of a node; a lane has none."""
    return wrapped(str(network.nodes[node]["label"]), measures.node, measures.lines) if node in network else ()


HEADS = {"place": "Places", "event": "Events", "agent": "People", "role": "Roles", "organization": "Organisations"}


def _height(lines: tuple[str, ...]) -> int:
    return LINE * len(lines) + PADDING if lines else 0


def _stack(nodes: list[str], lines: dict[str, tuple[str, ...]]) -> int:
    return sum(_height(lines[node]) + GAP for node in nodes) - GAP


def _curves(network: Network, boxes: dict[str, Box], ways: dict[Pair, list[str]], measures: Measures) -> list[Curve]:
    between: dict[frozenset[str], int] = {}
    curves = []
    edges = sorted(network.edges(keys=True, data=True), key=lambda e: (e[3]["start"], e[3]["fact"], e[1], str(e[2])))
    for source, target, key, data in edges:
        pair = frozenset((source, target))
        nth = between[pair] = between.get(pair, -1) + 1
        curves.append(
            Curve(
                key=str(key),
                path=_path([boxes[step] for step in ways[source, target]], nth, measures.gutter),
                hue=boxes[target].kind if boxes[source].x != boxes[target].x else "statement",
                source=boxes[source].label,
                target=boxes[target].label,
                source_iri=source,
                target_iri=target,
                **{name: data[name] for name in ("label", "predicate", "fact", "start", "end", "exact")},
            )
        )
    return curves


def _path(way: list[Box], nth: int, gutter: int) -> str:
    """From the right side of one column to the left side of the next; within a column, an arc on its left."""
    shift = (1 if nth % 2 else -1) * ((nth + 1) // 2) * 4
    a, b = way[0], way[-1]
    if a.x == b.x:
        bend = a.x - min(16 + abs(a.middle - b.middle) / 14, gutter * 5 / 8) + shift
        return f"M{a.x:.0f},{a.middle:.0f}{_bow(bend, a.middle, b.x, b.middle)}"
    drawn = [f"M{a.x + a.width:.0f},{a.middle + shift:.0f}"]
    for one, other in pairwise(way):
        start = one.x + one.width
        drawn.append(f"H{start:.0f}{_bow((start + other.x) / 2, one.middle + shift, other.x, other.middle + shift)}")
    return "".join(drawn)


def _bow(bend: float, y1: float, x2: float, y2: float) -> str:
    return f"C{bend:.0f},{y1:.0f} {bend:.0f},{y2:.0f} {x2:.0f},{y2:.0f}"
