"""What a node of the graph says now, field by field: what a correction of it remembers as what was read."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from rdflib import Literal, URIRef
from rdflib.namespace import ORG, RDF, RDFS

import kg.facts as f
from kg.deciding import KINDS, anchors_of, place_of, readings_of
from kg.decisions import Anchor, Value, Words
from kg.document import Span
from kg.endpoint import Endpoint, Row, Term
from kg.fields import ENTITIES, FIELDS, Field, Takes
from kg.rdf import CATEGORY_PROPERTIES, ENTITY_CLASSES, PREDICATES
from kg.vocab import OA, PE, PEC, SCHEMA, concept

T = TypeVar("T")
PROPERTIES: Mapping[str, Mapping[str, URIRef]] = {
    kind.value: {"name": RDFS.label, "kind": RDF.type}
    | ({"category": CATEGORY_PROPERTIES[kind][0]} if kind in CATEGORY_PROPERTIES else {})
    for kind in f.EntityKind
} | {
    "event": {"kind": RDF.type, "label": RDFS.label, "forms": PE.form, "modality": PE.modality},
    "relation": {"subject": RDF.subject, "predicate": RDF.predicate, "object": RDF.object, "text": RDF.object},
    "membership": {
        "member": ORG.member, "role": ORG.role, "title": PE.roleText, "organization": ORG.organization,
    },
    "utterance": {
        "direct": RDF.type, "content": PE.content, "speaker": PE.utteredBy, "event": PE.utteredAt,
        "addressee": PE.addressee,
    },
    "expression": {"form": RDF.type, "content": PE.content, "event": PE.expressedAt},
    "symbol": {"kind": PE.symbolKind, "words": PE.content, "event": PE.displayedAt, "of": PE.symbolOf},
    "demand": {"content": PE.content, "by": PE.demandedBy, "addressee": PE.addressee, "event": PE.demandedAt},
    "message": {"words": PE.content, "event": PE.deliveredIn, "sender": PE.sender, "recipient": PE.recipient},
    "count": {"of": PE.countOf, "words": PE.content, "event": PE.countFor, "low": PE.low, "high": PE.high},
    "time": {"words": PE.content, "event": PE.timeOf, "earliest": PE.earliestDate, "latest": PE.latestDate},
    "claim": {"content": PE.content, "modality": PE.modality, "mentions": PE.mentions, "said_in": PE.saidIn},
}  # fmt: skip
"""Kind to the properties in which `kg.rdf` writes its fields."""
TERMS: Mapping[type[enum.StrEnum], Mapping[Any, URIRef]] = {
    f.EntityKind: ENTITY_CLASSES,
    f.EventKind: {kind: PE[kind.value] for kind in f.EventKind},
    f.ExpressionForm: {form: PE[form.value] for form in f.ExpressionForm},
    f.Modality: {modality: concept("modality", modality) for modality in f.Modality},
    f.CountOf: {of: concept("count", of) for of in f.CountOf},
    f.Predicate: PREDICATES,
}
"""The terms of the ontology for the members of enumerations."""
DIRECT = {"true": PE.DirectQuote, "false": PE.IndirectSpeech}
"""The classes of an utterance for whether it is direct."""


def called(term: str, field: Field) -> str | None:
    """What a field calls a term of the ontology; `None` if it is none that the field takes."""
    if field.choices is not None:
        return next((member.value for member, known in TERMS[field.choices].items() if str(known) == term), None)
    if field.takes is Takes.FLAG:
        return next((value for value, class_ in DIRECT.items() if str(class_) == term), None)
    prefix = f"{PEC}{field.scheme}-"
    return term.removeprefix(prefix) if term.startswith(prefix) else None


def closest(values: Iterable[T]) -> T | None:
    """The first of the values of a field; that of an event which says more than that it is one."""
    return min(values, key=lambda value: value == f.EventKind.OTHER, default=None)


def rules_of(store: Endpoint, report_id: str) -> str:
    """The digest of the rules by which a report was read; empty if it is not in the store."""
    rows = store.select(
        "SELECT ?d WHERE { GRAPH $graph { $reading $digest ?d } }",
        graph=store.addresses.facts_graph(report_id),
        reading=store.addresses.node(report_id, "reading"),
        digest=PE.rulesDigest,
    )
    return str(rows[0]["d"]) if rows else ""


def named_by(store: Endpoint, report_id: str, span: Span) -> Anchor | None:
    """The entity that some words of a report name, as other words name it; `None` if no others do."""
    for _, reading in readings_of(store, [report_id]):
        holders = (t for t in reading.things.values() if t.kind in ENTITIES and span in t.spans)
        return next((a for t in holders if (a := reading.anchor(report_id, t.key, but=span)) is not None), None)
    return None


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
    return _Told(store, place[0], kind).values(by_property)


class _Told:
    """An entity or a fact while its fields are gathered."""

    def __init__(self, store: Endpoint, report_id: str, kind: str) -> None:
        self.store, self.kind = store, kind
        self.text = str(store.facts(report_id).value(store.addresses.report(report_id), SCHEMA.articleBody) or "")

    def values(self, rows: Mapping[Term, list[Row]]) -> dict[str, Value]:
        """The fields of it that have values."""
        found: dict[str, Value] = {}
        nodes = [URIRef(row["o"]) for of in rows.values() for row in of if isinstance(row["o"], URIRef)]
        anchors = anchors_of(self.store, nodes)
        for name, property_ in PROPERTIES[self.kind].items():
            shown = [(row, rows.get(PE.evidence, [])) for row in rows.get(property_, ())]
            known = [v for row, evidence in shown if (v := self._value(name, row, evidence, anchors)) is not None]
            if known:
                found[name] = tuple(known) if FIELDS[self.kind][name].several else closest(known)
        return found

    def _value(self, name: str, row: Row, evidence: list[Row], anchors: Mapping[URIRef, Anchor]) -> Value:
        field, term = FIELDS[self.kind][name], row["o"]
        if field.takes is Takes.WORDS:
            span = self._span(row, evidence)
            return None if span is None else Words.of(self.text, span.start, span.end)
        if field.takes is Takes.THING:
            return anchors.get(URIRef(term)) if isinstance(term, URIRef) else None
        if field.takes is Takes.FLAG:
            return {"true": True, "false": False}.get(called(str(term), field) or "")
        if field.takes is Takes.CONCEPT:
            return called(str(term), field)
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
