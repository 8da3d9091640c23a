"""Figures: how many people or vehicles took part, each with the event it is said of.

A number is the size of a protest where its words say so: by what those people did, by the crowd it is a number of, by
a source that counts. A vague plural keeps its words; its lower bound is the Crowd Counting Consortium's convention.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.document import Document, Span
from kg.facts import Count, CountOf, Event, EventKind, Extraction, Fact
from kg.lexicon import Lexicon
from kg.numbers import Counted, Figure, counted, figures, of_force
from kg.segment import narrative

WINDOW = 160  # characters before and after a figure that are looked at

HEADLINE_VERB = re.compile(
    r"^.{0,40}?\b(?:hold|block|rally|march|protest|gather|strike|walk|join|demand|stage|occupy"
    r"|picket|shut|attend|mourn|bury"
    r"|turn|take|fill|pack|defy|clash|flood|pour|camp|down|boycott|demonstrate|at|in|on|against|for|outside)\b",
    re.IGNORECASE,
)
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
CROWD_OF = re.compile(rf"\b{_NOUNS}(?: of| by| numbering| involving)(?: the)?(?: an?)?\s*$", re.IGNORECASE)
PUT_AT = re.compile(
    r"\b(?:put|puts|putting|estimated?|estimates|estimating|reckoned|assessed|gave|counted|numbered|place[ds]?|set)\b"
    rf"(?=[^.;\ufffc]*\b(?:{_NOUNS}|compliance|adherence|support|participation|numbers?|numbers|figure|total|it|them"
    rf"|those|participation"
    rf"|participants|protesters|demonstrators"
    r"|marchers|strikers|attendance|people|size)\b|[^.;\ufffc]{0,40}\bat $)[^.;\ufffc]{0,110}\b(?:at|as)\s*$"
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
    r"|agency|media|monitors|church|university|she|he|they"
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
    r"|were (?:present|there)|came|been there|gathered|walked out"
    r"|stopped work|participated|answered the call|on strike)| at| by| from| in| on| outside"
    r"| along| across|\s*[.,;)!]|\s*$| and| while| for)",
    re.IGNORECASE,
)
SPOKE = re.compile(
    r"(?:\b(?:spoke|speaks?|spoken|talk(?:s|ed)?|tell|told|tells) of|\b(?:insist(?:s|ed)?|settled) on"
    r"|\b(?:gave|gives?|offered|cited) (?:a|the|its own|their own|another) (?:figure|number|estimate|count) of"
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
SUBJECT = re.compile(
    r"(?:^\W*|[,:;—–\ufffc-] |\b(?:and|but|that|said|when|where|while|as|then|also|meanwhile|later|today|yesterday"
    r"|tonight|nearby|elsewhere|outside|inside|overnight|showed"
    r"|\w+day|morning|evening|night|noon|afternoon|dawn|dusk|midnight|(?-i:[A-Z][\w’'-]+)|\d[\d:.]*) )$",
    re.IGNORECASE,
)
ACT = re.compile(
    r"\b(?:(?:had|have)(?! (?:no|to|any|little|never|not|only)\b)|were|are|was|been)\b|\b\w{2,}(?:ed|ew|ang|ung|ept"
    r"|elt|ood|ought|oke|ove|ode|old)\b"
    r"|\b(?:made|set|put|took|got|gave|went|came|sat|lay|met|hung|let|left|led|ran|hit|cut|shut|beat|threw|tore|built"
    r"|sent|spent|bore|wore|began|kept|found|lit|fell|burst|dug|wound|fought|bent|stuck|swept|spread|strode|rang)\b",
)
SHARE = re.compile(
    r"(?:per ?cent|percent|%)[^.;\ufffc]{0,80},? (?:or|i\.e\.|that is|meaning|equal to),? $", re.IGNORECASE
)
TICKER = re.compile(rf"(?:^|[\d,;.] ?)(?:The )?{SOURCE}: $", re.IGNORECASE)
THERE = re.compile(
    r"\bthere (?:were|was|are|is|had been|have been)(?: (?:still|only|already|also|now))? $", re.IGNORECASE
)
PRESENT = re.compile(
    r"^ (?:in|at|on|outside|before|along|present|there|gathered|taking part|marching)\b", re.IGNORECASE
)
AMONG = re.compile(r"\b(?:among|amongst|one of|some of|many of|most of|all of|including)(?: the)? $", re.IGNORECASE)
PROTESTERS = re.compile(
    r"(?:[\w’'-]+ ){0,3}?(?:protest[eo]rs|demonstrators|marchers|strikers|picket(?:er)?s|mourners|rioters|occupiers"
    r"|blockaders|campers|hunger[ -]strikers|participants|attendees)$",
    re.IGNORECASE,
)
MOSTLY = re.compile(
    r",? (?:most(?:ly)?|mainly|chiefly|largely|many|some|among|including|all|half|from|with|in)\b[^.;,]{1,90},"
    r" (?:have|had|were|are|was|stood|sat|\w+ed)\b[^.;,]{0,80}",
    re.IGNORECASE,
)
DREW = re.compile(
    r"\b(?:drew|draws?|drawn|drawing|attract(?:ed|s|ing)?|brought(?: together| out)?|mobili[sz]ed"
    r"|gathered|assembled|involv(?:ed|es|ing)|attended by"
    r"|joined by|saw|see(?:s|n)?|attendance of|participation of|presence of|support of"
    r"|accompanied by|front of|made up of|home to|host to|hosted|hosting|past|mustered|muster|musters|pulled in"
    r"|lured|numbering"
    r"|(?:packed|filled|crammed|jammed|thronged|lined|turnout yet,?|demonstration,|march,|rally,|protest,) with"
    r"|(?:filled|packed|lined|thronged|crammed|blocked|occupied|surrounded|besieged|met|greeted|watched|led|followed"
    r"|staffed"
    r"|swollen|swelled|boosted|formed|staged|held|organi[sz]ed|manned) by|reports|reported|counted|sees|swelled to"
    r"|swelling to|rose to|grew to|(?:began|begun"
    r"|started|set off|set out|opened) with)"
    r"(?: a crowd of| a total of| another)?\s*$",
    re.IGNORECASE,
)
BY = re.compile(
    rf"\b(?:{_NOUNS}s?|strikes?|walk-?outs?|stoppage|hunger strike|die-in|action|occupation"
    rf"|encampment|boycott|riot|funeral)"
    r"(?: (?:in|at|outside|near|on) (?:the )?[\w’'-]+(?: [\w’'-]+)?)? (?:by|of|involving)\s*$",
    re.IGNORECASE,
)
WITH = re.compile(
    r"\b(?:with|using|aboard|in|driving|parking|parked|bringing|on)(?: their| a fleet of)?\s*$", re.IGNORECASE
)
PROTEST_VERB = re.compile(
    r"\b(?:block|blocked|blocking|blockad\w+|march\w*|drove|convoy|protest\w*|demonstrat\w+"
    r"|rall(?:y|ied)|occup\w+|clos(?:ed?|ing)|arriv\w+|"
    r"descended|converged|roll(?:ed|ing)|came|travell?ed|travell?ing|journeyed|trundled|crawled|snaked|poured|lumbered"
    r"|streamed|headed|heading|paralys\w+|paralyz\w+|set off|entered|barricad\w+|parad\w+|shut|gathered)\b",
    re.IGNORECASE,
)
OUTSIDE = re.compile(
    r"\b(?:killed|wounded|injured|arrested|detained|killing|wounding|injuring|sacked|dismissed"
    r"|hired|employs?|employed|evicted|among|including"
    r"|one of|some of|out of|(?:names|famil(?:y|ies)|relatives|parents|mothers|friends|widows"
    r"|colleagues|supporters|wages|lives|jobs|release|killings?|murders?|sackings?"
    r"|dismissals?|arrests?|deaths?|memory|loss|layoffs?|burials?|coffins?|bodies|trial"
    r"|reinstatement|eviction|detention|portraits|pictures|photos|remains|skulls?|graves?|corpses|ashes"
    r"|disappearance|membership|workforce|staff"
    r"|population|house|homes?|work|benefit|hundreds|thousands) of|at the expense of|responsible for|affect(?:s|ed"
    r"|ing)?"
    r"|(?:jobs|work|homes|pay|places|room|seats|housing|compensation) (?:for|to)|employ(?:ing|er of)?|on behalf of"
    r"|left|leaves|leaving|displac(?:ed|ing)|benefit(?:ed|ing)|cost(?:ing)?|represent(?:s|ed|ing)?|serv(?:es|ed|ing)|"
    r"houses?|housing)\s*(?:the |another "
    r"|a further |some |all )?$"
    r"|\b(?:its|their|cent of(?: the)?|half (?:of )?the|most of the|all of the|third of the"
    r"|quarter of the) $|['’]s $|% of (?:the |its |their )?$|\b(?:in|since) (?:19|20)\d\d,?(?: when)? $",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:last (?:year|month)|(?:years?|months?) (?:ago|earlier)|in (?:19|20)\d\d"
    r"|the previous (?:year|month))\b",
    re.IGNORECASE,
)
LESS = 10  # fewer people are a size only where they did what few do


FEW = re.compile(
    r"\b(?:refus|hunger strike|fast(?:ed|ing)\b|occup|chained|camp|sit-in|strike|picket|kept"
    r"|standing guard|hold(?:s|ing)? the)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure where it stands: the words before and after it in its sentence, and what it counts."""

    figure: Figure
    noun: Counted | None
    before: str
    after: str  # what follows the noun, or the figure if it stands alone
    direct: str  # what follows the figure
    first: bool  # of its headline


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with the sizes of its protests."""
    return extraction.adding(_Sizes(extraction, lexicon).read())


class _Sizes:
    """Reads the sizes sentence by sentence; a second estimate leans on the first."""

    def __init__(self, extraction: Extraction, lexicon: Lexicon) -> None:
        self.extraction, self.lexicon = extraction, lexicon
        self.document: Document = extraction.document
        self.told = narrative(self.document)
        self.took_part, self.fared = lexicon.deeds["took-part"], lexicon.deeds["fared"]
        self.scene: str | None = None  # of the last sentence that has one
        self.events = sorted(
            (span.start, e.key) for e in extraction.of(Event) if e.kind is EventKind.PROTEST for span in e.evidence
        )
        self.hurt = False  # whether the sentence tells of casualties, whose number may be put at N too
        self.recent = 0  # sentences for which a size has just been told
        harmed = sorted(span for count in extraction.of(Count) for span in count.evidence)
        self.starts = [span.start for span in harmed]
        self.ends = list(itertools.accumulate((span.end for span in harmed), max))  # the last end so far

    def read(self) -> Iterator[Fact]:
        """The sizes; the headline repeats the body, so it is read last."""
        headline = self.document.headline
        scenes = [self.extraction.scene(s.start) for s in self.document.sentences]
        self.scene = next((scene for scene in scenes if scene is not None), None)
        ordered = sorted(
            zip(self.document.sentences, scenes, strict=True),
            key=lambda item: headline is not None and headline.covers(item[0]),
        )
        for sentence, scene in ordered:
            title = headline is not None and headline.covers(sentence)
            self.scene = scene or self.scene
            if self.scene is not None and (
                scene is not None or PAST.search(self.told, sentence.start, sentence.end) is None
            ):
                yield from self._sentence(sentence, self.scene, title=title)

    def _sentence(self, sentence: Span, scene: str, *, title: bool) -> Iterator[Fact]:
        self.recent -= 1
        before: _Place | None = None  # the last size of this sentence
        rule: str | None = None
        found = [figure for figure in figures(self.document, sentence) if not self._is_harmed(figure)]
        self.hurt = bisect.bisect_left(self.starts, sentence.start) < bisect.bisect_left(self.starts, sentence.end)
        for index, figure in enumerate(found):
            place = self._place(sentence, figure, first=title and index == 0)
            rule = self._rule(place, before, rule) if self._possible(place) else None
            if rule is None:
                continue
            before, self.recent = place, 3
            yield self._count(place, self._event(sentence, place, scene), rule)

    def _is_harmed(self, figure: Figure) -> bool:
        """Whether a figure is one of casualties."""
        before = bisect.bisect_left(self.starts, figure.span.end)
        return before > 0 and self.ends[before - 1] > figure.span.start

    def _event(self, sentence: Span, place: _Place, scene: str) -> str:
        """The protest named after the figure in its clause ("nurses picketed"), else that of the sentence."""
        start = place.figure.span.end
        stop = min(sentence.end, start + len(_clause(self.told[start : min(sentence.end, start + WINDOW)])) + 1)
        first, last = (bisect.bisect_left(self.events, (at, "")) for at in (start, stop))
        return self.events[first][1] if first < last else scene

    def _place(self, sentence: Span, figure: Figure, *, first: bool) -> _Place:
        deed = self.took_part.match(self.told, figure.span.end + 1, sentence.end)
        noun = None if deed is not None else counted(self.document, self.lexicon, figure, sentence)
        end = figure.span.end if noun is None else noun.end
        limit = min(sentence.end, end + WINDOW)
        return _Place(
            figure=figure,
            noun=noun,
            first=first,
            before=self.told[max(sentence.start, figure.span.start - WINDOW) : figure.span.start],
            after=self.told[end:limit],
            direct=self.told[figure.span.end : min(sentence.end, figure.span.end + WINDOW)],
        )

    def _possible(self, place: _Place) -> bool:
        """Whether it may be a number of protesters at all."""
        figure, noun = place.figure, place.noun
        end = figure.span.end if noun is None else noun.end
        if (
            figure.low == 1
            or (OUTSIDE.search(place.before) is not None and not self._of_protesters(place, AMONG))
            or (figure.low is None and not figure.words and figure.high is None)
        ):
            return False
        if noun is not None and (noun.sort in ("force", "other") or of_force(self.told, end)):
            return False
        clause = _clause(place.after)
        if SUBJECT.search(place.before) is None:  # "counted 40 cars and complained": somebody else did so
            clause = clause.partition(" and ")[0]
        harmed, took_part = self.fared.search(clause), self.took_part.search(clause)
        return harmed is None or (took_part is not None and took_part.start() < harmed.start())

    def _of_protesters(self, place: _Place, where: re.Pattern[str]) -> bool:
        """ "among the 300 marchers": a number of those who protest, after certain words."""
        if place.noun is None or where.search(place.before) is None:
            return False
        return PROTESTERS.search(self.told[place.figure.span.end : place.noun.end]) is not None

    def _rule(self, place: _Place, before: _Place | None, last: str | None) -> str | None:
        """The rule by which a figure is the size of the protest."""
        sort = None if place.noun is None else place.noun.sort
        if CROWD_OF.search(place.before) and (sort is not None or not place.direct.startswith(" of ")):
            return "size-crowd-of"
        if re.match(r"[- ]strong\b", place.direct):
            return "size-strong"
        if TICKER.search(place.before) and place.figure.large and TOLD.match(place.direct):
            return "size-source"
        if GREW.search(place.before) and place.figure.large and (sort is not None or TOLD.match(place.direct)):
            return "size-grew"
        put = PUT_AT.search(place.before)
        if put is not None and (CROWD.search(put[0]) is not None or not self.hurt):
            return "size-put-at"
        if before is not None and last is not None:
            again = self._again(place, before, last, sort)
            if again is not None:
                return again
        if CLAIMED.search(place.before) and (sort is not None or TOLD.match(place.direct)):
            return "size-source" if sort is not None or self.recent > 0 or TOLD.match(place.direct) else None
        if SPOKE.search(place.before) and place.figure.large and (sort is not None or TOLD.match(place.direct)):
            return "size-source"
        if place.figure.large and sort in (None, "people") and RECKONED.match(place.after):
            return "size-source"
        if sort == "people" and SHARE.search(place.before):
            return "size-share"
        if sort == "people" and place.figure.large and THERE.search(place.before) and PRESENT.match(place.after):
            return "size-there"
        if place.figure.large and self._of_protesters(place, AMONG):
            return "size-among"
        deed = self._by_deed(place, sort)
        return "size-rival" if deed is None and self.recent > 0 and _rival(place) else deed

    def _again(self, place: _Place, before: _Place, last: str, sort: str | None) -> str | None:
        """ "140 vehicles and some 400 people", "at 400 by police and at 900 by the organisers"."""
        between = self.told[(before.noun.end if before.noun else before.figure.span.end) : place.figure.span.start]
        if sort is not None and re.fullmatch(
            r",? (?:and|or|with|plus|as well as|alongside)(?: another| a further)? ", between
        ):
            return "size-and"
        if last == "size-put-at" and re.match(r" by\b", place.direct) and re.search(r" by [^.;]{1,60} and $", between):
            return "size-put-at"
        if last == "size-put-at" and re.search(r"(?:\bat|\bto|,|\bsaid|\bunions?|\borgani[sz]ers)(?: be)? $", between):
            return "size-put-at"
        return None

    def _by_deed(self, place: _Place, sort: str | None) -> str | None:
        """What the counted people or vehicles did."""
        if sort is None:
            return self._alone(place)
        if DREW.search(place.before) or BY.search(place.before):
            return "size-drew"
        clause = _clause(place.after)
        deed = self.took_part.search(clause)
        if place.figure.small and not place.first and not FEW.search(clause):
            return None
        if sort == "vehicle" and deed is None:
            moved = WITH.search(place.before) and PROTEST_VERB.search(place.before)
            came = place.figure.large and SUBJECT.search(place.before) and ACT.search(clause)
            return "size-vehicles" if moved or came else None
        if deed is not None:
            return "size-vehicles" if sort == "vehicle" else "size-who-took-part"
        if place.figure.large and SUBJECT.search(place.before) and ACT.search(clause):
            return "size-subject"
        return "size-headline" if place.first and HEADLINE_VERB.match(place.after) else None

    def _alone(self, place: _Place) -> str | None:
        """A figure without a noun: "about ninety of them", "hundreds marched"."""
        if re.match(r" of them\b\s*[,.—–-]", place.direct) and self.took_part.search(place.before):
            return "size-of-them"
        after = re.match(
            r"(?: more| others)?(?: have| had| were| are| also| again| then| later| reportedly)*(?= )", place.direct
        )
        deed = self.took_part.match(place.direct, after.end() + 1 if after else 0)
        if deed is not None and deed[0].endswith("s") and " " not in deed[0]:
            deed = None  # "ten blocks": a noun
        if DREW.search(place.before) and TOLD.match(place.direct) and place.figure.low and place.figure.low >= LESS:
            return "size-drew"
        return "size-bare" if place.figure.large and (deed is not None or self._mostly(place)) else None

    def _mostly(self, place: _Place) -> bool:
        """ "A few dozen, mostly students, are unrolling mats": a bare figure with what its people are."""
        aside = MOSTLY.match(place.direct)
        return aside is not None and SUBJECT.search(place.before) is not None and not self.fared.search(aside[0])

    def _count(self, place: _Place, scene: str, rule: str) -> Count:
        figure = place.figure
        vehicles = place.noun is not None and place.noun.sort == "vehicle"
        of = CountOf.VEHICLES if vehicles else CountOf.PARTICIPANTS
        end = figure.span.end if place.noun is None else place.noun.end
        bounds = f"{figure.low or ''}-{figure.high or ''}"
        return Count(
            key=".".join((scene, "count", of, bounds, *((figure.words.replace(" ", "-"),) if figure.words else ()))),
            of=of,
            event=scene,
            words=figure.span,
            low=figure.low,
            high=figure.high,
            bound_rule=figure.rule,
            evidence=(Span(figure.span.start, end),),
            rule=rule,
        )


def _clause(after: str) -> str:
    """What follows a noun up to the end of its clause."""
    end = CUT.search(after)
    return after if end is None else after[: end.start()]


RIVAL = re.compile(
    rf"\b{SOURCE}\b[^.;\ufffc]{{0,60}}(?:[,:]|\bat|\bbut|\bsaid|\bonly|\bof|\bto|\bwas|\bwere"
    rf"|\bnumber)? ?$",
    re.IGNORECASE,
)
SAID_BY = re.compile(
    rf"^(?: (?:people|protesters|demonstrators|marchers|participants))?,? (?:according to|said|by"
    rf"|claimed)\b[^.;]{{0,40}}\b{SOURCE}\b",
    re.IGNORECASE,
)


def _rival(place: _Place) -> bool:
    """A second estimate after a first: a source near a figure of people, or of nothing named."""
    if place.noun is not None and place.noun.sort != "people":
        return False
    if place.noun is None and TOLD.match(place.direct) is None:
        return False
    large = (place.figure.low or place.figure.high or LESS) >= LESS
    return large and (RIVAL.search(place.before) is not None or SAID_BY.match(place.direct) is not None)
