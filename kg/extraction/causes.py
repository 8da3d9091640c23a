"""What a protest is about: the incident it answers, the issue in the report's words, those it stands with.

A reason is read only after words that give one ("to denounce", "in solidarity with"); an incident that a report
merely mentions motivates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Label, Span
from kg.facts import EntityKind, Event, EventKind, Extraction, Fact, Predicate, Relation, relation
from kg.grammar import clauses
from kg.lexicon import Lexicon
from kg.names import fold
from kg.segment import MASK, narrative

END = re.compile(r"[;:,.￼]|\band to\b|\band (?=\w+ed\b)|$")
OCCUPIED = re.compile(r"\boccupied (?:the )?$", re.IGNORECASE)


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with incidents, situations and reasons."""
    extraction = extraction.adding(_incidents(extraction, lexicon))
    extraction = extraction.adding(_situations(extraction))
    return extraction.adding(_reasons(extraction, lexicon))


def _incidents(extraction: Extraction, lexicon: Lexicon) -> Iterator[Fact]:
    """Mentions of one incident join: the same word, and no two different names before it."""
    keys: dict[tuple[str, str], str] = {}
    mentions: dict[str, list[tuple[str, Span, Span | None]]] = {}
    for words, form, name in _mentions(extraction, lexicon):
        named = "" if name is None else fold(extraction.document.text(name))
        noun = extraction.document.text(words).lower().split()[-1].removesuffix("s")
        key = _same(keys, noun, named) or f"event-{words.start}"
        keys[noun, named] = key
        mentions.setdefault(key, []).append((form, words, name))
    for key, told in mentions.items():
        yield from _incident(extraction, key, told)


def _mentions(extraction: Extraction, lexicon: Lexicon) -> Iterator[tuple[Span, str, Span | None]]:
    """Words, form and the name before the noun, of each incident in the reporter's words."""
    told = narrative(extraction.document)
    for _, clause in clauses(extraction.document, lexicon):
        for index, chunk in enumerate(clause.chunks):
            incident = chunk.annotation is not None and chunk.annotation.value.startswith("incident ")
            if chunk.annotation is None or not incident or told[chunk.span.start] == MASK:
                continue
            name = clause.chunks[index - 1].span if index > 0 and clause.codes[index - 1] in "LN" else None
            words = Span(name.start if name else chunk.span.start, chunk.span.end)
            yield words, chunk.annotation.value.split()[3], name


def _same(keys: dict[tuple[str, str], str], noun: str, named: str) -> str | None:
    """An incident already told of: by its name, or the only one of its noun while either has no name."""
    if (noun, named) in keys:
        return keys[noun, named]
    alike = {key for (other, name), key in keys.items() if other == noun and (not name or not named)}
    return alike.pop() if len(alike) == 1 else None


def _incident(extraction: Extraction, key: str, told: list[tuple[str, Span, Span | None]]) -> Iterator[Fact]:
    best = next((words for _, words, name in told if name is not None), told[0][1])
    yield Event(
        key=key, kind=EventKind.INCIDENT, label=extraction.document.text(best), forms=(told[0][0],),
        evidence=tuple(words for _, words, _ in told), rule="incident-noun",
    )  # fmt: skip
    for _, words, name in told:
        place = None if name is None else extraction.mentioned(name)
        if place is not None and place.kind is EntityKind.PLACE:
            yield relation(key, Predicate.PLACE, place.key, words, rule="incident-named-place")


def _situations(extraction: Extraction) -> Iterator[Fact]:
    """ "occupied X": the report words a state of things; who occupies is not said by it."""
    text = extraction.document.report.text
    told = narrative(extraction.document)
    for annotation in extraction.document.labelled(Label.PLACE):
        before = OCCUPIED.search(text[max(0, annotation.span.start - 20) : annotation.span.start])
        place = extraction.mentioned(annotation.span)
        if before is None or place is None or told[annotation.span.start] == MASK:
            continue
        words = Span(annotation.span.start - len(before[0]), annotation.span.end)
        yield Event(
            key=f"event-{words.start}", kind=EventKind.SITUATION, label=extraction.document.text(words),
            forms=("occupation",), evidence=(words,), rule="situation-occupied",
        )  # fmt: skip
        yield relation(f"event-{words.start}", Predicate.PLACE, place.key, words, rule="situation-occupied")


def _reasons(extraction: Extraction, lexicon: Lexicon) -> Iterator[Fact]:
    told = narrative(extraction.document)
    for sentence in extraction.document.sentences:
        scene = extraction.scene(sentence.start)
        if scene is None:
            continue
        for match in lexicon.purposes.find(told, sentence):
            end = END.search(told, match.span.end + 1, sentence.end)
            stop = end.start() if end and end.start() > match.span.end else sentence.end
            length = len(told[match.span.end : stop].rstrip())
            if length == 0:
                continue
            rest = Span(match.span.end, match.span.end + length)
            yield from _reason(extraction, scene, match.span, rest, Predicate(match.row["predicate"]))


def _reason(extraction: Extraction, scene: str, cue: Span, rest: Span, predicate: Predicate) -> Iterator[Fact]:
    words = Span(cue.start, rest.end)
    if predicate is Predicate.SOLIDARITY:
        named = [e for e in extraction.entities_in(rest) if e.kind is EntityKind.GROUP]
        if named:
            yield relation(scene, predicate, named[0].key, words, rule="reason-solidarity")
        return
    for event in extraction.of(Event):
        if event.kind is EventKind.INCIDENT and any(rest.covers(span) for span in event.evidence):
            yield relation(scene, predicate, event.key, words, rule="reason-incident")
    stripped = extraction.document.text(rest)
    start = rest.start + len(stripped) - len(stripped.lstrip())
    if start < rest.end and (scene, Predicate.ISSUE) not in {(r.subject, r.predicate) for r in extraction.of(Relation)}:
        content = Span(start, start + len(stripped.strip()))
        yield Relation(
            key=f"{scene}.{Predicate.ISSUE}.{content.start}", subject=scene, predicate=Predicate.ISSUE, text=content,
            evidence=(words,), rule="reason-words",
        )  # fmt: skip
