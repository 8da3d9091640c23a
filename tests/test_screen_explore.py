"""Explore in a real browser: search, facets, groups, steps on, paths, people, undo; and addresses that hold it all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Visit, visit


@pytest.fixture
def explore(browser: Browser, town: str) -> Iterator[Page]:
    """Explore as one finds it; at the end nothing was told to the console, and nobody else was asked."""
    with visit(browser) as visited:
        yield opened(visited, f"{town}/explore")
        assert visited.told == []
        assert visited.foreign(town) == []


def opened(visited: Visit, address: str) -> Page:
    page = visited.page
    page.goto(address)
    expect(page.locator(".workspace")).to_be_visible()
    return page


def told(page: Page) -> str:
    """How much is shown, once something is."""
    expect(page.locator(".told")).to_have_text(re.compile(r"\d+ things?, \d+ links?"))
    return page.locator(".told").inner_text()


def asked(page: Page, name: str) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get(name, [])


def pick(page: Page, words: str, name: str) -> None:
    """Search, and choose a hit by its name."""
    page.get_by_role("searchbox").fill(words)
    page.locator(".hit", has=page.locator("strong", has_text=re.compile(f"^{re.escape(name)}$"))).first.click()
    expect(page.locator(".relations .from")).to_contain_text(name)


def drawn(page: Page) -> list[str]:
    """The labels of the nodes that are drawn, in order."""
    page.get_by_role("radio", name="List").click()
    return sorted(page.locator(".network-pane li > :first-child bdi:first-child").all_inner_texts())


def test_begins_with_groups_large_events_and_the_latest_reports(explore: Page) -> None:
    expect(explore.locator(".bubble").first).to_be_visible()
    assert explore.locator(".bubble").count() > 3
    expect(explore.locator(".largest li").first).to_be_visible()
    assert explore.locator(".latest li").count() == 8
    explore.locator(".bubble").first.click()
    things = int(told(explore).split()[0])
    assert 3 <= things <= 30
    assert len(asked(explore, "nodes")) == things


def test_the_same_groups_every_time(browser: Browser, town: str) -> None:
    found = []
    for _ in range(2):
        with visit(browser) as visited:
            page = opened(visited, f"{town}/explore")
            expect(page.locator(".bubble").first).to_be_visible()
            found.append(page.locator(".bubble").all_inner_texts())
    assert found[0] == found[1]


def test_finds_names_and_words_while_one_types(explore: Page) -> None:
    explore.keyboard.press("/")
    explore.keyboard.type("hasakah")
    expect(explore.locator(".hit").first).to_contain_text(re.compile("hasakah", re.IGNORECASE))
    assert asked(explore, "q") == ["hasakah"]
    explore.keyboard.press("ArrowDown")
    expect(explore.locator(".hit").first).to_be_focused()
    explore.keyboard.press("ArrowUp")
    expect(explore.get_by_role("searchbox")).to_be_focused()


def test_facets_narrow_the_search_and_stand_in_the_address(explore: Page) -> None:
    choice = explore.locator("#facet-kind li", has_text="person")
    count = int(choice.locator(".number").inner_text())
    choice.locator("input").check()
    expect(explore.locator(".found .count")).to_contain_text(f"{count} hit")
    assert asked(explore, "kind") == ["person"]
    assert set(explore.locator(".hit .hit-kind").all_inner_texts()) == {"person"}
    explore.reload()
    expect(explore.locator("#facet-kind input:checked")).to_have_count(1)
    expect(explore.locator(".found .count")).to_contain_text(f"{count} hit")


def test_goes_on_by_relation_and_says_how_many_before(explore: Page) -> None:
    pick(explore, "hasakah people", "Hasakah people")
    before = told(explore)
    explore.locator(".chip.done").first.click()
    expect(explore.locator(".notices")).to_contain_text("Nothing more")
    assert told(explore) == before
    neighbour = explore.locator(".network-pane .node", has_text="protest").first
    neighbour.click()
    chip = explore.locator(".chip:not(.done)").first
    expect(chip.locator("b")).to_have_text(re.compile(r"\d+"))
    chip.click()
    expect(explore.locator(".told")).not_to_have_text(before)


def test_undo_and_redo_by_key_and_by_back(explore: Page) -> None:
    expect(explore.locator(".bubble").first).to_be_visible()
    explore.locator(".bubble").first.click()
    first = told(explore)
    explore.get_by_role("button", name="Start again").click()
    expect(explore.locator(".bubble").first).to_be_visible()
    explore.keyboard.press("Control+z")
    expect(explore.locator(".told")).to_have_text(first)
    explore.keyboard.press("Control+z")
    expect(explore.locator(".bubble").first).to_be_visible()
    explore.keyboard.press("Control+Shift+Z")
    expect(explore.locator(".told")).to_have_text(first)
