"""What every view needs: the settings and the store of this server, and an answer in the format a client likes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Response, current_app, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable
from werkzeug.http import parse_accept_header

from kg.config import Settings
from kg.store import Answer, Store
from server.links import Links
from server.negotiation import FORMATS, GRAPHS, HTML, SAME_BYTES, choose, content_type


@dataclass(frozen=True)
class Site:
    """A server's settings and store."""

    settings: Settings
    store: Store


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


class Choice:
    """Picks a media type among what the engine offers and what has the same bytes; `html` offers a page as well."""

    def __init__(self, *, html: bool, first: bool = False) -> None:
        self.html, self.first = html, first
        self.media = HTML

    def __call__(self, offered: Sequence[str]) -> str:
        """The engine's media type to ask for; `media` then says what the client is sent."""
        ours = [*offered, *(alias for alias, original in SAME_BYTES.items() if original in offered)]
        page = [HTML] if self.html else []
        media = choose(wishes(), [*page, *ours] if self.first else [*ours, *page])
        if media is None:
            raise NotAcceptable(f"None of the formats asked for; there are {', '.join([*ours, *page])}.")
        self.media = media
        return offered[0] if media == HTML else SAME_BYTES.get(media, media)


def data_or_page(
    query: str, about: str, graphs: Sequence[str] | None, page: Callable[[], str], *, page_first: bool = True
) -> Response:
    """A page, or what a CONSTRUCT query makes of some graphs; `<>` in it is what the page is about.

    Without graphs it is asked of what we believe. `page_first` decides for a client that takes both alike.
    """
    choice = Choice(html=True, first=page_first)
    engine_type = choice(tuple(media for media in GRAPHS.values() if media not in SAME_BYTES))
    if choice.media == HTML:
        return Response(page(), content_type=content_type(HTML))
    answer = site().store.answer(query, choose=lambda _: engine_type, base_iri=about, default_graphs=graphs)
    return sent(answer, choice.media)


def sent(answer: Answer, media: str) -> Response:
    """An answer of the engine as a response."""
    return Response(answer.body, content_type=content_type(media))
