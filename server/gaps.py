"""Stretches of a report from which nothing was read, shown as honestly as what was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
FEWEST = 3
"""Fewer words than this between two marks are no gap: articles, conjunctions, a verb of saying."""


def gaps(text: str, marked: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What of the text no mark covers, paragraph by paragraph, from the first word of the stretch to its last."""
    for start, end in _between(len(text), marked):
        for line in re.finditer(r"[^\n]+", text[start:end]):
            words = list(WORD.finditer(line[0]))
            if len(words) >= FEWEST:
                at = start + line.start()
                yield at + words[0].start(), at + words[-1].end()


def _between(length: int, marked: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in sorted(marked):
        if start > at:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length
