"""The socket: waitress, and what it does not do by itself.

Whoever is slow to send a request or to take an answer is left; a body that nobody may send is not even awaited; and
an answer that failed on its way never looks like a whole one.
"""

from __future__ import annotations

import copy
import json
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from waitress.adjustments import Adjustments
from waitress.channel import ClientDisconnected, HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, WSGITask

from kg.config import Settings
from server.negotiation import PROBLEM

MAX_BODY = 1_000_000
"""Bytes of the body of a request that may not write: a query at its longest, each byte escaped, or what is exported."""
MB = 1 << 20
BETWEEN = 3
"""How many times as long a connection is kept on which nothing is asked: people pause, and clients do not look."""
CONNECTIONS = 500
SLOWEST = 10_000
"""Bytes a second; a client that is faster has more time for a big body."""
SPARE = 4
"""Threads besides those that hold a query or wait to: whoever comes then is told so at once."""
RESET = struct.pack("ii", 1, 0)
"""Close so that the other side sees it was not the end (`man 7 socket`, SO_LINGER)."""


def listener(app: Flask, settings: Settings) -> TcpWSGIServer:
    """A server of an application at the address of the settings; its `run` serves until it is interrupted."""
    server = _Server(
        app,
        map={},
        host=settings.host,
        port=settings.port,
        threads=settings.queries + settings.queue + SPARE,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,
        max_request_body_size=settings.max_upload * MB + 1,
        outbuf_high_watermark=settings.max_answer * MB,  # a slow client holds a file, and no query
        ident=None,
    )
    server.patience = settings.body_timeout
    return server


class _Task(WSGITask):  # type: ignore[misc]  # waitress has no types
    """The answer to a request."""

    def execute(self) -> None:
        try:
            super().execute()
        except Exception as error:
            if not self.wrote_header:
                raise
            if not self.chunked_response:  # then the end of the connection would pass for the end of the answer
                self.channel.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            raise ClientDisconnected from error  # the line of the request tells why

    def write(self, data: bytes) -> None:
        """Send some of the answer; its head together with the first of its body, so that a client wakes up once."""
        if self.wrote_header:
            super().write(data)
            return
        with self.channel.together():
            super().write(data)


class _ErrorTask(ErrorTask):  # type: ignore[misc]
    """The answer to what is no request."""

    def execute(self) -> None:
        error = self.request.error
        told = {"type": "about:blank", "title": error.reason, "status": error.code, "detail": error.body}
        body = json.dumps(told).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers = [("Content-Type", PROBLEM), ("X-Content-Type-Options", "nosniff")]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """A request on its way in."""

    adj: Adjustments

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.body_rcv is not None and "AUTHORIZATION" not in self.headers:
            self.adj = copy.copy(self.adj)
            self.adj.max_request_body_size = MAX_BODY + 1


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection."""

    task_class = _Task
    error_task_class = _ErrorTask
    parser_class = _Parser
    awaited: object = None
    since = moved = 0.0
    before = latest = taken = 0
    held: list[bytes] | None = None

    def readable(self) -> bool:
        """Asked at least once a second; whoever keeps us waiting too long is left."""
        if self._too_slow(time.monotonic(), *self._awaited()):
            self.close_when_flushed = False
            self.handle_close()  # at once: a socket whose other side takes nothing is never writable again
            return False
        return bool(super().readable())

    def _too_slow(self, now: float, awaited: object, done: int) -> bool:
        """Whether nothing has come of what we wait for in a while, or too little since it began."""
        if awaited is None or awaited != self.awaited:
            self.awaited, self.since, self.before = awaited, now, done
        if self.since == now or done != self.latest:
            self.moved, self.latest = now, done
        patience: int = self.server.patience * (BETWEEN if awaited == "a request" else 1)
        return awaited is not None and (
            now - self.moved > patience or now - self.since > patience + (done - self.before) / SLOWEST
        )

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written meanwhile leaves in one piece at the end."""
        self.held = []
        try:
            yield
        finally:
            held, self.held = b"".join(self.held), None
        self.write_soon(held)

    def write_soon(self, data: bytes) -> int:
        """Send something as soon as it can be."""
        if self.held is None:
            return int(super().write_soon(data))
        self.held.append(data)
        return len(data)

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send some of an answer, and count it."""
        sent = int(super().send(data, do_close=do_close))
        self.taken += sent
        return sent

    def _awaited(self) -> tuple[object, int]:
        """What we wait for, and the bytes that came of it: that an answer is taken, a request, or the rest of one."""
        if self.total_outbufs_len:
            return "taken", self.taken
        if self.request is not None:
            return id(self.request), self.request.body_bytes_received
        return (None, 0) if self.requests else ("a request", self.taken)


class _Server(TcpWSGIServer):  # type: ignore[misc]
    """The listening socket."""

    channel_class = _Channel
    patience: int
