"""Expressions are found by their first words, and found just as if each had been searched for everywhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.document import Span
from kg.extraction.triggers import _number
from kg.lexicon import load_lexicon
from kg.patterns import LONG, Cue, Patterns, lower, needs, openings, stems
from kg.reading import dating, times

TABLES = [table for table in vars(load_lexicon()).values() if isinstance(table, Patterns)]
WORDS = st.sampled_from(
    "took to the streets Marched march-past STRIKE strikes air İstanbul said saying that , . - ' ’ under slogan 12 in "
    "of solidarity with against chanted blocked roads sit-in demonstrations".split()
)


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        (r"(?:took|taken) to", {("took", True), ("taken", True)}),
        (r"demonstrat(?:ed|ing)", {("demonstrated", True), ("demonstrating", True)}),
        (r"(?<!air )strikes?", {("strike", True), ("strikes", True)}),
        (r"express\w* anger", {("express", True), ("express", False)}),
        (r"(?:a )?march", {("a", True), ("march", True)}),
        (r"\d+ people", None),
        (r".*newsletter", None),
    ],
)
def test_the_first_words_of_an_expression_are_read_from_it(pattern: str, first: object) -> None:
    assert openings(pattern) == first


def everywhere(table: Patterns) -> Patterns:
    """The same expressions, each searched for everywhere."""
    slow = Patterns(table._rows)
    slow._index = type(table._index)(anywhere=list(range(len(table._rows))))
    return slow


SLOW = [everywhere(table) for table in TABLES]


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_what_is_found_by_first_words_is_what_is_found_everywhere(text: str) -> None:
    for table, slow in zip(TABLES, SLOW, strict=True):
        assert table._search(text) == slow._search(text)


def test_a_match_begins_and_ends_with_a_word() -> None:
    table = Patterns([("march(?:es)?", {"n": "1"}), ("marches past", {"n": "2"})])
    text = "counter-march MARCHES past marchers"
    assert [(m.span, m.row["n"]) for m in table.find(text, Span(0, len(text)))] == [(Span(14, 26), "2")]


@given(st.text())
def test_lower_case_keeps_every_offset(text: str) -> None:
    assert len(lower(text)) == len(text)
    assert re.sub(r"[^\w]", "", lower("ABC É")) == "abcé"


CUES = [times._TIME, dating._VERB, _number(tuple(load_lexicon().numbers)), *load_lexicon().deeds.values()]
TOLD = st.sampled_from(
    "on Monday night the 3rd of May may 2019 in mid-June yesterday, İstanbul twenty-one hundred 1,000 12 (5) 2.5 "
    "and marched marching to live lives work on strike holding up banners injured were ſaid that , . - ' ’".split()
)


@pytest.mark.parametrize("cue", CUES)
@given(st.lists(TOLD, max_size=30).map(" ".join), st.integers(0, 40), st.integers(0, 200))
def test_a_cue_finds_what_its_expression_finds(cue: Cue, text: str, start: int, end: int) -> None:
    assert cue._stems is not None
    for long in (text, text + " " * LONG):
        found = [match.span() for match in cue.finditer(long, start, end)]
        assert found == [match.span() for match in cue.expression.finditer(long, start, end)]


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        (r"\b(?:the )?march", {"the", "mar"}),
        (r"(?<!\w)[1-3]|\bon", {"1", "2", "3", "on"}),
        (r"(?<!the )\b(?:no|O)\b", {"no", "o"}),
        (r"march", None),
        (r"(?<!the )march", None),
        (r"\b(?:the )?\w+", None),
    ],
)
def test_the_first_letters_of_a_cue_are_read_from_it(pattern: str, first: object) -> None:
    assert stems(pattern) == first


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r".*\b(?:newsletters?|e-?mail us)\b.*", {"newsletter", "mail us"}),
        (r"a (?:no|so)? b", {""}),
        (r"(?:x|follow us) on (?:us)?", {" on "}),
        (r"\d+", {""}),
    ],
)
def test_letters_that_an_expression_needs_are_read_from_it(pattern: str, letters: object) -> None:
    assert needs(pattern) == letters
