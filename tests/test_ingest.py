"""Reading many: in order, on several cores, going on where it stopped, and saying what it did."""

from __future__ import annotations

import io
import shutil
import time
from pathlib import Path

import pytest

from kg import ingest as module
from kg.config import Settings
from kg.decisions import Correction
from kg.document import Report
from kg.ingest import Outcome, ingest
from kg.pipeline import read
from kg.progress import counted
from kg.rdf import ReportGraphs
from kg.store import Store
from tests.seed import BASE

TEXT = "Dockers march\n\nAbout {n} dockers marched through Callao on Monday.\n"
NUMBER = 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    for n in range(NUMBER):
        (tmp_path / "reports" / f"r{n:03}.txt").write_text(TEXT.format(n=n + 100), encoding="utf-8")
    (tmp_path / "reports" / "r005.txt").write_text("", encoding="utf-8")
    return tmp_path / "reports"


def run(store: Store, *paths: Path, jobs: int = 1) -> list[Outcome]:
    return list(ingest(store, paths, Settings(base=BASE), jobs=jobs))


def test_several_processes_make_the_same_store_in_the_same_order(folder: Path) -> None:
    with Store(None, base=BASE) as one, Store(None, base=BASE) as many:
        alone, together = run(one, folder), run(many, folder, jobs=2)
        assert alone == together
        assert [o.status for o in together].count("read") == NUMBER - 1
        assert together[5].reason == "empty"
        assert one.dump() == many.dump()


def test_what_was_read_by_the_same_rules_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(None, base=BASE) as store:
        run(store, folder / "r000.txt", folder / "r001.txt")
        made: list[str] = []
        read = module._make
        monkeypatch.setattr(module, "_make", lambda report, *more: made.append(report.id) or read(report, *more))  # type: ignore[func-returns-value]
        (folder / "r001.toml").write_text('publisher = "The Post"\n', encoding="utf-8")  # known now, not before
        outcomes = run(store, folder)
        assert [o.status for o in outcomes[:3]] == ["unchanged", "read", "read"]
        assert "r000" not in made
        assert len(made) == NUMBER - 2


def test_a_report_on_which_the_reader_fails_does_not_keep_the_others_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(report: Report, corrections: list[Correction], *, base: str) -> ReportGraphs:
        if report.id == "r001":
            raise IndexError("out of range")
        return read(report, corrections, base=base)

    monkeypatch.setattr(module, "read", failing)
    with Store(None, base=BASE) as store:
        outcomes = run(store, folder / "r000.txt", folder / "r001.txt", folder / "r002.txt")
        assert [outcome.status for outcome in outcomes] == ["read", "refused", "read"]
        assert "r001: the reader failed on it (IndexError('out of range'))" in outcomes[1].note
        assert store.report_ids() == ["r000", "r002"]


def test_an_interrupted_reading_goes_on_where_it_stopped(folder: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "store", base=BASE) as store:
        reading = ingest(store, [folder], Settings(base=BASE))
        for _ in range(10):
            next(reading)
        reading.close()
        assert len(store.report_ids()) == 9  # one of the ten is empty
        outcomes = run(store, folder)
        assert [o.status for o in outcomes].count("unchanged") == 9
    with Store(None, base=BASE) as whole, Store(tmp_path / "store", base=BASE, read_only=True) as again:
        run(whole, folder)
        assert again.dump() == whole.dump()
    shutil.rmtree(tmp_path / "store")


def test_progress_tells_a_watcher_how_many_and_how_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(1000))
    monkeypatch.setattr(time, "monotonic", lambda: next(ticks))

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen, log = Terminal(), io.StringIO()
    assert list(counted(range(3), "reports", stream=screen)) == [0, 1, 2]
    assert screen.getvalue().startswith("kg: 1 reports, 1.0 a second\r")
    assert screen.getvalue().endswith("\n")
    assert list(counted(range(3), "reports", stream=log)) == [0, 1, 2]
    assert log.getvalue() == ""
