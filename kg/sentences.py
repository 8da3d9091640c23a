"""The sentence around some words of a report, for people to read; readers of reports know better (`kg.reading`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.document import Span

END = re.compile(r"""(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?…]["'”’»)\]]*(?=\s+["'“‘«(\[]*[^\W\d_a-z])""")
"""The end of a sentence: not after an initial or what may be "Dr" or "Gov", and before what may begin another one."""
LONGEST = 600  # characters on each side of the words


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, where it begins in its report, and the words in it that are meant: offsets within it."""

    text: str
    start: int
    marks: tuple[tuple[int, int], ...]


def around(text: str, spans: Sequence[Span]) -> Sentence:
    """The sentence in which the first of some words stand, with the marks of all that stand in it."""
    first = min(spans)
    start, end = _line(text, first)
    before = [found.end() for found in END.finditer(text, start, end) if found.end() <= first.start]
    after = [found.end() for found in END.finditer(text, start, end) if found.end() >= first.end]
    start, end = (before[-1] if before else start), (after[0] if after else end)
    start, end = max(start, first.start - LONGEST), min(end, first.end + LONGEST)
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    inside = {span for span in spans if start <= span.start and span.end <= end}
    return Sentence(text[start:end], start, tuple((span.start - start, span.end - start) for span in sorted(inside)))


def _line(text: str, span: Span) -> tuple[int, int]:
    """The line, or the lines, in which words stand."""
    end = text.find("\n", span.end)
    return text.rfind("\n", 0, span.start + 1) + 1, len(text) if end < 0 else end
