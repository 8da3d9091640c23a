"""Organisations: by the noun that heads their name, by an acronym, as the whole of a unit."""

from __future__ import annotations

from collections.abc import Iterator

from kg.document import Annotation, Document, Label, Span
from kg.lexicon import Lexicon
from kg.runs import ARTICLES, POSSESSIVE, Names, names_of

LOWER_MODIFIERS = frozenset(
    "district city town local municipal provincial regional youth trade labour labor security occupation central "
    "executive general student armed civil national teachers women's".split()
)


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with its organisations."""
    sentences = names_of(document, lexicon)
    return document.with_annotations(a for s in sentences for a in (*_organizations(s), *_acronyms(s)))


def _organizations(s: Names) -> Iterator[Annotation]:
    for i in reversed(range(len(s.words))):
        two = f"{s.word(i - 1)} {s.word(i)}"
        names = (s.word(i), s.word(i).removesuffix("s"), two)
        head = next((s.lexicon.heads[name] for name in names if name in s.lexicon.heads), None)
        if head is None or i in s.taken:
            continue
        capital = s.words[i].capital
        if not capital and head["lower"] != "yes":
            continue
        left = _left_edge(s, i, lower=not capital)
        right, parent, core = _right_edge(s, i + 1)
        named = any(s.name(j) for j in range(left, i)) or ((capital or left < i) and right > i + 1)
        if not named or not any(s.words[j].capital for j in (*range(left, i), *range(i + 1, right))):
            continue
        parent = parent or _possessor(s, left, i)
        parts = [("core", s.span(left, core))] + ([("parent", parent)] if parent else [])
        if parent is not None and not any(s.words[j].span.start == parent.start for j in s.taken):
            yield Annotation(label=Label.ORGANIZATION, span=parent, parts=(("core", parent),))
        yield from _region_places(s, core, right)
        s.take(left, right)
        yield Annotation(label=Label.ORGANIZATION, span=s.span(left, right), value=head["category"], parts=tuple(parts))


def _region_places(s: Names, start: int, stop: int) -> Iterator[Annotation]:
    """The places in "… in A and B" after an organisation's name."""
    i = start + 1
    while i < stop:
        end = s.region(i)
        if end > i:
            yield Annotation(label=Label.PLACE, span=s.span(i, end))
        i = max(end, i + 1)


def _left_edge(s: Names, head: int, *, lower: bool) -> int:
    """Where the name of an organisation begins, given its head noun."""
    left = head
    while left > 0:
        before = s.word(left - 1)
        role = s.lexicon.role(before) is not None and before not in LOWER_MODIFIERS
        if s.free(left - 1) and not (role and s.word(left) not in POSSESSIVE and left != head):
            left -= 1
        elif before in POSSESSIVE and (s.free(left - 2) or s.word(left - 2) in s.lexicon.words["plural"]):
            if before.endswith("s") and not _keeps_genitive(s, left - 2, lower=lower):
                break
            left -= 2
        elif lower and before in LOWER_MODIFIERS:
            left -= 1
        elif before == "and" and s.free(left - 2) and s.word(left - 3) in ARTICLES and not s.words[left - 2].acronym:
            left -= 2
        else:
            break
    while left < head and not (s.name(left) or s.word(left) in s.lexicon.words["plural"]):
        left += 1
    return left


def _keeps_genitive(s: Names, i: int, *, lower: bool) -> bool:
    """ "Women's Union" is a name; in "the PYD's committee" the genitive names the parent."""
    return s.word(i) in s.lexicon.words["plural"] or (lower and s.words[i].acronym)


def _possessor(s: Names, left: int, head: int) -> Span | None:
    if left + 1 < head and s.words[left].acronym and s.word(left + 1) in POSSESSIVE:
        return s.span(left, left + 1)
    return None


def _right_edge(s: Names, i: int) -> tuple[int, Span | None, int]:
    """End of the name, the parent organisation named after "of", and the end of the name without its region."""
    end, parent = i, None
    if s.word(i) in ("of", "for"):
        start = i + 1 + (s.word(i + 1) in ARTICLES)
        stop = _name_with_heads(s, start)
        if stop > start:
            end = stop
            heads = {s.word(j) for j in range(start, stop)} & set(s.lexicon.heads)
            if heads or s.words[stop - 1].acronym or any(j in s.taken for j in range(start, stop)):
                parent = s.span(start, stop)
    core = end
    if s.word(end) == "in" and end not in s.taken:
        stop = s.region(end + 1)
        while stop > end + 1 and s.word(stop) == "and" and s.region(stop + 1) > stop + 1:
            stop = s.region(stop + 1)
        end = stop if stop > end + 1 else end
    return end, parent, core


def _name_with_heads(s: Names, i: int) -> int:
    end = i
    while end < len(s.words) and (
        s.name(end)
        or (end > i and s.word(end) in POSSESSIVE and s.name(end + 1) and s.word(end) != "’")
        or (end > i and end in s.taken)
    ):
        end += 1
    return end


def _acronyms(s: Names) -> Iterator[Annotation]:
    for i, word in enumerate(s.words):
        shouted = len(s.words) > 1 and all(w.acronym or not w.text[0].isalpha() for w in s.words)
        role = s.lexicon.role(s.word(i)) is not None
        if s.free(i) and word.acronym and not shouted and not role and s.word(i) not in s.lexicon.countries:
            s.take(i, i + 1)
            yield Annotation(label=Label.ORGANIZATION, span=word.span, value="", parts=(("core", word.span),))
