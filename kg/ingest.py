"""Reports and RDF files into the store, one after the other; what is refused does not stop the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg import importing
from kg.config import Settings
from kg.document import Report
from kg.errors import KGError, ReportError, StoreError
from kg.lexicon import Lexicon, load_lexicon
from kg.pipeline import extract, reader
from kg.rdf import to_graphs
from kg.reports import SUFFIXES, files, load_reports
from kg.store import Store

READ = f"texts are .txt or without a suffix, lines .jsonl, RDF {', '.join(importing.MEDIA_TYPES)}"


@dataclass(frozen=True)
class Outcome:
    """What became of one report: `name` is its id, `note` why it was refused or what is missing."""

    status: Literal["read", "unchanged", "refused"]
    name: str
    note: str = ""


def ingest(store: Store, paths: Iterable[Path | str], settings: Settings) -> Iterator[Outcome]:
    """Read what stands at the paths (text, JSON lines, folders, RDF) and put it into the store."""
    graphs: list[Path] = []
    strange: list[Path] = []
    lexicon = load_lexicon()
    for found in load_reports(_texts(paths, graphs, strange), limit=settings.max_report_characters):
        yield Outcome("refused", "", str(found)) if isinstance(found, ReportError) else _text(store, found, lexicon)
    for path in graphs:
        yield from _rdf(store, path)
    for path in strange:
        yield Outcome("refused", str(path), f"{path}: {path.suffix} is not read; rename or convert it: {READ}")


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


def _rdf(store: Store, path: Path) -> Iterator[Outcome]:
    try:
        reports = importing.load_graphs(path, base=store.base)
    except ReportError as error:
        yield Outcome("refused", str(path), str(error))
        return
    for imported in reports:
        changed = importing.put(store, imported)
        note = f"{path}: carries no claims, so {imported.report_id} has none" if imported.claims is None else ""
        yield Outcome("read", imported.report_id, note) if changed else Outcome("unchanged", imported.report_id)


def _text(store: Store, report: Report, lexicon: Lexicon) -> Outcome:
    try:
        changed = store.put(to_graphs(extract(report, lexicon), base=store.base, reader=reader(lexicon)))
    except StoreError:
        raise
    except KGError as error:
        return Outcome("refused", report.id, f"{report.id}: {error}")
    return Outcome("read" if changed else "unchanged", report.id)
