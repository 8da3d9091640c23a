"""How a town of a report bears on a site in it, a square or a house: what `kg.extraction.localities` weighs.

Each thing that is said of the two is a few words ("next before & in"), so that its weight in
`data/lexicon/localities.csv` can be read.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.document import Label, Span
from kg.facts import Entity, EntityKind, Extraction, Predicate, Relation
from kg.lexicon import Lexicon
from kg.names import fold
from kg.reading.grammar import SPOTS
from kg.reading.hometown import NOT_HOME, home_of, of_cause

SITES = SPOTS | {"neighbourhood"}
"""Kinds of places that lie in a town."""
INHABITED = frozenset({"city", "town", "village"})
MOST_TOWNS = 12  # of a report, those named most often, that are looked at
BEFORE = re.compile(r"(?P<word>[\w'’]+|[^\w\s])\W*(?:the |a |an )?$")
NEAR = 30  # characters before a name
BESIDE = 60  # characters between two names in one breath
PROSE = 60  # characters from which a paragraph is no label
PREPOSITIONS = frozenset("in at on outside near from to of along through into inside around towards opposite".split())


@dataclass(frozen=True, slots=True)
class Locality:
    """A town in which a site may lie, the words that name both, and what is said of the two."""

    town: str
    words: tuple[Span, ...]
    says: tuple[str, ...]


class Localities:
    """The towns of a report, and how each bears on each of its sites."""

    def __init__(self, extraction: Extraction, lexicon: Lexicon) -> None:
        self.extraction, self.document, self.lexicon = extraction, extraction.document, lexicon
        self.text = self.document.report.text
        places = [entity for entity in extraction.entities if entity.kind is EntityKind.PLACE]
        self.places = {entity.key: entity for entity in places}
        self.mentions = {key: self._outside(entity) for key, entity in self.places.items()}
        self._told: dict[str, tuple[str, ...]] = {}
        self.home = next((place.key for place, _ in home_of(extraction)), None)

    def _outside(self, entity: Entity) -> list[Span]:
        """The mentions of a place outside quotations; all, if it has no others."""
        mentions = sorted(entity.mentions)
        return [m for m in mentions if self.document.quoted_at(m.start) is None] or mentions

    @functools.cached_property
    def towns(self) -> list[str]:
        """The places that are or may be towns, those named most often first."""
        towns = (key for key, entity in self.places.items() if entity.settlement)
        return sorted(towns, key=lambda key: (-len(self.mentions[key]), self.mentions[key][0]))[:MOST_TOWNS]

    @functools.cached_property
    def _named(self) -> list[tuple[Span, str]]:
        """All mentions of towns in reading order."""
        return sorted((mention, key) for key in self.towns for mention in self.mentions[key])

    @functools.cached_property
    def lead(self) -> Span | None:
        """The first paragraph that is prose."""
        return next((p for p in self.document.paragraphs if len(p) > PROSE), None)

    @functools.cached_property
    def _in_bodies(self) -> Counter[str]:
        """How often a town stands in the name of a body."""
        bodies = Counter(fold(self.document.text(a.span)) for a in self.document.labelled(Label.ORGANIZATION))
        names = {key: f" {fold(self.places[key].name)} " for key in self.towns}
        return Counter(
            {key: sum(n for body, n in bodies.items() if name in f" {body} ") for key, name in names.items()}
        )

    @functools.cached_property
    def _protests(self) -> dict[str, list[set[str]]]:
        """Place → the places of each protest that was there."""
        places: dict[str, set[str]] = {}
        for fact in self.extraction.of(Relation):
            if fact.predicate is Predicate.PLACE and fact.object in self.places:
                places.setdefault(fact.subject, set()).add(fact.object)
        found: dict[str, list[set[str]]] = {}
        for together in places.values():
            for place in together:
                found.setdefault(place, []).append(together)
        return found

    def at_protests(self) -> Iterator[str]:
        """The places of protests that are or may be sites: houses, squares, quarters, and what no table has."""
        for key in sorted(self._protests):
            entity = self.places[key]
            if entity.category in SITES and not self._leads_away(entity):
                yield key

    def _leads_away(self, place: Entity) -> bool:
        """Whether it is a road between towns, which lies in none: "RN2", "Route 5", "the Senaki road"."""
        *_, last = words = place.name.split()
        road = place.category == "street" and (place.name[-1].isdigit() or (len(words) > 1 and last == "road"))
        return road or not self.lexicon.words["long road"].isdisjoint(map(str.lower, words))

    def of(self, site: str) -> Iterator[Locality]:
        """The towns in which a site may lie."""
        before = {town: self._last_before(site, town) for town in self.towns}
        for town in self.towns:
            if town != site:
                yield self._locality(site, town, before)

    def _locality(self, site: str, town: str, before: Mapping[str, Span | None]) -> Locality:
        sort = "town" if self.places[town].category in INHABITED else "maybe"
        says = [sort, *self._site(site), *self._town(town), *self._protest(site, town)]
        pair = self._nearest(site, town)
        says += list(self._beside(*pair))
        latest = max((span for span in before.values() if span is not None), default=None)
        says += list(self._order(site, before[town], latest))
        return Locality(town, pair, tuple(says))

    def _site(self, site: str) -> Iterator[str]:
        entity, first = self.places[site], self.mentions[site][0]
        yield str(entity.category)
        yield f"site, {min(len(entity.name.split()), 3)} words"
        yield f"site “{self._before(first)}”"
        if site == self.home:
            yield "site is home"

    def _town(self, town: str) -> tuple[str, ...]:
        """What a town is in its report."""
        if town not in self._told:
            self._told[town] = tuple(self._standing(town))
        return self._told[town]

    def _standing(self, town: str) -> Iterator[str]:
        mentions = self.mentions[town]
        if town == self.home:
            yield "home"
        if self.document.headline is not None and any(self.document.headline.covers(m) for m in mentions):
            yield "in headline"
        if self.lead is not None and any(self.lead.covers(m) for m in mentions):
            yield "in lead"
        if town == self.towns[0]:
            yield "most named"
        yield f"{min(len(self.towns), 4)} towns"
        if len(self.towns) == 1:
            yield "only town"
        yield f"named {min(len(mentions), 4)}"
        if self._in_bodies[town]:
            yield "in the name of a body"
        away = sum(self._is_away(m) for m in mentions)
        if away:
            yield "away" if away == len(mentions) else "away at times"

    def _protest(self, site: str, town: str) -> Iterator[str]:
        """Whether a protest was at the site and in the town."""
        here = [places - {site} for places in self._protests[site]]
        towns = [{place for place in places if self.places[place].category in INHABITED} for places in here]
        if any(town in places for places in here):
            yield "one protest"
            if {town} in towns:
                yield "its only town"
        elif any(towns):
            yield "a protest in another town"
        elif town in self._protests:
            yield "of another protest"

    def _nearest(self, site: str, town: str) -> tuple[Span, Span]:
        """The mentions of a site and of a town that stand nearest to each other."""
        there = self.mentions[town]
        pairs = []
        for mention in self.mentions[site]:
            index = bisect.bisect_left(there, mention.start, key=lambda one: one.start)
            pairs += [(mention, other) for other in there[max(0, index - 1) : index + 1]]
        return min(pairs, key=lambda pair: (_gap(*pair), pair))

    def _is_away(self, mention: Span) -> bool:
        """Whether a town is named as where somebody is from or goes, or of what people protest about."""
        start = max(0, mention.start - 2 * NEAR)
        away = any(pattern.search(self.text, start, mention.start) for pattern in NOT_HOME)
        return away or of_cause(self.document, mention)

    def _beside(self, site: Span, town: Span) -> Iterator[str]:
        """How the two stand to each other where they are nearest."""
        name, other = self.document.text(site), self.document.text(town)
        if fold(name).startswith(f"{fold(other)} "):
            yield "bears its name"
        if self._sentence(site.start) == self._sentence(town.start):
            side = "before" if town.start < site.start else "after"
            between = self.text[min(site.end, town.end) : max(site.start, town.start)][: BESIDE + 1]
            says = f"same sentence, {side}"
            yield from (says, f"{side} “{self._before(town)}”")
            if len(between) <= BESIDE:
                yield f"{says}, near"
            words = " ".join(between.split())
            if words in (",", "in", ", in", "(", "of", "’s", "'s", "and", "to", "near", "from"):
                yield f"{side}: {words}"
            if self._towns_between(site, town):
                yield "another town between"
        elif self.document.paragraph_at(site.start) == self.document.paragraph_at(town.start):
            yield "same paragraph"
        else:
            yield "other paragraph"

    def _towns_between(self, site: Span, town: Span) -> bool:
        start, end = min(site.end, town.end), max(site.start, town.start)
        first = bisect.bisect_left(self._named, start, key=lambda item: item[0].start)
        return first < len(self._named) and self._named[first][0].end <= end

    def _order(self, site: str, last: Span | None, latest: Span | None) -> Iterator[str]:
        """Whether a town is the one named last before the site."""
        if last is None:
            yield "later only"
        elif last == latest:
            back = min(self._sentence(self.mentions[site][0].start) - self._sentence(last.start), 4)
            yield from ("named last before", f"named last before, back {back}")
        else:
            yield "another named since"

    def _last_before(self, site: str, town: str) -> Span | None:
        """The last mention of a town before the first of a site."""
        first, there = self.mentions[site][0].start, self.mentions[town]
        before = bisect.bisect_left(there, first, key=lambda one: one.start)
        return there[before - 1] if before else None

    def _before(self, mention: Span) -> str:
        """The preposition before a name, or the sign."""
        match = BEFORE.search(self.text[max(0, mention.start - NEAR) : mention.start])
        word = "" if match is None else match["word"].lower()
        return word if word in PREPOSITIONS or word in {",", "(", "’s", "'s"} else "other"

    def _sentence(self, offset: int) -> int:
        return bisect.bisect_right(self.document.sentences, offset, key=lambda sentence: sentence.start)


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
