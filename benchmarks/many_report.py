"""What many reports cost, as the section of RESULTS.md."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from statistics import median
from typing import Any

from benchmarks.report import table

Found = dict[str, Any]
KINDS = ("person", "organization", "place", "event")
SECOND = 1000.0
Tell = Callable[[int, Found], float]
COSTS: tuple[tuple[str, str, Tell], ...] = (
    ("reading, processor seconds", ",.0f", lambda _, one: one["read"]["cpu"]),
    ("reading, milliseconds a report", ".1f", lambda size, one: 1000 * one["read"]["cpu"] / size),
    ("reading, most memory, MB", ",.0f", lambda _, one: one["read"]["MB"]),
    ("nodes", ",.0f", lambda _, one: one["identity"]["nodes"]),
    ("things", ",.0f", lambda _, one: one["identity"]["things"]),
    ("suggestions", ",.0f", lambda _, one: one["identity"]["suggestions"]),
    ("identity and canonical view, processor seconds", ",.1f", lambda _, one: one["identity"]["cpu"]),
    ("the same, milliseconds a report", ".2f", lambda size, one: 1000 * one["identity"]["cpu"] / size),
    ("one more report by `kg ingest`, seconds", ",.2f", lambda _, one: one["identity"]["more"]),
    ("identity after it, processor seconds", ",.1f", lambda _, one: one["identity"]["again"]),
    ("identity, most memory, MB", ",.0f", lambda _, one: one["identity"]["MB"]),
    ("server: first answer, seconds after its start", ",.1f", lambda _, one: one["pages"]["start"]["answers"]),
    ("server: all in memory, seconds after its start", ",.0f", lambda _, one: one["pages"]["start"]["in memory"]),
    ("server started again: all of it answered, seconds", ",.1f", lambda _, one: one["pages"]["start"]["again"]),
    ("server, MB", ",.0f", lambda _, one: one["pages"]["MB"]["server"]),
    ("copy of the store in memory, MB", ",.0f", lambda _, one: one["pages"]["MB"]["copy"]),
    ("a report sent to the server, ms", ",.0f", lambda _, one: one["pages"]["written"]["taken"]),
    ("until search knows of it, seconds", ",.1f", lambda _, one: one["pages"]["written"].get("search", math.inf)),
    ("until it is known who is who in it", ",.1f", lambda _, one: one["pages"]["written"].get("identity", math.inf)),
)
"""Rows of the first table: what it is called, how it is written, and where it stands."""


def page(found: Found) -> Iterable[str]:
    """The section of RESULTS.md, line by line."""
    machine, sizes = found["machine"], {int(size): one for size, one in found["sizes"].items()}
    heads, least, most = [f"{size:,} reports" for size in sizes], min(sizes), max(sizes)
    yield "## Many reports\n"
    yield "Written by `make many`. The reports are invented texts of some 100 words, really read (`many_texts.py`):"
    yield "protests told by one to five outlets, each with its own spellings, numbers and days, with overlapping casts,"
    yield "people of one name, towns of one name, and bodies with one acronym. One process reads (`--jobs 1`).\n"
    yield f"{machine['day']}, commit {machine['commit']}, {machine['processor']}, {machine['memory']}.\n"
    yield from table(["", *heads, f"times as much for {most / least:.2g} times as many"], costs(sizes))
    yield "\n### Who is who, held against the truth\n"
    yield "Pairs of nodes that are one thing: precision and recall in per cent, of what the reader found.\n"
    yield from table(["", *heads], truths(sizes))
    yield "\n### Pages and addresses for programs\n"
    yield "Milliseconds over HTTP, answers that nobody has asked for before: median (slowest). Of the largest base also"
    yield "in processor time, and for the first visitor while the state after a write is made beside (decision 0016).\n"
    yield from table(["", *heads, "processor time", "first after a write"], waits(sizes))
    yield f"\n{slow(sizes[most])}"
    yield "\n### Stored questions\n"
    yield "Milliseconds for the whole answer over HTTP, and in processor time.\n"
    yield from table(["", *heads, "processor time", "rows or triples"], questions(sizes))


def costs(sizes: dict[int, Found]) -> list[list[str]]:
    """What reading and identity take, and how that grows."""
    lines = []
    for name, form, tell in COSTS:
        values = [tell(size, one) for size, one in sizes.items()]
        lines.append([name, *(f"{value:{form}}" for value in values), f"{values[-1] / (values[0] or math.inf):.2g}"])
    return lines


def truths(sizes: dict[int, Found]) -> list[list[str]]:
    """Precision and recall, by kind."""
    return [[f"{kind}s", *(told(one["identity"]["pairs"][kind]) for one in sizes.values())] for kind in KINDS]


def told(found: Found) -> str:
    """Precision and recall of pairs."""
    precision, recall = (100 * found["right"] / max(found[name], 1) for name in ("joined", "wanted"))
    return f"{precision:.1f}, {recall:.1f}"


def waits(sizes: dict[int, Found]) -> list[list[str]]:
    """What each page takes."""
    largest = sizes[max(sizes)]
    return [
        [
            name,
            *(middle(one["pages"]["ms"][name]) for one in sizes.values()),
            middle(largest["processor"]["pages"][name]),
            f"{largest['pages']['written']['first'][name]:,.0f}",
        ]
        for name in largest["pages"]["ms"]
    ]


def questions(sizes: dict[int, Found]) -> list[list[str]]:
    """What each stored question takes."""
    largest = sizes[max(sizes)]
    return [
        [
            name,
            *(f"{one['pages']['questions'][name]:,.0f}" for one in sizes.values()),
            f"{found['ms']:,.0f}",
            f"{found['lines'] - 1:,}" if found["lines"] else "0",
        ]
        for name, found in largest["processor"]["questions"].items()
    ]


def slow(largest: Found) -> str:
    """Which pages and addresses took more than a second."""
    took = {name: max(times) for name, times in largest["pages"]["ms"].items() if max(times) > SECOND}
    if not took:
        return "At the largest base no page and no address took more than a second."
    told = ", ".join(f"{name} ({ms:,.0f} ms)" for name, ms in took.items())
    return f"More than a second at the largest base: {told}."


def middle(times: list[float]) -> str:
    """The median, and the slowest."""
    return f"{median(times):,.0f} ({max(times):,.0f})"
