"""Organisations by an acronym: capitals that are neither shouted nor short for something else, as for a place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from kg.document import Annotation, Document, Label
from kg.lexicon import Lexicon
from kg.reading.runs import LONGEST, POSSESSIVE, Names, names_of

SHOUTS = frozenset("is our off out no not are be do go up us me my will won't can end stop free get let 's ’s".split())
BRACKETED = re.compile(r" \((?P<short>[A-Z]{2,8})\)")


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with the organisations that an acronym names."""
    capitals = Counter(word.text for word in document.words if word.acronym)
    places = {short: place.value for place in document.labelled(Label.PLACE) if (short := _short(document, place))}
    sentences = names_of(document, lexicon)
    places = dict.fromkeys(_houses(sentences), "") | places
    things = frozenset(name for s in sentences for name in _things(s))
    return document.with_annotations([a for s in sentences for a in _acronyms(s, capitals, places, things)])


def _short(document: Document, place: Annotation) -> str:
    """ "the Arts Centre Conference Room (ACCR)": what a place is called for short."""
    match = BRACKETED.match(document.report.text, place.span.end)
    letters = "".join(word.text[0] for word in document.words_in(place.span) if word.capital)
    return match["short"] if match is not None and match["short"] == letters else ""


def _houses(sentences: list[Names]) -> Iterator[str]:
    """The acronyms of houses: one meets at them, enters or occupies them, and they themselves do nothing."""
    met: dict[str, list[int]] = {}
    for s in sentences:
        for i in s.sentence.names:
            if s.words[i].acronym:
                met.setdefault(s.words[i].text, []).append(_meets(s, i))
    yield from (name for name, how in met.items() if min(how) > 0 and max(how) > 1)


def _meets(s: Names, i: int) -> int:
    """How surely one is at what stands at i: 2 after "occupied the" and "met at the", 1 after "at the" alone."""
    before = i - 2
    if s.word(i - 1) != "the" or s.word(i) in s.lexicon.aliases or s.word(i + 1) in POSSESSIVE:
        return 0
    if s.word(before) in s.lexicon.words["entering"] or s.word(before) in ("inside", "into"):
        return 2
    moved = s.word(before) == "to" and s.word(before - 1) in s.lexicon.words["travel"]
    if s.word(before) not in ("at", "in", "from") and not moved:
        return 0
    return 2 if s.word(before - 1) in s.lexicon.words["meeting"] else 1


def _things(s: Names) -> Iterator[str]:
    """The acronyms in brackets after a noun that is no body's: "a special risk allowance (SRA)", "X Act (XA)"."""
    for i in [i for i, word in enumerate(s.sentence.lowers, 1) if word == "(" and s.word(i + 1) == ")"]:
        noun = s.word(i - 2)
        small = i > 1 and s.words[i - 2].text.islower() and _spelled(s, i)
        body = noun in s.lexicon.heads or noun in s.lexicon.groups
        thing = noun.removesuffix("s") in s.lexicon.words["thing"] or (small and not body)
        if thing or (s.words[i].acronym and _of_title(s, i)):
            yield s.words[i].text


def _spelled(s: Names, i: int) -> bool:
    """Whether the words before a bracket, all small, begin with its letters."""
    letters, j = list(s.word(i)), i - 2
    while letters and j >= 0 and (s.words[j].text.islower() or s.word(j) == ",") and i - j < LONGEST:
        if s.word(j)[0] == letters[-1]:
            letters.pop()
        j -= 1
    return not letters


def _acronyms(
    s: Names, capitals: Counter[str], places: Mapping[str, str], things: frozenset[str]
) -> Iterator[Annotation]:
    names = [i for i in s.sentence.names if s.words[i].acronym and s.free(i)]
    if not names or (len(s.words) > 1 and all(w.acronym or not w.text[0].isalpha() for w in s.words)):
        return
    for i in names:
        word = s.words[i]
        if word.text in places:
            s.take(i, i + 1)
            yield Annotation(label=Label.PLACE, span=word.span, value=places[word.text])
        elif word.text not in things and not _no_body(s, i, capitals):
            s.take(i, i + 1)
            yield Annotation(label=Label.ORGANIZATION, span=word.span, value="", parts=(("core", word.span),))


def _no_body(s: Names, i: int, capitals: Counter[str]) -> bool:
    """Capitals that are no acronym of a body: a country, an office, a shouted word, an abbreviation."""
    word, text = s.word(i), s.words[i].text
    if word in s.lexicon.countries or word in s.lexicon.words["abbreviation"] or s.lexicon.role(word) is not None:
        return True
    if text in s.lexicon.regions_short and s.word(i - 1) == "," and i > 1 and s.words[i - 2].capital:
        return True  # "Lakeland, FL – Hundreds …"
    if text.count("-") > 1:
        return True  # "CAA-NPR-NRC"
    if word in ("us", "uk") or word in s.lexicon.cities:
        return True
    beside = [j for j in (i - 1, i + 1) if 0 <= j < len(s.words) and _shouted(s, j)]
    if (
        s.words[i].initial
        and len(text) > 4
        and capitals[text] < 2
        and text[-1] in "YDGN"
        and s.word(i + 1) in s.lexicon.groups
    ):
        return True  # "ANGRY fishermen": the first word of a report in capitals
    if _initials(s, i) or _surname(s, i) or _of_title(s, i):
        return True
    plain = word in s.doc_lower or word in s.lexicon.groups or word in s.lexicon.words["initial"]
    return plain or (bool(beside) and capitals[text] < 2) or (s.words[i].initial and len(text) > 6 > capitals[text] * 4)


def _initials(s: Names, i: int) -> bool:
    """ "vice-chancellor AK Lovik": two letters after a title, right before one name."""
    if len(s.words[i].text) > 2 or s.titled or s.run(i) != i + 2 or s.lexicon.role(s.word(i - 1)) is None:
        return False
    word = s.word(i + 1)
    typed = word in s.lexicon.heads or word in s.lexicon.places or word in s.lexicon.roles
    return not typed and not s.words[i + 1].acronym and word not in s.lexicon.english


def _of_title(s: Names, i: int) -> bool:
    """ "superintendent of police (SP)": the letters in brackets are those of a title."""
    if (s.word(i - 1), s.word(i + 1)) != ("(", ")"):
        return False
    letters = s.word(i)
    spelled = [j for j in range(max(0, i - 3 - len(letters)), i - 1) if s.word(j) not in ("of", "in", "the", "and")]
    spelled = spelled[-len(letters) :]
    offices = (s.lexicon.roles.get(s.word(spelled[k])) for k in (0, -1)) if spelled else ()
    return "".join(s.word(j)[:1] for j in spelled) == letters and any(
        r not in (None, "other", "student") for r in offices
    )


def _surname(s: Names, i: int) -> bool:
    """ "Mrs Ana Luz PAZ", "Mr PAZ Ana": capitals beside other names after a title, as French letters write surnames."""
    first = i
    while s.free(first - 1) and not s.words[first - 1].acronym and not _titled(s, first - 1):
        first -= 1
    beside = first < i or (s.free(i + 1) and not s.words[i + 1].acronym)
    return beside and len(s.words[i].text) > 2 and _titled(s, first - 1 - (s.word(first - 1) == "."))


def _titled(s: Names, i: int) -> bool:
    return s.word(i) in s.lexicon.words["title"]


def _shouted(s: Names, i: int) -> bool:
    """Whether a word in capitals is none of a name: a long one, a common one, or one of three in a row."""
    word = s.words[i]
    if word.text.endswith(("'S", "’S")):
        return True
    if not word.acronym and (not word.text.isupper() or word.text[0] not in "'’"):
        return False
    common = word.lower in s.doc_lower or word.lower in s.lexicon.words["never"] or word.lower in SHOUTS
    return len(word.text) > 3 or common or any(all(map(_capitals(s), (i + a, i + a + 1))) for a in (-2, 1))


def _capitals(s: Names) -> Callable[[int], bool]:
    return lambda i: 0 <= i < len(s.words) and s.words[i].acronym
