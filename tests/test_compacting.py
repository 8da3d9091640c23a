"""The files of a store written anew: the same graphs, and no words of what was withdrawn."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.compacting import compact
from kg.document import Report
from kg.errors import LockedError, StoreError
from kg.opening import state
from kg.pipeline import extract, reader
from kg.rdf import to_graphs
from kg.store import Store
from kg.views import open_view

BASE = "http://example.org/"
SECRET = "Ana Brook, who hides in Derik"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store that holds one report, an empty graph, and in its files a report that was withdrawn."""
    found = tmp_path / "store"
    with Store(found, base=BASE) as store:
        for name, text in (("gone", f"{SECRET}, spoke at a rally."), ("kept", "Workers marched in Homs.")):
            store.put(to_graphs(extract(Report(id=name, text=text)), base=BASE, reader=reader()))
        store.load(b"", "text/turtle", graph=f"{BASE}notes")
        store.remove("gone")
    return found


def in_files(folder: Path) -> bool:
    return any(SECRET.encode() in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def dumped(folder: Path) -> tuple[str, list[str]]:
    with Store(folder, base=BASE, read_only=True) as store:
        return store.dump(), store.graph_names()


def test_words_of_what_was_withdrawn_leave_the_files_and_nothing_else_does(folder: Path) -> None:
    before = dumped(folder)
    assert in_files(folder)
    compact(folder, base=BASE)
    assert not in_files(folder)
    assert dumped(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["store"]


def test_who_reads_goes_on_and_sees_that_the_store_is_another(folder: Path) -> None:
    view, known = open_view(folder, base=BASE)
    with view:
        compact(folder, base=BASE)
        assert view.report_ids() == ["kept"]
    assert state(folder) != known


def test_a_store_to_which_another_process_writes_is_left_alone(folder: Path) -> None:
    holding = f"import pathlib; from kg.store import Store\nwith Store(pathlib.Path({str(folder)!r}), base={BASE!r}):"
    holding += "\n    print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", holding], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(LockedError):
            compact(folder, base=BASE)
        other.communicate("\n")
    compact(folder, base=BASE)
    assert not in_files(folder)


def test_nobody_writes_while_the_files_are_written_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_anew = Store.write_anew
    writing = (
        f"import pathlib; from kg.store import Store\nStore(pathlib.Path({str(folder)!r}), base={BASE!r}, patience=0)"
    )
    told: list[str] = []

    def tried(store: Store, made: Path) -> None:
        told.append(subprocess.run([sys.executable, "-c", writing], capture_output=True, text=True, check=False).stderr)
        write_anew(store, made)

    monkeypatch.setattr(Store, "write_anew", tried)
    compact(folder, base=BASE)
    assert "another process is writing to it" in told[0]


@pytest.mark.parametrize("at", ["kg.store.Store.write_anew", "kg.compacting.exchange", "shutil.rmtree"])
def test_wherever_it_is_interrupted_the_store_is_there_and_the_same_command_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    before = dumped(folder)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(at, interrupted)
        with pytest.raises(KeyboardInterrupt):
            compact(folder, base=BASE)
    assert dumped(folder) == before
    compact(folder, base=BASE)
    assert dumped(folder) == before
    assert not in_files(folder)
    assert [path.name for path in folder.parent.iterdir()] == ["store"]


@pytest.mark.parametrize("at", ["kg.store.Store.write_anew", "kg.compacting.exchange", "shutil.rmtree"])
def test_two_at_once_do_not_take_each_others_files(folder: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    before, told = dumped(folder), list[str]()
    module, _, name = at.rpartition(".")
    real = pkgutil.resolve_name(f"{module.replace('.Store', ':Store')}").__dict__[name]
    again = f"import pathlib; from kg.compacting import compact\ncompact(pathlib.Path({str(folder)!r}), base={BASE!r})"

    def beside(*given: object) -> None:
        told.append(subprocess.run([sys.executable, "-c", again], capture_output=True, text=True, check=False).stderr)
        real(*given)

    monkeypatch.setattr(at, beside)
    compact(folder, base=BASE)
    assert ["another process is writing to it" in error for error in told] == [True]
    assert dumped(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["store"]


def test_what_is_no_store_is_not_made_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        compact(tmp_path / "none", base=BASE)
    assert list(tmp_path.iterdir()) == []


def test_the_command_tells_what_became_of_the_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_BASE", BASE)
    done = CliRunner().invoke(main, ["compact", "--store", str(folder)])
    assert done.exit_code == 0
    assert " MB, before " in done.output
