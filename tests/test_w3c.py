"""The test suite of the W3C for SPARQL 1.1, all of it over HTTP and against the service as it ships."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext

import pytest

from tests.serving import served
from tests.w3c import SUITE, Case, Exchange, State, cases
from tests.w3c_answers import (
    GRAPH_FORMATS,
    RESULT_FORMATS,
    graphs_of,
    in_order,
    read_graph,
    read_result,
    same_answer,
    same_content,
    same_graph,
    wanted,
)
from tests.w3c_description import SD, departures
from tests.w3c_service import QUERY_WAYS, UPDATE_WAYS, Reply, Service

AUTHORITY, TOKEN = "www.example", "of-the-suite"
"""The host in the manifests, at which the service is told to be; and what it takes to write to it."""
ENDPOINT = f"http://{AUTHORITY}/sparql"
ALL, PROTOCOL, GRAPH_STORE, DESCRIPTION = 549, 34, 13, 3
MISSES = {
    "aggregates/agg-empty-group-count-graph": "GRAPH ?g around a grouped subquery counts all graphs in one group",
    "aggregates/agg-groupconcat-04": "GROUP_CONCAT keeps a language tag that all its values share",
    "aggregates/agg-groupconcat-06": "GROUP_CONCAT keeps the language tag of its only value",
    "bindings/graph": "GRAPH ?g around VALUES alone does not go through the graphs",
    "csv-tsv-res/tsv03": "xsd:negativeInteger becomes xsd:integer",
    "functions/bnode01": "BNODE(text) gives the same blank node in every row",
    "negation/graph-minus": "the variable of an outer GRAPH counts as shared by both sides of MINUS",
    "property-path/zero_or_more_set_end": "a path of length zero from a term that is in no graph is not found",
    "property-path/zero_or_more_set_start": "a path of length zero from a term that is in no graph is not found",
    "property-path/zero_or_one_set_end": "a path of length zero from a term that is in no graph is not found",
    "property-path/zero_or_one_set_start": "a path of length zero from a term that is in no graph is not found",
}
"""The tests that fail, each with what the engine does otherwise."""

CASES = cases()
pytestmark = pytest.mark.skipif(
    not CASES and "CI" not in os.environ, reason=f"the test suite of the W3C is not in {SUITE}"
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with served(tmp_path_factory.mktemp("w3c"), base=f"http://{AUTHORITY}/", write_token=TOKEN) as url:
        client = Service(url, AUTHORITY, TOKEN)
        yield client
        client.close()


def test_the_suite_is_whole() -> None:
    assert len(CASES) == ALL
    assert len({case.name for case in CASES}) == ALL
    kinds = [case.kind for case in CASES]
    assert [kinds.count(f"{kind}Test") for kind in ("Protocol", "GraphStoreProtocol", "ServiceDescription")] == [
        PROTOCOL,
        GRAPH_STORE,
        DESCRIPTION,
    ]
    assert {case.name for case in CASES} >= MISSES.keys()
    assert {case.authority for case in CASES} == {"", AUTHORITY}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_w3c(case: Case, service: Service) -> None:
    for way in ways(case):
        with pytest.raises(AssertionError) if case.name in MISSES else nullcontext():
            CHECKS[case.kind](case, service, way)


def ways(case: Case) -> tuple[str, ...]:
    """The ways in which a test is sent; where it is a list of requests, it says that itself."""
    if case.text is None:
        return ("the requests",)
    return UPDATE_WAYS if case.text.suffix == ".ru" else QUERY_WAYS


def evaluates_query(case: Case, service: Service, way: str) -> None:
    assert case.result is not None
    service.hold(case.state)
    reply = service.query(way, case.read(), wanted(case.result))
    assert reply.status == 200, f"by {way}: {reply}"
    same = same_answer(case.result, reply.media_type, reply.body, ordered=in_order(case.read()))
    assert same, f"by {way}: {reply}"


def evaluates_update(case: Case, service: Service, way: str) -> None:
    service.hold(case.state)
    reply = service.update(way, case.read())
    assert reply.status == 204, f"by {way}: {reply}"
    assert same_content(graphs_of(case.after), service.content()), f"by {way}"


def takes(case: Case, service: Service, way: str) -> None:
    """What is SPARQL is carried out, or needs a graph that is missing, or makes one that is there."""
    reply = sent(case, service, way)
    assert reply.status in (200, 204, 409), f"by {way}: {reply}"


def refuses(case: Case, service: Service, way: str) -> None:
    reply = sent(case, service, way)
    assert reply.status == 400, f"by {way}: {reply}"


def sent(case: Case, service: Service, way: str) -> Reply:
    """What the service says to a query or an update, whatever it holds.

    One that asks another server is refused before it is read, so it is sent once more, content to ask in vain.
    """
    send = service.update if ways(case) == UPDATE_WAYS else service.query
    reply = send(way, case.read())
    if reply.status != 403:
        return reply
    return send(way, re.sub(r"\b(LOAD|SERVICE)\b(?! SILENT)", r"\1 SILENT", case.read()))


def follows_protocol(case: Case, service: Service, _: str) -> None:
    service.hold(case.state)
    for exchange in case.exchanges:
        updates = "update" in case.name and dict(exchange.headers).get("content-type") != "application/sparql-query"
        path = exchange.path.replace("/sparql/", "/update" if updates else "/sparql", 1)
        reply = service.send(exchange.method, path, exchange.body, dict(exchange.headers))
        as_expected(exchange, reply)
    service.changed()


def follows_graph_store_protocol(case: Case, service: Service, _: str) -> None:
    service.hold(State())
    location = ""
    for exchange in case.exchanges:
        path = re.sub(r"^/gsp", "/data", exchange.path).replace("$LOCATION$", location)
        reply = service.send(exchange.method, path, exchange.body, dict(exchange.headers))
        service.changed()
        as_expected(exchange, reply)
        if exchange.response.location:
            location = reply.headers["location"]


def as_expected(exchange: Exchange, reply: Reply) -> None:
    """Hold an answer against the one that the manifest wants."""
    response, headers = exchange.response, dict(exchange.response.headers)
    assert any(reply.status in STATUSES[name] for name in response.statuses), str(reply)
    if response.format:
        assert reply.media_type in (GRAPH_FORMATS if response.format == "RDF" else RESULT_FORMATS), str(reply)
    if response.format == "RDF":
        read_graph(reply.body, reply.media_type)
    elif response.format:
        assert (read_result(reply.body, reply.media_type).type == "ASK") is (response.format == "boolean"), str(reply)
    if response.boolean is not None:
        assert read_result(reply.body, reply.media_type).askAnswer is response.boolean, str(reply)
    if "content-type" in headers:
        assert reply.headers["content-type"] == headers["content-type"]
    if response.body:
        theirs = read_graph(response.body, headers["content-type"].partition(";")[0])
        assert same_graph(theirs, read_graph(reply.body, reply.media_type)), str(reply)
    assert not response.location or "location" in reply.headers


def describes_itself(case: Case, service: Service, _: str) -> None:
    reply = service.send("GET", "/sparql", headers={"Accept": "text/turtle, application/rdf+xml;q=0.5"})
    assert reply.status == 200, str(reply)
    graph = read_graph(reply.body, reply.media_type)
    endpoints = {str(address) for address in graph.objects(None, SD.endpoint)}
    assert len(graph) > 0
    assert case.name != "service-description/has-endpoint-triple" or ENDPOINT in endpoints
    assert case.name != "service-description/conforms-to-schema" or departures(graph) == []


STATUSES = {
    "OK": range(200, 201),
    "Created": range(201, 202),
    "NoContent": range(204, 205),
    "NotFound": range(404, 405),
    "StatusCode2xx": range(200, 300),
    "StatusCode3xx": range(300, 400),
    "StatusCode4xx": range(400, 500),
}
CHECKS: dict[str, Callable[[Case, Service, str], None]] = {
    "QueryEvaluationTest": evaluates_query,
    "CSVResultFormatTest": evaluates_query,
    "UpdateEvaluationTest": evaluates_update,
    "PositiveSyntaxTest11": takes,
    "PositiveUpdateSyntaxTest11": takes,
    "NegativeSyntaxTest11": refuses,
    "NegativeUpdateSyntaxTest11": refuses,
    "ProtocolTest": follows_protocol,
    "GraphStoreProtocolTest": follows_graph_store_protocol,
    "ServiceDescriptionTest": describes_itself,
}
