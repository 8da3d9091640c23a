"""Learn from the gold for development and learning, and from listed figures, which are the sizes of protests.

    .venv/bin/python -m learning.crowds

Writes data/lexicon/crowds.csv: the weights of a logistic regression. Prints how many figures are rightly sizes by the
rules and as they are weighed, in reports from which no rule was made; none is both learned from and asked.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import replace

from kg.document import Report, Span
from kg.errors import ReportError
from kg.extraction.figures import LIKELY, Candidate, candidates
from kg.gold import Gold, Item, load_gold
from kg.lexicon import load_lexicon
from kg.pipeline import extract
from kg.reports import load_reports
from kg.rulebook import Rulebook
from kg.weighing import likelihood
from learning.weights import DATA, FOLDERS, Row, by_fold, learned, write

WEIGHTS = DATA / "lexicon" / "crowds.csv"
LISTED = DATA / "identity" / "learning" / "figures.csv"
LIMIT = 1_000_000  # characters of a report
FOLDS = 8
STRENGTH = 0.3  # of the weights: the inverse of how they are held down
UNMEASURED = Rulebook({}, "")


Cases = list[tuple[Candidate, bool]]
"""The figures of a report, and whether each is a size; not those of which readers may differ."""


def figures_of(report: Report) -> list[Candidate]:
    """The figures of a report that may be sizes, whatever they weigh."""
    lexicon = replace(load_lexicon(), crowds={})
    return list(candidates(extract(report, lexicon=lexicon, rulebook=UNMEASURED), lexicon))


def cases(gold: Gold) -> Cases:
    """The figures of a report with gold."""
    found = ((candidate, is_size(gold, candidate)) for candidate in figures_of(gold.report))
    return [(candidate, right) for candidate, right in found if right is not None]


def listed() -> Iterator[tuple[str, Cases]]:
    """Report and figures, of the reports whose figures are listed one by one."""
    lines = (line for line in LISTED.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    known: dict[str, list[tuple[str, str]]] = {}
    for row in csv.DictReader(lines):
        known.setdefault(row["report"], []).append((row["of"], row["words"]))
    for report in load_reports([LISTED.parent], limit=LIMIT):
        if isinstance(report, ReportError):
            raise report
        marked = [(of, report.text.index(words), words) for of, words in known.get(report.id, ())]
        spans = [(of, Span(start, start + len(words))) for of, start, words in marked]
        found: Cases = []
        for candidate in figures_of(report):
            here = {
                of
                for of, span in spans
                if candidate.place.figure.span.start <= span.start < candidate.place.figure.span.end
            }
            if "unsure" not in here:
                found.append((candidate, "participants" in here))
        yield report.id, found


def is_size(gold: Gold, candidate: Candidate) -> bool | None:
    """Whether gold has a figure as a size; `None` of what is optional, or told again elsewhere."""
    sizes = gold.items["sizes"]
    here = next((i for i in sizes if any(span.overlaps(candidate.place.figure.span) for span in i.spans)), None)
    if here is not None:
        return None if here.optional or not _same(gold, here, candidate) else True
    return None if any(_same(gold, item, candidate) for item in sizes) else False


def _same(gold: Gold, item: Item, candidate: Candidate) -> bool:
    """Whether the number is that of gold; a vague word has none."""
    figure = candidate.place.figure
    low, high = item.values.get("number", [None, None])
    if (low, high) != (None, None):
        return (low, high) == (figure.low, figure.high)
    return any(figure.words and figure.words in gold.report.text[s.start : s.end].lower() for s in item.spans)


def told(answers: list[tuple[bool, bool]]) -> str:
    """The figures of one way to choose sizes: what was said of each, and what is right."""
    found, right = sum(said for said, _ in answers), sum(said and size for said, size in answers)
    return f"{right} of {found} right, of {sum(size for _, size in answers)} in gold"


def main() -> None:
    """Learn, say how well, and write the weights."""
    known = {gold.report.id: (gold.half, cases(gold)) for gold in load_gold(FOLDERS) if "sizes" in gold.judged}
    known |= {report: ("listed", found) for report, found in listed()}
    rows = {report: [Row(c.says, right) for c, right in found] for report, (_, found) in known.items()}
    weights = by_fold(rows, FOLDS, STRENGTH)
    asked = [(r, c, right) for r, (half, found) in known.items() if half == "learning" for c, right in found]
    by_rule = told([(c.rule is not None, right) for _, c, right in asked])
    weighed = told([(likelihood(c.says, weights[r]) >= LIKELY, right) for r, c, right in asked])
    sys.stdout.write(f"by the rules: {by_rule}\nweighed: {weighed}\n")
    write(learned([row for found in rows.values() for row in found], STRENGTH), WEIGHTS)


if __name__ == "__main__":
    main()
