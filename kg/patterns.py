"""Many regular expressions found in running text at once: the rows of a table, by one of their columns.

A text is searched once as a whole, in lower case. An expression is tried only where a word stands with which it can
begin; these first words are read from the expression itself.
"""

from __future__ import annotations

import bisect
import functools
import re
import string
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.document import WORDS_KEPT, Span

try:  # the parser of `re` has no public name; without it every expression is tried everywhere, which is only slower
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    _parser = None

Row = Mapping[str, str]
Opening = tuple[str, bool]
"""Letters with which an expression may begin, and whether these are all that is known of it so far."""
Cut = Callable[[str, bool], Opening]
"""What of an opening is asked for."""

LONG = 500  # characters; of a longer text, which is asked of again and again, the words are kept
TEXTS_KEPT = 2  # a report, and what of it is the reporter's own words
STEM = 3  # letters by which an opening that is no whole word is looked up
MOST = 200  # openings of one expression; with more it is tried everywhere
_WORD = re.compile(r"(?<![\w'’-])\w+")
_BEGINNING = re.compile(rf"\b\w{{1,{STEM}}}")
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

    def candidates(self, word: str) -> tuple[int, ...]:
        """The rows that may begin with a word."""
        stems = self.stems.get(word[:STEM], ())
        return (*self.words.get(word, ()), *(number for stem, number in stems if word.startswith(stem)))


class Patterns:
    """Rows found in running text by the regular expressions of one of their columns; the first longest row wins."""

    def __init__(self, rows: Iterable[tuple[str, Row]]) -> None:
        self._rows = list(rows)
        patterns = [_lower_pattern(pattern) for pattern, _ in self._rows]
        self._expressions = [re.compile(rf"(?:{pattern})(?![\w-])") for pattern in patterns]
        self._index = _indexed(patterns)
        self._needs = [(number, letters) for number in self._index.anywhere for letters in needs(patterns[number])]
        self._candidates = functools.lru_cache(maxsize=WORDS_KEPT)(self._index.candidates)
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
        known = () if first is None else self._candidates(first[0])
        tried = sorted({*known, *self._possible(lowered)})
        hits = (n for n in tried if self._expressions[n].fullmatch(lowered))
        number = next(hits, None)
        return None if number is None else self._rows[number][1]

    def _search(self, text: str) -> list[tuple[int, int, int]]:
        """Start, minus end and row of every match that begins and ends at the border of a word, sorted."""
        lowered, words = _lower_words(text)
        found: list[tuple[int, int, int]] = []
        ends: dict[int, int] = {}
        for start, word in words:
            for number in self._candidates(word):
                hit = self._expressions[number].match(lowered, start)
                if hit is not None and hit.end() > start and start >= ends.get(number, 0):
                    ends[number] = hit.end()
                    found.append((start, -hit.end(), number))
        for number in self._possible(lowered):
            found += _everywhere(self._expressions[number], number, lowered)
        return sorted(found)

    def _possible(self, text: str) -> set[int]:
        """Of the rows that may begin anywhere, those of which a text has the letters that they need."""
        return {number for number, letters in self._needs if letters in text}


def _everywhere(expression: re.Pattern[str], number: int, text: str) -> Iterator[tuple[int, int, int]]:
    hit = expression.search(text)
    while hit is not None:
        start, end = hit.span()
        whole = end > start and (start == 0 or _INSIDE.match(text, start - 1) is None)
        if whole:
            yield start, -end, number
        hit = expression.search(text, end if whole else start + 1)


class Cue:
    """An expression that begins with a word, tried only where a word stands with which it can begin."""

    def __init__(self, pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> None:
        self.expression = re.compile(pattern, flags)
        self._stems = stems(pattern)
        self._begins = functools.lru_cache(maxsize=WORDS_KEPT)(self._can_begin)
        self._kept = functools.lru_cache(maxsize=TEXTS_KEPT)(self._places)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """What the expression finds, one after another: the same matches as its own `finditer`."""
        if self._stems is None:
            yield from self.expression.finditer(text, start, end)
            return
        places = self._kept(text) if len(text) > LONG else self._places(text)
        for place in places[bisect.bisect_left(places, start) : bisect.bisect_left(places, end)]:
            match = self.expression.match(text, place, end) if place >= start else None
            if match is not None:
                start = match.end()
                yield match

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first of these."""
        return next(self.finditer(text, start, end), None)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """What the expression matches at an offset."""
        return self.expression.match(text, start, end)

    def _places(self, text: str) -> list[int]:
        """Where in a text words stand with which it can begin."""
        words = _kept_beginnings(text) if len(text) > LONG else _beginnings(text)
        begins = self._begins
        return [start for start, letters in words if begins(letters)]

    def _can_begin(self, letters: str) -> bool:
        if self._stems is None or not letters.isascii():  # "İ" and "ſ" are letters of ASCII in another case
            return True
        lowered = letters.lower()
        return any(lowered[:length] in self._stems for length in range(1, STEM + 1))


def _beginnings(text: str) -> list[tuple[int, str]]:
    """Where the words of a text begin, and their first letters."""
    return [(word.start(), word[0]) for word in _BEGINNING.finditer(text)]


_kept_beginnings = functools.lru_cache(maxsize=TEXTS_KEPT)(_beginnings)


@functools.lru_cache(maxsize=TEXTS_KEPT)
def _lower_words(text: str) -> tuple[str, list[tuple[int, str]]]:
    """A text in lower case, and its words with where they begin."""
    lowered = lower(text)
    return lowered, [(word.start(), word[0]) for word in _WORD.finditer(lowered)]


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
    begun = _begun(_parser.parse(pattern), _first_word) if _parser is not None else None
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


def needs(pattern: str) -> frozenset[str]:
    """Letters of which some stand in all that an expression matches: the empty string if they cannot be listed."""
    return (_needed(_parser.parse(pattern)) if _parser is not None else None) or frozenset({""})


def _needed(tokens: Any) -> frozenset[str]:
    """The letters that a sequence needs: of its parts, those that are fewest in long stretches."""
    found: list[frozenset[str]] = []
    letters = ""
    for operation, argument in (*tokens, ("END", None)):
        if str(operation) == "LITERAL":
            letters += chr(argument)
            continue
        found, letters = [*found, frozenset({letters})], ""
        if str(operation) == "SUBPATTERN":
            found.append(_needed(argument[-1]))
        elif str(operation) == "BRANCH":
            branches = [_needed(branch) for branch in argument[1]]
            found.append(frozenset().union(*branches) if all(branches) else frozenset())
        elif str(operation) in ("MAX_REPEAT", "MIN_REPEAT") and argument[0] > 0:
            found.append(_needed(argument[-1]))
    long = [each for each in found if each and min(map(len, each)) >= STEM]
    return min(long, key=len, default=frozenset())


def stems(pattern: str) -> frozenset[str] | None:
    """The first letters, at most `STEM`, of what an expression matches; `None` if they cannot be listed.

    Nor can they where it may begin inside a word.
    """
    tokens = _parser.parse(pattern) if _parser is not None else ()
    begun = _begun(tokens, _stem) if _at_border(tokens) else None
    listed = frozenset() if begun is None else frozenset(letters.lower() for letters, _ in begun)
    return listed if listed and "" not in listed else None


def _at_border(tokens: Any) -> bool:
    """Whether an expression asks, before it takes a letter, that none stands before it."""
    for operation, argument in tokens:
        if str(operation) == "AT":
            return str(argument) == "AT_BOUNDARY"
        if str(operation) == "ASSERT_NOT" and argument[0] < 0 and _any_letter(argument[1]):
            return True
        if str(operation) == "BRANCH":
            return all(map(_at_border, argument[1]))
        if str(operation) == "SUBPATTERN":
            return _at_border(argument[-1])
        if not str(operation).startswith("ASSERT"):
            return False
    return False


def _any_letter(tokens: Any) -> bool:
    """Whether an expression is one character, which any letter can be."""
    return len(tokens) == 1 and any(str(kind) == "CATEGORY_WORD" for _, kind in _choices(*tokens[0]))


def _choices(operation: Any, argument: Any) -> list[tuple[Any, Any]]:
    return argument if str(operation) == "IN" else []


def _begun(tokens: Any, cut: Cut) -> set[Opening] | None:
    """What a sequence begins with; an opening that is still open has been followed to the end of the sequence."""
    known: set[Opening] = {("", True)}
    for operation, argument in tokens:
        if not any(is_open for _, is_open in known):
            break
        following = _one(str(operation), argument, cut)
        if following is None:
            known = {(letters, False) for letters, _ in known}
        else:
            known = {
                cut(letters + more, still) if is_open else (letters, False)
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


def _stem(letters: str, is_open: bool) -> Opening:
    """An opening up to its first letters."""
    begun, _ = _first_word(letters, is_open)
    word = re.match(r"\w*", begun)
    first = "" if word is None else word[0][:STEM]
    return first, is_open and len(first) == len(letters) < STEM


def _one(operation: str, argument: Any, cut: Cut) -> set[Opening] | None:
    """What one part of an expression may begin with; `None` if that cannot be listed."""
    if operation == "LITERAL":
        return {(chr(argument), True)}
    if operation in ("ASSERT", "ASSERT_NOT", "AT"):
        return {("", True)}
    if operation == "SUBPATTERN":
        return _begun(argument[-1], cut)
    if operation == "BRANCH":
        branches = [_begun(branch, cut) for branch in argument[1]]
        return None if None in branches else {one for branch in branches for one in branch or ()}
    if operation == "IN":
        return _class(argument)
    if operation in ("MAX_REPEAT", "MIN_REPEAT"):
        fewest, most, inner = argument
        once = _begun(inner, cut)
        if once is None:
            return None
        repeated = {(letters, still and most == 1) for letters, still in once}
        return repeated | {("", True)} if fewest == 0 else repeated
    return None


def _class(choices: Any) -> set[Opening] | None:
    """The characters of a class, if they are few."""
    found: set[Opening] = set()
    for kind, code in choices:
        if str(kind) == "LITERAL":
            found.add((chr(code), True))
        elif str(kind) == "RANGE" and code[1] - code[0] < MOST:
            found |= {(chr(each), True) for each in range(code[0], code[1] + 1)}
        elif str(code) == "CATEGORY_DIGIT":
            found |= {(digit, True) for digit in string.digits}
        else:
            return None
    return found
