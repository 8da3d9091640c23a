"""Report to extraction, and on to graphs: the steps of the reader, in order."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from kg import __version__
from kg.corrections import corrected
from kg.decisions import Correction
from kg.document import Document, Report
from kg.extraction import (
    acronyms,
    actions,
    attribution,
    belonging,
    bodies,
    casualties,
    causes,
    claims,
    datelines,
    dates,
    deliveries,
    demand_lists,
    demands,
    estimators,
    expressions,
    figures,
    groups,
    localities,
    names,
    naming,
    order,
    organizations,
    parts,
    persons,
    places,
    placing,
    quotes,
    reasons,
    roles,
    same_bodies,
    same_persons,
    same_places,
    scenes,
    sites,
    statements,
    structure,
    symbols,
    tabled,
    titles,
    triggers,
    undated,
)
from kg.facts import Extraction
from kg.lexicon import Lexicon, load_lexicon
from kg.rdf import Corrections, Reader, ReportGraphs, to_graphs
from kg.reading.segment import segment
from kg.rulebook import Rulebook, graded, load_rulebook

ANNOTATE: tuple[Callable[[Document, Lexicon], Document], ...] = (
    datelines.annotate,
    places.annotate_headed,
    organizations.annotate,
    acronyms.annotate,
    bodies.annotate,
    sites.annotate,
    tabled.annotate,
    belonging.annotate,
    names.annotate_repeated,
    bodies.annotate_short,
    places.annotate_facilities,
    groups.annotate,
    titles.annotate,
    names.annotate,
    triggers.annotate,
    parts.annotate,
    persons.annotate,
    naming.annotate,
)
"""What labels words, in order: each step sees the labels of those before it."""

EXTRACT: tuple[Callable[[Extraction, Lexicon], Extraction], ...] = (
    same_persons.extract,
    same_bodies.extract,
    same_places.extract,
    roles.extract,
    scenes.extract,
    placing.extract,
    actions.extract,
    deliveries.extract,
    order.extract,
    structure.extract,
    localities.extract,
    causes.extract,
    reasons.extract,
    expressions.extract,
    symbols.extract,
    quotes.extract,
    statements.extract,
    demands.extract,
    demand_lists.extract,
    casualties.extract,
    figures.extract,
    estimators.extract,
    dates.extract,
    undated.extract,
    attribution.extract,
    claims.extract,
)
"""What states facts, in order: each step sees the entities and facts of those before it."""


def extract(report: Report, lexicon: Lexicon | None = None, rulebook: Rulebook | None = None) -> Extraction:
    """Everything the reader finds in a report. Pure: the same report, lexicon and rulebook, the same extraction."""
    lexicon = lexicon or load_lexicon()
    document = segment(report, lexicon)
    for annotate in ANNOTATE:
        document = annotate(document, lexicon)
    extraction = Extraction(document=document)
    for step in EXTRACT:
        extraction = step(extraction, lexicon)
    return graded(extraction.checked(), rulebook or load_rulebook())


def read(report: Report, corrections: Iterable[Correction] = (), *, base: str) -> ReportGraphs:
    """The graphs of a report, read by our rules, as people corrected it: the same whatever order they come in."""
    result = corrected(extract(report), corrections)
    by = Corrections(used=result.used, unplaced=result.unplaced)
    return to_graphs(result.extraction, base=base, reader=reader(), corrections=by)


def reader(lexicon: Lexicon | None = None, rulebook: Rulebook | None = None) -> Reader:
    """Who reads: this version, with the digest of its rules (the modules of the text side), word lists and measures."""
    known = (lexicon or load_lexicon()).digest + (rulebook or load_rulebook()).digest
    return Reader(version=__version__, rules=_digest(known))


RULES = (
    "anchors", "corrections", "decisions", "document", "facts", "fields", "lexicon", "names", "patterns", "pipeline",
    "rulebook",
)  # fmt: skip
"""The modules beside `kg.reading` and `kg.extraction` on which a reading depends."""


@functools.cache
def _digest(tables: str) -> str:
    digest = hashlib.sha256(tables.encode())
    here = Path(__file__).parent
    folders = [*(here / "reading").glob("*.py"), *(here / "extraction").glob("*.py")]
    for file in sorted([here / f"{name}.py" for name in RULES] + folders):
        digest.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()
