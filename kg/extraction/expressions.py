"""Slogans, chants and texts on banners, with or without marks around them."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from kg.document import Document, Label, Span
from kg.facts import Expression, ExpressionForm, Extraction
from kg.lexicon import Lexicon
from kg.numbers import sort_of
from kg.segment import MASK, narrative

VARIANT = 0.8  # share of equal words, in order, above which two slogans are one in another wording
NEAR = 250  # characters before "another read" in which a banner must stand
_BANNER = (
    r"(?:banners?|placards?|signs?|posters?|t-?shirts?|stickers?|flags?|sheets?"
    r"|cardboards?|vests?|badges?|leaflets?|walls?"
    r"|flyers?|graffiti|billboards?|murals?)"
)
_OTHER = r"(?!with\b|holding\b|carrying\b|behind\b|under\b|near\b|in\b|waving\b|beside\b|who\b|of\b)"
BANNER = re.compile(rf"\b{_BANNER}\b", re.IGNORECASE)
SINGLE = re.compile(r"(?<![\w'’])['‘](?=\S)((?:[^'’‘\n\ufffc]|['’](?=\w)){2,160})['’](?!\w)")
DOUBLE = re.compile(r"[\"“„«]([^\"“”„«»\n\ufffc]{2,160})[\"”»“]")
JOINS = re.compile(
    r"[)\]\s,;/]*(?:\([^()]{1,90}\)|\[[^\[\]]{1,90}\])?[\s,;]*(?:and|or|as well as|along with|followed by)?"
    r"(?: also| another| then| others)?(?: in [A-Z]\w+)?[\s,:]*(?:in [A-Z]\w+,? and )?[(\[]?",
)
DIRECT = re.compile(r"[\s,:;–—-]*(?:that |was |were |such as |like |including |in [A-Z]\w+[,:]? |: ?|as follows: ?)?")
LISTED = re.compile(r"\s*:\s*|(?: such as| like| including| among them)[:,]?\s+")
OTHERS = re.compile(r"(?:one|another|others|some|a second|a third|the other|several|most|many|a few)\b", re.IGNORECASE)
SHOUTED = re.compile(
    r"(?:shout|yell)(?:ing|ed)?(?: (?:out|in unison|together|again and again))*|sang|singing|cried"
    r"|cries|crying",
    re.IGNORECASE,
)
ENDED = re.compile(r"\b(?:conclud|end|clos|began|open|finish|start|sign)\w*(?: \w+){0,4} $", re.IGNORECASE)
SOMEBODY = frozenset("he she man woman boy girl one somebody someone another father mother".split())
THEY = frozenset("they crowd crowds who people procession march rally demonstration throng".split())

_VERBS = r"(?:chant(?:ed|s)?|(?:were|was|are|began|started) chanting|went on chanting|chanting)"
_CRIED = r"(?:shout(?:ed|s)?|yell(?:ed|s)?|s[au]ng|cried|(?:were|are) (?:shouting|singing|yelling))"
_NP = r"(?:[\w'’-]+ ){0,7}?"
SAID = re.compile(r"\b(?:said|says|told|tells|added|asked|explained|recalled|according)\b", re.IGNORECASE)
NAMED = re.compile(r"\b(?:he|she|who|[A-Z]\w+) (?:said|told|added)\b|\bsaid (?:[A-Z]|an? \w+,? (?:who|as))")
CHANTED = re.compile(
    rf"[\s,–—-]*(?:{_NP}(?:[\w'’-]+) {_VERBS}\b|{_VERBS}\b(?! he\b| she\b)|(?:was|were|is|are|came"
    rf"|could be|can be|being)"
    r"(?: also| again| repeatedly)? (?:chanted|heard|shouted|sung|a chant|the chant|the cry"
    r"|the refrain)\b|(?:rang out|echoed|resounded"
    r"|reverberated|rose from|rose up|went up|filled the (?:air|streets?|square))\b|(?:went|ran"
    r"|was|came|goes|is) (?:the|one|their|another|a) (?:[\w-]+ )?"
    r"(?:chant|cry|refrain|slogan|call|shout|rallying cry)\b|(?:slogans?|chants?)\b)",
    re.IGNORECASE,
)
CRIED = re.compile(
    rf"[\s,–—-]*(?:(?P<before>{_NP}[\w'’-]+) {_CRIED}\b(?! back| at\b)|{_CRIED} (?P<after>(?:the "
    rf"|some |a few |several |many |hundreds of |thousands of )?"
    r"(?:[\w'’-]+ ){0,2}?[\w'’-]+)\b)",
    re.IGNORECASE,
)
SHOWN = re.compile(
    rf"[\s,–—-]*(?:(?:read|said|says|reads|proclaimed|declared|ran|announced|warned|demanded"
    rf"|pleaded|insisted|bore)(?: on)? (?:one|an?|another|the|several|some"
    rf"|their|his|her|many|two|most|others|large|hand-\w+"
    rf"|home-made)\b (?:{_OTHER}[\w'’-]+ ){{0,4}}?{_BANNER}\b|read (?:one|another|others|a second|a third"
    rf"|some|several"
    rf"|many|most)\b(?! of the (?:women|men|protesters))|(?:an?|one|the|another|their|some|several"
    rf"|many|two) (?:{_OTHER}[\w'’-]+ ){{0,3}}?{_BANNER}(?: [\w'’-]+){{0,7}}?"
    rf" (?:read|said|reads|says|proclaimed|declared)\b|(?:was|were|is|had been) (?:scrawled"
    rf"|written|painted|daubed|printed|emblazoned|sprayed|chalked|stencill?ed|projected)\b"
    rf"|(?:(?:on|across) (?:an?|the|their|his|her|one) (?:[\w'’-]+ ){{0,2}}?|(?:[\w-]+ )?){_BANNER}\b)",
    re.IGNORECASE,
)
PROTEST_SHAPE = re.compile(
    r"(?:no|stop|save|long live|down with|free|justice|hands off|never again|enough|not in our"
    r"|we want|end|out|bread|give|let|stand|viva|freedom|yes to)\b"
    r"|[^.]*!$",
    re.IGNORECASE,
)
CAPITALS = re.compile(r"[A-Z][A-Z'’,!0-9-]*(?: [A-Z0-9'’,!&-]+)+(?![a-z])")
UNMARKED = re.compile(r"(?:[A-Z¡¿][^;\n\ufffc\"“”]{3,160})")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words between marks: with them, and without."""

    outer: Span
    content: Span


@dataclass(frozen=True, slots=True)
class _Sign:
    """What says that words are a slogan: its form, the words that say so, the rule."""

    form: str
    cue: Span
    rule: str


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with what was called and written."""
    return extraction.adding(_Reading(extraction, lexicon).read())


class _Reading:
    """Reads a report's slogans, and whether one is a variant of an earlier one."""

    def __init__(self, extraction: Extraction, lexicon: Lexicon) -> None:
        self.extraction, self.lexicon = extraction, lexicon
        self.document: Document = extraction.document
        self.told = narrative(self.document)
        self.found: list[Expression] = []
        self.written = -NEAR  # where the last text on a banner ends

    def read(self) -> list[Expression]:
        """The slogans of the body, then those of the headline, which may repeat them."""
        headline = self.document.headline
        for sentence in self.document.sentences:
            stretches = self._stretches(sentence)
            signs = self._signs(sentence, stretches)
            if headline is not None and headline.covers(sentence):
                continue
            for stretch, sign in zip(stretches, signs, strict=True):
                if sign is not None:
                    self._add(stretch.content, sign)
            if not stretches:
                self._unmarked(sentence)
        if headline is not None:
            self._headline(headline)
        return self.found

    def _stretches(self, sentence: Span) -> list[_Stretch]:
        """What stands between marks in a sentence, double or single."""
        double = [_Stretch(q.span, q.content) for q in self.document.quoted_in(sentence) if sentence.covers(q.span)]
        single = [
            _Stretch(Span(*m.span()), Span(*m.span(1)))
            for m in SINGLE.finditer(self.told, sentence.start, sentence.end)
        ]
        if not double and self.document.headline is not None and self.document.headline.covers(sentence):
            double = [
                _Stretch(Span(*m.span()), Span(*m.span(1)))
                for m in DOUBLE.finditer(self.told, sentence.start, sentence.end)
            ]
        return sorted((*double, *single), key=lambda stretch: stretch.outer)

    def _signs(self, sentence: Span, stretches: list[_Stretch]) -> list[_Sign | None]:
        """For each stretch what makes it a slogan: words before, words after, or its neighbour."""
        signs: list[_Sign | None] = []
        position = sentence.start
        for index, stretch in enumerate(stretches):
            limit = stretches[index + 1].outer.start if index + 1 < len(stretches) else sentence.end
            sign = self._before(position, stretch.outer.start) or self._after(stretch.outer.end, limit)
            if sign is None and index > 0 and signs[-1] is not None and self._joined(position, stretch):
                sign = _Sign(signs[-1].form, signs[-1].cue, "slogan-list")
            signs.append(sign)
            self.written = stretch.outer.end if sign is not None and sign.form == "BannerText" else self.written
            position = stretch.outer.end
        for index in range(len(signs) - 2, -1, -1):  # "A" and "B", they chanted
            following = signs[index + 1]
            after = following is not None and following.rule.endswith("-after")
            if signs[index] is None and after and self._joined(stretches[index].outer.end, stretches[index + 1]):
                signs[index] = following
        return signs

    def _joined(self, start: int, stretch: _Stretch) -> bool:
        return start <= stretch.outer.start and JOINS.fullmatch(self.told, start, stretch.outer.start) is not None

    def _before(self, start: int, end: int) -> _Sign | None:
        """The word that announces a slogan, if it stands last before the marks."""
        start = max(start, end - 2 * NEAR)
        if start >= end:
            return None
        markers = list(self.lexicon.expressions.find(self.told, Span(start, end)))
        if not markers:
            return None
        marker, form = markers[-1].span, markers[-1].row["form"]
        between = self.told[marker.end : end]
        words = self.document.text(marker)
        if ";" in between or MASK in between:
            return None
        if form == "BannerText":
            return _Sign(form, marker, "slogan-banner") if self._written(words, marker, between) else None
        if SHOUTED.fullmatch(words) is not None:
            good = DIRECT.fullmatch(between) is not None and self._by_crowd(marker)
            return _Sign(form, marker, "slogan-shouted") if good else None
        said = between.strip() and any(
            cue.row["kind"] == "say" for cue in self.lexicon.cues.find(self.told, Span(marker.end, end))
        )
        if said or between.count(" ") > 8:
            return None
        return _Sign(form, marker, "slogan-under" if form == "Slogan" else "slogan-chant")

    def _written(self, words: str, marker: Span, between: str) -> bool:
        """Whether a word for a banner, or for writing, has the text right after it."""
        before = self.told[max(0, marker.start - NEAR) : marker.start]
        if OTHERS.match(words) is not None and BANNER.search(before) is None:
            return False
        if re.search(r" sa(?:id|ys)$", words) and OTHERS.match(words) and marker.start - self.written > 60:
            return False
        if re.match(r"with\b", words, re.IGNORECASE) and ENDED.search(before) is not None:
            return False
        bare = re.fullmatch(r"[\w-]+(?: of paper)?", words) is not None and BANNER.match(words + " ") is not None
        return (LISTED if bare else DIRECT).fullmatch(between) is not None

    def _by_crowd(self, marker: Span) -> bool:
        """Whether several people, not one, are the subject of "shouting"."""
        sentence = self.document.sentence_at(marker.start)
        if sentence is None or sentence.start >= marker.start:
            return False
        within = Span(max(sentence.start, marker.start - NEAR), marker.start)
        persons = [a.span for a in self.document.labelled(Label.PERSON, within=within)]
        for word in reversed(self.document.words_in(within)[-30:]):
            if word.lower in SOMEBODY or any(person.covers(word.span) for person in persons):
                return False
            if word.lower in THEY or sort_of(self.lexicon, word) == "people":
                return True
        return False

    def _after(self, start: int, end: int) -> _Sign | None:
        """ "…" they chanted; "…", read one banner."""
        end = min(end, start + 140)
        for pattern, form, rule in (
            (SHOWN, "BannerText", "slogan-banner-after"),
            (CHANTED, "Chant", "slogan-chant-after"),
        ):
            match = pattern.match(self.told, start, end)
            chanted = match is not None and form == "Chant"
            if match is not None and not (SAID if chanted else NAMED).search(self.told, match.start(), match.end()):
                return _Sign(form, Span(match.start(), match.end()), rule)
        match = CRIED.match(self.told, start, end)
        said = match is None or SAID.search(self.told, match.start(), match.end()) is not None
        if match is not None and not said and self._several(match["before"] or match["after"]):
            return _Sign("Chant", Span(match.start(), match.end()), "slogan-shouted-after")
        return None

    def _several(self, words: str) -> bool:
        last = [word for word in re.findall(r"[\w'’-]+", words.lower()) if word not in ("and", "of", "the")]
        people = any(self.lexicon.counted.get(w) == "people" or w in self.lexicon.groups or w in THEY for w in last)
        return people and not SOMEBODY & set(last)

    def _unmarked(self, sentence: Span) -> None:
        """A slogan without marks, after a colon or in capitals."""
        for marker in self.lexicon.expressions.find(self.told, sentence):
            words, form = self.document.text(marker.span), marker.row["form"]
            rest = re.compile(r"\s*:\s*|\s+").match(self.told, marker.span.end, sentence.end)
            plain = re.fullmatch(r"[\w-]+", words) is not None and not words.lower().startswith("chant")
            if rest is None or (plain and ":" not in rest[0]) or SHOUTED.fullmatch(words):
                continue
            pattern = UNMARKED if ":" in rest[0] else CAPITALS
            if not self._written(words, marker.span, ": "):
                continue
            sign, position = _Sign(form, marker.span, "slogan-unmarked"), rest.end()
            while match := pattern.match(self.told, position, sentence.end):
                end = match.end()
                while end > match.start() and (self.told[end - 1].isspace() or self.told[end - 1] in ".,"):
                    end -= 1
                if end - match.start() > 3:
                    self._add(Span(match.start(), end), sign)
                following = re.compile(r",? and |, ").match(self.told, end, sentence.end)
                if pattern is UNMARKED or following is None:
                    break
                position = following.end()

    def _headline(self, headline: Span) -> None:
        """A headline's quotation that the body tells as a slogan, or that the body has not and that sounds like one."""
        body = [_tokens(self.document, q.content) for q in self.document.quoted if not headline.covers(q.span)]
        stretches = self._stretches(headline)
        for stretch, sign in zip(stretches, self._signs(headline, stretches), strict=True):
            words = _tokens(self.document, stretch.content)
            same = next((e for e in self.found if _alike(words, _tokens(self.document, e.content))), None)
            if same is not None:
                self._add(stretch.content, _Sign(same.form, stretch.outer, "slogan-headline-repeats"))
            elif sign is not None:
                self._add(stretch.content, sign)
            elif self._sounds_like_one(stretch.content, body):
                self._add(stretch.content, _Sign("Slogan", stretch.outer, "slogan-headline"))

    def _sounds_like_one(self, content: Span, body: list[list[str]]) -> bool:
        """Whether quoted words have the shape of a slogan, and nobody says them in the body."""
        words = _tokens(self.document, content)
        shaped = PROTEST_SHAPE.match(self.document.text(content)) is not None and len(words) > 1
        return shaped and not any(_alike(words, other) or _within(words, other) for other in body)

    def _add(self, content: Span, sign: _Sign) -> None:
        words = _tokens(self.document, content)
        variant = next((e.key for e in self.found if _alike(words, _tokens(self.document, e.content))), None)
        expression = Expression(
            key=f"expression-{content.start}",
            form=ExpressionForm(sign.form),
            content=content,
            event=self.extraction.scene(content.start),
            variant_of=variant,
            evidence=tuple(sorted((sign.cue, content))),
            rule=sign.rule,
        )
        if all(expression.key != other.key for other in self.found):
            self.found.append(expression)


def _tokens(document: Document, span: Span) -> list[str]:
    return re.findall(r"\w+", document.text(span).lower())


def _within(words: list[str], other: list[str]) -> bool:
    return " ".join(words) in " ".join(other)


def _alike(first: list[str], second: list[str]) -> bool:
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= VARIANT and matcher.quick_ratio() >= VARIANT and matcher.ratio() >= VARIANT
