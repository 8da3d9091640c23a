"""Where places lie, from the tables of data/gazetteer. People may add rows; no code changes.

A name is only found where nothing has to be guessed:

1. The report puts the place in a country: the one place of that name there. This is certain.
2. The report names countries: the one place of that name that lies in any of them.
3. The report names none: the place, if the tables have only one of that name.

Otherwise, and for countries, which are no points, nothing is found.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.config import share
from kg.errors import LexiconError
from kg.names import fold


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the table."""

    name: str
    country: str
    latitude: float
    longitude: float
    source: str


@dataclass(frozen=True, slots=True)
class Found:
    """A place, and whether the report itself says in which country it lies."""

    place: Place
    certain: bool


@dataclass(frozen=True)
class Gazetteer:
    """The places, the countries and names that mean one place, each by all of its names as `called` writes them."""

    places: Mapping[str, tuple[Place, ...]]
    countries: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)  # another name of a place → its name

    def find(self, name: str, within: Iterable[str] = (), named: Iterable[str] = ()) -> Found | None:
        """The place of a name, or of the one that it is an alias of.

        `within` are the larger places that the report puts it in, `named` all that it names.
        """
        key = called(name)
        if key in self.countries:
            return None
        namesakes = self.places.get(key) or self.places.get(self.aliases.get(key, ""), ())
        said, around = self._countries(within), self._countries(named)
        countries = said or around
        inside = [place for place in namesakes if not countries or place.country in countries]
        return Found(inside[0], certain=bool(said)) if len(inside) == 1 else None

    def _countries(self, names: Iterable[str]) -> Collection[str]:
        """The codes of those that are countries."""
        return {code for name in names if (code := self.countries.get(called(name))) is not None}


def called(name: str) -> str:
    """A name as names of places are compared: without the article of Arabic names, which many reports leave out."""
    return re.sub(r"^(al|el) (?=.{3})", "", fold(name))


@functools.cache
def load_gazetteer(folder: Path | None = None) -> Gazetteer:
    """The tables of data/gazetteer, or of another folder; read once."""
    folder = folder or share("data") / "gazetteer"
    countries: dict[str, str] = {}
    for row in _rows(folder / "countries.csv"):
        countries |= dict.fromkeys(_names(row), row["code"])
    places: dict[str, list[Place]] = {}
    for number, row in enumerate(_rows(folder / "places.csv"), 2):
        try:
            place = Place(row["name"], row["country"], float(row["latitude"]), float(row["longitude"]), row["source"])
        except ValueError as error:
            raise LexiconError(f"{folder / 'places.csv'}, row {number}: {error}") from error
        if not (-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180):
            raise LexiconError(f"{folder / 'places.csv'}, row {number}: {row['name']} does not lie on earth")
        for name in _names(row):
            places.setdefault(name, []).append(place)
    aliases: dict[str, str] = {}
    if (folder / "aliases.csv").exists():  # people may have none
        for row in _rows(folder / "aliases.csv"):
            aliases |= dict.fromkeys(_names(row), called(row["name"]))
    return Gazetteer({name: tuple(found) for name, found in places.items()}, countries, aliases)


def _names(row: Mapping[str, str]) -> set[str]:
    return {called(name) for name in (row["name"], *row["other_names"].split("|")) if name}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
