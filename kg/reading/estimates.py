"""Words around a figure that make it the size of a protest: who counted so many, and of which crowd it is a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.reading.numbers import Counted, Figure

LESS = 10  # fewer people are a size only where they did what few do

ASIDE = re.compile(
    r",? (?:according to [^,;.]{1,60}|(?:[^,;.]{1,50} )?(?:said|says|estimated|reported|reckoned|claimed|added)"
    r"(?: (?:on|in) [^,;.]{1,20})?),"
)
"""Between a crowd and what it did: who counted it ("1,000 people, police said, turned out")."""
CUT = re.compile(
    r"[;:\ufffc]|[.!?](?=\s|$)|\b(?:which|said|says|saying|told|although|though|if|because|whose"
    r"|how)\b|, (?:and|while|but|as)\b"
    r"|\b(?:when|where|while|whom)\b",
    re.IGNORECASE,
)
_NOUNS = (
    r"(?:crowds?|turnouts?|attendance|gathering|procession|march|rally|demonstration|protest|vigil|picket|sit-in|column"
    r"|convoy|throng|human chain|cavalcade|motorcade|flotilla|cort[eè]ge|blockade|caravan|fleet"
    r"|parade|assembly|audience|ring|cordon|encampment|camp|chain|mass|sea|line|queue|bloc|contingent|group|knot"
    r"|band|body|army)"
)
CROWD = re.compile(rf"\b(?:{_NOUNS}|marchers|protesters|demonstrators|participants|attendance|people)\b", re.IGNORECASE)
AT_PROTEST = re.compile(rf" (?:at|in|on) (?:the|a|an|this|that) (?:[\w’'-]+ ){{0,2}}?{_NOUNS}\b", re.IGNORECASE)
NUMBERING = re.compile(
    r", (?:who|which) (?:were|are|numbered|totall?ed)(?: \w+ly)? $"
    r"|\b(?:numbering(?: in(?:to)? the)?|(?:numbered|numbers|counted|estimated|ran|running|put) in(?:to)? the) $",
    re.IGNORECASE,
)
OF_BODY = re.compile(
    r"[ -]strong (?:[A-Z]|(?:[\w’'-]+ ){0,3}?(?:unions?|party|federation|association|membership|workforce|staff|force"
    r"|police|army|battalion|team|community|population|council|parliament|chamber|senate|assembly|cabinet|committee)\b)"
)  # "the 7,000-strong union": its members, not those who came
CROWD_OF = re.compile(rf"\b{_NOUNS}(?: of| by| numbering| involving)(?: the)?(?: an?)?\s*$", re.IGNORECASE)
PUT_AT = re.compile(
    r"\b(?:put|puts|putting|estimated?|estimates|estimating|reckoned|assessed|gave|counted|numbered|place[ds]?|set)\b"
    rf"(?=[^.;\ufffc]*\b(?:{_NOUNS}|compliance|adherence|support|participation|numbers?|numbers|figure|total|it|them"
    rf"|those|participation"
    rf"|participants|protesters|demonstrators"
    r"|marchers|strikers|attendance|people|size)\b|[^.;\ufffc]{0,40}\bat $)[^.;\ufffc]{0,110}\b(?:at|as)\s*$"
    rf"|\b(?:{_NOUNS}|marchers|protesters|demonstrators|participants|numbers?)\b[^.;,\ufffc]{{0,40}},"
    rf" (?:who were )?(?:put|estimated|reckoned|said|reported|believed|thought)"
    r" (?:by [^.;,]{1,50} )?(?:at|to be|to number)\s*$"
    rf"|\b(?:{_NOUNS}|marchers|protesters|demonstrators|participants|numbers?) (?:of \w+ )?(?:was "
    rf"|were |had been |is )?(?:put |estimated |reckoned |said |reported )?"
    r"(?:by [^.;,]{1,50} )?(?:at|as|to be|to number|to exceed|numbered|exceeded|topped|reached"
    r"|swelled to|grew to|had swollen to|had grown to)\s*$",
    re.IGNORECASE,
)
SOURCE = (
    r"(?:police|gendarmes?|gendarmerie|gard[aá]í|officers|officials?|authorit(?:y|ies)|prefecture"
    r"|city hall|interior ministry|organi[sz]ers?"
    r"|organi[sz]ing committee|unions?(?: leaders)?|federation|association|syndicate|committee"
    r"|campaigners|activists|movement|alliance|coalition|confederation"
    r"|collective|network|group|party|ministry|governor['’]s (?:camp|office)|governor|camp"
    r"|company|management|employers|mayor|municipality|council|observers|witnesses|residents"
    r"|reporters?|journalists?|correspondents?|marshals|stewards|farmers|growers|strikers|workers"
    r"|agency|media|monitors|church|university|she|he|they|it"
    r"|(?-i:[A-Z]{2,8}))"
)
CLAIMED = re.compile(
    rf"\b{SOURCE}\b[^.;\ufffc]{{0,90}}?\b(?:counted|count|counts|(?:spoke|speaks?|spoken|talked"
    rf"|talks?) of|claim(?:ed|s)?|said|says?|report(?:ed|s)?|estimate[ds]?|cited"
    r"|recorded|expects?|expected|predict(?:ed|s)?|anticipate[ds]?|hopes? for|insist(?:ed|s)?"
    r"|gave|announced|registered)"
    r"(?: that)?(?: there (?:were|had been))?(?: (?:a total of|another))?\s*$",
    re.IGNORECASE,
)
TOLD = re.compile(
    r"^(?: (?:people|of them|participants|protesters|demonstrators|marchers|strikers))?"
    r"(?: (?:had |have )?(?:taken part|took part|marched|attended|joined|turned out|turned up"
    r"|were (?:present|there)|came|come|shown up|been there|gathered|walked out"
    r"|stopped work|participated|answered the call|on strike)| at| by| from| in| on| outside"
    r"| along| across|\s*[.,;)!]|\s*$| and| while| for| according)",
    re.IGNORECASE,
)
SPOKE = re.compile(
    r"(?:\b(?:turnout|attendance) (?:was|is|stood at|came to)|\b(?:spoke|speaks?|spoken|talk(?:s|ed)?|tell|told"
    r"|tells) of|\b(?:insist(?:s|ed)?|settled) on"
    r"|\b(?:gave|gives?|offered|cited) (?:a|the|its own|their own|another) (?:figure|number|estimate|count) of"
    r"|\b(?:notified|informed|told) (?:the )?(?:police|authorities) of|\b(?:they|we) (?:were|are|numbered)"
    r"|(?:['’]s?|\b(?:the|its|their|his|her|official|own|police)) (?:[\w-]+ )?(?:estimate|count|figure|tally|reckoning)"
    r" (?:is|was|stood at|came to|ran to|put it at)|\bput (?:it|them|the \w+) (?:nearer|closer to)"
    r"|\b(?:made|makes?|reckon(?:s|ed)|count(?:s|ed)) it)\s*$",
    re.IGNORECASE,
)
RECKONED = re.compile(r" (?:\w+ ){0,2}?(?:reckoned|counted|estimated|given|claimed|cited|reported|announced) by\b")
GREW = re.compile(
    rf"\b(?:(?:{_NOUNS}|numbers|marchers|protesters|demonstrators|participants)\b[^.;,\ufffc]{{0,60}} |(?:it|they) )"
    r"(?:had |has |have |was |were |is |are )?(?:\w+ly )?"
    r"(?:swell(?:s|ed|ing)?|swollen|gr[eo]w(?:s|n|ing)?|r[io]se[sn]?|climb(?:s|ed)?|balloon(?:s|ed)|mushroom(?:s|ed)"
    r"|expand(?:s|ed)|increased|reach(?:es|ed)?|tops|topped|exceed(?:s|ed)|surpass(?:es|ed)|pass(?:es|ed)|hit|hits"
    r"|dwindled|shrank|shrunk|thinned|number(?:s|ed)?|totall?ed)"
    r"(?: to| from| into)?\s*$",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"(?:per ?cent|percent|%)[^.;\ufffc]{0,80},? (?:or|i\.e\.|that is|meaning|equal to),? $", re.IGNORECASE
)
TICKER = re.compile(rf"(?:^|[\d,;.] ?)(?:The )?{SOURCE}: $", re.IGNORECASE)
THERE = re.compile(
    r"(?:\bthere (?:were|was|are|is|had been|have been)(?: (?:still|only|already|also|now))?|, with) $", re.IGNORECASE
)
PRESENT = re.compile(
    r"^ (?:in|at|on|outside|before|along|present|there|gathered|taking part|marching)\b", re.IGNORECASE
)
OF_THEM = re.compile(
    rf"(?:\bthere (?:were|are|had been)|\b(?:{_NOUNS}|\w{{3,}}(?:ers|ors|ts)|people|men|women),) $", re.IGNORECASE
)
"""Before "about 200 of them": the crowd itself, or that it was there."""
BANNED = re.compile(r" or more\b")
DREW = re.compile(
    r"\b(?:drew|draws?|drawn|drawing|attract(?:ed|s|ing)?|brought(?: together| out)?|mobili[sz]ed"
    r"|gathered|assembled|involv(?:ed|es|ing)|attended by"
    r"|joined by|saw|see(?:s|n)?|attendance of|participation of|presence of|support of"
    r"|accompanied by|front of|made up of|home to|host to|hosted|hosting|past|mustered|muster|musters|pulled in"
    r"|lured|numbering"
    r"|(?:packed|filled|crammed|jammed|thronged|lined|turnout yet,?|demonstration,|march,|rally,|protest,) with"
    r"|(?:filled|packed|lined|thronged|crammed|blocked|occupied|surrounded|besieged|met|greeted|led|followed"
    r"|staffed"
    r"|swollen|swelled|boosted|formed|staged|held|organi[sz]ed|manned) by|reports|reported|counted|sees|swelled to"
    r"|swelling to|rose to|grew to|(?:began|begun"
    r"|started|set off|set out|opened)(?: on \w+| at \w+)? with)"
    r"(?:, [^,.;]{1,30},)?(?: a crowd of| a total of| another)?\s*$",
    re.IGNORECASE,
)
BY = re.compile(
    rf"\b(?:{_NOUNS}s?|strikes?|walk-?outs?|stoppage|hunger strike|die-in|action|occupation"
    rf"|encampment|boycott|riot|funeral)"
    r"(?: (?:in|at|outside|near|on) (?:the )?[\w’'-]+(?: [\w’'-]+)?)? (?:by|of|involving)\s*$",
    re.IGNORECASE,
)
RIVAL = re.compile(
    rf"\b{SOURCE}\b[^.;\ufffc]{{0,60}}(?:[,:]|\bat|\bbut|\bsaid|\bonly|\bof|\bto|\bwas|\bwere"
    rf"|\bnumber)? ?$",
    re.IGNORECASE,
)
INHABITED = re.compile(
    r"\b(?:town|city|village|district|county|country|island|parish|community|population|school|workforce) of"
    r" (?:\w+ ){0,2}$"
)
"""Before the number of those who live or work there."""
ANYBODY = re.compile(
    r" (?:people|persons|souls|participants|protest[eo]rs|demonstrators|marchers|strikers|picket(?:er)?s|mourners"
    r"|attendees|supporters|workers|members|students|farmers|teachers|men|women)$",
    re.IGNORECASE,
)
SAID_BY = re.compile(
    rf"^(?: (?:people|protesters|demonstrators|marchers|participants))?,? (?:according to|said|by"
    rf"|claimed)\b[^.;]{{0,40}}\b{SOURCE}\b",
    re.IGNORECASE,
)


DONE_TO = re.compile(
    r"(?:,? who| that)?(?: have| had| has| also| still)* (?:been|were|was|are|is|being) (?:\w+ly |also |still |then )?"
    r"(?!\w+ing\b)(?:without|out of|at risk|\w+(?:ed|en|wn|ought|ung|old|aid|eft|elt|uck)|put|set|cut|shot|hit|let"
    r"|made)\b"
)
"""After a noun: what was done to those people."""
AND = re.compile(r",? (?:and|or|with|plus|as well as|alongside)(?: another| a further)? ")
BY_AND = re.compile(r" by [^.;]{1,60} and $")
PUT_AGAIN = re.compile(r"(?:\bat|\bto|,|\bsaid|\bunions?|\borgani[sz]ers)(?: be)? $")


@dataclass(frozen=True, slots=True)
class Place:
    """A figure where it stands: the words before and after it in its sentence, and what it counts."""

    figure: Figure
    noun: Counted | None
    before: str
    after: str  # what follows the noun, or the figure if it stands alone
    direct: str  # what follows the figure
    first: bool  # of its headline

    @property
    def sort(self) -> str | None:
        """The sort of what it counts; `None` if it stands alone."""
        return None if self.noun is None else self.noun.sort

    @property
    def told(self) -> bool:
        """Whether the words after a figure without a noun let it be one of people."""
        return self.noun is not None or TOLD.match(self.direct) is not None


def clause_of(after: str) -> str:
    """What follows a noun up to the end of its clause."""
    end = CUT.search(after)
    return after if end is None else after[: end.start()]


def without_source(after: str) -> str:
    """What follows a crowd, without the words between commas that say who counted it."""
    return ASIDE.sub("", after, count=1) if ASIDE.match(after) is not None else after


def of_crowd(place: Place) -> str | None:
    """The rule by which the words beside a figure say that it is a number of the crowd."""
    if place.direct.startswith((" of them", " of us")) and OF_THEM.search(place.before):
        return "size-of-them"
    if BANNED.match(place.direct) and place.figure.small:
        return None  # "assemblies of five or more persons"
    if CROWD_OF.search(place.before) and (place.noun is not None or not place.direct.startswith(" of ")):
        return "size-crowd-of"
    if place.direct.startswith((" strong", "-strong")):
        return None if OF_BODY.match(place.direct) else "size-strong"
    if NUMBERING.search(place.before) and place.sort in (None, "people"):
        return "size-crowd-of"
    if not place.figure.large or not place.told:
        return None
    if TICKER.search(place.before) and place.noun is None:
        return "size-source"
    return "size-grew" if GREW.search(place.before) else None


def by_source(place: Place) -> str | None:
    """The rule by which a figure is what somebody counted."""
    if place.told and CLAIMED.search(place.before):
        return "size-source"
    if not place.figure.large:
        return None
    if place.told and SPOKE.search(place.before):
        return "size-source"
    if place.sort in (None, "people") and RECKONED.match(place.after):
        return "size-source"
    if place.sort != "people":
        return None
    if SHARE.search(place.before):
        return "size-share"
    return "size-there" if THERE.search(place.before) and PRESENT.match(place.after) else None


def put_at(place: Place, *, hurt: bool) -> bool:
    """Whether a figure is put on a crowd, or on a number in a sentence that tells of no casualties."""
    put = PUT_AT.search(place.before)
    return put is not None and (CROWD.search(put[0]) is not None or not hurt)


def again(place: Place, between: str, last: str) -> str | None:
    """ "140 vehicles and some 400 people", "at 400 by police and at 900 by the organisers"."""
    if place.noun is not None and AND.fullmatch(between):
        return "size-and"
    if last != "size-put-at":
        return None
    by = place.direct.startswith(" by ") and BY_AND.search(between)
    return last if by or PUT_AGAIN.search(between) else None


def rival(place: Place) -> bool:
    """A second estimate after a first: a source near a figure of people, or of nothing named."""
    if place.sort not in (None, "people") or not place.told:
        return False
    if place.noun is not None and not ANYBODY.search(place.direct[: place.noun.end - place.figure.span.end]):
        return False  # "the mayor met 10 representatives"
    large = (place.figure.low or place.figure.high or LESS) >= LESS
    return large and (RIVAL.search(place.before) is not None or SAID_BY.match(place.direct) is not None)
