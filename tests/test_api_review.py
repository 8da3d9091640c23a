"""Deciding over the web: what the interface says it takes and gives, who may decide, and the pages without scripts."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.canonical import derive
from kg.config import Settings
from kg.decisions import Correction, from_json
from kg.document import Report
from kg.pipeline import read
from kg.rdf import ReportGraphs
from kg.store import Store
from kg.validate import out_of_step
from server import create_app
from tests.identified import identified
from tests.schemas import faults
from tests.seed import BASE
from tests.serving import BEARER, TOKEN, Versioned, read_store
from tests.test_api import DOCUMENT, SCHEMAS

PATHS = ("reports/2023-janders.txt", "gold/development/rival-daegu.txt")
ID = "2023-janders"


@pytest.fixture(scope="module")
def served() -> tuple[FlaskClient, Store]:
    """A server of two reports that reads; who is who is derived in it."""
    store = Versioned(None, base=BASE)
    with read_store(*PATHS) as read_once:
        store.put_vocabulary(read_once.vocabulary())
        for report_id in read_once.report_ids():
            store.put(read_once.graphs(report_id))
    derive(store)
    app = create_app(Settings(base=BASE, write_token=TOKEN), store, read=partial(read, base=BASE))
    return app.test_client(), store


@pytest.fixture
def client(served: tuple[FlaskClient, Store]) -> Iterator[FlaskClient]:
    """The server, as it was before the test."""
    client, store = served
    yield client
    for decision in get(client, "decisions", limit=100)["decisions"]:
        client.delete(f"/api/decisions/{decision['id']}", headers=BEARER)
    derive(store)


def get(client: FlaskClient, path: str, **asked: Any) -> Any:
    answer = client.get(f"/api/{path}", query_string=asked)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    template = path if path in ("review", "forms", "decisions") else "decisions/{id_}"
    schema = DOCUMENT["paths"][f"/api/{template}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert list(faults(answer.get_json(), schema, SCHEMAS)) == []
    return answer.get_json()


def told(client: FlaskClient, document: object, headers: dict[str, str] = BEARER) -> TestResponse:
    """What is answered to a decision, which is as described."""
    answer = client.post("/api/decisions", json=document, headers=headers)
    name = "Decision" if answer.status_code == 201 else "Problem"
    assert list(faults(answer.get_json(), SCHEMAS[name], SCHEMAS)) == []
    return answer


def refused(client: FlaskClient, status: int, document: object) -> str:
    answer = told(client, document)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return str(answer.get_json()["detail"])


def test_of_two_who_correct_a_report_at_once_none_is_lost() -> None:
    begun = threading.Barrier(2)

    def slowly(report: Report, corrections: Iterable[Correction]) -> ReportGraphs:
        with suppress(threading.BrokenBarrierError):
            begun.wait(0.5)  # for the other, who would have asked for the corrections by now as well
        return read(report, corrections, base=BASE)

    with read_store(PATHS[0]) as store:
        app = create_app(Settings(base=BASE, write_token=TOKEN), store, read=slowly)
        people = [str(row["p"]) for row in store.select("SELECT ?p WHERE { ?p a foaf:Person } ORDER BY ?p LIMIT 2")]
        asked = [{"operation": "reject", "about": one, "values": {}, "by": "Ana"} for one in people]
        with ThreadPoolExecutor(2) as both:
            answers = list(both.map(lambda one: told(app.test_client(), one).status_code, asked))
        assert answers == [201, 201]
        assert out_of_step(store) == []


def test_the_queue_is_pairs_and_then_facts_page_by_page(served: tuple[FlaskClient, Store]) -> None:
    client, store = served
    persons = [str(row["p"]) for row in store.select("SELECT ?p WHERE { ?p a foaf:Person } ORDER BY ?p LIMIT 3")]
    identified(store, maybe=[(persons[0], persons[1]), (persons[1], persons[2])])
    pages, after = [get(client, "review", limit=1)], None
    while (after := pages[-1]["next"]) is not None and len(pages) < 5:
        pages.append(get(client, "review", limit=1, after=after))
    assert [(len(page["identities"]), len(page["facts"])) for page in pages] == [(1, 0), (1, 0), (0, 1), (0, 1), (0, 1)]
    assert len({page["total"] for page in pages}) == 1
    assert (
        get(client, "review", kind="identity")["total"] + get(client, "review", kind="facts")["total"]
        == pages[0]["total"]
    )
    one = get(client, "review", left=persons[0], right=persons[2])
    assert (one["total"], one["identities"][0]["reasons"]) == (1, [])
    about = get(client, "review", kind="identity", about=persons[0])["identities"]
    assert [(item["left"]["node"]["iri"], item["reasons"]) for item in about] == [(persons[0], ["the same full name"])]
    derive(store)


def test_of_two_events_that_may_be_one_each_has_its_days_and_places_first_and_says_how_much_is_left_out(
    served: tuple[FlaskClient, Store],
) -> None:
    client, store = served
    asked = "SELECT ?event { ?time pe:timeOf ?event } GROUP BY ?event ORDER BY DESC(COUNT(?time)) ?event LIMIT 2"
    left, right = (str(row["event"]) for row in store.select(asked))
    (item,) = get(client, "review", left=left, right=right)["identities"]
    for side in (item["left"], item["right"]):
        said = [fact["iri"].rpartition("/")[2] for fact in side["known"]]
        first = [key.startswith("time-") or ".place." in key for key in said]
        assert first[0]
        assert first == sorted(first, reverse=True)
        assert len(said) <= 8
    facts = client.get("/api/thing", query_string={"iri": left}).get_json()["sections"]
    known = sum(not fact["claimed"] for section in facts for fact in section["facts"])
    assert len(item["left"]["known"]) + item["left"]["more"] == known


def test_an_item_has_its_sentence_with_the_words_marked(client: FlaskClient) -> None:
    (item,) = get(client, "review", kind="facts", report=ID, limit=1)["facts"]
    sentence = item["sentence"]
    marked = [sentence["text"][start:end] for start, end in sentence["marks"]]
    assert {words["exact"] for words in item["fact"]["words"]} >= set(marked) > set()
    assert item["report"]["id"] == ID
    assert all(rule["says"] != rule["id"] for rule in item["rules"])


@pytest.mark.parametrize(
    "asked", [{"kind": "x"}, {"after": "x"}, {"after": "facts:x"}, {"type": "x"}, {"limit": "1000"}]
)
def test_what_cannot_be_asked_is_refused(client: FlaskClient, asked: dict[str, str]) -> None:
    assert client.get("/api/review", query_string=asked).status_code == 400


def test_only_who_has_the_token_decides(client: FlaskClient, served: tuple[FlaskClient, Store]) -> None:
    fact = get(client, "review", kind="facts", limit=1)["facts"][0]["id"]
    document = {"operation": "accept", "about": fact, "by": "Ana"}
    assert told(client, document, {}).status_code == 401
    assert told(client, document, {"Authorization": "Bearer wrong"}).status_code == 401
    assert client.delete("/api/decisions/0123456789abcdef").status_code == 401
    reading = create_app(Settings(base=BASE), served[1]).test_client()
    assert told(reading, document).status_code == 403
    assert get(client, "decisions")["total"] == 0


def test_a_decision_is_made_told_and_taken_back(client: FlaskClient, served: tuple[FlaskClient, Store]) -> None:
    before = served[1].dump()
    fact = get(client, "review", kind="facts", report=ID, limit=1)["facts"][0]
    answer = told(client, {"operation": "accept", "about": fact["id"], "by": "Ana Brook", "why": "it says so"})
    made = answer.get_json()
    assert answer.status_code == 201
    assert answer.headers["Location"].endswith(f"/api/decisions/{made['id']}")
    assert (made["by"], made["why"], made["status"], made["iri"]) == ("Ana Brook", "it says so", "applied", fact["id"])
    assert get(client, f"decisions/{made['id']}") == made == get(client, "decisions", report=ID)["decisions"][0]
    assert get(client, "decisions", about=fact["id"])["total"] == 1
    assert get(client, "decisions", status="unplaced")["total"] == 0
    assert from_json(client.get("/api/decisions.jsonl").get_data(as_text=True)).id == made["id"]
    assert fact["id"] not in {item["id"] for item in get(client, "review", kind="facts", limit=100)["facts"]}
    taken = client.delete(f"/api/decisions/{made['id']}", headers=BEARER)
    assert (taken.status_code, taken.get_data()) == (204, b"")
    assert client.delete(f"/api/decisions/{made['id']}", headers=BEARER).status_code == 404
    assert client.get(f"/api/decisions/{made['id']}").status_code == 404
    derive(served[1])
    assert served[1].dump() == before


def test_what_the_reader_missed_is_added_and_changed_with_what_the_forms_offer(client: FlaskClient) -> None:
    forms = {form["kind"]: form for form in get(client, "forms", report=ID)["forms"]}
    assert {"person", "event", "utterance", "count", "demand"} <= forms.keys()
    assert [form["label"] for form in forms.values() if "statement" in form["label"]] == ["quotation or statement"]
    fields = {field["name"]: field for field in forms["demand"]["fields"]}
    event = fields["event"]["choices"][0]["value"]
    words = {"start": 100, "end": 120}
    added = told(
        client,
        {"operation": "add", "report": ID, "kind": "demand", "words": words, "values": {"event": event}, "by": "Ana"},
    )
    assert added.status_code == 201, added.get_json()
    demand = added.get_json()["iri"]
    (form,) = get(client, "forms", about=demand)["forms"]
    assert {field["name"]: field["value"] for field in form["fields"]}["event"] == event
    by = fields["by"]["choices"][0]["value"]
    assert told(client, {"operation": "change", "about": demand, "values": {"by": by}, "by": "Ana"}).status_code == 201
    (form,) = get(client, "forms", about=demand)["forms"]
    assert {field["name"]: field["value"] for field in form["fields"]}["by"] == by


def test_contradictions_and_nonsense_are_told_apart(client: FlaskClient, served: tuple[FlaskClient, Store]) -> None:
    persons = [str(row["p"]) for row in served[1].select("SELECT ?p WHERE { ?p a foaf:Person } ORDER BY ?p LIMIT 2")]
    fact = get(client, "review", kind="facts", limit=1)["facts"][0]["id"]
    pair = {"left": persons[0], "right": persons[1], "by": "Ana"}
    person = {"operation": "add", "kind": "person", "by": "Ana"}
    assert told(client, {"judgement": "different", **pair}).status_code == 201
    assert "take that back first" in refused(client, 409, {"judgement": "same", **pair, "by": "Bea"})
    for document, said in [
        ({"judgement": "same", "left": persons[0], "right": fact, "by": "Ana"}, "judged are"),
        ({"judgement": "perhaps", **pair}, "same, different, unsure"),
        ({"judgement": "same", **pair, "by": "  "}, "who decides"),
        ({"judgement": "same", **pair, "more": 1}, "unknown more"),
        ({"operation": "accept", "about": f"{BASE}report/{ID}/none", "by": "Ana"}, "none"),
        ({"operation": "change", "about": fact, "values": {"none": 1}, "by": "Ana"}, "has no none"),
        ({"operation": "change", "about": fact, "values": [], "by": "Ana"}, "values"),
        ({**person, "report": ID, "words": {"start": 1}}, "no stretch"),
        ({**person, "report": ID, "words": {"start": 0, "end": 10**8}}, "no stretch"),
        ({**person, "report": "nowhere", "words": {"start": 0, "end": 4}}, "nowhere"),
        ({"operation": "accept", "by": "Ana"}, "about"),
        ({}, "by"),
    ]:  # fmt: skip
        assert said in refused(client, 422, document), document
    assert "address" in refused(client, 400, {"operation": "accept", "about": "no address", "by": "Ana"})
    assert client.post("/api/decisions", data=b"{", headers=BEARER).status_code == 400
    assert get(client, "decisions")["total"] == 1


def test_a_server_that_reads_no_reports_takes_judgements_only(served: tuple[FlaskClient, Store]) -> None:
    store = served[1]
    client = create_app(Settings(base=BASE, write_token=TOKEN), store).test_client()
    fact = get(client, "review", kind="facts", limit=1)["facts"][0]["id"]
    assert told(client, {"operation": "accept", "about": fact, "by": "Ana"}).status_code == 501


def test_the_pages_show_the_same_without_scripts(client: FlaskClient) -> None:
    html = {"Accept": "text/html"}
    fact = get(client, "review", kind="facts", report=ID, limit=1)["facts"][0]
    page = client.get(f"/review?report={ID}", headers=html).get_data(as_text=True)
    start, end = fact["sentence"]["marks"][0]
    assert f"<mark>{fact['sentence']['text'][start:end]}</mark>" in page
    made = told(client, {"operation": "reject", "about": fact["id"], "by": "<b>Eve</b>", "why": "no"}).get_json()
    listed = client.get("/decisions", headers=html).get_data(as_text=True)
    assert f"/decision/{made['id']}" in listed
    assert "<b>Eve" not in listed
    one = client.get(f"/decision/{made['id']}", headers=html)
    assert one.status_code == 200
    assert "<b>Eve" not in one.get_data(as_text=True)
    turtle = client.get(f"/decision/{made['id']}", headers={"Accept": "text/turtle"}).get_data(as_text=True)
    assert "prov:wasAttributedTo" in turtle or "wasAttributedTo" in turtle
    assert client.get("/decision/ffffffffffffffff", headers=html).status_code == 404


def test_a_hostile_report_does_not_leave_its_sentence(client: FlaskClient, served: tuple[FlaskClient, Store]) -> None:
    text = "Hundreds of <script>alert(1)</script> people rallied in Orvale on 3 May 2021 over the Tarn killing."
    store = served[1]
    store.put(read(Report(id="hostile", text=text), base=BASE))
    page = client.get("/review?report=hostile", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert "Orvale" in page
    assert "<script>alert" not in page
    store.remove("hostile")
