"""Who is a person, a body or a place, over grids: the ways the press ties names to each other, with invented names."""

from __future__ import annotations

import pytest

from kg import facts as f
from kg.document import Report
from kg.pipeline import extract

Held = tuple[str, str, str | None]
PERSON, BODY, PLACE = f.EntityKind.PERSON, f.EntityKind.ORGANIZATION, f.EntityKind.PLACE


def names(text: str, kind: f.EntityKind) -> set[str]:
    found = extract(Report(id="r", text=text)).entities
    return {entity.name for entity in found if entity.kind is kind and entity.category != "unnamed"}


def held(text: str) -> set[Held]:
    extraction = extract(Report(id="r", text=text))
    return {
        (extraction.entity(m.member).name, m.title, m.organization and extraction.entity(m.organization).name)
        for m in extraction.of(f.Membership)
    }


MOTTOS = (
    "People Before Profit",
    "Student Voice",
    "Just Stop Fracking",
    "Reclaim the Night",
    "One Nation",
    "Green Future",
    "Save Our Streets",
    "Students Against Cuts",
    "Clean Rivers Now",
    "Act Now",
)


@pytest.mark.parametrize("role", ["councillor", "member", "spokeswoman", "organiser", "activist", "senator", "founder"])
@pytest.mark.parametrize("body", MOTTOS)
def test_a_body_of_common_words_is_told_by_the_role_after_it(body: str, role: str) -> None:
    for text in (f"Later {body} {role} Orla Tighe spoke.", f"Police led {body} {role} Orla Tighe away on Monday."):
        assert held(text) == {("Orla Tighe", role, body)}
        assert names(text, BODY) == {body}


@pytest.mark.parametrize("body", MOTTOS)
def test_a_body_of_common_words_is_told_by_its_members_and_by_what_it_does(body: str) -> None:
    for text in (
        f"On Monday {body} members held a banner.",
        f"Two supporters of {body} were there.",
        f"The march was organised by {body}.",
        f"They came with {body}, which called the rally.",
        f"The rally was backed by the Dockers' Union, the Kolm League and {body}.",
    ):
        assert body in names(text, BODY), text


@pytest.mark.parametrize(
    "town", ["Green Bay", "Little Rock", "West Side", "New York", "Grand Rapids", "High Wycombe", "Long Beach", "Kolm"]
)
@pytest.mark.parametrize("role", ["councillor", "mayor", "teacher", "resident", "activist", "senator"])
def test_a_town_before_a_role_is_no_body(town: str, role: str) -> None:
    text = f"Later {town} {role} Orla Tighe spoke."
    assert names(text, BODY) == set()
    assert names(text, PERSON) == {"Orla Tighe"}


KINDS = (
    "fast-food companies such as {} and Bigger Burger took part.",
    "Groups including {} and the Kolm League took part.",
    "Unions like {} took part.",
    "The parties {} and Levica took part.",
    "Two groups, {} and Levica, took part.",
    "Pupils of a movement named {} took part.",
    "A coalition known as {} took part.",
    "The student magazine {} was there.",
    "They had read it in the newspaper {}.",
    "Workers of the grocery chain {} took part.",
)


@pytest.mark.parametrize("text", KINDS)
@pytest.mark.parametrize("body", ["Palmway", "Burrito Rey", "Naughty Pupils", "Kolm Worker", "Critic Te Arohi"])
def test_a_kind_of_body_before_a_name_says_that_it_is_one(body: str, text: str) -> None:
    text = text.format(body)
    assert body in names(text, BODY)
    assert names(text, PERSON) == set()


@pytest.mark.parametrize(
    "text",
    [
        "They demand a special risk allowance (SRA). The SRA is late.",
        "They want help for meals, accommodation and transportation (MAT). The MAT is late.",
        "They marched against the Citizenship Amendment Act (CAA). The CAA is unjust, they said.",
        "The state wants a goods and services tax (GST). The GST is unpopular.",
        "Workers want a collective bargaining agreement (CBA). The CBA is late.",
    ],
)
def test_the_letters_of_a_thing_name_no_body(text: str) -> None:
    assert names(text, BODY) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Witnesses said Officer Dean Walsh shot him.", {("Dean Walsh", "officer", None)}),
        ("Senator Hunter Marr spoke.", {("Hunter Marr", "senator", None)}),
        ("On Monday Sheriff Mason Cole spoke.", {("Mason Cole", "sheriff", None)}),
        ("Associate Dean Ivo Marr spoke.", {("Ivo Marr", "associate dean", None)}),
        ("They met Bishop Ivo Marr and Judge Ana Luz.", {("Ivo Marr", "bishop", None), ("Ana Luz", "judge", None)}),
        ("The motorcade of King Maha Phuwanat drove past.", {("Maha Phuwanat", "king", None)}),
        ("Law lecturers Prof Ian Strand and Luz Salgado Reyes spoke.",
         {("Ian Strand", "law lecturer", None), ("Luz Salgado Reyes", "law lecturer", None)}),
        ("Two leaders of the Dockers' Union -- Ivo Marr (伊沃) and Ana Luz (安娜) -- were held.",
         {("Ivo Marr", "leader", "Dockers' Union"), ("Ana Luz", "leader", "Dockers' Union")}),
        ("Two leaders of the Dockers' Union, Ivo Marr (52) and Ana Luz (41), were held.",
         {("Ivo Marr", "leader", "Dockers' Union"), ("Ana Luz", "leader", "Dockers' Union")}),
        ("Ivo Marr, who is also treatment czar, spoke.", {("Ivo Marr", "treatment czar", None)}),
        ("“No,” said Ivo Marr, a second year Politics student.",
         {("Ivo Marr", "second year politics student", None)}),
        ("Ivo Marr, deputy principal of Kolm School, spoke.", {("Ivo Marr", "deputy principal", "Kolm School")}),
        ("Ivo Marr, one of three leaders of the Dockers' Union, spoke.", {("Ivo Marr", "leader", "Dockers' Union")}),
        ("Kolm City Police District Commander, Superintendent Ana Luz, spoke.",
         {("Ana Luz", "commander", "Kolm City Police District"), ("Ana Luz", "superintendent", None)}),
    ],
)  # fmt: skip
def test_titles_beside_first_names_and_other_titles(text: str, expected: set[Held]) -> None:
    assert held(text) == expected


@pytest.mark.parametrize("thing", ["Student Health", "Student Services", "Worker Power", "Farmer Action"])
def test_a_trade_before_words_that_are_nobodys_is_no_title(thing: str) -> None:
    for text in (f"They spoke about {thing} on Monday.", f"On Monday {thing} was there."):
        assert names(text, PERSON) == set()


@pytest.mark.parametrize(
    ("text", "houses"),
    [
        ("Crowds came together at the GPO on O'Connell Street.", {"GPO"}),
        ("Columns met at the GPO. Crowds stood before moving to the GPO.", {"GPO"}),
        ("Students occupied the SLB on Monday. They were still in the SLB on Tuesday.", {"SLB"}),
        ("Students entered the SLB at noon and left the SLB at night.", {"SLB"}),
        ("Protesters stormed the KICC in Kolm.", {"KICC"}),
        ("The rally at the BBC ended. The BBC said no.", set()),
        ("Members of the KNC met in the KNC.", set()),
        ("Staff at the KNC struck.", set()),
        ("They marched to the KNC to hand in a letter.", set()),
        ("They met the KNC's leaders at the KNC.", set()),
    ],
)
def test_capitals_name_a_house_where_one_only_meets_or_enters(text: str, houses: set[str]) -> None:
    capitals = {name for name in names(text, PLACE) if name.isupper()}
    assert capitals == houses
    assert not houses & names(text, BODY)


@pytest.mark.parametrize("state", ["FL", "MI", "NSW", "BC", "QLD", "OR", "Ariz.", "B.C.", "Sask."])
def test_a_state_after_its_town_is_no_body(state: str) -> None:
    for text in (
        f"A march was held in Velmora, {state}, on Sunday.",
        f"Velmora, {state} – Hundreds marched on Sunday.",
    ):
        assert names(text, BODY) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Juries declined to indict the officers who killed {} and Edward Gaines.",
        "Police shot {} on Monday.",
        "The officer who arrested {} was there.",
        "A jury acquitted {}.",
        "A grand jury indicted {} in March.",
        "Troops detained {} at his home.",
        "A man named {} spoke.",
        "They told Kolm Daily's {} that nobody was hurt.",
        "“We stay,” {}, 16, told reporters.",
    ],
)
@pytest.mark.parametrize("name", ["Marcus Bell", "Kuo Ting-yu", "Samia al-Hourani", "Luz Paz Arana"])
def test_those_to_whom_only_people_s_fates_come_are_persons(text: str, name: str) -> None:
    assert name in names(text.format(name), PERSON)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The independent site Qala.kz put the number at 100.", "Qala.kz"),
        ("Student Jovana Ilic told SrbNet news agency that they will not give up.", "SrbNet"),
        ("The march was called by Free Choice of Kolm, a party that is banned.", "Free Choice of Kolm"),
        ('They belonged to a group called "Rising Kolm."', "Rising Kolm"),
        ("The Nishtiman movement called it.", "Nishtiman movement"),
        ("The City of Kolm turned down the permit.", "City of Kolm"),
        ("The US Embassy in Kolm put out a message.", "US Embassy"),
        ("The Awami Tehreek-Pakistan condemned it.", "Awami Tehreek-Pakistan"),
        ("The strike was called by the Educators' Institute Te Rōpū Ako (EI).", "Educators' Institute Te Rōpū Ako"),
        ("The State School Teachers Union met. The Teachers Union said no.", "State School Teachers Union"),
    ],
)
def test_a_body_by_its_address_its_acts_and_its_parts(text: str, body: str) -> None:
    assert names(text, BODY) == {body}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The protests against Mesut Bilir, the newly appointed rector of the Kolm League, went on.",
         {("Mesut Bilir", "rector", "Kolm League")}),
        ("Reporters' Club Vice-Presidents Abdul Latif and Kazi Zahid, Joint Secretary Sohel Mridha and others spoke.",
         {("Abdul Latif", "vice-president", "Reporters' Club"), ("Kazi Zahid", "vice-president", "Reporters' Club"),
          ("Sohel Mridha", "joint secretary", "Reporters' Club")}),
        ("Bhorer Barta's Kolm Correspondent Jahid Hasan spoke.", {("Jahid Hasan", "correspondent", "Bhorer Barta")}),
        ("The spokesperson for the OPDC, Akure District, Mr. Kolade Ajiboye, said no.",
         {("Kolade Ajiboye", "spokesperson", "OPDC")}),
        ("Fejuve president Ana Luz said no.", {("Ana Luz", "president", "Fejuve")}),
        ("Students for Palestine convenor Ana Luz said no.", {("Ana Luz", "convenor", "Students for Palestine")}),
        ("Later Youth in Action coordinator Ana Luz spoke.", {("Ana Luz", "coordinator", "Youth in Action")}),
        ("Fight for the Future director Ana Luz spoke.", {("Ana Luz", "director", "Fight for the Future")}),
        ("On Monday Leader of the Opposition Ana Luz spoke.", {("Ana Luz", "leader of the opposition", None)}),
        ("Ana Luz, a Velmora teacher, said no.", {("Ana Luz", "teacher", None)}),
        ("Ana Luz, until last year secretary of the Kolm League, said no.", {("Ana Luz", "secretary", "Kolm League")}),
    ],
)  # fmt: skip
def test_titles_with_their_bodies_in_other_orders(text: str, expected: set[Held]) -> None:
    assert held(text) == expected


@pytest.mark.parametrize("who", ["Protester", "Resident", "Aunty", "Uncle", "Villager", "Volunteer", "Mother-of-two"])
def test_a_word_for_people_before_a_name_is_no_part_of_it(who: str) -> None:
    assert names(f"{who} Samia Hourani said the water was bad.", PERSON) == {"Samia Hourani"}
