"""A real browser (Debian's Chromium) for tests of pages. A missing one fails them: `apt-get install chromium`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
CONTRAST = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const over = (colours) => {
    canvas.fillStyle = "white"; canvas.fillRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *:not(svg *)")) {
    const text = [...element.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()).join("");
    if (!text || !element.checkVisibility() || element.closest(".skip, .hidden, textarea")) continue;
    const grounds = [];
    for (let e = element; e; e = e.parentElement) grounds.unshift(getComputedStyle(e).backgroundColor);
    const a = light(over(grounds)), b = light(over([...grounds, getComputedStyle(element).color]));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) poor.push(`${element.className || element.tagName} ${ratio.toFixed(2)}: ${text.slice(0, 30)}`);
  }
  return poor;
}"""


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium, without a window."""
    executable = shutil.which("chromium")
    assert executable is not None, "no Chromium: apt-get install chromium"
    expect.set_options(timeout=30_000)  # a busy machine is no failure
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield found
        found.close()


@dataclass
class Visit:
    """A page in a context of its own, with all that it told the console and asked servers for."""

    page: Page
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def foreign(self, address: str) -> list[str]:
        """The requests that left the server."""
        ours = (f"{address}/", f"blob:{address}/")
        return [url for url in self.asked if not url.startswith(ours)]


@contextmanager
def visit(
    browser: Browser, *, width: int = 1280, height: int = 900, scheme: str = "light", **more: Any
) -> Iterator[Visit]:
    """A page of a width, in a colour scheme, without motion."""
    options = {"viewport": {"width": width, "height": height}, "color_scheme": scheme, "reduced_motion": "reduce"}
    context = browser.new_context(**(options | more))
    found = Visit(context.new_page())
    found.page.on("console", lambda message: found.told.append(message.text))
    found.page.on("pageerror", lambda error: found.told.append(str(error)))
    found.page.on("request", lambda request: found.asked.append(request.url))
    try:
        yield found
    finally:
        context.close()
