"""What stands around a report on its page: section labels, by-lines, captions, file names, posts, teasers of others.

Some is known by its words (`data/lexicon/boilerplate.csv`), some by its shape and by where it stands, and some by all
that it looks like together (`layout`).
"""

from __future__ import annotations

import itertools
import re

from kg.document import Report, Span
from kg.lexicon import Lexicon
from kg.reading.layout import looks
from kg.reading.marks import MARKS, SINGLE
from kg.weighing import likelihood

HEADLINE_LIMIT = 220  # characters; a longer first line without a full stop is a paragraph that lost it
BYLINE_LIMIT = 80  # characters
LABEL_LIMIT = 4  # words of a section's name or a publisher's
CROSSHEAD_LIMIT = 7  # words
TEASER_LIMIT = 24  # words of the headline of another report, or of a caption
CAPTION_LIMIT = 40  # words
FURNITURE = 0.7  # from which a block is no part of the report
SURE = 0.9  # from which it is not even a cross-head
PARAGRAPH_LIMIT = 16  # words; what is shorter above all others may be a caption
ENDS = (".", "!", "?", "…")
ENDED = re.compile(r"\w\w[.!?…] ")
"""A sentence before the last words."""
STAMP = re.compile(r"[^.!?\n]{0,30}\b\d{4}\b.{0,30}")
INITIALS = re.compile(r"[A-Z]{2,5}")
"""Of an agency, alone in the last line."""
BYLINE = re.compile(
    r"(?:By|From|Story by|Report by|Words) "
    r"(?:[A-Z][\w'’.-]*|[a-z]{2,3})(?:(?:,? (?:and|in|at)|[,/&]| [/|])? ?[A-Z][\w'’.-]*){0,7}"
)
NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z]\.| (?:de|da|bin|al|el|van|von))?(?: [A-Z][\w'’-]+){1,2}")
CAPTION = re.compile(
    r"(?:.*[^.!?])? ?[(\[](?!(?-i:[A-Z\d]{1,3}(?:/[A-Z\d]{1,3})+)[)\]])[^()\[\]]{2,40}/ ?[^()\[\]]{2,40}[)\]]"
    r"|[^.!?\n]{0,240}[.!?]? (?:(?i:photo|picture|image|foto)s?(?i: by|:| courtesy)|(?i:photo) ?/) ?\S.{1,60}"
    r"|[^.!?\n]{0,240}[.!?]? (?:[A-Z][\w'’.-]+ ){1,3}/ ?[A-Z][^.!?]{1,40}"
    r"|.{0,160}[A-Z][\w'’-]+ [A-Z][\w'’-]+ ?/ ?[A-Z]{2,5}\.?"
    r"|(?:[A-Z][A-Z.'’-]+ ){1,3}?[A-Z][A-Z.'’-]+ ?/ ?[A-Z][A-Z.'’ -]*[A-Z] (?![—–-]).*"
)
"""A line that ends with the credit of a picture ("[A. Name/Agency]"), or begins so ("A. NAME/AGENCY A …")."""
POST = re.compile(
    r".*(?:\bpic\.\S+/\S+|[—–-] ?[^—–\n]{2,60} \(@\w+\) (?:[A-Z][a-z]+ \d{1,2}|\d{1,2} [A-Z][a-z]+),? \d{4}).*",
    re.DOTALL,
)
"""A post of somebody, as pages embed it: "Words pic.address — Name (@name) October 27, 2017"."""
FILE = re.compile(r"[^\W_a-z]+(?:[-_][^\W_a-z]+)+(?: ?\(\d+\))?(?:\.\w{3,4})?|\w+\.(?:jpe?g|png|webp|gif|mp4)")
STAMPED = re.compile(
    r"(?=.{0,60}$)(?=(?:\D*\d){3})(?=.*(?:\d{4}|\d[:.h]\d\d))[^.!?]*(?:\b[ap]\.m\.|[a-z]\. )?[^.!?]*", re.IGNORECASE
)
"""When a page was made: "Mon 9 June 2020, 14:02 EAT"."""
LETTER = re.compile(r"(?!\w+day,|\w{3},)[^\d,]+, (?:\d{1,2}(?:st|nd|rd|th)? [A-Z]|[A-Z][a-z]+ \d{1,2}$)")
"""Where and when a letter or a report was written: "Cusco, 3 May 2021", "Cusco, May 3"."""
SIGNING = frozenset("chair coordinator delegate deputy director head leader president representative secretary".split())
"""Concepts of the roles in which somebody signs."""
FOR_WHOM = re.compile(r"(?:For the |The executive (?:office|committee|board)\b)")
SIGNATURE = re.compile(r"[A-Z][\w'’.-]*(?: (?:[A-Z][\w'’.-]*|de|da|bin|al|el|van|von)){1,4}")
SIGNED = re.compile(r".*\([A-Z]{2,}(?:/[A-Z]{2,})?\)")
CREDIT = re.compile(r"(?:photo|photograph|picture|image|foto\w*)s?(?: credit)?s? ?(?::| by\b).*", re.IGNORECASE)
HANDLE = re.compile(r"(?:[^\n]{0,40} )?@\w+")
ITEM = re.compile(r"[•*·–—-] |\(?\d{1,2}[.):h]\d* ?|\(?[a-z]\) ")


def sorted_blocks(report: Report, blocks: list[Span], lexicon: Lexicon) -> tuple[Span | None, list[Span], list[Span]]:
    """Headline, body and boilerplate of a report's blocks."""
    text = report.text
    told = _said_once(
        text, [block for block in blocks if not _is_furniture(text[block.start : block.end], report, lexicon)]
    )
    nothing = _weighed(text, blocks, lexicon)
    headline = _headline(text, told, lexicon, last=blocks[-1] if blocks else None, nothing=nothing)
    captions = _captions(text, blocks)
    top = _first_paragraph(text, told)
    body = [
        block
        for index, block in enumerate(told)
        if block != headline and not (index < top and (block in captions or _is_above(text, block, headline, lexicon)))
    ]
    while len(body) > 1 and _is_leftover(text, body[-2], body[-1]):
        body.pop()
    body = [block for block in _without_others(text, body) if block not in nothing]
    kept = {headline, *body}
    return headline, body, [block for block in blocks if block not in kept]


def _weighed(text: str, blocks: list[Span], lexicon: Lexicon) -> set[Span]:
    """What looks like no part of the report, by all that a block looks like."""
    words = [text[block.start : block.end] for block in blocks]
    likely = [likelihood(says, lexicon.furniture) for says in looks(words)]
    if _first_paragraph(text, blocks) == len(blocks):
        return set()  # a few lines: nothing stands around them
    top = next((i for i, told in enumerate(words) if not _is_line(told)), len(words))
    between = range(top + 1, len(words) - 1)  # below a paragraph and above something
    heads = {i for i in between if likely[i] < SURE and likely[i + 1] < FURNITURE and _is_crosshead(words[i])}
    signed = {i for i, told in enumerate(words) if _signs(told, lexicon)}
    stays = heads | signed | {i for i, told in enumerate(words) if _stays(told, lexicon)}
    stays |= {i for i, told in enumerate(words) if SIGNATURE.fullmatch(told) and not signed.isdisjoint((i - 1, i + 1))}
    return {block for i, block in enumerate(blocks) if likely[i] >= FURNITURE and i not in stays}


def _signs(words: str, lexicon: Lexicon) -> bool:
    """Who signs a statement, or for whom: "Ana Brook, chairperson", "The President", "For the executive office".

    The body may follow: "Ana Brook, Chairperson, Union of Weavers".
    """
    office = words.rpartition(", ")[2].removeprefix("The ")
    parts = words.split(", ")
    of_body = len(parts) == 3 and SIGNATURE.fullmatch(parts[0]) is not None and lexicon.role(parts[1]) in SIGNING
    return FOR_WHOM.match(words) is not None or lexicon.role(office) in SIGNING or of_body


def _stays(words: str, lexicon: Lexicon) -> bool:
    """A place or the place and day of a letter, above what was written there; who signs; the initials of a desk."""
    place = lexicon.tabled(words.lower()) or words.lower() in lexicon.regions
    return bool(place) or LETTER.match(words) is not None or SIGNED.fullmatch(words) is not None


def _is_crosshead(words: str) -> bool:
    return words[0].isupper() and words[-1].isalnum() and len(words.split()) <= CROSSHEAD_LIMIT


def _is_furniture(words: str, report: Report, lexicon: Lexicon) -> bool:
    """What its words or its shape alone tell."""
    return (
        lexicon.boilerplate.whole(words) is not None
        or words == report.publisher
        or words.endswith(f" ({_initials(report.publisher or '')})")
        or _is_byline(words)
        or any(shape.fullmatch(words) is not None for shape in (CAPTION, POST, FILE, HANDLE))
    )


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _is_byline(words: str) -> bool:
    """A line of names, perhaps with the line below it that says when it was published."""
    names, _, below = words.partition("\n")
    stamped = below == "" or STAMP.fullmatch(below) is not None
    return len(names) <= BYLINE_LIMIT and stamped and BYLINE.fullmatch(names) is not None


def _said_once(text: str, blocks: list[Span]) -> list[Span]:
    """Without captions that repeat the headline, or stand twice below it."""
    words = [text[block.start : block.end] for block in blocks]
    kept = [block for block, told in zip(blocks[1:], words[1:], strict=True) if told != words[0]]
    return [*blocks[:1], *(kept[2:] if len(words) > 3 and words[1] == words[2] != words[0] else kept)]


def _captions(text: str, blocks: list[Span]) -> set[Span]:
    """What stands right above the credit of a picture."""
    words = [text[block.start : block.end] for block in blocks]
    return {
        block
        for block, told, below in zip(blocks[1:], words[1:], words[2:], strict=False)
        if CREDIT.fullmatch(below) is not None and len(told.split()) <= CAPTION_LIMIT
    }


def _first_paragraph(text: str, blocks: list[Span]) -> int:
    """Which block is the first that ends as sentences do, and is no caption by its length."""
    for index, block in enumerate(blocks):
        words = text[block.start : block.end]
        if not _is_line(words) and len(words.split()) >= PARAGRAPH_LIMIT:
            return index
    return len(blocks)


def _is_line(words: str) -> bool:
    """Short, and ends like no sentence; what opens with a quotation also closes it."""
    closed = words[0] not in MARKS or any(mark in words[1:] for mark in MARKS)
    return len(words) <= HEADLINE_LIMIT and not words.rstrip(MARKS + SINGLE).endswith((".", ",", ";")) and closed


def _headline(text: str, blocks: list[Span], lexicon: Lexicon, *, last: Span | None, nothing: set[Span]) -> Span | None:
    """The first line above the first sentence that is more than a label, if there is one; a lone line is none."""
    lines = list(itertools.takewhile(lambda block: block != last and _is_line(text[block.start : block.end]), blocks))
    titles = [line for line in lines if _is_title(text[line.start : line.end], lexicon)]
    likely = (line for line in titles if line not in nothing)
    return next(likely, next(iter(titles or lines), None))


def _is_title(words: str, lexicon: Lexicon) -> bool:
    dated = STAMPED.fullmatch(words) is not None or LETTER.match(words) is not None
    return not dated and not _is_label(words, lexicon)


def _is_label(words: str, lexicon: Lexicon) -> bool:
    """A few words that tell of no protest: "Local", "Top Stories"."""
    whole = Span(0, len(words))
    return len(words.split()) <= LABEL_LIMIT and next(lexicon.triggers.find(words, whole), None) is None


def _is_above(text: str, block: Span, headline: Span | None, lexicon: Lexicon) -> bool:
    """A label, a name or the time of a page above the first paragraph."""
    words = text[block.start : block.end]
    if headline is None or not _is_line(words):
        return False
    place = lexicon.tabled(words.lower()) or words.lower() in lexicon.regions
    label = block.start < headline.start and _is_label(words, lexicon)
    stamp = STAMPED.fullmatch(words) is not None and LETTER.match(words) is None
    return label or stamp or (NAME.fullmatch(words) is not None and not place)


def _is_leftover(text: str, before: Span, last: Span) -> bool:
    """The last line is no sentence: initials, or a few words after a gap."""
    words = text[last.start : last.end]
    gap = text[before.end : last.start].count("\n")
    link = gap > 2 and len(words.split()) <= LABEL_LIMIT and words[-1] not in ".!?:" + MARKS
    return link or INITIALS.fullmatch(words) is not None


def _without_others(text: str, body: list[Span]) -> list[Span]:
    """Without the captions and the headlines of other reports between and below the paragraphs."""
    ended = [text[block.start : block.end].rstrip(MARKS + SINGLE)[-1:] in ENDS for block in body]
    if 3 * sum(ended) < 2 * len(body):  # a report whose paragraphs do not end as sentences do, or a list
        return body
    return [
        block
        for index, block in enumerate(body)
        if index == 0 or not ended[index - 1] or not _is_other(text[block.start : block.end])
    ]


def _is_other(words: str) -> bool:
    """A line too long for a cross-head, and too short for a paragraph, that ends like no sentence and is no item."""
    fits = CROSSHEAD_LIMIT < len(words.split()) <= TEASER_LIMIT
    return fits and words[-1].isalnum() and ITEM.match(words) is None and ENDED.search(words) is None
