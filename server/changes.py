"""`/changes`: what was added, changed, withdrawn, joined and parted, as a page and as a feed."""

from __future__ import annotations

import itertools
import re
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, render_template, request, url_for

from server.answers import asked_number
from server.caching import remembered
from server.history import ChangeRow, History, history, moment
from server.site import site

blueprint = Blueprint("changes", __name__)

ATOM, XMLNS = "application/atom+xml", "http://www.w3.org/2005/Atom"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TITLE = "What has changed in the protest knowledge graph"
NEVER = "1970-01-01T00:00:00Z"
"""When a feed was updated that has no entry: an Atom feed must say so, and nothing has happened since the beginning."""


@blueprint.get("/changes")
@remembered
def page() -> Response:
    """What has changed, the latest first, by days."""
    found = asked_for()
    return Response(
        render_template(
            "changes.html",
            days=[(day, list(rows)) for day, rows in itertools.groupby(found["changes"], lambda row: row["at"][:10])],
            since=request.args.get("since", ""),
            offset=asked_number("offset", 0),
            older=None if found["next"] is None else address("changes.page", found["next"]),
            feed=address("changes.feed", 0),
        ),
        content_type="text/html; charset=utf-8",
    )


@blueprint.get("/changes.atom")
@remembered
def feed() -> Response:
    """The same as a feed (https://www.rfc-editor.org/rfc/rfc4287), a page at a time (RFC 5005)."""
    found = asked_for()
    root = ET.Element("feed", xmlns=XMLNS)
    for name, text in (
        ("id", f"{site().settings.base}changes.atom"),
        ("title", TITLE),
        ("updated", found["changes"][0]["at"] if found["changes"] else NEVER),
    ):
        ET.SubElement(root, name).text = text
    ET.SubElement(ET.SubElement(root, "author"), "name").text = "Protest knowledge graph"
    here = address("changes.feed", asked_number("offset", 0), outside=True)
    ET.SubElement(root, "link", rel="self", type=ATOM, href=here)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=address("changes.page", 0, outside=True))
    if found["next"] is not None:
        ET.SubElement(root, "link", rel="next", type=ATOM, href=address("changes.feed", found["next"], outside=True))
    for row in found["changes"]:
        root.append(entry(row))
    return Response(ET.tostring(root, encoding="utf-8", xml_declaration=True), content_type=ATOM)


def entry(row: ChangeRow) -> ET.Element:
    """An entry of the feed; its address is that of the change, so that it is told once."""
    made, what = ET.Element("entry"), row["what"]
    says = f"{what['sort'].capitalize()} “{what['label']}” {row['says']}"
    if row["other"] is not None:
        says += f" “{row['other']['label']}”"
    for name, text in (("id", row["id"]), ("title", says), ("updated", row["at"])):
        ET.SubElement(made, name).text = printable(text)
    to = None if what["href"] is None else what["href"].removeprefix(request.script_root)
    href = f"{request.url_root.rstrip('/')}{to}" if to else f"{address('changes.page', 0, outside=True)}"
    ET.SubElement(made, "link", rel="alternate", type="text/html", href=href)
    ET.SubElement(made, "category", term=row["kind"])
    ET.SubElement(made, "summary").text = printable(f"{says}: {row['more']} statements more, {row['fewer']} fewer.")
    return made


def printable(text: str) -> str:
    """A text without the characters that XML cannot hold (https://www.w3.org/TR/xml/#charsets)."""
    return NOT_XML.sub("", text)


def asked_for() -> History:
    """The changes that the request asks for."""
    return history(moment(request.args.get("since", "")), asked_number("offset", 0))


def address(view: str, offset: int, *, outside: bool = False) -> str:
    """The same from the same moment on, elsewhere in the list or in another form; `outside` of this site."""
    since = request.args.get("since", "")
    asked = urlencode({**({"since": since} if since else {}), **({"offset": offset} if offset else {})})
    return url_for(view, _external=outside) + (f"?{asked}" if asked else "")
