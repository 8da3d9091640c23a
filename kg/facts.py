"""The meaning side: the entities a report names and the facts it states, each with its evidence.

Kinds of fact follow protest-event analysis (ACLED, CCC, MPEDS), W3C ORG for memberships and
source / cue / content for quotations. Everything here is a value; nothing knows RDF.
"""

from __future__ import annotations

import bisect
import datetime
import enum
import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.document import Annotation, Closure, Document, Label, Span
from kg.errors import DanglingKeyError, EvidenceError

F = TypeVar("F", bound="Fact")


class EntityKind(enum.StrEnum):
    """What sort of thing an entity is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    GROUP = "group"  # a collective without membership: "the people of X"
    DELEGATION = "delegation"  # a group whose members the report lists
    UNNAMED = "unnamed"  # who speaks without a name: "one student", "organisers", "the statement"


class Status(enum.StrEnum):
    """What a person said of a fact or an entity."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    ADDED = "added"  # the reader had missed it
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Review:
    """What a person said, and the ids of the decisions in which he or she did."""

    status: Status
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something as this report names it. `category` is a concept of its kind (party, city …)."""

    key: str
    kind: EntityKind
    name: str
    mentions: tuple[Span, ...]
    category: str | None = None
    review: Review | None = None

    @property
    def rejected(self) -> bool:
        """Whether a person said that there is no such thing."""
        return self.review is not None and self.review.status is Status.REJECTED

    @property
    def settlement(self) -> bool:
        """Whether it is a town or may be one: a place where several events can be, not a building or a street."""
        return self.kind is EntityKind.PLACE and self.category in SETTLEMENTS


SETTLEMENTS = frozenset({None, "city", "town", "village", "canton", "camp"})


class EventKind(enum.StrEnum):
    """The class of an event; its `forms` say more."""

    PROTEST = "ProtestAction"
    JOINT = "JointAction"  # several coordinated protests reported together
    SPEECH = "Speech"
    COMMEMORATION = "Commemoration"
    DELIVERY = "MessageDelivery"
    INCIDENT = "ViolentIncident"
    SITUATION = "ReportedSituation"
    RESPONSE = "Response"  # what police or authorities did at a protest
    OTHER = "Event"


class Predicate(enum.StrEnum):
    """The binary relations a report may state; each value is the local name of the property in the ontology."""

    PART_OF = "partOf"
    PLACE = "place"
    WITHIN = "within"  # place in place
    UNIT_OF = "unitOf"  # organisation in organisation
    MOTIVATED_BY = "motivatedBy"
    ISSUE = "issue"  # what the protest is about, in the report's words
    SOLIDARITY = "inSolidarityWith"
    COORDINATED_WITH = "coordinatedWith"
    BEFORE = "before"  # the report says so
    TOLD_BEFORE = "toldBefore"  # only the order of telling
    PARTICIPANT = "participant"
    SPEAKER = "speaker"
    ORGANIZER = "organizer"
    OPPOSED_TO = "opposedTo"
    VICTIM = "victim"
    DELIVERED_BY = "deliveredBy"
    RECIPIENT = "recipient"
    DELEGATE_OF = "delegateOf"
    MEMBER = "groupMember"


class Modality(enum.StrEnum):
    """How a statement is put."""

    ASSERTED = "asserted"
    FUTURE = "future"
    WISHED = "wished"
    NEGATED = "negated"


ASSERTED_FROM = 0.9
CANDIDATE_BELOW = 0.6


class Band(enum.StrEnum):
    """What may be done with a fact by its confidence."""

    ASSERTED = "asserted"
    REVIEW = "review"  # asserted, and worth a look
    CANDIDATE = "candidate"  # not asserted: kept apart for a person to decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something the report states, with the words that state it.

    `rule` is the id of the rule that read it, `also` those of the others that read the same. `said_in` is the key of
    the utterance inside which it was read: such a fact is a claim, never something that happened. `confidence` is
    how far the rules can be trusted, `None` where that has not been measured (`kg.rulebook`). `review` is what a person
    said of it.
    """

    key: str
    evidence: tuple[Span, ...]
    rule: str
    also: tuple[str, ...] = ()
    said_in: str | None = None
    confidence: float | None = None
    review: Review | None = None

    def __post_init__(self) -> None:
        if len(self.evidence) == 0:
            raise EvidenceError(f"{self.key} ({self.rule}) has no evidence")

    @property
    def band(self) -> Band:
        """What its confidence allows; what has not been measured is for review, and what was rejected a candidate."""
        if self.review is not None and self.review.status is Status.REJECTED:
            return Band.CANDIDATE
        if self.confidence is None or CANDIDATE_BELOW <= self.confidence < ASSERTED_FROM:
            return Band.REVIEW
        return Band.ASSERTED if self.confidence >= ASSERTED_FROM else Band.CANDIDATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Fact):
    """Something that happened. `label` is its short name, mostly the report's words; `forms` are concepts."""

    kind: EventKind
    label: str
    forms: tuple[str, ...] = ()
    modality: Modality = Modality.ASSERTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Fact):
    """A binary statement between an event or entity and another, or words of the report (`text`).

    `capacities` are the memberships in which an agent acts.
    """

    subject: str
    predicate: Predicate
    object: str | None = None
    text: Span | None = None
    capacities: tuple[str, ...] = ()


def relation(
    subject: str,
    predicate: Predicate,
    object_: str,
    *evidence: Span,
    rule: str,
    capacities: tuple[str, ...] = (),
    said_in: str | None = None,
) -> Relation:
    """The relation between two keys, under the key that all its mentions share."""
    return Relation(
        key=f"{subject}.{predicate}.{object_}",
        subject=subject,
        predicate=predicate,
        object=object_,
        capacities=capacities,
        evidence=evidence,
        rule=rule,
        said_in=said_in,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Fact):
    """Somebody holds a role, in an organisation if the report names one (org:Membership).

    `title` are the report's words for the role, `role` its concept.
    """

    member: str
    role: str
    title: str
    organization: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance(Fact):
    """What somebody said, in their words (`direct`) or in the reporter's.

    `content` are the words said, without marks and without `insertions`, the editor's own words between them.
    """

    direct: bool
    content: tuple[Span, ...]
    speaker: str | None = None
    cue: Span | None = None
    event: str | None = None
    addressee: str | None = None
    closure: Closure | None = None
    insertions: tuple[Span, ...] = ()


class ExpressionForm(enum.StrEnum):
    """How words were shown or called."""

    SLOGAN = "Slogan"
    CHANT = "Chant"
    BANNER = "BannerText"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression(Fact):
    """A slogan, chant or text on a banner, at an event. `variant_of` is an expression with nearly the same words."""

    form: ExpressionForm
    content: Span
    event: str | None = None
    variant_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol(Fact):
    """A flag, picture or banner shown at an event; `of` is the organisation, person or event it stands for."""

    kind: str
    words: Span
    event: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand(Fact):
    """What was demanded, by whom, of whom, at which event."""

    content: Span
    by: str | None = None
    addressee: str | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Fact):
    """A message, letter or petition handed over at `event`, the delivery; `sender` are those whose message it is."""

    words: Span
    event: str
    sender: str | None = None
    recipient: str | None = None


class CountOf(enum.StrEnum):
    """What is counted."""

    PARTICIPANTS = "participants"
    VEHICLES = "vehicles"  # tractors, lorries, boats of those who took part
    EVENTS = "events"
    KILLED = "killed"
    INJURED = "injured"
    ARRESTED = "arrested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Fact):
    """A number the report gives, with its scope: the event it counts for.

    `low` and `high` are the bounds the words state or `bound_rule` reads into them; `None` is unbounded.
    """

    of: CountOf
    event: str
    words: Span
    low: int | None = None
    high: int | None = None
    bound_rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReference(Fact):
    """When an event happened, in the report's words; dates only where the words and the report resolve them."""

    event: str
    words: Span
    earliest: datetime.date | None = None
    latest: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Fact):
    """One clause of what somebody said, and the entities it is about."""

    content: Span
    modality: Modality
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Extraction:
    """All that was read from a report. Refuses keys that name nothing or two things."""

    document: Document
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()

    def of(self, kind: type[F]) -> Iterator[F]:
        """The facts of one kind, in reading order."""
        return (fact for fact in self.facts if isinstance(fact, kind))

    def entity(self, key: str) -> Entity:
        """The entity of that key; `DanglingKeyError` if there is none."""
        for entity in self.entities:
            if entity.key == key:
                return entity
        raise DanglingKeyError(f"{self.document.report.id}: no entity {key}")

    @functools.cached_property
    def _by_mention(self) -> dict[Span, Entity]:
        return {span: entity for entity in reversed(self.entities) for span in entity.mentions}

    def mentioned(self, span: Span) -> Entity | None:
        """The entity that exactly these words name."""
        return self._by_mention.get(span)

    @functools.cached_property
    def _mentions(self) -> list[Span]:
        return sorted(self._by_mention)

    def entities_in(self, span: Span) -> list[Entity]:
        """The entities named inside a stretch of text, in order of their first mention there."""
        first = bisect.bisect_left(self._mentions, span.start, key=lambda mention: mention.start)
        last = bisect.bisect_left(self._mentions, span.end, key=lambda mention: mention.start)
        inside = (mention for mention in self._mentions[first:last] if span.covers(mention))
        return list(dict.fromkeys(self._by_mention[mention] for mention in inside))

    @functools.cached_property
    def main_crowd(self) -> Entity | None:
        """Those who protest: the first group of a place or an organisation that the report names."""
        crowds = {a.span for a in self.document.labelled(Label.GROUP) if a.value in ("crowd", "population")}
        groups = (entity for entity in self.entities if entity.kind is EntityKind.GROUP)
        return next((entity for entity in groups if any(span in crowds for span in entity.mentions)), None)

    def crowd(self, annotation: Annotation) -> Entity | None:
        """The group that a GROUP annotation names; "the participants" are those who protest."""
        named = self.mentioned(annotation.span)
        if named is not None or annotation.value in ("other", "force"):
            return named
        before = self.document.report.text[: annotation.span.start].rstrip().rpartition(" ")[2].strip("\n").lower()
        bare = self.document.text(annotation.span).lower() in ("participants", "demonstrators", "protesters")
        return self.main_crowd if bare or before in ("the", "these") else None

    def capacities(self, person: str, within: Span) -> tuple[str, ...]:
        """The memberships of a person that a stretch of text states: in them the person acts there."""
        held = (m for m in self.of(Membership) if m.member == person)
        return tuple(m.key for m in held if any(within.covers(span) for span in m.evidence))

    def on(self, document: Document) -> Extraction:
        """The same extraction on a document with more annotations."""
        return replace(self, document=document)

    def event(self, key: str) -> Event:
        """The event of that key; `DanglingKeyError` if there is none."""
        for event in self.of(Event):
            if event.key == key:
                return event
        raise DanglingKeyError(f"{self.document.report.id}: no event {key}")

    @functools.cached_property
    def _wholes(self) -> dict[str, str | None]:
        return {r.subject: r.object for r in self.of(Relation) if r.predicate is Predicate.PART_OF}

    def within(self, event: str, whole: str | None) -> bool:
        """Whether an event is another, or a part of it at any depth."""
        seen: str | None = event
        while seen is not None and seen != whole:
            seen = self._wholes.get(seen)
        return seen is not None

    def towns(self, event: str) -> list[str]:
        """The towns, or what may be towns, where an event was."""
        places = (r.object for r in self.of(Relation) if (r.subject, r.predicate) == (event, Predicate.PLACE))
        return [place for place in places if place is not None and self.entity(place).settlement]

    @functools.cached_property
    def _speeches(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for spoken in self.of(Relation):
            if spoken.predicate is Predicate.SPEAKER and spoken.object is not None:
                found.setdefault(spoken.object, []).append(spoken.subject)
        return found

    def speech_of(self, person: str, scene: str | None) -> str | None:
        """The speech that a person gives at an event."""
        given = self._speeches.get(person, ())
        return None if scene is None else next((speech for speech in given if self.within(speech, scene)), None)

    def scene(self, offset: int) -> str | None:
        """The key of the event that the sentence around an offset tells of."""
        sentence = self.document.sentence_at(offset)
        scenes = () if sentence is None else self.document.labelled(Label.SCENE, within=sentence)
        return next((scene.value for scene in scenes), None)

    def adding(self, facts: Iterable[Fact]) -> Extraction:
        """The same extraction with more facts; a fact read twice keeps both evidences."""
        merged = {fact.key: fact for fact in self.facts}
        for fact in facts:
            known = merged.get(fact.key)
            merged[fact.key] = fact if known is None else _both(known, fact)
        return replace(self, facts=tuple(sorted(merged.values(), key=_reading_order)))

    def checked(self) -> Extraction:
        """Itself, if every key a fact names exists and no key is used twice; else `DanglingKeyError`."""
        known = Counter([entity.key for entity in self.entities] + [fact.key for fact in self.facts])
        twice = sorted(key for key, times in known.items() if times > 1)
        if twice:
            raise DanglingKeyError(f"{self.document.report.id}: used twice: {', '.join(twice)}")
        for fact in self.facts:
            for key in references(fact):
                if key not in known:
                    raise DanglingKeyError(f"{self.document.report.id}: {fact.key} names {key}, which does not exist")
        return self


def _reading_order(fact: Fact) -> tuple[int, int, str]:
    first = fact.evidence[0]
    return first.start, first.end, fact.key


def _both(known: F, again: Fact) -> F:
    """A fact that was read twice: the words and the rules of both."""
    rules = dict.fromkeys((*known.also, again.rule, *again.also))
    also = tuple(rule for rule in rules if rule != known.rule)
    return replace(known, evidence=tuple(sorted({*known.evidence, *again.evidence})), also=also)


REFERENCES = (
    "said_in", "subject", "object", "capacities", "member", "organization", "speaker", "event", "addressee",
    "variant_of", "of", "by", "sender", "recipient", "mentions",
)  # fmt: skip


def references(fact: Fact) -> Iterator[str]:
    """The keys a fact names."""
    for name in REFERENCES:
        value = getattr(fact, name, None)
        if isinstance(value, CountOf) or value is None:
            continue
        yield from (value,) if isinstance(value, str) else value


def with_references(fact: F, others: Mapping[str, str | None]) -> F:
    """The fact with other keys in place of some it names; `None` takes one out."""
    changed: dict[str, object] = {}
    for name in REFERENCES:
        value = getattr(fact, name, None)
        if isinstance(value, tuple) and not others.keys().isdisjoint(value):
            changed[name] = tuple(new for key in value if (new := others.get(key, key)) is not None)
        elif isinstance(value, str) and value in others and not isinstance(value, CountOf):
            changed[name] = others[value]
    return replace(fact, **changed) if changed else fact  # type: ignore[arg-type]  # the names are those of fields
