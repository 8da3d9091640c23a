"""Report to extraction: the steps of the reader, in order."""

from __future__ import annotations

from collections.abc import Callable

from kg import __version__
from kg.document import Document, Report
from kg.extraction import (
    actions,
    attribution,
    causes,
    claims,
    coreference,
    deliveries,
    demands,
    expressions,
    figures,
    groups,
    names,
    order,
    organizations,
    places,
    quotes,
    roles,
    scenes,
    structure,
    triggers,
)
from kg.facts import Extraction
from kg.lexicon import Lexicon, load_lexicon
from kg.rdf import Reader
from kg.segment import segment

ANNOTATE: tuple[Callable[[Document, Lexicon], Document], ...] = (
    places.annotate_headed,
    organizations.annotate,
    places.annotate,
    names.annotate_repeated,
    places.annotate_facilities,
    groups.annotate,
    names.annotate,
    triggers.annotate,
    roles.annotate,
)
"""What labels words, in order: each step sees the labels of those before it."""

EXTRACT: tuple[Callable[[Extraction, Lexicon], Extraction], ...] = (
    coreference.extract,
    roles.extract,
    scenes.extract,
    actions.extract,
    deliveries.extract,
    order.extract,
    structure.extract,
    causes.extract,
    expressions.extract,
    quotes.extract,
    demands.extract,
    figures.extract,
    attribution.extract,
    claims.extract,
)
"""What states facts, in order: each step sees the entities and facts of those before it."""


def extract(report: Report, lexicon: Lexicon | None = None) -> Extraction:
    """Everything the reader finds in a report. Pure: the same report and lexicon give the same extraction."""
    lexicon = lexicon or load_lexicon()
    document = segment(report, lexicon)
    for annotate in ANNOTATE:
        document = annotate(document, lexicon)
    extraction = Extraction(document=document)
    for step in EXTRACT:
        extraction = step(extraction, lexicon)
    return extraction.checked()


def reader(lexicon: Lexicon | None = None) -> Reader:
    """Who reads: this version, with the rules and word lists it has."""
    return Reader(version=__version__, rules=(lexicon or load_lexicon()).digest)
