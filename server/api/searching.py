"""Search, with facets."""

from __future__ import annotations

from flask import Blueprint, Response, request

from server.answers import answer, asked_number
from server.caching import remembered
from server.searching import search

blueprint = Blueprint("searching", __name__)


@blueprint.get("/search", endpoint="search")
@remembered
def find() -> Response:
    """What is called so, or said so; narrowed down by facets."""
    return answer(search(request.args, asked_number("offset", 0)))
