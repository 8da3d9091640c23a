"""A protest event while its mentions are collected from a report, and the facts it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.document import Span
from kg.facts import Count, CountOf, Event, EventKind, Fact, Predicate, relation


@dataclass
class ProtestEvent:
    """An event while its mentions are collected."""

    key: str
    kind: EventKind
    label: str
    rule: str
    forms: list[str] = field(default_factory=list)
    evidence: list[Span] = field(default_factory=list)
    places: dict[str, Span] = field(default_factory=dict)  # place key → the words that say so
    town: str | None = None
    days: set[str] = field(default_factory=set)  # the days of the year that its sentences name
    named: bool = False  # whether the label is a noun; a verb serves until one is found
    number: int | None = None
    counted: list[tuple[Span, Span]] = field(default_factory=list)  # the number, and the number with its noun

    def mention(self, span: Span, form: str) -> None:
        """One more mention of the event."""
        self.evidence.append(span)
        if form not in self.forms:
            self.forms.append(form)

    def facts(self) -> Iterator[Fact]:
        """The event, and the places it has."""
        yield Event(
            key=self.key,
            kind=self.kind,
            label=self.label,
            forms=tuple(self.forms),
            evidence=tuple(sorted(set(self.evidence))),
            rule=self.rule,
        )
        for place, span in self.places.items():
            yield relation(self.key, Predicate.PLACE, place, span, rule="event-place")


def joint_facts(joint: ProtestEvent, parts: list[ProtestEvent]) -> Iterator[Fact]:
    """How the parts of a joint action belong together, and how many the report counts."""
    for part in parts:
        yield relation(part.key, Predicate.PART_OF, joint.key, part.evidence[0], rule="joint-part")
        for other in parts:
            if other is not part:
                evidence = part.evidence[0] if part.rule == "joint-part" else joint.counted[0][1]
                yield relation(part.key, Predicate.COORDINATED_WITH, other.key, evidence, rule="joint-part")
    first = joint.counted[0][0]
    yield Count(
        key=f"count-{first.start}",
        of=CountOf.EVENTS,
        event=joint.key,
        words=first,
        low=joint.number,
        high=joint.number,
        evidence=tuple(span for _, span in joint.counted),
        rule="joint-counted",
    )
