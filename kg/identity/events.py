"""Which events of different reports are one."""

from __future__ import annotations

import functools
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace

from kg.identity.circumstances import CROWDS, Circumstances, cast_of, circumstances, forms_agree
from kg.identity.features import Feature, Happening
from kg.identity.happenings import (
    about_words,
    days_near,
    families,
    narrow,
    published_apart,
    somewhere,
    title,
    titles,
    told_apart,
    told_within,
)
from kg.identity.likeness import said
from kg.identity.matching import Match, Rule, Thing, at_odds
from kg.identity.measures import Measures, load_measures, load_weights
from kg.identity.places import SORTS
from kg.identity.spellings import body_words
from kg.identity.world import World, days
from kg.weighing import likelihood

AGENT = Rule("event-agent", "the same town and day, and both name {}", 0.96, safe=True)
ORGANIZER = Rule("event-organizer", "the same town and day, and {} called for both", 0.97, safe=True)
SLOGAN = Rule("event-slogan", 'the same town and day, and "{}" in both', 0.95, safe=True)
CAUSE = Rule("event-cause", "the same town and day, and both answer {}", 0.95, safe=True)
SIZE = Rule("event-size", "the same town and day, and both count {} people", 0.93, safe=True)
VICTIMS = Rule("event-victims", "the same place and day, and both count {} killed", 0.93, safe=True)
TITLE = Rule("event-title", "both are called {}, within weeks", 0.93, safe=True)
CIRCUMSTANCES = Rule("event-circumstances", "one protest of its kind in each report: {}", 0.8, safe=True)
SLOGAN_NO_DAY = Rule("event-slogan-no-day", 'the same town, one report gives no day, and "{}" in both', 0.92, safe=True)
COUNT_NO_DAY = Rule(
    "event-count-no-day",
    "the same town, one report gives no day, published within days, and both count {}",
    0.92,
    safe=True,
)
DEADLY_NEAR = Rule(
    "event-deadly-near",
    "the same town, a day or two apart, people killed at both, and both reports name {}",
    0.9,
    safe=True,
)
ALIKE = Rule("event-alike", "weighed together: {}", 0.5)
OTHER_FORMS, OTHER_ORGANIZERS = "their forms do not go together", "different people called for them"
OTHER_MATTER = "they are about different things"
MUCH_NAMED = 3  # persons and bodies
ENOUGH_FURTHER = 2  # kinds of what agrees further, where the reports name nobody in common
MOST_SAID = 4
SURE_ENOUGH = 0.6  # what two protests have in common was right as often at least
MOST_KEYS = 8  # of persons and bodies
CROWD_SIZE = 100  # people: a number from here on is seldom the same by chance
NEAR_DAYS, NEAR_WEEKS = 3, 60  # days


class Events:
    """The same town and day, and something else that agrees: who, called by whom, what about; nothing against it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.causes = titles(world)

    @functools.cached_property
    def weights(self) -> Mapping[str, float]:
        """How much what is said of two protests speaks for their being one."""
        return load_weights()

    @functools.cached_property
    def measures(self) -> Measures:
        """How often what two protests have in common was right."""
        return load_measures()

    def thing(self, feature: Feature) -> Thing:
        """An event with its places, its days, its people and what it is about."""
        world, told = self.world, feature.happening or Happening(sort="Event")
        places = {place for place in world.settled(feature.places) if not self._country(place)}
        told_in = {word for place in world.settled(feature.places) for word in body_words(world.label(place))}
        beyond = set[str]().union(*(world.larger.get(place, ()) for place in places))
        maybe = self._maybe(feature, places, beyond)
        larger = places | beyond | (maybe if len(maybe) == 1 else set())
        places = (places - beyond) | self._towns_of_sites(places)
        own = world.settled((*told.agents, *told.organizers))
        rivals = {when: [self._marks(rival) for rival in found] for when, found in self._rivals(feature, told).items()}
        apart = told_apart(self._marks(feature), rivals["then"]) if rivals["then"] else set[str]()
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
                "from": {str(first) for first, last in told.when if first and last},
                "until": {str(last) for first, last in told.when if first and last},
                "others": {"ever"} if told.recurs or any(rivals.values()) else set(),
                "then": {"alike"} if rivals["then"] and not apart else set(),
                "apart": apart,
                "marks": self._marks(feature),
                "named": (own if feature.row else world.named.get(feature.report, set())) - places - larger,
                "cast": cast_of(world, own if feature.row else world.named.get(feature.report, set())),
                "nowhere": set() if any(map(self._local, places)) else {"nowhere"},
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
        for day in sorted(thing.of("day")):
            yield from ((*sort, day, one) for one in sorted(thing.of("cast"))[:MOST_KEYS])
        for month in sorted(thing.of("month")):
            yield from ((*sort, month, one) for one in sorted(thing.of("cast"))[:MOST_KEYS])
        for town in sorted(thing.of("town")):
            yield from ((*sort, town, month) for month in sorted(thing.of("month")))
            for trait in ("agent", "cause"):
                yield from ((*sort, town, trait, value) for value in sorted(thing.of(trait))[:4])
        for report in sorted(thing.reports):
            yield from (("story", *sorted((report, other))) for other in sorted(self.world.alike.get(report, ())))

    def match(self, one: Thing, other: Thing) -> Match | None:
        """What of two events agrees, and what speaks against it."""
        if classes(one).isdisjoint(classes(other)):
            return None
        match = Match()
        if one.of("sort") & other.of("sort"):
            self._agreed(match, one, other)
            self._against(match, one, other)
        if not match.safe:
            self._weigh(match, one, other)
        return match if match.fired else None

    def _agreed(self, match: Match, one: Thing, other: Thing) -> None:
        """What joins two by itself if nothing speaks against it."""
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
        self._reported(match, one, other)

    def _weigh(self, match: Match, one: Thing, other: Thing) -> None:
        """How likely two are one that nothing joins by itself: people are asked about the likelier ones."""
        says = list(said(self.world, one, other))
        speaks = {say.partition(": ")[0]: say for say in says if self.weights.get(say, 0.0) > 0}  # of each the last
        most = sorted(speaks.values(), key=lambda say: -self.weights[say])[:MOST_SAID]
        match.add(ALIKE, "; ".join(say.partition(": ")[2] for say in most))
        match.weighed = round(likelihood(says, self.weights), 2)

    def _same_day(self, match: Match, one: Thing, other: Thing) -> None:
        self._shared(match, ORGANIZER, one, other, "organizer")
        self._shared(match, AGENT, one, other, "agent")
        for rule, trait in ((SLOGAN, "slogan"), (CAUSE, "cause"), (VICTIMS, "killed"), (SIZE, "size")):
            if shared := sorted(one.of(trait) & other.of(trait)):
                match.add(rule, ", ".join(shared[:2]))

    def _no_day(self, match: Match, one: Thing, other: Thing) -> None:
        """One of the reports gives no day: something must agree that two protests of one town do not share."""
        if slogans := sorted(one.of("slogan") & other.of("slogan")):
            match.add(SLOGAN_NO_DAY, slogans[0])
        counted = sorted(one.of("killed") & other.of("killed")) + sorted(one.of("size") & other.of("size"))
        if counted and told_within(one, other, NEAR_DAYS):
            match.add(COUNT_NO_DAY, " and ".join(counted[:2]))

    def _near_day(self, match: Match, one: Thing, other: Thing) -> None:
        """Days that differ are two protests, or one that a report dates wrongly.

        But no town buries the dead of two protests in as many days, and each of two reports tells of one alone.
        """
        cast = one.of("cast") & other.of("cast")
        deadly = one.of("killed") and other.of("killed") and not one.of("others") | other.of("others")
        if deadly and len(cast) >= MUCH_NAMED and forms_agree(one, other):
            match.add(DEADLY_NEAR, self.world.labels(cast))

    def _reported(self, match: Match, one: Thing, other: Thing) -> None:
        """What the reports of two have in common beside them: it joins where it was nearly always right."""
        found = circumstances(one, other)
        sure = 0.0 if found is None else self.measures.sure(found.needed, found.further)
        if found is not None and (found.cast or len(found.further) >= ENOUGH_FURTHER) and sure >= SURE_ENOUGH:
            match.add(replace(CIRCUMSTANCES, score=round(sure, 2)), self._in_common(found))

    def _in_common(self, found: Circumstances) -> str:
        """Who is named in both reports, or else what agrees."""
        return self.world.labels(found.cast) or " and ".join(found.further)

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

    def _rivals(self, feature: Feature, told: Happening) -> dict[str, list[Feature]]:
        """The other protests of its report for which it could be taken: there "then", or there on another day."""
        found: dict[str, list[Feature]] = {"then": [], "another day": []}
        places, when, forms = self.world.settled(feature.places), set(days(told)), narrow(told.forms)
        for other in self.world.protests.get(feature.report, ()):
            theirs = other.happening
            if other is feature or theirs is None or theirs.modality != told.modality or (when and _background(other)):
                continue
            if at_odds(places, self.world.settled(other.places)) or at_odds(forms, narrow(theirs.forms)):
                continue
            found["another day" if at_odds(when, set(days(theirs))) else "then"].append(other)
        return found

    def _marks(self, feature: Feature) -> set[str]:
        """By what two protests of one town and day are told apart: site, form, who spoke or called, the matter."""
        told = feature.happening
        if told is None:
            return set()
        sites = (place for place in self.world.settled(feature.places) if self._site(place))
        people = self.world.settled(one for one in (*told.agents, *told.organizers) if one in self.world.features)
        matter = about_words((*told.about, *told.demanded))
        forms = narrow(told.forms)
        found = {"site": sites, "by": people, "about": matter, "form": forms - CROWDS or forms}
        return {f"{kind} {mark}" for kind, marks in found.items() for mark in marks}

    def _maybe(self, feature: Feature, places: set[str], beyond: set[str]) -> set[str]:
        """The towns of a report that tells of a site without saying where it is; the site lies in one of them."""
        if not places or beyond or not all(map(self._site, places)):
            return set()
        return {place for place in self.world.near.get(feature.report, ()) if self._sort(place) in ("town", "")}

    def _towns_of_sites(self, places: Iterable[str]) -> set[str]:
        """The towns in which squares, houses and what is called like none lie."""
        around = (self.world.larger.get(place, ()) for place in places if self._sort(place) in ("site", ""))
        return {town for found in around for town in found if self._sort(town) == "town" or not self._sort(town)}

    def _local(self, place: str) -> bool:
        """Whether it is a town or in one, and no region."""
        return self._sort(place) != "region"

    def _site(self, place: str) -> bool:
        return self._sort(place) == "site"

    def _sort(self, place: str) -> str:
        """Whether it is a town, a site or a region, as its own report says or else all others that do."""
        known = self.world.features.get(place)
        own = None if known is None else SORTS.get(known.category or "")
        others = {SORTS.get(category, "") for category in self.world.sorts.get(place, ())}
        return own or (others.pop() if len(others) == 1 else "")

    def _country(self, place: str) -> bool:
        return self.world.features[place].category == "country" if place in self.world.features else False


def classes(thing: Thing) -> set[str]:
    """The classes of the events that a thing is: a protest, a joint action, an incident."""
    return {sort.partition(" ")[0] for sort in thing.of("sort")}


def _background(event: Feature) -> bool:
    """Whether protests are told of as many, without a day and without anybody: "protests over wages are frequent"."""
    told = event.happening
    return told is not None and event.names[0].endswith("s") and not (days(told) or told.agents or told.organizers)
