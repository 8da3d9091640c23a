"""The ontology as its page shows it: classes, properties, and schemes of concepts."""

from __future__ import annotations

from dataclasses import dataclass, field

from rdflib import Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.endpoint import Endpoint
from kg.vocab import PE, PEC, SCHEMA
from server import queries
from server.links import short


@dataclass
class Entry:
    """A term and what is said of it."""

    iri: URIRef
    short: str
    values: dict[URIRef, list[URIRef | Literal]] = field(default_factory=dict)

    @property
    def anchor(self) -> str:
        """The fragment under which the page shows it."""
        return self.iri.removeprefix(str(PE)).removeprefix(str(PEC))

    def text(self, *predicates: URIRef) -> str:
        """The first of some properties that it has, as words."""
        found = (value for predicate in predicates for value in self.values.get(predicate, ()))
        return str(next(found, ""))

    @property
    def label(self) -> str:
        """Its name."""
        return self.text(RDFS.label, SKOS.prefLabel) or self.short

    @property
    def comment(self) -> str:
        """What it means."""
        return self.text(RDFS.comment, SKOS.definition)

    @property
    def example(self) -> str:
        """Where it is used."""
        return self.text(SKOS.example)

    @property
    def note(self) -> str:
        """From which node a plain triple is derived."""
        return self.text(SKOS.scopeNote)

    def relations(self) -> list[tuple[str, list[URIRef]]]:
        """How it hangs together with other terms."""
        found = ((title, [v for v in self.values.get(p, ()) if isinstance(v, URIRef)]) for title, p in RELATIONS)
        return [(title, values) for title, values in found if values]


RELATIONS: tuple[tuple[str, URIRef], ...] = (
    ("kind of", RDFS.subClassOf),
    ("narrows", RDFS.subPropertyOf),
    ("of", RDFS.domain),
    ("of", SCHEMA.domainIncludes),
    ("gives", RDFS.range),
    ("inverse of", OWL.inverseOf),
    ("never also", OWL.disjointWith),
    ("broader", SKOS.broader),
    ("see also", RDFS.seeAlso),
)


@dataclass
class Group:
    """Terms that belong together."""

    title: str
    anchor: str
    entries: list[Entry]
    comment: str = ""


def vocabulary(store: Endpoint) -> list[Group]:
    """The terms of the ontology in the store, in groups."""
    entries: dict[URIRef, Entry] = {}
    for row in store.select(queries.VOCABULARY, graph=store.addresses.vocabulary_graph):
        iri = URIRef(row["term"])
        entry = entries.setdefault(iri, Entry(iri, short(iri, store.base)))
        entry.values.setdefault(URIRef(row["property"]), []).append(row["value"])

    def typed(*types: URIRef) -> list[Entry]:
        return [entry for entry in entries.values() if any(t in entry.values.get(RDF.type, ()) for t in types)]

    schemes = [
        Group(scheme.label, scheme.anchor, _members(typed(SKOS.Concept), scheme), scheme.comment)
        for scheme in typed(SKOS.ConceptScheme)
    ]
    properties = typed(OWL.ObjectProperty, OWL.DatatypeProperty)
    return [Group("Classes", "classes", typed(OWL.Class)), Group("Properties", "properties", properties), *schemes]


def _members(concepts: list[Entry], scheme: Entry) -> list[Entry]:
    return [concept for concept in concepts if scheme.iri in concept.values.get(SKOS.inScheme, ())]
