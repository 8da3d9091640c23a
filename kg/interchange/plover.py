"""Rows as POLECAT has them, the data set in the PLOVER coding: https://doi.org/10.7910/DVN/AJGVIT.

Its files are tables with tabs; as JSON lines the columns are the keys. PLOVER: https://github.com/openeventdata/PLOVER.
"""

from __future__ import annotations

from kg.interchange.coded import (
    Agent,
    Cells,
    CodedEvent,
    EventKind,
    Form,
    Part,
    Place,
    day,
    nested,
    point,
    several,
)
from kg.interchange.notations import forms_of, notation

COLUMNS = tuple(
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW"
    "|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name"
    "|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw"
    "|Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename"
    "|Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version".split("|")
)
KEPT = frozenset(COLUMNS) - frozenset(
    "Event ID|Event Date|Event Type|Event Mode|Contexts|Actor Name|Recipient Name|Placename|Latitude"
    "|Longitude|Source".split("|")
)
TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST DEMAND ACCUSE REJECT THREATEN PROTEST SANCTION"
    " MOBILIZE COERCE ASSAULT".split()
)
KINDS: dict[str, EventKind] = {"PROTEST": "ProtestAction", "ASSAULT": "ViolentIncident"}


def read(cells: Cells) -> CodedEvent:
    """The event of a row."""
    type_, mode = cells["Event Type"].upper(), cells.get("Event Mode")
    code = type_ if mode is None else f"{type_}-{mode}"
    forms = forms_of("plover", code)[:1]
    protest = type_ == "PROTEST"
    at = day(cells, "Event Date")
    return CodedEvent(
        id=cells["Event ID"],
        kind=KINDS.get(type_, "Event"),
        label=code,
        forms=forms,
        place=_place(cells),
        earliest=at,
        latest=at,
        agents=(
            *_agents(cells, "Actor", "participant" if protest else "hasActor"),
            *_agents(cells, "Recipient", "opposedTo" if protest else "hasActor"),
        ),
        issues=several(cells.get("Contexts")),
        sources=several(cells.get("Source")),
        unknown=(
            *((f"Event Type {type_!r}",) if type_ not in TYPES else ()),
            *((f"Event Mode {mode!r}",) if protest and mode is not None and not forms else ()),
        ),
        cells=cells,
    )


def _agents(cells: Cells, side: str, part: Part) -> list[Agent]:
    names = several(cells.get(f"{side} Name")) or several(cells.get(f"{side} Name Raw"))
    return [Agent(name, "agent", part) for name in names]


def _place(cells: Cells) -> Place | None:
    names = nested(*(cells.get(column) for column in ("Placename", "City", "District", "Province", "Country")))
    at = point(cells, "Latitude", "Longitude")
    return Place(names[0], names[1:], *(at or (None, None))) if names else None


def write(event: CodedEvent) -> dict[str, str]:
    """An event as a row."""
    protest = "PROTEST" if event.kind == "ProtestAction" else ""
    type_, _, mode = (notation("plover", event.forms) or protest).partition("-")
    place = event.place or Place("")
    one_day = event.earliest if event.earliest == event.latest else None
    return {
        "Event ID": event.id,
        "Event Date": "" if one_day is None else one_day.isoformat(),
        "Event Type": event.cells.get("Event Type", type_),
        "Event Mode": event.cells.get("Event Mode", mode),
        "Contexts": "; ".join(event.issues) if event.cells else "",
        "Actor Name": _named(event, "Actor Name", "participant", "organizer", "hasActor"),
        "Recipient Name": _named(event, "Recipient Name", "opposedTo"),
        "Placename": place.name,
        "Country": event.country or "",
        "Latitude": place.latitude or "",
        "Longitude": place.longitude or "",
        "Source": "; ".join(event.sources),
    }


def _named(event: CodedEvent, column: str, *parts: Part) -> str:
    """Those on one side: as the row has them if there is one, for of many events the graph knows no sides."""
    return event.cells.get(column, "") if event.cells else "; ".join(event.named(*parts))


PLOVER = Form(
    name="plover",
    columns=COLUMNS,
    required=("Event ID", "Event Date", "Event Type"),
    filled=("Event ID", "Event Date", "Event Type"),
    other=frozenset({"Event Intensity"}),
    kept=KEPT,
    lines=True,
    read=read,
    write=write,
    empty=frozenset({"None"}),
)
