"""What of the graphs is believed, and what a write changes: the same for every engine that keeps them.

Believed is what the reports say in their own voice, the concepts of the vocabulary, and which thing each node of a
report stands for.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rdflib import BNode, Graph
from rdflib.compare import to_canonical_graph

from kg.changes import Change, ChangeKind, entry_triples
from kg.engine import CANONICAL, CONCEPTS, TYPE, Triple, to_triples
from kg.errors import StaleError
from kg.rdf import new_graph
from kg.vocab import PE, Addresses

Triples: TypeAlias = set[Triple]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Something that some graphs tell of, as a write shall leave it; without triples it is no longer there.

    `mark` is the node whose triples say that the graphs are complete: another engine gets them last. What is not
    `logged` leaves no entry in the history. `text` is the digest of the report's text that its graphs must still hold.
    """

    what: str
    graphs: Mapping[str, Triples]
    mark: str | None = None
    logged: bool = True
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What is taken out of the graphs and put into them, by name; `None` stands for what is believed."""

    deleted: Mapping[str | None, Triples]
    inserted: Mapping[str | None, Triples]

    def __bool__(self) -> bool:
        return any(self.deleted.values()) or any(self.inserted.values())


def refuse_stale(wholes: Iterable[Whole], held: Mapping[str, Triples]) -> None:
    """`StaleError` if a report that was read again has meanwhile been given another text."""
    for whole in wholes:
        graphs = (held[name] for name in whole.graphs)
        if whole.text is not None and whole.text not in _digests(triple for graph in graphs for triple in graph):
            raise StaleError(f"{whole.what}: somebody has changed it meanwhile; nothing was written, do it once more")


def _digests(triples: Iterable[Triple]) -> Iterator[str]:
    return (str(triple.object).strip('"') for triple in triples if triple.predicate.value == str(PE.sha256))


def believed(name: str, triples: Triples, addresses: Addresses) -> Triples:
    """The part of a graph that is believed."""
    if name == str(addresses.canonical_graph):
        return {triple for triple in triples if triple.predicate == CANONICAL}
    if name != str(addresses.vocabulary_graph):
        return set() if addresses.report_of(name) is None else triples
    concepts = {triple.subject for triple in triples if triple.predicate == TYPE and triple.object in CONCEPTS}
    return {triple for triple in triples if triple.subject in concepts}


def changes(
    held: Mapping[str, Triples],
    wanted: Mapping[str, Triples],
    addresses: Addresses,
    *,
    elsewhere: Callable[[Triples], Triples],
    absent: Callable[[Triples], Triples],
) -> Changes:
    """What turns the graphs that are held into those that are wanted.

    `elsewhere` gives those of some triples that are believed for another graph's sake, and `absent` those that
    should be believed and are not yet.
    """
    before: Triples = set()
    after: Triples = set()
    for name, triples in wanted.items():
        before |= believed(name, held[name], addresses)
        after |= believed(name, triples, addresses)
    gone = before - after
    return Changes(
        deleted={**{name: held[name] - triples for name, triples in wanted.items()}, None: gone - elsewhere(gone)},
        inserted={**{name: triples - held[name] for name, triples in wanted.items()}, None: absent(after)},
    )


def history(
    wholes: Iterable[Whole],
    held: Mapping[str, Triples],
    news: Iterable[Change],
    addresses: Addresses,
    *,
    at: datetime.datetime,
) -> Triples:
    """The entries of a write in the history: what became of each whole, and what the writer tells besides."""
    graph = new_graph()
    for change in (*_changed(wholes, held), *news):
        for triple in entry_triples(change, at, addresses):
            graph.add(triple)
    return to_triples(graph)


def _changed(wholes: Iterable[Whole], held: Mapping[str, Triples]) -> Iterator[Change]:
    for whole in wholes:
        more = sum(len(new - held[name]) for name, new in whole.graphs.items())
        fewer = sum(len(held[name] - new) for name, new in whole.graphs.items())
        if whole.logged and (more or fewer):
            was = any(held[name] for name in whole.graphs)
            kind = ChangeKind.CHANGED if was else ChangeKind.ADDED
            left = any(whole.graphs.values())
            yield Change(kind=kind if left else ChangeKind.WITHDRAWN, what=whole.what, more=more, fewer=fewer)


def exchange(graph: str, deleted: Iterable[str], inserted: Iterable[str]) -> str:
    """The update that takes lines of N-Triples out of a named graph and puts others in."""
    out, in_ = "\n".join(deleted), "\n".join(inserted)
    return f"DELETE DATA {{ GRAPH <{graph}> {{\n{out}\n}} }} ;\nINSERT DATA {{ GRAPH <{graph}> {{\n{in_}\n}} }}"


def skolemized(graph: Graph, base: str) -> Graph:
    """A graph whose blank nodes are IRIs (https://www.w3.org/TR/rdf11-concepts/#section-skolemization)."""
    if any(isinstance(term, BNode) for triple in graph for term in triple):
        return to_canonical_graph(graph).skolemize(authority=base)
    return graph
