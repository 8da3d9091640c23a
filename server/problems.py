"""Errors, as a page for people and as application/problem+json for programs (https://www.rfc-editor.org/rfc/rfc9457).

What is told is short and has an id; what the owner of the server needs to know of it stands in the log, with that id.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from flask import Response, g, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import (
    BusyError,
    ConflictError,
    ForbiddenError,
    FormatError,
    KGError,
    LimitError,
    QueryError,
    RDFError,
    StaleError,
    StoreError,
    UnreadyError,
)
from server.logs import note_failure, request_id
from server.negotiation import HTML, PROBLEM, choose, content_type


@dataclass(frozen=True)
class Refusal:
    """What is told of an error."""

    status: int
    title: str
    detail: str
    members: dict[str, int] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def response(self, page: str | None = None) -> Response:
        """It, as the client likes it; `page` is the HTML for people, made from the error template if not given."""
        response = problem(self.status, self.title, self.detail, page=page, **self.members)
        response.headers.update(self.headers)
        return response


KINDS: tuple[tuple[type[KGError], int, str], ...] = (
    (ForbiddenError, 403, "Refused: this server asks no other server"),
    (ConflictError, 409, "The graphs are not as the update needs them"),
    (FormatError, 406, "Not Acceptable"),
    (LimitError, 503, "It took too much time or memory"),
    (QueryError, 400, "The query cannot be answered"),
    (UnreadyError, 503, "This is being made ready"),
    (BusyError, 503, "Too much is being asked at once"),
    (RDFError, 400, "This is not RDF"),
    (StaleError, 409, "The report has changed meanwhile"),
    (StoreError, 503, "The store cannot do this now"),
)
"""The errors that clients are told of; of all others only that there was one."""


def refusal(error: KGError) -> Refusal:
    """What is told of an error of ours."""
    found = next(((status, title) for kind, status, title in KINDS if isinstance(error, kind)), None)
    if found is None or isinstance(error, StoreError):
        note_failure(error)
    if found is None:
        return Refusal(500, "Internal Server Error", str(InternalServerError.description))
    status, title = found
    if isinstance(error, LimitError) and error.late:
        status = 504
    detail = "Try again later; the log of the server says more." if isinstance(error, StoreError) else str(error)
    if isinstance(error, LimitError) and error.late and "writes" in g:
        detail = f"{detail}. It may have been carried out nevertheless: look before you send it again."
    place = {"line": error.line, "column": error.column} if isinstance(error, QueryError) else {}
    members = {name: value for name, value in place.items() if value is not None}
    headers = {"Retry-After": str(error.seconds)} if isinstance(error, BusyError) else {}
    if isinstance(error, UnreadyError):
        headers["Refresh"] = str(error.seconds)  # a browser comes again by itself
    return Refusal(status, title, detail, members, headers)


def problem(status: int, title: str, detail: str, *, page: str | None = None, **members: int) -> Response:
    """An error response; `page` is the HTML for people, made from the error template if not given."""
    instance = f"urn:uuid:{request_id()}"
    programs = request.path.startswith("/api/")
    if not programs and choose(request.accept_mimetypes, [PROBLEM, HTML]) == HTML:
        body = page or render_template("problem.html", title=title, detail=detail, status=status, id=request_id())
        return Response(body, status=status, content_type=content_type(HTML))
    told = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": instance, **members}
    return Response(json.dumps(told, ensure_ascii=False), status=status, content_type=PROBLEM)


def kg_problem(error: KGError) -> Response:
    """An error of ours that no view has answered."""
    return refusal(error).response()


def http_problem(error: HTTPException) -> AnyResponse:
    """Every HTTP error in the same form; a failure of ours tells nothing of its inside."""
    status = error.code or 500
    if status < 400:  # a redirect
        return error.get_response()
    if status == 500:
        note_failure(getattr(error, "original_exception", None) or error)
    detail = error.description or error.name
    response = problem(status, error.name, str(InternalServerError.description) if status == 500 else detail)
    response.headers.extend({k: v for k, v in error.get_headers() if k.lower() != "content-type"})
    return response
