"""Who is who over many reports: what joins, what only suggests, and what people decide."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.decisions import Verdict
from kg.identity import Feature, Happening, Judged, Kind, Resolution, bodies, events, person_rules, places, resolve
from kg.identity.matching import Rule

DAY = datetime.date(2024, 5, 11)
STORY = frozenset({"weir", "sluice", "ferryman", "otter"})  # words that few reports of protests have


def feature(node: str, kind: Kind, *names: str, **known: object) -> Feature:
    """A node "report/key" as a feature."""
    given_: dict[str, object] = {"published": DAY, **known}
    return Feature(node=node, report=node.partition("/")[0], kind=kind, names=names, **given_)  # type: ignore[arg-type]


def person(node: str, *names: str, **known: object) -> Feature:
    return feature(node, Kind.PERSON, *names, **known)


def body(node: str, *names: str, **known: object) -> Feature:
    return feature(node, Kind.ORGANIZATION, *names, **known)


def place(node: str, *names: str, **known: object) -> Feature:
    return feature(node, Kind.PLACE, *names, **known)


def event(node: str, town: str, *forms: str, days: int = 0, told: Mapping[str, object] | None = None) -> Feature:
    """A protest in a town, so many days after the 11th."""
    day = DAY + datetime.timedelta(days)
    known: dict[str, object] = {"sort": "ProtestAction", "forms": forms, "when": ((day, day),), **(told or {})}
    happening = Happening(**known)  # type: ignore[arg-type]
    return feature(node, Kind.EVENT, "demonstration", places=(town,), happening=happening, unusual=STORY)


def joined(found: Resolution, left: str, right: str) -> bool:
    return found.leaders[left] == found.leaders[right]


def suggested(found: Resolution, left: str, right: str) -> bool:
    return (left, right) in {(one.left, one.right) for one in found.suggestions}


def same(left: str, right: str, decision: str = "d") -> Judged:
    return Judged(left=left, right=right, verdict=Verdict.SAME, decision=decision)


def different(left: str, right: str) -> Judged:
    return Judged(left=left, right=right, verdict=Verdict.DIFFERENT, decision="apart")


# What joins, and what only suggests


def test_one_name_in_one_body_is_one_person_and_the_reason_says_so() -> None:
    known = [
        body("a/b", "Jazira Farmers' Union"),
        body("c/b", "Farmers Union of Jazira"),
        person("a/p", "Hêvîn Silo", bodies=("a/b",)),
        person("c/p", "Hivin Sello", bodies=("c/b",)),
    ]
    found = resolve(known, [])
    assert joined(found, "a/p", "c/p")
    (reason,) = [one for one in found.joinings if one.left == "a/p"]
    assert reason.rules == ("person-spelled-body",)
    assert reason.reasons == ("one full name in two spellings, and both belong to Jazira Farmers' Union",)


def test_a_full_name_alone_only_suggests_and_one_word_never_does() -> None:
    found = resolve(
        [person("a/p", "Hussein al-Saadi"), person("b/p", "Hussein al-Saadi"), person("c/p", "Hussein")], []
    )
    assert not joined(found, "a/p", "b/p")
    assert [(one.left, one.right) for one in found.suggestions] == [("a/p", "b/p")]


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("Ndeye Coumba Faty", "Coumba Faty", person_rules.PART_BODY),
        ("Khandaker Nurul Amin", "Nurul Amin Khandakar", person_rules.TURNED_BODY),
        ("Hassan Ali", "Ali Hassan", None),
    ],
)
def test_a_first_name_left_out_and_a_surname_first(one: str, other: str, rule: Rule | None) -> None:
    nodes = [
        *(body(f"{report}/union", "Belmora Tram Drivers") for report in ("a", "b")),
        person("a/who", one, bodies=("a/union",)),
        person("b/who", other, bodies=("b/union",)),
    ]
    found = resolve(nodes, [])
    assert [rules for joining in found.joinings if joining.left == "a/who" for rules in joining.rules] == (
        [] if rule is None else [rule.id]
    )


@pytest.mark.parametrize("months", [0, 6])
def test_three_names_and_one_more_are_one_person_where_both_reports_are_near(months: int) -> None:
    later = DAY + datetime.timedelta(days=30 * months)
    nodes = [
        place("a/town", "Orrelmora"),
        place("b/town", "Orrelmora", published=later),
        person("a/who", "Ramona Ayala Benítez de Godoy"),
        person("b/who", "Ramona Ayala de Godoy", published=later),
    ]
    assert joined(resolve(nodes, []), "a/who", "b/who") is (months == 0)


def test_a_surname_with_a_hyphen_alone_is_no_full_name() -> None:
    nodes = [
        *(body(f"{report}/union", "Belmora Tram Drivers") for report in ("a", "b")),
        person("a/who", "Ljubinka Trajceska-Ilievska", "Trajceska-Ilievska", bodies=("a/union",)),
        person("b/who", "Ljubinka Ilievska", bodies=("b/union",)),
    ]
    assert joined(resolve(nodes, []), "a/who", "b/who")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jusufoski", "Nexhmedin Jusufoski"),
        ("Arbenita Saliji", "Arbenita Saliu"),
        ("N. Jusufoski", "Nexhmedin Jusufoski"),
        ("Ram Ashish Mukhiya", "Ramashish Mukhiya"),
        ("Kovács Zoltán", "Zoltan Kovacs"),
    ],
)
@pytest.mark.parametrize("weeks", [1, 5])
def test_an_office_in_one_place_within_weeks_tells_who_a_surname_an_initial_or_a_near_spelling_is(
    one: str, other: str, weeks: int
) -> None:
    later = DAY + datetime.timedelta(weeks=weeks)
    nodes = [
        place("a/t", "Orrelmora"),
        place("b/t", "Orrelmora", published=later),
        person("a/p", one, roles=("director",)),
        person("b/p", other, roles=("hospital director",), published=later),
        person("a/q", "Hêvîn Silo"),
        person("b/q", "Hêvîn Silo", published=later),
    ]
    spelled = one.startswith("Ram")  # one name in two spellings may be months apart
    assert joined(resolve(nodes, []), "a/p", "b/p") is (weeks == 1 or spelled)
    other_office = [*nodes[:3], *nodes[4:], person("b/p", other, roles=("mayor",), published=later)]
    assert not joined(resolve(other_office, []), "a/p", "b/p")


def test_a_surname_alone_is_nobodys_where_two_bear_it_in_one_office() -> None:
    nodes = [place("a/t", "Orrelmora"), place("b/t", "Orrelmora")]
    nodes += [person("a/p", "Sajaia", roles=("director",))]
    nodes += [person("b/p", "Demna Sajaia", roles=("director",)), person("b/q", "Vakho Sajaia", roles=("director",))]
    found = resolve(nodes, [])
    assert not joined(found, "a/p", "b/p")
    assert not joined(found, "a/p", "b/q")


@pytest.mark.parametrize("short", ["Sajaia", "D. Sajaia"])
@pytest.mark.parametrize(
    ("others", "weeks", "one"),
    [((), 1, True), (("Vakho Sajaia",), 1, False), ((), 5, False)],
    ids=["nobody else is called so", "a namesake", "long after"],
)
def test_a_surname_or_an_initial_is_the_only_one_of_that_name_in_a_story(
    short: str, others: tuple[str, ...], weeks: int, one: bool
) -> None:
    later = DAY + datetime.timedelta(weeks=weeks)
    nodes = [place("a/t", "Orrelmora"), place("b/t", "Orrelmora", published=later)]
    nodes += [replace(node, published=later if node.report == "b" else DAY) for node in names_of("a", "b", bodies=2)]
    nodes += [person("a/p", "Demna Sajaia"), person("b/p", short, published=later)]
    nodes += [person(f"a/n{i}", name) for i, name in enumerate(others)]
    assert joined(resolve(nodes, []), "a/p", "b/p") is one


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("Demna Sajaia", "Sajaia", True),
        ("Demna Sajaia", "D. Sajaia", True),
        ("Demna Sajaia", "Demna Giorgi Sajaia", True),
        ("Demna Sajaia", "V. Sajaia", False),
        ("Demna Sajaia", "Sajaia Demna", True),
        ("Rhoda Chepkosgei", "Rhoda Jepkosgei", True),
        ("Jiwachh Mukhiya", "Jibachh Mukhiya", True),
        ("Hassan Rahim", "Hussein Rahim", False),
        ("Karim Rahim", "Karima Rahim", False),
        ("Daniel R. Sajaia", "Rustam R. Sajaia", False),
        ("Demna Sajaia", "Demna Sajaia Orbeli", False),
    ],
)
def test_reports_that_share_words_which_few_have_tell_one_story(one: str, other: str, together: bool) -> None:
    nodes = [person("a/p", one, unusual=STORY), person("b/p", other, unusual=STORY)]
    assert joined(resolve(nodes, []), "a/p", "b/p") is together
    assert not joined(resolve([nodes[0], replace(nodes[1], unusual=frozenset())], []), "a/p", "b/p")


def test_one_full_name_in_one_story_needs_a_place_or_body_of_both() -> None:
    nodes = [person(f"{one}/p", "Demna Sajaia", unusual=STORY, published=None) for one in "ab"]
    assert not joined(resolve(nodes, []), "a/p", "b/p")
    assert joined(resolve([*towns("a", "b"), *nodes], []), "a/p", "b/p")


def test_who_is_called_by_a_surname_is_compared_when_all_with_full_names_are_known() -> None:
    nodes = [person("a/p", "Sajaia", roles=("clerk", "scribe", "usher"), unusual=STORY)]
    nodes += [person("b/p", "Demna Sajaia", unusual=STORY), person("c/p", "Demna Sajaia", unusual=STORY)]
    nodes += [place(f"{report}/t", "Orrelmora") for report in "abc"]
    found = resolve(nodes, [])
    assert found.leaders["b/p"] == found.leaders["c/p"] == "a/p"


@pytest.mark.parametrize(("role", "one"), [("district secretary", True), ("party chair", False)])
def test_a_first_name_left_out_is_one_person_by_a_role_that_means_the_same(role: str, one: bool) -> None:
    nodes = [*towns("a", "b"), person("a/p", "Andi Rahmat Tenri", roles=("secretary of the district",))]
    nodes += [person("b/p", "Rahmat Tenri", roles=(role,))]
    assert joined(resolve(nodes, []), "a/p", "b/p") is one


@pytest.mark.parametrize(("role", "one"), [("delegate", True), ("nurse", False)])
def test_a_near_spelling_is_one_by_a_role_of_both_in_a_story(role: str, one: bool) -> None:
    nodes = [*towns("a", "b"), *names_of("a", "b", bodies=1)]
    nodes += [person("a/p", "Mirela Kovatsi", roles=("delegate",)), person("b/p", "Mirela Kovaciu", roles=(role,))]
    assert joined(resolve(nodes, []), "a/p", "b/p") is one


def test_a_protest_at_which_both_were_belongs_to_a_story() -> None:
    nodes = [*towns("a", "b"), place("a/m", "Nadorra market"), place("b/m", "Nadorra market")]
    nodes += [person("a/p", "Ossein Ndalla", roles=("deputy mayor",)), person("b/p", "Ndalla", roles=("deputy mayor",))]
    assert not joined(resolve(nodes, []), "a/p", "b/p")
    nodes += [event(f"{one}/e", f"{one}/t", "march", told={"agents": (f"{one}/p",)}) for one in "ab"]
    assert joined(resolve(nodes, []), "a/p", "b/p")


def test_a_full_name_of_common_words_needs_more_than_a_town() -> None:
    nodes = [
        place("a/t", "Orrelmora"),
        place("b/t", "Orrelmora"),
        person("a/p", "Ali Rahim"),
        person("b/p", "Ali Rahim"),
    ]
    assert joined(resolve(nodes, []), "a/p", "b/p")
    others = ["Bakir", "Dabbas", "Fakhri", "Ghanem", "Hilal", "Jarrah", "Kattan", "Lahham", "Mansur", "Nasser", "Qadri"]
    crowd = [person(f"c{i}/p", f"Ali {name}") for i, name in enumerate(others)]
    crowd += [person(f"d{i}/p", f"{name} Rahim") for i, name in enumerate(others)]
    assert not joined(resolve([*nodes, *crowd], []), "a/p", "b/p")


def test_one_street_name_in_two_towns_is_two_streets_though_a_namesake_is_in_both_reports() -> None:
    nodes = [place("a/t", "Orrelmora"), place("b/t", "Tarnow")]
    nodes += [place("a/s", "Martyrs' Square", category="square")]
    nodes += [place("b/s", "Martyrs' Square", places=("b/t",), category="square")]
    nodes += [person("a/p", "Yadollah Pour"), person("b/p", "Yadollah Pour")]
    assert not joined(resolve(nodes, []), "a/s", "b/s")


def test_a_first_surname_and_a_second_are_two_people_though_both_reports_name_officials() -> None:
    later = DAY + datetime.timedelta(weeks=5)
    shared = ["Fortunato Huaran", "Maximo Urriaga"]
    nodes = [person(f"a/q{i}", name) for i, name in enumerate(shared)]
    nodes += [person(f"b/q{i}", name, published=later) for i, name in enumerate(shared)]
    nodes += [person("a/p", "Nélida Ccorahua Tenorio"), person("b/p", "Nélida Tenorio", published=later)]
    assert not joined(resolve(nodes, []), "a/p", "b/p")


def test_a_firm_and_a_body_with_other_words_meet_by_people() -> None:
    nodes = [place("a/t", "Orrelmora"), place("b/t", "Orrelmora")]
    nodes += [body("a/f", "Karkheh Pipe", category="company"), body("b/f", "Karkheh Pipe Mills", category="company")]
    nodes += [body("a/b", "Hazelnut Growers' Association of Samegrelo")]
    nodes += [body("b/b", "Association of Hazelnut Producers of Mingrelia")]
    nodes += [body("a/c", "Coordinadora de Sesameros del Norte"), body("b/c", "Northern Growers' Coordination", "CSN")]
    assert not joined(resolve(nodes, []), "a/f", "b/f")
    people = [person(f"{one}/p", "Elguja Gvinjilia", bodies=(f"{one}/b", f"{one}/c")) for one in "ab"]
    found = resolve([*nodes, *people], [])
    assert all(joined(found, f"a/{one}", f"b/{one}") for one in "fbc")


def test_a_body_may_be_called_without_its_town_where_both_reports_play_there() -> None:
    known = [*towns("a", "b"), person("a/p", "Ana Brook"), person("b/p", "Ana Brook")]
    known += [body("a/o", "Fishers' Association"), body("b/o", "Orvale Fishers' Association")]
    assert joined(resolve(known, []), "a/o", "b/o")
    assert not joined(resolve([one for one in known if one.kind is not Kind.PERSON], []), "a/o", "b/o")
    both = [*known, body("b/u", "Fishers' Association")]
    assert not joined(resolve(both, []), "a/o", "b/o")
    elsewhere = [*known[:-1], body("b/o", "Tarnow Fishers' Association")]
    assert not joined(resolve(elsewhere, []), "a/o", "b/o")


def test_namesakes_of_different_bodies_and_roles_stay_apart() -> None:
    known = [
        body("a/b", "Derik Council"),
        body("b/b", "Libyan Doctors' Syndicate"),
        person("a/p", "Muhammad Abd al-Rahim", bodies=("a/b",), roles=("co-chair",)),
        person("b/p", "Muhammad Abd al-Rahim", bodies=("b/b",), roles=("head",)),
    ]
    assert not joined(resolve(known, []), "a/p", "b/p")
    known += [person("a/q", "Ana Brook"), person("b/q", "Ana Brook")]
    known += [person("a/r", "Omar Field"), person("b/r", "Omar Field")]  # both reports name the same people
    found = resolve(known, [])
    assert not joined(found, "a/p", "b/p")
    assert "but they belong to different organisations" in str(found.suggestions)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Daw Khin Than Nwe", "Khin Thann Nwe"),
        ("Khandaker Nurul Amin", "Nurul Amin Khandakar"),
        ("Oleksandr Hryhorenko", "Aleksandr Grigorenko"),
        ("Ljubinka Ilievska", "Lyubinka Ilievska"),
        ("Ramona Ayala Benítez de Godoy", "Ramona Ayala de Godoy"),
        ("Wilfrido Insfrán Ortega", "Wilfrido Insfran"),
        ("BOTOVELO Rakoto", "Rakoto Botovelo"),
        ("Coumba Faty", "Ndèye Coumba Faty"),
        ("Murad Bin Issa", "Mourad Ben Aissa"),
        ("Rokeya Parvin", "Rokeya Parveen"),
    ],
)
def test_the_forms_of_one_name_meet_where_two_people_are_shared(one: str, other: str) -> None:
    known = [person("a/p", one), person("b/p", other), *names_of("a", "b", bodies=2)]
    assert joined(resolve(known, []), "a/p", "b/p")
    assert not joined(resolve(known[:2], []), "a/p", "b/p")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ghassan Saleh", "Hassan Saleh"),
        ("Ramazan Issa", "Abdulkarim Issa"),
        ("Nguyen Van An", "An Nguyen Lan"),
        ("Anna Kowal", "Hanna Kowalska"),
        ("S. Thangarajah", "Selvam Thangarajah"),
    ],
)
def test_other_names_stay_apart_whoever_is_shared(one: str, other: str) -> None:
    known = [person("a/p", one), person("b/p", other), *names_of("a", "b", bodies=2)]
    assert not joined(resolve(known, []), "a/p", "b/p")


@pytest.mark.parametrize(
    ("role", "theirs", "one"),
    [
        (("welder",), ("representative",), True),
        (("uncle",), ("director",), False),
        (("uncle", "representative"), ("joiner",), True),
        (("officer in charge",), ("OC",), True),
        (("welder",), ("baker",), False),
        (("head teacher",), ("deputy governor",), False),
    ],
    ids=[
        "speaks for others",
        "somebody's relative",
        "a relative and more",
        "its first letters",
        "another trade",
        "another office",
    ],
)
def test_other_roles_speak_against_two_only_where_nobody_has_both(
    role: tuple[str, ...], theirs: tuple[str, ...], one: bool
) -> None:
    known = [person("a/p", "Yadollah Pourian", roles=role), person("b/p", "Yadolah Pourian", roles=theirs)]
    assert joined(resolve([*towns("a", "b"), *known], []), "a/p", "b/p") is one


def test_a_square_is_one_in_two_languages_where_both_reports_are_of_one_town() -> None:
    known = [*towns("a", "b"), place("a/s", "Piața Eroilor"), place("b/s", "Heroes' Square", category="square")]
    assert joined(resolve(known, []), "a/s", "b/s")


def test_names_that_are_parts_of_a_third_do_not_contradict() -> None:
    union = [body(f"{report}/o", "Tarn Miners' Union") for report in "abc"]
    names = {"a": "Grace Achieng Odhiambo", "b": "Grace Odhiambo", "c": "Grace Achieng"}
    found = resolve([*union, *(person(f"{r}/p", name, bodies=(f"{r}/o",)) for r, name in names.items())], [])
    assert found.leaders["b/p"] == found.leaders["c/p"] == "a/p"
    found = resolve([*union, *(person(f"{r}/p", names[r], bodies=(f"{r}/o",)) for r in "bc")], [])
    assert not joined(found, "b/p", "c/p")


def test_an_acronym_stands_for_a_name_of_the_same_town_with_these_first_letters() -> None:
    known = [*towns("a", "b"), body("a/o", "Orvale Launch Crews' Union"), body("b/o", "OLCU")]
    assert joined(resolve(known, []), "a/o", "b/o")
    assert not joined(resolve(known[2:], []), "a/o", "b/o")
    other = body("c/o", "Orvale Ladies Cricket Union", "OLCU")
    assert not joined(resolve([*known, other], []), "a/o", "b/o")


def test_a_site_without_surroundings_lies_in_a_town_of_its_report_that_the_other_does_not_only_name() -> None:
    known = [*towns("a", "b"), *names_of("a", "b"), place("a/s", "Strand Road", category="street")]
    known += [event("a/e", "a/s", "march"), event("b/e", "b/t", "march")]
    assert joined(resolve(known, []), "a/e", "b/e")
    known += [place("a/u", "Tarnow")]
    assert joined(resolve(known, []), "a/e", "b/e")
    assert not joined(resolve([*known, place("b/u", "Tarnow")], []), "a/e", "b/e")


def test_two_first_names_with_one_surname_are_two_even_in_one_body() -> None:
    known = [body("a/b", "Apuseni Council"), body("b/b", "Apuseni Council")]
    known += [
        person("a/p", "Radu Barsan", bodies=("a/b",)),
        person("b/p", "Floarea Barsan", bodies=("b/b",)),
        person("a/q", "Karim Haddad", bodies=("a/b",)),
        person("b/q", "Karima Haddad", bodies=("b/b",)),
    ]
    found = resolve(known, [])
    assert not joined(found, "a/p", "b/p")
    assert not joined(found, "a/q", "b/q")
    assert not any("person" in rule for one in found.suggestions for rule in one.rules)


def test_a_body_keeps_its_region() -> None:
    found = resolve([body("a/b", "Teachers' Union of Siaya"), body("b/b", "Teachers' Union of Mbita")], [])
    assert not joined(found, "a/b", "b/b")


def test_a_name_that_many_may_have_needs_something_in_common() -> None:
    known = [body("a/b", "Ministry of Interior"), body("b/b", "Interior Ministry"), body("c/b", "Ministry of Interior")]
    known += [place("a/t", "Kutara"), place("b/t", "Kutara"), place("c/t", "Tripolina")]
    found = resolve(known, [])
    assert joined(found, "a/b", "b/b")
    assert not joined(found, "a/b", "c/b")
    assert suggested(found, "a/b", "c/b")


def test_an_acronym_stands_for_a_name_only_where_a_report_says_so() -> None:
    bare, full = body("a/b", "KLTF"), body("b/b", "Kenya Lake Teachers' Federation")
    assert not joined(resolve([bare, full], []), "a/b", "b/b")
    explained = replace(full, names=("Kenya Lake Teachers' Federation", "KLTF"))
    assert joined(resolve([bare, explained], []), "a/b", "b/b")


def test_an_acronym_of_a_name_that_many_have_needs_a_place_or_a_story() -> None:
    known = [body("a/b", "SRC"), body("b/b", "Students' Representative Council", "SRC")]
    assert not joined(resolve(known, []), "a/b", "b/b")
    assert joined(resolve([*known, *towns("a", "b")], []), "a/b", "b/b")
    told = [replace(one, unusual=STORY) for one in known]
    assert joined(resolve(told, []), "a/b", "b/b")
    leaders = [person("a/p", "Anele Dube", bodies=("a/b",)), person("b/p", "Sipho Nkosi", bodies=("b/b",))]
    assert not joined(resolve([*told, *leaders], []), "a/b", "b/b")


def test_letters_that_stand_for_a_country_are_no_acronym_of_a_body() -> None:
    known = [body("a/b", "University of PNG", "PNG"), body("b/b", "PNG"), body("c/b", "University of Papua New Guinea")]
    found = resolve([*known, *towns("a", "b", "c")], [])
    assert joined(found, "a/b", "c/b")
    assert not joined(found, "a/b", "b/b")


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("Rini Jobless Assembly", "Rini Jobless People's Assembly", True),
        ("University of Orvale", "UO", True),
        ("Orvale", "Orvale Council", False),
    ],
)
def test_a_body_is_called_by_less_of_its_name_in_one_story(one: str, other: str, together: bool) -> None:
    known = [place("a/t", "Orvale"), body("a/b", one, unusual=STORY), body("b/b", other, unusual=STORY)]
    assert joined(resolve(known, []), "a/b", "b/b") is together
    assert not joined(resolve([known[1], replace(known[2], unusual=frozenset())], []), "a/b", "b/b")


@pytest.mark.parametrize(
    ("other", "together"),
    [("Urba Relief Committee", False), ("Pelba Town Relief Committee", True), ("Relief Committee of Pelbba", True)],
)
def test_two_bodies_that_their_reports_call_by_one_short_name_stay_two(other: str, together: bool) -> None:
    known = [body("a/b", "Pelba Relief Committee", "Relief Committee"), body("b/b", other, "Relief Committee")]
    known += towns("a", "b")
    found = resolve(known, [])
    assert joined(found, "a/b", "b/b") is together
    assert together or suggested(found, "a/b", "b/b")


def test_a_short_name_makes_no_bridge_between_two_bodies() -> None:
    known = [
        body("a/b", "Pelba Relief Committee"),
        body("b/b", "Relief Committee"),
        body("c/b", "Urba Relief Committee"),
    ]
    told = [replace(one, unusual=STORY) for one in known]
    found = resolve([*told, *towns("a", "b", "c")], [])
    assert not joined(found, "a/b", "c/b")


def test_an_acronym_of_two_bodies_stands_for_neither() -> None:
    known = [
        body("a/b", "UGT"),
        body("b/b", "General Union of Tarn Workers", "UGT"),
        body("c/b", "Gorvan Union of Teachers", "UGT"),
    ]
    found = resolve(known, [])
    assert len({found.leaders[one.node] for one in known}) == 3


def test_a_town_whose_name_several_countries_have_needs_its_country() -> None:
    known = [place("a/t", "Tripoli"), place("b/t", "Tripoli"), place("a/m", "Benghazi"), place("b/m", "Beirut")]
    assert not joined(resolve(known, []), "a/t", "b/t")
    libya = [*known[:3], place("b/m", "Misrata")]
    assert joined(resolve(libya, []), "a/t", "b/t")


@pytest.mark.parametrize(
    ("one", "other"), [("Dêrik", "Al-Malikiyah"), ("Tamatave", "Toamasina"), ("Mawlamyine", "MOULMEIN")]
)
def test_a_place_has_the_names_that_the_table_gives_it(one: str, other: str) -> None:
    found = resolve([place("a/t", one), place("b/t", other), place("c/t", "Orvale")], [])
    assert joined(found, "a/t", "b/t")
    assert not joined(found, "a/t", "c/t")


def test_two_nodes_of_one_report_are_joined_by_nothing_but_a_judgement() -> None:
    known = [place("a/1", "Orvale"), place("a/2", "Orvale")]
    assert not joined(resolve(known, []), "a/1", "a/2")
    assert joined(resolve(known, [same("a/1", "a/2")]), "a/1", "a/2")


# Events


def towns(*reports: str) -> list[Feature]:
    return [place(f"{report}/t", "Orvale") for report in reports]


def test_an_event_told_twice_is_one_if_town_day_and_something_else_agree() -> None:
    about = {"about": ("the closure of the crossing",)}
    known = [*towns("a", "b"), event("a/e", "a/t", "march", told=about), event("b/e", "b/t", "rally", told=about)]
    assert not joined(resolve(known, []), "a/e", "b/e")  # those for it and those against it are about the same
    found = resolve([*known, *names_of("a", "b", bodies=1)], [])
    assert joined(found, "a/e", "b/e")
    assert "event-circumstances" in str(found.joinings)


def test_town_and_day_alone_only_suggest() -> None:
    known = [*towns("a", "b"), event("a/e", "a/t", "march"), event("b/e", "b/t", "march")]
    found = resolve(known, [])
    assert not joined(found, "a/e", "b/e")
    assert suggested(found, "a/e", "b/e")


@pytest.mark.parametrize(
    ("form", "days", "told"),
    [
        ("strike", 0, {}),
        ("march", 1, {}),
        ("march", 0, {"modality": "negated"}),
        ("march", 0, {"organizers": ("b/o",)}),
    ],
    ids=["another form", "another day", "it did not happen", "somebody else called for it"],
)
def test_what_contradicts_keeps_events_apart(form: str, days: int, told: dict[str, object]) -> None:
    about: dict[str, object] = {"about": ("the closure of the crossing",)}
    known = [
        *towns("a", "b"),
        *names_of("a", "b"),
        body("a/o", "Jazira Farmers' Union"),
        body("b/o", "Free Miners of Tarn"),
        event("a/e", "a/t", "march", told={**about, "organizers": ("a/o",)}),
        event("b/e", "b/t", form, days=days, told={**about, **told}),
    ]
    assert not joined(resolve(known, []), "a/e", "b/e")


@pytest.mark.parametrize(
    ("role", "told", "one"),
    [
        ((), {}, True),
        (("mayor",), {}, False),
        ((), {"about": ("bus fares",)}, False),
    ],
    ids=["somebody whom both name", "the mayor alone", "about another thing"],
)
def test_two_protests_of_one_day_are_one_by_who_is_named_but_not_by_the_mayor(
    role: tuple[str, ...], told: dict[str, object], one: bool
) -> None:
    known = [*towns("a", "b"), *(person(f"{report}/m", "Radu Barsan", roles=role) for report in "ab")]
    known += [event("a/e", "a/t", "march", told={"about": ("unpaid night shifts",)})]
    found = resolve([*known, event("b/e", "b/t", "rally", told=told)], [])
    assert joined(found, "a/e", "b/e") is one
    assert one or suggested(found, "a/e", "b/e")


@pytest.mark.parametrize(
    ("form", "days", "one"), [("blockade", 0, True), ("march", 0, False), ("blockade", 1, False)],
    ids=["one form and day", "another form", "another day"],
)  # fmt: skip
def test_a_protest_in_no_town_meets_another_by_people_its_form_and_its_day(form: str, days: int, one: bool) -> None:
    known = [*towns("b"), place("a/t", "Ruthia", category="country"), *names_of("a", "b")]
    known += [event("a/e", "a/t", form), event("b/e", "b/t", "blockade", days=days)]
    assert joined(resolve(known, []), "a/e", "b/e") is one


def test_a_report_of_two_days_does_not_join_the_events_of_both() -> None:
    about = {"about": ("the closure of the crossing",)}
    both = {**about, "when": ((DAY, DAY), (DAY + datetime.timedelta(1), DAY + datetime.timedelta(1)))}
    known = [*towns("a", "b", "c"), *names_of("a", "b", "c"), event("a/e", "a/t", "march", told=about)]
    known += [event("b/e", "b/t", "march", days=1, told=about), event("c/e", "c/t", "march", told=both)]
    assert not joined(resolve(known, []), "a/e", "b/e")


def names_of(*reports: str, bodies: int = 3) -> list[Feature]:
    """The same people and bodies in each report."""
    who = ("Hêvîn Silo", "Radu Barsan", "Ana Brook")[:bodies]
    return [person(f"{report}/p{i}", name) for report in reports for i, name in enumerate(who)]


def dateless(**told: object) -> Feature:
    """A march of report b of which no day is known."""
    return event("b/e", "b/t", "march", told={"when": (), **told})


@pytest.mark.parametrize(
    ("told", "theirs", "cast", "one"),
    [
        ({"about": ("unpaid wages",)}, {"about": ("late wages",)}, 2, True),
        ({"agents": ("a/p0",)}, {"agents": ("b/p0",)}, 2, True),
        ({"about": ("unpaid wages",)}, {"about": ("a new mine",)}, 3, False),
        ({}, {}, 3, True),
        ({}, {}, 2, False),
    ],
    ids=["about the same", "by the same", "about another thing", "three people of both", "two people of both"],
)
def test_an_event_without_a_day_joins_if_each_report_tells_of_one_protest_and_enough_agrees(
    told: dict[str, object], theirs: dict[str, object], cast: int, one: bool
) -> None:
    known = [*towns("a", "b"), *names_of("a", "b", bodies=cast), event("a/e", "a/t", "rally", told=told)]
    found = resolve([*known, dateless(**theirs)], [])
    assert joined(found, "a/e", "b/e") is one
    assert one or suggested(found, "a/e", "b/e")


@pytest.mark.parametrize(
    "others",
    [
        [dateless(recurs=True)],
        [dateless(), event("b/f", "b/t", "march", days=1)],
        [dateless(), event("a/f", "a/t", "rally", days=1)],
        [replace(dateless(), published=DAY + datetime.timedelta(4))],
        [replace(dateless(), published=DAY - datetime.timedelta(1))],
        [dateless(when=((datetime.date(2011, 1, 1), datetime.date(2011, 12, 31)),))],
    ],
    ids=["again", "another in its report", "another in the other report", "told too late", "told before", "long ago"],
)
def test_an_event_without_a_day_is_only_suggested_where_there_may_be_two(others: list[Feature]) -> None:
    found = resolve([*towns("a", "b"), *names_of("a", "b"), event("a/e", "a/t", "rally"), *others], [])
    assert not joined(found, "a/e", "b/e")


@pytest.mark.parametrize(
    ("told", "one"),
    [
        ({"slogans": ("bread and roses",)}, True),
        ({"killed": ((3, 3),)}, True),
        ({"killed": ((0, 0),)}, False),
        ({"sizes": ((1250, 1250),)}, True),
        ({"sizes": ((30, 30),)}, False),
        ({"sizes": ((1000, None),)}, False),
    ],
    ids=["the same words", "the same dead", "no dead", "the same number", "a small number", "no exact number"],
)
def test_an_event_without_a_day_joins_by_what_two_protests_seldom_share(told: dict[str, object], one: bool) -> None:
    known = [*towns("a", "b"), event("a/e", "a/t", "rally", told=told), dateless(**told)]
    assert joined(resolve(known, []), "a/e", "b/e") is one


def test_days_that_differ_are_asked_about_however_many_people_are_the_same() -> None:
    known = [*towns("a", "b"), *names_of("a", "b"), event("a/e", "a/t", "march"), event("b/e", "b/t", "march", days=1)]
    found = resolve(known, [])
    assert not joined(found, "a/e", "b/e")
    assert suggested(found, "a/e", "b/e")


def test_a_vigil_and_a_march_of_one_evening_are_not_taken_for_one_by_their_company() -> None:
    known = [*towns("a", "b"), *names_of("a", "b"), event("a/e", "a/t", "march"), event("b/e", "b/t", "vigil")]
    assert not joined(resolve(known, []), "a/e", "b/e")


@pytest.mark.parametrize(
    ("form", "theirs", "one"),
    [
        ("blockade", "the price of flour", True),
        ("blockade", "a new mine", False),
        ("march", "the price of flour", False),
    ],
    ids=["a form of its own and the matter", "another matter", "a march"],
)
def test_two_of_one_form_and_matter_are_one_though_nobody_is_named_in_both(form: str, theirs: str, one: bool) -> None:
    known = [*towns("a", "b"), event("a/e", "a/t", form, told={"about": ("prices of bread and flour",)})]
    known += [event("b/e", "b/t", form, told={"about": (theirs,)})]
    assert joined(resolve(known, []), "a/e", "b/e") is one


@pytest.mark.parametrize(
    ("killed", "theirs", "cast", "one"),
    [(((2, 2),), ((3, 3),), 3, True), (((2, 2),), (), 3, False), (((2, 2),), ((3, 3),), 2, False)],
    ids=["people killed at both", "at one alone", "few named in both"],
)
def test_a_day_that_differs_joins_where_people_were_killed_at_both(
    killed: tuple[tuple[int, int], ...], theirs: tuple[tuple[int, int], ...], cast: int, one: bool
) -> None:
    known = [*towns("a", "b"), *names_of("a", "b", bodies=cast)]
    known += [event("a/e", "a/t", "march", told={"killed": killed})]
    known += [event("b/e", "b/t", "rally", days=1, told={"killed": theirs})]
    assert joined(resolve(known, []), "a/e", "b/e") is one
    again = [*known, event("b/f", "b/t", "rally", days=2)]
    assert not joined(resolve(again, []), "a/e", "b/e")


@pytest.mark.parametrize(("category", "one"), [("union", True), ("ministry", False)])
def test_an_official_of_a_union_is_somebody_and_one_of_a_ministry_is_not(category: str, one: bool) -> None:
    known = [*towns("a", "b"), event("a/e", "a/t", "march"), event("b/e", "b/t", "march")]
    known += [body("a/o", "Well Diggers of Sorvina", category=category), person("b/p", "Hêvîn Silo")]
    known += [person("a/p", "Hêvîn Silo", roles=("official",), bodies=("a/o",))]
    assert joined(resolve(known, []), "a/e", "b/e") is one


@pytest.mark.parametrize(("places_", "one"), [(3, True), (1, False)], ids=["three places", "one place"])
def test_a_blockade_in_no_town_meets_another_by_somebody_and_places(places_: int, one: bool) -> None:
    names = ["Kelmar crossing", "Sorvina", "Dolmeth"][:places_]
    known = [place(f"{report}/s{i}", name) for report in "ab" for i, name in enumerate(names)]
    known += [place("a/c", "Ruthia", category="country"), *towns("b"), *names_of("a", "b", bodies=1)]
    known += [event("a/e", "a/c", "blockade"), event("b/e", "b/t", "blockade")]
    assert joined(resolve(known, []), "a/e", "b/e") is one


@pytest.mark.parametrize(
    ("told", "one"),
    [
        ({"demanded": ("three months of overdue wages",)}, True),
        ({"about": ("bus fares",)}, False),
        ({}, False),
    ],
    ids=["what the one demands", "what the other is about", "nothing that tells which"],
)
def test_a_rival_that_is_about_something_else_leaves_no_doubt_which_is_meant(
    told: dict[str, object], one: bool
) -> None:
    known = [*towns("a", "b"), *names_of("a", "b")]
    known += [event("a/nurses", "a/t", "rally", told={"demanded": ("payment of overdue wages",)})]
    known += [event("a/students", "a/t", "rally", told={"about": ("bus fares",)})]
    known += [event("b/e", "b/t", "rally", told=told)]
    assert joined(resolve(known, []), "a/nurses", "b/e") is one


@pytest.mark.parametrize("theirs", ["Heroes' Square", "Mill Lane"])
def test_of_rivals_the_one_at_the_square_that_both_reports_name_is_meant(theirs: str) -> None:
    known = [*towns("a", "b"), *names_of("a", "b")]
    known += [place("a/s", "Heroes' Square", category="square"), place("b/s", theirs, category="square")]
    known += [event("a/against", "a/s", "rally"), replace(event("a/for", "a/t", "rally"), places=())]
    found = resolve([*known, replace(event("b/e", "b/t", "rally"), places=("b/s", "b/t"))], [])
    assert joined(found, "a/against", "b/e") is (theirs == "Heroes' Square")


@pytest.mark.parametrize(("form", "one"), [("blockade", True), ("march", False)])
def test_of_a_blockade_and_a_rally_of_one_day_the_form_says_which_is_meant(form: str, one: bool) -> None:
    known = [*towns("a", "b"), *names_of("a", "b")]
    known += [event("a/blockade", "a/t", "blockade", "march"), event("a/rally", "a/t", "rally")]
    found = resolve([*known, event("b/e", "b/t", form)], [])
    assert joined(found, "a/blockade", "b/e") is one


@pytest.mark.parametrize("days", [1, 2])
def test_a_blockade_of_days_that_ends_with_a_march_is_one_in_two_reports(days: int) -> None:
    when = tuple((DAY + datetime.timedelta(i), DAY + datetime.timedelta(i)) for i in range(2))
    theirs = tuple((day + datetime.timedelta(days - 1), day + datetime.timedelta(days - 1)) for day, _ in when)
    known = [*towns("a", "b"), *names_of("a", "b")]
    known += [event("a/e", "a/t", "blockade", "march", told={"when": when})]
    known += [event("b/e", "b/t", "blockade", "march", told={"when": theirs})]
    assert joined(resolve(known, []), "a/e", "b/e") is (days == 1)


def test_a_district_is_one_wherever_a_report_says_so() -> None:
    known = [*(place(f"{one}/d", "Sarvandi") for one in "ac"), place("b/d", "Sarvandi", category="district")]
    known += [*towns("c"), *names_of("a", "c")]
    known += [event("a/e", "a/d", "blockade"), event("c/e", "c/t", "blockade")]
    assert joined(resolve(known, []), "a/e", "c/e")
    assert not joined(resolve([one for one in known if one.report != "b"], []), "a/e", "c/e")


def test_rival_rallies_of_one_report_take_part_in_no_guess() -> None:
    known = [*towns("a", "b"), event("a/for", "a/t", "rally"), event("a/against", "a/t", "rally")]
    known += [event("b/e", "b/t", "rally"), person("a/p", "Radu Barsan"), person("b/p", "Radu Barsan")]
    found = resolve(known, [])
    assert found.leaders["b/e"] == "b/e"


# Judgements


def test_a_judgement_joins_what_no_rule_would_and_keeps_its_name() -> None:
    found = resolve([person("a/p", "Abu Ahmad"), person("b/p", "Ana Brook")], [same("a/p", "b/p", "d1")])
    assert joined(found, "a/p", "b/p")
    assert [one.decision for one in found.joinings] == ["d1"]


def test_different_is_never_joined_not_even_through_others() -> None:
    known = [place(f"{report}/t", "Orvale") for report in "abcd"]
    found = resolve(known, [different("a/t", "d/t")])
    assert not joined(found, "a/t", "d/t")
    assert len(found.clusters) == 2


def test_a_chain_that_contradicts_is_told_and_stays_apart() -> None:
    known = [person("a/p", "Ana Brook"), person("b/p", "Omar Field"), person("c/p", "Lea Stone")]
    found = resolve(known, [same("a/p", "b/p", "1"), same("b/p", "c/p", "2"), different("a/p", "c/p")])
    assert not joined(found, "a/p", "c/p")
    assert [one.decision for one in found.conflicts] == ["2"]


def test_same_across_kinds_is_a_conflict() -> None:
    found = resolve([person("a/p", "Ana Brook"), place("b/t", "Orvale")], [same("a/p", "b/t", "1")])
    assert [one.reason for one in found.conflicts] == ["one is of kind person, the other of kind place"]


def test_unsure_stays_a_suggestion_that_says_who_looked() -> None:
    known = [person("a/p", "Hussein al-Saadi"), person("b/p", "Hussein al-Saadi")]
    doubt = Judged(left="b/p", right="a/p", verdict=Verdict.UNSURE, decision="d9")
    assert [one.decision for one in resolve(known, [doubt]).suggestions] == ["d9"]
    assert resolve(known, [different("a/p", "b/p")]).suggestions == ()


# Laws


def cast(number: int) -> list[Feature]:
    """Nodes of so many reports in which a small cast recurs in several spellings."""
    chance = random.Random(number)
    spelled = [("Hêvîn Silo", "Hivin Sello"), ("Qasim Rubaie", "Kassem al-Rubaye"), ("Ana Brook", "Ana M. Brook")]
    known: list[Feature] = []
    for i in range(number):
        report = f"r{i:03}"
        known.append(place(f"{report}/t", chance.choice(["Orvale", "Tarnow", "Derik", "Dêrik"])))
        name = chance.choice(["Jazira Farmers' Union", "Farmers Union in Jazira", "JFU", "Teachers' Union"])
        known.append(body(f"{report}/b", name, *(["JFU"] if i % 3 == 0 and "Jazira" in name else [])))
        for j in range(chance.randrange(1, 4)):
            who = chance.choice(chance.choice(spelled))
            bodies = (f"{report}/b",) if chance.random() < 0.6 else ()
            known.append(person(f"{report}/p{j}", who, bodies=bodies))
        told = {"agents": (f"{report}/p0",), "about": (chance.choice(["the closed crossing", "wages"]),)}
        known.append(event(f"{report}/e", f"{report}/t", "march", days=chance.randrange(3), told=told))
    return known


KNOWN = cast(24)
NODES = [one.node for one in KNOWN if one.kind is Kind.PERSON]
PAIRS = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.sampled_from(list(Verdict))).filter(
    lambda pair: pair[0] != pair[1]
)
JUDGED = st.lists(
    PAIRS.map(lambda p: Judged(left=p[0], right=p[1], verdict=p[2], decision=f"{p[0]} {p[1]}")), max_size=8
)


@settings(max_examples=40, deadline=None)
@given(judged=JUDGED, data=st.data())
def test_the_order_of_nodes_and_judgements_plays_no_part(judged: list[Judged], data: st.DataObject) -> None:
    nodes: Sequence[Feature] = data.draw(st.permutations(KNOWN))
    orders: Sequence[Judged] = data.draw(st.permutations(judged))
    assert resolve(nodes, orders) == resolve(KNOWN, judged)


@settings(max_examples=60, deadline=None)
@given(judged=JUDGED)
def test_different_is_never_violated_and_every_node_stands_in_one_thing(judged: list[Judged]) -> None:
    found = resolve(KNOWN, judged)
    assert sorted(node for cluster in found.clusters for node in cluster) == sorted(one.node for one in KNOWN)
    told = {one.decision for one in found.conflicts}
    for one in judged:
        if one.verdict is Verdict.DIFFERENT:
            assert not joined(found, one.left, one.right)
        if one.verdict is Verdict.SAME and one.decision not in told:
            assert joined(found, one.left, one.right)


@settings(max_examples=20, deadline=None)
@given(judged=JUDGED)
def test_a_judgement_that_is_taken_back_was_never_there(judged: list[Judged]) -> None:
    before = resolve(KNOWN, judged[1:])
    resolve(KNOWN, judged)
    assert resolve(KNOWN, judged[1:]) == before


@pytest.mark.parametrize(
    "told",
    [
        lambda i: place(f"r{i}/t", "Orvale"),
        lambda i: person(f"r{i}/p", "Muhammad Ahmad"),
        lambda i: body(f"r{i}/b", "Ministry of Interior"),
    ],
    ids=["a town of every report", "a name of every report, and nothing else", "a body of every report"],
)
def test_comparisons_grow_with_the_reports_not_with_their_pairs(told: object) -> None:
    def compared(number: int) -> int:
        return resolve([told(i) for i in range(number)], []).comparisons  # type: ignore[operator]

    assert compared(800) <= 9 * compared(100)
    assert compared(800) <= 800 * 40


# What the documentation says


def test_the_documentation_lists_every_rule_as_it_is() -> None:
    text = (Path(__file__).parents[1] / "docs" / "identity.md").read_text(encoding="utf-8")
    rules = [
        one for module in (places, bodies, person_rules, events) for one in vars(module).values() if type(one) is Rule
    ]
    rows = {
        f"| `{rule.id}` | {rule.says.replace('{}', '…')} | {rule.score:.2f} | {'yes' if rule.safe else 'suggests'} |"
        for rule in rules
    }
    assert rows == {line for line in text.splitlines() if line.startswith("| `")}
    assert len({rule.id for rule in rules}) == len(rules)
