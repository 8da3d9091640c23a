"""The word lists the reader knows, from the tables of data/lexicon. People may add rows; no code changes.

A table is CSV with a header; lines that start with # are remarks. Every look-up ignores case.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.config import share
from kg.errors import LexiconError
from kg.names import fold
from kg.patterns import Cue, Patterns, Row


@dataclass(frozen=True, slots=True)
class PartRow:
    """One way to tell of a part of a protest: what must and must not stand before its word, what must follow."""

    unless: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    then: re.Pattern[str]
    noun: bool
    base: bool
    value: str  # of its annotation


@dataclass(frozen=True)
class Lexicon:
    """All tables. Word tables map a lower-case form to what it stands for."""

    roles: Mapping[str, str]
    heads: Mapping[str, Row]  # organisation heads
    places: Mapping[str, Row]  # place heads
    endings: Mapping[str, Row]  # of a name of one word → the sort of place that it shows
    facilities: Mapping[str, str]
    offices: Mapping[str, frozenset[str]]  # an office → the sorts of bodies in which it is held
    groups: Mapping[str, str]
    numbers: Mapping[str, Row]
    counted: Mapping[str, str]  # a noun that figures count → its sort
    symbols: Mapping[str, str]
    symbol_sorts: Mapping[str, str]  # a noun for a thing shown → what it needs
    aliases: Mapping[str, str]  # another name of an organisation → its name
    countries: Mapping[str, str]  # lower case → as written
    cities: frozenset[str]  # lower case
    regions: frozenset[str]  # states and provinces, lower case
    regions_short: Mapping[str, str]  # "Sask.", "FL" → the region in lower case
    adjectives: frozenset[str]
    words: Mapping[str, frozenset[str]]  # sort → forms
    languages: Mapping[str, frozenset[str]]  # language → its small words
    cues: Patterns
    triggers: Patterns
    parts: Mapping[str, tuple[PartRow, ...]]  # the word at which they are tried → the rows
    expressions: Mapping[str, str]  # a word around slogans → its sort
    purposes: Patterns
    deeds: Mapping[str, Cue]  # sort → any of its expressions
    boilerplate: Patterns
    given_names: Mapping[str, str]  # a given name → the one of another language that it is
    translations: Mapping[str, str]  # a word of another language in a name → the English one
    english: frozenset[str]  # common words in small letters
    furniture: Mapping[str, float]  # how a block of a page looks → its weight for being no part of the report
    placing: Mapping[str, float]  # how a place bears on a protest → its weight
    localities: Mapping[str, float]  # how a town bears on a site → its weight for being where that lies
    usual: frozenset[str]  # words that reports of protests often have, in small letters
    naming: Mapping[str, float]  # what is said of a name → its weight for being a body's
    near_figures: Mapping[str, tuple[str, ...]]  # a word near a figure → what it speaks of
    crowds: Mapping[str, float]  # what is said of a figure → its weight
    first_names: frozenset[str]  # given names in small letters, none of them a common word or a place
    digest: str

    @functools.cached_property
    def regions_folded(self) -> Mapping[str, str]:
        """How regions are written for short → the region, both as names are compared."""
        return {fold(short): fold(region) for short, region in self.regions_short.items() if short}

    @functools.cached_property
    def second_words(self) -> frozenset[str]:
        """The last words of the heads and nouns of places that are two words."""
        return frozenset(head.rpartition(" ")[2] for head in (*self.heads, *self.places) if " " in head)

    @functools.cached_property
    def role_plurals(self) -> Mapping[str, str]:
        """The plural of each role → the role."""
        return {plural: form for form in self.roles for plural in _plurals(form)}

    @functools.cached_property
    def role_starts(self) -> Mapping[str, int]:
        """The first word of each role, singular or plural, and how many words the longest that begins so has."""
        starts: dict[str, int] = {}
        for form in (*self.roles, *self.role_plurals):
            words = form.split()
            starts[words[0]] = max(starts.get(words[0], 0), len(words))
        return starts

    @functools.cached_property
    def head_words(self) -> frozenset[str]:
        """Every word that can end the noun of a body, plurals too."""
        last = [head.rpartition(" ")[2] for head in self.heads]
        return frozenset((*last, *(f"{word}s" for word in last)))

    @functools.cached_property
    def place_words(self) -> frozenset[str]:
        """Every word that can end the noun of a place."""
        return frozenset(head.rpartition(" ")[2] for head in self.places)

    @functools.cached_property
    def tabled_words(self) -> frozenset[str]:
        """The words with which a country, region or city of the tables begins."""
        tabled = (*self.countries, *self.regions, *self.cities)
        return frozenset((*(name.split(" ")[0] for name in tabled), "us", "uk"))

    @functools.cached_property
    def _endings(self) -> re.Pattern[str]:
        """A name of one word that ends as places do."""
        longest = sorted(self.endings, key=len, reverse=True)
        return re.compile(rf"\w.+?({'|'.join(map(re.escape, longest))})")

    def ending(self, word: str) -> Row | None:
        """The row of the ending that shows a word, in lower case, to be the name of a place."""
        match = self._endings.fullmatch(word.replace("‑", "-"))
        return None if match is None else self.endings[match[1]]

    def plain(self, words: Iterable[str]) -> bool:
        """Whether every word of a name is a common English one: "Land Acquisition"; a hyphen joins two words."""
        parts = [part for word in words for part in re.split("[-‑]", word.lower())]
        return all(part in self.english or part.removeprefix("re") in self.english for part in parts)

    def tabled(self, name: str) -> bool:
        """Whether a name, in lower case, is that of a country or a city of the tables."""
        return name in self.countries or name in self.cities

    def cause(self, word: str) -> bool:
        """Whether a word, in lower case, is of the names of bodies and things, and of nobody's."""
        return any(
            word in self.words[sort] for sort in ("impersonal", "nobody", "domain", "rallying", "cause", "inside")
        )

    def office(self, word: str) -> bool:
        """Whether a word, in lower case, is an office rather than a trade: "Press Secretary" is no name."""
        return self.roles.get(word, "other") not in ("other", "student") and word not in self.words["domain"]

    def landscape(self, word: str) -> bool:
        """Whether a word, in lower case, is of the names of towns and days too: "Green Bay", "May Day"."""
        return word in self.words["landscape"] or word in self.words["direction"]

    def role(self, form: str) -> str | None:
        """The role concept of a word, singular or plural."""
        lowered = form.lower()
        return self.roles.get(lowered) or self.roles.get(self.role_plurals.get(lowered, ""))


def _plurals(form: str) -> tuple[str, ...]:
    """A noun in the plural: "firemen", "deputies", "coaches"."""
    for end, many in (("man", "men"), ("wife", "wives"), ("child", "children")):
        if form.endswith(end):
            return (form.removesuffix(end) + many,)
    if form.endswith("person"):
        return form + "s", form.removesuffix("person") + "people"
    if form.endswith("y") and form[-2:-1] not in "aeiou":
        return (form[:-1] + "ies",)
    return (form + ("es" if form.endswith(("s", "x", "ch", "sh")) else "s"),)


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """The lexicon of a folder; without one, ours. Raises `LexiconError` for a malformed table."""
    return _load((folder or share("data") / "lexicon").resolve())


@functools.cache
def _load(folder: Path) -> Lexicon:
    tables = {file.stem: _rows(file) for file in sorted(folder.glob("*.csv"))}
    missing = sorted(set(_TABLES) - set(tables))
    if missing:
        raise LexiconError(f"{folder}: no table {missing[0]}.csv")
    _once([row["sort"] for row in tables["words"]], folder / "words.csv")
    countries = [row["name"] for row in tables["countries"] if row["name"]]
    adjectives = "|".join(row["adjective"] for row in tables["countries"] if row["adjective"])
    return Lexicon(
        roles=_words(tables["roles"], "form", "role"),
        heads={row["head"]: row for row in tables["organization_heads"]},
        places={row["head"]: row for row in tables["place_heads"]},
        endings={row["ending"]: row for row in tables["place_endings"]},
        facilities=_words(tables["facility_heads"], "head", "kind"),
        groups=_words(tables["groups"], "form", "sort"),
        offices={f: frozenset(row["seats"].split("|")) for row in tables["offices"] for f in row["forms"].split("|")},
        numbers={row["form"]: row for row in tables["quantities"]},
        counted={form.lower(): row["sort"] for row in tables["counted"] for form in row["forms"].split("|")},
        symbols=_words(tables["symbols"], "form", "kind"),
        symbol_sorts=_words(tables["symbols"], "form", "sort"),
        aliases={alias.lower(): row["name"] for row in tables["organizations"] for alias in row["aliases"].split("|")},
        countries={name.lower(): name for name in countries},
        cities=frozenset(row["city"].lower() for row in tables["cities"]),
        regions=frozenset(row["region"].lower() for row in tables["regions"]),
        regions_short={short: row["region"].lower() for row in tables["regions"] for short in row["short"].split("|")},
        adjectives=frozenset(adjectives.lower().split("|")),
        words={row["sort"]: frozenset(row["forms"].lower().split("|")) for row in tables["words"]},
        languages={row["language"]: frozenset(row["words"].split("|")) for row in tables["languages"]},
        cues=Patterns((row["forms"].replace(" ", r"\s"), row) for row in tables["cues"]),
        triggers=Patterns((row["pattern"], row) for row in tables["triggers"]),
        parts=_parts(tables["parts"]),
        expressions={form: row["sort"] for row in tables["expressions"] for form in row["forms"].split("|")},
        purposes=Patterns((row["pattern"], row) for row in tables["purposes"]),
        deeds=_any(tables["deeds"], "pattern", "sort"),
        boilerplate=Patterns((row["pattern"], row) for row in tables["boilerplate"]),
        given_names=_forms(tables["given_names"], "name"),
        translations=_forms(tables["translations"], "english"),
        furniture=_weights(tables["furniture"], folder / "furniture.csv"),
        placing=_weights(tables["placing"], folder / "placing.csv"),
        localities=_weights(tables["localities"], folder / "localities.csv"),
        naming=_weights(tables["naming"], folder / "naming.csv"),
        near_figures=_sorts(tables["near_figures"]),
        crowds=_weights(tables["crowds"], folder / "crowds.csv"),
        english=_lines(folder / "english.txt"),
        usual=_lines(folder / "usual.txt"),
        first_names=_lines(folder / "first_names.txt"),
        digest=_digest(folder),
    )


def _lines(file: Path) -> frozenset[str]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{file}: {error}") from error
    return frozenset(line for line in lines if line and not line.startswith("#"))


_TABLES: dict[str, tuple[str, ...]] = {
    "boilerplate": ("pattern",),
    "cities": ("city",),
    "regions": ("region", "short"),
    "counted": ("forms", "sort"),
    "countries": ("name", "adjective"),
    "crowds": ("says", "weight"),
    "cues": ("forms", "kind"),
    "deeds": ("pattern", "sort"),
    "expressions": ("sort", "forms"),
    "facility_heads": ("head", "kind"),
    "furniture": ("says", "weight"),
    "given_names": ("name", "others"),
    "groups": ("form", "sort"),
    "languages": ("language", "words"),
    "localities": ("says", "weight"),
    "near_figures": ("sort", "forms"),
    "offices": ("forms", "seats"),
    "organization_heads": ("head", "category", "lower"),
    "organizations": ("name", "aliases"),
    "parts": ("words", "unless", "needs", "then", "pos", "kind", "form"),
    "naming": ("says", "weight"),
    "placing": ("says", "weight"),
    "place_endings": ("ending", "kind", "alone"),
    "place_heads": ("head", "kind", "of", "after", "before"),
    "purposes": ("pattern", "predicate", "needs"),
    "quantities": ("form", "value", "low"),
    "roles": ("form", "role"),
    "symbols": ("form", "kind", "sort"),
    "translations": ("english", "others"),
    "triggers": ("pattern", "pos", "kind", "form", "use"),
    "words": ("sort", "forms"),
}


def _rows(file: Path) -> list[Row]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{file}: {error}") from error
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    columns = _TABLES.get(file.stem)
    records = list(csv.reader(line for _, line in numbered))
    if columns is None or not records or tuple(records[0]) != columns:
        raise LexiconError(f"{file}: the first line must name the columns {','.join(columns or ('of a known table',))}")
    for (number, _), record in zip(numbered, records, strict=True):
        if len(record) != len(columns):
            raise LexiconError(f"{file}:{number}: {len(record)} cells where {len(columns)} belong; quote a comma")
        if columns[0] == "pattern" and record[0] != "pattern":
            _check(record[0], f"{file}:{number}")
    return [dict(zip(columns, record, strict=True)) for record in records[1:]]


def _once(names: Iterable[str], file: Path) -> None:
    """`LexiconError` if a name comes twice: the later row would silently replace the earlier."""
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise LexiconError(f"{file}: {twice[0]} has two rows; put their words into one")


def _check(pattern: str, place: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise LexiconError(f"{place}: not a regular expression: {error}") from error


def _parts(rows: Iterable[Row]) -> Mapping[str, tuple[PartRow, ...]]:
    """The rows of parts by their words, with the shorthands written out."""
    shorthands: dict[str, str] = {}
    found: dict[str, list[PartRow]] = {}

    def expression(cell: str, end: str = "") -> re.Pattern[str]:
        written = re.sub(r"\{[a-z]+\}", lambda short: shorthands.get(short[0], short[0]), cell)
        try:
            return re.compile(rf"(?:{written}){end}")
        except re.error as error:
            raise LexiconError(f"parts: not a regular expression: {cell!r}: {error}") from error

    for row in rows:
        if row["words"].startswith("{"):
            shorthands[row["words"]] = row["then"]
            continue
        pos = "noun" if row["pos"] == "noun" else "verb"
        part = PartRow(
            unless=expression(row["unless"]) if row["unless"] else None,
            needs=expression(row["needs"]) if row["needs"] else None,
            then=expression(row["then"], r"(?![\w-])"),
            noun=pos == "noun",
            base=row["pos"] == "base",
            value=f"part {pos} {row['kind']} {row['form']}",
        )
        for word in row["words"].split("|"):
            found.setdefault(word, []).append(part)
    return {word: tuple(parts) for word, parts in found.items()}


def _any(rows: Iterable[Row], pattern: str, sort: str) -> Mapping[str, Cue]:
    """For each sort one expression that finds any of its rows."""
    sorts: dict[str, list[str]] = {}
    for row in rows:
        sorts.setdefault(row[sort], []).append(row[pattern])
    return {name: Cue(rf"\b(?:{'|'.join(found)})\b") for name, found in sorts.items()}


def _forms(rows: Iterable[Row], name: str) -> Mapping[str, str]:
    """Each other form → its name; the name itself too."""
    return {form: row[name] for row in rows for form in (row[name], *row["others"].split("|"))}


def _sorts(rows: Iterable[Row]) -> Mapping[str, tuple[str, ...]]:
    """Each form → the sorts it is listed under."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        for form in row["forms"].split("|"):
            found.setdefault(form, {})[row["sort"]] = None
    return {form: tuple(sorts) for form, sorts in found.items()}


def _weights(rows: Iterable[Row], file: Path) -> Mapping[str, float]:
    try:
        return {row["says"]: float(row["weight"]) for row in rows}
    except ValueError as error:
        raise LexiconError(f"{file}: a weight is a number: {error}") from error


def _words(rows: Iterable[Row], form: str, value: str) -> Mapping[str, str]:
    return {row[form].lower(): row[value] for row in rows}


def _digest(folder: Path) -> str:
    """A hash of all tables: with the version of the software, what a reading depends on."""
    digest = hashlib.sha256()
    for file in sorted((*folder.glob("*.csv"), *folder.glob("*.txt"))):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
