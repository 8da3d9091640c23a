"""How names of different reports are compared: titles, articles, scripts, transliterations and translations.

The tables are those of data/lexicon: words.csv (titles and other small words), given_names.csv and translations.csv.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

from anyascii import anyascii

from kg.lexicon import load_lexicon
from kg.names import SHORTEST_VARIANT

WORDS = load_lexicon().words
TITLES, HONORIFICS = WORDS["address"], WORDS["honorific"] | WORDS["title"]
"""Left out before a name; honorifics only beside two words or more, as they may be names as well."""
PARTICLES, NASAB = WORDS["name particle"], WORDS["son of"]
SMALL = WORDS["body small"]
GIVEN, TRANSLATED = load_lexicon().given_names, load_lexicon().translations
PILGRIM = re.compile(r"^el (?=h[ao][dj]j?i? )")  # "El Hadji Malick"
ARTICLE = re.compile(r"\b(?:a|e|u)(?:l|(?P<sun>d|r|s|sh|t|th|z|n))[- ](?=(?P<next>\w))")
SERVANT = re.compile(r"\b[ae]bd(?:[aeiou][lrsndtz])?[- ](?:[aeu](?:l|sh|[rsndtz])[- ])?(?=\w{3})")
SERVANT_ONE = re.compile(r"\b[ae]bd[aeiou](?:l|(?P<sun>[a-z])(?=(?P=sun)))(?=\w{2})")
VIETNAMESE = re.compile("[ăâêôơưĂÂÊÔƠƯ\u1ea0-\u1ef9]")
"""There "đ" is a "d"; in Serbian and Croatian names it is often written "dj"."""
CONSONANTS = (("xh", "j"), ("dzh", "j"), ("dz", "j"), ("lj", "ly"),
              ("sch", "s"), ("tch", "s"), ("sh", "s"), ("ch", "s"), ("kh", "h"), ("gh", "g"), ("dh", "D"), ("th", "t"),
              ("dj", "j"), ("ph", "f"), ("q", "k"), ("c", "k"), ("x", "ks"), ("z", "s"), ("v", "w"))  # fmt: skip
VOWELS = frozenset("aeiouyw")
NEAR = {"D": "s", "d": "s", "j": "g"}
"""Consonants that may stand for each other: "Kadhim" and "Kazem", "Khafaji" and "Khafagi"; D is "dh"."""
SHORT = frozenset("eiuE")  # vowels that are written in any way where they are not the last
SIMILAR = {"a": "ae", "e": "aeiE", "i": "ieE", "u": "uO", "E": "Eei", "O": "Ou"}
"""Which vowels stand for each other in transliterations: "Khaled" and "Khalid", but not "Jamal" and "Jamil"."""


def _plain(name: str) -> str:
    """Latin letters in lower case; apostrophes are left out, hyphens stay."""
    if not VIETNAMESE.search(name):
        name = re.sub("[đĐ]", "dj", name)
    composed = re.sub(r"\bال", "al-", re.sub(r"\bعبد\b", "abd", unicodedata.normalize("NFKC", name)))
    ascii_ = anyascii(composed).lower()
    return " ".join(re.sub(r"[^a-z0-9-]+", " ", re.sub(r"['`’ʿʾ]", "", ascii_)).split())


@functools.lru_cache(maxsize=1 << 16)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name as they are compared across reports: "Mohammed Abdel-Rahim" has two.

    Titles, articles, and "son of" are left out; "Abd al-Rahim", "Abdul Rahim" and "Abdulrahim" are one word.
    """
    plain = SERVANT_ONE.sub("abd", SERVANT.sub("abd", PILGRIM.sub("", _plain(_surname_last(name)))))
    plain = re.sub(r"\babu[- ]", "abu", plain)
    words = [word for word in re.split("[ -]+", _without_article(plain)) if word]
    while len(words) > 1 and (words[0] in TITLES or (len(words) > 2 and words[0] in HONORIFICS)):
        del words[0]
    if len(words) > 2 and words[-1] in ("jr", "junior"):
        del words[-1]
    kept = [words[0], *(word for word in words[1:] if word not in NASAB and word not in PARTICLES)] if words else []
    return _slavic(tuple(re.sub(r"(.)\1", r"\1", word.replace("ee", "i").replace("oo", "u")) for word in kept))


def _surname_last(name: str) -> str:
    """A name whose surname stands first in capitals, as French and Malagasy papers write it, in the usual order."""
    words = name.split()
    first = next((i for i, word in enumerate(words) if not (len(word) > 2 and word.isupper() and "." not in word)), 0)
    later = any(word.isupper() and len(word) > 2 for word in words[first:])
    return name if not first or later else " ".join([*words[first:], *words[:first]])


def _slavic(words: tuple[str, ...]) -> tuple[str, ...]:
    """A Russian or Ukrainian name in one of its languages: "Oleksandr Hryhorenko" is "Aleksandr Grigorenko"."""
    given = GIVEN.get(words[0]) if words else None
    return words if given is None else (given, *(re.sub(r"(?<![cksz])h", "g", word) for word in words[1:]))


def _without_article(name: str) -> str:
    """A name without the articles of Arabic; those before "sun letters" only with a hyphen ("ash-Shami")."""

    def kept(found: re.Match[str]) -> str:
        sun, after = found["sun"], found["next"]
        hyphened = found[0].endswith("-")
        return "" if (sun is None and (hyphened or found.start() > 0)) or (hyphened and sun[:1] == after) else found[0]

    return ARTICLE.sub(kept, name)


@functools.lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """The consonants of a word, which all its spellings share; what has the same may be one name."""
    return "".join(NEAR.get(letter, letter) for letter in _sounds(word)[0])


def alike(one: str, other: str) -> bool:
    """Whether two words may be one name in two transliterations; "Karim" and "Karima" are two."""
    return one == other or _alike(*sorted((one, other)))


@functools.lru_cache(maxsize=1 << 16)
def _alike(one: str, other: str) -> bool:
    (first, vowels), (second, others) = _sounds(one), _sounds(other)
    if not first or len(first) != len(second) or min(len(one), len(other)) < SHORTEST_VARIANT - 1:
        return False
    if not all(map(_near, first, second)):
        return False
    if not any(vowels[1:-1]) or not any(others[1:-1]):  # a script that writes vowels only where a word begins or ends
        return vowels[-1] == others[-1] and _near_vowels(vowels[0], others[0], inside=False, unstressed=True)
    inside = range(1, len(vowels) - 1)
    last = max((i for i in inside if vowels[i] and others[i]), default=0)
    return all(_near_vowels(vowels[i], others[i], inside=i in inside, unstressed=i < last) for i in range(len(vowels)))


def _near(one: str, other: str) -> bool:
    return one == other or ({one, other} != {"d", "s"} and NEAR.get(one, one) == NEAR.get(other, other))


def _near_vowels(one: str, other: str, *, inside: bool, unstressed: bool) -> bool:
    """Whether two groups of vowels may be one; inside a word a short one may be left out."""
    if one[:1] == "*" or other[:1] == "*":
        return (one[1:] or one) == (other[1:] or other) or (inside and bool(one) and bool(other))
    if one and other:
        return other in SIMILAR[one] or one in SIMILAR[other] or (unstressed and one in SHORT and other in SHORT)
    return one == other or (inside and (one or other) in ("a", "e", "i", "u"))


@functools.lru_cache(maxsize=1 << 16)
def _sounds(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The consonants, and the class of the vowels before each and after the last."""
    for letters, letter in CONSONANTS:
        word = word.replace(letters, letter)
    word = re.sub(r"(.)\1+", r"\1", re.sub(r"(?<=[aeiou])h$", "", word))
    consonants: list[str] = []
    vowels = [""]
    for i, letter in enumerate(word):
        if letter in VOWELS and (i > 0 or letter not in "yw"):
            vowels[-1] += letter
        else:
            consonants.append(letter)
            vowels.append("")
    return tuple(consonants), tuple(map(_vowel, vowels))


def _vowel(letters: str) -> str:
    """The class of a group of vowels: a, e, i, u, the diphthongs E (ai, ei) and O (au), or * and its last letter."""
    if not letters:
        return ""
    if set(letters) <= {"a"}:
        return "a"
    if letters == "e":
        return "e"
    if set(letters) <= {"i", "y"} or letters in ("ee", "ie"):
        return "i"
    if set(letters) <= {"u", "o", "w"}:
        return "u"
    if letters in ("ai", "ay", "ei", "ey", "aye", "eye", "aie", "eie", "ayi", "aiye"):
        return "E"
    return "O" if letters in ("au", "ao", "aw", "awu", "aou", "awo") else f"*{letters[-1]}"


@functools.lru_cache(maxsize=1 << 16)
def body_words(name: str) -> tuple[str, ...]:
    """The words of an organisation's name as they are compared, sorted: "Union of Teachers" and "Teachers' Union".

    Small words are left out, plurals and British and American spelling do not count, nor in which language they are.
    """
    words = [word for word in re.split("[ -]+", _without_article(_plain(name))) if word and word not in SMALL]
    return tuple(sorted({_stem(word) for word in translated(words)}))


def translated(words: Sequence[str]) -> list[str]:
    """The words of a name in English, as far as they are common ones; a word alone is a name."""
    return [TRANSLATED.get(word, TRANSLATED.get(_stem(word), word)) for word in words] if len(words) > 1 else [*words]


def _stem(word: str) -> str:
    word = re.sub("isation", "ization", re.sub("our(?=s?$)", "or", re.sub("tre(?=s?$)", "ter", word)))
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@functools.lru_cache(maxsize=1 << 16)
def acronym(name: str) -> str | None:
    """A name that is an acronym, in capitals: "PYD", "T.U.C.", "TEV-DEM"; `None` for all others."""
    letters = re.sub(r"[.\s-]", "", name)
    short = len(letters) <= 8 and name == name.strip() and " " not in name.replace(". ", ".")
    return letters.upper() if short and sum(map(str.isupper, letters)) >= 2 and letters.isalpha() and (
        sum(map(str.isupper, letters)) * 2 > len(letters)
    ) else None  # fmt: skip


@functools.lru_cache(maxsize=1 << 16)
def initials(name: str) -> str:
    """The first letters of the words of a name, small ones left out: BLCU for "Barishal Launch Crews' Union"."""
    words = [word for word in re.split("[ -]+", _without_article(_plain(name))) if word and word not in SMALL]
    return "".join(word[0] for word in words).upper()
