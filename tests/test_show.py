"""From end to end: what a stranger is promised, with real reports, a real store and a real server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Graph
from SPARQLWrapper import JSON, SPARQLWrapper

import kg.facts as f
from kg.canonical import derive
from kg.cli import main
from kg.config import Settings, share
from kg.document import Report
from kg.ontology import load_vocabulary, queries
from kg.pipeline import extract, reader
from kg.rdf import to_graphs
from kg.store import Store
from kg.validate import check
from server import create_app
from tests.reading import shared_reports
from tests.seed import BASE
from tests.serving import listening

REPORTS = share("data") / "reports"


def kg(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_question_has_the_same_answer_on_the_command_line_and_over_http(tmp_path: Path) -> None:
    store = tmp_path / "store"
    kg("ingest", REPORTS, "--store", store)
    printed = json.loads(kg("query", "who-spoke-where", "--store", store, "--format", "json"))
    with (
        Store(store, base=BASE, read_only=True) as opened,
        listening(create_app(Settings(base=BASE), opened)) as address,
    ):
        endpoint = SPARQLWrapper(f"{address}/sparql", returnFormat=JSON)
        endpoint.setQuery(queries()["who-spoke-where"].text)
        asked = endpoint.queryAndConvert()
    assert isinstance(asked, dict)
    assert asked["results"]["bindings"] == printed["results"]["bindings"]
    rows = [{name: cell["value"] for name, cell in row.items()} for row in asked["results"]["bindings"]]
    persons = {row["who"]: row["roles"] for row in rows if row["who"] != "people of Qamishlo Canton"}
    assert persons == {
        "Abdullah Ocalan": "leader (said in a quotation)",
        "Fatima Muhammad": "member, Afrin Social League",
        "Hevi Suleyman": "member, General Council of PYD",
        "Hussein al-Sada": "member, General Council of PYD; representative, al-Sada clans in Syria and Iraq",
        "Muhammad Abd al-Rahim": "co-chair, Dêrik district council",
        "Muna Brim": "co-chair, Farmers' Union in North and East Syria",
    }
    spoken = {(row["who"], row["places"], int(row["start"])) for row in rows if "words" in row}
    assert spoken == {
        ("Hevi Suleyman", "Qamishlo", 1461), ("Hevi Suleyman", "Qamishlo", 1666),
        ("Hussein al-Sada", "Qamishlo", 1912), ("Hussein al-Sada", "Qamishlo", 2219),
        ("Muhammad Abd al-Rahim", "Derik", 3304), ("people of Qamishlo Canton", "Derik; Qamishlo", 250),
    }  # fmt: skip


@pytest.mark.parametrize("file", [*sorted(REPORTS.glob("*.txt")), *shared_reports()], ids=lambda file: file.stem)
def test_every_report_is_read_and_its_graph_has_no_problem(file: Path) -> None:
    report = Report(id=file.stem, text=file.read_bytes().decode())
    with Store(None, base=BASE) as store:
        store.put_vocabulary(load_vocabulary())
        store.put(to_graphs(extract(report), base=BASE, reader=reader()))
        derive(store)
        assert check(store) == []
        assert store.ask("ASK { ?event a pe:ProtestAction ; pe:place ?place }") or file.stem.startswith("girke")
        assert store.ask("ASK { ?quote a pe:DirectQuote ; pe:utteredBy ?somebody }")


def test_turtle_parses_with_rdflib_and_read_again_is_the_same_graph(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    kg("ingest", REPORTS, Path(__file__).parent / "reports", "--store", first)
    turtle = tmp_path / "all.ttl"
    kg("export", "--format", "turtle", "--store", first, "-o", turtle)
    assert len(Graph().parse(turtle)) > 1000
    kg("ingest", turtle, "--store", second)
    kg("export", "--format", "turtle", "--store", second, "-o", tmp_path / "again.ttl")
    assert (tmp_path / "again.ttl").read_bytes() == turtle.read_bytes()


def test_the_order_of_reading_does_not_matter(tmp_path: Path) -> None:
    files = [*sorted(REPORTS.glob("*.txt")), *shared_reports()]
    for name, order in (("forth", files), ("back", files[::-1])):
        kg("ingest", *order, "--store", tmp_path / name)
        kg("export", "--format", "nquads", "--store", tmp_path / name, "-o", tmp_path / f"{name}.nq")
    assert (tmp_path / "forth.nq").read_bytes() == (tmp_path / "back.nq").read_bytes()


def test_other_genres_are_read_too() -> None:
    files = {file.stem: extract(Report(id=file.stem, text=file.read_bytes().decode())) for file in shared_reports()}
    spoken = {
        (stem, read.entity(q.speaker).name)
        for stem, read in files.items()
        for q in read.of(f.Utterance)
        if q.direct and q.speaker is not None
    }
    assert spoken == {
        ("girke-lege-rally", "Jamil Kalo"),
        ("hasakah-rival-rallies", "Gulê Silo"),
        ("hasakah-rival-rallies", "ʿAbdulbasit Murad"),
        ("kobani-torchlight-march", "Nalin Bozan"),
        ("kobani-torchlight-march", "Welat Temo"),
    }
