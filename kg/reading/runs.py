"""Runs of capitalised words: what of a sentence can be part of a name.

Capital letters alone type nothing (measured F1 about 60 on news); the modules of `kg.extraction` look for what
does: a head noun, a preposition, a list, an acronym.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.document import Annotation, Document, Label, Span, Word
from kg.lexicon import Lexicon

ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVE = frozenset({"'", "’", "'s", "’s"})
VENUE = frozenset("in at within outside near inside into behind opposite around towards toward from to through".split())
SIDES = frozenset(
    "gate gates steps front entrance entrances doors door roof grounds car wards corridors yard lobby courtyard "
    "railings forecourt foyer compound perimeter walls doorstep stairs staircase parking premises vicinity foot".split()
)
SPOTS = frozenset("outside opposite behind past beside".split())  # where a house stands, not what it does
AWAY = frozenset({"out", "outside"})  # "out of X Hospital"
SAYING = frozenset("said says told tells added adds asked recalled explained insisted warned replied wrote".split())
POLICE_DID = frozenset(
    "said says say told confirmed put estimated counted reported declined announced denied arrested detained spoke "
    "gave made did have has had refused would were are later also could warned stated tweeted issued charged".split()
)
NO_TOWN_OF_POLICE = frozenset(
    "riot anti-riot armed military traffic local regional federal state city national municipal provincial district "
    "metropolitan plainclothes plain-clothes undercover mounted uniformed border transport railway special elite "
    "later earlier meanwhile yesterday tonight today nearby why how secret judicial civil civilian village village's "
    "community security township intelligence officers religious morality motorcycle helmeted masked heavy".split()
)  # before "police said" at the start of a sentence
LONGEST = 25  # words of a name at most, so that time stays linear
SHORTENED = frozenset({"st", "ste", "sta", "sto", "mt", "ft"})
_TAIL = re.compile(
    r".+[-‑](?:based|born|area|bound|led|run|style|backed|linked|aged|speaking|controlled|held|wide|trained|old|owned|made|era|vested|clad|haired|bearded|faced|eyed|masked|uniformed)"
)
_PRICE = re.compile(r"(?:[NKP]\d{3,}|(?:Sh|Kshs?|KSh|Tsh|Ush|Rs|GH|NGN|USD|KES|GHS|ZAR|PKR)\d+)[\d,.]*")  # "N617"
TYPED = (Label.ORGANIZATION, Label.PLACE, Label.GROUP, Label.NAME, Label.ROLE)
MOST_PARTICLES = 3


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence, and which of them can be part of a name: what no annotation changes."""

    words: tuple[Word, ...]
    lowers: tuple[str, ...]
    starts: tuple[int, ...]  # where the words begin in the text
    named: tuple[bool, ...]
    names: tuple[int, ...]  # the numbers of the words that are named
    titled: bool  # a headline with a capital on every word: capitals say nothing there


@dataclass
class Names:
    """The words of a sentence, which of them can be part of a name, and which an annotation has taken."""

    sentence: Sentence
    lexicon: Lexicon
    doc_lower: frozenset[str]
    doc_names: frozenset[str]
    taken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.words = self.sentence.words
        self.titled = self.sentence.titled
        self._lowers = self.sentence.lowers
        self._count = len(self.words)
        self._free = bytearray(self.sentence.named)
        self._runs: dict[int, int] = {}

    def word(self, i: int) -> str:
        """The i-th word in lower case, empty outside the sentence."""
        return self._lowers[i] if 0 <= i < self._count else ""

    def name(self, i: int) -> bool:
        """Whether the i-th word can be part of a name."""
        return 0 <= i < self._count and self.sentence.named[i]

    def free(self, i: int) -> bool:
        """Whether the i-th word is a name word that nothing has taken."""
        return 0 <= i < self._count and self._free[i] == 1

    def saint(self, i: int) -> bool:
        """Whether the i-th word is the full stop of "St. Mary": the name goes on before it."""
        return self.word(i) == "." and self.word(i - 1) in SHORTENED and self.free(i - 1) and self.free(i + 1)

    def run(self, i: int) -> int:
        """The end of the run of name words from i, particles inside included; i itself if there is none."""
        if not (0 <= i < self._count and self._free[i]):
            return i
        end = self._runs.get(i)
        if end is None:
            end = self._runs[i] = self._run(i)
        return end

    def _run(self, i: int) -> int:
        end = i + 1
        while end - i < LONGEST and (self.free(end) or self._inside(end) or self._initial(end)):
            end += 1
        following = self.word(end)
        return end + 1 if following.isdigit() and len(following) < 3 and self.word(end + 1) != "%" else end

    def runs(self) -> Iterator[tuple[int, int]]:
        """The free runs of name words, each with its end; what is taken meanwhile is left out."""
        for i in self.sentence.names:
            if self.begins(i):
                yield i, self.run(i)

    def _inside(self, i: int) -> bool:
        """Whether a word that is no name joins two that are: a particle, "Save Our Unit", "St. Mark"."""
        if i >= self._count:
            return False
        particles = self.lexicon.words["particle"]
        word = self._lowers[i]
        if word in particles and self.word(i + 1) in particles:  # "van der"
            return self._inside(i + 1)
        inside = word in particles or (word == "." and self.word(i - 1) in SHORTENED)
        if inside or self.titled:
            return inside and self.free(i + 1)
        if word == "the" and self.word(i - 1) in self.lexicon.words["rallying"]:
            return self.free(i + 1) and self.words[i + 1].lower in self.lexicon.english  # "Reclaim the Night"
        closing = word in self.lexicon.words["closing"]
        if not closing and word not in self.lexicon.words["inside"]:
            return False
        if not self.words[i].text.istitle() or self.words[i].initial or i in self.taken:
            return False
        return closing or (self.free(i + 1) and self.name(i - 1))

    def _initial(self, i: int) -> bool:
        """Whether the i-th word is the full stop of an initial, or the name after it: "P. Suresh"."""
        stop = i if self.word(i) == "." else i - 1
        if self.word(stop) != "." or len(self.word(stop - 1)) != 1:
            return False
        return stop + 1 < self._count and self.words[stop + 1].capital and stop + 1 not in self.taken

    def region(self, i: int) -> int:
        """Like `run`, also over "North and East Syria"."""
        directions = self.lexicon.words["direction"]
        end = i
        while self.word(end) in directions and self.word(end + 1) == "and" and self.word(end + 2) in directions:
            end += 2
        return self.run(end) if end == i or self.free(end) else i

    def motto(self, i: int, stop: int) -> bool:
        """Whether a name is of common words that are nobody's and no town's: "People Before Profit"."""
        words = self._lowers[i:stop]
        if len(words) < 2 or self.titled or self.words[i].acronym or self.lexicon.office(words[-1]):
            return False
        table = self.lexicon.words
        if words[0] in table["rallying"] or (words[0] in table["opening"] and words[1] in table["rallying"]):
            return not self.lexicon.landscape(words[-1]) or len(words) > 2  # "Just Stop Fracking"
        small = table["inside"]
        if not self.lexicon.plain(word for word in words if word not in self.lexicon.groups and word not in small):
            return False
        joined = words[-1] in table["closing"] or any(word in table["inside"] for word in words[1:-1])
        return any(map(self.lexicon.cause, words)) and (joined or not any(map(self.lexicon.landscape, words)))

    def acronym_before(self, i: int) -> bool:
        """Whether the word before the i-th is written in capitals only."""
        return 0 < i <= self._count and self.words[i - 1].acronym

    def begins(self, i: int) -> bool:
        """Whether a run of free name words begins at i: none stands before it."""
        return self.free(i) and self.run(i - 1) <= i

    def before(self, i: int) -> int:
        """The number of the last word before i that is no article."""
        return i - 2 if self.word(i - 1) in ARTICLES else i - 1

    def venue(self, left: int) -> bool:
        """Whether a house named from `left` on is where something happens: "outside X Hospital", "the gates of X".

        A nurse at a hospital belongs to it.
        """
        i = self.before(left)
        if self.word(i) in POSSESSIVE and self.free(i - 1):
            i = self.before(next(j for j in range(i - 1, -2, -1) if not self.free(j - 1)))  # "outside Lima's X Church"
        if self.word(i) in ("passing", "passed", "occupied", "entered", "stormed", "reached", "left"):
            return True
        if self.word(i) in SPOTS or (self.word(i) == "of" and self.word(i - 1) in AWAY):
            return True
        if self.word(i) == "of":
            return self.word(i - 1) in SIDES or self.lexicon.groups.get(self.word(i - 1)) == "population"
        if self.word(i) in ("to", "from"):
            return any(self.word(j) in self.lexicon.words["travel"] for j in range(max(0, i - 4), i))
        return self.word(i) in VENUE and (
            self.word(i) not in ("in", "at") or self.word(i - 1) not in self.lexicon.words["staff"]
        )

    def heads_body(self, i: int) -> bool:
        """Whether the i-th word is the noun of a body: with a capital, or where it may be small."""
        head = self.lexicon.heads.get(self.word(i))
        return head is not None and (self.words[i].capital or head["lower"] == "yes")

    def span(self, start: int, end: int) -> Span:
        """The text of words start to end."""
        return Span(self.words[start].span.start, self.words[end - 1].span.end)

    def texts(self, start: int, end: int) -> list[str]:
        """The words start to end as written."""
        return [word.text for word in self.words[start:end]]

    def lowers(self, start: int, end: int) -> tuple[str, ...]:
        """The words start to end in small letters."""
        return self._lowers[start:end]

    def take(self, start: int, end: int) -> None:
        """Mark words as taken."""
        self.taken.update(range(start, end))
        self._free[start:end] = bytes(len(self._free[start:end]))
        self._runs.clear()

    def adjectives(self, start: int, stop: int) -> bool:
        """Whether all words from start to stop are adjectives of nation."""
        return all(self.word(j) in self.lexicon.adjectives for j in range(start, stop))


def names_of(document: Document, lexicon: Lexicon) -> list[Names]:
    """The names of each sentence, less what the document's annotations have taken."""
    key = ("names", lexicon.digest)
    if key not in document.made:
        document.made[key] = _sentences(document, lexicon)
    sentences, lower, names = document.made[key]
    found = []
    for span, sentence in zip(document.sentences, sentences, strict=True):
        free = Names(sentence, lexicon, lower, names)
        _take(free, document.labelled(*TYPED, within=span))
        found.append(free)
    return found


def _take(free: Names, annotations: Iterable[Annotation]) -> None:
    """Mark the words of the annotations as taken."""
    starts = free.sentence.starts
    for annotation in annotations:
        first = bisect.bisect_left(starts, annotation.span.start)
        last = bisect.bisect_left(starts, annotation.span.end, first)
        while last > first and free.words[last - 1].span.end > annotation.span.end:
            last -= 1
        free.take(first, last)


def _sentences(document: Document, lexicon: Lexicon) -> tuple[list[Sentence], frozenset[str], frozenset[str]]:
    """The sentences; the words that the report writes small, and those that it writes as names."""
    lower = frozenset(w.text for w in document.words if not w.capital and w.text.islower())
    first = document.headline if document.headline and _title_case(document.words_in(document.headline)) else None
    body = document.words if first is None else [w for w in document.words if not first.covers(w.span)]
    names = frozenset(w.text for w in body if w.capital and not w.initial) | _opening(body, lexicon, lower)
    return [_sentence(document, span, lexicon, lower, names) for span in document.sentences], lower, names


def _opening(words: Sequence[Word], lexicon: Lexicon, lower: frozenset[str]) -> frozenset[str]:
    """The words that begin a sentence with a name of several words: "Ma Ji-hwan"."""
    found = set()
    for first, second in itertools.pairwise(words):
        if first.initial and first.capital and second.capital and not second.initial and not second.acronym:
            word = first.lower
            common = word in lexicon.words["never"] or word in lexicon.words["initial"] or word in lexicon.groups
            known = word in lexicon.heads or word in lexicon.places or lexicon.role(word) is not None
            if not (common or known or word in lower or word in lexicon.words["impersonal"] or word.endswith("s")):
                found.add(first.text)
    return frozenset(found)


def _sentence(
    document: Document, span: Span, lexicon: Lexicon, lower: frozenset[str], names: frozenset[str]
) -> Sentence:
    words = document.words_in(span)
    titled = span == document.headline and _title_case(words)
    lowers = tuple(word.lower for word in words)
    named = _named(words, lowers, lexicon, lower, names, titled=titled)
    numbers = tuple(i for i, name in enumerate(named) if name)
    return Sentence(words, lowers, tuple(word.span.start for word in words), named, numbers, titled)


def _named(
    words: tuple[Word, ...],
    lowers: tuple[str, ...],
    lexicon: Lexicon,
    lower: frozenset[str],
    names: frozenset[str],
    *,
    titled: bool,
) -> tuple[bool, ...]:
    """Which words can be part of a name; from the last to the first, since a first word is judged by the next."""
    never = lexicon.words["never"]
    named = [False] * len(words)
    for i in range(len(words) - 1, -1, -1):
        word = words[i]
        if not word.capital or _contracted(word.lower, never):
            continue
        if titled and not {word.text, word.text.capitalize()} & names:
            continue
        if word.lower in never and not _opens(i, words, lowers, named, lexicon):
            continue
        if _PRICE.fullmatch(word.text) or (len(word.text) < 5 and _thousands(words, i)):
            continue
        hyphen = "-" in word.text or "‑" in word.text
        if hyphen and _TAIL.fullmatch(word.lower):
            continue
        named[i] = not word.initial or word.acronym or _initial_name(i, words, lowers, named, lexicon, lower, names)
    return tuple(named)


def _opens(i: int, words: tuple[Word, ...], lowers: tuple[str, ...], named: list[bool], lexicon: Lexicon) -> bool:
    """ "One Nation", "Just Stop Mining": a small word with a capital that only the name of a body or a thing opens."""
    if words[i].initial or words[i].acronym or lowers[i] not in lexicon.words["opening"]:
        return False
    return i + 1 < len(words) and named[i + 1] and lowers[i + 1] in lexicon.english


def _contracted(word: str, never: frozenset[str]) -> bool:
    """ "We're", "I’ve"."""
    first, mark, rest = word.replace("’", "'").partition("'")
    return mark != "" and first in never and rest in ("re", "ve", "ll", "m", "d")


def _thousands(words: tuple[Word, ...], i: int) -> bool:
    """ "N1,100": a price with its thousands, and no road."""
    if not words[i].text[1:].isdigit() or i + 2 >= len(words) or words[i + 1].text != ",":
        return False
    touching = words[i].span.end == words[i + 1].span.start and words[i + 1].span.end == words[i + 2].span.start
    return touching and len(words[i + 2].text) == 3 and words[i + 2].text.isdigit()


def _initial_name(
    i: int,
    words: tuple[Word, ...],
    lowers: tuple[str, ...],
    named: list[bool],
    lexicon: Lexicon,
    lower: frozenset[str],
    names: frozenset[str],
) -> bool:
    """A capital at the start of a sentence counts only where the report writes the word as a name elsewhere."""
    word, following = words[i], lowers[i + 1] if i + 1 < len(words) else ""
    if following in lexicon.words["inside"] and words[i + 1].text.istitle() and i + 2 < len(words) and named[i + 2]:
        return True  # "People Before Profit"
    if _stands_for(i, words, lowers, lexicon):
        return True
    if word.lower in lower or word.lower in lexicon.words["initial"] or word.lower in lexicon.words["trait"]:
        return following in lexicon.heads or following == "'"
    if word.lower in SAYING and ":" in lowers:
        return False  # "Said Ana Paz: …"
    if following == "police" and i + 2 < len(words) and lowers[i + 2] in POLICE_DID:
        return not word.lower.endswith("ly") and word.lower not in NO_TOWN_OF_POLICE
    after = i + 1
    while after < min(i + MOST_PARTICLES, len(words)) and lowers[after] in lexicon.words["particle"]:
        after += 1
    followed = (after < len(words) and named[after]) or following in POSSESSIVE
    if word.lower not in lexicon.english and _holder_after(i, words, lowers, lexicon):
        return True  # "Fejuve president NAME"
    member = i + 1 < len(words) and words[i + 1].text.islower() and _office(following, lexicon)
    party = member and word.lower not in lexicon.heads  # "Greens co-leader NAME"
    body = word.lower in lexicon.aliases and (party or word.lower not in lexicon.english)
    return body or word.text in names or followed or _double(word.text, lexicon) or _apposed(i, lowers, lexicon)


def _stands_for(i: int, words: tuple[Word, ...], lowers: tuple[str, ...], lexicon: Lexicon) -> bool:
    """ "Students for Peace", "Mothers against Violence": people, and what they stand for."""
    if lowers[i + 1 : i + 2] not in (("for",), ("against",)) or i + 2 >= len(words) or not words[i + 2].capital:
        return False
    people = lowers[i] in lexicon.words["plural"] or lexicon.groups.get(lowers[i]) == "crowd"
    return people and (lowers[i + 2] in lexicon.countries or lexicon.cause(lowers[i + 2]))


def _office(word: str, lexicon: Lexicon) -> bool:
    """Whether a title may begin with a word."""
    return word in lexicon.words["rank"] or lexicon.role(word.rpartition("-")[2]) is not None


def _holder_after(i: int, words: tuple[Word, ...], lowers: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether an office in small letters follows, and a name after it."""
    for stop in (i + 2, i + 3):
        if stop < len(words) and words[stop].capital and words[i + 1].text.islower():
            return " ".join(lowers[i + 1 : stop]) in lexicon.words["body office"] | lexicon.words["any office"]
    return False


def _apposed(i: int, lowers: tuple[str, ...], lexicon: Lexicon) -> bool:
    """ "Geeta, a resident of …": no word of English, and somebody after it; "Rose, 16, said": an age."""
    age = re.match(r"(?:, (\d\d) ,|\( (\d\d) \)) \w", " ".join(lowers[i + 1 : i + 5]))
    if age is not None:
        return True
    if lowers[i] in lexicon.english or lowers[i + 1 : i + 2] != (",",):
        return False
    if len(lowers) > i + 3 and lowers[i + 2].isdigit() and lowers[i + 3] == ",":
        return True  # "Mai, 16, told …"
    told = lowers[i + 3 : i + 7] if lowers[i + 2 : i + 3] and lowers[i + 2] in ("a", "an", "one", "another") else ()
    until = next((k for k, word in enumerate(told) if not word[:1].isalpha()), len(told))
    return any(word in lexicon.words["human"] or lexicon.role(word) is not None for word in told[:until])


def _double(word: str, lexicon: Lexicon) -> bool:
    """Whether a word with a hyphen is a name: "Al-Masri", "Jean-Luc"; not "Thirty-four"."""
    first, *others = re.split("[-‑]", word)
    particle = first.lower() in lexicon.words["particle"]
    return bool(others) and (particle or all(part[:1].isupper() for part in others))


def _title_case(words: tuple[Word, ...]) -> bool:
    """Whether nearly every longer word of a headline has a capital."""
    longer = [word for word in words if len(word.text) > 3 and word.text[0].isalpha()]
    return len(longer) > 3 and sum(not word.capital for word in longer) <= len(longer) // 5
