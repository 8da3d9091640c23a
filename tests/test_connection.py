"""Whatever goes wrong on the way to an engine elsewhere is said with what to do, and never taken for an answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg.config import Settings, load_settings
from kg.errors import BusyError, KGError, LimitError, QueryError, SettingsError, StoreError
from kg.remote import RemoteStore
from tests.engines import free_ports

JSON = "application/sparql-results+json"
TRUE = b'{"head": {}, "boolean": true}'


class Scripted(BaseHTTPRequestHandler):
    """Answers as the path says: a status, and a word for what is odd about the answer."""

    seen: list[dict[str, str]] = []  # noqa: RUF012  # emptied by the fixture

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append(dict(self.headers))
        status, odd = int(self.path.split("/")[1]), self.path.split("/")[2]
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if odd == "html" else JSON)
        if odd == "elsewhere":
            self.send_header("Location", "http://127.0.0.1:1/sparql")
        if odd == "later":
            self.send_header("Retry-After", "7")
        self.send_header("Content-Length", str(len(TRUE) + (odd in ("short", "silent"))))
        self.end_headers()
        if odd == "silent":
            self.server.quiet.wait(30)  # type: ignore[attr-defined]
        self.wfile.write(TRUE)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def address() -> Iterator[str]:
    Scripted.seen.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
    server.quiet = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.quiet.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join(timeout=10)


def asked(address: str, **more: str) -> bool:
    return RemoteStore(Settings(remote_query=address, remote_timeout=1, **more)).ask("ASK {}")  # type: ignore[arg-type]


def test_an_answer_is_an_answer(address: str) -> None:
    assert asked(f"{address}/200/-") is True


@pytest.mark.parametrize(
    ("path", "error", "message"),
    [
        ("400/-", QueryError, r"refuses \(400\): .*boolean"),
        ("500/-", QueryError, r"refuses \(500\)"),
        ("401/-", StoreError, "not allowed; set KG_REMOTE_USER and KG_REMOTE_PASSWORD, or KG_REMOTE_TOKEN"),
        ("403/-", StoreError, "not allowed"),
        ("404/-", StoreError, "is this the right address"),
        ("503/later", BusyError, "too busy"),
        ("302/elsewhere", StoreError, "has moved to http://127.0.0.1:1/sparql; set that address"),
        ("206/-", LimitError, "in part only"),
        ("200/short", StoreError, "broke off"),
        ("200/silent", LimitError, "no answer within 1 seconds; ask for less, or raise remote_timeout"),
        ("200/html", StoreError, "answers in text/html"),
    ],
)
def test_what_goes_wrong_is_told(address: str, path: str, error: type[KGError], message: str) -> None:
    with pytest.raises(error, match=message) as caught:
        asked(f"{address}/{path}", remote_token="secret")
    assert "secret" not in str(caught.value)
    assert getattr(caught.value, "seconds", 7) == 7


def test_nobody_there_is_told() -> None:
    with pytest.raises(StoreError, match=r"cannot be reached .*; is the engine running there\?"):
        asked(f"http://127.0.0.1:{free_ports(1)[0]}/")


def test_a_token_is_sent_as_a_bearer_token(address: str) -> None:
    asked(f"{address}/200/-", remote_token="of-the-test")
    assert [seen["Authorization"] for seen in Scripted.seen] == ["Bearer of-the-test"]


def test_nothing_is_written_without_an_address_for_it() -> None:
    with pytest.raises(StoreError, match="set remote_update"):
        RemoteStore(Settings(remote_query="http://127.0.0.1:1/")).update("CLEAR DEFAULT")


def test_credentials_come_from_the_environment_and_are_not_shown(tmp_path: Path) -> None:
    environ = {"KG_REMOTE_QUERY": "http://e.example/q", "KG_REMOTE_PASSWORD": "s3cret", "KG_REMOTE_TOKEN": "t0ken"}
    settings = load_settings(tmp_path, environ)
    assert (settings.remote_password, settings.remote_token) == ("s3cret", "t0ken")
    assert "s3cret" not in f"{settings}{settings.shown()}"
    assert "t0ken" not in f"{settings}{settings.shown()}"
    (tmp_path / "kg.toml").write_text('remote_password = "s3cret"\n')
    with pytest.raises(SettingsError, match="set KG_REMOTE_PASSWORD"):
        load_settings(tmp_path, {})


@pytest.mark.parametrize("address", ["ftp://e.example/", "e.example", "http://a:b@e.example/", "http://e.example/a b"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="remote_update"):
        Settings(remote_update=address)
