"""Demands in a list: the lines below "We demand:" or "urging them to:"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.document import Span
from kg.facts import Demand, Entity, Extraction
from kg.lexicon import Lexicon
from kg.reading.grammar import Clause, clause
from kg.reading.segment import narrative

REACH = 400  # characters that a line of a list may have

HEADS = re.compile(
    r"\b(?:urg\w+|call\w* (?:on|upon|for)|demand\w*|ask\w*|appeal\w*|requests?|petition\w*|beg\w*|want\w*|insist\w*"
    r"|(?P<resolved>resolved|resolves|resolutions?)\b|(?:list|set) out|points|conditions)\b(?P<whom>[^.:]{0,120}):$",
    re.IGNORECASE,
)
ITEM = re.compile(
    r"\s*(?:[-–—•*·▪‣◦]|\(?\d{1,2}[.)]|\(?[a-hivx]{1,3}\))\s+(?:(?:and|to|that|for)\s+)?(?P<words>\S[^\n]{2,300}?)"
    r"[\s;.,]*(?:\band)?[\s;.,]*$"
)
NO_DEMAND = re.compile(
    r"(?:to )?(?:condemn|reject|salut|thank|express|mourn|denounc|congratulat|not(?:e|es|ing)\b)", re.IGNORECASE
)
BOTH = re.compile(r" and (?=(?:the|all|an?|their|those|no) [^;]{2,80} be )")
WHOM = re.compile(r"\W*(?:on|upon|to|of|from|that|with)?\s*")


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with the demands of lists."""
    return extraction.adding(_listed(extraction, lexicon))


@dataclass(frozen=True, slots=True)
class _Head:
    """The line above a list: its words of asking, of whom it asks, whether it tells of resolutions."""

    words: Span
    addressee: Entity | None
    resolved: bool


def _listed(extraction: Extraction, lexicon: Lexicon) -> Iterator[Demand]:
    """A list below "We demand:", "urging them to:" or "The meeting resolved:"."""
    document, told = extraction.document, narrative(extraction.document)
    head: _Head | None = None
    for line in (line for paragraph in document.paragraphs for line in _lines(told, paragraph)):
        words = told[line.start : line.end]
        item = ITEM.match(words) if head is not None and len(words) < REACH else None
        if item is None or head is None:
            head = _head(extraction, lexicon, line, words[-200:])
            continue
        span = Span(line.start + item.start("words"), line.start + item.end("words"))
        if head.resolved and NO_DEMAND.match(told, span.start):
            continue
        for part in _both(told, span):
            yield Demand(
                key=f"demand-{part.start}",
                content=part,
                addressee=None if head.addressee is None else head.addressee.key,
                evidence=(head.words, part),
                rule="demand-item",
            )


def _both(told: str, item: Span) -> Iterator[Span]:
    """ "That A be freed and B be paid" is two."""
    position = item.start
    for match in BOTH.finditer(told, item.start, item.end):
        if " be " in told[position : match.start()]:
            yield Span(position, match.start())
            position = match.end()
    yield Span(position, item.end)


def _lines(told: str, paragraph: Span) -> Iterator[Span]:
    return (Span(*line.span()) for line in re.compile(r"[^\n]*\S").finditer(told, paragraph.start, paragraph.end))


def _head(extraction: Extraction, lexicon: Lexicon, line: Span, tail: str) -> _Head | None:
    """What a line that ends with a colon says of the lines below it."""
    found = HEADS.search(tail) if tail.endswith(":") else None
    sentence = extraction.document.sentence_at(line.end - 1)
    if found is None or sentence is None:
        return None
    start = line.end - len(tail)
    lead = WHOM.match(tail, found.start("whom"))
    whom = start + (found.start("whom") if lead is None else lead.end())
    parsed = clause(extraction.document, sentence, lexicon)
    return _Head(Span(start + found.start(), line.end), _named(extraction, parsed, whom), found["resolved"] is not None)


def _named(extraction: Extraction, parsed: Clause, offset: int) -> Entity | None:
    """The body or person named first after the words of asking: "urge X to:"."""
    index = parsed.index_at(offset)
    near = re.match(r"d?w{0,3}([GOP])", parsed.codes[index : index + 5])
    return None if near is None else extraction.mentioned(parsed.chunks[index + near.start(1)].span)
