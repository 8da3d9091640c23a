"""How a figure of a report bears on being the size of a protest: what `kg.extraction.figures` weighs.

Each thing that is said of a figure is a few words ("rule size-drew", "after near came & people"), so that its weight in
`data/lexicon/crowds.csv` can be read. The words around it speak of what `data/lexicon/near_figures.csv` says.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from kg.document import Label, Span, Word
from kg.facts import Extraction
from kg.lexicon import Lexicon
from kg.reading.estimates import DONE_TO, Place
from kg.reading.segment import MASK

NEAR, FAR = 4, 12  # words before and after a figure that are looked at
GAP = 40  # characters; a word of protest that is nearer is close
DEEDS = frozenset({"came", "harm", "held", "work", "owed", "live", "serve", "sign", "say", "force"})
"""What words near a figure speak of that is done by people, or to them."""
PROTESTS = ("main ", "future ", "negated ")
SIZES = ((2, "one"), (10, "a few"), (20, "tens"), (100, "dozens"), (1000, "hundreds"), (10_000, "thousands"))
YEARS = range(1900, 2101)
IN_THEIR = " in their "


class Crowds:
    """The figures of a report, and what is said of each."""

    def __init__(self, extraction: Extraction, lexicon: Lexicon, told: str) -> None:
        self.document, self.near, self.told = extraction.document, lexicon.near_figures, told
        self.seen: set[tuple[int | None, int | None, str]] = set()
        triggers = self.document.labelled(Label.TRIGGER)
        self.protests = [a.span.start for a in triggers if a.value.startswith(PROTESTS)]

    def of(
        self, place: Place, sentence: Span, rule: str | None, against: str | None, *, scene: bool
    ) -> tuple[str, ...]:
        """What is said of a figure: `rule` reads it as a size, `against` is why it can be none."""
        sort, by = _sort(place), "no rule" if rule is None else "a rule"
        says = [by, f"noun {sort}", f"{by} & {sort}"]
        says += [] if rule is None else [f"rule {rule}"]
        says += [] if against is None else ["against", f"against {against}", f"against & {sort}"]
        for word in (*self._value(place), *self._standing(place, sentence, scene=scene)):
            says += [word, f"{word} & {sort}"]
        return tuple(dict.fromkeys((*says, *self._around(place, sentence, sort))))

    def _value(self, place: Place) -> Iterator[str]:
        """How large it is, how it is bounded, and whether the same was told before."""
        figure, words = place.figure, self.told[place.figure.span.start : place.figure.span.end]
        bound = figure.low if figure.low is not None else figure.high
        if figure.words or bound is None:
            yield "size vague"
        else:
            yield "size " + next((name for limit, name in SIZES if bound < limit), "more")
            if bound in YEARS and words.isdigit():
                yield "like a year"
            if figure.rule is not None:
                yield f"bounded {figure.rule}"
            if None not in (figure.low, figure.high) and figure.low != figure.high:
                yield "range"
        known = (figure.low, figure.high, figure.words)
        if known in self.seen:
            yield "again"
        self.seen.add(known)

    def _standing(self, place: Place, sentence: Span, *, scene: bool) -> Iterator[str]:
        """Where in the report it stands, and where from the words of protest in its sentence."""
        document, at = self.document, place.figure.span
        if document.headline is not None and document.headline.covers(sentence):
            yield "headline"
        else:
            number = bisect.bisect_right(document.paragraphs, sentence.start, key=lambda paragraph: paragraph.start)
            yield "lead" if number <= 1 else "early" if number <= 4 else "late"
        first, last = (bisect.bisect_left(self.protests, offset) for offset in (sentence.start, sentence.end))
        inside = self.protests[first:last]
        yield "told" if inside else "scene" if scene else "no scene"
        after = bisect.bisect_right(inside, at.start)
        if after < len(inside):
            yield f"protest after {'close' if inside[after] - at.end < GAP else 'far'}"
        before = bisect.bisect_left(inside, at.start)
        if before > 0:
            yield f"protest before {'close' if at.start - inside[before - 1] < GAP else 'far'}"

    def _around(self, place: Place, sentence: Span, sort: str) -> Iterator[str]:
        """The words before it, its noun, and the words after that."""
        start, end = place.figure.span.start, place.figure.span.end
        close = end if place.noun is None else place.noun.end
        before, after = self._words(sentence.start, start)[::-1][:FAR], self._words(close, sentence.end)[:FAR]
        for index, inner in enumerate(reversed(self._words(end, close))):
            yield f"{'inside' if index else 'noun'} “{inner.lower}”"
            yield from (f"inside {kind}" for kind in self.near.get(inner.lower, ()) if index)
        last = f"last “{before[0].lower}”" if before else "opens"
        yield from (last, f"{last} & {sort}")
        yield f"next “{after[0].lower}”" if after else "closes"
        if len(after) > 1:
            yield f"next “{after[0].lower} {after[1].lower}”"
        if len(before) > 1:
            yield f"last “{before[1].lower} {before[0].lower}”"
        if before and before[0].capital and before[0].text.isalpha():
            yield from ("after a capital", f"after a capital & {sort}")
        if self.told[max(0, start - len(IN_THEIR)) : start] == IN_THEIR:
            yield "in their"
        if DONE_TO.match(place.after):
            yield from ("done to", f"done to & {sort}")
        yield from self._side("before", before, sort)
        yield from self._side("after", after, sort)
        since, then = self._deed(before), self._deed(after)
        for word in (*(f"from {kind}" for kind in since), *(f"then {kind}" for kind in then)):
            yield from (word, f"{word} & {sort}")
        yield from (f"from {one} then {other}" for one in since for other in then)

    def _side(self, side: str, words: Sequence[Word], sort: str) -> Iterator[str]:
        """The words on one side, the nearest first, and what they speak of."""
        for index, word in enumerate(words):
            zone = "next" if index == 0 else "near" if index < NEAR else "far"
            if zone != "far" and word.text.isalpha():
                yield f"{side} “{word.lower}”"
            for kind in self.near.get(word.lower, ()):
                yield f"{side} {zone} {kind}"
                if zone != "far":
                    yield f"{side} {kind} & {sort}"

    def _deed(self, words: Sequence[Word]) -> tuple[str, ...]:
        """What the first word speaks of that says what they did, or what was done to them."""
        found = (DEEDS.intersection(self.near.get(word.lower, ())) for word in words)
        return tuple(sorted(next(filter(None, found), ("nothing",))))

    def _words(self, start: int, end: int) -> list[Word]:
        """The words of a stretch, without what is quoted."""
        words = self.document.words_in(Span(start, end)) if start < end else ()
        return [word for word in words if self.told[word.span.start] != MASK]


def _sort(place: Place) -> str:
    """The sort of noun that a figure counts; of none that is known, whether a word follows."""
    if place.noun is not None:
        return place.noun.sort
    return "unknown" if place.direct[:1] in (" ", "-") and place.direct[1:2].isalpha() else "alone"
