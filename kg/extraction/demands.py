"""Demands: what was asked, by whom and of whom.

Only in the reporter's words; what is demanded inside a quotation is the speaker's. A list of things demanded is one
demand for each thing that is a phrase of its own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from kg.document import Span
from kg.facts import Demand, Entity, EntityKind, Event, EventKind, Extraction, Fact, Predicate, Relation
from kg.lexicon import Lexicon
from kg.reading.asking import Asked, asked
from kg.reading.asking_patterns import TO
from kg.reading.grammar import Clause, clause
from kg.reading.segment import MASK, narrative

SPLIT = re.compile(
    r"(?P<and>,? and|,? as well as|, plus)|,(?= )",
)
PHRASE = re.compile(
    r" (?:also )?(?:(?:for|that) )?(?:(?:the|an?|their|its|his|her|all|more|better|higher|free|full|fair|fairer"
    r"|immediate"
    r"|permanent|safe|safer|new|improved|compensation|justice|payment|release|reinstatement|removal|restoration"
    r"|recognition"
    r"|cheaper|shorter|lower|stronger|greater|protection|access|adequate|equal|proper|public|social|paid"
    r"|regular|no|an end"
    r"|that|to (?!the\b))\b|[$£€]?\d)"
)
NOMINAL = re.compile(r" (?:the )?[a-z][\w-]*(?:tion|sion|ment|al|ance|ence|ing|ure|age|ease) (?:of|for|from|to|by) ")
"""A thing to do as a noun with what it is done to: "abolition of the tax"."""
SHORT_ITEM = 6  # words of an item between commas that may be a bare noun
OWN = re.compile(
    r" (?:also )?(?:(?:for|that|to) |[^;:]{2,80}?,? to [a-z]|(?:safer|cheaper|shorter|lower|stronger|fairer"
    r"|greater)\b|(?:an? |no |all |the [\w'’ -]+?(?:['’]s? "
    r"| of | for | from | to | in |\w+ed\b)|(?:their|its|his|her|[\w-]+) [\w'’ -]*?(?: of | for | from | in "
    r"| to |\w+ed\b))"
    r"|(?:more|better|higher|free|full|fair|permanent|safe|new|improved|adequate|equal|proper|public|paid) \w+"
    r"|compensation"
    r"|justice|payment)"
)
FROM = re.compile(
    r" from (?=(?:the |its )?[A-Z])(?!January|February|March|April|May|June|July|August|Sept|Oct|Nov|Dec|Mon"
    r"|Tue|Wed|Thu|Fri|Sat|Sun)"
)
SEMICOLONS = re.compile(r"\s*;\s*(?:and\s+)?")
COMMAS = re.compile(
    r",\s*(?:and\s+)?|\s+and\s+(?=(?:an?|the|better|higher|more|free|full|[a-z]{3,}er|[a-z]+(?:tion|ment|al|ing) of)\b)"
)
LEAD = re.compile(r"[\s,:–—-]*(?:(?:for|that|also|to|and|[a-h1-9]\)|\([a-h1-9]\))(?!\w)\s*){0,2}")
AND_ACT = re.compile(r"(?:,? and (?P<to>to )?|, (?P<also>to ))(?=(?P<verb>[a-z-]+) \w)")
GOES_ON_TO = re.compile(
    r"\b(?:end|halt|stop|access|rights?|return|changes?|cuts?|limits?|answers?|solutions?|amendments?|alternatives?"
    r"|increases?|rises?|improvements?|repairs?|connections?|links?|adjustments?)$"
)  # nouns with "to": "an end to fees"
DANGLING = re.compile(r" (?:of|for|with|from|the|an?)$")
OBJECT = re.compile(r" (?:the|an?|all|every|each|its|their|his|her|those|these|more|any|no|both|\d)\b")
WORD = re.compile(r"\w{4,}")
PURPOSE = re.compile(r"(?:\bto|,|\b(?:while|and)) $", re.IGNORECASE)
"""Before "demand" or "demanding": what those do it for who were told of."""
PROTESTS = frozenset((EventKind.PROTEST, EventKind.JOINT))


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its demands."""
    return extraction.adding(_demands(extraction, lexicon))


def _demands(extraction: Extraction, lexicon: Lexicon) -> Iterator[Fact]:
    """The demands of the body, then those of the headline which the body does not repeat."""
    document, told = extraction.document, narrative(extraction.document)
    headline = document.headline
    ordered = sorted(document.sentences, key=lambda sentence: headline is not None and headline.covers(sentence))
    known: list[frozenset[str]] = []
    for sentence in ordered:
        title = headline is not None and headline.covers(sentence)
        for found in asked(told, sentence, document.words_in(sentence), lexicon.words["authority"]):
            for demand in _read(extraction, lexicon, told, sentence, found):
                words = frozenset(WORD.findall(document.text(demand.content).lower()))
                if title and any(len(words & other) * 2 >= len(words) for other in known):
                    continue
                known.append(words)
                yield demand


def _read(extraction: Extraction, lexicon: Lexicon, told: str, sentence: Span, found: Asked) -> Iterator[Demand]:
    """The demands that one verb introduces."""
    parsed = clause(extraction.document, sentence, lexicon)
    scene = extraction.scene(sentence.start)
    by = _by(extraction, parsed, found.start, scene)
    at = _at_its_protest(extraction, sentence, found, scene) if by is None else _occasion(extraction, by, scene)
    for part, whom in _things(extraction, lexicon, parsed, told, found):
        yield Demand(
            key=f"demand-{part.start}",
            content=part,
            by=None if by is None else by.key,
            addressee=None if whom is None else whom.key,
            event=at,
            evidence=(Span(min(found.start, part.start), part.end),),
            rule=found.rule,
        )


def _things(
    extraction: Extraction, lexicon: Lexicon, parsed: Clause, told: str, found: Asked
) -> Iterator[tuple[Span, Entity | None]]:
    """What is asked for, one thing after the other, and of whom."""
    whom = None if found.whom is None else _entity(extraction, parsed, found.whom.start, found.whom.end)
    acts = lexicon.words["demanded act"]
    if found.rule == "demand-include":
        yield from ((part, None) for part in _items(told, found.rest))
    elif found.whom is not None and found.rule not in ("demand", "demand-that", "demand-of-for"):
        yield from ((part, whom) for part in _acts(told, found.rest, acts, lexicon.words["verb"]))
    elif found.rule == "demand-want":
        for part in _parts(told, found.rest):
            yield _wanted(extraction, parsed, told, part)
    elif found.rule == "demand-that" and whom is None:
        whom = _entity(extraction, parsed, found.rest.start, found.rest.start)
        yield from ((part, whom) for part in _parts(told, found.rest))
    else:
        source, rest = (whom, found.rest) if whom is not None else _from(extraction, parsed, told, found.rest)
        yield from ((part, source) for part in _parts(told, rest))


def _wanted(extraction: Extraction, parsed: Clause, told: str, part: Span) -> tuple[Span, Entity | None]:
    """ "(wants) X to do Y" is asked of X."""
    to = TO.search(told, part.start, min(part.end, part.start + 120))
    noun = to is not None and GOES_ON_TO.search(told, part.start, to.start()) is not None
    if to is None or noun or to.end() + 1 >= part.end or told.rfind(" from ", part.start, to.start()) >= 0:
        return part, None
    return Span(to.end() + 1, part.end), _entity(extraction, parsed, part.start, to.start())


def _acts(told: str, rest: Span, acts: frozenset[str], verbs: frozenset[str]) -> Iterator[Span]:
    """ "index pensions twice a year and restore free travel" are two things to do, by the verb that follows."""
    position = rest.start
    for match in AND_ACT.finditer(told, rest.start, rest.end):
        act = match["to"] or match["also"] or match["verb"] in acts or _base(match["verb"], told, match.end(), verbs)
        if act and told.count(" ", position + 1, match.start()) >= 2:
            yield from _trimmed(told, position, match.start())
            position = match.end()
    yield from _trimmed(told, position, rest.end)


def _base(word: str, told: str, start: int, verbs: frozenset[str]) -> bool:
    """Whether a word with an object after it can be a verb in its base form: "and reconnect every household"."""
    past = word in verbs or word.endswith(("ed", "ing", "s", "ly"))
    return not past and OBJECT.match(told, start + len(word)) is not None


def _parts(told: str, rest: Span) -> Iterator[Span]:
    """The things demanded, one by one, where each is a phrase of its own; a comma after the last "and" adds nothing."""
    marks = [m for m in SPLIT.finditer(told, rest.start, rest.end) if m.start() > rest.start]
    cuts = [m for m in marks if _own(told, m.end(), rest.end)]
    last = max((m.start() for m in cuts if m["and"]), default=rest.start)
    if cuts and last == marks[-1].start():  # "a minimum wage, dental coverage and an end to fees": all are things
        cuts = [m for m, after in itertools.zip_longest(marks, marks[1:]) if m in cuts or _item(told, m, after)]
    position = rest.start
    for mark in cuts:
        if mark.start() <= last and mark.start() > position:
            yield from _trimmed(told, position, mark.start())
            position = mark.end()
    yield from _trimmed(told, position, rest.end)


def _own(told: str, start: int, end: int) -> bool:
    """Whether a phrase of its own stands at an offset."""
    phrase = PHRASE.match(told, start, end) and OWN.match(told, start, end)
    return phrase is not None or NOMINAL.match(told, start, end) is not None


def _item(told: str, mark: re.Match[str], after: re.Match[str] | None) -> bool:
    """Whether a few words stand between a comma and the next mark of a list."""
    between = "" if after is None or mark["and"] else told[mark.end() : after.start()]
    return (
        0 < len(between.split()) <= SHORT_ITEM
        and not between.lstrip()[:1].isupper()
        and re.search(r"\b(?:who|which|that|including)\b", between) is None
    )


def _items(told: str, rest: Span) -> Iterator[Span]:
    """The items of a list, which semicolons part if there are any, else commas."""
    marks = SEMICOLONS if ";" in told[rest.start : rest.end] else COMMAS
    position = rest.start
    for match in marks.finditer(told, rest.start, rest.end):
        yield from _trimmed(told, position, match.start())
        position = match.end()
    yield from _trimmed(told, position, rest.end)


def _trimmed(told: str, start: int, end: int) -> Iterator[Span]:
    """A stretch without the space, marks and "for", "that", "to" around it."""
    lead = LEAD.match(told, start, end)
    start = start if lead is None else lead.end()
    while end > start and (told[end - 1].isspace() or told[end - 1] in ",:–—-"):
        end -= 1
    dangling = DANGLING.search(told, start, end)
    if end - start > 2 and MASK not in told[start:end] and dangling is None:
        yield Span(start, end)


def _occasion(extraction: Extraction, by: Entity, scene: str | None) -> str | None:
    """A person demands at the event only in a speech there; a crowd or an organisation at the event told of."""
    return extraction.speech_of(by.key, scene) if by.kind is EntityKind.PERSON else scene


def _at_its_protest(extraction: Extraction, sentence: Span, found: Asked, scene: str | None) -> str | None:
    """ "Hundreds rallied in X to demand …": at the protest that this sentence has told of before, by whomever."""
    told = (event.evidence for event in extraction.of(Event) if event.key == scene and event.kind in PROTESTS)
    here = any(sentence.covers(span) and span.end <= found.start for spans in told for span in spans)
    return scene if here and PURPOSE.search(extraction.document.report.text, sentence.start, found.start) else None


def _from(extraction: Extraction, parsed: Clause, told: str, rest: Span) -> tuple[Entity | None, Span]:
    """ "the return of the money from the bank": of whom."""
    match = FROM.search(told, rest.start, rest.end)
    if match is None or match.start() == rest.start:
        return None, rest
    entity = _entity(extraction, parsed, match.end(), match.end())
    if entity is None or entity.kind is not EntityKind.ORGANIZATION:
        return None, rest
    return entity, Span(rest.start, match.start())


def _entity(extraction: Extraction, parsed: Clause, start: int, end: int) -> Entity | None:
    """Who is asked: the first body, person or group at an offset; up to `end`, the first one named there."""
    index = parsed.index_at(start)
    near = re.match(r"d?w{0,3}([GOLP])", parsed.codes[index : index + 5])
    if near is None:
        return None
    chunk = parsed.chunks[index + near.start(1)]
    if end > start and chunk.span.start >= end:
        return None
    entity = extraction.mentioned(chunk.span)
    return None if entity is None or entity.kind is EntityKind.PLACE else entity


def _by(extraction: Extraction, parsed: Clause, offset: int, scene: str | None) -> Entity | None:
    """The subject of the sentence, or those who take part in the event it tells of."""
    before = parsed.codes[: parsed.index_at(offset)]
    for person in reversed([i for i, code in enumerate(before) if code == "P"]):
        if before[:person].rstrip("RTdO")[-1:] not in ("b", "o"):  # "the union, represented by its chairman NAME,"
            return extraction.mentioned(parsed.chunks[person].span)
    if re.match(r"[pN]", before) is not None:
        return None  # somebody of whom the report says no more here
    taking_part = (
        r.object for r in extraction.of(Relation) if r.subject == scene and r.predicate is Predicate.PARTICIPANT
    )
    key = next(taking_part, None)
    return None if key is None else extraction.entity(key)
