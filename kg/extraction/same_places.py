"""Which mentions are the same place or group; a place or group may have an owner, and is told by it."""

from __future__ import annotations

import itertools
import re

from kg.document import Annotation, Document, Label, Span
from kg.facts import EntityKind, Extraction
from kg.lexicon import Lexicon
from kg.names import fold
from kg.reading.clusters import Cluster, bracketed, with_entities

PROVINCE = re.compile(r".+ (?:state|province|region|county|governorate|prefecture|oblast)")
AROUND = frozenset({"country", "province"})  # in brackets after a town they say where it lies
COUNTRIES = {
    "us": "united states", "u s": "united states", "usa": "united states", "u s a": "united states",
    "uk": "united kingdom", "u k": "united kingdom", "uae": "united arab emirates",
}  # fmt: skip
"""What countries are called for short."""
MONOGRAM = 2  # letters: "NW" may be anything
ARTICLE = re.compile(r"(?:al|el) ")
NUMBERED = re.compile(r"[a-z]{1,2}-?\d{1,4}[a-z]?")
"""The number of a road: "the N2"."""


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its places and groups."""
    extraction = with_entities(extraction, _places(extraction, lexicon), EntityKind.PLACE)
    return with_entities(extraction, _groups(extraction), EntityKind.GROUP)


def _places(extraction: Extraction, lexicon: Lexicon) -> list[Cluster]:
    """Places by their names; one in brackets after another is the same."""
    document = extraction.document
    clusters: dict[str, Cluster] = {}
    alias: dict[str, str] = {}
    keys = [(annotation, _place_key(extraction, annotation)) for annotation in document.labelled(Label.PLACE)]
    for (first, key), (second, other) in itertools.pairwise(keys):
        around = _kind(document.text(second.span), second.value, lexicon) in AROUND
        if not around and bracketed(document.report.text, first.span, second.span):
            alias[other] = key
    known = {key for _, key in keys}
    alias |= {**_cities(known, lexicon), **_articles(known), **_shorts(known, lexicon)}
    alias = _acronyms([(document.text(annotation.span), key) for annotation, key in keys]) | alias
    for annotation, key in keys:
        cluster = clusters.setdefault(alias.get(key, key), Cluster(""))
        cluster.mentions.append(annotation.span)
        cluster.category = cluster.category or _kind(document.text(annotation.span), annotation.value, lexicon)
    return list(clusters.values())


def _acronyms(names: list[tuple[str, str]]) -> dict[str, str]:
    """Capitals that are those of one place of the report: "ACR" of the "Arts Conference Room"."""
    spelled: dict[str, set[str]] = {}
    for name, key in names:
        spelled.setdefault("".join(word[0] for word in name.split() if word[0].isupper()), set()).add(key)
    return {key: min(spelled[name] - {key}) for name, key in names
            if name.isupper() and len(name) > MONOGRAM and len(spelled.get(name, set()) - {key}) == 1}  # fmt: skip


def _cities(keys: set[str], lexicon: Lexicon) -> dict[str, str]:
    """ "Iloilo" and "Iloilo City" in one report are one, unless the short name is also that of a land."""
    short = ((key, key.removesuffix(" city")) for key in sorted(keys) if key.endswith(" city"))
    lands = lexicon.regions | lexicon.countries.keys()
    return {name: key for key, name in short if name in keys and name not in lands}


def _articles(keys: set[str]) -> dict[str, str]:
    """ "Al-Mahdia" and "Mahdia" in one report are one: the article of Arabic may be left out."""
    bare = ((key, ARTICLE.sub("", key)) for key in sorted(keys))
    return {key: name for key, name in bare if name != key and name in keys}


def _shorts(keys: set[str], lexicon: Lexicon) -> dict[str, str]:
    """ "U.S." and "United States", "Sask." and "Saskatchewan" in one report are one."""
    names = ((key, COUNTRIES.get(key) or lexicon.regions_folded.get(key)) for key in sorted(keys))
    return {short: name for short, name in names if name is not None and name in keys}


def _kind(name: str, value: str, lexicon: Lexicon) -> str:
    """What sort of place a name is: by the tables, else as its words show."""
    folded = name.lower()
    if folded in lexicon.cities:
        return "city"
    if folded in lexicon.countries or fold(name) in COUNTRIES:
        return "country"
    if folded in lexicon.regions or (value in ("", "city", "region") and PROVINCE.fullmatch(folded) is not None):
        return "province"
    if not value and NUMBERED.fullmatch(folded) is not None:
        return "street"
    ending = None if value else lexicon.ending(folded)
    return value if ending is None else ending["kind"]


def _place_key(extraction: Extraction, annotation: Annotation) -> str:
    document, owner = extraction.document, annotation.part("owner")
    if owner is not None:
        body = _owner(extraction, owner, EntityKind.ORGANIZATION) or fold(document.text(owner))
        head = document.text(annotation.span).replace(document.text(owner), "").split()
        return f"{head[0].lower()} of {body}"
    name = document.text(annotation.span)
    generic = annotation.value in ("region", "neighbourhood") and name.split()[-1].islower()
    return fold(name.rpartition(" ")[0] if generic else name)


def _owner(extraction: Extraction, span: Span, *kinds: EntityKind) -> str | None:
    """The key of the organisation or place that is named there."""
    named = extraction.mentioned(span)
    return named.key if named is not None and named.kind in kinds else None


def _groups(extraction: Extraction) -> list[Cluster]:
    """Groups with a name of their own ("the people of X"), or of a sort that needs none ("mercenaries")."""
    document = extraction.document
    clusters: dict[str, Cluster] = {}
    for annotation in document.labelled(Label.GROUP):
        head = annotation.part("head") or annotation.span
        named = (
            _owner(extraction, span, EntityKind.ORGANIZATION, EntityKind.PLACE)
            for key, span in annotation.parts
            if key == "of"
        )
        owners = [key for key in named if key is not None]
        modifiers = fold(document.report.text[annotation.span.start : head.start]) if not owners else ""
        if owners or modifiers or annotation.value in ("other", "force"):
            key = " ".join([document.text(head).lower(), modifiers, *owners])
            clusters.setdefault(key, Cluster("")).mentions.append(annotation.span)
    return list(clusters.values()) or _bare_group(document)


def _bare_group(document: Document) -> list[Cluster]:
    """Without any named group, the first crowd of the report stands for those who protest."""
    crowds = [a for a in document.labelled(Label.GROUP) if a.value in ("crowd", "population")]
    return [Cluster("", [crowds[0].span])] if crowds else []
