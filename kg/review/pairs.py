"""Pairs that may be one thing: the most likely first, those that somebody was unsure about last.

What was judged does not come again, also before identity is derived from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.namespace import FOAF, ORG

from kg.deciding import decisions
from kg.decisions import Anchor, Judgement, Verdict
from kg.endpoint import Endpoint, Row, written
from kg.errors import DecisionError
from kg.review.scope import ALL, Page, Scope, no_mark
from kg.vocab import PE, Addresses

KINDS = {"person": FOAF.Person, "organization": ORG.Organization, "place": PE.Place, "event": PE.Event}
"""The kinds of which two may be one, and their classes."""
AT_ONCE = 400  # pairs asked for in one query


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A node of each of two things that may be one, by their IRIs, and why; `score` lies between 0 and 1."""

    id: str
    left: str
    right: str
    score: float
    reasons: tuple[str, ...] = ()
    unsure: bool = False


def pairs(store: Endpoint, scope: Scope = ALL, *, after: str = "", limit: int = 20) -> Page[Pair]:
    """A page of the pairs that wait for a judgement; `DecisionError` if `scope` or `after` cannot be understood."""
    where = _pairs_of(store, scope)
    known = _answered(store)
    beyond = "" if not after else _after_pair(after)
    # one more than wanted tells whether there is a next page
    query = f"SELECT DISTINCT ?id ?left ?right ?score ?unsure WHERE {{ {where} {beyond} }} {_ORDER}"
    rows = store.select(f"{query} LIMIT {limit + 1 + len(known)}")
    waiting = [row for row in rows if str(row["id"]) not in known]
    items = _with_reasons(store, waiting[:limit])
    return Page(items, _pair_mark(waiting[limit - 1]) if len(waiting) > limit else None)


def pair_total(store: Endpoint, scope: Scope = ALL) -> int:
    """How many pairs wait for a judgement."""
    where = _pairs_of(store, scope)
    (row,) = store.select(f"SELECT (COUNT(DISTINCT ?id) AS ?total) WHERE {{ {where} }}")
    known = " ".join(written(URIRef(id_)) for id_ in sorted(_answered(store)))
    if not known:
        return int(row["total"])
    query = f"SELECT (COUNT(DISTINCT ?id) AS ?total) WHERE {{ VALUES ?id {{ {known} }} {where} }}"
    return int(row["total"]) - int(store.select(query)[0]["total"])


def pair(store: Endpoint, left: str, right: str) -> Pair:
    """Two nodes, with the reasons for which they are one, or may be, if the identity step found any."""
    values = {"left": URIRef(left), "right": URIRef(right), "canonical": store.addresses.canonical_graph}
    rows = store.select(_ONE, suggestions=store.addresses.suggestions_graph, **values)
    score = max((float(row["score"]) for row in rows), default=0.0)
    reasons = tuple(dict.fromkeys(str(row["reason"]) for row in rows if "reason" in row))
    return Pair(id=f"{left} {right}", left=left, right=right, score=score, reasons=reasons)


_PAIRS = """
  { SELECT DISTINCT ?id ?left ?right ?score WHERE {
    GRAPH %(suggestions)s { ?id a pe:Suggestion ; pe:left ?left ; pe:right ?right ; pe:score ?score }
    %(scope)s
  } }
  BIND (IF(EXISTS { GRAPH %(suggestions)s { ?id pe:decidedBy ?by } }, 1, 0) AS ?unsure)
"""
_ORDER = "ORDER BY ?unsure DESC(?score) STR(?id)"
_ONE = """
SELECT ?score ?reason WHERE {
  VALUES ?graph { $suggestions $canonical }
  { BIND ($left AS ?a) BIND ($right AS ?b) } UNION { BIND ($right AS ?a) BIND ($left AS ?b) }
  GRAPH ?graph { ?why pe:left ?a ; pe:right ?b ; pe:score ?score OPTIONAL { ?why pe:reason ?reason } }
} ORDER BY ?reason
"""


def _pairs_of(store: Endpoint, scope: Scope) -> str:
    if scope.type is not None and scope.type not in KINDS:
        raise DecisionError(f"{scope.type}: is no kind of which two may be one; there are {', '.join(KINDS)}")
    return _PAIRS % {"suggestions": written(store.addresses.suggestions_graph), "scope": _pair_scope(store, scope)}


def judged_nodes(judgement: Judgement, addresses: Addresses) -> tuple[str, str]:
    """The nodes of a judgement, as they were called when it was made."""
    return node_of(judgement.left, addresses), node_of(judgement.right, addresses)


def node_of(anchor: Anchor, addresses: Addresses) -> str:
    """What an anchor stood for when it was made."""
    return str((addresses.node if anchor.words is not None else addresses.row)(anchor.report, anchor.key))


def _answered(store: Endpoint) -> set[str]:
    """The suggestions that have been answered since identity was last derived."""
    found: set[str] = set()
    made = [decision for decision in decisions(store) if isinstance(decision, Judgement)]
    for at in range(0, len(made), AT_ONCE):
        values = " ".join(_both_ways(made[at : at + AT_ONCE], store.addresses))
        rows = store.select(_ANSWERED % values, suggestions=store.addresses.suggestions_graph)
        found |= {str(row["id"]) for row in rows if str(row["unsure"]) == "0" or row["verdict"] != _UNSURE}
    return found


def _both_ways(made: Iterable[Judgement], addresses: Addresses) -> Iterator[str]:
    for one in made:
        left, right = (written(URIRef(node)) for node in judged_nodes(one, addresses))
        yield f'({left} {right} "{one.verdict}") ({right} {left} "{one.verdict}")'


_UNSURE = Literal(Verdict.UNSURE.value)
_ANSWERED = """
SELECT DISTINCT ?id ?verdict ?unsure WHERE {
  VALUES (?left ?right ?verdict) { %s }
  GRAPH $suggestions { ?id a pe:Suggestion ; pe:left ?left ; pe:right ?right }
  BIND (IF(EXISTS { GRAPH $suggestions { ?id pe:decidedBy ?by } }, 1, 0) AS ?unsure)
}
"""


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


def _pair_mark(row: Row) -> str:
    return f"{row['unsure']} {row['score']} {row['id']}"


def _after_pair(mark: str) -> str:
    found = re.fullmatch(r"([01]) ([0-9]+(?:\.[0-9]+)?) (\S+)", mark)
    if found is None:
        raise no_mark(mark)
    unsure, score, id_ = found[1], found[2], Literal(found[3]).n3()
    later = f"?score < {score} || (?score = {score} && STR(?id) > {id_})"
    return f"FILTER (?unsure > {unsure} || (?unsure = {unsure} && ({later})))"


def _with_reasons(store: Endpoint, rows: list[Row]) -> tuple[Pair, ...]:
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
