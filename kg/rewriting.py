"""SPARQL whose default graph is a named one, for engines that keep what we believe under a name.

Engines differ in what a query without FROM looks at, and `default-graph-uri` alone would hide all that stands behind
GRAPH (https://www.w3.org/TR/sparql11-protocol/#dataset). What is written here means the same to all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from kg.guard import tokens

Tokens: TypeAlias = Sequence[re.Match[str]]
Insertion: TypeAlias = tuple[int, int, str]
"""What is written instead of the characters from one place to another."""


def declared(text: str, prefixes: Mapping[str, str], base: str | None) -> str:
    """A text with declarations of the prefixes that it uses and does not declare, on its first line."""
    found = tokens(text)
    used = {token[0].partition(":")[0] for token in found if token.lastgroup == "name"}
    own = {name[0][:-1] for keyword, name in pairwise(found) if _is(keyword, "PREFIX") and name.lastgroup == "name"}
    lines = [f"BASE <{base}> "] if base else []
    lines += [f"PREFIX {name}: <{prefixes[name]}> " for name in sorted(used - own) if name in prefixes]
    return "".join([*lines, text])


def names_dataset(query: str) -> bool:
    """Whether a query says itself which graphs it looks at."""
    return any(_is(token, "FROM") for token in tokens(query))


def mentions_graphs(query: str) -> bool:
    """Whether a query has a GRAPH clause."""
    return any(_is(token, "GRAPH") for token in tokens(query))


def asked_within(query: str, graph: str) -> str:
    """A query with its pattern inside GRAPH; a GRAPH inside that still names another one.

    (https://www.w3.org/TR/sparql11-query/#queryDataset)
    """
    found = tokens(query)
    groups = [(first, last) for first, last in _groups(found) if not _is_template(found, first)]
    if not groups:
        return query
    first, last = groups[0]
    return _with(query, [_after(found[first], f" GRAPH <{graph}> {{"), _before(found[last], "} ")])


def told_to(update: str, graph: str) -> str:
    """An update whose default graph is a named one (https://www.w3.org/TR/sparql11-update/#updateLanguage)."""
    return _with(update, sorted(_told(update, graph)))


def _told(update: str, graph: str) -> Iterator[Insertion]:
    found = tokens(update)
    inside = {index for first, last in _groups(found) for index in range(first, last + 1)}
    fresh = True  # nothing yet of WITH, DELETE or INSERT in this operation
    for index, token in enumerate(found):
        if index in inside:
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        if token[0] == ";":
            fresh = True
        elif _is(token, "DEFAULT"):
            yield token.start(), token.end(), f"GRAPH <{graph}>"
        elif _is(token, "WITH"):
            fresh = False
        elif _is(token, "DELETE", "INSERT") and following is not None:
            if _is(following, "DATA", "WHERE"):
                yield from _quads(found, index + 2, graph)
            elif fresh:
                yield _before(token, f"WITH <{graph}> ")
            fresh = False


def _quads(found: Tokens, first: int, graph: str) -> Iterator[Insertion]:
    """The triples of a block that stand outside GRAPH, put inside one."""
    last = next((end for start, end in _groups(found[first:])), None)
    if last is None:
        return
    block = found[first + 1 : first + last]
    named = [(_back_to_graph(block, start), end) for start, end in _groups(block)]
    borders = [-1, *(border for pair in named for border in pair), len(block)]
    for before, after in zip(borders[::2], borders[1::2], strict=True):
        plain = block[before + 1 : after]
        if plain and plain[0][0] == ".":
            plain = plain[1:]
        if plain:
            yield _before(plain[0], f"GRAPH <{graph}> {{ ")
            yield _after(plain[-1], " } ")


def _back_to_graph(block: Tokens, opening: int) -> int:
    return next((at for at in range(opening, -1, -1) if _is(block[at], "GRAPH")), opening)


def _groups(found: Tokens) -> Iterator[tuple[int, int]]:
    """Where the outermost braces open and close, outside parentheses."""
    depth, first, round_ = 0, 0, 0
    for index, token in enumerate(found):
        if depth == 0:
            round_ += (token[0] == "(") - (token[0] == ")")
        if round_ > 0:
            continue
        if token[0] == "{":
            first = index if depth == 0 else first
            depth += 1
        elif token[0] == "}" and depth > 0:
            depth -= 1
            if depth == 0:
                yield first, index


def _is_template(found: Tokens, first: int) -> bool:
    return first > 0 and _is(found[first - 1], "CONSTRUCT")


def _is(token: re.Match[str], *words: str) -> bool:
    return token.lastgroup == "word" and token[0].upper() in words


def _before(token: re.Match[str], text: str) -> Insertion:
    return token.start(), token.start(), text


def _after(token: re.Match[str], text: str) -> Insertion:
    return token.end(), token.end(), text


def _with(text: str, insertions: Sequence[Insertion]) -> str:
    parts, at = [], 0
    for start, end, new in insertions:
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])
