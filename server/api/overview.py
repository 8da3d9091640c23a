"""The whole base at once."""

from __future__ import annotations

from flask import Blueprint, Response

from server.answers import answer
from server.caching import remembered
from server.overview import overview as the_overview
from server.renewing import renewed
from server.site import site

blueprint = Blueprint("overview", __name__)


@blueprint.get("/overview")
@remembered
def overview() -> Response:
    """Every node but the roles, and who hangs together with whom."""
    store = site().store
    return answer(renewed("overview", lambda: the_overview(store)))
