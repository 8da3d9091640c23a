"""A real server under fire: it stays the same process, answers others in time, and asks nobody else."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import random
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.ontology import load_vocabulary
from kg.store import Store
from tests.bombs import BOMBS, FOREVER
from tests.seed import BASE

pytestmark = pytest.mark.alone

LIMITS = {"KG_QUERY_TIMEOUT": "2", "KG_QUERY_MEMORY": "256", "KG_TOTAL_MEMORY": "2048", "KG_MAX_ANSWER": "16"}
HONEST = {400, 403, 413, 503, 504}
"""What a query that is not answered may get."""
CUT = 0
"""What one gets whose answer had begun when it turned out to be too long."""


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`kg serve` as it is delivered, with low limits, and its address."""
    with Store(folder / "store", base=BASE) as store:
        store.put_vocabulary(load_vocabulary())
    command = [sys.executable, "-m", "kg", "serve", "--store", str(folder / "store"), "--port", "0"]
    environment = {**os.environ, **LIMITS}
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, cwd=folder, env=environment) as server,
    ):
        assert server.stdout is not None
        try:
            yield server, server.stdout.readline().split()[0]
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """One server for all bombs."""
    with serving(tmp_path_factory.mktemp("bombs")) as found:
        yield found


def asked(address: str, query: str) -> tuple[int, bytes]:
    """The status and the body of an answer, or that the connection was cut before its end."""
    form = urllib.parse.urlencode({"query": query}).encode()
    request = urllib.request.Request(f"{address}sparql", form, {"Accept": "application/sparql-results+json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()
    except (OSError, http.client.HTTPException):
        return CUT, b""


def test_after_a_hundred_bombs_the_server_is_the_same_and_has_answered_others_within_a_second(
    server: tuple[subprocess.Popen[str], str],
) -> None:
    process, address = server
    done = threading.Event()
    seconds: list[float] = []
    found: list[int] = []

    def watch() -> None:
        while not done.is_set():
            since = time.monotonic()
            status, body = asked(address, "ASK {}")
            assert (status, json.loads(body)["boolean"]) == (200, True)
            seconds.append(time.monotonic() - since)

    def drop(bombs: list[str]) -> None:
        for bomb in bombs:
            status, body = asked(address, bomb)
            found.append(status if status in (200, CUT) else json.loads(body)["status"])

    bombs = list(itertools.islice(itertools.cycle(BOMBS.values()), 102))
    random.Random(4).shuffle(bombs)
    watcher = threading.Thread(target=watch)
    droppers = [threading.Thread(target=drop, args=(bombs[start::4],)) for start in range(4)]
    for thread in (watcher, *droppers):
        thread.start()
    for thread in droppers:
        thread.join(timeout=240)
    done.set()
    watcher.join(timeout=20)
    assert len(found) == len(bombs)
    assert set(found) <= {200, CUT, *HONEST}
    assert max(seconds) < 1
    assert process.poll() is None
    assert json.loads(asked(address, "ASK { ?concept a skos:Concept }")[1])["boolean"] is True


def test_the_deadline_holds_over_http(server: tuple[subprocess.Popen[str], str]) -> None:
    since = time.monotonic()
    status, body = asked(server[1], FOREVER)
    assert time.monotonic() - since < 2.5
    assert status == 504
    assert "stopped after 2 s" in json.loads(body)["detail"]


def test_a_client_may_lower_its_deadline_and_not_raise_it(server: tuple[subprocess.Popen[str], str]) -> None:
    for timeout, expected in (("0.5", 0.5), ("100", 2)):
        since = time.monotonic()
        query = urllib.parse.urlencode({"query": FOREVER, "timeout": timeout})
        with pytest.raises(urllib.error.HTTPError, match="504"):
            urllib.request.urlopen(f"{server[1]}sparql?{query}", timeout=20)
        assert expected <= time.monotonic() - since < expected + 0.5


def test_a_result_longer_than_allowed_is_never_a_short_answer(server: tuple[subprocess.Popen[str], str]) -> None:
    status, _ = asked(server[1], "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 200000")
    assert status in (CUT, 503)
