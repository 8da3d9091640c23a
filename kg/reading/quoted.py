"""A sentence with quotations, and who stands beside one with a verb of any kind: "Q," pleaded NAME."""

from __future__ import annotations

from kg.document import QuotedRegion, Span
from kg.facts import EntityKind, Utterance
from kg.reading.grammar import Clause
from kg.reading.phrases import DOCUMENT, SUBORDINATE, no_verb
from kg.reading.referents import Source
from kg.reading.sources import Sources

TAIL = 60  # chunks
MANNER = 10  # chunks; who speaks with a verb of any kind stands near it
READS = frozenset("reads read ran runs goes went begins began ended ends".split())  # what texts do

Found = tuple[Source | None, int | None, str]
"""Who says a quotation, the chunk of the verb, and the rule."""


class Quoted:
    """A sentence with quotations, and whose verbs of saying stand in it."""

    def __init__(self, sources: Sources, sentence: Span, clause: Clause) -> None:
        self.extraction, self.lexicon, self.sources = sources.extraction, sources.lexicon, sources
        self.sentence, self.clause = sentence, clause
        self.words = sources.sentence(clause)
        self.bare = clause.codes.strip("x,") if len(clause.codes) < TAIL else clause.codes
        self.subjects: dict[int, Source | None] = {}
        self.unknown: set[int] = set()  # verbs of saying whose subject is nobody we know
        self.taken: dict[int, Utterance] = {}  # what was read, by the chunk of the quotation
        self.spoken: dict[int, Source | None] = {}
        for index, code in enumerate(clause.codes):
            if code == "S":
                self._cue(index)

    def _cue(self, index: int) -> None:
        source = self.sources.subject(self.words, index)
        self.subjects[index] = source
        if source is None and not self.sources.mute and not no_verb(self.words, index):
            self.unknown.add(index)
            self.sources.stranger()
        if source is not None:
            self.sources.said(source)

    def _says(self, index: int) -> bool:
        annotation = self.clause.chunks[index].annotation
        return annotation is not None and annotation.value == "say"

    def _region(self, index: int) -> QuotedRegion:
        return self.extraction.document.quoted_in(self.clause.chunks[index].span)[0]

    def _manner(self, index: int, region: QuotedRegion) -> Found | None:
        """ "Q," pleaded NAME and "Q," she thundered: any verb beside words that open a sentence as speech does."""
        codes, words = self.clause.codes, self.words.words
        if codes[:index].strip("x,nQ") or self._mid(index, region):
            return None
        first = index + 1 + (codes[index + 1 : index + 2] == ",")
        while first < len(codes) and codes[first] == "w" and words[first].endswith("ly"):
            first += 1
        if self._finite(first):
            start, cue = first + 1 + (words[first + 1 : first + 2] in (["out"], ["back"], ["in"])), first
            if self.words.preposition(start):  # "directed by NAME"
                return None
        else:
            cue = next((k for k in range(first, min(len(codes), first + MANNER)) if self._finite(k)), -1)
            start = first
            if cue <= first or not self._closes(cue + 1):
                return None
        source = self._someone(start, cue)
        return None if source is None else (source, cue, "quote-manner")

    def _text_reads(self, index: int) -> Found | None:
        """ "Q," reads the appeal of BODY, and "Q," the message ran."""
        codes, words = self.clause.codes, self.words.words
        first = index + 1 + (codes[index + 1 : index + 2] == ",")
        near = range(first, min(len(codes), first + MANNER))
        cue = next((k for k in near if words[k].partition(" ")[0] in READS), None)
        if cue is None or codes[:index].strip("x,nQ"):
            return None
        last = next((k for k in range(cue, len(codes)) if k > cue and codes[k] not in "wdOPN'"), len(codes))
        span = (cue, last) if cue == first else (first, cue)
        noun = next((k for k in range(*span) if codes[k] in "wV" and DOCUMENT.search(words[k])), None)
        if noun is None:
            it = self.sources.author if words[cue - 1] == "it" else None
            return None if it is None else (it, cue, "quote-text")
        source = self.sources.of_text(self.words, noun)
        if source is None and codes[noun] == "w":
            source = self.sources.phrase(self.words, span[0] + (span[0] == cue), noun)
        return None if source is None else (source, cue, "quote-text")

    def _text_announces(self, index: int) -> Found | None:
        """ "The message read, Q", "which reads in part: Q", "a letter stating Q"."""
        codes, words = self.clause.codes, self.words.words
        cue = index - 1
        while cue > 0 and (codes[cue] in ",:x" or words[cue] in ("in", "part", "partly", "simply", "as", "follows")):
            cue -= 1
        if cue <= 0 or words[cue].partition(" ")[0] not in READS | {"reading"}:
            return None
        source = self.sources.text(self.words, cue)
        return None if source is None else (source, cue, "quote-text")

    def _mid(self, index: int, region: QuotedRegion) -> bool:
        """Whether a quotation breaks off without any mark: then it is part of what the sentence says."""
        ending = self.extraction.document.text(region.content)[-1]
        return not (ending in ",!?…–—" or self.clause.codes[index + 1 : index + 2] == ",")

    def _finite(self, index: int) -> bool:
        """Whether a chunk is a verb in the past or present, by its form."""
        if not 0 <= index < len(self.clause.codes) or self.clause.codes[index] not in "wV":
            return False
        word = self.words.words[index]
        return " " not in word and (word in self.lexicon.words["uttered"] or (word.endswith("ed") and len(word) > 4))

    def _closes(self, index: int) -> bool:
        """Whether the sentence ends here, or goes on with what cannot be the object of a verb."""
        codes, words = self.clause.codes, self.words.words
        return (
            index >= len(codes)
            or codes[index] in ",x;QfitD"
            or words[index].endswith("ly")
            or (
                words[index] in SUBORDINATE or words[index] in ("to", "back", "out", "with", "into", "her", "him", "on")
            )
        )

    def _someone(self, start: int, cue: int) -> Source | None:
        """The person, named or not, who stands beside a verb of any kind."""
        codes = self.clause.codes
        if cue < start:  # "pleaded NAME"
            source = self.sources.after(self.words, start)
        else:
            plain = codes[start] in "pPdRTN#O" and all(code in "pPdRTNOow'G" for code in codes[start:cue])
            source = self.sources.phrase(self.words, start, cue - 1) if plain else None
        if source is None or source.entity.kind not in (EntityKind.PERSON, EntityKind.UNNAMED):
            return None
        person = source.entity.kind is EntityKind.PERSON or self.sources.one(source.entity.name)
        return source if person else None
