"""What the pages of a server take over a store of many reports, and after a write."""

from __future__ import annotations

import itertools
import json
import math
import os
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.service import say
from kg.config import Settings
from kg.ontology import queries as stored_queries

Found = dict[str, Any]
ROOT = Path(__file__).parent.parent
TOKEN = "measuring"  # noqa: S105  # of a server that nobody else reaches
ASKED = 5
"""Times that each page is asked for, of another report or with other words each time."""
PATIENCE = 600.0
"""Seconds until a server holds its store in memory, or shows what was written."""
NEW = """Rally in Zzyzx over prices

About 90 people rallied in Zzyzx on 3 May 2025. Ana Quillfeather, the head of the Zzyzx Party, said, "We are hungry."
"""


def pages(folder: Path, size: int) -> Found:
    """What the pages of a server take, once it holds the store in memory, and after a write."""
    with serving(folder / "store") as (address, process):
        settled(address)
        things = sorted(some_things(address))
        addresses = by_page(size, things)
        times = {name: [asked(address + path) for path in paths] for name, paths in addresses.items()}
        memory = resident(process)
        written = after_a_write(address, {name: paths[-1] for name, paths in addresses.items()})
        return {"ms": times, "MB": memory, "written": written}


def by_page(size: int, things: list[str]) -> dict[str, list[str]]:
    """For each page some addresses that nobody has asked for yet, so that no kept answer helps."""
    numbers = [f"m{size * (k + 1) // (ASKED + 2):06}" for k in range(ASKED)]
    some = [things[len(things) * (k + 1) // (ASKED + 2)] for k in range(ASKED)]
    base = Settings().base
    words = ("petra", "union", "el", "water", "zo")[:ASKED]
    texts = [question.text for question in stored_queries().values()]
    return {
        "home": [f"/?n={n}" for n in numbers],
        "home, an earlier page": [f"/?offset={size // 2}&n={n}" for n in numbers],
        "Explore": [f"/explore?n={n}" for n in numbers],
        "Explore, a search": [f"/explore?q={word}&n=1" for word in words],
        "a report": [f"/report/{n}" for n in numbers],
        "the screen of a report (JSON)": [f"/api/reports/{n}" for n in numbers],
        "the network of a report": [f"/report/{n}/network" for n in numbers],
        "a thing": [thing.replace(base, "/") for thing in some],
        "review": [f"/review?n={n}" for n in numbers],
        "what has changed": [f"/changes?n={n}" for n in numbers],
        "search (JSON)": [f"/api/search?q={word}&kind=person" for word in words],
        "the whole base (JSON)": [f"/api/overview?n={n}" for n in numbers],
        "events in time and space (JSON)": [f"/api/events?n={n}" for n in numbers],
        "neighbours (JSON)": [f"/api/neighbours?iri={node(thing)}" for thing in some],
        "paths (JSON)": [f"/api/paths?from={node(a)}&to={node(b)}" for a, b in itertools.pairwise([*some, some[0]])],
        "the stored questions": [f"/sparql?query={urllib.parse.quote(text)}&format=json" for text in texts],
    }


def node(thing: str) -> str:
    """The address of the node after which a thing is called."""
    return urllib.parse.quote(thing.replace("/thing/", "/report/", 1))


def some_things(address: str) -> Iterator[str]:
    """Persons that several reports name."""
    query = """SELECT ?thing (COUNT(?node) AS ?n) WHERE { ?node a foaf:Person ; pe:canonical ?thing }
        GROUP BY ?thing HAVING (COUNT(?node) > 1) ORDER BY ?thing"""
    found = json.loads(answer(f"{address}/sparql?format=json&query={urllib.parse.quote(query)}"))
    yield from (row["thing"]["value"] for row in found["results"]["bindings"])


def after_a_write(address: str, paths: dict[str, str]) -> Found:
    """A report is sent: what the first visitor of each page waits then, and when search knows of it."""
    body = json.dumps({"id": f"new-{time.time_ns()}", "text": NEW}).encode()
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    post = urllib.request.Request(f"{address}/reports", body, headers)  # noqa: S310  # our own server
    since = time.monotonic()
    urllib.request.urlopen(post, timeout=PATIENCE).read()  # noqa: S310
    taken = time.monotonic() - since
    found = list[float]()

    def look() -> None:
        while json.loads(answer(f"{address}/api/search?q=quillfeather"))["total"] == 0:
            time.sleep(0.2)
        found.append(time.monotonic() - since)

    looking = threading.Thread(target=look)
    looking.start()
    first = {name: asked(f"{address}{path}{'&' if '?' in path else '?'}then=1") for name, path in paths.items()}
    looking.join()
    return {"taken": 1000 * taken, "first": first, "found": found[0]}


@contextmanager
def serving(store: Path) -> Iterator[tuple[str, int]]:
    """A server of a store: its address, and its process."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "KG_WRITE_TOKEN": TOKEN}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environ, text=True, **pipes) as server:  # type: ignore[call-overload]  # noqa: S603
        try:
            assert server.stdout is not None  # noqa: S101
            found = re.search(r"http://[^/]+", server.stdout.readline())
            assert found is not None  # noqa: S101
            yield found[0], server.pid
        finally:
            server.terminate()


def settled(address: str) -> None:
    """Wait until what is made of the whole base is there, and the store is held in memory."""
    quick, until = 0, time.monotonic() + PATIENCE
    for path in ("/", "/explore", "/api/overview", "/api/events"):
        while math.isinf(asked(address + path)) and time.monotonic() < until:  # the disk was asked, and too slow
            time.sleep(1)
    while quick < 5 and time.monotonic() < until:
        quick = quick + 1 if asked(f"{address}/sparql?format=json&query={PROBE}%23{time.time_ns()}") < 300 else 0
        time.sleep(1)


PROBE = urllib.parse.quote("SELECT (COUNT(*) AS ?n) WHERE { ?event a pe:Event ; pe:place ?place } ")


def asked(address: str) -> float:
    """The milliseconds of an answer, from asking to the last byte; without end if it fails."""
    since = time.monotonic()
    try:
        answer(address)
    except urllib.error.HTTPError as error:
        say(f"{error.code} after {time.monotonic() - since:.1f} s: {urllib.parse.unquote(address)[:600]}")
        return math.inf
    return 1000 * (time.monotonic() - since)


def answer(address: str) -> bytes:
    """An answer; whoever asks for a page asks as a browser does."""
    request = urllib.request.Request(address, headers={"Accept": "text/html, */*;q=0.5"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=PATIENCE) as found:  # noqa: S310  # our own server
        return bytes(found.read())


def resident(process: int) -> Found:
    """The megabytes of a server, and of the process that holds the copy of the store."""
    sizes, parents = dict[int, float](), defaultdict[int, list[int]](list)
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text().rpartition(")")[2].split()
                pages_ = (folder / "statm").read_text().split()
            except OSError:
                continue
            parents[int(stat[1])].append(int(folder.name))
            sizes[int(folder.name)] = (int(pages_[1]) - int(pages_[2])) * os.sysconf("SC_PAGE_SIZE") / 2**20
    below, front = list[int](), [process]
    while front:
        front += parents[one := front.pop()]
        below.append(one)
    return {"server": sizes[process], "copy": max((sizes[one] for one in below if one != process), default=0.0)}
