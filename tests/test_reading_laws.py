"""Laws of reading that hold for any text: nothing is lost, everything is in the text, twice is once."""

from __future__ import annotations

import cProfile
import itertools
import pstats
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.facts as f
from kg.config import Settings, share
from kg.document import Report
from kg.lexicon import load_lexicon
from kg.pipeline import extract, reader
from kg.rdf import shortcuts, to_graphs
from kg.reading.segment import MASK, narrative, segment
from tests.seed import BASE
from tests.strategies import texts

REPORTS = [
    file for half in ("development", "learning") for file in sorted((share("data") / "gold" / half).glob("*.txt"))
]
PARAGRAPHS = [part for file in REPORTS for part in file.read_text(encoding="utf-8").split("\n\n")]


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
    assert all(first.end <= second.start for first, second in itertools.pairwise(document.sentences))
    assert all(first.span.end <= second.span.start for first, second in itertools.pairwise(document.words))


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


@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=2, max_size=9))
@settings(max_examples=100)
def test_paragraphs_of_reports_in_any_order_are_read_to_their_end(paragraphs: list[str]) -> None:
    """What turns to another day or town finds another protest before it than its writer had in mind."""
    extraction = extract(Report(id="r", text="\n\n".join(paragraphs)))
    assert extraction.checked() is extraction


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
        for fact in (one for one in extraction.facts if one != utterance):  # of nobody's, its words alone are evidence
            inside = all(any(content.covers(span) for content in utterance.content) for span in fact.evidence)
            assert not inside or fact is utterance or fact.said_in is not None, (fact, utterance)


def work(text: str) -> int:
    """How many functions are called to read a text: what a busy machine cannot change."""
    profile = cProfile.Profile()
    profile.enable()
    extract(Report(id="r", text=text))
    profile.disable()
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


REPEATED = {
    "paragraphs": "Miners marched in Orvale on Monday, the union said.\n\nPolice arrested 12 of the 400 marchers.\n\n",
    "one sentence": "Miners marched in Orvale and said they would stay, ",
    "roles": "Ana Paz, the mayor of Orvale, and ",
    "quotations": '"We stay," said Ana Paz, "and we go on," ',
    "no quotation ends": 'She said, "We stay. ',
    "figures": "About 200 workers of the Union of Miners met the governor on Monday over pay and ",
    "protests without a full stop": "the rally in Orvale, the march and the strike of May 3, 2021, ",
    "bodies": "Acme Union, ",
    "words without sense": "x1 ،؟ \u200f漢字 ((( ''' ",
}


@pytest.mark.parametrize("name", REPEATED)
def test_the_work_grows_in_step_with_the_length(name: str) -> None:
    work(REPEATED[name])
    short, long = (work(REPEATED[name] * times) for times in (30, 120))
    assert long < 6 * short


WITHOUT_END = {"letters": "A", "digits": "1", "marks": "!…", "spaces": "\u00a0"}
READ = """
import resource, sys
from kg.document import Report
from kg.pipeline import extract
resource.setrlimit(resource.RLIMIT_CPU, (40, 40))
extract(Report(id="r", text="Miners marched.\\n\\n" + sys.argv[1] * (199_000 // len(sys.argv[1]))))
"""


@pytest.mark.parametrize("name", WITHOUT_END)
def test_no_pattern_goes_over_the_same_again_and_again(name: str) -> None:
    """Two seconds are enough; a pattern that begins anew at every character would take many minutes."""
    done = subprocess.run([sys.executable, "-c", READ, WITHOUT_END[name]], check=False)
    assert done.returncode == 0


ODD = {
    "a source alone": "According to Reuters\n\naccording to 12",
    "one line": "x",
    "as long as a report may be": ("Miners marched in Orvale on Monday. " * 6_000)[: Settings().max_report_characters],
    "right to left": "تظاهر العمال \u202e\u202b في المدينة.\n" * 50,
    "Chinese": "数千人在城里游行。\n" * 50,
    "unpaired marks": "“ \"' « » ” ‘ ’ „ ‟" * 50,
    "control characters": "a\x01b\x02\x7f\x85c\ufeff " * 50,
}


@pytest.mark.parametrize("name", ODD)
def test_any_text_is_read_to_its_end_and_twice_alike(name: str) -> None:
    text = ODD[name]
    found = extract(Report(id="r", text=text))
    assert all(0 <= span.start < span.end <= len(text) for fact in found.facts for span in fact.evidence)
    if len(text) < 100_000:
        assert extract(Report(id="r", text=text)).facts == found.facts
