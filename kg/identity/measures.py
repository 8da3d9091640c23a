"""How often what two protests have in common was right: counted on the development half, and what follows from it.

`data/rules/circumstances.csv` has right and n for each kind of agreement; `make score` writes it.
"""

from __future__ import annotations

import csv
import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.config import share
from kg.errors import RuleError
from kg.rulebook import lower_bound

CIRCUMSTANCES = "circumstances.csv"
ALIKE = "alike.csv"


@dataclass(frozen=True)
class Measures:
    """Kind of agreement → how many pairs of protests had it and were one, and how many had it."""

    counts: Mapping[str, tuple[int, int]]

    def bound(self, kind: str) -> float:
        """How sure it is at least; nothing is known of what was never seen."""
        right, n = self.counts.get(kind, (0, 0))
        return lower_bound(right, n) if n else 0.0

    def sure(self, needed: Iterable[str], further: Iterable[str]) -> float:
        """Of what two agree in: each of the first must hold, and each of the others takes its share of the doubt."""
        needed_ = math.prod(map(self.bound, needed))
        return 1 - (1 - needed_) * math.prod(1 - self.bound(kind) for kind in further)


def load_measures(folder: Path | None = None) -> Measures:
    """The counts of a folder; without one, ours. Raises `RuleError` for a table that is not as it should be."""
    return _load((folder or share("data") / "rules").resolve() / CIRCUMSTANCES)


def load_weights(folder: Path | None = None) -> Mapping[str, float]:
    """What is said of two protests → its weight; without a folder, ours. Raises `RuleError` as `load_measures` does."""
    return _weights((folder or share("data") / "rules").resolve() / ALIKE)


@functools.cache
def _weights(file: Path) -> Mapping[str, float]:
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(line for line in lines if not line.startswith("#"))
            return {row["says"]: float(row["weight"]) for row in rows}
    except (OSError, ValueError, KeyError) as error:
        message = f"{file}: not rows of says,weight: {error}; `python -m learning.joining` writes it"
        raise RuleError(message) from error


@functools.cache
def _load(file: Path) -> Measures:
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            return Measures({row["kind"]: (int(row["right"]), int(row["n"])) for row in csv.DictReader(lines)})
    except (OSError, ValueError, KeyError) as error:
        raise RuleError(f"{file}: not rows of kind,right,n: {error}; `make score` writes it") from error
