"""The rules of the reader: what each reads, examples that are its tests, and how often it was right.

`data/rules/*.toml` say the first two; `data/rules/measured.csv` is what `make score` counted on the development half of
the gold. Confidence is the lower bound of the Wilson score interval (Wilson 1927, JASA 22:209-212) at one standard
error: 9 of 9 right is 0.9, 5 of 5 is 0.83, 30 of 33 is 0.86.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.config import share
from kg.errors import RuleError
from kg.facts import (
    Band,
    Count,
    Extraction,
    Fact,
    Membership,
    Message,
    Relation,
    TimeReference,
    with_references,
)  # fmt: skip

MEASURED = "measured.csv"
FEWEST = 5  # a rule that was never seen wrong, but fewer times than this, has no figure yet
CEILING = 0.99  # of the confidence of rules that agree


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: `says` in a sentence what it reads; `right` of `n` findings were right on the development half."""

    id: str
    says: str
    examples: tuple[str, ...]
    right: int = 0
    n: int = 0

    @property
    def confidence(self) -> float | None:
        """The lower bound of its precision; `None` if it was met too seldom to say."""
        if self.n == 0 or (self.right == self.n and self.n < FEWEST):
            return None
        return round(lower_bound(self.right, self.n), 2)


@dataclass(frozen=True)
class Rulebook:
    """All rules by id, and the hash of their files."""

    rules: Mapping[str, Rule]
    digest: str

    def confidence(self, ids: Iterable[str]) -> float | None:
        """Of a fact that several rules read, each for itself; `None` if none of them was measured."""
        known = [rule.confidence for id_ in ids if (rule := self.rules.get(id_)) is not None]
        measured = [confidence for confidence in known if confidence is not None]
        if len(measured) < 2:
            return measured[0] if measured else None
        return round(min(CEILING, 1 - math.prod(1 - confidence for confidence in measured)), 2)


def lower_bound(right: int, n: int) -> float:
    """The lower bound of the Wilson score interval of `right` out of `n`, n > 0, at one standard error."""
    p, z = right / n, 1.0
    spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, (p + z * z / (2 * n) - spread) / (1 + z * z / n))  # a hair below where none is right


def graded(extraction: Extraction, rulebook: Rulebook) -> Extraction:
    """The extraction with the confidence of its facts: no fact is surer than those it is about."""
    facts = {fact.key: fact for fact in extraction.facts}
    known: dict[str, float | None] = {}
    for key in facts:
        _grade(key, facts, rulebook, known)
    return replace(extraction, facts=tuple(replace(fact, confidence=known[fact.key]) for fact in extraction.facts))


def _grade(key: str, facts: Mapping[str, Fact], rulebook: Rulebook, known: dict[str, float | None]) -> float | None:
    if key not in known:
        fact = facts[key]
        known[key] = own = rulebook.confidence((fact.rule, *fact.also))  # set first: what refers to itself ends here
        about = [_grade(other, facts, rulebook, known) for other in _about(fact) if other in facts]
        measured = [confidence for confidence in (own, *about) if confidence is not None]
        known[key] = min(measured) if measured else None
    return known[key]


def _about(fact: Fact) -> tuple[str, ...]:
    """The keys without which a fact says nothing; where somebody said or showed something may stay open."""
    keys: tuple[str | None, str | None]
    if isinstance(fact, Relation):
        keys = (fact.subject, fact.object)
    elif isinstance(fact, (Count, TimeReference, Message)):
        keys = (fact.event, None)
    elif isinstance(fact, Membership):
        keys = (fact.member, fact.organization)
    else:
        keys = (None, None)
    return tuple(key for key in (*keys, fact.said_in) if key is not None)


def published(extraction: Extraction) -> Extraction:
    """The extraction without its candidates and what was rejected, and without the links to them."""
    unsure: dict[str, None] = {fact.key: None for fact in extraction.facts if fact.band is Band.CANDIDATE}
    unsure |= {entity.key: None for entity in extraction.entities if entity.rejected}
    facts = (with_references(fact, unsure) for fact in extraction.facts if fact.key not in unsure)
    entities = (entity for entity in extraction.entities if not entity.rejected)
    return replace(extraction, entities=tuple(entities), facts=tuple(facts))


def load_rulebook(folder: Path | None = None) -> Rulebook:
    """The rules of a folder; without one, ours. Raises `RuleError` for a rule that is not as the others are."""
    return _load((folder or share("data") / "rules").resolve())


@functools.cache
def _load(folder: Path) -> Rulebook:
    measured = _measured(folder / MEASURED)
    rules: dict[str, Rule] = {}
    digest = hashlib.sha256()
    for file in sorted([*folder.glob("*.toml"), *folder.glob(MEASURED)]):
        digest.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    for file in sorted(folder.glob("*.toml")):
        for rule in _rules(file):
            if rule.id in rules:
                raise RuleError(f"{file}: the rule {rule.id} is there twice; rename one")
            right, n = measured.get(rule.id, (0, 0))
            rules[rule.id] = replace(rule, right=right, n=n)
    return Rulebook(rules, digest.hexdigest())


def _rules(file: Path) -> list[Rule]:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8")).get("rule", [])
    except (OSError, ValueError) as error:
        raise RuleError(f"{file}: {error}; mend it") from error
    for number, table in enumerate(tables, 1):
        if set(table) != {"id", "says", "examples"} or not all(table.values()):
            raise RuleError(f"{file}, rule {number}: has not an id, what it says and examples, and these alone")
    return [Rule(id=t["id"], says=t["says"], examples=tuple(t["examples"])) for t in tables]


def _measured(file: Path) -> dict[str, tuple[int, int]]:
    if not file.is_file():
        return {}
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            return {row["rule"]: (int(row["right"]), int(row["n"])) for row in csv.DictReader(lines)}
    except (OSError, ValueError, KeyError) as error:
        raise RuleError(f"{file}: not rows of rule,right,n: {error}; `make score` writes it") from error
