"""What is known when a kind of nodes is compared: the things already found, and where and when each report plays."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.gazetteer import Gazetteer, called
from kg.identity.features import Feature, Happening, Kind
from kg.lexicon import Lexicon
from kg.names import person_words

LONGEST_OCCASION = 3  # days: what is dated more vaguely tells nothing about the day
FULL_NAME = 2  # words


@dataclass
class World:
    """All nodes, and of the kinds already resolved to which thing each belongs."""

    features: Mapping[str, Feature]
    gazetteer: Gazetteer
    lexicon: Lexicon
    leaders: dict[str, str] = field(default_factory=dict)

    def leader(self, node: str) -> str:
        """The thing of a node, by the least of its nodes; the node itself while its kind is not resolved."""
        return self.leaders.get(node, node)

    def label(self, node: str) -> str:
        """How a node is called."""
        found = self.features.get(node)
        return node if found is None else found.names[0]

    def labels(self, nodes: Iterable[str]) -> str:
        """The names of some nodes in a reason: two of them are enough."""
        return " and ".join(sorted({self.label(node) for node in nodes})[:2])

    def settled(self, nodes: Iterable[str]) -> set[str]:
        """The things of some nodes."""
        return {self.leader(node) for node in nodes}

    @functools.cached_property
    def of_report(self) -> Mapping[str, list[Feature]]:
        """The nodes of each report."""
        found: dict[str, list[Feature]] = {}
        for feature in self.features.values():
            found.setdefault(feature.report, []).append(feature)
        return found

    @functools.cached_property
    def larger(self) -> Mapping[str, set[str]]:
        """Place → the larger places around it, as things, at any depth; after places are resolved."""
        direct: dict[str, set[str]] = {}
        for feature in self.features.values():
            if feature.kind is Kind.PLACE:
                own = self.leader(feature.node)
                direct.setdefault(own, set()).update(self.settled(feature.places) - {own})
        return {place: _reached(place, direct) for place in direct}

    @functools.cached_property
    def _occasions(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """The occasions of agents that events name, and those of whole reports."""
        agents: dict[str, set[str]] = {}
        reports: dict[str, set[str]] = {}
        for feature in self.features.values():
            told = feature.happening
            if told is not None and told.sort != "ViolentIncident":
                here = set(self.occasions(feature))
                reports.setdefault(feature.report, set()).update(here)
                for node in (*told.agents, *told.organizers):
                    agents.setdefault(node, set()).update(here)
        return agents, reports

    def occasions(self, event: Feature) -> Iterable[str]:
        """The towns and days of an event, as words."""
        for day in days(event.happening):
            for place in self.settled(event.places):
                yield f"{place} {day}"

    def present(self, feature: Feature) -> set[str]:
        """At which occasions somebody was: those of their events, else the only one of their report."""
        agents, reports = self._occasions
        own = agents.get(feature.node, set())
        if own:
            return own
        told = reports.get(feature.report, set())
        return told if len(told) == 1 else set()

    @functools.cached_property
    def company(self) -> Mapping[str, set[str]]:
        """Report → the full names of persons in it, as they are compared."""
        found: dict[str, set[str]] = {}
        for feature in self.features.values():
            if feature.kind is Kind.PERSON and len(words := person_words(feature.names[0])) >= FULL_NAME:
                found.setdefault(feature.report, set()).add(" ".join(words))
        return found

    @functools.cached_property
    def report_places(self) -> Mapping[str, set[str]]:
        """Report → its places, as they are compared."""
        found: dict[str, set[str]] = {}
        for feature in self.features.values():
            if feature.kind is Kind.PLACE:
                found.setdefault(feature.report, set()).add(called(feature.names[0]))
        return found


def days(told: Happening | None) -> list[datetime.date]:
    """The days on which an event was, where it is known to a few."""
    if told is None or told.earliest is None or told.latest is None:
        return []
    length = (told.latest - told.earliest).days + 1
    return [told.earliest + datetime.timedelta(i) for i in range(length)] if length <= LONGEST_OCCASION else []


def _reached(place: str, direct: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = set(direct.get(place, ()))
    while ahead:
        found |= ahead
        ahead = {further for one in ahead for further in direct.get(one, ())} - found - {place}
    return found
