"""Quotations, their speakers and statements: constructions of news prose and their traps. All names are invented."""

from __future__ import annotations

import pytest

from kg import facts as f
from kg.document import Report
from kg.lexicon import load_lexicon
from kg.pipeline import extract
from kg.reading.segment import segment

Said = list[tuple[str | None, str]]


def regions(text: str) -> list[str]:
    """What stands between quotation marks."""
    document = segment(Report(id="r", text=text), load_lexicon())
    return [document.text(region.content) for region in document.quoted]


def said(text: str, *, direct: bool = True) -> Said:
    """The utterances of a text, each with its speaker."""
    read = extract(Report(id="r", text=text))
    return [
        (
            None if u.speaker is None else read.entity(u.speaker).name,
            " … ".join(read.document.text(c) for c in u.content),
        )
        for u in sorted(read.of(f.Utterance), key=lambda u: u.content[0])
        if u.direct is direct and u.said_in is None
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "go" and left.', ["go"]),
        ("He said “go” and left.", ["go"]),
        ("He said «go» and left.", ["go"]),
        ("He said »go« and left.", ["go"]),
        ("He said „go“ and left.", ["go"]),
        ("He said ``go'' and left.", ["go"]),
        ('He said ""go"" and left.', ["go"]),
        ('He said “go" and left.', ["go"]),
        ('He said, " We go. "', ["We go."]),
        ("He said 'we go' and left.", ["we go"]),
        ("'The miners' pit is shut,' he said.", ["The miners' pit is shut,"]),
        ("The miners' pit and the drivers' depot weren't shut in the '90s.", []),
        ("“He said ‘no’ to us,” she said.", ["He said ‘no’ to us,"]),
        ('The rope was 5" thick and 6" long.', []),
        ('He said: "We stay.\n\n"We go.\n\n"We rest." She left.', ["We stay.", "We go.", "We rest."]),
        ("'We stay,' he said. 'We wait.\n\n'We go.' She left.", ["We stay,", "We wait.", "We go."]),
    ],
)
def test_where_quotations_begin_and_end(text: str, found: list[str]) -> None:
    assert regions(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"They beat us," said one student, who asked not to be named.', [("one student", "They beat us,")]),
        (
            '"We saw smoke," a police spokesman said. "Nobody was hurt," he added.',
            [("a police spokesman", "We saw smoke,"), ("a police spokesman", "Nobody was hurt,")],
        ),
        (
            'The statement was read by the mayor, Ada Lovik. "We reject it," the statement said.',
            [("Ada Lovik", "We reject it,")],
        ),
        ('The mayor, Ada Lovik, spoke of "a dark day".', [("Ada Lovik", "a dark day")]),
        (
            'The mayor, Ada Lovik, dismissed the claims as "lies", adding: "We go on."',
            [("Ada Lovik", "lies"), ("Ada Lovik", "We go on.")],
        ),
        ('The mayor, Ada Lovik, was told that "nothing could be done".', []),
        ('The mayor, Ada Lovik, said the "temporary" bridge would go.', []),
        ('The film "The Long Night" was shown. The "peace square" was empty.', []),
        ('Marchers carried a sign that said "Enough".', []),
        ('The road was empty. "What now?"', [(None, "What now?")]),
        ('Organisers spoke of a vigil, called by "Stop the Mine," a coalition.', []),
        ('The mayor, Ada Lovik, asked for the release of Jon "Red" Orrel.', []),
    ],
)
def test_whose_a_quotation_is(text: str, found: Said) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The mayor, Ada Lovik, said that talks had failed and that a new round would start soon.",
            [("Ada Lovik", "talks had failed"), ("Ada Lovik", "a new round would start soon")],
        ),
        (
            "All had been released, said the mayor, Ada Lovik, and nobody would be charged.",
            [("Ada Lovik", "All had been released"), ("Ada Lovik", "nobody would be charged")],
        ),
        ("Many of them said they had not been paid.", [("Many of them", "they had not been paid")]),
        ("According to the mayor, Ada Lovik, the dam is safe.", [("Ada Lovik", "the dam is safe")]),
        ("The mayor did not say who would pay. Leaflets said to insult the king were burnt.", []),
        ("The flood claimed the lives of four people.", []),
    ],
)
def test_what_is_said_without_marks(text: str, found: Said) -> None:
    assert said(text, direct=False) == found


@pytest.mark.parametrize(
    "line",
    [
        "Read also: Bakers call off their strike",
        "By Our Correspondent",
        "Words and pictures: Ada Lovik",
        "(Reporting by A. Lovik; editing by B. Orsk)",
        "Marchers cross the bridge. Photo: Ada Lovik",
        "Sign up for our newsletter.",
        "The Aldo Lens is an independent weekly. Share this story.",
        "Donations: Strike Fund, 14 Mill Row, Aldo.",
        "LNA",
    ],
)
def test_nothing_is_read_from_what_is_no_part_of_the_report(line: str) -> None:
    text = f"Bakers march in Aldo\n\nBakers marched in Aldo.\n\n{line}"
    read = extract(Report(id="r", text=text))
    start = text.index(line)
    assert not [e for e in read.entities if all(span.start >= start for span in e.mentions)]
    assert not [fact for fact in read.facts if all(span.start >= start for span in fact.evidence)]


def test_nothing_is_read_from_a_by_line_with_its_date() -> None:
    line = "By Ada Lovik and Bo Orsk Lindqvist, Senior Staff Writers\nFebruary 19, 2025, 9:14 p.m."
    read = extract(Report(id="r", text=f"Bakers march in Aldo\n\n{line}\n\nBakers marched in Aldo on Monday."))
    assert [entity.name for entity in read.entities if entity.kind is f.EntityKind.PERSON] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('The baker, Ada Lovik, came. "We have nothing," pleaded Lovik.', ("Ada Lovik", "We have nothing,")),
        ('The baker, Ada Lovik, came. "We have nothing," Lovik shrugged.', ("Ada Lovik", "We have nothing,")),
        ('Ms Ada Lovik took the microphone. "We have nothing left."', ("Ada Lovik", "We have nothing left.")),
        ('The mayor, Ada Lovik, kept silent on what she called "a trifle".', ("Ada Lovik", "a trifle")),
        ('The plan, described by the mayor, Ada Lovik, as "a gift", was dropped.', ("Ada Lovik", "a gift")),
        ('"Stay calm," read a statement from the Harbour Council.', ("Harbour Council", "Stay calm,")),
        ('Ada Lovik, a tailor, came. A mother of four, she has sewn since 1999. "It hurts," she said.',
         ("Ada Lovik", "It hurts,")),
        ('Among those at the gate was Ms Ada Lovik (83). "It hurts," she says.', ("Ada Lovik", "It hurts,")),
    ],
)  # fmt: skip
def test_words_belong_to_who_stands_beside_them(text: str, found: tuple[str, str]) -> None:
    assert found in said(text)


@pytest.mark.parametrize(
    "text",
    [
        'After singing "We Shall Overcome," the choir walked home with the nurse, Ada Lovik.',
        '"Bread and Roses," directed by the nurse, Ada Lovik, opened on Friday.',
        '"Give it back!" the crowd answered.',
        'The crowd repeated "Give it back".',
    ],
)
def test_songs_titles_and_chants_are_no_quotations(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Harbour Union denied any link to the fire.", ["any link to the fire"]),
        ("The Harbour Union described the offer as far too low.", ["the offer as far too low"]),
        ("The mayor, Ada Lovik, called the march a provocation.", ["the march a provocation"]),
        ("The mayor, Ada Lovik, admitted the water had been cut.", ["the water had been cut"]),
        ("Nothing had been decided, her lawyer, Ms Ada Lovik, told Radio Aldo.", ["Nothing had been decided"]),
        ("The mayor, Ada Lovik, said the noise added to the tension.", ["the noise added to the tension"]),
        ("The Harbour Union insists the ban is unlawful, citing a ruling.", ["the ban is unlawful"]),
        ("The Harbour Union praised the women of Aldo, who had stayed all night.", ["the women of Aldo"]),
        ("The Harbour Union condemned yesterday’s raid.", ["yesterday’s raid"]),
        ("The mayor, Ada Lovik, called the police after a meeting.", []),
        ("The mayor, Ada Lovik, admitted three patients who had come late.", []),
        ("The protesters defended the barricade until noon.", []),
    ],
)
def test_what_is_denied_described_or_admitted_is_a_statement(text: str, found: list[str]) -> None:
    assert [words for _, words in said(text, direct=False)] == found


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('The rally was addressed by Ada Lovik. "We stay," she told the crowd.', "Ada Lovik"),
        ('The leader, Ada Lovik, told them the law was an insult. "It will go," she said to applause.', "Ada Lovik"),
        ('Ada Lovik, a welder, stood at the gate. "They lied," said the mother of two.', "Ada Lovik"),
        ('Ada Lovik, a welder, stood at the gate. "They lied," the 45-year-old said.', "Ada Lovik"),
        ('Ada Lovik, a welder, has three sons. "They lied to all of us."', "Ada Lovik"),
        ('They listened to a letter read by actress Ada Lovik. "We stay," the letter said.', "Ada Lovik"),
        ('Said Ada Lovik, a welder: "They lied."', "Ada Lovik"),
        ('A second man spoke of fear. "They lied," she said.', None),
        ("The mayor met the strikers. “We will find money,” he said.", "The mayor"),
        ("Ilka Brenn led the march. She was joined by Oren Tasch, a teacher. “We won,” she said.", "Ilka Brenn"),
        ("The letter was received by the deputy mayor, Ilka Brenn. “I will pass it on,” she said.", "Ilka Brenn"),
        ("A nurse handed a letter to Oren Tasch, an aide. “We are tired,” she said.", "A nurse"),
        ("In a statement, the Kolm League rejected the offer. “Nobody will go,” it said.", "Kolm League"),
        (
            "Ilka Brenn, mother of the late Oren Brenn, came to the rally. “He is here,” Brenn said.",
            "Ilka Brenn",
        ),
        ("“We sleep here,” said Ilka, who gave no surname.", "Ilka"),
        ("“We sleep here,” said the Rev. Ilka Brenn, referring to the square.", "Ilka Brenn"),
        ("“We sleep here,” a protester, Ilka, said.", "Ilka"),
    ],
)
def test_who_speaks_is_known_from_the_sentence_before(text: str, speaker: str | None) -> None:
    assert [who for who, _ in said(f"A day of protest\n\n{text}")] == [speaker]


def test_the_name_of_a_body_in_marks_is_no_quotation() -> None:
    assert said('The Veterans’ Club "13 July" said no.') == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Harbour Union said it welcomed the ruling.", ["it welcomed the ruling"]),
        ("Ada Lovik, a welder, accused the firm of “running down the clock”.",
         ["the firm of “running down the clock”"]),
        ("Ada Lovik, a welder, rejected claims of pressure.", ["claims of pressure"]),
        ("The Harbour Union confirmed last night that the march was off.", ["the march was off"]),
        ("Ada Lovik, a welder, called the proceedings retaliation.", ["the proceedings retaliation"]),
        ("It was meant for every child who, the Harbour Union says, died in March.", []),
    ],
)  # fmt: skip
def test_clauses_with_verbs_and_fragments_inside_are_statements(text: str, found: list[str]) -> None:
    assert [words for _, words in said(f"A day of protest\n\n{text}", direct=False)] == found
