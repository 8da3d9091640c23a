"""Is what stands in the graph of a source what rows become? Asked in SPARQL: sources are too large to be read whole."""

from __future__ import annotations

from collections.abc import Iterator

from kg.endpoint import Endpoint
from kg.interchange.sources import names, selected, tables

MOST = 100
"""Findings of one kind in one source."""
RULES = {
    "an event of a table has its row as evidence; import the table again": """
        ?node a pe:Event FILTER NOT EXISTS { ?node pe:row ?row }""",
    "an event of a table has exactly one row; withdraw the source and import it again": """
        ?node pe:row ?row , ?other FILTER (STR(?row) < STR(?other))""",
    "an event names the table of which it is a row; import the table again": """
        ?node pe:row ?row FILTER NOT EXISTS { ?node prov:wasDerivedFrom ?table . ?table a pe:Table }""",
    "an event has one label; import the table again": """
        ?node pe:row ?row FILTER NOT EXISTS { ?node rdfs:label ?label }""",
    "the earliest day is not after the latest; mend the row": """
        ?node pe:earliestDate ?first ; pe:latestDate ?last FILTER (?first > ?last)""",
    "a count says what it counts and in which words; import the table again": """
        ?event pe:hasCount ?node FILTER NOT EXISTS { ?node pe:countOf ?of ; pe:text ?words }""",
    "the least number is not above the greatest; mend the row": """
        ?node pe:low ?low ; pe:high ?high FILTER (?low > ?high)""",
    "a place or agent has a name; import the table again": """
        VALUES ?to { pe:place pe:within pe:participant pe:opposedTo sem:hasActor }
        ?event ?to ?node FILTER NOT EXISTS { ?node rdfs:label ?label }""",
}
"""What must not be found."""


def wrong_rows(store: Endpoint) -> Iterator[tuple[str, str, str]]:
    """Source, node and message of what is wrong in the sources, and of tables that are not read to their end."""
    for name in names(store):
        graph = str(store.addresses.source(name))
        for table in tables(store, graph).values():
            if table.rows is None and table.read:
                yield name, table.address, f"{table.name} is read up to row {table.read}; the same `kg import` goes on"
        for message, pattern in RULES.items():
            query = f"SELECT DISTINCT ?node WHERE {{ {pattern} }} LIMIT {MOST}"
            for row in selected(store, query, graph):
                yield name, row["node"], message
