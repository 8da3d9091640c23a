"""Events in time and space: when and where each was, as its report says it and no more."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from typing import TypedDict

from rdflib import URIRef
from rdflib.namespace import ORG

from kg.endpoint import Row
from kg.network import KINDS
from kg.vocab import PE
from server import event_queries as queries
from server.identity import nodes_of
from server.nodes import asked, graph_nodes, is_thing
from server.placing import Coordinates, places_of
from server.shapes import GraphNode, Words
from server.site import site

MOST_EVENTS = 2_000
"""Of the whole base, the latest; nobody reads more in one picture."""


class EventPlace(TypedDict):
    """Where an event was, and in which larger places the report says that this lies."""

    node: GraphNode
    within: list[str]
    coordinates: Coordinates | None


class EventTime(TypedDict):
    """When an event was, in the report's words, and the days that these name."""

    text: str
    earliest: str | None
    latest: str | None
    status: str
    words: Words | None


class EventRow(TypedDict):
    """An event in time and space."""

    node: GraphNode
    form: str | None
    formLabel: str | None
    modality: str | None
    published: str | None
    times: list[EventTime]
    places: list[EventPlace]
    organizations: list[GraphNode]
    sizes: list[str]
    motivatedBy: list[str]
    partOf: list[str]


class Events(TypedDict):
    """Some events, and how many there are."""

    total: int
    events: list[EventRow]


def all_events() -> Events:
    """The events of the whole base, those of the latest reports first."""
    return _told(site().store.select(queries.EVENTS))


def events_of(report: URIRef) -> Events:
    """The events of a report, in the order of telling."""
    found = _told(site().store.select(queries.EVENTS_OF_REPORT, report=report))
    found["events"].sort(key=lambda row: (row["node"]["start"], row["node"]["iri"]))
    return found


def these_events(iris: Iterable[str]) -> Events:
    """The events among some nodes and things; one of several reports is told as each of them tells it."""
    iris = list(iris)
    told = [node for some in nodes_of(filter(is_thing, iris)).values() for node in some]
    rows = list(asked(queries.THESE_EVENTS, [*told, *(iri for iri in iris if not is_thing(iri))]))
    rows.sort(key=lambda row: str(row.get("published", "")), reverse=True)
    return _told(rows)


def _told(rows: Sequence[Row]) -> Events:
    published = {str(row["event"]): row.get("published") for row in rows if "event" in row}
    events = list(published)[:MOST_EVENTS]
    values: dict[str, dict[str, list[Row]]] = {}
    for found in asked(queries.OF_EVENTS, events):
        values.setdefault(str(found["event"]), {}).setdefault(str(found["property"]), []).append(found)
    nodes = graph_nodes([*events, *(str(r["value"]) for of in values.values() for p in NODES for r in of.get(p, ()))])
    times, sizes = _times(events, nodes), _sizes(events)
    where = places_of([node for node in nodes.values() if node["kind"] == "place"])

    def row(event: str) -> EventRow:
        of = values.get(event, {})

        def linked(*properties: URIRef) -> list[str]:
            return list(dict.fromkeys(str(r["value"]) for name in properties for r in of.get(str(name), ())))

        form = _form(of.get(str(PE.form), []), nodes[event]["label"])
        day = published[event]
        return {
            "node": nodes[event],
            "form": form and form[0],
            "formLabel": form and form[1],
            "modality": next((_name(r["value"]) for r in of.get(str(PE.modality), ())), None),
            "published": None if day is None else str(day),
            "times": times.get(event, []),
            "places": [{"node": nodes[iri], **where[iri]} for iri in linked(PE.place) if iri in where],
            "organizations": [nodes[i] for i in linked(*ORGANIZING) if i in nodes and nodes[i]["kind"] == BODY],
            "sizes": sizes.get(event, []),
            "motivatedBy": linked(PE.motivatedBy),
            "partOf": linked(PE.partOf),
        }

    return {"total": len(published), "events": [row(event) for event in events if event in nodes]}


ORGANIZING = (PE.organizer, PE.participant, PE.deliveredBy)
NODES = tuple(map(str, (PE.place, *ORGANIZING)))
BODY = KINDS[ORG.Organization]


def _name(concept: object) -> str:
    """The name of a concept in its scheme: `march` for `pec:form-march`."""
    return str(concept).rpartition("/")[2].partition("-")[2]


def _form(rows: Sequence[Row], label: str) -> tuple[str, str] | None:
    """The form of an event, of several that which its label names."""
    forms = [(_name(row["value"]), str(row.get("label", _name(row["value"])))) for row in rows]
    return min(forms, key=lambda form: (form[0] not in label.lower(), form), default=None)


def _times(events: Iterable[str], nodes: dict[str, GraphNode]) -> dict[str, list[EventTime]]:
    found: dict[str, dict[str, EventTime]] = {}
    for row in asked(queries.TIMES_OF_EVENTS, events):
        event, time = str(row["event"]), str(row["time"])
        if time in found.setdefault(event, {}):
            continue  # the words of the time itself, pe:content, come before the evidence
        words: Words | None = None
        if row.keys() >= {"start", "end", "exact"} and event in nodes:
            words = {"report": nodes[event]["report"], "start": int(row["start"]), "end": int(row["end"]),
                     "exact": str(row["exact"])}  # fmt: skip
        earliest, latest = row.get("earliest"), row.get("latest")
        found[event][time] = {
            "text": str(row["text"]),
            "earliest": None if earliest is None else str(earliest),
            "latest": None if latest is None else str(latest),
            "status": status(_name(row["status"]), str(row["text"])),
            "words": words,
        }
    return {event: sorted(times.values(), key=_order) for event, times in found.items()}


def _order(time: EventTime) -> tuple[int, str]:
    return time["words"]["start"] if time["words"] else 0, time["text"]


MONTH = re.compile(rf"\b({'|'.join([*calendar.month_name[1:], *calendar.month_abbr[1:], 'Sept'])})\b", re.IGNORECASE)
DATE = re.compile(r"\b[0-9]{1,4}[-./][0-9]{1,2}([-./][0-9]{1,4})?\b")


def status(resolved: str, text: str) -> str:
    """Whether the words name the date ("stated"), or a day was worked out ("relative"), or none ("unresolved")."""
    if resolved != "resolved":
        return resolved
    return "stated" if MONTH.search(text) or DATE.search(text) else "relative"


def _sizes(events: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in asked(queries.SIZES_OF_EVENTS, events):
        found.setdefault(str(row["event"]), []).append(str(row["text"]))
    return {event: list(dict.fromkeys(texts)) for event, texts in found.items()}
