"""Decisions about nodes of the graph, as pages and commands know them: made into decisions about words.

What a node says now goes into the correction (`was`), so that what a person confirmed is there even when it is read no
more; and so does the digest of the rules by which it was read.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rdflib import Literal, URIRef
from rdflib.namespace import ORG, RDF, RDFS

from kg.anchors import Reading
from kg.deciding import KINDS, anchors_of, place_of, readings_of
from kg.decisions import ROW, Anchor, Correction, Judgement, Operation, Value, Verdict, Words
from kg.document import Span
from kg.endpoint import Endpoint, Row, Term
from kg.errors import DecisionError
from kg.facts import EventKind, ExpressionForm
from kg.fields import CATEGORIES, ENTITIES, FIELDS, Takes
from kg.rdf import CATEGORY_PROPERTIES, ENTITY_CLASSES, PREDICATES
from kg.vocab import OA, PE, PEC

Said: TypeAlias = str | int | datetime.date | URIRef | Span | tuple["Said", ...] | None
"""The value of a field as pages know it: a node by its address, words by their offsets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who decides, when (UTC, to the second) and why."""

    by: str
    at: datetime.datetime
    why: str = ""


def judgement(store: Endpoint, left: URIRef, right: URIRef, verdict: Verdict, signed: Signed) -> Judgement:
    """Whether two nodes are one; `DecisionError` if one is no entity, no fact and no row."""
    anchors = _anchors(store, (left, right))
    return Judgement(
        left=anchors[left], right=anchors[right], verdict=verdict, by=signed.by, at=signed.at, why=signed.why
    )


def correction(
    store: Endpoint, operation: Operation, node: URIRef, values: Mapping[str, Said], signed: Signed
) -> Correction:
    """That a node is right, wrong or different; `DecisionError` if there is no such node, or one that is named."""
    about = _anchors(store, [node])[node]
    if about.kind == ROW:
        raise DecisionError(f"{node} is a row of a table; correct the table and import it again")
    return Correction(
        operation=operation,
        about=about,
        values=_values(store, about.report, values),
        was=values_of(store, node),
        rules=_rules(store, about.report),
        by=signed.by,
        at=signed.at,
        why=signed.why,
    )


def addition(store: Endpoint, about: tuple[str, str, Span], values: Mapping[str, Said], signed: Signed) -> Correction:
    """That a report says something of some kind in some words (report, kind, words), which the reader missed.

    Raises:
        DecisionError: there is no such report, or it has no such words; or a node that is named is not there.
    """
    report_id, kind, span = about
    reading = dict(readings_of(store, [report_id])).get(report_id)
    if reading is None:
        raise DecisionError(f"no report {report_id!r} in the store; `kg ingest` reads it")
    given = dict(_values(store, report_id, values))
    if kind in ENTITIES and "apart" not in given:
        given |= _apart(reading, report_id, span)
    return Correction(
        operation=Operation.ADD,
        about=Anchor(report=report_id, kind=kind, words=_words(reading.text, span)),
        values=given,
        rules=_rules(store, report_id),
        by=signed.by,
        at=signed.at,
        why=signed.why,
    )


def _apart(reading: Reading, report_id: str, span: Span) -> dict[str, Value]:
    """The entity that the words name so far: it is told apart from the one they are said to name."""
    holders = (t for t in reading.things.values() if t.kind in ENTITIES and span in t.spans and len(t.spans) > 1)
    holder = next(holders, None)
    anchor = None if holder is None else reading.anchor(report_id, holder.key, but=span)
    return {} if anchor is None else {"apart": anchor}


def _words(text: str, span: Span) -> Words:
    if span.end > len(text):
        raise DecisionError(f"the report ends at {len(text)}, before {span.end}; it was replaced: load it again")
    return Words.of(text, span.start, span.end)


def _anchors(store: Endpoint, nodes: Iterable[URIRef]) -> dict[URIRef, Anchor]:
    wanted = list(nodes)
    found = anchors_of(store, wanted)
    for node in wanted:
        if node not in found:
            raise DecisionError(f"{node} is no entity, fact or row in the store; it may be gone: load the page again")
    return found


def _values(store: Endpoint, report_id: str, values: Mapping[str, Said]) -> dict[str, Value]:
    """Values with anchors in place of nodes, and words in place of offsets."""
    nodes = [each for value in values.values() for each in _each(value) if isinstance(each, URIRef)]
    anchors = _anchors(store, nodes) if nodes else {}
    text = str(store.facts(report_id).value(store.addresses.report(report_id), BODY) or "") if values else ""

    def one(value: Said) -> Value:
        if isinstance(value, tuple):
            return tuple(one(each) for each in value)
        if isinstance(value, URIRef):
            return anchors[value]
        return _words(text, value) if isinstance(value, Span) else value

    return {name: one(value) for name, value in values.items()}


def _each(value: Said) -> tuple[Said, ...]:
    return value if isinstance(value, tuple) else (value,)


def _rules(store: Endpoint, report_id: str) -> str:
    rows = store.select(
        "SELECT ?d WHERE { GRAPH $graph { $reading $digest ?d } }",
        graph=store.addresses.facts_graph(report_id),
        reading=store.addresses.node(report_id, "reading"),
        digest=PE.rulesDigest,
    )
    return str(rows[0]["d"]) if rows else ""


# What a node says now

PROPERTIES: Mapping[str, Mapping[str, URIRef]] = {
    "event": {"label": RDFS.label, "forms": PE.form, "modality": PE.modality},
    "relation": {"subject": RDF.subject, "predicate": RDF.predicate, "object": RDF.object, "text": RDF.object},
    "membership": {
        "member": ORG.member, "role": ORG.role, "title": PE.roleText, "organization": ORG.organization,
    },
    "utterance": {
        "content": PE.content, "speaker": PE.utteredBy, "event": PE.utteredAt, "addressee": PE.addressee,
    },
    "expression": {"content": PE.content, "event": PE.expressedAt},
    "symbol": {"kind": PE.symbolKind, "words": PE.content, "event": PE.displayedAt, "of": PE.symbolOf},
    "demand": {"content": PE.content, "by": PE.demandedBy, "addressee": PE.addressee, "event": PE.demandedAt},
    "message": {"words": PE.content, "event": PE.deliveredIn, "sender": PE.sender, "recipient": PE.recipient},
    "count": {"of": PE.countOf, "words": PE.content, "event": PE.countFor, "low": PE.low, "high": PE.high},
    "time": {"words": PE.content, "event": PE.timeOf, "earliest": PE.earliestDate, "latest": PE.latestDate},
    "claim": {"content": PE.content, "modality": PE.modality, "mentions": PE.mentions, "said_in": PE.saidIn},
}  # fmt: skip
"""Kind of fact to its fields, each with the property that holds it; what is a class is not listed."""
TYPED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "event": ("kind", tuple(EventKind)),
    "expression": ("form", tuple(ExpressionForm)),
}
"""Kind of fact to the field that its class says, with the names of the classes."""
PREDICATE_OF = {iri: predicate.value for predicate, iri in PREDICATES.items()}
KIND_OF = {class_: kind.value for kind, class_ in ENTITY_CLASSES.items()}
BODY = URIRef("https://schema.org/articleBody")


def values_of(store: Endpoint, node: URIRef) -> dict[str, Value]:
    """The fields of an entity or a fact as the graph has them; fields without a value are left out."""
    place = place_of(store.addresses, node)
    if place is None:
        return {}
    graphs = " ".join(f"<{name}>" for name in store.addresses.graphs(place[0]))
    rows = store.select(
        f"""SELECT DISTINCT ?p ?o ?start ?end WHERE {{ VALUES ?g {{ {graphs} }}
        GRAPH ?g {{ $node ?p ?o OPTIONAL {{ ?o <{OA.start}> ?start ; <{OA.end}> ?end }} }} }} ORDER BY ?start ?o""",
        node=node,
    )
    types = [URIRef(row["o"]) for row in rows if row["p"] == RDF.type]
    kind = next((KINDS[type_] for type_ in types if type_ in KINDS), None)
    if kind is None:
        return {}
    by_property: defaultdict[Term, list[Row]] = defaultdict(list)
    for row in rows:
        by_property[row["p"]].append(row)
    return _entity(by_property, kind) if kind in ENTITIES else _Fact(store, place[0], kind, types).values(by_property)


def _entity(rows: Mapping[Term, list[Row]], kind: str) -> dict[str, Value]:
    found: dict[str, Value] = {"name": str(rows[RDFS.label][0]["o"]), "kind": kind}
    for property_, scheme in CATEGORY_PROPERTIES.values():
        if property_ in rows and CATEGORIES.get(kind) == scheme:
            found["category"] = str(rows[property_][0]["o"]).removeprefix(f"{PEC}{scheme}-")
    return found


class _Fact:
    """A fact while its fields are gathered."""

    def __init__(self, store: Endpoint, report_id: str, kind: str, types: Iterable[URIRef]) -> None:
        self.store, self.report_id, self.kind, self.types = store, report_id, kind, {*types}
        self.text = str(store.facts(report_id).value(store.addresses.report(report_id), BODY) or "")

    def values(self, rows: Mapping[Term, list[Row]]) -> dict[str, Value]:
        """The fields of it that have values."""
        found: dict[str, Value] = {}
        if self.kind == "utterance":
            found["direct"] = PE.DirectQuote in self.types
        if self.kind in TYPED:
            name, classes = TYPED[self.kind]
            found[name] = next((c for c in classes if c != "Event" and PE[c] in self.types), "Event")
        nodes = [URIRef(row["o"]) for of in rows.values() for row in of if isinstance(row["o"], URIRef)]
        anchors = anchors_of(self.store, nodes)
        for name, property_ in PROPERTIES[self.kind].items():
            shown = [(row, rows.get(PE.evidence, [])) for row in rows.get(property_, ())]
            known = [v for row, evidence in shown if (v := self._value(name, row, evidence, anchors)) is not None]
            if known:
                found[name] = tuple(known) if FIELDS[self.kind][name].several else known[0]
        return found

    def _value(self, name: str, row: Row, evidence: list[Row], anchors: Mapping[URIRef, Anchor]) -> Value:
        field, term = FIELDS[self.kind][name], row["o"]
        if field.takes is Takes.WORDS:
            span = self._span(row, evidence)
            return None if span is None else _words(self.text, span)
        if field.takes is Takes.THING:
            return anchors.get(URIRef(term)) if isinstance(term, URIRef) else None
        if field.takes is Takes.CONCEPT:
            named = PREDICATE_OF.get(URIRef(term))
            return named or str(term).removeprefix(str(PEC)).partition("-")[2]
        return term.toPython() if isinstance(term, Literal) else None

    def _span(self, row: Row, evidence: list[Row]) -> Span | None:
        """Where the words of a field stand; of a text that has no place of its own, where its evidence has it."""
        if "start" in row:
            return Span(int(row["start"]), int(row["end"]))
        if isinstance(row["o"], Literal):
            for shown in evidence:
                at = self.text.find(row["o"], int(shown["start"]), int(shown["end"]))
                if at >= 0:
                    return Span(at, at + len(row["o"]))
        return None
