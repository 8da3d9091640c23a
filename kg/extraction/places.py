"""Places: by the noun in their name, the preposition before them, a table of countries, or the body they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from kg.document import Annotation, Document, Label, Span, Word
from kg.lexicon import Lexicon
from kg.runs import ARTICLES, POSSESSIVE, Names, names_of

LOCATIVE = frozenset("in near from across inside outside into towards toward around".split())
SENT = frozenset("letter message statement petition speech apology answer call".split())  # "a letter from NAME"
CROSS_HEAD = 5  # words at most


def annotate_headed(document: Document, lexicon: Lexicon) -> Document:
    """The document with the places that a noun shows ("X Square", "the city of X"), or a line of their own."""
    document = document.with_annotations(_cross_heads(document))
    return document.with_annotations([a for s in names_of(document, lexicon) for a in _headed_places(s)])


def _cross_heads(document: Document) -> Iterator[Annotation]:
    """Lines of a round-up that are nothing but a name: each says where the next paragraphs are."""
    heads = [words for paragraph in document.paragraphs[:-1] if (words := _head_words(document, paragraph))]
    for words in heads if len(heads) > 1 else ():
        start = 0
        for i, word in enumerate([*words, None]):
            if word is None or word.lower in ("and", ","):
                if i > start:
                    yield Annotation(label=Label.PLACE, span=Span(words[start].span.start, words[i - 1].span.end))
                start = i + 1


def _head_words(document: Document, paragraph: Span) -> tuple[Word, ...]:
    words = document.words_in(paragraph)
    names = [word.capital or word.lower in ("and", ",") for word in words]
    return words if 0 < len(words) <= CROSS_HEAD and all(names) else ()


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
        followed_by_organization = _heads_organization(s, i + 1)
        left = i
        while s.free(left - 1) or (s.word(left - 1) in POSSESSIVE and s.free(left - 2) and left - 2 >= 0):
            left -= 1 if s.free(left - 1) else 2
        if head["after"] == "yes" and left < i and not followed_by_organization and not s.adjectives(left, i):
            s.take(left, i + 1)
            yield Annotation(label=Label.PLACE, span=s.span(left, i + 1), value=head["kind"])
        elif s.word(i + 1) == "of" and (head["of"] == "yes" or s.words[i].capital):
            yield from _place_of(s, i, head["kind"], whole=head["of"] != "yes")


def _heads_organization(s: Names, i: int) -> bool:
    """ "X Valley Workers' Council": the name goes on to the noun of an organisation."""
    while s.name(i) or s.word(i) in POSSESSIVE:
        if s.word(i) in s.lexicon.heads:
            return True
        i += 1
    return s.word(i) in s.lexicon.heads


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
        sent = before == "from" and s.word(i - 2) in SENT
        if (before in LOCATIVE and not sent) or before == "occupied" or population or article_of or owns:
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


SEATS = frozenset({"embassy", "consulate"})  # of a country, not only of an organisation


def _facilities(s: Names, document: Document) -> Iterator[Annotation]:
    """The building of somebody: "the building of X", "the X office", "the embassy of X"."""
    within = s.span(0, len(s.words))
    organizations = list(document.labelled(Label.ORGANIZATION, within=within))
    places = list(document.labelled(Label.PLACE, within=within))
    for i, word in enumerate(s.words):
        kind = s.lexicon.facilities.get(word.lower)
        if kind is None or i in s.taken:
            continue
        owners = organizations + (places if word.lower in SEATS else [])
        span, owner = _owned(s, i, owners)
        if owner is not None or (word.lower in SEATS and s.word(i - 1) in s.lexicon.adjectives):
            parts = () if owner is None else (("owner", owner),)
            yield Annotation(label=Label.PLACE, span=span, value=kind, parts=parts)


def _owned(s: Names, i: int, owners: list[Annotation]) -> tuple[Span, Span | None]:
    """The words of a building and its owner: after "of", or before the noun."""
    word = s.words[i].span
    after = i + 2 + (s.word(i + 2) in ARTICLES)
    if s.word(i) in SEATS and s.word(i + 1) == "of" and s.run(after) > after:
        owned = s.span(after, s.run(after))
        return Span(word.start, owned.end), owned
    for owner in owners:
        if s.word(i + 1) == "of" and after < len(s.words) and owner.span.start == s.words[after].span.start:
            return Span(word.start, owner.span.end), owner.span
        if i > 0 and owner.span.end == s.words[i - 1].span.end:
            return Span(owner.span.start, word.end), owner.span
    return s.span(max(i - 1, 0), i + 1), None
