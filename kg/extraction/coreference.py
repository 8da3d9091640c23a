"""Who is who inside one report: mentions that name the same person, organisation, place or group.

Only safe matches join: the same name in another spelling, an acronym the report or a table explains, a surname
or first name that one person alone bears. Gender is never read from a name.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.document import Annotation, Document, Label, Span
from kg.facts import Entity, EntityKind, Extraction
from kg.lexicon import Lexicon
from kg.names import fold, name_parts, spelled

ALIAS = re.compile(
    r",? (?:\(?(?:also |better |locally )?known (?:as|by)(?: the name)?"
    r"|whose (?:\w+ ){0,2}(?:name|guerre|pseudonym|alias) is"
    r"|(?:with the )?(?:nom de guerre|code ?name|pseudonym|alias|nicknamed|nickname|a\.k\.a\.|aka))"
    r"[:,]? [\"“'‘«]?",
    re.IGNORECASE,
)
BRACKET = re.compile(r" \([\"“'‘«]?")
LONGEST_ALIAS = 50  # characters between the two names

ACRONYM = re.compile(r"[^\W\d_a-z]{2,}|(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Za-z]{1,9}")  # also "SvS"


@dataclass
class _Cluster:
    """Mentions of one entity while they are collected."""

    key: str
    mentions: list[Span] = field(default_factory=list)
    category: str = ""


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its entities; persons first, then what their names may not be confused with."""
    document = _more_persons(extraction.document)
    organizations = _organizations(document, lexicon)
    persons = _persons(document)
    places = _places(document, lexicon, organizations)
    groups = _groups(document, organizations, places)
    entities = [
        *_entities(document, persons, EntityKind.PERSON),
        *_entities(document, organizations, EntityKind.ORGANIZATION),
        *_entities(document, places, EntityKind.PLACE),
        *_entities(document, groups, EntityKind.GROUP),
    ]
    return replace(
        extraction, document=document, entities=tuple(sorted(entities, key=lambda e: (e.mentions[0], e.key)))
    )


def _entities(document: Document, clusters: Iterable[_Cluster], kind: EntityKind) -> Iterator[Entity]:
    starts: set[int] = set()
    for cluster in clusters:
        mentions = tuple(sorted(set(cluster.mentions)))
        nested = mentions[0].start in starts  # "the PYD" and "the PYD's branch" begin with the same word
        starts.add(mentions[0].start)
        yield Entity(
            key=f"{kind}-{mentions[0].start}" + (f"-{mentions[0].end}" if nested else ""),
            kind=kind,
            name=_best_name([" ".join(document.text(span).split()) for span in mentions], kind),
            mentions=mentions,
            category=cluster.category or None,
        )


def _best_name(names: list[str], kind: EntityKind) -> str:
    """The first name in full: persons by the most words, groups by "of", organisations not by an acronym."""
    if kind is EntityKind.PERSON:
        return max(names, key=lambda name: len(name.split()))
    if kind is EntityKind.GROUP:  # "people of X" says more than "X people", which headlines write
        return next((name for name in names if " of " in name), names[0])
    return next((name for name in names if not name.isupper()), names[0])


def _more_persons(document: Document) -> Document:
    """Names that repeat a known person's name, in whole or in part, or stand as its alias, are persons too."""
    parts = {
        part for a in document.labelled(Label.PERSON) for part in name_parts(tuple(fold(document.text(a.span)).split()))
    }
    names = list(document.labelled(Label.NAME))
    more = {name.span for name in names if tuple(fold(document.text(name.span)).split()) in parts}
    persons = {a.span for a in document.labelled(Label.PERSON)} | more
    for first, second, sure in _aliases(document, [name.span for name in names]):
        if sure or first in persons or second in persons:
            more |= {first, second}
    return document.with_annotations(Annotation(label=Label.PERSON, span=span) for span in more)


def _aliases(document: Document, names: list[Span]) -> Iterator[tuple[Span, Span, bool]]:
    """Two names of one, and whether of a person: "NAME (NAME)" may be a place's, "NAME, nom de guerre NAME" not."""
    for first, second in itertools.pairwise(names):
        between = document.report.text[first.end : min(second.start, first.end + LONGEST_ALIAS)]
        after = document.report.text[second.end : second.end + 2]
        alias = ALIAS.fullmatch(between) is not None
        if alias or (BRACKET.fullmatch(between) and ")" in after):
            yield first, second, alias and "nown" not in between


def _persons(document: Document) -> list[_Cluster]:
    """Names joined where one is the other, or a part of that of one person alone, or its alias."""
    names = [(a.span, tuple(fold(document.text(a.span)).split())) for a in document.labelled(Label.PERSON)]
    clusters: dict[tuple[str, ...], _Cluster] = {}
    owners: dict[tuple[str, ...], list[_Cluster]] = {}
    for span, tokens in sorted(names, key=lambda item: (-len(item[1]), item[0])):
        matching = owners.get(tokens, [])
        chosen = [clusters[tokens]] if tokens in clusters else matching if len(matching) == 1 else []
        if not chosen and not matching:
            chosen = [clusters.setdefault(tokens, _Cluster(" ".join(tokens)))]
            for part in set(name_parts(tokens)):
                owners.setdefault(part, []).append(chosen[0])
        for cluster in chosen:
            cluster.mentions.append(span)
    found = list(clusters.values())
    _join_aliases(document, found)
    return _join_spellings(document, [cluster for cluster in found if cluster.mentions])


def _join_aliases(document: Document, clusters: list[_Cluster]) -> None:
    """Give the mentions of an alias to the person."""
    of = {span: cluster for cluster in clusters for span in cluster.mentions}
    for first, second, _ in _aliases(document, sorted(of)):
        one, other = of[first], of[second]
        if one is not other:
            one.mentions += other.mentions
            of.update((span, one) for span in other.mentions)
            other.mentions = []


def _join_spellings(document: Document, clusters: list[_Cluster]) -> list[_Cluster]:
    """Full names but for one word the same, and that word another spelling, are one person's."""
    alike: dict[tuple[str, ...], list[_Cluster]] = {}
    for cluster in clusters:
        words = cluster.key.split()
        for i in range(len(words) if len(words) > 1 else 0):
            alike.setdefault((str(i), *words[:i], "", *words[i + 1 :]), []).append(cluster)
    for key, group in alike.items():
        if len(group) == 2 and all(cluster.mentions for cluster in group):
            one, other = sorted(group, key=lambda cluster: min(cluster.mentions))
            i = int(key[0])
            if spelled(one.key.split()[i], other.key.split()[i]) and _introduced_once(document, one, other):
                one.mentions += other.mentions
                other.mentions = []
    return [cluster for cluster in clusters if cluster.mentions]


def _introduced_once(document: Document, one: _Cluster, other: _Cluster) -> bool:
    """Two persons are each introduced, or stand in one sentence; a second spelling is not."""
    first = min(other.mentions)
    sentences = {document.sentence_at(span.start) for span in one.mentions}
    if any(document.sentence_at(span.start) in sentences for span in other.mentions):
        return False
    sentence = document.sentence_at(first.start) or first
    apposed = 25 if document.report.text[first.end : first.end + 1] == "," else 0
    near = Span(max(sentence.start, first.start - 60), min(sentence.end, first.end + apposed))
    return not any(True for _ in document.labelled(Label.ROLE, within=near))


def _organizations(document: Document, lexicon: Lexicon) -> list[_Cluster]:
    annotations = list(document.labelled(Label.ORGANIZATION))
    names = _acronym_names(document, annotations, lexicon) | _short_names(document, annotations, lexicon)
    clusters: dict[str, _Cluster] = {}

    def canonical(annotation: Annotation) -> str:
        core = document.text(annotation.part("core") or annotation.span)
        parent_span = annotation.part("parent")
        parent = next((a for a in annotations if a.span == parent_span), None)
        if parent is not None and parent_span is not None:
            own = core.replace(document.text(parent_span), "")
            return f"{_organization_key(own, lexicon)} of {canonical(parent)}"
        key = _organization_key(core, lexicon)
        return names.get(key, key)

    for annotation in annotations:
        cluster = clusters.setdefault(canonical(annotation), _Cluster(""))
        cluster.mentions.append(annotation.span)
        cluster.category = cluster.category or annotation.value
    return _without_short_forms(document, clusters, lexicon)


def _without_short_forms(document: Document, clusters: dict[str, _Cluster], lexicon: Lexicon) -> list[_Cluster]:
    """The clusters, those under a part of one other's name joined to it: "Highcrest", "the League"."""
    wholes: dict[str, set[str]] = {}
    for key, cluster in clusters.items():
        for span in cluster.mentions:
            for form in _short_forms(document.text(span), lexicon):
                wholes.setdefault(_organization_key(form, lexicon), set()).add(key)
    for key in list(clusters):
        whole = wholes.get(key, set()) - {key}
        if len(whole) == 1 and (target := clusters.get(next(iter(whole)))) is not None:
            target.mentions += clusters.pop(key).mentions
    return list(clusters.values())


def _short_forms(name: str, lexicon: Lexicon) -> Iterator[str]:
    """What a body may be called for short: up to its "of" or "for", or the first or last word alone."""
    words = name.split()
    for i, word in enumerate(words[1:], 1):
        if word in ("of", "for", "against", "in"):
            yield " ".join(words[:i])
    if len(words) > 1:
        yield words[-1]
    if len(words) > 1 and words[0].isalpha() and not words[0].isupper() and fold(words[0]) not in lexicon.adjectives:
        yield words[0]


def _organization_key(name: str, lexicon: Lexicon) -> str:
    """A folded name without adjectives of nation and small words, its last word in the singular."""
    tokens = [t for t in fold(name).split() if t not in ("the", "of", "s")]
    if len(tokens) > 2:
        tokens = [t for t in tokens[:-2] if t not in lexicon.adjectives] + tokens[-2:]
    if tokens and tokens[-1].endswith("s") and tokens[-1][:-1] in lexicon.heads:
        tokens[-1] = tokens[-1][:-1]
    return " ".join(tokens)


def _short_names(document: Document, annotations: list[Annotation], lexicon: Lexicon) -> dict[str, str]:
    """Part of a name → name, where only one name has it: "the League", "Highcrest", "the Alliance" of "for X"."""
    full = {_core(document, a) for a in annotations if a.part("parent") is None and a.part("short") is None}
    parts: dict[tuple[str, str], set[str]] = {}
    for name in full:
        for part in _parts_of(fold(name).split(), lexicon):
            parts.setdefault(part, set()).add(name)
    found: dict[str, str] = {}
    for annotation in annotations:
        short = fold(_core(document, annotation))
        sorts = ["for"] + ["part"] * (annotation.part("short") is not None)
        sorts += ["head"] * (annotation.value in ("media", "company"))  # "X News" of "X News Agency"
        names = {name for sort in sorts for name in parts.get((sort, short), ())}
        if len(names) == 1:
            found[_organization_key(_core(document, annotation), lexicon)] = _organization_key(names.pop(), lexicon)
    return found


def _parts_of(words: list[str], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """The shorter forms of a name: its beginnings, its single words, what stands before "for"."""
    for n in range(1, min(len(words), 12)):
        begin = " ".join(words[:n])
        yield "part", begin
        yield "part", words[n]
        if n > 1 and words[n] in ("for", "against"):
            yield "for", begin
        if n == len(words) - 1 and words[n] in lexicon.heads:
            yield "head", begin


def _acronym_names(document: Document, annotations: list[Annotation], lexicon: Lexicon) -> dict[str, str]:
    """Acronym → name: explained in brackets, by its letters, or by the table."""
    text = document.report.text
    acronyms = [a for a in annotations if ACRONYM.fullmatch(document.text(a.span))]
    full = [a for a in annotations if a not in acronyms and a.part("parent") is None]
    found: dict[str, str] = {}
    for acronym in acronyms:
        short = document.text(acronym.span)
        key = _organization_key(short, lexicon)
        explained = next((a for a in full if _in_brackets(text, a.span, acronym.span)), None)
        if explained is None:
            explained = next((a for a in full if _initials(_core(document, a)) == short), None)
        if explained is not None:
            found[key] = _organization_key(_core(document, explained), lexicon)
        elif short.lower() in lexicon.aliases:
            found.setdefault(key, _organization_key(lexicon.aliases[short.lower()], lexicon))
    return found


def _core(document: Document, annotation: Annotation) -> str:
    return document.text(annotation.part("core") or annotation.span)


def _in_brackets(text: str, first: Span, second: Span) -> bool:
    """ "Long Name (ACR)" or "ACR (Long Name)"."""
    left, right = sorted((first, second))
    return text[left.end : right.start].strip() == "(" and text[right.end : right.end + 1] == ")"


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s\-]+", name) if word[:1].isupper())


def _places(document: Document, lexicon: Lexicon, organizations: list[_Cluster]) -> list[_Cluster]:
    clusters: dict[str, _Cluster] = {}
    alias: dict[str, str] = {}
    previous: tuple[Span, str] | None = None
    for annotation in document.labelled(Label.PLACE):
        key = _place_key(document, annotation, organizations)
        if previous is not None and _in_brackets(document.report.text, previous[0], annotation.span):
            alias[key] = previous[1]
        previous = (annotation.span, key)
    for annotation in document.labelled(Label.PLACE):
        key = _place_key(document, annotation, organizations)
        cluster = clusters.setdefault(alias.get(key, key), _Cluster(""))
        cluster.mentions.append(annotation.span)
        country = "country" if document.text(annotation.span).lower() in lexicon.countries else ""
        cluster.category = cluster.category or annotation.value or country
    return list(clusters.values())


def _place_key(document: Document, annotation: Annotation, organizations: list[_Cluster]) -> str:
    owner = annotation.part("owner")
    if owner is not None:
        number = next((str(i) for i, c in enumerate(organizations) if owner in c.mentions), fold(document.text(owner)))
        head = document.text(annotation.span).replace(document.text(owner), "").split()
        return f"{head[0].lower()} of {number}"
    name = document.text(annotation.span)
    generic = annotation.value in ("region", "neighbourhood") and name.split()[-1].islower()
    return fold(name.rpartition(" ")[0] if generic else name)


def _groups(document: Document, organizations: list[_Cluster], places: list[_Cluster]) -> list[_Cluster]:
    """Groups with a name of their own ("the people of X"), or of a sort that needs none ("mercenaries")."""
    named = [("o", organizations), ("l", places)]
    clusters: dict[str, _Cluster] = {}
    for annotation in document.labelled(Label.GROUP):
        head = annotation.part("head") or annotation.span
        owners = [
            f"{letter}{number}"
            for key, span in annotation.parts
            if key == "of"
            for letter, of in named
            for number, cluster in enumerate(of)
            if span in cluster.mentions
        ]
        modifiers = fold(document.report.text[annotation.span.start : head.start]) if not owners else ""
        if owners or modifiers or annotation.value in ("other", "force"):
            key = " ".join([document.text(head).lower(), modifiers, *owners])
            cluster = clusters.setdefault(key, _Cluster(""))
            cluster.mentions.append(annotation.span)
    return list(clusters.values()) or _bare_group(document)


def _bare_group(document: Document) -> list[_Cluster]:
    """Without any named group, the first crowd of the report stands for those who protest."""
    crowds = [a for a in document.labelled(Label.GROUP) if a.value in ("crowd", "population")]
    return [_Cluster("", [crowds[0].span])] if crowds else []
