"""What people decided about a report, as its pages and the interface show it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from kg.deciding import decision_graph
from kg.decisions import Anchor, Correction, Operation, Words
from kg.document import Report
from kg.pipeline import read
from kg.store import Store
from tests.seed import BASE
from tests.serving import client_of, writing_app

TEXT = """Dock workers rally in Port Ilsen

Hundreds of dock workers rallied in Port Ilsen on 3 May 2021 over unpaid wages.

The co-chair of the Dock Workers' Union, Ana Brook, said, "We will stay until we are paid."

The crowd chanted "Bread and wages". One sign was still to be read: we are not for sale.
"""
HARBOUR = Report(id="harbour", text=TEXT)
NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)


def anchor(kind: str, words: str, key: str = "") -> Anchor:
    start = TEXT.index(words)
    return Anchor(report="harbour", kind=kind, words=Words.of(TEXT, start, start + len(words)), key=key)


def corrections() -> Iterator[Correction]:
    """Something added, something wrong, and something said to be right."""
    about = anchor("expression", "we are not for sale")
    yield Correction(operation=Operation.ADD, about=about, values={"form": "BannerText"}, by="Ada <b>", at=NOON)
    about = anchor("expression", "Bread and wages")
    yield Correction(operation=Operation.REJECT, about=about, by="Ada <b>", at=NOON, why="it was a song")
    about = anchor("utterance", "We will stay until we are paid.")
    yield Correction(operation=Operation.ACCEPT, about=about, by="Bo", at=NOON)


@pytest.fixture(scope="module")
def decided() -> FlaskClient:
    """A client of a server of the report with those decisions."""
    store, made = Store(None, base=BASE), list(corrections())
    store.put(read(HARBOUR, [], base=BASE))
    for number, correction in enumerate(made, 1):
        graphs = read(HARBOUR, made[:number], base=BASE)
        store.decide(correction.id, decision_graph(correction, store.addresses), graphs)
    return client_of(writing_app(store))


def test_a_thing_says_who_decided_what_about_it_and_why(decided: FlaskClient) -> None:
    things = decided.get("/api/reports/harbour").get_json()["things"]
    known = {thing["label"].split(" at ")[0]: thing["decided"] for thing in things if thing["decided"] is not None}
    added, wrong, right = (correction.id for correction in corrections())
    at = "2026-11-23T12:00:00Z"
    assert known == {
        "we are not for sale": {"decision": added, "by": "Ada <b>", "at": at, "why": None, "status": "added"},
        "Bread and wages": {"decision": wrong, "by": "Ada <b>", "at": at, "why": "it was a song", "status": "rejected"},
        "Ana Brook said We will stay until we are paid.": {
            "decision": right, "by": "Bo", "at": at, "why": None, "status": "confirmed"
        },
    }  # fmt: skip


def test_the_plain_page_of_the_report_tells_it_and_keeps_what_was_rejected_apart(decided: FlaskClient) -> None:
    page = decided.get("/report/harbour").get_data(as_text=True)
    before, _, rejected = page.partition('<section class="claims rejected" id="rejected">')
    assert "Bread and wages" in rejected.partition("</section>")[0]
    assert "it was a song" in rejected
    assert "Not sure enough" not in before
    assert "By <bdi>Ada &lt;b&gt;</bdi>" in before
    assert "added by a person" in before


def test_the_page_of_a_fact_says_that_a_person_decided(decided: FlaskClient) -> None:
    things = decided.get("/api/reports/harbour").get_json()["things"]
    pages = {
        thing["decided"]["status"]: decided.get(thing["href"]).get_data(as_text=True)
        for thing in things
        if thing["decided"] is not None
    }
    assert "the reader had missed it" in pages["added"]
    assert "A person has decided about it" in pages["confirmed"]
    assert "Confidence 1" not in pages["confirmed"]
    assert "A person said that this is wrong. The graph does not state it." in pages["rejected"]
    assert "The rules that read this are wrong too often" not in pages["rejected"]


def test_what_nobody_decided_about_is_not_marked(decided: FlaskClient) -> None:
    card = decided.get("/api/thing", query_string={"iri": f"{BASE}report/harbour/place-22"}).get_json()
    assert card["thing"]["decided"] is None
    lines = [fact for section in card["sections"] for fact in section["facts"]]
    assert lines
    assert all(line["decided"] is None for line in lines)
