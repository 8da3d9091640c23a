"""Places: by the noun in their name, or as the building of a body."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator

from kg.document import Annotation, Document, Label, Span
from kg.lexicon import Lexicon
from kg.names import fold
from kg.patterns import Row
from kg.reading.grammar import SPOTS
from kg.reading.runs import ARTICLES, LONGEST, POSSESSIVE, SAYING, VENUE, Names, names_of

SLOT = VENUE | frozenset("on along across of past via down up off over between beside".split())
ADDRESSES = frozenset("rev mr mrs ms dr cllr councillor".split())  # not "Martyr X Square"
MIDDLE = frozenset(
    "central main fish cattle vegetable general primary secondary high bus railway town city covered open-air "
    "wholesale night flea municipal produce livestock meat grain fruit food oil gas coal bauxite lithium "
    "fertiliser fertilizer chemical sugarcane shoe tobacco container cruise freight cargo referral sub-county "
    "provincial district regional county state federal public sports football national old new coal gold copper "
    "iron cement sugar textile cotton tea jute steel industrial train tram metro subway ferry police fire border "
    "power toll water pumping nuclear juvenile women's maximum-security detention refugee displacement training "
    "university teaching children's maternity referral magistrates' magistrate's crown lorry taxi truck".split()
)  # between a name and the noun: "X covered market"
OF_TOWNS = frozenset("in at from near of outside to around for".split())
ENDS = frozenset({",", ".", ")", ";", "–", "—", "-", "and", "on", "", "who", "to", "where", "for"})
AROUND = frozenset({"neighbourhood", "district", "region"})  # "a suburb of X": X is the town
DIGITS = frozenset("one two three four five six seven eight nine ten".split())
ROYAL = frozenset("king queen prince princess duke bishop abbot knight friar monk".split())
GOES_ON = 3  # words after a noun in which a name may end with another
OWNED = frozenset({"camp", "factory", "farm", "market", "yard"})  # of a body: "a PSF camp"
SETTLED = frozenset("old new east west north south central upper lower great grand royal national state".split())


def annotate_headed(document: Document, lexicon: Lexicon) -> Document:
    """The document with the places that a noun shows: "X Square", "the city of X", "Plaza X", "Gate 5"."""
    sentences = names_of(document, lexicon)
    acting = frozenset(name for s in sentences for i in s.sentence.names for name in _acting(s, i))
    return document.with_annotations([a for s in sentences for a in (*_shortened(s), *_headed_places(s, acting))])


def _shortened(s: Names) -> Iterator[Annotation]:
    """ "in Minton, Sask.", "of Lakeland, FL": the region after a town."""
    shorts = s.lexicon.regions_short
    for i in [i for i in s.sentence.names if s.word(i - 1) == ","]:
        first = i - 1
        while s.free(first - 1) or s.saint(first - 1):
            first -= 1
        text, dot = s.words[i].text, s.word(i + 1) == "."
        stop = i + 2 if dot and f"{text}." in shorts else i + 1 if text in shorts else i
        if stop > i and first < i - 1 and s.word(first - 1) in OF_TOWNS and s.word(stop) in ENDS:
            s.take(i, stop)
            yield Annotation(label=Label.PLACE, span=s.span(i, stop), value="province")


def annotate_facilities(document: Document, lexicon: Lexicon) -> Document:
    """The document with the buildings of its organisations."""
    return document.with_annotations([a for s in names_of(document, lexicon) for a in _facilities(s, document)])


def _acting(s: Names, i: int) -> Iterator[str]:
    """The folded name of a house that acts or is belonged to somewhere: a hospital, school, church."""
    if s.word(i) in s.lexicon.places and s.word(i) in s.lexicon.heads and s.words[i].capital:
        left = _left(s, i)
        if left < i and not s.venue(left):
            yield fold(" ".join(s.texts(left, i + 1)))


def _left(s: Names, i: int) -> int:
    """Where a name begins whose noun is the i-th word."""
    left = i
    while i - left < LONGEST and (
        s.free(left - 1) or s.saint(left - 1) or (s.word(left - 1) in POSSESSIVE and s.free(left - 2))
    ):
        if s.word(left - 1) in POSSESSIVE and _owner(s, left, i):
            break
        left -= 1 if s.free(left - 1) else 2
    if left == i and s.word(i - 1) in MIDDLE and not s.words[i].capital and not s.words[i - 1].capital:
        middle = i - 1 if s.free(i - 2) else i - 2
        if s.free(middle - 1) and s.word(middle) in MIDDLE and not s.words[middle].capital:
            return _left(s, middle)  # "X central market"
    if s.word(left - 1) in s.lexicon.words["particle"] and s.free(left - 2) and left < i:
        left -= 2
        while i - left < LONGEST and s.free(left - 1):
            left -= 1
    return left


def _owner(s: Names, left: int, i: int) -> bool:
    """Whether a genitive before a name is a town's: "X's Y market", "Lima's Y Park"."""
    owner = s.word(left - 2)
    if owner in s.lexicon.words["plural"] or owner in ("king", "queen", "st"):
        return False
    return (not s.words[i].capital and left < i) or s.lexicon.tabled(owner)


def _headed_places(s: Names, acting: frozenset[str]) -> Iterator[Annotation]:
    nouns = s.lexicon.place_words
    for i in [i for i, word in enumerate(s.sentence.lowers) if word in nouns]:
        word = s.word(i)
        two = s.lexicon.places.get(f"{s.word(i - 1)} {word}") if word in s.lexicon.second_words else None
        head = two or s.lexicon.places.get(word)
        if head is None or i in s.taken or _goes_on(s, i) or f"{s.word(i - 1)} {word}" in s.lexicon.heads:
            continue
        left = _left(s, i - 1 if two is not None else i)
        if s.word(left - 1) == "of" and s.heads_body(left - 2) and s.words[left - 2].capital:
            continue  # "the Ministry of Health building"
        if left == i - 1 and s.words[left].acronym and s.word(i + 1) in s.lexicon.roles and s.name(i + 2):
            continue  # "KMU district president NAME"
        opens = left == i or head["after"] in ("no", "slot") or _numbers(s, i, head) or s.word(i - 1) in POSSESSIVE
        begin = _before(s, i, head) if opens else 0
        if begin > i:
            left = left if _numbers(s, i, head) else i  # "National Route 9", "the Navy's Camp X"
            s.take(left, begin)
            yield Annotation(label=Label.PLACE, span=s.span(left, begin), value=head["kind"])
        elif _within_named(s, left, i, head):  # "the Lima suburb of X"
            s.take(left, i)
            yield Annotation(label=Label.PLACE, span=s.span(left, i))
            yield from _place_of(s, i, head["kind"], whole=False)
        elif any(s.name(j) for j in range(left, i)) and _after(s, left, i, head) and not _acts(s, left, i, acting):
            numbered = head["before"] == "number" and s.words[i].capital and s.word(i + 1).isdigit()
            stop = i + 2 if numbered and len(s.word(i + 1)) < 3 else i + 1
            s.take(left, stop)
            yield Annotation(label=Label.PLACE, span=s.span(left, stop), value=head["kind"])
        elif s.word(i + 1) == "of" and (head["of"] == "yes" or (s.words[i].capital and left == i)):
            yield from _place_of(s, i, head["kind"], whole=head["of"] != "yes")


def _within_named(s: Names, left: int, i: int, head: Row) -> bool:
    """Whether a known town or land before the noun is where another place lies: "the Lima suburb of X"."""
    name = " ".join(s.word(j) for j in range(left, i))
    known = s.lexicon.tabled(name) or name in s.lexicon.regions
    return known and head["of"] == "yes" and s.word(i + 1) == "of" and s.name(i + 2 + (s.word(i + 2) in ARTICLES))


def _goes_on(s: Names, i: int) -> bool:
    """ "Kolm County Courthouse": the two words are the noun; "Arts Centre Conference Room": a later one is."""
    following = s.lexicon.places.get(s.word(i + 1))
    if not s.name(i + 1):  # "Ela Beach oval"
        house = following is not None and following["after"] == "yes" and following["kind"] in SPOTS
        return house and s.words[i].capital and s.free(i - 1)
    later = itertools.takewhile(lambda j: s.free(j) and s.lexicon.plain([s.word(j)]), range(i + 1, i + 1 + GOES_ON))
    nouns = (s.lexicon.places.get(s.word(j)) for j in later if s.words[j].capital)
    closed = any(noun is not None and noun["after"] in ("yes", "cap") for noun in nouns)
    return closed or f"{s.word(i)} {s.word(i + 1)}" in s.lexicon.places


def _after(s: Names, left: int, i: int, head: Row) -> bool:
    """Whether the noun may close the name: some must have a capital, some a preposition of place as well."""
    if head["after"] == "no" or _heads_organization(s, i + 1) or s.adjectives(left, i) or _begins_with_role(s, left):
        return False
    if s.word(s.before(left)) in ("told", "telling"):
        return False  # "told X Campus that": a paper
    if s.word(left - 1) in ("a", "an") and not s.words[i].capital:
        return False  # "a Cumbrian library"
    if s.acronym_before(i) and not s.words[i].capital and s.word(i) in OWNED:
        return False
    if all(s.word(j) in SETTLED for j in range(left, i)) and not s.words[i].capital:
        return False
    if s.word(s.before(left)) not in SLOT and _of_somebody(s, left, i + 1):
        return False
    if head["after"] == "yes":
        return True
    capital = s.words[i].capital and s.name(i)
    return capital and (head["after"] == "cap" or s.word(s.before(left)) in SLOT)


def _begins_with_role(s: Names, i: int) -> bool:
    """ "President X Hall" would begin with a role; "Justice Palace" and "Kings Park" do not."""
    if s.word(i).rstrip("s") in ROYAL and not s.name(i - 1):
        return False
    return s.lexicon.role(s.word(i)) is not None and s.word(i) not in s.lexicon.words["domain"]


def _of_somebody(s: Names, left: int, stop: int) -> bool:
    """Whether a role or a title before a name, or an age, a role or a verb of saying after it shows a person."""
    before = s.word(left - 1).rstrip(".")
    title = before in s.lexicon.words["title"] or s.lexicon.role(before) is not None or s.word(left) in ADDRESSES
    title = title or (s.words[left].initial and stop == left + 2 and s.word(stop) in ("of", "who"))
    apposed = s.word(stop) == "," and (s.word(stop + 1).isdigit() or s.word(stop + 1) in ARTICLES)
    return s.words[stop - 1].capital and (title or apposed or s.word(stop) in SAYING)


def _acts(s: Names, left: int, i: int, acting: frozenset[str]) -> bool:
    """Whether a name whose noun heads bodies too is a body here, or anywhere in the report."""
    if s.word(i) not in s.lexicon.heads or not s.words[i].capital:
        return False
    return fold(" ".join(s.texts(left, i + 1))) in acting


def _numbers(s: Names, i: int, head: Row) -> bool:
    """ "Gate 5", "Block C": whether a noun with a capital has a number or a letter."""
    if head["before"] != "number" or not s.words[i].capital or i + 1 >= len(s.words):
        return False
    return (
        s.word(i + 1).isdigit()
        or s.word(i + 1) in DIGITS
        or (len(s.word(i + 1)) == 1 and s.words[i + 1].text.isupper())
    )


def _before(s: Names, i: int, head: Row) -> int:
    """The end of a name that the i-th word begins: "Plaza X", "Gate 5"; i itself if it begins none."""
    if _numbers(s, i, head):
        return i + 2
    if head["before"] in ("no", "number") or not s.words[i].capital or s.name(i - 1) or s.lexicon.role(s.word(i + 1)):
        return i
    if head["before"] == "slot" and s.word(s.before(i)) not in SLOT and s.word(i - 1) not in POSSESSIVE:
        return i
    start = i + 1
    while s.word(start) in s.lexicon.words["particle"]:
        start += 1
    if head["before"] == "particle" and start == i + 1 and s.word(s.before(i)) not in SLOT:
        return i  # "at the Place X", "the Place de X"
    stop = s.run(start)
    goes_on = s.lexicon.places.get(s.word(stop), {}).get("after", "no") != "no"  # "Tel X mill"
    return stop if stop > start and not goes_on and not _heads_organization(s, start) else i


def _heads_organization(s: Names, i: int) -> bool:
    """ "X Valley Workers' Council": the name goes on to the noun of an organisation."""
    last = i + LONGEST
    while i < last and (s.name(i) or s.word(i) in POSSESSIVE):
        if s.word(i) in s.lexicon.heads:
            return True
        i += 1
    lower = s.lexicon.heads.get(s.word(i))
    return lower is not None and (lower["lower"] == "yes" or s.words[i].capital)


def _place_of(s: Names, i: int, kind: str, *, whole: bool) -> Iterator[Annotation]:
    """ "the city of X" names X; "Church of the Virgin" is a name as a whole; "the districts of X and Y" are two."""
    start = i + 2 + (s.word(i + 2) in ARTICLES)
    stop = s.run(start)
    if stop == start or _heads_organization(s, start):
        return
    if s.word(i) == "state" and s.lexicon.plain(s.word(j) for j in range(start, stop)):
        return  # "the State of the Nation Address"
    if whole and s.word(i) in s.lexicon.heads and not s.venue(i):
        return
    first = i if whole else start
    items = [(first, stop)]
    while (
        len(items) < LONGEST
        and s.word(i) in _PLURALS
        and s.word(items[-1][1]) in (",", "and")
        and s.run(items[-1][1] + 1) > items[-1][1] + 1
    ):
        items.append((items[-1][1] + 1, s.run(items[-1][1] + 1)))
    kind = "" if kind in AROUND and not whole and {s.word(j) for j in range(i - 3, i)} & {"a", "an"} else kind
    for begin, end in items:
        s.take(begin, end)
        yield Annotation(label=Label.PLACE, span=s.span(begin, end), value=kind)


_PLURALS = frozenset(
    "villages towns cities districts provinces regions neighbourhoods neighborhoods suburbs counties hamlets parishes "
    "cantons camps communes municipalities governorates islands areas".split()
)
OFFICES = frozenset({"office", "offices"})  # "the UN office" is a place; of "the office of X" X alone is named
SPEAKS = frozenset(
    "said says put issued warned urged advised confirmed declined announced denied condemned expressed called refused "
    "told tweeted asked posted released has had".split()
)
SEATS = frozenset({"embassy", "consulate"})  # of a country, not only of an organisation


def _facilities(s: Names, document: Document) -> Iterator[Annotation]:
    """The building of somebody: "the building of X", "the X office", "the embassy of X"."""
    facilities = s.lexicon.facilities
    kinds = [(i, facilities[word]) for i, word in enumerate(s.sentence.lowers) if word in facilities]
    if not kinds:
        return
    within = s.span(0, len(s.words))
    organizations = list(document.labelled(Label.ORGANIZATION, within=within))
    places = list(document.labelled(Label.PLACE, within=within))
    for i, kind in kinds:
        if i in s.taken:
            continue
        word = s.words[i]
        owners = organizations + (places if word.lower in SEATS else [])
        span, owner = _owned(s, i, owners)
        if word.lower in SEATS and word.capital and _speaks(s, span):
            yield Annotation(label=Label.ORGANIZATION, span=span, parts=(("core", span),))
        elif owner is not None or (word.lower in SEATS and _of_nation(s, i - 1)):
            parts = () if owner is None else (("owner", owner),)
            yield Annotation(label=Label.PLACE, span=span, value=kind, parts=parts)


def _speaks(s: Names, span: Span) -> bool:
    """Whether an embassy is told to say or do something itself: "The X Embassy in Y put out a message"."""
    first, stop = (bisect.bisect_left(s.sentence.starts, offset) for offset in (span.start, span.end))
    end = stop
    if s.word(stop) == "in":
        end = next((j for j in range(stop + 1, min(stop + 5, len(s.words))) if not s.words[j].capital), stop)
    return not s.venue(first) and s.word(end) in SPEAKS


def _of_nation(s: Names, i: int) -> bool:
    return s.word(i) in s.lexicon.adjectives or s.word(i) in ("us", "uk", "eu")


def _owned(s: Names, i: int, owners: list[Annotation]) -> tuple[Span, Span | None]:
    """The words of a building and its owner: after "of", or before the noun."""
    word = s.words[i].span
    after = i + 2 + (s.word(i + 2) in ARTICLES)
    if s.word(i) in SEATS and s.word(i + 1) == "of" and s.run(after) > after:
        owned = s.span(after, s.run(after))
        return Span(word.start, owned.end), owned
    owned_by = s.word(i) not in OFFICES and s.word(i + 1) == "of" and not s.name(i - 1) and after < len(s.words)
    for owner in owners:
        if owned_by and owner.span.start == s.words[after].span.start:
            return Span(word.start, owner.span.end), owner.span
        if i > 0 and owner.span.end == s.words[i - 1].span.end:
            return Span(owner.span.start, word.end), owner.span
    return s.span(max(i - 1, 0), i + 1), None
