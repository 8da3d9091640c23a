"""Every SPARQL text the pages ask, in one place; the prefixes are those of `kg.vocab.PREFIXES`.

`$name` in a SELECT stands for the parameter of that name. A CONSTRUCT is asked with the
page's own IRI as base, so `<>` is what the page is about, and with the page's graphs as default graph.
"""

from __future__ import annotations

TOTALS = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?total) WHERE {
  VALUES ?class {
    pe:Report pe:Event foaf:Person org:Organization pe:Place org:Membership
    pe:DirectQuote pe:IndirectSpeech pe:Expression pe:Symbol pe:Demand pe:Count pe:Evidence
  }
  ?thing a ?class
} GROUP BY ?class
"""

CLASS_COUNTS = "SELECT ?class (COUNT(*) AS ?total) WHERE { ?thing a ?class } GROUP BY ?class ORDER BY ?class"

PROPERTY_COUNTS = """
SELECT ?property (COUNT(*) AS ?total) WHERE { ?s ?property ?o } GROUP BY ?property ORDER BY ?property
"""

PROPERTIES_OF_CLASS = """
SELECT DISTINCT ?property WHERE {
  { SELECT ?thing WHERE { ?thing a $class } LIMIT 300 }
  ?thing ?property ?value
} ORDER BY ?property
"""
"""Of some things of a class: to look at all takes six seconds where there are a hundred reports."""

CONCEPT_COUNTS = """
SELECT ?concept (COUNT(*) AS ?total) WHERE {
  GRAPH $graph { ?concept a skos:Concept }
  ?thing ?property ?concept
} GROUP BY ?concept
"""

GRAPH_THERE = "ASK { GRAPH $graph {} }"

REPORT = """
SELECT ?graph ?report ?property ?value WHERE {
  VALUES ?graph { %s } GRAPH ?graph { ?report a pe:Report ; ?property ?value }
}
"""

READING = """
SELECT ?graph ?version ?rules WHERE {
  VALUES ?graph { %s } GRAPH ?graph { ?reading a pe:Reading ; pe:readerVersion ?version ; pe:rulesDigest ?rules }
}
"""

NODES = """
SELECT ?graph ?node ?property ?value WHERE {
  VALUES ?graph { %s }
  GRAPH ?graph {
    ?node pe:reportedIn ?report ; ?property ?value
    FILTER(?property NOT IN (pe:evidence, pe:mention, pe:content))
  }
} ORDER BY ?node ?property ?value
"""

DECIDED = """
SELECT ?decision ?by ?at ?why WHERE {
  VALUES ?decision { %s }
  GRAPH ?decision {
    ?decision prov:wasAttributedTo/rdfs:label ?by ; prov:generatedAtTime ?at OPTIONAL { ?decision rdfs:comment ?why }
  }
} ORDER BY ?decision
"""

RECORDS = """
SELECT ?decision ?record WHERE { VALUES ?decision { %s } GRAPH ?decision { ?decision pe:record ?record } }
"""

WORDS = """
SELECT ?graph ?node ?how ?start ?end ?exact WHERE {
  VALUES ?graph { %s }
  GRAPH ?graph {
    ?words oa:start ?start ; oa:end ?end ; oa:exact ?exact . ?node ?how ?words
    FILTER(?how IN (pe:evidence, pe:mention, pe:content))
  }
} ORDER BY ?start DESC(?end) ?node ?how
"""
"""With the ways as values, an engine looks for them in all graphs."""

TERMS = """
SELECT ?term ?label WHERE { GRAPH $graph { ?term rdfs:label|skos:prefLabel ?label } } ORDER BY ?term ?label
"""

VOCABULARY = """
SELECT ?term ?property ?value WHERE { GRAPH $graph { ?term ?property ?value } } ORDER BY ?term ?property ?value
"""

LABELS = """
SELECT ?thing (MIN(?found) AS ?label) WHERE {
  VALUES ?thing { %s }
  ?thing rdfs:label|skos:prefLabel|pe:text ?found
} GROUP BY ?thing
"""
"""`%s` in this and the texts below stands for IRIs, each written as `<…>`."""

LABELS_IN = """
SELECT ?thing (MIN(?found) AS ?label) WHERE {
  VALUES ?thing { %s }
  GRAPH $graph { ?thing rdfs:label ?found }
} GROUP BY ?thing
"""

GRAPHED = """
SELECT DISTINCT ?node WHERE {
  VALUES ?node { %s }
  ?node a ?class ; pe:reportedIn/dcterms:identifier ?report
  FILTER(?class IN (
    pe:Place, pe:Event, foaf:Person, pe:Delegation, pe:Collective, pe:UnnamedSource, org:Membership, org:Organization
  ))
}
"""
"""Which are nodes of a network at all."""
GRAPH_NODES = """
SELECT ?node ?class ?label ?modality ?report ?how (MIN(?at) AS ?start) WHERE {
  VALUES ?node { %s }
  ?node a ?class ; pe:reportedIn/dcterms:identifier ?report
  FILTER(?class IN (
    pe:Place, pe:Event, foaf:Person, pe:Delegation, pe:Collective, pe:UnnamedSource, org:Membership, org:Organization
  ))
  OPTIONAL { ?node rdfs:label|pe:roleText ?label }
  OPTIONAL { ?node pe:modality ?modality }
  OPTIONAL { ?node ?how ?words . ?words oa:start ?at FILTER(?how IN (pe:mention, pe:evidence)) }
} GROUP BY ?node ?class ?label ?modality ?report ?how ORDER BY ?node ?label ?how
"""

DESCRIBED = """
CONSTRUCT { ?thing ?property ?value } WHERE {
  VALUES ?thing { %s }
  ?thing ?property ?value FILTER(?property != schema:articleBody)
}
"""

EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"

CATALOGUE = """
CONSTRUCT { ?report a pe:Report ; ?property ?value } WHERE {
  ?report a pe:Report ; ?property ?value FILTER(?property != schema:articleBody)
}
"""

ABOUT = """
CONSTRUCT { ?s ?p ?o } WHERE {
  SELECT DISTINCT ?s ?p ?o WHERE {
    { BIND(<> AS ?s) }
    UNION { <> pe:evidence|pe:mention|pe:content ?s }
    UNION { ?s a pe:Fact ; ?any <> }
    UNION { ?fact a pe:Fact ; ?any <> ; pe:evidence|pe:content ?s }
    ?s ?p ?o
  }
}
"""

LARGEST = """
SELECT ?event ?label ?words ?title (COALESCE(?low, ?high) AS ?size) WHERE {
  ?count pe:countOf pec:count-participants ; pe:countFor ?event ; pe:text ?words .
  ?event pe:modality pec:modality-asserted ; rdfs:label ?label ; pe:reportedIn ?report .
  ?report rdfs:label ?title .
  OPTIONAL { ?count pe:low ?low }
  OPTIONAL { ?count pe:high ?high }
} ORDER BY DESC(?size) ?event ?words LIMIT 40
"""
"""Events by how many took part, as the reports themselves say; an event comes once for each figure."""

EXPLORE = """SELECT ?event ?form ?place WHERE {
  ?event a pe:Event .
  OPTIONAL { ?event pe:form/skos:prefLabel ?form }
  OPTIONAL { ?event pe:place ?place }
} ORDER BY ?event"""
"""What the empty query form starts with."""

REPORTS_BY_DAY = """
SELECT ?report (MAX(?day) AS ?published) WHERE {
  ?report a pe:Report OPTIONAL { ?report schema:datePublished ?day }
} GROUP BY ?report
"""

REPORTS_KNOWN = """
SELECT ?report ?property ?value WHERE {
  VALUES ?report { %s }
  ?report ?property ?value
  FILTER(?property IN (
    dcterms:identifier, rdfs:label, schema:publisher, schema:datePublished, schema:url, schema:inLanguage
  ))
} ORDER BY ?report ?property ?value
"""
"""With the properties as values, an engine goes through all that have them."""

REPORTS_COUNTED = """
SELECT ?report ?type (COUNT(DISTINCT ?node) AS ?total) WHERE {
  VALUES ?report { %s }
  ?node pe:reportedIn ?report ; a ?type FILTER(?type IN (pe:Event, foaf:Person))
} GROUP BY ?report ?type
"""
"""With the types as values, an engine goes through all of their nodes."""

FACTS_TOUCHING = """
SELECT DISTINCT ?fact WHERE {
  VALUES ?node { %s }
  ?fact ?way ?node ; a ?kind
  FILTER(?kind IN (pe:Statement, org:Membership, pe:Utterance, pe:Symbol, pe:Demand, pe:Message))
}
"""

FACT_ENDS = """
SELECT DISTINCT ?fact ?property ?value WHERE {
  VALUES ?fact { %s }
  {
    ?fact a pe:Fact ; ?property ?value
    FILTER(?property IN (
      rdf:type, rdf:subject, rdf:predicate, rdf:object, org:member, org:organization, pe:utteredBy, pe:utteredAt,
      pe:displayedAt, pe:symbolOf, pe:demandedBy, pe:addressee, pe:sender, pe:recipient
    ) && isIRI(?value))
  } UNION {
    ?fact rdf:subject/pe:modality ?value BIND(pe:modality AS ?property)
  }
}
"""
"""In no order: of very many rows that takes an engine longer than finding them."""
"""What of facts makes them edges of a network (`kg.network.PATHS`), and whether it is told of what did not happen."""

FACT_WORDS = """
SELECT DISTINCT ?fact ?start ?end ?exact ?report ?confidence ?band WHERE {
  VALUES ?fact { %s }
  ?fact pe:reportedIn/dcterms:identifier ?report ; pe:evidence ?words .
  ?words oa:start ?start ; oa:end ?end ; oa:exact ?exact
  OPTIONAL { ?fact pe:confidence ?confidence }
  OPTIONAL { ?fact pe:band ?band }
} ORDER BY ?fact ?start ?end
"""

OVERVIEW_REPORTS = """
SELECT ?report ?id WHERE {
  ?report a pe:Report ; dcterms:identifier ?id OPTIONAL { ?report schema:datePublished ?published }
} ORDER BY DESC(?published) ?id
"""

OVERVIEW_NODES = """
SELECT ?node ?label ?report WHERE { ?node a $class ; pe:reportedIn ?report OPTIONAL { ?node rdfs:label ?label } }
"""
"""Class by class and in no order: of ten thousand reports that takes a fifth of the time."""

OVERVIEW_EDGES = """
SELECT ?source ?target WHERE {
  { VALUES ?plain {
      pe:place pe:within pe:partOf pe:motivatedBy pe:issue pe:inSolidarityWith pe:coordinatedWith pe:participant
      pe:speaker pe:organizer pe:opposedTo pe:victim pe:deliveredBy pe:delegateOf foaf:member org:unitOf org:memberOf
    }
    ?source ?plain ?target }
  UNION { ?said pe:utteredBy ?source ; pe:utteredAt ?target }
  UNION { ?symbol pe:displayedAt ?source ; pe:symbolOf ?target }
  UNION { ?demand pe:demandedBy ?source ; pe:addressee ?target }
  UNION { ?message pe:sender ?source ; pe:recipient ?target }
}
"""
"""Who hangs together with whom, told by the plain triples; the order of telling is no link."""

OVERVIEW_THINGS = "SELECT ?node ?thing WHERE { ?node pe:canonical ?thing }"

OVERVIEW_SUGGESTIONS = """
SELECT ?left ?right WHERE { GRAPH $graph { ?pair a pe:Suggestion ; pe:left ?left ; pe:right ?right } }
"""
