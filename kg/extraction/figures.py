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
from kg.facts import Count, CountOf, Extraction, Fact
from kg.lexicon import Lexicon
from kg.reading.crowds import Crowds
from kg.reading.estimates import (
    AT_PROTEST,
    BY,
    DONE_TO,
    DREW,
    INHABITED,
    Place,
    again,
    by_source,
    clause_of,
    of_crowd,
    put_at,
    rival,
    without_source,
)
from kg.reading.numbers import Figure, counted, figures, of_force
from kg.reading.scopes import Scopes
from kg.reading.segment import narrative
from kg.weighing import likelihood

HARM = (CountOf.KILLED, CountOf.INJURED, CountOf.ARRESTED)
LIKELY = 0.45  # from which a figure is a size
AGAINST = 0.6  # from which one is against which something speaks
ANEW = frozenset({"size-rival", "size-put-at"})
"""Rules that read a figure without a noun as another estimate of what was counted before."""
WINDOW = 160  # characters before and after a figure that are looked at

HEADLINE_VERB = re.compile(
    r"^.{0,40}?\b(?:hold|block|rally|march|protest|gather|strike|walk|join|demand|stage|occupy"
    r"|picket|shut|attend|mourn|bury"
    r"|turn|take|fill|pack|defy|clash|flood|pour|camp|down|boycott|demonstrate|at|in|on|against|for|outside)\b",
    re.IGNORECASE,
)
HEADLINE_BARE = re.compile(
    r" (?:rally|march|protest|gather|strike|walk (?:out|off)|join|stage|occupy|picket|mourn|pack|turn out|demonstrate"
    r"|take to|down tools|attend|sit in|flock|throng)\b",
)
"""After "900" in a headline."""
OF_CROWD = re.compile(r" of (?:them|us)(?:,[^,;.]{1,60},)?(?= )")
SUBJECT = re.compile(
    r"(?:^\W*(?:(?:At (?:the|its|their|one)|By (?:the )?)\b(?: ?[\w-]+){1,3} |(?:In all|In total|Altogether|At first"
    r"|Initially|Inside|Overall),? )?|[,:;—–\ufffc-] "
    r"|\b(?:and|but|that|said|when|where|while|as|then|also|meanwhile|later|today|yesterday"
    r"|tonight|nearby|elsewhere|outside|inside|overnight|showed"
    r"|\w+day|morning|evening|night|noon|afternoon|dawn|dusk|midnight|(?-i:[A-Z][\w’'-]+)|\d[\d:.]*) )$",
    re.IGNORECASE,
)
ACT = re.compile(
    r"\b(?:had|have)(?! (?:no|to|any|little|never|not|only|been \w+(?:ed|en)\b)\b)\b"
    r"|\b(?:were|are|was|been)\b(?= (?:\w+ly |still |already |also |now |later )?(?:\w+ing|there|here|present|on|at|in"
    r"|outside|inside|among|behind|gathered|assembled|camped|encamped|seated|massed|packed|crammed|chained|dressed"
    r"|joined|led|expected|due|out)\b)"
    r"|(?<!were )(?<!was )(?<!been )(?<!are )\b(?:\w\w+(?:ed|ew|ang|ung|ept|elt|ood|ought|oke|ove|ode|old)|made|set"
    r"|put|took|got|gave|went|came|sat|lay|met|hung|let|left|led|ran|hit|cut|shut|beat|threw|tore|built|sent|spent|bore|wore"
    r"|began|kept|found|lit|fell|burst|dug|wound|fought|bent|stuck|swept|spread|strode|rang)\b",
)
LIVING = re.compile(r"^ (?:living|working|studying|employed|based|born|enrolled|registered) (?=[^,;]*\w+ed\b)")
"""After people: who they are, before what they did ("300 Poles living in London marched")."""
ATTRIBUTE = re.compile(r"\b(?:the|an?|its|their|his|her|of|for|with|recently|newly|wrongly)\s$")
"""Before "jailed editor": whose supporters they are, not what was done to them."""
ADDRESSED = re.compile(r"\b(?:told|addressed|addressing|thanked|urged|greeted) the $")
"""Before "90 or so workers": those to whom somebody spoke at it."""
UNDERGONE = re.compile(r"\b(?:were|was|been) \w+")
"""What was done to a crowd: its number is one of those who came only if it is called protesters."""
AMONG = re.compile(
    r"\b(?:(?:among|amongst|one of|some of|many of|most of|all of|including)(?: the)?"
    r"|(?:told|addressed|addressing|thanked|urged|greeted|joined|welcomed|applauded|cheered|surrounded|kettled|dispersed"
    r"|faced|facing|met) (?:the|a crowd of|some|about|around))(?: (?:about|around|some|roughly|nearly|estimated))? $",
    re.IGNORECASE,
)
PROTESTERS = re.compile(
    r"(?:[\w’'-]+ ){0,3}?(?:protest[eo]rs|demonstrators|marchers|strikers|picket(?:er)?s|mourners|rioters|occupiers"
    r"|blockaders|campers|hunger[ -]strikers|fasters|participants|attendees)$",
    re.IGNORECASE,
)
MOSTLY = re.compile(
    r",? (?:most(?:ly)?|mainly|chiefly|largely|many|some|among|including|all|half|from|with|in)\b[^.;,]{1,90},"
    r" (?:have|had|were|are|was|stood|sat|\w+ed)\b[^.;,]{0,80}",
    re.IGNORECASE,
)
WITH = re.compile(
    r"\b(?:with|using|aboard|in|driving|parking|parked|lined up|drew up|bringing|on)(?: their| a fleet of)?\s*$",
    re.IGNORECASE,
)
PROTEST_VERB = re.compile(
    r"\b(?:block|blocked|blocking|blockad\w+|march\w*|drove|convoy|protest\w*|demonstrat\w+"
    r"|rall(?:y|ied)|occup\w+|clos(?:ed?|ing)|arriv\w+|"
    r"descended|converged|roll(?:ed|ing)|came|travell?ed|travell?ing|journeyed|trundled|crawled|snaked|poured|lumbered"
    r"|streamed|headed|heading|paralys\w+|paralyz\w+|set off|entered|barricad\w+|parad\w+|shut|gathered"
    r"|park(?:ed|ing)|lined up|drew up)\b",
    re.IGNORECASE,
)
OUTSIDE = re.compile(
    r"\b(?:killed|wounded|injured|arrested|detained|executed|massacred|murdered|slaughtered|shot|killing|wounding|injuring|sacked|dismissed"
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
    r"|\b(?:its|(?<!\bin )their|cent of(?: the)?|half (?:of )?the|most of the|all of the|third of the"
    r"|quarter of the) $|['’]s $|% of (?:the |its |their )?$|\b(?:in|since) (?:19|20)\d\d,?(?: when)? $",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:last (?:year|month)|(?:years?|months?) (?:ago|earlier)|in (?:19|20)\d\d"
    r"|the previous (?:year|month))\b",
    re.IGNORECASE,
)


HARMED = re.compile(
    r"\b(?:detentions|arrests|deaths|casualties|injuries|dismissals|sackings)\b[^.;]{0,40} at (?:[\w-]+ ){0,2}$"
    r"|\b(?:number|figure|total|count|tally|toll) (?:of )?(?:the |those |people |persons )*(?:who (?:were"
    r"|had been) )?(?:detained|arrested"
    r"|arrests|detentions|detainees|injured|injuries|wounded|dead|deaths|killed|casualties|missing|sacked|dismissed)\b"
    r"[^.;]{0,40}$",
    re.IGNORECASE,
)
FEW = re.compile(
    r"\b(?:refus|hunger strike|fast(?:ed|ing)\b|occup|chained|camp|sit-in|strike|picket|kept"
    r"|standing guard|hold(?:s|ing)? the)",
    re.IGNORECASE,
)

NUMBER_OF = re.compile(r"\bnumbers? of (?:the )?(?:[\w-]+ ){0,2}?(?P<noun>[\w-]+s)\b[^.;]{0,60}$", re.IGNORECASE)
"""Before "at 900": what is counted."""


@dataclass(frozen=True)
class Candidate:
    """A figure that may be the size of a protest: where it stands, the rule that reads it so, what is said of it."""

    place: Place
    sentence: Span
    scene: str
    rule: str | None
    against: bool
    says: tuple[str, ...]


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with the sizes of its protests."""
    return extraction.adding(_Sizes(extraction, lexicon).read())


def candidates(extraction: Extraction, lexicon: Lexicon) -> Iterator[Candidate]:
    """Every figure that may be the size of a protest; the headline repeats the body, so it is read last."""
    return _Sizes(extraction, lexicon).candidates()


class _Sizes:
    """Reads the sizes sentence by sentence; a second estimate leans on the first."""

    def __init__(self, extraction: Extraction, lexicon: Lexicon) -> None:
        self.extraction, self.lexicon = extraction, lexicon
        self.document: Document = extraction.document
        self.told = narrative(self.document)
        self.took_part, self.fared = lexicon.deeds["took-part"], lexicon.deeds["fared"]
        self.scene: str | None = None  # of the last sentence that has one
        self.scopes = Scopes(extraction, self.told)
        self.crowds = Crowds(extraction, lexicon, self.told)
        self.hurt = False  # whether the sentence tells of casualties, whose number may be put at N too
        self.recent = 0  # sentences for which a size has just been told
        self.harmed = 0  # sentences for which the number of those hurt or held has just been told
        harmed = sorted(span for count in extraction.of(Count) if count.of in HARM for span in count.evidence)
        self.starts = [span.start for span in harmed]
        self.ends = list(itertools.accumulate((span.end for span in harmed), max))  # the last end so far

    def read(self) -> Iterator[Fact]:
        """The sizes: of the candidates those that are likely."""
        sort: str | None = None  # what the last size was a number of
        for candidate in self.candidates():
            rule = self._weighed(candidate)
            if rule is not None:
                event = self.scopes.of(candidate.place.figure.span, candidate.sentence, candidate.scene)
                sort = self._sort(candidate.place, sort if rule in ANEW else None)
                yield self._count(candidate.place, event, rule, vehicles=sort == "vehicle")

    def _sort(self, place: Place, last: str | None) -> str | None:
        """What a figure is a number of; one without a noun of what stands before it, or of what the last one was."""
        if place.sort is not None:
            return place.sort
        before = NUMBER_OF.search(place.before)
        return self.lexicon.counted.get(before["noun"].lower()) if before is not None else last

    def _weighed(self, candidate: Candidate) -> str | None:
        """The rule by which a figure is a size, if it is likely one: that which reads it, or that it is likely."""
        likely = likelihood(candidate.says, self.lexicon.crowds) >= (AGAINST if candidate.against else LIKELY)
        return candidate.rule or "size-weighed" if likely else None

    def candidates(self) -> Iterator[Candidate]:
        """Every figure that may be a size."""
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
            if self.scene is not None:
                past = scene is None and PAST.search(self.told, sentence.start, sentence.end) is not None
                yield from self._sentence(sentence, self.scene, title=title, told=scene is not None, past=past)

    def _sentence(self, sentence: Span, scene: str, *, title: bool, told: bool, past: bool) -> Iterator[Candidate]:
        self.recent -= not past
        self.harmed -= not past
        before: Place | None = None  # the last size of this sentence
        last: str | None = None
        found = [figure for figure in figures(self.document, sentence) if not self._is_harmed(figure)]
        self.hurt = bisect.bisect_left(self.starts, sentence.start) < bisect.bisect_left(self.starts, sentence.end)
        for index, figure in enumerate(found):
            place = self._place(sentence, figure, first=title and index == 0)
            against = "past" if past else self._against(place)
            rule = self._rule(place, before, last) if against is None else None
            if rule is None and against is None and DONE_TO.match(place.after) and not self._called_protesters(place):
                against = "done to"
            last = rule
            if rule is not None:
                before, self.recent = place, 3
            says = self.crowds.of(place, sentence, rule, against, scene=told)
            yield Candidate(place, sentence, scene, rule, against is not None, says)

    def _is_harmed(self, figure: Figure) -> bool:
        """Whether a figure is one of casualties."""
        before = bisect.bisect_left(self.starts, figure.span.end)
        return before > 0 and self.ends[before - 1] > figure.span.start

    def _place(self, sentence: Span, figure: Figure, *, first: bool) -> Place:
        deed = self.took_part.match(self.told, figure.span.end + 1, sentence.end)
        noun = None if deed is not None else counted(self.document, self.lexicon, figure, sentence)
        end = figure.span.end if noun is None else noun.end
        limit = min(sentence.end, end + WINDOW)
        return Place(
            figure=figure,
            noun=noun,
            first=first,
            before=self.told[max(sentence.start, figure.span.start - WINDOW) : figure.span.start],
            after=without_source(self.told[end:limit]),
            direct=self.told[figure.span.end : min(sentence.end, figure.span.end + WINDOW)],
        )

    def _against(self, place: Place) -> str | None:
        """Why it can be no number of protesters; `None` if it may be one."""
        figure, noun = place.figure, place.noun
        end = figure.span.end if noun is None else noun.end
        if figure.low == 1 or (figure.low is None and not figure.words and figure.high is None):
            return "number"
        if OUTSIDE.search(place.before) is not None and not self._of_protesters(place, AMONG):
            return "outside"
        if INHABITED.search(place.before) is not None:
            return "inhabited"
        if HARMED.search(place.before) is not None:
            self.harmed = 3
            return "harmed"
        if self.harmed > 0 and noun is None:
            return "harmed before"  # "put the number of those detained at 312; the union spoke of 400"
        if noun is not None and (noun.sort in ("force", "harmed", "other") or of_force(self.told, end)):
            return "noun"
        if self._of_protesters(place, AMONG):
            return None  # "told the 200 protesters that he had no money"
        clause = clause_of(place.after)
        if SUBJECT.search(place.before) is None:  # "counted 40 cars and complained": somebody else did so
            clause = clause.partition(" and ")[0]
        clause = LIVING.sub("", clause)
        fared = (m for m in self.fared.finditer(clause) if ATTRIBUTE.search(clause, 0, m.start()) is None)
        harmed, took_part = next(fared, None), self.took_part.search(clause)
        return None if harmed is None or (took_part is not None and took_part.start() < harmed.start()) else "fared"

    def _of_protesters(self, place: Place, where: re.Pattern[str]) -> bool:
        """ "among the 300 marchers": a number of those who protest, after certain words."""
        if place.noun is None or where.search(place.before) is None:
            return False
        addressed = place.sort == "people" and ADDRESSED.search(place.before) is not None
        return self._called_protesters(place) or addressed or self._who_came(place)

    def _called_protesters(self, place: Place) -> bool:
        """Whether what a figure counts is a word for those who protest."""
        end = place.figure.span.end if place.noun is None else place.noun.end
        return PROTESTERS.search(self.told[place.figure.span.end : end]) is not None

    def _who_came(self, place: Place) -> bool:
        """ "Among the 31 prisoners who took part", "the 400 people at the rally"."""
        if place.sort != "people":
            return False
        clause = clause_of(place.after)
        deed = self.took_part.match(clause, 5) if clause.startswith((" who ", " that ")) else None
        return deed is not None or AT_PROTEST.match(clause) is not None

    def _rule(self, place: Place, before: Place | None, last: str | None) -> str | None:
        """The rule by which a figure is the size of the protest."""
        rule = of_crowd(place) or ("size-put-at" if put_at(place, hurt=self.hurt) else None)
        if rule is None and before is not None and last is not None:
            end = before.noun.end if before.noun else before.figure.span.end
            rule = again(place, self.told[end : place.figure.span.start], last)
        rule = rule or by_source(place)
        if rule is None and place.figure.large and self._of_protesters(place, AMONG):
            rule = "size-among"
        rule = rule or self._by_deed(place, place.sort)
        return "size-rival" if rule is None and self.recent > 0 and rival(place) else rule

    def _by_deed(self, place: Place, sort: str | None) -> str | None:
        """What the counted people or vehicles did."""
        if sort is None:
            return self._alone(place)
        if DREW.search(place.before) or BY.search(place.before):
            return "size-drew"
        clause = clause_of(place.after)
        deed = self.took_part.search(clause)
        if place.figure.small and not place.first and not FEW.search(clause):
            return None
        if sort == "vehicle" and deed is None:
            moved = WITH.search(place.before) and PROTEST_VERB.search(place.before)
            came = place.figure.large and SUBJECT.search(place.before) and ACT.search(clause)
            return "size-vehicles" if moved or came else None
        if deed is not None:
            return "size-vehicles" if sort == "vehicle" else "size-who-took-part"
        if (
            place.figure.large
            and SUBJECT.search(place.before)
            and (ACT.search(clause) or (UNDERGONE.search(clause) and self._called_protesters(place)))
        ):
            return "size-subject"
        return "size-headline" if place.first and HEADLINE_VERB.match(place.after) else None

    def _alone(self, place: Place) -> str | None:
        """A figure without a noun: "about ninety of them", "hundreds marched"."""
        if re.match(r" of them\b\s*[,.—–-]", place.direct) and self.took_part.search(place.before):
            return "size-of-them"
        after = re.match(
            r"(?: of (?:them|us|the \w+))?(?: more| others)?"
            r"(?: have| had| were| are| also| again| then| later| reportedly)*(?= )",
            place.direct,
        )
        if place.figure.large and OF_CROWD.match(place.direct) and SUBJECT.search(place.before):
            clause = clause_of(OF_CROWD.sub("", place.direct))
            return "size-of-them" if self.took_part.search(clause) or ACT.search(clause) else None
        if place.first and place.figure.large and HEADLINE_BARE.match(place.direct):
            return "size-headline"
        deed = self.took_part.match(place.direct, after.end() + 1 if after else 0)
        if deed is not None and deed[0].endswith("s") and " " not in deed[0]:
            deed = None  # "ten blocks": a noun
        if DREW.search(place.before) and place.figure.large and (place.told or place.direct.startswith(" to ")):
            return "size-drew"
        return "size-bare" if place.figure.large and (deed is not None or self._mostly(place)) else None

    def _mostly(self, place: Place) -> bool:
        """ "A few dozen, mostly students, are unrolling mats": a bare figure with what its people are."""
        aside = MOSTLY.match(place.direct)
        return aside is not None and SUBJECT.search(place.before) is not None and not self.fared.search(aside[0])

    def _count(self, place: Place, scene: str, rule: str, *, vehicles: bool) -> Count:
        figure = place.figure
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
