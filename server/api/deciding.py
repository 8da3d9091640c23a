"""What waits for a person, and what persons decide: the review screen asks for it and tells it."""

from __future__ import annotations

import enum
import threading
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, request
from rdflib import URIRef
from werkzeug.exceptions import BadRequest, NotFound

from kg.deciding import decision_of, decisions, place_of
from kg.decisions import Correction, Decision, Operation, Verdict, written
from kg.document import Report
from kg.errors import ContradictionError, DecisionError, ReportError
from kg.rdf import ReportGraphs
from kg.review import making
from kg.review.recording import record, take_back
from server.answers import answer, asked_document, asked_iri, asked_number, our_iri
from server.caching import remembered
from server.pages import load
from server.problems import problem
from server.queue import queue
from server.reports import CannotReadError
from server.reviewing import Desk, decisions_told
from server.site import done, site
from server.tokens import require_token

blueprint = Blueprint("deciding", __name__)
MOST, WHOLE_PAGE = 100, 50


@blueprint.get("/review")
@remembered
def review() -> Response:
    """What waits for a decision: pairs that may be one, and facts of which the reader is not sure."""
    return answer(queue(asked_number("limit", 20, MOST)))


@blueprint.get("/forms")
@remembered
def forms() -> Response:
    """What can be said of one thing, or of what the reader missed in a report."""
    desk = Desk(site().store)
    if "report" in request.args:
        found = list(desk.forms(load(request.args["report"]).id).missing())
    else:
        iri = asked_iri("about")
        place = place_of(site().store.addresses, iri)
        form = None if place is None else desk.forms(place[0]).of(str(iri))
        if form is None:
            raise NotFound("There is no such thing in the graph.")
        found = [form]
    return answer({"forms": [asdict(form) for form in found]})


@blueprint.get("/decisions")
@remembered
def list_() -> Response:
    """What was decided, the latest first."""
    store, status = site().store, request.args.get("status")
    made = decisions(store, request.args.get("report"))[::-1]
    if status not in (None, "", "applied", "unplaced", "waiting"):
        raise BadRequest("The parameter status is applied, unplaced or waiting.")
    if "about" in request.args:
        about = _about(str(asked_iri("about")))
        made = [one for one in made if one.id in about]
    offset, limit = asked_number("offset", 0), asked_number("limit", WHOLE_PAGE, MOST)
    if not status:
        return answer({"total": len(made), "decisions": decisions_told(made[offset : offset + limit])})
    told = [one for one in decisions_told(made) if one["status"] == status]
    return answer({"total": len(told), "decisions": told[offset : offset + limit]})


def _about(iri: str) -> set[str]:
    """The ids of the decisions about a thing, or about what stands behind it."""
    rows = site().store.texts(
        """SELECT DISTINCT ?decision WHERE {
          { GRAPH ?graph { $thing pe:decidedBy ?decision } }
          UNION { GRAPH ?graph { ?why pe:left|pe:right $thing ; pe:decidedBy ?decision } }
        }""",
        thing=URIRef(iri),
    )
    return {row["decision"].rpartition("/")[2] for row in rows}


@blueprint.get("/decisions.jsonl")
@remembered
def as_file() -> Response:
    """All decisions as the plain file that lives in git."""
    return Response(written(decisions(site().store)), content_type="application/jsonl; charset=utf-8")


@blueprint.get("/decisions/<id_>")
@remembered
def decision(id_: str) -> Response:
    """One decision."""
    found = decision_of(site().store, id_)
    if found is None:
        raise NotFound(f"There is no decision {id_}.")
    return answer(decisions_told([found])[0])


@blueprint.post("/decisions")
def decide() -> Response:
    """Decide something: 201 with what became of it, on the disk and in the graphs."""
    require_token()
    try:
        made = _asked_decision(asked_document())
        with _alone(made):
            record(site().store, made, _read_again)
    except ContradictionError as error:
        return problem(409, "It contradicts what was decided before", str(error))
    except (DecisionError, ReportError) as error:
        return problem(422, "It cannot be decided so", str(error))
    site().resolver.request()
    response = answer(decisions_told([made])[0])
    response.status_code = 201
    response.headers["Location"] = f"{request.base_url}/{made.id}"
    return response


@blueprint.delete("/decisions/<id_>")
def undo(id_: str) -> Response:
    """Take a decision back, as if it had never been made."""
    require_token()
    made = decision_of(site().store, id_)
    if made is None:
        raise NotFound(f"There is no decision {id_}.")
    with _alone(made):
        take_back(site().store, id_, _read_again)
    site().resolver.request()
    return done(204)


def _alone(decision: Decision) -> threading.Lock:
    """What to hold while a decision is made or taken back; judgements, which may contradict, wait for each other."""
    return site().alone(decision.report if isinstance(decision, Correction) else "")


def _read_again(report: Report, corrections: Iterable[Correction]) -> ReportGraphs:
    """The graphs of a report with its corrections, if somebody reads here."""
    read = site().read
    if read is None:
        raise CannotReadError("This server reads no reports, so that none can be corrected; `kg judge` does.")
    return read(report, corrections)


def _asked_decision(known: Mapping[str, Any]) -> Decision:
    """The decision that was sent; `DecisionError` if it is none."""
    store, by, why = site().store, _text(known, "by"), _text(known, "why", needed=False)
    if not by.strip():
        raise DecisionError("by: say who decides")
    if "judgement" in known:
        _only(known, "judgement left right by why")
        verdict = _one_of(known, "judgement", Verdict)
        sides = (str(our_iri(_text(known, "left"), "left")), str(our_iri(_text(known, "right"), "right")))
        return making.judgement(store, verdict, sides, by=by, why=why)
    operation = _one_of(known, "operation", Operation)
    values = known.get("values", {})
    if not isinstance(values, dict):
        raise DecisionError("values: is no object of fields and their values")
    values = {name: _ours(value) for name, value in values.items()}
    if operation is Operation.ADD:
        _only(known, "operation report kind words values by why")
        words = known.get("words")
        if not isinstance(words, dict):
            raise DecisionError("words: say where they start and end")
        where = (_text(known, "report"), words.get("start"), words.get("end"))
        return making.addition(store, _text(known, "kind"), where, values, by=by, why=why)
    _only(known, "operation about values by why")
    return making.correction(store, operation, str(our_iri(_text(known, "about"), "about")), values, by=by, why=why)


def _ours(value: object) -> object:
    """A value whose address is one under our base."""
    if isinstance(value, str) and value.startswith(("http://", "https://")):
        return str(our_iri(value, "values"))
    return [_ours(one) for one in value] if isinstance(value, list) else value


def _text(known: Mapping[str, Any], name: str, *, needed: bool = True) -> str:
    value = known.get(name, None if needed else "")
    if not isinstance(value, str):
        raise DecisionError(f"{name}: is {value!r}; write a text")
    return value


def _one_of(known: Mapping[str, Any], name: str, choices: type[enum.StrEnum]) -> Any:
    if known.get(name) not in list(choices):
        raise DecisionError(f"{name}: is {known.get(name)!r}; write one of {', '.join(choices)}")
    return choices(known[name])


def _only(known: Mapping[str, Any], names: str) -> None:
    strange = sorted(set(known) - set(names.split()))
    if strange:
        raise DecisionError(f"unknown {', '.join(strange)}; known are {', '.join(names.split())}")
