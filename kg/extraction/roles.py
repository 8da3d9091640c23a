"""Roles: the words that say what somebody is, and whose they are.

A role phrase stands before its name ("the co-chair of X, NAME", "ORG ROLE NAME") or after it ("NAME, a member
of X,"). Read from left to right and consumed, a list such as "the R of X, NAME, a R of Y, NAME" binds every
role to the right, because its first item begins with a role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.document import Annotation, Document, Label, Span
from kg.facts import EntityKind, Extraction, Membership
from kg.grammar import Chunk, Clause, clauses
from kg.grammar import clause as clause_of
from kg.lexicon import Lexicon

_OF = r"(?:[of]d?(?:T?[NP]|[OLG]))?(?:iL(?:nL)*)?"
_ROLE = rf"(?:d?w?R{_OF})"
_ROLES = rf"{_ROLE}(?:n{_ROLE})*"
_AGE = r"(?:\([^)]*\)|,#,)?"


@dataclass(frozen=True)
class Rule:
    """A construction, its codes and an example that is its test."""

    id: str
    codes: str
    example: str


RULES: tuple[Rule, ...] = (
    Rule("role-organization-before-name", r"(?P<org>O)'?(?P<roles>R),?(?P<name>T?[NP])", "PYD co-chair Hevi Suleyman"),
    Rule("role-genitive-name", r"d(?P<owner>[wG])'(?P<roles>R),?(?P<name>T?[NP])", "the branch's member Jamil Kalo"),
    Rule(
        "role-before-name",
        rf"(?P<roles>{_ROLES}),?(?P<name>T?[NP])",
        "the co-chair of the Farmers' Union, Muna Brim, delivered a speech",
    ),
    Rule(
        "role-after-name",
        rf"(?P<name>T?[NP]){_AGE},(?P<roles>{_ROLES})(?=,|S|V|x|$)",
        "Muna Brim, a member of the Afrin Social League, said",
    ),
    Rule(
        "role-genitive-after-name",
        rf"(?P<name>T?[NP]){_AGE},d(?P<owner>[wGO])'(?P<roles>R)(?=,|$)",
        "Ada Murad, the group's spokesman,",
    ),
    Rule("role-after-name-bare", r"(?P<name>[NP])(?P<roles>dR[of]d?O)(?=S)", "Muna Brim the co-chair of the PYD said"),
)
_ANY = [(rule, re.compile(rule.codes)) for rule in RULES]
FORMER = re.compile(r"\b(?:(?:former|late|outgoing|ousted|deposed) (?:\w+ )?|(?:ex|then)-)$", re.IGNORECASE)
LISTED = re.compile(r"\b(?:consisting of|composed of|made up of|comprising|formed of)\b")
NAMES_AND_ROLES = (
    Label.NAME, Label.PERSON, Label.ORGANIZATION, Label.PLACE, Label.GROUP, Label.ROLE, Label.CUE, Label.TRIGGER,
    Label.QUANTITY,
)  # fmt: skip


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with its role words, reporting verbs and the persons that roles, titles and verbs give away."""
    document = document.with_annotations(_role_words(document, lexicon))
    document = document.with_annotations(_cues(document, lexicon))
    return document.with_annotations(_persons(document, lexicon))


def _role_words(document: Document, lexicon: Lexicon) -> Iterator[Annotation]:
    named = (Label.ORGANIZATION, Label.PLACE, Label.NAME, Label.GROUP)
    text = document.report.text
    for sentence in document.sentences:
        taken = [a.span for a in document.labelled(*named, within=sentence)]
        sequence = document.words_in(sentence)
        i = 0
        while i < len(sequence):
            for stop in range(min(i + 3, len(sequence)), i, -1):
                span = Span(sequence[i].span.start, sequence[stop - 1].span.end)
                role = lexicon.role(" ".join(text[span.start : span.end].split()))
                if role is not None and not any(span.overlaps(other) for other in taken):
                    yield Annotation(label=Label.ROLE, span=span, value=role)
                    i = stop - 1
                    break
            i += 1


def _cues(document: Document, lexicon: Lexicon) -> Iterator[Annotation]:
    for sentence in document.sentences:
        for match in lexicon.cues.find(document.report.text, sentence):
            yield Annotation(label=Label.CUE, span=match.span, value=match.row["kind"])


@dataclass(frozen=True)
class _Binding:
    rule: str
    name: Chunk
    roles: Sequence[Chunk]
    owner: Chunk | None
    whole: Span


def _bindings(clause: Clause) -> Iterator[_Binding]:
    """The roles of a sentence with the names they belong to; what one rule has read, no other reads again."""
    position = 0
    while position < len(clause.codes):
        found = next(((r, m) for r, e in _ANY if (m := e.match(clause.codes, position)) is not None), None)
        if found is None:
            position += 1
            continue
        rule, match = found
        groups = match.groupdict()
        owner = next((clause.group(match, name) for name in ("org", "owner") if groups.get(name)), ())
        yield _Binding(
            rule=rule.id,
            name=clause.group(match, "name")[-1],
            roles=clause.group(match, "roles"),
            owner=owner[0] if owner else None,
            whole=clause.span(match.start(), match.end()),
        )
        position = match.end()


PERSONS: tuple[Rule, ...] = (
    Rule("person-says", r"T?(?P<name>N)(?:\([^)]*\)|,)?w?(?=S)", "Welat Temo also pointed out"),
    Rule("person-of-organization-says", r"T?(?P<name>N)[oi]d?O(?=S)", "Welat Temo of the Dockers' Union said"),
    Rule("person-with-age", r"T?(?P<name>N),#,", "Welat Temo, 34, said"),
    Rule("person-with-trade", r"T?(?P<name>N),[d#][wodfiGRO#]{1,6},w?(?=S)", "Welat Temo, a grocer, said"),
    Rule("quotation-says-person", r"Q,?ST?(?P<name>N)", '"…," said Welat Temo'),
    Rule("title-person", r"T(?P<name>N)", "Sheikh Omar"),
    Rule("done-by-person", r"V[^,;Q]*bT?(?P<name>N)", "a speech was given by Welat Temo"),
    Rule("person-speaks", r"T?(?P<name>N),?w?(?P<verb>V)", "Welat Temo addressed the crowd"),
    Rule("picture-of-person", r"#?(?P<symbol>w)oT?(?P<name>N)", "portraits of Welat Temo"),
)
_PERSONS = [(rule, re.compile(rule.codes)) for rule in PERSONS]


def _persons(document: Document, lexicon: Lexicon) -> Iterator[Annotation]:
    """Names that a role, a title, a reporting verb or a picture shows to be a person's, in quotations too."""
    told = [clause for _, clause in clauses(document, lexicon, NAMES_AND_ROLES)]
    quoted = [clause_of(document, q.content, lexicon, NAMES_AND_ROLES, inside=True) for q in document.quoted]
    for clause in (*told, *quoted):
        for binding in _bindings(clause):
            yield Annotation(label=Label.PERSON, span=binding.name.span)
        listed = LISTED.search(document.report.text, clause.chunks[0].span.start, clause.chunks[-1].span.end)
        for chunk in clause.chunks[clause.index_at(listed.end()) :] if listed else ():
            if chunk.code == "V":
                break
            if chunk.code == "N" and " " in document.text(chunk.span):
                yield Annotation(label=Label.PERSON, span=chunk.span)
        for rule, expression in _PERSONS:
            for match in expression.finditer(clause.codes):
                if _shows_person(document, lexicon, clause, rule, match):
                    yield Annotation(label=Label.PERSON, span=clause.group(match, "name")[0].span)


def _shows_person(document: Document, lexicon: Lexicon, clause: Clause, rule: Rule, match: re.Match[str]) -> bool:
    """One word alone is a person's name only after a title; a picture must be one."""
    if rule.id == "picture-of-person":
        word = document.text(clause.group(match, "symbol")[0].span).lower()
        if lexicon.symbols.get(word) != "picture":
            return False
    following = clause.chunks[match.end()] if match.end() < len(clause.chunks) else None
    if following is not None and following.code == "S" and document.text(following.span).endswith("ing"):
        return False  # "…, NAME, calling for": the subject may be anybody before
    if rule.id == "person-speaks":
        verb = clause.group(match, "verb")[0].annotation
        if verb is None or not verb.value.endswith("verb Speech speech"):
            return False
    several = len(document.text(clause.group(match, "name")[0].span).split()) > 1
    return several or rule.id == "title-person"


def extract(extraction: Extraction, lexicon: Lexicon) -> Extraction:
    """The extraction with its memberships; the same role of the same person stated twice keeps both evidences."""
    document = extraction.document
    first: dict[tuple[str, str | None, str], str] = {}
    found: list[Membership] = []
    for _, clause in clauses(document, lexicon, NAMES_AND_ROLES):
        for binding in _bindings(clause):
            person = extraction.mentioned(binding.name.span)
            if person is None or person.kind is not EntityKind.PERSON:
                continue
            for role, owner in _role_organizations(binding):
                if FORMER.search(document.report.text, max(0, role.span.start - 12), role.span.start):
                    continue  # what somebody was is not what they are
                body = _organization(extraction, owner)
                title = document.text(role.span).lower()
                key = first.setdefault((person.key, body, title), f"membership-{role.span.start}")
                concept = role.annotation.value if role.annotation else "other"
                found.append(
                    Membership(
                        key=key, member=person.key, organization=body, role=concept, title=title,
                        evidence=(binding.whole,), rule=binding.rule,
                    )
                )  # fmt: skip
    return extraction.adding(found)


def _organization(extraction: Extraction, owner: Chunk | None) -> str | None:
    """The organisation a chunk names; "the branch" is the organisation named before whose last word it is."""
    if owner is None:
        return None
    named = extraction.mentioned(owner.span)
    if named is not None:
        return named.key if named.kind is EntityKind.ORGANIZATION else None
    word = extraction.document.text(owner.span).lower()
    earlier = [
        entity
        for entity in extraction.entities
        if entity.kind is EntityKind.ORGANIZATION
        and entity.name.lower().endswith(word)
        and entity.mentions[0].start < owner.span.start
    ]
    return earlier[-1].key if len(earlier) == 1 else None


def _role_organizations(binding: _Binding) -> Iterator[tuple[Chunk, Chunk | None]]:
    """Each role word of a binding with the organisation it is held in, if one is named."""
    current: Chunk | None = None
    organization: Chunk | None = binding.owner
    for chunk in binding.roles:
        if chunk.code == "R":
            if current is not None:
                yield current, organization
                organization = binding.owner
            current = chunk
        elif chunk.code == "O" and organization is None:
            organization = chunk
    if current is not None:
        yield current, organization
