"""The reports of a store that people corrected, as gold for `kg score`."""

from __future__ import annotations

from collections.abc import Iterator

from kg.corrections import corrected
from kg.deciding import corrections_by_report
from kg.endpoint import Endpoint
from kg.gold_writing import Written, as_gold
from kg.pipeline import extract
from kg.review.recording import stored_report


def corrected_gold(store: Endpoint) -> Iterator[Written]:
    """The reports that people corrected, as gold, in order of their ids."""
    for report_id, known in sorted(corrections_by_report(store).items()):
        if report_id in store:
            yield as_gold(corrected(extract(stored_report(store, report_id)), known).extraction)
