"""Triggers, times and numbers: the words that tell of an event, when it was and how many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import times
from kg.document import Annotation, Document, Label, Span
from kg.lexicon import Lexicon
from kg.segment import narrative

LONGEST_NUMBER = 40  # characters
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d+"
AFTER = re.compile(
    r"^[^.;]{0,60}?\b(?:was|were|is|has been|have been|had been)(?: \w+)? "
    r"(?:cancell?ed|postponed|banned|called off|prevented|forbidden)\b",
    re.IGNORECASE,
)
AIR_STRIKE = re.compile(r"\b(?:air|drone|missile|rocket) ?strikes?\b|\bairstrikes?\b|\bwarplanes?\b", re.IGNORECASE)
LABOUR = re.compile(r"\b(?:workers?|unions?|pay|wages?|walk-?out|stoppage|employees|staff|hunger)\b", re.IGNORECASE)
NEGATED = re.compile(
    r"\b(?:no|nobody|no one|none|neither|never|not|without|banned|cancell?ed|postponed|prevented|planned|proposed"
    r"|refus(?:ed|es|ing) to|declin(?:ed|es|ing) to|fail(?:ed|s|ing) to)(?: [\w'’-]+){0,3}? $|\w+n['’]t(?: \w+){0,2} $",
    re.IGNORECASE,
)
FUTURE = re.compile(
    r"\b(?:will|shall|would|(?:is|are|was|were) (?:to|due to|set to|going to|expected to|scheduled to)"
    r"|plan(?:s|ned|ning)? to|vow(?:s|ed)? to|threaten(?:s|ed)? to|intend(?:s|ed)? to|calls? for|called for)"
    r"(?: [\w'’-]+){0,4}? $",
    re.IGNORECASE,
)


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with its times, its numbers and its triggers."""
    document = document.with_annotations(_times(document))
    document = document.with_annotations(_quantities(document, lexicon))
    return document.with_annotations(_triggers(document, lexicon))


def _times(document: Document) -> Iterator[Annotation]:
    for sentence in document.sentences:
        for span in times.find(document.report.text, sentence):
            yield Annotation(label=Label.TIME, span=span, value=document.text(span).lower())


def _quantities(document: Document, lexicon: Lexicon) -> Iterator[Annotation]:
    forms = "|".join(sorted((re.escape(form) for form in lexicon.numbers), key=len, reverse=True))
    number = rf"(?:{_DIGITS}|{forms})"
    expression = re.compile(rf"(?<![\w-])(?:{number})(?:[ -](?:and )?{number})*(?![\w-])", re.IGNORECASE)
    text = narrative(document)
    for sentence in document.sentences:
        dates = [time.span for time in document.labelled(Label.TIME, within=sentence)]
        for match in expression.finditer(text, sentence.start, sentence.end):
            span = Span(*match.span())
            if not any(span.overlaps(time) for time in dates):
                yield Annotation(label=Label.QUANTITY, span=span, value=_value(match[0].lower(), lexicon))


def _value(words: str, lexicon: Lexicon) -> str:
    """What a number counts, as digits; `low:N` for a vague plural; empty for a vague one that nobody bounds."""
    if words in lexicon.numbers and lexicon.numbers[words]["low"]:
        return f"low:{lexicon.numbers[words]['low']}"
    if words in lexicon.numbers and not lexicon.numbers[words]["value"]:
        return ""  # "several hundred": vague, and no convention bounds it
    if len(words) > LONGEST_NUMBER:
        return ""  # no number of people
    total, current = 0, 0
    for word in re.split(r"[ -]", words):
        if word == "and":
            continue
        digits = word.replace(",", "")
        row = lexicon.numbers.get(word)
        if row is not None and not row["value"]:
            return ""
        value = int(digits) if digits.isdigit() else int(row["value"]) if row is not None else 0
        if value in (12, 100) and current and not digits.isdigit():
            current *= value
        elif value >= 1000 and not digits.isdigit():
            total, current = total + max(current, 1) * value, 0
        else:
            current += value
    return str(total + current)


def _triggers(document: Document, lexicon: Lexicon) -> Iterator[Annotation]:
    """Triggers in the reporter's words; inside quotations only those of incidents and of claims."""
    told = narrative(document)
    bombed = AIR_STRIKE.search(document.report.text) is not None
    names = (Label.ORGANIZATION, Label.PLACE, Label.NAME, Label.TIME)
    for sentence in document.sentences:
        taken = [a.span for a in document.labelled(*names, within=sentence)]
        for match in lexicon.triggers.find(document.report.text, sentence):
            quoted = told[match.span.start] != document.report.text[match.span.start]
            claimed = match.row["use"] == "claim"
            if claimed != quoted and not (quoted and match.row["use"] == "incident"):
                continue
            if any(match.span.overlaps(other) for other in taken) and match.row["pos"] == "noun":
                continue
            before = told[sentence.start : match.span.start]
            if NEGATED.search(before) or FUTURE.search(before):
                continue  # what did not happen, or has not yet, is no event
            if AFTER.match(told[match.span.end : sentence.end]):
                continue
            if match.row["form"] == "strike" and bombed and not LABOUR.search(document.text(sentence)):
                continue  # in a report of air strikes, "the strike" is one of them
            row = match.row
            value = " ".join((row["use"], row["pos"], row["kind"], row["form"]))
            yield Annotation(label=Label.TRIGGER, span=match.span, value=value)
