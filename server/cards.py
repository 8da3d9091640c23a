"""The card of a thing: what its report says of it, whom it met, and which thing of all reports it is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from rdflib import URIRef
from rdflib.namespace import FOAF, ORG, RDF

from kg.network import UNREAL
from kg.vocab import PE
from server.identity import others, things_of
from server.links import Links
from server.nodes import graph_nodes
from server.sections import sections
from server.shapes import Words, band, confidence, href
from server.site import links, site
from server.summaries import report_summaries, thing_summary
from server.together import named, told_in
from server.view import Part, ReportView, Thing
from server.view import Words as Stretch

AGENTS = ("person", "delegation", "group", "unnamed", "organization")
PRESENT = (PE.speaker, PE.participant, PE.organizer, PE.deliveredBy)
"""The relations of an event to those who were there."""
UTTERANCES = ("quotation", "reported")


def card(view: ReportView, thing: Thing) -> dict[str, Any]:
    """All that a card shows of a thing of a report."""
    (report,) = report_summaries([view.iri])
    rules = [str(rule) for rule in thing.values.get(PE.rule, ())]
    return {
        "thing": thing_summary(view, thing),
        "report": report,
        "forms": [{"text": text, "words": words_of(view, words)} for text, words in view.forms(thing)],
        "words": words_of(view, [*thing.evidence, *thing.content]),
        "sections": [
            {"title": section.title, "facts": [fact_line(view, fact, thing) for fact in section.facts]}
            for section in sections(view, thing)
        ],
        "quotations": [quotation(view, fact) for fact in quoted(view, thing)],
        "company": company(view, thing),
        "identity": identity(thing),
        "confidence": confidence(thing.first(PE.confidence)),
        "band": band(thing.first(PE.band)),
        "rules": rules,
        "reader": str(view.reading["version"]) if rules and "version" in view.reading else None,
    }


def words_of(view: ReportView, stretches: list[Stretch]) -> list[Words]:
    """Stretches of the report, in its order."""
    return [
        {"report": view.id, "start": words.start, "end": words.end, "exact": words.exact}
        for words in sorted(set(stretches))
    ]


def fact_line(view: ReportView, fact: Thing, about: Thing) -> dict[str, Any]:
    """A fact in words under the thing that it is about."""
    return {
        "iri": str(fact.iri),
        "href": href(str(fact.iri)),
        "parts": [_part(view, part, links()) for part in view.sentence(fact, about.iri)],
        "words": words_of(view, [*fact.evidence, *fact.content]),
        "confidence": confidence(fact.first(PE.confidence)),
        "band": band(fact.first(PE.band)),
        "rules": [str(rule) for rule in fact.values.get(PE.rule, ())],
        "claimed": fact.claimed,
        "candidate": fact.candidate,
        "decided": view.decided.get(fact.iri),
    }


def _part(view: ReportView, part: Part, ours: Links) -> dict[str, Any]:
    target = ours.href(part.iri) if part.iri else f"{href(str(view.iri))}#{part.anchor}" if part.anchor else None
    return {"text": part.text, "style": part.style, "iri": part.iri, "href": target, "hue": part.hue}


# What was said


def quoted(view: ReportView, thing: Thing) -> list[Thing]:
    """What a thing said, or what was said at it or at its parts, in the order of the text."""
    at = {thing.iri, *(part for part, whole in _parts(view) if whole == thing.iri)}
    own = [thing] if thing.kind.name in UTTERANCES else []
    others = [
        one for one in view.of(*UTTERANCES) if one.first(PE.utteredBy) == thing.iri or one.first(PE.utteredAt) in at
    ]
    return [said for said in own or others if said.content or said.evidence]


def quotation(view: ReportView, said: Thing) -> dict[str, Any]:
    """Something said, ready to be cited."""
    event, cue = said.first(PE.utteredAt), said.first(PE.cue)
    (words, *_) = words_of(view, said.content or said.evidence)
    return {
        "fact": str(said.iri),
        "href": href(str(said.iri)),
        "direct": said.kind.name == "quotation",
        "cue": None if cue is None else str(cue),
        "text": str(said.first(PE.text) or words["exact"]),
        "event": None if event is None else view.label(event),
        "words": words,
        "citation": citation(view, said),
    }


def citation(view: ReportView, said: Thing) -> str:
    """“…” — Ana Brook, co-chair, Mill Workers' Union, in: Title, Publisher, 4 May 2021. Address

    What is not known is left out; words of the reporter stand without quotation marks, and it is said whose they are.
    """
    text = " ".join(str(said.first(PE.text) or "").split())
    words = f"“{text}”" if said.kind.name == "quotation" else f"{text} (the reporter's words)"
    source = ", ".join([view.title, *filter(None, (view.meta.get("publisher"), day(view.meta.get("published"))))])
    speaker = ", ".join(_speaker(view, said))
    return " ".join(filter(None, (
        words, f"— {speaker}, in: {source}." if speaker else f"— {source}.", view.meta.get("url"),
    )))  # fmt: skip


def _speaker(view: ReportView, said: Thing) -> Iterator[str]:
    """The name, and the role if the report gives exactly one."""
    speaker = said.first(PE.utteredBy)
    if speaker is None:
        return
    yield view.label(speaker)
    roles = [role for role in view.of("membership") if role.first(ORG.member) == speaker]
    if len(roles) == 1:
        yield from (view.label(part) for part in map(roles[0].first, (PE.roleText, ORG.organization)) if part)


def day(date: str | None) -> str | None:
    """A day as people write it: 4 May 2021."""
    if date is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        return date
    try:
        found = datetime.date.fromisoformat(date)
    except ValueError:
        return date
    return f"{found.day} {found:%B} {found.year}"


# Whom it met


def company(view: ReportView, thing: Thing) -> list[dict[str, Any]]:
    """Who was at the same events, and at which, those of most events first. A speech is part of its rally."""
    if thing.kind.name not in AGENTS or thing.claimed or thing.candidate:
        return []
    present = presences(view)
    own = present.get(thing.iri, set())
    shared = {agent: events & own for agent, events in present.items() if agent != thing.iri and events & own}
    nodes = graph_nodes([*shared, *own])
    found = [
        {"node": nodes[str(agent)], "events": sorted((nodes[str(e)] for e in events if str(e) in nodes), key=_told)}
        for agent, events in shared.items()
        if str(agent) in nodes
    ]
    return sorted(found, key=lambda one: (-len(one["events"]), _told(one["node"])))


def presences(view: ReportView) -> dict[URIRef, set[URIRef]]:
    """Everybody who was at an event that the report says happened, and at which: those it was part of as well."""
    facts = view.of("statement", *UTTERANCES)
    at: dict[URIRef, set[URIRef]] = {}
    members: dict[URIRef, list[URIRef]] = {}
    for fact in facts:
        subject, predicate, object_ = map(fact.first, (RDF.subject, RDF.predicate, RDF.object))
        if fact.kind.name in UTTERANCES:
            subject, object_ = fact.first(PE.utteredAt), fact.first(PE.utteredBy)
        elif predicate == FOAF.member:
            members.setdefault(URIRef(str(subject)), []).append(URIRef(str(object_)))
            continue
        elif predicate not in PRESENT:
            continue
        event, agent = (view.things.get(URIRef(str(one))) for one in (subject, object_))
        if event is not None and agent is not None and _happened(event):
            at.setdefault(agent.iri, set()).add(event.iri)
    for delegation, people in members.items():
        for person in people:
            at.setdefault(person, set()).update(at.get(delegation, ()))
    wholes = list(_parts(view))
    for events in at.values():
        events |= {whole for part, whole in wholes if part in events and _happened(view.things[whole])}
    return at


def _happened(event: Thing) -> bool:
    return event.kind.name == "event" and event.first(PE.modality) not in UNREAL


def _parts(view: ReportView) -> Iterator[tuple[URIRef, URIRef]]:
    """The events that are part of others."""
    for fact in view.of("statement"):
        part, whole = fact.first(RDF.subject), fact.first(RDF.object)
        if fact.first(RDF.predicate) == PE.partOf and part in view.things and whole in view.things:
            yield URIRef(str(part)), URIRef(str(whole))


def _told(node: Any) -> tuple[int, str]:
    return node["start"], node["iri"]


# Who else is the same


MOST = 30
"""Nodes of other reports on a card; the page of the thing has all of them."""


def identity(thing: Thing) -> dict[str, Any] | None:
    """Which thing of all reports a node is, and which other nodes are or may be it; `None` for what has no thing."""
    own = things_of([thing.iri]).get(str(thing.iri))
    name = named([own]).get(own) if own else None
    if own is None or name is None:
        return None
    found = others([thing.iri])
    nodes = graph_nodes(one.other for one in found[:MOST])
    addresses, ids = site().store.addresses, {node["report"] for node in nodes.values()}
    summaries = {one["id"]: one for one in report_summaries([addresses.report(id_) for id_ in sorted(ids)])}
    return {
        "iri": own,
        "href": name.href,
        "label": name.label,
        "reports": told_in([own]).get(own, 0),
        "total": len(found),
        "others": [
            {"node": node, "title": told["title"], "published": told["published"],
             "relation": one.relation, "why": one.why}
            for one in found[:MOST]
            if (node := nodes.get(one.other)) is not None and (told := summaries.get(node["report"])) is not None
        ],
    }  # fmt: skip
