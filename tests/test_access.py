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
SCREENS = {
    "home": "/",
    "report": "/report/2023-janders",
    "report with a card": "/report/2023-janders?at=person-1328&gaps=1",
    "report with words": "/report/2023-janders?words=141,233",
    "entity": "/report/2023-janders/person-1328",
    "network": "/report/2023-janders/network",
    "sparql": "/sparql",
    "answer": f"/sparql?query={ANSWER}",
    "drawn answer": f"/sparql?query={ANSWER}&view=graph",
    "explore": "/explore",
    "search": "/explore?q=union",
    "explored": "/explore?q=union&at=2023-janders/person-1328",
    "people": "/explore?people=1",
    "ontology": "/ontology",
    "missing": "/report/none",
}
RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id} ${target.join(" ")}: ${failureSummary.replaceAll(/\\s+/g, " ").slice(0, 200)}`)).join("\\n");
}"""
STILL = """() => new Promise((resolve) => {
  const done = () => { observer.disconnect(); resolve(); };
  let waiting = setTimeout(done, 300);
  const observer = new MutationObserver(() => { clearTimeout(waiting); waiting = setTimeout(done, 300); });
  observer.observe(document, { subtree: true, childList: true, attributes: true });
  setTimeout(done, 10_000);
})"""
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


def violations(page: Page) -> str:
    """What axe says against a page once nothing in it changes any more, a line each."""
    page.evaluate(STILL)
    page.evaluate((FOLDER / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8"))
    return str(page.evaluate(RUN))


@with_packages
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_against_a_screen(browser: Browser, town: str, screen: str, scheme: str, size: str) -> None:
    width, height = SIZES[size]
    with visit(browser, width=width, height=height, scheme=scheme) as found:
        found.page.goto(f"{town}{SCREENS[screen]}", wait_until="networkidle")
        assert violations(found.page) == ""


@with_packages
def test_axe_finds_what_is_wrong(browser: Browser, town: str) -> None:
    with visit(browser) as found:
        found.page.goto(town)
        found.page.evaluate("document.querySelector('main').append(document.createElement('img'))")
        assert "image-alt" in violations(found.page)
