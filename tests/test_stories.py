"""Which reports tell one story, and which protests people are asked about for it."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.identity import resolve
from kg.identity.matching import SUGGESTED_FROM
from kg.identity.stories import LIKEST, alike, unusual
from tests.test_identity import event, joined, place

WORDS = st.frozensets(st.sampled_from("weir sluice ferryman otter lathe kiln anvil bellows".split()))
REPORTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), WORDS, max_size=12)


def test_unusual_words_are_long_and_no_usual_ones() -> None:
    assert unusual("The ferryman of Orvale shut the sluice in 2024.", {"ferryman"}) == {"orvale", "shut", "sluice"}


@given(REPORTS)
def test_how_alike_two_reports_are_is_mutual_and_between_nothing_and_one(reports: dict[str, frozenset[str]]) -> None:
    found = alike(reports)
    assert found.keys() == reports.keys()
    for report, others in found.items():
        for other, how in others.items():
            assert other != report
            assert found[other][report] == how
            assert 0 < how <= 1 + 1e-9


@given(REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_reports_plays_no_part(reports: dict[str, frozenset[str]], chance: random.Random) -> None:
    turned = list(reports.items())
    chance.shuffle(turned)
    assert alike(dict(turned)) == alike(reports)


def test_a_report_is_compared_with_few_however_many_share_its_words() -> None:
    many = {f"r{number:03}": frozenset({"weir", "sluice", f"word{number}"}) for number in range(30)}
    assert all(len(others) >= LIKEST for others in alike(many).values())
    assert sum(map(len, alike(many).values())) <= 2 * LIKEST * len(many)


def test_two_protests_of_one_story_are_asked_about_with_what_speaks_for_it() -> None:
    known = [place("a/t", "Orvale"), place("b/t", "Orvale"), event("a/e", "a/t", "strike")]
    later = event("b/e", "b/t", "strike", days=1)
    [asked] = [one for one in resolve([*known, later], []).suggestions if one.rules == ("event-alike",)]
    assert asked.score >= SUGGESTED_FROM
    assert "; the same form; " in asked.reasons[0].replace(": ", "; ")
    assert "alike" in asked.reasons[0]
    elsewhere = replace(later, unusual=frozenset({"kiln", "lathe"}))
    assert resolve([*known, elsewhere], []).suggestions == ()
    assert not joined(resolve([*known, later], []), "a/e", "b/e")


def test_a_protest_announced_and_the_one_that_was_held_are_asked_about() -> None:
    known = [place("a/t", "Orvale"), place("b/t", "Orvale"), event("a/e", "a/t", "strike")]
    planned = event("b/e", "b/t", "strike", told={"modality": "future"})
    assert [one.rules for one in resolve([*known, planned], []).suggestions if "/e" in one.left] == [("event-alike",)]
