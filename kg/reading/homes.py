"""Where an event is whose place no sentence says: where the one told of before it was, or where the report is from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.document import Span
from kg.facts import Entity, Extraction, Modality
from kg.reading.grammar import SPOTS
from kg.reading.hometown import LARGE, Place, only_town, town_of_lead
from kg.reading.protests import ProtestEvent
from kg.reading.whereabouts import names_town

RECENT = 60  # events that a word may still mean
WIDE = re.compile(r"\b(?:national|nationwide|(?:country|state|province)-?wide|general) $", re.IGNORECASE)
WIDELY = re.compile(r"(?: \w+)? (?:nation|country|state|province|region)-?wide\b", re.IGNORECASE)
WHOLES = LARGE | {"region", "province", "state"}
AGAIN = re.compile(r"\b(?:back|again|return|resume|continue)\b", re.IGNORECASE)
AT_A_SPOT = re.compile(
    r"(?:Behind|Outside|Opposite|Beside|In front of|Before|Across from|In the yard of|On the steps of|At)"
    r" (?:the|an?) [a-z]"
)
"""The words of a sentence before its word of protest: it says where, without a name."""
IN_TOWN = SPOTS | {"neighbourhood"}
"""Kinds of places that lie in a town."""
ON = re.compile(r"\b(?:on|onto|outside|opposite|along|front of) (?:the )?[A-Z][\w'’. -]{1,40}$")
BETWEEN_TOWNS = re.compile(r"\w.* ?[-–—/] ?\w.* (?:road|highway|motorway|route)|.*\d|.*\bhighway", re.IGNORECASE)
"""A road that need not lie in one."""


@dataclass(frozen=True)
class Homes:
    """The events of a report, and where it is from."""

    extraction: Extraction
    home: Sequence[Place]
    joint: ProtestEvent | None
    mains: Sequence[ProtestEvent]
    parts: Sequence[ProtestEvent]

    def settle(self, event: ProtestEvent) -> None:
        """An event whose place no sentence says was where the one told of before was, or where the report is from."""
        placed = event.places or event.town is not None or event is self.joint
        if not placed and event.heading is not None:
            event.inherited = {event.heading[0]: event.heading[1]}
            return
        if not placed and event.modality is not Modality.ASSERTED and self.home and self._in_passing(event):
            event.after = None
        if event.town is None and (event.places or not event.elsewhere):
            event.inherited |= self._town_around(event)
        if placed or event.elsewhere or (event.plural and self._split(event)):
            return
        if event.rule == "event-earlier" and self._nowhere(event):
            return
        before = None if self._of_home(event) else self._placed_before(event)
        alone = before is None and not self.home
        if alone or (before is not None and before is self.joint):
            alike = (e for e in self.mains if e.town is not None and e is not event and e.rule != "event-earlier")
            alike = (e for e in alike if not (e.turned and event.modality is not Modality.ASSERTED))
            before = next((e for e in alike if set(e.forms) & set(event.forms) or e is not self.mains[-1]), None)
        if before is not None and (before.town is not None or before.places):
            # "at the gate": where the one before was; but one to come may be anywhere in its town.
            there = event.modality is Modality.ASSERTED or AGAIN.search(event.label) is not None
            there = there and not self.home and event.rule != "event-earlier" and not event.apart_in_time(before)
            there = there and not self._beside(event)
            spots = before.places if there else {}
            event.inherited = {**(self._town_of(before) or spots), **event.inherited}
        if not event.inherited and self.home and (before is None or not before.elsewhere):
            event.inherited = {self.home[0][0].key: self.home[0][1]}
        if not event.inherited and not event.places and event.modality is Modality.ASSERTED:
            known = only_town(self.extraction)
            earlier = event.rule == "event-earlier"
            known = [found for found in known if found[0].settlement or not earlier]
            event.inherited = {place.key: mention for place, mention in known if not self._of_another(place, event)}

    def _beside(self, event: ProtestEvent) -> bool:
        """ "Behind the school the counter-rally was smaller": not at the spot of the one before."""
        sentence = self.extraction.document.sentence_at(event.evidence[0].start)
        opening = (
            "" if sentence is None else self.extraction.document.report.text[sentence.start : event.evidence[0].start]
        )
        return event.label.lower().startswith("counter") or AT_A_SPOT.match(opening) is not None

    def _of_another(self, place: Entity, event: ProtestEvent) -> bool:
        """Whether a town that is named only later is said of another protest alone: "X has seen similar camps"."""
        others = (e for e in (*self.mains, *self.parts) if e is not event)
        return place.mentions[0].start > event.evidence[0].end and any(place.key in e.places for e in others)

    def _of_home(self, event: ProtestEvent) -> bool:
        """ "The second protest by the farmers of X", in a report from X; or a new paragraph after one elsewhere."""
        sentence = self.extraction.document.sentence_at(event.evidence[0].start)
        place = self.home[0][0] if self.home else None
        if place is None or sentence is None:
            return False
        first = next((e.town for e in (*self.mains, *self.parts) if e.town is not None), None)
        back = first in (None, place.key) and self._apart(event)
        return back or any(sentence.covers(mention) for mention in place.mentions)

    def _placed_before(self, event: ProtestEvent) -> ProtestEvent | None:
        """What was told of before an event, and said where it was; failing that, what was told of right before it."""
        for before in event.told_before():
            if before is self.joint or before.town or before.places:
                return before
        return event.after

    def _town_around(self, event: ProtestEvent) -> dict[str, Span]:
        """The town of an event of which only a spot is said: that the report is from, if it tells of no other town."""
        spots = [self.extraction.entity(place) for place in event.places]
        if not spots or not all(self._in_town(event, e) for e in spots):
            return {}
        home = self.home[:1] or town_of_lead(self.extraction)
        known = [(place.key, mention) for place, mention in home if place.settlement and place not in spots]
        before = self._placed_before(event)
        towns = {e.town for e in (*self.mains, *self.parts) if e.town is not None}
        known = [] if len(towns - {None if before is None else before.town}) > 1 else known
        elsewhere = before is not None and before.town is not None and before.town not in dict(known)
        return {} if elsewhere or any(names_town(e) for e in spots) else dict(known)

    def _in_town(self, event: ProtestEvent, place: Entity) -> bool:
        """Whether a place is a spot in a town: by its kind, or a name outside or on which people were."""
        if place.category is None:
            return ON.search(self.extraction.document.text(event.places[place.key])) is not None
        others = (e for e in self.extraction.entities if e.settlement and e not in [home for home, _ in self.home[:1]])
        named = any(place.name.startswith(f"{e.name} ") for e in others)
        return place.category in IN_TOWN and BETWEEN_TOWNS.fullmatch(place.name) is None and not named

    def _nowhere(self, event: ProtestEvent) -> bool:
        """Whether an earlier protest was nationwide, or the report tells of several towns and does not say which."""
        before = self.extraction.document.report.text[max(0, event.evidence[0].start - 20) : event.evidence[0].start]
        after = event.evidence[0].end
        if WIDE.search(before) or WIDELY.match(self.extraction.document.report.text, after, after + 40):
            large = (
                item for e in self.mains for item in (*e.inherited.items(), *e.places.items()) if item[0] != e.town
            )
            large = (item for item in large if self.extraction.entity(item[0]).category in WHOLES)
            event.inherited |= dict(large)
            return True
        others = [e for e in self.mains if e.town is not None and e.rule != event.rule]
        alike = [e for e in others if set(e.forms) & set(event.forms)]  # "a similar strike in 2017"
        return len({e.town for e in alike or others}) > 1

    def _split(self, event: ProtestEvent) -> bool:
        """Whether a plural ("protests") sums up what the report tells of several towns."""
        home = self.home[0][0].key if self.home else None
        others = (e for e in (*self.mains, *self.parts) if e is not event and e.rule != "event-earlier")
        return home is None and any(e.town is not None for e in others)

    def _in_passing(self, event: ProtestEvent) -> bool:
        """Whether a plan is not of the protest told of before it: that stands elsewhere, or in a list of towns."""
        listed = event.after is not None and any(
            e is not event.after and e.evidence[:1] == event.after.evidence[:1] for e in self.mains[-RECENT:]
        )
        return listed or self._apart(event)

    def _apart(self, event: ProtestEvent) -> bool:
        """Whether what was told of before it stands in another paragraph."""
        if event.after is None or not event.after.evidence:
            return False
        here = self.extraction.document.paragraph_at(event.evidence[0].start)
        return all(self.extraction.document.paragraph_at(span.start) != here for span in event.after.evidence)

    def _town_of(self, event: ProtestEvent) -> dict[str, Span]:
        known = {**event.inherited, **event.places}
        return {place: span for place, span in known.items() if place == event.town}
