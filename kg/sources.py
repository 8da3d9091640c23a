"""Whose verb of saying it is: the subject of a cue, as an entity of the report or as somebody unnamed.

A subject stands next to its verb, or before what commas set apart: "NAME, ROLE of BODY, said". A name that a
preposition governs or that owns another noun is no subject. A pronoun is the last person of whom the report told as
a subject; that somebody is a man or a woman is known only from "Mr", "Ms", "he" and "she".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kg.document import Span
from kg.facts import Entity, EntityKind, Extraction, Membership, Relation
from kg.grammar import Clause
from kg.lexicon import Lexicon
from kg.phrases import (
    AUXILIARY,
    BETWEEN,
    DASHES,
    FAR,
    GENDER,
    INDEFINITE,
    NOBODY,
    PASSIVE,
    PHRASE,
    PLURAL,
    PRESENT,
    RECENT,
    SINGULAR,
    SUBORDINATE,
    UNSPEAKING,
    VERBS,
    Read,
)


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks, and the words that say so."""

    entity: Entity
    span: Span


@dataclass
class Sources:
    """The speakers of a report, read sentence by sentence: what pronouns stand for depends on what came before."""

    extraction: Extraction
    lexicon: Lexicon
    unnamed: dict[str, Entity] = field(default_factory=dict)
    persons: list[Source | None] = field(default_factory=list)  # the last subjects; None is somebody unknown
    speaker: Source | None = None  # of the last words said
    group: Source | None = None
    body: Source | None = None
    gender: dict[str, str] = field(default_factory=dict)
    last: Source | None = None  # the subject of the last verb of saying in this sentence
    mute: bool = False  # the subject that was asked for last is a thing that shows words
    told: frozenset[str] = frozenset()  # the persons named in the sentence before
    telling: frozenset[str] = frozenset()  # those of this one

    def sentence(self, clause: Clause) -> Read:
        """A sentence to be asked for subjects; whom it tells of is remembered."""
        document = self.extraction.document
        self.last = None
        read = Read(clause, [document.text(chunk.span).lower() for chunk in clause.chunks])
        for i, code in enumerate(read.codes):
            if code == "P" and i > 0 and read.codes[i - 1] == "T":
                self._title(read, i)
        self.told, self.telling = self.telling, frozenset(
            e.key for i, c in enumerate(clause.chunks) if read.codes[i] == "P"
            if (e := self.extraction.mentioned(c.span)) is not None and not read.governed(i)
        )  # fmt: skip
        self._lead(read)
        self._according(read)
        return read

    def _according(self, s: Read) -> None:
        start = s.according
        source = None if start is None or s.codes[start + 1 : start + 2] != "t" else self.after(s, start + 2)
        if start is not None:
            self.said(source)
            if source is None:
                self.stranger()

    def stranger(self) -> None:
        """Remember that somebody has spoken who is not known: no pronoun goes back past them."""
        self.persons = [*self.persons[-RECENT:], None]
        self.last = self.speaker = None

    def _lead(self, s: Read) -> None:
        """Remember of whom the sentence tells: the next "he" or "she" is that person, known or not."""
        leading = self._leading(s)
        if leading is not None:
            self._remember(leading)
        elif re.match(r"[dRT]{0,3}N(?:,|V|w)", s.codes):
            self.persons = [*self.persons[-RECENT:], None]

    def _title(self, s: Read, i: int) -> None:
        gender = GENDER.get(s.words[i - 1].rstrip("."))
        entity = self.extraction.mentioned(s.clause.chunks[i].span)
        if gender is not None and entity is not None:
            self.gender.setdefault(entity.key, gender)

    def _leading(self, s: Read) -> Source | None:
        """Of whom the sentence tells: its first name that nothing governs, or a person without name."""
        verb = re.search(r"[SQ;:]", s.codes)
        stop = len(s.codes) if verb is None else verb.start()
        for i in range(min(stop, PHRASE * 3)):
            if s.codes[i] in "PN" and not s.governed(i):
                return self.named(s, i)
            if s.codes[i] in "GV":
                break
        agent = re.search(r"b[dRTO]*(P)(?!')", s.codes[:stop])
        if agent is not None:
            return self.named(s, agent.start(1))
        first = next((i for i in range(min(stop, PHRASE)) if s.codes[i] == "d" and not s.preposition(i - 1)), None)
        if first is None or s.words[first] not in ("a", "an"):
            return None
        end = first + 1
        while end < stop and s.noun(end) and not self._personal(s, end):
            end += 1
        if end < stop and self._personal(s, end) and end - first <= 4:
            return self._unnamed(s, first, end + 1)
        return None

    def _personal(self, s: Read, i: int) -> bool:
        return s.codes[i] == "R" or s.words[i] in self.lexicon.words["person"]

    def _remember(self, source: Source) -> None:
        entity = source.entity
        if entity.kind is EntityKind.ORGANIZATION:
            self.body = source
        elif entity.kind is EntityKind.PERSON or self._one(entity.name):
            others = [p for p in self.persons if p is None or p.entity.key != entity.key]
            self.persons = [*others[-RECENT:], source]
        elif entity.kind is EntityKind.UNNAMED and re.match(r"the\b[^,]*[^s]$", entity.name, re.IGNORECASE):
            self.body = self.group = source
        elif entity.kind in (EntityKind.GROUP, EntityKind.UNNAMED, EntityKind.DELEGATION):
            self.group = source

    def _one(self, name: str) -> bool:
        """Whether words without a name mean one human being."""
        last = name.split()[-1].lower()
        person = last in self.lexicon.words["person"] or self.lexicon.roles.get(last) is not None
        return SINGULAR.match(name) is not None and (person or name.lower().startswith("one of"))

    def said(self, source: Source | None) -> None:
        """Remember who has just spoken."""
        self.last = source
        if source is not None:
            self.speaker = source
            self._remember(source)

    def subject(self, s: Read, i: int) -> Source | None:
        """Whose verb the cue at a chunk is."""
        codes, self.mute = s.codes, False
        if self.no_verb(s, i):
            return None
        continues = s.words[i].split()[0].endswith("ing")
        if re.search(r"Q,?$", codes[max(0, i - 2) : i]) and not continues:
            return self.after(s, i + 1)
        start = self._start(s, i)
        j = i - 1
        while j >= start and (
            s.words[j] in BETWEEN or (codes[j] == "w" and s.words[j].endswith("ly")) or codes[j] == "D"
        ):
            j -= 1
            if codes[j + 1] == "D" and j >= start and s.preposition(j):
                j -= 1
        if j < start or codes[j] == "n" or continues:
            return self._continued(s, i)
        if codes[j] == "r":
            return self._before_relative(s, start, j)
        if s.words[j] in DASHES:
            opening = next((k for k in range(j - 1, start, -1) if s.words[k] in DASHES), start)
            return self._phrase(s, start, opening - 1) if opening > start else None
        if codes[j] == ",":
            return self._inverted(s, start, i) or self._over_commas(s, start, j)
        return self._phrase(s, start, j)

    def _continued(self, s: Read, i: int) -> Source | None:
        """The subject of the verb that this one continues; of a slogan's verb, those who show it."""
        if s.codes[i - 1 : i] == "h" and not (i > 1 and UNSPEAKING.search(s.words[i - 2])):
            return None
        if self.last is not None or "S" in s.codes[max(0, i - FAR) : i]:
            return self.last
        return self._first(s, 0, i) or self._leading(s)

    def _inverted(self, s: Read, start: int, i: int) -> Source | None:
        """ "All had been released, said the police chief": a clause, and a subject that no verb follows."""
        annotation = s.clause.chunks[i].annotation
        if annotation is None or annotation.value != "say" or s.words[i] == "told":
            return None
        told = any(s.codes[k] == "V" or s.words[k] in VERBS for k in range(start, i))
        limit = min(len(s.codes), i + FAR)
        end = next((k for k in range(i + 1, limit) if s.codes[k] in ",xQS;:"), limit)
        said = any(s.words[k] in VERBS or s.codes[k] == "h" for k in range(i + 1, end))
        someone = any(s.codes[k] in "PNRG" or self._personal(s, k) for k in range(i + 1, end))
        return self.after(s, i + 1) if told and someone and not said and end - i < PHRASE else None

    def no_verb(self, s: Read, i: int) -> bool:
        """A noun that looks like a cue, an infinitive, or a passive: these have no subject that speaks."""
        word = s.words[i - 1] if i > 0 else ""
        if s.words[i].startswith("claim") and re.search(r"\bli(?:fe|ves)\b", " ".join(s.words[i + 1 : i + 5])):
            return True  # what claimed lives said nothing
        if i > 0 and (s.codes[i - 1] in "do#" or word in AUXILIARY or word in ("of", "no", "such")):
            return True
        two = s.words[i - 2] if i > 1 else ""
        passive = not s.words[i].endswith(("ing", "ays", "ells")) and (
            word in PASSIVE or (two in PASSIVE and (word.endswith("ly") or word in ("also", "not", "being", "been")))
        )
        said_to = s.codes[i + 1 : i + 2] == "t" and s.words[i] in ("said", "told", "asked", "reported", "called")
        return passive or said_to

    def _start(self, s: Read, i: int) -> int:
        """Where the clause of a verb begins: after a quotation, a colon, "that", or an earlier verb of saying."""
        low = max(0, i - FAR)
        bounds = [low - 1, *(s.codes.rfind(code, low, i) for code in "Q;:h")]
        earlier = s.codes.rfind("S", low, i)
        relative = max(s.codes.rfind("r", 0, earlier), s.codes.rfind("(", 0, earlier)) if earlier >= 0 else -1
        if earlier >= 0 and not (relative > max(bounds) and "," in s.codes[earlier:i]):
            bounds.append(earlier)
        return max(bounds) + 1

    def _first(self, s: Read, start: int, stop: int) -> Source | None:
        """The first noun phrase of a clause, for a verb that stands far from its subject."""
        for i in range(start, min(stop, start + PHRASE * 3)):
            if s.codes[i] in "PNOG" and not s.governed(i) and not (s.codes[i] == "O" and self._attribute(s, i)):
                return self.named(s, i)
            if s.codes[i] == "p":
                return self._pronoun(s, i)
        return None

    def _attribute(self, s: Read, i: int) -> bool:
        """A body that stands before the noun it describes: "Dockers' Union leader"."""
        return s.codes[i + 1 : i + 2] in ("R", "T", "G", "P", "'") and s.noun(i + 1)

    def _before_relative(self, s: Read, start: int, relative: int) -> Source | None:
        """Whom "who" and "which" mean: the noun phrase before them; "who" is somebody, not the body they are of."""
        end = relative - 1
        if end >= start and s.codes[end] == ",":
            end -= 1
        if end >= start and s.codes[end] == ")":
            end = max(s.codes.rfind("(", start, end) - 1, start - 1)
        if end < start:
            return None
        who = s.words[relative] == "who" and s.codes[end] == "O" and s.governed(end)
        if who:
            first, last = self._leftmost(s, start, end)
            who = first <= last and self._personal(s, last)
        if s.codes[end] in "PNOG" and not who:
            return self.named(s, end)
        first = end
        while first >= start and s.noun(first):
            first -= 1
        if who or not (first >= start and s.codes[first] == "d"):
            return self._phrase(s, start, end)
        return self._resolved(s, first, end)

    def _over_commas(self, s: Read, start: int, comma: int) -> Source | None:
        """The subject of a verb after a comma: the name in one of the parts before it, else the first noun phrase."""
        parts = self._parts(s, start, comma)
        for begin, end in parts:
            if self._aside(s, begin):
                continue
            named = next((k for k in range(begin, end) if s.codes[k] in "PN" and not s.governed(k)
                          and not (s.codes[k] == "N" and k + 1 < end and s.noun(k + 1))), None)  # fmt: skip
            if named is not None:
                return self.named(s, named)
            if s.codes[begin] == "p" and end == begin + 1:
                return self._pronoun(s, begin)
        found: Source | None = None
        for begin, end in parts:
            if s.codes[begin] == "n" or self._aside(s, begin):
                continue
            phrase = self._phrase(s, begin, end - 1, whole=True)
            found = phrase or found
            if s.codes[begin] not in "dR#" and phrase is not None:
                break
        return found

    def _aside(self, s: Read, begin: int) -> bool:
        """A part that only says more: a relative or subordinate clause, a participle, a prepositional phrase."""
        word = s.words[begin]
        participle = s.codes[begin] in "wV" and word.endswith(("ing", "ed"))
        return s.codes[begin] == "r" or word in SUBORDINATE or s.preposition(begin) or participle or word == "whose"

    def _parts(self, s: Read, start: int, stop: int) -> list[tuple[int, int]]:
        """The stretches between commas, the last first; brackets hide what is in them."""
        parts, end, depth = [], stop, 0
        for k in range(stop - 1, start - 2, -1):
            code = s.codes[k] if k >= start else ","
            depth += (code == ")") - (code == "(")
            if code == "," and depth <= 0:
                if end > k + 1:
                    begin = k + 2 if s.codes[k + 1] == "n" and end > k + 2 else k + 1
                    parts.append((begin, end))
                end = k
            if len(parts) > PHRASE:
                break
        return parts

    def _phrase(self, s: Read, start: int, j: int, *, whole: bool = False) -> Source | None:
        """The noun phrase that ends at a chunk, without the prepositions that hang on it."""
        if j >= start and s.codes[j] == ")":
            opening = s.codes.rfind("(", start, j)
            j = opening - 1 if opening > start else j
        if j < start:
            return None
        if s.codes[j] == "p":
            return self._pronoun(s, j)
        if s.words[j] == "it":
            return self.body
        if s.codes[j] in "PN" and not s.governed(j):
            return self.named(s, j)
        first, last = self._leftmost(s, start, j)
        if first > last or (whole and first > start and not s.preposition(first - 1)):
            return None
        if first > start and s.codes[first] == "d" and s.codes[first - 1] in "PN" and not s.governed(first - 1):
            return self.named(s, first - 1)  # "NAME the ROLE of BODY"
        if s.codes[first - 1 : first] == "n" and first - 2 >= start and self._whole_clause(s, start, first - 2):
            other = self._leftmost(s, start, first - 2)
            return self._unnamed(s, other[0], last + 1)
        return self._resolved(s, first, last)

    def _whole_clause(self, s: Read, start: int, j: int) -> bool:
        """Whether a noun phrase fills its clause up to a chunk: then "and" joins it to the next one."""
        first, last = self._leftmost(s, start, j)
        return first <= last and (first == start or s.codes[first - 1] == ",") and last - first < PHRASE // 2

    def _leftmost(self, s: Read, start: int, j: int) -> tuple[int, int]:
        """The first phrase of a chain "NP of NP in NP" that ends at a chunk."""
        first, last, k = j + 1, j, j
        low = max(start, j - PHRASE)
        while k >= low:
            end = k
            while k >= low and s.noun(k):
                k -= 1
            if k >= low and s.codes[k] == "d":
                k -= 1
            if k == end:
                break
            first, last = k + 1, end
            if k > low and s.preposition(k) and (s.noun(k - 1) or s.codes[k - 1] == ")"):
                k -= 1
                if s.codes[k] == ")":
                    k = max(s.codes.rfind("(", low, k) - 1, low - 1)
            elif s.preposition(k) and k >= low:
                return (last, last) if last > first and s.codes[last] in "PNOG" else (first, first - 1)
            else:
                break
        return first, last

    def _resolved(self, s: Read, first: int, last: int) -> Source | None:
        chunk = s.clause.chunks[last]
        if s.codes[last] in "PNO":
            return self.named(s, last)
        if s.codes[last] == "G" and self.extraction.mentioned(chunk.span) is not None and last - first <= 1:
            return self.named(s, last)
        if s.codes[last] == "L":
            return self._body(s.words[last], chunk.span)
        if s.codes[first] == "T" and first == last:
            return None
        if s.codes[last] == "G" and s.words[last] in PRESENT and last - first <= 1:
            return self.named(s, last)
        return self._held(s, first, last) or self._unnamed(s, first, last + 1)

    def _held(self, s: Read, first: int, last: int) -> Source | None:
        """ "The mayor" and "the union": who alone holds that role in this report, or is called so."""
        if s.codes[first] != "d" or s.words[first] in ("a", "an") or last - first > 2:
            return None
        word, span = s.words[last], s.clause.span(first, last + 1)
        if s.codes[last] == "R":
            holders = self._holders.get(word, set())
            return Source(next(iter(holders)), span) if len(holders) == 1 else None
        if last - first != 1:
            return None
        return self._body(word, span)

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
            found.setdefault(held.title.lower(), set()).add(known[held.member])
        return found

    def _pronoun(self, s: Read, i: int) -> Source | None:
        """The last person told of who fits; nobody, if the sentence before tells of others."""
        word = s.words[i]
        if word == "they":
            return self.group
        here = [k for k in range(max(0, i - PHRASE * 3), i) if s.codes[k] == "P" and not s.governed(k)]
        sources = [found for k in here if (found := self.named(s, k)) is not None]
        if len({found.entity.key for found in sources}) == 1:
            self._remember(sources[0])
        for person in reversed(self.persons):
            if person is None:
                return None
            if self.gender.get(person.entity.key, word) == word:
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
        if stop - first > PHRASE or words.lower() in NOBODY or self.mute or not self._several(s, first, stop):
            return None
        if not any(code in "wRGOV#" for code in s.codes[first:stop]) or not words[0].isalnum():
            return None
        if INDEFINITE.match(s.words[first]) and s.words[first] not in ("a", "an"):
            span = self._with_complement(s, first, stop)
        words = " ".join(self.extraction.document.text(span).split())
        known = f"{span.start}" if INDEFINITE.match(words) else re.sub(r"^the ", "", words.lower())
        if known not in self.unnamed:
            self.unnamed[known] = Entity(
                key=f"unnamed-{span.start}", kind=EntityKind.UNNAMED, name=words, mentions=(span,)
            )
        entity = self.unnamed[known]
        return Source(entity, span)

    def _several(self, s: Read, first: int, stop: int) -> bool:
        """A noun without article is a subject only in the plural."""
        word = s.words[stop - 1]
        counted = s.codes[first] in "d#" or INDEFINITE.match(s.words[first]) is not None
        joined = "n" in s.codes[first:stop]
        return (
            counted
            or joined
            or s.codes[stop - 1] == "G"
            or word.endswith("s")
            or word in PLURAL
            or "'" in s.codes[first:stop]
        )

    def _with_complement(self, s: Read, first: int, stop: int) -> Span:
        """ "One of the injured": the number with those of whom it is one."""
        if s.codes[stop : stop + 1] != "o":
            return s.clause.span(first, stop)
        end = stop + 1
        while end < len(s.codes) and (s.noun(end) or s.codes[end] == "d" or s.words[end] == "them"):
            end += 1
        return s.clause.span(first, max(end, stop))

    def after(self, s: Read, i: int) -> Source | None:
        """The subject that follows its verb: "said NAME", "said the ROLE of BODY, NAME", "said one student"."""
        limit = min(len(s.codes), i + PHRASE * 2)
        stop = next((k for k in range(i, limit) if s.codes[k] in "QS;:rx"), limit)
        if i >= stop:
            return None
        if s.codes[i] == "p":
            return self._pronoun(s, i)
        comma = s.codes.find(",", i, stop)
        head = stop if comma < 0 else comma
        named = next((k for k in range(i, head) if s.codes[k] in "PN" and not s.governed(k)), None)
        if named is None and comma >= 0 and "O" not in s.codes[i : i + 1]:
            apposed = re.compile(r",[dRT]*([PN])(?!')").match(s.codes, comma, stop)
            named = None if apposed is None else apposed.start(1)
        if named is not None:
            return self.named(s, named)
        end = i + (s.codes[i] == "d")
        while end < head and s.noun(end):
            end += 1
        return self._resolved(s, i, end - 1) if end > i and s.codes[end - 1] != "d" else None


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


def occasion(extraction: Extraction, cue: Span, clause: Clause, speaker: Entity) -> str | None:
    """The speech the speaker gives in this scene; of a crowd, the event; of anybody else it is not known where."""
    scene = extraction.scene(cue.start)
    after = clause.codes[clause.index_at(cue.end) :]
    if extraction.document.text(cue).lower().startswith("t") and after[:1] in ("N", "O"):
        return None  # "told THE PAPER": not at the event
    speech = extraction.speech_of(speaker.key, scene)
    if speech is not None:
        return speech
    takes_part = any(r.predicate == "participant" and r.object == speaker.key for r in extraction.of(Relation))
    return scene if takes_part else None
