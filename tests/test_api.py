"""The interface of the views: that it is what it says it is, and what it answers."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

import kg.facts as f
from kg.config import Settings
from kg.ontology import load_vocabulary
from kg.rdf import to_graphs
from kg.store import Store
from server import create_app
from server.api.description import OPENAPI
from server.gaps import gaps
from server.shapes import confidence
from server.walking import STEPS
from tests.identified import WHY, identified
from tests.schemas import faults
from tests.seed import BASE, READER, TEXT, seed_extraction, seed_graphs
from tests.serving import TOWN, Versioned, client_of, seed_app

SEED = f"{BASE}report/seed"
API_TS = Path(__file__).parents[1] / "frontend" / "src" / "api.ts"
DOCUMENT = json.loads(OPENAPI.read_text(encoding="utf-8"))
SCHEMAS: dict[str, dict[str, Any]] = DOCUMENT["components"]["schemas"]
INTERFACE = re.compile(r"^export interface (\w+) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
PROPERTY = re.compile(r"^  (\w+): (.+);$", re.MULTILINE)
OURS = {"Problem", "NodeKind"}
"""Components that are no interface of `api.ts`."""


@pytest.fixture(scope="module")
def twins() -> FlaskClient:
    """A server of one report under three ids: Ana and the town are the same in the first two, Omar may be."""
    store = Store(None, base=BASE)
    store.put_vocabulary(load_vocabulary())
    for name in ("one", "two", "three"):
        store.put(seed_graphs(name))
    same = [[f"{BASE}report/{name}/{key}" for name in ("one", "two")] for key in ("person-ana", "place-orvale")]
    identified(store, same, [(f"{BASE}report/one/person-omar", f"{BASE}report/two/person-omar")])
    return client_of(create_app(Settings(base=BASE), store))


def get(client: FlaskClient, path: str, **asked: Any) -> Any:
    """What is answered, which is as described."""
    answer = client.get(f"/api/{path}", query_string=asked)
    assert (answer.status_code, answer.mimetype) == (200, "application/json"), answer.get_data(as_text=True)
    return described(path, "get", answer.get_json())


def post(client: FlaskClient, path: str, document: object) -> Any:
    answer = client.post(f"/api/{path}", json=document)
    assert (answer.status_code, answer.mimetype) == (200, "application/json"), answer.get_data(as_text=True)
    return described(path, "post", answer.get_json())


def described(path: str, method: str, document: Any) -> Any:
    template = re.sub(r"^reports/.*", "reports/{report_id}", path.partition("?")[0])
    response = DOCUMENT["paths"][f"/api/{template}"][method]["responses"]["200"]
    assert list(faults(document, response["content"]["application/json"]["schema"], SCHEMAS)) == []
    return document


def refused(client: FlaskClient, path: str, status: int, **asked: Any) -> str:
    answer = client.get(f"/api/{path}", query_string=asked, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert list(faults(answer.get_json(), SCHEMAS["Problem"], SCHEMAS)) == []
    return str(answer.get_json()["detail"])


# The description


def test_the_description_has_the_shapes_of_the_front_end_name_by_name() -> None:
    written = {
        name: {key: (kind.endswith("| null")) for key, kind in PROPERTY.findall(body)}
        for name, body in INTERFACE.findall(API_TS.read_text(encoding="utf-8"))
    }
    told = {
        name: {key: _nullable(kind) for key, kind in schema["properties"].items()}
        for name, schema in SCHEMAS.items()
        if name not in OURS
    }
    assert len(written) > 30
    assert told == written
    assert all(set(schema.get("required", ())) == schema.get("properties", {}).keys() for schema in SCHEMAS.values())


def _nullable(schema: dict[str, Any]) -> bool:
    kinds = [schema, *schema.get("anyOf", ())]
    return any("null" in (one.get("type") or ()) for one in kinds) or None in schema.get("enum", ())


def test_the_description_has_every_address_and_no_other(seed: FlaskClient) -> None:
    rules = [rule for rule in seed.application.url_map.iter_rules() if rule.endpoint.startswith("api.")]
    served = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods} == served


def test_the_description_is_served_and_names_only_what_it_has(seed: FlaskClient) -> None:
    assert get(seed, "openapi.json") == DOCUMENT
    named = {tuple(name.split("/")[1:]) for name in re.findall(r'"\$ref": "#([^"]+)"', OPENAPI.read_text("utf-8"))}
    assert {("components", group, name) for _, group, name in named} == named
    assert all(name in DOCUMENT["components"][group] for _, group, name in named)


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ({"total": "1", "reports": []}, "$.total: '1' is no integer"),
        ({"total": True, "reports": []}, "$.total: True is no integer"),
        ({"total": 1}, "$: reports is missing"),
        ({"total": 1, "reports": [], "more": 1}, "$: more is not described"),
        ({"total": 1, "reports": [None]}, "$.reports[0]: None is no object"),
    ],
)
def test_what_is_not_as_described_is_found(document: Any, fault: str) -> None:
    assert list(faults(document, SCHEMAS["ReportList"], SCHEMAS)) == [fault]


def test_every_answer_is_as_described(town_client: FlaskClient) -> None:
    network = get(town_client, "reports/2023-janders")["network"]
    iris = [node["iri"] for node in network["nodes"]]
    answered = {"openapi.json", "reports/{report_id}", "decisions/{id_}", "decisions.jsonl"}
    for path, asked in {
        "reports": {}, "thing": {"iri": iris[0]}, "neighbours": {"iri": iris[0]}, "search": {"q": "a"}, "overview": {},
        "paths": {"from": iris[0], "to": iris[-1]}, "events": {}, "people": {}, "schema": {},
        "changes": {}, "review": {}, "forms": {"about": iris[0]}, "decisions": {},
    }.items():  # fmt: skip
        get(town_client, path, **asked)
        answered.add(path)
    for path, document in {"among": {"iris": iris}, "labels": {"iris": iris}, "drawing": network}.items():
        post(town_client, path, document)
        answered.add(path)
    assert {path.removeprefix("/api/") for path in DOCUMENT["paths"]} - {"export"} == answered


def test_cards_of_every_kind_of_thing_are_as_described(town_client: FlaskClient) -> None:
    kinds: dict[tuple[str, bool, bool], str] = {}
    for report in get(town_client, "reports")["reports"]:
        for thing in get(town_client, f"reports/{report['id']}")["things"]:
            kinds.setdefault((thing["kind"], thing["claimed"], thing["candidate"]), thing["iri"])
    assert {kind for kind, _, _ in kinds} >= {"person", "event", "membership", "quotation", "count", "claim", "place"}
    for (kind, claimed, candidate), iri in kinds.items():
        thing = get(town_client, "thing", iri=iri)["thing"]
        assert (thing["iri"], thing["kind"], thing["claimed"], thing["candidate"]) == (iri, kind, claimed, candidate)


# Reports


def test_reports_come_the_latest_first_those_without_a_day_last(town_client: FlaskClient) -> None:
    found = get(town_client, "reports")
    days = [report["published"] or "" for report in found["reports"]]
    assert (found["total"], len(days)) == (len(TOWN), len(TOWN))
    assert days == sorted(days, reverse=True)
    assert days[-1] == ""
    assert get(town_client, "reports", offset=100) == {"total": len(TOWN), "reports": []}


def test_a_report_says_how_many_events_and_persons_it_tells_of(seed: FlaskClient) -> None:
    (report,) = get(seed, "reports")["reports"]
    assert (report["id"], report["iri"], report["href"]) == ("seed", SEED, "/report/seed")
    assert (report["events"], report["persons"]) == (4, 2)
    assert (report["publisher"], report["published"], report["url"]) == ("The Orvale Post", "2021-05-04", None)


def test_every_edge_and_mark_of_a_report_stands_on_words_of_its_text(town_client: FlaskClient) -> None:
    text = (Path(__file__).parents[1] / "data" / TOWN[0]).read_text(encoding="utf-8")
    found = get(town_client, "reports/2023-janders")
    assert found["length"] == len(text)
    assert found["network"]["edges"]
    for edge in found["network"]["edges"]:
        assert text[edge["words"]["start"] : edge["words"]["end"]] == edge["words"]["exact"]
    nodes = {node["iri"] for node in found["network"]["nodes"]}
    assert all({edge["source"], edge["target"]} <= nodes for edge in found["network"]["edges"])
    keys = [edge["key"] for edge in found["network"]["edges"]]
    assert len(keys) == len(set(keys))
    assert {mark["thing"] for mark in found["marks"]} <= {thing["iri"] for thing in found["things"]}


def test_gaps_are_stretches_of_three_words_or_more_that_no_mark_touches(town_client: FlaskClient) -> None:
    text = (Path(__file__).parents[1] / "data" / TOWN[0]).read_text(encoding="utf-8")
    found = get(town_client, "reports/2023-janders")
    covered = {at for mark in found["marks"] for at in range(mark["start"], mark["end"])}
    assert found["gaps"]
    for start, end in found["gaps"]:
        assert covered.isdisjoint(range(start, end))
        assert text[start:end] == text[start:end].strip()
        assert len(text[start:end].split()) >= 3


def test_a_gap_begins_and_ends_with_a_word_and_stays_in_its_paragraph() -> None:
    text = "One. — “Two three four”, five!\n\nsix seven eight nine. 🙂🙂🙂 ten"
    found = [text[start:end] for start, end in gaps(text, [(0, 3), (2, 4)])]
    assert found == ["Two three four”, five", "six seven eight nine. 🙂🙂🙂 ten"]
    assert list(gaps("a b c", [(0, 5)])) == []


# Cards


def test_the_card_of_a_person_has_names_roles_words_and_company(seed: FlaskClient) -> None:
    card = get(seed, "thing", iri=f"{SEED}/person-ana")
    assert [(form["text"], len(form["words"])) for form in card["forms"]] == [("Ana Brook", 1), ("She", 1)]
    assert [section["title"] for section in card["sections"]][:3] == ["Roles and organisations", "Events", "Words"]
    assert [(one["node"]["label"], [event["label"] for event in one["events"]]) for one in card["company"]] == [
        ("delegation", ["rallied", "handed a petition"]),
        ("Omar Field", ["rallied", "handed a petition"]),
        ("people", ["rallied"]),
    ]
    assert card["identity"] is None


def test_quotations_stand_in_the_order_of_the_text_ready_to_be_cited(seed: FlaskClient) -> None:
    said = get(seed, "thing", iri=f"{SEED}/person-ana")["quotations"]
    assert [(one["direct"], one["cue"], one["event"]) for one in said] == [
        (True, "said", "speech"), (False, "praised", "speech")
    ]  # fmt: skip
    source = "in: Hundreds rally in Orvale against the Tarn killing, The Orvale Post, 4 May 2021."
    assert said[0]["citation"] == (
        f"“We demand justice. We will stay.” — Ana Brook, co-chair, Mill Workers' Union, {source}"
    )
    assert said[1]["citation"] == (
        f"the miners (the reporter's words) — Ana Brook, co-chair, Mill Workers' Union, {source}"
    )
    assert TEXT[said[0]["words"]["start"] : said[0]["words"]["end"]] == "We demand justice. We will stay."


def test_an_event_has_the_words_said_at_its_parts(seed: FlaskClient) -> None:
    rally = get(seed, "thing", iri=f"{SEED}/event-rally")["quotations"]
    assert rally == get(seed, "thing", iri=f"{SEED}/event-speech")["quotations"]
    assert len(rally) == 2


def test_a_thing_is_found_by_the_address_of_this_host(seed: FlaskClient) -> None:
    card = get(seed, "thing", iri=f"{SEED}/person-ana")
    assert get(seed, "thing", iri="http://localhost/report/seed/person-ana") == card


def test_a_citation_leaves_out_what_is_not_known() -> None:
    extraction = seed_extraction()
    report = dataclasses.replace(
        extraction.document.report, publisher=None, published=None, url="https://example.org/tarn"
    )
    facts = tuple(fact for fact in extraction.facts if not isinstance(fact, f.Membership) and not _acts_as(fact))
    changed = dataclasses.replace(
        extraction, document=dataclasses.replace(extraction.document, report=report), facts=facts
    )
    store = Store(None, base=BASE)
    store.put(to_graphs(changed, base=BASE, reader=READER))
    client = client_of(create_app(Settings(base=BASE), store))
    (said,) = get(client, "thing", iri=f"{SEED}/utterance-1")["quotations"]
    assert said["citation"] == (
        "“We demand justice. We will stay.” — Ana Brook, in: Hundreds rally in Orvale against the Tarn killing. "
        "https://example.org/tarn"
    )


def _acts_as(fact: f.Fact) -> bool:
    return isinstance(fact, f.Relation) and bool(fact.capacities)


@pytest.mark.parametrize(
    ("value", "told"),
    [("0.91", 0.91), ("1", 1.0), (None, None), ("nan", None), ("inf", None), ("-1", None), ("x", None)],
)
def test_a_confidence_is_a_share_or_not_known(value: str | None, told: float | None) -> None:
    assert confidence(value) == told


# The same in other reports


def test_a_card_says_which_thing_a_node_is_and_what_else_is_or_may_be_it(twins: FlaskClient) -> None:
    card = get(twins, "thing", iri=f"{BASE}report/two/person-ana")
    assert card["thing"]["iri"] == f"{BASE}report/two/person-ana"
    identity = card["identity"]
    assert (identity["iri"], identity["reports"], identity["total"]) == (f"{BASE}thing/one/person-ana", 2, 1)
    (other,) = identity["others"]
    assert (other["node"]["iri"], other["relation"], other["why"]) == (f"{BASE}report/one/person-ana", "same", WHY)
    assert (other["title"], other["published"]) == (card["report"]["title"], "2021-05-04")
    omar = get(twins, "thing", iri=f"{BASE}report/two/person-omar")["identity"]
    assert (omar["iri"], omar["reports"]) == (f"{BASE}thing/two/person-omar", 1)
    assert [(one["node"]["iri"], one["relation"]) for one in omar["others"]] == [
        (f"{BASE}report/one/person-omar", "maybe")
    ]


def test_what_is_alone_or_has_no_thing_is_said_to_be_so(twins: FlaskClient, seed: FlaskClient) -> None:
    alone = get(twins, "thing", iri=f"{BASE}report/three/person-ana")["identity"]
    assert (alone["iri"], alone["reports"], alone["others"]) == (f"{BASE}thing/three/person-ana", 1, [])
    for key in ("group-people", "delegation-1", "membership-1"):
        assert get(twins, "thing", iri=f"{BASE}report/one/{key}")["identity"] is None
    assert get(seed, "thing", iri=f"{SEED}/person-ana")["identity"] is None, "before the things were made"


def test_edges_hold_the_nodes_of_a_thing_together_by_as_few_as_it_takes() -> None:
    store = Store(None, base=BASE)
    names = ("a", "b", "c", "d")
    for name in names:
        store.put(seed_graphs(name))
    ana = [f"{BASE}report/{name}/person-ana" for name in names]
    identified(store, [ana])
    client = client_of(create_app(Settings(base=BASE), store))
    found = post(client, "among", {"iris": ana})["edges"]
    assert [(edge["source"], edge["target"]) for edge in found] == [(ana[0], other) for other in ana[1:]]
    # without the first, through which the others were joined, the rest still hang together
    assert len(post(client, "among", {"iris": ana[1:]})["edges"]) == 2
    assert {edge["inferred"] for edge in found} == {False}


# Walking


def test_neighbours_are_counted_by_relation_and_said_from_where_one_stands(seed: FlaskClient) -> None:
    found = get(seed, "neighbours", iri=f"{SEED}/person-ana")
    assert {one["key"]: (one["label"], one["count"]) for one in found["relations"]} == {
        "in foaf:member": ("was a member of", 1),
        "in pe:speaker": ("spoke at", 1),
        "out org:hasMembership": ("holds the role", 1),
        "out pe:utteredAt": ("said this at", 1),
    }
    assert found["total"] == 3
    assert [node["label"] for node in found["network"]["nodes"]] == ["Ana Brook", "co-chair", "delegation", "speech"]


def test_neighbours_come_in_pages_by_name(seed: FlaskClient) -> None:
    whole = get(seed, "neighbours", iri=f"{SEED}/event-rally")
    pages = [get(seed, "neighbours", iri=f"{SEED}/event-rally", offset=at, limit=2) for at in (0, 2, 4, 6)]
    told = [node["iri"] for page in pages for node in page["network"]["nodes"][1:]]
    assert told == [node["iri"] for node in whole["network"]["nodes"][1:]]
    assert len(told) == whole["total"] > 4
    assert all(edge in whole["network"]["edges"] for page in pages for edge in page["network"]["edges"])
    (speech,) = get(seed, "neighbours", iri=f"{SEED}/person-ana", relation="in pe:speaker")["network"]["nodes"][1:]
    assert speech["label"] == "speech"


def test_what_is_the_same_is_a_neighbour_over_an_edge_that_leads_to_the_thing(twins: FlaskClient) -> None:
    one, two = (f"{BASE}report/{name}/person-ana" for name in ("one", "two"))
    found = get(twins, "neighbours", iri=two, relation="same")
    (edge,) = found["network"]["edges"]
    assert edge["key"] == f"same {one} {two}"
    assert (edge["label"], edge["inferred"], edge["fact"], edge["words"], edge["href"]) == (
        f"is the same as: {WHY}", False, None, None, "/thing/one/person-ana"
    )  # fmt: skip
    assert {"key": "same", "label": "is the same as", "count": 1} in found["relations"]


def test_what_may_be_the_same_is_a_neighbour_over_an_edge_that_nobody_has_decided(twins: FlaskClient) -> None:
    one, two = (f"{BASE}report/{name}/person-omar" for name in ("one", "two"))
    for start, end in ((one, two), (two, one)):
        found = get(twins, "neighbours", iri=start, relation="maybe")
        (edge,) = found["network"]["edges"]
        assert {edge["source"], edge["target"]} == {start, end}
        assert (edge["key"], edge["inferred"]) == (f"maybe {one} {two}", True)
    assert post(twins, "among", {"iris": [one, two]})["edges"] == found["network"]["edges"]


def test_the_edges_among_the_nodes_of_a_report_are_those_of_its_network(town_client: FlaskClient) -> None:
    for report in get(town_client, "reports")["reports"]:
        network = get(town_client, f"reports/{report['id']}")["network"]
        found = post(town_client, "among", {"iris": [node["iri"] for node in network["nodes"]]})
        for part, key in (("nodes", "iri"), ("edges", "key")):
            told = [sorted(some[part], key=lambda one: str(one[key])) for some in (network, found)]
            assert told[0] == told[1]


def test_a_path_leads_over_facts_and_names_to_another_report(twins: FlaskClient) -> None:
    start, end = f"{BASE}report/one/group-people", f"{BASE}report/two/event-rally"
    found = get(twins, "paths", **{"from": start, "to": end})["paths"]
    assert found
    for path in found:
        iris = [node["iri"] for node in path["nodes"]]
        assert (iris[0], iris[-1]) == (start, end)
        assert len(path["edges"]) == len(iris) - 1 <= STEPS
        for number, edge in enumerate(path["edges"]):
            assert {edge["source"], edge["target"]} == {iris[number], iris[number + 1]}
        assert [edge["fact"] is None for edge in path["edges"]].count(True) == 1
    assert found == get(twins, "paths", **{"from": start, "to": end})["paths"]
    assert len({len(path["edges"]) for path in found}) == 1


def test_who_is_not_connected_has_no_path(town_client: FlaskClient) -> None:
    asked = {"from": f"{BASE}report/2023-janders/person-1328", "to": f"{BASE}report/vigil-osh/event-99999"}
    assert refused(town_client, "paths", 404, **asked)
    alone = next(
        node["iri"]
        for node in get(town_client, "reports/agency-hasakah")["network"]["nodes"]
        if node["kind"] == "event"
    )
    assert get(town_client, "paths", **{"from": asked["from"], "to": alone})["paths"] == []


# Things instead of the nodes of reports


def test_nodes_of_one_thing_are_one_node_with_the_edges_of_all_of_them(twins: FlaskClient) -> None:
    keys = ("person-ana", "place-orvale", "event-rally", "membership-1")
    nodes = [f"{BASE}report/{name}/{key}" for name in ("one", "two") for key in keys]
    found = post(twins, "among?per=thing", {"iris": nodes})
    ana, orvale = (f"{BASE}thing/one/{key}" for key in ("person-ana", "place-orvale"))
    rallies = {f"{BASE}thing/{name}/event-rally" for name in ("one", "two")}
    roles = {f"{BASE}report/{name}/membership-1" for name in ("one", "two")}
    assert {node["iri"] for node in found["nodes"]} == {ana, orvale, *rallies, *roles}
    assert {(edge["source"], edge["target"]) for edge in found["edges"]} == {
        *((rally, orvale) for rally in rallies), *((ana, role) for role in roles)
    }  # fmt: skip
    assert {edge["words"]["report"] for edge in found["edges"]} == {"one", "two"}
    back = post(twins, "among?per=node", {"iris": [ana]})
    assert {node["iri"] for node in back["nodes"]} == {f"{BASE}report/{name}/person-ana" for name in ("one", "two")}


def test_one_walks_from_thing_to_thing(twins: FlaskClient) -> None:
    ana, orvale = (f"{BASE}thing/one/{key}" for key in ("person-ana", "place-orvale"))
    found = get(twins, "neighbours", iri=orvale)
    around = {node["iri"].removeprefix(BASE) for node in found["network"]["nodes"]}
    assert around == {"thing/one/place-orvale", "thing/one/event-rally", "thing/two/event-rally",
                      "report/one/event-speech", "report/two/event-speech"}  # fmt: skip
    assert {path["nodes"][-1]["iri"] for path in get(twins, "paths", **{"from": ana, "to": orvale})["paths"]} == {
        orvale
    }
    omar = get(twins, "neighbours", iri=f"{BASE}thing/one/person-omar", relation="maybe")
    assert [node["iri"] for node in omar["network"]["nodes"][1:]] == [f"{BASE}thing/two/person-omar"]


def test_a_thing_has_a_card_and_its_events_are_told_by_each_report(twins: FlaskClient) -> None:
    card = get(twins, "thing", iri=f"{BASE}thing/one/person-ana")
    assert (card["thing"]["iri"], card["thing"]["href"]) == (f"{BASE}thing/one/person-ana", "/thing/one/person-ana")
    assert card["identity"]["reports"] == 2
    refused(twins, "thing", 404, iri=f"{BASE}thing/two/person-ana")
    rally = get(twins, "events", iri=f"{BASE}thing/one/event-rally")
    assert [row["node"]["iri"] for row in rally["events"]] == [f"{BASE}report/one/event-rally"]


# Search


def found(client: FlaskClient, **asked: Any) -> list[tuple[str, str]]:
    return [(hit["node"]["label"], hit["matched"]) for hit in get(client, "search", **asked)["hits"]]


def test_search_finds_names_in_any_spelling_of_their_letters(town_client: FlaskClient) -> None:
    assert ("Dêrik district council", "name") in found(town_client, q="derik COUNCIL")
    assert found(town_client, q="Hévi Suleyman")[0] == ("Hevi Suleyman", "name")


def test_search_finds_a_name_before_another_spelling_before_words_that_were_said(seed: FlaskClient) -> None:
    assert found(seed, q="she") == [("Ana Brook", "spelling")]
    assert found(seed, q="stay justice") == [("Ana Brook", "words")]
    assert found(seed, q="bread and roses") == [("rallied", "words")]
    assert found(seed, q="mi") == [
        ("Mill Workers' Union", "name"), ("Labour Ministry", "name"), ("Ana Brook", "words"),
    ]  # fmt: skip


def test_all_words_must_occur(seed: FlaskClient) -> None:
    assert found(seed, q="ana field") == []


def test_facets_count_what_the_other_facets_leave(seed: FlaskClient) -> None:
    facets = {one["name"]: one["values"] for one in get(seed, "search", kind=["event", "person"])["facets"]}
    assert {"value": "organization", "label": "organisation", "count": 2} in facets["kind"]
    assert [(one["label"], one["count"]) for one in facets["date"]] == [("2021", 6)]
    dates = {one["name"]: one["values"] for one in get(seed, "search", kind="event", date="2021")["facets"]}["date"]
    assert [one["label"] for one in dates] == ["2021", "May 2021"]
    assert [(one["value"], one["label"]) for one in facets["place"]] == [("orvale", "Orvale")]
    both = get(seed, "search", kind=["event", "person"])
    assert both["total"] == get(seed, "search", kind="event")["total"] + get(seed, "search", kind="person")["total"]
    assert [hit["node"]["label"] for hit in get(seed, "search", kind="event", form="rally")["hits"]] == ["rallied"]
    assert get(seed, "search", kind="event", form="nonsense")["total"] == 0


def test_without_a_query_everything_is_there_page_by_page(town_client: FlaskClient) -> None:
    first = get(town_client, "search")
    told = [hit["node"]["iri"] for hit in first["hits"]]
    while len(told) < first["total"]:
        page = get(town_client, "search", offset=len(told))
        assert page["facets"] == first["facets"]
        told += [hit["node"]["iri"] for hit in page["hits"]]
    assert len(told) == len(set(told)) == first["total"]
    kinds = {one["value"]: one["count"] for one in first["facets"][0]["values"]}
    assert sum(kinds.values()) == first["total"]


def test_a_facet_counts_what_choosing_it_gives(town_client: FlaskClient) -> None:
    for facet in get(town_client, "search", q="a")["facets"]:
        for value in facet["values"][:3]:
            narrowed = get(town_client, "search", q="a", **{facet["name"]: value["value"]})
            assert narrowed["total"] == value["count"]


def test_what_is_found_changes_with_the_graphs() -> None:
    store = Versioned(None, base=BASE)
    client = client_of(create_app(Settings(base=BASE), store))
    assert found(client, q="ana") == []
    store.put(seed_graphs("seed"))
    assert found(client, q="ana")[0] == ("Ana Brook", "name")


# The whole base


def test_the_overview_has_every_node_but_roles_and_numbers_its_edges(twins: FlaskClient) -> None:
    whole = get(twins, "overview")
    nodes = whole["nodes"]
    assert (whole["reports"], whole["shown"]) == (3, 3)
    assert len({len(column) for column in nodes.values()}) == 1
    assert "role" not in nodes["kind"]
    pairs = {(nodes["iri"][a].removeprefix(BASE), nodes["iri"][b].removeprefix(BASE), same)
             for a, b, same in whole["edges"]}  # fmt: skip
    assert ("report/one/person-ana", "report/one/organization-union", 0) in pairs
    assert {pair for pair in pairs if pair[2]} == {
        ("report/one/person-ana", "report/two/person-ana", 1),
        ("report/one/place-orvale", "report/two/place-orvale", 1),
        ("report/one/person-omar", "report/two/person-omar", 2),
    }


def test_the_overview_has_a_node_of_two_reports_once() -> None:
    app = seed_app()
    reported = "<https://w3id.org/protest-event/ontology#reportedIn>"
    store = app.extensions["site"].store
    store.put(seed_graphs("other"))
    store.update(f"INSERT DATA {{ <{SEED}/person-ana> {reported} <{BASE}report/other> }}")
    whole = get(client_of(app), "overview")
    assert whole["nodes"]["iri"].count(f"{SEED}/person-ana") == 1
    assert len({len(column) for column in whole["nodes"].values()}) == 1


# What is asked wrongly


HOSTILE = (
    "", "x", "http://", "http://a b", f"{SEED}/a>b", f"{SEED}/\x00", f"{SEED}/{{}}", f'{SEED}/"', f"{SEED}/\u202e",
    f"{SEED}/" + "a" * 20_000, "javascript:alert(1)", f"{SEED}/../../x", f"{SEED}/nobody", f"{BASE}report/%00/x",
    f"{BASE}report/no-such/person-ana", SEED, f"{SEED}/", f"{SEED}/graph", f"{SEED}/reading", "__proto__",
)  # fmt: skip


@pytest.mark.parametrize("iri", HOSTILE)
def test_an_address_that_is_none_is_refused_in_a_sentence(seed: FlaskClient, iri: str) -> None:
    for path in ("thing", "neighbours"):
        answer = seed.get(f"/api/{path}", query_string={"iri": iri}, headers={"Accept": "text/html"})
        assert answer.status_code in (400, 404)
        assert answer.mimetype == "application/problem+json"
        assert answer.get_json()["detail"].endswith(".")
    answer = seed.get("/api/paths", query_string={"from": f"{SEED}/person-ana", "to": iri})
    assert answer.status_code in (400, 404)


@pytest.mark.parametrize("number", ["-1", "x", "1e3", "9" * 30, "１", "0x1", " 1"])
def test_a_number_that_is_none_is_refused(seed: FlaskClient, number: str) -> None:
    for path in ("reports", "search"):
        assert "whole number" in refused(seed, path, 400, offset=number)
    assert "whole number" in refused(seed, "neighbours", 400, iri=f"{SEED}/person-ana", limit=number)


def test_a_number_beyond_the_end_gives_nothing(seed: FlaskClient) -> None:
    assert get(seed, "reports", offset=9_999_999)["reports"] == []
    assert get(seed, "search", offset=9_999_999)["hits"] == []


@pytest.mark.parametrize("q", ["\x00", "<script>", "__proto__", '"', "%", "\u202e", "🙂", "{", "$", "\\"])
def test_any_text_may_be_searched_for(seed: FlaskClient, q: str) -> None:
    get(seed, "search", q=q)
    get(seed, "search", place=q, kind=q, date=q)


def test_a_search_of_a_book_is_refused(seed: FlaskClient) -> None:
    assert refused(seed, "search", 400, q="a" * 10_000)


def test_refusals_are_json_whatever_is_asked_for(seed: FlaskClient) -> None:
    assert refused(seed, "nothing", 404)
    assert refused(seed, "reports/nobody", 404)
    answer = seed.post("/api/reports", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"iris": 1}', b'{"iris": [1]}', b"[" * 100_000, b"\xff"])
def test_what_is_no_list_of_addresses_is_refused(seed: FlaskClient, body: bytes) -> None:
    answer = seed.post("/api/among", data=body)
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_among_what_is_no_node_there_is_nothing(seed: FlaskClient) -> None:
    assert post(seed, "among", {"iris": list(HOSTILE)}) == {"nodes": [], "edges": []}


def test_answers_are_the_same_until_the_graphs_change() -> None:
    store = Versioned(None, base=BASE)
    store.put(seed_graphs("seed"))
    client = client_of(create_app(Settings(base=BASE), store))
    tag = client.get("/api/reports").headers["ETag"]
    assert client.get("/api/reports", headers={"If-None-Match": tag}).status_code == 304
    store.put(seed_graphs("other"))
    assert client.get("/api/reports", headers={"If-None-Match": tag}).get_json()["total"] == 2
