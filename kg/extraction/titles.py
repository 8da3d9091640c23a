"""Titles: the words that say what somebody is, from the first that belongs to the title to the last.

"acting county labour officer" is a title as a whole: its noun stands in the table of roles, what stands before it
belongs to it as far as an article, a preposition or a mark; of what follows only a field ("of public relations").
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.document import Annotation, Document, Label, Span, Word
from kg.lexicon import Lexicon

NAMED = (Label.ORGANIZATION, Label.PLACE, Label.NAME)
LONGEST_FIELD, MOST_BEFORE = 4, 4  # words
OPENS = frozenset(
    "a an the this that these those his her its their our my your every another of by to from with for as than "
    "along near behind outside inside beside before after during against under over into onto around through across "
    "towards toward until since without within including like and or at in on between among 's ’s ' ’ whose who "
    "also now currently them years year months month weeks days".split()
)  # words after which a noun phrase begins: all up to the noun of the role belongs to it
FIELDED = frozenset(
    "head chief director minister secretary officer manager professor lecturer coordinator deputy governor president "
    "vice-president adviser advisor commissioner undersecretary member specialist teacher spokesman spokeswoman "
    "spokesperson dean chair student superintendent".split()
)  # whose field belongs to the title
BROAD = frozenset({"head", "director", "professor", "minister", "secretary", "lecturer", "officer", "chief"})
CLOSES = frozenset({",", "of", "at", "in", "for", "with", "and", ".", "(", ";", ":"})
GIVEN = frozenset(
    "mason hunter porter dean archer tanner miller baker cook potter smith carter prince king sultan".split()
)  # names of people as well
FIRST = GIVEN | frozenset({"duke", "earl", "baron", "major", "judge", "deacon", "marshal", "page"})  # and first names
TITLES_TOO = frozenset({"prince", "dean", "king"})  # before two names
HONORIFIC = frozenset({"commander", "cleric", "teacher"})  # concepts of titles that stand between an office and a name
OFFICES = frozenset(
    "senator congressman congresswoman lawmaker legislator candidate deputy assemblyman assemblywoman whip king queen "
    "prince princess emir sultan speaker attorney advocate engineer architect".split()
)  # often written with a capital before a name
RETIRED = frozenset({"retd", "rtd", "ret", "retired"})
GENITIVE = frozenset({"'", "’", "'s", "’s"})
OCCUPATIONS = frozenset({"other", "relative", "mother", "father", "student"})  # rarely written with a capital
KIN = frozenset({"relative", "mother", "father"})
ORDERS = frozenset({"sister", "father", "brother", "mother"})  # before a name and with a capital, of a church
SHORT = frozenset(
    "gen col lt maj capt brig cpl sgt gov sen rep rev prof cllr coun ald supt insp adm fr cmdr lieut pte adv "
    "dcop acop dcp acp asp dsp ssp aig dig igp csp cisp sp sdpo bdo sdo deo cmo rdo".split()
)
TRADES = ("er", "or", "ist", "ian", "eer", "ster", "wright", "smith", "man", "woman")  # how trades end
NO_TRADES = frozenset(
    "supporter follower newcomer stranger foreigner outsider survivor protester protestor demonstrator marcher striker "
    "picketer mourner teenager villager islander passer-by onlooker commuter customer number matter quarter center "
    "river tower corner paper letter order chapter charter border shelter theater theatre newspaper daughter sister "
    "brother mother father another chamber container trailer tanker carrier cruiser steamer freighter trawler "
    "former minor major senior junior human superior inferior blockbuster disaster "
    "cluster register counter smaller larger bigger longer harbor harbour motor sector factor corridor mirror error "
    "terror horror favor flavor humor rumor voter reader listener bystander passenger speaker participant woman man "
    "poster banner sticker reminder answer offer power winter summer master danger "
    "grandmother grandfather stepmother stepfather loner sufferer sympathiser sympathizer believer beginner".split()
)
OVER = frozenset("deputy chief assistant principal joint additional".split())  # before a field and an office
TAUGHT = frozenset("student students teacher teachers lecturer lecturers professor professors graduate tutor".split())
ORDINALS = frozenset("first second third fourth fifth sixth seventh final".split())
POST = frozenset({"external", "internal", "academic", "emeritus", "emerita", "designate", "elect"})  # after a title
RANKS = frozenset(
    {"general", "major", "marshal", "justice", "corporal", "speaker", *SHORT}
)  # roles only with a capital


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with its titles."""
    return document.with_annotations([a for s in document.sentences for a in _titles(document, s, lexicon)])


def _titles(document: Document, sentence: Span, lexicon: Lexicon) -> Iterator[Annotation]:
    words = document.words_in(sentence)
    if not any(word.lower in lexicon.role_starts or "-" in word.lower for word in words):
        return
    taken = [a.span for a in document.labelled(*NAMED, within=sentence)]
    groups = list(document.labelled(Label.GROUP, within=sentence))  # "mill workers" stay a group of workers
    free = _free(words, taken)
    i = last = 0
    while i < len(words):
        stop, role = _nouns(words, i, free, lexicon)
        if role is None and _trade(words, i, free, lexicon):
            stop, role = i + 1, "other"
        if role is None or _surname(words, i, stop, role, free, lexicon) or _first_name(words, i, free, lexicon):
            i += 1
            continue
        grouped = any(a.span.overlaps(words[i].span) for a in groups)
        named = stop < len(words) and words[stop].capital  # "Law lecturers NAME and NAME"
        first = i if grouped and not named else _before(words, i, last, free, lexicon)
        stop = _field(words, i, _short(words, i, stop, free, lexicon), free, lexicon)
        if _ordained(words[i], role) and stop < len(words) and words[stop].capital:
            role = "cleric"
        last = i = stop
        yield Annotation(label=Label.ROLE, span=Span(words[first].span.start, words[stop - 1].span.end), value=role)


def _short(words: tuple[Word, ...], i: int, stop: int, free: list[bool], lexicon: Lexicon) -> int:
    """The end of a rank of two short words: "Lt. Col. NAME"."""
    dot = stop + (stop < len(words) and words[stop].text == ".")
    if stop > i + 1 or words[i].lower not in SHORT or dot >= len(words) or words[dot].lower not in SHORT:
        return stop
    return _noun(words, dot, free, lexicon)[0] if words[dot].capital else stop


def _trade(words: tuple[Word, ...], i: int, free: list[bool], lexicon: Lexicon) -> bool:
    """Whether a noun in no table says what somebody does, by its ending and its place: "NAME NAME, a loader of …"."""
    word = words[i]
    if not word.text.islower() or not word.lower.endswith(TRADES) or len(word.text) < 6 or not free[i]:
        return False
    if word.lower in NO_TRADES or word.lower in lexicon.groups or word.lower in lexicon.words["human"]:
        return False
    following = words[i + 1].lower if i + 1 < len(words) else "."
    if following not in CLOSES and following not in ("who", "from", "whose", "–", "—"):
        return False
    article = next((j for j in range(i - 1, max(i - 4, 2), -1) if words[j].lower in ("a", "an")), 0)
    aged = 2 * (words[article - 2].text.isdigit() and len(words[article - 2].text) == 2) if article > 4 else 0
    last = article - 2 - aged
    named = (
        article > 2 and words[article - 1].text == "," and last > 0 and words[last].capital and words[last - 1].capital
    )
    return named and free[last] and free[last - 1]


def _free(words: tuple[Word, ...], taken: list[Span]) -> list[bool]:
    """Which words no name has taken; both come in reading order."""
    free, j = [], 0
    for word in words:
        while j < len(taken) and taken[j].end <= word.span.start:
            j += 1
        free.append(j == len(taken) or taken[j].start >= word.span.end)
    return free


def _nouns(words: tuple[Word, ...], i: int, free: list[bool], lexicon: Lexicon) -> tuple[int, str | None]:
    """The end and the concept of the nouns that begin here: of "assistant secretary" the last says what it is."""
    stop, role = _noun(words, i, free, lexicon)
    if words[i].lower == "fellow" and _noun(words, stop, free, lexicon)[1] is not None:
        return i, None  # "fellow organiser": what is said of him, and no title
    for _ in range(MOST_BEFORE if role is not None else 0):
        further, last = _noun(words, stop, free, lexicon)
        if last is None:
            further, last = _noun(words, stop + _ranks(words, stop, lexicon), free, lexicon)
        small = last is not None and not words[stop].capital
        if last is None or (small is words[stop - 1].capital and not words[stop - 1].initial):
            break  # "the Daily Observer reporter", "the lawyer Baker Holm"
        if last in HONORIFIC and role != last and words[stop].capital:
            break  # "Registrar Colonel NAME", "Vice-Chancellor Professor NAME": two titles
        if _first_name(words, stop, free, lexicon) or _second_title(words, stop, lexicon):
            break
        stop, role = further, last
    return stop + (role is not None and stop < len(words) and words[stop].lower in POST), role


def _second_title(words: tuple[Word, ...], i: int, lexicon: Lexicon) -> bool:
    """ "Mayor Cllr NAME": a short title after a whole one is another; "Chief Supt NAME" is one."""
    before = words[i - 1].lower
    short = words[i].lower in SHORT and words[i].capital and words[i - 1].capital
    return short and before not in SHORT and before not in lexicon.words["rank"] and before not in OVER


def _first_name(words: tuple[Word, ...], i: int, free: list[bool], lexicon: Lexicon) -> bool:
    """ "Officer Dean Walsh": a noun right after a title, before one name alone, is somebody's first name."""
    if i < 1 or i >= len(words) or words[i].lower not in FIRST or not (words[i].capital and words[i - 1].capital):
        return False
    return words[i - 1].lower not in lexicon.words["rank"] and _names_after(words, i + 1, free) == 1


def _names_after(words: tuple[Word, ...], i: int, free: list[bool]) -> int:
    """How many words with a capital follow one another from i, three at most."""
    end = i
    while end < min(len(words), i + 3) and words[end].capital and free[end]:
        end += 1
    return end - i


def _ranks(words: tuple[Word, ...], stop: int, lexicon: Lexicon) -> int:
    """How many words between two nouns of a title belong to it: "Deputy Agriculture Minister"."""
    if stop < len(words) and words[stop].text in lexicon.words["rank"]:
        return 1
    end = stop
    while words[stop - 1].lower in OVER and end < min(len(words), stop + MOST_BEFORE) and (
            words[end].lower in lexicon.words["portfolio"] or (end > stop and words[end].lower == "and")):  # fmt: skip
        end += 1
    return end - stop


def _noun(words: tuple[Word, ...], i: int, free: list[bool], lexicon: Lexicon) -> tuple[int, str | None]:
    """The end and the concept of the longest noun of the table that begins here."""
    if i >= len(words) or not free[i]:
        return i, None
    lower = words[i].lower
    for stop in range(min(i + lexicon.role_starts.get(lower, 0), len(words)), i, -1):
        if all(free[i:stop]):
            role = lexicon.role(" ".join(word.lower for word in words[i:stop]))
            if role is not None:
                return stop, role
    if "-" not in lower:
        return i, None
    parts = lower.split("-")
    role = lexicon.role(parts[0] if "of" in parts else parts[-1])  # "mother-of-two", "ex-mayor", "farmer-activist"
    return (i, None) if role is None else (i + 1, role)


def _ordained(word: Word, role: str) -> bool:
    """ "Sister Agnes", "Father Luis": the title of an order, and no kinship."""
    return role in KIN and word.capital and word.lower in ORDERS


def _surname(words: tuple[Word, ...], i: int, stop: int, role: str, free: list[bool], lexicon: Lexicon) -> bool:
    """A noun with a capital that is part of a name: "Sarah Miller said"; a possessor is no role of the next name."""
    word = words[i]
    short = word.lower in SHORT
    if not word.capital or stop > i + 1 or (word.acronym and not short):
        return word.lower in RANKS - {"rep"} and not _officer(words, i, stop, free)
    if word.lower in RANKS and i > 0 and words[i - 1].lower == "the":
        return True  # "the Major Crimes Unit"
    after = stop + (short and stop < len(words) and words[stop].text == ".")
    after = _retired(words, after)
    named = after < len(words) and words[after].capital and free[after]
    if short:
        return not named
    if role in KIN and named:
        several = word.lower in lexicon.role_plurals  # "Brothers Ivo and Jan Temo"
        return not several and "-of-" not in word.lower and not _ordained(word, role)
    return _in_name(words, i, role, free, lexicon, named=named)


def _officer(words: tuple[Word, ...], i: int, stop: int, free: list[bool]) -> bool:
    """ "the wartime general NAME": a rank in small letters right before a full name."""
    named = stop + 1 < len(words) and all(words[j].capital and free[j] for j in (stop, stop + 1))
    return named and words[i].text.islower() and words[i].lower in ("general", "major", "marshal", "corporal")


def _retired(words: tuple[Word, ...], stop: int) -> int:
    """The end of a title with its "(retd)"."""
    bracket = [word.lower for word in words[stop : stop + 3]]
    return stop + 3 if bracket[:1] == ["("] and bracket[2:] == [")"] and bracket[1] in RETIRED else stop


def _in_name(words: tuple[Word, ...], i: int, role: str, free: list[bool], lexicon: Lexicon, *, named: bool) -> bool:
    """Whether a noun with a capital ends or goes on a name."""
    word, before = words[i], words[i - 1] if i > 0 else None
    if named and role in OCCUPATIONS and _of_things(words, i + 1, free, lexicon):
        return True
    if before is not None and before.capital and free[i - 1]:
        ranked = before.lower in lexicon.words["rank"]
        if not ranked and not (before.initial and before.lower in lexicon.words["never"]):
            return (role in OCCUPATIONS and word.lower not in OFFICES) or not named
    if word.lower in GIVEN and not word.initial:
        return word.lower not in TITLES_TOO or _names_after(words, i + 1, free) < 2
    return role in OCCUPATIONS and not word.initial and not named


def _of_things(words: tuple[Word, ...], i: int, free: list[bool], lexicon: Lexicon) -> bool:
    """ "Student Health", "Worker Power": all words with a capital are nobody's name."""
    following = [word.lower for word in words[i : i + _names_after(words, i, free)]]
    return lexicon.plain(following) and any(map(lexicon.cause, following))


def _before(words: tuple[Word, ...], i: int, last: int, free: list[bool], lexicon: Lexicon) -> int:
    """Where the title begins: all words since one that opens it, else those that stand only in titles."""
    first = sure = j = i
    while j > last and i - j < MOST_BEFORE:
        j -= 1
        word = words[j]
        if word.lower in GENITIVE and j > last and _of_title(words[j - 1], lexicon):
            j -= 1
            first = j
            sure = j if sure == j + 2 else sure
            continue
        studied = j + 1 == i and words[i].lower in TAUGHT and word.lower in lexicon.words["subject"]
        if not free[j] or (_opens(word, lexicon) and not (studied or _nth_year(words, j))):
            return first
        ranked = word.lower.removeprefix("ex-") in lexicon.words["rank"]
        fielded = word.lower in lexicon.words["portfolio"] and not (j and words[j - 1].capital)  # "Health executive"
        ranked = ranked and (
            not word.capital or words[i].capital or word.initial or word.acronym or fielded
        )  # "Corvia Energy spokesman"
        ranked = ranked or studied or _nth_year(words, j) or (first < i and _nth_year(words, j + 1))
        first_word = j == 0 and word.initial and word.lower in lexicon.heads and not word.acronym  # "Guild president"
        if not ranked and ((word.capital and not first_word) or not _noun_like(word, lexicon)):
            return sure
        first = j
        sure = j if ranked and sure == j + 1 else sure
    return first if j == last else sure


def _nth_year(words: tuple[Word, ...], j: int) -> bool:
    """ "second year Politics student"."""
    return words[j].lower == "year" and j > 0 and words[j - 1].lower in ORDINALS


def _of_title(word: Word, lexicon: Lexicon) -> bool:
    """ "women's officer", "master's student": a genitive inside the title."""
    return word.lower in lexicon.words["plural"] or word.lower in ("master", "bachelor")


def _opens(word: Word, lexicon: Lexicon) -> bool:
    """Whether a title can only begin after this word."""
    lower = word.lower
    aged = lower.endswith(("-based", "-old", "-born", "-trained", "-year-old")) or lower[0].isdigit()
    trait = lower in lexicon.words["trait"] or lower in lexicon.adjectives or lower.split("-")[0] in lexicon.adjectives
    return lower in OPENS or aged or trait or not (lower[0].isalnum())


def _noun_like(word: Word, lexicon: Lexicon) -> bool:
    lower = word.lower
    inflected = lower.endswith(("ed", "ing", "ly")) and len(lower) > 4
    return not inflected and lower not in lexicon.words["verb"] and lower not in lexicon.words["never"]


def _field(words: tuple[Word, ...], i: int, stop: int, free: list[bool], lexicon: Lexicon) -> int:
    """The end of the field that belongs to a title: "head of community relations", "minister for health"."""
    if (retired := _retired(words, stop)) > stop:
        return retired
    offices = {word.lower for word in words[i:stop]} & FIELDED
    if stop + 1 >= len(words) or not offices or words[stop].lower not in ("of", "for"):
        return stop
    end = start = stop + 1
    if words[start].lower == "the" and start + 1 < len(words) and words[start + 1].lower == "interior":
        end = start + 1
    while end < len(words) and end - start < LONGEST_FIELD and free[end] and _of_field(words[end], lexicon):
        end += 1
        joined = end + 1 < len(words) and words[end].lower == "and" and _of_field(words[end + 1], lexicon)
        end += joined
    cabinet = "cabinet" in (word.lower for word in words[i:stop]) and words[stop].lower == "for"
    if cabinet:  # "cabinet member for children, families and communities"
        end = _enumerated(words, start, free)
    closed = end == len(words) or words[end].lower in CLOSES or words[end].capital or not free[end]
    known = all(word.lower in lexicon.words["portfolio"] for word in words[start:end])
    return end if end > start and (known or cabinet or (closed and offices & BROAD)) else stop


def _enumerated(words: tuple[Word, ...], start: int, free: list[bool]) -> int:
    """The end of small words with commas and "and" between them; a comma before none of these ends it."""
    end = start
    while end < min(len(words), start + 2 * LONGEST_FIELD) and free[end] and words[end].text.islower():
        if words[end].lower in CLOSES - {"and"} or words[end].lower in OPENS - {"and"}:
            break
        end += 1
        if words[end : end + 1] and words[end].text == "," and "and" in (w.lower for w in words[end : end + 3]):
            end += 1
    while end > start and words[end - 1].lower in ("and", ","):
        end -= 1
    return end


def _of_field(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word can name what an office is about: people are no field."""
    lower = word.lower
    if lower in lexicon.words["portfolio"]:
        return True
    small = word.text.isalpha() and word.text.islower() and lower not in lexicon.groups and lower not in OPENS
    return small and _noun_like(word, lexicon) and lexicon.role(lower) is None and lower not in lexicon.words["trait"]
