"""What became of decisions: carried out, not to be placed any more, or waiting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from rdflib import Graph, URIRef
from rdflib.namespace import RDFS

from kg.anchors import Lost
from kg.deciding import nodes_of
from kg.decisions import Anchor, Correction, Decision, Judgement, Verdict
from kg.endpoint import Endpoint, written
from kg.review.pairs import AT_ONCE, node_of
from kg.vocab import PE, Addresses

Status: TypeAlias = Literal["applied", "unplaced", "waiting"]


@dataclass(frozen=True, slots=True)
class State:
    """What became of a decision, and why, if it was not carried out; `nodes` is what it is about now, by IRI."""

    status: Status
    reason: str | None = None
    nodes: tuple[str, ...] = ()


def unplaced_in(facts: Graph, addresses: Addresses) -> dict[str, str]:
    """The corrections that the reading of a report could not carry out, by their ids, and why."""
    prefix = str(addresses.decision(""))
    return {
        str(facts.value(note, PE.decidedBy)).removeprefix(prefix): str(facts.value(note, RDFS.comment))
        for note in facts.objects(None, PE.unplaced)
    }


def states(store: Endpoint, decisions: Sequence[Decision]) -> list[State]:
    """What became of each of some decisions."""
    anchors = [anchor for decision in decisions for anchor in anchors_in(decision)]
    nodes, things = _nodes(store, anchors)
    read = _corrections(store, [decision for decision in decisions if isinstance(decision, Correction)])
    return [
        _of_judgement(decision, nodes, things)
        if isinstance(decision, Judgement)
        else _of_correction(decision, read, nodes)
        for decision in decisions
    ]


def anchors_in(decision: Decision) -> tuple[Anchor, ...]:
    """What a decision is about."""
    return (decision.left, decision.right) if isinstance(decision, Judgement) else (decision.about,)


def _nodes(store: Endpoint, anchors: Sequence[Anchor]) -> tuple[dict[Anchor, str | Lost], dict[str, str]]:
    """The node of each anchor, and the thing of each node: what it was called at first, and only then by its words."""
    called = {anchor: node_of(anchor, store.addresses) for anchor in anchors}
    there, things = _known(store, called.values())
    found: dict[Anchor, str | Lost] = {anchor: node for anchor, node in called.items() if node in there}
    sought = [anchor for anchor in called if anchor not in found]
    if sought:
        placed = nodes_of(store, sought)
        found |= {anchor: node if isinstance(node, Lost) else str(node) for anchor, node in placed.items()}
        _, more = _known(store, [str(node) for node in placed.values() if not isinstance(node, Lost)])
        things |= more
    return found, things


def _known(store: Endpoint, nodes: Iterable[str]) -> tuple[set[str], dict[str, str]]:
    ordered, there, things = sorted(set(nodes)), set[str](), dict[str, str]()
    for at in range(0, len(ordered), AT_ONCE):
        values = " ".join(written(URIRef(node)) for node in ordered[at : at + AT_ONCE])
        for row in store.select(_KNOWN % values):
            there.add(str(row["node"]))
            if "thing" in row:
                things[str(row["node"])] = str(row["thing"])
    return there, things


_KNOWN = """
SELECT DISTINCT ?node ?thing WHERE {
  VALUES ?node { %s } GRAPH ?graph { ?node a ?class } OPTIONAL { ?node pe:canonical ?thing }
}
"""


def _of_judgement(judgement: Judgement, nodes: dict[Anchor, str | Lost], things: dict[str, str]) -> State:
    sides = [nodes[judgement.left], nodes[judgement.right]]
    lost = [side.reason for side in sides if isinstance(side, Lost)]
    if lost:
        return State("unplaced", "; ".join(lost))
    left, right = (str(side) for side in sides)
    one = things.get(left, left) == things.get(right, right)
    if judgement.verdict is Verdict.UNSURE or one is (judgement.verdict is Verdict.SAME):
        return State("applied", nodes=(left, right))
    derived = left in things and right in things
    reason = "identity is derived soon, or by kg resolve; if it stays so, a judgement forbids it" if derived else None
    return State("waiting", reason, (left, right))


def _corrections(store: Endpoint, made: Sequence[Correction]) -> dict[str, State]:
    """What became of corrections with which reports were read, by their ids."""
    values = " ".join(written(store.addresses.facts_graph(id_)) for id_ in sorted({one.report for one in made}))
    prefix = str(store.addresses.decision(""))
    found: dict[str, State] = {}
    for row in store.select(_READ % values) if values else []:
        id_ = str(row["decision"]).removeprefix(prefix)
        if "reason" in row:  # what was added may stand without one of its links
            found[id_] = State("applied" if "stands" in row else "unplaced", str(row["reason"]))
        else:
            found.setdefault(id_, State("applied"))
    return found


_READ = """
SELECT ?decision ?reason ?stands WHERE {
  VALUES ?graph { %s }
  { GRAPH ?graph { ?reading a pe:Reading ; prov:used ?decision FILTER NOT EXISTS { ?decision a pe:Report } } }
  UNION {
    GRAPH ?graph { ?reading pe:unplaced ?note . ?note pe:decidedBy ?decision ; rdfs:comment ?reason }
    OPTIONAL { GRAPH ?any { ?fact pe:decidedBy ?decision ; pe:reviewStatus ?stands } }
  }
}
"""


def _of_correction(correction: Correction, read: dict[str, State], nodes: dict[Anchor, str | Lost]) -> State:
    node = nodes[correction.about]
    about = () if isinstance(node, Lost) else (node,)
    waits = State("waiting", "its report is not in the store, or was not read again")
    return replace(read.get(correction.id, waits), nodes=about)
