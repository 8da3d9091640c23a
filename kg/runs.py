"""Runs of capitalised words: what of a sentence can be part of a name.

Capital letters alone type nothing (measured F1 about 60 on news); the modules of `kg.extraction` look for what
does: a head noun, a preposition, a list, an acronym.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.document import Document, Label, Span, Word
from kg.lexicon import Lexicon

ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVE = frozenset({"'", "’", "'s", "’s"})
VENUE = frozenset("in at outside near inside into behind opposite around towards toward from to through".split())
SIDES = frozenset("gate gates steps front entrance doors door roof grounds car wards corridors yard lobby".split())
SAYING = frozenset("said says told tells added adds asked recalled explained insisted warned replied wrote".split())
LONGEST = 25  # words of a name at most, so that time stays linear
SHORTENED = frozenset({"st", "ste", "mt", "ft"})
INSIDE = frozenset(
    "our for not against and on to of the all no with without it us we you your my up out".split()
)  # "Justice For Peace"
CLOSING = frozenset("now first together tomorrow".split())  # "Climate Justice Now"
_TAIL = re.compile(
    r".+[-‑](?:based|born|area|bound|led|run|style|backed|linked|aged|speaking|controlled|held|wide|trained|old|owned|made|era)"
)
TYPED = (Label.ORGANIZATION, Label.PLACE, Label.GROUP, Label.NAME, Label.ROLE)
MOST_PARTICLES = 3


@dataclass
class Names:
    """The words of a sentence, which of them can be part of a name, and which an annotation has taken."""

    words: tuple[Word, ...]
    lexicon: Lexicon
    doc_lower: frozenset[str]
    doc_names: frozenset[str]
    titled: bool = False  # a headline with a capital on every word: capitals say nothing there
    taken: set[int] = field(default_factory=set)

    def word(self, i: int) -> str:
        """The i-th word in lower case, empty outside the sentence."""
        return self.words[i].lower if 0 <= i < len(self.words) else ""

    def name(self, i: int) -> bool:
        """Whether the i-th word can be part of a name."""
        if not 0 <= i < len(self.words):
            return False
        word = self.words[i]
        if not word.capital or word.lower in self.lexicon.words["never"] or _TAIL.fullmatch(word.lower):
            return False
        if self.titled and word.text not in self.doc_names:
            return False
        if word.initial and not word.acronym:
            return self._initial_name(i)
        return True

    def _initial_name(self, i: int) -> bool:
        """A capital at the start of a sentence counts only where the report writes the word as a name elsewhere."""
        word = self.words[i]
        if word.lower in self.doc_lower or word.lower in self.lexicon.words["initial"]:
            return self.word(i + 1) in self.lexicon.heads or self.word(i + 1) == "'"
        after = i + 1
        while after < i + MOST_PARTICLES and self.word(after) in self.lexicon.words["particle"]:
            after += 1
        followed = i + 1 < len(self.words) and (self.name(after) or self.word(i + 1) in POSSESSIVE)
        return word.text in self.doc_names or followed or "-" in word.text or "‑" in word.text

    def free(self, i: int) -> bool:
        """Whether the i-th word is a name word that nothing has taken."""
        return i not in self.taken and self.name(i)

    def run(self, i: int) -> int:
        """The end of the run of name words from i, particles inside included; i itself if there is none."""
        end = i
        while end - i < LONGEST and (self.free(end) or (end > i and (self._inside(end) or self._initial(end)))):
            end += 1
        numbered = end > i and self.word(end).isdigit() and len(self.word(end)) < 3 and self.word(end + 1) != "%"
        return end + 1 if numbered else end

    def _inside(self, i: int) -> bool:
        """Whether a word that is no name joins two that are: a particle, "Save Our Unit", "St. Mark"."""
        particles = self.lexicon.words["particle"]
        if self.word(i) in particles and self.word(i + 1) in particles:  # "van der"
            return self._inside(i + 1)
        inside = self.word(i) in particles or (self.word(i) == "." and self.word(i - 1) in SHORTENED)
        if inside or i >= len(self.words) or self.titled:
            return inside and self.free(i + 1)
        written = self.words[i].text.istitle() and not self.words[i].initial and i not in self.taken
        closes = self.word(i) in CLOSING and written
        return closes or (written and self.word(i) in INSIDE and self.free(i + 1) and self.name(i - 1))

    def _initial(self, i: int) -> bool:
        """Whether the i-th word is the full stop of an initial, or the name after it: "P. Suresh"."""
        stop = i if self.word(i) == "." else i - 1
        following = stop + 1 < len(self.words) and self.words[stop + 1].capital and stop + 1 not in self.taken
        return self.word(stop) == "." and len(self.word(stop - 1)) == 1 and following

    def region(self, i: int) -> int:
        """Like `run`, also over "North and East Syria"."""
        directions = self.lexicon.words["direction"]
        end = i
        while self.word(end) in directions and self.word(end + 1) == "and" and self.word(end + 2) in directions:
            end += 2
        return self.run(end) if end == i or self.free(end) else i

    def begins(self, i: int) -> bool:
        """Whether a run of free name words begins at i: none stands before it."""
        return self.free(i) and not (i > 0 and self.run(i - 1) > i)

    def before(self, i: int) -> int:
        """The number of the last word before i that is no article."""
        return i - 2 if self.word(i - 1) in ARTICLES else i - 1

    def venue(self, left: int) -> bool:
        """Whether a house named from `left` on is where something happens: "outside X Hospital", "the gates of X".

        A nurse at a hospital belongs to it.
        """
        i = self.before(left)
        if self.word(i) in ("passing", "passed", "occupied", "entered", "stormed", "reached", "left"):
            return True
        if self.word(i) == "of":
            return self.word(i - 1) in SIDES or self.lexicon.groups.get(self.word(i - 1)) == "population"
        if self.word(i) in ("to", "from"):
            return any(self.word(j) in self.lexicon.words["travel"] for j in range(max(0, i - 4), i))
        return self.word(i) in VENUE and self.word(i - 1) not in self.lexicon.words["staff"]

    def span(self, start: int, end: int) -> Span:
        """The text of words start to end."""
        return Span(self.words[start].span.start, self.words[end - 1].span.end)

    def texts(self, start: int, end: int) -> list[str]:
        """The words start to end as written."""
        return [word.text for word in self.words[start:end]]

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


def people_of(sentences: Iterable[Names]) -> frozenset[str]:
    """Name words that a title, a role, an age or a verb of speech beside them shows to be of somebody."""
    return frozenset(word for s in sentences for start, stop in _people(s) for word in s.texts(start, stop))


def _people(s: Names) -> Iterator[tuple[int, int]]:
    i = 0
    while i < len(s.words):
        stop = s.run(i)
        if stop > i and (_called(s, i) or _aged(s, stop) or _speaks(s, i, stop)):
            roles = [j for j in range(i, stop - 1) if s.lexicon.role(s.word(j)) is not None]
            yield roles[-1] + 1 if roles else i, stop
        i = max(stop, i + 1)


def _speaks(s: Names, i: int, stop: int) -> bool:
    """Whether several words before a verb of saying are a name; "in X Ana Paz said" begins with a town."""
    return (
        stop > i + 1
        and s.word(stop) in SAYING
        and s.word(s.before(i)) not in VENUE
        and s.word(i - 1) not in ("of", "for")
    )


def _called(s: Names, i: int) -> bool:
    """Whether a title or a role stands before a name, or begins it."""
    words = (s.word(i - 1).rstrip("."), s.word(i - 1) if s.words[i].initial else "", s.word(i).rstrip("."))
    return any(w in s.lexicon.words["title"] or w in s.lexicon.roles for w in words if w)


def _aged(s: Names, stop: int) -> bool:
    age = s.word(stop + 1)
    return s.word(stop) == "," and s.word(stop + 2) == "," and age.isdigit() and len(age) == 2


def _names(document: Document, sentence: Span, lexicon: Lexicon, lower: frozenset[str], names: frozenset[str]) -> Names:
    words = document.words_in(sentence)
    found = Names(words, lexicon, lower, names, titled=sentence == document.headline and _title_case(words))
    starts = [word.span.start for word in found.words]
    for annotation in document.labelled(*TYPED, within=sentence):
        first = bisect.bisect_left(starts, annotation.span.start)
        last = bisect.bisect_left(starts, annotation.span.end)
        while last > first and found.words[last - 1].span.end > annotation.span.end:
            last -= 1
        found.take(first, last)
    return found


def _title_case(words: tuple[Word, ...]) -> bool:
    """Whether nearly every longer word of a headline has a capital."""
    longer = [word for word in words if len(word.text) > 3 and word.text[0].isalpha()]
    return len(longer) > 3 and sum(not word.capital for word in longer) <= len(longer) // 5
