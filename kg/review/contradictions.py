"""Judgements that cannot hold beside those made before: nobody overrules somebody else in silence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rdflib import URIRef

from kg.deciding import decisions
from kg.decisions import Judgement, Verdict
from kg.endpoint import Endpoint, written
from kg.errors import ContradictionError
from kg.review.pairs import AT_ONCE, judged_nodes
from kg.vocab import Addresses


class _Groups:
    """Things that are one, by and by."""

    def __init__(self) -> None:
        self._into: dict[str, str] = {}

    def of(self, one: str) -> str:
        """The name of its group."""
        while (into := self._into.get(one, one)) != one:
            self._into[one] = self._into.get(into, into)
            one = into
        return one

    def join(self, one: str, other: str) -> None:
        """Make one group of two."""
        self._into[self.of(one)] = self.of(other)


class _Said:
    """What was judged so far: `joined` by persons alone, `one` also by rules, and which pairs were held apart."""

    def __init__(self, addresses: Addresses) -> None:
        self.joined, self.one = _Groups(), _Groups()
        self._apart: list[Judgement] = []
        self._same: list[Judgement] = []
        self._addresses = addresses

    def add(self, judgement: Judgement) -> None:
        """Take note of one more."""
        left, right = judged_nodes(judgement, self._addresses)
        if judgement.verdict is Verdict.SAME:
            self._same.append(judgement)
            self.joined.join(left, right)
            self.one.join(left, right)
        elif judgement.verdict is Verdict.DIFFERENT:
            self._apart.append(judgement)

    def against(self, judgement: Judgement) -> Judgement | None:
        """An earlier judgement that does not hold if this one does."""
        left, right = judged_nodes(judgement, self._addresses)
        if judgement.verdict is Verdict.DIFFERENT and self.joined.of(left) == self.joined.of(right):
            group = self.joined.of(left)
            touching = [one for one in self._same if self.joined.of(judged_nodes(one, self._addresses)[0]) == group]
            same = [one for one in touching if set(judged_nodes(one, self._addresses)) == {left, right}]
            return (same or touching)[-1]
        ends = {self.one.of(left), self.one.of(right)}
        if judgement.verdict is Verdict.SAME and len(ends) == 2:
            for one in self._apart:
                if {self.one.of(node) for node in judged_nodes(one, self._addresses)} == ends:
                    return one
        return None


def refuse_contradictions(store: Endpoint, new: Sequence[Judgement]) -> None:
    """Refuse judgements that join what was judged different, or hold apart what was judged the same.

    Both also by way of others. Raises `ContradictionError`, which names the earlier decisions.
    """
    if not new:
        return
    said = _Said(store.addresses)
    held = [decision for decision in decisions(store) if isinstance(decision, Judgement)]
    for node, thing in _things(store, [*held, *new]):
        said.one.join(node, thing)
    for judgement in held:
        said.add(judgement)
    wrong = []
    for judgement in new:
        against = said.against(judgement)
        if against is None:
            said.add(judgement)
        else:
            wrong.append(_told(judgement, against))
    if wrong:
        raise ContradictionError("\n".join(wrong))


def _things(store: Endpoint, judgements: Iterable[Judgement]) -> list[tuple[str, str]]:
    nodes = sorted({node for judgement in judgements for node in judged_nodes(judgement, store.addresses)})
    found = []
    for at in range(0, len(nodes), AT_ONCE):
        values = " ".join(written(URIRef(node)) for node in nodes[at : at + AT_ONCE])
        rows = store.select(f"SELECT ?node ?thing WHERE {{ VALUES ?node {{ {values} }} ?node pe:canonical ?thing }}")
        found += [(str(row["node"]), str(row["thing"])) for row in rows]
    return found


def _told(judgement: Judgement, against: Judgement) -> str:
    left, right = (
        f"{anchor.key if anchor.words is None else ' '.join(anchor.words.exact.split())} ({anchor.report})"
        for anchor in (judgement.left, judgement.right)
    )
    verdict = "the same" if judgement.verdict is Verdict.SAME else judgement.verdict.value
    return (
        f"{left} and {right} cannot be {verdict}: {against.by} decided otherwise on "
        f"{against.at:%Y-%m-%d} (decision {against.id}); take that back first"
    )
