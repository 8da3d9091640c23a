"""Runs of capitalised words: what of a sentence can be part of a name.

Capital letters alone type nothing (measured F1 about 60 on news); the modules of `kg.extraction` look for what
does: a head noun, a preposition, a list, an acronym.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field

from kg.document import Document, Label, Span, Word
from kg.lexicon import Lexicon

ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVE = frozenset({"'", "’", "'s", "’s"})
TYPED = (Label.ORGANIZATION, Label.PLACE, Label.GROUP, Label.NAME)


@dataclass
class Names:
    """The words of a sentence, which of them can be part of a name, and which an annotation has taken."""

    words: tuple[Word, ...]
    lexicon: Lexicon
    doc_lower: frozenset[str]
    doc_names: frozenset[str]
    taken: set[int] = field(default_factory=set)

    def word(self, i: int) -> str:
        """The i-th word in lower case, empty outside the sentence."""
        return self.words[i].lower if 0 <= i < len(self.words) else ""

    def name(self, i: int) -> bool:
        """Whether the i-th word can be part of a name."""
        if not 0 <= i < len(self.words):
            return False
        word = self.words[i]
        if not word.capital or word.lower in self.lexicon.words["never"]:
            return False
        if word.initial and not word.acronym:
            return self._initial_name(i)
        return True

    def _initial_name(self, i: int) -> bool:
        """A capital at the start of a sentence counts only where the report writes the word as a name elsewhere."""
        word = self.words[i]
        if word.lower in self.doc_lower or word.lower in self.lexicon.words["initial"]:
            return self.word(i + 1) in self.lexicon.heads or self.word(i + 1) == "'"
        followed = i + 1 < len(self.words) and (self.name(i + 1) or self.word(i + 1) in POSSESSIVE)
        return word.text in self.doc_names or followed or "-" in word.text or "‑" in word.text

    def free(self, i: int) -> bool:
        """Whether the i-th word is a name word that nothing has taken."""
        return i not in self.taken and self.name(i)

    def run(self, i: int) -> int:
        """The end of the run of name words from i, particles inside included; i itself if there is none."""
        end = i
        while self.free(end) or (end > i and self.word(end) in self.lexicon.words["particle"] and self.free(end + 1)):
            end += 1
        numbered = end > i and self.word(end).isdigit() and len(self.word(end)) < 3 and self.word(end + 1) != "%"
        return end + 1 if numbered else end

    def region(self, i: int) -> int:
        """Like `run`, also over "North and East Syria"."""
        directions = self.lexicon.words["direction"]
        end = i
        while self.word(end) in directions and self.word(end + 1) == "and" and self.word(end + 2) in directions:
            end += 2
        return self.run(end) if end == i or self.free(end) else i

    def span(self, start: int, end: int) -> Span:
        """The text of words start to end."""
        return Span(self.words[start].span.start, self.words[end - 1].span.end)

    def take(self, start: int, end: int) -> None:
        """Mark words as taken."""
        self.taken.update(range(start, end))

    def adjectives(self, start: int, stop: int) -> bool:
        """Whether all words from start to stop are adjectives of nation."""
        return all(self.word(j) in self.lexicon.adjectives for j in range(start, stop))


def names_of(document: Document, lexicon: Lexicon) -> list[Names]:
    """The names of each sentence, less what the document's annotations have taken."""
    lower = frozenset(w.text for w in document.words if not w.capital and w.text.islower())
    names = frozenset(w.text for w in document.words if w.capital and not w.initial)
    return [_names(document, sentence, lexicon, lower, names) for sentence in document.sentences]


def _names(document: Document, sentence: Span, lexicon: Lexicon, lower: frozenset[str], names: frozenset[str]) -> Names:
    found = Names(document.words_in(sentence), lexicon, lower, names)
    starts = [word.span.start for word in found.words]
    for annotation in document.labelled(*TYPED, within=sentence):
        first = bisect.bisect_left(starts, annotation.span.start)
        last = bisect.bisect_left(starts, annotation.span.end)
        while last > first and found.words[last - 1].span.end > annotation.span.end:
            last -= 1
        found.take(first, last)
    return found
