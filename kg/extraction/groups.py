"""Groups: people who act together, with the place, nation or organisation that names them."""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from kg.document import Annotation, Document, Label, Span
from kg.lexicon import Lexicon
from kg.reading.runs import ARTICLES, POSSESSIVE, Names, names_of

GROUP_ADJECTIVES = frozenset("international foreign local young armed opposition striking regional world".split())

INCIDENTS = frozenset(
    "killing killings murder murders assassination massacre attack attacks bombing bombings shooting shootings slaying "
    "lynching raid raids explosion blast fire disaster collapse crash accident eviction evictions demolition tragedy "
    "bloodshed atrocity atrocities arrest arrests detention stabbing crackdown".split()
)


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with its groups."""
    return document.with_annotations([a for s in names_of(document, lexicon) for a in _groups(s, document)])


def _groups(s: Names, document: Document) -> Iterator[Annotation]:
    """People who act together, with the place, nation or organisation that names them."""
    heads = [(i, s.lexicon.groups[word]) for i, word in enumerate(s.sentence.lowers) if word in s.lexicon.groups]
    if not heads:
        return
    within = s.span(0, len(s.words))
    starts = {a.span.start: a for a in document.labelled(Label.ORGANIZATION, Label.PLACE, within=within)}
    ends = {a.span.end: a for a in starts.values()}
    for i, sort in heads:
        if i in s.taken:
            continue
        word = s.words[i]
        left, start = i, word.span.start
        while s.word(left - 1) in GROUP_ADJECTIVES or s.word(left - 1) in s.lexicon.adjectives:
            left -= 1
            start = s.words[left].span.start
            s.take(left, left + 1)
        possessive = left - 1 if s.word(left - 1) in POSSESSIVE else left
        owner = ends.get(s.words[possessive - 1].span.end) if possessive > 0 else None
        names = [owner.span] if owner else []
        start = owner.span.start if owner else start
        end, more = _group_names(s, i + 1, starts)
        if more and _after(s, end) in INCIDENTS:
            more = []  # "the victims of the X killing" are not the people of X
        end = end if more else word.span.end
        s.take(left, i + 1)
        parts = (("head", word.span), *(("of", span) for span in names + more))
        yield Annotation(label=Label.GROUP, span=Span(start, end), value=sort, parts=parts)


def _after(s: Names, offset: int) -> str:
    """The word after an offset, in lower case."""
    return s.word(bisect.bisect_left(s.sentence.starts, offset))


def _group_names(s: Names, i: int, starts: dict[int, Annotation]) -> tuple[int, list[Span]]:
    """The places or organisations after "people of": one, or a list."""
    found: list[Span] = []
    if s.word(i) not in ("of", "from"):
        return 0, found
    i += 1
    while i < len(s.words):
        while s.word(i) in ARTICLES or s.word(i) == "occupied":
            i += 1
        annotation = starts.get(s.words[i].span.start) if i < len(s.words) else None
        if annotation is None:
            break
        found.append(annotation.span)
        while i < len(s.words) and s.words[i].span.start < annotation.span.end:
            i += 1
        if s.word(i) not in (",", "and"):
            break
        i += 1
    return (found[-1].end if found else 0), found
