"""Names: what is typed once is typed wherever the report repeats it; other capitalised words stay untyped names."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.document import Annotation, Document, Label, Span
from kg.lexicon import Lexicon
from kg.names import fold
from kg.reading.runs import ARTICLES, Names, names_of

GENERIC_PLACES = frozenset({"region", "neighbourhood"})


KIN = frozenset({"mother", "father", "relative"})
HEADED = frozenset({"chair", "director", "founder", "coordinator", "journalist"})  # "the director of NAME" names a body
BODY_WORDS = frozenset({"of", "at", "in", "for", "with", "the", "a", "an"})
INSTITUTIONS = frozenset(
    "hospital church clinic school college university academy institute mosque cathedral temple museum library theatre "
    "theater prison factory mill bakery laboratory observatory seminary monastery kindergarten".split()
)
PLACE_AND_NAME = 3  # words: a place of one, a name of two
OF_PLACES = frozenset({"mayor"})
MOST_NAMES = 6
LONGEST_TITLE = 6  # words
MOST_NOUNS = 3  # between an article and the name they go with


def annotate_repeated(document: Document, lexicon: Lexicon) -> Document:
    """The document with the names that repeat an organisation or a place."""
    known = _known(document)
    return document.with_annotations([a for s in names_of(document, lexicon) for a in _repeated(s, known)])


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with the names that nothing has typed."""
    document = _with_bodies(document)
    titles = {a.span.end: a.value for a in document.labelled(Label.ROLE)}
    places = frozenset(fold(document.text(a.span)) for a in document.labelled(Label.PLACE))
    return document.with_annotations([a for s in names_of(document, lexicon) for a in _names(s, titles, places)])


def _known(document: Document) -> dict[str, Annotation]:
    """Folded names of the organisations and places found so far; "the X region" is known as X too."""
    known: dict[str, Annotation] = {}
    for a in document.labelled(Label.ORGANIZATION, Label.PLACE):
        name = document.text(a.span)
        known[fold(name)] = a
        if a.value in GENERIC_PLACES and name.split()[-1].islower():
            known.setdefault(fold(name.rpartition(" ")[0]), a)
    return known


def _repeated(s: Names, known: dict[str, Annotation]) -> Iterator[Annotation]:
    for i in s.sentence.names:
        stop = s.run(i)
        if stop == i or s.run(i - 1) > i:
            continue
        seen = known.get(fold(" ".join(s.words[j].text for j in range(i, stop))))
        if seen is not None:
            s.take(i, stop)
            span = s.span(i, stop)
            yield Annotation(label=seen.label, span=span, value=seen.value, parts=(("core", span),))


OF_ROLE = re.compile(r"(?P<name>(?: (?:Dr\. )?[^\W\d_a-z][\w’'-]+){0,4})(?:,? of|,? from| at| with| in)(?: the)? ")
LONGEST_LINK = 60  # characters between a role and the body it is held in


def _with_bodies(document: Document) -> Document:
    """The document with "a nurse at X Hospital", "Pastor NAME, of X Church": where somebody has a role is a body."""
    text = document.report.text
    ends = sorted(a.span.end for a in document.labelled(Label.ROLE) if a.value not in KIN)
    changed = []
    places = {fold(document.text(a.span)) for a in document.labelled(Label.PLACE)}
    for a in document.annotations:
        known = _known_place(document, a, places)
        if known is not None:
            changed.append(replace(a, span=known, parts=()))
            continue
        role = bisect.bisect_right(ends, a.span.start) - 1 if _institution(document, a) else -1
        near = role >= 0 and a.span.start - ends[role] < LONGEST_LINK
        if near and OF_ROLE.fullmatch(text, ends[role], a.span.start):
            changed.append(replace(a, label=Label.ORGANIZATION, value="", parts=(("core", a.span),)))
        else:
            changed.append(a)
    return replace(document, annotations=tuple(changed), parsed={})


def _known_place(document: Document, a: Annotation, places: set[str]) -> Span | None:
    """Of "the secretary of the union in PLACE NAME", the place: its name stands alone elsewhere."""
    words = document.text(a.span).split(" ")
    if a.label is not Label.PLACE or a.value or not 2 < len(words) < MOST_NAMES:
        return None
    return Span(a.span.start, a.span.start + len(words[0])) if fold(words[0]) in places else None


def _institution(document: Document, a: Annotation) -> bool:
    last = document.text(a.span).split()[-1].lower()
    return a.label is Label.PLACE and a.value == "facility" and last in INSTITUTIONS


def _names(s: Names, ends: Mapping[int, str], places: frozenset[str]) -> Iterator[Annotation]:
    """What is left: runs of name words, without the titles before them; a body if a title shows it."""
    end = 0
    for i in s.sentence.names:
        if i < end:
            continue
        title = s.word(i).rstrip(".") in s.lexicon.words["title"] or _says_who(s, i)
        stop = i if title else s.run(i)
        if stop > i:
            s.take(i, stop)
            span = s.span(i, stop)
            if _body_of_title(s, i, ends):
                yield Annotation(label=Label.ORGANIZATION, span=span, parts=(("core", span),))
            elif _place_before(s, i, stop, ends, places):
                yield Annotation(label=Label.PLACE, span=s.span(i, i + 1))  # "Mayor of PLACE NAME"
                yield Annotation(label=Label.NAME, span=s.span(i + 1, stop))
            elif not s.adjectives(i, stop):
                yield Annotation(label=Label.NAME, span=span)
        end = stop


def _says_who(s: Names, i: int) -> bool:
    """ "Protester NAME NAME said", "Mother-of-two NAME NAME": the first word of a sentence is no part of a name."""
    who = s.word(i) in s.lexicon.words["human"] or "-of-" in s.word(i)
    return who and i < len(s.words) and s.words[i].initial and s.run(i) > i + 2


def _place_before(s: Names, i: int, stop: int, ends: Mapping[int, str], places: frozenset[str]) -> bool:
    """ "Mayor of PLACE NAME", "the secretary of X in PLACE NAME": the first word is a place, the others are a name."""
    if stop - i < PLACE_AND_NAME or i < 2 or s.word(i - 1) not in ("of", "in"):
        return False
    ruled = s.word(i - 1) == "of" and stop - i == PLACE_AND_NAME and ends.get(s.words[i - 2].span.end) in OF_PLACES
    return ruled or fold(s.words[i].text) in places


def _body_of_title(s: Names, i: int, ends: Mapping[int, str]) -> bool:
    """ "the director of the NAME", "a lawyer at the crisis centre NAME": the name is a body's."""
    j = i - 1
    while j > 0 and i - j <= MOST_NOUNS and s.words[j].text.islower() and s.word(j) not in BODY_WORDS:
        j -= 1
    noun = j < i - 1
    article = s.word(j) in ARTICLES
    j -= article
    role = ends.get(s.words[j - 1].span.end, "relative") if j > 0 else "relative"
    if role in KIN:
        return False
    if s.word(j) == "of" and role in HEADED and not noun:
        return True
    if noun:
        if s.words[0].initial and j < LONGEST_TITLE and not any(s.word(k) in ARTICLES for k in range(j)):
            return False  # "Chief whip of the ruling party NAME": a title without article needs its holder's name
        return s.word(j) in BODY_WORDS and s.word(i - 1) in s.lexicon.heads
    return (article and s.word(j) in ("of", "at", "in", "for", "with")) or s.word(j) in ("at", "with")
