"""The parts of the server that need no request: negotiation, the guard, links, the marking of a text, labels."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from kg.errors import ForbiddenError, KGError
from kg.guard import refuse
from kg.vocab import PE, concept
from server.drawing import FULL, NARROWEST, fitting
from server.links import Links
from server.marks import Block, Mark, blocks
from server.negotiation import choose
from server.wrapping import EDGES, HYPHEN, width_of, wrapped

JSON, XML, CSV, HTML = "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/html"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", CSV),
        (f"{JSON};q=0.3, {XML};q=0.4", XML),
        (f"{JSON};q=0, */*", XML),
        ("text/*;q=0.9, text/csv;q=0.2, application/*;q=0.1", HTML),
        ("application/*, text/html;q=0.9", JSON),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML),
        ("image/png", None),
        (f"{JSON};q=0", None),
        ("*/*;q=0", None),
        ("TEXT/CSV", CSV),
    ],
)
def test_the_client_gets_the_offer_it_likes_best(accept: str, chosen: str | None) -> None:
    assert choose(parse_accept_header(accept, MIMEAccept), [JSON, XML, CSV, HTML]) == chosen


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1286SERVICE <http://a/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1.5e3SERVICE <http://a/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * {#\nSERVICE<http://a/>{}}",
        "SELECT * { # SERVICE\rSERVICE <http://a/> {} }",
        r"SELECT * { <http://a/\u0061#x> ?p ?o . SERVICE <http://a/> {} }",
        r"SELECT * { ?s ex:a\' ?o . SERVICE <http://a/> {} ?s ex:b\' ?o }",
        "SELECT * { ?s ?p '''a''b''' . SERVICE <http://a/> {} }",
        r'SELECT * { ?s ?p "\\" . SERVICE <http://a/> {} ?s ?p "" }',
        "SELECT * { FILTER(1<2)SERVICE<http://a/>{} }",
        "SELECT * { FILTER(?a<?b&&?c>?d) SERVICE :x {} }",
        "SELECT * { SERVICE:x {} }",
        "SELECT * { ?s ?p 'never closed . SERVICE <http://a/> {} }",
    ],
)
def test_a_query_that_asks_another_server_is_recognised(query: str) -> None:
    with pytest.raises(ForbiddenError, match="leave SERVICE out"):
        refuse(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p ?o }",
        "SELECT * { ?s ex:service ?o . ?s ex:SERVICE ?x }",
        "# about the SERVICE\nSELECT * { ?s ?p ?o }",
        'SELECT * { ?s ?p "SERVICE <http://a/>" }',
        "SELECT * { ?s ?p '''it's a\nSERVICE''' }",
        "SELECT * { ?s <http://a/SERVICE> ?o }",
        'SELECT * { ?s ?p "x"@service }',
        "SELECT * { ?s ?p _:service }",
        "",
    ],
)
def test_a_query_that_only_mentions_services_is_let_through(query: str) -> None:
    refuse(query)


@given(st.text(alphabet="\"'\\\\ a.-:<>#\n@?", min_size=1, max_size=9))
@example('\\" ')
@example("a.")
@settings(max_examples=200, deadline=None)
def test_no_query_keeps_the_guard_busy(pattern: str) -> None:
    query = pattern * (20_000 // len(pattern))
    with contextlib.suppress(KGError):  # linear, so it ends; a slow one took 45 s for each
        refuse(query)


def test_our_names_link_to_pages_here_and_others_only_to_the_web_and_to_mailboxes() -> None:
    links = Links(base="https://kg.example/a/", root="/mount")
    assert links.href("https://kg.example/a/report/x#char=1,2") == "/mount/report/x#char=1,2"
    assert links.href(str(PE.Event)) == "/mount/ontology#Event"
    assert links.href(concept("form", "march")) == "/mount/ontology#form-march"
    for iri in ("https://other.example/", "http://other.example/x", "mailto:ana@mill.example"):
        assert links.href(iri) == iri
    for iri in ("javascript:alert(1)", "data:text/html,x", "urn:x", "http:", "https://[", "JAVASCRIPT://a/%0aalert(1)",
                "ftp://a.example/", "file:///etc/passwd", "mailto:"):  # fmt: skip
        assert links.href(iri) is None


spans = st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["person", "quotation", "statement"]))


def marks_of(found: list[tuple[int, int, str]]) -> list[Mark]:
    return [Mark(a, b, hue, f"{hue}-{a}") for a, b, hue in found]


@given(st.text(alphabet="ab \n\u202e", max_size=60), st.lists(spans, max_size=12))
def test_the_pieces_are_the_text_and_know_what_they_belong_to(text: str, found: list[tuple[int, int, str]]) -> None:
    marks = [mark for mark in marks_of(found) if mark.start < mark.end <= len(text)]
    cut = list(blocks(text, marks_of(found)))
    assert "".join(block.text + block.gap for block in cut) == text
    for piece in (piece for block in cut for piece in block.pieces):
        around = {(m.start, m.end) for m in marks if m.start <= piece.start and piece.start + len(piece.text) <= m.end}
        overlapping = {
            (m.start, m.end) for m in marks if m.start < piece.start + len(piece.text) and piece.start < m.end
        }
        assert {(s.start, s.end) for s in piece.inside} == around == overlapping
        lengths = [s.end - s.start for s in piece.inside]
        assert lengths == sorted(lengths)


@given(st.lists(spans, max_size=30))
def test_stretches_on_one_track_never_overlap_and_each_has_one_anchor(found: list[tuple[int, int, str]]) -> None:
    cut = list(blocks("x" * 60, marks_of(found)))
    begun = [stretch for block in cut for piece in block.pieces for stretch in piece.begins]
    assert len({stretch.anchor for stretch in begun}) == len(begun)
    assert {(s.start, s.end) for s in begun} == {(a, b) for a, b, _ in found if a < b}
    for a in begun:
        for b in begun:
            assert a is b or a.track is None or a.track != b.track or a.end <= b.start or b.end <= a.start


def test_paragraphs_are_blocks_and_blank_lines_stay_between_them() -> None:
    cut = list(blocks("One\ntwo\n \n\nthree\n", []))
    assert [(block.text, block.gap) for block in cut] == [("One\ntwo", "\n \n\n"), ("three\n", "")]


@pytest.mark.parametrize("nested", [True, False])
def test_a_book_with_thousands_of_overlapping_spans_is_cut(nested: bool) -> None:
    number = 10_000
    far = 20 * number
    ends = ((i, far - i) if nested else (i * 10, i * 10 + 500) for i in range(number))
    marks = [Mark(a, b, "person", str(a)) for a, b in ends]
    found: list[Block] = list(blocks("word " * (far // 5), marks))
    assert len(found) == 1


@given(st.text(max_size=300), st.sampled_from([(96, 5), (170, 3)]))
def test_a_label_always_fits_into_its_node(label: str, node: tuple[int, int]) -> None:
    width, most = node
    lines = wrapped(label, width, most)
    assert 1 <= len(lines) <= most
    assert all(width_of(line) <= width - EDGES for line in lines)


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Administration", ("Adminis\u2010", "tration")),
        ("Self-Administration", ("Self-", "Adminis\u2010", "tration")),
        ("ع" * 13, ("ع" * 7, "ع" * 6)),
        ("a b", ("a b",)),
        (" ", ("",)),
    ],
)
def test_a_long_word_is_parted_with_a_hyphen_where_its_script_has_one(label: str, lines: tuple[str, ...]) -> None:
    assert wrapped(label, 96, 5) == lines


@given(st.text(alphabet="aé-界ع ", max_size=60))
def test_lines_say_the_whole_label(label: str) -> None:
    assert "".join(wrapped(label, 96, 99)).replace(HYPHEN, "").replace(" ", "") == label.replace(" ", "")


@pytest.mark.parametrize(("columns", "room"), [(5, 670), (5, 900), (3, 480), (2, 300)])
def test_columns_take_the_room_there_is(columns: int, room: int) -> None:
    measures = fitting(columns, room)
    assert room - columns < measures.width(columns) <= room
    assert measures.node >= NARROWEST


@pytest.mark.parametrize(("columns", "room"), [(5, 500), (5, 0), (5, None), (5, 5000), (1, 400), (0, 100)])
def test_columns_that_nobody_could_read_or_that_have_room_are_of_full_width(columns: int, room: int | None) -> None:
    assert fitting(columns, room) == FULL
