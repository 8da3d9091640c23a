"""Bulletins: entries that each begin with a place, and a day, of their own ("7 February, Jaffna.", "SEOUL – …")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.document import Document, Span
from kg.facts import Extraction
from kg.reading.grammar import Clause
from kg.reading.hometown import Place
from kg.reading.segment import STAMP

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


def datelined(extraction: Extraction) -> dict[Span, Place]:
    """The first sentences of paragraphs before which a dateline stands, and its town: of two towns or more, or none."""
    document = extraction.document
    firsts: dict[Span, Span] = {}
    for sentence in document.sentences:
        paragraph = document.paragraph_at(sentence.start)
        if paragraph is not None and paragraph not in firsts:
            firsts[paragraph] = sentence
    found = {
        first: town
        for paragraph, first in firsts.items()
        if first.start > paragraph.start and (town := _town_in(extraction, Span(paragraph.start, first.start)))
    }
    return found if len({town.key for town, _ in found.values()}) > 1 else {}


def _town_in(extraction: Extraction, words: Span) -> Place | None:
    """The first town that a dateline names."""
    towns = [entity for entity in extraction.entities_in(words) if entity.settlement]
    named = [(entity, mention) for entity in towns for mention in entity.mentions if words.covers(mention)]
    return min(named, key=lambda place: place[1], default=None)


def stamps(document: Document) -> list[int]:
    """Where the entries of a live blog begin; of another report nowhere."""
    return [stretch.start for stretch in document.boilerplate if STAMP.fullmatch(document.text(stretch)) is not None]


def entry(document: Document, head: Span) -> Span:
    """The paragraph that a head opens; the next one, if it is a line of its own."""
    own = document.paragraph_at(head.start)
    if own is not None and own.end > head.end:
        return own
    following = next((p for p in document.paragraphs if p.start >= head.end), None)
    return head if following is None else following
