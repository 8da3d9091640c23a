"""What can be said of a fact or an entity, as a form asks for it."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rdflib import URIRef
from rdflib.namespace import ORG, RDF, RDFS

import kg.facts as f
from kg.fields import CATEGORIES, ENTITIES, FIELDS, Field, Takes
from kg.rdf import ENTITY_CLASSES, PREDICATES
from kg.review.sheet import Sheet
from kg.vocab import PE, PEC, concept

PROPERTIES: Mapping[str, Mapping[str, URIRef]] = {
    "event": {"kind": RDF.type, "label": RDFS.label, "forms": PE.form, "modality": PE.modality},
    "relation": {"subject": RDF.subject, "predicate": RDF.predicate, "object": RDF.object, "text": RDF.object},
    "membership": {
        "member": ORG.member, "role": ORG.role, "title": PE.roleText, "organization": ORG.organization,
    },
    "utterance": {
        "direct": RDF.type, "content": PE.text, "speaker": PE.utteredBy, "event": PE.utteredAt,
        "addressee": PE.addressee,
    },
    "expression": {"form": RDF.type, "content": PE.text, "event": PE.expressedAt},
    "symbol": {"kind": PE.symbolKind, "words": PE.text, "event": PE.displayedAt, "of": PE.symbolOf},
    "demand": {"content": PE.text, "by": PE.demandedBy, "addressee": PE.addressee, "event": PE.demandedAt},
    "message": {"words": PE.text, "event": PE.deliveredIn, "sender": PE.sender, "recipient": PE.recipient},
    "count": {"of": PE.countOf, "words": PE.text, "event": PE.countFor, "low": PE.low, "high": PE.high},
    "time": {"words": PE.text, "event": PE.timeOf, "earliest": PE.earliestDate, "latest": PE.latestDate},
    "claim": {"content": PE.text, "modality": PE.modality, "mentions": PE.mentions, "said_in": PE.saidIn},
} | {kind: {"name": RDFS.label, "kind": RDF.type} for kind in ENTITIES}  # fmt: skip
"""Kind to the properties in which `kg.rdf` writes its fields."""
NAMES = {
    "organization": "organisation", "utterance": "quotation or statement", "expression": "slogan",
    "unnamed": "unnamed source", "relation": "statement", "membership": "role", "count": "number",
}  # fmt: skip
"""Kinds that people call otherwise."""
LABELS = {
    "low": "at least", "high": "at most", "of": "of what", "said_in": "said in", "earliest": "from", "latest": "to",
    "by": "by whom", "addressee": "to whom", "forms": "form", "direct": "whose words", "apart": "not the same as",
    "organization": "organisation", "text": "or words", "content": "words",
}  # fmt: skip
TERMS: Mapping[type[enum.StrEnum], Mapping[Any, URIRef]] = {
    f.EntityKind: ENTITY_CLASSES,
    f.EventKind: {kind: PE[kind.value] for kind in f.EventKind},
    f.ExpressionForm: {form: PE[form.value] for form in f.ExpressionForm},
    f.Modality: {modality: concept("modality", modality) for modality in f.Modality},
    f.CountOf: {of: concept("count", of) for of in f.CountOf},
    f.Predicate: PREDICATES,
}
"""The terms of the ontology for the members of enumerations."""
DIRECT = {"true": (PE.DirectQuote, "their own words"), "false": (PE.IndirectSpeech, "the reporter's words")}


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
        scheme = CATEGORIES.get(kind, "") if name == "category" else field.scheme
        choices = tuple(self._choices(replace(field, scheme=scheme)))
        now = self._now(kind, name, iri)
        values = [one for one in (_valued(each, field, scheme) for each in now) if one is not None]
        value = min(values, key=lambda one: one == f.EventKind.OTHER, default=None)  # which every event is as well
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
        values = self._sheet.values.get(iri or "", {})
        if name == "category":
            return [*values.get(ORG.classification, ()), *values.get(PE.placeKind, ())]
        known = PROPERTIES[kind].get(name)
        return [] if known is None else values.get(known, [])

    def _things(self, values: list[str]) -> bool:
        return any(value in self._sheet.values for value in values)

    def _choices(self, field: Field) -> Iterator[Choice]:
        if field.choices is not None:
            for member in field.choices:
                term = str(TERMS[field.choices][member])
                yield Choice(member.value, self._sheet.terms.get(term, member.value))
        elif field.takes is Takes.FLAG:
            yield from (Choice(value, label) for value, (_, label) in DIRECT.items())
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


def _valued(value: str, field: Field, scheme: str) -> str | int | None:
    """A value of the graph as a form has it; `None` if it is none of this field."""
    if field.choices is not None:
        return next((member.value for member, term in TERMS[field.choices].items() if str(term) == value), None)
    if field.takes is Takes.FLAG:
        return next((name for name, (term, _) in DIRECT.items() if str(term) == value), None)
    if field.takes is Takes.CONCEPT:
        return value.removeprefix(f"{PEC}{scheme}-")
    return int(value) if field.takes is Takes.NUMBER else value
