"""Clusters: the mentions of one entity while they are collected, and the entity they become."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.document import Document, Span
from kg.facts import Entity, EntityKind, Extraction


@dataclass
class Cluster:
    """Mentions of one entity while they are collected."""

    key: str
    mentions: list[Span] = field(default_factory=list)
    category: str = ""


def with_entities(extraction: Extraction, clusters: Iterable[Cluster], kind: EntityKind) -> Extraction:
    """The extraction with an entity for each cluster, in the order of their first mentions."""
    entities = [*extraction.entities, *_entities(extraction.document, clusters, kind)]
    return replace(extraction, entities=tuple(sorted(entities, key=lambda e: (e.mentions[0], e.key))))


ALSO = re.compile(
    r"\s*\((?:(?:also |better )?(?:known (?:locally )?as|called)|or|formerly)? ?(?:the )?"
    r"|, (?:(?:also |better )?known (?:locally )?as|formerly) (?:the )?"
)


def bracketed(text: str, first: Span, second: Span) -> bool:
    """ "Long Name (ACR)", "ACR (Long Name)", "Long Name, or ACR,", "One, also known as Other,"."""
    left, right = sorted((first, second))
    between, after = text[left.end : right.start], text[right.end : right.end + 1]
    return ALSO.fullmatch(between) is not None and after in (")" if "(" in between else tuple(",.;"))


def _entities(document: Document, clusters: Iterable[Cluster], kind: EntityKind) -> Iterator[Entity]:
    starts: set[int] = set()
    for cluster in clusters:
        mentions = tuple(sorted(set(cluster.mentions)))
        nested = mentions[0].start in starts  # "the PYD" and "the PYD's branch" begin with the same word
        starts.add(mentions[0].start)
        yield Entity(
            key=f"{kind}-{mentions[0].start}" + (f"-{mentions[0].end}" if nested else ""),
            kind=kind,
            name=_best_name([" ".join(document.text(span).split()) for span in mentions], kind),
            mentions=mentions,
            category=cluster.category or None,
        )


def _best_name(names: list[str], kind: EntityKind) -> str:
    """The first name in full: persons by the most words, groups by "of", organisations not by an acronym."""
    if kind is EntityKind.PERSON:
        return max(names, key=lambda name: len(name.split()))
    if kind is EntityKind.GROUP:  # "people of X" says more than "X people", which headlines write
        return next((name for name in names if " of " in name), names[0])
    spelled = {"".join(filter(str.isupper, name)).lower() for name in names if " " in name}  # "Saftu" is one of these
    return next((name for name in names if not name.isupper() and name.lower() not in spelled), names[0])
