"""The generated graphs of the benchmark are graphs of ours, and every engine gives the same answers about them."""

from __future__ import annotations

import itertools

from benchmarks.graphs import BASE, quads, reports
from benchmarks.questions import QUESTIONS
from kg.ontology import load_vocabulary
from kg.rdf import new_graph
from kg.store import Store
from kg.validate import check

FEW = 3


def test_generated_reports_pass_every_check() -> None:
    with Store(None, base=BASE) as store:
        store.put_vocabulary(load_vocabulary())
        for graphs in itertools.islice(reports(), FEW):
            store.put(graphs)
        assert check(store) == []
        assert len(store.report_ids()) == FEW


def test_generated_quads_are_what_the_store_would_hold() -> None:
    with Store(None, base=BASE) as store:
        store.put_vocabulary(load_vocabulary())
        for graphs in itertools.islice(reports(), 2):
            store.put(graphs)
        held = store.dump().splitlines()
    assert sorted(itertools.islice(quads(1_000_000), len(held))) == sorted(f"{line}\n" for line in held)


def test_every_question_has_as_many_rows_in_another_engine() -> None:
    believed = new_graph()
    for graphs in itertools.islice(reports(), FEW):
        believed += graphs.facts
    found = {}
    with Store(None, base=BASE) as store:
        store.load(believed.serialize(format="nt").encode(), "application/n-triples", graph=None)
        for name, question in QUESTIONS.items():
            found[name] = len(store.select(question.asking(0)))
            assert len(list(believed.query(question.asking(0)))) == found[name], name
    assert sum(found.values()) > 10 * len(QUESTIONS)


def test_no_two_askings_have_the_same_words() -> None:
    askings = [question.asking(number) for question in QUESTIONS.values() for number in range(200)]
    assert len(set(askings)) == len(askings)
