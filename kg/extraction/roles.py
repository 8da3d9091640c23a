"""Roles: who holds which title, in which organisation, if the report ties the title to a named one."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.document import Label, Span
from kg.facts import Entity, EntityKind, Extraction, Membership
from kg.lexicon import Lexicon
from kg.reading.antecedents import Antecedents
from kg.reading.grammar import Clause
from kg.reading.holders import Binding, Held, bindings, of_pronoun, role_clause
from kg.reading.leads import leaders

KIN = frozenset({"mother", "father", "relative"})  # never held in an organisation
RELATED = re.compile(r"\b(?:deputy|successor|predecessor)$")  # of somebody: in the organisation of theirs
LONG = {
    "cllr": "councillor", "coun": "councillor", "gen": "general", "col": "colonel", "lt": "lieutenant", "maj": "major",
    "capt": "captain", "sgt": "sergeant", "gov": "governor", "sen": "senator", "rep": "representative",
    "prof": "professor", "rev": "reverend", "supt": "superintendent", "insp": "inspector", "fr": "father",
    "adm": "admiral", "brig": "brigadier", "adv": "advocate",
}  # fmt: skip
UNITS = frozenset("council lodge branch chamber".split())  # before a title, and part of it
COMPOUNDS = UNITS | frozenset(
    "federation association league confederation syndicate guild coalition alliance union collective local committee "
    "party company club university hospital college group movement network campaign foundation".split()
)  # before a title: the body that it is held in
OFFICERS = frozenset(
    "president vice-president chairman chairwoman chairperson chair vice-chairman vice-chair secretary treasurer "
    "convener convenor secretary-general general-secretary spokesman spokeswoman spokesperson coordinator organiser "
    "organizer".split()
)  # the last words of offices that a body has beside others
NAMED_BEFORE = re.compile(r"\b(?!(?:The|An?|\w+day) )[A-Z][\w’'-]+ (?:[a-z]+ )?$")
LISTED = re.compile(r",? and |, |; |,? as well as |,? along with ")
STANDING = frozenset(
    "army military navy police government state parliament court judiciary authorities administration".split()
)  # of these there is one in a country: "the army" is no body named before
FOES = frozenset("critic opponent rival foe ally supporter enemy".split())  # of a body, and not in it


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
    return extraction.adding(_merged(_told_once(reading.found)))


def _told_once(found: list[Membership]) -> list[Membership]:
    """A role told again without its body is the role in that body: "the co-chair NAME"."""
    known: dict[tuple[str, str], list[Membership]] = {}
    for held in found:
        if held.organization is not None and not any(
            h.organization == held.organization for h in known.get((held.member, held.title), [])
        ):
            known.setdefault((held.member, held.title), []).append(held)
    same = {key: whole[0] for key, whole in known.items() if len(whole) == 1}
    return [
        held
        if held.organization is not None or (held.member, held.title) not in same
        else replace(held, key=(whole := same[held.member, held.title]).key, organization=whole.organization)
        for held in found
    ]


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
        self.before: tuple[int, str | None] = (0, None)  # where the last title ends, and the body of its office
        self.first: dict[tuple[str, str | None, str], str] = {}
        self.bodies = [e for e in extraction.entities if e.kind is EntityKind.ORGANIZATION]
        self.held: dict[tuple[str, str], str] = {}  # a person and the last word of a title → the title
        self.meant = Antecedents(self.document, lexicon, self.bodies)

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
                body = self._organization(held) or self._of_list(binding, held)
                self._state(binding, held, person, body)
                self.before = (binding.whole.end, body if self._officer(held) else None)

    def _of_list(self, binding: Binding, held: Held) -> str | None:
        """ "X's chairman, NAME, and secretary, NAME": the second office too is held in X."""
        end, body = self.before
        between = self.document.report.text[end : binding.whole.start]
        bare = not (held.determiner or held.possessor or held.within)
        return body if bare and self._officer(held) and LISTED.fullmatch(between) else None

    def _officer(self, held: Held, offices: frozenset[str] = OFFICERS) -> bool:
        last = self.document.text(held.role.span).lower().split()[-1]
        return self.lexicon.role_plurals.get(last, last) in offices

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
        first, _, rest = title.partition(" ")
        if body is not None and rest and first in COMPOUNDS - UNITS:
            title = rest  # "union leader": the leader of that union
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
        if self._officer(held, FOES):
            return None
        if held.body is not None:
            return self._body(held.body.span)
        if held.possessor:
            return self._possessor(held)
        for chunk in held.within:
            if chunk.code in "ON" and (key := self._body(chunk.span)) is not None:
                return key
        if held.determiner in ("m", "k") or self._whose(held):
            return self._pronoun(held)
        return self._anaphor(held) or self._of_office(held)

    def _of_office(self, held: Held) -> str | None:
        """ "Union leader NAME", "the managing director, NAME": of the union or of the firm named before."""
        start, title = held.role.span.start, self.document.text(held.role.span).lower()
        first, _, rest = title.partition(" ")
        if held.within:
            return None
        if NAMED_BEFORE.search(self.document.report.text[max(0, start - 30) : start]):
            return None  # "Kolmu secretary general NAME"
        found = self.meant.of(first, start) if rest and first in COMPOUNDS else None
        seats = None if held.determiner == "a" else self.lexicon.offices.get(title)
        return found or (None if seats is None else self.meant.seat(seats, start))

    def _body(self, span: Span) -> str | None:
        named = self.extraction.mentioned(span)
        return named.key if named is not None and named.kind is EntityKind.ORGANIZATION else None

    def _possessor(self, held: Held) -> str | None:
        """ "X's chair" names X; "the union's chair" is that of the union named before."""
        owner = held.possessor[-2]
        if owner.code in "ONLP":
            return self._body(owner.span)
        return self.meant.of(self.document.text(owner.span).lower(), owner.span.start)

    def _anaphor(self, held: Held) -> str | None:
        """ "chairman of the committee": that of the committee named before."""
        match = re.match(r"[oift]d([wRV]{1,3})", held.codes)
        if match is None:
            return None
        noun = held.within[match.end() - 1]
        if self.document.text(noun.span).lower() in STANDING:
            return None
        if self.document.report.text.startswith(" of ", noun.span.end):
            return None  # "head of the local chamber of commerce"
        return self.meant.of(self.document.text(noun.span).lower(), noun.span.start)

    def _pronoun(self, held: Held) -> str | None:
        """ "its spokesman": of the organisation named last, in this sentence or alone in the one before."""
        start = held.role.span.start
        before = self.document.report.text[max(0, start - 12) : start].lower().split()
        word = next((w for w in reversed(before) if w in ("its", "their", "our", "his", "her", "whose")), "")
        if word in ("its", "whose"):
            return self.meant.last(start)
        if word == "our":
            body = self.document.paragraphs[0].start if self.document.paragraphs else 0
            return self.meant.first(body, start)  # a body that speaks of itself names itself first
        if word in ("his", "her") and RELATED.search(self.document.text(held.role.span).lower()):
            return self._of_person_before(start)
        return None

    def _whose(self, held: Held) -> bool:
        """ "X, whose secretary, NAME, …": said of the body right before."""
        end = held.role.span.start
        before = re.search(r"(,? )whose (?:\w+ )?$", self.document.report.text[max(0, end - 30) : end])
        at = 0 if before is None else end - len(before[0])
        return any(span.end == at for body in self.bodies for span in body.mentions)

    def _of_person_before(self, offset: int) -> str | None:
        """The organisation in which the person named last holds a role."""
        held = [m for m in self.found if m.organization is not None and m.evidence[0].end <= offset]
        return held[-1].organization if held and offset - held[-1].evidence[0].end < 300 else None
