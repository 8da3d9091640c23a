"""Events in time and space, people who met, drawings and what is taken home, as the views ask for them."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from server.events import status
from server.shapes import Network
from tests.seed import BASE
from tests.serving import client_of, seed_app

SEED = f"{BASE}report/seed"


def got(client: FlaskClient, path: str) -> Any:
    answer = client.get(f"/api/{path}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.mimetype == "application/json"
    return answer.get_json()


def posted(client: FlaskClient, path: str, document: object) -> Any:
    answer = client.post(f"/api/{path}", json=document)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def refused(answer: Any, status: int = 400) -> str:
    assert answer.status_code == status, answer.get_data(as_text=True)
    assert answer.mimetype == "application/problem+json"
    return str(answer.get_json()["detail"])


def test_events_of_a_report_stand_in_the_order_of_telling_with_time_place_and_size(seed: FlaskClient) -> None:
    found = got(seed, "events?report=seed")
    assert found["total"] == len(found["events"])
    starts = [row["node"]["start"] for row in found["events"]]
    assert starts == sorted(starts)
    rally = next(row for row in found["events"] if row["node"]["iri"] == f"{SEED}/event-rally")
    assert (rally["form"], rally["formLabel"], rally["modality"]) == ("rally", "rally", "asserted")
    assert rally["published"] == "2021-05-04"
    assert [(time["status"], time["earliest"], time["words"]["exact"]) for time in rally["times"]] == [
        ("stated", "2021-05-03", "3 May 2021")
    ]
    assert [place["node"]["label"] for place in rally["places"]] == ["Orvale"]
    assert rally["sizes"] == ["Hundreds"]
    assert rally["motivatedBy"] == [f"{SEED}/event-killing"]


def test_events_can_be_named_and_what_is_none_is_left_out(seed: FlaskClient) -> None:
    found = got(seed, f"events?iri={SEED}/event-speech&iri={SEED}/person-ana&iri={SEED}/nothing")
    assert [row["node"]["iri"] for row in found["events"]] == [f"{SEED}/event-speech"]
    assert found["events"][0]["partOf"] == [f"{SEED}/event-rally"]


def test_all_events_begin_with_those_of_the_latest_report(town_client: FlaskClient) -> None:
    found = got(town_client, "events")
    days = [row["published"] or "" for row in found["events"]]
    assert found["total"] == len(days) > 20
    assert days == sorted(days, reverse=True)


def test_larger_places_stand_in_order_from_the_nearest(town_client: FlaskClient) -> None:
    places = [place for row in got(town_client, "events?report=2023-janders")["events"] for place in row["places"]]
    within = {place["node"]["label"]: place["within"] for place in places}
    building = next(names for label, names in within.items() if label.startswith("building of the United Nations"))
    assert building == ["Al-Siyahi neighborhood", "Qamishlo"]


def test_a_day_that_was_worked_out_is_told_from_one_that_the_words_name() -> None:
    named = ("3 May 2021", "on 4/5", "the third of March", "Sept 3", "2021-05-04")
    worked_out = ("today", "Monday morning", "two days ago", "next week", "24 hours ago", "a march later")
    assert [text for text in named if status("resolved", text) != "stated"] == []
    assert [text for text in worked_out[:-1] if status("resolved", text) != "relative"] == []
    assert status("unresolved", "3 May") == "unresolved"


@pytest.mark.parametrize("path", ["events?report=nobody", "events?report=%00", "events?report=../seed"])
def test_an_unknown_report_is_not_found(seed: FlaskClient, path: str) -> None:
    refused(seed.get(f"/api/{path}"), 404)


def test_events_are_refused_that_are_no_addresses(seed: FlaskClient) -> None:
    assert "not the address" in refused(seed.get("/api/events?iri=a%3Eb"))
    refused(seed.get(f"/api/events?report=seed&iri={SEED}/event-rally"))


def node(iri: str, kind: str = "person", label: str = "Ana") -> dict[str, object]:
    return {"iri": f"{BASE}{iri}", "href": "", "kind": kind, "label": label, "report": "seed", "start": 0}


def edge(key: str, source: str, target: str, **more: object) -> dict[str, object]:
    ends = {"source": f"{BASE}{source}", "target": f"{BASE}{target}"}
    rest = {"predicate": "p", "label": "l", "fact": None, "words": None, "inferred": True}
    return {"key": key, **ends, **rest, **more}


def test_a_drawing_has_every_node_and_every_edge_by_its_key(seed: FlaskClient) -> None:
    network = {
        "nodes": [node("a"), node("b", "event", "rally"), node("c", "delegation"), node("d", "place", "Orvale")],
        "edges": [edge("one", "b", "a"), edge("two", "b", "a"), edge("three", "b", "c")],
    }
    drawn = posted(seed, "drawing", network)
    assert {box["iri"] for box in drawn["boxes"]} == {f"{BASE}{name}" for name in "abcd"}
    assert {curve["key"]: curve["hue"] for curve in drawn["curves"]} == {
        "one": "person", "two": "person", "three": "group",
    }  # fmt: skip
    assert len({curve["path"] for curve in drawn["curves"]}) == 3
    assert [head["title"] for head in drawn["heads"]] == ["Places", "Events", "People"]
    assert posted(seed, "drawing", network) == drawn
    assert posted(seed, "drawing", {"nodes": [], "edges": []})["boxes"] == []
    assert drawn["width"] == 698
    narrow = posted(seed, "drawing?width=500", network)
    assert narrow["width"] in range(490, 501)
    assert [box["iri"] for box in narrow["boxes"]] == [box["iri"] for box in drawn["boxes"]]
    assert posted(seed, "drawing?width=200", network) == drawn
    refused(seed.post("/api/drawing?width=-1", json=network))


def test_a_drawing_of_a_report_is_that_of_its_page(seed: FlaskClient) -> None:
    from kg.network import to_network
    from server.drawing import draw
    from server.shapes import network as shaped

    facts = seed.application.extensions["site"].store.facts("seed")
    with seed.application.test_request_context():
        network: Network = shaped(to_network(facts), {})
    drawn = posted(seed, "drawing", network)
    told = {node["iri"] for node in network["nodes"]} - {box.iri for box in draw(to_network(facts)).boxes}
    assert told == {f"{SEED}/organization-ministry"} & told
    assert {box["iri"] for box in drawn["boxes"]} == {node["iri"] for node in network["nodes"]}
    assert {curve["key"] for curve in drawn["curves"]} == {edge["key"] for edge in network["edges"]}


@pytest.mark.parametrize(
    ("network", "why"),
    [
        ({}, "nodes"),
        ({"nodes": [1], "edges": []}, "objects"),
        ({"nodes": [node("a", "thing")], "edges": []}, "kind"),
        ({"nodes": [node("a", ["place"])], "edges": []}, "kind"),  # type: ignore[arg-type]
        ({"nodes": [{**node("a"), "iri": "a lane b"}], "edges": []}, "address"),
        ({"nodes": [{**node("a"), "label": None}], "edges": []}, "label"),
        ({"nodes": [{**node("a"), "start": -1}], "edges": []}, "start"),
        ({"nodes": [node("a")], "edges": [edge("k", "a", "b")]}, "not among"),
        ({"nodes": [node(f"n{n}") for n in range(301)], "edges": []}, "at most 300"),
    ],
)
def test_what_is_no_network_is_not_drawn(seed: FlaskClient, network: object, why: str) -> None:
    assert why in refused(seed.post("/api/drawing", json=network))


def test_what_is_no_json_is_refused(seed: FlaskClient) -> None:
    refused(seed.post("/api/drawing", data=b"{", content_type="application/json"))
    lone = rb'{"nodes": [{"iri": "http://a/", "kind": "person", "label": "\ud800"}], "edges": []}'
    refused(seed.post("/api/drawing", data=lone, content_type="application/json"))


def test_a_place_has_the_coordinates_of_the_gazetteer_and_a_square_those_of_its_town(town_client: FlaskClient) -> None:
    places = {
        p["node"]["label"]: p["coordinates"] for row in got(town_client, "events")["events"] for p in row["places"]
    }
    assert places["Osh"] == {
        "latitude": 40.528, "longitude": 72.799, "source": "GeoNames 1527534", "certain": False, "radius": None,
    }  # fmt: skip
    assert places["Almaluu Street"]["source"] == "GeoNames 1527534, of Osh"
    assert places["Marivan"]["certain"]
    assert places["Romania"] is None
    assert places["Janders"] is None


def test_coordinates_of_the_graph_win() -> None:
    app = seed_app()
    geo = "http://www.w3.org/2003/01/geo/wgs84_pos#"
    at = f'<{geo}lat> 12.5 ; <{geo}long> "-4.25"'
    app.extensions["site"].store.update(f"INSERT DATA {{ <{SEED}/place-orvale> {at} }}")
    (place,) = next(row["places"] for row in got(client_of(app), "events?report=seed")["events"] if row["places"])
    assert place["coordinates"] == {
        "latitude": 12.5, "longitude": -4.25, "source": "the graph", "certain": True, "radius": None,
    }  # fmt: skip


def test_people_are_linked_by_the_events_at_which_both_were(seed: FlaskClient) -> None:
    found = got(seed, "people?report=seed")
    assert found == got(seed, "people")
    assert found["total"] == 1
    (link,) = found["links"]
    assert (link["source"], link["target"]) == (f"{SEED}/person-ana", f"{SEED}/person-omar")
    # both are in the delegation that handed the petition over, which was a part of the rally
    assert {event["iri"] for event in link["events"]} == {f"{SEED}/event-delivery", f"{SEED}/event-rally"}
    assert {node["label"] for node in found["nodes"]} == {"Ana Brook", "Omar Field"}


def test_who_is_of_no_report_links_nobody() -> None:
    app = seed_app()
    before = got(client_of(app), "people")
    stray = "<urn:stray> a foaf:Person . <urn:event> a pe:Event ; pe:speaker <urn:stray>, <urn:other>"
    stray += f" . <urn:other> a foaf:Person . <{SEED}/event-rally> pe:participant <urn:stray>"
    app.extensions["site"].store.update(f"{INSERT} {{ {stray} }}")
    found = got(client_of(app), "people")
    assert (found["nodes"], found["links"]) == (before["nodes"], before["links"])


INSERT = """PREFIX pe: <https://w3id.org/protest-event/ontology#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
INSERT DATA"""


def test_people_of_different_reports_are_not_linked(town_client: FlaskClient) -> None:
    found = got(town_client, "people")
    report = {node["iri"]: node["report"] for node in found["nodes"]}
    assert len(found["links"]) == found["total"] > 0
    assert all(report[link["source"]] == report[link["target"]] for link in found["links"])
    weights = [len(link["events"]) for link in found["links"]]
    assert weights == sorted(weights, reverse=True)
    refused(town_client.get("/api/people?report=nobody"), 404)


def test_the_schema_counts_every_term_that_is_used(seed: FlaskClient) -> None:
    found = got(seed, "schema")
    classes = {term["name"]: term for term in found["classes"]}
    assert classes["pe:Event"]["count"] == 4
    assert classes["foaf:Person"]["count"] == 2
    properties = {term["name"]: term for term in found["properties"]}
    assert "pe:Event" in properties["pe:place"]["classes"]
    assert properties["pe:place"]["label"] == "place"
    assert properties["pe:place"]["comment"]
    concepts = {term["name"]: term["count"] for term in found["concepts"]}
    assert concepts["pec:form-rally"] >= 1
    assert 0 in concepts.values()
    assert {"prefix": "pe", "iri": "https://w3id.org/protest-event/ontology#"} in found["prefixes"]


def test_labels_say_how_things_are_called_in_the_order_asked(seed: FlaskClient) -> None:
    iris = [f"{SEED}/person-ana", "javascript:alert(1)", SEED, "https://w3id.org/protest-event/ontology#Event", "a b"]
    iris += [f"urn:{'x' * 5_000}", "http://localhost/report/seed/person-omar"]
    found = posted(seed, "labels", {"iris": iris})["labels"]
    assert [one["iri"] for one in found] == [*iris[:-1], f"{SEED}/person-omar"]
    assert found[-1]["label"] == "Omar Field"
    assert found[0] == {"iri": iris[0], "label": "Ana Brook", "href": "/report/seed/person-ana", "kind": "person"}
    assert (found[1]["label"], found[1]["href"]) == ("javascript:alert(1)", None)
    assert (found[2]["href"], found[2]["kind"]) == ("/report/seed", None)
    assert found[3]["href"] == "/ontology#Event"
    for wrong in ({}, {"iris": "x"}, {"iris": [1]}, {"iris": ["x"] * 5001}):
        refused(seed.post("/api/labels", json=wrong))
