"""The same commands, pages and answers with the graphs in another engine: Virtuoso, Oxigraph's server and our own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDFS

import kg.remote as remote_module
from kg.canonical import derive
from kg.cli import main
from kg.config import Settings, load_settings, share
from kg.endpoint import Endpoint, Wanted
from kg.errors import LimitError, QueryError, StoreError
from kg.export import FORMATS, export
from kg.guard import Dataset
from kg.ingest import ingest
from kg.ontology import load_vocabulary
from kg.rdf import ReportGraphs
from kg.remote import RemoteStore
from kg.store import Store
from kg.validate import check
from server import create_app
from tests.engines import Addresses, oxigraph, virtuoso
from tests.seed import BASE, seed_graphs
from tests.serving import listening, seed_store
from tests.test_queries import QUERIES, answer, read_store
from tests.test_store import EX, made, vocabulary

SEED = share("data") / "reports" / "2023-janders.txt"
ADDRESSES = ("remote_query", "remote_update", "remote_graph_store")
TOKEN = "a-token-of-the-tests"
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Settings]]:
    """The engines that were asked for so far, by name; each is started once."""
    with ExitStack() as stack:
        yield _Engines(stack, tmp_path_factory.mktemp("engines"))


class _Engines(dict[str, Settings]):
    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self.stack, self.folder = stack, folder

    def __missing__(self, name: str) -> Settings:
        found: Settings = getattr(self, name)()
        self[name] = found
        return found

    def virtuoso(self) -> Settings:
        found = self.stack.enter_context(virtuoso(self.folder / "virtuoso"))
        return named(found, remote_user="dba", remote_password="dba")

    def oxigraph(self) -> Settings:
        return named(self.stack.enter_context(oxigraph(self.folder / "oxigraph")))

    def ours(self) -> Settings:
        inner = Settings(base="http://inner.example/", write_token=TOKEN)
        at = self.stack.enter_context(listening(create_app(inner, Store(None, base=inner.base))))
        return named(Addresses(f"{at}/sparql", f"{at}/update", f"{at}/data"), remote_token=TOKEN)


def named(addresses: Addresses, **more: str) -> Settings:
    return Settings(
        base=BASE,
        remote_query=addresses.query,
        remote_update=addresses.update,
        remote_graph_store=addresses.graph_store,
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture(params=["virtuoso", "oxigraph", "ours"])
def remote(engines: dict[str, Settings], request: pytest.FixtureRequest) -> Iterator[RemoteStore]:
    """An engine that holds nothing of ours."""
    yield from emptied(engines[request.param])


@pytest.fixture
def on_virtuoso(engines: dict[str, Settings]) -> Iterator[RemoteStore]:
    yield from emptied(engines["virtuoso"])


def emptied(settings: Settings) -> Iterator[RemoteStore]:
    with RemoteStore(settings) as store:
        empty(store)
        yield store


def empty(store: RemoteStore) -> None:
    for name in (*store.graph_names(), None):
        store.drop(name)


def dump(store: Endpoint) -> dict[str, set[str]]:
    """All that a store holds but its history, by the name of its graph."""
    believed = store.query("CONSTRUCT WHERE { ?s ?p ?o }", wanted=Wanted(graph="application/n-triples")).read()
    named = {name: {str(triple) for triple in store.triples(name)} for name in store.graph_names()}
    named.pop(str(store.addresses.changes_graph), None)
    return {"": set(believed.decode().splitlines()), **{name: some for name, some in named.items() if some}}


# The chain


@pytest.fixture(params=["virtuoso", "oxigraph", "ours"])
def kg(
    engines: dict[str, Settings], request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Run]:
    """The command line, with an engine that the environment names."""
    settings = engines[request.param]
    monkeypatch.chdir(tmp_path)
    for name in (*ADDRESSES, "remote_user", "remote_password", "remote_token"):
        monkeypatch.setenv(f"KG_{name.upper()}", getattr(settings, name))
    with RemoteStore(settings) as store:
        empty(store)

    def command(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(main, list(arguments))
        assert result.exit_code == code, (result.output, result.exception)
        return result

    yield command
    assert not (tmp_path / "build").exists()


@pytest.fixture(scope="module")
def local() -> Store:
    """What the same report is in our own store."""
    store = Store(None, base=BASE)
    store.put_vocabulary(load_vocabulary())
    assert [outcome.status for outcome in ingest(store, [SEED], Settings(base=BASE))] == ["read"]
    derive(store)
    return store


def test_the_whole_chain(kg: Run, local: Store, tmp_path: Path) -> None:
    assert kg("ingest", str(SEED), "--jobs", "1").stdout == "1 read, 0 unchanged, 0 refused\n"
    assert kg("ingest", str(SEED), "--jobs", "1").stdout == "0 read, 1 unchanged, 0 refused\n"
    assert kg("check").stdout == "1 report, nothing wrong\n"
    for name in ("who-spoke-where", "co-presence"):
        asked = kg("query", name, "--format", "csv").stdout_bytes
        assert asked == local.query(QUERIES[name].text, wanted=Wanted("text/csv")).read()
    kg("export", "-o", "graph.trig")
    assert (tmp_path / "graph.trig").read_bytes() == export(local, "trig")
    assert kg("withdraw", "2023-janders").stdout == "2023-janders withdrawn\n"
    assert kg("check").stdout == "0 reports, nothing wrong\n"
    assert kg("ingest", "graph.trig").stdout == "1 read, 0 unchanged, 0 refused\n"
    assert dump(RemoteStore(load_settings())) == dump(local)
    kg("withdraw", "nothing", code=1)


def test_every_stored_question_and_every_export_is_the_same_to_the_byte(remote: RemoteStore) -> None:
    local = read_store()
    remote.put_vocabulary(load_vocabulary())
    remote.put(local.graphs("2023-janders"))
    derive(remote)
    derive(local)
    for query in QUERIES.values():
        assert answer(remote, query) == answer(local, query), query.name
    for name in FORMATS:
        assert export(remote, name) == export(local, name), name
    assert check(remote) == []


PAGES = (
    "/", "/report/seed", "/report/seed/event-speech", "/report/seed/person-ana", "/report/seed/claim-1",
    "/report/seed/network", "/ontology", "/report/seed?format=turtle",
    "/sparql?query=SELECT%20%3Fs%20%7B%20%3Fs%20a%20pe%3ASpeech%20%7D",
    "/sparql?query=ASK%20%7B%20GRAPH%20%3Fg%20%7B%20%3Fs%20a%20pe%3AClaim%20%7D%20%7D&format=xml",
)  # fmt: skip


def test_every_page_is_the_same(remote: RemoteStore) -> None:
    local = seed_store()
    remote.put_vocabulary(load_vocabulary())
    remote.put(local.graphs("seed"))
    ours, theirs = (create_app(Settings(base=BASE), store).test_client() for store in (local, remote))
    for page in PAGES:
        for accept in ("text/html", "text/turtle, application/sparql-results+json"):
            wanted, got = (client.get(page, headers={"Accept": accept}) for client in (ours, theirs))
            assert (got.status_code, got.mimetype) == (wanted.status_code, wanted.mimetype), page
            if got.mimetype == "text/turtle":  # an engine may send triples in any order
                assert set(Graph().parse(data=got.text)) == set(Graph().parse(data=wanted.text)), page
            else:
                assert got.text == wanted.text, page


ANA, RALLY = f"{BASE}report/seed/person-ana", f"{BASE}report/seed/event-rally"
API = (
    "reports", "reports/seed", f"thing?iri={ANA}", f"thing?iri={RALLY}", f"thing?iri={BASE}report/seed/claim-1",
    f"neighbours?iri={ANA}", f"neighbours?iri={RALLY}", f"neighbours?iri={ANA}&relation=same",
    f"paths?from={ANA}&to={BASE}report/other/event-rally", "search", "search?q=ana", "search?q=justice&kind=person",
    "overview", "events", "events?report=seed", f"events?iri={RALLY}", "people", "people?report=seed", "schema",
)  # fmt: skip


def test_the_interface_of_the_views_is_the_same(remote: RemoteStore) -> None:
    local = seed_store()
    local.put(seed_graphs("other"))
    remote.put_vocabulary(load_vocabulary())
    for name in ("seed", "other"):
        remote.put(local.graphs(name))
    ours, theirs = (create_app(Settings(base=BASE), store).test_client() for store in (local, remote))
    for address in API:
        wanted, got = (client.get(f"/api/{address}") for client in (ours, theirs))
        assert (got.status_code, got.get_json()) == (200, wanted.get_json()), address
    iris = {"iris": [ANA, RALLY, f"{BASE}report/other/person-ana", f"{BASE}report/seed/event-speech"]}
    wanted, got = (client.post("/api/among", json=iris).get_json() for client in (ours, theirs))
    assert len(wanted["edges"]) > 2
    assert got == wanted
    wanted, got = (client.post("/api/labels", json=iris).get_json() for client in (ours, theirs))
    assert got == wanted


def test_what_is_taken_home_is_the_same(remote: RemoteStore) -> None:
    local = seed_store()
    remote.put_vocabulary(load_vocabulary())
    remote.put(local.graphs("seed"))
    ours, theirs = (create_app(Settings(base=BASE), store).test_client() for store in (local, remote))
    network = ours.get("/api/reports/seed").get_json()["network"]
    asked = {
        "title": "Seed",
        "permalink": f"{BASE}report/seed",
        "query": None,
        "nodes": [node["iri"] for node in network["nodes"]],
        "facts": sorted({edge["fact"] for edge in network["edges"]}),
    }
    for form in ("graphml", "gexf", "csv"):
        wanted, got = (client.post(f"/api/export?format={form}", json=asked) for client in (ours, theirs))
        assert got.status_code == 200
        assert got.data == wanted.data, form
    files = [client.post("/api/export?format=turtle", json=asked).text for client in (ours, theirs)]
    graphs = [Graph().parse(data=file) for file in files]
    assert len(graphs[0]) > 100
    assert isomorphic(*graphs)


# Writing


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.frozensets(st.sampled_from("xyz")), st.booleans()), min_size=1, max_size=4
    )
)
@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_holds_what_our_own_store_holds(
    remote: RemoteStore, readings: list[tuple[str, frozenset[str], bool]]
) -> None:
    empty(remote)
    local = Store(None, base=BASE)
    for id_, labels, shared in readings:
        graphs = made(id_, *sorted(labels), claims=tuple(sorted(labels)), shared=shared)
        assert remote.put(graphs) is local.put(graphs)
        assert remote.put(graphs) is False
    assert dump(remote) == dump(local)
    assert remote.remove("a") is local.remove("a")
    assert dump(remote) == dump(local)


def test_the_vocabulary_is_replaced_with_its_concepts(remote: RemoteStore) -> None:
    local = Store(None, base=BASE)
    for labels in (("march", "rally"), ("march", "vigil")):
        assert remote.put_vocabulary(vocabulary(*labels)) is local.put_vocabulary(vocabulary(*labels)) is True
        assert remote.put_vocabulary(vocabulary(*labels)) is False
        assert dump(remote) == dump(local)


def test_a_report_that_repeats_a_concept_takes_none_with_it_when_it_goes(remote: RemoteStore) -> None:
    concepts = vocabulary("march")
    graphs = made("a")
    for triple in concepts:
        graphs.facts.add(triple)
    remote.put_vocabulary(concepts)
    before = dump(remote)
    remote.put(graphs)
    remote.remove("a")
    assert dump(remote) == before


@pytest.mark.parametrize("name", ["virtuoso", "oxigraph"])
def test_whoever_is_interrupted_runs_the_same_again(
    engines: dict[str, Settings], name: str, graphs: ReportGraphs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_module, "BATCH", 400)
    other = replace(graphs, facts=made("seed", "new", shared=True).facts)
    mark = (URIRef(f"{BASE}report/seed/reading"), RDFS.label, Literal("by other rules"))
    other.facts.add(mark)
    local = Store(None, base=BASE)
    for new in (made("b", shared=True), graphs, other, None):
        _ = local.remove("seed") if new is None else local.put(new)
    wanted = dump(local)
    with RemoteStore(engines[name]) as store:
        interruptions = 0
        for allowed in range(100):
            empty(store)
            store.put(made("b", shared=True))
            store.put(graphs)
            done = [_interrupted(store, change, allowed, monkeypatch) for change in (other, None)]
            assert dump(store) == wanted
            interruptions += done.count(False)
            if all(done):
                break
    assert interruptions > 4


def _interrupted(store: RemoteStore, change: ReportGraphs | None, allowed: int, patch: pytest.MonkeyPatch) -> bool:
    """Carry out a change that breaks off after some requests, and once more; whether it went through at once."""

    def carry_out() -> bool:
        return store.remove("seed") if change is None else store.put(change)

    left, tell = [allowed], store._connection.tell

    def failing(address: str, update: str) -> None:
        if left[0] == 0:
            raise StoreError("interrupted")
        left[0] -= 1
        tell(address, update)

    with patch.context() as patched:
        patched.setattr(store._connection, "tell", failing)
        try:
            return carry_out()
        except StoreError:
            pass
    reading = f"{BASE}report/seed/reading"
    if change is not None and (URIRef(reading), RDFS.label, Literal("by other rules")) in store.graph(
        f"{BASE}report/seed/graph"
    ):
        return False  # only an emptied graph is left to be dropped
    carry_out()
    return False


def test_a_long_text_and_strange_characters_come_back(remote: RemoteStore) -> None:
    graphs = made(
        "long", "x" * 200_000, 'tab\t quote" back\\slash \U0001f600 \u0085 é \n end', "\u202e %41 <b> {} $x ?y"
    )
    remote.put(graphs)
    assert set(remote.facts("long")) == set(graphs.facts)
    assert remote.put(graphs) is False


def test_more_triples_than_one_request_takes(remote: RemoteStore) -> None:
    graphs = made("many", *(f"label {number}" for number in range(1_500)))
    remote.put(graphs)
    assert len(remote.facts("many")) == 1_500
    assert remote.remove("many") is True
    assert dump(remote) == {"": set()}


# Asking


def test_an_answer_looks_only_into_the_graphs_it_is_given(remote: RemoteStore, graphs: ReportGraphs) -> None:
    remote.put(graphs)
    claims = f"{BASE}report/seed/claims"

    def found(query: str, dataset: Dataset | None = None) -> bool:
        return bool(json.loads(remote.query(query, dataset=dataset).read())["boolean"])

    assert found("ASK { ?claim a pe:Claim }", Dataset(default=(claims,)))
    assert not found("ASK { ?speech a pe:Speech }", Dataset(default=(claims,)))
    assert found("ASK { GRAPH ?g { ?claim a pe:Claim } }", Dataset(named=(claims,)))
    assert not found("ASK { ?speech a pe:Speech }", Dataset(named=(claims,)))
    assert not found("ASK { GRAPH ?g { ?claim a pe:Claim } }", Dataset(default=(claims,)))
    assert found("ASK { ?speech a pe:Speech . GRAPH ?claims { ?claim a pe:Claim } }")
    assert not found("ASK { ?claim a pe:Claim }")
    assert found(f"ASK FROM <{claims}> {{ ?claim a pe:Claim }}")


def test_an_update_of_somebody_else_reaches_what_we_believe_and_survives(
    remote: RemoteStore, graphs: ReportGraphs
) -> None:
    remote.put(graphs)
    remote.update("INSERT DATA { <note> rdfs:comment 'by hand' . GRAPH <g> { <x> rdfs:label 'x' } }", base_iri=EX)
    remote.update(f"DELETE {{ ?s ?p ?o }} INSERT {{ ?s ?p 'read' }} WHERE {{ ?s ?p ?o FILTER (?s = <{EX}note>) }}")
    remote.put(replace(graphs, facts=made("seed", "new").facts))
    remote.remove("seed")
    assert [str(row["note"]) for row in remote.select("SELECT ?note { ?s rdfs:comment ?note }")] == ["read"]
    assert len(remote.graph(f"{EX}g")) == 1
    remote.update(f"CLEAR DEFAULT ; DROP SILENT GRAPH <{EX}g>")
    assert dump(remote) == {"": set()}


@pytest.mark.parametrize("graph_store", [True, False])
def test_a_graph_is_loaded_replaced_and_dropped(remote: RemoteStore, graph_store: bool) -> None:
    if not graph_store:
        remote = RemoteStore(replace(remote._settings, remote_graph_store=""))
    name = f"{BASE}mine"
    assert remote.load(b"<http://a> <http://b> 1, 2 .", "text/turtle", graph=name) is True
    assert remote.load(b"<a> <b> 3 .", "text/turtle", graph=name, base_iri=EX) is False
    assert len(remote.graph(name)) == 3
    assert remote.load(b"<a> <b> 4 .", "text/turtle", graph=name, base_iri=EX, replace=True) is False
    assert len(remote.graph(name)) == 1
    assert (remote.drop(name), remote.drop(name)) == (True, False)
    remote.load(b"<http://a> <http://b> 'believed' .", "text/turtle", graph=None)
    assert remote.ask("ASK { ?s ?p 'believed' }")
    assert remote.drop(None) is True
    assert not remote.ask("ASK { ?s ?p ?o }")


def test_what_an_engine_refuses_is_said_in_its_words(remote: RemoteStore) -> None:
    with pytest.raises(QueryError, match=r"refuses \(400\): .*(syntax|expected|not SPARQL)"):
        remote.query("SELECT * { ?s ?p }")
    with pytest.raises(QueryError, match="write SELECT"):
        remote.select("ASK {}")


@pytest.mark.parametrize("name", ["virtuoso", "ours"])
def test_wrong_credentials_are_told(engines: dict[str, Settings], name: str) -> None:
    wrong = replace(engines[name], remote_password="x" * bool(engines[name].remote_user), remote_token="")
    for nobody in (wrong, replace(wrong, remote_user="", remote_password="")):
        with pytest.raises(StoreError, match=r"not allowed.*KG_REMOTE_PASSWORD"):
            RemoteStore(nobody).put(made("a", "x"))


def test_an_answer_that_the_engine_cuts_off_is_an_error(tmp_path: Path) -> None:
    with virtuoso(tmp_path / "virtuoso", rows=150) as addresses:
        store = RemoteStore(named(addresses, remote_user="dba", remote_password="dba"))
        store.put(made("few", *map(str, range(149))))
        assert len(store.facts("few")) == 149
        assert len(store.select("SELECT ?s ?o { ?s ?p ?o }")) == 149
        store.put(made("many", *map(str, range(200))))
        for asked in (lambda: store.facts("many"), lambda: store.select("SELECT ?s ?o { ?s ?p ?o }")):
            with pytest.raises(LimitError, match="at most 150 rows or triples"):
                asked()
        assert store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0]["n"].toPython() == 349
        assert len(store.select("SELECT ?o { ?s ?p ?o } ORDER BY ?o LIMIT 100")) == 100
