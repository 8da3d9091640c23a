"""`POST /reports`: a text goes in, its facts come out."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest
from flask.testing import FlaskClient
from rdflib import RDF, Graph, URIRef
from werkzeug.test import TestResponse

from kg.config import Settings
from kg.decisions import Correction
from kg.document import Report
from kg.errors import BusyError, LimitError, ReportError
from kg.rdf import ReportGraphs
from kg.store import Store
from kg.vocab import PE
from server import create_app
from tests.seed import BASE, TEXT
from tests.serving import BEARER, TOKEN, Versioned, seed_graphs, writing_app

KNOWN = {"id": "rally", "text": TEXT, "publisher": "The Orvale Post", "published": "2021-05-04", "language": "en",
         "url": "https://news.example/1", "title": "passed over"}  # fmt: skip


@pytest.fixture
def client() -> FlaskClient:
    return writing_app().test_client()


def post(client: FlaskClient, data: object, media: str = "application/json", accept: str = "*/*") -> TestResponse:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    return client.post("/reports", data=body, content_type=media, headers=BEARER | {"Accept": accept})


def test_a_report_goes_in_and_its_facts_come_out_with_its_address(client: FlaskClient) -> None:
    response = post(client, KNOWN)
    assert (response.status_code, response.headers["Location"]) == (201, f"{BASE}report/rally")
    facts = Graph().parse(response.data, format="turtle")
    assert (URIRef(f"{BASE}report/rally"), RDF.type, PE.Report) in facts
    read = client.get("/report/rally/graph", headers={"Accept": "text/turtle"})
    assert set(Graph().parse(read.data, format="turtle")) == set(facts)
    assert client.get("/report/rally", headers={"Accept": "text/html"}).status_code == 200
    assert post(client, KNOWN).status_code == 200  # it was there, and is replaced


def test_a_plain_text_gets_an_id_of_its_own(client: FlaskClient) -> None:
    response = post(client, TEXT.encode(), "text/plain; charset=utf-8", "application/n-triples")
    assert response.status_code == 201
    assert response.headers["Location"].startswith(f"{BASE}report/text-")
    assert response.content_type == "application/n-triples"


def test_the_reader_gets_what_is_known_of_the_report() -> None:
    seen: list[Report] = []

    def read(report: Report, corrections: Iterable[Correction]) -> ReportGraphs:
        seen.append(report)
        return seed_graphs(report)

    app = create_app(Settings(base=BASE, write_token=TOKEN), Versioned(None, base=BASE), read=read)
    assert post(app.test_client(), KNOWN).status_code == 201
    (report,) = seen
    assert (report.id, report.text, report.publisher, report.url) == ("rally", TEXT, KNOWN["publisher"], KNOWN["url"])
    assert str(report.published) == "2021-05-04"


@pytest.mark.parametrize(
    ("status", "said", "data", "media", "accept"),
    [
        (400, "is not JSON", b"{", "application/json", "*/*"),
        (400, "is not UTF-8", b"caf\xe9 and more", "text/plain", "*/*"),
        (400, "UTF-8", TEXT.encode("latin-1"), "text/plain; charset=latin-1", "*/*"),
        (406, "None of the formats", json.dumps(KNOWN).encode(), "application/json", "text/csv"),
        (413, "more than 5000 characters", b"word " * 1_001, "text/plain", "*/*"),
        (413, "capacity limit", b"word " * 100_000, "text/plain", "*/*"),
        (415, "application/json or text/plain", TEXT.encode(), "text/html", "*/*"),
        (422, "has no text", b"[]", "application/json", "*/*"),
        (422, "is empty", b" \n", "text/plain", "*/*"),
        (422, "is not text", b"a\x00b", "text/plain", "*/*"),
        (422, "only English", json.dumps(KNOWN | {"language": "de"}).encode(), "application/json", "*/*"),
        (422, "only English", ("Die Frauen haben gestern auf dem Platz in der Stadt gegen die Gewalt und für den "
                               "Frieden demonstriert und eine Rede gehalten. " * 5).encode(), "text/plain", "*/*"),
        (422, "not a date", json.dumps(KNOWN | {"published": "yesterday"}).encode(), "application/json", "*/*"),
        (422, "not an http", json.dumps(KNOWN | {"url": "file:///etc/passwd"}).encode(), "application/json", "*/*"),
    ],
)  # fmt: skip
def test_what_is_not_a_report_is_refused_in_words_and_not_kept(
    status: int, said: str, data: bytes, media: str, accept: str
) -> None:
    settings = Settings(base=BASE, write_token=TOKEN, max_report_characters=5_000)
    store = Versioned(None, base=BASE)
    response = post(create_app(settings, store, read=seed_graphs).test_client(), data, media, accept)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert said in json.loads(response.data)["detail"]
    assert store.report_ids() == []


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (LimitError("stopped after 60 s", late=True), 504),
        (LimitError("too much memory"), 503),
        (BusyError("come again", seconds=5), 503),
        (ReportError("rally: nothing was read", reason="not readable"), 422),
    ],
)
def test_a_reader_that_gives_up_is_an_honest_error(error: Exception, status: int) -> None:
    def read(report: Report, corrections: Iterable[Correction]) -> ReportGraphs:
        raise error

    store = Versioned(None, base=BASE)
    app = create_app(Settings(base=BASE, write_token=TOKEN), store, read=read)
    response = post(app.test_client(), KNOWN)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert response.headers.get("Retry-After") == ("5" if isinstance(error, BusyError) else None)
    assert store.report_ids() == []


def test_a_server_that_reads_nothing_says_so() -> None:
    app = create_app(Settings(base=BASE, write_token=TOKEN), Store(None, base=BASE))
    assert post(app.test_client(), KNOWN).status_code == 501
