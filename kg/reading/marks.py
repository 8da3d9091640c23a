"""Quotation marks: which of them open, which close, and which are apostrophes.

Where a mark stands says more than how it is written: reports mix straight and curly marks, double them, put a
space after them and lose them. A mark that could do both closes what is open. Single marks count only where a
closing one can be found, for most of them are apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.document import Closure, QuotedRegion, Span

MARKS = '"“”„«»‟'
SINGLE = "'‘’‚‹›"

_MARK = re.compile(r"``|''|[\"“”„‟«»'‘’‚‹›]")
_OPENERS = "“„«"
_BEFORE_OPENING = "([{—–-:;,.…!?/"
_ELISION = re.compile(r"['‘’](?:em|til|tis|twas|cause|bout|round|n|s|ll|re|ve|\d\ds?)\b", re.IGNORECASE)
_FRAGMENT = 8  # words; an apostrophe after "s" closes at most so many
_NESTED = 20  # marks; a nested quotation closes within so many
_STOP = re.compile(r"[.!?](?=\s)")


def quoted_regions(text: str, paragraphs: Sequence[Span]) -> Iterator[QuotedRegion]:
    """What stands between quotation marks; where the closing one is missing, up to the end of the paragraph.

    A quotation goes on in the next paragraph if that opens with a mark, or holds the closing one before any other.
    """
    carried = False
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        scan = _Scan(text, paragraph, following, carried=carried)
        yield from scan.regions()
        carried = scan.carries


class _Scan:
    """The marks of one paragraph, from left to right."""

    def __init__(self, text: str, paragraph: Span, following: Span | None, *, carried: bool) -> None:
        self.text, self.paragraph, self.following = text, paragraph, following
        self.marks = [m.span() for m in _MARK.finditer(text, paragraph.start, paragraph.end)]
        self.opened: tuple[int, int] | None = (paragraph.start, paragraph.start) if carried else None
        self.depth = 1
        self.carries = False
        self.singles = False  # a single mark has closed a quotation here

    def regions(self) -> Iterator[QuotedRegion]:
        """The quotations of the paragraph."""
        position = self.paragraph.start
        for number, (start, end) in enumerate(self.marks):
            if start < position:
                continue
            if self._is_single(start, end):
                if self.opened is None and self._opens_single(start):
                    stop, closure = self._single_end(number)
                    if stop is not None:
                        yield from self._region((start, end), stop, closure)
                        position = stop + 1
            elif self.opened is None:
                if self._may_open(start, end) or self._glued(number):
                    self.opened, self.depth = (start, end), 1
            else:
                yield from self._second(number)
        if self.opened is not None:
            closes = self.following is not None and self._closes_in(self.following)
            goes_on = closes or self._reopens(MARKS)
            yield from self._region(self.opened, self.paragraph.end, Closure.CONTINUED if goes_on else Closure.UNCLOSED)
            self.carries = closes

    def _second(self, number: int) -> Iterator[QuotedRegion]:
        """A double mark inside a quotation: its closing one, one nested in it, or a new one after a lost mark."""
        start, end = self.marks[number]
        opened = self.opened
        if opened is None:
            return
        if self._can_open(start, end) and not self._can_close(start, end):
            if self._nests(number):
                self.depth += 1
                return
            yield from self._region(opened, self._first_stop(opened[1], start), Closure.UNCLOSED)
            self.opened, self.depth = (start, end), 1
        elif self.depth > 1:
            self.depth -= 1
        elif not self._doubled(number):
            yield from self._region(opened, start, Closure.CLOSED, end)
            self.opened = None

    def _doubled(self, number: int) -> bool:
        """The second of two opening marks side by side, or the first of two closing ones."""
        start, end = self.marks[number]
        if self.opened is not None and start == self.opened[1]:
            return True
        following = self.marks[number + 1] if number + 1 < len(self.marks) else None
        return following is not None and following[0] == end and not self._is_single(*following)

    def _region(
        self, opening: tuple[int, int], end: int, closure: Closure, outer: int | None = None
    ) -> Iterator[QuotedRegion]:
        """The region from an opening mark to `end`, which is its closing mark if it is closed."""
        text, start, stop = self.text, opening[1], end
        while start < stop and (text[start].isspace() or text[start] in MARKS):
            start += 1
        while stop > start and (text[stop - 1].isspace() or text[stop - 1] in MARKS):
            stop -= 1
        if start < stop:
            last = (end + 1 if outer is None else outer) if closure is Closure.CLOSED else stop
            first = opening[0] if opening[0] < opening[1] else start
            yield QuotedRegion(span=Span(first, last), content=Span(start, stop), closure=closure)

    def _is_single(self, start: int, end: int) -> bool:
        return end - start == 1 and self.text[start] in SINGLE

    def _around(self, start: int, end: int) -> tuple[str, str]:
        before = self.text[start - 1] if start > self.paragraph.start else " "
        after = self.text[end] if end < self.paragraph.end else " "
        return before, after

    def _can_open(self, start: int, end: int) -> bool:
        before, after = self._around(start, end)
        free = before.isspace() or before in _BEFORE_OPENING or before in MARKS
        return not after.isspace() and free and (before.isspace() or before in "([{" or after.isalnum())

    def _can_close(self, start: int, end: int) -> bool:
        before, after = self._around(start, end)
        return not before.isspace() and before not in "([{" and (before in ".,!?…" or not after.isalnum())

    def _may_open(self, start: int, end: int) -> bool:
        """Whether a double mark opens where nothing is open: a stray closing one and inches do not."""
        before, after = self._around(start, end)
        if self.text[start] == '"' and before.isdigit():
            return False
        stray = not before.isspace() and (after.isspace() or after in ".,;:!?)")
        return not stray and (self._can_open(start, end) or before.isspace() or not before.isalnum())

    def _glued(self, number: int) -> bool:
        """Whether a mark that lost the space before it opens: letters on both sides, and an odd number to come."""
        start, end = self.marks[number]
        before, after = self._around(start, end)
        rest = sum(not self._is_single(*mark) for mark in self.marks[number + 1 : number + _NESTED])
        return before.isalpha() and after.isalpha() and rest % 2 == 1

    def _nests(self, number: int) -> bool:
        """Whether enough closing marks follow for this opening one as well."""
        left, needed = self.marks[number + 1 : number + _NESTED], self.depth + 1
        if self.text[self.marks[number][0]] not in _OPENERS:
            return False
        for start, end in left:
            if self._is_single(start, end):
                continue
            opens = self._can_open(start, end) and not self._can_close(start, end)
            needed += 1 if opens else -1
            if needed == 0:
                return True
        return False

    def _first_stop(self, opening: int, mark: int) -> int:
        """The end of the first sentence between two opening marks; without one, the second mark."""
        stop = _STOP.search(self.text, opening, mark)
        return mark if stop is None else stop.end()

    def _closes_in(self, paragraph: Span) -> bool:
        """Whether the first mark of the next paragraph is a closing one."""
        first = next((i for i in range(paragraph.start, paragraph.end) if self.text[i] in MARKS), None)
        if first is None or first == paragraph.start or self.text[first - 1].isspace():
            return False
        after = self.text[first + 1] if first + 1 < paragraph.end else " "
        return not after.isalnum()

    def _reopens(self, marks: str) -> bool:
        """Whether the next paragraph begins with an opening mark."""
        return self.following is not None and self.text[self.following.start] in marks

    def _opens_single(self, start: int) -> bool:
        before, after = self._around(start, start + 1)
        free = before.isspace() or before in "([{—–-:"
        wanted = after.isalnum() or after in '¡¿…“"(['
        return self.text[start] not in "’›" and free and wanted and not _ELISION.match(self.text, start)

    def _single_end(self, number: int) -> tuple[int | None, Closure]:
        """Where a single quotation ends: an apostrophe after "s" closes it only if nothing better follows."""
        start = self.marks[number][0]
        weak: int | None = None
        for following in range(number + 1, len(self.marks)):
            position, end = self.marks[following]
            if not self._is_single(position, end):
                continue
            if self._opens_single(position):
                break
            before, after = self._around(position, end)
            if before.isspace() or after.isalnum() or self.text[position] in "‘‚‹":
                continue
            if before not in "sS" and self.text[position - 2 : position] != "in":
                self.singles = True
                return position, Closure.CLOSED
            weak = position if weak is None else weak
        if weak is not None and len(self.text[start:weak].split()) <= _FRAGMENT:
            return weak, Closure.CLOSED
        return self._open_single_end(start)

    def _open_single_end(self, start: int) -> tuple[int | None, Closure]:
        """A single quotation without closing mark: only where the paragraph, or the next, uses single marks."""
        last, after = self.text[self.paragraph.end - 1], self.text[start + 1]
        goes_on = self._reopens("'‘")
        begins = start == self.paragraph.start or self.text[max(0, start - 2)] in ".,:!?"
        if not begins or not after.isupper() or last not in ".!?…" or not (goes_on or self.singles):
            return None, Closure.CLOSED
        return self.paragraph.end, Closure.CONTINUED if goes_on else Closure.UNCLOSED
