"""What is asked about events in time and space and about those who met at them; `%s` stands for IRIs."""

from __future__ import annotations

EVENTS = """
SELECT ?event ?published WHERE {
  ?event a pe:Event ; pe:reportedIn ?report .
  OPTIONAL { ?report schema:datePublished ?published }
} ORDER BY DESC(?published) ?event
"""

EVENTS_OF_REPORT = """
SELECT ?event ?published WHERE {
  ?event a pe:Event ; pe:reportedIn $report .
  OPTIONAL { $report schema:datePublished ?published }
} ORDER BY ?event
"""

THESE_EVENTS = """
SELECT ?event ?published WHERE {
  VALUES ?event { %s }
  ?event a pe:Event ; pe:reportedIn ?report .
  OPTIONAL { ?report schema:datePublished ?published }
} ORDER BY DESC(?published) ?event
"""

OF_EVENTS = """
SELECT ?event ?property ?value ?label WHERE {
  VALUES ?event { %s }
  ?event ?property ?value
  FILTER(?property IN (
    pe:form, pe:modality, pe:place, pe:organizer, pe:participant, pe:deliveredBy, pe:motivatedBy, pe:partOf
  ))
  OPTIONAL { ?value skos:prefLabel ?label }
} ORDER BY ?event ?property ?value
"""

TIMES_OF_EVENTS = """
SELECT ?event ?time ?text ?earliest ?latest ?status ?how ?start ?end ?exact WHERE {
  VALUES ?event { %s }
  ?time pe:timeOf ?event ; pe:text ?text ; pe:timeStatus ?status .
  OPTIONAL { ?time pe:earliestDate ?earliest }
  OPTIONAL { ?time pe:latestDate ?latest }
  OPTIONAL {
    ?time ?how ?words FILTER(?how IN (pe:content, pe:evidence))
    OPTIONAL { ?words oa:start ?start }
    OPTIONAL { ?words oa:end ?end }
    OPTIONAL { ?words oa:exact ?exact }
  }
} ORDER BY ?event ?time ?how ?start
"""
"""The words stand one by one: together in one OPTIONAL, an engine looks at the words of all reports."""

SIZES_OF_EVENTS = """
SELECT ?event ?text WHERE {
  VALUES ?event { %s }
  ?count pe:countFor ?event ; pe:countOf pec:count-participants ; pe:text ?text
} ORDER BY ?event ?text
"""

WITHIN = """
SELECT ?place ?outer ?label WHERE {
  VALUES ?place { %s }
  ?place pe:within ?outer . ?outer rdfs:label ?label
} ORDER BY ?place ?outer ?label
"""

COORDINATES = """
PREFIX geo: <http://www.w3.org/2003/01/geo/wgs84_pos#>
SELECT ?place ?latitude ?longitude WHERE {
  VALUES ?place { %s }
  ?place geo:lat ?latitude ; geo:long ?longitude
} ORDER BY ?place ?latitude ?longitude
"""

NAMED = """
SELECT DISTINCT ?id ?label WHERE {
  VALUES ?report { %s }
  ?report dcterms:identifier ?id .
  ?place pe:reportedIn ?report ; a pe:Place ; rdfs:label ?label
}
"""

WHO_WAS_WHERE = """
SELECT DISTINCT ?person ?event WHERE {
  {
    { ?event pe:speaker|pe:participant|pe:organizer|pe:deliveredBy ?person }
    UNION { ?event pe:participant|pe:deliveredBy ?group . ?group foaf:member ?person }
    UNION { ?words pe:utteredAt ?event ; pe:utteredBy ?person }
  }
  FILTER EXISTS { ?person a foaf:Person %s }
  FILTER EXISTS { ?event a pe:Event }
} ORDER BY ?person ?event
"""
"""Whoever is in a delegation was where it was; `%s` may narrow it to a report.

As patterns of their own the two filters would be joined first: every person with every event.
"""

IN_REPORT = "; pe:reportedIn $report"

PARTS_OF_EVENTS = "SELECT ?event ?whole WHERE { ?event pe:partOf ?whole } ORDER BY ?event ?whole"
