"""What there is to ask for: the terms of the ontology, and those of the graph, with how often each is used."""

from __future__ import annotations

from typing import TypedDict

from rdflib import URIRef

from kg.vocab import PREFIXES
from server import queries
from server.links import short
from server.site import site
from server.vocabulary import Entry, vocabulary


class SchemaTerm(TypedDict):
    """A class, a property or a concept."""

    iri: str
    name: str
    label: str
    comment: str
    count: int
    classes: list[str]


class Prefix(TypedDict):
    """A namespace and what stands for it."""

    prefix: str
    iri: str


class Schema(TypedDict):
    """What there is to ask for."""

    prefixes: list[Prefix]
    classes: list[SchemaTerm]
    properties: list[SchemaTerm]
    concepts: list[SchemaTerm]


def schema() -> Schema:
    """The terms of the ontology, used or not, and then all others that the graph uses."""
    store = site().store
    classes, properties, *schemes = vocabulary(store)
    class_counts = _counts(queries.CLASS_COUNTS, "class")
    used_with: dict[str, list[str]] = {}
    for kind in sorted(class_counts):
        for row in store.select(queries.PROPERTIES_OF_CLASS, **{"class": URIRef(kind)}):
            used_with.setdefault(str(row["property"]), []).append(short(kind, store.base))
    concepts = [entry for scheme in schemes for entry in scheme.entries]
    return {
        "prefixes": [{"prefix": prefix, "iri": iri} for prefix, iri in PREFIXES.items()],
        "classes": _terms(classes.entries, class_counts, {}),
        "properties": _terms(properties.entries, _counts(queries.PROPERTY_COUNTS, "property"), used_with),
        "concepts": _terms(concepts, _counts(queries.CONCEPT_COUNTS, "concept"), {}),
    }


def _counts(query: str, name: str) -> dict[str, int]:
    """How often terms are used."""
    store = site().store
    rows = store.select(query, graph=store.addresses.vocabulary_graph)
    return {str(row[name]): int(row["total"]) for row in rows if name in row}


def _terms(entries: list[Entry], counts: dict[str, int], used_with: dict[str, list[str]]) -> list[SchemaTerm]:
    known = {str(entry.iri): entry for entry in entries}
    for iri in sorted(counts.keys() - known.keys()):
        known[iri] = Entry(URIRef(iri), short(iri, site().store.base))
    return [
        {
            "iri": iri,
            "name": entry.short,
            "label": entry.label,
            "comment": entry.comment,
            "count": counts.get(iri, 0),
            "classes": sorted(used_with.get(iri, [])),
        }
        for iri, entry in known.items()
    ]
