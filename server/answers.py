"""How the interface answers, and what it takes as a parameter."""

from __future__ import annotations

import json
import re
from typing import Any

from flask import Response, request
from rdflib import URIRef
from werkzeug.exceptions import BadRequest

from server.site import site

JSON = "application/json"
MOST_OFFSET = 10_000_000


def answer(document: object) -> Response:
    """A document as JSON, not spread over lines."""
    return Response(json.dumps(document, ensure_ascii=False, separators=(",", ":")), content_type=JSON)


def asked_iri(name: str = "iri") -> URIRef:
    """The IRI of a parameter, under the base of our graphs, also if it was given as an address of this host."""
    given = request.args.get(name, "")
    if not given:
        raise BadRequest(f"Name a thing: the parameter {name} is missing.")
    return our_iri(given, name)


def our_iri(given: str, name: str = "iri") -> URIRef:
    """An IRI that is safe in a query, under the base of our graphs."""
    iri = under_base(given)
    if len(iri) > MAX_IRI or not re.fullmatch(IRI, iri):
        raise BadRequest(f"The parameter {name} is not the address of a thing.")
    return URIRef(iri)


def under_base(given: str) -> str:
    """An address of this host as the IRI for which it stands; any other text as it is."""
    here = request.url_root
    return site().settings.base + given.removeprefix(here) if given.startswith(here) else given


IRI = r"""[a-zA-Z][a-zA-Z0-9+.-]*:[^<>"{}|^`\\\x00-\x20\x7f]*"""
MAX_IRI = 4_000


def asked_number(name: str, default: int, most: int = MOST_OFFSET) -> int:
    """A whole number of a parameter, from 0."""
    given = request.args.get(name, "")
    if not given:
        return default
    if not re.fullmatch(r"[0-9]{1,8}", given) or int(given) > most:
        raise BadRequest(f"The parameter {name} is a whole number from 0 to {most}.")
    return int(given)


def asked_document() -> dict[str, Any]:
    """The JSON object that was posted."""
    try:
        found = json.loads(request.get_data())
        json.dumps(found, ensure_ascii=False).encode()  # which half a surrogate pair refuses
    except (ValueError, RecursionError) as error:
        raise BadRequest("What was sent is not JSON.") from error
    if not isinstance(found, dict):
        raise BadRequest("What was sent is not a JSON object.")
    return found
