"""The events of a report while they are collected: which one is told of, which is meant, where each was."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from kg.document import Span
from kg.facts import EventKind, Extraction, Fact, Modality
from kg.reading.grammar import Chunk, Clause
from kg.reading.homes import Homes
from kg.reading.hometown import LARGE, Place, home_of
from kg.reading.protests import FAINT, GENERAL, LASTING, ProtestEvent, joint_facts
from kg.reading.turns import COUNTED, DEFINITE, FURTHER, SUBJECT, held, same_people, stages
from kg.reading.whereabouts import opens, town_of

OTHERS = re.compile(
    r"(?:(?:In|On|At|Earlier|Meanwhile|Also|Separately|Last)\b[^,]{0,40}, (?:the (?=[A-Z]))?)?"
    r"(?!(?:The|They|He|She|It|We|This|Those|These|His|Her|Their|Organi[sz]ers|Protest\w+|Participants"
    r"|Demonstrators|Marchers"
    r"|Some|Many|Hundreds|Thousands|Dozens)\b)[A-Z]"
)
"""A sentence whose subject is not those told of before."""
_LABOUR = frozenset({"strike", "walkout", "picket", "demonstration", "gathering", "rally", "boycott"})
JOINED = re.compile(r"\b(?:joined|joining|attended|addressed) (?:the|this|that) (?:\w+ )?$")
"""Before "rally": the one told of, wherever those are from who joined it."""
PERMISSION = re.compile(r"\b(?:permission|permit|leave|allowed|authori[sz]ation) (?:[\w'’-]+ ){0,3}$", re.IGNORECASE)
"""Before "to march", of a march that was held for all that."""
LOOK_BACK = 40  # characters before a word
STATES = frozenset({"strike", "hunger-strike", "boycott", "encampment", "protest-occupation"})
BEEN = re.compile(r"\b(?:have|has|had|are|were|been)\b")
SINCE = re.compile(r" (?:[\w'’-]+ ){0,3}?(?:since|for (?:[\w-]+ ){1,3}(?:days|weeks|months|years))\b")
KEPT_UP = frozenset({"strike", "hunger-strike", "boycott", "press-conference"})
"""Forms at which a demonstration is another occasion."""
PHASES = frozenset({"strike", "walkout", "picket", "rally", "sit-in", "boycott", "hunger-strike"})
"""Forms that are of one occasion with these."""
REGIONS = frozenset({"region", "province", "state", "district", "canton"})
SAME = "same"
RECENT = 60  # events that a word may still mean


def triggers_of(clause: Clause, use: str) -> list[Chunk]:
    """The triggers of a sentence that are good for this: main, part, future …"""
    return [c for c in clause.chunks if c.code == "V" and c.annotation and c.annotation.value.startswith(f"{use} ")]


def position(clause: Clause, trigger: Chunk) -> int:
    """The number of a chunk in its sentence."""
    return bisect.bisect_left(clause.chunks, trigger.span.start, key=lambda chunk: chunk.span.start)


def form_of(trigger: Chunk) -> str:
    """The form of event that a trigger tells of."""
    return trigger.annotation.value.split()[3] if trigger.annotation else ""


def is_noun(trigger: Chunk) -> bool:
    """Whether a trigger names an event; else it is a clause about it."""
    return trigger.annotation is not None and trigger.annotation.value.split()[1] == "noun"


def is_weak(trigger: Chunk) -> bool:
    """Whether a trigger tells of a protest only beside a better one."""
    return trigger.annotation is not None and trigger.annotation.value.split()[1] == "weak"


def is_faint(trigger: Chunk) -> bool:
    """Whether a trigger is a clause that lends its form only to an event of which nothing better is known."""
    return is_weak(trigger) or (form_of(trigger) in FAINT and not is_noun(trigger))


def modality_of(trigger: Chunk) -> Modality:
    """Whether a trigger tells of what happened, is to come or was called off."""
    use = trigger.annotation.value.split()[0] if trigger.annotation else ""
    return Modality(use) if use in ("future", "negated") else Modality.ASSERTED


class Storyline:
    """The protests of a report, and the one that it is telling of."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self.document = extraction.document
        self.text = extraction.document.report.text
        self.home = home_of(extraction)
        self.dated = bool(self.home)  # whether the report says where it is from
        self.keys: set[str] = set()
        self.joint: ProtestEvent | None = None
        self.parts: list[ProtestEvent] = []
        self.mains: list[ProtestEvent] = []
        self.plans: list[ProtestEvent] = []
        self.current: ProtestEvent | None = None
        self.heading: Place | None = None  # the place of the last cross-head
        self.in_passing = False  # whether only a relative clause of it tells of a protest
        self.told = ""  # the sentence that is read, up to the word that is looked at
        self.absorbed: dict[str, ProtestEvent] = {}  # the events that turned out to be another one
        self.country: Place | None = None  # the country or region of the last one, where it names no town

    def triggers(self, clause: Clause, *uses: str) -> list[Chunk]:
        """The triggers that are good for this; those of "the same" form have that of the event told of."""
        found = []
        for chunk in (c for use in uses for c in triggers_of(clause, use)):
            if form_of(chunk) == SAME:
                told = self.current or next(reversed(self.mains or self.plans), None)
                if told is None or not told.forms or chunk.annotation is None:
                    continue
                if any(form_of(c) != SAME for use in uses for c in triggers_of(clause, use)):
                    continue  # "will be back on Friday to pitch tents"
                value = f"{chunk.annotation.value.removesuffix(SAME)}{told.forms[0]}"
                chunk = chunk._replace(annotation=replace(chunk.annotation, value=value))
            found.append(chunk)
        return found

    def remember(self, chunk: Chunk, rule: str, town: str | None = None) -> ProtestEvent:
        """A new event with this trigger that does not become the one told of."""
        before = self.current
        event = self.open(chunk, town, rule, modality_of(chunk))
        event.mention(chunk.span, form_of(chunk))
        self.current = before
        return event

    def known(
        self, chunk: Chunk, places: list[Place], before: str = "", *, fresh: bool = False, adopting: bool = True
    ) -> ProtestEvent:
        """The event that a trigger tells of, with one mention and its places more."""
        form, town = form_of(chunk), self._town(places)
        moving = self._moving(chunk, town, places)
        event = None if fresh else self._opened(town)
        if event is None and not fresh:
            event = self._find(chunk, form, town, before, places, moving=moving)
        if not adopting and event is not None and event.town != town:
            event = None
        if event is None:
            rule = "event-trigger" if self.current is None else "event-new-scene"
            event = self.open(chunk, town, rule)
            event.turned = moving or self._opens(town, places)
        noun = is_noun(chunk)
        event.mention(chunk.span, form, faint=is_faint(chunk))
        event.demonstrated = event.demonstrated or self._demonstrates(chunk)
        event.plural = event.plural or (noun and len(event.evidence) == 1 and self._is_plural(chunk))
        if noun and not event.named:
            event.named, event.label = True, self.document.text(chunk.span)
        if event is not self.joint:
            self.place(event, chunk, places)
        return event

    def _town(self, places: list[Place]) -> str | None:
        """The town of places; of "in Santa Cruz, Manila" the one told of, if that is Manila."""
        told = self.current.town if self.current is not None else None
        quarter = any(
            place.key == told and self.text[mention.start - 2 : mention.start] == ", " for place, mention in places[1:2]
        )
        return told if quarter else town_of(self.extraction, places)

    def _opened(self, town: str | None) -> ProtestEvent | None:
        """The event that this sentence has opened because it is of another day; nothing has told of it yet."""
        event = self.current
        if event not in self.mains or event.forms:
            return None
        return event if town is None or event.town in (None, town) else None

    def _find(
        self, chunk: Chunk, form: str, town: str | None, before: str, places: list[Place], *, moving: bool
    ) -> ProtestEvent | None:
        """The event that a trigger can belong to: the one told of, one of its town, one of its form."""
        recent = [e for e in (*self.parts[-RECENT:], *self.mains[-RECENT:]) if e.rule != "event-earlier"]
        events = [e for e in recent if e.fits(form, demonstration=self._demonstrates(chunk))]
        current = self.current if self.current in events else None
        staged = is_noun(chunk) and (stages(before) or held(self.told, self.text[chunk.span.end : chunk.span.end + 60]))
        if current is not None and self._goes_on_beside(chunk, current):
            return next((e for e in reversed(events) if form in e.forms), None)
        if current is not None and staged and form not in PHASES and set(current.forms) <= KEPT_UP:
            return None  # strikers who "held a demonstration"
        new = current is not None and form not in current.forms
        if staged and (places or new) and town is None and self._turns_to_others(chunk):
            return None
        if town is not None and not moving and self._comes_back(chunk, form, before, town):
            return current
        if town is not None and self.joint is not self.current:
            moving = moving or self.is_another(chunk, town, before, staged=staged)
            return self._in_town(events, current, form, town, moving=moving)
        region = self._region(places) if town is None and current is not None else None
        if current is not None and region is not None and self._leaves(current, chunk, region, before):
            return next((e for e in reversed(events) if region in (*e.places, *e.inherited)), None)
        if current is None and town is None and is_weak(chunk) and events:
            return events[-1]
        return self._of_form(events, current, chunk, before, placed=bool(places))

    def _region(self, places: list[Place]) -> str | None:
        """The province or the like in which places say that something was."""
        return next((place.key for place, _ in places if place.category in REGIONS), None)

    def _leaves(self, current: ProtestEvent, chunk: Chunk, region: str, before: str) -> bool:
        """ "In Mersin province students assembled", after another province or a town: not what was told of there."""
        known = [place for place in (*current.places, *current.inherited) if self._in_region(place)]
        if region in known or (is_noun(chunk) and DEFINITE.search(before) is not None):
            return False
        return bool(known)

    def _in_region(self, place: str) -> bool:
        return self.extraction.entity(place).category in REGIONS

    def _goes_on_beside(self, chunk: Chunk, current: ProtestEvent) -> bool:
        """ "Doctors have been off work since May", beside a rally on Sunday: what goes on is no phase of it."""
        form = form_of(chunk)
        if form not in STATES or form in current.forms or current.lasting or set(current.forms) <= GENERAL:
            return False
        before, after = self.told[-30:], self.text[chunk.span.end : chunk.span.end + 30]
        return BEEN.search(before + self.document.text(chunk.span)) is not None and SINCE.match(after) is not None

    def _of_form(
        self, events: list[ProtestEvent], current: ProtestEvent | None, chunk: Chunk, before: str, *, placed: bool
    ) -> ProtestEvent | None:
        """The event that a word without a town can belong to by its form."""
        form = form_of(chunk)
        if form == "strike" and is_noun(chunk) and current is not None and not self._is_labour(current):
            known = [e for e in events if self._is_labour(e)]
            return known[-1] if known else None
        if current is not None and current.plural and placed and not self._is_plural(chunk):
            return None  # "protests in several towns", then the first of them
        if current is not None and (form in current.forms or form in GENERAL):
            return current
        if is_noun(chunk) and DEFINITE.search(before) is not None:
            known = [e for e in events if form in e.forms]
            if known:
                return known[-1]
        if current is None and self.current is not None:
            known = [e for e in events if form in e.forms]
            return known[-1] if known else None
        return current

    def _is_labour(self, event: ProtestEvent) -> bool:
        """Whether a strike can be what an event is: not where people are known to have blocked a road."""
        return bool((set(event.forms) - GENERAL or set(event.forms)) & _LABOUR)

    def _in_town(
        self, events: list[ProtestEvent], current: ProtestEvent | None, form: str, town: str, *, moving: bool
    ) -> ProtestEvent | None:
        """The event told of in a town; else the current one, if that has no town yet and this may be its own."""
        same = [e for e in events if e.town == town]
        best = [e for e in same if form in e.forms] or ([current] if current in same else same)
        if best:
            return best[-1]
        adopting = current is not None and current.town is None and not moving
        adopting = adopting and not (self.in_passing and current is not None and current.places)
        adopting = adopting and not self._of_region(current) and not self._at_a_spot(current, form)
        adopting = adopting and (not self._heads() or (self._quarter(town) and form in self._forms()))
        return current if adopting else None

    def _at_a_spot(self, event: ProtestEvent | None, form: str) -> bool:
        """Whether an event has a place, and a word of quite another form tells of a town: a blockade, then a camp."""
        if event is None or not event.places or form in GENERAL:
            return False
        return form not in event.forms and bool(set(event.forms) & LASTING) and form in LASTING

    def _of_region(self, event: ProtestEvent | None) -> bool:
        """Whether an event is told of a state or a province as a whole: a rally in one of its towns is another."""
        places = event.places if event is not None else ()
        return any(self.extraction.entity(place).category in REGIONS for place in places)

    def _comes_back(self, chunk: Chunk, form: str, before: str, town: str) -> bool:
        """ "The gathering was joined by …": the one told of, wherever those who joined it are from."""
        if self.current is None or self.current.town is None:
            return False
        if same_people(self.told) and self.current.fits(form):
            return True
        if not is_noun(chunk) or self._is_plural(chunk):
            return False
        if JOINED.search(before) is not None and self.current.fits(form):
            return True
        if self._said_before(town, chunk):
            return False
        pattern = DEFINITE if form in self.current.forms else SUBJECT
        return form in (*self.current.forms, *GENERAL) and pattern.search(before) is not None

    def is_another(self, chunk: Chunk, town: str, before: str, *, staged: bool) -> bool:
        """ "Nurses in X held a picket", a paragraph later, in a report from elsewhere: not the one told of before."""
        if not self.home and self._at_spot():
            return DEFINITE.search(before) is None and self._turns_to_others(chunk)
        known = not self.home or not self.home[0][0].settlement or self.home[0][0].key == town
        if known or (self._quarter(town) and not staged) or (is_noun(chunk) and DEFINITE.search(before) is not None):
            return False
        return self._in_another_paragraph(chunk) or OTHERS.match(self.told) is not None

    def _at_spot(self) -> bool:
        """Whether all that is known of where the one told of was is a square, a house, a street."""
        return self.current is not None and bool(self.current.places) and self.current.town is None

    def _in_another_paragraph(self, chunk: Chunk) -> bool:
        here = self.document.paragraph_at(chunk.span.start)
        return self.current is not None and all(
            self.document.paragraph_at(span.start) != here for span in self.current.evidence
        )

    def _turns_to_others(self, chunk: Chunk) -> bool:
        """ "Nurses at the hospital in X held a one-day picket", where people were told of before."""
        return self._in_another_paragraph(chunk) and OTHERS.match(self.told) is not None

    def _said_before(self, town: str, chunk: Chunk) -> bool:
        """Whether a sentence names a town before its word of protest: "Nurses in X held their protest"."""
        start = chunk.span.start - len(self.told)
        mentions = self.extraction.entity(town).mentions
        return town != (self.current and self.current.town) and any(
            start <= m.start < chunk.span.start for m in mentions
        )

    def _moving(self, chunk: Chunk, town: str | None, places: list[Place]) -> bool:
        """ "In X, …" in a report from elsewhere, or of a protest at a spot, told of in another paragraph."""
        if not self._opens(town, places):
            return False
        if self.home:
            return self.home[0][0].key != town
        return self._at_spot() and self._in_another_paragraph(chunk)

    def _opens(self, town: str | None, places: list[Place]) -> bool:
        """Whether a sentence begins with its town: "In X, …"."""
        if town is None:
            return False
        mention = next(mention for place, mention in places if place.key == town)
        sentence = self.document.sentence_at(mention.start)
        return sentence is not None and opens(self.text, sentence.start, mention.start)

    def _forms(self) -> list[str]:
        return [] if self.current is None else self.current.forms

    def _quarter(self, town: str) -> bool:
        """Whether a name of no known kind may be a part of the large city that the report is from."""
        known = bool(self.home) and self.home[0][0].category == "city"
        return known and self.extraction.entity(town).category is None

    def _heads(self) -> bool:
        """Whether what is told of has no town because it sums up several."""
        return self.current is not None and self.current.plural

    def place(self, event: ProtestEvent, chunk: Chunk, places: list[Place]) -> None:
        """The places that a trigger says become those of its event."""
        town = town_of(self.extraction, places)
        for place, mention in places:
            evidence = Span(min(chunk.span.start, mention.start), max(chunk.span.end, mention.end))
            if place.category in LARGE:
                event.inherited.setdefault(place.key, evidence)
            else:
                event.at(place.key, evidence, town=place.key == town)

    def is_further(self, before: str, chunk: Chunk) -> bool:
        """ "Similar protests took place in A and B", "a counter-rally": events of their own."""
        if self.current is None or self.current is self.joint or COUNTED.search(before) is not None:
            return False
        counter = self.document.text(chunk.span).lower().startswith(("counter", "similar"))
        known = self.current.label.lower().startswith("counter")
        return (counter and not known) or (is_noun(chunk) and FURTHER.search(before) is not None)

    def _demonstrates(self, chunk: Chunk) -> bool:
        """Whether it is called a demonstration, not only a protest."""
        return self.document.text(chunk.span).lower().startswith("demonstrat")

    def _is_plural(self, chunk: Chunk) -> bool:
        words = self.document.text(chunk.span)
        return words.endswith("s") and not words.lower().endswith(("ss", "series"))

    def open(self, chunk: Chunk, town: str | None, rule: str, modality: Modality = Modality.ASSERTED) -> ProtestEvent:
        """A new event of its own; a part of the joint action while that lacks parts."""
        label = self.document.text(chunk.span)
        asserted = modality is Modality.ASSERTED
        part = asserted and self.joint is not None and not self.parts_known
        first = f"event-{chunk.span.start}"
        more = (f"{first}.{number}" for number in itertools.count(2))
        key = first if first not in self.keys else next(key for key in more if key not in self.keys)
        self.keys.add(key)
        event = ProtestEvent(key, EventKind.PROTEST, label, rule, modality, after=self.current)
        if part and self.joint is not None and len(self.joint.places) == 1:
            place, evidence = next(iter(self.joint.places.items()))
            event.town, event.inherited[place] = town or place, evidence
        elif town is None and self.heading is not None and not asserted:
            event.heading = (self.heading[0].key, self.heading[1])
        elif town is None and self.heading is not None:
            event.at(self.heading[0].key, self.heading[1], town=True)
        elif town is None and self.country is not None:
            event.inherited[self.country[0].key], event.elsewhere = self.country[1], True
        (self.parts if part else self.mains if asserted else self.plans).append(event)
        if asserted:
            self.current = event
        return event

    @property
    def parts_known(self) -> bool:
        """Whether the joint action has as many parts as the report counts."""
        return self.joint is not None and self.joint.number is not None and len(self.parts) >= self.joint.number

    def sum_up(self) -> None:
        """ "Protests over the price entered a second day", and then the only one told of: both are one event."""
        for head in [e for e in self.mains if e.plural and e.rule == "event-trigger" and not e.places]:
            others = [e for e in (*self.mains, *self.parts) if e.forms and e is not head and e.rule != "event-earlier"]
            if len(others) == 1 and others[0].after is head and not others[0].turned and head.takes(others[0]):
                self.mains.remove(others[0])
                self.absorbed[others[0].key] = head

        for plan in [plan for plan in self.plans if self._is_told_already(plan)]:
            held = next((e for e in self.mains if self._was_held(plan, e)), None)
            if held is not None:
                held.evidence += plan.evidence
                self.plans.remove(plan)
                self.absorbed[plan.key] = held

    def _is_told_already(self, plan: ProtestEvent) -> bool:
        """ "The march was to leave from X", "no permission to march": the one of which the report tells."""
        if plan.days:
            return False
        before = [self.text[max(0, words.start - LOOK_BACK) : words.start] for words in plan.evidence]
        return all(DEFINITE.search(words) or PERMISSION.search(words) for words in before)

    def _was_held(self, plan: ProtestEvent, event: ProtestEvent) -> bool:
        """Whether an event may be what was planned: of a form of it, and in no other town."""
        alike = bool(set(plan.forms) & set(event.forms)) and event.rule != "event-earlier"
        return alike and (plan.town is None or event.town in (None, plan.town)) and not plan.apart_in_time(event)

    def facts(self) -> Iterator[Fact]:
        """The events with their places and how they belong together."""
        homes = Homes(self.extraction, self.home, self.joint, self.mains, self.parts)
        for event in (*self.mains, *self.parts, *self.plans):
            if event.forms:
                homes.settle(event)
                yield from event.facts()
        if self.joint is not None:
            yield from joint_facts(self.joint, [part for part in self.parts if part.forms])
