"""The folder of a store as readers see it: a view of one state.

Any number of processes may read beside the one that writes.
"""

from __future__ import annotations

import time
from pathlib import Path

from kg.errors import StoreError
from kg.opening import files, state
from kg.store import Store


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
    return [(name, 0 if name.endswith(".log") else size) for name, _, size, _ in files(folder, (".log", ".sst"))]
