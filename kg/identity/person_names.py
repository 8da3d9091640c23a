"""How the names of two persons agree."""

from __future__ import annotations

import difflib

from kg.identity.matching import Thing, Words
from kg.identity.person_rules import LEVELS
from kg.identity.spellings import alike, sound
from kg.identity.world import FULL_NAME

NEARLY, LONG_ENOUGH = 0.7, 5  # the share of letters in common, of words with so many letters


def level(one: Thing, other: Thing) -> str | None:
    """Whether they share a full name, have one in two spellings, or one with more words inside or at its end."""
    if not (one.names and other.names):
        return "surname" if _by_surname(one, other) or _by_surname(other, one) else None
    if not one.names.keys().isdisjoint(other.names):
        return "same"
    found = {(len(a) == len(b), _compared(a, b)) for a in _whole(one) for b in _whole(other)}
    if (True, None) in found:  # two spellings that cannot be one
        return None
    return next((level for level in LEVELS if level in {how for _, how in found}), None)


def _by_surname(one: Thing, other: Thing) -> bool:
    """Whether the one is called by a word alone that is not the first name of the other."""
    return any(alike(word, further) for word in one.of("word") for name in other.names for further in name[1:])


def _whole(person: Thing) -> list[Words]:
    """The names that are no part of a longer one of the same person."""
    names = list(person.names)
    return [name for name in names if not any(len(name) < len(longer) and _inside(name, longer) for longer in names)]


def _compared(one: Words, other: Words) -> str | None:
    if len(one) == len(other):
        if all(map(alike, one, other)):
            return "spelled"
        if alike(one[-1], other[-1]) and all(map(_initial, one[:-1], other[:-1])):
            return "initial"
        if _turned(one, other):
            return "turned" if len(one) > FULL_NAME else "swapped"
        if _nearly(one, other):
            return "nearly"
        return "loosely" if all(map(_loosely, one, other)) else None
    if alike("".join(one), "".join(other)):  # "Ram Ashish", "Ramashish"
        return "spelled"
    shorter, longer = sorted((one, other), key=len)
    if not _inside(shorter, longer):
        return None
    if not alike(shorter[0], longer[0]):
        return "tail" if all(map(alike, shorter, longer[-len(shorter) :])) else None
    if len(shorter) > FULL_NAME:
        return "long"
    return "inner" if alike(shorter[-1], longer[-1]) else "part"


def _turned(one: Words, other: Words) -> bool:
    """Whether the words are the same with the surname first; of two words, that may be two people."""
    return all(map(alike, (*one[1:], one[0]), other)) or all(map(alike, (one[-1], *one[:-1]), other))


def _inside(shorter: Words, longer: Words) -> bool:
    """Whether a name has all words of another, in their order."""
    rest = iter(longer)
    return all(any(alike(word, further) for further in rest) for word in shorter)


def _initial(one: str, other: str) -> bool:
    """Whether one is the first letter of the other."""
    return min(len(one), len(other)) == 1 and one[0] == other[0]


def _nearly(one: Words, other: Words) -> bool:
    """Whether first names agree and all others are long and have most letters in common: "Jusufoski", "Jusufovski"."""
    return alike(one[0], other[0]) and all(map(_most_letters, one[1:], other[1:]))


def _loosely(one: str, other: str) -> bool:
    """Whether two long words differ in a few letters, and not in vowels alone, by which "Jamal" is not "Jamil"."""
    return alike(one, other) or (sound(one) != sound(other) and _long(one, other) and _ratio(one, other) >= NEARLY)


def _most_letters(one: str, other: str) -> bool:
    if alike(one, other):
        return True
    return _long(one, other) and sound(one)[:1] == sound(other)[:1] and _ratio(one, other) >= NEARLY


def _long(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= LONG_ENOUGH


def _ratio(one: str, other: str) -> float:
    """The share of letters that two words have in common."""
    first, second = sorted((one, other))
    return difflib.SequenceMatcher(None, first, second).ratio()
