"""Bulletins: entries that each begin with a place, and a day, of their own ("7 February, Jaffna.", "Sri Lanka.")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.document import Document, Span
from kg.reading.grammar import Clause

_HEAD = re.compile(r"(?:D,)?L(?:,L)*(?:,D)?[x:]")
_LINE = re.compile(r"D,L(?:,L)*[x:]?|L(?:,L)*,D[x:]?")
"""A line of its own; without a day it is a cross-head."""


def heads(document: Document, told: Iterable[tuple[Span, Clause]]) -> frozenset[Span]:
    """The sentences that are only a place, and a day, before what is told of them: two or more, or none."""
    found = []
    for sentence, clause in told:
        paragraph = document.paragraph_at(sentence.start)
        if paragraph is None or paragraph.start != sentence.start:
            continue
        if (_LINE if paragraph == sentence else _HEAD).fullmatch(clause.codes) is not None:
            found.append(sentence)
    return frozenset(found if len(found) > 1 else ())


def entry(document: Document, head: Span) -> Span:
    """The paragraph that a head opens; the next one, if it is a line of its own."""
    own = document.paragraph_at(head.start)
    if own is not None and own.end > head.end:
        return own
    following = next((p for p in document.paragraphs if p.start >= head.end), None)
    return head if following is None else following
