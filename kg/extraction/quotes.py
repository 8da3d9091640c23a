"""Quotations: who said what, with which words, at which event.

cue, source and content as in quotation extraction (Pareti 2012); the speaker is the subject of the verb: next to
it, or that of the verb it continues, or the person a pronoun stands for. Words quoted inside a sentence without a
verb of saying are nobody's statement; a quotation that is a sentence of its own is somebody's, known or not.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.document import Closure, Document, QuotedRegion, Span
from kg.facts import Entity, EntityKind, Expression, Extraction, Fact, Utterance
from kg.lexicon import Lexicon
from kg.names import fold
from kg.reading.grammar import Clause, clauses
from kg.reading.phrases import DOCUMENT
from kg.reading.quoting import Quoting
from kg.reading.referents import Source, with_unnamed
from kg.reading.sources import Sources

INSERTION = re.compile(r"\((?P<words>[^()]*)\)|\[(?P<square>[^\[\]]*)\]")
LONGEST_TITLE = 6  # words
NICKNAME = 20  # characters of a first name
PARTS = 40  # of one utterance; a longer one goes on as another


@dataclass
class _State:
    """What a quotation without a verb of its own goes on from."""

    sources: Sources
    found: dict[str, Utterance] = field(default_factory=dict)  # by key, in reading order
    latest: str | None = None  # the key of the last of them
    used: list[Source] = field(default_factory=list)
    told: Source | None = None  # who spoke in the last sentence
    lead: Source | None = None  # of whom alone that sentence tells
    stop: int = 0  # where it ends
    floor: bool = False  # that sentence tells only that there was a speech
    open: Source | None = None  # whose quotation goes on in the next paragraph

    @functools.cached_property
    def labels(self) -> dict[str, list[Entity]]:
        """What may stand for a person in the label of a turn → the persons."""
        found: dict[str, list[Entity]] = {}
        for person in self.sources.extraction.entities:
            if person.kind is EntityKind.PERSON:
                for name in _short_names(person.name):
                    found.setdefault(name, []).append(person)
        return found


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its direct utterances and those of their speakers that have no name."""
    state = _State(Sources(extraction, lexicon))
    shown = {e.content for e in extraction.of(Expression)}
    for sentence, clause in clauses(extraction.document, lexicon):
        _Quoting(state, sentence, clause, shown).read()
    found = list(_headline(extraction, list(state.found.values())))
    return with_unnamed(extraction, state.used).adding(found)


class _Quoting(Quoting):
    """One sentence with its quotations."""

    def __init__(self, state: _State, sentence: Span, clause: Clause, shown: set[Span]) -> None:
        super().__init__(state.sources, sentence, clause)
        self.state, self.shown = state, shown

    def read(self) -> None:
        """Find who says each quotation, from left to right."""
        before, self.state.told = self.state.told or self._led(), None
        self.state.lead, self.state.stop = None, self.sentence.end
        self.carried, self.state.floor = "quote-floor" if self.state.floor else "quote-carried", False
        for index, code in enumerate(self.clause.codes):
            if code == "Q":
                self._quotation(index, before)
        if self.state.told is None and "Q" not in self.clause.codes:
            self.state.told = self._statement()
            self.state.floor = self.state.told is None
            self.state.told = self.state.told or self._takes_floor() or self._introduced()
            self.state.lead = self._leads()

    def _takes_floor(self) -> Source | None:
        """The only person of a sentence that tells of a speech: "NAME took the microphone." """
        chunks, codes = self.clause.chunks, self.clause.codes
        speech = any(
            c.annotation is not None and c.annotation.value.endswith(" speech") for c in chunks if c.code == "V"
        )
        persons = [i for i, code in enumerate(codes) if code == "P" and not self.words.governed(i)] if speech else []
        return self.sources.named(self.words, persons[0]) if len(persons) == 1 else None

    def _led(self) -> Source | None:
        """Of whom the sentence before tells, if it stands in the same paragraph: what follows it is his or hers."""
        between = self.extraction.document.report.text[self.state.stop : self.sentence.start]
        return self.state.lead if "\n" not in between else None

    def _leads(self) -> Source | None:
        """The one human being who is the subject of a sentence in which nothing is done to anybody."""
        told = any(code == "S" and self._heard(k) for k, code in enumerate(self.clause.codes))
        source = None if told or self._suffers() else self.sources.leading(self.words)
        if source is None or source.entity.kind is EntityKind.PERSON:
            return source
        return source if self.sources.one(source.entity.name) else None

    def _suffers(self) -> bool:
        """Whether something is done to somebody: who is shot or arrested says nothing."""
        return not self.lexicon.words["human fate"].isdisjoint(self.words.words)

    def _introduced(self) -> Source | None:
        """The only person of a sentence that tells of nobody else, as its subject: "NAME, a nurse, has three sons." """
        codes = self.clause.codes
        if "S" in codes or codes.count("P") != 1 or self._suffers() or re.search(r"[NO]", codes) is not None:
            return None
        index = codes.index("P")
        if self.words.governed(index) or re.fullmatch(r"[dRTw,#aOLoi]{0,8}", codes[:index]) is None:
            return None
        return self.sources.named(self.words, index)

    def _statement(self) -> Source | None:
        """Who is the source of a sentence without quotation, if it is one person's saying to its end."""
        cues = [i for i, s in self.subjects.items() if s is not None and self._says(i)]
        source = self.subjects[cues[-1]] if cues else None
        singular = source is not None and source.entity.kind is EntityKind.PERSON
        return source if singular else None

    def _quotation(self, index: int, before: Source | None) -> None:
        region = self._region(index)
        if region.content in self.shown or index in self.taken or self._name_of_body(index, region):
            return
        if region.label is not None:
            self._turn(index, region, region.label)
            return
        if self._title(region):
            return
        if self.extraction.document.headline == self.sentence:
            self._in_headline(index, region)
            return
        attributed = self.attributed(index, region)
        if attributed is None:
            attributed = self._alone(region, before)
        if attributed is None:
            self.state.open = None
            return
        source, cue, rule = attributed
        self._add(index, region, source, cue, rule)

    def _turn(self, index: int, region: QuotedRegion, label: Span) -> None:
        """What stands behind a label is said by whom it names; questions that nobody named puts are left out."""
        entity = self._labelled(label)
        asks = self.extraction.document.text(region.content).endswith("?")
        if entity is not None or not asks:
            self._add(index, region, None if entity is None else Source(entity, label), None, "quote-turn")

    def _labelled(self, label: Span) -> Entity | None:
        """The only person whom a label names: by the whole name, its last word or its initials."""
        extraction = self.extraction
        name = fold(extraction.document.text(label))
        mentioned = extraction.mentioned(label)
        if mentioned is not None and mentioned.kind is not EntityKind.PLACE:
            return mentioned
        named = self.state.labels.get(name, [])
        return named[0] if len(named) == 1 else None

    def _name_of_body(self, index: int, region: QuotedRegion) -> bool:
        """ "the Veterans' Club "13 July"": a few words right after the name of a body are part of it."""
        words = self.extraction.document.text(region.content)
        return self.clause.codes[index - 1 : index] == "O" and len(words.split()) <= 4 and words[-1].isalnum()

    def _title(self, region: QuotedRegion) -> bool:
        """ "the coalition "Stop the War"", "Day of Anger", Ada "Red" Lovik: capitals within a sentence are a name."""
        text = self.extraction.document.report.text
        words = self.extraction.document.text(region.content).rstrip(",").split()
        if not words or len(words) > LONGEST_TITLE or words[-1][-1] in ".!?…":
            return False
        before, after = text[: region.span.start].rstrip()[-1:], text[region.span.end :].lstrip()[:1]
        if len(words) == 1:
            name = re.search(r"[A-Z][a-z]+ $", text[max(0, region.span.start - NICKNAME) : region.span.start])
            return name is not None and after.isupper() and words[0][0].isupper()
        capitals = words[0][0].isupper() and words[-1][0].isupper()
        within = before.isalnum() and (after.islower() or after in ".,)")
        return capitals and within and all(word[0].isupper() or len(word) < 4 for word in words)

    def _in_headline(self, index: int, region: QuotedRegion) -> None:
        """A headline quotes whole sentences, set off by a colon or a dash, or with a verb of saying."""
        if len(self.extraction.document.text(region.content).split()) < 3:
            return
        attributed = self.attributed(index, region)
        codes = self.clause.codes
        text = self.extraction.document.report.text
        set_off = text[region.span.end : region.span.end + 3].lstrip()[:1] in (":", "–", "—", "-", ",") or (
            text[: region.span.start].rstrip()[-1:] in (":", "–", "—", "-")
        )
        if attributed is not None:
            self._add(index, region, attributed[0], attributed[1], "quote-headline")
        elif self.bare == "Q" or (set_off and (index == 0 or codes.endswith("Q"))):
            self._add(index, region, None, None, "quote-headline")

    def _alone(self, region: QuotedRegion, before: Source | None) -> tuple[Source | None, int | None, str] | None:
        """A quotation that is a sentence of its own: by who spoke just before, or by nobody known."""
        if self.bare != "Q":
            return None
        previous = None if self.state.latest is None else self.state.found[self.state.latest]
        if previous is not None and self.state.open is not None and previous.closure is Closure.CONTINUED:
            return self.state.open, None, "quote-continued"
        if before is not None:
            return before, None, self.carried
        if not self._whole(region) or self._cry(region):
            return None
        return None, None, "quote-unattributed"

    def _cry(self, region: QuotedRegion) -> bool:
        """Words that a crowd may have called: a few, with an exclamation mark."""
        words = self.extraction.document.text(region.content)
        return words.endswith("!") and len(words.split()) <= 4

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
        event = None if source is None else self.sources.occasion(
            chunk or region.span, self.clause, source.entity)  # fmt: skip
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
        asks = self.extraction.document.text(region.content).endswith("?")
        self.sources.asked = source.entity.key if source is not None and asks else None
        if source is not None:
            state.used.append(source)
            self.sources.said(source)
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
        reader = self.sources.reader
        if source is None or reader is None or source.entity.kind is not EntityKind.UNNAMED:
            return source
        return reader if DOCUMENT.search(source.entity.name) is not None else source


def _short_names(name: str) -> set[str]:
    """ "Ada Lovik" as a label of what she says: her last name, or her initials."""
    words = fold(name).split()
    return {" ".join(words), words[-1], "".join(word[0] for word in words)} if len(words) > 1 else set(words)


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
