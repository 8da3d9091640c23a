"""What each page and each stored question takes in processor time: over a copy of the store in memory, in one process.

A server answers from such a copy as well; here no other program on the machine plays a part.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from flask.testing import FlaskClient

from benchmarks.many_asked import Ask, asks
from kg.config import Settings
from kg.endpoint import Wanted
from kg.ontology import queries as stored_queries
from kg.store import Store
from server import create_app

Found = dict[str, Any]
TIMES = 3
"""Times that each page is asked for, after it was asked for once: what is made for all of them is there then."""
HEADERS = {"Accept": "text/html, */*;q=0.5"}
PLAIN = Wanted("text/csv", "application/n-triples")


class Unchanging(Store):
    """A store in memory that nobody writes to: what is made of it is kept."""

    def version(self) -> str:
        """Always the same."""
        return "1"


def main() -> None:
    """Tell the milliseconds of pages and questions over the store in a folder, of so many reports, as JSON."""
    folder, size = sys.argv[1:]
    store = copied(Path(folder))
    client = create_app(replace(Settings(), store=folder), store).test_client()
    made = asks(int(size), lambda path: taken(client, Ask(path)))
    pages = {name: [spent(client, one) for one in some[: TIMES + 1]][1:] for name, some in made.items()}
    questions = {name: answered(store, question.text) for name, question in stored_queries().items()}
    sys.stdout.write(json.dumps({"pages": pages, "questions": questions}))


def copied(folder: Path) -> Unchanging:
    """A copy of a store in memory, that comes from a process of its own."""
    copy, (source, out) = Unchanging(None, base=Settings().base), os.pipe()
    if os.fork() == 0:
        os.close(source)
        with Store(folder, base=Settings().base, read_only=True) as store, os.fdopen(out, "wb") as stream:
            store.write_copy(stream)
        os._exit(0)
    os.close(out)
    with os.fdopen(source, "rb") as stream:
        copy.load_copy(stream)
    gc.freeze()
    return copy


def taken(client: FlaskClient, ask: Ask) -> bytes:
    """What is answered."""
    if ask.body is None:
        answer = client.get(ask.path, headers=HEADERS)
    else:
        answer = client.post(ask.path, json=ask.body, headers=HEADERS)
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status_code}: {ask.path}")
    return cast("bytes", answer.get_data())


def spent(client: FlaskClient, ask: Ask) -> float:
    """The milliseconds of processor time that an answer takes."""
    since = time.process_time()
    taken(client, ask)
    return 1000 * (time.process_time() - since)


def answered(store: Store, question: str) -> Found:
    """The milliseconds that a stored question takes, and its rows or triples."""
    since = time.process_time()
    lines = store.query(question, wanted=PLAIN).read().count(b"\n")
    return {"ms": 1000 * (time.process_time() - since), "lines": lines}


if __name__ == "__main__":
    main()
