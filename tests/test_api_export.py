"""What is taken home of a view: exactly what was named, readable by the tools it is for, and saying what it is."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from flask.testing import FlaskClient
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, RDFS
from werkzeug.test import TestResponse

from kg.config import Settings
from kg.network import to_network
from kg.store import Store
from kg.vocab import OA, PE
from server import create_app
from server.links import is_web_page
from server.takehome import FORMS
from tests.identified import identified
from tests.seed import BASE, seed_graphs
from tests.serving import client_of, seed_app

SEED = f"{BASE}report/seed"
ANA, RALLY, SPEECH = (URIRef(f"{SEED}/{key}") for key in ("person-ana", "event-rally", "event-speech"))
SPOKE = f"{SEED}/event-speech.speaker.person-ana"
TITLE = 'Who "spoke" <b>in Orvale</b> & why'
VIEW = "http://127.0.0.1:8000/report/seed?sel=a|b"
NETWORKS: dict[str, Callable[[Any], Any]] = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
QUERY = "SELECT ?s\nWHERE { ?s ?p ?o }"


def asked(**changes: Any) -> dict[str, Any]:
    nodes = [str(ANA), str(SPEECH)]
    return {"title": TITLE, "permalink": VIEW, "query": QUERY, "nodes": nodes, "facts": [SPOKE], **changes}


def taken(client: FlaskClient, form: str, **changes: Any) -> TestResponse:
    answer = client.post(f"/api/export?format={form}", json=asked(**changes))
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.mimetype == FORMS[form].media_type
    name = answer.headers["Content-Disposition"]
    assert name.startswith('attachment; filename="Who-spoke-b-in-Orvale-b-why-20')
    assert name.endswith(f'{FORMS[form].suffix}"')
    return answer


@pytest.fixture(scope="module")
def together() -> FlaskClient:
    """A client of a server of two reports that tell of one Ana Brook."""
    store = Store(None, base=BASE)
    for name in ("seed", "later"):
        store.put(seed_graphs(name))
    identified(store, [[f"{BASE}report/{name}/person-ana" for name in ("later", "seed")]])
    return client_of(create_app(Settings(base=BASE), store))


@pytest.mark.parametrize(("facts", "told"), [([SPOKE], {ANA}), ([], {URIRef(f"{BASE}report/later/person-ana")})])
def test_a_thing_of_all_reports_is_there_with_its_nodes_that_are_told_of(
    together: FlaskClient, facts: list[str], told: set[URIRef]
) -> None:
    thing = URIRef(f"{BASE}thing/later/person-ana")
    nodes = [str(thing), *([str(SPEECH)] if facts else [])]
    graph = Graph().parse(data=taken(together, "turtle", nodes=nodes, facts=facts).get_data(), format="turtle")
    assert set(graph.subjects(PE.canonical, thing)) == told
    for node in (thing, *told):
        assert (node, RDF.type, FOAF.Person) in graph
        assert graph.value(node, RDFS.label) == Literal("Ana Brook")
    network = nx.read_graphml(io.BytesIO(taken(together, "graphml", nodes=nodes, facts=facts).get_data()))
    assert {data["label"] for _, data in network.nodes(data=True)} >= {"Ana Brook"}


def test_networks_and_tables_say_which_nodes_of_several_reports_are_one(together: FlaskClient) -> None:
    named = {"nodes": [f"{BASE}report/{name}/person-ana" for name in ("later", "seed")], "facts": [SPOKE]}
    both = [f"{BASE}thing/later/person-ana"] * 2
    for form, read in NETWORKS.items():
        network = read(io.BytesIO(taken(together, form, **named).get_data()))
        assert [data["canonical"] for _, data in network.nodes(data=True) if data["label"] == "Ana Brook"] == both
    with zipfile.ZipFile(io.BytesIO(taken(together, "csv", **named).get_data())) as archive:
        nodes = list(csv.DictReader(io.StringIO(archive.read("nodes.csv").decode("utf-8-sig"))))
    assert [row["canonical"] for row in nodes if row["label"] == "Ana Brook"] == both


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # inside rdflib's parser
@pytest.mark.parametrize("form", ["turtle", "jsonld"])
def test_rdf_has_what_was_named_and_its_words_and_no_other_fact(seed: FlaskClient, form: str) -> None:
    graph = Graph().parse(data=taken(seed, form).get_data(), format={"jsonld": "json-ld"}.get(form, form))
    assert (SPEECH, PE.speaker, ANA) in graph
    assert (ANA, RDFS.label, Literal("Ana Brook")) in graph
    words = {str(graph.value(at, OA.exact)) for at in graph.objects(URIRef(SPOKE), PE.evidence)}
    assert words == {"Ana Brook, delivered a speech"}
    # The speech was also a part of the rally in Orvale: nobody has asked for that.
    assert RALLY not in set(graph.all_nodes())
    assert set(graph.objects(SPEECH, PE.place)) == set()
    assert not any("We demand justice" in str(value) for value in graph.objects())
    held = seed.application.extensions["site"].store.facts("seed")
    about = set(graph.predicate_objects(URIRef(VIEW.replace("|", "%7C"))))
    assert {(s, p, o) for s, p, o in graph if not str(s).startswith(VIEW[:-3])} <= set(held)
    assert {(DCTERMS.title, Literal(TITLE)), (DCTERMS.description, Literal(QUERY)), (RDF.type, FOAF.Document)} < about
    assert DCTERMS.created in dict(about)


def test_json_ld_has_its_context_inside(seed: FlaskClient) -> None:
    document = json.loads(taken(seed, "jsonld").get_data())
    assert isinstance(document["@context"], dict)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networks_have_the_nodes_and_the_edge_that_were_shown(seed: FlaskClient, form: str) -> None:
    text = taken(seed, form).get_data()
    network = NETWORKS[form](io.BytesIO(text))
    assert set(network.nodes) == {str(ANA), str(SPEECH)}
    ((source, target, data),) = network.edges(data=True)
    assert (source, target, data["label"]) == (str(SPEECH), str(ANA), "had as speaker")
    assert data["exact"] == "Ana Brook, delivered a speech"
    if form == "graphml":
        assert (network.graph["title"], network.graph["query"]) == (TITLE, QUERY)
        assert network.graph["source"] == VIEW.replace("|", "%7C")
    else:
        assert b'title: Who "spoke" &lt;b&gt;in Orvale&lt;/b&gt; &amp; why' in text
        assert b"query: SELECT" in text


def test_a_whole_report_is_taken_home_as_the_network_that_it_is(seed: FlaskClient) -> None:
    network = to_network(seed.application.extensions["site"].store.facts("seed"))
    facts = [data["fact"] for _, _, data in network.edges(data=True)]
    answer = taken(seed, "graphml", nodes=list(network), facts=facts)
    found = nx.read_graphml(io.BytesIO(answer.get_data()), force_multigraph=True)
    assert set(found.nodes) == set(network.nodes)
    assert sorted((a, b, d["fact"]) for a, b, d in found.edges(data=True)) == sorted(
        (a, b, d["fact"]) for a, b, d in network.edges(data=True)
    )


def test_tables_lead_from_edges_to_all_their_words(seed: FlaskClient) -> None:
    with zipfile.ZipFile(io.BytesIO(taken(seed, "csv", title=TITLE).get_data())) as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    assert sorted(files) == ["README.txt", "edges.csv", "evidence.csv", "nodes.csv"]
    nodes, edges, evidence = (
        list(csv.DictReader(io.StringIO(files[f"{n}.csv"]))) for n in ("nodes", "edges", "evidence")
    )
    assert {row["iri"] for row in nodes} == {str(ANA), str(SPEECH)}
    assert [(row["source"], row["target"], row["fact"]) for row in edges] == [(str(SPEECH), str(ANA), SPOKE)]
    assert {"evidence", "mention"} == {row["how"] for row in evidence}
    assert {row["exact"] for row in evidence if row["thing"] == SPOKE} == {"Ana Brook, delivered a speech"}
    assert TITLE in files["README.txt"]
    assert QUERY in files["README.txt"]


def test_no_cell_is_a_formula_and_no_control_character_breaks_a_file() -> None:
    app = seed_app()
    bad = '"=HYPERLINK(\\"http://x\\")\\u0001"'
    app.extensions["site"].store.update(
        f"DELETE {{ <{ANA}> rdfs:label ?l }} INSERT {{ <{ANA}> rdfs:label {bad} }} WHERE {{ <{ANA}> rdfs:label ?l }}"
    )
    client = client_of(app)
    with zipfile.ZipFile(io.BytesIO(taken(client, "csv").get_data())) as archive:
        assert "'=HYPERLINK" in archive.read("nodes.csv").decode()
    for form in ("graphml", "gexf"):
        assert len(NETWORKS[form](io.BytesIO(taken(client, form, query="a\x01b").get_data()))) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"title": None}, {"title": ""}, {"title": "x" * 501}, {"permalink": "javascript:alert(1)"}, {"permalink": "x"},
        {"nodes": None}, {"nodes": ["x"] * 5001}, {"facts": [1]}, {"query": 1},
    ],
)  # fmt: skip
def test_what_cannot_be_taken_home_is_refused_with_a_sentence(seed: FlaskClient, changes: dict[str, Any]) -> None:
    answer = seed.post("/api/export?format=turtle", json=asked(**changes))
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert answer.get_json()["detail"].endswith(".")


def test_other_formats_are_refused(seed: FlaskClient) -> None:
    for form in ("", "?format=pdf", "?format=__class__"):
        assert seed.post(f"/api/export{form}", json=asked()).status_code == 400


def test_what_is_not_there_is_left_out_and_nothing_is_a_file_too(seed: FlaskClient) -> None:
    answer = taken(seed, "turtle", nodes=[f"{SEED}/nobody", "a b", 'x"> } DROP ALL'], facts=[])
    graph = Graph().parse(data=answer.get_data(), format="turtle")
    assert {str(subject) for subject in graph.subjects()} == {VIEW.replace("|", "%7C")}
    assert is_web_page(str(next(graph.subjects())))
