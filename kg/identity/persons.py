"""Which persons of different reports are one."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator

from kg.identity.features import Feature
from kg.identity.matching import Match, Rule, Thing, Words, at_odds
from kg.identity.world import FULL_NAME, World, heard, months
from kg.names import alike, person_words, sound

SAME_BODY = Rule("person-name-body", "the same full name, and both belong to {}", 0.96, safe=True)
SAME_OCCASION = Rule("person-name-occasion", "the same full name, in the same town on the same day", 0.94, safe=True)
SAME_COMPANY = Rule("person-name-company", "the same full name, and both reports name {}", 0.92, safe=True)
SAME_LONG = Rule("person-name-long", "the same full name of {} words", 0.93, safe=True)
SAME_KNOWN = Rule("person-name-known", "the same full name, and both reports name {}", 0.91, safe=True)
SAME_ROLE_NEAR = Rule("person-name-role-near", "the same full name, both are {}", 0.93, safe=True)
SAME_AREA = Rule("person-name-area", "the same full name, and both reports name {} within two months", 0.91, safe=True)
SAME_ROLE = Rule("person-name-role", "the same full name, and both are {}", 0.6)
SAME_TOWN = Rule("person-name-town", "the same full name, and both reports name {}", 0.5)
SAME_NAME = Rule("person-name", "the same full name", 0.4)
SPELLED_BODY = Rule("person-spelled-body", "one full name in two spellings, and both belong to {}", 0.93, safe=True)
SPELLED_OCCASION = Rule(
    "person-spelled-occasion", "one full name in two spellings, in the same town on the same day", 0.92, safe=True
)
SPELLED_COMPANY = Rule(
    "person-spelled-company", "one full name in two spellings, and both reports name {}", 0.91, safe=True
)
SPELLED_ROLE_NEAR = Rule("person-spelled-role-near", "one full name in two spellings, both are {}", 0.91, safe=True)
SPELLED_AREA = Rule(
    "person-spelled-area", "one full name in two spellings, both reports name {} within two months", 0.9, safe=True
)
SPELLED_ROLE = Rule("person-spelled-role", "one full name in two spellings, and both are {}", 0.4)
SPELLED_TOWN = Rule("person-spelled-town", "one full name in two spellings, and both reports name {}", 0.3)
PART_BODY = Rule("person-part-body", "one name has a word more, and both belong to {}", 0.91, safe=True)
PART_OCCASION = Rule("person-part-occasion", "one name has a word more, in the same town on the same day", 0.7)
PART_COMPANY = Rule("person-part-company", "one name has a word more, and both reports name {}", 0.9, safe=True)
INNER_COMPANY = Rule(
    "person-inner-company", "one has a name more, not the last of two, and both reports name {}", 0.91, safe=True
)
INNER_AREA = Rule(
    "person-inner-area", "one has a name more, not the last of two, both reports name {} within two months", 0.8
)
LONG_AREA = Rule(
    "person-long-area",
    "one has a name more beside three that agree, both reports name {} within two months",
    0.9,
    safe=True,
)
PART_ROLE_NEAR = Rule("person-part-role-near", "one name has a word more, both are {}", 0.91, safe=True)
TURNED_BODY = Rule("person-turned-body", "one full name in another order, and both belong to {}", 0.93, safe=True)
TURNED_OCCASION = Rule(
    "person-turned-occasion", "one full name in another order, in the same town on the same day", 0.91, safe=True
)
TURNED_COMPANY = Rule(
    "person-turned-company", "one full name in another order, and both reports name {}", 0.91, safe=True
)
TURNED_AREA = Rule(
    "person-turned-area", "one full name in another order, both reports name {} within two months", 0.9, safe=True
)
INITIAL_BODY = Rule("person-initial-body", "the initial and the surname of the other, and both belong to {}", 0.7)
INITIAL_OCCASION = Rule(
    "person-initial-occasion", "the initial and the surname of the other, in the same town on the same day", 0.5
)
INITIAL_COMPANY = Rule(
    "person-initial-company", "the initial and the surname of the other, and both reports name {}", 0.5
)
OTHER_BODIES = "they belong to different organisations"
OTHER_ROLES = "they have different roles"
ENOUGH_COMPANY, MUCH_COMPANY = 2, 3  # other persons that both reports name
LONG_NAME = 4  # words: whoever has the same is the same

LEVELS: dict[str, dict[str, Rule]] = {
    "same": {
        "long": SAME_LONG,
        "known": SAME_KNOWN,
        "body": SAME_BODY,
        "occasion": SAME_OCCASION,
        "company": SAME_COMPANY,
        "role near": SAME_ROLE_NEAR,
        "role": SAME_ROLE,
        "area": SAME_AREA,
        "near": SAME_TOWN,
        "": SAME_NAME,
    },
    "spelled": {
        "body": SPELLED_BODY,
        "occasion": SPELLED_OCCASION,
        "company": SPELLED_COMPANY,
        "role near": SPELLED_ROLE_NEAR,
        "role": SPELLED_ROLE,
        "area": SPELLED_AREA,
        "near": SPELLED_TOWN,
    },
    "turned": {"body": TURNED_BODY, "occasion": TURNED_OCCASION, "company": TURNED_COMPANY, "area": TURNED_AREA},
    "inner": {
        "area": INNER_AREA,
        "body": PART_BODY,
        "occasion": PART_OCCASION,
        "company": INNER_COMPANY,
        "role near": PART_ROLE_NEAR,
    },
    "long": {
        "area": LONG_AREA,
        "body": PART_BODY,
        "occasion": PART_OCCASION,
        "company": INNER_COMPANY,
        "role near": PART_ROLE_NEAR,
    },
    "part": {"body": PART_BODY, "occasion": PART_OCCASION, "company": PART_COMPANY, "role near": PART_ROLE_NEAR},
    "initial": {"body": INITIAL_BODY, "occasion": INITIAL_OCCASION, "company": INITIAL_COMPANY},
}
"""How two names agree → what else agrees → the rule."""


class Persons:
    """Full names in any spelling, with what else agrees: their bodies, where and when they were, their company."""

    def __init__(self, world: World) -> None:
        self.world = world

    def thing(self, feature: Feature) -> Thing:
        """A person with all full names by which the report calls them."""
        world = self.world
        full = [name for name in reversed(feature.names) if " " in name]  # "Paz-Lee" alone is a surname
        names = {words: name for name in full if len(words := person_words(name)) >= FULL_NAME}
        occasions = world.present(feature)
        near = {*world.near.get(feature.report, ()), *world.bodies.get(feature.report, ())}
        return Thing(
            leader=feature.node,
            label=feature.names[0],
            nodes={feature.node},
            reports={feature.report},
            names=names,
            traits={
                "body": world.settled(feature.bodies),
                "occasion": occasions,
                "near": near,
                "area": {f"{place} {month}" for place in near for month in months(feature.published)},
                "role": {role.lower() for role in feature.roles},
                "company": world.company.get(feature.report, set()) - set(heard(feature.names[0])),
            },
        )

    def keys(self, thing: Thing) -> Iterator[Hashable]:
        """Its names by their sounds, alone and with its bodies and occasions."""
        sounds = sorted({tuple(sorted((sound(words[0]), sound(words[-1])))) for words in thing.names})
        ends = sorted({(sound(a), sound(b)) for words in thing.names for a, b in (words[:2], words[-2:])})
        for trait in ("body", "occasion"):
            for value in sorted(thing.of(trait))[:MOST_VALUES]:
                yield from ((trait, value, one) for one in sounds)
        yield from sounds
        yield from (("two", one) for one in ends)
        yield from sorted({("initial", words[0][0], sound(words[-1])) for words in thing.names})

    def match(self, one: Thing, other: Thing) -> Match | None:
        """How their names agree, and what else does."""
        level = _level(one, other)
        if level is None:
            return None
        rules, match = LEVELS[level], Match()
        for what, words in self._agreeing(one, other):
            if what in rules:
                match.add(rules[what], words)
        if not match.fired:
            return None
        if one.of("occasion").isdisjoint(other.of("occasion")) and one.of("body").isdisjoint(other.of("body")):
            self._against(match, one, other)
        return match

    def _agreeing(self, one: Thing, other: Thing) -> Iterator[tuple[str, str]]:
        """What of two persons agrees beside the name, and its words."""
        world, bodies = self.world, one.of("body") & other.of("body")
        near = (one.of("near") & other.of("near")) - bodies
        company = one.of("company") & other.of("company")
        roles = sorted(_words(one) & _words(other))
        if bodies:
            yield "body", world.labels(bodies)
        if not one.of("occasion").isdisjoint(other.of("occasion")):
            yield "occasion", ""
        yield from self._known_with(company, near)
        if roles and near:
            yield "role near", f"{roles[0]}, and both reports name {world.labels(near)}"
        elif roles:
            yield "role", roles[0]
        if area := {token.rpartition(" ")[0] for token in one.of("area") & other.of("area")} & near:
            yield "area", world.labels(area)
        elif near:
            yield "near", world.labels(near)
        if not (bodies or company or roles or near):
            yield "", ""
        if (longest := max(map(len, one.names.keys() & other.names.keys()), default=0)) >= LONG_NAME:
            yield "long", str(longest)

    def _known_with(self, company: set[str], near: set[str]) -> Iterator[tuple[str, str]]:
        """Two persons whom both reports name, or one and a place."""
        met = self.world.met(company)
        if met >= ENOUGH_COMPANY:
            yield "company", self.world.names_of(company)
        elif met and near:
            yield "known", f"{self.world.names_of(company)} and {self.world.labels(near)}"

    def _against(self, match: Match, one: Thing, other: Thing) -> None:
        """Other bodies, or other roles where nothing but the company agrees."""
        if at_odds(one.of("body"), other.of("body")):
            match.against.append(OTHER_BODIES)
            return
        roles, others = _words(one), _words(other)
        lead = not LEADERS.isdisjoint(roles) and not LEADERS.isdisjoint(others)
        much = self.world.met(one.of("company") & other.of("company")) >= MUCH_COMPANY
        if at_odds(roles, others) and not lead and not much:
            match.against.append(OTHER_ROLES)


MOST_VALUES = 8  # of a trait, that serve as keys


def _words(person: Thing) -> set[str]:
    """The words of the roles: a "governor of Wasit" and a "Wasit governor" are of one."""
    words = {word for role in person.of("role") for word in re.split("[ -]", role)} - WITHOUT_ROLE
    return {re.sub("(?:wo)?man$|person$|s$", "", word) for word in words}


LEADERS = frozenset(
    "leader president chair head director secretary chief coordinator spokes founder organiser organizer".split()
)
"""Words for who leads a body, which reports choose freely."""
WITHOUT_ROLE = frozenset("the of a for in and co deputy vice former acting provincial local general".split())


def _level(one: Thing, other: Thing) -> str | None:
    """Whether they share a full name, have one in two spellings, or one with more words inside or at its end."""
    if not one.names.keys().isdisjoint(other.names):
        return "same"
    found = {(len(a) == len(b), _compared(a, b)) for a in _whole(one) for b in _whole(other)}
    if (True, None) in found:  # two spellings that cannot be one
        return None
    return next((level for level in LEVELS if level in {how for _, how in found}), None)


def _whole(person: Thing) -> list[Words]:
    """The names that are no part of a longer one of the same person."""
    names = list(person.names)
    return [name for name in names if not any(len(name) < len(longer) and _inside(name, longer) for longer in names)]


def _compared(one: Words, other: Words) -> str | None:
    if len(one) == len(other):
        if all(map(alike, one, other)):
            return "spelled"
        if all(map(alike, one[1:], other[1:])) and _initial(one[0], other[0]):
            return "initial"
        return "turned" if _turned(one, other) else None
    shorter, longer = sorted((one, other), key=len)
    if not _inside(shorter, longer):
        return None
    if not alike(shorter[0], longer[0]):
        return "part" if all(map(alike, shorter, longer[-len(shorter) :])) else None
    if len(shorter) > FULL_NAME:
        return "long"
    return "inner" if alike(shorter[-1], longer[-1]) else "part"


def _turned(one: Words, other: Words) -> bool:
    """Whether three words or more are the same with the surname first; of two, that makes two people."""
    turned = all(map(alike, (*one[1:], one[0]), other)) or all(map(alike, (one[-1], *one[:-1]), other))
    return len(one) > FULL_NAME and turned


def _inside(shorter: Words, longer: Words) -> bool:
    """Whether a name has all words of another, in their order."""
    rest = iter(longer)
    return all(any(alike(word, further) for further in rest) for word in shorter)


def _initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[0] == other[0]
