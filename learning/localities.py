"""Learn from the gold for development and learning in which town of a report a site of its protests lies.

    .venv/bin/python -m learning.localities

Writes data/lexicon/localities.csv: the weights of a logistic regression. Prints of how many sites the town is right, in
reports from which no rule was made; none is both learned from and asked.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extraction.localities import choose
from kg.gold import Gold, load_gold
from kg.lexicon import load_lexicon
from kg.pipeline import extract
from kg.reading.localities import Localities, Locality
from kg.rulebook import published
from kg.score import localities_compared
from learning.weights import DATA, FOLDERS, Row, Weights, by_fold, learned, write

WEIGHTS = DATA / "lexicon" / "localities.csv"
FOLDS = 8
STRENGTH = 0.3
BEARS_ITS_NAME = "bears its name"


@dataclass(frozen=True)
class Case:
    """A site that gold has for a place of a protest: the towns in which it may lie, and those in which it does."""

    report: str
    towns: Sequence[Locality]
    right: frozenset[str]
    unseen: bool

    def rows(self) -> Iterator[Row]:
        """Each town; of a house that bears the name of a town gold need not say where it is."""
        for one in self.towns:
            right = one.town in self.right
            if right or BEARS_ITS_NAME not in one.says or "street" in one.says:
                yield Row(one.says, right)

    def is_right(self, weights: Weights) -> bool | None:
        """Whether the town that the weights choose is right; `None` if they choose none."""
        found = choose(self.towns, weights)
        return None if found is None else found.town in self.right


def cases(gold: Gold) -> Iterator[Case]:
    """The sites of the protests of a report that gold knows."""
    lexicon = replace(load_lexicon(), localities={})
    extraction = published(extract(gold.report, lexicon=lexicon))
    localities, lies = Localities(extraction, lexicon), localities_compared(gold, extraction)
    for site in localities.at_protests():
        towns = list(localities.of(site))
        compared = {one.town: lies(site, one.town) for one in towns}
        if towns and None not in compared.values():
            right = frozenset(town for town, inside in compared.items() if inside)
            yield Case(gold.report.id, towns, right, gold.half == "learning")


def main() -> None:
    """Learn, say how well, and write the weights."""
    known = [case for gold in load_gold(FOLDERS) for case in cases(gold)]
    rows: dict[str, list[Row]] = {}
    for case in known:
        rows.setdefault(case.report, []).extend(case.rows())
    weights = by_fold(rows, FOLDS, STRENGTH)
    mine = [case for case in known if case.unseen]
    answers = [found for case in mine if (found := case.is_right(weights[case.report])) is not None]
    lying = sum(bool(case.right) for case in mine)
    sys.stdout.write(f"the town of {sum(answers)} of {len(answers)} sites right, of {lying} that have one\n")
    write(learned([row for case in known for row in case.rows()], STRENGTH), WEIGHTS)


if __name__ == "__main__":
    main()
