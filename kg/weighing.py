"""How likely something is, by the weights of what is said of it: a logistic regression."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

BIAS = "bias"


def likelihood(says: Iterable[str], weights: Mapping[str, float]) -> float:
    """From 0 to 1; what has no weight counts for nothing."""
    return 1 / (1 + math.exp(-sum(weights.get(word, 0.0) for word in (BIAS, *says))))
