"""The command line does what its help says, and its exit codes are honest."""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import Graph

from kg.cli import VERBS, main
from kg.config import share
from kg.ontology import queries
from kg.store import Store
from tests.seed import BASE, TEXT

ROOT = Path(__file__).parent.parent
SEED = share("data") / "reports" / "2023-janders.txt"
Run = Callable[..., Result]


@pytest.fixture
def kg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in an empty folder, without settings from outside."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("KG_")]:
        monkeypatch.delenv(name)

    def run(*arguments: str | Path, text: str | bytes = "", code: int = 0) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=text)
        assert result.exit_code == code, (result.output, result.exception)
        return result

    return run


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A folder with a store that holds these reports; each is made once and then copied."""

    @functools.cache
    def made(*reports: Path) -> Path:
        folder = tmp_path_factory.mktemp("filled")
        result = CliRunner().invoke(main, ["ingest", *map(str, reports), "--store", str(folder / "store")])
        assert result.exit_code == 0, result.output
        return folder

    return made


@pytest.fixture
def ready(kg: Run, filled: Callable[..., Path], tmp_path: Path) -> Run:
    """The command line, with a store that holds the report that comes with us."""
    shutil.copytree(filled(SEED), tmp_path / "build")
    return kg


def test_help_of_every_command_has_an_example(kg: Run) -> None:
    for name in VERBS:
        assert "Example:\n    " in kg(name, "--help").output
        assert re.search(rf"  (KG_PORT=9000 )?kg {name}\b", kg(name, "--help").output)


def test_ingest_reads_once_and_builds_the_same_store_twice(kg: Run, tmp_path: Path) -> None:
    assert kg("ingest", SEED, "--store", "one").stdout == "1 read, 0 unchanged, 0 refused\n"
    with Store(tmp_path / "one", base=BASE, read_only=True) as store:
        before = store.dump()
    assert kg("ingest", SEED, "--store", "one").stdout == "0 read, 1 unchanged, 0 refused\n"
    kg("ingest", SEED.parent, "--store", "two")
    for name in ("one", "two"):
        with Store(tmp_path / name, base=BASE, read_only=True) as store:
            assert store.dump() == before


def test_ingest_refuses_what_it_cannot_read_and_goes_on(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "bad.ttl").write_text("no turtle")
    result = kg("ingest", "empty.txt", "bad.ttl", "none.txt", SEED, code=1)
    assert result.stdout == "1 read, 0 unchanged, 3 refused\n  2 not readable\n  1 empty\n"
    assert [line.split(":")[:2] for line in result.stderr.splitlines()] == [
        ["kg", " empty.txt"], ["kg", " none.txt"], ["kg", " bad.ttl"],
    ]  # fmt: skip
    again = json.loads(kg("ingest", "empty.txt", SEED, "--format", "json", code=1).stdout)
    assert again["unchanged"] == ["2023-janders"]
    assert again["refused"][0].startswith("empty.txt: is empty")


def test_ingest_reads_standard_input(kg: Run) -> None:
    said = kg("ingest", "-", text=TEXT).stdout.splitlines()
    (row,) = kg("query", "SELECT ?id { ?r dcterms:identifier ?id }", "--format", "csv").stdout.split()[1:]
    assert said == [f"{row} read", "1 read, 0 unchanged, 0 refused"]
    assert row.startswith("text-")
    assert kg("ingest", "-", text=TEXT).stdout.startswith(f"{row} unchanged\n")


def test_ingest_refuses_a_file_of_another_kind_and_says_what_is_read(kg: Run, tmp_path: Path) -> None:
    for name in ("g.turtle", "page.pdf", "n.md", "a.toml"):
        (tmp_path / name).write_text(TEXT)
    result = kg("ingest", "g.turtle", "page.pdf", "n.md", "a.toml", code=1)
    assert result.stdout == "0 read, 0 unchanged, 4 refused\n  4 another kind of file\n"
    assert result.stderr.splitlines()[1] == (
        "kg: page.pdf: .pdf is not read; rename or convert it: reports are files without a suffix or .txt, .jsonl, "
        ".html, .htm, .xhtml, .xml, .rss, .atom; RDF .ttl, .nt, .jsonld, .rdf, .trig, .nq"
    )
    for name in ("plain", "upper.TXT", "upper.toml"):
        (tmp_path / name).write_text("" if name.endswith("toml") else TEXT)
    assert kg("ingest", "plain", "upper.TXT").stdout == "2 read, 0 unchanged, 0 refused\n"


def test_ingest_puts_the_concepts_where_queries_find_them(ready: Run) -> None:
    result = ready("query", "ASK { ?event pe:form/skos:prefLabel ?form }")
    assert result.stdout == "yes\n"


@pytest.mark.parametrize(("form", "suffix"), [("turtle", ".ttl"), ("trig", ".trig"), ("jsonld", ".jsonld")])
def test_what_is_exported_can_be_ingested_elsewhere(ready: Run, tmp_path: Path, form: str, suffix: str) -> None:
    ready("export", "--format", form, "-o", f"graph{suffix}")
    result = ready("ingest", f"graph{suffix}", "--store", "other")
    assert ("carries no claims" in result.stderr) == (form != "trig")
    data = ready("export", "--format", form, "--store", "other").stdout_bytes
    assert data == (tmp_path / f"graph{suffix}").read_bytes()
    assert ready("ingest", f"graph{suffix}", "--store", "other").stdout == "0 read, 1 unchanged, 0 refused\n"


def test_query_without_an_argument_lists_the_questions(kg: Run) -> None:
    lines = kg("query").stdout.splitlines()
    assert lines == [f"{stored.name}: {stored.question}" for stored in queries().values()]
    assert len(lines) > 10


def test_every_stored_question_can_be_asked(ready: Run) -> None:
    for name in queries():
        assert ready("query", name).stdout


def test_query_takes_a_name_a_file_and_a_text(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(queries()["who-spoke-where"].text)
    by_name = ready("query", "who-spoke-where").stdout
    assert by_name == ready("query", "mine.rq").stdout == ready("query", queries()["who-spoke-where"].text).stdout
    assert "Hevi Suleyman" in by_name


def test_query_answers_in_the_format_asked_for(ready: Run) -> None:
    question = "SELECT ?name ?kind { ?p a foaf:Person, ?kind ; rdfs:label ?name FILTER(?name = 'Muna Brim') }"
    assert ready("query", question).stdout == "name       kind\n---------  -----------\nMuna Brim  foaf:Person\n"
    assert ready("query", question, "--format", "csv").stdout_bytes.startswith(b"name,kind\r\nMuna Brim,http://xmlns")
    assert ready("query", question, "--format", "tsv").stdout.startswith('?name\t?kind\n"Muna Brim"')
    answer = json.loads(ready("query", question, "--format", "json").stdout)
    assert answer["head"]["vars"] == ["name", "kind"]
    assert len(Graph().parse(data=ready("query", "DESCRIBE ?p { ?p a foaf:Person }").stdout, format="turtle")) > 5


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("query", "SELECT * {"), "kg: line 1, column 11: not SPARQL near 'SELECT * {'\n"),
        (("query", "SELECT ?x WHERE { ?x a"), "kg: line 1, column 23: not SPARQL near 'SELECT ?x WHERE { ?x a'\n"),
        (("query", "nosuch"), "kg: nosuch: no stored query, no file and no SPARQL; "),
        (
            ("query", "who-spoke-were"),
            "kg: who-spoke-were: no stored query, no file and no SPARQL; did you mean who-spoke",
        ),
        (("query", "my/own"), "kg: my/own: no such file\n"),
        (("query", "own.rq"), "kg: own.rq: no such file\n"),
        (("query", "."), "kg: .: cannot be read as a file of SPARQL: "),
        (("query", "DROP ALL"), "kg: read-only: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE\n"),
        (("query", "LOAD <http://a/>"), "kg: read-only: a query begins with SELECT"),
        (("query", "INSERT DATA { <a> <b> <c> }"), "kg: read-only: a query begins with SELECT"),
        (("query", "ASK { SERVICE <http://127.0.0.1:1/> {} }"), "kg: the query cannot be evaluated: no other server"),
        (("query", f"SELECT * {{ {'{' * 4000}"), "kg: the query nests brackets or ! more than 64 deep"),
        (("export", "--format", "turtle", "-o", "g.trig"), "kg: g.trig: .trig is trig, not turtle; leave out"),
        (("export", "-o", "none/g.trig"), "kg: none/g.trig: there is no folder none; make it"),
        (("export", "--format", "csv", "-o", "foo.csv"), "kg: csv is several files; name a folder or a .zip"),
        (("query", "who-spoke-where", "--store", "none"), "kg: none: there is no store; `kg ingest"),
        (("serve", "--store", "none"), "kg: none: there is no store; `kg ingest"),
    ],
)
def test_misuse_is_one_line_and_a_code(ready: Run, arguments: tuple[str, ...], said: str) -> None:
    result = ready(*arguments, code=2)
    assert result.stderr.startswith(said)
    assert result.stderr.count("\n") == 1


def test_a_relative_iri_in_a_query_is_relative_to_the_base(ready: Run) -> None:
    assert ready("query", "ASK { <report/2023-janders> a pe:Report }").stdout == "yes\n"
    assert "a pe:Report" in ready("query", "DESCRIBE <report/2023-janders>").stdout.replace(" , ", " ")


def test_a_table_without_rows_says_so(ready: Run) -> None:
    nothing = "SELECT ?x { ?x a pe:Nothing }"
    assert ready("query", nothing).stdout == "no rows\n"
    assert ready("query", nothing, "--format", "csv").stdout_bytes == b"x\r\n"


def test_export_takes_the_format_from_the_name(ready: Run) -> None:
    ready("export", "-o", "g.trig")
    assert Path("g.trig").read_bytes() == ready("export", "--format", "trig").stdout_bytes
    assert ready("export").stdout_bytes == ready("export", "--format", "turtle").stdout_bytes


def test_a_bad_setting_is_misuse(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text("port = 99999")
    assert kg("config", code=2).stderr == "kg: port: 99999 is not between 0 and 65535\n"


def test_export_refuses_several_files_on_standard_output(ready: Run) -> None:
    assert "name a folder or a .zip" in ready("export", "--format", "csv", code=2).stderr
    ready("export", "--format", "csv", "-o", "tables")
    assert sorted(path.name for path in Path("tables").iterdir()) == ["events.csv", "memberships.csv", "quotations.csv"]


def test_export_of_an_unknown_report_is_an_error(ready: Run) -> None:
    assert "no report 'nosuch'" in ready("export", "--report", "nosuch", code=1).stderr


def test_extract_shows_facts_with_their_words_and_stores_nothing(kg: Run, tmp_path: Path) -> None:
    report = json.loads(kg("extract", SEED, "--format", "json").stdout)
    assert report["report"] == "2023-janders"
    text = SEED.read_text(encoding="utf-8")
    for fact in report["facts"]:
        assert fact["evidence"]
        for span in fact["evidence"]:
            assert text[span["start"] : span["end"]] == span["exact"]
    assert '    [1286:1341] "the member of the General Council of PYD, Hevi Suleyman"' in kg("extract", SEED).stdout
    assert kg("extract", "none.txt", SEED, code=1).stderr.startswith("kg: none.txt: cannot be read")
    assert list(tmp_path.iterdir()) == []


def test_check_finds_nothing_in_a_good_store_and_a_planted_fault(ready: Run) -> None:
    assert ready("check").stdout == "1 report, nothing wrong\n"
    assert json.loads(ready("check", "--format", "json").stdout) == []
    quads = ready("export", "--format", "nquads").stdout
    Path("bad.nq").write_text(re.sub(r'(ontology#sha256> )"[0-9a-f]+"', r'\1"0"', quads))
    ready("ingest", "bad.nq")
    *problems, last = ready("check", code=1).stdout.splitlines()
    assert "the hash is not that of the text" in problems[0]
    assert last == f"{len(problems)} found"
    found = json.loads(ready("check", "--format", "json", code=1).stdout)
    assert {problem["report"] for problem in found} == {"2023-janders"}


def test_a_report_is_withdrawn(ready: Run) -> None:
    assert ready("withdraw", "2023-janders").stdout == "2023-janders withdrawn\n"
    assert ready("query", "ASK { ?r a pe:Report }").stdout == "no\n"
    assert "no report '2023-janders'" in ready("withdraw", "2023-janders", code=1).stderr


def test_who_withdraws_an_unknown_report_is_told_of_a_few(kg: Run, tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"day-{number}.txt").write_text("Workers marched in Derik.", encoding="utf-8")
    kg("ingest", tmp_path)
    assert "did you mean day-3 or day-" in kg("withdraw", "dey-3", code=1).stderr
    assert "there are day-0, day-1, day-2, day-3, day-4 and 3 more" in kg("withdraw", "x", code=1).stderr


def test_a_verb_that_asks_nothing_of_the_engine_does_not_wait_for_it(tmp_path: Path) -> None:
    told = "import sys; from kg.cli import main; main(['config'], standalone_mode=False)"
    told += "; print(sorted({'pyoxigraph', 'rdflib', 'flask', 'networkx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_withdrawal_that_was_interrupted_is_finished_by_the_same_command(ready: Run) -> None:
    with Store(Path("build/store"), base=BASE) as store:
        store.remove("2023-janders")  # and who is who was not worked out any more
    named = "ASK { GRAPH ?canonical { ?thing a foaf:Person ; rdfs:label ?name } }"
    assert ready("query", named).stdout == "yes\n"
    ready("withdraw", "2023-janders", code=1)
    assert ready("query", named).stdout == "no\n"


def test_the_history_tells_what_became_of_a_report(ready: Run) -> None:
    before = json.loads(ready("changes", "--format", "json").stdout)
    assert [(entry["kind"], entry["what"]) for entry in before] == [("added", f"{BASE}report/2023-janders")]
    ready("ingest", SEED)
    assert json.loads(ready("changes", "--format", "json").stdout) == before  # nothing changed
    ready("withdraw", "2023-janders")
    latest, first = ready("changes").stdout.splitlines()
    assert "withdrawn  report/2023-janders: -" in latest
    assert "added      report/2023-janders: +" in first
    later = before[0]["at"][:10]
    assert ready("changes", "--since", "2999-01-01").stdout == "no changes\n"
    assert len(ready("changes", "--since", later).stdout.splitlines()) == 2
    assert len(ready("changes", "--limit", "1").stdout.splitlines()) == 1
    assert ready("query", "ASK { GRAPH ?g { ?entry pe:changed ?what } }").stdout == "yes\n"
    assert ready("query", "ASK { ?entry pe:changed ?what }").stdout == "no\n"


def test_config_shows_the_settings_in_force(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text("port = 9000")
    assert "port = 9000\n" in kg("config").stdout
    assert json.loads(kg("config", "--format", "json").stdout)["port"] == 9000


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=folder, env=environ | {"PYTHONPATH": str(ROOT)}, stdout=pipe, stderr=pipe, text=True, bufsize=1
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_says_where_it_is_and_stops_when_told(ready: Run, tmp_path: Path, number: signal.Signals) -> None:
    with started(tmp_path, "serve", "--port", "0") as server:
        assert server.stdout is not None
        address = server.stdout.readline().split()[0]
        query = f"{address}sparql?query=ASK%20%7B%20%3Fr%20a%20pe%3AReport%20%7D"
        with urllib.request.urlopen(query, timeout=20) as answer:
            assert json.load(answer)["boolean"] is True
        server.send_signal(number)
        _, errors = server.communicate(timeout=20)
        assert server.returncode == 0
        assert [json.loads(line)["path"] for line in errors.splitlines()] == ["/sparql"]


def test_serve_on_a_taken_port_is_an_error(ready: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with started(tmp_path, "serve", "--port", port) as server:
            _, errors = server.communicate(timeout=20)
    assert server.returncode == 2
    assert errors.startswith(f"kg: cannot listen on 127.0.0.1:{port}: Address already in use; choose another --port")


# Review


TWINS = ("reports/2023-janders.txt", "gold/development/rival-daegu.txt")


@pytest.fixture
def reviewed(kg: Run, filled: Callable[..., Path], tmp_path: Path) -> Run:
    """The command line with two reports in its store, and who decides set."""
    shutil.copytree(filled(*(share("data") / name for name in TWINS)), tmp_path / "build")
    return kg


def judged_pair() -> tuple[str, str]:
    """A person of each of the two reports, as REPORT/KEY."""
    with Store(Path("build/store"), base=BASE, read_only=True) as store:
        rows = store.select("SELECT ?p WHERE { ?p a foaf:Person } ORDER BY ?p")
    names = [str(row["p"]).removeprefix(f"{BASE}report/") for row in rows]
    return names[0], names[-1]


def test_judge_asks_one_question_after_the_other_and_goes_back(reviewed: Run) -> None:
    keys = "b\nx\ny\nn\nb\nk\ne\n2\n\n\nq\n"
    said = reviewed("judge", "--kind", "facts", "--by", "Ana", text=keys).stdout
    assert "There is nothing to go back to." in said
    assert "Answer with one of these keys" in said
    assert "Taken back." in said
    assert re.search(r"^.*\[[^\]]+\].*$", said, re.MULTILINE)  # a sentence with its words in brackets
    known = json.loads(reviewed("decisions", "--format", "json").stdout)
    assert [(one["operation"], one["by"], one["status"]) for one in known][:1] == [("accept", "Ana", "applied")]
    assert f"{len(known)} decided" in said


def test_judge_decides_what_an_option_says(reviewed: Run) -> None:
    left, right = judged_pair()
    reviewed("judge", "--different", left, right, "--by", "Ana", "--why", "two cities")
    again = reviewed("judge", "--same", left, right, "--by", "Bea", code=2)
    assert "Ana decided otherwise" in again.stderr
    reviewed("judge", "--same", left, right, "--unsure", left, right, "--by", "Bea", code=2)
    assert "REPORT/KEY" in reviewed("judge", "--wrong", "nobody", "--by", "Bea", code=2).stderr
    listed = reviewed("decisions").stdout
    assert "different" in listed
    assert "by Ana, “two cities”" in listed


def test_who_decides_must_be_known(reviewed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("USER", raising=False)
    left, right = judged_pair()
    assert "--by" in reviewed("judge", code=2).stderr
    assert "nobody" in reviewed("judge", "--same", left, right, code=2).stderr
    monkeypatch.setenv("KG_REVIEWER", "Cem")
    reviewed("judge", "--same", left, right)
    assert "by Cem" in reviewed("decisions").stdout


def test_decisions_go_to_a_file_and_come_back(reviewed: Run) -> None:
    left, right = judged_pair()
    reviewed("judge", "--same", left, right, "--by", "Ana")
    reviewed("judge", "--kind", "facts", "--by", "Ana", text="n\ny\nq\n")
    before = reviewed("export", "--format", "nquads").stdout
    file = Path("decisions.jsonl")
    file.write_text(reviewed("decisions", "--format", "jsonl").stdout, encoding="utf-8")
    for line in json.loads(reviewed("decisions", "--format", "json").stdout):
        reviewed("decisions", "--take-back", line["id"])
    assert reviewed("decisions").stdout == "no decisions\n"
    assert reviewed("decisions", "--from", file).stdout == "3 taken in, 0 were there, 0 cannot be placed\n"
    assert reviewed("decisions", "--from", file).stdout == "0 taken in, 3 were there, 0 cannot be placed\n"
    assert reviewed("export", "--format", "nquads").stdout == before
    assert "no decision" in reviewed("decisions", "--take-back", "0" * 16, code=2).stderr


def test_a_file_with_a_wrong_line_is_not_taken_in_at_all(reviewed: Run) -> None:
    left, right = judged_pair()
    reviewed("judge", "--same", left, right, "--by", "Ana")
    lines = reviewed("decisions", "--format", "jsonl").stdout
    (known,) = json.loads(reviewed("decisions", "--format", "json").stdout)
    reviewed("decisions", "--take-back", known["id"])
    Path("wrong.jsonl").write_text(f"{lines}{{}}\n", encoding="utf-8")
    assert "wrong.jsonl, line 2" in reviewed("decisions", "--from", "wrong.jsonl", code=2).stderr
    contradiction = lines + lines.replace('"same"', '"different"')
    Path("both.jsonl").write_text(contradiction, encoding="utf-8")
    assert "decided otherwise" in reviewed("decisions", "--from", "both.jsonl", code=2).stderr
    assert reviewed("decisions").stdout == "no decisions\n"


def test_what_waits_is_told_to_programs(reviewed: Run) -> None:
    lines = reviewed("judge", "--format", "json", "--kind", "facts", "--report", "2023-janders").stdout.splitlines()
    waiting = [json.loads(line) for line in lines]
    assert len(waiting) > 10
    assert {one["report"] for one in waiting} == {"2023-janders"}
    assert "is no kind of fact" in reviewed("judge", "--kind", "facts", "--type", "ghost", "--by", "A", code=2).stderr


def test_corrected_reports_are_gold(reviewed: Run) -> None:
    reviewed("judge", "--kind", "facts", "--report", "2023-janders", "--by", "Ana", text="y\ny\nn\nq\n")
    assert reviewed("decisions", "--gold", "gold").stdout == "1 report written to gold\n"
    reviewed("score", "gold")
