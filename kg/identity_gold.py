"""Identity gold: which names of which reports are one thing, listed beforehand. The format is docs/gold.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.document import Report, Span
from kg.errors import GoldError, ReportError
from kg.reports import load_reports

FILE = "identity.json"
LIMIT = 1_000_000
KINDS = ("persons", "organizations", "places", "events")
OTHERS = ("note", "complete", "forbidden")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What one report calls a thing: all places of the text that name it."""

    report: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A person, body, place or event, with the reports that name it. Readers may differ about an optional one."""

    id: str
    kind: str
    members: tuple[Member, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Two things that must not be one, and why."""

    left: str
    right: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityGold:
    """The reports of a folder and the things they name; of the `complete` kinds all are listed."""

    half: str
    reports: Mapping[str, Report]
    things: tuple[Thing, ...]
    forbidden: tuple[Apart, ...]
    complete: frozenset[str]


def identity_files(paths: Sequence[Path | str]) -> list[Path]:
    """The identity gold among the files, and in the folders at any depth, in order of their names."""
    return [
        file
        for path in map(Path, paths)
        for file in (sorted(path.rglob(FILE)) if path.is_dir() else [path] if path.name == FILE else [])
    ]


def load_identity(file: Path) -> IdentityGold:
    """The identity gold of one file, and the reports beside it.

    Raises:
        GoldError: the file is missing or not as docs/gold.md says; all that is wrong in it is named.
    """
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{file}: cannot be read as JSON: {error}; mend it") from error
    if not isinstance(known, dict):
        raise GoldError(f"{file}: is no object with {', '.join((*KINDS, *OTHERS))}; docs/gold.md shows one")
    reports, wrong = _reports(file.parent), list[str]()
    things = tuple(_thing(kind, entry, reports, wrong) for kind in KINDS for entry in _list(known, kind, wrong))
    wrong += _misfit(known, things)
    if wrong:
        raise GoldError("\n".join(f"{file}: {line}" for line in wrong))
    return IdentityGold(
        half=file.parent.name,
        reports=reports,
        things=things,
        forbidden=tuple(Apart(left=p["things"][0], right=p["things"][1], why=p["why"]) for p in known["forbidden"]),
        complete=frozenset(known["complete"]),
    )


def _reports(folder: Path) -> dict[str, Report]:
    found = {}
    for report in load_reports([folder], limit=LIMIT):
        if isinstance(report, ReportError):
            raise GoldError(str(report))
        found[report.id] = report
    return found


def _list(known: Mapping[str, Any], kind: str, wrong: list[str]) -> list[Any]:
    entries = known.get(kind, [])
    if isinstance(entries, list):
        return entries
    wrong.append(f"{kind}: is no list")
    return []


def _thing(kind: str, entry: Any, reports: Mapping[str, Report], wrong: list[str]) -> Thing:
    """One entry: an id, and by report the words that name it."""
    named = entry if isinstance(entry, dict) else {}
    id_, members = str(named.get("id", "")), named.get("members")
    if not id_ or not isinstance(members, dict) or not members or set(named) - {"id", "members", "optional"}:
        wrong.append(f'{kind}: {entry!r} is none of {{"id": …, "members": {{report: [words, …]}}, "optional": true}}')
        members = {}
    found = tuple(
        Member(report=name, spans=tuple(sorted(set(_spans(f"{kind}: {id_}: {name}", words, reports.get(name), wrong)))))
        for name, words in members.items()
    )
    return Thing(id=id_, kind=kind, members=found, optional=bool(named.get("optional")))


def _spans(where: str, words: Any, report: Report | None, wrong: list[str]) -> Iterator[Span]:
    if report is None:
        wrong.append(f"{where}: no such report lies beside the file; name a text without its ending")
    elif not isinstance(words, list) or not words:
        wrong.append(f"{where}: lists no words")
    else:
        for each in words:
            yield from _places(where, each, report.text, wrong)


def _places(where: str, each: Any, text: str, wrong: list[str]) -> Iterator[Span]:
    """Every place of some words, or those within a longer stretch that stands once."""
    words, around = (each.get("words"), each.get("in")) if isinstance(each, dict) else (each, text)
    if not isinstance(words, str) or not isinstance(around, str) or not words:
        wrong.append(f'{where}: {each!r} is neither words nor {{"words": …, "in": …}}')
    elif text.count(around) != 1:
        wrong.append(f"{where}: in {around!r} stands {text.count(around)} times in the report, not once")
    else:
        first = text.index(around)
        found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", around)]
        if not found:
            wrong.append(f"{where}: {words!r} does not stand in {'the report' if around is text else repr(around)}")
        yield from (Span(first + start, first + start + len(words)) for start in found)


def _misfit(known: Mapping[str, Any], things: Sequence[Thing]) -> Iterator[str]:
    """What is named twice or does not exist."""
    for key in sorted(set(known) - {*KINDS, *OTHERS}):
        yield f"unknown key {key!r}; known are {', '.join((*KINDS, *OTHERS))}"
    ids = [thing.id for thing in things]
    yield from (f"the id {id_!r} is given twice" for id_ in sorted({i for i in ids if ids.count(i) > 1}))
    complete = known.get("complete", None)
    if not isinstance(complete, list) or set(map(str, complete)) - set(KINDS):
        yield f"complete: {complete!r} is no list of {', '.join(KINDS)}"
    pairs = known.get("forbidden", None)
    for pair in pairs if isinstance(pairs, list) else [pairs]:
        yield from _misfit_pair(pair, {thing.id: thing.kind for thing in things})


def _misfit_pair(pair: Any, kinds: Mapping[str, str]) -> Iterator[str]:
    sides = pair.get("things") if isinstance(pair, dict) else None
    if not isinstance(sides, list) or len(sides) != 2 or not isinstance(pair.get("why"), str):
        yield f'forbidden: {pair!r} is not {{"things": [one, other], "why": …}}'
        return
    yield from (f"forbidden: {side!r} is no id of a thing" for side in sides if side not in kinds)
    if len({kinds.get(side) for side in sides}) == 2 or sides[0] == sides[1]:
        yield f"forbidden: {sides[0]!r} and {sides[1]!r} are not two things of one kind"
