"""The store as the server sees it: every query, update, upload and reading in a confined process with a deadline."""

from __future__ import annotations

import contextlib
import itertools
import json
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.beliefs import Whole
from kg.changes import Change
from kg.config import Settings
from kg.decisions import Correction
from kg.document import Report
from kg.endpoint import DEFAULT_WANTED, Answer, Endpoint, Wanted
from kg.errors import BusyError, KGError, StoreError
from kg.guard import Dataset, refuse, refuse_update
from kg.kept import IDENTITY, Kept
from kg.opening import state
from kg.rdf import ReportGraphs
from kg.store import PATIENCE
from kg.workers.children import Child, ForkServer
from kg.workers.confinement import enforced
from kg.workers.frames import DATA, END, MESSAGE, Message
from kg.workers.limits import Limits
from kg.workers.parcels import listed, packed_write, question
from kg.workers.pool import Pool, Room
from kg.workers.readers import Readers

AT_ONCE = 1 << 20
"""Bytes of an answer that are gathered before the first is passed on: a shorter one is whole, or an error."""
TEND = 0.1
"""Seconds between two looks after the children."""
LINGER, TENURE = 0.5, 2.0
"""Seconds that a process that wrote keeps the store open for the next write, and for how long at most: opening it takes
longer than most writes, and other programs want to write as well."""
HURRY = 0.1
"""Seconds that who is who waits to be written while another program writes: it may be of yesterday by then."""
RESOLVE = 600.0
"""Seconds that it may take to work out who is who."""
SETTLE = 0.3
"""Seconds without a write before the store is copied into memory."""


class Writer:
    """A process that has the store open to write, and the folder (by its number) that it was.

    It is ended by a kill, which costs no write: each was on the disk when it was acknowledged. A store that is closed
    would still tidy up its files by their names, perhaps in a folder that has been put in its place.
    """

    def __init__(self, child: Child, folder: int) -> None:
        self.child, self.folder = child, folder
        self.since = self.used = time.monotonic()


class Workers(Endpoint):
    """The store in a folder, asked and changed in processes of their own. Other processes may write to it as well."""

    kept: Kept

    def __init__(self, folder: Path, *, base: str, limits: Limits | None = None) -> None:
        super().__init__(base)
        self.folder, self.limits, self.kept = folder, limits or Limits(), Kept(folder)
        self.version()
        self._base = ForkServer.start()
        room = Room(
            queries=self.limits.queries,
            queue=self.limits.queue,
            memory=self.limits.memory,
            memory_total=self.limits.memory_total,
        )
        self._pool = Pool(self._base, folder, base, room)
        self._readers = Readers(base, self.limits, self._base)
        self._writing = threading.Lock()
        self._writer: Writer | None = None
        self._writes = 0  # begun and ended
        self._identified: int | None = None  # how many these were when who is who was worked out
        self._lasting = False  # whether the latest write is one from which no other follows
        self.copy_is_too_big = False
        self._closed = threading.Event()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._tend, self._copy)]
        for thread in self._threads:
            thread.start()

    @classmethod
    def of(cls, settings: Settings) -> Workers:
        """The store of the settings, with the limits they name."""
        return cls(Path(settings.store), base=settings.base, limits=Limits.of(settings))

    def close(self) -> None:
        """End all processes."""
        self._closed.set()
        self._dismiss()
        self._pool.close()
        self._readers.close()
        for thread in self._threads:
            thread.join(timeout=5)

    def version(self) -> str:
        """The state of the files, which every process that writes changes."""
        try:
            return state(self.folder)
        except (FileNotFoundError, NotADirectoryError) as error:
            message = f"{self.folder}: there is no store; `kg ingest PATH... --store {self.folder}` builds it"
            raise StoreError(message) from error

    @property
    def in_memory(self) -> bool:
        """Whether queries are answered from memory now, and not from the disk."""
        image = self._pool.image
        return image is not None and image.view == self.version()

    # Asking

    def query(
        self,
        text: str,
        *,
        wanted: Wanted = DEFAULT_WANTED,
        base_iri: str | None = None,
        dataset: Dataset | None = None,
        timeout: float | None = None,
    ) -> Answer:
        """The answer to a query; a long one comes while it is found."""
        refuse(text, confined=enforced())
        request = question(text, wanted=wanted, base_iri=base_iri, dataset=dataset, limit=self.limits.answer)
        allowed = self.limits.query_time if timeout is None else min(timeout, self.limits.query_time)
        frames = self._asked(request, allowed)
        head: Message = json.loads(next(frames)[1])
        body = (payload for kind, payload in frames if kind == DATA)
        first: list[bytes] = []
        size = 0
        while size < AT_ONCE:
            chunk = next(body, None)
            if chunk is None:
                return Answer(head["kind"], head["media_type"], (b"".join(first),))
            first.append(chunk)
            size += len(chunk)
        return Answer(head["kind"], head["media_type"], itertools.chain(first, body))

    def _asked(self, request: Message, allowed: float) -> Iterator[tuple[bytes, bytes]]:
        since = time.monotonic()  # who had to wait for a place is not answered later than he asked for
        with self._pool.child(self.version(), since + allowed) as child:
            for kind, payload in child.ask(request, allowed, since=since):
                if kind == MESSAGE:
                    child.view = json.loads(payload)["view"]
                yield kind, payload

    def read(self, report: Report, corrections: Iterable[Correction] = ()) -> ReportGraphs:
        """Read the text of a report as people corrected it, without storing what is found."""
        return self._readers.read(report, corrections)

    def resolve(self) -> bool:
        """Work out who is who from the store as it stands, and write it; whether nothing else was written meanwhile.

        Only the writing keeps others from writing; what they wrote, the next time sees. Where nothing is new, nothing
        is written, so that all that was made of this state is still of the present.
        """
        before, writes = self.version(), self._writes
        child = self._base.fork("resolving", folder=str(self.folder), base=self.base, memory=self.limits.copy_memory)
        try:
            frames = list(child.ask({}, RESOLVE))
        finally:
            child.kill()
        described: Message = json.loads(next(payload for kind, payload in frames if kind == MESSAGE))
        current = self.version() == before
        if described:
            data = b"".join(payload for kind, payload in frames if kind == DATA)
            self._write("write", data, patience=HURRY, **described)  # whoever else writes now may work it out himself
            writes += 2
            self._lasting = True
        self._identified = writes if current else None
        if not described:
            self._note()
        return current

    def _note(self) -> None:
        """Keep that who is who was worked out from all there is, if nobody here has written since, nor begun to."""
        now = self.version()
        if self._identified == self._writes:
            self.kept.put(IDENTITY, now, True)
            self._identified = None

    @property
    def resolved(self) -> bool:
        """Whether it is known that who is who was worked out from all that is in the store."""
        return self.kept.get(IDENTITY, self.version()) is not None

    # Changing

    def update(
        self, text: str, *, base_iri: str | None = None, dataset: Dataset | None = None, timeout: float | None = None
    ) -> None:
        """Carry out an update; it is on the disk when this returns."""
        refuse_update(text, confined=enforced())
        self._write("update", text.encode(), timeout, base_iri=base_iri, dataset=listed(dataset))

    def load(
        self, data: bytes, media_type: str, *, graph: str | None, base_iri: str | None = None, replace: bool = False
    ) -> bool:
        """Add RDF to a graph, or replace what it holds."""
        return self._write("load", data, media_type=media_type, graph=graph, base_iri=base_iri, replace=replace)

    def drop(self, graph: str | None) -> bool:
        """Remove a graph, or empty the default graph."""
        return self._write("drop", graph=graph)

    def write(self, wholes: Sequence[Whole], news: Sequence[Change] = ()) -> bool:
        """Replace what is held of some wholes, all in one write, with its entries in the history."""
        described, data = packed_write(wholes, news)
        return self._write("write", data, **described)

    def amend(
        self,
        graph: str,
        *,
        deleted: Iterable[str] = (),  # noqa: ARG002
        inserted: Iterable[str] = (),  # noqa: ARG002
        news: Sequence[Change] = (),  # noqa: ARG002
    ) -> None:
        """Nothing that a server does: `StoreError`."""
        raise StoreError(f"{graph}: tables are not written by a server; `kg import` does it beside it")

    def _write(
        self,
        what: str,
        data: bytes = b"",
        timeout: float | None = None,
        *,
        patience: float = PATIENCE,
        **request: object,
    ) -> bool:
        """Have a child write, one at a time; what it says is done is on the disk.

        It waits so many seconds for another program that writes.
        """
        allowed = self.limits.write_time if timeout is None else min(timeout, self.limits.write_time)
        self.version()  # where the folder is gone, none is made in its place
        since = time.monotonic()
        if not self._writing.acquire(timeout=allowed):
            raise BusyError("others are writing; come again in a moment")
        try:
            writer = self._take_writer(min(patience, allowed / 2))
            self._writes += 1
            try:
                frames = writer.child.ask({"do": what, **request}, allowed, data, since=since)
                ended = next(body for kind, body in frames if kind == END)
            except BaseException:
                writer.child.kill()
                raise
            self._writes += 1
            writer.used = time.monotonic()
            if writer.used - writer.since < TENURE:
                self._writer = writer
            else:
                self._end(writer)
        finally:
            self._writing.release()
        return bool(json.loads(ended)["changed"])

    def _take_writer(self, patience: float) -> Writer:
        """The process that has the store open already, or a new one."""
        writer, self._writer, folder = self._writer, None, self.folder.stat().st_ino
        if writer is not None:
            if writer.folder == folder and writer.child.ready():
                return writer
            writer.child.kill()
        child = self._base.fork(
            "change", folder=str(self.folder), base=self.base, memory=self.limits.memory, patience=patience
        )
        return Writer(child, folder)

    def _end(self, writer: Writer) -> None:
        """End a process that wrote; it has tidied up after itself, and nobody else could write meanwhile."""
        writer.child.kill()
        with contextlib.suppress(StoreError):  # the folder is gone
            self._note()

    def _dismiss(self, idle: float = 0.0) -> None:
        """End the process that wrote, if it has had nothing to do for so long."""
        if self._writing.acquire(blocking=False):
            try:
                if self._writer is not None and time.monotonic() - self._writer.used >= idle:
                    self._end(self._writer)
                    self._writer = None
            finally:
                self._writing.release()

    # What goes on beside

    def _tend(self) -> None:
        while not self._closed.wait(TEND):
            self._pool.tend()
            self._dismiss(LINGER)

    def _copy(self) -> None:
        """Copy the store into memory whenever it has changed, been left alone for a moment, and fits.

        At most half of the time is spent on it; but who is who is worked out a while after a write, and written as
        well: what was copied in between would otherwise be the copy that is too old for as long again.
        """
        seen, next_ = "", 0.0
        while not self._closed.wait(SETTLE):
            with contextlib.suppress(KGError, OSError):  # no store, or no process to hold it: there may be one later
                now, image = self.version(), self._pool.image
                settled, seen = now == seen, now
                held = image is not None and image.view == now and image.alive()
                due = self._lasting or time.monotonic() >= next_
                if settled and not held and not self.copy_is_too_big and due:
                    since, self._lasting = time.monotonic(), False
                    self._take_copy()
                    next_ = 2 * time.monotonic() - since

    def _take_copy(self) -> None:
        copy, said = self._base.another(
            "image", folder=str(self.folder), base=self.base, memory=self.limits.copy_memory
        )
        self.copy_is_too_big = bool(said.get("too_big"))
        if copy is not None:
            self._pool.show(copy, self.limits.write_time)
