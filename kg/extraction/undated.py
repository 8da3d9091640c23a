"""Days of protests that no sentence dates: of what happened at them, or the only day told before or in the lead."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from kg.document import Document, Label, Span
from kg.facts import Event, EventKind, Extraction, Fact, Modality, Predicate, Relation, TimeReference
from kg.lexicon import Lexicon
from kg.reading import dating, times
from kg.reading.daily import DAYS_AFTER, days_between

AT_IT = frozenset({"attack", "dispersal", "clash", "speech", "surrounding", "burning", "minute-of-silence"})
"""What happens while a protest lasts; arrests and statements may come days later, but for those told with it."""
DATELINE = 70  # characters in which a dateline stands
PROSE = 60  # characters from which a paragraph is no label
EARLIER = frozenset({"event-earlier", "event-days-before"})
"""The rules by which a protest is one told of in passing."""
MONTH = 31  # days before the publication in which the news of a report is
NOT_WHEN = re.compile(
    r"\b(?:(?:until|till|by|before|since|from|after|for|every|each|of|next|planned|scheduled|in) (?:the )?"
    r"|(?:sa(?:id|ys)|told|announced|added|statement|interview|letter|conference|court|decision|due|set|slated|will)"
    r"(?: [\w'’-]+){0,4} )$",
    re.IGNORECASE,
)
OTHER_DAY = re.compile(r"\b(?:later|earlier|before|previous \w+)$")
"""A day told of beside that of the protest: "unlike six days earlier, when police pushed back demonstrators"."""
Days = dict[str, tuple[datetime.date | None, Span]]
"""Day (where it is unknown, its words) → the day, and the words that say so."""


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:  # noqa: ARG001 — a step takes the lexicon
    """The extraction with the days of its protests that have none."""
    published = extraction.document.report.published
    dated = {t.event for t in extraction.of(TimeReference) if t.earliest is not None or published is None}
    protests = [e for e in extraction.of(Event) if e.kind is EventKind.PROTEST and e.said_in is None]
    undated = [e for e in protests if e.key not in dated and e.modality is Modality.ASSERTED]
    found = [fact for event in undated for fact in _by_part(extraction, event)]
    found += [fact for event in undated for fact in _days_before(extraction, event)]
    first = min(protests, key=lambda e: e.evidence[0].start, default=None)
    if first in undated and not _dated(found, first):
        found += _only(extraction, first)
    found += [fact for event in undated if not _dated(found, event) for fact in _of_lead(extraction, event)]
    return extraction.adding(found)


def _dated(found: Iterable[Fact], event: Event) -> bool:
    return any(fact.event == event.key for fact in found if isinstance(fact, TimeReference))


def _by_part(extraction: Extraction, event: Event) -> Iterator[Fact]:
    """The day of what happened at a protest: "Police on Monday beat students who were marching"."""
    parts = {r.subject for r in extraction.of(Relation) if r.predicate is Predicate.PART_OF and r.object == event.key}
    at_it = {e.key for e in extraction.of(Event) if e.key in parts and AT_IT.intersection(e.forms)}
    document, days = extraction.document, Days()
    for time in extraction.of(TimeReference):
        words = document.text(time.words).lower()
        known = time.earliest is not None or (document.report.published is None and times.is_day(words))
        if time.event not in parts or time.said_in is not None or time.earliest != time.latest or not known:
            continue
        if OTHER_DAY.search(words) is not None:
            continue
        if time.event in at_it or _told_with(document, event, time.words):
            days.setdefault(str(time.earliest or words), (time.earliest, time.words))
    yield from _told(event, days, "time-of-part")


def _told_with(document: Document, event: Event, words: Span) -> bool:
    """Whether an event is told of in the sentence of some words."""
    sentence = document.sentence_at(words.start)
    return sentence is not None and any(sentence.covers(evidence) for evidence in event.evidence)


def _days_before(extraction: Extraction, event: Event) -> Iterator[Fact]:
    """ "On Sunday, two days after thousands marched": the march was two days before Sunday."""
    document, start = extraction.document, event.evidence[0].start
    sentence = document.sentence_at(start)
    match = None if sentence is None else DAYS_AFTER.search(document.report.text, sentence.start, start)
    back = None if match is None else days_between(match[0])
    if event.rule != "event-days-before" or sentence is None or match is None or back is None:
        return
    days = {
        time.earliest for time in extraction.of(TimeReference)
        if sentence.covers(time.words) and time.earliest is not None and time.earliest == time.latest
    }  # fmt: skip
    if len(days) == 1:
        yield from _told(event, {"": (days.pop() - back, Span(*match.span("after")))}, "time-days-before")


def _only(extraction: Extraction, event: Event) -> Iterator[Fact]:
    """The only day that a report has told when it comes to its first protest."""
    sentence = extraction.document.sentence_at(event.evidence[0].start)
    if sentence is not None and sentence.start:
        yield from _told(event, _days(extraction, Span(0, sentence.start)), "time-only")


def _of_lead(extraction: Extraction, event: Event) -> Iterator[Fact]:
    """The only day that the headline and the first sentence tell, of a protest that they tell of."""
    document = extraction.document
    prose = next((paragraph for paragraph in document.paragraphs if len(paragraph) > PROSE), None)
    opening = None if prose is None else document.sentence_at(prose.start)
    lead = [span for span in (opening, document.headline) if span is not None]
    if event.rule not in EARLIER and any(span.covers(words) for span in lead for words in event.evidence):
        days = {day: said for span in lead for day, said in _days(extraction, span).items()}
        yield from _told(event, {d: said for d, said in days.items() if not _taken(document, said[1])}, "time-only")


def _taken(document: Document, words: Span) -> bool:
    """Whether another verb has a date: "the sit-in was condemned by the mayor on 19 May"."""
    sentence = document.sentence_at(words.start)
    return sentence is not None and dating.taken(document.report.text, sentence, words)


def _days(extraction: Extraction, stretch: Span) -> Days:
    """The days that are told in a stretch, but for those of something else and that of the report."""
    document, published = extraction.document, extraction.document.report.published
    days: Days = {}
    for time in document.labelled(Label.TIME, within=stretch):
        before = document.report.text[max(0, time.span.start - 40) : time.span.start]
        first, last = times.resolve(time.value, published)
        told = document.quoted_at(time.span.start) is None and NOT_WHEN.search(before) is None
        told = told and not _dates_report(extraction, time.span)
        known = first is not None and first == last and _recent(first, published)
        if told and (known or (published is None and times.is_day(time.value))):
            days.setdefault(str(first or time.value), (first, time.span))
    return days


def _recent(day: datetime.date, published: datetime.date | None) -> bool:
    return published is None or 0 <= (published - day).days <= MONTH


def _dates_report(extraction: Extraction, words: Span) -> bool:
    """Whether a date is that of the report: a line of its own, or in a dateline."""
    paragraph = extraction.document.paragraph_at(words.start)
    text = extraction.document.report.text
    if paragraph is None:
        return True
    after = text[words.end : paragraph.end].lstrip(" .)")
    near = words.start - paragraph.start < DATELINE
    return near and (after[:1] in "(–—-:" if after else " " not in text[paragraph.start : words.start].strip())


def _told(event: Event, days: Days, rule: str) -> Iterator[Fact]:
    if len(days) == 1:
        ((day, words),) = days.values()
        yield _time(event, words, day, rule)


def _time(event: Event, words: Span, day: datetime.date | None, rule: str) -> TimeReference:
    return TimeReference(
        key=f"time-{words.start}-{event.key}", event=event.key, words=words, earliest=day, latest=day,
        evidence=(words,), rule=rule,
    )  # fmt: skip
