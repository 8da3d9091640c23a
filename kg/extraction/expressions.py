"""Slogans, chants, texts on banners, and the things shown: flags, pictures, torches.

Whose flag is shown says what was shown; it makes nobody an organiser or a participant.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from kg.document import QuotedRegion, Span
from kg.facts import Event, EventKind, Expression, ExpressionForm, Extraction, Fact, Symbol
from kg.grammar import Clause, clauses
from kg.lexicon import Lexicon
from kg.segment import narrative

VARIANT = 0.8  # share of equal words, in order, above which two slogans are one in another wording
READS = re.compile(r"read|sa(?:id|ying)|bore|with the words", re.IGNORECASE)
JOINS = re.compile(r"[\s,;]*(?:and|or)?[\s,]*")


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with what was called and shown."""
    extraction = extraction.adding(_expressions(extraction, lexicon))
    return extraction.adding(_symbols(extraction, lexicon))


def _expressions(extraction: Extraction, lexicon: Lexicon) -> Iterator[Fact]:
    found: list[Expression] = []
    told = narrative(extraction.document)
    for sentence in extraction.document.sentences:
        previous: tuple[QuotedRegion, str, Span] | None = None
        position = sentence.start
        for region in (q for q in extraction.document.quoted if sentence.covers(q.span)):
            form = _form(told, Span(position, region.span.start), lexicon) if region.span.start > position else None
            chained = previous is not None and JOINS.fullmatch(told[previous[0].span.end : region.span.start])
            if form is None and chained and previous is not None:
                form = (previous[1], previous[2])
            position = region.span.end
            previous = None if form is None else (region, *form)
            if form is not None:
                found.append(_expression(extraction, region, form, found))
    yield from found


def _form(told: str, before: Span, lexicon: Lexicon) -> tuple[str, Span] | None:
    """The word that announces a slogan, chant or banner text, if it stands last before the quotation."""
    markers = list(lexicon.expressions.find(told, before))
    if not markers or ";" in told[markers[-1].span.end : before.end]:
        return None
    marker = markers[-1]
    between = told[marker.span.end : before.end]
    cues = [cue for cue in lexicon.cues.find(told, Span(marker.span.end, before.end)) if cue.row["kind"] == "say"]
    if len(between.strip()) > 0 and cues:
        return None
    banner = marker.row["form"] == "BannerText"
    if banner and not READS.search(told[marker.span.start : marker.span.end]) and len(between.strip(" ,:")) > 0:
        return None
    if not banner and between.count(" ") > 8:
        return None
    return marker.row["form"], marker.span


def _expression(
    extraction: Extraction, region: QuotedRegion, form: tuple[str, Span], before: list[Expression]
) -> Expression:
    words = _tokens(extraction, region.content)
    variant = next((e.key for e in before if _alike(words, _tokens(extraction, e.content))), None)
    return Expression(
        key=f"expression-{region.content.start}", form=ExpressionForm(form[0]), content=region.content,
        event=extraction.scene(region.span.start), variant_of=variant,
        evidence=tuple(sorted((form[1], region.content))), rule=f"expression-{form[0].lower()}",
    )  # fmt: skip


def _tokens(extraction: Extraction, span: Span) -> list[str]:
    return re.findall(r"\w+", extraction.document.text(span).lower())


def _alike(first: list[str], second: list[str]) -> bool:
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= VARIANT and matcher.quick_ratio() >= VARIANT and matcher.ratio() >= VARIANT


def _symbols(extraction: Extraction, lexicon: Lexicon) -> Iterator[Fact]:
    for _, clause in clauses(extraction.document, lexicon):
        displayed = -1
        for index, chunk in enumerate(clause.chunks):
            word = extraction.document.text(chunk.span).lower()
            if word in lexicon.words["display"]:
                displayed = index
            elif chunk.code in "V;":
                displayed = -1
            elif displayed >= 0 and chunk.code == "w" and word in lexicon.symbols:
                yield from _shown(extraction, clause, displayed, index, lexicon.symbols[word])


def _shown(extraction: Extraction, clause: Clause, verb: int, noun: int, kind: str) -> Iterator[Fact]:
    """One symbol for each thing it is of: "the flags of A, B and C" are three."""
    scene = extraction.scene(clause.chunks[noun].span.start)
    start = clause.chunks[verb].span.start
    owners = re.match(r"od?w?T?[OPGNL](?:(?:,n|,|n)d?w?T?[OPN](?![a-z]?S))*", clause.codes[noun + 1 :])
    spans: list[tuple[Span, str | None]] = []
    if owners is not None:
        for offset, code in enumerate(owners[0]):
            chunk = clause.chunks[noun + 1 + offset]
            entity = extraction.mentioned(chunk.span)
            if code in "OPGNL" and entity is not None and (code != "G" or _incident(extraction, clause, noun) is None):
                spans.append((chunk.span, entity.key))
    incident = _incident(extraction, clause, noun)
    if incident is not None:
        spans = [(Span(clause.chunks[noun].span.start, incident[1].end), incident[0])]
    for span, of in spans or [(clause.chunks[noun].span, None)]:
        yield Symbol(
            key=f"symbol-{span.start}", kind=kind, words=span, event=scene, of=of, evidence=(Span(start, span.end),),
            rule="symbol-displayed",
        )  # fmt: skip


def _incident(extraction: Extraction, clause: Clause, noun: int) -> tuple[str, Span] | None:
    """ "pictures of the victims of the X killing" are of the incident."""
    match = re.match(r"(?:od?[wG]){1,2}od?[LN]?V|od?[LN]?V", clause.codes[noun + 1 :])
    if match is None:
        return None
    span = clause.chunks[noun + match.end()].span
    incidents = (e for e in extraction.of(Event) if e.kind is EventKind.INCIDENT)
    return next(((e.key, span) for e in incidents if any(m.covers(span) for m in e.evidence)), None)
