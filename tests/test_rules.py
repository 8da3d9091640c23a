"""Every rule of the reader is in the rulebook, and reads its own examples."""

from __future__ import annotations

import pytest

from benchmarks.score import GOLD
from kg.document import Report
from kg.gold import load_gold
from kg.pipeline import extract
from kg.rulebook import Rule, Rulebook, load_rulebook
from tests.reading import janders_text, shared_reports

BOOK = load_rulebook().rules
UNMEASURED = Rulebook({}, "")


@pytest.mark.parametrize("rule", BOOK.values(), ids=list(BOOK))
def test_a_rule_reads_its_examples(rule: Rule) -> None:
    assert rule.says.endswith(".")
    for text in rule.examples:
        read = {id_ for fact in extract(Report(id="r", text=text)).facts for id_ in (fact.rule, *fact.also)}
        assert rule.id in read


def test_every_rule_that_reads_is_in_the_book() -> None:
    texts = [g.report.text for g in load_gold([GOLD])]
    texts += [janders_text(), *(file.read_text(encoding="utf-8") for file in shared_reports())]
    read = {fact.rule for text in texts for fact in extract(Report(id="r", text=text), rulebook=UNMEASURED).facts}
    assert read - set(BOOK) == set()
