"""What has changed."""

from __future__ import annotations

from flask import Blueprint, Response

from server.answers import answer
from server.caching import remembered
from server.changes import asked_for

blueprint = Blueprint("changes", __name__)


@blueprint.get("/changes")
@remembered
def changes() -> Response:
    """What was added, changed, withdrawn, joined and parted, the latest first, a hundred at a time."""
    return answer(asked_for())
