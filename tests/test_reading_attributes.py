"""Which town an event gets, and whether it happened."""

import pytest

from kg.document import Report
from kg.facts import Event, Extraction, Predicate, Relation
from kg.pipeline import extract


def _read(text: str) -> Extraction:
    return extract(Report(id="r", text=text))


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The union called a march in Lima for next Monday.", "future"),
        ("The committee vowed a march on Lima on Monday.", "future"),
        ("A procession in Lima that had been planned for Thursday came to nothing.", "negated"),
        ("Police blocked a march by miners in Lima on Tuesday.", "negated"),
        ("Some 600 opponents of the plan rallied in Lima on Tuesday.", "asserted"),
    ],
)
def test_what_happened_is_told_from_what_did_not(text: str, modality: str) -> None:
    events = [fact for fact in _read(text).facts if isinstance(fact, Event)]
    assert [str(event.modality) for event in events] == [modality]


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("In 2019, a protest in Lima helped to save a school in Cusco.", {"Lima"}),
        (
            "Workers marched in Lima on Monday.\n\nIn Cusco itself the day was quiet. Students held a rally.",
            {"Cusco", "Lima"},
        ),
    ],
)
def test_places_of_other_verbs_are_left_out(text: str, towns: set[str]) -> None:
    read = _read(text)
    names = {entity.key: entity.name for entity in read.entities}
    placed = {names[str(f.object)] for f in read.facts if isinstance(f, Relation) and f.predicate is Predicate.PLACE}
    assert placed == towns
