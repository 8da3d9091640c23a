"""Whose verb of saying it is: the subject of a cue, as an entity of the report or as somebody unnamed.

A subject stands next to its verb, or before what commas set apart: "NAME, ROLE of BODY, said". A name that a
preposition governs or that owns another noun is no subject. A pronoun is the last person of whom the report told as
a subject; that somebody is a man or a woman is known only from "Mr", "Ms", "he" and "she".
"""

from __future__ import annotations

import re

from kg.facts import EntityKind
from kg.reading.grammar import Clause
from kg.reading.phrases import (
    BETWEEN,
    DASHES,
    DOCUMENT,
    FAR,
    JOINING,
    PASSIVE,
    PHRASE,
    PRESENT,
    RECENT,
    UNSPEAKING,
    VERBS,
    Read,
    aside,
    attribute,
    clause_start,
    leftmost,
    no_verb,
    parts,
    whole_clause,
)
from kg.reading.referents import Referents, Source
from kg.reading.texts import is_text, issued, owner

NAMED = tuple("NPORTG")  # what makes the name before it an attribute
NAMED_AFTER = re.compile(r"[dTR]{0,3}P(?:[,;x]|[oif][^,;xwS]{1,12}(?:[,;x]|$)|$)")
CROWD_FIRST = re.compile(r"(?:[iD][dDw]{0,3},)?[d#w]{0,5}G(?![\'o])")  # who a sentence tells of
BODY_FIRST = re.compile(r"(?:[ift][^,S]{1,6},)?d?(?P<body>O)(?=[SVwB(r])")  # "In a statement, BODY called …"
READER = re.compile(r"[dwRTOo']{0,6}P")
READ = frozenset({"read", "delivered", "presented", "recited"})
AGENT = re.compile(r"[bV][dRTO]{0,6}(P)(?!')")


class Sources(Referents):
    """The speakers of a report, read sentence by sentence."""

    def sentence(self, clause: Clause) -> Read:
        """A sentence to be asked for subjects; whom it tells of is remembered."""
        self.last = None
        read = self._words(clause)
        for i, code in enumerate(read.codes):
            if code == "P" and i > 0 and read.codes[i - 1] == "T":
                self._title(read, i)
        self.told, self.telling = self.telling, frozenset(
            e.key for i, c in enumerate(clause.chunks) if read.codes[i] == "P"
            if (e := self.extraction.mentioned(c.span)) is not None and not read.governed(i)
        )  # fmt: skip
        self._lead(read)
        self._according(read)
        self._reader(read)
        self._issued(read)
        return read

    def _words(self, clause: Clause) -> Read:
        """The sentence with its words, made once for all who ask."""
        document = self.extraction.document
        known = ("read", id(clause))  # which what is made of it keeps
        if known not in document.parsed:
            lowered = [chunk.word or document.text(chunk.span).lower() for chunk in clause.chunks]
            document.parsed[known] = Read(clause, lowered)
        read: Read = document.parsed[known]
        return read

    def _according(self, s: Read) -> None:
        start = s.according
        source = None if start is None or s.codes[start + 1 : start + 2] != "t" else self.after(s, start + 2)
        if start is not None:
            self.said(source)
            if source is None:
                self.stranger()

    def _lead(self, s: Read) -> None:
        """Remember of whom the sentence tells: the next "he" or "she" is that person, known or not."""
        leading = self.leading(s)
        self.beside, self.passing = self.passing, None
        if leading is not None:
            self._remember(leading)
        elif re.match(r"[dRT]{0,3}N(?:,|V|w)", s.codes):
            self.persons = [*self.persons[-RECENT:], None]
        else:
            self.passing = self._alone(s)
        body = BODY_FIRST.match(s.codes)
        if body is not None:
            self.body = self.named(s, body.start("body")) or self.body
        crowd = CROWD_FIRST.match(s.codes)
        if crowd is not None:
            self.group = self.named(s, crowd.end() - 1) or self.group

    def _alone(self, s: Read) -> Source | None:
        """The only one whom a sentence names that tells of nobody: "The letter was handed to the mayor, NAME." """
        named = [k for k, code in enumerate(s.codes) if code in "PN"]
        return self.named(s, named[0]) if len(named) == 1 and s.codes[named[0]] == "P" else None

    def leading(self, s: Read) -> Source | None:
        """Of whom the sentence tells: its first name that nothing governs, or a person without name."""
        comma = s.codes.find(",", 0, PHRASE)
        main = comma + 1 if "P" not in s.codes[: comma + 1] else 0  # "Asked about it, she smiled"
        if s.words[main : main + 1] in (["he"], ["she"]):
            return self._pronoun(s, main)  # "She was joined by NAME": of her
        bounds = (k for k, code in enumerate(s.codes) if code in ";:" or (code == "S" and not no_verb(s, k)))
        stop = next(bounds, len(s.codes))
        for i in range(min(stop, PHRASE * 3)):
            if s.codes[i] in "PN" and not s.governed(i) and not (s.codes[i] == "N" and s.codes[i + 1 : i + 2] in NAMED):
                return self.named(s, i)
            if s.codes[i] in "GV" and s.codes[i + 1 : i + 2] != "'":
                break
        limit = min(stop, PHRASE * 3)
        inverted = next((i for i in range(1, limit) if s.codes[i] == "P" and s.words[i - 1] in PASSIVE), None)
        if inverted is not None and not s.governed(inverted):  # "among them was NAME"
            return self.named(s, inverted)
        agent = AGENT.search(s.codes, 0, stop)
        if agent is not None and (s.codes[agent.start()] == "b" or s.words[agent.start()].endswith(" by")):
            return self.named(s, agent.start(1))
        return self._somebody(s, stop)

    def _somebody(self, s: Read, stop: int) -> Source | None:
        """ "A baker came too": the person without name of whom a sentence tells."""
        first = next((i for i in range(min(stop, PHRASE)) if s.codes[i] == "d" and not s.preposition(i - 1)), None)
        if s.words[0] in ("another", "one"):
            human = next((k for k in range(1, min(stop, 4)) if self._personal(s, k)), None)
            return None if human is None else self._unnamed(s, 0, human + 1)
        if first is None or s.words[first] not in ("a", "an", "the"):
            return None
        end = first + 1
        while end < stop and s.noun(end) and not self._personal(s, end):
            end += 1
        if s.words[first] == "the":
            return self._office(s, first, end)
        if end < stop and self._personal(s, end) and end - first <= 4:
            comma = s.codes.find(",", end, end + PHRASE)
            described = comma >= 0 and s.codes[comma + 1 : comma + 2] == "p"  # "A baker by trade, she …"
            return None if described else self._unnamed(s, first, end + 1)
        return None

    def _office(self, s: Read, first: int, last: int) -> Source | None:
        """ "The mayor met them": who alone holds the office, or the mayor without a name."""
        if s.codes[first : last + 1] != "dR" or s.codes[last + 1 : last + 2] not in ("S", "V", "w", "B"):
            return None
        plural = s.words[last].rpartition(" ")[2] in self.lexicon.role_plurals
        return None if plural else self._resolved(s, first, last)

    def subject(self, s: Read, i: int) -> Source | None:
        """Whose verb the cue at a chunk is; what a text says that somebody has read out is said by the reader."""
        source = self._author(s, self._subject(s, i))
        if source is None or self.reader is None or source.entity.kind is not EntityKind.UNNAMED:
            return source
        read_out = DOCUMENT.search(source.entity.name) is not None
        return Source(self.reader.entity, source.span) if read_out else source

    def _author(self, s: Read, source: Source | None) -> Source | None:
        """Whose text it is that says something: named beside it, or when it was told of first."""
        if source is None or source.entity.kind is not EntityKind.UNNAMED:
            return source
        first, last = (s.clause.index_at(at) for at in (source.span.start, source.span.end - 1))
        if not is_text(s.words[last], self.lexicon):
            return source
        named = owner(s, first, last, self.lexicon)
        by = None if named is None else self.named(s, named)
        if by is None and (s.words[first] in ("the", "this") or self.told_here is s):
            by = self.authors.get(s.words[last].rpartition(" ")[2])
        return source if by is None else Source(by.entity, source.span)

    def sender(self, s: Read, to: int) -> Source | None:
        """Who sends the text or the alert that is "to warn of": the subject of the sentence."""
        noun = s.words[to - 1] if to > 0 else ""
        sent = is_text(noun, self.lexicon) or noun in ("alert", "warning", "call")
        return self._first(s, 0, to) if sent else None

    def text(self, s: Read, cue: int) -> Source | None:
        """Whose is the text that "reads" or "goes": named before the verb, or "it"."""
        low = max(0, cue - PHRASE)
        noun = next((k for k in range(cue - 1, low - 1, -1) if is_text(s.words[k], self.lexicon)), None)
        if noun is None:
            return (self.author or self.body) if cue > 0 and s.words[cue - 1] == "it" else None
        return None if any(code in "SQ" for code in s.codes[noun + 1 : cue]) else self.of_text(s, noun)

    def of_text(self, s: Read, noun: int) -> Source | None:
        """Whose is the text that a noun means: named beside it, or when it was told of first."""
        low = max(0, noun - PHRASE)
        named = owner(s, max(low, s.codes.rfind("d", low, noun)), noun, self.lexicon)
        return self.authors.get(s.words[noun].rpartition(" ")[2]) if named is None else self.named(s, named)

    def _issued(self, s: Read) -> None:
        """Remember whose a text is of which the sentence tells as new; of one that nobody issues it is not known."""
        found = issued(s, self.lexicon)
        if found is None:
            return
        k, done = found
        named = None if done == "read" else owner(s, k, k, self.lexicon)
        by = (
            self.named(s, named)
            if named is not None
            else (self._first(s, 0, len(s.codes)) or self.leading(s))
            if done
            else None
        )
        noun = s.words[k].rpartition(" ")[2]
        self.told_here, self.author = s, by
        if by is None or by.entity.kind not in (EntityKind.ORGANIZATION, EntityKind.PERSON):
            self.authors.pop(noun, None)
        else:
            self.authors[noun] = by

    def _reader(self, s: Read) -> None:
        """ "The communiqué was read by NAME": what the text says next is in that person's mouth."""
        by = next((i for i, word in enumerate(s.words) if word.endswith("by") and _reads(s, i)), None)
        if by is not None and any(DOCUMENT.search(word) for word in s.words[: by + 1]):
            person = READER.match(s.codes, by + 1)
            read_by = self.after(s, by + 1) if person is None else self.named(s, person.end() - 1)
            self.reader = read_by or self.reader

    def _subject(self, s: Read, i: int) -> Source | None:
        codes, self.mute = s.codes, False
        if no_verb(s, i):
            return None
        continues = s.words[i].split()[0].endswith("ing")
        if (i == 0 or re.search(r"Q,?$", codes[max(0, i - 2) : i])) and not continues:
            return self.after(s, i + 1)
        start = clause_start(s, i)
        j = i - 1
        while j >= start and (
            s.words[j] in BETWEEN or (codes[j] == "w" and s.words[j].endswith("ly")) or codes[j] == "D"
        ):
            j -= 1
            if codes[j + 1] == "D" and j >= start and s.preposition(j):
                j -= 1
        if j < start or codes[j] == "n" or s.words[j] in JOINING or continues:
            return self._continued(s, i)
        if codes[j] == "r":
            return self._before_relative(s, start, j)
        if s.words[j] in DASHES:
            opening = next((k for k in range(j - 1, start, -1) if s.words[k] in DASHES), start)
            return self.phrase(s, start, opening - 1) if opening > start else None
        if codes[j] == ",":
            return self._inverted(s, start, i) or self._over_commas(s, start, j)
        return self.phrase(s, start, j)

    def _continued(self, s: Read, i: int) -> Source | None:
        """The subject of the verb that this one continues; of a slogan's verb, those who show it."""
        if s.codes[i - 1 : i] == "h" and not (i > 1 and UNSPEAKING.search(s.words[i - 2])):
            return self._of_text(s, i - 1)
        if self.last is not None or "S" in s.codes[max(0, i - FAR) : i]:
            return self.last
        return self._first(s, 0, i) or self.leading(s)

    def _of_text(self, s: Read, relative: int) -> Source | None:
        """ "NAME read a letter to BODY that asked …": what a text says is said by those whose text it is."""
        low = max(0, relative - PHRASE)
        noun = next((k for k in range(relative - 1, low, -1) if DOCUMENT.fullmatch(s.words[k])), None)
        if noun is None:
            noun = next((k for k in range(relative - 1, low, -1) if s.codes[k] == "V"
                         and DOCUMENT.search(s.words[k])), None)  # fmt: skip
        if noun is None or any(s.codes[k] not in "wdoiftRLONGT'" for k in range(noun + 1, relative)):
            return None
        return self._first(s, clause_start(s, relative - 1), noun)

    def _inverted(self, s: Read, start: int, i: int) -> Source | None:
        """ "All had been released, said the police chief": a clause, and a subject that no verb follows."""
        annotation = s.clause.chunks[i].annotation
        if annotation is None or annotation.value != "say" or s.words[i] == "told":
            return None
        told = NAMED_AFTER.match(s.codes, i + 1) is not None  # "…, said Dr NAME of BODY."
        told = told or any(s.codes[k] == "V" or s.words[k] in VERBS for k in range(start, i))
        limit = min(len(s.codes), i + FAR)
        end = next((k for k in range(i + 1, limit) if s.codes[k] in ",xQS;:"), limit)
        said = any(s.words[k] in VERBS or s.codes[k] == "h" for k in range(i + 1, end))
        someone = any(s.codes[k] in "PNRG" or self._personal(s, k) for k in range(i + 1, end))
        return self.after(s, i + 1) if told and someone and not said and end - i < PHRASE else None

    def _first(self, s: Read, start: int, stop: int) -> Source | None:
        """The first noun phrase of a clause, for a verb that stands far from its subject."""
        for i in range(start, min(stop, start + PHRASE * 3)):
            if s.codes[i] in "PNOG" and not s.governed(i) and not (s.codes[i] == "O" and attribute(s, i)):
                return self.named(s, i)
            if s.codes[i] == "p":
                return self._pronoun(s, i)
            if i == start and s.words[i] == "it":
                return self.body
            if i == start and s.codes[i] == "d" and is_text(s.words[i + 1], self.lexicon):
                return self._author(s, self._unnamed(s, i, i + 2))
            if i == start and s.codes[i : i + 2] == "dR":  # "The judge left and described …"
                return self._resolved(s, i, i + 1)
        return None

    def _before_relative(self, s: Read, start: int, relative: int) -> Source | None:
        """Whom "who" and "which" mean: the noun phrase before them; "who" is somebody, not the body they are of."""
        end = relative - 1
        if end >= start and s.codes[end] == ",":
            end -= 1
        if end >= start and s.codes[end] == ")":
            end = max(s.codes.rfind("(", start, end) - 1, start - 1)
        if end < start:
            return None
        who = s.words[relative] == "who" and s.codes[end] in "OL" and s.governed(end)
        if who:
            first, last = leftmost(s, start, end)
            who = first <= last and self._personal(s, last)
        if s.words[relative] == "who" and s.codes[end] in "OL" and not who:
            persons = [k for k in range(start, end) if s.codes[k] == "P" and not s.governed(k)]
            if len(persons) == 1:
                return self.named(s, persons[0])
        if s.codes[end] in "PNOG" and not who:
            return self.named(s, end)
        first = end
        while first >= start and s.noun(first):
            first -= 1
        if who or not (first >= start and s.codes[first] == "d"):
            return self.phrase(s, start, end)
        return self._resolved(s, first, end)

    def _over_commas(self, s: Read, start: int, comma: int) -> Source | None:
        """The subject of a verb after a comma: the name in one of the parts before it, else the first noun phrase."""
        pieces = parts(s, start, comma)
        for begin, end in pieces:
            if aside(s, begin):
                continue
            named = next((k for k in range(begin, end) if s.codes[k] in "PN" and not s.governed(k)
                          and not (s.codes[k] == "N" and k + 1 < end and s.noun(k + 1))), None)  # fmt: skip
            if named is not None:
                return self.named(s, named)
            if s.codes[begin] == "p" and end == begin + 1:
                return self._pronoun(s, begin)
        found: Source | None = None
        for begin, end in pieces:
            if s.codes[begin] == "n" or aside(s, begin):
                continue
            phrase = self.phrase(s, begin, end - 1, whole=True)
            found = phrase or found
            if s.codes[begin] not in "dR#" and phrase is not None:
                break
        return found

    def phrase(self, s: Read, start: int, j: int, *, whole: bool = False) -> Source | None:
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
        first, last = leftmost(s, start, j)
        if first > last or (whole and first > start and not s.preposition(first - 1)):
            return None
        if first > start and s.codes[first] == "d" and s.codes[first - 1] in "PN" and not s.governed(first - 1):
            return self.named(s, first - 1)  # "NAME the ROLE of BODY"
        if s.codes[first - 1 : first] == "n" and first - 2 >= start and whole_clause(s, start, first - 2):
            other = leftmost(s, start, first - 2)
            return self._unnamed(s, other[0], last + 1)
        return self._resolved(s, first, last)

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
        return (
            self._described(s, first, last)
            or self._held(s, first, last)
            or self._varied(s, first, last)
            or self._unnamed(s, first, last + 1)
        )

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


def _reads(s: Read, by: int) -> bool:
    """Whether "by" stands after "read", "read out" or the like."""
    return any(READ.intersection(word.split()) for word in s.words[max(0, by - 3) : by + 1])
