"""What happens at a protest, and when: the constructions of `parts`, `actions` and `dates`, and their traps."""

from __future__ import annotations

import datetime

import pytest

from kg.document import Report
from kg.facts import Event, EventKind, TimeReference
from kg.pipeline import extract

PARTS = {EventKind.SPEECH, EventKind.COMMEMORATION, EventKind.DELIVERY, EventKind.RESPONSE, EventKind.OTHER}


def forms(sentence: str) -> list[str]:
    """The parts read from a sentence that follows one about a protest."""
    extraction = extract(Report(id="r", text=f"Residents rallied in Velmora on Friday. {sentence}"))
    return [event.forms[0] for event in extraction.of(Event) if event.kind in PARTS and event.forms]


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        ("Then Ada Lovik took the microphone.", "speech"),
        ("Ada Lovik harangued the crowd from a cart.", "speech"),
        ("The appeal of the tenants was read aloud.", "statement"),
        ("A petition with 900 names was left with an usher.", "delivery"),
        ("They handed in a list of demands.", "delivery"),
        ("A silence of three minutes was kept.", "minute-of-silence"),
        ("Flowers were laid at the gate.", "commemoration"),
        ("Children danced and a choir sang.", "performance"),
        ("Youths set tyres alight.", "burning"),
        ("A straw dummy of the governor went up in flames.", "burning"),
        ("Riot police drove the crowd back with water cannon.", "dispersal"),
        ("The marchers were forcibly cleared by officers.", "dispersal"),
        ("Two women were led away.", "arrest"),
        ("Six strikers were bundled into vans.", "arrest"),
        ("Officers encircled the marchers.", "surrounding"),
        ("Guards impounded a loudspeaker.", "confiscation"),
        ("Bricks were thrown at the marchers.", "attack"),
        ("The two camps came to blows.", "clash"),
        ("A delegation was later received by the prefect.", "negotiation"),
    ],
)
def test_a_part_of_a_protest_is_read(sentence: str, form: str) -> None:
    assert form in forms(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Lovik spoke on condition of anonymity.",
        "They defend freedom of speech.",
        "The crowd dispersed peacefully.",
        "The square is surrounded by hills.",
        "The firm has presented no documents.",
        "They demand the release of those arrested.",
        "The tenants plan to hand over a petition.",
        "The union addressed the question of pay.",
    ],
)
def test_what_only_looks_like_a_part_is_none(sentence: str) -> None:
    assert forms(sentence) == []


def test_one_part_told_twice_in_a_sentence_is_one() -> None:
    assert forms("Police fired tear gas and drove the crowd back.") == ["dispersal"]


def dates(text: str) -> list[tuple[str, datetime.date | None]]:
    """The words of the dates of a report of 15 May 2024, a Wednesday, with their days."""
    extraction = extract(Report(id="r", text=text, published=datetime.date(2024, 5, 15)))
    return [(extraction.document.text(time.words), time.earliest) for time in extraction.of(TimeReference)]


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Residents rallied in Velmora. The market was flattened by bulldozers on Monday.", "Monday", 13),
        ("Residents rallied in Velmora. They brought bread on Tuesday.", "Tuesday", 14),
        ("Residents rallied in Velmora the day before yesterday.", "the day before yesterday", 13),
    ],
)
def test_a_date_is_of_what_happened_then(text: str, words: str, day: int) -> None:
    assert (words, datetime.date(2024, 5, day)) in dates(text)


def test_the_day_of_a_meeting_dates_no_protest() -> None:
    assert dates("Residents rallied in Velmora. They will bring it up at Thursday's council meeting.") == []


def test_what_a_part_is_called_ends_with_a_word_that_tells_of_it() -> None:
    text = (
        "March in Aldo\n\nHundreds marched in Aldo on Monday. There was a scuffle with guards. One marcher was beaten"
        " and two were arrested."
    )
    parts = [e for e in extract(Report(id="r", text=text)).of(Event) if e.kind is not EventKind.PROTEST]
    assert [e.label for e in parts] == ["scuffle", "was beaten", "arrested"]
