"""What a child does: it answers queries about a view of the store, or changes the store, or reads a report."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import IO, cast

from kg.canonical import derived
from kg.decisions import Correction, from_json
from kg.endpoint import Wanted
from kg.engine import failures
from kg.errors import KGError, LimitError, QueryError
from kg.guard import Dataset
from kg.pipeline import read
from kg.store import Store
from kg.vocab import Addresses
from kg.workers.frames import CHUNK, DATA, END, MESSAGE, Channel, Message
from kg.workers.parcels import from_message, packed, packed_write, unpacked_write


def answer_queries(channel: Channel, store: Store, view: str) -> None:
    """Answer one query after another, until nobody asks any more."""
    while True:
        request = channel.message()
        attempt(channel, lambda request=request: answer(channel, store, view, request))  # type: ignore[misc]


def attempt(channel: Channel, work: Callable[[], Message]) -> None:
    """Do some work and end with what it returns, or with the error that it ended in."""
    try:
        ended = work()
    except MemoryError:  # only Python's own; where the engine finds none, the process ends
        ended = described(LimitError("it takes more memory than there is for one query; ask for less"))
    except KGError as error:
        ended = described(error)
    channel.send(END, ended)


def described(error: KGError) -> Message:
    """An error in a message, so that it can be raised again on the other side."""
    known = {"error": type(error).__name__, "message": str(error)}
    if isinstance(error, QueryError):
        return {**known, "line": error.line, "column": error.column}
    return known


def answer(channel: Channel, store: Store, view: str, request: Message) -> Message:
    """Send the answer to a query while the engine finds it."""
    graphs = request["dataset"]
    dataset = None if graphs is None else Dataset(tuple(graphs[0]), tuple(graphs[1]))
    result = store.evaluate(
        request["text"],
        wanted=Wanted(request["results"], request["graph"]),
        base_iri=request["base_iri"],
        dataset=dataset,
    )
    channel.send(MESSAGE, {"kind": result.kind, "media_type": result.media_type, "view": view})
    out = _Body(channel, request["limit"])
    with failures(request["text"]):
        result.write(cast("IO[bytes]", out))
    out.end()
    return {}


class _Body:
    """The body of an answer on its way out; longer than the limit it is an error."""

    def __init__(self, channel: Channel, limit: int) -> None:
        self.channel, self.limit, self.sent = channel, limit, 0
        self.gathered = io.BytesIO()

    def write(self, data: bytes) -> int:
        """Gather small pieces."""
        self.gathered.write(data)
        if self.gathered.tell() >= CHUNK:
            self.end()
        return len(data)

    def flush(self) -> None:
        """Nothing: what has gathered leaves in its time."""

    def end(self) -> None:
        """Send what has gathered."""
        body = self.gathered.getvalue()
        self.gathered = io.BytesIO()
        self.sent += len(body)
        if self.sent > self.limit:
            raise LimitError(
                f"the answer has more than {self.limit} bytes; ask for less, or page with LIMIT and OFFSET"
            )
        self.channel.send(DATA, body)


def change(channel: Channel, open_store: Callable[[], Store]) -> None:
    """Change the store as messages say, each with the data that follows it, until nobody asks any more.

    Each is on the disk before its answer. The store is opened with the first, so that a failure is an answer as well.
    """
    with ExitStack() as held:
        opened: list[Store] = []

        def work(request: Message, data: bytes) -> Message:
            if not opened:
                opened.append(held.enter_context(open_store()))
            return {"changed": CHANGES[request["do"]](opened[0], request, data)}

        while True:
            request = channel.message()
            data = channel.receive()[1]
            attempt(channel, partial(work, request, data))


def _update(store: Store, request: Message, data: bytes) -> bool:
    graphs = request["dataset"]
    dataset = None if graphs is None else Dataset(tuple(graphs[0]), tuple(graphs[1]))
    store.update(data.decode(), base_iri=request["base_iri"], dataset=dataset)
    return True


def _load(store: Store, request: Message, data: bytes) -> bool:
    return store.load(
        data,
        request["media_type"],
        graph=request["graph"],
        base_iri=request["base_iri"],
        replace=request["replace"],
    )


CHANGES: dict[str, Callable[[Store, Message, bytes], bool]] = {
    "update": _update,
    "load": _load,
    "drop": lambda store, request, _: store.drop(request["graph"]),
    "write": lambda store, request, data: store.write(*unpacked_write(request, data)),
}


def resolve(channel: Channel, store: Store) -> None:
    """Work out who is who in a view of the store, and send what is to be written; nothing where nothing is new."""
    channel.message()

    def work() -> Message:
        whole, news, _ = derived(store)
        same = not news and all(store.triples(name) == triples for name, triples in whole.graphs.items())
        described, data = ({}, b"") if same else packed_write([whole], news)
        channel.send(MESSAGE, described)
        channel.send(DATA, data)
        return {}

    attempt(channel, work)


def read_report(channel: Channel) -> None:
    """Read the text of a report, as people corrected it, and send its graphs."""
    request = channel.message()

    def work() -> Message:
        corrections = [from_json(line) for line in request["corrections"]]
        known = [correction for correction in corrections if isinstance(correction, Correction)]
        graphs = read(from_message(request["report"]), known, base=request["base"])
        channel.send(MESSAGE, {})
        channel.send(DATA, packed(graphs, Addresses(request["base"])))
        return {}

    attempt(channel, work)
