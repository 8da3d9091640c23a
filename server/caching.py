"""Answers that are kept, and those a client has kept: as long as the graphs are the same, so is the answer.

An answer is known by a tag of all that it depends on: the version of the graphs, this software, the address, and what
the client likes. The tag goes out as its ETag (https://www.rfc-editor.org/rfc/rfc9110#name-etag); it is weak, since
the rows of an answer may come in another order.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

from flask import Response, request

import kg
from server.site import Stream, done, site

P = ParamSpec("P")
OVERHEAD = 500
"""Bytes that an entry takes besides its body."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The body of an answer, and what its headers say of it."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


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
        """Keep an answer, unless it is too long."""
        if len(kept.body) + OVERHEAD > self.largest:
            return
        with self._lock:
            if tag in self._kept:
                return
            self._kept[tag] = kept
            self.bytes += len(kept.body) + OVERHEAD
            while self.bytes > self.capacity:
                _, gone = self._kept.popitem(last=False)
                self.bytes -= len(gone.body) + OVERHEAD


def remembered(view: Callable[P, Response]) -> Callable[P, Response]:
    """A view whose answer depends on nothing but the graphs, the address and what the client likes."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
        return once(request.full_path, lambda: view(*args, **kwargs))

    return answer


def once(what: Hashable, make: Callable[[], Response]) -> Response:
    """The answer to what is asked: that of the client if it still holds, one that was kept, or a new one."""
    version = site().store.version()
    if version is None:
        return make()
    accept = request.headers.get("Accept")
    told = repr((version, kg.__version__, request.script_root, accept, what))
    tag = hashlib.sha256(told.encode()).hexdigest()[:32]
    reading = request.method in ("GET", "HEAD")
    unchanged = reading and request.if_none_match.contains_weak(tag)
    response = done(304) if unchanged else _kept_or_made(tag, make)
    if reading and response.status_code in (200, 304):
        response.set_etag(tag, weak=True)
        response.headers["Cache-Control"] = "no-cache"
    return response


def _kept_or_made(tag: str, make: Callable[[], Response]) -> Response:
    cache = site().cache
    found = cache.get(tag)
    if found is not None:
        return Response(found.body, headers=list(found.headers))
    response = make()
    if response.status_code == 200:
        headers = tuple(response.headers.items())
        if isinstance(response.response, Stream):
            response.response.keep(cache.largest, lambda body: cache.put(tag, Kept(body, headers)))
        elif not response.is_streamed:
            cache.put(tag, Kept(response.get_data(), headers))
    return response
