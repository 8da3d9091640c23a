"""Which mentions are the same person: the same name in another spelling or in part, or an alias the report gives.

Only safe matches join: a surname or first name that one person alone bears. Gender is never read from a name.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from kg.document import Annotation, Document, Label, Span
from kg.facts import EntityKind, Extraction
from kg.lexicon import Lexicon
from kg.names import fold, name_parts, spelled
from kg.reading.clusters import Cluster, with_entities

ALIAS = re.compile(
    r",? (?:\(?(?:also |better |locally )?known (?:as|by)(?: the name)?"
    r"|(?:real name|birth name|born|née|né)(?: is)?"
    r"|whose (?:\w+ ){0,2}(?:name|guerre|pseudonym|alias) is"
    r"|(?:with the )?(?:nom de guerre|code ?name|pseudonym|alias|nicknamed|nickname|a\.k\.a\.|aka))"
    r"[:,]? [\"“'‘«]?",
    re.IGNORECASE,
)
_KIN = (
    r"(?:mother|father|parents?|widow|wife|husband|brother|sister|son|daughter|uncle|aunt|cousin|grand\w+|relatives?)"
)
RELATIVE = re.compile(
    rf"\b{_KIN} of (?:the )?(?:late |slain |dead )?$|\b(?:his|her|their) (?:\w+ )?{_KIN},? $", re.IGNORECASE
)
BRACKET = re.compile(r" \([\"“'‘«]?")
LONGEST_ALIAS = 50  # characters between the two names


def extract(extraction: Extraction, _: Lexicon) -> Extraction:
    """The extraction with its persons."""
    document = _more_persons(extraction.document)
    return with_entities(replace(extraction, document=document), _persons(document), EntityKind.PERSON)


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


def _persons(document: Document) -> list[Cluster]:
    """Names joined where one is the other, or a part of that of one person alone, or its alias."""
    names = [(a.span, tuple(fold(document.text(a.span)).split())) for a in document.labelled(Label.PERSON)]
    clusters: dict[tuple[str, ...], Cluster] = {}
    owners: dict[tuple[str, ...], list[Cluster]] = {}
    for span, tokens in sorted(names, key=lambda item: (-len(item[1]), item[0])):
        matching = owners.get(tokens, [])
        if len(matching) > 1:  # two of one surname: until the second is named, it is the first
            matching = [cluster for cluster in matching if min(cluster.mentions) < span] or matching
            matching = [c for c in matching if not _relative(document, min(c.mentions))] or matching
        chosen = [clusters[tokens]] if tokens in clusters else matching if len(matching) == 1 else []
        if not chosen and not matching:
            chosen = [clusters.setdefault(tokens, Cluster(" ".join(tokens)))]
            for part in set(name_parts(tokens)):
                owners.setdefault(part, []).append(chosen[0])
        for cluster in chosen:
            cluster.mentions.append(span)
    found = list(clusters.values())
    _join_aliases(document, found)
    return _join_spellings(document, [cluster for cluster in found if cluster.mentions])


def _relative(document: Document, first: Span) -> bool:
    """Whether somebody is told of first as another's: "mother of the late NAME"."""
    return RELATIVE.search(document.report.text[max(0, first.start - LONGEST_ALIAS) : first.start]) is not None


def _join_aliases(document: Document, clusters: list[Cluster]) -> None:
    """Give the mentions of an alias to the person."""
    of = {span: cluster for cluster in clusters for span in cluster.mentions}
    for first, second, _ in _aliases(document, sorted(of)):
        one, other = of[first], of[second]
        if one is not other:
            one.mentions += other.mentions
            of.update((span, one) for span in other.mentions)
            other.mentions = []


def _join_spellings(document: Document, clusters: list[Cluster]) -> list[Cluster]:
    """Full names but for one word the same, and that word another spelling, are one person's."""
    alike: dict[tuple[str, ...], list[Cluster]] = {}
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


def _introduced_once(document: Document, one: Cluster, other: Cluster) -> bool:
    """Two persons are each introduced, or stand in one sentence; a second spelling is not."""
    first = min(other.mentions)
    sentences = {document.sentence_at(span.start) for span in one.mentions}
    if any(document.sentence_at(span.start) in sentences for span in other.mentions):
        return False
    sentence = document.sentence_at(first.start) or first
    apposed = 25 if document.report.text[first.end : first.end + 1] == "," else 0
    near = Span(max(sentence.start, first.start - 60), min(sentence.end, first.end + apposed))
    return not any(True for _ in document.labelled(Label.ROLE, within=near))
