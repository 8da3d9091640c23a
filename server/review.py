"""`/review`, `/decisions` and `/decision/…`: what waits for a person and what was decided, readable without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.exceptions import NotFound

from kg.deciding import decision_of, decisions
from server import queries
from server.answers import asked_number
from server.caching import remembered
from server.history import SAID
from server.queue import queue
from server.reviewing import decisions_told
from server.site import data_or_page, site

blueprint = Blueprint("review", __name__)
ON_A_PAGE = 20
DECISIONS = 100


@blueprint.get("/review")
@remembered
def review() -> Response:
    """What waits for a decision; with scripts one decides here."""
    found = queue(asked_number("limit", ON_A_PAGE, ON_A_PAGE))
    kept = {name: value for name, value in request.args.items() if name != "after"}
    more = None if found["next"] is None else f"{url_for('.review')}?{urlencode({**kept, 'after': found['next']})}"
    return _page("review.html", found=found, more=more)


@blueprint.get("/decisions")
@remembered
def all_() -> Response:
    """What was decided, the latest first, and what became of it."""
    made = decisions(site().store, request.args.get("report"))[::-1]
    offset = asked_number("offset", 0)
    told = decisions_told(made[offset : offset + DECISIONS])
    kept = {name: value for name, value in request.args.items() if name != "offset"}
    older = offset + DECISIONS < len(made)
    more = f"{url_for('.all_')}?{urlencode({**kept, 'offset': offset + DECISIONS})}" if older else None
    return _page("decisions.html", total=len(made), decisions=told, more=more)


def _page(template: str, **known: object) -> Response:
    return Response(render_template(template, **known), content_type="text/html; charset=utf-8")


@blueprint.get("/decision/<id_>")
@remembered
def decision(id_: str) -> Response:
    """One decision: who, when, why, about which words, and what became of it."""
    found = decision_of(site().store, id_)
    if found is None:
        raise NotFound(f"There is no decision {id_}; it may have been taken back.")
    iri = site().store.addresses.decision(id_)

    def page() -> str:
        (told,) = decisions_told([found])
        return render_template("decision.html", one=told, record=found.to_json())

    return data_or_page(queries.EVERYTHING, iri, [iri], page)


@blueprint.app_template_filter("said")
def said(operation: str) -> str:
    """What was decided, in the words of the buttons with which it is decided."""
    return SAID[operation]


@blueprint.app_template_filter("marked")
def marked(sentence: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The pieces of a sentence, and which of them are marked; of marks that overlap, what they cover together."""
    text, at = sentence["text"], 0
    for start, end in sentence["marks"]:
        if start > at:
            yield {"text": text[at:start], "mark": False}
        if end > at:
            yield {"text": text[max(at, start) : end], "mark": True}
            at = end
    if at < len(text):
        yield {"text": text[at:], "mark": False}
