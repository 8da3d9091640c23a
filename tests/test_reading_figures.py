"""Sizes, casualties and causes: the wordings that are read, and those that only look like them."""

import pytest

from kg.document import Report
from kg.facts import Count, CountOf, Predicate, Relation, Utterance
from kg.pipeline import extract

LEAD = "Weavers protested in Delvina on Monday.\n\n"


def counts(sentence: str) -> list[tuple[CountOf, int | None, int | None]]:
    """What is counted after a lead that tells of a protest."""
    found = extract(Report(id="x", text=LEAD + sentence)).of(Count)
    return [(fact.of, fact.low, fact.high) for fact in found]


def causes(sentence: str) -> list[str]:
    """The words of the causes after a lead that tells of a protest."""
    extraction = extract(Report(id="x", text=LEAD + sentence))
    issues = (fact for fact in extraction.of(Relation) if fact.predicate is Predicate.ISSUE)
    return [extraction.document.text(fact.text) for fact in issues if fact.text is not None]


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("Upwards of 200 shopkeepers pulled down their shutters.", 200, None),
        ("By noon the crowd had grown to around 5,000.", 5000, 5000),
        ("Organisers' own estimate was 10,000.", 10000, 10000),
        ("A police spokesman gave a figure of 800.", 800, 800),
        ("Participation reached 90 per cent, or some 12,000 workers, the union said.", 12000, 12000),
        ("There were about 250 people in the square, according to the mayor.", 250, 250),
        ("The square was packed with some 9,000 people.", 9000, 9000),
        ("Among the 300 marchers were several priests.", 300, 300),
        ("At the gate, forty or so tenants sat down.", 40, 40),
        ("A few dozen, mostly students, are unrolling mats.", None, None),
        ("Over 1.5 lakh employees took part, union leaders said.", 150000, None),
        ("More than 1,50,000 employees joined the strike.", 150000, None),
        ("A handful of counter-protesters waved flags.", None, None),
        ("The chairman told the 2,000 protesters that he had no money.", 2000, 2000),
        ("Among the 31 prisoners who took part was a poet.", 31, 31),
        ("Among the 400 or so people at the rally was a retired teacher.", 400, 400),
        ("Nearly 800 of the plant's 1,200 workers joined the strike.", 800, 800),
        ("Close to 600 of them streamed down the road.", 600, 600),
        ("Some 2,500 Nicaraguans living abroad marched to the square.", 2500, 2500),
        ("Relatives numbering around forty have kept a vigil.", 40, 40),
        ("Near 2,500 people marched to the square.", 2500, 2500),
        ("Hardly 100 people marched to the square.", None, 100),
        ("The march drew several hundred.", None, None),
        ("Around 75-100 people sat down on the road.", 75, 100),
        ("Two to three thousand people marched to the square.", 2000, 3000),
        ("The crowd swelled up to only 5,000.", None, 5000),
        ("The Million People March drew 300 people.", 300, 300),
        ("There were about 600 of them, the police said.", 600, 600),
        ("The weavers, about 200 of them, blocked the road.", 200, 200),
        ("Participants, estimated to be about 500, carried banners.", 500, 500),
        ("It was the largest march in years, with 8,000 people on the streets.", 8000, 8000),
        ("A total of 3,250 persons joined the protests.", 3250, 3250),
        ("The police put the crowd at closer to 3,500.", 3500, 3500),
    ],
)
def test_how_many_took_part(sentence: str, low: int | None, high: int | None) -> None:
    assert counts(sentence) == [(CountOf.PARTICIPANTS, low, high)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The company employs 2,300 people at the plant.",
        "About 150 nurses hired to keep the ward open during the strike will stay.",
        "Assemblies of five or more persons are banned.",
        "Some 500 families live in the valley.",
        "More than 3,000 people have signed a petition.",
        "The remains of 23 horses were unearthed.",
        "About 1,400 pupils missed lessons.",
        "Nearly 5,000 residents have no running water.",
        "Some 20 journalists covered the event.",
        "The two squares lie ten blocks apart.",
        "Two trains were held up.",
        "Five people were shot at but nobody was hit.",
        "The 7,000-strong growers' union has seen worse.",
        "Eleven lawyers were booked.",
        "Some 40 people watched from the roof.",
        "At 18.30 the crowd dispersed.",
        "For eleven nights our friends slept in the ward.",
        "The owner put his losses at 300,000 lempiras.",
    ],
)
def test_other_numbers_are_no_figures_of_the_protest(sentence: str) -> None:
    assert counts(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "of", "number"),
    [
        ("The police dragged six of them away.", CountOf.ARRESTED, 6),
        ("Some 30 students were picked up overnight.", CountOf.ARRESTED, 30),
        ("Two miners were crushed to death.", CountOf.KILLED, 2),
        ("The hospital admitted 17 people with gunshot wounds.", CountOf.INJURED, 17),
        ("The remains of 23 persons were unearthed.", CountOf.KILLED, 23),
        ("The clashes claimed two lives.", CountOf.KILLED, 2),
        ("Health workers counted 12 bodies.", CountOf.KILLED, 12),
        ("The death toll from the protests in the region rose to 61.", CountOf.KILLED, 61),
        ("Police put the injured at 17.", CountOf.INJURED, 17),
        ("Thirteen miners were shot and killed.", CountOf.KILLED, 13),
        ("Two policemen and a bystander were injured.", CountOf.INJURED, 2),
        ("Two students, one of them a woman, remain in intensive care.", CountOf.INJURED, 2),
        ("The number of detainees from the march had reached 120.", CountOf.ARRESTED, 120),
        ("The rally saw two people, aged 21 and 24, arrested.", CountOf.ARRESTED, 2),
        ("The police went on to detain 21 of them.", CountOf.ARRESTED, 21),
        ("She was among 20 nurses taken away for questioning.", CountOf.ARRESTED, 20),
        ("Eleven people aged between 19 and 43 had been arrested.", CountOf.ARRESTED, 11),
        ("Police held 35 weavers for a short time.", CountOf.ARRESTED, 35),
        ("Four weavers were said to have been killed.", CountOf.KILLED, 4),
        ("Nine weavers suffered from breathing tear gas.", CountOf.INJURED, 9),
        ("Eleven reporters choked on tear gas.", CountOf.INJURED, 11),
        ("Another 30 weavers were put into vans.", CountOf.ARRESTED, 30),
        ("Some 80 weavers who had come on foot were carried off by riot police.", CountOf.ARRESTED, 80),
        ("Some 60 nurses and weavers were arrested.", CountOf.ARRESTED, 60),
        ("The police briefly held three of them.", CountOf.ARRESTED, 3),
    ],
)
def test_who_came_to_harm(sentence: str, of: CountOf, number: int) -> None:
    assert counts(sentence) == [(of, number, number)]


def test_the_police_among_those_hurt_are_counted_for_themselves() -> None:
    for sentence in (
        "At least 22 people were hurt, including four policemen.",
        "Dozens of people, 22 in all, were hurt, among them four policemen.",
        "At least 22 people were hurt — four policemen and 18 weavers — in the clashes.",
    ):
        assert (CountOf.INJURED, 4, 4) in counts(sentence)
    assert counts("At least 22 people were hurt, including four children.") == [(CountOf.INJURED, 22, None)]


def test_who_receives_somebody_does_not_hurt_them() -> None:
    assert CountOf.INJURED not in [of for of, _, _ in counts("In the afternoon the mayor received 12 of the weavers.")]


def test_a_number_that_is_not_said_is_one_of_casualties_too() -> None:
    assert counts("Several people were hurt, and a number of weavers have been taken away.") == [
        (CountOf.INJURED, None, None),
        (CountOf.ARRESTED, None, None),
    ]


def test_those_at_a_meeting_that_was_held_are_not_held() -> None:
    assert CountOf.ARRESTED not in [
        of for of, _, _ in counts("A strike of 550,000 weavers was held across the country.")
    ]


def test_a_bare_number_is_of_those_counted_before() -> None:
    assert counts("Police arrested 14 people. The union put the number at 20.") == [
        (CountOf.ARRESTED, 14, 14),
        (CountOf.ARRESTED, 20, 20),
    ]


@pytest.mark.parametrize(
    ("sentence", "cause"),
    [
        ("Hundreds gathered in fury at the collapse of the bridge.", "the collapse of the bridge"),
        ("The stoppage is aimed at a new pension law.", "a new pension law"),
        ("They took to the streets after the murder of a shopkeeper.", "the murder of a shopkeeper"),
        ("At issue is the planned closure of the mill.", "the planned closure of the mill"),
        ("The unrest stems from a shortage of fuel.", "a shortage of fuel"),
        ("The residents object to the landfill.", "the landfill"),
    ],
)
def test_what_a_protest_is_about(sentence: str, cause: str) -> None:
    assert causes(sentence) == [cause]


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor was criticised in May over the sale of the park.",
        "The marchers warmed up over tea.",
        "They huddled against the sleet at the march.",
        "The bridge was closed after an accident.",
        "The march passed over the bridge.",
        "The firm is against the strike.",
    ],
)
def test_other_uses_of_the_same_words_give_no_cause(sentence: str) -> None:
    assert causes(sentence) == []


@pytest.mark.parametrize(
    ("text", "source", "figure"),
    [
        ("Miners marched in Orvale. Police put the crowd at 4,000.", "Police", "4,000"),
        ("Miners marched in Orvale. The ministry spoke of 4,000 demonstrators.", "The ministry", "4,000"),
        ("About 5,000 people marched in Orvale, according to the unions.", "the unions", "About 5,000"),
        ("A crowd estimated by police at 300 marched in Orvale.", "police", "300"),
        ("Miners marched in Orvale. The organisers' own figure was 4,000.", "The organisers", "4,000"),
        ("Some 4,000 miners, by the police's count, marched in Orvale.", "police", "Some 4,000"),
        ("Miners marched in Orvale. Turnout was put at 4,000 by police.", "police", "4,000"),
        ("Two were hurt when miners marched, and according to police, 9 people were held.", "police", "9 people"),
        ("According to organisers, 5,000 people marched in Orvale.", "organisers", "5,000"),
    ],
)
def test_a_figure_that_somebody_puts_forward_is_theirs(text: str, source: str, figure: str) -> None:
    found = extract(Report(id="r", text=f"Miners march\n\n{text}"))
    (count,) = (c for c in found.of(Count) if found.document.text(c.words) == figure)
    (said,) = (u for u in found.of(Utterance) if u.key == count.said_in)
    assert said.speaker is not None
    assert found.entity(said.speaker).name == source


def test_a_figure_of_the_report_is_nobodys() -> None:
    found = extract(Report(id="r", text="Miners march\n\nAbout 300 people marched in Orvale and put 200 helmets down."))
    assert [found.document.text(c.words) for c in found.of(Count) if c.said_in is None] == ["About 300"]
    assert not list(found.of(Utterance))


@pytest.mark.parametrize(
    ("sentence", "town"),
    [
        ("Police arrested 12 people in York.", "York"),
        ("Police arrested 12 people in Leeds.", "Leeds"),
        ("Some 300 people came to the square in Leeds.", "Leeds"),
        ("Some 300 people came from Leeds.", "York"),
    ],
)
def test_a_figure_is_of_the_protest_in_the_town_of_its_clause(sentence: str, town: str) -> None:
    lead = "Workers marched in Leeds on Monday. Nurses held a rally in York on Tuesday.\n\n"
    found = extract(Report(id="x", text=lead + sentence))
    (event,) = {c.event for c in found.of(Count)}
    places = {r.object for r in found.of(Relation) if r.predicate is Predicate.PLACE and r.subject == event}
    assert [e.name for e in found.entities if e.key in places] == [town]


def test_of_those_accused_only_the_part_that_was_held_was_arrested() -> None:
    assert counts("A case was filed against nine people and two of them had been arrested.") == [
        (CountOf.ARRESTED, 2, 2)
    ]
    assert counts("They asked about 43 people who were abducted on the road.") == []
