"""The store keeps what it is given: whole, once, and in step with the default graph."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, RDFS, SKOS, XSD

from kg import store as store_module
from kg.endpoint import Wanted
from kg.errors import ForbiddenError, FormatError, QueryError, ReportError, StoreError
from kg.guard import Dataset, nesting
from kg.rdf import ReportGraphs, new_graph
from kg.store import LONG, Store
from kg.vocab import PE, PEC, Addresses
from tests.seed import BASE

EX = "http://example.org/"
ADDRESSES = Addresses(BASE)
SHARED = (URIRef(EX + "s"), RDFS.label, Literal("said by many"))
BELIEVED = "CONSTRUCT WHERE { ?s ?p ?o }"


def made(report_id: str, *labels: str, claims: tuple[str, ...] = (), shared: bool = False) -> ReportGraphs:
    """The graphs of a report with one triple for each label and each claim."""
    facts, said = new_graph(), new_graph()
    for graph, words in ((facts, labels), (said, claims)):
        for word in words:
            graph.add((ADDRESSES.node(report_id, "event-1"), RDFS.label, Literal(word)))
    if shared:
        facts.add(SHARED)
    return ReportGraphs(report_id=report_id, facts=facts, claims=said, candidates=new_graph())


def memory(*graphs: ReportGraphs) -> Store:
    """A store in memory with these reports, put in this order."""
    store = Store(None, base=BASE)
    for some in graphs:
        store.put(some)
    return store


def vocabulary(*labels: str) -> Graph:
    """An ontology with one class and a concept for each label."""
    graph = new_graph()
    graph.add((PE.Event, RDFS.comment, Literal("Something that happened.")))
    for label in labels:
        graph.add((PEC[label], RDF.type, SKOS.Concept))
        graph.add((PEC[label], SKOS.prefLabel, Literal(label, lang="en")))
    return graph


def test_what_was_put_comes_back(store: Store, graphs: ReportGraphs) -> None:
    assert store.report_ids() == ["seed"]
    assert set(store.facts("seed")) == set(graphs.facts)
    assert set(store.claims("seed")) == set(graphs.claims)


def test_put_twice_is_put_once(store: Store, graphs: ReportGraphs) -> None:
    before = store.dump()
    assert store.put(graphs) is False
    assert store.dump() == before


def test_the_default_graph_holds_the_facts_and_never_the_claims(store: Store, graphs: ReportGraphs) -> None:
    assert set(store.construct(BELIEVED)) == set(graphs.facts)
    assert not store.ask("ASK { ?claim a pe:Claim }")
    assert store.ask("ASK { GRAPH ?claims { ?claim a pe:Claim } }")


@given(st.permutations(["a", "b", "c", "b/c d", "é"]), st.lists(st.sampled_from("abc"), max_size=3))
@settings(deadline=None, max_examples=30)
def test_the_order_of_reports_does_not_matter(order: list[str], again: list[str]) -> None:
    def store_of(ids: list[str]) -> Store:
        return memory(*(made(id_, "march", "rally", claims=("won",), shared=id_ in "ab") for id_ in ids))

    assert store_of([*order, *again]).dump() == store_of(sorted(order)).dump()


@given(st.lists(st.tuples(st.sampled_from("ab"), st.frozensets(st.sampled_from("xyz")), st.booleans()), max_size=8))
@settings(deadline=None, max_examples=60)
def test_only_the_last_reading_counts(readings: list[tuple[str, frozenset[str], bool]]) -> None:
    store = memory(*(made(id_, *sorted(labels), shared=shared) for id_, labels, shared in readings))
    last = {id_: made(id_, *sorted(labels), shared=shared) for id_, labels, shared in readings}
    assert store.dump() == memory(*last.values()).dump()
    assert set(store.construct(BELIEVED)) == {triple for some in last.values() for triple in some.facts}


def test_the_default_graph_is_in_step_after_a_replacement_and_a_removal() -> None:
    store = memory(made("a", "old", "kept", claims=("said",)), made("b", "other"))
    assert store.put(made("a", "kept", "new")) is True
    labels = {row["label"].toPython() for row in store.select("SELECT ?label { ?s rdfs:label ?label }")}
    assert labels == {"kept", "new", "other"}
    assert len(store.claims("a")) == 0
    assert store.remove("a") is True
    assert store.dump() == memory(made("b", "other")).dump()
    assert store.remove("a") is False


def test_a_triple_that_another_report_has_too_stays_until_both_are_gone() -> None:
    store = memory(made("a", shared=True), made("b", shared=True), made("c", claims=("x",)))
    store.remove("a")
    assert SHARED in store.construct(BELIEVED)
    store.put(made("b", "something else"))
    assert SHARED not in store.construct(BELIEVED)


def test_a_triple_of_somebody_else_in_the_default_graph_survives(store: Store, graphs: ReportGraphs) -> None:
    store._engine.update(f"INSERT DATA {{ <{EX}note> rdfs:comment 'checked by hand' }}", prefixes={"rdfs": str(RDFS)})
    store.put(replace(graphs, facts=made("seed", "new").facts))
    store.remove("seed")
    assert [str(row["note"]) for row in store.select("SELECT ?note { ?s rdfs:comment ?note }")] == ["checked by hand"]
    assert len(store.construct(BELIEVED)) == 1


def test_what_is_missing_from_the_default_graph_is_mended(store: Store, graphs: ReportGraphs) -> None:
    store._engine.update("DELETE WHERE { ?s ?p ?o }")
    assert store.put(graphs) is True
    assert set(store.construct(BELIEVED)) == set(graphs.facts)


@pytest.mark.parametrize(
    "bad",
    [
        (URIRef("http://example.org/a b"), RDF.type, PE.Event),
        (BNode(), RDF.type, PE.Event),
        (PE.x, RDFS.label, Literal("\ud800")),
        (Literal("x"), RDF.type, PE.Event),
    ],
)  # fmt: skip
def test_a_bad_graph_leaves_the_old_one(bad: tuple[URIRef, URIRef, URIRef], store: Store) -> None:
    before = store.dump()
    graphs = made("seed", "new")
    graphs.facts.add(bad)
    with pytest.raises(StoreError, match="nothing was written"):
        store.put(graphs)
    assert store.dump() == before


def test_numbers_are_compared_as_the_engine_spells_them() -> None:
    graphs = made("a")
    graphs.facts.add((PE.x, PE.low, Literal("007", datatype=XSD.integer, normalize=False)))
    store = memory(graphs)
    assert store.put(graphs) is False


def test_the_vocabulary_is_replaced_with_its_concepts() -> None:
    store = memory(made("a", "march"))
    assert store.put_vocabulary(vocabulary("march", "rally")) is True
    assert store.put_vocabulary(vocabulary("march", "rally")) is False
    assert store.put_vocabulary(vocabulary("march", "vigil")) is True
    labels = {str(row["l"]) for row in store.select("SELECT ?l { ?c a skos:Concept ; skos:prefLabel ?l }")}
    assert labels == {"march", "vigil"}
    assert not store.ask("ASK { pe:Event ?p ?o }")
    assert isomorphic(store.vocabulary(), vocabulary("march", "vigil"))
    assert store.report_ids() == ["a"]


def test_a_report_that_repeats_a_concept_takes_none_with_it_when_it_goes() -> None:
    graphs = made("a")
    concept = PEC["form-march"]
    graphs.facts.add((concept, SKOS.prefLabel, Literal("march")))
    words = Graph().parse(data=f"<{concept}> a <{SKOS.Concept}> ; <{SKOS.prefLabel}> 'march' .", format="turtle")
    with memory(graphs) as store:
        store.put_vocabulary(words)
        store.remove("a")
        assert store.ask(f"ASK {{ <{concept}> skos:prefLabel 'march' }}")


def test_a_vocabulary_with_blank_nodes_is_put_once() -> None:
    def with_union() -> Graph:
        graph = vocabulary("march")
        graph.add((PE.Event, RDFS.subClassOf, node := BNode()))
        graph.add((node, RDFS.label, Literal("something")))
        return graph

    store = memory()
    assert store.put_vocabulary(with_union()) is True
    assert store.put_vocabulary(with_union()) is False


def test_ids_with_any_characters_come_back() -> None:
    ids = ["a/b", "é ü", "graph", "x#char=1,2", "%41"]
    assert memory(*(made(id_, "x") for id_ in ids)).report_ids() == sorted(ids)


def test_an_unknown_report_is_an_error_that_names_it(store: Store) -> None:
    assert "seed" in store
    assert "nothing" not in store
    with pytest.raises(ReportError, match="nothing"):
        store.facts("nothing")


def test_bindings_are_values_and_not_text(store: Store) -> None:
    query = "SELECT ?person { ?person a foaf:Person ; rdfs:label $name }"
    assert len(store.select(query)) == 2
    assert [str(row["person"]) for row in store.select(query, name=Literal("Ana Brook"))] == [
        f"{BASE}report/seed/person-ana"
    ]
    assert store.select(query, name=Literal('" } #')) == []


def test_unbound_variables_are_left_out(store: Store) -> None:
    rows = store.select("SELECT ?s ?none { ?s a pe:Speech OPTIONAL { ?s pe:nothing ?none } }")
    assert rows == [{"s": URIRef(f"{BASE}report/seed/event-speech")}]


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [("SELECT * {\n ?s ?p ?o }\n FOO", 3, 5), ("", 1, 1), ("SELECT * { ?s no:thing 1 }", 1, 23)],
)
def test_a_malformed_query_is_located(store: Store, query: str, line: int, column: int) -> None:
    with pytest.raises(QueryError, match=f"line {line}, column {column}") as caught:
        store.query(query)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_another_server_is_not_asked(store: Store) -> None:
    with pytest.raises(ForbiddenError, match="cannot be evaluated"):
        store.select("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")


def test_an_unknown_function_is_an_error_of_its_expression(store: Store) -> None:
    assert store.select("SELECT (<http://example.org/f>(1) AS ?x) {}") == [{}]
    assert store.select("SELECT ?x { VALUES ?x { 1 } FILTER(<http://example.org/f>(?x)) }") == []


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {'{' * 4000}{'}' * 4000} }}",
        f"SELECT * {{ {'{' * 4000}",
        f"ASK {{ FILTER({'(' * 5000}1{')' * 5000}) }}",
        f"ASK {{ ?s ?p {'[ ?p ' * 4000}1{']' * 4000} }}",
        f"ASK {{ FILTER({'!' * 20_000}true) }}",
        f"ASK {{ FILTER({'! #!' + chr(10)}{'! ' * 300}true) }}",
        f"ASK {{ FILTER({'!(' * 150}true{')' * 150}) }}",
        f"ASK {{ {'<< ' * 2000}?a ?b ?c{' ?b ?c >>' * 2000} ?p ?o }}",
        f"ASK {{ {'FILTER EXISTS { ' * 4000}{'}' * 4000} }}",
        "ASK { FILTER(1<2#>'''\n || " + "(" * 5000 + "1" + ")" * 5000 + "\n#'''\n) }",
        f"ASK {{ FILTER({'(1<2#>)' + chr(10) + '||'}{'(' * 5000}",
        f"ASK {{ FILTER(1<'>' || {'(' * 300} '{')' * 300}) }}",
        f"ASK {{ ?s ?p 'never closed {'(' * 300}",
        f"ASK {{ {' '.join(f'BIND(1 AS ?x{i})' for i in range(4000))} }}",
        f"ASK {{ {'MINUS { ?a ?b ?c } ' * 4000} }}",
        f"ASK {{ ?s {'/'.join('a' * 20_000)} ?o }}",
        f"ASK {{}} #{'x' * 100_000}",
    ],
)
def test_a_query_too_deep_or_too_long_for_the_engine_is_refused(store: Store, query: str) -> None:
    for asked in (store.query, store.select):
        with pytest.raises(QueryError, match=r"deep; write it flatter|signs; at most|characters; at most"):
            asked(query)


@pytest.mark.parametrize(
    "query",
    [
        f"ASK {{ {'{' * 50}{'}' * 50} }}",
        f"ASK {{ FILTER({'!' * 50}true) }}",
        f"ASK {{ FILTER({'(' * 50}1{')' * 50}) }}",
        f"ASK {{ VALUES (?x ?y) {{ {'(1 2) ' * 500} }} }}",
        f"ASK {{ VALUES ?x {{ {'<http://example.org/wiki/A_(b)#c> ' * 1000} }} }}",
        f"ASK {{ FILTER('{'(' * 300}' != \"{'{' * 300}\") }} # {'[' * 300}",
        f"ASK {{ FILTER({' && '.join(['(1 != 2)'] * 300)}) }}",
    ],
)
def test_a_wide_query_and_brackets_in_texts_are_let_through(store: Store, query: str) -> None:
    assert store.query(query).kind == "boolean"


@pytest.mark.parametrize(
    "pattern", ["(", "()", "! ", "<", "<a(>", "'", "(#)\n", "{ [ ", '"\\', "'''\\", '"""', "a:", "1e"]
)
def test_no_query_keeps_the_refusal_busy(pattern: str) -> None:
    assert nesting(pattern * (100_000 // len(pattern))) >= 0  # linear, so it ends


@pytest.mark.parametrize(
    "query", ["CLEAR ALL", "# A note\nPREFIX a: <http://a/>\nbase <http://b/> insert data { a:b a:c a:d }", "drop all"]
)
def test_an_update_is_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match="read-only: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"):
        store.query(query)


def test_the_wrong_kind_of_query_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="write SELECT"):
        store.select("ASK {}")
    with pytest.raises(QueryError, match="write ASK"):
        store.ask("SELECT * {}")
    with pytest.raises(QueryError, match="write CONSTRUCT"):
        store.construct("ASK {}")


def test_an_answer_is_serialised_as_chosen(store: Store) -> None:
    rows = store.query("SELECT ?s { ?s a pe:Speech }", wanted=Wanted("text/tab-separated-values"))
    assert (rows.kind, rows.media_type) == ("solutions", "text/tab-separated-values")
    assert rows.read() == f"?s\n<{BASE}report/seed/event-speech>\n".encode()
    truth = store.query("ASK { ?s a pe:Speech }")
    assert (truth.kind, json.loads(truth.read())["boolean"]) == ("boolean", True)
    graph = store.query("CONSTRUCT WHERE { ?s a pe:Speech }")
    assert (graph.kind, graph.media_type) == ("graph", "text/turtle")
    assert (URIRef(f"{BASE}report/seed/event-speech"), RDF.type, PE.Speech) in Graph().parse(graph.read(), "turtle")


def test_an_answer_looks_only_into_the_graphs_it_is_given(store: Store) -> None:
    claims = str(ADDRESSES.claims_graph("seed"))

    def found(query: str, dataset: Dataset) -> bool:
        return bool(json.loads(store.query(query, dataset=dataset).read())["boolean"])

    assert found("ASK { ?claim a pe:Claim }", Dataset(default=(claims,)))
    assert not found("ASK { ?speech a pe:Speech }", Dataset(default=(claims,)))
    assert found("ASK { GRAPH ?g { ?claim a pe:Claim } }", Dataset(named=(claims,)))
    assert not found("ASK { ?speech a pe:Speech }", Dataset(named=(claims,)))


NAMED = f"<{ADDRESSES.graphs('a')[1]}>"
SAID = 'rdfs:label "said"'


@pytest.mark.parametrize(
    "query",
    [
        f"ASK {{ ?s {SAID} }}",
        f"ASK {{ GRAPH ?g {{ ?s {SAID} }} }}",
        f"ASK {{ graph{NAMED}{{ ?s {SAID} }} }}",
        f"ASK FROM {NAMED} {{ ?s {SAID} }}",
        f"ASKFROM{NAMED}{{ ?s {SAID} }}",
        f"ASK FROM NAMED {NAMED} {{ GRAPH ?g {{ ?s {SAID} }} }}",
        f"ASK {{ ?s ?p ?o FILTER EXISTS {{ GRAPH ?g {{ ?s {SAID} }} }} }}",
        "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o",
        "SELECT DISTINCT ?s ?o { ?s rdfs:label* ?o } ORDER BY ?s ?o",
        "SELECT (COUNT(*) AS ?n) { { SELECT ?s { ?s ?p ?o } } MINUS { ?s rdfs:label 'no' } }",
        "SELECT ?g { GRAPH ?g {} } ORDER BY ?g",
        f"DESCRIBE {NAMED}",
        f"DESCRIBE ?s {{ ?s {SAID} }}",
        f"DESCRIBE <{ADDRESSES.node('a', 'event-1')}>",
        "DESCRIBE ?s { ?s rdfs:label 'first' }",
    ],
)
def test_what_is_believed_set_apart_gives_the_same_answers(query: str) -> None:
    plain, apart = (memory(made("a", "first", claims=("said",)), made("b", "second")) for _ in range(2))
    apart.set_apart()
    for dataset in (None, Dataset((NAMED.strip("<>"),)), Dataset((), (NAMED.strip("<>"),))):
        answers = [store.query(query, dataset=dataset).read() for store in (plain, apart)]
        assert sorted(answers[0].split(b"\n")) == sorted(answers[1].split(b"\n"))


def test_what_is_believed_is_never_asked_apart_once_something_was_written() -> None:
    store = memory(made("a", "first"))
    store.set_apart()
    store.put(made("b", "second"))
    assert store.ask('ASK { ?s rdfs:label "second" }')


def test_a_kind_of_answer_that_is_not_wanted_is_refused(store: Store) -> None:
    with pytest.raises(FormatError, match="gives yes or no"):
        store.query("ASK {}", wanted=Wanted(results=None))
    with pytest.raises(FormatError, match="gives a graph"):
        store.query("CONSTRUCT WHERE { ?s ?p ?o }", wanted=Wanted(graph=None))


def test_what_was_put_is_there_when_the_store_is_opened_again(store: Store, tmp_path: Path) -> None:
    before = store.dump()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.dump()
    with Store(tmp_path / "store", base=BASE, read_only=True) as again:
        assert again.dump() == before
        with pytest.raises(StoreError, match="reading only"):
            again.remove("seed")


def at_one_moment(folder: Path, copy: Path) -> list[tuple[Path, int]]:
    """Copy a store as it is at one moment, though it tidies up beside us: its logs, with their inodes."""

    def files() -> dict[str, tuple[int, int]]:
        return {file.name: (file.stat().st_ino, file.stat().st_size) for file in folder.iterdir()}

    while True:
        with contextlib.suppress(shutil.Error, FileNotFoundError):
            before = files()
            shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("LOCK"))
            if files() == before:
                return [(copy / name, inode) for name, (inode, _) in before.items() if name.endswith(".log")]
        shutil.rmtree(copy, ignore_errors=True)


def test_a_write_has_reached_the_disk_when_it_is_acknowledged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the log, a power cut leaves what was sent to the disk itself."""
    reached: dict[int, int] = {}
    sync = os.fsync

    def noted(descriptor: int) -> None:
        sync(descriptor)
        reached[os.fstat(descriptor).st_ino] = os.fstat(descriptor).st_size

    monkeypatch.setattr(os, "fsync", noted)
    with Store(tmp_path / "store", base=BASE) as store:
        for number in range(3):
            store.put(made("a", f"said {number}"))
            left = tmp_path / f"left-{number}"
            for log, inode in at_one_moment(tmp_path / "store", left):
                os.truncate(log, reached.get(inode, 0))
            with Store(left, base=BASE) as other:
                assert other.ask(f'ASK {{ ?s rdfs:label "said {number}" }}')


def test_the_log_that_readers_go_through_stays_short(tmp_path: Path) -> None:
    with Store(tmp_path, base=BASE) as store:
        for number in range(20):
            store.update(f'INSERT DATA {{ <{EX}{number}> <{EX}long> "{"x" * 50_000}" }}')
            assert sum(log.stat().st_size for log in tmp_path.glob("*.log")) < 2 * LONG


def test_a_second_writer_is_refused_and_a_reader_is_not(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"store: another process is writing to it; wait"):
        Store(tmp_path / "store", base=BASE)
    with Store(tmp_path / "store", base=BASE, read_only=True) as reader:
        assert reader.report_ids() == ["seed"]


def test_a_missing_folder_is_not_made_by_a_reader(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"missing: there is no store; `kg ingest"):
        Store(tmp_path / "missing", base=BASE, read_only=True)
    assert not (tmp_path / "missing").exists()


def test_a_store_that_cannot_be_opened_is_not_taken_for_one_that_is_written(tmp_path: Path) -> None:
    (tmp_path / "blockades").write_text("a list")
    with pytest.raises(StoreError, match="blockades: is no folder"):
        Store(tmp_path / "blockades", base=BASE)
    (tmp_path / "locks").mkdir()
    (tmp_path / "locks" / "LOCK").mkdir()
    (tmp_path / "locks" / "CURRENT").touch()
    with pytest.raises(StoreError, match="locks: cannot be opened"):
        Store(tmp_path / "locks", base=BASE)


def test_a_folder_of_something_else_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ana,")
    with pytest.raises(StoreError, match="something else than a store; name another"):
        Store(tmp_path, base=BASE)
    with pytest.raises(StoreError, match=r"letter.txt: is no folder"):
        Store(tmp_path / "letter.txt", base=BASE)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("read_only", [False, True])
def test_a_damaged_folder_is_named(store: Store, tmp_path: Path, read_only: bool) -> None:
    store.close()
    (tmp_path / "store" / "CURRENT").write_text("damaged")
    with pytest.raises(StoreError, match=r"store: cannot be opened .* move it away and build it again"):
        Store(tmp_path / "store", base=BASE, read_only=read_only)


def test_a_store_under_another_address_is_refused(store: Store, tmp_path: Path) -> None:
    store.close()
    with pytest.raises(StoreError, match="set `base` to match"):
        Store(tmp_path / "store", base="https://example.org/")


WRITER = """
import sys
from pathlib import Path
from kg.store import LONG, Store
from tests.seed import BASE
from tests.test_store import made
store = Store(Path(sys.argv[1]), base=BASE)
for turn in range(1_000_000):
    store.put(made("a", *(f"{turn} {n}" for n in range(300)), claims=(f"{turn}",)))
    print(turn, flush=True)
"""


@pytest.mark.parametrize("delay", [0.0, 0.013, 0.05])
def test_a_killed_writer_leaves_a_whole_store(tmp_path: Path, delay: float) -> None:
    root = Path(__file__).parent.parent
    command = [sys.executable, "-c", WRITER, str(tmp_path / "store")]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True, env=os.environ) as writer:
        assert writer.stdout is not None
        for _ in range(3):
            acknowledged = int(writer.stdout.readline())
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
        acknowledged = max([acknowledged, *map(int, writer.stdout.read().split())])
    with Store(tmp_path / "store", base=BASE) as store:
        (claim,) = store.claims("a").objects()
        turn = int(str(claim))
        assert turn in (acknowledged, acknowledged + 1)
        assert set(store.facts("a")) == set(made("a", *(f"{turn} {n}" for n in range(300))).facts)
        assert set(store.construct(BELIEVED)) == set(store.facts("a"))


def test_a_long_reading_brings_what_it_wrote_to_the_disk_on_its_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "MANY", 3)
    with Store(tmp_path / "store", base=BASE) as store, store.batch():
        sizes = []
        for number in range(7):
            store.update(f"INSERT DATA {{ <http://example.org/{number}> <http://example.org/p> {number} }}")
            sizes.append(len([*(tmp_path / "store").glob("*.sst")]))
    assert sizes[0] == sizes[1] < sizes[2] < sizes[5]
