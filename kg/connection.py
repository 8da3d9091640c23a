"""Requests of the SPARQL protocols to an engine at another address, and its refusals as errors of ours."""

from __future__ import annotations

import math
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, IncompleteRead
from typing import IO, Any, NoReturn, Self, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request

from SPARQLWrapper import POST, SPARQLWrapper

from kg.errors import BusyError, LimitError, QueryError, StoreError
from kg.guard import Dataset

CHUNK, IN_MEMORY = 1 << 16, 1 << 20
"""Bytes: read at a time; of an answer that are kept in memory, and beyond in a temporary file."""
PARTIAL = 206
MESSAGE = 400
"""Characters of what an engine says of an error; it repeats the whole query behind that."""

NOT_ALLOWED = "not allowed; set KG_REMOTE_USER and KG_REMOTE_PASSWORD, or KG_REMOTE_TOKEN, to somebody who may do this"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: a user with a password (basic or digest, as the engine likes), or a bearer token, or nobody."""

    user: str = ""
    password: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an engine answered: whole, so that what broke off on the way is never taken for an answer."""

    headers: Mapping[str, str]
    body: IO[bytes]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.body.close()

    @property
    def media_type(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Connection:
    """The way to an engine. It keeps nothing between two requests, so that many threads may use it."""

    def __init__(self, credentials: Credentials, *, seconds: float) -> None:
        self._credentials = credentials
        self._seconds = seconds

    def ask(self, address: str, query: str, *, accept: str, dataset: Dataset | None, timeout: float | None) -> Reply:
        """Ask a query of a dataset (https://www.w3.org/TR/sparql11-protocol/#query-operation)."""
        seconds = min(self._seconds, timeout or self._seconds)
        client = _Client(address, opener=self._opener(address))
        client.addCustomHttpHeader("Accept", accept)
        for name in () if dataset is None else dataset.default:
            client.addParameter("default-graph-uri", name)
        for name in () if dataset is None else dataset.named:
            client.addParameter("named-graph-uri", name)
        client.queryString, client.queryType = query, "SELECT"
        return self._sent(client, address, seconds)

    def tell(self, address: str, update: str) -> None:
        """Have an update carried out (https://www.w3.org/TR/sparql11-protocol/#update-operation)."""
        client = _Client(address, opener=self._opener(address))
        client.queryString, client.queryType = update, "INSERT"
        self._sent(client, address, self._seconds).body.close()

    def store(self, method: str, address: str, graph: str, data: bytes, media_type: str) -> None:
        """Write a graph (https://www.w3.org/TR/sparql11-http-rdf-update/#http-put)."""
        target = f"{address}{'&' if '?' in address else '?'}{urlencode({'graph': graph})}"
        request = Request(target, data, {"Content-Type": media_type}, method=method)  # noqa: S310  # settings allow http and https only
        with _failures(address, self._seconds):
            response = self._opener(address).open(request, timeout=self._seconds)
            _read(response, address, self._seconds).body.close()

    def _sent(self, client: _Client, address: str, seconds: float) -> Reply:
        client.setTimeout(math.ceil(seconds))
        with _failures(address, seconds):
            return _read(client.query().response, address, seconds)

    def _opener(self, address: str) -> urllib.request.OpenerDirector:
        """What sends a request with the credentials, and only to this address."""
        who = self._credentials
        opener = urllib.request.build_opener(_NoRedirect)
        if who.user:
            known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            known.add_password(None, address, who.user, who.password)
            opener.add_handler(urllib.request.HTTPDigestAuthHandler(known))
            opener.add_handler(urllib.request.HTTPBasicAuthHandler(known))
        if who.token:
            opener.addheaders.append(("Authorization", f"Bearer {who.token}"))
        return opener


class _Client(SPARQLWrapper):
    """One request of SPARQLWrapper, form-encoded by POST, and sent by an opener of its own.

    SPARQLWrapper would install the one with the password for the whole process.
    """

    def __init__(self, address: str, *, opener: urllib.request.OpenerDirector) -> None:
        super().__init__(address)
        self._opener = opener
        self.setMethod(POST)
        self.setOnlyConneg(True)

    def _query(self) -> tuple[HTTPResponse, str]:
        return self._opener.open(self._createRequest(), timeout=self.timeout), self.returnFormat


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Another address would get the credentials, and a POST would become a GET."""

    def redirect_request(self, req: Request, *found: Any, **_: Any) -> None:
        found[0].close()
        raise StoreError(f"{req.full_url} has moved to {found[-1]}; set that address")


def _read(response: HTTPResponse, address: str, seconds: float) -> Reply:
    end = time.monotonic() + seconds
    with response, ExitStack() as stack:
        body = stack.enter_context(tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))
        while chunk := response.read(CHUNK):
            body.write(chunk)
            if time.monotonic() > end:
                raise TimeoutError
        if response.length:  # what was announced and never came; `read` with a size does not tell
            raise IncompleteRead(b"", response.length)
        body.seek(0)
        headers = {name.lower(): value for name, value in response.headers.items()}
        if response.status == PARTIAL or "x-sql-state" in headers:  # as Virtuoso says that its time was up
            raise LimitError(f"{address}: the engine answers in part only; ask for less, or raise its limits")
        stack.pop_all()
    return Reply(headers, cast("IO[bytes]", body))


@contextmanager
def _failures(address: str, seconds: float) -> Iterator[None]:
    """What goes wrong on the way as errors of ours, each with what to do."""
    late = f"{address}: no answer within {seconds:g} seconds; ask for less, or raise remote_timeout"
    try:
        yield
    except HTTPError as error:
        with error:
            _refused(address, error)
    except TimeoutError as error:
        raise LimitError(late) from error
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise LimitError(late) from error
        raise StoreError(f"{address}: cannot be reached ({error.reason}); is the engine running there?") from error
    except (OSError, HTTPException) as error:
        raise StoreError(f"{address}: the connection broke off ({error!r}); run the same again") from error
    except ValueError as error:  # of urllib, for a way to say who asks that it does not know
        raise StoreError(f"{address}: {NOT_ALLOWED} ({error})") from error


def _refused(address: str, error: HTTPError) -> NoReturn:
    said = " ".join(error.read(CHUNK).decode(errors="replace").split())[:MESSAGE]
    if error.code in (400, 413, 414, 422, 500):
        raise QueryError(f"the engine at {address} refuses ({error.code}): {said or error.reason}") from error
    if error.code in (401, 403):
        raise StoreError(f"{address}: {NOT_ALLOWED} ({error.code})") from error
    if error.code in (429, 503):
        after = error.headers.get("Retry-After", "")
        raise BusyError(
            f"{address}: too busy ({error.code}): {said or error.reason}", seconds=int(after) if after.isdigit() else 1
        ) from error
    if error.code in (406, 504):
        raise LimitError(f"{address}: {error.code}: {said or error.reason}") from error
    raise StoreError(f"{address}: {error.code} {error.reason}; is this the right address of the engine?") from error
