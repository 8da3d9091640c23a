"""Which events of different reports are one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Hashable, Iterable, Iterator

from kg.identity.features import Feature, Happening, Kind
from kg.identity.matching import Match, Rule, Thing, at_odds
from kg.identity.world import World, days
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
SLOGAN_NO_DAY = Rule("event-slogan-no-day", 'the same town, one report gives no day, and "{}" in both', 0.92, safe=True)
VICTIMS = Rule("event-victims", "the same place and day, and both count {} killed", 0.93, safe=True)
TITLE = Rule("event-title", "both are called {}, within weeks", 0.93, safe=True)
NAMED = Rule("event-named", "the same town and day, and both reports name {}", 0.92, safe=True)
NAMED_NO_DAY = Rule(
    "event-named-no-day", "the same town, one report gives no day, published within a week, and both name {}", 0.8
)
PLACE_DAY = Rule("event-place-day", "the same town and day", 0.5)
OTHER_DAY = Rule("event-other-day", "the same town, a day or two apart, and both name {}", 0.5)
NO_DAY = Rule("event-no-day", "the same town, both name {}, and one report gives no day: published within days", 0.6)
OTHER_FORMS, OTHER_ORGANIZERS = "their forms do not go together", "different people called for them"
OTHER_MATTER = "they are about different things"
ENOUGH_NAMED, MUCH_NAMED = 2, 3  # persons, bodies and places beside the town
NEAR_DAYS, NEAR_WEEK, NEAR_WEEKS = 4, 7, 60  # days
FAMILIES: dict[str, str] = {
    **dict.fromkeys(
        "demonstration march torchlight-march rally gathering picket human-chain die-in "
        "convoy noise-protest performance burning walkout riot clash".split(),
        "street",
    ),
    "strike": "strike",
    "walkout": "strike street",
    "picket": "strike street",
    **dict.fromkeys(("sit-in", "encampment", "protest-occupation"), "sit-in"),
    "vigil": "vigil",
    "blockade": "blockade",
    "hunger-strike": "hunger-strike",
    "boycott": "boycott",
    "press-conference": "press-conference",
}
CROWD = frozenset(
    "demonstration march torchlight-march rally gathering convoy human-chain noise-protest performance burning riot "
    "clash walkout".split()
)
"""Forms that reports use for one another; all others are of their own."""
COMMON = frozenset(
    "people protest protester demonstration demonstrator government city town day week year support call demand right "
    "time thousand hundred against over their his her new from that with more end".split()
)
LETTERS = 4  # of a word that says what something is about


class Events:
    """The same town and day, and something else that agrees: who, called by whom, what about; nothing against it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.causes = _titles(world)

    def thing(self, feature: Feature) -> Thing:
        """An event with its places, its days, its people and what it is about."""
        world, told = self.world, feature.happening or Happening(sort="Event")
        places = {place for place in world.settled(feature.places) if not self._country(place)}
        told_in = {word for place in world.settled(feature.places) for word in body_words(world.label(place))}
        beyond = set[str]().union(*(world.larger.get(place, ()) for place in places))
        larger, places = places | beyond, places - beyond
        return Thing(
            leader=feature.node,
            label=feature.names[0],
            nodes={feature.node},
            reports={feature.report},
            names={_title(feature.names[0]): feature.names[0]} if told.sort == "ViolentIncident" else {},
            traits={
                "sort": {f"{told.sort} {told.modality}"},
                "town": places,
                "around": {place for place in larger if not self._country(place)},
                "day": {str(day) for day in days(told)},
                "alone": {"yes"} if self._alone(feature, told) else set(),
                "named": world.named.get(feature.report, set()) - places - larger,
                "month": {str(feature.published)[:7]} if feature.published is not None else set(),
                "published": {str(feature.published)} if feature.published is not None else set(),
                "family": _families(told.forms),
                "form": _narrow(told.forms),
                "agent": world.settled((*told.agents, *told.organizers)),
                "organizer": world.settled(told.organizers),
                "slogan": set(told.slogans),
                "cause": {title for cause in told.causes for title in self.causes.get(cause, ())},
                "about": about_words(told.about) - told_in,
                "killed": {str(low) for low, high in told.killed if low is not None and low == high},
            },
        )

    def keys(self, thing: Thing) -> Iterator[Hashable]:
        """Towns and days, with and without what else may agree; incidents by their titles."""
        sort = sorted(thing.of("sort"))
        occasions = [(town, day) for town in sorted(thing.of("town")) for day in sorted(thing.of("day"))]
        for occasion in occasions:
            for trait in ("agent", "slogan", "cause", "about", "killed"):
                yield from ((*sort, occasion, trait, value) for value in sorted(thing.of(trait))[:6])
            yield (*sort, occasion)
        for title in sorted(thing.names):
            yield (*sort, title)
        for place in sorted(thing.of("around") - thing.of("town")):
            yield from ((*sort, place, day) for day in sorted(thing.of("day")))
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
        if titles and titles[0] and _apart(one, other, NEAR_WEEKS):
            match.add(TITLE, one.names[titles[0]])
        if _somewhere(one, other):
            if one.of("day") & other.of("day"):
                self._same_day(match, one, other)
            elif not at_odds(one.of("day"), other.of("day")):
                self._no_day(match, one, other)
            elif _days_near(one, other):
                self._shared(match, OTHER_DAY, one, other, "agent")
        if not match.fired:
            return None
        self._against(match, one, other)
        return match

    def _same_day(self, match: Match, one: Thing, other: Thing) -> None:
        self._shared(match, ORGANIZER, one, other, "organizer")
        self._shared(match, AGENT, one, other, "agent")
        for rule, trait in ((SLOGAN, "slogan"), (CAUSE, "cause"), (VICTIMS, "killed")):
            if shared := sorted(one.of(trait) & other.of(trait)):
                match.add(rule, ", ".join(shared[:2]))
        self._reported(match, one, other)
        if not match.fired:
            match.add(PLACE_DAY)

    def _reported(self, match: Match, one: Thing, other: Thing) -> None:
        """What the reports of two events share: enough only where both tell of one such protest, on just these days."""
        about = sorted(one.of("about") & other.of("about"))
        if about:
            match.add(ABOUT, ", ".join(about[:2]))
        if one.of("day") != other.of("day"):
            return
        named = self._both_name(one, other)
        if len(named) >= ENOUGH_NAMED or any(self.world.features[node].kind is Kind.PERSON for node in named):
            match.add(NAMED, self.world.labels(named))
        elif named and about:
            match.add(ABOUT_ALONE, self.world.labels(named))

    def _no_day(self, match: Match, one: Thing, other: Thing) -> None:
        """One of the reports gives no day: that both were published within days only suggests."""
        if slogans := sorted(one.of("slogan") & other.of("slogan")):
            match.add(SLOGAN_NO_DAY, slogans[0])
        named = self._both_name(one, other)
        persons = [node for node in named if self.world.features[node].kind is Kind.PERSON]
        much = len(named) >= MUCH_NAMED or len(persons) >= ENOUGH_NAMED
        if much and _apart(one, other, NEAR_WEEK):
            match.add(NAMED_NO_DAY, self.world.labels(named))
        elif _apart(one, other, NEAR_DAYS):
            self._shared(match, NO_DAY, one, other, "agent")

    def _both_name(self, one: Thing, other: Thing) -> set[str]:
        """The persons, bodies and places that the reports of two have in common, if each report tells of one such."""
        apart = not (one.of("alone") and other.of("alone")) or at_odds(one.of("form"), other.of("form"))
        return set() if apart else one.of("named") & other.of("named")

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

    def _alone(self, feature: Feature, told: Happening) -> bool:
        """Whether its report tells of no other protest that this one could be taken for: there, then, of its forms."""
        places, when, forms = set(feature.places), set(days(told)), _narrow(told.forms)
        for other in self.world.protests.get(feature.report, ()):
            theirs = other.happening
            if other is feature or theirs is None or theirs.modality != told.modality:
                continue
            elsewhere = at_odds(self.world.settled(places), self.world.settled(other.places))
            if not elsewhere and not at_odds(when, set(days(theirs))) and not at_odds(forms, _narrow(theirs.forms)):
                return False
        return True

    def _country(self, place: str) -> bool:
        return self.world.features[place].category == "country" if place in self.world.features else False


def about_words(texts: Iterable[str]) -> set[str]:
    """The words that say what a protest is about: long ones, without those that fit every protest."""
    return {word for text in texts for word in body_words(text) if len(word) >= LETTERS and word not in COMMON}


def _title(label: str) -> tuple[str, ...]:
    """The words of an incident's name, if it has a name: "the Janders massacre"."""
    return body_words(label) if re.search(r"(?<!^)\b[^\W\d_a-z]|^[^\W\d_a-z]\w+ \w+$", label) else ()


def _titles(world: World) -> dict[str, set[str]]:
    """Incident → its thing and the words of its name, by which protests that answer it meet."""
    found: dict[str, set[str]] = {}
    for feature in world.features.values():
        if feature.happening is not None and feature.happening.sort == "ViolentIncident":
            words = " ".join(body_words(feature.names[0]))
            found[feature.node] = {words} if " " in words else set()
    return found


def _families(forms: Iterable[str]) -> set[str]:
    """The families of forms: those of one go together, and "a protest" with all."""
    return {family for form in forms for family in FAMILIES.get(form, "").split()}


def _narrow(forms: Iterable[str]) -> set[str]:
    """Forms, those of a crowd as one."""
    return {"crowd" if form in CROWD else form for form in forms} - {"protest-action"}


def _somewhere(one: Thing, other: Thing) -> bool:
    """Whether they were in one town, or one report only says in what larger place the other's town lies."""
    if one.of("town") & other.of("town"):
        return True
    return bool(one.of("around") & other.of("town")) != bool(other.of("around") & one.of("town"))


def _dates(thing: Thing, trait: str) -> list[datetime.date]:
    return sorted(map(datetime.date.fromisoformat, thing.of(trait)))


def _apart(one: Thing, other: Thing, most: int) -> bool:
    """Whether they were published within so many days of each other."""
    first, second = _dates(one, "published"), _dates(other, "published")
    return any(abs((a - b).days) <= most for a in first[:3] for b in second[:3])


def _days_near(one: Thing, other: Thing) -> bool:
    first, second = _dates(one, "day"), _dates(other, "day")
    return any(0 < abs((a - b).days) <= 2 for a in first for b in second)
