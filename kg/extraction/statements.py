"""What somebody said in the reporter's words: the clause after a verb of saying, or the object of a reported act.

"NAME said that …", "…, NAME said", "according to NAME, …", "NAME condemned …". What is called for is a demand, and
words inside quotation marks belong to quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.document import Span
from kg.facts import Entity, EntityKind, Extraction, Fact, Utterance
from kg.lexicon import Lexicon
from kg.reading.grammar import Clause, clauses
from kg.reading.phrases import BETWEEN, SUBORDINATE, UNSPEAKING, Read, no_verb
from kg.reading.referents import Source, with_unnamed
from kg.reading.sayings import TOLD, said_after, takes_object
from kg.reading.sources import Sources

ENDS = re.compile(r",?n?w?S|;|[,:]Q|,nw?[pPdOG].{0,6}S|,x")
PART = re.compile(r",?\s+(?:and|but|nor)\s+that\s+")
APPOSED = re.compile(r",(?:#|(?:fw{1,3})?d?[wRoOLTi']{0,8}R[woOLTdif'GN]{0,10}|r[^,]{1,20}),(?=.)")
APPOSITION = re.compile(r",(?:d[wRoOL']{0,6}R[oifOLGdw']{0,6},T?x?P|P,d?[wRoOL']{0,6}R[oifOLGdw']{0,6}),$")
NOUNS = frozenset("claims reports calls notes states claim report warnings".split())  # "rejected claims of …"
LONGEST = 200  # chunks


@dataclass
class _Sentence:
    """One sentence, who says what in it, and what has been read as said."""

    extraction: Extraction
    span: Span
    clause: Clause
    sources: Sources
    direct: list[Utterance]
    used: list[Source] = field(default_factory=list)
    reached: int = -1

    def read(self) -> Iterator[Fact]:
        """The statements of the sentence."""
        words = self.parsed = self.sources.sentence(self.clause)
        subjects: dict[int, Source | None] = {}
        for index in (k for k, code in enumerate(self.clause.codes) if code == "S"):
            subjects[index] = self.sources.subject(words, index)
            if subjects[index] is not None:
                self.sources.said(subjects[index])
            elif not self.sources.mute and not no_verb(words, index):
                self.sources.stranger()
        quoting = {u.cue for u in self.direct}
        yield from self._according(words)
        for index, source in subjects.items():
            if index <= self.reached or (source is not None and UNSPEAKING.search(source.entity.name)):
                continue
            if self.clause.chunks[index].span in quoting and "Q" in self.clause.codes[:index]:
                continue
            placed = None if source is None and no_verb(words, index) else self._placed(index, source)
            if placed is not None:
                yield from placed
            elif source is not None:
                yield from self._following(index, source)

    def _text(self, span: Span) -> str:
        return self.extraction.document.text(span)

    def _cue(self, index: int) -> str:
        return self._text(self.clause.chunks[index].span)

    def _act(self, index: int) -> bool:
        annotation = self.clause.chunks[index].annotation
        return annotation is not None and annotation.value == "act"

    def _utterance(self, cue: Span, contents: tuple[Span, ...], source: Source | None, words: Span, rule: str) -> Fact:
        if source is not None:
            self.used.append(source)
        entity: Entity | None = None if source is None else source.entity
        told = rule in ("statement-that", "statement-bare", "statement-act")
        event = self.sources.occasion(cue, self.clause, entity) if entity is not None and told else None
        own = {words, *contents} if source is None else {words, source.span, *contents}
        return Utterance(
            key=f"utterance-{contents[0].start if rule == 'statement-and' else cue.start}", direct=False,
            content=contents, speaker=None if entity is None else entity.key, cue=cue, event=event,
            evidence=tuple(sorted(own)), rule=rule,
        )  # fmt: skip

    def _placed(self, index: int, source: Source | None) -> list[Fact] | None:
        """ "…, NAME said." and "…, NAME said, …": the words around the verb and its subject are what was said."""
        codes = self.clause.codes
        if self._act(index) or self._cue(index).lower().endswith("ing"):
            return None
        first = self._opening(index, source)
        if first is None or first < 3 or codes[first - 1] != "," or "Q" in codes[max(0, first - LONGEST) : first]:
            return None
        low = max(0, first - LONGEST)
        if codes[first - 2] == "r":
            return []  # "who, the organisers say, died"
        start = max(low - 1, *(codes.rfind(c, low, first - 1) for c in ";:S")) + 1
        if codes[start : start + 1] == "," or first - 1 - start < 1:
            return None
        before = self._content(start, first - 1)
        after = self._after_verb(index, source, inverted=first == index)
        if before is None or after is None:
            return None
        cue = self.clause.chunks[index].span
        words = self.clause.span(first, after)
        rest = self._content(after + 1, self._end(after)) if codes[after : after + 1] == "," else None
        if rest is None or codes[after + 1 : after + 2] in ("r", "Q"):
            return [self._utterance(cue, (before,), source, words, "statement-trailing")]
        self.reached = len(codes)
        if codes[after + 1] == "n":
            rest = self._content(after + 2, self._end(after + 1)) or rest
            second = self._utterance(cue, (rest,), source, words, "statement-and")
            return [self._utterance(cue, (before,), source, words, "statement-trailing"), second]
        contents = (rest,) if self._dangling(first - 2) else (before, rest)
        return [self._utterance(cue, contents, source, words, "statement-inserted")]

    def _dangling(self, index: int) -> bool:
        """ "after, it said, …": what stands before is not part of what was said."""
        return self._text(self.clause.chunks[index].span).lower() in SUBORDINATE

    def _opening(self, index: int, source: Source | None) -> int | None:
        """Where subject and verb begin, if the verb follows its subject or stands before it after a comma."""
        codes = self.clause.codes
        if codes[index - 1 : index] == ",":
            apposed = APPOSITION.search(codes, max(0, index - 24), index)  # "…, their lawyer, NAME, said"
            if apposed is not None and source is not None and source.span in (
                    chunk.span for chunk in self.clause.chunks[apposed.start() : index]):  # fmt: skip
                return apposed.start() + 1
            return index
        if codes[index - 1 : index] == "p" or self._text(self.clause.chunks[index - 1].span).lower() == "it":
            return index - 1
        start = index - 1
        while start > 0 and codes[start] not in ",;:QSh" and index - start < 16:
            start -= 1
        if codes[start] != "," or (source is None and index - start > 4):
            return None
        words = self._text(self.clause.chunks[start + 1].span).lower()
        if words in SUBORDINATE or codes[start + 1] in "niftbr":
            return None
        if source is not None and source.span.start < self.clause.chunks[start].span.start:
            return None
        return start + 1

    def _after_verb(self, index: int, source: Source | None, *, inverted: bool) -> int | None:
        """The chunk after the verb with what belongs to it: a full stop, or the comma before the rest."""
        codes = self.clause.codes
        after = index + 1
        if inverted and source is not None:
            after = max(after, self.clause.index_at(source.span.end))  # "said the ROLE, NAME"
        limit = min(len(codes), index + 14)
        while after < limit and codes[after] not in ",xQS;:h":
            after += 1
        if after - index > 1 and not inverted and not TOLD.match(self._cue(index)):
            words = self._text(self.clause.span(index + 1, after))
            if not re.match(r"(?:on|in|at|during|after|late|early|yesterday|today|here|later|by|to|outside)\b", words):
                return None
            if re.search(r"\b(?:it|he|she|they|we|there)\b", words, re.IGNORECASE):
                return None  # "… after the council said in May it could not pay"
        if inverted and (source is None or source.span.start < self.clause.chunks[index].span.start):
            return None
        return after if after == len(codes) or codes[after] in ",x" else None

    def _following(self, index: int, source: Source) -> Iterator[Fact]:
        """What stands after the verb: "that …", a clause, or the object of an act."""
        if source.span.start > self.clause.chunks[index].span.start and index == 0:
            return  # "Said NAME: …"
        end = self._end(index)
        fought = source.entity.kind is EntityKind.GROUP and self._cue(index).lower().startswith("defend")
        if end > index + 1 and not fought:  # a crowd that defends something does so with its hands
            found = list(self._parts(index, source, end))
            self.reached = end - 1 if found else self.reached
            yield from found

    def _parts(self, index: int, source: Source, end: int) -> Iterator[Fact]:
        """What is said, part by part: "that … and that …" are two; a part with a quoted fragment is left to it."""
        content = self._object(index, end)
        if content is None:
            return
        cue, act = self.clause.chunks[index].span, self._act(index)
        text = self.extraction.document.report.text
        bare = re.search(r"\bthat\s+$", text[cue.end : content.start]) is None
        objective = act or takes_object(self._cue(index), text[content.start : content.end], act=act)
        rule = "statement-that" if not bare else "statement-act" if objective else "statement-bare"
        position = content.start
        joints = () if act else [m.span() for m in PART.finditer(text, content.start, content.end)]
        if joints and self.extraction.document.quoted_in(content):
            joints = ()  # a fragment in one of several parts: the whole is what was said
        for stop, following in [*joints, (content.end, content.end)]:
            span = self._trimmed(position, stop)
            if span is not None:
                first = position == content.start
                own = Span(cue.start, span.end)
                yield self._utterance(cue, (span,), source, own, rule if first else "statement-and")
            position = following

    def _end(self, index: int) -> int:
        """Where what was said ends: the next verb of saying of the same subject, a quotation, a semicolon."""
        codes = self.clause.codes
        aside = (self._act(index) or self._cue(index).startswith("describ")) and codes[:index].rstrip("w").endswith(
            "r"
        )  # "who condemned X, stayed away"
        for position in range(index + 1, min(len(codes), index + LONGEST)):
            if aside and codes[position] == ",":
                return position
            ending = ENDS.match(codes, position)
            if ending is not None and not (ending[0].endswith("S") and self._inside(index, ending.end() - 1)):
                return position
        return min(len(codes), index + LONGEST)

    def _inside(self, start: int, cue: int) -> bool:
        """Whether a verb of saying is part of what is said: no verb at all, or that of a noun right before it."""
        if no_verb(self.parsed, cue) or (cue == start + 1 and self.parsed.words[cue] in NOUNS):
            return True
        between, last = self.clause.codes[start + 1 : cue], cue - 1
        while last > start and (self.parsed.words[last] in BETWEEN or self.parsed.words[last].endswith("ly")):
            last -= 1
        if last <= start or "," in between or "n" in between or "S" in between:
            return False
        named = self.clause.codes[last] in "PNOG" and last == cue - 1  # "…, NAME said"
        return not named and (
            self.clause.codes[last] == "p" or self.parsed.words[last] == "it" or self.parsed.noun(last)
        )

    def _object(self, index: int, end: int) -> Span | None:
        start, stop = self.clause.chunks[index + 1].span.start, self.clause.chunks[end - 1].span.end
        bounds = said_after(self.extraction.document.report.text, start, stop, self._cue(index), act=self._act(index))
        return None if bounds is None else self._trimmed(*bounds)

    def _content(self, first: int, stop: int) -> Span | None:
        if stop <= first:
            return None
        span = self.clause.span(first, stop)
        return self._trimmed(span.start, span.end)

    def _trimmed(self, start: int, stop: int) -> Span | None:
        words = self.extraction.document.report.text[start:stop]
        start += len(words) - len(words.lstrip(" ,"))
        stop = start + len(words.strip(" .,;:\n")) if words.strip(" .,;:\n") else start
        return Span(start, stop) if stop - start > 3 else None

    def _according(self, read: Read) -> Iterator[Fact]:
        """ "According to NAME, …" and "…, according to NAME"."""
        codes = self.clause.codes
        start = read.according
        if start is None or codes[start + 1 : start + 2] != "t" or "Q" in codes:
            return
        source = self.sources.after(read, start + 2)
        if source is None:
            return
        named = self.clause.index_at(source.span.end)
        stop = next((k for k in range(max(named, start + 2), len(codes)) if codes[k] in ",;x"), len(codes))
        apposed = APPOSED.match(codes, stop)
        begin = stop + 1 if apposed is None else apposed.end()
        opens = start <= 3 or codes[start - 1] in "n;"  # "…, and according to NAME, …"
        if opens and stop == len(codes):  # "According to the police", and nothing more
            return
        content = self._content(begin, self._end(stop)) if opens else self._content(0, start)
        if not opens and ";" in codes[:start]:
            content = self._content(codes.rfind(";", 0, start) + 1, start)
        if content is not None and self.extraction.document.quoted_in(content) == ():
            cue = self.clause.span(start, start + 2)
            yield self._utterance(cue, (content,), source, self.clause.span(start, stop), "statement-according")


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its indirect statements and those of their speakers that have no name."""
    sources, found, used = Sources(extraction, lexicon), list[Fact](), list[Source]()
    quotations = sorted((u for u in extraction.of(Utterance) if u.direct), key=lambda u: u.content[0])
    known = {entity.key: entity for entity in extraction.entities}
    position = 0
    for span, clause in clauses(extraction.document, lexicon):
        direct: list[Utterance] = []
        while position < len(quotations) and quotations[position].content[0].start < span.end:
            direct.append(quotations[position])
            position += 1
        sentence = _Sentence(extraction, span, clause, sources, direct)
        found += sentence.read()
        used += sentence.used
        for utterance in direct:
            if utterance.speaker is not None:
                sources.said(Source(known[utterance.speaker], utterance.evidence[0]))
    return with_unnamed(extraction, used).adding(found)
