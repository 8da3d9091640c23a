"""Protest events, and which sentence tells of which: the scenes of a report.

A report tells of one event unless it counts several ("two demonstrations in A and B"), moves to another town or day,
or tells of what cannot be a phase of the same occasion. Every sentence gets the event it tells of as a SCENE
annotation; the later steps hang their facts on it. Protests still to come or called off are events of their own.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator

from kg.document import Annotation, Label, Span
from kg.facts import Extraction, Modality
from kg.lexicon import Lexicon
from kg.reading.counted import SAME_TIME
from kg.reading.daily import DAYS_AFTER
from kg.reading.entries import datelined, heads, stamps
from kg.reading.grammar import Chunk, Clause, clauses
from kg.reading.hometown import LARGE, Place, of_cause
from kg.reading.plans import Plans
from kg.reading.protests import ProtestEvent
from kg.reading.storyline import (
    RECENT,
    form_of,
    is_faint,
    is_noun,
    is_weak,
    modality_of,
    position,
    triggers_of,
)
from kg.reading.subjects import place_of
from kg.reading.turns import DEFINITE, others, purpose
from kg.reading.whereabouts import (
    instances,
    listed_towns,
    named_elsewhere,
    names_town,
    opening,
    opens,
    places_of,
    spots_in,
    town_of,
    towns_in,
)

CROWDS = {
    "protesters": "demonstration", "protestors": "demonstration", "demonstrators": "demonstration",
    "marchers": "march", "strikers": "strike", "rioters": "riot", "picketers": "picket",
}  # fmt: skip
CROWD = re.compile(rf"(?<![\w'’-])(?:[\w'’-]+ ){{0,3}}?(?P<who>{'|'.join(CROWDS)})\b", re.IGNORECASE)
BY = re.compile(r"\bby (?:[\w'’-]+ ){0,3}$")
SUBJECT = re.compile(r"(?:[^,]{1,60}, ){0,2}(?:[\w'’-]+ ){0,4}", re.IGNORECASE)
ELSE = re.compile(
    r"['’]|(?: [\w'’-]+){0,2}? (?:said|says?|told|tell|want|fear|believe|accuse[ds]?|complain(?:ed)?|face[ds]?|await"
    r"|sued?"
    r"|have been|had been|(?:are|were|was|is) (?:[\w-]+ )?(?:arrested|detained|jailed|charged|acquitted|convicted"
    r"|sentenced|released|freed|fined|tried|cleared|killed|injured|hurt|wounded|named|to|not|no)|appear(?:ed)?|win|won"
    r"|lose|lost|plan|will|would|could|may|vow(?:ed)?|threaten(?:ed)?|who)\b",
    re.IGNORECASE,
)
"""After "protesters": what is no protest, or one of which more must be known."""
CAME_FROM = re.compile(r"had [^,.;]*? from ", re.IGNORECASE)
RELATIVE = re.compile(r"\b(?:where|which|who|whose)\b[^,;]*$", re.IGNORECASE)
DEATH = re.compile(
    r"\b(?:killed|shot|died|death|dead|fell|fallen|li(?:fe|ves)|injured|wounded|blinded)\b"
    r"[^.;]{0,30}\b(?:during|at|in) (?:an?|last [\w'’]+|\w+day['’]s) (?:[\w'’-]+ ){0,2}$"
    r"|\b(?:attacked|damaged|looted|burnt|burned|torched|destroyed|ransacked|arrested|detained|jailed|sentenced"
    r"|charged|convicted)\b"
    r"[^.;]{0,30}\b(?:during|amid) (?:an? |last [\w'’]+ )?$",
    re.IGNORECASE,
)
MOURNED = re.compile(
    r"\b(?:killed|shot|died|dea(?:d|th)|slain|fell|fallen|li(?:fe|ves)|bullet|struck|hit|injured|wounded|victims?"
    r"|murdered)\b"
    r"[^.;]{0,50}\b(?:during|at|in|on|amid|of|as (?:he|she|they) (?:was|were)) (?:[\w'’-]+ ){0,3}$",
    re.IGNORECASE,
)
"""Before "protest", of those who are buried."""
BANNED = re.compile(r" (?:is |was )?(?:banned|barred|prohibited|forbidden|refused|denied|outlawed)\b", re.IGNORECASE)
BIGGEST = re.compile(r"^(?:The|Its|Their) (?:by far the )?(?:biggest|largest|main|smallest) (?:of (?:the|them) ?)?$")
HELD_IN = re.compile(r" (?:was|were|is|took place|came|happened) (?:held |seen )?(?:in|at|outside)\b")
"""Of "The biggest protest was in X": one of several."""
VICTIMS = re.compile(
    r" (?:for|of|in memory of) (?:the |those |all )?(?:[\w-]+ )?(?:victims|dead|killed|slain|fallen)\b"
)
IT_WAS_IN = re.compile(r"It was (?:an? |the )?[\w'’ -]{2,40} in (?=[^,]{2,40}, where)")
TOLD_OF = re.compile(
    r" (?:(?:was|were|came|followed|joined|saw|witnessed|also|too)\b|(?:traders|shopkeepers|residents|students|workers"
    r"|teachers|nurses|farmers|drivers|miners|pupils|dockers|lawyers|doctors) \w+ed\b)"
)
REGIONS = frozenset({"region", "province", "state", "country", "county", "district"})
COMES_FROM = re.compile(r"\b(?:from|to|towards?|for|between|into) (?:[\w'’-]+ )?$", re.IGNORECASE)
OTHERS = re.compile(
    r"\b(?:while|whereas)\b[^.;]{0,40}\b(?:opponents|critics|supporters|backers|rivals|counter-?\w+)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
SUMMED = re.compile(r"\b(?:as|amid|while|during|after|following)\b[^,;]*$", re.IGNORECASE)
BESIDE = 12  # characters between "the sit-in" and its place
LABEL = 24  # characters, of "Iraq." before the first sentence of a paragraph
LEAD = 3  # sentences before the first protest that may be of it
HEADING = re.compile(r"L(?:[n,]+L)*[:x]?")
LEADING = re.compile(r"(?P<place>L)(?::|x(?=[A-Za-z#]))")


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its protest events and the scene of each sentence."""
    teller = _Teller(extraction)
    told = list(clauses(extraction.document, lexicon))
    headline = extraction.document.headline
    # The headline sums up, so it is read after the body it sums up.
    teller.heads = heads(extraction.document, told)
    teller.datelined = datelined(extraction)
    teller.stamps = stamps(extraction.document)
    for sentence, clause in sorted(told, key=lambda item: headline is not None and headline.covers(item[0])):
        teller.sentence(sentence, clause)
    teller.sum_up()
    document = extraction.document.with_annotations(teller.annotations())
    return extraction.on(document).adding(teller.facts())


class _Teller(Plans):
    """Follows a report sentence by sentence and keeps the event it is telling of."""

    def __init__(self, extraction: Extraction) -> None:
        super().__init__(extraction)
        self.scenes: list[tuple[Span, ProtestEvent | None]] = []
        self.leading: list[tuple[Span, Clause]] = []  # the sentences before the first event
        self.local: Place | None = None  # the town that the paragraph opens with
        self.heads: frozenset[Span] = frozenset()  # the sentences that are heads of entries of a bulletin
        self.datelined: dict[Span, Place] = {}  # the towns of the datelines before the entries of a round-up
        self.stamps: list[int] = []  # where the entries of a live blog begin
        self.waiting: list[tuple[Span, Clause, list[Chunk]]] = []  # sentences whose scene a later one will tell

    def sentence(self, sentence: Span, clause: Clause) -> None:
        """Read one sentence: find its events, move the scene if it asks for that, remember the scene."""
        mains, planned = self.triggers(clause, "main"), self.triggers(clause, "future", "negated")
        if self.document.headline is not None and self.document.headline.covers(sentence):
            self._headline(sentence, clause, mains, planned)
            return
        if self._cross_head(sentence, clause):
            return
        if not self.home and not self.scenes:
            self.home = [place for place in towns_in(self.extraction, clause) if not self._comes_from(place[1])][:1]
        self._localize(sentence, clause)
        self.in_passing = bool(mains) and all(RELATIVE.search(self.text[sentence.start : c.span.start]) for c in mains)
        mains, before = self._own(sentence, mains), self.current
        spoken = [(chunk, self.still_to_come(sentence, chunk)) for chunk in mains]
        self.scenes += [(sentence, plan) for _, plan in spoken if plan is not None]
        mains = [chunk for chunk, plan in spoken if plan is None]
        if planned and all(self.aside(sentence, chunk) for chunk in mains):
            self._planned(sentence, clause, mains, planned)
            return
        self._asserted(sentence, clause, mains)
        if self.in_passing and before is not None:
            self.current = before  # "Ana Paz, who lost an arm at the protest in X": in passing
        if planned:
            self.plan(sentence, clause, planned)

    def _comes_from(self, mention: Span) -> bool:
        """ "farmers from X", "after the shooting in X": no town where the report is from."""
        leads = COMES_FROM.search(self.text, max(0, mention.start - 30), mention.start) is not None
        return leads or of_cause(self.document, mention)

    def _asserted(self, sentence: Span, clause: Clause, mains: list[Chunk]) -> None:
        triggers = any(c.code == "V" for c in clause.chunks)
        if self._earlier(sentence, clause, mains) or (not mains and self.another_day(sentence, mains)):
            return
        if self.counts(sentence, clause, mains):
            self.scenes.append((sentence, self.joint))
            return
        if self._elsewhere_yet(clause, mains) or (
            self.current is None and all(self._sums_up(sentence, chunk) for chunk in mains)
        ):
            self._crowd(sentence, clause)
        if not mains and self.joint is not None and not self.parts_known:
            self.other_side(sentence, clause)
        self._move(sentence, clause, mains, told=triggers)
        if self.joint is not None and self.current is self.joint and self._definite(sentence, mains):
            self.waiting.append((sentence, clause, mains))
            return
        self._settle()
        self._tell(sentence, clause, mains)

    def _sums_up(self, sentence: Span, chunk: Chunk) -> bool:
        """ "… in clashes with demonstrators, as protests entered their second week": not the one that is told of."""
        before = self.text[sentence.start : chunk.span.start]
        return is_noun(chunk) and self.document.text(chunk.span).endswith("s") and SUMMED.search(before) is not None

    def _elsewhere_yet(self, clause: Clause, mains: list[Chunk]) -> bool:
        """ "In X, police fired at demonstrators": a town of which no protest has been told, after one of another."""
        known = {e.town for e in (*self.mains, *self.parts, *self.plans) if e.town is not None}
        known |= {place.key for place, _ in self.home}
        town = next(iter(self._towns_of(clause)), None)
        return not mains and self.current is not None and town is not None and town[0].key not in known

    def _towns_of(self, clause: Clause) -> list[Place]:
        """The town with which a sentence begins, and those that prepositions of place govern."""
        towns = [*opening(self.extraction, clause), *towns_in(self.extraction, clause)]
        return [place for place in towns if place[0].settlement]

    def _crowd(self, sentence: Span, clause: Clause) -> None:
        """ "Demonstrators stormed the office": who they are says that there was a protest."""
        for chunk, _ in self.burnt(clause):
            self._open_crowd(clause, chunk, "demonstration")
            return
        parts = triggers_of(clause, "part")
        begun = (not self.scenes or self.current is not None) and not triggers_of(clause, "negated")
        for chunk in clause.chunks if parts or begun else ():
            word = self._crowd_word(chunk, told=chunk in parts)
            if word is not None and (parts or self._acts(sentence, word)):
                event = self._open_crowd(clause, Chunk("V", word), CROWDS[self.document.text(word).split()[-1].lower()])
                event.evidence += [part.span for part in parts[:1]]
                return

    def _acts(self, sentence: Span, crowd: Span) -> bool:
        """Whether a report begins with what protesters do, and not with what they say or what becomes of them."""
        before, after = self.text[sentence.start : crowd.start], self.text[crowd.end : sentence.end]
        return BY.search(before) is not None or (SUBJECT.fullmatch(before) is not None and ELSE.match(after) is None)

    def _crowd_word(self, chunk: Chunk, *, told: bool) -> Span | None:
        """Those who protest, as "angry demonstrators" or in "fired tear gas at protesters"."""
        text, span = self.document.text(chunk.span), chunk.span
        if chunk.code == "G" and (word := CROWD.match(text)) is not None:
            return Span(span.start, span.start + word.end())
        word = CROWD.search(text) if told else None
        if word is not None and word.start("who") > 0:  # "protesters clashed" is a part with an address of its own
            return Span(span.start + word.start("who"), span.start + word.end("who"))
        return None

    def _open_crowd(self, clause: Clause, head: Chunk, form: str) -> ProtestEvent:
        """A new event of a crowd, in the first town of its sentence."""
        towns = self._towns_of(clause)[:1]
        event = self.open(head, towns[0][0].key if towns else None, "event-crowd")
        event.mention(head.span, form)
        for place, mention in towns:
            event.at(place.key, mention, town=True)
        return event

    def _tell(self, sentence: Span, clause: Clause, mains: list[Chunk]) -> None:
        told: list[ProtestEvent] = []
        before = self.current
        for chunk in mains:
            if told and self._is_purpose(sentence, chunk):
                told[-1].mention(chunk.span, form_of(chunk))
                continue
            if before is not None and self._had([chunk]):
                before.evidence.append(chunk.span)
                continue
            if told and self._goes_with(chunk):
                told[-1].mention(chunk.span, form_of(chunk), faint=not told[-1].fits(form_of(chunk)))
                continue
            told += self._mention(sentence, clause, chunk, first=not told)
        scene = told[0] if told else self.current
        waits = scene is None and len(self.leading) < LEAD
        if waits and (triggers_of(clause, "part") or CROWD.search(self.document.text(sentence)) is not None):
            self.leading.append((sentence, clause))
        elif scene is not None:
            self._lead(scene)
        if scene is not None and told:
            scene.days |= self.days_told(sentence, mains)
            self.current = told[-1] if len({id(event) for event in told}) == 1 else scene
            if before is not None and scene is not before and self._had(mains):
                self.current = before
        self.scenes.append((sentence, scene or (self.plans[-1] if self.plans and self.heading is None else None)))

    def _is_purpose(self, sentence: Span, chunk: Chunk) -> bool:
        """ "… to protest the dam": why people do what the sentence has told of already."""
        before = self.text[max(sentence.start, chunk.span.start - 20) : chunk.span.start]
        return purpose(before, self.document.text(chunk.span))

    def _goes_with(self, chunk: Chunk) -> bool:
        """ "… held a vigil in X, blocking traffic": what the same people did by it."""
        words = self.document.text(chunk.span).split()
        return (
            not is_noun(chunk)
            and words[0].endswith("ing")
            and self.text[chunk.span.start - 2 : chunk.span.start] == ", "
        )

    def _had(self, mains: list[Chunk]) -> bool:
        """ "They had walked from X": what came before is told in passing."""
        said = (self.text[max(0, c.span.start - 4) : c.span.end + 40] for c in mains)
        return all(CAME_FROM.match(words) is not None for words in said)

    def _lead(self, event: ProtestEvent) -> None:
        """What a report tells before it says that there was a protest was at its first one."""
        for sentence, clause in self.leading if event.modality is Modality.ASSERTED else []:
            self.scenes.append((sentence, event))
            event.days |= self.days_of(sentence)
            for place, mention in towns_in(self.extraction, clause)[:1] if event.town is None else []:
                event.at(place.key, mention, town=True)
            for place, mention in spots_in(self.extraction, clause) if not event.places else []:
                event.at(place.key, mention, town=False)
        self.leading = []

    def _headline(self, sentence: Span, clause: Clause, mains: list[Chunk], planned: list[Chunk]) -> None:
        """The headline names the event of the body that has its form, else the first that it fits."""
        asserted = [event for event in (*self.mains, *self.parts) if event.rule != "event-earlier"]
        used: ProtestEvent | None = None
        for chunk in (*mains, *planned):
            form = form_of(chunk)
            pool = asserted if chunk in mains and asserted else [*self.plans, *asserted]
            pool = self.plans if self._is_banned(chunk) else pool
            event = self._named(form, sentence, pool) or next(
                (e for e in (*pool, *self.plans) if form in e.forms), None
            )
            likely = self.plans if chunk in planned and self.plans else pool
            event = event or next((e for e in likely if e.fits(form)), None)
            if event is None:
                event = self.open(chunk, None, "event-trigger", modality_of(chunk))
                event.after = None
                if self._is_banned(chunk):
                    self.place(event, chunk, places_of(self.extraction, clause, position(clause, chunk)))
            event.mention(chunk.span, form, faint=is_faint(chunk))
            used = used or event
        self.scenes.append((sentence, used or next(iter([*asserted, *self.plans]), None)))

    def _is_banned(self, chunk: Chunk) -> bool:
        """ "March banned in X": none of those that a report says were held."""
        return modality_of(chunk) is Modality.NEGATED and BANNED.match(self.text, chunk.span.end) is not None

    def _named(self, form: str, headline: Span, events: list[ProtestEvent]) -> ProtestEvent | None:
        """The first event at a spot that the headline names: "Growers end X Road sit-in"."""
        named = {entity.key for entity in self.extraction.entities_in(headline) if not entity.settlement}
        there = [e for e in events if e.fits(form) and named & {*e.places}]
        return next((e for e in there if form in e.forms), next(iter(there), None))

    def _own(self, sentence: Span, mains: list[Chunk]) -> list[Chunk]:
        """The triggers of the main clause, if it has any: what a relative clause tells of may be another event."""
        own = [c for c in mains if RELATIVE.search(self.text[sentence.start : c.span.start]) is None]
        own = [c for c in mains if c in own or any(form_of(c) == form_of(other) for other in own)]
        return own or [c for c in mains if not is_weak(c)]

    def _cross_head(self, sentence: Span, clause: Clause) -> bool:
        """A line that is nothing but a place: what follows is there, and is an event of its own. So is "TOWN: …".

        What stands behind the dateline of an entry is a sentence of its own, which is read on.
        """
        paragraph = self.document.paragraph_at(sentence.start)
        if sentence in self.datelined:
            # What an entry told before it told of a protest is of none of the next entry's.
            self.leading = [] if self.heading is not None else self.leading
            self.heading, self.current, self.local = self.datelined[sentence], None, None
            return False
        if paragraph is None or paragraph.start != sentence.start:
            return False
        if sentence in self.heads:
            return self._head(clause)
        alone = paragraph == sentence and HEADING.fullmatch(clause.codes) is not None
        leading = LEADING.match(clause.codes) if not alone else None
        if not alone and leading is None:
            return False
        chunks = clause.chunks if alone else clause.chunks[:1]
        heads = [place for c in chunks if c.code == "L" for place in place_of(self.extraction, c.span)]
        if not alone and not (heads and heads[0][0].settlement):
            return False
        self.heading = heads[0] if len(heads) == 1 else None
        self.current = None
        return alone

    def _head(self, clause: Clause) -> bool:
        """ "7 February, Jaffna.", "Sri Lanka.": an entry of a bulletin begins, with events of its own."""
        places = [place for c in clause.chunks if c.code == "L" for place in place_of(self.extraction, c.span)]
        self.heading = next((place for place in places if place[0].settlement), None)
        self.country = next(iter(places), None) if self.heading is None else None
        self.current = self.local = None
        return True

    def _earlier(self, sentence: Span, clause: Clause, mains: list[Chunk]) -> bool:
        """What happened in another month or year is no part of the event told of, but an event of its own."""
        old = [chunk for chunk in mains if self.is_old(sentence, chunk, mains)]
        background = self.background(self.document.text(sentence), told=bool(mains))
        background = background and not (mains and self.comes_back(mains))
        if background and mains:
            of_then = self.of_background(sentence, mains)
            background = len(of_then) == len(mains)
            old = [chunk for chunk in mains if chunk in old or chunk in of_then]
        if not background and (not old or len(old) < len(mains)):
            for chunk in old:
                event = self.past(clause, chunk)
                mains.remove(chunk)
                for other in [c for c in mains if self.when(chunk, c) and event.fits(form_of(c))]:
                    event.mention(other.span, form_of(other), faint=is_faint(other))
                    mains.remove(other)
            return False
        known: ProtestEvent | None = None
        for chunk in (old or mains)[:1]:
            known = self.past(clause, chunk)
        for chunk, deed in [] if mains else self.burnt(clause):
            known = self.past(clause, chunk, deed)
        if known is not None:
            self.scenes.append((sentence, known))
        return True

    def _mention(self, sentence: Span, clause: Clause, chunk: Chunk, *, first: bool) -> list[ProtestEvent]:
        """The events that a trigger tells of: the one told of, another one already known, or new ones."""
        places = places_of(self.extraction, clause, position(clause, chunk))
        listed = instances(self.extraction, clause, position(clause, chunk))
        listed = listed or listed_towns(self.extraction, clause, places if first else self._own_places(chunk, places))
        if first and len(listed) < 2 and is_noun(chunk) and self.document.text(chunk.span).endswith("s"):
            listed = self.each_town(sentence, clause, chunk)
        self.told = self.text[sentence.start : chunk.span.start]
        before = self.told[-90:]
        if (
            len(listed) > 1
            and not (listed[-1][1].start > chunk.span.start and self._the_one(before, chunk))
            and (self.joint is None or self.current is not self.joint)
        ):
            fresh = self._is_other(before, chunk)
            return [self.known(chunk, [place], adopting=False, fresh=fresh) for place in listed]
        elsewhere = self.others_in(clause, chunk)
        dead = self._died_at(chunk, before) and not self._goes_on(sentence, places)
        if self.current is not None and (dead or self._abroad(chunk, places)):
            return [self.past(clause, chunk)]
        if not first and DAYS_AFTER.search(before) is not None:
            return [self.days_before(sentence, clause, chunk, before)]
        if self.local is not None and not any(place.settlement or names_town(place) for place, _ in places):
            places = [*places, self.local]
        if self.local is not None and any(p.settlement and p.key != self.local[0].key for p, _ in places):
            self.local = None  # the paragraph has gone on to another town
        fresh = (first and self._is_other(before, chunk)) or self._other_side(before)
        event = self.known(chunk, places, before, fresh=fresh)
        event.elsewhere = event.elsewhere or named_elsewhere(self.extraction, clause, position(clause, chunk))
        event.plural = event.plural or sum(1 for p, _ in places if p.category in REGIONS) > 1
        return [event, *(self.known(chunk, [place], adopting=False) for place in elsewhere if event.town is not None)]

    def _died_at(self, chunk: Chunk, before: str) -> bool:
        """Whether words before a protest say that people were killed or held at it: at a funeral, those mourned."""
        forms = self.current.forms if self.current is not None else []
        mourned = "funeral" in forms and form_of(chunk) not in forms
        return (MOURNED if mourned else DEATH).search(before) is not None

    def _the_one(self, before: str, chunk: Chunk) -> bool:
        """ "… because of the shutdown in A, B and some other places": the one told of, wherever it is."""
        known = self.current is not None and form_of(chunk) in self.current.forms
        return known and is_noun(chunk) and not self._is_plural(chunk) and DEFINITE.search(before) is not None

    def _mourns(self, chunk: Chunk) -> bool:
        """ "Vigils for the victims were held": after a protest at which people were hurt, no part of it."""
        told = self.current is not None and not {"vigil", "funeral"} & set(self.current.forms)
        mourning = told and is_noun(chunk) and form_of(chunk) in ("vigil", "funeral")
        return mourning and VICTIMS.match(self.text, chunk.span.end) is not None

    def _own_places(self, chunk: Chunk, places: list[Place]) -> list[Place]:
        """The places after a word that is not the first of its sentence; none for the pickets of a strike."""
        of_strike = form_of(chunk) == "picket" and self.current is not None and self.current.fits("picket")
        return [] if of_strike else [place for place in places if place[1].start > chunk.span.start]

    def _is_other(self, before: str, chunk: Chunk) -> bool:
        """ "Similar protests took place", "Residents of X also held a protest": events of their own."""
        beside = self.current is not None and self.current is not self.joint
        biggest = beside and BIGGEST.search(self.told) is not None and HELD_IN.match(self.text, chunk.span.end)
        return (
            bool(biggest)
            or self._mourns(chunk)
            or self.is_further(before, chunk)
            or (beside and others(self.told, self.document.text(chunk.span)))
        )

    def _goes_on(self, sentence: Span, places: list[Place]) -> bool:
        """Whether a paragraph begins in another town than that told of: what people died at is its news."""
        paragraph, town = self.document.paragraph_at(sentence.start), town_of(self.extraction, places)
        opens = paragraph is not None and sentence.start - paragraph.start < LABEL
        return opens and town is not None and self.current is not None and self.current.town not in (None, town)

    def _other_side(self, before: str) -> bool:
        """ "… while about 5,000 opponents gathered": those who protest against the protest told of."""
        return self.current is not None and self.current is not self.joint and OTHERS.search(before) is not None

    def _abroad(self, chunk: Chunk, places: list[Place]) -> bool:
        """ "Similar measures led to protests in neighbouring X": a whole country, while a town is told of."""
        known = self.current is not None and self.current.town is not None
        large = bool(places) and all(place.category in LARGE for place, _ in places)
        return known and large and is_noun(chunk) and self.document.text(chunk.span).endswith("s")

    def _localize(self, sentence: Span, clause: Clause) -> None:
        """ "In X the day was quieter.", "X was first.": the town where the rest of the paragraph is."""
        paragraph = self.document.paragraph_at(sentence.start)
        if paragraph is None or paragraph.start != sentence.start:
            return
        self.local = None
        self._return()
        towns = self._towns_of(clause)[:1]
        if towns and self._stands_first(sentence, towns[0][1]):
            self.local = towns[0]
        elif clause.codes[:1] == "L" and TOLD_OF.match(self.text, clause.chunks[0].span.end, sentence.end) is not None:
            self.local = next((p for p in place_of(self.extraction, clause.chunks[0].span) if p[0].settlement), None)
        if self.local is not None and self.heading is not None and self.local[0].key != self.heading[0].key:
            self.heading = None  # what stood below it has ended

    def _return(self) -> None:
        """A paragraph about another town alone is an aside: after it a report goes on with what it is about."""
        told = self.current
        if told is None or not self._is_aside(told):
            return
        recent = itertools.islice(told.told_before(), RECENT)
        event = next((e for e in recent if not self._is_aside(e)), None)
        if event is None or event not in self.mains or not event.forms or event.plural:
            return
        if self._paragraph(event.evidence[-1]) != self._paragraph(told.evidence[0]):
            self.current = event

    def _is_aside(self, event: ProtestEvent) -> bool:
        """Whether an event is in a town other than that of the report, and one paragraph alone tells of it.

        In a live blog it is one that a single entry tells of, wherever it is.
        """
        if self.stamps and event.evidence and event is not next(iter(self.mains), None):
            return self._entry(event.evidence[0]) == self._entry(event.evidence[-1])
        towns = (e.town for e in self.mains if e.town is not None)
        home = self.home[0][0].key if self.home else next(towns, None)
        if home is None or event.town in (None, home) or not event.evidence:
            return False
        return self._paragraph(event.evidence[0]) == self._paragraph(event.evidence[-1])

    def _entry(self, words: Span) -> int:
        """The number of the entry of a live blog."""
        return bisect.bisect_right(self.stamps, words.start)

    def _paragraph(self, words: Span) -> Span | None:
        return self.document.paragraph_at(words.start)

    def _stands_first(self, sentence: Span, mention: Span) -> bool:
        """Whether a sentence begins with this place: "In X, …", "It was a quiet day in X, where …"."""
        known = opens(self.text, sentence.start, mention.start)
        return known or IT_WAS_IN.fullmatch(self.text, sentence.start, mention.start) is not None

    def _planned(self, sentence: Span, clause: Clause, mains: list[Chunk], planned: list[Chunk]) -> None:
        """A sentence that tells of nothing that happened: its scene is what is to come."""
        events = self.plan(sentence, clause, planned)
        for chunk in mains:
            events[0].mention(chunk.span, form_of(chunk))
        self.scenes.append((sentence, events[0]))

    def _settle(self) -> None:
        """Once a scene is known, the sentences that waited for it belong to it."""
        if self.current is not self.joint:
            waiting, self.waiting = self.waiting, []
            for sentence, clause, mains in waiting:
                self._tell(sentence, clause, mains)

    def _move(self, sentence: Span, clause: Clause, mains: list[Chunk], *, told: bool) -> None:
        """Change the scene: to the event held in a town the sentence opens with, or to a new one."""
        towns = towns_in(self.extraction, clause)
        back = not mains and _first_town(self.text, sentence, towns, opening=True) is not None
        for place, _ in towns if back or (told and not (mains and self.joint is None)) else []:
            part = next(
                (part for part in (*self.parts[-RECENT:], *self.mains[-RECENT:]) if part.town == place.key), None
            )
            if part is not None:
                self.current = part
                return
        if not mains or self.current is None:
            return
        first = _first_town(self.text, sentence, towns)
        opens = SAME_TIME.match(self.document.text(sentence)) is not None
        moved = first is not None and self.current.town not in (None, first)
        if self.joint is not None and not self.parts_known:
            if self.current is self.joint or opens or moved:
                self.open(mains[0], first, "event-new-scene")
        elif (opens and (self._anew(mains) or self._elsewhere(clause, mains[0]))) or (
            self.another_day(sentence, mains) and not self.comes_back(mains)
        ):
            self.go_to_day(sentence, mains)

    def _anew(self, mains: list[Chunk]) -> bool:
        """Whether a sentence that turns elsewhere does not come back to an event already told of."""
        noun = next((c for c in mains if is_noun(c)), None)
        return noun is None or DEFINITE.search(self.text[max(0, noun.span.start - 30) : noun.span.start]) is None

    def _elsewhere(self, clause: Clause, chunk: Chunk) -> bool:
        """ "Meanwhile, the sit-in at the toll plaza …": one that its place tells from the one told of."""
        places = places_of(self.extraction, clause, position(clause, chunk))
        own = [place.key for place, mention in places if 0 < mention.start - chunk.span.end < BESIDE]
        return self.current is not None and bool(own) and not set(own) & {*self.current.places, *self.current.inherited}

    def _definite(self, sentence: Span, mains: list[Chunk]) -> bool:
        """ "the demonstration", one of several: which one, a later sentence says."""
        singular = [c for c in mains if not self.document.text(c.span).endswith("s")]
        return any(DEFINITE.search(self.text[sentence.start : c.span.start]) for c in singular)

    def annotations(self) -> Iterator[Annotation]:
        """The scene of each sentence that has one; what waited to the end belongs to the whole."""
        for sentence, event in (*self.scenes, *((sentence, self.joint) for sentence, _, _ in self.waiting)):
            # Where the report turned to a day of which it then told nothing, it went on with what came before.
            told = () if event is None else (event, *event.told_before())
            event = next((one for e in told if (one := self.absorbed.get(e.key, e)).forms), None)
            if event is not None:
                yield Annotation(label=Label.SCENE, span=sentence, value=event.key)


def _first_town(text: str, sentence: Span, towns: list[Place], *, opening: bool = False) -> str | None:
    """The town a sentence opens with ("In X, …") or, if it names one alone, that one."""
    if towns and opens(text, sentence.start, towns[0][1].start):
        return towns[0][0].key
    return towns[0][0].key if not opening and len({place.key for place, _ in towns}) == 1 else None
