"""Holders: which name a title belongs to, by the construction in which the two stand.

A title stands before its name ("the co-chair of X, NAME", "ORG ROLE NAME"), after it ("NAME, a member of X,"), or is
said of it ("NAME is a teacher"). Read from left to right and consumed, a list such as "the R of X, NAME, a R of Y,
NAME" binds every title to the right, because its first item begins with a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.document import Document, Label, Span
from kg.lexicon import Lexicon
from kg.reading.grammar import Chunk, Clause
from kg.reading.grammar import clause as clause_of
from kg.reading.role_rules import AFTER, ANY, BEFORE, CHECKS, ITEM, OF_PRONOUN, OPENED, RIGHT, SEVERAL, Rule, full

LABELS = (
    Label.NAME, Label.PERSON, Label.ORGANIZATION, Label.PLACE, Label.ROLE, Label.CUE, Label.TRIGGER, Label.QUANTITY,
)  # fmt: skip
HIDDEN = (Label.NAME, Label.PERSON, Label.ROLE)  # what a trigger of several words may not hide
WITHOUT_TRIGGERS = tuple(label for label in LABELS if label is not Label.TRIGGER)
FINER = {
    "a": "a", "an": "a", "another": "a", "its": "m", "their": "m", "his": "m", "her": "m", "our": "m", "my": "m",
    "with": "i", "on": "i", "within": "i", "inside": "i", "near": "i", "under": "i", "one": "1", "as": "A",
    "is": "B", "was": "B", "are": "B", "were": "B", "became": "B", "remains": "B", "remained": "B", "been": "B",
    "whose": "k",
    "–": "-", "—": "-", "-": "-",
}  # fmt: skip
"""Codes of small words that matter here, beside those of `kg.reading.grammar`; a person and an untyped name are N."""

_FIRST = frozenset("dam1#RONLTwVAk")
BETWEEN_TITLES = (",", "n", "1o", "1o#")
REACH, REACH_OF_NAME = 9, 25  # chunks from the start of a construction, or from the name that begins it, to its title


@dataclass(frozen=True)
class Held:
    """A title with what it is tied to: `owner` before it, chunks `within` after it, `determiner` "its" or "the"."""

    role: Chunk
    determiner: str = ""
    possessor: tuple[Chunk, ...] = ()
    body: Chunk | None = None
    within: tuple[Chunk, ...] = ()
    codes: str = ""  # of `within`


@dataclass(frozen=True)
class Binding:
    """Names that hold titles, and the words that say so."""

    rule: str
    names: tuple[Chunk, ...]
    held: tuple[Held, ...]
    whole: Span


def role_clause(document: Document, stretch: Span, lexicon: Lexicon, *, inside: bool = False) -> Clause:
    """A sentence in the codes of this module."""
    known = ("holders", stretch, inside)
    if known not in document.parsed:
        plain = clause_of(document, stretch, lexicon, LABELS, inside=inside)
        if any(chunk.code == "V" and any(document.labelled(*HIDDEN, within=chunk.span)) for chunk in plain.chunks):
            plain = clause_of(document, stretch, lexicon, WITHOUT_TRIGGERS, inside=inside)
        codes = "".join(_code(document, chunk) for chunk in plain.chunks)
        document.parsed[known] = Clause(plain.chunks, codes)
    parsed: Clause = document.parsed[known]
    return parsed


def _code(document: Document, chunk: Chunk) -> str:
    if chunk.code == "P":
        return "N"
    if chunk.annotation is not None and chunk.code != "#":
        return chunk.code
    return FINER.get(chunk.word or document.text(chunk.span).lower(), chunk.code)


def names_somebody(document: Document, stretch: Span) -> bool:
    """Whether a name stands there that is or can be a person's."""
    return any(True for _ in document.labelled(Label.NAME, Label.PERSON, within=stretch))


def bindings(document: Document, clause: Clause, lexicon: Lexicon) -> Iterator[Binding]:
    """The titles of a sentence with the names they belong to; what one rule has read, no other reads again."""
    position, codes, bound = 0, clause.codes, -1
    if "R" not in codes or "N" not in codes:
        return
    end = codes.rindex("R") + 1
    while position < end:
        found = None
        code = codes[position]
        reach = position + (REACH_OF_NAME if code in "NT" else REACH)
        if code in _FIRST and codes.find("R", position, reach) >= 0:
            tried = ((rule, e.match(codes, position)) for rule, e in (ANY if code in "NT" else OPENED))
            found = next(((r, m) for r, m in tried if m and _holds(document, clause, lexicon, r, m)), None)
            if position == bound and RIGHT.match(codes, position):
                found = None
        if found is None:
            position += 1
            continue
        rule, match = found
        yield _binding(clause, rule, match)
        again = rule.id in BEFORE and match.groupdict().get("later") is None
        position = bound = match.start("name") if again else match.end()


def of_pronoun(document: Document, clause: Clause, lexicon: Lexicon) -> Binding | None:
    """The titles of "he" or "she" with whom a sentence begins: "She is a nurse.", "A nurse at X, she has …"."""
    for rule, expression in OF_PRONOUN:
        match = expression.match(clause.codes)
        if match is not None and _holds(document, clause, lexicon, rule, match):
            pronoun = clause.chunks[match.group().index("p")]
            if document.text(pronoun.span).lower() in ("he", "she"):
                return Binding(rule.id, (), tuple(_held(clause, match)), clause.span(match.start(), match.end()))
    return None


def _binding(clause: Clause, rule: Rule, match: re.Match[str]) -> Binding:
    groups, codes = match.groupdict(), clause.codes
    start, end = match.span("names" if groups.get("names") else "name")
    names = tuple(
        clause.chunks[i]
        for i in range(start, end)
        if clause.codes[i] == "N" and (i == start or codes[i - 1] not in "oid")
    )
    held = list(_held(clause, match))
    if groups.get("title"):
        held.append(Held(clause.group(match, "title")[0]))
    if groups.get("later"):
        held[-1] = replace(held[-1], body=clause.group(match, "later")[0])
    if groups.get("company"):
        held = [replace(held[0], body=clause.group(match, "company")[0])]
    return Binding(rule.of or rule.id, names, tuple(held), clause.span(match.start(), match.end()))


def _held(clause: Clause, match: re.Match[str]) -> Iterator[Held]:
    """Each title of a match with what it is tied to."""
    position, end = match.span("roles")
    first = True
    while position < end:
        begins = first or clause.codes.endswith(BETWEEN_TITLES, 0, position)
        item = ITEM.match(clause.codes, position, end) if begins else None
        if item is None:
            position += 1  # the comma or "and" between two titles, or what one is about: "head of a nurses' union"
            continue
        first = False
        body = clause.group(item, "body")
        yield Held(
            role=clause.group(item, "role")[0],
            determiner=item["det"] or "",
            possessor=tuple(clause.group(item, "possessor")),
            body=body[0] if body else None,
            within=tuple(clause.group(item, "with")),
            codes=clause.codes[item.start("with") : item.end("with")],
        )
        position = item.end()


def _plural(document: Document, chunk: Chunk, lexicon: Lexicon) -> bool:
    """Whether a title is said of several: its noun is in the plural."""
    text = document.text(chunk.span).lower()
    noun = text.split(" of ")[0].split(" for ")[0].split()[-1]
    return noun not in lexicon.roles and noun in lexicon.role_plurals


def _verb_within(document: Document, held: Held) -> bool:
    """ "the head of the column carried framed photographs of …": a verb in the past after a noun."""
    for place in range(1, len(held.within) - 1):
        if held.codes[place - 1 : place + 2] in ("www", "wwd", "wwm", "ww#", "Lww", "Lwd"):
            before, word = (document.text(held.within[i].span) for i in (place - 1, place))
            if word.endswith("ed") and len(word) > 4 and before.islower() and not before.endswith(("ly", "ed")):
                return True
    return False


def _holds(document: Document, clause: Clause, lexicon: Lexicon, rule: Rule, match: re.Match[str]) -> bool:
    """What the codes of a construction do not say: number, and that a comma is no border between clauses."""
    first = next(_held(clause, match), None)
    if first is None:
        return False
    several = _plural(document, first.role, lexicon)
    if several != (rule.id in SEVERAL):
        return False
    if rule.id in AFTER and not full(document, clause.group(match, "name")[0], lexicon):
        return False
    if any(_verb_within(document, held) for held in _held(clause, match)):
        return False
    check = CHECKS.get(rule.id)
    return check is None or check(document, clause, match)
