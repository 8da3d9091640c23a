"""What a protest is about: the incident it answers, the issue in the report's words, those it stands with.

A reason is read only after words that give one ("to denounce", "in solidarity with", "strike over"); an incident that
a report merely mentions motivates nothing.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from kg.document import Span
from kg.facts import EntityKind, Event, EventKind, Extraction, Fact, Predicate, Relation, relation
from kg.lexicon import Lexicon
from kg.patterns import Match
from kg.reading.segment import narrative

REACH = 200  # characters after the words that give a reason
NEAR = 90  # characters before "over" or "against" in which the word of protest stands

END = re.compile(
    r"[;:?!()\ufffc–—]|\.(?=\s|$)|, (?!(?:\w+ (?:and|or) \w+|\w+)(?:[.]|$))"
    r"| (?:that|which|who|whom|whose|where|when|while|after|before|as|because|since|until|despite"
    r"|although|though|if|than|during|by|following|amid|outside|ahead"
    r"|is|are|was|were|has|have|had|will|would|could|can|said|says|took|held|kept|involve[sd]?"
    r"|continue[sd]?|enter(?:s|ed)|affect(?:s|ed)|spread|start(?:s|ed)|left|led|saw|lasted"
    r"|resumed|erupted|forced|halted|disrupted|shut|fought|battled|clashed|rallied|walked"
    r"|gathered|marched|turned|began|ended|drew|brought|blocked|have|spilled|spilt|boiled|flared|brought|mounted"
    r"|swelled|grew|sparked|drove|sent|prompted"
    r"|chanting|carrying|holding"
    r"|waving"
    r"|demanding|calling|saying|shouting|this|last|next|every|yesterday|today|tomorrow|earlier|again|under)\b"
    r"| (?:to|and to) (?=[a-z]+\b)(?!(?:the|a|an|its|their|his|her)\b)| and (?=(?:in|to|for"
    r"|against|over|because|about|demanded|called|[a-z]+ed|[a-z]+ing)\b)"
    r"| (?:on|since|from|until) (?=(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d|january|february"
    r"|march|april|may|june|july|august|september|october|november|december)"
    r"| with (?=(?:banners|flags|placards|candles|torches|slogans|a (?:march|rally|protest|vigil|sit-in))\b)|$",
    re.IGNORECASE,
)
CROWD = re.compile(
    r"\b(?:they|who|we|protesters|demonstrators|farmers|workers|residents|students|teachers|nurses|people"
    r"|villagers|members|drivers|families|parents|growers|fishermen|women|men|crowds?|youths?|mothers|activists"
    r"|pupils|tenants"
    r"|citizens|inhabitants|locals|miners|doctors|relatives|unions?|unionists|employees|staff|pensioners|veterans"
    r"|supporters|campaigners|refugees|migrants|[a-z]{2,}(?:ers|ists|ors|ees|ians|folk|smen))\b",
    re.IGNORECASE,
)
NO_REASON = re.compile(
    r"^ (?:the (?:past|last|next|coming|weekend|years?|months?|weeks?|phone|telephone|radio"
    r"|bridge|river|fence|wall|walls|loudspeakers?|backdrop|odds|grain|clock|border|police|course"
    r"|same period|megaphone|hill|heads?|door"
    r"|officers|riot police|security forces|barriers?|gates?)"
    r"|an? (?:hour|hundred|dozen|thousand|few|couple"
    r"|century|decade|year|month|week|loudspeaker|megaphone|wall|cordon|backdrop"
    r"|period)|\d[\d,.]*(?! (?:months?|years?|weeks?)['’])|(?:one|two|three|four|five|six|ten|dozens|hundreds"
    r"|thousands|half|all"
    r"|an estimated)\b|by|to|there|here|again|him|her|them|us|it\b"
    r"|(?:the |heavy |bad |poor |torrential )?(?:christmas|easter|new year|holidays?|rain|snow|weather|storms?|seas"
    r"|fog|floods|flooding|ramadan|covid\S*)"
    r"|(?:the |an? )(?:[\w-]+ )?(?:sleet|cold|chill|winds?|hail|heat|sun|sunshine|drizzle|downpour|frost|blizzard"
    r"|radio|loudspeaker|tannoy|background|skyline|railings?|fire|flames|water)(?= *(?:[,.;:)]|and\b|at\b|in\b|$))"
    r"|(?:an? |their )?(?:cups? of |mugs? of )?(?:tea|coffee|lunch|dinner|breakfast|supper|drinks|beer|soup|bread"
    r"|(?:[\w-]+ )?(?:heads?|shoulders?|mouths?|faces?|arms))(?= *(?:[,.;:)]|and\b|at\b|in\b|$))|\w+ of them\b"
    r"|police|officers|soldiers|and|them|themselves|what\b|how\b|whether\b|time|more than)\b",
    re.IGNORECASE,
)
CHARGED = re.compile(
    r"\b(?:charges?|charged|case|complaint|lawsuit|evidence|action taken|violence|crimes?|force|gas"
    r"|used|wrapped|huddled|bundled|braced|shelter(?:ed|ing)|protect(?:ed|ion|ing)|banner|draped|hung|hanging|placed"
    r"|laid|watch(?:ed|ing)?|testi(?:fy|fied)|immuni[sz]ed|vaccinated|argued?|fire|fired|bent|stood|prayed|sang|chatted"
    r"|speak|spoke|warn(?:ed|ing)?|voted?|appeal(?:ed)?|leaning|leaned|pressed|up|back|advised"
    r"|guard|discrimination|hand(?:ed|ing)?|took|tak(?:e|en|ing)|turn(?:ed|ing)?|put|gave|pulled"
    r"|pass(?:ed|ing)|knocked|step(?:ped|ping)|climb(?:ed|ing)|called off|cancell?ed|postponed"
    r"|delayed|suspended|win|won|play(?:ed|s)?|ran|run|running|drove|rolled|flew|jumped|moved"
    r"|presided|came|went|get|getting)(?: it| them)? $",
    re.IGNORECASE,
)
PUNISHED = re.compile(
    r"\b(?:suspended|sacked|dismissed|fired|arrested|charged|critici[sz]ed|jailed|fined|resign(?:ed|s)|sued"
    r"|convicted|tried"
    r"|investigated|questioned|detained|sentenced|accused|prosecuted|indicted|impeached|ousted|summoned|apologi[sz]ed?"
    r"|quit|quits|sues?|sacks?|fines?|jails?|arrests?|charges?|holds|held|probed?|row with)\b(?: [\w-]+){0,4} $",
    re.IGNORECASE,
)
BOTH = re.compile(
    r",? and (?:against |for |over |to )?(?P<lead>(?:the|an?|its|their) [\w’' -]{1,60}? (?:of|in|to|for|by|on) )"
)
SHUT = re.compile(r"\b(?:closed|shut|cancel\w+|reopen\w*|postponed|called off|ended|dispersed)\b", re.IGNORECASE)
POLICE = re.compile(
    r"^\W*(?:[\w’'-]+ ){0,3}?(?:police|officers|court|judge|prosecutors?|minister|mayor|premier|chief|army|troops"
    r"|two|three|killed"
    r"|dead|injured|hurt|suspended|sacked|jailed|arrest\w*|charged|fined|sues?|resigns?|talks?|deal|bill|vote|votes)\b",
    re.IGNORECASE,
)
HARM = re.compile(
    r"\b(?:deaths?|killings?|murders?|shootings?|assassination|arrests?|detention|disappearances?|abduction|kidnapping"
    r"|collapse|crash|accident|disaster|massacre|attacks?|bombing|rape|suicide|drowning|stabbing|lynching|execution"
    r"|explosion|blast|eviction|demolition|sacking|dismissal|layoffs?|closure|verdict|acquittal|sentencing|conviction"
    r"|expulsion|beating)\b",
    re.IGNORECASE,
)
DIPLOMATIC = re.compile(
    r"\b(?:government|ministry|minister|embassy|ambassador|foreign office)\b[^.;]{0,40}\bprotest(?:s|ed)\b",
    re.IGNORECASE,
)
ITSELF = re.compile(
    r"^(?:the|this|their|an?|two|three|\w+ (?:days|weeks|months) of)? ?(?:[\w-]+ ){0,1}(?:sit-in|strike"
    r"|protests?|march(?:es)?|rall(?:y|ies)"
    r"|demonstrations?|blockade|vigil|occupation|picket|walk-?out|hunger strike|encampment"
    r"|gathering)(?: in .{1,30})?$|^food$|^an? (?:call|appeal|invitation)\b.*$|^\w+ (?:it|them)$",
    re.IGNORECASE,
)
"""A protest is not about itself or another one."""
CLAUSE = re.compile(r"\b(?:opened fire|broke out|turned|stormed|attacked|fired|set fire|killing)\b", re.IGNORECASE)
STOPWORDS = frozenset("the a an of in on at to for and or by with from its their his her against over".split())


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with what its protests are about."""
    return extraction.adding(_Reasons(extraction, lexicon).read())


class _Reasons:
    """Reads reasons sentence by sentence, the headline last, since it repeats the body."""

    def __init__(self, extraction: Extraction, lexicon: Lexicon) -> None:
        self.extraction, self.lexicon = extraction, lexicon
        self.told = narrative(extraction.document)
        self.protest = lexicon.deeds["protest"]
        self.known: dict[str, list[frozenset[str]]] = {}
        self.protests = sorted(
            (span.start, e.key) for e in extraction.of(Event) if e.kind is EventKind.PROTEST for span in e.evidence
        )
        self.joint = {e.key for e in extraction.of(Event) if e.kind is EventKind.JOINT}
        self.incidents = [e for e in extraction.of(Event) if e.kind is EventKind.INCIDENT]

    def read(self) -> Iterator[Fact]:
        """The reasons of every sentence that tells of a protest."""
        headline = self.extraction.document.headline
        sentences = self.extraction.document.sentences
        for sentence in sorted(sentences, key=lambda s: headline is not None and headline.covers(s)):
            scene = self.extraction.scene(sentence.start)
            if scene is None:
                continue
            for match in self.lexicon.purposes.find(self.told, sentence):
                rest = self._rest(sentence, match)
                if rest is not None and self._gives_reason(sentence, match):
                    for part in self._parts(rest):
                        yield from self._reason(self._last(sentence, match, scene), match, part)

    def _gives_reason(self, sentence: Span, match: Match) -> bool:
        """Whether the words stand where they give the reason of a protest."""
        needs = match.row["needs"]
        start = sentence.start if needs in ("near", "sure") else max(sentence.start, match.span.start - NEAR)
        before = self.told[max(start, match.span.start - 4 * NEAR) : match.span.start]
        if re.search(r"\bsilence\b[^.;,]{0,40}$", before) is not None:
            return False  # what a minute of silence honours is not what the protest is about
        if re.search(r"\b(?:not|no|never|without|n['’]t) (?:\w+ )?$", before) is not None:
            return False
        if needs == "sure":
            return True
        punished = PUNISHED.search(before[-60:])
        if punished is not None and self.protest.search(punished[0]) is None:
            return False
        if needs in ("over", "protest") and self._heads(sentence) and POLICE.match(before) is None:
            return CHARGED.search(before) is None
        if needs in ("near", "crowd", "angry"):
            before += self.told[match.span.start : match.span.end]
            after = "" if needs == "angry" else self.told[match.span.end : min(sentence.end, match.span.end + NEAR)]
            patterns = (self.protest, *((CROWD,) if needs != "near" else ()))
            return any(p.search(t) for p in patterns for t in (before, after)) or self._mentions(start, match.span.end)
        clause = re.split(r"[;:\ufffc]|, (?:which|who|whose|where|and|while|but)\b", before)[-1]
        if DIPLOMATIC.search(clause) is not None:
            return False
        if needs == "after" and not self._harm(clause, match.span.end, sentence.end):
            return False
        protest = self.protest.search(clause) is not None
        if not protest and needs != "over":  # people "walk over" and "talk about" other things than reasons
            protest = self._mentions(match.span.start - len(clause), match.span.start)
        return protest and CHARGED.search(before) is None

    def _harm(self, clause: str, start: int, end: int) -> bool:
        """Whether "after" goes on with what people protest against, and it is no road that was closed after it."""
        return HARM.search(self.told, start, min(end, start + 60)) is not None and not SHUT.search(clause)

    def _heads(self, sentence: Span) -> bool:
        """Whether it is the headline: what that says of a protest is what the report is about."""
        headline = self.extraction.document.headline
        return headline is not None and headline.covers(sentence)

    def _mentions(self, start: int, end: int) -> bool:
        """Whether a stretch has words that were read as those of a protest."""
        first = bisect.bisect_left(self.protests, (start, ""))
        return first < len(self.protests) and self.protests[first][0] < end

    def _last(self, sentence: Span, match: Match, scene: str) -> str:
        """The protest named last before the words that give a reason, in their sentence; a joint action as a whole."""
        before = bisect.bisect_left(self.protests, (match.span.end, "")) - 1
        if scene in self.joint or before < 0 or self.protests[before][0] < sentence.start:
            return scene
        return self.protests[before][1]

    def _rest(self, sentence: Span, match: Match) -> Span | None:
        """The noun phrase after the words that give a reason."""
        limit = min(sentence.end, match.span.end + REACH)
        if match.row["needs"] != "sure" and NO_REASON.match(self.told[match.span.end : limit]) is not None:
            return None
        lead = re.compile(r"[\s,:]+").match(self.told, match.span.end, limit)
        start = match.span.end if lead is None else lead.end()
        end = END.search(self.told, start, limit)
        stop = end.start() if end is not None else limit
        while stop > start and (self.told[stop - 1].isspace() or self.told[stop - 1] in ",-"):
            stop -= 1
        return Span(start, stop) if stop - start > 2 else None

    def _parts(self, rest: Span) -> Iterator[Span]:
        """ "The sale of the port and the loss of jobs": each with its "of" is a reason."""
        both = BOTH.search(self.told, rest.start, rest.end)
        first = Span(rest.start, both.start()) if both is not None and both.start() > rest.start else rest
        if both is None or re.search(r" (?:of|in|to|for|by|on) ", self.told[first.start : first.end]) is None:
            yield rest
        else:
            yield first
            yield Span(both.start("lead"), rest.end)

    def _reason(self, scene: str, match: Match, rest: Span) -> Iterator[Fact]:
        """An incident, those whom the protest stands with, or the issue in the report's words."""
        words = Span(match.span.start, rest.end)
        text = self.extraction.document.text(rest).lower()
        content = frozenset(re.findall(r"\w+", text)) - STOPWORDS
        known = self.known.setdefault(scene, [])
        told = CLAUSE.search(text) is not None and match.row["needs"] == "after"
        if told or ITSELF.match(text) is not None or not content or any(content <= other for other in known):
            return
        known.append(content)
        if Predicate(match.row["predicate"]) is Predicate.SOLIDARITY:
            named = [e for e in self.extraction.entities_in(rest) if e.kind is EntityKind.GROUP]
            if named:
                yield relation(scene, Predicate.SOLIDARITY, named[0].key, words, rule="reason-solidarity")
                return
        for event in self.incidents:
            if any(rest.covers(span) for span in event.evidence):
                yield relation(scene, Predicate.MOTIVATED_BY, event.key, words, rule="reason-incident")
        yield Relation(
            key=f"{scene}.{Predicate.ISSUE}.{rest.start}",
            subject=scene,
            predicate=Predicate.ISSUE,
            text=rest,
            evidence=(words,),
            rule=RULES[match.row["needs"], match.row["predicate"]],
        )


RULES = {
    ("angry", "motivatedBy"): "reason-anger",
    ("after", "motivatedBy"): "reason-after",
    ("over", "motivatedBy"): "reason-against",
    ("sure", "motivatedBy"): "reason-purpose",
    ("near", "motivatedBy"): "reason-denounced",
    ("crowd", "motivatedBy"): "reason-anger",
    ("protest", "motivatedBy"): "reason-against",
    ("sure", "inSolidarityWith"): "reason-solidarity-words",
    ("near", "inSolidarityWith"): "reason-support",
}
