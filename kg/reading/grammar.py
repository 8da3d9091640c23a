"""Words, and sentences as strings of one-letter codes over which the rules of `kg.extraction` are written.

A rule is a regular expression over codes, so that it says what it reads: `N,R` is a name, a comma and a role.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.document import Annotation, Document, Label, Span, Word
from kg.lexicon import Lexicon


class Chunk(NamedTuple):
    """A word, or several that an annotation holds together, with its code."""

    code: str
    span: Span
    annotation: Annotation | None = None
    word: str = ""  # in lower case, if it is one word that nothing holds together with others


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
    known = (sentence.start, sentence.end, id(labels), inside)
    if known not in document.parsed:  # with the labels, so that their identity stays theirs
        document.parsed[known] = labels, _parse(document, sentence, lexicon, labels, inside=inside)
    parsed: Clause = document.parsed[known][1]
    return parsed


def _parse(document: Document, sentence: Span, lexicon: Lexicon, labels: Sequence[Label], *, inside: bool) -> Clause:
    chosen: list[Chunk] = []
    starts: list[int] = []
    for chunk in _candidates(document, sentence, labels, inside=inside):
        place = bisect.bisect_left(starts, chunk.span.start)
        before, after = chosen[place - 1 : place], chosen[place : place + 1]
        if not any(other.span.overlaps(chunk.span) for other in (*before, *after)):
            chosen.insert(place, chunk)
            starts.insert(place, chunk.span.start)
    return _with_words(document, sentence, chosen, _words_of(document, lexicon))


def _candidates(document: Document, sentence: Span, labels: Sequence[Label], *, inside: bool) -> Iterator[Chunk]:
    """What may hold several words together: quotations first, then the longest annotation."""
    if not inside:
        yield from (Chunk("Q", region.span) for region in document.quoted_in(sentence))
    annotations = [a for a in document.labelled(*labels, within=sentence) if a.label in CODES]
    for a in sorted(annotations, key=lambda a: (a.span.start - a.span.end, _RANKS[a.label], a.span.start)):
        yield Chunk(CODES[a.label], a.span, a)


class _Words(NamedTuple):
    """The words of a document as chunks, and their codes; there a full stop is ".", so that it is found."""

    chunks: list[Chunk]
    codes: str


def _words_of(document: Document, lexicon: Lexicon) -> _Words:
    key = ("chunks", lexicon.digest)
    if key not in document.made:
        titles = lexicon.words["title"]
        chunks = [Chunk(_word_code(word, titles), word.span, word=word.lower) for word in document.words]
        codes = ["." if word.text == "." else chunk.code for word, chunk in zip(document.words, chunks, strict=True)]
        document.made[key] = _Words(chunks, "".join(codes))
    words: _Words = document.made[key]
    return words


_SHORTENED = re.compile(r"(?<=[RT])\.+")
"""The full stop of "Lt." and "Rev."."""


def _with_words(document: Document, sentence: Span, chosen: Sequence[Chunk], words: _Words) -> Clause:
    """The chosen chunks with the words between them, in order; a full stop after a title is left out."""
    start, end = document.word_from(sentence.start), document.word_until(sentence.end)
    chunks: list[Chunk] = []
    codes = ""
    for chunk in chosen:
        last = max(start, document.word_until(chunk.span.start))
        chunks += words.chunks[start:last]
        chunks.append(chunk)
        codes += words.codes[start:last] + chunk.code
        start = max(last, document.word_from(chunk.span.end))
    chunks += words.chunks[start:end]
    codes += words.codes[start:end]
    for stop in reversed(list(_SHORTENED.finditer(codes))):
        first, last = stop.span()
        if words.chunks[end - 1] is chunks[last - 1]:
            last -= 1  # it ends the sentence as well
        del chunks[first:last]
        codes = codes[:first] + codes[last:]
    return Clause(tuple(chunks), codes.replace(".", "x"))


def _word_code(word: Word, titles: frozenset[str]) -> str:
    code = WORD_CODES.get(word.lower)
    if code is not None:
        return code
    if word.lower.rstrip(".") in titles:
        return "T"
    return "w" if word.text[0].isalnum() else "x"


SPOTS = frozenset({"square", "street", "facility", "building"})
"""Kinds of places that are houses, or lie in a town."""


def clauses(
    document: Document, lexicon: Lexicon, labels: Sequence[Label] = tuple(CODES)
) -> Iterator[tuple[Span, Clause]]:
    """Every sentence with its codes."""
    for sentence in document.sentences:
        yield sentence, clause(document, sentence, lexicon, labels)


_SMALL = (
    r"(?:of|to|with|for|and|or|but|from|against|between|by|about|over|who|whom|whose|that|which|as|than|on|in|at|near"
    r"|where|when|while|after|before|since|until|into|across|through|was|were|is|are|had|has|have|been|will|would|than"
    r"|said|told|outside|inside|along|around|towards?|opposite|behind|beside|within|amid|like|not|also)"
)
"""Words that no phrase goes on over, from its preposition to its place."""
_PART = (
    r"(?:city|town|village|cities|towns|villages|centre|center|middle|outskirts|suburb|district|heart|capital|area"
    r"|square|port|harbou?r|hub|hubs|region|province|state|municipality|commune|suburbs|districts|provinces|regions"
    r"|governorates?|states|county|counties|cantons?|departments?|prefectures?|neighbou?rhoods?|quarters?|communes"
    r"|municipalities|islands|areas|stronghold|streets|island|resort|campus|steps|gates?|grounds|entrances?|foot|lawns?"
    r"|courtyard|forecourt|corner|edge|rear|doors?|premises|compound|lobby|foyer|stairs|front|banks?|quays?|shores?"
    r"|pavement|sidewalk|roof|top|sides?|site|back|corridors|atrium|perimeter|walls?|railings|fence|vicinity"
    r"|terrace|length|base|plinth|wards?|townships?|boroughs?|hills?|roads?|car park|parking lot"
    r"|grandstand|stands?|hall|canteen|playground|shadow)"
)
"""The part of a place at which people stand."""
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|outside|inside|along|alongside|down|up|through|throughout|across|via|to|from|into|onto|towards?"
    r"|opposite|on|before|around|round|past|behind|beside|beneath|under|atop|within|(?:next|close) to|in front of)"
    rf"(?: (?!{_SMALL}\b)(?-i:[a-z])[\w-]*(?:['’]s?)?){{0,3}}"
    rf"(?:(?: [\w'’-]+){{0,2}} {_PART} (?:of|to)(?: the)?)?"
    r"(?:(?: (?-i:[A-Z])[\w’'-]+){1,2} (?:capital|city|town|village|port|suburb))?\s*\(?$"
    r"|\b[Ii]n the (?:far |deep |very )?(?:(?:north|south|east|west)(?:-?(?:east|west))?|heart|interior) of (?:the )?$"
    r"|\b(?:road|roads|highway|motorway|route|street|bridge|traffic|line|border|crossing|link) between (?:the )?$",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|beside) the $")
"""Before a house or a street: where it was; before a town, who did it."""


def location_of(document: Document, clause: Clause, index: int) -> bool:
    """Whether a chunk is a place that a preposition of place governs, alone or in a list."""
    if clause.codes[index] != "L":
        return False
    if clause.codes[:index].endswith(("L'", "O'", "N'")):  # "in X's Green Square", "at the Navy's Camp X"
        return location_of(document, clause, index - 2) or _governed(document, clause, index - 2)
    listed = re.search(r"(?:L(?:\(L\))?[,n]{1,2}){0,50}$", clause.codes[max(0, index - 150) : index])
    first = index - (0 if listed is None else len(listed[0]))
    governed = _governed(document, clause, index) or _governed(document, clause, first)
    following = clause.chunks[index + 1] if clause.codes[index + 1 : index + 2] == "V" else None
    named = (
        following is not None and following.annotation is not None and following.annotation.value.split()[1] == "noun"
    )
    incident = named and _governed(document, clause, index)
    return governed and not incident


def _governed(document: Document, clause: Clause, index: int) -> bool:
    start, known = clause.chunks[index].span.start, clause.chunks[index].annotation
    spot = known is not None and known.value in SPOTS
    key = ("governed", start, spot)
    if key not in document.parsed:
        before = document.report.text[max(0, start - 60) : start]
        document.parsed[key] = _LOCATIVE.search(before) is not None or (spot and _BY.search(before) is not None)
    governed: bool = document.parsed[key]
    return governed
