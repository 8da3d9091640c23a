"""What looks like no part of a report on its page is marked as boilerplate; what the report says is kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.document import Report
from kg.lexicon import load_lexicon
from kg.reading.layout import looks
from kg.reading.segment import segment

REPORT = """Tannery workers march in Orvale

Some 300 tannery workers marched through Orvale on Monday over wages that had not been paid since March.

"We have waited long enough," said Ana Brook of the Tanners' Union, who led them to the town hall on the river.

Police stood by and watched the march until it ended in the evening with songs under the bridge."""
ABOVE = "Home » News » Local"
BELOW = """• Share on Facebook

Tagged: wages, tanneries, Orvale

Ferry Service Resumes After Storm

Two Killed In Crash On Coast Road"""


def boilerplate(text: str) -> list[str]:
    """The blocks that are no part of a report."""
    return [text[span.start : span.end] for span in segment(Report(id="r", text=text), load_lexicon()).boilerplate]


def test_the_furniture_of_a_page_is_told_from_its_report() -> None:
    page = f"{ABOVE}\n\n{REPORT}\n\n{BELOW}\n"
    assert boilerplate(page) == [ABOVE, *BELOW.split("\n\n")]


def test_a_report_without_a_page_has_no_furniture() -> None:
    assert boilerplate(f"{REPORT}\n") == []


BLOCKS = st.lists(st.text(min_size=1, max_size=60).map(lambda words: words.strip() or "x"), max_size=12)


@given(BLOCKS)
def test_every_block_looks_like_something_and_the_same_each_time(blocks: list[str]) -> None:
    found = list(looks(blocks))
    assert len(found) == len(blocks)
    assert all(found)
    assert found == list(looks(blocks))
