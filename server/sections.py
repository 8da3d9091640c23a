"""The facts that name a thing, in the sections of its page and of its card."""

from __future__ import annotations

from dataclasses import dataclass, field

from server.kinds import ENTITY_SECTIONS, EVENT_SECTIONS
from server.view import ReportView, Thing


@dataclass
class Section:
    """A part of a thing's page: facts that name it."""

    title: str
    facts: list[Thing] = field(default_factory=list)
    claims: bool = False


def sections(view: ReportView, thing: Thing) -> list[Section]:
    """The facts that name a thing, by topic; what is only said inside quotations comes last and apart."""
    table = EVENT_SECTIONS if thing.kind.name == "event" else ENTITY_SECTIONS
    found = [Section(title) for title, _ in table]
    rest, claims = Section("Also"), Section("Only claimed by those quoted", claims=True)
    by_topic = {topic: section for section, (_, topics) in zip(found, table, strict=True) for topic in topics}
    for fact in view.naming(thing.iri):
        (claims if fact.claimed else by_topic.get(fact.topic, rest)).facts.append(fact)
    return [section for section in (*found, rest, claims) if section.facts]
