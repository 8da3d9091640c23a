"""Every screen for everybody: axe-core finds nothing, in both themes, on a desk and on a phone.

axe is evaluated through the browser's own debugging interface, which stands outside of the page's policy: the pages are
looked at under the policy they have.
"""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from kg.ontology import queries
from tests.browser import visit
from tests.packages import FOLDER, with_packages

ANSWER = quote(queries()["who-spoke-where"].text)
PAIRS = quote("SELECT ?person ?organisation { ?person org:memberOf ?organisation }")
WORKSPACE, EDITOR, STAGE = ".workspace", ".editor", ".network-pane .stage > *"
SCREENS = {
    "home": ("/", "main"),
    "report": ("/report/2023-janders", STAGE),
    "selected": ("/report/2023-janders?at=person-1328", STAGE),
    "list": ("/report/2023-janders?layout=list", STAGE),
    "entity": ("/report/2023-janders/person-1328", "main"),
    "network": ("/report/2023-janders/network", "main"),
    "sparql": ("/sparql", EDITOR),
    "answer": (f"/sparql?query={ANSWER}", EDITOR),
    "drawn answer": (f"/sparql?query={PAIRS}&view=graph", STAGE),
    "explore": ("/explore", WORKSPACE),
    "search": ("/explore?q=union", WORKSPACE),
    "explored": ("/explore?q=union&at=2023-janders/person-1328", STAGE),
    "people": ("/explore?people=1", STAGE),
    "review": ("/review", ".item"),
    "nothing to review": ("/review?report=none", ".stage h2"),
    "decisions": ("/decisions", "main"),
    "changes": ("/changes", "main"),
    "ontology": ("/ontology", "main"),
    "missing": ("/report/none", "main"),
}
"""The addresses, and what is there once the scripts have done their part."""
RUN = """async (rules) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...(rules && { runOnly: rules }) });
  const parted = (id, target) => {
    const node = id === "label-content-name-mismatch" ? document.querySelector(target[0]) : null;
    const lines = node?.querySelector("text")?.textContent ?? "";
    return lines.includes("\u2010") && node.ariaLabel.includes(lines.replaceAll("\u2010", "").trim());
  };
  const told = ({ id, nodes }) => nodes.filter(({ target }) => !parted(id, target));
  return violations.flatMap((one) => told(one).map(({ target, failureSummary }) =>
    `${one.id} ${target.join(" ")}: ${failureSummary.replaceAll(/\\s+/g, " ").slice(0, 200)}`)).join("\\n");
}"""
"""A word that goes on in the next line is the same word, which axe does not know."""
STILL = """() => new Promise((resolve) => {
  const done = () => { observer.disconnect(); resolve(); };
  let waiting = setTimeout(done, 300);
  const observer = new MutationObserver(() => { clearTimeout(waiting); waiting = setTimeout(done, 300); });
  observer.observe(document, { subtree: true, childList: true, attributes: true });
  setTimeout(done, 10_000);
})"""
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


def violations(page: Page, *rules: str) -> str:
    """What axe says against a page once nothing in it changes any more, a line each; by all rules, or by these."""
    page.evaluate(STILL)
    page.evaluate((FOLDER / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8"))
    return str(page.evaluate(RUN, list(rules) or None))


@with_packages
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_against_a_screen_in_either_theme(
    browser: Browser, town: str, screen: str, size: str
) -> None:
    width, height = SIZES[size]
    address, ready = SCREENS[screen]
    with visit(browser, width=width, height=height) as found:
        found.page.goto(f"{town}{address}", wait_until="networkidle")
        found.page.wait_for_selector(ready, state="attached")
        assert violations(found.page) == ""
        found.page.emulate_media(color_scheme="dark")
        assert violations(found.page, "color-contrast") == ""


@with_packages
def test_axe_finds_nothing_against_the_help_sheet(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        found.page.goto(f"{town}/report/2023-janders", wait_until="networkidle")
        found.page.wait_for_selector(STAGE)
        found.page.keyboard.press("?")
        found.page.wait_for_selector("dialog[open]")
        assert violations(found.page) == ""


@with_packages
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_against_the_forms_and_dialogs_of_deciding(browser: Browser, town: str, size: str) -> None:
    width, height = SIZES[size]
    with visit(browser, width=width, height=height) as found:
        page = found.page
        page.goto(f"{town}/review?kind=facts", wait_until="networkidle")
        page.keyboard.press("e")
        page.wait_for_selector(".correct")
        assert violations(page) == ""
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Sign in to decide").click()
        page.wait_for_selector("dialog[open]")
        assert violations(page) == ""


@with_packages
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_against_what_the_reader_missed(browser: Browser, town: str, size: str) -> None:
    width, height = SIZES[size]
    with visit(browser, width=width, height=height) as found:
        page = found.page
        page.goto(f"{town}/report/2023-janders?layout=list", wait_until="networkidle")
        page.keyboard.press("v")
        page.keyboard.press("m")
        page.get_by_role("radio", name="number").check()
        page.wait_for_selector(".missed .preview")
        assert violations(page) == ""


@with_packages
def test_axe_finds_what_is_wrong(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        found.page.goto(town)
        found.page.evaluate("document.querySelector('main').append(document.createElement('img'))")
        assert "image-alt" in violations(found.page)
        found.page.evaluate("Object.assign(document.querySelector('h1').style, { color: '#ccc', background: '#fff' })")
        assert "color-contrast h1" in violations(found.page, "color-contrast")
