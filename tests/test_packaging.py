"""What is installed has the scripts of its pages, whether or not the machine has Node or a way to a registry of npm."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest
from hatchling.builders.wheel import WheelBuilder

from hatch_build import BUILT, NODE_AS_PACKAGE, STAMP, digest, fresh

ROOT = Path(__file__).parent.parent
PYTHON = Path(sys._base_executable)  # type: ignore[attr-defined]  # the one outside of the virtual environment has pip
NOWHERE = "http://127.0.0.1:9/"
"""A registry that nobody serves."""
FREE = {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "Unlicense"}
NOT_SOURCES = (
    "app", "build", "dist", "node_modules", "__pycache__", "images", ".git", ".venv", ".hypothesis", ".*_cache"
)  # fmt: skip


def copied(target: Path) -> Path:
    """The sources of this checkout, without anything that was built."""
    return shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*NOT_SOURCES))


def done(*command: str | Path, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KG_", "PYTHONPATH"))}
    return subprocess.run(command, cwd=cwd, env=kept | environ, capture_output=True, text=True, check=False)


def run(*command: str | Path, cwd: Path, **environ: str) -> str:
    found = done(*command, cwd=cwd, **environ)
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


def programs(folder: Path, **scripts: str) -> str:
    """A PATH with a shell and these programs, and without anything else."""
    folder.mkdir()
    (folder / "sh").symlink_to(shutil.which("sh") or "/bin/sh")
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    return str(folder)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("source") / "protest-kg")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH without Node."""
    return programs(tmp_path_factory.mktemp("bare") / "bin")


@pytest.fixture(scope="module")
def installed(source: Path, bare: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of a new environment into which a machine without Node installed the sources."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    run(PYTHON, "-m", "venv", "--without-pip", folder, cwd=source)
    run(PYTHON, "-m", "pip", "--python", folder, "install", ".", cwd=source, PATH=bare)
    return folder / "bin"


@pytest.fixture(scope="module")
def archive(source: Path, installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist of the sources, in which the scripts were built already."""
    assert installed.is_dir()
    target = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", target, cwd=source)
    return next(target.iterdir())


@pytest.fixture(scope="module")
def wheel(archive: Path, bare: str, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files of the wheel that pip builds from the sdist where there is neither Node nor a registry of npm."""
    target = tmp_path_factory.mktemp("wheel")
    environ = {"PATH": bare, "npm_config_registry": NOWHERE}
    run(PYTHON, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", target, archive, cwd=target, **environ)
    with zipfile.ZipFile(next(target.iterdir())) as packed:
        return set(packed.namelist())


def test_what_is_installed_without_node_serves_the_scripts(source: Path, installed: Path, tmp_path: Path) -> None:
    run(installed / "kg", "ingest", ROOT / "data" / "reports" / "2023-janders.txt", cwd=tmp_path)
    command = [str(installed / "kg"), "serve", "--port", "0"]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("KG_", "PYTHONPATH"))}
    with subprocess.Popen(command, cwd=tmp_path, env=environ, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[0].rstrip("/")
            page = urlopen(f"{address}/report/2023-janders").read().decode()
            scripts = re.findall(r'<script type="module" src="([^"]+)"', page)
            assert scripts
            for script in scripts:
                with urlopen(f"{address}{script}") as answer:
                    assert answer.headers.get_content_type() == "text/javascript"
                    assert answer.read() == (source / "server" / script.lstrip("/")).read_bytes()
        finally:
            server.terminate()


def test_the_sdist_carries_what_was_built_and_what_it_was_built_from(archive: Path) -> None:
    with tarfile.open(archive) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    assert {f"{BUILT}/manifest.json", f"{BUILT}/{STAMP}", "frontend/package-lock.json", "frontend/.npmrc"} <= names
    assert not [name for name in names if "node_modules" in name]


def test_the_wheel_of_the_sdist_needs_no_registry_of_npm(source: Path, wheel: set[str]) -> None:
    built = {file.relative_to(source).as_posix() for file in (source / BUILT).rglob("*") if file.is_file()}
    assert f"{BUILT}/manifest.json" in built
    assert any(name.endswith(".js") for name in built)
    assert built <= wheel


def test_licences_of_third_parties_travel_with_the_scripts(source: Path, wheel: set[str]) -> None:
    licences = (source / BUILT / "licences.md").read_text("utf-8").split("\n## ")[1:]
    told = {head.split()[0]: len(text) for head, _, text in (part.partition("\n") for part in licences)}
    assert f"{BUILT}/licences.md" in wheel
    assert set(told) == {name.rpartition("node_modules/")[2] for name in used()}
    assert [name for name, length in told.items() if length < 400] == []


def test_who_the_coordinates_are_from_travels_with_them(wheel: set[str]) -> None:
    assert {"kg/share/data/gazetteer/places.csv", "kg/share/data/gazetteer/README.md"} <= wheel


def test_every_package_of_the_scripts_is_free_and_none_is_under_the_gpl() -> None:
    assert {
        name: package.get("license") for name, package in used().items() if package.get("license") not in FREE
    } == {}


def used() -> dict[str, dict[str, str]]:
    """The packages that may be in the scripts, by their folders."""
    locked = json.loads((ROOT / "frontend" / "package-lock.json").read_text("utf-8"))["packages"]
    return {name: package for name, package in locked.items() if name and not package.get("dev")}


def test_the_switch_leaves_the_scripts_out(source: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, cwd=source, KG_NO_FRONTEND="1")
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as packed:
        names = packed.namelist()
    assert "server/static/style.css" in names
    assert [name for name in names if name.startswith(BUILT)] == []


def test_a_failing_npm_ends_in_one_sentence_and_leaves_what_was_there(tmp_path: Path) -> None:
    source = copied(tmp_path / "source")
    (source / BUILT).mkdir()
    (source / BUILT / "manifest.json").write_text("{}")
    path = programs(tmp_path / "bin", node="echo v22.12.0", npm="echo of npm >&2; exit 1")
    found = done(sys.executable, "-m", "hatchling", "build", "-t", "wheel", cwd=source, PATH=path)
    assert found.returncode != 0
    assert found.stderr.splitlines() == [
        "of npm",
        "npm could not fetch the packages of frontend/. KG_NO_FRONTEND=1 installs the pages without their scripts.",
    ]
    assert (source / BUILT / "manifest.json").read_text() == "{}"


@pytest.mark.parametrize(
    ("version", "asked"),
    [("v18.20.4", True), ("v20.18.3", True), ("v20.19.0", False), ("v21.7.3", True), ("v22.12.0", False), ("x", True)],
)
def test_node_is_asked_for_as_a_package_only_where_there_is_none_that_will_do(
    version: str, asked: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", programs(tmp_path / "bin", node=f"echo {version}", npm="exit 1"))
    monkeypatch.delenv("KG_NO_FRONTEND", raising=False)
    source = checkout(tmp_path)
    assert (NODE_AS_PACKAGE in WheelBuilder(str(source)).config.dependencies) is asked
    (source / BUILT).mkdir(parents=True)
    (source / BUILT / STAMP).write_text(digest(source / "frontend"))
    assert NODE_AS_PACKAGE not in WheelBuilder(str(source)).config.dependencies


def checkout(folder: Path) -> Path:
    """The least that is a source tree with a front end."""
    source = folder / "least"
    (source / "frontend" / "src").mkdir(parents=True)
    (source / "frontend" / "package.json").write_text("{}\n")
    (source / "frontend" / "src" / "report.ts").write_text("one\ntwo\n")
    for name in ("hatch_build.py", "pyproject.toml"):
        shutil.copy(ROOT / name, source)
    return source


def test_what_is_built_is_fresh_until_a_source_changes(tmp_path: Path) -> None:
    source = checkout(tmp_path)
    assert not fresh(source)
    (source / BUILT).mkdir(parents=True)
    (source / BUILT / STAMP).write_text(digest(source / "frontend"))
    assert fresh(source)
    (source / "frontend" / "node_modules").mkdir()
    (source / "frontend" / "node_modules" / "package.js").write_text("of somebody else")
    assert fresh(source)
    (source / "frontend" / "src" / "report.ts").write_bytes(b"one\r\ntwo\r\n")
    assert fresh(source)
    (source / "frontend" / "src" / "report.ts").rename(source / "frontend" / "src" / "other.ts")
    assert not fresh(source)
