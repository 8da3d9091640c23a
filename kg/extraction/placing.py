"""The places of protests: what the rules made of them, weighed with all else that a report says of the places near.

A logistic regression says for each place near a protest how likely it is one of its places. Its weights stand in
`data/lexicon/placing.csv`; `learning/placing.py` learned them from the gold for development and learning, and
docs/decisions/0025 tells why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace

from kg.document import Span
from kg.facts import Event, EventKind, Extraction, Fact, Predicate, Relation, relation
from kg.lexicon import Lexicon
from kg.reading.bearings import Bearing, Bearings, Told
from kg.weighing import likelihood

LIKELY = 0.25  # from which the likeliest place is that of a protest
TOWN = 0.6  # from which the town that the rules have for a spot is, too
SURE = 0.85  # from which any other one is
RULED_OUT = frozenset(
    {
        "neither near it nor at the top & unsaid",
        "of the cause & unsaid",
        "not reached & unsaid",
        "said of another & unsaid & spot",
        "said of another & unsaid & town",
    }
)
"""What speaks against a place that the rules do not have, however likely it is."""
RULE = "event-place-weighed"


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with the places of its protests weighed."""
    told = list(protests(extraction))
    if not told or not lexicon.placing:
        return extraction
    bearings = Bearings(extraction, told)
    chosen = {(t.event.key, place): words for t in told for place, words in choose(bearings.of(t), t, lexicon.placing)}
    known = {(t.event.key, place) for t in told for place in t.places}
    kept = (fact for fact in extraction.facts if not _is_place(fact, known - chosen.keys()))
    fresh = (
        relation(event, Predicate.PLACE, place, words, rule=RULE)
        for (event, place), words in chosen.items() if (event, place) not in known
    )  # fmt: skip
    return replace(extraction, facts=tuple(kept)).adding(fresh)


def _is_place(fact: Fact, of: Set[tuple[str, str]]) -> bool:
    return isinstance(fact, Relation) and fact.predicate is Predicate.PLACE and (fact.subject, fact.object) in of


def protests(extraction: Extraction) -> Iterator[Told]:
    """The protests of an extraction, with their places; a joint action is where its parts are."""
    places: dict[str, dict[str, bool]] = {}
    for fact in extraction.of(Relation):
        if fact.predicate is Predicate.PLACE and fact.object is not None:
            places.setdefault(fact.subject, {})[fact.object] = fact.rule == "event-place"
    for event in extraction.of(Event):
        if event.kind is EventKind.PROTEST:
            yield Told(event, places.get(event.key, {}))


def choose(bearings: Iterable[Bearing], told: Told, weights: Mapping[str, float]) -> Iterator[tuple[str, Span]]:
    """The places of a protest, with the words that say so: the likeliest, if it is likely; others, if they are sure."""
    rated = [(likelihood(b.says, weights), b) for b in bearings if RULED_OUT.isdisjoint(b.says)]
    on_spot = False  # at a square or a house, and in no town yet
    for rank, (likely, bearing) in enumerate(sorted(rated, key=lambda r: (-r[0], r[1].words, r[1].place))):
        its_town = on_spot and "town" in bearing.says and bearing.place in told.places
        if likely >= (LIKELY if rank == 0 else TOWN if its_town else SURE):
            on_spot = "spot" in bearing.says if rank == 0 else on_spot and "town" not in bearing.says
            yield bearing.place, bearing.words
