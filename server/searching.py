"""Search over names, spellings and words said, narrowed down by facets with counts."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from kg.names import fold
from server.index import Entry, Index, latest
from server.kinds import KINDS
from server.nodes import graph_nodes
from server.together import told_in

PAGE, LONGEST, WIDTH = 20, 1_000, 160
"""Hits on a page, characters of a query, and characters of a snippet."""
SHOWN = 100
"""Values of a facet; those that are chosen are always told."""
MATCHES = ("name", "name", "spelling", "words")
"""What matched, by rank: a name that begins so, one that holds it, another spelling, words that were said."""


def search(asked: MultiDict[str, str], offset: int) -> dict[str, Any]:
    """The hits of a query from the one of a number on, and its facets; without `q` all, of the latest reports first."""
    words = _words(asked.get("q", ""))
    chosen = {name: set(filter(None, asked.getlist(name))) for name in FACETS}
    index = latest()
    if words is None and not any(chosen.values()):
        counts, things = index.once("everything", lambda: _found(index, None, {}))
    else:
        counts, things = _found(index, words, {name: values for name, values in chosen.items() if values})
    page = [some[0] for some in things[offset : offset + PAGE]]
    nodes = graph_nodes(entry.iri for _, entry, _ in page)
    told = told_in(entry.thing for _, entry, _ in page if entry.thing is not None)
    return {
        "total": len(things),
        "offset": offset,
        "hits": [
            {
                "node": nodes[entry.iri],
                "matched": MATCHES[rank],
                "snippet": text if words is None else snippet(text, words),
                "title": entry.report.title,
                "published": entry.report.published,
                "reports": told.get(entry.thing or "", 1),
            }
            for rank, entry, text in page
            if entry.iri in nodes
        ],
        "facets": [_facet(index, name, counts[name], chosen[name]) for name in FACETS],
    }


def _words(query: str) -> list[str] | None:
    """The words that must all occur, as names are compared; `None` if nothing is asked."""
    if len(query) > LONGEST:
        raise BadRequest(f"A search has at most {LONGEST} characters.")
    return fold(query).split() if query.strip() else None


Found = tuple[int, Entry, str]
"""How well a hit matches, the entry, and the text that matches."""


def _found(
    index: Index, words: list[str] | None, chosen: dict[str, set[str]]
) -> tuple[dict[str, Counter[str]], list[list[Found]]]:
    """How many things have each value of each facet, and the hits, those that are one thing together."""
    found = _matching(index, words)
    counts, kept = _counted(found, chosen)
    hits = [found[number] for number in kept]
    if words is not None:
        hits.sort(key=lambda hit: hit[0])
    return counts, _by_thing(hits)


def _matching(index: Index, words: list[str] | None) -> list[Found]:
    if words is None:
        return [(0, entry, entry.label) for entry in index.latest]
    if not words:
        return []
    start = " ".join(words)
    return [hit for entry in index.ordered if (hit := _match(entry, words, start)) is not None]


def _match(entry: Entry, words: list[str], start: str) -> Found | None:
    if _holds(entry.folded, words):
        return 0 if entry.folded.startswith(start) else 1, entry, entry.label
    for rank, texts in ((2, entry.spellings), (3, entry.said)):
        for text, folded in texts:
            if _holds(folded, words):
                return rank, entry, text
    return None


def _holds(folded: str, words: list[str]) -> bool:
    return all(word in folded for word in words)


def snippet(text: str, words: list[str]) -> str:
    """The part of a text in which the first of some words stands that it has, letter by letter or nearly."""
    text = " ".join(text.split())
    if len(text) <= WIDTH:
        return text
    at = next((found.start() for found in re.finditer(r"\w+", text) if words[0] in fold(found[0])), 0)
    start = max(0, at - WIDTH // 3)
    end = start + WIDTH
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"


def _by_thing(hits: list[Found]) -> list[list[Found]]:
    """Hits that are one thing together, by the best of them, which comes first."""
    found: dict[str, list[Found]] = {}
    for hit in hits:
        found.setdefault(hit[1].thing or hit[1].iri, []).append(hit)
    return list(found.values())


# Facets


def _counted(found: list[Found], chosen: dict[str, set[str]]) -> tuple[dict[str, Counter[str]], list[int]]:
    """How many things have each value of each facet among what the other facets leave; and which hits all leave."""
    kept: list[int] = []
    known: dict[tuple[str, str], set[str]] = {}
    for number, (_, entry, _) in enumerate(found):
        failed = [name for name, values in chosen.items() if values.isdisjoint(entry.values.get(name, ()))]
        if not failed:
            kept.append(number)
        if len(failed) < 2:
            thing = entry.thing or entry.iri
            for name in failed or entry.values:
                known.setdefault((thing, name), set()).update(entry.values.get(name, ()))
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for (_, name), values in known.items():
        counts[name].update(values)
    return counts, kept


def _facet(index: Index, name: str, counts: Counter[str], chosen: set[str]) -> dict[str, Any]:
    label, called = FACETS[name]
    values: list[dict[str, Any]] = [
        {"value": value, "label": called(value) if called else index.label(name, value), "count": counts[value]}
        for value in counts.keys() | chosen
        if name != "date" or _told(value, chosen)
    ]
    if name == "date":
        values.sort(key=lambda one: (one["value"][:4], len(one["value"]) == 4, one["value"]), reverse=True)
    else:
        values.sort(key=lambda one: (-one["count"], one["label"].casefold(), one["value"]))
    first = values[:SHOWN] + [one for one in values[SHOWN:] if one["value"] in chosen]
    return {"name": name, "label": label, "values": first}


def _told(date: str, chosen: set[str]) -> bool:
    """Years, and the months of those that are chosen."""
    return len(date) == 4 or any(one[:4] == date[:4] for one in chosen)


def _kind(value: str) -> str:
    return next((kind.label for kind in KINDS if kind.name == value), value)


def _date(value: str) -> str:
    try:
        return f"{datetime.date.fromisoformat(f'{value}-01'):%B %Y}"
    except ValueError:
        return value


def _band(value: str) -> str:
    return {"asserted": "sure", "review": "worth a check"}.get(value, value)


FACETS: dict[str, tuple[str, Callable[[str], str] | None]] = {
    "kind": ("Kind", _kind),
    "place": ("Place", None),
    "organization": ("Organisation", None),
    "form": ("Form of event", None),
    "source": ("Source", str),
    "date": ("Published", _date),
    "confidence": ("How sure", _band),
}
"""The facets: what each is called, and its values; those without a way are called as in the reports."""
