"""Learn from the gold for development and learning which names that no rule types are bodies'.

    .venv/bin/python -m learning.naming

Writes data/lexicon/naming.csv: the weights of a logistic regression. Prints how many of the names that were chosen are
bodies', in reports from which no rule was made; none is both learned from and asked. What stands beside the bodies,
places and persons that the rules have is learned from too: they are many, and names of bodies without a rule few.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from kg.document import Document, Label, Span
from kg.extraction.naming import LIKELY
from kg.extraction.naming import annotate as weighed
from kg.gold import Gold, load_gold
from kg.lexicon import Lexicon, load_lexicon
from kg.pipeline import ANNOTATE
from kg.reading.namings import Namings
from kg.reading.segment import segment
from kg.weighing import likelihood
from learning.weights import DATA, FOLDERS, Row, by_fold, learned, write

WEIGHTS = DATA / "lexicon" / "naming.csv"
FOLDS = 5
STRENGTH = 0.3
MOST = 0.7  # of the longer of two names, that makes them the same
TYPED = {Label.ORGANIZATION: "organizations", Label.PLACE: "places", Label.PERSON: "persons"}


@dataclass(frozen=True)
class Case:
    """A report: its names that no rule has typed, and those that the rules have rightly typed."""

    report: str
    asked: Sequence[Row]
    typed: Sequence[Row]
    unseen: bool


def case(gold: Gold, lexicon: Lexicon) -> Case:
    """The names of a report, each with whether gold has it for a body."""
    document = _read(gold, lexicon)
    names, bodies = Namings(document, lexicon), _spans(gold, "organizations")
    read = [a.span for a in document.labelled(Label.ORGANIZATION)]
    asked = ((naming, _is_body(naming.spans, gold, read)) for naming in names.untyped())
    typed = [
        Row(naming.says, label is Label.ORGANIZATION)
        for label, kind in TYPED.items()
        for naming in names.typed(label)
        if _overlap(naming.spans, _spans(gold, kind))
        and (label is Label.ORGANIZATION or not _overlap(naming.spans, bodies))
    ]
    rows = [Row(naming.says, right) for naming, right in asked if right is not None]
    return Case(gold.report.id, rows, typed, gold.half == "learning")


def _read(gold: Gold, lexicon: Lexicon) -> Document:
    document = segment(gold.report, lexicon)
    for annotate in ANNOTATE[: ANNOTATE.index(weighed)]:
        document = annotate(document, lexicon)
    return document


def _spans(gold: Gold, kind: str, *, optional: bool | None = None) -> list[Span]:
    items = (item for item in gold.items[kind] if optional in (None, item.optional))
    return [span for item in items for span in item.spans]


def _overlap(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for span in spans for other in others)


def _is_body(spans: Sequence[Span], gold: Gold, read: Sequence[Span]) -> bool | None:
    """Whether a name has most of one that gold has for a body and the rules have not; `None` if readers may differ."""
    bodies = [item for item in gold.items["organizations"] if not item.optional]
    known = [span for item in bodies if _overlap(item.spans, read) for span in item.spans]
    fresh = [span for item in bodies if not _overlap(item.spans, read) for span in item.spans]
    if any(_shared(span, body) > MOST for span in spans for body in fresh):
        return True
    again = any(_shared(span, body) > MOST for span in spans for body in known)
    return None if again or _overlap(spans, [*fresh, *_spans(gold, "organizations", optional=True)]) else False


def _shared(one: Span, other: Span) -> float:
    """The share of the longer of two stretches that both have."""
    return max(0, min(one.end, other.end) - max(one.start, other.start)) / max(len(one), len(other))


def main() -> None:
    """Learn, say how well, and write the weights."""
    lexicon = load_lexicon()
    known = [case(gold, lexicon) for gold in load_gold(FOLDERS)]
    rows = {case.report: [*case.asked, *case.typed] for case in known}
    weights = by_fold(rows, FOLDS, STRENGTH)
    asked = [(weights[case.report], row) for case in known if case.unseen for row in case.asked]
    chosen = [row.right for learnt, row in asked if likelihood(row.says, learnt) >= LIKELY]
    bodies = sum(row.right for _, row in asked)
    sys.stdout.write(f"{sum(chosen)} of {len(chosen)} names rightly taken for bodies', of {bodies} that are\n")
    write(learned([row for found in rows.values() for row in found], STRENGTH), WEIGHTS)


if __name__ == "__main__":
    main()
