"""Which of our forms of event a code of another scheme stands for, by the notations of the ontology's concepts."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from rdflib import Literal
from rdflib.namespace import SKOS

from kg.ontology import load_vocabulary
from kg.vocab import PE, PEC


@functools.cache
def _tables() -> tuple[dict[tuple[str, str], tuple[str, ...]], dict[tuple[str, str], tuple[str, ...]], dict[str, str]]:
    """Forms by scheme and code, the least special first; codes by scheme and form; and forms by their labels."""
    graph = load_vocabulary()
    forms: dict[tuple[str, str], list[tuple[int, str]]] = {}
    codes: dict[tuple[str, str], list[str]] = {}
    labels: dict[str, str] = {}
    for concept in graph.subjects(SKOS.inScheme, PEC.form):
        name = str(concept).removeprefix(f"{PEC}form-")
        depth = len(list(graph.transitive_objects(concept, SKOS.broader)))
        labels |= {str(label).casefold(): name for label in graph.objects(concept, SKOS.prefLabel)}
        for code in graph.objects(concept, SKOS.notation):
            if isinstance(code, Literal):
                scheme = str(code.datatype).removeprefix(str(PE))
                forms.setdefault((scheme, str(code)), []).append((depth, name))
                codes.setdefault((scheme, name), []).append(str(code))
    return (
        {key: tuple(name for _, name in sorted(some)) for key, some in forms.items()},
        {key: tuple(sorted(some)) for key, some in codes.items()},
        labels,
    )


def forms_of(scheme: str, code: str) -> tuple[str, ...]:
    """The forms that a code may stand for, the most general first."""
    return _tables()[0].get((scheme, code), ())


def notation(scheme: str, forms: Sequence[str]) -> str | None:
    """The code of the first of some forms that has one; `None` if none has."""
    found = [code for form in forms for code in _tables()[1].get((scheme, form), ())]
    return found[0] if found else None


def form_called(name: str) -> str | None:
    """The form that the ontology calls so."""
    return _tables()[2].get(name.casefold())
