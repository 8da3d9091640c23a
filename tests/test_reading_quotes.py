"""Quotations, their speakers and statements: constructions of news prose and their traps. All names are invented."""

from __future__ import annotations

import pytest

from kg import facts as f
from kg.document import Report
from kg.lexicon import load_lexicon
from kg.pipeline import extract
from kg.segment import segment

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
    ],
)
def test_nothing_is_read_from_what_is_no_part_of_the_report(line: str) -> None:
    text = f"Bakers march in Aldo\n\nBakers marched in Aldo.\n\n{line}"
    read = extract(Report(id="r", text=text))
    start = text.index(line)
    assert not [e for e in read.entities if all(span.start >= start for span in e.mentions)]
    assert not [fact for fact in read.facts if all(span.start >= start for span in fact.evidence)]
