"""Report to document: headline, paragraphs, sentences, boilerplate and what stands between quotation marks.

Nothing is cut from the text: what is no part of the report is only marked as boilerplate.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from kg.document import Document, QuotedRegion, Report, Span, Word
from kg.lexicon import Lexicon
from kg.reading.furniture import sorted_blocks
from kg.reading.marks import MARKS, SINGLE, quoted_regions
from kg.reading.transcripts import is_short, turns

MASK = "\ufffc"  # the object replacement character: no word, no space, no punctuation

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|['’]s\b|\w+(?:[-‑]\w+|['’](?!s\b)\w+)*|[^\w\s]")
_LINE = re.compile(r"^[^\S\n]*+\S[^\n]*", re.MULTILINE)
_GROUP = re.compile(rf"{_LINE.pattern}(?:\n{_LINE.pattern})*", re.MULTILINE)
_STOP = re.compile(rf"(?<![.!?…])[.!?…]++[{MARKS}{SINGLE})\]]*+(?=\s)|(?<=[^\W_]{{2}})[.](?=[A-Z][a-z])")
_GAP = re.compile(r"\s")
SAID = re.compile(
    rf"[!?]+[{MARKS}{SINGLE}]+(?:\s(?:[A-Z][\w'’.-]*|al|bin|da|de|van|von)){{1,5}}(?:,[^.!?\"“”\n]{{2,80}},)?"
    r"\s(?:said|says|told|tells|asked|asks|shouted|cried|yelled|screamed|wondered|exclaimed|added)\b"
)  # who says a quotation that ends with a mark of its own
SIGNED = re.compile(r"[A-Z][\w'’.-]*(?: (?:[A-Z][\w'’.-]*|de|da|bin|al|el|van|von)){1,4}, [A-Z][^.\n]*$")
"""A line that is a name and an office: several of them sign a statement, and are no text that was broken."""
LONGEST_SENTENCE = 1200  # characters
WRAPPED_LINE = 50  # characters; shorter lines are paragraphs of their own, not hard-wrapped text
HOUR = re.compile(
    r"[ap]\.m\. (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[ap]\.m\. (?:EST|EDT|GMT|CET|WAT|EAT)\b"
)
"""After these a full stop ends no sentence: "at 5 p.m. Thursday"."""
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st sgt gen col lt capt maj rev hon jan feb mar apr jun jul aug sep sept oct nov dec no vs b c d "
    "ca approx dept est fig inc ltd co gov sen rep brig cpl supt insp cllr adm coun atty engr cmdr lieut retd esq fr "
    "mme mlle md messrs mgr msgr cmdt pte pvt cpt comdr secy lic dra sra srta drs profs revd ven ustad adv sta sto mt "
    "ft pref prov".split()
)
ADDRESS = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Md|Mme|Mlle|St[aoe]?|Mt|Ft|(?:[A-Z]\.){2}[A-Z]"
    r"|(?!U\.[SKN]|E\.U|D\.C|[AP]\.M)[A-Z]\.[A-Z])\.$"
)
"""Before a name, where the full stop begins nothing: "Mr. Rahman", "Sta. Cruz", "J.M. Rafi"."""
LONGEST_ADDRESS = 7
DATELINE = re.compile(
    r"[A-Z][A-Z'’.\- ]+(?:, [^\n—–]{1,40}?| \([A-Za-z /]+\))?\s?(?:—|–|--| - )\s?|\([A-Z]{2,6}\)\s?(?:—|–|--|-)\s?"
)
STAMP = re.compile(
    r"[(\[]?(?:[01]?\d|2[0-4])[:.h][0-5]\d(?: ?[ap]\.?m\b\.?| ?hrs\b| ?h\b)?"
    r"(?: (?:GMT|UTC|BST|W?CES?T|E[SD]?T|C[SD]T|M[SD]T|P[SD]?T|IST|WAT|EAT|SAST|AE[SD]T|NZ[SD]T|MSK|HKT|JST|KST|PHT))?"
    r"[)\]]?(?: ?[—–|:-]+)?(?:\s+|$)"
)
"""The time at which an entry of a live blog was written: "09:05 – ", "9.47am "."""
STAMPS = 3  # paragraphs at least that begin with one

CREDIT = re.compile(r"(?:photo|photograph|picture|image)s?(?: credit)?s? ?:", re.IGNORECASE)


def segment(report: Report, lexicon: Lexicon) -> Document:
    """The document of a report: all spans point into the text as stored."""
    found_blocks = list(blocks(report.text))
    headline, body, boilerplate = sorted_blocks(report, found_blocks, lexicon)
    spoken = turns(report.text, [block for block in found_blocks if block != headline], lexicon)
    body, boilerplate = _with_turns(body, boilerplate, spoken)
    stamps = _stamps(report.text, body)
    boilerplate = sorted([*boilerplate, *stamps])
    body = [piece for paragraph in body for piece in _without(report.text, paragraph, stamps)] if stamps else body
    title = () if headline is None else tuple(quoted_regions(report.text, [headline]))
    spoken = [turn for turn in spoken if _covered(turn.span, body)]
    letters = _short_labels(report.text, spoken)
    boilerplate = sorted([*boilerplate, *letters])
    body = [piece for paragraph in body for piece in _without(report.text, paragraph, letters)] if letters else body
    whole = [turn.span for turn in spoken]
    marked = [region for region in quoted_regions(report.text, body) if not _covered(region.span, whole)]
    quoted = title + tuple(sorted([*marked, *spoken], key=lambda region: region.span))
    masked = _masked(report.text, quoted)
    told = sorted([headline, *body]) if headline else body  # the place and day of a letter may stand above
    found = [sentence for block in told for sentence in _sentences(masked, block)]
    barren = set(_barren(report.text, [s for s in found if headline is None or not headline.covers(s)], lexicon))
    boilerplate = sorted([*boilerplate, *barren])
    sentences = tuple(sentence for sentence in found if sentence not in barren)
    body = [piece for paragraph in body for piece in _without(report.text, paragraph, boilerplate)] if barren else body
    quoted = tuple(q for q in quoted if not _covered(q.span, boilerplate))
    return Document(
        report=report,
        headline=headline,
        paragraphs=tuple(body),
        sentences=sentences,
        boilerplate=tuple(boilerplate),
        quoted=quoted,
        words=tuple(word for sentence in sentences for word in _words(report.text, sentence)),
    )


def _with_turns(body: list[Span], boilerplate: list[Span], spoken: list[QuotedRegion]) -> tuple[list[Span], list[Span]]:
    """The paragraphs and the furniture of a page: a turn of a conversation is no furniture, however short it is."""
    labels = {turn.label.start for turn in spoken if turn.label is not None}
    back = [block for block in boilerplate if block.start in labels]
    return sorted([*body, *back]), [block for block in boilerplate if block.start not in labels]


def _short_labels(text: str, spoken: list[QuotedRegion]) -> list[Span]:
    """The labels of a conversation that are mere letters, with their colons."""
    labels = {turn.label for turn in spoken if turn.label is not None}
    return sorted(Span(label.start, label.end + 1) for label in labels if is_short(text[label.start : label.end]))


def _stamps(text: str, body: list[Span]) -> list[Span]:
    """The times at which the entries of a live blog were written; of other reports none."""
    found = [stamp for block in body if (stamp := STAMP.match(text, block.start, block.end)) is not None]
    return [_stripped(text, Span(*stamp.span())) for stamp in found] if len(found) >= STAMPS else []


def _without(text: str, paragraph: Span, barren: list[Span]) -> Iterator[Span]:
    """What is left of a paragraph without the sentences in it that are no part of the report."""
    position = paragraph.start
    for index in range(bisect.bisect_left(barren, paragraph.start, key=lambda span: span.start), len(barren)):
        if barren[index].start >= paragraph.end:
            break
        if text[position : barren[index].start].strip():
            yield _stripped(text, Span(position, barren[index].start))
        position = barren[index].end
    if text[position : paragraph.end].strip():
        yield _stripped(text, Span(position, paragraph.end))


def _covered(span: Span, stretches: list[Span]) -> bool:
    index = bisect.bisect_right(stretches, span.start, key=lambda stretch: stretch.start) - 1
    return index >= 0 and stretches[index].covers(span)


def _barren(text: str, sentences: list[Span], lexicon: Lexicon) -> Iterator[Span]:
    """Sentences inside paragraphs that are no part of the report: advertising, credits, and what a credit captions."""
    for index, sentence in enumerate(sentences):
        words = text[sentence.start : sentence.end]
        if lexicon.boilerplate.whole(words) is None:
            continue
        yield sentence
        before = sentences[index - 1] if index > 0 else None
        if CREDIT.match(words) and before is not None and text[before.end : sentence.start] == " ":
            yield before


def narrative(document: Document) -> str:
    """The reporter's own words: the text with quotations and boilerplate masked, at the same offsets."""
    if "narrative" not in document.made:
        hidden = [region.span for region in document.quoted] + list(document.boilerplate)
        document.made["narrative"] = _hide(document.report.text, hidden)
    told: str = document.made["narrative"]
    return told


def _masked(text: str, quoted: tuple[QuotedRegion, ...]) -> str:
    """The text with the inside of quotations masked, but for the last character, which may end a sentence."""
    return _hide(text, [Span(q.content.start, q.content.end - 1) for q in quoted if len(q.content) > 1])


def _hide(text: str, spans: list[Span]) -> str:
    pieces, position = [], 0
    for span in sorted(spans):
        pieces += [text[position : span.start], MASK * len(span)]
        position = span.end
    return "".join([*pieces, text[position:]])


def blocks(text: str) -> Iterator[Span]:
    """Lines, or groups of hard-wrapped lines, without the space around them."""
    for group in _GROUP.finditer(text):
        found = _LINE.finditer(text, group.start(), group.end())
        lines = [_stripped(text, Span(*line.span())) for line in found]
        wrapped = len(lines) > 1 and all(
            len(line) >= WRAPPED_LINE and text[line.end - 1] not in ".!?:" + MARKS for line in lines[:-1]
        )
        wrapped = wrapped and not all(SIGNED.match(text, line.start, line.end) for line in lines)
        if wrapped:
            yield Span(lines[0].start, lines[-1].end)
        else:
            yield from lines


def _stripped(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + max(1, len(words.strip())))


def _sentences(masked: str, block: Span) -> Iterator[Span]:
    """The sentences of a paragraph; a full stop inside a quotation that goes on ends none."""
    dateline = DATELINE.match(masked, block.start, block.end)
    start = block.start if dateline is None or dateline.end() >= block.end else dateline.end()
    yield from _split(masked, start, block.end)


def _split(masked: str, start: int, end: int) -> Iterator[Span]:
    position = start
    for stop in _STOP.finditer(masked, start, end):
        following = re.compile(r"\s*(\S?)").match(masked, stop.end(), end)
        word = re.search(r"(?<!\w)(\w{1,12})\.$", masked[max(position, stop.start() - 13) : stop.start() + 1])
        if following is None or not following[1] or following[1].islower() or SAID.match(masked, stop.start(), end):
            continue
        if word is not None and (word[1].lower() in ABBREVIATIONS or (len(word[1]) == 1 and word[1].isupper())):
            continue
        if HOUR.match(masked, max(position, stop.end() - 4), end):
            continue
        yield from _pieces(masked, position, stop.end())
        position = stop.end()
    if masked[position:end].strip():
        yield from _pieces(masked, position, end)


def _pieces(masked: str, start: int, end: int) -> Iterator[Span]:
    """A sentence; what is longer than any sentence is cut between two words, so that time stays linear."""
    end = start + len(masked[start:end].rstrip())
    while (gap := _GAP.search(masked, start + LONGEST_SENTENCE, end)) is not None:
        yield _stripped(masked, Span(start, gap.start()))
        start = gap.end()
    yield _stripped(masked, Span(start, end))


def _words(text: str, span: Span) -> Iterator[Word]:
    """The words and marks of a stretch of text."""
    end = span.start  # of the word before: between two words is nothing but space
    for match in _WORD.finditer(text, span.start, span.end):
        opened = end == span.start or text[end - 1] in '.!?:;"“„«»…'
        initial = opened and not ADDRESS.search(text, max(span.start, end - LONGEST_ADDRESS), end)
        start, end = match.span()
        yield Word.of(Span(start, end), match[0], initial=initial)
