"""Where the report puts what a word tells of: the places of its clause, and of its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Document, Span
from kg.facts import Entity, EntityKind, Extraction
from kg.reading.elsewhere import OWN_CLAUSE, PREDICATE, about, beyond, not_reached, origin
from kg.reading.grammar import SPOTS, Clause, location_of
from kg.reading.hometown import LARGE, Place, home_of
from kg.reading.subjects import place_of, subject

WHOLE = re.compile(
    r"\b(?:(?:nation|country|state|province|region|county|district)-?wide|national|regional|general|all-\w+)"
    r" (?:\w+ )?$",
    re.IGNORECASE,
)
INTO = re.compile(r"\b(?:in|at|near|outside|through|into|along|across|to|village of|town of) (?:(?!the\b)\w+ )?$")
CAPITAL = re.compile(r"['’]s (?:\w+ )?capital\b(?! [A-Z]|, [A-Z])")
"""After a country: its capital is meant, and not the whole of it."""
CAUSE = re.compile(
    r"\b(?:over|against|about) (?:(?:an?|the|its|their|his|her|plans?) |\w+['’]s )?[^,;]*$", re.IGNORECASE
)
"""Between a protest whose town is known and another town: that of what it is about."""
ASIDE = re.compile(
    r", (?:on|along|off|opposite|beside|just|close"
    r"|(?:which (?:was|were|is|had been) )?(?:planned|called|scheduled|set|due|announced) (?:for|in|at|on|to)) "
)
"""A comma after which a protest's place goes on: "at X Library, on Y Street", "a march, planned for Friday in X"."""
OTHERS_THERE = re.compile(r"[,n][wd]{0,3}#$")
"""In codes, up to the number of those in another place: "marched in A, and a further 200 in B"."""
BESIDE = (", ", " of ", " of the city of ", " of the town of ")
LOOK_BACK = 60  # words before a trigger in which its clause may have turned to another town
FAR = 600  # characters after which a place is no longer said of a word
BEGUN = re.compile(r"L(?:,d?i?L){1,20}(?=,?n)")
AND_MORE = re.compile(
    r",? and (?:(?:in|at) )?(?:[\w-]+ ){0,3}?(?:other |more |smaller )?(?:places|cities|towns|villages|locations"
    r"|elsewhere)\b"
)
"""After "in A, B": "and dozens of other places"."""
LISTED = re.compile(r"L(?:\(L\))?(?:,d?i?L){0,20},?ni?d?L")
CENTRAL = re.compile(r" (?:of )?(?:the )?(?:central|downtown|inner|old|(?:north|south|east|west)\w*) ")
"""Between "filled the streets" and the town."""
LINK = re.compile(
    r"(?: \([^()]{2,40}\)|\)|, (?:the|a|its) [\w'’ -]{3,30}(?=, and))?,?(?P<and>,? (?:and|&|as well as|plus))?"
    r"(?: (?:in front of|outside|before|at|near|opposite) (?:[\w'’-]+ ){1,6}in"
    r"| (?:also |then |later )?(?:in|at|outside|near|to))?"
    r"(?: the)?(?: (?:nearby |neighbou?ring )?(?:cit(?:y|ies)|towns?|villages?|port|capital)(?: of)?)? ?"
)
"""Between two towns of a list."""
APPOSABLE = frozenset({"region", "province", "state", "country", "county", "district"})
"""Kinds of places in which a town of a list may be said to lie."""
ROW = 3  # towns in a row without "and"
NO_TOWNS = re.compile(
    r"\b(?:between|(?<!reported )(?<!reports )from|(?:regions|provinces|districts|states|departments|counties"
    r"|prefectures|governorates) of) (?:the )?$",
    re.IGNORECASE,
)
"""Before "A and B": a way, or regions, and no two towns."""


WHERE = re.compile(r",? where (?:[\w'’-]+ ){1,8}$")


INSTANCES = re.compile(
    r"\b(?:including|such as|among (?:them|these|which|others)|notably|especially|particularly|namely"
    r"|for (?:example|instance)),? (?:those |ones )?(?:(?:in|at) )?(?:the )?(?:(?:cities|towns|villages) of )?$"
)
"""Between "protests in several cities" and the towns that are named of them."""


def places_of(extraction: Extraction, clause: Clause, trigger: int) -> list[Place]:
    """The places where a trigger says something happened: in it, after it, opening the sentence, of its subject."""
    chunk = clause.chunks[trigger].span
    found = [(e, m) for e in extraction.entities_in(chunk) if e.kind is EntityKind.PLACE
             for m in e.mentions if chunk.covers(m)]  # fmt: skip
    opening, after = list(_opening(extraction, clause, trigger)), list(_after(extraction, clause, trigger))
    between = clause.codes[:trigger].rpartition("V")
    elsewhere = bool(between[1]) and "," in between[2] and any(place.settlement for place, _ in after)
    found += after if elsewhere else [*opening, *after]  # "In A pupils sat down, and strikes were held in B"
    if not any(place.settlement or place.category in LARGE for place, _ in found):
        own = list(subject(extraction, clause, trigger))
        found = [*(own if not found else (p for p in own if p[0].settlement)), *found]
    return found or list(_antecedent(extraction, clause, trigger))


OPENS = re.compile(
    r"(?:[-*•–] )?(?:(?:And|But|Over|Also|Earlier|Meanwhile|Elsewhere|Later|Similarly|Separately|Likewise|Yesterday"
    r"|Today),? )?(?:[Oo]n (?:[^,.;]{2,30},|\w+(?: [A-Z\d]\w*)?) )?(?:[Ii]n|Throughout|Around|Near|Outside) "
    r"(?:nearby |neighbou?ring |the |(?:the )?(?:[\w'’-]+ ){1,4}of "
    r"|the (?:[\w'’-]+ ){0,2}(?:capital|city|town|village|port),? )?"
)
"""At the beginning of a sentence, before its town."""
SCENE_OF = re.compile(
    r"(?:also |too |nearby |close by )?(?:had (?=an? )|saw|sees|witnessed|hosted|staged|held|was the scene of"
    r"|was home to|has seen|woke to)\b"
)

TOWN_FIRST = re.compile(r"(?:dw{1,2}o)?L")
"""In codes: "X saw", "The village of X saw"."""
WHOSE = re.compile(r"L'w{0,2}$")
"""In codes, up to a protest: "X's rally"."""


def opens(text: str, sentence: int, place: int) -> bool:
    """Whether a sentence begins with a place: "Meanwhile, in X", "In the capital, X"."""
    return OPENS.fullmatch(text, sentence, place) is not None


def opening(extraction: Extraction, clause: Clause) -> Iterator[Place]:
    """The place with which a sentence begins."""
    start, first = clause.chunks[0].span.start, clause.codes.find("L")
    if first > 0 and opens(extraction.document.report.text, start, clause.chunks[first].span.start):
        yield from place_of(extraction, clause.chunks[first].span)


def _opening(extraction: Extraction, clause: Clause, trigger: int) -> Iterator[Place]:
    """ "In X, …", "X saw …"."""
    text = extraction.document.report.text
    first = TOWN_FIRST.match(clause.codes, 0, trigger)
    if first is not None and SCENE_OF.match(text, clause.chunks[first.end() - 1].span.end + 1) is not None:
        yield from place_of(extraction, clause.chunks[first.end() - 1].span)
    whose = WHOSE.search(clause.codes, max(0, trigger - 5), trigger)
    if whose is not None:
        yield from place_of(extraction, clause.chunks[whose.start()].span)
    latest = _turned(text, clause, trigger)
    if latest is not None:
        yield from place_of(extraction, clause.chunks[latest].span)
        return
    match = re.match(r"(?:w{0,2},|[wd]{0,3}D,?)?n?i(?:do?|w)?(?P<place>L)(?:(?:,i?L)*,?ni?L|,?iL)?,?", clause.codes)
    if match is None and clause.codes.find("L", 0, trigger) >= 0:
        yield from opening(extraction, clause)
    if match is not None and trigger >= match.end():
        for index in range(match.start("place"), match.end()):
            if clause.codes[index] == "L":
                yield from place_of(extraction, clause.chunks[index].span)


TURN = re.compile(r"(?:,n|;n?|(?<!L),w?|(?<![L,])n)i(?:do?|w)?(?P<place>L),?(?=[wdG#V])")
OF_SPOT = re.compile(
    r" of (?:the )?(?:\w+ )?(?:port|city|town|village|airport|harbou?r|refinery|terminal|mine|border crossing|bridge"
    r"|square|cent(?:re|er)|streets|roads) (?:of|at|in|near) (?:the )?"
)
"""Between "blockade" and the town: "of the port of"."""
SET_FOR = re.compile(
    r"\b(?:slated|billed|planned|scheduled|set|called|announced|earmarked|advertised) for (?:the )?$", re.IGNORECASE
)


def _turned(text: str, clause: Clause, trigger: int) -> int | None:
    """ "In A women gathered, and in B a march ended": the town of the last turn before a trigger, after another one."""
    found = None
    first = max(0, trigger - LOOK_BACK)
    for match in TURN.finditer(clause.codes, first, trigger):
        place = match.start("place")
        said = "V" in clause.codes[first : match.start()] or PREDICATE.search(
            text, clause.chunks[first].span.start, clause.chunks[match.start()].span.start
        )
        turned = bool(said) and "V" not in clause.codes[place:trigger]
        known = clause.codes[match.start()] in ",;n"
        found = place if turned and known else found
    return found


def _after(extraction: Extraction, clause: Clause, trigger: int) -> Iterator[Place]:
    document, codes = extraction.document, clause.codes
    text, start, last = document.report.text, clause.chunks[trigger].span.end, None
    begun = _own_clause(text, clause, trigger)
    turns = {match.start("place") for match in TURN.finditer(codes, trigger + 1, trigger + 1 + FAR)}
    for index in range(trigger + 1, len(codes)):
        span = clause.chunks[index].span
        if span.end <= begun:
            continue
        turned = index in turns and "V" in codes[index:]
        turned = turned or (last is not None and OTHERS_THERE.search(codes, trigger, index + 1) is not None)
        if turned or span.start - start > FAR or codes[index] in ";QSV" or _breaks(text, codes, index, span.start):
            return
        if codes[index] == "O":
            yield from _seated(extraction, span)
        if codes[index] != "L" or CAPITAL.match(text, span.end) is not None:
            continue
        joined = "Po" in codes[trigger:index]  # "was joined by Ana Paz of the monastery in X"
        if joined or about(text, start, span.start) or beyond(text, last, span.start):
            return
        if CAUSE.search(text, start, span.start) is not None and (
            _away(extraction, span) or any(place.settlement for place, _ in subject(extraction, clause, trigger))
        ):
            return
        direct = (
            re.fullmatch(r"o?d?(?:L')?", codes[trigger + 1 : index]) is not None
            or CENTRAL.fullmatch(text, start, span.start) is not None
        ) and codes[index + 1 : index + 2] != "G"
        beside = text[start if last is None else last : span.start]
        apposed = last is not None and beside in BESIDE  # "the entrance of X House, Y"
        apposed = apposed or (beside == " and " and _ends_with_place(extraction, clause, trigger))
        if not_reached(text, clause.chunks[trigger].span, span) or _of_cause_alone(document, clause, trigger, index):
            continue
        if (
            direct
            or apposed
            or OF_SPOT.fullmatch(text, start, span.start) is not None
            or SET_FOR.search(text, start, span.start) is not None
            or (location_of(document, clause, index) and not origin(text, start, span, away=_away(extraction, span)))
        ):
            last = span.end
            yield from place_of(extraction, span)


def _of_cause_alone(document: Document, clause: Clause, trigger: int, place: int) -> bool:
    """ "A rally against a quarry near X will be held in Y": a place of the cause, and one of the protest after it."""
    text, start, span = document.report.text, clause.chunks[trigger].span.end, clause.chunks[place].span
    if CAUSE.search(text, start, span.start) is None:
        return False
    said = HELD.search(text, span.end, clause.chunks[-1].span.end)
    later = range(place + 1, len(clause.codes))
    return said is not None and any(
        clause.chunks[k].span.start > said.end() and location_of(document, clause, k) for k in later
    )


HELD = re.compile(
    r"\b(?:(?:will|is|was|were|are|to)(?: be| due| set| being)? (?:held|staged|take place|start|begin|organi[sz]ed)"
    r"|took place|drew|brought|started|began|set off|gathered|blocked|filled|shut|closed|attracted)\b"
)
"""What is said of the protest itself after its cause."""


def _ends_with_place(extraction: Extraction, clause: Clause, trigger: int) -> bool:
    """ "blocked X Road", and what follows may be another road."""
    span = clause.chunks[trigger].span
    return any(m.end == span.end for e in extraction.entities_in(span) for m in e.mentions)


def _own_clause(text: str, clause: Clause, trigger: int) -> int:
    """Where a clause that says of the protest itself has its verb behind it: "a vigil that some had called for"."""
    start = clause.chunks[trigger].span.end
    own = OWN_CLAUSE.match(text, start)
    inside = [c.code for c in clause.chunks[trigger + 1 : trigger + 20] if own is not None and c.span.end <= own.end()]
    return start if own is None or "V" in inside else own.end()


def _breaks(text: str, codes: str, index: int, offset: int) -> bool:
    """Whether a comma ends what is said of where it was: no list, no preposition and no plan follows."""
    listed = re.match(r",[iLDn]|,[wNOdR]{1,3},i|[^,]|,$", codes[index : index + 6]) is not None
    return not listed and ASIDE.match(text, offset) is None


SEAT = re.compile(
    r"\b(?:at|outside|inside|in|near|opposite|before|of|to|into|from|towards?) (?:the |a |an )?$", re.IGNORECASE
)
SITS_IN = re.compile(r"\b(?:in|of|at) (?:the )?(?:[\w-]+ )?$", re.IGNORECASE)


def _seated(extraction: Extraction, body: Span) -> Iterator[Place]:
    """ "outside the Parliament in X": the town that the name of a body at which they stand says."""
    text = extraction.document.report.text
    if SEAT.search(text, max(0, body.start - 30), body.start) is None:
        return
    for entity in extraction.entities_in(body):
        for mention in entity.mentions if entity.settlement else ():
            if body.covers(mention) and SITS_IN.search(text, body.start, mention.start) is not None:
                yield entity, mention


def _away(extraction: Extraction, span: Span) -> bool:
    """Whether a town is not the one that the report is from."""
    home, place = home_of(extraction), extraction.mentioned(span)
    return bool(home) and place is not None and place.settlement and home[0][0].key != place.key


def _antecedent(extraction: Extraction, clause: Clause, trigger: int) -> Iterator[Place]:
    """ "in X, where they marched": the place that "where" stands for."""
    text, start = extraction.document.report.text, clause.chunks[trigger].span.start
    match = WHERE.search(text, max(clause.chunks[0].span.start, start - 80), start)
    if match is not None:
        for chunk in clause.chunks[:trigger]:
            if chunk.code == "L" and chunk.span.end == match.start():
                yield from place_of(extraction, chunk.span)


VENUE = re.compile(
    r"\b(?:at|on|onto|from|outside|opposite|inside|before|along|front of) (?:the )?$|\bin the $", re.IGNORECASE
)


def town_of(extraction: Extraction, places: list[Place]) -> str | None:
    """The first town among places; a name of no known kind is one only where no word for a spot governs it."""
    text = extraction.document.report.text
    for place, mention in places:
        spot = VENUE.search(text[max(0, mention.start - 20) : mention.start]) is not None
        if place.settlement and (place.category is not None or not spot):
            return place.key
    return None


CIVIC = re.compile(
    r"^(?!City |Town |Central |Old |New |Grand |National )[A-Z].+ (?:(?:Town|City|Village|Guild) ?[Hh]all|Airport"
    r"|(?:Crown|High|Magistrates['’]|County) Court|(?:Railway|Bus|Police) Station)$"
)
"""Houses that are called as their town is."""
OF_NO_TOWN = frozenset(
    "embassy consulate commission building statue monument church mosque cathedral memorial tower museum fountain "
    "library gate hall garden gardens room house".split()
)


def names_town(spot: Entity) -> bool:
    """Whether a spot is named for a town, in which it more likely is: "the X harbour", no "X embassy"."""
    noun = spot.name.rpartition(" ")[2]
    named = noun.islower() and noun not in OF_NO_TOWN and spot.category not in ("neighbourhood", "square", "street")
    return named or CIVIC.search(spot.name) is not None


ALL_OVER = re.compile(
    r"\b(?:in|across|throughout|at) (?:all|every|each|the whole|the (?:country|nation|island|region|province)\b)"
    r"|\bthroughout (?:the )?(?-i:[A-Z])",
    re.IGNORECASE,
)


SEAT_OF_POWER = re.compile(
    r"(?:Parliament|Congress|Senate|Assembly|National|State|Central|Federal|Government|Supreme|High|Constitutional"
    r"|Ministry|House|Capitol|City|Town|Royal|Presidential|Interior|Foreign)\b"
)
"""No town, whether or not it is known what it is."""
AMID = re.compile(r"\b(?:amid|over|against|about|after|as|despite)\b", re.IGNORECASE)
"""Between a protest and "across the country": what it is amid or about."""


def named_elsewhere(extraction: Extraction, clause: Clause, trigger: int) -> bool:
    """Whether words after a trigger may be a place the reader does not know ("through Orvale"), or it is of all."""
    text, start = extraction.document.report.text, clause.chunks[trigger].span.start
    if WHOLE.search(text[max(0, start - 30) : start]) is not None:
        return True
    whole = clause.span(0, len(clause.chunks))
    everywhere = ALL_OVER.search(text, max(whole.start, start - 60), min(whole.end, start + 60))
    if everywhere is not None and AMID.search(text, start, max(start, everywhere.start())) is None:
        return True
    return any(
        chunk.code == "N"
        and SEAT_OF_POWER.match(text, chunk.span.start) is None
        and INTO.search(text[max(0, chunk.span.start - 30) : chunk.span.start]) is not None
        and AMID.search(text, start, chunk.span.start) is None
        for chunk in clause.chunks[trigger + 1 : trigger + 20]
    )


def towns_in(extraction: Extraction, clause: Clause) -> list[Place]:
    """The towns that prepositions of place govern in a sentence."""
    return [
        (place, mention)
        for index in range(len(clause.codes))
        if location_of(extraction.document, clause, index)
        for place, mention in place_of(extraction, clause.chunks[index].span)
        if place.settlement
    ]


def spots_in(extraction: Extraction, clause: Clause) -> list[Place]:
    """The squares, houses and streets that prepositions of place govern in a sentence."""
    return [
        (place, mention)
        for index in range(len(clause.codes))
        if location_of(extraction.document, clause, index)
        for place, mention in place_of(extraction, clause.chunks[index].span)
        if place.category in SPOTS
    ]


def listed_towns(extraction: Extraction, clause: Clause, places: list[Place]) -> list[Place]:
    """ "in A and B", "in A, B and C": the towns, if these places are such a list; else none."""
    towns = {mention: place for place, mention in places if place.settlement}
    text, row = extraction.document.report.text, joined_towns(extraction, clause, places)
    begun = (m for m in BEGUN.finditer(clause.codes) if AND_MORE.match(text, clause.chunks[m.end() - 1].span.end))
    for match in (*LISTED.finditer(clause.codes), *begun):
        chunks = [c for c in clause.chunks[match.start() : match.end()] if c.code == "L"]
        start = chunks[0].span.start
        if NO_TOWNS.search(text, max(0, start - LOOK_BACK), start) is None and all(
            chunk.span in towns for chunk in chunks
        ):
            return max([(towns[chunk.span], chunk.span) for chunk in chunks], row, key=len)
    return row


def joined_towns(extraction: Extraction, clause: Clause, places: list[Place]) -> list[Place]:
    """ "A, Lombardy, and B, Campania", "A as well as B", "residents of A and B": towns that stand in a row."""
    text = extraction.document.report.text
    first = min((mention.start for place, mention in places if place.settlement), default=len(text))
    turns = (match.start("place") for match in TURN.finditer(clause.codes))
    turned = next((i for i in turns if "V" in clause.codes[i:] and clause.chunks[i].span.start > first), None)
    named = (c.span for c in clause.chunks[:turned] if c.code == "L" and c.span.start > first)
    beside = [place for span in named for place in place_of(extraction, span)]
    row: list[Place] = []
    end, joined = 0, False
    for mention, place in sorted({mention: place for place, mention in (*places, *beside)}.items()):
        between = text[end : mention.start]
        if row and place.category in APPOSABLE and between in (", ", " ("):
            end = mention.end
        elif place.settlement and mention.start >= end:
            link = LINK.fullmatch(between)
            if row and link is None:
                break
            joined = joined or (bool(row) and link is not None and link["and"] is not None)
            row.append((place, mention))
            end = mention.end
    several = len({place.key for place, _ in row}) > 1 and (joined or len(row) >= ROW)
    if not several or NO_TOWNS.search(text, max(0, row[0][1].start - LOOK_BACK), row[0][1].start) is not None:
        return []
    return row


def instances(extraction: Extraction, clause: Clause, trigger: int) -> list[Place]:
    """ "in several cities, including A, B and C": the towns that are named; none unless there are several."""
    text, start = extraction.document.report.text, clause.chunks[trigger].span.end
    last = clause.codes.find("V", trigger + 1)
    for match in LISTED.finditer(clause.codes, trigger + 1, len(clause.codes) if last < 0 else last):
        chunks = [c for c in clause.chunks[match.start() : match.end()] if c.code == "L"]
        led = INSTANCES.search(text, max(start, chunks[0].span.start - LOOK_BACK), chunks[0].span.start)
        if led is not None and not about(text, start, led.start()):
            found = [place for c in chunks for place in place_of(extraction, c.span) if place[0].settlement]
            return found if len(found) > 1 else []
    return []
