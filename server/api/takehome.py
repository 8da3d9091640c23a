"""What a view shows, as a file to take home."""

from __future__ import annotations

import datetime
import re
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest

from server.answers import asked_document
from server.links import is_web_page
from server.negotiation import content_type
from server.posted import asked_iris
from server.takehome import FORMS, Cover, file_name
from server.taken import taken

blueprint = Blueprint("takehome", __name__)

MOST_NODES, MOST_FACTS = 5_000, 10_000
LONGEST = {"title": 500, "permalink": 20_000, "query": 100_000}


@blueprint.post("/export")
def export() -> Response:
    """The named nodes and facts with their words, as a file that says what it is."""
    form = FORMS.get(request.args.get("format", ""))
    if form is None:
        raise BadRequest(f"Ask for a format: {', '.join(FORMS)}.")
    document = asked_document()
    nodes, facts = asked_iris(document, "nodes", MOST_NODES), asked_iris(document, "facts", MOST_FACTS)
    cover = _cover(document)
    response = Response(form.write(taken(nodes, facts), cover), content_type=content_type(form.media_type))
    name = file_name(cover.title, cover.day, form.suffix)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cover(document: dict[str, Any]) -> Cover:
    title, permalink = _text(document, "title"), _text(document, "permalink")
    if not is_web_page(permalink):
        raise BadRequest("The permalink is not the address of a page.")
    query = None if document.get("query") is None else _text(document, "query")
    address = re.sub(r"""[<>"{}|^`\\\x00-\x20\x7f]""", lambda sign: quote(sign[0]), permalink)
    return Cover(title, address, query, datetime.datetime.now(datetime.UTC).date())


def _text(document: dict[str, Any], name: str) -> str:
    found = document.get(name)
    if not isinstance(found, str) or not found or len(found) > LONGEST[name]:
        raise BadRequest(f"What is taken home has a {name}: a text of at most {LONGEST[name]} characters.")
    return found
