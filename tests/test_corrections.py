"""What people said of a reading is there after every reading, whatever order it was said in and whatever the rules."""

import datetime
import itertools
import re
from collections.abc import Mapping
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.anchors import Reading
from kg.corrections import Corrected, corrected
from kg.decisions import Anchor, Correction, Operation, Value, Words
from kg.document import Report, Span
from kg.facts import (
    Band,
    Count,
    Demand,
    Entity,
    EntityKind,
    Event,
    EventKind,
    Extraction,
    Fact,
    Membership,
    Predicate,
    Relation,
    Status,
    TimeReference,
    Utterance,
    references,
)
from kg.fields import CLASSES, FIELDS, as_thing
from kg.ontology import load_vocabulary
from kg.pipeline import extract, read
from kg.report_checks import check_graphs
from kg.rulebook import published

BASE = "https://example.org/"
TEXT = (
    "Farmers march in Milltown\n\n"
    "MILLTOWN — Hundreds of farmers marched in Milltown on Friday to demand water.\n\n"
    "“We want water,” said Ana Brook, chairwoman of the Farmers’ Union. “We will be back,” said Tom Reed.\n\n"
    "Brook was not there, and later somebody called Zed handed out bread.\n"
)
REPORT = Report(id="r", text=TEXT, published=datetime.date(2024, 3, 2))
READ = extract(REPORT)
START = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
CLOCK = itertools.count()


def words(exact: str, nth: int = 0, text: str = TEXT) -> Words:
    start = -1
    for _ in range(nth + 1):
        start = text.index(exact, start + 1)
    return Words.of(text, start, start + len(exact))


def spot(exact: str, nth: int = 0) -> Span:
    return Span(words(exact, nth).start, words(exact, nth).end)


def anchor(key: str, extraction: Extraction = READ) -> Anchor:
    text = extraction.document.report.text
    everything: list[Entity | Fact] = [*extraction.entities, *extraction.facts]
    found = Reading(text, [as_thing(thing, text) for thing in everything]).anchor("r", key)
    assert found is not None
    return found


def said(operation: str, about: Anchor, was: Mapping[str, Value] | None = None, /, **values: Value) -> Correction:
    at = START + datetime.timedelta(seconds=next(CLOCK))
    return Correction(operation=Operation(operation), about=about, values=values, was=was or {}, by="Lea", at=at)


def added(kind: str, exact: str, nth: int = 0, /, **values: Value) -> Correction:
    return said("add", Anchor(report="r", kind=kind, words=words(exact, nth)), **values)


def named(name: str, extraction: Extraction = READ) -> Entity:
    (found,) = [entity for entity in extraction.entities if entity.name == name]
    return found


def quote(start: str, extraction: Extraction = READ) -> Utterance:
    text = extraction.document.report.text
    (found,) = [u for u in extraction.of(Utterance) if text[u.content[0].start :].startswith(start)]
    return found


def the(kind: type[Fact], extraction: Extraction = READ) -> Fact:
    return next(iter(extraction.of(kind)))


ANA, TOM = named("Ana Brook"), named("Tom Reed")
MARCH = next(event for event in READ.of(Event) if event.kind is EventKind.PROTEST)
WATER = quote("We want")


def only(result: Corrected) -> Extraction:
    assert result.unplaced == ()
    return result.extraction


def test_without_corrections_it_is_what_was_read() -> None:
    assert corrected(READ, []) == Corrected(extraction=READ)


def test_what_a_person_confirms_is_sure() -> None:
    done = said("accept", anchor(MARCH.key))
    event = only(corrected(READ, [done])).event(MARCH.key)
    assert (event.confidence, event.band) == (1.0, Band.ASSERTED)
    assert event.review is not None
    assert (event.review.status, event.review.decisions) == (Status.CONFIRMED, (done.id,))


def test_what_a_person_rejects_is_a_candidate_with_all_that_rests_on_it() -> None:
    result = only(corrected(READ, [said("reject", anchor(MARCH.key))]))
    resting = [r for r in result.of(Relation) if MARCH.key in (r.subject, r.object)]
    counts = [count for count in result.of(Count) if count.event == MARCH.key]
    assert resting
    assert counts
    assert {fact.band for fact in (*resting, *counts, result.event(MARCH.key))} == {Band.CANDIDATE}
    assert MARCH.key not in {fact.key for fact in published(result).facts}


def test_a_person_who_is_rejected_is_in_no_statement_any_more() -> None:
    result = only(corrected(READ, [said("reject", anchor(ANA.key))]))
    assert result.entity(ANA.key).rejected
    assert all(m.band is Band.CANDIDATE for m in result.of(Membership) if m.member == ANA.key)
    assert published(result).checked()
    assert quote("We want", published(result)).speaker is None


def test_what_fell_with_something_stands_again_when_that_is_right_after_all() -> None:
    decisions = [said("reject", anchor(MARCH.key)), said("accept", anchor(MARCH.key))]
    result = only(corrected(READ, decisions))
    before = {fact.key: fact for fact in READ.facts if fact.key != MARCH.key}
    assert {fact.key: fact for fact in result.facts if fact.key != MARCH.key} == before


def test_the_speaker_of_a_quotation_is_corrected() -> None:
    result = only(corrected(READ, [said("change", anchor(WATER.key), speaker=anchor(TOM.key))]))
    assert quote("We want", result).speaker == TOM.key
    assert quote("We want", result).band is Band.ASSERTED


def test_what_the_reader_missed_is_added_with_its_words_as_evidence() -> None:
    assert "Zed" not in {entity.name for entity in READ.entities}
    zed = added("person", "Zed")
    here = Anchor(report="r", kind="person", words=words("Zed"), key=f"person-{zed.id}")
    result = only(
        corrected(
            READ,
            [
                zed,
                added("membership", "somebody called Zed", member=here, role="member", title=words("somebody")),
                added("relation", "handed out bread", subject=anchor(MARCH.key), predicate="participant", object=here),
                added("time", "later", event=anchor(MARCH.key), earliest=datetime.date(2024, 3, 1)),
                added("count", "Hundreds", of="vehicles", event=anchor(MARCH.key), low=200),
                added("event", "handed out bread", kind="Event", forms=("vigil",)),
            ],
        )
    )
    new = named("Zed", result)
    assert (new.kind, new.mentions) == (EntityKind.PERSON, (spot("Zed"),))
    (membership,) = [m for m in result.of(Membership) if m.member == new.key]
    assert (membership.title, membership.rule, membership.evidence) == (
        "somebody",
        "person",
        (spot("somebody called Zed"),),
    )
    assert [r for r in result.of(Relation) if r.object == new.key and r.predicate is Predicate.PARTICIPANT]
    assert datetime.date(2024, 3, 1) in {time.earliest for time in result.of(TimeReference)}
    assert all(fact.confidence == 1.0 for fact in result.facts if fact.rule == "person")
    assert sum(fact.rule == "person" for fact in result.facts) == 5


def test_what_is_added_and_changed_in_one_second_is_added_first() -> None:
    ids = set()
    for number in range(8):
        add = replace(added("demand", "We want"), by=f"Lea {number}")
        extraction = only(corrected(READ, [add]))
        (demand,) = [fact for fact in extraction.of(Demand) if fact.rule == "person"]
        was: dict[str, Value] = {"content": words("We want")}
        change = replace(said("change", anchor(demand.key, extraction), was, by=anchor(ANA.key)), at=add.at)
        result = only(corrected(READ, [add, change]))
        assert result == only(corrected(READ, [change, add]))
        assert [fact.by for fact in result.of(Demand) if fact.key == demand.key] == [ANA.key]
        ids.add(add.id < change.id)
    assert ids == {True, False}, "both orders of ids were tried"


def test_what_is_added_inside_a_quotation_is_only_said() -> None:
    result = only(corrected(READ, [added("event", "be back", kind="ProtestAction")]))
    (event,) = [event for event in result.of(Event) if event.rule == "person"]
    assert event.said_in == quote("We will be back").key


def test_words_that_name_somebody_else_leave_the_one_they_named() -> None:
    assert spot("Brook", 1) in ANA.mentions
    other = added("person", "Brook", 1, apart=anchor(ANA.key), name="Maya Brook")
    result = only(corrected(READ, [other]))
    assert spot("Brook", 1) not in named("Ana Brook", result).mentions
    assert named("Maya Brook", result).mentions == (spot("Brook", 1),)


def test_an_entity_that_is_added_twice_by_reader_and_person_is_one() -> None:
    result = only(corrected(READ, [added("person", "Ana Brook")]))
    assert [entity.key for entity in result.entities] == [entity.key for entity in READ.entities]


def test_of_two_that_contradict_each_other_the_later_holds() -> None:
    first = said("change", anchor(WATER.key), speaker=anchor(TOM.key))
    second = said("change", anchor(WATER.key), speaker=anchor(ANA.key))
    result = only(corrected(READ, [second, first]))
    utterance = quote("We want", result)
    assert utterance.speaker == ANA.key
    assert utterance.review is not None
    assert utterance.review.decisions == (first.id, second.id)


@pytest.mark.parametrize(
    ("correction", "says"),
    [
        (added("event", "be back", kind="Ball"), "kind: there is no 'Ball' among ProtestAction"),
        (added("relation", "marched", subject=anchor(MARCH.key), predicate="place"), "takes an object or a text"),
        (added("count", "Friday", of="participants"), "count: event is missing"),
        (said("change", anchor(WATER.key), speaker=anchor(MARCH.key)), "speaker: takes person, .*, not event"),
        (said("change", anchor(WATER.key), size=3), "utterance: there is no size; there are direct"),
        (said("change", anchor(WATER.key), direct="yes"), "direct: takes a flag, not 'yes'"),
        (
            said("accept", replace(anchor(WATER.key), words=Words(start=0, end=9, exact="Eve Stone"))),
            "“Eve Stone” does not stand in the report any more",
        ),
    ],
)
def test_what_cannot_be_carried_out_changes_nothing_and_is_told(correction: Correction, says: str) -> None:
    result = corrected(READ, [correction])
    assert result.extraction == READ
    assert result.used == (correction.id,)
    ((id_, reason),) = result.unplaced
    assert id_ == correction.id
    assert re.search(says, reason)


SEVERAL = [
    said("accept", anchor(MARCH.key)),
    said("reject", anchor(TOM.key)),
    said("change", anchor(WATER.key), speaker=anchor(TOM.key)),
    said("change", anchor(WATER.key), addressee=anchor(ANA.key)),
    added("person", "Zed"),
    added("person", "Brook", 1, apart=anchor(ANA.key)),
    said("change", anchor(MARCH.key), modality="future", label="a march"),
    said("reject", anchor(WATER.key)),
    added("demand", "water", by=anchor(ANA.key), event=anchor(MARCH.key)),
    said("change", anchor(ANA.key), kind="group"),
]


@given(st.permutations(SEVERAL), st.integers(0, len(SEVERAL)))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_corrections_in_any_order_give_the_same(order: list[Correction], some: int) -> None:
    chosen = order[:some]
    result = corrected(READ, chosen)
    assert result == corrected(READ, sorted(chosen, key=lambda correction: correction.at))
    assert published(result.extraction).checked()


def test_corrected_graphs_are_as_graphs_should_be() -> None:
    graphs = read(REPORT, SEVERAL, base=BASE)
    assert [str(problem) for problem in check_graphs(graphs, load_vocabulary())] == []


# The rules change


def by_other_rules(extraction: Extraction) -> Extraction:
    """What a reader would give who knows no Lena and no march, and takes Ana Brook for a body."""
    gone = {MARCH.key, quote("We will", extraction).key}
    facts = [fact for fact in extraction.facts if fact.key not in gone and gone.isdisjoint(references(fact))]
    entities = [replace(e, kind=EntityKind.ORGANIZATION) if e.name == "Ana Brook" else e for e in extraction.entities]
    return replace(extraction, entities=tuple(entities), facts=tuple(facts)).checked()


def test_what_a_person_said_is_there_after_the_rules_have_changed() -> None:
    back = quote("We will")
    decisions = [
        said("accept", anchor(MARCH.key), {"kind": "ProtestAction", "label": MARCH.label, "forms": MARCH.forms}),
        said(
            "change",
            anchor(back.key),
            {"direct": True, "content": (words("We will be back"),)},
            speaker=anchor(ANA.key),
        ),
        said("accept", anchor(ANA.key), {"name": "Ana Brook"}),
        said("reject", anchor(the(Membership).key)),
    ]
    result = only(corrected(by_other_rules(READ), decisions))
    (march,) = [event for event in result.of(Event) if event.label == MARCH.label]
    assert (march.kind, march.forms, march.band) == (EventKind.PROTEST, MARCH.forms, Band.ASSERTED)
    assert quote("We will be back", result).speaker == ANA.key
    assert named("Ana Brook", result).kind is EntityKind.PERSON


def test_what_was_added_stands_without_links_to_what_is_gone_and_that_is_told() -> None:
    demand = added("demand", "water", event=anchor(MARCH.key), by=anchor(ANA.key))
    changed = said("change", anchor(WATER.key), event=anchor(MARCH.key))
    result = corrected(by_other_rules(READ), [demand, changed])
    (kept,) = [fact for fact in result.extraction.of(Demand) if fact.rule == "person"]
    assert (kept.event, kept.by) == (None, ANA.key)
    reasons = dict(result.unplaced)
    assert reasons[demand.id] == "it stands without a link: event: no event was read from “march”"
    assert quote("We want", result.extraction).review is None
    assert set(reasons) == {demand.id, changed.id}


def test_what_was_confirmed_and_is_not_known_any_more_is_told() -> None:
    accepted = said("accept", anchor(MARCH.key))
    result = corrected(by_other_rules(READ), [accepted])
    assert [id_ for id_, _ in result.unplaced] == [accepted.id]


def test_every_field_is_one_of_its_kind_of_fact() -> None:
    for kind, class_ in CLASSES.items():
        assert set(FIELDS[kind]) <= {field.name for field in fields(class_)}
    assert set(FIELDS["person"]) - {"apart"} <= {field.name for field in fields(Entity)}


def test_a_report_that_was_edited_keeps_its_corrections() -> None:
    text = TEXT.replace("MILLTOWN — ", "MILLTOWN, late on Friday — ").replace("“We will be back,” said Tom Reed.", "")
    edited = extract(replace(REPORT, text=text))
    moved = said("change", anchor(WATER.key), speaker=anchor(named("Ana Brook").key), direct=False)
    gone = said("reject", anchor(quote("We will").key))
    result = corrected(edited, [moved, gone])
    assert quote("We want", result.extraction).direct is False
    assert [id_ for id_, _ in result.unplaced] == [gone.id]
