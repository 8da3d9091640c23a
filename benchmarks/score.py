"""Measure the rules on the development half, then the reader and identity on both halves, and write the figures down.

    make score

Writes data/rules/measured.csv (right and n by rule), circumstances.csv beside it (right and n by what two protests
have in common) and the tables of the README.
"""

from __future__ import annotations

import csv
import datetime
import functools
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from benchmarks.sections import replaced
from kg import identity_board
from kg.document import Report
from kg.facts import Extraction
from kg.gold import Gold, load_gold
from kg.identified import measured_circumstances, score_set
from kg.identity_gold import identity_files
from kg.pipeline import extract
from kg.rulebook import Rulebook, graded, load_rulebook, published
from kg.scoreboard import as_markdown, measures, score_all, sureness

ROOT = Path(__file__).parent.parent
GOLD, IDENTITY = ROOT / "data" / "gold", ROOT / "data" / "identity"
CIRCUMSTANCES = ROOT / "data" / "rules" / "circumstances.csv"
MEASURED, README = ROOT / "data" / "rules" / "measured.csv", ROOT / "README.md"


UNMEASURED = Rulebook({}, "")


def measured(golds: list[Gold], read: Callable[[Report], Extraction] | None = None) -> Mapping[str, Counter[str]]:
    """How often each rule was right on the development half, whatever was measured before."""
    read = read or functools.partial(extract, rulebook=UNMEASURED)
    halves = score_all([g for g in golds if g.half == "development"], lambda report: graded(read(report), UNMEASURED))
    return halves["development"].rules


def as_csv(counts: Mapping[str, Counter[str]]) -> str:
    """The rows of measured.csv."""
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows([("rule", "right", "n"), *measures(counts)])
    return lines.getvalue()


def main() -> None:
    """Measure, write, and measure the reader with what was written."""
    golds = [gold for gold in load_gold([GOLD]) if gold.half != "learning"]
    MEASURED.write_text(as_csv(measured(golds)), encoding="utf-8")
    halves = score_all(golds, lambda report: published(extract(report)))
    page = replaced(README.read_text(encoding="utf-8"), "score", dated(as_markdown(halves)))
    page = replaced(page, "sureness", dated(sureness(halves, load_rulebook())))
    CIRCUMSTANCES.write_text(circumstances_csv(), encoding="utf-8")
    same = map(score_set, identity_files([IDENTITY]))
    README.write_text(replaced(page, "identity", dated(identity_board.as_markdown(same))), encoding="utf-8")


def circumstances_csv() -> str:
    """The rows of circumstances.csv: what two protests of the development half had in common, and how often rightly."""
    lines = io.StringIO()
    counts = measured_circumstances(IDENTITY / "development" / "identity.json")
    csv.writer(lines, lineterminator="\n").writerows([("kind", "right", "n"), *((k, *c) for k, c in counts.items())])
    return lines.getvalue()


def dated(lines: Iterable[str]) -> str:
    """A table with the day on which it was measured."""
    table = "\n".join(lines)
    return f"Measured on {datetime.datetime.now(tz=datetime.UTC):%d %B %Y} by `make score`:\n\n{table}\n\n"


if __name__ == "__main__":
    main()
