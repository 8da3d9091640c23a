"""A network drawn in columns: where every node and every edge goes. Same network, same drawing.

Columns by type read better than a force layout for networks of people and events
(https://www.digitalhumanities.org/dhq/vol/16/1/000604/000604.html).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from kg.network import Network, columns
from kg.vocab import PE
from server.ordering import Pair, Rows, ordered, routes

NODE_WIDTH, GUTTER, HEAD, GAP, MARGIN = 170, 64, 44, 16, 44
LINE, PADDING, MAX_LINES = 17, 14, 3
MAX_NODES = 300
"""More nodes than this are a hairball, which nobody draws or reads."""


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
    width: int = NODE_WIDTH

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


def draw(network: Network, *, alone: bool = False) -> Drawing:
    """The nodes in columns, ordered so that few edges cross, and the edges between them.

    What is connected with nothing is only drawn if `alone`.
    """
    told = {c: [node for node in nodes if alone or network.degree(node)] for c, nodes in columns(network).items()}
    ways, rows = routes(network.edges(), {column: nodes for column, nodes in told.items() if nodes})
    if sum(map(len, rows.values())) <= MAX_NODES:
        rows = ordered(ways.values(), rows)
    boxes = _boxes(network, rows)
    height = max((box.y + box.height for box in boxes.values()), default=HEAD) + GAP
    width = int(_x(len(rows)) - GUTTER + GAP)
    heads = [(HEADS[column], _x(index) + NODE_WIDTH / 2) for index, column in enumerate(rows)]
    return Drawing(width, int(height), heads, [b for b in boxes.values() if b.kind], _curves(network, boxes, ways))


def _boxes(network: Network, rows: Rows) -> dict[str, Box]:
    """Every node and lane in its place, each column spread over the height of the tallest."""
    lines = {node: _lines(network, node) for nodes in rows.values() for node in nodes}
    height = max((_stack(nodes, lines) for nodes in rows.values()), default=0)
    boxes: dict[str, Box] = {}
    for index, nodes in enumerate(rows.values()):
        slack = (height - _stack(nodes, lines)) / (len(nodes) + 1)
        y = HEAD + slack
        for node in nodes:
            data, tall = network.nodes.get(node, {"kind": "", "label": ""}), _height(lines[node])
            boxes[node] = Box(node, data["kind"], str(data["label"]), lines[node], _x(index), y, tall)
            y += tall + GAP + slack
    return boxes


def _lines(network: Network, node: str) -> tuple[str, ...]:
    return wrapped(str(network.nodes[node]["label"])) if node in network else ()


HEADS = {"place": "Places", "event": "Events", "agent": "People", "role": "Roles", "organization": "Organisations"}


def _x(index: int) -> float:
    return MARGIN + index * (NODE_WIDTH + GUTTER)


def _height(lines: tuple[str, ...]) -> int:
    return LINE * len(lines) + PADDING if lines else 0


def _stack(nodes: list[str], lines: dict[str, tuple[str, ...]]) -> int:
    return sum(_height(lines[node]) + GAP for node in nodes) - GAP


def _curves(network: Network, boxes: dict[str, Box], ways: dict[Pair, list[str]]) -> list[Curve]:
    between: dict[frozenset[str], int] = {}
    curves = []
    edges = sorted(network.edges(keys=True, data=True), key=lambda e: (e[3]["start"], e[3]["fact"], e[1], str(e[2])))
    for source, target, key, data in edges:
        pair = frozenset((source, target))
        nth = between[pair] = between.get(pair, -1) + 1
        curves.append(
            Curve(
                key=str(key),
                path=_path([boxes[step] for step in ways[source, target]], nth),
                hue=boxes[target].kind if boxes[source].x != boxes[target].x else "statement",
                source=boxes[source].label,
                target=boxes[target].label,
                source_iri=source,
                target_iri=target,
                **{name: data[name] for name in ("label", "predicate", "fact", "start", "end", "exact")},
            )
        )
    return curves


def _path(way: list[Box], nth: int) -> str:
    """From the right side of one column to the left side of the next; within a column, an arc on its left."""
    shift = (1 if nth % 2 else -1) * ((nth + 1) // 2) * 4
    a, b = way[0], way[-1]
    if a.x == b.x:
        bend = a.x - min(16 + abs(a.middle - b.middle) / 14, GUTTER - 24) + shift
        return f"M{a.x:.0f},{a.middle:.0f}{_bow(bend, a.middle, b.x, b.middle)}"
    drawn = [f"M{a.x + NODE_WIDTH:.0f},{a.middle + shift:.0f}"]
    for one, other in pairwise(way):
        start = one.x + NODE_WIDTH
        drawn.append(f"H{start:.0f}{_bow((start + other.x) / 2, one.middle + shift, other.x, other.middle + shift)}")
    return "".join(drawn)


def _bow(bend: float, y1: float, x2: float, y2: float) -> str:
    return f"C{bend:.0f},{y1:.0f} {bend:.0f},{y2:.0f} {x2:.0f},{y2:.0f}"


def wrapped(label: str) -> tuple[str, ...]:
    """A label in a few lines that fit into a node; what does not fit becomes an ellipsis."""
    lines, room = [""], NODE_WIDTH - 20
    for word in label[:200].split():
        for part in _parts(word, room):
            longer = f"{lines[-1]} {part}".strip()
            if _width(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(part)
    if len(lines) <= MAX_LINES:
        return tuple(lines)
    last = lines[MAX_LINES - 1]
    while _width(f"{last}…") > room:
        last = last[:-1]
    return (*lines[: MAX_LINES - 1], f"{last}…")


def _parts(word: str, room: float) -> list[str]:
    """A word, cut where it is wider than a node."""
    parts = [""]
    for letter in word:
        if _width(parts[-1] + letter) > room:
            parts.append("")
        parts[-1] += letter
    return parts


def _width(text: str) -> float:
    """How wide a text is at most, in pixels of a 13 pixel sans serif."""
    return sum(_letter(letter) for letter in text)


def _letter(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 13.5
    if letter in "ijlIft.,:;'| ":
        return 4.5
    return 11.5 if letter in "mwMW@%" else 9.2 if letter.isupper() else 7.4
