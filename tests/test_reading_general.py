"""The rules read constructions, never names: invented names in the same places are found in the same way."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest

import kg.facts as f
from kg.document import Report
from kg.pipeline import extract
from tests.reading import janders_text

INVENTED = {
    "Qamishlo Canton": "Varduna Canton",
    "Qamishlo": "Varduna",
    "Dêrik": "Ménsk",
    "Derik": "Mensk",
    "Janders": "Belmora",
    "Afrin": "Tessaly",
    "Deir al-Zor": "Ras al-Khoum",
    "Al-Siyahi": "Al-Warda",
    "North and East Syria": "South and West Ruthia",
    "Syria": "Ruthia",
    "Iraq": "Morvania",
    "Turkey": "Zembla",
    "Turkish": "Zemblan",
    "Kurdish": "Welsh",
    "Hevi Suleyman": "Ilka Marsten",
    "Hussein al-Sada": "Tomas al-Venn",
    "Hussein Al-Sada": "Tomas Al-Venn",
    "al-Sada": "al-Venn",
    "Al-Sada": "Al-Venn",
    "Muna Brim": "Oda Kestrel",
    "Fatima Muhammad": "Lena Ramirov",
    "Muhammad Abd al-Rahim": "Ramirov Abd al-Tosk",
    "Abdullah Ocalan": "Emeric Dovan",
    "Ocalan": "Dovan",
    "Democratic Union Party": "Coastal Reform Party",
    "PYD": "CRP",
    "Democratic Society Movement": "Coastal Society Movement",
    "Farmers' Union": "Weavers' Union",
    "United Nations High Commissioner for Refugees": "Southern Lakes High Commissioner for Rivers",
    "UNHC": "SLHCR",
    "Newroz": "Solmas",
}


def renamed(text: str) -> str:
    for old in sorted(INVENTED, key=len, reverse=True):
        text = text.replace(old, f"\0{list(INVENTED).index(old)}\0")
    for number, new in enumerate(INVENTED.values()):
        text = text.replace(f"\0{number}\0", new)
    return text


def shape(extraction: f.Extraction) -> Counter[tuple[str, ...]]:
    """How many facts of each kind each rule found, with what they name; no names and no offsets."""
    kinds = {entity.key: str(entity.kind) for entity in extraction.entities}
    kinds |= {fact.key: type(fact).__name__ for fact in extraction.facts}
    return Counter(
        (type(fact).__name__, fact.rule, str(getattr(fact, "predicate", "")), *(kinds[k] for k in f.references(fact)))
        for fact in extraction.facts
    )


def test_the_first_report_with_every_name_replaced_reads_the_same() -> None:
    original = extract(Report(id="r", text=janders_text()))
    invented = extract(Report(id="r", text=renamed(janders_text())))
    assert shape(invented) == shape(original)
    assert len(invented.entities) == len(original.entities)


def facts(text: str) -> f.Extraction:
    return extract(Report(id="r", text=text))


def memberships(text: str) -> set[tuple[str, str, str | None]]:
    read = facts(text)
    return {
        (read.entity(m.member).name, m.title, None if m.organization is None else read.entity(m.organization).name)
        for m in read.of(f.Membership)
        if m.said_in is None
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The co-chair of the Dockers' Union, Ada Lovik, spoke.", ("Ada Lovik", "co-chair", "Dockers' Union")),
        ("Ada Lovik, a member of the Dockers' Union, said no.", ("Ada Lovik", "member", "Dockers' Union")),
        ("Ada Lovik, the head of the Harbour Council in Porto Nave, said no.",
         ("Ada Lovik", "head", "Harbour Council in Porto Nave")),
        ("The head of the Harbour Council Ada Lovik said no.", ("Ada Lovik", "head", "Harbour Council")),
        ("The HRC's spokeswoman, Ada Lovik, said no.", ("Ada Lovik", "spokeswoman", "HRC")),
        ("HRC spokeswoman Ada Lovik said no.", ("Ada Lovik", "spokeswoman", "HRC")),
        ("Harbour Council spokeswoman Ada Lovik said no.", ("Ada Lovik", "spokeswoman", "Harbour Council")),
        ("The lawyer Ada Lovik was there.", ("Ada Lovik", "lawyer", None)),
        ("Mayor Ada Lovik said no.", ("Ada Lovik", "mayor", None)),
        ("The mother of martyr Oren, Ada Lovik, said no.", ("Ada Lovik", "mother", None)),
        ("Ada Lovik (b. 1980), the Harbour Council's spokeswoman, said no.",
         ("Ada Lovik", "spokeswoman", "Harbour Council")),
    ],
)  # fmt: skip
def test_roles_before_and_after_names(text: str, expected: tuple[str, str, str | None]) -> None:
    assert expected in memberships(text)


def test_one_person_in_two_roles() -> None:
    text = "For her part, the representative of the Orr tribe and member of the Reform Party, Ada Lovik, said no."
    assert memberships(text) == {
        ("Ada Lovik", "representative", "Orr tribe"), ("Ada Lovik", "member", "Reform Party"),
    }  # fmt: skip


def test_a_list_binds_every_role_to_the_name_after_it() -> None:
    text = (
        "A delegation consisting of the head of the Harbour Council, Ada Lovik, a member of the Reform Party, "
        "Ben Orsk, and the secretary of the Dockers' Union, Cleo Vann, handed a petition to the Labour Ministry."
    )
    assert memberships(text) == {
        ("Ada Lovik", "head", "Harbour Council"),
        ("Ben Orsk", "member", "Reform Party"),
        ("Cleo Vann", "secretary", "Dockers' Union"),
    }
    read = facts(text)
    members = {read.entity(str(r.object)).name for r in read.of(f.Relation) if r.predicate is f.Predicate.MEMBER}
    assert members == {"Ada Lovik", "Ben Orsk", "Cleo Vann"}


def speakers(text: str) -> list[tuple[str, str]]:
    read = facts(text)
    document = read.document
    return [
        (read.entity(q.speaker).name, " … ".join(document.text(span) for span in q.content))
        for q in read.of(f.Utterance)
        if q.direct and q.speaker is not None and q.said_in is None
    ]


@pytest.mark.parametrize(
    "text",
    [
        'Ada Lovik said, "We stay."',
        'Ada Lovik said: "We stay."',
        '"We stay," Ada Lovik said.',
        '"We stay," said Ada Lovik.',
        "“We stay,” said Ada Lovik.",
        "»We stay,« Ada Lovik told the paper.",
        "«We stay,» said Ada Lovik.",
        'Ada Lovik, a member of the Reform Party, said: "We stay."',
        'Ada Lovik spoke to the crowd. She said, "We stay."',
        'Ada Lovik said no.\n\nShe added, "We stay."',
    ],
)
def test_who_said_it(text: str) -> None:
    ((speaker, words),) = speakers(text)
    assert speaker == "Ada Lovik"
    assert words.strip(",.") == "We stay"


def test_he_added_never_goes_back_past_a_new_speaker() -> None:
    text = 'Ada Lovik said, "One." Ben Orsk said, "Two." He added, "Three."'
    assert speakers(text) == [("Ada Lovik", "One."), ("Ben Orsk", "Two."), ("Ben Orsk", "Three.")]


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_one_utterance() -> None:
    text = 'Ada Lovik said, "We stay.\n\nWe do not leave." The crowd left.'
    assert speakers(text) == [("Ada Lovik", "We stay. … We do not leave.")]


def test_a_quotation_without_closing_mark_ends_with_its_paragraph() -> None:
    text = 'Ada Lovik said, "We stay.\n\nBen Orsk, the mayor, said, "We go."'
    assert speakers(text) == [("Ada Lovik", "We stay."), ("Ben Orsk", "We go.")]


def test_words_quoted_for_distance_are_nobodys_speech() -> None:
    assert speakers('The so-called "peace square" was empty. Ada Lovik was there.') == []


def test_apostrophes_are_no_quotation_marks() -> None:
    read = facts("The workers' union and the teachers' union said no to the miners' offer.")
    assert list(read.document.quoted) == []


def test_two_demonstrations_in_two_towns_become_two_events() -> None:
    read = facts("Residents held three marches in Aldo, Brask and Cerno on 5 May 2020 against the new tax.")
    places = {
        (r.subject, read.entity(str(r.object)).name) for r in read.of(f.Relation) if r.predicate is f.Predicate.PLACE
    }
    joint = next(e for e in read.of(f.Event) if e.kind is f.EventKind.JOINT)
    parts = {r.subject for r in read.of(f.Relation) if r.predicate is f.Predicate.PART_OF and r.object == joint.key}
    assert len(parts) == 3
    assert {name for subject, name in places if subject in parts} == {"Aldo", "Brask", "Cerno"}


def test_a_new_town_is_a_new_event() -> None:
    text = "Hundreds of people rallied in Aldo on Friday.\n\nIn Brask, students gathered in front of Brask Station."
    read = facts(text)
    towns = {
        r.subject: read.entity(str(r.object)).name
        for r in read.of(f.Relation)
        if r.predicate is f.Predicate.PLACE and read.entity(str(r.object)).settlement
    }
    assert sorted(towns.values()) == ["Aldo", "Brask"]


def counts(text: str) -> list[tuple[str, str, int | None, int | None, str | None]]:
    read = facts(text)
    return [(c.of, read.document.text(c.words), c.low, c.high, c.bound_rule) for c in read.of(f.Count)]


@pytest.mark.parametrize(
    ("words", "low", "high", "rule"),
    [
        ("Thousands", 2000, None, "ccc"),
        ("Dozens", 24, None, "ccc"),
        ("1,200", 1200, 1200, None),
        ("At least 300", 300, None, "stated"),
        ("About two hundred", 200, 200, "approximate"),
        ("Three dozen", 36, 36, None),
        ("Up to 5,000", None, 5000, "stated"),
    ],
)
def test_crowd_sizes(words: str, low: int | None, high: int | None, rule: str | None) -> None:
    linked = f"{words} of the" if words in ("Thousands", "Dozens") else words
    found = counts(f"{linked} residents of Aldo marched in Aldo.")
    assert found == [("participants", words, low, high, rule)]


def test_the_dead_of_the_cause_are_not_counted_at_the_protest() -> None:
    text = "Residents of Aldo marched in Aldo to denounce the Brask killing, which claimed the lives of 3 miners."
    read = facts(text)
    (count,) = read.of(f.Count)
    incident = next(e for e in read.of(f.Event) if e.kind is f.EventKind.INCIDENT)
    assert (count.of, count.event) == (f.CountOf.KILLED, incident.key)
    assert any(
        r.predicate is f.Predicate.MOTIVATED_BY and r.object == incident.key for r in read.of(f.Relation)
    )  # fmt: skip


def test_a_flag_makes_nobody_a_participant() -> None:
    read = facts("Residents of Aldo marched in Aldo. They raised the flags of the Reform Party and the Dockers' Union.")
    shown = {read.entity(s.of).name for s in read.of(f.Symbol) if s.of is not None}
    assert shown == {"Reform Party", "Dockers' Union"}
    agents = {r.object for r in read.of(f.Relation) if r.predicate in (f.Predicate.PARTICIPANT, f.Predicate.ORGANIZER)}
    assert not agents & {s.of for s in read.of(f.Symbol)}


def test_slogans_chants_and_banners_are_kept_apart() -> None:
    text = (
        'Residents of Aldo marched in Aldo under the slogan "Bread for all". They chanted "No more" and "Go home", '
        'holding a banner that reads, "Bread for us all".'
    )
    read = facts(text)
    found = [(e.form.value, read.document.text(e.content)) for e in read.of(f.Expression)]
    assert found == [
        ("Slogan", "Bread for all"), ("Chant", "No more"), ("Chant", "Go home"), ("BannerText", "Bread for us all"),
    ]  # fmt: skip


def test_a_demand_with_its_addressee() -> None:
    text = "Residents of Aldo marched in Aldo to demand that the Labour Ministry reopen the mine."
    read = facts(text)
    (demand,) = read.of(f.Demand)
    assert demand.addressee is not None
    assert read.entity(demand.addressee).name == "Labour Ministry"
    assert read.document.text(demand.content) == "the Labour Ministry reopen the mine"


@pytest.mark.parametrize("text", ["No demonstrations took place in Aldo.", "Air strikes hit Aldo.", "A planned march."])
def test_what_did_not_happen_or_is_no_protest_is_no_event(text: str) -> None:
    assert not [e for e in facts(text).of(f.Event) if e.kind in (f.EventKind.PROTEST, f.EventKind.JOINT)]


def test_a_claim_in_a_quotation_is_never_a_plain_fact() -> None:
    text = (
        'Ada Lovik said, "The gunmen appeared on television and claimed that they are from Brask. '
        'Brask has disavowed the gunmen, and the commander Ben Orsk will pay."'
    )
    read = facts(text)
    inside = next(q for q in read.of(f.Utterance) if q.direct).content[0]
    assert any(isinstance(fact, f.Event) for fact in read.facts)
    for fact in read.facts:
        if all(inside.covers(span) for span in fact.evidence):
            assert fact.said_in is not None, fact


def test_an_acronym_explained_in_brackets_or_by_its_letters_is_the_organisation() -> None:
    read = facts("The Coastal Reform Party (CRP) spoke. The HRC left. The Harbour Rescue Council stayed. The CRP won.")
    names = {e.name: len(e.mentions) for e in read.entities if e.kind is f.EntityKind.ORGANIZATION}
    assert names == {"Coastal Reform Party": 3, "Harbour Rescue Council": 2}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Free Federation of Drivers, or FFT, marched. The FFT won.", {"Free Federation of Drivers": 3}),
        ("The Free Federation of Drivers (known as the FFT) met.", {"Free Federation of Drivers": 2}),
        ("The Farmers' Union, the Drivers' Union, or KNT, met.", {"Farmers' Union": 1, "Drivers' Union": 1, "KNT": 1}),
    ],
)
def test_a_body_has_the_acronym_that_the_report_says_it_has(text: str, names: dict[str, int]) -> None:
    found = {e.name: len(e.mentions) for e in facts(text).entities if e.kind is f.EntityKind.ORGANIZATION}
    assert found == names


# What reports of other genres do: each of these was once read wrongly


def protests(text: str) -> list[tuple[str, ...]]:
    """The towns of each protest that happened."""
    read = facts(text)
    kinds = (f.EventKind.PROTEST, f.EventKind.JOINT)
    events = [e for e in read.of(f.Event) if e.kind in kinds and e.said_in is None]
    events = [e for e in events if e.modality is f.Modality.ASSERTED]
    return sorted(tuple(sorted(read.entity(town).name for town in read.towns(event.key))) for event in events)


RALLY = "Residents of Aldo rallied in Aldo on 4 October. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RALLY + "Similar protests took place in Brask and Cerno.", [("Aldo",), ("Brask",), ("Cerno",)]),
        (RALLY + "Another rally was held in Brask.", [("Aldo",), ("Brask",)]),
        (RALLY + "A counter-demonstration was called by students.", [("Aldo",), ("Aldo",)]),
        (RALLY + "Last year a protest in Brask ended in a riot.", [("Aldo",), ("Brask",)]),
        (RALLY + "In March 2019 workers marched in Brask.", [("Aldo",), ("Brask",)]),
        (RALLY + "On 6 October students gathered at the station.", [("Aldo",), ("Aldo",)]),
        ("Protests were held on Sunday.\n\nAldo\n\nHundreds rallied.\n\nBrask\n\nStudents marched.\n\nThe end came.",
         [(), ("Aldo",), ("Brask",)]),
    ],
)  # fmt: skip
def test_other_events_do_not_pile_up_on_the_first(text: str, expected: list[tuple[str, ...]]) -> None:
    assert protests(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "An air strike hit Aldo. A second strike hit a bridge.",
        "Officers in riot gear stood in Aldo.",
        "The governor of Aldo strongly protested the decision.",
        "The ceasefire was agreed in March.",
        "About 3,400 dockworkers were there.",
        "The march planned for Thursday has been postponed.",
        "A similar rally in Aldo was cancelled because of rain.",
        "Activists refused to march in Aldo.",
        "Nobody marched in Aldo.",
        "They did not rally in Aldo.",
        "Unions will hold a rally in Aldo on 5 June 2024.",
        "The union vowed to strike.",
    ],
)
def test_words_of_protest_that_tell_of_none(text: str) -> None:
    assert protests(text) == []


def test_a_number_of_people_who_stop_work_is_no_number_of_events() -> None:
    read = facts("About 3,400 dockworkers laid down their tools in Aldo.")
    assert [e.kind for e in read.of(f.Event)] == [f.EventKind.PROTEST]
    assert not [c for c in read.of(f.Count) if c.of is f.CountOf.EVENTS]


def test_a_figure_that_somebody_gave_is_theirs() -> None:
    read = facts("Hundreds of residents rallied in Aldo. Organisers said 5,000 people marched in Aldo.")
    asserted = [read.document.text(c.words) for c in read.of(f.Count) if c.said_in is None]
    claimed = [read.document.text(c.words) for c in read.of(f.Count) if c.said_in is not None]
    assert asserted == ["Hundreds"]
    assert claimed == ["5,000"]


def test_several_hundred_has_no_bound() -> None:
    assert counts("Several hundred residents marched in Aldo.") == [
        ("participants", "Several hundred", None, None, None)
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"We stay," said Dockers\' Union leader Ada Lovik.', "Ada Lovik"),
        ('Ada Lovik of the Harbour Council said: "We stay."', "Ada Lovik"),
        ('Ada Lovik, one of the organisers, said: "We stay."', "Ada Lovik"),
        ('Ada Lovik, 34, said: "We stay."', "Ada Lovik"),
        ('The mayor, Ada Lovik, who came with the lawyer Ben Orsk, said: "We stay."', "Ada Lovik"),
        ('The mayor, Ada Lovik, told the rally: "We stay."', "Ada Lovik"),
        ('"We stay," the mayor, Ada Lovik, affirmed.', "Ada Lovik"),
    ],
)
def test_the_speaker_among_other_names(text: str, speaker: str) -> None:
    assert [name for name, _ in speakers(text)] == [speaker]


def test_a_quotation_in_two_parts_is_one() -> None:
    assert speakers('"We stay," said Ada Lovik, "and we do not leave."') == [
        ("Ada Lovik", "We stay, … and we do not leave.")
    ]


def test_he_is_not_the_person_before_somebody_unknown() -> None:
    text = 'The mayor, Ada Lovik, said no.\n\nBen Orsk, a grocer from Aldo, lay in bed. "I was hit," he said.'
    assert [name for name, words in speakers(text) if words == "I was hit,"] in ([], ["Ben Orsk"])


def test_what_somebody_promised_in_anothers_words_is_not_their_statement() -> None:
    text = "The mayor, Ada Lovik, said that the lawyer Ben Orsk had promised help."
    read = facts(text)
    said_by = {read.entity(u.speaker).name for u in read.of(f.Utterance) if u.speaker is not None}
    assert said_by == {"Ada Lovik"}


def test_told_reporters_that_reports_what_was_told() -> None:
    read = facts("HRC chair Ada Lovik told reporters in Aldo that the work would stop.")
    (utterance,) = read.of(f.Utterance)
    assert read.document.text(utterance.content[0]) == "the work would stop"


@pytest.mark.parametrize(
    ("text", "title"),
    [("The former head of the Harbour Council, Ada Lovik, spoke.", "former head"),
     ("The ex-mayor Ada Lovik spoke.", "ex-mayor")],
)  # fmt: skip
def test_what_somebody_was_is_a_title_that_says_so(text: str, title: str) -> None:
    assert {held for _, held, _ in memberships(text)} == {title}


def test_the_embassy_of_a_country_is_in_the_town_not_the_country() -> None:
    read = facts("Residents rallied outside the embassy of Zembla in Aldo.")
    within = [
        (read.entity(r.subject).name, read.entity(str(r.object)).name)
        for r in read.of(f.Relation)
        if r.predicate is f.Predicate.WITHIN
    ]
    assert within == [("embassy of Zembla", "Aldo")]
    assert protests("Residents rallied outside the embassy of Zembla in Aldo.") == [("Aldo",)]


def test_the_police_take_no_part() -> None:
    read = facts("Residents of Aldo marched in Aldo. Officers in helmets met the march.")
    taking_part = {
        read.entity(str(r.object)).name for r in read.of(f.Relation) if r.predicate is f.Predicate.PARTICIPANT
    }
    assert taking_part == {"Residents of Aldo"}


def test_an_outsiders_demand_is_not_made_at_the_event() -> None:
    read = facts("Residents of Aldo marched in Aldo. The minister, Ada Lovik, called on the council to act.")
    (demand,) = read.of(f.Demand)
    assert demand.event is None
    assert demand.by is not None
    assert read.entity(demand.by).name == "Ada Lovik"


def test_a_letter_from_somebody_makes_nobody_a_place() -> None:
    read = facts("They read a letter from Ada Lovik in English.")
    assert [e.name for e in read.entities if e.kind is f.EntityKind.PLACE] == []


def test_a_figure_with_its_source_behind_it_is_the_sources_and_the_march_the_reports() -> None:
    read = facts("Around 400 residents marched in Aldo, organisers said.")
    assert [c.said_in is not None for c in read.of(f.Count)] == [True]
    assert [e.said_in for e in read.of(f.Event)] == [None]


def test_nobody_was_arrested_is_no_arrest() -> None:
    for words in ("Nobody was arrested.", "Three residents were not arrested.", "Police did not arrest anybody."):
        assert not [e for e in facts(RALLY + words).of(f.Event) if e.kind is f.EventKind.RESPONSE]


def test_the_place_of_those_one_stands_with_is_not_the_place_of_the_protest() -> None:
    assert protests("Residents rallied in Aldo in solidarity with the victims in Brask.") == [("Aldo",)]


def test_what_it_is_against_may_stand_before_the_place() -> None:
    assert protests("Residents rallied against the new tax in Aldo.") == [("Aldo",)]


def test_a_blocked_road_is_a_blockade() -> None:
    read = facts("Farmers blocked a motorway near Aldo.")
    assert [e.forms for e in read.of(f.Event)] == [("blockade",)]


def test_that_somebody_spoke_stands_even_if_what_they_tell_of_is_only_theirs() -> None:
    read = facts("The people of Aldo said that the people of Aldo marched in Aldo for bread.")
    (utterance,) = read.of(f.Utterance)
    assert utterance.said_in is None
    assert utterance.event is None
    assert {e.said_in for e in read.of(f.Event)} == {utterance.key}


def test_two_figures_for_one_march_stay_two() -> None:
    read = counts("Up to 500 residents marched in Aldo. More than 500 residents marched in Aldo.")
    assert [(words, low, high) for _, words, low, high, _ in read] == [
        ("Up to 500", None, 500), ("More than 500", 500, None),
    ]  # fmt: skip
    vague = counts("Several hundred residents marched in Aldo. Several thousand residents marched in Aldo.")
    assert [words for _, words, *_ in vague] == ["Several hundred", "Several thousand"]


@pytest.mark.parametrize(
    "text",
    [
        f"Residents marched in Aldo with {'1' * 5000} torches.",
        f"Residents marched in Aldo. x{'1' * 5000}",
        "Demonstrations took place in " + ", ".join(f"Aldo{chr(97 + i % 26)}" for i in range(1200)) + " and Brask.",
        "a" * 100_000,
        'Residents marched under the slogan "Bread".\n\n' * 300,
    ],
    ids=["digits", "digits-in-a-word", "places", "letters", "slogans"],
)
def test_strange_texts_are_read_without_harm(text: str) -> None:
    assert facts(text).document.report.text == text


def test_yesterday_of_the_first_day_of_the_calendar_is_no_day() -> None:
    report = Report(id="r", text="Residents marched in Aldo yesterday.", published=datetime.date(1, 1, 1))
    (time,) = extract(report).of(f.TimeReference)
    assert time.earliest is None


def test_a_police_commissioner_is_no_organisation() -> None:
    read = facts("Metropolitan Police Commissioner Ada Lovik said no.")
    assert not [e for e in read.entities if e.category == "international-body"]


def test_letters_that_nearly_fit_explain_no_acronym() -> None:
    read = facts("The National Teachers Union Federation Council met. NTUF members protested.")
    assert len([e for e in read.entities if e.kind is f.EntityKind.ORGANIZATION]) == 2


def test_an_attack_and_a_bombardment_are_two_incidents() -> None:
    read = facts(
        "Residents of Aldo marched in Aldo. They spoke of the attacks, and of the bombardment. The attacks go on."
    )
    incidents = [e for e in read.of(f.Event) if e.kind is f.EventKind.INCIDENT]
    assert [(e.label, len(e.evidence)) for e in incidents] == [("attacks", 2), ("bombardment", 1)]
