"""Which places of different reports are one."""

from __future__ import annotations

import functools
import re
from collections.abc import Hashable, Iterator

from kg.gazetteer import called
from kg.identity.features import Feature
from kg.identity.matching import Match, Rule, Thing, at_odds
from kg.identity.spellings import alike, sound, translated
from kg.identity.world import World

SAME_NAME = Rule("place-name", "the same name", 0.95, safe=True)
SAME_IN = Rule("place-name-in", "the same name, and both lie in {}", 0.97, safe=True)
SAME_NEAR = Rule("place-name-near", "the same name, and both reports name {}", 0.92, safe=True)
SAME_COMPANY = Rule("place-name-company", "the same name, and both reports name {}", 0.93, safe=True)
TABLED = Rule("place-table", "the table of places gives both names to one place", 0.95, safe=True)
SPELLED_COMPANY = Rule("place-spelled-company", "one name in two spellings, and both reports name {}", 0.92, safe=True)
SPELLED_IN = Rule("place-spelled-in", "one name in two spellings, and both lie in {}", 0.92, safe=True)
SPELLED_NEAR = Rule("place-spelled-near", "one name in two spellings, and both reports name {}", 0.91, safe=True)
SPELLED = Rule("place-spelled", "one name in two spellings", 0.4)
ONLY_NAME = Rule("place-only-name", "the same name, which several places have", 0.4)
ELSEWHERE, OTHER_SORT = "they lie in different larger places", "one is a town and the other is not"

SORTS = {
    **dict.fromkeys(("facility", "building", "street", "square", "neighbourhood"), "site"),
    **dict.fromkeys(("region", "province", "canton", "district", "country"), "region"),
    **dict.fromkeys(("city", "town", "village"), "town"),
}
REGION_WORDS = re.compile(r"(.+?) (?:province|governorate|county|canton|district|region|state)")
SITE_WORDS = re.compile(r"(.+?) (?:border )?(?:crossing|checkpoint|gate)")
HEADS = frozenset("square street avenue road bridge market park station mosque church palace garden stadium".split())
"""Nouns that other languages put before the name of a place: "Plaza San Martín"."""
JOINING = frozenset(("de", "del", "la", "el", "du", "des", "da", "do", "e", "i"))
TOWN_WORDS = re.compile(r"(?:the )?(?:(?:city|town|village|municipality) of )?(.+?)(?: (?:city|town|village))?")


class Places:
    """Names in any spelling, and what lies around; a name that several places have needs more."""

    def __init__(self, world: World) -> None:
        self.world = world

    def thing(self, feature: Feature) -> Thing:
        """A place with its name as it is compared, the names of what lies around it, and its country."""
        world, name = self.world, place_name(feature.names[0])
        around = {place_name(world.label(node)) for node in _around(world, feature)} - {name}
        countries = {code for one in around if (code := world.gazetteer.countries.get(one)) is not None}
        return Thing(
            leader=feature.node,
            label=feature.names[0],
            nodes={feature.node},
            reports={feature.report},
            names={tuple(one.split()): name for name in reversed(feature.names) for one in self._own(name, feature)},
            traits={
                "in": around,
                "country": countries or self._likely(feature.report, name),
                "near": self._near(feature.report) - {name},
                "sort": {SORTS[feature.category]} if feature.category in SORTS else set(),
                "tabled": {place.source for place in world.gazetteer.places.get(name, ())},
                "alias": {world.gazetteer.aliases[name]} if name in world.gazetteer.aliases else set(),
                "company": set(world.company.get(feature.report, ())),
            },
        )

    def keys(self, thing: Thing) -> Iterator[Hashable]:
        """Its name, its rows in the table, its sounds."""
        for name in sorted(thing.names):
            for around in sorted(thing.of("in"))[:4]:
                yield name, around
            yield name
        yield from (("alias", name) for name in sorted(thing.of("alias")))
        if len(thing.of("tabled")) == 1:
            yield from sorted(("tabled", row) for row in thing.of("tabled"))
        for name in sorted(thing.names):
            yield "sound", tuple(map(sound, name))

    def match(self, one: Thing, other: Thing) -> Match | None:
        """How their names agree, and what lies around them."""
        match = Match()
        inside = sorted(one.of("in") & other.of("in"))
        where = " and ".join(part.title() for part in inside[:2])
        if not one.names.keys().isdisjoint(other.names):
            self._same_name(match, one, other, where)
        elif one.of("alias") & other.of("alias") or (
            len(one.of("tabled")) == 1 and one.of("tabled") == other.of("tabled")
        ):
            match.add(TABLED)
        elif _spelled(one, other):
            self._spelled_alike(match, one, other, where)
        else:
            return None
        if at_odds(one.of("country"), other.of("country")):
            match.against.append(ELSEWHERE)
        if at_odds(one.of("sort"), other.of("sort")):
            match.against.append(OTHER_SORT)
        return match

    def _same_name(self, match: Match, one: Thing, other: Thing, where: str) -> None:
        common = any(self._common(" ".join(name)) for name in one.names)
        site = "site" in one.of("sort") | other.of("sort")
        if where:
            match.add(SAME_IN, where)
        elif near := self._near_both(one, other):
            match.add(SAME_NEAR, " and ".join(name.title() for name in near[:2]))
        elif (company := one.of("company") & other.of("company")) and self.world.met(company) > _of_a_town(one, other):
            match.add(SAME_COMPANY, self.world.names_of(company))
        elif site or (common and not one.of("country") & other.of("country")):
            match.add(ONLY_NAME)
        else:
            match.add(SAME_NAME)

    def _spelled_alike(self, match: Match, one: Thing, other: Thing, where: str) -> None:
        met = sorted(one.of("company") & other.of("company"))
        if where:
            match.add(SPELLED_IN, where)
        if met:
            match.add(SPELLED_COMPANY, self.world.names_of(met))
        elif near := self._near_both(one, other):
            match.add(SPELLED_NEAR, " and ".join(name.title() for name in near[:2]))
        if not match.fired:
            match.add(SPELLED)

    def _near_both(self, one: Thing, other: Thing) -> list[str]:
        """The places that both reports name, but those that lie in several countries."""
        return sorted(name for name in one.of("near") & other.of("near") if not self._common(name))

    def _common(self, name: str) -> bool:
        """Whether places in several countries have the name."""
        return len({place.country for place in self.world.gazetteer.places.get(name, ())}) > 1

    def _own(self, written: str, feature: Feature) -> Iterator[str]:
        """A name as it is compared, of a region or crossing also without its noun; not what is no name: "the city"."""
        words = written.split()
        street = SORTS.get(feature.category or "") == "site" and len(words) > 1 and all(map(str.istitle, words))
        if not written[:1].isupper() or (self.world.lexicon.plain(words) and not street):
            return
        name = place_name(written)
        yield name
        region = SORTS.get(feature.category or "") == "region"
        bare = (REGION_WORDS if region else SITE_WORDS).fullmatch(name)
        if bare is not None:
            yield bare[1]

    def _likely(self, report: str, name: str) -> set[str]:
        """The country of a name that several have: the only one that other names of the report give away."""
        namesakes = {place.country for place in self.world.gazetteer.places.get(name, ())}
        likely = namesakes & self.world.countries.get(report, set()) if len(namesakes) > 1 else set()
        return likely if len(likely) == 1 else set()

    def _near(self, report: str) -> set[str]:
        """The other places of a report but countries, by name."""
        return {place_name(self.world.label(node)) for node in self.world.near.get(report, ())}


@functools.lru_cache(maxsize=1 << 16)
def place_name(name: str) -> str:
    """A place's name as it is compared: without article and "the city of", and in English: "Piața Eroilor"."""
    found = TOWN_WORDS.fullmatch(called(name))
    if found is None:
        return name
    words = translated([word for word in called(found[1]).split() if word not in JOINING])
    turned = len(words) > 1 and words[0] in HEADS
    return " ".join([*words[1:], words[0]] if turned else words)


def _around(world: World, feature: Feature) -> set[str]:
    """The larger places that the report puts a place in, at any depth."""
    found: set[str] = set()
    ahead = list(feature.places)
    while ahead:
        node = ahead.pop()
        if node not in found and node in world.features:
            found.add(node)
            ahead += world.features[node].places
    return found


def _of_a_town(one: Thing, other: Thing) -> bool:
    """Whether a site lies in a town that the report of the other does not name: each has its Martyrs' Square."""
    around = (thing.of("in") - other_.of("near") for thing, other_ in ((one, other), (other, one)))
    return "site" in one.of("sort") | other.of("sort") and any(around)


def _spelled(one: Thing, other: Thing) -> bool:
    pairs = [(a, b) for a in one.names for b in other.names]
    return bool(pairs) and all(len(a) == len(b) and all(map(alike, a, b)) for a, b in pairs)
