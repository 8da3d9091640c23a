"""Whether a protest was banned, called off or prevented, or goes ahead all the same."""

from __future__ import annotations

import re

from kg.facts import Modality

_BE = r"(?:is|are|was|were|be|been|being|has been|have been|had been)"
_CALLED_OFF = (
    r"cancell?ed|postponed|called off|prevented|forbidden|prohibited|scrapped|abandoned before|outlawed|banned|aborted"
    r"|shelved|dropped|ditched|axed|deferred|put off|put on hold|put on ice|thwarted|foiled|scuppered|stood down|vetoed"
    r"|blocked|averted|avoided"
)
PLANNED_BUT = re.compile(
    r"^[^.;]{0,60}\b(?:had been|has been|have been|was|were) (?:announced|planned|called|due|scheduled|set"
    r"|to)\b[^.;]{0,80}"
    rf"\bbut (?:(?:it|they|these|this) )?(?:was|were|has been|have been|had to be)(?: \w+)? (?:{_CALLED_OFF})\b",
    re.IGNORECASE,
)
"""After "rallies", of those that "had been announced for Friday but were put off"."""
_PERMIT = (
    r"(?:an? |the |any |its |their )?(?:\w+ )?(?:permission|permits?|licen[cs]es?|clearance|authori[sz]ation|consent"
    r"|approval"
    r"|go-ahead|green light)"
)
_REFUSE = (
    r"(?:refus(?:es?|ed|ing)|den(?:y|ies|ied|ying)|withh(?:olds?|eld)|revok(?:es?|ed|ing)|withdr(?:aws?|ew|awn)"
    r"|reject(?:s|ed|ing)?|turn(?:s|ed|ing)? down|(?:not|n['’]t) (?:give|given|grant|granted|issue|issued|get|got"
    r"|obtain"
    r"|obtained|receive|received)|fail(?:s|ed) to (?:get|give|grant|issue|obtain|secure)|(?:with|given|gave"
    r"|granted) no)"
)
"""What is done with a permit by those who want no protest."""
NOT_HELD = re.compile(
    rf"^(?P<gap>(?:[^.;:]|\.(?= \d)){{0,90}}?)\b(?:{_BE}(?: \w+){{0,2}} (?:{_CALLED_OFF})\b|{_REFUSE} {_PERMIT}\b"
    r"|(?:call(?:ed|ing)|cancel(?:l?ed|l?ing)|postpon(?:ed|ing)|scrapp(?:ed|ing)) it\b"
    r"|did(?: not|n['’]t) (?:take place|happen|go ahead"
    r"|come off|push through|go through|occur|start"
    r"|materiali[sz]e|proceed)"
    r"|never (?:took place|happened|began|started|materiali[sz]ed|left)|failed to (?:take place|hold"
    r"|materiali[sz]e|happen|go ahead)|fell through"
    r"|came to nothing|(?:will|would) (?:not|no longer) (?:now )?(?:be held|take place|go ahead|happen|proceed)"
    r"|could(?: not|n['’]t)? (?:begin|start|be held|hold|proceed|go ahead|take place|set off|get under way|get going))",
    re.IGNORECASE,
)
_OBJECT = (
    r"(?: (?!(?:amid|as|after|before|during|over|because|following|despite|by|ahead|due|when|while|since"
    r"|until|again|but"
    r"|and|that|on|at|in|for)\b)[\w'’-]+){0,6}"
)
"""Up to the noun that a verb of calling off governs: "banned all further opposition marches"."""
BANNED = re.compile(
    r"\b(?:(?:banned|cancell?ed|called off|postponed|prohibited|forbade|forbidden|vetoed|outlawed|scrapped|banning"
    r"|cancel(?:l?ing)?|calling off|postponing|prohibiting|forbidding|disallow(?:ed|ing)"
    r"|(?:refus(?:ed|es) to|d(?:o|oes|id)(?: not|n['’]t)|w(?:ill|ould)(?: not|n['’]t)) (?:allow|permit|let"
    r"|authori[sz]e))"
    rf"{_OBJECT}"
    r"|(?:police|officers|troops|soldiers|gendarmes|authorities|forces|guards)(?: (?:had|have|then))? "
    r"(?:blocked|stopped|halted|prevented|turned back) an?(?: [\w'’-]+){0,2}"
    r"|(?:prevented|stopped|barred|banned|forbidden|kept|blocked)(?: [\w'’-]+){0,4} from(?: [\w'’-]+){0,2}"
    r"|to (?:prevent|stop)(?: [\w'’-]+){1,4} from(?: [\w'’-]+){1,2} (?:for|at|in) (?:the|an?|their)(?: [\w'’-]+){0,2}"
    rf"|(?:ban|bans) on(?: [\w'’-]+){{0,3}}|{_REFUSE}(?: [\w'’-]+){{0,3}}? {_PERMIT} (?:for|to)(?: [\w'’-]+){{0,14}}"
    rf"|{_REFUSE}(?: [\w'’-]+){{0,3}}? (?:applications?|requests?|bids?|proposals?|notices?)(?: by [^,;.]{{1,40}}?)? "
    r"(?:for|to)(?: [\w'’-]+){0,4}|no permission(?: \w+){0,4} (?:for|to)(?: [\w'’-]+){0,3}"
    r"|(?:could not|must not|may not|cannot|not (?:be |been )?(?:allowed|permitted|authori[sz]ed) to) (?:hold|stage"
    r"|organi[sz]e|go ahead with|proceed with)(?: [\w'’-]+){0,3}"
    r"|cancellation of(?: [\w'’-]+){0,2}|had planned to(?: [\w'’-]+){0,3}"
    r"|nothing came of(?: [\w'’-]+){0,3}|there (?:was|were|is|will be|would be) no(?: [\w'’-]+){0,2}"
    rf"|(?:shelved|dropped|ditched|axed|deferred|called off|scrapping|shelving|thwarted|foiled){_OBJECT})\s$",
    re.IGNORECASE,
)
APPLIED = re.compile(
    r"\b(?:application|request|bid|proposal|permit|permission|licen[cs]e|attempt"
    r"|effort)s?(?: by [^,;.]{1,40}?)? (?:to|for)(?: [\w'’-]+){0,4} $",
    re.IGNORECASE,
)
TURNED_DOWN = re.compile(
    r"^[^.;]{0,100}\b(?:was|were|been|is|are) (?:\w+ )?(?:turned down|rejected|refused|denied|dismissed"
    r"|thrown out|withheld"
    r"|revoked|withdrawn|not granted|abandoned|thwarted|foiled|blocked|stopped|prevented|scrapped|given up)\b",
    re.IGNORECASE,
)
"""What follows a protest that somebody asked leave for in vain."""
STOPPED = re.compile(r"^[^.;]{0,80}\b(?:was|were) (?:stopped|halted|averted|prevented|thwarted)\b", re.IGNORECASE)
GOES_AHEAD = re.compile(
    r"\b(?:brav(?:e|es|ed|ing)|flout(?:s|ed|ing)?|defiance|defy|defies|defied|defying|despite|in spite of|although"
    r"|even though"
    r"|anyway|regardless|whether or not|come what may|with or without|permission or no|all the same|went ahead"
    r"|ignor\w+|(?<!not )(?<!not now )(?<!no longer )go ahead)\b",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"^[^.;:]{0,40}?\b(?:planned|called|scheduled|announced|set|due|billed)(?: in [\w'’-]+)? (?:for|on)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:and|but|while|where|after|before|until|unless|if|when|because|since|although|which|who|whom|whose|as"
    r"|that)\b",
    re.IGNORECASE,
)
_WHICH_HAD = re.compile(
    r",? (?:that|which) (?:(?!was |were )[\w'’-]+ ){0,5}?(?:had|has|have|was|were) (?:been )?(?:to )?"
    r"(?:due|planned|scheduled|called|announced|set|slated|billed|intended|hoped|prepared|organi[sz]ed|wanted|be"
    r"|have|take)"
    r"[^.;:]{0,60}?(?=,| (?:came|was|were|did|never|fell|failed|could|has been|had been)\b)"
    r"|,? (?:that|which) (?:would|could|might|may|will|is|are|threatened)\b[^.;:]{0,100}?(?= (?:has|have|had|was"
    r"|were) )",
    re.IGNORECASE,
)
_SUSPENDED = re.compile(
    r"^(?P<gap>[^.;:]{0,90}?)\b(?:(?:is|are|was|were|been|being) (?:\w+ )?(?:suspended|averted)"
    r"|(?:will|would) (?:no longer|not) (?:go ahead|take place|be held|happen))\b",
    re.IGNORECASE,
)
"""Of a protest that was only planned."""
_SUSPENDS = re.compile(rf"\b(?:suspend(?:s|ed|ing)?|withdr(?:ew|awn)|averted|put off){_OBJECT} $", re.IGNORECASE)
_WAS_TO = re.compile(  # of "suspended its strike, which was to begin on Monday"
    r"^,? (?:which|that) (?:is|was|were|had been) (?:to|due|set|scheduled|planned|expected)\b", re.IGNORECASE
)
_ONLY_PLANNED = re.compile(
    r"\b(?:planned|proposed|threatened|scheduled|upcoming|impending|looming|intended|next [\w-]+['’]s|\w+day['’]s)"
    r"(?: [\w-]+){0,2} $",
    re.IGNORECASE,
)
_HINDERED = re.compile(
    r"^[^.]{0,80}(?:;|,| but| and)(?: but| and)? (?:(?:the )?(?:[\w-]+ )?(?:police|officers|soldiers|authorities"
    r"|forces|troops|governor|court)\b"
    r"[^.;,]{0,30}\b(?:not (?:let|allow)|n['’]t (?:let|allow)|prevented|stopped|blocked|refused"
    r"|turned (?:them )?back|barred)"
    r"|(?:were|was) (?:stopped|prevented|blocked|barred|turned back|refused)) ?\b",
    re.IGNORECASE,
)
"""After "wanted to march": they could not."""
_WANTED = re.compile(
    r"\b(?:wanted|meant|intended|planned|hoped|sought|attempted|tried|were (?:due|set)?) ?to(?: \w+ an?)? $",
    re.IGNORECASE,
)
UNDETERRED = re.compile(
    r"\b(?:not|n['’]t|nothing|never|little to|failed to|cannot)(?: \w+){0,3} (?:stop|prevent|deter|keep|put"
    r"|discourage|dissuade)(?:ped|red|ed)?"
    r"(?: [\w'’-]+){0,4} from(?: [\w'’-]+){0,2} $|\bundeterred\b",
    re.IGNORECASE,
)
"""Before "marching": the rain could not stop them."""


def undone(before: str, after: str, *, noun: bool) -> Modality | None:
    """`NEGATED` where a word of protest is of one that was not held or is not to be; else `None`."""
    if GOES_AHEAD.search(before + after) or UNDETERRED.search(before):
        return None
    if APPLIED.search(before) is not None and TURNED_DOWN.match(after) is not None:
        return Modality.NEGATED
    if noun and _SUSPENDS.search(before) and (_WAS_TO.match(after) or CALLED.match(after)):
        return Modality.NEGATED
    if noun and before.endswith("planned ") and STOPPED.match(after) is not None:
        return Modality.NEGATED
    if noun and PLANNED_BUT.match(after) is not None:
        return Modality.NEGATED
    if _WANTED.search(before) is not None and _HINDERED.match(after) is not None:
        return Modality.NEGATED
    after = _WHICH_HAD.sub("", after, count=1)
    held_off = noun and (own(NOT_HELD, after) or (_only_planned(before, after) and own(_SUSPENDED, after)))
    return Modality.NEGATED if held_off or BANNED.search(before) else None


def _only_planned(before: str, after: str) -> bool:
    """ "a planned strike", "next Thursday's strike", "a walkout announced for Friday"."""
    return _ONLY_PLANNED.search(before) is not None or CALLED.match(after) is not None


def own(pattern: re.Pattern[str], after: str) -> bool:
    """Whether what follows a noun is said of it, and not of something named in between, or after a comma."""
    match = pattern.match(after)
    return match is not None and _OTHER.search(match["gap"]) is None and match["gap"].count(",") % 2 == 0
