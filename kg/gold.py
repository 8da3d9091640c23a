"""Gold: the facts of a report, listed beforehand, with the words that carry them. The format is docs/gold.md."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.document import Report, Span
from kg.errors import GoldError, ReportError
from kg.reports import load_reports

SUFFIX = ".gold.json"
LIMIT = 1_000_000
Names = tuple[str, ...]
"""The forms of one name, the fullest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One fact: where its words stand, what else must be right of it, and whether readers may differ about it."""

    kind: str
    spans: tuple[Span, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A report and its facts by kind."""

    report: Report
    half: str
    genre: str
    region: str
    patterns: tuple[str, ...]
    judged: tuple[str, ...]
    """The kinds that were looked for; of the others nothing is right or wrong."""
    items: Mapping[str, tuple[Item, ...]]


NAMED = ("persons", "organizations", "places")
FACTS: Mapping[str, tuple[str, ...]] = {
    "roles": ("person", "title", "organization"),
    "events": ("id", "forms", "places", "modality"),
    "subevents": ("form",),
    "causes": ("event",),
    "quotations": ("speaker", "speakers"),
    "statements": ("speaker", "speakers"),
    "slogans": ("form",),
    "demands": ("addressee",),
    "symbols": ("kind",),
    "casualties": ("of", "number"),
    "sizes": ("number", "event"),
    "dates": ("event", "earliest", "latest"),
    "nothing": (),
}
ABOUT = ("genre", "region", "patterns")
ALLOWED: Mapping[tuple[str, str], frozenset[str]] = {
    ("events", "modality"): frozenset({"asserted", "future", "negated"}),
    ("slogans", "form"): frozenset({"Slogan", "Chant", "BannerText"}),
    ("symbols", "kind"): frozenset({"flag", "picture", "banner", "placard", "torch", "candle", "effigy"}),
    ("casualties", "of"): frozenset({"killed", "injured", "arrested"}),
    ("subevents", "form"): frozenset(
        "speech statement delivery minute-of-silence commemoration performance burning dispersal arrest surrounding"
        " confiscation attack clash negotiation".split()
    ),
}
FORMS = frozenset(
    "demonstration march torchlight-march rally gathering vigil picket sit-in encampment protest-occupation strike "
    "hunger-strike walkout boycott blockade riot funeral human-chain die-in convoy noise-protest "
    "press-conference".split()
)


def load_gold(paths: Sequence[Path | str]) -> list[Gold]:
    """The gold of the files, and of the folders' files at any depth, in order of their names.

    Raises:
        GoldError: a file is missing or not as docs/gold.md says; all that is wrong in it is named.
    """
    found = gold_files(paths)
    if not found:
        raise GoldError(f"{', '.join(map(str, paths))}: holds no file {SUFFIX}; name another folder")
    missing = next((file for file in found if not file.exists()), None)
    if missing is not None:
        raise GoldError(f"{missing}: cannot be read: there is no such file or folder; check the name")
    return [load_one(file) for file in found]


def gold_files(paths: Iterable[Path | str]) -> list[Path]:
    """The files, and the gold in the folders at any depth, in order of their names."""
    return [
        file for path in map(Path, paths) for file in (sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else [path])
    ]


def load_one(file: Path) -> Gold:
    """The gold of one file, and the report beside it."""
    report = next(load_reports([file.with_name(file.name.removesuffix(SUFFIX) + ".txt")], limit=LIMIT))
    if isinstance(report, ReportError):
        raise GoldError(str(report))
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{file}: cannot be read as JSON: {error}; mend it") from error
    wrong: list[str] = []
    gold = Gold(
        report=report, half=file.parent.name, genre=str(known.get("genre", "")), region=str(known.get("region", "")),
        patterns=tuple(known.get("patterns", ())), judged=tuple(known.get("judged", (*NAMED, *FACTS))),
        items=_items(known, report.text, wrong),
    )  # fmt: skip
    wrong += _unknown(known, gold)
    if wrong:
        raise GoldError("\n".join(f"{file}: {line}" for line in wrong))
    return gold


def _items(known: Mapping[str, Any], text: str, wrong: list[str]) -> dict[str, tuple[Item, ...]]:
    items = {kind: tuple(_named(kind, entry, text, wrong) for entry in known.get(kind, ())) for kind in NAMED}
    for kind in FACTS:
        items[kind] = tuple(_fact(kind, entry, text, wrong) for entry in known.get(kind, ()))
    return items


def _named(kind: str, entry: Any, text: str, wrong: list[str]) -> Item:
    forms = tuple(entry["forms"] if isinstance(entry, dict) else entry)
    spans = []
    for form in forms:
        places = [Span(*m.span()) for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)]
        if not places:
            wrong.append(f"{kind}: {form!r} does not stand in the report")
        spans += places
    optional = isinstance(entry, dict) and bool(entry.get("optional"))
    return Item(kind=kind, spans=tuple(sorted(spans)), values={"forms": forms}, optional=optional)


def _fact(kind: str, entry: Any, text: str, wrong: list[str]) -> Item:
    if not isinstance(entry, dict):
        entry = {"words": entry}
    values = {key: value for key, value in entry.items() if key not in ("words", "in", "optional")}
    wrong += _misfit(kind, values)
    for key in ("earliest", "latest"):
        if isinstance(values.get(key), str):
            values[key] = _day(kind, key, values[key], wrong)
    spans = () if kind == "roles" else tuple(sorted(_places(kind, entry, text, wrong)))
    if not spans and kind != "roles":
        wrong.append(f"{kind}: an entry has no words: {entry}")
    return Item(kind=kind, spans=spans, values=values, optional=bool(entry.get("optional")))


def _misfit(kind: str, values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        if key not in FACTS[kind]:
            yield f"{kind}: unknown key {key!r}; known are words, in, optional, {', '.join(FACTS[kind])}"
        elif (kind, key) in ALLOWED and value not in ALLOWED[kind, key]:
            yield f"{kind}: {key} {value!r} is none of {', '.join(sorted(ALLOWED[kind, key]))}"


def _day(kind: str, key: str, value: str, wrong: list[str]) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        wrong.append(f"{kind}: {key} {value!r} is no date such as 2024-03-05")
        return None


def _places(kind: str, entry: Mapping[str, Any], text: str, wrong: list[str]) -> Iterator[Span]:
    """Where the words stand; a list of words has several places, each the first of its words."""
    words = entry.get("words", [])
    several = isinstance(words, list)
    for each in words if several else [entry]:
        where = each if isinstance(each, dict) else {"words": each}
        yield from _place(kind, where, text, wrong, first=several)


def _place(kind: str, entry: Mapping[str, Any], text: str, wrong: list[str], *, first: bool) -> Iterator[Span]:
    words, around = entry.get("words", ""), entry.get("in")
    if around is not None and text.count(around) != 1:
        wrong.append(f"{kind}: in {around!r} stands {text.count(around)} times in the report, not once")
        return
    stretch = text if around is None else around
    times = len(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", stretch)) if words else 0
    if times == 0:
        wrong.append(f"{kind}: {words!r} does not stand in {'the report' if around is None else repr(around)}")
        return
    if times > 1 and around is None and not first:
        wrong.append(f'{kind}: {words!r} stands {times} times in the report; say where with "in"')
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", stretch)
    start = (0 if around is None else text.index(around)) + (found.start() if found else 0)
    yield Span(start, start + len(words))


def _unknown(known: Mapping[str, Any], gold: Gold) -> Iterator[str]:
    """What is named but does not exist."""
    for key in set(known) - {*ABOUT, "judged", *NAMED, *FACTS}:
        yield f"unknown key {key!r}; known are {', '.join((*ABOUT, 'judged', *NAMED, *FACTS))}"
    for kind in set(gold.judged) - {*NAMED, *FACTS}:
        yield f"judged: unknown kind {kind!r}; known are {', '.join((*NAMED, *FACTS))}"
    yield from (f"{kind} has entries and is not judged" for kind, items in gold.items.items()
                if items and kind not in gold.judged)  # fmt: skip
    yield from (f"{key} is missing" for key in ABOUT if not known.get(key))
    names = {kind: {form for item in gold.items[kind] for form in item.values["forms"]} for kind in NAMED}
    for item in gold.items["roles"]:
        yield from _unknown_in_role(item, names, gold.report.text)
    for item in gold.items["events"]:
        yield from _unknown_in_event(item, names["places"])
    events = {None, *(item.values.get("id") for item in gold.items["events"])}
    for item in (*gold.items["causes"], *gold.items["sizes"], *gold.items["dates"]):
        if item.values.get("event") not in events:
            yield f"{item.kind}: the event {item.values['event']!r} is no id of an event"
    said = (*gold.items["quotations"], *gold.items["statements"])
    for speaker in {name for item in said for name in speakers(item)}:
        if speaker not in gold.report.text:
            yield f"the speaker {speaker!r} does not stand in the report"


def speakers(item: Item) -> list[str]:
    """Who, by gold, said a quotation or statement: one name, several of which each is right, or nobody."""
    named = item.values.get("speakers", [item.values.get("speaker")])
    return [name for name in named if name is not None]


def _unknown_in_role(item: Item, names: Mapping[str, set[str]], text: str) -> Iterator[str]:
    if item.values.get("person") not in names["persons"]:
        yield f"roles: the person {item.values.get('person')!r} is none of the persons"
    if item.values.get("organization") not in {None, *names["organizations"]}:
        yield f"roles: the organization {item.values['organization']!r} is none of the organizations"
    if item.values.get("title", "").lower() not in text.lower():
        yield f"roles: the title {item.values.get('title')!r} does not stand in the report"


def _unknown_in_event(item: Item, places: set[str]) -> Iterator[str]:
    for place in item.values.get("places", ()):
        if place not in places:
            yield f"events: the place {place!r} is none of the places"
    for form in item.values.get("forms", ()) or [None]:
        if form not in FORMS:
            yield f"events: the form {form!r} is none of {', '.join(sorted(FORMS))}"
