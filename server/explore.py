"""Explore: the whole base, from a search, its facets, the largest events or the latest reports on.

The page is whole without scripts; with them it becomes a network that one walks through (`frontend/src/explore.ts`).
"""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for

from server import queries
from server.answers import asked_number
from server.caching import is_late, remembered
from server.kinds import KINDS
from server.renewing import renewed
from server.searching import PAGE, search
from server.site import site
from server.summaries import report_list

blueprint = Blueprint("explore", __name__)

LARGEST = LATEST = 8


@blueprint.get("/explore")
@remembered
def explore() -> Response:
    """What there is: a search with facets, its hits, and where to begin if nothing is searched for."""
    result = search(request.args, asked_number("offset", 0))
    searching = any(request.args.get(name) for name in ("q", *(facet["name"] for facet in result["facets"])))
    return Response(
        render_template(
            "explore.html",
            result=result,
            asked=request.args,
            searching=searching,
            pages=_pages(result["offset"], result["total"]),
            largest=[] if searching else renewed("largest", largest),
            latest=[] if searching else report_list(0, LATEST)[1],
            late=is_late(),
            base=site().settings.base,
            kinds={kind.name: kind.label for kind in KINDS} | {"role": "role"},
            hues={kind.name: kind.hue for kind in KINDS} | {"role": "role"},
        ),
        content_type="text/html; charset=utf-8",
    )


def largest() -> list[dict[str, str]]:
    """The events in which most people took part by the reports' own words, each once."""
    events: dict[str, dict[str, str]] = {}
    for row in site().store.texts(queries.LARGEST):
        events.setdefault(row["event"], row)
    return list(events.values())[:LARGEST]


def _pages(offset: int, total: int) -> dict[str, str]:
    """The links to the hits before and after these."""
    steps = {"prev": offset - PAGE, "next": offset + PAGE}
    return {name: _at(step) for name, step in steps.items() if -PAGE < step < total}


def _at(offset: int) -> str:
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "offset"]
    return f"{url_for('explore.explore')}?{urlencode([*asked, ('offset', max(offset, 0))])}"
