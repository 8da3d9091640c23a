"""Rows as the Armed Conflict Location & Event Data project has them.

Columns and codes: https://acleddata.com/knowledge-base/codebook/. A row has one day; how exact it is says
`time_precision`: the day, the middle of about a week, or a day of the month.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator

from kg.interchange.amounts import amount
from kg.interchange.coded import (
    Agent,
    AgentKind,
    Cells,
    CodedEvent,
    EventKind,
    Form,
    Number,
    Part,
    Place,
    UnreadableRowError,
    day,
    nested,
    point,
    several,
    whole,
)
from kg.interchange.notations import forms_of, notation

COLUMNS = tuple(
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1"
    " actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location"
    " latitude longitude geo_precision source source_scale notes fatalities tags timestamp".split()
)
OTHER = frozenset({"data_id", "event_id_no_cnty", "iso3"})
KEPT = frozenset(
    "disorder_type inter1 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 geo_precision"
    " source_scale timestamp".split()
)
DAYS = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%B-%Y")

KINDS: dict[str, EventKind] = {
    "Protests": "ProtestAction",
    "Riots": "ProtestAction",
    "Battles": "ViolentIncident",
    "Explosions/Remote violence": "ViolentIncident",
    "Violence against civilians": "ViolentIncident",
    "Strategic developments": "Event",
}
FORMS: dict[str, tuple[str, ...]] = {
    "Protest with intervention": ("demonstration",),
    "Excessive force against protesters": ("demonstration",),
    "Mob violence": (),
}
"""The forms of sub-event types that are no notation of a form of ours."""
CROWDS = frozenset({"Rioters", "Protesters", "Civilians", "5", "6", "7"})
BODIES = frozenset(
    "State forces|Rebel group|Rebel groups|Political militia|Political militias|Identity militia|Identity militias"
    "|External/Other forces|1|2|3|4|8".split("|")
)
CROWD_SIZE = re.compile(r"(?:crowd )?size\s*=\s*(.+)", re.IGNORECASE)
SIDES = ("event_type", "sub_event_type", "actor1", "assoc_actor_1", "actor2", "assoc_actor_2")
WEEK, MONTH = 7, 31
"""The longest times in days that `time_precision` 2 and 3 stand for."""


def read(cells: Cells) -> CodedEvent:
    """The event of a row."""
    kind = KINDS.get(cells["event_type"])
    sub = cells.get("sub_event_type")
    forms, known = _forms(sub) if kind == "ProtestAction" else ((), True)
    earliest, latest = _time(cells)
    tags = several(cells.get("tags"))
    return CodedEvent(
        id=cells["event_id_cnty"],
        kind=kind or "Event",
        label=sub or cells["event_type"],
        forms=forms,
        place=_place(cells),
        earliest=earliest,
        latest=latest,
        agents=(*_agents(cells, "1"), *_agents(cells, "2")),
        numbers=(*_sizes(tags), *_killed(cells)),
        text=cells.get("notes"),
        sources=several(cells.get("source")),
        unknown=tuple(
            f"{column} {cells[column]!r}"
            for column, good in (
                ("event_type", kind is not None),
                ("sub_event_type", known),
                ("inter1", cells.get("inter1") in CROWDS | BODIES),
                ("inter2", cells.get("inter2") in CROWDS | BODIES | {"0"}),
            )
            if column in cells and not good
        ),
        cells=cells,
    )


def _forms(sub: str | None) -> tuple[tuple[str, ...], bool]:
    """The forms of a sub-event type, and whether it is known."""
    if sub is None:
        return (), True
    if sub in FORMS:
        return FORMS[sub], True
    found = forms_of("acled", sub)
    return found[:1], bool(found)


def _time(cells: Cells) -> tuple[datetime.date, datetime.date]:
    at, precision = day(cells, "event_date", DAYS), whole(cells, "time_precision")
    if precision in (None, 1):
        return at, at
    if precision == 2:  # the middle of a week or so
        return at - datetime.timedelta(3), at + datetime.timedelta(3)
    if precision == 3:
        return at.replace(day=1), at.replace(day=calendar.monthrange(at.year, at.month)[1])
    raise UnreadableRowError(
        f"time_precision: {cells['time_precision']!r} is none of 1, 2 and 3; see the codebook", reason="no precision"
    )


def _place(cells: Cells) -> Place | None:
    """Where it was; with `geo_precision` 3 the location only stands for its region, so the region is the place."""
    larger = [cells.get(column) for column in ("admin3", "admin2", "admin1", "country")]
    at = point(cells, "latitude", "longitude")
    if whole(cells, "geo_precision") == 3:
        names, at = nested(*larger[2:]), None
    else:
        names = nested(cells.get("location"), *larger)
    if not names:
        return None
    return Place(names[0], names[1:], *(at or (None, None)))


def _agents(cells: Cells, which: str) -> list[Agent]:
    """The actor of one side and those beside it; who protests takes part, of others the table does not say."""
    sort = cells.get(f"inter{which}", "")
    name = cells.get(f"actor{which}", "")
    protests = sort in ("Rioters", "Protesters", "5", "6") or name.startswith(("Protesters (", "Rioters ("))
    part: Part = "participant" if protests else "hasActor"
    kind: AgentKind = "collective" if protests or sort in CROWDS else "organization" if sort in BODIES else "agent"
    beside = several(cells.get(f"assoc_actor_{which}"))
    return [Agent(name, kind, part) for name in several(name)] + [Agent(name, "agent", part) for name in beside]


def _sizes(tags: tuple[str, ...]) -> list[Number]:
    found = [match[1] for tag in tags if (match := CROWD_SIZE.fullmatch(tag)) and match[1] != "no report"]
    return [amount("participants", words) for words in found[:1]]


def _killed(cells: Cells) -> list[Number]:
    """The dead; 0 also stands for "no information", so that it says nothing."""
    dead = whole(cells, "fatalities")
    return [Number("killed", cells["fatalities"], dead, dead)] if dead else []


def write(event: CodedEvent) -> dict[str, str]:
    """An event as a row."""
    middle, precision = _middle(event)
    dead = event.number("killed")
    place = event.place or Place("")
    return {
        "event_id_cnty": event.id,
        "event_date": "" if middle is None else middle.isoformat(),
        "year": "" if middle is None else str(middle.year),
        "time_precision": precision,
        **_sides(event),
        "country": event.country or "",
        "location": place.name,
        "latitude": place.latitude or "",
        "longitude": place.longitude or "",
        "source": "; ".join(event.sources),
        "notes": event.text or "",
        "fatalities": "" if dead is None else str(dead.low if dead.low is not None else dead.high or ""),
        "tags": "; ".join(_tags(event)),
    }


def _tags(event: CodedEvent) -> Iterator[str]:
    """How many came, and the other tags of the row."""
    size = event.number("participants")
    if size is not None:
        yield f"crowd size={size.words}"
    yield from (tag for tag in several(event.cells.get("tags")) if CROWD_SIZE.fullmatch(tag) is None or size is None)


def _sides(event: CodedEvent) -> dict[str, str]:
    """The type and those on both sides: as the row has them if there is one, for the graph knows no sides."""
    if event.cells:
        return {column: event.cells.get(column, "") for column in SIDES}
    sub = notation("acled", event.forms) or ""
    crowds = (agent.name for agent in event.agents if (agent.kind, agent.part) == ("collective", "participant"))
    crowd = next(crowds, "")
    others = event.named("hasActor", "opposedTo")
    return {
        "event_type": {"Peaceful protest": "Protests", "Violent demonstration": "Riots"}.get(sub, ""),
        "sub_event_type": sub,
        "actor1": crowd,
        "assoc_actor_1": "; ".join(name for name in event.named("participant", "organizer") if name != crowd),
        "actor2": others[0] if others else "",
        "assoc_actor_2": "; ".join(others[1:]),
    }


def _middle(event: CodedEvent) -> tuple[datetime.date | None, str]:
    """The day of a row and its precision; none where less is known than the month."""
    if event.earliest is None or event.latest is None:
        return None, ""
    days = (event.latest - event.earliest).days + 1
    if not 0 < days <= MONTH:
        return None, ""
    middle = event.earliest + datetime.timedelta((days - 1) // 2)
    return middle, "1" if days == 1 else "2" if days <= WEEK else "3"


ACLED = Form(
    name="acled",
    columns=COLUMNS,
    required=("event_id_cnty", "event_date", "event_type"),
    filled=("event_id_cnty", "event_date", "event_type"),
    other=OTHER,
    kept=KEPT,
    lines=False,
    read=read,
    write=write,
)
