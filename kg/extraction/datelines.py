"""Where a report or a part of it was written: "LIMA, May 3 (Agency) –", "TOWN: …", lines that are only a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Annotation, Document, Label, Span, Word
from kg.lexicon import Lexicon

CROSS_HEAD = 5  # words at most
_NAME = r"[^\W\d_a-z][\w'’.\-]{0,30}(?: (?:[a-zà-ÿ]{2,3} )?[^\W\d_a-z][\w'’\-]{0,30}){0,3}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = rf"(?:\w{{3,9}}, )?(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)(?:,? \d{{4}})?"
_LAND = r"(?:PREF|PROV|DIST|Pref|Prov|Dist)"
_DATELINE = re.compile(
    rf"(?P<town>{_NAME})(?:/(?P<second>{_NAME}))?(?:, (?P<region>(?!{_MONTH} ?\d){_NAME}?)(?: {_LAND}\.)?)?"
    rf"(?P<date>,? {_DATE}\.?)?"
    rf"(?: ?\((?P<agency>[^\W\d_a-z][^()\n]{{1,40}})\))?"
    r"(?P<dash>\.?\s?[—–]|\.-(?=\s)|\s--?\s|\.(?=\s|$)|(?<=\))(?= [A-Z]))"
)
_BRACKET = re.compile(rf"\((?P<town>{_NAME}), {_DATE}\) (?=[A-Z])")
_ENTRY = re.compile(rf"{_DATE}(?: \d{{4}})?, (?P<town>{_NAME})[.:](?= )")
_LABEL = re.compile(rf"(?P<town>{_NAME}):\s(?![\"“”„«‘'])")
_OPENING = re.compile(
    rf"(?P<town>{_NAME})(?: \((?P<region>{_NAME})\)|, {_NAME}|, {_DATE})?(?:: | ?[—–] | - | \| |\. )(?=[A-Z‘'\"“])"
)
_LINE = re.compile(rf"(?P<town>{_NAME}), {_DATE}\.?")
LEAD = 90  # characters at least in the first paragraph that tells something
BYLINES = 4  # paragraphs in which it stands, below by-lines and lines of a day


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with the places and agencies that open its paragraphs."""
    found = [*_datelines(document, lexicon), *_labels(document, lexicon), *_entries(document, lexicon)]
    found += _opening(document, lexicon)
    found += _cross_heads(document, lexicon)
    return document.with_annotations(found)


def _datelines(document: Document, lexicon: Lexicon) -> Iterator[Annotation]:
    for paragraph in document.paragraphs:
        text = document.report.text
        match = _DATELINE.match(text, paragraph.start, paragraph.end)
        if match is None or not _is_dateline(match):
            match = _BRACKET.match(text, paragraph.start, paragraph.end)
            if match is not None and not _barred(match["town"], lexicon):
                yield Annotation(label=Label.PLACE, span=Span(*match.span("town")))
            continue
        for part in ("town", "second", "region"):
            name = match[part]
            if name is not None and not name.endswith(".") and not _barred(name, lexicon):
                value = "country" if name.lower() in lexicon.countries else ""
                yield Annotation(label=Label.PLACE, span=Span(*match.span(part)), value=value)
        if match["agency"] is not None and not any(c.isdigit() for c in match["agency"]):
            span = Span(*match.span("agency"))
            yield Annotation(label=Label.ORGANIZATION, span=span, value="media", parts=(("core", span),))


def _is_dateline(match: re.Match[str]) -> bool:
    """A dash needs a town in capitals, a date or an agency before it; a full stop or no mark needs a date."""
    if match["dash"] in (".", ""):
        return match["date"] is not None
    return match["town"].isupper() or match["date"] is not None or match["agency"] is not None


def _labels(document: Document, lexicon: Lexicon) -> Iterator[Annotation]:
    """ "CALLAO: Dockers …" in a bulletin: at least two towns, none of them twice as speakers are."""
    found = [m for p in document.paragraphs if (m := _LABEL.match(document.report.text, p.start, p.end))]
    names = [match["town"] for match in found]
    towns = [match for match in found if match["town"].isupper() or match["town"].lower() in lexicon.cities]
    if len(towns) < 2 or len(set(names)) < len(names):
        return
    for match in towns:
        if not _barred(match["town"], lexicon):
            yield Annotation(label=Label.PLACE, span=Span(*match.span("town")))


def _opening(document: Document, lexicon: Lexicon) -> Iterator[Annotation]:
    """ "GHOTKI: …", "Dhar (Madhya Pradesh): …", "Omdurman — …", a line "Sangrur, February 6": below the headline."""
    below = [p for p in document.paragraphs if document.headline is None or not document.headline.overlaps(p)]
    for paragraph in below[:BYLINES]:
        text, long = document.report.text, len(paragraph) > LEAD
        match = (_OPENING if long else _LINE).match(text, paragraph.start, paragraph.end)
        if match is not None and (long or match.end() == paragraph.end) and _is_town(match, lexicon):
            yield Annotation(label=Label.PLACE, span=Span(*match.span("town")))
            if "region" in match.re.groupindex and _is_region(match["region"], lexicon):
                yield Annotation(label=Label.PLACE, span=Span(*match.span("region")))
        if long:
            return


def _is_region(name: str | None, lexicon: Lexicon) -> bool:
    """Whether what stands in brackets after a town is where it lies, and no agency."""
    words = (name or "").lower()
    return words in lexicon.regions or words in lexicon.countries or words.rpartition(" ")[2] in lexicon.places


def _is_town(match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether the label of an opening can be a town: in capitals, of the table, or of no common words."""
    words = match["town"].lower().split()
    if match[0].endswith(". ") and lexicon.plain(words):
        return False  # "Yerevan. Parents of soldiers …"
    known = match["town"].isupper() or words[0] in lexicon.cities or not lexicon.plain(words)
    return known and not _barred(match["town"], lexicon)


def _entries(document: Document, lexicon: Lexicon) -> Iterator[Annotation]:
    """ "3 May, Velmora. Relatives …": the towns of a bulletin of two or more such entries."""
    found = [m for p in document.paragraphs if (m := _ENTRY.match(document.report.text, p.start, p.end))]
    for match in found if len(found) > 1 else ():
        if not _barred(match["town"], lexicon):
            yield Annotation(label=Label.PLACE, span=Span(*match.span("town")))


def _barred(name: str, lexicon: Lexicon) -> bool:
    """Whether a word of it shows that it is no town: "PRESS RELEASE –"."""
    sorts = [lexicon.words[sort] for sort in ("never", "section", "abbreviation")]
    words = name.lower().split()
    return any(w in lexicon.heads or lexicon.role(w) or any(w in sort for sort in sorts) for w in words)


def _cross_heads(document: Document, lexicon: Lexicon) -> Iterator[Annotation]:
    """Lines of a round-up that are nothing but a name: each says where the next paragraphs are."""
    lower = frozenset(w.text for w in document.words if not w.capital)
    heads = [w for p in document.paragraphs[:-1] if (w := _head_words(document, p, lower, lexicon))]
    for words in heads if len(heads) > 1 else ():
        start = 0
        for i, word in enumerate([*words, None]):
            if word is None or word.lower in ("and", ",", "/"):
                if i > start:
                    yield Annotation(label=Label.PLACE, span=Span(words[start].span.start, words[i - 1].span.end))
                start = i + 1


def _head_words(document: Document, paragraph: Span, lower: frozenset[str], lexicon: Lexicon) -> tuple[Word, ...]:
    words = document.words_in(paragraph)
    if not 0 < len(words) <= CROSS_HEAD or any(_no_town(word, lower, lexicon) for word in words):
        return ()
    return words


def _no_town(word: Word, lower: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a word cannot stand in a cross-head that names towns."""
    if word.lower in ("and", ",", "/"):
        return False
    other = word.lower in lexicon.words["never"] or word.lower in lexicon.words["section"] or word.lower in lower
    return not word.capital or other or word.lower in lexicon.heads or lexicon.role(word.lower) is not None
