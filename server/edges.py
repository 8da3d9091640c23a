"""The edges of some nodes, asked for without loading the graphs of their reports; drawn as `kg.network` draws them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from rdflib import URIRef
from rdflib.namespace import RDF

from kg.network import MEANT, PATHS, UNREAL, Path, in_words
from kg.tables import most_telling
from kg.vocab import PE
from server import queries
from server.identity import nodes_of, things_of
from server.nodes import asked, asked_texts, is_thing
from server.shapes import GraphEdge, band, confidence, edge


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """An edge without its words: one fact between two nodes."""

    source: str
    predicate: str
    target: str
    fact: str
    label: str

    def other(self, node: str) -> str:
        """Its other end."""
        return self.target if node == self.source else self.source


@dataclass
class _Fact:
    """What of a fact makes it an edge."""

    values: dict[str, list[str]] = field(default_factory=dict)
    unreal: bool = False

    def ends(self, iri: str, path: Path) -> Iterator[tuple[str, str, str]]:
        for predicate in [str(path.predicate)] if path.predicate else self.values.get(PREDICATE, ()):
            for source in self._end(iri, path.source):
                yield from ((source, predicate, target) for target in self._end(iri, path.target))

    def _end(self, iri: str, property_: URIRef | None) -> list[str]:
        return [iri] if property_ is None else self.values.get(str(property_), [])


TYPE, PREDICATE, MODALITY = str(RDF.type), str(RDF.predicate), str(PE.modality)


def links(nodes: Collection[str]) -> list[Link]:
    """The edges at which some nodes stand; if there are things among them, between things.

    What a report says of one of its nodes, it says of the thing that the node is; roles stay those of their reports.
    """
    things = set(filter(is_thing, nodes))
    if not things:
        return _links_of(nodes)
    members = [node for some in nodes_of(things).values() for node in some]
    found = _links_of([*members, *(node for node in nodes if node not in things)])
    at = things_of({end for link in found for end in (link.source, link.target)})
    told = {replace(link, source=at.get(link.source, link.source), target=at.get(link.target, link.target))
            for link in found}  # fmt: skip
    return sorted(link for link in told if link.source != link.target and {link.source, link.target} & set(nodes))


def _links_of(nodes: Collection[str]) -> list[Link]:
    some = set(nodes)
    touched = {row["fact"] for row in asked_texts(queries.FACTS_TOUCHING, some)} | some
    facts: dict[str, _Fact] = {}
    for row in asked_texts(queries.FACT_ENDS, touched):
        fact, property_, value = facts.setdefault(row["fact"], _Fact()), row["property"], row["value"]
        if property_ == MODALITY:
            fact.unreal |= URIRef(value) in UNREAL
        else:
            fact.values.setdefault(property_, []).append(value)
    return sorted(
        {link for iri, fact in facts.items() for link in _links(iri, fact) if some & {link.source, link.target}}
    )


def _links(iri: str, fact: _Fact) -> Iterator[Link]:
    for path in PATHS:
        if str(path.kind) in fact.values.get(TYPE, ()):
            for source, predicate, target in fact.ends(iri, path):
                words = in_words(path.kind, URIRef(predicate))
                yield Link(source, predicate, target, iri, MEANT.get(words, words) if fact.unreal else words)


def graph_edges(some: Iterable[Link]) -> list[GraphEdge]:
    """Edges with the words of their facts, in the order given."""
    some = list(some)
    facts = {link.fact for link in some}
    grades: dict[str, tuple[float | None, str | None]] = {}
    spans: dict[str, list[tuple[int, int, str]]] = {}
    reports: dict[str, str] = {}
    for row in asked(queries.FACT_WORDS, facts):
        fact = str(row["fact"])
        grades[fact] = confidence(row.get("confidence")), band(row.get("band"))
        spans.setdefault(fact, []).append((int(row["start"]), int(row["end"]), str(row["exact"])))
        reports[fact] = str(row["report"])
    found = []
    for link in some:
        start, end, exact = most_telling(sorted(spans.get(link.fact, ())))
        data: dict[str, str | int] = {
            "predicate": link.predicate, "label": link.label, "fact": link.fact, "report": reports.get(link.fact, ""),
            "start": start, "end": end, "exact": exact,
        }  # fmt: skip
        found.append(edge(link.source, link.target, data, grades))
    return found
