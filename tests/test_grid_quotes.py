"""Quotations and who says them, over grids: the ways the press leads to words and away from them. Invented names."""

from __future__ import annotations

import pytest

from kg import facts as f
from kg.document import Report
from kg.pipeline import extract

Said = list[tuple[str | None, str]]
LEAD = "Police cleared the main street of Kolm on Tuesday.\n\n"


def said(text: str) -> Said:
    """The direct utterances of a text, each with its speaker, in small letters and without the marks at the ends."""
    read = extract(Report(id="r", text=text))
    return [
        (
            None if u.speaker is None else read.entity(u.speaker).name.lower(),
            " … ".join(read.document.text(c) for c in u.content).strip(" ,.!?").lower(),
        )
        for u in sorted(read.of(f.Utterance), key=lambda u: u.content[0])
        if u.direct and u.said_in is None
    ]


@pytest.mark.parametrize(
    "one",
    [
        "an elderly woman",
        "one of the strikers",
        "a student",
        "one motorist",
        "a protester",
        "Ada Lovik",
        "a teenage girl",
    ],
)
def test_what_one_person_shouts_is_said_and_no_chant(one: str) -> None:
    shouted = ("shouted", "cried", "yelled", "screamed", "called out", "roared", "shouted out", "hollered")
    orders = [f"“Look, they run,” {verb} {one} {end}." for verb in shouted for end in ("on the steps", "as they fled")]
    orders += [f"“Look, they run,” {one} {verb} at the police." for verb in ("shouted", "yelled", "screamed")]
    orders += [
        f"{one.capitalize() if one[0].islower() else one} {verb}: “Look, they run.”" for verb in ("shouted", "cried")
    ]
    for order in orders:
        assert said(LEAD + order) == [(one.lower(), "look, they run")], order


@pytest.mark.parametrize(
    "several", ["the crowd", "protesters", "hundreds of students", "some", "one group", "a crowd of women", "they"]
)
@pytest.mark.parametrize("words", ["Down with the junta,", "Resign! Resign!", "We want bread,"])
def test_what_many_shout_is_nobodys_statement(several: str, words: str) -> None:
    for verb in ("shouted", "cried", "yelled", "chanted"):
        assert said(f"{LEAD}“{words}” {verb} {several}.") == said(f"{LEAD}“{words}” {several} {verb}.") == []
