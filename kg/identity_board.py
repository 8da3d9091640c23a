"""What `kg score` shows of identity: a table for each set of reports, and every wrong and missed pair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from kg.errors import GoldError
from kg.identity_score import IdentityScore, Pair, Pairs

HEADS = ("pairs of", "in gold", "read", "joined", "P", "R of read", "or asked", "R of all", "F1")


def rows(found: IdentityScore) -> Iterator[tuple[str, ...]]:
    """A row for each kind: pairs in gold, read and joined; precision, the recalls and F1 in percent."""
    for kind, pairs in found.pairs.items():
        yield (kind, str(pairs.gold), str(pairs.read), str(pairs.joined), *map(_percent, _shares(pairs).values()))


def _shares(pairs: Pairs) -> dict[str, float | None]:
    return {
        "precision": pairs.precision, "recall": pairs.recall, "recall_with_asked": pairs.met,
        "recall_of_all": pairs.end_to_end, "f1": pairs.f1,
    }  # fmt: skip


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"


def as_text(scores: Iterable[IdentityScore], *, errors: bool) -> Iterator[str]:
    """The tables, and if wanted every pair that is wrong, missed or was not even read."""
    for found in scores:
        yield f"identity, {found.half}: {found.reports} reports"
        for row in (HEADS, *rows(found)):
            yield f"  {row[0]:<26}" + "".join(f"{cell:>10}" for cell in row[1:])
        yield f"  forbidden merges made: {len(found.violated)} of {found.forbidden}"
        yield from (f"      {apart.left} = {apart.right} ({apart.why})" for apart in found.violated)
        yield f"  things that the reader itself mixed with another: {found.mixed}"
        for pair in found.errors if errors else ():
            yield from _lines(pair)


def _lines(pair: Pair) -> Iterator[str]:
    yield f"  {pair.what} {pair.kind}: {pair.words[0]} ({pair.left}) / {pair.words[1]} ({pair.right})"
    yield from ([f"      [{pair.why}]"] if pair.why else ())
    yield from (f"      {sentence}" for sentence in pair.sentences)


def as_json(scores: Iterable[IdentityScore]) -> dict[str, Any]:
    """Everything: by half the pairs of each kind, the forbidden merges that were made, and the errors."""
    return {found.half: {
        "reports": found.reports, "mixed": found.mixed, "forbidden": found.forbidden,
        "kinds": {kind: {**asdict(pairs), **_shares(pairs)} for kind, pairs in found.pairs.items()},
        "violated": [asdict(apart) for apart in found.violated],
        "errors": [asdict(pair) for pair in found.errors],
    } for found in scores}  # fmt: skip


def as_markdown(scores: Iterable[IdentityScore]) -> Iterator[str]:
    """The tables of the README: each frozen set, and F1 of the development half beside it."""
    halves: Mapping[str, IdentityScore] = {found.half: found for found in scores}
    if not {"test", "development"} <= set(halves):
        raise GoldError("the table shows the test half beside the development half; name the folder of both")
    for half, found in sorted(halves.items(), reverse=True):
        if half != "development":
            yield from _beside(found, halves["development"])
            yield ""


def _beside(frozen: IdentityScore, development: IdentityScore) -> Iterator[str]:
    title = f"{frozen.half}, {frozen.reports} reports"
    yield f"| {title} | in gold | read | P | R of read | joined or asked | R of all | F1 | development F1 |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for row, other in zip(rows(frozen), rows(development), strict=True):
        kind, gold, read, _, precision, recall, met, of_all, f1 = row
        yield f"| {kind} | {gold} | {read} | {precision} | {recall} | {met} | {of_all} | **{f1}** | {other[-1]} |"
    wrong, others = len(frozen.violated), len(development.violated)
    yield f"| forbidden merges made | {frozen.forbidden} | | {wrong} | | | | | {others} |"
