"""Places by their position: after a preposition of place, beside a population, as the owner of streets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.document import Annotation, Document, Label
from kg.lexicon import Lexicon
from kg.names import fold
from kg.reading.runs import ARTICLES, POSSESSIVE, Names, names_of
from kg.reading.somebody import people_of

LOCATIVE = frozenset("in near from across inside outside into towards toward around".split())
DIRECT = LOCATIVE | frozenset("at through throughout via opposite".split())  # right before a name
SENT = frozenset(
    "letter message statement petition speech apology answer call word words support quote email "
    "song songs scene line lines verse verses passage passages excerpt extract reading readings poem".split()
)
SENDERS = frozenset(
    "members representatives officials delegates staff experts lawyers activists campaigners leaders heads presidents "
    "founders chairs".split()
)
DESCENDING = frozenset("converged converging converge descended descending descend marched advanced".split())
LEAVING = frozenset("left bound leave leaves leaving departed set off out heading headed".split())
NATIONS = frozenset("people peoples community communities".split())  # after "the X", of X who are a people
NO_TOWN = frozenset(
    "ramadan easter christmas eid lent advent nowruz newroz diwali holi passover ashura muharram pentecost whitsun "
    "carnival world god allah covid heaven congress parliament jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
DIRECTIONS = frozenset(
    "central downtown northern southern eastern western rural northeastern northwestern southeastern southwestern "
    "north-eastern north-western south-eastern south-western neighbouring neighboring nearby coastal inner-city "
    "inland upstate faraway far-off distant north-central south-central provincial".split()
)
SEATED = frozenset("district provincial regional state county zonal divisional national departmental".split())
VILLAGES = frozenset(
    "villages streets suburbs outskirts neighbourhoods neighborhoods squares beaches coastline waterfront townships "
    "hamlets".split()
)  # what only a place has
QUARTERS = frozenset(
    "district quarter suburb suburbs neighbourhood neighborhood outskirts streets township ward centre center".split()
)  # parts of a town: "the Sarvan district of X"
PUBLIC = frozenset(
    "hospital airport harbour harbor cathedral stadium courthouse prison waterfront seafront outskirts suburbs".split()
)  # of a town rather than of somebody: "Limerick's hospital"
CENTRES = frozenset("centre center square street avenue hall market district quarter park cathedral city town".split())
SETTLEMENTS = frozenset("town city village district province region capital canton island".split())
MAIN = frozenset("main central old town city historic busiest largest biggest oldest ancient inner".split())
BRIDGES = frozenset("bridge bridges footbridge flyover ferry dam viaduct causeway crossing".split())
BANKS = frozenset("banks bank quays quay embankment bend mouth shores shore headwaters basin estuary".split())
ROAD = re.compile(r"(?:[amnebrd]-?|rn|rd|bp|nh-?|sh-?|i-|sp|ss|us-)\d{1,4}[a-z]?")
ALONG = frozenset("on along off across down via onto near at of up over between to from".split())
ROAD_GOES_ON = frozenset(
    ", . ; : ) and or on at near in for to from between outside towards until was were is turn-off turnoff off-ramp "
    "on-ramp interchange flyover bridge junction".split()
) | {""}
CLOSED = frozenset("blocked block blocks blocking blockaded closed closing shut barricaded".split())
MONEY = frozenset("from to at of up over between by".split())
NO_ROAD = frozenset({"m23", "a4", "a3", "a5", "e10", "r2", "b12", "b52", "d1", "e5", "n95"})
MONOGRAM = 3  # letters of a name so short that it may be any word: "Bar"
STATES = frozenset("state states province region district county city town".split())
WITNESSES = frozenset("seen witnessed hosted".split())
GATHERINGS = frozenset(
    "protest protests rally rallies march marches demonstration demonstrations strike strikes camp camps sit-ins "
    "encampments blockade blockades vigil vigils gatherings shutdown shutdowns walkout walkouts unrest".split()
)
STANDSTILL = frozenset({"came to a standstill", "ground to a halt", "came to a halt", "woke up to a"})
LONGEST_CREDIT = 9  # words of a by-line
CAMEL = re.compile(r"(?<!^Mc)(?<!^Mac)(?<=[a-z])[A-Z]")  # no town: "KurdMonitor"
STANCE = re.compile(r"(?:pro|anti|mid|post|pre|non|ex)[-‑]")  # "at pro-Palestinian marchers", "in mid-July"


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with the places that their position shows."""
    sentences = names_of(document, lexicon)
    people = people_of(sentences)
    towns = frozenset(name for a in document.labelled(Label.PLACE) for name in _names(document.text(a.span)))
    bodies = {name for a in document.labelled(Label.ORGANIZATION) for name in _called(document.text(a.span), a.value)}
    found = [a for s in sentences for a in _slot_places(s, people, towns, bodies)]
    return document.with_annotations(found)


def _called(name: str, value: str) -> Iterator[str]:
    """A body's name, and what a company or a paper is called for short."""
    yield name
    words = name.split()
    if value in ("company", "media"):
        yield from (" ".join(words[:n]) for n in range(1, len(words)))


def _names(name: str) -> tuple[str, ...]:
    """A name folded, and without its common noun: "X harbour" is at X."""
    first, _, last = name.rpartition(" ")
    return (fold(name), fold(first)) if first and last.islower() else (fold(name),)


def _slot_places(s: Names, people: frozenset[str], towns: frozenset[str], bodies: set[str]) -> Iterator[Annotation]:
    """Names after a preposition of place, after "occupied", and before or after a word for a population."""
    for i, after in s.runs():
        if s.heads_body(after) or _no_town(s, i, after, people):
            continue
        if " ".join(s.texts(i, after)) in bodies or _plain(s, i, after):
            continue
        if (
            _road(s, i, after)
            or _sees(s, i, after)
            or _located(s, i)
            or _of_place(s, i)
            or _populated(s, i, after)
            or _suffixed(s, i, after)
        ):
            yield from _place_list(s, i, frozenset() if _opens(s, i, after) else people, towns)


def _no_town(s: Names, i: int, after: int, people: frozenset[str]) -> bool:
    """Whether a name is somebody's, or owns what no town has: "from X's novel", not "in X's main square"."""
    somebody = any(text in people for text in s.texts(i, after)) and not _opens(s, i, after)
    if somebody or s.word(i) in NO_TOWN or len(s.words[i].text) == 1 or STANCE.match(s.words[i].text):
        return True
    if after == i + 1 and (s.word(i) in s.lexicon.heads or CAMEL.search(s.words[i].text)):
        return True
    if s.word(i) == "st" and s.word(after) in POSSESSIVE:
        return True
    if s.word(after) not in POSSESSIVE:
        return False
    seats = s.lexicon.words["seat"]
    owned = any(s.word(j) in seats or s.word(j) in s.lexicon.places for j in range(after + 1, after + 5))
    return not owned and s.lexicon.groups.get(s.word(after + 1)) != "population" and not _owns(s, after)


def _opens(s: Names, i: int, after: int) -> bool:
    """ "In X, a group of growers": X is nobody, although "a group" seems to say who he is."""
    return i == 1 and s.word(0) in ("in", "near") and after == i + 1


def _plain(s: Names, i: int, after: int) -> bool:
    """Whether a name is of common English words and of no table: "the Grove", "Mothers in Exile", "Fair Pay in Mining".

    In the title of a law or a group a capital stands before the preposition; other names of several words are towns',
    and so is one word right after a preposition: "in Phoenix".
    """
    name = " ".join(s.word(j) for j in range(i, after))
    if not s.lexicon.plain(name.split()) or s.lexicon.tabled(name):
        return False
    title = s.before(i) - 1
    titled = title > 0 and s.words[title].capital and s.lexicon.plain([s.word(title)]) and not s.titled
    odd = s.word(i - 1) == "the" or s.words[i].initial or s.word(after).isdigit() or s.word(after) in NATIONS
    return titled or (odd and after == i + 1 and len(name) > MONOGRAM and s.word(after) not in STATES)


def _located(s: Names, i: int) -> bool:
    """ "in X", "at X", "marched to X", "bound for X", "between X and Y", "southern X"."""
    direct, before = s.word(i - 1), s.word(s.before(i))
    if direct in ("a", "an"):
        return False  # "around a Cumbrian library"
    if before == "(":
        before = s.word(i - 2)
    if before in _NEEDS:
        return _NEEDS[before](s, i)
    described = direct in DIRECTIONS or ("-" in direct and s.word(i - 2) in LOCATIVE)  # "in war-torn X"
    return direct in DIRECT or before in LOCATIVE or before == "occupied" or (described and before == direct)


def _sees(s: Names, i: int, after: int) -> bool:
    """ "A and B have seen similar camps", "X came to a standstill": what only towns do."""
    if i > 2 or after != i + 1 or (i and s.word(i - 1) not in ("and", "in")):
        return False
    j = s.run(after + 1) if s.word(after) == "and" else after
    perfect = s.word(j) in ("has", "have")
    words = [s.word(k) for k in range(j + perfect, j + 6)]
    witnessed = words[0] in WITNESSES and not GATHERINGS.isdisjoint(words[1:])
    return " ".join(words[:4]) in STANDSTILL or (perfect and witnessed)


def _from(s: Names, i: int) -> bool:
    """Not "a letter from Ana Paz", the by-line "From Ana Paz, Lima" or "with a report from Ana Paz"."""
    sent = _earlier(s, i) & SENT or s.word(s.before(i) - 1) in SENDERS
    credit = s.word(i - 2) in ("report", "reporting", "reports") and s.word(i - 3) in ("a", "with")
    if i <= 2 and len(s.words) < LONGEST_CREDIT and not any(word.text.islower() for word in s.words[i:]):
        return s.word(s.run(i)) != ","
    return not sent and not credit


def _at(s: Names, i: int) -> bool:
    """Not "a nurse at X"."""
    if s.word(i - 1) in ARTICLES:
        return not {s.word(i - 3), s.word(i - 4)} & s.lexicon.words["staff"]
    owner = s.word(i - 2)
    return owner not in s.lexicon.words["staff"] and owner.removesuffix("s") not in s.lexicon.words["staff"]


def _to(s: Names, i: int) -> bool:
    to = s.before(i)
    travels = any(s.word(j) in s.lexicon.words["travel"] for j in range(max(0, to - 3), to))
    return travels or (s.word(i - 1) == "to" and "from" in _earlier(s, i))


def _as(s: Names, i: int) -> bool:
    """ "as far away as X"."""
    return s.word(i - 2) in ("far", "away", "afield") and "far" in _earlier(s, i)


def _for(s: Names, i: int) -> bool:
    return s.word(i - 1) == "for" and s.word(i - 2) in LEAVING


def _between(s: Names, i: int) -> bool:
    return s.word(i - 1) == "between" and s.word(i - 2) in s.lexicon.words["travel"]


def _on(s: Names, i: int) -> bool:
    """ "converged on X"."""
    return s.word(i - 1) == "on" and s.word(i - 2) in DESCENDING


def _over(s: Names, i: int) -> bool:
    """ "the bridge over the X"."""
    return bool(_earlier(s, i) & BRIDGES)


def _banks_of(s: Names, i: int) -> bool:
    """ "the banks of the X", or a town as `_of_place` says."""
    return s.word(i - 1) in ARTICLES and s.word(i - 3) in BANKS


def _earlier(s: Names, i: int) -> set[str]:
    return {s.word(j) for j in range(max(0, i - 6), i - 1)}


_NEEDS: dict[str, Callable[[Names, int], bool]] = {
    "from": _from,
    "at": _at,
    "to": _to,
    "as": _as,
    "for": _for,
    "between": _between,
    "on": _on,
    "over": _over,
    "of": _banks_of,
}
"""Prepositions that need more than to stand before a name."""


def _of_place(s: Names, i: int) -> bool:
    """ "north of X", "dockers of X", "mayor of X", "NAME of X said"."""
    if s.word(i - 1) != "of" or s.motto(i, s.run(i)):
        return False
    owner = s.word(i - 2)
    plural = owner.endswith("s") and s.lexicon.role(owner) is not None and owner not in SENDERS
    named = s.name(i - 2) and s.name(i - 3) and i - 2 not in s.taken and s.word(s.run(i)) in ("said", "told", ",")
    named = named and not any(s.word(j) in s.lexicon.heads or s.word(j) in s.lexicon.places for j in (i - 2, i - 3))
    aged = owner == "," and s.word(i - 3).isdigit() and s.word(i - 4) == ","  # "Ana Paz, 76, of X"
    if aged or any(s.word(j).endswith("year-old") for j in range(i - 5, i - 2)):
        return True
    if owner in QUARTERS and s.words[i - 2].text.islower():
        return True
    seat = owner in s.lexicon.words["whole"] or owner in s.lexicon.words["ruler"]
    return seat or plural or named or s.lexicon.groups.get(owner) == "crowd"


def _populated(s: Names, i: int, after: int) -> bool:
    """ "the people of X", "X residents", "X's residents"."""
    groups = s.lexicon.groups
    possessed = after + (s.word(after) in POSSESSIVE)
    owns = groups.get(s.word(possessed)) == "population" and s.word(i) not in s.lexicon.adjectives
    owns = owns and s.word(i) not in ("us", "uk", "eu")  # adjectives
    owns = owns and not (s.word(i - 1) == "the" and s.word(possessed) in NATIONS)
    of = s.before(i)
    people = s.word(of) in ("of", "from") and groups.get(s.word(of - 1)) == "population"
    ruled = s.word(after) in s.lexicon.words["ruler"] and after == i + 1 and s.word(i) not in s.lexicon.adjectives
    if possessed > after and _owns(s, after) and s.word(i) not in s.lexicon.adjectives:
        return True
    seated = s.word(i - 1) == "," and s.word(i - 2) in ("capital", "headquarters") and s.word(after) in (",", ".", "")
    if seated and (s.word(i - 3) in SEATED or (s.word(i - 2) == "capital" and _whose(s, i - 3))):
        return True  # "the district headquarters, X,", "the capital, X,"
    return owns or people or (ruled and not s.words[i].initial and not s.words[after].capital)


def _whose(s: Names, i: int) -> bool:
    """Whether a word before "capital" shows that it is the town: "the capital", "the Spanish capital", "X's"."""
    return s.word(i) == "the" or s.word(i) in POSSESSIVE or s.word(i) in s.lexicon.adjectives


def _owns(s: Names, i: int) -> bool:
    """Whether a genitive at i owns what only places have: "X's dry villages", "X's main square"."""
    if s.word(i) not in POSSESSIVE:
        return False
    second = s.word(i + 2)
    return (
        s.word(i + 1) in VILLAGES | PUBLIC
        or (second in PUBLIC and s.words[i + 1].text.islower())
        or (second in VILLAGES and s.words[i + 1].text.islower())
        or (s.word(i + 1) in MAIN and second in CENTRES)
    )


def _suffixed(s: Names, i: int, after: int) -> bool:
    """Names of streets and quarters by their ending, some after a preposition alone: "on X-ro"."""
    ending = s.lexicon.ending(s.word(i)) if after == i + 1 else None
    if ending is None or (ending["alone"] == "yes" and s.words[i].initial):
        return False
    return ending["alone"] == "yes" or s.word(s.before(i)) in DIRECT | {"on", "along", "of", "off"}


def _road(s: Names, i: int, after: int) -> bool:
    """ "on the A614": the number of a road."""
    if after != i + 1 or s.word(i).replace("-", "") in NO_ROAD or not ROAD.fullmatch(s.word(i)):
        return False
    if s.word(i)[0] in "nr" and s.word(i - 1) in MONEY:
        return False  # naira and rand: "from N617 to N897 a litre"
    alone = s.word(i - 1) == "the" and s.word(after) in ROAD_GOES_ON  # not "the A4 sheet"
    return (
        alone
        or s.word(s.before(i)) in ALONG | CLOSED
        or (s.word(i - 1) == "the" and s.word(after) in ("road", "highway", "motorway"))
    )


def _place_list(s: Names, i: int, people: frozenset[str], towns: frozenset[str]) -> Iterator[Annotation]:
    """A name, and those coordinated with it: "A and B", "A, B and C", "A (B)"."""
    for start, stop in _list_items(s, i):
        end = _known_end(s, start, _town_before_name(s, start, stop, towns))
        role = any(s.lexicon.role(s.word(j)) for j in range(start, end))
        somebody = any(text in people for text in s.texts(start, end))
        adjective = s.word(end) in SETTLEMENTS and s.word(end + 1) == "of"  # "the Transylvanian town of X"
        if (
            not role
            and not somebody
            and not adjective
            and not _plain(s, start, end)
            and s.word(start) not in s.lexicon.adjectives
        ):
            s.take(start, end)
            country = " ".join(s.word(j) for j in range(start, end)) in s.lexicon.countries
            yield Annotation(label=Label.PLACE, span=s.span(start, end), value="country" if country else "")


def _town_before_name(s: Names, start: int, stop: int, towns: frozenset[str]) -> int:
    """Where a known town ends that a name follows without a comma: "secretary of the union in X Ana Paz said"."""
    ends = (e for e in range(start + 1, stop - 1) if fold(" ".join(s.texts(start, e))) in towns)
    return next(ends, stop)


def _known_end(s: Names, start: int, stop: int) -> int:
    """Where a city of the table ends that has small words inside: "Dar es Salaam"."""
    names = ((end, " ".join(s.word(j) for j in range(start, end))) for end in range(stop + 2, stop + 1, -1))
    return next((end for end, name in names if name in s.lexicon.cities), stop)


def _list_items(s: Names, i: int) -> list[tuple[int, int]]:
    items = [(i, s.region(i))]
    opening = i <= 2 and s.word(0) in ("in", "at", "near")  # "In A, B and C marched": B and C need not be places
    while items[-1][1] > items[-1][0] and len(items) < 50:
        stop = items[-1][1]
        stop += s.word(stop) == ")" and s.word(items[-1][0] - 1) == "("  # "A (B), C and D"
        joined = s.word(stop) == "and" or (s.word(stop) == "," and not opening)
        bracketed = s.word(stop) == "(" and s.word(s.run(stop + 1)) == ")"
        following = s.region(stop + 1) if joined or bracketed else stop + 1
        if following <= stop + 1 or s.word(following) in s.lexicon.heads:
            break
        items.append((stop + 1, following))
    last = max((n for n, (start, _) in enumerate(items) if n == 0 or s.word(start - 1) != ","), default=0)
    region = last == 0 and len(items) == 2 and s.word(i - 1) == "in" and _single(s, *items[1])
    if region and s.word(items[1][1]) in (",", ".", ")"):
        last = 1  # "in A, B,": B is where A lies
    return [(start, stop) for start, stop in items[: last + 1] if stop > start]


def _single(s: Names, start: int, stop: int) -> bool:
    return stop == start + 1 or " ".join(s.word(j) for j in range(start, stop)) in s.lexicon.countries
