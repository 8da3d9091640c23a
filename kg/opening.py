"""Folders of stores, opened by the engine to write, by one process at a time, or to read beside it; their states."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from pathlib import Path

import pyoxigraph as ox

from kg.errors import LockedError, StoreError

STATE = ("MANIFEST-", "CURRENT")
"""How the names of the files begin that tell the state of a database, besides its logs."""


def opened(folder: Path, *, read_only: bool, patience: float) -> ox.Store:
    """The database in a folder; who opens it to write waits so many seconds for another who does."""
    is_store = any((folder / name).is_file() for name in ("CURRENT", "LOCK"))
    if not is_store and read_only:
        raise StoreError(f"{folder}: there is no store; `kg ingest PATH... --store {folder}` builds it")
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder}: is no folder; name one that holds a store, or a new one")
    try:
        if not is_store:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise StoreError(f"{folder}: holds something else than a store; name another folder")
        return _read_only(folder) if read_only else _to_write(folder, patience)
    except (OSError, RuntimeError) as error:
        if _is_locked(error):
            raise LockedError(f"{folder}: another process is writing to it; wait for it or stop it") from error
        raise StoreError(f"{folder}: cannot be opened ({error}); move it away and build it again") from error


def log_on_disk(folder: Path) -> int:
    """Have the log of the engine reach the disk itself; the bytes in it.

    The engine has written each change there before it says that it is done, and reads it again when it opens the folder
    (https://github.com/facebook/rocksdb/wiki/Write-Ahead-Log).
    """
    size = 0
    for path in (*folder.glob("*.log"), folder):  # the folder knows which logs there are
        with contextlib.suppress(FileNotFoundError):  # the engine has made tables of it meanwhile
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
                size += os.fstat(descriptor).st_size if path != folder else 0
            finally:
                os.close(descriptor)
    return size


def _to_write(folder: Path, patience: float) -> ox.Store:
    until = time.monotonic() + patience
    while True:
        try:
            return ox.Store(str(folder))
        except (OSError, RuntimeError) as error:
            if not _is_locked(error) or time.monotonic() > until:
                raise
            time.sleep(0.05)


def _is_locked(error: Exception) -> bool:
    """As RocksDB words it; the name of the folder is in the message, and may be "blockades"."""
    return any(words in str(error) for words in ("While lock file", "lock hold by current process"))


def _read_only(folder: Path) -> ox.Store:
    """The store for reading, beside a writer who may be tidying up: a file it just removed is looked for anew."""
    for _ in range(20):
        try:
            return _read_once(folder)
        except (OSError, RuntimeError) as error:
            if "No such file" not in str(error):
                raise
            time.sleep(0.05)
    return _read_once(folder)


def _read_once(folder: Path) -> ox.Store:
    """The store, after the names of its graphs were read from the files: the engine opens them only then."""
    found = ox.Store.read_only(str(folder))
    for _ in found.named_graphs():
        pass
    return found


def state(folder: Path) -> str:
    """A text that differs after every write to the store in a folder, by whichever process.

    It is made of the names and sizes of the files of which RocksDB makes the state of its database
    (https://github.com/facebook/rocksdb/wiki/MANIFEST); every commit makes a file longer or makes a new one. Their
    times and numbers in the file system tell a database that was put in the place of another. Its tables are left out:
    the manifest lists them, and there are many.
    """
    return hashlib.sha256(repr(files(folder, (".log",))).encode()).hexdigest()[:20]


def files(folder: Path, ends: tuple[str, ...]) -> list[tuple[str, int, int, int]]:
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
