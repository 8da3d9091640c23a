"""Words, and sentences as strings of one-letter codes over which the rules of `kg.extraction` are written.

A rule is a regular expression over codes, so that it says what it reads: `N,R` is a name, a comma and a role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.document import Annotation, Document, Label, Span
from kg.lexicon import Lexicon

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|['’]s\b|\w+(?:[-‑]\w+|['’](?!s\b)\w+)*|[^\w\s]")
_PARTICLE_NAME = re.compile(r"[a-z]{1,4}[-‑]['’ʿʾ]?[^\W\d_a-z]")
_MODIFIERS = "ʿʾ‘’'`"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a punctuation mark. `initial` is true where a capital letter says nothing about it."""

    span: Span
    text: str
    initial: bool

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """Whether it is written as names are: with a capital, or a particle and a capital ("al-Sada")."""
        bare = self.text.lstrip(_MODIFIERS)
        return bare[:1].isupper() or _PARTICLE_NAME.match(bare) is not None

    @property
    def acronym(self) -> bool:
        """Whether it is written in capitals only."""
        letters = self.text.replace("-", "").replace("‑", "")
        return len(letters) > 1 and letters.isalpha() and letters.isupper()


def words(text: str, span: Span) -> list[Word]:
    """The words and marks of a stretch of text."""
    found: list[Word] = []
    for match in _WORD.finditer(text, span.start, span.end):
        position = match.start()
        while position > span.start and text[position - 1].isspace():
            position -= 1
        initial = position == span.start or text[position - 1] in '.!?:;"“„«»…'
        found.append(Word(Span(*match.span()), match[0], initial))
    return found


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
        return next((i for i, c in enumerate(self.chunks) if c.span.end > offset), len(self.chunks))


class _Free:
    """The characters of a sentence that no chunk has taken yet."""

    def __init__(self, sentence: Span) -> None:
        self.sentence = sentence
        self.taken = bytearray(len(sentence))

    def take(self, span: Span) -> bool:
        """Take a stretch if all of it is free; a quotation may begin before the sentence or end after it."""
        start = max(span.start - self.sentence.start, 0)
        end = min(span.end, self.sentence.end) - self.sentence.start
        if any(self.taken[start:end]):
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
    quoted = () if inside else document.quoted_in(sentence)
    free = _Free(sentence)
    chosen = [Chunk("Q", q.span) for q in quoted if free.take(q.span)]
    annotations = [a for a in document.labelled(*labels, within=sentence) if a.label in CODES]
    order = {label: rank for rank, label in enumerate(CODES)}
    for annotation in sorted(annotations, key=lambda a: (-len(a.span), order[a.label], a.span)):
        if free.take(annotation.span):
            chosen.append(Chunk(CODES[annotation.label], annotation.span, annotation))
    for word in words(document.report.text, sentence):
        if free.take(word.span):
            chosen.append(Chunk(_word_code(word, lexicon), word.span))
    ordered = tuple(sorted(chosen, key=lambda chunk: chunk.span))
    return Clause(ordered, "".join(chunk.code for chunk in ordered))


def _word_code(word: Word, lexicon: Lexicon) -> str:
    if word.lower in WORD_CODES:
        return WORD_CODES[word.lower]
    if word.lower.rstrip(".") in lexicon.words["title"]:
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
    r"(?: (?:front of|the|downtown|central|nearby))*(?: \w+ of(?: the)?)?\s*\(?$",
    re.IGNORECASE,
)


def location_of(document: Document, clause: Clause, index: int) -> bool:
    """Whether a chunk is a place that a preposition of place governs, alone or in a list."""
    if clause.codes[index] != "L":
        return False
    start = clause.chunks[index].span.start
    if _LOCATIVE.search(document.report.text[max(0, start - 40) : start]):
        incident = clause.codes[index + 1 : index + 2] == "V"
        return not incident
    listed = re.search(r"L[,n]{1,2}$", clause.codes[:index])
    return listed is not None and location_of(document, clause, listed.start())
