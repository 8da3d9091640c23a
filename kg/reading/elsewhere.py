"""Places beside a word of protest that are not where it was: of what it is about, of who came, of another deed."""

from __future__ import annotations

import re

from kg.document import Span

REASON = re.compile(
    r"\b(?:in (?:solidarity|support|protest|rejection|memory|response|reaction)|demanding|accused of"
    r"|for (?:the |all )?(?:\w+ )?(?:victims|people|release|dead|killed)|to (?:denounce|condemn|demand"
    r"|protest|support|mark|commemorate|mourn|(?:show|express|voice|declare|demonstrate)(?: their)?"
    r" (?:solidarity|support|sympathy|opposition|anger)))\b",
    re.IGNORECASE,
)
OVER_WHAT = re.compile(
    r"\b(?:against|over|about|condemning|denouncing|protesting|charged with|accused of) (?:[\w'’-]+ ){0,5}?(?:attacks?"
    r"|killings?|murders?|deaths?|shootings?|arrests?|detention|lathi-?charge|incidents?|assaults?|evictions?|demolitions?"
    r"|massacres?|rape|abduction|kidnapping|bombings?|crackdown|violence|accident|toppling|beating)\b",
    re.IGNORECASE,
)
"""Between a protest and a place: the place is that of what it is against."""
SUBORDINATE = re.compile(
    r"\b(?:because|after|following|when|while|whose|where|than|that|which|who|until|since|as|before)\b", re.IGNORECASE
)
BEFORE = re.compile(r"^(?: [\w'’-]+)? before (?=(?:the|an?|its|their|[A-Z][\w-]*['’]s?) )")
"""Of "gathered before the parliament in X": a place, and no other clause."""
OWN_CLAUSE = re.compile(
    r",?\s(?:that|which) (?:(?!said\b|says\b)[\w'’-]+ ){0,5}?(?:planned|called|announced|organi[sz]ed"
    r"|scheduled|held|staged"
    r"|took place|began|started|due|set|passed|wound|moved|ended|gathered|drew|brought|blocked)\b"
    r"|\s(?:called|announced) (?:for|on|in|at)\b"
)
"""A relative clause, or a participle, that says of the protest itself where it was."""
PREDICATE = re.compile(
    r"\b(?:is|are|was|were|will|would|took|takes|has|have|had|began|ended|started|gathered|brought|drew|wound|made|went"
    r"|came|passed|filled|moved|left|set|reached|headed|snaked|wove|stopped|turned|rolled|crossed|blocked|shut|packed"
    r"|attracted|saw|continued|kicked|got|entered|stretched|proceeded|marched|rallied|paraded|unfolded|rocked|spread"
    r"|erupted|broke)\b",
    re.IGNORECASE,
)
OTHER_DEED = re.compile(
    r"\b(?!(?:started|ended|headed|arrived|passed|proceeded|continued|moved|gathered|rallied|marched|held|planned|located"
    r"|situated|organi[sz]ed|turned|reached|walked|stopped|crossed|converged|finished|assembled|walled|staged|called|led"
    r"|attended|joined|red|united|crowded|clustered|lined|paraded|filed|blocked|camped)\b)(?:\w{3,}ed|will|would|over"
    r"|against|about|demanding|saying|accusing|alleging|calling)\b",
    re.IGNORECASE,
)
OUTSIDE = re.compile(r"\b(?:outside|in front of|opposite) (?:the )?(?:[\w'’-]+ ){0,3}$", re.IGNORECASE)
"""Before a house: where people stand, whatever they stand there for."""
LEADS_TO = re.compile(
    r"\b(?:roads?|highway|motorway|line|route|bus|train|bound|links?|ties|leading) (?:to|with|for) (?:the )?$"
    r"|\b(?:linking|connecting|connects?|joining|links) (?:(?:[\w'’-]+ ){1,4}(?:to|with|and) )?(?:the )?$"
)
ORIGIN = re.compile(r"\bfrom (?:[\w'’-]+ ){0,3}$", re.IGNORECASE)
DEPARTURE = re.compile(
    r"\b(?:set (?:off|out)(?: on foot)?|start(?:ed|s|ing)?|beg(?:an|ins)|depart(?:ed|s)|left) from (?:the )?$",
    re.IGNORECASE,
)
TOWN_OF = re.compile(r"from the (?:[\w-]+ ){0,2}(?:town|village|city|port|district|suburb) of $", re.IGNORECASE)
REPORTED = re.compile(r"\breport(?:s|ed)? (?:also |too )?from (?:the )?(?:[\w-]+ of )?$", re.IGNORECASE)
"""Before the places of protests that are reported from there."""
ONWARD = re.compile(r"^.{0,60}?\b(?:to|towards?|into|through|as far as|up to)\b", re.IGNORECASE)
WAKE = re.compile(
    r"(?:(?:\w+ )?(?:days?|weeks?|hours) )?(?:in the wake of|in response to|after|following|amid|despite|because of"
    r"|over)\b",
    re.IGNORECASE,
)
"""With what a sentence opens: what came before the protest, and was elsewhere."""


TRIED = re.compile(
    r"\b(?:(?:tried|try|trying|attempt(?:ed|ing|s)?|want(?:ed|ing)|meant|intend(?:ed|ing)|hoped|sought|seeking|about|failed"
    r"|unable) to|(?:prevent|stopp|barr|block|bann|halt|kept|keep)(?:ed|ing)?(?: [\w'’-]+){0,4} from) (?:\w+ )?$",
    re.IGNORECASE,
)
"""Before "march to X": nobody got there."""
TOWARDS = re.compile(r"\b(?:to|towards?|into|on) (?:the )?(?:[\w'’-]+ )?$")
_STOPPED = r"(?:halted|stopped|intercepted|blocked|prevented|turned (?:back|away)|held back|barred|dispersed|cut off)"
HALTED = re.compile(
    r"[^.;]{0,80}?\b(?:when|but|before|until|as|only to be)\b"
    rf"(?: (?:they|it|who|the [\w-]+) (?:was|were|had been)(?: \w+)? {_STOPPED}"
    rf"| (?:was|were)?(?: \w+)? ?{_STOPPED}|[^.;,]{{1,50}} {_STOPPED} (?:them|it|the (?:march\w*|protest\w*|procession"
    r"|convoy|crowd|demonstrators))|[^.;,]{1,40} (?:did not let|kept) (?:them|it)\b)"
)
"""After the place to which people marched: they were stopped on the way."""


def not_reached(text: str, trigger: Span, place: Span) -> bool:
    """ "were marching to X when police stopped them", "tried to march to X": where it did not get."""
    if TOWARDS.search(text, trigger.end, place.start) is None:
        return False
    tried = TRIED.search(text, max(0, trigger.start - 40), trigger.start) is not None
    return tried or HALTED.match(text, place.end) is not None


def beyond(text: str, last: int | None, place: int) -> bool:
    """Whether a place found before belongs to the trigger, and this one to another verb or clause."""
    return last is not None and OTHER_DEED.search(text, last, place) is not None


def about(text: str, start: int, place: int) -> bool:
    """ "in solidarity with the people in X": X is what it is about; "a march in support of X is due in Y" is in Y."""
    if SUBORDINATE.search(OWN_CLAUSE.sub("", BEFORE.sub("", text[start:place]))) is not None:
        return True
    if over_what(text, start, place):
        return True
    reason = REASON.search(text, start, place)
    if reason is not None and OUTSIDE.search(text, reason.end(), place) is not None:
        return False
    return reason is not None and PREDICATE.search(text, reason.end(), place) is None


def over_what(text: str, start: int, place: int) -> bool:
    """ "… against the attack in X": whether what people protest against was in a place."""
    over = OVER_WHAT.search(text, start, place)
    return (
        over is not None and "," not in text[over.end() : place] and PREDICATE.search(text, over.end(), place) is None
    )


def origin(text: str, start: int, place: Span, *, away: bool) -> bool:
    """ "farmers from X", "the road to X": not where it was, unless they went on from there."""
    before = text[max(start, place.start - 40) : place.start]
    if LEADS_TO.search(text[max(0, place.start - 40) : place.start]) is not None:
        return True
    whole = text[max(0, place.start - 40) : place.start]
    if away and DEPARTURE.search(f"{whole[: -len(tail[0])]}from " if (tail := TOWN_OF.search(whole)) else whole):
        return True
    if ORIGIN.search(before) is None or REPORTED.search(whole) is not None:
        return False
    return DEPARTURE.search(whole) is None and ONWARD.match(text[place.end : place.end + 80].split(".")[0]) is None
