"""Words, and sentences as strings of one-letter codes over which the rules of `kg.extraction` are written.

A rule is a regular expression over codes, so that it says what it reads: `N,R` is a name, a comma and a role.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.document import Annotation, Document, Label, Span, Word
from kg.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Chunk:
    """A word, or several that an annotation holds together, with its code."""

    code: str
    span: Span
    annotation: Annotation | None = None


CODES: dict[Label, str] = {
    Label.PERSON: "P",
    Label.NAME: "N",
    Label.ORGANIZATION: "O",
    Label.PLACE: "L",
    Label.GROUP: "G",
    Label.ROLE: "R",
    Label.CUE: "S",
    Label.TRIGGER: "V",
    Label.TIME: "D",
    Label.QUANTITY: "#",
}
"""An annotated stretch is one chunk; where annotations overlap, the longest wins, then the first named here."""

_RANKS = {label: rank for rank, label in enumerate(CODES)}

WORD_CODES: dict[str, str] = {
    "of": "o", "in": "i", "at": "i", "from": "i", "for": "f", "to": "t", "and": "n", "by": "b",
    ",": ",", ":": ":", ";": ";", "(": "(", ")": ")", "'": "'", "’": "'", "'s": "'", "’s": "'",
    "the": "d", "a": "d", "an": "d", "its": "d", "their": "d", "his": "d", "her": "d", "this": "d", "these": "d",
    "that": "h", "he": "p", "she": "p", "they": "p", "who": "r", "which": "r",
}  # fmt: skip
"""Small words and marks; every other word is "w", a mark "x"; "T" is a title, "Q" a quotation."""


@dataclass(frozen=True)
class Clause:
    """A sentence as chunks; `codes` has one letter for each."""

    chunks: tuple[Chunk, ...]
    codes: str

    def span(self, start: int, end: int) -> Span:
        """The stretch of text from chunk `start` up to, not including, chunk `end`."""
        return Span(self.chunks[start].span.start, self.chunks[end - 1].span.end)

    def group(self, match: re.Match[str], name: str | int) -> Sequence[Chunk]:
        """The chunks of a group of a match; empty if the group took no part."""
        start, end = match.span(name)
        return () if start < 0 else self.chunks[start:end]

    def index_at(self, offset: int) -> int:
        """The number of the chunk at an offset, or of the next one."""
        return bisect.bisect_right(self.chunks, offset, key=lambda chunk: chunk.span.end)


class _Free:
    """The characters of a sentence that no chunk has taken yet."""

    def __init__(self, sentence: Span) -> None:
        self.sentence = sentence
        self.taken = bytearray(len(sentence))

    def take(self, span: Span) -> bool:
        """Take a stretch if all of it is free; a quotation may begin before the sentence or end after it."""
        start = max(span.start - self.sentence.start, 0)
        end = min(span.end, self.sentence.end) - self.sentence.start
        if self.taken.find(1, start, end) >= 0:
            return False
        self.taken[start:end] = b"\x01" * (end - start)
        return True


def clause(
    document: Document,
    sentence: Span,
    lexicon: Lexicon,
    labels: Sequence[Label] = tuple(CODES),
    *,
    inside: bool = False,
) -> Clause:
    """A sentence in codes, using the annotations with these labels.

    A quotation is one chunk, unless the sentence is read as words `inside` one.
    """
    known = (sentence, labels, inside)
    if known not in document.parsed:
        document.parsed[known] = _parse(document, sentence, lexicon, labels, inside=inside)
    parsed: Clause = document.parsed[known]
    return parsed


def _parse(document: Document, sentence: Span, lexicon: Lexicon, labels: Sequence[Label], *, inside: bool) -> Clause:
    quoted = () if inside else document.quoted_in(sentence)
    free = _Free(sentence)
    chosen = [Chunk("Q", q.span) for q in quoted if free.take(q.span)]
    annotations = [a for a in document.labelled(*labels, within=sentence) if a.label in CODES]
    longest = sorted(annotations, key=lambda a: (a.span.start - a.span.end, _RANKS[a.label], a.span.start))
    chosen += [Chunk(CODES[a.label], a.span, a) for a in longest if free.take(a.span)]
    titles = lexicon.words["title"]
    chosen += [Chunk(_word_code(w, titles), w.span) for w in document.words_in(sentence) if free.take(w.span)]
    ordered = tuple(sorted(chosen, key=lambda chunk: chunk.span.start))
    return Clause(ordered, "".join(chunk.code for chunk in ordered))


def _word_code(word: Word, titles: frozenset[str]) -> str:
    code = WORD_CODES.get(word.lower)
    if code is not None:
        return code
    if word.lower.rstrip(".") in titles:
        return "T"
    return "w" if word.text[0].isalnum() else "x"


def clauses(
    document: Document, lexicon: Lexicon, labels: Sequence[Label] = tuple(CODES)
) -> Iterator[tuple[Span, Clause]]:
    """Every sentence with its codes."""
    for sentence in document.sentences:
        yield sentence, clause(document, sentence, lexicon, labels)


_LOCATIVE = re.compile(
    r"\b(?:in|at|near|outside|inside|along|through|across|to|from|into|towards?|opposite|on|before|around)"
    r"(?: (?:front of|the|downtown|central|nearby))*(?:(?: [\w'’-]+){0,2} (?:city|town|village|cities|towns"
    r"|villages|centre|center|middle"
    r"|outskirts|suburb|district|heart|capital|area|square) of(?: the)?)?\s*\(?$",
    re.IGNORECASE,
)


def location_of(document: Document, clause: Clause, index: int) -> bool:
    """Whether a chunk is a place that a preposition of place governs, alone or in a list."""
    if clause.codes[index] != "L":
        return False
    listed = re.search(r"(?:L[,n]{1,2}){0,50}$", clause.codes[max(0, index - 150) : index])
    first = index - (0 if listed is None else len(listed[0]))
    governed = _governed(document, clause, index) or _governed(document, clause, first)
    incident = clause.codes[index + 1 : index + 2] == "V" and _governed(document, clause, index)
    return governed and not incident


def _governed(document: Document, clause: Clause, index: int) -> bool:
    start = clause.chunks[index].span.start
    return _LOCATIVE.search(document.report.text[max(0, start - 60) : start]) is not None
