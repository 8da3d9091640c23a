"""Updates over the web: who may send them, in which ways, and which graphs they look at."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from kg.errors import QueryError
from kg.guard import Dataset, with_dataset
from tests.seed import BASE
from tests.serving import BEARER, TOKEN, seed_app, writing_app

UPDATE, FORM = "application/sparql-update", "application/x-www-form-urlencoded"
INSERT = "INSERT DATA { <http://a.example/s> <http://a.example/p> <o> }"
A, B = "http://a.example/A", "http://a.example/B"


@pytest.fixture
def client() -> FlaskClient:
    return writing_app().test_client()


def answer(client: FlaskClient, query: str) -> list[dict[str, str]]:
    response = client.get("/sparql", query_string={"query": query})
    assert response.status_code == 200, response.data
    rows = json.loads(response.data)["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in rows]


def test_an_update_is_a_form_or_a_body_and_its_base_is_the_endpoint(client: FlaskClient) -> None:
    for arguments in (
        {"data": INSERT, "content_type": UPDATE},
        {"data": INSERT, "content_type": f"{UPDATE}; charset=UTF-8"},
        {"data": {"update": INSERT}},
    ):
        for path in ("/update", "/sparql"):
            response = client.post(path, headers=BEARER, **arguments)
            assert (response.status_code, response.data) == (204, b"")
            assert answer(client, "SELECT ?o { ?s ?p ?o }") == [{"o": f"{BASE}o"}]
            client.post("/update", headers=BEARER, data={"update": "CLEAR ALL"})


@pytest.mark.parametrize(
    ("status", "method", "path", "arguments"),
    [
        (400, "POST", "/update", {"data": {"update": [INSERT, INSERT]}}),
        (400, "POST", "/update", {"data": {"update": INSERT, "query": "ASK {}"}}),
        (400, "POST", "/sparql", {"data": {"update": INSERT, "query": "ASK {}"}}),
        (400, "POST", "/update", {"data": {"query": "ASK {}"}}),
        (400, "POST", "/update", {"data": {"update": INSERT}, "query_string": {"update": INSERT}}),
        (400, "POST", "/update", {"data": b"", "content_type": UPDATE, "query_string": {"update": INSERT}}),
        (400, "POST", "/update", {"data": {"update": "ASK {}"}}),
        (400, "POST", "/update", {"data": {"update": "CLEAR XYZ"}}),
        (400, "POST", "/update", {"data": {"update": INSERT, "timeout": "-1"}}),
        (400, "POST", "/update", {"data": INSERT.encode("utf-16"), "content_type": f"{UPDATE}; charset=UTF-16"}),
        (400, "POST", "/update", {"data": b"INSERT DATA { <a:s> <a:p> '\xff' }", "content_type": UPDATE}),
        (400, "POST", "/update", {"data": b"update=CLEAR+ALL+%23%FF", "content_type": FORM}),
        (403, "POST", "/update", {"data": {"update": "LOAD <http://127.0.0.1:1/>"}}),
        (403, "POST", "/update", {"data": {"update": "INSERT { ?s ?p 1 } WHERE { SERVICE <http://127.0.0.1:1/> {} }"}}),
        (405, "GET", "/sparql", {"query_string": {"update": INSERT}}),
        (405, "GET", "/update", {"query_string": {"update": INSERT}}),
        (405, "PUT", "/update", {"data": INSERT, "content_type": UPDATE}),
        (415, "POST", "/update", {"data": INSERT, "content_type": "text/plain"}),
        (415, "POST", "/update", {"data": INSERT}),
        (415, "POST", "/update", {"data": INSERT, "content_type": UPDATE, "headers": {"Content-Encoding": "gzip"}}),
        (400, "POST", "/update", {"data": f"{INSERT} #{'x' * 200_000}", "content_type": UPDATE}),
    ],
)  # fmt: skip
def test_what_is_not_an_update_is_refused_and_changes_nothing(
    client: FlaskClient, status: int, method: str, path: str, arguments: dict[str, object]
) -> None:
    headers = BEARER | arguments.pop("headers", {})  # type: ignore[operator]
    response = client.open(path, method=method, headers=headers, **arguments)  # type: ignore[arg-type]
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    if status == 405:
        assert "POST" in response.headers["Allow"]
    assert answer(client, "SELECT * { ?s ?p ?o }") == []


def test_several_operations_are_carried_out_together_or_not_at_all(client: FlaskClient) -> None:
    failing = f"{INSERT} ; CREATE GRAPH <{A}> ; CREATE GRAPH <{A}>"
    assert client.post("/update", headers=BEARER, data={"update": failing}).status_code == 409
    assert answer(client, "SELECT * { ?s ?p ?o }") == []


def test_an_update_looks_at_the_graphs_that_the_request_names(client: FlaskClient) -> None:
    fill = f"INSERT DATA {{ GRAPH <{A}> {{ <a:a> <a:p> 1 }} GRAPH <{B}> {{ <a:b> <a:p> 1 }} }}"
    copy = "INSERT { ?s <a:found> ?g } WHERE { { ?s <a:p> 1 } UNION { GRAPH ?g { ?s <a:p> 1 } } }"
    assert client.post("/update", headers=BEARER, data={"update": fill}).status_code == 204
    form = client.post("/update", headers=BEARER, data={"update": copy, "using-graph-uri": A})
    assert form.status_code == 204
    graphs = urlencode({"using-named-graph-uri": B})
    direct = client.post(f"/update?{graphs}", headers=BEARER, data=copy, content_type=UPDATE)
    assert direct.status_code == 204
    assert answer(client, "SELECT ?s ?g { ?s <a:found> ?g }") == [{"s": "a:b", "g": B}]


def test_using_stands_before_each_where_but_that_of_delete_where() -> None:
    update = """PREFIX x: <http://x.example/WHERE> # WHERE
    INSERT { ?s x:p "WHERE" } WHERE { { SELECT ?s WHERE { ?s x:p ?o } } } ;
    DELETE { ?s ?p ?o } WHERE { ?s ?p ?o } ; DELETE WHERE { ?s ?p ?o } ; delete where { ?s ?p 1 }"""
    spliced = with_dataset(update, Dataset((A,), (B,)))
    clauses = f"USING <{A}> USING NAMED <{B}> "
    assert spliced.replace(clauses, "") == update
    assert spliced.count(clauses) == 2
    assert f"}} {clauses}WHERE {{ {{ SELECT ?s WHERE" in spliced
    assert with_dataset(update, None) == update


@pytest.mark.parametrize(
    "update",
    [
        f"WITH <{A}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        f"INSERT {{ ?s ?p 1 }} USING <{A}> WHERE {{ ?s ?p ?o }}",
        f"CLEAR ALL ; INSERT {{ ?s ?p 1 }} USING NAMED <{A}> WHERE {{ ?s ?p ?o }}",
    ],
)
def test_an_update_that_names_its_graphs_itself_conflicts_with_those_of_the_request(
    client: FlaskClient, update: str
) -> None:
    response = client.post("/update", headers=BEARER, data={"update": update, "using-graph-uri": B})
    assert response.status_code == 400
    assert "graphs" in json.loads(response.data)["detail"]


def test_a_name_of_a_graph_cannot_smuggle_in_an_operation() -> None:
    with pytest.raises(QueryError, match="is no IRI"):
        with_dataset("INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", Dataset((f"{A}> WHERE {{}} ; CLEAR ALL #",)))


def test_without_a_token_in_the_settings_nobody_may_write() -> None:
    client = seed_app().test_client()
    for headers in ({}, BEARER, {"Authorization": "Bearer "}):
        for method, path in (
            ("POST", "/update"),
            ("PUT", "/data?default"),
            ("POST", "/reports"),
            ("DELETE", "/ontology"),
        ):
            response = client.open(path, method=method, headers=headers)
            assert (response.status_code, "WWW-Authenticate" in response.headers) == (403, False)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": TOKEN},
        {"Authorization": "Bearer \u00e9"},
        {"Cookie": f"token={TOKEN}; Authorization=Bearer {TOKEN}"},
    ],
)
def test_who_does_not_send_the_token_may_not_write(client: FlaskClient, headers: dict[str, str]) -> None:
    for method, path in (("POST", "/update"), ("POST", "/sparql"), ("PUT", "/data?default"), ("DELETE", "/data/x"),
                         ("POST", "/data"), ("POST", "/reports"), ("PUT", "/report/seed/graph")):  # fmt: skip
        data = {"update": INSERT} if path in ("/update", "/sparql") else None
        query = f"{path}{'&' if '?' in path else '?'}access_token={TOKEN}"
        response = client.open(query, method=method, headers=headers, data=data)
        assert response.status_code == 401, (method, path)
        assert response.headers["WWW-Authenticate"].startswith("Bearer ")
    assert answer(client, "SELECT * { ?s ?p ?o }") == []


def test_a_page_of_another_site_may_read_and_not_write(client: FlaskClient) -> None:
    origin = {"Origin": "https://a.example"}
    for response in (
        client.post("/update", headers=BEARER | origin, data={"update": INSERT}),
        client.post("/sparql", headers=BEARER | origin, data={"update": INSERT}),
        client.put("/data?default", headers=BEARER | origin, data=b"", content_type="text/turtle"),
        client.options("/update", headers=origin),
        client.options("/reports", headers=origin),
    ):
        assert "Access-Control-Allow-Origin" not in response.headers
    read = client.get("/sparql", query_string={"query": "ASK {}"}, headers=origin)
    preflight = client.options("/data?default", headers=origin | {"Access-Control-Request-Method": "PUT"})
    for response in (read, client.get("/data?default", headers=origin), preflight):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers
        assert "Authorization" not in response.headers["Access-Control-Allow-Headers"]
    assert preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
