"""The report screen in a real browser: one selection for text, network and card, kept in the address."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.config import Settings
from kg.document import Report
from kg.rdf import to_graphs
from server import create_app
from tests.browser import CONTRAST, Visit, visit
from tests.seed import BASE, READER, TEXT, seed_extraction
from tests.serving import listening, seed_app, seed_store

LIT = "() => [...document.querySelectorAll('mark.lit')].map(mark => mark.textContent).join('')"
IN_SIGHT = """() => {
  const lit = document.querySelector("mark.lit").getBoundingClientRect();
  const pane = document.querySelector(".area-text").getBoundingClientRect();
  return lit.top >= Math.max(pane.top, 0) && lit.bottom <= Math.min(pane.bottom, innerHeight);
}"""
SPEECH = ".edge[aria-label*='Ana Brook'][aria-label*='had as speaker'], .edge[aria-label*='speech'][aria-label*='Ana']"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with listening(seed_app()) as found:
        yield found


@pytest.fixture
def desk(browser: Browser) -> Iterator[Visit]:
    with visit(browser) as found:
        yield found


def opened(page: Page, url: str) -> Page:
    """The screen of a report, once its network is drawn."""
    page.goto(url)
    page.wait_for_selector(".area-network [data-node]", state="attached")
    return page


def lit(page: Page) -> str:
    """The words of the text that stand out."""
    page.wait_for_selector("mark.lit", state="attached")
    return str(page.evaluate(LIT))


def at_rest(page: Page) -> None:
    """Nothing is selected any more."""
    expect(page.locator("mark.lit")).to_have_count(0)
    expect(page.locator(".thing-card")).to_have_count(0)


def test_an_edge_lights_the_words_that_say_so(desk: Visit, address: str) -> None:
    page = opened(desk.page, f"{address}/report/seed")
    page.locator(SPEECH).first.locator(".hit").dispatch_event("click")
    assert lit(page) == "Ana Brook, delivered a speech"
    assert page.evaluate(IN_SIGHT)
    expect(page.locator(".thing-card h2")).to_contain_text("Ana Brook")
    expect(page).to_have_url(re.compile("at=event-speech.speaker.person-ana"))
    expect(page).to_have_url(re.compile("words="))


def test_words_far_down_the_text_are_brought_into_sight(desk: Visit, town: str) -> None:
    page = opened(desk.page, f"{town}/report/2023-janders")
    far = page.evaluate("""async () => {
      const { network } = await (await fetch("/api/reports/2023-janders")).json();
      return network.edges.toSorted((a, b) => b.words.start - a.words.start)[0];
    }""")
    page.locator(f'[data-edge="{far["key"]}"] .hit').dispatch_event("click")
    assert lit(page) == far["words"]["exact"]
    page.wait_for_function(IN_SIGHT)


def test_a_mark_selects_what_was_read_from_it(desk: Visit, address: str) -> None:
    page = opened(desk.page, f"{address}/report/seed")
    page.locator(".text a.mark", has_text="Omar Field").click()
    expect(page.locator(".thing-card h2")).to_have_text("Omar Field")
    expect(page.locator(".read-from")).to_contain_text("delegation")
    assert lit(page) == "Omar Field"
    assert page.locator(".area-network .node.selected").get_attribute("aria-label").startswith("Omar Field")  # type: ignore[union-attr]
    page.locator(".read-from button", has_text="Omar Field").nth(1).click()
    expect(page.locator(".thing-card .eyebrow")).not_to_contain_text("person")


def test_the_address_opens_exactly_this_selection(desk: Visit, browser: Browser, address: str) -> None:
    page = opened(desk.page, f"{address}/report/seed")
    page.locator(SPEECH).first.locator(".hit").dispatch_event("click")
    words, chosen = lit(page), page.locator(".edge.selected").get_attribute("data-edge")
    with visit(browser) as other:
        again = opened(other.page, page.url)
        assert lit(again) == words
        assert again.locator(".edge.selected").get_attribute("data-edge") == chosen
        expect(again.locator(".thing-card h2")).to_contain_text("Ana Brook")
        assert again.url == page.url


def test_back_and_forward_walk_through_selections(desk: Visit, address: str) -> None:
    page = opened(desk.page, f"{address}/report/seed")
    page.locator(".text a.mark", has_text="Omar Field").click()
    page.locator(".text a.mark", has_text="Labour Ministry").click()
    expect(page.locator(".thing-card h2")).to_have_text("Labour Ministry")
    page.go_back()
    expect(page.locator(".thing-card h2")).to_have_text("Omar Field")
    assert lit(page) == "Omar Field"
    page.go_back()
    at_rest(page)
    page.go_forward()
    expect(page.locator(".thing-card h2")).to_have_text("Omar Field")


def test_links_of_the_plain_pages_still_lead_to_their_words(desk: Visit, address: str) -> None:
    start = TEXT.index("Bread and roses")
    page = opened(desk.page, f"{address}/report/seed#char={start},{start + 15}")
    assert lit(page) == "Bread and roses"
    expect(page.locator(".read-from")).to_contain_text("slogan")
    page.goto("about:blank")
    opened(page, f"{address}/report/seed#at={TEXT.index('Omar Field')}")
    expect(page.locator(".thing-card h2")).to_have_text("Omar Field")
    expect(page).not_to_have_url(re.compile("#"))


def test_pointing_at_a_sentence_fades_what_it_does_not_say(desk: Visit, address: str) -> None:
    page = opened(desk.page, f"{address}/report/seed")
    page.locator(".text a.mark", has_text="Omar Field").hover()
    kept = page.locator(".area-network svg.focussed .node.kept")
    kept.first.wait_for()
    names = kept.evaluate_all("nodes => nodes.map(node => node.getAttribute('aria-label'))")
    assert any(name.startswith("Omar Field") for name in names)
    assert not any(name.startswith("Orvale") for name in names)
    faded = page.locator(".area-network .node:not(.kept)").first
    assert faded.evaluate("node => getComputedStyle(node).opacity") == "0.2"
    page.mouse.move(5, 5)
    expect(page.locator(".area-network svg.focussed")).to_have_count(0)


def test_what_was_not_read_is_shown_and_counted(desk: Visit, town: str) -> None:
    page = opened(desk.page, f"{town}/report/roundup-romania-tractors")
    gaps = page.evaluate("fetch('/api/reports/roundup-romania-tractors').then(r => r.json()).then(d => d.gaps)")
    assert len(gaps) > 3
    expect(page.locator(".text .gap")).to_have_count(0)
    page.get_by_role("button", name="Show what was not read").click()
    expect(page.locator(".text .gap")).to_have_count(len(gaps))
    shown = page.locator(".share").inner_text()
    unread, total = int(shown.split()[0]), int(shown.split()[2])
    assert 0 < unread < total
    expect(page).to_have_url(re.compile("gaps=1"))
    page.reload()
    expect(page.locator(".text .gap")).to_have_count(len(gaps))
    page.get_by_role("button", name="Show what was not read").click()
    expect(page.locator(".text .gap")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("gaps"))


SELECT = """words => {
  const walker = document.createTreeWalker(document.querySelector("article.text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at >= 0) return getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
  }
  throw new Error("no such words");
}"""


@pytest.mark.parametrize(
    ("words", "answer"), [("Omar Field", "delegation group member Omar Field"), ("More news", "Nothing")]
)
def test_marked_words_say_what_was_read_from_them(desk: Visit, address: str, words: str, answer: str) -> None:
    page = opened(desk.page, f"{address}/report/seed")
    ask = page.get_by_role("button", name="What was read from this?")
    expect(ask).to_be_hidden()
    page.evaluate(SELECT, words)
    ask.click()
    expect(page.locator(".card-pane")).to_contain_text(answer)
    assert lit(page) == words
    start = TEXT.index(words)
    assert page.url.endswith(f"words={start}%2C{start + len(words)}")


def test_a_citation_is_copied_with_its_permalink(browser: Browser, address: str) -> None:
    with visit(browser, permissions=["clipboard-read", "clipboard-write"]) as found:
        page = opened(found.page, f"{address}/report/seed?at=person-ana")
        said = page.locator(".quotation", has_text="We demand justice")
        said.get_by_role("button", name="Copy as citation").click()
        expect(said.get_by_role("button")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert (
            "“We demand justice. We will stay.” — Ana Brook, co-chair, Mill Workers' Union, in: Hundreds rally"
            in copied
        )
        assert copied.endswith(f"The Orvale Post, 4 May 2021. {address}/report/seed/utterance-1")


def test_the_card_walks_on_and_shows_words(desk: Visit, address: str) -> None:
    page = opened(desk.page, f"{address}/report/seed?at=person-ana")
    card = page.locator(".thing-card")
    expect(card).to_contain_text("She 1 ×")
    card.get_by_role("link", name="Mill Workers' Union", exact=True).first.click()
    expect(card.locator("h2")).to_have_text("Mill Workers' Union")
    expect(page).to_have_url(re.compile(r"\?at=organization-union$"))
    card.locator("a.words", has_text="co-chair of the Mill Workers' Union, Ana Brook").first.click()
    assert lit(page) == "co-chair of the Mill Workers' Union, Ana Brook"
    expect(card.locator("h2")).to_have_text("Mill Workers' Union")
    expect(card.get_by_role("link", name="Its page")).to_have_attribute("href", "/report/seed/organization-union")


def test_the_whole_walk_by_keyboard_alone(desk: Visit, address: str) -> None:
    page = opened(desk.page, f"{address}/report/seed")
    here = "document.activeElement.closest('.area')?.dataset.name"
    page.keyboard.press("F6")
    assert page.evaluate(here) == "text"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Omar Field":
            break
    page.keyboard.press("Enter")
    expect(page.locator(".thing-card h2")).to_have_text("Omar Field")
    page.keyboard.press("F6")
    assert page.evaluate(here) == "network"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.node')"):
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    name = str(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    expect(page.locator(".thing-card h2")).to_have_text(name.split(",")[0])
    page.keyboard.press("F6")
    assert page.evaluate(here) == "card"
    page.keyboard.press("Shift+F6")
    assert page.evaluate(here) == "network"
    page.keyboard.press("Escape")
    at_rest(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("go to the next pane")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_strip_can_be_folded_away(desk: Visit, address: str) -> None:
    page = opened(desk.page, f"{address}/report/seed")
    fold = page.get_by_role("button", name="Time and Map")
    expect(page.locator(".area-time")).to_be_visible()
    fold.click()
    expect(page.locator(".area-time")).to_be_hidden()
    expect(fold).to_have_attribute("aria-expanded", "false")


def test_a_phone_has_tabs_and_the_card_as_a_sheet(browser: Browser, address: str) -> None:
    with visit(browser, width=390, height=844) as found:
        page = opened(found.page, f"{address}/report/seed")
        shown = (
            "() => [...document.querySelectorAll('.area')].filter(a => a.checkVisibility()).map(a => a.dataset.name)"
        )
        tabs = page.get_by_role("tab")
        expect(tabs).to_have_text(["Text", "Network", "Card", "Time", "Map"])
        assert page.evaluate(shown) == ["text"]
        tabs.first.focus()
        for name in ("network", "card", "time", "map", "text"):
            page.keyboard.press("ArrowRight")
            assert page.evaluate(shown) == [name]
            assert page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"
        page.locator(".text a.mark", has_text="Omar Field").click()
        expect(page.locator(".thing-card h2")).to_have_text("Omar Field")
        assert page.evaluate(shown) == ["text", "card"]
        page.get_by_role("button", name="Close").click()
        assert page.evaluate(shown) == ["text"]
        at_rest(page)
        tabs.nth(2).click()
        page.locator(".facts a.quote bdi", has_text="Bread and roses").first.click()
        assert page.evaluate(shown)[0] == "text"
        assert lit(page) == "Bread and roses"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("state", ["", "?at=person-1328", "?words=141,233&gaps=1", "?at=no-such-thing"])
def test_the_screen_is_quiet_fits_and_can_be_read(browser: Browser, town: str, width: int, state: str) -> None:
    with visit(browser, width=width, height=844) as found:
        page = opened(found.page, f"{town}/report/2023-janders{state}")
        page.wait_for_load_state("networkidle")
        assert [line for line in found.told if not ("no-such" in state and "404" in line)] == []
        assert found.foreign(town) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CONTRAST) == []
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(CONTRAST) == []


HOSTILE = {
    "person-ana": "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">",
    "person-omar": "N" * 10_000,
    "organization-union": "__proto__",
    "organization-ministry": "javascript:document.title='taken'",
    "place-orvale": "\u202egnorw yaw eht\u202c",
    "group-people": "constructor",
}


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    seed = seed_extraction()
    entities = tuple(dataclasses.replace(one, name=HOSTILE.get(one.key, one.name)) for one in seed.entities)
    report: Report = dataclasses.replace(
        seed.document.report, publisher="</script><script>document.title='taken'</script>", url="javascript:alert(1)"
    )
    extraction = dataclasses.replace(
        seed, entities=entities, document=dataclasses.replace(seed.document, report=report)
    )
    store = seed_store()
    store.put(to_graphs(extraction, base=BASE, reader=READER))
    with listening(create_app(Settings(base=BASE), store)) as found:
        yield found


@pytest.mark.parametrize("key", HOSTILE)
@pytest.mark.parametrize("width", [1280, 390])
def test_hostile_names_are_shown_as_text(browser: Browser, hostile: str, key: str, width: int) -> None:
    with visit(browser, width=width, height=844) as found:
        page = opened(found.page, f"{hostile}/report/seed?at={key}")
        heading = page.locator(".thing-card h2 bdi")
        expect(heading).to_have_text(HOSTILE[key][:50] if len(HOSTILE[key]) < 50 else page_text(HOSTILE[key]))
        assert "taken" not in page.title()
        expect(page.locator("a[href^='javascript:']")).to_have_count(0)
        expect(page.locator("img[src='x'], .workspace script")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert found.told == []
        assert found.foreign(hostile) == []


def page_text(name: str) -> str:
    """A name as the card cuts it."""
    return name if len(name) <= 300 else f"{name[:299]}…"


def test_without_scripts_the_page_is_whole(browser: Browser, address: str) -> None:
    with visit(browser, java_script_enabled=False) as found:
        found.page.goto(f"{address}/report/seed")
        expect(found.page.get_by_role("link", name="Network")).to_be_visible()
        expect(found.page.locator("aside.facts")).to_be_visible()
        found.page.goto(f"{address}/report/seed/person-ana")
        assert "Mill Workers' Union, in: Hundreds rally" in str(found.page.locator(".citation").all_text_contents())
        expect(found.page.get_by_role("heading", name="Named at the same events")).to_be_visible()


def test_if_the_interface_does_not_answer_the_plain_page_stays(browser: Browser, address: str) -> None:
    with visit(browser) as found:
        found.page.route("**/api/reports/*", lambda route: route.fulfill(status=503, json={"detail": "Too busy."}))
        found.page.goto(f"{address}/report/seed")
        expect(found.page.get_by_role("status")).to_contain_text("Too busy.")
        expect(found.page.locator("aside.facts")).to_be_visible()
        expect(found.page.locator("article.text")).to_be_visible()
        expect(found.page.locator(".workspace")).to_have_count(0)


def test_if_times_and_places_do_not_load_it_is_said(browser: Browser, address: str) -> None:
    with visit(browser) as found:
        found.page.route("**/api/events?*", lambda route: route.fulfill(status=503, json={"detail": "Too busy."}))
        page = opened(found.page, f"{address}/report/seed")
        expect(page.locator(".area-time > p")).to_have_text("Not loaded: Too busy.")
        expect(page.locator(".timeline-pane")).to_be_hidden()
        page.locator(".text a.mark", has_text="Omar Field").click()
        expect(page.locator(".thing-card h2")).to_have_text("Omar Field")


def test_words_at_the_end_of_the_text_come_into_sight_and_the_page_stays(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        page = opened(found.page, f"{town}/report/2023-janders")
        nodes = page.request.get(f"{town}/api/reports/2023-janders").json()["network"]["nodes"]
        last = max(nodes, key=lambda node: node["start"] or 0)
        page.locator(f'.network-pane [data-node="{last["iri"]}"]').dispatch_event("click")
        expect(page.locator("mark.lit").last).to_be_in_viewport()
        assert page.evaluate("scrollY") == 0


def test_a_list_of_facts_comes_to_the_top_of_its_pane_and_the_page_stays(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        page = opened(found.page, f"{town}/report/2023-janders")
        page.get_by_role("link", name="Slogans and symbols").click()
        expect(page.get_by_role("heading", name="Slogans and symbols")).to_be_in_viewport()
        assert page.evaluate("scrollY") == 0
