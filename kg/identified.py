"""A set of reports read into a store in memory, and which of their nodes are one thing: what is held against gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.canonical import derive
from kg.facts import Extraction
from kg.features import features
from kg.identity import Circumstances, protests_compared
from kg.identity_gold import load_identity
from kg.identity_score import Grouping, IdentityScore, Joined, Node, named_nodes, score_identity
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
SUGGESTIONS = f"""PREFIX pe: <{PE}> SELECT ?left ?right WHERE {{
  GRAPH $suggestions {{ ?suggestion a pe:Suggestion ; pe:left ?left ; pe:right ?right }}
}}"""


def score_set(file: Path) -> IdentityScore:
    """The figures of a set of reports, by the file of its gold; `GoldError` if that is not as docs/gold.md says."""
    gold = load_identity(file)
    read = {id_: extract(report) for id_, report in gold.reports.items()}
    grouping = grouped(read)
    return score_identity(gold, {id_: published(extraction) for id_, extraction in read.items()}, grouping)


def measured_circumstances(file: Path, reports: Container[str] | None = None) -> dict[str, tuple[int, int]]:
    """Of each kind of agreement between protests of a set: how often it was right, and how often it was there.

    Of some of the reports alone, if wanted. Protests that gold does not list count for neither.
    """
    right, n = Counter[str](), Counter[str]()
    for found in protests_known(file, reports):
        for kind in (*found.shared.needed, *found.shared.further) if found.shared else ():
            n[kind] += 1
            right[kind] += found.same
    return {kind: (right[kind], n[kind]) for kind in sorted(n)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Two protests that gold knows: their reports, whether they are one, and what is said of them."""

    reports: tuple[str, str]
    same: bool
    shared: Circumstances | None
    says: tuple[str, ...]


def protests_known(file: Path, reports: Container[str] | None = None) -> Iterator[Known]:
    """Each two protests of different reports of a set that gold lists; of some of the reports alone, if wanted."""
    gold = load_identity(file)
    read = {id_: extract(report) for id_, report in gold.reports.items() if reports is None or id_ in reports}
    named = named_nodes(gold, {id_: published(extraction) for id_, extraction in read.items()}, "events")
    with _stored(read) as store:
        for pair in protests_compared(features(store)):
            left, right = _node(pair.left), _node(pair.right)
            if left in named and right in named:
                same = named[left] == named[right]
                yield Known(reports=(left[0], right[0]), same=same, shared=pair.shared, says=pair.says)


@contextmanager
def _stored(read: Mapping[str, Extraction]) -> Iterator[Store]:
    """A store that holds these reports alone."""
    by = reader()
    with Store(None, base=BASE) as store:
        for extraction in read.values():
            store.put(to_graphs(extraction, base=BASE, reader=by))
        yield store


def grouped(read: Mapping[str, Extraction]) -> Grouping:
    """The things of what was read, as a base that holds these reports alone has them."""
    with _stored(read) as store:
        derive(store)
        things = {_node(str(row["node"])): str(row["thing"]) for row in store.select(THINGS)}
        joined = [
            Joined(left=_node(str(row["left"])), right=_node(str(row["right"])), why=str(row["why"]))
            for row in store.select(JOININGS, canonical=store.addresses.canonical_graph)
        ]
        suggested = store.select(SUGGESTIONS, suggestions=store.addresses.suggestions_graph)
        asked = {frozenset(things[_node(str(row[side]))] for side in ("left", "right")) for row in suggested}
    return Grouping(things=things, joined=tuple(joined), asked=asked)


def _node(address: str) -> Node:
    report, _, key = address.removeprefix(f"{BASE}report/").partition("/")
    return report, key
