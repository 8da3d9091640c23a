"""What many reports cost: reading, identity, and the pages of a server, at 1,000, 3,000 and 10,000 reports.

    .venv/bin/python -m benchmarks.many                                 everything, in 25 minutes; writes RESULTS.md
    .venv/bin/python -m benchmarks.many --sizes 1000 --work /tmp/many   a part; tells it and writes nothing

The reports are invented texts (`many_texts`), of which it is known who is who. Reading and identity are measured in
processor seconds of one process, which other programs on the machine hardly change; pages in both, by the clock over
HTTP and in processor time (`many_processor`).
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
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.many_pages import NEW, pages
from benchmarks.many_report import page
from benchmarks.many_texts import reports
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
            kept.write_bytes(run("benchmarks.many", "--step", name, str(folder), str(size)))
        found[name] = json.loads(kept.read_text("utf-8"))
    say(f"{size:,} reports: pages, in processor time")
    found["processor"] = json.loads(run("benchmarks.many_processor", str(folder / "store"), str(size)))
    say(f"{size:,} reports: pages")
    return found | {"pages": pages(folder, size)}


def run(*command: str) -> bytes:
    """What one of our programs tells."""
    environ = {**os.environ, "PYTHONPATH": "."}
    done = subprocess.run(  # noqa: S603  # our own
        [sys.executable, "-m", *command], stdout=subprocess.PIPE, check=True, cwd=ROOT, env=environ
    )
    return done.stdout


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
    """Derive who is who, and hold it against the truth; then read one more report, and derive it again."""
    with Store(folder / "store", base=Settings().base) as store:

        def work() -> Found:
            derived = derive(store)
            return {"nodes": derived.nodes, "things": derived.things, "suggestions": derived.suggestions}

        found = spent(work)
        found |= {"pairs": pairs(store, size)}
        one = folder / f"one-{time.time_ns()}.txt"
        one.write_text(NEW, encoding="utf-8")
        more = spent(lambda: {"reports": len(list(ingest(store, [one], Settings())))})
        one.unlink()
        again = spent(lambda: {"things": derive(store).things})
        return found | {"again": again["cpu"], "more": more["cpu"]}


STEPS = {"read": read, "identity": identity}


def pairs(store: Store, size: int) -> Found:
    """Precision and recall over pairs of nodes that are one thing, by kind; of what the truth names."""
    truth = {told.id: told.truth for told in itertools.islice(reports(), size)}
    counted = {row["node"] for row in store.texts(COUNTED)}
    found: Found = {}
    for kind, type_ in KINDS.items():
        both: Counter[tuple[str, str]] = Counter()
        for row in store.texts(NAMED % type_):
            known = truth.get(row["id"])
            if known is None:  # a report that an earlier run has sent
                continue
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


if __name__ == "__main__":
    main()
