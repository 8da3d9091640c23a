"""Quotations: who said what, with which words, at which event.

cue, source and content as in quotation extraction (Pareti 2012); the speaker is the subject of the verb: next to
it, or that of the verb it continues, or the person a pronoun stands for. Words quoted inside a sentence without a
verb of saying are nobody's statement; a quotation that is a sentence of its own is somebody's, known or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.document import Closure, Document, QuotedRegion, Span
from kg.facts import EntityKind, Expression, Extraction, Fact, Utterance
from kg.grammar import Clause, clauses
from kg.lexicon import Lexicon
from kg.names import fold
from kg.phrases import SUBORDINATE, UNSPEAKING
from kg.sources import Source, Sources, occasion, with_unnamed

INSERTION = re.compile(r"\((?P<words>[^()]*)\)|\[(?P<square>[^\[\]]*)\]")
TITLED = re.compile(
    r"\b(?:novel|book|song|film|movie|play|poem|album|anthem|hymn|titled|entitled|dubbed|nicknamed|named|known as"
    r"|so-called|slogans?|mottos?|headed|headline[ds]?|theme|campaign|operation|movement|hashtag|codenamed|words?"
    r"|documentary|series|programme|opera|painting|mural|exhibition|labell?ed|marked|written|painted|inscribed"
    r"|newspaper|magazine|article|report|project|initiative)\s*[,:]?\s*$",
    re.IGNORECASE,
)
FRAME = re.compile(
    r"\b(?:(?:call(?:s|ed|ing)|label(?:s|led|ling|ed)|brand(?:s|ed|ing)|term(?:s|ed|ing)|deem(?:s|ed|ing)"
    r"|consider(?:s|ed|ing)|declar(?:es|ed|ing)|pronounc(?:es|ed|ing)|dub(?:s|bed|bing)) "
    r"(?!for\b|on\b|off\b|by\b)(?:[^\s,;:.]+ ){0,9}?[^\s,;:.]+"
    r"|(?:describ|dismiss|denounc|condemn|brand|regard|characteri[sz]|portray|depict|den?ounc|decr|reject|hail|prais"
    r"|welcom|criticis|criticiz|slamm|blast|refer|view|see|defend|present|attack|mock|ridicul|deride?|cast|styl)"
    r"(?:es|ed|ing|s|ied|ies|red|rs|rring|ring)? (?:[^\s,;:.]+ ){0,12}?as"
    r"|(?:lik|compar)en?(?:s|ed|ing|es)? (?:[^\s,;:.]+ ){0,9}?(?:to|with)"
    r"|(?:spoke|speaks|speaking|talked|talks|talking|warned|warns|warning|complained|complains|told|tells"
    r"|accused [^,;:.]{1,60}?|accuses [^,;:.]{1,60}?|accusing [^,;:.]{1,60}?|blamed [^,;:.]{1,60}?) (?:of|about|on)"
    r"|(?:asked|asks|asking|appealed|appeals|appealing|called|calls|calling|pleaded|pleads|pressed) for"
    r"|(?:demanded|demands|demanding|promised|promises|promising|pledged|pledges|pledging|offered|offers|urged|urges"
    r"|blamed|blames|blaming|cited|cites|citing|predicted|predicts|threatened|threatens|expressed|expresses"
    r"|criticised|criticized|condemned|denounced|slammed|blasted|decried|lamented|deplored|hailed|praised|rejected"
    r"|denied|opposed|thanked|wished|apologised for|apologized for|quoted)(?: [^\s,;:.]+){0,5}?)"
    r"(?: (?:an?|the|its|his|her|their|what (?:he|she|they|it) (?:called|described as|termed)))?\s*$",
    re.IGNORECASE,
)
"""What leads to a quoted fragment, in the reporter's words before it."""

DOCUMENT = re.compile(
    r"\b(?:statement|letter|memorandum|communiqu[eé]|text|declaration|petition|message|notice|leaflet|resolution|note"
    r"|report|e-?mail|tweet|post|press release|appeal|manifesto|flyer|pamphlet|banner statement)s?\b",
    re.IGNORECASE,
)
READ_BY = re.compile(r"\b(?:read|delivered|presented|recited)(?: out)?(?: aloud)? by\b", re.IGNORECASE)
SHOUTED = re.compile(r"(?:shout|yell|roar|chant|cr(?:y|ied)|scream|sang|sing)", re.IGNORECASE)
TRAILS = re.compile(r",(?:w{0,2}[pPNGOdR][^,SQ]{0,10}?w{0,2}S|S[^SQ]{1,24})[xDi]{0,4}$")
LOOK_BACK = 160  # characters
FAR = 200  # chunks; what stands farther before a quotation does not introduce it
TAIL = 60  # chunks
PARTS = 40  # of one utterance; a longer one goes on as another


@dataclass
class _State:
    """What a quotation without a verb of its own goes on from."""

    sources: Sources
    found: dict[str, Utterance] = field(default_factory=dict)  # by key, in reading order
    latest: str | None = None  # the key of the last of them
    used: list[Source] = field(default_factory=list)
    told: Source | None = None  # who spoke in the last sentence
    open: Source | None = None  # whose quotation goes on in the next paragraph
    reader: Source | None = None  # who read out the text that is quoted


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its direct utterances and those of their speakers that have no name."""
    state = _State(Sources(extraction, lexicon))
    shown = {e.content for e in extraction.of(Expression)}
    for sentence, clause in clauses(extraction.document, lexicon):
        _Quoting(extraction, lexicon, state, sentence, clause, shown).read()
    found = list(_headline(extraction, list(state.found.values())))
    return with_unnamed(extraction, state.used).adding(found)


@dataclass
class _Quoting:
    """One sentence with its quotations."""

    extraction: Extraction
    lexicon: Lexicon
    state: _State
    sentence: Span
    clause: Clause
    shown: set[Span]

    def read(self) -> None:
        """Find who says each quotation, from left to right."""
        state, codes = self.state, self.clause.codes
        self.words = state.sources.sentence(self.clause)
        self.bare = codes.strip("x,") if len(codes) < TAIL else codes
        before = state.told
        state.told = None
        self.subjects: dict[int, Source | None] = {}
        self.unknown: set[int] = set()  # verbs of saying whose subject is nobody we know
        for index, code in enumerate(codes):
            if code == "S":
                self._cue(index)
        self._reader()
        self.taken: dict[int, Utterance] = {}
        self.spoken: dict[int, Source | None] = {}
        for index, code in enumerate(codes):
            if code == "Q":
                self._quotation(index, before)
        if state.told is None and "Q" not in codes:
            state.told = self._statement()

    def _cue(self, index: int) -> None:
        source = self.state.sources.subject(self.words, index)
        self.subjects[index] = source
        if source is None and not self.state.sources.mute and not self.state.sources.no_verb(self.words, index):
            self.unknown.add(index)
            self.state.sources.stranger()
        if source is not None:
            self.state.sources.said(source)

    def _reader(self) -> None:
        """ "The communiqué was read by NAME": what the text says next is in that person's mouth."""
        words = self.extraction.document.text(self.sentence)
        read = READ_BY.search(words)
        if read is None or DOCUMENT.search(words[: read.start()]) is None:
            return
        index = self.clause.index_at(self.sentence.start + read.end())
        self.state.reader = self.state.sources.after(self.words, index) or self.state.reader

    def _statement(self) -> Source | None:
        """Who is the source of a sentence without quotation, if it is one person's saying to its end."""
        cues = [i for i, s in self.subjects.items() if s is not None and self._says(i)]
        source = self.subjects[cues[-1]] if cues else None
        singular = source is not None and source.entity.kind is EntityKind.PERSON
        return source if singular else None

    def _says(self, index: int) -> bool:
        annotation = self.clause.chunks[index].annotation
        return annotation is not None and annotation.value == "say"

    def _quotation(self, index: int, before: Source | None) -> None:
        region = self._region(index)
        if region.content in self.shown or index in self.taken:
            return
        if self.extraction.document.headline == self.sentence:
            self._in_headline(index, region)
            return
        attributed = self._attributed(index, region)
        if attributed is None:
            attributed = self._alone(region, before)
        if attributed is None:
            self.state.open = None
            return
        source, cue, rule = attributed
        self._add(index, region, source, cue, rule)

    def _in_headline(self, index: int, region: QuotedRegion) -> None:
        """A headline quotes whole sentences, set off by a colon or a dash, or with a verb of saying."""
        if len(self.extraction.document.text(region.content).split()) < 3:
            return
        attributed = self._attributed(index, region)
        codes = self.clause.codes
        text = self.extraction.document.report.text
        set_off = text[region.span.end : region.span.end + 3].lstrip()[:1] in (":", "–", "—", "-", ",") or (
            text[: region.span.start].rstrip()[-1:] in (":", "–", "—", "-")
        )
        if attributed is not None:
            self._add(index, region, attributed[0], attributed[1], "quote-headline")
        elif self.bare == "Q" or (set_off and (index == 0 or codes.endswith("Q"))):
            self._add(index, region, None, None, "quote-headline")

    def _attributed(self, index: int, region: QuotedRegion) -> tuple[Source | None, int | None, str] | None:
        """Who says a quotation by the words around it, with the cue and the rule."""
        return (
            self._chained(index) or self._after(index, region) or self._before(index, region)
            or self._verbless(index) or self._framed(index) or self._according() or self._trailing(index)
        )  # fmt: skip

    def _chained(self, index: int) -> tuple[Source | None, int | None, str] | None:
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

    def _region(self, index: int) -> QuotedRegion:
        return self.extraction.document.quoted_in(self.clause.chunks[index].span)[0]

    def _after(self, index: int, region: QuotedRegion) -> tuple[Source | None, int | None, str] | None:
        """ "Q," said NAME and "Q," NAME said."""
        codes = self.clause.codes
        following = next((k for k in range(index + 1, len(codes)) if codes[k] in "SQ;:"), None)
        if following is None or codes[following] != "S" or self.words.words[following].split()[0].endswith("ing"):
            return None
        ending = self.extraction.document.text(region.content)[-1]
        comma = codes[index + 1] == "," or not ending.isalnum()
        first = index + 1 + (codes[index + 1] == ",")
        source = self.subjects.get(following)
        if not comma or self._speechless(source, following):
            return None
        inverted = following == first
        near = inverted or self._fills(first, following, source)
        rule = "quote-verb-speaker" if inverted else "quote-speaker-verb"
        return (source, following, rule if source is not None else "quote-unknown") if near else None

    def _fills(self, first: int, cue: int, source: Source | None) -> bool:
        """Whether the subject is all that stands between a quotation and the verb after it."""
        if self.words.codes[first] in "iftbxh" or self.words.words[first] in SUBORDINATE or cue - first > 24:
            return False
        start = self.clause.chunks[first].span.start
        if self.words.codes[first] == "n":
            return False
        return source is None or source.span.start >= start or self.words.codes[first] == "p"

    def _speechless(self, source: Source | None, cue: int) -> bool:
        """Banners do not speak, and what a crowd shouts is a chant."""
        verb = self.extraction.document.text(self.clause.chunks[cue].span)
        if source is None:
            return cue not in self.unknown or not self._says(cue) or SHOUTED.match(verb) is not None
        crowd = source.entity.kind in (EntityKind.GROUP, EntityKind.UNNAMED, EntityKind.ORGANIZATION)
        return UNSPEAKING.search(source.entity.name) is not None or (crowd and SHOUTED.match(verb) is not None)

    def _before(self, index: int, region: QuotedRegion) -> tuple[Source | None, int | None, str] | None:
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
        speaks = words[-1] in ".,!?…" and len(words.split()) > 2 and before.rstrip()[-1:] in (",", ":")
        return TITLED.search(before) is not None and not speaks

    def _framed(self, index: int) -> tuple[Source | None, int | None, str] | None:
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
        sources = self.state.sources
        source = sources.subject(self.words, cue)
        if source is not None and cue not in self.subjects:
            sources.said(source)
        if source is None and (sources.mute or sources.no_verb(self.words, cue)):
            return None
        if source is not None and self._speechless(source, cue):
            return None
        return source, cue, "quote-frame" if source is not None else "quote-unknown"

    def _verbless(self, index: int) -> tuple[Source | None, int | None, str] | None:
        """NAME, on behalf of BODY: "Q"."""
        codes = self.clause.codes
        if not 2 <= index < FAR or codes[index - 1] != ":" or "S" in codes[:index] or "Q" in codes[:index]:
            return None
        named = next((k for k in range(index) if codes[k] in "PN" and not self.words.governed(k)), None)
        if named is None or re.search(r"[SVQ]", codes[:named]) is not None:
            return None
        source = self.state.sources.named(self.words, named)
        return source, None, "quote-colon" if source is not None else "quote-unknown"

    def _according(self) -> tuple[Source | None, int | None, str] | None:
        """ "Q", according to NAME."""
        start = self.words.according
        if start is None or self.clause.codes[start + 1 : start + 2] != "t":
            return None
        source = self.state.sources.after(self.words, start + 2)
        return None if source is None else (source, None, "quote-according")

    def _trailing(self, index: int) -> tuple[Source | None, int | None, str] | None:
        """A fragment in a sentence that ends with "…, NAME said"."""
        codes = self.clause.codes
        trail = TRAILS.search(codes, max(index + 1, len(codes) - TAIL))
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

    def _alone(self, region: QuotedRegion, before: Source | None) -> tuple[Source | None, int | None, str] | None:
        """A quotation that is a sentence of its own: by who spoke just before, or by nobody known."""
        if self.bare != "Q":
            return None
        previous = None if self.state.latest is None else self.state.found[self.state.latest]
        if previous is not None and self.state.open is not None and previous.closure is Closure.CONTINUED:
            return self.state.open, None, "quote-continued"
        if before is not None:
            return before, None, "quote-carried"
        if not self._whole(region):
            return None
        return None, None, "quote-unattributed"

    def _whole(self, region: QuotedRegion) -> bool:
        """Whether the quotation is a sentence: it begins and ends like one."""
        words = self.extraction.document.text(region.content)
        return self.bare == "Q" and words[-1] in ".!?…" and not words[0].islower()

    def _add(self, index: int, region: QuotedRegion, source: Source | None, cue: int | None, rule: str) -> None:
        state = self.state
        source = self._read_out(source)
        chunk = None if cue is None else self.clause.chunks[cue].span
        joined = self._joined(index, cue) if cue is not None else None
        contents, inserted = _without_insertions(self.extraction.document, region.content, self.lexicon)
        own = {source.span} if source is not None else set()
        if chunk is not None:
            own.add(chunk)
        if joined is None and rule == "quote-continued" and state.latest is not None:
            joined = state.found[state.latest]
        event = None if source is None else occasion(
            self.extraction, chunk or region.span, self.clause, source.entity)  # fmt: skip
        utterance = Utterance(
            key=f"utterance-{region.content.start}", direct=True, content=contents, insertions=inserted,
            speaker=None if source is None else source.entity.key, cue=chunk, event=event, closure=region.closure,
            evidence=tuple(sorted({*own, *contents})), rule=rule,
        )  # fmt: skip
        if joined is not None and len(joined.content) < PARTS:
            utterance = _merged(joined, utterance)
        state.found[utterance.key] = utterance
        state.latest = utterance.key
        self.taken[index], self.spoken[index] = utterance, source
        if source is not None:
            state.used.append(source)
            state.sources.said(source)
        state.told = source
        state.open = source if region.closure is Closure.CONTINUED else None

    def _joined(self, index: int, cue: int | None) -> Utterance | None:
        """ "Q1", NAME said, "Q2" is one utterance in two parts."""
        part = next(reversed(self.taken), None)
        if part is None or cue is None or not part < cue < index or "Q" in self.clause.codes[cue + 1 : index]:
            return None
        last = self.taken[part]
        return last if last.cue == self.clause.chunks[cue].span and last.key == self.state.latest else None

    def _read_out(self, source: Source | None) -> Source | None:
        """What a text says that somebody has just read out is said by the reader."""
        reader = self.state.reader
        if source is None or reader is None or source.entity.kind is not EntityKind.UNNAMED:
            return source
        return reader if DOCUMENT.search(source.entity.name) is not None else source


def _merged(first: Utterance, second: Utterance) -> Utterance:
    return replace(
        first,
        content=(*first.content, *second.content),
        insertions=(*first.insertions, *second.insertions),
        closure=second.closure,
        evidence=tuple(sorted({*first.evidence, *second.evidence})),
    )


def _headline(extraction: Extraction, found: list[Utterance]) -> Iterator[Fact]:
    """A quotation of the headline that the body repeats is said by whoever says it there."""
    said = {fold(" ".join(extraction.document.text(span) for span in u.content)): u for u in found
            if u.rule != "quote-headline" and u.speaker is not None}  # fmt: skip
    for utterance in found:
        if utterance.rule == "quote-headline" and utterance.speaker is None:
            words = fold(extraction.document.text(utterance.content[0])).strip(" .,!?")
            same = next((u for body, u in said.items() if words in body), None)
            yield utterance if same is None else replace(utterance, speaker=same.speaker)
        else:
            yield utterance


def _without_insertions(
    document: Document, content: Span, lexicon: Lexicon
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The words said, and the editor's between them: square brackets, and round ones that explain."""
    pieces, insertions, position = [], [], content.start
    for match in INSERTION.finditer(document.report.text, content.start, content.end):
        words = match["words"]
        if words is not None and not words.lower().startswith(tuple(lexicon.words["insertion"])):
            continue
        insertions.append(Span(*match.span()))
        pieces.append((position, match.start()))
        position = match.end()
    pieces.append((position, content.end))
    text = document.report.text
    trimmed = [(a + len(text[a:b]) - len(text[a:b].lstrip(" ,")), a + len(text[a:b].rstrip())) for a, b in pieces]
    return tuple(Span(a, b) for a, b in trimmed if b > a) or (content,), tuple(insertions)
