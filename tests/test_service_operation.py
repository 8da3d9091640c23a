"""What the owner of a service looks at: health, the log of requests, metrics."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from kg.cli import main
from kg.endpoint import Answer
from kg.errors import BusyError, KGError, LimitError, StoreError
from server.logs import LOGGER
from tests.seed import BASE, TEXT
from tests.serving import BEARER, TOKEN, Versioned, client_of, writing_app

SECRET = "a-word-that-no-log-shows"


class Failing(Versioned):
    """A store that answers everything with an error, once it has one."""

    error: Exception | None = None

    def query(self, text: str, **how: Any) -> Answer:
        if self.error is not None:
            raise self.error
        return super().query(text, **how)

    def update(self, text: str, **how: Any) -> None:
        if self.error is not None:
            raise self.error
        super().update(text, **how)


@pytest.fixture
def store() -> Failing:
    return Failing(None, base=BASE)


@pytest.fixture
def client(store: Failing) -> FlaskClient:
    return client_of(writing_app(store))


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    level = LOGGER.level
    with caplog.at_level(logging.INFO, LOGGER.name):
        LOGGER.propagate = True
        yield caplog
    LOGGER.setLevel(level)


def lines(log: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [json.loads(record.getMessage()) for record in log.records if record.name == LOGGER.name]


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (None, 200, "ok"),
        (BusyError("too much"), 200, "busy"),
        (StoreError("gone"), 503, "failing"),
        (LimitError("slow", late=True), 503, "failing"),
    ],
)
def test_health_says_whether_the_store_answers(
    client: FlaskClient, store: Failing, error: KGError | None, status: int, said: str
) -> None:
    store.error = error
    response = client.get("/health")
    assert (response.status_code, json.loads(response.data)) == (status, {"status": said})
    assert (response.content_type, response.headers["Cache-Control"]) == ("application/json", "no-store")
    assert client.head("/health").status_code == status


def test_each_request_is_one_line_of_json(client: FlaskClient, log: pytest.LogCaptureFixture) -> None:
    asked = client.get("/sparql", query_string={"query": "ASK {}"})
    missing = client.get("/report/none?x=1")
    first, second = lines(log)
    assert {name: first[name] for name in ("method", "path", "status", "bytes")} == {
        "method": "GET", "path": "/sparql", "status": 200, "bytes": len(asked.data),
    }  # fmt: skip
    assert first.keys() == {"time", "id", "method", "path", "status", "ms", "bytes"}
    assert 0 < first["ms"] < 10_000
    assert (second["path"], second["status"]) == ("/report/none", 404)
    assert json.loads(missing.data)["instance"] == f"urn:uuid:{second['id']}"


def test_the_log_shows_no_token_no_query_and_no_text(client: FlaskClient, log: pytest.LogCaptureFixture) -> None:
    wrong = {"Authorization": f"Bearer {SECRET}"}
    client.get("/sparql", query_string={"query": f"SELECT * {{ ?s ?p '{SECRET}"})
    client.post("/sparql", data={"query": f"ASK {{ ?s ?p '{SECRET}' }}"}, headers=wrong)
    client.post("/update", data={"update": f"INSERT DATA {{ '{SECRET}' }}"}, headers=BEARER)
    client.post("/update", data={"update": "CLEAR ALL"}, headers=wrong)
    client.put(f"/data?graph=a:{SECRET}", data=f"<a:s> <a:p '{SECRET}'", content_type="text/turtle", headers=BEARER)
    client.post("/reports", data=f"{SECRET} {TEXT}", content_type="text/plain", headers=BEARER)
    client.post("/reports", data=f'{{"text": "{SECRET}', content_type="application/json", headers=BEARER)
    assert len(lines(log)) == 7
    assert SECRET not in log.text
    assert TOKEN not in log.text


@pytest.mark.parametrize("error", [StoreError(f"{SECRET}: no space"), ZeroDivisionError(SECRET)])
def test_what_went_wrong_inside_stands_in_the_log_and_not_in_the_answer(
    client: FlaskClient, store: Failing, log: pytest.LogCaptureFixture, error: Exception
) -> None:
    store.error = error
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    response = client.post("/update", data={"update": "CLEAR ALL"}, headers=BEARER)
    told = json.loads(response.data)
    (line,) = lines(log)
    assert response.status_code == line["status"] == told["status"] == (503 if isinstance(error, KGError) else 500)
    assert told["instance"] == f"urn:uuid:{line['id']}"
    assert line["error"] == type(error).__name__
    assert re.search(r"test_service_operation\.py:\d+$", line["at"][-1])
    assert SECRET not in response.get_data(as_text=True) + log.text


def test_an_answer_that_broke_off_is_marked_in_the_log(
    client: FlaskClient, store: Failing, log: pytest.LogCaptureFixture
) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"x" * (2 << 20)
        raise LimitError("stopped")

    store.query = lambda text, **_: Answer("graph", "text/turtle", chunks())  # type: ignore[method-assign]
    with pytest.raises(LimitError):
        client.get("/sparql", query_string={"query": "DESCRIBE <a:b>"})
    (line,) = lines(log)
    assert (line["status"], line["aborted"], line["error"], line["bytes"]) == (200, True, "LimitError", 2 << 20)


def test_metrics_count_requests_by_route_and_never_by_path(client: FlaskClient) -> None:
    for path in ("/report/one", "/report/two", "/nowhere", "/sparql?query=ASK%20%7B%7D", "/sparql?query=ASK%20%7B%7D"):
        client.get(path)
    client.open("/", method="HEAD")
    client.open("/sparql", method="BREW")
    response = client.get("/metrics")
    assert response.content_type.startswith("text/plain")
    shown = response.get_data(as_text=True)
    for line in (
        'kg_requests_total{method="GET",route="/report/<report_id>",status="404"} 2.0',
        'kg_requests_total{method="GET",route="none",status="404"} 1.0',
        'kg_requests_total{method="GET",route="/sparql",status="200"} 2.0',
        'kg_requests_total{method="other",route="none",status="405"} 1.0',
        'kg_request_seconds_count{route="/sparql"} 2.0',
        "kg_cache_hits_total 1.0",
    ):
        assert line in shown.splitlines()
    assert "/report/one" not in shown


def test_the_token_is_never_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("KG_WRITE_TOKEN", SECRET)
    for form in ("text", "json"):
        main(["config", "--format", form], standalone_mode=False)
    shown = capsys.readouterr().out
    assert "write_token" in shown
    assert "(set)" in shown
    assert SECRET not in shown
    monkeypatch.setenv("KG_WRITE_TOKEN", f"{SECRET} with spaces")
    assert main(["config"], standalone_mode=False) == 2
    assert SECRET not in "".join(capsys.readouterr())
