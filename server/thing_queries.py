"""What is asked about things: the nodes of reports that are the same, and what the reports say of them together.

`%s` stands for IRIs, `$name` for the term of that name. Which thing a node is stands in the default graph; how a thing
is called, and why its nodes were joined, stands in the graph `<base>canonical` alone.
"""

from __future__ import annotations

THINGS_OF = "SELECT ?node ?thing WHERE { VALUES ?node { %s } ?node pe:canonical ?thing }"

NODES_OF = "SELECT ?node ?thing WHERE { VALUES ?thing { %s } ?node pe:canonical ?thing }"

CALLED = """
CONSTRUCT { ?thing ?property ?value } WHERE { GRAPH $graph { VALUES ?thing { %s } ?thing ?property ?value } }
"""
"""What they are and how they are called."""

JOININGS = """
SELECT ?pair ?left ?right ?score ?why ?decision WHERE {
  GRAPH $graph {
    VALUES ?left { %s }
    ?pair pe:left ?left ; pe:right ?right ; a pe:Joining
    OPTIONAL { ?pair pe:score ?score }
    OPTIONAL { ?pair pe:reason ?why }
    OPTIONAL { ?pair pe:decidedBy ?decision }
  }
}
"""
"""Of these nodes; the values stand inside the graph, or an engine looks at all that is in it."""

SUGGESTIONS = """
SELECT ?pair ?left ?right ?score ?why WHERE {
  GRAPH $graph {
    VALUES ?node { %s }
    { ?pair pe:left ?node } UNION { ?pair pe:right ?node }
    ?pair a pe:Suggestion ; pe:left ?left ; pe:right ?right
    OPTIONAL { ?pair pe:score ?score }
    OPTIONAL { ?pair pe:reason ?why }
  }
}
"""

NAMED = """
SELECT ?thing ?class ?label ?other WHERE {
  GRAPH $graph {
    VALUES ?thing { %s }
    ?thing a ?class ; rdfs:label ?label
    OPTIONAL { ?thing skos:altLabel ?other }
  }
} ORDER BY ?thing ?class ?label ?other
"""

TOTALS = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?total) WHERE { GRAPH $graph { ?thing a ?class } } GROUP BY ?class
"""

TOLD = """
SELECT ?thing (COUNT(DISTINCT ?report) AS ?reports) WHERE {
  VALUES ?thing { %s }
  ?node pe:canonical ?thing ; pe:reportedIn ?report
} GROUP BY ?thing
"""

REPORTS = """
SELECT ?node ?id ?title ?publisher ?published WHERE {
  ?node pe:canonical $thing .
  OPTIONAL {
    ?node pe:reportedIn ?report . ?report dcterms:identifier ?id ; rdfs:label ?title
    OPTIONAL { ?report schema:publisher ?publisher }
    OPTIONAL { ?report schema:datePublished ?published }
  }
} ORDER BY ?published ?id ?node
"""
"""Every node of a thing; one without a report is a row of a table."""

SPELLINGS = """
SELECT ?text (COUNT(DISTINCT ?report) AS ?reports) (COUNT(?words) AS ?times) WHERE {
  ?node pe:canonical $thing ; pe:reportedIn ?report ; rdfs:label|skos:altLabel ?text .
  OPTIONAL { ?node pe:mention ?words . ?words oa:exact ?text }
} GROUP BY ?text ORDER BY DESC(?reports) DESC(?times) ?text
"""

EVENTS = """
SELECT ?event ?label (COUNT(DISTINCT ?report) AS ?reports) WHERE {
  ?node pe:canonical $thing .
  {
    ?at pe:speaker|pe:participant|pe:organizer|pe:deliveredBy|pe:victim|pe:place|pe:motivatedBy ?node
  } UNION {
    ?words pe:utteredBy ?node ; pe:utteredAt ?at
  } UNION {
    ?group foaf:member ?node . ?at pe:participant|pe:deliveredBy ?group
  }
  ?at pe:partOf* ?whole .
  ?whole pe:canonical ?event ; pe:reportedIn ?report
  FILTER NOT EXISTS { ?whole pe:partOf ?single . ?single a pe:ProtestAction }
  GRAPH $graph { ?event rdfs:label ?label }
} GROUP BY ?event ?label ORDER BY ?label ?event
"""
"""With MINUS, an engine would go through the parts of all protests."""

DAYS = """
SELECT ?event (MIN(?first) AS ?day) WHERE {
  VALUES ?event { %s }
  ?told pe:canonical ?event ; pe:earliestDate ?first
} GROUP BY ?event
"""

COMPANY = """
SELECT ?other (COUNT(DISTINCT ?event) AS ?events) WHERE {
  VALUES ?event { %s }
  ?whole pe:canonical ?event .
  ?at pe:partOf* ?whole .
  {
    ?at pe:speaker|pe:participant|pe:organizer|pe:deliveredBy ?agent
  } UNION {
    ?words pe:utteredAt ?at ; pe:utteredBy ?agent
  } UNION {
    ?at pe:participant|pe:deliveredBy ?group . ?group foaf:member ?agent
  }
  ?agent pe:canonical ?other
} GROUP BY ?other
"""

DATA = """
CONSTRUCT { ?s ?p ?o } WHERE {
  SELECT DISTINCT ?s ?p ?o WHERE {
    { GRAPH $graph { $thing ?p ?o } BIND($thing AS ?s) }
    UNION { ?s pe:canonical $thing ; ?p ?o }
    UNION { ?node pe:canonical $thing ; pe:reportedIn ?s . ?s ?p ?o FILTER(?p != schema:articleBody) }
    UNION { ?node pe:canonical $thing . GRAPH $graph { ?s pe:left|pe:right ?node ; ?p ?o } }
    UNION { ?node pe:canonical $thing . GRAPH $suggested { ?s pe:left|pe:right ?node ; ?p ?o } }
  }
}
"""

ROWS = """
SELECT ?node ?property ?value ?label ?of ?words ?low ?high ?rule WHERE {
  GRAPH $graph {
    VALUES ?node { %s }
    ?node ?property ?value
    FILTER(?property IN (
      pe:form, pe:place, pe:earliestDate, pe:latestDate, pe:hasCount,
      pe:organizer, pe:participant, pe:opposedTo, pe:issue
    ))
    OPTIONAL { ?value rdfs:label ?label }
    OPTIONAL { ?value pe:countOf ?of ; pe:text ?words }
    OPTIONAL { ?value pe:low ?low }
    OPTIONAL { ?value pe:high ?high }
    OPTIONAL { ?value pe:boundRule ?rule }
  }
} ORDER BY ?node ?property ?value
"""
"""What rows of a table say, by their events, in the graph of the table."""

WITHIN = """
SELECT DISTINCT ?thing ?outer WHERE {
  VALUES ?thing { %s }
  ?node pe:canonical ?thing ; pe:within+ ?around .
  ?around pe:canonical ?outer
}
"""
"""In which other things the nodes of things lie, as the reports say."""
