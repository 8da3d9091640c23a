"""What has changed, as a page, as a feed and as data."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef
from rdflib.namespace import RDFS

from kg.beliefs import Whole
from kg.changes import Change, ChangeKind
from kg.config import Settings
from kg.engine import to_triples
from kg.rdf import ReportGraphs
from kg.store import Store
from server import create_app, history
from tests.seed import BASE
from tests.serving import client_of

NAMES = {"a": "http://www.w3.org/2005/Atom"}
ONE, OTHER = f"{BASE}thing/one/person-1", f"{BASE}thing/two/person-9"


@pytest.fixture
def kept() -> Iterator[Store]:
    """An empty store."""
    with Store(None, base=BASE) as store:
        yield store


@pytest.fixture
def client(kept: Store) -> FlaskClient:
    """A client of its server."""
    return client_of(create_app(Settings(base=BASE), kept))


def told(client: FlaskClient, **asked: str) -> list[tuple[str, str, str | None]]:
    changes = client.get("/api/changes", query_string=asked).get_json()["changes"]
    return [(one["what"]["sort"], one["kind"], one["what"]["href"]) for one in changes]


def news(kept: Store, *changes: Change) -> None:
    """Write something that changes the graphs, and with it some entries of the history."""
    graph = Graph().add((URIRef(ONE), RDFS.seeAlso, URIRef(OTHER)))
    kept.write([Whole(what=ONE, graphs={f"{BASE}news": to_triples(graph)}, logged=False)], news=changes)


def feed(client: FlaskClient, **asked: str) -> ET.Element:
    answer = client.get("/changes.atom", query_string=asked)
    assert answer.mimetype == "application/atom+xml"
    return ET.fromstring(answer.get_data())


def texts(root: ET.Element, path: str) -> list[str]:
    return [element.text or "" for element in root.findall(path, NAMES)]


def test_nothing_has_changed_where_nothing_was_written(client: FlaskClient) -> None:
    assert told(client) == []
    assert "Nothing has changed" in client.get("/changes").get_data(as_text=True)
    root = feed(client)
    assert texts(root, "a:updated") == ["1970-01-01T00:00:00Z"]
    assert not root.findall("a:entry", NAMES)


def test_a_report_that_came_and_went_is_told_without_a_link_to_what_is_gone(
    client: FlaskClient, kept: Store, graphs: ReportGraphs
) -> None:
    kept.put(graphs)
    assert told(client) == [("report", "added", "/report/seed")]
    assert "Hundreds rally in Orvale" in client.get("/changes").get_data(as_text=True)
    kept.remove("seed")
    assert told(client) == [("report", "withdrawn", None), ("report", "added", None)]
    assert "Hundreds rally" not in client.get("/changes").get_data(as_text=True)


def test_the_feed_says_who_what_and_when_as_atom_wants_it(
    client: FlaskClient, kept: Store, graphs: ReportGraphs
) -> None:
    kept.put(graphs)
    news(kept, Change(kind=ChangeKind.MERGED, what=OTHER, other=ONE))
    root = feed(client)
    merged, added = root.findall("a:entry", NAMES)
    assert texts(merged, "a:title") == ["Thing “two/person-9” was joined with “one/person-1”"]
    assert texts(added, "a:title")[0].startswith("Report “Hundreds rally in Orvale")
    for element in (root, merged, added):
        assert all(len(texts(element, f"a:{name}")) == 1 for name in ("id", "title", "updated"))
    assert texts(root, "a:updated") == texts(merged, "a:updated")
    assert texts(root, "a:author/a:name")
    links = {link.get("rel"): link.get("href") for link in added.findall("a:link", NAMES)}
    assert links == {"alternate": "http://localhost/report/seed"}
    assert texts(feed(client), "a:entry/a:id") == texts(root, "a:entry/a:id")


def test_a_long_history_is_told_in_pages(client: FlaskClient, kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "PAGE", 2)
    news(kept, *(Change(kind=ChangeKind.PARTED, what=f"{ONE}{n}", other=OTHER) for n in range(5)))
    pages, at = [], 0
    while at is not None:
        page = client.get(f"/api/changes?offset={at}").get_json()
        pages.append([one["id"] for one in page["changes"]])
        at = page["next"]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert len({id_ for page in pages for id_ in page}) == 5
    assert 'href="/changes?offset=2"' in client.get("/changes").get_data(as_text=True)
    following = [link.get("href") for link in feed(client).findall("a:link[@rel='next']", NAMES)]
    assert following == ["http://localhost/changes.atom?offset=2"]


def test_only_what_came_since_a_moment_is_told(client: FlaskClient, kept: Store, graphs: ReportGraphs) -> None:
    kept.put(graphs)
    at = client.get("/api/changes").get_json()["changes"][0]["at"]
    for since, number in ((at, 1), (at[:10], 1), ("9999-01-01", 0), (f"{at[:-1]}+00:00", 1), (f"{at[:-1]}-00:01", 0)):
        assert len(told(client, since=since)) == number, since


@pytest.mark.parametrize("since", ["yesterday", "2026-13-01", "'; DROP ALL", "0001-01-01T00:00:00+23:59"])
def test_what_is_no_moment_is_refused(client: FlaskClient, since: str) -> None:
    for path in ("/changes", "/changes.atom", "/api/changes"):
        assert client.get(path, query_string={"since": since}).status_code == 400


def test_every_page_names_the_feed(client: FlaskClient) -> None:
    for path in ("/", "/changes", "/explore"):
        assert 'type="application/atom+xml"' in client.get(path).get_data(as_text=True)


def test_characters_that_xml_has_not_do_not_break_the_feed(client: FlaskClient, kept: Store) -> None:
    named = f'<{ONE}> <{RDFS.label}> "A & <b>\\u0001\\uFFFF"'
    kept.load(f"{named} .".encode(), "text/turtle", graph=str(kept.addresses.canonical_graph))
    news(kept, Change(kind=ChangeKind.PARTED, what=ONE, other=OTHER))
    assert texts(feed(client), "a:entry/a:title") == ["Thing “A & <b>” was parted from “two/person-9”"]
