"""The protests of a report that are to come, or were banned or called off, and the words that speak of them again."""

from __future__ import annotations

import re

from kg.document import Span
from kg.facts import Modality
from kg.reading.daily import PREVIOUS
from kg.reading.earlier import Earlier
from kg.reading.grammar import Chunk, Clause
from kg.reading.modality import DEFIANT
from kg.reading.protests import GENERAL, ProtestEvent
from kg.reading.storyline import PHASES, RECENT, form_of, is_faint, is_noun, modality_of, position
from kg.reading.turns import DEFINITE, FURTHER, SUBJECT, somebodys, spoken_of, was_due
from kg.reading.whereabouts import instances, listed_towns, named_elsewhere, places_of, town_of

IN_PROTEST = re.compile(r"\b(?:in|as a|of|to) $", re.IGNORECASE)
BARRED = re.compile(r"\b(?:they|organi[sz]ers|protest[eo]rs|demonstrators|marchers)\b[^.;]*\bfrom $", re.IGNORECASE)
HAD_PLANNED = re.compile(
    r"\bhad (?:\w+ )?(?:planned|called|organi[sz]ed|announced|scheduled|prepared)(?: for)? (?:the|this|that) (?:\w+ )?$"
)
"""Before "march", where one is told of: it is that which was planned."""
JOINED = re.compile(
    r"\b(?:join|joining|enter|entering|back|extend|widen|end|suspend|lift|leave) (?:the|this|their) (?:\w+ )?$"
)
"""Before "blockade", where one is told of: what others will join, or its people will end."""
PLANS = {Modality.FUTURE: "event-planned", Modality.NEGATED: "event-called-off"}


class Plans(Earlier):
    """A storyline that also tells of what is planned."""

    def still_to_come(self, sentence: Span, chunk: Chunk) -> ProtestEvent | None:
        """ "The ban on the march", "Monday's rally" after a plan: a mention of what is to come or was called off."""
        before = self.text[max(sentence.start, chunk.span.start - 60) : chunk.span.start]
        after = self.text[chunk.span.end : min(sentence.end, chunk.span.end + 60)]
        form = form_of(chunk)
        told = self.current is not None and (form in (*self.current.forms, *GENERAL) or form in PHASES)
        if told or not is_noun(chunk) or not spoken_of(before, after) or PREVIOUS.search(before) is not None:
            return None
        plan = next((e for e in reversed(self.plans) if form in (*e.forms, *GENERAL) and e.fits(form)), None)
        if plan is not None:
            plan.mention(chunk.span, form, faint=True)
        return plan

    def aside(self, sentence: Span, chunk: Chunk) -> bool:
        """ "… will block the road in protest": what happens is still the one to come."""
        before = self.text[max(sentence.start, chunk.span.start - 12) : chunk.span.start]
        return IN_PROTEST.search(before) is not None and form_of(chunk) == "demonstration"

    def plan(self, sentence: Span, clause: Clause, planned: list[Chunk]) -> list[ProtestEvent]:
        """The events that words of what is to come or was called off tell of, known or new."""
        events: list[ProtestEvent] = []
        taken: dict[str, set[str]] = {}  # the times of this sentence that each of them takes
        for chunk in planned:
            if self.goes_ahead(sentence, chunk) and self.current is not None:
                self.current.mention(chunk.span, form_of(chunk), faint=is_faint(chunk))
                events.append(self.current)
                continue
            places = places_of(self.extraction, clause, position(clause, chunk))
            before = self.text[max(sentence.start, chunk.span.start - 60) : chunk.span.start]
            listed = instances(self.extraction, clause, position(clause, chunk))
            listed = listed or listed_towns(self.extraction, clause, places)
            for group in [[place] for place in listed] or [places]:
                times = self._nearest_times(sentence, chunk, planned)
                beside = [e for e in events if not times or times & taken.get(e.key, times)]
                event = self.same_plan(chunk, town_of(self.extraction, group), before, beside)
                if event is None or (event in events and event not in beside):
                    town = town_of(self.extraction, group)
                    event = self.open(chunk, town, PLANS[modality_of(chunk)], modality_of(chunk))
                event.mention(chunk.span, form_of(chunk), faint=is_faint(chunk))
                self.place(event, chunk, group)
                event.days |= self.days_of(sentence)
                if times:
                    taken.setdefault(event.key, set()).update(times)
                index = position(clause, chunk)
                event.elsewhere = event.elsewhere or named_elsewhere(self.extraction, clause, index)
                events.append(event)
        return events

    def _nearest_times(self, sentence: Span, chunk: Chunk, beside: list[Chunk]) -> set[str]:
        """The times that a word takes and that stand nearer to it than to the others: those of it alone."""
        return {
            time.value
            for time in self.own_times(sentence, chunk)
            if min(beside, key=lambda other: abs(other.span.start - time.span.start)) is chunk
        }

    def goes_ahead(self, sentence: Span, chunk: Chunk) -> bool:
        """ "The authorities had banned the march", "will join their protest": the one told of, which was held."""
        known = (*GENERAL, *(self.current.forms if self.current is not None else ()))
        if self.current is None or not (self.current.alike(form_of(chunk)) or form_of(chunk) in known):
            return False
        before = self.text[max(sentence.start, chunk.span.start - 60) : chunk.span.start]
        if is_noun(chunk) and (HAD_PLANNED.search(before) or JOINED.search(before)):
            return True
        negated, undated = modality_of(chunk) is Modality.NEGATED, not self.days_of(sentence)
        if not is_noun(chunk):
            return negated and undated and BARRED.search(before) is not None
        return (negated and DEFINITE.search(before) is not None) or (undated and SUBJECT.search(before) is not None)

    def same_plan(self, chunk: Chunk, town: str | None, before: str, beside: list[ProtestEvent]) -> ProtestEvent | None:
        """The plan told of already: in this sentence, "the march" of the same form, or where nothing speaks of two."""
        known = somebodys(before) or was_due(before) or (not is_noun(chunk) and FURTHER.search(before) is None)
        for event in reversed(self.plans[-RECENT:]):
            placed = town in (None, event.town) or (event in beside and event.town is None)
            if not (placed and event.fits(form_of(chunk)) and self._as_it_stands(event, chunk, before)):
                continue
            if event in beside or (known and event.alike(form_of(chunk))):
                return event
        return None

    def _as_it_stands(self, event: ProtestEvent, chunk: Chunk, before: str) -> bool:
        """Whether a word of a plan can be of one told of: both are to come, or it was, and has been called off."""
        modality = modality_of(chunk)
        if event.modality is modality:
            return True
        if modality is Modality.NEGATED and event.alike(form_of(chunk)) and somebodys(before):
            event.modality, event.rule = modality, "event-called-off"
            return True
        if modality is Modality.FUTURE and self._in_defiance(chunk):
            event.modality, event.rule = modality, PLANS[modality]
            return True
        return modality is Modality.FUTURE and was_due(before)

    def _in_defiance(self, chunk: Chunk) -> bool:
        """ "will stage the march whether or not the police permit it": what was forbidden is still to come."""
        sentence = self.document.sentence_at(chunk.span.start)
        return sentence is not None and DEFIANT.search(self.text, sentence.start, sentence.end) is not None
