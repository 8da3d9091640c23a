"""The pages of things: what several reports say of one person, organisation, place or event."""

from __future__ import annotations

import dataclasses
import datetime
import re

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

import kg.facts as f
from kg.config import Settings
from kg.ontology import load_vocabulary, queries
from kg.rdf import to_graphs
from kg.store import Store
from server import create_app
from server.contradictions import Between, Place, Whereabouts, contradictions, hull, number
from tests.identified import WHY, identified
from tests.seed import BASE, READER, at, seed_extraction, seed_graphs
from tests.serving import client_of

DAY = datetime.date(2021, 5, 3)


def another(report_id: str, publisher: str, *, people: int | None, killed: int, day: datetime.date) -> f.Extraction:
    """The seed as another paper tells it: with other figures and on another day."""
    seed = seed_extraction()
    report = dataclasses.replace(seed.document.report, id=report_id, publisher=publisher)

    def told(fact: f.Fact) -> f.Fact:
        if isinstance(fact, f.Count) and fact.of is f.CountOf.KILLED:
            return dataclasses.replace(fact, low=killed, high=killed)
        if isinstance(fact, f.Count) and people is not None:
            return dataclasses.replace(fact, low=people, high=people, bound_rule=None)
        if isinstance(fact, f.TimeReference):
            return dataclasses.replace(fact, earliest=day, latest=day)
        return fact

    document = dataclasses.replace(seed.document, report=report)
    return dataclasses.replace(seed, document=document, facts=tuple(map(told, seed.facts))).checked()


def store_of(*extractions: f.Extraction) -> Store:
    store = Store(None, base=BASE)
    store.put_vocabulary(load_vocabulary())
    for extraction in extractions:
        store.put(to_graphs(extraction, base=BASE, reader=READER))
    return store


KEYS = ("person-ana", "place-orvale", "event-rally", "event-killing")


@pytest.fixture(scope="module")
def told() -> FlaskClient:
    """A server of three reports of one rally that disagree."""
    store = store_of(
        another("a", "The Orvale Post", people=500, killed=2, day=DAY),
        another("b", "Tarn Radio", people=2_000, killed=3, day=DAY + datetime.timedelta(days=1)),
        another("c", "The Valley", people=None, killed=2, day=DAY),
    )
    same = [[f"{BASE}report/{name}/{key}" for name in "abc"] for key in KEYS]
    identified(store, same, [(f"{BASE}report/a/person-omar", f"{BASE}report/b/person-omar")])
    return client_of(create_app(Settings(base=BASE), store))


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/html"), answer.get_data(as_text=True)
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


def row(text: str, title: str) -> str:
    """A row of the table of reports side by side, in words."""
    (found,) = re.findall(rf'<th scope="row">{title}(?: <span.*?</span>)?</th>(.*?)</tr>', text)
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


# The page of a person


def test_a_person_has_the_words_of_all_reports_each_with_its_source(told: FlaskClient) -> None:
    text = page(told, "/thing/a/person-ana")
    assert "told of in 3 reports" in text
    assert "Ana Brook <" in text or "Ana Brook</" in text
    for name, publisher in (("a", "The Orvale Post"), ("b", "Tarn Radio"), ("c", "The Valley")):
        assert f'<a class="source" href="/report/{name}/person-ana"><bdi>{publisher}, 2021-05-04</bdi></a>' in text
    assert text.count("co-chair") >= 1
    assert WHY in text
    assert "joined by rule" in text
    assert "/review?kind=identity&amp;left=" in text


def test_the_same_words_of_several_reports_stand_once_with_all_their_sources(told: FlaskClient) -> None:
    text = page(told, "/thing/a/person-ana")
    (roles,) = re.findall(r"<h2>Roles and organisations</h2>(.*?)</section>", text)
    first = re.findall(r"<li>(.*?)</li>", roles)[0]
    assert len(re.findall(r'class="told"', first)) == 3


def test_of_many_reasons_the_shortest_stands_open_and_what_another_says_as_well_is_left_out() -> None:
    store = store_of(*(another(name, "A Paper", people=None, killed=2, day=DAY) for name in "ab"))
    reasons = ("one surname, and both name A and B", "one surname, both are mayor, and both name A and B", "one story")
    identified(store, [[f"{BASE}report/{name}/person-ana" for name in "ab"]], why=reasons)
    text = page(client_of(create_app(Settings(base=BASE), store)), "/thing/a/person-ana")
    assert ": one story. <details" in text
    assert "<summary>and 1 more reason</summary>one surname, both are mayor, and both name A and B.</details>" in text
    assert "one surname, and both" not in text


def test_what_may_be_the_same_waits_for_a_decision(told: FlaskClient) -> None:
    text = page(told, "/thing/a/person-omar")
    assert "told of in 1 report<" in text
    assert 'href="/thing/b/person-omar"' in text
    assert "Nobody has decided this yet" in text


def test_a_node_leads_to_its_thing(told: FlaskClient) -> None:
    text = page(told, "/report/b/person-ana")
    assert 'href="/thing/a/person-ana"' in text
    assert "is told of in 3 reports" in text


# Addresses


@pytest.mark.parametrize("tail", ["", "?format=turtle", "?format=jsonld&x=1"])
def test_the_address_of_what_was_joined_leads_to_the_thing_in_every_format(told: FlaskClient, tail: str) -> None:
    answer = told.get(f"/thing/b/person-ana{tail}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/thing/a/person-ana{tail}")
    assert answer.headers["Cache-Control"] == "no-cache", "it may be taken back"


@pytest.mark.parametrize("path", ["a/nobody", "nowhere/person-ana", "a/membership-1", "a/group-people", "a/%00"])
def test_what_is_no_thing_is_not_found(told: FlaskClient, path: str) -> None:
    answer = told.get(f"/thing/{path}", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.get_json()["detail"].endswith(".")


def test_a_thing_is_told_as_data_with_its_nodes_and_why_they_were_joined(told: FlaskClient) -> None:
    answer = told.get("/thing/a/person-ana", headers={"Accept": "application/n-triples"})
    text = answer.get_data(as_text=True)
    for name in "abc":
        assert f"<{BASE}report/{name}/person-ana> <https://w3id.org/protest-event/ontology#canonical>" in text
    assert WHY in text
    assert "schema.org/publisher" in text
    assert "articleBody" not in text


def test_a_page_of_a_thing_without_reports_beyond_the_last_is_still_one(told: FlaskClient) -> None:
    assert "told of in 3 reports" in page(told, "/thing/a/person-ana?offset=400")


# Reports side by side


def test_the_reports_of_an_event_stand_side_by_side_and_no_figure_is_averaged(told: FlaskClient) -> None:
    text = page(told, "/thing/a/event-rally")
    assert "What 3 reports say of it, side by side" in text
    assert "The reports contradict each other</strong> in: when, how many took part" in text
    people = row(text, "How many took part")
    assert "contradicts Tarn Radio, 2021-05-04: Hundreds" in people
    assert people.count("contradicts") == 2, "vague words contradict nothing"
    assert "2021-05-03" in row(text, "When")
    assert "contradicts" in row(text, "When")
    assert "contradicts" not in row(text, "Where")


def test_an_event_is_headed_by_its_town_and_day_but_not_by_one_that_is_contradicted(told: FlaskClient) -> None:
    heading = '<h1><bdi>rallied</bdi> <bdi class="occasion">{}</bdi></h1>'
    assert heading.format("Orvale") in page(told, "/thing/a/event-rally")
    agreed = store_of(*(another(name, "A Paper", people=None, killed=2, day=DAY) for name in "ab"))
    identified(agreed, [[f"{BASE}report/{name}/event-rally" for name in "ab"]])
    text = page(client_of(create_app(Settings(base=BASE), agreed)), "/thing/a/event-rally")
    assert heading.format("Orvale, 2021-05-03") in text


def test_an_incident_has_its_casualties_side_by_side(told: FlaskClient) -> None:
    killed = row(page(told, "/thing/a/event-killing"), "Killed")
    assert killed.count("contradicts") == 4, "3 against 2 and 2"


def test_what_a_report_does_not_say_is_said_to_be_missing() -> None:
    seed = seed_extraction()
    silent = dataclasses.replace(
        another("b", "Tarn Radio", people=None, killed=2, day=DAY),
        facts=tuple(fact for fact in seed.facts if not isinstance(fact, f.TimeReference | f.Count)),
    )
    store = store_of(another("a", "The Orvale Post", people=500, killed=2, day=DAY), silent)
    identified(store, [[f"{BASE}report/{name}/event-rally" for name in "ab"]])
    text = page(client_of(create_app(Settings(base=BASE), store)), "/thing/a/event-rally")
    assert row(text, "When").endswith("not said")
    assert "not said" in row(text, "How many took part")
    assert "contradict each other" not in text


def test_rival_figures_of_one_report_stand_beside_each_other() -> None:
    seed = seed_extraction()
    rival = f.Count(
        key="count-9", of=f.CountOf.PARTICIPANTS, event="event-rally", words=at("2"), low=5_000, high=5_000,
        evidence=(at("2"),), rule="test", said_in="utterance-2",
    )  # fmt: skip
    own = dataclasses.replace(rival, key="count-8", low=800, high=800, said_in=None)
    store = store_of(seed.adding([rival, own]).checked())
    identified(store)
    people = row(
        page(client_of(create_app(Settings(base=BASE), store)), "/thing/seed/event-rally"), "How many took part"
    )
    assert "according to Ana Brook" in people
    assert people.count("contradicts this report itself") == 2


ROW = f"{BASE}source/codings/7"


def test_a_row_of_a_table_stands_beside_the_reports_and_may_contradict_them() -> None:
    store = store_of(another("a", "The Orvale Post", people=500, killed=2, day=DAY))
    identified(store)
    thing = f"{BASE}thing/a/event-rally"
    store.update(
        f"""INSERT DATA {{ <{ROW}> pe:canonical <{thing}> GRAPH <{BASE}source/codings> {{
          <{ROW}> a pe:Event ; pe:form pec:form-march ; pe:earliestDate "2021-05-03"^^xsd:date ; pe:issue "wages" ;
            pe:latestDate "2021-05-03"^^xsd:date ; pe:place <{ROW}/place> ; pe:hasCount <{ROW}/size> .
          <{ROW}/place> rdfs:label "Orvale" .
          <{ROW}/size> pe:countOf pec:count-participants ; pe:text "around 90" ; pe:low 90 ; pe:high 90
        }} }}"""
    )
    text = page(client_of(create_app(Settings(base=BASE), store)), "/thing/a/event-rally")
    assert "told of in 1 report and 1 table row" in text
    assert "row 7 of the table codings" in text
    assert row(text, "How many took part").count("contradicts") == 2
    assert row(text, "What").endswith("march")
    assert row(text, "Where").endswith("Orvale")
    assert "contradicts" not in row(text, "When")
    assert row(text, "About").endswith("wages")


# When two statements cannot both be true

BOUNDS = st.one_of(st.none(), st.integers(0, 50).map(float))
STRETCHES = st.builds(Between, BOUNDS, BOUNDS).filter(
    lambda one: one.low is None or one.high is None or one.low <= one.high
)


@given(STRETCHES, STRETCHES)
def test_two_stretches_contradict_each_other_if_no_number_is_in_both(one: Between, other: Between) -> None:
    def holds(stretch: Between, value: float) -> bool:
        low, high = stretch.low, stretch.high
        return (low is None or low <= value) and (high is None or value <= high)

    both = any(holds(one, value) and holds(other, value) for value in range(-1, 53))
    assert one.excludes(other) is not both
    assert other.excludes(one) is one.excludes(other)


@given(st.lists(st.one_of(st.none(), STRETCHES), max_size=6))
def test_what_is_not_said_contradicts_nothing(said: list[Between | None]) -> None:
    for one, other in contradictions(said):
        assert one < other
        assert said[one] is not None
        assert said[other] is not None


@pytest.mark.parametrize(
    ("one", "other", "excluded"),
    [
        ((200, None, "ccc"), (10, 10, None), False),
        ((500, 500, "approximate"), (450, 450, None), False),
        ((500, 500, "approximate"), (700, 700, None), True),
        ((4, 4, None), (5, 5, None), True),
        ((500, None, "stated"), (800, 800, None), False),
        ((500, None, "stated"), (300, 300, None), True),
        ((None, None, None), (3, 3, None), False),
    ],
)
def test_a_number_is_compared_by_the_convention_by_which_it_is_read(
    one: tuple[float | None, float | None, str | None],
    other: tuple[float | None, float | None, str | None],
    excluded: bool,
) -> None:
    left, right = number(*one), number(*other)
    assert (left is not None and right is not None and left.excludes(right)) is excluded


def test_hurt_police_are_counted_beside_hurt_people() -> None:
    people, more = number(26, 26, None, "26 people"), number(40, None, "stated", "more than 40 others")
    police, fewer = number(10, 10, None, "ten officers"), number(4, 4, None, "four policemen")
    said = [people, more, police, fewer]
    assert contradictions(said) == [(0, 1), (2, 3)]


def test_two_towns_exclude_each_other_unless_one_lies_in_the_other() -> None:
    def at(*places: Place) -> Whereabouts:
        return Whereabouts(places)

    def town(thing: str, kind: str | None = "city", *within: str, name: str = "") -> Place:
        return Place(thing, name or thing, kind, frozenset(within))

    here = at(town("x"))
    assert here.excludes(at(town("y", "town")))
    assert not here.excludes(at(town("y", "town", "x")))
    assert not here.excludes(at(town("y", "square")))
    assert not here.excludes(at(town("y", None))), "of what kind is not known"
    assert not here.excludes(at(town("y", name="x"))), "one name in two reports, not decided yet"
    assert not here.excludes(at(town("y"), town("x"))), "one of its towns is the same"
    assert not here.excludes(here)
    assert not here.excludes(at())


def test_the_days_of_a_report_reach_from_the_first_to_the_last() -> None:
    assert hull([Between(3, 3), Between(5, 6)]) == Between(3, 6)
    assert hull([Between(None, None)]) is None
    assert hull([]) is None


def test_nothing_of_the_seed_is_a_thing_before_the_things_were_made() -> None:
    store = Store(None, base=BASE)
    store.put(seed_graphs("seed"))
    assert client_of(create_app(Settings(base=BASE), store)).get("/thing/seed/person-ana").status_code == 404


def test_the_page_and_the_stored_query_find_the_same_contradictions(told: FlaskClient) -> None:
    found = told.application.extensions["site"].store.select(queries()["where-reports-contradict-each-other"].text)
    asked = {(str(one["event"]), str(one["about"]), str(one["report1"]), str(one["report2"])) for one in found}
    assert asked == {
        ("rallied", "participants", "a", "b"), ("rallied", "day", "a", "b"), ("rallied", "day", "c", "b"),
        ("Tarn killing", "killed", "a", "b"), ("Tarn killing", "killed", "c", "b"),
    }  # fmt: skip
    rally, killing = (page(told, f"/thing/a/{key}") for key in ("event-rally", "event-killing"))
    titles = {"participants": "How many took part", "day": "When", "killed": "Killed"}
    for event, text in (("rallied", rally), ("Tarn killing", killing)):
        for about, title in titles.items():
            pairs = [one for one in asked if one[:2] == (event, about)]
            shown = row(text, title).count("contradicts") if f">{title}" in text else 0
            assert shown == 2 * len(pairs), "each stands at both of its ends"
