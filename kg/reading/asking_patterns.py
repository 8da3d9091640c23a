"""What stands around words that ask: of whom, what for, and where it ends; see `kg.reading.asking`."""

from __future__ import annotations

import re

NO_VERB = r"(?!(?:the|an?|its|their|his|her|our|all|be able|which|whom|zero|this|that|every|each)\b)"
VP = rf" (?:not )?to(?: also| immediately| urgently| at once)?(?= {NO_VERB}[a-z]{{2}})"
ADVERB = (
    r"(?: (?:\w+ly|again|also|instead|only|once (?:more|again)|even|now|in (?:\w+ ){1,3}?(?:letter|statement|speech)))?"
)
TO = re.compile(rf"{VP}")
WHOM_TO = re.compile(rf"(?P<whom> [^;:!?\ufffc]{{2,160}}?),?{VP}")
WHOM_FOR = re.compile(r"(?P<whom> [^;:!?,\ufffc]{2,90}?)(?<!inister)(?<!ecretary)(?<!partment)(?<!ommittee) for(?= )")
WHOM_THAT = re.compile(
    r" that(?= (?:(?!(?:will|would|can|could|may|might|to|must|should|cannot|did|does|had|has|is|was|were|are) )"
    r"[\w'’,-]+ ){1,12}?(?:be|not \w+)\b)"
)
THAT = re.compile(rf",?{ADVERB} that\b")
FROM_WHOM = re.compile(
    r" (?:of|from)(?P<whom> [^;:!?,\ufffc]{2,90}?)(?:(?P<that> that)(?= )|(?= (?:an?|the|their|full|better)\b))"
)
FOR = re.compile(rf"{ADVERB} for(?= )")
ON = re.compile(rf"{ADVERB} (?:on|upon)(?= )")
WITH = re.compile(rf"{ADVERB} (?:to|with)(?= )")
INSIST = re.compile(rf"{ADVERB} (?:up)?on(?= (?!\w+ing\b|\d|(?:it|this|that|them|him|her)\b))")
CALL_NOUN = re.compile(
    r" (?:on|upon|to)(?= (?:the|all|both|its|their|(?-i:[A-Z]))[^;:!?,\ufffc]{2,80} to )", re.IGNORECASE
)
PASSIVE = re.compile(rf"(?: upon| on)?(?: by [^;:!?,\ufffc]{{2,60}}?)?{VP}")
NOUNS = frozenset("request press push petition petitions challenge lobby lobbies".split())
"""Forms that are nouns as often as verbs."""
IS = frozenset("was were been being is are be".split())
DETERMINERS = frozenset(
    "the a an their its our his her my your these those this that such no any some new other same main "
    "key central chief core first second third fourth fifth last long-standing longstanding repeated "
    "renewed growing mounting legitimate fresh further more many several various two three four five six "
    "seven eight nine ten specific written union list workers' workers’ students' students’ farmers' "
    "farmers’ strikers' strikers’ protesters' protesters’ residents' residents’ 's ’s ' ’ basic original "
    "sole only single just pay wage political economic ".split()
)
EVENTS = re.compile(
    r" ?(?:an? |the |more |further |new |fresh |another |nationwide |peaceful )*(?:[\w-]+ ){0,2}?(?:strikes?"
    r"|march(?:es)?|protests?"
    r"|rall(?:y|ies)|demonstrations?|vigils?|sit-ins?|gatherings?|day of (?:action|anger|mourning|rage|protest)"
    r"|mobili[sz]ations?|walk-?outs?|boycotts?|shutdowns?|stoppages?|pickets?|help|volunteers"
    r"|donations|witnesses|information|support|reinforcements|backup|prayers?|comment"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow"
    r"|january|february|april|june|july|august|september|october|november|december"
    r"|\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|a\.m|p\.m|noon|o['’]clock))\b",
    re.IGNORECASE,
)
POLICE = re.compile(
    r"\b(?:police|officers|gendarmes|authorities|officials|weather|motorists|stewards|marshals"
    r"|soldiers)\b[^.;,]{0,40}$",
    re.IGNORECASE,
)
CROWD = re.compile(r" (?:the )?(?:people|residents|protesters|demonstrators|crowds?|marchers|strikers)\b")
PUBLIC = re.compile(
    r" (?:the |all |local )?(?:motorists|drivers|commuters|travellers|travelers|passengers|shoppers|tourists|visitors"
    r"|everyone|everybody|anyone|supporters|members|followers|listeners|readers|customers|people|residents"
    r"|(?:general )?public|voters|witnesses|those)\b",
    re.IGNORECASE,
)
SELF = re.compile(r" (?:not|him|her|them|me|us|you|himself|herself|why|how|what|whether|if|about)\b", re.IGNORECASE)

NP_START = (
    r"(?:the|a|an|that|their|its|his|her|to be|to see|more|better|higher|fair(?:er)?|equal|full|immediate"
    r"|urgent|safer?|clean"
    r"|free|new|justice|answers|action|compensation|pay|payment|wages?|salar(?:y|ies)|back|back-?pay|months"
    r"|release|return"
    r"|removal|resignation|reinstatement|freedom|water|electricity|land|work|jobs|access|accountability|reforms?"
    r"|respect|recognition|protection|security|guarantees?|permanent|early|elections|fresh|lower|cheaper|cuts?"
    r"|increased?|improved|stronger|stricter|tougher|at least|an end|electoral|public|independent|proper|decent"
    r"|adequate"
    r"|reparations?|damages|housing|an? \w+|changes?|repeal|withdrawal|abolition|one|two|three|four|five|both|\d)\b"
)
VERB_OBJECT = re.compile(rf"{ADVERB} (?:{NP_START}|[$£€]\d|(?-i:[A-Z]))", re.IGNORECASE)
URGED = re.compile(
    r" (?:for )?(?P<what>calm|restraint|caution|patience|dialogue|unity|moderation|tolerance|peace|vigilance|discipline"
    r"|reconciliation|transparency|non-violence|nonviolence|solidarity)\b"
)
URGED_THEM = re.compile(rf" (?:them|him|her){VP}")
BEFORE_DEMAND = re.compile(
    r"(?:^|[;:] |, (?:and|while|but) )(?P<what>[^,;:\ufffc]{4,120}?) (?:is|was|are|were|remains?|remained)"
    r"(?: also| still| again)? (?:(?:among|one of|part of|on the list of|at the top of|top of|at the heart of) )?"
    r"(?:the|their|its|his|her|[\w-]+s['’])(?: \w+){0,2} $"
)
WANT_NO = re.compile(
    r" (?:to|war|nothing|no part|me|you|us|everyone|anyone|for|ads?|posters?|by)\b|(?! (?:it|him|her"
    r"|them) (?:\w+ed|to|out|gone|back"
    r"|cut|shut|put|built|paid|freed|withdrawn|torn|kept|rebuilt|undone|sold)\b) (?:it|him|her|them)\b"
)
WANT_WHO = re.compile(
    r"(?:\b(?:if|what|whatever|nobody|anyone|I|we|you|not|never|(?:those|anyone|everyone|people|person|anybody"
    r"|one) who)"
    r"|n['’]t)(?: \w+){0,2} $",
    re.IGNORECASE,
)
SEEK_NO = re.compile(
    r" (?:shelter|refuge|help|cover|treatment|asylum|advice|medical|comment|re-?election|out|an? (?:man|woman|suspect"
    r"|second|third|term|seat|buyer|new term|comment)|the (?:nomination|presidency|suspects?|killers?)|to\b"
    r"|warmth|permission)"
)
SPELT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\w+teen|\w+ty|[a-z]+-[a-z]+|several|a few)"
ULTIMATUM = re.compile(
    r"(?P<whom> [^;:!?,\ufffc]{2,80}?(?:, [^;:!?,\ufffc]{2,60},)?) (?:until [^;:!?,\ufffc]{2,40}?"
    rf"|(?:an? (?:[\w-]+ ){{0,3}}?|{SPELT} (?:more |working )?)(?:hours?|days?|weeks?|months?|deadline|ultimatum)"
    rf"(?: (?:deadline|ultimatum|notice))?(?: from [^;:!?,\ufffc]{{2,30}}?)?){VP}"
)
DEADLINE = re.compile(
    rf" an? (?:[\w-]+ ){{0,3}}?(?:ultimatum|deadline) (?:to|for)(?P<whom> [^;:!?,\ufffc]{{2,80}}?){VP}", re.IGNORECASE
)
LISTED = re.compile(
    r"(?:,? (?:which|that))?(?: also| now)? (?:include[sd]?|including|are|were|is|was|such as|like|notably|run to"
    r"|range from)(?: the following| that)?:?(?= )(?! (?:\w+ed\b(?! (?:\w+ )*(?:for|of|to)\b)|not|being"
    r"|unreasonable|clear|just|"
    r"legitimate|heard|simple|expected|known|still|now|never|unrealistic|fair|reasonable|made|on the|set out|put)\b)"
    r"|(?: to \w+(?: \w+){0,3})?: ?| [–—] ?",
    re.IGNORECASE,
)
LIST_COLON = re.compile(r"(?: (?:in|on|to|for|of) [^;:!?,.\ufffc]{2,40}?)?:(?= )")
DOCUMENT = re.compile(
    r"\b(?:charter|petition|list|memorandum|document|manifesto|statement|platform|letter|resolution|text|declaration"
    r"|programme|program|appeal|note|claim|paper|mandate|leaflet|communiqu[eé]|union|strikers|protesters|workers"
    r"|they|students|farmers|residents)\b[^;:!?\ufffc]{0,60}$",
    re.IGNORECASE,
)
CLAUSE_END = (
    r"[;\ufffc]|\.(?=\W*$)|[!?](?=\s|$)|[:–—](?=\s)|,? (?:and|but|while|or) (?:(?:also |then |later |again "
    r"|instead )?(?-i:[a-z]+(?:ed|ing))\b(?! of| for)|(?:also |then |again )?(?:is|are|was|were|asks?|says"
    r"|intends?|plans?|vows?|threatens?"
    r"|promises?|accuses?|warns?|rejects?|condemns?|thanks?|invites?|calls?|goes|go on)\b|called (?:for|on)\b|then\b"
    r"|said\b|told\b|held\b|sang\b|threw\b|has\b|have\b|had\b|will\b|would\b|to\b|urges?\b|demands?\b|wants?\b|says?\b"
    r"|when\b|if\b|at which\b|the other\b|who\b|he\b|she\b|they\b|it\b)"
    r"|, (?:failing which|which|who|was|were|is|has|had|said|told|where|while|but|saying|adding|as|whose|after|before"
    r"|according|chanting|demanding|urging|calling|accusing|insisting|warning|arguing|blocking|marching|shouting"
    r"|holding|carrying|waving|a (?:day|week|move|call|demand)|in one of|in (?:a|the) (?:speech|statement|letter)"
    r"|(?:the|an?) (?:[\w-]+ ){1,4}(?:that|which|who))\b"
)
END = re.compile(
    rf"{CLAUSE_END}| (?:fought|marched|rallied|clashed|gathered|blocked|protested|took to|staged|walked out|drifted"
    r"|dispersed|have been|were dispersed|were met|while (?=\w+ing)|after (?=\w+ (?:were|was|had))|during a"
    r"|in a (?:speech|statement|letter|rally|march)|when (?=police|they|he|she)|outside the|in front of)\b|$",
    re.IGNORECASE,
)
ACT_END = re.compile(END.pattern.replace(r"|to\b|", "|"), re.IGNORECASE)
"""Of what somebody is to do: a further "and to" goes on with it."""
DEMANDS_WHAT = re.compile(
    r" (?!(?:were|was|are|is|have|had|has|include|for|of|to|and|or|that|which|made|set|presented|read|would|will|could"
    r"|on|in|by|at|but|as|with|from|before|after|during|remain|come|came|go|went|not|also)\b)[a-z]+ [\w-]+"
)
WANT_END = re.compile(
    rf"{CLAUSE_END}| (?:drifted|marched|rallied|gathered|left|went|dispersed|clashed)\b|$", re.IGNORECASE
)
NOUN_END = re.compile(
    rf"{END.pattern}| (?:was|were|is|are|has|have|had|grew|grow|came|come|went|fell|met|left|remain\w*"
    rf"|continued?|followed"
    r"|intensified|mounted|mount|spread)\b",
    re.IGNORECASE,
)
OPENED_END = re.compile(rf",|{NOUN_END.pattern}", re.IGNORECASE)
OPENING = re.compile(r"(?:Amid|Despite|After|Following|Ignoring|Rejecting|In|With|Faced|Responding)\b")
WHO_END = re.compile(rf",|{WANT_END.pattern}", re.IGNORECASE)
LIST_END = re.compile(
    r"\.(?=\W*$)|[!?](?=\s|$)|\ufffc|, (?:which|who|was|were|is|has|had|said|told|where|while|but|saying)\b|$",
    re.IGNORECASE,
)
