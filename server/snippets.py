"""A query as people run it elsewhere; frontend/src/sparql/snippets.ts writes the same while a query is written."""

from __future__ import annotations

import json
import re

from server.negotiation import RESULTS_JSON, TURTLE

_SILENT = re.compile(r"""<[^<>"{}|^`\\\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*""")


def curl(endpoint: str, query: str) -> str:
    """The command that asks it."""
    media = TURTLE if _gives_graph(query) else RESULTS_JSON
    return f"curl {_quoted(endpoint)} -H 'Accept: {media}' --data-urlencode {_quoted(f'query={query}')}"


def python(endpoint: str, query: str) -> str:
    """The program that asks it, with SPARQLWrapper."""
    text = query.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if _gives_graph(query):
        form, use = "TURTLE", "print(service.queryAndConvert().decode())"
    else:
        form, use = "JSON", "print(service.queryAndConvert())"
    return "\n".join(
        (
            f"from SPARQLWrapper import {form}, POST, SPARQLWrapper",
            "",
            f"service = SPARQLWrapper({json.dumps(endpoint, ensure_ascii=False)}, returnFormat={form})",
            "service.setMethod(POST)",
            f'service.setQuery("""\n{text}\n""")',
            use,
        )
    )


def _gives_graph(query: str) -> bool:
    verb = re.search(r"\b(select|ask|construct|describe)\b", _SILENT.sub(" ", query), re.IGNORECASE)
    return verb is not None and verb[1].lower() in ("construct", "describe")


def _quoted(text: str) -> str:
    """For a shell."""
    return "'" + text.replace("'", "'\"'\"'") + "'"
