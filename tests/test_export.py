"""What is exported parses elsewhere, comes back whole, and is the same bytes every time."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS

from kg import importing
from kg.canonical import derive
from kg.errors import ReportError, StoreError
from kg.export import FORMATS, chosen, export, write
from kg.importing import load_graphs, put
from kg.interchange.forms import FORMS as TABLE_FORMS
from kg.interchange.incoming import bring_in
from kg.store import Store
from kg.tables import TABLES
from kg.vocab import PE, PEC
from tests.seed import BASE, seed_graphs
from tests.test_store import vocabulary

RDFLIB_WARNS_OF_ITSELF = pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:rdflib")
ROWS = Path(__file__).parent / "tables" / "acled.csv"
TRIPLES = ("turtle", "ntriples", "jsonld", "rdfxml")
QUADS = ("trig", "nquads")


@pytest.fixture
def full(store: Store) -> Store:
    """The seed, the same report under another id, and a vocabulary."""
    store.put(seed_graphs("another one/10"))
    store.put_vocabulary(vocabulary("march"))
    return store


def content(store: Store, name: str) -> bytes:
    made = export(store, name)
    assert isinstance(made, bytes)
    return made


def back(name: str, data: bytes, folder: Path, *, into: Store | None = None) -> Store:
    """A store that holds only what was exported."""
    path = folder / f"export{FORMATS[name].suffix}"
    path.write_bytes(data)
    store = Store(None, base=BASE) if into is None else into
    for imported in load_graphs(path, base=BASE):
        put(store, imported)
    return store


@RDFLIB_WARNS_OF_ITSELF
@pytest.mark.parametrize("name", TRIPLES)
def test_triples_are_the_facts_of_all_reports_and_nothing_else(full: Store, name: str) -> None:
    parsed = Graph().parse(io.BytesIO(content(full, name)), format=FORMATS[name].media_type)
    assert set(parsed) == set(full.facts("seed")) | set(full.facts("another one/10"))


@RDFLIB_WARNS_OF_ITSELF
@pytest.mark.parametrize("name", QUADS)
def test_quads_are_every_graph_of_every_report(full: Store, name: str) -> None:
    parsed = Dataset()
    parsed.parse(io.BytesIO(content(full, name)), format=name)
    graphs = {graph.identifier: set(graph) for graph in parsed.graphs() if len(graph)}
    assert graphs == {
        address(id_): set(triples(id_))
        for id_ in full.report_ids()
        for address, triples in (
            (full.addresses.facts_graph, full.facts),
            (full.addresses.claims_graph, full.claims),
        )
    }


@pytest.mark.parametrize("name", TRIPLES)
def test_one_report_can_be_exported_alone(full: Store, name: str) -> None:
    alone = Store(None, base=BASE)
    alone.put(seed_graphs("seed"))
    assert export(full, name, ["seed"]) == export(alone, name)


@pytest.mark.parametrize("name", [*TRIPLES, *QUADS])
def test_what_was_exported_and_read_again_is_exported_the_same(full: Store, name: str, tmp_path: Path) -> None:
    data = content(full, name)
    assert content(back(name, data, tmp_path), name) == data


@pytest.mark.parametrize("name", QUADS)
def test_quads_bring_back_the_claims(full: Store, name: str, tmp_path: Path) -> None:
    again = back(name, content(full, name), tmp_path)
    again.put_vocabulary(vocabulary("march"))
    assert again.dump() == full.dump()


def test_triples_keep_the_claims_of_a_report_whose_facts_are_the_same(full: Store, tmp_path: Path) -> None:
    before = full.dump()
    assert back("turtle", content(full, "turtle"), tmp_path, into=full).dump() == before


def test_triples_drop_the_claims_of_a_report_whose_facts_are_others(full: Store, tmp_path: Path) -> None:
    data = content(full, "ntriples").replace(b'"rallied"', b'"gathered"')
    again = back("ntriples", data, tmp_path, into=full)
    assert len(again.claims("seed")) == 0
    assert again.ask("ASK { ?event rdfs:label 'gathered' }")


EVERY = """
import sys
from pathlib import Path
from kg.export import FORMATS, export, write
from kg.store import Store
from tests.seed import BASE, seed_graphs
store = Store(None, base=BASE)
for report_id in sys.argv[2:]:
    store.put(seed_graphs(report_id))
Path(sys.argv[1]).mkdir()
for name, form in FORMATS.items():
    write(export(store, name), Path(sys.argv[1]) / f"out{form.suffix or '.zip'}")
"""


def test_two_exports_are_the_same_bytes_in_whatever_process_and_order(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent
    made = []
    for seed, ids in (("1", ["a", "b"]), ("2", ["b", "a"])):
        folder = tmp_path / seed
        command = [sys.executable, "-c", EVERY, str(folder), *ids]
        subprocess.run(command, cwd=root, env=os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"}, check=True)
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0] == made[1]
    assert len(made[0]) == len(FORMATS)


def test_turtle_is_readable(store: Store) -> None:
    lines = content(store, "turtle").decode().splitlines()
    assert lines[0] == f"@base <{BASE}> ."
    assert "@prefix pe: <https://w3id.org/protest-event/ontology#> ." in lines
    subjects = [line.split()[0] for line in lines if line.startswith("<")]
    assert subjects[0] == "<report/seed>"
    assert len(subjects) == len(set(subjects))
    starts = [int(subject.split("=")[1].split(",")[0]) for subject in subjects if "#char=" in subject]
    assert starts == sorted(starts)
    assert subjects.index("<report/seed/time-1>") < subjects.index("<report/seed#char=0,8>")


def test_jsonld_carries_its_context(store: Store) -> None:
    document = json.loads(content(store, "jsonld"))
    assert isinstance(document["@context"], dict)
    assert document["@graph"][0]["id"] == f"{BASE}report/seed"
    assert "person-ana" in {node["id"].rsplit("/")[-1] for node in document["@graph"] if node["type"] == "Person"}


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.parse_graphml), ("gexf", nx.read_gexf)])
def test_networks_are_read_by_networkx(store: Store, name: str, read: Callable[..., nx.Graph[str]]) -> None:
    data = content(store, name)
    network = read(data.decode()) if name == "graphml" else read(io.BytesIO(data))
    assert network.nodes[f"{BASE}report/seed/person-ana"]["kind"] == "person"
    (said,) = (edge for *_, edge in network.edges(data=True) if edge["predicate"] == str(PE.speaker))
    start, end = ("start", "end") if name == "graphml" else ("words_start", "words_end")
    assert (said["exact"], int(said[end]) - int(said[start])) == ("Ana Brook, delivered a speech", 29)


def test_offsets_are_no_days_in_gexf(store: Store) -> None:
    data = content(store, "gexf")
    assert b' mode="dynamic"' not in data
    assert re.search(rb' (start|end|timeformat)="', data) is None


def test_networks_carry_no_clock(store: Store) -> None:
    assert b"lastmodified" not in content(store, "gexf")


def test_control_characters_do_not_break_xml(store: Store) -> None:
    graphs = seed_graphs("seed")
    event = URIRef(f"{BASE}report/seed/event-rally")
    graphs.facts.set((event, RDFS.label, Literal("bell\x07 and =feed\x0c")))
    store.put(graphs)
    for name in ("graphml", "gexf"):
        ET.fromstring(content(store, name))
    with pytest.raises(StoreError, match=r"control character .* another format"):
        export(store, "rdfxml")
    assert b"bell" in content(store, "turtle")


def rows(store: Store, name: str) -> list[dict[str, str]]:
    files = export(store, "csv")
    assert isinstance(files, dict)
    assert set(files) == {f"{table}.csv" for table in TABLES}
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode("utf-8-sig"), newline="")))


def test_tables_carry_the_words_that_support_each_row(store: Store) -> None:
    (membership,) = rows(store, "memberships")
    assert membership == {
        "report": "seed",
        "fact": f"{BASE}report/seed/membership-1",
        "member": "Ana Brook",
        "title": "co-chair",
        "role": "chair",
        "organization": "Mill Workers' Union",
        "start": "167",
        "end": "213",
        "exact": "co-chair of the Mill Workers' Union, Ana Brook",
        "more_evidence": "",
    }
    events = {row["words"]: row for row in rows(store, "events")}
    assert (events["rallied"]["places"], events["rallied"]["sizes"]) == ("Orvale", "Hundreds")
    assert (events["rallied"]["earliest"], events["rallied"]["because_of"]) == ("2021-05-03", "Tarn killing")
    assert (events["speech"]["speakers"], events["speech"]["part_of"]) == ("Ana Brook", "rallied")
    direct, indirect = rows(store, "quotations")
    assert (direct["kind"], direct["speaker"], direct["words"]) == (
        "DirectQuote", "Ana Brook", "We demand justice. We will stay.",
    )  # fmt: skip
    assert (direct["start"], direct["more_evidence"]) == ("245", "238-242")
    assert (indirect["kind"], indirect["cue"], indirect["event"]) == ("IndirectSpeech", "praised", "speech")


def test_tables_have_the_mark_that_spreadsheets_look_for(store: Store) -> None:
    files = export(store, "csv")
    assert isinstance(files, dict)
    assert all(data.startswith(b"\xef\xbb\xbfreport,fact,") for data in files.values())


@pytest.mark.parametrize("words", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(store: Store, words: str) -> None:
    graphs = seed_graphs("seed")
    graphs.facts.set((URIRef(f"{BASE}report/seed/membership-1"), PE.roleText, Literal(words)))
    store.put(graphs)
    (membership,) = rows(store, "memberships")
    assert membership["title"] == f"'{words}"


def test_several_files_become_a_folder_or_a_zip(store: Store, tmp_path: Path) -> None:
    files = export(store, "csv")
    assert isinstance(files, dict)
    (tmp_path / "new").mkdir()
    for _ in range(2):
        write(files, tmp_path / "new" / "tables")
        write(files, tmp_path / "new" / "tables.zip")
    assert {path.name: path.read_bytes() for path in (tmp_path / "new" / "tables").iterdir()} == files
    with zipfile.ZipFile(tmp_path / "new" / "tables.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["tables", "tables.zip"]


@pytest.mark.parametrize(
    ("name", "target", "found"),
    [
        *((None, f"a/g{form.suffix}", name) for name, form in FORMATS.items() if form.suffix),
        *((name, f"a/g{form.suffix}", name) for name, form in FORMATS.items() if form.suffix),
        (None, "G.TRIG", "trig"),
        (None, "tables.zip", "csv"),
        ("csv", "tables", "csv"),
        ("csv", "tables.zip", "csv"),
        ("trig", "graph.2021", "trig"),
        ("gexf", "-", "gexf"),
        (None, "-", "turtle"),
        (None, "graph", "turtle"),
    ],
)
def test_the_end_of_the_name_tells_the_format(name: str | None, target: str, found: str) -> None:
    assert chosen(name, target) == found


@pytest.mark.parametrize(
    ("name", "target", "said"),
    [
        ("turtle", "g.trig", "g.trig: .trig is trig, not turtle; leave out --format or rename the file"),
        ("turtle", "g.zip", "g.zip: .zip is csv, not turtle"),
        ("csv", "g.ttl", "g.ttl: .ttl is turtle, not csv"),
        ("csv", "g.csv", "csv is several files; name a folder or a .zip with -o"),
        (None, "g.csv", "csv is several files; name a folder or a .zip with -o"),
        ("csv", "-", "csv is several files; name a folder or a .zip with -o"),
        (None, "g.xml", "g.xml: .xml names no format; give --format, or end in one of "),
    ],
)
def test_a_name_that_contradicts_the_format_is_refused(name: str | None, target: str, said: str) -> None:
    with pytest.raises(StoreError) as caught:
        chosen(name, target)
    assert str(caught.value).startswith(said)


def test_a_missing_folder_is_an_error_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"g.ttl: there is no folder .*none; make it"):
        write(b"", tmp_path / "none" / "g.ttl")
    assert list(tmp_path.iterdir()) == []


def test_counts_of_victims_are_no_sizes(store: Store) -> None:
    graphs = seed_graphs("seed")
    event = URIRef(f"{BASE}report/seed/event-rally")
    for of, words in (("killed", "two"), ("injured", "a dozen"), ("arrested", "forty")):
        count = URIRef(f"{BASE}report/seed/count-{of}")
        for triple in ((event, PE.hasCount, count), (count, PE.countOf, PEC[f"count-{of}"])):
            graphs.facts.add(triple)
        graphs.facts.add((count, PE.text, Literal(words)))
    store.put(graphs)
    (row,) = (row for row in rows(store, "events") if row["words"] == "rallied")
    told = [row[name] for name in ("sizes", "killed", "injured", "arrested")]
    assert told == ["Hundreds", "two", "a dozen", "forty"]


def test_a_folder_of_something_else_is_not_replaced(store: Store, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("Dear Ana,")
    with pytest.raises(StoreError, match="letters: is there already"):
        write(export(store, "csv"), tmp_path / "letters")
    assert (tmp_path / "letters" / "letter.txt").is_file()


def test_a_file_does_not_take_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "g.ttl").mkdir()
    with pytest.raises(StoreError, match=r"g.ttl: cannot be written: Is a directory; name another"):
        write(b"", tmp_path / "g.ttl")
    assert [path.name for path in tmp_path.iterdir()] == ["g.ttl"]


def test_a_zip_is_one_file_however_its_name_is_written(tmp_path: Path) -> None:
    write({"events.csv": b"event"}, tmp_path / "TABLES.ZIP")
    assert zipfile.is_zipfile(tmp_path / "TABLES.ZIP")


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "graph.ttl"
    target.write_bytes(b"old")

    def fail(self: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(StoreError, match=r"graph.ttl: cannot be written: no space left; name another"):
        write(b"new", target)
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]
    assert target.read_text() == "old"


REPORT = f"<{BASE}report/a> a <{PE.Report}> ; <{DCTERMS.identifier}> 'a' ."


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.ttl", "no turtle", "a.ttl: not text/turtle: .* mend or export it again"),
        ("a.ttl", "", "a.ttl: holds no report"),
        ("a.ttl", f"{REPORT} <http://example.org/x> a <{PE.Event}> .", r"example.org/x is not under .* set `base`"),
        ("a.ttl", f"<{BASE}report/a/x> a <{PE.Event}> .", "report/a is not described as a report"),
        ("a.nt", f"{REPORT}", "a.nt: not application/n-triples"),
        (
            "a.trig",
            f"{REPORT} GRAPH <{BASE}report/a/graph> {{ {REPORT} }}",
            "the default graph is no graph of a report",
        ),
        ("a.trig", f"GRAPH <{BASE}source/a> {{ {REPORT} }}", "source/a is not described as the tables of a source"),
        ("a.trig", f"GRAPH <{BASE}ontology> {{ {REPORT} }}", "ontology is not under"),
        ("a.trig", f"GRAPH <{BASE}report/a/more> {{ {REPORT} }}", "more is no graph of a report"),
        ("a.trig", f"GRAPH <{BASE}report/a/claims> {{ {REPORT} }}", "is not described as a report"),
        ("a.jsonld", '{"@context": "http://127.0.0.1:1/context", "@id": "x"}', "a.jsonld: not application/ld"),
    ],
)
def test_a_file_that_is_no_export_is_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(ReportError, match=said):
        load_graphs(tmp_path / name, base=BASE)


@RDFLIB_WARNS_OF_ITSELF
@pytest.mark.parametrize("name", QUADS)
def test_tables_come_back_and_who_is_who_is_worked_out_again(full: Store, name: str, tmp_path: Path) -> None:
    list(bring_in(full, ROWS, form=TABLE_FORMS["acled"], source="my tables"))
    derive(full)
    data = content(full, name)
    assert full.addresses.canonical_graph in {quad[3] for quad in quads_of(data, name)}
    other = Store(None, base=BASE)
    other.put_vocabulary(vocabulary("march"))
    back(name, data, tmp_path, into=other)
    derive(other)
    assert other.dump() == full.dump()
    assert back(name, data, tmp_path, into=other).dump() == full.dump()
    assert [entry.change.what for entry in other.history(None, limit=100)].count(f"{BASE}source/my%20tables") == 1
    assert "/source/" not in export_of(full, name, "seed")


def quads_of(data: bytes, name: str) -> set[tuple[object, ...]]:
    parsed = Dataset()
    parsed.parse(data=data, format=name)
    return set(parsed.quads())


def export_of(store: Store, name: str, report: str) -> str:
    made = export(store, name, [report])
    assert isinstance(made, bytes)
    return made.decode()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"a.ttl: cannot be read: No such file"):
        load_graphs(tmp_path / "a.ttl", base=BASE)


def test_every_rdf_format_that_is_written_can_be_read() -> None:
    written = {form.suffix: form.media_type for name, form in FORMATS.items() if name in TRIPLES + QUADS}
    assert written == importing.MEDIA_TYPES


@RDFLIB_WARNS_OF_ITSELF
def test_an_empty_store_exports_empty_files() -> None:
    empty = Store(None, base=BASE)
    assert len(Graph().parse(content(empty, "jsonld"), format="json-ld")) == 0
    assert len(Graph().parse(content(empty, "turtle"), format="turtle")) == 0
    assert content(empty, "nquads") == b""
    assert (RDF.type, None, None) not in Graph().parse(content(empty, "rdfxml"), format="xml")
