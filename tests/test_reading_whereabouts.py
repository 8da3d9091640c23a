"""Where and when a protest was: the town that a report is from, what only mentions a place, and days told together."""

from __future__ import annotations

import datetime

import pytest

from kg.document import Report
from kg.facts import EntityKind, Event, EventKind, Extraction, Predicate, Relation, TimeReference
from kg.pipeline import extract

MONDAY = datetime.date(2024, 6, 3)


def read(text: str) -> Extraction:
    return extract(Report(id="report", text=f"{text}\n", published=MONDAY))


def places(text: str) -> list[set[str]]:
    """The places of each protest, in the order of telling."""
    found = read(text)
    names = {e.key: e.name for e in found.entities}
    at = [(r.subject, names[r.object]) for r in found.of(Relation) if r.predicate is Predicate.PLACE and r.object]
    protests = [e for e in found.of(Event) if e.kind is EventKind.PROTEST and e.said_in is None]
    return [{name for key, name in at if key == event.key} for event in protests]


def days(text: str) -> set[tuple[str, str]]:
    found = read(text)
    return {(str(t.earliest), str(t.latest)) for t in found.of(TimeReference)}


LEAD = "Over two hundred workers of a mill that was closed in winter blocked the road on Saturday over wages."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Mill workers block road\n\nORLEC: {LEAD}", [{"ORLEC"}]),
        (f"Mill workers block road\n\nOrlec (Kolm Province): {LEAD}", [{"Orlec", "Kolm Province"}]),
        (f"Mill workers block road\n\nOur Correspondent\n\nOrlec, June 2\n\n{LEAD}", [{"Orlec"}]),
        (f"El Orlec — {LEAD}", [{"El Orlec"}]),
        (f"Anger at work: {LEAD}", [set()]),
        ("VELMORA, June 2 (Agency) - Hundreds rallied in Green Square on Sunday.", [{"VELMORA", "Green Square"}]),
        ("Nurses rallied on the steps of Varga Hall on Sunday.", [{"Varga Hall"}]),
        ("Pupils turned out at Aldo Library, on Mill Street, on Sunday.", [{"Aldo Library", "Mill Street"}]),
        ("Bakers marched in Orlec on Sunday and blocked the road connecting the town to Velmora.", [{"Orlec"}]),
        ("A vigil that activists had called for Saturday in Orlec was held at dusk.", [{"Orlec"}]),
        ("Hundreds marched in Orlec against the killing of a guard in Velmora.", [{"Orlec"}]),
        ("A protest took place on Sunday in the Sarvan district of Orlec.", [{"Sarvan district", "Orlec"}]),
        ("Villagers of Orlec blocked the Kolm highway on Sunday.", [{"Orlec", "Kolm highway"}]),
        ("The people of Orlec blocked the Kolm highway on Sunday.", [{"Kolm highway"}]),
        ("A rally in Kolm Green Square on Sunday drew 200 people.", [{"Kolm Green Square"}]),
        ("In Orlec, a group of growers gathered on Sunday.", [{"Orlec"}]),
        ("Protesters gathered around a Cumbrian library on Sunday.", [set()]),
        ("Crowds flocked to Lima's Green Square on Sunday to show solidarity with demonstrators in Orlec.",
         [{"Lima", "Green Square"}]),
        ("Activists held a sit-in in front of Lima's Varga Church on Sunday.", [{"Lima", "Varga Church"}]),
        ("Residents staged a blockade on the Kolm-Orlec road on Sunday.", [{"Kolm-Orlec road"}]),
        ("Villagers blocked NH-18 near Orlec on Sunday.", [{"NH-18", "Orlec"}]),
        ("At least 1,000 people packed the Varga Amphitheater for a vigil on Sunday.", [{"Varga Amphitheater"}]),
        ("ORLEC: Irked by power cuts, villagers of Kuliana in Kolm district blocked a road on Sunday.",
         [{"Kuliana", "Kolm district"}]),
        ("ORLEC: Angry over weeks without water in the taps, residents of Joza, Vukani and Extension 9 blocked roads.",
         [{"ORLEC"}]),
        ("Nurses barricaded the entrance of the Government House, Lima, on Sunday.", [{"Government House", "Lima"}]),
        ("Students in Orlec held a sit-in on Sunday after a rally in the Keeler Court.", [{"Orlec", "Keeler Court"}]),
        ("After the shooting in Orlec, Kenya, thousands of students in Lima marched on Sunday.", [{"Lima"}]),
        ("In the wake of the shooting in Orlec, thousands of students walked out of class.", [set()]),
        ("Throughout the West Bank, hundreds protested on Sunday.", [{"West Bank"}]),
        ("Students marched down Mill Boulevard to Varga Hall.", [{"Mill Boulevard", "Varga Hall"}]),
        ("Drivers blocked Varga Road and Mill Street on Sunday.", [{"Varga Road", "Mill Street"}]),
        ("Residents of Lima were blocking the Airport Highway on Sunday.", [{"Lima", "Airport Highway"}]),
        ("Some 300 people marched on Varga Hall in protest at cuts the council was due to vote on.", [{"Varga Hall"}]),
        ("Hundreds of women protested on Monday against the killing of a student in Lima.", [set()]),
        ("KHARTOUM, Sudan — Tens of thousands of protesters filled the streets of Sudan's capital on Sunday.",
         [{"KHARTOUM"}]),
        ("Dockers held a rally in solidarity with miners outside the Varga Hall in Lima.", [{"Varga Hall", "Lima"}]),
        ("Protesters returned to Varga Square in Lima to resume demonstrations.", [{"Varga Square", "Lima"}]),
        ("Scores of people gathered in Lima near the barricaded Mill Street.", [{"Lima"}]),
        ("Doctors in Kenya have begun a warning strike.", [{"Kenya"}]),
    ],
)  # fmt: skip
def test_a_protest_is_where_the_report_puts_it(text: str, expected: list[set[str]]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "category"),
    [
        ("Farmers marched in Bihar on Sunday.", "Bihar", "province"),
        ("Farmers marched in Osun State on Sunday.", "Osun State", "province"),
        ("Drivers blocked the N2 on Sunday.", "N2", "street"),
        ("Hundreds marched in Cape Town on Sunday.", "Cape Town", "city"),
        ("Hundreds marched in Dar es Salaam on Sunday.", "Dar es Salaam", "city"),
    ],
)
def test_states_and_roads_are_no_towns(text: str, name: str, category: str) -> None:
    found = {e.name: e.category for e in read(text).entities if e.kind is EntityKind.PLACE}
    assert found == {name: category}


def test_an_agency_in_the_dateline_is_no_place() -> None:
    found = read(f"Mill workers block road\n\nORLEC (Meridian News) - {LEAD}")
    assert [e.name for e in found.entities if e.kind is EntityKind.PLACE] == ["ORLEC"]


def test_a_town_with_and_without_city_is_one() -> None:
    found = read("Drivers in Iloilo went on strike on Sunday. They marched in Iloilo City.")
    assert len([e for e in found.entities if e.kind is EntityKind.PLACE]) == 1


def test_an_arabic_name_with_and_without_its_article_is_one() -> None:
    found = read(
        "Bakers went on strike in Al-Karmana on Sunday.\n\nIn Karmana the ovens were cold. Al-Zahra was quiet."
    )
    assert sorted(e.name for e in found.entities if e.kind is EntityKind.PLACE) == ["Al-Karmana"]


def test_a_clause_about_the_same_act_on_the_same_day_says_where_it_was() -> None:
    blocked = (
        "ORLEC, June 3 - Hundreds of drivers blocked the road to the border on Sunday, a day after a march in Orlec."
    )
    called = '"It is enough," said Ana Brook, who led the march on Saturday.'
    parked = "Drivers blocked the bridge outside the village of Kuliana on Sunday morning."
    assert {"Kuliana"} in places(f"{blocked}\n\n{called}\n\n{parked}")
    assert len(places(f"{blocked}\n\n{called}\n\n{parked}")) == 2


def test_a_counter_rally_behind_something_was_not_at_the_spot_of_the_other() -> None:
    text = "In Piața Veche some 300 growers gathered on Sunday. The road goes on to Tarnow and Velmora."
    assert places(f"{text}\n\nBehind the old mill the counter-rally was smaller.")[1] != {"Piața Veche"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Students burned tyres on the National Road 2 on Sunday.", "National Road 2"),
        ("Growers blocked the Route Nationale 6 on Sunday.", "Route Nationale 6"),
        ("Nurses rallied in Piața Veche on Sunday.", "Piața Veche"),
    ],
)
def test_roads_with_a_number_and_squares_in_their_own_language(text: str, name: str) -> None:
    assert name in {e.name for e in read(text).entities if e.kind is EntityKind.PLACE}


def test_a_march_on_the_third_evening_of_a_sit_in_is_another_protest() -> None:
    text = "Nurses began a sit-in at Varga Hall on Friday. On the second evening 500 people marched to Green Square."
    assert places(text) == [{"Varga Hall"}, {"Green Square"}]
    joined = "On the second evening the sit-in was joined by doctors."
    assert len(places(f"Nurses began a sit-in at Varga Hall on Friday. {joined}")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The sit-in which growers began before the mill in Orlec on 19 May has ended.",
            {("2024-05-19", "2024-05-19")},
        ),
        ("The sit-in that growers held in Orlec was condemned by the mayor on 19 May.", set()),
        ("Students closed the road in Orlec. On Friday 21 June the students of all towns will wear white.", set()),
        ("Bakers marched in Orlec on the 7th. The flour had run out.", {("2024-05-07", "2024-05-07")}),
        ("Bakers met on the 7th floor and marched in Orlec.", set()),
    ],
    ids=["its own beginning", "what somebody else did", "what will be", "a day of the month", "a floor"],
)
def test_the_day_of_a_protest_is_that_of_its_own_verb(text: str, expected: set[tuple[str, str]]) -> None:
    assert days(text) == expected


def test_an_abbreviated_saint_is_part_of_a_name() -> None:
    found = read("Nurses at St. Mary's Hospital walked out on Sunday.")
    assert "St. Mary's Hospital" in {e.name for e in found.entities}


def test_a_protest_of_another_day_was_not_at_the_same_spot() -> None:
    pool = "Swimmers rallied outside Varga Hall on Sunday. Their pool is in Orlec."
    assert places(f"{pool} Around 80 people formed a human chain on 26 May.") == [{"Varga Hall", "Orlec"}, {"Orlec"}]


def test_an_earlier_protest_was_in_the_town_but_not_on_the_square_of_the_later() -> None:
    text = "Growers rallied in Green Square on Sunday. Last month, growers had also staged a sit-in outside the mill."
    assert places(text) == [{"Green Square"}, set()]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("A strike was announced for next Tuesday and Wednesday.", "2024-06-04", "2024-06-05"),
        ("Shops in Orlec went on strike on Friday and Saturday.", "2024-05-31", "2024-06-01"),
        ("Hundreds rallied in Orlec on Saturday morning (June 1).", "2024-06-01", "2024-06-01"),
        ("Campaigners rallied in Orlec over the weekend.", "2024-06-01", "2024-06-02"),
        ("Dockers marched in Orlec on May Day.", "2024-05-01", "2024-05-01"),
        ("Drivers went on strike in Orlec on Sunday over a decision taken last week.", "2024-06-02", "2024-06-02"),
        ("A march planned for Friday in Orlec did not take place.", "2024-05-31", "2024-05-31"),
        ("Ana Paz, who was shot by guards on Sunday, was laid to rest on Saturday by thousands of mourners.",
         "2024-06-01", "2024-06-01"),
    ],
)  # fmt: skip
def test_the_day_of_a_protest(text: str, first: str, last: str) -> None:
    found = read(text)
    keys = {e.key for e in found.of(Event) if e.kind is EventKind.PROTEST}
    told = {(str(t.earliest), str(t.latest)) for t in found.of(TimeReference) if t.event in keys}
    assert told == {(first, last)}


def test_last_sunday_is_not_the_sunday_told_of() -> None:
    text = "Pensioners rallied in Orlec on Sunday. Bakers held a similar rally last Sunday in Velmora."
    assert days(text) == {("2024-06-02", "2024-06-02"), ("2024-05-26", "2024-05-26")}


@pytest.mark.parametrize(
    "text",
    [
        "Growers rallied in Orlec. They were released the same night.",
        "Hundreds marched in Orlec. On Friday she photographed two dams.",
        "Hundreds marched in Orlec. The sadness had spread since two days ago.",
    ],
)
def test_what_dates_no_protest(text: str) -> None:
    assert days(text) == set()


@pytest.mark.parametrize(
    "said",
    [
        "Rallies took place in several cities, including Lima, Cairo and Delhi.",
        "Hundreds rallied in other cities such as Lima, Cairo and Delhi on Sunday.",
        "Rallies were held across the country, among them in Lima, Cairo and Delhi.",
        "Rallies will be held in ten cities, including Lima, Cairo and Delhi.",
        "Rallies were reported from Lima, Cairo and Delhi on Sunday.",
        "Hundreds rallied in Lima, Cairo, Delhi.",
        "Hundreds rallied in Lima (Peru), Cairo (Egypt) and Delhi (India) on Sunday.",
        "In Lima, Cairo and Delhi, hundreds rallied on Sunday.",
        "Residents of Lima, Cairo and Delhi held rallies on Sunday.",
        "Hundreds rallied in the capital Lima, and in Cairo and Delhi on Sunday.",
        "Hundreds rallied in Lima, the capital, and in the cities of Cairo and Delhi.",
        "Farmers blocked the ports of Lima, Cairo and Delhi on Sunday.",
        "Hundreds rallied at Green Square in Lima, in Cairo and in front of the town hall in Delhi.",
    ],
)
def test_each_town_of_a_list_has_a_protest(said: str) -> None:
    assert [{"Lima"}, {"Cairo"}, {"Delhi"}] == [
        {name for name in at if name in "Lima Cairo Delhi"} for at in places(said)
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Growers shut roads in the regions of Lima, Cairo and Delhi.",
        "Growers blocked the road between Lima and Cairo.",
        "Hundreds rallied in Lima against evictions in towns such as Cairo and Delhi.",
    ],
)
def test_towns_of_a_list_that_are_no_towns_of_protests(said: str) -> None:
    assert len(places(said)) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Cairo's rally was held in front of the library.",
        "The city of Cairo had a rally of the same kind.",
        "More than 700 people gathered before the parliament in Cairo.",
        "Cairo bus drivers went on strike.",
        "Cairo residents blocked a road.",
    ],
)
def test_a_sentence_that_names_another_town_tells_of_another_protest(said: str) -> None:
    assert places(f"Teachers marched through Lima on Saturday.\n\n{said}") == [{"Lima"}, {"Cairo"}]


def test_a_row_of_towns_ends_where_the_sentence_turns_to_another_protest() -> None:
    assert places("Students occupied a hall in Lima, and in Cairo thousands marched.") == [{"Lima"}, {"Cairo"}]


def test_a_town_is_named_of_a_subject_with_its_region() -> None:
    assert places("Workers at a mill in Orlec in Campania walked out on Sunday.") == [{"Orlec", "Campania"}]
