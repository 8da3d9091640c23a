"""Which organisations of different reports are one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping

from kg.identity.features import Feature, Kind
from kg.identity.happenings import published_apart
from kg.identity.matching import Match, Rule, Thing, Words, at_odds
from kg.identity.spellings import acronym, alike, body_words, initials, sound
from kg.identity.world import World, heard

OWN_NAME = Rule("body-name", "the same name, which says whose it is", 0.95, safe=True)
SAME_PERSON = Rule("body-name-person", "the same name, and {} belongs to both", 0.96, safe=True)
SAME_OCCASION = Rule("body-name-occasion", "the same name, in the same town on the same day", 0.94, safe=True)
SAME_PLACE = Rule("body-name-place", "the same name, and both reports are about {}", 0.92, safe=True)
SAME_NAME = Rule("body-name-alone", "the same name, which many may have", 0.5)
EXPLAINED = Rule("body-acronym", "{} stands for the name of the other, as a report or the table says", 0.94, safe=True)
INITIALS = Rule(
    "body-initials", "one is called by the first letters of the other, and both reports are about {}", 0.91, safe=True
)
INITIALS_PERSON = Rule(
    "body-initials-person", "one is called by the first letters of the other, and {} belongs to both", 0.92, safe=True
)
ACRONYM_OCCASION = Rule(
    "body-acronym-occasion", "both are called {}, in the same town on the same day", 0.92, safe=True
)
ACRONYM_PERSON = Rule("body-acronym-person", "both are called by one acronym, and {} belongs to both", 0.94, safe=True)
ACRONYM = Rule("body-acronym-alone", "both are called {}", 0.5)
SPELLED_OCCASION = Rule(
    "body-spelled-occasion", "one name in two spellings, in the same town on the same day", 0.91, safe=True
)
SPELLED_PERSON = Rule("body-spelled-person", "one name in two spellings, and {} belongs to both", 0.93, safe=True)
SPELLED = Rule("body-spelled", "one name in two spellings", 0.4)
PART_PERSON = Rule("body-part-person", "one name has a word more, and {} belongs to both", 0.91, safe=True)
NAME_COMPANY = Rule("body-name-company", "the same name, and both reports name {}", 0.92, safe=True)
SPELLED_COMPANY = Rule("body-spelled-company", "one name in two spellings, and both reports name {}", 0.91, safe=True)
PART_FIRM = Rule(
    "body-part-firm", "one firm's own name with a word more, and both reports name {} within weeks", 0.9, safe=True
)
PART_TOWN = Rule(
    "body-part-town",
    "one name has a place more that both reports name, and so do they {} within weeks",
    0.9,
    safe=True,
)
SHARED_PERSON = Rule(
    "body-shared-person",
    "half of the words of both names, and {} belongs to both, in one place within weeks",
    0.9,
    safe=True,
)
NAME_ALIKE = Rule("body-name-alike", "the same name, and both reports tell one story", 0.92, safe=True)
ACRONYM_ALIKE = Rule("body-acronym-alike", "both are called {}, and both reports tell one story", 0.92, safe=True)
INITIALS_ALIKE = Rule(
    "body-initials-alike", "{} are the first letters of the other, and both reports tell one story", 0.91, safe=True
)
PART_ALIKE = Rule("body-part-alike", "one name has a word more, and both reports tell one story", 0.9, safe=True)
SPELLED_ALIKE = Rule(
    "body-spelled-alike", "one name in two spellings, and both reports tell one story", 0.91, safe=True
)
PART_OCCASION = Rule("body-part-occasion", "one name has a word more, in the same town on the same day", 0.6)
OTHER_PLACE = "they are in different places of one name"
OTHER_NAME = "their longer names are of two bodies"
SHORTEST_INITIALS = 3
MOST_TOLD = 12  # reports of one story, that serve as keys
WEEKS = 21  # days
FIRM = {"company"}


class Bodies:
    """Names word by word in any order, acronyms that somebody explains, and who belongs to them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.members = _members(world)
        self.apart = _apart(world)
        self.places = _place_words(world)
        self.towns = frozenset((*self.places, *self.places.values()))
        self.tabled = frozenset(body_words(name) for name in world.lexicon.aliases.values())
        self.lands = {
            short: name for name in world.gazetteer.countries if len(short := initials(name)) >= SHORTEST_INITIALS
        }
        self.explained = self._explained()
        self._owned: dict[Words, bool] = {}

    def thing(self, feature: Feature) -> Thing:
        """An organisation with its full names, its acronyms, its people, its occasions and the places of its report."""
        world, names = self.world, self.full_names(feature)
        short = {found for name in feature.names if (found := acronym(name)) is not None} - self.lands.keys()
        words = {word for name in names for word in name}
        occasions = world.present(feature)
        return Thing(
            leader=feature.node,
            label=feature.names[0],
            nodes={feature.node},
            reports={feature.report},
            names=names,
            traits={
                "acronym": short,
                "initials": {first for name in feature.names if len(first := initials(name)) > 1},
                "person": self.members.get(feature.node, set()),
                "occasion": occasions,
                "place": set(world.near.get(feature.report, ())),
                "told": world.told_alike(feature.report),
                "country": set(world.countries.get(feature.report, ())),
                "company": set(world.company.get(feature.report, ())),
                "published": {str(feature.published)} if feature.published is not None else set(),
                "sort": {feature.category} if feature.category is not None else set(),
                "media": {"media"} if feature.category == "media" else set(),
                "namesake": self._namesakes(feature.report, words),
            },
        )

    def full_names(self, feature: Feature) -> dict[Words, str]:
        """The names of more than one word, and the label if it is one word and no acronym."""
        found = {
            tuple(sorted(self.places.get(word, word) for word in words)): name
            for name in reversed(feature.names)
            if acronym(name) is None and name[:1].isupper() and len(words := body_words(self._written_out(name))) > 1
        }
        label = feature.names[0]
        return found or ({body_words(label): label} if acronym(label) is None else {})

    def _written_out(self, name: str) -> str:
        """A name with the country for which letters in it stand: "University of PNG"."""
        return " ".join(self.lands.get(word, word) for word in name.split())

    def keys(self, thing: Thing) -> Iterator[Hashable]:
        """Its names with its people and occasions, its names, its acronyms, pairs of sounds."""
        names = sorted(thing.names)
        for name in names:
            for trait in ("person", "occasion"):
                yield from ((name, trait, value) for value in sorted(thing.of(trait))[:4])
            yield name
        yield from self._short_keys(thing)
        for report in sorted(thing.of("told"))[:MOST_TOLD]:
            yield from (("told", report, word) for name in names for word in name[:6])
        for name in names:
            yield "sound", tuple(sorted(map(sound, name)))
            if len(bare := tuple(word for word in name if word not in self.towns)) > 1:
                yield from (("bare", place, bare) for place in sorted(thing.of("place"))[:4])
            if thing.of("sort") == FIRM:
                yield from (("firm", place, word) for place in sorted(thing.of("place"))[:4] for word in name[:6])
            for trait in ("person", "occasion"):
                yield from ((trait, value, word) for value in sorted(thing.of(trait))[:4] for word in name[:6])

    def _short_keys(self, thing: Thing) -> Iterator[Hashable]:
        """Its acronyms, said or made of its first letters, with its places, occasions and reports."""
        for short in sorted(thing.of("initials") | thing.of("acronym")):
            yield from (("initials", short, place) for place in sorted(thing.of("place"))[:8])
            yield from (("told", report, short) for report in sorted(thing.of("told"))[:MOST_TOLD])
        for short in sorted(thing.of("acronym")):
            yield from (("acronym", short, value) for value in sorted(thing.of("occasion"))[:4])
            yield "acronym", short
            meant = self.explained.get(short, set())
            if len(meant) == 1:
                yield from meant

    def match(self, one: Thing, other: Thing) -> Match | None:
        """How their names agree, and who or what else does."""
        match = Match()
        shared = sorted(one.names.keys() & other.names.keys())
        if shared:
            self._same_name(match, one, other, shared)
        short = sorted(one.of("acronym") & other.of("acronym"))
        if short and not at_odds(one.names.keys(), other.names.keys()):
            self._acronym(match, one, other, short[0])
        self._first_letters(match, one, other)
        if not match.fired and one.names and other.names:
            self._nearly(match, one, other)
        if not match.fired:
            return None
        if at_odds(one.of("namesake"), other.of("namesake")):
            match.against.append(OTHER_PLACE)
        if self._of_two(one, other):
            match.against.append(OTHER_NAME)
        return match

    def _same_name(self, match: Match, one: Thing, other: Thing, shared: list[Words]) -> None:
        media = bool(one.of("media") & other.of("media"))
        if any(self._own(name) or (media and len(name) > 1) for name in shared):
            match.add(OWN_NAME)
        self._met(match, one, other, SAME_PERSON, SAME_OCCASION)
        if not match.safe and (places := one.of("place") & other.of("place")):
            match.add(SAME_PLACE, self.world.labels(places))
        self._in_company(match, one, other, NAME_COMPANY)
        if not match.safe and self._one_story(one, other, shared):
            match.add(NAME_ALIKE)
        if not match.fired:
            match.add(SAME_NAME)

    def _acronym(self, match: Match, one: Thing, other: Thing, short: str) -> None:
        if self._stands_for_one(short, one, other):
            match.add(EXPLAINED, short)
        self._met(match, one, other, ACRONYM_PERSON, None)
        if one.of("occasion") & other.of("occasion"):
            match.add(ACRONYM_OCCASION, short)
        if not match.safe and self._one_story(one, other, one.names):
            match.add(ACRONYM_ALIKE, short)
        if not match.fired:
            match.add(ACRONYM, short)

    def _stands_for_one(self, short: str, one: Thing, other: Thing) -> bool:
        """Whether an acronym stands for one name alone, and that says whose it is, or else both are in one place."""
        meant = self.explained.get(short, set())
        if len(meant) != 1:
            return False
        (name,) = meant
        if name in self.tabled:
            return True
        if self._own(name) and not at_odds(one.of("country"), other.of("country")):
            return True
        near = any(not one.of(what).isdisjoint(other.of(what)) for what in ("place", "person"))
        return near or self._one_story(one, other, ())

    def _first_letters(self, match: Match, one: Thing, other: Thing) -> None:
        """An acronym that stands for nothing else, and a name that begins with its letters."""
        places = one.of("place") & other.of("place")
        for short, long in ((one, other), (other, one)):
            meant = sorted(short.of("acronym") & long.of("initials"))
            usual = bool(meant) and len(meant[0]) >= SHORTEST_INITIALS
            if places and usual and not short.names and not self.explained.get(meant[0]):
                match.add(INITIALS, self.world.labels(places))
            elif meant and not short.names and self._one_story(one, other, long.names):
                match.add(INITIALS_ALIKE, meant[0])
            elif usual and (people := one.of("person") & other.of("person")):
                match.add(INITIALS_PERSON, self.world.names_of(people))

    def _nearly(self, match: Match, one: Thing, other: Thing) -> None:
        """One name in two spellings, or with a word more; never two that a report tells apart."""
        pairs = [(a, b) for a in sorted(one.names) for b in sorted(other.names)]
        if any((a, b) in self.apart for a, b in pairs):
            return
        if any(_spelled(a, b) for a, b in pairs):
            self._met(match, one, other, SPELLED_PERSON, SPELLED_OCCASION)
            self._in_company(match, one, other, SPELLED_COMPANY)
            if not match.safe and self._one_story(one, other, one.names):
                match.add(SPELLED_ALIKE)
            if not match.fired:
                match.add(SPELLED)
        elif parts := [(a, b) for pair in pairs for a, b in (pair, pair[::-1]) if self._part(a, b)]:
            self._word_more(match, one, other, parts)
        elif self._one_sort(one, other) and any(_mostly(a, b) for a, b in pairs):
            self._met(match, one, other, SHARED_PERSON, None)

    def _word_more(self, match: Match, one: Thing, other: Thing, parts: list[tuple[Words, Words]]) -> None:
        """One name with all words of the other and more; the shorter comes first."""
        self._met(match, one, other, PART_PERSON, PART_OCCASION)
        if published_apart(one, other, WEEKS):
            rule = PART_FIRM if self._one_firm(one, other, parts) else PART_TOWN
            if rule is PART_FIRM or self._one_town(one, other, parts):
                self._in_company(match, one, other, rule)
        here = one.of("place") & other.of("place") and one.of("sort") == other.of("sort")
        if not match.safe and self._one_story(one, other, ()) and (here or any(self._own(name) for name, _ in parts)):
            match.add(PART_ALIKE)

    def _of_two(self, one: Thing, other: Thing) -> bool:
        """Whether both have names that say whose they are, and none of one goes with one of the other.

        Two bodies may be called by the same short name, each in its own reports: "the Relief Committee". Where a person
        is of both, it is one that changes its name.
        """
        if one.of("person") & other.of("person"):
            return False
        mine, yours = (list(filter(self._own, thing.names)) for thing in (one, other))
        return bool(mine and yours) and not any(_go_together(a, b) for a in mine for b in yours)

    def _part(self, shorter: Words, longer: Words) -> bool:
        """Whether a name has all words of another, which is more than the name of a town."""
        return set(shorter) < set(longer) and not self.towns.issuperset(shorter)

    def _one_story(self, one: Thing, other: Thing, names: Iterable[Words]) -> bool:
        """Whether reports of both tell one story; where no name says whose body it is, of one country and people."""
        if one.of("told").isdisjoint(other.reports):
            return False
        return any(map(self._own, names)) or not any(
            at_odds(one.of(what), other.of(what)) for what in ("country", "person")
        )

    def _one_sort(self, one: Thing, other: Thing) -> bool:
        """Whether two bodies are of one kind, and told of in one place within weeks."""
        near = one.of("place") & other.of("place") and published_apart(one, other, WEEKS)
        return bool(near) and not at_odds(one.of("sort"), other.of("sort"))

    def _in_company(self, match: Match, one: Thing, other: Thing, rule: Rule) -> None:
        """Persons whom both reports name."""
        company = one.of("company") & other.of("company")
        if not match.safe and company:
            match.add(rule, self.world.names_of(company))

    def _one_firm(self, one: Thing, other: Thing, parts: list[tuple[Words, Words]]) -> bool:
        """Whether both are firms, and what their names share says whose."""
        return one.of("sort") == other.of("sort") == FIRM and any(self._own(name) for name, _ in parts)

    def _one_town(self, one: Thing, other: Thing, parts: list[tuple[Words, Words]]) -> bool:
        """Whether two of one sort differ in the name of a place alone, which both reports name."""
        shared = {word for place in one.of("place") & other.of("place") for word in body_words(self.world.label(place))}
        here = {self.places.get(word, word) for word in shared}
        return one.of("sort") == other.of("sort") and any(
            len(shorter) > 1 and set(longer) - set(shorter) <= here for shorter, longer in parts
        )

    def _met(self, match: Match, one: Thing, other: Thing, person: Rule, occasion: Rule | None) -> None:
        if people := one.of("person") & other.of("person"):
            match.add(person, self.world.names_of(people))
        if occasion is not None and one.of("occasion") & other.of("occasion"):
            match.add(occasion)

    def _own(self, name: Words) -> bool:
        """Whether a name says whose body it is: it has a word that is no common English one, or stands in the table."""
        if name not in self._owned:
            self._owned[name] = name in self.tabled or self._distinct(name)
        return self._owned[name]

    def _distinct(self, name: Words) -> bool:
        return len(name) > 1 and any(not self.world.lexicon.plain((word,)) for word in name if len(word) > 1)

    def _explained(self) -> dict[str, set[Words]]:
        """Acronym → the names for which it stands, as some report says or else the table."""
        found: dict[str, set[Words]] = {}
        for feature in self.world.features.values():
            if feature.kind is Kind.ORGANIZATION:
                for short in set(filter(None, map(acronym, feature.names))):
                    found.setdefault(short, set()).update(_longest(self.full_names(feature)))
        for alias, name in self.world.lexicon.aliases.items():
            known = acronym(alias.upper())
            if known is not None and not found.get(known):
                found[known] = {body_words(name)}
        return found

    def _namesakes(self, report: str, words: set[str]) -> set[str]:
        """The places of a report after which a body is named."""
        places = (one for one in self.world.of_report[report] if one.kind is Kind.PLACE)
        return {self.world.leader(one.node) for one in places if words.issuperset(body_words(one.names[0]))}


def _longest(names: Mapping[Words, str]) -> list[Words]:
    return sorted(names, key=lambda name: (-len(name), name))[:1]


def _mostly(one: Words, other: Words) -> bool:
    """Whether two names of several words share half of the words or more, of the longer."""
    return 2 * len(set(one) & set(other)) >= max(len(one), len(other)) > 2


def _go_together(one: Words, other: Words) -> bool:
    """Whether two names may be of one body: one has all words of the other, or they are spellings."""
    return set(one) <= set(other) or set(other) <= set(one) or _spelled(one, other)


def _spelled(one: Words, other: Words) -> bool:
    mine, yours = sorted(set(one) - set(other), key=sound), sorted(set(other) - set(one), key=sound)
    return len(one) == len(other) and all(map(alike, mine, yours))


def _members(world: World) -> dict[str, set[str]]:
    """Body → its people, as they are heard."""
    found: dict[str, set[str]] = {}
    for feature in world.features.values():
        if feature.kind is Kind.PERSON:
            for body in feature.bodies:
                found.setdefault(body, set()).update(heard(feature.names[0]))
    return found


def _apart(world: World) -> set[tuple[Words, Words]]:
    """Names of bodies that one report gives to two."""
    found: set[tuple[Words, Words]] = set()
    for nodes in world.of_report.values():
        names = [body_words(one.names[0]) for one in nodes if one.kind is Kind.ORGANIZATION]
        found |= {(a, b) for a in names for b in names if set(a) < set(b) or set(b) < set(a)}
    return found


def _place_words(world: World) -> dict[str, str]:
    """A place's name of one word → that by which its thing is called: "Qamishli" and "Qamishlo" count as one."""
    found: dict[str, set[str]] = {}
    for feature in world.features.values():
        if feature.kind is Kind.PLACE and len(words := body_words(feature.names[0])) == 1:
            found.setdefault(words[0], set()).add(world.leader(feature.node))
    named = {word: body_words(world.label(min(things))) for word, things in found.items() if len(things) == 1}
    return {word: words[0] for word, words in named.items() if len(words) == 1}
