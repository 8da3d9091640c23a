"""Decisions made of addresses in the graph, offsets and what was filled into a form; each is anchored to the words."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from rdflib import URIRef

from kg.deciding import anchors_of, place_of
from kg.decisions import ENTITY_KINDS, ROW, Anchor, Correction, Judgement, Operation, Value, Verdict, Words
from kg.document import Span
from kg.endpoint import Endpoint
from kg.errors import DecisionError
from kg.fields import FIELDS, Field, Takes
from kg.review.pairs import KINDS as PAIRED
from kg.review.recording import stored_report
from kg.told import named_by, rules_of, values_of
from kg.vocab import concept


def this_second() -> datetime.datetime:
    """The time of this second in UTC."""
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)


def judgement(
    store: Endpoint,
    verdict: Verdict,
    sides: tuple[str, str],
    *,
    by: str,
    why: str = "",
) -> Judgement:
    """Whether two nodes are one; `DecisionError` if one of them is none that can be, or they are of two kinds."""
    left, right = (_anchor(store, side, name) for side, name in zip(sides, ("left", "right"), strict=True))
    for anchor in (left, right):
        if anchor.kind not in (*PAIRED, *ENTITY_KINDS, ROW):
            raise DecisionError(f"{anchor.key}: is a {anchor.kind}; judged are {', '.join(PAIRED)}")
    if left.kind != right.kind and {left.kind, right.kind} != {"event", ROW}:
        raise DecisionError(
            f"{left.key} ({left.kind}) and {right.key} ({right.kind}) are of two kinds; they cannot be one"
        )
    return Judgement(left=left, right=right, verdict=verdict, by=by, why=why, at=this_second())


def correction(
    store: Endpoint,
    operation: Operation,
    about: str,
    values: Mapping[str, object],
    *,
    by: str,
    why: str = "",
) -> Correction:
    """What is right, wrong or different about an entity or a fact; `DecisionError` if there is no such thing."""
    anchor = _anchor(store, about, "about")
    given = said(store, anchor.kind, values, stored_report(store, anchor.report).text)
    was, rules = values_of(store, URIRef(about)), rules_of(store, anchor.report)
    return Correction(
        operation=operation, about=anchor, values=given, was=was, rules=rules, by=by, why=why, at=this_second()
    )


def addition(
    store: Endpoint,
    kind: str,
    where: tuple[str, object, object],
    values: Mapping[str, object],
    *,
    by: str,
    why: str = "",
) -> Correction:
    """What the reader missed: of a kind, in a report, between two offsets."""
    report_id, start, end = where
    text = stored_report(store, report_id).text
    given = said(store, kind, values, text)
    needed = [name for name, field in FIELDS[kind].items() if field.required and given.get(name) is None]
    if needed:
        raise DecisionError(f"a {kind} needs {', '.join(needed)}")
    about = Anchor(report=report_id, kind=kind, words=words_at(text, start, end))
    given = {name: value for name, value in given.items() if value not in (None, ())}
    if kind in ENTITY_KINDS and about.words is not None:
        named = named_by(store, report_id, Span(about.words.start, about.words.end))
        given |= {} if named is None else {"apart": named}
    rules = rules_of(store, report_id)
    return Correction(operation=Operation.ADD, about=about, values=given, rules=rules, by=by, why=why, at=this_second())


def address(store: Endpoint, node: str) -> str:
    """The IRI of a node that is named by it, as REPORT/KEY or, of a table, as SOURCE/ROW."""
    if node.startswith(("http://", "https://")):
        return node
    holder, _, key = node.rpartition("/")
    if not holder:
        raise DecisionError(f"{node}: is no node; write its address, or REPORT/KEY such as 2023-janders/person-1328")
    row = store.addresses.row(holder, key)
    return str(row if holder not in store and _is_row(store, row, holder) else store.addresses.node(holder, key))


def report_of(store: Endpoint, node: str) -> str:
    """The id of the report to which a node belongs; `DecisionError` if it belongs to none."""
    place = place_of(store.addresses, URIRef(node))
    if place is None:
        raise DecisionError(f"{node}: belongs to no report; take the address of something in a report")
    return place[0]


def _anchor(store: Endpoint, node: str, name: str) -> Anchor:
    found = anchors_of(store, [URIRef(node)]).get(URIRef(node))
    if found is None or (found.kind == ROW and not _is_row(store, URIRef(node), found.report)):
        raise DecisionError(f"{name}: there is no {node} in the graph; take the address of something in a report")
    return found


def _is_row(store: Endpoint, node: URIRef, source: str) -> bool:
    return store.ask("ASK { GRAPH $table { $node pe:row ?cells } }", node=node, table=store.addresses.source(source))


def said(store: Endpoint, kind: str, values: Mapping[str, object], text: str) -> dict[str, Value]:
    """The values of a correction, from those of a form: things by their IRIs, words by their offsets in the text.

    Raises `DecisionError`, which names the field and says what it takes.
    """
    if kind not in FIELDS:
        raise DecisionError(f"kind: there is no {kind!r}; there are {', '.join(FIELDS)}")
    strange = sorted(set(values) - set(FIELDS[kind]))
    if strange:
        raise DecisionError(f"a {kind} has no {strange[0]}; it has {', '.join(FIELDS[kind])}")
    found: dict[str, Value] = {}
    for name, value in values.items():
        field = FIELDS[kind][name]
        if field.several and value is not None:
            each = value if isinstance(value, list) else [value]
            found[name] = tuple(_said(store, name, field, one, text) for one in each)
        else:
            found[name] = _said(store, name, field, value, text)
    return found


def _said(store: Endpoint, name: str, field: Field, value: object, text: str) -> Value:
    if value is None or value == "":
        return None
    if isinstance(value, dict):
        return words_at(text, value.get("start"), value.get("end"), name)
    if field.takes is Takes.THING:
        found = anchors_of(store, [URIRef(str(value))]).get(URIRef(str(value)))
        if found is None:
            raise DecisionError(f"{name}: there is no {value} in the graph; take an address of something in the report")
        return found
    if field.takes is Takes.CONCEPT and field.choices is None:
        return _concept(store, name, field.scheme, str(value))
    return _plain(name, field, str(value))


def _concept(store: Endpoint, name: str, scheme: str, value: str) -> str:
    prefix = concept(scheme, "")
    query = "SELECT ?concept WHERE { GRAPH $graph { ?concept a skos:Concept } } ORDER BY ?concept"
    found = (row["concept"] for row in store.texts(query, graph=store.addresses.vocabulary_graph))
    known = [iri.removeprefix(prefix) for iri in found if iri.startswith(prefix)]
    if value not in known:
        raise DecisionError(f"{name}: there is no {value!r}; there are {', '.join(known) or 'none'}")
    return value


def _plain(name: str, field: Field, value: str) -> Value:
    try:
        if field.takes is Takes.NUMBER:
            return int(value.replace(",", ""))
        if field.takes is Takes.DAY:
            return datetime.date.fromisoformat(value)
    except ValueError as error:
        wanted = "a whole number" if field.takes is Takes.NUMBER else "a day such as 2024-03-05"
        raise DecisionError(f"{name}: {value!r} is not {wanted}") from error
    if field.takes is Takes.FLAG:
        if value.casefold() not in ("true", "false"):
            raise DecisionError(f"{name}: {value!r} is not true or false")
        return value.casefold() == "true"
    if field.takes is Takes.WORDS:
        raise DecisionError(f"{name}: takes words of the report, by where they start and end, not {value!r}")
    return value


def words_at(text: str, start: object, end: object, name: str = "words") -> Words:
    """The words of a report between two offsets; `DecisionError` if nothing stands there."""
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise DecisionError(
            f"{name}: from {start!r} to {end!r} is no stretch of the report, which has {len(text)} characters"
        )
    return Words.of(text, start, end)
