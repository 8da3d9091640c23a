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
