"""The processes that answer queries: who gets one, who waits, and who is ended.

Every query starts at once while there is room; the system shares the processors, and who has worked long gives way to
who is new. Where there is no room, a few wait; if nobody leaves, the one that has been at it longest has to.
So one kind of query can slow another down but not shut it out, and no more memory is taken than is allowed.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import BusyError, KGError, StoreError
from kg.workers.children import Child, ForkServer
from kg.workers.confinement import resident
from kg.workers.parcels import question

IDLE = 10.0
"""Seconds after which a child without work ends, if there are more than processors."""
SPARE = os.cpu_count() or 1
"""Children that are kept, and made ready beforehand: the first to go through a copy pays for the pages it touches."""
THROUGH = ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
"""What is asked of them for that: all that is believed, and all that stands in named graphs."""
PATIENCE = 0.5
"""Seconds that somebody waits before another has to leave."""
TURN = 2.0
"""Seconds that everybody has before he may have to leave."""


@dataclass(frozen=True, kw_only=True)
class Room:
    """How much there is room for: queries at once, waiting ones, bytes for each and for all together."""

    queries: int
    queue: int
    memory: int
    memory_total: int


@dataclass
class _State:
    running: set[Child] = field(default_factory=set)
    idle: list[Child] = field(default_factory=list)
    starting: int = 0
    waiting: int = 0


class Pool:
    """The children that answer queries about one folder."""

    def __init__(self, base: ForkServer, folder: Path, address: str, room: Room) -> None:
        self.room = room
        self.image: ForkServer | None = None
        self._base, self._folder, self._address = base, folder, address
        self._state = _State()
        self._retired: set[ForkServer] = set()
        self._places = room.queries
        self._closed = False
        self._free = threading.Condition()

    @contextmanager
    def child(self, view: str, deadline: float) -> Iterator[Child]:
        """A child that sees the store in a state, or newer, for one query; `BusyError` if there is no room in time.

        It is kept for the next query if it is ready for one by then.
        """
        self._enter(deadline)
        child: Child | None = None
        try:
            child = self._idle(view) or self._forked(view)
            child.since = time.monotonic()
            with self._free:
                self._state.starting -= 1
                self._state.running.add(child)
            yield child
        finally:
            self._leave(child)

    def tend(self) -> None:
        """What has to be done a few times a second: who works long gives way, who takes too much or is idle ends."""
        now = time.monotonic()
        with self._free:
            spare = self._state.idle[: max(0, len(self._state.idle) - SPARE)]  # those used longest ago stand first
            for child in [child for child in spare if now - child.since > IDLE]:
                self._state.idle.remove(child)
                child.kill()
            running = list(self._state.running)
            busy = {child.server for child in (*running, *self._state.idle)}
            for server in self._retired - busy:
                self._retired.discard(server)
                server.stop()
        for child in running:
            child.give_way()
        sizes = {child: resident(child.pid) for child in running}
        if sum(sizes.values()) > self.room.memory_total:
            self._evict(max(sizes, key=lambda child: sizes[child]))

    def show(self, image: ForkServer, seconds: float) -> None:
        """From now on queries see a newer copy; the older one stays while somebody is asking it.

        Its first children go through all of it before, and may take so many seconds.
        """
        try:
            ready = [image.fork("queries", memory=self.room.memory) for _ in range(min(SPARE, self.room.queries))]
        except StoreError:
            image.stop()
            raise
        for child in ready:
            with contextlib.suppress(KGError):
                for text in THROUGH:
                    deque(child.ask(question(text), seconds), maxlen=0)
        size = max((resident(child.pid) for child in ready), default=0)
        fit = [child for child in ready if child.intact]
        with self._free:
            if self._closed:  # meanwhile: nobody else would end these
                unfit = ready
                image.stop()
            else:
                self._places = min(self.room.queries, max(SPARE, self.room.memory_total // max(size, 1)))
                if self.image is not None:
                    self._retired.add(self.image)
                self.image = image
                unfit, self._state.idle = [child for child in ready if child not in fit] + self._state.idle, fit
        for child in unfit:  # also those that wait beside an older copy, and would keep it in memory
            child.kill()

    def close(self) -> None:
        """End them all, and whatever is still made ready for them."""
        with self._free:
            self._closed = True
            for server in (*self._retired, *([self.image] if self.image else [])):
                server.stop()
            for child in (*self._state.running, *self._state.idle):
                child.kill()
            self._state.idle.clear()

    def _enter(self, deadline: float) -> None:
        """Take a place, or wait for one."""
        with self._free:
            if self._full() and self._state.waiting >= self.room.queue:
                raise BusyError("too many queries are waiting; come again in a moment")
            self._state.waiting += 1
            try:
                since = time.monotonic()
                while self._full():
                    if time.monotonic() > deadline:
                        raise BusyError("all places were taken until the deadline; come again in a moment")
                    self._free.wait(0.1)
                    if time.monotonic() - since > PATIENCE:
                        self._make_room()
            finally:
                self._state.waiting -= 1
            self._state.starting += 1

    def _full(self) -> bool:
        return len(self._state.running) + self._state.starting >= self._places

    def _make_room(self) -> None:
        longest = min(
            (child for child in self._state.running if not child.evicted), key=lambda child: child.since, default=None
        )
        if longest is not None and time.monotonic() - longest.since > TURN:
            self._evict(longest)

    def _evict(self, child: Child) -> None:
        child.evicted = True  # its own thread finds it gone, and tells the client why
        with contextlib.suppress(ProcessLookupError):
            os.kill(child.pid, 9)

    def _idle(self, view: str) -> Child | None:
        image = self.image
        copied = image is not None and image.view == view
        with self._free:
            stale = [
                child
                for child in self._state.idle
                if child.view != view or not child.ready() or (copied and child.server is not image)
            ]
            for child in stale:
                self._state.idle.remove(child)
            found = self._state.idle.pop() if self._state.idle else None
        for child in stale:
            child.kill()
        return found

    def _forked(self, view: str) -> Child:
        """From the copy in memory if that is the wanted state, else one that opens the disk."""
        image, memory = self.image, self.room.memory
        if image is not None and image.view == view and image.alive():
            with contextlib.suppress(StoreError):  # it has ended since: the disk is still there
                return image.fork("queries", memory=memory)
        return self._base.fork("queries", folder=str(self._folder), base=self._address, memory=memory)

    def _leave(self, child: Child | None) -> None:
        with self._free:
            if child is None:
                self._state.starting -= 1
            else:
                self._state.running.discard(child)
                if child.intact and not child.evicted and child.nice == 0 and not self._closed:
                    child.since = time.monotonic()
                    self._state.idle.append(child)
                else:
                    child.kill()
            self._free.notify()
