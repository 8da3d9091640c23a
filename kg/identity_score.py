"""How well things are told apart and known again across reports: pairs of namings, held against gold.

A naming is what one report calls one thing. A pair of namings is *joined* if what was read from them belongs to one
thing. Precision: the share of joined pairs that gold has as one thing. Recall of what was read: the share of gold's
pairs that are joined, where the reader found both namings; end to end: of all of gold's pairs. A pair that is not
joined may be *asked* about: it is suggested to people. docs/gold.md says why.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from kg.document import Span
from kg.facts import EntityKind, Event, EventKind, Extraction
from kg.identity_gold import KINDS, Apart, IdentityGold, Thing

Node = tuple[str, str]
"""A report and a key in it."""
TOGETHER = "persons and organizations"
ROWS = ("persons", "organizations", TOGETHER, "places", "events")
ENTITIES = {"persons": EntityKind.PERSON, "organizations": EntityKind.ORGANIZATION, "places": EntityKind.PLACE}
PROTESTS = (EventKind.PROTEST, EventKind.JOINT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Two nodes that were joined, and by what rule or reason."""

    left: Node
    right: Node
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Which thing each node belongs to, and how it came to that."""

    things: Mapping[Node, str]
    joined: tuple[Joined, ...] = ()
    asked: Set[frozenset[str]] = frozenset()
    """Each two things of which people are asked whether they are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A thing as one report names it, by the nodes read from these words; nobody's thing if gold does not know it."""

    report: str
    thing: Thing | None
    spans: tuple[Span, ...]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two namings: `wrong` if joined and not one thing, `missed` if not joined, `unread` if one was not even read."""

    what: str
    kind: str
    left: str
    right: str
    words: tuple[str, str]
    sentences: tuple[str, str]
    why: str


@dataclass(slots=True)
class Pairs:
    """Pairs of namings: in gold, in gold and read, joined, joined rightly; of those that are one, only asked about."""

    gold: int = 0
    read: int = 0
    joined: int = 0
    right: int = 0
    asked: int = 0

    def add(self, other: Pairs) -> None:
        """Count another kind too."""
        self.gold, self.read = self.gold + other.gold, self.read + other.read
        self.joined, self.right = self.joined + other.joined, self.right + other.right
        self.asked += other.asked

    @property
    def precision(self) -> float | None:
        """Of the joined pairs, those that are one thing; `None` if nothing was joined."""
        return self.right / self.joined if self.joined else None

    @property
    def recall(self) -> float | None:
        """Of the pairs whose namings were both read, those that are joined."""
        return self.right / self.read if self.read else None

    @property
    def met(self) -> float | None:
        """Of the pairs whose namings were both read, those that are joined or asked about: what a reviewer meets."""
        return (self.right + self.asked) / self.read if self.read else None

    @property
    def end_to_end(self) -> float | None:
        """Of all pairs in gold, those that are joined."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall of what was read."""
        both = self.joined + self.read
        return 2 * self.right / both if both else None


@dataclass(slots=True)
class IdentityScore:
    """The pairs of each kind, the forbidden merges that were made, and every wrong and missed pair."""

    half: str
    reports: int
    pairs: dict[str, Pairs] = field(default_factory=lambda: {row: Pairs() for row in ROWS})
    forbidden: int = 0
    violated: list[Apart] = field(default_factory=list)
    mixed: int = 0  # nodes whose words gold gives to two things: told apart too late
    errors: list[Pair] = field(default_factory=list)


def score_identity(gold: IdentityGold, read: Mapping[str, Extraction], grouping: Grouping) -> IdentityScore:
    """What was joined among the reports of a set, held against its gold."""
    return _Comparison(gold, read, grouping).score()


def named_nodes(gold: IdentityGold, read: Mapping[str, Extraction], kind: str) -> dict[Node, str]:
    """Node → the thing of gold that it answers."""
    namings = _Comparison(gold, read, Grouping(things={})).namings(kind)
    return {node: naming.thing.id for naming in namings if naming.thing is not None for node in naming.nodes}


class _Comparison:
    """One set: its gold, what was read, and what was joined."""

    def __init__(self, gold: IdentityGold, read: Mapping[str, Extraction], grouping: Grouping) -> None:
        self.gold, self.read, self.grouping = gold, read, grouping
        self.found = IdentityScore(half=gold.half, reports=len(gold.reports), forbidden=len(gold.forbidden))
        self.together: set[frozenset[str]] = set()

    def score(self) -> IdentityScore:
        """Every pair of namings of a kind, counted."""
        for kind in KINDS:
            for one, other in itertools.combinations(self.namings(kind), 2):
                self._count(kind, one, other)
        self.found.violated = [a for a in self.gold.forbidden if frozenset((a.left, a.right)) in self.together]
        for kind in ("persons", "organizations"):
            self.found.pairs[TOGETHER].add(self.found.pairs[kind])
        return self.found

    def _count(self, kind: str, one: Naming, other: Naming) -> None:
        tally = self.found.pairs[kind]
        same = one.thing is not None and one.thing is other.thing
        joined, was_read = self._are_joined(one, other), bool(one.nodes and other.nodes)
        tally.gold, tally.read = tally.gold + same, tally.read + (same and was_read)
        if one.thing is None and other.thing is None:
            return
        tally.joined, tally.right = tally.joined + joined, tally.right + (joined and same)
        tally.asked += same and not joined and self._are_asked(one, other)
        if joined and one.thing is not None and other.thing is not None:
            self.together.add(frozenset((one.thing.id, other.thing.id)))
        if joined != same:
            what = "wrong" if joined else "missed" if was_read else "unread"
            self.found.errors.append(self._error(what, kind, one, other))

    def _are_joined(self, one: Naming, other: Naming) -> bool:
        """Whether what was read from the one and from the other has a thing in common."""
        return not self._things(one).isdisjoint(self._things(other))

    def _are_asked(self, one: Naming, other: Naming) -> bool:
        """Whether people are asked about a thing of the one and a thing of the other."""
        pairs = itertools.product(self._things(one), self._things(other))
        return any(frozenset(pair) in self.grouping.asked for pair in pairs)

    def _things(self, naming: Naming) -> set[str]:
        return {self.grouping.things[node] for node in naming.nodes if node in self.grouping.things}

    def namings(self, kind: str) -> list[Naming]:
        """Those of gold; and where gold lists all of a kind, the nodes that answer none of them."""
        things = [thing for thing in self.gold.things if thing.kind == kind]
        return [naming for report in sorted(self.read) for naming in self._namings_in(report, kind, things)]

    def _namings_in(self, report: str, kind: str, things: Sequence[Thing]) -> Iterator[Naming]:
        named = {thing.id: m.spans for thing in things for m in thing.members if m.report == report}
        answers: dict[str, list[Node]] = defaultdict(list)
        for key, spans in _nodes(self.read[report], kind):
            shared = _shared(spans, named, whole=kind != "events")
            self.found.mixed += len(shared) > 1
            if shared:
                answers[max(shared, key=lambda id_: shared[id_])].append((report, key))
            elif kind in self.gold.complete:
                yield Naming(report=report, thing=None, spans=spans, nodes=((report, key),))
        for thing in things:
            if thing.id in named and not thing.optional:
                yield Naming(report=report, thing=thing, spans=named[thing.id], nodes=tuple(answers[thing.id]))

    def _error(self, what: str, kind: str, one: Naming, other: Naming) -> Pair:
        pair = (one, other)
        left, right = (f"{n.report}: {'in no gold' if n.thing is None else n.thing.id}" for n in pair)
        words, sentences = ([self._words(n, at) for n in pair] for at in (_own, _sentence))
        return Pair(
            what=what, kind=kind, left=left, right=right, words=(words[0], words[1]),
            sentences=(sentences[0], sentences[1]), why=_why(one, other, self.grouping) if what == "wrong" else "",
        )  # fmt: skip

    def _words(self, naming: Naming, at: Callable[[Extraction, Span], Span]) -> str:
        document = self.read[naming.report].document
        return " ".join(document.text(at(self.read[naming.report], naming.spans[0])).split())


def _own(_: Extraction, span: Span) -> Span:
    return span


def _sentence(extraction: Extraction, span: Span) -> Span:
    return extraction.document.sentence_at(span.start) or span


def _nodes(extraction: Extraction, kind: str) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """What was read of a kind, with the words that name it: of an event, its triggers."""
    if kind == "events":
        for event in extraction.of(Event):
            if event.kind in PROTESTS and event.said_in is None:
                yield event.key, event.evidence
        return
    for entity in extraction.entities:
        if entity.kind is ENTITIES[kind] and entity.category != "unnamed":
            yield entity.key, entity.mentions


def _shared(spans: Iterable[Span], named: Mapping[str, Sequence[Span]], *, whole: bool) -> Counter[str]:
    """Thing → how many of its places a node names; of a name, at least half of the longer."""
    shared: Counter[str] = Counter()
    for span, (id_, places) in itertools.product(spans, named.items()):
        for place in places:
            common = min(span.end, place.end) - max(span.start, place.start)
            longer = max(span.end - span.start, place.end - place.start)
            shared[id_] += common > 0 and (not whole or 2 * common >= longer)
    return +shared


def _why(one: Naming, other: Naming, grouping: Grouping) -> str:
    """The joinings on the shortest way from the one to the other."""
    beside: dict[Node, list[tuple[Node, str]]] = defaultdict(list)
    for joined in grouping.joined:
        beside[joined.left].append((joined.right, joined.why))
        beside[joined.right].append((joined.left, joined.why))
    ways: dict[Node, tuple[str, ...]] = dict.fromkeys(one.nodes, ())
    waiting = deque(one.nodes)
    while waiting:
        node = waiting.popleft()
        if node in other.nodes:
            return " → ".join(ways[node])
        for beyond, why in beside[node]:
            if beyond not in ways:
                ways[beyond] = (*ways[node], why)
                waiting.append(beyond)
    return ""
