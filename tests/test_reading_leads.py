"""The protest that a report begins with is read whatever its form and whatever else its first sentences name."""

from __future__ import annotations

import datetime
import itertools

import pytest

from kg.document import Report
from kg.facts import Event, EventKind, Extraction, Modality, Predicate, Relation, TimeReference
from kg.pipeline import extract

PUBLISHED = datetime.date(2024, 6, 5)  # a Wednesday
TUESDAY = datetime.date(2024, 6, 4)
FORMS = {
    "march": "marched through the streets",
    "rally": "rallied",
    "sit-in": "staged a sit-in",
    "strike": "went on strike",
    "blockade": "blocked a highway",
    "vigil": "held a vigil",
    "hunger-strike": "began a hunger strike",
    "human-chain": "formed a human chain",
    "demonstration": "staged a protest",
}
TOWNS = (("Lahore", "Multan"), ("Velmora", "Kestrin"))
OPENINGS = (
    "{town}, June 4 (UNS) — Hundreds of teachers {did} on Tuesday over months of unpaid wages, witnesses said.",
    "{town}: Hundreds of teachers {did} here on Tuesday, demanding the wages that have been outstanding since May.",
    "Hundreds of teachers {did} in {town} on Tuesday over unpaid wages.",
    "In {town}, hundreds of teachers {did} on Tuesday over unpaid wages.",
    "Teachers in {town} {did} on Tuesday over unpaid wages.",
    "On Tuesday, hundreds of teachers {did} in {town}.",
    "Hundreds of teachers from across the province {did} in {town} on Tuesday.",
    "Angry over unpaid wages, teachers {did} in {town} on Tuesday.",
    "After months without pay, teachers in {town} {did} on Tuesday.",
    "The city of {town} came to a standstill on Tuesday as teachers {did} over unpaid wages.",
    "Members of the Teachers' League on Tuesday {did} in {town} over unpaid wages.",
)
LEADS = (
    "Hundreds of teachers {did} in {town} on Tuesday",
    "{town}, June 4 (UNS) — Hundreds of teachers {did} on Tuesday",
    "Teachers in {town} {did} on Tuesday",
)
BESIDES = (
    " over the killing of a colleague in {other}.",
    " against the arrest of two colleagues in {other}.",
    " in solidarity with teachers in {other}.",
    " after a colleague was killed in {other}.",
    " over plans to build a college in {other}.",
    " against a proposed dam near {other}.",
    " over the transfer of two colleagues to {other}.",
    " over a remark by a minister in {other}.",
    " after talks with the minister in {other} failed.",
    ", as talks with the government continued in {other}.",
    ", causing long queues on the road to {other}.",
    ", joined by colleagues from {other}.",
    " amid growing anger across the country.",
    " despite a ban on protests.",
    " to demand the release of colleagues held in {other}.",
    " and clashed with police, who fired tear gas.",
    ". It was the third protest in a week.",
    ". The governor, who was in {other}, did not comment.",
)
TAIL = "\n\nThey have not been paid since May, said Ana Paz, who heads the union. The governor did not comment.\n"


def read(lead: str) -> Extraction:
    return extract(Report(id="report", text=f"{lead}{TAIL}", published=PUBLISHED))


def main_event(lead: str, form: str, town: str) -> bool:
    """Whether one protest is read from a lead: of this form, in this town alone, on Tuesday."""
    found = read(lead)
    events = [e for e in found.of(Event) if e.kind is EventKind.PROTEST and e.said_in is None]
    if len(events) != 1:
        return False
    at = {r.object for r in found.of(Relation) if r.predicate is Predicate.PLACE and r.subject == events[0].key}
    days = {(t.event, t.earliest) for t in found.of(TimeReference)}
    return (
        form in events[0].forms
        and events[0].modality is Modality.ASSERTED
        and {e.name for e in found.entities if e.key in at} == {town}
        and (events[0].key, TUESDAY) in days
    )


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_lead_has_its_form_town_and_day(opening: str) -> None:
    cases = itertools.product(FORMS.items(), TOWNS)
    wrong = [(form, town) for (form, did), (town, _) in cases
             if not main_event(opening.format(town=town, did=did), form, town)]  # fmt: skip
    assert not wrong


@pytest.mark.parametrize("more", BESIDES)
def test_what_else_a_lead_names_changes_nothing(more: str) -> None:
    cases = itertools.product(zip(itertools.islice(FORMS.items(), 0, None, 2), itertools.cycle(TOWNS)), LEADS)
    texts = [(form, town, (lead + more).format(town=town, did=did, other=other))
             for ((form, did), (town, other)), lead in cases]  # fmt: skip
    assert [text for form, town, text in texts if not main_event(text, form, town)] == []
