"""Sizes, casualties, slogans, symbols, demands and reasons: constructions, and what looks like them."""

from __future__ import annotations

import pytest

from kg import facts as f
from kg.document import Report
from kg.pipeline import extract

MARCH = "Residents of Aldo marched in Aldo. "


def facts(text: str) -> f.Extraction:
    return extract(Report(id="r", text=text))


def counted(text: str, *of: f.CountOf) -> list[tuple[str, int | None, int | None]]:
    read = facts(text)
    return [(read.document.text(c.words), c.low, c.high) for c in read.of(f.Count) if c.of in of]


@pytest.mark.parametrize(
    ("sentence", "sizes"),
    [
        ("Between 300 and 400 workers gathered at the gate.", [("Between 300 and 400", 300, 400)]),
        ("Some 300-400 workers gathered at the gate.", [("Some 300-400", 300, 400)]),
        ("No more than 50 people took part.", [("No more than 50", None, 50)]),
        ("The crowd was put at 400 by police and at nearly 900 by organisers.",
         [("400", 400, 400), ("nearly 900", 900, 900)]),
        ("Police put the turnout at 1.5 million.", [("1.5 million", 1500000, 1500000)]),
        ("A few hundred women sat down on the railway line.", [("A few hundred", None, None)]),
        ("More than a dozen farmers blocked the bridge.", [("More than a dozen", 12, None)]),
        ("Police deployed 500 officers.", []),
        ("The petition bears 11,400 signatures.", []),
        ("The factory employs 3,000 people.", []),
        ("About 70 per cent of the 900 members stayed away.", []),
        ("The mine grinds the ore of about 60 villages.", []),
        ("Ada Lovik, 58, a farmer, marched too.", []),
        ("Relatives of the 43 miners held a vigil.", []),
    ],
)  # fmt: skip
def test_a_figure_is_a_size_by_what_its_people_did(
    sentence: str, sizes: list[tuple[str, int | None, int | None]]
) -> None:
    assert counted(MARCH + sentence, f.CountOf.PARTICIPANTS) == sizes


def test_tractors_are_counted_as_vehicles() -> None:
    text = "Farmers marched in Aldo. Police counted 140 tractors and some 400 people."
    assert counted(text, f.CountOf.VEHICLES) == [("140", 140, 140)]
    assert counted(text, f.CountOf.PARTICIPANTS) == [("some 400", 400, 400)]


@pytest.mark.parametrize(
    ("sentence", "kind", "words", "low"),
    [
        ("Two people were killed and dozens were hurt.", "killed", "Two people", 2),
        ("Police fired on the crowd, killing at least four people.", "killed", "at least four people", 4),
        ("Fourteen policemen were among the injured.", "injured", "Fourteen policemen", 14),
        ("Three women were treated for cuts.", "injured", "Three women", 3),
        ("Five marchers were pushed into a police lorry.", "arrested", "Five marchers", 5),
        ("Police made 14 arrests.", "arrested", "14", 14),
        ("The clashes left 3 dead.", "killed", "3 dead", 3),
    ],
)
def test_casualties(sentence: str, kind: str, words: str, low: int) -> None:
    assert counted(MARCH + sentence, f.CountOf(kind)) == [(words, low, None if "at least" in words else low)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Three residents were not arrested.",
        "Two buses were damaged and 300 people marched on.",
        "One of the injured spoke.",
        "Hundreds of mourners walked behind those who were killed.",
    ],
)
def test_what_is_no_number_of_casualties(sentence: str) -> None:
    assert counted(MARCH + sentence, f.CountOf.KILLED, f.CountOf.INJURED, f.CountOf.ARRESTED) == []


@pytest.mark.parametrize(
    ("sentence", "slogans"),
    [
        ('"April is ours!" some of the marchers chanted, and a banner carried by nurses read: "Look after us".',
         [("Chant", "April is ours!"), ("BannerText", "Look after us")]),
        ("They carried a coffin painted with the words 'Here lies our school'.",
         [("BannerText", "Here lies our school")]),
        ('They carried banners on which it was written: "Bread" and "Water".',
         [("BannerText", "Bread"), ("BannerText", "Water")]),
        ('Women clapped and shouted "Free Ada!"', [("Chant", "Free Ada!")]),
        ('"Resign!" rang out across the square.', [("Chant", "Resign!")]),
        ('Ada Lovik, a nurse, shouted "Go home!"', []),
        ('"We are staying," said a man with a banner.', []),
        ('A woman in a cap said: "It is cold."', []),
        ('He labelled the marchers "vandals".', []),
        ('The crowd replied: "Never!"', [("Chant", "Never!")]),
        ('A sheet draped over the bridge declared: "We will not move".', [("BannerText", "We will not move")]),
        ("The banners said NO MORE LIES.", [("BannerText", "NO MORE LIES")]),
        ('A notice by the company says: "The mill is closed."', []),
    ],
)  # fmt: skip
def test_slogans(sentence: str, slogans: list[tuple[str, str]]) -> None:
    read = facts(MARCH + sentence)
    assert [(e.form.value, read.document.text(e.content)) for e in read.of(f.Expression)] == slogans


@pytest.mark.parametrize(
    ("sentence", "symbols"),
    [
        ("They lit candles and burned an effigy of the minister.", ["candles", "effigy of the minister"]),
        ("Elderly men pushed prams with portraits of the martyrs tied to the hood.", ["portraits of the martyrs"]),
        ("No flags were seen, and banners were few under the banner of unity.", ["banners"]),
        ("There were signs of fatigue, and the picture is unclear.", []),
    ],
)
def test_symbols(sentence: str, symbols: list[str]) -> None:
    read = facts(MARCH + sentence)
    assert [read.document.text(s.words) for s in read.of(f.Symbol)] == symbols


@pytest.mark.parametrize(
    ("sentence", "demands"),
    [
        ("They want the boiler replaced, the mold removed and a rent credit.",
         ["the boiler replaced", "the mold removed", "a rent credit"]),
        ("They demanded the payment of wages and the reopening of two mills.",
         ["the payment of wages", "the reopening of two mills"]),
        ("They called for the release of Ada Lovik and Ben Orsk.", ["the release of Ada Lovik and Ben Orsk"]),
        ("They called for a strike on Friday.", []),
        ("If they want war they will get it.", []),
        ("Demand for steel is high.", []),
    ],
)  # fmt: skip
def test_demands(sentence: str, demands: list[str]) -> None:
    read = facts(MARCH + sentence)
    assert [read.document.text(d.content) for d in read.of(f.Demand)] == demands


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        (
            "Farmers marched in Aldo on Monday over the price of bread and water.",
            ["the price of bread and water"],
        ),
        ("Farmers marched in Aldo against the dam that would drown Brask.", ["the dam"]),
        ("Farmers marched in Aldo. They handed over a petition.", []),
        ("Farmers marched in Aldo over the bridge and stood against a wall.", []),
    ],
)
def test_reasons(text: str, issues: list[str]) -> None:
    read = facts(text)
    found = [r.text for r in read.of(f.Relation) if r.predicate is f.Predicate.ISSUE and r.text is not None]
    assert [read.document.text(span) for span in found] == issues


@pytest.mark.parametrize(
    ("sentence", "demands"),
    [
        ("The government was urged to reopen talks.", ["reopen talks"]),
        ("Union leaders gave the company a 48-hour ultimatum to reinstate the workers.", ["reinstate the workers"]),
        ("Villagers begged the authorities not to flood the valley.", ["not to flood the valley"]),
        ("The charter held two points: rollback of the hike and the removal of the dean.",
         ["rollback of the hike", "the removal of the dean"]),
        ("The league wants the arrears settled and the minister to publish a schedule.",
         ["the arrears settled", "publish a schedule"]),
        ("Chief among their demands is the resignation of the mayor.", ["the resignation of the mayor"]),
        ("The league wants an audit of the firm, the body that took over.", ["an audit of the firm"]),
        ("Police gave the crowd ten minutes to disperse.", []),
        ("Police urged motorists to avoid the centre.", []),
        ("The minister insisted that the land would not be sold.", []),
        ("Demand for coal has fallen.", []),
    ],
)  # fmt: skip
def test_families_of_asking(sentence: str, demands: list[str]) -> None:
    read = facts(MARCH + sentence)
    assert [read.document.text(d.content) for d in read.of(f.Demand)] == demands


@pytest.mark.parametrize(
    ("sentence", "demands"),
    [
        ("The union wants a minimum wage, dental coverage and an end to fees.",
         ["a minimum wage", "dental coverage", "an end to fees"]),
        ("They marched demanding a rise in the price of cane and clearance of arrears by mills.",
         ["a rise in the price of cane", "clearance of arrears by mills"]),
        ("The letter asks the council to scrap the increase and reconnect every household.",
         ["scrap the increase", "reconnect every household"]),
        ("They urged parliament to reject the bill and to hold new elections.",
         ["reject the bill", "hold new elections"]),
        ("The withdrawal of the bill is their first demand.", ["The withdrawal of the bill"]),
        ("The bishop appealed for calm.", ["calm"]),
        ("The students, who demand lower fees, occupied the hall.", ["lower fees"]),
        ("They sat in the lobby of the bank and refused to leave.", []),
    ],
)  # fmt: skip
def test_lists_of_what_is_asked(sentence: str, demands: list[str]) -> None:
    read = facts(sentence)
    assert [read.document.text(d.content) for d in read.of(f.Demand)] == demands


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Hundreds of nurses marched in Orvale on Friday to demand the return of their colleagues.", True),
        ("Dozens rallied in Orvale on Friday, demanding an end to night shifts.", True),
        ("Nurses marched in Orvale on Friday. Mayor Ana Brook demanded an inquiry.", False),
    ],
)
def test_what_a_protest_is_held_for_is_demanded_there(text: str, there: bool) -> None:
    read = extract(Report(id="r", text=f"{text}\n"))
    (demand,) = read.of(f.Demand)
    assert (demand.event is not None) is there
