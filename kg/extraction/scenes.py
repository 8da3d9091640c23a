"""Protest events, and which sentence tells of which: the scenes of a report.

A report tells of one event unless it counts several ("two demonstrations in A and B") or moves to another town.
Every sentence gets the event it tells of as a SCENE annotation; the later steps hang their facts on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.document import Annotation, Label, Span
from kg.facts import Count, CountOf, Entity, EntityKind, Event, EventKind, Extraction, Fact, Predicate, relation
from kg.grammar import Chunk, Clause, clauses, location_of
from kg.lexicon import Lexicon

JOINT = re.compile(r"(?P<count>#)w{0,2}(?P<noun>V)")
SAME_TIME = re.compile(r"^(?:At the same time|Meanwhile|Simultaneously|Elsewhere|In the meantime)\b")
DEFINITE = re.compile(r"\b(?:the|this|that) (?:\w+ )?$", re.IGNORECASE)


@dataclass
class _Event:
    """An event while its mentions are collected."""

    key: str
    kind: EventKind
    label: str
    rule: str
    forms: list[str] = field(default_factory=list)
    evidence: list[Span] = field(default_factory=list)
    places: dict[str, Span] = field(default_factory=dict)  # place key → the words that say so
    town: str | None = None
    named: bool = False  # whether the label is a noun; a verb serves until one is found
    number: int | None = None
    counted: list[tuple[Span, Span]] = field(default_factory=list)  # the number, and the number with its noun

    def mention(self, span: Span, form: str) -> None:
        self.evidence.append(span)
        if form not in self.forms:
            self.forms.append(form)


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
        self.joint: _Event | None = None
        self.parts: list[_Event] = []
        self.mains: list[_Event] = []
        self.current: _Event | None = None
        self.scenes: list[tuple[Span, _Event | None]] = []
        self.waiting: list[tuple[Span, Clause, list[Chunk]]] = []  # sentences whose scene a later one will tell

    def sentence(self, sentence: Span, clause: Clause) -> None:
        """Read one sentence: find its events, move the scene if it asks for that, remember the scene."""
        triggers = [c for c in clause.chunks if c.code == "V" and c.annotation is not None]
        mains = [c for c in triggers if c.annotation and c.annotation.value.startswith("main ")]
        headline = self.document.headline
        if headline is not None and headline.covers(sentence):
            self.current = next(iter(self.mains), None)
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

    def _tell(self, sentence: Span, clause: Clause, mains: list[Chunk]) -> None:
        for chunk in mains:
            self._mention(clause, chunk)
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
                self.joint = _Event(f"event-{span.start}", EventKind.JOINT, self.document.text(span), "joint-counted")
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
                part = _Event(
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
        elif self.current is not None and first is not None and self.current.town not in (None, first):
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
        event = _Event(f"event-{trigger.span.start}", EventKind.PROTEST, label, "event-new-scene", town=town)
        (self.parts if part else self.mains).append(event)
        self.current = event

    def _mention(self, clause: Clause, trigger: Chunk) -> None:
        """One more mention of the event being told of; the first one makes it."""
        if self.current is None:
            label = self.document.text(trigger.span)
            self.current = _Event(f"event-{trigger.span.start}", EventKind.PROTEST, label, "event-trigger")
            self.mains.append(self.current)
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
        for index in range(trigger + 1, len(clause.codes)):
            if clause.codes[index] in ";QSV" or clause.codes[index : index + 2] == ",w":
                return
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
            evidence = tuple(sorted(set(event.evidence)))
            yield Event(
                key=event.key, kind=event.kind, label=event.label, forms=tuple(event.forms), evidence=evidence,
                rule=event.rule,
            )  # fmt: skip
            for place, span in event.places.items():
                yield relation(event.key, Predicate.PLACE, place, span, rule="event-place")
        if self.joint is not None:
            yield from self._joint_facts(self.joint)

    def _joint_facts(self, joint: _Event) -> Iterator[Fact]:
        for part in self.parts:
            yield relation(part.key, Predicate.PART_OF, joint.key, part.evidence[0], rule="joint-part")
            for other in self.parts:
                if other is not part:
                    evidence = part.evidence[0] if part.rule == "joint-part" else joint.counted[0][1]
                    yield relation(part.key, Predicate.COORDINATED_WITH, other.key, evidence, rule="joint-part")
        first = joint.counted[0][0]
        yield Count(
            key=f"count-{first.start}", of=CountOf.EVENTS, event=joint.key, words=first, low=joint.number,
            high=joint.number, evidence=tuple(span for _, span in joint.counted), rule="joint-counted",
        )  # fmt: skip


def _form(trigger: Chunk) -> str:
    return trigger.annotation.value.split()[3] if trigger.annotation else ""


def _first_town(text: str, sentence: Span, towns: list[tuple[Entity, Span]]) -> str | None:
    """The town a sentence opens with ("In X, …") or, if it names one alone, that one."""
    if towns and text[sentence.start : towns[0][1].start].strip().lower() in ("in", "and in", "at", "in the city of"):
        return towns[0][0].key
    return towns[0][0].key if len({place.key for place, _ in towns}) == 1 else None
