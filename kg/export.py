"""The graph as files that other tools read: RDF, networks, tables. Same store, same bytes.

The formats of triples and tables hold what the reports say in their own voice; TriG and N-Quads hold
the claims as well, graph by graph, and of a whole store the rows of tables and who is who. The ontology
is in none of them: it has an address of its own.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
from rdflib import Graph

from kg.endpoint import Endpoint
from kg.errors import StoreError
from kg.interchange.sources import names
from kg.network import NOT_XML, Network, to_network
from kg.ontology import load_context
from kg.rdf import new_graph
from kg.tables import tables

Content = bytes | dict[str, bytes]
"""One file, or several by name."""


@dataclass(frozen=True)
class Format:
    """A file format: the end of its file names, and how it is written."""

    suffix: str
    media_type: str
    write: Callable[[Endpoint, Sequence[str]], Content]


def export(store: Endpoint, name: str, report_ids: Sequence[str] | None = None) -> Content:
    """The whole store, or some reports, in the format of that name."""
    if report_ids is None and name in DATASETS:
        return store.serialized(store.report_ids(), FORMATS[name].media_type, beside=_beside(store))
    return FORMATS[name].write(store, store.report_ids() if report_ids is None else report_ids)


def _beside(store: Endpoint) -> list[str]:
    """The graphs that are of no one report: the tables of sources, and which nodes are one thing."""
    there = set(store.graph_names())
    tables = [str(store.addresses.source(name)) for name in names(store)]
    return [name for name in (*tables, str(store.addresses.canonical_graph)) if name in there]


def chosen(name: str | None, target: str) -> str:
    """The name of the format to write: the one that is given, the one that the file name ends in, or Turtle."""
    suffix = "" if target == "-" else Path(target).suffix.lower()
    told = {".zip": "csv", ".csv": "csv", **{form.suffix: key for key, form in FORMATS.items() if form.suffix}}
    if name is None and suffix and suffix not in told:
        raise StoreError(f"{target}: {suffix} names no format; give --format, or end in one of {', '.join(told)}")
    found = name or told.get(suffix, "turtle")
    if told.get(suffix, found) != found:
        raise StoreError(f"{target}: {suffix} is {told[suffix]}, not {found}; leave out --format or rename the file")
    if not FORMATS[found].suffix and (target == "-" or suffix == ".csv"):
        raise StoreError(f"{found} is several files; name a folder or a .zip with -o, such as tables or tables.zip")
    return found


@contextmanager
def placed(target: Path) -> Iterator[Path]:
    """A path to write to, whose file or folder is put at the target when it is whole; of a failure nothing stays."""
    if not target.parent.is_dir():
        raise StoreError(f"{target}: there is no folder {target.parent}; make it, or name another")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".kg-") as folder:
            made = Path(folder) / "export"
            yield made
            made.replace(target)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror}; name another") from error


def write(content: Content, target: Path) -> None:
    """Put an export where the user wants it, at once or not at all; several files become a folder or a `.zip`."""
    with placed(target) as made:
        if isinstance(content, bytes) or target.suffix.lower() == ".zip":
            made.write_bytes(content if isinstance(content, bytes) else zipped(content))
            return
        if target.is_dir() and {path.name for path in target.iterdir()} <= set(content):
            shutil.rmtree(target)
        if target.exists():
            raise StoreError(f"{target}: is there already and is not such an export; name another folder")
        made.mkdir()
        for name, data in content.items():
            (made / name).write_bytes(data)


def _well_formed(body: bytes, media_type: str) -> bytes:
    if media_type == "application/rdf+xml" and NOT_XML.search(body.decode()):
        raise StoreError("RDF/XML cannot hold a control character that a report has; export another format")
    return body


def jsonld(graph: Graph) -> bytes:
    """JSON-LD with our context inside, so that nobody has to fetch it."""
    context = load_context()["@context"]
    document = json.loads(graph.serialize(format="json-ld", context=context))
    nodes = document.pop("@graph", None) or [{key: document[key] for key in document if key != "@context"}]
    ordered = sorted((_ordered(node) for node in nodes), key=_id)
    text = json.dumps({"@context": context, "@graph": ordered}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def _id(node: dict[str, Any]) -> list[str | int]:
    parts = re.split(r"([0-9]+)", str(node.get("id", "")).replace("#", "~"))
    return [int(part) if part.isascii() and part.isdigit() else part for part in parts]


def _ordered(node: dict[str, Any]) -> dict[str, Any]:
    """A node with its id and type first; the order of values means nothing, so they are sorted."""
    keys = sorted(node, key=lambda key: (key != "id", key != "type", key))
    return {key: sorted(node[key], key=json.dumps) if isinstance(node[key], list) else node[key] for key in keys}


def believed(store: Endpoint, report_ids: Sequence[str]) -> Graph:
    """What these reports say in their own voice, together."""
    graph = new_graph()
    for report_id in report_ids:
        graph += store.facts(report_id)
    return graph


def _rdf(media_type: str) -> Callable[[Endpoint, Sequence[str]], bytes]:
    return lambda store, report_ids: _well_formed(store.serialized(report_ids, media_type), media_type)


def _jsonld(store: Endpoint, report_ids: Sequence[str]) -> bytes:
    return jsonld(believed(store, report_ids))


def graphml(network: Network) -> bytes:
    """A network in GraphML."""
    return ("\n".join(nx.generate_graphml(network)) + "\n").encode()


def gexf(network: Network) -> bytes:
    """A network in GEXF, in which `start` and `end` would be the days of a life: there the offsets are `words_…`."""
    network = network.copy()
    for values in [*(data for _, data in network.nodes(data=True)), *(data for *_, data in network.edges(data=True))]:
        values.update({f"words_{name}": values.pop(name) for name in ("start", "end") if name in values})
    text = "\n".join(nx.generate_gexf(network)) + "\n"
    return re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1).encode()  # the clock of the day of the export


def _network(write: Callable[[Network], bytes]) -> Callable[[Endpoint, Sequence[str]], bytes]:
    return lambda store, report_ids: write(to_network(believed(store, report_ids)))


def _csv(store: Endpoint, report_ids: Sequence[str]) -> Content:
    return tables([store.facts(report_id) for report_id in report_ids])


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files in one, the same bytes for the same files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)  # dated 1980, whenever it is made
    return target.getvalue()


DATASETS = ("trig", "nquads")
FORMATS: dict[str, Format] = {
    "turtle": Format(".ttl", "text/turtle", _rdf("text/turtle")),
    "ntriples": Format(".nt", "application/n-triples", _rdf("application/n-triples")),
    "jsonld": Format(".jsonld", "application/ld+json", _jsonld),
    "rdfxml": Format(".rdf", "application/rdf+xml", _rdf("application/rdf+xml")),
    "trig": Format(".trig", "application/trig", _rdf("application/trig")),
    "nquads": Format(".nq", "application/n-quads", _rdf("application/n-quads")),
    "graphml": Format(".graphml", "application/graphml+xml", _network(graphml)),
    "gexf": Format(".gexf", "application/gexf+xml", _network(gexf)),
    "csv": Format("", "text/csv", _csv),
}
