"""How a place of a report bears on a protest in it: what `kg.extraction.placing` weighs.

Each thing that is said of a place is a few words ("said & town"), so that its weight in `data/lexicon/placing.csv` can
be read. Only places near a protest, in the lead or in the dateline are looked at: a page of a long text costs what a
page of a short one does.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.document import Span
from kg.facts import Entity, EntityKind, Event, Extraction, Modality
from kg.reading.elsewhere import not_reached
from kg.reading.hometown import home_of, of_cause

BODY = 12  # mentions of an event that are looked at
BACK = 12  # places named before it
PROSE = 60  # characters from which a paragraph is no label
NARROW, WIDE = 30, 100  # characters of text before a place, and of the words between
LARGE = {"country": "country", **dict.fromkeys(("region", "province", "state", "county", "district"), "region")}
PREPOSITIONS = frozenset(
    "in at outside inside near from to towards toward of on across through throughout around between for over against"
    " into along opposite and".split()
)
KIND_WORDS = re.compile(
    r" ?\b(?:the|an?|central|downtown|nearby|(?:north|south|east|west)ern|city|town|village|capital|district)\W*$",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"\b(?:that|who|which|where|after|when|while)\b")


@dataclass(frozen=True)
class Bearing:
    """A place, the words of the report that tie it to a protest best, and how it bears on it."""

    place: str
    words: Span
    says: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A protest and its places as the rules have them: place → whether its own clause says so."""

    event: Event
    places: Mapping[str, bool]

    def status(self, place: str) -> str:
        """What the rules make of a place."""
        if place not in self.places:
            return "unsaid"
        return "said" if self.places[place] else "inherited"


class Bearings:
    """The places of a report, and how each bears on each of its protests."""

    def __init__(self, extraction: Extraction, protests: Iterable[Told]) -> None:
        self.extraction, self.document = extraction, extraction.document
        self.text, self.headline = self.document.report.text, self.document.headline
        self.protests = list(protests)
        self.places: dict[str, tuple[Span, ...]] = {}  # mentions outside quotations, in reading order
        self.outside: dict[str, list[Span]] = {}  # those of them below the headline
        self.entities: dict[str, Entity] = {}
        for entity in (e for e in extraction.entities if e.kind is EntityKind.PLACE):
            mentions = tuple(m for m in sorted(entity.mentions) if self.document.quoted_at(m.start) is None)
            if mentions:
                self.places[entity.key], self.entities[entity.key] = mentions, entity
                self.outside[entity.key] = [m for m in mentions if not self._in_headline(m)]
        self.home = next((place.key for place, _ in home_of(extraction)), None)
        self.named = Counter(key for told in self.protests for key in told.places)
        self.said = Counter(key for told in self.protests for key, said in told.places.items() if said)

    @functools.cached_property
    def mentions(self) -> list[tuple[Span, str]]:
        """All mentions of places with their keys, in reading order."""
        return sorted((m, key) for key, mentions in self.places.items() for m in mentions)

    @functools.cached_property
    def towns(self) -> list[str]:
        """The towns of the report, the one named most often first."""
        towns = (key for key, entity in self.entities.items() if entity.settlement)
        return sorted(towns, key=lambda key: (-len(self.places[key]), self.places[key][0]))

    @functools.cached_property
    def lead(self) -> Span | None:
        """The first paragraph that is prose."""
        return next((p for p in self.document.paragraphs if len(p) > PROSE), None)

    @functools.cached_property
    def leading(self) -> frozenset[str]:
        """The places of the headline and of the first paragraphs, up to the one after the first that is prose."""
        paragraphs = self.document.paragraphs
        first = paragraphs.index(self.lead) if self.lead is not None else 0
        spans = [s for s in (self.headline, *paragraphs[: first + 2]) if s is not None]
        return frozenset(key for span in spans for _, key in self._within(span))

    def of(self, told: Told) -> Iterator[Bearing]:
        """How the places near a protest bear on it, those that the rules chose first."""
        event = told.event
        outside = [e for e in event.evidence if not self._in_headline(e)] or list(event.evidence)
        body = sorted(outside)[:BODY]
        near = dict.fromkeys((*told.places, *self.leading, *([self.home] if self.home else ())))
        for words in body:
            sentence = self.document.sentence_at(words.start)
            near |= dict.fromkeys(key for _, key in self._within(sentence)) if sentence is not None else {}
        near |= dict.fromkeys(self._before(body[0].start))
        for key in near:
            if key in self.places:
                yield self._bearing(told, key, body)

    def _bearing(self, told: Told, key: str, body: list[Span]) -> Bearing:
        status, kind = told.status(key), self._kind(key)
        mentions = self.outside[key]
        says = [status, kind, f"{status} & {kind}", *self._standing(told, key, mentions, status, kind)]
        together = list(self._together(mentions, body))
        if together:
            words, evidence = min(together, key=lambda pair: (_gap(*pair), pair))
            says += self._same_sentence(words, evidence, status, first=evidence == body[0])
        else:
            words = self._latest(key, mentions, body[0])
            says += self._far(words, mentions, body, status, kind)
            if key not in self.leading and "same paragraph" not in says:
                says += ["neither near it nor at the top", f"neither near it nor at the top & {status}"]
        return Bearing(key, words, tuple(says))

    def _kind(self, key: str) -> str:
        entity = self.entities[key]
        return "town" if entity.settlement else LARGE.get(entity.category or "", "spot")

    def _standing(self, told: Told, key: str, mentions: list[Span], status: str, kind: str) -> Iterator[str]:
        """What a place is to the protest by the rules, and in the report as a whole."""
        if status == "unsaid":
            known = "said" if any(told.places.values()) else "inherited" if told.places else "nothing"
            yield from (f"unsaid, rules know {known}", f"unsaid, rules know {known} & {kind}")
        if key == self.home:
            yield from ("home", f"home & {status}")
        elif status == "inherited":
            yield "inherited & not home"
        if len(mentions) < len(self.places[key]):
            yield from ("in headline", f"in headline & {kind}", *(() if mentions else ("in headline only",)))
        if self.lead is not None and _between(mentions, self.lead):
            yield from ("in lead", f"in lead & {kind}", f"in lead & {status}")
        if key in self.towns[:1]:
            yield from ("most named", f"most named & {status}")
            if len(self.towns) == 1:
                yield from ("only town", f"only town & {status}")
        yield f"named {min(len(self.places[key]), 4)}"
        yield from self._beside_others(told, key, status, kind)

    def _beside_others(self, told: Told, key: str, status: str, kind: str) -> Iterator[str]:
        """What a place is to the other protests, and what the protest is among them."""
        if self.named[key] > (key in told.places):
            yield from ("of another", f"of another & {status}")
        if self.said[key] > (told.places.get(key) is True):
            yield from ("said of another", f"said of another & {status}", f"said of another & {status} & {kind}")
        event = told.event
        if event.modality is not Modality.ASSERTED:
            yield from (f"{event.modality} & {status}", f"{event.modality} & {kind} & {status}")
        if event.rule == "event-earlier":
            yield f"earlier & {status}"
        if self.text[event.evidence[0].end - 1] == "s":
            yield from (f"plural & {status}", f"plural & {kind}")
        if len(self.protests) == 1:
            yield from ("only protest", f"only protest & {kind}", f"only protest & {status}")

    def _together(self, mentions: list[Span], body: list[Span]) -> Iterator[tuple[Span, Span]]:
        """The mentions of a place with the words for a protest in the same sentence."""
        for evidence in body:
            sentence = self.document.sentence_at(evidence.start)
            if sentence is not None:
                yield from ((mention, evidence) for mention in _between(mentions, sentence))

    def _same_sentence(self, words: Span, evidence: Span, status: str, *, first: bool) -> Iterator[str]:
        """What stands before a place and between it and the words for the protest."""
        side, preposition = "after" if words.start >= evidence.start else "before", self._preposition(words)
        yield from ("same sentence", side, f"“{preposition}”")
        yield from (f"{side} & “{preposition}”", f"“{preposition}” & {status}")
        between = self.text[min(words.end, evidence.end) : max(words.start, evidence.start)][:WIDE]
        if "," in between:
            yield "comma between"
        if " and " in between:
            yield "and between"
        if CLAUSE.search(between) is not None:
            yield from ("clause between", f"clause between & {status}")
        yield "gap " + next((str(limit) for limit in (15, 40, 90) if len(between) < limit), "more")
        if first:
            yield "with the first words"
        sentence = self.document.sentence_at(words.start)
        if sentence is not None and words.start - sentence.start < len("Meanwhile, in"):
            yield from ("opens", f"opens & “{preposition}”")
        if of_cause(self.document, words):
            yield from ("of the cause", f"of the cause & {status}")
        if not_reached(self.text, evidence, words):
            yield from ("not reached", f"not reached & {status}")
        if self.text.startswith(("’s", "'s"), words.end):
            yield "possessive"

    def _far(self, words: Span, mentions: list[Span], body: list[Span], status: str, kind: str) -> Iterator[str]:
        """Where the place is named, if never in a sentence with the protest."""
        yield from ("elsewhere", f"elsewhere & {status}", f"elsewhere & {kind}", f"elsewhere & {kind} & {status}")
        yield f"far “{self._preposition(mentions[0]) if mentions else ''}”"
        paragraph = self.document.paragraph_at(body[0].start)
        if paragraph is not None and _between(mentions, paragraph):
            yield from ("same paragraph", f"same paragraph & {kind}", f"same paragraph & {status}")
        if words.end <= body[0].start and not self._in_headline(words):
            back = min(self._sentence(body[0].start) - self._sentence(words.start), 4)
            yield from (f"back {back}", f"back {back} & {kind}")
        else:
            yield from ("later only", f"later only & {status}")
        if mentions and all(of_cause(self.document, m) for m in mentions[:BODY]):
            yield from ("of the cause", f"of the cause & {status}")

    def _latest(self, key: str, mentions: list[Span], evidence: Span) -> Span:
        """The last mention before the words for the protest; else the first there is."""
        before = bisect.bisect_left(mentions, evidence.start, key=lambda m: m.start)
        return mentions[before - 1] if before else (mentions or self.places[key])[0]

    def _preposition(self, words: Span) -> str:
        before = self.text[max(0, words.start - NARROW) : words.start]
        if not before.strip(" ") or before.rstrip(" ").endswith("\n"):
            return ""
        shorter = KIND_WORDS.sub("", before)
        while shorter != before:
            before, shorter = shorter, KIND_WORDS.sub("", shorter)
        if before.rstrip().endswith(","):
            return ","
        last = re.search(r"\w+\W*$", before)
        word = "" if last is None else last[0].strip().lower()
        return word if word in PREPOSITIONS else "other"

    def _before(self, offset: int) -> Iterator[str]:
        """The places named last before an offset."""
        index = bisect.bisect_left(self.mentions, offset, key=lambda item: item[0].start)
        seen = dict.fromkeys(key for _, key in reversed(self.mentions[max(0, index - 2 * BACK) : index]))
        yield from list(seen)[:BACK]

    def _within(self, span: Span) -> list[tuple[Span, str]]:
        first = bisect.bisect_left(self.mentions, span.start, key=lambda item: item[0].start)
        last = bisect.bisect_left(self.mentions, span.end, key=lambda item: item[0].start)
        return self.mentions[first:last]

    def _sentence(self, offset: int) -> int:
        return bisect.bisect_right(self.document.sentences, offset, key=lambda sentence: sentence.start)

    def _in_headline(self, span: Span) -> bool:
        return self.headline is not None and self.headline.covers(span)


def _between(mentions: list[Span], span: Span) -> list[Span]:
    """The mentions that begin inside a stretch of text."""
    first = bisect.bisect_left(mentions, span.start, key=lambda mention: mention.start)
    return mentions[first : bisect.bisect_left(mentions, span.end, key=lambda mention: mention.start)]


def _gap(mention: Span, evidence: Span) -> int:
    return max(mention.start - evidence.end, evidence.start - mention.end, 0)
