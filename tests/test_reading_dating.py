"""A date belongs to the verb that takes it, and protests of another day, town or side are kept apart."""

from __future__ import annotations

import datetime

import pytest

from kg.document import Report
from kg.facts import Event, EventKind, Extraction, Modality, Predicate, Relation, TimeReference
from kg.pipeline import extract

MONDAY = datetime.date(2024, 6, 3)


def read(text: str) -> Extraction:
    return extract(Report(id="report", text=f"{text}\n", published=MONDAY))


def protests(text: str) -> list[Event]:
    found = read(text)
    return [e for e in found.of(Event) if e.kind in (EventKind.PROTEST, EventKind.JOINT) and e.said_in is None]


def days(text: str) -> set[str]:
    """The words of the dates that a report's protests have."""
    found = read(text)
    keys = {e.key for e in found.of(Event) if e.kind in (EventKind.PROTEST, EventKind.JOINT)}
    return {found.document.text(t.words) for t in found.of(TimeReference) if t.event in keys}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A court on Friday upheld a ban on a march through Velmora.", set()),
        ("Workers rallied in Velmora on Monday over a bonus promised in February.", {"Monday"}),
        ("Thousands marched through Velmora on Saturday against a law passed on Tuesday.", {"Saturday"}),
        ("Hundreds protested in Velmora on Sunday after the council voted on Thursday to close it.", {"Sunday"}),
        ("The strike in Velmora, which began on 3 May, went on.", {"3 May"}),
        ("Police in Velmora on Sunday released 12 people arrested at Friday's protest.", {"Friday"}),
        ("The union said on Tuesday that a strike at the port of Velmora would begin on Friday.", {"Friday"}),
        ("In a statement on Sunday, the party condemned the blockade in Velmora.", set()),
        ("The march in Velmora was organised ahead of the elections on 5 June.", set()),
        ("Nurses rallied in Velmora. A plenum is due on Saturday, and a march is planned for Monday.", {"Monday"}),
        ("Residents have rallied in Velmora every Monday.", set()),
        ("The sit-in outside the court in Orlec continued on Sunday after talks failed.", {"Sunday"}),
        ("A rally in Orlec that began at 8:45am on Sunday drew 200 people.", {"Sunday"}),
        ("Neighbours came together Sunday night at the school in Orlec for a vigil.", {"Sunday night"}),
    ],
)
def test_a_date_belongs_to_the_verb_that_takes_it(text: str, expected: set[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Dockers rallied in Velmora on Sunday. Last month drivers blocked the road in Ostrel.", (5, 1), (5, 31)),
        ("Dockers rallied in Velmora on Sunday. In March drivers blocked the road in Ostrel.", (3, 1), (3, 31)),
        ("The mayor of Velmora has banned a march planned by dockers on Sunday.", (6, 9), (6, 9)),
    ],
)
def test_months_and_bans_have_days(text: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    found = [(t.earliest, t.latest) for t in read(text).of(TimeReference)]
    assert (datetime.date(2024, *first), datetime.date(2024, *last)) in found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Drivers struck work in Velmora. In November 2019 some 60 drivers walked out for two days.", 1),
        ("Supporters and opponents of the dam rallied in Velmora on Sunday. Opponents filled the square. "
         "At the rival meeting, supporters gathered in the park.", 2),
        ("In Velmora, women gathered in the rain, and in Ostrel a march ended at the court.", 2),
        ("Dockers rallied in Velmora. On the same day in Ostrel, a rally was held at the quay.", 2),
    ],
)  # fmt: skip
def test_protests_of_another_season_side_or_town_are_kept_apart(text: str, count: int) -> None:
    assert len([e for e in protests(text) if e.kind is EventKind.PROTEST]) >= count


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("A rally in Velmora was postponed to Saturday.", Modality.FUTURE),
        ("A rally billed for Velmora failed to hold.", Modality.NEGATED),
        ("A march that students had planned in Velmora was called off.", Modality.NEGATED),
        ("The court case was postponed again amid a picket in Velmora.", Modality.ASSERTED),
        ("Its application to march from Velmora to Ostrel was turned down.", Modality.NEGATED),
    ],
)
def test_what_was_called_off_is_told_from_what_went_ahead(text: str, modality: Modality) -> None:
    assert {e.modality for e in protests(text)} == {modality}


def test_the_name_of_a_body_says_the_town() -> None:
    found = read("A die-in was held outside the Ministry of Mines in Velmora on Sunday.")
    towns = {found.entity(r.object).name for r in found.of(Relation)
             if r.predicate is Predicate.PLACE and r.object is not None}  # fmt: skip
    assert "Velmora" in towns


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Police used tear gas on Monday to disperse a demonstration in Aldo. Nobody was hurt.", ["2024-03-11"]),
        (
            "8 March 2024\n\nThe Watch condemns the use of force against people in Aldo on Wednesday 6 March 2024.\n\n"
            "Around 1,200 people gathered in Aldo. A man was released on 7 March.",
            ["2024-03-06"],
        ),
        ("8 March 2024\n\nThe Watch is concerned.\n\nAround 1,200 people gathered in Aldo.", []),
        ("A man was hurt on Monday and another on Tuesday. Around 1,200 people gathered in Aldo.", []),
        ("The mayor said on Monday that he was sorry. Around 1,200 people gathered in Aldo.", []),
        ("A mill was bombed on 6 January 2020. Around 1,200 people gathered in Aldo.", []),
    ],
)
def test_the_day_of_a_protest_that_no_sentence_dates(text: str, days: list[str]) -> None:
    found = extract(Report(id="r", text=f"News of Aldo\n\n{text}", published=datetime.date(2024, 3, 13)))
    protests = {event.key for event in found.of(Event) if event.kind is EventKind.PROTEST}
    assert [str(time.earliest) for time in found.of(TimeReference) if time.event in protests] == days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police on Sunday arrested two nurses who were marching through Orlec.", {"Sunday"}),
        ("Nurses marched through Orlec. Police arrested two of them on Sunday.", set()),
        ("On Sunday the council met. Unlike two days earlier, when police beat marchers, nurses marched.", {"Sunday"}),
    ],
    ids=["told with it", "told later", "another time"],
)
def test_an_arrest_dates_the_protest_that_its_sentence_tells_of(text: str, expected: set[str]) -> None:
    assert days(text) == expected


LEAD = "The centre of Orlec stood still on Sunday, and it took some drivers four hours to get out of the town."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Nurses march in Orlec\n\n{LEAD}", {"Sunday"}),
        (f"Nurses march in Orlec\n\n{LEAD} Shops shut on Saturday.", {"Sunday"}),
        (f"Nurses march in Orlec\n\n{LEAD[:-1]} that they had left on Saturday.", set()),
        (f"Orlec\n\n{LEAD}\n\nNurses will march there next month. Last year bakers marched.", {"Last year"}),
    ],
    ids=["the only day of headline and first sentence", "a day further down", "two days", "told further down"],
)
def test_a_protest_of_the_lead_was_on_the_only_day_of_the_lead(text: str, expected: set[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on Thursday of last week", "2024-05-30", "2024-05-30"),
        ("last week on Thursday", "2024-05-30", "2024-05-30"),
        ("in May last year", "2023-05-01", "2023-05-31"),
        ("yesterday (2)", "2024-06-02", "2024-06-02"),
        ("yesterday (June 2)", "2024-06-02", "2024-06-02"),
        ("this morning (Monday)", "2024-06-03", "2024-06-03"),
        ("on Saturday 1-June-2024", "2024-06-01", "2024-06-01"),
        ("on 2024-06-01", "2024-06-01", "2024-06-01"),
    ],
)
def test_a_day_told_in_two_ways_is_one_day(words: str, first: str, last: str) -> None:
    found = [(str(t.earliest), str(t.latest)) for t in read(f"Dockers rallied in Orlec {words}.").of(TimeReference)]
    assert found == [(first, last)]


def test_last_night_is_the_night_of_yesterday_however_often_yesterday_is_told_of() -> None:
    found = read("Dockers rallied in Orlec on Sunday. Bakers marched through Velmora last night.")
    assert {str(t.earliest) for t in found.of(TimeReference)} == {"2024-06-02"}
    found = read("Dockers rallied in Orlec on Sunday. Bakers marched through Velmora last Sunday.")
    assert {str(t.earliest) for t in found.of(TimeReference)} == {"2024-06-02", "2024-05-26"}
