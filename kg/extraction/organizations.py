"""Organisations: by the noun that heads or opens their name, by a table, as the whole of a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Annotation, Document, Label, Span
from kg.lexicon import Lexicon
from kg.patterns import Row
from kg.reading.runs import ARTICLES, LONGEST, POSSESSIVE, Names, names_of

WING = re.compile(r"[-‑](?:[a-z]|(?!led|run|based|backed|wide|held|owned|linked)[a-z]{3,})$")  # "League-Q"
LOWER_MODIFIERS = frozenset(
    "divisional district city town local municipal provincial regional youth trade labour labor security occupation "
    "central executive general student armed civil national teachers women's county state village parish ward port "
    "borough metropolitan federal traffic riot military prison border railway electoral action strike farmers' "
    "workers' students' residents' water school health transport education protest news press tenants' medical".split()
)
UNITS = frozenset("committee council union league administration youth-group".split())  # may be parts of a body
TITLED = frozenset({"branch", "police"})
LOCAL = frozenset("council committee clan".split())  # "in X" belongs to the name; elsewhere only a region does
WEAK = frozenset(
    "steel cement mining foods estates properties homes plantations garments stores service body international "
    "worldwide watch cell circle primary elementary grammar comprehensive coal lignite nickel copper lithium uranium "
    "metals sugar resources timber beverages confectionery poultry meats bakery bakers dairy rubber plastics footwear "
    "tobacco retail catering hotels healthcare transit engineering construction aerospace electronics textiles "
    "shipping aviation brewing packaging hospitality haulage trucking printers builders laboratories wing local".split()
)
STAFF = frozenset(
    "employees workers students teachers staff doctors researchers".split()
)  # "Graduate Employees United"
GENITIVES = frozenset("king queen prince lord lady mother trinity".split())
FAMILY = frozenset("sons son daughters daughter brothers sisters partners".split())  # "X & Sons"
HOUSES = frozenset(
    "school university college academy office offices club court courts executive".split()
)  # also houses
AREAS = frozenset({"prefecture", "governorate"})
WITHIN = frozenset("in within across throughout inside around through from".split())  # before an area
ARRIVING = frozenset("to from into in at".split())  # "a letter to the Tax Office", "at the High Court": also to a body
NUMBERED = frozenset("local lodge chapter battalion brigade regiment precinct branch".split())  # "Local 418"
WITHIN_NAMES = frozenset({",", "and", "&", "of", "for"})  # between the capitals that an acronym has
JOINING = frozenset({"of", "for", "against"})

MINISTERS = frozenset("commissioner minister mec undersecretary".split())  # what follows is their field


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with its organisations."""
    sentences = names_of(document, lexicon)
    found = [a for s in sentences for a in (*_known(s), *_opened(s), *_firms(s), *_organizations(s))]
    return document.with_annotations(found)


def _firms(s: Names) -> Iterator[Annotation]:
    """ "X & Y": a sign that only the names of firms have; "Trinidad & Tobago" is a country."""
    for i, stop in s.runs():
        end = s.run(stop + 1) if s.word(stop) in ("&", "+") else stop
        if end <= stop + 1 or s.word(end - 1) in s.lexicon.heads or s.word(i) in s.lexicon.words["domain"]:
            continue
        if s.word(i) in s.lexicon.places or s.word(stop + 1) in s.lexicon.words["domain"] or s.word(end) == "&":
            continue
        last = s.word(end - 1)
        if " ".join(s.sentence.lowers[i:end]).replace("&", "and") in s.lexicon.countries:
            continue
        if s.lexicon.role(last) is not None and last not in FAMILY:
            continue
        s.take(i, end)
        yield Annotation(
            label=Label.ORGANIZATION, span=s.span(i, end), value="company", parts=(("core", s.span(i, end)),)
        )


def _known(s: Names) -> Iterator[Annotation]:
    """Bodies that the table names: parliaments, agencies, bodies of the world."""
    for i, stop in s.runs():
        stop = next((j for j in range(i + 1, stop) if s.lexicon.role(s.word(j)) is not None), stop)  # "Labour MP NAME"
        name = " ".join(s.sentence.lowers[i:stop])
        if stop == i + 1 and s.word(stop) == "of" and s.name(stop + 1 + (s.word(stop + 1) in ARTICLES)):
            continue  # "the Congress of Trade Unions"
        if name in s.lexicon.words["portfolio"] and s.word(stop) in MINISTERS:
            continue  # "the Labour Minister"
        if name not in s.lexicon.aliases or s.words[i].acronym or s.venue(i) or _for_what(s, i, stop):
            continue
        s.take(i, stop)
        yield Annotation(label=Label.ORGANIZATION, span=s.span(i, stop), parts=(("core", s.span(i, stop)),))


def _for_what(s: Names, i: int, stop: int) -> bool:
    """ "Veterans of Labour", "Labour and Coast Rights Front": what a body is for, and not the party."""
    joined = s.word(i - 1) in ("of", "and", "for", "&") or s.word(stop) in ("and", "&")
    member = s.lexicon.role(s.word(stop)) is not None and s.words[stop].text.islower()  # "and Labour senator NAME"
    return stop == i + 1 and s.word(i) in s.lexicon.words["domain"] and joined and not member


def _opened(s: Names) -> Iterator[Annotation]:
    """ "Radio X", "Partido Y": a noun that opens the name of a body."""
    for i, stop in s.runs():
        opens = s.word(i) in s.lexicon.words["first"] and s.word(i - 1) not in POSSESSIVE
        if opens and stop > i + 1 and not _last_heads(s, stop):
            s.take(i, stop)
            yield Annotation(label=Label.ORGANIZATION, span=s.span(i, stop), parts=(("core", s.span(i, stop)),))


def _last_heads(s: Names, stop: int) -> bool:
    return s.word(stop - 1) in s.lexicon.heads or s.lexicon.role(s.word(stop - 1)) is not None


def _organizations(s: Names) -> Iterator[Annotation]:
    nouns = s.lexicon.head_words
    for i in [i for i, word in enumerate(s.sentence.lowers) if WING.sub("", word) in nouns][::-1]:
        head = _head(s, i)
        wing = s.word(i) not in nouns
        if head is None or i in s.taken or (wing and not _winged(s.words[i].text)) or _no_head(s, i) or _hyphened(s, i):
            continue
        capital = s.words[i].capital and (s.name(i) or not s.titled)
        if not capital and (head["lower"] != "yes" or (s.word(i) in TITLED and s.lexicon.role(s.word(i + 1)))):
            continue  # "ORG branch chairman", "X police chief": the noun belongs to the title
        left = _left_edge(s, i, lower=not capital)
        right, parent, core = _right_edge(s, i + 1, head["category"])
        if not _is_named(s, left, i, right, capital=capital) or (s.word(i) in WEAK and _somebody(s, left, i)):
            continue
        if _visited(s, left, i):
            s.take(left, core)
            yield Annotation(label=Label.PLACE, span=s.span(left, core), value="facility")
            continue
        if right == core:
            right = core = _to_bracket(s, left, right)
            left = _from_bracket(s, left, right)
        parent = parent or _possessor(s, left, i)
        parts = [("core", s.span(left, core))] + ([("parent", parent)] if parent else [])
        if parent is not None and not any(s.words[j].span.start == parent.start for j in s.taken):
            yield Annotation(label=Label.ORGANIZATION, span=parent, parts=(("core", parent),))
        yield from _region_places(s, core, right)
        s.take(left, right)
        yield Annotation(label=Label.ORGANIZATION, span=s.span(left, right), value=head["category"], parts=tuple(parts))


def _winged(word: str) -> bool:
    """ "League-Q", "Tehreek-Pakistan": both parts have a capital."""
    return all(part[:1].isupper() for part in re.split("[-‑]", word))


def _hyphened(s: Names, i: int) -> bool:
    """Whether a hyphen touches the word: "the Union- and the League-led strike"."""
    return s.word(i + 1) in ("-", "‑") and s.words[i + 1].span.start == s.words[i].span.end


def _head(s: Names, i: int) -> Row | None:
    """The row of the noun of bodies that the i-th word is, alone, as a plural, or with the word before it."""
    heads, word = s.lexicon.heads, WING.sub("", s.sentence.lowers[i])
    head = heads.get(word) or (heads.get(word[:-1]) if word.endswith("s") and word != "locals" else None)
    if head is None and word in s.lexicon.second_words:
        head = heads.get(f"{s.word(i - 1)} {word}")
    if head is None and s.word(i - 1) in POSSESSIVE:
        head = heads.get(f"{s.word(i - 2)}{s.word(i - 1)} {word}".replace("’", "'"))  # "Sheriff's Office"
    return head


def _somebody(s: Names, left: int, i: int) -> bool:
    """ "Ada Watch, 34,", "Jim Circle, a teacher,": a surname."""
    if left != i - 1 or s.word(i + 1) != ",":
        return False
    apposed = s.word(i + 3) if s.word(i + 2) in ARTICLES else ""
    return s.word(i + 2).isdigit() or (apposed != "" and s.lexicon.role(apposed) is not None)


def _visited(s: Names, left: int, i: int) -> bool:
    """ "outside the Press Club", "past the Education Office": a house where something happens, not a body."""
    if s.word(i) in AREAS and s.words[i].capital:
        return s.word(s.before(left)) in WITHIN
    return s.word(i) in HOUSES and s.words[i].capital and s.venue(left) and s.word(s.before(left)) not in ARRIVING


def _to_bracket(s: Names, left: int, right: int) -> int:
    """The end of a longer name whose capitals are those of the acronym after it: "X Defenders Watch (XDW)".

    The acronym may be of the words so far, before those of another language: "Kolm Teachers' Union Unie Kolm (KTU)".
    """
    stop = s.run(right)
    if stop == right or s.word(stop) != "(" or s.word(stop + 2) != ")" or not s.words[stop + 1].acronym:
        return right
    letters = "".join(word.text[0] for word in s.words[left:stop] if word.text[0].isupper())
    so_far = "".join(word.text[0] for word in s.words[left:right] if word.text[0].isupper())
    return stop if s.words[stop + 1].text in (letters, so_far) else right


def _from_bracket(s: Names, left: int, right: int) -> int:
    """Where a name begins whose trades a comma parts, or that goes on before a small word.

    "Kolm Bakers, Millers and Grocers Union (KBMGU)", "Brotherhood of Millers Front (BMF)".
    """
    if s.word(right) != "(" or s.word(right + 2) != ")" or not s.words[right + 1].acronym:
        return left
    wanted, first = s.words[right + 1].text, left
    while first > max(0, left - LONGEST) and (s.free(first - 1) or s.word(first - 1) in WITHIN_NAMES):
        first -= 1
        if s.word(first) in ("of", "for") and not (s.word(first - 1) in s.lexicon.head_words and s.free(first - 1)):
            return left  # "NAME, of the Kolm Bakers Union (NKBU)"
        letters = "".join(word.text[0] for word in s.words[first:right] if word.text[0].isupper())
        rest = iter(letters)
        if letters[:1] == wanted[:1] and len(letters) < len(wanted) + 2 and all(letter in rest for letter in wanted):
            return first  # a letter more than the acronym has
    return left


def _no_head(s: Names, i: int) -> bool:
    """ "Energy Minister X": the noun is what a minister is for; "of X Unions": it is what a federation is of."""
    if f"{s.word(i - 1)} {s.word(i)}" in s.lexicon.countries:
        return True  # "the West Bank"
    if s.lexicon.role(f"{s.word(i - 1)} {s.word(i)}") is not None:
        return True  # "District Chief Executive"
    titled = i + 1 < len(s.words) and s.words[i].capital and s.words[i + 1].capital
    if titled and s.lexicon.role(f"{s.word(i)} {s.word(i + 1)}") is not None and s.word(i) == "cabinet":
        return True  # "Education Cabinet Secretary"
    edge = _left_edge(s, i, lower=False)
    if s.word(edge - 1) in ("for", "of") and s.word(edge - 2) in MINISTERS:
        return True  # "Commissioner for Local Government Administration"
    followed = i + 1 < len(s.words) and s.words[i + 1].capital and s.lexicon.role(s.word(i + 1)) is not None
    several = (s.word(i) not in s.lexicon.heads or s.word(i) == "unions") and s.word(i).endswith(
        "s"
    )  # "Platform of Civil Society Organisations"
    weak = s.word(i) in s.lexicon.words["domain"] or s.word(i) in WEAK
    if weak and s.words[i].capital and s.word(i + 1) in ("and", ",", "&") and _trades(s, i + 2):
        return True  # "Confectionery and Grain Workers"
    if s.free(i + 1) and (weak or s.word(i + 1).removesuffix("s") in s.lexicon.heads):
        return True  # what follows is the noun, and heads no name of its own
    if followed and s.word(i) == "police" and s.word(i - 1) in LOWER_MODIFIERS:
        return True  # "the Divisional Police Commander"
    if followed and s.word(i) == "executive":
        return True  # "Executive Engineer"
    left = _left_edge(s, i, lower=False) if several else i
    return (followed and s.word(i) in s.lexicon.words["domain"]) or (several and s.word(left - 1) in JOINING)


def _trades(s: Names, i: int) -> bool:
    """Whether a run of names goes on to the noun of a body or of people: "Grain Workers", "Allied Trades Union"."""
    return any(s.word(j) in s.lexicon.heads or s.word(j) in s.lexicon.words["plural"] for j in range(i, s.run(i)))


def _is_named(s: Names, left: int, head: int, right: int, *, capital: bool) -> bool:
    """Whether a proper part stands beside the head: an adjective of nation before a common noun is none."""
    named = any(s.name(j) for j in range(left, head)) or ((capital or left < head) and right > head + 1)
    if not named or not any(s.words[j].capital for j in (*range(left, head), *range(head + 1, right))):
        return False
    proper = [j for j in range(left, head) if s.words[j].capital and s.word(j) not in LOWER_MODIFIERS]
    return capital or right > head + 1 or not all(_common(s, j) for j in proper)


def _common(s: Names, i: int) -> bool:
    """An adjective of nation, or a policy with the capital of a first word: "Mining company"."""
    nation = s.word(i) in s.lexicon.tabled_words and s.word(i + 1).endswith(("an", "ese", "ish"))  # "Costa Rican"
    country = s.word(i - 1) in s.lexicon.tabled_words and s.words[i - 1].capital and s.word(i - 1) not in ARTICLES
    nation = nation or (s.word(i).endswith(("an", "ese", "ish")) and country)
    return (
        nation or s.word(i) in s.lexicon.adjectives or (s.words[i].initial and s.word(i) in s.lexicon.words["domain"])
    )


def _region_places(s: Names, start: int, stop: int) -> Iterator[Annotation]:
    """The places in "… in A and B" after an organisation's name."""
    i = start + 1
    while i < stop:
        end = s.region(i)
        if end > i:
            yield Annotation(label=Label.PLACE, span=s.span(i, end))
        i = max(end, i + 1)


def _left_edge(s: Names, head: int, *, lower: bool) -> int:
    """Where the name of an organisation begins, given its head noun."""
    left = head
    while left > max(0, head - LONGEST):
        before = s.word(left - 1)
        role = before in s.lexicon.roles and before not in LOWER_MODIFIERS and s.word(left) not in STAFF
        if s.free(left - 1) and not (role and s.word(left) not in POSSESSIVE and left != head):
            left -= 1
        elif before in POSSESSIVE and (s.free(left - 2) or s.word(left - 2) in s.lexicon.words["plural"]):
            if before.endswith("s") and not _keeps_genitive(s, left - 2, lower=lower):
                break
            left -= 2
        elif s.saint(left - 1):
            left -= 2
        elif lower and before in LOWER_MODIFIERS:
            left -= 1
        elif before == "and" and s.word(left - 2) in ("'", "’") and s.free(left - 3):
            left -= 3  # "the Drivers' and Conductors' Federation"
        elif before in ("and", "&") and _joined(s, left - 2) < left - 1:
            left = _joined(s, left - 2)
        else:
            break
    while left < head and not (s.name(left) or s.word(left) in s.lexicon.words["plural"]):
        left += 1
    every = 0 < left < head and s.word(left - 1) == "all" and s.words[left - 1].capital and not s.titled
    return left - 1 if every and not s.words[left - 1].initial else left  # "the All Kolm Students' Union"


def _joined(s: Names, i: int) -> int:
    """The start of what "and" joins to a name whose article stands before: "the Bakery, Food and Allied Workers"."""
    first, last = i, i + 1
    for _ in range(4):
        if (
            not s.free(first)
            or s.words[first].acronym
            or (s.word(first) in s.lexicon.heads and s.word(first) not in WEAK)
        ):
            return last + 1
        trade = s.word(first) in s.lexicon.words["domain"] or s.word(first) in WEAK
        if trade and s.word(first - 1) in ("of", "by", "with", "from", "to"):
            return first  # "members of Confectionery and Grain Workers Local 5"
        if s.word(first - 1) in ARTICLES or s.word(first - 1) in POSSESSIVE or s.words[first].initial:
            return first
        first -= 2 if s.word(first - 1) == "," else 1
    return last + 1


def _keeps_genitive(s: Names, i: int, *, lower: bool) -> bool:
    """ "Women's Union" is a name; in "the PYD's committee" the genitive names the parent."""
    saint = not lower and (s.word(i - 1) in ("st", "saint") or s.saint(i - 1) or s.word(i) in GENITIVES)
    return saint or s.word(i) in s.lexicon.words["plural"] or (lower and s.words[i].acronym)


def _possessor(s: Names, left: int, head: int) -> Span | None:
    if left + 1 < head and s.words[left].acronym and s.word(left + 1) in POSSESSIVE:
        return s.span(left, left + 1)
    return None


def _right_edge(s: Names, i: int, category: str) -> tuple[int, Span | None, int]:
    """End of the name, the parent organisation named after "of", and the end of the name without its region."""
    numbered = s.word(i - 1) in NUMBERED and s.word(i).isdigit()
    end, parent = i + numbered, None
    i = end
    if s.word(i) in JOINING or (s.word(i) == "on" and s.word(i - 1) in ("commission", "committee")):
        start = i + 1 + (s.word(i + 1) in ARTICLES)
        stop = _coordinated(s, start, _name_with_heads(s, start))
        if stop > start:
            end = _owned(s, _of_chain(s, stop))
            plural = (
                s.word(end - 1).endswith("s") and s.word(end - 1)[:-1] in s.lexicon.heads
            )  # "Council of Free Unions"
            heads = category in UNITS and s.word(end - 1) in s.lexicon.heads and not plural
            if heads or s.words[end - 1].acronym or any(j in s.taken for j in range(start, end)):
                parent = s.span(start, end)
    core = end
    if s.word(end) == "in" and end not in s.taken and (category in LOCAL or s.region(end + 1) > s.run(end + 1)):
        stop = max(s.region(end + 1), _taken_until(s, end + 1))
        while stop > end + 1 and s.word(stop) == "and" and s.region(stop + 1) > stop + 1:
            stop = s.region(stop + 1)
        end = stop if stop > end + 1 else end
    return end, parent, core


def _owned(s: Names, i: int) -> int:
    """The end of "Union of Workers of Orvale's Schools (UWOS)", if the brackets say that all of it is a name."""
    stop = s.run(i + 1)
    whole = s.word(i) in POSSESSIVE and stop > i + 1 and s.word(stop) == "(" and s.word(stop + 2) == ")"
    return stop if whole and s.words[stop + 1].acronym else i


def _taken_until(s: Names, i: int) -> int:
    """The end of the place that begins at i, if one was found there."""
    stop = i
    while stop - i < LONGEST and stop in s.taken and s.name(stop):
        stop += 1
    return i if stop in s.taken else stop  # "in X neighborhood" goes on


def _coordinated(s: Names, start: int, stop: int) -> int:
    """The end of "Labour, Trade and Industry": names of what a body is for, or of people, that "and" joins."""
    if stop == start:
        return stop
    end = stop
    for _ in range(4):
        if s.word(end) not in ("and", ",", "&"):
            break
        following = s.run(end + 1)
        words = {s.word(j) for j in range(end + 1, following)}
        if following == end + 1 or any(word in s.lexicon.heads for word in words):
            break
        plurals = s.word(end - 1).endswith("s") and s.word(end + 1).endswith("s") and following == end + 2
        plurals = plurals and s.words[end + 1].text.istitle() if following > end + 1 else False
        plurals = plurals or _abbreviated(s, following)
        known = s.word(end + 1) in s.lexicon.words["domain"] or s.word(following - 1) in s.lexicon.groups
        if not known and not plurals:
            break
        listed, end = s.word(end) == ",", following
        if not listed:
            return end
    return stop


def _abbreviated(s: Names, stop: int) -> bool:
    """Whether an acronym in brackets ends with the letter of the word before it."""
    if s.word(stop) != "(" or stop + 1 >= len(s.words) or not s.words[stop + 1].acronym:
        return False
    return s.words[stop + 1].text[-1] == s.words[stop - 1].text[0]


def _of_chain(s: Names, end: int) -> int:
    """The end of a further "of" inside the name: "Families of the Disappeared", not "of Peru"."""
    if s.word(end) not in ("of", "for"):
        return end
    start = end + 1 + (s.word(end + 1) in ARTICLES)
    stop = s.run(start)
    place = s.word(start) in s.lexicon.countries
    return end if place or stop == start else _coordinated(s, start, stop)


def _name_with_heads(s: Names, i: int) -> int:
    end = i
    while end < min(len(s.words), i + LONGEST) and (
        s.name(end)
        or (end > i and s.word(end) in POSSESSIVE and s.name(end + 1) and (s.word(end) != "’" or _of_many(s, end)))
        or (end > i and end in s.taken)
    ):
        end += 1
    return end


def _of_many(s: Names, mark: int) -> bool:
    """ "Federation of Korean Workers’ Unions": a mark between people and their body closes no quotation."""
    touching = s.words[mark - 1].span.end == s.words[mark].span.start
    return touching and s.word(mark - 1).endswith("s") and s.word(mark + 1) in s.lexicon.head_words
