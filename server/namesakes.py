"""Things of different reports that are called alike. Nobody has said that they are the same: it is a suggestion.

Only names of persons, organisations and places are compared. One word is not enough to name a person: half the
reports of a region have a Mohammed.
"""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Literal, URIRef
from rdflib.namespace import FOAF, ORG, RDFS

from kg.endpoint import written
from kg.names import fold
from kg.vocab import PE
from server import queries
from server.site import site

NAMED: dict[str, URIRef] = {"person": FOAF.Person, "organization": ORG.Organization, "place": PE.Place}
"""The kinds of node that have names."""
SAME, ALSO = "the same name", "named so in this report too"


def name_key(kind: str, label: str) -> tuple[str, str] | None:
    """What two nodes share that are called alike; `None` for what has no name."""
    folded = fold(label)
    words = len(folded.split())
    if kind not in NAMED or words == 0 or (kind == "person" and words < 2):
        return None
    return kind, folded


def namesakes(kind: str, label: str, forms: Iterable[str], report: URIRef) -> dict[str, str]:
    """The nodes of other reports that are called alike, each with the reason, the closest first.

    Spellings in `forms` count for persons alone: what else a report calls a town or a body is seldom its name.
    """
    own = name_key(kind, label)
    if own is None:
        return {}
    spelled = dict.fromkeys([label, *(form for form in forms if kind == "person")])
    names = [name for name in spelled if name_key(kind, name) is not None]
    query = queries.SAME_NAME % " ".join(written(Literal(name)) for name in names)
    found: dict[str, str] = {}
    for row in site().store.select(query, type=NAMED[kind], report=report):
        node, as_label = str(row["node"]), row["how"] == RDFS.label
        alike = as_label and name_key(kind, str(row["name"])) == own
        if as_label or kind == "person":
            found[node] = SAME if alike else found.get(node, ALSO)
    return dict(sorted(found.items(), key=lambda one: (one[1] != SAME, one[0])))
