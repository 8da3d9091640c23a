"""Events of tables as statements: lines of N-Triples, because there are millions of them."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterator
from urllib.parse import quote

from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, RDF, RDFS, XSD

from kg.engine import literal
from kg.interchange.coded import CodedEvent, Number, Place
from kg.vocab import GEO, PE, PEC, SEM

TYPE, LABEL, MODALITY, FORM = f"<{RDF.type}>", f"<{RDFS.label}>", f"<{PE.modality}>", f"<{PE.form}>"
EARLIEST, LATEST, ISSUE, TEXT, ROW = (
    f"<{term}>" for term in (PE.earliestDate, PE.latestDate, PE.issue, PE.text, PE.row)
)
SOURCE, DERIVED = f"<{DCTERMS.source}>", f"<{PROV.wasDerivedFrom}>"
PLACE, WITHIN, LATITUDE, LONGITUDE = f"<{PE.place}>", f"<{PE.within}>", f"<{GEO.lat}>", f"<{GEO.long}>"
HAS_COUNT, COUNT_OF, LOW, HIGH, BOUND_RULE = (
    f"<{term}>" for term in (PE.hasCount, PE.countOf, PE.low, PE.high, PE.boundRule)
)
EVENT, COUNT, A_PLACE = f"<{PE.Event}>", f"<{PE.Count}>", f"<{PE.Place}>"
ASSERTED = f"<{PEC}modality-asserted>"
DATE, INTEGER, DECIMAL, AS_JSON = str(XSD.date), str(XSD.integer), str(XSD.decimal), f"{RDF}JSON"
AGENTS = {
    "organization": f"<{ORG.Organization}>",
    "collective": f"<{PE.Collective}>",
    "agent": f"<{FOAF.Agent}>",
}
PARTS = {
    "participant": f"<{PE.participant}>",
    "organizer": f"<{PE.organizer}>",
    "opposedTo": f"<{PE.opposedTo}>",
    "hasActor": f"<{SEM.hasActor}>",
}
REMEMBERED = 20_000
"""Places, and agents, whose statements are kept in memory."""


def row(event: CodedEvent) -> str:
    """The row of an event as it is kept."""
    return json.dumps(dict(event.cells), ensure_ascii=False)


class Statements:
    """Where the statements of one source are made; `graph` is the address of its graph."""

    def __init__(self, graph: str) -> None:
        self.graph = graph
        self._place = functools.lru_cache(REMEMBERED)(self._place_lines)
        self._agent = functools.lru_cache(REMEMBERED)(self._agent_lines)

    def event(self, row_id: str) -> str:
        """The address of the event of a row."""
        return f"{self.graph}/{quote(row_id, safe='')}"

    def of(self, event: CodedEvent, table: str) -> tuple[set[str], set[str]]:
        """What is said of an event, and what is said of places and agents that it shares with others."""
        node = f"<{self.event(event.id)}>"
        own = {f"{node} {rest} ." for rest in self._event(event, table)}
        shared: set[str] = set()
        for number in event.numbers:
            own.update(self._number(node, number))
        if event.place is not None:
            place, lines = self._place(event.place)
            own.add(f"{node} {PLACE} {place} .")
            shared.update(lines)
        for agent in event.agents:
            who, lines = self._agent(agent.kind, agent.name)
            own.add(f"{node} {PARTS[agent.part]} {who} .")
            shared.update(lines)
        return own, shared

    def _event(self, event: CodedEvent, table: str) -> Iterator[str]:
        yield f"{TYPE} {EVENT}"
        if event.kind != "Event":
            yield f"{TYPE} <{PE}{event.kind}>"
        yield f"{LABEL} {literal(event.label)}"
        if event.happened:
            yield f"{MODALITY} {ASSERTED}"
        for form in event.forms:
            yield f"{FORM} <{PEC}form-{form}>"
        if event.earliest is not None:
            yield f"{EARLIEST} {literal(event.earliest.isoformat(), DATE)}"
        if event.latest is not None:
            yield f"{LATEST} {literal(event.latest.isoformat(), DATE)}"
        for issue in event.issues:
            yield f"{ISSUE} {literal(issue)}"
        if event.text is not None:
            yield f"{TEXT} {literal(event.text)}"
        for source in event.sources:
            yield f"{SOURCE} {literal(source)}"
        yield f"{ROW} {literal(row(event), AS_JSON)}"
        yield f"{DERIVED} <{table}>"

    def _number(self, event: str, number: Number) -> Iterator[str]:
        node = f"{event[:-1]}#{number.of}>"
        yield f"{event} {HAS_COUNT} {node} ."
        yield f"{node} {TYPE} {COUNT} ."
        yield f"{node} {COUNT_OF} <{PEC}count-{number.of}> ."
        yield f"{node} {TEXT} {literal(number.words)} ."
        if number.low is not None:
            yield f"{node} {LOW} {literal(str(number.low), INTEGER)} ."
        if number.high is not None:
            yield f"{node} {HIGH} {literal(str(number.high), INTEGER)} ."
        if number.rule is not None:
            yield f"{node} {BOUND_RULE} <{PEC}bound-{number.rule}> ."

    def _place_lines(self, place: Place) -> tuple[str, frozenset[str]]:
        """The node of a place, and what is said of it and of the larger places in which it lies."""
        parts = (place.name, *place.within, place.latitude or "", place.longitude or "")
        node = f"<{self.graph}#place-{_digest(parts)}>"
        lines = {f"{node} {TYPE} {A_PLACE} .", f"{node} {LABEL} {literal(place.name)} ."}
        if place.latitude is not None and place.longitude is not None:
            lines.add(f"{node} {LATITUDE} {literal(place.latitude, DECIMAL)} .")
            lines.add(f"{node} {LONGITUDE} {literal(place.longitude, DECIMAL)} .")
        if place.within:
            larger, others = self._place(Place(place.within[0], place.within[1:]))
            lines |= {f"{node} {WITHIN} {larger} .", *others}
        return node, frozenset(lines)

    def _agent_lines(self, kind: str, name: str) -> tuple[str, frozenset[str]]:
        node = f"<{self.graph}#{kind}-{_digest((name,))}>"
        return node, frozenset({f"{node} {TYPE} {AGENTS[kind]} .", f"{node} {LABEL} {literal(name)} ."})


def _digest(parts: tuple[str, ...]) -> str:
    """What tells shared places and agents apart in their addresses."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
