"""What this service is and holds, as RDF: its Service Description, and VoID with counts.

https://www.w3.org/TR/sparql11-service-description/ and https://www.w3.org/TR/void/
"""

from __future__ import annotations

import re

from flask import Blueprint, Response, request
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, VOID, XSD
from werkzeug.exceptions import NotAcceptable

from kg.rdf import new_graph
from kg.vocab import PE, PEC
from server import queries
from server.caching import remembered
from server.negotiation import SAME_BYTES, choose, content_type
from server.renewing import renewed
from server.site import GRAPH_OFFERS, site, wishes

blueprint = Blueprint("description", __name__)

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMAT = Namespace("http://www.w3.org/ns/formats/")
RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")
SYNTAXES = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}
COUNTS = (queries.CLASS_COUNTS, queries.PROPERTY_COUNTS)
HOST = re.compile(r"[A-Za-z0-9.:\[\]-]+")


def service_description() -> Response:
    """What the endpoint can do."""
    settings = site().settings
    service, graph = URIRef(f"{settings.base}sparql"), _graph()
    graph.add((service, RDF.type, SD.Service))
    for address in {str(service), *([request.base_url] if HOST.fullmatch(request.headers.get("Host", "")) else [])}:
        graph.add((service, SD.endpoint, URIRef(address)))
    graph.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    if settings.write_token:
        graph.add((service, SD.supportedLanguage, SD.SPARQL11Update))
    for name in RESULTS + GRAPHS:
        graph.add((service, SD.resultFormat, FORMAT[name]))
    for name in GRAPHS[:4]:
        graph.add((service, SD.inputFormat, FORMAT[name]))
    graph.add((service, SD.defaultEntailmentRegime, URIRef("http://www.w3.org/ns/entailment/Simple")))
    dataset, default = _dataset(), BNode()
    graph.add((service, SD.defaultDataset, dataset))
    graph.add((dataset, RDF.type, SD.Dataset))
    graph.add((dataset, SD.defaultGraph, default))
    graph.add((default, RDF.type, SD.Graph))
    return _serialized(graph)


@blueprint.get("/.well-known/void")
@remembered
def void() -> Response:
    """What the graph holds: how many things of each class, and how many statements with each property."""
    base, store = site().settings.base, site().store
    classes, properties = renewed("terms", lambda: [store.texts(asked) for asked in COUNTS])
    dataset, graph = _dataset(), _graph()
    graph.add((dataset, RDF.type, VOID.Dataset))
    graph.add((dataset, DCTERMS.title, Literal("Protest knowledge graph", lang="en")))
    graph.add((dataset, DCTERMS.description, Literal("What news reports say about protests.", lang="en")))
    graph.add((dataset, FOAF.homepage, URIRef(base)))
    graph.add((dataset, VOID.sparqlEndpoint, URIRef(f"{base}sparql")))
    graph.add((dataset, VOID.uriSpace, Literal(base)))
    for vocabulary in (PE, PEC):
        graph.add((dataset, VOID.vocabulary, URIRef(str(vocabulary))))
    for name in GRAPHS:
        graph.add((dataset, VOID.feature, FORMAT[name]))
    graph.add((dataset, VOID.triples, _number(sum(int(row["total"]) for row in properties))))
    graph.add((dataset, VOID.classes, _number(len(classes))))
    graph.add((dataset, VOID.properties, _number(len(properties))))
    for row in classes:
        _part(graph, VOID.classPartition, (VOID["class"], URIRef(row["class"])), (VOID.entities, int(row["total"])))
    for row in properties:
        named = (VOID.property, URIRef(row["property"]))
        _part(graph, VOID.propertyPartition, named, (VOID.triples, int(row["total"])))
    return _serialized(graph)


def _part(graph: Graph, kind: URIRef, of: tuple[URIRef, URIRef], counted: tuple[URIRef, int]) -> None:
    part = BNode()
    graph.add((_dataset(), kind, part))
    graph.add((part, *of))
    graph.add((part, counted[0], _number(counted[1])))


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _dataset() -> URIRef:
    return URIRef(f"{site().settings.base}.well-known/void#dataset")


def _graph() -> Graph:
    graph = new_graph()
    graph.bind("void", VOID)
    graph.bind("sd", SD)
    return graph


def _serialized(graph: Graph) -> Response:
    media = choose(wishes(), GRAPH_OFFERS)
    if media is None:
        raise NotAcceptable(f"None of the formats asked for; there are {', '.join(GRAPH_OFFERS)}.")
    syntax = SYNTAXES[SAME_BYTES.get(media, media)]
    return Response(graph.serialize(format=syntax, encoding="utf-8"), content_type=content_type(media))
