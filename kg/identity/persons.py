"""Which persons of different reports are one."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg.identity.features import Feature
from kg.identity.matching import Match, Rule, Thing, Words, at_odds
from kg.identity.world import FULL_NAME, World
from kg.names import alike, person_words, sound

SAME_BODY = Rule("person-name-body", "the same full name, and both belong to {}", 0.96, safe=True)
SAME_OCCASION = Rule("person-name-occasion", "the same full name, in the same town on the same day", 0.94, safe=True)
SAME_COMPANY = Rule("person-name-company", "the same full name, and both reports name {}", 0.92, safe=True)
SAME_ROLE = Rule("person-name-role", "the same full name, and both are {}", 0.75)
SAME_TOWN = Rule("person-name-town", "the same full name, and both appear in {}", 0.7)
SAME_NAME = Rule("person-name", "the same full name", 0.4)
SPELLED_BODY = Rule("person-spelled-body", "one full name in two spellings, and both belong to {}", 0.93, safe=True)
SPELLED_OCCASION = Rule(
    "person-spelled-occasion", "one full name in two spellings, in the same town on the same day", 0.92, safe=True
)
SPELLED_COMPANY = Rule(
    "person-spelled-company", "one full name in two spellings, and both reports name {}", 0.91, safe=True
)
SPELLED_ROLE = Rule("person-spelled-role", "one full name in two spellings, and both are {}", 0.6)
SPELLED_TOWN = Rule("person-spelled-town", "one full name in two spellings, and both appear in {}", 0.5)
SPELLED = Rule("person-spelled", "one full name in two spellings", 0.2)
PART_BODY_OCCASION = Rule(
    "person-part-body-occasion", "one name has a word more, both belong to {}, same town and day", 0.92, safe=True
)
PART_BODY = Rule("person-part-body", "one name has a word more, and both belong to {}", 0.8)
PART_OCCASION = Rule("person-part-occasion", "one name has a word more, in the same town on the same day", 0.7)
PART_COMPANY = Rule("person-part-company", "one name has a word more, and both reports name {}", 0.6)
OTHER_BODIES = "they belong to different organisations"
ENOUGH_COMPANY = 2  # other full names that both reports have

LEVELS = {
    "same": (SAME_BODY, SAME_OCCASION, SAME_COMPANY, SAME_ROLE, SAME_TOWN, SAME_NAME),
    "spelled": (SPELLED_BODY, SPELLED_OCCASION, SPELLED_COMPANY, SPELLED_ROLE, SPELLED_TOWN, SPELLED),
    "part": (PART_BODY, PART_OCCASION, PART_COMPANY, None, None, None),
}


class Persons:
    """Full names in any spelling, with what else agrees: their bodies, where and when they were, their company."""

    def __init__(self, world: World) -> None:
        self.world = world

    def thing(self, feature: Feature) -> Thing:
        """A person with all full names by which the report calls them."""
        world = self.world
        names = {words: name for name in reversed(feature.names) if len(words := person_words(name)) >= FULL_NAME}
        own = " ".join(person_words(feature.names[0]))
        occasions = world.present(feature)
        return Thing(
            leader=feature.node,
            label=feature.names[0],
            nodes={feature.node},
            reports={feature.report},
            names=names,
            traits={
                "body": world.settled(feature.bodies),
                "occasion": occasions,
                "town": {occasion.rpartition(" ")[0] for occasion in occasions},
                "role": {role.lower() for role in feature.roles},
                "company": world.company.get(feature.report, set()) - {own},
            },
        )

    def keys(self, thing: Thing) -> Iterator[Hashable]:
        """Its names by their sounds, alone and with its bodies and occasions."""
        sounds = sorted({(sound(words[0]), sound(words[-1])) for words in thing.names})
        firsts = sorted({(sound(words[0]), sound(words[1])) for words in thing.names})
        for trait in ("body", "occasion"):
            for value in sorted(thing.of(trait))[:MOST_VALUES]:
                yield from ((trait, value, one) for one in sounds)
        yield from sounds
        yield from (("begins", one) for one in firsts)

    def match(self, one: Thing, other: Thing) -> Match | None:
        """How their names agree, and what else does."""
        level = _level(one, other)
        if level is None:
            return None
        match = Match()
        body, occasion, company, role, town, alone = LEVELS[level]
        self._shared(match, body, one, other, "body")
        shared_occasion = not one.of("occasion").isdisjoint(other.of("occasion"))
        if shared_occasion and occasion is not None:
            match.add(occasion)
        if level == "part" and match.fired and shared_occasion and match.fired[0][0] is PART_BODY:
            match.add(PART_BODY_OCCASION, match.fired[0][1])
        met = sorted(one.of("company") & other.of("company"))
        if len(met) >= ENOUGH_COMPANY and company is not None:
            match.add(company, " and ".join(name.title() for name in met[:2]))
        self._shared(match, town, one, other, "town")
        if role is not None and (roles := sorted(one.of("role") & other.of("role"))):
            match.add(role, roles[0])
        if not match.fired and alone is not None:
            match.add(alone)
        if not shared_occasion and at_odds(one.of("body"), other.of("body")):
            match.against.append(OTHER_BODIES)
        return match

    def _shared(self, match: Match, rule: Rule | None, one: Thing, other: Thing, trait: str) -> None:
        shared = one.of(trait) & other.of(trait)
        if shared and rule is not None:
            match.add(rule, self.world.labels(shared))


MOST_VALUES = 8  # of a trait, that serve as keys


def _level(one: Thing, other: Thing) -> str | None:
    """Whether they share a full name, have one in two spellings, or one with more words; every name must go along."""
    if not one.names.keys().isdisjoint(other.names):
        return "same"
    found = {_compared(a, b) for a in one.names for b in other.names}
    return None if not found or None in found else "part" if "part" in found else "spelled"


def _compared(one: Words, other: Words) -> str | None:
    if len(one) == len(other):
        return "spelled" if all(map(alike, one, other)) else None
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < FULL_NAME or not alike(shorter[0], longer[0]):
        return None
    rest = iter(longer)
    return "part" if all(any(alike(word, further) for further in rest) for word in shorter) else None
