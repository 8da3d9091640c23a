"""What happened at an event: its sub-events, who did them, where, and in which order.

Order is stated where the report says so ("then", "after the end of the speeches"); otherwise only told.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.document import Label, Span
from kg.facts import (
    Entity,
    EntityKind,
    Event,
    EventKind,
    Extraction,
    Fact,
    Membership,
    Message,
    Predicate,
    Relation,
    relation,
)
from kg.grammar import Clause, clauses, location_of
from kg.lexicon import Lexicon
from kg.segment import narrative

PROTEST_FORMS = frozenset({"march", "rally"})
AFTER_ALL = re.compile(
    r"\b(?:after|following) (?:the )?(?:end of )?(?:the )?(?P<what>speech(?:es)?|march|minute)", re.IGNORECASE
)
DELEGATION = re.compile(
    r"\b(?P<head>delegation|committee|group)s? (?P<closed>consisting of|composed of|made up of|comprising|formed of"
    r"|including)\b"
)
MESSAGE = re.compile(
    r"\b(?:(?:a|an|the|their|its|his|her) )?(?:[\w'’-]+ ){0,3}?(?:message|letter|petition|memorandum|statement"
    r"|note|file|document|list of demands)$"
)


@dataclass(frozen=True)
class _Action:
    """A sub-event with what is needed to relate it: its sentence and the scene it belongs to."""

    event: Event
    scene: str
    sentence: Span
    clause: Clause
    index: int  # of the trigger chunk
    given: bool  # whether order words say it came after the one before


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with sub-events, their agents, places and order."""
    extraction = replace(extraction, entities=(*extraction.entities, *_delegations(extraction)))
    extraction = extraction.adding(_delegation_facts(extraction))
    actions = list(_actions(extraction, lexicon))
    facts: list[Fact] = [action.event for action in actions]
    for action in actions:
        facts += _whole(action)
        facts += _agents(extraction, action)
        facts += _places(extraction, action)
    facts += _order(extraction, actions)
    facts += _crowds(extraction, lexicon)
    return _with_forms(extraction, actions).adding(facts)


def _actions(extraction: Extraction, lexicon: Lexicon) -> Iterator[_Action]:
    """The part triggers of each sentence, and the turns of further speakers."""
    text = narrative(extraction.document)
    speeches: set[str] = set()
    for sentence, clause in clauses(extraction.document, lexicon):
        scene = extraction.scene(sentence.start)
        if scene is None:
            continue
        position = sentence.start
        for index, chunk in enumerate(clause.chunks):
            if chunk.code != "V" or chunk.annotation is None or not chunk.annotation.value.startswith("part "):
                continue
            if chunk.annotation.value.endswith(" speech") and not _speech_has_speaker(clause, index):
                continue
            event = _event(extraction, clause, index)
            given = _ordered(text[position : chunk.span.end], lexicon)
            position = chunk.span.end
            if event.kind is EventKind.SPEECH:
                speeches.add(scene)
            yield _Action(event, scene, sentence, clause, index, given)
        turn = _turn(extraction, clause, sentence, lexicon) if scene in speeches else None
        if turn is not None:
            yield _Action(turn[0], scene, sentence, clause, turn[1], given=False)


def _event(extraction: Extraction, clause: Clause, index: int) -> Event:
    trigger = clause.chunks[index]
    _, _, kind, form = trigger.annotation.value.split() if trigger.annotation else ("", "", "Event", "")
    speaker = _speaker_of(extraction, clause, index) if form == "speech" else None
    return Event(
        key=f"event-{trigger.span.start}", kind=EventKind(kind), forms=(form,), evidence=(trigger.span,),
        label=extraction.document.text(trigger.span if speaker is None else speaker[1]), rule=f"action-{form}",
    )  # fmt: skip


def _speech_has_speaker(clause: Clause, index: int) -> bool:
    """A speech nobody gives is talk about speeches."""
    return re.search(r"[PpG]", clause.codes[:index]) is not None or "P" in clause.codes[index:]


def _turn(extraction: Extraction, clause: Clause, sentence: Span, lexicon: Lexicon) -> tuple[Event, int] | None:
    """ "For his part, NAME confirmed, …": a further speaker at an event with speeches gives a speech of their own."""
    head = extraction.document.text(sentence).lower().removeprefix("and ")
    if not head.startswith(tuple(lexicon.words["turn"])) and "on behalf of" not in head[:20]:
        return None
    match = re.search(r"P[,w]{0,2}(S)", clause.codes)
    if match is None or "V" in clause.codes[: match.start()]:
        return None
    person, cue = clause.chunks[match.start()], clause.chunks[match.start(1)]
    event = Event(
        key=f"event-{person.span.start}",
        kind=EventKind.SPEECH,
        label=extraction.document.text(Span(person.span.start, cue.span.end)),
        forms=("speech",),
        evidence=(Span(sentence.start, cue.span.end),),
        rule="action-turn",
    )
    return event, match.start(1)


def _whole(action: _Action) -> Iterator[Fact]:
    yield relation(action.event.key, Predicate.PART_OF, action.scene, *action.event.evidence, rule="part-of-scene")


def _agents(extraction: Extraction, action: _Action) -> Iterator[Fact]:
    """Who spoke, who handed over and to whom, who took part."""
    if action.event.kind is EventKind.SPEECH:
        yield from _speaker(extraction, action)
    elif action.event.kind is EventKind.DELIVERY:
        yield from _delivery(extraction, action)
    elif action.event.kind in (EventKind.COMMEMORATION, EventKind.OTHER):
        group = _subject_group(extraction, action.clause, action.index)
        if group is not None:
            span = Span(group[1].start, action.clause.chunks[action.index].span.end)
            yield relation(action.event.key, Predicate.PARTICIPANT, group[0], span, rule="participant-subject")


def _speaker(extraction: Extraction, action: _Action) -> Iterator[Fact]:
    found = _speaker_of(extraction, action.clause, action.index)
    if found is not None:
        person, words = found
        yield relation(
            action.event.key, Predicate.SPEAKER, person.key, words, rule=action.event.rule,
            capacities=_capacities(extraction, person, action.sentence),
        )  # fmt: skip


def _speaker_of(extraction: Extraction, clause: Clause, index: int) -> tuple[Entity, Span] | None:
    """Who gives a speech, with the words from the name to the verb: before an active verb, after a passive one."""
    trigger = clause.chunks[index].span
    words = extraction.document.text(trigger)
    after = re.match(r"[^;QS]*?P", clause.codes[index + 1 :])
    reversed_ = words.startswith("listened") or re.search(r"\b(?:was|were)\b", words) is not None
    chosen = index + after.end() if reversed_ and after is not None else clause.codes.rfind("P", 0, index + 1)
    person = None if chosen < 0 else extraction.mentioned(clause.chunks[chosen].span)
    if person is None or person.kind is not EntityKind.PERSON:
        return None
    mention = clause.chunks[chosen].span
    return person, Span(min(mention.start, trigger.start), max(mention.end, trigger.end))


def _capacities(extraction: Extraction, person: Entity, within: Span) -> tuple[str, ...]:
    """The memberships that the same sentence states: in them the person acts."""
    held = (m for m in extraction.of(Membership) if m.member == person.key)
    return tuple(m.key for m in held if any(within.covers(span) for span in m.evidence))


def _delivery(extraction: Extraction, action: _Action) -> Iterator[Fact]:
    """ "A delegation … delivered the demonstrators' message to X"."""
    event, clause, index = action.event, action.clause, action.index
    trigger = clause.chunks[index].span
    text = extraction.document.report.text
    words = MESSAGE.search(text[trigger.start : trigger.end].split(" ", 1)[-1])
    start = trigger.start + (text[trigger.start : trigger.end].index(" ") + 1 + words.start() if words else 0)
    message = Span(start, trigger.end)
    recipient = _recipient(extraction, clause, index)
    crowd = extraction.main_crowd
    sender = (
        crowd.key
        if crowd is not None and re.search(r"demonstrators|protesters|participants", text[start : trigger.end])
        else None
    )
    deliverer = _deliverer(extraction, clause, index)
    yield Message(
        key=f"message-{start}", words=message, event=event.key, sender=sender,
        recipient=None if recipient is None else recipient[0].key,
        evidence=(Span(trigger.start, recipient[1].end) if recipient else trigger,), rule="message-delivered",
    )  # fmt: skip
    if recipient is not None:
        span = Span(trigger.start, recipient[1].end)
        yield relation(event.key, Predicate.RECIPIENT, recipient[0].key, span, rule="message-delivered")
    if deliverer is not None:
        span = Span(deliverer[1].start, trigger.end)
        yield relation(event.key, Predicate.DELIVERED_BY, deliverer[0].key, span, rule="message-delivered")
        if deliverer[0].kind is EntityKind.DELEGATION and sender is not None:
            yield relation(deliverer[0].key, Predicate.DELEGATE_OF, sender, message, rule="message-delivered")


def _recipient(extraction: Extraction, clause: Clause, index: int) -> tuple[Entity, Span] | None:
    """The organisation after "to": itself, or as the owner of an office."""
    match = re.match(r"td?w?([OL])", clause.codes[index + 1 :])
    if match is None:
        return None
    span = clause.chunks[index + 1 + match.start(1)].span
    organizations = [e for e in extraction.entities_in(span) if e.kind is EntityKind.ORGANIZATION]
    return (organizations[0], span) if organizations else None


def _deliverer(extraction: Extraction, clause: Clause, index: int) -> tuple[Entity, Span] | None:
    start, end = clause.chunks[0].span.start, clause.chunks[index].span.start
    for entity in extraction.entities:
        if entity.kind is EntityKind.DELEGATION and start <= entity.mentions[0].start < end:
            return entity, entity.mentions[0]
    left = clause.codes.rfind("P", 0, index)
    person = None if left < 0 else extraction.mentioned(clause.chunks[left].span)
    return None if person is None else (person, clause.chunks[left].span)


def _places(extraction: Extraction, action: _Action) -> Iterator[Fact]:
    """Where the report puts the sub-event; failing that, where the whole of it was."""
    clause, own = action.clause, []
    for index in range(action.index + 1, len(clause.codes)):
        if clause.codes[index] in ";QSV" or clause.codes[index : index + 2] in (",w", ",d"):
            break
        place = extraction.mentioned(clause.chunks[index].span)
        near = clause.codes[index] == "L" and (
            location_of(extraction.document, clause, index) or _governed(clause, index)
        )
        if near and place is not None and action.event.kind is not EventKind.SPEECH:
            own.append(place.key)
            span = Span(action.event.evidence[0].start, clause.chunks[index].span.end)
            yield relation(action.event.key, Predicate.PLACE, place.key, span, rule="action-place")
    for fact in extraction.facts:
        if not isinstance(fact, Relation) or (fact.subject, fact.predicate) != (action.scene, Predicate.PLACE):
            continue
        if fact.object is not None and fact.object not in own and extraction.entity(fact.object).settlement:
            yield relation(action.event.key, Predicate.PLACE, fact.object, *fact.evidence, rule="place-of-whole")


def _governed(clause: Clause, index: int) -> bool:
    """ "arrived at X", "reached X": the trigger itself governs the place."""
    return re.search(r"Vd?$", clause.codes[:index]) is not None


def _ordered(text: str, lexicon: Lexicon) -> bool:
    lowered = " ".join(text.lower().split())
    arrival = re.search(r"\b(?:stopped|halted|arrived|reached)$|\b(?:stopped|arrived) ", lowered[-40:])
    return arrival is not None or any(re.search(rf"\b{re.escape(cue)}\b", lowered) for cue in lexicon.words["order"])


def _order(extraction: Extraction, actions: list[_Action]) -> Iterator[Fact]:
    """Before and after within one scene."""
    for scene in dict.fromkeys(action.scene for action in actions):
        told = [action for action in actions if action.scene == scene]
        for first, second in itertools.pairwise(told):
            stated = second.given or _after_all(extraction, second, first)
            predicate = Predicate.BEFORE if stated else Predicate.TOLD_BEFORE
            evidence = (*first.event.evidence, *second.event.evidence)
            rule = "order-stated" if stated else "order-told"
            yield relation(first.event.key, predicate, second.event.key, *sorted(evidence), rule=rule)
        for index, second in enumerate(told):
            for first in told[: max(index - 1, 0)]:
                if _after_all(extraction, second, first):
                    spans = sorted((*first.event.evidence, *second.event.evidence))
                    yield relation(first.event.key, Predicate.BEFORE, second.event.key, *spans, rule="order-after-all")


def _after_all(extraction: Extraction, second: _Action, first: _Action) -> bool:
    """ "After the end of the speeches, …": all speeches before it came first."""
    before = extraction.document.report.text[second.sentence.start : second.event.evidence[0].start]
    match = AFTER_ALL.search(before)
    return match is not None and match["what"].lower().removesuffix("es") in first.event.forms


def _crowds(extraction: Extraction, lexicon: Lexicon) -> Iterator[Fact]:
    """Who took part: the people who are the subject of a protest's verb, or who organised it."""
    for sentence, clause in clauses(extraction.document, lexicon):
        scene = extraction.scene(sentence.start)
        if scene is None:
            continue
        for index, chunk in enumerate(clause.chunks):
            if chunk.code != "V" or chunk.annotation is None or not chunk.annotation.value.startswith("main "):
                continue
            group = _subject_group(extraction, clause, index)
            if group is not None:
                span = Span(group[1].start, chunk.span.end)
                yield relation(scene, Predicate.PARTICIPANT, group[0], span, rule="participant-subject")
        yield from _organizers(extraction, clause, scene)


def _organizers(extraction: Extraction, clause: Clause, scene: str) -> Iterator[Fact]:
    for match in re.finditer(r"wbd?([OGP])", clause.codes):
        word, agent = clause.chunks[match.start()], clause.chunks[match.start(1)]
        entity = extraction.mentioned(agent.span)
        if entity is not None and re.fullmatch(r"(?:co-)?organi[sz]ed|called", extraction.document.text(word.span)):
            span = Span(word.span.start, agent.span.end)
            yield relation(scene, Predicate.ORGANIZER, entity.key, span, rule="organizer-by")


def _subject_group(extraction: Extraction, clause: Clause, index: int) -> tuple[str, Span] | None:
    """The group before a verb or noun of an event, if nothing between them is done by or to somebody else."""
    for i in range(index - 1, -1, -1):
        code, chunk = clause.codes[i], clause.chunks[i]
        if code in "QS;" or (code == "V" and chunk.annotation and " verb " in chunk.annotation.value):
            return None
        governed = clause.codes[:i].endswith("o") and not re.search(r"#do$|#o$", clause.codes[:i])
        if code == "G" and chunk.annotation is not None and not governed:
            entity = extraction.crowd(chunk.annotation)
            return None if entity is None else (entity.key, chunk.span)
    return None


def _delegations(extraction: Extraction) -> Iterator[Entity]:
    text = narrative(extraction.document)
    for sentence in extraction.document.sentences:
        for match in DELEGATION.finditer(text, sentence.start, sentence.end):
            span = Span(*match.span("head"))
            yield Entity(
                key=f"delegation-{span.start}", kind=EntityKind.DELEGATION, name=extraction.document.text(span),
                mentions=(span,), category=None if match["closed"] == "including" else "closed",
            )  # fmt: skip


def _delegation_facts(extraction: Extraction) -> Iterator[Fact]:
    """The members a delegation is said to consist of: the persons up to what the delegation does."""
    for delegation in (e for e in extraction.entities if e.kind is EntityKind.DELEGATION):
        start = delegation.mentions[0].start
        sentence = extraction.document.sentence_at(start)
        if sentence is None:
            continue
        verbs = extraction.document.labelled(Label.TRIGGER, within=Span(start, sentence.end))
        end = next((verb.span.start for verb in verbs), sentence.end)
        for person in extraction.entities_in(Span(start, end)):
            if person.kind is EntityKind.PERSON:
                mention = next(m for m in person.mentions if start <= m.start < end)
                yield relation(
                    delegation.key, Predicate.MEMBER, person.key, Span(start, mention.end), rule="delegation-list",
                    capacities=_capacities(extraction, person, sentence),
                )  # fmt: skip


def _with_forms(extraction: Extraction, actions: list[_Action]) -> Extraction:
    """A demonstration whose parts are a march and a rally has those forms too."""
    forms: dict[str, list[str]] = {}
    for action in actions:
        forms.setdefault(action.scene, []).extend(f for f in action.event.forms if f in PROTEST_FORMS)
    facts = tuple(
        replace(fact, forms=tuple(dict.fromkeys((*fact.forms, *forms[fact.key]))))
        if isinstance(fact, Event) and fact.key in forms
        else fact
        for fact in extraction.facts
    )
    return replace(extraction, facts=facts)
