"""What leads to a quoted fragment, in the reporter's words before it; and what shows that it is a title."""

from __future__ import annotations

import re

TITLED = re.compile(
    r"\b(?:novel|book|song|film|movie|play|poem|album|anthem|hymn|titled|entitled|dubbed|nicknamed|named|known as"
    r"|so-called|slogans?|mottos?|headed|headline[ds]?|theme|campaign|operation|movement|hashtag|codenamed|words?"
    r"|documentary|series|programme|opera|painting|mural|exhibition|labell?ed|marked|written|painted|inscribed"
    r"|newspaper|magazine|article|report|project|initiative)\s*[,:]?\s*$",
    re.IGNORECASE,
)
FRAME = re.compile(
    r"\b(?:(?:call(?:s|ed|ing)|label(?:s|led|ling|ed)|brand(?:s|ed|ing)|term(?:s|ed|ing)|deem(?:s|ed|ing)"
    r"|consider(?:s|ed|ing)|declar(?:es|ed|ing)|pronounc(?:es|ed|ing)|dub(?:s|bed|bing)) "
    r"(?!for\b|on\b|off\b|by\b)(?:[^\s,;:.]+ ){0,9}?[^\s,;:.]+"
    r"|(?:describ|dismiss|denounc|condemn|brand|regard|characteri[sz]|portray|depict|den?ounc|decr|reject|hail|prais"
    r"|welcom|criticis|criticiz|slamm|blast|refer|view|see|defend|present|attack|mock|ridicul|deride?|cast|styl)"
    r"(?:es|ed|ing|s|ied|ies|red|rs|rring|ring)? (?:[^\s,;:.]+ ){0,12}?as"
    r"|(?:liken(?:s|ed|ing)?|compar(?:es?|ed|ing)) (?:[^\s,;:.]+ ){0,9}?(?:to|with)"
    r"|(?:spoke|speaks|speaking|talked|talks|talking|warn|warned|warns|warning|complained|complains|told|tells"
    r"|(?:warn|alert|inform|remind|assur|notif)(?:e?d|s|ied|ies|ing)? [^,;:.]{1,60}?"
    r"|(?:sent|issued|gave|sounded|made|repeated|put out)(?: [^,;:.]{1,40}?)?"
    r" (?:warnings?|notices?|alerts?|complaints?)"
    r"|voic(?:ed|es|ing) [^,;:.]{1,40}?"
    r"|accused [^,;:.]{1,60}?|accuses [^,;:.]{1,60}?|accusing [^,;:.]{1,60}?|blamed [^,;:.]{1,60}?)"
    r" (?:of|about|on|over)"
    r"|(?:refer(?:red|s|ring)?|allud(?:ed|es|ing)|point(?:ed|s|ing)?|object(?:ed|s|ing)?"
    r"|alert(?:ed|s|ing)? [^,;:.]{1,40}?) to"
    r"|(?:asked|asks|asking|appealed|appeals|appealing|called|calls|calling|pleaded|pleads|pressed) for"
    r"|(?:demanded|demands|demanding|promised|promises|promising|pledged|pledges|pledging|offered|offers|urged|urges"
    r"|(?:documents|documented|reports|reported|detailed|recorded|noted|notes)(?! of\b)"
    r"|blamed|blames|blaming|cited|cites|citing|predicted|predicts|threatened|threatens|expressed|expresses"
    r"|criticised|criticized|condemned|denounced|slammed|blasted|decried|lamented|deplored|hailed|praised|rejected"
    r"|denied|opposed|thanked|wished|apologised for|apologized for|quoted)(?: [^\s,;:.]+){0,5}?)"
    r"(?: (?:an?|the|its|his|her|their|what (?:he|she|they|it) (?:called|described as|termed)))?\s*$",
    re.IGNORECASE,
)
"""What leads to a quoted fragment, in the reporter's words before it."""

WHAT = re.compile(
    r"\b(?:what (?P<who>[^,;:.\"“”]{2,60}?) (?:has |have |had |also |later |once )?(?:call|describ|term|label"
    r"|brand|dubb?|characteri[sz]|denounc|see|saw|view|regard|consider)(?:s|es|ed|ing|led|n)?(?: as| to be)?"
    r"|(?:described|called|termed|labelled|labeled|branded|dubbed|put|denounced|dismissed|condemned|hailed|praised"
    r"|characteri[sz]ed|portrayed|criticised|criticized|decried|mocked|given|estimated|quoted|ridiculed|slammed|blasted)"
    r" by (?P<by>[^,;:.\"“”]{2,60}?(?:, [^,;:.\"“”]{2,40},)?)(?: as| at| for)?)"
    r"(?: (?:an?|the|being|simply|merely|no more than))?\s*$",
    re.IGNORECASE,
)
