"""The ontology folder is well formed, documented, and says what it means to say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.errors import QueryError
from kg.ontology import StoredQuery, load_context, load_shapes, load_vocabulary, queries
from kg.rdf import ReportGraphs, shortcuts
from kg.vocab import OA, PE, PEC, PREFIXES, SEM

VOCABULARY = load_vocabulary()
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
TERMS = sorted({str(term) for kind in KINDS for term in VOCABULARY.subjects(RDF.type, kind)})
CONCEPTS = sorted(str(concept) for concept in VOCABULARY.subjects(RDF.type, SKOS.Concept))
FARO = Namespace("http://purl.org/faro/")
FARO_TERMS = {FARO.before, FARO.causes, FARO.part_of, FARO.Condition}
SEM_TERMS = {SEM.Event, SEM.Place, SEM.eventType, SEM.placeType, SEM.hasActor, SEM.hasPlace, SEM.subEventOf,
             SEM.hasEarliestBeginTimeStamp, SEM.hasLatestEndTimeStamp}  # fmt: skip
OA_TERMS = {OA[name] for name in ("TextPositionSelector", "TextQuoteSelector", "ResourceSelection",
                                  "hasSource", "start", "end", "exact", "prefix", "suffix")}  # fmt: skip


def test_the_ontology_says_who_may_use_it() -> None:
    (ontology,) = VOCABULARY.subjects(RDF.type, OWL.Ontology)
    licence = VOCABULARY.value(ontology, URIRef("http://purl.org/dc/terms/license"))
    assert licence == URIRef("https://www.apache.org/licenses/LICENSE-2.0")
    assert VOCABULARY.value(ontology, OWL.versionInfo) is not None


@pytest.mark.parametrize("term", [URIRef(term) for term in TERMS])
def test_a_term_has_one_label_one_comment_of_one_sentence_and_a_use(term: URIRef) -> None:
    assert term.startswith(str(PE))
    assert len(list(VOCABULARY.objects(term, RDFS.label))) == 1
    (comment,) = VOCABULARY.objects(term, RDFS.comment)
    assert str(comment).endswith(".")
    assert ". " not in str(comment)
    assert (term, SKOS.example, None) in VOCABULARY


def test_a_property_has_a_domain_or_is_for_everything() -> None:
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in VOCABULARY.subjects(RDF.type, kind):
            domains = [*VOCABULARY.objects(term, RDFS.domain)]
            included = [*VOCABULARY.objects(term, URIRef("https://schema.org/domainIncludes"))]
            assert term == PE.reportedIn or (len(domains) == 1) != bool(included), term


@pytest.mark.parametrize(("namespace", "known"), [(FARO, FARO_TERMS), (SEM, SEM_TERMS), (OA, OA_TERMS)])
def test_no_foreign_term_is_invented(namespace: Namespace, known: set[URIRef]) -> None:
    used = {term for triple in VOCABULARY for term in triple if str(term).startswith(str(namespace))}
    assert used - {URIRef(namespace)} == known


def test_content_is_evidence() -> None:
    assert (PE.content, RDFS.subPropertyOf, PE.evidence) in VOCABULARY


@pytest.mark.parametrize("concept", [URIRef(concept) for concept in CONCEPTS])
def test_a_concept_stands_in_its_scheme_with_a_label_and_a_definition(concept: URIRef) -> None:
    (scheme,) = VOCABULARY.objects(concept, SKOS.inScheme)
    assert concept.startswith(f"{scheme}-")
    assert (scheme, RDF.type, SKOS.ConceptScheme) in VOCABULARY
    (label,) = VOCABULARY.objects(concept, SKOS.prefLabel)
    assert getattr(label, "language", None) == "en"
    assert len(list(VOCABULARY.objects(concept, SKOS.definition))) == 1


def test_broader_stays_in_the_scheme_and_ends_at_a_top_concept() -> None:
    for concept in map(URIRef, CONCEPTS):
        ancestors = [*VOCABULARY.transitive_objects(concept, SKOS.broader)]
        assert {VOCABULARY.value(a, SKOS.inScheme) for a in ancestors} == {VOCABULARY.value(concept, SKOS.inScheme)}
        assert (ancestors[-1], SKOS.topConceptOf, None) in VOCABULARY


def test_labels_tell_the_concepts_of_a_scheme_apart() -> None:
    for scheme in VOCABULARY.subjects(RDF.type, SKOS.ConceptScheme):
        labels = [VOCABULARY.value(c, SKOS.prefLabel) for c in VOCABULARY.subjects(SKOS.inScheme, scheme)]
        assert len(labels) == len(set(labels)) > 0


def test_a_notation_says_whose_code_it_is() -> None:
    datatypes = {*VOCABULARY.subjects(RDF.type, RDFS.Datatype)}
    used = {getattr(code, "datatype", None) for code in VOCABULARY.objects(None, SKOS.notation)}
    assert used == datatypes == {PE.acled, PE.plover, PE.cameo}


@pytest.mark.parametrize(
    ("form", "code"),
    [("march", "141"), ("hunger-strike", "142"), ("strike", "143"), ("blockade", "144"), ("riot", "145")],
)
def test_forms_of_protest_carry_their_cameo_code(form: str, code: str) -> None:
    codes = [str(n) for n in VOCABULARY.objects(PEC[f"form-{form}"], SKOS.notation) if n.datatype == PE.cameo]  # type: ignore[attr-defined]
    assert codes == [code]


def test_the_vocabulary_has_no_blank_nodes() -> None:
    assert all(isinstance(s, URIRef) for s in VOCABULARY.subjects())


def test_the_shapes_are_shacl() -> None:
    from pyshacl import validate

    conforms, _, text = validate(Graph(), shacl_graph=load_shapes(), meta_shacl=True)
    assert conforms, text


def test_every_shape_says_in_plain_words_what_is_wrong() -> None:
    shapes, sh = load_shapes(), Namespace("http://www.w3.org/ns/shacl#")
    named = {*shapes.subjects(RDF.type, sh.NodeShape)}
    for shape, path in shapes.subject_objects(sh.path):
        owners = [*shapes.subjects(sh.property, shape)]
        if not all(str(owner).endswith("Concept") for owner in owners):
            assert str(shapes.value(shape, sh.message)).endswith("."), path
    assert set(shapes.subjects(sh.property)) <= named


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # inside rdflib's parser
def test_json_ld_with_the_context_is_the_same_graph(graphs: ReportGraphs) -> None:
    for graph in (graphs.facts, graphs.claims):
        text = graph.serialize(format="json-ld", context=load_context()["@context"], auto_compact=False)
        assert re.findall(r'"\w+:\w+":', text.partition('"@graph"')[2]) == []
        assert isomorphic(Graph().parse(data=text, format="json-ld"), graph)


def test_the_context_knows_our_prefixes() -> None:
    context = load_context()["@context"]
    assert {prefix: context.get(prefix) for prefix in PREFIXES} == PREFIXES


def test_every_shortcut_of_the_ontology_says_where_it_comes_from(graphs: ReportGraphs) -> None:
    for predicate in {predicate for _, predicate, _ in shortcuts(graphs.facts)}:
        assert "derived from" in str(VOCABULARY.value(predicate, SKOS.scopeNote)), predicate


def test_a_stored_query_is_a_question_with_its_answer_in_sparql() -> None:
    found = queries()
    assert list(found) == sorted(found)
    assert isinstance(found["who-spoke-where"], StoredQuery)
    for query in found.values():
        assert query.question.endswith("?")
        assert query.text.startswith(f"# {query.question}\n")


def test_a_query_without_its_question_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "queries"
    folder.mkdir()
    (folder / "mute.rq").write_text("SELECT * {}", encoding="utf-8")
    monkeypatch.setattr("kg.ontology.share", lambda _: tmp_path)
    with pytest.raises(QueryError, match="the first line"):
        queries()
