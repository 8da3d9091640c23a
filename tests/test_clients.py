"""The clients that researchers have work with the service as it ships: of Python and of JavaScript."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.namespace import RDFS
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, Unauthorized

from tests.packages import FOLDER, with_packages
from tests.serving import served

TOKEN = "of-the-clients"
AUTHORIZED = {"Authorization": f"Bearer {TOKEN}"}
FIRST, SECOND = URIRef("urn:graph:first"), URIRef("urn:graph:second")
ANA, BEN, KNOWS = URIRef("urn:ana"), URIRef("urn:ben"), URIRef("urn:knows")
HELD = f"""
INSERT DATA {{
  <{ANA}> <{RDFS.label}> "Ana" ; <{KNOWS}> <{BEN}> .
  <{BEN}> <{RDFS.label}> "Bén"@cy .
  GRAPH <{FIRST}> {{ <{ANA}> <urn:age> 41 }}
  GRAPH <{SECOND}> {{ <{BEN}> <urn:age> 7 , 8 }}
}}"""
NAMES = f"SELECT ?who ?name {{ ?who <{RDFS.label}> ?name }} ORDER BY ?name"
AGES = "SELECT ?who ?age { ?who <urn:age> ?age } ORDER BY ?age"
AGES_BY_GRAPH = (
    "SELECT ?graph (COUNT(*) AS ?n) { GRAPH ?graph { ?who <urn:age> ?age } } GROUP BY ?graph ORDER BY ?graph"
)
KNOWN = f"CONSTRUCT {{ ?b <urn:knownBy> ?a }} WHERE {{ ?a <{KNOWS}> ?b }}"
KNOWN_BY = (BEN, URIRef("urn:knownBy"), ANA)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("clients"), base="http://127.0.0.1/", write_token=TOKEN) as url:
        wrapped(f"{url}/update", HELD, method=POST, token=TOKEN).query()
        yield url


def wrapped(address: str, text: str, *, method: str = "GET", form: bool = True, token: str = "") -> SPARQLWrapper:
    client = SPARQLWrapper(address)
    if token:
        client.addCustomHttpHeader("Authorization", f"Bearer {token}")
    client.setMethod(method)
    client.setRequestMethod(URLENCODED if form else POSTDIRECTLY)
    client.setQuery(text)
    return client


def answer(client: SPARQLWrapper, form: str = JSON) -> Any:
    client.setReturnFormat(form)
    return client.query().convert()


def rows(found: Any) -> list[dict[str, str]]:
    return [{name: cell["value"] for name, cell in row.items()} for row in found["results"]["bindings"]]


@pytest.mark.parametrize(("method", "form"), [("GET", True), (POST, True), (POST, False)])
def test_sparqlwrapper_selects_by_each_method(url: str, method: str, form: bool) -> None:
    client = wrapped(f"{url}/sparql", NAMES, method=method, form=form)
    assert rows(answer(client)) == [{"who": str(ANA), "name": "Ana"}, {"who": str(BEN), "name": "Bén"}]


@pytest.mark.parametrize(
    ("form", "expected"), [(CSV, "urn:ana,Ana\r\n"), (TSV, '<urn:ana>\t"Ana"\n'), (XML, "<uri>urn:ana<")]
)
def test_sparqlwrapper_gets_tables_in_each_format(url: str, form: str, expected: str) -> None:
    client = wrapped(f"{url}/sparql", NAMES)
    client.setReturnFormat(form)
    assert expected in client.query().response.read().decode()


def test_sparqlwrapper_asks(url: str) -> None:
    for text, truth in (("ASK { ?s ?p ?o }", True), ("ASK { ?s <urn:none> ?o }", False)):
        assert answer(wrapped(f"{url}/sparql", text))["boolean"] is truth


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # which SPARQLWrapper makes
@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, JSONLD, XML])
def test_sparqlwrapper_constructs_in_each_format(url: str, form: str) -> None:
    found = answer(wrapped(f"{url}/sparql", KNOWN), form)
    graph = found if isinstance(found, Graph) else Graph().parse(data=found)
    assert set(graph.triples((None, None, None))) == {KNOWN_BY}


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_names_the_graphs_to_look_at(url: str, method: str) -> None:
    client = wrapped(f"{url}/sparql", AGES, method=method)
    assert rows(answer(client)) == []
    client.addDefaultGraph(FIRST)
    assert rows(answer(client)) == [{"who": str(ANA), "age": "41"}]
    client.addDefaultGraph(SECOND)
    assert [row["age"] for row in rows(answer(client))] == ["7", "8", "41"]
    client = wrapped(f"{url}/sparql", AGES_BY_GRAPH, method=method)
    client.addNamedGraph(SECOND)
    assert rows(answer(client)) == [{"graph": str(SECOND), "n": "2"}]


@pytest.mark.parametrize("form", [True, False])
def test_sparqlwrapper_updates_with_the_token(url: str, form: bool) -> None:
    for text, there in (("INSERT DATA { <urn:a> <urn:b> 'c' }", True), ("DELETE WHERE { <urn:a> ?p ?o }", False)):
        wrapped(f"{url}/update", text, method=POST, form=form, token=TOKEN).query()
        assert answer(wrapped(f"{url}/sparql", "ASK { <urn:a> <urn:b> 'c' }"))["boolean"] is there


def test_sparqlwrapper_is_told_what_is_wrong(url: str) -> None:
    with pytest.raises(Unauthorized):
        wrapped(f"{url}/update", "CLEAR ALL", method=POST, token="another").query()
    with pytest.raises(QueryBadFormed, match="line 1, column"):
        wrapped(f"{url}/sparql", "SELECT { ?s ?p ?o }").query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_a_graph_of_rdflib_reads_the_service(url: str, method: Any) -> None:
    graph = Graph(SPARQLStore(f"{url}/sparql", method=method))
    assert set(graph.objects(ANA, None)) == {Literal("Ana"), BEN}
    assert graph.value(BEN, RDFS.label) == Literal("Bén", lang="cy")
    assert len(graph) == 3
    assert (ANA, KNOWS, BEN) in graph
    assert [*graph.query(NAMES)] == [(ANA, Literal("Ana")), (BEN, Literal("Bén", lang="cy"))]
    assert bool(graph.query("ASK { ?s ?p ?o }"))
    assert set(graph.query(KNOWN)) == {KNOWN_BY}


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_a_graph_of_rdflib_reads_a_named_graph(url: str, method: Any) -> None:
    store = SPARQLStore(f"{url}/sparql", method=method)
    assert {FIRST, SECOND} <= set(store.contexts())
    assert set(Graph(store, identifier=SECOND).objects(BEN)) == {Literal(7), Literal(8)}
    assert [*Graph(store, identifier=FIRST).query(AGES)] == [(ANA, Literal(41))]


@pytest.mark.parametrize("name", [DATASET_DEFAULT_GRAPH_ID, URIRef("urn:graph:new")])
def test_a_graph_of_rdflib_writes_to_the_service(url: str, name: URIRef) -> None:
    store = SPARQLUpdateStore(f"{url}/sparql", f"{url}/update", headers=dict(AUTHORIZED))
    graph = Graph(store, identifier=name)
    update = store.update if name == DATASET_DEFAULT_GRAPH_ID else graph.update  # whose update takes it for a name
    said, shouted = URIRef("urn:said"), URIRef("urn:shouted")
    words = Literal('"Never",\nshe said.', lang="en")
    graph.add((ANA, said, words))
    assert list(graph.triples((None, said, None))) == [(ANA, said, words)]
    update(f"DELETE {{ ?s <{said}> ?o }} INSERT {{ ?s <{shouted}> ?o }} WHERE {{ ?s <{said}> ?o }}")
    assert (ANA, said, words) not in graph
    assert list(graph.subjects(shouted)) == [ANA]
    graph.remove((None, shouted, None))
    assert (ANA, None, words) not in graph


def comunica(query: str, **asked: str) -> str:
    done = subprocess.run(
        ["node", FOLDER / "ask.js"],
        input=json.dumps({"query": query, **asked}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@with_packages
def test_comunica_selects(url: str) -> None:
    found = rows(json.loads(comunica(NAMES, source=f"{url}/sparql")))
    assert found == [{"who": str(ANA), "name": "Ana"}, {"who": str(BEN), "name": "Bén"}]


@with_packages
@pytest.mark.parametrize(("text", "truth"), [("ASK { ?s ?p ?o }", True), ("ASK { ?s <urn:none> ?o }", False)])
def test_comunica_asks(url: str, text: str, truth: bool) -> None:
    assert json.loads(comunica(text, source=f"{url}/sparql"))["boolean"] is truth


@with_packages
def test_comunica_constructs(url: str) -> None:
    assert set(Graph().parse(data=comunica(KNOWN, source=f"{url}/sparql"), format="nt")) == {KNOWN_BY}


@with_packages
def test_comunica_looks_into_named_graphs(url: str) -> None:
    found = rows(json.loads(comunica(AGES_BY_GRAPH, source=f"{url}/sparql")))
    assert found == [{"graph": str(FIRST), "n": "1"}, {"graph": str(SECOND), "n": "2"}]


@with_packages
def test_comunica_updates_with_the_token(url: str) -> None:
    where = {"source": f"{url}/sparql", "update": f"{url}/update", "token": TOKEN}
    comunica("INSERT DATA { <urn:x> <urn:y> 'z' }", **where)
    comunica("INSERT { <urn:x> <urn:again> ?o } WHERE { <urn:x> <urn:y> ?o }", **where)
    (row,) = rows(json.loads(comunica("SELECT ?o { <urn:x> <urn:again> ?o }", source=f"{url}/sparql")))
    assert row == {"o": "z"}
    comunica("DELETE WHERE { <urn:x> ?p ?o }", **where)
    assert json.loads(comunica("ASK { <urn:x> ?p ?o }", source=f"{url}/sparql"))["boolean"] is False
