"""Bulletins: paragraphs that each begin with a place, and a day, of their own ("7 February, Jaffna.", "Sri Lanka.")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.document import Document, Span
from kg.reading.grammar import Clause

_HEAD = re.compile(r"(?:D,)?L(?:,L)*(?:,D)?[x:]")


def heads(document: Document, told: Iterable[tuple[Span, Clause]]) -> frozenset[Span]:
    """The sentences that are only a place, and a day, each before the rest of its paragraph: two or more, or none."""
    found = []
    for sentence, clause in told:
        paragraph = document.paragraph_at(sentence.start)
        opens = paragraph is not None and paragraph.start == sentence.start and paragraph.end > sentence.end
        if opens and _HEAD.fullmatch(clause.codes) is not None:
            found.append(sentence)
    return frozenset(found if len(found) > 1 else ())
