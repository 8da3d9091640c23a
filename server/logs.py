"""One line of JSON for each request, when its answer is over: what was asked where, and how it ended.

Never what stands behind the `?`, in a body or in a header: no query, no text of a report, no token.
"""

from __future__ import annotations

import datetime
import json
import logging
import sys
import time
import traceback
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from flask import request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOGGER = logging.getLogger("server.requests")
ID, FAILURE, ROUTE = "kg.id", "kg.failure", "kg.route"


def request_id() -> str:
    """The id of this request, in its line of the log and in what is told of an error."""
    return str(request.environ[ID])


def note_failure(error: BaseException) -> None:
    """Remember for the log what went wrong."""
    request.environ[FAILURE] = error


def to_standard_error() -> None:
    """Write the log of requests to standard error, one line each."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOGGER.handlers = [handler]
    LOGGER.propagate = False
    LOGGER.setLevel(logging.INFO)


class Outcome:
    """A request and what became of it."""

    def __init__(self, environ: WSGIEnvironment) -> None:
        self.environ = environ
        self.at = datetime.datetime.now(datetime.UTC)
        self.begun = time.perf_counter()
        self.status = 500
        self.sent = 0
        self.whole = False

    @property
    def seconds(self) -> float:
        """How long it took, from the request to the last byte that the application gave."""
        return time.perf_counter() - self.begun

    def line(self) -> dict[str, object]:
        """What the log says of it."""
        told = {
            "time": self.at.isoformat(timespec="milliseconds"),
            "id": self.environ[ID],
            "method": self.environ["REQUEST_METHOD"],
            "path": self.environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace"),
            "status": self.status,
            "ms": round(self.seconds * 1000, 1),
            "bytes": self.sent,
        }
        if not self.whole:
            told["aborted"] = True
        error = self.environ.get(FAILURE)
        return told if error is None else {**told, **_failure(error)}


def _failure(error: BaseException) -> dict[str, object]:
    """Of which kind an error is, and where it arose; not its words, which may quote what was sent."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return {"error": type(error).__name__, "at": [f"{frame.filename}:{frame.lineno}" for frame in frames]}


class Watched:
    """A WSGI application, and who is told of each request when it is over."""

    def __init__(self, application: WSGIApplication, *listeners: Callable[[Outcome], None]) -> None:
        self.application = application
        self.listeners = listeners

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, and watch it until its last byte."""
        environ[ID] = str(uuid.uuid4())
        outcome = Outcome(environ)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            outcome.status = int(status[:3])
            return start_response(status, headers, *rest)

        return _Body(self.application(environ, start), outcome, self.listeners)


class _Body:
    """A body on its way out."""

    def __init__(self, body: Iterable[bytes], outcome: Outcome, listeners: Iterable[Callable[[Outcome], None]]) -> None:
        self.body, self.outcome, self.listeners = body, outcome, listeners

    def __iter__(self) -> Iterator[bytes]:
        try:
            for chunk in self.body:
                self.outcome.sent += len(chunk)
                yield chunk
            self.outcome.whole = True
        except Exception as error:
            self.outcome.environ[FAILURE] = error
            raise

    def close(self) -> None:
        """The answer is over, whole or not."""
        close = getattr(self.body, "close", None)
        if close is not None:
            close()
        for listener in self.listeners:
            listener(self.outcome)


def log(outcome: Outcome) -> None:
    """Write the line of a request."""
    LOGGER.info("%s", json.dumps(outcome.line(), ensure_ascii=False))
