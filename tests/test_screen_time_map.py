"""The timeline and the map in a real browser: what is uncertain looks uncertain, each fades what the other leaves out.

The screen is that of a report as it is read; some events are made by hand and take the place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from tests.browser import Visit, visit

FINE = 241
"""Countries of the fine borders."""
REPORT = "roundup-romania-tractors"
Event = dict[str, Any]


def node(key: str, label: str, kind: str = "event") -> Event:
    iri = f"http://kg.example/report/r/{key}"
    return {"iri": iri, "href": f"/report/r/{key}", "kind": kind, "label": label, "report": "r", "start": 0}


def at(label: str, latitude: float | None = None, longitude: float = 0, **more: Any) -> Event:
    """A place; without a latitude nobody knows where it is."""
    within = more.pop("within", [])
    spot = {"latitude": latitude, "longitude": longitude, "source": "a table", "certain": True, "radius": None} | more
    place = node(f"place-{label}", label, "place")
    return {"node": place, "within": within, "coordinates": None if latitude is None else spot}


def on(earliest: str | None, latest: str | None = None, status: str = "stated", text: str = "then") -> Event:
    return {"text": text, "earliest": earliest, "latest": latest or earliest, "status": status, "words": None}


def event(label: str, times: list[Event] | None = None, places: list[Event] | None = None, **more: Any) -> Event:
    known = {
        "node": node(f"event-{label[:20]}", label), "form": None, "formLabel": None, "modality": "asserted",
        "published": "2021-05-06", "times": times or [], "places": places or [], "organizations": [], "sizes": [],
        "motivatedBy": [], "partOf": [],
    }  # fmt: skip
    return known | more


HASAKAH = at("Hasakah", 36.5, 40.75)
EVENTS = [
    event("rally", [on("2021-05-03")], [HASAKAH], sizes=["about 500"]),
    event("march", [on("2021-05-04", status="relative", text="Tuesday")], [HASAKAH]),
    event("sit-in", [on("2021-05-05", "2021-05-08")], [at("Qamishli", 37.05, 41.22)]),
    event("vigil", [on("2021-05-01")], [at("Derik", 37.06, 42.14, certain=False)], modality="future"),
    event("strike", [on(None, status="unresolved")], [at("Raqqa", 35.95, 39.0, radius=60)]),
    event("blockade", [on("2021-05-03")], [at("السوق", 36.5, 40.75)], motivatedBy=[node("event-rally", "")["iri"]]),
    event("gathering", [], [at("Jarbou", within=["Hasakah", "Syria"])], modality="negated"),
    event("speech"),
]
HOSTILE = [
    event("<script>document.title='x'</script>", [on("2021-05-03")], [at("__proto__")]),
    event("\u202egnirehtag", [on("2021-05-03")], [at("\u202eecalp", 1, 1), at("constructor", 1, 2)]),
    event("name " * 2000, [on("2021-05-04")], [at("place " * 2000, 2, 2), at("town " * 2000)]),
    event("far", [on("-4000-01-01"), on("9999-12-31"), on("soon"), on("2021-99-99")], [at("pole", 90, 180)]),
]


@contextmanager
def screen(browser: Browser, town: str, events: list[Event] | None = EVENTS, **options: Any) -> Iterator[Visit]:
    """The screen of a report; its events are replaced by these, if any, and their cards by one that there is."""
    with visit(browser, **options) as visited:
        if events is not None:
            answer = {"total": len(events), "events": events}
            known = visited.page.request.get(f"{town}/api/events?report={REPORT}").json()["events"][0]["node"]["iri"]
            visited.page.route("**/api/events?*", lambda route: route.fulfill(json=answer))
            visited.page.route("**/api/thing?*", lambda route: route.continue_(url=f"{town}/api/thing?iri={known}"))
        visited.page.goto(f"{town}/report/{REPORT}")
        expect(visited.page.locator(".timeline-pane .status")).not_to_be_empty()
        yield visited


@pytest.fixture
def page(browser: Browser, town: str) -> Iterator[Page]:
    """The screen with events made by hand; at the end nothing was told to the console, and nobody else was asked."""
    with screen(browser, town) as visited:
        expect(visited.page.locator(".map-pane .land path")).to_have_count(FINE)
        expect(visited.page.locator(".map-pane .where")).to_have_count(6)
        yield visited.page
        assert visited.told == []
        assert visited.foreign(town) == []


def mark(page: Page, label: str) -> Locator:
    """An event on the timeline."""
    return page.locator(f'.timeline-pane a.when[data-iri$="/event-{label}"]').first


def place(page: Page, label: str) -> Locator:
    """A place on the map."""
    return page.locator(f'.map-pane .where[data-iri$="/place-{label}"]').first


def box(found: Locator) -> FloatRect:
    """Where something is on the screen."""
    expect(found).to_be_visible()
    found_box = found.bounding_box()
    assert found_box is not None
    return found_box


def meet(one: FloatRect, other: FloatRect) -> bool:
    """Whether two boxes overlap by more than the air around letters."""
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    return across > 2 and down > 3


def faded(page: Page, pane: str) -> set[str]:
    """The keys of what is faded."""
    found = page.locator(f".{pane} a.faded").evaluate_all("found => found.map(one => one.dataset.iri)")
    return {re.split(r"(?:event|place)-", iri)[-1] for iri in found}


def test_marks_say_how_a_day_is_known(page: Page) -> None:
    expect(mark(page, "rally").locator(".dot")).to_have_class("dot stated")
    expect(mark(page, "march").locator(".dot")).to_have_class("dot inferred")
    fills = [mark(page, name).locator(".dot").evaluate("e => getComputedStyle(e).fill") for name in ("rally", "march")]
    assert fills[0] != fills[1]
    expect(mark(page, "sit-in").locator(".between path").first).to_have_attribute("fill", re.compile(r"^url\(#"))
    expect(mark(page, "strike").locator(".tick")).to_have_count(1)
    assert mark(page, "strike").get_attribute("aria-label") == (
        "strike, Raqqa, day not known (“then”), published 6 May 2021"
    )
    expect(mark(page, "rally")).to_have_attribute("aria-label", "rally, Hasakah, 3 May 2021, about 500")
    expect(mark(page, "march")).to_have_attribute("aria-label", re.compile("counted from “Tuesday”"))


def test_what_did_not_take_place_has_another_shape_and_says_so(page: Page) -> None:
    shapes = {name: mark(page, name).locator(".dot").get_attribute("d") for name in ("rally", "vigil", "gathering")}
    signs = {re.sub(r"[\d. -]", "", shape or "") for shape in shapes.values()}
    assert len(signs) == 3
    expect(mark(page, "vigil")).to_have_attribute("aria-label", re.compile("announced"))
    expect(mark(page, "gathering")).to_have_attribute("aria-label", re.compile("did not take place"))


def test_events_of_one_day_and_row_stand_above_each_other(browser: Browser, town: str) -> None:
    with screen(browser, town, [event(f"n{i}", [on("2021-05-03")], [HASAKAH]) for i in range(30)]) as visited:
        assert len({round(box(one)["y"]) for one in visited.page.locator(".timeline-pane .hit").all()}) == 30


def test_a_brush_fades_what_lies_outside_in_every_pane(page: Page) -> None:
    bars = page.get_by_role("slider", name="Period")
    rally, histogram = box(mark(page, "rally").locator(".hit")), box(bars)
    x, y = rally["x"] + rally["width"] / 2, histogram["y"] + histogram["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 2, y)
    page.mouse.up()
    expect(page.locator(".timeline-pane .status")).to_contain_text("2 of 8 events")
    assert faded(page, "timeline-pane") == {"march", "sit-in", "vigil", "strike", "gathering", "speech"}
    assert faded(page, "map-pane") == {"Qamishli", "Derik", "Raqqa", "Jarbou"}
    expect(page.locator(".network-pane svg.focussed")).to_be_attached()
    page.get_by_role("button", name="All days").click()
    assert faded(page, "timeline-pane") == faded(page, "map-pane") == set()


def test_the_brush_by_keyboard(page: Page) -> None:
    bars = page.get_by_role("slider", name="Period")
    bars.focus()
    said = []
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft", "ArrowLeft", "End"):
        page.keyboard.press(key)
        said.append((bars.get_attribute("aria-valuetext") or "").split(":")[0])
    assert said == [
        "30 April 2021",
        "1 May 2021",
        "1 May 2021 to 2 May 2021",
        "1 May 2021",
        "30 April 2021",
        "9 May 2021",
    ]
    page.keyboard.press("Home")
    page.keyboard.press("Space")  # without motion: one step
    assert (bars.get_attribute("aria-valuetext") or "").startswith("1 May 2021: 1 of 8")
    page.keyboard.press("Escape")
    assert bars.get_attribute("aria-valuetext") == "8 events, all days"
    expect(bars).to_be_focused()


def test_space_plays_and_pauses_where_motion_is_wanted(browser: Browser, town: str) -> None:
    with screen(browser, town, reduced_motion="no-preference") as visited:
        bars = visited.page.get_by_role("slider", name="Period")
        bars.focus()
        visited.page.keyboard.press("Space")
        expect(visited.page.get_by_role("button", name="Pause")).to_be_visible()
        expect(bars).to_have_attribute("aria-valuetext", re.compile("^1 May 2021: 1 of 8"))
        visited.page.keyboard.press("Space")
        expect(visited.page.get_by_role("button", name="Play")).to_be_visible()


def test_an_event_is_selected_by_click_and_by_keyboard(browser: Browser, town: str) -> None:
    with screen(browser, town, None) as visited:
        page = visited.page
        first = page.locator(".timeline-pane a.when").first
        first.locator(".dot, .tick").first.click()
        expect(first).to_have_attribute("aria-current", "true")
        expect(page.locator(".area-card")).to_contain_text((first.get_attribute("aria-label") or "").split(",")[0])
        page.keyboard.press("Escape")
        expect(first).not_to_have_attribute("aria-current", "true")
        first.focus()
        page.keyboard.press("ArrowRight")
        focused = page.locator(":focus")
        assert first.evaluate("mark => mark !== document.activeElement")  # of the same event, if that has two places
        key = focused.get_attribute("data-iri")
        page.keyboard.press("Enter")
        expect(page.locator(f'.timeline-pane a.when[data-iri="{key}"]').first).to_have_attribute("aria-current", "true")
        assert visited.told == []


def test_one_mark_is_in_the_order_of_tab(page: Page) -> None:
    for pane in ("timeline-pane .when", "map-pane .where"):
        expect(page.locator(f".{pane}[tabindex='0']")).to_have_count(1)
    mark(page, "rally").focus()
    page.keyboard.press("End")
    assert page.locator(".timeline-pane a.when[tabindex='0']").get_attribute("data-iri") == EVENTS[-1]["node"]["iri"]


def test_rows_by_organisation_and_report(page: Page) -> None:
    expect(page.locator(".timeline-pane .row text").first).to_contain_text("Derik")
    page.get_by_label("Rows by").select_option("organization")
    expect(page.locator(".timeline-pane .row text").first).to_contain_text("no organisation named")
    page.get_by_label("Rows by").select_option("report")
    expect(page.locator(".timeline-pane .row text").first).to_have_text(re.compile("^r"))


def test_time_without_events_is_left_out(browser: Browser, town: str) -> None:
    far = [event("long ago", [on("1977-05-01")]), event("a", [on("2021-05-01")]), event("b", [on("2021-05-03")])]
    with screen(browser, town, far) as visited:
        page = visited.page
        expect(page.locator(".timeline-pane .top .cut")).to_have_count(1)
        a, b = (box(mark(page, name).locator(".hit")) for name in "ab")
        assert b["x"] - a["x"] > 60


def test_uncertain_places_are_drawn_as_uncertain(page: Page) -> None:
    dashes = "e => getComputedStyle(e).strokeDasharray"
    assert place(page, "Derik").locator(".ring").evaluate(dashes) != "none"
    expect(place(page, "Hasakah").locator(".ring")).to_have_count(0)
    expect(place(page, "Derik")).to_have_attribute("aria-label", re.compile("may be another place"))
    extent, circle = (box(place(page, "Raqqa").locator(name)) for name in (".extent", "circle.hit"))
    assert extent["width"] > 2 * circle["width"]
    large, small = (place(page, name).locator("circle.hit").get_attribute("r") for name in ("Hasakah", "Qamishli"))
    assert float(large or 0) > float(small or 0)


def test_names_of_one_spot_stand_apart(page: Page) -> None:
    one, other = (box(place(page, name).locator("circle.hit")) for name in ("Hasakah", "السوق"))
    assert one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]


def test_places_without_coordinates_are_listed_and_their_country_is_tinted(page: Page) -> None:
    expect(page.locator(".map-pane .unplaced li")).to_have_text("Jarbou in Hasakah, Syria — gathering")
    expect(page.locator(".map-pane .unplaced")).to_contain_text("1 event of 8: no place named.")
    expect(page.locator(".map-pane")).to_contain_text("Places: GeoNames, CC BY 4.0")
    expect(page.locator(".map-pane .land .tinted")).to_have_count(1)
    expect(page.locator(".map-pane a.country")).to_have_attribute("data-country", "Syria")
    page.locator(".map-pane .unplaced").get_by_role("button", name="Jarbou").click()
    assert "gathering" not in faded(page, "timeline-pane")
    assert "rally" in faded(page, "timeline-pane")


def test_without_any_coordinates_there_is_a_sentence_and_the_list_but_no_empty_world(
    browser: Browser, town: str
) -> None:
    with screen(browser, town, [event("vigil", [on("2021-05-01")], [at("Jarbou")])]) as visited:
        pane = visited.page.locator(".map-pane")
        expect(pane.locator(".unplaced li")).to_have_text("Jarbou — vigil")
        expect(pane.locator(".why")).to_have_text("There is no map: no coordinates are known for these places.")
        expect(pane.locator(".frame")).to_be_hidden()
        assert box(pane.locator(".unplaced"))["width"] > 0.95 * box(pane)["width"]


def test_a_place_lets_its_events_stand_out(page: Page) -> None:
    place(page, "Hasakah").locator("circle.hit").click()
    assert faded(page, "timeline-pane") == {"sit-in", "vigil", "strike", "blockade", "gathering", "speech"}
    expect(place(page, "Hasakah")).to_have_attribute("aria-current", "true")
    place(page, "Hasakah").locator("circle.hit").click()
    assert faded(page, "timeline-pane") == set()
    place(page, "Hasakah").focus()
    page.keyboard.press("Enter")
    assert "vigil" in faded(page, "timeline-pane")
    page.keyboard.press("Escape")
    assert faded(page, "timeline-pane") == set()


def test_the_map_moves_by_keys_buttons_pointer_and_wheel(page: Page) -> None:
    land = page.locator(".map-pane .land")
    svg = page.locator(".map-pane svg")

    def changes(act: Any) -> None:
        before = land.get_attribute("transform") or ""
        act()
        expect(land).not_to_have_attribute("transform", before)

    svg.focus()
    for key in ("+", "-", "ArrowLeft", "ArrowUp"):
        changes(lambda key=key: page.keyboard.press(key))
    changes(lambda: page.get_by_role("button", name="Closer").click())
    changes(lambda: page.get_by_role("button", name="Show all places").click())
    svg.hover(position={"x": 40, "y": 60})
    changes(lambda: page.mouse.wheel(0, -200))
    page.mouse.down()
    changes(lambda: page.mouse.move(600, 800, steps=3))
    page.mouse.up()


def test_fine_borders_come_from_our_own_server_when_one_looks_closer(browser: Browser, town: str) -> None:
    with screen(browser, town) as visited:
        land = visited.page.locator(".map-pane .land path")
        expect(land).to_have_count(FINE)
        atlases = [url for url in visited.asked if "countries-" in url]
        assert len(atlases) == 2
        assert visited.foreign(town) == []


def test_places_too_close_to_be_told_apart_are_one_circle_that_opens(browser: Browser, town: str) -> None:
    towns = [event(name, [], [at(name, *spot)]) for name, spot in
             {"Osh": (40.5, 72.8), "Uzgen": (40.8, 73.3), "Lima": (-12, -77)}.items()]  # fmt: skip
    with screen(browser, town, [*towns, event("again", [], [at("Osh", 40.5, 72.8)])]) as visited:
        page = visited.page
        expect(page.locator(".map-pane .where")).to_have_count(2)
        cluster = page.locator(".map-pane .where[aria-label^='Osh +1: 2 places, 3 events']")
        cluster.focus()
        page.keyboard.press("Enter")
        expect(place(page, "Uzgen")).to_be_visible()
        assert faded(page, "timeline-pane") == {"Lima"}
        page.get_by_role("button", name="Show all places").click()
        expect(page.locator(".map-pane .where")).to_have_count(2)


def test_few_events_without_a_day_have_their_names_beside_the_day_of_publication(page: Page) -> None:
    assert page.locator(".timeline-pane .box").count() == 1
    for label in ("strike", "gathering", "speech"):
        expect(mark(page, label).locator("text")).to_have_text(re.compile(f"^{label}"))
    many = [event(f"event {i}") for i in range(40)] + [event("rally", [on("2021-05-03")])]
    browser = page.context.browser
    assert browser is not None
    with screen(browser, page.url.split("/report/")[0], many) as found:
        assert found.page.locator(".timeline-pane .when text").all_text_contents() == ["rally"]


@pytest.mark.parametrize("width", [390, 1280])
def test_names_of_rows_and_degrees_are_not_cut_and_do_not_meet_names(browser: Browser, town: str, width: int) -> None:
    wide = [event("rally", [on("2021-05-03")], [at("JANAKPURDHAM MUNICIPALITY", 44.9, -20), at("east", 44, 40)])]
    with screen(browser, town, wide, width=width) as visited:
        page = visited.page
        if width < 900:
            page.get_by_role("tab", name="Time").click()
        row = page.locator(".timeline-pane .row text", has_text="JANAK")
        assert box(row)["x"] >= box(page.locator(".timeline-pane"))["x"]
        if width < 900:
            page.get_by_role("tab", name="Map").click()
        expect(page.locator(".map-pane .where").first).to_be_visible()
        names = [box(one) for one in page.locator(".map-pane text", has_text=re.compile("JANAK|east")).all()]
        degrees = [box(one) for one in page.locator(".map-pane .graticule text").all()]
        assert names
        assert degrees
        assert not [(one, other) for one in names for other in degrees if meet(one, other)]


def test_without_events_the_panes_say_so(browser: Browser, town: str) -> None:
    with visit(browser) as visited:
        visited.page.route("**/api/events?*", lambda route: route.fulfill(json={"total": 0, "events": []}))
        visited.page.goto(f"{town}/report/{REPORT}")
        for pane in ("timeline-pane", "map-pane"):
            expect(visited.page.locator(f".{pane}")).to_contain_text("No events to show here")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_hostile_names_are_text(browser: Browser, town: str, scheme: str) -> None:
    with screen(browser, town, HOSTILE, scheme=scheme) as visited:
        page = visited.page
        expect(page.locator(".map-pane .unplaced")).to_contain_text("__proto__")
        expect(page.locator(".timeline-pane .events")).to_contain_text("<script>document.title='x'</script>")
        assert page.title() != "x"
        expect(page.locator(".timeline-pane script, .map-pane script")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert visited.told == []


def test_tabs_of_a_phone_show_both(browser: Browser, town: str) -> None:
    with screen(browser, town, width=390, height=844, has_touch=True) as visited:
        page = visited.page
        page.get_by_role("tab", name="Time").tap()
        expect(mark(page, "rally")).to_be_visible()
        mark(page, "rally").locator(".dot").tap()
        expect(mark(page, "rally")).to_have_attribute("aria-current", "true")
        page.get_by_role("tab", name="Map").tap()
        expect(place(page, "Hasakah")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert visited.told == []


def test_a_place_in_the_capitals_of_a_dateline_is_the_same_place_in_small_letters(browser: Browser, town: str) -> None:
    events = [
        event("rally", [on("2021-05-03")], [at("HASAKAH", 36.5, 40.75)]),
        event("march", [on("2021-05-04")], [HASAKAH]),
        event("vigil", [on("2021-05-05")], [at("JARBOU")]),
        event("sit-in", [on("2021-05-05")], [at("Jarbou")]),
    ]
    with screen(browser, town, events) as visited:
        page = visited.page
        expect(page.locator(".timeline-pane [aria-label$='Rows: Hasakah, Jarbou']")).to_have_count(1)
        expect(page.locator(".map-pane .where")).to_have_count(1)
        expect(page.locator(".map-pane .unplaced li")).to_have_text("Jarbou — vigil; sit-in")
