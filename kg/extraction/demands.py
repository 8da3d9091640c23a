"""Demands: what was asked, by whom and of whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Span
from kg.facts import Demand, Entity, EntityKind, Extraction, Fact, Predicate, Relation
from kg.grammar import Clause, clauses
from kg.lexicon import Lexicon
from kg.segment import narrative

DEMANDS = re.compile(
    r"\b(?:(?P<plain>to demand|demanded|demanding|called for|calling for|to call for)(?P<that> that)?"
    r"|(?P<on>called (?:on|upon)|calling (?:on|upon)|to call (?:on|upon)"
    r"|urged|urging|to urge|appealed to|appealing to))\b",
    re.IGNORECASE,
)
END = re.compile(r"[;.\ufffc]|, (?:and|adding|while|which)\b|\s+and (?=\w+ed\b)|$")


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its demands."""
    return extraction.adding(_demands(extraction, lexicon))


def _demands(extraction: Extraction, lexicon: Lexicon) -> Iterator[Fact]:
    told = narrative(extraction.document)
    for sentence, clause in clauses(extraction.document, lexicon):
        for match in DEMANDS.finditer(told, sentence.start, sentence.end):
            end = END.search(told, match.end(), sentence.end)
            rest = Span(match.end(), max(end.start() if end else sentence.end, match.end() + 1))
            addressee = _addressee(extraction, clause, match)
            content = _content(extraction, rest, addressee, asked=match["on"] is not None)
            if content is None:
                continue
            scene = extraction.scene(sentence.start)
            by = _by(extraction, clause, match.start(), scene)
            at = None if by is None else _occasion(extraction, by, scene)
            yield Demand(
                key=f"demand-{match.start()}", content=content, by=None if by is None else by.key,
                addressee=None if addressee is None else addressee[0].key, event=at,
                evidence=(Span(match.start(), content.end),), rule="demand-of" if addressee else "demand",
            )  # fmt: skip


def _occasion(extraction: Extraction, by: Entity, scene: str | None) -> str | None:
    """A person demands at the event only in a speech there; a crowd or an organisation at the event told of."""
    return extraction.speech_of(by.key, scene) if by.kind is EntityKind.PERSON else scene


def _addressee(extraction: Extraction, clause: Clause, match: re.Match[str]) -> tuple[Entity, Span] | None:
    """Who is asked: the object of "call on", the subject of "demand that"."""
    if match["on"] is None and match["that"] is None:
        return None
    index = clause.index_at(match.end())
    near = re.match(r"d?w?([GOLP])", clause.codes[index:])
    if near is None:
        return None
    chunk = clause.chunks[index + near.start(1)]
    entity = extraction.crowd(chunk.annotation) if chunk.code == "G" and chunk.annotation else None
    entity = entity or extraction.mentioned(chunk.span)
    return None if entity is None or entity.kind is EntityKind.PLACE else (entity, chunk.span)


def _content(extraction: Extraction, rest: Span, addressee: tuple[Entity, Span] | None, *, asked: bool) -> Span | None:
    """What is asked, in the report's words; after "call on X", what follows X."""
    start = addressee[1].end if asked and addressee is not None else rest.start
    words = extraction.document.report.text[start : rest.end]
    first = start + len(words) - len(words.lstrip(" ,:"))
    words = words.strip(" ,:")
    return Span(first, first + len(words)) if len(words) > 2 else None


def _by(extraction: Extraction, clause: Clause, offset: int, scene: str | None) -> Entity | None:
    """The subject of the sentence, or those who take part in the event it tells of."""
    before = clause.codes[: clause.index_at(offset)]
    person = before.rfind("P")
    if person >= 0:
        return extraction.mentioned(clause.chunks[person].span)
    if re.match(r"[pN]", before) is not None:
        return None  # somebody of whom the report says no more here
    taking_part = (
        r.object for r in extraction.of(Relation) if r.subject == scene and r.predicate is Predicate.PARTICIPANT
    )
    key = next(taking_part, None)
    return None if key is None else extraction.entity(key)
