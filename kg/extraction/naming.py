"""Organisations that no rule shows: names whose surroundings are those of bodies.

A logistic regression says of each name that nothing has typed how likely it is a body's. Its weights stand in
`data/lexicon/naming.csv`; `learning/naming.py` learned them from the gold for development and learning, and
docs/decisions/0027 tells why.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.document import Annotation, Document, Label, Span
from kg.lexicon import Lexicon
from kg.reading.namings import Namings
from kg.weighing import likelihood

LIKELY = 0.5  # from which a name is a body's
WITHIN = (Label.NAME, Label.PLACE, Label.GROUP)  # what a name may have been taken for in part
FIELD = re.compile(r" (?:of|for)(?: the)? $")  # between a title and the name that was taken for its field


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with the names that are likely bodies'."""
    if not lexicon.naming:
        return document
    found: list[Span] = []
    for naming in Namings(document, lexicon).untyped():
        if likelihood(naming.says, lexicon.naming) >= LIKELY:
            for span in naming.spans:
                if not _overlapped(span, found):
                    bisect.insort(found, span)
    if not found:
        return document
    kept = [a for a in document.annotations if not _overlapped(a.span, found) or a.label not in (*WITHIN, Label.ROLE)]
    titles = [a for a in document.labelled(Label.ROLE) if _overlapped(a.span, found)]
    document = replace(document, annotations=tuple(kept), parsed={})
    document = document.with_annotations(title for a in titles for title in _before(document, a, found))
    return document.with_annotations(
        Annotation(label=Label.ORGANIZATION, span=span, parts=(("core", span),)) for span in found
    )


def _before(document: Document, title: Annotation, names: Sequence[Span]) -> Iterator[Annotation]:
    """What of a title stands before a name: "coordinator for Rights Watch Kolm", and not for rights."""
    first = _overlapped(title.span, names)[0]
    words = FIELD.sub("", document.report.text[title.span.start : max(first.start, title.span.start)])
    if words and words[-1] != " ":
        yield replace(title, span=Span(title.span.start, title.span.start + len(words)))


def _overlapped(span: Span, others: Sequence[Span]) -> Sequence[Span]:
    """Those of some stretches, sorted and apart from one another, that share a character with one."""
    first = bisect.bisect_right(others, span.start, key=lambda other: other.end)
    return others[first : bisect.bisect_left(others, span.end, key=lambda other: other.start)]
