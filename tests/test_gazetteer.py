"""Places are found where nothing has to be guessed, and not otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.config import share
from kg.errors import LexiconError
from kg.gazetteer import Gazetteer, load_gazetteer

PLACES = """name,other_names,country,latitude,longitude,source
Orvale,Orwale,AA,10,20,us
Tarn,,AA,1,2,us
Tarn,,BB,3,4,us
Twin,,AA,1,1,us
Twin,,AA,2,2,us
Aland,,BB,5,6,us
Al Sada,,BB,7,8,us
"""
COUNTRIES = """code,name,other_names,iso_n3
AA,Aland,Land of A,001
BB,Beland,,002
"""


@pytest.fixture
def gazetteer(tmp_path: Path) -> Gazetteer:
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    (tmp_path / "countries.csv").write_text(COUNTRIES, encoding="utf-8")
    return load_gazetteer(tmp_path)


def found(gazetteer: Gazetteer, name: str, *, within: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> object:
    place = gazetteer.find(name, within, named)
    return place and (place.place.country, place.certain)


def test_a_name_of_one_place_is_found_but_not_certain(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "Orvale") == ("AA", False)
    assert found(gazetteer, "ORWALE") == ("AA", False)
    assert found(gazetteer, "Sada") == found(gazetteer, "al-Sada") == ("BB", False)
    assert found(gazetteer, "Elsewhere") is None


def test_a_name_that_means_one_place_lies_where_that_does(tmp_path: Path) -> None:
    (tmp_path / "aliases.csv").write_text(
        "name,other_names,source\nOrvale,Orvalo,us\nFar,Farther,us\n", encoding="utf-8"
    )
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    (tmp_path / "countries.csv").write_text(COUNTRIES, encoding="utf-8")
    gazetteer = load_gazetteer(tmp_path)
    assert found(gazetteer, "Orvalo", within=("Aland",)) == ("AA", True)
    assert found(gazetteer, "Orvalo", within=("Beland",)) is None
    assert found(gazetteer, "Farther") is None


def test_a_name_of_several_places_needs_the_country(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "Tarn") is None
    assert found(gazetteer, "Tarn", within=("Hillside", "Beland")) == ("BB", True)
    assert found(gazetteer, "Tarn", named=("Land of A", "Orvale")) == ("AA", False)
    assert found(gazetteer, "Tarn", named=("Aland", "Beland")) is None
    assert found(gazetteer, "Twin", within=("Aland",)) is None


def test_the_only_place_of_a_name_is_not_taken_if_the_report_is_about_another_country(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "Orvale", within=("Beland",)) is None
    assert found(gazetteer, "Orvale", named=("Beland",)) is None


def test_what_the_report_puts_a_place_in_counts_more_than_what_else_it_names(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "Tarn", within=("Beland",), named=("Beland", "Aland")) == ("BB", True)


def test_a_country_is_no_point(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "Aland") is None


@pytest.mark.parametrize("row", ["X,,AA,north,2,us", "X,,AA,91,2,us", "X,,AA,1,nan,us"])
def test_a_row_that_lies_nowhere_is_an_error_that_names_it(tmp_path: Path, row: str) -> None:
    (tmp_path / "places.csv").write_text(PLACES + row + "\n", encoding="utf-8")
    (tmp_path / "countries.csv").write_text(COUNTRIES, encoding="utf-8")
    with pytest.raises(LexiconError, match="row 9"):
        load_gazetteer(tmp_path)


def test_every_place_of_our_table_lies_in_a_country_of_it_and_says_its_source() -> None:
    gazetteer = load_gazetteer()
    codes = set(gazetteer.countries.values())
    places = {place for of in gazetteer.places.values() for place in of}
    assert [place for place in places if place.country not in codes or not place.source] == []
    assert (share("data") / "gazetteer" / "places.csv").stat().st_size < 400_000


def test_large_cities_and_famous_namesakes() -> None:
    gazetteer = load_gazetteer()
    assert found(gazetteer, "Surabaya") == ("ID", False)
    assert found(gazetteer, "Hasakah", within=("Syria",)) == ("SY", True)
    assert found(gazetteer, "Paris") is None
    assert found(gazetteer, "Paris", named=("France", "Lyon")) == ("FR", False)
    assert found(gazetteer, "Hamilton", within=("New Zealand",)) == ("NZ", True)
    assert found(gazetteer, "Singapore") is None
