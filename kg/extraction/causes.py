"""What protests answer: incidents, and situations that a report words as such; `reasons` says which protest which."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Label, Span
from kg.facts import EntityKind, Event, EventKind, Extraction, Fact, Predicate, relation
from kg.lexicon import Lexicon
from kg.names import fold
from kg.reading.grammar import clauses
from kg.reading.segment import MASK, narrative

OCCUPIED = re.compile(r"\boccupied (?:the )?$", re.IGNORECASE)


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with incidents and situations."""
    extraction = extraction.adding(_incidents(extraction, lexicon))
    return extraction.adding(_situations(extraction))


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
