"""Figures: a number in the text with the words that bound it, and what it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.document import Annotation, Document, Label, Span, Word
from kg.lexicon import Lexicon

REACH = 60  # characters before a number in which the words that bound it stand
NOUN_REACH = 10  # words after a number among which the noun stands that it counts

LOWER = re.compile(
    r"\b(?:(?:well |just |slightly |far )?(?:(?<!no )(?<!not )more than|over|above"
    r"|upwards? of|in excess of|beyond)|at least|a minimum of"
    r"|(?:no|not) (?:fewer|less) than|north of|(?:(?<=swells )|(?<=swelled )|(?<=swollen )|(?<=grows )|(?<=grew )"
    r"|(?<=grown )|(?<=rises )|(?<=rose )|(?<=risen )"
    r"|(?<=surges )|(?<=surged )|(?<=climbs )|(?<=climbed )|(?<=well )|(?<=far ))past)\s+(?:an? )?$",
    re.IGNORECASE,
)
UPPER = re.compile(
    r"\b(?:at most|up to(?: only| just)?|(?:no|not) more than"
    r"|(?:well |just |slightly |far )?(?:fewer than|less than|under|below)"
    r"|as many as|a maximum of|at the most|barely|hardly|scarcely)\s+(?:an? )?$",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"\b(?:about|around|some|nearly|almost|approximately|approx\.?|roughly|close to|closer to|nearer|an estimated"
    r"|estimated|perhaps|maybe|possibly|probably|just about|more or less|something like|on the order of|circa|ca\.?"
    r"|in the region of|in the order of|near|nigh on|getting on for|an approximate|in the vicinity of)\s+(?:an? )?$",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"\b(?:an?|half an?)\s+$", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:(?:somewhere |anywhere )?between|from)\s+$", re.IGNORECASE)
JOINED = re.compile(r"\s?(?:-|–|—|\bto\b|\band\b|\bor\b)\s?(?:an? )?", re.IGNORECASE)
MORE = re.compile(r"(?:\+| or more\b|-plus\b| and counting\b)", re.IGNORECASE)
SO = re.compile(r"(?: or so\b|-odd\b| or thereabouts\b|-ish\b)", re.IGNORECASE)
NO_NUMBER = re.compile(
    r"\s?(?:%|per ?cent\b|percent\b|percentage\b|-\d\d?-\d|°|st\b|nd\b|rd\b|th\b|[ap]\.?m\b)|[.,:/]\d|['’]s\b"
)
NAMED = re.compile(r"[A-Z][a-z]+ [A-Z]")
OTHERS = frozenset("the this these those my your his her its our their each every he she it they we you not".split())
"""What begins another noun phrase, or stands for one: "eleven nights our friends slept there"."""
CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d|\d[\d.]*\.\d+")
"""An hour, or a part of one thing: no number of people."""
MONEY = re.compile(r"[$€£¥₹]\s?$|\d[.,:/]$|\b(?:No|article|section|page|aged?|rs)\.? $", re.IGNORECASE)
STOPS = frozenset(
    "in at on from by for to with and or but who which that were was are is had have has been as than per after before"
    " when while where since until during against over under into onto outside inside near".split()
)
YEAR = re.compile(r"(?:19|20)\d\d")
ROUND = 50  # what a number of people written without a comma is a multiple of, where it looks like a year
PLURAL = re.compile(r"[a-z][\w’'-]*s|people|(?:\w+-?)?(?:wo)?men|police|children")
FORCE = re.compile(
    r"^ of (?:the |its |his )?(?:[\w'’-]+ ){0,4}?(?:police|guards|(?:national|presidential|republican|civil|security"
    r"|coast|border) guard|army|forces?|troops|gendarmerie|service|squad)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its bounds; `span` begins with the words that bound it."""

    span: Span
    low: int | None
    high: int | None
    rule: str | None
    words: str = ""  # of a vague number, in lower case

    @property
    def large(self) -> bool:
        """Whether it is a vague number, or at least ten."""
        return not self.small

    @property
    def small(self) -> bool:
        """Whether it is a number of a few, who may be a part of a crowd."""
        bound = self.low if self.low is not None else self.high
        return bound is not None and bound < 10


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun that a figure counts: its sort (people, force, vehicle, other), and where the noun phrase ends."""

    sort: str
    end: int


def figures(document: Document, sentence: Span) -> list[Figure]:
    """The figures of a sentence, in reading order; "between N and M" is one."""
    known = ("figures", sentence)
    if known not in document.parsed:
        document.parsed[known] = _figures(document, sentence)
    found: list[Figure] = document.parsed[known]
    return found


def _figures(document: Document, sentence: Span) -> list[Figure]:
    text = document.report.text
    found: list[Figure] = []
    numbers = list(document.labelled(Label.QUANTITY, within=sentence))
    index = 0
    while index < len(numbers):
        span, value = numbers[index].span, numbers[index].value
        before = text[max(sentence.start, span.start - REACH) : span.start]
        index += 1
        if NAMED.match(text, span.start) is not None and span.start > sentence.start:
            continue  # "the Million People March"
        if CLOCK.fullmatch(text, span.start, span.end) is not None:
            continue
        if _is_age(text, sentence, span, value, before):
            index += (
                re.fullmatch(r" (?:and|to|or) ", text[span.end : numbers[index].span.start]) is not None
                if index < len(numbers)
                else 0
            )
            continue
        if _is_year(document, sentence, span):
            continue
        if MONEY.search(before) is not None or NO_NUMBER.match(text, span.end, sentence.end) is not None:
            continue
        following = numbers[index] if index < len(numbers) else None
        upper = None if following is None else _range(text, before, numbers[index - 1], following)
        if following is not None and upper is not None:
            index += 1
            start = span.start - max(_length(p, before) for p in (BETWEEN, LOWER, UPPER, ABOUT))
            found.append(Figure(Span(start, following.span.end), *upper, "stated"))
        else:
            found.append(_single(text, sentence, span, value, before))
    return found


def _is_year(document: Document, sentence: Span, span: Span) -> bool:
    """ "until 2011", "jailed over 2019 blockade": four digits that count nothing."""
    digits = document.text(span)
    if YEAR.fullmatch(digits) is None or int(digits) % ROUND == 0:
        return False
    for word in document.words_in(Span(span.end, sentence.end))[:NOUN_REACH] if span.end < sentence.end else ():
        if not word.text[0].isalpha() or word.capital or word.lower in STOPS:
            return True
        if PLURAL.fullmatch(word.lower) is not None:
            return False
    return True


def _is_age(text: str, sentence: Span, span: Span, value: str, before: str) -> bool:
    """ "Ada Lovik, 58, a farmer", "a driver of 23": a small number that stands alone behind a name or a noun."""
    if re.search(r"\b(?:aged?|ages)(?: between| from| about| around)? $", before) is not None:
        return True
    if not (value.isdigit() and int(value) < 110 and text[span.start].isdigit()):
        return False
    alone = re.match(
        r"\s?[,;)–—]|\.?$|,? (?:who|whose|broke|was|had|said)\b", text[span.end : min(sentence.end, span.end + 12)]
    )
    return (
        alone is not None
        and re.search(r"(?:[\w’')], |\b(?!number)\w+[a-z] of | \()$", before) is not None
        and _single_person(before)
    )


def _single_person(before: str) -> bool:
    """Whether a name, or one person, stands before: no source of figures ("organisers, 500")."""
    named = re.search(r"[A-Z][\w’'.-]+(?:, | \()$", before)
    return (
        named is not None
        or re.search(
            r"\b(?:[Aa]n?|[Tt]he) (?:[\w-]+ ){1,3}of $|\b(?:man|woman|boy|girl|worker|student|farmer), $", before
        )
        is not None
    )


def _range(text: str, before: str, first: Annotation, second: Annotation) -> tuple[int, int] | None:
    """The bounds of "between N and M", "N to M", "N-M"."""
    between = text[first.span.end : second.span.start]
    if not (first.value.isdigit() and second.value.isdigit()) or JOINED.fullmatch(between) is None:
        return None
    if between.strip().lower() == "and" and BETWEEN.search(before) is None:
        return None
    low, high = int(first.value), int(second.value)
    scale = next((s for s in (1_000_000, 1000, 100, 12) if high >= s and high % s == 0), 1)
    if low < 100 <= scale and low * scale < high:  # "two to three thousand"
        low *= scale
    return (low, high) if low < high else None


def _length(pattern: re.Pattern[str], before: str) -> int:
    match = pattern.search(before)
    return 0 if match is None else len(match[0])


def _single(text: str, sentence: Span, span: Span, value: str, before: str) -> Figure:
    low = high = int(value) if value.isdigit() else None
    rule = None
    start = span.start - max(_length(p, before) for p in (LOWER, UPPER, ABOUT))
    if start == span.start and text[span.start].isalpha():
        start -= _length(ARTICLE, before)
    if value.startswith("low:"):
        low, rule = int(value.removeprefix("low:")), "ccc"
    elif LOWER.search(before) or (low is not None and MORE.match(text, span.end, sentence.end)):
        high, rule = None, "stated"
    elif UPPER.search(before):
        low, rule = None, "stated"
    elif ABOUT.search(before) or SO.match(text, span.end, sentence.end):
        rule = "approximate"
    so = SO.match(text, span.end, sentence.end)
    span = span if so is None else Span(span.start, so.end())
    words = "" if value.isdigit() else " ".join(text[start : span.end].lower().split())
    return Figure(Span(start, span.end), low, high, rule, words)


def counted(document: Document, lexicon: Lexicon, figure: Figure, sentence: Span) -> Counted | None:
    """What a figure counts: the last of the nouns that we know right after it; `None` if it stands alone."""
    found: Counted | None = None
    words = document.words_in(Span(figure.span.end, max(figure.span.end + 1, min(sentence.end, figure.span.end + 160))))
    for place, word in enumerate(words[:NOUN_REACH]):
        if (place == 0 and word.lower == "of") or (place == 1 and words[0].lower == "of" and word.lower in OTHERS):
            continue
        if _ends_phrase(word) and not (word.text == "," and _in_number(document, word)):
            return found
        sort = sort_of(lexicon, word)
        possessed = place + 1 < len(words) and words[place + 1].text in ("'", "’", "'s", "’s")
        if sort is not None and not possessed:
            found = Counted(sort, word.span.end)
        elif found is not None:
            return found
    return found


def _in_number(document: Document, word: Word) -> bool:
    """The comma of "1,200": "800 of the plant's 1,200 workers"."""
    text = document.report.text
    return text[word.span.start - 1].isdigit() and text[word.span.end : word.span.end + 3].isdigit()


def _ends_phrase(word: Word) -> bool:
    mark = not word.text[0].isalnum() and word.text not in ("'", "’", "'s", "’s")
    return mark or word.lower in STOPS or word.lower in OTHERS or word.lower == "of"


def sort_of(lexicon: Lexicon, word: Word) -> str | None:
    """What sort of thing a plural noun counts, by the tables or by its ending."""
    known = lexicon.counted.get(word.lower)
    if known is not None:
        return known
    group = lexicon.groups.get(word.lower)
    if group is not None:
        return "force" if group == "force" else "people"
    if word.lower.endswith("s") and (lexicon.role(word.lower) is not None or word.lower[:-1] in lexicon.adjectives):
        return "people"  # "teachers", "Nicaraguans"
    ending = word.lower.endswith(("ers", "ors", "ists", "ians", "ees", "men", "women")) and len(word.lower) > 5
    return "people" if ending and not word.capital else None


def of_force(text: str, end: int) -> bool:
    """Whether the people just named are "of the National Police"."""
    return FORCE.match(text[end : end + 80]) is not None
