"""Which events of different reports are one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from kg.identity.features import Feature, Happening, Kind
from kg.identity.happenings import (
    about_words,
    days_near,
    families,
    maybe_somewhere,
    narrow,
    published_apart,
    somewhere,
    title,
    titles,
    told_within,
)
from kg.identity.matching import Match, Rule, Thing, at_odds
from kg.identity.places import SORTS
from kg.identity.world import OF_THE_STATE, World, days
from kg.names import body_words

AGENT = Rule("event-agent", "the same town and day, and both name {}", 0.96, safe=True)
ORGANIZER = Rule("event-organizer", "the same town and day, and {} called for both", 0.97, safe=True)
SLOGAN = Rule("event-slogan", 'the same town and day, and "{}" in both', 0.95, safe=True)
CAUSE = Rule("event-cause", "the same town and day, and both answer {}", 0.95, safe=True)
ABOUT = Rule("event-about", "the same town and day, and both are about: {}", 0.7)
ABOUT_ALONE = Rule(
    "event-about-alone",
    "the same town and day, each report tells of one such protest, both name {} and are about the same",
    0.92,
    safe=True,
)
SIZE = Rule("event-size", "the same town and day, and both count {} people", 0.93, safe=True)
VICTIMS = Rule("event-victims", "the same place and day, and both count {} killed", 0.93, safe=True)
TITLE = Rule("event-title", "both are called {}, within weeks", 0.93, safe=True)
NAMED_SITE = Rule(
    "event-named-site",
    "the same day, one report gives the site alone and names the town of the other, and both reports name {}",
    0.9,
    safe=True,
)
FORM_ALONE = Rule(
    "event-form-alone",
    "the same town and day, each report tells of one such protest of a kind of its own, both name {}",
    0.9,
    safe=True,
)
NAMED = Rule("event-named", "the same town and day, and both reports name {}", 0.92, safe=True)
SLOGAN_NO_DAY = Rule("event-slogan-no-day", 'the same town, one report gives no day, and "{}" in both', 0.92, safe=True)
COUNT_NO_DAY = Rule(
    "event-count-no-day",
    "the same town, one report gives no day, published within days, and both count {}",
    0.92,
    safe=True,
)
ALONE_NO_DAY = Rule(
    "event-alone-no-day",
    "the same town, one report gives no day, published within days, each tells of one such protest by or about "
    "the same, both name {}",
    0.9,
    safe=True,
)
NAMED_NO_DAY = Rule("event-named-no-day", "the same town, one report gives no day, and both name {}", 0.6)
PLACE_DAY = Rule("event-place-day", "the same town and day", 0.5)
OTHER_DAY = Rule("event-other-day", "the same town, a day or two apart, and both name {}", 0.5)
OTHER_FORMS, OTHER_ORGANIZERS = "their forms do not go together", "different people called for them"
OTHER_MATTER = "they are about different things"
ENOUGH_NAMED = 2  # persons, bodies and places beside the town
CROWD_SIZE = 100  # people: a number from here on is seldom the same by chance
CROWDS = {"crowd"}
NEAR_DAYS, NEAR_WEEKS = 3, 60  # days


class Events:
    """The same town and day, and something else that agrees: who, called by whom, what about; nothing against it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.causes = titles(world)

    def thing(self, feature: Feature) -> Thing:
        """An event with its places, its days, its people and what it is about."""
        world, told = self.world, feature.happening or Happening(sort="Event")
        places = {place for place in world.settled(feature.places) if not self._country(place)}
        told_in = {word for place in world.settled(feature.places) for word in body_words(world.label(place))}
        beyond = set[str]().union(*(world.larger.get(place, ()) for place in places))
        maybe = self._maybe(feature, places, beyond)
        larger, places = places | beyond | (maybe if len(maybe) == 1 else set()), places - beyond
        own = world.settled((*told.agents, *told.organizers))
        return Thing(
            leader=feature.node,
            label=feature.names[0],
            nodes={feature.node},
            reports={feature.report},
            names={title(feature.names[0]): feature.names[0]} if told.sort == "ViolentIncident" else {},
            traits={
                "sort": {f"{told.sort} {told.modality}"},
                "town": places,
                "maybe": maybe,
                "around": {place for place in larger if not self._country(place)},
                "day": {str(day) for day in days(told)},
                "others": self._others(feature, told),
                "named": (own if feature.row else world.named.get(feature.report, set())) - places - larger,
                "month": {str(feature.published)[:7]} if feature.published is not None else set(),
                "published": {str(feature.published)} if feature.published is not None else set(),
                "family": families(told.forms),
                "form": narrow(told.forms),
                "agent": own,
                "organizer": world.settled(told.organizers),
                "slogan": set(told.slogans),
                "cause": {title for cause in told.causes for title in self.causes.get(cause, ())},
                "about": about_words(told.about) - told_in,
                "killed": {f"{low} killed" for low, high in told.killed if low and low == high},
                "size": {f"{low} people" for low, high in told.sizes if low == high and (low or 0) >= CROWD_SIZE},
            },
        )

    def keys(self, thing: Thing) -> Iterator[Hashable]:
        """Towns and days, with and without what else may agree; incidents by their titles."""
        sort = sorted(thing.of("sort"))
        occasions = [(town, day) for town in sorted(thing.of("town")) for day in sorted(thing.of("day"))]
        for occasion in occasions:
            for trait in ("agent", "slogan", "cause", "about", "killed", "size"):
                yield from ((*sort, occasion, trait, value) for value in sorted(thing.of(trait))[:6])
            yield (*sort, occasion)
        for name in sorted(thing.names):
            yield (*sort, name)
        for place in sorted((thing.of("around") | thing.of("maybe")) - thing.of("town")):
            yield from ((*sort, (place, day)) for day in sorted(thing.of("day")))
        for town in sorted(thing.of("town")):
            yield from ((*sort, town, month) for month in sorted(thing.of("month")))
            for trait in ("agent", "cause"):
                yield from ((*sort, town, trait, value) for value in sorted(thing.of(trait))[:4])

    def match(self, one: Thing, other: Thing) -> Match | None:
        """What of two events agrees, and what speaks against it."""
        if one.of("sort").isdisjoint(other.of("sort")):
            return None
        match = Match()
        titles = sorted(one.names.keys() & other.names.keys())
        if titles and titles[0] and published_apart(one, other, NEAR_WEEKS):
            match.add(TITLE, one.names[titles[0]])
        if somewhere(one, other):
            if one.of("day") & other.of("day"):
                self._same_day(match, one, other)
            elif not at_odds(one.of("day"), other.of("day")):
                self._no_day(match, one, other)
            elif days_near(one, other):
                self._near_day(match, one, other)
        elif maybe_somewhere(one, other) and one.of("day") & other.of("day"):
            self._same_site(match, one, other)
        if not match.fired:
            return None
        self._against(match, one, other)
        return match

    def _same_day(self, match: Match, one: Thing, other: Thing) -> None:
        self._shared(match, ORGANIZER, one, other, "organizer")
        self._shared(match, AGENT, one, other, "agent")
        for rule, trait in ((SLOGAN, "slogan"), (CAUSE, "cause"), (VICTIMS, "killed"), (SIZE, "size")):
            if shared := sorted(one.of(trait) & other.of(trait)):
                match.add(rule, ", ".join(shared[:2]))
        self._reported(match, one, other)
        if not match.fired:
            match.add(PLACE_DAY)

    def _reported(self, match: Match, one: Thing, other: Thing) -> None:
        """What the reports of two events share: enough only where both tell of one such protest, on no other days.

        People or bodies must be among it, or what both are about; if one tells of more days, more than one name.
        """
        if about := sorted(one.of("about") & other.of("about")):
            match.add(ABOUT, ", ".join(about[:2]))
        few, many = sorted((one.of("day"), other.of("day")), key=len)
        mixed = all(len(thing.of("day")) > 1 and len(thing.of("form")) > 1 for thing in (one, other))
        if mixed or not few <= many or "then" in one.of("others") | other.of("others"):
            return
        named = self._both_name(one, other)
        cast, enough = self._cast(named), len(named) >= ENOUGH_NAMED
        if cast and (enough or (few == many and self._persons(cast))):
            match.add(NAMED, self.world.labels(cast))
        elif few == many and named and about:
            match.add(ABOUT_ALONE, self.world.labels(named))
        elif few == many and cast and one.of("form") == other.of("form") != CROWDS:
            match.add(FORM_ALONE, self.world.labels(cast))

    def _same_site(self, match: Match, one: Thing, other: Thing) -> None:
        """One report does not say in which of its towns the site lies: two must be named, one of them a person."""
        cast = self._cast(self._both_name(one, other))
        alone = "then" not in one.of("others") | other.of("others") and one.of("day") == other.of("day")
        if alone and len(cast) >= ENOUGH_NAMED and self._persons(cast):
            match.add(NAMED_SITE, self.world.labels(cast))

    def _no_day(self, match: Match, one: Thing, other: Thing) -> None:
        """One of the reports gives no day: something must agree that two protests of one town do not share."""
        if slogans := sorted(one.of("slogan") & other.of("slogan")):
            match.add(SLOGAN_NO_DAY, slogans[0])
        if not told_within(one, other, NEAR_DAYS):
            return
        if counted := sorted(one.of("killed") & other.of("killed")) + sorted(one.of("size") & other.of("size")):
            match.add(COUNT_NO_DAY, " and ".join(counted[:2]))
        if len(cast := self._cast(self._both_name(one, other))) >= ENOUGH_NAMED:
            forms, others = one.of("form"), other.of("form")
            alike = forms == others or bool(forms & others - CROWDS)
            matter = any(one.of(trait) & other.of(trait) for trait in ("about", "agent", "cause"))
            alone = alike and matter and not one.of("others") | other.of("others")
            match.add(ALONE_NO_DAY if alone else NAMED_NO_DAY, self.world.labels(cast))
        else:
            self._shared(match, NAMED_NO_DAY, one, other, "agent")

    def _near_day(self, match: Match, one: Thing, other: Thing) -> None:
        """Days that differ are two protests, or one that a report dates wrongly: people are asked."""
        cast = self._cast(self._both_name(one, other))
        shared = (one.of("agent") & other.of("agent")) or (cast if len(cast) >= ENOUGH_NAMED else set())
        if shared:
            match.add(OTHER_DAY, self.world.labels(shared))

    def _both_name(self, one: Thing, other: Thing) -> set[str]:
        """The persons, bodies and places that the reports of two have in common, if their forms are those of one."""
        forms, others = one.of("form"), other.of("form")
        quiet = bool(forms and others) and ("vigil" in forms) != ("vigil" in others)  # the evening after the march
        return set() if quiet or at_odds(forms, others) else one.of("named") & other.of("named")

    def _cast(self, named: Iterable[str]) -> set[str]:
        """The persons, and the bodies that every report of a country does not name."""
        features = self.world.features
        return {
            node
            for node in named
            if features[node].kind is Kind.PERSON
            or (features[node].kind is Kind.ORGANIZATION and features[node].category not in OF_THE_STATE)
        }

    def _persons(self, named: Iterable[str]) -> bool:
        return any(self.world.features[node].kind is Kind.PERSON for node in named)

    def _shared(self, match: Match, rule: Rule, one: Thing, other: Thing, trait: str) -> None:
        if shared := one.of(trait) & other.of(trait):
            match.add(rule, self.world.labels(shared))

    def _against(self, match: Match, one: Thing, other: Thing) -> None:
        """Forms, organisers and matters that cannot be those of one event."""
        if at_odds(one.of("family"), other.of("family")):
            match.against.append(OTHER_FORMS)
        people = not one.of("agent").isdisjoint(other.of("agent"))
        if at_odds(one.of("organizer"), other.of("organizer")) and not people:
            match.against.append(OTHER_ORGANIZERS)
        matters = at_odds(one.of("about"), other.of("about")) and not one.of("cause") & other.of("cause")
        if matters and at_odds(one.of("agent"), other.of("agent")):
            match.against.append(OTHER_MATTER)

    def _others(self, feature: Feature, told: Happening) -> set[str]:
        """Whether its report tells of another protest for which it could be taken: there "then", or there "ever"."""
        found = {"ever"} if told.recurs else set[str]()
        places, when, forms = self.world.settled(feature.places), set(days(told)), narrow(told.forms)
        for other in self.world.protests.get(feature.report, ()):
            theirs = other.happening
            if other is feature or theirs is None or theirs.modality != told.modality or (when and _background(other)):
                continue
            if at_odds(places, self.world.settled(other.places)) or at_odds(forms, narrow(theirs.forms)):
                continue
            found |= {"ever"} if at_odds(when, set(days(theirs))) else {"ever", "then"}
        return found

    def _maybe(self, feature: Feature, places: set[str], beyond: set[str]) -> set[str]:
        """The towns of a report that tells of a site without saying where it is; the site lies in one of them."""
        if not places or beyond or not all(map(self._site, places)):
            return set()
        return {place for place in self.world.near.get(feature.report, ()) if self._sort(place) in ("town", "")}

    def _site(self, place: str) -> bool:
        return self._sort(place) == "site"

    def _sort(self, place: str) -> str:
        known = self.world.features.get(place)
        return "" if known is None else SORTS.get(known.category or "", "")

    def _country(self, place: str) -> bool:
        return self.world.features[place].category == "country" if place in self.world.features else False


def _background(event: Feature) -> bool:
    """Whether protests are told of as many, without a day and without anybody: "protests over wages are frequent"."""
    told = event.happening
    return told is not None and event.names[0].endswith("s") and not (days(told) or told.agents or told.organizers)
