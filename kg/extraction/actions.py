"""What happened at an event: its sub-events, who spoke or took part, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.document import Document, Span
from kg.facts import (
    Entity,
    EntityKind,
    Event,
    EventKind,
    Extraction,
    Fact,
    Predicate,
    Relation,
    relation,
)
from kg.lexicon import Lexicon
from kg.reading.grammar import Clause, clauses, location_of

OUTSIDERS = re.compile(r"\b(?:police|ministers?|ministry|government|governor|company|prosecutors?|army|courts?)\b")
"""Who answers a protest and does not speak at it."""

PROTEST_FORMS = frozenset({"march", "rally"})


@dataclass(frozen=True)
class _Action:
    """A sub-event with what is needed to relate it: its sentence and the scene it belongs to."""

    event: Event
    scene: str
    sentence: Span
    clause: Clause
    index: int  # of the trigger chunk


LEFT_OVER = re.compile(
    r"(?<=\w)(?:[,.;:]| (?:and|as|when|while|with|by|the|an?|our|my|their|his|her|its|some|several|of|to|at"
    r"|from|for|that|which|who))+$",
    re.IGNORECASE,
)
"""At the end of the words of a part: what had to follow them, and tells of nothing."""


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with sub-events, their agents and places."""
    actions = _merged(list(_actions(extraction, lexicon)), extraction.document.headline)
    facts: list[Fact] = [action.event for action in actions]
    for action in actions:
        facts += _whole(action)
        facts += _agents(extraction, action)
        facts += _places(extraction, action)
    facts += _crowds(extraction, lexicon)
    return _with_forms(extraction, actions).adding(facts)


ONCE = frozenset(
    {"dispersal", "arrest", "clash", "attack", "minute-of-silence", "surrounding", "confiscation", "negotiation"}
)
"""What happens at an event once, however often it is told."""

EACH = frozenset({"speech", *PROTEST_FORMS, "gathering"})
"""What may happen twice within a sentence."""


def _merged(actions: list[_Action], headline: Span | None) -> list[_Action]:
    """Told twice is one: at one event, in one sentence, or in headline and body; the first mention has all words."""
    first: dict[tuple[str, str, Span | None], int] = {}
    merged: list[_Action] = []
    for action in sorted(actions, key=lambda action: action.sentence == headline):
        form, own = action.event.forms[0], action.sentence == headline
        once = form in ONCE or (own and any((action.scene, form) == known[:2] for known in first))
        told = next((at for known, at in first.items() if known[:2] == (action.scene, form)), len(merged))
        here = first.get((action.scene, form, action.sentence), len(merged)) if form not in EACH else len(merged)
        at = min(told, here) if once else here
        first.setdefault((action.scene, form, action.sentence), at)
        if at == len(merged):
            merged.append(action)
        else:
            known = merged[at]
            spans = tuple(sorted({*known.event.evidence, *action.event.evidence}))
            merged[at] = replace(known, event=replace(known.event, evidence=spans))
    return merged


def _actions(extraction: Extraction, lexicon: Lexicon) -> Iterator[_Action]:
    """The part triggers of each sentence, and the turns of further speakers."""
    speeches: set[str] = set()
    for sentence, clause in clauses(extraction.document, lexicon):
        scene = extraction.scene(sentence.start)
        if scene is None:
            continue
        for index, chunk in enumerate(clause.chunks):
            if chunk.code != "V" or chunk.annotation is None or not chunk.annotation.value.startswith("part "):
                continue
            if chunk.annotation.value.endswith(" speech") and not _speech_has_speaker(extraction, clause, index):
                continue
            if " ProtestAction " in chunk.annotation.value and not _moves(extraction, scene, clause, index):
                continue
            event = _event(extraction, clause, index)
            if event.kind is EventKind.SPEECH:
                speeches.add(scene)
            yield _Action(event, scene, sentence, clause, index)
        turn = _turn(extraction, clause, sentence, lexicon) if scene in speeches else None
        if turn is not None:
            yield _Action(turn[0], scene, sentence, clause, turn[1])


def _event(extraction: Extraction, clause: Clause, index: int) -> Event:
    trigger = clause.chunks[index]
    _, _, kind, form = trigger.annotation.value.split() if trigger.annotation else ("", "", "Event", "")
    speaker = _speaker_of(extraction, clause, index) if form == "speech" else None
    span = _telling(extraction.document, trigger.span)
    return Event(
        key=f"event-{trigger.span.start}", kind=EventKind(kind), forms=(form,), evidence=(span,),
        label=extraction.document.text(span) if speaker is None else f"speech by {speaker[0].name}",
        rule=f"action-{form}",
    )  # fmt: skip


def _telling(document: Document, words: Span) -> Span:
    """ "scuffle with", "was beaten and": the words of a part without those that only lead on from it."""
    left = LEFT_OVER.search(document.text(words))
    return words if left is None else Span(words.start, words.start + left.start())


def _speech_has_speaker(extraction: Extraction, clause: Clause, index: int) -> bool:
    """A speech nobody gives is talk about speeches; of "speeches were made" the speakers are unnamed, and
    "addressing the crowd, the chairman said" has only his title.
    """
    words = extraction.document.text(clause.chunks[index].span).lower()
    unnamed = re.search(r"\b(?:was|were|speakers|heard)\b", words) is not None
    return (
        unnamed
        or re.search(r"^[^SV]*,[^,SV]{0,6}[RGO][^,SV]{0,4}S", clause.codes[index + 1 :]) is not None
        or re.search(r"[PpGRNOr#]", clause.codes[:index]) is not None
        or re.search(r"[PN]", clause.codes[index:]) is not None
    )


def _moves(extraction: Extraction, scene: str, clause: Clause, index: int) -> bool:
    """Whether a phase is done by people or by the march itself, and its event is one and not several together."""
    subject = re.search(r"[GVp#]", clause.codes[:index]) is not None
    return subject and extraction.event(scene).kind is not EventKind.JOINT


def _turn(extraction: Extraction, clause: Clause, sentence: Span, lexicon: Lexicon) -> tuple[Event, int] | None:
    """ "For his part, NAME confirmed, …": a further speaker at an event with speeches gives a speech of their own."""
    head = extraction.document.text(sentence).lower().removeprefix("and ")
    if not head.startswith(tuple(lexicon.words["turn"])) and "on behalf of" not in head[:20]:
        return None
    if head.startswith(("as for", "meanwhile")) or OUTSIDERS.search(head) is not None:
        return None
    match = re.search(r"P[,w]{0,2}(S)", clause.codes)
    if match is None or "V" in clause.codes[: match.start()]:
        return None
    person, cue = clause.chunks[match.start()], clause.chunks[match.start(1)]
    speaker = extraction.mentioned(person.span)
    event = Event(
        key=f"event-{person.span.start}",
        kind=EventKind.SPEECH,
        label="speech" if speaker is None else f"speech by {speaker.name}",
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
            capacities=extraction.capacities(person.key, action.sentence),
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
            span = Span(clause.chunks[action.index].span.start, clause.chunks[index].span.end)
            yield relation(action.event.key, Predicate.PLACE, place.key, span, rule="action-place")
    towns = extraction.towns(action.scene)
    for fact in extraction.facts:
        if not isinstance(fact, Relation) or (fact.subject, fact.predicate) != (action.scene, Predicate.PLACE):
            continue
        if fact.object is not None and fact.object not in own and towns == [fact.object]:
            yield relation(action.event.key, Predicate.PLACE, fact.object, *fact.evidence, rule="place-of-whole")


def _governed(clause: Clause, index: int) -> bool:
    """ "arrived at X", "reached X": the trigger itself governs the place."""
    return re.search(r"Vd?$", clause.codes[:index]) is not None


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
        governed = clause.codes.endswith("o", 0, i) and not clause.codes.endswith(("#do", "#o"), 0, i)
        if code == "G" and chunk.annotation is not None and not governed and chunk.annotation.value != "force":
            entity = extraction.crowd(chunk.annotation)
            return None if entity is None else (entity.key, chunk.span)
    return None


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
