"""Roles: who holds which title, in which organisation, if the report ties the title to a named one."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import replace

from kg.document import Label, Span
from kg.facts import Entity, EntityKind, Extraction, Membership
from kg.lexicon import Lexicon
from kg.names import fold
from kg.reading.grammar import Clause
from kg.reading.holders import Binding, Held, bindings, of_pronoun, role_clause
from kg.reading.leads import leaders

KIN = frozenset({"mother", "father", "relative"})  # never held in an organisation
RELATED = re.compile(r"\b(?:deputy|successor|predecessor)$")  # of somebody: in the organisation of theirs
MOST = 50  # organisations among which "the union" is looked for
LONG = {
    "cllr": "councillor", "coun": "councillor", "gen": "general", "col": "colonel", "lt": "lieutenant", "maj": "major",
    "capt": "captain", "sgt": "sergeant", "gov": "governor", "sen": "senator", "rep": "representative",
    "prof": "professor", "rev": "reverend", "supt": "superintendent", "insp": "inspector", "fr": "father",
    "adm": "admiral", "brig": "brigadier", "adv": "advocate",
}  # fmt: skip
COMPOUNDS = frozenset(
    "council lodge branch federation association league confederation syndicate guild coalition alliance union "
    "chamber collective local".split()
)  # before a title: the body that it is held in
OFFICES = frozenset(
    {
        "convener",
        "convenor",
        "treasurer",
        "general secretary",
        "secretary general",
        "secretary-general",
        "branch secretary",
        "organising secretary",
        "organizing secretary",
        "publicity secretary",
        "national chairman",
    }
)  # of a body with members: that of the one just named
MEMBERED = frozenset({"union", "association", "movement", "party", "front", "league"})
CALLED = re.compile(
    r"\b(?:the|an?|'s|’s|s') (?:[\w’'-]+ ){0,2}([\w-]+),? [\"“‘']?$"
)  # "the committee, X", "the league X"
APPOSED = re.compile(r"[\"”’']?, (?:the|an?) (?:[\w’'-]+ ){0,2}?([\w-]+)\b")
SAME_SORT = {
    "firm": "company",
    "group": "",
    "body": "",
    "outfit": "",
    "organisation": "",
    "organization": "",
    "mill": "company",
}


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its memberships; the same role of the same person stated twice keeps both evidences."""
    reading = _Reading(extraction, lexicon)
    document = extraction.document
    before: Span | None = None
    for sentence in document.sentences:
        if any(True for _ in document.labelled(Label.PERSON, within=sentence)):
            reading.lead(role_clause(document, sentence, lexicon))
        if any(True for _ in document.labelled(Label.ROLE, within=sentence)):
            clause = role_clause(document, sentence, lexicon)
            for binding in bindings(document, clause, lexicon):
                reading.add(binding)
            told = of_pronoun(document, clause, lexicon) if "p" in clause.codes[:20] else None
            person = None if told is None or before is None else reading.only_person(before, sentence)
            if told is not None and person is not None:
                reading.add(told, person)
        before = sentence
    return extraction.adding(_merged(reading.found))


def _merged(found: list[Membership]) -> list[Membership]:
    """One membership for each that a rule reads several times, with all its evidence."""
    same: dict[tuple[str, str], list[Membership]] = {}
    for membership in found:
        same.setdefault((membership.key, membership.rule), []).append(membership)
    return [
        replace(first, evidence=tuple(sorted({first.evidence[0], *(m.evidence[0] for m in more)})))
        for first, *more in same.values()
    ]


class _Reading:
    """The memberships of a report while they are read."""

    def __init__(self, extraction: Extraction, lexicon: Lexicon) -> None:
        self.extraction, self.document, self.lexicon = extraction, extraction.document, lexicon
        self.found: list[Membership] = []
        self.first: dict[tuple[str, str | None, str], str] = {}
        self.bodies = [e for e in extraction.entities if e.kind is EntityKind.ORGANIZATION]
        self.held: dict[tuple[str, str], str] = {}  # a person and the last word of a title → the title
        self.named = sorted((span.start, body.key) for body in self.bodies for span in body.mentions)
        self.ending: dict[str, list[Entity]] = {}
        self.sort: dict[str, list[Entity]] = {}
        for body in self.bodies:
            for word in {fold(name).split()[-1] for name in self._names(body) if fold(name)} | set(self._called(body)):
                self.ending.setdefault(word, []).append(body)
            self.sort.setdefault(body.category or "", []).append(body)

    def only_person(self, before: Span, sentence: Span) -> Entity | None:
        """The one person whom the sentence before names, in the same paragraph: who "she" is."""
        if self.document.paragraph_at(before.start) != self.document.paragraph_at(sentence.start):
            return None
        names = (a.span for a in self.document.labelled(Label.NAME, within=before))
        if any(self.extraction.mentioned(span) is None and " " in self.document.text(span) for span in names):
            return None  # somebody or something that no rule has typed
        people = [e for e in self.extraction.entities_in(before) if e.kind is EntityKind.PERSON]
        return people[0] if len(people) == 1 else None

    def add(self, binding: Binding, *known: Entity) -> None:
        """The memberships of each name of a binding, or of a person who is known."""
        for person in (*known, *(self.extraction.mentioned(name.span) for name in binding.names)):
            if person is None or person.kind is not EntityKind.PERSON:
                continue
            for held in binding.held:
                self._state(binding, held, person, self._organization(held))

    def lead(self, clause: Clause) -> None:
        """The memberships of those who lead a body by a verb."""
        for name, verb, body, title in leaders(self.document, clause):
            person, led = self.extraction.mentioned(name.span), self._body(body.span)
            if person is not None and person.kind is EntityKind.PERSON and led is not None:
                self.found.append(
                    Membership(
                        key=f"membership-{verb.span.start}", member=person.key, organization=led, title=title,
                        role=self.lexicon.role(title) or "other", evidence=(Span(name.span.start, body.span.end),),
                        rule="role-leads",
                    )
                )  # fmt: skip

    def _state(self, binding: Binding, held: Held, person: Entity, body: str | None) -> None:
        title = self._title(held, person)
        key = self.first.setdefault((person.key, body, title), f"membership-{held.role.span.start}")
        if len(binding.names) > 1:
            key = self.first[person.key, body, title] = f"membership-{held.role.span.start}-{person.mentions[0].start}"
        concept = held.role.annotation.value if held.role.annotation else "other"
        self.found.append(
            Membership(
                key=key, member=person.key, organization=body, role=concept, title=title,
                evidence=(binding.whole,), rule=binding.rule,
            )
        )  # fmt: skip

    def _title(self, held: Held, person: Entity) -> str:
        """The words of a title, in the singular; a short form is the title that the person is known to hold."""
        title = " ".join(self.document.text(held.role.span).lower().split())
        last = title.rpartition(" ")[2]
        if title not in LONG and last in LONG and (whole := self.held.get((person.key, LONG[last]))) is not None:
            return whole  # "Chief Insp NAME" is the chief inspector
        if title in LONG and (whole := self.held.get((person.key, LONG[title]))) is not None:
            return whole
        self.held.setdefault((person.key, title.split()[-1]), title)
        first, _, noun = title.rpartition(" ")
        if title in self.lexicon.roles or noun in self.lexicon.roles:
            return title
        return f"{first} {self.lexicon.role_plurals.get(noun, noun)}".strip()

    def _organization(self, held: Held) -> str | None:
        """The named organisation that the phrase ties the title to."""
        if held.role.annotation is not None and held.role.annotation.value in KIN:
            return None
        if held.body is not None:
            return self._body(held.body.span)
        if held.possessor:
            return self._possessor(held)
        for chunk in held.within:
            if chunk.code in "ON" and (key := self._body(chunk.span)) is not None:
                return key
        if held.determiner in ("m", "k"):
            return self._pronoun(held)
        return self._anaphor(held) or self._of_compound(held)

    def _of_compound(self, held: Held) -> str | None:
        """ "Council general secretary NAME", "union leader NAME": of the council or union named before."""
        start, title = held.role.span.start, self.document.text(held.role.span).lower()
        first, _, rest = title.partition(" ")
        if held.within:
            return None
        if rest and first in COMPOUNDS:
            return self._same(first, start)
        if title not in OFFICES:
            return None
        known = {body.key: body.category for body in self.bodies}
        recent = {key for key in self._recent(start) if known[key] in MEMBERED}
        return recent.pop() if len(recent) == 1 else None

    def _body(self, span: Span) -> str | None:
        named = self.extraction.mentioned(span)
        return named.key if named is not None and named.kind is EntityKind.ORGANIZATION else None

    def _possessor(self, held: Held) -> str | None:
        """ "X's chair" names X; "the union's chair" is that of the union named before."""
        owner = held.possessor[-2]
        if owner.code in "ONLP":
            return self._body(owner.span)
        return self._same(self.document.text(owner.span).lower(), owner.span.start)

    def _anaphor(self, held: Held) -> str | None:
        """ "chairman of the committee": that of the committee named before."""
        match = re.match(r"[oift]d([wRV]{1,3})", held.codes)
        if match is None:
            return None
        noun = held.within[match.end() - 1]
        return self._same(self.document.text(noun.span).lower(), noun.span.start)

    def _same(self, noun: str, offset: int) -> str | None:
        """The one organisation named before that ends in a noun, or is of its sort."""
        noun = SAME_SORT.get(noun, noun)
        ending = _before(self.ending.get(noun, []), offset)
        if not ending and noun in self.lexicon.heads:
            ending = _before(self.sort.get(self.lexicon.heads[noun]["category"], []), offset)
        if len(ending) == 1:
            return ending[0].key
        recent = self._recent(offset) & {body.key for body in ending}
        return recent.pop() if len(recent) == 1 else None

    def _called(self, body: Entity) -> Iterator[str]:
        """The common noun beside the name of a body: "the residents' committee, X", "X, the coalition"."""
        text = self.document.report.text
        for span in body.mentions[:20]:
            before = CALLED.search(text[max(0, span.start - 50) : span.start].lower())
            after = APPOSED.match(text[span.end : span.end + 50].lower())
            for found in (before, after):
                if found is not None and found[1] in self.lexicon.heads:
                    yield found[1]

    def _names(self, body: Entity) -> Iterator[str]:
        yield body.name
        for span in body.mentions[:20]:
            yield self.document.text(span)

    def _pronoun(self, held: Held) -> str | None:
        """ "its spokesman": of the organisation named last, in this sentence or alone in the one before."""
        start = held.role.span.start
        before = self.document.report.text[max(0, start - 12) : start].lower().split()
        word = next((w for w in reversed(before) if w in ("its", "their", "our", "his", "her", "whose")), "")
        if word in ("its", "whose"):
            return self._last_named(start)
        if word == "our":
            body = self.document.paragraphs[0].start if self.document.paragraphs else 0
            first = bisect.bisect_left(self.named, (body, ""))  # a body that speaks of itself names itself first
            return self.named[first][1] if first < len(self.named) and self.named[first][0] < start else None
        if word in ("his", "her") and RELATED.search(self.document.text(held.role.span).lower()):
            return self._of_person_before(start)
        return None

    def _last_named(self, offset: int) -> str | None:
        sentence = self.document.sentence_at(offset)
        first = offset if sentence is None else sentence.start
        here = bisect.bisect_left(self.named, (offset, ""))
        if here and self.named[here - 1][0] >= first:
            return self.named[here - 1][1]
        recent = self._recent(offset)
        return recent.pop() if len(recent) == 1 else None

    def _recent(self, offset: int) -> set[str]:
        """The organisations named in this sentence before an offset, or else in the one before."""
        sentence = self.document.sentence_at(offset)
        if sentence is None:
            return set()
        place = bisect.bisect_left(self.document.sentences, sentence)
        starts = [sentence.start] + [s.start for s in self.document.sentences[max(0, place - 1) : place]]
        for start in starts:
            found = {key for position, key in self._between(start, offset)}
            if found:
                return found
        return set()

    def _between(self, start: int, end: int) -> list[tuple[int, str]]:
        return self.named[bisect.bisect_left(self.named, (start, "")) : bisect.bisect_left(self.named, (end, ""))]

    def _of_person_before(self, offset: int) -> str | None:
        """The organisation in which the person named last holds a role."""
        held = [m for m in self.found if m.organization is not None and m.evidence[0].end <= offset]
        return held[-1].organization if held and offset - held[-1].evidence[0].end < 300 else None


def _before(bodies: list[Entity], offset: int) -> list[Entity]:
    """The first of the organisations named before an offset; two are as many as one needs to know."""
    return bodies[: min(bisect.bisect_left(bodies, offset, key=lambda body: body.mentions[0].start), MOST)]
