"""The house: what the documents say is so, and what is built can be taken elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import asdict
from pathlib import Path

import pytest
from rdflib import Graph

import kg
from kg.cli import VERBS as NAMES
from kg.config import Settings
from kg.document import Report
from kg.pipeline import extract
from kg.rdf import to_graphs
from kg.reports import load_reports
from kg.vocab import PE, PREFIXES
from tests.seed import BASE, READER
from tests.serving import listening, seed_app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
FOLDERS = (r"/[r]oot/\.", "/[w]ork/(?:main|shared)", "/[h]ome/[a-z]", "/[U]sers/[a-z]", "/[o]pt/")
HOSTS = (r"[p]ypi\.org", "[p]ythonhosted", "[n]pmjs", r"[a]naconda\.org", "[u]npkg", "[j]sdelivr")
FOREIGN = re.compile(rf"(?<![\w.:/-])(?:{'|'.join(FOLDERS)})|{'|'.join(HOSTS)}".encode())
"""Paths of somebody's machine and hosts of package registries, written so that this file names none."""
VERBS = sorted(NAMES)


def run(*command: str, cwd: Path, **environ: str) -> str:
    done = subprocess.run(command, cwd=cwd, env=environ or None, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel of this checkout was unpacked, which is what installing a pure wheel does.

    Without the scripts of the pages, of which tests/test_packaging.py tells.
    """
    built, target = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("elsewhere")
    environ = os.environ | {"KG_NO_FRONTEND": "1"}
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built), cwd=ROOT, **environ)
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def test_readme_names_every_command_and_no_other() -> None:
    assert sorted(set(re.findall(r"\bkg ([a-z]+)", README))) == VERBS


def test_readme_names_only_stored_questions() -> None:
    named = set(re.findall(r"kg query ([a-z-]+)$", README, re.MULTILINE))
    assert named
    assert named <= {file.stem for file in (ROOT / "ontology" / "queries").glob("*.rq")}


def test_readme_and_architecture_link_only_to_files_that_exist() -> None:
    for document in (ROOT / "README.md", ROOT / "docs" / "architecture.md"):
        links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))
        assert links
        assert [link for link in links if not (document.parent / link).exists()] == []


def test_architecture_draws_every_module_and_no_other() -> None:
    drawn = re.findall(r"^ {6,}([a-z_]+\.py)  ?", ARCHITECTURE, re.MULTILINE)
    there = [file.name for folder in ("kg", "server") for file in (ROOT / folder).rglob("[!_]*.py")]
    assert sorted(drawn) == sorted(there)


def test_architecture_shows_the_import_contracts_in_force() -> None:
    linted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert "\n".join(f"    {layer}" for layer in linted["contracts"][0]["layers"]) in ARCHITECTURE
    assert re.findall(r"^\d\. \*([^*]+)\*:", ARCHITECTURE, re.MULTILINE) == [c["name"] for c in linted["contracts"]]


def test_readme_shows_triples_that_the_reader_writes() -> None:
    turtle = "\n".join(re.findall(r"```turtle\n(.*?)```", README, re.DOTALL))
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    shown = Graph().parse(data=prefixes + turtle, format="turtle", publicID=BASE)
    (report,) = load_reports([ROOT / "data" / "reports" / "2023-janders.txt"], limit=10_000)
    assert isinstance(report, Report)
    assert len(shown) > 0
    read = to_graphs(extract(report), base=BASE, reader=READER).facts
    sure = {(fact, PE.confidence, None) for fact in shown.subjects(PE.confidence)}  # changes whenever it is measured
    assert sure
    assert all(any(read.triples(each)) for each in sure)
    assert {each for each in shown if each[1] != PE.confidence} <= set(read)


def test_the_program_in_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    with listening(seed_app()) as address:
        exec(program.replace("http://127.0.0.1:8000", address), {})
    assert "Ana Brook - We demand justice. We will stay.\n" in capsys.readouterr().out


def test_changelog_tells_of_this_version() -> None:
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert versions[0] == kg.__version__


def test_the_wheel_carries_ontology_data_and_pages(installed: Path) -> None:
    for source, packed in (
        ("ontology", "kg/share/ontology"),
        ("data", "kg/share/data"),
        ("server/templates", "server/templates"),
        ("server/static", "server/static"),
    ):
        wanted = {file.relative_to(ROOT / source) for file in (ROOT / source).rglob("*") if file.is_file()}
        wanted -= {file for file in wanted if source == "server/static" and file.parts[0] == "app"}
        assert wanted
        assert {file for file in wanted if not (installed / packed / file).is_file()} == set()


def test_the_wheel_works_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    show = "import kg.config as c; print(c.__file__, c.share('ontology'), c.share('data'), sep='\\n')"
    lines = run(sys.executable, "-c", show, cwd=tmp_path, PYTHONPATH=str(installed)).splitlines()
    assert lines == [str(installed / "kg" / part) for part in ("config.py", "share/ontology", "share/data")]


def test_the_wheel_reads_and_answers_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    command = (sys.executable, "-c", "from kg.cli import main; main()")
    report = str(installed / "kg" / "share" / "data" / "reports" / "2023-janders.txt")
    run(*command, "ingest", report, cwd=tmp_path, PYTHONPATH=str(installed))
    assert "Hevi Suleyman" in run(*command, "query", "who-spoke-where", cwd=tmp_path, PYTHONPATH=str(installed))


def test_no_file_names_a_path_of_a_machine_or_a_package_registry() -> None:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    git = ("git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    files = [ROOT / name for name in run(*git, cwd=ROOT).split("\0") if name and (ROOT / name).is_file()]
    assert len(files) > 50
    assert [file for file in files if FOREIGN.search(file.read_bytes())] == []


@pytest.mark.parametrize(
    "name", ["/ho" + "me/ana/x.py", "see /ro" + "ot/.venv", "https://files.python" + "hosted.org/p"]
)
def test_a_path_of_a_machine_or_a_package_registry_is_recognised(name: str) -> None:
    assert FOREIGN.search(name.encode())


def test_every_rule_of_the_service_has_its_tests() -> None:
    page = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", page.partition("| threat | rule | tests |")[2]))
    written = {
        name
        for file in (ROOT / "tests").glob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(named) > 20
    assert named - written == set()


def test_every_setting_is_explained() -> None:
    pages = README + "".join(
        (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("service.md", "engines.md")
    )
    assert [name for name in asdict(Settings()) if f"`{name}`" not in pages] == []
