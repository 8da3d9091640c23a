"""The network pane in a real browser, on the report screen: columns, forces and the list, by pointer and keyboard."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import Visit, visit

JANDERS = "/report/2023-janders"
HOSTILE = ["<script>alert(1)</script>", "__proto__", "\u202eevil\u202c", "javascript:alert(1)", "x" * 10_000, "ع" * 40]
ON_EDGE = """() => {
  for (const edge of document.querySelectorAll(".network-pane [data-edge]")) {
    const line = edge.querySelector(".line");
    const point = line.getPointAtLength(line.getTotalLength() / 2).matrixTransform(line.getScreenCTM());
    if (document.elementFromPoint(point.x, point.y)?.closest("[data-edge]") === edge)
      return [edge.getAttribute("data-edge"), point.x, point.y];
  }
}"""
"""An edge that can be clicked, and where."""


@contextmanager
def network(browser: Browser, address: str, **more: Any) -> Iterator[Visit]:
    """The report screen, with its network drawn; at the end nothing was told to the console."""
    changed: Callable[[dict[str, Any]], None] | None = more.pop("changed", None)
    with visit(browser, **more) as visited:
        if changed is not None:
            visited.page.route(re.compile(r"/api/reports/"), lambda route: changing(route, changed))
        visited.page.goto(address)
        expect(visited.page.locator(".network-pane .stage > *")).to_have_count(1)
        yield visited
        assert [words for words in visited.told if "GPU stall" not in words] == []


def changing(route: Route, changed: Callable[[dict[str, Any]], None]) -> None:
    """Let the server answer, and change the network of the report in its answer."""
    answer = route.fetch()
    data = answer.json()
    changed(data["network"])
    route.fulfill(response=answer, body=json.dumps(data))


def many(count: int) -> Callable[[dict[str, Any]], None]:
    """A network of so many nodes, a tree."""

    def change(found: dict[str, Any]) -> None:
        kinds = ["place", "event", "person", "group", "organization"]
        found["nodes"] = [
            {"iri": f"x:{i}", "href": "/", "kind": kinds[i % 5], "label": f"Node {i}", "report": "r", "start": i}
            for i in range(count)
        ]
        edge = found["edges"][0] | {"inferred": False, "words": None}
        found["edges"] = [edge | {"key": f"e{i}", "source": f"x:{i}", "target": f"x:{i // 3}"} for i in range(1, count)]

    return change


def named(found: dict[str, Any]) -> None:
    """Names that nobody should trust."""
    for node, label in zip(found["nodes"], HOSTILE, strict=False):
        node["label"] = label


def focused(page: Page, name: str) -> str | None:
    found = page.evaluate(f"document.activeElement.getAttribute('data-{name}')")
    return None if found is None else str(found)


def settled(page: Page) -> None:
    expect(page.locator(".force:not([aria-busy])")).to_be_visible(timeout=60_000)


def keys_of(page: Page, within: str = ".network-pane") -> set[str]:
    return set(page.locator(f"{within} [data-edge]").evaluate_all("all => all.map(one => one.dataset.edge)"))


def test_a_click_on_an_edge_selects_the_fact_and_its_words(browser: Browser, town: str) -> None:
    with network(browser, town + JANDERS) as visited:
        page = visited.page
        key, x, y = page.evaluate(ON_EDGE)
        page.mouse.click(x, y)
        selected = page.locator(".network-pane .edge.selected")
        expect(selected).to_have_count(1)
        assert selected.get_attribute("data-edge") == key
        assert selected.get_attribute("aria-pressed") == "true"
        expect(page).to_have_url(re.compile("words="))
        expect(page.locator("[role=status][aria-live]", has_text="“")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(selected).to_have_count(0)


def test_a_role_is_selected_with_both_its_edges(browser: Browser, town: str) -> None:
    with network(browser, town + JANDERS) as visited:
        page = visited.page
        page.locator(".network-pane .node.k-role").first.click()
        expect(page.locator(".network-pane .node.selected")).to_have_count(1)
        expect(page.locator(".network-pane .edge.selected").nth(1)).to_be_attached()


@pytest.mark.parametrize("width", [1280, 1600])
def test_all_columns_are_in_sight_beside_the_text_and_can_be_read(browser: Browser, town: str, width: int) -> None:
    with network(browser, f"{town}{JANDERS}", width=width) as visited:
        assert columns(visited.page) == (5, 5)


def test_columns_are_laid_anew_for_another_width(browser: Browser, town: str) -> None:
    with network(browser, f"{town}{JANDERS}") as visited:
        page = visited.page
        drawn = page.locator(".network-pane svg[aria-label]").get_attribute("viewBox")
        page.set_viewport_size({"width": 1900, "height": 900})
        expect(page.locator(".network-pane svg[aria-label]")).not_to_have_attribute("viewBox", drawn or "")
        assert columns(page) == (5, 5)


def columns(page: Page) -> tuple[int, int]:
    """How many columns there are, and how many of them are in sight with text of 10 pixels and more, in their boxes."""
    found: tuple[int, int] = tuple(
        page.evaluate(
            """() => {
  const outer = document.querySelector(".network-pane .drawing").getBoundingClientRect();
  const within = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1;
  const rect = (element) => element.getBoundingClientRect();
  const nodes = [...document.querySelectorAll(".network-pane .node")];
  const scale = rect(nodes[0].querySelector(".box")).width / nodes[0].querySelector(".box").getAttribute("width");
  const bad = nodes.filter((node) => !within(rect(node.querySelector(".box")), outer)
    || [...node.querySelectorAll("text")].some((text) => !within(rect(text), rect(node.querySelector(".box")))));
  const heads = [...document.querySelectorAll(".network-pane .heads text")];
  return [heads.length, bad.length || 13 * scale < 10 ? 0 : heads.filter((head) => within(rect(head), outer)).length];
}"""
        )
    )
    return found


def test_the_drawing_is_one_tab_stop_and_walked_by_arrows(browser: Browser, town: str) -> None:
    with network(browser, town + JANDERS) as visited:
        page = visited.page
        nodes = page.locator(".network-pane .node")
        assert nodes.count() == page.locator(".network-pane [data-node]").count() > 30
        expect(page.locator(".network-pane svg [tabindex='0']")).to_have_count(1)
        page.locator(".network-pane .node.k-event").first.focus()
        first = focused(page, "node")
        page.keyboard.press("ArrowDown")
        second = focused(page, "node")
        assert second != first
        assert "/event-" in str(second)
        page.keyboard.press("Home")
        top = focused(page, "node")
        page.keyboard.press("End")
        assert focused(page, "node") != top
        page.keyboard.press("ArrowUp")
        assert page.locator(".network-pane svg [tabindex='0']").get_attribute("data-node") == focused(page, "node")


def test_left_and_right_lead_along_edges(browser: Browser, town: str) -> None:
    with network(browser, town + JANDERS) as visited:
        page = visited.page
        links = page.locator(".network-pane .node.k-event").evaluate_all("all => all.map(e => e.dataset.node)")
        steps = []
        for iri in links:
            page.locator(f".network-pane [data-node='{iri}']").focus()
            page.keyboard.press("ArrowRight")
            if focused(page, "node") != iri:
                steps.append((iri, str(focused(page, "node"))))
        keys = keys_of(page)
        assert steps
        assert all("/event-" not in there for _, there in steps)
        page.get_by_role("radio", name="List").check(force=True)
        for here, there in steps:
            mine, theirs = (keys_of(page, f"[data-node='{iri}']") for iri in (here, there))
            assert mine & theirs & keys


def test_the_edges_of_a_node_are_reached_by_a_key_and_selected_by_enter(browser: Browser, town: str) -> None:
    with network(browser, town + JANDERS) as visited:
        page = visited.page
        page.locator(".network-pane .node.k-person").first.focus()
        person = focused(page, "node")
        page.keyboard.press("e")
        first = focused(page, "edge")
        assert first is not None
        page.keyboard.press("e")
        page.keyboard.press("Shift+E")
        assert focused(page, "edge") == first
        page.keyboard.press("Escape")
        assert focused(page, "node") == person
        page.keyboard.press("e")
        page.keyboard.press("Enter")
        expect(page.locator(f".network-pane .edge.selected[data-edge='{first}']")).to_have_count(1)
        expect(page).to_have_url(re.compile("words="))


def test_the_list_has_all_nodes_and_edges_of_the_columns_with_their_words(browser: Browser, town: str) -> None:
    with network(browser, town + JANDERS) as visited:
        page = visited.page
        drawn = keys_of(page)
        nodes = set(page.locator(".network-pane [data-node]").evaluate_all("all => all.map(one => one.dataset.node)"))
        page.get_by_role("radio", name="List").check(force=True)
        expect(page.locator(".network-list")).to_be_visible()
        assert keys_of(page) == drawn
        assert len(drawn) > 50
        assert set(page.locator("li[data-node]").evaluate_all("all => all.map(one => one.dataset.node)")) == nodes
        links = page.locator(".network-list .words").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        assert all(re.fullmatch(rf"{JANDERS}#char=\d+,\d+", link) for link in links)
        page.locator(".network-list [data-edge] button").first.click()
        expect(page).to_have_url(re.compile("words="))


def test_a_drawing_that_is_refused_becomes_the_list(browser: Browser, town: str) -> None:
    with visit(browser) as visited:
        page = visited.page
        page.route("**/api/drawing?*", lambda route: route.fulfill(status=400, json={"detail": "No room."}))
        page.goto(town + JANDERS)
        expect(page.locator(".network-pane > .note")).to_contain_text("No room.")
        expect(page.locator(".network-list")).to_be_visible()


@pytest.mark.parametrize("layout", ["columns", "list", "force"])
def test_hostile_names_are_text(browser: Browser, town: str, layout: str) -> None:
    with network(browser, f"{town}{JANDERS}?layout={layout}", changed=named) as visited:
        page = visited.page
        page.on("dialog", lambda _: pytest.fail("a script ran"))
        if layout == "force":
            settled(page)
        else:
            expect(page.locator(".network-pane", has_text="<script>")).to_have_count(1)
            expect(page.locator(".network-pane", has_text="__proto__")).to_have_count(1)
        expect(page.locator(".network-pane script")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth") == 1280
        assert visited.foreign(town) == []


@pytest.mark.parametrize("renderer", ["canvas", "webgl"])
def test_many_things_are_placed_by_forces_and_can_be_walked(browser: Browser, town: str, renderer: str) -> None:
    with network(browser, f"{town}{JANDERS}?renderer={renderer}", changed=many(400)) as visited:
        page = visited.page
        settled(page)
        expect(page.locator(".network-pane > .note")).to_contain_text("400 things are too many for columns")
        expect(page.locator(".force")).to_have_attribute("data-renderer", renderer)
        page.locator(".network-bar input:checked").focus()
        page.keyboard.press("Tab")
        for _ in range(3):
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "force drawing"
        told = page.locator("body > p[role=status]")
        expect(told).to_have_text(re.compile(r"^Node \d+, \w+, 4 links$"))
        before = told.inner_text()
        walked = []
        for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"):
            page.keyboard.press(key)
            walked.append(told.inner_text())
        assert set(walked) - {before}
        page.keyboard.press("e")
        expect(told).to_have_text(re.compile(r"^Node \d+ .+ Node \d+"))
        page.keyboard.press("Enter")
        assert page.evaluate("location.search") != f"?renderer={renderer}"


def test_without_webgl_the_same_network_is_drawn_on_a_canvas(browser: Browser, town: str) -> None:
    with visit(browser) as visited:
        page = visited.page
        page.add_init_script(
            "const get = HTMLCanvasElement.prototype.getContext;"
            "HTMLCanvasElement.prototype.getContext = function (kind, ...more) {"
            " return kind.startsWith('webgl') ? null : get.call(this, kind, ...more); };"
        )
        for asked in ("", "&renderer=webgl"):
            page.goto(f"{town}{JANDERS}?layout=force{asked}")
            settled(page)
            expect(page.locator(".force")).to_have_attribute("data-renderer", "canvas")
            expect(page.locator(".force canvas")).to_have_count(1)
        assert visited.told == []


def test_the_same_network_gives_the_same_picture(browser: Browser, town: str) -> None:
    pictures = []
    for _ in range(2):
        with network(browser, f"{town}{JANDERS}?layout=force&renderer=canvas") as visited:
            settled(visited.page)
            visited.page.wait_for_timeout(300)
            pictures.append(visited.page.evaluate("document.querySelector('.force canvas').toDataURL()"))
    assert len(pictures[0]) > 10_000
    assert pictures[0] == pictures[1]


def test_a_click_in_the_force_layout_selects(browser: Browser, town: str) -> None:
    with network(browser, f"{town}{JANDERS}?layout=force&renderer=canvas") as visited:
        page = visited.page
        settled(page)
        box = page.locator(".force").bounding_box()
        assert box is not None
        for y in range(40, int(box["height"]) - 40, 12):
            for x in range(40, int(box["width"]) - 40, 12):
                page.mouse.move(box["x"] + x, box["y"] + y)
                if page.locator(".force.over").count() == 1:
                    name = page.locator(".force").get_attribute("title")
                    page.mouse.click(box["x"] + x, box["y"] + y)
                    expect(page.locator("body > p[role=status]")).to_contain_text(str(name)[:40])
                    expect(page).to_have_url(re.compile("at="))
                    return
        pytest.fail("no node under the pointer")


def test_more_than_anybody_reads_is_a_sentence(browser: Browser, town: str) -> None:
    with visit(browser) as visited:
        visited.page.route(re.compile(r"/api/reports/"), lambda route: changing(route, many(2100)))
        visited.page.goto(town + JANDERS)
        expect(visited.page.locator(".network-pane > .note")).to_contain_text("2,100 things")
        expect(visited.page.locator(".network-pane .stage > *")).to_have_count(0)


def test_the_list_opens_on_a_phone_without_sideways_scrolling(browser: Browser, town: str) -> None:
    with network(browser, f"{town}{JANDERS}?layout=list", width=390, height=844) as visited:
        visited.page.get_by_role("tab", name="Network").click()
        expect(visited.page.locator(".network-list")).to_be_visible()
        assert visited.page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_canvas_follows_the_theme(browser: Browser, town: str) -> None:
    with network(browser, f"{town}{JANDERS}?layout=force&renderer=canvas") as visited:
        settled(visited.page)
        visited.page.wait_for_timeout(300)
        picture = "document.querySelector('.force canvas').toDataURL()"
        light = visited.page.evaluate(picture)
        visited.page.emulate_media(color_scheme="dark")
        visited.page.wait_for_function(f"before => {picture} !== before", arg=light)


def test_webgl_that_draws_too_slowly_gives_way_to_the_canvas(browser: Browser, town: str) -> None:
    with visit(browser) as visited:
        page = visited.page
        page.add_init_script(
            "const asked = WebGL2RenderingContext.prototype.getParameter;"
            "WebGL2RenderingContext.prototype.getParameter = function (name) {"
            " return name === 0x9246 || name === 0x1F01 ? 'A card' : asked.call(this, name); };"
            "const frame = requestAnimationFrame;"
            "globalThis.requestAnimationFrame = (then) => frame((time) => then(time * 100));"
        )
        page.goto(f"{town}{JANDERS}?layout=force")
        expect(page.locator(".force[data-renderer=webgl]")).to_be_visible()
        expect(page.locator(".force[data-renderer=canvas] > canvas")).to_be_visible(timeout=30_000)
        expect(page.locator(".force .webgl")).to_have_count(0)
        assert [words for words in visited.told if "GPU stall" not in words] == []
