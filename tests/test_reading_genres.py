"""What a genre does with a page: round-ups by dateline, live blogs, interviews, signatures; all names are invented."""

from __future__ import annotations

import datetime

import kg.facts as f
from kg.document import Report
from kg.pipeline import extract


def read(text: str, published: datetime.date | None = None) -> f.Extraction:
    """What is read of a text."""
    return extract(Report(id="r", text=text, published=published))


def protests(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    """The first form, the places and the modality of each protest, in the order of the text."""
    found = read(text)
    at: dict[str, list[str]] = {}
    for relation in found.of(f.Relation):
        if relation.predicate is f.Predicate.PLACE:
            at.setdefault(relation.subject, []).append(found.entity(str(relation.object)).name)
    events = [e for e in found.of(f.Event) if e.kind is f.EventKind.PROTEST and e.said_in is None]
    ordered = sorted(events, key=lambda e: e.evidence[-1].start)
    return [(e.forms[0], tuple(sorted(at.get(e.key, ()))), str(e.modality)) for e in ordered]


def sizes(text: str) -> list[str]:
    """The words of the sizes of protests."""
    found = read(text)
    return [found.document.text(c.words) for c in found.of(f.Count) if c.of is f.CountOf.PARTICIPANTS]


ROUND_UP = """Workers rally around the country

{0} About 500 members of the Union of Dockers gathered in Harbour Square to demand a higher wage.

{1} Some 300 weavers marched from the mill to the town hall. Four were detained.

{2} A rally planned by the union of miners was cancelled because of heavy rain.
"""


def test_each_dateline_of_a_round_up_begins_an_event_of_its_own() -> None:
    for heads in (("ALDO –", "VELMORA –", "KARSK –"), ("ALDO (Wire) —", "VELMORA —", "KARSK —")):
        found = protests(ROUND_UP.format(*heads))
        assert [(form, modality) for form, _, modality in found] == [
            ("gathering", "asserted"), ("march", "asserted"), ("rally", "negated"),
        ]  # fmt: skip
        assert ["ALDO" in found[0][1], "VELMORA" in found[1][1], "KARSK" in found[2][1]] == [True] * 3
        assert not any("ALDO" in places for _, places, _ in found[1:])


def test_one_dateline_is_where_the_whole_report_is_from() -> None:
    text = "Weavers march\n\nVELMORA – Weavers marched on Monday over pay.\n\nThe march ended at the town hall."
    assert [(form, places[0]) for form, places, _ in protests(text)] == [("march", "VELMORA")]


def test_a_year_is_no_number_of_people() -> None:
    text = "Vigil in Aldo\n\nSome 60 people held a vigil in Aldo. Ada Lovik joined it; she was a nurse until 2011."
    assert sizes(text) == ["Some 60"]
    harmed = read(
        "Four jailed over 2019 mill blockade in Aldo\n\nFour people who blocked the mill in Aldo were jailed."
    )
    assert not [c for c in harmed.of(f.Count) if c.low == 2019]


def test_a_number_that_looks_like_a_year_and_counts_people_is_their_number() -> None:
    assert sizes("March in Aldo\n\nAbout 1950 people marched in Aldo on Monday.") == ["About 1950"]
    assert sizes("March in Aldo\n\nExactly 2012 workers marched in Aldo on Monday.") == ["2012"]


LIVE = """As it happened: nurses march in Karsk

08.05 In Velmora, about 300 nurses have gathered in front of the Ada hospital.

09:15 – More than 4,000 people are marching through Karsk, police say.

10:00

Around 80 tractors have joined the march.

13:20 ILO Commissioner Ana Brand has met a delegation of nurses, the office says.
"""


def test_the_times_of_a_live_blog_are_no_words_of_it() -> None:
    found = read(LIVE)
    assert [found.document.text(s) for s in found.document.boilerplate] == ["08.05", "09:15 –", "10:00", "13:20"]
    assert not [c for c in found.of(f.Count) if found.document.text(c.words) == "08.05"]
    said = [found.document.text(words) for u in found.of(f.Utterance) for words in u.content]
    assert "ILO Commissioner Ana Brand has met a delegation of nurses" in said


def test_two_hours_make_no_live_blog() -> None:
    text = "March in Aldo\n\n10:30 is when hundreds marched in Aldo.\n\n11:15 saw the march end.\n\nIt was peaceful."
    assert read(text).document.boilerplate == ()


def test_an_entry_of_a_live_blog_about_another_protest_is_an_aside() -> None:
    text = (
        "Live: dockers march in Karsk\n\n09:00 Hundreds of dockers are marching through Karsk.\n\n"
        "09:30 In Velmora, weavers have staged a sit-in outside the mill.\n\n10:00 About 900 people are taking part."
    )
    found = read(text)
    (march,) = [e for e in found.of(f.Event) if "march" in e.forms]
    assert [c.event for c in found.of(f.Count) if c.low == 900] == [march.key]


def test_a_bare_figure_counts_what_stands_before_it() -> None:
    text = "Live\n\nHundreds of tractors blocked the road to Aldo. Police now put the number of tractors at 900."
    assert {c.of for c in read(text).of(f.Count)} == {f.CountOf.VEHICLES}
    text = "March\n\nAbout 40 tractors blocked the road to Aldo. Police put the number of protesters at 900."
    assert [c.of for c in read(text).of(f.Count) if c.low == 900] == [f.CountOf.PARTICIPANTS]


TALK = """A talk about the march in Karsk

Welat Temo is a weaver. He spoke to Ada Lovik on Monday.

Ada Lovik: How did you come to be at the march?

Welat Temo: About 2,000 of us marched to the mill. The "masters" fired tear gas at us.

We sat down then.

AL: Were you hurt?

WT: My friend Ilo Brand was arrested.
"""


def said(text: str) -> list[tuple[str | None, str]]:
    """Who said what, directly."""
    found = read(text)
    return [
        (None if u.speaker is None else found.entity(u.speaker).name, found.document.text(words))
        for u in found.of(f.Utterance) if u.direct for words in u.content
    ]  # fmt: skip


def test_the_turns_of_a_conversation_are_said_by_those_whom_the_labels_name() -> None:
    assert said(TALK) == [
        ("Ada Lovik", "How did you come to be at the march?"),
        ("Welat Temo", 'About 2,000 of us marched to the mill. The "masters" fired tear gas at us.'),
        ("Welat Temo", "We sat down then."),
        ("Ada Lovik", "Were you hurt?"),
        ("Welat Temo", "My friend Ilo Brand was arrested."),
    ]
    found = read(TALK)
    assert not [fact for fact in found.of(f.Count) if fact.said_in is None]
    assert {e.name for e in found.entities if e.kind is f.EntityKind.ORGANIZATION} == set()


def test_questions_and_answers_without_names_are_nobodys_and_not_the_reporters() -> None:
    text = TALK.replace("Ada Lovik:", "Q:").replace("Welat Temo:", "A:").replace("AL:", "Q:").replace("WT:", "A:")
    assert [speaker for speaker, _ in said(text)] == [None, None, None]
    assert not [fact for fact in read(text).of(f.Count) if fact.said_in is None]


def test_what_is_listed_behind_labels_is_no_conversation() -> None:
    text = "Marches\n\nWhen: Monday, noon\n\nWhere: Aldo\n\nWhen: Friday, noon\n\nWhere: Karsk\n\nMarches are peaceful."
    assert read(text).document.quoted == ()
    text = "News\n\nUK: Nurses marched.\n\nUS: Pilots marched.\n\nUK: Dockers rallied.\n\nUS: Weavers rallied."
    assert read(text).document.quoted == ()


def test_lines_of_names_and_offices_sign_a_statement() -> None:
    text = (
        "Statement of the weavers of Karsk\n\nWe marched in Karsk on Monday. We demand bread and will march again.\n\n"
        "We call on all unions to join us.\n\nNobody will be left alone.\n\n"
        "Ada Lovik, General Secretary, Union of Karsk Weavers and Spinners\n"
        "Welat Temo, President, Federation of the Weavers of Velmora"
    )
    found = read(text)
    held = {
        (found.entity(m.member).name, m.title, found.entity(m.organization).name)
        for m in found.of(f.Membership) if m.organization is not None
    }  # fmt: skip
    assert held == {
        ("Ada Lovik", "general secretary", "Union of Karsk Weavers and Spinners"),
        ("Welat Temo", "president", "Federation of the Weavers of Velmora"),
    }


def test_text_that_was_broken_into_lines_is_one_paragraph() -> None:
    text = (
        "March\n\nHundreds of weavers marched through the whole of Karsk on\nMonday to demand bread and a higher wage."
    )
    assert len(read(text).document.paragraphs) == 1


def test_a_protest_that_may_come_is_none() -> None:
    for sentence in ("Members could strike as early as 20 November.", "The weavers may march on Friday."):
        assert protests(f"Talks in Aldo\n\nThe nurses of Aldo met the company on Monday.\n\n{sentence}") == []
    text = "Weavers of Aldo\n\nThe weavers of Aldo could not wait; they marched on Friday."
    assert [form for form, _, _ in protests(text)] == ["march"]
