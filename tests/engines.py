"""Other engines, started for the tests on free ports with folders of their own, and stopped again."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import pytest

VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
CaseMode = 2
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
ThreadsPerQuery = 1

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10

[SPARQL]
ResultSetMaxRows = {rows}
"""


@dataclass(frozen=True)
class Addresses:
    """Where an engine is told and asked."""

    query: str
    update: str
    graph_store: str


def free_ports(number: int) -> list[int]:
    """Ports that nobody listens on."""
    sockets = [socket.socket() for _ in range(number)]
    for some in sockets:
        some.bind(("127.0.0.1", 0))
    ports: list[int] = [some.getsockname()[1] for some in sockets]
    for some in sockets:
        some.close()
    return ports


def needed(program: str, package: str) -> str:
    """The path of a program; without it the test is left out, in continuous integration it fails."""
    found = shutil.which(program, path=f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        missing = f"{program} is missing; on Debian: apt-get install {package}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@contextmanager
def running(command: list[str], folder: Path, ready: str) -> Iterator[None]:
    """A server, from when it answers; it is killed at the end and its folder removed."""
    folder.mkdir(parents=True)
    log = folder / "output"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + 60
        while not _answers(ready):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, f"{command[0]} does not answer\n{log.read_text()}"
            time.sleep(0.05)
        yield
    finally:
        process.kill()
        process.wait(timeout=30)
        shutil.rmtree(folder)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}?query=ASK%7B%7D", timeout=10) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


@contextmanager
def virtuoso(folder: Path, *, rows: int = 10_000_000) -> Iterator[Addresses]:
    """Virtuoso, with user and password `dba`; it sends at most so many rows."""
    program = needed("virtuoso-t", "virtuoso-opensource-7-bin")
    sql, http = free_ports(2)
    ini = folder.with_suffix(".ini")
    ini.write_text(VIRTUOSO_INI.format(sql=sql, http=http, rows=rows))
    at = f"http://127.0.0.1:{http}/sparql"
    with running([program, "+foreground", "+configfile", str(ini)], folder, at):
        yield Addresses(at, f"{at}-auth", f"{at}-graph-crud-auth")


@contextmanager
def oxigraph(folder: Path) -> Iterator[Addresses]:
    """Oxigraph's own server, in memory."""
    (port,) = free_ports(1)
    at = f"http://127.0.0.1:{port}"
    command = [needed("oxigraph", "nothing; it comes with the extra `test`"), "serve", "--bind", f"127.0.0.1:{port}"]
    with running(command, folder, f"{at}/query"):
        yield Addresses(f"{at}/query", f"{at}/update", f"{at}/store")
