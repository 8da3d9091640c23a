"""Noun phrases in a sentence of codes: what can be part of one, what governs it, which words speak for nobody."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from kg.grammar import Clause

PREPOSITIONS = frozenset(
    "on with about over against near outside inside under between among behind into like without within including "
    "towards toward across opposite alongside amid via than per along concerning regarding".split()
)
SUBORDINATE = frozenset(
    "as when while after before because if since until though although but so where whereas once whether yet or during "
    "despite following speaking addressing according asked given there".split()
)
BETWEEN = frozenset(
    "also then later has had have further again once even still now earlier already always often just only simply "
    "meanwhile afterwards instead though however both all himself herself themselves itself never today yesterday "
    "recently soon thus therefore nevertheless nonetheless additionally moreover likewise similarly first finally "
    "in turn".split()
)
PASSIVE = frozenset("was were been being is are be am".split())
AUXILIARY = frozenset(
    "to not would could should can cannot will may might must did does do didn't doesn't don't won't wouldn't "
    "couldn't can't let shall".split()
)
NOBODY = frozenset("i we you us it's there nobody none nothing what that this these those it him her them".split())
UNSPEAKING = re.compile(
    r"\b(?:banners?|placards?|signs?|posters?|slogans?|flags?|stickers?|graffiti|chants?|songs?|t-?shirts?|caps?"
    r"|coffins?|effig(?:y|ies)|boards?|walls?|hashtags?|murals?|cards?|cardboard|sheets?|signboards?)$",
    re.IGNORECASE,
)
SINGULAR = re.compile(r"(?:an?|one|another|the|his|her|their|its|this|a further)\b", re.IGNORECASE)
INDEFINITE = re.compile(
    r"(?:an?|one|another|some|two|three|four|five|six|seven|eight|nine|ten|several|many|most|few|a few|half"
    r"|dozens|hundreds|thousands|others|\d+)\b",
    re.IGNORECASE,
)
GENDER = {"mr": "he", "sir": "he", "father": "he", "brother": "he", "imam": "he", "sheikh": "he"} | {
    "mrs": "she", "ms": "she", "sister": "she", "lady": "she", "dame": "she", "miss": "she"}  # fmt: skip
VERBS = PASSIVE | AUXILIARY | {"has", "have", "had", "says", "said", "who", "which", "whose", "where"}
PLURAL = frozenset("police people staff management women men gardaí youth children workforce crew media folk".split())
PRESENT = frozenset("people participants demonstrators protesters protestors attendees".split())
"""Words for all who are there: in a report that names them, they are these."""
DASHES = frozenset("–—-―")
NOUNS = "wRGOLNPVT#'"
PHRASE = 14  # chunks; a longer subject is none
FAR = 200  # chunks; what stands farther before a verb is not looked at
RECENT = 4  # persons


@dataclass
class Read:
    """A sentence in codes, with the lower-case words of its chunks."""

    clause: Clause
    words: list[str]

    @functools.cached_property
    def according(self) -> int | None:
        """The chunk of "according", if the sentence has one."""
        return next((k for k, word in enumerate(self.words) if word == "according"), None)

    @property
    def codes(self) -> str:
        """One letter for each chunk."""
        return self.clause.codes

    def preposition(self, i: int) -> bool:
        """Whether a chunk is a preposition that binds a noun to the one before it."""
        return i >= 0 and (self.codes[i] in "oiftb" or (self.codes[i] == "w" and self.words[i] in PREPOSITIONS))

    def noun(self, i: int) -> bool:
        """Whether a chunk can be part of a noun phrase."""
        word = self.words[i]
        return (
            self.codes[i] in NOUNS
            and not self.preposition(i)
            and not (word in SUBORDINATE or word in VERBS or (word in NOBODY and self.codes[i - 1 : i] != "o"))
        )

    def governed(self, i: int) -> bool:
        """Whether a name stands after a preposition, or owns the noun that follows."""
        if self.codes[i + 1 : i + 2] == "'":
            return True
        j = i - 1
        while j >= 0 and self.codes[j] in "RTd":
            j -= 1
        return self.preposition(j) or (j >= 0 and self.words[j] in SUBORDINATE and self.words[j] != "but")
