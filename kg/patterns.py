"""Many regular expressions found in running text at once: the rows of a table, by one of their columns.

A text is searched once as a whole, in lower case. An expression is tried only where a word stands with which it can
begin; these first words are read from the expression itself.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.document import Span

try:  # the parser of `re` has no public name; without it every expression is tried everywhere, which is only slower
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    _parser = None

Row = Mapping[str, str]
Opening = tuple[str, bool]
"""Letters with which an expression may begin, and whether these are all that is known of it so far."""

STEM = 3  # letters by which an opening that is no whole word is looked up
MOST = 200  # openings of one expression; with more it is tried everywhere
_WORD = re.compile(r"(?<![\w'’-])\w+")
_INSIDE = re.compile(r"[\w'’-]")  # before these, a word goes on


@dataclass(frozen=True, slots=True)
class Match:
    """Where a row of a table was found."""

    span: Span
    row: Row


@dataclass
class _Index:
    """The rows by the words with which they can begin."""

    words: dict[str, list[int]] = field(default_factory=dict)
    stems: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    anywhere: list[int] = field(default_factory=list)

    def candidates(self, word: str) -> Iterator[int]:
        """The rows that may begin with a word."""
        yield from self.words.get(word, ())
        for stem, number in self.stems.get(word[:STEM], ()):
            if word.startswith(stem):
                yield number


class Patterns:
    """Rows found in running text by the regular expressions of one of their columns; the first longest row wins."""

    def __init__(self, rows: Iterable[tuple[str, Row]]) -> None:
        self._rows = list(rows)
        patterns = [_lower_pattern(pattern) for pattern, _ in self._rows]
        self._expressions = [re.compile(rf"(?:{pattern})(?![\w-])") for pattern in patterns]
        self._index = _indexed(patterns)
        self._hits = functools.lru_cache(maxsize=4)(self._search)

    def find(self, text: str, span: Span, *, skip: Callable[[int, Row], bool] | None = None) -> Iterator[Match]:
        """The matches inside a span, in reading order, none overlapping another; a longer one goes first.

        What `skip` refuses by its start and row hides nothing.
        """
        hits = self._hits(text)
        position = span.start
        for start, end, number in hits[bisect.bisect_left(hits, (span.start,)) : bisect.bisect_left(hits, (span.end,))]:
            if start >= position and -end <= span.end and not (skip and skip(start, self._rows[number][1])):
                position = -end
                yield Match(Span(start, -end), self._rows[number][1])

    def whole(self, text: str) -> Row | None:
        """The row whose expression matches the whole text."""
        lowered = lower(text)
        first = _WORD.match(lowered)
        known = () if first is None else self._index.candidates(first[0])
        hits = (n for n in sorted({*known, *self._index.anywhere}) if self._expressions[n].fullmatch(lowered))
        number = next(hits, None)
        return None if number is None else self._rows[number][1]

    def _search(self, text: str) -> list[tuple[int, int, int]]:
        """Start, minus end and row of every match that begins and ends at the border of a word, sorted."""
        lowered = lower(text)
        found: list[tuple[int, int, int]] = []
        ends: dict[int, int] = {}
        for word in _WORD.finditer(lowered):
            start = word.start()
            for number in self._index.candidates(word[0]):
                hit = self._expressions[number].match(lowered, start)
                if hit is not None and hit.end() > start and start >= ends.get(number, 0):
                    ends[number] = hit.end()
                    found.append((start, -hit.end(), number))
        for number in self._index.anywhere:
            found += _everywhere(self._expressions[number], number, lowered)
        return sorted(found)


def _everywhere(expression: re.Pattern[str], number: int, text: str) -> Iterator[tuple[int, int, int]]:
    hit = expression.search(text)
    while hit is not None:
        start, end = hit.span()
        whole = end > start and (start == 0 or _INSIDE.match(text, start - 1) is None)
        if whole:
            yield start, -end, number
        hit = expression.search(text, end if whole else start + 1)


def lower(text: str) -> str:
    """A text in lower case, at the same offsets: a letter that would become two stays as it is."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _lower_pattern(pattern: str) -> str:
    """A regular expression in lower case, but for its escapes and the names of its groups."""
    return re.sub(r"(\\.|\(\?P[<=>]\w*)|([A-Z]+)", lambda found: found[1] or found[2].lower(), pattern)


# What an expression begins with


def _indexed(patterns: Sequence[str]) -> _Index:
    index = _Index()
    for number, pattern in enumerate(patterns):
        words = openings(pattern)
        if words is None:
            index.anywhere.append(number)
            continue
        for word, whole in sorted(words):
            if whole:
                index.words.setdefault(word, []).append(number)
            else:
                index.stems.setdefault(word[:STEM], []).append((word, number))
    return index


def openings(pattern: str) -> set[tuple[str, bool]] | None:
    """The first words of what an expression matches, and whether each is whole; `None` if they cannot be listed.

    An opening that is no whole word has at least `STEM` letters, so that it can be looked up by them.
    """
    begun = _begun(_parser.parse(pattern)) if _parser is not None else None
    if begun is None:
        return None
    found: set[tuple[str, bool]] = set()
    for letters, is_open in begun:
        word = re.match(r"\w*", letters)
        first = "" if word is None else word[0]
        whole = len(first) < len(letters) or is_open  # what follows is no letter, or the end, where a word must end
        if not first or (not whole and len(first) < STEM):
            return None
        found.add((first, whole))
    return found


def _begun(tokens: Any) -> set[Opening] | None:
    """What a sequence begins with; an opening that is still open has been followed to the end of the sequence."""
    known: set[Opening] = {("", True)}
    for operation, argument in tokens:
        if not any(is_open for _, is_open in known):
            break
        following = _one(str(operation), argument)
        if following is None:
            known = {(letters, False) for letters, _ in known}
        else:
            known = {
                _first_word(letters + more, still) if is_open else (letters, False)
                for letters, is_open in known
                for more, still in (following if is_open else {("", False)})
            }
        if len(known) > MOST:
            return None
    return known


def _first_word(letters: str, is_open: bool) -> Opening:
    """An opening up to the end of its first word: nothing after it is asked for."""
    end = re.search(r"(?<=\w)\W", letters)
    return (letters, is_open) if end is None else (letters[: end.end()], False)


def _one(operation: str, argument: Any) -> set[Opening] | None:
    """What one part of an expression may begin with; `None` if that cannot be listed."""
    if operation == "LITERAL":
        return {(chr(argument), True)}
    if operation in ("ASSERT", "ASSERT_NOT", "AT"):
        return {("", True)}
    if operation == "SUBPATTERN":
        return _begun(argument[-1])
    if operation == "BRANCH":
        branches = [_begun(branch) for branch in argument[1]]
        return None if None in branches else {one for branch in branches for one in branch or ()}
    if operation == "IN" and all(str(kind) == "LITERAL" for kind, _ in argument):
        return {(chr(code), True) for _, code in argument}
    if operation in ("MAX_REPEAT", "MIN_REPEAT"):
        fewest, most, inner = argument
        once = _begun(inner)
        if once is None:
            return None
        repeated = {(letters, still and most == 1) for letters, still in once}
        return repeated | {("", True)} if fewest == 0 else repeated
    return None
