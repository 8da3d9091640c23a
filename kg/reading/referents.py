"""Whom words mean: a name, a role that one person holds, a pronoun, a phrase without name; as entities of the report.

A pronoun is the last person of whom the report told as a subject; that somebody is a man or a woman is known only
from "Mr", "Ms", "he" and "she".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kg.document import Span
from kg.facts import Entity, EntityKind, Extraction, Membership, Predicate, Relation
from kg.lexicon import Lexicon
from kg.reading.antecedents import Antecedents
from kg.reading.grammar import Clause
from kg.reading.phrases import (
    GENDER,
    INDEFINITE,
    NOBODY,
    PHRASE,
    PRESENT,
    RECENT,
    SINGULAR,
    UNSPEAKING,
    Read,
    several,
    with_complement,
)


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks, and the words that say so."""

    entity: Entity
    span: Span


@dataclass
class Referents:
    """Of whom a report has told so far: what pronouns stand for depends on what came before."""

    extraction: Extraction
    lexicon: Lexicon
    unnamed: dict[str, Entity] = field(default_factory=dict)
    persons: list[Source | None] = field(default_factory=list)  # the last subjects; None is somebody unknown
    speaker: Source | None = None  # of the last words said
    asked: str | None = None  # who has just put a question: somebody else replies
    group: Source | None = None
    body: Source | None = None
    gender: dict[str, str] = field(default_factory=dict)
    reader: Source | None = None  # who read out the text that is quoted
    authors: dict[str, Source] = field(default_factory=dict)  # of texts told of, by the noun: "message"
    author: Source | None = None  # of the text told of last
    told_here: Read | None = None  # the sentence that has told of the last of them
    last: Source | None = None  # the subject of the last verb of saying in this sentence
    mute: bool = False  # the subject that was asked for last is a thing that shows words
    passing: Source | None = None  # the only person named in this sentence, which tells of nobody
    beside: Source | None = None  # the one of the sentence before
    told: frozenset[str] = frozenset()  # the persons named in the sentence before
    telling: frozenset[str] = frozenset()  # those of this one
    scenes: dict[Span, str | None] = field(default_factory=dict)  # by the first words of a sentence

    def stranger(self) -> None:
        """Remember that somebody has spoken who is not known: no pronoun goes back past them."""
        self.persons = [*self.persons[-RECENT:], None]
        self.last = self.speaker = None

    def said(self, source: Source | None) -> None:
        """Remember who has just spoken."""
        self.last = source
        if source is not None:
            self.speaker = source
            self._remember(source)

    def _remember(self, source: Source) -> None:
        entity = source.entity
        if entity.kind is EntityKind.ORGANIZATION:
            self.body = source
        elif entity.kind is EntityKind.PERSON or self.one(entity.name):
            others = [p for p in self.persons if p is None or p.entity.key != entity.key]
            self.persons = [*others[-RECENT:], source]
        elif entity.kind is EntityKind.UNNAMED and re.match(r"the\b[^,]*[^s]$", entity.name, re.IGNORECASE):
            self.body = self.group = source
        elif entity.kind in (EntityKind.GROUP, EntityKind.UNNAMED, EntityKind.DELEGATION):
            self.group = source

    def _title(self, s: Read, i: int) -> None:
        gender = GENDER.get(s.words[i - 1].rstrip("."))
        entity = self.extraction.mentioned(s.clause.chunks[i].span)
        if gender is not None and entity is not None:
            self.gender.setdefault(entity.key, gender)

    def _personal(self, s: Read, i: int) -> bool:
        return s.codes[i] == "R" or s.words[i] in self.lexicon.words["person"]

    def one(self, name: str) -> bool:
        """Whether words without a name mean one human being."""
        last = name.split()[-1].lower()
        person = last in self.lexicon.words["person"] or self.lexicon.roles.get(last) is not None
        return SINGULAR.match(name) is not None and (person or name.lower().startswith("one of"))

    def named(self, s: Read, i: int) -> Source | None:
        """Whom the name or group at a chunk means."""
        chunk = s.clause.chunks[i]
        entity = self.extraction.mentioned(chunk.span)
        if entity is None and chunk.annotation is not None and s.codes[i] == "G":
            crowd = self.extraction.crowd(chunk.annotation) if s.words[i] in PRESENT else None
            first = i - 1 if i > 0 and s.codes[i - 1] == "d" else i
            return self._unnamed(s, first, i + 1) if crowd is None else Source(crowd, chunk.span)
        if entity is None or entity.kind is EntityKind.PLACE:
            return self._body(s.words[i], chunk.span)
        return Source(entity, chunk.span)

    def _held(self, s: Read, first: int, last: int) -> Source | None:
        """ "The mayor" and "the union": who alone holds that role in this report, or is called so."""
        if s.codes[first] != "d" or s.words[first] in ("a", "an") or last - first > 2:
            return None
        word, span = s.words[last], s.clause.span(first, last + 1)
        if s.codes[last] == "R":
            holders = self._holders.get(word) or self._holders.get(word.rpartition(" ")[2], set())
            return Source(next(iter(holders)), span) if len(holders) == 1 else None
        if last - first != 1:
            return None
        return self._body(word, span) or self._meant(word, span)

    def _meant(self, word: str, span: Span) -> Source | None:
        """ "The union": the one that was named before, though the word is not in its name."""
        key = self._antecedents.of(word, span.start)
        return None if key is None else Source(self._antecedents.bodies[key], span)

    @functools.cached_property
    def _antecedents(self) -> Antecedents:
        bodies = [e for e in self.extraction.entities if e.kind is EntityKind.ORGANIZATION]
        return Antecedents(self.extraction.document, self.lexicon, bodies)

    def _described(self, s: Read, first: int, last: int) -> Source | None:
        """ "The 45-year-old" and "the mother of two": the person of whom the report told last."""
        if s.words[first] != "the" or not self.persons or self.persons[-1] is None:
            return None
        aged = last == first + 1 and AGED.fullmatch(s.words[last]) is not None
        parent = s.words[last] in PARENTS and OF_HOW_MANY.match(" ".join(s.words[last + 1 : last + 3])) is not None
        person = self.persons[-1]
        if not (aged or parent) or person.entity.kind is not EntityKind.PERSON:
            return None
        return Source(person.entity, s.clause.span(first, last + 1))

    def _varied(self, s: Read, first: int, last: int) -> Source | None:
        """ "The activist", of whom nothing was called so: who has just spoken, in other words."""
        word, person = s.words[last], self.speaker
        if s.words[first] != "the" or last != first + 1 or word not in self.lexicon.words["variation"]:
            return None
        if person is None or person.entity.kind is not EntityKind.PERSON or self._holders.get(word):
            return None
        if any(person.entity in holders for holders in self._holders.values()):
            return None  # "a teacher said …, said the student"
        latest = self.persons[-1] if self.persons else None
        others = any(word in entity.name.lower() for entity in self.unnamed.values())
        same = latest is not None and latest.entity.key == person.entity.key
        return Source(person.entity, s.clause.span(first, last + 1)) if same and not others else None

    def _body(self, word: str, span: Span) -> Source | None:
        """The only body in whose name a word stands: "the League" of a report that names one league."""
        bodies = self._bodies.get(word, [])
        return Source(bodies[0], span) if len(bodies) == 1 else None

    @functools.cached_property
    def _bodies(self) -> dict[str, list[Entity]]:
        """The bodies by each word of their names."""
        found: dict[str, list[Entity]] = {}
        for entity in self.extraction.entities:
            if entity.kind is EntityKind.ORGANIZATION:
                for word in set(re.sub(r"['’]s?\b", " ", entity.name.lower()).split()):
                    found.setdefault(word, []).append(entity)
        return found

    @functools.cached_property
    def _holders(self) -> dict[str, set[Entity]]:
        """Who holds each role."""
        known = {entity.key: entity for entity in self.extraction.entities}
        found: dict[str, set[Entity]] = {}
        for held in self.extraction.of(Membership):
            for word in _called(held.title.lower()):
                found.setdefault(word, set()).add(known[held.member])
        return found

    def _pronoun(self, s: Read, i: int) -> Source | None:
        """The last person told of who fits; else the only one named in passing; "they" are those told of last."""
        if s.words[i] == "they":
            return self.group
        return self._last_person(s, i) or self._in_passing(s.words[i])

    def _in_passing(self, word: str) -> Source | None:
        """Who alone was named in the sentence before, which tells of nobody."""
        person = self.beside
        fits = person is not None and self.gender.get(person.entity.key, word) == word
        return person if fits and person is not None and person.entity.kind is EntityKind.PERSON else None

    def _last_person(self, s: Read, i: int) -> Source | None:
        """The last person told of who fits; nobody, if the sentence before tells of others."""
        word = s.words[i]
        here = [k for k in range(max(0, i - PHRASE * 3), i) if s.codes[k] == "P" and not s.governed(k)]
        if word in s.words[:i]:
            here = []  # "She met the minister, NAME, she said": still the same
        sources = [found for k in here if (found := self.named(s, k)) is not None]
        if len({found.entity.key for found in sources}) == 1:
            self._remember(sources[0])
        replies = self.asked is not None and any(self.lexicon.expressions.get(w) == "answer" for w in s.words)
        for person in reversed(self.persons):
            if person is None:
                return None
            if replies and person.entity.key == self.asked:
                continue
            if self.gender.get(person.entity.key, _gender(person.entity, word)) == word:
                named = self.telling or self.told
                spoke = self.speaker is not None and self.speaker.entity.key == person.entity.key
                if named and person.entity.key not in named and not spoke:
                    return None
                self.gender.setdefault(person.entity.key, word)
                return person
        return None

    def _unnamed(self, s: Read, first: int, stop: int) -> Source | None:
        """Somebody without name; a definite or plural phrase that is repeated is the same one."""
        while stop > first + 1 and s.words[stop - 1].endswith(("ed", "ing")) and s.codes[stop - 1] == "w":
            stop -= 1
        span = s.clause.span(first, stop)
        words = " ".join(self.extraction.document.text(span).split())
        self.mute = UNSPEAKING.search(words) is not None
        if (
            stop - first > PHRASE
            or words.lower() in NOBODY
            or words.isdigit()
            or self.mute
            or not several(s, first, stop)
        ):
            return None
        if not any(code in "wRGOV#" for code in s.codes[first:stop]) or not words[0].isalnum():
            return None
        if INDEFINITE.match(s.words[first]) and s.words[first] not in ("a", "an"):
            span = with_complement(s, first, stop)
        named = self._given(s, s.clause.index_at(span.end))
        if named is not None:
            return named
        words = " ".join(self.extraction.document.text(span).split())
        known = f"{span.start}" if INDEFINITE.match(words) else re.sub(r"^the ", "", words.lower())
        if known not in self.unnamed:
            self.unnamed[known] = Entity(
                key=f"unnamed-{span.start}", kind=EntityKind.UNNAMED, name=words, mentions=(span,)
            )
        entity = self.unnamed[known]
        return Source(entity, span)

    def _given(self, s: Read, stop: int) -> Source | None:
        """ "A pupil who gave her name as NAME", "the man who asked, NAME, is": the name a phrase is given later."""
        given = GIVEN.match(s.codes, stop)
        if given is None:
            return None
        words = s.words[stop : given.end()]
        apposed = given["apposed"] is not None
        named = apposed or any(word in ("name", "called", "known", "identified", "named") for word in words)
        return self.named(s, given.end("person") - 1) if named else None

    @functools.cached_property
    def _taking_part(self) -> set[str | None]:
        """Who takes part in events."""
        return {r.object for r in self.extraction.of(Relation) if r.predicate is Predicate.PARTICIPANT}

    def occasion(self, cue: Span, clause: Clause, speaker: Entity) -> str | None:
        """The speech the speaker gives in this scene; of a crowd, the event; of anybody else it is not known where."""
        index = clause.index_at(cue.end)
        if clause.codes[index : index + 1] in ("N", "O") and self.extraction.document.text(cue).lower()[0] == "t":
            return None  # "told THE PAPER": not at the event
        first = clause.chunks[0].span
        if first not in self.scenes:
            self.scenes[first] = self.extraction.scene(cue.start)
        speech = self.extraction.speech_of(speaker.key, self.scenes[first])
        return self.scenes[first] if speech is None and speaker.key in self._taking_part else speech


GIVEN = re.compile(r"(?:[oif]d?[wRGOL]{1,3})?,?r(?:[^,;QP]{1,10}(?P<apposed>,)T?(?=P,)|[^,;QP]{1,9}?)(?P<person>P)")
AGED = re.compile(r"\d{1,2}-year-old")
PARENTS = frozenset({"mother", "father", "mum", "mom", "dad", "parent", "grandmother", "grandfather", "mother-of-two"})
OF_HOW_MANY = re.compile(r"of (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b")
MEN = frozenset(
    "man boy father brother son husband king prince grandfather uncle spokesman chairman businessman".split()
)
WOMEN = frozenset("woman girl mother sister daughter wife queen grandmother aunt widow spokeswoman chairwoman".split())
LESSER = re.compile(r"(?:deputy|vice|former|ex|acting|assistant|retired|associate|co|late|joint|under|shadow)\b")


def _gender(entity: Entity, word: str) -> str:
    """ "He" or "she" where the words for somebody without name say so, else the pronoun that is asked for."""
    if entity.kind is not EntityKind.UNNAMED:
        return word
    last = entity.name.lower().split()[-1]
    return "he" if last in MEN else "she" if last in WOMEN else word


def _called(title: str) -> set[str]:
    """How a report speaks later of who holds a title: "the general secretary", "the secretary"."""
    head = re.split(r" (?:of|for|at|in|to)\b", title)[0].rpartition(" ")[2]
    return {title} if LESSER.match(title) or not head else {title, head}


def with_unnamed(extraction: Extraction, sources: Iterable[Source]) -> Extraction:
    """The extraction with the unnamed among these, each with all its mentions."""
    known = {e.key: e for e in extraction.entities}
    mentions: dict[str, set[Span]] = {}
    for source in sources:
        if source.entity.kind is EntityKind.UNNAMED:
            entity = known.setdefault(source.entity.key, source.entity)
            mentions.setdefault(entity.key, set(entity.mentions)).add(source.span)
    for key, spans in mentions.items():
        known[key] = replace(known[key], mentions=tuple(sorted(spans)))
    entities = tuple(sorted(known.values(), key=lambda e: (e.mentions[0], e.key)))
    return extraction if entities == extraction.entities else replace(extraction, entities=entities)
