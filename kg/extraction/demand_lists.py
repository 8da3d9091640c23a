"""Demands in a list: the lines below "We demand:" or "urging them to:"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Span
from kg.facts import Demand, Entity, Extraction
from kg.grammar import Clause, clause
from kg.lexicon import Lexicon
from kg.segment import narrative

REACH = 400  # characters that a line of a list may have

HEADS = re.compile(
    r"\b(?:urg\w+|call\w* (?:on|upon)|demand\w*|ask\w*|appeal\w*|demands|requests?)\b[^.]{0,120}:$", re.IGNORECASE
)
ITEM = re.compile(
    r"\s*(?:[-–—•*·▪]|\(?\d{1,2}[.)]|\(?[a-h]\))\s+(?:(?:and|to"
    r"|that)\s+)?(?P<words>\S[^\n]{2,300}?)[\s;.,]*(?:\band)?[\s;.,]*$"
)


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with the demands of lists."""
    return extraction.adding(_listed(extraction, lexicon))


def _listed(extraction: Extraction, lexicon: Lexicon) -> Iterator[Demand]:
    """A list below "We demand:" or "urging them to:"."""
    document, told = extraction.document, narrative(extraction.document)
    head: Span | None = None
    addressee: Entity | None = None
    for line in (line for paragraph in document.paragraphs for line in _lines(told, paragraph)):
        words = told[line.start : line.end]
        item = ITEM.match(words) if head is not None and len(words) < REACH else None
        if item is not None and head is not None:
            span = Span(line.start + item.start("words"), line.start + item.end("words"))
            yield Demand(
                key=f"demand-{span.start}",
                content=span,
                addressee=None if addressee is None else addressee.key,
                evidence=(head, span),
                rule="demand-item",
            )
            continue
        tail = words[-200:]
        found = HEADS.search(tail) if tail.endswith(":") else None
        head, addressee = None, None
        sentence = document.sentence_at(line.end - 1)
        if found is not None and sentence is not None:
            head = Span(line.end - len(tail) + found.start(), line.end)
            addressee = _head_addressee(extraction, clause(document, sentence, lexicon))


def _lines(told: str, paragraph: Span) -> Iterator[Span]:
    return (Span(*line.span()) for line in re.compile(r"[^\n]*\S").finditer(told, paragraph.start, paragraph.end))


def _head_addressee(extraction: Extraction, parsed: Clause) -> Entity | None:
    """The last body named in the sentence above a list: "write to X urging them to"."""
    bodies = (extraction.mentioned(c.span) for c in reversed(parsed.chunks) if c.code in "OG")
    return next((entity for entity in bodies if entity is not None), None)
