"""How each kind of thing is called, coloured and put into words on a page: tables, no logic.

The order of a table is the order on the page.
"""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef
from rdflib.namespace import FOAF, ORG, RDF

from kg.vocab import PE, concept


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a thing is: its class, its names for people, and the hue of its marks.

    `words` put a fact into a sentence: (words before, property), left out where the fact has no such
    property. `owner` is the property to the thing under which a page lists the fact.
    """

    name: str
    label: str
    hue: str
    type: URIRef
    words: tuple[tuple[str, URIRef], ...] = ()
    owner: URIRef | None = None


SAID = (("", PE.utteredBy), ("", PE.cue), ("", PE.text), ("at", PE.utteredAt), ("to", PE.addressee))

KINDS: tuple[Kind, ...] = (
    Kind(name="event", label="event", hue="event", type=PE.Event),
    Kind(name="person", label="person", hue="person", type=FOAF.Person),
    Kind(name="organization", label="organisation", hue="organization", type=ORG.Organization),
    Kind(name="place", label="place", hue="place", type=PE.Place),
    Kind(name="delegation", label="delegation", hue="group", type=PE.Delegation),
    Kind(name="group", label="group", hue="group", type=PE.Collective),
    Kind(name="unnamed", label="unnamed source", hue="group", type=PE.UnnamedSource),
    Kind(
        name="membership", label="role", hue="role", type=ORG.Membership, owner=ORG.member,
        words=(("", ORG.member), ("", PE.roleText), ("of", ORG.organization)),
    ),
    Kind(name="quotation", label="quotation", hue="quotation", type=PE.DirectQuote, words=SAID),
    Kind(name="reported", label="reported statement", hue="quotation", type=PE.IndirectSpeech, words=SAID),
    Kind(
        name="expression", label="slogan", hue="expression", type=PE.Expression,
        words=(("", PE.text), ("at", PE.expressedAt), ("a variant of", PE.variantOf)),
    ),
    Kind(
        name="symbol", label="symbol", hue="expression", type=PE.Symbol,
        words=(("", PE.text), ("at", PE.displayedAt), ("for", PE.symbolOf)),
    ),
    Kind(
        name="demand", label="demand", hue="demand", type=PE.Demand,
        words=(("", PE.demandedBy), ("demanded", PE.text), ("of", PE.addressee), ("at", PE.demandedAt)),
    ),
    Kind(
        name="message", label="message", hue="demand", type=PE.Message,
        words=(("", PE.text), ("of", PE.sender), ("to", PE.recipient), ("handed over in", PE.deliveredIn)),
    ),
    Kind(
        name="count", label="count", hue="count", type=PE.Count,
        words=(("", PE.countFor), ("", PE.countOf), ("", PE.text), ("at least", PE.low), ("at most", PE.high),
               ("by the rule", PE.boundRule)),
    ),
    Kind(
        name="time", label="time", hue="count", type=PE.TimeExpression, owner=PE.timeOf,
        words=(("", PE.timeOf), ("", PE.text), ("from", PE.earliestDate), ("to", PE.latestDate),
               ("", PE.timeStatus)),
    ),
    Kind(
        name="claim", label="claim", hue="quotation", type=PE.Claim,
        words=(("", PE.text), ("", PE.modality), ("about", PE.mentions), ("said in", PE.saidIn)),
    ),
    Kind(
        name="statement", label="statement", hue="statement", type=PE.Statement, owner=RDF.subject,
        words=(("", RDF.subject), ("", RDF.predicate), ("", RDF.object), ("as", PE.capacity)),
    ),
)  # fmt: skip

PLAIN = {PE.roleText, PE.cue}
"""Properties whose words are set without quotation marks."""

TWINS: dict[URIRef, tuple[URIRef, str | None, str]] = {
    PE.low: (PE.high, "", ""),
    PE.high: (PE.low, None, "to"),
    PE.earliestDate: (PE.latestDate, "on", "from"),
    PE.latestDate: (PE.earliestDate, None, "to"),
}
"""Bounds: the property of the other bound, and the words before the value if both are equal and if they differ.

`None` leaves the value out. A bound without the other has the words of its kind.
"""

APPROXIMATE = concept("bound", "approximate")
"""The rule that is read as `about` before the number."""

UNREMARKABLE = {
    concept("modality", "asserted"),
    concept("voice", "reporter"),
    concept("voice", "quoted"),
    concept("time", "resolved"),
    concept("closure", "closed"),
    concept("bound", "stated"),
    APPROXIMATE,
    concept("band", "asserted"),
    concept("band", "review"),
    concept("band", "candidate"),
}
"""Concepts that go without saying."""

HUES: tuple[tuple[str, str], ...] = (
    ("person", "person"),
    ("group", "group"),
    ("organization", "organisation"),
    ("place", "place"),
    ("event", "event"),
    ("role", "role"),
    ("count", "number or time"),
    ("quotation", "quotation"),
    ("expression", "slogan or symbol"),
    ("demand", "demand or message"),
    ("statement", "other evidence"),
)
"""The legend of the marks."""

LINES: tuple[tuple[str, str], ...] = (
    ("place", "place"),
    ("event", "event"),
    ("person", "person"),
    ("group", "group or delegation"),
    ("role", "role"),
    ("organization", "organisation"),
    ("statement", "within one column"),
)
"""The legend of the lines of a network: a line has the colour of the thing of which its words speak last."""

REPORT_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Events", ("event",)),
    ("People and roles", ("person", "delegation", "group")),
    ("Organisations", ("organization",)),
    ("Places", ("place",)),
    ("Quotations", ("quotation",)),
    ("Reported statements", ("reported",)),
    ("Slogans and symbols", ("expression", "symbol")),
    ("Demands and messages", ("demand", "message")),
    ("Counts and times", ("count", "time")),
    ("Other statements", ("membership", "statement")),
)
"""The groups beside a report's text. A fact is listed under its owner where that has an entry, else here."""

EVENT_SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("When", ("time",)),
    ("Where", ("place", "within")),
    ("Why", ("motivatedBy", "issue", "inSolidarityWith")),
    ("Who", ("speaker", "organizer", "participant", "deliveredBy", "recipient", "victim", "opposedTo", "delegateOf")),
    ("How many", ("count",)),
    ("What was said", ("quotation", "reported")),
    ("Slogans and symbols", ("expression", "symbol")),
    ("Demands and messages", ("demand", "message")),
    ("Parts", ("partOf",)),
    ("Order and coordination", ("before", "toldBefore", "coordinatedWith")),
)
ENTITY_SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Roles and organisations", ("membership", "unitOf", "member", "delegateOf")),
    ("Events", (
        "speaker", "organizer", "participant", "deliveredBy", "recipient", "victim", "opposedTo", "place",
        "inSolidarityWith", "motivatedBy", "issue",
    )),
    ("Words", ("quotation", "reported")),
    ("Slogans and symbols", ("expression", "symbol")),
    ("Demands and messages", ("demand", "message")),
    ("Places", ("within",)),
)  # fmt: skip
"""The sections of a page by topic: the kind of a fact, or the predicate of a statement."""

BACKWARDS: dict[URIRef, str] = {
    PE.partOf: "had as part",
    PE.place: "was the place of",
    PE.within: "contains",
    ORG.unitOf: "has as unit",
    PE.motivatedBy: "motivated",
    PE.issue: "was the issue of",
    PE.inSolidarityWith: "got solidarity from",
    PE.coordinatedWith: "was coordinated with",
    PE.before: "came after",
    PE.toldBefore: "is told after",
    PE.participant: "took part in",
    PE.speaker: "spoke at",
    PE.organizer: "organised",
    PE.opposedTo: "was opposed by",
    PE.victim: "was harmed by",
    PE.deliveredBy: "carried out",
    PE.recipient: "was addressed by",
    PE.delegateOf: "was represented by",
    FOAF.member: "was a member of",
    ORG.hasMembership: "is held by",
    ORG.organization: "has the role",
    PE.utteredAt: "heard words of",
    PE.symbolOf: "had its symbol shown at",
    PE.addressee: "was asked by",
}
"""An edge in words that make a true sentence from its target to its source (`kg.network.WORDS` the other way round)."""
