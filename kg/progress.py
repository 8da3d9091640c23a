"""How far long work has come: a line on standard error that a person can watch, or a log can keep."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")
WATCHED = 0.5  # seconds between lines on a terminal, which overwrite each other
LOGGED = 30.0  # seconds between lines in a log


def counted(done: Iterable[T], of: str, *, stream: TextIO | None = None) -> Iterator[T]:
    """The same things one by one, telling from time to time how many came, and how many a second."""
    stream = stream or sys.stderr
    terminal = stream.isatty()
    start = told = time.monotonic()
    number = 0
    for number, one in enumerate(done, 1):
        yield one
        now = time.monotonic()
        if now - told >= (WATCHED if terminal else LOGGED):
            told = now
            _tell(stream, number, of, now - start, end="\r" if terminal else "\n")
    if told > start:  # it took long enough for somebody to have watched
        _tell(stream, number, of, time.monotonic() - start, end="\n")


def _tell(stream: TextIO, number: int, of: str, seconds: float, end: str) -> None:
    stream.write(f"kg: {number:,} {of}, {number / max(seconds, 0.001):.1f} a second{end}")
    stream.flush()
