"""Figures are weighed: which of those that a report gives are the size of a protest."""

from __future__ import annotations

import csv
import functools
from dataclasses import replace
from pathlib import Path

import pytest

from kg.document import Report
from kg.extraction.figures import candidates
from kg.facts import Count, CountOf
from kg.gold import load_gold
from kg.lexicon import load_lexicon
from kg.pipeline import extract
from kg.reports import load_reports
from kg.weighing import BIAS

DATA = Path(__file__).parents[1] / "data"
LISTED = DATA / "identity" / "learning"
LEARNED = [gold.report for gold in load_gold([DATA / "gold" / part for part in ("learning", "development")])]
SOME = [*LEARNED[::4], *(report for report in load_reports([LISTED], limit=10**6) if isinstance(report, Report))]
WEIGHTS = load_lexicon().crowds
LEAD = "Weavers protested in Delvina on Monday.\n\n"


def sizes(sentence: str) -> list[tuple[str, str]]:
    """The sizes after a lead that tells of a protest, with their rules."""
    read = extract(Report(id="r", text=LEAD + sentence))
    found = (count for count in read.of(Count) if count.of in (CountOf.PARTICIPANTS, CountOf.VEHICLES))
    return [(read.document.text(count.words), count.rule) for count in found]


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("The 400 or so weavers say that they have waited long enough.", "400 or so"),
        ("Weavers in their hundreds blocked the road.", "hundreds"),
        ("Officers used tear gas against a few hundred marchers at the bridge.", "a few hundred"),
    ],
)
def test_a_likely_figure_is_a_size(sentence: str, figure: str) -> None:
    assert [words for words, _ in sizes(sentence)] == [figure]


@pytest.mark.parametrize(
    "sentence",
    [
        "Police detained 53 protesters.",
        "They blocked road number 12.",
        "The company has not paid the wages of some 2,600 weavers.",
        "The Union of Weavers has 12,000 members.",
    ],
)
def test_an_unlikely_figure_is_none(sentence: str) -> None:
    assert sizes(sentence) == []


def test_what_no_rule_reads_says_that_it_was_weighed() -> None:
    (size,) = sizes("Officers stopped around 200 demonstrators at the bridge.")
    assert size == ("around 200", "size-weighed")


@functools.cache
def _said(index: int) -> frozenset[str]:
    lexicon = replace(load_lexicon(), crowds={})
    read = extract(SOME[index], lexicon=lexicon)
    return frozenset(word for candidate in candidates(read, lexicon) for word in candidate.says)


def test_listed_figures_stand_once_in_their_reports() -> None:
    texts = {report.id: report.text for report in SOME}
    lines = (LISTED / "figures.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert {row["of"] for row in rows} == {"participants", "killed", "injured", "arrested", "unsure"}
    assert [row for row in rows if texts[row["report"]].count(row["words"]) != 1] == []


def test_nothing_is_weighed_that_is_never_said() -> None:
    """A weight whose words the code no longer says would count for nothing and nobody would see it."""
    said = frozenset().union(*map(_said, range(len(SOME))))
    heavy = {word for word, weight in WEIGHTS.items() if abs(weight) >= 0.3} - {BIAS}
    assert heavy - said == set()
