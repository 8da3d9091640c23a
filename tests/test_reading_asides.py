"""A plain sentence about another town, put into a report: one event more, in that town, and the others as before."""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from kg.document import Report, Span
from kg.facts import Extraction
from kg.gold import Item, load_gold
from kg.observed import observed
from kg.pipeline import extract
from kg.rulebook import published

GOLD = Path(__file__).parents[1] / "data" / "gold" / "development"
REPORTS = [gold.report for gold in load_gold([GOLD])][::16]
TOWNS = (("Tarija", "Potosi"), ("Velmora", "Kestrin"))
"""Towns that the gazetteer has, and towns that nobody knows."""
STAYED = frozenset({"sit-in", "gathering", "demonstration"})
ASIDES = [
    ("In {town}, dozens of teachers gathered in front of the education directorate.", STAYED, "asserted"),
    ("In {town}, nurses staged a sit-in outside the regional hospital.", STAYED, "asserted"),
    ("In {town}, workers who could not travel staged a dharna outside the collectorate.", STAYED, "asserted"),
    ("A similar march was held in {town}.", {"march"}, "asserted"),
    ("Farmers blocked the road between {town} and {other} for an hour.", {"blockade"}, "asserted"),
    ("In {town}, the security forces did not allow a similar demonstration.", {"demonstration"}, "negated"),
    ("Police in {town} had banned a march that students wanted to hold on Friday.", {"march"}, "negated"),
    ("A march in {town} planned for Sunday was called off because of rain.", {"march"}, "negated"),
    ("A caravan from {town} to {other}, set for Sept. 20, did not push through.", {"convoy"}, "negated"),
    ("A rally will be held in {town} on Saturday.", {"rally"}, "future"),
    ("In 2012, a strike that began in {town} left three people dead.", {"strike"}, "asserted"),
    ("Last month, hundreds of students marched through {town}.", {"march"}, "asserted"),
    ("Meanwhile, drivers in {town} went on strike.", {"strike"}, "asserted"),
    ("Another group of residents held a vigil in {town} on Monday evening.", {"vigil"}, "asserted"),
]


@functools.cache
def events(report: Report) -> tuple[Extraction, list[Item]]:
    """What is published of a report, and its events."""
    read = published(extract(report))
    return read, observed(read)["events"]


def told(read: Extraction, event: Item) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """An event as modality, forms and places."""
    places = sorted(read.entity(key).name for key in event.values["places"])
    return event.values["modality"], tuple(sorted(event.values["forms"])), tuple(places)


def with_aside(report: Report, aside: str, *, last: bool) -> tuple[Report, Span]:
    """The report with a paragraph more, at its end or in its middle, and where that stands."""
    paragraphs = report.text.rstrip().split("\n\n")
    place = len(paragraphs) if last else max(2, len(paragraphs) // 2)
    text = "\n\n".join([*paragraphs[:place], aside, *paragraphs[place:]]) + "\n"
    start = text.index(aside)
    return replace(report, text=text), Span(start, start + len(aside))


def is_right(report: Report, towns: tuple[str, str], case: tuple[str, frozenset[str], str], *, last: bool) -> bool:
    """Whether the aside is one event in its town, and every other event is as it is without it."""
    sentence, forms, modality = case
    alone, known = events(report)
    before = Counter(told(alone, event) for event in known)
    changed, aside = with_aside(report, sentence.format(town=towns[0], other=towns[1]), last=last)
    read, found = events(changed)
    own = [event for event in found if any(aside.overlaps(span) for span in event.spans)]
    others = Counter(told(read, event) for event in found if event not in own)
    if len(own) != 1 or others != before or not all(aside.covers(span) for span in own[0].spans):
        return False
    how, seen, places = told(read, own[0])
    return how == modality and set(seen) <= forms and towns[0] in places and set(places) <= set(towns)


@pytest.mark.parametrize("case", ASIDES, ids=lambda case: case[0])
def test_an_aside_about_another_town_is_one_event_more_and_changes_no_other(
    case: tuple[str, frozenset[str], str],
) -> None:
    tried = [(report, last) for report in REPORTS for last in (False, True)]
    right = sum(is_right(report, TOWNS[n % 2], case, last=last) for n, (report, last) in enumerate(tried))
    assert right >= 11, f"{right} of {len(tried)}"
