"""The protests of a report by their days: another day, month or year is another protest."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from kg.document import Annotation, Label, Span
from kg.reading import dating, times
from kg.reading.grammar import Chunk
from kg.reading.protests import GENERAL
from kg.reading.storyline import RECENT, Storyline, form_of, is_faint, is_noun
from kg.reading.turns import DEFINITE, SUBJECT

BACKGROUND = re.compile(
    rf"(?<!\d )\b(?:in|back in) (?:(?:early|late|mid) ?-?)?(?:{'|'.join(times.MONTHS)})(?: \d{{4}})?(?!\s*\d)\b"
    r"|\b(?:in|back in) (?:19|20)\d{2}\b|\blast (?:month|year)\b|\b(?:months?|years?) (?:ago|earlier)\b",
    re.IGNORECASE,
)
PARTICIPLE = re.compile(r"(?:, \w+ing\b[^,]*|\b(?:\w+s|the \w+|an? \w+) (?:\w{3,}ed|built|made|sent|given|held) )$")
SUBORDINATE = re.compile(
    r"\b(?:where|which|who|whose|since|when|after|because"
    r"|that (?:took place|happened|hit|struck|shook|left|killed|began))\b",
    re.IGNORECASE,
)
PREVIOUS = re.compile(
    r"\b(?:(?:an?|several|two|three|many|no|the|its|their|his|her|some)?(?: \w+ly)? ?previous|an? (?:earlier"
    r"|past|prior|former)"
    r"|(?:its|their|his|her|\w+['’]s?) (?:earlier|past|last|previous)|past|recent|last (?:week|month|year|summer"
    r"|winter|autumn"
    r"|spring)['’]s?"
    r"|(?:19|20)\d{2})(?: [\w-]+)? $",
    re.IGNORECASE,
)
"""Before a word that names a protest told of in passing."""
FOLLOWS = re.compile(
    r"\b(?:follow(?:s|ed)|c[ao]mes? (?:[\w-]+ ){0,3}after)(?: on from)? (?:an?|similar|last [\w-]+['’]s|two|three"
    r"|several)"
    r"(?: [\w-]+){0,2} $",
    re.IGNORECASE,
)
"""Of "the protest follows a picket": what happened before."""
WHEN_BEFORE = re.compile(r"\bsince (?:[\w'’]+ )?(?:19|20)\d{2},? when (?:[\w'’-]+ ){0,4}$", re.IGNORECASE)
"""Of "the first occupation since 2012, when students camped there": what was then."""
OLD = re.compile(
    r"^(?:last (?:month|year)|the previous (?:week|weekend|month|year)|\w+ (?:months|years) (?:ago|earlier))$"
)
HAD = re.compile(r"\bhad (?:also |then )?$")
MOMENTARY = frozenset({"march", "torchlight-march", "vigil", "funeral", "human-chain", "die-in", "rally"})
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
DAYS_AFTER = re.compile(
    rf"\b(?<!to )(?P<after>(?:(?P<number>an?|the|few|several|\d{{1,2}}|{'|'.join(_COUNTED)})"
    r" )?(?P<unit>day|week|night|month|year)s?(?: to the day)?) after(?: (?!the\b)[\w'’,-]+){1,10} $",
    re.IGNORECASE,
)
"""Of "blocked the road, a day after thousands marched": what happened before."""
SINCE = re.compile(r"\bsince (?:\w+ )?$", re.IGNORECASE)
NTH_DAY = re.compile(
    r"(?:On|By) the (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final)"
    r" (?:day|night|evening|afternoon|morning)\b"
)
"""Of a sit-in that lasts: what comes and goes on that day is another protest."""
LONG_AGO = 45  # days before the publication: what was then is another protest
OPENING = 40  # characters in which a sentence says of which time it is


def days_between(before: str) -> datetime.timedelta | None:
    """How long before what is told of it was: "two days after farmers" is two days; `None` if it is not said."""
    match = DAYS_AFTER.search(before)
    if match is None or match["number"] is None or match["unit"].lower() not in ("day", "night"):
        return None
    number = match["number"].lower()
    if number in ("few", "several"):
        return None
    days = int(number) if number.isdigit() else _COUNTED.index(number) + 1 if number in _COUNTED else 1
    return datetime.timedelta(days=days)


class Daily(Storyline):
    """A storyline that knows on which days its protests were."""

    def days_of(self, sentence: Span) -> set[str]:
        """The days that a sentence names; only days of one kind ("friday", a date) can be held against each other."""
        return self._days(self.document.labelled(Label.TIME, within=sentence))

    def _days(self, told: Iterable[Annotation], anchor: datetime.date | None = None) -> set[str]:
        published, found = self.document.report.published, set()
        for time in told:
            first, last = times.resolve(time.value, published, anchor=anchor)
            if first is not None and first == last:
                found.add(first.isoformat())
            elif first is None:
                found.update(times.names(time.value))
        return found

    def own_times(self, sentence: Span, chunk: Chunk) -> list[Annotation]:
        """The times in a sentence that a word of protest can take."""
        times_ = [t for t in self.document.labelled(Label.TIME, within=sentence) if not self._since(t.span)]
        return [time for time in times_ if dating.takes(self.text, sentence, chunk.span, time.span)]

    def days_told(self, sentence: Span, mains: list[Chunk]) -> set[str]:
        """The days that a sentence names for its protests; where it has none, all that it names."""
        if not mains:
            return self.days_of(sentence)
        return set().union(*(self._days(self.own_times(sentence, chunk), self._day_told()) for chunk in mains))

    def _day_told(self) -> datetime.date | None:
        """The only day of the event told of: "the next day" is the one after it."""
        days = self.current.days if self.current is not None else ()
        known = [datetime.date.fromisoformat(day) for day in days if day[:4].isdigit()]
        return known[0] if len(known) == 1 else None

    def is_old(self, sentence: Span, chunk: Chunk, mains: list[Chunk]) -> bool:
        """Whether a word of protest is of another season or year, or "a previous" one."""
        before = self.text[max(sentence.start, chunk.span.start - 40) : chunk.span.start]
        if self.current is None:
            return bool(self.plans) and is_noun(chunk) and PREVIOUS.search(before) is not None
        if WHEN_BEFORE.search(before) or (is_noun(chunk) and (PREVIOUS.search(before) or FOLLOWS.search(before))):
            return True
        if form_of(chunk) in self.current.forms and is_noun(chunk) and DEFINITE.search(before) is not None:
            return False
        own = [time for time in self.own_times(sentence, chunk)[:2] if not self._aside(chunk, time.span, mains)]
        return any(self._long_ago(time.value) for time in own)

    def _aside(self, chunk: Chunk, time: Span, mains: list[Chunk]) -> bool:
        """ "gathered in the square, the heart of the protests of 2011": the date is that of the noun next to it."""
        between = (c.span.start for c in mains if is_noun(c) and chunk.span.end < c.span.start < time.start)
        return any("," in self.text[chunk.span.end : start] for start in between)

    def _since(self, time: Span) -> bool:
        """ "the largest march since the August 2012 elections": no day of the march."""
        return SINCE.search(self.text, max(0, time.start - 20), time.start) is not None

    def is_another(self, chunk: Chunk, town: str, before: str, *, staged: bool) -> bool:
        """But "Farmers parked tractors at X on Sunday" says where the blockade of Sunday was."""
        current, sentence = self.current, self.document.sentence_at(chunk.span.start)
        told = current is not None and not current.places and form_of(chunk) in current.forms and not is_noun(chunk)
        if told and current is not None and sentence is not None and self.days_told(sentence, [chunk]) & current.days:
            return False
        return super().is_another(chunk, town, before, staged=staged)

    def _long_ago(self, words: str) -> bool:
        published = self.document.report.published
        if OLD.match(words) is not None:
            return True
        first, last = times.resolve(words, published)
        if last is None or first is None or self.current is None or words.startswith("since"):
            return False
        if published is None:
            return bool(self.current.days) and not any(day.startswith(str(first.year)) for day in self.current.days)
        return (published - last).days > LONG_AGO

    def another_day(self, sentence: Span, mains: list[Chunk]) -> bool:
        """Whether a sentence names a day, and it is not that of the event told of."""
        if self.current is None:
            return False
        if self.current.lasting and not (self._comes_and_goes(mains) or self._had_been(mains)):
            return False
        if self.current.lasting and NTH_DAY.match(self.text, sentence.start) and self._comes_and_goes(mains):
            return not self.comes_back(mains)
        days = self.days_told(sentence, mains)
        if self.current.lasting and not self.current.days and days and self._comes_and_goes(mains):
            return not self.comes_back(mains)  # "have sat there for a year. On Tuesday thousands marched"
        alike = [d for d in days if any(times.comparable(d, other) for other in self.current.days)]
        return bool(alike) and not days & self.current.days

    def _had_been(self, mains: list[Chunk]) -> bool:
        """ "On Saturday hundreds had demonstrated": before a strike, and no part of it."""
        verbs = [c for c in mains if not is_noun(c)]
        return bool(verbs) and all(HAD.search(self.text, max(0, c.span.start - 12), c.span.start) for c in verbs)

    def _comes_and_goes(self, mains: list[Chunk]) -> bool:
        """Whether a sentence tells only of what is over in a day and is no word for a strike or a blockade."""
        return bool(mains) and all(form_of(chunk) in MOMENTARY and not is_faint(chunk) for chunk in mains)

    def background(self, words: str, *, told: bool) -> bool:
        """Whether a sentence as a whole, not a relative clause of it, is of another month or year."""
        match = BACKGROUND.search(words)
        if (
            match is None
            or PARTICIPLE.search(words, 0, match.start()) is not None
            or SINCE.search(words, 0, match.start()) is not None
            or SUBORDINATE.search(words, 0, match.start()) is not None
        ):
            return False
        if self.current is None and not match[0].startswith("last") and re.search(r"\d{4}|year", match[0]) is None:
            return False  # the report may be of that month
        return told or match.start() < OPENING

    def of_background(self, sentence: Span, mains: list[Chunk]) -> list[Chunk]:
        """The words of protest that are of the month or year that a sentence names: all, where that cannot be told."""
        match = BACKGROUND.search(self.text, sentence.start, sentence.end)
        times_ = [
            time
            for time in self.document.labelled(Label.TIME, within=sentence)
            if match is not None and time.span.start < match.end() and match.start() < time.span.end
        ]
        if not times_:
            return mains
        pairs = ((c, time.span) for c in mains for time in times_ if not self._aside(c, time.span, mains))
        then = [c for c, time in pairs if dating.takes(self.text, sentence, c.span, time)]
        return [c for c in mains if c in then]

    def comes_back(self, mains: list[Chunk]) -> bool:
        """Whether all that a sentence tells of is "the march" that is told of."""
        return self.current is not None and all(self._is_told_of(chunk) for chunk in mains)

    def _is_told_of(self, chunk: Chunk) -> bool:
        """Whether a word is a definite noun for what is told of: "the march", or "The sit-in" of who gathered."""
        forms = self.current.forms if self.current is not None else []
        before = self.text[max(0, chunk.span.start - 30) : chunk.span.start]
        pattern = DEFINITE if form_of(chunk) in forms else SUBJECT
        known = form_of(chunk) in forms or set(forms) <= GENERAL
        return is_noun(chunk) and known and pattern.search(before) is not None

    def go_to_day(self, sentence: Span, mains: list[Chunk]) -> None:
        """The event of the day that a sentence names becomes the one told of; without one, a new event."""
        days = self.days_told(sentence, mains)
        known = next((e for e in self.mains[-RECENT:] if e.days & days and e.fits(form_of(mains[0]))), None)
        self.current = known or self.open(mains[0], None, "event-new-scene")
