"""What of the graphs is believed, and what a write changes: the same for every engine that keeps them.

Believed is what the reports say in their own voice, and the concepts of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rdflib import BNode, Graph
from rdflib.compare import to_canonical_graph

from kg.engine import CONCEPTS, TYPE, Triple
from kg.vocab import Addresses

Triples: TypeAlias = set[Triple]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is taken out of the graphs and put into them, by name; `None` stands for what is believed."""

    deleted: Mapping[str | None, Triples]
    inserted: Mapping[str | None, Triples]

    def __bool__(self) -> bool:
        return any(self.deleted.values()) or any(self.inserted.values())


def believed(name: str, triples: Triples, addresses: Addresses) -> Triples:
    """The part of a graph that is believed."""
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


def skolemized(graph: Graph, base: str) -> Graph:
    """A graph whose blank nodes are IRIs (https://www.w3.org/TR/rdf11-concepts/#section-skolemization)."""
    if any(isinstance(term, BNode) for triple in graph for term in triple):
        return to_canonical_graph(graph).skolemize(authority=base)
    return graph
