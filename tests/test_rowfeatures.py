"""Rows of tables meet the events of reports in the identity step, and a table is never gone through for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDFS, SKOS

from kg.canonical import derive
from kg.deciding import decision_graph
from kg.decisions import Verdict
from kg.document import Report
from kg.errors import DecisionError
from kg.features import features
from kg.interchange.forms import FORMS
from kg.interchange.incoming import bring_in
from kg.interchange.sources import withdraw
from kg.pipeline import extract, reader
from kg.rdf import to_graphs
from kg.review.making import address, judgement
from kg.rowfeatures import row_features
from kg.store import Store

BASE = "http://example.org/"
TEXT = """Workers march in Derik

Hundreds of workers marched in the city of Derik on 3 May 2021. The march was organised by the Mill Workers' Union.
Ana Brook, co-chair of the Mill Workers' Union, said, "We demand our wages."
"""
UNION_AND_HOMS = """ "We demand our wages," said Ana Brook, co-chair of the Mill Workers' Union.

Hundreds of farmers rallied in the city of Homs on 4 May 2021.
"""
COLUMNS = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,inter1,location,country"
)
ROWS = (
    "X1,2021-05-03,1,Protests,Peaceful protest,Protesters (Syria),Mill Workers' Union,Protesters,Dêrik,Syria",
    "X2,2021-05-04,1,Protests,Peaceful protest,Protesters (Syria),Mill Workers' Union,Protesters,Dêrik,Syria",
    "X3,2021-05-03,1,Protests,Peaceful protest,Protesters (Syria),Mill Workers' Union,Protesters,Homs,Syria",
    "X4,2021-05-03,2,Protests,Peaceful protest,Protesters (Syria),Mill Workers' Union,Protesters,Dêrik,Syria",
    "X5,2021-05-03,1,Protests,Peaceful protest,Protesters (Syria),Bakers' Guild,Protesters,Dêrik,Syria",
)
CANONICAL = "SELECT ?node ?thing WHERE { ?node pe:canonical ?thing } ORDER BY ?node"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A report of a march, and five rows of which one is that march."""
    table = tmp_path / "rows.csv"
    table.write_text("\n".join([COLUMNS, *ROWS, ""]), encoding="utf-8")
    report = Report(id="derik", text=TEXT, published=datetime.date(2021, 5, 4))
    with Store(None, base=BASE) as found:
        found.put(to_graphs(extract(report), base=BASE, reader=reader()))
        derive(found)
        list(bring_in(found, table, form=FORMS["acled"], source="acled"))
        yield found


def things(store: Store) -> dict[str, str]:
    return {str(row["node"]): str(row["thing"]) for row in store.select(CANONICAL)}


def test_only_rows_of_the_town_and_day_of_an_event_are_looked_at(store: Store) -> None:
    found = row_features(store, features(store))
    assert {feature.node.rpartition("/")[2] for feature in found if feature.happening is not None} == {"X1", "X5"}


def test_a_row_joins_the_event_of_the_same_town_day_and_organisation(store: Store) -> None:
    alone = things(store)
    derive(store)
    joined = things(store)
    (event,) = (node for node in alone if "event-" in node)
    assert joined[f"{BASE}source/acled/X1"] == joined[event]
    assert {node for node in joined if node.startswith(f"{BASE}source/acled/X")} == {f"{BASE}source/acled/X1"}


def test_a_thing_is_called_as_reports_call_it_and_not_by_the_code_of_a_row(store: Store) -> None:
    derive(store)
    (thing,) = {thing for node, thing in things(store).items() if node.startswith(f"{BASE}source/acled/X")}
    canonical = store.graph(str(store.addresses.canonical_graph))
    assert canonical.value(URIRef(thing), RDFS.label) == Literal("march")
    assert set(canonical.objects(URIRef(thing), SKOS.altLabel)) == {Literal("Peaceful protest")}


def test_what_other_rows_of_its_table_name_says_nothing_about_a_row(tmp_path: Path) -> None:
    other = TEXT.partition(" The march was organised")[0] + UNION_AND_HOMS
    rows = [ROWS[4], ROWS[1].replace("Dêrik", "Homs")]  # the union was in Homs, and the guild in Dêrik
    table = tmp_path / "rows.csv"
    table.write_text("\n".join([COLUMNS, *rows, ""]), encoding="utf-8")
    report = Report(id="derik", text=other, published=datetime.date(2021, 5, 4))
    with Store(None, base=BASE) as found:
        found.put(to_graphs(extract(report), base=BASE, reader=reader()))
        list(bring_in(found, table, form=FORMS["acled"], source="acled"))
        derive(found)
        assert not [node for node in things(found) if "#agent-" in node]


def test_the_thing_is_still_called_after_the_node_of_the_report(store: Store) -> None:
    before = things(store)
    derive(store)
    assert {node: thing for node, thing in things(store).items() if node in before} == before
    assert set(things(store).values()) == set(before.values())


def test_nothing_that_only_a_table_tells_of_is_a_thing_or_waits_for_a_decision(store: Store) -> None:
    derive(store)
    graphs = store.graph(str(store.addresses.canonical_graph)) + store.graph(str(store.addresses.suggestions_graph))
    for row in ("X2", "X3", "X4", "X5"):
        assert not any(f"/source/acled/{row}" in str(term) for triple in graphs for term in triple)


@pytest.mark.parametrize(("row", "verdict", "there"), [("X1", "different", False), ("X4", "same", True)])
def test_what_a_person_decides_about_a_row_holds(store: Store, row: str, verdict: str, there: bool) -> None:
    derive(store)
    (event,) = (node for node in things(store) if "event-" in node)
    judged = judgement(store, Verdict(verdict), (event, f"{BASE}source/acled/{row}"), by="Ana Brook", why="looked")
    store.decide(judged.id, decision_graph(judged, store.addresses))
    derive(store)
    assert (f"{BASE}source/acled/{row}" in things(store)) is there
    store.decide(judged.id, Graph())
    derive(store)
    assert (f"{BASE}source/acled/{row}" in things(store)) is not there


def test_a_row_is_named_by_its_table_and_its_key_and_only_if_it_is_there(store: Store) -> None:
    derive(store)
    (event,) = (node for node in things(store) if "event-" in node)
    assert address(store, "acled/X4") == f"{BASE}source/acled/X4"
    made = judgement(store, Verdict.SAME, (event, address(store, "acled/X4")), by="Ana Brook")
    assert {made.left.kind, made.right.kind} == {"event", "row"}
    assert address(store, "derik/event-0") == f"{BASE}report/derik/event-0"
    with pytest.raises(DecisionError, match="there is no"):
        judgement(store, Verdict.SAME, (event, f"{BASE}source/acled/X9"), by="Ana Brook")


def test_a_source_that_is_withdrawn_leaves_the_things_as_they_were(store: Store) -> None:
    before = things(store)
    derive(store)
    list(withdraw(store, "acled"))
    derive(store)
    assert things(store) == before
