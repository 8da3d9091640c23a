"""Which reports tell one story: those that share many words which reports of protests seldom have.

A word is unusual if fewer than three of a hundred reports of the gold have it; `data/lexicon/usual.txt` has the others.
Two reports are as alike as the cosine of their sets of unusual words: what both share, by the geometric mean of both.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Set

LONG_ENOUGH = re.compile(r"[^\W\d_]{4,}")
RAREST = 24  # words of a report by which others are found
OFTEN = 40  # reports: a word of more is found by others
LIKEST = 12  # reports that are kept for one
ALIKE = 0.05


def unusual(text: str, usual: Set[str]) -> frozenset[str]:
    """The words of a text that reports of protests seldom have, in small letters."""
    return frozenset(set(LONG_ENOUGH.findall(text.lower())) - usual)


def alike(reports: Mapping[str, frozenset[str]]) -> dict[str, dict[str, float]]:
    """Report → the reports that are most like it, and how like they are, from their unusual words.

    Reports meet by their rarest words alone, so that the cost grows with their number and not with that of their pairs.
    """
    times = Counter(word for words in reports.values() for word in words)
    having: dict[str, list[str]] = {}
    rarest: dict[str, list[str]] = {}
    for report, words in sorted(reports.items()):
        shared = sorted((word for word in words if 1 < times[word] <= OFTEN), key=lambda word: (times[word], word))
        rarest[report] = shared[:RAREST]
        for word in rarest[report]:
            having.setdefault(word, []).append(report)
    found: dict[str, dict[str, float]] = {report: {} for report in reports}
    for report, found_by in rarest.items():
        met = Counter(other for word in found_by for other in having[word] if other != report)
        rated = ((_cosine(reports[report], reports[other]), other) for other, _ in met.most_common(2 * LIKEST))
        for how, other in sorted(rated, reverse=True)[:LIKEST]:
            if how >= ALIKE:
                found[report][other] = found[other][report] = how
    return found


def _cosine(one: Set[str], other: Set[str]) -> float:
    return len(one & other) / math.sqrt(len(one) * len(other))
