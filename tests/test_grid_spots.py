"""Houses, rooms and lands at which protests are, the numbers of those who came, and days that are of something else."""

from __future__ import annotations

import datetime
import itertools

import pytest

from kg.document import Report
from kg.facts import Count, CountOf, EntityKind, Event, EventKind, Extraction, Predicate, Relation, TimeReference
from kg.pipeline import extract

PUBLISHED = datetime.date(2024, 6, 5)  # a Wednesday
ACTS = ("Some 170 people held a rally {where} on Tuesday over fees.", "Students held a sit-in {where} on Tuesday.")
SPOTS = (
    ("at the University Clocktower", "University Clocktower"),
    ("by the Ferrante building", "Ferrante building"),
    ("on the pavement by the Varga Library", "Varga Library"),
    ("in the Kolm Arts Centre Conference Room", "Kolm Arts Centre Conference Room"),
    ("on the Varga Domain", "Varga Domain"),
    ("behind the Harbour Hotel", "Harbour Hotel"),
    ("beside the Varga statue", "Varga statue"),
    ("at the gates of the Maple Court Apartments", "Maple Court Apartments"),
    ("on the banks of the Orlo", "Orlo"),
    ("on the quays of the Orlo", "Orlo"),
    ("outside the Navy's Camp Orlo", "Camp Orlo"),
    ("at Queen Street", "Queen Street"),
    ("in Kings Park", "Kings Park"),
    ("at the Velmora oil refinery", "Velmora oil refinery"),
    ("in war-torn Kestrin", "Kestrin"),
    ("in historic Kestrin Square", "Kestrin Square"),
    ("in Sta. Orvela", "Sta. Orvela"),
    ("in Minton, Sask.,", "Minton"),
    ("near the E-79", "E-79"),
    ("in the Lima suburb of Orlec", "Orlec"),
)
SIZES = (
    ("Some 300 people, the organisers said, turned out.", 300),
    ("At the start about 300 students had been in the hall.", 300),
    ("Police later fired tear gas at the group, in which the 300 marchers had linked arms.", 300),
    ("Some 300 protesters were kept behind a fence.", 300),
    ("Some 300 Poles living in Leeds marched past.", 300),
    ("About 300 people stood along the road.", 300),
    ("Some 300 pupils skipped school.", 300),
    ("Some 300 people came together in the square.", 300),
)
NO_SIZES = (
    "Forty-seven people were handed court papers.",
    "More than 100,000 of 526,000 health workers were still without pay.",
    "Some 300 people were fined.",
    "About 300 patients were moved to other wards.",
    "The station put the detentions at up to 300 people.",
    "Some 300 workers have been left without wages.",
)
NO_DAYS = (
    "Those who had taken part met other students on Thursday.",
    "They have waited for their wages of April and May.",
    "They did not get their December 2019 pay.",
    "The plan was put together on Monday by two students.",
    "The May 8 general election is near.",
)


def read(text: str, published: datetime.date | None = PUBLISHED) -> Extraction:
    return extract(Report(id="report", text=text, published=published))


def places(found: Extraction) -> set[str]:
    """Where the protests of a report are."""
    protests = {e.key for e in found.of(Event) if e.kind is EventKind.PROTEST}
    at = {r.object for r in found.of(Relation) if r.predicate is Predicate.PLACE and r.subject in protests}
    return {e.name for e in found.entities if e.kind is EntityKind.PLACE and e.key in at}


def sizes(text: str) -> list[int | None]:
    return [count.low for count in read(text).of(Count) if count.of is CountOf.PARTICIPANTS]


@pytest.mark.parametrize(("where", "place"), SPOTS)
def test_a_protest_is_at_the_spot_that_its_sentence_names(where: str, place: str) -> None:
    cells = itertools.product(ACTS, ("", "\n\nIt was the second in a week."))
    assert [act for act, more in cells if place not in places(read(act.format(where=where) + more))] == []


@pytest.mark.parametrize(
    ("sentence", "there"),
    [
        ("The teachers were marching to the Varga House on Tuesday when they were halted by police.", set()),
        ("Farmers tried to march to Velmora on Tuesday.", set()),
        ("Thousands marched to Kolm Square on Tuesday, where police stopped the traffic.", {"Kolm Square"}),
        ("Angry people of Irese, a town in Kolm County, blocked the road on Tuesday.", {"Irese"}),
        ("Residents of Melton, a village near Leeds, blocked the road on Tuesday.", {"Melton"}),
        ("The people of Velmora marched on Tuesday.", {"Velmora"}),
    ],
)
def test_a_protest_is_not_where_its_people_did_not_get_or_live_beside(sentence: str, there: set[str]) -> None:
    found = places(read(f"{sentence}\n\nThe union said so in Leeds and Kolm."))
    assert found - {"Leeds", "Kolm"} == there or found == there


@pytest.mark.parametrize(("sentence", "number"), SIZES)
def test_the_number_of_those_who_came_is_the_size(sentence: str, number: int) -> None:
    assert sizes(f"Students gathered in Velmora on Tuesday. {sentence}") == [number]


@pytest.mark.parametrize("sentence", NO_SIZES)
def test_the_number_of_those_to_whom_something_was_done_is_no_size(sentence: str) -> None:
    assert sizes(f"Students gathered in Velmora on Tuesday. {sentence}") == []


@pytest.mark.parametrize("sentence", NO_DAYS)
def test_a_day_of_something_else_is_none_of_the_protest(sentence: str) -> None:
    told = read(f"Students gathered in Velmora. {sentence}").of(TimeReference)
    assert [time for time in told if time.earliest is not None] == []


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Opponents on Wednesday marked the 500th day of their sit-in in Velmora.", 5),
        ("Students formed a human chain in Velmora. The programme took place on the premises around noon today.", 5),
        ("Students marched in Velmora on Monday. The following day, Tuesday, they marched again.", 4),
        ("Students marched in Velmora on Monday. Another march was held that day in Kestrin.", 3),
    ],
)
def test_a_day_is_that_of_what_was_held(sentence: str, day: int) -> None:
    assert list(read(sentence).of(TimeReference))[-1].earliest == datetime.date(2024, 6, day)


def test_the_news_of_a_report_without_a_day_of_publication_is_of_its_today() -> None:
    told = read("This morning 50 people went into a yard in Velmora.\n\nThe protest was loud.", None).of(TimeReference)
    assert [read_.earliest for read_ in told] == [None]
