"""Organisations by who belongs to them: the name before a title ("Student Voice member NAME") or before "members"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.document import Annotation, Document, Label, Span
from kg.lexicon import Lexicon
from kg.names import fold
from kg.reading.runs import ARTICLES, POSSESSIVE, SAYING, VENUE, Names, names_of
from kg.reading.somebody import people_of

OF_BODIES = frozenset({"chair", "director", "spokesperson", "organizer", "coordinator", "founder", "journalist"})
OF_LONGER = OF_BODIES | {"secretary", "leader", "president", "member", "representative", "delegate"}  # of two words
CREEDS = ("ist", "ian", "ish", "ese", "ite", "can")  # how words end that say of what creed or nation somebody is
TITLED = frozenset({"mr", "mrs", "ms", "dr"})
ADHERENTS = frozenset(
    "members supporters activists volunteers campaigners officials organisers organizers representatives delegates "
    "militants leaders spokespeople backers founders stewards coordinators".split()
)
CALLED = frozenset(
    "called organised organized convened initiated coordinated sponsored backed staged supported planned led hosted "
    "joined launched founded run announced".split()
)  # by whom: a protest's body
CITIES = frozenset({"city", "town", "village", "borough", "county", "municipality", "township"})
DECIDED = frozenset(
    "said says turned denied refused rejected approved granted issued banned cancelled canceled announced declined "
    "ordered allowed told gave sued warned agreed decided planned plans wants has will would confirmed revoked "
    "withdrew permitted required did does voted declared released urged removed".split()
)
LEADING = frozenset("leads led heads headed founded joined chairs chaired runs".split())
LINKED = frozenset("for in of against before without over with not".split())  # small, inside a name: "Youth in Action"


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with the organisations that those who belong to them show."""
    sentences = names_of(document, lexicon)
    people = people_of(sentences)
    places = frozenset(fold(document.text(a.span)) for a in document.labelled(Label.PLACE))
    known = [document.text(a.span).split() for a in document.labelled(Label.ORGANIZATION)]
    places |= {
        fold(" ".join(words[:n])) for words in known for n in range(1, len(words))
    }  # what one is called for short
    bodies = {a.span.start for a in document.labelled(Label.ORGANIZATION)}
    ends = {a.span.end for a in document.labelled(Label.ORGANIZATION)}
    found = [a for s in sentences for a in (*_led(s, people, places), *_mottos(s, bodies, ends), *_cities(s))]
    return document.with_annotations(found)


def _body(span: Span) -> Annotation:
    return Annotation(label=Label.ORGANIZATION, span=span, parts=(("core", span),))


def _led(s: Names, people: frozenset[str], places: frozenset[str]) -> Iterator[Annotation]:
    """ "Kolmu Secretary-General NAME", "Harlow director NAME", "Student Voice member NAME"."""
    for i, stop in s.runs():
        j = next((j for j in range(i + 1, stop + 1) if _of_body(s, i, j)), 0)
        if j == 0 and _office_of(s, i):
            j = stop  # "the general secretary of Kolmu"
        if j == 0 and _small_office(s, i, stop):
            i, j = _whole(s, i), stop
        if j == 0 and (_of_officer(s, stop) or _speaks_for(s, i)):
            j = stop
        if j > i and s.words[j - 1].capital and not _other(s, i, j, people, places):
            s.take(i, j)
            yield _body(s.span(i, j))


def _other(s: Names, i: int, j: int, people: frozenset[str], places: frozenset[str]) -> bool:
    """Whether a name is a place's, somebody's or an adjective of nation, or goes on with a title."""
    if s.motto(i, j):
        return False
    name = " ".join(s.texts(i, j)).lower()
    known = s.lexicon.tabled(name) or fold(name) in places
    ranked = all(s.word(k) in s.lexicon.words["rank"] for k in range(i, j))  # not "Kolm Power"
    titled = ranked or any(s.lexicon.role(s.word(k)) for k in range(i, j))
    return known or titled or s.adjectives(i, j) or any(text in people for text in s.texts(i, j))


def _of_body(s: Names, i: int, j: int) -> bool:
    """Whether an office of bodies with members begins at a word, and its holder's name follows what stands before."""
    for stop in (j + 1, j + 2):
        office = " ".join(s.word(k) for k in range(j, stop))
        common = office in s.lexicon.words["any office"] and _coined(s, i, j)
        if common or office in s.lexicon.words["body office"]:
            holder = stop + (s.word(stop) == ",")
            return holder < len(s.words) and s.words[holder].capital
    return False


def _coined(s: Names, i: int, j: int) -> bool:
    """Whether no word is one of English, of a region or of a creed: states and towns have presidents too."""
    words = s.lowers(i, j)
    return " ".join(words) not in s.lexicon.regions and not any(
        word in s.lexicon.english or word.endswith(CREEDS) for word in words
    )


def _office_of(s: Names, i: int) -> bool:
    """Whether "general secretary of" stands before a name."""
    of = s.before(i)
    office = f"{s.word(of - 2)} {s.word(of - 1)}"
    return s.word(of) == "of" and "secretar" in office and office in s.lexicon.words["body office"]


def _of_officer(s: Names, stop: int) -> bool:
    """ "X's Kolm correspondent NAME", "X's chief executive": who has reporters or such officers is a body."""
    if s.word(stop) not in POSSESSIVE:
        return False
    if any(" ".join(s.lowers(stop + 1, end)) in s.lexicon.offices for end in (stop + 2, stop + 3)):
        return True
    return any(
        s.lexicon.role(s.word(j)) == "journalist" and s.words[j + 1].capital
        for j in range(stop + 1, min(stop + 4, len(s.words) - 1))
    )


def _speaks_for(s: Names, i: int) -> bool:
    """ "spokeswoman NAME NAME of X", "journalist NAME NAME of X": whose they are is a body."""
    of = s.before(i)
    first = of - 1
    while first > of - 4 and s.name(first - 1):
        first -= 1
    named = s.word(of) == "of" and s.name(of - 1) and first < of - 1
    while named and first < of - 2 and s.lexicon.role(s.word(first)) is not None:
        first += 1  # "Pastor NAME NAME of X"
    longer = s.run(i) > i + 1  # one word may be a town
    role = s.lexicon.role(s.word(first - 1)) if named else None
    return role in ("spokesperson", "journalist") or (longer and role in OF_LONGER | {"lawyer", "cleric", "activist"})


def _small_office(s: Names, i: int, stop: int) -> bool:
    """Whether a title in small letters follows that is held in bodies, or any title after a name of common words."""
    if s.word(i - 1) in TITLED or stop >= len(s.words) or not (s.words[stop].text.islower() or s.words[stop].acronym):
        return False
    j = stop
    while j < stop + 2 and s.word(j) in s.lexicon.words["rank"] and s.words[j].text.islower():
        j += 1
    ends = (e for e in (j + 3, j + 2, j + 1) if s.lexicon.role(" ".join(s.lowers(j, e))) is not None)
    end = next(ends, j)
    office = " ".join(s.lowers(j, end)) in s.lexicon.offices
    role = s.lexicon.role(" ".join(s.lowers(j, end))) if end > j else None
    holder = end < len(s.words) and s.words[end].capital
    if role is None or (not holder and role not in OF_BODIES):
        return False
    if s.motto(_whole(s, i), stop) or (office and holder):
        return True
    common = s.lexicon.plain(s.lowers(i, stop)) and (stop > i + 1 or s.lexicon.landscape(s.word(i)))
    return role in (OF_LONGER if stop > i + 1 else OF_BODIES) and not common  # "First Nations leader"


def _whole(s: Names, i: int) -> int:
    """Where a name of common words begins that a small word holds together: "Youth in Action"."""
    link = i - 1 - (s.word(i - 1) == "the")
    first = link - 1
    if s.word(link) not in LINKED or first < 0 or not s.words[first].capital:
        return i
    while first > 0 and s.free(first - 1):
        first -= 1
    noun = s.word(link - 1)
    people = s.lexicon.groups.get(noun) == "crowd" or noun in s.lexicon.words["plural"]
    rallying = noun in s.lexicon.words["rallying"]
    return first if (s.free(link - 1) or people or rallying) and s.motto(first, i + 1) else i


def _cities(s: Names) -> Iterator[Annotation]:
    """ "The City of X turned down the permit": a city that decides is a body."""
    for i in [i for i, word in enumerate(s.sentence.lowers) if word in CITIES and s.words[i].capital]:
        start = i + 2
        stop = next((j for j in range(start, start + 5) if not (j < len(s.words) and s.words[j].capital)), start)
        decides = s.word(stop) in DECIDED and s.word(i - 1) == "the" and s.word(i - 2) not in VENUE
        if s.word(i + 1) == "of" and stop > start and (decides or s.word(i - 2) in ("by", "sued", "against")):
            yield _body(s.span(i, stop))


def _mottos(s: Names, bodies: set[int], ends: set[int]) -> Iterator[Annotation]:
    """A name of common words that has members, calls a protest, says something, or stands in a list of bodies."""
    for i, stop in s.runs():
        if s.motto(i, stop) and (_adherents(s, i, stop) or _acts(s, i, stop) or _listed(s, i, stop, bodies, ends)):
            s.take(i, stop)
            yield _body(s.span(i, stop))


def _adherents(s: Names, i: int, stop: int) -> bool:
    of = s.before(i)
    return s.word(stop) in ADHERENTS or (s.word(of) in ("of", "from", "with") and s.word(of - 1) in ADHERENTS)


def _acts(s: Names, i: int, stop: int) -> bool:
    by = s.before(i)
    called = s.word(by) == "by" and s.word(by - 1) in CALLED
    called = called or s.word(by) in LEADING
    called = called or (s.word(by) in ("of", "from", "with") and s.name(by - 1) and s.name(by - 2))  # "Ana Paz of X"
    owns = s.word(stop) in POSSESSIVE and not s.name(stop + 1)  # not "International Women's Day"
    tells = s.word(stop) in SAYING or owns or (s.word(stop), s.word(stop + 1)) == (",", "which")
    return called or (tells and s.word(i - 1) not in ARTICLES)


def _listed(s: Names, i: int, stop: int, bodies: set[int], ends: set[int]) -> bool:
    """Whether "and" or a comma joins a name to a body right before or after it."""
    before = next((j for j in range(i - 1, max(i - 4, -1), -1) if s.word(j) not in (",", "and", "the")), -1)
    after = next((j for j in range(stop, stop + 3) if s.word(j) not in (",", "and", "the")), stop)
    joined = -1 < before < i - 1 and s.word(i - 1) in (",", "and", "the") and s.words[before].span.end in ends
    return joined or (stop < after < len(s.words) and s.words[after].span.start in bodies)
