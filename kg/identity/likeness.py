"""What is said of two protests of different reports that bears on whether they are one.

The weights of what is said were learned (`data/rules/alike.csv`, learning/joining.py, docs/decisions/0026): they say
which pairs are worth asking about. What joins by itself stands in `events` and `circumstances`.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Sequence

from kg.identity.happenings import days_near, maybe_somewhere, period, somewhere
from kg.identity.matching import Thing, at_odds
from kg.identity.world import World

ALIKE = ((0.05, "reports a little"), (0.1, "reports much"), (0.15, "reports very much"))  # from which cosine on
CAST = ("somebody", "two", "three")  # persons and bodies
UNDATED = "no day said"
SOON, WEEKS = 4, 21  # days
APART = ((1, "within a day"), (3, "within three days"), (7, "within a week"), (30, "within a month"))
FURTHER = {
    "about": "matter", "agent": "people", "slogan": "words", "cause": "incident", "killed": "number of killed",
}  # fmt: skip
CROWDS = {"crowd"}


def said(world: World, one: Thing, other: Thing) -> Iterator[str]:
    """All of it: a heading, and after it the words of which each has a weight."""
    yield f"modality: {'the same' if one.of('sort') & other.of('sort') else 'another'} modality"
    likeness = alike(world, one, other)
    yield from (f"reports: {words} alike" for least, words in ALIKE if likeness >= least)
    yield f"where: {_where(one, other)}"
    when, published = _when(one, other), _published(one, other)
    yield f"when: {when}"
    yield f"published: {published}"
    if when == UNDATED:
        yield f"undated: {UNDATED}, {published}"
    named = min(len(CAST), len(one.of("cast") & other.of("cast")))
    yield from (f"named: {words} named in both" for words in CAST[:named])
    yield f"form: {_form(one, other)}"
    if at_odds(one.of("family"), other.of("family")):
        yield "family: forms that do not go together"
    for trait, words in FURTHER.items():
        if one.of(trait) & other.of(trait):
            yield f"{trait}: the same {words}"
        elif at_odds(one.of(trait), other.of(trait)):
            yield f"{trait}: other {words}"


def alike(world: World, one: Thing, other: Thing) -> float:
    """How alike the reports are that tell of two; of several the likest."""
    pairs = itertools.product(sorted(one.reports), sorted(other.reports))
    return max((world.alike.get(a, {}).get(b, 0.0) for a, b in pairs), default=0.0)


def _where(one: Thing, other: Thing) -> str:
    if one.of("town") & other.of("town"):
        return "one town"
    if somewhere(one, other):
        return "one place in the other"
    if maybe_somewhere(one, other):
        return "a site of the town"
    if not (one.of("town") and other.of("town")):
        return "one town unsaid" if one.of("town") or other.of("town") else "no town said"
    return "one region" if one.of("around") & other.of("around") else "other towns"


def _when(one: Thing, other: Thing) -> str:
    """How their days stand to each other; else the longer times in which they were, or when they were told of."""
    if one.of("day") & other.of("day"):
        return "one day"
    if one.of("day") and other.of("day"):
        return "near days" if days_near(one, other) else "other days"
    first, second = period(one), period(other)
    if first and second:
        return "times that meet" if first[0] <= second[1] and second[0] <= first[1] else "other times"
    if not (first or second):
        return UNDATED
    timed, told = (first, other) if first else (second, one)
    days = _dates(told, "published")
    return _told_after((days[0] - timed[0]).days) if timed and days else "one day unsaid"


def _told_after(days: int) -> str:
    if days < 0:
        return "one day unsaid, told before"
    return f"one day unsaid, told {'soon' if days <= SOON else 'within weeks' if days <= WEEKS else 'long'} after"


def _published(one: Thing, other: Thing) -> str:
    first, second = _dates(one, "published"), _dates(other, "published")
    if not (first and second):
        return "published at an unknown day"
    apart = min(abs((a - b).days) for a, b in itertools.product(first, second))
    return f"published {next((words for most, words in APART if apart <= most), 'long apart')}"


def _form(one: Thing, other: Thing) -> str:
    forms, others = one.of("form"), other.of("form")
    if (forms & others) - CROWDS:
        return "the same form"
    return "forms of a crowd" if forms & others else "other forms" if at_odds(forms, others) else "forms unsaid"


def _dates(thing: Thing, trait: str) -> Sequence[datetime.date]:
    return sorted(map(datetime.date.fromisoformat, thing.of(trait)))
