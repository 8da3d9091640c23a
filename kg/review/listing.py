"""What waits and what was decided, as lines for the terminal and for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from kg.decisions import Anchor, Decision, Judgement, written
from kg.endpoint import Endpoint
from kg.review.doubts import Doubt, doubts
from kg.review.pairs import Pair, pairs
from kg.review.scope import Scope
from kg.review.states import State


def waiting(store: Endpoint, kinds: Iterable[str], scope: Scope) -> Iterator[Pair | Doubt]:
    """What waits for a decision: `identity`, `facts` or both, page by page, as it is come to."""
    for kind in kinds:
        after: str | None = ""
        while after is not None:
            page = (pairs if kind == "identity" else doubts)(store, scope, after=after)
            yield from page.items
            after = page.next


def named(anchor: Anchor) -> str:
    """The words of an anchor, or the key of a row."""
    return anchor.key if anchor.words is None else " ".join(anchor.words.exact.split())


def about(decision: Decision) -> str:
    """What a decision is about, in words."""
    if isinstance(decision, Judgement):
        return f"{named(decision.left)} ({decision.left.report}) and {named(decision.right)} ({decision.right.report})"
    return f"{_said(decision.about)} ({decision.report})"


def _said(anchor: Anchor) -> str:
    """An entity or a fact by its words; how two things stand to each other by both, which its words may not name."""
    if anchor.predicate is None or anchor.subject is None:
        return f"{anchor.kind} {named(anchor)}"
    between = re.sub("[A-Z]", lambda capital: f" {capital[0].lower()}", anchor.predicate)
    other = f"“{named(anchor)}”" if anchor.object is None else named(anchor.object)
    return f"{named(anchor.subject)} {between} {other}"


def operation(decision: Decision) -> str:
    """What was decided: same, different, unsure, accept, reject, change or add."""
    return (decision.verdict if isinstance(decision, Judgement) else decision.operation).value


def listed(made: Sequence[tuple[Decision, State]], form: str) -> str:
    """Decisions as text, as one JSON array with what became of them, or as the JSON lines that live in git."""
    if form == "jsonl":
        return written(decision for decision, _ in made)
    if form == "json":
        told = [
            {**json.loads(decision.to_json()), "id": decision.id, "status": state.status, "reason": state.reason}
            for decision, state in made
        ]
        return json.dumps(told, ensure_ascii=False) + "\n"
    return "".join(f"{_line(decision, state)}\n" for decision, state in made) or "no decisions\n"


def _line(decision: Decision, state: State) -> str:
    became = "" if state.status == "applied" and not state.reason else f"; {state.status}"
    became += f": {state.reason}" if state.reason else ""
    why = f", “{decision.why}”" if decision.why else ""
    when = f"{decision.at:%Y-%m-%d %H:%M}"
    return f"{decision.id} {when} {operation(decision)} {about(decision)}, by {decision.by}{why}{became}"
