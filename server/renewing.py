"""What is made of the whole base: kept, and made anew beside when the graphs have changed.

To go through ten thousand reports takes seconds, and a visitor must not wait for that because somebody else has
written. So whoever asks after a change waits for a moment, and is then given what was made of the former state, as
a whole: it is of one time, and only late. Who must have the present state says so as HTTP has it, by `Cache-Control:
no-cache` (https://www.rfc-editor.org/rfc/rfc9111#name-no-cache), and waits (decision 0016).
"""

from __future__ import annotations

import contextlib
import gc
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast, overload

from flask import Flask, current_app, request

from kg.endpoint import Endpoint
from kg.errors import KGError, UnreadyError
from server.caching import late

T = TypeVar("T")
P = TypeVar("P")
PATIENCE = 0.5
"""Seconds that a visitor waits for the present state: small bases are always told as they are."""
FIRST = 5.0
"""Seconds that he waits for what was never made; a base for which that is not enough tells him to come again."""
AGAIN = 5
"""Seconds after which he may."""
FORMER = 600.0
"""Seconds after which a state is too long gone to be told; who asks then waits."""
LOOK = 0.5
"""Seconds between two looks whether they have."""
LEAVE = 2.0
"""Seconds that the end waits for what is being made."""
LONG = 3600.0
"""Seconds that nobody waits: longer than any query may take."""
MOST = 32
"""Things that are kept; of more, the one not asked for the longest goes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for the present state: its version, when it was asked, and how long that is trusted without one."""

    version: str | None
    at: float
    trusted: float = 0.0

    def waits(self, making: Making[Any], patience: float) -> float:
        """The seconds that who asks may wait until he is told a former state; without end if it is too long gone."""
        gone = self.version is None or self.at - making.present > FORMER
        return LONG if gone else self.at + patience - time.monotonic()


@dataclass(slots=True)
class Making(Generic[T]):
    """Something that is made: the version when it was begun, when that was, and when it was last of the present."""

    version: str | None
    at: float
    present: float
    done: threading.Event = field(default_factory=threading.Event)
    value: T | None = None
    error: BaseException | None = None

    def carry_out(self, make: Callable[[], T]) -> None:
        """Make it, or note why it could not be."""
        try:
            self.value = make()
        except BaseException as error:  # noqa: BLE001  # who waits for it is told
            self.error = error

    def serves(self, asked: Asked) -> bool:
        """Whether it is of the state that somebody asks for."""
        same = self.version == asked.version and (asked.version is not None or asked.at - self.at < asked.trusted)
        if same:
            self.present = max(self.present, asked.at)
        return same or self.at >= asked.at

    def result(self) -> T:
        """What was made; raises what went wrong."""
        if self.error is not None:
            raise self.error
        return cast("T", self.value)


class Renewed:
    """Things made of the whole base, by what they are.

    One is made after the other, so that a change costs others no more than one processor; what one asks of another is
    made for it alone. While the base is watched, what is kept is left out of the search for garbage: the search stops
    every answer for as long as it goes through all of it, which was up to half a second with ten thousand reports.
    """

    def __init__(self, store: Endpoint) -> None:
        self.store, self.watched = store, False
        self._kept: OrderedDict[object, Making[Any]] = OrderedDict()
        self._making: dict[object, Making[Any]] = {}
        self._makers: dict[object, Callable[[], Any]] = {}
        self._lock, self._turn, self._here = threading.Lock(), threading.Lock(), threading.local()

    def of(self, what: object, make: Callable[[], T], *, patience: float, trusted: float = 0.0) -> tuple[T, bool]:
        """The thing, and whether it is of the present state; if that takes longer than so many seconds, the former.

        What has never been made is waited for a little longer; then it is an `UnreadyError`. Where the engine tells no
        version, something is of the present for as many seconds as it is `trusted`. Raises what went wrong when it was
        made.
        """
        if getattr(self._here, "making", False):  # who has his turn does not wait for another's
            return make(), True
        asked = Asked(self.store.version(), time.monotonic(), trusted)
        while True:
            kept, making = self._found(what, make, asked)
            if making is None:
                return kept.result(), True
            if making is kept:
                if not making.done.wait(max(patience, FIRST)):
                    raise UnreadyError(NEVER_MADE, seconds=AGAIN)
            elif not making.done.wait(asked.waits(kept, patience)):
                return kept.result(), False
            making.done.wait()
            if making.error is not None or making.serves(asked):
                return making.result(), True

    def plain(self, what: str, make: Callable[[], Any]) -> Any:
        """What is made of the present state, as JSON has it: by another process perhaps, which has kept it."""
        kept, version = self.store.kept, self.store.version()
        if kept is None or version is None:
            return make()
        found = kept.get(what, version)
        if found is None:
            found = make()
            if self.store.version() == version:
                kept.put(what, version, found)
        return found

    def renew(self) -> float:
        """Make anew what is kept of a former state; the seconds that this took."""
        since = time.monotonic()
        for what, make in list(self._makers.items()):
            with contextlib.suppress(KGError):  # who asks for it next is told
                self.of(what, make, patience=LONG)
        if self.watched:
            gc.unfreeze()  # of the former state what hangs together in a circle is garbage now
            gc.collect()
            gc.freeze()
        return time.monotonic() - since

    def watch(self, closed: threading.Event) -> None:
        """Renew what is kept soon after each change, until told to end; at most half of the time is spent on it."""
        seen = done = ""
        while not closed.wait(LOOK):
            with contextlib.suppress(KGError):  # no store: there may be one later
                now = self.store.version()
                if now is None:
                    return
                self._confirm(Asked(now, time.monotonic()))
                settled, seen = now == seen, now
                if settled and now != done:
                    done = now
                    closed.wait(self.renew())

    def _confirm(self, asked: Asked) -> None:
        """Note of everything that is of the present that it still is."""
        with self._lock:
            for kept in self._kept.values():
                kept.serves(asked)

    def _found(self, what: object, make: Callable[[], Any], asked: Asked) -> tuple[Making[Any], Making[Any] | None]:
        """What is kept; and, if that is not of the present, what is being made; the same twice if nothing is kept."""
        with self._lock:
            kept = self._kept.get(what)
            if kept is not None:
                self._kept.move_to_end(what)
                if kept.serves(asked):
                    return kept, None
            making = self._making.get(what)
            if making is None:
                now = time.monotonic()
                making = self._making[what] = Making(self.store.version(), now, now)
                self._makers[what] = make
                threading.Thread(target=self._make, args=(what, making, make), daemon=True).start()
            return kept or making, making

    def _make(self, what: object, making: Making[Any], make: Callable[[], Any]) -> None:
        with self._turn:
            self._here.making = True
            making.carry_out(make)
        with self._lock:
            del self._making[what]
            if making.error is None:
                self._kept[what] = making
                self._kept.move_to_end(what)
            while len(self._kept) > MOST:
                gone, _ = self._kept.popitem(last=False)
                del self._makers[gone]
        if self.watched:
            gc.freeze()
        making.done.set()


@contextmanager
def watching(app: Flask, *views: str, then: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Have what some views keep made now, and then something done; and that renewed soon after each change."""
    kept: Renewed = app.extensions["renewed"]
    closed = threading.Event()
    kept.watched = True

    def work() -> None:
        try:
            for view in views:
                with contextlib.suppress(KGError), app.request_context(dict(PATIENT)):  # else who comes first is told
                    if not closed.is_set():
                        app.view_functions[view]()
            then()
            kept.watch(closed)
        except Exception:
            if not closed.is_set():  # at the end the engine goes away under it
                raise

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        closed.set()
        thread.join(LEAVE)
        kept.watched = False
        gc.unfreeze()


@overload
def renewed(what: str, make: Callable[[], T], *, trusted: float = ...) -> T: ...
@overload
def renewed(what: str, make: Callable[[], P], *, read: Callable[[P], T], trusted: float = ...) -> T: ...
def renewed(
    what: str, make: Callable[[], Any], *, read: Callable[[Any], Any] = lambda found: found, trusted: float = 0.0
) -> Any:
    """What is made of the whole base, for this request, whose answer is told to be late if it is.

    `make` makes what JSON can hold, which is kept beside the store as well; `read` makes of that what is kept here.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # as Flask documents it
    kept: Renewed = app.extensions["renewed"]
    if not trusted and kept.store.version() is None:
        return read(make())
    environ, name = {**NOWHERE, "SCRIPT_NAME": request.script_root}, f"{what} {request.script_root}".strip()

    def made() -> Any:
        with app.request_context(dict(environ)):
            return read(kept.plain(name, make))

    patience = LONG if request.cache_control.no_cache else PATIENCE
    value, present = kept.of(name, made, patience=patience, trusted=trusted)
    if not present:
        late()
    return value


NOWHERE = {
    "REQUEST_METHOD": "GET", "PATH_INFO": "/", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
    "wsgi.url_scheme": "http",
}  # fmt: skip
"""Of a request, for what is made for none: links need where the server stands under its host, and no more."""
PATIENT = {**NOWHERE, "HTTP_CACHE_CONTROL": "no-cache"}
"""Of one that waits."""
NEVER_MADE = (
    "What this page shows is made of all reports, for the first time since they were read; it is ready soon, "
    "and a browser looks again by itself."
)
