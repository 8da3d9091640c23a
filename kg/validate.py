"""`kg check`: everything that can be wrong in a store. It reads every graph once.

What it looks for in each report is said in `kg.report_checks`; here is what many graphs say together: that what is
believed is what they state, that decisions were followed, and that who is who was worked out from what is held now.
"""

from __future__ import annotations

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from kg.canonical import derived
from kg.deciding import decision_graph
from kg.decisions import from_json
from kg.endpoint import Endpoint
from kg.errors import DecisionError
from kg.interchange.checking import wrong_rows
from kg.ontology import load_shapes, load_vocabulary
from kg.report_checks import Problem, check_graphs
from kg.vocab import PE


def check(store: Endpoint) -> list[Problem]:
    """Everything that is wrong in a store; an empty list if nothing is."""
    vocabulary, shapes = load_vocabulary(), load_shapes()
    wrong = wrong_decisions(store)  # of which nothing can be worked out
    problems = vocabulary_problems(store, vocabulary) + (wrong or outdated_identity(store)) + out_of_step(store)
    for report_id in store.report_ids():
        graphs = store.graphs(report_id)
        problems += check_graphs(graphs, vocabulary, shapes) + missing_beliefs(store, report_id)
    rows = [Problem("row", node, message, source) for source, node, message in wrong_rows(store)]
    return problems + unfounded_beliefs(store) + rows


def vocabulary_problems(store: Endpoint, vocabulary: Graph) -> list[Problem]:
    """The store holds the concepts that its reports use, as this version defines them."""
    held = {*store.vocabulary()}
    concepts = vocabulary.subjects(RDF.type, SKOS.Concept)
    absent = sorted(str(c) for c in concepts if not held.issuperset(vocabulary.triples((c, None, None))))
    if not absent:
        return _concepts_out_of_step(store) + _stray_graphs(store)
    message = f"{len(absent)} concepts, this first, are not in the store as this version defines them; ingest again"
    return [Problem("vocabulary", absent[0], message)]


def _concepts_out_of_step(store: Endpoint) -> list[Problem]:
    """The concepts stand in the default graph as in the vocabulary's own."""
    rows = store.select(
        "SELECT ?s ?p ?o WHERE { GRAPH $graph { ?s a skos:Concept ; ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }",
        graph=store.addresses.vocabulary_graph,
    )
    message = "{p} {o} is in the vocabulary but missing from the default graph; ingest again"
    return [Problem("vocabulary", str(row["s"]), message.format_map(row)) for row in rows]


def _stray_graphs(store: Endpoint) -> list[Problem]:
    """Every named graph is a report's, a decision's, a table's, or one of those of which there is one."""
    ids, ours = store.report_ids(), store.addresses
    known = {
        str(ours.vocabulary_graph),
        str(ours.canonical_graph),
        str(ours.suggestions_graph),
        str(ours.changes_graph),
    }
    known |= {str(name) for id_ in ids for name in ours.graphs(id_)}
    many = (str(ours.decision("")), str(ours.source("")))
    message = "a named graph that belongs to no report in the store"
    strays = (name for name in store.graph_names() if name not in known and not name.startswith(many))
    return [Problem("graph", name, message) for name in strays]


def wrong_decisions(store: Endpoint) -> list[Problem]:
    """The graph of a decision holds what its record says, and nothing else."""
    problems: list[Problem] = []
    for name in store.graph_names():
        if name.startswith(str(store.addresses.decision(""))):
            held = store.graph(name)
            record = held.value(URIRef(name), PE.record)
            try:
                wanted = decision_graph(from_json(str(record)), store.addresses)
            except DecisionError as error:
                problems.append(Problem("decision", name, f"holds no decision: {error}; take it back"))
                continue
            if set(held) != set(wanted):
                problems.append(Problem("decision", name, "its triples are not those of its record; take it back"))
    return problems


def out_of_step(store: Endpoint) -> list[Problem]:
    """Each report was read with just those corrections that the store holds of it."""
    rows = store.select(
        """SELECT ?report ?decision WHERE {
          { GRAPH ?decision { ?decision pe:operation ?any ; pe:about/pe:inReport ?report }
            ?report a pe:Report FILTER NOT EXISTS { ?reading prov:used ?report, ?decision } }
          UNION
          { ?reading a pe:Reading ; prov:used ?report, ?decision . ?report a pe:Report
            FILTER NOT EXISTS { ?decision a pe:Report } FILTER NOT EXISTS { GRAPH ?decision { ?decision ?p ?o } } }
        } ORDER BY ?report ?decision"""
    )
    message = "was read without the corrections that are held of it, or by others: {decision}; read it again"
    return [Problem("corrections", str(row["report"]), message.format_map(row)) for row in rows]


def outdated_identity(store: Endpoint) -> list[Problem]:
    """Who is who is what follows from all reports and judgements that are held."""
    whole, _, _ = derived(store)
    held = {name: store.triples(name) for name in whole.graphs}
    missing = sum(len(triples - held[name]) for name, triples in whole.graphs.items())
    surplus = sum(len(held[name] - triples) for name, triples in whole.graphs.items())
    message = f"{missing} statements of who is who are missing, and {surplus} are out of date; `kg resolve` renews them"
    found = [Problem("identity", str(store.addresses.canonical_graph), message)] if missing or surplus else []
    rows = store.select(
        "SELECT ?node WHERE { GRAPH $graph { ?node pe:canonical ?t } FILTER NOT EXISTS { ?node pe:canonical ?t } }",
        graph=store.addresses.canonical_graph,
    )
    message = "which thing it is is missing from the default graph; `kg resolve` puts it there"
    return found + [Problem("default graph", str(row["node"]), message) for row in rows]


def missing_beliefs(store: Endpoint, report_id: str) -> list[Problem]:
    """Whatever a report states stands in the default graph."""
    rows = store.select(
        "SELECT ?s ?p ?o WHERE { GRAPH $graph { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }",
        graph=store.addresses.facts_graph(report_id),
    )
    message = "{p} {o} is stated by the report but missing from the default graph"
    return [Problem("default graph", str(row["s"]), message.format_map(row), report_id) for row in rows]


def unfounded_beliefs(store: Endpoint) -> list[Problem]:
    """The default graph holds nothing but what a report states, the vocabulary defines, or identity says."""
    rows = store.select(
        f"""SELECT ?s ?p ?o WHERE {{
          ?s ?p ?o
          FILTER NOT EXISTS {{
            GRAPH ?g {{ ?s ?p ?o }}
            FILTER (
              STRENDS(STR(?g), "/graph")
              || ?g = <{store.addresses.vocabulary_graph}>
              || ?g = <{store.addresses.canonical_graph}> && ?p = pe:canonical
            )
          }}
        }} ORDER BY ?s ?p ?o"""
    )
    message = "{p} {o} is in the default graph but stated by no report"
    return [Problem("default graph", str(row["s"]), message.format_map(row)) for row in rows]
