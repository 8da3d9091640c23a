"""The town of a site at which a protest was: which of the towns of the report it lies in, weighed.

A report says "at City Hall", and the town in another sentence, in the dateline or the headline. A logistic regression
says for each town how likely the site lies in it. Its weights stand in `data/lexicon/localities.csv`;
`learning/localities.py` learned them from the gold for development and learning, and docs/decisions/0031 tells why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.facts import Extraction, Fact, Predicate, Relation, relation
from kg.lexicon import Lexicon
from kg.reading.localities import Localities, Locality
from kg.weighing import likelihood

LIKELY = 0.5  # from which a square or a house lies in the likeliest town
RULE = "site-in-town"


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with the towns of the sites of its protests."""
    localities = Localities(extraction, lexicon)
    known = {fact.subject for fact in extraction.of(Relation) if _puts_in_town(fact, localities)}
    return extraction.adding(_towns(localities, lexicon.localities, known))


def _puts_in_town(fact: Relation, localities: Localities) -> bool:
    return fact.predicate is Predicate.WITHIN and fact.object in localities.towns


def _towns(localities: Localities, weights: Mapping[str, float], known: set[str]) -> Iterator[Fact]:
    for site in localities.at_protests() if weights else ():
        found = None if site in known else choose(localities.of(site), weights)
        if found is not None:
            yield relation(site, Predicate.WITHIN, found.town, *found.words, rule=RULE)


def choose(towns: Iterable[Locality], weights: Mapping[str, float]) -> Locality | None:
    """The town in which a site lies, if one is likely enough."""
    rated = [(likelihood(one.says, weights), one.town, one) for one in towns]
    likely, _, best = max(rated, default=(0.0, "", None))
    return best if likely >= LIKELY else None
