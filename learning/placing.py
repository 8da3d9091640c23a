"""Learn from the gold for development and learning which places are a protest's.

    .venv/bin/python -m learning.placing

Writes data/lexicon/placing.csv: the weights of a logistic regression. Prints how often the places of a protest are
right by the rules and as they are weighed, in reports from which no rule was made; none is both learned from and asked.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extraction.placing import choose, protests
from kg.gold import Gold, load_gold
from kg.lexicon import load_lexicon
from kg.pipeline import extract
from kg.reading.bearings import Bearing, Bearings, Told
from kg.rulebook import published
from kg.score import places_compared
from learning.weights import DATA, FOLDERS, Row, Weights, by_fold, learned, write

WEIGHTS = DATA / "lexicon" / "placing.csv"
FOLDS = 8


@dataclass(frozen=True)
class Case:
    """A protest that gold knows: the places near it, which of them are right, and whether it has any."""

    report: str
    bearings: Sequence[Bearing]
    right: frozenset[str]
    placed: bool
    told: Told
    unseen: bool

    def chosen(self, weights: Weights) -> list[str]:
        """The places that the weights choose."""
        return [place for place, _ in choose(self.bearings, self.told, weights)]

    def is_right(self, chosen: Sequence[str]) -> bool:
        """Whether these are places of it, or rightly none."""
        return bool(chosen) == self.placed and self.right.issuperset(chosen)

    def rows(self) -> Iterator[Row]:
        """Each place near it."""
        return (Row(bearing.says, bearing.place in self.right) for bearing in self.bearings)


def cases(gold: Gold) -> Iterator[Case]:
    """The protests of a report that gold knows, with the places that the rules have for them."""
    extraction = published(extract(gold.report, lexicon=replace(load_lexicon(), placing={})))
    told = {t.event.key: t for t in protests(extraction)}
    bearings = Bearings(extraction, told.values())
    for event, wanted, right in places_compared(gold, extraction):
        if event in told and not wanted.optional:
            near = list(bearings.of(told[event]))
            yield Case(
                report=gold.report.id,
                bearings=near,
                right=frozenset(bearing.place for bearing in near if right(bearing.place)),
                placed=bool(wanted.values.get("places")),
                told=told[event],
                unseen=gold.half == "learning",
            )


def told(asked: Sequence[Case], places: Callable[[Case], Sequence[str]]) -> str:
    """The figures of one way to choose places."""
    answers = [(case, places(case)) for case in asked]
    pairs = [place in case.right for case, found in answers for place in found]
    whole = sum(case.is_right(found) for case, found in answers)
    return f"{whole} of {len(asked)} wholly right, {sum(pairs)} of {len(pairs)} places right"


def compared(known: Sequence[Case]) -> str:
    """The places by the rules alone and weighed, of reports from which no rule was made."""
    by_report: dict[str, list[Row]] = {}
    for case in known:
        by_report.setdefault(case.report, []).extend(case.rows())
    weights = by_fold(by_report, FOLDS)
    asked = [case for case in known if case.unseen]
    by_rule = told(asked, lambda case: list(case.told.places))
    return f"by the rules: {by_rule}\nweighed: {told(asked, lambda case: case.chosen(weights[case.report]))}\n"


def main() -> None:
    """Learn, say how well, and write the weights."""
    known = [case for gold in load_gold(FOLDERS) for case in cases(gold)]
    sys.stdout.write(compared(known))
    write(learned([row for case in known for row in case.rows()]), WEIGHTS)


if __name__ == "__main__":
    main()
