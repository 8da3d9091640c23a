"""Whose text it is: what a statement, a message or an account says is said by those whose it is."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from kg.document import WORDS_KEPT
from kg.lexicon import Lexicon
from kg.reading.phrases import DOCUMENT, Read

BEFORE = re.compile(r"(?P<owner>[OP])(?:'[wRdL]{0,3}|[wR]{0,3})$")  # "the Union's official", "the Union"
FROM = ("of", "by", "from")
READING = frozenset({"read", "reads", "reading", "recited", "recites", "reciting"})
NEAR = 14  # chunks
PREVIOUS = 4  # chunks between a verb of issuing and what is issued
OPENING = ("a", "an", "its", "their", "his", "her", "this", "following")


def is_text(word: str, lexicon: Lexicon) -> bool:
    """Whether a noun is a text, or a place where somebody writes: "the message", "an official account"."""
    last = word.rpartition(" ")[2]
    return _is_document(last) or last in lexicon.words["channel"]


@functools.lru_cache(maxsize=WORDS_KEPT)
def _is_document(word: str) -> bool:
    return DOCUMENT.fullmatch(word) is not None


def owner(s: Read, first: int, last: int, lexicon: Lexicon) -> int | None:
    """The chunk of the name of whoever a text is of: "the Union's letter", "a post on the Union's page"."""
    before = BEFORE.search(s.codes, first, last)
    if before is not None and before.end() == last:
        return before.start("owner")
    for k in range(last + 1, min(len(s.codes), last + NEAR)):
        if s.codes[k] in "SQ;:r" and k > last + 1:
            return None
        if s.codes[k] in "OP":
            return k if _by(s, k) or _on_page(s, k, lexicon) else None
    return None


def _by(s: Read, k: int) -> bool:
    """Whether a name is right after "of", "by" or "from"."""
    j = k - 1
    while j > 0 and s.codes[j] in "dRT":
        j -= 1
    return s.words[j].rpartition(" ")[2] in FROM


def _on_page(s: Read, k: int, lexicon: Lexicon) -> bool:
    """ "On the Union's website"."""
    if s.codes[k + 1 : k + 2] != "'":
        return False
    following: Sequence[str] = s.words[k + 2 : k + 5]
    return any(word in lexicon.words["channel"] for word in following)


def issued(s: Read, lexicon: Lexicon) -> tuple[int, str] | None:
    """The first text that a sentence tells of as new, and what its subject does with it: "issued", "read" or "".

    Who reads a text out has its words in his mouth, whoever wrote it.
    """
    for k, word in enumerate(s.words):
        if s.codes[k] not in "wV" or not is_text(word, lexicon):
            continue
        low = max(0, k - PREVIOUS)
        new = next((j for j in range(k - 1, low - 1, -1) if s.words[j] in OPENING), None)
        start = k if new is None else new
        verbs = {verb.partition(" ")[0] for verb in (*s.words[max(0, start - PREVIOUS) : k], word)}
        if verbs & READING:
            return k, "read"
        by_subject = not verbs.isdisjoint(lexicon.words["issued"])
        if new is not None or by_subject:
            return k, "issued" if by_subject or s.words[start - 1 : start] == ["in"] else ""
    return None
