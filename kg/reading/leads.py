"""Who leads a body by a verb: "NAME, who chairs the X", "NAME heads the X", "NAME co-founded X"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Document
from kg.reading.grammar import Chunk, Clause

VERBS = {
    "leads": "leader", "leading": "leader", "led": "leader", "heads": "head", "heading": "head", "headed": "head",
    "chairs": "chair", "chairing": "chair", "chaired": "chair", "co-chairs": "co-chair", "co-chaired": "co-chair",
    "founded": "founder", "co-founded": "co-founder", "cofounded": "co-founder", "edits": "editor",
    "co-leads": "co-leader", "coordinates": "coordinator", "co-ordinates": "co-ordinator",
}  # fmt: skip
LEADS = re.compile(r"(?P<name>N)(?:,?r|,)?w??(?P<verb>[wVR])[da]?w{0,2}(?P<body>O)(?![Vw'RGL])")


def leaders(document: Document, clause: Clause) -> Iterator[tuple[Chunk, Chunk, Chunk, str]]:
    """The names that lead bodies: name, verb, body and what such a one is called."""
    if "N" not in clause.codes or "O" not in clause.codes:
        return
    for match in LEADS.finditer(clause.codes):
        name, verb, body = (clause.group(match, group)[0] for group in ("name", "verb", "body"))
        title = VERBS.get(document.text(verb.span).lower())
        if title is not None:
            yield name, verb, body, title
