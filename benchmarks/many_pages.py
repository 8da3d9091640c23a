"""What the pages of a server take over a store of many reports, and after a write."""

from __future__ import annotations

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
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.many_asked import Ask, asks
from benchmarks.service import say
from kg.config import Settings
from kg.ontology import queries as stored_queries

Found = dict[str, Any]
ROOT = Path(__file__).parent.parent
TOKEN = "measuring"  # noqa: S105  # of a server that nobody else reaches
PATIENCE = 600.0
"""Seconds until a server holds its store in memory, or shows what was written."""
NEW = """Rally in Zzyzx over prices

About 90 people rallied in Zzyzx on 3 May 2025. Ana Quillfeather, the head of the Zzyzx Party, said, "We are hungry."
"""


def pages(folder: Path, size: int) -> Found:
    """What the pages of a server take, once it holds the store in memory, and after a write."""
    since = time.monotonic()
    with serving(folder / "store") as (address, process):
        asked(address, Ask("/health"))
        started = time.monotonic() - since
        settled(address)
        in_memory = time.monotonic() - since
        made = asks(size, lambda path: answer(address, Ask(path), patient=True))
        times = {name: [asked(address, one) for one in some] for name, some in made.items()}
        questions = {name: asked(address, Ask(question(one.text))) for name, one in stored_queries().items()}
        memory = resident(process)
        written = after_a_write(address, {name: some[-1] for name, some in made.items()})
        settled(address)
    start = {"answers": started, "in memory": in_memory, "again": started_again(folder / "store")}
    return {"ms": times, "questions": questions, "MB": memory, "written": written, "start": start}


def started_again(store: Path) -> float:
    """Seconds until a server of a store that another had served has answered everything that is made of all reports."""
    since = time.monotonic()
    with serving(store) as (address, _):
        for path in WHOLE:
            while math.isinf(asked(address, Ask(path))) and time.monotonic() - since < PATIENCE:
                time.sleep(0.2)
        return time.monotonic() - since


def question(text: str) -> str:
    """The path under which a query is answered."""
    return f"/sparql?format=json&query={urllib.parse.quote(text)}"


def after_a_write(address: str, made: dict[str, Ask]) -> Found:
    """A report is sent: what the first visitor of each page waits then, and when search and identity know of it."""
    name = f"new-{time.time_ns()}"
    body = json.dumps({"id": name, "text": NEW}).encode()
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    post = urllib.request.Request(f"{address}/reports", body, headers)  # noqa: S310  # our own server
    since = time.monotonic()
    urllib.request.urlopen(post, timeout=PATIENCE).read()  # noqa: S310
    taken, found = time.monotonic() - since, dict[str, float]()
    report = f"<{Settings().base}report/{name}>"
    identified = question(f"SELECT ?thing WHERE {{ ?node pe:reportedIn {report} ; pe:canonical ?thing }}")

    def look() -> None:
        while len(found) < 2 and time.monotonic() - since < PATIENCE:
            time.sleep(0.2)
            if json.loads(answer(address, Ask("/api/search?q=quillfeather")))["total"]:
                found.setdefault("search", time.monotonic() - since)
            if json.loads(answer(address, Ask(identified)))["results"]["bindings"]:
                found.setdefault("identity", time.monotonic() - since)

    looking = threading.Thread(target=look)
    looking.start()
    first = {name: asked(address, replace(one, path=f"{one.path}&then=1")) for name, one in made.items()}
    looking.join()
    return {"taken": 1000 * taken, "first": first, **found}


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
    for path in WHOLE:
        while (
            math.isinf(asked(address, Ask(path), patient=True)) and time.monotonic() < until
        ):  # the disk was asked, and too slow
            time.sleep(1)
    while quick < 5 and time.monotonic() < until:
        quick = quick + 1 if asked(address, Ask(question(f"{PROBE} # {time.time_ns()}"))) < QUICK else 0
        time.sleep(1)


WHOLE = (
    "/", "/explore", "/api/overview", "/api/events", "/review", "/api/schema", "/api/people", "/.well-known/void",
)  # fmt: skip
"""What is made of all reports, and kept."""
PROBE, QUICK = "SELECT (COUNT(*) AS ?n) WHERE { ?event a pe:Event ; pe:place ?place }", 300
"""A question, and the milliseconds in which it is answered from memory."""


def asked(address: str, ask: Ask, *, patient: bool = False) -> float:
    """The milliseconds of an answer, from asking to the last byte; without end if it fails."""
    since = time.monotonic()
    try:
        answer(address, ask, patient=patient)
    except urllib.error.HTTPError as error:
        say(f"{error.code} after {time.monotonic() - since:.1f} s: {urllib.parse.unquote(ask.path)[:600]}")
        return math.inf
    return 1000 * (time.monotonic() - since)


def answer(address: str, ask: Ask, *, patient: bool = False) -> bytes:
    """An answer; whoever asks for a page asks as a browser does, or waits until what it shows is of the present."""
    headers = {"Accept": "text/html, */*;q=0.5", "Content-Type": "application/json"}
    headers |= {"Cache-Control": "no-cache"} if patient else {}
    body = None if ask.body is None else json.dumps(ask.body).encode()
    request = urllib.request.Request(f"{address}{ask.path}", body, headers)  # noqa: S310
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
