"""Groups: people who act together, with the place, nation or organisation that names them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.document import Annotation, Document, Label, Span
from kg.lexicon import Lexicon
from kg.runs import ARTICLES, POSSESSIVE, Names, names_of

GROUP_ADJECTIVES = frozenset("international foreign local young armed opposition striking regional world".split())


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with its groups."""
    return document.with_annotations([a for s in names_of(document, lexicon) for a in _groups(s, document)])


def _groups(s: Names, document: Document) -> Iterator[Annotation]:
    """People who act together, with the place, nation or organisation that names them."""
    within = s.span(0, len(s.words))
    starts = {a.span.start: a for a in document.labelled(Label.ORGANIZATION, Label.PLACE, within=within)}
    ends = {a.span.end: a for a in starts.values()}
    for i, word in enumerate(s.words):
        sort = s.lexicon.groups.get(word.lower)
        if sort is None or i in s.taken:
            continue
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
        if any(t.row["use"] == "incident" for t in s.lexicon.triggers.find(document.report.text, _after(s, end))):
            more = []  # "the victims of the X killing" are not the people of X
        end = end if more else word.span.end
        s.take(left, i + 1)
        parts = (("head", word.span), *(("of", span) for span in names + more))
        yield Annotation(label=Label.GROUP, span=Span(start, end), value=sort, parts=parts)


def _after(s: Names, offset: int) -> Span:
    """The word after an offset, or the sentence's last character."""
    following = next((w.span for w in s.words if w.span.start >= offset > 0), None)
    return following or Span(s.words[-1].span.end - 1, s.words[-1].span.end)


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
