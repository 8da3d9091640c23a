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
from kg.grammar import Chunk, Clause
from kg.grammar import clause as clause_of
from kg.lexicon import Lexicon

LABELS = (
    Label.NAME, Label.PERSON, Label.ORGANIZATION, Label.PLACE, Label.ROLE, Label.CUE, Label.TRIGGER, Label.QUANTITY,
)  # fmt: skip
HIDDEN = (Label.NAME, Label.PERSON, Label.ROLE)  # what a trigger of several words may not hide
WITHOUT_TRIGGERS = tuple(label for label in LABELS if label is not Label.TRIGGER)
FINER = {
    "a": "a", "an": "a", "its": "m", "their": "m", "his": "m", "her": "m", "our": "m", "my": "m",
    "with": "i", "on": "i", "within": "i", "inside": "i", "near": "i", "under": "i", "one": "1", "as": "A",
    "is": "B", "was": "B", "are": "B", "were": "B", "became": "B", "remains": "B", "whose": "k",
    "–": "-", "—": "-", "-": "-",
}  # fmt: skip
"""Codes of small words that matter here, beside those of `kg.grammar`; a person and an untyped name are both N."""

_X = "[wRV#D]"
_NAMED = rf"[dam]?{_X}{{0,4}}(?:'{_X}{{1,2}})?[OL](?:\([ONLw]\))?(?:'{_X}{{1,2}})?"
_PP = rf"[oift](?:{_NAMED}|[dam]?[wR#]{{0,3}}T?N(?:'{_X}{{1,2}})?(?=,)|[dam]{_X}{{1,4}}|{_X}{{1,2}}(?=[,nNT;]))"
_OWNER = r"(?:(?P<possessor>(?:[wRVL]{1,2}|O|T?N)')|(?P<body>O)|L)?"
_ONE = rf"[dam]?(?:(?:[wRVL]{{1,2}}|O|T?N)'|O|L)?w?R(?:{_PP}){{0,3}}"
_ALL = rf"{_ONE}(?:n{_ONE}(?!,?T?N)){{0,2}}"
_MORE = rf"(?:O'?|L)?w?R(?:{_PP}){{0,3}}"
_AGE = r"(?:\([^)]{1,6}\))?(?:,w?#w{0,2})?"
_ITEM_OF = r"T?N(?:[oi]d?[OLN](?=[,n]))?"
_LIST = rf"{_ITEM_OF}(?:,{_ITEM_OF}){{0,20}}(?:,?nT?N|(?=,?n[da]?w?R))"
_NAME = r"(?P<title>R(?=T?N))?T?(?P<name>N)"
_ITEM = re.compile(rf"(?P<det>[dam])?{_OWNER}w?(?P<role>R)(?P<with>(?:{_PP}){{0,3}})")


@dataclass(frozen=True)
class Rule:
    """A construction and its codes."""

    id: str
    codes: str


RULES: tuple[Rule, ...] = (
    Rule(
        "role-of-several", rf"(?:#|1)?(?P<roles>{_ONE})(?:[wSV]{{0,3}}:|[,\-])?(?P<names>{_LIST})(?:,?od?(?P<later>O))?"
    ),
    Rule("role-one-of", rf"1o(?P<roles>{_ONE})(?P<comma>,)?{_NAME}"),
    Rule("role-one-of-after-name", rf"T?(?P<name>N){_AGE},1o(?P<roles>{_ONE})(?=[,;.xS]|$)"),
    Rule("role-company-before-name", r"(?P<company>N)(?P<roles>R)(?P<comma>,)?T?(?P<name>N)"),
    Rule("role-before-name", rf"(?P<roles>{_ONE}(?:n[da]?{_MORE}){{0,2}})(?P<comma>,){_NAME}"),
    Rule("role-touching-name", rf"(?P<roles>{_ONE}(?:nd?{_MORE}){{0,2}}){_NAME}(?:,?od?(?P<later>O))?"),
    Rule("role-with-clause", rf"(?P<roles>[da]R)r[^,;:SQNL]{{1,10}}(?P<comma>,){_NAME}(?=,)"),
    Rule("role-named-as", rf"(?P<roles>{_ONE}),?r?[wdmi]{{1,6}}A(?P<name>N)"),
    Rule("role-called", rf"(?P<roles>{_ONE})(?P<named>w)(?P<name>N)"),
    Rule("role-post-nominal", r"T?(?P<name>N)(?P<roles>R)(?!T?N)"),
    Rule("role-after-name", rf"T?(?P<name>N){_AGE}[,\-](?P<roles>{_ALL}(?:,{_ALL}){{0,2}})"),
    Rule("role-after-name-bare", rf"(?P<name>N)(?P<roles>[da]R(?:{_PP}){{1,2}})(?=[SV])"),
    Rule("role-copula", rf"(?P<name>N)(?:,?r)?B(?P<roles>{_ALL})(?!T?N)"),
    Rule("role-works-as", r"(?P<name>N),?r?(?P<works>w)A(?P<roles>[da]?R)(?!T?N)"),
    Rule("role-of-pseudonym", r"(?P<name>N),aw[fo](?P<roles>[da]?R)"),
)
_ANY = [(rule, re.compile(rule.codes)) for rule in RULES]
BEFORE = ("role-before-name", "role-touching-name", "role-company-before-name")  # another title may come after
RIGHT = re.compile(rf"T?N{_AGE},{_ONE}(?:n{_ONE}){{0,2}},?T?N")  # a list that goes on to bind to the right
SEVERAL = ("role-of-several", "role-one-of", "role-one-of-after-name")
AFTER = (
    "role-one-of-after-name",
    "role-after-name",
    "role-after-name-bare",
    "role-copula",
    "role-works-as",
    "role-post-nominal",
)
_FIRST = frozenset("dam1#RONLTwV")
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
        chunks = tuple(
            chunk
            for before, chunk in zip(("", *plain.codes), plain.chunks, strict=False)
            if before not in ("T", "R") or document.text(chunk.span) != "."  # "Dr.", "Gen."
        )
        document.parsed[known] = Clause(chunks, "".join(_code(document, chunk) for chunk in chunks))
    parsed: Clause = document.parsed[known]
    return parsed


def _code(document: Document, chunk: Chunk) -> str:
    if chunk.code == "P":
        return "N"
    if chunk.annotation is not None and chunk.code != "#":
        return chunk.code
    return FINER.get(document.text(chunk.span).lower(), chunk.code)


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
            tried = ((rule, e.match(codes, position)) for rule, e in _ANY)
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
    return Binding(rule.id, names, tuple(held), clause.span(match.start(), match.end()))


def _held(clause: Clause, match: re.Match[str]) -> Iterator[Held]:
    """Each title of a match with what it is tied to."""
    position, end = match.span("roles")
    while position < end:
        item = _ITEM.match(clause.codes, position, end)
        if item is None:
            position += 1  # the comma or "and" between two titles
            continue
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


def _holds(document: Document, clause: Clause, lexicon: Lexicon, rule: Rule, match: re.Match[str]) -> bool:
    """What the codes of a construction do not say: number, and that a comma is no border between clauses."""
    first = next(_held(clause, match), None)
    if first is None:
        return False
    several = _plural(document, first.role, lexicon)
    if several != (rule.id in SEVERAL):
        return False
    if rule.id in AFTER and not _full(document, clause.group(match, "name")[0]):
        return False
    check = _CHECKS.get(rule.id)
    return check is None or check(document, clause, match)


def _full(document: Document, name: Chunk) -> bool:
    """A name of several words, or one that is known to be a person's."""
    return name.code == "P" or " " in document.text(name.span)


_SUBORDINATE = frozenset("when while after before if as because although though since until once".split())


def _apposed(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    """ "the ROLE, NAME, …": the comma stands inside a noun phrase, not between two clauses."""
    codes, end = clause.codes, match.end()
    if codes[end : end + 1] not in ("", ",", "n", "-", "(", "x", ";", ".", ":", "'", "r", "k") and (
        document.text(clause.chunks[0].span).lower() in _SUBORDINATE
    ):
        return False
    trailing = re.compile(r"S[^,;QN]{0,3}$").match(codes, end) is not None
    if trailing and match.start() > 2:
        return False  # "They booed the mayor, NAME said."
    return len(document.text(clause.group(match, "name")[0].span).split()) > 1 or codes[end : end + 1] == ","


def _after(_: Document, clause: Clause, match: re.Match[str]) -> bool:
    """ "NAME, ROLE of X," ends before a mark or a verb; with "a" it needs no end."""
    codes, end = clause.codes, match.end()
    following = codes[end : end + 1]
    if re.compile(r",T?N(?:[,nx.]|$)").match(codes, end) and codes[match.start() - 1 : match.start()] in (",", "n"):
        return False  # "…, NAME, the ROLE of X, NAME and …": a list that binds to the right
    if codes[match.start("roles")] == "a":
        return following not in ("N", "T")
    return following in (
        "",
        ",",
        ";",
        ":",
        "x",
        ".",
        "r",
        "k",
        "S",
        "V",
        "-",
        ")",
        "(",
        "i",
        "o",
        "f",
        "w",
        "B",
    ) and not (following == "w" and codes[match.start("roles")] not in "dm")


def _company(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    """ "Highcrest managing director NAME": written small, the title ends no name."""
    words = document.text(clause.group(match, "roles")[0].span)
    name = document.text(clause.group(match, "name")[0].span)
    return words.islower() and (match["comma"] is None or " " in name)


def _works(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    return document.text(clause.group(match, "works")[0].span).lower() in ("works", "worked", "serves", "served")


def _pseudonym(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    words = document.text(clause.span(match.end("name"), match.start("roles"))).lower()
    return re.search(r"\b(?:pseudonym|alias|assumed name|false name|pen name|stage name)\b", words) is not None


def _named_as(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    words = document.text(clause.span(match.end("roles"), match.start("name"))).lower()
    return re.search(r"\b(?:identified|known|named|introduced|names?)\b", words) is not None


def _called(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    return document.text(clause.group(match, "named")[0].span).lower() in ("named", "called")


def _post_nominal(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    return document.text(clause.group(match, "roles")[0].span).isupper()


_CHECKS = {
    "role-post-nominal": _post_nominal,
    "role-called": _called,
    "role-works-as": _works,
    "role-of-pseudonym": _pseudonym,
    "role-named-as": _named_as,
    "role-before-name": _apposed,
    "role-after-name": _after,
    "role-company-before-name": _company,
}
