"""What is known when a kind of nodes is compared: the things already found, and where and when each report plays."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.gazetteer import Gazetteer, called
from kg.identity.features import Feature, Happening, Kind
from kg.identity.spellings import person_words, sound
from kg.lexicon import Lexicon

LONGEST_OCCASION = 3  # days: what is dated more vaguely tells nothing about the day
FULL_NAME = 2  # words
MANY_NAMES = 12  # words beside one word of a name
OF_THE_STATE = frozenset(
    "police army security-force ministry government administration international-body media".split()
)
"""Bodies that many reports of a country name, and news agencies."""
ONE_STORY = 0.07  # how alike reports of one story are
GATHERING = frozenset("union federation association league movement party".split())
"""Bodies in which people come together."""
OFFICIALS = frozenset("mayor minister official commander administrator".split())
"""Concepts of roles of those who speak for such bodies."""


@dataclass
class World:
    """All nodes, of the kinds already resolved to which thing each belongs, and which reports are how alike."""

    features: Mapping[str, Feature]
    gazetteer: Gazetteer
    lexicon: Lexicon
    leaders: Mapping[str, str]
    alike: Mapping[str, Mapping[str, float]]

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
    def texts(self) -> list[Feature]:
        """The nodes that stand in a text with others, and not in a row of a table."""
        return [feature for feature in self.features.values() if not feature.row]

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
                reports.setdefault(feature.report, set()).update(set() if feature.row else here)
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
    def officials(self) -> set[str]:
        """The persons with an office of the state, as things: like its bodies, many reports of a town name them."""
        persons = (feature for feature in self.features.values() if feature.kind is Kind.PERSON)
        in_office = (one for one in persons if any(map(self._official, one.roles)))
        return {self.leader(one.node) for one in in_office if not self._of_a_union(one)}

    def _of_a_union(self, person: Feature) -> bool:
        """Whether all bodies for which a person speaks are unions and the like, which have officials too."""
        bodies = self.settled(person.bodies)
        return bool(bodies) and all(self.sorts.get(body, set()) & GATHERING for body in bodies)

    @functools.cached_property
    def sorts(self) -> Mapping[str, set[str]]:
        """Organisation or place → its classes, as the reports have them."""
        found: dict[str, set[str]] = {}
        for feature in self.features.values():
            if feature.kind in (Kind.ORGANIZATION, Kind.PLACE) and feature.category is not None:
                found.setdefault(self.leader(feature.node), set()).add(feature.category)
        return found

    def _official(self, role: str) -> bool:
        concepts = (self.lexicon.role(part) for part in (role, role.rpartition(" ")[2], role.partition(" ")[0]))
        return not OFFICIALS.isdisjoint(concepts)

    @functools.cached_property
    def people(self) -> dict[str, str]:
        """Two names of a person by their sounds → a name so written."""
        persons = (feature for feature in self.features.values() if feature.kind is Kind.PERSON)
        return {key: feature.names[0] for feature in persons for key in heard(feature.names[0])}

    @functools.cached_property
    def _beside(self) -> Mapping[str, set[str]]:
        """A word of full names → the words beside it, by their sounds."""
        found: dict[str, set[str]] = {}
        for feature in self.features.values():
            if feature.kind is Kind.PERSON:
                words = list(map(sound, person_words(feature.names[0])))
                for i, word in enumerate(words):
                    found.setdefault(word, set()).update(words[:i], words[i + 1 :])
        return found

    def widespread(self, word: str) -> bool:
        """Whether many people have a name with this word: it stands beside many others."""
        return len(self._beside.get(sound(word), ())) >= MANY_NAMES

    @functools.cached_property
    def company(self) -> Mapping[str, set[str]]:
        """Report → its persons, as they are heard."""
        found: dict[str, set[str]] = {}
        for feature in self.texts:
            if feature.kind is Kind.PERSON:
                found.setdefault(feature.report, set()).update(heard(feature.names[0]))
        return found

    @staticmethod
    def met(company: Iterable[str]) -> int:
        """How many persons those are that two reports both name: one by each first name."""
        return len({one.partition(" ")[0] for one in company})

    def names_of(self, heard_: Iterable[str]) -> str:
        """Some persons in a reason."""
        return " and ".join(sorted(self.people[one] for one in heard_)[:2])

    @functools.cached_property
    def countries(self) -> Mapping[str, set[str]]:
        """Report → the countries that names in it give away: countries, bodies of countries, towns of one country."""
        found: dict[str, set[str]] = {}
        for feature in self.texts:
            if feature.kind in (Kind.PLACE, Kind.ORGANIZATION):
                hints = self._hints(feature)
                if hints:
                    found.setdefault(feature.report, set()).update(hints)
        return found

    def _hints(self, feature: Feature) -> set[str]:
        name = called(feature.names[0])
        known = self.gazetteer.countries
        hints = {known[part] for part in (name, *name.split()) if part in known}
        towns = self.gazetteer.places.get(name, ()) if feature.kind is Kind.PLACE else ()
        countries = {place.country for place in towns}
        return hints | (countries if len(countries) == 1 else set())

    @functools.cached_property
    def named(self) -> Mapping[str, set[str]]:
        """Report → its persons with full names, bodies but media, and places that are no countries, as things."""
        found = {report: set(places) for report, places in self.near.items()}
        for feature in self.texts:
            person = feature.kind is Kind.PERSON and bool(heard(feature.names[0]))
            if person or (feature.kind is Kind.ORGANIZATION and feature.category != "media"):
                found.setdefault(feature.report, set()).add(self.leader(feature.node))
        return found

    @functools.cached_property
    def bodies(self) -> Mapping[str, set[str]]:
        """Report → its bodies but those that many reports of a country name, as things."""
        found: dict[str, set[str]] = {}
        for feature in self.features.values():
            if feature.kind is Kind.ORGANIZATION and feature.category not in OF_THE_STATE:
                found.setdefault(feature.report, set()).add(self.leader(feature.node))
        return found

    @functools.cached_property
    def protests(self) -> Mapping[str, list[Feature]]:
        """Report → its protests."""
        found: dict[str, list[Feature]] = {}
        for feature in self.features.values():
            if feature.happening is not None and feature.happening.sort == "ProtestAction":
                found.setdefault(feature.report, []).append(feature)
        return found

    def told_alike(self, report: str) -> set[str]:
        """A report with those that tell the same story."""
        return {report, *(other for other, how in self.alike.get(report, {}).items() if how >= ONE_STORY)}

    @functools.cached_property
    def near(self) -> Mapping[str, set[str]]:
        """Report → its places but countries, as things."""
        found: dict[str, set[str]] = {}
        for feature in self.texts:
            if feature.kind is Kind.PLACE and called(feature.names[0]) not in self.gazetteer.countries:
                found.setdefault(feature.report, set()).add(self.leader(feature.node))
        return found


@functools.lru_cache(maxsize=1 << 16)
def heard(name: str) -> tuple[str, ...]:
    """The first word of a full name with each further one and with all, by the consonants that its spellings share."""
    first, *further = person_words(name) if name else ("",)
    rest = further if len(further) < FULL_NAME else [*further, "".join(further)]  # "Behbahani Pour", "Behbahanipour"
    return tuple(f"{sound(first)} {sound(word)}" for word in rest)


def days(told: Happening | None) -> list[datetime.date]:
    """The days on which an event was, where a time says so to a few."""
    found: set[datetime.date] = set()
    for earliest, latest in told.when if told is not None else ():
        if earliest is not None and latest is not None and (latest - earliest).days < LONGEST_OCCASION:
            found.update(earliest + datetime.timedelta(i) for i in range((latest - earliest).days + 1))
    return sorted(found)


def months(day: datetime.date | None) -> set[str]:
    """The month of a day and the two after it: two days less than two months apart share one."""
    if day is None:
        return set()
    first = day.year * 12 + day.month - 1
    return {f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, first + 3)}


def _reached(place: str, direct: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = set(direct.get(place, ()))
    while ahead:
        found |= ahead
        ahead = {further for one in ahead for further in direct.get(one, ())} - found - {place}
    return found
