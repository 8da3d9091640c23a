"""What the service costs beside the engine alone and beside others, over graphs of three sizes.

    .venv/bin/python -m benchmarks.service           all sizes; writes benchmarks/RESULTS.md and results.svg
    .venv/bin/python -m benchmarks.service --quick   100,000 quads only; writes the same into build/benchmark

Needs Virtuoso (`apt-get install virtuoso-opensource`), and the network once, for rdflib-endpoint.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import itertools
import json
import os
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import graphs, report
from benchmarks.engines import (
    LIMIT,
    Engine,
    Graph,
    InProcess,
    NoAnswerError,
    Ours,
    RdflibEndpoint,
    Server,
    Virtuoso,
    rows,
)
from benchmarks.questions import PREFIXES, QUESTIONS

SIZES = (100_000, 1_000_000, 5_000_000)
LARGEST_OF_RDFLIB = 1_000_000  # it takes minutes to load more, and cannot be stopped
CLIENTS = (1, 8, 32)
ASKINGS, AT_LEAST, ENOUGH = 15, 3, 15.0
"""Of every question: askings at most and at least, and the seconds after which no more than those are made."""
SHORT = ("event-card", "path", "date-range", "who-said-what")
"""The look-ups that a busy server gets in turn."""
BEARABLE = 1_000.0
"""Milliseconds beyond which a look-up is left out of them, for an engine that takes so long."""
LATENCIES, UPDATES = 300, 20

Found = dict[str, Any]


def main() -> None:
    """Measure, and write down what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="only the smallest graph, and seconds of load")
    parser.add_argument("--sizes", type=int, nargs="+", help="quads of each graph")
    options = parser.parse_args()
    root = Path(__file__).parent.parent
    work = root / "build" / "benchmark"
    start = time.monotonic()
    found: Found = {"machine": machine(), "sizes": {}}

    def save() -> None:
        found["minutes"] = (time.monotonic() - start) / 60
        (work / "results.json").write_text(json.dumps(found, indent=1), encoding="utf-8")

    for size in options.sizes or (SIZES[:1] if options.quick else SIZES):
        one = found["sizes"].setdefault(str(size), {"engines": {}, "rows": {}})
        for _ in measuring(size, work, one, seconds=1.0 if options.quick else 4.0):
            save()
    report.write(found, work if options.quick or options.sizes else root / "benchmarks")


def say(text: str) -> None:
    """Tell the person who waits."""
    sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {text}\n")


def machine() -> Found:
    """Where this runs, and with what."""
    packages = ("pyoxigraph", "flask", "waitress")
    virtuoso = subprocess.run(["virtuoso-t", "--version"], capture_output=True, text=True, check=False).stderr  # noqa: S607
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)  # noqa: S607
    return {
        "day": f"{datetime.now(UTC):%-d %B %Y}",
        "processor": f"{os.cpu_count()} cores, {models[0] if models else platform.machine()}",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        "commit": commit.stdout.strip(),
        "versions": {
            "Python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in packages},
            "Virtuoso": next((w for w in virtuoso.split() if w[0].isdigit()), "?"),
        },
    }


def measuring(size: int, work: Path, found: Found, *, seconds: float) -> Iterator[None]:
    """Find out everything about a graph of one size, engine by engine."""
    graph = Graph(work / str(size))
    graph.folder.mkdir(parents=True, exist_ok=True)
    say(f"{size:,} quads: writing and loading the graph")
    with graph.file.open("w", encoding="utf-8") as out:
        out.writelines(graphs.quads(size))
    found["load"] = graph.load()
    graph.resolve()
    makers: list[Callable[[], Engine]] = [
        lambda: InProcess("in memory", disk=False),
        lambda: InProcess("on disk", disk=True),
        Ours,
        Virtuoso,
    ]
    if size <= LARGEST_OF_RDFLIB:
        makers.append(lambda: RdflibEndpoint(work / "rdflib"))
    for make in makers:
        engine = make()
        try:
            found["engines"][engine.name] = of_engine(engine, graph, found["rows"], seconds)
        except NoAnswerError as error:
            say(f"  {engine.name}: {error}")
            found["engines"][engine.name] = {"failed": str(error)}
        finally:
            engine.stop()
        yield


def of_engine(engine: Engine, graph: Graph, known: dict[str, int], seconds: float) -> Found:
    """Everything about one engine on one graph."""
    say(f"  {engine.name}: starting")
    engine.start(graph)
    say(f"  {engine.name}: asking")
    found: Found = {"loaded": engine.loaded, "questions": asked(engine, known)}
    found["first ten"] = median(first_ten(engine, number) for number in range(LATENCIES))
    if isinstance(engine, Server):
        say(f"  {engine.name}: many clients")
        short = [name for name in SHORT if max(found["questions"][name]["ms"].values(), default=BEARABLE) < BEARABLE]
        found["load"] = {
            f"{kind} {clients}": throughput(engine, clients, seconds, short, repeated=kind == "repeated")
            for kind in ("new", "repeated")
            for clients in CLIENTS
        }
    if isinstance(engine, Ours):
        found["repetition"] = {
            name: {
                kind: throughput(engine, 8, seconds / 2, [name], repeated=kind == "repeated")
                for kind in ("new", "repeated")
            }
            for name in QUESTIONS
        }
        found["updates"] = updates(engine)
    return found


def asked(engine: Engine, known: dict[str, int]) -> Found:
    """The milliseconds of every asking of every question, or why there was no answer.

    The first asking is not counted. `known` holds the rows other engines gave; here the same must come.
    """
    found: Found = {}
    for name, question in QUESTIONS.items():
        times: dict[str, float] = {}
        found[name] = {"ms": times}
        start = time.monotonic()
        for number in range(ASKINGS + 1):
            spent = time.monotonic() - start
            if spent > ENOUGH and (number > AT_LEAST or spent > LIMIT):
                break
            try:
                taken, answer = engine.ask(question.asking(number))
            except NoAnswerError as error:
                found[name]["failed"] = str(error)
                say(f"    {name}: {error}")
                break
            if number > 0:
                times[str(number)] = 1000 * taken
            expected = known.setdefault(f"{name} {number}", rows(answer))
            if rows(answer) != expected:
                found[name].setdefault("rows differ", []).append((number, rows(answer), expected))
                say(f"    {name}, asking {number}: {rows(answer)} rows, where others gave {expected}")
    return found


def first_ten(engine: Engine, number: int) -> float:
    """The milliseconds of a small question."""
    return 1000 * engine.ask(f"{PREFIXES}SELECT ?event WHERE {{ ?event a pe:ProtestAction }} LIMIT 10 # {number}\n")[0]


_numbers = itertools.count(1_000)


def throughput(engine: Server, clients: int, seconds: float, names: list[str], *, repeated: bool) -> Found:
    """How many questions a second that many clients have answered, each asking one after the other."""
    taken: list[float] = []
    refused: list[str] = []
    end = time.monotonic() + seconds

    def ask() -> None:
        client = engine.connected()
        for name in itertools.cycle(names):
            if time.monotonic() > end:
                break
            text = QUESTIONS[name].asking(1 if repeated else next(_numbers))
            start = time.perf_counter()
            try:
                client.ask(text)
            except NoAnswerError as error:
                refused.append(str(error))
                time.sleep(0.05)
            else:
                taken.append(time.perf_counter() - start)
        client.close()

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lasted = time.monotonic() - start
    if refused and engine.patient:
        engine.stop()
        engine.start(engine.graph)
    return {
        "a second": len(taken) / lasted,
        "median ms": 1000 * median(taken) if taken else None,
        "99 % ms": 1000 * sorted(taken)[int(0.99 * len(taken))] if taken else None,
        "refused": len(refused),
        "refusals": sorted(set(refused)),
    }


def updates(engine: Ours) -> Found:
    """The milliseconds until an update is acknowledged, and until a query shows it."""
    acknowledged, seen = [], []
    for number in range(UPDATES):
        fact = f"<urn:benchmark:s> <urn:benchmark:p> {number}"
        start = time.perf_counter()
        try:
            engine.client.update("/update", f"INSERT DATA {{ {fact} }}")
            acknowledged.append(1000 * (time.perf_counter() - start))
            while rows(engine.client.ask(f"SELECT ?s WHERE {{ ?s <urn:benchmark:p> {number} }}")) == 0:
                pass
        except NoAnswerError as error:
            return {"failed": str(error)}
        seen.append(1000 * (time.perf_counter() - start))
    return {"acknowledged": median(acknowledged), "seen": median(seen), "seen at worst": max(seen)}


if __name__ == "__main__":
    main()
