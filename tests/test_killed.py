"""Whoever is killed while he writes has lost nothing that he was told is written."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from kg.ontology import load_vocabulary
from kg.store import Store
from tests.seed import BASE, seed_graphs

WRITER = """
import sys
from pathlib import Path
from kg.rdf import ReportGraphs
from kg.store import Store
from tests.seed import BASE, seed_graphs

folder, first = Path(sys.argv[1]), int(sys.argv[2])
with Store(folder, base=BASE) as store:
    for number in range(first, first + 10_000):
        if number % 2:
            store.put(seed_graphs(f"report-{number}"))
        else:
            store.update(f"INSERT DATA {{ <http://example.org/{number}> <http://example.org/p> 'a', 'b', 'c' }}")
        print(number, flush=True)
"""


def test_every_acknowledged_write_outlives_kill_9(tmp_path: Path) -> None:
    folder, chance = tmp_path / "store", random.Random(9)
    acknowledged: set[int] = set()
    with Store(folder, base=BASE) as store:
        store.put_vocabulary(load_vocabulary())
    for _ in range(50):
        first = 0 if not acknowledged else max(acknowledged) + 2
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(first)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        acknowledged.add(int(writer.stdout.readline()))
        time.sleep(chance.random() / 20)
        writer.kill()
        acknowledged |= {int(line) for line in writer.stdout.read().splitlines() if line}
        writer.wait()
        writer.stdout.close()
    with Store(folder, base=BASE) as store:
        held = set(store.report_ids())
        assert {f"report-{number}" for number in acknowledged if number % 2} <= held
        for number in (number for number in acknowledged if number % 2 == 0):
            assert len(store.select(f"SELECT ?o {{ <http://example.org/{number}> <http://example.org/p> ?o }}")) == 3
        for report_id in held:
            assert set(store.facts(report_id)) == set(seed_graphs(report_id).facts)
            assert set(store.claims(report_id)) == set(seed_graphs(report_id).claims)
