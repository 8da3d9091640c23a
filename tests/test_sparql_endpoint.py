"""The rows of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/), and what this server refuses."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from urllib.parse import urlencode

import pytest
import SPARQLWrapper
from flask.testing import FlaskClient
from markupsafe import escape
from rdflib import Graph
from werkzeug.test import TestResponse

from kg.guard import MAX_LENGTH as MAX_QUERY
from kg.ontology import queries
from tests.seed import BASE
from tests.serving import listening, seed_app, seed_store

SPEAKERS = "SELECT ?label { ?event pe:speaker/rdfs:label ?label }"
ASK = "ASK { ?person a foaf:Person }"
GRAPH = "CONSTRUCT { ?person rdfs:label ?label } WHERE { ?person a foaf:Person ; rdfs:label ?label }"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return seed_app().test_client()


def ask(client: FlaskClient, query: str, accept: str | None = None, **parameters: str) -> TestResponse:
    headers = {} if accept is None else {"Accept": accept}
    return client.get("/sparql", query_string={"query": query, **parameters}, headers=headers)


def labels(response: TestResponse) -> list[str]:
    assert response.status_code == 200, response.get_data(as_text=True)
    return [row["label"]["value"] for row in json.loads(response.data)["results"]["bindings"]]


def test_get_form_post_and_direct_post_give_the_same_answer(client: FlaskClient) -> None:
    answers = (
        ask(client, SPEAKERS),
        client.post("/sparql", data={"query": SPEAKERS}),
        client.post("/sparql", data=SPEAKERS, content_type=QUERY),
        client.post("/sparql", data=SPEAKERS, content_type=f"{QUERY}; charset=UTF-8"),
        client.post("/sparql", data=urlencode({"query": SPEAKERS}), content_type=f"{FORM}; charset=utf-8"),
    )
    assert [labels(answer) for answer in answers] == [["Ana Brook"]] * 5


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        (SPEAKERS, None, "application/sparql-results+json"),
        (SPEAKERS, "*/*", "application/sparql-results+json"),
        (SPEAKERS, "application/json", "application/json"),
        (SPEAKERS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SPEAKERS, "text/csv", "text/csv; charset=utf-8"),
        (SPEAKERS, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (SPEAKERS, "text/csv;q=0.5, application/sparql-results+xml;q=0.6", "application/sparql-results+xml"),
        (SPEAKERS, "application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        (SPEAKERS, "text/turtle, text/csv;q=0.1", "text/csv; charset=utf-8"),
        (SPEAKERS, BROWSER, "text/html; charset=utf-8"),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
        (ASK, "text/csv", "text/csv; charset=utf-8"),
        (GRAPH, None, "text/turtle; charset=utf-8"),
        (GRAPH, "application/n-triples", "application/n-triples"),
        (GRAPH, "application/rdf+xml", "application/rdf+xml"),
        (GRAPH, "application/ld+json", "application/ld+json"),
        (GRAPH, "application/trig", "application/trig"),
        (GRAPH, "application/n-quads", "application/n-quads"),
        (GRAPH, BROWSER, "text/html; charset=utf-8"),
    ],
)
def test_the_answer_comes_in_the_format_asked_for(
    client: FlaskClient, query: str, accept: str | None, expected: str
) -> None:
    response = ask(client, query, accept)
    assert (response.status_code, response.content_type) == (200, expected)
    assert response.headers["Vary"] == "Accept"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_nothing_that_fits_is_406_and_says_what_there_is(client: FlaskClient) -> None:
    for query, accept in ((SPEAKERS, "text/turtle"), (GRAPH, "text/csv"), (ASK, "image/png"), (SPEAKERS, "*/*;q=0")):
        response = ask(client, query, accept)
        assert response.status_code == 406
        assert "there are" in json.loads(response.data)["detail"]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # inside rdflib's reader of JSON-LD
@pytest.mark.parametrize("media", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json",
                                   "application/trig", "application/n-quads"])  # fmt: skip
def test_a_graph_reads_the_same_in_every_format(client: FlaskClient, media: str) -> None:
    formats = {"application/rdf+xml": "xml", "application/ld+json": "json-ld", "application/trig": "turtle",
               "application/n-quads": "nt", "application/n-triples": "nt"}  # fmt: skip
    graph = Graph().parse(ask(client, GRAPH, media).data, format=formats.get(media, "turtle"))
    assert {str(label) for label in graph.objects()} == {"Ana Brook", "Omar Field"}


def test_the_tables_read_the_same_in_every_format(client: FlaskClient) -> None:
    table = ask(client, SPEAKERS, "text/csv").get_data(as_text=True)
    assert list(csv.reader(io.StringIO(table))) == [["label"], ["Ana Brook"]]
    assert ask(client, SPEAKERS, "text/tab-separated-values").get_data(as_text=True) == '?label\n"Ana Brook"\n'
    xml = ask(client, SPEAKERS, "application/sparql-results+xml").get_data(as_text=True)
    assert "<literal>Ana Brook</literal>" in xml
    assert json.loads(ask(client, ASK).data)["boolean"] is True


def test_a_link_may_ask_for_a_format(client: FlaskClient) -> None:
    assert ask(client, SPEAKERS, BROWSER, format="csv").content_type == "text/csv; charset=utf-8"
    assert ask(client, SPEAKERS, BROWSER, format="turtle").status_code == 406
    assert ask(client, SPEAKERS, BROWSER, format="pdf").status_code == 406


def test_the_dataset_of_the_request_overrides_that_of_the_query(client: FlaskClient) -> None:
    facts, claims = f"{BASE}report/seed/graph", f"{BASE}report/seed/claims"
    count = "SELECT (COUNT(*) AS ?label) { ?claim a pe:Claim }"
    assert labels(ask(client, count)) == ["0"]
    assert labels(ask(client, count, **{"default-graph-uri": claims})) == ["1"]
    assert labels(client.post("/sparql", data={"query": count, "default-graph-uri": [facts, claims]})) == ["1"]
    direct = f"/sparql?{urlencode({'default-graph-uri': claims})}"
    assert labels(client.post(direct, data=count, content_type=QUERY)) == ["1"]
    assert labels(ask(client, f"SELECT (COUNT(*) AS ?label) FROM <{claims}> {{ ?claim a pe:Claim }}")) == ["1"]
    named = "SELECT DISTINCT ?label { GRAPH ?label { ?s ?p ?o } }"
    assert labels(ask(client, named, **{"named-graph-uri": claims})) == [claims]
    assert labels(ask(client, count, **{"named-graph-uri": claims})) == ["0"]


def test_a_relative_iri_is_relative_to_the_endpoint(client: FlaskClient) -> None:
    assert labels(ask(client, "SELECT (<x> AS ?label) {}")) == [f"{BASE}x"]
    assert labels(ask(client, "SELECT (<> AS ?label) {}")) == [f"{BASE}sparql"]


def test_a_query_that_asks_another_server_is_refused_in_words_and_stays_in_the_form(client: FlaskClient) -> None:
    query = "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
    page = ask(client, query, BROWSER)
    shown = page.get_data(as_text=True)
    assert (page.status_code, page.content_type) == (403, "text/html; charset=utf-8")
    assert "<title>Refused: this server asks no other server" in shown
    assert "<h1>Refused: this server asks no other server</h1>" in shown
    assert f"{escape(query)}</textarea>" in shown
    told = json.loads(ask(client, query).data)
    assert (told["status"], told["title"]) == (403, "Refused: this server asks no other server")
    assert "SERVICE" in told["detail"]


def test_a_bad_query_is_400_with_its_line_and_column(client: FlaskClient) -> None:
    response = ask(client, "SELECT *\nWHERE { ?s ?p }")
    told = json.loads(response.data)
    assert (response.status_code, response.content_type) == (400, "application/problem+json")
    assert (told["status"], told["line"], told["column"]) == (400, 2, 16)
    page = ask(client, "SELECT *\nWHERE { ?s ?p <b>&", BROWSER)
    assert (page.status_code, page.content_type) == (400, "text/html; charset=utf-8")
    assert "line 2" in page.get_data(as_text=True)
    assert "?s ?p &lt;b&gt;&amp;</textarea>" in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("status", "method", "arguments"),
    [
        (400, "POST", {"data": {"question": ASK}}),
        (400, "POST", {"data": b"", "content_type": QUERY, "query_string": {"query": ASK}}),
        (400, "POST", {"data": {"query": ASK}, "query_string": {"query": ASK}}),
        (400, "POST", {"data": {"query": [ASK, ASK]}}),
        (400, "GET", {"query_string": {"query": [ASK, ASK]}}),
        (400, "GET", {"query_string": {"query": ""}}),
        (400, "GET", {"headers": {"Accept": "text/csv"}}),
        (400, "POST", {"data": ASK.encode("utf-16"), "content_type": f"{QUERY}; charset=utf-16"}),
        (400, "POST", {"data": urlencode({"query": ASK}), "content_type": f"{FORM}; charset=latin-1"}),
        (400, "POST", {"data": b"ASK { ?s ?p '\xff' }", "content_type": QUERY}),
        (415, "POST", {"data": ASK, "content_type": "text/plain"}),
        (415, "POST", {"data": ASK}),
        (415, "POST", {"data": ASK, "content_type": QUERY, "headers": {"Content-Encoding": "gzip"}}),
        (403, "POST", {"data": "CLEAR ALL", "content_type": "application/sparql-update"}),
        (403, "POST", {"data": {"update": "CLEAR ALL"}}),
        (400, "GET", {"query_string": {"query": "CLEAR ALL"}}),
        (403, "GET", {"query_string": {"query": "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}}),
        (400, "POST", {"data": f"SELECT * {{ {'{' * 4000}", "content_type": QUERY}),
        (400, "POST", {"data": f"ASK {{ FILTER({'(' * 5000}", "content_type": QUERY}),
        (405, "PUT", {"data": ASK}),
        (405, "DELETE", {}),
        (405, "PATCH", {}),
        (413, "GET", {"query_string": {"query": f"ASK {{}} #{'x' * MAX_QUERY}"}}),
        (413, "POST", {"data": f"ASK {{}} #{'x' * MAX_QUERY}", "content_type": QUERY}),
        (413, "POST", {"data": "x" * 1_000_000, "content_type": QUERY}),
        (413, "POST", {"data": {"query": "x" * 1_000_000}}),
    ],
)  # fmt: skip
def test_what_is_not_a_query_is_refused(
    client: FlaskClient, status: int, method: str, arguments: dict[str, object]
) -> None:
    response = client.open("/sparql", method=method, **arguments)  # type: ignore[arg-type]
    told = json.loads(response.data)
    assert (response.status_code, response.content_type, told["status"]) == (status, "application/problem+json", status)
    if status == 405:
        assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_a_browser_may_ask_from_another_site(client: FlaskClient) -> None:
    headers = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    response = client.options("/sparql", headers=headers)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in response.headers


def test_head_has_the_headers_of_get_and_no_body(client: FlaskClient) -> None:
    response = client.head("/sparql", query_string={"query": ASK})
    assert (response.status_code, response.data) == (200, b"")
    assert response.content_type == "application/sparql-results+json"


def test_the_page_shows_rows_by_name_and_links_only_to_web_pages(client: FlaskClient) -> None:
    page = ask(client, "SELECT ?event ?who { ?event pe:speaker ?who }", BROWSER).get_data(as_text=True)
    assert '<a href="/report/seed/person-ana"><bdi>Ana Brook</bdi></a>' in page
    hostile = 'SELECT * { VALUES (?a ?b) { (<javascript:alert(1)> "<script>alert(1)</script>") } }'
    page = ask(client, hostile, BROWSER).get_data(as_text=True)
    assert 'href="javascript' not in page
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_without_a_query_people_get_a_form_and_programs_a_clear_error(client: FlaskClient) -> None:
    page = client.get("/sparql", headers={"Accept": BROWSER})
    assert page.status_code == 200
    assert '<textarea id="query" name="query"' in page.get_data(as_text=True)
    assert client.get("/sparql?query=", headers={"Accept": BROWSER}).status_code == 200
    assert client.get("/sparql?query=").status_code == 400


@pytest.mark.parametrize("name", sorted(queries()))
def test_every_example_question_has_a_result_page(client: FlaskClient, name: str) -> None:
    response = ask(client, queries()[name].text, BROWSER)
    assert response.status_code == 200
    assert f"<h1>{escape(queries()[name].question)}</h1>" in response.get_data(as_text=True)


@pytest.mark.parametrize("method", [SPARQLWrapper.GET, SPARQLWrapper.POST])
@pytest.mark.parametrize("request_method", [SPARQLWrapper.URLENCODED, SPARQLWrapper.POSTDIRECTLY])
def test_sparqlwrapper_gets_the_rows_of_the_store(method: str, request_method: str) -> None:
    query = queries()["who-spoke-where"].text
    with listening(seed_app()) as address:
        wrapper = SPARQLWrapper.SPARQLWrapper(f"{address}/sparql", returnFormat=SPARQLWrapper.JSON)
        wrapper.setMethod(method)
        wrapper.setRequestMethod(request_method)
        wrapper.setQuery(query)
        result = wrapper.query()
        answer: Any = result.convert()
        result.response.close()
    expected = [{name: str(value) for name, value in row.items()} for row in seed_store().select(query)]
    assert expected
    rows = answer["results"]["bindings"]
    assert [{name: cell["value"] for name, cell in row.items()} for row in rows] == expected


def test_sparqlwrapper_gets_graphs() -> None:
    with listening(seed_app()) as address:
        wrapper = SPARQLWrapper.SPARQLWrapper(f"{address}/sparql", returnFormat=SPARQLWrapper.TURTLE)
        wrapper.setQuery(GRAPH)
        result = wrapper.query()
        answer: Any = result.convert()
        result.response.close()
    graph = Graph().parse(data=answer, format="turtle")
    assert {str(label) for label in graph.objects()} == {"Ana Brook", "Omar Field"}
