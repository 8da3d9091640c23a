"""Days of protests that no sentence dates: that of what happened at them, or the only day told before."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from kg.document import Label, Span
from kg.facts import Event, EventKind, Extraction, Fact, Modality, Predicate, Relation, TimeReference
from kg.lexicon import Lexicon
from kg.reading import times
from kg.reading.daily import DAYS_AFTER, days_between

AT_IT = frozenset({"attack", "dispersal", "clash", "speech", "surrounding", "burning", "minute-of-silence"})
"""What happens while a protest lasts; arrests and statements may come days later."""
DATELINE = 70  # characters in which a dateline stands
MONTH = 31  # days before the publication in which the news of a report is
NOT_WHEN = re.compile(
    r"\b(?:(?:until|till|by|before|since|from|after|for|every|each|of|next|planned|scheduled|in) (?:the )?"
    r"|(?:sa(?:id|ys)|told|announced|added|statement|interview|letter|conference|court|decision)(?: [\w'’-]+){0,4} )$",
    re.IGNORECASE,
)
NEWS = re.compile(r"(?:today|yesterday|this (?:morning|afternoon|evening)|last night|tonight)\b")
"""A day that is said of what the report is about, although nothing tells which it is."""
Days = dict[datetime.date, Span]
"""Day → the words that say so."""


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:  # noqa: ARG001 — a step takes the lexicon
    """The extraction with the days of its protests that have none."""
    published = extraction.document.report.published
    dated = {t.event for t in extraction.of(TimeReference) if t.earliest is not None or published is None}
    protests = [e for e in extraction.of(Event) if e.kind is EventKind.PROTEST and e.said_in is None]
    undated = [e for e in protests if e.key not in dated and e.modality is Modality.ASSERTED]
    found = [fact for event in undated for fact in _by_part(extraction, event)]
    found += [fact for event in undated for fact in _days_before(extraction, event)]
    first = min(protests, key=lambda e: e.evidence[0].start, default=None)
    if first in undated and not any(fact.event == first.key for fact in found if isinstance(fact, TimeReference)):
        found += _only(extraction, first)
    return extraction.adding(found)


def _by_part(extraction: Extraction, event: Event) -> Iterator[Fact]:
    """The day of what happened at a protest."""
    parts = {r.subject for r in extraction.of(Relation) if r.predicate is Predicate.PART_OF and r.object == event.key}
    own = {e.key for e in extraction.of(Event) if e.key in parts and AT_IT.intersection(e.forms)}
    days: Days = {}
    for time in extraction.of(TimeReference):
        if time.event in own and time.said_in is None and time.earliest is not None and time.earliest == time.latest:
            days.setdefault(time.earliest, time.words)
    yield from _told(event, days, "time-of-part")


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
        yield from _told(event, {days.pop() - back: Span(*match.span("after"))}, "time-days-before")


def _only(extraction: Extraction, event: Event) -> Iterator[Fact]:
    """The only day that a report has told when it comes to its first protest."""
    document, published = extraction.document, extraction.document.report.published
    days: dict[str, TimeReference] = {}
    sentence = document.sentence_at(event.evidence[0].start)
    stop = 0 if sentence is None else sentence.start
    for time in document.labelled(Label.TIME, within=Span(0, stop)) if stop else ():
        before = document.report.text[max(0, time.span.start - 40) : time.span.start]
        first, last = times.resolve(time.value, published)
        told = document.quoted_at(time.span.start) is None and NOT_WHEN.search(before) is None
        told = told and not _dates_report(extraction, time.span)
        known = first is not None and first == last and _recent(first, published)
        if told and (known or (published is None and NEWS.match(time.value) is not None)):
            days.setdefault(str(first or time.value), _time(event, time.span, first, "time-only"))
    yield from days.values() if len(days) == 1 else ()


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
        ((day, words),) = days.items()
        yield _time(event, words, day, rule)


def _time(event: Event, words: Span, day: datetime.date | None, rule: str) -> TimeReference:
    return TimeReference(
        key=f"time-{words.start}-{event.key}", event=event.key, words=words, earliest=day, latest=day,
        evidence=(words,), rule=rule,
    )  # fmt: skip
