"""What the owner of a server looks at: whether it is well, and what it has done."""

from __future__ import annotations

import json

from flask import Blueprint, Response, current_app

from kg.errors import BusyError, KGError
from server.logs import note_failure
from server.metrics import Metrics
from server.site import site

blueprint = Blueprint("operation", __name__)
SECONDS = 2


@blueprint.get("/health")
def health() -> Response:
    """Whether the store answers; a store with too much to do is well."""
    status = "ok"
    try:
        site().store.query("ASK {}", timeout=SECONDS).read()
    except BusyError:
        status = "busy"
    except KGError as error:
        note_failure(error)
        status = "failing"
    told = json.dumps({"status": status})
    code = 503 if status == "failing" else 200
    return Response(told, status=code, content_type="application/json", headers={"Cache-Control": "no-store"})


@blueprint.get("/metrics")
def metrics() -> Response:
    """Counters for Prometheus."""
    found: Metrics = current_app.extensions["metrics"]
    return Response(found.text(), content_type=found.content_type, headers={"Cache-Control": "no-store"})
