"""Persons: names that a title, a verb of people, an age, a list or a possession shows to be a human being's."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.document import Annotation, Document, Label, Span
from kg.lexicon import Lexicon
from kg.names import fold
from kg.reading.grammar import Chunk, Clause
from kg.reading.holders import Binding, bindings, names_somebody, role_clause
from kg.reading.presumed import placed, presumed

_MET = r"(?:\([^)]{1,6}\))?"
_NAMES = r"T?N(?:,T?N){0,20}(?:,?nT?N)?"
LISTED = re.compile(
    r"\b(?:consisting of|composed of|made up of|comprising|comprised|formed of|including|among them|heard from"
    r"|speakers included|speeches (?:were given )?by|among (?:the|those) [\w ]{3,30} (?:were|was))\b",
    re.IGNORECASE,
)
PASSIVE = frozenset({"was", "were", "been", "being", "is", "are"})
OPENERS = frozenset(
    "when while after before where because since until if but then today later also yesterday earlier meanwhile "
    "whereas although though there here said so or yet once and now tonight".split()
)  # words right before a subject
LISTS = re.compile(r"N(?:\([ONLw#]\))?(?:,N(?:\([ONLw#]\))?){0,20},?nN")
KIN = frozenset({"mother", "father", "relative"})
ALONE = re.compile(r"mR,N,[SwV]")
LONGEST_AGE = 3  # digits, and one more
NO_FIRST_NAMES = frozenset(
    "St Saint La Los Las Les New North South East West Upper Lower Little Great Greater Old Mount Mont Fort Puerto "
    "Port Porto Nuevo Nueva Sierra Rio Río Lake Cape Santa São".split()
)
FIXED = {
    "who": frozenset({"who", "whose"}),
    "was": PASSIVE,
    "behalf": frozenset({"on"}),
    "own": frozenset({"his", "her"}),
    "posture": frozenset({"stood", "sat", "marched", "walked", "knelt", "lay", "waited", "rode", "wept", "danced"}),
    "calling": frozenset({"known", "named", "called", "identified", "nicknamed"}),
    "stands": frozenset("stood stands sat sits knelt kneels waited waits walked walks marched marches".split()),
    "name": frozenset({"name"}),
    "naming": frozenset({"named", "identified", "names", "identifies"}),
}
OWNED = frozenset(
    "owner owners co-owner landlord employer operator contractor developer publisher producer sponsor supplier dealer "
    "broadcaster investor shareholder proprietor promoter broker agent retailer planner insurer regulator".split()
)  # what bodies are as well
BROKEN_OFF = re.compile(r"[,!?…–—]\W*$")  # a quotation as speech ends
MOST_WORDS = 5  # of a person's name


@dataclass(frozen=True)
class Rule:
    """A construction in the codes of `kg.reading.holders`; `word` is a chunk whose text is of the `sort` of words."""

    id: str
    codes: str
    sort: str = ""
    needs: str = "N"  # codes without which it is nowhere
    single: bool = False  # whether a name of one word is enough
    subject: bool = False  # whether the name must be where a subject begins


RULES: tuple[Rule, ...] = (
    Rule("title", r"T(?P<names>N)", needs="TN", single=True),
    Rule("says", rf"(?<![oi])(?P<names>T?N(?:nT?N)?){_MET},?w?(?P<cue>S)", needs="NS", subject=True),
    Rule(
        "of-says",
        r"(?P<names>T?N),?[oi]d?[wR]{0,2}[ONL]{1,2}(?:[of]d?[ONL]{1,2}){0,2}(?:\([ONLw#]\))?(?:,[rk][^,;QS]{1,12})?,?w?(?P<cue>S)",
        needs="NS",
    ),
    Rule("said-by", r"Q,?w?ST?(?P<names>N(?:nT?N)?)", needs="QSN"),
    Rule("said-by-one", r"Q,?w?S(?P<names>N)x?,(?=[da#r])", needs="QSN", single=True),
    Rule("uttered-by", r"Q,?(?P<uttered>[wV])(?:w(?=T?N))?(?P<names>T?N)(?!['ONLR])", needs="QN"),
    Rule("human-first", r"(?:^x?|Q,?)(?P<names>N),(?:aw{0,2}|1od?)(?P<human>[wRG])(?=[,roi])", needs="N,", single=True),
    Rule("role-first", r"(?<![oifd])(?P<names>N),[a1][w#OL]{0,3}R(?=[,roifxS]|$)", needs="N,R", single=True),
    Rule(
        "human-says", r"[da]w?(?P<human>[wRG])(?:[io][wtio]{0,2}[dm]?[wL])?,(?P<names>N),w?S", needs="NS", single=True
    ),
    Rule("age", r"(?P<names>T?N),w?(?P<age>#)w{0,2}(?=[,;.nx)]|$)", needs="N#", single=True),
    Rule("aged", r"(?P<aged>[w#]),?(?P<names>N)", single=True),
    Rule("affiliation", r"(?<![oifwd])(?P<names>T?N)\((?P<party>O)\)", needs="N("),
    Rule("age-in-brackets", r"(?P<names>T?N)\((?P<age>[#w])\)", needs="N("),
    Rule("age-in-brackets-says", r"(?P<names>N)\((?P<age>[#w])\),?w?[Sr]", needs="N(", single=True),
    Rule("party", r"(?P<names>T?N),[foi]d?[wONLR]{1,4},w?(?P<cue>S)", needs="NS"),
    Rule("trade", r"(?P<names>T?N),[da#1][wodfiGRO#]{1,6},w?(?P<cue>S)", needs="NS"),
    Rule("done-by", r"V[^,;Q]{0,20}b(?P<names>T?N)(?=[,.xnr]|$)", needs="VNb"),
    Rule("given-by", r"(?P<by>b)(?P<names>T?N(?:nT?N)?)", needs="Nb"),
    Rule("speaks", r"(?P<names>T?N),?w?(?P<speech>V)", needs="NV"),
    Rule("national", r"(?P<names>T?N),[da]w?(?P<human>w),"),
    Rule("rank-in-brackets", r"R\([RN]\)(?:ow)?(?P<names>N)", needs="R(N"),
    Rule("body-role", r"(?P<names>T?N),[ON]R(?=[,foi])", needs="RN"),
    Rule("who", r"(?P<names>T?N(?:\(N\))?),?(?P<who>r|k)"),
    Rule("acts", r"(?<![oi])(?P<names>T?N(?:nT?N)?)(?:,?[oi]d?[LON],?)?w?B?w?(?P<human_verb>[wV])", subject=True),
    Rule(
        "fate",
        r"(?P<names>T?N(?:nT?N)?)(?:,?[oi]d?(?:[LON]|[RGw]'?w),?)?w{0,2}(?P<was>[wB])w{0,2}(?P<human_fate>[wV])",
        subject=True,
    ),
    Rule("thing-of", rf"(?P<human_noun>[wVR])oR?(?P<names>{_NAMES})", needs="No"),
    Rule("owner", r"(?P<names>T?N)'w?(?P<human_noun>[wVR])", needs="N'"),
    Rule("human", rf"(?P<human>w)(?:,|-|:)?(?P<names>{_NAMES})"),
    Rule("done-to", r"(?P<human_deed>[wVS])(?P<names>T?N(?:nT?N)?)(?=[,.:;xnoifrhBwDS]|$)"),
    Rule("called", r"(?P<human>[wG])(?P<calling>[wVS])A?(?P<names>N)(?=[,.ixBwVSrn]|$)", single=True),
    Rule("inverted", r"^x?[adwiomf1#L]{2,8}(?P<posture>[wV])(?P<names>T?N)(?=[i,x.n]|$)"),
    Rule("body-s", r"O'(?P<names>N)(?=[SVn]|w?V)", needs="O'N"),
    Rule("of-media", r"(?P<cue>S)O'(?P<names>N)(?!')", needs="SO'N"),
    Rule("from", r"(?P<names>T?N),[oi]d?w{0,2}[ONL](?=[,:;.x]|$)"),
    Rule("behalf", r"(?P<names>T?N),(?P<behalf>i)wo"),
    Rule("own", r"(?P<names>T?N),?w(?P<own>m)", needs="Nm", subject=True),
    Rule("trade-says", r"Q,?(?P<trade>w)(?P<names>T?N)w?(?P<cue>S)", needs="QNS"),
    Rule("utters", r"Q,?(?P<names>T?N)w??(?P<uttered>[wV])", needs="QN"),
    Rule("one-of", r"[1#]o[dm]?w{0,2}[wGR],(?P<names>T?N)(?=[,xr:;.]|$)", needs="No,", single=True),
    Rule("stands", r"(?P<stands>[wV])(?P<names>T?N)(?=[,wixr])"),
    Rule("human-who", r"d(?P<human>[wG])r[^,;QN]{1,10},(?P<names>T?N),", needs="rN,"),
    Rule("gives-name", r"(?P<name>w)w?A(?P<names>T?N)", needs="AN", single=True),
    Rule("wants-name", r"r[^,;Q]{1,5}(?P<calling>w)w?A?(?P<names>T?N)", needs="rN", single=True),
    Rule("line", r"^(?P<names>N):Q", needs=":N"),
    Rule("named-as", r"A(?P<names>N)(?=,#|,a|n|$)", needs="NA"),
    Rule("people-named-as", r"(?P<naming>[wV])d(?P<human>[wG])A(?P<names>N(?:,N){0,20}(?:,?nN)?)", needs="NA"),
)
_RULES = [(rule, re.compile(rule.codes)) for rule in RULES]


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with its reporting verbs, then with the persons that titles and the like give away."""
    document = document.with_annotations(_cues(document, lexicon))
    return document.with_annotations(_persons(document, lexicon))


def _cues(document: Document, lexicon: Lexicon) -> Iterator[Annotation]:
    for sentence in document.sentences:
        for match in lexicon.cues.find(document.report.text, sentence):
            yield Annotation(label=Label.CUE, span=match.span, value=match.row["kind"])


def _persons(document: Document, lexicon: Lexicon) -> Iterator[Annotation]:
    """Persons of the report's own words and of quotations."""
    elsewhere = placed(document)
    told = ((sentence, False) for sentence in document.sentences)
    quoted = ((region.content, True) for region in document.quoted)
    for stretch, inside in (*told, *quoted):
        if not names_somebody(document, stretch):
            continue
        clause = role_clause(document, stretch, lexicon, inside=inside)
        found: set[Span] = set()
        for binding in bindings(document, clause, lexicon):
            if all(document.text(held.role.span).lower() in OWNED for held in binding.held):
                continue  # "the pit's owner, Kolm Lignite"
            kin = binding.held[0].role.annotation is not None and binding.held[0].role.annotation.value in KIN
            if document.text(binding.held[0].role.span).isupper() and _house(document, lexicon, binding):
                continue  # "the CM House"
            found |= {n.span for n in binding.names if _held_by(document, lexicon, clause, n, kin=kin)}
        letters = frozenset(clause.codes)
        for rule, expression in _RULES:
            for match in expression.finditer(clause.codes) if letters.issuperset(rule.needs) else ():
                found |= set(_shown(document, lexicon, clause, rule, match))
        found |= set(_listed(document, clause, lexicon))
        if not inside:
            named = presumed(document, clause, lexicon, elsewhere)
            found |= {name.span for name in named if _personal(document, clause, lexicon, name)}
        found |= set(_beside(document, clause, lexicon, found))
        for span in found:
            yield Annotation(label=Label.PERSON, span=span)


def _house(document: Document, lexicon: Lexicon, binding: Binding) -> bool:
    return any(fold(document.text(name.span)) in lexicon.places for name in binding.names)


def _held_by(document: Document, lexicon: Lexicon, clause: Clause, name: Chunk, *, kin: bool) -> bool:
    """One word alone holds a title only right after it; kin are often called by their first name."""
    if not _personal(document, clause, lexicon, name, titled=True):
        return False
    touching = document.report.text[max(0, name.span.start - 2) : name.span.start]
    if kin or " " in document.text(name.span):
        return True
    word = document.words_in(name.span)[0]
    if word.acronym or (lexicon.plain([word.text]) and word.lower not in lexicon.words["surname"]):
        return False  # "by activist KTU lecturers", "the Feminist Night March"
    place = bisect.bisect_left(clause.chunks, name.span.start, key=lambda chunk: chunk.span.start)
    if place > 2 and ALONE.match(clause.codes, place - 3) is not None:
        return True  # "Their chairman, NAME, denounced …"
    ordinal = place > 0 and document.text(clause.chunks[place - 1].span)[0].isdigit()  # "of the 3rd Brigade"
    listed = place > 0 and clause.codes[place - 1] == "n"  # "members from X, Y and Z"
    return touching[-1:].isspace() and touching[:1].isalpha() and not ordinal and not listed


def _personal(document: Document, clause: Clause, lexicon: Lexicon, name: Chunk, *, titled: bool = False) -> bool:
    """Whether a name can be a person's: no noun of a body or a place ends it, no article stands before it."""
    words = document.text(name.span).split()
    last = fold(words[-1])
    if len(words) > MOST_WORDS or words[0] in NO_FIRST_NAMES or any(word[0].isdigit() for word in words):
        return False
    if len(words) > 1 and (
        last in lexicon.heads or (not titled and (last in lexicon.places or last in lexicon.facilities))
    ):
        return False
    if any(word.lower() in lexicon.words["nobody"] for word in words):
        return False
    if not titled and len(words) > 1 and any(word.lower() in lexicon.words["impersonal"] for word in words):
        return False
    if len(words) > 1 and lexicon.plain(words) and (not titled or last in lexicon.places):
        return False
    before = bisect.bisect_left(clause.chunks, name.span.start, key=lambda chunk: chunk.span.start) - 1
    return before < 0 or clause.codes[before] != "d"


def _shown(document: Document, lexicon: Lexicon, clause: Clause, rule: Rule, match: re.Match[str]) -> Iterator[Span]:
    """The names of a construction, if its words are the right ones."""
    if not _meant(document, lexicon, clause, rule, match):
        return
    if _names_body(document, lexicon, clause, match.start("names")):
        return
    for chunk in clause.group(match, "names"):
        several = " " in document.text(chunk.span) or rule.single
        titled = rule.id == "title"
        if chunk.code in "NP" and several and _personal(document, clause, lexicon, chunk, titled=titled):
            yield chunk.span


def _names_body(document: Document, lexicon: Lexicon, clause: Clause, index: int) -> bool:
    """ "the residents' committee, NAME, said": the noun before the comma is a body's, and so is the name."""
    if index < 2 or clause.codes[index - 2 : index + 2] not in ("w,N,", "O,N,"):
        return False
    noun = document.text(clause.chunks[index - 2].span)
    if noun.islower() and clause.codes[index - 2] == "O":
        return True
    of = clause.codes[max(0, index - 6) : index - 2]
    return noun.lower() in lexicon.heads and "R" not in of and any(code in of for code in "dam'")


def _meant(document: Document, lexicon: Lexicon, clause: Clause, rule: Rule, match: re.Match[str]) -> bool:
    if rule.subject and not _subject(document, clause, match.start()):
        return False
    groups = {name: clause.group(match, name)[0] for name, text in match.groupdict().items() if text}
    if "by" in groups:
        before = clause.chunks[max(0, match.start() - 6) : match.start()]
        return any(document.text(chunk.span).lower() in lexicon.words["human done"] for chunk in before)
    if "party" in groups:  # "Kolm Defence Front (KDF)" explains an acronym
        return document.text(groups["party"].span)[0] != document.text(groups["names"].span)[0]
    if "uttered" in groups and not BROKEN_OFF.search(document.text(clause.chunks[match.start()].span)):
        return False
    if "speech" in groups:
        verb = groups["speech"].annotation
        return verb is not None and verb.value.endswith("verb Speech speech")
    return all(_fits(lexicon, name, document.text(chunk.span).lower()) for name, chunk in groups.items())


def _fits(lexicon: Lexicon, name: str, word: str) -> bool:
    """Whether a word is of the sort that its place in a construction asks for."""
    if name in ("human_verb", "human_fate", "human_noun", "human_deed", "human", "uttered"):
        return word in lexicon.words[name.replace("_", " ")]
    if name == "age":
        return word.isdigit() and len(word) < LONGEST_AGE
    if name == "cue":
        return not word.endswith("ing")  # "…, NAME, calling for": the subject may be anybody before
    if name == "trade":
        return word.endswith(("ist", "ian", "man", "woman"))  # "soloist", "librarian"
    if name == "aged":
        return word.endswith("-old")
    return name not in FIXED or word in FIXED[name]


def _subject(document: Document, clause: Clause, index: int) -> bool:
    """Whether a subject can begin here: not after a noun ("the exporter NAME said")."""
    before = clause.chunks[index - 1] if index > 0 else None
    return before is None or clause.codes[index - 1] != "w" or document.text(before.span).lower() in OPENERS


def _listed(document: Document, clause: Clause, lexicon: Lexicon) -> Iterator[Span]:
    """The full names of a delegation or of those among several people."""
    text = document.report.text
    listed = LISTED.search(text, clause.chunks[0].span.start, clause.chunks[-1].span.end)
    if listed is None:
        return
    if listed[0] in ("including", "among them") and "R" not in clause.codes:
        return
    first = clause.index_at(listed.end())
    for chunk in clause.chunks[first:]:
        if chunk.code in "VSQ":
            break
        if chunk.code == "N" and " " in document.text(chunk.span) and _personal(document, clause, lexicon, chunk):
            yield chunk.span


def _beside(document: Document, clause: Clause, lexicon: Lexicon, found: set[Span]) -> Iterator[Span]:
    """Full names in one list with a person."""
    for match in LISTS.finditer(clause.codes):
        names = [c for c in clause.chunks[match.start() : match.end()] if c.code in "NP"]
        if any(name.span in found for name in names):
            for name in names:
                if " " in document.text(name.span) and _personal(document, clause, lexicon, name):
                    yield name.span
