"""What keeps the service up and its answers honest, in process and over real sockets."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from kg.endpoint import Answer
from kg.errors import BusyError, KGError, LimitError, RDFError, StoreError
from server import SECURITY
from server.spreadsheet import defused
from tests.seed import BASE
from tests.serving import BEARER, TOKEN, Versioned, listening, seed_app, writing_app

pytestmark = pytest.mark.alone

BROWSER = "text/html,*/*;q=0.8"
MB = 1 << 20


class Scripted(Versioned):
    """A store whose answers are written beforehand."""

    chunks: Any = ()
    error: KGError | None = None
    timeout: float | None = None

    def query(self, text: str, *, timeout: float | None = None, **how: Any) -> Answer:
        self.timeout = timeout
        if self.error is not None:
            raise self.error
        if text.startswith("DESCRIBE"):
            return Answer("graph", "text/turtle", self.chunks())
        return super().query(text, timeout=timeout, **how)


@pytest.fixture
def store() -> Scripted:
    return Scripted(None, base=BASE)


@pytest.fixture
def client(store: Scripted) -> FlaskClient:
    return writing_app(store).test_client()


@contextmanager
def connected(address: str) -> Iterator[socket.socket]:
    with socket.create_connection((urlsplit(address).hostname, urlsplit(address).port), timeout=30) as connection:
        yield connection


def said(connection: socket.socket) -> bytes:
    """All that comes until the other side closes; ends with RESET if it closes by a reset."""
    parts = []
    try:
        while part := connection.recv(1 << 16):
            parts.append(part)
    except ConnectionResetError:
        parts.append(RESET)
    return b"".join(parts)


RESET = b"<reset>"
DESCRIBE = "GET /sparql?query=DESCRIBE%20%3Ca:b%3E"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (LimitError("stopped after 2 s", late=True), 504),
        (LimitError("too much memory"), 503),
        (BusyError("too many are waiting", seconds=7), 503),
        (StoreError("/folder: no space"), 503),
        (RDFError("not Turtle"), 400),
    ],
)
@pytest.mark.parametrize("path", ["/", "/report/x", "/sparql?query=ASK{}", "/data?graph=a:b", "/.well-known/void"])
def test_what_the_engine_cannot_do_is_an_honest_error_everywhere(
    client: FlaskClient, store: Scripted, path: str, error: KGError, status: int
) -> None:
    store.error = error
    told = client.get(path)
    assert (told.status_code, told.content_type) == (status, "application/problem+json")
    assert json.loads(told.data)["status"] == status
    assert told.headers.get("Retry-After") == ("7" if isinstance(error, BusyError) else None)
    assert b"/folder" not in told.data
    page = client.get(path, headers={"Accept": BROWSER})
    assert (page.status_code, page.content_type) == (status, "text/html; charset=utf-8")


def test_a_write_that_took_too_long_may_have_been_carried_out_and_its_sender_is_told(store: Scripted) -> None:
    def late(*_: object, **__: object) -> None:
        raise LimitError("stopped after 60 s", late=True)

    store.update = late  # type: ignore[method-assign]
    response = writing_app(store).test_client().post("/update", data={"update": "CLEAR ALL"}, headers=BEARER)
    assert response.status_code == 504
    assert "may have been carried out" in json.loads(response.data)["detail"]
    store.error = LimitError("stopped after 30 s", late=True)
    read = writing_app(store).test_client().get("/sparql?query=ASK{}")
    assert "carried out" not in json.loads(read.data)["detail"]


def test_an_error_before_the_first_bytes_have_left_is_still_a_problem(client: FlaskClient, store: Scripted) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"<a:s> <a:p> 1 ."
        raise LimitError("its answer is too long")

    store.chunks = chunks
    response = client.get("/sparql?query=DESCRIBE%20%3Ca:b%3E")
    assert (response.status_code, response.content_type) == (503, "application/problem+json")


def failing() -> Iterator[bytes]:
    yield b"x" * 2 * MB
    raise LimitError("stopped")


def test_a_body_that_fails_on_its_way_never_ends_as_a_whole_one(store: Scripted) -> None:
    store.chunks = failing
    with listening(writing_app(store)) as address:
        with connected(address) as connection:
            connection.sendall(f"{DESCRIBE} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            answer = said(connection)
        assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
        assert b"Transfer-Encoding: chunked" in answer.partition(b"\r\n\r\n")[0]
        assert len(answer) > 2 * MB
        assert not answer.endswith(b"0\r\n\r\n")
        with connected(address) as connection:
            connection.sendall(f"{DESCRIBE} HTTP/1.0\r\n\r\n".encode())
            answer = said(connection)
        assert b"Transfer-Encoding" not in answer
        assert answer.endswith(RESET)
        with connected(address) as connection:  # and the server goes on
            connection.sendall(b"GET /health HTTP/1.0\r\n\r\n")
            assert said(connection).endswith(b'{"status": "ok"}')


def test_a_long_answer_is_on_its_way_while_the_engine_is_at_work(store: Scripted) -> None:
    taken = threading.Event()

    def chunks() -> Iterator[bytes]:
        yield b"x" * 2 * MB
        assert taken.wait(20)
        yield b"y"

    store.chunks = chunks
    with listening(writing_app(store)) as address, connected(address) as connection:
        connection.sendall(f"{DESCRIBE} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        got = connection.recv(1 << 16)
        taken.set()
        answer = got + said(connection)
    assert answer.endswith(b"1\r\ny\r\n0\r\n\r\n")


@pytest.mark.parametrize("kind", ["rows", "graph"])
def test_a_page_shows_the_beginning_of_a_long_answer_and_does_not_wait_for_the_rest(store: Scripted, kind: str) -> None:
    given = 0

    def chunks() -> Iterator[bytes]:
        nonlocal given
        if kind == "rows":
            yield b'{"head":{"vars":["x","y"]},"results":{"bindings":['
        while True:
            given += 1
            row = b'{"x":{"type":"literal","value":"caf\xc3\xa9 %d"}},' % given
            yield row if kind == "rows" else b"<a:s> <a:p> %d .\n" % given

    answer = Answer("solutions" if kind == "rows" else "graph", "x", chunks())
    store.query = lambda text, **_: answer  # type: ignore[method-assign]
    store.select = lambda query, **_: []  # type: ignore[method-assign]
    response = writing_app(store).test_client().get("/sparql?query=x", headers={"Accept": "text/html"})
    page = response.get_data(as_text=True)
    assert response.status_code == 200
    assert given < 100_000
    if kind == "rows":
        (known,) = re.findall(r"<h2>More than (\d+) rows</h2>", page)
        assert int(known) > 10_000
        assert f"The first 1000 of more than {known} rows; all are in the downloads." in page
        assert page.count("caf\u00e9 ") == 1_000
    else:
        assert "This is the beginning; all of it is in the downloads." in page
        assert re.search(r"&lt;a:p&gt; \d+ \.</pre>", page)
    assert "format=ntriples" in page or "format=csv" in page


def test_a_client_that_leaves_frees_the_engine(store: Scripted) -> None:
    freed = threading.Event()

    def chunks() -> Iterator[bytes]:
        try:
            while True:
                yield b"x" * MB
        finally:
            freed.set()

    store.chunks = chunks
    with listening(writing_app(store)) as address:
        with connected(address) as connection:
            connection.sendall(f"{DESCRIBE} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            connection.recv(1 << 16)
        assert freed.wait(20)


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("Content-Length: 1000001\r\n", 413),
        ("Transfer-Encoding: chunked\r\n", 413),
        (f"Content-Length: 2000000\r\nAuthorization: Bearer {TOKEN}\r\n", 413),
        ("Content-Length: 2000000\r\nAuthorization: Bearer wrong\r\n", 413),
        ("Content-Length: many\r\n", 400),
        ("Transfer-Encoding: gzip\r\n", 501),
        (f"X: {'x' * 300_000}\r\n", 431),
    ],
)
def test_a_body_that_is_too_big_is_refused_before_it_is_there(head: str, status: int) -> None:
    with listening(writing_app(max_upload=1)) as address, connected(address) as connection:
        connection.sendall(f"POST /update HTTP/1.1\r\nHost: a\r\n{head}\r\n".encode())
        if "chunked" in head:
            connection.sendall(b"F4241\r\n" + b"x" * 1_000_001)
        answer = said(connection)
    top, _, body = answer.removesuffix(RESET).partition(b"\r\n\r\n")
    assert top.split()[1] == str(status).encode(), top
    assert b"Content-Type: application/problem+json" in top
    assert json.loads(body)["status"] == status


@pytest.mark.parametrize(
    "begun",
    [
        b"P",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Le",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nASK",
        b"GET /health HTTP/1.1\r\nHost: a\r\n\r\nGET /heal",
    ],
)
def test_a_request_that_does_not_come_to_its_end_is_left(begun: bytes) -> None:
    with listening(writing_app(body_timeout=1)) as address, connected(address) as connection:
        connection.sendall(begun)
        stop, since = threading.Event(), time.monotonic()

        def drip() -> None:
            while not stop.wait(0.2):
                try:
                    connection.sendall(b"x")
                except OSError:
                    return

        dripping = threading.Thread(target=drip)
        dripping.start()
        answer = said(connection)
        stop.set()
        dripping.join()
    assert time.monotonic() - since < 10
    assert answer.startswith(b"HTTP/1.1 200") == begun.startswith(b"GET")


def test_a_connection_on_which_nothing_is_asked_is_left() -> None:
    with listening(writing_app(body_timeout=1)) as address, connected(address) as connection:
        connection.settimeout(10)
        assert connection.recv(1) == b""


def test_a_big_body_may_take_longer_if_it_keeps_coming() -> None:
    part, pause = b"#" * 20_000 + b"\n", threading.Event()
    head = f"PUT /data?default HTTP/1.0\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: text/turtle\r\n"
    with listening(writing_app(body_timeout=1)) as address, connected(address) as connection:
        connection.sendall(f"{head}Content-Length: {15 * len(part)}\r\n\r\n".encode())
        since = time.monotonic()
        for _ in range(15):
            connection.sendall(part)
            pause.wait(0.2)  # as a slow line would
        assert said(connection).startswith(b"HTTP/1.0 204")
        assert time.monotonic() - since > 2


def test_a_client_that_takes_nothing_is_left(store: Scripted) -> None:
    freed = threading.Event()

    def chunks() -> Iterator[bytes]:
        try:
            while True:
                yield b"x" * MB
        finally:
            freed.set()

    store.chunks = chunks
    with listening(writing_app(store, body_timeout=1, max_answer=4)) as address, connected(address) as connection:
        connection.sendall(f"{DESCRIBE} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        assert freed.wait(20)


def test_a_short_answer_leaves_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces: list[bytes] = []
    send = socket.socket.send

    def noted(connection: socket.socket, data: bytes) -> int:
        pieces.append(bytes(data))
        return send(connection, data)

    monkeypatch.setattr(socket.socket, "send", noted)
    with listening(writing_app()) as address, connected(address) as connection:
        connection.sendall(b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n")
        connection.recv(1)
    answers = [piece for piece in pieces if piece.startswith(b"HTTP/1.1 200 ")]
    assert len(answers) == 1
    assert answers[0].endswith(b'"boolean":true}')


def test_a_connection_is_kept_for_short_answers_and_head_has_no_body() -> None:
    with listening(seed_app()) as address, connected(address) as connection:
        for method, length in (("GET", 59), ("HEAD", 0), ("GET", 59)):
            connection.sendall(f"{method} /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            top = b""
            while not top.endswith(b"\r\n\r\n"):
                top += connection.recv(1)
            assert b"content-type: application/sparql-results+json" in top.lower()
            body = b""
            while len(body) < length and b"true" not in body:
                body += connection.recv(length)
            assert (b'"boolean":true' in body) is (method == "GET")


@pytest.mark.parametrize(
    "request_",
    [
        {"path": "/"},
        {"path": "/nowhere"},
        {"path": "/sparql?query=ASK%20%7B%7D"},
        {"path": "/sparql?query=ASK"},
        {"path": "/sparql", "method": "DELETE"},
        {"path": "/update", "method": "POST"},
        {"path": "/data?default"},
        {"path": "/health"},
        {"path": "/metrics"},
        {"path": "/.well-known/void"},
        {"path": "/static/style.css"},
    ],
)
def test_every_answer_says_that_its_type_is_what_it_says(client: FlaskClient, request_: dict[str, Any]) -> None:
    for accept in ("text/html", "*/*", "text/turtle", "x/<script>"):
        with client.open(**request_, headers={"Accept": accept}) as response:
            assert {name: response.headers[name] for name in SECURITY} == SECURITY
            assert response.headers["Vary"] == "Accept"
            assert "<script>" not in response.content_type


@pytest.mark.parametrize("sent", [{"query_string": {"timeout": "1.5"}}, {"method": "POST", "data": {"timeout": "1.5"}}])
def test_a_client_may_say_how_long_it_waits(client: FlaskClient, store: Scripted, sent: dict[str, Any]) -> None:
    for part in ("query_string", "data"):
        if part in sent:
            sent[part] = {**sent[part], "query": "ASK {}"}
    assert client.open("/sparql", **sent).status_code == 200
    assert store.timeout == 1.5


@pytest.mark.parametrize("timeout", ["", "0", "-1", "x", "nan", "inf", "1e999"])
def test_a_time_that_is_none_is_refused(client: FlaskClient, timeout: str) -> None:
    assert client.get("/sparql", query_string={"query": "ASK {}", "timeout": timeout}).status_code == 400
    twice = client.get("/sparql", query_string={"query": "ASK {}", "timeout": ["1", "2"]})
    assert twice.status_code == 400


HOSTILE = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "=HYPERLINK(\"http://a.example/\",'x')", "|x", "%x"]
HARMLESS = ["Ana", "-5", "+3.5", "-1.0E6", "1=1", "", "a\nb, \"c\"", "\u00e9", "a" * 200_000]  # fmt: skip


def test_a_spreadsheet_gets_no_formulas_and_sparql_csv_stays_exact(client: FlaskClient) -> None:
    rows = " ".join(json.dumps(text) for text in HOSTILE + HARMLESS if len(text) < 1_000)
    asked = {"query": f"SELECT ?x {{ VALUES ?x {{ {rows} }} }}"}
    exact = client.get("/sparql", query_string=asked, headers={"Accept": "text/csv"})
    safe = client.get("/sparql", query_string={**asked, "format": "spreadsheet"})
    assert (safe.status_code, safe.content_type) == (200, "text/csv; charset=utf-8")
    assert safe.headers["Content-Disposition"] == 'attachment; filename="answer.csv"'
    kept = list(csv.reader(io.StringIO(exact.data.decode(), newline="")))[1:]
    shown = list(csv.reader(io.StringIO(safe.data.decode("utf-8-sig"), newline="")))[1:]
    texts = [text for text in HOSTILE + HARMLESS if len(text) < 1_000]
    assert [text for row in kept for text in row or [""]] == texts
    assert [text for row in shown for text in row or [""]] == [f"'{t}" if t in HOSTILE else t for t in texts]


def test_a_spreadsheet_is_the_same_however_the_bytes_come() -> None:
    out = io.StringIO()
    csv.writer(out).writerows([[text, "1"] for text in HOSTILE + HARMLESS])
    whole = out.getvalue().encode()
    pieces = [whole[n : n + 7] for n in range(0, len(whole), 7)]
    expected = [[f"'{text}" if text in HOSTILE else text, "1"] for text in HOSTILE + HARMLESS]
    for chunks in ([whole], pieces):
        table = b"".join(defused(chunks)).decode("utf-8-sig")
        assert list(csv.reader(io.StringIO(table, newline=""))) == expected


def test_only_a_table_is_a_spreadsheet(client: FlaskClient) -> None:
    graph = {"query": "CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p 1 }", "format": "spreadsheet"}
    assert client.get("/sparql", query_string=graph).status_code == 406


def test_the_page_of_a_table_offers_it_for_spreadsheets() -> None:
    client = seed_app().test_client()
    page = client.get("/sparql?query=SELECT%20*%20%7B%7D", headers={"Accept": BROWSER}).get_data(as_text=True)
    assert "format=spreadsheet" in page
    for query in ("ASK%20%7B%7D", "DESCRIBE%20%3Ca:b%3E"):
        page = client.get(f"/sparql?query={query}", headers={"Accept": BROWSER}).get_data(as_text=True)
        assert "format=csv" in page or "format=turtle" in page
        assert "format=spreadsheet" not in page
