"""Passages of two or three paragraphs in the ordinary voice of many outlets: each protest is found, and none beside."""

from __future__ import annotations

import datetime
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kg.document import Report
from kg.facts import Event, EventKind, Predicate, Relation
from kg.pipeline import extract

PUBLISHED = datetime.date(2024, 6, 5)
PASSAGES = tomllib.loads((Path(__file__).parent / "tables" / "passages_events.toml").read_text("utf-8"))["passage"]


def told(text: str) -> list[tuple[frozenset[str], frozenset[str], str]]:
    """The forms, the places and the modality of each protest."""
    found = extract(Report(id="report", text=text, published=PUBLISHED))
    at = [(r.subject, r.object) for r in found.of(Relation) if r.predicate is Predicate.PLACE]
    return [
        (
            frozenset(event.forms),
            frozenset(found.entity(place).name for subject, place in at if subject == event.key and place is not None),
            str(event.modality),
        )
        for event in found.of(Event)
        if event.kind in (EventKind.PROTEST, EventKind.JOINT)
    ]


@pytest.mark.parametrize("passage", PASSAGES, ids=[passage["text"][:40].strip() for passage in PASSAGES])
def test_a_passage_tells_of_these_protests(passage: dict[str, Any]) -> None:
    wanted = [(frozenset(p["forms"]), frozenset(p["places"]), p["modality"]) for p in passage["protests"]]
    assert Counter(told(passage["text"])) == Counter(wanted)
