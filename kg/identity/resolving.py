"""Nodes of all kinds to things: places first, then bodies, then persons, and with these the events."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.decisions import Verdict
from kg.gazetteer import load_gazetteer
from kg.identity.bodies import Bodies
from kg.identity.circumstances import Circumstances, circumstances
from kg.identity.events import Events, classes
from kg.identity.features import Feature, Kind
from kg.identity.likeness import said
from kg.identity.matching import Comparer, Gathering
from kg.identity.outcome import Conflict, Joining, Judged, Resolution, Suggestion
from kg.identity.persons import Persons
from kg.identity.places import Places
from kg.identity.stories import alike
from kg.identity.world import World
from kg.lexicon import load_lexicon

COMPARERS: Mapping[Kind, Callable[[World], Comparer]] = {
    Kind.PLACE: Places,
    Kind.ORGANIZATION: Bodies,
    Kind.PERSON: Persons,
    Kind.EVENT: Events,
}


@dataclass(frozen=True, slots=True)
class Compared:
    """Two protests: what they have in common that may join them, and all that is said of both."""

    left: str
    right: str
    shared: Circumstances | None
    says: tuple[str, ...]


def resolve(features: Iterable[Feature], judgements: Iterable[Judged]) -> Resolution:
    """Which nodes are one thing, why, and which may be: a pure function of what is known and what people decided.

    The order of both plays no part. A judgement about a node that is not there says nothing.
    """
    known = sorted(features, key=lambda feature: feature.node)
    judged = sorted(set(judgements))
    gathered, _ = _of_kinds(known, judged, tuple(Kind))
    return Resolution(
        clusters=tuple(sorted(tuple(sorted(thing.nodes)) for one in gathered for thing in one.things)),
        joinings=tuple(sorted((joining for one in gathered for joining in one.joinings), key=_pair)),
        suggestions=tuple(sorted((found for one in gathered for found in one.suggestions), key=_pair)),
        conflicts=tuple(sorted([*(c for one in gathered for c in one.conflicts), *_two_kinds(known, judged)])),
        comparisons=sum(one.comparisons for one in gathered),
    )


def protests_compared(features: Iterable[Feature]) -> Iterator[Compared]:
    """Each two protests of different reports with what is said of both, places, bodies and persons being found."""
    known = sorted(features, key=lambda feature: feature.node)
    _, world = _of_kinds(known, [], (Kind.PLACE, Kind.ORGANIZATION, Kind.PERSON))
    events = Events(world)
    things = [events.thing(feature) for feature in known if feature.kind is Kind.EVENT]
    for one, other in itertools.combinations(things, 2):
        if one.reports.isdisjoint(other.reports) and not classes(one).isdisjoint(classes(other)):
            shared = circumstances(one, other) if one.of("sort") & other.of("sort") else None
            yield Compared(one.leader, other.leader, shared, tuple(said(world, one, other)))


def _of_kinds(
    known: Sequence[Feature], judged: Iterable[Judged], kinds: Iterable[Kind]
) -> tuple[list[Gathering], World]:
    """The nodes of some kinds gathered, one kind after the other, and what is known of the world then."""
    nodes, leaders = {feature.node: feature for feature in known}, dict[str, str]()
    gathered: list[Gathering] = []
    likest = alike({feature.report: feature.unusual for feature in known if feature.unusual})
    for kind in kinds:
        ours = [feature for feature in known if feature.kind is kind]
        # anew: what it works out rests on the leaders
        world = World(nodes, load_gazetteer(), load_lexicon(), leaders, likest)
        one = _gathered(COMPARERS[kind](world), ours, judged)
        leaders.update((node, thing.leader) for thing in one.things for node in thing.nodes)
        gathered.append(one)
    return gathered, World(nodes, load_gazetteer(), load_lexicon(), leaders, likest)


def _gathered(comparer: Comparer, features: Iterable[Feature], judged: Iterable[Judged]) -> Gathering:
    gathering = Gathering(comparer, [comparer.thing(feature) for feature in features])
    gathering.judge(judged)
    gathering.join()
    gathering.suggest()
    return gathering


def _two_kinds(features: Iterable[Feature], judged: Iterable[Judged]) -> Iterator[Conflict]:
    """Judgements that call two nodes of different kinds the same."""
    kinds = {feature.node: feature.kind for feature in features}
    for one in judged:
        left, right = kinds.get(one.left), kinds.get(one.right)
        if one.verdict is Verdict.SAME and left is not None and right is not None and left is not right:
            reason = f"one is of kind {left}, the other of kind {right}"
            yield Conflict(left=one.left, right=one.right, decision=one.decision, reason=reason)


def _pair(found: Joining | Suggestion) -> tuple[str, str, float]:
    return found.left, found.right, -found.score
