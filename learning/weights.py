"""Learn weights that one can read: a logistic regression of what is said of something, written as a table."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kg.weighing import BIAS

DATA = Path(__file__).parent.parent / "data"
FOLDERS = [DATA / "gold" / part for part in ("development", "learning")]
"""The gold that is learned from; the frozen halves are not."""
FEWEST = 3  # what is said of fewer is left out
STRENGTH = 0.05  # of the weights: the inverse of how they are held down

Weights = Mapping[str, float]


@dataclass(frozen=True)
class Row:
    """What is said of something, and whether it is what is asked for."""

    says: tuple[str, ...]
    right: bool


def learned(rows: Sequence[Row], strength: float = STRENGTH) -> Weights:
    """The weight of each thing that is said, as a logarithm of odds."""
    times = Counter(word for row in rows for word in set(row.says))
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{word: 1.0 for word in row.says if times[word] >= FEWEST} for row in rows])
    model = LogisticRegression(C=strength, max_iter=5000)
    model.fit(matrix, [row.right for row in rows])
    weights = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    return {BIAS: float(model.intercept_[0]), **{str(word): float(weight) for word, weight in weights}}


def by_fold(known: Mapping[str, Iterable[Row]], folds: int, strength: float = STRENGTH) -> dict[str, Weights]:
    """Group (a report, say) → weights that were learned without it and the others of its fold."""
    names = sorted(known)
    found: dict[str, Weights] = {}
    for fold in range(folds):
        mine = set(names[fold::folds])
        rows = [row for name in names if name not in mine for row in known[name]]
        found |= dict.fromkeys(mine, learned(rows, strength))
    return found


def write(weights: Weights, file: Path) -> None:
    """Put weights into their table, below what it says of itself."""
    head = [line for line in file.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#")]
    lines = io.StringIO()
    found = ((word, f"{weight:.2f}") for word, weight in sorted(weights.items()))
    csv.writer(lines, lineterminator="\n").writerows([("says", "weight"), *(row for row in found if float(row[1]))])
    file.write_text("".join(head) + lines.getvalue(), encoding="utf-8")
