"""How names of different reports are compared: which spellings are one name, and which are two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity.spellings import acronym, alike, body_words, person_words, sound
from kg.names import in_capitals

SAME_PERSONS = (
    ("Hrvoje Đurić", "Hrvoje Djuric"),
    ("Đặng Thị Lan", "Dang Thi Lan"),
    ("Pastor Sgt. John Banda", "John Banda Jr."),
    ("Muhammad Abd al-Rahim", "Mohammed Abdulrahim"),
    ("Muhammad Abd al-Rahim", "Mohamed Abdel-Rahim"),
    ("Muhammad Abd al-Rahim", "Mihemed Ebdulrehîm"),
    ("Muhammad Abd al-Rahim", "محمد عبد الرحيم"),
    ("Hussein al-Saadi", "Husayn as-Sa'di"),
    ("Hussein al-Sada", "Hussein Al Sada"),
    ("Hêvîn Silo", "Hivin Sello"),
    ("Qasim al-Rubaie", "Kassem al-Rubaye"),
    ("Mahdi al-Khafaji", "Mehdi Al-Khafagi"),
    ("Montazer Saleh", "Muntadhar Salih"),
    ("Sajjad Kadhim", "Sajad Kazem"),
    ("Sheikh Ahmad bin Salman", "Ahmad Salman"),
    ("Abdullah Öcalan", "Abdallah Ocalan"),
    ("Khaled Nasser", "Khalid Nasir"),
    ("Ștefan Mureșan", "Stefan Muresan"),
    ("Daw Khin Than Nwe", "Khin Thann Nwe"),
    ("El Hadji Malick FALL", "Malick Fall"),
    ("Md. Abdur Rahman", "Abdur Rahman"),
)
TWO_PERSONS = (
    ("Karim Haddad", "Karima Haddad"),
    ("Amin Saleh", "Amina Saleh"),
    ("Hassan Issa", "Hussein Issa"),
    ("Jamal Nasser", "Jamil Nasser"),
    ("Mahmoud Ali", "Muhammad Ali"),
    ("Hamid Jarwan", "Hamoud Jarwan"),
    ("Rashad Omar", "Rashid Omar"),
    ("Mario Costa", "Maria Costa"),
    ("Jon Berg", "Jan Berg"),
    ("Ana Brook", "Ana Brooks-Field"),
    ("Radu Barsan", "Floarea Barsan"),
)
SAME_BODIES = (
    ("Farmers' Union of Jazira", "Jazira Farmers’ Union"),
    ("the Labour Centre", "Labor Center"),
    ("Organisation for Women", "Women's Organization"),
    ("Transylvania Gold Holdings", "Transylvania Gold"),
    ("Minera Sombrabamba", "Sombrabamba Mining"),
    ("Sindicato de Maestros de Tarn", "Tarn Teachers' Union"),
    ("Orvale Fishermen's Association", "Association of Fishers of Orvale"),
)
TWO_BODIES = (
    ("Teachers' Union of Siaya", "Teachers' Union of Homa Bay"),
    ("Teachers' Union", "Teachers' Federation"),
    ("Future Party", "Future Youth Party"),
)


def one_name(left: str, right: str) -> bool:
    one, other = person_words(left), person_words(right)
    return len(one) == len(other) and all(map(alike, one, other))


@pytest.mark.parametrize(("left", "right"), SAME_PERSONS)
def test_spellings_of_one_name_are_alike_and_meet(left: str, right: str) -> None:
    assert one_name(left, right)
    assert [sound(word) for word in person_words(left)] == [sound(word) for word in person_words(right)]


@pytest.mark.parametrize(("left", "right"), TWO_PERSONS)
def test_two_names_are_not_taken_for_one(left: str, right: str) -> None:
    assert not one_name(left, right)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("mhmd", "muhammad", True), ("ahmd", "ahmed", True), ("osba", "suba", False), ("oska", "suka", False)],
)
def test_a_script_without_vowels_writes_those_with_which_a_word_begins(one: str, other: str, *, same: bool) -> None:
    assert alike(one, other) is same


@pytest.mark.parametrize(("left", "right"), SAME_BODIES)
def test_the_words_of_a_body_count_in_any_order(left: str, right: str) -> None:
    assert body_words(left) == body_words(right)


@pytest.mark.parametrize(("left", "right"), TWO_BODIES)
def test_a_word_more_or_another_region_is_another_name(left: str, right: str) -> None:
    assert body_words(left) != body_words(right)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("PYD", "PYD"),
        ("T.U.C.", "TUC"),
        ("TEV-DEM", "TEVDEM"),
        ("SvS", "SVS"),
        ("Iran", None),
        ("Farmers' Union", None),
    ],
)
def test_an_acronym_is_known_by_its_capitals(name: str, letters: str | None) -> None:
    assert acronym(name) == letters


@given(st.text(max_size=12), st.text(max_size=12))
def test_being_alike_does_not_depend_on_the_order_and_what_is_alike_sounds_the_same(one: str, other: str) -> None:
    left, right = person_words(one)[:1], person_words(other)[:1]
    if left and right:
        assert alike(left[0], right[0]) == alike(right[0], left[0])
        assert alike(left[0], left[0])
        if alike(left[0], right[0]):
            assert sound(left[0]) == sound(right[0])


def test_of_names_in_capitals_those_are_known_that_somebody_writes_in_small_letters() -> None:
    assert in_capitals(["LAHORE", "Lahore", "MASU", "Port-au-Prince", "PORT-AU-PRINCE"]) == {"LAHORE", "PORT-AU-PRINCE"}
