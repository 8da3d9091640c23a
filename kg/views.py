"""The folder of a store as readers see it: in which state it is, and a view of one state.

Any number of processes may read beside the one that writes.
"""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

from kg.errors import StoreError
from kg.store import Store

STATE = ("MANIFEST-", "CURRENT")
"""How the names of the files begin that tell the state of a database, besides its logs."""


def state(folder: Path) -> str:
    """A text that differs after every write to the store in a folder, by whichever process.

    It is made of the names and sizes of the files of which RocksDB makes the state of its database
    (https://github.com/facebook/rocksdb/wiki/MANIFEST); every commit makes a file longer or makes a new one. Their
    times and numbers in the file system tell a database that was put in the place of another. Its tables are left out:
    the manifest lists them, and there are many.
    """
    return hashlib.sha256(repr(_files(folder, (".log",))).encode()).hexdigest()[:20]


def open_view(folder: Path, *, base: str) -> tuple[Store, str]:
    """The store as it stands, for reading, and the state that is certainly in it, also beside a writer.

    A writer that tidies up between two steps of the opening could leave a part unseen; then it is opened anew.
    """
    for pause in (*(0.01,) * 20, 0.1, 0.2, 0.5, 1.0):
        before, tables = state(folder), _tables(folder)
        try:
            store = Store(folder, base=base, read_only=True)
        except FileNotFoundError:  # the engine looks for some tables only when they are first read
            time.sleep(pause)
            continue
        if _tables(folder) == tables:
            return store, before
        store.close()
        time.sleep(pause)
    raise StoreError(f"{folder}: somebody writes to it without a pause; try again")


def _tables(folder: Path) -> list[tuple[str, int]]:
    """The files that change when a database is tidied up, and not when a little is added to its log."""
    return [(name, 0 if name.endswith(".log") else size) for name, _, size, _ in _files(folder, (".log", ".sst"))]


def _files(folder: Path, ends: tuple[str, ...]) -> list[tuple[str, int, int, int]]:
    """The files of the state of a database and those with some endings, sorted: name, number, size, time.

    A writer may remove one while they are listed.
    """
    while True:
        try:
            with os.scandir(folder) as entries:
                return sorted(
                    [_file(entry) for entry in entries if entry.name.endswith(ends) or entry.name.startswith(STATE)]
                )
        except FileNotFoundError:
            if not folder.is_dir():
                raise


def _file(entry: os.DirEntry[str]) -> tuple[str, int, int, int]:
    if entry.name.endswith(".sst"):  # is never changed
        return entry.name, entry.inode(), 0, 0
    stat = entry.stat()
    return entry.name, stat.st_ino, stat.st_size, stat.st_mtime_ns
