"""How well the reader reads: what it found against gold, by kind of fact.

Matching, in the terms of SemEval-2013 task 9: the attributes of a fact must always be right (whose role, in which
body; which form of protest, where; which number); *exact* asks for the very words as well, *overlap* for words that
share a character with gold's, or half of the longer stretch where the kind is a whole clause. One finding answers
one gold fact, the nearest first. What gold calls optional counts for neither side. docs/gold.md says what is right
for each kind.
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.document import Span
from kg.facts import Extraction
from kg.gold import Gold, Item, speakers
from kg.names import fold
from kg.observed import NAMED, family, observed

KINDS = (
    "persons", "organizations", "places", "roles", "main events", "events", "subevents", "causes", "quotations",
    "speakers", "statements", "slogans", "demands", "symbols", "casualties", "sizes", "dates",
)  # fmt: skip
CLAUSES = ("quotations", "statements", "slogans", "demands")
REPEATED = ("causes", "statements", "demands", "symbols", "casualties", "sizes", "dates")
"""Kinds that a report may state several times and gold lists once: a further finding of the same is no error."""
ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "statements": ("demands", "sizes", "casualties", "quotations", "slogans"),
    "demands": ("statements", "slogans"),
}
"""What gold lists as one kind alone, although its words make the other kind too."""
COUNTED_WITH = ("main events", "speakers")
"""Kinds of which gold has no list of its own: the events of the lead, and who speaks the quotations."""
LEAD_LENGTH = 60
"""Characters that make a paragraph one of prose, and not a by-line or a dateline by itself."""
GENERAL_FORMS = frozenset({"demonstration", "gathering"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A gold fact that was missed, or a finding that is in no gold fact, with its sentence."""

    report: str
    half: str
    kind: str
    what: str  # missed, false, or nothing: read from words that hold no fact
    words: str
    values: str
    rule: str
    sentence: str


@dataclass(slots=True)
class Tally:
    """How many facts gold has and the reader found, and how many of these are right."""

    gold: int = 0
    found: int = 0
    right: int = 0
    exact: int = 0

    def add(self, other: Tally) -> None:
        """Count another report's facts too."""
        self.gold, self.found = self.gold + other.gold, self.found + other.found
        self.right, self.exact = self.right + other.right, self.exact + other.exact

    def figures(self, right: int | None = None) -> tuple[float | None, float | None, float | None]:
        """Precision, recall and F1; `None` where there is nothing to divide by."""
        right = self.right if right is None else right
        precision = right / self.found if self.found else None
        recall = right / self.gold if self.gold else None
        both = self.gold + self.found
        return precision, recall, 2 * right / both if both else None


@dataclass(slots=True)
class Score:
    """The tallies by kind, the failures, and right and n by rule."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    failures: list[Failure] = field(default_factory=list)
    rules: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    nothing: int = 0
    reports: int = 0
    words: int = 0

    def add(self, other: Score) -> None:
        """Count another report too."""
        for kind, tally in other.tallies.items():
            self.tallies[kind].add(tally)
        for rule, counts in other.rules.items():
            self.rules[rule].update(counts)
        self.failures += other.failures
        self.nothing += other.nothing
        self.reports += other.reports
        self.words += other.words


def score(gold: Gold, extraction: Extraction) -> Score:
    """What the reader found in one report, held against its gold."""
    return _Comparison(gold, extraction).score()


def places_compared(gold: Gold, extraction: Extraction) -> list[tuple[str, Item, Callable[[str], bool]]]:
    """Each event that gold knows by its words, what gold says of it, and whether a place that was read is one of it."""
    return list(_Comparison(gold, extraction).places())


def localities_compared(gold: Gold, extraction: Extraction) -> Callable[[str, str], bool | None]:
    """A test of whether a place that was read lies in a town by gold; `None` where gold does not know."""
    return _Comparison(gold, extraction).answered().lies


class _Comparison:
    """One report: gold, what was found, and which names of the one are which of the other."""

    def __init__(self, gold: Gold, extraction: Extraction) -> None:
        self.gold, self.extraction = gold, extraction
        self.text = gold.report.text
        self.found = observed(extraction)
        self.result = Score(reports=1, words=len(self.text.split()))
        self.entities = {entity.key: entity for entity in extraction.entities}
        self.named: dict[str, Item] = {}  # key of an entity or event -> the gold item it answers
        self.scopes: dict[str, set[str]] = {}

    def score(self) -> Score:
        """All kinds, names and events first: the others are about them."""
        kinds = (*NAMED, "events", *(k for k in KINDS if k not in (*NAMED, "events", *COUNTED_WITH)))
        for kind in (kind for kind in kinds if kind in self.gold.judged):
            pairs = self._pair(kind)
            if kind in (*NAMED, "events"):
                self.named.update((found.values["key"], item) for item, found, _ in pairs)
            if kind == "events":
                self._main_events(pairs)
            if kind == "quotations":
                self._speakers(pairs)
        for seen in self.found["localities"]:
            lies = self.lies(seen.values["site"], seen.values["town"])
            if lies is not None:
                self._rule(seen, right=lies)
        self._nothing()
        return self.result

    def answered(self) -> _Comparison:
        """With the names that answer those of gold."""
        for kind in (kind for kind in NAMED if kind in self.gold.judged):
            self.named.update((found.values["key"], item) for item, found, _ in self._pair(kind))
        return self

    def lies(self, site: str, town: str) -> bool | None:
        """Whether a protest of gold was at a site and in a town; gold has no other list of what lies where."""
        places = [item.values.get("places", ()) for item in self.gold.items["events"]]
        here = [names for names in places if self._is_one_of(site, names)]
        return any(self._is_one_of(town, names) for names in here) if here else None

    def _is_one_of(self, place: str, names: Iterable[str]) -> bool:
        return any(self.is_called(place, name) for name in names)

    def places(self) -> Iterator[tuple[str, Item, Callable[[str], bool]]]:
        """The events that were read with the gold event whose words and form they have best, and a test of places."""
        self.answered()
        for seen in self.found["events"]:
            forms = set(seen.values["forms"])
            near = [
                (bool(forms & set(item.values["forms"])), _event(self, item, seen), self._near("events", item, seen)[1])
                for item in self.gold.items["events"]
            ]
            best = max(range(len(near)), key=lambda i: near[i], default=None)
            if best is not None and near[best][2]:
                wanted = self.gold.items["events"][best]
                yield seen.values["key"], wanted, functools.partial(self._is_at, wanted)

    def _is_at(self, event: Item, place: str) -> bool:
        return self._is_one_of(place, event.values.get("places", ()))

    def _pair(self, kind: str) -> list[tuple[Item, Item, bool]]:
        """Gold with what answers it, nearest first, whether its words are exact; the rest is missed or false."""
        right, gold, found = RIGHT.get(kind, _always), list(self.gold.items.get(kind, ())), self.found[kind]
        candidates = []
        for g, wanted in enumerate(gold):
            for f, seen in enumerate(found):
                exact, shared = self._near(kind, wanted, seen)
                if (exact or shared) and right(self, wanted, seen):
                    candidates.append((not exact, -shared, self._of_part(kind, wanted, seen), g, f))
        taken: dict[int, tuple[int, bool]] = {}
        used: set[int] = set()
        for inexact, _, _, g, f in sorted(candidates):
            if g not in taken and f not in used:
                taken[g] = (f, not inexact)
                used.add(f)
        repeats = {f for *_, f in candidates} - used if kind in REPEATED else set()
        neutral = repeats | {f for f, seen in enumerate(found) if f not in used and self._neutral(kind, seen)}
        self._count(kind, gold, found, taken, neutral)
        return [(gold[g], found[f], exact) for g, (f, exact) in taken.items()]

    def _of_part(self, kind: str, wanted: Item, seen: Item) -> bool:
        """Whether the date of a protest was read as that of a part of it: the protest's own date answers it rather."""
        if kind != "dates" or wanted.values.get("event") is None:
            return False
        return all(item.values["key"] != seen.values["event"] for item in self.found["events"])

    def _near(self, kind: str, wanted: Item, seen: Item) -> tuple[bool, int]:
        """Whether the words are the same, and how many characters they share if that is enough."""
        if kind == "roles":
            title, other = _singular(wanted.values["title"]), _singular(seen.values["title"])
            return title == other, 1 if title[-1:] == other[-1:] else 0
        shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in wanted.spans for b in seen.spans)
        if kind in NAMED:
            forms = {fold(form) for form in wanted.values["forms"]}
            return shared > 0 and fold(seen.values["forms"][0]) in forms, shared
        whole = {self._trimmed(span) for span in wanted.spans}
        exact = any(self._trimmed(span) in whole for span in seen.spans)
        longer = max(sum(map(len, wanted.spans)), sum(map(len, seen.spans)))
        return exact, shared if kind not in CLAUSES or 2 * shared >= longer else 0

    def _trimmed(self, span: Span) -> tuple[int, int]:
        words = self.text[span.start : span.end]
        lead = _LEAD.match(words)  # a date is as right with its preposition as without
        return span.start + (lead.end() if lead else 0), span.end - len(words) + len(words.rstrip())

    def _neutral(self, kind: str, seen: Item) -> bool:
        """What gold calls optional or has under another kind is neither right nor wrong."""
        same = [item for item in self.gold.items.get(kind, ()) if item.optional]
        elsewhere = [item for name in ELSEWHERE.get(kind, ()) for item in self.gold.items[name]]
        return any(a.overlaps(b) for item in (*same, *elsewhere) for a in item.spans for b in seen.spans)

    def _count(
        self,
        kind: str,
        gold: Sequence[Item],
        found: Sequence[Item],
        taken: Mapping[int, tuple[int, bool]],
        neutral: set[int],
    ) -> None:
        tally = self.result.tallies[kind]
        for g, item in enumerate(gold):
            if item.optional:
                neutral |= {taken[g][0]} if g in taken else set()
                continue
            tally.gold += 1
            tally.right += g in taken
            tally.exact += g in taken and taken[g][1]
            if g not in taken:
                self._fail(kind, "missed", item)
        right = {f for f, _ in taken.values()}
        for f, seen in enumerate(found):
            if f in neutral:
                continue
            tally.found += 1
            self._rule(seen, right=f in right)
            if f not in right:
                self._fail(kind, "false", seen)

    def _rule(self, seen: Item, *, right: bool) -> None:
        rule = seen.values.get("rule")
        if rule is not None:
            self.result.rules[rule].update(n=1, right=int(right))

    def _main_events(self, pairs: Sequence[tuple[Item, Item, bool]]) -> None:
        """The events that the headline or the first paragraph tells of: what the report is about."""
        tally, answered = self.result.tallies["main events"], {id(wanted): exact for wanted, _, exact in pairs}
        answers = {id(seen): wanted for wanted, seen, _ in pairs}
        lead = self._lead()
        for wanted in self.gold.items["events"]:
            if not wanted.optional and _within(wanted, lead):
                tally.gold += 1
                tally.right += id(wanted) in answered
                tally.exact += answered.get(id(wanted), False)
        for seen in self.found["events"]:
            wanted_here = answers.get(id(seen))
            if wanted_here is not None:  # as in gold, wherever the reader found the words for it
                tally.found += not wanted_here.optional and _within(wanted_here, lead)
            else:
                tally.found += _within(seen, lead) and not self._neutral("events", seen)

    def _lead(self) -> list[Span]:
        """The headline, and the first paragraph that is prose."""
        document = self.extraction.document
        prose = (each for each in document.paragraphs if len(each) > LEAD_LENGTH)
        return [span for span in (document.headline, next(prose, None)) if span is not None]

    def _speakers(self, pairs: Iterable[tuple[Item, Item, bool]]) -> None:
        """Whose words they are, of the quotations that both have."""
        tally, answered = self.result.tallies["speakers"], {id(item): (seen, exact) for item, seen, exact in pairs}
        for item in self.gold.items["quotations"]:
            wanted = speakers(item)
            seen, exact = answered.get(id(item), (None, False))
            spoken = None if seen is None else seen.values["speaker"]
            right = spoken is not None and any(self.is_called(spoken, name) for name in wanted)
            if item.optional or (not wanted and spoken is None):
                continue
            tally.gold += bool(wanted)
            tally.found += spoken is not None
            tally.right += right
            tally.exact += right and exact
            if wanted and not right:
                self._fail("speakers", "missed", item, found=spoken)
            elif not wanted and seen is not None:
                self._fail("speakers", "false", seen)
        matched = {id(seen) for seen, _ in answered.values()}
        tally.found += sum(1 for seen in self.found["quotations"] if id(seen) not in matched and seen.values["speaker"])

    def is_called(self, key: str | None, name: str) -> bool:
        """Whether an entity is what the report calls so: by its forms, or as the one that gold's name stands for."""
        entity = None if key is None else self.entities.get(key)
        if entity is None:
            return False
        item = self.named.get(entity.key)
        if item is not None and name in item.values["forms"]:
            return True
        words = {fold(self.extraction.document.text(span)) for span in entity.mentions} | {fold(entity.name)}
        if fold(name) in words:
            return True
        places = [Span(i, i + len(name)) for i in _occurrences(self.text, name)]
        return any(span.overlaps(place) for span in entity.mentions for place in places)

    def scope(self, event: str) -> set[str]:
        """The gold events that an event, its whole or its parts answer or share words with."""
        if event not in self.scopes:
            kin = family(self.extraction, event)
            spans = [span for e in kin for span in e.evidence]
            items = [
                item for item in self.gold.items["events"] if any(a.overlaps(b) for a in item.spans for b in spans)
            ]
            items += [self.named[e.key] for e in kin if e.key in self.named]
            self.scopes[event] = {item.values["id"] for item in items}
        return self.scopes[event]

    def _nothing(self) -> None:
        """Facts all of whose words stand where no fact may come from."""
        barren = [span for item in self.gold.items["nothing"] for span in item.spans]
        read = [(e.mentions, e.key, "") for e in self.extraction.entities]
        read += [(fact.evidence, fact.key, fact.rule) for fact in self.extraction.facts]
        for spans, key, rule in read:
            if all(any(stretch.covers(span) for stretch in barren) for span in spans):
                self.result.nothing += 1
                item = Item(kind="nothing", spans=tuple(spans), values={"key": key, "rule": rule})
                self._fail("nothing", "nothing", item)

    def _fail(self, kind: str, what: str, item: Item, *, found: str | None = None) -> None:
        values = {key: self._name(value) for key, value in item.values.items() if key not in ("rule", "key")}
        if found is not None:
            values["found"] = self._name(found)
        spans = item.spans or self._role_spans(item)
        sentence = self.extraction.document.sentence_at(spans[0].start) if spans else None
        self.result.failures.append(
            Failure(
                report=self.gold.report.id, half=self.gold.half, kind=kind, what=what,
                words=" … ".join(" ".join(self.text[s.start : s.end].split()) for s in item.spans[:4]),
                values=", ".join(f"{key}={value}" for key, value in values.items() if value not in (None, "", ())),
                rule=str(item.values.get("rule") or ""),
                sentence="" if sentence is None else " ".join(self.text[sentence.start : sentence.end].split()),
            )
        )  # fmt: skip

    def _role_spans(self, item: Item) -> tuple[Span, ...]:
        person = str(item.values.get("person"))
        return tuple(Span(i, i + len(person)) for i in _occurrences(self.text, person))[:1]

    def _name(self, value: Any) -> Any:
        """A key as the name it stands for."""
        if isinstance(value, (tuple, list)):
            return tuple(self._name(each) for each in value)
        entity = self.entities.get(value) if isinstance(value, str) else None
        return value if entity is None else entity.name


def _within(item: Item, stretches: Iterable[Span]) -> bool:
    return any(stretch.overlaps(span) for stretch in stretches for span in item.spans)


Right = Callable[[_Comparison, Item, Item], bool]


def _always(_: _Comparison, __: Item, ___: Item) -> bool:
    return True


def _role(c: _Comparison, wanted: Item, seen: Item) -> bool:
    body, of = wanted.values.get("organization"), seen.values["organization"]
    same_body = of is None if body is None else c.is_called(of, body)
    return same_body and c.is_called(seen.values["person"], wanted.values["person"])


def _event(c: _Comparison, wanted: Item, seen: Item) -> bool:
    """One form in common and none that gold lacks; places, all of them gold's, or none on both sides."""
    forms, said = set(seen.values["forms"]), set(wanted.values["forms"])
    places, towns = seen.values["places"], wanted.values.get("places", ())
    return (
        bool(forms & said)
        and forms <= said | GENERAL_FORMS
        and bool(places) == bool(towns)
        and all(any(c.is_called(place, town) for town in towns) for place in places)
        and seen.values["modality"] == wanted.values.get("modality", "asserted")
    )


def _same(key: str) -> Right:
    return lambda _, wanted, seen: bool(wanted.values.get(key) == seen.values[key])


def _at_event(c: _Comparison, wanted: Item, seen: Item) -> bool:
    event = wanted.values.get("event")
    return event is None or event in c.scope(seen.values["event"])


def _figure(_: _Comparison, wanted: Item, seen: Item) -> bool:
    """The stated bounds; a vague word has none."""
    low, high = wanted.values.get("number", [None, None])
    return [low, high] == list(seen.values["number"]) and wanted.values.get("of") == seen.values.get("of")


def _size(c: _Comparison, wanted: Item, seen: Item) -> bool:
    return _figure(c, wanted, seen) and _at_event(c, wanted, seen)


def _date(c: _Comparison, wanted: Item, seen: Item) -> bool:
    days = all(wanted.values.get(key) == seen.values[key] for key in ("earliest", "latest"))
    if wanted.values.get("event") is None:  # of an incident, not of a protest
        return days and not any(item.values["key"] == seen.values["event"] for item in c.found["events"])
    return days and _at_event(c, wanted, seen)


def _spoken(c: _Comparison, wanted: Item, seen: Item) -> bool:
    names = speakers(wanted)
    spoken = seen.values["speaker"]
    return spoken is None if not names else any(c.is_called(spoken, name) for name in names)


def _slogan(_: _Comparison, wanted: Item, seen: Item) -> bool:
    return bool((wanted.values.get("form") == "BannerText") == (seen.values["form"] == "BannerText"))


def _demand(c: _Comparison, wanted: Item, seen: Item) -> bool:
    """Of nobody else than gold says; that nobody is named is no error."""
    of, said = seen.values["addressee"], wanted.values.get("addressee")
    return of is None or said is None or c.is_called(of, said)


RIGHT: Mapping[str, Right] = {
    "roles": _role,
    "events": _event,
    "subevents": _same("form"),
    "causes": _at_event,
    "statements": _spoken,
    "slogans": _slogan,
    "demands": _demand,
    "symbols": _same("kind"),
    "casualties": _figure,
    "sizes": _size,
    "dates": _date,
}


_LEAD = re.compile(r"\s*(?:(?:on|in|since|at|of|by|from|until) )?", re.IGNORECASE)


def _singular(title: str) -> list[str]:
    """The words of a title, the last in the singular."""
    words = fold(title).split()
    return [*words[:-1], *(word.removesuffix("s") for word in words[-1:])]


def _occurrences(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0 and words:
        yield start
        start = text.find(words, start + len(words))
