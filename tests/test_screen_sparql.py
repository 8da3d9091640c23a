"""The SPARQL page in a real browser: the editor, its completion, answers in four views, addresses that open them."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from server import snippets
from tests.browser import CONTRAST, Visit, visit

PLACES = "SELECT ?event ?place WHERE { ?event a pe:Event ; pe:place ?place } ORDER BY ?event ?place"
HOSTILE = ["<script>alert(1)</script>", "javascript:alert(1)", "__proto__", "\u202egnitset", "x" * 10_000]


def asked(address: str, query: str, **more: str) -> str:
    """The address of a query on the page."""
    return f"{address}/sparql?query={quote(query)}" + "".join(f"&{name}={value}" for name, value in more.items())


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="SPARQL query")


def write(page: Page, text: str) -> None:
    """Type a query in place of what stands in the editor."""
    box(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def heading(page: Page) -> Locator:
    return page.locator("#results h2")


def quiet(found: Visit, address: str, *, refused: int = 0) -> None:
    """Nobody else was asked, and the console is empty but for the refusals of the server, of which Chrome tells."""
    assert found.foreign(address) == []
    assert len([line for line in found.told if "status of 400" in line]) == refused
    assert [line for line in found.told if "status of 400" not in line] == []


def test_what_is_typed_is_asked_with_control_enter(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        page = found.page
        page.goto(f"{town}/sparql")
        write(page, "SELECT (COUNT(DISTINCT ?r) AS ?n) WHERE { ?r a pe:Report }")
        page.keyboard.press("Control+Enter")
        expect(heading(page)).to_have_text("1 row")
        expect(page.locator("#results td")).to_have_text("8")
        assert parse_qs(urlsplit(page.url).query)["query"] == [
            "SELECT (COUNT(DISTINCT ?r) AS ?n) WHERE { ?r a pe:Report }"
        ]
        quiet(found, town)


def test_typing_over_a_selection_breaks_no_policy(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        page = found.page
        page.goto(f"{town}/sparql")
        box(page).click()
        page.keyboard.press("Control+Home")
        page.keyboard.press("Shift+End")
        page.keyboard.type("ASK {")
        expect(box(page)).to_contain_text("ASK {")
        quiet(found, town)


def test_after_a_the_classes_are_offered_and_then_their_properties(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        page = found.page
        page.goto(f"{town}/sparql")
        write(page, "")
        page.keyboard.type("SELECT * WHERE { ?e a ")
        offers = page.get_by_role("option")
        expect(offers.filter(has_text="pe:Event").first).to_be_visible()
        page.keyboard.type("pe:Even")
        expect(offers.first).to_contain_text("pe:Event")
        expect(page.locator("[aria-selected=true]").get_by_text("pe:Event").first).to_be_visible()
        page.wait_for_timeout(100)  # what appears is not accepted by the same keystroke
        page.keyboard.press("Enter")
        page.keyboard.type(" ; pe:pla")
        expect(offers.first).to_contain_text("pe:place")
        quiet(found, town)


def test_a_name_is_completed_to_the_thing_it_names(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        page = found.page
        page.goto(f"{town}/sparql")
        write(page, "")
        page.keyboard.type("SELECT ?event WHERE { ?event pe:place Qamishl")
        offer = page.get_by_role("option").filter(has_text="Qamishlo").first
        offer.click()
        expect(box(page)).to_contain_text("/report/2023-janders/place-")
        page.keyboard.press("Control+Enter")
        expect(heading(page)).to_contain_text("row")
        quiet(found, town)


def test_what_cannot_be_read_is_underlined_and_said(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        page = found.page
        page.goto(f"{town}/sparql")
        write(page, "SELECT ?e WHERE {\n  ?e foo ?bar\n}")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("alert")).to_contain_text("The query cannot be answered")
        expect(page.locator(".cm-lintRange-error")).to_have_text("foo")
        expect(heading(page)).to_have_count(0)
        page.keyboard.press("Control+a")
        page.keyboard.insert_text("ASK { ?e a pe:Event }")
        page.keyboard.press("Control+Enter")
        expect(heading(page)).to_have_text("Yes")
        expect(page.get_by_role("alert")).to_be_empty()
        expect(page.locator(".cm-lintRange-error")).to_have_count(0)
        quiet(found, town, refused=1)


def test_an_address_of_a_query_that_cannot_be_read_says_so_in_place(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        page = found.page
        page.goto(asked(town, "SELECT ?e WHERE {\n  ?e foo ?bar\n}"))
        expect(page.get_by_role("alert")).to_contain_text("The query cannot be answered")
        expect(page.locator(".cm-lintRange-error")).to_have_text("foo")
        expect(page.locator("main h1")).to_have_text("Ask the graph")
        quiet(found, town, refused=1)


@pytest.mark.parametrize(
    ("query", "views"),
    [
        ("SELECT ?n WHERE { ?p a foaf:Person ; rdfs:label ?n }", []),
        ("SELECT ?p ?o WHERE { ?p org:memberOf ?o }", ["Table", "Graph"]),
        ("CONSTRUCT WHERE { ?p org:memberOf ?o }", ["Table", "Graph"]),
        (PLACES, ["Table", "Graph", "Map", "Timeline"]),
        ("SELECT ?day WHERE { ?r pe:earliestDate ?day }", ["Table", "Timeline"]),
        ("SELECT ?lat ?long WHERE { VALUES (?lat ?long) { (37.05 41.22) } }", ["Table", "Map"]),
        ("ASK {}", []),
    ],
)
def test_the_views_are_those_that_the_columns_can_fill(
    browser: Browser, town: str, query: str, views: list[str]
) -> None:
    with visit(browser) as found:
        found.page.goto(asked(town, query))
        expect(heading(found.page)).to_be_visible()
        expect(found.page.locator("#results .formats a").first).to_be_visible()
        expect(found.page.locator("#results .views button")).to_have_text(views)
        quiet(found, town)


def test_every_view_shows_what_was_found(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        page = found.page
        page.goto(asked(town, PLACES))
        page.get_by_role("button", name="Graph").click()
        expect(page.locator("#results .network-pane .node", has_text="Qamishlo").first).to_be_visible()
        page.get_by_role("button", name="Map").click()
        expect(page.locator("#results .map-pane svg").first).to_be_visible()
        page.get_by_role("button", name="Timeline").click()
        expect(page.locator("#results .timeline-pane svg:visible").first).to_be_visible()
        expect(page).to_have_url(re.compile("view=timeline"))
        page.go_back()
        expect(page.locator("#results .map-pane")).to_be_visible()
        page.go_back()
        page.go_back()
        expect(page.locator("#results table.rows")).to_be_visible()
        quiet(found, town)


def test_things_hang_together_as_the_query_joins_them(browser: Browser, town: str) -> None:
    query = "SELECT ?place ?event ?who WHERE { ?event pe:place ?place . ?event pe:speaker ?who . ?who a foaf:Person }"
    with visit(browser) as found:
        page = found.page
        page.goto(asked(town, query, view="graph"))
        page.locator(".network-pane").get_by_text("List", exact=True).click()
        lines = page.locator(".network-list li[data-edge]")
        expect(lines.first).to_be_visible()
        told = lines.all_inner_texts()
        assert any("pe:speaker" in line for line in told)
        assert not any("place – who" in line for line in told)
        quiet(found, town)


def test_a_comment_chooses_the_view_and_the_address_overrules_it(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        page = found.page
        page.goto(asked(town, f"#view:timeline\n{PLACES}"))
        expect(page.get_by_role("button", name="Timeline")).to_have_attribute("aria-pressed", "true")
        page.goto(asked(town, f"#view:timeline\n{PLACES}", view="graph"))
        expect(page.get_by_role("button", name="Graph")).to_have_attribute("aria-pressed", "true")
        page.goto(asked(town, "#view:map\nSELECT ?n WHERE { ?p rdfs:label ?n }"))
        expect(page.locator("#results")).to_contain_text("No map: that needs")
        quiet(found, town)


def test_an_address_opens_the_same_query_again_and_back_returns(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        page = found.page
        page.goto(f"{town}/sparql")
        example = page.locator("#examples a").nth(2)
        question = example.inner_text()
        example.click()
        expect(heading(page)).to_contain_text("row")
        expect(page.locator("main h1")).to_have_text(question)
        address, rows = page.url, heading(page).inner_text()
        write(page, "ASK { ?x a pe:Nothing }")
        page.keyboard.press("Control+Enter")
        expect(heading(page)).to_have_text("No")
        page.go_back()
        expect(heading(page)).to_have_text(rows)
        expect(page.locator("main h1")).to_have_text(question)
    with visit(browser) as other:
        other.page.goto(address)
        expect(heading(other.page)).to_have_text(rows)
        expect(other.page.locator("main h1")).to_have_text(question)


def test_a_thing_in_the_table_opens_its_card_beside(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        page = found.page
        page.goto(asked(town, "SELECT ?p WHERE { ?p a foaf:Person ; rdfs:label 'Hevi Suleyman' }"))
        link = page.locator("#results td a[title]")  # the rows with scripts, not those from before
        expect(link).to_have_text("Hevi Suleyman")
        expect(link).to_have_attribute("href", "/report/2023-janders/" + str(link.get_attribute("href")).split("/")[-1])
        link.click()
        expect(page.locator(".beside")).to_contain_text("Hevi Suleyman")
        page.keyboard.press("Escape")
        expect(page.locator(".beside")).to_be_hidden()
        quiet(found, town)


def test_the_page_can_be_used_by_keyboard_alone(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        page = found.page
        page.goto(f"{town}/sparql")
        page.keyboard.press("/")
        expect(box(page)).to_be_focused()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(PLACES)
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Run the query")).to_be_focused()
        page.keyboard.press("Enter")
        expect(heading(page)).to_contain_text("rows")
        graph = page.get_by_role("button", name="Graph")
        for _ in range(60):
            page.keyboard.press("Tab")
            if graph.evaluate("element => element === document.activeElement"):
                break
        page.keyboard.press("Enter")
        expect(page.locator("#results .network-pane")).to_be_visible()
        expect(graph).to_be_focused()
        quiet(found, town)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("view", ["table", "graph", "map", "timeline"])
def test_it_fits_and_can_be_read(browser: Browser, town: str, view: str, width: int) -> None:
    with visit(browser, width=width, height=844) as found:
        page = found.page
        page.goto(asked(town, PLACES, view=view))
        expect(page.locator("#results .views [aria-pressed=true]")).to_have_text(view.capitalize())
        page.locator(".snippets summary").click()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(CONTRAST) == []
            assert (page.evaluate(EDITOR_GROUND) < 128) == (scheme == "dark")
        quiet(found, town)


EDITOR_GROUND = """() => {
  const ground = getComputedStyle(document.querySelector(".editor")).backgroundColor;
  return Math.max(...ground.match(/\\d+/g).slice(0, 3).map(Number));
}"""


def test_hostile_values_are_text(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        page = found.page
        values = " ".join(f"({json.dumps(text, ensure_ascii=False)})" for text in HOSTILE)
        page.goto(
            asked(town, f"SELECT ?__proto__ WHERE {{ VALUES (?__proto__) {{ {values} (<javascript:alert(1)>) }} }}")
        )
        cells = page.locator("#results td")
        expect(cells).to_have_count(len(HOSTILE) + 1)
        expect(cells.nth(0)).to_have_text(HOSTILE[0])
        expect(cells.nth(2)).to_have_text(HOSTILE[2])
        assert len(cells.nth(4).inner_text()) <= 1_000
        expect(page.locator("#results a[href^=javascript]")).to_have_count(0)
        expect(page.locator("#results script")).to_have_count(0)
        quiet(found, town)


def test_a_long_answer_says_how_much_of_it_is_shown(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        page = found.page
        page.goto(asked(town, "SELECT * WHERE { ?s ?p ?o }"))
        expect(page.locator("#results .view")).to_contain_text("The first 1000 of", timeout=60_000)
        expect(page.locator("#results tbody tr")).to_have_count(1_000)
        quiet(found, town)


def test_an_answer_that_breaks_off_is_never_taken_for_all(browser: Browser, town: str) -> None:
    row = '{"x":{"type":"literal","value":"a } ] \\" b"}}'
    whole = '{"head":{"vars":["x"]},"results":{"bindings":[' + ",".join([row] * 100_000)

    def long(route: Route) -> None:
        if "sparql-results" in route.request.headers.get("accept", ""):
            route.fulfill(body=whole, content_type="application/sparql-results+json")
        else:
            route.continue_()

    with visit(browser) as found:
        page = found.page
        page.route("**/sparql?*", long)
        page.goto(asked(town, "SELECT ?x WHERE {}"))
        expect(heading(page)).to_contain_text("More than")
        expect(page.locator("#results")).to_contain_text("too long to be read here as a whole")
        expect(page.locator("#results td").first).to_have_text('a } ] " b')


def test_a_busy_server_is_told_in_words(browser: Browser, town: str) -> None:
    told = {"title": "Too much is being asked at once", "detail": "come again in a second", "status": 503}
    with visit(browser) as found:
        page = found.page
        page.goto(f"{town}/sparql")
        page.route("**/sparql?*", lambda route: route.fulfill(status=503, json=told))
        page.get_by_role("button", name="Run the query").click()
        expect(page.get_by_role("alert")).to_contain_text("Too much is being asked at once")
        expect(page.get_by_role("alert")).to_contain_text("come again in a second")
        page.unroute("**/sparql?*")
        page.route("**/sparql?*", lambda route: route.abort())
        page.get_by_role("button", name="Run the query").click()
        expect(page.get_by_role("alert")).to_contain_text("The server does not answer")


NASTY = """# it's "a" question?
CONSTRUCT { ?s ?p \"\"\"a\\tb\"\"\" }
WHERE { ?s ?p 'select' , <http://a.example/#describe> FILTER(?x != "\\"") }"""


@pytest.mark.parametrize("query", [NASTY, PLACES, "ASK { ?s ?p 'it''s' }", 'SELECT ("construct" AS ?x) {}'])
def test_scripts_and_server_write_the_same_snippets(browser: Browser, town: str, query: str) -> None:
    with visit(browser) as found:
        page = found.page
        page.goto(f"{town}/sparql")
        write(page, query)
        page.locator(".snippets summary").click()
        assert page.locator("[data-snippet=curl]").text_content() == snippets.curl(f"{town}/sparql", query)
        assert page.locator("[data-snippet=python]").text_content() == snippets.python(f"{town}/sparql", query)


def test_a_snippet_is_copied(browser: Browser, town: str) -> None:
    with visit(browser, permissions=["clipboard-read", "clipboard-write"]) as found:
        page = found.page
        page.goto(asked(town, "ASK {}"))
        page.locator(".snippets summary").click()
        page.get_by_role("button", name="Copy as curl").click()
        expect(page.locator(".copy", has_text="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == snippets.curl(f"{town}/sparql", "ASK {}")
        page.get_by_role("button", name="Copy the address").click()
        page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('/sparql?query=ASK'))")


def test_without_scripts_the_page_is_whole(browser: Browser, town: str) -> None:
    with visit(browser, java_script_enabled=False) as found:
        page = found.page
        page.goto(asked(town, PLACES))
        expect(page.get_by_role("textbox", name="Query")).to_have_value(PLACES)
        expect(page.locator("#results table a", has_text="Qamishlo").first).to_be_visible()
        expect(page.locator("[data-snippet=curl]")).to_have_count(1)
        page.get_by_role("textbox", name="Query").fill("ASK {}")
        page.get_by_role("button", name="Run the query").click()
        expect(heading(page)).to_have_text("Yes")
