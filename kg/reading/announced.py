"""What stands before words between marks and says that they are a slogan, a chant or the text on a banner.

The words before are read as a string of one-letter codes, from their last one back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.document import Document, Label, Span, Word
from kg.lexicon import Lexicon
from kg.reading.numbers import sort_of
from kg.reading.segment import MASK

FAR = 30  # words before the marks that are looked at
NEAR = 250  # characters before "another read" in which a banner must stand
SHORT = 6  # words; what a crowd answers is longer only with an exclamation mark

CODES = {
    "surface": "s", "reading": "r", "saying": "q", "words": "w", "inscription": "i", "painted": "p", "marked": "k",
    "wrote": "e", "slogan": "S", "slogans": "Z", "title": "N", "chant": "C", "cry": "y", "shouts": "Y", "shout": "v",
    "answer": "u", "met": "m", "shown": "d", "holder": "h", "under": "U", "of": "f", "place": "o", "like": "l",
    "others": "O", "manner": "j", "article": "a", "which": "t", "was": "b", "off": "z", "ground": "X", "saying so": "Q",
}  # fmt: skip
"""The letter of each sort of word in the table of expressions; any other word is "x", words in marks are ";"."""
MARKS = {",": ",", ":": ":", ";": ";", "–": ",", "—": ",", "(": ",", ")": ","}

_TAIL = r"j{0,2}(?:o[axXj]{1,3})?(?:a{0,2}x?[wiSZ])?[lt,:]{0,3}$"
_HELD = r"s(?:,?[dofphkxU][^;:srqQv]{0,8}?)?,?"  # a surface, and how it is held
_HEAD = "(?<![hoU])(?<![hoU].)(?<![hoU]..)(?<![hoU]...)"  # it is not what somebody holds
_WITH = r"(?:[hU]?a{0,2}x?w|h)?"
_PATTERNS = (
    ("Slogan", "slogan-under", r"Ua{1,2}x?sf?$"),
    ("BannerText", "slogan-banner", rf"{_HELD}t{{0,2}}r{_TAIL}"),
    ("BannerText", "slogan-banner", rf"{_HELD}(?:t[axwS]{{0,2}}q|Q){_TAIL}"),
    ("BannerText", "slogan-banner", rf"{_HEAD}s(?:,?[dofpk][^;:srqQvh]{{0,8}}?)?,?q(?:{_TAIL}|a?x{{1,2}}[,:]$)"),
    ("BannerText", "slogan-banner", r"sl{0,3}:$|sl{1,3},?$|las(?:o[axj]{1,3})?b[,:]?$"),
    ("BannerText", "slogan-capitals", r"s[^;:]{1,9}:$"),
    ("BannerText", "slogan-inscription", r"i[bjl,:]{0,3}$|ra{0,2}x?w[l,:]{0,2}$"),
    ("BannerText", "slogan-inscription", r"[spkeX][^;:qQvC]{0,10}[hUrof]a{0,2}x{0,2}[wSZ][lbj,:]{0,3}$"),
    ("BannerText", "slogan-painted", rf"p(?:x{{0,2}}h?a{{0,2}}x?w|(?:o[axXs]{{1,4}}|a{{0,2}}x?[sX])?{_WITH})[,:]?$"),
    ("BannerText", "slogan-painted", rf"s[^;:qQvC]{{0,8}}k(?:o[axXs]{{1,4}})?{_WITH}[,:]?$"),
    ("BannerText", "slogan-painted", r"e[oh][axjd]{0,3}[sX][axw]{0,3}[,:]?$|s[^;:qQvC]{0,6}e(?:ox{1,2})?[,:]?$"),
    ("BannerText", "slogan-painted", r"ot,?[axbjO]{0,4}[epk](?:h?a?w)?[,:]?$|ot,?x?bj?(?:a?w)?[,:]?$"),
    ("BannerText", "slogan-painted", r"[pe]o[axXsjo]{1,7}[,]?b{1,2}a{0,2}x?[wSZ][,:]?$"),
    ("BannerText", "slogan-other", rf"O[jofts]{{0,4}}[rqQ]{_TAIL}"),
    ("Chant", "slogan-chant", r"[Cv][^;]{0,3}S[^;rqQv]{0,3}$|Z[^;rqQv]{0,7}$"),
    ("Slogan", "slogan-under", r"[hUo]a{0,2}x{0,3}[SN][^;rqQv]{0,7}$|S(?:fa?x)?b[^;rqQv]{0,3}$"),
    ("Chant", "slogan-chant", r"S[l,:]{0,3}$|C[^;rqQ]{0,8}$"),
    ("Chant", "slogan-chant", r"[yY](?:f|l{1,2}|,?b{1,2})[axjl]{0,2}[,:]?$"),
    ("Chant", "slogan-shouted", r"v[jo]{0,3}[lt,:]{0,3}$|Yj{0,3}[t,:]{0,2}$"),
    ("Chant", "slogan-answered", r"u[jo]{0,3}[lt,:]{0,2}$|[mu][^;:rqQv]{0,6}[ho][axj]{0,2}(?:[yY]f|Zf|Cf?)?[,:]?$"),
)
PATTERNS = tuple((form, rule, re.compile(pattern)) for form, rule, pattern in _PATTERNS)
"""The form and the rule of each construction; the first that fits counts."""
_GOVERNED = re.compile(r"\b(?:with|behind|near|of|for|to|at|against|around|beside|before|by|from|in front of) $")
_ONE_OF = re.compile(
    r"\b(?:one|another|neither|either|none) of (?:(?:the|these|those|its|their) )?(?:\w+ ){0,2}$", re.IGNORECASE
)
SINGLES = frozenset("he she man woman boy girl one somebody someone another father mother i".split())
THEY = frozenset(
    "they those crowd crowds who people procession march rally demonstration throng mourners audience".split()
)


@dataclass(frozen=True, slots=True)
class Sign:
    """What says that words are a slogan: its form, the words that say so, the rule."""

    form: str
    cue: Span
    rule: str


class Announcer:
    """Reads the words before marks; `written` is where the last text on a banner ends."""

    def __init__(self, document: Document, lexicon: Lexicon, told: str) -> None:
        self.document, self.lexicon, self.told = document, lexicon, told
        self.written = -NEAR

    def before(self, start: int, content: Span) -> Sign | None:
        """The words that announce a slogan, if they stand last before its marks."""
        if start >= content.start:
            return None
        words = self.document.words_in(Span(start, content.start))[-FAR:]
        while words and words[-1].text in "\"'“”‘’«»„":
            words = words[:-1]
        codes = self._codes(words)
        for form, rule, pattern in PATTERNS:
            found = pattern.search(codes)
            if found is None:
                continue
            last = words[-1] if words[-1].text not in MARKS or len(words) - 1 == found.start() else words[-2]
            cue = Span(words[found.start()].span.start, last.span.end)
            if self._fits(rule, words, found.start(), codes, content):
                return Sign(form, cue, rule)
        return None

    def _codes(self, words: Sequence[Word]) -> str:
        codes = []
        for word in words:
            sort = self.lexicon.expressions.get(word.lower)
            if self.told[word.span.start] == MASK:
                codes.append(";")
            elif sort is not None:
                codes.append(CODES["saying so" if sort == "saying" and word.lower.endswith("ing") else sort])
            else:
                codes.append(MARKS.get(word.text, "x"))
        return "".join(codes)

    def _fits(self, rule: str, words: Sequence[Word], first: int, codes: str, content: Span) -> bool:
        """What a rule asks of the words farther off, and of the slogan itself."""
        if rule == "slogan-other":
            before = self.told[max(0, words[first].span.start - NEAR) : words[first].span.start].lower()
            near = any(self.lexicon.expressions.get(w) == "surface" for w in re.findall(r"[\w-]+", before))
            said = codes[first:].find("q") > 0 and words[first].span.start - self.written > 60
            return near and not said
        if rule == "slogan-capitals":
            text = self.document.text(content)
            return text.isupper() and " " in text
        if rule in ("slogan-inscription", "slogan-under"):
            return "z" not in codes[max(0, first - 4) :]
        if rule == "slogan-shouted":
            return self._by_crowd(words[first].span.start)
        if rule == "slogan-answered":
            text = self.document.text(content).rstrip()
            called = text.endswith("!") or (codes[-2:].find("u") >= 0 and text.count(" ") < SHORT)
            return called and self._by_crowd(words[first].span.start)
        return True

    def _by_crowd(self, offset: int) -> bool:
        """Whether several people, not one, are the subject of a verb."""
        sentence = self.document.sentence_at(offset)
        if sentence is None or sentence.start >= offset:
            return False
        within = Span(max(sentence.start, offset - NEAR), offset)
        persons = [a.span for a in self.document.labelled(Label.PERSON, within=within)]
        acting = [
            span
            for span in persons
            if _GOVERNED.search(self.told, max(within.start, span.start - 20), span.start) is None
        ]
        for word in reversed(self.document.words_in(within)[-FAR:]):
            if word.lower in SINGLES or any(person.covers(word.span) for person in acting):
                return False
            if word.lower in THEY or sort_of(self.lexicon, word) == "people":
                return _ONE_OF.search(self.told, within.start, word.span.start) is None
        return False
