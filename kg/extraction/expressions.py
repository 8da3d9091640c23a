"""Slogans, chants and texts on banners, with or without marks around them."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from kg.document import Document, Span
from kg.facts import Expression, ExpressionForm, Extraction
from kg.lexicon import Lexicon
from kg.reading.announced import SINGLES, THEY, Announcer, Sign
from kg.reading.segment import narrative

VARIANT = 0.8  # share of equal words, in order, above which two slogans are one in another wording
AFTER = 140  # characters after the marks among which it is said what the words are
_BANNER = (
    r"(?:banners?|placards?|signs?|posters?|t-?shirts?|stickers?|flags?|sheets?"
    r"|cardboards?|vests?|badges?|leaflets?|walls?"
    r"|flyers?|graffiti|billboards?|murals?)"
)
_OTHER = r"(?!with\b|holding\b|carrying\b|behind\b|under\b|near\b|in\b|waving\b|beside\b|who\b|of\b)"
SINGLE = re.compile(r"(?<![\w'’])['‘](?=\S)((?:[^'’‘\n\ufffc]|['’](?=\w)){2,160})['’](?!\w)")
DOUBLE = re.compile(r"[\"“„«]([^\"“”„«»\n\ufffc]{2,160})[\"”»“]")
JOINS = re.compile(
    r"[)\]\s,;/]*(?:\([^()]{1,90}\)|\[[^\[\]]{1,90}\])?[\s,;]*(?:and|or|as well as|along with"
    r"|followed by(?: the| an?)?(?: [a-z]+)?)?"
    r"(?: also| another| then| others)?(?: in [A-Z]\w+)?[\s,:]*(?:in [A-Z]\w+,? and )?[(\[]?",
)
BRACKET = re.compile(r" \([^()\n]{1,60}\) [a-z]")
FOLLOWED = re.compile(
    r"\b(?:followed by|along with|as well as|alternating with|mixed with|or)(?: the"
    r"| an?)?(?: [a-z]+)?[ :]+$"
)
_VERBS = r"(?:chant(?:ed|s)?|(?:were|was|are|began|started) chanting|went on chanting|chanting)"
_CRIED = r"(?:shout(?:ed|s)?|yell(?:ed|s)?|s[au]ng|cried|(?:were|are) (?:shouting|singing|yelling))"
_NP = r"(?:[\w'’-]+ ){0,7}?"
SAID = re.compile(r"\b(?:said|says|told|tells|added|asked|explained|recalled|according)\b", re.IGNORECASE)
NAMED = re.compile(r"\b(?:he|she|who|[A-Z]\w+) (?:said|told|added)\b|\bsaid (?:[A-Z]|an? \w+,? (?:who|as))")
CHANTED = re.compile(
    rf"[\s,–—-]*(?:{_NP}(?:[\w'’-]+) {_VERBS}\b|{_VERBS}\b(?! he\b| she\b)|(?:was|were|is|are|came"
    rf"|could be|can be|being)"
    r"(?: also| again| repeatedly)? (?:chanted|heard|shouted|sung|a chant|the chant|the cry"
    r"|the refrain)\b|(?:rang out|echoed|resounded|boomed|bounced|rolled"
    r"|swept|drifted|thundered|rippled|ricocheted|carried (?:across|over|down|through)|reverberated|rose from|rose up"
    r"|went up|could be heard|filled the (?:air|streets?|square))\b|(?:went|ran"
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
    rf"[\s,–—-]*(?:\([^()\n]{{1,60}}\)\s*)?(?:(?:read|said|says|reads|proclaimed|declared|ran|announced|warned|demanded"
    rf"|pleaded|insisted|bore)(?: on)? (?:one|an?|another|the|several|some"
    rf"|their|his|her|many|two|most|others|large|hand-\w+"
    rf"|home-made)\b (?:{_OTHER}[\w'’-]+ ){{0,4}}?{_BANNER}\b|reads? (?:one|another|others|a second|a third"
    rf"|some|several"
    rf"|many|most)\b(?! of the (?:women|men|protesters))|(?:an?|one|the|another|their|some|several"
    rf"|many|two) (?:{_OTHER}[\w'’-]+ ){{0,3}}?{_BANNER}(?: [\w'’-]+){{0,7}}?"
    rf" (?:read|said|reads|says|proclaimed|declared)\b|(?:was|were|is|had been) (?:scrawled"
    rf"|written|painted|daubed|printed|emblazoned|sprayed|chalked|stencill?ed|projected)\b"
    r"|(?:it|they) reads?\b(?! out| aloud)"
    rf"|(?:(?:on|across) (?:an?|the|their|his|her|one) (?:[\w'’-]+ ){{0,2}}?|(?:[\w-]+ )?){_BANNER}\b)",
    re.IGNORECASE,
)
PROTEST_SHAPE = re.compile(
    r"(?:no|stop|save|long live|down with|free|justice|hands off|never again|enough|not in our"
    r"|we want|end|out|bread|give|let|stand|viva|freedom|yes to)\b"
    r"|[^.]*!$",
    re.IGNORECASE,
)
_CAPITALS = r"[A-Z0-9][A-Z0-9'’,!?&-]*(?: [A-Z0-9'’,!?&-]+)+(?![a-z])"
UNMARKED = re.compile(
    rf"(?<=: )(?P<plain>(?!{_CAPITALS})[A-Z¡¿][^;\n\ufffc\"“”]{{3,160}})"
    rf"|(?<![\w’'-])(?=\S*[A-Z]{{2}}|\S+ [A-Z]{{2}}){_CAPITALS}"
)
LIKELY = re.compile(r": [A-Z¡¿]|[A-Z0-9]['’]*[,!]? [A-Z]{2}")  # what a slogan without marks must have
FOLLOWING = re.compile(rf",? (?:and )?({_CAPITALS})")
CRIED_LIMIT = 90  # characters of a paragraph that may be a cry
CRY = re.compile(
    r"(?!(?:Read|Subscribe|Sign|Join|Click|Follow|Share|Donate|Support|Thank|See|Welcome|Stay|Watch|Happy|Breaking|Get"
    r"|Don['’]t|Please|Help|Contact|Write|Enjoy|Good|Update|Warning"
    r"|Live)\b)(?P<words>[A-Z¡][\w'’,-]*(?: [\w'’,-]+){1,6}!)"
    r"(?: \([^()\n]{2,60}\))?\s*$"
)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words between marks: with them, and without."""

    outer: Span
    content: Span


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
        self.single = "'" in self.told or "‘" in self.told or "’" in self.told
        self.announcer = Announcer(self.document, lexicon, self.told)

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
            if not stretches and LIKELY.search(self.told, sentence.start, sentence.end):
                self._unmarked(sentence)
        for paragraph in self.document.paragraphs[1:]:
            if len(paragraph) < CRIED_LIMIT and "!" in self.told[paragraph.start : paragraph.end]:
                self._cried(paragraph)
        if headline is not None:
            self._headline(headline)
        return self.found

    def _stretches(self, sentence: Span) -> list[_Stretch]:
        """What stands between marks in a sentence, double or single."""
        double = [_Stretch(q.span, q.content) for q in self.document.quoted_in(sentence) if sentence.covers(q.span)]
        single = [
            _Stretch(Span(*m.span()), Span(*m.span(1)))
            for m in (SINGLE.finditer(self.told, sentence.start, sentence.end) if self.single else ())
        ]
        if not double and self.document.headline is not None and self.document.headline.covers(sentence):
            double = [
                _Stretch(Span(*m.span()), Span(*m.span(1)))
                for m in DOUBLE.finditer(self.told, sentence.start, sentence.end)
            ]
        return sorted((*double, *single), key=lambda stretch: stretch.outer)

    def _signs(self, sentence: Span, stretches: list[_Stretch]) -> list[Sign | None]:
        """For each stretch what makes it a slogan: words before, words after, or its neighbour."""
        signs: list[Sign | None] = []
        position = sentence.start
        for index, stretch in enumerate(stretches):
            limit = stretches[index + 1].outer.start if index + 1 < len(stretches) else self._reach(stretch, sentence)
            sign = self.announcer.before(position, stretch.content) or self._after(stretch.outer.end, limit)
            if sign is None and index > 0 and signs[-1] is not None and self._goes_on(position, stretch):
                sign = Sign(signs[-1].form, signs[-1].cue, "slogan-list")
            signs.append(sign)
            if sign is not None and sign.form == "BannerText":
                self.announcer.written = stretch.outer.end
            position = stretch.outer.end
        for index in range(len(signs) - 2, -1, -1):  # "A" and "B", they chanted
            following = signs[index + 1]
            after = following is not None and following.rule.endswith("-after")
            if signs[index] is None and after and self._joined(stretches[index].outer.end, stretches[index + 1]):
                signs[index] = following
        return signs

    def _reach(self, stretch: _Stretch, sentence: Span) -> int:
        """Where to stop reading after the last marks; a translation in brackets ends nothing."""
        bracket = BRACKET.match(self.told, stretch.outer.end) if stretch.outer.end == sentence.end else None
        paragraph = None if bracket is None else self.document.paragraph_at(stretch.outer.start)
        return sentence.end if paragraph is None else paragraph.end

    def _goes_on(self, start: int, stretch: _Stretch) -> bool:
        """Whether a stretch is one more of the same as that before it."""
        return self._joined(start, stretch) or FOLLOWED.search(self.told, start, stretch.outer.start) is not None

    def _joined(self, start: int, stretch: _Stretch) -> bool:
        return start <= stretch.outer.start and JOINS.fullmatch(self.told, start, stretch.outer.start) is not None

    def _after(self, start: int, end: int) -> Sign | None:
        """ "…" they chanted; "…", read one banner."""
        end = min(end, start + AFTER)
        for pattern, form, rule in (
            (SHOWN, "BannerText", "slogan-banner-after"),
            (CHANTED, "Chant", "slogan-chant-after"),
        ):
            match = pattern.match(self.told, start, end)
            chanted = match is not None and form == "Chant"
            if match is not None and not (SAID if chanted else NAMED).search(self.told, match.start(), match.end()):
                return Sign(form, Span(match.start(), match.end()), rule)
        match = CRIED.match(self.told, start, end)
        said = match is None or SAID.search(self.told, match.start(), match.end()) is not None
        if match is not None and not said and self._several(match["before"] or match["after"]):
            return Sign("Chant", Span(match.start(), match.end()), "slogan-shouted-after")
        return None

    def _several(self, words: str) -> bool:
        last = [word for word in re.findall(r"[\w'’-]+", words.lower()) if word not in ("and", "of", "the")]
        people = any(self.lexicon.counted.get(w) == "people" or w in self.lexicon.groups or w in THEY for w in last)
        return people and not SINGLES & set(last)

    def _unmarked(self, sentence: Span) -> None:
        """A slogan without marks: after a colon, or in capitals."""
        position = sentence.start
        for match in UNMARKED.finditer(self.told, sentence.start, sentence.end):
            if match.start() < position:
                continue
            content = self._trimmed(match.start("plain") if match["plain"] else match.start(), match.end())
            sign = None if content is None else self.announcer.before(sentence.start, content)
            if content is None or sign is None or (match["plain"] and sign.rule == "slogan-answered"):
                continue
            position = content.end
            self._add(content, Sign(sign.form, sign.cue, "slogan-unmarked"))
            while following := FOLLOWING.match(self.told, position, sentence.end):
                self._add(Span(*following.span(1)), Sign(sign.form, sign.cue, "slogan-unmarked"))
                position = following.end()

    def _trimmed(self, start: int, end: int) -> Span | None:
        while end > start and (self.told[end - 1].isspace() or self.told[end - 1] in ".,"):
            end -= 1
        return Span(start, end) if end - start > 3 else None

    def _cried(self, paragraph: Span) -> None:
        """A paragraph that is nothing but a cry: "Long live the revolution!" """
        match = CRY.match(self.told, paragraph.start, paragraph.end)
        if match is not None:
            content = Span(*match.span("words"))
            self._add(content, Sign("Slogan", content, "slogan-cry"))

    def _headline(self, headline: Span) -> None:
        """A headline's quotation that the body tells as a slogan, or that the body has not and that sounds like one."""
        body = [_tokens(self.document, q.content) for q in self.document.quoted if not headline.covers(q.span)]
        stretches = self._stretches(headline)
        for stretch, sign in zip(stretches, self._signs(headline, stretches), strict=True):
            words = _tokens(self.document, stretch.content)
            same = next((e for e in self.found if _alike(words, _tokens(self.document, e.content))), None)
            if same is not None:
                self._add(stretch.content, Sign(same.form, stretch.outer, "slogan-headline-repeats"))
            elif sign is not None:
                self._add(stretch.content, sign)
            elif self._sounds_like_one(stretch.content, body):
                self._add(stretch.content, Sign("Slogan", stretch.outer, "slogan-headline"))

    def _sounds_like_one(self, content: Span, body: list[list[str]]) -> bool:
        """Whether quoted words have the shape of a slogan, and nobody says them in the body."""
        words = _tokens(self.document, content)
        shaped = PROTEST_SHAPE.match(self.document.text(content)) is not None and len(words) > 1
        return shaped and not any(_alike(words, other) or _within(words, other) for other in body)

    def _add(self, content: Span, sign: Sign) -> None:
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
