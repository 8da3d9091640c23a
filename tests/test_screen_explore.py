"""Explore in a real browser: search, facets, groups, steps on, paths, people, undo; and addresses that hold it all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import CONTRAST, Visit, visit


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
    expect(page.locator(".amount")).to_have_text(re.compile(r"\d+ things?, \d+ links?"))
    return page.locator(".amount").inner_text()


def asked(page: Page, name: str) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get(name, [])


def pick(page: Page, words: str, name: str) -> None:
    """Search, and choose a hit by its name."""
    page.get_by_role("searchbox").fill(words)
    page.locator(".hit", has=page.locator("strong", has_text=re.compile(f"^{re.escape(name)}$"))).first.click()
    expect(page.locator(".relations .from")).to_contain_text(name)


def drawn(page: Page) -> list[str]:
    """The nodes that are drawn, in order."""
    expect(page.locator(".network-pane .node")).to_have_count(int(told(page).split()[0]))
    return sorted(page.locator(".network-pane .node").evaluate_all("all => all.map(one => one.textContent.trim())"))


def test_begins_with_groups_large_events_and_the_latest_reports(explore: Page) -> None:
    expect(explore.locator(".bubble").first).to_be_visible()
    expect(explore.locator(".bubble").nth(3)).to_be_visible()
    expect(explore.locator(".largest li").first).to_be_visible()
    expect(explore.locator(".latest li")).to_have_count(8)
    explore.locator(".bubble").first.click()
    things = int(told(explore).split()[0])
    assert 3 <= things <= 30
    assert len(asked(explore, "nodes")) == things


def test_a_group_opens_by_its_strongest_and_then_shows_more(explore: Page) -> None:
    expect(explore.locator(".bubble").first).to_be_visible()
    sizes = explore.locator(".bubble .size").evaluate_all("all => all.map(one => parseInt(one.textContent))")
    assert sizes == sorted(sizes, reverse=True)
    explore.locator(".bubble").first.click()
    assert int(told(explore).split()[0]) == min(30, sizes[0])
    if sizes[0] > 30:
        explore.get_by_role("button", name=re.compile(r"^Show \d+( of \d+)? more$")).click()
        expect(explore.locator(".amount")).to_contain_text(f"{min(60, sizes[0])} things")


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
    expect(explore).to_have_url(re.compile(r"[?&]q=hasakah\b"))
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


def test_all_hits_come_into_the_network_and_into_the_strip(browser: Browser, town: str) -> None:
    with visit(browser) as visited:
        page = opened(visited, f"{town}/explore?kind=event&form=march")
        expect(page.locator(".hit").first).to_be_visible()
        count = int(page.locator(".found .count").inner_text().split()[0])
        page.get_by_role("button", name=f"Show all {count} together").click()
        assert told(page).startswith(f"{count} things")
        assert len(asked(page, "nodes")) == count
        expect(page.locator(".area-time")).to_contain_text(f"{count} events")
        page.get_by_role("button", name="Undo").click()
        expect(page.locator(".bubble").first).to_be_visible()


def test_goes_on_by_relation_and_says_how_many_before(explore: Page) -> None:
    pick(explore, "hasakah people", "Hasakah people")
    before = told(explore)
    explore.locator(".chip.done").first.click()
    expect(explore.locator(".news")).to_contain_text("Nothing more")
    assert told(explore) == before
    neighbour = explore.locator(".network-pane .node", has_text="protest").first
    neighbour.click()
    chip = explore.locator(".chip:not(.done)").first
    expect(chip.locator("b")).to_have_text(re.compile(r"\d+"))
    chip.click()
    expect(explore.locator(".amount")).not_to_have_text(before)


def test_undo_and_redo_by_key_and_by_back(explore: Page) -> None:
    expect(explore.locator(".bubble").first).to_be_visible()
    explore.locator(".bubble").first.click()
    first = told(explore)
    explore.get_by_role("button", name="Start again").click()
    expect(explore.locator(".bubble").first).to_be_visible()
    explore.keyboard.press("Control+z")
    expect(explore.locator(".amount")).to_have_text(first)
    explore.keyboard.press("Control+z")
    expect(explore.locator(".bubble").first).to_be_visible()
    explore.keyboard.press("Control+Shift+Z")
    expect(explore.locator(".amount")).to_have_text(first)


def test_ways_between_two_things_are_lines_with_evidence(explore: Page, town: str) -> None:
    pick(explore, "hasakah people", "Hasakah people")
    explore.get_by_role("button", name="Connect with…").click()
    expect(explore.locator(".news")).to_contain_text("pick a thing")
    explore.get_by_role("searchbox").fill("zenobia")
    explore.locator(".hit", has_text="Gathering").first.click()
    way = explore.locator(".paths li").first
    expect(way.locator(".node-name").first).to_contain_text("Hasakah people")
    expect(way.locator(".node-name").last).to_contain_text("Gathering")
    steps = way.locator(".step")
    expect(steps).to_have_count(way.locator(".node-name").count() - 1)
    link = way.locator("a.step").first
    assert re.search(r"/report/[^/]+#char=\d+,\d+$", link.get_attribute("href") or "")
    before = explore.locator(".network-pane .node").count()
    way.get_by_role("button", name="Show in the network").click()
    expect(explore.locator(".network-pane .node", has_text="Gathering")).to_have_count(1)
    expect(explore.locator(".network-pane .node").nth(before)).to_be_attached()
    link.click()
    expect(explore).to_have_url(re.compile(r"/report/.*#char="))
    explore.go_back()
    expect(explore.locator(".network-pane .node", has_text="Gathering")).to_have_count(1)


def test_if_nobody_met_anybody_it_is_said_and_no_other_event_is_shown(explore: Page) -> None:
    pick(explore, "afrin", "Afrin")
    explore.get_by_role("button", name="People linked by events").click()
    expect(explore.locator(".notices.news")).to_contain_text(
        "Nobody was at an event of these together with somebody else"
    )
    expect(explore.locator(".timeline-pane .scrolling")).to_contain_text("No events to show here")


def test_people_are_linked_by_the_events_they_were_both_at(explore: Page) -> None:
    explore.get_by_role("button", name="People linked by events").click()
    expect(explore.get_by_role("radio", name="Force")).to_be_checked()
    assert asked(explore, "people") == ["1"]
    expect(explore.locator(".network-legend")).to_contain_text("both were at the same event")
    expect(explore.locator(".network-legend")).not_to_contain_text("may be the same")
    explore.get_by_role("radio", name="List").check(force=True)
    explore.locator(".network-pane li[data-edge] button").first.click()
    expect(explore.locator(".panel")).to_contain_text("were both at")
    expect(explore.locator(".network-pane")).not_to_contain_text("nobody has decided")
    explore.locator(".panel .node-name").first.click()
    expect(explore.locator(".card-pane")).to_contain_text("event")


def test_an_address_opens_exactly_this_view(browser: Browser, town: str, explore: Page) -> None:
    pick(explore, "hasakah people", "Hasakah people")
    amount, nodes = told(explore), drawn(explore)
    with visit(browser) as other:
        page = opened(other, explore.url)
        expect(page.locator(".amount")).to_have_text(amount)
        expect(page.locator(".relations .from")).to_contain_text("Hasakah people")
        expect(page.locator(".network-pane .node").first).to_be_visible()
        assert drawn(page) == nodes
        assert page.get_by_role("searchbox").input_value() == "hasakah people"
        assert other.told == []


def test_a_link_from_elsewhere_shows_the_thing_with_what_is_linked(browser: Browser, town: str, explore: Page) -> None:
    pick(explore, "hasakah people", "Hasakah people")
    with visit(browser) as other:
        page = opened(other, f"{town}/explore?at={asked(explore, 'at')[0]}")
        expect(page.locator(".amount")).to_have_text(told(explore))
        assert other.told == []


def test_says_when_a_view_is_too_much_for_an_address(browser: Browser, town: str) -> None:
    many = "&".join(f"nodes=agency-hasakah/no-such-thing-by-this-long-name-{number}" for number in range(200))
    with visit(browser) as visited:
        page = opened(visited, f"{town}/explore?{many}")
        page.get_by_role("button", name="People linked by events").click()
        expect(page.locator(".too-long")).to_contain_text("too much for an address")
        assert asked(page, "nodes") == []


def test_folds_takes_out_and_steps_out(explore: Page) -> None:
    pick(explore, "hasakah people", "Hasakah people")
    start = told(explore)
    explore.locator("h1").focus()
    explore.keyboard.press("2")
    expect(explore.locator(".amount")).not_to_have_text(start)
    two = int(told(explore).split()[0])
    explore.keyboard.press("1")
    expect(explore.locator(".amount")).not_to_have_text(re.compile(rf"^{two} "))
    assert int(told(explore).split()[0]) < two
    one = told(explore)
    explore.keyboard.press("Delete")
    expect(explore.locator(".amount")).not_to_have_text(one)
    expect(explore.locator(".network-pane .node", has_text="Hasakah people")).to_have_count(0)


def test_walked_by_keyboard_alone(explore: Page) -> None:
    explore.keyboard.press("/")
    explore.keyboard.type("hasakah people")
    expect(explore.locator(".found .count")).to_be_visible()
    explore.keyboard.press("Enter")
    expect(explore.locator(".hit").first).to_be_focused()
    explore.keyboard.press("Enter")
    expect(explore.locator(".relations .from")).to_contain_text("Hasakah people")
    before = told(explore)
    explore.keyboard.press("c")
    expect(explore.locator(".news")).to_contain_text("pick a thing")
    explore.keyboard.press("Escape")
    expect(explore.locator(".news")).to_be_empty()
    explore.keyboard.press("2")
    expect(explore.locator(".amount")).not_to_have_text(before)
    explore.keyboard.press("Control+z")
    expect(explore.locator(".amount")).to_have_text(before)
    explore.keyboard.press("?")
    expect(explore.get_by_role("dialog", name="Keys")).to_contain_text("undo")


def test_a_period_lets_its_events_stand_out_in_the_network(explore: Page) -> None:
    pick(explore, "hasakah people", "Hasakah people")
    pick(explore, "daegu", "Daegu")
    for report in ("agency-hasakah", "rival-daegu"):
        expect(explore.locator(f".timeline-pane [data-iri*='{report}']").first).to_be_attached()
    period = explore.get_by_role("slider", name="Period")
    kept, nodes = explore.locator(".network-pane .node.kept"), explore.locator(".network-pane .node")
    for _ in range(100):
        period.press("ArrowRight")
        if kept.count() > 0:
            break
    assert 0 < kept.count() < nodes.count()
    period.press("Escape")
    expect(kept).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read_in_both_themes(browser: Browser, town: str, scheme: str) -> None:
    with visit(browser, scheme=scheme) as visited:
        page = opened(visited, f"{town}/explore")
        expect(page.locator(".bubble").first).to_be_visible()
        assert page.evaluate(CONTRAST) == []
        pick(page, "hasakah people", "Hasakah people")
        page.keyboard.press("Escape")
        assert page.evaluate(CONTRAST) == []


def test_a_phone_has_tabs_and_nothing_sticks_out(browser: Browser, town: str) -> None:
    with visit(browser, width=390, height=844) as visited:
        page = opened(visited, f"{town}/explore")
        page.get_by_role("tab", name="Network").click()
        expect(page.locator(".bubble").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.get_by_role("tab", name="Search").click()
        pick(page, "hasakah people", "Hasakah people")
        expect(page.get_by_role("tab", name="Network")).to_have_attribute("aria-selected", "true")
        expect(page.locator(".card-pane")).to_contain_text("Hasakah people")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert visited.told == []


def test_all_of_it_without_scripts(browser: Browser, town: str) -> None:
    with visit(browser, java_script_enabled=False) as visited:
        page = visited.page
        page.goto(f"{town}/explore")
        expect(page.locator(".latest li")).to_have_count(8)
        page.get_by_label("Search names").fill("hasakah")
        page.get_by_role("button", name="Search", exact=True).click()
        expect(page.locator(".hit").first).to_contain_text("asakah")
        page.get_by_label("group").check()
        page.get_by_role("button", name="Narrow the search").click()
        assert asked(page, "kind") == ["group"]
        assert asked(page, "q") == ["hasakah"]
        page.goto(f"{town}/explore?kind=person")
        page.get_by_role("link", name="More").click()
        assert asked(page, "offset") == ["20"]
        page.get_by_role("link", name="Before").click()
        page.locator(".hit").first.click()
        expect(page).to_have_url(re.compile(r"/report/[^/]+/"))
