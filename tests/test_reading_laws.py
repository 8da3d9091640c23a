"""Laws of reading that hold for any text: nothing is lost, everything is in the text, twice is once."""

from __future__ import annotations

import itertools

from hypothesis import given, settings

import kg.facts as f
from kg.document import Report
from kg.lexicon import load_lexicon
from kg.pipeline import extract, reader
from kg.rdf import shortcuts, to_graphs
from kg.segment import MASK, narrative, segment
from tests.seed import BASE
from tests.strategies import texts


@given(texts)
def test_paragraphs_headline_and_boilerplate_hold_every_word_once(text: str) -> None:
    document = segment(Report(id="r", text=text), load_lexicon())
    blocks = [*document.paragraphs, *document.boilerplate, *([document.headline] if document.headline else [])]
    blocks.sort()
    covered = "".join(document.text(block) for block in blocks)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(first.end <= second.start for first, second in itertools.pairwise(blocks))


@given(texts)
def test_sentences_lie_inside_one_paragraph_and_do_not_overlap(text: str) -> None:
    document = segment(Report(id="r", text=text), load_lexicon())
    for sentence in document.sentences:
        assert sum(block.covers(sentence) for block in (*document.paragraphs, document.headline or sentence)) >= 1
    ordered = sorted(document.sentences)
    assert all(first.end <= second.start for first, second in itertools.pairwise(ordered))


@given(texts)
def test_quoted_regions_do_not_overlap_and_the_narrative_keeps_its_offsets(text: str) -> None:
    document = segment(Report(id="r", text=text), load_lexicon())
    regions = [region.span for region in document.quoted]
    assert all(first.end <= second.start for first, second in itertools.pairwise(regions))
    told = narrative(document)
    assert len(told) == len(text)
    assert all(mine in (MASK, theirs) for mine, theirs in zip(told, text, strict=True))


@given(texts)
@settings(max_examples=300)
def test_every_fact_of_any_text_has_its_words_in_the_text(text: str) -> None:
    extraction = extract(Report(id="r", text=text))
    for fact in extraction.facts:
        assert len(fact.evidence) > 0
        for span in fact.evidence:
            assert extraction.document.text(span).strip() != ""
    for entity in extraction.entities:
        assert entity.name.strip() != ""
        assert all(extraction.document.text(span) for span in entity.mentions)


@given(texts)
def test_reading_twice_gives_the_same_triples_and_every_shortcut_is_derivable(text: str) -> None:
    first, second = (to_graphs(extract(Report(id="r", text=text)), base=BASE, reader=reader()) for _ in range(2))
    assert set(first.facts) == set(second.facts)
    assert set(first.claims) == set(second.claims)
    assert shortcuts(first.facts) <= set(first.facts)


@given(texts)
def test_what_is_read_inside_a_direct_quotation_is_a_claim(text: str) -> None:
    extraction = extract(Report(id="r", text=text))
    for utterance in extraction.of(f.Utterance):
        if not utterance.direct:
            continue
        for fact in extraction.facts:
            inside = all(any(content.covers(span) for content in utterance.content) for span in fact.evidence)
            assert not inside or fact.said_in is not None, (fact, utterance)
