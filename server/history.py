"""What became of reports, decisions and things, entry by entry, with names and links."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TypedDict

from werkzeug.exceptions import BadRequest

from kg.changes import ChangeKind, Entry
from kg.decisions import from_json
from kg.interchange.sources import names
from kg.review.listing import about, operation
from server import queries
from server.links import short
from server.nodes import asked
from server.results import labels
from server.site import links, site

PAGE = 100
"""Entries on a page."""
SORTS = {
    "report": "report",
    "thing": "thing",
    "decision": "decision",
    "source": "table",
    "ontology": "vocabulary",
}
"""What is meant, by the first part of its address; anything else is a graph."""
SENTENCES = {
    ChangeKind.ADDED: "was added",
    ChangeKind.CHANGED: "was changed",
    ChangeKind.WITHDRAWN: "was withdrawn",
    ChangeKind.MERGED: "was joined with",
    ChangeKind.PARTED: "was parted from",
}


SAID = {
    "same": "The same",
    "different": "Different",
    "unsure": "Unsure",
    "accept": "Right",
    "reject": "Wrong",
    "change": "Corrected",
    "add": "Added",
}
"""What was decided, in the words of the buttons with which it is decided."""


class Named(TypedDict):
    """What a change is about: its sort, what it is called, and its page if it has one."""

    iri: str
    sort: str
    label: str
    href: str | None


class ChangeRow(TypedDict):
    """A change: `says` is what became of the thing, in words."""

    id: str
    at: str
    kind: str
    says: str
    what: Named
    other: Named | None
    more: int
    fewer: int


class History(TypedDict):
    """Changes, the latest first, and where the earlier ones begin if there are any."""

    changes: list[ChangeRow]
    next: int | None


def history(since: datetime.datetime | None, offset: int) -> History:
    """A page of what has changed, from a moment on if one is given."""
    entries = site().store.history(since, limit=PAGE + 1, offset=offset)
    shown = entries[:PAGE]
    named = _named({iri for entry in shown for iri in (entry.change.what, entry.change.other) if iri is not None})
    return {
        "changes": [_row(entry, named) for entry in shown],
        "next": offset + PAGE if len(entries) > PAGE else None,
    }


def moment(given: str) -> datetime.datetime | None:
    """A day or a time as it is written in addresses, in UTC unless it says otherwise; `None` for nothing."""
    if not given:
        return None
    try:
        found = datetime.datetime.fromisoformat(given.replace(" ", "+"))  # a plus means a space in an address
        return (found if found.tzinfo else found.replace(tzinfo=datetime.UTC)).astimezone(datetime.UTC)
    except (ValueError, OverflowError) as error:
        raise BadRequest("since is a day or a time such as 2026-11-01 or 2026-11-01T12:00:00Z.") from error


def written(at: datetime.datetime) -> str:
    """A moment in UTC as data formats have it (https://www.rfc-editor.org/rfc/rfc3339)."""
    return f"{at.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def _row(entry: Entry, named: dict[str, Named]) -> ChangeRow:
    change = entry.change
    return {
        "id": entry.id,
        "at": written(entry.at),
        "kind": change.kind.value,
        "says": SENTENCES[change.kind],
        "what": named[change.what],
        "other": None if change.other is None else named[change.other],
        "more": change.more,
        "fewer": change.fewer,
    }


def _named(iris: Iterable[str]) -> dict[str, Named]:
    """What things are called, by address; what is no longer there by its address alone."""
    wanted, base = sorted(iris), site().settings.base
    called = labels(wanted)
    canonical = f"<{site().store.addresses.canonical_graph}>"
    for row in asked(queries.LABELS_IN.replace("$graph", canonical), wanted):
        called[str(row["thing"])] = str(row["label"])
    for row in asked(queries.RECORDS, (iri for iri in wanted if iri.startswith(site().store.addresses.decision("")))):
        made = from_json(str(row["record"]))
        called[str(row["decision"])] = f"{SAID[operation(made)]}: {about(made)}"
    if any(iri.startswith(f"{base}source/") for iri in wanted):
        called |= {str(site().store.addresses.source(name)): name for name in names(site().store)}
    return {
        iri: {
            "iri": iri,
            "sort": SORTS.get(iri.removeprefix(base).split("/")[0], "graph"),
            "label": called.get(iri) or short(iri, base).partition("/")[2] or short(iri, base),
            "href": links().local(iri) if iri in called else None,
        }
        for iri in wanted
    }
