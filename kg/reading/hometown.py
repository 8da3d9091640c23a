"""The town that a report is from: of its dateline, its by-line or its headline, or the only one that it names."""

from __future__ import annotations

import re

from kg.document import Document, Span
from kg.facts import Entity, EntityKind, Extraction
from kg.names import fold
from kg.reading.elsewhere import WAKE, over_what

Place = tuple[Entity, Span]
"""A place and the words that name it."""
LARGE = frozenset({"country"})
BEARING = re.compile(r"\b(?:(?:north|south|east|west)\w*|kilomet(?:re|er)s?|km|miles|far|away|drive) (?:of|from) $")
"""Before a town that says where another place lies."""
DESTINATION = re.compile(
    r"\b(?:march|walk|dr[io]ve|travel|c[ao]me?|go|going|went|convoy|caravan|trek|way|head|bound|return|mov|turn|back)\w*"
    r"(?: back)? (?:from [\w'’-]+ )?(?:to|towards?|for|on) (?:the )?$",
    re.IGNORECASE,
)
"""Before a place to which people were on their way."""
HAILS_FROM = re.compile(
    r"\b(?:lives?|lived|living|born|raised|grew up|based|resides?|resident|works?|working|retired|native)"
    r"(?: [\w'’-]+){0,3} (?:in|at|of|near) (?:the )?$|\w(?:s|men|people) from (?:the )?$|, \d{1,2}, of (?:the )?$"
    r"|\bwho (?:is|was|are|were)(?: \w+){0,2} (?:in|at|near|from) (?:the )?$",
)
"""Before the town of somebody."""
NOT_HOME = (BEARING, DESTINATION, HAILS_FROM)
DATELINE = re.compile(r"(?P<town>[^\W\d_][^\n,(\d]{1,40}?)(?:,|\s\(|\s?[—–]|\s--?\s|\s-\s|:)")
BYLINE = re.compile(r"(?:By|From) [^\n,.]{3,60}, ?(?:in |at )?(?P<town>[^\n,.]{2,40})$")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})(?:,? \d{{4}})?"
DATED = re.compile(
    r"[^\W\d_a-z][^\W\d_]{2,20}\. (?=[A-Z])|"
    r"[^\n(.–—]{2,60}?(?:\([^)\n]{2,40}\))?(?:\s?[—–]|\s--?\s|\s\|\s)"
    r"|[^\n(.–—:,]{2,40}(?: \([^)\n]{2,40}\)|, [^\n(.–—:,]{2,30})?: (?=[A-Z])"
    rf"|[^\n(.–—:,]{{2,40}}, {_DATE}(?:$|: |\. (?=[A-Z])| ?\([^)\n]{{2,40}}\) (?=[A-Z])|\) (?=[A-Z]))"
)


def home_of(extraction: Extraction) -> list[Place]:
    """The places of the dateline; failing that, the only town of the headline."""
    known = extraction.document.parsed
    if home_of not in known:
        known[home_of] = _home_of(extraction)
    home: list[Place] = known[home_of]
    return home


def _home_of(extraction: Extraction) -> list[Place]:
    dateline = _dateline(extraction)
    if dateline:
        return dateline
    headline = extraction.document.headline
    if headline is None:
        return []
    return _only_town(extraction, headline)


def town_of_lead(extraction: Extraction) -> list[Place]:
    """The only town of the first paragraph."""
    paragraphs = extraction.document.paragraphs
    return _only_town(extraction, paragraphs[0]) if paragraphs else []


def only_town(extraction: Extraction) -> list[Place]:
    """The only town of the first paragraph, or of the whole report."""
    document = extraction.document
    spans = [*document.paragraphs[:1], Span(0, len(document.report.text))] if document.paragraphs else []
    towns = (found for span in spans if (found := _only_town(extraction, span)))
    return next(towns, None) or (_only_place(extraction, spans[0]) if spans else [])


def _only_place(extraction: Extraction, span: Span) -> list[Place]:
    found = {
        entity.key: (entity, mention)
        for entity in extraction.entities_in(span) if entity.kind is EntityKind.PLACE and entity.category not in LARGE
        for mention in entity.mentions
        if span.covers(mention) and _is_scene(extraction.document, mention)
    }  # fmt: skip
    return list(found.values()) if len(found) == 1 else []


def _only_town(extraction: Extraction, span: Span) -> list[Place]:
    document = extraction.document
    found = {entity.key: (entity, mention) for entity in extraction.entities_in(span) if entity.settlement
             for mention in entity.mentions
             if span.covers(mention) and _is_scene(document, mention)}  # fmt: skip
    return list(found.values()) if len(found) == 1 else []


def _is_scene(document: Document, town: Span) -> bool:
    """Whether a mention of a place may say where a report is from: no quotation, bearing, destination or cause."""
    start = max(0, town.start - 40)
    away = any(pattern.search(document.report.text, start, town.start) for pattern in NOT_HOME)
    return document.quoted_at(town.start) is None and not away and not of_cause(document, town)


def of_cause(document: Document, town: Span) -> bool:
    """ "After the shooting in X, …", "… against the attack in X": whether a town is that of why people protest."""
    sentence, text = document.sentence_at(town.start), document.report.text
    if sentence is None:
        return False
    opens = "," not in text[sentence.start : town.start] and WAKE.match(text, sentence.start) is not None
    return opens or over_what(text, sentence.start, town.start)


def _dateline(extraction: Extraction) -> list[Place]:
    """The town before the first sentence of a paragraph at the start, where the report calls it so elsewhere too."""
    document = extraction.document
    for paragraph in document.paragraphs[:4]:
        found = _opens(extraction, paragraph)
        if found:
            return found
        first = document.sentence_at(paragraph.end - 1) if not document.sentences else _first(document, paragraph)
        match = None
        if first is not None and first.start > paragraph.start:
            match = DATELINE.match(document.report.text, paragraph.start, first.start)
        if match is None:
            continue
        span = Span(*match.span("town"))
        name = fold(match["town"])
        for entity in extraction.entities:
            if entity.settlement and (fold(entity.name) == name or span in entity.mentions):
                return [(entity, span)]
    return []


def _opens(extraction: Extraction, paragraph: Span) -> list[Place]:
    """ "LIMA, May 3 (Agency) - …", "From Ada Lovik, Velmora": a town that a dateline or a by-line names."""
    text = extraction.document.report.text
    byline = BYLINE.match(text, paragraph.start, paragraph.end)
    bracket = text.startswith("(", paragraph.start)
    start = paragraph.start + bracket if byline is None else byline.start("town")
    for entity in extraction.entities if byline is not None or DATED.match(text, start, paragraph.end) else ():
        for mention in entity.mentions if entity.settlement else ():
            if mention.start == start:
                return [(entity, mention)]
    return []


def _first(document: Document, paragraph: Span) -> Span | None:
    return next((s for s in document.sentences if paragraph.covers(s)), None)
