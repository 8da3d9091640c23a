"""Nodes gathered to things: each is compared with the few that share a key with it, never with all.

The order of what comes in plays no part: those of whom most is known come first, and where that is equal, the address
decides. What a person said comes before every rule, and what the reader kept apart in one report no rule joins.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from kg.decisions import Verdict
from kg.identity.features import Feature
from kg.identity.outcome import Conflict, Joining, Judged, Suggestion

Words: TypeAlias = tuple[str, ...]
"""A name as it is compared: its words."""

WITH_ONE_KEY = 6  # things that are kept for a key, those of whom most is known
COMPARED = 16  # things that one is compared with, at most
PASSES = 4
SUGGESTED_FROM = 0.3
MOST_SUGGESTIONS = 3  # of one thing with those before it
SUREST = 0.99


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason to think that two are one: `says` is a sentence for people, with {} for what agrees.

    `safe` rules join by themselves, the others only suggest.
    """

    id: str
    says: str
    score: float
    safe: bool = False


@dataclass(slots=True)
class Match:
    """The rules by which two agree, with the words of what agrees, and what speaks against it.

    `weighed` is how likely they are one by the weights of all that, where no rule joins them: it stands for the score.
    """

    fired: list[tuple[Rule, str]] = field(default_factory=list)
    against: list[str] = field(default_factory=list)
    weighed: float | None = None

    def add(self, rule: Rule, words: str = "") -> None:
        """One more reason."""
        self.fired.append((rule, words))

    @property
    def safe(self) -> bool:
        """Whether it is enough to join."""
        return not self.against and any(rule.safe for rule, _ in self.fired)

    @property
    def score(self) -> float:
        """How sure it is: independent reasons add up (noisy or), and what speaks against it halves it."""
        if self.weighed is not None:
            return self.weighed
        doubt = 1.0
        for rule, _ in self.fired:
            doubt *= 1 - rule.score
        return round(min(SUREST, 1 - doubt) * (0.5 if self.against else 1), 2)


def at_odds(one: Set[Any], other: Set[Any]) -> bool:
    """Whether both are known and nothing of them is the same."""
    return bool(one) and bool(other) and one.isdisjoint(other)


@dataclass(slots=True, eq=False)
class Thing:
    """Nodes that are taken for one, and all that is known of them.

    `names` maps a name as it is compared to how it is written; `traits` are what a kind is compared by. `apart` are
    nodes that somebody said are others, `unsure` those of which somebody could not tell, with the decision.
    """

    leader: str
    label: str
    nodes: set[str]
    reports: set[str]
    names: dict[Words, str] = field(default_factory=dict)
    traits: dict[str, set[str]] = field(default_factory=dict)
    known: list[Feature] = field(default_factory=list)
    apart: set[str] = field(default_factory=set)
    unsure: dict[str, str] = field(default_factory=dict)

    def of(self, trait: str) -> set[str]:
        """What is known under one heading."""
        return self.traits.get(trait, NOTHING)

    @property
    def rank(self) -> tuple[bool, int, str]:
        """Those with a full name come first, and of these those of whom most is known."""
        return not self.names, -sum(map(len, self.traits.values())) - len(self.names), self.leader

    def take_in(self, other: Thing) -> None:
        """Become one with another."""
        if other.leader < self.leader:
            self.leader, self.label = other.leader, other.label
        self.nodes |= other.nodes
        self.reports |= other.reports
        self.apart |= other.apart
        self.unsure = dict(sorted((self.unsure | other.unsure).items()))
        for name, written in other.names.items():
            self.names[name] = min(written, self.names.get(name, written))
        for trait, values in other.traits.items():
            own = self.traits.setdefault(trait, set())
            if trait in NARROWED and not own.isdisjoint(values):
                own &= values
            else:
                own |= values


NOTHING: set[str] = set()
NARROWED = frozenset({"day", "town", "family", "form"})
"""Traits of which a thing keeps what all its nodes say: an event on the 11th is none on the 12th, though one report
tells of both days at once."""


class Comparer(Protocol):
    """How the nodes of one kind are compared."""

    def thing(self, feature: Feature) -> Thing:
        """A node as a thing of its own."""

    def keys(self, thing: Thing) -> Iterable[Hashable]:
        """What it shares with whom it is compared, the strongest first."""

    def match(self, one: Thing, other: Thing) -> Match | None:
        """What the two have in common; `None` if they cannot be one."""


@dataclass
class Gathering:
    """The nodes of one kind while they become things."""

    comparer: Comparer
    things: list[Thing]
    joinings: list[Joining] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    comparisons: int = 0
    _index: dict[Hashable, list[Thing]] = field(default_factory=dict)

    def judge(self, judged: Iterable[Judged]) -> None:
        """Follow what people said of nodes of this kind; what contradicts "different" is not followed, and told."""
        of = {thing.leader: thing for thing in self.things}
        ours = [one for one in sorted(judged) if one.left in of and one.right in of]
        for one in ours:
            for node, other in ((one.left, one.right), (one.right, one.left)):
                if one.verdict is Verdict.DIFFERENT:
                    of[node].apart.add(other)
                elif one.verdict is Verdict.UNSURE:
                    of[node].unsure[other] = one.decision
        for one in ours:
            if one.verdict is Verdict.SAME:
                self._follow(one, of)
        self.things = sorted({id(thing): thing for thing in of.values()}.values(), key=lambda thing: thing.rank)

    def _follow(self, one: Judged, of: dict[str, Thing]) -> None:
        left, right = of[one.left], of[one.right]
        if not left.apart.isdisjoint(right.nodes):
            self.conflicts.append(Conflict(left=one.left, right=one.right, decision=one.decision, reason=CONTRADICTED))
            return
        self.joinings.append(
            Joining(left=one.left, right=one.right, score=1.0, rules=("person",), reasons=(), decision=one.decision)
        )
        if left is not right:
            if len(left.nodes) < len(right.nodes):
                left, right = right, left
            left.take_in(right)
            of.update(dict.fromkeys(right.nodes, left))

    def join(self) -> None:
        """Join by the safe rules, until nothing more can be joined."""
        for _ in range(PASSES):
            before = len(self.things)
            self._index, kept = {}, []
            for thing in sorted(self.things, key=lambda thing: thing.rank):
                keys = list(self.comparer.keys(thing))
                best = self._best(thing, keys)
                if best is None:
                    kept.append(thing)
                    self._enter(thing, keys)
                    continue
                other, match = best
                left, right = sorted((thing.leader, other.leader))
                self.joinings.append(Joining(left=left, right=right, **_told(match)))
                other.take_in(thing)
                self._enter(other, keys)
            self.things = kept
            if len(kept) == before:
                return

    def suggest(self) -> None:
        """Name the pairs that may be one and are not joined, a few for each thing."""
        self._index = {}
        for thing in sorted(self.things, key=lambda thing: thing.rank):
            found, keys = [], list(self.comparer.keys(thing))
            for other in self._candidates(keys):
                if not thing.apart.isdisjoint(other.nodes):
                    continue
                match = self._compared(thing, other)
                if match is not None and match.score >= SUGGESTED_FROM and self._worth_asking(thing, other, match):
                    left, right = sorted((thing.leader, other.leader))
                    doubted = self._doubted(thing, other)
                    found.append(Suggestion(left=left, right=right, decision=doubted, **_told(match)))
            found.sort(key=lambda one: (-one.score, one.left, one.right))
            self.suggestions += found[:MOST_SUGGESTIONS]
            self._enter(thing, keys)

    def _enter(self, thing: Thing, keys: Iterable[Hashable]) -> None:
        """Let those that share one of these keys find it."""
        for key in keys:
            found = self._index.setdefault(key, [])
            if len(found) < WITH_ONE_KEY and thing not in found:
                found.append(thing)

    def _candidates(self, keys: Iterable[Hashable]) -> Iterator[Thing]:
        """The things that share a key, each once, and not more than a few."""
        seen: set[int] = set()
        for key in keys:
            for other in self._index.get(key, ()):
                if id(other) not in seen:
                    seen.add(id(other))
                    yield other
                    if len(seen) == COMPARED:
                        return

    def _compared(self, one: Thing, other: Thing) -> Match | None:
        self.comparisons += 1
        return self.comparer.match(one, other)

    def _best(self, thing: Thing, keys: Iterable[Hashable]) -> tuple[Thing, Match] | None:
        """With which it is joined; nobody, if two that cannot be one are as good."""
        found: list[tuple[float, str, Thing, Match]] = []
        for other in self._candidates(keys):
            if self._forbidden(thing, other):
                continue
            match = self._compared(thing, other)
            if match is not None and match.safe:
                found.append((-match.score, other.leader, other, match))
        found.sort(key=lambda one: one[:2])
        if len(found) > 1 and found[0][0] == found[1][0] and self._forbidden(found[0][2], found[1][2]):
            return None
        return (found[0][2], found[0][3]) if found else None

    @staticmethod
    def _forbidden(one: Thing, other: Thing) -> bool:
        """Whether somebody said that they are two, or a report names both."""
        return not (one.apart.isdisjoint(other.nodes) and one.reports.isdisjoint(other.reports))

    @staticmethod
    def _doubted(one: Thing, other: Thing) -> str | None:
        """The decision of somebody who could not tell whether the two are one."""
        return next((decision for node, decision in one.unsure.items() if node in other.nodes), None)

    @staticmethod
    def _worth_asking(one: Thing, other: Thing, match: Match) -> bool:
        """Two that one report names are two, unless all else says that they are one."""
        if one.reports.isdisjoint(other.reports):
            return True
        safe = match.safe
        match.against.append(NAMED_BOTH)
        return safe and (len(one.nodes) > 1 or len(other.nodes) > 1)


CONTRADICTED = "this would make one of two that a judgement says are different"
NAMED_BOTH = "a report names both"


def _told(match: Match) -> dict[str, Any]:
    """The score, the rules and the reasons as sentences."""
    reasons = [rule.says.format(words) for rule, words in match.fired]
    reasons += [f"but {why}" for why in match.against]
    return {"score": match.score, "rules": tuple(rule.id for rule, _ in match.fired), "reasons": tuple(reasons)}
