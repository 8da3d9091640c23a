"""As much of JSON Schema (https://json-schema.org/draft/2020-12) as our description of the interface uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "integer": (int,),
    "number": (int, float), "null": (type(None),),
}  # fmt: skip
KNOWN = {
    "$ref", "anyOf", "enum", "type", "properties", "required", "additionalProperties", "items", "minItems", "maxItems",
    "description",
}  # fmt: skip


def faults(document: Any, schema: dict[str, Any], components: dict[str, Any], at: str = "$") -> Iterator[str]:
    """Where a document is not as its schema says."""
    assert schema.keys() <= KNOWN, schema.keys() - KNOWN
    if "$ref" in schema:
        yield from faults(document, components[schema["$ref"].rpartition("/")[2]], components, at)
    elif "anyOf" in schema:
        found = [list(faults(document, one, components, at)) for one in schema["anyOf"]]
        if all(found):
            yield from min(found, key=len)
    elif "enum" in schema and document not in schema["enum"]:
        yield f"{at}: {document!r} is none of {schema['enum']}"
    elif "type" in schema and not _typed(document, schema["type"]):
        yield f"{at}: {document!r} is no {schema['type']}"
    elif isinstance(document, dict):
        yield from _object(document, schema, components, at)
    elif isinstance(document, list):
        if not schema.get("minItems", 0) <= len(document) <= schema.get("maxItems", len(document)):
            yield f"{at}: {len(document)} items"
        for number, item in enumerate(document):
            yield from faults(item, schema.get("items", {}), components, f"{at}[{number}]")


def _typed(document: Any, wanted: str | list[str]) -> bool:
    names = [wanted] if isinstance(wanted, str) else wanted
    found = any(isinstance(document, TYPES[name]) for name in names)
    return found and (not isinstance(document, bool) or "boolean" in names)


def _object(document: dict[str, Any], schema: dict[str, Any], components: dict[str, Any], at: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    for name in sorted(set(schema.get("required", ())) - document.keys()):
        yield f"{at}: {name} is missing"
    for name, value in document.items():
        if name in properties:
            yield from faults(value, properties[name], components, f"{at}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{at}: {name} is not described"
