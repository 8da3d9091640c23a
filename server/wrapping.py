"""A label in lines that fit into a node of a drawing, without a font at hand."""

from __future__ import annotations

import re
import unicodedata
from math import ceil

LONGEST = 200
EDGES = 18
"""What a node keeps free on the left and the right of its label together, in pixels."""
WIDEST = 13.5
"""The width of the widest letter."""
HYPHEN = "\u2010"
"""At the end of a line: the word goes on. No keyboard writes it, so no label is mistaken."""


def wrapped(label: str, width: int, most: int) -> tuple[str, ...]:
    """A label in a few lines for a node of a width; what does not fit becomes an ellipsis."""
    lines, room = [""], width - EDGES
    for word in label[:LONGEST].split():
        for number, part in enumerate(_parts(word, room)):
            glue = " " if number == 0 and lines[-1] else ""
            if width_of(lines[-1] + glue + part) <= room:
                lines[-1] += glue + part
            else:
                lines.append(part)
    lines = [line for line in lines if line] or [""]
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1].removesuffix(HYPHEN)
    while width_of(f"{last}…") > room:
        last = last[:-1]
    return (*lines[: most - 1], f"{last}…")


def _parts(word: str, room: float) -> list[str]:
    """A word, parted after its hyphens, and wherever such a part is wider than a node."""
    return [part for piece in re.findall(r"[^-]*-+|[^-]+", word) for part in _cut(piece, room)]


def _cut(piece: str, room: float) -> list[str]:
    """One part if it fits, else parts of about the same width: nobody reads a line of two letters."""
    wide, most = width_of(piece), room - width_of(HYPHEN)
    if wide <= room:
        return [piece]
    share = wide / ceil(wide / (most - WIDEST))
    parts, told = [""], 0.0
    for letter in piece:
        if told >= share and _letter(letter) > 0:  # an accent stays with its letter
            parts[-1] += HYPHEN if _hyphenated(parts[-1][-1:]) and _hyphenated(letter) else ""
            parts.append("")
            told = 0.0
        parts[-1] += letter
        told += _letter(letter)
    return parts


def _hyphenated(letter: str) -> bool:
    """Whether its script parts words with a hyphen: no Arabic, no Chinese."""
    left_to_right = letter.isalpha() and unicodedata.bidirectional(letter) == "L"
    return left_to_right and unicodedata.east_asian_width(letter) not in "WF"


def width_of(text: str) -> float:
    """How wide a text is at most, in pixels of a 13 pixel sans serif."""
    return sum(_letter(letter) for letter in text)


def _letter(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return WIDEST
    if letter in "ijlIft.,:;'| -\u2010":
        return 4.5
    return 11.5 if letter in "mwMW@%" else 9.2 if letter.isupper() else 7.4
