"""What is asked about the whole base, so that it can be searched: each text gives one property of many things."""

from __future__ import annotations

REPORTS = """
SELECT ?report ?id ?title ?publisher ?published WHERE {
  ?report a pe:Report ; dcterms:identifier ?id ; rdfs:label ?title .
  OPTIONAL { ?report schema:publisher ?publisher }
  OPTIONAL { ?report schema:datePublished ?published }
}
"""

NODES = "SELECT ?node ?label ?report WHERE { ?node a $type ; rdfs:label ?label ; pe:reportedIn ?report }"

THINGS = "SELECT ?node ?thing WHERE { ?node pe:canonical ?thing }"

SPELLINGS = "SELECT ?node ?text WHERE { ?node skos:altLabel ?text ; pe:reportedIn ?report }"

SAID = """
SELECT ?text ?by ?at WHERE {
  ?fact a pe:Utterance ; pe:text ?text
  OPTIONAL { ?fact pe:utteredBy ?by }
  OPTIONAL { ?fact pe:utteredAt ?at }
}
"""

SLOGANS = "SELECT ?text ?at WHERE { ?fact a pe:Expression ; pe:text ?text ; pe:expressedAt ?at }"

FORMS = "SELECT ?node ?value ?label WHERE { ?node pe:form ?value . OPTIONAL { ?value skos:prefLabel ?label } }"

BANDS = "SELECT ?node ?value WHERE { ?node a pe:Event ; pe:band ?value }"

PLACES = "SELECT ?node ?value WHERE { ?node pe:place ?value }"

MEMBERS = "SELECT ?node ?value WHERE { ?node org:memberOf ?value }"

PRESENT = """
SELECT ?node ?value WHERE { ?node pe:speaker|pe:participant|pe:organizer|pe:deliveredBy ?value }
"""
