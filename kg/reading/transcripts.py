"""Conversations set down turn by turn ("Ada Lovik: …", "AL: …", "Q: …"): behind a label stands what somebody says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.document import Closure, QuotedRegion, Span
from kg.lexicon import Lexicon
from kg.reading.marks import MARKS, SINGLE

LABEL = re.compile(
    r"(?P<who>[^\W\d_a-z][\w'’.-]{0,24}(?: (?:[a-z]{2,3} )?[^\W\d_a-z][\w'’.-]{0,24}){0,3}):"
    rf"\s+(?=[^\s{MARKS}{SINGLE}])"
)
TURNS = 4  # labelled paragraphs of a conversation at least
TWICE = 2  # speakers who have the word more than once
ASKED = frozenset({"Q", "A"})
INITIALS = re.compile(r"[^\W\d_a-z]{1,3}")


def turns(text: str, paragraphs: Sequence[Span], lexicon: Lexicon) -> list[QuotedRegion]:
    """The turns of a conversation, each with its label; none, if speakers do not take them by turns.

    A paragraph without a label between two turns goes on with the first of them.
    """
    labels = [
        match if (match := LABEL.match(text, p.start, p.end)) and _is_somebody(match["who"], lexicon) else None
        for p in paragraphs
    ]
    names = {match["who"] for match in labels if match is not None}
    spoken = Counter(_letters(match["who"]) for match in labels if match is not None)
    named = any(" " in name for name in names) or names >= ASKED
    if not named or spoken.total() < TURNS or sum(times > 1 for times in spoken.values()) < TWICE:
        return []
    found: list[QuotedRegion] = []
    waiting: list[Span] = []
    label: Span | None = None
    for paragraph, match in zip(paragraphs, labels, strict=True):
        if match is None:
            waiting += [paragraph] if label is not None else []
            continue
        found += [_turn(words, label) for words in waiting if label is not None]
        waiting, label = [], Span(*match.span("who"))
        found.append(_turn(Span(match.end(), paragraph.end), label))
    return found


def is_short(label: str) -> bool:
    """Whether a label is no name but letters that stand for one, or for a question."""
    return INITIALS.fullmatch(label) is not None


def _letters(label: str) -> str:
    """The initials of a name of several words; what has fewer, as it is."""
    return "".join(word[0] for word in label.split()) if " " in label else label


def _turn(words: Span, label: Span) -> QuotedRegion:
    return QuotedRegion(span=words, content=words, closure=Closure.CLOSED, label=label)


def _is_somebody(label: str, lexicon: Lexicon) -> bool:
    """Whether a label can be who speaks: a name, letters or a role; no town, whose news follow, and no "When:"."""
    lower = label.lower()
    if lower in lexicon.cities or lower in lexicon.countries or lower in lexicon.words["section"]:
        return False
    return is_short(label) or not lexicon.plain(lower.split()) or lexicon.role(lower) is not None
