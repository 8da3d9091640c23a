"""Sections of pages that are written by programs: what stands between `<!-- name -->` and `<!-- /name -->`."""

from __future__ import annotations

import re


def section(page: str, name: str) -> str:
    """What stands there."""
    found = _between(name).search(page)
    return "" if found is None else found[0]


def replaced(page: str, name: str, text: str) -> str:
    """The page with another text there; at its end, if there is no such section yet."""
    if not _between(name).search(page):
        page = f"{page.rstrip()}\n\n<!-- {name} -->\n<!-- /{name} -->\n"
    return _between(name).sub(lambda _: text, page)


def _between(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
