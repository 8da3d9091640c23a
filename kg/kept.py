"""What was made of one state of a store, kept in its folder: the next process need not make it anew.

A value is kept as JSON with the state of which it was made and the digest of the software that made it, and found again
only for the same two. So what is kept is never old: at worst it is not there, and then it is made.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kg.config import share

FOLDER = "kept"
IDENTITY = "identity"
"""Under which it is kept that who is who was worked out from a state of the store."""
SOURCES = ("**/*.py", "**/*.csv", "**/*.ttl", "**/*.rq")


class Kept:
    """Values by their names, of the last state of which each was made."""

    def __init__(self, store: Path) -> None:
        self.folder = store / FOLDER

    def get(self, what: str, version: str) -> Any:
        """The value that was made of a state by this software; `None` if it is not there."""
        with contextlib.suppress(OSError, ValueError), self._file(what).open(encoding="utf-8") as file:
            if json.loads(file.readline()) == [version, software()]:
                parts = dict(json.loads(line) for line in file)
                return parts.get(None, parts)
        return None

    def put(self, what: str, version: str, value: Any) -> None:
        """Keep a value, as a whole or not at all; where the folder cannot be written, nothing is kept.

        Of a mapping one entry after the other is written: no other thread can work while one is put into words.
        """
        file = self._file(what)
        new = file.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            with new.open("w", encoding="utf-8") as out:
                for line in ([version, software()], *(value.items() if isinstance(value, dict) else [(None, value)])):
                    out.write(json.dumps(line) + "\n")
            new.replace(file)

    def _file(self, what: str) -> Path:
        return self.folder / f"{quote(what, safe=' ')}.json"


@functools.cache
def software() -> str:
    """A digest of all that values depend on beside the graphs: our code, tables and queries."""
    here, digest = Path(__file__).parent, hashlib.sha256()
    for folder in (here, here.parent / "server", share("data") / "lexicon", share("ontology")):
        for file in sorted(file for form in SOURCES for file in folder.glob(form)):
            digest.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
