"""Whether what a word tells of happened, is still to come, or was banned, called off or prevented."""

from __future__ import annotations

import re

from kg.facts import Modality
from kg.reading.forbidden import CALLED, PLANNED_BUT, UNDETERRED, own, undone

REACH = 180  # characters to either side of a word that may decide it
_GAP = r"(?: [\w'’%-]+){0,7}"
DEFIANT = re.compile(r"\b(?:whether or not|come what may|with or without|permission or no|anyway|regardless|despite)\b")
"""Of "will stage the march whether or not the police permit it": what was forbidden is still to come."""
NONE = re.compile(
    r"(?:\b(?:no|nobody|no one|none|neither|never|not|without|refus(?:ed|es|ing) to|declin(?:ed|es|ing) to"
    r"|fail(?:ed|s|ing) to|rather than|instead of|rights? (?:to|of)|freedom (?:to|of)|threats? (?:to|of)|risks? of"
    r"|fears? (?:of|that)|steps? towards?|suspension of|against (?:joining|holding|staging|taking|going)|(?:will"
    r"|would) no longer"
    r"|fearing|warn(?:ed|s|ing)? (?:of|against)"
    r"|possibility of|charge[sd]? (?:of|with)"
    r"|accused of|suspected of|in support of|in favou?r of|mandate for|ballot(?:ed|ing|s)? (?:\w+ )?(?:for|on|over)"
    r"|in solidarity with|in sympathy with|solidarity with|permission (?:to|for)"
    r"|anniversar(?:y|ies) of|since the (?:start|beginning|outbreak) of"
    r"|attempts? to|bids? to|if|whether|unless|consider(?:ed|ing|s)?|mulling|debat(?:ed|ing)|possible|potential"
    r"|avert(?:ed|ing)?|avoid(?:ed|ing)?|authori[sz](?:e|es|ing)|(?:outlaw|restrict|limit|regulat|criminali[sz]"
    r"|curb)(?:e|es|s|ing)?)"
    r"(?: [\w'’-]+){0,3}|\w+n['’]t(?: \w+){0,2}) $",
    re.IGNORECASE,
)
_WHO_NOT = re.compile(
    r"\b(?:who|which|that) (?:could|can|did|do|does|were|was|had|have|has|will|would) not [\w'’-]+"
    r"(?= (?:staged|held|\w{3,}ed)\b)"
)
"""A relative clause that denies something else: "workers who could not travel staged a sit-in"."""
_COMPOUND = re.compile(
    r"[ -](?:bans?|organi[sz]ers?|permits?|permission|routes?|plans?|notices?|calls?|authori[sz]ations?|ballots?"
    r"|votes?)\b",
    re.IGNORECASE,
)
"""After "march": a word of what is not the march."""
_BAN = re.compile(
    r"\b(?:(?:to|will|would|could|may|might) (?:ban|prohibit|forbid|outlaw|prevent|stop)(?: [\w'’-]+){0,4}"
    r"|(?:protest(?:ed|ing)?|demonstrat(?:ed|ing)|rall(?:y|ied|ying)|march(?:ed|ing)?) (?:against|over|at)"
    r" (?:the|an?)(?: (?!a\b|an\b|the\b)[\w'’-]+){0,3}"
    r"|protesting (?:the|an?)(?: (?!a\b|an\b|the\b)[\w'’-]+){0,3}) $",
    re.IGNORECASE,
)
"""Before a protest that somebody would forbid, or that others protest against."""
_PLANNED = re.compile(
    rf"\b(?:(?:will|shall|would|(?:is|are|was|were) (?:to|due to|set to|going to|expected to|scheduled to|about to"
    rf"|expected (?:at|for))"
    r"|(?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|mean(?:s|t)?|prepar(?:e|es|ed|ing)|hop(?:e|es|ed|ing)"
    r"|decid(?:e|es|ed)|agree(?:s|d)|vot(?:e|es|ed)|vow(?:s|ed)?|pledg(?:e|es|ed)|promis(?:e|es|ed)|want(?:s|ed)?"
    r"|threaten(?:s|ed|ing)?|propos(?:e|es|ed)|asked|invited|urged|ready|told) to"
    r"|(?:call(?:s|ed|ing)?|vow(?:s|ed|ing)?|pledg(?:es?|ed|ing)|promis(?:es?|ed|ing)|threaten(?:s|ed|ing)?) "
    r"(?:an?|another|more|further|fresh|new)"
    r"|(?:this|next) time to|(?:decided|agreed|announced|resolved|confirmed) that"
    r"|call(?:s|ed|ing)? (?:for|on|upon)|announc(?:e|es|ed|ing)(?! (?:as|at|in|during|after|before|on|by)\b)"
    r"|(?<!the )(?<!this )(?<!that )(?<!similar )plan(?:s|ned|ning)?(?: for)?"
    r"|plans? (?:by|of|from)(?: [\w'’-]+){1,8} to|invit(?:es?|ed|ing)(?: [\w'’-]+){1,6} to"
    r"|join us[^.;]{0,80} (?:for|in|at)|(?:filed|g[ai]ven?|submitted|served)(?: \w+){0,2} notice[^.;]{0,30} (?:for"
    r"|of)|appl(?:y|ies|ied) (?:for|to)|upcoming"
    r"|forthcoming"
    r"|proposed|scheduled|ahead of"
    r"|set (?:a )?(?:date|day)s? for|fix(?:es|ed)? (?:a )?(?:date|day)s? for"
    r"|(?:get|gets|getting|gear|gears|gearing|geared) (?:ready|up) (?:for|to)"
    r"|in preparation for|preparations for|(?<!been )organi[sz]ing|promised|threatened)"
    rf"{_GAP}|tomorrow['’]s|(?:next|this coming) [\w-]+['’]s|next (?:\w+ ){{0,2}})\s?$",
    re.IGNORECASE,
)
_SET = re.compile(
    r"^(?P<gap>[^.;:]{0,90}?)\b(?:(?:is|are|has been|have been|was|were) (?:also |now |already |being )?"
    r"(?:due|planned|scheduled|expected|slated"
    r"|pencill?ed in|earmarked|in the works|on the cards|in the offing|mooted"
    r"|in preparation|being (?:planned|prepared|organi[sz]ed)|(?:set|called|announced)(?= for)"
    r"|to (?:be|take|start|begin|follow|leave|end|pass|converge|wind|make)|next (?:up|on the list))\b"
    r"(?! (?:off\b|out\b|to the))|(?:is|are) to (?!blame|be|end\b)\w+|(?:takes? place|starts?|begins?|kicks? off"
    r"|sets? off"
    r"|gets? under way) (?:at [\w.:]+(?: [ap]\.?m\.?)? )?(?:tomorrow|next \w+|this (?:coming )?(?:weekend|\w+day)"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|will (?!continue|go on|last|remain|not|stay|be remembered)"
    r"|would (?:be (?:held|formed|staged|organi[sz]ed|launched|observed|taken out|brought out)|take place|follow"
    r"|go ahead|begin|start|travel|set (?:off|out)|leave|depart|move|head|pass|cross"
    r"|gather|meet|converge|assemble|wind|run|proceed|finish|end|go from)\b|to (?:be held|take place) )",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^(?: \w+){0,3} (?:will|would) (?:continue|go on|last|remain|not|stay)\b", re.IGNORECASE)
_WILL = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:to|due to|set to|expected to)|(?:plan|plans|intend|intends|hope|hopes) to)"
    r"(?: [\w'’,-]+){1,18} (?:and|for|to (?:join|attend)|to take part in) (?:\w+ )?"
    r"(?:(?:with|by|at|in|hold|holds?|stage) )?(?:an? (?:[\w-]+ )?)?$",
    re.IGNORECASE,
)
_KEEPS_ON = re.compile(
    r"\b(?:to|will|would|shall) (?:not )?(?:continue|end|suspend|extend|maintain|prolong|pursue|keep up|intensify"
    r"|step up|call off|press on|carry on|lift|abandon|leave|break)\b",
    re.IGNORECASE,
)
"""What is decided of a protest that goes on: also "refused to end"."""
_POSTPONED = re.compile(
    r"\b(?:postpon(?:ed|es|ing)|deferr(?:ed|ing)|reschedul(?:ed|es|ing)|put off|moved|pushed back|delayed)\b"
    r"(?:(?!\b(?:after|as|because|since|when|over|amid|called|planned|scheduled|due|set)\b)[^.;]){0,60}?"
    r"\b(?:(?:until|till) (?!further|talks|the (?:end|outcome)|a later|an un)|(?:to|until|till"
    r"|for) (?:the )?(?:next |this |\d|mon|tues|wednes|thurs|fri|satur|sun|jan"
    r"|feb|mar|apr|may "
    r"|jun|jul|aug|sep|oct|nov|dec|tomorrow))",
    re.IGNORECASE,
)
"""A protest that has only been put off to another day is still to come."""
_TURN = re.compile(
    r"\b(?:after|because|when|while|who|which|where|since|but|was|were|had|has|have|said|says|as|although|if"
    r"|\w{3,}ed)\b",
    re.IGNORECASE,
)
_HELD = re.compile(r"(?<!be )\b(?:held|staged|attended|joined|rallied for|rallied against)\b")
"""Of "supporters of a planned mine held rallies": what was planned was not the rallies."""
_CLAUSE = re.compile(r"\b(?:after|because|when|while|since|although)\b", re.IGNORECASE)
TO_COME = re.compile(
    r"(?!.*\b(?:how|what|where|forced|ordered|failed|came|come|turn|turned|gather|gathered|used|began|continue) to\b)"
    r"(?:[\w'’&-]+,? ){1,7}to (?:(?:hold|stage|organi[sz]e|join|launch|begin|mount|lead|observe|go on|resume|protest"
    r"|rally|march|block|picket|demonstrate)\b.*)?$",
    re.IGNORECASE,
)
"""Of a headline before a word of protest: "Unions to march", "Teachers to hold rally"."""
_SOON = re.compile(
    r"(?: [\w.'’-]+){0,5}? (?:next (?:week|month|year|\w+day)|tomorrow|this weekend|set for|to (?:be held|go ahead|roll"
    r"|pass|head|travel|cross|leave|start|begin|take place|kick off|set off|converge|hit|disrupt|affect|cause)|planned"
    r"|scheduled|looms?|due|announced)\b",
    re.IGNORECASE,
)
_BARS = re.compile(
    r"\b(?:bars?|bans?|prohibits?|forbids?|cancels?|postpones?|calls? off|scraps?|shelves"
    r"|suspends?)(?: [\w'’-]+){0,4} $",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"\b(?:calls?|announces?|plans?|vows?|threatens?|pledges?|proposes?) (?:[\w'’-]+ ){0,3}$", re.IGNORECASE
)
_OFF = re.compile(
    r"(?: [\w'’-]+){0,3}? (?:(?:is |are )?(?:called off|cancell?ed|banned|barred|prohibited|postponed|averted|suspended"
    r"|shelved|scrapped|deferred|put off|on hold)|refused permission|denied permit)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"^(?!set\b)(?:\w{2,}ed|went|gone|took|taken|held|stood|sat|came|brought|kept|threw|lay|hit|made|left|rang"
    r"|drove|wound"
    r"|swept|blew|strode|shut(?= their)|sang|wore|bore|spent|spilt|knelt|began|lit|blocked)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:be|been|being)(?: \w+)? $", re.IGNORECASE)
_IS_TO = re.compile(
    r"^,? (?:which|that) (?:is|are) (?:also )?(?:to|due|set|scheduled|planned|expected|being (?:planned"
    r"|organi[sz]ed))\b",
    re.IGNORECASE,
)
"""Of "a convoy that is expected at noon"."""
_FIXED = re.compile(r"\b(?:is|are|was|were) (?:due|set|scheduled) to (?:\w+ )?$", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|this|that|their|its|his|her)(?: [\w'’-]+){0,1} $", re.IGNORECASE)


def modality(before: str, after: str, *, noun: bool, dated: bool, word: str = "") -> Modality | None:
    """How a word that may tell of a protest is put; `None` where it tells of none.

    `before` and `after` are the rest of its sentence in the reporter's words, `dated` whether it names a day or place.
    """
    before, after = before[-REACH:].rpartition(";")[2], after[:REACH]
    past = not noun and _PAST.match(word) is not None and _PASSIVE.search(before) is None
    found = None if past else undone(before, after, noun=noun)
    if found is Modality.NEGATED and noun and word.endswith("s") and _any(before, after):
        return None  # "banned all protests", "For years rallies have been banned": no occasion
    if found is not None:
        return Modality.FUTURE if noun and _POSTPONED.search(f"{before[-60:]}{word}{after}") else found
    if noun and (_NTH_DAY.search(before) or (word.lower() == "protest" and _PURPOSE_TOO.search(before))):
        return Modality.ASSERTED
    none = None if UNDETERRED.search(before) else NONE.search(_WHO_NOT.sub("", before))
    if (none is not None and _KEEPS_ON.search(none[0]) is None) or _GOES_ON.match(after):
        return None
    if noun and (_COMPOUND.match(after) is not None or _BAN.search(before) is not None):
        return None
    if noun and _is_set(before, after):
        return Modality.FUTURE
    if _is_possible(before, after, noun=noun):
        return None
    if past:
        return Modality.ASSERTED
    if not _planned(before):
        return Modality.ASSERTED
    said_before = noun and not dated and _DEFINITE.search(before) is not None
    fixed = not noun and _FIXED.search(before) is not None
    to_come = DEFIANT.search(after) is not None or ((dated or fixed) and not said_before)
    return Modality.FUTURE if to_come else None


def _is_possible(before: str, after: str, *, noun: bool) -> bool:
    """ "Members could strike", "a strike would": what is only thought of."""
    return _MAY.search(before) is not None or (
        noun and _MIGHT.match(after) is not None and _ONE.search(before) is not None
    )


_MAY = re.compile(r"\b(?:could|may|might|can)(?: (?:also|still|even|soon|again))? $")
"""Before "strike": what may come, or is only thought of."""
_PURPOSE = re.compile(r"\bin $", re.IGNORECASE)
"""Before "protest": why something is done."""
_AIM = re.compile(
    r"\b(?:aim|purpose|goal|point|idea|intention|objective|message|reason)s? (?:of|behind|for) (?:[\w'’-]+ ){0,3}$",
    re.IGNORECASE,
)
"""Before "march is to draw attention": what it is for."""
_PURPOSE_TOO = re.compile(r"\bto (?:call|press|push|ask|campaign) for\b[^.;]{0,80} and $", re.IGNORECASE)
"""Before "protest": of "marched to call for higher pay and protest the cuts", why they did."""
_NTH_DAY = re.compile(
    r"\b(?:its|their|an?|the) (?:\w+th|second|third|\w+-(?:second|third|first)|another|\d+(?:st|nd|rd|th))"
    r" (?:consecutive |straight |successive )?(?:day|night|week|weekend|month|year) of (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
"""Before "protests": "are to begin a third week of protests" tells of those that go on."""
_MIGHT = re.compile(r"^(?: [\w'’-]+){0,3}? (?:would|could|might)\b", re.IGNORECASE)
_ONE = re.compile(r"\b(?:an?|any|another) (?:[\w-]+ ){0,2}$", re.IGNORECASE)
"""Of "a strike would ruin them": one that is only thought of."""
_ANY = re.compile(
    r"(?:^|[,.;:–—] ?|\b(?:years|since|that|where|when|because|and|ban(?:s|ned|ning)?(?: on)?|forb[ai]d\w*|prohibit\w*"
    r"|outlaw\w*) )(?:(?:all|any|public|street|mass|political|large|opposition|unauthori[sz]ed|most|such) ){0,3}$",
    re.IGNORECASE,
)
"""Before "protests": any of them, and none in particular."""


def _any(before: str, after: str) -> bool:
    """ "banned all protests": any of them; not "Rallies had been announced for Friday, but were put off"."""
    return _ANY.search(before) is not None and PLANNED_BUT.match(after) is None


def _is_set(before: str, after: str) -> bool:
    """ "The march will begin at noon", "a strike called for Friday"; not "in protest", not what a march is for."""
    if _PURPOSE.search(before) is not None or _AIM.search(before) is not None:
        return False
    return own(_SET, after) or CALLED.match(after) is not None or _IS_TO.match(after) is not None


def _planned(before: str) -> bool:
    """Whether a word of planning governs what follows, with no other clause begun in between."""
    near = _PLANNED.search(before)
    if near is not None:
        if _KEEPS_ON.search(near[0]) is not None:
            return False
        words = near[0].split(None, 1)
        return len(words) < 2 or (_CLAUSE.search(words[1]) is None and _HELD.search(words[1]) is None)
    far = _WILL.search(before)
    return far is not None and _TURN.search(far[0]) is None


def in_headline(before: str, after: str, *, noun: bool) -> Modality | None:
    """What the short English of headlines adds: "Unions to march", "Strike called off", "March next week"."""
    soon = _SOON.match(after) is not None or _CALLS.search(before) is not None
    if noun and _BARS.search(before) is not None:
        return Modality.NEGATED
    if TO_COME.match(before.lstrip()) is not None or (noun and soon):
        return Modality.FUTURE
    return Modality.NEGATED if noun and _OFF.match(after) is not None else None
