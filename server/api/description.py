"""What the interface is, in OpenAPI."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response

from server.answers import JSON
from server.caching import remembered

blueprint = Blueprint("description", __name__)

OPENAPI = Path(__file__).parents[1] / "openapi.json"


@blueprint.get("/openapi.json")
@remembered
def openapi() -> Response:
    """Every address with its parameters and the shapes of its answers."""
    return Response(OPENAPI.read_bytes(), content_type=JSON)
