"""Answers that are kept, and those a client has kept: the same as long as the graphs are the same."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.config import Settings
from kg.endpoint import Answer
from kg.guard import volatile
from kg.ontology import load_vocabulary
from kg.rdf import to_graphs
from kg.store import Store
from kg.workers import Workers
from server import create_app
from server.caching import OVERHEAD, Cache, Kept
from tests.seed import BASE, READER, seed_extraction
from tests.serving import BEARER, TOKEN, Versioned, client_of, listening, seed_app, writing_app

SPEAKERS = "SELECT ?label { ?event pe:speaker/rdfs:label ?label }"
BROWSER = "text/html"


class Counting(Versioned):
    """A store that counts what it is asked."""

    asked = 0

    def query(self, text: str, **how: Any) -> Answer:
        self.asked += 1
        return super().query(text, **how)


@pytest.fixture
def store() -> Counting:
    store = Counting(None, base=BASE)
    store.put_vocabulary(load_vocabulary())
    store.put(to_graphs(seed_extraction(), base=BASE, reader=READER))
    return store


@pytest.fixture
def app(store: Counting) -> Flask:
    return writing_app(store)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return client_of(app)


def path(query: str, **more: str) -> dict[str, Any]:
    return {"path": "/sparql", "query_string": {"query": query, **more}}


REQUESTS: tuple[dict[str, Any], ...] = (
    path(SPEAKERS),
    path(SPEAKERS, format="spreadsheet"),
    path("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }"),
    {"path": "/"},
    {"path": "/report/seed"},
    {"path": "/report/seed/network", "headers": {"Accept": BROWSER}},
    {"path": "/report/seed/claims"},
    {"path": "/data?default"},
    {"path": "/.well-known/void"},
    {"path": "/ontology", "headers": {"Accept": BROWSER}},
)


@pytest.mark.parametrize("request_", REQUESTS)
def test_what_was_answered_is_not_asked_of_the_store_again(
    client: FlaskClient, store: Counting, request_: dict[str, Any]
) -> None:
    first = client.get(**request_)
    asked = store.asked
    second = client.get(**request_)
    assert (first.status_code, second.status_code, store.asked) == (200, 200, asked)
    assert (second.data, dict(second.headers)) == (first.data, dict(first.headers))


@pytest.mark.parametrize("request_", REQUESTS)
def test_a_client_that_has_the_answer_is_told_that_it_still_holds(
    client: FlaskClient, store: Counting, request_: dict[str, Any]
) -> None:
    tag = client.get(**request_).headers["ETag"]
    asked = store.asked
    again = {**request_, "headers": {**request_.get("headers", {}), "If-None-Match": tag}}
    response = client.get(**again)
    assert (response.status_code, response.data, store.asked) == (304, b"", asked)
    assert (response.headers["ETag"], response.headers["Vary"]) == (tag, "Accept")
    assert "Content-Type" not in response.headers
    client.post("/update", headers=BEARER, data={"update": "INSERT DATA { <a:s> <a:p> <a:o> }"})
    changed = client.get(**again)
    assert (changed.status_code, changed.headers["ETag"] == tag) == (200, False)


def test_after_a_write_the_answer_is_the_new_one(client: FlaskClient) -> None:
    count = path("SELECT (COUNT(*) AS ?n) { ?s a <a:Class> }")
    assert b'"0"' in client.get(**count).data
    client.put("/data?graph=a:g", headers=BEARER, data=b"<a:x> a <a:Other> .", content_type="text/turtle")
    client.post("/update", headers=BEARER, data={"update": "INSERT DATA { <a:s> a <a:Class> }"})
    assert b'"1"' in client.get(**count).data


def test_an_answer_depends_on_all_that_was_asked(client: FlaskClient) -> None:
    named = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    asked = [
        path(SPEAKERS), path(f"{SPEAKERS} "), path(SPEAKERS, format="csv"), path(SPEAKERS, format="spreadsheet"),
        {**path(SPEAKERS), "headers": {"Accept": "text/csv"}}, {**path(SPEAKERS), "headers": {"Accept": BROWSER}},
        path(named), path(named, **{"default-graph-uri": f"{BASE}report/seed/claims"}),
        path(named, **{"named-graph-uri": f"{BASE}report/seed/claims"}), {"path": "/data?graph=" + BASE + "ontology"},
        {"path": "/data?default"}, {"path": "/report/seed"}, {"path": "/report/seed?format=ntriples"},
    ]  # fmt: skip
    tags = [client.get(**request).headers["ETag"] for request in asked]
    assert len(set(tags)) == len(asked)


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"query": SPEAKERS}},
        {"data": SPEAKERS, "content_type": "application/sparql-query"},
        {"data": {"query": SPEAKERS}, "headers": {"Accept": "text/csv"}},
    ],
)
def test_a_query_by_post_is_kept_as_well_and_has_no_tag(
    client: FlaskClient, store: Counting, sent: dict[str, Any]
) -> None:
    first = client.post("/sparql", **sent)
    asked = store.asked
    second = client.post("/sparql", **sent)
    assert (first.status_code, second.data, store.asked) == (200, first.data, asked)
    assert "ETag" not in first.headers
    other = client.post("/sparql", **(sent | {"headers": {"Accept": "application/sparql-results+xml"}}))
    assert (other.data == first.data, store.asked) == (False, asked + 1)
    packed = client.post("/sparql", **(sent | {"headers": {"Content-Encoding": "gzip"}}))
    assert packed.status_code == 415
    wrong = client.post("/sparql", **(sent | {"content_type": "text/plain"}))
    assert wrong.status_code == 415


@pytest.mark.parametrize("call", ["NOW()", "rand()", "UUID()", "STRUUID()", "BNODE()"])
def test_what_changes_by_itself_is_never_kept(client: FlaskClient, store: Counting, call: str) -> None:
    request = path(f"SELECT ({call} AS ?x) {{}}")
    first = client.get(**request)
    asked = store.asked
    assert "ETag" not in first.headers
    assert client.get(**request).status_code == 200
    assert store.asked == asked + 1


def test_only_calls_make_a_query_volatile() -> None:
    assert not volatile('SELECT ?now { ?now pe:now "NOW() RAND()", <a:UUID> # BNODE()\n }')
    assert volatile("SELECT (1+NOW() AS ?x) {}")
    assert volatile("SELECT (<a:b>AS ?x) (Bnode('x') AS ?y) {}")
    assert volatile("SELECT 'never closed NOW()")


def test_no_answer_is_older_than_the_last_acknowledged_write(tmp_path: Path) -> None:
    with Store(tmp_path / "store", base=BASE):
        pass
    settings = Settings(base=BASE, write_token=TOKEN, store=str(tmp_path / "store"))
    stop, failed = threading.Event(), []
    with Workers.of(settings) as workers, listening(create_app(settings, workers)) as address:
        server = urlsplit(address)

        def ask(method: str, path: str, body: str = "") -> bytes:
            connection = HTTPConnection(str(server.hostname), server.port)
            connection.request(method, path, body, BEARER | {"Content-Type": "application/sparql-update"})
            response = connection.getresponse()
            answer = response.read()
            connection.close()
            return answer if response.status in (200, 204) else b"%d" % response.status

        value = "/sparql?query=SELECT%20(MAX(%3Fn)%20AS%20%3Fmost)%20%7B%20%3Fs%20%3Fp%20%3Fn%20%7D&format=csv"

        def keep_asking() -> None:
            newest = -1
            while not stop.is_set():
                found = int(ask("GET", value).split()[1])
                if found < newest:
                    failed.append((found, newest))
                newest = max(found, newest)

        ask("POST", "/update", "INSERT DATA { <a:s> <a:p> 0 }")
        readers = [threading.Thread(target=keep_asking) for _ in range(2)]
        for reader in readers:
            reader.start()
        try:
            for number in range(1, 16):
                assert ask("POST", "/update", f"INSERT DATA {{ <a:s> <a:p> {number} }}") == b""
                assert ask("GET", value) == b"most\r\n%d\r\n" % number
        finally:
            stop.set()
            for reader in readers:
                reader.join()
    assert failed == []


def test_errors_and_writes_are_not_kept(client: FlaskClient) -> None:
    for response in (
        client.get(**path("SELECT")),
        client.get("/report/none"),
        client.get("/data?graph=a:none"),
        client.get("/sparql", query_string={"query": "ASK {}"}, headers={"Accept": "image/png"}),
    ):
        assert response.status_code >= 400
        assert "ETag" not in response.headers
        assert response.headers["Cache-Control"] == "no-store"
    client.put("/data?graph=a:none", headers=BEARER, data=b"", content_type="text/turtle")
    assert client.get("/data?graph=a:none").status_code == 200


def test_an_engine_that_tells_no_version_is_asked_each_time() -> None:
    client = seed_app().test_client()
    response = client.get(**path(SPEAKERS))
    assert (response.status_code, "ETag" in response.headers) == (200, False)
    assert client.get(**path(SPEAKERS), headers={"If-None-Match": "*"}).status_code == 200


def test_a_long_answer_is_kept_while_it_is_streamed_unless_it_is_too_long(app: Flask, store: Counting) -> None:
    client = client_of(app)
    for size, kept in ((3, True), (30, False)):
        chunks = [b"x" * (1 << 20)] * size

        def query(text: str, **_: Any) -> Answer:
            store.asked += 1
            return Answer("graph", "text/turtle", iter(chunks))  # noqa: B023

        store.query = query  # type: ignore[method-assign]
        request = path(f"DESCRIBE <a:{size}>")
        first, asked = client.get(**request), store.asked
        assert first.data == client.get(**request).data == b"".join(chunks)
        assert store.asked == asked + (not kept)
        asked = store.asked
        unchanged = client.get(**request, headers={"If-None-Match": first.headers["ETag"]})
        assert (unchanged.status_code, store.asked) == (304, asked)


def test_an_answer_that_is_not_read_to_its_end_is_not_kept(app: Flask, store: Counting) -> None:
    closed = []

    def chunks() -> Iterator[bytes]:
        try:
            for _ in range(4):
                yield b"x" * (1 << 20)
        finally:
            closed.append(True)

    store.query = lambda text, **_: Answer("graph", "text/turtle", chunks())  # type: ignore[method-assign]
    with client_of(app).get(**path("DESCRIBE <a:b>"), buffered=False) as response:
        next(iter(response.iter_encoded()))
    assert closed == [True]
    assert b"\nkg_cache_bytes 0.0\n" in client_of(app).get("/metrics").data


def test_the_cache_stays_within_its_size_and_lets_go_of_what_is_asked_least() -> None:
    cache = Cache(10 * (1_000 + OVERHEAD))
    for number in range(50):
        cache.put(str(number), Kept("/", (), b"x" * 1_000))
        assert cache.get("0") is not None
        assert cache.bytes <= cache.capacity
    assert [number for number in range(50) if cache.get(str(number))] == [0, *range(41, 50)]
    nothing = Cache(0)
    nothing.put("0", Kept("/", (), b""))
    assert nothing.get("0") is None
