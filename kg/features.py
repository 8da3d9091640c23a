"""What the graph knows of its nodes, as what they are compared by (`kg.identity`). A few queries, whatever it holds."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.endpoint import Endpoint, Wanted
from kg.identity import Feature, Happening, Kind
from kg.identity.stories import unusual
from kg.lexicon import load_lexicon
from kg.vocab import PE, PEC, PREFIXES

KINDS: dict[str, tuple[Kind, str]] = {
    PREFIXES["foaf"] + "Person": (Kind.PERSON, ""),
    PREFIXES["org"] + "Organization": (Kind.ORGANIZATION, ""),
    str(PE.Place): (Kind.PLACE, ""),
    str(PE.ProtestAction): (Kind.EVENT, "ProtestAction"),
    str(PE.JointAction): (Kind.EVENT, "JointAction"),
    str(PE.ViolentIncident): (Kind.EVENT, "ViolentIncident"),
}
"""The classes whose nodes are compared."""
PART = "part"  # a protest told as part of another: it is not compared on its own
CLASSES = "VALUES ?class { foaf:Person org:Organization pe:Place pe:ProtestAction pe:JointAction pe:ViolentIncident }"
NODES = f"SELECT ?node ?class ?name WHERE {{ {CLASSES} ?node a ?class ; rdfs:label ?name }}"
FORMS = f"SELECT ?node ?name WHERE {{ {CLASSES} ?node a ?class ; skos:altLabel ?name }}"
REPORTS = "SELECT ?report ?day WHERE { ?report a pe:Report ; schema:datePublished ?day }"
ROLES = """SELECT ?person ?title ?body WHERE {
  ?m org:member ?person ; pe:roleText ?title OPTIONAL { ?m org:organization ?body } }"""
LINKS = """SELECT ?s ?p ?o WHERE {
  VALUES ?p { pe:placeKind org:classification pe:within org:unitOf pe:form pe:modality pe:place pe:partOf pe:issue
              pe:motivatedBy pe:inSolidarityWith pe:opposedTo pe:participant pe:organizer pe:speaker
              pe:timeExpression pe:earliestDate pe:latestDate }
  ?s ?p ?o }"""
AT_EVENTS = """SELECT ?event ?what ?o WHERE {
  { ?u pe:utteredAt ?event ; pe:utteredBy ?o BIND ("agent" AS ?what) } UNION
  { ?d pe:demandedAt ?event ; pe:demandedBy ?o BIND ("agent" AS ?what) } UNION
  { ?d pe:demandedAt ?event ; pe:text ?o BIND ("demanded" AS ?what) } UNION
  { ?s pe:displayedAt ?event ; pe:symbolOf ?o BIND ("agent" AS ?what) } UNION
  { ?x pe:expressedAt ?event ; pe:normalizedText ?o BIND ("slogan" AS ?what) } }"""
COUNTS = """SELECT ?event ?of ?low ?high WHERE {
  VALUES ?of { pec:count-participants pec:count-killed } ?c pe:countFor ?event ; pe:countOf ?of
  OPTIONAL { ?c pe:low ?low } OPTIONAL { ?c pe:high ?high } }"""
TEXTS = """SELECT ?report ?text WHERE {
  ?report a pe:Report ; schema:articleBody ?body BIND (SUBSTR(?body, 1, 100000) AS ?text) }"""
NTH = "(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[0-9]+(st|nd|rd|th))"
SEVERAL = "(two|three|four|five|several)"
PERIOD = "(day|night|evening|week|weekend)"
PROTEST = "(protest|march|rally|demonstration|gathering|vigil|sit-in|strike|blockade)"
UNREST = f"({PROTEST}|rallies|action|unrest|clash|riot|violence|walkout|stoppage|picket|hunger)"
RECURS = re.compile(
    "|".join(
        (
            f"{NTH} ((consecutive|straight|successive) )?({PERIOD}|time|{PROTEST})",
            f"(every|each) {PERIOD}",
            f"{PERIOD} after {PERIOD}",
            f"(another|previous|earlier|yesterday['’]s|first) {PROTEST}",
            "[^a-z]again[^a-z]",
            f"[^a-z]{SEVERAL} (consecutive |successive )?(days|nights|evenings) of ([a-z-]+ )?{UNREST}",
        )
    )
)
"""Words for a protest that was not the only one."""
AGENTS = ("participant", "speaker", "agent")
WITH_PARTS = (*AGENTS, "organizer", "slogan", "demanded", "opposedTo", "inSolidarityWith")
FROM_WHOLES = ("place", "timeExpression", "issue", "motivatedBy", "organizer")


def features(store: Endpoint) -> list[Feature]:
    """The nodes of all reports that are compared, with what is known of each."""
    return list(_Known(store).features())


def _rows(store: Endpoint, query: str) -> Iterator[list[str]]:
    """The rows of a query, cell by cell as text: many, so they are not made terms of."""
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    answer = store.query(prefixes + query, wanted=Wanted(results="text/csv"))
    rows = csv.reader(io.StringIO(answer.read().decode(), newline=""))
    next(rows)
    return rows


@dataclass
class _Known:
    """What was asked of the graph, by node."""

    store: Endpoint
    nodes: dict[str, tuple[str, str]] = field(default_factory=dict)  # class and label
    forms: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    bodies: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    links: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    counts: dict[str, list[tuple[str, int | None, int | None]]] = field(default_factory=lambda: defaultdict(list))
    published: dict[str, datetime.date] = field(default_factory=dict)
    unusual: dict[str, frozenset[str]] = field(default_factory=dict)  # of a report
    recurring: set[str] = field(default_factory=set)  # reports

    def __post_init__(self) -> None:
        for node, class_, name in _rows(self.store, NODES):
            if self.report(node) is not None:
                self.nodes[node] = max(self.nodes.get(node, ("", name)), (class_, name))
        for node, name in _rows(self.store, FORMS):
            self.forms[node].append(name)
        for report, day in _rows(self.store, REPORTS):
            self.published[report] = datetime.date.fromisoformat(day)
        for person, title, body in _rows(self.store, ROLES):
            self.roles[person].append(title)
            self.bodies[person] += [body] if body else []
        for subject, predicate, object_ in _rows(self.store, LINKS):
            self.links[subject][predicate.rpartition("#")[2]].append(object_)
        for event, what, object_ in _rows(self.store, AT_EVENTS):
            self.links[event][what].append(object_)
        for event, of, low, high in _rows(self.store, COUNTS):
            number = (of.removeprefix(f"{PEC}count-"), int(low) if low else None, int(high) if high else None)
            self.counts[event].append(number)
        usual = load_lexicon().usual
        for report, text in _rows(self.store, TEXTS):
            self.unusual[report] = unusual(text, usual)
            self.recurring |= {report} if RECURS.search(text.lower()) else set()
        self.parts = self._parts()

    def report(self, node: str) -> str | None:
        """The address of the report of a node; `None` if it belongs to none."""
        return node.rpartition("/")[0] if node.startswith(f"{self.store.base}report/") else None

    def features(self) -> Iterator[Feature]:
        """One for each node that is compared."""
        for node, (class_, label) in sorted(self.nodes.items()):
            kind, sort = KINDS[class_]
            links, report = self.links.get(node, {}), self.report(node) or ""
            category = [*links.get("placeKind", ()), *links.get("classification", ())]
            yield Feature(
                node=node,
                report=report,
                kind=kind,
                names=(label, *sorted(set(self.forms.get(node, ())) - {label})),
                category=category[0].removeprefix(str(PEC)).partition("-")[2] if category else None,
                published=self.published.get(report),
                roles=_sorted(self.roles.get(node, ())),
                bodies=_sorted([*self.bodies.get(node, ()), *links.get("unitOf", ())]),
                places=_sorted(links.get("within", ())) if kind is Kind.PLACE else self._told(node, "place"),
                happening=self._happening(node, sort) if kind is Kind.EVENT else None,
                unusual=self.unusual.get(report, frozenset()),
            )

    def _parts(self) -> dict[str, list[str]]:
        """Event → its parts that are no events of their own: speeches, and protests inside one protest."""
        found: dict[str, list[str]] = defaultdict(list)
        for part in sorted(self.links):
            if (whole := self._whole(part)) is not None and self._sort(part) in ("", PART):
                found[whole].append(part)
        return found

    def _whole(self, part: str) -> str | None:
        wholes = self.links[part].get("partOf", ()) if part in self.links else ()
        return min(wholes, default=None)

    def _sort(self, event: str) -> str:
        """Its class, `PART` for a protest inside a protest, nothing for what is no event of its own."""
        class_ = self.nodes.get(event, ("",))[0]
        sort = KINDS[class_][1] if class_ else ""
        whole = self._whole(event)
        inside = whole is not None and self.nodes.get(whole, ("",))[0] == str(PE.ProtestAction)
        return PART if sort == "ProtestAction" and inside else sort

    def _told(self, event: str, what: str) -> tuple[str, ...]:
        """What an event has under a heading: its own, with what its parts have, or else that of its whole."""
        found: list[str] = []
        seen, ahead = {event}, [event]
        while ahead:
            one = ahead.pop()
            found += self.links.get(one, {}).get(what, ())
            if what in WITH_PARTS:
                ahead += (part for part in self.parts.get(one, ()) if part not in seen)
                seen.update(self.parts.get(one, ()))
        whole = self._whole(event)
        if not found and what in FROM_WHOLES and whole is not None and whole != event:
            found += self.links.get(whole, {}).get(what, ())
        return _sorted(found)

    def _happening(self, event: str, sort: str) -> Happening:
        counts = sorted(set(self.counts.get(event, ())), key=str)
        modality = self.links.get(event, {}).get("modality", ["asserted"])[0].rpartition("-")[2]
        times = self._told(event, "timeExpression")
        stands = [*self._told(event, "opposedTo"), *self._told(event, "inSolidarityWith")]
        return Happening(
            sort=self._sort(event) or sort,
            forms=tuple(form.removeprefix(f"{PEC}form-") for form in self._told(event, "form")),
            modality=modality,
            when=tuple((self._day(time, "earliestDate"), self._day(time, "latestDate")) for time in times),
            about=_sorted([*self._told(event, "issue"), *(self._name(one) for one in stands)]),
            demanded=self._told(event, "demanded"),
            causes=self._told(event, "motivatedBy"),
            organizers=self._told(event, "organizer"),
            agents=_sorted(one for what in AGENTS for one in self._told(event, what)),
            slogans=self._told(event, "slogan"),
            sizes=tuple((low, high) for of, low, high in counts if of == "participants"),
            killed=tuple((low, high) for of, low, high in counts if of == "killed"),
            recurs=self.report(event) in self.recurring,
        )

    def _day(self, time: str, which: str) -> datetime.date | None:
        """The bound of a time."""
        days = self.links.get(time, {}).get(which, ())
        return datetime.date.fromisoformat(min(days)) if days else None

    def _name(self, node: str) -> str:
        return self.nodes[node][1] if node in self.nodes else "" if self.report(node) else node


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
