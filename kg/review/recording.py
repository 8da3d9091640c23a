"""A decision and all that follows from it in one write, and what became of those that were made.

A correction is written together with its report, which is read again for it; a judgement alone, since identity is
derived from all of them afterwards (`kg resolve`, or the server by itself).
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeAlias

from rdflib import Graph
from rdflib.namespace import DCTERMS

from kg.beliefs import Whole
from kg.deciding import corrections, decision_graph, decision_of
from kg.decisions import Correction, Decision, Judgement, in_order
from kg.document import Report
from kg.endpoint import Endpoint
from kg.engine import to_triples
from kg.errors import DecisionError, ReportError, StaleError
from kg.rdf import ReportGraphs
from kg.review.contradictions import refuse_contradictions
from kg.review.states import unplaced_in
from kg.vocab import SCHEMA

Reread: TypeAlias = Callable[[Report, Sequence[Correction]], ReportGraphs]
"""What reads a report again, with its corrections."""
ATTEMPTS = 3
"""How often a report is read again for a decision while others write it."""


def record(store: Endpoint, decision: Decision, reread: Reread) -> None:
    """Hold a decision, with what follows from it.

    Raises:
        ContradictionError: a judgement is the opposite of what was decided before.
        DecisionError: a correction cannot be carried out, or its report is not in the store; then nothing is written.
    """
    if isinstance(decision, Judgement):
        refuse_contradictions(store, [decision])
        store.decide(decision.id, decision_graph(decision, store.addresses))
        return
    _while_fresh(partial(_correct, store, decision, reread))


def _correct(store: Endpoint, decision: Correction, reread: Reread) -> None:
    report = stored_report(store, decision.report)
    graphs = reread(report, in_order([*corrections(store, report.id), decision]))  # type: ignore[arg-type]
    reason = unplaced_in(graphs.facts, store.addresses).get(decision.id)
    if reason is not None:
        raise DecisionError(f"it cannot be carried out: {reason}")
    store.decide(decision.id, decision_graph(decision, store.addresses), graphs)


def record_all(store: Endpoint, decisions: Iterable[Decision], reread: Reread) -> list[Decision]:
    """Hold many decisions, such as those of a file; those that were not held before.

    Corrections that cannot be placed are held as well, and reported as such. Raises `ContradictionError` before
    anything is written. After an interruption the same call goes on.
    """
    new = [decision for decision in in_order(decisions) if decision_of(store, decision.id) is None]
    judgements = [decision for decision in new if isinstance(decision, Judgement)]
    refuse_contradictions(store, judgements)
    with store.batch():
        if judgements:
            store.write([_held(store, decision) for decision in judgements])
        by_report: dict[str, list[Correction]] = {}
        for decision in new:
            if isinstance(decision, Correction):
                by_report.setdefault(decision.report, []).append(decision)
        for report_id, of_report in by_report.items():
            _while_fresh(partial(_correct_all, store, report_id, of_report, reread))
    return new


def _correct_all(store: Endpoint, report_id: str, of_report: Sequence[Correction], reread: Reread) -> None:
    held = [_held(store, correction) for correction in of_report]
    store.write([*held, *map(store.read_again, _read_again(store, report_id, reread, more=of_report))])


def take_back(store: Endpoint, id_: str, reread: Reread) -> Decision:
    """Take a decision back as if it had never been made; `DecisionError` if none of that id is held."""
    decision = decision_of(store, id_)
    if decision is None:
        raise DecisionError(f"no decision {id_!r} in the store; `kg decisions` lists them")
    _while_fresh(partial(_withdraw, store, decision, reread))
    return decision


def _withdraw(store: Endpoint, decision: Decision, reread: Reread) -> None:
    again: list[ReportGraphs] = []
    if isinstance(decision, Correction):
        again = _read_again(store, decision.report, reread, without=decision.id)
    store.decide(decision.id, Graph(), *again)


def _while_fresh(work: Callable[[], None]) -> None:
    """Do what rests on the text of a report once more if somebody gave it another text before that was written."""
    for _ in range(ATTEMPTS - 1):
        with contextlib.suppress(StaleError):
            work()
            return
    work()


def _held(store: Endpoint, decision: Decision) -> Whole:
    name = str(store.addresses.decision(decision.id))
    return Whole(what=name, graphs={name: to_triples(decision_graph(decision, store.addresses))})


def _read_again(
    store: Endpoint, report_id: str, reread: Reread, *, more: Sequence[Correction] = (), without: str = ""
) -> list[ReportGraphs]:
    """The report as it reads with some more corrections, or without one; nothing if it is not in the store."""
    if report_id not in store:
        return []
    known = [correction for correction in corrections(store, report_id) if correction.id != without]
    in_time: list[Correction] = in_order([*known, *more])  # type: ignore[assignment]
    return [reread(stored_report(store, report_id), in_time)]


def stored_report(store: Endpoint, report_id: str) -> Report:
    """A report as it was stored, with what is known of it; `ReportError` if it is not in the store."""
    rows = store.select(
        "SELECT ?property ?value WHERE { GRAPH $graph { $report ?property ?value } }",
        graph=store.addresses.facts_graph(report_id),
        report=store.addresses.report(report_id),
    )
    known = {str(row["property"]): str(row["value"]) for row in rows}
    if str(SCHEMA.articleBody) not in known:
        raise ReportError(f"no report {report_id!r} in the store; `kg ingest` reads it")
    published = known.get(str(SCHEMA.datePublished))
    return Report(
        id=known[str(DCTERMS.identifier)],
        text=known[str(SCHEMA.articleBody)],
        publisher=known.get(str(SCHEMA.publisher)),
        url=known.get(str(SCHEMA.url)),
        published=None if published is None else datetime.date.fromisoformat(published),
        language=known.get(str(SCHEMA.inLanguage)),
    )
