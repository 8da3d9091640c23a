"""Who is a person, which titles they hold, and in which body: constructions and their traps, with invented names."""

from __future__ import annotations

import pytest

from kg import facts as f
from kg.document import Report
from kg.pipeline import extract

Held = tuple[str, str, str | None]


def read(text: str) -> f.Extraction:
    return extract(Report(id="r", text=text))


def held(text: str) -> set[Held]:
    extraction = read(text)
    return {
        (extraction.entity(m.member).name, m.title, m.organization and extraction.entity(m.organization).name)
        for m in extraction.of(f.Membership)
    }


def persons(text: str) -> set[str]:
    return {entity.name for entity in read(text).entities if entity.kind is f.EntityKind.PERSON}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ilka Brenn and Oren Tasch, both office-bearers of the Kolm League, were detained.",
         {("Ilka Brenn", "office-bearer", "Kolm League"), ("Oren Tasch", "office-bearer", "Kolm League")}),
        ("Ilka Brenn, until last year secretary of the Kolm League, said no.",
         {("Ilka Brenn", "secretary", "Kolm League")}),
        ("Registrar Colonel (retd) Oren Tasch said no.",
         {("Oren Tasch", "registrar", None), ("Oren Tasch", "colonel (retd)", None)}),
        ("Ilka Brenn took the microphone. A machine operator, she has worked nights.",
         {("Ilka Brenn", "machine operator", None)}),
        ("“No,” said Sister Ilka Brenn.", {("Ilka Brenn", "sister", None)}),
        ("Oren Tasch (president, Kolm Weavers' Union) spoke.", {("Oren Tasch", "president", "Kolm Weavers' Union")}),
        ("Acting county labour officer Ilka Brenn spoke.", {("Ilka Brenn", "acting county labour officer", None)}),
        ("Ilka Brenn (former board member, surgeon and harbourmaster) spoke.",
         {("Ilka Brenn", "former board member", None), ("Ilka Brenn", "surgeon", None),
          ("Ilka Brenn", "harbourmaster", None)}),
        ("“No,” said Ilka Brenn, another of the organisers.", {("Ilka Brenn", "organiser", None)}),
        ("Ilka Brenn, one of the activists who planned it, said no.", {("Ilka Brenn", "activist", None)}),
        ("Police took Oren Tasch a retired teacher who had come alone.", {("Oren Tasch", "retired teacher", None)}),
        ("Oren Tasch, treasurer of the village’s Land Committee, said no.",
         {("Oren Tasch", "treasurer", "Land Committee")}),
        ("The Kolm Fishing Co-operative met. “No,” said Oren Tasch, secretary of the co-operative.",
         {("Oren Tasch", "secretary", "Kolm Fishing Co-operative")}),
        ("The Kolm Relief Army marched. Oren Tasch, a former officer of the army, said no.",
         {("Oren Tasch", "former officer", None)}),
        ("Former deputy mayor and teacher Ilka Brenn spoke.",
         {("Ilka Brenn", "former deputy mayor", None), ("Ilka Brenn", "teacher", None)}),
        ("The deputy governor for security affairs of Kolm province, Oren Tasch, said no.",
         {("Oren Tasch", "deputy governor for security affairs", None)}),
        ("“We stay,” said Ilka Brenn, 43, a retired ward sister with two sons.",
         {("Ilka Brenn", "retired ward sister", None)}),
        ("Ilka Brenn is a master's student in Kolm.", {("Ilka Brenn", "master's student", None)}),
        ("A well-known Kolm-based labour researcher, Ilka Brenn, said no.",
         {("Ilka Brenn", "labour researcher", None)}),
        ("Kolm Weavers' Union branch chairman Ilka Brenn said no.",
         {("Ilka Brenn", "branch chairman", "Kolm Weavers' Union")}),
        ("The Kolm League met. As for the Kolm League, its spokesman Oren Tasch said no.",
         {("Oren Tasch", "spokesman", "Kolm League")}),
        ("The march was called by the Kolm Weavers' Union. The union's chair, Ilka Brenn, spoke.",
         {("Ilka Brenn", "chair", "Kolm Weavers' Union")}),
        ("Ilka Brenn, chair of the Kolm League, and her deputy, Oren Tasch, spoke.",
         {("Ilka Brenn", "chair", "Kolm League"), ("Oren Tasch", "deputy", "Kolm League")}),
        ("One of the notables of the Kolm clan, Sheikh Oren Tasch, spoke.",
         {("Oren Tasch", "notable", "Kolm clan"), ("Oren Tasch", "sheikh", None)}),
        ("The lawyer Ilka Brenn, a former inspector, said no.",
         {("Ilka Brenn", "lawyer", None), ("Ilka Brenn", "former inspector", None)}),
        ("Her daughter Mila was there, and the boy's mother, Ilka Brenn, did not speak.",
         {("Mila", "daughter", None), ("Ilka Brenn", "mother", None)}),
        ("Ilka Brenn, cabinet member for children, families and communities, said no.",
         {("Ilka Brenn", "cabinet member for children, families and communities", None)}),
        ("Ilka Brenn, the cabinet member for housing, and Oren Tasch said no.",
         {("Ilka Brenn", "cabinet member for housing", None)}),
        ("Resident medical officer (RMO) of Kolm Hospital, Ilka Brenn said no.",
         {("Ilka Brenn", "resident medical officer", "Kolm Hospital")}),
        ("Superintendent of police (SP) Ilka Brenn said no.", {("Ilka Brenn", "superintendent of police", None)}),
        ("Assistant Commissioner Ilka Brenn and Executive Engineer Oren Tasch came.",
         {("Ilka Brenn", "assistant commissioner", None), ("Oren Tasch", "executive engineer", None)}),
        ("Chief Agriculture Officer Ilka Brenn and additional SP Oren Tasch came.",
         {("Ilka Brenn", "chief agriculture officer", None), ("Oren Tasch", "additional sp", None)}),
        ("The mother of the late Oren Tasch, Ilka Brenn, spoke.", {("Ilka Brenn", "mother", None)}),
        ("Retired PE teacher Ilka Brenn spoke.", {("Ilka Brenn", "retired pe teacher", None)}),
        ("They mourned Ilka Brenn, a mold operator and union chairman.",
         {("Ilka Brenn", "mold operator", None), ("Ilka Brenn", "union chairman", None)}),
        ("The general secretary of the Kolm League's women's wing, Ilka Brenn, said no.",
         {("Ilka Brenn", "general secretary", "Kolm League")}),
        ("Oren Tasch, officer-in-charge (OC) of Kolm Police, said no.",
         {("Oren Tasch", "officer-in-charge", "Kolm Police")}),
        ("Lt. Col. Oren Tasch, spokesman of the Kolm League, said no.",
         {("Oren Tasch", "lt. col", None), ("Oren Tasch", "spokesman", "Kolm League")}),
        ("No one, including President Oren Tasch, the Education Secretary or the courts, can stop it.",
         {("Oren Tasch", "president", None)}),
        ("KWU district president Ilka Brenn spoke. The Kolm Weavers' Union (KWU) struck.",
         {("Ilka Brenn", "district president", "Kolm Weavers' Union")}),
    ],
)  # fmt: skip
def test_titles_are_read_whole_with_their_body(text: str, expected: set[Held]) -> None:
    assert held(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The crowd booed the mayor, Ilka Brenn said.",
        "The organisers, Ilka Brenn said, had left.",
        "When police shot a student, Ilka Brenn ran.",
        "Sarah Miller said no.",
        "With the minister, Oren Tasch met nobody.",
        "Oren Tasch, the mayor having left, spoke.",
        "Ilka Brenn was not a member of the Kolm League.",
        "Ilka Brenn and Oren Tasch spoke. She is no nurse.",
        "They marched to the offices of the pit's owner, Kolm Lignite, in fury.",
    ],
)
def test_a_comma_between_clauses_ties_no_title_to_a_name(text: str) -> None:
    assert held(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They want the release of Ilka Brenn, Oren Tasch and Mila Dorn.", {"Ilka Brenn", "Oren Tasch", "Mila Dorn"}),
        ("A poem was recited by Tavin (Ilka Brenn), whose books are banned.", {"Ilka Brenn"}),
        ("Among them was Oren Tasch, whose nom de guerre is Rezan.", {"Oren Tasch"}),
        ("Ilka van der Brenn, 34, said no.", {"Ilka van der Brenn"}),
        ("Oren Taschan, a baker, was shot. Many wept.\n\nOren Tashan left two sons.", {"Oren Taschan"}),
        ("They met in Martyr Oren Tasch Square near the Tasch Water Board.", set()),
        ("Water Rights International said no.", set()),
        (
            "They want the arrest of Oren Tasch; the release of Ilka Brenn; and Minimum Support Price.",
            {"Oren Tasch", "Ilka Brenn"},
        ),
        ("They went to the Baker County Courthouse.", set()),
        ("Ilka Brenn, a Belarusian national, faces trial.", {"Ilka Brenn"}),
        ("Deputy Commissioner (DC) Oren Tasch came.", {"Oren Tasch"}),
        ("This was how Ilka Brenn, Kolmar branch secretary for the docks, began.", {"Ilka Brenn"}),
        ("Among them was the Rev. Matt Deal.", {"Matt Deal"}),
        ('"No," Ilka Brenn of the Kolm Union (KU), which called the march, told a reporter.', {"Ilka Brenn"}),
        ("Ilka Brenn of the students' committee was arrested on Monday.", {"Ilka Brenn"}),
        ("A clinic named the dead as Ilka Brenn and Oren Tasch.", {"Ilka Brenn", "Oren Tasch"}),
        (
            "The hospital named the victims as Ilka Brenn, Oren Tasch and Mila Dorn.",
            {"Ilka Brenn", "Oren Tasch", "Mila Dorn"},
        ),
        ("The company named the brands as Ivory Sun and Blue Light.", set()),
        ("Geeta, a resident of Kolm, said no.", {"Geeta"}),
        ("Yesterday, a resident of Kolm said no.", set()),
        ("“No,” Ilka Brenn, of the Kolm League (Orvale) said.", {"Ilka Brenn"}),
    ],
)
def test_who_is_a_person(text: str, expected: set[str]) -> None:
    assert persons(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ilka Brenn of the group Green Kolm read out a letter.", {"Ilka Brenn"}),
        ("Ilka Brenn, in her third year of medicine, said the library was shut.", {"Ilka Brenn"}),
        ("The stage was then taken by Ilka Brenn from the Kolm Weavers' Union.", {"Ilka Brenn"}),
        ("Ilka Brenn has refused to leave.", {"Ilka Brenn"}),
        ("Their chairman, Tasch, denounced the raid.", {"Tasch"}),
        ("Alhaji Oren Tasch and Madam Ilka Brenn came.", {"Oren Tasch", "Ilka Brenn"}),
        ("Nova Kolm saw clashes. Kolm Vale was quiet, and buses stood in Kolm Vale.", set()),
        ("Black Friday was chosen as the day.", set()),
        ("The refuse workers employed by Kolm Environmental began a strike.", set()),
        ("Farmers from Kolm, Tasch and Brenn came.", set()),
        ("The commander of the 3rd Brigade said no.", set()),
    ],
)
def test_full_names_that_act_are_persons(text: str, expected: set[str]) -> None:
    assert persons(f"A day of protest\n\n{text}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Deputy Agriculture Minister Oren Tasch came.", {("Oren Tasch", "deputy agriculture minister", None)}),
        ("Ilka Brenn, who heads the Kolm Weavers' Union, said no.", {("Ilka Brenn", "head", "Kolm Weavers' Union")}),
        ("Ilka Brenn, chair of the Kolm League and one of the organisers, said no.",
         {("Ilka Brenn", "chair", "Kolm League"), ("Ilka Brenn", "organiser", None)}),
        ("The Kolm League (KOL) branch secretary Ilka Brenn said no.",
         {("Ilka Brenn", "branch secretary", "Kolm League")}),
        ("Ilka Brenn, for ten years chair of the Kolm League, said no.", {("Ilka Brenn", "chair", "Kolm League")}),
        ("Ilka Brenn, a loader at the depot, said no.", {("Ilka Brenn", "loader", None)}),
        ("A priest, the Rev. Oren Tasch, said no.", {("Oren Tasch", "priest", None)}),
        ("Archbishop emeritus Oren Tasch said no.", {("Oren Tasch", "archbishop emeritus", None)}),
        ("The wartime general Oren Tasch is honoured there.", {("Oren Tasch", "wartime general", None)}),
        ("Women at the head of the column carried framed photographs of a miner, Oren Tasch.",
         {("Oren Tasch", "miner", None)}),
    ],
)  # fmt: skip
def test_titles_by_verbs_and_in_other_orders(text: str, expected: set[Held]) -> None:
    assert held(f"A day of protest\n\n{text}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Kolm Growers' Union met. Then a vote was taken. Ilka Brenn, adviser to the union, said no.",
         {("Ilka Brenn", "adviser", "Kolm Growers' Union")}),
        ("The Kolm Growers' Union met. “No,” said the chair of the outfit, Ilka Brenn.",
         {("Ilka Brenn", "chair", "Kolm Growers' Union")}),
        ("The Kolm Growers' Union wrote to the Tasch Ministry. Its chair, Ilka Brenn, said no.",
         {("Ilka Brenn", "chair", "Kolm Growers' Union")}),
        ("The Kolm Growers' Union and the Kolm Bakers' Union met. Ilka Brenn, chair of the union, said no.",
         {("Ilka Brenn", "chair", None)}),
        ("Kolm Growers' Union chairman, Mr Oren Tasch and secretary, Ms Ilka Brenn, said no.",
         {("Oren Tasch", "chairman", "Kolm Growers' Union"), ("Ilka Brenn", "secretary", "Kolm Growers' Union")}),
        ("Kolm Growers' Union chairman Oren Tasch and mayor Ilka Brenn said no.",
         {("Oren Tasch", "chairman", "Kolm Growers' Union"), ("Ilka Brenn", "mayor", None)}),
        ("President of the Kolm Growers' Union, KGU, Comrade Oren Tasch, said no.",
         {("Oren Tasch", "president", "Kolm Growers' Union")}),
        ("Oren Tasch, secretary of the Kolm Growers' Union's Lagos branch, said no.",
         {("Oren Tasch", "secretary", "Kolm Growers' Union")}),
        ("Kolmu Secretary-General Oren Tasch said no.", {("Oren Tasch", "secretary-general", "Kolmu")}),
        ("Education Cabinet Secretary Ilka Brenn said no.", {("Ilka Brenn", "education cabinet secretary", None)}),
        ("Fellow organiser Ilka Brenn said no.", {("Ilka Brenn", "organiser", None)}),
        ("Workers of Kolm Steel struck. The managing director, Oren Tasch, was away.",
         {("Oren Tasch", "managing director", "Kolm Steel")}),
        ("The Kolm Weavers' Union struck. Regional organiser Ilka Brenn spoke.",
         {("Ilka Brenn", "regional organiser", "Kolm Weavers' Union")}),
        ("The Kolm Weavers' Union struck. Ilka Brenn, a shop steward, spoke.", {("Ilka Brenn", "shop steward", None)}),
        ("Students of Kolm University sat in. The university spokesman, Oren Tasch, said no.",
         {("Oren Tasch", "spokesman", "Kolm University")}),
        ("Help came from the Kolm League, whose secretary, Ilka Brenn, spoke.",
         {("Ilka Brenn", "secretary", "Kolm League")}),
        ("They marched for the Kolm League. Ada Lovik, whose secretary Ilka Brenn spoke too, said no.",
         {("Ilka Brenn", "secretary", None)}),
        ("The march was called by the Kolm League. Kolm League critic Ilka Brenn said no.",
         {("Ilka Brenn", "critic", None)}),
        ("Ilka Brenn, co-chair of the Kolm League, spoke. The co-chair Ilka Brenn then left.",
         {("Ilka Brenn", "co-chair", "Kolm League")}),
        ("The Kolm League met. Oren Tasch, head of the local chamber of commerce, said no.",
         {("Oren Tasch", "head", None)}),
        ("The Kolm Weavers' Union met. Fejuve secretary-general Oren Tasch said no.",
         {("Oren Tasch", "secretary-general", "Fejuve")}),
    ],
)  # fmt: skip
def test_a_common_noun_and_its_mean_the_body_told_of(text: str, expected: set[Held]) -> None:
    assert held(f"A day of protest\n\n{text}") == expected


def test_the_title_beside_a_name_is_the_reporters_whoever_is_reported() -> None:
    extraction = read("A day of protest\n\nPolice said that mayor Oren Tasch had left and that Ilka Brenn was a thief.")
    titles = {m.title: m.said_in for m in extraction.of(f.Membership)}
    assert titles["mayor"] is None
    assert titles.get("thief", "said") is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ilka Brenn, head of the Kolm League observer mission, said no.", {("Ilka Brenn", "head", "Kolm League")}),
        ("Ilka Brenn, leader of opposition party Kolm League, said no.", {("Ilka Brenn", "leader", "Kolm League")}),
        ("The head of the Kolm League press bureau, Ilka Brenn, said no.", {("Ilka Brenn", "head", "Kolm League")}),
        ("Ilka Brenn, president of the union of secondary students, said no.", {("Ilka Brenn", "president", None)}),
        ("Ilka Brenn, chair of the Kolm League and one of the organisers, said no.",
         {("Ilka Brenn", "chair", "Kolm League"), ("Ilka Brenn", "organiser", None)}),
        ("Ilka Brenn and Oren Tasch are teachers.", {("Ilka Brenn", "teacher", None), ("Oren Tasch", "teacher", None)}),
        ("Ilka Brenn, 34, and Oren Tasch, 36, two teachers from Kolm, were held.",
         {("Ilka Brenn", "teacher", None), ("Oren Tasch", "teacher", None)}),
        ("Ilka Brenn and Oren Tasch, who are both teachers, were held.",
         {("Ilka Brenn", "teacher", None), ("Oren Tasch", "teacher", None)}),
        ("Ilka Brenn and Oren Tasch are not teachers.", set()),
        ("According to Oren, a Kolm League member, they left.", {("Oren", "member", "Kolm League")}),
        ("The Feminist Night March set off.", set()),
        ("Mayor Brown said no.", {("Brown", "mayor", None)}),
    ],
)  # fmt: skip
def test_a_title_may_go_on_over_a_longer_phrase_and_belong_to_several(text: str, expected: set[Held]) -> None:
    assert held(f"Rally held\n\n{text}") == expected
