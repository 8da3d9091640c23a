"""Learn from the gold for development and learning what of a page is no part of the report.

    .venv/bin/python -m learning.furniture

Writes data/lexicon/furniture.csv: the weights of a logistic regression. Prints for the reports from which no rule was
made how many blocks that hold nothing are told apart by the rules and with the weights, and how many others are lost;
no report is both learned from and asked about.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.gold import Gold, load_gold
from kg.lexicon import load_lexicon
from kg.reading.furniture import FURNITURE
from kg.reading.layout import looks
from kg.reading.segment import blocks, segment
from kg.weighing import likelihood
from learning.weights import DATA, FOLDERS, Row, by_fold, learned, write

WEIGHTS = DATA / "lexicon" / "furniture.csv"
FOLDS = 8
STRENGTH = 0.3
MOST = 0.6  # of a block lies in what holds nothing


@dataclass(frozen=True)
class Block:
    """A block of a report: what it looks like, whether it holds nothing, and whether the rules say so."""

    row: Row
    ruled: bool


def known(gold: Gold) -> Iterator[Block]:
    """The blocks of a report."""
    text, barren = gold.report.text, [span for item in gold.items["nothing"] for span in item.spans]
    document = segment(gold.report, replace(load_lexicon(), furniture={}))
    found = list(blocks(text))
    for block, says in zip(found, looks([text[block.start : block.end] for block in found]), strict=True):
        covered = sum(max(0, min(block.end, span.end) - max(block.start, span.start)) for span in barren)
        nothing = covered > MOST * (block.end - block.start)
        yield Block(Row(says, nothing), any(span.covers(block) for span in document.boilerplate))


def told(rated: list[tuple[bool, Block]]) -> str:
    """How many blocks that hold nothing were told apart, and how many others."""
    apart = [block.row.right for found, block in rated if found]
    nothing = sum(block.row.right for _, block in rated)
    return f"{sum(apart)} of {nothing}, and {len(apart) - sum(apart)} that hold something"


def main() -> None:
    """Learn, say how well, and write the weights."""
    found = {gold.report.id: (gold.half, list(known(gold))) for gold in load_gold(FOLDERS)}
    rows = {report: [block.row for block in blocks_] for report, (_, blocks_) in found.items()}
    weights = by_fold(rows, FOLDS, STRENGTH)
    unseen = [(report, block) for report, (half, blocks_) in found.items() if half == "learning" for block in blocks_]
    likely = [likelihood(block.row.says, weights[report]) >= FURNITURE for report, block in unseen]
    ruled = [(block.ruled, block) for _, block in unseen]
    both = [(block.ruled or sure, block) for sure, (_, block) in zip(likely, unseen, strict=True)]
    sys.stdout.write(f"by the rules: {told(ruled)}\nwith the weights: {told(both)}\n")
    write(learned([row for one in rows.values() for row in one], STRENGTH), WEIGHTS)


if __name__ == "__main__":
    main()
