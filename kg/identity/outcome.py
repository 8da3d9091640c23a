"""What the comparison is given by people, and what it yields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kg.decisions import Verdict


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Judged:
    """A person's decision about two nodes, by their addresses; `decision` names where it is recorded."""

    left: str
    right: str
    verdict: Verdict
    decision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Two nodes that became one thing, and why: by rules, or by the judgement of a person (`decision`)."""

    left: str
    right: str
    score: float
    rules: tuple[str, ...]
    reasons: tuple[str, ...]
    decision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A node of each of two things that may be one, and why; it waits for a person.

    `decision` is that of a person who looked and could not tell.
    """

    left: str
    right: str
    score: float
    rules: tuple[str, ...]
    reasons: tuple[str, ...]
    decision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Conflict:
    """A judgement "same" that was not followed, and why: the nodes stay apart."""

    left: str
    right: str
    decision: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """Which nodes are one thing: every node stands in exactly one cluster. All is sorted.

    `refused` are joinings that a judgement "different" or the reader forbade; `comparisons` counts the work.
    """

    clusters: tuple[tuple[str, ...], ...]
    joinings: tuple[Joining, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    comparisons: int = field(default=0, compare=False)

    @cached_property
    def leaders(self) -> Mapping[str, str]:
        """Node → the least node of its cluster, after which the thing is named."""
        return {node: cluster[0] for cluster in self.clusters for node in cluster}
