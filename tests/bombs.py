"""Queries that would end, fill or hold up a server that evaluates them in its own process."""

from __future__ import annotations

FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

BOMBS: dict[str, str] = {
    "a join of everything": FOREVER,
    "sorting everything": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g",
    "one long text": "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "doubling": "SELECT ?x40 { BIND('0123456789abcdef' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40))
    + " }",
    "many values": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(300)))} }}" for i in range(4))
    + " }",
    "many patterns": "SELECT * { " + " ".join("?s ?p ?o ." for _ in range(256)) + " }",
    "many unions": "SELECT * { " + " UNION ".join("{ ?s ?p ?o }" for _ in range(1000)) + " }",
    "a long path": f"SELECT * {{ ?s {'/'.join(['!<a:a>'] * 500)} ?o }}",
    "nesting": f"SELECT * {{ {'{' * 3000}{'}' * 3000} }}",
    "negations": f"ASK {{ FILTER({'!' * 9500}true) }}",
    "sums": f"ASK {{ FILTER(0 < {'+'.join(['1'] * 7200)}) }}",
    "an expression of many words": f"ASK {{ FILTER({' || '.join(['?x = 1'] * 9000)}) }}",
    "a regular expression": "ASK { FILTER(REGEX('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a+)+$')) }",
    "another server": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "no SPARQL": "SELECT * WHERE {{{",
    "an unclosed string": "ASK { FILTER('" + "x" * 90_000,
    "a very long query": "ASK {} #" + "x" * 200_000,
}
