"""What a date is said of: which verb of its sentence takes it, and which clause it stands in."""

from __future__ import annotations

import re

from kg.document import Span
from kg.patterns import Cue

REACH = 240  # characters between a date and a word that can take it
OPENING = 15  # characters before a date that opens its sentence
_BE = r"(?:is|are|was|were|be|been|being|has|have|had|will|would|to)"
_SAYING = (
    r"said|says|saying|told|tells|announc(?:ed|es|ing)|warned|warns|added|stated|tweeted|posted|explained|confirmed"
    r"|insisted|argued|claimed|acknowledged|admitted|recalled|declared|condemned|denounced|criticised|criticized|urged"
    r"|reported|wrote|alleged|accused|threatened"
)
_ASIDE = re.compile(
    r", (?:(?:who|which|where|whose|when|while|after|following|as|because|although|though|despite|including|an?|the"
    rf"|some|many|most|its?|his|her|their|\w+ing|\w{{3,}}ed|[^,]{{0,60}}\b(?:{_SAYING}|according to))\b[^,;]{{0,150}}),"
)
"""What stands between commas and says something of its own."""
_OPENER = re.compile(
    r"\b(?!mark(?:ed|ing) (?:the |their |its )?(?:[\w-]+ )?[\w-]+ (?:day|week|month)s? (?:of|on)\b)"
    r"(?:who|which|that|whose|where|after|before|because|while|when|whether|if|although|though|since|as|following"
    r"|until|once|ahead of|to mark|marking|marked|commemorat\w+|anniversary|victims of|run-up to)\b",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"\s*,? ?(?:when|where|as|during|after|because of|due to|amid|at|in|for|with|by)\b[^;]*$", re.IGNORECASE
)
_NEXT = re.compile(r",? (?:and|but|while) (?:an?|the|another|its|their|in|on|at) ", re.IGNORECASE)
"""After a date: the next statement begins ("talks are due on Saturday, and a march on Monday")."""
_AND = re.compile(r",? (?:and|but|then) (?!\w+day\b|\d|in\b|on\b)", re.IGNORECASE)
"""After a date: another verb, whose date it is only by the way ("gathered on Sunday and released balloons")."""
_MEANWHILE = re.compile(r"^[^;.]{0,120}?,? as (?!(?:part|well|many|far|a|an)\b)(?:[\w'’-]+ ){1,6}$")
"""Between a date and what was at the same time: "shops shut on Sunday and pupils stayed away as workers struck"."""
_SAME = re.compile(
    r",? (?:and|but|then)(?: (?:then|later|also|again|\w+ly))? (?:(?:\w{2,}ed|held|began|took|went|made|set|led|sat"
    r"|lay|put) (?:[\w'’-]+ ){0,4})?$"
)
"""Between a date and another verb of the same subject: "arrived on Monday and held a rally"."""
_WENT_ON = re.compile(r"\b(?:continued|continues|resumed|went on|dragged on)(?: on| late| early)? $", re.IGNORECASE)
"""Before a date, of what goes on ("continued on Sunday after talks failed"): the date is not that of the talks."""
_GERUND = re.compile(r"\b(?:after|for|while|by|when) (?:also )?$", re.IGNORECASE)
"""Before "chaining themselves": the same people did it."""
_DURING = re.compile(r" (?:during|at|in|with|by|through) (?:[\w'’-]+ ){0,4}$", re.IGNORECASE)
"""Between a date and the protest at which somebody did something that day."""
_HOURS = re.compile(
    r"\b(?:after|before|since|until|as)(?= (?:the )?(?:\w+ )?(?:prayers?|mass|noon|midday|midnight|dark|dusk"
    r"|dawn|sunset"
    r"|sunrise|work|school|class|classes|service|lunch|nightfall|night fell|darkness fell|morning|far as"
    r"|many as|part of"
    r"|well as|\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b))",
    re.IGNORECASE,
)
"""Words that open no clause: "after Friday prayers", "as part of", "before 8 am"."""
_RELATIVE = re.compile(
    r"\b(?:who|that|which) (?:(?:had|have|has|were|was|are|is|been|not|never|since) )*\w+", re.IGNORECASE
)
_OWN = re.compile(
    rf"(?:,? (?:which|that|who|where|when))?,?(?: {_BE})*(?: (?:also|now|already|first|not|only|then|originally))?"
    r" (?:beg[au]n|begins|start(?:ed|s|ing)|took place|takes? place|held|due|planned|scheduled|set|called|announced"
    r"|organi[sz]ed|staged|ended|entered|broke out|continued|lasted|launched|slated|expected|resumed|mounted|erupted"
    r"|convened|fixed|advertised|billed|declared|booked|permitted|authori[sz]ed|follow|go ahead|be)"
    r"(?: (?:for|on|in|at|by|around|about|late|early|as|the|of|evening|morning|afternoon|again|out|up|to|noon|midnight"
    r"|\d[\d.:]*(?: ?[ap]\.?m\.?)?))*\s*$",
    re.IGNORECASE,
)
"""What ends before the date and is said of the protest: its own beginning, end or plan."""
_PLAN = re.compile(
    r"(?:(?:with|on|in|at|during|by|for) )?(?:which|that|where|when)(?: [\w'’-]+){0,4} (?:meant|planned"
    r"|intended|were|was"
    r"|will|would|hoped|due|wanted|is|are)\b"
)
_ASIDE_OPENS = re.compile(r" (?:who|whose|whom|which|where) \w")
"""After a comma, of "Ana Paz, who was shot on Sunday, was buried": the date is that of the clause between commas."""
_WHICH = re.compile(r"^,? (?:which|that)(?: [\w'’-]+){0,7}$")
"""Of "a march which the union had called for Monday": all before its own verb."""
_BEGUN = re.compile(
    r"^,? (?:which|that)(?: [\w'’-]+){1,6}? (?:had |have )?(?:beg[au]n|started|launched|held|staged|mounted)"
    rf"(?: (?!{_BE}\b|(?:and|but|who|which|that|when|after|because)\b)[\w'’-]+){{0,10}}"
    r" (?:on|in) (?:the )?(?:\d{1,2} \w+ \()?$",
    re.IGNORECASE,
)
"""Of "a sit-in which growers began in Lima on Monday": all before the day of its own beginning."""
_DEED = (
    r"upheld|ruled|rejected|overturned|quashed|dismissed|sacked|laid off|made redundant|banned|prohibited|forbade"
    r"|forbidden|outlawed|vetoed|promised|pledged|signed|approved|passed|adopted|voted|enacted|ratified|tabled|introduced"
    r"|unveiled|published|issued|released|freed|acquitted|sentenced|convicted|jailed|imprisoned|charged|indicted"
    r"|extradited|elected|re-elected|appointed|inaugurated|sworn in|resigned|stepped down|decided|decides?|granted"
    r"|refused permission|withdrew|withdrawn|revoked|filed|lodged|appealed|applied|agreed|accepted|reopened|killed|died"
    r"|shot|murdered|stabbed|drowned|collapsed|exploded|crashed|burned down|burnt down|demolished|razed|evicted"
    r"|bulldozed|raised|increased|doubled|abolished|expired|expires?|took effect|came into (?:force|effect)|took office"
    r"|informed|notified|met(?! with)|visited|sold|bought|notice|built|vanished|abducted|kidnapped|assassinated"
    r"|transferred|suspended from|expelled|summoned|questioned|(?:was|were) tried|followed"
    r"|follows|discovered|found"
    r"|last seen|dated|leaked|deported|hospitali[sz]ed|born|founded|married|graduated|retired|reinstated|promoted"
    r"|ordered"
    r"|put together|drawn up|thought up|arranged"
    r"|set fire to|caught fire|resumed (?:work|classes|duties|services)|returned to (?:work|class|school|duty)"
    r"|went back to (?:work|school)"
    r"|will decide|to decide|vote on|voted on|will meet|meets|to meet|will rule|to rule"
)
_VERB = Cue(rf"(?<!and )(?<!the )(?<! a )(?<!an )(?<!their )\b(?:{_SAYING}|{_DEED})\b")
_NEAR_VERB = re.compile(
    rf"(?:\b(?:{_SAYING}|statement|interview|press release|communiqu[eé]|tweet|editorial|broadcast)"
    r"(?: (?!would|will|had|has|have|was|were|could|to|is|are|that)[\w'’.-]+){0,4}"
    rf"|(?<!the )(?<! a )(?<!an )(?<!their )\b(?:{_DEED})(?: (?!\w+ed\b|and\b|that\b)[\w'’.-]+){{0,3}})"
    r" ?(?:on |in |by |since |at )?(?:the )?$",
    re.IGNORECASE,
)
_AT_LAST = re.compile(
    rf"\b(?:and|but|then) (?:later |then |was |were )*(?:{_DEED})(?: on| in| by| again)? ?(?:the )?$", re.IGNORECASE
)
"""A verb right before the date: "were held and released the next day"."""
_NOUN = re.compile(
    r"\b(?:ruling|verdict|decision|vote|votes|elections?|killing|death|deaths|murder|arrests?|accident|fire|crash"
    r"|collapse|explosion|blast|floods?|announcement|meeting|summit|talks|session|hearing|anniversary|dismissals?"
    r"|agreement|deal|order|decree|eviction|demolition|attack|raid|shooting|disappearance|coup|referendum|budget|match"
    r"|statement|disaster|earthquake|massacre|trial|sentence|sentencing|deadline|inauguration|execution|assassination)"
    r"(?: and \w+)?(?: (?:taken|made|announced|issued|reached|handed down|signed|passed|called))?"
    r"(?: (?:of|by|in|at|for|with|between) [^,;]{1,60}?)? (?:(?:late|early|later|earlier) )?(?:on |of |in )?(?:the )?$",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"^\W*(?:(?:and|or|to|until|through|then|again|from|also|both|till|in|on|the|of|early|late|morning|afternoon|evening"
    r"|night)\W+)*$"
    r"|\b(?:ended|ends?|end|resumed?|continued?|lasted|last|finish(?:ed)?|returned|run|ran|until|entered|called off"
    r"|suspended|broken up|cleared|was lifted|went on)\b",
    re.IGNORECASE,
)


def takes(text: str, sentence: Span, trigger: Span, time: Span, *, joined: bool = False) -> bool:
    """Whether a date can be that of a word of protest in its sentence, and of no other verb.

    With `joined`, it may be that of another verb with the same subject too: "arrived on Monday and held a rally".
    """
    if max(time.start - trigger.end, trigger.start - time.end) > REACH:
        return False
    if trigger.end <= time.start:
        return _before(text[trigger.end : time.start])
    if time.end <= trigger.start:
        between = text[time.end : trigger.start]
        if _WENT_ON.search(text, sentence.start, time.start) is not None and _OPENER.match(between, 1) is not None:
            return False
        return (_DURING.match(between) is not None or not taken(text, sentence, time)) and _after(
            between, opens=time.start - sentence.start < OPENING, joined=joined
        )
    return True


def _before(between: str) -> bool:
    """The word stands first: "marched in Lima on Monday", "the strike, which began on Monday"."""
    if _AT_LAST.search(between) is not None:
        return False
    if _BEGUN.match(between) is not None and _VERB.search(between) is None:
        return True
    own = _OWN.search(between)
    between = _plain(between) if own is None else _WHICH.sub("", _plain(between[: own.start()]))
    between = _PLAN.sub("", between)
    opener = _OPENER.search(between)
    if opener is not None and len(between[opener.end() :].split()) > 1:
        return False
    return _VERB.search(between) is None


def _after(between: str, *, opens: bool, joined: bool) -> bool:
    """The date stands first: "on Monday workers marched"; not "on Monday a court upheld a ban on a march"."""
    if _MEANWHILE.search(between) is not None and _VERB.search(between) is None:
        return True
    if not opens and _AND.match(between) is not None and not (joined and _SAME.match(between)):
        return False
    between = _GERUND.sub("", between)
    if _NEXT.match(between) is not None:
        return False
    between = _PLAN.sub("", _RELATIVE.sub("", _plain(between)))
    if _VERB.search(between) is not None:
        return False
    opener = _OPENER.search(between)
    framed = (
        opens
        and opener is not None
        and between.startswith(",")
        and opener[0].lower() in ("as", "when", "while", "where")
    )
    return opener is None or framed or _AT_ONCE.match(between) is not None


def taken(text: str, sentence: Span, time: Span) -> bool:
    """ "said on Tuesday", "voted in March": a verb before the date has it already, unless it tells when ("as …")."""
    if text.startswith(("'s ", "’s ", " as ", " when ", ", when "), time.end):
        return False
    before = text[max(sentence.start, time.start - REACH // 2) : time.start].rpartition(",")[2]
    aside = text.startswith(",", time.end) and _ASIDE_OPENS.match(before) is not None
    return aside or _NEAR_VERB.search(before[-60:]) is not None


def tells_of_another(text: str, sentence: Span) -> bool:
    """ "On Thursday those who took part met students": whether a sentence without a word of protest has its deed."""
    return _VERB.search(text, sentence.start, sentence.end) is not None


def _plain(between: str) -> str:
    return _HOURS.sub("", _ASIDE.sub(",", between))


def is_other_deed(text: str, trigger: Span, time: Span) -> bool:
    """ "rallied on Sunday against a ruling on Friday": a date right after a noun that has days of its own."""
    return trigger.end <= time.start and _NOUN.search(text, trigger.end, time.start) is not None


def goes_with(text: str, one: Span, other: Span) -> bool:
    """ "on Monday and Tuesday", "began on Monday and ended on Friday": two dates of one protest."""
    first, second = sorted((one, other))
    return _LIST.search(text[first.end : second.start]) is not None
