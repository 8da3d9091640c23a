"""A full name that begins with a given name is somebody's; places and bodies that are named after people are not."""

from __future__ import annotations

import pytest

import kg.facts as f
from kg.document import Report
from kg.pipeline import extract


def _persons(text: str) -> list[str]:
    return [e.name for e in extract(Report(id="r", text=text)).entities if e.kind is f.EntityKind.PERSON]


@pytest.mark.parametrize(
    "name", ["Anjali Deshpande", "Budi Hartono", "Siobhán Kiely", "Mehmet Yıldız", "Piotr Zaleski"]
)
@pytest.mark.parametrize(
    "told",
    [
        "People marched in Lima on Monday over the case of {}.",
        "The hall fell silent when the letter of {} was shown on the screen.",
        "Pictures of {} hung from the balconies.",
        "For {}, Monday was a day like any other.",
    ],
)
def test_a_name_that_begins_with_a_given_name_is_a_person_whatever_is_told_of_it(name: str, told: str) -> None:
    assert _persons(told.format(name)) == [name]


@pytest.mark.parametrize(
    "told",
    [
        "People marched to Anjali Deshpande Square on Monday.",
        "People marched to the Piotr Zaleski stadium on Monday.",
        "The Ayesha Siddiqa Foundation called the march.",
        "They gathered in Mehmet Yıldız on Monday.",
    ],
)
def test_what_is_named_after_somebody_is_nobody(told: str) -> None:
    assert _persons(told) == []
