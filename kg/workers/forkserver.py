"""The process from which the others are forked: it holds what they share, has one thread, and runs no query itself.

There is one that holds only the code, one that has read the tables of the reader as well, and one for each state of the
store that is held in memory: its children share those pages and ask a frozen copy, which costs them nothing.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO, cast

from kg.document import Report
from kg.errors import KGError
from kg.pipeline import extract
from kg.store import Store
from kg.views import open_view
from kg.workers.confinement import confine, enforced, limit_memory, resident
from kg.workers.frames import END, Channel, Closed, Message
from kg.workers.jobs import answer_queries, change, described, read_report, resolve

REQUEST = 1 << 16  # bytes of a request at most
BESIDE = 10  # by how much what goes on beside gives way to those who ask (`man 2 nice`)


class Held:
    """What a fork server holds for its children: a copy of the store in memory, and the state of which it is one."""

    def __init__(self, store: Store | None = None, view: str = "") -> None:
        self.store, self.view = store, view


def main() -> None:
    """Serve the parent at the other end of the socket whose number is given, until it is gone."""
    serve(socket.socket(fileno=int(sys.argv[1])), Held())


def serve(control: socket.socket, held: Held) -> None:
    """Fork a child for each request, which begins with what the child is to be and carries its end of a socket."""
    Store.confined = enforced()  # true of every child as soon as it is asked anything
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries them
    gc.collect()
    gc.freeze()  # else the first collection in a child would copy every page
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, REQUEST, 1)
        if not data:
            return
        request: Message = json.loads(data)
        child = os.fork()
        if child == 0:
            control.close()
            _become(request, socket.socket(fileno=descriptors[0]), held)
        os.close(descriptors[0])
        control.sendall(f"{child}\n".encode())


def _become(request: Message, end: socket.socket, held: Held) -> None:
    """Be what the request says, and end."""
    code = 0
    try:
        BECOME[request["as"]](request, end, held)
    except Closed:
        pass
    except BaseException:  # noqa: BLE001  # a child must never return into the server it was forked from
        traceback.print_exc()
        code = 1
    os._exit(code)


def _queries(request: Message, end: socket.socket, held: Held) -> None:
    confine()
    channel = Channel(end)
    try:
        if held.store is None:
            store, view = open_view(Path(request["folder"]), base=request["base"])
        else:
            store, view = held.store, held.view
    except KGError as error:
        channel.message()
        channel.send(END, described(error))
        return
    limit_memory(request["memory"])
    answer_queries(channel, store, view)


def _change(request: Message, end: socket.socket, _: Held) -> None:
    confine()

    def opened() -> Store:
        store = Store(Path(request["folder"]), base=request["base"], patience=request["patience"])
        limit_memory(request["memory"])
        return store

    change(Channel(end), opened)


def _reading(request: Message, end: socket.socket, _: Held) -> None:
    confine()
    limit_memory(request["memory"])
    read_report(Channel(end))


def _resolving(request: Message, end: socket.socket, _: Held) -> None:
    confine()
    os.nice(BESIDE)
    channel = Channel(end)
    try:
        store, _view = open_view(Path(request["folder"]), base=request["base"])
    except KGError as error:
        channel.message()
        channel.send(END, described(error))
        return
    limit_memory(request["memory"])
    resolve(channel, store)


def _reader(_: Message, end: socket.socket, __: Held) -> None:
    """Another fork server, which has read the tables of the reader."""
    extract(Report(id="first", text="People marched in Lima on Monday.\n"))
    end.sendall(b"{}\n")
    serve(end, Held())


def _image(request: Message, end: socket.socket, _: Held) -> None:
    """Another fork server, which holds the store in memory."""
    confine()
    told, copy = os.pipe()
    if os.fork() == 0:  # the disk is read in a process of its own: the engine starts threads for it
        os.close(told)
        _write_copy(request, copy)
    os.close(copy)
    with os.fdopen(told, "rb") as source:
        view = source.readline().decode().strip("# \n")
        store = Store(None, base=request["base"])
        limited = _Limited(source, request["memory"])
        try:
            store.load_copy(cast("IO[bytes]", limited))
        except MemoryError:
            end.sendall(b'{"too_big": true}\n')
            return
    if not view or not limited.whole:
        raise EOFError("the store could not be read")
    if 2 * resident(os.getpid()) < request["memory"]:  # what is believed takes no more than everything
        store.set_apart()
    end.sendall(f"{json.dumps({'view': view})}\n".encode())
    serve(end, Held(store, view))


def _write_copy(request: Message, copy: int) -> None:
    code = 1
    os.nice(BESIDE)  # who loads the copy waits for it, and so gives way as well, and his children need not
    try:
        with os.fdopen(copy, "wb") as out:
            store, view = open_view(Path(request["folder"]), base=request["base"])
            out.write(f"# {view}\n".encode())
            store.write_copy(out)
            out.write(_Limited.LAST)
        code = 0
    finally:
        os._exit(code)


class _Limited:
    """A copy of the store on its way into memory, of which it takes no more than allowed."""

    LAST = b"# whole\n"

    def __init__(self, source: IO[bytes], memory: int) -> None:
        self.source, self.memory, self.read_since, self.tail = source, memory, 0, b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes; `MemoryError` if this process has grown too large."""
        data = self.source.read(size)
        self.read_since += len(data)
        if self.read_since > 1 << 20:
            self.read_since = 0
            if resident(os.getpid()) > self.memory:
                raise MemoryError
        self.tail = (self.tail + data[-len(self.LAST) :])[-len(self.LAST) :]
        return data

    @property
    def whole(self) -> bool:
        """Whether the last thing read was the mark that nothing is missing."""
        return self.tail == self.LAST


BECOME: dict[str, Callable[[Message, socket.socket, Held], None]] = {
    "queries": _queries,
    "change": _change,
    "reading": _reading,
    "resolving": _resolving,
    "reader": _reader,
    "image": _image,
}

if __name__ == "__main__":
    main()
