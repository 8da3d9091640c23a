"""The engines that are asked: ours over HTTP, pyoxigraph in process on disk and in memory, rdflib-endpoint, Virtuoso.

Each can be started on a graph, asked, and stopped; none is asked while another runs.
"""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from types import MappingProxyType
from typing import cast
from urllib.parse import urlencode

import pyoxigraph as ox

from benchmarks.graphs import BASE
from kg.vocab import PE, Addresses

JSON = "application/sparql-results+json"
LIMIT = 60.0
"""Seconds after which a question counts as not answered."""
PATIENCE = 1_800.0
"""Seconds for loading."""
TOKEN = "benchmark"  # noqa: S105  # guards nothing but this run
BELIEVED = f"{BASE}believed"
"""How the default graph is called where it needs a name."""


class NoAnswerError(Exception):
    """An engine gave no answer, and why."""


class Graph:
    """A generated graph on its way into engines: as N-Quads, and as a store folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "graph.nq"
        self.store = folder / "store"

    def load(self) -> float:
        """Fill the store folder; the seconds that takes."""
        shutil.rmtree(self.store, ignore_errors=True)
        start = time.perf_counter()
        store = ox.Store(str(self.store))
        store.bulk_load(path=str(self.file), format=ox.RdfFormat.N_QUADS)
        store.optimize()
        store.flush()
        return time.perf_counter() - start

    def resolve(self) -> None:
        """Say who is who, as a server would by itself after its start, so that every engine is asked about the same."""
        command = [sys.executable, "-m", "kg", "resolve", "--store", str(self.store)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "KG_BASE": BASE})  # noqa: S603
        store, addresses = ox.Store.read_only(str(self.store)), Addresses(BASE)
        same, stated = ox.NamedNode(str(PE.canonical)), ox.NamedNode(str(addresses.canonical_graph))
        with self.file.open("a", encoding="utf-8") as out:
            for quad in store.quads_for_pattern(None, None, None, stated):
                out.write(f"{quad} .\n")
            for quad in store.quads_for_pattern(None, same, None, ox.DefaultGraph()):
                out.write(f"{quad} .\n")


class Engine(ABC):
    """Something that answers SPARQL over a graph."""

    name: str
    loaded: float | None = None
    """The seconds until it could be asked."""

    @abstractmethod
    def start(self, graph: Graph) -> None:
        """Be ready to be asked."""

    @abstractmethod
    def stop(self) -> None:
        """Leave nothing running."""

    @abstractmethod
    def ask(self, query: str) -> tuple[float, bytes]:
        """Seconds and the answer as JSON; `NoAnswerError` if there is none within the limit."""


class InProcess(Engine):
    """pyoxigraph in the process that asks: a child, for nothing else can stop it."""

    def __init__(self, name: str, *, disk: bool) -> None:
        self.name = name
        self.disk = disk
        self.child: multiprocessing.process.BaseProcess | None = None

    def start(self, graph: Graph) -> None:
        """Open the store folder, or read the graph into memory."""
        self.graph = graph
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.child = context.Process(
            target=_answer, args=(theirs, graph.store if self.disk else graph.file), daemon=True
        )
        self.child.start()
        theirs.close()
        self.loaded = self._heard(PATIENCE)

    def stop(self) -> None:
        """End the child."""
        if self.child is None:
            return
        self.child.kill()
        self.child.join()
        self.pipe.close()

    def ask(self, query: str) -> tuple[float, bytes]:
        """Evaluate and serialise."""
        self.pipe.send(query)
        return self._heard(LIMIT), self.pipe.recv_bytes()

    def _heard(self, limit: float) -> float:
        if not self.pipe.poll(limit):
            self.stop()
            self.start(self.graph)
            raise NoAnswerError(f"over {limit:.0f} s")
        try:
            return float(self.pipe.recv())
        except EOFError:
            self.stop()
            self.start(self.graph)
            raise NoAnswerError("the process ended") from None


def _answer(pipe: Connection, path: Path) -> None:
    """Answer what comes through the pipe, until it ends."""
    start = time.perf_counter()
    if path.is_dir():
        store = ox.Store.read_only(str(path))
    else:
        store = ox.Store()
        store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
    pipe.send(time.perf_counter() - start)
    while True:
        try:
            query = pipe.recv()
        except EOFError:
            return
        start = time.perf_counter()
        found = cast("ox.QuerySolutions", store.query(query))
        answer = found.serialize(format=ox.QueryResultsFormat.JSON)
        pipe.send(time.perf_counter() - start)
        pipe.send_bytes(answer or b"")


class Client:
    """A client with one connection, which it keeps."""

    def __init__(self, port: int, path: str, parameters: Mapping[str, str]) -> None:
        self.path = path
        self.parameters = parameters
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT)

    def ask(self, query: str) -> bytes:
        """The answer as JSON; `NoAnswerError` for any other status than 200."""
        parameters = urlencode({"query": query, **self.parameters})
        return self._sent("GET", f"{self.path}?{parameters}", headers={"Accept": JSON})

    def update(self, path: str, text: str) -> None:
        """Send an update with the token."""
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
        self._sent("POST", path, body=text.encode(), headers=headers)

    def close(self) -> None:
        """Let go of the connection."""
        self.connection.close()

    def _sent(self, method: str, target: str, *, headers: dict[str, str], body: bytes | None = None) -> bytes:
        try:
            self.connection.request(method, target, body=body, headers=headers)
            response = self.connection.getresponse()
            content = response.read()
        except TimeoutError:
            self.close()
            raise NoAnswerError(f"over {LIMIT:.0f} s") from None
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise NoAnswerError(f"{type(error).__name__}") from error
        if not 200 <= response.status < 300:
            raise NoAnswerError(f"status {response.status}")
        return content


class Server(Engine):
    """A program that answers over HTTP."""

    path = "/sparql"
    parameters: Mapping[str, str] = MappingProxyType({})
    patient = False
    """Whether it goes on with a question that nobody waits for any more, so that it must be started again."""
    quiet = 2.0
    """Seconds without work after which it is taken to be ready."""

    def __init__(self) -> None:
        self.port = free_port()
        self.client = Client(self.port, self.path, self.parameters)
        self.program: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def command(self) -> list[str]:
        """How the program is started."""

    def fill(self) -> None:
        """Load the graph, if the program does not by itself."""

    def environment(self) -> dict[str, str]:
        """What the program finds set."""
        return dict(os.environ)

    def start(self, graph: Graph) -> None:
        """Start the program and wait until it answers."""
        self.graph = graph
        self.prepare()
        start = time.perf_counter()
        with (graph.folder / f"{type(self).__name__}.log").open("wb") as log:
            self.program = subprocess.Popen(  # noqa: S603
                self.command(), stdout=log, stderr=log, cwd=graph.folder, env=self.environment()
            )
        self._wait(self.program, 0)
        self.fill()
        self._wait(self.program, 1)
        self.loaded = time.perf_counter() - start
        self._settle(self.program)

    def prepare(self) -> None:
        """What is to be done before it starts."""

    def connected(self) -> Client:
        """A client of its own connection."""
        return Client(self.port, self.path, self.parameters)

    def stop(self) -> None:
        """End the program."""
        self.client.close()
        if self.program is None:
            return
        self.program.terminate()
        try:
            self.program.wait(60)
        except subprocess.TimeoutExpired:
            self.program.kill()
            self.program.wait()

    def ask(self, query: str) -> tuple[float, bytes]:
        """Ask over the connection that stays open."""
        start = time.perf_counter()
        try:
            answer = self.client.ask(query)
        except NoAnswerError:
            if self.patient:
                self.stop()
                self.start(self.graph)
            raise
        return time.perf_counter() - start, answer

    def _wait(self, program: subprocess.Popen[bytes], wanted: int) -> None:
        """Until it answers with so many rows."""
        end = time.monotonic() + PATIENCE
        while program.poll() is None and time.monotonic() < end:
            try:
                if rows(self.client.ask("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1")) >= wanted:
                    return
            except NoAnswerError:
                pass
            time.sleep(0.1)
        raise NoAnswerError(f"{self.name} does not start; see its log in {self.graph.folder}")

    def _settle(self, program: subprocess.Popen[bytes]) -> None:
        """Until it and the processes it started have nothing to do: what they prepare is part of being ready."""
        end, quiet_since, used = time.monotonic() + PATIENCE, time.monotonic(), 0.0
        while time.monotonic() < end and time.monotonic() - quiet_since < self.quiet:
            time.sleep(0.5)
            now = processor_time(program.pid)
            if now - used > 0.05:
                quiet_since = time.monotonic()
            used = now
        self.client.close()  # a server may have left a connection on which nothing was asked for so long


class Ours(Server):
    """`kg serve`, with a token so that it may be written to. It copies the store into memory after its start."""

    name = "kg serve"

    def command(self) -> list[str]:
        """The command line."""
        return [sys.executable, "-m", "kg", "serve", "--store", str(self.graph.store), "--port", str(self.port)]

    def environment(self) -> dict[str, str]:
        """The token and the base of the generated graphs."""
        return {**os.environ, "KG_WRITE_TOKEN": TOKEN, "KG_BASE": BASE}


class RdflibEndpoint(Server):
    """rdflib-endpoint from PyPI in an environment of its own, over rdflib's graph in memory.

    It gets the default graph alone, which is all that is asked about, and half the work.
    """

    name = "rdflib-endpoint"
    path = "/"
    patient = True

    def __init__(self, environment: Path) -> None:
        super().__init__()
        self.python = environment / "bin" / "python"
        if not self.python.exists():
            subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)  # noqa: S603
            packages = ["rdflib-endpoint", "uvicorn"]
            installer = [sys.executable, "-m", "pip", "--python", str(self.python), "install", "-qq", *packages]
            subprocess.run(installer, check=True, stdout=subprocess.DEVNULL)  # noqa: S603

    def prepare(self) -> None:
        """The default graph as N-Triples."""
        store = ox.Store.read_only(str(self.graph.store))
        store.dump(str(self.graph.folder / "believed.nt"), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())

    def command(self) -> list[str]:
        """A few lines of Python."""
        code = (
            "import sys, rdflib, rdflib_endpoint, uvicorn\n"
            "graph = rdflib.Graph().parse(sys.argv[1], format='nt')\n"
            "app = rdflib_endpoint.SparqlEndpoint(graph=graph)\n"
            "uvicorn.run(app, port=int(sys.argv[2]), log_level='warning')\n"
        )
        return [str(self.python), "-c", code, "believed.nt", str(self.port)]


class Virtuoso(Server):
    """Virtuoso open source, with a database folder of its own; the default graph is one of its named graphs."""

    name = "Virtuoso"
    parameters = MappingProxyType({"default-graph-uri": BELIEVED})

    def __init__(self) -> None:
        super().__init__()
        self.isql_port = free_port()

    def prepare(self) -> None:
        """An empty database folder and its settings: 2.7 GB for pages of the database, and no answer cut short."""
        folder = self.graph.folder / "virtuoso"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "virtuoso.ini").write_text(
            f"""[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{self.isql_port}
MaxClientConnections = 50
NumberOfBuffers = 340000
MaxDirtyBuffers = 250000
MaxQueryMem = 4G
ThreadsPerQuery = {os.cpu_count()}
AsyncQueueMaxThreads = 10
DirsAllowed = {self.graph.folder}
CheckpointInterval = 60
[HTTPServer]
ServerPort = 127.0.0.1:{self.port}
ServerRoot = {folder}
ServerThreads = 40
MaxKeepAlives = 40
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 10000000
MaxQueryExecutionTime = {LIMIT:.0f}
""",
            encoding="utf-8",
        )

    def command(self) -> list[str]:
        """The command line."""
        return ["virtuoso-t", "+foreground", "+configfile", str(self.graph.folder / "virtuoso" / "virtuoso.ini")]

    def fill(self) -> None:
        """Its own loader."""
        file = self.graph.file
        statements = f"ld_dir('{file.parent}', '{file.name}', '{BELIEVED}'); rdf_loader_run(); checkpoint;"
        isql = ["isql-vt", f"127.0.0.1:{self.isql_port}", "dba", "dba", f"exec={statements}"]
        subprocess.run(isql, check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE)  # noqa: S603


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def processor_time(pid: int) -> float:
    """The seconds of processor time that a process and its descendants have used."""
    used, parents = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
        used[int(folder.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    family = {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(used.get(member, 0) for member in family)


def rows(answer: bytes) -> int:
    """How many rows an answer has."""
    return len(json.loads(answer)["results"]["bindings"])
