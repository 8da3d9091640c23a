"""Every kind of fact has its writer, class, shape and context term; every term and concept in use is defined."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.namespace import ORG, OWL, RDF, RDFS, SH, SKOS

import kg.canonical
import kg.changes
import kg.deciding
import kg.facts as f
import kg.interchange.sources
import kg.interchange.statements
import kg.rdf
from kg.changes import ChangeKind
from kg.config import share
from kg.decisions import Operation, Verdict
from kg.document import Closure
from kg.ontology import load_context, load_shapes, load_vocabulary
from kg.rdf import CATEGORY_PROPERTIES, ENTITY_CLASSES, PREDICATES, SHORTCUTS, WRITERS, ReportGraphs
from kg.vocab import PE, PEC, concept

VOCABULARY = load_vocabulary()
SHAPES = load_shapes()
CONTEXT = load_context()["@context"]
CLASSES: dict[type[f.Fact], URIRef] = {
    f.Event: PE.Event,
    f.Relation: PE.Statement,
    f.Membership: ORG.Membership,
    f.Utterance: PE.Utterance,
    f.Expression: PE.Expression,
    f.Symbol: PE.Symbol,
    f.Demand: PE.Demand,
    f.Message: PE.Message,
    f.Count: PE.Count,
    f.TimeReference: PE.TimeExpression,
    f.Claim: PE.Claim,
}
MODULES = (kg.rdf, kg.changes, kg.deciding, kg.canonical, kg.interchange.sources, kg.interchange.statements)
"""The modules that write triples."""
SOURCE = "\n".join(Path(module.__file__ or "").read_text(encoding="utf-8") for module in MODULES)
WRITTEN = {PE[name] for name in re.findall(r"\bPE\.(\w+)", SOURCE)}
LINKED = {
    PE[name]
    for call in re.findall(r"self\.links\((.*?)\)\n", SOURCE, re.DOTALL)
    for name in re.findall(r"(\w+)=", call)
}
ENUMERATED = {
    *(PE[kind.value] for kind in f.EventKind),
    *(PE[form.value] for form in f.ExpressionForm),
    *PREDICATES.values(),
}
LEXICON = (
    ("roles", "role", "role"),
    ("triggers", "form", "form"),
    ("organization_heads", "category", "organization"),
    ("place_heads", "kind", "place"),
    ("facility_heads", "kind", "place"),
    ("symbols", "kind", "symbol"),
)
"""(table of data/lexicon, column, scheme whose names stand in it)"""


def expanded(name: str) -> URIRef:
    """The IRI that a term of the JSON-LD context stands for."""
    value = CONTEXT[name]
    prefix, _, local = (value if isinstance(value, str) else value["@id"]).partition(":")
    return URIRef(CONTEXT[prefix] + local)


def is_concept(scheme: str, name: str) -> bool:
    return (concept(scheme, name), RDF.type, SKOS.Concept) in VOCABULARY


CONTEXT_TERMS = {
    expanded(name)
    for name, value in CONTEXT.items()
    if not name.startswith("@") and (isinstance(value, dict) or not value.startswith(("http", "@")))
}


def test_the_kinds_of_fact_are_those_listed_here() -> None:
    assert {kind.__name__ for kind in CLASSES} == {kind.__name__ for kind in f.Fact.__subclasses__()}


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: str(kind.__name__))
def test_a_kind_of_fact_has_writer_class_shape_and_context_term(kind: type[f.Fact]) -> None:
    assert kind in WRITERS
    assert (CLASSES[kind], RDFS.label, None) in VOCABULARY
    assert (None, SH.targetClass, CLASSES[kind]) in SHAPES
    assert CLASSES[kind] in CONTEXT_TERMS


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: str(kind.__name__))
def test_a_kind_of_fact_of_our_own_is_a_fact(kind: type[f.Fact]) -> None:
    if CLASSES[kind].startswith(str(PE)):
        assert (CLASSES[kind], RDFS.subClassOf, PE.Fact) in VOCABULARY


@pytest.mark.parametrize("kind", f.EntityKind)
def test_a_kind_of_entity_has_class_shape_and_context_term(kind: f.EntityKind) -> None:
    assert (ENTITY_CLASSES[kind], RDFS.label, None) in VOCABULARY
    assert (None, SH.targetClass, ENTITY_CLASSES[kind]) in SHAPES
    assert ENTITY_CLASSES[kind] in CONTEXT_TERMS


def test_the_seed_holds_every_kind_of_fact(graphs: ReportGraphs) -> None:
    both = graphs.facts + graphs.claims
    assert {kind for kind in CLASSES.values() if (None, RDF.type, kind) not in both} == set()


def test_every_term_that_is_written_is_declared_with_label_comment_and_use(graphs: ReportGraphs) -> None:
    both = graphs.facts + graphs.claims
    used = {*both.predicates()} - {RDF.type} | {*both.objects(None, RDF.type)}
    for term in used:
        for part in (RDFS.label, RDFS.comment, SKOS.example):
            assert (term, part, None) in VOCABULARY, f"{term} has no {part}"


def test_every_term_that_is_written_is_in_the_context(graphs: ReportGraphs) -> None:
    both = graphs.facts + graphs.claims
    used = {*both.predicates()} - {RDF.type} | {*both.objects(None, RDF.type)}
    assert used - CONTEXT_TERMS == set()


def test_no_term_is_declared_that_nothing_writes() -> None:
    declared = {
        term
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        for term in VOCABULARY.subjects(RDF.type, kind)
    }
    assert declared == {term for term in WRITTEN | LINKED | ENUMERATED if str(term).startswith(str(PE))}


def test_the_context_and_the_ontology_have_the_same_terms() -> None:
    declared = {term for term in VOCABULARY.subjects(RDFS.comment) if (term, SKOS.example, None) in VOCABULARY}
    assert declared == CONTEXT_TERMS


def test_the_shapes_know_every_predicate_of_a_statement() -> None:
    (allowed,) = {*SHAPES.objects(None, SH["in"])}
    assert {*SHAPES.items(allowed)} == {*PREDICATES.values()}


def test_every_shortcut_is_declared_with_the_node_it_is_derived_from() -> None:
    for predicate in {*PREDICATES.values(), *(predicate for _, predicate, _ in SHORTCUTS if predicate is not None)}:
        assert "derived from" in str(VOCABULARY.value(predicate, SKOS.scopeNote)), predicate


def test_every_concept_in_use_exists(graphs: ReportGraphs) -> None:
    objects = {*graphs.facts.objects(), *graphs.claims.objects()}
    used = {str(node) for node in objects if "/concept/" in str(node)}
    assert used
    assert used <= {str(known) for known in VOCABULARY.subjects(RDF.type, SKOS.Concept)}


def names_in_code() -> Iterator[tuple[str, str]]:
    """Every pair of scheme and name that the enumerations can give."""
    yield from (("modality", value) for value in f.Modality)
    yield from (("closure", value) for value in Closure)
    yield from (("count", value) for value in f.CountOf)
    yield from (("change", value) for value in ChangeKind)
    yield from (("judgement", value) for value in Verdict)
    yield from (("operation", value) for value in Operation)
    yield from (("review", value) for value in f.Status)
    yield from (("voice", name) for name in ("reporter", "headline", "quoted", "indirect"))
    yield from (("time", name) for name in ("resolved", "unresolved"))


def test_every_value_of_an_enumeration_is_a_concept_and_back() -> None:
    pairs = {(scheme, str(name)) for scheme, name in names_in_code()}
    assert {pair for pair in pairs if not is_concept(*pair)} == set()
    for scheme in {scheme for scheme, _ in pairs}:
        concepts = {*VOCABULARY.subjects(SKOS.inScheme, PEC[scheme])}
        assert concepts <= {concept(*pair) for pair in pairs}


def test_every_scheme_the_code_names_exists() -> None:
    schemes = {*re.findall(r'concept\("(\w+)"', SOURCE), *(scheme for _, scheme in CATEGORY_PROPERTIES.values())}
    held = {str(scheme).rpartition("/")[2] for scheme in VOCABULARY.subjects(RDF.type, SKOS.ConceptScheme)}
    assert held == schemes


@pytest.mark.parametrize(("table", "column", "scheme"), LEXICON)
def test_every_name_in_the_lexicon_is_a_concept(table: str, column: str, scheme: str) -> None:
    text = (share("data") / "lexicon" / f"{table}.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    names = {name for row in rows for name in row[column].split("|") if name}
    assert names
    assert {name for name in names if not is_concept(scheme, name)} == set()


def test_every_kind_of_event_in_the_lexicon_is_a_class() -> None:
    text = (share("data") / "lexicon" / "triggers.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    kinds = {row["kind"] for row in rows if row["kind"]}
    assert kinds <= {kind.value for kind in f.EventKind}
