"""`/reports`: the text of a report goes in, and what it says comes out."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException, NotAcceptable, UnsupportedMediaType

from kg.deciding import corrections
from kg.document import Report
from kg.endpoint import Wanted
from kg.errors import ReportError
from kg.guard import Dataset
from kg.reports import from_json, from_text
from server import queries
from server.listening import MB
from server.negotiation import SAME_BYTES, choose
from server.problems import problem
from server.protocol import only_utf8
from server.site import GRAPH_OFFERS, sent, site, wishes
from server.tokens import require_token

blueprint = Blueprint("reports", __name__)

STATUS = {"too long": 413, "not JSON": 400, "not UTF-8": 400}
"""Of a report that is not read, by the reason; else 422: it was understood, and is none that can be read."""
READERS: dict[str, Callable[[bytes, str, int], Report]] = {"application/json": from_json, "text/plain": from_text}
PLACE = "the report"


class CannotReadError(HTTPException):
    """Nobody reads reports here."""

    code = 501


BYTES = 16
"""Of each character of a text, if it is sent in escapes."""


@blueprint.post("/reports")
def post() -> Response:
    """Read a report and keep what it says; 201 with its address, or 200 if one of that id was there and is replaced."""
    require_token()
    store, read = site().store, site().read
    if read is None:
        raise CannotReadError("This server reads no reports; `kg ingest` does.")
    media = choose(wishes(), GRAPH_OFFERS)
    if media is None:
        raise NotAcceptable(f"None of the formats asked for; there are {', '.join(GRAPH_OFFERS)}.")
    try:
        report = _report()
        with site().alone(report.id):
            known = report.id in store
            changed = store.put(read(report, corrections(store, report.id)))
    except ReportError as error:
        return problem(STATUS.get(error.reason, 422), "The report cannot be read", str(error))
    if changed:
        site().resolver.request()
    dataset = Dataset((str(store.addresses.facts_graph(report.id)),))
    wanted = Wanted(graph=SAME_BYTES.get(media, media))
    response = sent(store.query(queries.EVERYTHING, wanted=wanted, dataset=dataset), media)
    response.status_code = 200 if known else 201
    response.headers["Location"] = str(store.addresses.report(report.id))
    return response


def _report() -> Report:
    """The report of the request, as an object in JSON with what is known of it, or as its text alone."""
    limit = site().settings.max_report_characters
    request.max_content_length = min(BYTES * limit, site().settings.max_upload * MB)
    reader = READERS.get(request.mimetype)
    if reader is None:
        sent_as = request.mimetype or "nothing"
        raise UnsupportedMediaType(f"A report is sent as {' or '.join(READERS)}, not as {sent_as}.")
    only_utf8()
    return reader(request.get_data(), PLACE, limit)
