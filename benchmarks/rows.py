"""A table of invented rows, as many as wanted, and what it costs to import it: rate, memory, and after kill -9.

python -m benchmarks.rows table.csv --rows 1000000     # writes the table
python -m benchmarks.rows table.csv --store build/rows # imports it, kills the import at the given rows, goes on
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kg.config import Settings
from kg.interchange.acled import COLUMNS
from kg.interchange.sources import selected, tables
from kg.store import Store

TOWNS, REGIONS, COUNTRIES, BODIES = 20_000, 400, 40, 5_000
FIRST = datetime.date(2015, 1, 1)
KINDS = (
    ("Protests", "Peaceful protest", "Protesters", 70),
    ("Protests", "Protest with intervention", "Protesters", 12),
    ("Riots", "Violent demonstration", "Rioters", 10),
    ("Violence against civilians", "Attack", "Political militia", 8),
)
SIZES = ("hundreds", "thousands", "dozens", "around 200", "at least 50", "between 100 and 300", "no report")
CAUSES = ("the price of water", "unpaid wages", "a new road", "the closing of the mill", "the arrest of a teacher")
COUNT = "SELECT (COUNT(DISTINCT ?event) AS ?events) (COUNT(?row) AS ?rows) WHERE { ?event pe:row ?row }"
TRIPLES = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"


def invented(many: int) -> Iterator[dict[str, str]]:
    """Rows as ACLED has them, of towns and bodies that do not exist; the same ones each time."""
    chance = random.Random(6)  # noqa: S311  # nothing secret
    weights = [weight for *_, weight in KINDS]
    for number in range(many):
        town = min(int(chance.paretovariate(0.8)) - 1, TOWNS - 1)
        country, region = town % COUNTRIES, town % REGIONS
        event_type, sub, crowd, _ = chance.choices(KINDS, weights)[0]
        day = FIRST + datetime.timedelta(chance.randrange(3650))
        body, size = f"Union {chance.randrange(BODIES)}", chance.choice(SIZES)
        where = f"Townlet {town}"
        yield {
            "event_id_cnty": f"C{country:02}{number}",
            "event_date": day.isoformat(),
            "year": str(day.year),
            "time_precision": chance.choices("123", (90, 8, 2))[0],
            "disorder_type": "Demonstrations",
            "event_type": event_type,
            "sub_event_type": sub,
            "actor1": f"{crowd} (Country {country})",
            "assoc_actor_1": body if chance.random() < 0.6 else "",
            "inter1": crowd,
            "actor2": f"Police Forces of Country {country}" if "intervention" in sub else "",
            "inter2": "State forces" if "intervention" in sub else "",
            "iso": str(100 + country),
            "region": f"Part {country % 8}",
            "country": f"Country {country}",
            "admin1": f"Region {region}",
            "admin2": f"District {town % 4000}",
            "location": where,
            "latitude": f"{(town * 37 % 12000) / 100 - 60:.4f}",
            "longitude": f"{(town * 91 % 34000) / 100 - 170:.4f}",
            "geo_precision": chance.choices("123", (85, 12, 3))[0],
            "source": f"Daily {town % 900}" + (f"; Wire {country}" if chance.random() < 0.3 else ""),
            "source_scale": "Subnational",
            "notes": f"On {day:%d %B %Y}, people of {where} (Region {region}) and {body} held a protest against"
            f" {chance.choice(CAUSES)}. [size={size}]",
            "fatalities": str(chance.randrange(1, 5)) if "Attack" in sub else "0",
            "tags": f"crowd size={size}" if event_type != "Violence against civilians" else "",
            "timestamp": str(1_600_000_000 + number),
        }


def written(path: Path, many: int) -> None:
    """The table as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(invented(many))


def imported(path: Path, store: str, kill_after: float | None) -> dict[str, float]:
    """One import in a process of its own, killed after so many seconds if wanted: its seconds, and its peak memory."""
    command = [sys.executable, "-m", "kg", "import", str(path), "--as", "acled", "--store", store, "--format", "json"]
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own
    if kill_after is not None:
        try:
            process.wait(kill_after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
    _, status, usage = os.wait4(process.pid, 0) if process.returncode is None else (0, 0, None)
    seconds = time.monotonic() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss if usage is None else usage.ru_maxrss
    return {"seconds": round(seconds, 1), "peak_mb": round(peak / 1024), "killed": float(os.WIFSIGNALED(status))}


def state(store: str) -> dict[str, int]:
    """How far the table is read, how many events there are, and how many rows these have."""
    with Store(Path(store), base=Settings().base, read_only=True) as held:
        graph = str(held.addresses.source("acled"))
        (counts,), (triples,) = selected(held, COUNT, graph), selected(held, TRIPLES, graph)
        read = sum(table.read for table in tables(held, graph).values())
        return {"read": read, **{name: int(value) for name, value in {**counts, **triples}.items()}}


def main() -> None:
    """Write a table, or import one, killing the import after each of some seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path)
    parser.add_argument("--rows", type=int)
    parser.add_argument("--store")
    parser.add_argument("--kill", type=float, nargs="*", default=[])
    options = parser.parse_args()
    if options.rows:
        written(options.table, options.rows)
    if options.store:
        for after in [*options.kill, None]:
            done = imported(options.table, options.store, after)
            sys.stdout.write(json.dumps({**done, **state(options.store)}) + "\n")
            sys.stdout.flush()
        size = sum(file.stat().st_size for file in Path(options.store).rglob("*") if file.is_file())
        sys.stdout.write(json.dumps({"table_mb": options.table.stat().st_size >> 20, "store_mb": size >> 20}) + "\n")


if __name__ == "__main__":
    main()
