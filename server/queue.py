"""What waits for a person, as the page and the interface of the review screen show it."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.exceptions import BadRequest

from kg.errors import DecisionError
from kg.review.doubts import Reports, doubt_total, doubt_totals, doubted, doubts
from kg.review.pairs import Suggested, pair, pair_total, pairs, suggested
from kg.review.scope import Scope
from server.answers import asked_iri
from server.renewing import renewed
from server.reviewing import Desk
from server.site import site

KINDS = ("identity", "facts")
MOST_PAIRS = 6
"""Pairs of a page: each of them opens two reports, and one looks at one after the other."""


def queue(limit: int) -> dict[str, Any]:
    """A page of what waits, of the kinds and the scope that the request asks for: first pairs, then facts."""
    asked = request.args
    if asked.get("kind", "") not in ("", *KINDS):
        raise BadRequest(f"The parameter kind is {' or '.join(KINDS)}.")
    if "left" in asked or "right" in asked:
        return _one()
    about = str(asked_iri("about")) if asked.get("about") else None
    scope = Scope(type=asked.get("type") or None, report=asked.get("report") or None, about=about)
    try:
        return _page(scope, asked.get("after", ""), limit)
    except DecisionError as error:
        raise BadRequest(str(error)) from error


def _one() -> dict[str, Any]:
    """One pair that somebody asks for, whether it was suggested or not."""
    desk = Desk(site().store)
    items = desk.identities([pair(site().store, str(asked_iri("left")), str(asked_iri("right")))])
    return {"total": len(items), "next": None, "identities": items, "facts": []}


def _page(scope: Scope, after: str, limit: int) -> dict[str, Any]:
    store, desk = site().store, Desk(site().store)
    kinds = _kinds(scope)
    at, _, mark = after.partition(":")
    if after and at not in kinds:
        raise DecisionError(f"after: {after!r} is no mark of a page; take it from `next` of the page before")
    found: dict[str, Any] = {"total": sum(_total(kind, scope) for kind in kinds), "next": None}
    found |= {"identities": [], "facts": []}
    for kind in kinds[kinds.index(at) if after else 0 :]:
        room = limit - len(found["identities"])
        if room <= 0:
            found["next"] = f"{kind}:"
            break
        if kind == "identity":
            some = pairs(
                store, scope, after=mark if kind == at else "", limit=min(room, MOST_PAIRS), found=_suggested(scope)
            )
            found["identities"], next_ = desk.identities(some.items), some.next
        else:
            few = doubts(store, scope, after=mark if kind == at else "", limit=room, reports=_doubted(scope))
            found["facts"], next_ = desk.facts(few.items), few.next
        if next_ is not None:
            found["next"] = f"{kind}:{next_}"
            break
    return found


def _kinds(scope: Scope) -> list[str]:
    """Which kinds are asked for: both, one that is named, or the one that has things of the type."""
    named = request.args.get("kind", "")
    if named:
        return [named]
    if scope.type in ("person", "organization", "place"):
        return ["identity"]
    return list(KINDS) if scope.type in (None, "event") else ["facts"]


def _total(kind: str, scope: Scope) -> int:
    store = site().store
    if kind == "identity":
        return pair_total(store, scope, found=_suggested(scope))
    if scope == Scope(type=scope.type):
        return renewed("doubts", lambda: doubt_totals(store)).get(scope.type or "fact", 0)
    return doubt_total(store, scope)


def _suggested(scope: Scope) -> list[Suggested] | None:
    """All pairs of a kind, which are kept; of a report or a thing they are asked for."""
    whole = scope == Scope(type=scope.type)
    return renewed(f"pairs {scope.type}", lambda: suggested(site().store, scope)) if whole else None


def _doubted(scope: Scope) -> Reports | None:
    """The reports that have facts of a kind in doubt, as far as they are kept."""
    whole = scope == Scope(type=scope.type)
    return renewed(f"doubted {scope.type}", lambda: doubted(site().store, scope)) if whole else None
