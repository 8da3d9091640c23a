"""The service under the tests of the W3C, as a client sees it: requests over one connection that is kept alive."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import quote, urlencode, urlsplit

from rdflib import Graph

from tests.w3c import State
from tests.w3c_answers import content, graphs_of, read_result

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
JSON = "application/sparql-results+json"
EVERYTHING = "SELECT ?s ?p ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
QUERY_WAYS = ("GET", "POST", "form")
UPDATE_WAYS = ("POST", "form")


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The type of its body, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def __str__(self) -> str:
        return f"{self.status} {self.media_type}: {self.body[:2000].decode(errors='replace')}"


class Service:
    """A SPARQL service that listens at a URL and is known as some host; it may be written to with a token."""

    def __init__(self, url: str, host: str, token: str) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._always = {"Host": host, "Authorization": f"Bearer {token}"}
        self._held: State | None = None

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def send(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Reply:
        """Send a request as it is; nothing is added but the host and the token."""
        sent = {**self._always, **(headers or {})}
        for attempt in ("first", "again"):  # the server may have closed a connection that was idle
            try:
                self._connection.request(method, path, body or None, sent)
                response = self._connection.getresponse()
                break
            except ConnectionError:
                self._connection.close()
                if attempt == "again":
                    raise
        fields = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, fields, response.read())

    def query(self, way: str, text: str, accept: str = f"{JSON}, text/turtle") -> Reply:
        """Ask a query in one of the ways of the protocol."""
        if way == "GET":
            return self.send("GET", f"/sparql?query={quote(text, safe='')}", headers={"Accept": accept})
        return self._post("/sparql", way, QUERY, "query", text, {"Accept": accept})

    def update(self, way: str, text: str) -> Reply:
        """Send an update in one of the ways of the protocol."""
        self._held = None
        return self._post("/update", way, UPDATE, "update", text, {})

    def hold(self, state: State) -> None:
        """Make the store hold just this."""
        if state == self._held:
            return
        graphs = graphs_of(state)
        data = [
            f"GRAPH <{name}> {{ {_triples(graph)} }}" if name else _triples(graph) for name, graph in graphs.items()
        ]
        _succeeded(self.update("POST", f"DROP ALL ;\nINSERT DATA {{ {' '.join(data)} }}"))
        self._held = state

    def changed(self) -> None:
        """Remember that somebody wrote."""
        self._held = None

    def content(self) -> dict[str, Graph]:
        """Everything the store holds, by the name of the graph."""
        reply = self.query("POST", EVERYTHING, JSON)
        _succeeded(reply)
        return content(read_result(reply.body, reply.media_type))

    def _post(self, path: str, way: str, direct: str, name: str, text: str, headers: dict[str, str]) -> Reply:
        if way == "form":
            return self.send("POST", path, urlencode({name: text}).encode(), {"Content-Type": FORM, **headers})
        return self.send("POST", path, text.encode(), {"Content-Type": direct, **headers})


def _triples(graph: Graph) -> str:
    return graph.serialize(format="nt")


def _succeeded(reply: Reply) -> None:
    assert 200 <= reply.status < 300, str(reply)
