"""What is asked of a server over many reports: every page, and every address of its interface for programs."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from kg.config import Settings

ASKED = 5
"""Times that each is asked for, of another report or with other words each time: no kept answer helps."""
KINDS = {
    "a person": "foaf:Person",
    "an organisation": "org:Organization",
    "a place": "pe:Place",
    "an event": "pe:Event",
}
WORDS = ("petra", "union", "el", "water", "zo")
TOLD = """SELECT ?thing (COUNT(?node) AS ?n) WHERE { ?node a %s ; pe:canonical ?thing }
GROUP BY ?thing HAVING (COUNT(?node) > 1) ORDER BY %s ?thing"""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request: of an address, or with something that is posted to it."""

    path: str
    body: Any = None


Get = Callable[[str], bytes]
Asks = dict[str, list[Ask]]


def asks(size: int, get: Get) -> Asks:
    """By the name of each page and address, what is asked of it; `get` asks the server what there is to ask for."""
    reports = [f"m{size * (k + 1) // (ASKED + 2):06}" for k in range(ASKED)]
    things = {kind: list(spread(told(get, type_, ""))) for kind, type_ in KINDS.items()}
    most = {kind: told(get, type_, "DESC(?n)")[:2] for kind, type_ in KINDS.items()}
    return {
        **_whole(size, get),
        **_reports(reports, things),
        **_things(things, most),
        **_json(reports, things, most),
        **_posted(reports, things, get),
    }


def told(get: Get, type_: str, order: str) -> list[str]:
    """Things of a class of which several reports tell."""
    found = json.loads(get(f"/sparql?format=json&query={quote(TOLD % (type_, order))}"))
    return [row["thing"]["value"] for row in found["results"]["bindings"]]


def spread(some: Sequence[str]) -> Iterator[str]:
    """A few of many, from all over."""
    yield from (some[len(some) * (k + 1) // (ASKED + 2)] for k in range(ASKED))


def plain(*paths: str) -> list[Ask]:
    """Each address as often as the others, told apart by a parameter that means nothing."""
    many = itertools.islice(itertools.cycle(paths), max(ASKED, len(paths)))
    return [Ask(f"{path}{'&' if '?' in path else '?'}n={n}") for n, path in enumerate(many)]


def here(iri: str) -> str:
    """The path of one of our addresses."""
    return iri.replace(Settings().base, "/", 1)


def node(thing: str) -> str:
    """The address of the node after which a thing is called."""
    return thing.replace("/thing/", "/report/", 1)


def _whole(size: int, get: Get) -> Asks:
    following = quote(json.loads(get("/api/review?kind=identity"))["next"] or "")
    return {
        "home": plain("/"),
        "home, an earlier page": plain(f"/?offset={size // 2}"),
        "Explore": plain("/explore"),
        "Explore, a search": [Ask(f"/explore?q={word}&n=1") for word in WORDS],
        "review": plain("/review"),
        "review, the next page": plain(f"/review?after={following}"),
        "review of one kind": plain("/review?type=person", "/review?type=event", "/review?type=membership"),
        "decisions": plain("/decisions"),
        "what has changed": plain("/changes"),
        "what changed earlier": plain(f"/changes?offset={size // 2}"),
        "the feed of changes": plain("/changes.atom"),
        "ontology": plain("/ontology"),
        "SPARQL": plain("/sparql"),
        "VoID": plain("/.well-known/void"),
    }


def _reports(reports: list[str], things: dict[str, list[str]]) -> Asks:
    return {
        "a report": plain(*(f"/report/{id_}" for id_ in reports)),
        "a report as Turtle": plain(*(f"/report/{id_}?format=turtle" for id_ in reports)),
        "the network of a report": plain(*(f"/report/{id_}/network" for id_ in reports)),
        "the facts of a report": plain(*(f"/report/{id_}/graph?format=turtle" for id_ in reports)),
        **{f"{kind} in a report": plain(*(here(node(one)) for one in some)) for kind, some in things.items()},
    }


def _things(things: dict[str, list[str]], most: dict[str, list[str]]) -> Asks:
    found: Asks = {}
    for kind, some in things.items():
        found[f"{kind} of several reports"] = plain(*map(here, some))
        found[f"{kind} most told of"] = plain(*map(here, most[kind]))
    found["their last reports"] = plain(*(f"{here(some[0])}?offset=20" for some in most.values()))
    found["a thing as Turtle"] = plain(*(f"{here(some[0])}?format=turtle" for some in things.values()))
    return found


def _json(reports: list[str], things: dict[str, list[str]], most: dict[str, list[str]]) -> Asks:
    some, many = [quote(node(one)) for one in things["a person"]], [quote(node(one[0])) for one in most.values()]
    return {
        "reports (JSON)": plain("/api/reports", "/api/reports?offset=500"),
        "the screen of a report (JSON)": plain(*(f"/api/reports/{id_}" for id_ in reports)),
        "a card (JSON)": plain(*(f"/api/thing?iri={one}" for one in some)),
        "a card of those most told of (JSON)": plain(*(f"/api/thing?iri={quote(one[0])}" for one in most.values())),
        "search (JSON)": [Ask(f"/api/search?q={word}&kind=person") for word in WORDS],
        "search without words (JSON)": plain("/api/search", "/api/search?kind=event", "/api/search?offset=2000"),
        "the whole base (JSON)": plain("/api/overview"),
        "events in time and space (JSON)": plain("/api/events"),
        "events of a report (JSON)": plain(*(f"/api/events?report={id_}" for id_ in reports)),
        "people who met (JSON)": plain("/api/people"),
        "terms (JSON)": plain("/api/schema"),
        "neighbours (JSON)": plain(*(f"/api/neighbours?iri={one}" for one in some)),
        "neighbours of those most told of (JSON)": plain(
            *(f"/api/neighbours?iri={one}" for one in many),
            *(f"/api/neighbours?iri={quote(one[0])}" for one in most.values()),
        ),
        "paths (JSON)": [Ask(f"/api/paths?from={a}&to={b}") for a, b in itertools.pairwise([*some, some[0]])],
        "paths between those most told of (JSON)": [
            Ask(f"/api/paths?from={a}&to={b}") for a, b in itertools.pairwise([*many, many[0]])
        ],
        "what has changed (JSON)": plain("/api/changes"),
        "review (JSON)": plain("/api/review"),
        "review of facts (JSON)": plain("/api/review?kind=facts"),
        "review of one thing (JSON)": plain(*(f"/api/review?about={one}" for one in some)),
        "review of those most told of (JSON)": plain(*(f"/api/review?about={one}" for one in many)),
        "review of a report (JSON)": plain(*(f"/api/review?report={id_}" for id_ in reports)),
        "what can be said of a thing (JSON)": plain(*(f"/api/forms?about={one}" for one in some)),
        "decisions (JSON)": plain("/api/decisions"),
    }


def _posted(reports: list[str], things: dict[str, list[str]], get: Get) -> Asks:
    nodes = [node(one) for some in things.values() for one in some]
    drawn = [json.loads(get(f"/api/reports/{id_}"))["network"] for id_ in reports]
    return {
        "edges among some (JSON)": [Ask(f"/api/among?n={n}", {"iris": nodes}) for n in range(ASKED)],
        "names (JSON)": [Ask(f"/api/labels?n={n}", {"iris": nodes}) for n in range(ASKED)],
        "a drawing (JSON)": [Ask(f"/api/drawing?n={n}", one) for n, one in enumerate(drawn)],
        "a view to take home": [Ask(f"/api/export?format=turtle&n={n}", _taken(nodes)) for n in range(ASKED)],
    }


def _taken(nodes: list[str]) -> dict[str, Any]:
    return {"nodes": nodes, "facts": [], "title": "Some people", "permalink": f"{Settings().base}explore"}
