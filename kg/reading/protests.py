"""A protest event while its mentions are collected from a report, and the facts it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.document import Span
from kg.facts import Count, CountOf, Event, EventKind, Fact, Modality, Predicate, relation

GENERAL = frozenset({"demonstration", "gathering"})
LASTING = frozenset(
    {"strike", "hunger-strike", "blockade", "sit-in", "encampment", "picket", "boycott", "protest-occupation"}
)
"""Forms that go on for days: another day is no other event."""

_MOVING = frozenset({"march", "torchlight-march", "convoy", "funeral", "human-chain", "die-in"})
_APART: dict[str, frozenset[str]] = {
    "strike": _MOVING | {"riot", "vigil", "hunger-strike", "encampment", "press-conference", "rally", "gathering"},
    "picket": _MOVING | {"vigil", "hunger-strike", "encampment", "press-conference"},
    "hunger-strike": _MOVING
    | {"strike", "riot", "blockade", "vigil", "rally", "picket", "press-conference", "walkout", "encampment"},
    "boycott": _MOVING | {"riot", "blockade", "vigil", "rally", "sit-in", "hunger-strike", "press-conference"},
    "press-conference": _MOVING | {"strike", "riot", "blockade", "vigil", "sit-in", "picket", "walkout", "rally"},
    "encampment": _MOVING | {"strike", "riot", "boycott", "walkout"},
    "funeral": frozenset({"convoy", "vigil", "sit-in", "blockade", "torchlight-march"}),
    "vigil": frozenset({"convoy", "riot", "blockade", "walkout"}),
}
"""Forms that are not phases of one occasion."""

STOPPAGE = frozenset({"strike", "walkout"})
FAINT = frozenset({"noise-protest", "gathering", "vigil", "human-chain"})
"""Forms that a clause lends to an event only while nothing better is known of it."""


def apart(one: str, other: str) -> bool:
    """Whether two forms of protest are two occasions, even in one town."""
    return other in _APART.get(one, ()) or one in _APART.get(other, ())


@dataclass
class ProtestEvent:
    """An event while its mentions are collected."""

    key: str
    kind: EventKind
    label: str
    rule: str
    modality: Modality = Modality.ASSERTED
    forms: list[str] = field(default_factory=list)
    evidence: list[Span] = field(default_factory=list)
    places: dict[str, Span] = field(default_factory=dict)  # place key → the words that say so
    inherited: dict[str, Span] = field(default_factory=dict)  # places not said in its own clauses
    town: str | None = None
    elsewhere: bool = False  # whether its place may be a name that the reader does not know
    heading: tuple[str, Span] | None = None  # the place of the cross-head over a plan that names none itself
    after: ProtestEvent | None = None  # what was told of before it
    days: set[str] = field(default_factory=set)  # the days that its sentences name
    demonstrated: bool = False  # whether it is called a demonstration, not only a protest
    turned: bool = False  # whether the report has turned to it with its town: "In X, …"
    plural: bool = False  # "protests": told of several, until each gets its own
    named: bool = False  # whether the label is a noun; a verb serves until one is found
    number: int | None = None
    counted: list[tuple[Span, Span]] = field(default_factory=list)  # the number, and the number with its noun

    def mention(self, span: Span, form: str, *, faint: bool = False) -> None:
        """One more mention of the event; a faint one adds its form only if no other is known."""
        self.evidence.append(span)
        if form == "march" and "torchlight-march" in self.forms:
            return
        if form not in self.forms and not (faint and set(self.forms) - GENERAL):
            self.forms.append(form)

    def told_before(self) -> Iterator[ProtestEvent]:
        """The events that were told of before it, the latest first; each once, whatever leads back to it."""
        seen, event = {id(self)}, self.after
        while event is not None and id(event) not in seen:
            yield event
            seen.add(id(event))
            event = event.after

    def fits(self, form: str, *, demonstration: bool = False) -> bool:
        """Whether something of that form can be a phase of this event.

        A "protest" can be a strike, a "demonstration" is people in one place.
        """
        meant = "rally" if demonstration else form
        own = [*self.forms, "rally"] if self.demonstrated else self.forms
        return meant in own or form in self.forms or not any(apart(meant, each) for each in own)

    def takes(self, other: ProtestEvent) -> bool:
        """Become another event as well, if that can be: its mentions, forms and places."""
        called = other.demonstrated
        if not all(self.fits(form, demonstration=called and form == "demonstration") for form in other.forms):
            return False
        self.forms += [form for form in other.forms if form not in self.forms]
        self.evidence += other.evidence
        self.places, self.inherited = {**other.places}, {**self.inherited, **other.inherited}
        self.town, self.days, self.plural = other.town, self.days | other.days, False
        self.elsewhere = self.elsewhere or other.elsewhere
        return True

    def alike(self, form: str) -> bool:
        """Whether a word of that form can be another word for this event: a walkout is a strike."""
        return form in self.forms or (form in STOPPAGE and bool(STOPPAGE & set(self.forms)))

    def apart_in_time(self, other: ProtestEvent) -> bool:
        """Whether the days that are told of both are others."""
        return bool(self.days) and bool(other.days) and self.days.isdisjoint(other.days)

    @property
    def lasting(self) -> bool:
        """Whether it may have gone on for days."""
        return bool(LASTING & set(self.forms))

    def at(self, place: str, evidence: Span, *, town: bool) -> None:
        """One more place of the event; the first town is its town."""
        self.places.setdefault(place, evidence)
        if self.town is None and town:
            self.town = place

    def _forms(self) -> tuple[str, ...]:
        """Its forms; "protest" and "gathered" add none to a better one, "demonstration" does."""
        kept = GENERAL - {"demonstration"} if self.demonstrated else GENERAL
        better = tuple(form for form in self.forms if form not in kept)
        return better if set(better) - {"riot"} else tuple(self.forms)

    def facts(self) -> Iterator[Fact]:
        """The event, and the places it has."""
        yield Event(
            key=self.key,
            kind=self.kind,
            label=self.label,
            forms=self._forms(),
            modality=self.modality,
            evidence=tuple(sorted(set(self.evidence))),
            rule=self.rule,
        )
        for place, span in self.places.items():
            yield relation(self.key, Predicate.PLACE, place, span, rule="event-place")
        for place, span in self.inherited.items():
            if place not in self.places:
                yield relation(self.key, Predicate.PLACE, place, span, rule="event-place-of-report")


def joint_facts(joint: ProtestEvent, parts: list[ProtestEvent]) -> Iterator[Fact]:
    """How the parts of a joint action belong together, and how many the report counts."""
    for part in parts:
        yield relation(part.key, Predicate.PART_OF, joint.key, part.evidence[0], rule="joint-part")
        for other in parts:
            if other is not part:
                evidence = part.evidence[0] if part.rule == "joint-part" or not joint.counted else joint.counted[0][1]
                yield relation(part.key, Predicate.COORDINATED_WITH, other.key, evidence, rule="joint-part")
    if not joint.counted:
        return  # "rival rallies": no number stands there
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
