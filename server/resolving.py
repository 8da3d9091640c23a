"""Who is who is worked out anew soon after something was written, beside the requests.

It takes longer the more reports there are, so nobody has to wait for it: what is written while it is under way is seen
by the next time, and at most half of the time is spent on it. What fails is tried again.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

log = logging.getLogger("kg.resolving")

SOON, LATE = 1.0, 600.0
"""Seconds after which it is tried again: at first, and at most, since each failure doubles them."""


class Resolver:
    """Has it worked out after every write; `resolve` does that, and says whether it holds for what is written by now.

    `soon` are the seconds after which what failed is tried again for the first time.
    """

    def __init__(self, resolve: Callable[[], bool], *, soon: float = SOON) -> None:
        self._resolve, self._soon = resolve, soon
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

    def _work(self) -> None:
        pause = 0.0
        while True:
            with self._news:
                self._news.wait_for(lambda: self._asked > self._done)
                asked = self._asked
            since = time.monotonic()
            try:
                current, pause = self._resolve(), 0.0
            except Exception as error:  # noqa: BLE001  # whatever it is: nobody else tries again
                current, pause = False, min(2 * pause or self._soon, LATE)
                log.error("who is who could not be worked out, and will be tried again: %s", error)
            if current:
                with self._news:
                    self._done = asked
                    self._news.notify_all()
            time.sleep(max(pause, time.monotonic() - since))
