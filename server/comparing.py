"""Reports of one event side by side: what each says, in its words, and what cannot both be true.

Nothing is averaged and nothing overwritten: every figure stands with the report that gives it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rdflib import URIRef
from rdflib.namespace import RDF

from kg.names import fold
from kg.vocab import PE, concept
from server import thing_queries as queries
from server.contradictions import TOWNS, Between, Place, Stated, Whereabouts, contradictions, hull, number
from server.identity import things_of
from server.nodes import asked
from server.rows import Told, short, told_by_rows
from server.shapes import href
from server.view import ReportView, Thing


@dataclass(frozen=True, slots=True)
class Member:
    """A node of a thing, and the report that names it; a row of a table has none."""

    iri: str
    report: str | None
    title: str
    publisher: str | None
    published: str | None

    @property
    def href(self) -> str:
        """Its page."""
        return href(self.iri)

    @property
    def source(self) -> str:
        """Who says so, and when: the publisher, or the title where nobody knows who published it."""
        return ", ".join(filter(None, (self.publisher or self.title, self.published)))


Shown = tuple[Member, ReportView, Thing]


@dataclass(slots=True)
class Value:
    """What a report says of an event in one respect: in words of the page, and the address of the words that say so."""

    text: str
    at: str | None = None
    leads: str | None = None
    kind: str | None = None
    hue: str = ""
    quoted: bool = False
    by: str | None = None
    stated: Stated | None = None
    against: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """What the reports say in one respect, one cell for each."""

    title: str
    cells: list[list[Value]]

    @property
    def contradicted(self) -> bool:
        """Whether two of its values cannot both be true."""
        return any(value.against for cell in self.cells for value in cell)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The reports of an event, and what they say of it."""

    columns: list[Member]
    rows: list[Row]

    @property
    def contradicted(self) -> list[str]:
        """In which respects they contradict each other, or themselves."""
        return [row.title for row in self.rows if row.contradicted]

    @property
    def occasion(self) -> str:
        """In which town and on which day it was, each as it is first said and if nothing contradicts it."""
        said = {row.title: [value for cell in row.cells for value in cell] for row in self.rows if not row.contradicted}
        towns = [value.text for value in said.get(WHERE, ()) if value.stated is not None]
        days = [_one_day(value.stated) for value in said.get(WHEN, ())]
        return ", ".join(filter(None, (*towns[:1], next(filter(None, days), None))))


def compared(shown: Iterable[Shown], rows_of: Iterable[Member] = ()) -> Comparison:
    """What reports and rows of tables say of an event, side by side; that of which none says anything is left out."""
    shown = list(shown)
    tables = told_by_rows(member.iri for member in rows_of)
    members = [*(member for member, _, _ in shown), *(member for member in rows_of if member.iri in tables)]
    cells = [*(dict(_cells(view, node)) for _, view, node in shown), *map(_of_row, tables.values())]
    _place(cells)
    rows = [Row(title, [of.get(title, []) for of in cells]) for title in TITLES]
    for row in rows:
        _mark(row, members)
    return Comparison(members, [row for row in rows if any(row.cells)])


def _of_row(told: Told) -> dict[str, list[Value]]:
    """The cells of a row of a table."""
    found = {
        WHAT: [Value(", ".join(sorted(told.forms)))] if told.forms else [],
        WHERE: [Value(place) for place in told.places],
        WHEN: [],
        **{RELATED[predicate]: [Value(name) for name in names] for predicate, names in told.related.items()},
    }
    if told.days:
        days = [_day(day) for day in told.days]
        found[WHEN] = [Value(_spoken("as the table has it", days), stated=_stretch(days))]
    for count in told.counts:
        figure = Value(count.words, stated=number(count.low, count.high, count.rule, count.words))
        found.setdefault(COUNTED.get(count.of, ""), []).append(figure)
    return found


WHAT, WHERE, WHEN = "What", "Where", "When"
COUNTED = {"participants": "How many took part", "vehicles": "How many vehicles", "killed": "Killed",
           "injured": "Injured", "arrested": "Arrested"}  # fmt: skip
RELATED = {PE.motivatedBy: "Because of", PE.issue: "About", PE.organizer: "Organised by", PE.speaker: "Spoke",
           PE.participant: "Took part", PE.opposedTo: "Against", PE.inSolidarityWith: "In solidarity with"}  # fmt: skip
SAID = {"demand": "Demanded", "expression": "Slogans"}
TITLES = (WHAT, WHERE, WHEN, *COUNTED.values(), *RELATED.values(), *SAID.values())


def _cells(view: ReportView, node: Thing) -> Iterator[tuple[str, list[Value]]]:
    own, parts = {node.iri}, _with_parts(view, node)
    yield WHAT, list(_forms(view, node))
    yield WHERE, list(_objects(view, own, PE.place))
    yield WHEN, list(_times(view, node))
    for of, title in COUNTED.items():
        yield title, list(_counts(view, node, concept("count", of)))
    for predicate, title in RELATED.items():
        yield title, list(_objects(view, parts if predicate in (PE.speaker, PE.opposedTo) else own, predicate))
    for kind, title in SAID.items():
        at = PE.demandedAt if kind == "demand" else PE.expressedAt
        facts = [fact for fact in view.of(kind) if fact.first(at) in parts]
        yield title, [_value(view, fact, str(fact.first(PE.text)), quoted=True) for fact in facts]


def _with_parts(view: ReportView, node: Thing) -> set[URIRef]:
    """An event with all its parts."""
    found = {node.iri}
    pairs = [
        (fact.first(RDF.subject), fact.first(RDF.object))
        for fact in view.of("statement")
        if fact.first(RDF.predicate) == PE.partOf
    ]
    while more := {URIRef(str(part)) for part, whole in pairs if whole in found} - found:
        found |= more
    return found


def _value(view: ReportView, fact: Thing, text: str, *, quoted: bool = False) -> Value:
    words = fact.content or fact.evidence
    at = f"{view.iri}#{words[0].anchor}" if words else None
    return Value(text, at, quoted=quoted, by=_claimant(view, fact))


def _claimant(view: ReportView, fact: Thing) -> str | None:
    """Who says so, if not the report itself."""
    if not fact.claimed:
        return None
    said_in = fact.first(PE.saidIn)
    utterance = view.things.get(said_in) if isinstance(said_in, URIRef) else None
    speaker = None if utterance is None else utterance.first(PE.utteredBy)
    return "somebody unnamed" if speaker is None else view.label(speaker)


def _forms(view: ReportView, node: Thing) -> Iterator[Value]:
    names = [view.label(form) for form in node.values.get(PE.form, ())] or [view.label(node.iri)]
    yield _value(view, node, ", ".join(sorted(names)))


def _objects(view: ReportView, subjects: set[URIRef], predicate: URIRef) -> Iterator[Value]:
    for fact in view.of("statement"):
        if fact.first(RDF.predicate) == predicate and fact.first(RDF.subject) in subjects:
            object_ = fact.first(RDF.object)
            thing = view.things.get(object_) if isinstance(object_, URIRef) else None
            value = _value(view, fact, "" if object_ is None else view.label(object_), quoted=thing is None)
            if thing is not None:
                value.leads, value.hue, value.kind = str(thing.iri), thing.kind.hue, short(thing.first(PE.placeKind))
            yield value


def _times(view: ReportView, node: Thing) -> Iterator[Value]:
    values = []
    for fact in view.of("time"):
        if fact.first(PE.timeOf) == node.iri:
            value = _value(view, fact, str(fact.first(PE.text)))
            days = [_day(fact.first(name)) for name in (PE.earliestDate, PE.latestDate)]
            value.text = _spoken(value.text, days)
            value.stated = _stretch(days)
            values.append(value)
    whole = hull([value.stated for value in values if isinstance(value.stated, Between)])
    for value in values:
        value.stated = whole
    yield from values


def _day(value: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return None


def _stretch(days: Sequence[datetime.date | None]) -> Between:
    """The days from the first to the last, each open if it is not known."""
    low, high = (None if day is None else float(day.toordinal()) for day in days)
    return Between(low, high)


def _one_day(stated: Stated | None) -> str | None:
    """A day that is known exactly."""
    if not isinstance(stated, Between) or stated.low is None or stated.low != stated.high:
        return None
    return datetime.date.fromordinal(int(stated.low)).isoformat()


def _spoken(text: str, days: list[datetime.date | None]) -> str:
    known = list(dict.fromkeys(day.isoformat() for day in days if day is not None))
    return f"{text} ({' to '.join(known)})" if known else f"{text} (the day is not known)"


def _counts(view: ReportView, node: Thing, of: URIRef) -> Iterator[Value]:
    for fact in (*view.of("count"), *view.of("count", claimed=True)):
        if fact.first(PE.countOf) == of and fact.first(PE.countFor) == node.iri:
            low, high = (_number(fact.first(name)) for name in (PE.low, PE.high))
            words = str(fact.first(PE.text))
            value = _value(view, fact, words, quoted=True)
            value.stated = number(low, high, short(fact.first(PE.boundRule)), words)
            yield value


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _place(cells: list[dict[str, list[Value]]]) -> None:
    """Give the places and the agents of all reports their things, so that they can be told apart or not."""
    values = [value for of in cells for some in of.values() for value in some if value.leads is not None]
    things = things_of({value.leads for value in values if value.leads})
    around: dict[str, set[str]] = {}
    for row in asked(queries.WITHIN, things.values()):
        around.setdefault(str(row["thing"]), set()).add(str(row["outer"]))
    for of in cells:
        somewhere = [(value, things[value.leads]) for value in of.get(WHERE, ()) if value.leads in things]
        places = [
            Place(thing, fold(value.text), value.kind, frozenset(around.get(thing, ()))) for value, thing in somewhere
        ]
        for (value, _), place in zip(somewhere, places, strict=True):
            value.stated = Whereabouts(tuple(places)) if place.kind in TOWNS else None
    for value in values:
        value.leads = things.get(value.leads or "", value.leads)


def _mark(row: Row, columns: list[Member]) -> None:
    """Write beside each value which others it contradicts, and whose they are."""
    said = [(column, value) for column, cell in enumerate(row.cells) for value in cell]
    for one, other in contradictions([value.stated for _, value in said]):
        for (mine, value), (theirs, against) in ((said[one], said[other]), (said[other], said[one])):
            whose = "this report itself" if mine == theirs else columns[theirs].source
            value.against.append(f"{whose}: {against.text}")
