"""Texts of SPARQL keep their meaning when their default graph becomes a named one."""

from __future__ import annotations

import pytest

from kg.endpoint import Endpoint, Wanted
from kg.ontology import queries
from kg.rewriting import asked_within, declared, mentions_graphs, names_dataset, told_to
from kg.store import Store
from kg.vocab import PREFIXES
from tests.seed import BASE
from tests.test_queries import rich_store

G = "http://example.org/believed"


@pytest.fixture(scope="module")
def store() -> Store:
    """A store whose default graph is empty, and that holds what another's holds under a name."""
    store = Store(None, base=BASE)
    for graph in rich_store().graph_names():
        body = rich_store().query(f"CONSTRUCT FROM <{graph}> WHERE {{ ?s ?p ?o }}").read()
        store.load(body, "text/turtle", graph=graph)
    store.load(rich_store().query("CONSTRUCT WHERE { ?s ?p ?o }").read(), "text/turtle", graph=G)
    return store


def answered(store: Endpoint, query: str) -> list[bytes]:
    return sorted(store.query(query, wanted=Wanted("text/csv", "application/n-triples")).read().splitlines())


@pytest.mark.parametrize("name", queries())
def test_a_stored_question_asked_within_a_graph_is_answered_as_before(store: Store, name: str) -> None:
    text = queries()[name].text
    assert answered(store, asked_within(text, G)) == answered(rich_store(), text)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s a pe:Speech . GRAPH ?g { ?c a pe:Claim } }",
        "SELECT (EXISTS { ?a ?b ?c } AS ?x) (COUNT(*) AS ?n) WHERE { ?s a pe:Speech . FILTER (?s != '}') } # }",
        "SELECT ?s { { SELECT ?s { ?s a pe:Speech } } UNION { GRAPH ?g { ?s a pe:Claim } } } ORDER BY ?s",
        "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t GRAPH ?g { ?s a pe:Claim } }",
    ],
)
def test_a_pattern_is_asked_within_a_graph(store: Store, query: str) -> None:
    ours, theirs = answered(rich_store(), query), answered(store, asked_within(query, G))
    assert ours == theirs or query.startswith("SELECT (EXISTS")  # what stands before WHERE is not inside the graph


def test_a_query_that_is_none_is_left_to_the_engine() -> None:
    for text in ("", "ASK {", "GRAPH }{", "DESCRIBE <http://example.org/>"):
        assert asked_within(text, G) == text


def test_only_prefixes_that_are_used_and_not_declared_are_declared() -> None:
    text = "PREFIX pe: <http://other.example/> SELECT * { ?s a pe:x, foaf:Person ; <p> 'skos:x' } # org:y"
    assert declared(text, PREFIXES, None) == f"PREFIX foaf: <{PREFIXES['foaf']}> {text}"
    assert declared("ASK {}", PREFIXES, BASE) == f"BASE <{BASE}> ASK {{}}"


def test_a_dataset_and_graphs_are_seen_only_as_keywords() -> None:
    assert names_dataset("SELECT * from <g> {}")
    assert not names_dataset("SELECT ?from { ?from <FROM> 'FROM' } # FROM")
    assert mentions_graphs("ASK { graph ?g {} }")
    assert not mentions_graphs("ASK { ?graph <GRAPH> 'GRAPH' }")


@pytest.mark.parametrize(
    ("update", "told"),
    [
        ("INSERT DATA { <a> <b> 1 }", f"INSERT DATA {{ GRAPH <{G}> {{ <a> <b> 1 }}  }}"),
        (
            "DELETE DATA { <a> <b> 1 . GRAPH <g> { <c> <d> 2 } . <e> <f> 3 }",
            f"DELETE DATA {{ GRAPH <{G}> {{ <a> <b> 1 . }} GRAPH <g> {{ <c> <d> 2 }} . GRAPH <{G}> {{ <e> <f> 3 }}  }}",
        ),
        ("INSERT DATA { GRAPH <g> { <c> <d> 2 } }", "INSERT DATA { GRAPH <g> { <c> <d> 2 } }"),
        ("DELETE WHERE { ?s ?p ?o }", f"DELETE WHERE {{ GRAPH <{G}> {{ ?s ?p ?o }}  }}"),
        (
            "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o } ; INSERT { <a> <b> 1 } WHERE {}",
            f"WITH <{G}> DELETE {{ ?s ?p ?o }} INSERT {{ ?s ?p 1 }} WHERE {{ ?s ?p ?o }} ; "
            f"WITH <{G}> INSERT {{ <a> <b> 1 }} WHERE {{}}",
        ),
        ("WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"),
        ("CLEAR DEFAULT ; COPY <g> TO DEFAULT", f"CLEAR GRAPH <{G}> ; COPY <g> TO GRAPH <{G}>"),
        ("DROP SILENT GRAPH <g>", "DROP SILENT GRAPH <g>"),
    ],
)
def test_an_update_reaches_the_named_graph(update: str, told: str) -> None:
    assert " ".join(told_to(update, G).split()) == " ".join(told.split())
    store = Store(None, base=BASE)
    store.load(b"<http://a.example/> a <http://b.example/> .", "text/turtle", graph=G)
    store.update(told_to(update, G).replace("COPY", "COPY SILENT"), base_iri=BASE)
