"""Who says a quotation, by the words around it in its sentence: a verb of saying, a frame, a colon, "according to"."""

from __future__ import annotations

import re

from kg.document import QuotedRegion
from kg.facts import EntityKind
from kg.reading.frames import FRAME, TITLED, WHAT
from kg.reading.phrases import SUBORDINATE, UNSPEAKING, VERBS, no_verb
from kg.reading.quoted import TAIL, Found, Quoted
from kg.reading.referents import Source

LOUD = frozenset({"chant", "shout", "shouts"})
"""Words of the table of expressions: what several do with these verbs is a chant."""
CROWD = re.compile(
    r"\b(?:crowds?|participants|demonstrators|protest[eo]rs|marchers|mourners|picketers|strikers|chorus|ranks|supporters"
    r"|onlookers|multitude|masses)$",
    re.IGNORECASE,
)
"""Many at once: what they answer or repeat in chorus is a chant."""
TRAILS = re.compile(r",(?:w{0,2}[pPNGOdR][^,SQ]{0,10}?w{0,2}S|S[^SQ]{1,24})[xDi]{0,4}$")
INSERTED = re.compile(r",w{0,2}[pPNdR][^,SQV]{0,10}?w{0,2}S[GONR]?,")  # "…, his sister told reporters, …"
CALLED = re.compile(
    r"\b(?:call|label|brand|term|dub|deem)(?:s|ed|led|bed)? (?:the|this|that|its|their|his|her)"
    r" (?:[\w-]+ ){0,3}[\w-]+\s*$"
)
MADE_BY = re.compile(r" (?:by|of) [A-Z][^,:]{1,40}[,:]?\s*$")  # "a poem by NAME"
LOOK_BACK = 160  # characters
FAR = 200  # chunks; what stands farther before a quotation does not introduce it


class Quoting(Quoted):
    """Who says each quotation of a sentence."""

    def attributed(self, index: int, region: QuotedRegion) -> Found | None:
        """Who says a quotation by the words around it, with the cue and the rule."""
        return (
            self._chained(index) or self._after(index, region) or self._text_reads(index)
            or self._text_announces(index) or self._manner(index, region)
            or self._called(index, region) or self._before(index, region) or self._verbless(index, region)
            or self._framed(index) or self._according() or self._trailing(index)
        )  # fmt: skip

    def _chained(self, index: int) -> Found | None:
        """ "Q1" and "Q2": called both by the same."""
        joint = re.search(r"Q,?n?$", self.clause.codes[max(0, index - 3) : index])
        part = None if joint is None else index - len(joint[0])
        first = None if part is None else self.taken.get(part)
        if first is None or first.cue is None or part is None or "," in self.clause.codes[part:index].rstrip("n,")[1:]:
            return None
        cue = self.clause.index_at(first.cue.start)
        source = self.spoken.get(part)
        follows = self.clause.codes[index + 1 : index + 3]
        return None if cue > part or "S" in follows else (source, cue, first.rule)

    def _after(self, index: int, region: QuotedRegion) -> Found | None:
        """ "Q," said NAME and "Q," NAME said."""
        codes = self.clause.codes
        following = next((k for k in range(index + 1, len(codes)) if codes[k] in "SQ;:"), None)
        if following is None or codes[following] != "S" or self.words.words[following].split()[0].endswith("ing"):
            return None
        ending = self.extraction.document.text(region.content)[-1]
        comma = codes[index + 1] == "," or not ending.isalnum()
        first = index + 1 + (codes[index + 1] == ",")
        source = self.subjects.get(following)
        inverted = following == first
        comma = comma or (
            inverted and source is not None and source.span.start > self.clause.chunks[following].span.start
        )
        if not comma or self._speechless(source, following):
            return None
        near = inverted or self._fills(first, following, source)
        rule = "quote-verb-speaker" if inverted else "quote-speaker-verb"
        return (source, following, rule if source is not None else "quote-unknown") if near else None

    def _called(self, index: int, region: QuotedRegion) -> Found | None:
        """ "What NAME called Q", "described by NAME as Q", "in the words of NAME, Q"."""
        text = self.extraction.document.report.text
        low = max(self.sentence.start, region.span.start - LOOK_BACK)
        named = WHAT.search(text, low, region.span.start)
        if named is None:
            return None
        group = "who" if named["who"] is not None else "by"
        start, last = (self.clause.index_at(offset) for offset in (named.start(group), named.end(group) - 1))
        if "Q" in self.clause.codes[start:index]:
            return None
        by = group == "by"
        source = self.sources.after(self.words, start) if by else self.sources.phrase(self.words, start, last)
        cue = start - 2 if by else last + 1
        rule = "quote-unknown" if source is None else "quote-called"
        return source, cue if 0 <= cue < index else None, rule

    def _fills(self, first: int, cue: int, source: Source | None) -> bool:
        """Whether the subject is all that stands between a quotation and the verb after it."""
        if self.words.codes[first] in "iftbxh" or self.words.words[first] in SUBORDINATE or cue - first > 24:
            return False
        start = self.clause.chunks[first].span.start
        if self.words.codes[first] == "n" or self.words.words[first] in VERBS:
            return False
        pronoun = self.words.codes[first] == "p" or self.words.words[first] == "it"
        return source is None or source.span.start >= start or pronoun

    def _speechless(self, source: Source | None, cue: int) -> bool:
        """Banners do not speak, and what a crowd shouts is a chant."""
        manner = self.lexicon.expressions.get(self.words.words[cue].partition(" ")[0])
        if source is None:
            shouted = manner in LOUD and self.clause.codes[cue - 1 : cue] != "p"
            return cue not in self.unknown or not self._says(cue) or shouted
        name = source.entity.name
        crowd = source.entity.kind is not EntityKind.PERSON and not self.sources.one(name)
        chorus = crowd and manner == "answer" and CROWD.search(name) is not None
        return chorus or (crowd and manner in LOUD) or UNSPEAKING.search(name) is not None

    def _before(self, index: int, region: QuotedRegion) -> Found | None:
        """NAME said: "Q", and a fragment in what NAME said."""
        codes = self.clause.codes
        low = max(-1, index - FAR)
        cue = next((k for k in range(index - 1, low, -1) if codes[k] == "S" and self._heard(k)), None)
        if cue is None or ";" in codes[cue:index] or self._titled(region) or self._distanced(index, region):
            return None
        source = self.subjects[cue]
        if self._speechless(source, cue) or self._new_clause(cue, index):
            return None
        between = [k for k in range(cue + 1, index) if codes[k] == "Q"]
        if between:
            joined = re.search(r"[,nhwd]{1,4}$", codes[between[-1] + 1 : index] or ",") is not None
            if between[-1] not in self.taken or not (joined or index - between[-1] < 12):
                return None
            if not self._says(cue) and not joined:
                return None
        tight = re.fullmatch(r"[,:hw]{0,2}", codes[cue + 1 : index]) is not None or codes[index - 1] in ":,"
        rule = "quote-unknown" if source is None else "quote-cue" if tight else "quote-fragment"
        return source, cue, rule

    def _heard(self, cue: int) -> bool:
        """Whether a verb of saying says something: by somebody known or not."""
        return self.subjects.get(cue) is not None or cue in self.unknown

    def _new_clause(self, cue: int, index: int) -> bool:
        """A new subject between an object verb and the quotation: the words are not what the verb says."""
        return not self._says(cue) and re.search(r",(?:n[dPNO]|r)", self.clause.codes[cue:index]) is not None

    def _distanced(self, index: int, region: QuotedRegion) -> bool:
        """ "The 'temporary' bridge": one word between article and noun is quoted for distance."""
        one = " " not in self.extraction.document.text(region.content)
        codes = self.clause.codes
        return one and codes[index - 1] == "d" and codes[index + 1 : index + 2] in tuple("wRGVO")

    def _titled(self, region: QuotedRegion) -> bool:
        text = self.extraction.document.report.text
        before = text[max(self.sentence.start, region.span.start - LOOK_BACK) : region.span.start]
        words = self.extraction.document.text(region.content)
        if CALLED.search(before) is not None:
            return False  # "called the initiative Q"
        speaks = words[-1] in ".,!?…" and len(words.split()) > 2 and before.rstrip()[-1:] in (",", ":")
        return TITLED.search(before) is not None and not speaks

    def _framed(self, index: int) -> Found | None:
        """NAME called it "Q", NAME asked for "Q", with a verb that is none of saying."""
        region = self._region(index)
        text = self.extraction.document.report.text
        low = max(self.sentence.start, region.span.start - LOOK_BACK)
        frame = FRAME.search(text, low, region.span.start)
        if frame is None or self._titled(region):
            return None
        cue = self.clause.index_at(frame.start())
        if "Q" in self.clause.codes[cue:index] or self.clause.chunks[cue].span.start != frame.start():
            return None
        sources = self.sources
        infinitive = self.words.words[cue - 1 : cue] == ["to"]
        source = sources.sender(self.words, cue - 1) if infinitive else sources.subject(self.words, cue)
        if infinitive and source is None:
            return None
        if source is not None and cue not in self.subjects:
            sources.said(source)
        if source is None and (sources.mute or no_verb(self.words, cue)):
            return None
        if source is not None and self._speechless(source, cue):
            return None
        return source, cue, "quote-frame" if source is not None else "quote-unknown"

    def _verbless(self, index: int, region: QuotedRegion) -> Found | None:
        """NAME, on behalf of BODY: Q; a whole sentence after a colon or a comma is said by who does something."""
        codes = self.clause.codes
        if not 1 < index < FAR or codes[index - 1] not in ":," or "Q" in codes[:index]:
            return None
        if any(code == "S" and self._heard(k) for k, code in enumerate(codes[:index])):
            return None
        before = self.extraction.document.report.text[self.sentence.start : region.span.start]
        words = self.extraction.document.text(region.content)
        whole = words[0].isupper() and words[-1] in ".!?…" and words.count(" ") > 1 and index + 2 > len(codes)
        if (codes[index - 1] == "," and not whole) or TITLED.search(MADE_BY.sub("", before)):
            return None
        source = self._doer(index)
        return None if source is None else (source, None, "quote-colon")

    def _doer(self, index: int) -> Source | None:
        """Who does what a clause before a quotation tells: its first name, a human being, whose text it tells of."""
        codes, words = self.clause.codes, self.words.words
        free = (k for k in range(index) if codes[k] in "PN" and not self.words.governed(k))
        named = next((k for k in free if self.sources.named(self.words, k) is not None), None)
        if named is not None:
            before = next((k for k in range(named - 1, -1, -1) if codes[k] not in "dRTO"), -1)
            acted = before > 0 and (self._finite(before) or codes[before] == "V" or words[before] in VERBS)
            return None if acted else self.sources.named(self.words, named)
        return self.sources.leading(self.words) or self.sources.text(self.words, index)

    def _according(self) -> Found | None:
        """ "Q", according to NAME."""
        start = self.words.according
        if start is None or self.clause.codes[start + 1 : start + 2] != "t":
            return None
        source = self.sources.after(self.words, start + 2)
        return None if source is None else (source, None, "quote-according")

    def _trailing(self, index: int) -> Found | None:
        """A fragment in a sentence that ends with "…, NAME said", or in which ", NAME said," stands."""
        codes = self.clause.codes
        trail = TRAILS.search(codes, max(index + 1, len(codes) - TAIL)) or INSERTED.search(
            codes, index + 1, index + TAIL
        )
        if trail is None or self._titled(self._region(index)):
            return None
        cue = codes.index("S", trail.start())
        if any(word in SUBORDINATE or code == "r" for word, code in zip(
                self.words.words[index:cue], codes[index:cue], strict=True)):  # fmt: skip
            return None
        source = self.subjects.get(cue)
        if source is None or not self._says(cue):
            return None
        return source, cue, "quote-fragment"
