"""Constructions in which a title and its holder stand, and what their codes do not say.

The codes are those of `kg.reading.grammar` with the small words of `kg.reading.holders`: R title, N name, O body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.document import Document, Label
from kg.lexicon import Lexicon
from kg.reading.grammar import Chunk, Clause

_X = "[wRV#D]"
_NAMED = rf"[dam]?{_X}{{0,4}}(?:'{_X}{{0,2}})?[OL](?:\([ONLw]\)|,[OL](?=,))?(?:'(?:{_X}{{1,2}}(?:'{_X})?|O))?"
_PP = rf"[oift](?:{_NAMED}|[dam]?[wR#]{{0,3}}T?N(?:'{_X}{{1,2}})?(?=,(?!d?w?RT?N))|[dam]{_X}{{1,4}}(?:'{_X}{{1,2}})?"
_PP += rf"|{_X}{{1,2}}(?=[,nNT;])|[dam]?{_X}{{0,3}}O{_X}{{1,3}}(?=[,x;]))"
_LETTERS = r"(?:\([ONRTw]\))?"  # of a title: "superintendent of police (SP)"
_SHORT = r"(?:\([ONLw]\))?"  # the acronym of a body
_HOME = r"L|(?<=a)N(?=w?R)"  # "a Kolm teacher"
_OWNER = rf"(?:(?P<possessor>(?:[wRVL]{{1,2}}|O{_SHORT}|T?N)')[LN]?|(?P<body>O){_SHORT}(?:L|N(?=w?R))?|{_HOME})?"
_ONE = rf"[dam]?(?:(?:[wRVL]{{1,2}}|O{_SHORT}|T?N)'(?:L|N(?=w?R))?|O{_SHORT}(?:L|N(?=w?R))?|{_HOME})?"
_ONE += rf"(?:(?<=[da])ww|w?)R{_LETTERS}(?:{_PP}){{0,3}}"
_ALL = rf"{_ONE}(?:n(?:1o)?{_ONE}(?!,?T?N)){{0,2}}"
_MORE = rf"(?:O{_SHORT}'?|L)?w?R{_LETTERS}(?:{_PP}){{0,3}}"
_AGE = r"(?:\([^)]{1,6}\))?(?:,w?#w{0,2})?"
_ITEM_OF = r"[TR]?N(?:\([^)]{1,6}\)|(?:,w?#w{0,2}(?=[,n])))?(?:[oi]d?[OLN](?=[,n]))?"
_LIST = rf"{_ITEM_OF}(?:,{_ITEM_OF}){{0,20}}(?:,?n[TR]?N(?:\([^)]{{1,6}}\))?|(?=,?n[da]?w?R))"
_NAME = r"(?:d(?=[RT]T?N))?(?P<title>R(?=T?N))?T?(?P<name>N)"
_WHEN = r"(?:(?P<when>[wfi][w1#]{0,3}?))??"  # "then", "for ten years"
ITEM = re.compile(rf"(?P<det>[damk])?{_OWNER}w?(?P<role>R){_LETTERS}(?P<with>(?:{_PP}){{0,3}})")


@dataclass(frozen=True)
class Rule:
    """A construction and its codes; `of` is the rule of which it is a case, and which its findings count for."""

    id: str
    codes: str
    of: str = ""


RULES: tuple[Rule, ...] = (
    Rule(
        "role-of-each",
        rf"T?(?P<names>N{_AGE}(?:,T?N{_AGE}){{0,20}},?nT?N{_AGE})(?:,|,?r?B)(?P<both>w|#)?(?P<roles>{_ONE})(?=[,;.xrSB]|$)",
    ),
    Rule(
        "role-of-several",
        rf"(?:#|1)?(?P<roles>{_ONE})(?:[wSV]{{0,3}}:|,|-{{1,2}})?(?P<names>{_LIST})(?:,?od?(?P<later>O))?",
    ),
    Rule("role-one-of", rf"1o#?(?P<roles>{_ONE})(?P<comma>,)?{_NAME}"),
    Rule("role-one-of-after-name", rf"T?(?P<name>N){_AGE},[1a]o#?(?P<roles>{_ONE})(?=[,;.xSrk]|$)", "role-after-name"),
    Rule("role-company-before-name", r"(?P<company>N)(?P<roles>R)(?P<comma>,)?T?(?P<name>N)", "role-touching-name"),
    Rule("role-before-name", rf"(?P<roles>{_ONE}(?:n[da]?{_MORE}){{0,2}})(?P<comma>,){_NAME}"),
    Rule("role-touching-name", rf"(?P<roles>{_ONE}(?:nd?{_MORE}){{0,2}}){_NAME}(?:,?od?(?P<later>O))?"),
    Rule("role-with-clause", rf"(?P<roles>[da]R)r[^,;:SQNL]{{1,10}}(?P<comma>,){_NAME}(?=,)"),
    Rule("role-with-participle", rf"(?P<roles>aR)(?P<participle>w)[wiofdL#RO]{{0,8}}(?P<comma>,){_NAME}(?=,[SVwB])"),
    Rule("role-as", rf"A(?P<roles>{_ONE})(?P<comma>,)T?(?P<name>N)(?=[SVwB,])"),
    Rule("role-in-brackets", rf"T?(?P<name>N)\((?P<roles>{_ONE}(?:,?n?{_ONE}){{0,2}})(?:,d?(?P<later>O))?\)"),
    Rule("role-signed", rf"T?(?P<name>N){_AGE},(?P<roles>w?R(?:{_PP}){{0,3}}),d?(?P<later>O)(?=[.;:)x]|$)"),
    Rule("role-named-as", rf"(?P<roles>{_ONE}),?r?[wdmi]{{1,6}}A(?P<name>N)"),
    Rule("role-made", rf"(?:(?P<company>O),?)?(?P<made>w)T?(?P<name>N)A?(?P<roles>R(?:{_PP}){{0,3}})(?!T?N)"),
    Rule("role-called", rf"(?P<roles>{_ONE})(?P<named>w)(?P<name>N)"),
    Rule("role-post-nominal", r"T?(?P<name>N)(?P<roles>R)(?!T?N)"),
    Rule("role-after-name", rf"T?(?P<name>N)(?P<self>w)?{_AGE}[,\-]{_WHEN}(?P<roles>{_ALL}(?:,w??{_ALL}){{0,2}})"),
    Rule("role-after-name-bare", rf"(?P<name>N)(?P<roles>[da]R(?:{_PP}){{1,2}}(?=[SVrk])|aR(?=[rk]))"),
    Rule("role-copula", rf"(?P<name>N)(?:,?r)?(?P<has>w)?B(?:(?P<how>w)A?)??(?P<roles>{_ALL})(?!T?N)"),
    Rule("role-one-of-copula", rf"(?P<name>N)(?:,?r)?w?Bw??1o#?(?P<roles>{_ONE})(?!T?N)"),
    Rule("role-is-name", rf"(?P<roles>(?:[dam]|k(?=w?R)){_ONE})BT?(?P<name>N)(?=[,.;:xnr)]|$)"),
    Rule("role-works-as", rf"(?P<name>N),?r?B?(?P<works>w)A(?P<roles>{_ONE})(?!T?N)"),
    Rule("role-of-pseudonym", r"(?P<name>N),aw[fo](?P<roles>[da]?R)"),
    Rule(
        "role-after-name-long",  # "NAME, head of the X observer mission, said"
        rf"T?(?P<name>N){_AGE},(?P<roles>[dam]?w{{0,2}}R{_LETTERS}[oift][^,;:QSBNrkp()x]{{1,9}})(?=[,;.xrk)S]|$)",
        "role-after-name",
    ),
)
ANY = [(rule, re.compile(rule.codes)) for rule in RULES]
OPENED = [(rule, e) for rule, e in ANY if not re.match(r"(?:T\?)?\((?:\?P<names?>)?N", rule.codes)]
"""The constructions that do not begin with a name."""
BEFORE = ("role-before-name", "role-touching-name", "role-company-before-name")  # another title may come after
RIGHT = re.compile(rf"T?N{_AGE},{_ONE}(?:n{_ONE}){{0,2}},?T?N")  # a list that goes on to bind to the right
SEVERAL = ("role-of-each", "role-of-several", "role-one-of", "role-one-of-after-name", "role-one-of-copula")
AFTER = (
    "role-one-of-after-name",
    "role-one-of-copula",
    "role-is-name",
    "role-after-name",
    "role-after-name-bare",
    "role-copula",
    "role-works-as",
    "role-post-nominal",
    "role-in-brackets",
    "role-signed",
    "role-after-name-long",
)


_PRONOUN = (
    Rule("role-before-pronoun", rf"x?(?P<roles>aR(?:{_PP}){{0,3}}),p"),
    Rule("role-of-pronoun", rf"x?p(?:(?P<has>w)?B)(?:(?P<how>w)A?)??(?P<roles>{_ALL})(?!T?N)"),
)
OF_PRONOUN = [(rule, re.compile(rule.codes)) for rule in _PRONOUN]


def full(document: Document, name: Chunk, lexicon: Lexicon) -> bool:
    """A name of several words that can be a person's, or one that is known to be."""
    words = document.text(name.span).lower().split()
    known = name.code == "P" or any(True for _ in document.labelled(Label.PERSON, within=name.span))
    return known or (len(words) > 1 and words[-1] not in lexicon.words["nobody"])


_SUBORDINATE = frozenset("when while after before if as because although though since until once".split())


def _apposed(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    """ "the ROLE, NAME, …": the comma stands inside a noun phrase, not between two clauses."""
    codes, end = clause.codes, match.end()
    following = codes[end : end + 1]
    first = document.text(clause.chunks[0].span).lower()
    if following not in ("", ",", "n", "-", "(", "x", ";", ".", ":", "r", "k") and first in _SUBORDINATE:
        return False
    if following == "'" or _ENDS.match(codes, end):
        return False  # "The mayor, NAME's brother", "They met the mayor, NAME and a nurse."
    before = codes[: match.start()].rstrip("dam")[-1:]
    if before and before in "iofthAb" and following and following in "wSVBb":
        return False  # "With the mayor, NAME met nobody."
    trailing = _TRAILING.match(codes, end) is not None
    if trailing and match.start() > 2:
        return False  # "They booed the mayor, NAME said."
    return len(document.text(clause.group(match, "name")[0].span).split()) > 1 or following == ","


_ENDS = re.compile(r"n[dam]w?R(?!,?T?N|[oif])")
_TRAILING = re.compile(r"S[^,;QN]{0,3}$")
_LISTED_RIGHT = re.compile(r",T?N(?:[,nx.]|$)")
_CLOSED = frozenset({"", *",;:x.rkSV-)(iofwBb"})
WHEN = frozenset(
    "then now once formerly currently previously himself herself also long later still already today recently again "
    "presently meanwhile long-time longtime since".split()
)  # between a name and what somebody is
_SPANS = frozenset({"for", "until", "till", "since"})
_SELF = frozenset({"himself", "herself", "themselves"})
_MADE = WHEN | frozenset(
    "elected re-elected reelected appointed reappointed named made chosen sworn installed nominated confirmed ordained "
    "promoted crowned".split()
)
_TOGETHER = frozenset({"", "both", "all", "respectively", "two", "three", "four"})
_NOT = frozenset({"not", "no", "never", "hardly", "nearly", "almost", "neither", "nor"})
_HAS = frozenset({"has", "had", "have"})


def _word(document: Document, clause: Clause, match: re.Match[str], group: str) -> str:
    """The first word of a group in lower case, empty if the group took no part."""
    chunks = clause.group(match, group)
    return document.text(chunks[0].span).lower() if chunks else ""


def _after(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    """ "NAME, ROLE of X," ends before a mark or a verb; with "a" it needs no end."""
    codes, start, end = clause.codes, match.start("roles"), match.end()
    following = codes[end : end + 1]
    if not _since(document, clause, match):
        return False
    if _LISTED_RIGHT.match(codes, end) and codes[match.start() - 1 : match.start()] in (",", "n"):
        return False  # "…, NAME, the ROLE of X, NAME and …": a list that binds to the right
    if codes[start] == "a":
        return following not in ("N", "T")
    if following == "w":
        word = document.text(clause.chunks[end].span).lower()
        return codes[start] in "dm" and not (word.endswith("ing") or word in ("or", "nor"))  # "the mayor being away"
    return following in _CLOSED


def _since(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    """Whether what stands between a name and what somebody is says only since when, or that it is they."""
    when, more = _word(document, clause, match, "when"), clause.group(match, "when")[1:]
    if when and not (when in WHEN if not more else when in _SPANS):
        return False
    own = _word(document, clause, match, "self")
    listed = re.finditer(r",(w)(?=[dam])", match["roles"])
    others = (clause.chunks[match.start("roles") + found.start(1)] for found in listed)
    return (not own or own in _SELF) and all(document.text(chunk.span).lower() in WHEN for chunk in others)


def _is(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    """ "NAME was once a ROLE", "NAME has been elected ROLE"; not "NAME is no ROLE"."""
    has, how = (_word(document, clause, match, group) for group in ("has", "how"))
    first = _word(document, clause, match, "roles")
    return (not has or has in _HAS) and (not how or how in _MADE) and first not in _NOT


def _each(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    """ "NAME and NAME, both ROLES", "NAME and NAME are ROLES": nothing else stands before the title."""
    both, first = (_word(document, clause, match, group) for group in ("both", "roles"))
    return both in _TOGETHER and first not in _NOT


def _several(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    """ "The lecturers Prof NAME and NAME": a title inside the list is no other office."""
    titles = (c for c in clause.group(match, "names") if c.code == "R")
    return all(document.text(c.span).lower().rstrip(".") in _LEARNED for c in titles)


_LEARNED = frozenset({"prof", "professor", "dr", "doctor", "rev", "revd", "sister", "father", "comrade"})


def _participle(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    """ "A ROLE bound for X, NAME, said": where a sentence begins, the words after the title belong to it."""
    opens = match.start() == 0 or clause.codes[match.start() - 1] in "Q,x"
    return opens and _word(document, clause, match, "participle").endswith(("ed", "ing", "bound", "born"))


def _as(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    return " " in document.text(clause.group(match, "name")[0].span)


def _company(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    """ "Harlow managing director NAME": written small, the title ends no name."""
    words = document.text(clause.group(match, "roles")[0].span)
    name = document.text(clause.group(match, "name")[0].span)
    return (words.islower() or words.isupper()) and (match["comma"] is None or " " in name)


_WORKING = frozenset(
    "works worked working serves served serving acts acted acting speaking doubles doubled employed trained qualified "
    "toils toiled practises practiced practised".split()
)


def _works(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    return _word(document, clause, match, "works") in _WORKING


def _pseudonym(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    words = document.text(clause.span(match.end("name"), match.start("roles"))).lower()
    return re.search(r"\b(?:pseudonym|alias|assumed name|false name|pen name|stage name)\b", words) is not None


def _named_as(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    words = document.text(clause.span(match.end("roles"), match.start("name"))).lower()
    return re.search(r"\b(?:identified|known|named|introduced|names?)\b", words) is not None


_MADE_THEM = frozenset("elected re-elected appointed named chose made declared proclaimed nominated crowned".split())


def _made(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    """ "The league elected NAME president"."""
    return document.text(clause.group(match, "made")[0].span).lower() in _MADE_THEM


def _called(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    return document.text(clause.group(match, "named")[0].span).lower() in ("named", "called", "surnamed", "nicknamed")


def _touching(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    """ "The mother of the late NAME": what is said of him is no title of his."""
    last = match.end("roles") - 1
    word = document.text(clause.chunks[last].span).lower()
    return clause.codes[last] != "w" or not (word in _OF_VICTIMS or (word.endswith("ed") and match["title"] is None))


_OF_VICTIMS = frozenset({"late", "slain", "dead", "missing"})


def _post_nominal(document: Document, clause: Clause, match: re.Match[str]) -> bool:
    words = document.text(clause.group(match, "roles")[0].span)
    return words.isupper() or words in ("Advocate", "Esq", "Esquire")


CHECKS = {
    "role-of-each": _each,
    "role-of-several": _several,
    "role-with-participle": _participle,
    "role-as": _as,
    "role-copula": _is,
    "role-of-pronoun": _is,
    "role-post-nominal": _post_nominal,
    "role-called": _called,
    "role-made": _made,
    "role-works-as": _works,
    "role-of-pseudonym": _pseudonym,
    "role-named-as": _named_as,
    "role-before-name": _apposed,
    "role-touching-name": _touching,
    "role-after-name": _after,
    "role-company-before-name": _company,
}
