"""The first report, against an expert's reading of it: what its graph says, and what it must not say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.store import Store
from tests.reading import column, janders_text, read, rows

LABEL_OF_PLACE = "?e pe:place/rdfs:label ?place"


@pytest.fixture(scope="module")
def janders() -> Iterator[Store]:
    with read(janders_text(), "2023-janders") as store:
        yield store


def spans(store: Store, pattern: str) -> set[tuple[int, int]]:
    """Start and end of the content of what a pattern finds as ?node."""
    found = rows(store, f"SELECT ?start ?end WHERE {{ {pattern} ?node pe:content [ oa:start ?start ; oa:end ?end ] }}")
    return {(int(start), int(end)) for start, end in found}


def said(store: Store, person: str) -> set[tuple[int, int]]:
    return spans(store, f'?node a pe:DirectQuote ; pe:utteredBy/rdfs:label "{person}" .')


# Events


def test_the_two_demonstrations_are_parts_of_one_joint_action(janders: Store) -> None:
    query = """SELECT ?whole ?place WHERE {
        ?whole a pe:JointAction . ?e pe:partOf ?whole ; a pe:ProtestAction ; pe:place/rdfs:label ?place ;
        pe:coordinatedWith ?other . ?other pe:partOf ?whole }"""
    found = rows(janders, query)
    assert len({whole for whole, _ in found}) == 1
    assert {place for _, place in found} == {"Qamishlo", "Derik", "Dêrik Garage"}


def test_the_demonstration_in_qamishlo_was_a_march_and_a_rally(janders: Store) -> None:
    query = """SELECT ?form WHERE { ?e pe:place/rdfs:label "Qamishlo" ; pe:partOf/rdf:type pe:JointAction ;
        pe:form ?form }"""
    forms = {form.rpartition("-")[2] for form in column(janders, query)}
    assert {"demonstration", "march", "rally"} <= forms


def test_the_parts_of_the_demonstration_in_qamishlo(janders: Store) -> None:
    query = """SELECT ?form WHERE { ?part pe:partOf ?e ; pe:form ?form .
        ?e pe:partOf/rdf:type pe:JointAction ; pe:place/rdfs:label "Qamishlo" }"""
    forms = sorted(form.partition("form-")[2] for form in column(janders, query))
    assert forms == ["delivery", "march", "minute-of-silence", "rally", "speech", "speech"]


def test_they_stopped_at_the_unhcr_building_in_al_siyahi_in_qamishlo(janders: Store) -> None:
    query = 'SELECT ?place WHERE { ?e rdfs:label "stopped" ; pe:place/rdfs:label ?place }'
    assert column(janders, query) == [
        "Al-Siyahi neighborhood", "Qamishlo", "building of the United Nations High Commissioner for Refugees",
    ]  # fmt: skip
    within = "SELECT ?inner ?outer WHERE { ?a pe:within ?b . ?a rdfs:label ?inner . ?b rdfs:label ?outer }"
    assert ("building of the United Nations High Commissioner for Refugees", "Al-Siyahi neighborhood") in rows(
        janders, within
    )
    assert ("Al-Siyahi neighborhood", "Qamishlo") in rows(janders, within)


def test_the_gathering_in_derik_was_at_derik_garage_which_is_in_derik(janders: Store) -> None:
    query = "SELECT ?place WHERE { ?e pe:form pec:form-gathering ; pe:place/rdfs:label ?place }"
    assert column(janders, query) == ["Derik", "Dêrik Garage"]
    assert janders.ask('ASK { ?a rdfs:label "Dêrik Garage" ; pe:within/rdfs:label "Derik" }')


def test_the_massacre_happened_at_janders_and_killed_four(janders: Store) -> None:
    query = """SELECT ?place ?low ?high ?text WHERE { ?e a pe:ViolentIncident ; pe:place/rdfs:label ?place ;
        pe:hasCount ?c . ?c pe:countOf pec:count-killed ; pe:low ?low ; pe:high ?high ; pe:text ?text }"""
    assert rows(janders, query) == [("Janders", "4", "4", "4 citizens")]


def test_the_four_killed_rest_on_two_places_in_the_text(janders: Store) -> None:
    query = "SELECT ?words WHERE { ?c pe:countOf pec:count-killed ; pe:evidence/oa:exact ?words }"
    assert column(janders, query) == ["claimed the lives of 4 citizens", "committed against 4 citizens"]


def test_the_massacre_is_why_they_demonstrated(janders: Store) -> None:
    query = """SELECT ?class ?cause ?words WHERE { ?e pe:motivatedBy ?c ; a ?class . ?c rdfs:label ?cause .
        ?s rdf:predicate pe:motivatedBy ; rdf:subject ?e ; pe:evidence/oa:exact ?words
        FILTER(?class = pe:JointAction) }"""
    assert [row[1:] for row in rows(janders, query)] == [("Janders massacre", "To denounce the Janders massacre")]


def test_it_was_in_solidarity_with_the_people_of_janders(janders: Store) -> None:
    assert column(janders, "SELECT ?g WHERE { ?e a pe:JointAction ; pe:inSolidarityWith/rdfs:label ?g }") == [
        "people of Janders"
    ]


def test_the_stated_order_of_the_parts(janders: Store) -> None:
    query = "SELECT ?a ?b WHERE { ?x pe:before ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }"
    hevi, hussein = "speech by Hevi Suleyman", "speech by Hussein al-Sada"
    handed = "delivered the demonstrators' message"
    assert rows(janders, query) == [
        ("minute of silence", hevi), ("roamed the streets", "stopped"), (hevi, handed), (hussein, handed),
        ("stopped", "minute of silence"),
    ]  # fmt: skip


def test_the_order_of_the_two_speeches_is_only_told(janders: Store) -> None:
    query = "SELECT ?a ?b WHERE { ?x pe:toldBefore ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }"
    assert rows(janders, query) == [("speech by Hevi Suleyman", "speech by Hussein al-Sada")]


def test_today_stays_unresolved(janders: Store) -> None:
    query = """SELECT ?text ?status WHERE { ?e a pe:JointAction ; pe:timeExpression ?t .
        ?t pe:text ?text ; pe:timeStatus ?status }"""
    assert rows(janders, query) == [("today", "https://w3id.org/protest-event/concept/time-unresolved")]


def test_the_occupation_is_the_wording_of_a_situation(janders: Store) -> None:
    assert column(janders, "SELECT ?l WHERE { ?e a pe:ReportedSituation ; rdfs:label ?l }") == ["occupied Janders"]
    claimed = "SELECT ?l WHERE { GRAPH ?g { ?e a pe:ReportedSituation ; pe:saidIn ?q ; rdfs:label ?l } }"
    assert column(janders, claimed) == ["occupied Afrin"]


def test_what_is_only_claimed_to_have_happened_is_in_the_claims(janders: Store) -> None:
    query = "SELECT ?form WHERE { GRAPH ?g { ?e a pe:Event ; pe:saidIn ?q ; pe:form ?form } }"
    claimed = {form.partition("form-")[2] for form in column(janders, query)}
    assert {"appearance", "disavowal"} <= claimed
    assert not claimed & {"demonstration", "massacre"}
    believed = {form.partition("form-")[2] for form in column(janders, "SELECT ?form WHERE { ?e pe:form ?form }")}
    assert not believed & {"appearance", "disavowal"}


# Persons, roles, organisations, groups, places


def test_the_six_persons(janders: Store) -> None:
    assert column(janders, "SELECT ?name WHERE { ?p a foaf:Person ; rdfs:label ?name }") == [
        "Abdullah Ocalan", "Fatima Muhammad", "Hevi Suleyman", "Hussein al-Sada", "Muhammad Abd al-Rahim", "Muna Brim",
    ]  # fmt: skip


def test_the_six_memberships(janders: Store) -> None:
    query = """SELECT ?name ?role ?body WHERE { ?m a org:Membership ; org:member/rdfs:label ?name ;
        pe:roleText ?role ; org:organization/rdfs:label ?body }"""
    assert rows(janders, query) == [
        ("Fatima Muhammad", "member", "Afrin Social League"),
        ("Hevi Suleyman", "member", "General Council of PYD"),
        ("Hussein al-Sada", "member", "General Council of PYD"),
        ("Hussein al-Sada", "representative", "al-Sada clans in Syria and Iraq"),
        ("Muhammad Abd al-Rahim", "co-chair", "Dêrik district council"),
        ("Muna Brim", "co-chair", "Farmers' Union in North and East Syria"),
    ]


def test_each_membership_of_hussein_rests_on_two_places_in_the_text(janders: Store) -> None:
    query = """SELECT ?m ?start WHERE { ?m a org:Membership ; org:member/rdfs:label "Hussein al-Sada" ;
        pe:evidence/oa:start ?start }"""
    found = rows(janders, query)
    assert len(found) == 4
    assert len({m for m, _ in found}) == 2


def test_member_of_stands_as_a_plain_triple(janders: Store) -> None:
    assert janders.ask(
        'ASK { ?p rdfs:label "Muna Brim" ; org:memberOf/rdfs:label "Farmers\' Union in North and East Syria" }'
    )


def test_the_general_council_is_a_unit_of_the_party_under_both_its_names(janders: Store) -> None:
    query = """SELECT ?name ?other WHERE { ?unit rdfs:label "General Council of PYD" ; org:unitOf ?party .
        ?party rdfs:label ?name ; skos:altLabel ?other }"""
    assert rows(janders, query) == [("Democratic Union Party", "PYD")]


def test_the_title_of_ocalan_is_said_and_names_no_organisation(janders: Store) -> None:
    query = """SELECT ?role WHERE { ?p rdfs:label "Abdullah Ocalan" . GRAPH ?g { ?m org:member ?p ; pe:roleText ?role
        FILTER NOT EXISTS { ?m org:organization ?o } } }"""
    assert set(column(janders, query)) == {"leader"}


def test_the_organisations(janders: Store) -> None:
    assert column(janders, "SELECT ?name WHERE { ?o a org:Organization ; rdfs:label ?name }") == [
        "Afrin Social League",
        "Democratic Society Movement",
        "Democratic Union Party",
        "Dêrik district council",
        "Farmers' Union in North and East Syria",
        "Future Syria Party",
        "General Council of PYD",
        "United Nations High Commissioner for Refugees",
        "al-Sada clans in Syria and Iraq",
    ]


def test_unhc_is_unhcr_misspelled(janders: Store) -> None:
    query = 'SELECT ?n WHERE { ?o rdfs:label "United Nations High Commissioner for Refugees" ; skos:altLabel ?n }'
    assert column(janders, query) == ["UNHC"]


def test_groups(janders: Store) -> None:
    groups = set(column(janders, "SELECT ?name WHERE { ?g a pe:Collective ; rdfs:label ?name }"))
    named = {"people of Qamishlo Canton", "people of Janders", "people of Afrin", "Kurdish people"}
    assert named | {"international powers", "mercenaries", "martyrs"} <= groups


def test_places(janders: Store) -> None:
    places = set(column(janders, "SELECT ?name WHERE { ?p a pe:Place ; rdfs:label ?name }"))
    assert places == {
        "Qamishlo Canton", "Qamishlo", "Al-Siyahi neighborhood", "Derik", "Dêrik Garage", "Janders", "Afrin",
        "building of the United Nations High Commissioner for Refugees", "UNHC office", "Deir al-Zor region", "Turkey",
        "Syria", "Iraq", "North and East Syria",
    }  # fmt: skip


# Utterances


def test_the_six_quotations_with_their_speakers_and_spans(janders: Store) -> None:
    assert said(janders, "people of Qamishlo Canton") == {(250, 351)}
    assert said(janders, "Hevi Suleyman") == {(1461, 1649), (1666, 1767)}
    assert said(janders, "Hussein al-Sada") == {(1912, 2010), (2068, 2206), (2219, 2399)}
    assert said(janders, "Muhammad Abd al-Rahim") == {(3304, 3425)}
    assert len(column(janders, "SELECT ?q WHERE { ?q a pe:DirectQuote }")) == 6


def test_where_each_speech_was_given(janders: Store) -> None:
    query = (
        """SELECT ?name ?place WHERE { ?e a pe:Speech ; pe:speaker/rdfs:label ?name ; pe:place/rdfs:label ?place }"""
    )
    assert rows(janders, query) == [
        ("Hevi Suleyman", "Qamishlo"), ("Hussein al-Sada", "Qamishlo"), ("Muhammad Abd al-Rahim", "Derik"),
    ]  # fmt: skip


def test_quotations_are_uttered_at_the_speech_of_their_speaker(janders: Store) -> None:
    query = """SELECT ?name ?speaker WHERE { ?q a pe:DirectQuote ; pe:utteredBy ?p ; pe:utteredAt ?e .
        ?p rdfs:label ?name . ?e a pe:Speech ; pe:speaker/rdfs:label ?speaker }"""
    found = rows(janders, query)
    assert len(found) == 5
    assert all(name == speaker for name, speaker in found)


def test_quotations_that_lost_their_closing_mark(janders: Store) -> None:
    found = rows(janders, "SELECT ?start WHERE { ?q pe:closure pec:closure-unclosed ; pe:content/oa:start ?start }")
    assert found == [("1666",), ("1912",), ("2068",)]


def test_the_editors_words_are_not_the_speakers(janders: Store) -> None:
    query = "SELECT ?text ?inserted WHERE { ?q pe:editorialInsertion ?inserted ; pe:text ?text }"
    ((text, inserted),) = rows(janders, query)
    assert inserted == "(referring to the perpetrators of the Janders massacre)"
    assert "perpetrators" not in text


def test_the_indirect_statements(janders: Store) -> None:
    query = """SELECT ?name ?cue ?text WHERE { ?q a pe:IndirectSpeech ; pe:utteredBy/rdfs:label ?name ;
        pe:cue ?cue ; pe:text ?text }"""
    people, hevi, muhammad = "people of Qamishlo Canton", "Hevi Suleyman", "Muhammad Abd al-Rahim"
    need = "the need to escalate the struggle until the liberation of the occupied areas"
    assert rows(janders, query) == [
        (hevi, "recalls", "all the martyrs"),
        (hevi, "saluted", "the resistance of Afrin"),
        (muhammad, "emphasized", "the solidarity of the Kurdish people with the resistance of the people of Janders"),
        (muhammad, "praised", "the resistance of the people of Afrin"),
        (muhammad, "stressed", need),
        (people, "condemned", "the heinous massacre that was committed against 4 citizens of the occupied Janders"),
        (people, "glorify", "the martyrs and martyrdom"),
    ]


def test_slogans_chants_and_the_banner(janders: Store) -> None:
    joint, city = (
        "?node pe:expressedAt/rdf:type pe:JointAction .",
        '?node pe:expressedAt/pe:place/rdfs:label "Qamishlo" .',
    )
    garage = '?node pe:expressedAt/pe:place/rdfs:label "Dêrik Garage" .'
    assert spans(janders, f"?node a pe:Slogan . {joint}") == {(372, 472)}
    assert spans(janders, f"?node a pe:Chant . {city}") == {(890, 938), (942, 989)}
    assert spans(janders, f"?node a pe:BannerText . {garage}") == {(2882, 2983)}
    assert spans(janders, f"?node a pe:Chant . {garage}") == {(3048, 3084)}
    assert len(column(janders, "SELECT ?x WHERE { ?x a pe:Expression }")) == 5


def test_the_banner_is_a_variant_of_the_slogan_not_the_same(janders: Store) -> None:
    query = "SELECT ?a ?b WHERE { ?x pe:variantOf ?y . ?x pe:text ?a . ?y pe:text ?b }"
    ((banner, slogan),) = rows(janders, query)
    assert banner.startswith("In the spirit of")
    assert slogan.startswith("With the spirit of")


def test_a_comma_belongs_to_the_exact_text_not_to_the_normalised(janders: Store) -> None:
    query = "SELECT ?text ?normalized WHERE { ?x a pe:Slogan ; pe:text ?text ; pe:normalizedText ?normalized }"
    assert any(text.endswith("Afrin,") and plain.endswith("afrin") for text, plain in rows(janders, query))


# Symbols, counts, delegation, message, demand


def test_the_symbols(janders: Store) -> None:
    flags = """SELECT ?o WHERE { ?s pe:symbolKind pec:symbol-flag ; pe:symbolOf/rdfs:label ?o ;
        pe:displayedAt/rdf:type pe:JointAction }"""
    assert column(janders, flags) == [
        "Afrin Social League", "Democratic Society Movement", "Democratic Union Party", "Future Syria Party",
    ]  # fmt: skip
    others = """SELECT ?kind ?text WHERE { ?s pe:symbolKind ?kind ; pe:text ?text ;
        pe:displayedAt/pe:place/rdfs:label "Dêrik Garage" }"""
    assert [(kind.rpartition("-")[2], text) for kind, text in rows(janders, others)] == [
        ("banner", "banner"), ("picture", "pictures of the martyrs of the Janders massacre"),
    ]  # fmt: skip
    assert janders.ask("ASK { ?s pe:symbolKind pec:symbol-picture ; pe:symbolOf/rdfs:label 'Janders massacre' }")


def test_thousands_is_kept_as_words_with_a_bound_by_a_named_rule_for_both_places(janders: Store) -> None:
    query = """SELECT ?text ?low ?rule ?voice WHERE { ?c pe:countOf pec:count-participants ; pe:text ?text ;
        pe:low ?low ; pe:boundRule ?rule ; pe:voice ?voice ; pe:countFor/rdf:type pe:JointAction }"""
    ((text, low, rule, voice),) = rows(janders, query)
    assert (text, low) == ("Thousands", "2000")
    assert rule.endswith("bound-ccc")
    assert voice.endswith("voice-headline")


def test_there_were_two_demonstrations(janders: Store) -> None:
    assert column(janders, "SELECT ?low WHERE { ?c pe:countOf pec:count-events ; pe:low ?low ; pe:high ?low }") == ["2"]


def test_the_delegation_has_exactly_three_members(janders: Store) -> None:
    query = "SELECT ?name WHERE { ?d a pe:Delegation ; foaf:member/rdfs:label ?name }"
    assert column(janders, query) == ["Fatima Muhammad", "Hussein al-Sada", "Muna Brim"]


def test_the_delegation_delivered_the_demonstrators_message_to_unhcr(janders: Store) -> None:
    query = """SELECT ?text ?to ?from WHERE { ?m a pe:Message ; pe:text ?text ; pe:recipient/rdfs:label ?to ;
        pe:sender/rdfs:label ?from ; pe:deliveredIn/pe:deliveredBy/rdf:type pe:Delegation }"""
    assert rows(janders, query) == [
        ("the demonstrators' message", "United Nations High Commissioner for Refugees", "people of Qamishlo Canton")
    ]


def test_the_demand_and_to_whom(janders: Store) -> None:
    query = """SELECT ?text ?to ?by WHERE { ?d a pe:Demand ; pe:text ?text ; pe:addressee/rdfs:label ?to ;
        pe:demandedBy/rdfs:label ?by }"""
    words = "the international powers work to fulfill the demands of the people"
    assert rows(janders, query) == [(words, "international powers", "people of Qamishlo Canton")]


def test_predictions_are_future(janders: Store) -> None:
    query = """SELECT ?text WHERE { GRAPH ?g { ?c a pe:Claim ; pe:modality pec:modality-future ; pe:text ?text } }"""
    texts = column(janders, query)
    assert any("we will defeat the fascist regime in Turkey" in text for text in texts)
    assert any(text.startswith("2023 will be") for text in texts)


# What must not be asserted


@pytest.mark.parametrize(
    ("person", "body"),
    [
        ("Muna Brim", "Afrin Social League"),
        ("Fatima Muhammad", "General Council of PYD"),
        ("Fatima Muhammad", "Democratic Union Party"),
        ("Muna Brim", "al-Sada clans in Syria and Iraq"),
        ("Fatima Muhammad", "al-Sada clans in Syria and Iraq"),
        ("Hevi Suleyman", "al-Sada clans in Syria and Iraq"),
    ],
)
def test_nobody_gets_a_neighbours_organisation(janders: Store, person: str, body: str) -> None:
    assert janders.ask(f'ASK {{ ?p rdfs:label "{person}" . ?o rdfs:label "{body}" }}')
    assert not janders.ask(f'ASK {{ ?p rdfs:label "{person}" ; org:memberOf ?o . ?o rdfs:label "{body}" }}')


def test_hevi_does_not_say_husseins_words(janders: Store) -> None:
    words = column(
        janders, 'SELECT ?t WHERE { ?q a pe:DirectQuote ; pe:utteredBy/rdfs:label "Hevi Suleyman" ; pe:text ?t }'
    )
    assert len(words) == 2
    assert not any("mercenaries" in text or "For his part" in text for text in words)


def test_apostrophes_quote_nothing(janders: Store) -> None:
    texts = column(janders, "SELECT ?t WHERE { ?q pe:text ?t ; a ?c FILTER(?c IN (pe:DirectQuote, pe:Expression)) }")
    assert not any("Union in North" in text or "people stand" in text for text in texts)


def test_no_event_has_a_date(janders: Store) -> None:
    assert not janders.ask("ASK { ?e pe:earliestDate ?d }")
    assert not janders.ask("ASK { ?e pe:latestDate ?d }")


def test_nobody_died_at_the_demonstrations(janders: Store) -> None:
    query = "SELECT ?class WHERE { ?c pe:countOf pec:count-killed ; pe:countFor ?e . ?e a ?class }"
    assert {name.rpartition("#")[2] for name in column(janders, query)} == {"Event", "Fact", "ViolentIncident"}


def test_thousands_is_not_the_size_of_one_town(janders: Store) -> None:
    assert not janders.ask("ASK { ?c pe:countOf pec:count-participants ; pe:countFor/pe:partOf ?whole }")


def test_flags_make_nobody_an_organiser_or_participant(janders: Store) -> None:
    assert not janders.ask("ASK { ?e pe:organizer ?o }")
    assert not janders.ask("ASK { ?e pe:participant ?o . ?o a org:Organization }")


def test_nobody_is_named_as_having_killed(janders: Store) -> None:
    claims = "ASK { GRAPH ?g { ?e a pe:ViolentIncident ; (pe:participant|pe:deliveredBy|pe:organizer|pe:speaker) ?x } }"
    assert not janders.ask(claims)


def test_the_perpetrators_are_from_deir_al_zor_only_by_their_own_claim(janders: Store) -> None:
    statement = "?q a pe:IndirectSpeech ; pe:text 'they are from the Deir al-Zor region'"
    assert len(column(janders, f"SELECT ?said WHERE {{ GRAPH ?g {{ {statement} ; pe:saidIn ?said }} }}")) == 1
    assert not janders.ask(f"ASK {{ {statement} }}")


def test_unhcr_is_no_adversary(janders: Store) -> None:
    assert not janders.ask("ASK { ?e pe:opposedTo ?o }")


@pytest.mark.parametrize("place", ["Janders", "Afrin", "Deir al-Zor region", "Turkey", "Syria"])
def test_places_that_are_only_spoken_of_saw_no_demonstration(janders: Store, place: str) -> None:
    classes = "?c IN (pe:ProtestAction, pe:JointAction, pe:Speech, pe:MessageDelivery)"
    assert not janders.ask(f'ASK {{ ?e a ?c ; pe:place/rdfs:label "{place}" FILTER({classes}) }}')


def test_ocalan_took_no_part(janders: Store) -> None:
    query = 'ASK { ?p rdfs:label "Abdullah Ocalan" . ?e (pe:participant|pe:speaker|pe:organizer|pe:deliveredBy) ?p }'
    assert not janders.ask(query)
    assert not janders.ask('ASK { ?q pe:utteredBy/rdfs:label "Abdullah Ocalan" }')


def test_derik_is_one_town_in_two_spellings(janders: Store) -> None:
    query = (
        'SELECT ?a ?b WHERE { ?p a pe:Place ; rdfs:label ?a ; skos:altLabel ?b FILTER(?b = "Dêrik" || ?a = "Dêrik") }'
    )
    assert rows(janders, query) == [("Derik", "Dêrik")]


def test_the_clan_is_not_the_person(janders: Store) -> None:
    assert not janders.ask("ASK { ?x a foaf:Person, org:Organization }")
    assert janders.ask(
        'ASK { ?c org:classification pec:organization-clan ; skos:altLabel "Arab Al-Sada clan in Iraq and Syria" }'
    )


def test_two_persons_named_muhammad_stay_two(janders: Store) -> None:
    assert (
        len(column(janders, 'SELECT ?p WHERE { ?p a foaf:Person ; rdfs:label ?n FILTER CONTAINS(?n, "Muhammad") }'))
        == 2
    )


def test_other_news_is_no_sentence(janders: Store) -> None:
    assert not janders.ask('ASK { ?x oa:exact ?t FILTER CONTAINS(?t, "Other news") }')


def test_chants_in_qamishlo_are_not_chants_in_derik(janders: Store) -> None:
    query = 'SELECT ?t WHERE { ?x a pe:Chant ; pe:text ?t ; pe:expressedAt/pe:place/rdfs:label "Derik" }'
    assert column(janders, query) == ["the martyrs are alive and do not die"]


def test_the_party_is_not_the_movement(janders: Store) -> None:
    assert not janders.ask(
        'ASK { ?o rdfs:label "Democratic Union Party" ; skos:altLabel "Democratic Society Movement" }'
    )


def test_the_purpose_after_a_semicolon_belongs_to_its_sentence(janders: Store) -> None:
    query = "SELECT ?words WHERE { ?s rdf:predicate pe:motivatedBy ; pe:evidence/oa:exact ?words }"
    assert column(janders, query) == ["To denounce the Janders massacre"]


def test_derik_is_not_said_to_be_in_qamishlo_canton_nor_janders_in_afrin(janders: Store) -> None:
    within = rows(janders, "SELECT ?a ?b WHERE { ?x pe:within ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }")
    assert ("Derik", "Qamishlo Canton") not in within
    assert ("Janders", "Afrin") not in within


def test_nothing_about_police_is_invented(janders: Store) -> None:
    assert not janders.ask("ASK { ?e a pe:Response }")
    assert not janders.ask("ASK { ?c pe:countOf pec:count-arrested }")
