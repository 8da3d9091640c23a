"""What the store knows of one report, as the pages show it: things, their facts, and the words behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS

from kg.endpoint import Endpoint, Row
from kg.vocab import PE, PEC, SCHEMA, concept
from server import queries
from server.decided import Decided, decided
from server.kinds import APPROXIMATE, KINDS, PLAIN, TWINS, UNREMARKABLE, Kind
from server.links import short
from server.marks import WASHES, Mark
from server.nodes import parts

Term = URIRef | Literal
REJECTED = concept("review", "rejected")


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """A stretch of the report and the words that stand there."""

    start: int
    end: int
    exact: str

    @property
    def anchor(self) -> str:
        """The fragment of its IRI."""
        return f"char={self.start},{self.end}"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence about a fact: words of ours, words of the report, or a thing with a page."""

    text: str
    style: str  # lead, words, quote, term, thing
    iri: str | None = None
    hue: str = ""
    anchor: str | None = None


@dataclass
class Thing:
    """An entity or a fact of a report."""

    iri: URIRef
    key: str
    kind: Kind
    claimed: bool = False
    candidate: bool = False
    values: dict[URIRef, list[Term]] = field(default_factory=dict)
    evidence: list[Words] = field(default_factory=list)
    mentions: list[Words] = field(default_factory=list)
    content: list[Words] = field(default_factory=list)

    def first(self, predicate: URIRef) -> Term | None:
        """One value of a property."""
        return next(iter(self.values.get(predicate, ())), None)

    @property
    def rejected(self) -> bool:
        """Whether a person said that it is wrong."""
        return REJECTED in self.values.get(PE.reviewStatus, ())

    @property
    def place(self) -> tuple[int, str]:
        """Where it is first told: the order of every list on a page."""
        words = [*self.evidence, *self.mentions, *self.content]
        return (min(word.start for word in words) if words else 0, self.key)

    @property
    def topic(self) -> str:
        """What it is about, for the sections of a page: its kind, or the predicate of a statement."""
        predicate = self.first(RDF.predicate)
        return self.kind.name if predicate is None else predicate.rpartition("#")[2].rpartition("/")[2]


class Held:
    """What a store holds of some reports, by graph: for many reports as few questions as for one."""

    def __init__(self, store: Endpoint, report_ids: Iterable[str]) -> None:
        self._graphs = [graph for id_ in report_ids for graph in store.addresses.graphs(id_)]
        self.about, self.readings, self.nodes, self.words = (
            self._asked(store, query) for query in (queries.REPORT, queries.READING, queries.NODES, queries.WORDS)
        )

    def _asked(self, store: Endpoint, query: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for part in parts(self._graphs):
            for row in store.select(query % part):
                found.setdefault(str(row["graph"]), []).append(row)
        return found


class ReportView:
    """A report as its pages show it."""

    def __init__(
        self, store: Endpoint, report_id: str, known: dict[URIRef, str] | None = None, held: Held | None = None
    ) -> None:
        addresses, held = store.addresses, held or Held(store, [report_id])
        self.id, self.iri, self.base = report_id, addresses.report(report_id), store.base
        facts, claims, candidates = map(str, addresses.graphs(report_id))
        rows = (row for row in held.about.get(facts, ()) if row["report"] == self.iri)
        self.about = {URIRef(row["property"]): row["value"] for row in rows}
        self.reading = next(iter(held.readings.get(facts, ())), {})
        self.terms = terms(store) if known is None else known
        self.things: dict[URIRef, Thing] = {}
        self._load(held, facts)
        self._load(held, claims, claimed=True)
        self._load(held, candidates, candidate=True)
        self.decided: dict[URIRef, Decided] = decided(store, self.things.values())

    def _load(self, held: Held, graph: str, *, claimed: bool = False, candidate: bool = False) -> None:
        values: dict[URIRef, dict[URIRef, list[Term]]] = {}
        for row in held.nodes.get(graph, ()):
            node, predicate = URIRef(row["node"]), URIRef(row["property"])
            values.setdefault(node, {}).setdefault(predicate, []).append(row["value"])
        for node, known in values.items():
            kind = next((kind for kind in KINDS if kind.type in known.get(RDF.type, ())), None)
            if kind is not None:
                key = node.removeprefix(f"{self.iri}/")
                self.things[node] = Thing(node, key, kind, claimed, candidate, known)
        for row in held.words.get(graph, ()):
            thing = self.things.get(URIRef(row["node"]))
            if thing is not None:
                words = Words(int(row["start"]), int(row["end"]), str(row["exact"]))
                {PE.evidence: thing.evidence, PE.mention: thing.mentions, PE.content: thing.content}[
                    URIRef(row["how"])
                ].append(words)

    @property
    def text(self) -> str:
        """The report exactly as stored."""
        return str(self.about.get(SCHEMA.articleBody, ""))

    @property
    def title(self) -> str:
        """Its headline, or its id."""
        return str(self.about.get(RDFS.label, self.id))

    @cached_property
    def ordered(self) -> list[Thing]:
        """Everything in the order of telling, but for candidates."""
        told = (thing for thing in self.things.values() if not thing.candidate)
        return sorted(told, key=lambda thing: thing.place)

    @property
    def candidates(self) -> list[Thing]:
        """What the reader is not sure enough of to state, in the order of telling."""
        return [thing for thing in self._unstated if not thing.rejected]

    @cached_property
    def rejected(self) -> list[Thing]:
        """What a person said is wrong, in the order of telling."""
        return [thing for thing in self._unstated if thing.rejected]

    @cached_property
    def _unstated(self) -> list[Thing]:
        return sorted((thing for thing in self.things.values() if thing.candidate), key=lambda thing: thing.place)

    @property
    def meta(self) -> dict[str, str]:
        """What is known about the report itself."""
        names = {"publisher": SCHEMA.publisher, "published": SCHEMA.datePublished, "language": SCHEMA.inLanguage,
                 "url": SCHEMA.url, "headline": SCHEMA.headline, "sha256": PE.sha256}  # fmt: skip
        return {name: str(self.about[predicate]) for name, predicate in names.items() if predicate in self.about}

    def of(self, *kinds: str, claimed: bool = False) -> list[Thing]:
        """The things of some kinds."""
        return [thing for thing in self.ordered if thing.kind.name in kinds and thing.claimed is claimed]

    @cached_property
    def owned(self) -> dict[URIRef, list[Thing]]:
        """The facts that are listed under another thing, by that thing."""
        found: dict[URIRef, list[Thing]] = {}
        for fact in self.ordered:
            owner = None if fact.kind.owner is None or fact.claimed else fact.first(fact.kind.owner)
            if owner in self.things:
                found.setdefault(URIRef(str(owner)), []).append(fact)
        return found

    def naming(self, iri: URIRef) -> list[Thing]:
        """The facts that name a thing."""
        return [t for t in self.ordered if t.iri != iri and any(iri in values for values in t.values.values())
                and t.kind.words]  # fmt: skip

    def label(self, term: Term) -> str:
        """What people call a thing, a concept or a property."""
        if isinstance(term, Literal):
            return str(term)
        thing = self.things.get(term)
        if thing is None:
            return self.terms.get(term) or spaced(short(term, self.base))
        name = thing.first(RDFS.label)
        return str(name) if name is not None else " ".join(part.text for part in self.sentence(thing))

    def sentence(self, fact: Thing, about: Term | None = None) -> Iterator[Part]:
        """A fact put into words; `about` is the thing under which it stands and is not named again."""
        for lead, predicate in fact.kind.words:
            values = [v for v in fact.values.get(predicate, ()) if v not in UNREMARKABLE]
            spoken = lead if predicate not in TWINS else bound(fact, predicate, lead)
            if not values or spoken is None or (values == [about] and predicate != RDF.object):
                continue
            if spoken:
                yield Part(spoken, "lead")
            for index, value in enumerate(values):
                if index > 0:
                    yield Part("and", "lead")
                yield Part(self.label(value), "words") if value == about else self._part(fact, predicate, value)

    def _part(self, fact: Thing, predicate: URIRef, value: Term) -> Part:
        if isinstance(value, Literal):
            style = "words" if predicate in PLAIN or value.datatype is not None else "quote"
            anchor = fact.content[0].anchor if predicate == PE.text and fact.content else None
            return Part(str(value), style, anchor=anchor)
        thing = self.things.get(value)
        if thing is None:
            return Part(self.label(value), "term", str(value))
        role = thing.first(PE.roleText) or thing.first(PE.text)
        return Part(str(role) if role is not None else self.label(value), "thing", str(value), thing.kind.hue)

    def support(self, fact: Thing) -> list[Words]:
        """The words behind a fact, without those that its sentence already links to."""
        quoted = fact.content[:1] if any(predicate == PE.text for _, predicate in fact.kind.words) else []
        return [words for words in fact.evidence if words not in quoted]

    def forms(self, thing: Thing) -> list[tuple[str, list[Words]]]:
        """The spellings under which the report names a thing, each with its places."""
        found: dict[str, list[Words]] = {}
        for words in thing.mentions:
            found.setdefault(" ".join(words.exact.split()), []).append(words)
        return sorted(found.items(), key=lambda form: (-len(form[1]), form[1]))

    def tags(self, thing: Thing) -> list[str]:
        """The concepts that qualify a thing and neither go without saying nor repeat its words."""
        shown = {predicate for _, predicate in thing.kind.words}
        said = {str(value).casefold() for value in (thing.first(PE.roleText), thing.first(RDFS.label))}
        return [
            label
            for predicate, values in thing.values.items()
            if predicate not in shown and predicate != PE.reviewStatus
            for value in values
            if isinstance(value, URIRef) and value.startswith(str(PEC)) and value not in UNREMARKABLE
            if (label := self.label(value)).casefold() not in said
        ]

    def marks(self) -> Iterator[Mark]:
        """What the text is marked with; what is only claimed inside a quotation never looks like what happened."""
        for thing in self.ordered:
            for words in {*thing.evidence, *thing.mentions, *thing.content}:
                broad = thing.kind.hue in (*WASHES, "count") and words not in thing.content
                yield Mark(words.start, words.end, "statement" if broad or thing.claimed else thing.kind.hue, thing.key)


def report_views(store: Endpoint, report_ids: Iterable[str], known: dict[URIRef, str]) -> dict[str, ReportView]:
    """Some reports, by their ids, opened together."""
    ids = sorted(set(report_ids))
    held = Held(store, ids)
    return {id_: ReportView(store, id_, known, held) for id_ in ids}


def bound(fact: Thing, predicate: URIRef, alone: str) -> str | None:
    """The words before a bound: `about` for an approximate number, `alone` if the other bound is not known."""
    twin, equal, differ = TWINS[predicate]
    value, other = fact.values.get(predicate), fact.values.get(twin)
    spoken = alone if other is None else equal if value == other else differ
    about = APPROXIMATE in fact.values.get(PE.boundRule, ()) and (predicate == PE.low or other is None)
    return spoken if spoken is None or not about else f"{spoken} about".strip()


def terms(store: Endpoint) -> dict[URIRef, str]:
    """The names of the classes, properties and concepts of the vocabulary."""
    rows = store.select(queries.TERMS, graph=store.addresses.vocabulary_graph)
    return {URIRef(row["term"]): str(row["label"]) for row in rows}


def spaced(name: str) -> str:
    """A local name as words: `pe:motivatedBy` is motivated by."""
    local = name.rpartition(":")[2]
    return "".join(f" {c.lower()}" if c.isupper() else c for c in local).replace("-", " ").strip()
