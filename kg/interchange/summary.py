"""What became of the rows of a table, counted: in constant memory, however many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from kg.interchange.incoming import Outcome

STATUSES = ("added", "changed", "unchanged", "refused")
SHOWN = 20
"""Refused rows that are told one by one; of more it is told how many there are."""
CODES = 10_000
"""Codes nobody knows that are counted each."""


@dataclass
class Tally:
    """Rows by what became of them, refused rows by why, and the codes that nobody knows."""

    rows: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)

    def counting(self, outcomes: Iterable[Outcome], tell: Callable[[str], None]) -> Iterator[Outcome]:
        """The same outcomes, counted; of the first that were refused it is told why."""
        for outcome in outcomes:
            self.rows[outcome.status] += 1
            if outcome.reason is not None:
                self.reasons[outcome.reason] += 1
                if self.rows["refused"] <= SHOWN and outcome.note is not None:
                    tell(outcome.note)
            for code in outcome.unknown:
                self.codes[code if code in self.codes or len(self.codes) < CODES else "others"] += 1
            yield outcome

    def as_json(self) -> dict[str, object]:
        """All counts."""
        counts: dict[str, object] = {status: self.rows[status] for status in STATUSES}
        return {**counts, "reasons": dict(self.reasons), "unknown_codes": dict(self.codes)}

    def as_text(self) -> str:
        """The counts in a few lines."""
        lines = [", ".join(f"{self.rows[status]:,} {status}" for status in STATUSES)]
        lines += [f"  {times:,} refused: {reason}" for reason, times in self.reasons.most_common()]
        lines += [f"  {times:,} with a code that is kept as text: {code}" for code, times in self.codes.most_common(10)]
        if len(self.codes) > 10:
            lines.append(f"  and {len(self.codes) - 10:,} more codes")
        return "\n".join(lines)
