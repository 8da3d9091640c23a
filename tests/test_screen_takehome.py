"""The menu "Take it home" in a real browser: what is downloaded is what is shown, and says where it is from."""

from __future__ import annotations

import base64
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest
from playwright.sync_api import Browser, Page, expect
from rdflib import Graph

from tests.browser import Visit, visit

REPORT = "/report/2023-janders"
SVG = "{http://www.w3.org/2000/svg}"
TERMS = "{http://purl.org/dc/terms/}"


@contextmanager
def opened(browser: Browser, town: str, **more: Any) -> Iterator[tuple[Visit, Page]]:
    """The screen of a report with its network drawn."""
    with visit(browser, **more) as found:
        found.page.goto(f"{town}{REPORT}")
        expect(found.page.locator(".network-pane .node").first).to_be_attached(timeout=30_000)
        yield found, found.page


def taken(page: Page, name: str) -> tuple[str, bytes]:
    """The name and the bytes of what an entry of the menu downloads."""
    page.get_by_role("button", name="Take it home").click()
    with page.expect_download() as told:
        page.get_by_role("menuitem", name=name).click()
    expect(page.locator(".take-home-menu .told")).to_contain_text("Saved as")
    page.keyboard.press("Escape")
    return told.value.suggested_filename, Path(told.value.path()).read_bytes()


def notes(png: bytes) -> dict[str, str]:
    """The words inside a picture; fails for a chunk whose sum is wrong."""
    found, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        name, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + body)
        if name == b"iTXt":
            keyword, _, rest = body.partition(b"\0")
            found[keyword.decode()] = rest[4:].decode()
        at += length + 12
    return found


def test_a_drawing_stands_alone_and_says_where_it_is_from(browser: Browser, town: str) -> None:
    with opened(browser, town) as (found, page):
        boxes = page.locator(".network-pane .node").count()
        name, content = taken(page, "SVG")
        assert name.startswith("Thousands-of-Qamishlo")
        assert name.endswith(".svg")
        root = ElementTree.fromstring(content)
        assert root.find(f"{SVG}metadata//{TERMS}source").text == f"{town}{REPORT}"  # type: ignore[union-attr]
        assert f"{town}{REPORT}" in [text.text for text in root.iter(f"{SVG}text")]
        assert "Hevi Suleyman" in "".join(root.itertext())
        assert boxes > 10
        assert not any(
            name in ("class", "style") or name.startswith("on") for part in root.iter() for name in part.attrib
        )
        assert found.told == []
        assert found.foreign(town) == []


def test_a_picture_has_its_source_inside(browser: Browser, town: str) -> None:
    with opened(browser, town) as (found, page):
        name, content = taken(page, "PNG")
        assert name.endswith(".png")
        told = notes(content)
        assert told["Source"] == f"{town}{REPORT}"
        assert told["Title"].startswith("Thousands of Qamishlo")
        assert len(told["Creation Time"]) == 10
        width, height = page.evaluate(
            "async text => { const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));"
            " const picture = await createImageBitmap(new Blob([bytes])); return [picture.width, picture.height]; }",
            base64.b64encode(content).decode(),
        )
        assert width > 500 < height
        assert found.told == []


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # inside rdflib's parser
@pytest.mark.parametrize(
    ("entry", "ending"),
    [("CSV", "zip"), ("GraphML", "graphml"), ("GEXF", "gexf"), ("Turtle", "ttl"), ("JSON-LD", "jsonld")],
)
def test_the_data_is_what_is_shown(browser: Browser, town: str, entry: str, ending: str) -> None:
    with opened(browser, town) as (found, page):
        name, content = taken(page, entry)
        assert name.endswith(f".{ending}")
        if ending != "ttl":  # there it may be written with a prefix
            assert f"{town}{REPORT}".encode() in (content if ending != "zip" else unzipped(content))
        if ending in ("graphml", "gexf"):
            read = networkx.read_graphml if ending == "graphml" else networkx.read_gexf
            labels = {str(data.get("label")) for _, data in read(io.BytesIO(content)).nodes(data=True)}
            assert "Hevi Suleyman" in labels
        elif ending in ("ttl", "jsonld"):
            graph = Graph().parse(data=content, format="turtle" if ending == "ttl" else "json-ld")
            assert {"Hevi Suleyman", f"{town}{REPORT}"} <= {str(node) for node in graph.all_nodes()}
        else:
            assert b"Hevi Suleyman" in unzipped(content)
        assert found.told == []


def unzipped(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_the_menu_is_walked_by_keyboard(browser: Browser, town: str) -> None:
    with opened(browser, town) as (found, page):
        button = page.get_by_role("button", name="Take it home")
        button.focus()
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("menuitem", name="PNG")).to_be_focused()
        expect(button).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowUp")
        expect(page.get_by_role("menuitem", name="Print")).to_be_focused()
        page.keyboard.press("Home")
        page.keyboard.press("ArrowDown")
        with page.expect_download() as told:
            page.keyboard.press("Enter")
        assert told.value.suggested_filename.endswith(".svg")
        page.keyboard.press("Escape")
        expect(button).to_be_focused()
        expect(button).to_have_attribute("aria-expanded", "false")
        assert found.told == []


def test_the_list_has_no_picture_but_all_the_data(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        page = found.page
        page.goto(f"{town}{REPORT}?layout=list")
        expect(page.locator(".network-list")).to_be_visible(timeout=30_000)
        page.get_by_role("button", name="Take it home").click()
        entries = page.get_by_role("menuitem").all_inner_texts()
        assert "SVG picture" not in entries
        assert "GraphML" in entries


def test_where_nothing_is_drawn_there_is_no_picture_to_take(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        found.page.goto(f"{town}/explore")
        expect(found.page.locator(".bubble").first).to_be_visible()
        found.page.get_by_role("button", name="Take it home").click()
        items = found.page.get_by_role("menuitem")
        expect(items).to_have_text(["Copy the address of this view", "Print"])


def test_a_refusal_is_told_in_the_menu(browser: Browser, town: str) -> None:
    with opened(browser, town) as (_, page):
        told = json.dumps({"title": "Bad Request", "detail": "At most 5,000 nodes."})
        page.route("**/api/export*", lambda route: route.fulfill(status=400, body=told))
        page.get_by_role("button", name="Take it home").click()
        page.get_by_role("menuitem", name="Turtle").click()
        expect(page.locator(".take-home-menu .told")).to_have_text("That did not work. At most 5,000 nodes.")


def test_the_address_of_the_view_is_copied(browser: Browser, town: str) -> None:
    with opened(browser, town, permissions=["clipboard-read", "clipboard-write"]) as (_, page):
        page.get_by_role("button", name="Take it home").click()
        page.get_by_role("menuitem", name="Copy the address").click()
        expect(page.locator(".take-home-menu .told")).to_have_text("The address is copied.")
        assert page.evaluate("navigator.clipboard.readText()") == page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_and_holds_the_whole_network_and_no_tools(browser: Browser, town: str, scheme: str) -> None:
    with opened(browser, town, scheme=scheme) as (_, page):
        page.set_viewport_size({"width": 794, "height": 1123})
        page.emulate_media(media="print", color_scheme="dark" if scheme == "dark" else "light")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        for tool in (".network-bar", ".take-home", ".tabs"):
            assert not any(part.is_visible() for part in page.locator(tool).all())
        expect(page.locator(".text")).to_be_visible()
        expect(page.locator(".network-pane .node").last).to_be_visible()
        inside = page.evaluate(
            "() => { const svg = document.querySelector('.network-pane svg.columns, .network-pane .drawing svg');"
            " const stage = svg.closest('.area').getBoundingClientRect(), own = svg.getBoundingClientRect();"
            " return own.bottom <= stage.bottom + 1 && own.right <= 795; }"
        )
        assert inside
