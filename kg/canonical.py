"""Which nodes of the reports are one thing, as graphs: derived from features and judgements, and rebuilt as a whole.

Nothing of it is remembered: the same reports and judgements give the same graphs, whatever came first. Only that a
node belongs to a thing is believed; names and reasons stand in the graph of canonical things alone.
"""

from __future__ import annotations

import gc
import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from rdflib import URIRef

from kg.anchors import Lost
from kg.beliefs import Whole
from kg.changes import Change, ChangeKind
from kg.deciding import decisions, nodes_of
from kg.decisions import Judgement
from kg.endpoint import Endpoint
from kg.engine import Triple, literal, parsed
from kg.features import KINDS, features
from kg.identity import Conflict, Feature, Joining, Judged, Resolution, Suggestion, resolve
from kg.identity.features import Kind
from kg.names import in_capitals
from kg.rowfeatures import row_features
from kg.vocab import PE, PREFIXES, Addresses

N_TRIPLES = "application/n-triples"
TYPE, LABEL = PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"
ALT, DECIMAL = PREFIXES["skos"] + "altLabel", PREFIXES["xsd"] + "decimal"
CANONICAL, LEFT, RIGHT, SCORE, RULE, REASON, DECIDED_BY = map(
    str, (PE.canonical, PE.left, PE.right, PE.score, PE.rule, PE.reason, PE.decidedBy)
)
BEFORE = "SELECT ?node ?thing WHERE { GRAPH $graph { ?node $canonical ?thing } }"


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """How many nodes became how many things, and what waits for a person; the seconds it took.

    `conflicts` are judgements that contradict others, `lost` those of which a node is not there any more.
    """

    nodes: int
    things: int
    joined: int
    suggestions: int
    conflicts: tuple[Conflict, ...]
    lost: tuple[str, ...]
    seconds: float

    def told(self) -> str:
        """It in a few lines."""
        lines = [f"{self.nodes} nodes are {self.things} things; {self.suggestions} suggestions wait for a decision"]
        lines += [f"decision {one.decision} was not followed: {one.reason}" for one in self.conflicts]
        lines += [f"decision {one} can no longer be placed" for one in self.lost]
        return "\n".join(lines)


def derive(store: Endpoint) -> Derived:
    """Find out anew who is who and write it, in one write."""
    whole, news, found = derived(store)
    store.write([whole], news=news)
    store.note_resolved()
    return found


def derived(store: Endpoint) -> tuple[Whole, list[Change], Derived]:
    """What `derive` writes, and what it tells; only reads."""
    with _uncollected():
        return _derived(store)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage: no object is in a cycle, and the search takes a third of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _derived(store: Endpoint) -> tuple[Whole, list[Change], Derived]:
    start, addresses = time.monotonic(), store.addresses
    known = features(store)
    judged, lost = _judged(store)
    known += row_features(store, known, {node for one in judged for node in (one.left, one.right)})
    found = reported(resolve(known, judged), f"{store.base}report/")
    before = {row["node"]: row["thing"] for row in _before(store)}
    after = {node: str(addresses.thing_of(leader)) for node, leader in found.leaders.items()}
    whole = Whole(
        what=str(addresses.canonical_graph),
        graphs={
            str(addresses.canonical_graph): _triples(_canonical(found, known, after, addresses)),
            str(addresses.suggestions_graph): _triples(_suggested(found.suggestions, addresses)),
        },
        logged=False,
    )
    summary = Derived(
        nodes=len(after),
        things=len(found.clusters),
        joined=len(after) - len(found.clusters),
        suggestions=len(found.suggestions),
        conflicts=found.conflicts,
        lost=tuple(lost),
        seconds=round(time.monotonic() - start, 3),
    )
    return whole, list(_news(before, after)), summary


def reported(found: Resolution, prefix: str) -> Resolution:
    """Without what only rows of tables tell of: a row is part of a thing, and never one by itself.

    Nodes of reports have addresses that begin with the prefix, which come before those of rows.
    """
    clusters = tuple(cluster for cluster in found.clusters if cluster[0].startswith(prefix))
    kept = {node for cluster in clusters for node in cluster}
    return replace(
        found,
        clusters=clusters,
        joinings=tuple(one for one in found.joinings if {one.left, one.right} <= kept),
        suggestions=tuple(one for one in found.suggestions if {one.left, one.right} <= kept),
    )


def _before(store: Endpoint) -> list[dict[str, str]]:
    return store.texts(BEFORE, graph=store.addresses.canonical_graph, canonical=PE.canonical)


def _judged(store: Endpoint) -> tuple[list[Judged], list[str]]:
    """The judgements of people on nodes that are there, and the ids of those that can no longer be placed."""
    judgements = [decision for decision in decisions(store) if isinstance(decision, Judgement)]
    nodes = nodes_of(store, [anchor for one in judgements for anchor in (one.left, one.right)])
    judged, lost = [], []
    for one in judgements:
        left, right = nodes[one.left], nodes[one.right]
        if isinstance(left, Lost) or isinstance(right, Lost):
            lost.append(one.id)
        elif left != right:
            judged.append(Judged(left=str(left), right=str(right), verdict=one.verdict, decision=one.id))
    return judged, sorted(lost)


def _triples(lines: Iterable[str]) -> set[Triple]:
    return {quad.triple for quad in parsed("".join(lines).encode(), N_TRIPLES)}


def _line(subject: str, predicate: str, object_: str) -> str:
    return f"<{subject}> <{predicate}> {object_} .\n"


def _canonical(
    found: Resolution, known: Iterable[Feature], after: Mapping[str, str], addresses: Addresses
) -> Iterator[str]:
    """Node to thing; each thing with class and names; and why nodes were joined."""
    classes = {kind: class_ for class_, (kind, _) in reversed(KINDS.items())}
    of = {feature.node: feature for feature in known}
    for node, thing in after.items():
        yield _line(node, CANONICAL, f"<{thing}>")
    for cluster in found.clusters:
        thing, members = after[cluster[0]], [of[node] for node in cluster]
        yield _line(thing, TYPE, f"<{classes[members[0].kind]}>")
        label, *others = _names(members, addresses)
        yield _line(thing, LABEL, literal(label))
        for name in others:
            yield _line(thing, ALT, literal(name))
    for joining in found.joinings:
        yield from _reasoned(PE.Joining, joining, addresses)


def _names(members: Sequence[Feature], addresses: Addresses) -> list[str]:
    """The labels of the nodes: those of reports before those of tables, the commonest first, then the longest.

    A name that stands in capitals, as in a dateline, comes after the same name in small letters; a single word that
    names a body may be an acronym.
    """
    counted = Counter(feature.names[0] for feature in members)
    tables = str(addresses.source(""))
    told = {feature.names[0] for feature in members if not feature.node.startswith(tables)}
    body = members[0].kind is Kind.ORGANIZATION
    shouted = {name for name in in_capitals(told) if " " in name or not body}
    return sorted(counted, key=lambda name: (name not in told, name in shouted, -counted[name], -len(name), name))


def _suggested(suggestions: Iterable[Suggestion], addresses: Addresses) -> Iterator[str]:
    for suggestion in suggestions:
        yield from _reasoned(PE.Suggestion, suggestion, addresses)


def _reasoned(class_: URIRef, found: Joining | Suggestion, addresses: Addresses) -> Iterator[str]:
    """A pair with score and reasons; its address is made of the pair, and of the decision where there is one."""
    pair = f"{found.left} {found.right} {found.decision or ''}"
    graph = addresses.canonical_graph if isinstance(found, Joining) else addresses.suggestions_graph
    node = f"{graph}#{hashlib.sha256(pair.encode()).hexdigest()[:16]}"
    yield _line(node, TYPE, f"<{class_}>")
    yield _line(node, LEFT, f"<{found.left}>")
    yield _line(node, RIGHT, f"<{found.right}>")
    yield _line(node, SCORE, literal(_decimal(found.score), DECIMAL))
    for rule in found.rules:
        yield _line(node, RULE, literal(rule))
    for reason in found.reasons:
        yield _line(node, REASON, literal(reason))
    if found.decision is not None:
        yield _line(node, DECIDED_BY, f"<{URIRef(addresses.decision(found.decision))}>")


def _decimal(score: float) -> str:
    """A score as the engine spells it (https://www.w3.org/TR/xmlschema11-2/#decimal), or each time it would be new."""
    return f"{score:.2f}".rstrip("0").rstrip(".")


def _news(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    """Which things went into another or came out of one, as the nodes tell that were there before and still are."""
    came: dict[str, set[str]] = defaultdict(set)
    went: dict[str, set[str]] = defaultdict(set)
    for node, thing in before.items():
        if node in after:
            came[after[node]].add(thing)
            went[thing].add(after[node])
    there, old = set(after.values()), set(before.values())
    for thing, former in sorted(came.items()):
        kept = thing if thing in former else min(former)
        gone = sorted(one for one in former - {kept} if one not in there)
        yield from (Change(kind=ChangeKind.MERGED, what=one, other=thing) for one in gone)
    for thing, now in sorted(went.items()):
        kept = thing if thing in now else min(now)
        new = sorted(one for one in now - {kept} if one not in old)
        yield from (Change(kind=ChangeKind.PARTED, what=one, other=kept) for one in new)
