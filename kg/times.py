"""Expressions of time: finding them, and the day they name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from kg.document import Span

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_TIME = re.compile(
    rf"\b(?:{_MONTH} {_DAY}(?:,? \d{{4}})?|{_DAY} (?:of )?{_MONTH}(?:,? \d{{4}})?|{_MONTH} \d{{4}}"
    rf"|(?<=\bin ){_MONTH}|(?<=\bsince ){_MONTH}|(?<=\buntil ){_MONTH}|(?<=\bearly ){_MONTH}|(?<=\blate ){_MONTH}"
    rf"|(?<=\blast ){_MONTH}|(?<=\bnext ){_MONTH}|(?<=\bof ){_MONTH}"
    r"|today|yesterday|tomorrow|tonight|last night|this (?:morning|afternoon|evening)"
    r"|(?:last |this |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?"
    r"|last (?:week|month|year))\b",
    re.IGNORECASE,
)


def find(text: str, within: Span) -> Iterator[Span]:
    """The expressions of time in a stretch of text; "may 3" in lower case is a verb and a number."""
    for match in _TIME.finditer(text, within.start, within.end):
        month_first = match[0].lower().startswith(MONTHS)
        if not (month_first and match[0][0].islower()):
            yield Span(*match.span())


def resolve(words: str, published: datetime.date | None) -> datetime.date | None:
    """The day that words name; `None` where they name none, or only relative to an unknown day of publication."""
    lowered = re.sub(r"(?<=\d)(?:st|nd|rd|th)", "", words.lower().replace(",", " "))
    month = next((number for number, name in enumerate(MONTHS, 1) if name in lowered), None)
    if month is not None:
        return _date(re.search(r"\b\d{4}\b", lowered), month, re.search(r"\b\d{1,2}\b", lowered))
    if published is None:
        return None
    if lowered in ("today", "tonight", "this morning", "this afternoon", "this evening"):
        return published
    before = published.toordinal() - 1
    return datetime.date.fromordinal(before) if lowered in ("yesterday", "last night") and before > 0 else None


def _date(year: re.Match[str] | None, month: int, day: re.Match[str] | None) -> datetime.date | None:
    if year is None or day is None:
        return None
    try:
        return datetime.date(int(year[0]), month, int(day[0]))
    except ValueError:  # "31 April 2020": the report is wrong, so no day is known
        return None
