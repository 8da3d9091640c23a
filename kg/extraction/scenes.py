"""Protest events, and which sentence tells of which: the scenes of a report.

A report tells of one event unless it counts several ("two demonstrations in A and B"), moves to another town or day,
or tells of what cannot be a phase of the same occasion. Every sentence gets the event it tells of as a SCENE
annotation; the later steps hang their facts on it. Protests still to come or called off are events of their own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from kg import times
from kg.document import Annotation, Label, Span
from kg.facts import EventKind, Extraction, Fact, Modality
from kg.grammar import Chunk, Clause, clauses
from kg.lexicon import Lexicon
from kg.protests import FAINT, GENERAL, ProtestEvent, joint_facts
from kg.whereabouts import (
    LARGE,
    Place,
    home_of,
    listed_towns,
    named_elsewhere,
    place_of,
    places_of,
    town_of,
    towns_in,
)

CROWDS = {
    "protesters": "demonstration", "protestors": "demonstration", "demonstrators": "demonstration",
    "marchers": "march", "strikers": "strike", "rioters": "riot", "picketers": "picket",
}  # fmt: skip
CROWD = re.compile(rf"(?:[\w'’-]+ ){{0,3}}?(?P<who>{'|'.join(CROWDS)})\b", re.IGNORECASE)
JOINT = re.compile(r"(?P<count>#)w{0,2}(?P<noun>V)")
FURTHER = re.compile(
    r"\b(?:similar|other|smaller|larger|further|additional|parallel|simultaneous|another|second|third|fresh|separate"
    r"|rival|new)(?: \w+)? $",
    re.IGNORECASE,
)
BACKGROUND = re.compile(
    rf"(?<!\d )\b(?:in|back in) (?:(?:early|late|mid) ?-?)?(?:{'|'.join(times.MONTHS)})(?: \d{{4}})?(?!\s*\d)\b"
    r"|\b(?:in|back in) (?:19|20)\d{2}\b|\blast (?:month|year)\b|\b(?:months?|years?) (?:ago|earlier)\b",
    re.IGNORECASE,
)
RELATIVE = re.compile(r"\b(?:where|which|who|whose)\b[^,;]*$", re.IGNORECASE)
SUBORDINATE = re.compile(r"\b(?:where|which|who|whose|since|when|after|because)\b", re.IGNORECASE)
LEAD = 3  # sentences before the first protest that may be of it
OPENING = 40  # characters in which a sentence says of which time it is
SAME_TIME = re.compile(
    r"^(?:At the same time|Meanwhile|Simultaneously|Elsewhere|In the meantime|Across (?:town|the \w+)"
    r"|On the (?:other|opposite) side|Less than|Not far|A few (?:hundred|streets|blocks)|Nearby)\b"
)
DEFINITE = re.compile(r"\b(?:the|this|that) (?:\w+ )?$", re.IGNORECASE)
IN_PROTEST = re.compile(r"\b(?:in|as a|of|to) $", re.IGNORECASE)
HEADING = re.compile(r"L(?:[n,]+L)*[:x]?")
LEADING = re.compile(r"(?P<place>L)(?::|x(?=[A-Za-z#]))")


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its protest events and the scene of each sentence."""
    teller = _Teller(extraction)
    told = list(clauses(extraction.document, lexicon))
    headline = extraction.document.headline
    # The headline sums up, so it is read after the body it sums up.
    for sentence, clause in sorted(told, key=lambda item: headline is not None and headline.covers(item[0])):
        teller.sentence(sentence, clause)
    document = extraction.document.with_annotations(teller.annotations())
    return extraction.on(document).adding(teller.facts())


class _Teller:
    """Follows a report sentence by sentence and keeps the event it is telling of."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self.document = extraction.document
        self.text = extraction.document.report.text
        self.home = home_of(extraction)
        self.joint: ProtestEvent | None = None
        self.parts: list[ProtestEvent] = []
        self.mains: list[ProtestEvent] = []
        self.plans: list[ProtestEvent] = []
        self.current: ProtestEvent | None = None
        self.heading: Place | None = None  # the place of the last cross-head
        self.scenes: list[tuple[Span, ProtestEvent | None]] = []
        self.leading: list[tuple[Span, Clause]] = []  # the sentences before the first event
        self.waiting: list[tuple[Span, Clause, list[Chunk]]] = []  # sentences whose scene a later one will tell

    # One sentence after the other

    def sentence(self, sentence: Span, clause: Clause) -> None:
        """Read one sentence: find its events, move the scene if it asks for that, remember the scene."""
        mains, planned = _triggers(clause, "main"), [*_triggers(clause, "future"), *_triggers(clause, "negated")]
        if self.document.headline is not None and self.document.headline.covers(sentence):
            self._headline(sentence, mains, planned)
            return
        if self._cross_head(sentence, clause):
            return
        mains = self._own(sentence, mains)
        if planned and all(self._aside(sentence, chunk) for chunk in mains):
            self._planned(sentence, clause, mains, planned)
            return
        self._asserted(sentence, clause, mains)
        if planned:
            self._plan(sentence, clause, planned)

    def _asserted(self, sentence: Span, clause: Clause, mains: list[Chunk]) -> None:
        triggers = any(c.code == "V" for c in clause.chunks)
        if self._earlier(sentence, clause, mains) or (self._another_day(sentence) and not mains):
            return
        if self._joint(clause, mains):
            self.scenes.append((sentence, self.joint))
            return
        if not mains and self.current is None:
            self._crowd(clause)
        if not mains and self.joint is not None and not self.parts_known:
            self._other_side(sentence, clause)
        self._move(sentence, clause, mains, told=triggers)
        if self.joint is not None and self.current is self.joint and self._definite(sentence, mains):
            self.waiting.append((sentence, clause, mains))
            return
        self._settle()
        self._tell(sentence, clause, mains)

    def _other_side(self, sentence: Span, clause: Clause) -> None:
        """ "Less than a kilometre away, in X, the others waved flags": the next one of those that were counted."""
        match = SAME_TIME.match(self.document.text(sentence))
        if match is None or self.joint is None or not self.parts:
            return
        spots = [place for c in clause.chunks if c.code == "L" for place in place_of(self.extraction, c.span)]
        trigger = Chunk("V", Span(sentence.start, sentence.start + match.end()))
        event = self._open(trigger, None, "event-new-scene")
        event.mention(trigger.span, self.joint.forms[0])
        for place, mention in spots[:1]:
            event.at(place.key, mention, town=False)

    def _crowd(self, clause: Clause) -> None:
        """ "Demonstrators stormed the office": who they are says that there was a protest."""
        for chunk in clause.chunks if _triggers(clause, "part") else ():
            word = CROWD.match(self.document.text(chunk.span)) if chunk.code == "G" else None
            if word is not None:
                head = Chunk("V", Span(chunk.span.start, chunk.span.start + word.end()))
                event = self._open(head, None, "event-crowd")
                event.mention(head.span, CROWDS[word["who"].lower()])
                for place, mention in towns_in(self.extraction, clause)[:1]:
                    event.at(place.key, mention, town=True)
                return

    def _tell(self, sentence: Span, clause: Clause, mains: list[Chunk]) -> None:
        told: list[ProtestEvent] = []
        for chunk in mains:
            told += self._mention(sentence, clause, chunk, first=not told)
        scene = told[0] if told else self.current
        if scene is None and len(self.leading) < LEAD and _triggers(clause, "part"):
            self.leading.append((sentence, clause))
        elif scene is not None:
            self._lead(scene)
        if scene is not None and told:
            scene.days |= self._days(sentence)
            self.current = told[-1] if len({id(event) for event in told}) == 1 else scene
        self.scenes.append((sentence, scene or (self.plans[-1] if self.plans and self.heading is None else None)))

    def _lead(self, event: ProtestEvent) -> None:
        """What a report tells before it says that there was a protest was at its first one."""
        for sentence, clause in self.leading if event.modality is Modality.ASSERTED else []:
            self.scenes.append((sentence, event))
            event.days |= self._days(sentence)
            for place, mention in towns_in(self.extraction, clause)[:1]:
                event.at(place.key, mention, town=True)
        self.leading = []

    def _headline(self, sentence: Span, mains: list[Chunk], planned: list[Chunk]) -> None:
        """The headline names the event of the body that has its form, else the first that it fits."""
        asserted = [event for event in (*self.mains, *self.parts) if event.rule != "event-earlier"]
        used: ProtestEvent | None = None
        for chunk in (*mains, *planned):
            form = _form(chunk)
            pool = asserted if chunk in mains and asserted else [*self.plans, *asserted]
            event = next((e for e in pool if form in e.forms), None) or next((e for e in pool if e.fits(form)), None)
            if event is None:
                event = self._open(chunk, None, "event-trigger", _modality(chunk))
            event.mention(chunk.span, form, faint=form in FAINT)
            used = used or event
        self.scenes.append((sentence, used or next(iter([*asserted, *self.plans]), None)))

    def _own(self, sentence: Span, mains: list[Chunk]) -> list[Chunk]:
        """The triggers of the main clause, if it has any: what a relative clause tells of may be another event."""
        own = [c for c in mains if RELATIVE.search(self.text[sentence.start : c.span.start]) is None]
        return own or mains

    def _cross_head(self, sentence: Span, clause: Clause) -> bool:
        """A line that is nothing but a place: what follows is there, and is an event of its own. So is "TOWN: …"."""
        paragraph = self.document.paragraph_at(sentence.start)
        if paragraph is None or paragraph.start != sentence.start:
            return False
        alone = paragraph == sentence and HEADING.fullmatch(clause.codes) is not None
        leading = LEADING.match(clause.codes) if not alone else None
        if not alone and leading is None:
            return False
        chunks = clause.chunks if alone else clause.chunks[:1]
        heads = [place for c in chunks if c.code == "L" for place in place_of(self.extraction, c.span)]
        if not alone and not (heads and heads[0][0].settlement):
            return False
        self.heading = heads[0] if len(heads) == 1 else None
        self.current = None
        return alone

    # Days

    def _days(self, sentence: Span) -> set[str]:
        """The days that a sentence names; only days of one kind ("friday", a date) can be held against each other."""
        published, found = self.document.report.published, set()
        for time in self.document.labelled(Label.TIME, within=sentence):
            first, last = times.resolve(time.value, published)
            if first is not None and first == last:
                found.add(first.isoformat())
            elif first is None:
                found.update(times.names(time.value))
        return found

    def _another_day(self, sentence: Span) -> bool:
        """Whether a sentence names a day, and it is not that of the event told of."""
        if self.current is None or self.current.lasting:
            return False
        days = self._days(sentence)
        alike = [d for d in days if any(times.comparable(d, other) for other in self.current.days)]
        return bool(alike) and not days & self.current.days

    # Which event a word tells of

    def _earlier(self, sentence: Span, clause: Clause, mains: list[Chunk]) -> bool:
        """What happened in another month or year is no part of the event told of; with a town it is its own."""
        if not self._background(self.document.text(sentence), told=bool(mains)):
            return False
        for chunk in mains[:1]:
            places = places_of(self.extraction, clause, clause.chunks.index(chunk))
            if any(place.settlement for place, _ in places):
                self._place(self._remember(chunk, "event-earlier"), chunk, places)
        return True

    def _background(self, words: str, *, told: bool) -> bool:
        """Whether a sentence as a whole, not a relative clause of it, is of another month or year."""
        match = BACKGROUND.search(words)
        if match is None or SUBORDINATE.search(words, 0, match.start()) is not None:
            return False
        if self.current is None and not match[0].startswith("last") and re.search(r"\d{4}|year", match[0]) is None:
            return False  # the report may be of that month
        return told or match.start() < OPENING

    def _remember(self, chunk: Chunk, rule: str) -> ProtestEvent:
        """A new event with this trigger that does not become the one told of."""
        before = self.current
        event = self._open(chunk, None, rule, _modality(chunk))
        event.mention(chunk.span, _form(chunk))
        self.current = before
        return event

    def _mention(self, sentence: Span, clause: Clause, chunk: Chunk, *, first: bool) -> list[ProtestEvent]:
        """The events that a trigger tells of: the one told of, another one already known, or new ones."""
        places = places_of(self.extraction, clause, clause.chunks.index(chunk))
        listed = listed_towns(self.extraction, clause, places)
        if len(listed) > 1 and self.current is not self.joint:
            return [self._known(chunk, [place], adopting=False) for place in listed]
        before = self.text[max(sentence.start, chunk.span.start - 60) : chunk.span.start]
        fresh = first and self._is_further(before, chunk)
        event = self._known(chunk, places, before, fresh=fresh)
        event.elsewhere = event.elsewhere or named_elsewhere(self.extraction, clause, clause.chunks.index(chunk))
        return [event]

    def _known(
        self, chunk: Chunk, places: list[Place], before: str = "", *, fresh: bool = False, adopting: bool = True
    ) -> ProtestEvent:
        form, town = _form(chunk), town_of(self.extraction, places)
        event = None if fresh else self._find(chunk, form, town, before, placed=bool(places))
        if not adopting and event is not None and event.town != town:
            event = None
        if event is None:
            rule = "event-trigger" if self.current is None else "event-further" if fresh else "event-new-scene"
            event = self._open(chunk, town, rule)
        noun = _is_noun(chunk)
        event.mention(chunk.span, form, faint=form in FAINT and not noun)
        event.plural = event.plural or (noun and len(event.evidence) == 1 and self._is_plural(chunk))
        if noun and not event.named:
            event.named, event.label = True, self.document.text(chunk.span)
        if event is not self.joint:
            self._place(event, chunk, places)
        return event

    def _find(self, chunk: Chunk, form: str, town: str | None, before: str, *, placed: bool) -> ProtestEvent | None:
        """The event that a trigger can belong to: the one told of, one of its town, one of its form."""
        events = [e for e in (*self.parts, *self.mains) if e.rule != "event-earlier" and e.fits(form)]
        current = self.current if self.current in events else None
        if town is not None and self.joint is not self.current:
            same = [e for e in events if e.town == town]
            best = [e for e in same if form in e.forms] or ([current] if current in same else same)
            if best:
                return best[-1]
            adopting = current is not None and current.town is None and not current.plural
            return current if adopting and not self._heads() else None
        if current is not None and current.plural and placed and not self._is_plural(chunk):
            return None  # "protests in several towns", then the first of them
        if current is not None and (form in current.forms or form in GENERAL):
            return current
        if _is_noun(chunk) and DEFINITE.search(before) is not None:
            known = [e for e in events if form in e.forms]
            if known:
                return known[-1]
        if current is None and self.current is not None:
            known = [e for e in events if form in e.forms]
            return known[-1] if known else None
        return current

    def _heads(self) -> bool:
        """Whether what is told of has no town because it sums up several."""
        return self.current is not None and self.current.plural

    def _place(self, event: ProtestEvent, chunk: Chunk, places: list[Place]) -> None:
        town = town_of(self.extraction, places)
        for place, mention in places:
            evidence = Span(min(chunk.span.start, mention.start), max(chunk.span.end, mention.end))
            if place.category in LARGE:
                event.inherited.setdefault(place.key, evidence)
            else:
                event.at(place.key, evidence, town=place.key == town)

    def _is_further(self, before: str, chunk: Chunk) -> bool:
        """ "Similar protests took place in A and B", "a counter-rally": events of their own."""
        if self.current is None or self.current is self.joint:
            return False
        counter = self.document.text(chunk.span).lower().startswith(("counter", "similar"))
        known = self.current.label.lower().startswith("counter")
        return (counter and not known) or (_is_noun(chunk) and FURTHER.search(before) is not None)

    def _is_plural(self, chunk: Chunk) -> bool:
        words = self.document.text(chunk.span)
        return words.endswith("s") and not words.lower().endswith(("ss", "series"))

    def _open(self, chunk: Chunk, town: str | None, rule: str, modality: Modality = Modality.ASSERTED) -> ProtestEvent:
        """A new event of its own; a part of the joint action while that lacks parts."""
        label = self.document.text(chunk.span)
        asserted = modality is Modality.ASSERTED
        part = asserted and self.joint is not None and not self.parts_known
        taken = {event.key for event in (*self.mains, *self.parts, *self.plans)}
        first = f"event-{chunk.span.start}"
        more = (f"{first}.{number}" for number in itertools.count(2))
        key = first if first not in taken else next(key for key in more if key not in taken)
        event = ProtestEvent(key, EventKind.PROTEST, label, rule, modality, after=self.current)
        if part and self.joint is not None and len(self.joint.places) == 1:
            place, evidence = next(iter(self.joint.places.items()))
            event.town, event.inherited[place] = town or place, evidence
        elif town is None and self.heading is not None:
            event.at(self.heading[0].key, self.heading[1], town=True)
        (self.parts if part else self.mains if asserted else self.plans).append(event)
        if asserted:
            self.current = event
        return event

    # Protests to come, and those called off

    def _aside(self, sentence: Span, chunk: Chunk) -> bool:
        """ "… will block the road in protest": what happens is still the one to come."""
        before = self.text[max(sentence.start, chunk.span.start - 12) : chunk.span.start]
        return IN_PROTEST.search(before) is not None and _form(chunk) == "demonstration"

    def _planned(self, sentence: Span, clause: Clause, mains: list[Chunk], planned: list[Chunk]) -> None:
        """A sentence that tells of nothing that happened: its scene is what is to come."""
        events = self._plan(sentence, clause, planned)
        for chunk in mains:
            events[0].mention(chunk.span, _form(chunk))
        self.scenes.append((sentence, events[0]))

    def _plan(self, sentence: Span, clause: Clause, planned: list[Chunk]) -> list[ProtestEvent]:
        events: list[ProtestEvent] = []
        for chunk in planned:
            places = places_of(self.extraction, clause, clause.chunks.index(chunk))
            before = self.text[max(sentence.start, chunk.span.start - 60) : chunk.span.start]
            for group in [[place] for place in listed_towns(self.extraction, clause, places)] or [places]:
                event = self._same_plan(chunk, town_of(self.extraction, group), before, events)
                if event is None:
                    town = town_of(self.extraction, group)
                    event = self._open(chunk, town, _PLANS[_modality(chunk)], _modality(chunk))
                event.mention(chunk.span, _form(chunk), faint=_form(chunk) in FAINT)
                self._place(event, chunk, group)
                event.days |= self._days(sentence)
                index = clause.chunks.index(chunk)
                event.elsewhere = event.elsewhere or named_elsewhere(self.extraction, clause, index)
                events.append(event)
        return events

    def _same_plan(
        self, chunk: Chunk, town: str | None, before: str, beside: list[ProtestEvent]
    ) -> ProtestEvent | None:
        """The plan told of already: in this sentence, or "the march" of the same form."""
        definite = DEFINITE.search(before) is not None
        for event in reversed(self.plans):
            placed = town in (None, event.town) or (event in beside and event.town is None)
            same = placed and event.modality is _modality(chunk) and event.fits(_form(chunk))
            if same and (event in beside or (definite and _form(chunk) in event.forms)):
                return event
        return None

    def _town_of(self, event: ProtestEvent) -> dict[str, Span]:
        known = {**event.inherited, **event.places}
        return {place: span for place, span in known.items() if place == event.town}

    # Joint actions

    def _settle(self) -> None:
        """Once a scene is known, the sentences that waited for it belong to it."""
        if self.current is not self.joint:
            waiting, self.waiting = self.waiting, []
            for sentence, clause, mains in waiting:
                self._tell(sentence, clause, mains)

    def _joint(self, clause: Clause, mains: list[Chunk]) -> bool:
        """ "two demonstrations (in A and B)": one joint action, with a part for each place if all are named."""
        for match in JOINT.finditer(clause.codes):
            count, noun = clause.group(match, "count")[0], clause.group(match, "noun")[0]
            number = count.annotation.value if count.annotation else ""
            plural = self.document.text(noun.span).endswith("s")
            if not _is_noun(noun) or noun not in mains or not number.isdigit() or int(number) < 2 or not plural:
                continue
            span = Span(count.span.start, noun.span.end)
            if self.joint is None:
                self.joint = ProtestEvent(
                    f"event-{span.start}", EventKind.JOINT, self.document.text(span), "joint-counted"
                )
                self.joint.named = True
                self.joint.number = int(number)
                self.mains.insert(0, self.joint)
            elif self.joint.number != int(number):
                continue
            self.joint.mention(span, _form(noun))
            self.joint.counted.append((count.span, span))
            self._part_places(clause, noun, span, int(number))
            self.current = self.joint
            return True
        return False

    def _part_places(self, clause: Clause, noun: Chunk, span: Span, number: int) -> None:
        places = places_of(self.extraction, clause, clause.chunks.index(noun))
        if self.joint is None:
            return
        for place, mention in places:
            start = min(span.start, *(m.start for _, m in places))
            end = max(span.end, *(m.end for _, m in places))
            evidence = Span(start, end + (self.text[end : end + 1] == ")"))
            self.joint.places.setdefault(place.key, evidence)
            if len(places) == number and not any(part.town == place.key for part in self.parts):
                label = f"{_form(noun)} in {self.document.text(mention)}"
                part = ProtestEvent(
                    f"event-{mention.start}", EventKind.PROTEST, label, "joint-part", town=place.key, named=True
                )
                part.mention(evidence, _form(noun))
                part.places[place.key] = evidence
                self.parts.append(part)

    def _move(self, sentence: Span, clause: Clause, mains: list[Chunk], *, told: bool) -> None:
        """Change the scene: to the event held in a town the sentence opens with, or to a new one."""
        towns = towns_in(self.extraction, clause)
        for place, _ in towns if told and not (mains and self.joint is None) else []:
            part = next((part for part in (*self.parts, *self.mains) if part.town == place.key), None)
            if part is not None:
                self.current = part
                return
        if not mains or self.current is None:
            return
        first = _first_town(self.text, sentence, towns)
        opens = SAME_TIME.match(self.document.text(sentence)) is not None
        moved = first is not None and self.current.town not in (None, first)
        if self.joint is not None and not self.parts_known:
            if self.current is self.joint or opens or moved:
                self._open(mains[0], first, "event-new-scene")
        elif (opens and self._anew(mains)) or self._another_day(sentence):
            self._go_to_day(sentence, mains)

    def _anew(self, mains: list[Chunk]) -> bool:
        """Whether a sentence that turns elsewhere does not come back to an event already told of."""
        noun = next((c for c in mains if _is_noun(c)), None)
        return noun is None or DEFINITE.search(self.text[max(0, noun.span.start - 30) : noun.span.start]) is None

    def _go_to_day(self, sentence: Span, mains: list[Chunk]) -> None:
        """The event of the day that a sentence names becomes the one told of; without one, a new event."""
        days = self._days(sentence)
        known = next((e for e in self.mains if e.days & days and e.fits(_form(mains[0]))), None)
        self.current = known or self._open(mains[0], None, "event-new-scene")

    @property
    def parts_known(self) -> bool:
        """Whether the joint action has as many parts as the report counts."""
        return self.joint is not None and self.joint.number is not None and len(self.parts) >= self.joint.number

    def _definite(self, sentence: Span, mains: list[Chunk]) -> bool:
        """ "the demonstration", one of several: which one, a later sentence says."""
        singular = [c for c in mains if not self.document.text(c.span).endswith("s")]
        return any(DEFINITE.search(self.text[sentence.start : c.span.start]) for c in singular)

    # What was found

    def annotations(self) -> Iterator[Annotation]:
        """The scene of each sentence that has one; what waited to the end belongs to the whole."""
        for sentence, event in (*self.scenes, *((sentence, self.joint) for sentence, _, _ in self.waiting)):
            if event is not None:
                yield Annotation(label=Label.SCENE, span=sentence, value=event.key)

    def facts(self) -> Iterator[Fact]:
        """The events with their places and how they belong together."""
        for event in (*self.mains, *self.parts, *self.plans):
            if event.forms:
                self._at_home(event)
                yield from event.facts()
        if self.joint is not None:
            yield from joint_facts(self.joint, [part for part in self.parts if part.forms])

    def _at_home(self, event: ProtestEvent) -> None:
        """An event whose place no sentence says was where the one told of before was, or where the report is from."""
        placed = event.places or event.town is not None or event is self.joint
        if placed or event.rule == "event-earlier" or event.plural or event.elsewhere:
            return
        before: ProtestEvent | None = event.after
        if before is self.joint or (before is None and event.modality is not Modality.ASSERTED):
            before = next((e for e in self.mains if e.town is not None and e is not event), None)
        if before is not None and (before.town is not None or before.places):
            # "at the gate": where the one before was; but one to come may be anywhere in its town.
            spots = before.places if event.modality is Modality.ASSERTED and not self.home else {}
            event.inherited = {**(self._town_of(before) or spots), **event.inherited}
        if not event.inherited and self.home and (before is None or not before.elsewhere):
            event.inherited = {self.home[0][0].key: self.home[0][1]}


_PLANS = {Modality.FUTURE: "event-planned", Modality.NEGATED: "event-called-off"}


def _triggers(clause: Clause, use: str) -> list[Chunk]:
    return [c for c in clause.chunks if c.code == "V" and c.annotation and c.annotation.value.startswith(f"{use} ")]


def _form(trigger: Chunk) -> str:
    return trigger.annotation.value.split()[3] if trigger.annotation else ""


def _is_noun(trigger: Chunk) -> bool:
    return trigger.annotation is not None and trigger.annotation.value.split()[1] == "noun"


def _modality(trigger: Chunk) -> Modality:
    use = trigger.annotation.value.split()[0] if trigger.annotation else ""
    return Modality(use) if use in ("future", "negated") else Modality.ASSERTED


def _first_town(text: str, sentence: Span, towns: list[Place]) -> str | None:
    """The town a sentence opens with ("In X, …") or, if it names one alone, that one."""
    if towns and text[sentence.start : towns[0][1].start].strip().lower() in ("in", "and in", "at", "in the city of"):
        return towns[0][0].key
    return towns[0][0].key if len({place.key for place, _ in towns}) == 1 else None
