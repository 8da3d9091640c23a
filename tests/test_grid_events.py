"""Ways in which the press tells of a protest, says that it is to come or is not to be, or that there were two."""

from __future__ import annotations

import datetime

import pytest

from kg.document import Report
from kg.facts import Event, EventKind, Extraction, Modality, Predicate, Relation
from kg.pipeline import extract

PUBLISHED = datetime.date(2024, 6, 5)  # a Wednesday
ASSERTED, FUTURE, NEGATED = Modality.ASSERTED, Modality.FUTURE, Modality.NEGATED

DEEDS = {
    "demonstration": (
        "Dozens stood along the road near Riverside High School in Leeds with signs reading “Enough”.",
        "About 40 people stood on the overpass in Leeds with signs against the war.",
        "Some 200 residents lined Main Street in Leeds on Saturday holding placards.",
        "Health workers with placards stood and chanted at the Bridge of Sighs in Leeds.",
        "Parents waved signs at passing cars outside the school board office in Leeds.",
        "Protesters drape banner over monument\n\nThe banner was 20 metres long, Leeds city council said.",
        "Climate activists draped a huge banner over the station roof in Leeds on Monday.",
        "Thai protesters climbed a monument in Leeds last night and raised three fingers.",
        "Protesters scaled a coal loader in Leeds on Sunday morning.",
        "Protesters disrupted a council meeting in Leeds on Tuesday.",
        "A goods train has been brought to a stop in Leeds by anti-mine protesters.",
        "Students turned their backs on the speaker at the graduation in Leeds on Sunday.",
        "Students silently held up blank sheets of paper in Leeds on Sunday.",
        "Farmers spilled milk on the road outside the plant in Leeds on Monday.",
        "Hundreds of people demonstrated against water charges in Leeds.",
        "Hundreds of people demonstrated at the town hall in Leeds.",
        "Firefighters protested in Leeds on Monday.",
        "Widows storm assembly complex in Leeds over unpaid pensions\n\nThey have had none since May.",
    ),
    "gathering": (
        "Tens of thousands of people clogged downtown Leeds on Saturday.",
        "Thousands filled the streets of central Leeds on Saturday. Students had walked for days from Hull.",
    ),
    "strike": (
        "Drivers in Leeds logged off the app for nine hours on Wednesday.",
        "Nurses struck for three days in Leeds in May.",
        "The dockers struck over pay in Leeds on Monday.",
        "Cleaners in Leeds have been striking for better pay since Monday.",
        "Teachers in Leeds were striking over pensions on Monday.",
        "Workers held a stop-work meeting in Leeds on Thursday.",
    ),
    "hunger-strike": (
        "Fruit pickers end six-day fast outside grocery head office in Leeds",
        "Three students in Leeds have gone without food for nine days to demand a hostel.",
        "Prisoners in Leeds spent six days without food in protest at their treatment.",
    ),
    "blockade": (
        "Angry youths barricaded the expressway outside Leeds on Tuesday.",
        "Contract workers closed the gate of the mill in Leeds on Monday.",
        "Students blocked two faculties in Leeds on Monday.",
        "In Leeds the Faculty of Sciences is also being blockaded by students.",
        "Protesters walked on to the tracks in Leeds and stopped a coal train.",
    ),
    "protest-occupation": (
        "Students in Leeds ended their week-long occupation on Friday after a protest march.",
        "Students gave up their occupation of the building in Leeds, the protesters said.",
    ),
    "march": ("Thousands joined a hikoi to the town hall in Leeds on Tuesday.",),
    "convoy": (
        "Hundreds of tractors clogged the streets of Leeds on Thursday.",
        "Truckers rolled through Leeds with flags and horns blaring on Saturday.",
    ),
    "sit-in": ("The relatives placed the body on the road in Leeds and refused to bury him.",),
    "press-conference": ("Students and parents made a press statement outside the courthouse in Leeds.",),
}

HOW = {
    FUTURE: (
        "Convoy to U.S. border planned Saturday\n\nA convoy is to drive from Leeds to the border on Saturday.",
        "A convoy is to drive to Leeds on Saturday, the farmers' union said.",
        "Tractor convoy to roll into Leeds on Tuesday\n\nFarmers want better prices.",
        "A candlelight vigil takes place tomorrow at 7pm outside the town hall in Leeds.",
        "The march starts at noon on Saturday in Leeds.",
        "Rail workers will be striking in Leeds on 12 June.",
        "The strike, which is expected on Monday in Leeds, is about pay.",
        "Police refused the union permission for a march in Leeds. It will stage the march whether or not it may.",
        "The union is to hold a rally in Leeds on Saturday.",
    ),
    NEGATED: (
        "The planners of a free speech rally in Leeds have been refused a permit for the day they wanted.",
        "Leeds refuses permit for free speech rally\n\nThe council gave no reason.",
        "Police in Leeds have denied activists a permit for a march planned for Thursday.",
        "Police have not given permission for a march in Leeds on Sunday.",
        "Police withheld clearance for a rally in Leeds on Sunday.",
        "The city council in Leeds turned down an application for a march through the centre on Saturday.",
        "A rally that was to take place in Leeds on Saturday has been refused clearance by the police.",
        "The opposition was told it could not hold its rally in Leeds on Sunday.",
        "Organisers of a rally in Leeds said on Friday they had called it off after police refused them a permit.",
        "The union suspended its strike, which was to begin in Leeds on Monday, after a new offer.",
        "A strike by bus drivers in Leeds was averted on Friday when a deal was struck.",
        "Members of the union wanted to march through Leeds; the police did not let them set out.",
        "Workers meant to march through Leeds on Monday but were stopped by police.",
        "Police does not let metalworkers' march in Leeds set out",
    ),
    ASSERTED: (
        "Demonstrators in Leeds are about to begin a third weekend of protests against the measures.",
        "Students in Leeds blocked a faculty on Monday. More faculties will join the blockade this week.",
        "Rain could not stop hundreds from marching through Leeds on Sunday.",
        "Police refused a permit for the march in Leeds, but thousands marched anyway on Sunday.",
        "Thousands marched in Leeds on Sunday to call for higher pay and protest the cuts.",
        "Hundreds marched in Leeds on Sunday. The purpose of the march is to draw attention to the cuts.",
        "Hundreds marched in Leeds on Sunday. The union had planned the march for weeks.",
        "Teachers went on strike in Leeds on Monday. When the strike is over, members will work to rule.",
    ),
}

TWO = (
    "Teachers walked out across Lancashire province on Monday before gathering in Leeds. In Hull they held a rally.",
    "Hundreds marched in Leeds on Sunday. Hospital staff who rallied in Hull on Friday were praised.",
    "A little over 100 rallied in Leeds, and 200 people came to a sports ground in Hull for a protest of their own.",
    "About 300 people marched in Leeds and another 150 in Hull.",
    "About 300 people marched in Leeds, with a further 150 in Hull.",
    "Some 2,000 rallied in Leeds and 500 in Hull.",
    "While 5,000 people marched in Leeds, only 200 turned up in Hull.",
    "Protests were also held in the port of Leeds, and in Hull.",
)

NONE = (
    "Police in Leeds blocked two bridges to stop demonstrators reaching the centre.",
    "Reporters gathered outside the court in Leeds.",
    "Refugees walked to the border from Leeds.",
    "The motorcade of the king passed through Leeds.",
    "Residents of Leeds painted the bridge over the summer to highlight its history.",
    "Teachers in Leeds put up posters in the corridor to draw attention to the school play.",
    "Employees at the Leeds plant took the company to court to demand their pay.",
    "Campaigners in Leeds put an advertisement in the paper demanding a bypass.",
    "Hundreds of shoppers rode along the new tram line in Leeds on its first day.",
    "Children stayed off school in Leeds because of the snow.",
    "Tourists climbed the monument in Leeds on Sunday.",
    "A storm struck on Tuesday and hundreds of residents of Leeds fled.",
    "Muslims in Leeds broke their fast at sunset on Friday.",
    "Survivors in Leeds spent six days without food, rescuers said.",
    "Kayakers paddled out at dawn in Leeds for the race.",
    "Rain delayed the train, and passengers in Leeds waited for an hour.",
    "Climbers scaled a pylon in Leeds for the film.",
    "The court in Leeds turned down a request for bail.",
    "Police blocked the building in Leeds while they searched it.",
    "Workers in Leeds poured sand into bags as the river rose.",
    "The council in Leeds refused a permit for a new hotel.",
    "Protesters in Leeds have been acquitted of all charges, their lawyer said.",
)


def read(text: str) -> Extraction:
    return extract(Report(id="report", text=text, published=PUBLISHED))


def protests(text: str) -> list[tuple[tuple[str, ...], Modality, frozenset[str]]]:
    """The forms, the modality and the places of each protest."""
    found = read(text)
    at = [r for r in found.of(Relation) if r.predicate is Predicate.PLACE and r.object is not None]
    return [
        (e.forms, e.modality, frozenset(found.entity(r.object).name for r in at if r.subject == e.key and r.object))
        for e in found.of(Event)
        if e.kind is EventKind.PROTEST
    ]


@pytest.mark.parametrize("form", DEEDS)
def test_what_people_did_tells_of_a_protest(form: str) -> None:
    read_as = {text: protests(text) for text in DEEDS[form]}
    wrong = {t: found for t, found in read_as.items()
             if len(found) != 1 or form not in found[0][0] or found[0][1] is not ASSERTED}  # fmt: skip
    assert wrong == {}


@pytest.mark.parametrize("how", HOW)
def test_whether_it_was_is_to_come_or_is_not_to_be(how: Modality) -> None:
    read_as = {text: protests(text) for text in HOW[how]}
    assert {t: found for t, found in read_as.items() if [modality for _, modality, _ in found] != [how]} == {}


@pytest.mark.parametrize("text", TWO)
def test_two_towns_are_two_protests(text: str) -> None:
    towns = [places for _, _, places in protests(text)]
    assert frozenset({"Leeds"}) in towns
    assert frozenset({"Hull"}) in towns


def test_a_march_that_the_headline_calls_banned_is_not_one_held_elsewhere() -> None:
    found = protests("March banned in Leeds\n\nThe council gave no reason. In Hull, hundreds marched in solidarity.")
    assert {(how, places) for _, how, places in found} == {
        (ASSERTED, frozenset({"Hull"})),
        (NEGATED, frozenset({"Leeds"})),
    }


def test_where_people_had_walked_from_is_no_place_of_the_rally() -> None:
    found = protests(
        "Thousands rallied in Leeds on Saturday. Students had walked for days from Hull to reach the town."
    )
    assert [places for _, _, places in found] == [{"Leeds"}]


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert protests(text) == []
