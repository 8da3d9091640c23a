"""Words that tell of what happens at a protest: speeches, deliveries, arrests and other parts of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Annotation, Document, Label, Span, Word
from kg.facts import Modality
from kg.lexicon import Lexicon, PartRow
from kg.patterns import lower
from kg.reading.modality import modality
from kg.reading.segment import narrative

BEFORE = 140  # characters before a word that may decide what it tells of
NAMES = (Label.ORGANIZATION, Label.PLACE, Label.NAME, Label.TIME)
ARTICLE = re.compile(r"(?: (?:at|on|in|into))?(?: (?:an?|the|their|its|this|that)(?: [\w'’-]+)?)? $")
"""Between the verb and the protest."""
PURPOSE = re.compile(
    r"\b(?:tried|managed|began|started|gathered|continued|used|went on|went|came|refused orders|got|got up|rose|met"
    r"|assembled|first|last|next|stood up|moved in|stepped up|arrived|entered|proceeded|paused|stopped|turned out"
    r"|walked|turns|sent in|climbed (?:\w+ ){1,4}|(?:in|into|inside|on|onto|to|before|outside|at) (?:the |a )?"
    r"(?:\w+ ){0,2}\w+) to (?:\w+ly )?$|\bhelped (?:to )?$",
)


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with the triggers of parts of protests, in the reporter's words."""
    told = lower(narrative(document)).replace("\n", " ")
    found = [a for sentence in document.sentences for a in _parts(document, lexicon, told, sentence)]
    return document.with_annotations(found) if found else document


def _parts(document: Document, lexicon: Lexicon, told: str, sentence: Span) -> Iterator[Annotation]:
    """The parts a sentence tells of; of rows that begin at one word the longest, and none inside another."""
    position = sentence.start
    for word in document.words_in(sentence):
        rows = lexicon.parts.get(word.lower)
        if rows is None or word.span.start < position or not told[word.span.start].isalpha():
            continue
        best: tuple[Span, PartRow] | None = None
        for row in rows:
            span = _matched(row, told, sentence, word)
            if span is not None and (best is None or span.end > best[0].end):
                best = span, row
        if best is not None and _tells(document, told, sentence, *best):
            position = best[0].end
            yield Annotation(label=Label.TRIGGER, span=_short_of(document, *best), value=best[1].value)


def _short_of(document: Document, span: Span, row: PartRow) -> Span:
    """ "attacked a march": the words of a part up to the protest with which they end, which is told of as well."""
    if row.noun:
        return span
    ends = (a.span.start for a in document.labelled(Label.TRIGGER, within=span) if _is_protest(a, span))
    end = min(ends, default=span.end)
    words = ARTICLE.sub("", document.report.text[span.start : end]) if end < span.end else ""
    return Span(span.start, span.start + len(words)) if words else span


def _is_protest(trigger: Annotation, span: Span) -> bool:
    return trigger.value.startswith("main noun ") and span.start < trigger.span.start and trigger.span.end == span.end


def _matched(row: PartRow, told: str, sentence: Span, word: Word) -> Span | None:
    """The words of a part, if the row's conditions on both sides of its word hold."""
    after = row.then.match(told, word.span.end, sentence.end)
    if after is None:
        return None
    first = max(sentence.start, word.span.start - BEFORE)
    before = told[first : word.span.start]
    if row.unless is not None and row.unless.search(before) is not None:
        return None
    needed = None if row.needs is None else row.needs.search(before)
    if row.needs is not None and needed is None:
        return None
    named = needed is not None and "from" in needed.re.groupindex
    start = first + needed.start("from") if named and needed is not None else word.span.start
    end = after.end()
    return Span(start, max(end, word.span.end))


def _tells(document: Document, told: str, sentence: Span, span: Span, row: PartRow) -> bool:
    """Whether it happened, and these words are no longer name and no event of their own."""
    if any(a.span.covers(span) for a in document.labelled(Label.TRIGGER, within=sentence)):
        return False
    if row.noun and any(a.span.overlaps(span) for a in document.labelled(*NAMES, within=sentence)):
        return False
    before = told[sentence.start : span.start]
    if row.base and not PURPOSE.search(before[-60:]):
        headline = document.headline is not None and document.headline.covers(sentence)
        return headline and re.search(r"\b(?:to|will|may|not|must|should|would) $", before) is None
    dated = any(document.labelled(Label.TIME, within=sentence))
    return modality(before, told[span.end : sentence.end], noun=row.noun, dated=dated) is Modality.ASSERTED
