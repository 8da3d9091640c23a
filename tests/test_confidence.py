"""Confidence follows from measures; what is not sure enough is kept apart, and can be seen there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import RDF

import kg.facts as f
from kg.document import Report
from kg.ontology import load_vocabulary
from kg.pipeline import extract, reader
from kg.rdf import ReportGraphs, to_graphs
from kg.report_checks import check_graphs
from kg.rulebook import Rule, Rulebook, load_rulebook, lower_bound, published
from kg.store import Store
from kg.vocab import PE, PEC
from tests.reading import janders_text
from tests.seed import BASE

REPORT = Report(id="2023-janders", text=janders_text())


def book(**measures: tuple[int, int]) -> Rulebook:
    """A rulebook with these measures, written with underscores for hyphens."""
    rules = {
        name.replace("_", "-"): Rule(id=name.replace("_", "-"), says="x.", examples=("x",), right=right, n=n)
        for name, (right, n) in measures.items()
    }
    return Rulebook(rules, "test")


def graphs(rulebook: Rulebook) -> ReportGraphs:
    return to_graphs(extract(REPORT, rulebook=rulebook), base=BASE, reader=reader(rulebook=rulebook))


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_bound_lies_below_the_share_and_rises_with_more_of_the_same(measure: tuple[int, int]) -> None:
    right, n = measure
    assert 0 <= lower_bound(right, n) <= right / n + 1e-12
    assert lower_bound(right, n) <= lower_bound(10 * right, 10 * n) + 1e-12


def test_a_rule_never_seen_wrong_but_seldom_seen_has_no_figure() -> None:
    assert book(a=(4, 4)).confidence(["a"]) is None
    assert book(a=(5, 5)).confidence(["a"]) == pytest.approx(0.83)
    assert book(a=(0, 1)).confidence(["a"]) == 0
    assert book(a=(9, 9)).confidence(["b"]) is None


def test_rules_that_agree_are_surer_than_each_alone() -> None:
    known = book(a=(7, 9), b=(5, 6))
    alone = [known.confidence([rule]) or 0 for rule in ("a", "b")]
    assert (known.confidence(["a", "b"]) or 0) > max(alone)
    assert (book(a=(99, 99), b=(99, 99)).confidence(["a", "b"]) or 0) <= 0.99


def test_a_fact_is_no_surer_than_what_it_is_about() -> None:
    event_rule = next(e.rule for e in extract(REPORT).of(f.Event) if e.kind is f.EventKind.JOINT)
    found = extract(REPORT, rulebook=book(**{event_rule.replace("-", "_"): (1, 4)}))
    joint = next(e for e in found.of(f.Event) if e.kind is f.EventKind.JOINT)
    places = [r for r in found.of(f.Relation) if r.subject == joint.key]
    assert joint.band is f.Band.CANDIDATE
    assert places
    assert {place.band for place in places} == {f.Band.CANDIDATE}


def test_candidates_are_in_a_graph_of_their_own_and_nothing_else_names_them() -> None:
    rules = {u.rule for u in extract(REPORT).of(f.Utterance) if u.direct}
    made = graphs(book(**{rule.replace("-", "_"): (1, 4) for rule in rules}))
    assert not list(made.facts.subjects(RDF.type, PE.DirectQuote))
    quotes = set(made.candidates.subjects(RDF.type, PE.DirectQuote))
    assert len(quotes) == 6
    assert set(made.candidates.objects(next(iter(quotes)), PE.band)) == {PEC["band-candidate"]}
    assert not quotes & {*made.facts.objects(), *made.claims.objects()}
    assert check_graphs(made, load_vocabulary()) == []


def test_everyday_queries_do_not_see_candidates() -> None:
    rules = {u.rule for u in extract(REPORT).of(f.Utterance) if u.direct}
    store = Store(None, base=BASE)
    store.put(graphs(book(**{rule.replace("-", "_"): (1, 4) for rule in rules})))
    assert not store.ask("ASK { ?x a pe:DirectQuote }")
    assert store.ask("ASK { GRAPH ?g { ?x a pe:DirectQuote } }")


def test_what_is_published_holds_no_candidate_and_no_link_to_one() -> None:
    event_rules = {e.rule for e in extract(REPORT).of(f.Event)}
    found = published(extract(REPORT, rulebook=book(**{rule.replace("-", "_"): (1, 4) for rule in event_rules})))
    assert not list(found.of(f.Event))
    assert list(found.of(f.Utterance))
    assert found.checked() is found


def test_with_the_measures_in_force_every_fact_has_a_band_and_most_are_asserted_or_for_review() -> None:
    bands = [fact.band for fact in extract(REPORT, rulebook=load_rulebook()).facts]
    assert sum(band is not f.Band.CANDIDATE for band in bands) > 0.9 * len(bands)
