"""Organisations by their position: before or in brackets with an acronym, beside a kind of body, after "told".

What such a name is called later, by a part of it, is the same body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Annotation, Document, Label, Span
from kg.lexicon import Lexicon
from kg.names import fold
from kg.reading.kinds import FOLLOWED, LINKS, after_kind, before_kind, of_kind
from kg.reading.runs import ARTICLES, POSSESSIVE, Names, names_of
from kg.reading.somebody import people_of

ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Za-z‑-]{1,9}")
OWNED = frozenset("employees management shareholders subsidiary managers customers bosses".split())
BELONGING = frozenset("members activists militants representatives delegates".split())
SPOKEN = frozenset("spokesman spokeswoman spokesperson spokespeople".split())
SHORT_KINDS = frozenset("company media association university".split())
LOCAL_HEADS = frozenset(
    "association federation society union chamber hospital church cooperative club institute centre center".split()
)  # mostly named by their town
SITE = re.compile(
    r"(?<![\w@./-])(?:[A-Z][\w-]*\.(?:[a-z]{2}|(?:com?|org|net)\.[a-z]{2})|[\w-]{3,}\.(?:com|org|net|info|news))(?![\w@/.]\w)"
)
ROADS = frozenset("highway expressway motorway route".split())
SHORTEST_SPOKEN = 4  # letters
MANY = 100  # names that are looked for again at most, so that time stays linear
LONGEST = 10  # words of a name before its acronym


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with the organisations that their position shows."""
    document = document.with_annotations(_sites(document))
    sentences = names_of(document, lexicon)
    people = people_of(sentences)
    towns = frozenset(fold(document.text(a.span)) for a in document.labelled(Label.PLACE))
    surnames = frozenset(_surnames(sentences))
    shorts = frozenset(_parts(document, list(document.labelled(Label.ORGANIZATION)), lexicon)[1])
    found = [a for s in sentences for a in (*_bracketed(s), *_beside(s, people, surnames, towns | shorts))]
    return document.with_annotations(found)


def annotate_short(document: Document, lexicon: Lexicon) -> Document:
    """The document with the organisations that a part of their name names: "Harlow", "the League"."""
    sentences = names_of(document, lexicon)
    bodies = [a for a in document.labelled(Label.ORGANIZATION) if a.part("parent") is None]
    towns = frozenset(fold(document.text(a.span)) for a in document.labelled(Label.PLACE))
    heads, starts = _parts(document, bodies, lexicon)
    barred = people_of(sentences)
    found = [a for s in sentences for a in _short(s, heads, starts, towns, barred)]
    return document.with_annotations([*found, *_again(document, sentences, bodies)])


def _again(document: Document, sentences: list[Names], bodies: list[Annotation]) -> Iterator[Annotation]:
    """Where a name that small words hold together is repeated: "Together for Change"."""
    names = {document.text(a.span): a for a in bodies if a.value == "" and LINKS & {*document.text(a.span).split()}}
    if not names:
        return
    longest = sorted(names, key=lambda name: (-len(name), name))[:MANY]
    expression = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")
    known = {a.span.start for a in bodies}
    for sentence in (s for s in sentences if s.words):
        within = sentence.span(0, len(sentence.words))
        for match in expression.finditer(document.report.text, within.start, within.end):
            if match.start() not in known:
                yield _body(Span(*match.span()))


def _sites(document: Document) -> Iterator[Annotation]:
    """Bodies that are called as their website is: "Qala.kz"."""
    text = document.report.text
    for sentence in document.sentences if "." in text else ():
        for match in SITE.finditer(text, sentence.start, sentence.end):
            yield _body(Span(*match.span()), "media")


def _body(span: Span, value: str = "", *parts: tuple[str, Span]) -> Annotation:
    return Annotation(label=Label.ORGANIZATION, span=span, value=value, parts=(("core", span), *parts))


def _bracketed(s: Names) -> Iterator[Annotation]:
    """ "Long Name (ACR)": the bracket shows a body, if its letters are those of the name."""
    for i in [i for i, word in enumerate(s.sentence.lowers, 1) if word == "(" and s.word(i + 1) == ")"]:
        word = s.words[i]
        small = _spoken(s, i)
        if not (small or ACRONYM.fullmatch(word.text)) or s.word(i - 2) in ROADS or _thing(s, i - 2):
            continue
        left = _bracket_left(s, i - 2, word.text.upper() if small else word.text)
        if left is not None and _office(s, left, i - 1):
            continue  # "Deputy Inspector (DI) Ada Lovik": a title and its letters
        if left is not None and not any(j in s.taken for j in range(left, i - 1)):
            s.take(left, i - 1)
            yield _body(s.span(left, i - 1))
            left = i - 2
        if i not in s.taken and (left is not None or i - 2 in s.taken):
            s.take(i, i + 1)
            yield _body(word.span)


def _thing(s: Names, i: int) -> bool:
    """Whether a name ends with a noun that is no body's: "Citizenship Amendment Act (CAA)"."""
    return s.word(i).removesuffix("s") in s.lexicon.words["thing"]


def _spoken(s: Names, i: int) -> bool:
    """ "South African Federation of Trade Unions (Saftu)": an acronym written as it is spoken, letter by letter."""
    if not s.words[i].text.istitle() or len(s.words[i].text) < SHORTEST_SPOKEN:
        return False
    letters, j = s.word(i), i - 2
    while letters and j >= 0 and (s.words[j].capital or s.word(j) in LINKS):
        initials = "".join(part[:1] for part in re.split("[-‑]", s.word(j)))
        if s.words[j].capital or letters.endswith(initials):
            if not letters.endswith(initials):
                return False
            letters = letters.removesuffix(initials)
        j -= 1
    return not letters


def _office(s: Names, left: int, stop: int) -> bool:
    """Whether a name is a title: the words of a rank or a field, and at its end a role in the singular."""
    fields = s.lexicon.words["rank"] | s.lexicon.words["portfolio"]
    held = s.lexicon.roles.get(s.word(stop - 1)) not in (None, "other")
    return held and all(s.word(j) in fields or s.word(j) in s.lexicon.roles for j in range(left, stop))


def _bracket_left(s: Names, last: int, acronym: str) -> int | None:
    """Where the name begins whose capitals are those of the acronym."""
    wanted = [c for c in acronym if c.isupper()]
    letters: list[str] = []
    near: int | None = None
    for i in range(last, max(-1, last - LONGEST), -1):
        word = s.words[i]
        if not (word.text[0].isupper() or word.lower in LINKS or word.lower in POSSESSIVE):
            break
        if word.lower == "the" and letters[:1] == wanted[:1] and any(s.word(j) == "of" for j in range(i + 2, last)):
            near = near or i + 1  # "the Articulation of Native Peoples (APIB)"
        if word.text[0].isupper():
            letters[:0] = [word.text[0]]
            if letters == wanted:
                return i if i < last else None
            near = i if _nearly(letters, wanted) else near
    return near


def _nearly(letters: list[str], wanted: list[str]) -> bool:
    """Whether an acronym has a letter or two more than the words: "ECOWAS"."""
    rest = iter(wanted)
    enough = len(letters) >= 3 and 2 * len(letters) >= len(wanted) and letters[0] == wanted[0]
    return enough and all(letter in rest for letter in letters)


def _surnames(sentences: list[Names]) -> Iterator[str]:
    """The last words of longer names that nothing has typed: alone they may be surnames."""
    for s in sentences:
        for i, stop in s.runs():
            if stop > i + 1:
                yield s.words[stop - 1].text


def _beside(s: Names, people: frozenset[str], surnames: frozenset[str], towns: frozenset[str]) -> Iterator[Annotation]:
    for i, stop in s.runs():
        beside = s.word(i - 1) in s.lexicon.words["body"] and s.word(i - 2) in POSSESSIVE  # "the citizens' group X"
        beside = beside or of_kind(s, i, stop)
        apposed = before_kind(s, stop)
        if apposed and (start := _of_left(s, i)) < i:
            s.take(start, stop)
            yield _body(s.span(start, stop))
            continue
        if _is_other(s, i, stop, frozenset() if beside else people, towns):
            continue
        if stop == i + 1 and (s.words[i].text in surnames or len(s.words[i].text) == 1):
            continue
        kind = after_kind(s, i, stop)
        if kind or apposed or _told(s, i, stop) or _owned(s, i, stop) or _people_for(s, stop):
            end = _extended(s, stop) if kind or _people_for(s, stop) else stop
            s.take(i, end)
            yield _body(s.span(i, end))


def _of_left(s: Names, i: int) -> int:
    """Where a name begins that "of" joins to the one at i: "Free Choice of X, a party"."""
    left = s.before(i)
    if s.word(left) != "of" or not s.free(left - 1):
        return i
    while s.free(left - 1):
        left -= 1
    return left


def _people_for(s: Names, stop: int) -> bool:
    """ "Lawyers for Human Rights", "Friends of the Green": people with a capital, and what they stand for."""
    people = s.word(stop - 1) in s.lexicon.words["plural"] or s.lexicon.groups.get(s.word(stop - 1)) == "crowd"
    cause = s.word(stop) == "for" and s.free(stop - 2) and s.word(stop - 1) in ("voice", "voices", "action", "campaign")
    people = people or cause  # "Kolm Voice for Peace"
    joined = (s.word(stop) in ("for", "against", "without") and people) or (s.word(stop - 1), s.word(stop)) == _FRIENDS
    return joined and _extended(s, stop) > stop


_FRIENDS = ("friends", "of")


def _extended(s: Names, stop: int) -> int:
    """The end of a name that goes on: "of X", "for All"."""
    if s.word(stop) not in ("of", "for", "against", "without"):
        return stop
    start = stop + 1 + (s.word(stop + 1) in ARTICLES)
    end = s.run(start)
    every = end == start and s.word(start) == "all" and s.words[start].capital
    while end in s.taken and s.name(end):
        end += 1
    return start + 1 if every else end if end > start else stop


def _is_other(s: Names, i: int, stop: int, people: frozenset[str], towns: frozenset[str]) -> bool:
    """Whether a name is somebody's, a place's, or begins with a role or an adjective of nation."""
    if i == 1 and stop == 2 and s.word(0) in ("in", "near") and s.word(stop) == ",":
        return True  # "In X, a group of growers …"
    role = any(s.lexicon.role(s.word(j)) is not None for j in range(i, stop)) and not of_kind(s, i, stop)
    role = role and not s.motto(i, stop)
    name = " ".join(s.word(j) for j in range(i, stop))
    if stop == i + 1 and s.word(i) in s.lexicon.heads:
        return s.lexicon.heads[s.word(i)]["category"] != "media" or not _told(s, i, stop)
    role = role and s.word(stop - 1) not in s.lexicon.words["plural"]
    known = s.lexicon.tabled(name) or fold(name) in towns
    return role or known or s.adjectives(i, stop) or any(text in people for text in s.texts(i, stop))


_NEWS = frozenset("agency site website portal outlet channel service network".split())
_HOUSES = frozenset({"fraternity", "sorority"})
_NAMED_BEFORE = frozenset("newspaper daily weekly website channel magazine broadcaster portal".split())


def _told(s: Names, i: int, stop: int) -> bool:
    """ "told X that", "in a statement to X,": whom one tells is an agency or a paper, if nothing says otherwise."""
    before = s.before(i)
    article, verb, after = before < i - 1, s.word(before), s.word(stop)
    if verb == "told" and after in POSSESSIVE and s.run(stop + 1) > stop + 2:
        return True  # "told Kolm Daily's Ana Paz"
    if after in POSSESSIVE or any(word.initial for word in s.words[i:stop]):
        return article and after in POSSESSIVE and s.word(stop + 1) in _STAFF
    if stop > i + 1 and not article and after in ("and", ","):
        return False
    if verb in ("to", "with") and s.word(before - 1) in _STATED:
        return article or (verb == "to" and s.word(before - 1) not in ("letter", "interview"))
    if verb == "by" and s.word(before - 1) in _SEEN:
        return article or stop == i + 1 or s.word(before - 1) in ("seen", "obtained", "reviewed")
    if article and s.word(i - 1) == "the" and after in ("reported", "reports", "newspaper", "daily", "weekly"):
        return True
    return verb in ("told", "telling", "tells", "informed") and (after in _TOLD or (article and after in _TOLD_THE))


_STAFF = frozenset("reporter reporters correspondent correspondents journalist photographer editor readers".split())
_STATED = frozenset(
    "statement statements message messages email emails e-mail comment comments remarks interview".split()
)
_SEEN = frozenset("seen obtained reviewed verified published broadcast aired commissioned quoted cited".split())
_TOLD = frozenset("that , . : on in by the as after while when before during at it there how why what their".split())
_TOLD_THE = frozenset(
    {"", "”", "’", "he", "she", "they", "we", "his", "her", "this", "last", "a", "an", "if", "no", "from"}
)


def _owned(s: Names, i: int, stop: int) -> bool:
    """ "employees of X", "X spokesman Ana Paz", "X said in a statement"."""
    owned = s.word(s.before(i)) in ("of", "at") and s.word(s.before(i) - 1) in OWNED
    goes_on = s.word(stop)[:1].isalpha() and s.word(stop) not in FOLLOWED
    owned = owned or (s.word(s.before(i)) == "of" and s.word(s.before(i) - 1) in BELONGING and not goes_on)
    stated = s.word(stop) == "said" and s.word(stop + 1) == "in" and "statement" in (
        s.word(stop + 3), s.word(stop + 4))  # fmt: skip
    owned = owned or (s.word(stop) in _NAMED_BEFORE and s.word(i - 1) == "the")
    owned = owned or (s.word(stop) == "news" and s.word(stop + 1) in _NEWS) or s.word(stop) in _HOUSES
    owned = owned or (s.word(s.before(i)) == "for" and s.word(s.before(i) - 1) in SPOKEN)
    after_body = i - 1 in s.taken  # "SAPS Northern Cape spokesman"
    owned = owned or (s.word(stop) in SPOKEN and s.word(i - 1) not in LINKS - ARTICLES and not after_body)
    return owned or (stated and stop == i + 1 and s.word(i - 1) not in ("mr", "ms", "mrs"))


def _parts(
    document: Document, bodies: list[Annotation], lexicon: Lexicon
) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """The heads of names and their first words, each with the one name it can stand for."""
    heads: dict[str, set[str]] = {}
    starts: dict[str, set[tuple[str, str]]] = {}
    for body in bodies:
        words = document.text(body.part("core") or body.span).split()
        if len(words) < 2 or words[0].isupper():
            continue
        full = fold(" ".join(words))
        for word in {words[-1], words[0], *(w for w in words if w.lower() in lexicon.heads)}:
            if word.lower() in lexicon.heads and word[0].isupper():
                heads.setdefault(word.lower(), set()).add(full)
        local = words[-1].lower() in LOCAL_HEADS or words[0].lower() in lexicon.heads
        if body.value in SHORT_KINDS and not local:
            for n in range(1, len(words)):
                starts.setdefault(fold(" ".join(words[:n])), set()).add((full, body.value))
    return (
        {word: next(iter(names)) for word, names in heads.items() if len(names) == 1},
        {start: next(iter(names)) for start, names in starts.items() if len(names) == 1},
    )


def _short(
    s: Names,
    heads: dict[str, str],
    starts: dict[str, tuple[str, str]],
    towns: frozenset[str],
    people: frozenset[str],
) -> Iterator[Annotation]:
    for i, stop in s.runs():
        name = fold(" ".join(s.texts(i, stop)))
        of = s.word(stop) in ("of", "for") and s.name(stop + 1 + (s.word(stop + 1) in ARTICLES))
        headed = stop == i + 1 and name in heads and not of
        headed = headed and (s.word(i - 1) in ("the", "’s", "'s") or s.lexicon.role(s.word(stop)) is not None)
        begun = name in starts and _begins(s, i, stop, name, towns, people)
        if (headed or begun) and not s.words[i].acronym:
            s.take(i, stop)
            yield _body(s.span(i, stop), "", ("short", s.span(i, stop)))


def _begins(s: Names, i: int, stop: int, name: str, towns: frozenset[str], people: frozenset[str]) -> bool:
    """Whether the first words of a body's name stand for it: they are no place, adjective, policy or person."""
    known = name in towns or s.lexicon.tabled(name)
    common = s.word(i) in s.lexicon.words["domain"] or s.word(i) in s.lexicon.words["direction"] or name in s.doc_lower
    somebody = any(text in people for text in s.texts(i, stop)) or s.word(i - 1).rstrip(".") in s.lexicon.words["title"]
    common = common or s.word(i) in s.lexicon.words["plural"] or s.adjectives(i, stop)
    return not known and not common and not somebody and s.word(i - 1) not in ("in", "near")
