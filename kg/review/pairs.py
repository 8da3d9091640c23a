"""Pairs that may be one thing: the most likely first, those that somebody was unsure about last.

What was judged does not come again, also before identity is derived from it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from rdflib import URIRef
from rdflib.namespace import FOAF, ORG

from kg.deciding import decisions
from kg.decisions import Anchor, Judgement, Verdict
from kg.endpoint import Endpoint, written
from kg.errors import DecisionError
from kg.review.scope import ALL, Page, Scope, no_mark
from kg.vocab import PE, Addresses

KINDS = {"person": FOAF.Person, "organization": ORG.Organization, "place": PE.Place, "event": PE.Event}
"""The kinds of which two may be one, and their classes."""
AT_ONCE = 400  # nodes asked for in one query


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A node of each of two things that may be one, by their IRIs, and why; `score` lies between 0 and 1."""

    id: str
    left: str
    right: str
    score: float
    reasons: tuple[str, ...] = ()
    unsure: bool = False


Suggested = dict[str, str]
"""`id`, `left`, `right` and `score` of a pair as the graph has them, and as `unsure` whether somebody was: 1 or 0."""


def pairs(
    store: Endpoint, scope: Scope = ALL, *, after: str = "", limit: int = 20, found: list[Suggested] | None = None
) -> Page[Pair]:
    """A page of the pairs that wait for a judgement; `DecisionError` if `scope` or `after` cannot be understood.

    Who has asked for all that is `suggested` in that scope already gives it as `found`.
    """
    rows = suggested(store, scope) if found is None else found
    known = _answered(store, rows)
    first = bisect_right(rows, _place(after), key=_rank) if after else 0
    # one more than wanted tells whether there is a next page
    waiting = [*islice((row for row in islice(rows, first, None) if row["id"] not in known), limit + 1)]
    items = _with_reasons(store, waiting[:limit])
    return Page(items, _pair_mark(waiting[limit - 1]) if len(waiting) > limit else None)


def pair_total(store: Endpoint, scope: Scope = ALL, *, found: list[Suggested] | None = None) -> int:
    """How many pairs wait for a judgement."""
    rows = suggested(store, scope) if found is None else found
    return len(rows) - len(_answered(store, rows))


def suggested(store: Endpoint, scope: Scope = ALL) -> list[Suggested]:
    """All pairs that were suggested when identity was last derived, in the order in which they are looked at."""
    if scope.type is not None and scope.type not in KINDS:
        raise DecisionError(f"{scope.type}: is no kind of which two may be one; there are {', '.join(KINDS)}")
    graph = written(store.addresses.suggestions_graph)
    query = _SUGGESTED % {"graph": graph, "scope": _pair_scope(store, scope)}
    rows = {row["id"]: row for row in store.texts(query)}
    names = ("id", "left", "right", "score")
    found = [{name: row[name] for name in names} | {"unsure": str(int("by" in row))} for row in rows.values()]
    return sorted(found, key=_rank)


def pair(store: Endpoint, left: str, right: str) -> Pair:
    """Two nodes, with the reasons for which they are one, or may be, if the identity step found any."""
    values = {"left": URIRef(left), "right": URIRef(right), "canonical": store.addresses.canonical_graph}
    rows = store.select(_ONE, suggestions=store.addresses.suggestions_graph, **values)
    score = max((float(row["score"]) for row in rows), default=0.0)
    reasons = tuple(dict.fromkeys(str(row["reason"]) for row in rows if "reason" in row))
    return Pair(id=f"{left} {right}", left=left, right=right, score=score, reasons=reasons)


_SUGGESTED = """
SELECT DISTINCT ?id ?left ?right ?score ?by WHERE {
  GRAPH %(graph)s { ?id a pe:Suggestion ; pe:left ?left ; pe:right ?right ; pe:score ?score }
  %(scope)s
  OPTIONAL { GRAPH %(graph)s { ?id pe:decidedBy ?by } }
}
"""
"""An option inside the graph, and an engine would join it with all that is of a kind."""
_ONE = """
SELECT ?score ?reason WHERE {
  VALUES ?graph { $suggestions $canonical }
  { BIND ($left AS ?a) BIND ($right AS ?b) } UNION { BIND ($right AS ?a) BIND ($left AS ?b) }
  GRAPH ?graph { ?why pe:left ?a ; pe:right ?b ; pe:score ?score OPTIONAL { ?why pe:reason ?reason } }
} ORDER BY ?reason
"""


def judged_nodes(judgement: Judgement, addresses: Addresses) -> tuple[str, str]:
    """The nodes of a judgement, as they were called when it was made."""
    return node_of(judgement.left, addresses), node_of(judgement.right, addresses)


def node_of(anchor: Anchor, addresses: Addresses) -> str:
    """What an anchor stood for when it was made."""
    return str((addresses.node if anchor.words is not None else addresses.row)(anchor.report, anchor.key))


def _answered(store: Endpoint, rows: Iterable[Suggested]) -> set[str]:
    """Those of the suggestions that have been answered since identity was derived."""
    judged: dict[frozenset[str], set[Verdict]] = {}
    for decision in decisions(store):
        if isinstance(decision, Judgement):
            judged.setdefault(frozenset(judged_nodes(decision, store.addresses)), set()).add(decision.verdict)
    found = ((row, judged.get(frozenset((row["left"], row["right"])), set())) for row in rows if judged)
    return {row["id"] for row, verdicts in found if verdicts - ({Verdict.UNSURE} if row["unsure"] == "1" else set())}


def _pair_scope(store: Endpoint, scope: Scope) -> str:
    """What of the suggestions is asked for: the things of both sides are those of the kind, report or thing."""
    parts = []
    if scope.type is not None:
        parts.append(f"?left a {written(KINDS[scope.type])} .")
    if scope.report is not None:
        report = written(store.addresses.report(scope.report))
        parts.append(f"?member pe:reportedIn {report} ; pe:canonical ?thing . {_touching(store, '?thing', '?node')}")
    if scope.about is not None:
        parts.append(_touching(store, written(thing_of(store, scope.about)), "?named"))
    return " ".join(parts)


def _touching(store: Endpoint, thing: str, node: str) -> str:
    """That a side is a thing: asked from its nodes, which are few, to the suggestions, which are many."""
    suggestions = written(store.addresses.suggestions_graph)
    return f"{node} pe:canonical {thing} . GRAPH {suggestions} {{ ?id pe:left|pe:right {node} }}"


def thing_of(store: Endpoint, iri: str) -> URIRef:
    """The thing to which a node belongs; a thing, and what belongs to none, is itself."""
    rows = store.select("SELECT ?thing WHERE { $node pe:canonical ?thing }", node=URIRef(iri))
    return URIRef(rows[0]["thing"]) if rows else URIRef(iri)


def _rank(row: Suggested) -> tuple[int, float, str]:
    return int(row["unsure"]), -float(row["score"]), row["id"]


def _pair_mark(row: Suggested) -> str:
    return f"{row['unsure']} {row['score']} {row['id']}"


def _place(mark: str) -> tuple[int, float, str]:
    """Where a page ended."""
    found = re.fullmatch(r"([01]) ([0-9]+(?:\.[0-9]+)?) (\S+)", mark)
    if found is None:
        raise no_mark(mark)
    return int(found[1]), -float(found[2]), found[3]


def _with_reasons(store: Endpoint, rows: list[Suggested]) -> tuple[Pair, ...]:
    reasons: dict[str, list[str]] = {}
    ids = " ".join(written(URIRef(row["id"])) for row in rows)
    graph = store.addresses.suggestions_graph
    query = f"SELECT ?id ?reason WHERE {{ VALUES ?id {{ {ids} }} GRAPH $graph {{ ?id pe:reason ?reason }} }}"
    for row in store.select(f"{query} ORDER BY ?id ?reason", graph=graph) if rows else ():
        reasons.setdefault(str(row["id"]), []).append(str(row["reason"]))
    return tuple(
        Pair(
            id=str(row["id"]),
            left=str(row["left"]),
            right=str(row["right"]),
            score=float(row["score"]),
            reasons=tuple(reasons.get(str(row["id"]), ())),
            unsure=str(row["unsure"]) == "1",
        )
        for row in rows
    )
