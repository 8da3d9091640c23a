"""Twelve questions of researchers, in standard SPARQL that every engine runs, over the graphs of `graphs`.

Each is asked of what is believed, the default graph, and never twice in the same words: every asking has a number, in
a comment, and is about another town, person, organisation, cause or event where the question is about one.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import graphs
from kg.facts import Event, EventKind
from kg.vocab import Addresses

PREFIXES = """\
PREFIX pe: <https://w3id.org/protest-event/ontology#>
PREFIX pec: <https://w3id.org/protest-event/concept/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


ABOUT = 60
"""So many towns, people and so on are asked about, one after the other; those that are named most often."""


@dataclass(frozen=True)
class Question:
    """A question; `$about` in its text is what one asking is about, by its number, and `$also` the next of its kind."""

    title: str
    text: str
    about: Callable[[int], str] | None = None

    def asking(self, number: int) -> str:
        """The text of one asking."""
        text = self.text
        if self.about is not None:
            text = text.replace("$about", self.about(number)).replace("$also", self.about(number + 1))
        return f"{PREFIXES}{text}# asked as number {number}\n"


@functools.cache
def _events() -> tuple[str, ...]:
    """The protests of the first reports."""
    first = map(graphs.extraction, range(ABOUT))
    return tuple(
        f"<{Addresses(graphs.BASE).node(one.document.report.id, event.key)}>"
        for one in first
        for event in one.of(Event)
        if event.kind is EventKind.PROTEST
    )


def _event(number: int) -> str:
    return _events()[number % ABOUT]


def _town(number: int) -> str:
    return f'"{graphs.town(number % ABOUT)}"'


def _person(number: int) -> str:
    return f'"{graphs.person(number % ABOUT)}"'


def _organization(number: int) -> str:
    return f'"{graphs.organization(number % ABOUT)[0]}"'


def _cause(number: int) -> str:
    return f'"{graphs.cause(number % ABOUT)}"'


QUESTIONS = {
    "place-and-month": Question(
        "Events by place and month",
        """SELECT ?place ?month (COUNT(DISTINCT ?event) AS ?events) WHERE {
  ?event a pe:ProtestAction ; pe:place/rdfs:label ?place ; pe:earliestDate ?day .
  BIND (SUBSTR(STR(?day), 1, 7) AS ?month)
} GROUP BY ?place ?month ORDER BY DESC(?events) ?place ?month
""",
    ),
    "speakers": Question(
        "Speakers by number of events",
        """SELECT ?name (COUNT(DISTINCT ?event) AS ?events) WHERE {
  ?said a pe:Utterance ; pe:utteredBy ?person ; pe:utteredAt ?event .
  ?person a foaf:Person ; rdfs:label ?name .
} GROUP BY ?name ORDER BY DESC(?events) ?name LIMIT 50
""",
    ),
    "co-participation": Question(
        "Organisations that take part together",
        """SELECT ?one ?other (COUNT(DISTINCT ?event) AS ?events) WHERE {
  ?event pe:participant ?a , ?b .
  ?a rdfs:label ?one . ?b rdfs:label ?other .
  FILTER (STR(?one) < STR(?other))
} GROUP BY ?one ?other ORDER BY DESC(?events) ?one ?other LIMIT 50
""",
    ),
    "text-filter": Question(
        "Chants with a word",
        """SELECT ?chant ?words WHERE {
  ?chant a pe:Chant ; pe:text ?words .
  FILTER (CONTAINS(LCASE(?words), "freedom"))
} ORDER BY ?words ?chant
""",
    ),
    "neighbourhood": Question(
        "Two hops around a person",
        """SELECT DISTINCT ?near ?far WHERE {
  ?person rdfs:label $about ; pe:reportedIn ?somewhere .
  { ?person ?one ?near } UNION { ?near ?one ?person }
  ?near pe:reportedIn ?here .
  { ?near ?two ?far } UNION { ?far ?two ?near }
  ?far pe:reportedIn ?there .
}
""",
        _person,
    ),
    "largest": Question(
        "The largest protests",
        """SELECT ?event ?label ?size WHERE {
  ?event a pe:ProtestAction ; rdfs:label ?label ; pe:hasCount ?count .
  ?count pe:countOf pec:count-participants ; pe:low ?size .
} ORDER BY DESC(?size) ?event LIMIT 20
""",
    ),
    "event-card": Question(
        "All about one event",
        """SELECT ?part ?property ?value WHERE {
  { BIND ("event" AS ?part) $about ?property ?value }
  UNION { BIND ("place" AS ?part) $about pe:place ?place . ?place rdfs:label ?value BIND (pe:place AS ?property) }
  UNION { BIND ("participant" AS ?part) $about pe:participant ?who . ?who rdfs:label ?value
          BIND (pe:participant AS ?property) }
  UNION { BIND ("count" AS ?part) ?count pe:countFor $about ; ?property ?value }
  UNION { BIND ("time" AS ?part) ?time pe:timeOf $about ; ?property ?value }
  UNION { BIND ("chant" AS ?part) ?chant pe:expressedAt $about ; ?property ?value }
  UNION { BIND ("demand" AS ?part) ?demand pe:demandedAt $about ; ?property ?value }
  UNION { BIND ("said" AS ?part) ?said pe:utteredAt $about ; ?property ?value }
}
""",
        _event,
    ),
    "path": Question(
        "A path between two people",
        """SELECT DISTINCT ?first ?event ?second WHERE {
  { SELECT DISTINCT ?first WHERE { ?a rdfs:label $about ; org:memberOf/rdfs:label ?first } }
  { SELECT DISTINCT ?second WHERE { ?b rdfs:label $also ; org:memberOf/rdfs:label ?second } }
  ?event pe:participant ?one , ?other .
  ?one rdfs:label ?first .
  ?other rdfs:label ?second .
}
""",
        _person,
    ),
    "date-range": Question(
        "Events of an organisation in some years",
        """SELECT ?event ?label ?day WHERE {
  ?who rdfs:label $about .
  ?event pe:participant ?who ; rdfs:label ?label ; pe:earliestDate ?day .
  FILTER (?day >= "2020-01-01"^^xsd:date && ?day <= "2022-12-31"^^xsd:date)
} ORDER BY ?day ?event
""",
        _organization,
    ),
    "count-by-type": Question(
        "How many things of each kind",
        """SELECT ?kind (COUNT(?thing) AS ?things) WHERE { ?thing a ?kind } GROUP BY ?kind ORDER BY DESC(?things) ?kind
""",
    ),
    "who-said-what": Question(
        "Who said what in a town, and in which role",
        """SELECT ?day ?who ?role ?body ?words WHERE {
  ?place rdfs:label $about .
  ?event a pe:ProtestAction ; pe:place ?place .
  ?said pe:utteredAt ?event ; pe:utteredBy ?person ; pe:text ?words .
  ?person rdfs:label ?who .
  OPTIONAL { ?event pe:earliestDate ?day }
  OPTIONAL { ?membership org:member ?person ; pe:roleText ?role ; org:organization/rdfs:label ?body }
} ORDER BY ?day ?who ?words ?role ?body
""",
        _town,
    ),
    "quotations": Question(
        "Quotations about a cause",
        """SELECT ?who ?words ?report WHERE {
  ?event pe:issue $about .
  ?said a pe:DirectQuote ; pe:utteredAt ?event ; pe:utteredBy/rdfs:label ?who ; pe:text ?words ; pe:reportedIn ?report .
} ORDER BY ?report ?who ?words
""",
        _cause,
    ),
}
"""By short name. Those with an `about` are look-ups; the others go through the whole graph."""
