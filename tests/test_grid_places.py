"""Where a protest is, over a grid: openings of reports by ways to tell of it by towns, known and invented."""

from __future__ import annotations

import datetime
import itertools

import pytest

from kg.document import Report
from kg.facts import EntityKind
from kg.observed import observed
from kg.pipeline import extract

PUBLISHED = datetime.date(2024, 12, 4)
TOWNS = ("Mombasa", "Velmora", "San Orvo")
SPOTS = {"Kolm Square", "Varga Hall", "Kolm Street", "Kolm district", "Kenya", "Kolm province", "Varga mill"}
GOES_ON = ", the latest in a dispute over a new law that has gone on for months."
OPENINGS = (
    "{town}, Dec 3 (UNS) - ",
    "{town}, Dec 3 (UNS) ",
    "{town}: ",
    "{town} — ",
    "{town}, 3 December: ",
    "{town} (UNS) – ",
    "{capitals}, Dec. 3, 2024 (UNS) -- ",
    "{town}, Dec 3: ",
    "{town}, Kenya - ",
    "{town} | ",
    "{capitals}, Kenya (UNS) — ",
    "{town}, December 3, 2024 - ",
    "({town}, 3 December 2024) ",
)
LEADS = (
    "Hundreds of teachers marched on Monday to demand higher pay",
    "Hundreds of teachers held a rally here on Monday to demand higher pay",
    "Teachers staged a sit-in outside the education ministry on Monday over their pay",
    "Teachers rallied in Kolm Square on Monday over their pay",
    "Traffic came to a halt in the city on Monday as teachers blocked a road over their pay",
    "About 300 teachers from Ostrel marched to Varga Hall on Monday over their pay",
)
SENTENCES = (
    "Hundreds of teachers marched in {town} on Monday.",
    "Hundreds of teachers marched through the streets of {town} on Monday.",
    "Teachers in {town} went on strike on Monday.",
    "In {town}, teachers held a rally on Monday.",
    "On Monday, teachers rallied in {town}'s Kolm Square.",
    "Teachers rallied outside Varga Hall in {town} on Monday.",
    "Teachers rallied at Kolm Square in central {town} on Monday.",
    "Teachers gathered in front of the town hall in {town} on Monday.",
    "A sit-in was held on Monday at Kolm Square in {town} by teachers.",
    "Thousands took to the streets of {town} on Monday.",
    "Teachers blocked the main road into {town} on Monday.",
    "Teachers marched from Kolm Square to Varga Hall in {town} on Monday.",
    "About 300 teachers from Ostrel protested in {town} on Monday.",
    "The town of {town} was paralysed by a general strike on Monday.",
    "A protest in {town} on Monday drew 300 teachers.",
    "Residents of {town} protested against the dam on Monday.",
    "Hundreds of people demonstrated in the northern city of {town} on Monday.",
    "Hundreds of people demonstrated in the Kolm district of {town} on Monday.",
    "Protesters marched down Kolm Street, {town}'s main road, on Monday.",
    "Dockers picketed the port of {town} on Monday.",
    "Farmers drove their tractors into the centre of {town} on Monday in protest.",
    "Bus drivers in and around {town} went on strike on Monday.",
    "Workers at the Varga mill in {town}, Kenya, downed tools on Monday.",
    "At least 200 women held a vigil on the steps of the court in {town} on Monday.",
    "Tens of thousands of people converged on {town} on Monday for a rally.",
    "Teachers protesting over pay blocked the entrance to the education office in {town} on Monday.",
    "Teachers, many of them in black, marched silently on Monday through downtown {town}.",
    "Teachers went on strike on Monday at schools across {town}.",
    "Hundreds of teachers rallied on Monday outside the governor's office in {town}, the capital of Kolm province.",
    "There was a march in {town} on Monday.",
    "Teachers pitched tents outside the court in {town} on Monday.",
    "On Monday in {town}, hundreds of teachers staged a sit-in.",
    "A march by teachers took place on Monday in {town}.",
    "A human chain was formed in {town} on Monday by teachers.",
    "Hundreds joined a march organised by teachers in {town} on Monday.",
    "Police fired tear gas at protesters in {town} on Monday.",
    "Hundreds of teachers rallied in {town} and marched to Varga Hall on Monday.",
)
VENUES = (
    "outside Varga Hall",
    "at Kolm Square",
    "in front of the Ministry of Health",
    "outside the US embassy",
    "on Kolm Street",
    "near the Kolm Bridge",
    "outside the offices of the Varga Corporation",
    "at the Press Club",
    "on the steps of the Supreme Court",
    "at the St. Mary's Hospital",
)
VERBS = (
    "Hundreds of teachers rallied {where}",
    "On Monday about 50 teachers staged a sit-in {where}",
    "A vigil was held on Monday {where}",
    "Several hundred teachers, waving flags, marched on Monday and then held a rally {where}",
)
WAYS = (
    "{told} in {town}.",
    "{told} in the city of {town}.",
    "{told} in {town}, Kenya, on Monday.",
    "In {town}, {told}.",
    "{town} — {told}" + GOES_ON,
    "{capitals}, Dec 3 (UNS) - {told}" + GOES_ON,
)

FURTHER = (
    ("In Ostrel, 200 nurses rallied outside the town hall.", "asserted"),
    ("A similar march was held in Ostrel on Sunday.", "asserted"),
    ("Last week, drivers staged a sit-in in Ostrel.", "asserted"),
    ("Nurses in Ostrel also went on strike.", "asserted"),
    ("The nurses' union plans to march in Ostrel on Friday.", "future"),
    ("Police banned a march planned for Sunday in Ostrel.", "negated"),
    ("A rally called for Sunday in Ostrel was cancelled.", "negated"),
    ("A strike announced in Ostrel for Sunday was called off.", "negated"),
    ("In May, teachers marched in Ostrel over the same law.", "asserted"),
    ("The protest came a day after thousands rallied in Ostrel.", "asserted"),
    ("Hundreds of drivers demonstrated in Ostrel, where the price of fuel has doubled.", "asserted"),
    ("Police fired tear gas at students who were protesting in Ostrel.", "asserted"),
    ("Two people died during protests in Ostrel last month.", "asserted"),
    ("A vigil for the dead will be held in Ostrel on Saturday.", "future"),
)
FIRST = (
    "Hundreds of teachers marched in {town} on Monday to demand higher pay, their union said in a statement.",
    "{capitals}, Dec 3 (UNS) - Hundreds of teachers marched on Monday" + GOES_ON,
    "In {town}, hundreds of teachers rallied outside the Varga Hall on Monday to demand higher pay.",
)


def read(first: str) -> list[tuple[set[str], str]]:
    """The places and the modality of each protest of a report with this first paragraph."""
    text = f"Teachers demand higher pay\n\n{first}\n\nTheir union said that talks would go on."
    found = extract(Report(id="r", text=text, published=PUBLISHED))
    names = {e.key: e.name for e in found.entities if e.kind is EntityKind.PLACE}
    events = [event.values for event in observed(found)["events"]]
    return [({names[place] for place in event["places"]}, event["modality"]) for event in events]


def right(first: str, town: str) -> bool:
    """Whether it tells of one protest, in this town, and in no place that is not there."""
    told = [found for found, _ in read(first)]
    own = {place for each in told for place in each if town.lower() in place.lower()}
    others = {place for each in told for place in each} - own
    return len(told) == 1 and bool(own) and all(place in SPOTS or any(place in v for v in VENUES) for place in others)


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_protest_is_in_the_town_that_opens_the_report(opening: str) -> None:
    cells = itertools.product(LEADS, TOWNS)
    told = [(opening.format(town=town, capitals=town.upper()) + lead + GOES_ON, town) for lead, town in cells]
    assert [first for first, town in told if not right(first, town)] == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_protest_is_in_the_town_that_its_sentence_says(sentence: str) -> None:
    assert [town for town in TOWNS if not right(sentence.format(town=town), town)] == []


@pytest.mark.parametrize("venue", VENUES)
def test_a_protest_at_a_spot_is_in_the_town_said_beside_it(venue: str) -> None:
    cells = itertools.product(WAYS, VERBS)
    told = [(way, verb.format(where=venue)) for way, verb in cells]
    sentences = [way.format(told=words, town="Velmora", capitals="VELMORA") for way, words in told]
    assert [first for first in sentences if not right(first, "Velmora")] == []


@pytest.mark.parametrize(("further", "modality"), FURTHER)
def test_a_protest_of_another_town_leaves_the_first_where_it_was(further: str, modality: str) -> None:
    for first, town in itertools.product(FIRST, TOWNS[1:]):  # in a large city an unknown name may be a quarter
        told = read(f"{first.format(town=town, capitals=town.upper())}\n\n{further}")
        assert [found for found in told if found[0] == {"Ostrel"}] == [({"Ostrel"}, modality)]
        assert [{place.lower() for place in found} - {"varga hall"} for found, _ in told if "Ostrel" not in found] == [
            {town.lower()}
        ]
