"""Events in general: forms, towns, what is to come or was called off, parts and dates; all names are invented."""

from __future__ import annotations

import datetime

import pytest

import kg.facts as f
from kg.document import Report
from kg.pipeline import extract

PUBLISHED = datetime.date(2024, 3, 13)  # a Wednesday
Told = tuple[tuple[str, ...], tuple[str, ...], str]


def read(text: str, published: datetime.date | None = PUBLISHED) -> f.Extraction:
    """What is read of a text published on a Wednesday."""
    return extract(Report(id="r", text=text, published=published))


def told(text: str) -> list[Told]:
    """Forms, towns and modality of each protest."""
    found = read(text)
    events = [e for e in found.of(f.Event) if e.kind is f.EventKind.PROTEST and e.said_in is None]
    towns = {e.key: tuple(found.entity(town).name for town in found.towns(e.key)) for e in events}
    return sorted((e.forms, towns[e.key], str(e.modality)) for e in events)


@pytest.mark.parametrize(
    ("second", "number"),
    [
        ("In Mersin province, university students assembled on the steps.", 2),
        ("Teachers rallied in Mersin province.", 2),
        ("The march in Mersin province ended at noon.", 1),
        ("They marched through Adana province until noon.", 1),
    ],
)
def test_another_province_is_another_protest(second: str, number: int) -> None:
    found = read(f"Students marched in Adana province. {second}")
    events = [e.key for e in found.of(f.Event) if e.kind is f.EventKind.PROTEST]
    assert len(events) == number


def parts(text: str) -> list[str]:
    """The forms of what happened at protests."""
    kinds = (f.EventKind.PROTEST, f.EventKind.JOINT, f.EventKind.INCIDENT)
    return [e.forms[0] for e in read(text).of(f.Event) if e.kind not in kinds]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Dockers in Aldo downed tools on Monday.", "strike"),
        ("About 300 pensioners walked through the old town of Aldo behind a band.", "march"),
        ("Dozens of women lay motionless on the steps of the court in Aldo.", "die-in"),
        ("Growers parked tractors across the road outside Aldo.", "blockade"),
        ("Some 40 women sat down on the tracks near Aldo.", "blockade"),
        ("Some 60 tractors crawled along the road in Aldo.", "convoy"),
        ("Students occupied the rector's office in Aldo.", "protest-occupation"),
        ("Pupils walked out of lessons in Aldo.", "walkout"),
        ("Police in Aldo used water cannon on Monday to break up a march by students.", "march"),
        ("Police in Aldo fired on a march on Monday.", "march"),
        ("Gunmen attacked a peaceful march in Aldo on Monday.", "march"),
        ("The mayor of Aldo spoke at a vigil for the victims on Monday.", "vigil"),
        ("Police fired tear gas on Monday at students marching in Aldo.", "march"),
        ("Police fired tear gas on Monday at students demonstrating outside the court in Aldo.", "demonstration"),
        ("Workers rallying outside the mill in Aldo clashed with police.", "rally"),
        ("Traders downed shutters in Aldo on Monday.", "strike"),
        ("Lawyers in Aldo boycotted court proceedings on Monday.", "strike"),
        ("Four nurses in Aldo have been refusing food since Sunday.", "hunger-strike"),
        ("Hundreds of people came out with candles in Aldo.", "vigil"),
        ("Residents formed a human chain in Aldo.", "human-chain"),
        ("Thousands of people followed the coffin of a miner in Aldo.", "funeral"),
        ("The families told a press conference in Aldo that they had no news.", "press-conference"),
        ("Some 60 sailors closed the entrance of the fishing port of Aldo.", "blockade"),
        ("Fishermen seal off harbour in Aldo\n\nThe fishermen are angry.", "blockade"),
        ("Drivers cut Route 9 in Aldo\n\nThe drivers are angry.", "blockade"),
        ("Some 200 growers closed the Route Nationale 6 at Aldo.", "blockade"),
        ("Some 80 pupils in Aldo put chairs and desks across the road.", "blockade"),
        ("Some 30 tenants burnt letters of the council in Aldo.", "burning"),
        ("Some 90 people with torches walked through Aldo.", "torchlight-march"),
    ],
)
def test_protests_without_the_word(text: str, form: str) -> None:
    ((forms, towns, modality),) = told(text)
    assert form in forms
    assert (towns, modality) == (("Aldo",), "asserted")


@pytest.mark.parametrize(
    "text",
    [
        "Police told a press conference in Aldo that nobody was hurt.",
        "An inspector walked through the market in Aldo.",
        "Officers gathered in front of the court in Aldo.",
        "The right to strike is respected in Aldo.",
        "The unions are considering a strike.",
        "Air strikes hit Aldo on Monday. The strikes destroyed a school.",
        "The state's occupation of Aldo goes on.",
        "An aid convoy reached Aldo.",
        'Ada Lovik said: "We will march in Aldo on Friday."',
        "Company to close port in Aldo\n\nThe company said no.",
        "The port authority closed the port of Aldo on Monday.",
    ],
)
def test_what_only_looks_like_a_protest(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "modality", "day"),
    [
        ("The union will march through the streets in Aldo on Friday.", "future", "2024-03-15"),
        ("A rally is planned for 20 March in Aldo.", "future", "2024-03-20"),
        ("The mayor has banned a march in Aldo planned for Saturday.", "negated", "2024-03-16"),
        ("A vigil in Aldo on 2 March was called off because of the storm.", "negated", "2024-03-02"),
        ("Residents rallied in Aldo on Friday.", "asserted", "2024-03-08"),
        ("Residents rallied in Aldo yesterday.", "asserted", "2024-03-12"),
        ("Residents rallied in Aldo on Tuesday, March 5th.", "asserted", "2024-03-05"),
        ("Residents rallied in Aldo on the 12th of May 2020.", "asserted", "2020-05-12"),
    ],
)
def test_when_it_was_or_is_to_be(text: str, modality: str, day: str) -> None:
    ((_, towns, how),) = told(text)
    assert (towns, how) == (("Aldo",), modality)
    (time,) = read(text).of(f.TimeReference)
    assert str(time.earliest) == day


def test_no_day_is_invented_without_a_publication_date() -> None:
    for words in ("on Friday", "yesterday", "on 5 March", "last week"):
        (time,) = read(f"Residents rallied in Aldo {words}.", None).of(f.TimeReference)
        assert (time.earliest, time.latest) == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Farmers blocked the road in Aldo in protest. The protest ended at noon.",
            [(("blockade",), ("Aldo",), "asserted")],
        ),
        (
            "Nurses joined a demonstration in the streets of the Kenyan capital Nairobi as a national strike went on.",
            [(("demonstration",), ("Nairobi",), "asserted"), (("strike",), (), "asserted")],
        ),
        (
            "Nurses in Aldo went on strike. The strike closed two wards. A rally outside the ministry drew hundreds.",
            [(("rally",), ("Aldo",), "asserted"), (("strike",), ("Aldo",), "asserted")],
        ),
        (
            "Nurses in Aldo went on strike over pay. The protest closed two wards.",
            [(("strike",), ("Aldo",), "asserted")],
        ),
        (
            "Workers in Aldo have been on strike since Monday. On Tuesday they marched to the mayor's office.",
            [(("march",), ("Aldo",), "asserted"), (("strike",), ("Aldo",), "asserted")],
        ),
        (
            "Crews in Aldo and Brask will stay ashore on 20 March.",
            [(("strike",), ("Aldo",), "future"), (("strike",), ("Brask",), "future")],
        ),
        (
            "Residents marched in Aldo. The march ended with a rally on the quay.",
            [(("march", "rally"), ("Aldo",), "asserted")],
        ),
        (
            "Residents rallied in Aldo in support of the hunger strike in Brask.",
            [(("rally",), ("Aldo",), "asserted")],
        ),
        (
            "Farmers from Brask blocked a motorway near Aldo after a man was shot in Cerno.",
            [(("blockade",), ("Aldo",), "asserted")],
        ),
    ],
)
def test_one_occasion_in_one_town_is_one_event(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


RALLY = "Residents rallied in Aldo on Monday. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Speaking at the rally, Ada Lovik said that the dam must not be built.", ["speech"]),
        ("A message from the bishop was read out.", ["statement"]),
        ("A memorandum, signed by 200 elders, was then handed to the county secretary.", ["delivery"]),
        ("Two buses were set alight.", ["burning"]),
        ("Police fired tear gas. Later the crowd was dispersed.", ["dispersal"]),
        ("Five of them were pushed into a police van.", ["arrest"]),
        ("Scuffles broke out at the gate.", ["clash"]),
        ("Men in masks pelted them with eggs.", ["attack"]),
        ("Talks with the owners broke up after an hour.", ["negotiation"]),
        ("The police spokesman spoke of 300 people.", []),
        ("Nobody was arrested and no stones were thrown.", []),
    ],
)
def test_what_happened_at_it(text: str, expected: list[str]) -> None:
    assert parts(RALLY + text) == expected


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("About 200 weavers trudged through Aldo on Monday.", "march"),
        ("Villagers rolled boulders across the road to Aldo on Monday.", "blockade"),
        ("Dozens of mothers congregated outside the court in Aldo.", "gathering"),
        ("Pensioners in Aldo banged saucepans outside the bank.", "noise-protest"),
        ("Students pitched tents on the lawn of the university in Aldo.", "encampment"),
        ("Bus drivers called in sick in Aldo on Friday.", "strike"),
        ("Residents formed a chain around the hospital in Aldo.", "human-chain"),
        ("Hundreds kept a silent watch outside the prison in Aldo.", "vigil"),
        ("Hundreds of residents hit the streets of Aldo on Monday.", "demonstration"),
        ("Traders staged a demo in Aldo on Monday.", "demonstration"),
        ("Farmers gheraoed the tehsil office in Aldo.", "sit-in"),
        ("Students staged a sit-in-protest in Aldo.", "sit-in"),
        ("Villagers staged a road roko in Aldo.", "blockade"),
        ("Villagers laid siege to the town hall in Aldo.", "demonstration"),
        ("Lawyers boycotted courts in Aldo on Monday.", "strike"),
        ("Advocates in Aldo abstained from judicial work on Monday.", "strike"),
        ("Taxi drivers kept their cabs off the roads in Aldo on Monday.", "strike"),
        ("Residents blockaded the town hall in Aldo.", "blockade"),
        ("Activists held a sleep-out in Aldo on Friday.", "encampment"),
        ("Villagers set out on a padayatra from Aldo.", "march"),
        ("Students took out a torch procession in Aldo.", "torchlight-march"),
        ("Farmers dumped milk outside the ministry in Aldo.", "demonstration"),
        ("Parents held a teach-in in Aldo on Friday.", "gathering"),
        ("Activists formed a human barrier in Aldo on Friday.", "human-chain"),
        ("Students burned an effigy of the minister in Aldo.", "demonstration"),
    ],
)
def test_families_of_verbs_tell_of_a_protest(text: str, form: str) -> None:
    assert [(forms, places) for forms, places, _ in told(text)] == [((form,), ("Aldo",))]


@pytest.mark.parametrize(
    "text",
    [
        "Shops stood idle in Aldo after the flood.",
        "Workers clocked off at five and went to the pub in Aldo.",
        "Police formed a ring around the house in Aldo.",
        "Firefighters stopped traffic in Aldo.",
        "The couple walked hand in hand along the beach at Aldo.",
        "Customers stopped paying in cash in Aldo.",
        "The album hit the streets of Aldo on Friday.",
        "The band recorded a demo tape in Aldo.",
        "Workers dumped waste in the river at Aldo.",
        "Burning tyres were found in Aldo.",
        "The stoppage of exports was felt in Aldo.",
        "A sudden stoppage of the water supply worried people in Aldo.",
    ],
)
def test_everyday_acts_are_no_protests(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A rally in Aldo was shelved on Monday.", [(("rally",), ("Aldo",), "negated")]),
        ("A vigil is pencilled in for Friday in Aldo.", [(("vigil",), ("Aldo",), "future")]),
        (
            "Residents rallied in Aldo on Monday. They will be back outside the court next Monday.",
            [(("rally",), ("Aldo",), "asserted"), (("rally",), ("Aldo",), "future")],
        ),
        (
            "OSTREL - Residents rallied on Monday. In Aldo, dockers downed tools.",
            [(("rally",), ("OSTREL",), "asserted"), (("strike",), ("Aldo",), "asserted")],
        ),
        (
            "Farmers blocked a road in Aldo on Tuesday, a day after thousands marched through Brask.",
            [(("blockade",), ("Aldo",), "asserted"), (("march",), ("Brask",), "asserted")],
        ),
        (
            "Nurses walked out in Aldo on Tuesday. The day before, doctors had staged a warning strike in Aldo.",
            [(("strike",), ("Aldo",), "asserted"), (("walkout",), ("Aldo",), "asserted")],
        ),
        (
            "On 11 March thousands marched in Aldo. The next day tractors blocked the road.",
            [(("blockade",), ("Aldo",), "asserted"), (("march",), ("Aldo",), "asserted")],
        ),
        (
            "3 March, Aldo. Some 80 relatives held a vigil.\n\n4 March, Brask. Students held a vigil.",
            [(("vigil",), ("Aldo",), "asserted"), (("vigil",), ("Brask",), "asserted")],
        ),
        ("Four thousand came to Aldo on Friday to demand jobs.", [(("demonstration",), ("Aldo",), "asserted")]),
        ("We led you in your hundreds through Aldo.", [(("march",), ("Aldo",), "asserted")]),
        (
            "Nurses rallied in Kolm Bay on Monday. Dockers rallied in Aldo.",
            [(("rally",), ("Aldo",), "asserted"), (("rally",), ("Kolm Bay",), "asserted")],
        ),
        (
            "Nurses rallied in Brask on Monday.\n\nOn Tuesday police shot dead three people at a protest in Aldo.",
            [(("demonstration",), ("Aldo",), "asserted"), (("rally",), ("Brask",), "asserted")],
        ),
        (
            "Supporters of a planned open-pit mine held a rally in Aldo on Tuesday.",
            [(("rally",), ("Aldo",), "asserted")],
        ),
        (
            "Residents held a rally in the Kolmarian town of Aldo on Tuesday.",
            [(("rally",), ("Aldo",), "asserted")],
        ),
    ],
)
def test_plans_and_towns_of_what_was_told_before(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


def test_what_a_union_says_in_its_own_statement_is_the_reports_own() -> None:
    text = "The Kolm Bakers Union informs the public that a strike began in Aldo on Monday."
    for publisher, own in (("Kolm Bakers Union", True), ("Kolm Gazette", False)):
        found = extract(Report(id="r", text=text, publisher=publisher))
        assert [e.said_in is None for e in found.of(f.Event)] == [own]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Farmers blocked a road in Aldo on Tuesday, two days after thousands marched through Brask.", ["12", "10"]),
        ("3 March, Aldo. Some 80 relatives held a vigil.\n\n4 March, Brask. Students held a vigil.", ["03", "04"]),
        ("Week 10\n\nAldo, 3 March\n\nKin held a vigil.\n\nBrask, 4 March\n\nPupils held a vigil.", ["03", "04"]),
        ("On 11 March thousands marched in Aldo. The next day tractors blocked the road.", ["11", "12"]),
    ],
)
def test_days_of_protests_that_follow_from_another_or_from_a_head(text: str, days: list[str]) -> None:
    found = read(text)
    events = [e.key for e in found.of(f.Event) if e.kind is f.EventKind.PROTEST]
    dated = {t.event: t.earliest for t in found.of(f.TimeReference)}
    assert [f"{dated[key]:%d}" for key in events if dated[key] is not None] == days


STRIKE = ("strike",)
MARCH = ("march",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unions to march through Aldo\n\nThe march will end at the harbour.", [(MARCH, ("Aldo",), "future")]),
        ("Hospital march next week\n\nA march will be held in Aldo.", [(MARCH, ("Aldo",), "future")]),
        (
            "A march is planned in Aldo for Friday. Police said the march cannot go along the quay. "
            "The ban had drawn more people to Friday's march.",
            [(MARCH, ("Aldo",), "future")],
        ),
        ("An attempt to ban a march in Aldo failed.", []),
        ("The march organisers met in Aldo.", []),
        (
            "A planned strike in Aldo has been called off. Nurses were due to walk out on Friday. "
            "Friday's strike was suspended.",
            [(STRIKE, ("Aldo",), "negated")],
        ),
        (
            "A planned strike by dockers that would have emptied shelves of every shop in Aldo has been called off.",
            [(STRIKE, ("Aldo",), "negated")],
        ),
        ("Campaigners will defy a ban on a march in Aldo on Friday.", [(MARCH, ("Aldo",), "future")]),
        ("Families in Aldo refused to end the sit-in.", [(("sit-in",), ("Aldo",), "asserted")]),
        ("Traders in Aldo will continue their strike.", [(STRIKE, ("Aldo",), "asserted")]),
        ("Trains in Aldo were late due to the strike.", [(STRIKE, ("Aldo",), "asserted")]),
        ("Residents voted in favour of strike action in Aldo.", []),
        ("For years protests have been banned in Aldo.", []),
        ("A stoppage in Aldo, pencilled in for Friday, will not now go ahead.", [(STRIKE, ("Aldo",), "negated")]),
        (
            "A counter-demonstration in Aldo, announced for Thursday, did not materialise.",
            [(("demonstration",), ("Aldo",), "negated")],
        ),
        ("Nurses in Aldo voted against joining the walkout.", []),
        ("Women have been organising rallies in Aldo.", [(("rally",), ("Aldo",), "asserted")]),
        ("An attempt by farmers to assemble in Aldo was thwarted.", [(("gathering",), ("Aldo",), "negated")]),
        (
            "Traders call strike in Aldo\n\nShops will close. The traders would vote on a strike authorization.",
            [(STRIKE, ("Aldo",), "future")],
        ),
        ("This week's rally in Aldo would not be held.", [(("rally",), ("Aldo",), "negated")]),
        ("The council invited all residents to a rally in Aldo on Friday.", [(("rally",), ("Aldo",), "future")]),
        (
            "Women marched in Aldo. The mayor had banned the march. More people will join their march along the way.",
            [(MARCH, ("Aldo",), "asserted")],
        ),
        (
            "Six activists glued themselves to the door of a bank in Aldo.",
            [(("demonstration",), ("Aldo",), "asserted")],
        ),
    ],
)
def test_what_is_planned_banned_or_goes_on(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Residents of Aldo blocked a road and protested. Traders in Aldo shut the gates to protest the fees.",
            [(("blockade",), ("Aldo",), "asserted")],
        ),
        ("Students in Aldo marched against the strike by lecturers.", [(MARCH, ("Aldo",), "asserted")]),
        (
            "Residents blocked the road in Aldo. Similarly, traders also staged a rally.",
            [(("blockade",), ("Aldo",), "asserted"), (("rally",), ("Aldo",), "asserted")],
        ),
        (
            "Teachers marched in Aldo on Monday. The agitators later held a rally in Brask.",
            [(("march", "rally"), ("Aldo", "Brask"), "asserted")],
        ),
        (
            "Women have been on hunger strike in Aldo since Monday. Their friends organised a demonstration.",
            [(("demonstration",), ("Aldo",), "asserted"), (("hunger-strike",), ("Aldo",), "asserted")],
        ),
        (
            "Pensioners held a rally in Aldo. Miners in Brask held their protest outside a bank.",
            [(("demonstration",), ("Brask",), "asserted"), (("rally",), ("Aldo",), "asserted")],
        ),
        (
            "Teachers rallied in Aldo on Monday. The union's last strike, in Brask, lasted a week.",
            [(("rally",), ("Aldo",), "asserted"), (STRIKE, ("Brask",), "asserted")],
        ),
        (
            "VELMORA - Nurses went on strike on Monday.\n\nNurses in Brask held a one-day picket last week.",
            [(("picket",), ("Brask",), "asserted"), (STRIKE, ("VELMORA",), "asserted")],
        ),
        (
            "Residents marched in Aldo on Monday. Similar protests were held in Brask, where 200 came, and in Cerno.",
            [
                (("demonstration",), ("Brask",), "asserted"),
                (("demonstration",), ("Cerno",), "asserted"),
                (MARCH, ("Aldo",), "asserted"),
            ],
        ),
        (
            "Drivers are on strike in Aldo. On Monday women held a pot-banging protest.",
            [(("noise-protest",), ("Aldo",), "asserted"), (STRIKE, ("Aldo",), "asserted")],
        ),
        (
            "VELMORA - Kayakers held a flotilla.\n\nAbout 80 miners staged a barbecue and rally at Foreshore Park.",
            [(("convoy",), ("VELMORA",), "asserted"), (("rally",), ("VELMORA",), "asserted")],
        ),
        (
            "Women joined the annual march in Aldo. This year's march in Brask Road was quiet.",
            [(MARCH, ("Aldo",), "asserted")],
        ),
        (
            "Some 40 students rallied in Aldo on Tuesday as nine people charged with a theft last month came to court. "
            "The rally ended at noon.",
            [(("rally",), ("Aldo",), "asserted")],
        ),
        (
            "Two people died in Aldo in clashes between police and demonstrators, as protests went on. "
            "Thousands marched in Brask.",
            [(("demonstration",), ("Aldo",), "asserted"), (MARCH, ("Brask",), "asserted")],
        ),
        (
            "VELMORA - Traders held a bandh in Brask on Monday.\n\nA motorcycle rally was held in Cerno.",
            [(("rally",), ("Cerno",), "asserted"), (STRIKE, ("Brask",), "asserted")],
        ),
        (
            "An encampment in Aldo follows a march in Brask, where hundreds walked to the court.",
            [(("encampment",), ("Aldo",), "asserted"), (MARCH, ("Brask",), "asserted")],
        ),
        (
            "Nurses gathered in Aldo on Tuesday. The sit-in began on Monday.",
            [(("sit-in",), ("Aldo",), "asserted")],
        ),
        (
            "Protests over the price of bread went on. Some 30 students gathered in front of the school in Aldo.",
            [(("demonstration", "gathering"), ("Aldo",), "asserted")],
        ),
        (
            "Marchers threw stones in Aldo on Friday night. This was the third protest in the area in a week.",
            [(MARCH, ("Aldo",), "asserted")],
        ),
        (
            "The Million March called by some groups in Aldo has been put off after a court adjourned it to Friday. "
            "Police said that no permission would be given to the march.",
            [(MARCH, ("Aldo",), "negated")],
        ),
        (
            "Thousands walked behind the coffin of a weaver in Aldo on Tuesday, a funeral procession. "
            "Mourners packed the church since late Monday.",
            [(("funeral",), ("Aldo",), "asserted")],
        ),
        (
            "Farmers in Aldo blocked a road on Tuesday in protest.\n\n"
            "Meanwhile, the bar association observed a strike on Tuesday.",
            [(("blockade",), ("Aldo",), "asserted"), (STRIKE, ("Aldo",), "asserted")],
        ),
        (
            "Students in Aldo blocked a highway on Monday.\n\nIn the evening, the Student Union brought out a torch "
            "procession on the Varga University campus.",
            [(("blockade",), ("Aldo",), "asserted"), (("torchlight-march",), (), "asserted")],
        ),
        (
            "Students rallied in Aldo on Monday. It is the first rally since 2012, when students camped in the park.",
            [(("encampment",), ("Aldo",), "asserted"), (("rally",), ("Aldo",), "asserted")],
        ),
        (
            "Students marched in Aldo on Monday. A pupil was shot in Brask after he protested the search of a cab.",
            [(MARCH, ("Aldo",), "asserted")],
        ),
        (
            "Growers end Varga Road sit-in\n\nFarmers blocked Varga Road in Aldo on Tuesday.\n\n"
            "Last week, growers staged a similar sit-in in Brask.",
            [(("blockade", "sit-in"), ("Aldo",), "asserted"), (("sit-in",), ("Brask",), "asserted")],
        ),
        (
            "Police in Aldo denied permission to the joint committee of women for the sit-in that was due on Sunday.",
            [(("sit-in",), ("Aldo",), "negated")],
        ),
        (
            "Women held a march in Aldo. The march was held because of the killings of last month.",
            [(MARCH, ("Aldo",), "asserted")],
        ),
        (
            "ALDO - Teachers said they would strike in September and hold a protest outside the court on 28 March.",
            [(("demonstration",), ("ALDO",), "future"), (STRIKE, ("ALDO",), "future")],
        ),
        (
            "Thousands marched in Aldo on Monday.\n\nIn Brask, police fired tear gas to disperse demonstrators.",
            [(("demonstration",), ("Brask",), "asserted"), (MARCH, ("Aldo",), "asserted")],
        ),
        (
            "Dockers in Aldo are on strike. In the capital, Brask, hundreds of students held a vigil.\n\n"
            "A similar strike in 2017 lasted more than three weeks.",
            [(STRIKE, ("Aldo",), "asserted"), (STRIKE, ("Aldo",), "asserted"), (("vigil",), ("Brask",), "asserted")],
        ),
        (
            "Thousands marched in Aldo on Monday.\n\nIn Brask a judge refused bail. "
            "Three women are on hunger strike in Cerno prison.",
            [(("hunger-strike",), (), "asserted"), (MARCH, ("Aldo",), "asserted")],
        ),
        (
            "ALDO - Women marched to the court on Tuesday.\n\nLater the traders' committee held a candlelight vigil.",
            [(MARCH, ("ALDO",), "asserted"), (("vigil",), ("ALDO",), "asserted")],
        ),
    ],
)
def test_who_else_protests_and_who_still_does(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


def test_no_event_is_a_part_of_itself() -> None:
    found = read("Hundreds rallied in Aldo.\n\nIn Brask, two people were arrested as protesters clashed with police.")
    assert not [r for r in found.of(f.Relation) if r.predicate is f.Predicate.PART_OF and r.subject == r.object]


def test_a_day_of_which_nothing_more_is_told_is_no_event() -> None:
    """Of those who had come from elsewhere: the sentence turns to another day and tells of no other protest."""
    text = (
        "ALDO, Belmar (HW) Villagers blocked a road near Aldo on Friday over a planned mine.\n\n"
        "On Monday the villagers had marched there from Corto, Rosa Quispe said.\n\n"
        "The road is long.\n"
    )
    assert [forms for forms, *_ in told(text)] == [("blockade",)]


def test_what_people_had_done_on_another_day_is_another_protest() -> None:
    text = (
        "ALDO, Belmar (HW) Villagers blocked a road near Aldo on Friday over a planned mine.\n\n"
        "On Monday the villagers had blocked a second road, from the plain to Corto, Rosa Quispe said.\n"
    )
    assert [forms for forms, *_ in told(text)] == [("blockade",), ("blockade",)]


@pytest.mark.parametrize(
    "more",
    [
        "They met at the station, from where the march was to leave.",
        "Police said that the unions had no permission to march.",
    ],
)
def test_what_was_planned_and_then_held_is_one_protest(more: str) -> None:
    text = f"Nurses marched through Aldo on Friday over unpaid wages.\n\n{more}\n"
    assert told(text) == [(("march",), ("Aldo",), "asserted")]
    other = "Nurses marched through Aldo on Friday over unpaid wages.\n\nA march will be held in Corto on Monday.\n"
    assert sorted(modality for *_, modality in told(other)) == ["asserted", "future"]
