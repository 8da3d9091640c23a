"""What the benchmark of the service found, as a page and a picture.

.venv/bin/python -m benchmarks.report build/benchmark/results.json benchmarks   writes both again
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from statistics import geometric_mean, median
from typing import Any

from benchmarks.chart import chart
from benchmarks.engines import LIMIT
from benchmarks.questions import QUESTIONS
from benchmarks.sections import replaced, section

Found = dict[str, Any]
DISK, MEMORY, OURS, VIRTUOSO, RDFLIB = "on disk", "in memory", "kg serve", "Virtuoso", "rdflib-endpoint"
ENGINES = {
    DISK: "pyoxigraph on disk",
    MEMORY: "pyoxigraph in memory",
    OURS: "kg serve",
    VIRTUOSO: "Virtuoso",
    RDFLIB: "rdflib-endpoint",
}
JUDGED = 1_000_000


def write(found: Found, folder: Path) -> None:
    """The page and the picture into a folder."""
    sizes = {int(size): one for size, one in found["sizes"].items()}
    results = folder / "RESULTS.md"
    before = results.read_text("utf-8") if results.exists() else ""
    whole = "\n".join(page(found, sizes))
    for other in ("many", "drawing"):  # are measured by themselves
        if text := section(before, other):
            whole = replaced(whole, other, text)
    results.write_text(whole, encoding="utf-8")
    judged = JUDGED if JUDGED in sizes else max(sizes)
    times = {
        name: {key: typical(sizes[judged], key, name) for key in ENGINES if key in sizes[judged]["engines"]}
        for name in QUESTIONS
    }
    growth = {key: {size: overall(one, key) for size, one in sizes.items()} for key in ENGINES}
    (folder / "results.svg").write_text(chart(judged, times, growth, ENGINES), encoding="utf-8")


def page(found: Found, sizes: dict[int, Found]) -> Iterable[str]:
    """RESULTS.md, line by line."""
    machine = found["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    yield "# What the service costs\n"
    yield "Written by `make bench`: run it to repeat this; the same for 100,000 quads only, in minutes, is"
    yield "`.venv/bin/python -m benchmarks.service --quick`. Needs Virtuoso (`apt-get install virtuoso-opensource`).\n"
    yield f"{machine['day']}, commit {machine['commit']}, {machine['processor']}, {machine['memory']}; {versions}."
    yield f"The run took {found['minutes']:.0f} minutes. Trust the ratios, not the milliseconds.\n"
    judged = JUDGED if JUDGED in sizes else max(sizes)
    yield f"## Targets, at {judged:,} quads\n"
    yield from table(["target", "measured", "met"], targets(sizes[judged]))
    yield "\n![Times of the twelve questions, and their growth](results.svg)\n"
    yield "## What is measured\n"
    yield from METHOD
    for size, one in sizes.items():
        yield f"\n## {size:,} quads\n"
        yield from by_question(one)
        yield f"\n{loading(one)}\n"
        yield from clients(one)
    yield "\n## Growth\n"
    yield "Milliseconds over our HTTP, and how many times as many as for the graph before it; the same on disk.\n"
    yield from growth(sizes)
    yield "\n## Repetition\n"
    yield f"`kg serve`, {judged:,} quads, 8 clients that ask one question: answers a second.\n"
    yield from repetition(sizes[judged])
    yield ""


METHOD = """\
- Twelve questions of researchers (`questions.py`) over invented reports in our shape (`graphs.py`): about 600 triples a
  report, written by the same code as real ones. Counted are quads: what is believed stands in the default graph and in
  a named graph, and counts twice. All questions are asked of the default graph.
- No asking repeats the words of another (a number in a comment; the look-ups are about another town, person,
  organisation, cause or event each time), so that no cache of answers helps, unless it says *repeated*.
- pyoxigraph in process: the time to evaluate and to serialise as JSON; on disk after `optimize()`, in a process that
  stays. Over HTTP: one connection that stays, from the request to the last byte. The first asking does not count.
- Ratios are of medians over the askings that both engines answered: 0.2 is five times faster than pyoxigraph on disk.
- One engine runs at a time, on the machine that asks as well. What is not answered in 60 s is noted as such.
- rdflib-endpoint gets the default graph alone (half the quads), up to a million. Virtuoso gets everything, 2.7 GB of
  buffers, and compiles every new text of a question. Every engine must give the same number of rows.""".splitlines()


def targets(one: Found) -> list[list[str]]:
    """Each target of the service, what was measured, and whether that meets it."""
    disk = {name: ratio(one, DISK, OURS, name) for name in QUESTIONS}  # how many times faster than on disk
    slower = [name for name, factor in disk.items() if factor < 1]
    rdflib = {name: ratio(one, RDFLIB, OURS, name) for name in QUESTIONS}
    virtuoso = [name for name in QUESTIONS if ratio(one, VIRTUOSO, OURS, name) > 1]
    ours = one["engines"][OURS]
    faster = [
        both["repeated"]["a second"] / max(both["new"]["a second"], 0.001)
        for both in ours.get("repetition", {}).values()
    ] or [0.0]
    ten = {key: one["engines"][key].get("first ten", float("nan")) for key in (OURS, DISK, MEMORY)}
    more = max(ten[OURS] - ten[DISK], ten[OURS] - ten[MEMORY])
    updates = ours.get("updates", {"failed": "not measured"})
    least = min(rdflib, key=lambda name: rdflib[name])
    rows = [
        judged(
            "no question slower over our HTTP than pyoxigraph on disk in process",
            f"{12 - len(slower)} of 12 are not slower" + (f"; slower: {listed(slower, disk)}" if slower else ""),
            not slower,
        ),
        judged(
            "the median over the twelve at least 5 times faster than that",
            f"{median(disk.values()):.1f} times",
            median(disk.values()) >= 5,
        ),
        judged(
            "a repeated question at least 3 times the throughput of an unrepeated one",
            f"{sum(x >= 3 for x in faster)} of 12; median {median(faster):.1f}, least {min(faster):.1f} times",
            min(faster) >= 3,
        ),
        judged(
            "ahead of rdflib-endpoint on every question at least 10 times",
            f"least {rdflib[least]:.0f} times ({least})",
            rdflib[least] >= 10,
        ),
        judged("ahead of Virtuoso on at least half", f"on {len(virtuoso)} of 12", len(virtuoso) >= 6),
        judged(
            "median of a LIMIT 10 query over HTTP at most 5 ms above the same in process",
            f"{ten[OURS]:.2f} ms, {more:.2f} above",
            more <= 5,
        ),
    ]
    if "failed" in updates:
        return [*rows, judged("an update seen by the next query within 200 ms", updates["failed"], met=False)]
    told = f"median {updates['seen']:.0f}, at worst {updates['seen at worst']:.0f} ms from sending it"
    return [*rows, judged("an update seen by the next query within 200 ms", told, updates["seen at worst"] <= 200)]


def judged(target: str, measured: str, met: bool) -> list[str]:
    """A row of the table of targets."""
    return [target, measured, "yes" if met else "**no**"]


def listed(names: Iterable[str], factors: dict[str, float]) -> str:
    """Questions with how many times slower they are."""
    return ", ".join(f"{name} ({1 / factors[name]:.1f} times)" for name in names)


def times(one: Found, engine: str, name: str) -> dict[str, float]:
    """The milliseconds of the askings of a question; what came too late counts as the limit."""
    asked = one["engines"].get(engine, {}).get("questions", {}).get(name, {})
    found: dict[str, float] = asked.get("ms", {})
    if not found and "failed" in asked:
        return {str(number): 1000 * LIMIT for number in range(1, 20)}
    return found


def ratio(one: Found, above: str, below: str, name: str) -> float:
    """The milliseconds of one engine by those of another, over the askings that both answered; 0 if there are none."""
    first, second = times(one, above, name), times(one, below, name)
    both = first.keys() & second.keys()
    if not both:
        return 0.0
    return median(first[number] for number in both) / median(second[number] for number in both)


def typical(one: Found, engine: str, name: str) -> float | None:
    """The median of the milliseconds of a question."""
    found = times(one, engine, name)
    return median(found.values()) if found else None


def overall(one: Found, engine: str) -> float | None:
    """The geometric mean of the medians of all questions."""
    found = [typical(one, engine, name) for name in QUESTIONS]
    known = [value for value in found if value is not None]
    return geometric_mean(known) if len(known) == len(found) else None


def by_question(one: Found) -> Iterable[str]:
    """What every question takes, on disk in milliseconds and elsewhere by that."""
    others = [key for key in ENGINES if key != DISK and key in one["engines"]]
    lines = []
    for name, question in QUESTIONS.items():
        cells = [question.title, rows(one, name), milliseconds(typical(one, DISK, name))]
        lines.append(cells + [shown(one, key, name) for key in others])
    middle = [f"{median(ratio(one, key, DISK, name) for name in QUESTIONS):.2f}" for key in others]
    lines.append(["**median**", "", milliseconds(median(typical(one, DISK, n) or 0 for n in QUESTIONS)), *middle])
    yield from table(["question", "rows", "pyoxigraph on disk, ms", *(f"{ENGINES[key]}, ×" for key in others)], lines)


def rows(one: Found, name: str) -> str:
    """How many rows the askings of a question have."""
    found = [number for key, number in one["rows"].items() if key.rpartition(" ")[0] == name]
    if not found:
        return "?"
    return f"{min(found):,}" if min(found) == max(found) else f"{min(found):,}–{max(found):,}"


def shown(one: Found, engine: str, name: str) -> str:
    """The ratio of an engine to pyoxigraph on disk, and what went wrong."""
    asked = one["engines"][engine].get("questions", {}).get(name)
    if asked is None:
        return str(one["engines"][engine].get("failed", "–"))
    wrong = " (other rows)" if "rows differ" in asked else ""
    if not asked["ms"]:
        return f"{asked['failed']}{wrong}"
    return f"{ratio(one, engine, DISK, name):.2f}{wrong}"


def loading(one: Found) -> str:
    """How long loading takes."""
    told = [f"{ENGINES[key]} {e['loaded']:.0f}" for key, e in one["engines"].items() if e.get("loaded") and key != DISK]
    return f"Seconds of loading: store folder with `optimize()` {one['load']:.0f}, {', '.join(told)}."


def clients(one: Found) -> Iterable[str]:
    """How many look-ups a second many clients have answered."""
    yield "Look-ups in turn, answers a second (the slowest hundredth takes more than so many ms); what takes an engine"
    yield "over a second is left out for it:\n"
    columns = [(kind, n) for kind in ("new", "repeated") for n in (1, 8, 32)]
    lines = []
    for key in ENGINES:
        load = one["engines"].get(key, {}).get("load")
        if load is not None:
            lines.append([ENGINES[key], *(served(load[f"{kind} {number}"]) for kind, number in columns)])
    yield from table(["engine", *(f"{kind}, {number} client{'s'[: number - 1]}" for kind, number in columns)], lines)


def served(load: Found) -> str:
    """Answers a second, the slowest, and how many were refused."""
    if load["median ms"] is None:
        return "none"
    refused = f", {load['refused']} refused" if load["refused"] else ""
    return f"{load['a second']:,.0f} ({load['99 % ms']:.0f}{refused})"


def growth(sizes: dict[int, Found]) -> Iterable[str]:
    """How the questions grow."""
    lines = []
    for name, question in QUESTIONS.items():
        cells = [question.title]
        for key in (OURS, DISK):
            before = None
            for one in sizes.values():
                now = typical(one, key, name)
                times_more = f" (×{now / before:.1f})" if now and before else ""
                cells.append(f"{milliseconds(now)}{times_more}")
                before = now
        lines.append(cells)
    yield from table(["question", *(f"{ENGINES[key]}, {size:,}" for key in (OURS, DISK) for size in sizes)], lines)


def repetition(one: Found) -> Iterable[str]:
    """What the cache of answers is worth."""
    lines = []
    for name, both in one["engines"][OURS].get("repetition", {}).items():
        new, repeated = both["new"]["a second"], both["repeated"]["a second"]
        lines.append([QUESTIONS[name].title, f"{new:,.0f}", f"{repeated:,.0f}", f"{repeated / max(new, 0.001):.1f}"])
    yield from table(["question", "new", "repeated", "×"], lines)


def milliseconds(value: float | None) -> str:
    """A time, with as many digits as mean something."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 10 else f"{value:.2f}"


def table(head: list[str], lines: Iterable[Iterable[str]]) -> Iterable[str]:
    """A table in Markdown."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for line in lines:
        yield f"| {' | '.join(line)} |"


if __name__ == "__main__":
    write(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2]))
