"""What is part of what: places in places, units in organisations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Label, Span
from kg.facts import EntityKind, Extraction, Fact, Predicate, relation
from kg.lexicon import Lexicon
from kg.reading.grammar import Clause, clauses

IN_PLACE = re.compile(r"(?P<inner>L)i(?:dw?o)?d?w?o?(?P<outer>L)")
BESIDE = re.compile(r"iL,L(?=,|x|$)")  # "in X, Y,": no further item follows
OUTER = frozenset({"country", "province"})


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with containment of places and of organisations."""
    facts: list[Fact] = list(_units(extraction))
    for _, clause in clauses(extraction.document, lexicon):
        facts += _places(extraction, clause)
        facts += _opening(extraction, clause)
    return extraction.adding(facts)


def _units(extraction: Extraction) -> Iterator[Fact]:
    for annotation in extraction.document.labelled(Label.ORGANIZATION):
        if extraction.document.quoted_at(annotation.span.start) is not None:
            continue  # what is said inside a quotation is no plain fact
        parent_span = annotation.part("parent")
        unit = extraction.mentioned(annotation.span)
        parent = None if parent_span is None else extraction.mentioned(parent_span)
        if unit is None or parent is None or unit == parent:
            continue
        if unit.kind is EntityKind.ORGANIZATION and parent.kind is EntityKind.ORGANIZATION:
            yield relation(unit.key, Predicate.UNIT_OF, parent.key, annotation.span, rule="unit-of")


def _places(extraction: Extraction, clause: Clause) -> Iterator[Fact]:
    """ "X in Y", "X neighbourhood in the city of Y", where the preposition is "in"."""
    for index in range(len(clause.codes)):
        match = IN_PLACE.match(clause.codes, index)
        if match is None:
            continue
        inner, outer = clause.chunks[match.start("inner")], clause.chunks[match.start("outer")]
        words = extraction.document.report.text[inner.span.end : outer.span.start].lower().split()
        if words[:1] == ["in"]:
            yield from _within(extraction, inner.span, outer.span, "place-in-place")
    for match in BESIDE.finditer(clause.codes):
        inner, outer = clause.chunks[match.start() + 1], clause.chunks[match.start() + 3]
        if outer.annotation is not None and outer.annotation.value in OUTER:
            yield from _within(extraction, inner.span, outer.span, "place-in-region")


def _opening(extraction: Extraction, clause: Clause) -> Iterator[Fact]:
    """ "In X, people gathered in front of X Hall": the hall that bears the town's name is in the town."""
    match = re.match(r"(?:n|w)?iL,", clause.codes)
    if match is None:
        return
    town = clause.chunks[match.end() - 2]
    name = extraction.document.text(town.span)
    for chunk in clause.chunks[match.end() :]:
        if chunk.code == "L" and extraction.document.text(chunk.span).startswith(f"{name} "):
            yield from _within(extraction, chunk.span, town.span, "hall-of-town")


def _within(extraction: Extraction, inner: Span, outer: Span, rule: str) -> Iterator[Fact]:
    first, second = extraction.mentioned(inner), extraction.mentioned(outer)
    if first is None or second is None or first == second:
        return
    if first.kind is EntityKind.PLACE and second.kind is EntityKind.PLACE:
        span = Span(min(inner.start, outer.start), max(inner.end, outer.end))
        yield relation(first.key, Predicate.WITHIN, second.key, span, rule=rule)
