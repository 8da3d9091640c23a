"""The places of protests are weighed: which of those near it were its own, and with which words."""

from __future__ import annotations

import functools
from dataclasses import replace
from pathlib import Path

import pytest

import kg.facts as f
from kg.document import Report
from kg.extraction.placing import protests
from kg.gold import load_gold
from kg.lexicon import load_lexicon
from kg.pipeline import extract
from kg.reading.bearings import Bearings
from kg.weighing import BIAS, likelihood

LEARNING = Path(__file__).parents[1] / "data" / "gold" / "learning"
SOME = load_gold([LEARNING])[::4]
WEIGHTS = load_lexicon().placing


def places(text: str) -> list[tuple[str, str, str]]:
    """Each place of a protest with its rule and its words."""
    read = extract(Report(id="r", text=text))
    found = (r for r in read.of(f.Relation) if r.predicate is f.Predicate.PLACE)
    return [(read.entity(str(r.object)).name, r.rule, read.document.text(r.evidence[0])) for r in found]


def test_a_strike_of_a_whole_country_is_not_in_the_town_of_the_dateline_alone() -> None:
    text = "NAIROBI, Kenya — Teachers staged a strike across the country on Monday.\n\nTeachers in Kenya are poor."
    assert ("Kenya", "event-place-weighed", "Kenya") in places(text)


@pytest.mark.parametrize(
    "text",
    [
        "In the wake of the shooting in Orlec, thousands of students walked out of class.",
        "The teachers were marching to the Varga House on Tuesday when they were halted by police.",
    ],
)
def test_what_rules_a_place_out_is_not_outweighed(text: str) -> None:
    assert places(text) == []


@functools.cache
def _said(index: int) -> frozenset[str]:
    read = extract(SOME[index].report, lexicon=replace(load_lexicon(), placing={}))
    told = list(protests(read))
    bearings = Bearings(read, told)
    return frozenset(word for one in told for bearing in bearings.of(one) for word in bearing.says)


@pytest.mark.parametrize("index", range(len(SOME)), ids=[gold.report.id for gold in SOME])
def test_a_weighed_place_stands_in_the_report_where_it_says(index: int) -> None:
    read = extract(SOME[index].report)
    for relation in read.of(f.Relation):
        if relation.rule == "event-place-weighed":
            assert relation.evidence[0] in read.entity(str(relation.object)).mentions


def test_nothing_is_weighed_that_is_never_said() -> None:
    """A weight whose words the code no longer says would count for nothing and nobody would see it."""
    said = frozenset().union(*map(_said, range(len(SOME))))
    heavy = {word for word, weight in WEIGHTS.items() if abs(weight) >= 0.2} - {BIAS}
    assert heavy - said == set()


def test_what_speaks_for_a_place_makes_it_likelier() -> None:
    assert 0 < likelihood([], {}) == likelihood(["unknown"], {}) == 0.5 < likelihood(["said"], {"said": 1.0}) < 1
