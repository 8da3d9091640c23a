"""Triggers, times and numbers: the words that tell of an event, when it was and how many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg import times
from kg.document import Annotation, Document, Label, Span
from kg.facts import Modality
from kg.lexicon import Lexicon
from kg.modality import modality
from kg.patterns import Match, Row
from kg.segment import narrative

LONGEST_NUMBER = 40  # characters
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u00a0\u202f]000)+(?!\d)|\d+(?:\.\d+)?"
THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}(?!\d))")
AIR_STRIKE = re.compile(r"\b(?:air|drone|missile|rocket) ?strikes?\b|\bairstrikes?\b|\bwarplanes?\b", re.IGNORECASE)
LABOUR = re.compile(r"\b(?:workers?|unions?|pay|wages?|walk-?out|stoppage|employees|staff|hunger)\b", re.IGNORECASE)
FORCE = re.compile(
    r"\b(?:police|policemen|officers|troops|soldiers|gendarmes|guards|forces|army|ministers|officials|reporters"
    r"|journalists|lawmakers|delegates|leaders|experts|investigators|clouds|shares|stocks|markets|prices|investors)"
    r"(?: (?:have|had|has|also|then|were|was|quickly|soon|later|already))* $",
    re.IGNORECASE,
)
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
TOGETHER = re.compile(r"\b(?:they|who|all|many|others|both|some|crowds?|the march|women|men|convoy)\b", re.IGNORECASE)
PURPOSE = re.compile(
    r"\b(?:tried|managed|began|started|gathered|continued|used|went on|came|refused orders|got|met|assembled) to "
    r"(?:\w+ )?$|\bhelped (?:to )?$",
    re.IGNORECASE,
)


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
    forms = "|".join(sorted((re.escape(form) for form in lexicon.numbers), key=len, reverse=True))
    word = rf"(?:(?:[ -]|(?:(?<=hundred)|(?<=thousand)) and )(?:{forms})(?!\w))"
    expression = re.compile(
        rf"(?<![\w.,])(?<![a-z]-)(?:{_DIGITS}|{forms}){word}*(?![\w])(?!-(?!strong\b|\d))", re.IGNORECASE
    )
    text = narrative(document)
    for sentence in document.sentences:
        dates = [time.span for time in document.labelled(Label.TIME, within=sentence)]
        for match in expression.finditer(text, sentence.start, sentence.end):
            span = Span(*match.span())
            if not any(span.overlaps(time) for time in dates):
                yield Annotation(label=Label.QUANTITY, span=span, value=_value(match[0].lower(), lexicon))


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


def _triggers(document: Document, lexicon: Lexicon) -> Iterator[Annotation]:
    """Triggers in the reporter's words; inside quotations only those of incidents and of claims."""
    told, text = narrative(document), document.report.text
    bombed = AIR_STRIKE.search(text) is not None
    names = (Label.ORGANIZATION, Label.PLACE, Label.NAME, Label.TIME)

    def foreign(start: int, row: Row) -> bool:
        quoted, claimed = told[start] != text[start], row["use"] == "claim"
        return claimed != quoted and not (quoted and row["use"] == "incident")

    for sentence in document.sentences:
        taken = [a.span for a in document.labelled(*names, within=sentence)]
        for match in lexicon.triggers.find(text, sentence, skip=foreign):
            if match.row["pos"] == "noun" and any(match.span.overlaps(other) for other in taken):
                continue
            if match.row["form"] == "strike" and bombed and not LABOUR.search(document.text(sentence)):
                continue  # in a report of air strikes, "the strike" is one of them
            claimed = match.row["use"] == "claim"
            use = match.row["use"] if claimed else _use(document, told, sentence, match)
            if use is not None:
                pos = "noun" if match.row["pos"] == "noun" else "verb"
                value = " ".join((use, pos, match.row["kind"], match.row["form"]))
                yield Annotation(label=Label.TRIGGER, span=match.span, value=value)


def _use(document: Document, told: str, sentence: Span, match: Match) -> str | None:
    """What a trigger is good for here: as the table says, or a protest to come or called off; `None` for nothing."""
    row, before, after = match.row, told[sentence.start : match.span.start], told[match.span.end : sentence.end]
    if row["use"] in ("main", "part") and not _fits(document, row, sentence, before, match.span):
        return None
    dated = any(document.labelled(Label.TIME, within=sentence))
    dated = dated or any(a.span.start > match.span.end for a in document.labelled(Label.PLACE, within=sentence))
    how = modality(before, after, noun=row["pos"] == "noun", dated=dated)
    headline = document.headline is not None and document.headline.covers(sentence)
    if how is Modality.ASSERTED and row["pos"] == "base" and not headline and not PURPOSE.search(before[-40:]):
        return None  # "the right to march", "let them block the road"
    if how is None or how is Modality.ASSERTED:
        return None if how is None else row["use"]
    return str(how) if row["use"] == "main" and row["form"] != "boycott" else None  # to call for one is a demand


def _fits(document: Document, row: Row, sentence: Span, before: str, span: Span) -> bool:
    """Whether those who do it can be protesters: no police, and for everyday verbs ("walked") a crowd."""
    if row["form"] == "press-conference":
        return CONFERENCE.search(before) is not None and OFFICIALS.search(before) is None
    if row["use"] == "main" and row["pos"] != "noun" and FORCE.search(before[-60:]):
        return False
    if row["pos"] != "crowd":
        return True
    groups = (a for a in document.labelled(Label.GROUP, within=Span(sentence.start, span.end)) if a.value != "force")
    counted = any(document.labelled(Label.QUANTITY, within=Span(sentence.start, span.end)))
    return any(groups) or counted or TOGETHER.search(before[-80:]) is not None
