"""The text side: a report exactly as stored, its parts, and the labels put on stretches of it.

Offsets are Unicode code points into the stored text, half-open, as in the
Web Annotation text position selector (https://www.w3.org/TR/annotation-model/#text-position-selector).
"""

from __future__ import annotations

import bisect
import datetime
import enum
import functools
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from kg.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text, `text[start:end]`; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"not a span: [{self.start}:{self.end}]")

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, kw_only=True)
class Report:
    """A news report as it was stored, and what is known about it. `None` means unknown."""

    id: str
    text: str
    publisher: str | None = None
    url: str | None = None
    published: datetime.date | None = None
    language: str | None = None

    @functools.cached_property
    def sha256(self) -> str:
        """The hash of the UTF-8 text, by which a copy can be recognised."""
        return hashlib.sha256(self.text.encode()).hexdigest()


_PARTICLE_NAME = re.compile(r"[a-z]{1,4}[-‑]['’ʿʾ]?[^\W\d_a-z]")
_MODIFIERS = "ʿʾ‘’'`"
WORDS_KEPT = 20_000
"""Different words of which is kept how they are written, for all reports: most words of a report are of these."""


def _capitals_only(word: str) -> bool:
    letters = word.replace("-", "").replace("‑", "")
    return len(letters) > 1 and letters.isalpha() and letters.isupper()


class Word(NamedTuple):
    """A word or a punctuation mark. `initial` is true where a capital letter says nothing about it."""

    span: Span
    text: str
    initial: bool
    lower: str  # in lower case
    capital: bool  # written as names are: with a capital, or a particle and a capital ("al-Sada")
    acronym: bool  # written in capitals only

    @classmethod
    def of(cls, span: Span, text: str, *, initial: bool) -> Word:
        """The word of a stretch of text."""
        return cls(span, text, initial, *_written(text))


@functools.lru_cache(maxsize=WORDS_KEPT)
def _written(text: str) -> tuple[str, bool, bool]:
    """A word in lower case, whether it is written as names are, and whether in capitals only."""
    bare = text if text[0] not in _MODIFIERS else text.lstrip(_MODIFIERS)
    hyphen = "-" in bare or "‑" in bare
    capital = bare[:1].isupper() or (hyphen and _PARTICLE_NAME.match(bare) is not None)
    return text.lower(), capital, capital and _capitals_only(text)


class Label(enum.StrEnum):
    """What an annotation says a stretch of text is."""

    NAME = "name"  # a run of capitalised words that nothing has typed yet
    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    GROUP = "group"
    ROLE = "role"
    TIME = "time"
    QUANTITY = "quantity"
    CUE = "cue"
    TRIGGER = "trigger"
    SCENE = "scene"  # a sentence; its value is the key of the event the sentence tells of


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A label on a span. `value` is what the lexicon or the rule knows of it; `parts` names sub-spans."""

    label: Label
    span: Span
    value: str = ""
    parts: tuple[tuple[str, Span], ...] = ()

    def part(self, name: str) -> Span | None:
        """The sub-span of that name, if the annotation has one."""
        return next((span for key, span in self.parts if key == name), None)


class Closure(enum.StrEnum):
    """How a quotation region ends."""

    CLOSED = "closed"
    UNCLOSED = "unclosed"  # no closing mark: it ends with its paragraph
    CONTINUED = "continued"  # it goes on in the next paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedRegion:
    """A stretch between quotation marks. `span` includes the marks, `content` does not.

    Of a conversation it is what stands behind the name of who speaks, the `label`, and has no marks.
    """

    span: Span
    content: Span
    closure: Closure
    label: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """A report with its structure: all spans point into `report.text`, nothing is cut from it."""

    report: Report
    headline: Span | None
    paragraphs: tuple[Span, ...]  # of the body, in order; neither headline nor boilerplate
    sentences: tuple[Span, ...]  # of headline and body, in order
    boilerplate: tuple[Span, ...]
    quoted: tuple[QuotedRegion, ...]
    words: tuple[Word, ...] = field(default=(), repr=False)  # of the sentences, in order
    annotations: tuple[Annotation, ...] = field(default=(), repr=False)
    parsed: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)
    """What `kg.reading.grammar` made of these annotations, so that it is made once."""
    made: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)
    """What was made of the words alone: it stays when annotations are added."""

    def text(self, span: Span) -> str:
        """The words of the span."""
        if span.end > len(self.report.text):
            raise SpanError(f"{self.report.id}: [{span.start}:{span.end}] ends after {len(self.report.text)}, the end")
        return self.report.text[span.start : span.end]

    def with_annotations(self, annotations: Iterable[Annotation]) -> Document:
        """The same document with more annotations, kept in reading order."""
        known, starts = list(self.annotations), list(self._starts)
        words_alone = True
        for annotation in annotations:
            place = _place(known, starts, annotation)
            if place is not None:
                known.insert(place, annotation)
                starts.insert(place, annotation.span.start)
                words_alone = words_alone and annotation.label is Label.SCENE  # a scene changes no words
        if len(known) == len(self.annotations):
            return self
        return replace(self, annotations=tuple(known), parsed=self.parsed if words_alone else {})

    @functools.cached_property
    def _starts(self) -> list[int]:
        return [annotation.span.start for annotation in self.annotations]

    def labelled(self, *labels: Label, within: Span | None = None) -> Iterator[Annotation]:
        """The annotations with one of these labels, in reading order."""
        if labels not in self._by_labels:
            chosen = [annotation for annotation in self.annotations if annotation.label in labels]
            self._by_labels[labels] = [annotation.span.start for annotation in chosen], chosen
        starts, known = self._by_labels[labels]
        if within is None:
            return iter(known)
        first, last = bisect.bisect_left(starts, within.start), bisect.bisect_left(starts, within.end)
        return iter([annotation for annotation in known[first:last] if annotation.span.end <= within.end])

    @functools.cached_property
    def _by_labels(self) -> dict[tuple[Label, ...], tuple[list[int], list[Annotation]]]:
        """The annotations by what was asked for, and where they begin."""
        return {}

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence around an offset."""
        index = bisect.bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1
        return self.sentences[index] if index >= 0 and offset < self.sentences[index].end else None

    def paragraph_at(self, offset: int) -> Span | None:
        """The body paragraph around an offset."""
        index = bisect.bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.start) - 1
        return self.paragraphs[index] if index >= 0 and offset < self.paragraphs[index].end else None

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """The words that lie wholly inside a span."""
        return self.words[self.word_from(span.start) : self.word_until(span.end)]

    def word_from(self, offset: int) -> int:
        """The number of the first word that begins at an offset or after it."""
        return bisect.bisect_left(self._word_bounds[0], offset)

    def word_until(self, offset: int) -> int:
        """How many words end at an offset or before it."""
        return bisect.bisect_right(self._word_bounds[1], offset)

    @functools.cached_property
    def _word_bounds(self) -> tuple[list[int], list[int]]:
        """Where the words begin, and where they end."""
        if "bounds" not in self.made:
            self.made["bounds"] = [word.span.start for word in self.words], [word.span.end for word in self.words]
        bounds: tuple[list[int], list[int]] = self.made["bounds"]
        return bounds

    def quoted_in(self, span: Span) -> tuple[QuotedRegion, ...]:
        """The quotation regions that share a character with a span."""
        first = bisect.bisect_right(self.quoted, span.start, key=lambda region: region.span.end)
        last = bisect.bisect_left(self.quoted, span.end, key=lambda region: region.span.start)
        return self.quoted[first:last]

    def quoted_at(self, offset: int) -> QuotedRegion | None:
        """The quotation region around an offset."""
        return next(iter(self.quoted_in(Span(offset, offset + 1))), None)


def _place(known: list[Annotation], starts: list[int], annotation: Annotation) -> int | None:
    """Where an annotation belongs among those known, which are sorted; `None` if it is one of them."""
    place = bisect.bisect_left(starts, annotation.span.start)
    order = _order(annotation)
    while place < len(known) and starts[place] == annotation.span.start:
        other = _order(known[place])
        if other == order and known[place] == annotation:
            return None
        if other > order:
            break
        place += 1
    return place


def _order(annotation: Annotation) -> tuple[int, int, str, str]:
    return annotation.span.start, annotation.span.end, annotation.label, annotation.value
