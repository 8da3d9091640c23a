"""Requests of the SPARQL 1.1 Protocol: what is asked of which graphs, in any of the three ways it can be sent.

https://www.w3.org/TR/sparql11-protocol/#protocol
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, MethodNotAllowed, RequestEntityTooLarge, UnsupportedMediaType

from kg.guard import MAX_LENGTH, Dataset

FORM = "application/x-www-form-urlencoded"
NOT_ASCII = re.compile(rb"%[89A-Fa-f]|[\x80-\xff]")


@dataclass(frozen=True)
class Kind:
    """What is sent: the parameter or the media type that carries the text, and the parameters that name graphs."""

    name: str
    media_type: str
    default: str
    named: str


QUERY = Kind("query", "application/sparql-query", "default-graph-uri", "named-graph-uri")
UPDATE = Kind("update", "application/sparql-update", "using-graph-uri", "using-named-graph-uri")


@dataclass(frozen=True)
class Operation:
    """A query or an update; without a dataset the text says what it looks at. The timeout is what the client bears."""

    text: str
    dataset: Dataset | None
    timeout: float | None


def is_update() -> bool:
    """Whether the request sends an update."""
    return "update" in request.args or "update" in _form() or request.mimetype == UPDATE.media_type


def operation(kind: Kind) -> Operation | None:
    """What the request sends, or `None` if a GET sends nothing; an HTTP error for what the protocol forbids."""
    texts = _texts(kind)
    if request.method in ("GET", "HEAD") and not any(text.strip() for text in texts):
        return None
    if len(texts) != 1:
        raise BadRequest(f"There must be exactly one {kind.name}; this request has {len(texts)}.")
    if kind is QUERY and len(texts[0]) > MAX_LENGTH:  # the body of an update is limited as such
        raise RequestEntityTooLarge(f"The {kind.name} has {len(texts[0])} characters; at most {MAX_LENGTH} are read.")
    default, named = _parameters(kind.default), _parameters(kind.named)
    dataset = Dataset(tuple(default), tuple(named)) if default or named else None
    return Operation(texts[0], dataset, _timeout())


def _texts(kind: Kind) -> list[str]:
    other = QUERY if kind is UPDATE else UPDATE
    if other.name in request.args or other.name in _form():
        if request.method in ("GET", "HEAD"):
            raise MethodNotAllowed(["POST"], "An update is sent by POST, not by GET.")
        raise BadRequest("A request has either a query or an update, not both.")
    if request.method in ("GET", "HEAD"):
        return _decoded(request.args.getlist(kind.name), request.query_string)
    if request.mimetype == FORM:
        only_utf8()
        if kind.name in request.args:
            raise BadRequest(f"The {kind.name} stands in the body or in the address, not in both.")
        return _decoded(_form().getlist(kind.name), request.get_data())
    if request.mimetype == kind.media_type:
        only_utf8()
        return [_body(kind), *request.args.getlist(kind.name)]
    sent = request.mimetype or "nothing"
    raise UnsupportedMediaType(f"This is sent as {FORM} or {kind.media_type}, not as {sent}.")


def _form() -> MultiDict[str, str]:
    """The parameters in the body, which is kept as it came as well."""
    if request.mimetype == FORM:
        request.get_data(cache=True)
    return request.form


def _decoded(texts: list[str], raw: bytes) -> list[str]:
    """Texts that were percent-encoded; an HTTP error if what they were made of is no UTF-8."""
    if NOT_ASCII.search(raw) is None:
        return texts
    try:
        unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("The request is not UTF-8.") from None
    return texts


def _body(kind: Kind) -> str:
    try:
        return request.get_data().decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The {kind.name} is not UTF-8: byte {error.start}.") from None


def only_utf8() -> None:
    """An HTTP error for a body that says it is in another encoding, or compressed."""
    charset = request.mimetype_params.get("charset", "utf-8")
    if charset.lower() not in ("utf-8", "utf8"):
        raise BadRequest(f"A body is read as UTF-8, not as {charset}.")
    uncompressed()


def uncompressed() -> None:
    """An HTTP error for a compressed body: nobody knows how long it will be."""
    if request.content_encoding is not None:
        raise UnsupportedMediaType("A body is sent uncompressed, without Content-Encoding.")


def _parameters(name: str) -> list[str]:
    return [*request.args.getlist(name), *_form().getlist(name)]


def _timeout() -> float | None:
    """The seconds after which the client no longer waits; the deadline of the server holds if it is sooner."""
    found = _parameters("timeout")
    if not found:
        return None
    try:
        seconds = float(found[0])
    except ValueError:
        seconds = math.nan
    if len(found) > 1 or not 0 < seconds < math.inf:
        raise BadRequest("The timeout is a number of seconds above 0, given once.")
    return seconds
