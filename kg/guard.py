"""Texts of SPARQL read as tokens, before any engine sees them: what would harm an engine, or ask another server.

This gives an honest user a clear answer. It is not the wall: that is the confined process in which queries are
evaluated (`kg.workers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import ForbiddenError, QueryError

MAX_LENGTH, MAX_DEPTH, MAX_SIGNS = 100_000, 64, 5_000
"""Of a query: characters; brackets and negations within each other; keywords and signs. Beyond, its stack overflows."""
QUERIES = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
VOLATILE = ("NOW", "RAND", "UUID", "STRUUID", "BNODE")
_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
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
_CALL = re.compile(rf"(?:{'|'.join(VOLATILE)})\s*\(", re.IGNORECASE)
_ADDRESS = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs a query or an update looks at: those merged as default graph, and those behind GRAPH.

    It is the whole dataset, and overrides FROM (https://www.w3.org/TR/sparql11-protocol/#dataset).
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def refuse(query: str, *, confined: bool = False) -> None:
    """`QueryError` for what is no query of this store alone, and for what would crash the engine.

    An engine that is `confined` reaches no other server, so that SERVICE SILENT gives what it has to where that fails
    (https://www.w3.org/TR/sparql11-federated-query/#serviceFailure), and is let through.
    """
    if verb(_short(query)) in UPDATES:
        raise QueryError("read-only: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE")
    _refuse_bombs(query, confined=confined)


def refuse_update(update: str, *, confined: bool = False) -> None:
    """`QueryError` for an update that would ask another server, and for what would crash the engine.

    LOAD SILENT does nothing where an engine is `confined` (https://www.w3.org/TR/sparql11-update/#load). What is too
    long to be looked through goes to a confined engine as it is: the process in which it ends is no loss.
    """
    if confined and len(update) > MAX_LENGTH:
        return
    if _mentions(_short(update), "LOAD", but_silent=confined):
        raise ForbiddenError("the update cannot be carried out: nothing is fetched; leave LOAD out and upload the data")
    _refuse_bombs(update, confined=confined)


def with_dataset(update: str, dataset: Dataset | None) -> str:
    """An update that looks at a dataset: USING and USING NAMED written before the WHERE of each operation.

    `QueryError` if the update has a dataset of its own (https://www.w3.org/TR/sparql11-protocol/#update-operation).
    DELETE WHERE takes none (https://www.w3.org/TR/sparql11-update/#rUsingClause).
    """
    if dataset is None:
        return update
    clauses = "".join(f"USING <{_iri(name)}> " for name in dataset.default)
    clauses += "".join(f"USING NAMED <{_iri(name)}> " for name in dataset.named)
    parts, end, depth, before = [], 0, 0, ""
    for token in tokens(update):
        text = token[0].upper()
        depth += (text == "{") - (text == "}")
        if depth == 0 and text in ("USING", "WITH") and token.lastgroup == "word":
            raise QueryError(f"the update has {text} and the request names graphs as well; leave one of them out")
        if depth == 0 and text == "WHERE" and before != "DELETE":
            parts += [update[end : token.start()], clauses]
            end = token.start()
        before = text
    return "".join([*parts, update[end:]])


def tokens(text: str) -> list[re.Match[str]]:
    """The words, signs, names, IRIs and strings of a text, without spaces and comments."""
    return [token for token in _all(text) if token.lastgroup not in ("comment", "space")]


def _short(text: str) -> str:
    """A text that is short enough to be looked through."""
    if len(text) > MAX_LENGTH:
        raise QueryError(f"the query has {len(text)} characters; at most {MAX_LENGTH} are read")
    return text


def _all(text: str) -> Iterator[re.Match[str]]:
    """The tokens up to a string that never ends; to look for strings behind that would take time without end."""
    for token in _TOKEN.finditer(text):
        yield token
        if token.lastgroup == "unclosed":
            return


def volatile(query: str) -> bool:
    """Whether the answer may be another one though the graphs are the same; true where that is hard to tell."""
    named = query.upper()
    if not any(word in named for word in VOLATILE):
        return False
    return any(
        token.lastgroup == "unclosed"
        or (token.lastgroup == "word" and token[0].upper() in VOLATILE)
        or (_is_doubtful(token) and _CALL.search(token[0]) is not None)
        for token in tokens(query)
    )


def believed_alone(query: str) -> bool:
    """Whether a query certainly sees the default graph alone, if its request names no graphs.

    The words that bring in others are looked for everywhere, also in names and strings: engines read `ASKFROM` as two.
    """
    text = query.upper()
    return not any(part in text for part in ("GRAPH", "FROM", "\\U"))


def _is_doubtful(token: re.Match[str]) -> bool:
    """Whether what looks like an IRI may be two comparisons: `1<RAND()&&2>0`."""
    return token.lastgroup == "iri" and not _ADDRESS.match(token[0])


def _iri(name: str) -> str:
    if not re.fullmatch(r'[^<>"{}|^`\\\x00-\x20]+', name):
        raise QueryError(f"{name!r} is no IRI: it has a character that none may have")
    return name


def _refuse_bombs(text: str, *, confined: bool) -> None:
    """Most texts are too short, or open too few brackets, for what takes time to find out."""
    if _mentions(text, "SERVICE", but_silent=confined):
        raise ForbiddenError("the query cannot be evaluated: no other server is asked; leave SERVICE out")
    if sum(map(text.count, ("{", "(", "[", "<<", "!"))) > MAX_DEPTH and nesting(text) > MAX_DEPTH:
        raise QueryError(f"the query nests brackets or ! more than {MAX_DEPTH} deep; write it flatter")
    if len(text) > MAX_SIGNS and (signs := _signs(text)) > MAX_SIGNS:
        raise QueryError(f"the query has {signs} keywords and signs; at most {MAX_SIGNS} are read; ask in parts")


def _signs(text: str) -> int:
    """How many keywords and signs there are; behind a string that never ends, every word and sign counts."""
    found = tokens(text)
    signs = sum(token.lastgroup in (None, "word") for token in found)
    if found and found[-1].lastgroup == "unclosed":
        signs += len(re.findall(r"\w+|[^\w\s]", text[found[-1].start() :]))
    return signs


def verb(query: str) -> str:
    """The first keyword behind the prologue, in capitals; empty if there is none."""
    words = (token[0].upper() for token in _all(query) if token.lastgroup == "word")
    return next((word for word in words if word not in ("PREFIX", "BASE")), "")


def _mentions(text: str, keyword: str, *, but_silent: bool) -> bool:
    """Whether a word stands in a text as a keyword, outside strings, IRIs, comments and names; SILENT may excuse it.

    `SERVICE:x` counts: an engine may read it as the keyword and the name `:x`. Behind a string that never
    ends there are no tokens, so there any mention counts.
    """
    if keyword not in text.upper():
        return False
    open_ = False
    for token in tokens(text):
        kind, word = token.lastgroup, token.group().upper()
        if open_ and word != "SILENT":
            return True
        open_ = kind == "word" and word == keyword
        if kind == "unclosed":
            return keyword in token.string[token.start() :].upper()
        if (open_ and not but_silent) or (kind == "name" and word.startswith(f"{keyword}:")):
            return True
    return open_


def nesting(query: str) -> int:
    """How deep brackets and negations stand within each other, outside strings, IRIs and comments; never too low.

    `1<a#>` may be an IRI or a comparison and a comment: behind such a place, and behind a string that never ends,
    every bracket counts as one that stays open.
    """
    open_: list[int] = []
    depth = deepest = negations = 0
    for token in tokens(query):
        text = token.group()
        if token.lastgroup == "unclosed" or (_is_doubtful(token) and re.search(r"[#'(\[!]", text)):
            return max(deepest, depth + negations + len(re.findall(r"[{(\[!]|<<", token.string[token.start() :])))
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
