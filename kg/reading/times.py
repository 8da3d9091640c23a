"""Expressions of time: finding them, and the day or days they name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator

from kg.document import Span
from kg.patterns import Cue

Days = tuple[datetime.date | None, datetime.date | None]
"""The first and the last day of a stretch of time; `None` where it is unknown."""

UNKNOWN: Days = (None, None)
MONTH_DAYS = 31
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
MONTH = rf"(?:{'|'.join(MONTHS)})"
_SHORT = r"(?:(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
_NAMED = rf"(?:{MONTH}|{_SHORT})"
_FEASTS = {
    "international women['’]s day": (3, 8), "may day": (5, 1), "international workers['’] day": (5, 1),
    "new year['’]s day": (1, 1), "new year['’]s eve": (12, 31), "christmas day": (12, 25), "christmas eve": (12, 24),
    "boxing day": (12, 26), "human rights day": (12, 10),
}  # fmt: skip
"""Days of one date in all countries."""
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,? \d{4}\b)?"
_PART = r"(?: (?:morning|afternoon|evening|night|lunchtime))?"
_NEAR = r"(?:today|yesterday|tomorrow|this (?:morning|afternoon|evening))"
_UNTIL = r" ?(?:to|and|or|-|–|—) ?"
_DATE = (
    rf"(?:{_DAY}{_UNTIL})?{_DAY} (?:of )?{_NAMED}{_YEAR}|{_NAMED} (?:the )?{_DAY}(?:{_UNTIL}{_DAY})?(?!\d){_YEAR}"
    rf"|(?:{'|'.join(_ORDINALS)}) of {MONTH}{_YEAR}|\d{{1,2}}-{_NAMED}-\d{{4}}|(?:19|20)\d\d-[01]\d-[0-3]\d(?![\d-])"
)
_TIME = Cue(
    rf"\b(?:{_WEEKDAY}{_PART}|{_NEAR}),? \((?:{_DATE}|{_WEEKDAY}|{_DAY})\)"
    rf"|\b{_WEEKDAY}{_PART},? (?:of )?(?:last|next|this) week\b|\b(?:last|next) week,? (?:on )?{_WEEKDAY}\b"
    rf"|\b(?<=\bin ){MONTH},? (?:of )?(?:last|next|this) year\b"
    rf"|\b(?:(?:(?:the )?night of )?(?:(?:today|yesterday|tomorrow),? )?(?:{_WEEKDAY}{_PART},? )?(?:the )?(?:{_DATE})"
    r"|(?<=\bon )the \d{1,2}(?:st|nd|rd|th)(?=[.,;)]|$|\n| (?:and|but|in|at|near|outside|when|while|after)\b)"
    rf"|{MONTH} \d{{4}}|(?<=\bin )(?:19|20)\d{{2}}(?! ?[-–]? ?[a-z0-9]*\d)"
    rf"|(?<=\bin ){MONTH}|(?<=\bsince ){MONTH}|(?<=\buntil ){MONTH}|(?<=\bearly ){MONTH}|(?<=\blate ){MONTH}"
    rf"|(?<=\blast ){MONTH}|(?<=\bnext ){MONTH}|(?<=\bof ){MONTH}"
    rf"|(?:the )?night of {_WEEKDAY} to {_WEEKDAY}"
    r"|(?:today|yesterday|tomorrow)(?: (?:morning|afternoon|evening|night))?"
    rf"(?:,? (?:on )?{_WEEKDAY}\b)?"
    r"|tonight|last (?:night|evening)|this (?:morning|afternoon|evening)"
    rf"|(?:last |this |next |this coming |this past )?{_WEEKDAY}{_UNTIL}{_WEEKDAY}"
    rf"|(?:last |this |next |this coming |this past )?{_WEEKDAY}(?: (?:last|next)\b(?! [a-z]))?{_PART}"
    r"|(?:the |that )same (?:day|morning|afternoon|evening|night)|that (?:day|morning|afternoon|evening|night)"
    r"|the day (?:before|after) (?:yesterday|tomorrow)"
    rf"|the (?:following|next|previous) (?:day|morning|afternoon|evening|night)(?:, {_WEEKDAY}\b)?"
    r"|the previous (?:week|weekend|month|year)"
    r"|the (?:day|night|evening) before(?! the\b)"
    rf"|(?:{'|'.join(_NUMBERS)}|\d{{1,2}}) (?:days?|weeks?) (?:later|earlier|ago)"
    r"|(?:last|next|this) (?:week|weekend|month|year)|(?<=\bover )the weekend|(?<=\bat )the weekend"
    rf"|(?<=\bon )(?:{'|'.join(_FEASTS)}))\b"
)


BETWEEN_PARTS = re.compile(r",|(?<=\d)-(?=[a-z])|(?<=[a-z])-(?=\d{4})")
"""What stands between the parts of a date: "May 3, 2020", "3-May-2020"."""


def find(text: str, within: Span) -> Iterator[Span]:
    """The expressions of time in a stretch of text; "may 3" in lower case is a verb and a number."""
    for match in _TIME.finditer(text, within.start, within.end):
        if not (match[0][0].islower() and match[0].lower().startswith(MONTHS)):
            yield Span(*match.span())


def resolve(
    words: str, published: datetime.date | None, *, anchor: datetime.date | None = None, future: bool = False
) -> Days:
    """The days that words name; unknown where they name none, or only relative to a day that is unknown.

    `anchor` is the day told of before ("the following day"); what is still to come is after the publication.
    """
    lowered = " ".join(BETWEEN_PARTS.sub(" ", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", words.lower())).split())
    for pattern, read in _READINGS:
        match = pattern.search(lowered)
        if match is not None:
            try:
                return read(match, published, anchor, future)
            except (ValueError, OverflowError):  # "31 April 2020": the report is wrong, so no day is known
                return UNKNOWN
    return UNKNOWN


def _one(day: datetime.date | None) -> Days:
    return day, day


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


def _calendar(m: re.Match[str], published: datetime.date | None, _: datetime.date | None, future: bool) -> Days:
    """ "12 May 2020", "12 May", "12 to 14 May": without a year, the one nearest to the publication."""
    day = m["day"] or m["day_after"]
    first, last = int(m["first"] or day), int(m["last"] or day)
    month = _month(m["month"] or m["before"])
    year = int(m["year"]) if m["year"] else _year(month, last, published, future)
    return UNKNOWN if year is None else (datetime.date(year, month, first), datetime.date(year, month, last))


LONG_AGO = 330  # days: "3 January" in a report of December is more likely the one to come


def _year(month: int, day: int, published: datetime.date | None, future: bool) -> int | None:
    if published is None:
        return None
    this = datetime.date(published.year, month, day)
    if future:
        return published.year + (this < published)
    if this <= published:
        return published.year
    return published.year if (published - this.replace(year=this.year - 1)).days > LONG_AGO else published.year - 1


def _numbers(m: re.Match[str], _: datetime.date | None, __: datetime.date | None, ___: bool) -> Days:
    return _one(datetime.date(int(m["year"]), int(m["month"]), int(m["day"])))


def _ordinal(m: re.Match[str], published: datetime.date | None, _: datetime.date | None, future: bool) -> Days:
    month, day = _month(m["month"]), _ORDINALS.index(m["ordinal"]) + 1
    year = int(m["year"]) if m["year"] else _year(month, day, published, future)
    return UNKNOWN if year is None else _one(datetime.date(year, month, day))


def _day_of_month(m: re.Match[str], published: datetime.date | None, _: datetime.date | None, future: bool) -> Days:
    """ "On the 7th": the last such day before the publication; of what is to come, the next one."""
    if published is None:
        return UNKNOWN
    step = datetime.timedelta(days=1 if future else -1)
    near = (published + i * step for i in range(MONTH_DAYS))
    return _one(next((day for day in near if day.day == int(m["day"])), None))


def _whole_month(m: re.Match[str], _: datetime.date | None, __: datetime.date | None, ___: bool) -> Days:
    year, month = int(m["year"]), _month(m["month"])
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return datetime.date(year, month, 1), following - datetime.timedelta(days=1)


def _bare_month(m: re.Match[str], published: datetime.date | None, _: datetime.date | None, future: bool) -> Days:
    """ "in June": the last one that has begun, or the next one."""
    if published is None:
        return UNKNOWN
    month = _month(m["month"])
    year = published.year + (month < published.month) if future else published.year - (month > published.month)
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return datetime.date(year, month, 1), following - datetime.timedelta(days=1)


def _month_of_year(m: re.Match[str], published: datetime.date | None, _: datetime.date | None, __: bool) -> Days:
    """ "In May last year"."""
    if published is None:
        return UNKNOWN
    year, month = published.year + {"last": -1, "next": 1}.get(m["which"], 0), _month(m["month"])
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return datetime.date(year, month, 1), following - datetime.timedelta(days=1)


def _whole_year(m: re.Match[str], _: datetime.date | None, __: datetime.date | None, ___: bool) -> Days:
    return datetime.date(int(m[0]), 1, 1), datetime.date(int(m[0]), 12, 31)


def _deictic(m: re.Match[str], published: datetime.date | None, _: datetime.date | None, __: bool) -> Days:
    shift = {"yesterday": -1, "last night": -1, "last evening": -1, "tomorrow": 1}.get(m[0], 0)
    return UNKNOWN if published is None else _one(published + datetime.timedelta(days=shift))


def _weekday(m: re.Match[str], published: datetime.date | None, _: datetime.date | None, future: bool) -> Days:
    """The last such day up to the publication; of what is to come, the next one after it."""
    if published is None:
        return UNKNOWN
    back = (published.weekday() - WEEKDAYS.index(m["weekday"])) % 7
    which = m["which"] or m["after"] or ""
    if which == "last":
        back = back or 7
    elif future or which in ("next", "this coming"):
        back -= 0 if which in ("this", "") and back == 0 else 7
    return _one(published - datetime.timedelta(days=back))


def _weekday_of_week(m: re.Match[str], published: datetime.date | None, _: datetime.date | None, __: bool) -> Days:
    """ "Thursday of last week": a week is from Monday to Sunday."""
    if published is None:
        return UNKNOWN
    shift = {"last": -7, "next": 7}.get(m["week"], 0)
    day = shift + WEEKDAYS.index(m["weekday"]) - published.weekday()
    return _one(published + datetime.timedelta(days=day))


def _two_weekdays(m: re.Match[str], published: datetime.date | None, _: datetime.date | None, future: bool) -> Days:
    """ "Monday and Tuesday", "next Thursday to Saturday": the first and the last of them."""
    if published is None:
        return UNKNOWN
    days = (WEEKDAYS.index(m["second"]) - WEEKDAYS.index(m["weekday"])) % 7
    coming = future or m["which"] in ("next", "this coming")
    ahead = (WEEKDAYS.index(m["weekday"]) - published.weekday()) % 7 or 7 * (m["which"] == "next")
    back = (published.weekday() - WEEKDAYS.index(m["second"])) % 7 or 7 * (m["which"] == "last")
    first = published + datetime.timedelta(days=ahead if coming else -back - days)
    return first, first + datetime.timedelta(days=days)


def _night(m: re.Match[str], published: datetime.date | None, _: datetime.date | None, future: bool) -> Days:
    if published is None:
        return UNKNOWN
    last = published - datetime.timedelta(days=(published.weekday() - WEEKDAYS.index(m["second"])) % 7)
    first = last - datetime.timedelta(days=(last.weekday() - WEEKDAYS.index(m["first"])) % 7)
    return UNKNOWN if future else (first, last)


def _anchored(m: re.Match[str], _: datetime.date | None, anchor: datetime.date | None, __: bool) -> Days:
    if anchor is None:
        return UNKNOWN
    return _one(
        anchor + datetime.timedelta(days={"same": 0, "that": 0, "previous": -1, "before": -1}.get(m["which"], 1))
    )


def _two_days(m: re.Match[str], published: datetime.date | None, _: datetime.date | None, __: bool) -> Days:
    if published is None:
        return UNKNOWN
    return _one(published + datetime.timedelta(days=-2 if m["which"] == "before" else 2))


def _counted(m: re.Match[str], published: datetime.date | None, anchor: datetime.date | None, _: bool) -> Days:
    number = int(m["number"]) if m["number"].isdigit() else _NUMBERS.index(m["number"]) + 1
    start = published if m["way"] == "ago" else anchor
    if start is None or m["unit"] != "day":
        return UNKNOWN
    return _one(start + datetime.timedelta(days=number if m["way"] == "later" else -number))


def _month_or_year(m: re.Match[str], published: datetime.date | None, _: datetime.date | None, __: bool) -> Days:
    """ "last month", "next year": the whole of it."""
    if published is None:
        return UNKNOWN
    shift = {"last": -1, "next": 1}.get(m["which"], 0)
    if m["unit"] == "year":
        return datetime.date(published.year + shift, 1, 1), datetime.date(published.year + shift, 12, 31)
    year, month = divmod(published.year * 12 + published.month - 1 + shift, 12)
    following = datetime.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return datetime.date(year, month + 1, 1), following - datetime.timedelta(days=1)


def _feast(m: re.Match[str], published: datetime.date | None, _: datetime.date | None, future: bool) -> Days:
    month, day = next(date for name, date in _FEASTS.items() if re.fullmatch(name, m[0]))
    year = _year(month, day, published, future)
    return UNKNOWN if year is None else _one(datetime.date(year, month, day))


def _weekend(_: re.Match[str], published: datetime.date | None, __: datetime.date | None, future: bool) -> Days:
    """ "Over the weekend": the last one that has begun, or the one to come."""
    if published is None:
        return UNKNOWN
    back = (published.weekday() - WEEKDAYS.index("saturday")) % 7
    saturday = published - datetime.timedelta(days=back - 7 * (future and back > 1))
    return saturday, saturday + datetime.timedelta(days=1)


def _week(m: re.Match[str], published: datetime.date | None, _: datetime.date | None, __: bool) -> Days:
    if published is None:
        return UNKNOWN
    shift = {"last": -7, "next": 7}.get(m["which"], 0)
    monday = published + datetime.timedelta(days=shift - published.weekday())
    first = monday + datetime.timedelta(days=5 if m["end"] else 0)
    return first, monday + datetime.timedelta(days=6)


_WHICH = r"(?:(?P<which>last|next|this coming|this past|this) )?"
_EACH_WEEKDAY = rf"{_WHICH}(?P<weekday>{_WEEKDAY})(?: (?P<after>last|next)\b)?"
Read = Callable[[re.Match[str], datetime.date | None, datetime.date | None, bool], Days]
_CALENDAR = (
    rf"(?:\b(?:(?P<first>\d{{1,2}}){_UNTIL})?(?P<day>\d{{1,2}}) (?:of )?(?P<month>{_NAMED})"
    rf"|(?P<before>{_NAMED}) (?:the )?(?P<day_after>\d{{1,2}})(?:{_UNTIL}(?P<last>\d{{1,2}}))?(?!\d))"
    r"(?: (?P<year>\d{4})\b)?"
)


_READINGS: tuple[tuple[re.Pattern[str], Read], ...] = (
    (re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"), _numbers),
    (re.compile(_CALENDAR), _calendar),
    (re.compile(rf"\b(?P<ordinal>{'|'.join(_ORDINALS)}) of (?P<month>{MONTH})(?: (?P<year>\d{{4}}))?"), _ordinal),
    (re.compile(rf"\b(?P<month>{MONTH}) (?P<year>\d{{4}})"), _whole_month),
    (re.compile(r"^the (?P<day>\d{1,2})$"), _day_of_month),
    (re.compile(rf"^(?P<month>{MONTH})$"), _bare_month),
    (re.compile(rf"^(?P<month>{MONTH}) (?:of )?(?P<which>last|next|this) year"), _month_of_year),
    (re.compile(r"^(?:19|20)\d{2}$"), _whole_year),
    (re.compile(r"^(?:to(?:day|night|morrow)|yesterday|last (?:night|evening)|this (?:\w+ing|afternoon)\b)"), _deictic),
    (re.compile(r"\b(?P<which>same|that|following|next|previous) (?:day|morning|afternoon|evening|night)"), _anchored),
    (re.compile(rf"night of (?P<first>{_WEEKDAY}) to (?P<second>{_WEEKDAY})"), _night),
    (re.compile(rf"^{_WHICH}(?P<weekday>{_WEEKDAY}){_UNTIL}(?P<second>{_WEEKDAY})"), _two_weekdays),
    (re.compile(rf"^(?P<weekday>{_WEEKDAY}){_PART} (?:of )?(?P<week>last|next|this) week"), _weekday_of_week),
    (re.compile(rf"^(?P<week>last|next) week (?:on )?(?P<weekday>{_WEEKDAY})"), _weekday_of_week),
    (re.compile(_EACH_WEEKDAY), _weekday),
    (re.compile(r"^the day (?P<which>before|after) (?:yesterday|tomorrow)"), _two_days),
    (re.compile(r"\b(?:day|night|evening) (?P<which>before)$"), _anchored),
    (re.compile(rf"^(?P<number>{'|'.join(_NUMBERS)}|\d+) (?P<unit>day|week)s? (?P<way>later|earlier|ago)"), _counted),
    (re.compile(r"^(?P<which>last|next|this) (?P<unit>month|year)$"), _month_or_year),
    (re.compile(r"^the weekend$"), _weekend),
    (re.compile("|".join(_FEASTS)), _feast),
    (re.compile(r"^(?P<which>last|next|this) week(?P<end>end)?\b"), _week),
)  # fmt: skip


def is_month(words: str) -> bool:
    """Whether words name a month as a whole: "May", "december 2019"."""
    return re.fullmatch(rf"{MONTH}(?: \d{{4}})?", words, re.IGNORECASE) is not None


ANY_DAY = datetime.date(2000, 1, 3)


def is_day(words: str) -> bool:
    """Whether words name one day, whatever the day of publication may be: "Friday", "8 April", not "this week"."""
    first, last = resolve(words, ANY_DAY)
    return first is not None and first == last


def names(words: str) -> set[str]:
    """What can be compared of a time whose day is unknown: "6 october", "friday"."""
    lowered = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", words.lower())
    day, month = re.search(r"\b\d{1,2}\b", lowered), re.search(MONTH, lowered)
    if month is not None:
        return {f"{day[0]} {month[0]}"} if day is not None else set()
    return set(re.findall(_WEEKDAY, lowered))


def comparable(one: str, other: str) -> bool:
    """Whether two such days, or ISO dates, are of one kind."""
    return (one in WEEKDAYS) == (other in WEEKDAYS) and one[:4].isdigit() == other[:4].isdigit()
