"""What a block of a page looks like: where it stands, how long it is, how it begins and ends, the words of short ones.

The weights of all that for being no part of the report stand in `data/lexicon/furniture.csv`; `learning/furniture.py`
learned them from the stretches that gold says hold nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LONG_WORD = 4  # letters
PARAGRAPH = 16  # words, from which what ends as a sentence does is a paragraph
LINE, SHORT = 30, 8  # words, up to which those of a block are named one by one
SIZES = ((2, "two words"), (4, "four"), (8, "eight"), (16, "sixteen"), (30, "thirty"))
CLOSING = "”\"’')]"
BULLETS = "•*·–—-←→»"
SIGNS = {"»": "»", "|": "|", "@": "@", "http": "address", "www": "address", "·": "·", "/": "/", "“": "quotation",
         '"': "quotation", "_": "_", "{": "{", "(": "("}  # fmt: skip
YEAR, CLOCK = re.compile(r"\d{4}"), re.compile(r"\d[:.]\d\d")


@dataclass(frozen=True)
class _Page:
    """The blocks of a page, which of them are paragraphs, and the long words of these."""

    blocks: Sequence[str]
    full: Sequence[bool]
    known: Set[str]

    def where(self, index: int) -> str:
        """Whether a block stands above, among or below the paragraphs."""
        if True not in self.full:
            return "among"
        below = index > len(self.full) - 1 - self.full[::-1].index(True)
        return "above" if index < self.full.index(True) else "below" if below else "among"


def looks(blocks: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Of each block of a page what it looks like; a block has at least one character."""
    full = [_is_paragraph(words) for words in blocks]
    known = {word for words, is_full in zip(blocks, full, strict=True) if is_full for word in _long(words)}
    page = _Page(blocks, full, known)
    return (tuple(_looks(page, index)) for index in range(len(blocks)))


def _is_paragraph(words: str) -> bool:
    return words.rstrip(CLOSING)[-1:] in (".", "!", "?", "…") and len(words.split()) >= PARAGRAPH


def _long(words: str) -> Iterator[str]:
    return (word.lower() for word in WORD.findall(words) if len(word) >= LONG_WORD)


def _looks(page: _Page, index: int) -> Iterator[str]:
    words = page.blocks[index]
    where, number = page.where(index), len(words.split())
    size = next((name for most, name in SIZES if number <= most), "more")
    yield from (where, size, _end(words), f"{where} & {size} & {_end(words)}", _start(words[0]))
    yield from (["first"] if index == 0 else []) + (["last"] if index == len(page.blocks) - 1 else [])
    yield from _marks(words)
    if not page.full[index]:
        long = list(_long(words))
        share = f"known {3 * sum(word in page.known for word in long) // len(long)}" if long else "no long word"
        yield from (share, f"{where} & {share}")
    for side, beside in (("after", index - 1), ("before", index + 1)):
        if 0 <= beside < len(page.full):
            yield f"{side} a {'paragraph' if page.full[beside] else 'line'}"
    if number <= LINE:
        kind = "short" if number <= SHORT else "line"
        yield from (f"{kind} “{word}”" for word in sorted({word.lower() for word in WORD.findall(words)}))


def _marks(words: str) -> Iterator[str]:
    found = WORD.findall(words)
    if found:
        yield f"capitals {4 * sum(word[0].isupper() for word in found) // len(found)}"
        if words.isupper():
            yield "all in capitals"
    yield from sorted({f"has {name}" for sign, name in SIGNS.items() if sign in words})
    yield from (f"has {name}" for shape, name in ((YEAR, "a year"), (CLOCK, "a time")) if shape.search(words))


def _end(words: str) -> str:
    if words.endswith(("...", "…")):
        return "ends open"
    last = words.rstrip(CLOSING)[-1:]
    if last in (".", "!", "?"):
        return "ends as a sentence"
    return "ends with a colon" if last == ":" else "ends with a word" if last.isalnum() else "ends with a mark"


def _start(first: str) -> str:
    if first in BULLETS:
        return "begins with a bullet"
    if first.isdigit():
        return "begins with a number"
    return "begins small" if first.islower() else "begins large" if first.isupper() else "begins with a mark"
