"""A service description held against its vocabulary (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = "http://www.w3.org/ns/formats/"
ENTAILMENT = ("http://www.w3.org/ns/entailment/", "http://www.w3.org/ns/owl-profile/")
LANGUAGES = {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update}
FEATURES = {
    SD.DereferencesURIs,
    SD.UnionDefaultGraph,
    SD.RequiresDataset,
    SD.EmptyGraphs,
    SD.BasicFederatedQuery,
}
SUBJECTS: dict[URIRef, set[URIRef]] = {
    SD.endpoint: {SD.Service},
    SD.feature: {SD.Service},
    SD.defaultEntailmentRegime: {SD.Service},
    SD.defaultSupportedEntailmentProfile: {SD.Service},
    SD.entailmentRegime: {SD.NamedGraph},
    SD.supportedEntailmentProfile: {SD.NamedGraph},
    SD.extensionFunction: {SD.Service},
    SD.extensionAggregate: {SD.Service},
    SD.languageExtension: {SD.Service},
    SD.supportedLanguage: {SD.Service},
    SD.propertyFeature: {SD.Service},
    SD.defaultDataset: {SD.Service},
    SD.availableGraphs: {SD.Service},
    SD.resultFormat: {SD.Service},
    SD.inputFormat: {SD.Service},
    SD.defaultGraph: {SD.Dataset},
    SD.namedGraph: {SD.GraphCollection, SD.Dataset},
    SD.name: {SD.NamedGraph},
    SD.graph: {SD.NamedGraph},
}
"""Of each property of the vocabulary: the classes of what has it."""
CLASSES = {SD.Service, SD.Dataset, SD.GraphCollection, SD.Graph, SD.NamedGraph}
OBJECTS: dict[URIRef, set[URIRef]] = {
    SD.defaultDataset: {SD.Dataset},
    SD.availableGraphs: {SD.GraphCollection, SD.Dataset},
    SD.defaultGraph: {SD.Graph},
    SD.namedGraph: {SD.NamedGraph},
    SD.graph: {SD.Graph},
}
"""Of the properties that name a further description: its classes."""
KNOWN: dict[URIRef, set[URIRef]] = {SD.supportedLanguage: LANGUAGES, SD.feature: FEATURES}
SPACES: dict[URIRef, tuple[str, ...]] = {
    SD.resultFormat: (FORMATS,),
    SD.inputFormat: (FORMATS,),
    SD.defaultEntailmentRegime: ENTAILMENT,
    SD.entailmentRegime: ENTAILMENT,
}


def departures(graph: Graph) -> list[str]:
    """In which points a description departs from the vocabulary."""
    return [*_services(graph), *_cardinalities(graph), *_statements(graph)]


def _services(graph: Graph) -> Iterator[str]:
    if (None, RDF.type, SD.Service) not in graph:
        yield "nothing is a sd:Service"


def _cardinalities(graph: Graph) -> Iterator[str]:
    for named in graph.subjects(RDF.type, SD.NamedGraph):
        if len(list(graph.objects(named, SD.name))) != 1:
            yield f"{named} has not one name"
    for dataset in graph.subjects(RDF.type, SD.Dataset):
        if len(list(graph.objects(dataset, SD.defaultGraph))) > 1:
            yield f"{dataset} has more than one default graph"


def _statements(graph: Graph) -> Iterator[str]:
    for subject, predicate, value in graph:
        if predicate == RDF.type and isinstance(value, URIRef) and value in SD and value not in CLASSES:
            yield f"{value} is no class of the vocabulary"
        if isinstance(predicate, URIRef) and predicate in SD:
            yield from _statement(graph, subject, predicate, value)


def _statement(graph: Graph, subject: Node, predicate: URIRef, value: Node) -> Iterator[str]:
    if predicate not in SUBJECTS:
        yield f"{predicate} is no property of the vocabulary"
        return
    if not SUBJECTS[predicate].intersection(graph.objects(subject, RDF.type)):
        yield f"{subject} has {predicate} and is not of its domain"
    if isinstance(value, Literal) or (isinstance(value, BNode) and predicate not in OBJECTS):
        yield f"{predicate} of {subject} is {value!r}, which is no IRI"
    if predicate in OBJECTS and not OBJECTS[predicate].intersection(graph.objects(value, RDF.type)):
        yield f"{value} is {predicate} of {subject} and not of its range"
    if predicate in KNOWN and value not in KNOWN[predicate]:
        yield f"{value} is not in the vocabulary"
    if not str(value).startswith(SPACES.get(predicate, "")):
        yield f"{value} is not a value of {predicate}"
