"""Who is who is worked out anew soon after something was written, beside the requests.

It takes longer the more reports there are, so nobody has to wait for it: what is written while it is under way is seen
by the next time, and at most half of the time is spent on it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from kg.endpoint import Endpoint
from kg.errors import KGError

log = logging.getLogger("kg.resolving")

NAMELESS = """
ASK {
  VALUES ?kind { foaf:Person org:Organization pe:Place }
  ?node a ?kind FILTER NOT EXISTS { ?node pe:canonical ?thing }
}
"""
"""Whether somebody was read of and nobody has worked out who it is."""


class Resolver:
    """Has it worked out after every write; `resolve` does that, and raises a `KGError` if it cannot."""

    def __init__(self, resolve: Callable[[], object]) -> None:
        self._resolve = resolve
        self._news = threading.Condition()
        self._asked = self._done = 0
        self._thread: threading.Thread | None = None

    def request(self) -> None:
        """Have it worked out from all that is written by now."""
        with self._news:
            self._asked += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()
            self._news.notify_all()

    def settle(self, seconds: float) -> bool:
        """Wait until it is worked out from all that was written by now, at most so long; whether it is."""
        with self._news:
            asked = self._asked
            return self._news.wait_for(lambda: self._done >= asked, seconds)

    def begin(self, store: Endpoint) -> None:
        """Have it worked out if a former server was stopped before it had been."""
        if store.ask(NAMELESS):
            self.request()

    def _work(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._asked > self._done)
                asked = self._asked
            since = time.monotonic()
            try:
                self._resolve()
            except KGError as error:
                log.error("who is who could not be worked out: %s", error)
            with self._news:
                self._done = asked
                self._news.notify_all()
            time.sleep(time.monotonic() - since)
