"""The scripts of the pages, as the build of `frontend/` left them; without a build the pages go without."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from flask import url_for
from markupsafe import Markup

FOLDER = "app"
"""Where in `static` the build is."""
MANIFEST = Path(__file__).parent / "static" / FOLDER / "manifest.json"


def scripts(page: str) -> Markup:
    """The elements for the head of a page: its module and style sheets; nothing if the front end was not built."""
    entry = manifest().get(f"src/{page}.ts")
    if entry is None:
        return Markup()
    styles = [Markup('<link rel="stylesheet" href="{}">').format(_url(name)) for name in _styles(entry)]
    return Markup("\n").join([*styles, Markup('<script type="module" src="{}"></script>').format(_url(entry["file"]))])


def immutable(path: str) -> bool:
    """Whether what is served under a path never changes: the name tells its content."""
    return path.startswith(f"/static/{FOLDER}/assets/")


@cache
def manifest() -> dict[str, Any]:
    """What the build says of itself (https://vite.dev/guide/backend-integration); read once."""
    return json.loads(MANIFEST.read_text("utf-8")) if MANIFEST.exists() else {}


def _styles(entry: dict[str, Any]) -> list[str]:
    """The style sheets of an entry and of the chunks it imports, each once, those of the imports first."""
    found: dict[str, None] = {}
    for name in entry.get("imports", ()):
        found |= dict.fromkeys(_styles(manifest()[name]))
    return list(found | dict.fromkeys(entry.get("css", ())))


def _url(name: str) -> str:
    return url_for("static", filename=f"{FOLDER}/{name}")
