"""An event as a row of a table gives it, on its way into the graph and out of it; the same for all tables."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal as OneOf

LONGEST_NUMBER = 15
"""Digits; engines hold whole numbers of 18, and there are not as many people."""
FIRST_YEAR, LAST_YEAR = 1000, 2999
"""A year beyond these is misspelt: "0021", "9999"."""
Cells = Mapping[str, str]
"""A row by its columns; a column without value is not there."""
Part = OneOf["participant", "organizer", "opposedTo", "hasActor"]
"""What somebody has to do with an event; `hasActor` where the table does not say."""
AgentKind = OneOf["organization", "collective", "agent"]
EventKind = OneOf["ProtestAction", "ViolentIncident", "Event"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place with the larger places it lies in, the nearest first; degrees north and east as decimal texts."""

    name: str
    within: tuple[str, ...] = ()
    latitude: str | None = None
    longitude: str | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody a row names; an `agent` where it does not say whether this is a body or a sort of people."""

    name: str
    kind: AgentKind
    part: Part


@dataclass(frozen=True, slots=True)
class Number:
    """How many participants, killed, injured or arrested, with the words of the row; a bound not known is `None`."""

    of: str
    words: str
    low: int | None = None
    high: int | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedEvent:
    """An event with what a table can say of it; the names of forms are those of the scheme pec:form."""

    id: str
    kind: EventKind
    label: str
    forms: tuple[str, ...] = ()
    happened: bool = True
    place: Place | None = None
    country: str | None = None
    """Only where the graph is read: the country among the places around."""
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    agents: tuple[Agent, ...] = ()
    numbers: tuple[Number, ...] = ()
    issues: tuple[str, ...] = ()
    text: str | None = None
    sources: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Codes that the table's documentation does not have; they are kept as text."""
    cells: Cells = field(default_factory=dict)
    """The row as it stands in the table."""

    def number(self, of: str) -> Number | None:
        """The number of one sort, if it is known."""
        return next((number for number in self.numbers if number.of == of), None)

    def named(self, *parts: Part) -> list[str]:
        """The names of those who have one of these parts, in their order."""
        return list(dict.fromkeys(agent.name for agent in self.agents if agent.part in parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of table: its columns, how a row is read, and how an event is written as a row."""

    name: str
    columns: tuple[str, ...]
    """The columns that are written, in order."""
    required: tuple[str, ...]
    """The columns without which a table is not of this form."""
    filled: tuple[str, ...]
    """Those of which no cell may be empty."""
    other: frozenset[str]
    """Columns of other releases, which are known and read or kept with the row."""
    kept: frozenset[str]
    """Columns that the graph has no words for: written from the row itself, where the event has one."""
    lines: bool
    """Whether it is written as JSON lines; as CSV otherwise."""
    read: Callable[[Cells], CodedEvent]
    write: Callable[[CodedEvent], dict[str, str]]
    empty: frozenset[str] = frozenset()
    """Cells that stand for an empty one."""


class UnreadableRowError(ValueError):
    """A row that cannot be read: what is wrong and what to do, and why in a word or two."""

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


def several(cell: str | None, mark: str = ";") -> tuple[str, ...]:
    """The values of a cell that may hold several, each once."""
    return tuple(dict.fromkeys(part for each in (cell or "").split(mark) if (part := each.strip())))


def day(cells: Cells, column: str, forms: Sequence[str] = ()) -> datetime.date:
    """The day in a cell, as YYYY-MM-DD or in one of the forms of `strptime`; `UnreadableRowError` if it is none."""
    text = cells.get(column, "")
    found = _day(text, forms)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UnreadableRowError(f"{column}: {text!r} is no day; write it as YYYY-MM-DD", reason="no day")
    return found


def _day(text: str, forms: Sequence[str]) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text[:10] if text[10:11] in ("T", " ") else text)
    except ValueError:
        pass
    for form in forms:
        try:
            return datetime.datetime.strptime(text, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    return None


def point(cells: Cells, north: str, east: str) -> tuple[str, str] | None:
    """The degrees north and east in two cells, as short decimal texts; `None` if they are empty."""
    texts = cells.get(north), cells.get(east)
    if texts == (None, None):
        return None
    found = [_degrees(text, limit) for text, limit in zip(texts, (90, 180), strict=True)]
    if None in found:
        raise UnreadableRowError(
            f"{north}, {east}: {texts[0]!r}, {texts[1]!r} is no point on earth; write degrees as decimals",
            reason="no coordinates",
        )
    return str(found[0]), str(found[1])


def _degrees(text: str | None, limit: int) -> str | None:
    try:
        value = float(text or "nan")
    except ValueError:
        return None
    return f"{round(value, 6) + 0:.6f}".rstrip("0").rstrip(".") if abs(value) <= limit else None


def whole(cells: Cells, column: str) -> int | None:
    """The number in a cell, `None` if it is empty; `UnreadableRowError` if it is no whole number."""
    text = cells.get(column)
    if text is None:
        return None
    plain = text.replace(",", "")
    plain = plain.removesuffix(".0")
    if not (plain.isascii() and plain.isdigit() and len(plain) <= LONGEST_NUMBER):
        raise UnreadableRowError(
            f"{column}: {text!r} is no number; write digits, or leave it empty", reason="no number"
        )
    return int(plain)


def nested(*names: str | None) -> tuple[str, ...]:
    """Names of places from the smallest to the largest, without empty ones and those said twice in a row."""
    found: list[str] = []
    for name in names:
        if name and (not found or found[-1].casefold() != name.casefold()):
            found.append(name)
    return tuple(found)
