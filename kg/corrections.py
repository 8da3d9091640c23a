"""What people said of a reading, replayed on it: f(what was read, corrections), whatever order they come in.

Whatever a person confirmed, changed or added is sure (confidence 1), and so is what it rests on. What a person
rejected is a candidate, and so is what rests on it. What cannot be carried out is told, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kg.anchors import Lost
from kg.decisions import Anchor, Correction, Operation, Value
from kg.document import Span
from kg.drafts import Draft, UnplacedError, rejected
from kg.facts import Band, Entity, EntityKind, Extraction, Fact, Review, Status, Utterance, references, with_references
from kg.fields import CLASSES, ENTITIES, FIELDS, NAMED_BY, Takes, kind_of, rests_on

PERSON = "person"  # the rule of what a person added
SAID_WHERE_QUOTED = ("event", "relation", "membership", "count", "time")


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """A reading with its corrections: the ids of all of them, and why some could not be carried out."""

    extraction: Extraction
    used: tuple[str, ...] = ()
    unplaced: tuple[tuple[str, str], ...] = ()


def corrected(extraction: Extraction, corrections: Iterable[Correction]) -> Corrected:
    """The reading of a report as people corrected it; of two that contradict each other the later holds."""
    replay = _Replay(extraction)
    # Of one second, what is added comes before what is said of it.
    ordered = sorted(corrections, key=lambda one: (one.at, one.operation is not Operation.ADD, one.id))
    waiting, unplaced = ordered, _unplaced(replay, ordered)
    while 0 < len(unplaced) < len(waiting):  # what is about something that was added in the same second
        waiting = [correction for correction in waiting if correction.id in unplaced]
        unplaced = _unplaced(replay, waiting)
    replay.incomplete = {}
    unplaced = _unplaced(replay, [correction for correction in waiting if correction.id in unplaced])
    unplaced |= replay.incomplete
    return Corrected(
        extraction=replay.result() if ordered else extraction,
        used=tuple(correction.id for correction in ordered),
        unplaced=tuple(unplaced.items()),
    )


def _unplaced(replay: _Replay, corrections: Iterable[Correction]) -> dict[str, str]:
    """Carry out corrections, and say why some could not be."""
    unplaced: dict[str, str] = {}
    for correction in corrections:
        before = dict(replay.entities), dict(replay.facts), dict(replay.fallen)
        try:
            replay.carry_out(correction)
        except UnplacedError as reason:
            replay.entities, replay.facts, replay.fallen = before
            unplaced[correction.id] = str(reason)
    return unplaced


class _Replay(Draft):
    """A reading while one correction after the other is carried out."""

    def __init__(self, extraction: Extraction) -> None:
        super().__init__(extraction)
        self.fallen: dict[str, tuple[str, Fact]] = {}  # with what a fact fell, and what it was before
        self.incomplete: dict[str, str] | None = None  # what is added without its links, and why; at first nothing is

    def carry_out(self, correction: Correction) -> None:
        """Do what a correction says; `UnplacedError` if that cannot be done."""
        if correction.operation is Operation.ADD:
            self._add(correction)
            return
        key = self.reading().matched(correction.about)
        if isinstance(key, Lost):
            if not key.unread:
                raise UnplacedError(key.reason)
            if correction.operation is not Operation.REJECT:  # what is not read any more need not be rejected
                self._read_for(correction, key.reason)
        elif correction.operation is Operation.REJECT:
            if kind_of(self.thing(key)) == correction.about.kind:  # else it is read as something else already
                self._reject(key, correction.id)
        else:
            self._confirm(key, correction)

    # Right and wrong

    def _confirm(self, key: str, correction: Correction) -> None:
        """What was read is right, as it was then or as the correction says."""
        kind = kind_of(self.thing(key))
        seen = {**correction.was, **({"kind": correction.about.kind} if kind in ENTITIES else {})}
        changed = correction.operation is Operation.CHANGE
        self._set(key, kind, seen, lenient=True)
        self._set(key, kind, correction.values)
        self._mark(key, Status.CORRECTED if changed else Status.CONFIRMED, correction.id)
        self._raise(key, correction.id)

    def _read_for(self, correction: Correction, reason: str) -> None:
        """What the reader reads no more, but a person has confirmed or changed."""
        if not correction.was:
            raise UnplacedError(reason)
        changed = correction.operation is Operation.CHANGE
        self._make(
            correction, {**correction.was, **correction.values}, Status.CORRECTED if changed else Status.CONFIRMED
        )

    def _reject(self, key: str, id_: str) -> None:
        """It is wrong, and so is what rests on it."""
        self._mark(key, Status.REJECTED, id_)
        for fact in [*self.facts.values()]:
            if key in rests_on(fact) and not rejected(self.facts[fact.key]):
                self.fallen[fact.key] = key, fact
                self._reject(fact.key, id_)

    def _restore(self, key: str) -> None:
        """What had fallen with something that is right after all stands again."""
        for other, (cause, fact) in [*self.fallen.items()]:
            if cause == key and self.fallen.pop(other, None) is not None:
                self.facts[other] = fact
                self._restore(other)

    def _raise(self, key: str, id_: str) -> None:
        """What a sure fact rests on is sure."""
        for other in () if key in self.entities else rests_on(self.facts[key]):
            thing = self.thing(other)
            if rejected(thing) or (isinstance(thing, Fact) and thing.band is Band.CANDIDATE):
                self._mark(other, Status.CONFIRMED, id_)
                self._raise(other, id_)

    def _mark(self, key: str, status: Status, id_: str) -> None:
        if status is not Status.REJECTED:
            self._restore(key)
        thing = self.thing(key)
        known = () if thing.review is None else thing.review.decisions
        if thing.review is not None and thing.review.status is Status.ADDED and status is not Status.REJECTED:
            status = Status.ADDED
        review = Review(status, tuple(dict.fromkeys((*known, id_))))
        if isinstance(thing, Entity):
            self.entities[key] = replace(thing, review=review)
        else:
            sure = thing.confidence if status is Status.REJECTED else 1.0
            self.facts[key] = replace(thing, review=review, confidence=sure)

    # Changing

    def _set(self, key: str, kind: str, values: Mapping[str, Value], *, lenient: bool = False) -> None:
        """Give fields other values; if `lenient`, those that cannot be given are left as they are."""
        new: dict[str, Any] = {}
        for name, value in values.items():
            try:
                new[name] = self.taken(kind, name, value)
            except UnplacedError:
                if not lenient:
                    raise
        thing = self.thing(key)
        if isinstance(thing, Entity):
            self._set_entity(thing, new)
            return
        for name in ("content", "words"):
            if name in new:
                new["evidence"] = tuple(sorted({*thing.evidence, *_spanned(new[name])}))
        changed = replace(thing, **new)
        claims = {other for other in references(changed) if other in self.facts and self.facts[other].said_in}
        if claims and thing.said_in is None:
            raise UnplacedError("what it is linked to is only said inside a quotation")
        self.facts[key] = changed

    def _set_entity(self, entity: Entity, new: dict[str, Any]) -> None:
        new.pop("apart", None)
        self.entities[entity.key] = replace(entity, **new)
        for span in new.get("mentions", ()):
            self._take(span, entity.key)

    # What the reader missed

    def _add(self, correction: Correction) -> None:
        """Add what the reader missed; what it reads by now is confirmed."""
        about, values = correction.about, correction.values
        known = self.reading().matched(_named(about, values), exact=True)
        if isinstance(known, Lost) and not known.unread:
            raise UnplacedError(known.reason)
        if isinstance(known, Lost) or self._is_apart(known, values):
            self._make(correction, values, Status.ADDED)
        else:
            self._confirm(known, correction)

    def _is_apart(self, key: str, values: Mapping[str, Value]) -> bool:
        """Whether what was read from the words is what they are told apart from."""
        other = values.get("apart")
        return isinstance(other, Anchor) and self.reading().matched(other) == key

    def _make(self, correction: Correction, values: Mapping[str, Value], status: Status) -> None:
        about = correction.about
        place = self.place(about.words)
        key = f"{about.kind}-{correction.id}"  # no offset has so many digits
        given = self._given(correction, values)
        review = Review(status, (correction.id,))
        if about.kind in ENTITIES:
            self._make_entity(key, about.kind, place, given, review)
        else:
            self.facts[key] = self._fact(key, about.kind, place, given, review)
            self._raise(key, correction.id)

    def _given(self, correction: Correction, values: Mapping[str, Value]) -> dict[str, Any]:
        """The fields of what is added; in the end without links, if need be, to what is not there any more."""
        kind, given, absent = correction.about.kind, {}, []
        for name, value in values.items():
            try:
                given[name] = self.taken(kind, name, value)
            except UnplacedError as reason:
                field = FIELDS[kind].get(name)
                if self.incomplete is None or field is None or field.required or field.takes is not Takes.THING:
                    raise
                absent.append(str(reason))
        if self.incomplete is not None and absent:
            self.incomplete[correction.id] = f"it stands without a link: {'; '.join(absent)}"
        return given

    def _make_entity(self, key: str, kind: str, place: Span, given: dict[str, Any], review: Review) -> None:
        mentions = tuple(sorted({place, *given.get("mentions", ())}))
        words = " ".join(self.text[place.start : place.end].split())
        self.entities[key] = Entity(
            key=key,
            kind=given.get("kind", EntityKind(kind)),
            name=given.get("name", words),
            category=given.get("category"),
            mentions=mentions,
            review=review,
        )
        for span in mentions:
            self._take(span, key)

    def _take(self, span: Span, key: str) -> None:
        """Words that named somebody else name this one now; and so does whatever rests on these words alone."""
        for other in [*self.entities.values()]:
            left = tuple(mention for mention in other.mentions if mention != span)
            if other.key == key or left == other.mentions:
                continue
            for fact in [*self.facts.values()]:
                shown = any(each.covers(span) for each in fact.evidence)
                elsewhere = any(each.covers(mention) for each in fact.evidence for mention in left)
                if other.key in references(fact) and (not left or (shown and not elsewhere)):
                    self.facts[fact.key] = with_references(fact, {other.key: key})
            if left:
                self.entities[other.key] = replace(other, mentions=left)
            else:
                del self.entities[other.key]

    def _fact(self, key: str, kind: str, place: Span, given: dict[str, Any], review: Review) -> Fact:
        for name, field in FIELDS[kind].items():
            if field.own and name not in given:
                words = " ".join(self.text[place.start : place.end].split())
                given[name] = words if field.takes is Takes.TEXT else (place,) if field.several else place
            if field.required and given.get(name) is None:
                raise UnplacedError(f"{kind}: {name} is missing")
        if kind == "utterance":
            given.setdefault("direct", self.extraction.document.quoted_at(place.start) is not None)
        if kind == "relation" and (given.get("object") is None) == (given.get("text") is None):
            raise UnplacedError("relation: takes an object or a text, and not both")
        spans = {place, *_spanned(given.get("content", ())), *_spanned(given.get("words", ()))}
        fact = CLASSES[kind](
            key=key, evidence=tuple(sorted(spans)), rule=PERSON, confidence=1.0, review=review, **given
        )
        return fact if fact.said_in is not None else replace(fact, said_in=self._said_in(fact, kind, place))

    def _said_in(self, fact: Fact, kind: str, place: Span) -> str | None:
        """The utterance in which something is only said: by its words, or because what it is about is."""
        links = (self.facts[key].said_in for key in references(fact) if key in self.facts)
        said = next((key for key in links if key is not None), None)
        if said is not None or kind not in SAID_WHERE_QUOTED:
            return said
        quotes = (u for u in self.facts.values() if isinstance(u, Utterance) and u.direct and u.said_in is None)
        return next((u.key for u in quotes if any(words.covers(place) for words in u.content)), None)


def _named(about: Anchor, values: Mapping[str, Value]) -> Anchor:
    """What is added, as the anchor of a fact that says the same."""
    ends = {end: values.get(name) for end, name in NAMED_BY.get(about.kind, {}).items()}
    subject, object_ = (end if isinstance(end := ends.get(name), Anchor) else None for name in ("subject", "object"))
    predicate = values.get("of" if about.kind == "count" else "predicate")
    named = predicate if isinstance(predicate, str) else None
    return replace(about, predicate=named, subject=subject, object=object_)


def _spanned(value: Span | tuple[Span, ...] | None) -> tuple[Span, ...]:
    return (value,) if isinstance(value, Span) else value or ()
