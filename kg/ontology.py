"""The ontology folder: vocabulary, shapes, JSON-LD context and stored queries."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from rdflib import Graph

from kg.config import share
from kg.errors import QueryError
from kg.rdf import new_graph


@dataclass(frozen=True, kw_only=True)
class StoredQuery:
    """A question that many ask, and the SPARQL that answers it."""

    name: str
    question: str
    text: str


def load_vocabulary() -> Graph:
    """The classes, the properties and the concepts."""
    graph = new_graph()
    for name in ("protest.ttl", "concepts.ttl"):
        graph.parse(share("ontology") / name, format="turtle")
    return graph


def load_shapes() -> Graph:
    """The SHACL shapes: what a good graph of a report looks like."""
    return Graph().parse(share("ontology") / "shapes.ttl", format="turtle")


def load_context() -> dict[str, Any]:
    """The JSON-LD context document: `{"@context": …}`, short names for all terms in use."""
    document: dict[str, Any] = json.loads((share("ontology") / "context.jsonld").read_text(encoding="utf-8"))
    return document


def queries() -> dict[str, StoredQuery]:
    """The stored queries by name, sorted; the question is the first line of the file, a comment."""
    found = {}
    for file in sorted((share("ontology") / "queries").glob("*.rq"), key=lambda file: file.stem):
        text = file.read_text(encoding="utf-8")
        first = text.partition("\n")[0]
        if not (first.startswith("# ") and first.endswith("?")):
            raise QueryError(f"{file.name}: the first line must be `# The question in words?`, not {first!r}")
        found[file.stem] = StoredQuery(name=file.stem, question=first[2:], text=text)
    return found
