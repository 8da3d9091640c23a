"""Scores: what is right counts, what is not is named; and the figures in the README hold."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from benchmarks.score import GOLD, MEASURED, README, as_csv, measured
from benchmarks.sections import section
from kg.cli import main
from kg.errors import GoldError, RuleError
from kg.gold import Gold, load_gold, load_one
from kg.pipeline import extract
from kg.rulebook import Rulebook, load_rulebook, lower_bound, published
from kg.score import KINDS, Score, score
from kg.scoreboard import score_all, sureness

ALL = load_gold([GOLD])
_read = functools.cache(extract)
"""Each report is read once for all that is measured on it."""
TEXT = """Dockers strike in Callao

Dockers walked off the job in Callao on Monday. "We are not for sale," said Ana Suarez.
"""


def gold(folder: Path, *, text: str = TEXT, **facts: object) -> Gold:
    """Gold of one report with these facts."""
    (folder / "r.txt").write_text(text, encoding="utf-8")
    known = {"genre": "strike", "region": "Andes", "patterns": ["Q03"], **facts}
    (folder / "r.gold.json").write_text(json.dumps(known), encoding="utf-8")
    return load_one(folder / "r.gold.json")


def figures(wanted: Gold, kind: str) -> tuple[int, int, int, int]:
    """In gold, found, right and exact."""
    tally = score(wanted, extract(wanted.report, rulebook=Rulebook({}, ""))).tallies[kind]
    return tally.gold, tally.found, tally.right, tally.exact


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"nowhere: cannot be read: there is no such file or folder"):
        load_gold([tmp_path / "nowhere"])


def test_what_is_in_gold_and_found_is_right(tmp_path: Path) -> None:
    wanted = gold(tmp_path, quotations=[{"words": "We are not for sale,", "speaker": "Ana Suarez"}])
    assert figures(wanted, "quotations") == (1, 1, 1, 1)
    assert figures(wanted, "speakers") == (1, 1, 1, 1)


def test_half_of_a_clause_overlaps_but_is_not_exact(tmp_path: Path) -> None:
    wanted = gold(tmp_path, quotations=[{"words": "We are not for", "speaker": "Ana Suarez"}])
    assert figures(wanted, "quotations") == (1, 1, 1, 0)


def test_a_small_part_of_a_clause_is_no_answer(tmp_path: Path) -> None:
    assert figures(gold(tmp_path, quotations=[{"words": "We", "speaker": None}]), "quotations") == (1, 1, 0, 0)


def test_another_speaker_is_wrong_though_the_quotation_is_right(tmp_path: Path) -> None:
    wanted = gold(tmp_path, quotations=[{"words": "We are not for sale,", "speaker": "Dockers"}])
    assert figures(wanted, "quotations")[2] == 1
    assert figures(wanted, "speakers") == (1, 1, 0, 0)


def test_a_finding_answers_one_fact_alone(tmp_path: Path) -> None:
    wanted = gold(tmp_path, persons=[["Ana Suarez"], ["Suarez"]])
    assert figures(wanted, "persons") == (2, 1, 1, 1)


def test_a_date_that_a_protest_shares_with_a_part_of_it_is_answered_by_the_protest(tmp_path: Path) -> None:
    text = "Police on Monday arrested two dockers who were marching through Callao.\n"
    facts = {
        "places": [["Callao"]],
        "events": [{"id": "e1", "words": ["marching"], "forms": ["march"], "places": ["Callao"]}],
        "dates": [{"words": "Monday", "event": "e1"}],
    }
    wanted = gold(tmp_path, text=text, **facts)
    found = score(wanted, extract(wanted.report, rulebook=Rulebook({}, "")))
    assert found.rules["time-of-part"] == {"right": 1, "n": 1}
    assert found.tallies["dates"].found == 1


def test_what_is_optional_counts_for_neither_side(tmp_path: Path) -> None:
    assert figures(gold(tmp_path, persons=[{"forms": ["Ana Suarez"], "optional": True}]), "persons") == (0, 0, 0, 0)
    assert figures(gold(tmp_path, persons=[{"forms": ["Callao"], "optional": True}]), "persons")[0] == 0


def test_an_event_in_another_place_is_wrong(tmp_path: Path) -> None:
    strike = {"id": "s", "forms": ["strike"], "words": ["walked off the job"]}
    assert figures(gold(tmp_path, places=[["Callao"]], events=[{**strike, "places": ["Callao"]}]), "events")[2] == 1
    assert figures(gold(tmp_path, events=[{**strike, "places": []}]), "events")[2] == 0


def test_a_main_event_is_one_that_the_headline_or_the_first_paragraph_tells_of(tmp_path: Path) -> None:
    text = TEXT + "\nTeachers went on strike in Lima on Tuesday, after a month of talks about their pay had failed.\n"
    dockers = {"id": "d", "forms": ["strike"], "words": ["walked off the job"], "places": ["Callao"]}
    teachers = {"id": "t", "forms": ["strike"], "words": ["went on strike"], "places": ["Lima"]}
    wanted = gold(tmp_path, text=text, places=[["Callao"], ["Lima"]], events=[dockers, teachers])
    assert figures(wanted, "events")[:3] == (2, 2, 2)
    assert figures(wanted, "main events")[:3] == (1, 1, 1)
    elsewhere = gold(tmp_path, text=text, places=[["Callao"], ["Lima"]], events=[{**dockers, "places": []}, teachers])
    assert figures(elsewhere, "main events")[:3] == (1, 1, 0)


def test_a_fact_from_words_that_hold_none_is_an_error_of_its_own(tmp_path: Path) -> None:
    wanted = gold(tmp_path, nothing=['"We are not for sale," said Ana Suarez'])
    found = score(wanted, extract(wanted.report, rulebook=Rulebook({}, "")))
    assert found.nothing > 0
    assert {failure.what for failure in found.failures if failure.kind == "nothing"} == {"nothing"}


def test_an_error_names_its_sentence(tmp_path: Path) -> None:
    wanted = gold(tmp_path, statements=[{"words": "on Monday", "speaker": None}])
    missed = [f for f in score(wanted, extract(wanted.report)).failures if f.kind == "statements"]
    assert missed[0].what == "missed"
    assert missed[0].sentence == "Dockers walked off the job in Callao on Monday."


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"persons": [["Nobody"]]}, "'Nobody' does not stand in the report"),
        ({"slogans": [{"words": "Callao", "form": "Chant"}]}, "stands 2 times in the report; say where"),
        ({"slogans": [{"words": "sale", "in": "Callao", "form": "Chant"}]}, "stands 2 times in the report, not once"),
        ({"slogans": [{"words": "sale", "form": "Song"}]}, "'Song' is none of"),
        ({"slogans": [{"words": "sale", "colour": "red"}]}, "unknown key 'colour'"),
        ({"sizes": [{"words": "Monday", "event": "x"}]}, "'x' is no id of an event"),
        ({"roles": [{"person": "Ana Suarez", "title": "nurse"}]}, "'Ana Suarez' is none of the persons"),
        ({"events": [{"id": "s", "forms": ["party"], "places": ["Lima"], "words": "strike"}]}, "'Lima' is none of"),
        ({"dates": [{"words": "Monday", "earliest": "soon"}]}, "'soon' is no date"),
        ({"chants": []}, "unknown key 'chants'"),
        ({"genre": ""}, "genre is missing"),
    ],
)
def test_malformed_gold_is_refused_and_says_why(tmp_path: Path, facts: dict[str, Any], message: str) -> None:
    with pytest.raises(GoldError, match=re.escape(message)):
        gold(tmp_path, **facts)


def test_gold_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"holds no file \.gold\.json"):
        load_gold([tmp_path])


def test_the_command_shows_the_table_the_errors_and_json() -> None:
    some = [str(file) for file in sorted((GOLD / "development").glob("x8-*.gold.json"))]
    shown = CliRunner().invoke(main, ["score", *some, "--errors", "all"])
    assert shown.exit_code == 0, shown.output
    assert all(re.search(rf"^  {kind} +\d+ ", shown.output, re.MULTILINE) for kind in KINDS)
    made = json.loads(CliRunner().invoke(main, ["score", *some, "--format", "json"]).output)
    assert made["development"]["reports"] == len(some)
    assert {"report", "kind", "what", "sentence"} <= set(made["development"]["errors"][0])


def test_gold_has_the_breadth_that_was_asked_for() -> None:
    halves = {half: [g for g in ALL if g.half == half] for half in ("development", "test")}
    assert len(ALL) >= 30
    assert min(map(len, halves.values())) >= 15
    assert len({g.report.id.partition("-")[0] for g in ALL}) >= 10
    assert len({g.region for g in ALL}) >= 5
    assert all(150 <= len(g.report.text.split()) <= 800 for g in ALL if g.half != "learning")


def test_every_pattern_of_real_reports_is_in_gold_twice() -> None:
    wanted = {f"P{n:02}" for n in range(1, 45) if n not in (11, 18, 35, 37)} | {"P01b", "P18b"}
    wanted |= {f"Q{n:02}" for n in range(1, 15)}
    seldom = {code: sum(code in g.patterns for g in ALL) for code in wanted}
    assert {code: times for code, times in seldom.items() if times < 2} == {}


def test_the_measures_are_those_of_these_rules() -> None:
    assert MEASURED.read_text(encoding="utf-8") == as_csv(measured(ALL, _read)), "run `make score`"


@functools.cache
def _measured() -> dict[str, Score]:
    return score_all([g for g in ALL if g.half != "learning"], lambda report: published(_read(report)))


def test_how_sure_the_rules_are_is_told_as_it_is() -> None:
    told = section(README.read_text(encoding="utf-8"), "sureness")
    assert "\n".join(sureness(_measured(), load_rulebook())) in told, "run `make score`"


@pytest.mark.parametrize(("part", "column"), [("test", 5), ("retold", 10)])
def test_no_figure_fell_below_the_recorded_one(part: str, column: int) -> None:
    table = [
        line.split("|") for line in section(README.read_text(encoding="utf-8"), "score").splitlines() if line[:1] == "|"
    ]
    recorded = {cells[1].strip(): cells[column].strip(" *") for cells in table[2:-1]}
    assert set(recorded) == set(KINDS)
    found = _measured()[part]
    for kind in (kind for kind in KINDS if recorded[kind]):
        f1 = found.tallies[kind].figures()[2]
        assert f1 is not None
        assert 100 * f1 > float(recorded[kind]) - 0.06, (
            f"{kind} fell from {recorded[kind]}; `kg score` shows the errors"
        )
    assert found.nothing <= int(table[-1][column - 3])


def test_no_fact_comes_from_words_that_hold_none() -> None:
    halves = score_all([g for g in ALL if g.half in ("development", "test")], _read)
    assert {half: found.nothing for half, found in halves.items()} == {"development": 0, "test": 0}


def test_kinds_that_nobody_looked_for_are_neither_right_nor_wrong(tmp_path: Path) -> None:
    """A gold that lists its kinds says nothing about the others."""
    (tmp_path / "r.txt").write_text("In Lima, 300 dockers marched on Monday against the sale of the port.\n")
    about = {"genre": "g", "region": "r", "patterns": ["p"]}
    (tmp_path / "r.gold.json").write_text(json.dumps({**about, "judged": ["places"], "places": [["Lima"]]}))
    found = score_all(load_gold([tmp_path]), extract)[tmp_path.name]
    assert (found.tallies["places"].gold, found.tallies["places"].found) == (1, 1)
    assert sum(tally.found for kind, tally in found.tallies.items() if kind != "places") == 0
    (tmp_path / "r.gold.json").write_text(json.dumps({**about, "judged": ["people"], "places": [["Lima"]]}))
    with pytest.raises(GoldError, match="unknown kind 'people'"):
        load_gold([tmp_path])


def test_a_rule_is_trusted_as_far_as_it_was_right() -> None:
    assert lower_bound(9, 9) == pytest.approx(0.9)
    assert lower_bound(0, 4) == pytest.approx(0.0)
    assert lower_bound(30, 40) < 0.75 < lower_bound(300, 360)


@pytest.mark.parametrize("wrong", ['[[rule]]\nid = "a"\nsays = "b."\nexamples = []', '[[rule]]\nid = "a"', "[[rule"])
def test_a_rule_without_examples_does_not_load(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "x.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(RuleError, match=r"x\.toml"):
        load_rulebook(tmp_path)
