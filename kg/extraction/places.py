"""Places: by the noun in their name, the preposition before them, a table of countries, or the body they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from kg.document import Annotation, Document, Label, Span
from kg.lexicon import Lexicon
from kg.runs import ARTICLES, POSSESSIVE, Names, names_of

LOCATIVE = frozenset("in near from across inside outside into towards toward around".split())


def annotate_headed(document: Document, lexicon: Lexicon) -> Document:
    """The document with the places that a noun shows: "X Square", "the city of X"."""
    return document.with_annotations(a for s in names_of(document, lexicon) for a in _headed_places(s))


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with the places that their position or a table shows."""
    sentences = names_of(document, lexicon)
    return document.with_annotations([a for s in sentences for a in (*_slot_places(s), *_countries(s))])


def annotate_facilities(document: Document, lexicon: Lexicon) -> Document:
    """The document with the buildings of its organisations."""
    return document.with_annotations([a for s in names_of(document, lexicon) for a in _facilities(s, document)])


def _headed_places(s: Names) -> Iterator[Annotation]:
    for i in range(len(s.words)):
        head = s.lexicon.places.get(s.word(i))
        if head is None or i in s.taken:
            continue
        followed_by_organization = s.word(i + 1) in s.lexicon.heads
        left = i
        while s.free(left - 1) or (s.word(left - 1) in POSSESSIVE and s.free(left - 2) and left - 2 >= 0):
            left -= 1 if s.free(left - 1) else 2
        if head["after"] == "yes" and left < i and not followed_by_organization and not s.adjectives(left, i):
            s.take(left, i + 1)
            yield Annotation(label=Label.PLACE, span=s.span(left, i + 1), value=head["kind"])
        elif s.word(i + 1) == "of" and (head["of"] == "yes" or s.words[i].capital):
            yield from _place_of(s, i, head["kind"], whole=head["of"] != "yes")


def _place_of(s: Names, i: int, kind: str, *, whole: bool) -> Iterator[Annotation]:
    """ "the city of X" names X; "Church of the Virgin" is a name as a whole."""
    start = i + 2 + (s.word(i + 2) in ARTICLES)
    stop = s.run(start)
    if stop > start:
        first = i if whole else start
        s.take(first, stop)
        yield Annotation(label=Label.PLACE, span=s.span(first, stop), value=kind)


def _slot_places(s: Names) -> Iterator[Annotation]:
    """Names after a preposition of place, after "occupied", and before or after a word for a population."""
    for i in range(len(s.words)):
        before = s.word(i - 1) if s.word(i - 1) not in ARTICLES and s.word(i - 1) != "(" else s.word(i - 2)
        population = s.lexicon.groups.get(s.word(i - 2)) == "population" and before in ("of", "from")
        after = s.run(i)
        if after == i or s.run(i - 1) > i or s.word(after) in s.lexicon.heads:
            continue
        possessed = after + (s.word(after) in POSSESSIVE)
        owns = s.lexicon.groups.get(s.word(possessed)) == "population" and s.word(i) not in s.lexicon.adjectives
        article_of = s.lexicon.groups.get(s.word(i - 3)) == "population" and s.word(i - 2) == "of"
        if before in LOCATIVE or before == "occupied" or population or article_of or owns:
            yield from _place_list(s, i)


def _place_list(s: Names, i: int) -> Iterator[Annotation]:
    """A name, and those coordinated with it: "A and B", "A, B and C", "A (B)"."""
    for start, stop in _list_items(s, i):
        role = any(s.lexicon.role(s.word(j)) for j in range(start, stop))
        if not role and s.word(start) not in s.lexicon.adjectives:
            s.take(start, stop)
            yield Annotation(label=Label.PLACE, span=s.span(start, stop))


def _list_items(s: Names, i: int) -> list[tuple[int, int]]:
    items = [(i, s.region(i))]
    opening = i <= 2 and s.word(0) in ("in", "at", "near")  # "In A, B and C marched": B and C need not be places
    while items[-1][1] > items[-1][0]:
        stop = items[-1][1]
        joined = s.word(stop) == "and" or (s.word(stop) == "," and not opening)
        bracketed = s.word(stop) == "(" and s.word(s.run(stop + 1)) == ")"
        following = s.region(stop + 1) if joined or bracketed else stop + 1
        if following <= stop + 1:
            break
        items.append((stop + 1, following))
    last = max((n for n, (start, _) in enumerate(items) if n == 0 or s.word(start - 1) != ","), default=0)
    return [(start, stop) for start, stop in items[: last + 1] if stop > start]


def _countries(s: Names) -> Iterator[Annotation]:
    for i in range(len(s.words)):
        for stop in range(min(len(s.words), i + 3), i, -1):
            words_ = " ".join(s.word(j) for j in range(i, stop))
            if words_ in s.lexicon.countries and all(s.free(j) or s.word(j) == "and" for j in range(i, stop)):
                s.take(i, stop)
                yield Annotation(label=Label.PLACE, span=s.span(i, stop), value="country")
                break


def _facilities(s: Names, document: Document) -> Iterator[Annotation]:
    """The building of an organisation: "the building of X", "the X office"."""
    within = s.span(0, len(s.words))
    starts = {a.span.start: a for a in document.labelled(Label.ORGANIZATION, within=within)}
    ends = {a.span.end: a for a in starts.values()}
    for i, word in enumerate(s.words):
        kind = s.lexicon.facilities.get(word.lower)
        if kind is None or i in s.taken:
            continue
        j = i + 2 + (s.word(i + 2) in ARTICLES)
        owner = starts.get(s.words[j].span.start) if s.word(i + 1) == "of" and j < len(s.words) else None
        if owner is not None:
            yield Annotation(
                label=Label.PLACE,
                span=Span(word.span.start, owner.span.end),
                value=kind,
                parts=(("owner", owner.span),),
            )
            continue
        owner = ends.get(s.words[i - 1].span.end) if i > 0 else None
        if owner is not None:
            yield Annotation(
                label=Label.PLACE,
                span=Span(owner.span.start, word.span.end),
                value=kind,
                parts=(("owner", owner.span),),
            )
