"""A reading as it lies before whoever corrects it: where words stand in it, and what values mean in it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kg.anchors import Lost, Reading, find
from kg.decisions import Anchor, Value, Words
from kg.document import Span
from kg.facts import Entity, Extraction, Fact, Status
from kg.fields import FIELDS, Field, Takes, as_thing, kind_of

TAKES: Mapping[Takes, type | tuple[type, ...]] = {
    Takes.THING: Anchor,
    Takes.CONCEPT: str,
    Takes.NUMBER: int,
    Takes.DAY: datetime.date,
    Takes.WORDS: Words,
    Takes.TEXT: str,
    Takes.FLAG: bool,
}
"""What values a field takes."""


class UnplacedError(Exception):
    """Why a correction cannot be carried out."""


class Draft:
    """A reading that may be changed: its entities and facts by their keys."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self.text = extraction.document.report.text
        self.entities = {entity.key: entity for entity in extraction.entities}
        self.facts = {fact.key: fact for fact in extraction.facts}

    def result(self) -> Extraction:
        """What it has become, in reading order."""
        entities = sorted(self.entities.values(), key=lambda entity: (entity.mentions, entity.key))
        facts = sorted(self.facts.values(), key=lambda fact: (fact.evidence[0], fact.key))
        return replace(self.extraction, entities=tuple(entities), facts=tuple(facts)).checked()

    def reading(self) -> Reading:
        """It as it stands now, so that what anchors name can be found in it."""
        things: list[Entity | Fact] = [*self.entities.values(), *self.facts.values()]
        return Reading(self.text, [as_thing(thing, self.text) for thing in things if _spans(thing)])

    def thing(self, key: str) -> Entity | Fact:
        """The entity or fact of a key."""
        return self.entities[key] if key in self.entities else self.facts[key]

    def place(self, words: Words | None) -> Span:
        """Where words stand in its text; `UnplacedError` if nowhere."""
        found = Lost("a row of a table has no words in a report") if words is None else find(words, self.text)
        if isinstance(found, Lost):
            raise UnplacedError(found.reason)
        return found

    def taken(self, kind: str, name: str, value: Value) -> Any:
        """A value as the field of that name holds it; `UnplacedError` if it takes no such value."""
        field = FIELDS[kind].get(name)
        if field is None:
            raise UnplacedError(f"{kind}: there is no {name}; there are {', '.join(FIELDS[kind])}")
        if value is None and not field.required:
            return () if field.several else None
        if field.several:
            return tuple(self._one(name, field, each) for each in (value if isinstance(value, tuple) else (value,)))
        return self._one(name, field, value)

    def _one(self, name: str, field: Field, value: Value) -> Any:
        if field.takes is Takes.TEXT and isinstance(value, Words):
            span = self.place(value)
            return " ".join(self.text[span.start : span.end].split())
        if field.choices is not None:
            if not isinstance(value, str) or value not in list(field.choices):
                raise UnplacedError(f"{name}: there is no {value!r} among {', '.join(field.choices)}")
            return field.choices(value)
        if not isinstance(value, TAKES[field.takes]) or isinstance(value, bool) is not (field.takes is Takes.FLAG):
            raise UnplacedError(f"{name}: takes a {field.takes}, not {value!r}")
        if field.takes is Takes.CONCEPT and not re.fullmatch(r"[a-z]+(-[a-z]+)*", str(value)):
            raise UnplacedError(f"{name}: {value!r} is no name of a concept, such as sit-in")
        if isinstance(value, Words):
            return self.place(value)
        return self._linked(name, field, value) if isinstance(value, Anchor) else value

    def _linked(self, name: str, field: Field, anchor: Anchor) -> str:
        key = self.reading().matched(anchor)
        if isinstance(key, Lost):
            raise UnplacedError(f"{name}: {key.reason}")
        if kind_of(self.thing(key)) not in field.kinds:
            raise UnplacedError(f"{name}: takes {', '.join(field.kinds)}, not {kind_of(self.thing(key))}")
        if rejected(self.thing(key)):
            raise UnplacedError(f"{name}: a person has said that it is wrong; take that back first")
        return key


def rejected(thing: Entity | Fact) -> bool:
    """Whether a person has said that it is wrong."""
    return thing.review is not None and thing.review.status is Status.REJECTED


def _spans(thing: Entity | Fact) -> tuple[Span, ...]:
    return thing.mentions if isinstance(thing, Entity) else thing.evidence
