"""The generated graphs of the benchmark are graphs of ours, and every engine gives the same answers about them."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from benchmarks import drawing, report
from benchmarks.graphs import BASE, quads, reports
from benchmarks.questions import QUESTIONS
from benchmarks.sections import replaced, section
from kg.canonical import derive
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
        derive(store)
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


def test_a_section_is_written_again_and_the_rest_of_the_page_stays() -> None:
    page = "# Page\n\n<!-- one -->\nold\n<!-- /one -->\nend\n"
    assert replaced(page, "one", "new\\1\n") == page.replace("old", "new\\1")
    added = replaced(page, "two", "more\n")
    assert added.startswith(page)
    assert (section(added, "one"), section(added, "two"), section(added, "three")) == ("old\n", "more\n", "")


def test_measuring_the_service_leaves_what_was_measured_of_the_drawing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "page", lambda found, sizes: ["# Of the service", ""])
    monkeypatch.setattr(report, "chart", lambda *_: "")
    found: drawing.Found = {"sizes": {"1000": {"engines": {}}}}
    report.write(found, tmp_path)
    assert (tmp_path / "RESULTS.md").read_text() == "# Of the service\n"
    (tmp_path / "RESULTS.md").write_text(replaced("# Old\n", "drawing", "numbers\n"))
    report.write(found, tmp_path)
    assert (tmp_path / "RESULTS.md").read_text() == replaced("# Of the service\n", "drawing", "numbers\n")


def test_what_was_measured_of_the_drawing_is_told_with_what_was_missed() -> None:
    one = {"picture": 1234.5, "frames": 7.25, "busy": 20.0, "longest": 201, "loading": 900, "version": "1.2"}
    found = {
        size: {name: dict(one) for name in drawing.DRAWERS} | {"vis": {"failed": "not done in 180 s"}}
        for size in drawing.SIZES
    }
    found[10_000]["canvas"]["longest"] = 0
    text = "\n".join(drawing.section(found))
    assert "| 10,000 | our pane, WebGL | 1,234 | 7.2 | 20.0 | 201 |" in text
    assert "| 10,000 | our pane, Canvas 2D | 1,234 | 7.2 | 20.0 | under 50 |" in text
    assert "| 50,000 | vis-network | not done in 180 s |  |  |  |" in text
    assert "our pane, WebGL: **not met**; our pane, Canvas 2D: met;" in text
