"""The places of a subject: "farmers in X blocked", "residents of X, a village near Y, marched"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Span
from kg.facts import Entity, EntityKind, Extraction
from kg.names import fold
from kg.reading.elsewhere import WAKE
from kg.reading.grammar import SPOTS, Clause, location_of
from kg.reading.hometown import Place, home_of

CONTINENTS = frozenset("africa asia europe america oceania antarctica".split())  # no protest is there as a whole
REACH = 40  # words before a verb among which the place of its subject stands
WITHIN = re.compile(
    r"\b(?:in|at|near|outside|inside|along|across|around|opposite) "
    r"(?:the |central |downtown |nearby |neighbou?ring |much of |parts of |most of "
    r"|all of |(?:far )?(?:north|south|east|west)[\w-]* |capital |port city |city |town |village |\w+ (?:city"
    r"|town|village) )*"
    r"(?:(?:[\w'’-]+ ){0,2}(?:city|town|village|cities|towns|villages|district|suburb|port|capital"
    r"|province|region) of )?$",
    re.IGNORECASE,
)
NATIVES = re.compile(
    r"(?:(?!of\b)[\w-]+ ){0,3}(?:residents|villagers|inhabitants|townspeople|townsfolk|people|locals|natives"
    r"|indigenes) of (?:the )?",
    re.IGNORECASE,
)
"""Who are at home where they protest."""
AND = re.compile(r",? (?:and )?(?:of |in )?")
"""Between the places of a group: "residents of A and B"."""
AT_HOME = re.compile(
    r" (?:[\w'’-]+ ){0,2}(?:residents|villagers|inhabitants|locals|people|families|parents|pupils|students|teachers"
    r"|nurses|doctors|workers|drivers|traders|shopkeepers|vendors|farmers|growers|fishermen|dockers|miners|tenants|commuters)\b"
)
"""After a town: its own people, "Velmora bus drivers"."""
NATION = re.compile(r"\bthe people of (?:the )?$", re.IGNORECASE)
"""These may be a nation."""
OTHERS = re.compile(r",? (?:and )?[A-Z]")
"""After "residents of X": and of other quarters of the town that the report is from."""
WHO_DID = re.compile(r",r[^,;]{1,20},[^,;V]{0,12}$")
"""In codes, what is told of a subject between commas: "drivers in X, who walked out on Monday, are still"."""
RELATIVE = re.compile(r"(?:,?rw{0,3})?$")
"""In codes, a relative clause just begun: "farmers in X, who had blocked"."""
APPOSED = re.compile(
    r", (?:an?|the) (?:[\w'’-]+ ){0,4}(?:town|village|city|community|suburb|district|neighbou?rhood|hamlet|settlement"
    r"|area)(?: [\w'’-]+){0,5} (?:in|of|near|outside) (?:the )?(?:(?:province|region|county|district|state) of )?"
    r"(?:[A-Z][^.;]{1,60}(?: of| in|,) )?$"
)
"""Before the place in which another lies: "residents of X, a town in Y County, blocked"."""


def place_of(extraction: Extraction, span: Span) -> Iterator[Place]:
    """The place that exactly these words name."""
    place = extraction.mentioned(span)
    if place is None or place.kind is not EntityKind.PLACE:
        return
    words = fold(place.name).split()
    if len(words) > 2 or CONTINENTS.isdisjoint(words[-1:]):
        yield place, span


def subject(extraction: Extraction, clause: Clause, trigger: int) -> Iterator[Place]:
    """ "Farmers in X blocked": a place before the verb in its clause, if nothing stands between but words."""
    text = extraction.document.report.text
    relative = RELATIVE.search(clause.codes[max(0, trigger - 6) : trigger])
    first = trigger - (0 if relative is None else len(relative[0]))
    aside = WHO_DID.search(clause.codes, max(0, first - REACH), first)
    first = first if aside is None else aside.start()
    for index in range(first - 1, max(-1, first - REACH), -1):
        code, span = clause.codes[index], clause.chunks[index].span
        own = list(_of_group(extraction, span)) if code == "G" else []
        if own or code in ";QSVhrx:":
            yield from own
            return
        if code != "L":
            continue
        if _in_wake(text, clause, index):
            return
        if APPOSED.search(text, max(0, span.start - 80), span.start) is None:
            listed = _first_of_list(clause, index)
            if WITHIN.search(text, max(0, clause.chunks[listed].span.start - 60), clause.chunks[listed].span.start):
                yield from _listed(extraction, clause, listed, index)
                return
            if AT_HOME.match(text, span.end) is not None:
                yield from (place for place in place_of(extraction, span) if place[0].settlement)
                return


def _first_of_list(clause: Clause, last: int) -> int:
    """The first of the places of which this one is the last: "A, B and C"."""
    listed = re.search(r"L(?:(?:,|,?n|')i?d?L){0,9}$", clause.codes[max(0, last - 20) : last + 1])
    return last + 1 - (1 if listed is None else len(listed[0]))


def _listed(extraction: Extraction, clause: Clause, first: int, last: int) -> Iterator[Place]:
    """The places of a list, and what stands before it: "returned to X Square in Y", "residents of X in Y District"."""
    for chunk in clause.chunks[first : last + 1]:
        yield from place_of(extraction, chunk.span) if chunk.code == "L" else ()
    if clause.codes[first - 2 : first] == "Li" and location_of(extraction.document, clause, first - 2):
        wider = [place for chunk in clause.chunks[first : last + 1] for place in place_of(extraction, chunk.span)]
        in_region = bool(wider) and not any(place.settlement for place, _ in wider)
        for place, mention in place_of(extraction, clause.chunks[first - 2].span):
            if place.category in SPOTS or (in_region and place.settlement):
                yield place, mention
    if clause.codes[first - 2 : first] == "Gi":
        yield from _of_group(extraction, clause.chunks[first - 2].span)


def _in_wake(text: str, clause: Clause, place: int) -> bool:
    """ "In the wake of the shooting in X, Y, thousands …"."""
    before = clause.codes[:place].removesuffix("L,")
    return "," not in before and WAKE.match(text, clause.chunks[0].span.start) is not None


def _of_group(extraction: Extraction, group: Span) -> Iterator[Place]:
    """ "Farmers in X", "residents of X", not "farmers from X"."""
    text, end = extraction.document.report.text, 0
    places = (e for e in extraction.entities_in(group) if e.kind is EntityKind.PLACE)
    named = ((entity, mention) for entity in places for mention in entity.mentions if group.covers(mention))
    for entity, mention in sorted(named, key=lambda item: item[1]):
        before = text[group.start : mention.start]
        listed = end > 0 and AND.fullmatch(text, end, mention.start) is not None
        home = not before and entity.settlement and AT_HOME.fullmatch(text, mention.end, group.end) is not None
        if home or listed or WITHIN.search(before) is not None or _native(extraction, entity, mention, before):
            yield entity, mention
            end = mention.end


def _native(extraction: Extraction, place: Entity, mention: Span, before: str) -> bool:
    """Whether a group is at home at a place, and protests there: a town or village, for "the people of X"."""
    text = extraction.document.report.text
    nation = NATION.search(text, max(0, mention.start - 30), mention.start) is not None
    if nation or NATIVES.fullmatch(before) is None or ("people" in before and place.category == "canton"):
        return False
    return not (home_of(extraction) and OTHERS.match(text, mention.end))
