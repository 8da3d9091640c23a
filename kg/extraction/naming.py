"""Organisations that no rule shows: names whose surroundings are those of bodies.

A logistic regression says of each name that nothing has typed how likely it is a body's. Its weights stand in
`data/lexicon/naming.csv`; `benchmarks/naming.py` learned them from the gold for development and learning, and
docs/decisions/0027 tells why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.document import Annotation, Document, Label, Span
from kg.lexicon import Lexicon
from kg.reading.namings import Namings
from kg.weighing import likelihood

LIKELY = 0.5  # from which a name is a body's
WITHIN = (Label.NAME, Label.PLACE, Label.GROUP, Label.ROLE)  # what a name may have been taken for in part


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with the names that are likely bodies'."""
    if not lexicon.naming:
        return document
    found: list[Span] = []
    for naming in Namings(document, lexicon).untyped():
        if likelihood(naming.says, lexicon.naming) >= LIKELY:
            found += [span for span in naming.spans if not _overlaps(span, found)]
    if not found:
        return document
    kept = (a for a in document.annotations if a.label not in WITHIN or not _overlaps(a.span, found))
    document = replace(document, annotations=tuple(kept), parsed={})
    return document.with_annotations(
        Annotation(label=Label.ORGANIZATION, span=span, parts=(("core", span),)) for span in found
    )


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)
