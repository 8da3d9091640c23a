"""The pages as their reader gets them: what they say, where they link, and that nothing in a report can harm them."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from urllib.parse import urldefrag, urljoin

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import FOAF, RDF, RDFS

import kg.facts as f
from kg.config import Settings
from kg.document import Document, Report, Span
from kg.ontology import load_vocabulary, queries
from kg.rdf import to_graphs
from kg.store import Store
from kg.vocab import PE, concept
from server import SECURITY, create_app
from server.kinds import KINDS, LINES
from server.negotiation import GRAPHS
from server.view import ReportView, Thing
from tests.identified import identified
from tests.seed import BASE, READER, TEXT, seed_extraction, seed_graphs
from tests.serving import seed_app, seed_store

SEED = URIRef(f"{BASE}report/seed")
PAGES = ("/", "/report/seed", "/report/seed/person-ana", "/report/seed/event-rally", "/report/seed/membership-1",
         "/report/seed/claim-1", "/report/seed/reading", "/report/seed/network", "/ontology", "/sparql")  # fmt: skip


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return seed_app().test_client()


def page(client: FlaskClient, path: str, status: int = 200) -> str:
    response = client.get(path, headers={"Accept": "text/html"})
    assert (response.status_code, response.content_type) == (status, "text/html; charset=utf-8")
    return response.get_data(as_text=True)


def without_our_scripts(markup: str) -> str:
    """A page without the modules of the front end, which are there if it was built."""
    return re.sub(r'<script type="module" src="/static/app/assets/[\w-]+\.js"></script>', "", markup)


def text_of(markup: str) -> str:
    """The text that a browser shows."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def words_of(markup: str) -> str:
    return " ".join(text_of(re.sub(r"</(dt|dd|li|p|h\d|div|section)>", " ", markup)).split())


def text_article(markup: str) -> str:
    found = re.search(r'<article class="text"[^>]*>(.*?)</article>', markup, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sealed_and_has_no_script(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept": "text/html"})
    assert {name: response.headers[name] for name in SECURITY} == SECURITY
    assert response.headers["Vary"] == "Accept"
    markup = response.get_data(as_text=True)
    assert not re.search(r"<script|\son\w+=|\sstyle=|<style|javascript:", without_our_scripts(markup), re.IGNORECASE)
    for landmark in ("<main", "<header", "<footer", "<nav", 'class="skip" href="#main"', "<h1"):
        assert landmark in markup


def test_every_link_within_the_site_leads_somewhere(client: FlaskClient) -> None:
    links = {urljoin(path, html.unescape(link)) for path in PAGES for link in re.findall(LINK, page(client, path))}
    fragments: dict[str, set[str]] = {}
    for address, fragment in (urldefrag(link) for link in links if link.startswith("/")):
        fragments.setdefault(address, set()).add(fragment)
    for address, wanted in fragments.items():
        with client.get(address, headers={"Accept": "text/html, */*;q=0.1"}) as response:
            assert response.status_code == 200, address
            anchors = re.findall(r'\sid="([^"]*)"', html.unescape(response.get_data(as_text=True)))
            assert wanted <= {"", *anchors}, address
    assert {"/static/style.css", "/report/seed/claims", "/report/seed/event-rally", "/ontology"} <= fragments.keys()


LINK = r'(?:href|src)="([^"]*)"'


def test_ids_on_the_report_page_are_unique(client: FlaskClient) -> None:
    ids = re.findall(r'\sid="([^"]*)"', page(client, "/report/seed"))
    assert len(ids) == len(set(ids))


def test_home_says_what_is_in_the_graph(client: FlaskClient) -> None:
    shown = words_of(page(client, "/"))
    for tile in ("report 1", "events 4", "persons 2", "organisations 2", "quotation 1", "reported statement 1"):
        assert tile in shown
    assert "Hundreds rally in Orvale against the Tarn killing The Orvale Post · 2021-05-04" in shown
    for question in queries().values():
        assert question.question in shown


def test_home_tells_protests_apart_from_their_parts_and_counts_things_in_their_number() -> None:
    store = Store(None, base=BASE)
    for name in ("one", "two"):
        store.put(seed_graphs(name))
    both = [[f"{BASE}report/{name}/{key}" for name in ("one", "two")] for key in ("person-ana", "person-omar")]
    identified(store, both)
    shown = words_of(page(create_app(Settings(base=BASE), store).test_client(), "/"))
    assert "a speech or an arrest at it is an event of its own" in shown
    assert "Taken together, and without such parts, the reports tell of" in shown
    assert "2 persons" in shown
    assert "1 persons" not in shown


def test_beyond_the_last_report_home_does_not_say_that_there_is_none(client: FlaskClient) -> None:
    shown = words_of(page(client, "/?offset=1000"))
    assert "There are no earlier reports." in shown
    assert "There is no report yet" not in shown


def test_the_text_of_a_report_is_shown_exactly_as_stored(client: FlaskClient) -> None:
    assert text_of(text_article(page(client, "/report/seed"))) == TEXT


def test_every_evidence_has_an_anchor_where_its_words_begin(client: FlaskClient) -> None:
    article = text_article(page(client, "/report/seed"))
    evidence = "SELECT ?words ?start ?exact { ?words a pe:Evidence ; oa:start ?start ; oa:exact ?exact }"
    rows = seed_store().select(evidence)
    assert rows
    for row in rows:
        before, anchor, after = article.partition(f'<a id="{urldefrag(row["words"]).fragment}"')
        assert anchor
        assert text_of(before) == TEXT[: int(row["start"])]
        assert text_of(after.partition(">")[2]).startswith(row["exact"])


def test_a_mark_leads_to_everything_read_from_its_words(client: FlaskClient) -> None:
    markup = page(client, "/report/seed")
    (card,) = re.findall(r'href="#(at=\d+)">people</a>', markup)
    shown = markup.partition(f'id="{card}"')[2].partition("</div>")[0]
    assert 'href="/report/seed/group-people"' in shown
    assert 'href="/report/seed/event-rally.participant.group-people"' in shown
    assert 'href="/report/seed/membership-1"' not in shown


def test_the_facts_stand_beside_the_text_by_kind(client: FlaskClient) -> None:
    markup = page(client, "/report/seed")
    aside = markup.partition('<aside class="facts"')[2].partition("</aside>")[0]
    heads = [words_of(head) for head in re.findall(r"<h2>(.*?)</h2>", aside, re.DOTALL)]
    assert heads == [
        "Events 4", "People and roles 4", "Organisations 2", "Places 1", "Quotations 1", "Reported statements 1",
        "Slogans and symbols 2", "Demands and messages 2", "Counts and times 2", "Said inside quotations 1",
    ]  # fmt: skip
    keys = [fact.key for fact in seed_extraction().facts]
    assert sorted(re.findall(r'<li id="fact-([^"]*)"', aside)) == sorted(
        [*keys, *(entity.key for entity in seed_extraction().entities)]
    )


def test_a_person_has_names_roles_quotes_and_events_each_with_its_words(client: FlaskClient) -> None:
    markup = page(client, "/report/seed/person-ana")
    shown = words_of(markup)
    assert "person Ana Brook" in shown
    assert "In the words of the report Ana Brook 1 She 1" in shown
    assert "co-chair of Mill Workers' Union" in shown
    assert "said “We demand justice" not in shown  # quotation marks come from the style sheet
    assert "said We demand justice. We will stay. at speech" in shown
    assert "speech speaker Ana Brook as co-chair" in shown
    speech = seed_extraction().document.report.text.index("Ana Brook, delivered a speech")
    assert f'href="/report/seed#char={speech},{speech + 29}"' in markup


def test_an_event_says_when_where_why_who_and_how_many(client: FlaskClient) -> None:
    shown = words_of(page(client, "/report/seed/event-rally"))
    for line in (
        "When 3 May 2021 on 2021-05-03", "Where place Orvale", "motivated by Tarn killing", "participant people",
        "participants Hundreds at least 200", "Bread and roses", "speech part of rallied",
    ):  # fmt: skip
        assert line in shown


COUNT_RULES = [
    (400, 400, "approximate", "about 400"), (400, 400, None, "400"), (400, 500, None, "400 to 500"),
    (400, None, "approximate", "at least about 400"), (400, None, "stated", "at least 400"),
    (None, 400, "stated", "at most 400"),
    (2000, None, "ccc", "at least 2000 by the rule least number of a vague plural"),
]  # fmt: skip


@pytest.mark.parametrize(("low", "high", "rule", "said"), COUNT_RULES)
def test_a_count_says_its_bounds_once(low: int | None, high: int | None, rule: str | None, said: str) -> None:
    (kind,) = (kind for kind in KINDS if kind.name == "count")
    count = Thing(URIRef(f"{SEED}/count-x"), "count-x", kind)
    count.values.update({name: [Literal(value)] for name, value in ((PE.low, low), (PE.high, high)) if value})
    if rule is not None:
        count.values[PE.boundRule] = [concept("bound", rule)]
    assert " ".join(part.text for part in ReportView(seed_store(), "seed").sentence(count)) == said


def test_one_event_is_not_called_events() -> None:
    one_event = tuple(fact for fact in seed_extraction().facts if fact.key == "event-rally")
    extraction = replace(seed_extraction(), facts=one_event, entities=seed_extraction().entities[:1])
    store = Store(None, base=BASE)
    store.put(to_graphs(extraction, base=BASE, reader=READER))
    shown = words_of(page(create_app(Settings(base=BASE), store).test_client(), "/"))
    assert "1 event, 1 person ·" in shown
    assert "event 1" in shown
    assert "quotations 0" in shown


def test_the_words_of_an_event_are_marked_as_event_though_they_hold_a_number() -> None:
    extraction, where = seed_extraction(), TEXT.index("Hundreds rally")
    march = f.Event(key="event-march", kind=f.EventKind.PROTEST, label="march", rule="seed",
                    evidence=(Span(where, where + len("Hundreds rally")),))  # fmt: skip
    store = seed_store()
    store.put(to_graphs(extraction.adding([march]), base=BASE, reader=READER))
    article = text_article(page(create_app(Settings(base=BASE), store).test_client(), "/report/seed"))
    (told,) = re.findall(r'<a class="([^"]*)" href="[^"]*">Hundreds</a>', article)
    assert "event" in told.split()
    assert "count" not in told.split()


def test_the_sign_of_a_facts_page_is_named_and_explained(client: FlaskClient) -> None:
    markup = page(client, "/report/seed")
    legend = markup.partition('class="legend"')[2].partition("</ul>")[0]
    assert "§ the page of one fact" in words_of(legend)
    signs = re.findall(r'<a class="page"[^>]*>', markup)
    assert signs
    assert all("aria-label=" in sign and "title=" in sign for sign in signs)


def test_the_colours_of_the_lines_are_explained_above_the_drawing(client: FlaskClient) -> None:
    before = page(client, "/report/seed/network").partition("<svg")[0]
    assert all(f'class="stroke k-{hue}"></span> {label}' in before for hue, label in LINES)
    assert 'href="#list"' in before


def test_what_is_only_said_is_shown_apart_and_as_such(client: FlaskClient) -> None:
    markup = page(client, "/report/seed")
    claims = markup.partition('<section class="claims" id="said">')[2].partition("</section>")[0]
    assert "We will stay." in claims
    assert 'id="fact-claim-1"' in claims
    assert "only said inside a quotation" in page(client, "/report/seed/claim-1")


def test_a_claimed_event_is_not_marked_as_an_event() -> None:
    extraction = seed_extraction()
    where = TEXT.index("will stay")
    claimed = f.Event(
        key="event-claimed",
        kind=f.EventKind.PROTEST,
        label="will stay",
        evidence=(Span(where, where + 9),),
        rule="seed",
        said_in="utterance-1",
    )
    store = seed_store()
    store.put(to_graphs(extraction.adding([claimed]), base=BASE, reader=READER))
    article = text_article(page(create_app(Settings(base=BASE), store).test_client(), "/report/seed"))
    (mark,) = re.findall(r'<a class="([^"]*)" href="[^"]*">will stay</a>', article)
    assert "quotation" in mark.split()
    assert "event" not in mark.split()


def test_the_network_draws_every_edge_with_a_link_to_its_words_and_lists_it(client: FlaskClient) -> None:
    markup = page(client, "/report/seed/network")
    drawn = re.findall(r'class="edge [^"]*" href="([^"]*)"', markup)
    listed = re.findall(r'class="words" href="([^"]*)"', markup)
    assert drawn == listed
    at = TEXT.index("rallied in Orvale")
    assert f"/report/seed#char={at},{at + len('rallied in Orvale')}" in drawn
    assert [words_of(head) for head in re.findall(r'<text x="[\d.]+" y="24">(.*?)</text>', markup)] == [
        "Places", "Events", "People", "Roles", "Organisations",
    ]  # fmt: skip
    assert page(client, "/report/seed/network") == markup


def test_the_ontology_is_a_page_with_an_anchor_for_every_term(client: FlaskClient) -> None:
    markup = page(client, "/ontology")
    for anchor in ("Event", "speaker", "form-march", "role-chair"):
        assert f'id="{anchor}"' in markup
    turtle = client.get("/ontology", headers={"Accept": "text/turtle"})
    assert set(Graph().parse(turtle.data, format="turtle")) == set(load_vocabulary())


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/sparql"])
def test_the_data_of_every_page_is_there_in_every_graph_format(client: FlaskClient, path: str) -> None:
    turtle = client.get(path, headers={"Accept": "text/turtle"})
    assert turtle.content_type == "text/turtle; charset=utf-8"
    graph = Graph().parse(turtle.data, format="turtle")
    assert len(graph) > 0
    for name, media, format_ in (("ntriples", "application/n-triples", "nt"), ("rdfxml", "application/rdf+xml", "xml")):
        response = client.get(f"{path}?format={name}")
        assert response.content_type == media
        assert set(Graph().parse(response.data, format=format_)) == set(graph)
    assert json.loads(client.get(f"{path}?format=jsonld").data)
    assert client.get(path, headers={"Accept": "application/n-quads"}).content_type == "application/n-quads"
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


def test_the_data_of_a_person_has_what_is_said_of_her_with_the_words(client: FlaskClient) -> None:
    graph = Graph().parse(client.get("/report/seed/person-ana?format=turtle").data, format="turtle")
    ana, role = URIRef(f"{SEED}/person-ana"), URIRef(f"{SEED}/membership-1")
    assert (ana, RDF.type, FOAF.Person) in graph
    assert (role, PE.roleText, None) in graph
    assert all((words, RDF.type, PE.Evidence) in graph for words in graph.objects(role, PE.evidence))
    assert (URIRef(f"{SEED}/person-omar"), RDFS.label, None) not in graph


def test_the_two_graphs_of_a_report_are_served_apart(client: FlaskClient) -> None:
    store = seed_store()
    for key, expected in (("graph", store.facts("seed")), ("claims", store.claims("seed"))):
        for accept in ({}, {"Accept": "*/*"}, {"Accept": "text/turtle"}, {"Accept": "text/turtle, text/html;q=0.9"}):
            response = client.get(f"/report/seed/{key}", headers=accept)
            assert response.content_type == "text/turtle; charset=utf-8"
            assert set(Graph().parse(response.data, format="turtle")) == set(expected)
    assert client.get("/report/none/graph").status_code == 404


@pytest.mark.parametrize("key", ["graph", "claims"])
def test_a_browser_gets_a_page_that_leads_to_the_formats_of_a_graph(client: FlaskClient, key: str) -> None:
    markup = page(client, f"/report/seed/{key}")
    assert f"{SEED}/{key}" in words_of(markup)
    assert set(re.findall(r'href="\?format=(\w+)"', markup)) == set(GRAPHS)
    for name, media in GRAPHS.items():
        told = client.get(f"/report/seed/{key}?format={name}", headers={"Accept": "text/html"})
        assert told.content_type.startswith(media)


@pytest.mark.parametrize("path", ["/report/none", "/report/none/network", "/report/seed/nobody", "/nothing", "/report"])
def test_what_is_not_there_is_a_clear_404(client: FlaskClient, path: str) -> None:
    assert 'href="/"' in page(client, path, 404)
    told = client.get(path, headers={"Accept": "text/turtle, */*;q=0.1"})
    assert (told.status_code, told.content_type) == (404, "application/problem+json")


def test_home_lists_the_reports_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.pages.LISTED", 2)
    store = Store(None, base=BASE)
    for name in ("one", "two", "three"):
        store.put(seed_graphs(name))
    client = create_app(Settings(base=BASE), store).test_client()
    first, second = (client.get(path).text for path in ("/", "/?offset=2"))
    listed = [re.findall(r'<h3><a href="(/report/[^"]+)"', page) for page in (first, second)]
    assert [len(some) for some in listed] == [2, 1]
    assert len({*listed[0], *listed[1]}) == 3
    assert 'rel="next" href="/?offset=2#reports"' in first
    assert 'rel="prev" href="/#reports"' in second


def test_an_empty_store_has_a_home() -> None:
    store = Store(None, base=BASE)
    client = create_app(Settings(base=BASE), store).test_client()
    assert "There is no report yet." in page(client, "/")
    assert "There is nothing to find yet: no report has been read." in page(client, "/explore")
    assert page(client, "/ontology")


def test_a_search_without_a_hit_does_not_say_that_there_is_no_report(client: FlaskClient) -> None:
    assert "There is nothing to find yet" not in page(client, "/explore")
    assert "There is nothing to find yet" not in page(client, "/explore?q=zzqq")


def test_pages_work_whatever_host_and_folder_serve_them(client: FlaskClient) -> None:
    response = client.get("/report/seed/person-ana", base_url="https://kg.example/sub", headers={"Accept": "text/html"})
    assert response.status_code == 200
    assert 'href="/sub/report/seed#char=' in response.get_data(as_text=True)
    assert "127.0.0.1" not in response.get_data(as_text=True)


HOSTILE = (
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "\u202egnp.exe\u202d", "x" * 10_000,
    "مظاهرة في قامشلو", "a\nb&lt;c", "' onmouseover='x", "{{ 7 * 7 }}", "]]>", "%s%n",
)  # fmt: skip


def hostile_client(text: str, name: str, *, number: int = 1) -> FlaskClient:
    """A server of one report in which everything is called by one name, `number` times."""
    step = max(1, len(text) // max(number, 1))
    spans = [Span(i * step, min(i * step + max(5, step + 3), len(text))) for i in range(number)]
    person, member = f.EntityKind.PERSON, f.Membership
    entities = tuple(
        f.Entity(key=f"person-{i}", kind=person, name=name, mentions=(span,)) for i, span in enumerate(spans)
    )
    facts = tuple(
        member(key=f"membership-{i}", member=f"person-{i}", role="member", title=name, evidence=(span,), rule=name)
        for i, span in enumerate(spans)
    )
    report = Report(id="bad & <id>", text=text, publisher=name, url="javascript:alert(1)", language='en"x')
    whole = (Span(0, len(text)),)
    document = Document(report=report, headline=None, paragraphs=whole, sentences=(), boilerplate=(), quoted=())
    extraction = f.Extraction(document=document, entities=entities).adding(facts).checked()
    store = Store(None, base=BASE)
    store.put(to_graphs(extraction, base=BASE, reader=READER))
    return create_app(Settings(base=BASE), store).test_client()


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_can_break_a_page(name: str) -> None:
    client = hostile_client(f"Somebody called {name} spoke.\n\n{name}", name)
    path = "/report/bad%20%26%20%3Cid%3E"
    for found in ("/", path, f"{path}/person-0", f"{path}/membership-0", f"{path}/network"):
        markup = page(client, found)
        foreign = r"<script|<img src=x|\son\w+=[\"']|href=\"javascript"
        assert not re.search(foreign, without_our_scripts(markup), re.IGNORECASE)
        assert "49" not in words_of(markup).replace("{{ 7 * 7 }}", "")
    assert text_of(text_article(page(client, path))) == f"Somebody called {name} spoke.\n\n{name}"


def test_a_book_with_thousands_of_spans_is_one_page() -> None:
    client = hostile_client("word " * 40_000, "Ana Brook", number=2_000)
    markup = page(client, "/report/bad%20%26%20%3Cid%3E")
    assert markup.count('class="anchor') == 2_000
    assert len(text_of(text_article(markup))) == 200_000


def test_a_failure_of_ours_tells_nothing_of_its_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    app = seed_app()
    monkeypatch.setattr("server.pages.ReportView", lambda *_: 1 / 0)
    response = app.test_client().get("/report/seed")
    assert response.status_code == 500
    assert "division" not in response.get_data(as_text=True)


def test_two_servers_of_the_same_store_send_the_same_bytes(client: FlaskClient) -> None:
    again = create_app(Settings(base=BASE), seed_store()).test_client()
    for path in PAGES:
        assert page(client, path) == page(again, path)


def test_an_event_that_only_may_happen_says_so() -> None:
    extraction = seed_extraction()
    facts = tuple(
        replace(fact, modality=f.Modality.FUTURE) if isinstance(fact, f.Event) else fact for fact in extraction.facts
    )
    store = seed_store()
    store.put(to_graphs(replace(extraction, facts=facts), base=BASE, reader=READER))
    assert "future" in words_of(page(create_app(Settings(base=BASE), store).test_client(), "/report/seed/event-rally"))


def test_a_candidate_is_shown_apart_and_marks_no_text() -> None:
    seed = seed_extraction()
    facts = tuple(replace(fact, confidence=0.3) if fact.key == "membership-1" else fact for fact in seed.facts)
    store = seed_store()
    store.put(to_graphs(replace(seed, facts=facts), base=BASE, reader=READER))
    client = create_app(Settings(base=BASE), store).test_client()
    markup = page(client, "/report/seed")
    section = markup[markup.index('<section class="claims" id="candidates">') :]
    assert "Not sure enough 1" in words_of(section)
    assert "/report/seed/membership-1" in section
    own = page(client, "/report/seed/membership-1")
    assert "The graph does not state it; a person should decide." in own
    assert "Confidence 0.3: at least so often its rules were right on the reports that they were made for" in words_of(
        own
    )
    assert "on others mostly less often" in words_of(own)
    assert "membership-1" not in page(client, "/report/seed/person-ana")
    data = client.get("/report/seed/candidates", headers={"Accept": "text/turtle"}).get_data(as_text=True)
    assert (SEED + "/membership-1", RDF.type, PE.Fact) in Graph().parse(data=data, format="turtle")
