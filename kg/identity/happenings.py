"""What events are compared by: families of forms, words for what they are about, towns and days."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Set

from kg.identity.matching import Thing
from kg.identity.spellings import body_words
from kg.identity.world import World

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
    "time month three four five seven eight nine thousand hundred "
    "against over their his her new from that with more end".split()
)
LETTERS = 4  # of a word that says what something is about


def about_words(texts: Iterable[str]) -> set[str]:
    """The words that say what a protest is about: long ones, without those that fit every protest."""
    return {word for text in texts for word in body_words(text) if len(word) >= LETTERS and word not in COMMON}


def told_apart(own: Set[str], rivals: Iterable[Set[str]]) -> set[str]:
    """Of the marks of a protest ("site …"), those of the kinds in which each of its rivals is known to have others.

    The site of a rival need not be known: of two at one site, a report would say so.
    """
    apart = {_kind(mark) for mark in own}
    for rival in rivals:
        apart &= {"site", *map(_kind, rival)} - {_kind(mark) for mark in own & rival}
    return {mark for mark in own if _kind(mark) in apart}


def _kind(mark: str) -> str:
    return mark.partition(" ")[0]


def title(label: str) -> tuple[str, ...]:
    """The words of an incident's name, if it has a name: "the Janders massacre"."""
    return body_words(label) if re.search(r"(?<!^)\b[^\W\d_a-z]|^[^\W\d_a-z]\w+ \w+$", label) else ()


def titles(world: World) -> dict[str, set[str]]:
    """Incident → its thing and the words of its name, by which protests that answer it meet."""
    found: dict[str, set[str]] = {}
    for feature in world.features.values():
        if feature.happening is not None and feature.happening.sort == "ViolentIncident":
            words = " ".join(body_words(feature.names[0]))
            found[feature.node] = {words} if " " in words else set()
    return found


def families(forms: Iterable[str]) -> set[str]:
    """The families of forms: those of one go together, and "a protest" with all."""
    return {family for form in forms for family in FAMILIES.get(form, "").split()}


def narrow(forms: Iterable[str]) -> set[str]:
    """Forms, those of a crowd as one."""
    return {"crowd" if form in CROWD else form for form in forms} - {"protest-action"}


def somewhere(one: Thing, other: Thing) -> bool:
    """Whether they were in one town, or one report only says in what larger place the other's town lies."""
    if one.of("town") & other.of("town"):
        return True
    return bool(one.of("around") & other.of("town")) != bool(other.of("around") & one.of("town"))


def maybe_somewhere(one: Thing, other: Thing) -> bool:
    """Whether the one was at a site that may lie in the town of the other, and in none else that its report names."""
    pairs = ((one, other), (other, one))
    return any(a.of("maybe") & b.of("town") and not a.of("maybe") & b.of("named") for a, b in pairs)


def _dates(thing: Thing, trait: str) -> list[datetime.date]:
    return sorted(map(datetime.date.fromisoformat, thing.of(trait)))


def published_apart(one: Thing, other: Thing, most: int) -> bool:
    """Whether they were published within so many days of each other."""
    first, second = _dates(one, "published"), _dates(other, "published")
    return any(abs((a - b).days) <= most for a in first[:3] for b in second[:3])


def days_near(one: Thing, other: Thing) -> bool:
    """Whether a day of one is the day before or after one of the other, or the second."""
    first, second = _dates(one, "day"), _dates(other, "day")
    return any(0 < abs((a - b).days) <= 2 for a in first for b in second)


def told_within(one: Thing, other: Thing, most: int) -> bool:
    """Whether what is told without a day was told in the days after the other; without any, in days of each other."""
    if not all(_may_be_news(thing, most) for thing in (one, other) if not thing.of("day")):
        return False
    undated, dated = (one, other) if not one.of("day") else (other, one)
    days, told = _dates(dated, "day"), _dates(undated, "published")
    if not days:
        return published_apart(one, other, most)
    return bool(told) and all(any(0 <= (date - day).days <= most for day in days) for date in told)


def period(thing: Thing) -> tuple[datetime.date, datetime.date] | None:
    """From the first to the last day that its times leave open."""
    first, last = _dates(thing, "from"), _dates(thing, "until")
    return (first[0], last[-1]) if first and last else None


def _may_be_news(thing: Thing, most: int) -> bool:
    """Whether its times do not say that it was over long before it was told of: "the strike of 2011"."""
    when, told = period(thing), _dates(thing, "published")
    return when is None or not told or any((date - when[1]).days <= most for date in told)
