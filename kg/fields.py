"""What may be said of each kind of entity and fact: the fields of `kg.facts`, and what each of them takes."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from kg import facts as f
from kg.anchors import Thing
from kg.document import Span

AGENTS = ("person", "organization", "group", "delegation", "unnamed")
ACTIVE = (*AGENTS, "place")  # who can be meant where a town stands for its people
ENTITIES = tuple(kind.value for kind in f.EntityKind)


class Takes(enum.StrEnum):
    """What a field takes."""

    THING = "thing"  # an entity or another fact of the report
    CONCEPT = "concept"  # a name from a scheme of concepts or an enumeration
    NUMBER = "number"
    DAY = "day"
    WORDS = "words"  # words of the report
    TEXT = "text"
    FLAG = "flag"  # yes or no


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What a field takes: a thing of some `kinds`, or a name of a `scheme`, or one of the members of `choices`.

    `own` says that it takes the words of an addition if nothing else is said.
    """

    takes: Takes
    kinds: tuple[str, ...] = ()
    scheme: str = ""
    choices: type[enum.StrEnum] | None = None
    required: bool = False
    several: bool = False
    own: bool = False


def _thing(*kinds: str, required: bool = False, several: bool = False) -> Field:
    return Field(takes=Takes.THING, kinds=kinds, required=required, several=several)


def _concept(scheme: str, *, required: bool = False, several: bool = False) -> Field:
    return Field(takes=Takes.CONCEPT, scheme=scheme, required=required, several=several)


def _choice(choices: type[enum.StrEnum], *, required: bool = False) -> Field:
    return Field(takes=Takes.CONCEPT, choices=choices, required=required)


TEXT, FLAG = Field(takes=Takes.TEXT), Field(takes=Takes.FLAG)
NUMBER, DAY, WORDS = Field(takes=Takes.NUMBER), Field(takes=Takes.DAY), Field(takes=Takes.WORDS)
OWN_TEXT = Field(takes=Takes.TEXT, own=True)
OWN_WORDS = Field(takes=Takes.WORDS, own=True)
EVENT, EVENT_NEEDED = _thing("event"), _thing("event", required=True)
CATEGORIES = {"organization": "organization", "place": "place"}
"""Kind of entity to the scheme of its categories."""


def _entity(kind: str) -> Mapping[str, Field]:
    return {
        "name": OWN_TEXT,
        "kind": _choice(f.EntityKind),
        "category": _concept(CATEGORIES.get(kind, "")),
        "mentions": Field(takes=Takes.WORDS, several=True),
        "apart": _thing(*ENTITIES),  # from whom it is told apart, if its words were taken for his
    }


FIELDS: Mapping[str, Mapping[str, Field]] = {kind: _entity(kind) for kind in ENTITIES} | {
    "event": {
        "kind": _choice(f.EventKind, required=True),
        "label": OWN_TEXT,
        "forms": _concept("form", several=True),
        "modality": _choice(f.Modality),
    },
    "relation": {
        "subject": _thing("event", *ENTITIES, required=True),
        "predicate": _choice(f.Predicate, required=True),
        "object": _thing("event", *ENTITIES),
        "text": WORDS,
    },
    "membership": {
        "member": _thing(*AGENTS, required=True),
        "role": _concept("role", required=True),
        "title": OWN_TEXT,
        "organization": _thing("organization", "group", "delegation", "place"),
    },
    "utterance": {
        "direct": FLAG,
        "content": Field(takes=Takes.WORDS, several=True, own=True),
        "speaker": _thing(*ACTIVE),
        "event": EVENT,
        "addressee": _thing(*ACTIVE),
    },
    "expression": {"form": _choice(f.ExpressionForm, required=True), "content": OWN_WORDS, "event": EVENT},
    "symbol": {
        "kind": _concept("symbol", required=True),
        "words": OWN_WORDS,
        "event": EVENT,
        "of": _thing("event", *ENTITIES),
    },
    "demand": {"content": OWN_WORDS, "by": _thing(*ACTIVE), "addressee": _thing(*ACTIVE), "event": EVENT},
    "message": {
        "words": OWN_WORDS,
        "event": EVENT_NEEDED,
        "sender": _thing(*ACTIVE),
        "recipient": _thing(*ACTIVE),
    },
    "count": {
        "of": _choice(f.CountOf, required=True),
        "words": OWN_WORDS,
        "event": EVENT_NEEDED,
        "low": NUMBER,
        "high": NUMBER,
    },
    "time": {"words": OWN_WORDS, "event": EVENT_NEEDED, "earliest": DAY, "latest": DAY},
    "claim": {
        "content": OWN_WORDS,
        "modality": _choice(f.Modality, required=True),
        "mentions": _thing(*ENTITIES, "event", several=True),
        "said_in": _thing("utterance", required=True),
    },
}
"""Kind to its fields, by their names in `kg.facts`."""

CLASSES: Mapping[str, type[f.Fact]] = {
    "event": f.Event,
    "relation": f.Relation,
    "membership": f.Membership,
    "utterance": f.Utterance,
    "expression": f.Expression,
    "symbol": f.Symbol,
    "demand": f.Demand,
    "message": f.Message,
    "count": f.Count,
    "time": f.TimeReference,
    "claim": f.Claim,
}
NAMES: Mapping[type[f.Fact], str] = {class_: kind for kind, class_ in CLASSES.items()}


NAMED_BY: Mapping[str, Mapping[str, str]] = {
    "relation": {"subject": "subject", "object": "object"},
    "membership": {"subject": "member", "object": "organization"},
    "count": {"subject": "event"},
    "time": {"subject": "event"},
    "message": {"subject": "event"},
}
"""Kind to the ends of its anchor, with the fields in which they stand."""


def kind_of(thing: f.Entity | f.Fact) -> str:
    """The kind of an entity or a fact, as anchors call it."""
    return thing.kind.value if isinstance(thing, f.Entity) else NAMES[type(thing)]


def rests_on(fact: f.Fact) -> tuple[str, ...]:
    """The keys of what must be so for a fact to be so."""
    keys: tuple[str | None, ...] = (fact.said_in,)
    if isinstance(fact, f.Relation):
        keys = (fact.subject, fact.object, fact.said_in)
    elif isinstance(fact, (f.Count, f.TimeReference, f.Message)):
        keys = (fact.event, fact.said_in)
    elif isinstance(fact, f.Membership):
        keys = (fact.member, fact.said_in)
    return tuple(key for key in keys if key is not None)


def own_words(fact: f.Fact) -> tuple[Span, ...]:
    """The words that a fact is, beside those that show it: what was said, shown, demanded, counted."""
    words = getattr(fact, "content", None) or getattr(fact, "words", None) or ()
    return (words,) if isinstance(words, Span) else words


def as_thing(read: f.Entity | f.Fact, text: str) -> Thing:
    """An entity or a fact as anchors tell it from others."""
    if isinstance(read, f.Entity):
        spans = sorted(read.mentions, key=lambda span: (text[span.start : span.end] != read.name, span))
        return Thing(key=read.key, kind=kind_of(read), spans=tuple(spans))
    predicate = subject = object_ = None
    if isinstance(read, f.Relation):
        predicate, subject, object_ = read.predicate.value, read.subject, read.object
    elif isinstance(read, f.Membership):
        subject, object_ = read.member, read.organization
    elif isinstance(read, f.Count):
        predicate, subject = read.of.value, read.event
    elif isinstance(read, (f.TimeReference, f.Message)):
        subject = read.event
    spans = [*sorted(own_words(read)), *sorted(read.evidence)]
    return Thing(
        key=read.key,
        kind=kind_of(read),
        spans=tuple(dict.fromkeys(spans)),
        predicate=predicate,
        subject=subject,
        object=object_,
    )
