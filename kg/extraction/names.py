"""Names: what is typed once is typed wherever the report repeats it; other capitalised words stay untyped names."""

from __future__ import annotations

from collections.abc import Iterator

from kg.document import Annotation, Document, Label
from kg.lexicon import Lexicon
from kg.names import fold
from kg.runs import Names, names_of

GENERIC_PLACES = frozenset({"region", "neighbourhood"})


def annotate_repeated(document: Document, lexicon: Lexicon) -> Document:
    """The document with the names that repeat an organisation or a place."""
    known = _known(document)
    return document.with_annotations([a for s in names_of(document, lexicon) for a in _repeated(s, known)])


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with the names that nothing has typed."""
    return document.with_annotations([a for s in names_of(document, lexicon) for a in _names(s)])


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
    for i in range(len(s.words)):
        stop = s.run(i)
        if stop == i or s.run(i - 1) > i:
            continue
        seen = known.get(fold(" ".join(s.words[j].text for j in range(i, stop))))
        if seen is not None:
            s.take(i, stop)
            span = s.span(i, stop)
            yield Annotation(label=seen.label, span=span, value=seen.value, parts=(("core", span),))


def _names(s: Names) -> Iterator[Annotation]:
    """What is left: runs of name words, without leading titles and roles."""
    i = 0
    while i < len(s.words):
        stop = i if _title_or_role(s, i) else _run_to_role(s, i)
        if stop > i:
            s.take(i, stop)
            if not s.adjectives(i, stop):
                yield Annotation(label=Label.NAME, span=s.span(i, stop))
        i = max(stop, i + 1)


def _title_or_role(s: Names, i: int) -> bool:
    word, two = s.word(i).rstrip("."), f"{s.word(i)} {s.word(i + 1)}"
    return word in s.lexicon.words["title"] or s.lexicon.role(word) is not None or s.lexicon.role(two) is not None


def _run_to_role(s: Names, i: int) -> int:
    stop = s.run(i)
    roles = [j for j in range(i + 1, stop) if s.lexicon.role(s.word(j)) is not None]
    return roles[0] if roles else stop
