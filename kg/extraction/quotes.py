"""Quotations and indirect statements: who said what, with which words, at which event.

cue, source and content as in quotation extraction (Pareti 2012); the speaker is the subject of the verb: next to
it, or that of the verb it continues, or the person a pronoun stands for. Quoted words without a verb of saying
are nobody's statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.document import Closure, Document, QuotedRegion, Span
from kg.facts import Entity, EntityKind, Expression, Extraction, Fact, Relation, Utterance
from kg.grammar import Chunk, Clause, clauses
from kg.lexicon import Lexicon

INSERTION = re.compile(r"\((?P<words>[^()]*)\)|\[(?P<square>[^\[\]]*)\]")
SUBJECT = re.compile(r"(?P<subject>[PpGO])(?:\([^)]*\))?,?w{0,1}$")
APPOSITION = re.compile(r"(?P<subject>P)(?:\([^)]*\))?(?:,[dwRofiOLGNn'#T]+,|[oi]d?O)w?$")
CLAUSE = re.compile(r"(?P<subject>[PNG]),r[^;QS]*,w?$")
INVERTED = re.compile(r"(?:d?O?'?R)?T?(?P<agent>[PGO])")
RELATIVE = re.compile(r"P,r$")
COORDINATED = re.compile(r"(?:n|,n|,)w?$")
AFTER = re.compile(r"^,?(?:(?P<person>[PpGO])w?S|S(?P<inverted>[PGO]))")
NO_OBJECT = re.compile(r"^(?:today|yesterday|during|in|at|on|after|before|by|with|when|while)\b", re.IGNORECASE)
PRONOUNS = {"he": "singular", "she": "singular", "they": "plural"}


@dataclass
class _Speech:
    """Who has been speaking: what pronouns and continued verbs refer to."""

    person: tuple[Entity, Span] | None = None
    group: tuple[Entity, Span] | None = None
    quoted: int = -1  # where the last quotation that somebody was found to say ends
    cue: tuple[Entity, Span] | None = None  # the subject of the last verb of saying in this sentence


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its utterances."""
    state = _Speech()
    found: list[Fact] = []
    for _, clause in clauses(extraction.document, lexicon):
        found += _sentence(extraction, clause, state, lexicon)
    return extraction.adding(found)


def _sentence(extraction: Extraction, clause: Clause, state: _Speech, lexicon: Lexicon) -> Iterator[Fact]:
    state.cue = None
    shown = [e.content for e in extraction.of(Expression)]
    used = {i for i, c in enumerate(clause.chunks) if c.code == "Q" and any(c.span.overlaps(span) for span in shown)}
    for index, chunk in enumerate(clause.chunks):
        _remember(extraction, clause, index, state)
        if chunk.code != "S":
            continue
        subject = _subject(extraction, clause, index, state)
        if subject is None:
            continue
        state.cue = subject
        quoted = _quotation_of(clause, index, used)
        event = _event(extraction, chunk.span, clause, subject[0])
        if quoted:
            regions = [_region(extraction.document, clause, position) for position in quoted]
            used.update(quoted)
            state.quoted = regions[-1].span.end
            yield from _direct(extraction, regions, chunk, subject, event, lexicon)
        else:
            yield from _indirect(extraction, clause, index, subject, event)
    yield from _trailing(extraction, clause, state)
    yield from _carried(extraction, clause, state, lexicon)


def _remember(extraction: Extraction, clause: Clause, index: int, state: _Speech) -> None:
    """The last person told of outside quotations is whom "he" or "she" means; the last group is "they"."""
    chunk = clause.chunks[index]
    if index == 0 and re.match(r"N(?:,|V)", clause.codes):
        state.person = None  # somebody new of whom we know only a name: "he" is that one
    entity = extraction.mentioned(chunk.span) if chunk.code in "PG" else None
    if entity is not None and entity.kind is EntityKind.PERSON and not clause.codes[:index].endswith("To"):
        state.person = (entity, chunk.span)
    if chunk.code == "G" and chunk.annotation is not None and chunk.annotation.value not in ("other", "force"):
        crowd = extraction.crowd(chunk.annotation)
        state.group = state.group if crowd is None else (crowd, chunk.span)


def _subject(extraction: Extraction, clause: Clause, index: int, state: _Speech) -> tuple[Entity, Span] | None:
    """Whose verb a cue is."""
    before = clause.codes[:index]
    if RELATIVE.search(before):
        return _agent(extraction, clause.chunks[index - 3], state)
    inverted = INVERTED.match(clause.codes, index + 1) if before.endswith(("Q", "Q,")) else None
    if inverted is not None:
        return _agent(extraction, clause.chunks[inverted.start("agent")], state)
    near = CLAUSE.search(before) or APPOSITION.search(before) or SUBJECT.search(before)
    if near is not None and re.search(r"S[^nQ]*h[^nQ]*$", before[: near.start("subject")]):
        return None  # "X said that Y had promised": what Y promised is part of what X said
    if near is not None:
        return _agent(extraction, clause.chunks[near.start("subject")], state)
    if re.search(r"S[^nQ]*h[^nQ]*$", before):
        return None
    if clause.codes[:index].endswith("t"):
        return None  # "to denounce": an aim, not a statement
    if COORDINATED.search(before) and state.cue is not None:
        return state.cue
    first = re.search(r"[PpG]", before)
    if first is None or "V" in before[: first.start()] or re.search(r"[ri]$", before):
        return state.cue if re.search(r"[hr]$", before) is None else None
    return _agent(extraction, clause.chunks[first.start()], state)


def _agent(extraction: Extraction, chunk: Chunk, state: _Speech) -> tuple[Entity, Span] | None:
    if chunk.code == "p":
        word = extraction.document.text(chunk.span).lower()
        return state.person if PRONOUNS[word] == "singular" else state.group
    if chunk.code == "G" and chunk.annotation is not None:
        crowd = extraction.crowd(chunk.annotation)
        return None if crowd is None else (crowd, chunk.span)
    entity = extraction.mentioned(chunk.span)
    return None if entity is None else (entity, chunk.span)


def _quotation_of(clause: Clause, index: int, used: set[int]) -> list[int]:
    """The quotation a cue introduces, or the one it follows; "Q, he said, Q" is one quotation in two parts."""
    before = re.search(r"Q,?(?:(?:d?w?R[^QSV;]*,)?[PpGO](?:,[^QSV;]*,|,?w?))?$", clause.codes[:index])
    parts = [] if before is None or before.start() in used else [before.start()]
    if parts:
        after = re.match(r"T?[PpNG]?,?(Q)", clause.codes[index + 1 :])
        return parts if after is None else [*parts, index + 1 + after.start(1)]
    for position in range(index + 1, len(clause.codes)):
        code = clause.codes[position]
        if code == "Q" and position not in used:
            return [position]
        colon = clause.codes[position + 1 : position + 2] == ":"  # "told the rally: …"
        if code in "S;" or (code == "V" and not colon) or clause.codes[position : position + 2] == "nS":
            break
    return []


def _region(document: Document, clause: Clause, position: int) -> QuotedRegion:
    return document.quoted_in(clause.chunks[position].span)[0]


def _event(extraction: Extraction, cue: Span, clause: Clause, speaker: Entity) -> str | None:
    """The speech the speaker gives in this scene; of a crowd, the event; of anybody else it is not known where."""
    scene = extraction.scene(cue.start)
    after = clause.codes[clause.index_at(cue.end) :]
    if extraction.document.text(cue).lower().startswith("t") and after[:1] in ("N", "O"):
        return None  # "told THE PAPER": not at the event
    speech = extraction.speech_of(speaker.key, scene)
    if speech is not None:
        return speech
    takes_part = any(r.predicate == "participant" and r.object == speaker.key for r in extraction.of(Relation))
    return scene if takes_part else None


def _direct(
    extraction: Extraction,
    regions: list[QuotedRegion],
    cue: Chunk | None,
    subject: tuple[Entity, Span],
    event: str | None,
    lexicon: Lexicon,
) -> Iterator[Fact]:
    document = extraction.document
    parts = [_without_insertions(document, region.content, lexicon) for region in regions]
    more = _continuations(document, regions[-1])
    spans = (*(span for content, _ in parts for span in content), *(r.content for r in more))
    yield Utterance(
        key=f"utterance-{regions[0].content.start}",
        direct=True,
        content=spans,
        insertions=tuple(span for _, inserted in parts for span in inserted),
        speaker=subject[0].key,
        cue=None if cue is None else cue.span,
        event=event,
        closure=(more or regions)[-1].closure,
        evidence=tuple(sorted({subject[1], *([] if cue is None else [cue.span]), *spans})),
        rule="quote-carried" if cue is None else "quote-cue",
    )


def _continuations(document: Document, region: QuotedRegion) -> list[QuotedRegion]:
    """The paragraphs over which a quotation goes on."""
    more: list[QuotedRegion] = []
    while (more[-1] if more else region).closure is Closure.CONTINUED:
        number = document.quoted.index(more[-1] if more else region)
        if number + 1 >= len(document.quoted):
            break
        more.append(document.quoted[number + 1])
    return more


def _without_insertions(
    document: Document, content: Span, lexicon: Lexicon
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The words said, and the editor's between them: square brackets, and round ones that explain."""
    pieces, insertions, position = [], [], content.start
    for match in INSERTION.finditer(document.report.text, content.start, content.end):
        words = match["words"]
        if words is not None and not words.lower().startswith(tuple(lexicon.words["insertion"])):
            continue
        insertions.append(Span(*match.span()))
        pieces.append((position, match.start()))
        position = match.end()
    pieces.append((position, content.end))
    text = document.report.text
    trimmed = [(a + len(text[a:b]) - len(text[a:b].lstrip(" ,")), a + len(text[a:b].rstrip())) for a, b in pieces]
    return tuple(Span(a, b) for a, b in trimmed if b > a), tuple(insertions)


def _indirect(
    extraction: Extraction,
    clause: Clause,
    index: int,
    subject: tuple[Entity, Span],
    event: str | None,
) -> Iterator[Fact]:
    """What a verb of saying reports without quoting: "that …", or the object of a reported act."""
    content = _content(extraction.document, clause, index)
    cue = clause.chunks[index]
    if content is not None:
        yield Utterance(
            key=f"utterance-{cue.span.start}",
            direct=False,
            content=(content,),
            speaker=subject[0].key,
            cue=cue.span,
            event=event,
            evidence=tuple(sorted({subject[1], Span(cue.span.start, content.end)})),
            rule="statement-act" if cue.annotation and cue.annotation.value == "act" else "statement-indirect",
        )


TRAILING = re.compile(r",d?w{0,3}(?P<subject>[PpGO])?(?P<cue>S)w{0,2}x?$")


def _trailing(extraction: Extraction, clause: Clause, state: _Speech) -> Iterator[Fact]:
    """ "…, organisers said.": the sentence is theirs; the figures in it are only theirs."""
    match = TRAILING.search(clause.codes)
    if match is None or match.start() == 0 or "Q" in clause.codes:
        return
    cue = clause.chunks[match.start("cue")]
    agent = None if match["subject"] is None else clause.chunks[match.start("subject")]
    named = None if agent is None else _agent(extraction, agent, state)
    content = clause.span(0, match.start())
    words = clause.span(match.start() + 1, match.start("cue") + 1)
    yield Utterance(
        key=f"utterance-{cue.span.start}",
        direct=False,
        content=(content,),
        speaker=None if named is None else named[0].key,
        cue=cue.span,
        evidence=(content, words),
        rule="statement-trailing",
    )


def _content(document: Document, clause: Clause, index: int) -> Span | None:
    """From the cue to the end of its clause: the next verb of saying, a quotation, a semicolon or the full stop."""
    end = len(clause.codes)
    for position in range(index + 1, len(clause.codes)):
        if clause.codes[position] in "Q;" or re.match(r",?n?w?S|,nw", clause.codes[position:]):
            end = position
            break
    if end <= index + 1:
        return None
    text = document.report.text
    start, stop = clause.chunks[index + 1].span.start, clause.chunks[end - 1].span.end
    words = text[start:stop]
    lead = re.match(r"(?:that|on|upon)\s+", words)
    if document.text(clause.chunks[index].span).lower() in ("told", "tells", "telling"):
        lead = re.match(r"[^,;]{1,80}?\bthat\s+", words)  # "told reporters that": what was told, not to whom
        if lead is None:
            return None
    start += lead.end() if lead is not None else 0
    stop = start + len(text[start:stop].rstrip(" .,;:"))
    cue = clause.chunks[index].annotation
    act = cue is not None and cue.value == "act"
    if stop <= start or (lead is None and NO_OBJECT.match(words)) or (stop - start < 4 and not act):
        return None
    return Span(start, stop)


def _carried(extraction: Extraction, clause: Clause, state: _Speech, lexicon: Lexicon) -> Iterator[Fact]:
    """A paragraph that is nothing but a quotation goes on with the speaker of the one before, if that was a quote."""
    if clause.codes.strip("x,") != "Q" or state.person is None:
        return
    region = extraction.document.quoted_at(clause.chunks[0].span.start)
    previous = [r for r in extraction.document.quoted if region is not None and r.span.end <= region.span.start]
    if region is None or not previous or previous[-1].closure is Closure.CONTINUED:
        return
    between = extraction.document.report.text[previous[-1].span.end : region.span.start]
    if not between.strip(" \n.,") and state.quoted == previous[-1].span.end:
        state.quoted = region.span.end
        event = _event(extraction, region.span, clause, state.person[0])
        yield from _direct(extraction, [region], None, state.person, event, lexicon)
