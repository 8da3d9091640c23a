"""Figures: how many took part or were hurt, each with what it is said of.

A vague plural keeps its words; its lower bound is the Crowd Counting Consortium's convention, named as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Span
from kg.facts import Count, CountOf, Event, EventKind, Extraction, Fact
from kg.grammar import Chunk, Clause, clauses
from kg.lexicon import Lexicon

LOWER = re.compile(r"(?:at least|more than|over|no fewer than|no less than)\s+$", re.IGNORECASE)
UPPER = re.compile(r"(?:at most|up to|no more than|fewer than|less than|as many as)\s+$", re.IGNORECASE)
ABOUT = re.compile(r"(?:about|around|some|nearly|almost|approximately|roughly)\s+$", re.IGNORECASE)
_BOUND = r"(?:at least |more than |over |about |around |some )?"
HARM: tuple[tuple[CountOf, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        CountOf.KILLED,
        re.compile(rf"(?:claimed the lives of|killed|killing|committed against|deaths? of)\s+{_BOUND}$", re.IGNORECASE),
        re.compile(r"^[^.;,]{0,40}?\b(?:were|was|been) killed|^[^.;,]{0,30}?\b(?:dead|died)\b", re.IGNORECASE),
    ),
    (
        CountOf.INJURED,
        re.compile(rf"(?:wounded|wounding|injured|injuring)\s+{_BOUND}$", re.IGNORECASE),
        re.compile(r"^[^.;,]{0,40}?\b(?:were|was|been) (?:wounded|injured)", re.IGNORECASE),
    ),
    (
        CountOf.ARRESTED,
        re.compile(rf"(?:arrested|detained|arresting|detaining)\s+{_BOUND}$", re.IGNORECASE),
        re.compile(r"^[^.;,]{0,40}?\b(?:were|was|been) (?:arrested|detained)", re.IGNORECASE),
    ),
)  # fmt: skip


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its counts."""
    facts: list[Fact] = []
    for sentence, clause in clauses(extraction.document, lexicon):
        facts += _counts(extraction, sentence, clause)
    return extraction.adding(facts)


def _counts(extraction: Extraction, sentence: Span, clause: Clause) -> Iterator[Fact]:
    text = extraction.document.report.text
    for index, chunk in enumerate(clause.chunks):
        if chunk.code != "#" or chunk.annotation is None:
            continue
        before, after = text[sentence.start : chunk.span.start], text[chunk.span.end : sentence.end]
        harm = next((of for of, left, right in HARM if left.search(before) or right.search(after)), None)
        if harm is not None:
            event = _harmed_at(extraction, sentence, chunk, harm)
            noun = re.match(r"w?G", clause.codes[index + 1 :])
            end = clause.chunks[index + noun.end()] if noun is not None else chunk
            stop = _head_end(end)
            lead = re.search(
                r"(?:claimed|killed|killing|committed|death|wounded|wounding|injur\w+|arrest\w*|detain\w*)[^,;]*$",
                before,
            )
            start = sentence.start + lead.start() if lead is not None else chunk.span.start
            if event is not None:
                yield _count(extraction, harm, event, chunk, Span(chunk.span.start, stop), Span(start, stop))
        elif _of_participants(extraction, sentence, clause, index):
            scene = extraction.scene(sentence.start)
            if scene is not None:
                stop = chunk.span.end
                yield _count(extraction, CountOf.PARTICIPANTS, scene, chunk, chunk.span, _subject(clause, index, stop))


def _head_end(chunk: Chunk) -> int:
    """The end of a group's noun: "4 citizens", without the place they are of."""
    head = None if chunk.annotation is None else chunk.annotation.part("head")
    return chunk.span.end if head is None else head.end


def _subject(clause: Clause, index: int, end: int) -> Span:
    group = clause.codes.find("G", index)
    stop = clause.chunks[group].span.end if group >= 0 else end
    return Span(clause.chunks[index].span.start, stop)


def _of_participants(extraction: Extraction, sentence: Span, clause: Clause, index: int) -> bool:
    """A number of people who are the subject of a protest's verb, or of the headline."""
    if re.match(r"o?d?w?G", clause.codes[index + 1 :]) is None or clause.codes[:index].endswith("o"):
        return False
    headline = extraction.document.headline
    if headline is not None and headline.covers(sentence):
        return index <= 1
    group = clause.codes.index("G", index)
    rest = re.split(r"[QS;]", clause.codes[group:])[0]
    for offset, code in enumerate(rest):
        annotation = clause.chunks[group + offset].annotation
        if code == "V" and annotation is not None:
            return annotation.value.startswith("main ")
    return False


def _harmed_at(extraction: Extraction, sentence: Span, chunk: Chunk, of: CountOf) -> str | None:
    """The incident named last before the figure in its sentence; arrests are made at the protest."""
    if of is CountOf.ARRESTED:
        return extraction.scene(sentence.start)
    incidents = [
        (span.start, event.key)
        for event in extraction.of(Event)
        for span in event.evidence
        if event.kind is EventKind.INCIDENT and sentence.start <= span.start < chunk.span.start
    ]
    return max(incidents)[1] if incidents else None


def _count(extraction: Extraction, of: CountOf, event: str, number: Chunk, words: Span, evidence: Span) -> Count:
    value = number.annotation.value if number.annotation else ""
    before = extraction.document.report.text[max(0, number.span.start - 20) : number.span.start]
    modifier = LOWER.search(before) or UPPER.search(before) or ABOUT.search(before)
    start = number.span.start - (len(modifier[0]) if modifier is not None else 0)
    low = high = int(value) if value.isdigit() else None
    rule = None
    known = value.isdigit() or value.startswith("low:")
    vague = () if known else ("-".join(extraction.document.text(Span(start, number.span.end)).lower().split()),)
    if value.startswith("low:"):
        low, rule = int(value.removeprefix("low:")), "ccc"
    elif LOWER.search(before):
        high, rule = None, "stated"
    elif UPPER.search(before):
        low, rule = None, "stated"
    elif ABOUT.search(before):
        rule = "approximate"
    return Count(
        key=".".join((event, "count", of, f"{_bound(low)}-{_bound(high)}", *vague)), of=of, event=event,
        words=Span(start, words.end), low=low, high=high, bound_rule=rule,
        evidence=(Span(min(start, evidence.start), evidence.end),), rule=f"count-{of}",
    )  # fmt: skip


def _bound(number: int | None) -> str:
    return "" if number is None else str(number)
