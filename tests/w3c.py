"""The tests of the W3C for SPARQL 1.1 (https://w3c.github.io/rdf-tests/sparql/sparql11/), as their manifests say them.

Left out: entailment regimes, of which this service has none; what the W3C has deprecated; and federated queries
whose answer another server would have to give.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import BNode, Graph, Namespace, URIRef
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

SUITE = Path(__file__).parents[2] / "shared/w3c/sparql/sparql11"
HOME = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
"""Where the files of the suite are at home; the base of the relative IRIs in them."""
MANIFESTS = ("*/manifest.ttl", "graph-store-protocol/manifest-*.ttl")

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
DAWG = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")


@dataclass(frozen=True)
class State:
    """What a store holds: the files of its default graph, and each named graph with its file."""

    default: tuple[Path, ...] = ()
    named: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True)
class Response:
    """What a server has to answer; an empty tuple, text or `None` leaves that to the server."""

    statuses: tuple[str, ...]
    boolean: bool | None
    format: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    location: str


@dataclass(frozen=True)
class Exchange:
    """A request, and what has to be answered."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    response: Response


@dataclass(frozen=True)
class Case:
    """One test: a text to be evaluated or only read, or exchanges of requests and answers, on a store."""

    name: str
    kind: str
    state: State = State()
    text: Path | None = None
    result: Path | None = None
    after: State = State()
    authority: str = ""
    exchanges: tuple[Exchange, ...] = ()

    def read(self) -> str:
        """The query or update, with the base it has as a file."""
        assert self.text is not None
        return f"BASE <{address(self.text)}>\n{self.text.read_text(encoding='utf-8')}"


def address(file: Path) -> str:
    """The IRI of a file of the suite."""
    return HOME + file.relative_to(SUITE).as_posix()


def cases() -> list[Case]:
    """All tests, in the order of the manifests."""
    manifests = sorted(path for pattern in MANIFESTS for path in SUITE.glob(pattern))
    return [case for manifest in manifests for case in _Manifest(manifest).cases()]


class _Manifest:
    """A manifest and the folder it stands in."""

    def __init__(self, path: Path) -> None:
        self.folder = path.parent
        self.graph = Graph().parse(path, publicID=address(path))

    def cases(self) -> Iterator[Case]:
        for entries in self.graph.objects(None, MF.entries):
            for test in self.graph.items(entries):
                if self._is_ours(test):
                    yield self._case(test)

    def _is_ours(self, test: Node) -> bool:
        action = self._value(test, MF.action)
        deprecated = (test, DAWG.approval, DAWG.Deprecated) in self.graph
        elsewhere = (action, QT.serviceData, None) in self.graph
        return self.folder.name != "entailment" and not deprecated and not elsewhere

    def _case(self, test: Node) -> Case:
        name = f"{self.folder.name}/{str(test).partition('#')[2]}"
        kind = str(self._value(test, RDF.type)).partition("#")[2]
        action, result = self._value(test, MF.action), self._value(test, MF.result)
        if kind == "QueryEvaluationTest" or kind == "CSVResultFormatTest":
            text = self._file(self._value(action, QT.query))
            return Case(name, kind, self._state(action, QT), text, self._file(result))
        if kind == "UpdateEvaluationTest":
            text = self._file(self._value(action, UT.request))
            return Case(name, kind, self._state(action, UT), text, after=self._state(result, UT))
        if isinstance(action, URIRef):
            return Case(name, kind, text=self._file(action))
        requests = self._value(action, HT.requests)
        return Case(
            name,
            kind,
            self._state(test, UT),
            authority=str(self._value(action, HT.connectionAuthority) or ""),
            exchanges=tuple(self._exchange(request) for request in self.graph.items(requests)) if requests else (),
        )

    def _state(self, node: Node | None, terms: Namespace) -> State:
        """The data around a node; a named graph is a file of that address, or a file and a label."""
        default = sorted(self._file(file) for file in self.graph.objects(node, terms.data))
        named = []
        for graph in self.graph.objects(node, terms.graphData):
            file = self._value(graph, terms.graph) if isinstance(graph, BNode) else graph
            name = self._value(graph, RDFS.label) if isinstance(graph, BNode) else graph
            named.append((str(name), self._file(file)))
        return State(tuple(default), tuple(sorted(named)))

    def _exchange(self, request: Node) -> Exchange:
        response = self._value(request, HT.resp)
        boolean = self._value(response, MF.expectedBoolean)
        return Exchange(
            str(self._value(request, HT.methodName)),
            str(self._value(request, HT.absolutePath)),
            self._headers(request),
            self._body(request),
            Response(
                tuple(str(status).partition("#")[2] for status in self.graph.objects(response, MF.expectedStatus)),
                None if boolean is None else str(boolean) == "true",
                str(self._value(response, MF.expectedFormat) or ""),
                self._headers(response),
                self._body(response),
                str(self._value(response, MF.expectedLocation) or ""),
            ),
        )

    def _headers(self, message: Node | None) -> tuple[tuple[str, str], ...]:
        fields = self._value(message, HT.headers)
        return tuple(
            (str(self._value(field, HT.fieldName)), str(self._value(field, HT.fieldValue)))
            for field in (() if fields is None else self.graph.items(fields))
        )

    def _body(self, message: Node | None) -> bytes:
        body = self._value(message, HT.body)
        encoding = str(self._value(body, CNT.characterEncoding) or "UTF-8")
        return str(self._value(body, CNT.chars) or "").encode(encoding)

    def _value(self, node: Node | None, predicate: URIRef) -> Node | None:
        return None if node is None else self.graph.value(node, predicate)

    def _file(self, iri: Node | None) -> Path:
        return SUITE / str(iri).removeprefix(HOME)
