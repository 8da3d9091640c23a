"""The pages in a real browser (Debian's Chromium): they look right, work without scripts and call nobody else.

A missing browser fails these tests: `apt-get install chromium`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.ontology import queries
from tests.browser import CONTRAST
from tests.seed import TEXT
from tests.serving import listening, seed_app

PAGES = {
    "home": "/",
    "report": "/report/seed",
    "entity": "/report/seed/person-ana",
    "event": "/report/seed/event-rally",
    "network": "/report/seed/network",
    "sparql": "/sparql",
    "answer": f"/sparql?query={quote(queries()['who-spoke-where'].text)}",
    "ontology": "/ontology",
    "missing": "/report/none",
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with listening(seed_app()) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quiet_fits_and_can_be_read(
    browser: Browser, address: str, name: str, width: int, scheme: str
) -> None:
    dark = scheme == "dark"
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme="dark" if dark else "light")
    page = context.new_page()
    told: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}{PAGES[name]}")
    assert [line for line in told if not (name == "missing" and "404" in line)] == []
    assert [url for url in asked if not url.startswith(f"{address}/")] == []
    assert any(url.endswith("/static/style.css") for url in asked)
    expect(page.locator("script:not([type=module])")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CONTRAST) == []
    lightness = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (sum(lightness[:3]) < 3 * 60) == dark
    context.close()


LIT = """() => [...document.querySelectorAll(".text .mark")]
  .filter(mark => getComputedStyle(mark).backgroundColor === "rgb(255, 228, 128)")
  .map(mark => mark.textContent).join("")"""


def lit(page: Page) -> str:
    """The words in the report that stand out because a link led to them."""
    page.wait_for_selector(".anchor:target", state="attached")
    return str(page.evaluate(LIT))


def target_in_sight(page: Page) -> bool:
    found = page.evaluate("document.querySelector('.anchor:target').getBoundingClientRect().top")
    return 0 <= float(found) <= 900


def test_an_edge_of_the_network_leads_to_its_words(page: Page, address: str) -> None:
    page.goto(f"{address}/report/seed/network")
    edge = page.locator("a.edge", has_text="speech — had as speaker — Ana Brook")
    edge.locator(".hit").dispatch_event("click")
    page.wait_for_url("**/report/seed#char=*")
    assert lit(page) == "Ana Brook, delivered a speech"
    assert target_in_sight(page)


def test_a_line_of_the_drawing_can_be_hit_with_the_pointer(page: Page, address: str) -> None:
    page.goto(f"{address}/report/seed/network")
    x, y = page.evaluate(
        """() => { const edges = [...document.querySelectorAll("a.edge")];
             const path = edges.find(e => e.textContent.includes("rallied — took place at")).querySelector(".line");
             const p = path.getPointAtLength(path.getTotalLength() / 2)
             .matrixTransform(path.getScreenCTM()); return [p.x, p.y]; }"""
    )
    page.mouse.click(x, y)
    page.wait_for_url("**/report/seed#char=*")
    assert lit(page) == "rallied in Orvale"


def test_a_fact_beside_the_text_leads_to_its_words(page: Page, address: str) -> None:
    page.goto(f"{address}/report/seed")
    page.locator("aside.facts a.words", has_text="Hundreds of people rallied").first.click()
    assert lit(page) == "Hundreds of people rallied"
    assert target_in_sight(page)


def test_every_evidence_lights_up_as_a_whole_and_nothing_else_does(page: Page, address: str) -> None:
    page.goto(f"{address}/report/seed")
    for anchor in page.locator(".anchor").evaluate_all("found => found.map(a => a.id)"):
        start, end = map(int, anchor.removeprefix("char=").split(","))
        page.goto(f"{address}/report/seed#{anchor}")
        assert lit(page) == TEXT[start:end]


def test_a_mark_opens_what_was_read_from_it_and_closes_again(page: Page, address: str) -> None:
    page.goto(f"{address}/report/seed")
    before = page.evaluate("scrollY")
    page.locator(".text a.mark", has_text="rallied").click()
    card = page.locator(".card:target")
    expect(card).to_be_visible()
    assert card.locator("li").all_inner_texts()[0] == "event rallied"
    assert page.evaluate("scrollY") == before
    card.get_by_text("Close").click()
    expect(page.locator(".card:visible")).to_have_count(0)
    page.locator(".text a.mark", has_text="rallied").click()
    page.locator(".card:target a", has_text="rallied place Orvale").click()
    page.wait_for_url("**/report/seed/event-rally.place.place-orvale")


def test_from_a_speaker_to_her_organisation_to_the_sentence(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Hundreds rally in Orvale").click()
    page.locator("aside.facts").get_by_role("link", name="Ana Brook", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Ana Brook")
    page.get_by_role("link", name="Mill Workers' Union", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Mill Workers' Union")
    page.locator("a.words", has_text="co-chair of the Mill Workers' Union, Ana Brook").first.click()
    assert lit(page) == "co-chair of the Mill Workers' Union, Ana Brook"


def test_a_question_is_asked_by_the_form(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql")
    page.get_by_label("Query").fill("SELECT ?who { ?event pe:speaker/rdfs:label ?who }")
    page.get_by_role("button", name="Run the query").click()
    expect(page.locator("table.rows tbody")).to_have_text("Ana Brook")
    page.get_by_label("Query").fill("SELECT ?who")
    page.get_by_role("button", name="Run the query").click()
    expect(page.get_by_role("alert")).to_contain_text("line 1")


def test_on_a_phone_every_cell_of_an_answer_is_a_line_with_the_name_of_its_column(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}{PAGES['answer']}")
    assert page.evaluate("document.querySelector('.results .scroll').scrollWidth") <= 390
    told = page.locator("table.rows td").evaluate_all(
        "cells => cells.map(c => [getComputedStyle(c, '::before').content, c.getBoundingClientRect().right])"
    )
    assert told
    assert all(name not in ("none", '": "') and right <= 390 for name, right in told)


def test_the_facts_beside_the_text_scroll_with_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/report/seed")
    assert page.evaluate("(e => e.scrollHeight <= e.clientHeight)(document.querySelector('aside.facts'))")


def test_a_graph_that_answers_is_shown_whole(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql?query={quote('CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }')}")
    whole = "e => e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth"
    assert page.locator("pre.graph").evaluate(whole)


@pytest.mark.parametrize(("width", "shown"), [(1280, False), (390, True)])
def test_a_drawing_that_scrolls_sideways_says_so(page: Page, address: str, width: int, shown: bool) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}/report/seed/network")
    expect(page.locator(".sideways")).to_be_visible(visible=shown)
    assert page.evaluate("(e => e.scrollWidth > e.clientWidth)(document.querySelector('.drawing'))") == shown


def test_labels_of_the_drawing_stay_inside_their_boxes_and_boxes_apart(page: Page, address: str) -> None:
    page.goto(f"{address}/report/seed/network")
    boxes = page.evaluate(
        """() => [...document.querySelectorAll("a.node")].map(node => {
             const box = node.querySelector("rect").getBoundingClientRect();
             const fits = [...node.querySelectorAll("text")].map(t => t.getBoundingClientRect())
               .every(t => t.left >= box.left && t.right <= box.right && t.top >= box.top && t.bottom <= box.bottom);
             return [box.left, box.top, box.right, box.bottom, fits]; })"""
    )
    assert boxes
    assert all(fits for *_, fits in boxes)
    for i, (left, top, right, bottom, _) in enumerate(boxes):
        for l2, t2, r2, b2, _ in boxes[i + 1 :]:
            assert right < l2 or r2 < left or bottom < t2 or b2 < top


def test_no_line_runs_behind_a_box_at_which_it_does_not_end(page: Page, address: str) -> None:
    page.goto(f"{address}/report/seed/network")
    crossed = page.evaluate(
        """() => { const found = []; for (const edge of document.querySelectorAll("a.edge")) {
             const line = edge.querySelector(".line"), title = edge.querySelector("title").textContent;
             for (const node of document.querySelectorAll("a.node")) {
               const label = node.querySelector("title").textContent.split(": ")[1];
               if (title.startsWith(`${label} —`) || title.includes(`— ${label}:`)) continue;
               const box = node.querySelector("rect").getBBox();
               for (let at = 0; at < line.getTotalLength(); at += 2) {
                 const p = line.getPointAtLength(at);
                 if (p.x > box.x && p.x < box.x + box.width && p.y > box.y && p.y < box.y + box.height) {
                   found.push(`${title} behind ${label}`); break; } } } }
             return found; }"""
    )
    assert crossed == []
    expect(page.locator("a.edge", has_text="rallied — showed a symbol of — Mill Workers' Union")).to_have_count(1)


def test_the_keyboard_reaches_the_content_first(page: Page, address: str) -> None:
    page.goto(f"{address}/report/seed")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))
