"""A common noun beside a name that says it is a body's: "the exporter X", "groups such as X and Y", "X, a union"."""

from __future__ import annotations

from kg.reading.runs import ARTICLES, LONGEST, POSSESSIVE, Names

LINKS = frozenset("of for the and to in on against de da do la le el y e et del di des und für der".split())
FOLLOWED = frozenset(
    "that which based in of for from run close linked with and were was held who took stood marched representing said "
    "says has is".split()
)
_MAKERS = frozenset(
    "company firm manufacturer retailer maker giant conglomerate multinational insurer airline lender subcontractor "
    "fund ngo nonprofit charity think-tank newswire broadcaster newspaper consultancy startup supermarket drugmaker "
    "carmaker steelmaker chipmaker shipbuilder utility wholesaler distributor subsidiary".split()
)  # before a name these need no article
_BODIES = _MAKERS | frozenset(
    "party union group network movement organisation organization association collective coalition alliance platform "
    "federation confederation syndicate club committee council league watchdog faction society campaign agency "
    "contractor developer operator supplier chain".split()
)  # "the residents' committee, X,"
_MEDIA = frozenset("agency newspaper daily weekly broadcaster station channel website outlet magazine".split())
_CALLED = frozenset({"called", "named", "dubbed", "styled"})
_QUOTES = frozenset("\"“‘'«")
_SUCH = frozenset({"like", "including", "include", "included", "namely", "are", "were"})  # before examples of a kind
_CLAUSE = frozenset("founded founds runs ran leads led heads headed owns owned built set works worked joined".split())
_LINKED = frozenset({"of", "for", "at", "in", "from", "with", "behind"})
_MANY = frozenset("two three four five six seven eight nine ten both several other the".split())
_JOINED = frozenset({",", "and", "or", "&"})
LONGEST_LIST = 10  # names


def after_kind(s: Names, i: int, stop: int) -> bool:
    """ "the exporter X", "drone-maker X", "a local paper, X", "groups such as X and Y": the kind of body first."""
    return _one_after_kind(s, i, stop) or several_after_kind(s, i)


def several_after_kind(s: Names, i: int) -> bool:
    """ "companies such as X and Y", "the parties X and Y", "two groups, X and Y": a kind of body in the plural."""
    first = _list_start(s, i)
    such = 2 if (s.word(first - 2), s.word(first - 1)) == ("such", "as") else int(s.word(first - 1) in _SUCH | _CALLED)
    kind = first - 1 - such
    comma = s.word(kind) == "," or (s.word(kind) == ":" and not such)
    kind -= comma
    if kind < 0 or not _plural_kind(s.word(kind)) or (s.words[kind].capital and not s.words[kind].initial):
        return False
    return such > 0 or any(s.word(j) in _MANY for j in range(max(0, kind - 3), kind)) or (not comma and kind < 2)


def _plural_kind(word: str) -> bool:
    """Whether a word is a kind of body in the plural."""
    one = word.removesuffix("ies") + "y" if word.endswith("ies") else word.removesuffix("s")
    return one != word and one in _BODIES | _MEDIA | _HOUSES


_HOUSES = frozenset({"bank", "corporation", "business", "brand", "site", "paper", "institution", "foundation", "shop"})


def _list_start(s: Names, i: int) -> int:
    """Where a list of names begins of which one stands at i."""
    first = i
    for _ in range(LONGEST_LIST):
        last = first - 1 - (s.word(first - 1) in ARTICLES)
        if s.word(last) not in _JOINED:
            break
        last -= 1 + (s.word(last) == "and" and s.word(last - 1) == ",")
        if not s.name(last):
            break
        first = last
        while first > max(0, last - LONGEST) and (s.name(first - 1) or _inside(s, first - 1)):
            first -= 1
    return first - (s.word(first - 1) in ARTICLES)


def _inside(s: Names, i: int) -> bool:
    return s.word(i) in s.lexicon.words["particle"] and s.name(i - 1)


def of_kind(s: Names, i: int, stop: int) -> bool:
    """Whether a name with a trade in it is a body's, since a kind says so: "the newspaper Kolm Worker"."""
    if any(s.lexicon.role(s.word(j)) not in (None, "other", "student") for j in range(i, stop)):
        return False
    return (s.word(i - 1) != "," and _one_after_kind(s, i, stop)) or s.word(i - 1) in _MEDIA or several_after_kind(s, i)


def _one_after_kind(s: Names, i: int, stop: int) -> bool:
    i -= s.word(i - 1) in _QUOTES and s.word(i - 2) in _CALLED
    comma = s.word(i - 1) == ","
    called = 1 if s.word(i - 1) in _CALLED else 2 if (s.word(i - 2), s.word(i - 1)) == ("known", "as") else 0
    kind = i - 1 - (called or comma)
    noun = s.word(kind).rpartition("-")[2]
    apposed = noun in _MEDIA or (noun in _BODIES and s.word(stop) in (",", ".", "", "(", "—", "–", ";"))
    known = noun in s.lexicon.words["body"] or noun in _BODIES
    small = not s.words[kind].capital or s.words[kind].initial or s.word(kind) == "ngo"
    if not known or not small or (comma and not apposed) or s.word(stop) in _CLAUSE:
        return False
    if called:
        return True
    if not comma and _bare_title(s, kind):
        return False
    if comma and noun not in _MEDIA and any(s.word(j) in _LINKED for j in range(max(0, kind - 6), kind)):
        return False  # "the leader of the group, Ada Paz,"
    if noun in _MAKERS and not comma:
        return True
    if not comma and noun not in s.lexicon.words["body"]:
        return False
    opens = kind <= 2 and s.words[0].initial and not any(s.words[j].capital for j in range(1, kind))
    return opens or any(s.word(j) in ARTICLES or s.word(j) in POSSESSIVE for j in range(max(0, kind - 4), kind))


def _bare_title(s: Names, kind: int) -> bool:
    """ "Senior vice-president of the outfit NAME": a title without article needs the name of its holder."""
    the = next((j for j in range(kind - 1, max(kind - 4, 0), -1) if s.word(j) == "the"), 0)
    if the < 2 or s.word(the - 1) != "of":
        return False
    words = range(max(0, the - 6), the - 1)
    return (
        any(s.word(j) in s.lexicon.roles for j in words)
        and s.words[0].initial
        and kind < 9
        and not any(s.word(j) in ARTICLES or s.word(j) in (",", "by", "told", "said") for j in range(the - 1))
    )


def before_kind(s: Names, stop: int) -> bool:
    """ "X, a semi-official news agency,": the kind of body in an apposition that ends with it or goes on."""
    if s.word(stop) != "," or s.word(stop + 1) not in ("a", "an", "the"):
        return False
    for j in range(stop + 2, min(stop + 8, len(s.words))):
        after = s.word(j + 1)
        if (
            s.word(j) in s.lexicon.words["body"]
            and s.lexicon.role(s.word(j)) is None
            and (after in FOLLOWED or after in (",", ".", "(", "—", "–"))
        ):
            return True
        if not s.word(j)[:1].isalnum() or s.word(j) in LINKS or s.lexicon.role(s.word(j)) is not None:
            return False
    return False
