"""What it costs to draw large networks, in our network pane, cytoscape.js and vis-network: one machine, one run.

.venv/bin/python -m benchmarks.drawing                          everything, in minutes; writes benchmarks/RESULTS.md
.venv/bin/python -m benchmarks.drawing --sizes 1000 --with vis  a part; tells it and writes nothing
"""

from __future__ import annotations

import argparse
import base64
import functools
import json
import math
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.report import table
from benchmarks.sections import replaced
from benchmarks.service import machine, say
from tests.browser import ARGUMENTS

Found = dict[str, Any]
ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "benchmarks" / "renderers"
BUILT = ROOT / "build" / "benchmark" / "drawing"
IMAGES = ROOT / "docs" / "images"
SIZES = (1_000, 10_000, 50_000)
PICTURED = 10_000
DRAWERS = {
    "webgl": ("our pane, WebGL", "library=ours&renderer=webgl"),
    "canvas": ("our pane, Canvas 2D", "library=ours&renderer=canvas"),
    "cytoscape": ("cytoscape.js", "library=cytoscape"),
    "vis": ("vis-network", "library=vis"),
}
SOFTWARE = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-accelerated-2d-canvas"]
"""WebGL without a graphics card, as machines of CI and many offices have it."""
WIDTH, HEIGHT = 1200, 800
SETTLING, PANNING, LIMIT = 3.0, 5.0, 180.0
BEARABLE = 200


def main() -> None:
    """Measure, and write down what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="nodes of each graph")
    parser.add_argument("--with", nargs="+", default=list(DRAWERS), choices=DRAWERS, dest="drawers")
    parser.add_argument("--one", nargs=3, metavar=("ADDRESS", "DRAWER", "SIZE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        address, drawer, size = options.one
        sys.stdout.write(json.dumps(measured(address, drawer, int(size))))
        return
    build()
    with serving(BUILT) as address:
        found = {size: {drawer: apart(address, drawer, size) for drawer in options.drawers} for size in options.sizes}
    whole = tuple(options.sizes) == SIZES and list(options.drawers) == list(DRAWERS)
    if whole:
        page = ROOT / "benchmarks" / "RESULTS.md"
        page.write_text(
            replaced(page.read_text("utf-8"), "drawing", "\n".join(section(found)) + "\n"), encoding="utf-8"
        )
    else:
        sys.stdout.write("\n".join(table(HEAD, rows(found))) + "\n")


def build() -> None:
    """The page that draws, with the packages it needs."""
    for folder in (ROOT / "frontend", SOURCE):
        lock, done = folder / "package-lock.json", folder / "node_modules" / ".package-lock.json"
        if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
            subprocess.run(["npm", "ci", "--ignore-scripts", "--loglevel", "error"], cwd=folder, stdout=2, check=True)  # noqa: S607
            done.touch()
    subprocess.run(["npm", "run", "build", "--silent"], cwd=SOURCE, stdout=2, check=True)  # noqa: S607


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address under which the files of a folder are."""
    handler = functools.partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and tells nobody."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


def apart(address: str, drawer: str, size: int) -> Found:
    """A measurement in a process of its own, so that one that does not end can be ended."""
    say(f"{size:,} nodes: {DRAWERS[drawer][0]}")
    command = [sys.executable, "-m", "benchmarks.drawing", "--one", address, drawer, str(size)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True, text=True) as process:  # noqa: S603
        try:
            told, _ = process.communicate(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return {"failed": f"not done in {LIMIT:.0f} s"}
    found: Found = json.loads(told) if process.returncode == 0 else {"failed": "failed"}
    say(f"  {found}")
    return found


def measured(address: str, drawer: str, size: int) -> Found:
    """What one way of drawing costs for a graph of one size, in a browser of its own."""
    with sync_playwright() as playwright:
        arguments = [argument for argument in ARGUMENTS if argument != "--disable-gpu"] + SOFTWARE
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(f"{address}/?{DRAWERS[drawer][1]}&nodes={size}&limit={size}")
        page.wait_for_function("window.measure !== undefined")
        found: Found = page.evaluate("measure()")
        found["loading"] = page.evaluate("longest()")
        time.sleep(SETTLING)
        found |= panned(page)
        found["longest"] = page.evaluate("longest()")
        found["version"] = browser.version
        if size == PICTURED:
            keep(browser, page, IMAGES / f"drawing-{drawer}.jpg")
        browser.close()
    return found


def panned(page: Page) -> Found:
    """Frames and the time of the main thread while the drawing is dragged to and fro by its ground."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    left, top = WIDTH - 40, HEIGHT // 2
    before = page.screenshot()
    page.mouse.move(left, top)
    page.mouse.down()
    page.evaluate("() => { window.counted = counting() }")
    busy, start = main_thread(devtools), time.monotonic()
    while (passed := time.monotonic() - start) < PANNING:
        page.mouse.move(left - 200 * math.sin(passed) ** 2, top + 100 * math.sin(2 * passed))
    found = page.evaluate("counted()")
    busy = main_thread(devtools) - busy
    if page.screenshot() == before:
        raise RuntimeError("the drawing did not move")
    page.mouse.up()
    return {"frames": 1000 * found["frames"] / found["milliseconds"], "busy": 1000 * busy / found["frames"]}


def main_thread(devtools: CDPSession) -> float:
    """The seconds for which the main thread of the page had something to do."""
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return next(float(metric["value"]) for metric in metrics if metric["name"] == "TaskDuration")


def keep(browser: Browser, page: Page, file: Path) -> None:
    """A small picture of a page."""
    taken = base64.b64encode(page.screenshot()).decode()
    small = browser.new_page(viewport={"width": WIDTH // 2, "height": HEIGHT // 2})
    small.set_content(f'<body style="margin:0"><img width="{WIDTH // 2}" src="data:image/png;base64,{taken}">')
    small.locator("img").screenshot(path=file, type="jpeg", quality=60)


METHOD = f"""\
- The graphs are generated, the same on every run: communities of 50 nodes, some hubs, 2 to 4 edges that every node sets
  out with. Each is drawn in a browser of its own, one after the other.
- Our pane is the one of the pages: its forces run in their worker; labels, kinds and colours are drawn. The others are
  at their fastest: positions given, no labels, straight lines without arrows.
- Where there is no graphics card, as here, the pane takes Canvas 2D by itself; WebGL is asked for in the address.
- First picture: from the graph in memory to the frame that shows it. Frames and main thread: while the drawing is
  dragged with the mouse for {PANNING:.0f} s, {SETTLING:.0f} s after that.
- Longest task: of the main thread, from the first picture to the end of the dragging; none below 50 ms is told.
- The pages draw at most 2,000 nodes unless their address says otherwise: what is more is shown as communities.
"""

HEAD = ["nodes", "drawn by", "first picture, ms", "frames/s", "main thread, ms a frame", "longest task, ms"]


def rows(found: dict[int, dict[str, Found]]) -> Iterable[tuple[str, ...]]:
    """The rows of the table."""
    for size, drawers in found.items():
        for drawer, one in drawers.items():
            name = DRAWERS[drawer][0]
            if "failed" in one:
                yield (f"{size:,}", name, one["failed"], "", "", "")
                continue
            longest = f"{one['longest']:.0f}" if one["longest"] else "under 50"
            frames = f"{one['frames']:.1f}" if one["frames"] < 10 else f"{one['frames']:.0f}"
            yield (f"{size:,}", name, f"{one['picture']:,.0f}", frames, f"{one['busy']:,.1f}", longest)


def section(found: dict[int, dict[str, Found]]) -> Iterable[str]:
    """The section of RESULTS.md, line by line."""
    where = machine()
    packages = json.loads((SOURCE / "package.json").read_text("utf-8"))["dependencies"]
    ours = json.loads((ROOT / "frontend" / "package.json").read_text("utf-8"))["dependencies"]
    versions = {one["version"] for drawers in found.values() for one in drawers.values() if "version" in one}
    browser = ", ".join(sorted(versions))
    sizes = f"{WIDTH} x {HEIGHT} pixels, headless Chromium {browser}, WebGL and 2D canvases in software"
    libraries = ", ".join(f"{name} {version}" for name, version in ({"sigma.js": ours["sigma"]} | packages).items())
    yield "## Drawing\n"
    yield f"Written by `make drawing` on {where['day']}, commit {where['commit']}; {where['processor']},"
    yield f"{where['memory']}; {sizes}; {libraries}. Trust the ratios.\n"
    yield METHOD
    yield from table(HEAD, rows(found))
    judged = found[PICTURED]
    yield ""
    yield f"At {PICTURED:,} nodes no task of the main thread may take more than {BEARABLE} ms after loading:"
    met = {name: one.get("longest", math.inf) <= BEARABLE for name, one in judged.items()}
    yield "; ".join(f"{DRAWERS[name][0]}: {'met' if is_met else '**not met**'}" for name, is_met in met.items()) + ".\n"
    for name, one in judged.items():
        if "failed" not in one:
            yield f"![{PICTURED:,} nodes drawn by {DRAWERS[name][0]}](../docs/images/drawing-{name}.jpg)"


if __name__ == "__main__":
    main()
