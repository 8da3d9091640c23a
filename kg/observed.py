"""An extraction in the shape of gold: the same kinds of fact, so that the two can be held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from kg.document import Span
from kg.facts import (
    Count,
    CountOf,
    Demand,
    Entity,
    EntityKind,
    Event,
    EventKind,
    Expression,
    Extraction,
    Fact,
    Membership,
    Predicate,
    Relation,
    Symbol,
    TimeReference,
    Utterance,
)
from kg.gold import Item

F = TypeVar("F", bound=Fact)
MAIN = (EventKind.PROTEST, EventKind.JOINT)
PARTS = (EventKind.SPEECH, EventKind.COMMEMORATION, EventKind.DELIVERY, EventKind.RESPONSE, EventKind.OTHER)
NAMED = {"persons": EntityKind.PERSON, "organizations": EntityKind.ORGANIZATION, "places": EntityKind.PLACE}
LOCALITY = "site-in-town"
REASONS = (Predicate.MOTIVATED_BY, Predicate.ISSUE, Predicate.SOLIDARITY)


def observed(extraction: Extraction) -> dict[str, list[Item]]:
    """What was read, by kind of gold fact. A name of an entity or event is its key; `rule` says who read it."""
    found = {kind: list(_named(extraction, of)) for kind, of in NAMED.items()}
    found["roles"] = [_item("roles", f, f.evidence, person=f.member, title=f.title, organization=f.organization)
                      for f in _own(extraction.of(Membership)) if _is_named_person(extraction, f.member)]  # fmt: skip
    found["events"] = list(_events(extraction))
    found["subevents"] = [_item("subevents", f, f.evidence, form=(f.forms or ("",))[0])
                          for f in _own(extraction.of(Event)) if f.kind in PARTS]  # fmt: skip
    found["causes"] = list(_causes(extraction))
    found["quotations"] = [i for u in extraction.of(Utterance) if u.direct for i in _quotations(extraction, u)]
    found["statements"] = [_item("statements", u, u.content, speaker=u.speaker)
                           for u in extraction.of(Utterance) if not u.direct]  # fmt: skip
    found["slogans"] = list(_slogans(extraction))
    found["demands"] = [_item("demands", f, (f.content,), addressee=f.addressee)
                        for f in extraction.of(Demand) if not _in_quotation(extraction, f)]  # fmt: skip
    found["symbols"] = [_item("symbols", f, (f.words,), kind=f.kind) for f in _own(extraction.of(Symbol))]
    counts = [f for f in extraction.of(Count) if not _in_quotation(extraction, f)]
    found["casualties"] = [_item("casualties", f, (f.words,), of=str(f.of), number=_bounds(f))
                           for f in counts if f.of in (CountOf.KILLED, CountOf.INJURED, CountOf.ARRESTED)]  # fmt: skip
    found["sizes"] = [_item("sizes", f, (f.words,), number=_bounds(f), event=f.event)
                      for f in counts if f.of in (CountOf.PARTICIPANTS, CountOf.VEHICLES)]  # fmt: skip
    found["dates"] = [_item("dates", f, (f.words,), event=f.event, earliest=f.earliest, latest=f.latest)
                      for f in extraction.of(TimeReference) if not _in_quotation(extraction, f)]  # fmt: skip
    found["localities"] = [_item("localities", f, f.evidence, site=f.subject, town=f.object)
                           for f in _own(extraction.of(Relation)) if f.rule == LOCALITY]  # fmt: skip
    return found


def family(extraction: Extraction, event: str) -> list[Event]:
    """An event with those it is part of and those that are part of it."""
    return [e for e in extraction.of(Event) if extraction.within(e.key, event) or extraction.within(event, e.key)]


def _item(kind: str, fact: Fact, spans: Iterable[Span], /, **values: Any) -> Item:
    return Item(kind=kind, spans=tuple(sorted(spans)), values={**values, "key": fact.key, "rule": fact.rule})


def _own(facts: Iterable[F]) -> Iterator[F]:
    """What the reporter says, without what stands in somebody's words."""
    return (fact for fact in facts if fact.said_in is None)


def _in_quotation(extraction: Extraction, fact: Fact) -> bool:
    said = (u for u in extraction.of(Utterance) if u.key == fact.said_in)
    return any(utterance.direct for utterance in said)


def _named(extraction: Extraction, kind: EntityKind) -> Iterator[Item]:
    for entity in extraction.entities:
        if entity.kind is kind and entity.category != "unnamed":
            forms = (entity.name, *(extraction.document.text(span) for span in entity.mentions))
            values: Mapping[str, Any] = {"key": entity.key, "forms": tuple(dict.fromkeys(forms))}
            yield Item(kind=kind, spans=entity.mentions, values=values)


def _is_named_person(extraction: Extraction, key: str) -> bool:
    entity: Entity = extraction.entity(key)
    return entity.kind is EntityKind.PERSON and entity.category != "unnamed"


def _events(extraction: Extraction) -> Iterator[Item]:
    """The protests that are no phase of another; of a joint action, its parts."""
    wholes = {r.subject: r.object for r in extraction.of(Relation) if r.predicate is Predicate.PART_OF}
    events = {event.key: event for event in extraction.of(Event)}
    parents = {wholes[key] for key, event in events.items() if event.kind is EventKind.PROTEST and key in wholes}
    for event in _own(events.values()):
        whole = events.get(wholes.get(event.key) or "")
        if event.kind not in MAIN or (event.kind is EventKind.JOINT and event.key in parents):
            continue
        if whole is not None and whole.kind is not EventKind.JOINT:
            continue
        phases = [e for e in events.values() if e.kind in MAIN and extraction.within(e.key, event.key)]
        places = [r.object for r in _own(extraction.of(Relation)) if r.predicate is Predicate.PLACE
                  and r.subject in {phase.key for phase in (event, *phases)}]  # fmt: skip
        yield _item(
            "events", event, {span for e in (event, *phases) for span in e.evidence},
            forms=event.forms, places=tuple(dict.fromkeys(places)), modality=str(event.modality),
        )  # fmt: skip


def _slogans(extraction: Extraction) -> Iterator[Item]:
    """The slogans; the same words told again, as in the headline, are one."""
    told: dict[str, list[Expression]] = {}
    for expression in extraction.of(Expression):
        words = " ".join(re.findall(r"\w+", extraction.document.text(expression.content).lower()))
        told.setdefault(words, []).append(expression)
    for same in told.values():
        yield _item("slogans", same[0], (e.content for e in same), form=str(same[0].form))


def _causes(extraction: Extraction) -> Iterator[Item]:
    """What a protest is about; the same words read as an incident and as an issue are one cause."""
    seen: list[tuple[str, Span]] = []
    relations = [r for r in _own(extraction.of(Relation)) if r.predicate in REASONS]
    for reason in sorted(relations, key=lambda r: REASONS.index(r.predicate), reverse=True):
        named = () if reason.object is None else _named_in(extraction, reason)
        for span in (reason.text,) if reason.text is not None else named:
            if not any(event == reason.subject and span.overlaps(other) for event, other in seen):
                seen.append((reason.subject, span))
                yield _item("causes", reason, (span,), event=reason.subject)


def _named_in(extraction: Extraction, reason: Relation) -> tuple[Span, ...]:
    """Where a relation's evidence names its object."""
    entity = next((e for e in extraction.entities if e.key == reason.object), None)
    event = next((e for e in extraction.of(Event) if e.key == reason.object), None)
    spans = entity.mentions if entity is not None else event.evidence if event is not None else ()
    return tuple(span for span in spans if any(evidence.covers(span) for evidence in reason.evidence))


def _quotations(extraction: Extraction, utterance: Utterance) -> Iterator[Item]:
    """One item for each stretch between marks, the editor's insertions in it included."""
    document = extraction.document
    regions = dict.fromkeys(document.quoted_at(span.start) for span in utterance.content)
    for region in regions:
        if region is not None:
            yield _item("quotations", utterance, (region.content,), speaker=utterance.speaker)


def _bounds(count: Count) -> list[int | None]:
    vague = count.bound_rule is not None and count.bound_rule not in ("stated", "approximate")
    return [None, None] if vague else [count.low, count.high]
