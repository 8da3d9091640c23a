"""Whose statement it is: what stands only in somebody's reported words is theirs, not the report's own.

"Organisers said 5,000 people marched" is a claim of the organisers. A reported act is different: who "condemned the
massacre" is told of a massacre by the reporter. And of "400 marched, organisers said" the march is the report's, only
the figure is theirs. A protest that somebody announces or calls off is announced or off, whoever says so. And what a
union says in its own statement is the report's: there is no reporter in between. Nor is the title beside a name a
claim: "police said that the mayor, NAME, had left" calls him the mayor in the reporter's own voice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.document import Span
from kg.facts import (
    Count,
    Event,
    Extraction,
    Fact,
    Membership,
    Modality,
    Relation,
    TimeReference,
    Utterance,
    references,
)
from kg.lexicon import Lexicon
from kg.names import fold

INDIRECT = frozenset({"statement-that", "statement-bare"})
AROUND = frozenset({"statement-trailing", "statement-and", "statement-inserted", "statement-according"})
STATED = frozenset(
    "role-copula role-one-of-copula role-is-name role-of-pronoun role-made role-called role-works-as role-leads".split()
)  # that a clause says of somebody; all others are words beside a name


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:  # noqa: ARG001 — a step takes the lexicon
    """The extraction with the facts of reported statements attributed to them."""
    reported = _reported(extraction, INDIRECT)
    figures = reported | _reported(extraction, AROUND)
    plans = {event.key for event in extraction.of(Event) if event.modality is not Modality.ASSERTED}
    facts = tuple(
        fact if _is_of(fact, plans) else _attributed(fact, figures if isinstance(fact, Count) else reported)
        for fact in extraction.facts
    )
    return replace(extraction, facts=_closed(facts))


def _is_of(fact: Fact, events: set[str]) -> bool:
    """Whether a fact is one of these events, its place or its date."""
    subject = (
        fact.subject if isinstance(fact, Relation) else fact.event if isinstance(fact, TimeReference) else fact.key
    )
    return subject in events


def _reported(extraction: Extraction, rules: frozenset[str]) -> dict[Span, str]:
    """The words of reported statements that these rules read, with the statement."""
    own = _publisher(extraction)
    said = (u for u in extraction.of(Utterance) if u.rule in rules and u.said_in is None and u.speaker not in own)
    return {content: utterance.key for utterance in said for content in utterance.content}


def _publisher(extraction: Extraction) -> set[str]:
    """Who publishes the report, if it names itself."""
    publisher = fold(extraction.document.report.publisher or "")
    forms = ((e.key, {e.name, *map(extraction.document.text, e.mentions)}) for e in extraction.entities)
    return {key for key, names in forms if publisher in set(map(fold, names))}


def _attributed(fact: Fact, reported: Mapping[Span, str]) -> Fact:
    """The fact without the evidence that stands in reported words; with no other, it is said there."""
    if fact.said_in is not None or isinstance(fact, Utterance) or _is_beside_name(fact):
        return fact
    inside = {span: key for span in fact.evidence for content, key in reported.items() if content.covers(span)}
    own = tuple(span for span in fact.evidence if span not in inside)
    if own or not inside:
        return replace(fact, evidence=own) if own != fact.evidence else fact
    return replace(fact, said_in=inside[fact.evidence[0]])


def _is_beside_name(fact: Fact) -> bool:
    return isinstance(fact, Membership) and fact.rule not in STATED


def _closed(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """What refers to a fact that is only said is only said too; but that somebody spoke stands, only not where."""
    while True:
        said = {fact.key: fact.said_in for fact in facts if fact.said_in is not None}
        following = tuple(_following(fact, said) for fact in facts)
        if following == facts:
            return facts
        facts = following


def _following(fact: Fact, said: Mapping[str, str | None]) -> Fact:
    if fact.said_in is not None:
        return fact
    if isinstance(fact, Utterance):
        return replace(fact, event=None) if fact.event in said else fact
    said_in = next((said[key] for key in references(fact) if key in said), None)
    return fact if said_in is None else replace(fact, said_in=said_in)
