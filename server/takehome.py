"""What a view shows as a file, with its title, its address, the query and the day inside."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, XSD
from rdflib.term import Node

from kg.engine import parsed, serialize
from kg.export import gexf, graphml, jsonld, zipped
from kg.network import NOT_XML, Network, to_network
from kg.tables import report_id, spans
from kg.vocab import PE
from server.site import site
from server.spreadsheet import MARK, harmless
from server.taken import WORDS, things_of


@dataclass(frozen=True)
class Cover:
    """What is told of a file in it."""

    title: str
    permalink: str
    query: str | None
    day: datetime.date

    def values(self) -> dict[str, str]:
        """It by names, without what is not known."""
        told = {"title": self.title, "source": self.permalink, "created": self.day.isoformat(), "query": self.query}
        return {name: NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value) for name, value in told.items() if value}


@dataclass(frozen=True)
class Form:
    """A format: the end of its file names, its media type, and how it is written."""

    suffix: str
    media_type: str
    write: Callable[[Graph, Cover], bytes]


RDF_LINES = "application/n-triples"


def file_name(title: str, day: datetime.date, suffix: str) -> str:
    """A name that every system takes, out of a title that may hold anything."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", title)[:60].strip("-")
    return f"{plain or 'network'}-{day.isoformat()}{suffix}"


def _turtle(graph: Graph, cover: Cover) -> bytes:
    triples = parsed(_covered(graph, cover).serialize(format="nt", encoding="utf-8"), RDF_LINES)
    return serialize(triples, "text/turtle", base=site().settings.base)  # rdflib takes minutes for large ones


def _jsonld(graph: Graph, cover: Cover) -> bytes:
    return jsonld(_covered(graph, cover))


def _covered(graph: Graph, cover: Cover) -> Graph:
    """The graph with how its things are called, and what is told of the file: of the view that its address opens."""
    graph += things_of(graph)
    view = URIRef(cover.permalink)
    graph.add((view, RDF.type, FOAF.Document))
    graph.add((view, DCTERMS.title, Literal(cover.title)))
    graph.add((view, DCTERMS.created, Literal(cover.day.isoformat(), datatype=XSD.date)))
    if cover.query:
        graph.add((view, DCTERMS.description, Literal(cover.query)))
    return graph


def _graphml(graph: Graph, cover: Cover) -> bytes:
    network = _network(graph)
    network.graph.update(cover.values())
    return graphml(network)


def _gexf(graph: Graph, cover: Cover) -> bytes:
    told = "\n".join(f"{name}: {value}" for name, value in cover.values().items())
    meta = f'<meta lastmodifieddate="{cover.day.isoformat()}">\n    <creator>kg</creator>\n    '
    meta += f"<description>{escape(told)}</description>"
    return re.sub(rb"<meta>\s*<creator>.*?</creator>", lambda _: meta.encode(), gexf(_network(graph)), count=1)


def _network(graph: Graph) -> Network:
    """The network, each edge with how sure its fact is, each node with the thing that it is in all reports."""
    network = to_network(graph)
    for node, data in network.nodes(data=True):
        thing = graph.value(URIRef(node), PE.canonical)
        if thing is not None:
            data["canonical"] = str(thing)
    for _, _, data in network.edges(data=True):
        sure = graph.value(URIRef(data["fact"]), PE.confidence)
        if sure is not None:
            data["confidence"] = float(str(sure))
    return network


def _csv(graph: Graph, cover: Cover) -> bytes:
    network = _network(graph)
    nodes = [(iri, *(data.get(name, "") for name in NODE)) for iri, data in network.nodes(data=True)]
    edges = [(*ends, *(data.get(name, "") for name in EDGE)) for *ends, data in network.edges(data=True)]
    return zipped(
        {
            "nodes.csv": _table(("iri", *NODE), nodes),
            "edges.csv": _table(("source", "target", *EDGE), edges),
            "evidence.csv": _table(EVIDENCE, _evidence(graph)),
            "README.txt": _readme(cover),
        }
    )


NODE = ("kind", "label", "report", "start", "canonical")
EDGE = ("predicate", "label", "fact", "report", "start", "end", "exact", "confidence")
EVIDENCE = ("thing", "how", "report", "start", "end", "exact")


def _evidence(graph: Graph) -> Iterable[Sequence[object]]:
    """All words behind nodes and facts."""
    for predicate in WORDS:
        things: set[Node] = set(graph.subjects(predicate, None))
        for thing in sorted(things, key=str):
            for span in spans(graph, thing, predicate):
                yield (str(thing), predicate.removeprefix(str(PE)), report_id(graph, thing), *span)


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table for spreadsheets, without formulas."""
    out = io.StringIO()
    csv.writer(out).writerows([header, *([harmless(str(cell)) for cell in row] for row in sorted(rows, key=str))])
    return MARK + out.getvalue().encode()


def _readme(cover: Cover) -> bytes:
    told = "\n".join(f"{name}: {value}" for name, value in cover.values().items())
    return f"{told}\n\n{ABOUT}".encode()


ABOUT = """Every line was read by a machine from the words of a report.

nodes.csv     places, events, people, roles and organisations; start is where the report first names each,
              and nodes of one canonical thing are taken for the same
edges.csv     facts between two of them, with the words that say so most fully
evidence.csv  all words behind each node and fact: its evidence, where it is mentioned, and what was said

Starts and ends are counted in Unicode code points from the beginning of the report, ends not included.
Cells that a spreadsheet would take for a formula begin with an apostrophe.
"""

FORMS: dict[str, Form] = {
    "turtle": Form(".ttl", "text/turtle", _turtle),
    "jsonld": Form(".jsonld", "application/ld+json", _jsonld),
    "graphml": Form(".graphml", "application/graphml+xml", _graphml),
    "gexf": Form(".gexf", "application/gexf+xml", _gexf),
    "csv": Form(".zip", "application/zip", _csv),
}
