"""Queries, reports and their graphs as they travel between processes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict

from rdflib import URIRef

from kg.beliefs import Whole
from kg.changes import Change, ChangeKind
from kg.document import Report
from kg.endpoint import DEFAULT_WANTED, Wanted
from kg.engine import by_graph, in_graph, read_rdf, to_triples
from kg.guard import Dataset
from kg.rdf import ReportGraphs, new_graph
from kg.vocab import Addresses
from kg.workers.frames import Message

N_QUADS = "application/n-quads"


def question(
    text: str,
    *,
    wanted: Wanted = DEFAULT_WANTED,
    base_iri: str | None = None,
    dataset: Dataset | None = None,
    limit: int = 1 << 30,
) -> Message:
    """A query, and how many bytes its answer may have."""
    return {
        "text": text,
        "results": wanted.results,
        "graph": wanted.graph,
        "base_iri": base_iri,
        "dataset": listed(dataset),
        "limit": limit,
    }


def listed(dataset: Dataset | None) -> list[list[str]] | None:
    """A dataset as JSON can hold it."""
    return None if dataset is None else [list(dataset.default), list(dataset.named)]


def as_message(report: Report) -> Message:
    """A report as JSON can hold it."""
    return {**asdict(report), "published": None if report.published is None else report.published.isoformat()}


def from_message(message: Message) -> Report:
    """The report in a message."""
    day = message["published"]
    return Report(**{**message, "published": None if day is None else datetime.date.fromisoformat(day)})


def packed(graphs: ReportGraphs, addresses: Addresses) -> bytes:
    """The graphs of a report as N-Quads."""
    names = addresses.graphs(graphs.report_id)
    quads = (quad for name, graph in zip(names, graphs.all, strict=True) for quad in in_graph(to_triples(graph), name))
    return "".join(f"{quad} .\n" for quad in quads).encode()


def unpacked(report_id: str, data: bytes, addresses: Addresses) -> ReportGraphs:
    """The graphs of a report from N-Quads."""
    found = read_rdf(data, N_QUADS)
    facts, claims, candidates = (found.get(URIRef(name), new_graph()) for name in addresses.graphs(report_id))
    return ReportGraphs(report_id=report_id, facts=facts, claims=claims, candidates=candidates)


def packed_write(wholes: Sequence[Whole], news: Sequence[Change]) -> tuple[Message, bytes]:
    """A write as a message and the N-Quads that go with it."""
    described: Message = {
        "wholes": [[whole.what, list(whole.graphs), whole.mark, whole.logged, whole.text] for whole in wholes],
        "news": [asdict(change) for change in news],
    }
    graphs = ((name, triples) for whole in wholes for name, triples in whole.graphs.items())
    quads = (quad for name, triples in graphs for quad in in_graph(triples, name))
    return described, "".join(f"{quad} .\n" for quad in quads).encode()


def unpacked_write(message: Message, data: bytes) -> tuple[list[Whole], list[Change]]:
    """The write in a message."""
    graphs = by_graph(data)
    wholes = [
        Whole(what=what, graphs={name: graphs.get(name, set()) for name in names}, mark=mark, logged=logged, text=text)
        for what, names, mark, logged, text in message["wholes"]
    ]
    return wholes, [Change(**{**change, "kind": ChangeKind(change["kind"])}) for change in message["news"]]
