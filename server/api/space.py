"""Events in time and space, people who met at them, and what is taken home."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("space", __name__)
