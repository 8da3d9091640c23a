"""Decisions as values, as JSON lines, and what is no decision."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.decisions import (
    ENTITY_KINDS,
    FACT_KINDS,
    Anchor,
    Correction,
    Decision,
    Judgement,
    Operation,
    Value,
    Verdict,
    Words,
    from_json,
    read_decisions,
    written,
)
from kg.errors import DecisionError

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SEEN = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]), max_size=12)
NAMES = TEXTS.filter(lambda text: text.strip() != "")
TIMES = st.datetimes(datetime.datetime(2000, 1, 1), datetime.datetime(2100, 1, 1)).map(  # noqa: DTZ001
    lambda time: time.replace(microsecond=0, tzinfo=datetime.UTC)
)


@st.composite
def words(draw: st.DrawFn) -> Words:
    text = draw(NAMES)
    start = draw(st.integers(0, 999))
    return Words(start=start, end=start + len(text), exact=text, prefix=draw(TEXTS), suffix=draw(TEXTS))


ENTITIES = st.builds(Anchor, report=NAMES, kind=st.sampled_from(ENTITY_KINDS), words=words(), key=TEXTS)
FACTS = st.builds(
    Anchor,
    report=NAMES,
    kind=st.sampled_from(FACT_KINDS),
    words=words(),
    key=TEXTS,
    predicate=st.none() | NAMES,
    subject=st.none() | ENTITIES,
    object=st.none() | ENTITIES,
    also=st.lists(words(), max_size=2).map(tuple),
)
ROWS = st.builds(Anchor, report=NAMES, kind=st.just("row"), key=NAMES)
SINGLE: st.SearchStrategy[Value] = (
    SEEN | st.integers() | st.booleans() | st.none() | st.dates() | words() | ENTITIES | FACTS
)
VALUES = st.dictionaries(NAMES, SINGLE | st.lists(SINGLE, max_size=2).map(tuple), min_size=1, max_size=3)
COMMON = {"by": SEEN.filter(lambda text: text.strip() != ""), "at": TIMES, "why": SEEN}
JUDGEMENTS = (
    st.tuples(ENTITIES | FACTS, ENTITIES | ROWS)
    .filter(lambda pair: pair[0] != pair[1])
    .flatmap(
        lambda pair: st.builds(
            Judgement, left=st.just(pair[0]), right=st.just(pair[1]), verdict=st.sampled_from(Verdict), **COMMON
        )
    )
)
CORRECTIONS = st.builds(
    Correction,
    operation=st.sampled_from([Operation.CHANGE, Operation.ADD]),
    about=FACTS,
    values=VALUES,
    was=VALUES,
    rules=TEXTS,
    **COMMON,
) | st.builds(
    Correction, operation=st.sampled_from([Operation.ACCEPT, Operation.REJECT]), about=ENTITIES | FACTS, **COMMON
)
DECISIONS = JUDGEMENTS | CORRECTIONS

HERE = Anchor(report="r", kind="person", words=Words(start=4, end=7, exact="Ana", prefix="the "), key="person-4")
THERE = Anchor(report="s", kind="person", words=Words(start=0, end=3, exact="Ana"), key="person-0")
AT = datetime.datetime(2026, 11, 23, 6, 43, 29, tzinfo=datetime.UTC)
SAME = Judgement(left=THERE, right=HERE, verdict=Verdict.SAME, by="Lea", at=AT)


@given(DECISIONS)
def test_a_decision_comes_back_from_its_line_as_it_was(decision: Decision) -> None:
    line = decision.to_json()
    assert "\n" not in line
    assert from_json(line) == decision
    assert from_json(line).id == decision.id


@given(st.lists(DECISIONS, max_size=4))
def test_a_file_of_decisions_is_the_same_after_reading_and_writing(decisions: list[Decision]) -> None:
    text = written(decisions)
    assert written(map(from_json, text.split("\n")[:-1])) == text
    assert written(reversed(decisions)) == text
    assert written([*decisions, *decisions]) == text


def test_a_file_is_read_in_order_of_time(tmp_path: Path) -> None:
    later = Judgement(
        left=HERE, right=THERE, verdict=Verdict.DIFFERENT, by="Lea", at=AT + datetime.timedelta(seconds=1)
    )
    file = tmp_path / "decisions.jsonl"
    file.write_text(later.to_json() + "\n\n" + SAME.to_json() + "\n", encoding="utf-8")
    assert read_decisions(file) == [SAME, later]


def test_a_judgement_is_the_same_whichever_side_is_named_first() -> None:
    turned = Judgement(left=HERE, right=THERE, verdict=Verdict.SAME, by="Lea", at=AT)
    assert turned == SAME
    assert turned.id == SAME.id
    assert turned.left == HERE


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("same", "no JSON"),
        ("[]", "write a JSON object"),
        (SAME.to_json().replace("same", "alike"), "judgement is 'alike'; write one of same, different, unsure"),
        (SAME.to_json().replace('"by":"Lea",', ""), "by is None; write a text"),
        (SAME.to_json().replace("Lea", "  "), "nobody who made it"),
        (SAME.to_json().replace("Lea", "Lea\\nLea"), "by: has several lines"),
        (SAME.to_json().replace("Lea", "Le" * 101), "by: has 202 characters; 200 are the most"),
        (SAME.to_json().replace("Lea", "\\u001b[31mLea"), r"by: has the control character U\+001B"),
        (SAME.to_json().replace("Lea", "\u202eaeL"), r"by: has the control character U\+202E"),
        (SAME.to_json().replace("Lea", "\\ud800"), "no JSON"),
        ("[" * 100_000, "no JSON"),
        (SAME.to_json().replace("Z", "+02:00"), "no time such as"),
        (SAME.to_json().replace('"end":7', '"end":8'), "left.words: not words"),
        (SAME.to_json().replace('"kind":"person"', '"kind":"persona"'), "unknown kind 'persona'"),
        (SAME.to_json().replace('"by"', '"weight":1,"by"'), "unknown weight"),
        (
            '{"about":{"key":"x","kind":"row","report":"acled"},"at":"2026-01-01T00:00:00Z","by":"L","operation":"accept"}',
            "correct the table",
        ),
    ],
)
def test_what_is_no_decision_is_refused_with_the_field_that_is_wrong(line: str, says: str) -> None:
    with pytest.raises(DecisionError, match=says.replace("(", r"\(")):
        from_json(line)


def test_nothing_is_judged_against_itself() -> None:
    with pytest.raises(DecisionError, match="judged against itself"):
        Judgement(left=HERE, right=HERE, verdict=Verdict.SAME, by="Lea", at=AT)


def test_all_wrong_lines_of_a_file_are_named(tmp_path: Path) -> None:
    file = tmp_path / "decisions.jsonl"
    file.write_text("{}\n" + SAME.to_json() + "\nnothing\n", encoding="utf-8")
    with pytest.raises(DecisionError, match=r"line 1: .*\n.*line 3: no JSON"):
        read_decisions(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DecisionError, match=r"none\.jsonl: cannot be read: No such file or directory; check"):
        read_decisions(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b"\xe9\n")
    with pytest.raises(DecisionError, match=r"latin\.jsonl: is not UTF-8"):
        read_decisions(tmp_path / "latin.jsonl")
