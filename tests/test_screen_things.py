"""Things of several reports in a real browser: Explore with all reports together, and reports side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from kg.config import Settings
from kg.ontology import load_vocabulary
from kg.store import Store
from server import create_app
from tests.browser import CONTRAST, visit
from tests.identified import identified
from tests.seed import BASE, seed_graphs
from tests.serving import listening

NAMES = ("one", "two")
KEYS = ("person-ana", "place-orvale", "event-rally")


@pytest.fixture(scope="module")
def together() -> Iterator[str]:
    """The address of a server of two reports of one rally, one speaker and one town."""
    store = Store(None, base=BASE)
    store.put_vocabulary(load_vocabulary())
    for name in NAMES:
        store.put(seed_graphs(name))
    identified(store, [[f"{BASE}report/{name}/{key}" for name in NAMES] for key in KEYS])
    with listening(create_app(Settings(base=BASE), store)) as found:
        yield found


def test_explore_shows_each_thing_once_by_a_switch_that_the_address_holds(browser: Browser, together: str) -> None:
    nodes = "&".join(f"nodes={name}/{key}" for name in NAMES for key in KEYS)
    with visit(browser) as visited:
        page = visited.page
        page.goto(f"{together}/explore?{nodes}")
        drawn = page.locator(".network-pane .node")
        expect(drawn).to_have_count(6)
        switch = page.get_by_role("button", name="All reports together")
        expect(switch).to_have_attribute("aria-pressed", "false")
        page.keyboard.press("t")
        expect(switch).to_have_attribute("aria-pressed", "true")
        expect(drawn).to_have_count(3)
        expect(page).to_have_url(re.compile("things=1"))
        page.goto(page.url)
        expect(drawn).to_have_count(3)
        page.get_by_role("button", name="All reports together").click()
        expect(drawn).to_have_count(6)
        page.get_by_role("button", name="Undo").click()
        expect(drawn).to_have_count(3)
        assert visited.told == []
        assert visited.foreign(together) == []


def test_what_is_selected_stays_so_when_all_reports_are_put_together_and_back(browser: Browser, together: str) -> None:
    nodes = "&".join(f"nodes={name}/{key}" for name in ("one", "two") for key in KEYS)
    with visit(browser) as visited:
        page = visited.page
        page.goto(f"{together}/explore?{nodes}")
        page.locator(".network-pane .node", has_text="Ana Brook").first.click()
        expect(page.locator(".relations .from")).to_contain_text("Ana Brook")
        for pressed in ("true", "false"):
            page.keyboard.press("t")
            switch = page.get_by_role("button", name="All reports together")
            expect(switch).to_have_attribute("aria-pressed", pressed)
            expect(page.locator(".network-pane .node[aria-pressed=true]")).to_have_count(1)
            expect(page.locator(".relations .from")).to_contain_text("Ana Brook")
        assert visited.told == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("key", KEYS)
def test_a_thing_can_be_read_in_both_themes_and_on_a_phone(
    browser: Browser, together: str, key: str, scheme: str
) -> None:
    with visit(browser, viewport={"width": 390, "height": 844}, color_scheme=scheme) as visited:
        page = visited.page
        page.goto(f"{together}/thing/one/{key}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.evaluate(CONTRAST) == []
        assert visited.told == []


def test_a_cell_leads_to_its_words_without_scripts(browser: Browser, together: str) -> None:
    with visit(browser, java_script_enabled=False) as visited:
        page = visited.page
        page.goto(f"{together}/thing/one/event-rally")
        row = page.locator("tr", has_text="How many took part")
        expect(row.locator("td")).to_have_count(2)
        row.locator("td").nth(1).locator("a.quote bdi").click()
        expect(page).to_have_url(re.compile(r"/report/two#char=\d+,\d+$"))
