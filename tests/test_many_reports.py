"""The invented texts of many reports are really read, name who they say they name, and stay the same."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest

from benchmarks.many import figures
from benchmarks.many_texts import reports
from kg.document import Report
from kg.pipeline import extract
from kg.reports import from_json

FEW = 40


def test_the_first_reports_of_many_are_those_of_few() -> None:
    few = [told.line() for told in itertools.islice(reports(), FEW)]
    assert [told.line() for told in itertools.islice(reports(), FEW + 5)][:FEW] == few
    assert len(set(few)) == FEW


def test_what_the_texts_name_is_read_under_these_names() -> None:
    named = found = 0
    for told in itertools.islice(reports(), FEW):
        report = from_json(told.line().encode(), told.id, 1_000_000)
        assert isinstance(report, Report)
        read = {(entity.kind.value, entity.name) for entity in extract(report).entities}
        wanted = {(meant.split("/")[0], name) for name, meant in told.truth.names.items()}
        named, found = named + len(wanted), found + len(wanted & read)
    assert named > 4 * FEW
    assert found > 0.95 * named


def test_events_are_told_by_several_outlets_with_several_spellings() -> None:
    told = list(itertools.islice(reports(), 10 * FEW))
    outlets = Counter(one.truth.event for one in told)
    assert max(outlets.values()) == 5
    spellings: dict[str, set[str]] = {}
    for one in told:
        for name, meant in one.truth.names.items():
            spellings.setdefault(meant, set()).add(name)
    assert sum(len(names) > 1 for names in spellings.values()) > FEW


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ({("one", "a"): 3}, (3, 3, 3)),  # all together, and rightly so
        ({("one", "a"): 1, ("two", "a"): 2}, (1, 3, 1)),  # parted
        ({("one", "a"): 2, ("one", "b"): 1}, (3, 1, 1)),  # joined wrongly
    ],
)
def test_pairs_are_counted_as_they_are_joined_and_as_they_ought_to_be(
    nodes: dict[tuple[str, str], int], expected: tuple[int, int, int]
) -> None:
    found = figures(Counter(nodes))
    assert (found["joined"], found["wanted"], found["right"]) == expected
