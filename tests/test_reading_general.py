"""The rules read constructions, never names: invented names in the same places are found in the same way."""

from __future__ import annotations

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
    "United Nations High Commissioner for Refugees": "Southern Lakes Free Commissioner for Rivers",
    "UNHC": "SLFC",
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
    read = facts("The workers' union and the teachers' union said 'no' to the miners' offer.")
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
