"""Answers that are kept, and those a client has kept: as long as the graphs are the same, so is the answer.

An answer is known by a tag of all that it depends on: the version of the graphs, this software, and the request. The
tag goes out as its ETag (https://www.rfc-editor.org/rfc/rfc9110#name-etag); it is weak, since the rows of an answer
may come in another order. Which answers depend on nothing else is said by the views (`remembered`, `keep`).
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from io import BytesIO
from typing import TYPE_CHECKING, Any, ParamSpec

from flask import Response, request

import kg
from kg.errors import KGError
from server.listening import MAX_BODY
from server.logs import ROUTE

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

P = ParamSpec("P")
KEEP, LATE = "kg.keep", "kg.late"
OVERHEAD = 1_000
"""Bytes that an entry takes besides its body."""
PARTS = ("wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT")
"""Of a request: what an answer may depend on."""
REFUSED = {"HTTP_CONTENT_ENCODING", "HTTP_AUTHORIZATION"}
"""Of a query by POST: with which its answer is another one."""
OF_BODY = ("Content-Type", "Content-Length")
Headers = list[tuple[str, str]]


def keep() -> None:
    """Say that the answer to this request depends on nothing but the graphs and the request."""
    request.environ[KEEP] = True


def late() -> None:
    """Say that the answer to this request is of a former state of the graphs, and so not to be kept by anybody."""
    request.environ[LATE] = True


def is_late() -> bool:
    """Whether it is."""
    return LATE in request.environ


def remembered(view: Callable[P, Response]) -> Callable[P, Response]:
    """A view whose answers depend on nothing but the graphs and the request."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
        keep()
        return view(*args, **kwargs)

    return answer


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was sent; of a very long one without the body, so that at least a client may keep it."""

    route: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None

    @property
    def size(self) -> int:
        """About the bytes that it takes."""
        return OVERHEAD + len(self.body or b"")


class Cache:
    """Answers by their tags, up to a number of bytes; the one not asked for the longest goes first."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.largest = capacity // 8
        self.bytes = 0
        self.hits = self.misses = 0
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, tag: str) -> Kept | None:
        """The answer of that tag."""
        with self._lock:
            found = self._kept.get(tag)
            if found is None:
                self.misses += 1
                return None
            self.hits += 1
            self._kept.move_to_end(tag)
            return found

    def put(self, tag: str, kept: Kept) -> None:
        """Keep an answer."""
        with self._lock:
            before = self._kept.pop(tag, None)
            self.bytes += kept.size - (before.size if before else 0)
            self._kept[tag] = kept
            while self.bytes > self.capacity:
                _, gone = self._kept.popitem(last=False)
                self.bytes -= gone.size


class Remembering:
    """A WSGI application that answers a request as before while the graphs are as before."""

    def __init__(self, application: WSGIApplication, cache: Cache, version: Callable[[], str | None]) -> None:
        self.application, self.cache, self.version = application, cache, version

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        tag = self._tag(environ)
        if tag is None:
            return self.application(environ, start_response)
        kept = self.cache.get(tag)
        unchanged = f'"{tag}"' in environ.get("HTTP_IF_NONE_MATCH", "")
        if kept is None or (kept.body is None and not unchanged):
            return self._made(tag, environ, start_response)
        environ[ROUTE] = kept.route
        if unchanged:
            start_response("304 Not Modified", [pair for pair in kept.headers if pair[0] not in OF_BODY])
            return ()
        start_response("200 OK", list(kept.headers))
        return () if kept.body is None or environ["REQUEST_METHOD"] == "HEAD" else (kept.body,)

    def _tag(self, environ: WSGIEnvironment) -> str | None:
        """The tag of an answer; `None` if it depends on more, or if the engine does not tell its version."""
        sent = _sent(environ)
        if sent is None:
            return None
        try:
            version = self.version()
        except KGError:
            return None
        if version is None:
            return None
        told = repr((version, kg.__version__, [environ.get(part) for part in PARTS], sent))
        return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:32]

    def _made(self, tag: str, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        method, sent = environ["REQUEST_METHOD"], Headers()

        def start(status: str, headers: Headers, *rest: Any) -> Callable[[bytes], object]:
            if KEEP in environ and LATE not in environ and status.startswith("200"):
                sent[:] = headers = [*headers, *([("ETag", f'W/"{tag}"')] if method != "POST" else [])]
            return start_response(status, headers, *rest)

        body = self.application(environ, start)
        if not sent or method == "HEAD":
            return body
        return _Copied(body, self.cache.largest, lambda copy: self._keep(tag, environ, sent, copy))

    def _keep(self, tag: str, environ: WSGIEnvironment, headers: Headers, body: bytes | None) -> None:
        if body is not None and not any(name == "Content-Length" for name, _ in headers):
            headers = [*headers, ("Content-Length", str(len(body)))]
        self.cache.put(tag, Kept(environ.get(ROUTE, ""), tuple(headers), body))


def _sent(environ: WSGIEnvironment) -> bytes | None:
    """What the request sends: nothing, or a query; `None` if it is more than a question."""
    if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
        return b""
    asks = environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"] == "/sparql"
    length = environ.get("CONTENT_LENGTH") or ""
    if not asks or not length.isdigit() or int(length) > MAX_BODY or not REFUSED.isdisjoint(environ):
        return None
    body: bytes = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    return str(environ.get("CONTENT_TYPE", "")).encode() + b"\n" + body


class _Copied:
    """A body on its way out, of which a copy is made; somebody is given it at its end, or `None` if it is too long."""

    def __init__(self, body: Iterable[bytes], room: int, kept: Callable[[bytes | None], None]) -> None:
        self.body, self.room, self.kept = body, room, kept

    def __iter__(self) -> Iterator[bytes]:
        copy: list[bytes] = []
        room = self.room
        for chunk in self.body:
            room -= len(chunk)
            if room < 0:
                copy.clear()
            else:
                copy.append(chunk)
            yield chunk
        self.kept(b"".join(copy) if room >= 0 else None)

    def close(self) -> None:
        """Let go of the body."""
        close = getattr(self.body, "close", None)
        if close is not None:
            close()
