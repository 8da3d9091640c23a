"""What many reports cost: reading, identity, and the pages of a server, at 1,000, 3,000 and 10,000 reports.

    .venv/bin/python -m benchmarks.many                                 everything, in half an hour; writes RESULTS.md
    .venv/bin/python -m benchmarks.many --sizes 1000 --work /tmp/many   a part; tells it and writes nothing

The reports are invented texts (`many_texts`), of which it is known who is who. Reading and identity are measured in
processor seconds of one process, which other programs on the machine hardly change; pages by the clock.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.many_pages import pages
from benchmarks.many_texts import reports
from benchmarks.report import table
from benchmarks.sections import replaced
from benchmarks.service import machine, say
from kg.canonical import derive
from kg.config import Settings
from kg.ingest import ingest
from kg.ontology import load_vocabulary
from kg.store import Store

Found = dict[str, Any]
ROOT = Path(__file__).parent.parent
SIZES = (1_000, 3_000, 10_000)
KINDS = {"person": "foaf:Person", "organization": "org:Organization", "place": "pe:Place", "event": "pe:Event"}
NAMED = """
SELECT DISTINCT ?node ?label ?id ?thing WHERE {
  ?node a %s ; rdfs:label ?label ; pe:reportedIn/dcterms:identifier ?id ; pe:canonical ?thing
}
"""
COUNTED = "SELECT DISTINCT ?node WHERE { ?count pe:countFor ?node ; pe:countOf pec:count-participants }"


def main() -> None:
    """Measure, and write down what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", help="reports of each base")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "benchmark" / "many", help="where to work")
    parser.add_argument("--step", nargs=3, metavar=("NAME", "FOLDER", "SIZE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        name, folder, size = options.step
        sys.stdout.write(json.dumps(STEPS[name](Path(folder), int(size))))
        return
    found: Found = {"machine": machine(), "sizes": {}}
    for size in options.sizes or SIZES:
        found["sizes"][str(size)] = measured(options.work / str(size), size)
        (options.work / "results.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    text = "\n".join(page(found))
    if options.sizes:
        sys.stdout.write(text + "\n")
    else:
        results = ROOT / "benchmarks" / "RESULTS.md"
        results.write_text(replaced(results.read_text("utf-8"), "many", text + "\n"), encoding="utf-8")


def measured(folder: Path, size: int) -> Found:
    """Everything about a base of one size; what was read before is not read again."""
    folder.mkdir(parents=True, exist_ok=True)
    found: Found = {}
    for name in STEPS:
        kept = folder / f"{name}.json"
        if name == "identity" or not kept.exists():
            say(f"{size:,} reports: {name}")
            command = [sys.executable, "-m", "benchmarks.many", "--step", name, str(folder), str(size)]
            done = subprocess.run(  # noqa: S603  # this very program
                command, stdout=subprocess.PIPE, check=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": "."}
            )
            kept.write_bytes(done.stdout)
        found[name] = json.loads(kept.read_text("utf-8"))
    say(f"{size:,} reports: pages")
    return found | {"pages": pages(folder, size)}


# Steps, each in a process of its own


def spent(work: Callable[[], Found]) -> Found:
    """What some work gives, with the seconds and the memory that it takes."""
    clock, processor = time.monotonic(), time.process_time()
    found = work()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found | {"seconds": time.monotonic() - clock, "cpu": time.process_time() - processor, "MB": most}


def read(folder: Path, size: int) -> Found:
    """Write the texts, and read them all into a new store."""
    texts = folder / "reports.jsonl"
    with texts.open("w", encoding="utf-8") as out:
        out.writelines(told.line() for told in itertools.islice(reports(), size))

    def work() -> Found:
        with Store(folder / "store", base=Settings().base) as store:
            store.put_vocabulary(load_vocabulary())
            statuses = Counter(outcome.status for outcome in ingest(store, [texts], Settings()))
        return {"reports": dict(statuses)}

    return spent(work)


def identity(folder: Path, size: int) -> Found:
    """Derive who is who, and hold it against the truth."""
    with Store(folder / "store", base=Settings().base) as store:

        def work() -> Found:
            derived = derive(store)
            return {"nodes": derived.nodes, "things": derived.things, "suggestions": derived.suggestions}

        found = spent(work)
        again = spent(lambda: {"things": derive(store).things})
        return found | {"again": again["cpu"], "pairs": pairs(store, size)}


STEPS = {"read": read, "identity": identity}


def pairs(store: Store, size: int) -> Found:
    """Precision and recall over pairs of nodes that are one thing, by kind; of what the truth names."""
    truth = {told.id: told.truth for told in itertools.islice(reports(), size)}
    counted = {row["node"] for row in store.texts(COUNTED)}
    found: Found = {}
    for kind, type_ in KINDS.items():
        both: Counter[tuple[str, str]] = Counter()
        for row in store.texts(NAMED % type_):
            known = truth[row["id"]]
            if kind == "event":
                meant = f"event/{known.event}" if row["node"] in counted else None
            else:
                meant = known.names.get(row["label"])
            if meant is not None and meant.startswith(f"{kind}/"):
                both[row["thing"], meant] += 1
        found[kind] = figures(both)
    return found


def figures(both: Counter[tuple[str, str]]) -> Found:
    """Pairs that are joined, those that ought to be, and those that are both, of nodes by their thing and the truth."""
    things, meant = Counter[str](), Counter[str]()
    for (thing, one), number in both.items():
        things[thing] += number
        meant[one] += number
    joined, wanted, right = (sum(math.comb(n, 2) for n in some.values()) for some in (things, meant, both))
    return {"joined": joined, "wanted": wanted, "right": right}


# The page


def page(found: Found) -> Iterable[str]:
    """The section of RESULTS.md, line by line."""
    machine_, sizes = found["machine"], {int(size): one for size, one in found["sizes"].items()}
    yield "## Many reports\n"
    yield "Written by `make many`. The reports are invented texts of some 100 words, really read (`many_texts.py`):"
    yield "protests told by one to five outlets, each with its own spellings, numbers and days, with overlapping casts,"
    yield "people of one name, towns of one name, and bodies with one acronym. One process reads (`--jobs 1`).\n"
    yield f"{machine_['day']}, commit {machine_['commit']}, {machine_['processor']}, {machine_['memory']}.\n"
    yield from table(["", *(f"{size:,} reports" for size in sizes)], costs(sizes))
    yield "\n### Who is who, held against the truth\n"
    yield "Pairs of nodes that are one thing: precision and recall in per cent, of what the reader found.\n"
    yield from table(["", *(f"{size:,} reports" for size in sizes)], truths(sizes))
    yield "\n### Pages\n"
    yield "Milliseconds over HTTP, answers that nobody has asked for before: median (slowest); of the largest base also"
    yield "for the first visitor while the state after a write is made beside (decision 0016).\n"
    yield from table(["", *(f"{size:,} reports" for size in sizes), "first after a write"], waits(sizes))


def costs(sizes: dict[int, Found]) -> list[list[str]]:
    """What reading and identity take, and how that grows."""
    rows: list[tuple[str, Callable[[int, Found], str]]] = [
        ("reading, processor seconds", lambda _, one: f"{one['read']['cpu']:,.0f}"),
        ("reading, milliseconds a report", lambda size, one: f"{1000 * one['read']['cpu'] / size:.1f}"),
        ("reading, most memory, MB", lambda _, one: f"{one['read']['MB']:,}"),
        ("nodes", lambda _, one: f"{one['identity']['nodes']:,}"),
        ("things", lambda _, one: f"{one['identity']['things']:,}"),
        ("suggestions", lambda _, one: f"{one['identity']['suggestions']:,}"),
        ("identity and canonical view, processor seconds", lambda _, one: f"{one['identity']['cpu']:,.1f}"),
        ("the same, milliseconds a report", lambda size, one: f"{1000 * one['identity']['cpu'] / size:.2f}"),
        ("the same again, nothing changed, seconds", lambda _, one: f"{one['identity']['again']:,.1f}"),
        ("identity, most memory, MB", lambda _, one: f"{one['identity']['MB']:,}"),
        ("server, MB", lambda _, one: f"{one['pages']['MB']['server']:,.0f}"),
        ("copy of the store in memory, MB", lambda _, one: f"{one['pages']['MB']['copy']:,.0f}"),
        ("a report sent to the server, ms", lambda _, one: f"{one['pages']['written']['taken']:,.0f}"),
        ("until search knows of it, seconds", lambda _, one: f"{one['pages']['written']['found']:,.1f}"),
    ]
    return [[name, *(tell(size, one) for size, one in sizes.items())] for name, tell in rows]


def truths(sizes: dict[int, Found]) -> list[list[str]]:
    """Precision and recall, by kind."""
    return [[f"{kind}s", *(told(one["identity"]["pairs"][kind]) for one in sizes.values())] for kind in KINDS]


def told(found: Found) -> str:
    """Precision and recall of pairs."""
    precision, recall = (100 * found["right"] / max(found[name], 1) for name in ("joined", "wanted"))
    return f"{precision:.1f}, {recall:.1f}"


def waits(sizes: dict[int, Found]) -> list[list[str]]:
    """What each page takes."""
    largest = sizes[max(sizes)]["pages"]
    return [
        [
            name,
            *(middle(one["pages"]["ms"][name]) for one in sizes.values()),
            f"{largest['written']['first'][name]:,.0f}",
        ]
        for name in largest["ms"]
    ]


def middle(times: list[float]) -> str:
    """The median, and the slowest."""
    return f"{median(times):,.0f} ({max(times):,.0f})"


if __name__ == "__main__":
    main()
