"""The town of a site at which a protest was: which of the towns of a report it is, with the words that say so."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg.facts as f
from kg.document import Report
from kg.gold import Gold, load_gold
from kg.lexicon import load_lexicon
from kg.pipeline import extract

LEARNING = Path(__file__).parents[1] / "data" / "gold" / "learning"


def towns(text: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Each site that is weighed, with its town and the words for both."""
    read = extract(Report(id="r", text=text))
    found = (r for r in read.of(f.Relation) if r.rule == "site-in-town")
    named = ((r, tuple(read.document.text(span) for span in sorted(r.evidence))) for r in found)
    return {read.entity(r.subject).name: (read.entity(str(r.object)).name, words) for r, words in named}


DATELINE = """MANILA, May 3 (Sea News) - Nurses walked out on Monday. "We are tired," said Ana Paz, who spoke for them.

Hundreds rallied outside City Hall in the afternoon."""


def test_a_site_lies_in_the_town_of_the_dateline_and_both_words_are_its_evidence() -> None:
    assert towns(DATELINE) == {"City Hall": ("MANILA", ("MANILA", "City Hall"))}


def test_a_site_whose_town_its_own_phrase_says_is_not_weighed_as_well() -> None:
    text = "LIMA, May 3 (Agency) - Nurses went on strike.\n\nHundreds rallied in Grau Square in Callao on Monday."
    assert "Grau Square" not in towns(text)


def test_a_town_that_is_of_the_table_is_no_site_in_another() -> None:
    assert towns("MANILA, May 3 (Sea News) - Nurses walked out in Manila. In Cebu City, hundreds rallied.") == {}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Champ de Mars", "square"),
        ("Maison du Peuple", "facility"),
        ("Sejong-daero", "street"),
        ("Ausspannplatz", "square"),
        ("Liwasang Bonifacio", "square"),
    ],
)
def test_the_noun_or_ending_of_another_language_says_what_a_place_is(name: str, kind: str) -> None:
    read = extract(Report(id="r", text=f"Thousands of workers rallied at {name} on Monday over their pay."))
    assert [(e.name, e.category) for e in read.entities if e.kind is f.EntityKind.PLACE] == [(name, kind)]


@pytest.mark.parametrize("words", ["at pro-Palestinian demonstrators", "in mid-July", "at anti-Government marchers"])
def test_what_people_stand_for_and_when_is_no_place(words: str) -> None:
    read = extract(Report(id="r", text=f"Police fired tear gas {words} on Park Avenue on Monday."))
    assert [e.name for e in read.entities if e.kind is f.EntityKind.PLACE] == ["Park Avenue"]


def test_an_ending_is_that_of_the_longest_row_and_needs_a_name_before_it() -> None:
    lexicon = load_lexicon()
    assert [(lexicon.ending(word) or {}).get("kind") for word in ("jong-ro", "ro", "sejong-daero", "platz")] == [
        "street", None, "street", None,
    ]  # fmt: skip


@pytest.mark.parametrize("gold", load_gold([LEARNING])[::6], ids=lambda gold: gold.report.id)
def test_no_site_lies_in_two_weighed_towns_nor_in_itself(gold: Gold) -> None:
    read = extract(gold.report)
    found = [r for r in read.of(f.Relation) if r.rule == "site-in-town"]
    assert len({r.subject for r in found}) == len(found)
    assert all(r.subject != r.object for r in found)
