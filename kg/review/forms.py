"""What can be said of a fact or an entity, as a form asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.fields import CATEGORIES, ENTITIES, FIELDS, Field, Takes
from kg.review.sheet import Sheet
from kg.told import PROPERTIES, TERMS, called, closest
from kg.vocab import PE, PEC

NAMES = {
    "organization": "organisation", "utterance": "quotation or statement", "expression": "slogan",
    "unnamed": "unnamed source", "relation": "relation of two", "membership": "role", "count": "number",
}  # fmt: skip
"""Kinds that people call otherwise."""
LABELS = {
    "low": "at least", "high": "at most", "of": "of what", "said_in": "said in", "earliest": "from", "latest": "to",
    "by": "by whom", "addressee": "to whom", "forms": "form", "direct": "whose words", "apart": "not the same as",
    "organization": "organisation", "text": "or words", "content": "words",
}  # fmt: skip
WHOSE = {"true": "their own words", "false": "the reporter's words"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of what a field may be."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A field of a form. Of words `value` is `None`, and `text` what they are now."""

    name: str
    label: str
    takes: str
    value: str | int | None = None
    text: str | None = None
    required: bool = False
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What can be said of a kind of fact or entity; `about` is the IRI of one that is there."""

    kind: str
    label: str
    about: str | None
    fields: tuple[Asked, ...]


class Forms:
    """The forms of one report."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def of(self, iri: str) -> Form | None:
        """The form of an entity or a fact, with what it says now; `None` if there is no such thing."""
        kind = self._sheet.kind(iri)
        return None if kind is None else self._form(kind, iri)

    def missing(self) -> tuple[Form, ...]:
        """The forms of all that the reader may have missed."""
        return tuple(self._form(kind, None) for kind in FIELDS)

    def _form(self, kind: str, iri: str | None) -> Form:
        fields = tuple(
            self._asked(kind, name, field, iri) for name, field in FIELDS[kind].items() if _shown(kind, name, iri)
        )
        return Form(kind=kind, label=NAMES.get(kind, kind), about=iri, fields=fields)

    def _asked(self, kind: str, name: str, field: Field, iri: str | None) -> Asked:
        choices = tuple(self._choices(field))
        now = self._now(kind, name, iri)
        value = closest(one for one in (_valued(each, field) for each in now) if one is not None)
        takes = Takes.CONCEPT if field.takes is Takes.FLAG else field.takes
        words = field.takes is Takes.WORDS
        known = {choice.value for choice in choices}
        return Asked(
            name=name,
            label=LABELS.get(name, name),
            takes=takes.value,
            value=None if words or (choices and str(value) not in known) else value,
            text=next(iter(now), None) if words and not self._things(now) else None,
            required=field.required,
            choices=choices,
        )

    def _now(self, kind: str, name: str, iri: str | None) -> list[str]:
        known = PROPERTIES[kind].get(name)
        if known is None:
            return []
        return self._sheet.values.get(iri or "", {}).get(PE.text if known == PE.content else known, [])

    def _things(self, values: list[str]) -> bool:
        return any(value in self._sheet.values for value in values)

    def _choices(self, field: Field) -> Iterator[Choice]:
        if field.choices is not None:
            for member in field.choices:
                term = str(TERMS[field.choices][member])
                yield Choice(member.value, self._sheet.terms.get(term, member.value))
        elif field.takes is Takes.FLAG:
            yield from (Choice(value, label) for value, label in WHOSE.items())
        elif field.takes is Takes.CONCEPT and field.scheme:
            prefix = f"{PEC}{field.scheme}-"
            found = ((label, term) for term, label in self._sheet.terms.items() if term.startswith(prefix))
            yield from (Choice(term.removeprefix(prefix), label) for label, term in sorted(found))
        elif field.takes is Takes.THING:
            things = (
                (self._sheet.label(iri), iri) for iri in self._sheet.values if self._sheet.kind(iri) in field.kinds
            )
            yield from (Choice(iri, label) for label, iri in sorted(things))


def _shown(kind: str, name: str, iri: str | None) -> bool:
    """Whether a form asks for a field: the words of an addition are chosen first, and its own are not asked again."""
    if name == "mentions" or (name == "category" and kind not in CATEGORIES):
        return False
    if iri is None:
        return not (FIELDS[kind][name].own or (kind in ENTITIES and name == "kind"))
    return name != "apart" and not (kind == "relation" and name in ("predicate", "subject"))


def _valued(value: str, field: Field) -> str | int | None:
    """A value of the graph as a form has it; `None` if it is none of this field."""
    if field.takes in (Takes.CONCEPT, Takes.FLAG):
        return called(value, field)
    return int(value) if field.takes is Takes.NUMBER else value
