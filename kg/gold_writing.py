"""Reports that people corrected, written as gold: what they decided counts, what nobody looked at is optional.

So `kg score` tells of a reader how much of what people said it gets right, and whether it still reads what they
rejected. What it reads anew, and nobody has judged, counts as false: partial gold cannot know better.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.document import Report, Span
from kg.facts import Entity, Extraction, Predicate, Relation
from kg.gold import ABOUT, ALLOWED, FACTS, FORMS, NAMED, SUFFIX, Item
from kg.observed import observed
from kg.rulebook import published

ENTITY_VALUES = ("person", "organization", "speaker", "addressee")
GENRE, REGION, PATTERNS = "corrected by people", "as in the report", ["corrections"]


@dataclass(frozen=True, slots=True)
class Written:
    """A report as gold: what its file holds, and what of people's decisions gold has no words for."""

    report: Report
    gold: Mapping[str, Any]
    left_out: tuple[str, ...]


def as_gold(extraction: Extraction) -> Written:
    """What a report says by its corrected reading, in the shape of gold."""
    return _Writing(published(extraction)).written()


def write_gold(folder: Path, written: Iterable[Written]) -> list[Path]:
    """Put reports with their metadata and gold into a folder; the files of gold, in order.

    Raises:
        OSError: the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for one in written:
        name = re.sub(r"[^\w.-]+", "-", one.report.id)
        (folder / f"{name}.txt").write_text(one.report.text, encoding="utf-8", newline="")
        (folder / f"{name}.toml").write_text(_metadata(one.report), encoding="utf-8")
        made.append(folder / f"{name}{SUFFIX}")
        made[-1].write_text(json.dumps(one.gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return made


def _metadata(report: Report) -> str:
    """What is known of a report, as TOML; a JSON string is one of TOML as well."""
    known = {name: getattr(report, name) for name in ("publisher", "url", "published", "language")}
    lines = (f"{name} = {_toml(value)}\n" for name, value in known.items() if value is not None)
    return "".join(lines)


def _toml(value: str | datetime.date) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else json.dumps(value, ensure_ascii=False)


class _Writing:
    """One report on its way to gold."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction, self.text = extraction, extraction.document.report.text
        self.entities = {entity.key: entity for entity in extraction.entities}
        self.reviewed = {f.key for f in extraction.facts if f.review} | {
            e.key for e in self.entities.values() if e.review
        }
        self.items = observed(extraction)
        self.wholes = {r.subject: r.object for r in extraction.of(Relation) if r.predicate is Predicate.PART_OF}
        self.left_out: list[str] = []

    def written(self) -> Written:
        """All kinds, names first."""
        gold: dict[str, Any] = dict(zip(ABOUT, (GENRE, REGION, PATTERNS), strict=True))
        gold |= {kind: [entry for item in self.items[kind] if (entry := self.named(item))] for kind in NAMED}
        self.known = {kind: {form for entry in gold[kind] for form in entry["forms"]} for kind in NAMED}
        self.events = {item.values["key"] for item in self.items["events"] if self.fact(item)}
        for kind in FACTS:
            gold[kind] = [entry for item in self.items.get(kind, ()) if (entry := self.fact(item))]
        return Written(self.extraction.document.report, gold, tuple(dict.fromkeys(self.left_out)))

    def named(self, item: Item) -> dict[str, Any] | None:
        """A name with the forms of it that stand in the report."""
        forms = [form for form in item.values["forms"] if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", self.text)]
        if not forms:
            self.leave_out(item, "none of its forms stands in the report as a word")
            return None
        return self.marked(item, {"forms": list(dict.fromkeys(forms))})

    def fact(self, item: Item) -> dict[str, Any] | None:
        """A fact with its words and what must be right of it."""
        values = {name: self.value(name, item.values[name]) for name in FACTS[item.kind] if name in item.values}
        if item.kind == "events":
            values |= {"id": item.values["key"], "forms": [form for form in values["forms"] if form in FORMS]}
        if "event" in values and values["event"] is None:
            del values["event"]
        strange = [name for name, value in values.items() if value not in ALLOWED.get((item.kind, name), [value])]
        words = [] if item.kind == "roles" else [self.place(span) for span in item.spans]
        if strange or None in words or values.get("forms") == [] or not self.is_role(item, values):
            self.leave_out(item, "gold has no words for it")
            return None
        shown = {} if not words else words[0] if len(words) == 1 else {"words": words}
        return self.marked(item, {**values, **(shown or {})})

    def is_role(self, item: Item, values: Mapping[str, Any]) -> bool:
        """Whether a role's parts stand in the report; other facts need not be asked."""
        if item.kind != "roles":
            return True
        bodies = {None, *self.known["organizations"]}
        named = values["person"] in self.known["persons"] and values["organization"] in bodies
        return named and values["title"].lower() in self.text.lower()

    def value(self, name: str, value: Any) -> Any:
        """A key as the name it stands for, a day as text."""
        if name in ENTITY_VALUES:
            return self.name(self.entities.get(value))
        if name == "places":
            return [place for key in value if (place := self.name(self.entities.get(key))) in self.known["places"]]
        if name == "event":
            return self.event(value)
        if isinstance(value, datetime.date):
            return value.isoformat()
        return list(value) if isinstance(value, tuple) else value

    def name(self, entity: Entity | None) -> str | None:
        """A form of a name that stands in the report; none for an entity that no words name."""
        if entity is None:
            return None
        forms = [entity.name, *(self.extraction.document.text(span) for span in entity.mentions)]
        return next((form for form in forms if form in self.text), None)

    def event(self, key: str | None) -> str | None:
        """The protest that an event is, or is a part of."""
        seen: list[str] = []
        while key is not None and key not in self.events and key not in seen:
            seen.append(key)
            key = self.wholes.get(key)
        return key if key in self.events else None

    def place(self, span: Span) -> dict[str, str] | None:
        """Words with as much around them as makes their place the only one; `None` if they are pieces of words."""
        words = self.text[span.start : span.end]
        pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
        for more in range(0, len(self.text), 8):
            start, end = max(0, span.start - more), min(len(self.text), span.end + more)
            around = self.text[start:end]
            found = re.search(pattern, around)
            if found and start + found.start() == span.start and self.text.count(around) == 1:
                return {"words": words, "in": around}
            if start == 0 and end == len(self.text):
                break
        return None

    def marked(self, item: Item, entry: dict[str, Any]) -> dict[str, Any]:
        """An entry that is optional if nobody has looked at it."""
        return entry if item.values["key"] in self.reviewed else {**entry, "optional": True}

    def leave_out(self, item: Item, why: str) -> None:
        """Tell of what a person decided and gold cannot say."""
        if item.values["key"] in self.reviewed:
            self.left_out.append(f"{self.extraction.document.report.id}, {item.kind} {item.values['key']}: {why}")
