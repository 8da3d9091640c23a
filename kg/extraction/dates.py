"""Dates: when an event was, in the report's words.

A date is resolved only where the words give one whole, or the report's day of publication is known.
"""

from __future__ import annotations

import bisect
import datetime
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from kg.document import Annotation, Label, Span
from kg.facts import Event, EventKind, Extraction, Fact, Modality, TimeReference
from kg.lexicon import Lexicon
from kg.reading import dating, times
from kg.reading.entries import entry, heads
from kg.reading.grammar import Chunk, Clause, clauses
from kg.reading.protests import LASTING

NOT_WHEN = re.compile(
    r"(?:(?:anniversary|memory|events|leap|spirit) of|\b(?:until|till|by|before|than|prior to|ahead of))"
    r" (?:the )?$",
    re.IGNORECASE,
)
VAGUE = re.compile(r"^(?:this|last|next) (?:month|year)$")
SAME = re.compile(r"\b(?:same|that) (?:day|morning|afternoon|evening|night)$")
TO_COME = re.compile(r"\b(?:planned|called|scheduled|set|due|announced) (?:for|on) (?:the )?$", re.IGNORECASE)
HELD = re.compile(
    r"^(?:[^,;]{0,60}, )?(?:the|this) (?:\w+ )?(?:program(?:me)?|event|action|activity|initiative|mobili[sz]ation"
    r"|agitation|gathering|procession|demonstration|occasion|exercise|campaign) (?:itself )?(?:was (?:held|staged"
    r"|organi[sz]ed|launched)|took place|started|began|ended|concluded|went on|lasted|wound up|kicked off"
    r"|got under way)\b",
    re.IGNORECASE,
)
"""Of "The programme took place on Monday": what is told of, by a word for anything that is held."""
WENT_ON = re.compile(
    r"\b(?:joined|joins|continued|resumed|returned|counted|swelled|grew|spent the night|put the|estimated|stayed)\b",
    re.IGNORECASE,
)
PERFECT = re.compile(
    r"\b(?:has|have|is|are|will|remains?) (?:been |also |not |now |again )*(?:banned|refused|forbidden"
    r"|prohibited|denied"
    r"|cancell?ed|postponed|scrapped|called off|vetoed|withdrawn|withdrew|revoked|barred|outlawed|put off|shelved)\b"
    r"|\b(?:bans|bars|blocks|refuses|denies|vetoes|rules out|cancels|calls off|postpones|forbids|prohibits|scraps"
    r"|says? no)\b",
    re.IGNORECASE,
)
"""What is called off so is still to come."""
NEVER_WAS = re.compile(
    r"\b(?:did not|didn['’]t|never|failed to|could not|couldn['’]t) (?:\w+ )?(?:take place|materiali[sz]e|happen|hold"
    r"|be held|proceed|go ahead|begin|start|took place|started|began)\b",
    re.IGNORECASE,
)
"""What was to be and was not is over."""
PUT_OFF = re.compile(
    r"\b(?:postponed|put off|deferred|rescheduled|moved|pushed back|delayed)(?: [\w'’-]+){0,4} (?:until|till"
    r"|to|for) (?:the )?$",
    re.IGNORECASE,
)
"""Before the day on which a postponed protest will be."""
WHY = re.compile(
    r",? (?:over|against|about|after|following|as|amid|in (?:protest|response|solidarity|memory))\b", re.IGNORECASE
)
"""After a date: why a protest was held on that day."""
EVERY = re.compile(r"\b(?:every|each|most) (?:second |other )?$", re.IGNORECASE)
MEETING = re.compile(
    r"['’]s (?:\w+ ){0,2}(?:meetings?|sessions?|sittings?|hearings?|elections?|votes?|games?|match|papers?|editions?)\b"
    r"| (?:(?:general|presidential|parliamentary|local|municipal|regional|state|snap|federal|bomb|[A-Z]\w+) ){0,2}"
    r"(?:wages|salar(?:y|ies)|pay|pensions?|dues|bonus(?:es)?|arrears|rents?|bills?|elections?|polls?|vote|referendum"
    r"|budget|deadline|ruling|verdict|disaster|massacre|killings?|murders?|attacks?|accident|earthquake|coup|agreement"
    r"|deal|ceasefire|law|decree|statement|edition)\b"
)
"""What is dated so is no protest."""
OWED = re.compile(
    r"\b(?:wages?|salar(?:y|ies)|pay|pensions?|dues|bonus(?:es)?|arrears|rents?|bills?|allowances?|stipends?)"
    r"(?: (?:of|for|from|since))?(?: the)?(?: months?)?(?: of)?(?: \w+,?)?(?: and)? $",
    re.IGNORECASE,
)
"""Before a month for which money is owed: "their wages of April and May"."""
LAST_WEEK = re.compile(rf"last (?:{'|'.join(times.WEEKDAYS)})\b")
LATER = re.compile(r"\b(?:later|earlier)$|\b(?:year|month)$|^\d{4}$")
"""What is dated so without a word of protest is no news."""
DATELINE = 70  # characters in which a dateline stands
OPENED = re.compile(r"[^\W\d_][^.\n\d]{1,50}[,(] ?")
CLOSED = re.compile(r"\.?\)?,? ?(?:$|\(|[—–:-]|\n)")
RECENT = 3  # days between the day of a dateline and that of the publication
WEEK = datetime.timedelta(days=7)
WINDOW = 90  # characters between an incident's verb and its date
BETWEEN = re.compile(r"[.;:]|\b(?:said|says|told|announced|will|protest\w*|against|over)\b", re.IGNORECASE)
OPENING = 12  # characters before a date that opens its sentence
NEIGHBOURS = 60  # words to either side of a date that it may be said of
REACH = 160  # characters between a date and the word it dates


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its times."""
    return extraction.adding(_Dates(extraction).facts(lexicon))


class _Dates:
    """Reads the dates in order, because "the following day" follows the one before."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self.anchor: datetime.date | None = None
        self.published = _written(extraction)
        self.latest: tuple[Span | None, datetime.date | None] = (None, None)  # the last day told, and its sentence
        self.told: Mapping[int, list[Event]] = _by_start(extraction)
        self.starts = sorted(self.told)
        self.dated: set[str] = set()
        self.named: set[datetime.date] = set()  # the days told of, but for those of "last Sunday"
        self.mishaps: frozenset[str] = frozenset()

    def facts(self, lexicon: Lexicon) -> Iterator[Fact]:
        """Every date that is said of an event."""
        document = self.extraction.document
        self.mishaps = lexicon.words["mishap"]
        told = list(clauses(document, lexicon))
        for head in sorted(heads(document, told)):
            yield from self._entry(head)
        for sentence, clause in told:
            for time in document.labelled(Label.TIME, within=sentence):
                if document.quoted_at(time.span.start) is None:
                    yield from self._date(sentence, clause, time)

    def _entry(self, head: Span) -> Iterator[Fact]:
        """The day at the head of an entry of a bulletin is that of the first protest told of in it."""
        told = entry(self.extraction.document, head)
        times_ = self.extraction.document.labelled(Label.TIME, within=head)
        starts = [start for start in self.starts if told.start <= start < told.end]
        events = [event for start in starts for event in self.told[start] if event.kind is EventKind.PROTEST]
        for time, event in zip(times_, events, strict=False):
            first, last = times.resolve(time.value, self.published)
            self.dated.add(event.key)
            yield TimeReference(
                key=f"time-{time.span.start}", event=event.key, words=time.span, earliest=first, latest=last,
                evidence=(time.span,), rule="time-entry",
            )  # fmt: skip

    def _date(self, sentence: Span, clause: Clause, time: Annotation) -> Iterator[Fact]:
        before = self.extraction.document.report.text[max(sentence.start, time.span.start - 40) : time.span.start]
        if self._no_day(before, time):
            return
        (events, told), rule = self._events(sentence, clause, time), ""
        if not events and time.value not in times.MONTHS and not LATER.search(time.value):
            incident = self._incident(sentence, clause, time)
            yield from () if incident is None else (incident,)
            on = [] if told else self._goes_on(sentence, clause, time.span)
            events, rule = (on, "time-crowd") if incident is None else ([incident], "")
        if VAGUE.match(time.value):
            events = [e for e in events if e.rule == "event-earlier"]
        off = any(e.modality is Modality.NEGATED for e in events)
        coming = not off and TO_COME.search(before) is not None
        future = coming or any(e.modality is Modality.FUTURE for e in events)
        first, last = self._days(sentence, time, future=future, off=off)
        if SAME.search(time.value) is not None:  # "detained the same evening" dates no protest
            events = [e for e in events if e.kind in (EventKind.PROTEST, EventKind.JOINT)]
        if rule == "time-crowd" and first is not None and self.published is not None and first > self.published:
            events = [e for e in events if e.modality is not Modality.ASSERTED]  # what others "will" do that day
        rule = rule or ("time-resolved" if first else "time-words")
        for number, event in enumerate(events):
            self.dated.add(event.key)
            yield TimeReference(
                key=f"time-{time.span.start}" + (f"-{number}" if number else ""), event=event.key, words=time.span,
                earliest=first, latest=last, evidence=(time.span,), rule=rule,
            )  # fmt: skip

    def _no_day(self, before: str, time: Annotation) -> bool:
        """ "until Friday", "every Monday", "since May", "Tuesday's hearing": no day on which something was."""
        return (
            (NOT_WHEN.search(before) is not None and PUT_OFF.search(before) is None)
            or (VAGUE.match(time.value) is not None and not time.value.startswith("last"))
            or ((time.value in times.MONTHS or time.value.endswith(" ago")) and "since" in before[-7:])
            or EVERY.search(before) is not None
            or (OWED.search(before) is not None and times.is_month(time.value))
            or MEETING.match(self.extraction.document.report.text, time.span.end) is not None
        )

    def _days(self, sentence: Span, time: Annotation, *, future: bool, off: bool) -> times.Days:
        """The days that a date names, remembered for "the same day" and "the day after"."""
        if off and self.published is not None:
            first, last = self._nearest(sentence, time, self.published)
        else:
            anchor = self.latest[1] if SAME.search(time.value) and self.latest[0] == sentence else self.anchor
            first, last = times.resolve(time.value, self.published, anchor=anchor, future=future)
        again = LAST_WEEK.match(time.value) is not None
        if again and first is not None and first == last and first in self.named:
            first = last = first - WEEK  # "on Sunday … last Sunday" are two days
        if first is not None and first == last:
            self.named |= set() if again else {first}
            self.latest = (sentence, first)
            self.anchor = self.anchor if future else first
        return first, last

    def _nearest(self, sentence: Span, time: Annotation, published: datetime.date) -> times.Days:
        """The day of what was called off: to come where it "has been" banned, else the nearer of the two."""
        past = times.resolve(time.value, published, anchor=self.anchor)
        coming = times.resolve(time.value, published, anchor=self.anchor, future=True)
        if past[0] is not None and NEVER_WAS.search(self.extraction.document.text(sentence)):
            return past
        if past[0] is None or coming[0] is None or PERFECT.search(self.extraction.document.text(sentence)):
            return coming
        return past if published - past[0] <= coming[0] - published else coming

    def _events(self, sentence: Span, clause: Clause, time: Annotation) -> tuple[list[Event], bool]:
        """What a date is said of: the nearest event of its sentence whose word can take it; and whether there is one.

        A word has one date in a sentence, the nearest, unless two are told together.
        """
        near = self._near(sentence, clause, time)
        if not near:
            first = bisect.bisect_left(self.starts, max(sentence.start, time.span.start - REACH))
            last = bisect.bisect_left(self.starts, min(sentence.end, time.span.end + REACH))
            told = [(abs(start - time.span.start), self.told[start]) for start in self.starts[first:last]]
            return (min(told, key=lambda item: item[0])[1] if told else []), bool(told)
        for joined in (False, True):
            events = self._taker(sentence, time.span, near, joined=joined)
            if events:
                return events, True
        return [], True

    def _taker(
        self, sentence: Span, time: Span, near: Sequence[tuple[int, Span, list[Event]]], *, joined: bool
    ) -> list[Event]:
        """The nearest events that can take a date; `joined` with another verb that has it too."""
        text, times_ = (
            self.extraction.document.report.text,
            self.extraction.document.labelled(Label.TIME, within=sentence),
        )
        others = [o.span for o in times_ if o.span != time and _distance(o.span, time) <= 2 * REACH]
        before = text[max(sentence.start, time.start - 40) : time.start]
        put_off = {o for o in others if PUT_OFF.search(text, max(sentence.start, o.start - 60), o.start)}
        for gap, span, events in sorted(near, key=lambda item: item[0]):
            later = any(e.modality is Modality.FUTURE for e in events)
            if later and PUT_OFF.search(before) is not None:
                return events
            if not dating.takes(text, sentence, span, time, joined=joined) or (later and put_off):
                continue
            if joined and not _protest(events):
                continue
            part = all(e.kind not in (EventKind.PROTEST, EventKind.JOINT) for e in events)
            if part and self._says_why(sentence, time, span, near):
                continue
            if (others or part) and dating.is_other_deed(text, span, time):
                continue
            rivals = [
                o for o in others
                if _distance(span, o) < gap and dating.takes(text, sentence, span, o)
                and all(_distance(other, o) >= _distance(span, o) for _, other, _ in near)
            ]  # fmt: skip
            lasts = span.end <= time.start and any(LASTING & set(e.forms) for e in events)
            if lasts or all(dating.goes_with(text, o, time) for o in rivals):
                return events
        return []

    def _says_why(self, sentence: Span, time: Span, span: Span, near: Sequence[tuple[int, Span, list[Event]]]) -> bool:
        """ "marched on Tuesday over the killing of …": a word after a date that says why, and a protest before it."""
        text = self.extraction.document.report.text
        if span.start < time.end or WHY.match(text, time.end, span.start) is None:
            return False
        told = (other for _, other, events in near if other.end <= time.start and _protest(events))
        return any(dating.takes(text, sentence, other, time) for other in told)

    def _near(self, sentence: Span, clause: Clause, time: Annotation) -> list[tuple[int, Span, list[Event]]]:
        """The words beside a date that tell of an event, with how far they are."""
        near: list[tuple[int, Span, list[Event]]] = []
        middle = bisect.bisect_left(clause.chunks, time.span.start, key=lambda chunk: chunk.span.start)
        for chunk in clause.chunks[max(0, middle - NEIGHBOURS) : middle + NEIGHBOURS]:
            gap = _distance(chunk.span, time.span)
            if chunk.code == "V" and gap <= REACH and chunk.annotation is not None:
                events = self._told_by(sentence, chunk)
                near += [(gap, chunk.span, events)] if events else []
        return near

    def _goes_on(self, sentence: Span, clause: Clause, time: Span) -> list[Event]:
        """The event told of, where the sentence says that it went on, or what people did when it has no date yet."""
        scene, text = self.extraction.scene(sentence.start), self.extraction.document.report.text
        if scene is None or dating.taken(text, sentence, time) or dating.tells_of_another(text, sentence):
            return []
        words = self.extraction.document.text(sentence)
        went_on = WENT_ON.search(words) is not None or HELD.match(words) is not None
        near = (chunk.span for chunk in clause.chunks if chunk.code in "Gp" and _distance(chunk.span, time) <= WINDOW)
        people = any(text[span.start : span.end].lower() not in ("he", "she") for span in near)
        did = scene not in self.dated and "S" not in clause.codes and people
        return [self.extraction.event(scene)] if went_on or did else []

    def _incident(self, sentence: Span, clause: Clause, time: Annotation) -> Event | None:
        """ "flattened by bulldozers at dawn on Tuesday", "on Friday a drone hit the mill": what befell somebody."""
        text, middle = self.extraction.document.report.text, clause.index_at(time.span.start)
        before = clause.chunks[max(0, middle - NEIGHBOURS // 2) : middle]
        opens = time.span.start - sentence.start < OPENING
        after = clause.chunks[middle + 1 : middle + NEIGHBOURS // 2] if opens else ()
        for chunk in (*reversed(before), *after):
            first, last = sorted((chunk.span, time.span))
            if last.start - first.end > WINDOW or chunk.code not in "wV":
                continue
            word = text[chunk.span.start : chunk.span.end]
            if word.lower() in self.mishaps and not BETWEEN.search(text, first.end, max(first.end, last.start)):
                return Event(
                    key=f"event-{chunk.span.start}", kind=EventKind.INCIDENT, label=word, evidence=(chunk.span,),
                    rule="incident-dated",
                )  # fmt: skip
        return None

    def _told_by(self, sentence: Span, chunk: Chunk) -> list[Event]:
        """The events that a trigger tells of; a phase or part stands for itself, any other is of a joint action."""
        known = self.told.get(chunk.span.start, [])
        scene = self.extraction.scene(sentence.start)
        if not known and scene is not None and chunk.annotation and chunk.annotation.value.startswith("main "):
            known = [event for event in [self.extraction.event(scene)] if event.kind is EventKind.JOINT]
        return known


def _written(extraction: Extraction) -> datetime.date | None:
    """The day on which the report was written: that of its dateline ("LIMA, November 14"), if it is shortly before."""
    document = extraction.document
    published = document.report.published
    for paragraph in document.paragraphs[:4] if published is not None else ():
        head = Span(paragraph.start, min(paragraph.end, paragraph.start + DATELINE))
        for span in itertools.islice(times.find(document.report.text, head), 1):
            before = document.report.text[paragraph.start : span.start]
            after = document.report.text[span.end : paragraph.end]
            if OPENED.fullmatch(before) is None or CLOSED.match(after) is None:
                continue
            first, last = times.resolve(document.text(span), published)
            if (
                first is not None
                and first == last
                and published is not None
                and 0 <= (published - first).days <= RECENT
            ):
                return first
    return published


def _by_start(extraction: Extraction) -> dict[int, list[Event]]:
    """The events by where the words that tell of them start; of a joint action, its parts."""
    found: dict[int, list[Event]] = {}
    for event in extraction.of(Event):
        if event.kind is not EventKind.SITUATION:
            for span in event.evidence:
                found.setdefault(span.start, []).append(event)
    for start, events in found.items():
        own = [e for e in events if e.kind is not EventKind.JOINT]
        found[start] = own or events
    return found


def _protest(events: Sequence[Event]) -> bool:
    return any(e.kind in (EventKind.PROTEST, EventKind.JOINT) for e in events)


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
