"""The things shown at a protest: flags, pictures, banners, placards, torches, candles, effigies.

Whose flag is shown says what was shown; it makes nobody an organiser or a participant.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.document import Document, Span
from kg.facts import Event, EventKind, Expression, ExpressionForm, Extraction, Fact, Symbol
from kg.lexicon import Lexicon
from kg.patterns import Cue
from kg.reading import grammar
from kg.reading.grammar import Chunk, Clause
from kg.reading.segment import narrative

BEFORE = 90  # characters before a noun in which the verb of showing stands

NOT = re.compile(
    r"\b(?:no|without|not|never|neither|nor|any|ban(?:ned|ning)?(?: on| of)?|forbid\w*|forbade"
    r"|prohibit\w*|instead of|sign of|signs that"
    r"|n['’]t)(?: [\w’'-]+){0,3} $",
    re.IGNORECASE,
)
IDIOM = re.compile(
    r"^ (?:of (?:hope|peace|unity|convenience|freedom|truth|liberty|life|progress|fatigue|resistance|change"
    r"|health|calm|strain"
    r"|stress|trouble|violence|weakness|things|revolt|support)\b"
    r"|at half[- ]mast|bearer|makers?\b|sellers?\b|day\b|ship|up\b|language|that (?!read|said|say|bore|called|proclaim"
    r"|declar|demand)"
    r"|post\b|making\b|shop\b|light\b|album|taken\b|by\b|posted\b|shared\b|published\b"
    r"|circulat\w+|on (?:social|the internet|Facebook))"
)
AFTER = re.compile(
    r"(?: [\w’'-]+){0,6}? (?:went up in flames|in flames|ablaze|(?:was|were|being) (?:burn\w*|set|torched"
    r"|carried|held|raised|hung"
    r"|hoisted|waved|displayed|unfurled|lit|paraded|placed|tied|draped|pinned)|fluttered|flapped|flew|swung"
    r"|burned|knotted|tied"
    r"|draped|pinned|strapped)\b"
)
UNDER = re.compile(r"\b(?:under|beneath) the (?:\w+ )?$", re.IGNORECASE)
QUOTED_UNDER = re.compile(r"\bunder (?:the |a |one )?(?:\w+ )?$", re.IGNORECASE)
CAPTION = re.compile(r"^\s*:")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A thing shown, and what it is of."""

    kind: str
    words: Span
    of: str | None
    rule: str
    owned: bool


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with what was shown."""
    return extraction.adding(_symbols(extraction, lexicon))


def _symbols(extraction: Extraction, lexicon: Lexicon) -> Iterator[Fact]:
    """Each thing once for each event: "placards" a second time are the same."""
    headline = extraction.document.headline
    told, show = narrative(extraction.document), lexicon.deeds["show"]
    texts = sorted(e.content.start for e in extraction.of(Expression) if e.form is ExpressionForm.BANNER)
    seen: set[tuple[str, str | None]] = set()
    hits = [word.span.start for word in extraction.document.words if word.lower in lexicon.symbols]
    found = dict.fromkeys(filter(None, map(extraction.document.sentence_at, hits)))
    for sentence in sorted(found, key=lambda one: headline is not None and headline.covers(one)):
        clause = grammar.clause(extraction.document, sentence, lexicon)
        scene = extraction.scene(sentence.start)
        for index, chunk in enumerate(clause.chunks):
            noun = _noun(extraction.document, chunk)
            word = "" if noun is None else extraction.document.text(noun).lower()
            if noun is None or word not in lexicon.symbols:
                continue
            sort = lexicon.symbol_sorts[word]
            if sort in ("stuff", "text") and _is_of_it(told, noun, lexicon):
                continue
            if sort == "stuff":
                noun = _made(told, sentence, noun)
            elif not _bears_text(texts, sentence, noun) and (
                sort == "text" or not _is_shown(told, sentence, noun, show, sure=sort == "shown")
            ):
                continue
            start = _verb(told, sentence, noun, show)
            for shown in _things(extraction, clause, index, noun, lexicon.symbols[word], lexicon):
                known = shown.kind, scene
                if not shown.owned and known in seen:
                    continue
                seen.add(known)
                yield Symbol(
                    key=f"symbol-{shown.words.start}",
                    kind=shown.kind,
                    words=shown.words,
                    event=scene,
                    of=shown.of,
                    evidence=(Span(min(start, shown.words.start), shown.words.end),),
                    rule=f"symbol-{sort}" if sort in ("text", "stuff") else shown.rule,
                )


def _noun(document: Document, chunk: Chunk) -> Span | None:
    """A word that may be a thing shown: one of its own, or the last of "burned an effigy"."""
    if chunk.code == "w":
        return chunk.span
    words = document.words_in(chunk.span) if chunk.code == "V" else ()
    return words[-1].span if len(words) > 1 else None


def _is_shown(told: str, sentence: Span, noun: Span, show: Cue, *, sure: bool) -> bool:
    """Whether a noun for a thing tells that it was shown."""
    before = told[max(sentence.start, noun.start - BEFORE) : noun.start]
    after = told[noun.end : min(sentence.end, noun.end + 60)]
    if NOT.search(before) is not None or CAPTION.match(after) is not None:
        return False
    written = re.match(r"(?: [\w’'-]+){0,7}? (?:read|reads|reading|said|saying|that read|bearing)\b|:", after)
    if IDIOM.match(after) is not None and written is None:
        return False
    if told[noun.start : noun.end].lower() == "banner" and QUOTED_UNDER.search(before):
        return False
    if UNDER.search(before) and not told[noun.start : noun.end].lower().startswith("flag"):
        return False
    if sure or written is not None or AFTER.match(after):
        return True
    clause = re.split(r"[;:\ufffc]|, (?:which|who)\b", before)[-1]
    return any(hit[0].lower() not in ("of", "made", "left") for hit in show.finditer(clause))


def _is_of_it(told: str, noun: Span, lexicon: Lexicon) -> bool:
    """ "A cardboard coffin", "a purse made of papier-mâché": a stuff, not a thing shown."""
    following = re.compile(r" ([\w’'-]+)").match(told, noun.end)
    other = following is not None and lexicon.expressions.get(following[1].lower()) == "surface"
    return other or told.endswith((" of ", " from ", " out of "), 0, noun.start)


def _made(told: str, sentence: Span, stuff: Span) -> Span:
    """ "A papier-mâché dragon": what is made of the stuff."""
    following = re.compile(r" [\w’'-]+").match(told, stuff.end, sentence.end)
    return stuff if following is None else Span(stuff.start, following.end())


def _bears_text(texts: list[int], sentence: Span, noun: Span) -> bool:
    """Whether the text of a banner stands soon after a noun in its sentence."""
    index = bisect.bisect_left(texts, noun.end)
    return index < len(texts) and texts[index] < min(sentence.end, noun.end + BEFORE)


def _verb(told: str, sentence: Span, noun: Span, show: Cue) -> int:
    """Where the words of showing before a noun begin; without any, the noun."""
    start = max(sentence.start, noun.start - BEFORE)
    clause = re.split(r"[;:\ufffc]|, (?:which|who)\b", told[start : noun.start])[-1]
    verbs = [hit for hit in show.finditer(clause) if hit[0].lower() != "of"]
    return noun.start - len(clause) + verbs[-1].start() if verbs else noun.start


def _things(
    extraction: Extraction, clause: Clause, noun: int, head: Span, kind: str, lexicon: Lexicon
) -> Iterator[_Shown]:
    """One thing for each owner: "the flags of A, B and C" are three."""
    small = lexicon.words["no adjective"]
    alone = clause.chunks[noun].span == head
    start = _phrase_start(extraction.document, clause, noun, small) if alone else head.start
    incident = _incident(extraction, clause, noun)
    if incident is not None:
        yield _Shown(kind, Span(head.start, incident[1].end), incident[0], "symbol-of-incident", owned=True)
        return
    owners = list(_owners(extraction, clause, noun))
    for place, (span, key) in enumerate(owners):
        words = Span(start, span.end) if place == 0 else span
        yield _Shown(kind, words, key, "symbol-of" if place == 0 else "symbol-of-list", owned=True)
    if not owners:
        end = max(head.end, _phrase_end(extraction.document, clause, noun, small))
        yield _Shown(
            kind, Span(start, end), None, "symbol-of-words" if end > head.end else "symbol", owned=end > head.end
        )


def _phrase_start(document: Document, clause: Clause, noun: int, small: frozenset[str]) -> int:
    """Where the adjectives before a noun begin: "black flags", "hand-painted placards"."""
    start = noun
    while start > 0 and noun - start < 3 and _modifies(document, clause.chunks[start - 1], small):
        start -= 1
    return clause.chunks[start].span.start


def _modifies(document: Document, chunk: Chunk, small: frozenset[str]) -> bool:
    text = document.text(chunk.span)
    if chunk.code == "N":
        return " " not in text
    return (
        chunk.code == "w"
        and text[0].isalpha()
        and text.lower() not in small
        and not text.lower().endswith("ly")
        and not re.search(r"ing$", text)
    )


def _owners(extraction: Extraction, clause: Clause, noun: int) -> Iterator[tuple[Span, str | None]]:
    """The names after "of", alone or in a list, each with whom it stands for."""
    match = re.match(
        r"od?[wRG]?[TR]?[OPNL](?![a-z]?V)(?:(?:,n|,|n)o?d?[wR]?T?[OPNL](?![a-z]?[SV'])(?!w?(?:S"
        r"|w*V)))*",
        clause.codes[noun + 1 :],
    )
    for offset, code in enumerate(match[0] if match is not None else ""):
        if code in "OPNL":
            chunk = clause.chunks[noun + 1 + offset]
            entity = extraction.mentioned(chunk.span)
            yield chunk.span, None if entity is None else entity.key


def _phrase_end(document: Document, clause: Clause, noun: int, small: frozenset[str]) -> int:
    """The end of "of the martyrs", "of the agriculture minister": up to the first word that is no part of it."""
    codes = clause.codes[noun + 1 :]
    match = re.match(r"od?(?:[wGRTN]){1,4}(?:od?(?:[wGRNOPL]){1,3})?", codes)
    if match is None:
        return clause.chunks[noun].span.end
    last = noun
    for index in range(noun + 2, noun + 1 + match.end()):
        chunk = clause.chunks[index]
        word = document.text(chunk.span).lower()
        if chunk.code == "w" and (word in small or STOP.fullmatch(word)):
            break
        if chunk.code not in "od":
            last = index
    return clause.chunks[last].span.end


STOP = re.compile(
    r"\w+(?:ed|ing)|after|before|during|for|outside|inside|when|where|until|near|against|read|reads"
    r"|said|flew|tied|hung|shot|slain|today"
)


def _incident(extraction: Extraction, clause: Clause, noun: int) -> tuple[str, Span] | None:
    """ "pictures of the victims of the X killing" are of the incident."""
    match = re.match(r"(?:od?[wG]){1,2}od?[LN]?V|od?[LN]?V", clause.codes[noun + 1 :])
    if match is None:
        return None
    span = clause.chunks[noun + match.end()].span
    incidents = (e for e in extraction.of(Event) if e.kind is EventKind.INCIDENT)
    return next(((e.key, span) for e in incidents if any(m.covers(span) for m in e.evidence)), None)
