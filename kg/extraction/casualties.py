"""Casualties: how many were killed, hurt or arrested, at a protest or in what it is about.

The words lie right before or after the figure: "killing four miners", "Seven protesters were detained".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.document import Document, Span
from kg.facts import Count, CountOf, Event, EventKind, Extraction, Fact
from kg.lexicon import Lexicon
from kg.patterns import Cue
from kg.reading.numbers import Counted, Figure, counted, figures
from kg.reading.scopes import Scopes
from kg.reading.segment import narrative

WINDOW = 130  # characters before and after a figure that are looked at

_BE = r"(?:were|was|are|is|been|being|got)(?: (?!not\b|never\b)\w+){0,2}?"
_MORE = r"(?: (?:another|a further|a total of|the|their|other|all))?\s*$"
AFTER: tuple[tuple[CountOf, re.Pattern[str]], ...] = tuple(
    (of, re.compile(pattern, re.IGNORECASE))
    for of, pattern in (
        (
            CountOf.KILLED,
            rf"\b(?:{_BE} (?:killed|slain|murdered|massacred|executed|gunned down|shot dead"
            rf"|martyred|lynched|crushed|electrocuted|asphyxiated|suffocated|buried alive|mown down|decapitated"
            rf"|beheaded|drowned"
            rf"|burn(?:ed|t) alive|(?:shot|beaten|crushed"
            r"|burned|burnt|stabbed|trampled|hacked|tortured|stoned) to death|dead)"
            r"|(?:have |had |has )?(?:already |also |since |later )?(?:died|perished|drowned)"
            r"|(?:has|have|had)? ?lost their lives"
            r"|among the (?:dead|killed)|(?:of them )?(?<!the )(?<!its )(?<!their )dead|(?<!the )(?<!those )killed"
            r"|shot (?:dead|and killed)"
            r"|swept away|f[ea]ll(?:en)? as martyrs|fatally (?:shot|wounded|injured|stabbed)|bled to death|succumbed"
            r"|passed away|deaths?|fatalities"
            r"|martyrs|slain|were killed)\b",
        ),
        (
            CountOf.INJURED,
            rf"\b(?:{_BE} (?:injured|wounded|hurt|hospitali[sz]ed|treated|stitched up|trampled|scalded|gassed"
            rf"|overcome by|run over|tear-?gassed|pepper-sprayed|shot(?! dead\b| and killed\b| to death\b| at\b)"
            rf"|stabbed|clubbed|scarred|hit by (?:\w+ ){{0,2}}?(?:bullets?|pellets|canisters?|stones?|rounds|a)"
            rf"|admitted with|lightly hurt|maimed|blinded|burned|bitten|knocked (?:down|unconscious)"
            rf"|beaten|bruised|concussed"
            r"|(?:taken|rushed|sent|admitted|carried|brought) to (?:an? "
            r"|the )?(?:[\w’'-]+ ){0,3}?(?:hospitals?|clinic))"
            r"|(?:suffered|sustained|received) (?:[\w-]+ ){0,3}?(?:injuries|wounds|burns|fractures|cuts|bruises|bullet)"
            r"|suffer(?:ed|ing) (?:from )?(?:[\w-]+ ){0,3}?(?:tear[ -]?gas|gas|suffocation|asphyxia(?:tion)?|inhalation"
            r"|concussion|breathing)|hit by (?:[\w-]+ ){0,3}?(?:bullets?|pellets|canisters?|rounds|grenades)"
            r"|(?:remain(?:s|ed)?|are|were|is|was) (?:still )?(?:in (?:intensive care|(?:the )?hospital"
            r"|(?:an? )?(?:critical|serious"
            r"|stable|grave) condition)|on life support|fighting for (?:their|his|her) li(?:fe|ves))"
            r"|with (?:[\w-]+ ){0,3}?(?:injuries|wounds|burns|fractures)|brought in with"
            r"|(?:were|was|had been|been) admitted|collapsed|faint(?:ed)?|chok(?:ed?|ing) on|hit in the \w+"
            r"|(?:have|had|with|suffered) broken \w+|(?:needed|required"
            r"|sought) (?:[\w-]+ ){0,2}?(?:treatment|stitches)|among the (?:injured|wounded|hurt)"
            r"|(?:others )?(?:injured|wounded|hurt)|injuries)\b",
        ),
        (
            CountOf.ARRESTED,
            rf"\b(?:{_BE} (?:arrested|detained|jailed|imprisoned|remanded|apprehended|rounded up|picked up|hauled in"
            rf"|nabbed|grabbed|snatched|bundled away|led off|captured|handcuffed"
            rf"|locked up|carted off|whisked away|thrown in jail"
            rf"|held(?! up\b| back\b| hostage\b)|seized by police"
            r"|led away|(?:taken|marched|hauled|dragged) (?:away|off|in by)|taken in(?:to (?:police )?custody)?"
            r"|(?:taken|sent|put|pushed|bundled|loaded|thrown|driven|herded|forced|brought"
            r"|dragged|hauled|led|escorted|bussed|ferried|marched) (?:in|on)?to (?:an? |the |several |two |waiting )?"
            r"(?:[\w-]+ ){0,2}?(?:police|buses|vans?|stations?|barracks|headquarters|precincts?|police post|jail"
            r"|prison|lorr(?:y|ies)|trucks?|custody|cells?"
            r"|detention)(?: (?:station|van|lorry|headquarters|bus))?)"
            r"|(?:taken|hauled) away|carried (?:off|away)|(?:led|hauled|dragged|marched) off"
            r"|(?:put|loaded|bundled|pushed) (?:in|on)?to (?:police )?(?:vehicles|cars|buses|vans)"
            r"|taken into (?:police )?custody|carted off|whisked away"
            r"|in (?:custody|detention|police custody)|behind bars|arrests|detentions|arrested|detained|under arrest"
            r"|(?:still |being |have been |has been )?held (?=since|by|in|for|without|after|as|at"
            r"|over|under)|(?<=^ )held (?=(?:as|after|over|in|at|for|by|near)\b)|among those (?:arrested|detained))\b",
        ),
    )
)
BEFORE: tuple[tuple[CountOf, re.Pattern[str]], ...] = tuple(
    (of, re.compile(pattern + _MORE, re.IGNORECASE))
    for of, pattern in (
        (
            CountOf.KILLED,
            r"\b(?:(?:claim|tak|cost)(?:ed|ing|es|t)? the lives of|took the lives of|kill(?:ed"
            r"|ing|s)?|murder(?:ed|ing)|massacr(?:ed|ing)"
            r"|slaughter(?:ed|ing)|shot dead|shooting dead|gunned down|committed against"
            r"|deaths? of|(?:remains|bodies|corpses|burials?|funerals?) of|funerals? for|(?:killings?|murders?"
            r"|massacre) of"
            r"|death toll (?:[\w ’']{0,70}?)?(?:to|at|of|is|was|reached|hit|passed|exceeded)"
            r"|execut(?:ed|ing)|behead(?:ed|ing)|lynch(?:ed|ing)|hang(?:ed|ing)"
            r"|(?:number of (?:the )?(?:dead|deaths|fatalities|(?:people |those )?killed|martyrs)|toll"
            r"|(?:put|puts|putting) the dead) "
            r"(?:[\w ’']{0,60}?)?(?:to|at|as|was|is|reached|hit|passed)(?: also| now)?)",
        ),
        (
            CountOf.INJURED,
            r"\b(?:wound(?:ed|ing)|injur(?:ed|ing|es)|hurt(?:ing)?|maim(?:ed|ing)"
            r"|(?:treat(?:ed|ing)|hospitali[sz](?:ed|ing)|admit(?:ted|ting)"
            r"|(?:hospitals?|clinics?|wards?|centres?|centers?) (?:\w+ ){0,2}?receiv(?:ed|ing)"
            r"|shot and wounded)(?= (?:[\w-]+ ){0,4}$)"
            r"|(?:number of (?:the |those |people )?(?:injured|wounded|hurt|casualties|injuries)"
            r"|(?:put|puts|putting) the (?:injured|wounded)) "
            r"(?:[\w ’']{0,60}?)?(?:to|at|as|was|is|reached|hit|passed)(?: also| now)?)",
        ),
        (
            CountOf.ARRESTED,
            r"\b(?:arrest(?:ed|ing|s)?|detain(?:ed|ing|s)?"
            r"|(?:police|officers|troops|soldiers|gendarmes|forces) (?:\w+ly )?h[eo]ld|rounded up|round(?:ing|s) up"
            r"|took away"
            r"|taking away|locked up|arrests? of|detention of"
            r"|hold(?:s|ing)|(?:pick|haul|cart|lock|whisk|bundl|dragg)(?:ed|ing) (?:up|off|in|away)|nabb(?:ed|ing)"
            r"|captur(?:ed|ing)"
            r"|apprehend(?:ed|ing)|jail(?:ed|ing)|imprison(?:ed|ing)|remand(?:ed|ing)"
            r"|(?:number of (?:those |people )?(?:detained|arrested|held|detainees|arrests|detentions)"
            r"|(?:put|puts|putting) the (?:detained|arrested|arrests|detentions)) (?:[\w ’']{0,60}?)?"
            r"(?:to|at|as|was|is|reached|hit|passed)(?: also| now)?|(?:led"
            r"|leading) away|took into custody)",
        ),
    )
)
ENCLOSED = re.compile(
    r",[^,.;:]{1,80},(?= (?:were|was|have|had|are|died|remain\w*|suffered"
    r"|sustained|arrested|detained|killed|injured|wounded)\b)"
    r"| aged (?:between |from )?\d+(?: and | to |[-–])\d+|(?: –|—)[^–—.;]{1,90}(?:–|—)"
    r"| and (?:an?|another|the|his|her) (?:[\w’'-]+ ){0,3}?[\w’'-]+(?= (?:were|have|had been|are|died|suffered)\b)"
    r"| and (?!\d)(?:[\w’'-]+ ){0,2}?[\w’'-]+s(?= (?:were|have been|had been) )"
)
"""What stands between those who were harmed and their verb."""
HELD = re.compile(r" held (?=(?:as|after|over) )")
"""In a headline: "Hundreds held as marchers defy the ban"."""
WHO = re.compile(r" (?:who|that) (?:had|have|were|was|are)\b[^,.;:]{2,90}?(?= (?:were|was|had been|have been) \w)")
"""Who they are, before what happened to them: "dozens who were on their way there were arrested"."""
STATE: dict[str, CountOf] = {
    "dead": CountOf.KILLED,
    "killed": CountOf.KILLED,
    "slain": CountOf.KILLED,
    "injured": CountOf.INJURED,
    "wounded": CountOf.INJURED,
    "arrested": CountOf.ARRESTED,
    "detained": CountOf.ARRESTED,
    "imprisoned": CountOf.ARRESTED,
    "jailed": CountOf.ARRESTED,
}
NOT = re.compile(
    r"\b(?:not|never|no|nor|denied|without|if|whether|would|could|might|may|should|n['’]t)\b", re.IGNORECASE
)
DENIED = re.compile(r"\b(?:not|never|no one|nobody|denied|without|would|could|might|may|will|to)(?: \w+)?\s*$")
DONE = re.compile(r"\b(?:went|going|moved|moving) (?:on|in) to\s*$|\b(?:proceeded|managed) to\s*$")
MEETING = re.compile(
    r"\b(?:strike|stoppage|walkout|action|rally|march|protest|vigil|gathering|meeting|demonstration) (?:of|by|with) $"
)
"""Before the number of those who were at it: "a strike of 500 members was held"."""
YEAR = re.compile(r"(?:19|20)\d\d(?= [A-Z])")
"""As in "the 2014 Prize for Peace"."""
UNSAID = Cue(r"\b(?:several|a (?:large |great |small )?number of)(?= \w)")
CUT = re.compile(
    r"[;:\ufffc]|[.!?](?=\s|$)|,? (?:and(?! (?:killed|wounded|injured|detained|arrested)\b)|while|but|or|when|after|as"
    r"|before|where|until|because"
    r"|although|whose|which)\b",
    re.IGNORECASE,
)
ACTED = re.compile(
    r"\b(?:march|rall|gather|demonstrat|protest|walk|attend|join|turned out|took (?:part|to)"
    r"|follow|accus|mourn|demand|denounc|condemn"
    r"|want|sa(?:id|y)(?! to (?:have|be)\b)|call|block|carri|carry|held (?:a|up|banners|placards)|visit|remember"
    r"|commemorat|face|watch|saw)\w*",
    re.IGNORECASE,
)
PART_OF = re.compile(r"[\w-]+ of (?:them|these|those|whom)\b", re.IGNORECASE)
PART = re.compile(
    r"\b(?:including|among them|of whom|most of them|some of them)(?: at least)? (?:the )?$", re.IGNORECASE
)
AMONG = re.compile(
    r"[^\w.;]+(?:(?:including|among them|of whom)(?: at least)?(?: the)? "
    r"|(?:including|among them) [^.;]{1,60} and )?",
    re.IGNORECASE,
)
"""Between those who were harmed and the police among them: "22 people were hurt, including four policemen"."""
PART_WHO = re.compile(
    r"one of\b|[\w -]{1,30} of (?:them|whom)(?! (?:were|was|had|have|are)\b)(?: \w+){1,4},", re.IGNORECASE
)
"""As in "19 people, 17 of them women,"."""
AGAIN = re.compile(
    r"\b(?:put|puts|gave|set|sets|placed|places|raised|revised|lowered|brought)"
    r" (?:the|that|their|its) (?:own )?(?:number|figure|total|toll|tally|count)"
    r"(?: of \w+)? (?:at|as|to)\s*$|^[^,;:]{1,60}(?:, (?:however|though|meanwhile),)? (?:spoke|speaks) of\s*$",
    re.IGNORECASE,
)
LED = re.compile(
    r"\b(?:led|leading|took|taking|dragg(?:ed|ing)|haul(?:ed|ing)|cart(?:ed|ing)|march(?:ed|ing)|drove)\s*$"
)
AWAY = re.compile(r"(?P<of> of (?:them|the \w+))?(?: (?:away|off)\b| into custody\b| in for questioning\b)")
BODIES = re.compile(r" (?:more |other |dead |charred )?(?:bodies|corpses)\b(?! of)")
LIVES = re.compile(r" (?:more |other |human )?lives\b")
TAKEN = re.compile(r"\b(?:claim(?:ed|s|ing)?|cost(?:ing|s)?|took|takes|taking|taken)(?: the)? $")
LOOSE = re.compile(r"^ (?:were|had been|have been) (?:taken|held)\b[ .,]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Harm:
    """What happened to the people of a figure, by which rule; the figure with its noun, and all words that say so."""

    of: CountOf
    rule: str
    words: Span
    evidence: Span


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with the numbers of those who were killed, hurt or arrested."""
    return extraction.adding(_casualties(extraction, lexicon))


def _casualties(extraction: Extraction, lexicon: Lexicon) -> Iterator[Fact]:
    document, told = extraction.document, narrative(extraction.document)
    headline = document.headline
    scenes = {s: extraction.scene(s.start) for s in document.sentences}
    last = next((scene for scene in scenes.values() if scene is not None), None)
    incidents = sorted(
        (span.start, e.key) for e in extraction.of(Event) if e.kind is EventKind.INCIDENT for span in e.evidence
    )
    scopes = Scopes(extraction, told)
    before: CountOf | None = None  # what the sentence before counts
    for sentence in sorted(document.sentences, key=lambda s: headline is not None and headline.covers(s)):
        last = scenes[sentence] or last
        if scenes[sentence] is None and _long_ago(extraction, sentence):
            continue
        read_here = _harms(extraction, lexicon, told, sentence)
        if not read_here and before is not None:
            read_here = _again(extraction, lexicon, told, sentence, before)
        before = read_here[-1][1].of if read_here else None
        for figure, read in read_here:
            event = _event(incidents, sentence, figure, read.of)
            if event is None and last is not None:
                event = scopes.of(figure.span, sentence, last)
            if event is not None:
                yield _count(figure, event, read)


def _figures(document: Document, told: str, sentence: Span) -> list[Figure]:
    """The figures of a sentence, and the words for a number that is not said: "several people were hurt"."""
    known = figures(document, sentence)
    taken = [figure.span for figure in known]
    unsaid = (Span(*match.span()) for match in UNSAID.finditer(told, sentence.start, sentence.end))
    more = [
        Figure(s, None, None, None, document.text(s).lower()) for s in unsaid if not any(s.overlaps(t) for t in taken)
    ]
    return sorted((*known, *more), key=lambda figure: figure.span) if more else known


def _again(
    extraction: Extraction, lexicon: Lexicon, told: str, sentence: Span, of: CountOf
) -> list[tuple[Figure, _Harm]]:
    """ "The ministry put the number at six", after a sentence that counts those arrested."""
    read = []
    for figure in figures(extraction.document, sentence):
        before = told[max(sentence.start, figure.span.start - WINDOW) : figure.span.start]
        alone = counted(extraction.document, lexicon, figure, sentence) is None
        if alone and AGAIN.search(before) is not None:
            read.append((figure, _Harm(of, "casualty-again", figure.span, figure.span)))
    return read


def _long_ago(extraction: Extraction, sentence: Span) -> bool:
    """Whether a sentence names a year that is not the report's."""
    published = extraction.document.report.published
    years = re.findall(r"\b(?:in|since) ((?:19|20)\d\d)\b", extraction.document.text(sentence))
    return any(published is None or int(year) != published.year for year in years)


def _harms(extraction: Extraction, lexicon: Lexicon, told: str, sentence: Span) -> list[tuple[Figure, _Harm]]:
    """The figures of a sentence with what happened; of "two officers and five women were hurt" to both."""
    document = extraction.document
    found = _figures(document, told, sentence)
    read: list[tuple[Figure, _Harm]] = []
    limit, after = sentence.end, None  # what follows a figure: where it begins, and its harm
    for figure in reversed(found):
        noun = counted(document, lexicon, figure, sentence)
        harm = _harm(told, sentence, figure, noun, limit)
        end = figure.span.end if noun is None else noun.end
        part = limit < sentence.end and PART_OF.match(told, limit) is not None
        joined = (
            noun is not None
            and not part
            and re.fullmatch(r"(?:,| and|, and)(?: another| a further)? ", told[end:limit]) is not None
        )
        if harm is None and joined and after is not None and after.rule == "casualty-verb-after":
            harm = replace(
                after, words=Span(figure.span.start, end), evidence=Span(figure.span.start, after.evidence.end)
            )
        if harm is not None:
            read.append((figure, harm))
        limit, after = figure.span.start, harm
    return _with_police(extraction, lexicon, told, sentence, read[::-1])


def _with_police(
    extraction: Extraction, lexicon: Lexicon, told: str, sentence: Span, read: list[tuple[Figure, _Harm]]
) -> list[tuple[Figure, _Harm]]:
    """The harms, and that of the police among those harmed: they are the other side, and counted for themselves."""
    known = {figure.span for figure, _ in read}
    found = list(read)
    for figure in figures(extraction.document, sentence) if read else ():
        noun = counted(extraction.document, lexicon, figure, sentence)
        if figure.span in known or noun is None or noun.sort != "force":
            continue
        before = [harm for other, harm in read if other.span.end < figure.span.start]
        if before and AMONG.fullmatch(told, before[-1].evidence.end, figure.span.start) is not None:
            words = Span(figure.span.start, noun.end)
            found.append((figure, _Harm(before[-1].of, "casualty-among", words, words)))
    return sorted(found, key=lambda item: item[0].span)


def _harm(told: str, sentence: Span, figure: Figure, noun: Counted | None, limit: int) -> _Harm | None:
    """What happened to the people a figure counts."""
    if noun.sort in ("vehicle", "other") if noun is not None else YEAR.match(told, figure.span.start) is not None:
        return None
    before = told[max(sentence.start, figure.span.start - WINDOW) : figure.span.start]
    end = figure.span.end if noun is None else noun.end
    away = AWAY.match(told, end, sentence.end) if LED.search(before) is not None else None
    if away is not None:
        words = Span(figure.span.start, end if away["of"] is None else away.end("of"))
        return _Harm(CountOf.ARRESTED, "casualty-led-away", words, Span(words.start, away.end()))
    if PART_WHO.match(told, figure.span.start, end + 30):
        return None
    if PART.search(before) and (noun is None or noun.sort != "force"):
        return None
    following = told[figure.span.end : min(sentence.end, figure.span.end + WINDOW)]
    bodies = BODIES.match(following) or (LIVES.match(following) if TAKEN.search(before) is not None else None)
    if bodies is not None:
        words = Span(figure.span.start, figure.span.end + bodies.end())
        return _Harm(CountOf.KILLED, "casualty-bodies", words, words)
    state = re.match(r" (\w+)(?= (?:[\w-]+ )?\w+|[,.;]|$)", following)
    of = None if state is None else STATE.get(state[1].lower())
    if of is not None and state is not None:
        alone = noun is None
        words = Span(figure.span.start, figure.span.end + state.end() if alone else end)
        return _Harm(of, "casualty-state", words, words)
    for of, pattern in BEFORE:
        verb = pattern.search(before)
        if verb is not None and not _denied(before[: verb.start()]):
            words = Span(figure.span.start, end)
            return _Harm(of, "casualty-verb-before", words, Span(words.start - len(before) + verb.start(), end))
    after = _after(told, sentence, figure, end, limit)
    met = after is not None and after.of is CountOf.ARRESTED and MEETING.search(before) is not None
    return None if met else after


def _denied(before: str) -> bool:
    """Whether what is done is not, or not yet: "refused to arrest", but not "went on to arrest"."""
    return DENIED.search(before) is not None and DONE.search(before) is None


def _after(told: str, sentence: Span, figure: Figure, end: int, limit: int) -> _Harm | None:
    """ "were killed", "dead", "arrests" after the figure and its noun, in the same clause."""
    bounded = told[end : max(end, min(sentence.end, end + WINDOW))]
    held = HELD.match(bounded)
    if held is not None:
        words = Span(figure.span.start, end)
        return _Harm(CountOf.ARRESTED, "casualty-verb-after", words, Span(words.start, end + held.end()))
    enclosed = ENCLOSED.match(bounded)
    offset = enclosed.end() if enclosed is not None else 0
    stop = limit - end if limit > end and enclosed is None else len(bounded)
    harm = _in_clause(bounded, offset, stop, figure, end)
    who = WHO.match(bounded) if harm is None and enclosed is None else None
    return harm if who is None else _in_clause(bounded, who.end(), stop, figure, end)


def _in_clause(bounded: str, offset: int, stop: int, figure: Figure, end: int) -> _Harm | None:
    """What happened to those who were counted, in the clause that begins so far behind them."""
    cut = CUT.search(bounded, offset)
    clause = bounded[offset : min(stop, cut.start() if cut is not None else len(bounded))]
    hits = [
        (hit.start(), hit.end(), of) for of, pattern in AFTER for hit in [pattern.search(clause)] if hit is not None
    ]
    words = Span(figure.span.start, end)
    if LOOSE.match(clause) is not None:
        return _Harm(CountOf.ARRESTED, "casualty-taken", words, Span(words.start, end + offset + len(clause.rstrip())))
    if not hits:
        return None
    start, last, of = min(hits)
    between = clause[:start]
    if len(between) > 70 or ACTED.search(between) is not None or NOT.search(between) is not None:
        return None
    if re.search(r"\b(?:who|those|that)\b", between) is not None and figure.rule == "ccc":
        return None
    return _Harm(of, "casualty-verb-after", words, Span(words.start, end + offset + last))


def _event(incidents: list[tuple[int, str]], sentence: Span, figure: Figure, of: CountOf) -> str | None:
    """The incident named last before the figure in its sentence; arrests are made at the protest."""
    if of is CountOf.ARRESTED:
        return None
    inside = [key for start, key in incidents if sentence.start <= start < figure.span.start]
    return inside[-1] if inside else None


def _count(figure: Figure, event: str, harm: _Harm) -> Count:
    bounds = f"{figure.low or ''}-{figure.high or ''}"
    vague = (figure.words.replace(" ", "-"),) if figure.words else ()
    return Count(
        key=".".join((event, "count", harm.of, bounds, *vague)),
        of=harm.of,
        event=event,
        words=harm.words,
        low=figure.low,
        high=figure.high,
        bound_rule=figure.rule,
        evidence=(harm.evidence,),
        rule=harm.rule,
    )
