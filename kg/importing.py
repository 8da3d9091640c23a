"""RDF files back to the graphs of reports: what `kg export` wrote, another store can read.

TriG and N-Quads restore every graph but who is who, which is worked out anew. A format of triples carries
only the facts: its triples are told apart by the report under whose address their subject stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF

from kg.changes import Change, ChangeKind
from kg.endpoint import Endpoint
from kg.engine import read_rdf
from kg.errors import RDFError, ReportError
from kg.rdf import ReportGraphs, new_graph
from kg.vocab import PE, Addresses

MEDIA_TYPES: dict[str, str] = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
    ".trig": "application/trig",
    ".nq": "application/n-quads",
}

LINES = MEDIA_TYPES[".nt"]


@dataclass(frozen=True, kw_only=True)
class Imported:
    """A report read from RDF; `claims` and `candidates` are `None` if the format carries none."""

    report_id: str
    facts: Graph
    claims: Graph | None = None
    candidates: Graph | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return self.report_id


@dataclass(frozen=True, kw_only=True)
class ImportedSource:
    """The tables of a source read from RDF."""

    name: str
    rows: Graph


def put(store: Endpoint, imported: Imported | ImportedSource) -> bool:
    """Put what was read from RDF in the place of what is held of it; whether that changed anything.

    Claims and candidates that a file does not carry stay if the facts are the ones they belong to.
    """
    return _put_source(store, imported) if isinstance(imported, ImportedSource) else _put_report(store, imported)


def _put_source(store: Endpoint, imported: ImportedSource) -> bool:
    graph = str(store.addresses.source(imported.name))
    held, rows = set(store.graph(graph)), set(imported.rows)
    if held == rows:
        return False
    store.load(imported.rows.serialize(format="nt", encoding="utf-8"), LINES, graph=graph, replace=True)
    kind = ChangeKind.CHANGED if held else ChangeKind.ADDED
    store.amend(graph, news=[Change(kind=kind, what=graph, more=len(rows - held), fewer=len(held - rows))])
    return True


def _put_report(store: Endpoint, imported: Imported) -> bool:
    claims, candidates = imported.claims, imported.candidates
    if claims is None and imported.report_id in store:
        held = store.graphs(imported.report_id)
        if set(held.facts) == set(imported.facts):
            claims, candidates = held.claims, held.candidates
    return store.put(
        ReportGraphs(
            report_id=imported.report_id,
            facts=imported.facts,
            claims=new_graph() if claims is None else claims,
            candidates=new_graph() if candidates is None else candidates,
        )
    )


def load_graphs(path: Path, *, base: str) -> list[Imported | ImportedSource]:
    """The reports in an RDF file, sorted by id, and the sources.

    Raises `ReportError` if anything in it is neither, under the base; who is who is passed over.
    """
    try:
        graphs = read_rdf(path.read_bytes(), MEDIA_TYPES[path.suffix.lower()], base_iri=base)
    except OSError as error:
        raise ReportError(f"{path}: cannot be read: {error.strerror}; check the name and the rights") from error
    except RDFError as error:
        raise ReportError(f"{path}: {error}; mend or export it again") from error
    sources = [*_sources(graphs, base, path)]
    graphs = {name: graph for name, graph in graphs.items() if not _is_beside(name, base)}
    found = _named(graphs, base, path) if any(name is not None for name in graphs) else _split(graphs, base, path)
    if not found and not sources:
        raise ReportError(f"{path}: holds no report; export one into it")
    reports = [_checked(imported, base, path) for imported in sorted(found, key=lambda imported: imported.report_id)]
    return [*reports, *sources]


def _is_beside(name: URIRef | None, base: str) -> bool:
    addresses = Addresses(base)
    return name == addresses.canonical_graph or str(name).startswith(str(addresses.source("")))


def _sources(graphs: dict[URIRef | None, Graph], base: str, path: Path) -> Iterator[ImportedSource]:
    prefix = str(Addresses(base).source(""))
    for name, graph in sorted((str(name), graph) for name, graph in graphs.items() if str(name).startswith(prefix)):
        inside = all(str(node) == name or str(node).startswith((f"{name}/", f"{name}#")) for node in graph.subjects())
        if not inside or (None, RDF.type, PE.Table) not in graph:
            raise ReportError(f"{path}: {name} is not described as the tables of a source; export it again")
        yield ImportedSource(name=unquote(name.removeprefix(prefix)), rows=graph)


def _named(graphs: dict[URIRef | None, Graph], base: str, path: Path) -> list[Imported]:
    addresses = Addresses(base)
    ids = {_report_id(name, base, path) for name in graphs if name is not None}
    known = {name for id_ in ids for name in addresses.graphs(id_)}
    for name in graphs:
        if name not in known:
            raise ReportError(f"{path}: {name or 'the default graph'} is no graph of a report; leave it out")
    return [
        Imported(
            report_id=id_,
            facts=graphs.get(addresses.facts_graph(id_), new_graph()),
            claims=graphs.get(addresses.claims_graph(id_), new_graph()),
            candidates=graphs.get(addresses.candidates_graph(id_), new_graph()),
        )
        for id_ in ids
    ]


def _split(graphs: dict[URIRef | None, Graph], base: str, path: Path) -> list[Imported]:
    facts: dict[str, Graph] = {}
    for triple in graphs.get(None, new_graph()):
        facts.setdefault(_report_id(triple[0], base, path), new_graph()).add(triple)
    return [Imported(report_id=id_, facts=graph) for id_, graph in facts.items()]


def _report_id(node: object, base: str, path: Path) -> str:
    prefix = f"{base}report/"
    if not str(node).startswith(prefix):
        raise ReportError(f"{path}: {node} is not under {prefix}; set `base` to the one it was exported with")
    return unquote(str(node).removeprefix(prefix).partition("#")[0].partition("/")[0])


def _checked(imported: Imported, base: str, path: Path) -> Imported:
    report = Addresses(base).report(imported.report_id)
    wanted = {(report, RDF.type, PE.Report), (report, DCTERMS.identifier, Literal(imported.report_id))}
    if not wanted <= set(imported.facts):
        raise ReportError(f"{path}: {report} is not described as a report; export it again")
    return imported
