"""Demands: what was asked, by whom and of whom.

Only in the reporter's words; what is demanded inside a quotation is the speaker's. A list of things demanded is one
demand for each thing that is a noun phrase of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.document import Span
from kg.facts import Demand, Entity, EntityKind, Extraction, Fact, Predicate, Relation
from kg.grammar import Clause, clauses
from kg.lexicon import Lexicon
from kg.segment import MASK, narrative

REACH = 400  # characters after the verb among which the demand ends

_VERB_AFTER = (
    r"(?=(?: immediately| again| also| instead| only)? (?:the|a|an|that|their|its|his|her|to be"
    r"|more|better|higher|fair(?:er)?|equal|full|immediate|urgent|safe|safer|clean|free|new"
    r"|justice|answers|action|compensation|pay|payment|wages?|back|back-?pay|months|release"
    r"|return|removal|resignation|reinstatement|freedom|water|electricity|land|work|jobs"
    r"|access|accountability|reforms?|respect|recognition|protection|security|guarantees?"
    r"|permanent|early|elections|fresh|lower|cheaper|cuts?|increased?|improved|stronger|at least"
    r"|an end|electoral|\d)\b| (?-i:[A-Z]))"
)
DEMAND = re.compile(
    r"\b(?:"
    r"(?P<plain>(?:demanded|demanding|(?:to|which|who|they|will|would|did|and"
    r"|that) demand)(?! (?:to know|an explanation from him)\b)"
    r"|(?<!the )(?<!their )(?<!its )(?<!our )(?<!of )(?<!his )(?<!her )(?<!these )(?<!those )(?<!no )(?<!new )"
    rf"(?<!main )(?<!other )(?<!\w['’]s )(?<!s['’] )demands?{_VERB_AFTER})(?P<that>,? that)?"
    r"|(?P<for>(?<!was )(?<!were )(?<!been )(?<!had )call(?:ed|ing|s)? (?:\w+ly |again |also "
    r"|instead )?for(?: the)?(?= )(?<! the)|pressed for|pressing for|pushing for|agitating for"
    r"|(?:petition|letter|memorandum|statement|message|resolution|text|document"
    r"|list)(?: also)? (?:asks|asked|asking|calls|called) for|(?:petition|letter"
    r"|memorandum) (?:seeks|requests)"
    r"|(?:their|its|the|his|her|our|longstanding|long-standing|main|key|workers['’]|students['’]"
    r"|farmers['’]) demands? for|in support of (?:an? |their )?demands? for"
    r"|to (?:press|back|support|renew)(?: up)? (?:their )?(?:demands?|calls?) for)"
    r"|(?P<on>call(?:ed|ing|s)? (?:again |also )?(?:on|upon)|urg(?:ed|ing|es|e)|appeal(?:ed|ing"
    r"|s)? to|implor(?:ed|ing|es)|exhort(?:ed|ing|s)|petition(?:ed|ing)(?= the\b| (?-i:[A-Z]))"
    r"|(?<!not )(?:asks?|asking)(?= (?:the|its|our|their|all|both)\b| (?-i:[A-Z]))|(?:we|they|who"
    r"|to) ask(?= the\b| (?-i:[A-Z]))|asked(?= (?:the (?:government|authorities|ministry|minister|court"
    r"|president|governor|mayor|council|city|state|prefect|company|parliament|congress|king"
    r"|united|international)"
    r"|the (?-i:[A-Z]))\b))"
    r"|(?P<asks>(?:asks|asked|asking|requests|requested|requesting|insists|insisted|insisting"
    r"|urges|urged)(?= that\b[^.;]{1,80}\b(?:be|not)\b)(?P<thatbe> that))"
    r"|(?P<want>(?<!not )(?<!n['’]t )(?<!never )(?<!if they )(?<!what they )(?:wants?|wanted"
    r"|are seeking|is seeking|have sought)(?! to\b| war\b| nothing\b| it\b| him\b| her\b| them\b"
    r"| you\b| me\b| no part\b))"
    r"|(?P<list>(?:their|the|its|our|key|main|other|strikers['’]|protesters['’]|workers['’]"
    r"|students['’])(?: (?:main|key|central|other|list of|\w+))? demands?(?:,? (?:which|that))?"
    r"(?: also)? (?:include[sd]?|are|were|is|was)(?: the following)?:?(?! \w+ed\b)(?! (?:not|met|being"
    r"|unreasonable|clear|just|legitimate|heard|simple)\b)|demands? (?:including|such as)"
    r"|(?:their|its|the|of) demands?:)"
    r")(?=\W|$)",
    re.IGNORECASE,
)
END = re.compile(
    r"[;\ufffc]|[.!?](?=\s|$)|[:–—](?=\s)|,? (?:and|but|while|or) (?:(?:also |then |later |again "
    r"|instead )?(?-i:[a-z]+(?:ed|ing))\b(?! of| for)|called (?:for|on)\b|then\b|said\b|told\b|held\b|sang\b|threw\b"
    r"|has\b|have\b"
    r"|had\b|will\b|would\b|to\b|urge\b|demands?\b|calls?\b|wants?\b|vow\b|says?\b|when\b|if\b"
    r"|at which\b|the other\b|who\b|he\b|she\b|they\b|it\b)|, (?:which|who|was|were|is|has|had|said|told|where|while"
    r"|but|saying|adding|as|whose|after|before|a (?:day|week|move|call|demand)"
    r"|in one of|according|chanting|holding|carrying|waving|in (?:a|the) (?:speech|statement|letter))\b"
    r"| (?:fought|marched|rallied|clashed|gathered|blocked|protested|took to|staged|walked out"
    r"|have been|were dispersed|were met|while (?=\w+ing)|after (?=\w+ (?:were|was|had))|during a"
    r"|in a (?:speech|statement|letter|rally|march)"
    r"|when (?=police|they|he|she)|outside the|in front of)\b|$",
    re.IGNORECASE,
)
LIST_END = re.compile(
    r"[.!?](?=\s|$)|\ufffc|, (?:which|who|was|were|is|has|had|said|told|where|while|but|saying)\b|$", re.IGNORECASE
)
EVENTS = re.compile(
    r"^ ?(?:an? |the |more |further |new |fresh |another )?(?:[\w-]+ ){0,2}?(?:strikes?"
    r"|march(?:es)?|protests?|rall(?:y|ies)|demonstrations?|vigils?|sit-ins?|gatherings?"
    r"|day of (?:action|anger|mourning|rage)|mobili[sz]ations?"
    r"|walk-?outs?|help|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|january"
    r"|february|april|june|july|august|september|october|november|december"
    r"|\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|a\.m|p\.m|noon|o['’]clock))\b",
    re.IGNORECASE,
)
TO = re.compile(r" (?:to|not to)(?= \w)")
SPLIT = re.compile(
    r"(?:,? and|,|,? as well as) (?=(?:also )?(?:(?:for|that|to) )?(?:(?:the|an?|their|its|his"
    r"|her|more|better|higher|free|full|fair|immediate|permanent|safe|new|improved|an end"
    r"|compensation|justice|payment|release|safer|cheaper|shorter|lower|stronger|fairer"
    r"|greater)\b|that ))"
)
OWN = re.compile(
    r"^(?:(?:for|that|to) |(?:safer|cheaper|shorter|lower|stronger|fairer|greater)\b|(?:an? "
    r"|the [\w'’ -]+?(?:['’]s | of | for | from | to |\w+ed\b)|(?:their|its|his|her"
    r"|[\w-]+) [\w'’ -]*?(?: of | for | from | in |\w+ed\b)|(?:more|better|higher|free|full|fair"
    r"|permanent|safe|new|improved) \w+|compensation|justice|payment))"
)
POLICE = re.compile(
    r"\b(?:police|officers|gendarmes|authorities|officials|weather|motorists)\b[^.;,]{0,40}$", re.IGNORECASE
)
PUBLIC = re.compile(
    r"^ (?:the )?(?:motorists|drivers|commuters|travellers|travelers|passengers|shoppers|tourists"
    r"|visitors|everyone|people to (?:avoid|stay)|residents to (?:avoid|stay)|the public|public"
    r"|calm)\b",
    re.IGNORECASE,
)
SELF = re.compile(r"^ (?:not|him|her|them|me|us|you|himself|herself|why|how|what|whether|if|about)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Words that ask for something: where what is asked begins and may end, of whom, by which rule."""

    match: re.Match[str]
    rest: Span
    rule: str


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its demands."""
    return extraction.adding(_demands(extraction, lexicon))


def _demands(extraction: Extraction, lexicon: Lexicon) -> Iterator[Fact]:
    """The demands of the body, then those of the headline which the body does not repeat."""
    told = narrative(extraction.document)
    headline = extraction.document.headline
    ordered = sorted(
        clauses(extraction.document, lexicon), key=lambda c: headline is not None and headline.covers(c[0])
    )
    known: list[frozenset[str]] = []
    for sentence, parsed in ordered:
        title = headline is not None and headline.covers(sentence)
        for asked in _asked(told, sentence):
            for demand in _read(extraction, told, sentence, parsed, asked):
                words = frozenset(re.findall(r"\w{4,}", extraction.document.text(demand.content).lower()))
                if title and any(len(words & other) * 2 >= len(words) for other in known):
                    continue
                known.append(words)
                yield demand


def _asked(told: str, sentence: Span) -> Iterator[_Asked]:
    position = sentence.start
    for match in DEMAND.finditer(told, sentence.start, sentence.end):
        if match.start() < position:
            continue
        limit = min(sentence.end, match.end() + REACH)
        after = told[match.end() : limit]
        if (match["for"] is not None and EVENTS.match(after)) or (
            match["on"] is not None and (SELF.match(after) or PUBLIC.match(after))
        ):
            continue
        before = told[max(sentence.start, match.start() - 60) : match.start()]
        if match["want"] is not None and re.search(
            r"\b(?:if|what|whatever|who|nobody|anyone|I|we|you)(?: \w+){0,2} $", before, re.IGNORECASE
        ):
            continue
        if (
            match["on"] is not None
            and POLICE.search(before)
            and re.match(r" (?:people|residents|protesters|demonstrators|the crowd|marchers)", after)
        ):
            continue
        pattern = LIST_END if match["list"] is not None else END
        end = pattern.search(told, match.end() + 1, limit)
        stop = end.start() if end is not None else limit
        if stop > match.end():
            position = stop
            yield _Asked(match, Span(match.end(), stop), _rule(match))


def _rule(match: re.Match[str]) -> str:
    if match["on"] is not None:
        return "demand-of"
    if match["that"] is not None or match["asks"] is not None:
        return "demand-that"
    names = {"plain": "demand", "for": "demand-for", "want": "demand-want", "list": "demand-include"}
    return next(rule for name, rule in names.items() if match[name] is not None)


def _read(extraction: Extraction, told: str, sentence: Span, parsed: Clause, asked: _Asked) -> Iterator[Demand]:
    """The demands that one verb introduces."""
    rule, rest, addressee = asked.rule, asked.rest, None
    if rule == "demand-of":
        to = TO.search(told, rest.start, rest.end)
        if to is None or to.start() - rest.start > 160:
            return
        addressee = _entity(extraction, parsed, rest.start, to.start())
        rest = Span(to.end(), rest.end) if to.end() < rest.end else rest
    elif rule == "demand-want":
        to = re.compile(r" (?:to|not to)(?= \w)").search(told, rest.start, min(rest.end, rest.start + 60))
        if to is not None and to.end() < rest.end:
            addressee, rest = _entity(extraction, parsed, rest.start, to.start()), Span(to.end(), rest.end)
    elif rule == "demand-that":
        addressee = _entity(extraction, parsed, rest.start, rest.start)
    else:
        addressee, rest = _from(extraction, parsed, told, rest)
    scene = extraction.scene(sentence.start)
    by = _by(extraction, parsed, asked.match.start(), scene)
    at = None if by is None else _occasion(extraction, by, scene)
    for part in _items(told, rest) if rule == "demand-include" else _parts(told, rest, whole=rule == "demand-of"):
        yield Demand(
            key=f"demand-{part.start}",
            content=part,
            by=None if by is None else by.key,
            addressee=None if addressee is None else addressee.key,
            event=at,
            evidence=(Span(min(asked.match.start(), part.start), part.end),),
            rule=rule,
        )


def _parts(told: str, rest: Span, *, whole: bool) -> Iterator[Span]:
    """The things demanded, one by one, where each is a phrase of its own."""
    position = rest.start
    for match in () if whole else SPLIT.finditer(told, rest.start, rest.end):
        if match.start() <= position or OWN.match(told[match.end() : rest.end]) is None:
            continue
        yield from _trimmed(told, position, match.start())
        position = match.end()
    yield from _trimmed(told, position, rest.end)


def _items(told: str, rest: Span) -> Iterator[Span]:
    """The items of a list, which semicolons part if there are any, else commas."""
    marks = (
        r"\s*;\s*(?:and\s+)?"
        if ";" in told[rest.start : rest.end]
        else r",\s*(?:and\s+)?|\s+and\s+(?=(?:an?|the|better|higher|more|free|full|[a-z]{3,}er)\b)"
    )
    position = rest.start
    for match in re.compile(marks).finditer(told, rest.start, rest.end):
        yield from _trimmed(told, position, match.start())
        position = match.end()
    yield from _trimmed(told, position, rest.end)


def _trimmed(told: str, start: int, end: int) -> Iterator[Span]:
    """A stretch without the space, marks and "for", "that", "to" around it."""
    lead = re.compile(r"[\s,:–—-]*(?:(?:for|that|also|to|and)\b\s*)?").match(told, start, end)
    start = start if lead is None else lead.end()
    while end > start and (told[end - 1].isspace() or told[end - 1] in ",:–—-"):
        end -= 1
    if end - start > 2 and MASK not in told[start:end]:
        yield Span(start, end)


def _occasion(extraction: Extraction, by: Entity, scene: str | None) -> str | None:
    """A person demands at the event only in a speech there; a crowd or an organisation at the event told of."""
    return extraction.speech_of(by.key, scene) if by.kind is EntityKind.PERSON else scene


def _from(extraction: Extraction, parsed: Clause, told: str, rest: Span) -> tuple[Entity | None, Span]:
    """ "the return of the money from the bank": of whom."""
    match = re.compile(
        r" from (?=(?:the |its )?[A-Z])(?!January|February|March|April|May|June|July|August|Sept|Oct|Nov"
        r"|Dec)"
    ).search(told, rest.start, rest.end)
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
    person = before.rfind("P")
    if person >= 0:
        return extraction.mentioned(parsed.chunks[person].span)
    if re.match(r"[pN]", before) is not None:
        return None  # somebody of whom the report says no more here
    taking_part = (
        r.object for r in extraction.of(Relation) if r.subject == scene and r.predicate is Predicate.PARTICIPANT
    )
    key = next(taking_part, None)
    return None if key is None else extraction.entity(key)
