"""Places by a table: countries, regions and large cities, where they are the whole of a name; the town in "X-based"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Annotation, Document, Label, Span
from kg.lexicon import Lexicon
from kg.reading.runs import ARTICLES, Names, names_of
from kg.reading.somebody import people_of

BASED = re.compile(r"(.+)[-‑](?:based|born|area)")
OFFICES = frozenset("senator mp mep mec mca congressman congresswoman lawmaker candidate".split())


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with the places that a table shows."""
    sentences = names_of(document, lexicon)
    people = people_of(sentences)
    return document.with_annotations([a for s in sentences for a in (*_tabled(s, people), *_based(s))])


def _tabled(s: Names, people: frozenset[str]) -> Iterator[Annotation]:
    """Countries and large cities, where they are the whole of a name."""
    first = s.lexicon.tabled_words
    for i in [i for i, word in enumerate(s.words) if word.capital and word.lower in first and i not in s.taken]:
        for stop in range(min(len(s.words), i + 4), i, -1):
            words = " ".join(s.word(j) for j in range(i, stop))
            if not _is_tabled(s, i, stop, words, people):
                continue
            s.take(i, stop)
            value = "country" if words in s.lexicon.countries else "city" if words in s.lexicon.cities else ""
            yield Annotation(label=Label.PLACE, span=s.span(i, stop), value=value)
            break


def _is_tabled(s: Names, i: int, stop: int, words: str, people: frozenset[str]) -> bool:
    country, known = words in s.lexicon.countries, words in s.lexicon.cities or words in s.lexicon.regions
    if not country and not known and not (words in ("us", "uk") and _as_country(s, i)):
        return False
    joiners = ("and", "of", "es", "de", "'", "s")
    free = s.words[i].capital and all(s.free(j) or s.word(j) in joiners or s.words[j].initial for j in range(i, stop))
    alone = (not s.free(stop) or _titled(s, stop)) and (
        not s.free(i - 1) or s.word(i - 1) in s.lexicon.words["direction"]
    )
    somebody = any(text in people for text in s.texts(i, stop)) and not country
    return free and i not in s.taken and alone and not somebody and not s.heads_body(stop)


def _titled(s: Names, i: int) -> bool:
    """Whether a title with its name goes on a run of capitals: "Nairobi Senator NAME"."""
    role = s.lexicon.roles.get(s.word(i))
    return role is not None and (role != "other" or s.word(i) in OFFICES) and s.free(i + 1)


def _as_country(s: Names, i: int) -> bool:
    """ "the US" with nothing that it could be an adjective of."""
    following = s.words[i + 1] if i + 1 < len(s.words) else None
    ends = following is None or not following.text[0].isalnum() or following.lower in ("and", "to", "on", "in", "has")
    return s.words[i].acronym and s.word(i - 1) in ARTICLES and ends


def _based(s: Names) -> Iterator[Annotation]:
    """The town in "X-based"."""
    for word in s.words:
        hyphen = word.capital and ("-" in word.text or "‑" in word.text)
        match = BASED.fullmatch(word.text) if hyphen and word.text[0].isupper() else None
        if match is not None and match[1][0].isupper() and match[1].lower() not in s.lexicon.adjectives:
            yield Annotation(label=Label.PLACE, span=Span(word.span.start, word.span.start + len(match[1])))
