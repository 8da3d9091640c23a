"""Of what waits for a person: which part is asked for, and a page of it.

Pages are cut by what was last seen, so that they stay as they are while decisions are made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.errors import DecisionError

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Of what: of one kind (`person`, `membership` …), of one report by its id, about one node or thing by its IRI."""

    type: str | None = None
    report: str | None = None
    about: str | None = None


ALL = Scope()


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of what waits; `next` is what the following page begins after, `None` at the end."""

    items: tuple[T, ...]
    next: str | None = None


def no_mark(after: str) -> DecisionError:
    """What to say of a mark that no page has given."""
    return DecisionError(f"after: {after!r} is no mark of a page; take it from `next` of the page before")
