"""Events of the graph as rows of the tables the field works with; what is lost on the way is what the document says."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.canonical import derive
from kg.cli import main
from kg.document import Report
from kg.interchange.coded import CodedEvent, Form
from kg.interchange.forms import FORMS
from kg.interchange.incoming import bring_in
from kg.interchange.outgoing import Per, coded_events, row_of, write_table
from kg.interchange.rows import rows
from kg.pipeline import extract, reader
from kg.rdf import to_graphs
from kg.store import Store

BASE = "http://example.org/"
TABLES = Path(__file__).parent / "tables"
TEXTS = {
    "dawn": """Workers march in Derik

Hundreds of workers marched in the city of Derik on 3 May 2021. The march was organised by the Mill Workers' Union.
""",
    "wire": """Mill workers protest in Derik

About 400 workers marched in the city of Derik on 3 May 2021, called by the Mill Workers' Union. Two workers were
injured in clashes with police.
""",
    "homs": """Sit-in planned

Students will hold a sit-in in the city of Homs on 9 May 2021.
""",
}
LOST = {
    "acled.csv": {
        ("SYR90001", "fatalities"),  # 0 says nothing
        ("SYR90003", "fatalities"),
        ("SYR90002", "event_date"),  # the middle of a month
        ("SYR90002", "latitude"),  # of a town that stands for its region
        ("SYR90002", "longitude"),
    },
    "ccc.csv": {
        ("f02080583e93f8f9", "claims_summary"),  # the order of claims and of those who take part
        ("f02080583e93f8f9", "participants"),
        ("379d31fcd3b14ea9", "locality"),  # of an event that was nowhere
    },
    "polecat.jsonl": {("POL000001", "Contexts")},  # their order
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two reports of one march, one of a sit-in to come, and a row of the march."""
    table = tmp_path / "rows.csv"
    table.write_text(
        "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,inter1,location,country,"
        "admin1,iso,source,tags\nX1,2021-05-03,1,Protests,Protest with intervention,Protesters (Syria),Mill Workers'"
        " Union,Protesters,Dêrik,Syria,Al Hasakeh,760,Observer,crowd size=around 300; statements\n",
        encoding="utf-8",
    )
    with Store(None, base=BASE) as found:
        for id_, text in TEXTS.items():
            report = Report(id=id_, text=text, publisher=id_.title(), published=datetime.date(2021, 5, 4))
            found.put(to_graphs(extract(report), base=BASE, reader=reader()))
        list(bring_in(found, table, form=FORMS["acled"], source="acled"))
        derive(found)
        yield found


def written(store: Store, form: Form, per: Per) -> list[dict[str, str]]:
    """The rows without their empty cells."""
    out = io.StringIO()
    write_table(coded_events(store, form, per), form, out)
    if form.lines:
        return [{k: v for k, v in json.loads(line).items() if v} for line in out.getvalue().splitlines()]
    found = csv.DictReader(io.StringIO(out.getvalue()))
    assert found.fieldnames == list(form.columns)
    return [{k: v for k, v in row.items() if v} for row in found]


def test_an_event_that_three_sources_tell_of_is_one_row(store: Store) -> None:
    (row,) = written(store, FORMS["acled"], Per.THING)
    assert row["event_id_cnty"].startswith(f"{BASE}thing/dawn/event-")
    assert (row["event_date"], row["year"], row["time_precision"]) == ("2021-05-03", "2021", "1")
    assert (row["event_type"], row["sub_event_type"]) == ("Protests", "Protest with intervention")
    assert row["source"] == "Dawn; Wire; Observer"
    assert row["tags"] == "crowd size=between 200 and 400; statements"
    assert (row["country"], row["admin1"], row["iso"]) == ("Syria", "Al Hasakeh", "760")
    assert "fatalities" not in row


def test_per_report_every_report_has_a_row_of_its_own(store: Store) -> None:
    one, two = written(store, FORMS["acled"], Per.REPORT)
    assert [one["source"], two["source"]] == ["Dawn", "Wire"]
    assert [one["tags"], two["tags"]] == ["crowd size=Hundreds", "crowd size=About 400"]
    assert one["sub_event_type"] == "Peaceful protest"
    assert one["assoc_actor_1"] == "Mill Workers' Union"
    assert "iso" not in one


def test_what_is_only_planned_is_no_row(store: Store) -> None:
    assert all("Homs" not in row.values() for per in Per for row in written(store, FORMS["acled"], per))


def test_an_event_of_a_report_in_the_columns_of_the_others(store: Store) -> None:
    plover, *_ = written(store, FORMS["plover"], Per.REPORT)
    assert (plover["Event Type"], plover["Event Mode"], plover["Event Date"]) == ("PROTEST", "demo", "2021-05-03")
    assert "Mill Workers' Union" in plover["Actor Name"].split("; ")
    _, ccc = written(store, FORMS["ccc"], Per.REPORT)
    assert (ccc["date"], ccc["locality"], ccc["event_type"]) == ("2021-05-03", "Derik", "march")
    assert (ccc["size_text"], ccc["size_low"], ccc["size_high"]) == ("About 400", "400", "400")
    assert ccc["organizations"] == "Mill Workers' Union"
    assert ccc["source1"] == "Wire"
    assert "size_mean" not in ccc
    assert "state" not in ccc


@pytest.mark.parametrize(("name", "form"), [("acled.csv", "acled"), ("ccc.csv", "ccc"), ("polecat.jsonl", "plover")])
def test_rows_that_went_through_the_graph_lose_what_the_document_says(name: str, form: str) -> None:
    before = {FORMS[form].read(row.cells).id: row.cells for row in rows(TABLES / name, FORMS[form])}
    with Store(None, base=BASE) as store:
        list(bring_in(store, TABLES / name, form=FORMS[form], source=form))
        after = {event.id: row_of(event, FORMS[form]) for event in coded_events(store, FORMS[form], Per.ROW)}
    assert after.keys() == before.keys()
    changed = {
        (id_, column)
        for id_, cells in before.items()
        for column in {*cells, *after[id_]}
        if cells.get(column) != after[id_].get(column)
    }
    assert changed == LOST[name]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_can_be_read_again(store: Store, tmp_path: Path, form: str) -> None:
    target = tmp_path / "table"
    with target.open("w", encoding="utf-8") as file:
        write_table(coded_events(store, FORMS[form], Per.REPORT), FORMS[form], file)
    outcomes = list(bring_in(store, target, form=FORMS[form], source="again"))
    assert [outcome.status for outcome in outcomes] == ["added", "added"]


def test_a_cell_is_no_formula_but_a_number_stays_one() -> None:
    out = io.StringIO()
    event = CodedEvent(id="=1+1", kind="Event", label="x", text="@here")
    write_table(iter([event]), FORMS["acled"], out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert (row["event_id_cnty"], row["notes"]) == ("'=1+1", "'@here")


def test_the_command_writes_a_file_that_is_whole(tmp_path: Path) -> None:
    folder, target = str(tmp_path / "store"), tmp_path / "out.csv"
    taken = CliRunner().invoke(main, ["import", str(TABLES / "acled.csv"), "--as", "acled", "--store", folder])
    assert taken.exit_code == 0, taken.output
    done = CliRunner().invoke(
        main, ["export", "--format", "acled", "--per", "row", "-o", str(target), "--store", folder]
    )
    assert done.exit_code == 0, done.output
    assert len(target.read_text(encoding="utf-8").splitlines()) == 5
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "store"]
    wrong = CliRunner().invoke(main, ["export", "--format", "acled", "--report", "x", "--store", folder])
    assert wrong.exit_code == 2
    assert CliRunner().invoke(main, ["export", "--per", "row", "--store", folder]).exit_code == 2
