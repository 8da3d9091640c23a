"""Web pages and feeds, saved as files, to text and what is known of it: title, publisher, address, day.

The text is what the extraction gives, and that is what is stored: offsets point into it, not into the HTML. A day is
taken only where the page's own metadata give it. Needs the extra `web` (trafilatura and feedparser).
"""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import ReportError

PAGES = (".html", ".htm", ".xhtml")
FEEDS = (".xml", ".rss", ".atom")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def page(data: bytes, place: str) -> dict[str, object]:
    """The text of a page, its headline first, and its metadata.

    Raises:
        ReportError: the page holds no article, or the extra is not installed.
    """
    found = _extracted(data, place)
    text = "" if found is None else _with_title(found.title, found.text)
    if found is None or not text.strip():
        raise ReportError(f"{place}: no article was found on the page; save its text as .txt", reason="no article")
    return _known(text, publisher=found.sitename, url=found.url, published=found.date)


def feed(data: bytes, place: str) -> Iterator[tuple[str, dict[str, object]]]:
    """The entries of an RSS or Atom feed with their places: the text that the feed carries, not the page it leads to.

    Raises:
        ReportError: the file is no feed, has no entries, or the extra is not installed.
    """
    try:
        import feedparser
    except ImportError as error:
        raise _missing(place) from error
    parsed = feedparser.parse(data)
    if not parsed.entries:
        raise ReportError(f"{place}: is no feed with entries; is it RSS or Atom?", reason="no feed")
    for number, entry in enumerate(parsed.entries, 1):
        written = entry.get("published_parsed") or entry.get("updated_parsed")
        day = None if written is None else f"{written.tm_year:04}-{written.tm_mon:02}-{written.tm_mday:02}"
        text = _with_title(_plain(entry.get("title", "")), _entry_text(entry, place))
        yield (
            f"{place}, entry {number}",
            _known(text, publisher=parsed.feed.get("title"), url=entry.get("link"), published=day),
        )


def _entry_text(entry: Mapping[str, Any], place: str) -> str:
    contents = [content.get("value", "") for content in entry.get("content", ())] or [entry.get("summary", "")]
    longest = max(contents, key=len)
    found = _extracted(f"<html><body><article>{longest}</article></body></html>".encode(), place) if longest else None
    read = "" if found is None else str(found.text or "")
    paragraphs = re.split(r"(?i)</p>|<br\s*/?>|</li>|</h\d>|\n\s*\n", longest)
    plain = "\n".join(filter(None, map(_plain, paragraphs)))
    return max(read, plain, key=len)


def _extracted(data: bytes, place: str) -> Any:
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise _missing(place) from error
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it could not read, our own error says
    own = {"extensive_search": False, "original_date": True}  # a day guessed from the text is no day
    return bare_extraction(data, include_comments=False, include_tables=False, with_metadata=True,
                           date_extraction_params=own)  # fmt: skip


def _with_title(title: str | None, body: str | None) -> str:
    """Headline and paragraphs, an empty line between them."""
    lines = [line.strip() for line in (body or "").split("\n") if line.strip()]
    headline = " ".join((title or "").split())
    return "\n\n".join(lines if not headline or lines[:1] == [headline] else [headline, *lines])


def _plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^<>]{0,2000}>", " ", markup)).split())


def _known(text: str, **metadata: str | None) -> dict[str, object]:
    """The text with the metadata that have a value of the right form; what a page says amiss is as good as unsaid."""
    known: dict[str, object] = {"text": text}
    for name, value in metadata.items():
        words = " ".join(str(value or "").split())
        day = name != "published" or ISO_DAY.fullmatch(words) is not None
        address = name != "url" or re.fullmatch(r"https?://[^\s<>\"]+", words) is not None
        if words.isprintable() and words and day and address:
            known[name] = words
    return known


def _missing(place: str) -> ReportError:
    return ReportError(
        f"{place}: web pages and feeds need the extra `web`: pip install 'protest-kg[web]', or save the text as .txt",
        reason="extra not installed",
    )
