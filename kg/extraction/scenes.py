"""Protest events, and which sentence tells of which: the scenes of a report.

A report tells of one event unless it counts several ("two demonstrations in A and B") or moves to another town.
Every sentence gets the event it tells of as a SCENE annotation; the later steps hang their facts on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import times
from kg.document import Annotation, Label, Span
from kg.facts import Entity, EntityKind, EventKind, Extraction, Fact
from kg.grammar import Chunk, Clause, clauses, location_of
from kg.lexicon import Lexicon
from kg.protests import ProtestEvent, joint_facts

JOINT = re.compile(r"(?P<count>#)w{0,2}(?P<noun>V)")
FURTHER = re.compile(
    r"\b(?:similar|other|smaller|larger|further|additional|parallel|simultaneous|more|another|second|third)"
    r"(?: \w+)? $",
    re.IGNORECASE,
)
BACKGROUND = re.compile(
    rf"\b(?:in|since|back in) (?:(?:early|late|mid) ?-?)?(?:{'|'.join(times.MONTHS)})(?: \d{{4}})?(?!\s*\d)\b"
    r"|\b(?:in|since|back in) (?:19|20)\d{2}\b|\blast (?:month|year)\b|\b(?:months?|years?) (?:ago|earlier)\b",
    re.IGNORECASE,
)
DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\b")
REASON = re.compile(
    r"\b(?:in (?:solidarity|support|protest|rejection|memory|response|reaction)|because of|demanding"
    r"|for the (?:victims|people|release)|to (?:denounce|condemn|demand|protest|support|mark|commemorate|mourn))\b",
    re.IGNORECASE,
)
RELATIVE = re.compile(r"\b(?:where|which|who|whose)\b[^,;]*$", re.IGNORECASE)
SAME_TIME = re.compile(r"^(?:At the same time|Meanwhile|Simultaneously|Elsewhere|In the meantime)\b")
DEFINITE = re.compile(r"\b(?:the|this|that) (?:\w+ )?$", re.IGNORECASE)


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
        self.joint: ProtestEvent | None = None
        self.parts: list[ProtestEvent] = []
        self.mains: list[ProtestEvent] = []
        self.current: ProtestEvent | None = None
        self.heading: tuple[Entity, Span] | None = None  # the place of the last cross-head
        self.scenes: list[tuple[Span, ProtestEvent | None]] = []
        self.waiting: list[tuple[Span, Clause, list[Chunk]]] = []  # sentences whose scene a later one will tell

    def sentence(self, sentence: Span, clause: Clause) -> None:
        """Read one sentence: find its events, move the scene if it asks for that, remember the scene."""
        triggers = [c for c in clause.chunks if c.code == "V" and c.annotation is not None]
        mains = self._own(sentence, [c for c in triggers if c.annotation and c.annotation.value.startswith("main ")])
        headline = self.document.headline
        if headline is not None and headline.covers(sentence):
            self.current = next(iter(self.mains), None)
        elif self._cross_head(sentence, clause):
            return
        elif self.current is not None and BACKGROUND.search(self.document.text(sentence)) is not None:
            return  # what happened in another month or year is no part of the event told of
        elif (self._another_day(sentence) and not mains) or self._further(sentence, clause, mains):
            return
        elif self._joint(clause, mains):
            self.scenes.append((sentence, self.joint))
            return
        elif self.joint is not None and self.current is self.joint:
            self._move(sentence, clause, mains, told=bool(triggers))
            if self.current is self.joint and self._definite(sentence, mains):
                self.waiting.append((sentence, clause, mains))
                return
        else:
            self._move(sentence, clause, mains, told=bool(triggers))
        self._settle()
        self._tell(sentence, clause, mains)

    def _days(self, sentence: Span) -> set[str]:
        """The days of the year that a sentence names, as "6 october"."""
        return {
            " ".join(sorted(re.findall(r"\d{1,2}(?!\d)|[a-z]{3,}", time.value)[:2]))
            for time in self.document.labelled(Label.TIME, within=sentence)
            if DAY.search(time.value) and time.value.strip("0123456789, ").isalpha()
        }

    def _another_day(self, sentence: Span) -> bool:
        """Whether a sentence names a day, and it is not that of the event told of."""
        days = self._days(sentence)
        return self.current is not None and bool(self.current.days) and bool(days) and not days & self.current.days

    def _own(self, sentence: Span, mains: list[Chunk]) -> list[Chunk]:
        """The triggers of the main clause, if it has any: what a relative clause tells of may be another event."""
        text = self.document.report.text
        own = [c for c in mains if RELATIVE.search(text[sentence.start : c.span.start]) is None]
        return own or mains

    def _cross_head(self, sentence: Span, clause: Clause) -> bool:
        """A line that is nothing but a place: what follows is there, and is an event of its own."""
        alone = self.document.paragraph_at(sentence.start) == sentence
        if not alone or re.fullmatch(r"L(?:[n,]+L)*", clause.codes) is None:
            return False
        heads = [place for chunk in clause.chunks if chunk.code == "L" for place in self._place(chunk)]
        self.heading = heads[0] if len(heads) == 1 else None
        self.current = None
        return True

    def _further(self, sentence: Span, clause: Clause, mains: list[Chunk]) -> bool:
        """ "Similar protests took place in A and B", "a counter-rally": events of their own."""
        text = self.document.report.text
        opening = next((c for c in mains if self._is_further(text[sentence.start : c.span.start], c)), None)
        if opening is None or self.current is None or self.current is self.joint:
            return False
        before, places = self.current, list(self._places(clause, clause.chunks.index(opening)))
        towns = [(place, mention) for place, mention in places if place.settlement]
        for place, mention in towns if len(towns) > 1 else []:
            event = self._new(opening, place.key, f"event-{mention.start}")
            event.mention(opening.span, _form(opening))
            event.places[place.key] = Span(min(opening.span.start, mention.start), max(opening.span.end, mention.end))
        if len(towns) > 1:
            self.current = before
            return True
        self._new(opening, towns[0][0].key if towns else None, f"event-{opening.span.start}")
        self._tell(sentence, clause, mains)
        return True

    def _is_further(self, before: str, trigger: Chunk) -> bool:
        counter = self.document.text(trigger.span).lower().startswith("counter")
        known = self.current is not None and self.current.label.lower().startswith("counter")
        noun = trigger.annotation is not None and trigger.annotation.value.startswith("main noun")
        return (counter and not known) or (noun and FURTHER.search(before) is not None)

    def _new(self, trigger: Chunk, town: str | None, key: str) -> ProtestEvent:
        event = ProtestEvent(key, EventKind.PROTEST, self.document.text(trigger.span), "event-further", town=town)
        self.mains.append(event)
        self.current = event
        return event

    def _tell(self, sentence: Span, clause: Clause, mains: list[Chunk]) -> None:
        for chunk in mains:
            self._mention(clause, chunk)
        if self.current is not None and mains:
            self.current.days |= self._days(sentence)
        self.scenes.append((sentence, self.current))

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
            named = noun.annotation is not None and noun.annotation.value.startswith("main noun")
            if not named or noun not in mains or not number.isdigit() or int(number) < 2 or not plural:
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
        places = list(self._places(clause, clause.chunks.index(noun)))
        if self.joint is None:
            return
        for place, mention in places:
            start = min(span.start, *(m.start for _, m in places))
            end = max(span.end, *(m.end for _, m in places))
            evidence = Span(start, end + (self.document.report.text[end : end + 1] == ")"))
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
        """Change the scene: to the part held in a place the sentence names, or to a new event in another town."""
        towns = [(p, m) for p, m in self._all_places(clause) if p.settlement]
        for place, _ in towns:
            part = next((part for part in (*self.parts, *self.mains) if part.town == place.key), None)
            if part is not None and told:
                self.current = part
                return
        if not mains:
            return
        first = _first_town(self.document.report.text, sentence, towns)
        opens = SAME_TIME.match(self.document.text(sentence)) is not None
        if self.joint is not None and not self.parts_known:
            if (
                self.current is self.joint
                or opens
                or (first and self.current and self.current.town not in (None, first))
            ):
                self._open(mains[0], town=first)
        elif self.current is not None and (
            opens or self._another_day(sentence) or (first is not None and self.current.town not in (None, first))
        ):
            self._open(mains[0], town=first)

    @property
    def parts_known(self) -> bool:
        """Whether the joint action has as many parts as the report counts."""
        return self.joint is not None and self.joint.number is not None and len(self.parts) >= self.joint.number

    def _open(self, trigger: Chunk, town: str | None) -> None:
        """A new event of its own; a part of the joint action while that lacks parts."""
        label = self.document.text(trigger.span)
        part = self.joint is not None and not self.parts_known
        if part and self.joint is not None and len(self.joint.places) == 1:
            town = town or next(iter(self.joint.places))
        event = ProtestEvent(f"event-{trigger.span.start}", EventKind.PROTEST, label, "event-new-scene", town=town)
        (self.parts if part else self.mains).append(event)
        self.current = event

    def _mention(self, clause: Clause, trigger: Chunk) -> None:
        """One more mention of the event being told of; the first one makes it."""
        if self.current is None:
            label = self.document.text(trigger.span)
            self.current = ProtestEvent(f"event-{trigger.span.start}", EventKind.PROTEST, label, "event-trigger")
            self.mains.append(self.current)
            if self.heading is not None:
                self.current.town, self.current.places[self.heading[0].key] = self.heading[0].key, self.heading[1]
        event = self.current
        event.mention(trigger.span, _form(trigger))
        if not event.named and trigger.annotation and trigger.annotation.value.startswith("main noun"):
            event.named, event.label = True, self.document.text(trigger.span)
        if event is self.joint:
            return
        for place, mention in self._places(clause, clause.chunks.index(trigger)):
            evidence = Span(min(trigger.span.start, mention.start), max(trigger.span.end, mention.end))
            event.places.setdefault(place.key, evidence)
            if event.town is None and place.settlement:
                event.town = place.key

    def _places(self, clause: Clause, trigger: int) -> Iterator[tuple[Entity, Span]]:
        """The places where a trigger says something happened: after it in its clause, or opening the sentence."""
        opening = re.match(r"n?iL,?", clause.codes)
        if opening is not None and trigger >= opening.end():
            yield from self._place(clause.chunks[opening.end() - (2 if opening[0].endswith(",") else 1)])
        text, start = self.document.report.text, clause.chunks[trigger].span.end
        for index in range(trigger + 1, len(clause.codes)):
            if clause.codes[index] in ";QSV" or clause.codes[index : index + 2] == ",w":
                return
            if REASON.search(text, start, clause.chunks[index].span.start):
                return  # "in solidarity with the people in X": X is what it is about
            if location_of(self.document, clause, index):
                yield from self._place(clause.chunks[index])

    def _all_places(self, clause: Clause) -> Iterator[tuple[Entity, Span]]:
        for index in range(len(clause.codes)):
            if location_of(self.document, clause, index):
                yield from self._place(clause.chunks[index])

    def _place(self, chunk: Chunk) -> Iterator[tuple[Entity, Span]]:
        place = self.extraction.mentioned(chunk.span)
        if place is not None and place.kind is EntityKind.PLACE:
            yield place, chunk.span

    def _definite(self, sentence: Span, mains: list[Chunk]) -> bool:
        """ "the demonstration", one of several: which one, a later sentence says."""
        text = self.document.report.text
        singular = [c for c in mains if not self.document.text(c.span).endswith("s")]
        return any(DEFINITE.search(text[sentence.start : c.span.start]) for c in singular)

    def annotations(self) -> Iterator[Annotation]:
        """The scene of each sentence that has one; what waited to the end belongs to the whole."""
        for sentence, event in (*self.scenes, *((sentence, self.joint) for sentence, _, _ in self.waiting)):
            if event is not None:
                yield Annotation(label=Label.SCENE, span=sentence, value=event.key)

    def facts(self) -> Iterator[Fact]:
        """The events with their places and how they belong together."""
        for event in (*self.mains, *self.parts):
            yield from event.facts()
        if self.joint is not None:
            yield from joint_facts(self.joint, self.parts)


def _form(trigger: Chunk) -> str:
    return trigger.annotation.value.split()[3] if trigger.annotation else ""


def _first_town(text: str, sentence: Span, towns: list[tuple[Entity, Span]]) -> str | None:
    """The town a sentence opens with ("In X, …") or, if it names one alone, that one."""
    if towns and text[sentence.start : towns[0][1].start].strip().lower() in ("in", "and in", "at", "in the city of"):
        return towns[0][0].key
    return towns[0][0].key if len({place.key for place, _ in towns}) == 1 else None
