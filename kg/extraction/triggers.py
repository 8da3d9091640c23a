"""Triggers, times and numbers: the words that tell of an event, when it was and how many."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg.document import Annotation, Document, Label, Span
from kg.facts import Modality
from kg.lexicon import Lexicon
from kg.patterns import Cue, Match, Row
from kg.reading import times
from kg.reading.deeds import deed
from kg.reading.modality import REACH, in_headline, modality
from kg.reading.protests import GENERAL, LASTING
from kg.reading.segment import narrative

LONGEST_NUMBER = 40  # characters
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d\d)+,\d{3}|\d{1,3}(?:[ \u00a0\u202f]000)+(?!\d)|\d+(?:\.\d+)?"
THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}(?!\d)|\d\d,\d{3}(?!\d))")
AIR_STRIKE = re.compile(r"\b(?:air|drone|missile|rocket) ?strikes?\b|\bairstrikes?\b|\bwarplanes?\b", re.IGNORECASE)
LABOUR = re.compile(r"\b(?:workers?|unions?|pay|wages?|walk-?out|stoppage|employees|staff|hunger)\b", re.IGNORECASE)
_HAVE = r"(?:,? (?:who|which))?(?: (?:have|had|has|also|then|were|was|been|quickly|soon|later|already))* $"
FORCE = re.compile(
    r"\b(?:police|policemen|(?<!clinical )(?<!health )(?<!medical )(?<!extension )officers|troops|soldiers"
    r"|gendarmes|guards|forces|army|authorities|government|ministers|officials|clouds|shares|stocks|markets|prices"
    r"|investors|units?|battalions?|squads?|brigades?|regiment|patrols?|militia(?:men)?|gunmen|rebels"
    rf"|(?<!freedom )fighters|militants|bandits|fans){_HAVE}",
    re.IGNORECASE,
)
ONLOOKERS = re.compile(
    r"\b(?:reporters|journalists|lawmakers|delegates|leaders|experts|investigators|inspectors|rescuers|firefighters"
    rf"|tourists|refugees|migrants){_HAVE}",
    re.IGNORECASE,
)
"""Who gathers or walks for many reasons: only a word that tells of nothing else makes protesters of them."""
CONFERENCE = re.compile(
    r"\b(?:unions?|syndicate|federation|committee|movement|famil(?:y|ies)|relatives|mothers|activists|organi[sz]ers"
    r"|students?|workers|protesters|demonstrators|strikers|association|league|collective|campaign|alliance|residents"
    r"|villagers|farmers|front|platform|coalition)\b",
    re.IGNORECASE,
)
OFFICIALS = re.compile(
    r"\b(?:police|ministers?|ministry|governor|commissioner|government|mayor|prosecutors?|company|army|president"
    r"|premier|chief|authority|authorities|secretary of state|spokes\w+ for the)\b",
    re.IGNORECASE,
)
PROTESTERS = re.compile(r"\b(?:protest[eo]rs|demonstrators|picketers|strikers)\b", re.IGNORECASE)
PROTESTS = ("main ", "future ", "negated ")
OPENING = 30  # characters in which a place opens a sentence
HEARD = re.compile(r"\bit (?:was|is|has been|could be) (?:\w+ly )?$", re.IGNORECASE)
"""Before "gathered": what the reporter heard."""
IN_PROTEST = re.compile(
    r"\b(?:resign\w*|quit|stepped down|walked away|left|abstained|withdrew|returned|refused|declined|tender\w*)"
    r"(?: [\w'’-]+){0,4} in $",
    re.IGNORECASE,
)
HELD = re.compile(
    r"\b(?:imprisonment|release|detention|trial|jailing|case|cases|fate|families|relatives|solidarity) (?:of|with|for) "
    r"(?:the |all |those |her |his |their )?(?:[\w'’-]+ ){0,2}$",
    re.IGNORECASE,
)
"""Before "arrested last month": those whom the protest is about."""
TOGETHER = re.compile(
    r"\b(?:they|who|all|many|others|both|some|crowds?|the (?:march|column|procession|crowd|campers|caravan)"
    r"|women|men|convoy|hundreds|thousands"
    r"|dozens|scores|numbers|crews|pupils|undergraduates|campaigners|nuns|unions|groups|federations"
    r"|collectives|households|occupiers|famil(?:y|ies)|relatives|mums|dads|youths"
    r"|youngsters|colleagues|comrades|shopkeepers|staff|personnel|locals|tenants|commuters|sympathi[sz]ers|loyalists"
    r"|wives|grandmothers|clergy|monks|priests|mobs?|inmates|prisoners"
    r"|detainees|passengers|players|\w+folk)\b",
    re.IGNORECASE,
)
PURPOSE = re.compile(
    r"\b(?:tried|chose|managed|began|started|gathered|continued|used|went on|came|refused orders|got|met|assembled) to "
    r"(?:\w+ )?$|\bhelped (?:to )?$",
    re.IGNORECASE,
)
ALONE = re.compile(r"\b(?:he|she)(?: (?:had|has|also|once|often))? $", re.IGNORECASE)
"""Before "protested the extortion of a driver": one who objected."""
STRUCK = re.compile(
    r"\b(?:strike|stoppage|walkout|action|shutdown)(?: [\w'’-]+){0,4} (?:that|which) (?:has |have "
    r"|had )?$",
    re.IGNORECASE,
)
AGAINST = re.compile(
    r"[^.;]{0,120} to (?:stop|prevent|keep|block|hold|deter) (?:the )?(?:[\w-]+ )?(?:demonstrat(?:ors|ions?)"
    r"|protest[eo]rs|protests?"
    r"|marche?r?s?|crowds?|rall(?:y|ies))\b",
    re.IGNORECASE,
)
"""Of "blocked three bridges to stop demonstrators": no deed of theirs."""
ARTICLE = re.compile(r"\b(?:an?|the|this|that|another) (?:road |rail |highway )?$", re.IGNORECASE)
"""Before "blockade on the road": a noun, and no verb."""
SEALED = re.compile(r"(?:barricaded|blocked|blockaded|occupied|padlocked|boycotted)\b", re.IGNORECASE)
"""After an article: how a street or a hall is."""
CLOCK = re.compile(
    r"[.:]?\d{0,2} ?(?:[ap]m\b|[ap]\.m\b|o['’]clock\b|(?:in the (?:morning|afternoon|evening)|at night)\b)",
    re.IGNORECASE,
)
"""After a number that tells the time of day."""


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with its times, its numbers and its triggers."""
    document = document.with_annotations(_times(document))
    document = document.with_annotations(_quantities(document, lexicon))
    return document.with_annotations(_triggers(document, lexicon))


def _times(document: Document) -> Iterator[Annotation]:
    for sentence in document.sentences:
        for span in times.find(document.report.text, sentence):
            yield Annotation(label=Label.TIME, span=span, value=document.text(span).lower())


def _quantities(document: Document, lexicon: Lexicon) -> Iterator[Annotation]:
    expression, text = _number(tuple(lexicon.numbers)), narrative(document)
    for sentence in document.sentences:
        dates = [time.span for time in document.labelled(Label.TIME, within=sentence)]
        for match in expression.finditer(text, sentence.start, sentence.end):
            span = Span(*match.span())
            hour = CLOCK.match(text, match.end(), sentence.end) is not None
            if not hour and not any(span.overlaps(time) for time in dates):
                yield Annotation(label=Label.QUANTITY, span=span, value=_value(match[0].lower(), lexicon))


@functools.lru_cache(maxsize=4)
def _number(words: tuple[str, ...]) -> Cue:
    """Numbers in digits or words."""
    forms = "|".join(sorted((re.escape(form) for form in words), key=len, reverse=True))
    word = rf"(?:(?:[ -]|(?:(?<=hundred)|(?<=thousand)) and )(?:{forms})(?!\w))"
    return Cue(rf"(?<![\w.,])(?<![a-z]-)(?:{_DIGITS}|{forms}){word}*(?![\w])(?!-(?!strong\b|\d))")


def _value(words: str, lexicon: Lexicon) -> str:
    """What a number counts, as digits; `low:N` for a vague plural; empty for a vague one that nobody bounds."""
    if words in lexicon.numbers and lexicon.numbers[words]["low"]:
        return f"low:{lexicon.numbers[words]['low']}"
    if words in lexicon.numbers and not lexicon.numbers[words]["value"]:
        return ""  # "several hundred": vague, and no convention bounds it
    if len(words) > LONGEST_NUMBER:
        return ""  # no number of people
    total, current = Decimal(0), Decimal(0)
    for word in re.split(r"[ -]", THOUSANDS.sub("", words)):
        digits = re.fullmatch(r"\d+(?:\.\d+)?", word) is not None
        row = lexicon.numbers.get(word)
        if row is not None and not row["value"]:
            return ""
        value = Decimal(word) if digits else Decimal(row["value"]) if row is not None else Decimal(0)
        if value in (12, 100) and current and not digits:
            current *= value
        elif value >= 1000 and not digits:
            total, current = total + max(current, Decimal(1)) * value, Decimal(0)
        else:
            current += value
    number = total + current
    return str(int(number)) if number == int(number) else ""  # "2.3" is no number of people


def _whole(span: Span, names: Iterable[Span]) -> Span:
    """The words of a trigger up to the end of the name in which it ends: "blocking the Airport Highway"."""
    return Span(span.start, max((n.end for n in names if n.start < span.end < n.end), default=span.end))


NAMES = (Label.ORGANIZATION, Label.PLACE, Label.NAME, Label.TIME)
NEAR = 200  # characters before a word in which its subject is looked for


def _triggers(document: Document, lexicon: Lexicon) -> Iterator[Annotation]:
    """Triggers in the reporter's words; inside quotations only those of incidents and of claims."""
    teller = _Words(document, lexicon)
    for sentence in document.sentences:
        yield from teller.triggers(sentence)


class _Words:
    """The words of a report that may tell of an event, sentence by sentence."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document, self.lexicon = document, lexicon
        self.text, self.told = document.report.text, narrative(document)
        self.bombed = AIR_STRIKE.search(self.text) is not None
        whole = Span(0, len(self.text)) if self.text else None
        found = () if whole is None else lexicon.triggers.find(self.text, whole, skip=self._foreign)
        self.protest = PROTESTERS.search(self.told) is not None or any(
            (m.row["use"] == "main" and m.row["pos"] in ("noun", "verb"))
            or (m.row["pos"] == "crowd" and m.row["form"] in LASTING)
            for m in found
        )
        self.sentence = whole or Span(0, 1)
        self.people: dict[Span, int | None] = {}  # of a sentence, where the first stand who can act together
        self.timed = self.placed = False
        self.last_place = -1
        self._meant = {
            "demonstration": self._is_demonstration,
            "strike": self._is_strike,
            "arrest": self._is_arrest,
            "blockade": self._is_blockade,
        }

    def triggers(self, sentence: Span) -> Iterator[Annotation]:
        """The triggers of a sentence; if none tells of a protest, what its people do for the sake of one."""
        found = list(self._worded(sentence))
        yield from found
        if not any(annotation.value.startswith(PROTESTS) for annotation in found):
            yield from self._deed(sentence)

    def _deed(self, sentence: Span) -> Iterator[Annotation]:
        """ "Cleaners dumped rubbish at the gates over unpaid wages": a protest although no word says so."""
        groups = self.document.labelled(Label.GROUP, Label.QUANTITY, within=sentence)
        people = next((a for a in groups if a.value != "force"), None)
        found = None if people is None else deed(self.told, sentence, people.span)
        if found is None or FORCE.search(self.told, max(sentence.start, found[0].start - 60), found[0].start):
            return
        sort = "weak" if self.protest and found[1] == "demonstration" else "verb"
        yield Annotation(label=Label.TRIGGER, span=found[0], value=f"main {sort} ProtestAction {found[1]}")

    def _worded(self, sentence: Span) -> Iterator[Annotation]:
        """The words that tell of events; of those that overlap, the longest that fits."""
        document = self.document
        named = list(document.labelled(*NAMES, within=sentence))
        places = [a.span.start for a in named if a.label is Label.PLACE]
        self.sentence, self.people = sentence, {}
        self.timed = any(a.label is Label.TIME for a in named)
        self.placed = bool(places) and places[0] - sentence.start < OPENING
        self.last_place = places[-1] if places else -1
        nouns = [a.span for a in named]
        times = [a.span for a in named if a.label is Label.TIME]
        for match in self.lexicon.triggers.find(self.text, sentence, skip=self._refused):
            noun = match.row["pos"].endswith("noun")
            if any(match.span.overlaps(other) for other in (nouns if noun else times)):
                continue
            use = match.row["use"] if match.row["use"] in ("claim", "future") else self._use(match)
            if use is not None:
                sort = "noun" if noun else "weak" if match.row["pos"].startswith("weak-") else "verb"
                value = " ".join((use, sort, match.row["kind"], match.row["form"] or "same"))
                span = match.span if noun else _whole(match.span, nouns)
                yield Annotation(label=Label.TRIGGER, span=span, value=value)

    def _first_people(self, sentence: Span) -> int | None:
        """Where those stand who can be protesters: a group that is no police, a number, "they", a trade."""
        labels = (Label.GROUP, Label.QUANTITY)
        found = [a.span.start for a in self.document.labelled(*labels, within=sentence) if a.value != "force"][:1]
        together = TOGETHER.search(self.text, sentence.start, sentence.end)
        if together is not None:
            found.append(together.start())
        trades = (w for w in self.document.words_in(sentence) if self._is_trade(w.lower))
        found += [w.span.start for w in itertools.islice(trades, 1)]
        return min(found, default=None)

    def _is_trade(self, word: str) -> bool:
        """ "bakers", "Moldovans": people by their trade or nation, in the plural."""
        return word.endswith("s") and (word[:-1] in self.lexicon.roles or word[:-1] in self.lexicon.adjectives)

    def _foreign(self, start: int, row: Row) -> bool:
        quoted, claimed = self.told[start] != self.text[start], row["use"] == "claim"
        return claimed != quoted and not (quoted and row["use"] == "incident")

    def _refused(self, start: int, row: Row) -> bool:
        """What stands in a quotation, or cannot be done by protesters."""
        return self._foreign(start, row) or (row["use"] in ("main", "part") and not self._fits(start, row))

    def _fits(self, start: int, row: Row) -> bool:
        """Whether a word means a protest where it stands, and those who do it can be protesters."""
        before = self.told[max(self.sentence.start, start - NEAR) : start]
        if row["form"] == "press-conference":
            return CONFERENCE.search(before) is not None and OFFICIALS.search(before) is None
        if row["pos"].startswith("weak-") and not self.protest:
            return False
        meant = self._meant.get(row["form"])
        if HEARD.search(before) is not None or (meant is not None and not meant(start, before)):
            return False
        if (row["pos"] == "base" or SEALED.match(self.text, start)) and ARTICLE.search(before) is not None:
            return False
        return row["pos"].endswith("noun") or self._done_by_people(start, row, before)

    def _is_demonstration(self, _: int, before: str) -> bool:
        """Not why somebody resigned."""
        return IN_PROTEST.search(before) is None

    def _is_strike(self, start: int, _: str) -> bool:
        """In a report of air strikes, "the strike" is one of them."""
        around = self.text[max(self.sentence.start, start - NEAR) : min(self.sentence.end, start + NEAR)]
        return not self.bombed or LABOUR.search(around) is not None

    def _is_arrest(self, _: int, before: str) -> bool:
        """Not of those whom the protest is about."""
        return HELD.search(before) is None or FORCE.search(before[-60:]) is not None

    def _is_blockade(self, start: int, before: str) -> bool:
        """Not by those who would stop protesters, and not the effect of a strike "that has shut the ports"."""
        if STRUCK.search(before) is not None:
            return False
        return AGAINST.match(self.told, start, self.sentence.end) is None

    def _done_by_people(self, start: int, row: Row, before: str) -> bool:
        """Whether those who do it can be protesters: no police, and for everyday verbs ("walked") a crowd."""
        everyday = row["pos"].endswith("crowd")
        if row["use"] == "main" and FORCE.search(before[-60:]):
            return False
        if row["form"] == "demonstration" and ALONE.search(before) is not None:
            return False
        if (everyday or row["form"] in GENERAL) and ONLOOKERS.search(before[-60:]):
            return row["form"] == "demonstration" and row["pos"] == "verb"
        return not everyday or self._has_people(start)

    def _has_people(self, start: int) -> bool:
        """Whether people who can act together stand in the sentence before an offset."""
        if self.sentence not in self.people:
            self.people[self.sentence] = self._first_people(self.sentence)
        first = self.people[self.sentence]
        return first is not None and first < start

    def _use(self, match: Match) -> str | None:
        """What a trigger is good for: as the table says, or a protest to come or called off; `None` for nothing."""
        row, start, end = match.row, match.span.start, match.span.end
        before = self.told[max(self.sentence.start, start - REACH) : start]
        after = self.told[end : min(self.sentence.end, end + REACH)]
        dated = self.timed or self.placed or self.last_place > end
        how = modality(before, after, noun=row["pos"].endswith("noun"), dated=dated, word=self.text[start:end])
        if how is Modality.ASSERTED and self._in_headline():
            how = in_headline(before, after, noun=row["pos"].endswith("noun")) or how
        if how is Modality.ASSERTED and row["pos"] == "base" and not self._in_headline() and not PURPOSE.search(before):
            return None  # "the right to march", "let them block the road"
        if how is None or how is Modality.ASSERTED:
            return None if how is None else row["use"]
        # to call for a boycott is a demand
        return str(how) if row["use"] == "main" and (row["form"] != "boycott" or row["pos"] == "base") else None

    def _in_headline(self) -> bool:
        return self.document.headline is not None and self.document.headline.covers(self.sentence)
