"""The files of a store written anew: smaller, and without words that nothing refers to any more.

The engine keeps every text it has ever held. A store that takes in what the old one holds has only what is held now. It
is made beside the old one and, when it is whole, changes places with it in one step: at every moment there is a store.
The old one is then removed. Whoever reads meanwhile goes on with what he has opened, and whoever would write has to
wait.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import LockedError, StoreError
from kg.store import Store

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # https://man7.org/linux/man-pages/man2/rename.2.html
RENAME_SWAP = 2  # the same on Darwin


def compact(folder: Path, *, base: str) -> tuple[int, int]:
    """Write the store in a folder anew; how many bytes its files had, and have now."""
    made = folder.with_name(f"{folder.name}.compact")
    if not (folder / "CURRENT").is_file():
        raise StoreError(f"{folder}: there is no store; name another folder")
    try:
        with _locked(folder):  # nobody else writes, or compacts, until the new one is in its place
            if made.exists():  # what an interrupted run has left: a part of a new store, or the old one
                shutil.rmtree(made)
            before = _size(folder)
            with Store(folder, base=base, read_only=True) as store:
                store.write_anew(made)
            with _locked(made):
                exchange(folder, made)
                shutil.rmtree(made)
    except OSError as error:
        raise StoreError(f"{folder}: could not be written anew: {error}; is there space beside it?") from error
    return before, _size(folder)


def exchange(one: Path, other: Path) -> None:
    """Let two folders change their names, in one step: a rename could only put one where there is none."""
    system, names = ctypes.CDLL(None, use_errno=True), (os.fsencode(one), os.fsencode(other))
    try:
        if sys.platform == "darwin":
            failed = system.renamex_np(*names, RENAME_SWAP)
        else:
            failed = system.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE)
    except AttributeError:  # a C library that does not know it
        failed = errno.ENOSYS
    if failed:
        why = os.strerror(ctypes.get_errno() or errno.ENOSYS)
        raise StoreError(f"{one}: cannot be exchanged with {other} here: {why}; ingest an export (.nq) in a new store")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """As if we wrote to the store; opened to write, the engine would write by the names of files until it is closed."""
    with (folder / "LOCK").open("a") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise LockedError(f"{folder}: another process is writing to it; wait for it or stop it") from error
        yield


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
