"""`/api`: what the views of the front end ask for, as JSON, as `server/openapi.json` describes it.

Each module is a part of it with a blueprint of its own; what they answer is made by modules of `server`.
"""

from __future__ import annotations

from flask import Blueprint

from server.api import changes, deciding, description, overview, reading, searching, space, takehome, walking

blueprint = Blueprint("api", __name__, url_prefix="/api")
for part in (changes, deciding, description, overview, reading, searching, space, takehome, walking):
    blueprint.register_blueprint(part.blueprint)
