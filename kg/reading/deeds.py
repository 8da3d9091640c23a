"""What people do for a protest's sake although no word says so: in the open, to demand or to denounce something."""

from __future__ import annotations

import re

from kg.document import Span

_PUBLIC = re.compile(
    r"\b(?:outside|in front of|at the (?:[\w'’-]+ ){0,2}(?:gates?|entrance|doors?|steps|foot|border)|(?:on|from|off"
    r"|over|across"
    r"|along|down|into|onto|up) (?:the |a |both )?(?:[\w'’-]+ ){0,2}(?:steps|roof|rooftop|bridge|roads?|streets?"
    r"|pavement"
    r"|sidewalk|square|river|lake|sea|harbour|harbor|tracks|balcon(?:y|ies)|facade|façade|lawn|stage|pitch|runway"
    r"|highway"
    r"|corner|entrance|stairs|railings|fence|floor|lobby|chamber|gallery|streets)|(?:under|beneath|behind|with"
    r"|holding|carrying|held up|holding up"
    r"|waving|wearing|bearing|brandishing|unfurling) (?:[\w'’-]+ ){0,4}(?:banners?|placards?|signs|posters|masks"
    r"|chains|coffins?"
    r"|effig(?:y|ies)|t-shirts|black)|chanting|shouting|blowing|beating|banging|drumming|themselves (?:to|together)"
    r"|in the (?:rain|cold|snow|drizzle|heat|sun))\b",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"\b(?:(?:to|and) (?:protest|demand|denounce|condemn|oppose|decry|draw attention to|call attention to|highlight"
    r"|press (?:for|their|home|the)|call for|call on|vent|voice|show (?:their )?(?:anger|opposition|solidarity)"
    r"|express (?:their )?(?:anger|outrage|opposition|solidarity)|make (?:their )?(?:feelings|anger|voices?)"
    r"|ask (?:for|that)|insist)"
    r"|in (?:\w+ )?protest|as a protest|by way of protest|in solidarity|in defiance|demanding|denouncing|condemning"
    r"|calling (?:for|on)|asking (?:for|that)|protesting|opposing"
    r"|in (?:a |their )?(?:last |latest )?(?:attempt|bid|effort) to (?:stop|save|halt)"
    r"|(?:over|against) (?:the |a |an |their |its |plans? |proposed |unpaid |[\w-]+ (?:months|weeks|years) )"
    r"|reading|that read|which read|with the (?:words|slogan))\b",
    re.IGNORECASE,
)
"""For what a protest is, or what may be the reason for much else: enough for what is done in the open."""
_DID = re.compile(
    r" (?:\w+ly |then |also |again |have |had )*(?P<verb>(?!(?:said|told|signed|petitioned|filed|sued|issued"
    r"|launched|voted"
    r"|urged|called|appealed|lobbied|tweeted|posted|raised|donated|wanted|hoped|planned|needed|believed|feared|agreed"
    r"|decided|died|killed|received|suffered|lived|worked|elected|fled|accused|welcomed|demanded|used|asked|claimed"
    r"|added|stated|warned|argued|criticised|criticized|opposed|supported|backed|rejected|condemned|denounced|expressed"
    r"|announced|vowed|pledged|threatened|appeared|testified|succeeded|failed|arrived|returned|noticed|reported|learned"
    r"|considered|discussed|attended|watched|listened|waited|queued|played|competed|trained|hired|hailed|faced"
    r"|united)\b)"
    r"(?:\w{2,}[^aeiou\s]ed|\w{2,}[aeiou]ed|went|sat|stood|lay|put|threw|hung|tied|wore|held|rang|blew|beat|lit|swam"
    r"|rode"
    r"|ran|drove|dug|built|burnt|tore|cut|shut|took|brought|left|made|kept|stuck|spread|swept|sang|knelt|broke|flew"
    r"|stopped"
    r"|hit|shook))\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(r" (?:have |had )?(?P<verb>occupied|blockaded|besieged|stormed|invaded) (?:the )?(?=[A-Z])")
_FORMS = {"occupied": "protest-occupation", "blockaded": "blockade"}
_BREAK = re.compile(r"[;:“”\"]|\b(?:who|which|that|where|whom|whose)\b", re.IGNORECASE)
_OPENING = 70  # characters before those who act
_NEAR = 60  # characters between them and what they do
_REACH = 220  # characters after it in which its purpose stands


def deed(text: str, sentence: Span, people: Span) -> tuple[Span, str] | None:
    """The verb of what people did for a protest's sake in a sentence of which they are the subject, and its form."""
    if people.start - sentence.start > _OPENING:
        return None
    limit = min(sentence.end, people.end + _NEAR)
    taken = _TAKEN.search(text, people.end, limit)
    did = taken or _DID.search(text, people.end, limit)
    if did is None or _BREAK.search(text, people.end, did.start()) is not None:
        return None
    verb = Span(*did.span("verb"))
    if taken is not None:
        return verb, _FORMS.get(taken["verb"].lower(), "demonstration")
    end = min(sentence.end, verb.end + _REACH)
    if _PUBLIC.search(text, verb.start, end) is None or _WHY.search(text, verb.end, end) is None:
        return None
    return verb, "demonstration"
