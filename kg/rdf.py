"""Facts to triples: one short function for each kind of fact.

Every fact is a node that points at its evidence in one hop. `shortcuts` derives the plain triples that
everyday questions use from those nodes, so that each of them can be traced back and checked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SKOS, XSD

import kg.facts as f
from kg.document import Document, Report, Span
from kg.vocab import OA, PE, PREFIXES, SCHEMA, Addresses, concept

GAP = " […] "
"""What stands in a text for the words an editor put between two parts of it."""

Triple = tuple[URIRef, URIRef, URIRef | Literal]

ENTITY_CLASSES: dict[f.EntityKind, URIRef] = {
    f.EntityKind.PERSON: FOAF.Person,
    f.EntityKind.ORGANIZATION: ORG.Organization,
    f.EntityKind.PLACE: PE.Place,
    f.EntityKind.GROUP: PE.Collective,
    f.EntityKind.DELEGATION: PE.Delegation,
    f.EntityKind.UNNAMED: PE.UnnamedSource,
}
CATEGORY_PROPERTIES: dict[f.EntityKind, tuple[URIRef, str]] = {
    f.EntityKind.ORGANIZATION: (ORG.classification, "organization"),
    f.EntityKind.PLACE: (PE.placeKind, "place"),
}


@dataclass(frozen=True, kw_only=True)
class ReportGraphs:
    """What one report becomes: `facts` in its voice, `claims` said in its quotations, `candidates` it may say."""

    report_id: str
    facts: Graph
    claims: Graph
    candidates: Graph

    @property
    def all(self) -> tuple[Graph, Graph, Graph]:
        """The three of them."""
        return self.facts, self.claims, self.candidates


@dataclass(frozen=True)
class Reader:
    """Who read a report: the version of the software and the digest of its rules and lexicons."""

    version: str
    rules: str


@dataclass(frozen=True)
class Corrections:
    """The ids of the corrections by which a report was read, and why some could not be carried out."""

    used: tuple[str, ...] = ()
    unplaced: tuple[tuple[str, str], ...] = ()


UNCORRECTED = Corrections()


def to_graphs(
    extraction: f.Extraction, *, base: str, reader: Reader, corrections: Corrections = UNCORRECTED
) -> ReportGraphs:
    """The graphs of a report. Same extraction, base, reader and corrections: the same triples."""
    context = _Context(extraction.document, Addresses(base))
    facts, claims, candidates = new_graph(), new_graph(), new_graph()
    unsure = {context.node(fact.key) for fact in extraction.facts if fact.band is f.Band.CANDIDATE}
    unsure |= {context.node(entity.key) for entity in extraction.entities if entity.rejected}
    for triple in (
        *context.report_triples(reader),
        *correction_triples(extraction.document.report.id, context.addresses, corrections),
    ):
        facts.add(triple)
    for entity in extraction.entities:
        for triple in context.entity_triples(entity):
            (candidates if entity.rejected else facts).add(triple)
    for fact in extraction.facts:
        stated = facts if fact.said_in is None else claims
        own = candidates if fact.band is f.Band.CANDIDATE else stated
        for triple in context.fact_triples(fact):  # a link to a candidate is as unsure as the candidate
            (candidates if triple[2] in unsure else own).add(triple)
    for triple in shortcuts(facts):
        facts.add(triple)
    return ReportGraphs(report_id=extraction.document.report.id, facts=facts, claims=claims, candidates=candidates)


def new_graph() -> Graph:
    """An empty graph that knows our prefixes."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def shortcuts(graph: Graph) -> set[Triple]:
    """The plain triples that the fact nodes of a graph entail; a claim (`pe:saidIn`) entails none.

    A `pe:Statement` entails its subject, predicate and object; an `org:Membership` entails `org:memberOf`
    (W3C ORG, section 4.3: https://www.w3.org/TR/vocab-org/#property-memberof); a count and the dates of a
    time expression are reachable from their event.
    """
    found: set[Triple] = set()
    for node in graph.subjects(RDF.type, PE.Fact):
        if (node, PE.saidIn, None) in graph:
            continue
        for subject, predicate, object_ in SHORTCUTS:
            for s in graph.objects(node, subject):
                predicates = graph.objects(node, RDF.predicate) if predicate is None else (predicate,)
                for p in predicates:
                    for o in (node,) if object_ is None else graph.objects(node, object_):
                        found.add((s, p, o))  # type: ignore[arg-type]  # rdflib types every term as Node
    return found


SHORTCUTS: tuple[tuple[URIRef, URIRef | None, URIRef | None], ...] = (
    (RDF.subject, None, RDF.object),
    (ORG.member, ORG.memberOf, ORG.organization),
    (PE.countFor, PE.hasCount, None),
    (PE.timeOf, PE.timeExpression, None),
    (PE.timeOf, PE.earliestDate, PE.earliestDate),
    (PE.timeOf, PE.latestDate, PE.latestDate),
)
"""(property to the subject, predicate, property to the object); `None` is rdf:predicate, or the node itself."""


def normalized(text: str) -> str:
    """A text as it is compared: no surrounding punctuation or space, one space between words, case folded."""
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return folded.strip(" .,;:!?\"'“”«»‘’…")


def reading_triples(report: Report, addresses: Addresses, reader: Reader) -> Iterator[Triple]:
    """What was read, with what is known of it, and who read: where these are the same, so is all the rest."""
    node, reading = addresses.report(report.id), addresses.node(report.id, "reading")
    yield node, PE.sha256, Literal(report.sha256)
    if report.publisher is not None:
        yield node, SCHEMA.publisher, Literal(report.publisher)
    if report.url is not None:
        yield node, SCHEMA.url, Literal(report.url)
    if report.published is not None:
        yield node, SCHEMA.datePublished, Literal(report.published.isoformat(), datatype=XSD.date)
    if report.language is not None:
        yield node, SCHEMA.inLanguage, Literal(report.language)
    yield reading, RDF.type, PE.Reading
    yield reading, PROV.used, node
    yield reading, PE.readerVersion, Literal(reader.version)
    yield reading, PE.rulesDigest, Literal(reader.rules)


def correction_triples(report_id: str, addresses: Addresses, corrections: Corrections) -> Iterator[Triple]:
    """By which corrections a report was read, and why some are not to be seen in what was."""
    reading = addresses.node(report_id, "reading")
    for id_ in corrections.used:
        yield reading, PROV.used, addresses.decision(id_)
    for id_, reason in corrections.unplaced:
        note = addresses.node(report_id, f"unplaced-{id_}")
        yield reading, PE.unplaced, note
        yield note, RDF.type, PE.Unplaced
        yield note, PE.decidedBy, addresses.decision(id_)
        yield note, RDFS.comment, Literal(reason)


KNOWN_OF_REPORT = frozenset({PE.sha256, SCHEMA.publisher, SCHEMA.url, SCHEMA.datePublished, SCHEMA.inLanguage})
"""The properties of a report that `reading_triples` writes."""


class _Context:
    """Where the triples of one report are made; it holds what every function needs."""

    def __init__(self, document: Document, addresses: Addresses) -> None:
        self.document = document
        self.addresses = addresses
        self.report = addresses.report(document.report.id)

    def node(self, key: str) -> URIRef:
        return self.addresses.node(self.document.report.id, key)

    def report_triples(self, reader: Reader) -> Iterator[Triple]:
        report = self.document.report
        yield from reading_triples(report, self.addresses, reader)
        title = report.id if self.document.headline is None else self.document.text(self.document.headline)
        yield self.report, RDF.type, PE.Report
        yield self.report, RDFS.label, Literal(title)
        if self.document.headline is not None:
            yield self.report, SCHEMA.headline, Literal(title)
        yield self.report, DCTERMS.identifier, Literal(report.id)
        yield self.report, SCHEMA.articleBody, Literal(report.text)
        for graph in self.addresses.graphs(report.id):
            yield graph, RDF.type, PROV.Entity
            yield graph, PROV.wasGeneratedBy, self.node("reading")
            yield graph, PROV.wasDerivedFrom, self.report

    def entity_triples(self, entity: f.Entity) -> Iterator[Triple]:
        node = self.node(entity.key)
        yield node, RDF.type, ENTITY_CLASSES[entity.kind]
        yield node, RDFS.label, Literal(entity.name)
        yield node, PE.reportedIn, self.report
        for name in sorted({" ".join(self.document.text(span).split()) for span in entity.mentions} - {entity.name}):
            yield node, SKOS.altLabel, Literal(name)
        if entity.category is not None and entity.kind in CATEGORY_PROPERTIES:
            predicate, scheme = CATEGORY_PROPERTIES[entity.kind]
            yield node, predicate, concept(scheme, entity.category)
        yield from self.spans(node, PE.mention, entity.mentions)
        yield from self.review(node, entity.review)

    def review(self, node: URIRef, review: f.Review | None) -> Iterator[Triple]:
        """What a person said of an entity or a fact."""
        if review is not None:
            yield node, PE.reviewStatus, concept("review", review.status)
            for id_ in review.decisions:
                yield node, PE.decidedBy, self.addresses.decision(id_)

    def spans(self, node: URIRef, predicate: URIRef, spans: tuple[Span, ...]) -> Iterator[Triple]:
        for span in spans:
            evidence = self.addresses.evidence(self.document.report.id, span)
            yield node, predicate, evidence
            yield evidence, RDF.type, PE.Evidence
            yield evidence, OA.hasSource, self.report
            yield evidence, OA.start, Literal(span.start)
            yield evidence, OA.end, Literal(span.end)
            yield evidence, OA.exact, Literal(self.document.text(span))

    def fact_triples(self, fact: f.Fact) -> Iterator[Triple]:
        node = self.node(fact.key)
        yield node, RDF.type, PE.Fact
        yield node, PE.reportedIn, self.report
        for rule in (fact.rule, *fact.also):
            yield node, PE.rule, Literal(rule)
        if fact.confidence is not None:
            yield node, PE.confidence, Literal(f"{fact.confidence:.2f}", datatype=XSD.decimal)
        yield node, PE.band, concept("band", fact.band)
        yield node, PE.voice, concept("voice", self.voice(fact))
        if fact.said_in is not None:
            yield node, PE.saidIn, self.node(fact.said_in)
        yield from self.spans(node, PE.evidence, fact.evidence)
        yield from self.review(node, fact.review)
        yield from WRITERS[type(fact)](self, node, fact)

    def voice(self, fact: f.Fact) -> str:
        """Whose words carry the fact: quoted, indirect, headline or reporter."""
        if fact.said_in is not None:
            return "quoted"
        if isinstance(fact, f.Utterance):
            return "quoted" if fact.direct else "indirect"
        headline = self.document.headline
        if headline is not None and all(headline.covers(span) for span in fact.evidence):
            return "headline"
        return "reporter"

    def content(self, node: URIRef, *spans: Span) -> Iterator[Triple]:
        """The words a fact is about: the spans, and their text; what an editor put between is marked […]."""
        yield from self.spans(node, PE.content, spans)
        yield node, PE.text, Literal(GAP.join(self.document.text(span) for span in spans))

    def links(self, node: URIRef, **keys: str | None) -> Iterator[Triple]:
        """One triple in our namespace for each key that is known."""
        for name, key in keys.items():
            if key is not None:
                yield node, PE[name], self.node(key)

    def event(self, node: URIRef, event: f.Event) -> Iterator[Triple]:
        yield node, RDF.type, PE.Event
        yield node, RDF.type, PE[event.kind.value]
        yield node, RDFS.label, Literal(event.label)
        yield node, PE.modality, concept("modality", event.modality)
        for form in event.forms:
            yield node, PE.form, concept("form", form)

    def relation(self, node: URIRef, relation: f.Relation) -> Iterator[Triple]:
        yield node, RDF.type, PE.Statement
        yield node, RDF.subject, self.node(relation.subject)
        yield node, RDF.predicate, PREDICATES[relation.predicate]
        if relation.object is not None:
            yield node, RDF.object, self.node(relation.object)
        if relation.text is not None:
            yield node, RDF.object, Literal(self.document.text(relation.text))
        for key in relation.capacities:
            yield node, PE.capacity, self.node(key)

    def membership(self, node: URIRef, membership: f.Membership) -> Iterator[Triple]:
        yield node, RDF.type, ORG.Membership
        yield node, ORG.member, self.node(membership.member)
        yield node, ORG.role, concept("role", membership.role)
        yield node, PE.roleText, Literal(membership.title)
        if membership.organization is not None:
            yield node, ORG.organization, self.node(membership.organization)

    def utterance(self, node: URIRef, utterance: f.Utterance) -> Iterator[Triple]:
        yield node, RDF.type, PE.Utterance
        yield node, RDF.type, PE.DirectQuote if utterance.direct else PE.IndirectSpeech
        yield from self.content(node, *utterance.content)
        yield from self.links(
            node, utteredBy=utterance.speaker, utteredAt=utterance.event, addressee=utterance.addressee
        )
        if utterance.cue is not None:
            yield node, PE.cue, Literal(self.document.text(utterance.cue))
        if utterance.closure is not None:
            yield node, PE.closure, concept("closure", utterance.closure)
        for span in utterance.insertions:
            yield node, PE.editorialInsertion, Literal(self.document.text(span))

    def expression(self, node: URIRef, expression: f.Expression) -> Iterator[Triple]:
        yield node, RDF.type, PE.Expression
        yield node, RDF.type, PE[expression.form.value]
        yield from self.content(node, expression.content)
        yield node, PE.normalizedText, Literal(normalized(self.document.text(expression.content)))
        yield from self.links(node, expressedAt=expression.event, variantOf=expression.variant_of)

    def symbol(self, node: URIRef, symbol: f.Symbol) -> Iterator[Triple]:
        yield node, RDF.type, PE.Symbol
        yield node, PE.symbolKind, concept("symbol", symbol.kind)
        yield from self.content(node, symbol.words)
        yield from self.links(node, displayedAt=symbol.event, symbolOf=symbol.of)

    def demand(self, node: URIRef, demand: f.Demand) -> Iterator[Triple]:
        yield node, RDF.type, PE.Demand
        yield from self.content(node, demand.content)
        yield from self.links(node, demandedBy=demand.by, demandedAt=demand.event, addressee=demand.addressee)

    def message(self, node: URIRef, message: f.Message) -> Iterator[Triple]:
        yield node, RDF.type, PE.Message
        yield from self.content(node, message.words)
        yield from self.links(node, deliveredIn=message.event, sender=message.sender, recipient=message.recipient)

    def count(self, node: URIRef, count: f.Count) -> Iterator[Triple]:
        yield node, RDF.type, PE.Count
        yield from self.content(node, count.words)
        yield node, PE.countOf, concept("count", count.of)
        yield from self.links(node, countFor=count.event)
        if count.low is not None:
            yield node, PE.low, Literal(count.low)
        if count.high is not None:
            yield node, PE.high, Literal(count.high)
        if count.bound_rule is not None:
            yield node, PE.boundRule, concept("bound", count.bound_rule)

    def time(self, node: URIRef, time: f.TimeReference) -> Iterator[Triple]:
        yield node, RDF.type, PE.TimeExpression
        yield from self.content(node, time.words)
        yield from self.links(node, timeOf=time.event)
        resolved = time.earliest is not None or time.latest is not None
        yield node, PE.timeStatus, concept("time", "resolved" if resolved else "unresolved")
        if time.earliest is not None:
            yield node, PE.earliestDate, Literal(time.earliest.isoformat(), datatype=XSD.date)
        if time.latest is not None:
            yield node, PE.latestDate, Literal(time.latest.isoformat(), datatype=XSD.date)

    def claim(self, node: URIRef, claim: f.Claim) -> Iterator[Triple]:
        yield node, RDF.type, PE.Claim
        yield from self.content(node, claim.content)
        yield node, PE.modality, concept("modality", claim.modality)
        for key in claim.mentions:
            yield node, PE.mentions, self.node(key)


PREDICATES: dict[f.Predicate, URIRef] = {p: PE[p.value] for p in f.Predicate} | {
    f.Predicate.UNIT_OF: ORG.unitOf,
    f.Predicate.MEMBER: FOAF.member,
}
WRITERS: dict[type[f.Fact], Callable[..., Iterator[Triple]]] = {
    f.Event: _Context.event,
    f.Relation: _Context.relation,
    f.Membership: _Context.membership,
    f.Utterance: _Context.utterance,
    f.Expression: _Context.expression,
    f.Symbol: _Context.symbol,
    f.Demand: _Context.demand,
    f.Message: _Context.message,
    f.Count: _Context.count,
    f.TimeReference: _Context.time,
    f.Claim: _Context.claim,
}
