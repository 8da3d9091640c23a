"""Texts of SPARQL read as tokens, before any engine sees them: what would harm an engine, or ask another server.

This gives an honest user a clear answer. It is not the wall: that is the confined process in which queries are
evaluated (`kg.workers`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import ForbiddenError, QueryError

MAX_LENGTH, MAX_DEPTH, MAX_SIGNS = 100_000, 64, 5_000
"""Of a query: characters; brackets and negations within each other; keywords and signs. Beyond, its stack overflows."""
QUERIES = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_TOKEN = re.compile(
    r"""
      (?P<iri><[^<>"{}|^`\x00-\x20]*>)
    | (?P<string>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''
               |"(?!"")(?:[^"\\\n\r]|\\.)*"|'(?!'')(?:[^'\\\n\r]|\\.)*')
    | (?P<unclosed>["'])
    | (?P<comment>\#[^\n\r]*)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[\w-]+)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<name>[\w.-]{0,99}:(?:[\w.:%-]|\\.)*)
    | (?P<word>\w+)
    | <<|>>
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_ADDRESS = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs a query or an update looks at: those merged as default graph, and those behind GRAPH.

    It is the whole dataset, and overrides FROM (https://www.w3.org/TR/sparql11-protocol/#dataset).
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def refuse(query: str) -> None:
    """`QueryError` for what is no query of this store alone, and for what would crash the engine."""
    if verb(query) in UPDATES:
        raise QueryError("read-only: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE")
    _refuse_bombs(query)


def refuse_update(update: str) -> None:
    """`QueryError` for an update that would ask another server, and for what would crash the engine."""
    if any(token.lastgroup == "word" and token[0].upper() == "LOAD" for token in _TOKEN.finditer(update)):
        raise ForbiddenError("the update cannot be carried out: nothing is fetched; leave LOAD out and upload the data")
    _refuse_bombs(update)


def with_dataset(update: str, dataset: Dataset | None) -> str:
    """An update that looks at a dataset: USING and USING NAMED written before each WHERE."""
    if dataset is None:
        return update
    raise NotImplementedError


def _refuse_bombs(query: str) -> None:
    if len(query) > MAX_LENGTH:
        raise QueryError(f"the query has {len(query)} characters; at most {MAX_LENGTH} are read")
    if asks_other_servers(query):
        raise ForbiddenError("the query cannot be evaluated: no other server is asked; leave SERVICE out")
    if nesting(query) > MAX_DEPTH:
        raise QueryError(f"the query nests brackets or ! more than {MAX_DEPTH} deep; write it flatter")
    signs = sum(token.lastgroup in (None, "word") and not token[0].isspace() for token in _TOKEN.finditer(query))
    if signs > MAX_SIGNS:
        raise QueryError(f"the query has {signs} keywords and signs; at most {MAX_SIGNS} are read; ask in parts")


def verb(query: str) -> str:
    """The first keyword behind the prologue, in capitals; empty if there is none."""
    words = (token[0].upper() for token in _TOKEN.finditer(query) if token.lastgroup == "word")
    return next((word for word in words if word not in ("PREFIX", "BASE")), "")


def asks_other_servers(query: str) -> bool:
    """Whether the word SERVICE stands in a query as a keyword, outside strings, IRIs, comments and names.

    `SERVICE:x` counts: an engine may read it as the keyword and the name `:x`. Behind a string that never
    ends there are no tokens, so there any mention counts; this also keeps the time linear.
    """
    for token in _TOKEN.finditer(query):
        kind, text = token.lastgroup, token.group().casefold()
        if kind == "unclosed":
            return "service" in query[token.start() :].casefold()
        if (kind == "word" and text == "service") or (kind == "name" and text.startswith("service:")):
            return True
    return False


def nesting(query: str) -> int:
    """How deep brackets and negations stand within each other, outside strings, IRIs and comments; never too low.

    `1<a#>` may be an IRI or a comparison and a comment: behind such a place, and behind a string that never ends,
    every bracket counts as one that stays open.
    """
    open_: list[int] = []
    depth = deepest = negations = 0
    for token in _TOKEN.finditer(query):
        kind, text = token.lastgroup, token.group()
        if kind == "unclosed" or (kind == "iri" and not _ADDRESS.match(text) and re.search(r"[#'(\[!]", text)):
            return max(deepest, depth + negations + len(re.findall(r"[{(\[!]|<<", query[token.start() :])))
        if kind == "comment" or text.isspace():
            continue
        negations += text == "!"
        if text in ("{", "(", "[", "<<"):
            open_.append(negations + 1)
            depth += negations + 1
        elif text in ("}", ")", "]", ">>") and open_:
            depth -= open_.pop()
        if text != "!":
            negations = 0
        deepest = max(deepest, depth + negations)
    return deepest
