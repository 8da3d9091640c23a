"""The reading of reports that strangers send: each in a confined process, with a deadline."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TypeAlias

from kg.decisions import Correction
from kg.document import Report
from kg.errors import StoreError
from kg.rdf import ReportGraphs
from kg.vocab import Addresses
from kg.workers.children import ForkServer
from kg.workers.frames import DATA
from kg.workers.limits import Limits
from kg.workers.parcels import as_message, unpacked

Reads: TypeAlias = Callable[[Report, Iterable[Correction]], ReportGraphs]
"""Reads a report as people corrected it."""


class Readers:
    """Processes that have read the tables of the reader, and read one report each."""

    def __init__(self, base: str, limits: Limits, first: ForkServer | None = None) -> None:
        self._base, self._limits = base, limits
        self._first = ForkServer.start() if first is None else first
        self._lock = threading.Lock()
        self._ready: ForkServer | None = None

    def read(self, report: Report, corrections: Iterable[Correction] = ()) -> ReportGraphs:
        """The graphs of a report as people corrected it; raises as the reader does, and `LimitError` if it is late."""
        with self._lock:
            if self._ready is None or not self._ready.alive():
                self._ready, _ = self._first.another("reader")
            if self._ready is None:
                raise StoreError("the process that reads reports cannot be started; is there memory?")
            child = self._ready.fork("reading", memory=self._limits.memory)
        lines = [correction.to_json() for correction in corrections]
        request = {"report": as_message(report), "base": self._base, "corrections": lines}
        try:
            frames = list(child.ask(request, self._limits.write_time))
        finally:
            child.kill()
        data = b"".join(payload for kind, payload in frames if kind == DATA)
        return unpacked(report.id, data, Addresses(self._base))

    def close(self) -> None:
        """End the processes."""
        for server in (self._ready, self._first):
            if server is not None:
                server.stop()
