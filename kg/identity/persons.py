"""Which persons of different reports are one."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator

from kg.identity.features import Feature, Kind
from kg.identity.happenings import published_apart
from kg.identity.matching import Match, Thing, at_odds
from kg.identity.person_names import level
from kg.identity.person_rules import LEVELS
from kg.identity.spellings import TITLES, initials, person_words, sound
from kg.identity.world import FULL_NAME, World, heard, months

OTHER_BODIES = "they belong to different organisations"
OTHER_ROLES = "they have different roles"
ENOUGH_COMPANY, MUCH_COMPANY = 2, 3  # other persons that both reports name
LONG_NAME = 4  # words: whoever has the same is the same
WEEKS = 21  # days
WHOLE = ("same", "spelled")  # levels of agreement at which nothing of either name is left over
MOST_TOLD = 12  # reports of one story, that serve as keys
MOST_VALUES = 8  # of a trait, that serve as keys
OFFICES = frozenset(
    "administrator chair commander coordinator director head mayor minister president secretary spokesperson".split()
)
"""Concepts of roles that few in a town have at a time."""


class Persons:
    """Full names in any spelling, with what else agrees: their bodies, where and when they were, their company."""

    def __init__(self, world: World) -> None:
        self.world = world

    def thing(self, feature: Feature) -> Thing:
        """A person with all full names by which the report calls them, or the one word."""
        world = self.world
        full = [name for name in reversed(feature.names) if " " in name]  # "Paz-Lee" alone is a surname
        names = {words: name for name in full if len(words := person_words(name)) >= FULL_NAME}
        near = {*world.near.get(feature.report, ()), *world.bodies.get(feature.report, ())}
        return Thing(
            leader=feature.node,
            label=feature.names[0],
            nodes={feature.node},
            reports={feature.report},
            names=names,
            traits={
                "word": set() if names else set(person_words(feature.names[0])[-1:]),
                "body": world.settled(feature.bodies),
                "occasion": world.present(feature),
                "near": near,
                "told": world.told_alike(feature.report),
                "area": {f"{place} {month}" for place in near for month in months(feature.published)},
                "published": {str(feature.published)} if feature.published is not None else set(),
                "role": {role.lower() for role in feature.roles},
                "concept": self._concepts(feature),
                "namesake": {one.node for one in self._namesakes(feature)},
                "office": self._offices(feature) - self._of_namesakes(feature),
                "company": world.company.get(feature.report, set()) - set(heard(feature.names[0])),
            },
        )

    def _offices(self, feature: Feature) -> set[str]:
        """The words of their roles that few in a town have."""
        words = {word for role in feature.roles for word in re.split("[ -]", role.lower())}
        return {_bare(word) for word in words if self.world.lexicon.role(word) in OFFICES}

    def _concepts(self, feature: Feature) -> set[str]:
        """What their roles stand for, work by its own word; a form of address ("Prof") is none."""
        return {concept for role in feature.roles if role.lower() not in TITLES and (concept := self._concept(role))}

    def _concept(self, role: str) -> str:
        words = role.lower().split()
        known = filter(None, map(self.world.lexicon.role, (role, *reversed(words))))
        concept = next(known, OCCUPATION)
        return f"{OCCUPATION} {_bare(words[-1])}" if concept == OCCUPATION else concept

    def _of_namesakes(self, feature: Feature) -> set[str]:
        """The offices of others with a word of the name in the same report."""
        return {office for one in self._namesakes(feature) for office in self._offices(one)}

    def _namesakes(self, feature: Feature) -> list[Feature]:
        """The others in the same report with a word of the name."""
        words = {word for word in person_words(feature.names[0]) if len(word) > 1}
        others = (one for one in self.world.of_report[feature.report] if one.kind is Kind.PERSON and one is not feature)
        return [one for one in others if not words.isdisjoint(person_words(one.names[0]))]

    def keys(self, thing: Thing) -> Iterator[Hashable]:
        """Its names by their sounds, alone and with its bodies and occasions; its surname and its places."""
        sounds = sorted({tuple(sorted((sound(words[0]), sound(words[-1])))) for words in thing.names})
        ends = sorted({(sound(a), sound(b)) for words in thing.names for a, b in (words[:2], words[-2:])})
        for trait in ("body", "occasion"):
            for value in sorted(thing.of(trait))[:MOST_VALUES]:
                yield from ((trait, value, one) for one in sounds)
        yield from sounds
        yield from sorted({sound("".join(words)) for words in thing.names})
        yield from (("two", one) for one in ends)
        last = sorted({sound(word) for words in thing.names for word in words} | set(map(sound, thing.of("word"))))
        for report in sorted(thing.of("told"))[:MOST_TOLD]:
            yield from (("told", report, one) for one in last)
        yield from sorted({("initial", words[0][0], sound(words[-1])) for words in thing.names})
        first = sorted({sound(words[0]) for words in thing.names})
        further = sorted(
            {sound(word) for words in thing.names for word in words[1:]} | set(map(sound, thing.of("word")))
        )
        for place in sorted(thing.of("near"))[:MOST_VALUES]:
            yield from (("surname", place, one) for one in further)
            yield from (("first", place, one) for one in first)
            yield from (("further", place, one, office) for one in further for office in sorted(thing.of("office")))

    def match(self, one: Thing, other: Thing) -> Match | None:
        """How their names agree, and what else does."""
        how = level(one, other)
        if how is None:
            return None
        rules, match = LEVELS[how], Match()
        for what, words in self._agreeing(one, other):
            if what in rules:
                match.add(rules[what], words)
        if not match.fired:
            return None
        together = not (
            one.of("occasion").isdisjoint(other.of("occasion")) and one.of("body").isdisjoint(other.of("body"))
        )
        if not (together and how in WHOLE):
            self._against(match, one, other)
        return match

    def _agreeing(self, one: Thing, other: Thing) -> Iterator[tuple[str, str]]:
        """What of two persons agrees beside the name, and its words."""
        world, bodies = self.world, one.of("body") & other.of("body")
        near = (one.of("near") & other.of("near")) - bodies
        if bodies:
            yield "body", world.labels(bodies)
            if published_apart(one, other, WEEKS):
                yield "body then", world.labels(bodies)
        if not one.of("occasion").isdisjoint(other.of("occasion")):
            yield "occasion", ""
        yield from self._known_with(one, other, near)
        if story := self._story(one, other):
            yield "story", story
            alone = not one.of("namesake") | other.of("namesake")
            if alone and self._in_common(one, other) >= MUCH_COMPANY:
                yield "only story", story
        yield from self._told_alike(one, other, near)
        yield from self._roles(one, other, near)
        area = {token.rpartition(" ")[0] for token in one.of("area") & other.of("area")} & near
        if area and not self._common(one, other):
            yield "area", world.labels(area)
        elif near:
            yield "near", world.labels(near)
        if not (bodies or near or one.of("company") & other.of("company") or _words(one) & _words(other)):
            yield "", ""
        if (longest := max(map(len, one.names.keys() & other.names.keys()), default=0)) >= LONG_NAME:
            yield "long", str(longest)

    def _told_alike(self, one: Thing, other: Thing, near: set[str]) -> Iterator[tuple[str, str]]:
        """Whether a report of the one tells the story of a report of the other, and who else is named in both."""
        if one.of("told").isdisjoint(other.reports):
            return
        if near:
            yield "alike near", self.world.labels(near)
        if not published_apart(one, other, WEEKS):
            return
        yield "alike then", ""
        if not one.of("namesake") | other.of("namesake"):
            yield "alike only", ""
        if company := one.of("company") & other.of("company"):
            yield "alike company", self.world.names_of(company)
        if roles := _one_role(one, other):
            yield "alike role", roles[0]

    def _known_with(self, one: Thing, other: Thing, near: set[str]) -> Iterator[tuple[str, str]]:
        """Two persons whom both reports name, or one and a place."""
        company = one.of("company") & other.of("company")
        met = self.world.met(company)
        if met >= ENOUGH_COMPANY:
            yield "company", self.world.names_of(company)
            if published_apart(one, other, WEEKS):
                yield "company then", self.world.names_of(company)
        elif met and near:
            yield "known", f"{self.world.names_of(company)} and {self.world.labels(near)}"

    def _story(self, one: Thing, other: Thing) -> str:
        """What two reports of one story name, told within weeks: a person and somebody or something else, or three."""
        near, company = one.of("near") & other.of("near"), one.of("company") & other.of("company")
        enough = ENOUGH_COMPANY if company else MUCH_COMPANY
        if self._in_common(one, other) < enough or not published_apart(one, other, WEEKS):
            return ""
        return " and ".join(filter(None, (self.world.names_of(company), self.world.labels(near))))

    def _in_common(self, one: Thing, other: Thing) -> int:
        """How many persons, places and bodies both reports name; an occasion at which both were counts as one."""
        near, company = one.of("near") & other.of("near"), one.of("company") & other.of("company")
        return self.world.met(company) + len(near) + (not one.of("occasion").isdisjoint(other.of("occasion")))

    def _roles(self, one: Thing, other: Thing, near: set[str]) -> Iterator[tuple[str, str]]:
        """A word of their roles, with a place; an office, if it was told within weeks."""
        roles, offices = _one_role(one, other), sorted(one.of("office") & other.of("office"))
        if roles and near:
            yield "role near", f"{roles[0]}, and both reports name {self.world.labels(near)}"
        elif roles:
            yield "role", roles[0]
        if story := self._story(one, other):
            if roles:
                yield "role story", f"{roles[0]}, and both reports name {story}"
            if offices:
                yield "office story", f"{offices[0]}, and both reports name {story}"

    def _common(self, one: Thing, other: Thing) -> bool:
        """Whether their name is made of words that many people have, as far as all reports tell."""
        return any(all(map(self.world.widespread, name)) for name in (*one.names, *other.names))

    def _against(self, match: Match, one: Thing, other: Thing) -> None:
        """Other bodies, or other roles where nothing but the company agrees."""
        met = self.world.met(one.of("company") & other.of("company"))
        agree = not _words(one).isdisjoint(_words(other))
        office = not one.of("office").isdisjoint(other.of("office"))
        if at_odds(one.of("body"), other.of("body")) and not (office and self._story(one, other)):
            match.against.append(OTHER_BODIES)
        elif not agree and met < MUCH_COMPANY and self._other_roles(one, other):
            match.against.append(OTHER_ROLES)

    @staticmethod
    def _other_roles(one: Thing, other: Thing) -> bool:
        """Whether nobody has the roles of both: but a welder may speak for others, and leaders are called variously."""
        mine, yours = _beside_family(one.of("concept")), _beside_family(other.of("concept"))
        if not at_odds(mine, yours) or (mine <= ACTING and yours <= ACTING):
            return mine == yours == {"official"}
        return not any(a <= SPEAKING and all(map(_is_work, b)) for a, b in ((mine, yours), (yours, mine)))


def _beside_family(concepts: set[str]) -> set[str]:
    """What somebody is, and whose mother or uncle only if nothing else is said: that, everybody may be as well."""
    return concepts - {"relative"} or concepts


def _is_work(concept: str) -> bool:
    return concept in WORKING or concept.startswith(OCCUPATION)


def _words(person: Thing) -> set[str]:
    """The words of the roles: a "governor of Wasit" and a "Wasit governor" are of one; with the short form, "oc"."""
    words = {word for role in person.of("role") for word in (*re.split("[ -]", role), _short(role))}
    return set(map(_bare, words - WITHOUT_ROLE))


def _one_role(one: Thing, other: Thing) -> list[str]:
    """The words that the roles of both have: none of a "health minister" and a "health worker"."""
    return [] if at_odds(one.of("concept"), other.of("concept")) else sorted(_words(one) & _words(other))


def _short(role: str) -> str:
    """The first letters of a title, by which officers are called: OC for "officer in charge"."""
    return initials(role).lower() if " " in role else role


def _bare(word: str) -> str:
    """A role without its gender: "spokeswoman" and "spokesperson" are one."""
    return re.sub("(?:wo)?man$|person$|s$", "", word)


LEADING = frozenset(
    "leader president chair head director secretary coordinator spokesperson founder organizer commander".split()
)
"""Concepts of who leads a body, for which, as for those below, reports choose words freely."""
SPEAKING = frozenset("representative delegate spokesperson organizer activist member leader coordinator".split())
"""Concepts of who acts for others, beside their work."""
ACTING = LEADING | SPEAKING
OCCUPATION = "other"
WORKING = frozenset(("student", "teacher"))
WITHOUT_ROLE = frozenset("the of a for in and co deputy vice former acting provincial local general".split())
