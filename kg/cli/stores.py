"""The store that a verb works on."""

from __future__ import annotations

from pathlib import Path

from kg.config import Settings
from kg.endpoint import Endpoint
from kg.remote import RemoteStore
from kg.store import Store


def opened(settings: Settings, *, read_only: bool = True) -> Endpoint:
    """The store of the settings, or the engine elsewhere that they name."""
    if settings.remote_query:
        return RemoteStore(settings)
    return Store(Path(settings.store), base=settings.base, read_only=read_only)
