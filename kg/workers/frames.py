"""How a process and its child talk: frames over a socket, JSON or bytes, never anything that is executed.

A frame is one byte that says what it is, four bytes of length (big-endian), and that many bytes.
"""

from __future__ import annotations

import json
import select
import socket
import struct
import time
from typing import Any

MESSAGE, DATA, END = b"M", b"D", b"E"
"""A JSON object that begins something; bytes; a JSON object that ends it."""
CHUNK = 65_536

Message = dict[str, Any]


class Closed(Exception):  # noqa: N818  # it is how a conversation ends, and no error of anybody
    """The other side is gone."""


class Late(Exception):  # noqa: N818
    """The deadline has passed."""


class Channel:
    """One end of a conversation; what is sent leaves at the end of something, or when much has gathered."""

    def __init__(self, end: socket.socket) -> None:
        self.socket = end
        self._incoming = bytearray()
        self._outgoing = bytearray()

    def send(self, kind: bytes, payload: bytes | Message, *, deadline: float | None = None) -> None:
        """Send a frame; `Closed` if nobody is there to take it, `Late` if it is not taken by the deadline."""
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        self._outgoing += kind + struct.pack(">I", len(body))
        self._outgoing += body
        if kind == END or len(self._outgoing) >= CHUNK:
            self.flush(deadline=deadline)

    def flush(self, *, deadline: float | None = None) -> None:
        """Send what has gathered."""
        self._wait_until(deadline)
        try:
            self.socket.sendall(self._outgoing)
        except TimeoutError as error:
            raise Late from error
        except (BrokenPipeError, ConnectionResetError) as error:
            raise Closed from error
        self._outgoing.clear()

    def receive(self, *, deadline: float | None = None) -> tuple[bytes, bytes]:
        """The next frame; `deadline` is a time of `time.monotonic`. Raises `Closed` or `Late`."""
        self._gather(5, deadline)
        size = 5 + struct.unpack_from(">I", self._incoming, 1)[0]
        self._gather(size, deadline)
        kind, payload = bytes(self._incoming[:1]), bytes(self._incoming[5:size])
        del self._incoming[:size]
        return kind, payload

    def message(self, *, deadline: float | None = None) -> Message:
        """The next frame, which is a JSON object."""
        found: Message = json.loads(self.receive(deadline=deadline)[1])
        return found

    def close(self) -> None:
        """End the conversation."""
        self.socket.close()

    def _gather(self, size: int, deadline: float | None) -> None:
        while len(self._incoming) < size:
            self._wait_until(deadline)
            try:
                part = self.socket.recv(1 << 18)
            except TimeoutError as error:
                raise Late from error
            except ConnectionResetError as error:
                raise Closed from error
            if not part:
                raise Closed
            self._incoming += part

    def _wait_until(self, deadline: float | None) -> None:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise Late
        self.socket.settimeout(left)


def connected(end: socket.socket) -> bool:
    """Whether somebody is at the other end: no id of a process, which may be that of another one by now."""
    if end.fileno() < 0:  # closed on this side
        return False
    poll = select.poll()
    poll.register(end, 0)
    return not poll.poll(0)  # nothing is waited for but the end
