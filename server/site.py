"""What every view needs: the settings and the store of this server, and an answer in the format a client likes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from flask import Response, current_app, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable
from werkzeug.http import parse_accept_header

from kg.config import Settings
from kg.endpoint import Answer, Endpoint, Wanted
from kg.guard import Dataset
from kg.workers import Reads
from server.links import Links
from server.negotiation import FORMATS, GRAPHS, HTML, RESULTS, RESULTS_JSON, SAME_BYTES, TURTLE, choose, content_type
from server.resolving import Resolver

WHOLE = 1 << 20
"""Bytes of an answer up to which it is sent as a whole, with its length."""
LOCKS = 64
"""Of several reports that share one, one waits for the other without need."""


@dataclass(frozen=True)
class Site:
    """A server's settings, its store, who reads reports for it, if anybody does, and who works out who is who."""

    settings: Settings
    store: Endpoint
    read: Reads | None
    resolver: Resolver
    _locks: tuple[threading.Lock, ...] = field(default_factory=lambda: tuple(threading.Lock() for _ in range(LOCKS)))

    def alone(self, report_id: str) -> threading.Lock:
        """What to hold from asking for the corrections of a report until it is written as it reads with them.

        Else, of two who correct it at the same time, one would overwrite the other.
        """
        return self._locks[hash(report_id) % LOCKS]


def site() -> Site:
    """The site that answers this request."""
    found: Site = current_app.extensions["site"]
    return found


def links() -> Links:
    """Links for the pages of this request."""
    return Links(base=site().settings.base, root=request.script_root)


def wishes() -> MIMEAccept:
    """What the client wants: `?format=` where a link says so, else its Accept header."""
    name = request.args.get("format")
    if name is None:
        return request.accept_mimetypes
    if name not in FORMATS:
        raise NotAcceptable(f"No format {name!r}; there are {', '.join(FORMATS)}.")
    return parse_accept_header(FORMATS[name], MIMEAccept)


@dataclass(frozen=True)
class Choice:
    """The media types in which this client gets a table and a graph; `None` if it accepts none of them."""

    results: str | None
    graph: str | None

    @property
    def wanted(self) -> Wanted:
        """What to ask of the engine: other names stand for the same bytes, and a page is made of the default."""
        results, graph = (SAME_BYTES.get(media or "", media) for media in (self.results, self.graph))
        return Wanted(RESULTS_JSON if results == HTML else results, TURTLE if graph == HTML else graph)

    def of(self, answer: Answer) -> str:
        """The media type in which the client is sent an answer."""
        media = self.graph if answer.kind == "graph" else self.results
        return media or answer.media_type


def choice(*, page: bool) -> Choice:
    """What the client likes among the formats of a table and those of a graph; with `page`, or a page of it."""
    return Choice(*(choose(wishes(), [*offers, *([HTML] if page else [])]) for offers in (RESULT_OFFERS, GRAPH_OFFERS)))


RESULT_OFFERS = (*RESULTS.values(), *(name for name, same in SAME_BYTES.items() if same in RESULTS.values()))
GRAPH_OFFERS = tuple(GRAPHS.values())


def data_or_page(
    query: str, about: str, graphs: Sequence[str] | None, page: Callable[[], str], *, page_first: bool = True
) -> Response:
    """A page, or what a CONSTRUCT query makes of some graphs; `<>` in it is what the page is about.

    Without graphs it is asked of what we believe. `page_first` decides for a client that takes both alike.
    """
    offers = [HTML, *GRAPH_OFFERS] if page_first else [*GRAPH_OFFERS, HTML]
    media = choose(wishes(), offers)
    if media is None:
        raise NotAcceptable(f"None of the formats asked for; there are {', '.join(offers)}.")
    if media == HTML:
        return Response(page(), content_type=content_type(HTML))
    dataset = None if graphs is None else Dataset(tuple(graphs))
    wanted = Wanted(graph=SAME_BYTES.get(media, media))
    return sent(site().store.query(query, wanted=wanted, base_iri=about, dataset=dataset), media)


def done(status: int) -> Response:
    """That it was done, without a body."""
    response = Response(status=status)
    del response.headers["Content-Type"]
    return response


def sent(answer: Answer, media: str) -> Response:
    """An answer of the engine as a response: a short one as a whole, a long one streamed.

    What fails before the first bytes have left can still be told as an error.
    """
    return streamed(answer.chunks, media)


def streamed(chunks: Iterable[bytes], media: str) -> Response:
    """Chunks as a response of a media type."""
    stream = Stream(chunks)
    whole = stream.begin(WHOLE)
    return Response(stream if whole is None else whole, content_type=content_type(media))


class Stream:
    """The chunks of an answer, of which the first may have been read already. An error in them ends it unfinished."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self._rest = iter(chunks)
        self._head: list[bytes] = []

    def begin(self, size: int) -> bytes | None:
        """Read up to some bytes of it; all of it if that is all."""
        read = 0
        for chunk in self._rest:
            self._head.append(chunk)
            read += len(chunk)
            if read > size:
                return None
        self.close()
        return self.beginning()

    def beginning(self) -> bytes:
        """What of it was read."""
        return b"".join(self._head)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        return self._head.pop(0) if self._head else next(self._rest)

    def close(self) -> None:
        """Let go of the engine, also when the client has gone away."""
        for held in (self._rest, self._chunks):
            close = getattr(held, "close", None)
            if close is not None:
                close()
        self._rest, self._chunks = iter(()), ()
