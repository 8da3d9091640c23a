"""Which mentions are the same organisation: an acronym the report or a table explains, or a short form of one name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Annotation, Document, Label, Span
from kg.facts import EntityKind, Extraction
from kg.lexicon import Lexicon
from kg.names import fold
from kg.reading.clusters import Cluster, bracketed, with_entities

ACRONYM = re.compile(r"[^\W\d_a-z]{2,}|(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Za-z]{1,9}")  # also "SvS"

OFFICES = frozenset({"ministry", "department", "directorate"})  # "Ministry of Mining" is the "Mining Ministry"
SEATS = frozenset("city town county district municipal borough metropolitan".split())  # left out: "Kolm Council"
RIVALS = frozenset("party front movement bloc alliance coalition".split())  # often differ by one word


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its organisations."""
    return with_entities(extraction, _organizations(extraction.document, lexicon), EntityKind.ORGANIZATION)


def _organizations(document: Document, lexicon: Lexicon) -> list[Cluster]:
    annotations = list(document.labelled(Label.ORGANIZATION))
    names = _acronym_names(document, annotations, lexicon) | _short_names(document, annotations, lexicon)
    clusters: dict[str, Cluster] = {}
    at = {annotation.span: annotation for annotation in reversed(annotations)}

    def canonical(annotation: Annotation) -> str:
        core = document.text(annotation.part("core") or annotation.span)
        parent_span = annotation.part("parent")
        parent = None if parent_span is None else at.get(parent_span)
        if parent is not None and parent_span is not None:
            own = core.replace(document.text(parent_span), "")
            return f"{_organization_key(own, lexicon)} of {canonical(parent)}"
        key = _organization_key(core, lexicon)
        return names.get(key, key)

    for annotation in annotations:
        cluster = clusters.setdefault(canonical(annotation), Cluster(""))
        cluster.mentions.append(annotation.span)
        cluster.category = cluster.category or annotation.value
    return _without_short_forms(document, clusters, lexicon)


def _without_short_forms(document: Document, clusters: dict[str, Cluster], lexicon: Lexicon) -> list[Cluster]:
    """The clusters, those under a part of one other's name joined to it: "Harlow", "the League"."""
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
    if words[-1].lower() in lexicon.heads and words[-1].lower() not in RIVALS:
        people = (n for n in range(1, len(words) - 1) if words[n].rstrip("'’").endswith("s"))
        yield from (" ".join(words[n:]) for n in people)  # "the Nurses Union" of "the X Nurses Union"
    if len(words) == 3 and words[1].lower() in SEATS and words[2].lower() in lexicon.heads:
        yield f"{words[0]} {words[2]}"
    if len(words) > 1:
        yield words[-1]
    first = words[0].replace("'", "").replace("’", "")  # "Tsen'ka"
    owner = words[0].endswith(("'s", "’s", "'", "’"))  # another body, or its members
    if len(words) > 1 and first.isalpha() and not (owner or first.isupper()) and fold(first) not in lexicon.adjectives:
        yield words[0]


def _organization_key(name: str, lexicon: Lexicon) -> str:
    """A folded name without adjectives of nation and small words, its last word in the singular."""
    tokens = [t for t in fold(name).split() if t not in ("the", "of", "s")]
    if len(tokens) > 2:
        tokens = [t for t in tokens[:-2] if t not in lexicon.adjectives] + tokens[-2:]
    if tokens and tokens[0] in OFFICES:
        tokens = [*tokens[1:], tokens[0]]
    if tokens and tokens[-1].endswith("s") and tokens[-1][:-1] in lexicon.heads:
        tokens[-1] = tokens[-1][:-1]
    return " ".join(tokens)


def _short_names(document: Document, annotations: list[Annotation], lexicon: Lexicon) -> dict[str, str]:
    """Part of a name → name, where only one name has it: "the League", "Harlow", "the Alliance" of "for X"."""
    full = {_core(document, a) for a in _alone(annotations) if a.part("short") is None}
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


def _enclosed(text: str, a: Annotation) -> bool:
    """Whether one word stands alone in brackets: "South African Federation of Trade Unions (Saftu)"."""
    word = text[a.span.start : a.span.end]
    return (
        word.replace("-", "").isalpha()
        and text[a.span.start - 1 : a.span.start] == "("
        and text[a.span.end : a.span.end + 1] == ")"
    )


def _acronym_names(document: Document, annotations: list[Annotation], lexicon: Lexicon) -> dict[str, str]:
    """Acronym → name: explained in brackets, by its letters, or by the table."""
    text = document.report.text
    spoken = {document.text(a.span) for a in annotations if _enclosed(document.report.text, a)}
    acronyms = [a for a in annotations if ACRONYM.fullmatch(w := document.text(a.span)) or w in spoken]
    full = [a for a in _alone(annotations) if a not in acronyms]
    found: dict[str, str] = {}
    for acronym in acronyms:
        short = document.text(acronym.span)
        key = _organization_key(short, lexicon)
        explained = next((a for a in full if bracketed(text, a.span, acronym.span)), None)
        if explained is None:
            explained = next((a for a in full if _or_called(text, a.span, acronym.span)), None)
        if explained is None:
            explained = next((a for a in full if _apposed(document, a, acronym, lexicon)), None)
        if explained is None:
            explained = next((a for a in full if _initials(_core(document, a)) == short), None)
        if explained is not None:
            found[key] = _organization_key(_core(document, explained), lexicon)
        elif short.lower() in lexicon.aliases:
            found.setdefault(key, _organization_key(lexicon.aliases[short.lower()], lexicon))
    return found


def _apposed(document: Document, name: Annotation, short: Annotation, lexicon: Lexicon) -> bool:
    """ "the Kolm teachers' federation KTF"."""
    touching = document.report.text[name.span.end : short.span.start] == " "
    return touching and document.text(name.span).split()[-1] in lexicon.heads  # written small: the name ends there


def _or_called(text: str, name: Span, short: Span) -> bool:
    """ "the Free Federation of Tram Drivers, or FFT,": no list, as both begin with one letter."""
    between, after = text[name.end : short.start], text[short.end : short.end + 1]
    return between in (", or ", ", or the ") and after in tuple(",.;") and text[name.start] == text[short.start]


def _alone(annotations: list[Annotation]) -> list[Annotation]:
    """Those that are no unit of another body; "Teachers' Union of Kolm Bay" is none of a place."""
    bodies = {a.span for a in annotations}
    return [a for a in annotations if a.part("parent") not in bodies]


def _core(document: Document, annotation: Annotation) -> str:
    return document.text(annotation.part("core") or annotation.span)


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s\-]+", name) if word[:1].isupper())
