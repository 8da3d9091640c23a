"""Child processes as their parent sees them: a fork server, and what it forks."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

from kg import errors
from kg.errors import BusyError, KGError, LimitError, LockedError, QueryError, StoreError
from kg.workers.frames import DATA, END, MESSAGE, Channel, Closed, Late, Message, connected

NICER = ((1.0, 5), (5.0, 15))
"""After how many seconds of one query its process gives way to others, and how much (`man 2 setpriority`)."""


class Child:
    """A forked process: the conversation with it, and what it is doing."""

    def __init__(self, pid: int, end: socket.socket, server: ForkServer) -> None:
        self.pid = pid
        self.channel = Channel(end)
        self.server = server
        self.view = server.view
        self.since = time.monotonic()
        self.intact = True  # whether it waits for the next request
        self.evicted = False
        self.nice = 0

    def ask(
        self, request: Message, allowed: float, data: bytes | None = None, *, since: float | None = None
    ) -> Iterator[tuple[bytes, bytes]]:
        """Its frames in answer to a request, up to the last; it may take so many seconds from now, or since a time.

        Raises what it says went wrong, `LimitError` if it took too long or was lost.
        """
        self.intact = False
        deadline = (time.monotonic() if since is None else since) + allowed
        try:
            self.channel.send(MESSAGE, request, deadline=deadline)
            if data is not None:
                self.channel.send(DATA, data, deadline=deadline)
            self.channel.flush(deadline=deadline)
            while True:
                kind, payload = self.channel.receive(deadline=deadline)
                if kind == END:
                    break
                yield kind, payload
        except Late:
            raise LimitError(f"stopped after {allowed:g} s, the time there is; ask for less", late=True) from None
        except Closed:
            raise self._lost() from None
        self.intact = True
        ended: Message = json.loads(payload)
        if "error" in ended:
            raise _raised(ended)
        yield kind, payload

    def _lost(self) -> LimitError | BusyError:
        if self.evicted:
            return BusyError("stopped to make room for others; come again later, or ask for less", seconds=5)
        return LimitError(
            "it takes more memory than there is, or is too deep for the engine; ask for less, or in parts"
        )

    def ready(self) -> bool:
        """Whether it waits for a request, and nobody has killed it meanwhile."""
        return self.intact and not self.evicted and connected(self.channel.socket)

    def kill(self) -> None:
        """End it at once, whatever it is doing."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.channel.close()

    def give_way(self) -> None:
        """The longer it works on one query, the more it gives way to others."""
        age = time.monotonic() - self.since
        nice = max((nice for seconds, nice in NICER if age > seconds), default=0)
        if nice > self.nice:
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.pid, nice)
            self.nice = nice


class ForkServer:
    """A process that forks others, from the parent's side."""

    def __init__(self, control: socket.socket, pid: int, view: str | None = None) -> None:
        self.pid, self.view = pid, view
        self._control, self._first = control, False
        self._lock = threading.Lock()

    @classmethod
    def start(cls) -> ForkServer:
        """The first one, which holds nothing but the code; should it ever be gone, it is started again."""
        server = cls(*_started())
        server._first = True
        return server

    def fork(self, kind: str, **request: object) -> Child:
        """A child of that kind; `StoreError` if this server is gone."""
        message = json.dumps({"as": kind, **request}).encode()
        with self._lock:
            child = self._asked(message)
            if child is None and self._first:
                self._control.close()
                self._control, self.pid = _started()
                child = self._asked(message)
        if child is None:
            raise StoreError("a process cannot be started; is there memory?")
        return child

    def _asked(self, message: bytes) -> Child | None:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [message], [theirs.fileno()])
                answer = self._control.recv(64)
            except OSError:
                answer = b""
        if not answer:
            ours.close()
            return None
        return Child(int(answer), ours, self)

    def another(self, kind: str, **request: object) -> tuple[ForkServer | None, Message]:
        """Another fork server, when it is ready, and what it says of itself; `None` if it could not be."""
        child = self.fork(kind, **request)
        control, told = child.channel.socket, b""
        while not told.endswith(b"\n"):
            part = control.recv(4096)
            if not part:
                control.close()
                return None, {}
            told += part
        said: Message = json.loads(told)
        if said.get("too_big"):
            control.close()
            return None, said
        return ForkServer(control, child.pid, said.get("view")), said

    def alive(self) -> bool:
        """Whether the process is there."""
        return connected(self._control)

    def stop(self) -> None:
        """End it; the kernel ends its children with it."""
        self._control.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


def _raised(said: Message) -> KGError:
    """An error that a child described, as one of this side."""
    kind, text = getattr(errors, said["error"], QueryError), said["message"]
    if kind is LockedError:
        return BusyError(text, seconds=5)
    if issubclass(kind, QueryError) and kind is not LimitError:
        return kind(text, line=said["line"], column=said["column"])
    return kind(text)


def _started() -> tuple[socket.socket, int]:
    """A new process, and our end of the way to it."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(  # noqa: S603  # this very program
            [sys.executable, "-m", "kg.workers.forkserver", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env={**os.environ, "RUST_BACKTRACE": "0"},  # one line tells how a query ended
            start_new_session=True,  # Ctrl-C is for the parent, which then ends its children in order
        )
    threading.Thread(target=process.wait, daemon=True).start()  # so that it leaves no zombie
    return ours, process.pid
