"""The files of a store written anew: smaller, and without words that nothing refers to any more.

The engine keeps every text it has ever held. A store that takes in what the old one holds has only what is held now. It
is made beside the old one and put in its place when it is whole; the old one is then removed. Whoever reads meanwhile
goes on with what he has opened, and whoever would write has to wait.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import LockedError, StoreError
from kg.store import Store


def compact(folder: Path, *, base: str) -> tuple[int, int]:
    """Write the store in a folder anew; how many bytes its files had, and have now."""
    made, former = folder.with_name(f"{folder.name}.compact"), folder.with_name(f"{folder.name}.former")
    try:
        _finish(folder, made, former)
        if not (folder / "CURRENT").is_file():
            raise StoreError(f"{folder}: there is no store; name another folder")
        with _locked(folder):  # nobody else writes until the new one is in its place
            before = _size(folder)
            with Store(folder, base=base, read_only=True) as store:
                store.write_anew(made)
            folder.rename(former)
            made.rename(folder)
        shutil.rmtree(former)
    except OSError as error:
        raise StoreError(f"{folder}: could not be written anew: {error}; is there space beside it?") from error
    return before, _size(folder)


def _finish(folder: Path, made: Path, former: Path) -> None:
    """What an interrupted run has left: before both had their places nothing was lost, and a half one is of no use."""
    if not folder.exists() and former.is_dir():
        former.rename(folder)
    for rest in (made, former):
        if rest.is_dir():
            shutil.rmtree(rest)


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
