"""Reports and RDF files into the store, in order; what is refused does not stop the rest."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from kg import importing
from kg.config import Settings
from kg.deciding import corrections_by_report
from kg.decisions import Correction
from kg.document import Report
from kg.endpoint import Endpoint
from kg.errors import KGError, ReportError
from kg.pipeline import read, reader
from kg.rdf import ReportGraphs
from kg.reports import SUFFIXES, Read, files, load_reports

ALONE = 16  # reports that one process reads before it starts others
AHEAD = 4  # reports read ahead for each process
READ = f"reports are files without a suffix or {', '.join(SUFFIXES)}; RDF {', '.join(importing.MEDIA_TYPES)}"


@dataclass(frozen=True)
class Outcome:
    """What became of one report: `name` is its id, `note` why it was refused or what is missing, `reason` in short."""

    status: Literal["read", "unchanged", "refused"]
    name: str
    note: str = ""
    reason: str = ""


def ingest(
    store: Endpoint, paths: Iterable[Path | str], settings: Settings, *, jobs: int = 1
) -> Generator[Outcome, None, None]:
    """Put what stands at the paths (texts, pages, feeds, JSON lines, folders, RDF) into the store, in order.

    What is in the store already, read by the same rules, is not read again: so a reading that was interrupted goes on
    where it stopped. More than a few reports are read by `jobs` processes; as many are held in memory, whatever
    the number of reports.
    """
    graphs: list[Path] = []
    strange: list[Path] = []
    found = load_reports(_texts(paths, graphs, strange), limit=settings.max_report_characters)
    with store.batch():
        yield from _read_all(store, found, jobs)
        for path in graphs:
            yield from _rdf(store, path)
    for path in strange:
        note = f"{path}: {path.suffix} is not read; rename or convert it: {READ}"
        yield Outcome("refused", str(path), note, "another kind of file")


@dataclass(frozen=True)
class _Made:
    """The graphs of a report, or why it has none."""

    report_id: str
    graphs: ReportGraphs | None
    note: str = ""


def _read_all(store: Endpoint, found: Iterable[Read], jobs: int) -> Iterator[Outcome]:
    """The first few in this process, since starting others takes longer; the rest in `jobs` of them."""
    rules, known = reader(), corrections_by_report(store)
    waiting: deque[Outcome | _Made | Future[_Made]] = deque()
    with ExitStack() as stack:
        pool: ProcessPoolExecutor | None = None
        for number, report in enumerate(found):
            if isinstance(report, ReportError):
                waiting.append(Outcome("refused", "", str(report), report.reason))
            elif store.holds(report, rules, [correction.id for correction in known.get(report.id, ())]):
                waiting.append(Outcome("unchanged", report.id))
            elif jobs < 2 or number < ALONE:
                waiting.append(_make(report, known.get(report.id, []), store.base))
            else:
                pool = pool or stack.enter_context(ProcessPoolExecutor(jobs, mp_context=get_context("spawn")))
                waiting.append(pool.submit(_make, report, known.get(report.id, []), store.base))
            while len(waiting) > (AHEAD * jobs if pool else 0):
                yield _outcome(store, waiting.popleft())
        while waiting:
            yield _outcome(store, waiting.popleft())


def _make(report: Report, corrections: list[Correction], base: str) -> _Made:
    """Read one report, as people corrected it: what the other processes do."""
    try:
        return _Made(report.id, read(report, corrections, base=base))
    except KGError as error:
        return _Made(report.id, None, f"{report.id}: {error}")
    except Exception as error:  # noqa: BLE001  # a mistake of ours must not keep the other reports out
        note = f"{report.id}: the reader failed on it ({error!r}); tell its authors, with the text"
        return _Made(report.id, None, note)


def _outcome(store: Endpoint, waiting: Outcome | _Made | Future[_Made]) -> Outcome:
    try:
        made = waiting.result() if isinstance(waiting, Future) else waiting
    except BrokenProcessPool as error:
        raise ReportError("a reading process was killed; is there memory? read again with --jobs 1") from error
    if isinstance(made, Outcome):
        return made
    if made.graphs is None:
        return Outcome("refused", made.report_id, made.note, "not readable")
    return Outcome("read" if store.put(made.graphs) else "unchanged", made.report_id)


def _texts(paths: Iterable[Path | str], graphs: list[Path], strange: list[Path]) -> Iterator[Path | str]:
    """The paths of texts; those of RDF files are set aside, and those of files that are neither."""
    for path in paths:
        suffix = Path(path).suffix.lower()
        if suffix in importing.MEDIA_TYPES:
            graphs.append(Path(path))
        elif suffix not in ("", *SUFFIXES) and Path(path).is_file() and files([path]):
            strange.append(Path(path))
        else:
            yield path


def _rdf(store: Endpoint, path: Path) -> Iterator[Outcome]:
    try:
        reports = importing.load_graphs(path, base=store.base)
    except ReportError as error:
        yield Outcome("refused", str(path), str(error), error.reason)
        return
    for imported in reports:
        changed = importing.put(store, imported)
        note = ""
        if isinstance(imported, importing.Imported) and imported.claims is None:
            note = f"{path}: carries no claims, so {imported.name} has none"
        yield Outcome("read", imported.name, note) if changed else Outcome("unchanged", imported.name)
