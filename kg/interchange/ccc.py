"""Rows as the Crowd Counting Consortium has them: protests in the United States, in three releases of columns.

The columns of all releases: https://github.com/nonviolent-action-lab/crowd-counting-consortium (data dictionary) and
https://doi.org/10.7910/DVN/RI9JFU. Rows have no id: a row is known by what stands in it.
"""

from __future__ import annotations

import hashlib
import json
import re

from kg.interchange.amounts import amount
from kg.interchange.coded import (
    Agent,
    Cells,
    CodedEvent,
    Form,
    Number,
    Place,
    day,
    nested,
    point,
    several,
    whole,
)
from kg.interchange.notations import form_called

MOST_SOURCES = 30
SOURCES = tuple(f"source{number}" for number in range(1, MOST_SOURCES + 1))
COLUMNS = (
    *"date locality state resolved_locality resolved_state resolved_county fips_code lat lon location title event_type"
    " organizations participants notables targets claims_summary claims_verbatim valence conf macroevent online"
    " size_text size_low size_high size_mean size_cat participant_measures police_measures participant_injuries"
    " police_injuries arrests property_damage arrests_any participant_casualties_any police_casualties_any"
    " property_damage_any participant_deaths police_deaths notes coder".split(),
    *SOURCES,
)
"""Those of the release of 2025."""
OTHER = frozenset(
    "location_detail type actors claims issues issues_major issue_tags issue_tags_summary issue_tags_verbatim"
    " injuries_crowd injuries_crowd_any injuries_police injuries_police_any chemical_agents county misc final"
    " damage teargas".split()
) | {f"source_{number}" for number in range(1, MOST_SOURCES + 1)}
KEPT = frozenset(
    "state resolved_locality resolved_state resolved_county fips_code location title notables claims_verbatim valence"
    " conf macroevent online size_mean size_cat participant_measures police_measures police_injuries property_damage"
    " arrests_any participant_casualties_any police_casualties_any property_damage_any police_deaths coder".split()
)
FORMS = {
    "protest": "protest-action",
    "counter-protest": "protest-action",
    "direct action": "protest-action",
    "civil disobedience": "protest-action",
    "caravan": "convoy",
    "car caravan": "convoy",
    "motorcade": "convoy",
    "walk-out": "walkout",
    "sit in": "sit-in",
    "die in": "die-in",
    "occupation": "protest-occupation",
    "procession": "march",
}
"""The forms of types that the ontology calls otherwise."""
ONE_CLAIM = re.compile(r",\s*(?=(?:for|against|in [a-z]{3,} (?:of|with))\b)", re.IGNORECASE)
"""Where the next claim of a coder begins; commas may stand inside one."""
COUNTED = (
    ("arrested", ("arrests",)),
    ("injured", ("participant_injuries", "injuries_crowd")),
    ("killed", ("participant_deaths",)),
)


def read(cells: Cells) -> CodedEvent:
    """The event of a row."""
    types = several(cells.get("event_type") or cells.get("type"))
    found = [(type_, form_called(type_) or FORMS.get(type_.casefold())) for type_ in types]
    at = day(cells, "date")
    return CodedEvent(
        id=_id(cells),
        kind="ProtestAction",
        label="; ".join(types) or cells.get("title") or "protest",
        forms=tuple(dict.fromkeys(form for _, form in found if form is not None)),
        happened=cells.get("conf") != "0",
        place=_place(cells),
        earliest=at,
        latest=at,
        agents=_agents(cells),
        numbers=(*_sizes(cells), *_counted(cells)),
        issues=tuple(
            claim.strip()
            for claim in ONE_CLAIM.split(cells.get("claims_summary") or cells.get("claims") or "")
            if claim
        ),
        text=cells.get("notes"),
        sources=tuple(cells[column] for column in cells if re.fullmatch(r"source_?\d+", column)),
        unknown=tuple(f"event_type {type_!r}" for type_, form in found if form is None),
        cells=cells,
    )


def _id(cells: Cells) -> str:
    """By what stands in the row, in whatever order its columns are."""
    text = json.dumps(dict(sorted(cells.items())), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _place(cells: Cells) -> Place | None:
    if cells.get("online") in ("1", "TRUE", "true"):
        return None
    names = nested(cells.get("locality"), cells.get("resolved_county"), cells.get("state"))
    at = point(cells, "lat", "lon")
    return Place(names[0], names[1:], *(at or (None, None))) if "locality" in cells and names else None


def _agents(cells: Cells) -> tuple[Agent, ...]:
    return (
        *(Agent(name, "organization", "participant") for name in several(cells.get("organizations"))),
        *(Agent(name, "collective", "participant") for name in several(cells.get("participants"))),
        *(
            Agent(name, "agent", "participant")
            for name in several(cells.get("actors"))
            if "organizations" not in cells and "participants" not in cells
        ),
        *(Agent(name, "agent", "opposedTo") for name in several(cells.get("targets"))),
    )


def _sizes(cells: Cells) -> list[Number]:
    """How many came; where only words are known, their number is CCC's least for them and no greatest is known."""
    low, high, words = whole(cells, "size_low"), whole(cells, "size_high"), cells.get("size_text")
    if low is None and high is None:
        return [] if words is None else [amount("participants", words)]
    low, high = (high if low is None else low), (low if high is None else high)
    said = amount("participants", words) if words else None
    if words and said is not None and said.rule == "ccc" and low == high:
        return [Number("participants", words, low, None, "ccc")]
    number = str(low) if low == high else f"{low}-{high}"
    return [Number("participants", words or number, low, high)]


def _counted(cells: Cells) -> list[Number]:
    found = ((of, next((cells[column] for column in columns if column in cells), None)) for of, columns in COUNTED)
    return [amount(of, words.removesuffix(".0")) for of, words in found if words is not None]


def write(event: CodedEvent) -> dict[str, str]:
    """An event as a row, in the columns of the release of 2025."""
    place = event.place or Place("")
    one_day = event.earliest if event.earliest == event.latest else None
    kinds = {
        kind: [a.name for a in event.agents if a.kind == kind and a.part in ("participant", "organizer")]
        for kind in ("organization", "collective", "agent")
    }
    counts = {of: event.number(of) for of in ("arrested", "injured", "killed")}
    words = {of: "" if number is None else number.words for of, number in counts.items()}
    return {
        "date": "" if one_day is None else one_day.isoformat(),
        "locality": place.name,
        "lat": place.latitude or "",
        "lon": place.longitude or "",
        "event_type": event.cells.get("event_type", "; ".join(event.forms)),
        "organizations": "; ".join(dict.fromkeys(kinds["organization"])),
        "participants": "; ".join(dict.fromkeys([*kinds["collective"], *kinds["agent"]])),
        "targets": "; ".join(event.named("opposedTo")),
        "claims_summary": ", ".join(event.issues),
        **_size_cells(event.number("participants")),
        "participant_injuries": words["injured"],
        "arrests": words["arrested"],
        "participant_deaths": words["killed"],
        "notes": event.text or "",
        **dict(zip(SOURCES, event.sources, strict=False)),
    }


def _size_cells(size: Number | None) -> dict[str, str]:
    if size is None:
        return {}
    high = size.low if size.rule == "ccc" and size.high is None else size.high
    plain = size.words.replace(",", "").replace("-", "").isdigit()
    return {
        "size_text": "" if plain else size.words,
        "size_low": "" if size.low is None else str(size.low),
        "size_high": "" if high is None else str(high),
    }


CCC = Form(
    name="ccc",
    columns=COLUMNS,
    required=("date", "locality", "state"),
    filled=("date",),
    other=OTHER,
    kept=KEPT,
    lines=False,
    read=read,
    write=write,
    empty=frozenset({"NA"}),
)
