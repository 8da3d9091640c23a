"""What people have decided about the things of a report: who, when and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from rdflib import URIRef

from kg.endpoint import Endpoint
from kg.vocab import PE
from server import queries


class Decided(TypedDict):
    """That a person has decided about a thing or a fact: who, when and why."""

    decision: str
    by: str
    at: str
    why: str | None
    status: str


def decided(store: Endpoint, things: Iterable[Any]) -> dict[URIRef, Decided]:
    """What was decided about each thing of which a person decided; of several decisions the last one."""
    about = {thing.iri: thing.values for thing in things if PE.decidedBy in thing.values}
    nodes = sorted({node for values in about.values() for node in values[PE.decidedBy]})
    rows = store.select(queries.DECIDED % " ".join(f"<{node}>" for node in nodes)) if nodes else []
    made = {str(row["decision"]): row for row in rows}
    return {
        iri: found for iri, values in about.items() if (found := _last(values, made, store.addresses.base)) is not None
    }


def _last(values: Mapping[URIRef, list[Any]], made: Mapping[str, Any], base: str) -> Decided | None:
    known = [made[str(node)] for node in values[PE.decidedBy] if str(node) in made]
    if not known:
        return None
    last = max(known, key=lambda row: (str(row["at"]), str(row["decision"])))
    (status, *_) = values.get(PE.reviewStatus, ["review-confirmed"])
    return {
        "decision": str(last["decision"]).removeprefix(f"{base}decision/"),
        "by": str(last["by"]),
        "at": str(last["at"]),
        "why": str(last["why"]) if "why" in last else None,
        "status": str(status).rpartition("-")[2],
    }
