"""How spellings of a name are compared within a report."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection, Iterator

from anyascii import anyascii

NAMES_KEPT = 20_000
"""Different names of which is kept how they are compared, for all reports."""


@functools.lru_cache(maxsize=NAMES_KEPT)
def fold(name: str) -> str:
    """A name as it is compared: Latin letters without diacritics, lower case, hyphens and articles as in any spelling.

    "Dêrik" and "Derik", "al-Sada" and "Al-Sada" fold to the same; the place for more rules is here alone.
    """
    ascii_ = anyascii(unicodedata.normalize("NFKC", name)).lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", ascii_).split())


def in_capitals(names: Collection[str]) -> set[str]:
    """Those that stand in capitals, as datelines write them, and in small letters as well among the same names."""
    small = {name.upper() for name in names if not name.isupper()}
    return {name for name in names if name.isupper() and name in small}


SOUNDS = (("sch", "s"), ("sh", "s"), ("ch", "s"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"),
          ("q", "k"), ("c", "k"), ("z", "s"), ("v", "w"))  # fmt: skip
SHORTEST_VARIANT = 4  # letters


GENERATIONS = frozenset({"jr", "sr", "junior", "senior", "ii", "iii", "iv"})


def name_parts(full: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The whole name, the surname (with its particles) or the first name; "Jr" is no surname."""
    if len(full) > 1 and full[-1] in GENERATIONS:
        yield full
        full = full[:-1]
    for i in range(1, len(full) + 1):
        yield full[:i]
        yield full[-i:]


def spelled(one: str, other: str) -> bool:
    """Whether two words are one name in two spellings; "Karim" and "Karima" are two."""
    if one[0] != other[0] or one[-1] != other[-1] or min(len(one), len(other)) < SHORTEST_VARIANT:
        return False
    if _skeleton(one) == _skeleton(other):
        return True
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    return len(shorter) > SHORTEST_VARIANT and longer[start + 1 :] == shorter[start + (len(longer) == len(shorter)) :]


def _skeleton(word: str) -> str:
    """The consonants of a name, as scripts without vowels and other spellings share them."""
    for sound, letter in SOUNDS:
        word = word.replace(sound, letter)
    return re.sub(r"[aeiouywj]|(.)(?=\1)", "", word[1:])
