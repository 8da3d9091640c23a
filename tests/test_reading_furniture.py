"""What stands around a report on its page is no part of it, and does not take the place of its headline."""

from __future__ import annotations

import pytest

from kg.document import Report
from kg.lexicon import load_lexicon
from kg.reading.segment import segment

HEADLINE = "Dockers march on port of Callao"
LEAD = (
    "Some 300 dockers marched through Callao on Monday against the sale of the port, and blocked the road to its gate."
)
REST = "The police did not step in. Traffic stood still for two hours."


def _read(*blocks: str, publisher: str | None = "Radio Nilo") -> tuple[str | None, list[str]]:
    """Headline and paragraphs of a page with these blocks."""
    report = Report(id="r", text="\n\n".join(blocks) + "\n", publisher=publisher)
    document = segment(report, load_lexicon())
    headline = None if document.headline is None else document.text(document.headline)
    return headline, [document.text(p) for p in document.paragraphs]


@pytest.mark.parametrize(
    "line",
    [
        "Rhea Dunnigan",
        "Hawre Jabari @hawrejabari",
        "By Alinafe Phiri",
        "By Monica Rusk | United Wire",
        "Radio Nilo",
        "July 01, 2013",
        "03-12-2020",
        "Mon 9 June 2020, 14:02 EAT",
        "Update: 12 Nov. 2019, 14:22",
        "PUBLISHED : Saturday, 02 June, 2018, 2:14pm",
        "Dockers at the gate yesterday. PHOTO: AP",
        "Dockers at the gate of the port, May 3, 2021. PHOTO BY ANA SOTO",
        "A view of part of the port of Callao, western Peru, on April 11, 2023. [Nikos Zervas/Eurofoto]",
        "EMMA TRASK/CAMPUS VOICE Dockers stand outside the gate today.",
        "March in Callao at the weekend (RN)",
        "CALLAO-PUERTO-MARCHA (2)",
        "NOW: the port is shut again #callao pic.example/aB3 — Sharon Sackett (@SharonTV9) October 27, 2017",
        "Article continues after this advertisement",
        "< 3 MIN READ",
    ],
)
def test_a_line_below_the_headline_that_is_not_of_the_report_is_none_of_its_paragraphs(line: str) -> None:
    assert _read(HEADLINE, line, LEAD, REST) == (HEADLINE, [LEAD, REST])


@pytest.mark.parametrize("label", ["Local", "Top Stories", "Links for easier access", "BULLETIN No. 31"])
def test_a_label_above_the_headline_is_not_taken_for_it(label: str) -> None:
    assert _read(label, HEADLINE, LEAD, REST) == (HEADLINE, [LEAD, REST])


@pytest.mark.parametrize(
    "line",
    [
        "Governor denies paying gangs to break up marches in the city",
        "A version of this story was carried in the print edition of December 27, 2021",
        "compiled from Radio Meridian and wire reports",
    ],
)
@pytest.mark.parametrize("last", [False, True])
def test_the_headline_of_another_report_is_none_of_its_paragraphs(line: str, last: bool) -> None:
    blocks = [LEAD, REST, line] if last else [LEAD, line, REST]
    assert _read(HEADLINE, *blocks) == (HEADLINE, [LEAD, REST])


def test_the_initials_of_a_desk_make_no_caption_of_a_paragraph() -> None:
    last = "Similar rallies were held on campuses in Lima and Cairo. (NT/AY)"
    headline, paragraphs = _read(HEADLINE, LEAD, REST, last)
    assert (headline, paragraphs[:2], paragraphs[2][:15]) == (HEADLINE, [LEAD, REST], "Similar rallies")


def test_a_caption_above_the_credit_of_a_picture_is_none_of_the_paragraphs() -> None:
    caption = "Dockers hold a banner at the gate of the port."
    assert _read(HEADLINE, caption, "Photo: Ana Soto", LEAD, REST) == (HEADLINE, [LEAD, REST])
    assert _read(HEADLINE, caption, caption, LEAD, REST) == (HEADLINE, [LEAD, REST])


@pytest.mark.parametrize(
    "line",
    ["Lima", "New Delhi", "Cusco, 3 May 2021", "In the south", "22:10 Goodnight from the gate", "• An end to the sale"],
)
def test_places_dates_of_letters_cross_heads_and_items_stay(line: str) -> None:
    assert _read(HEADLINE, LEAD, line, REST)[1] == [LEAD, line, REST]
    if line[0].isupper() and " the " not in line:
        assert _read(HEADLINE, line, LEAD, REST)[1] == [line, LEAD, REST]


def test_who_signs_a_statement_stays() -> None:
    signed = "The executive office of the National Federation of Stallholders (FNS)"
    assert _read(HEADLINE, LEAD, REST, "Your Union of Nurses of Tetovo (SIT)")[1][-1].endswith("(SIT)")
    assert _read("STATEMENT OF THE NATIONAL FEDERATION OF STALLHOLDERS (FNS)", LEAD, signed)[0] is not None


@pytest.mark.parametrize(
    "signed",
    [["Ana Brook, chairperson"], ["For the Front", "Ana Brook, coordinator"], ["Ana Brook", "General Secretary"],
     ["For the National Executive Committee", "The President", "Radu Barsan"]],
)  # fmt: skip
def test_who_signs_and_in_which_office_stays(signed: list[str]) -> None:
    assert _read("STATEMENT ON THE PORT", LEAD, REST, *signed)[1] == [LEAD, REST, *signed]


@pytest.mark.parametrize("line", ["Reporting by Ana Brook; editing by Radu Barsan", "Ana Brook, Night Editor"])
def test_who_wrote_or_edited_a_report_does_not(line: str) -> None:
    assert _read(HEADLINE, LEAD, REST, line)[1] == [LEAD, REST]


def test_a_paragraph_that_lost_its_full_stop_stays_where_others_lost_theirs() -> None:
    lead, rest = LEAD.rstrip("."), "The police did not step in while traffic stood still for two hours"
    assert _read(HEADLINE, lead, rest, "Nobody was hurt at the gate or on the road to it")[1][1:2] == [rest]


def test_a_short_headline_that_tells_of_a_protest_is_no_label() -> None:
    assert _read("Teachers down tools", "What they ask for and what they may get", LEAD)[0] == "Teachers down tools"
