"""The Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/), and what is not taken by it."""

from __future__ import annotations

import io
import json
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from rdflib import Graph
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.seed import BASE
from tests.serving import BEARER, seed_store, writing_app

TURTLE, XML, JSONLD = "text/turtle", "application/rdf+xml", "application/ld+json"
G = "http://a.example/g"
NAMED = f"/data?graph={quote(G)}"
ONE, TWO = b"<a:one> <a:p> 1 .", b"<a:two> <a:p> 2 ."


@pytest.fixture
def client() -> FlaskClient:
    return writing_app().test_client()


def send(
    client: FlaskClient, method: str, path: str, data: bytes | MultiDict[str, object] = b"", media: str | None = TURTLE
) -> TestResponse:
    return client.open(path, method=method, data=data, content_type=media, headers=BEARER)


def subjects(client: FlaskClient, path: str) -> set[str]:
    response = client.get(path, headers={"Accept": "application/n-triples"})
    assert (response.status_code, response.content_type) == (200, "application/n-triples")
    return {str(subject) for subject in Graph().parse(response.data, format="nt").subjects()}


@pytest.mark.parametrize("path", [NAMED, "/data/person/1.ttl", "/data/%C3%A9%20x"])
def test_a_graph_is_made_replaced_added_to_and_removed(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.head(path).status_code == 404
    assert send(client, "DELETE", path).status_code == 404
    made = send(client, "PUT", path, ONE)
    assert made.status_code == 201
    assert send(client, "PUT", path, TWO).status_code == 204
    assert subjects(client, path) == {"a:two"}
    assert subjects(client, f"/data?graph={quote(made.headers['Location'])}") == {"a:two"}
    assert send(client, "POST", path, ONE).status_code == 204
    assert subjects(client, path) == {"a:one", "a:two"}
    assert send(client, "DELETE", path).status_code == 204
    assert client.get(path).status_code == 404
    assert send(client, "POST", path, ONE).status_code == 201


def test_the_default_graph_is_always_there(client: FlaskClient) -> None:
    assert subjects(client, "/data?default") == set()
    assert send(client, "PUT", "/data?default", ONE).status_code == 204
    assert send(client, "POST", "/data?default", TWO).status_code == 204
    assert subjects(client, "/data?default") == {"a:one", "a:two"}
    assert send(client, "DELETE", "/data?default").status_code == 204
    assert subjects(client, "/data?default") == set()


def test_a_post_that_names_no_graph_makes_one_and_says_where(client: FlaskClient) -> None:
    first, second = send(client, "POST", "/data", ONE), send(client, "POST", "/data", TWO)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.headers["Location"].startswith(f"{BASE}data/")
    assert first.headers["Location"] != second.headers["Location"]
    assert subjects(client, f"/data?graph={quote(first.headers['Location'])}") == {"a:one"}
    assert subjects(client, "/" + second.headers["Location"].removeprefix(BASE)) == {"a:two"}


def test_an_empty_graph_is_a_graph(client: FlaskClient) -> None:
    assert send(client, "PUT", NAMED, b"").status_code == 201
    assert subjects(client, NAMED) == set()
    assert send(client, "PUT", NAMED, b"").status_code == 204


def test_relative_iris_are_relative_to_the_graph(client: FlaskClient) -> None:
    assert send(client, "PUT", NAMED, b"<> <a:p> <#x> .").status_code == 201
    assert subjects(client, NAMED) == {G}
    assert send(client, "PUT", "/data/here", b"<> <a:p> <#x> .").status_code == 201
    assert subjects(client, "/data/here") == {f"{BASE}data/here"}


def form(*files: tuple[bytes, str]) -> MultiDict[str, object]:
    return MultiDict([("file", (io.BytesIO(data), f"{n}.rdf", media)) for n, (data, media) in enumerate(files)])


def test_a_form_brings_several_files_at_once(client: FlaskClient) -> None:
    both = ((ONE, TURTLE), (b'{"@id": "a:two", "a:p": 2}', JSONLD))
    assert send(client, "POST", NAMED, form(*both), "multipart/form-data").status_code == 201
    assert subjects(client, NAMED) == {"a:one", "a:two"}
    assert send(client, "PUT", NAMED, form((ONE, TURTLE), (ONE, TURTLE)), "multipart/form-data").status_code == 204
    assert subjects(client, NAMED) == {"a:one"}
    made = send(client, "POST", "/data", form(*both), "multipart/form-data")
    assert (made.status_code, subjects(client, f"/data?graph={quote(made.headers['Location'])}")) == (
        201, {"a:one", "a:two"},
    )  # fmt: skip


def test_if_one_file_of_a_form_is_broken_nothing_is_changed(client: FlaskClient) -> None:
    broken = form((ONE, TURTLE), (b"<a:broken", TURTLE))
    assert send(client, "PUT", NAMED, TWO).status_code == 201
    assert send(client, "PUT", NAMED, broken, "multipart/form-data").status_code == 400
    assert subjects(client, NAMED) == {"a:two"}
    graphs = client.get("/sparql", query_string={"query": "SELECT ?g { GRAPH ?g {} }"})
    assert [row["g"]["value"] for row in json.loads(graphs.data)["results"]["bindings"]] == [G]


@pytest.mark.parametrize(
    ("status", "method", "path", "data", "media"),
    [
        (400, "PUT", NAMED, b"<a:s> <a:p", TURTLE),
        (400, "PUT", NAMED, b"<a:s> <a:p> <o> .", "application/n-triples"),
        (400, "PUT", NAMED, b"<rdf:RDF", XML),
        (400, "PUT", NAMED, b"{", JSONLD),
        (400, "PUT", NAMED, b'{"@context": "http://127.0.0.1:1/context", "name": "x"}', JSONLD),
        (400, "PUT", NAMED, b'{"@context": {"@import": "http://127.0.0.1:1/context"}, "@id": "a:x"}', JSONLD),
        (400, "PUT", NAMED, ONE, "text/turtle; charset=utf-16"),
        (400, "PUT", "/data?graph=relative", ONE, TURTLE),
        (400, "PUT", f"/data?graph={quote('http://a.example/<>')}", ONE, TURTLE),
        (400, "PUT", f"{NAMED}&default", ONE, TURTLE),
        (400, "PUT", f"{NAMED}&graph=a:b", ONE, TURTLE),
        (400, "PUT", "/data", ONE, TURTLE),
        (400, "DELETE", "/data", b"", None),
        (400, "PUT", "/data/x?default", ONE, TURTLE),
        (400, "PUT", "/data/%FF", ONE, TURTLE),
        (400, "POST", NAMED, b"", "multipart/form-data; boundary=x"),
        (405, "PATCH", "/data?default", ONE, TURTLE),
        (415, "PUT", NAMED, ONE, None),
        (415, "PUT", NAMED, ONE, "text/plain"),
        (415, "PUT", NAMED, b"<a:g> { <a:s> <a:p> 1 }", "application/trig"),
        (413, "PUT", NAMED, b"#" * 1_100_000, TURTLE),
    ],
)  # fmt: skip
def test_what_is_not_a_graph_is_refused_and_changes_nothing(
    status: int, method: str, path: str, data: bytes, media: str | None
) -> None:
    client = writing_app(max_upload=1).test_client()
    response = send(client, method, path, data, media)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert client.get(NAMED).status_code == 404
    assert subjects(client, "/data?default") == set()


def test_xml_with_a_document_type_is_refused_whatever_it_is_for(client: FlaskClient) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    for start in ("<!DOCTYPE", "<!doctype"):
        bomb = f'<?xml version="1.0"?>{start} rdf:RDF [{entities}]><rdf:RDF>&e9;</rdf:RDF>'.encode()
        for data, media in ((bomb, XML), (form((ONE, TURTLE), (bomb, XML)), "multipart/form-data")):
            response = send(client, "PUT", NAMED, data, media)
            assert response.status_code == 400
            assert "<!DOCTYPE" in json.loads(response.data)["detail"]


def test_a_compressed_graph_is_refused(client: FlaskClient) -> None:
    response = client.put(NAMED, data=b"x", content_type=TURTLE, headers=BEARER | {"Content-Encoding": "gzip"})
    assert response.status_code == 415


@pytest.mark.parametrize("media", [TURTLE, XML, JSONLD, "application/n-triples", "application/trig"])
def test_a_graph_is_sent_in_the_format_asked_for(client: FlaskClient, media: str) -> None:
    send(client, "PUT", NAMED, ONE)
    response = client.get(NAMED, headers={"Accept": media})
    assert response.content_type.partition(";")[0] == media
    assert response.headers["Vary"] == "Accept"
    head = client.head(NAMED, headers={"Accept": media})
    assert (head.status_code, head.data, head.content_type) == (200, b"", response.content_type)
    assert client.get(NAMED, headers={"Accept": "text/csv"}).status_code == 406


def test_the_graphs_of_a_report_and_the_ontology_are_written_where_they_are_read() -> None:
    client = writing_app(seed_store()).test_client()
    for path in ("/report/seed/claims", "/ontology"):
        assert subjects(client, path)
        assert subjects(client, path) == subjects(client, f"/data?graph={quote(BASE + path[1:])}")
        assert send(client, "DELETE", path).status_code == 204
        assert client.get(f"/data?graph={quote(BASE + path[1:])}").status_code == 404
        assert send(client, "PUT", path, ONE).status_code == 201
        assert subjects(client, path) == {"a:one"}


def test_a_document_that_names_graphs_is_no_graph(client: FlaskClient) -> None:
    body = b'{"@id": "http://example.org/other", "@graph": [{"@id": "http://e/a", "http://e/p": "b"}]}'
    for method in ("PUT", "POST"):
        assert send(client, method, NAMED, body, JSONLD).status_code == 400
    assert client.get("/data?graph=http://example.org/other").status_code == 404
