"""Who is who and which event is which, over many reports: nodes in, things out."""

from kg.identity.circumstances import Circumstances
from kg.identity.features import Feature, Happening, Kind
from kg.identity.outcome import Conflict, Joining, Judged, Resolution, Suggestion
from kg.identity.resolving import protests_compared, resolve

__all__ = [
    "Circumstances",
    "Conflict",
    "Feature",
    "Happening",
    "Joining",
    "Judged",
    "Kind",
    "Resolution",
    "Suggestion",
    "protests_compared",
    "resolve",
]
