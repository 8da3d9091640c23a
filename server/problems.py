"""Errors, as a page for people and as application/problem+json for programs (https://www.rfc-editor.org/rfc/rfc9457)."""

from __future__ import annotations

import json

from flask import Response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response as AnyResponse

from server.negotiation import HTML, PROBLEM, choose, content_type


def problem(status: int, title: str, detail: str, *, page: str | None = None, **members: int) -> Response:
    """An error response; `page` is the HTML for people, made from the error template if not given."""
    if choose(request.accept_mimetypes, [PROBLEM, HTML]) == HTML:
        body = page or render_template("problem.html", title=title, detail=detail, status=status)
        return Response(body, status=status, content_type=content_type(HTML))
    told = {"type": "about:blank", "title": title, "status": status, "detail": detail, **members}
    return Response(json.dumps(told, ensure_ascii=False), status=status, content_type=PROBLEM)


def http_problem(error: HTTPException) -> AnyResponse:
    """Every HTTP error in the same form; a failure of ours tells nothing of its inside."""
    status = error.code or 500
    if status < 400:  # a redirect
        return error.get_response()
    detail = error.description or error.name
    response = problem(status, error.name, InternalServerError.description if status == 500 else detail)
    response.headers.extend({k: v for k, v in error.get_headers() if k.lower() != "content-type"})
    return response
