"""Tables of events in: each row is an event with the row as its evidence, whatever interrupts the reading."""

from __future__ import annotations

import csv
import json
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.config import Settings
from kg.engine import literal
from kg.errors import TableError
from kg.interchange import incoming
from kg.interchange.amounts import amount
from kg.interchange.checking import wrong_rows
from kg.interchange.coded import CodedEvent, Form, Number
from kg.interchange.forms import FORMS
from kg.interchange.incoming import Outcome, bring_in
from kg.interchange.rows import rows
from kg.interchange.sources import names, selected, tables, withdraw
from kg.ontology import load_vocabulary
from kg.store import Store
from kg.validate import check
from server import create_app

TABLES = Path(__file__).parent / "tables"
BASE = "http://example.org/"
ACLED, PLOVER, CCC = (FORMS[name] for name in ("acled", "plover", "ccc"))


def events(name: str, form: Form) -> list[CodedEvent]:
    return [form.read(row.cells) for row in rows(TABLES / name, form)]


def test_a_row_has_a_page_with_what_it_says_and_what_stands_there() -> None:
    with Store(None, base=BASE) as store:
        store.put_vocabulary(load_vocabulary())
        take(store, TABLES / "acled.csv", ACLED, "my tables")
        client = create_app(Settings(base=BASE), store).test_client()
        source = client.get("/source/my%20tables")
        assert source.status_code == 200
        assert "acled.csv" in source.text
        assert source.text.count('<a href="/source/my%20tables/') == 4
        assert '<bdi>Aleppo</bdi> <small class="meta">2023-03-01 to 2023-03-31</small>' in source.text
        assert "Whoever made the table" in source.text
        page = client.get("/source/my%20tables/SYR90002", headers={"Accept": "text/html"})
        assert page.status_code == 200
        assert "rioters threw stones &#34;at the gates&#34;, and two were killed." in page.text
        assert "<dt><bdi>event_id_cnty</bdi></dt><dd><bdi>SYR90002</bdi></dd>" in page.text
        said = re.findall("<dt>(.*?)</dt>\\s*((?:<dd>.*?</dd>)+)", page.text)
        assert [(heading, re.findall("<bdi>(.*?)</bdi>", cells)) for heading, cells in said[:6]] == [
            ("form", ["riot"]),
            ("when", ["2023-03-01 to 2023-03-31"]),
            ("place", ["Aleppo"]),
            ("participant", ["Rioters (Syria)"]),
            ("has actor", ["Police Forces of Exampleland"]),
            ("has count", ["killed: 2"]),
        ]
        data = client.get("/source/my%20tables/SYR90002", headers={"Accept": "text/turtle"})
        assert "SYR90002" in data.text
        assert data.content_type.startswith("text/turtle")
        data = client.get("/source/my%20tables", headers={"Accept": "text/turtle"})
        assert "acled.csv" in data.text
        missing = ("/source/other", "/source/my%20tables/none", "/source/my%20tables/a%3E%20b")
        assert [client.get(path).status_code for path in missing] == [404, 404, 404]


def test_a_source_is_found_from_the_first_page_and_from_the_changes_while_it_is_there() -> None:
    with Store(None, base=BASE) as store:
        take(store, TABLES / "acled.csv", ACLED, "my tables")
        client = create_app(Settings(base=BASE), store).test_client()
        link = '<a href="/source/my%20tables"><bdi>my tables</bdi></a>'
        assert [link in client.get(path).text for path in ("/", "/changes")] == [True, True]
        list(withdraw(store, "my tables"))
        pages = [client.get(path, headers={"Cache-Control": "no-cache"}).text for path in ("/", "/changes")]
        assert [link in page for page in pages] == [False, False]
        assert "was withdrawn" in pages[1]


def test_the_rows_of_a_source_are_listed_on_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.sources.SHOWN", 3)
    with Store(None, base=BASE) as store:
        take(store, TABLES / "acled.csv", ACLED)
        client = create_app(Settings(base=BASE), store).test_client()
        first = client.get("/source/acled").text
        assert 'rel="next" href="/source/acled?offset=3"' in first
        second = client.get("/source/acled?offset=3").text
        assert "Further rows" not in second
        links = [re.findall('<a href="(/source/acled/[^"]+)"', page) for page in (first, second)]
        assert [len(some) for some in links] == [3, 1]
        assert {client.get(link).status_code for some in links for link in some} == {200}
        assert len({*links[0], *links[1]}) == 4


def take(store: Store, path: Path, form: Form, source: str | None = None) -> list[Outcome]:
    return list(bring_in(store, path, form=form, source=source or form.name))


def statuses(outcomes: list[Outcome]) -> Counter[str]:
    return Counter(outcome.status for outcome in outcomes)


def edited(path: Path, target: Path, **cells: str) -> Path:
    """A table with other cells in its first row."""
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    found[0] |= cells
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]))
        writer.writeheader()
        writer.writerows(found)
    return target


# What the rows say


def test_a_protest_of_acled_has_its_form_place_day_and_those_who_took_part() -> None:
    march, *_ = events("acled.csv", ACLED)
    assert (march.id, march.kind, march.forms) == ("SYR90001", "ProtestAction", ("demonstration",))
    assert march.place is not None
    assert (march.place.name, march.place.within[-1], march.place.latitude) == ("Qamishlo", "Syria", "37.0522")
    assert str(march.earliest) == str(march.latest) == "2023-03-24"
    assert march.named("participant") == ["Protesters (Syria)", "Star Congress", "Women (Syria)"]
    assert march.sources == ("Hawar Post", "Zagros Wire")


def test_a_zero_of_acled_says_nothing_of_the_dead() -> None:
    march, riot, _, attack = events("acled.csv", ACLED)
    assert march.number("killed") is None
    assert [event.number("killed") for event in (riot, attack)] == [
        Number("killed", "2", 2, 2),
        Number("killed", "4", 4, 4),
    ]


def test_a_day_of_low_precision_is_a_week_or_a_month() -> None:
    _, month, week, _ = events("acled.csv", ACLED)
    assert (str(week.earliest), str(week.latest)) == ("2023-03-19", "2023-03-25")
    assert (str(month.earliest), str(month.latest)) == ("2023-03-01", "2023-03-31")


def test_a_location_that_stands_for_its_region_is_not_the_place() -> None:
    _, riot, *_ = events("acled.csv", ACLED)
    assert riot.place is not None
    assert (riot.place.name, riot.place.within, riot.place.latitude) == ("Aleppo", ("Syria",), None)


def test_sizes_are_read_as_in_reports() -> None:
    march, _, small, _ = events("acled.csv", ACLED)
    assert march.number("participants") == Number("participants", "thousands", 2000, None, "ccc")
    assert small.number("participants") == Number("participants", "around 200", 200, 200, "approximate")
    assert amount("participants", "9" * 5000) == Number("participants", "9" * 5000)
    assert amount("participants", "a large group") == Number("participants", "a large group")


def test_of_a_second_actor_the_table_does_not_say_what_it_did() -> None:
    *_, attack = events("acled.csv", ACLED)
    assert attack.kind == "ViolentIncident"
    assert attack.named("hasActor") == [
        "Unidentified Armed Group (Syria)",
        "Civilians (Syria)",
        "Kurdish Ethnic Group (Syria)",
    ]
    assert attack.named("participant") == []


def test_a_row_of_ccc_has_sizes_claims_and_targets() -> None:
    march, vigil, online = events("ccc.csv", CCC)
    assert march.forms == ("march", "rally")
    assert march.number("participants") == Number("participants", "300-450", 300, 450)
    assert march.number("arrested") == Number("arrested", "3", 3, 3)
    assert march.issues == ("for clean water", "against the pipeline")
    assert march.named("opposedTo") == ["Sample County Board"]
    assert vigil.number("participants") == Number("participants", "hundreds", 200, None, "ccc")
    assert vigil.number("arrested") == Number("arrested", "0", 0, 0)
    assert vigil.number("injured") == Number("injured", "more than 5", 5, None, "stated")
    assert online.place is None
    assert online.unknown == ("event_type 'hashtag storm'",)


def test_an_older_release_of_ccc_is_read_as_well() -> None:
    (walkout,) = events("ccc-2018.csv", CCC)
    assert walkout.forms == ("walkout", "protest-action")
    assert walkout.named("participant") == ["teachers", "Teachers' League"]
    assert walkout.number("arrested") is None


def test_polecat_is_the_same_as_json_lines_and_with_tabs() -> None:
    lines, tabs = events("polecat.jsonl", PLOVER), events("polecat.txt", PLOVER)
    assert lines == tabs
    demo, assault, strike = lines
    assert (demo.forms, strike.forms, assault.forms) == (("demonstration",), ("strike",), ())
    assert demo.named("participant", "opposedTo") == ["Star Congress", "Government of Exampleland"]
    assert assault.kind == "ViolentIncident"
    assert assault.named("hasActor") == ["gunmen", "four villagers"]


# What the graph holds


@pytest.mark.parametrize(
    ("name", "form"), [("acled.csv", ACLED), ("ccc.csv", CCC), ("ccc-2018.csv", CCC), ("polecat.jsonl", PLOVER)]
)
def test_every_event_carries_its_row(name: str, form: Form) -> None:
    with Store(None, base=BASE) as store:
        take(store, TABLES / name, form)
        graph = f"{BASE}source/{form.name}"
        found = selected(store, "SELECT ?event ?row WHERE { ?event a pe:Event ; pe:row ?row }", graph)
        kept = {row["event"].rpartition("/")[2]: json.loads(row["row"]) for row in found}
        assert kept == {event.id: dict(event.cells) for event in events(name, form)}


def test_rows_are_not_believed() -> None:
    with Store(None, base=BASE) as store:
        take(store, TABLES / "acled.csv", ACLED)
        assert not store.ask("ASK { ?s ?p ?o }")
        assert names(store) == ["acled"]


def test_the_same_table_twice_changes_nothing(tmp_path: Path) -> None:
    with Store(None, base=BASE) as store:
        assert statuses(take(store, TABLES / "acled.csv", ACLED)) == {"added": 4}
        before = store.dump()
        assert take(store, TABLES / "acled.csv", ACLED) == []
        again = shutil.copy(TABLES / "acled.csv", tmp_path / "other.csv")
        assert take(store, Path(again), ACLED) == []
        assert store.dump() == before


def test_a_newer_release_replaces_the_rows_of_the_same_id(tmp_path: Path) -> None:
    newer = edited(TABLES / "acled.csv", tmp_path / "newer.csv", location="Derik", assoc_actor_1="Star Congress")
    with Store(None, base=BASE) as store, Store(None, base=BASE) as fresh:
        take(store, TABLES / "acled.csv", ACLED)
        assert statuses(take(store, newer, ACLED)) == {"changed": 1, "unchanged": 3}
        take(fresh, newer, ACLED)
        told = {line for line in store.dump().splitlines() if "#table-" not in line.partition(" ")[0]}
        assert told == {line for line in fresh.dump().splitlines() if "#table-" not in line.partition(" ")[0]}
        assert statuses(take(store, TABLES / "acled.csv", ACLED)) == {"changed": 1, "unchanged": 3}


def test_a_withdrawn_source_leaves_nothing_but_its_history() -> None:
    with Store(None, base=BASE) as store:
        take(store, TABLES / "acled.csv", ACLED)
        assert sum(withdraw(store, "acled")) > 0
        assert store.dump() == ""
        assert [entry.change.kind.value for entry in store.history()] == ["withdrawn", "added"]
        assert statuses(take(store, TABLES / "acled.csv", ACLED)) == {"added": 4}


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=200)
def test_any_text_is_a_literal_that_comes_back(text: str) -> None:
    with Store(None, base=BASE) as store:
        store.amend(f"{BASE}source/x", inserted=[f"<{BASE}a> <{BASE}b> {literal(text)} ."])
        (row,) = selected(store, "SELECT ?o WHERE { ?s ?p ?o }", f"{BASE}source/x")
        assert row["o"] == text


# Bad input


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"event_date": "yesterday"}, "event_date: 'yesterday' is no day; write it as YYYY-MM-DD"),
        ({"event_date": "0001-01-02", "time_precision": "2"}, "event_date: '0001-01-02' is no day"),
        ({"event_date": "9999-12-31", "time_precision": "2"}, "event_date: '9999-12-31' is no day"),
        ({"event_id_cnty": ""}, "event_id_cnty: empty"),
        ({"fatalities": "many"}, "fatalities: 'many' is no number"),
        ({"fatalities": "9" * 5000}, " is no number"),
        ({"latitude": "97"}, "is no point on earth"),
        ({"time_precision": "4"}, "time_precision: '4' is none of 1, 2 and 3"),
        ({"event_id_cnty": "x" * 300}, "an id of 300 characters"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_the_rest_is_read(
    tmp_path: Path, cells: dict[str, str], said: str
) -> None:
    path = edited(TABLES / "acled.csv", tmp_path / "bad.csv", **cells)
    with Store(None, base=BASE) as store:
        refused, *rest = take(store, path, ACLED)
    assert refused.note is not None
    assert refused.note.startswith(f"{path}, line 2: ")
    assert said in refused.note
    assert statuses(rest) == {"added": 3}


def test_a_row_with_too_many_cells_or_no_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(
        b"event_id_cnty,event_date,event_type,notes\nA1,2023-01-01,Protests,a,b\nA2,2023-01-01,Protests,caf\xe9\n"
        b'A3,2023-01-01,Protests,"two\nlines"\nA4,2023-01-01,Protests,"open" end\nA5,2023-01-01,Protests,fine\n'
    )
    with Store(None, base=BASE) as store:
        found = take(store, path, ACLED)
    assert [outcome.reason for outcome in found] == ["cells", "not UTF-8", None, "no CSV", None]
    assert [outcome.line for outcome in found] == [2, 3, 5, 6, 7]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "is empty"),
        ("event_id_cnty,event_date,event_type\n".encode("utf-16"), "is UTF-16; save it as UTF-8"),
        (b"\x7fELF\x02\x01\x01\x00\n", "is no text in UTF-8"),
        (b"a,b\n", "line 1: no column event_id_cnty, event_date, event_type"),
        (b"event_id_cnty,event_type\n", "line 1: no column event_date"),
        (
            b"event_id_cnty,event_date,event_type,fatalites\n",
            "column 4: no table of acled has 'fatalites'; is it 'fatali",
        ),
        (b"event_id_cnty,event_date,event_type,event_date\n", "'event_date', is there twice"),
    ],
)
def test_a_table_of_another_form_is_an_error_that_says_what_to_do(tmp_path: Path, text: bytes, said: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(text)
    with Store(None, base=BASE) as store, pytest.raises(TableError) as error:
        take(store, path, ACLED)
    assert str(path) in str(error.value)
    assert said in str(error.value)


def test_other_columns_stay_with_the_row_if_wanted(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("event_id_cnty,event_date,event_type,mood\nA1,2023-01-01,Protests,angry\n", encoding="utf-8")
    with Store(None, base=BASE) as store:
        list(bring_in(store, path, form=ACLED, source="acled", strict=False))
        assert '\\"mood\\": \\"angry\\"' in store.dump()


def test_lines_that_are_no_json_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    good = '{"Event ID": "1", "Event Date": "2023-01-01", "Event Type": "PROTEST", "Event Mode": "sing"}'
    path.write_text(f'{good}\n{{"Event\n[1]\n\n{{"Event Type": "PROTEST", "Mood": 1}}\n', encoding="utf-8")
    with Store(None, base=BASE) as store:
        found = take(store, path, PLOVER)
    assert [(outcome.line, outcome.reason) for outcome in found] == [
        (1, None),
        (2, "not JSON"),
        (3, "not JSON"),
        (5, "unknown column"),
    ]
    assert found[0].unknown == ("Event Mode 'sing'",)


# Interruptions


def big(path: Path, many: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["event_id_cnty", "event_date", "event_type", "sub_event_type", "location", "country", "notes"])
        for number in range(many):
            writer.writerow([f"N{number}", "2023-01-01", "Protests", "Peaceful protest", f"T{number % 9}", "Y", "x\ny"])
    return path


@given(interruptions=st.lists(st.integers(0, 40), max_size=6), chunk=st.integers(1, 20))
@settings(max_examples=15, deadline=None)
def test_whatever_interrupts_it_the_graph_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, interruptions: list[int], chunk: int
) -> None:
    path = big(tmp_path_factory.mktemp("rows") / "rows.csv", 40)
    with pytest.MonkeyPatch.context() as patch, Store(None, base=BASE) as store, Store(None, base=BASE) as whole:
        take(whole, path, ACLED)
        patch.setattr(incoming, "CHUNK", chunk)
        for rows_read in interruptions:
            for _, _ in zip(range(rows_read), bring_in(store, path, form=ACLED, source="acled"), strict=False):
                pass
        take(store, path, ACLED)
        assert store.dump() == whole.dump()


def test_an_import_that_is_killed_loses_and_doubles_no_row(tmp_path: Path) -> None:
    path, folder = big(tmp_path / "rows.csv", 8_000), tmp_path / "store"
    command = [sys.executable, "-m", "kg", "import", str(path), "--as", "acled", "--store", str(folder)]
    chance = random.Random(time.time_ns())
    killed = 0
    for _ in range(3):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and not (folder / "CURRENT").exists():
            time.sleep(0.01)
        time.sleep(chance.uniform(0.1, 1.2))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert killed > 0
    with Store(folder, base="http://127.0.0.1:8000/", read_only=True) as store:
        graph = str(store.addresses.source("acled"))
        count = "SELECT (COUNT(?event) AS ?events) (COUNT(DISTINCT ?event) AS ?each) WHERE { ?event pe:row ?row }"
        assert selected(store, count, graph) == [{"events": "8000", "each": "8000"}]
        (table,) = tables(store, graph).values()
        assert (table.read, table.rows) == (8_000, 8_000)


# What `kg check` finds


@pytest.mark.parametrize("name", ["acled.csv", "ccc.csv", "ccc-2018.csv", "polecat.jsonl"])
def test_what_rows_become_is_as_it_should_be(name: str) -> None:
    with Store(None, base=BASE) as store:
        take(store, TABLES / name, FORMS[{"polecat.jsonl": "plover"}.get(name, name[:-4].partition("-")[0])])
        assert [*wrong_rows(store)] == []


@pytest.mark.parametrize(
    ("deleted", "inserted", "said"),
    [
        ("?s pe:row ?o", "", "has its row as evidence"),
        ("?s rdfs:label ?o", "", "has one label"),
        ("?s pe:countOf ?o", "", "says what it counts"),
        ("", f'<{BASE}source/acled/SYR90001> pe:latestDate "2001-01-01"^^xsd:date', "is not after the latest"),
        ("", f'<{BASE}source/acled/SYR90001> pe:row "{{}}"', "exactly one row"),
        ("?s a pe:Table", "", "names the table"),
    ],
)
def test_what_is_wrong_in_a_source_is_found(deleted: str, inserted: str, said: str) -> None:
    graph = f"{BASE}source/acled"
    with Store(None, base=BASE) as store:
        take(store, TABLES / "acled.csv", ACLED)
        if deleted:
            store.update(f"DELETE WHERE {{ GRAPH <{graph}> {{ {deleted} }} }}")
        if inserted:
            store.update(f"INSERT DATA {{ GRAPH <{graph}> {{ {inserted} }} }}")
        assert any(said in problem.message for problem in check(store) if problem.kind == "row")


def test_a_table_that_was_not_read_to_its_end_is_told(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch, Store(None, base=BASE) as store:
        patch.setattr(incoming, "CHUNK", 3)
        next(bring_in(store, TABLES / "acled.csv", form=ACLED, source="acled"))
        ((_, _, message),) = wrong_rows(store)
        assert message == "acled.csv is read up to row 3; the same `kg import` goes on"


# The command


def test_the_command_tells_what_became_of_the_rows(tmp_path: Path) -> None:
    folder = str(tmp_path / "store")
    bad = edited(TABLES / "ccc.csv", tmp_path / "ccc.csv", date="5 Feb")
    done = CliRunner().invoke(main, ["import", str(bad), "--as", "ccc", "--store", folder])
    assert done.exit_code == 1
    assert "2 added, 0 changed, 0 unchanged, 1 refused" in done.output
    assert "1 with a code that is kept as text: event_type 'hashtag storm'" in done.output
    assert f"kg: {bad}, line 2: date: '5 Feb' is no day" in done.output
    gone = CliRunner().invoke(main, ["withdraw", "--source", "ccc", "--store", folder])
    assert (gone.exit_code, gone.output) == (0, "ccc withdrawn\n")
    unknown = CliRunner().invoke(main, ["withdraw", "--source", "ccc", "--store", folder])
    assert (unknown.exit_code, unknown.output) == (1, "kg: no source 'ccc'; there are none\n")
    assert CliRunner().invoke(main, ["withdraw", "--store", folder]).exit_code == 2


def test_the_command_says_that_a_table_was_read_before(tmp_path: Path) -> None:
    folder, table = str(tmp_path / "store"), str(TABLES / "ccc.csv")
    CliRunner().invoke(main, ["import", table, "--as", "ccc", "--store", folder])
    again = CliRunner().invoke(main, ["import", table, "--as", "ccc", "--store", folder])
    assert f"kg: {table}: was read before and is passed over" in again.output
