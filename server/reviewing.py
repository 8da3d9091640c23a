"""What waits for a person, and what persons decided, in the shapes of `frontend/src/api.ts`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from rdflib import URIRef

from kg.decisions import Decision, Judgement
from kg.document import Span
from kg.endpoint import Endpoint
from kg.review.doubts import Doubt
from kg.review.forms import Forms
from kg.review.listing import about, operation
from kg.review.pairs import Pair
from kg.review.sheet import Sheet, terms_of
from kg.review.states import State, states
from kg.rulebook import load_rulebook
from kg.sentences import around
from kg.vocab import PE
from server.cards import fact_line
from server.nodes import graph_nodes
from server.sections import sections
from server.shapes import href
from server.site import site
from server.summaries import ReportSummary, report_summaries, thing_summary
from server.view import ReportView, Thing, report_views

MOST_KNOWN = 8
"""Facts that are shown of one of two that may be the same."""


class Desk:
    """Reports that are looked at together, each opened once."""

    def __init__(self, store: Endpoint) -> None:
        self.store = store
        self._terms = {URIRef(term): label for term, label in terms_of(store).items()}
        self._views: dict[str, ReportView] = {}
        self._forms: dict[str, Forms] = {}

    def _open(self, report_ids: Iterable[str]) -> None:
        """Have some reports at hand, as pages show them."""
        self._views |= report_views(self.store, set(report_ids) - self._views.keys(), self._terms)

    def forms(self, report_id: str) -> Forms:
        """What can be said of what was read from it."""
        if report_id not in self._forms:
            self._forms[report_id] = Forms(
                Sheet(self.store, report_id, {str(iri): label for iri, label in self._terms.items()})
            )
        return self._forms[report_id]

    # Pairs

    def identities(self, pairs: Sequence[Pair]) -> list[dict[str, Any]]:
        """Pairs with all that helps to judge them; one that is no longer there is left out."""
        nodes = graph_nodes(side for pair in pairs for side in (pair.left, pair.right))
        things = self._things(nodes)
        reports = self._reports(node["report"] for node in nodes.values())
        self._open(node["report"] for node in nodes.values())
        found = []
        for pair in pairs:
            sides = [
                self._side(nodes[side], things.get(side), reports) for side in (pair.left, pair.right) if side in nodes
            ]
            if len(sides) == 2:
                left, right = sides
                told = {"id": pair.id, "kind": "identity", "left": left, "right": right}
                found.append({**told, "score": pair.score, "reasons": list(pair.reasons)})
        return found

    def _things(self, nodes: Any) -> dict[str, str]:
        if not nodes:
            return {}
        values = " ".join(f"<{node}>" for node in nodes)
        query = f"SELECT ?node ?thing WHERE {{ VALUES ?node {{ {values} }} ?node pe:canonical ?thing }}"
        rows = self.store.select(query)
        return {str(row["node"]): str(row["thing"]) for row in rows}

    def _reports(self, report_ids: Iterable[str]) -> dict[str, ReportSummary]:
        reports = [self.store.addresses.report(id_) for id_ in sorted(set(report_ids))]
        return {summary["id"]: summary for summary in report_summaries(reports)}

    def _side(self, node: Any, thing: str | None, reports: dict[str, ReportSummary]) -> dict[str, Any]:
        view = self._views[node["report"]]
        known = view.things[URIRef(node["iri"])]
        facts = [fact for section in sections(view, known) if not section.claims for fact in section.facts]
        return {
            "node": node,
            "thing": thing,
            "report": reports[view.id],
            "forms": [text for text, _ in view.forms(known)] or [node["label"]],
            "sentence": sentence(view, known),
            "known": [fact_line(view, fact, known) for fact in facts[:MOST_KNOWN]],
            "more": len(facts[MOST_KNOWN:]),
        }

    # Facts

    def facts(self, doubts: Sequence[Doubt]) -> list[dict[str, Any]]:
        """Facts with their sentences, and what can be said of them; one that is no longer there is left out."""
        reports = self._reports(doubt.report for doubt in doubts)
        self._open(doubt.report for doubt in doubts)
        return [item for doubt in doubts if (item := self._fact(doubt, reports[doubt.report])) is not None]

    def _fact(self, doubt: Doubt, report: ReportSummary) -> dict[str, Any] | None:
        view = self._views[doubt.report]
        thing, form = view.things.get(URIRef(doubt.fact)), self.forms(doubt.report).of(doubt.fact)
        if thing is None or form is None:
            return None
        rules, known = [str(rule) for rule in thing.values.get(PE.rule, ())], load_rulebook().rules
        return {
            "id": doubt.fact,
            "kind": "fact",
            "fact": fact_line(view, thing, thing),
            "thing": thing_summary(view, thing),
            "report": report,
            "sentence": sentence(view, thing),
            "form": asdict(form),
            "rules": [{"id": rule, "says": known[rule].says if rule in known else rule} for rule in rules],
        }


def sentence(view: ReportView, thing: Thing) -> dict[str, Any] | None:
    """The sentence in which a thing is told, with its words marked."""
    words = [*thing.content, *thing.evidence] if thing.content or thing.evidence else thing.mentions
    spans = [Span(one.start, one.end) for one in words if 0 <= one.start < one.end <= len(view.text)]
    return asdict(around(view.text, spans)) if spans else None


# Decisions


def decisions_told(made: Sequence[Decision]) -> list[dict[str, Any]]:
    """Decisions, and what became of them."""
    return [_told(decision, state) for decision, state in zip(made, states(site().store, made), strict=True)]


def _told(decision: Decision, state: State) -> dict[str, Any]:
    iri = str(site().store.addresses.decision(decision.id))
    return {
        "id": decision.id,
        "href": href(iri),
        "operation": operation(decision),
        "by": decision.by,
        "at": f"{decision.at:%Y-%m-%dT%H:%M:%SZ}",
        "why": decision.why,
        "report": decision.left.report if isinstance(decision, Judgement) else decision.report,
        "about": about(decision),
        "iri": state.nodes[0] if state.nodes else None,
        "status": state.status,
        "reason": state.reason,
    }
