"""Words are found again in texts that were edited, and what was read from them is told apart."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.anchors import Lost, Reading, Thing, find
from kg.decisions import Anchor, Words
from kg.document import Span

TEXT = (
    "Farmers march in Milltown\n\nHundreds of farmers marched in Milltown on Friday. “We want water,” said Ana Brook. "
    "“We want seed,” said Ana Brook’s sister. Police arrested four farmers.\n"
)
LETTERS = st.text("abc “”.\n", max_size=80)


def words(exact: str, nth: int = 0, text: str = TEXT) -> Words:
    start = -1
    for _ in range(nth + 1):
        start = text.index(exact, start + 1)
    return Words.of(text, start, start + len(exact))


def place(exact: str, nth: int = 0, text: str = TEXT) -> Span:
    found = words(exact, nth, text)
    return Span(found.start, found.end)


@given(st.data())
def test_words_that_were_not_touched_are_found_wherever_text_is_inserted(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    at = data.draw(st.integers(0, start) | st.integers(end, len(TEXT)))
    inserted = data.draw(LETTERS)
    taken = Words.of(TEXT, start, end)
    assume(taken.exact not in inserted)
    edited = TEXT[:at] + inserted + TEXT[at:]
    shift = len(inserted) if at <= start else 0
    found = find(taken, edited)
    assert isinstance(found, Span)
    assert edited[found.start : found.end] == taken.exact
    if len(taken.exact) > 3 and at not in (start, end):  # beside the words, two places may look alike
        assert found == Span(start + shift, end + shift)


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 40))
def test_words_of_the_text_itself_are_where_they_were(start: int, length: int) -> None:
    taken = Words.of(TEXT, start, min(len(TEXT), start + length))
    assert find(taken, TEXT) == Span(taken.start, taken.end)


def test_of_the_same_words_those_in_the_same_context_are_found() -> None:
    edited = "Ana Brook speaks again. " + TEXT
    assert find(words("Ana Brook", 1), edited) == place("Ana Brook", 2, edited)


def test_words_at_their_old_place_by_accident_are_not_taken() -> None:
    text = "one two. Here is Ana. And here is Ana with a flag."
    edited = text.removeprefix("one two. Here is Ana. ")
    moved = words("Ana", 1, text)
    assert find(moved, edited) == place("Ana", 0, edited)


def test_a_letter_that_was_mended_does_not_matter() -> None:
    edited = TEXT.replace("Hundreds of farmers marched", "Hundreds of farmers  marched")
    found = find(words("Hundreds of farmers marched in Milltown on Friday"), edited)
    assert isinstance(found, Span)
    assert edited[found.start : found.end] == "Hundreds of farmers  marched in Milltown on Friday"


@pytest.mark.parametrize(
    ("gone", "edited", "says"),
    [
        (words("Police arrested four farmers"), TEXT.replace("Police arrested four farmers.", ""), "does not stand"),
        (words("four"), "There were four of them.", "the text around it is another"),
        (words("Ana"), "", "does not stand"),
    ],
)
def test_words_that_are_gone_are_lost_with_the_reason(gone: Words, edited: str, says: str) -> None:
    found = find(gone, edited)
    assert isinstance(found, Lost)
    assert says in found.reason


def speaking(key: str, event: str) -> Thing:
    spans = (place("said Ana Brook"),)
    return Thing(key=key, kind="relation", spans=spans, predicate="speaker", subject=event, object="person-a")


ANA = Thing(key="person-a", kind="person", spans=(place("Ana Brook"),))
FARMERS = Thing(key="group-b", kind="group", spans=(place("farmers"), place("farmers", 1)))
MARCH = Thing(key="event-a", kind="event", spans=(place("march"), place("marched")))
OTHER = Thing(key="event-b", kind="event", spans=(place("march"), place("arrested")))
SPOKE = speaking("r1", "event-a")
AGAIN = speaking("r2", "event-b")
READ = Reading(TEXT, [ANA, FARMERS, MARCH, OTHER, SPOKE, AGAIN])


@pytest.mark.parametrize("key", [thing.key for thing in (ANA, FARMERS, MARCH, OTHER, SPOKE, AGAIN)])
def test_an_anchor_leads_back_to_what_it_was_made_of(key: str) -> None:
    anchor = READ.anchor("r", key)
    assert anchor is not None
    assert READ.matched(anchor) == key


def test_what_is_read_anew_under_other_keys_is_found() -> None:
    things = [
        Thing(
            key=f"new-{thing.key}", kind=thing.kind, spans=tuple(Span(s.start + 5, s.end + 5) for s in thing.spans),
            predicate=thing.predicate,
            subject=thing.subject and f"new-{thing.subject}", object=thing.object and f"new-{thing.object}",
        )
        for thing in (ANA, FARMERS, MARCH, OTHER, SPOKE, AGAIN)
    ]  # fmt: skip
    edited = Reading("12345" + TEXT, things)
    for key in READ.things:
        anchor = READ.anchor("r", key)
        assert anchor is not None
        assert edited.matched(anchor) == f"new-{key}"


def test_an_event_is_found_by_the_other_words_that_tell_of_it() -> None:
    anchor = READ.anchor("r", "event-a")
    assert anchor is not None
    assert [words.exact for words in anchor.also] == []
    assert anchor.words is not None
    assert anchor.words.exact == "marched"  # "march" tells of another event as well
    alone = Reading(TEXT, [ANA, FARMERS, MARCH]).anchor("r", "event-a")
    assert alone is not None
    assert [words.exact for words in alone.also] == ["marched"]
    later = Thing(key="event-c", kind="event", spans=(place("marched"),))
    assert Reading(TEXT, [later]).matched(alone) == "event-c"


def test_a_relation_of_others_in_the_same_words_is_another() -> None:
    anchor = READ.anchor("r", "r1")
    assert anchor is not None
    without = Reading(TEXT, [ANA, MARCH, OTHER, AGAIN])
    assert isinstance(without.matched(anchor), Lost)


def test_an_entity_that_is_of_another_kind_now_is_the_same() -> None:
    anchor = READ.anchor("r", "person-a")
    assert anchor is not None
    body = Thing(key="organization-a", kind="organization", spans=ANA.spans)
    assert Reading(TEXT, [body]).matched(anchor) == "organization-a"


def test_two_that_cannot_be_told_apart_are_not_guessed_at() -> None:
    anchor = Anchor(report="r", kind="person", words=words("Ana Brook"))
    twin = Thing(key="person-twin", kind="person", spans=ANA.spans)
    found = Reading(TEXT, [ANA, twin]).matched(anchor)
    assert found == Lost("more than one person was read from “Ana Brook”")
