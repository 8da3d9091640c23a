"""From the IRI of a thing to the link a page shows: ours on this server, others only if they are web pages."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.vocab import PE, PEC, PREFIXES


@dataclass(frozen=True)
class Links:
    """Links for pages served under `root` about things whose IRIs start with `base`."""

    base: str
    root: str

    def local(self, iri: str) -> str | None:
        """The page of a thing on this server, whatever host serves it."""
        for namespace in (str(PE), str(PEC)):
            if iri.startswith(namespace):
                return f"{self.root}/ontology#{iri.removeprefix(namespace)}"
        path = iri.removeprefix(self.base)
        if path != iri and path.split("#")[0].split("/")[0] in ("decision", "report", "source", "thing", "ontology"):
            return f"{self.root}/{path}"
        return None

    def href(self, iri: str) -> str | None:
        """The link of an IRI; `None` if it must not be one, such as `javascript:`."""
        return self.local(iri) or (iri if is_web_page(iri) else None)


def is_web_page(iri: str) -> bool:
    """Whether an address may be followed from a page: a page of the web, or somebody's mailbox."""
    try:
        parts = urlsplit(iri)
    except ValueError:
        return False
    return (parts.scheme in ("http", "https") and bool(parts.netloc)) or (parts.scheme == "mailto" and bool(parts.path))


def short(iri: str, base: str) -> str:
    """An IRI as people write it: with a prefix, or relative to our base."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(base) or iri
