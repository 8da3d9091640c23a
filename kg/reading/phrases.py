"""Noun phrases in a sentence of codes: what can be part of one, what governs it, which words speak for nobody."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from kg.document import Span
from kg.reading.grammar import Clause

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
JOINING = frozenset("but then yet".split())  # before a verb: the subject is that of the verb before
DOCUMENT = re.compile(
    r"\b(?:statement|letter|memorandum|memo|communiqu[eé]|text|declaration|petition|message|notice|leaflet|resolution"
    r"|note|report|e-?mail|tweet|post|press release|release|appeal|manifesto|flyer|pamphlet|circular|motion|complaint"
    r"|affidavit|open letter|placard letter|ultimatum|speech|address|sermon|filing|submission|charter)s?\b",
    re.IGNORECASE,
)
PASSIVE_AGENT = re.compile(r"b[dTR]?[RPNOG]")  # "described by the mayor"
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
    codes: str = field(init=False)  # one letter for each chunk

    def __post_init__(self) -> None:
        self.codes = self.clause.codes

    @functools.cached_property
    def according(self) -> int | None:
        """The chunk of "according", if the sentence has one."""
        return next((k for k, word in enumerate(self.words) if word == "according"), None)

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


def aside(s: Read, begin: int) -> bool:
    """A part that only says more: a relative or subordinate clause, a participle, a prepositional phrase."""
    word = s.words[begin]
    participle = s.codes[begin] in "wV" and word.endswith(("ing", "ed"))
    return s.codes[begin] == "r" or word in SUBORDINATE or s.preposition(begin) or participle or word == "whose"


def parts(s: Read, start: int, stop: int) -> list[tuple[int, int]]:
    """The stretches between commas, the last first; brackets hide what is in them."""
    parts, end, depth = [], stop, 0
    for k in range(stop - 1, start - 2, -1):
        code = s.codes[k] if k >= start else ","
        depth += (code == ")") - (code == "(")
        if code == "," and depth <= 0:
            if end > k + 1:
                begin = k + 2 if s.codes[k + 1] == "n" and end > k + 2 else k + 1
                parts.append((begin, end))
            end = k
        if len(parts) > PHRASE:
            break
    return parts


def leftmost(s: Read, start: int, j: int) -> tuple[int, int]:
    """The first phrase of a chain "NP of NP in NP" that ends at a chunk."""
    first, last, k = j + 1, j, j
    low = max(start, j - PHRASE)
    while k >= low:
        end = k
        while k >= low and s.noun(k):
            k -= 1
        if k >= low and s.codes[k] == "d":
            k -= 1
        if k == end:
            break
        first, last = k + 1, end
        if k > low and s.preposition(k) and (s.noun(k - 1) or s.codes[k - 1] == ")"):
            k -= 1
            if s.codes[k] == ")":
                k = max(s.codes.rfind("(", low, k) - 1, low - 1)
        elif s.preposition(k) and k >= low:
            return (last, last) if last > first and s.codes[last] in "PNOG" else (first, first - 1)
        else:
            break
    return first, last


def whole_clause(s: Read, start: int, j: int) -> bool:
    """Whether a noun phrase fills its clause up to a chunk: then "and" joins it to the next one."""
    first, last = leftmost(s, start, j)
    return first <= last and (first == start or s.codes[first - 1] == ",") and last - first < PHRASE // 2


def several(s: Read, first: int, stop: int) -> bool:
    """A noun without article is a subject only in the plural."""
    word = s.words[stop - 1]
    counted = s.codes[first] in "d#" or INDEFINITE.match(s.words[first]) is not None
    joined = "n" in s.codes[first:stop]
    return (
        counted
        or joined
        or s.codes[stop - 1] == "G"
        or word.endswith("s")
        or word in PLURAL
        or "'" in s.codes[first:stop]
    )


def with_complement(s: Read, first: int, stop: int) -> Span:
    """ "One of the injured": the number with those of whom it is one."""
    if s.codes[stop : stop + 1] != "o":
        return s.clause.span(first, stop)
    end = stop + 1
    while end < len(s.codes) and (s.noun(end) or s.codes[end] == "d" or s.words[end] == "them"):
        end += 1
    while s.codes[end - 1] == "w" and s.words[end - 1].endswith("ing"):  # "one of the strikers watching"
        end -= 1
    return s.clause.span(first, max(end, stop))


def attribute(s: Read, i: int) -> bool:
    """A body that stands before the noun it describes: "Dockers' Union leader"."""
    return s.codes[i + 1 : i + 2] in ("R", "T", "G", "P", "'") and s.noun(i + 1)


def no_verb(s: Read, i: int) -> bool:
    """A noun that looks like a cue, an infinitive, or a passive: these have no subject that speaks."""
    word = s.words[i - 1] if i > 0 else ""
    if s.words[i].startswith("claim") and re.search(r"\bli(?:fe|ves)\b", " ".join(s.words[i + 1 : i + 5])):
        return True  # what claimed lives said nothing
    if i > 0 and (s.codes[i - 1] in "do#" or word in AUXILIARY or word in ("of", "no", "such")):
        return True
    if s.words[i] in ("asked", "told") and (
        word in ("when", "if", "once", "as", "than") or (i == 0 and s.codes[1:2] != "P")
    ):
        return True  # "asked about it, he smiled"
    two = s.words[i - 2] if i > 1 else ""
    passive = not s.words[i].endswith(("ing", "ays", "ells")) and (
        word in PASSIVE or (two in PASSIVE and (word.endswith("ly") or word in ("also", "not", "being", "been")))
    )
    said_to = s.codes[i + 1 : i + 2] == "t" and s.words[i] in ("said", "told", "asked", "reported", "called")
    said_to = said_to and (
        s.words[i] != "said" or s.words[i + 2 : i + 3] in (["be"], ["have"])
    )  # "he said to applause"
    accused = s.words[i] == "accused" and s.codes[i - 2 : i + 2] in ("dwS,", "dwSw")  # "the prime accused, NAME"
    agent = PASSIVE_AGENT.match(s.codes, i + 1) is not None and s.words[i].endswith("ed") and s.words[i] != "added"
    return passive or said_to or agent or accused


def clause_start(s: Read, i: int) -> int:
    """Where the clause of a verb begins: after a quotation, a colon, "that", or an earlier verb of saying."""
    low = max(0, i - FAR)
    bounds = [low - 1, *(s.codes.rfind(code, low, i) for code in "Q;:h")]
    earlier = s.codes.rfind("S", low, i)
    relative = max(s.codes.rfind("r", 0, earlier), s.codes.rfind("(", 0, earlier)) if earlier >= 0 else -1
    if earlier >= 0 and "whose" in s.words[max(low, earlier - PHRASE) : earlier]:
        relative = max(relative, s.words.index("whose", max(low, earlier - PHRASE)))
    if earlier >= 0 and not (relative > max(bounds) and "," in s.codes[earlier:i]):
        bounds.append(earlier)
    return max(bounds) + 1
