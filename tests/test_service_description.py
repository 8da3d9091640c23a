"""What the service says of itself: Service Description and VoID."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import FOAF, VOID

from kg.endpoint import Endpoint
from server.description import SD
from tests.seed import BASE
from tests.serving import seed_app, seed_store, writing_app

FORMATS = {"text/turtle": "turtle", "application/rdf+xml": "xml", "application/n-triples": "nt"}


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return seed_app().test_client()


def described(client: FlaskClient, path: str, accept: str = "*/*") -> Graph:
    response = client.get(path, headers={"Accept": accept})
    assert response.status_code == 200
    media = response.content_type.partition(";")[0]
    assert media == (accept if accept in FORMATS else "text/turtle")
    return Graph().parse(response.data, format=FORMATS[media])


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
@pytest.mark.parametrize("accept", [*FORMATS, "*/*"])
def test_a_description_comes_in_every_format_of_a_graph(client: FlaskClient, path: str, accept: str) -> None:
    assert len(described(client, path, accept)) > 10
    jsonld = client.get(path, headers={"Accept": "application/ld+json"})
    assert (jsonld.status_code, jsonld.content_type) == (200, "application/ld+json")


def test_the_endpoint_describes_itself_and_says_whether_it_takes_updates(client: FlaskClient) -> None:
    graph, service = described(client, "/sparql"), URIRef(f"{BASE}sparql")
    assert (service, RDF.type, SD.Service) in graph
    assert (service, SD.endpoint, service) in graph
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    writing = described(writing_app().test_client(), "/sparql")
    assert set(writing.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query, SD.SPARQL11Update}


def test_a_host_that_is_no_host_is_not_repeated(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Host": "a/><hostile>"})
    assert b"hostile" not in response.data


def test_the_counts_are_those_of_the_graph(client: FlaskClient) -> None:
    graph, store = described(client, "/.well-known/void"), seed_store()
    (dataset,) = graph.subjects(RDF.type, VOID.Dataset)
    assert int(str(graph.value(dataset, VOID.triples))) == count(store, "?s ?p ?o")
    people = graph.value(None, VOID["class"], FOAF.Person)
    assert int(str(graph.value(people, VOID.entities))) == count(store, "?s a foaf:Person") == 2
    typed = graph.value(None, VOID.property, RDF.type)
    assert int(str(graph.value(typed, VOID.triples))) == count(store, "?s a ?o")
    assert graph.value(dataset, VOID.sparqlEndpoint) == URIRef(f"{BASE}sparql")


def count(store: Endpoint, pattern: str) -> int:
    (row,) = store.select(f"SELECT (COUNT(*) AS ?total) {{ {pattern} }}")
    return int(row["total"])


def test_home_leads_to_the_counts(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert 'rel="describedby" type="text/turtle" href="/.well-known/void"' in page
