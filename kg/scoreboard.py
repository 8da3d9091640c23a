"""What `kg score` shows: a table for each half of the gold, every error with its sentence, right and n by rule."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from kg.document import Report
from kg.errors import GoldError
from kg.facts import Extraction
from kg.gold import Gold
from kg.rulebook import Rulebook
from kg.score import Failure, Score, Tally, score

Read = Callable[[Report], Extraction]
HEADS = ("kind", "gold", "found", "P", "R", "F1", "exact F1")

TABLE = ("test", "retold", "development")
"""The parts of the gold, as the README shows them."""
STEPS = (1.01, 0.95, 0.9, 0.8, 0.6)
"""Between which confidences findings are counted together."""


def score_all(golds: Iterable[Gold], read: Read) -> dict[str, Score]:
    """The scores of reports, by half."""
    halves: dict[str, Score] = {}
    for gold in golds:
        halves.setdefault(gold.half, Score()).add(score(gold, read(gold.report)))
    return halves


def rows(found: Score) -> Iterator[tuple[str, ...]]:
    """A row for each kind of fact: how many in gold and found, precision, recall and F1 in percent."""
    for kind, tally in found.tallies.items():
        figures = [*tally.figures(), tally.figures(tally.exact)[2]]
        yield (kind, str(tally.gold), str(tally.found), *map(_percent, figures))


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"


def as_text(halves: Mapping[str, Score], errors: str | None = None) -> Iterator[str]:
    """The tables, and with `errors` (a kind, or `all`) the errors of these kinds."""
    for half, found in halves.items():
        yield f"{half}: {found.reports} report{'' if found.reports == 1 else 's'}, {found.words} words"
        for row in (HEADS, *rows(found)):
            yield f"  {row[0]:<14}" + "".join(f"{cell:>9}" for cell in row[1:])
        yield f"  facts from words that hold none: {found.nothing}"
        for failure in chosen(found, errors):
            yield from _lines(failure)


def chosen(found: Score, errors: str | None) -> list[Failure]:
    """The errors of a kind, of all kinds, or none."""
    return [failure for failure in found.failures if errors in ("all", failure.kind)]


def _lines(failure: Failure) -> Iterator[str]:
    rule = f" [{failure.rule}]" if failure.rule else ""
    yield f"  {failure.what} {failure.kind} in {failure.report}: {failure.words or '-'} ({failure.values}){rule}"
    yield f"      {failure.sentence}"


def as_json(halves: Mapping[str, Score]) -> dict[str, Any]:
    """Everything: by half the figures of each kind, the errors, and right and n by rule."""
    return {half: {
        "reports": found.reports, "words": found.words, "nothing": found.nothing,
        "kinds": {kind: _figures(tally) for kind, tally in found.tallies.items()},
        "rules": {rule: {"right": counts["right"], "n": counts["n"]} for rule, counts in sorted(found.rules.items())},
        "errors": [asdict(failure) for failure in found.failures],
    } for half, found in halves.items()}  # fmt: skip


def _figures(tally: Tally) -> dict[str, float | int | None]:
    precision, recall, f1 = tally.figures()
    exact = tally.figures(tally.exact)[2]
    return {**asdict(tally), "precision": precision, "recall": recall, "f1": f1, "exact_f1": exact}


def as_markdown(halves: Mapping[str, Score]) -> Iterator[str]:
    """The table of the README: the two frozen parts first, the development half beside them."""
    if set(TABLE) != set(halves):
        raise GoldError(f"the table shows {', '.join(TABLE)} beside each other; name the folder of all three")
    yield "| kind of fact | test: in gold | P | R | F1 | exact F1 | retold: in gold | P | R | F1 | development F1 |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    for row, retold, other in zip(*(rows(halves[part]) for part in TABLE), strict=True):
        kind, gold, _, precision, recall, f1, exact = row
        again = retold[1], *retold[3:5], f"**{retold[5]}**"
        told = again if retold[1] != "0" else ("", "", "", "")
        yield f"| {kind} | {gold} | {precision} | {recall} | **{f1}** | {exact} | {' | '.join(told)} | {other[5]} |"
    false = [str(halves[part].nothing) for part in TABLE]
    yield f"| facts from words that hold none | {false[0]} | | | | | {false[1]} | | | | |"


def sureness(halves: Mapping[str, Score], rulebook: Rulebook) -> Iterator[str]:
    """A table of how many findings were right on the frozen parts, by the confidence of the rules that made them."""
    parts = [part for part in TABLE if part != "development"]
    yield f"| confidence of the rule | {' | '.join(f'{part}: findings | right, %' for part in parts)} |"
    yield f"|---|{'---:|---:|' * len(parts)}"
    for high, low in itertools.pairwise(STEPS):
        cells = []
        for part in parts:
            counted = [
                counts for rule, counts in halves[part].rules.items() if low <= _confidence(rule, rulebook) < high
            ]
            right, n = (sum(counts[key] for counts in counted) for key in ("right", "n"))
            cells += [str(n), _percent(right / n if n else None)]
        yield f"| {low:.2f} to {min(high, 1.0):.2f} | {' | '.join(cells)} |"


def _confidence(rule: str, rulebook: Rulebook) -> float:
    """Of what a rule finds; below all steps where it was not measured."""
    known = rulebook.rules.get(rule)
    return -1.0 if known is None or known.confidence is None else known.confidence


def measures(counts: Mapping[str, Counter[str]]) -> Iterator[tuple[str, int, int]]:
    """Rule, right and n, sorted: the rows of data/rules/measured.csv."""
    for rule, counted in sorted(counts.items()):
        yield rule, counted["right"], counted["n"]
