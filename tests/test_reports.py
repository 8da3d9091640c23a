"""Reports are read exactly, and what cannot be read is named with its place and its remedy."""

from __future__ import annotations

import datetime
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.config import share
from kg.document import Report
from kg.errors import ReportError
from kg.reports import SUFFIXES, files, load_reports, slug

LIMIT = 100
SEED = share("data") / "reports" / "2023-janders.txt"


def read(*paths: Path | str, limit: int = LIMIT, stdin: bytes = b"") -> list[Report | ReportError]:
    return list(load_reports(paths, limit=limit, stdin=io.BytesIO(stdin)))


def report(*paths: Path | str, limit: int = LIMIT, stdin: bytes = b"") -> Report:
    (found,) = read(*paths, limit=limit, stdin=stdin)
    assert isinstance(found, Report), found
    return found


def error(*paths: Path | str, stdin: bytes = b"") -> str:
    (found,) = read(*paths, stdin=stdin)
    assert isinstance(found, ReportError), found
    return str(found)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_text_is_kept_to_the_character(tmp_path: Path) -> None:
    text = "  Head\r\n\r\nDêrik 🙂\rend \n"
    found = report(written(tmp_path, "a.txt", text))
    assert (found.id, found.text) == ("a", text)
    assert (found.publisher, found.url, found.published, found.language) == (None, None, None, None)


def test_of_the_seed_report_nothing_but_the_text_is_known() -> None:
    found = report(SEED, limit=10_000)
    assert (found.id, len(found.text)) == ("2023-janders", 3636)
    assert (found.publisher, found.url, found.published, found.language) == (None, None, None, None)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert report(written(tmp_path, "a.txt", b"\xef\xbb\xbfHead")).text == "Head"
    line = b'\xef\xbb\xbf{"text": "Head"}'
    assert report(written(tmp_path, "a.jsonl", line)).text == "Head"


def test_a_sidecar_says_what_is_known(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "Head")
    written(
        tmp_path, "a.toml", 'publisher = "Post"\nurl = "https://example.org/1"\npublished = 2021-05-04\nlanguage = "en"'
    )
    found = report(path)
    assert (found.publisher, found.url, found.language) == ("Post", "https://example.org/1", "en")
    assert found.published == datetime.date(2021, 5, 4)
    assert report(path, path.with_suffix(".toml")) == found


@pytest.mark.parametrize(
    ("sidecar", "said"),
    [
        ("publisher = 3", r"a.toml: publisher = 3 is not text; mend it"),
        ('publisher = " "', r"publisher = ' ' is not text"),
        ('url = "javascript:alert(1)"', r"is not an http or https address"),
        ('published = "yesterday"', r"is not a date such as 2021-05-04"),
        ("published = 2021-05-04T10:00:00", r"is not a date"),
        ('language = "English, mostly"', r"is not a language tag"),
        ('language = "de-AT"', r"a.toml: language = 'de-AT', but only English is read; leave this report out"),
        ('author = "Ana"', r"a.toml: unknown key 'author'; known are publisher, url, published, language"),
        ("publisher", r"a.toml: is not TOML: .* mend or delete it"),
        (b"\xff\xfe", r"a.toml: is not TOML"),
        ("published = " + "9" * 5000, r"a.toml: is not TOML"),
        ("publisher = " + "[" * 5000, r"a.toml: is not TOML"),
    ],
)
def test_a_bad_sidecar_is_named(tmp_path: Path, sidecar: str | bytes, said: str) -> None:
    path = written(tmp_path, "a.txt", "Head")
    written(tmp_path, "a.toml", sidecar)
    with pytest.raises(ReportError, match=said):
        raise ReportError(error(path))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "a.txt: is empty; a report has words"),
        (b" \n\t\r\n", "a.txt: is empty"),
        (b"Head\x00er", "a.txt: is not text: a control character at 4"),
        (b"\x00\xff", "a.txt: is not text: a control character at 0"),
        (b"\x01\x02ab", "a.txt: is not text: a control character at 0"),
        (b"abc\xffdef", "a.txt: byte 3 is not UTF-8; save the file as UTF-8"),
        (b"\xef\xbb\xbfabc\xe9", "a.txt: byte 6 is not UTF-8"),
        ("Head".encode("utf-16"), "a.txt: is UTF-16; save it as UTF-8"),
        (b"x" * (LIMIT + 1), f"a.txt: has more than {LIMIT} characters; cut it, or raise max_report_characters"),
        ("é".encode() * (2 * LIMIT + 2), f"a.txt: has more than {LIMIT} characters"),
    ],
)
def test_an_unreadable_file_is_named_with_place_and_remedy(tmp_path: Path, content: bytes, said: str) -> None:
    path = written(tmp_path, "a.txt", content)
    assert error(path).startswith(f"{tmp_path}/{said}")


def test_a_single_form_feed_or_stray_control_character_is_let_in(tmp_path: Path) -> None:
    assert report(written(tmp_path, "a.txt", "x" * 98 + "\x0c\x07")).text.endswith("\x07")


def test_a_text_of_the_longest_allowed_length_is_read(tmp_path: Path) -> None:
    assert len(report(written(tmp_path, "a.txt", "🙂" * LIMIT)).text) == LIMIT
    assert len(report("-", stdin=b"\xef\xbb\xbf" + "🙂".encode() * LIMIT).text) == LIMIT


def test_a_huge_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(10**12)  # a sparse file: reading it would not end
    assert "has more than" in error(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert error(tmp_path / "a.txt").startswith(f"{tmp_path}/a.txt: cannot be read: No such file")


def test_standard_input_is_named_after_its_text() -> None:
    found = report("-", stdin="Dêrik\r\n".encode())
    assert found.text == "Dêrik\r\n"
    assert found.id == f"text-{found.sha256[:16]}"
    assert error("-", stdin=b"").startswith("standard input: is empty")
    assert error("-", stdin=b"x" * 1000).startswith("standard input: has more than")


def test_a_folder_is_no_report_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "all.txt").mkdir()
    (tmp_path / "all.txt" / "one.txt").write_text("People marched.")
    assert [str(path) for path in files([tmp_path])] == [str(tmp_path / "all.txt" / "one.txt")]


def test_a_folder_gives_its_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.jsonl", "b.toml", "notes.md"):
        written(tmp_path, name, '{"text": "x", "id": "c"}' if name.endswith("jsonl") else "# x")
    assert [file.relative_to(tmp_path).as_posix() for file in map(Path, files([tmp_path]))] == [
        "a.txt", "b.txt", "sub/c.jsonl",
    ]  # fmt: skip
    assert [found.id for found in read(tmp_path) if isinstance(found, Report)] == ["a", "b", "c"]


def test_a_folder_without_reports_is_an_error(tmp_path: Path) -> None:
    assert error(tmp_path) == f"{tmp_path}: holds no {' or '.join(SUFFIXES)} file; name another folder"


def test_json_lines_carry_what_is_known(tmp_path: Path) -> None:
    lines = [
        {"text": "One", "id": "Dêrik 1/2", "publisher": "Post", "published": "2021-05-04", "title": "Passed over"},
        {"text": "Two", "id": 7, "url": None, "language": "EN-gb", "words": 1},
        {"text": "Three"},
    ]
    path = written(tmp_path, "a.jsonl", "\n\n".join(json.dumps(line) for line in lines))
    one, two, three = (found for found in read(path) if isinstance(found, Report))
    assert (one.id, one.text, one.publisher, one.published) == ("Derik-1-2", "One", "Post", datetime.date(2021, 5, 4))
    assert (two.id, two.url, two.language) == ("7", None, "EN-gb")
    assert three.id == f"text-{three.sha256[:16]}"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "a.jsonl, line 2: is not JSON"),
        (b"[" * 100_000, "line 2: "),
        (b'"text"', 'line 2: has no text; write {"text": "…"}'),
        (b'{"text": 1}', "line 2: has no text"),
        (b'{"text": " "}', "line 2: is empty"),
        (b'{"text": "a\\u0000b"}', "line 2: is not text: a control character at 1"),
        (b'{"text": "ab\\ud800"}', "line 2: character 2 is half a surrogate pair"),
        (b'{"text": "a", "id": []}', "line 2: id is neither text nor a number"),
        (b'{"text": "a", "published": "2021"}', "line 2: published = '2021' is not a date"),
        (b'{"text": "a", "language": "ku"}', "line 2: language = 'ku', but only English is read"),
        (b'{"text": "\xff"}', "line 2: byte 10 of the line is not UTF-8"),
        (b'{"text": "' + b"x" * (LIMIT + 1) + b'"}', "line 2: has more than"),
        (b'{"text": "' + b"x" * 100_000 + b'"}', "line 2: has more than"),
    ],
)
def test_a_bad_line_is_named_and_the_others_go_on(tmp_path: Path, line: bytes, said: str) -> None:
    path = written(tmp_path, "a.jsonl", b'{"text": "first"}\n' + line + b'\n{"text": "last"}')
    first, bad, last = read(path)
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert (first.text, last.text) == ("first", "last")
    assert isinstance(bad, ReportError)
    assert said in str(bad)


def test_an_empty_file_of_json_lines_is_an_error(tmp_path: Path) -> None:
    assert "is empty; write one JSON object" in error(written(tmp_path, "a.jsonl", "\n\n"))


def test_one_id_for_two_texts_is_an_error_that_names_both(tmp_path: Path) -> None:
    one, two = written(tmp_path, "x/a.txt", "One"), written(tmp_path, "y/a.txt", "Two")
    first, clash = read(one, two)
    assert isinstance(first, Report)
    assert str(clash) == f"{two}: has the id 'a' of {one} but differs; rename one of them"
    assert read(one, one) == [first, first]


def test_bad_files_do_not_stop_the_others(tmp_path: Path) -> None:
    found = read(tmp_path / "none.txt", written(tmp_path, "a.txt", ""), written(tmp_path, "b.txt", "Head"))
    assert [type(some) for some in found] == [ReportError, ReportError, Report]


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    (found,) = read("-", stdin=data)
    if isinstance(found, Report):
        assert found.text.encode() == data.removeprefix(b"\xef\xbb\xbf")


@given(st.text())
def test_a_slug_is_safe_and_stays_itself(name: str) -> None:
    assert slug(slug(name)) == slug(name)
    assert set(slug(name)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
    assert not slug(name).startswith(".")


PAGE = """<!doctype html><html lang="en"><head><title>Dockers strike in Callao | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2024-03-05T10:00:00Z">
<link rel="canonical" href="https://harbour.example/a/1"></head><body>
<nav><a href="/">Home</a> <a href="/s">Sport</a></nav><article><h1>Dockers strike in Callao</h1>
<p>About 2,000 dockers walked off the job in Callao on Monday over the sale of the port,
the union&#8217;s flags in hand.</p>
<p>“We are not for <b>sale</b>,” said Ana Suárez, general secretary of the National Union of Dockers (NUD),
at the gate.</p>
</article><footer>Read also: Bus drivers call off their strike</footer></body></html>"""

FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Harbour Post</title><link>https://harbour.example/</link>
<item><title>Dockers strike</title><link>https://harbour.example/a/1</link>
<pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate>
<content:encoded><![CDATA[<p>About 2,000 dockers walked off the job.</p><p>Nobody was arrested.</p>]]>
</content:encoded></item>
<item><title>Teachers march</title><description>Teachers marched to the town hall.</description></item>
<item><link>https://harbour.example/empty</link></item></channel></rss>"""


def test_of_a_web_page_the_article_is_stored_with_what_the_page_says_of_itself(tmp_path: Path) -> None:
    found = report(written(tmp_path, "a1.html", PAGE), limit=10_000)
    head, first, second = found.text.split("\n\n")
    assert head == "Dockers strike in Callao"
    assert first.startswith("About 2,000 dockers")
    assert "union’s flags" in first
    assert "not for sale" in second
    assert (found.id, found.publisher, found.url) == ("a1", "The Harbour Post", "https://harbour.example/a/1")
    assert found.published == datetime.date(2024, 3, 5)


def test_a_page_without_a_day_in_its_metadata_has_none(tmp_path: Path) -> None:
    text = re.sub(r"<meta property=.article[^>]*>", "", PAGE).replace("on Monday", "on 4 March 2019")
    assert report(written(tmp_path, "a1.html", text), limit=10_000).published is None


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    assert "no article was found on the page" in error(written(tmp_path, "a.html", "<html></html>"))


def test_each_entry_of_a_feed_is_a_report(tmp_path: Path) -> None:
    first, second, third = read(written(tmp_path, "feed.xml", FEED), limit=10_000)
    assert isinstance(first, Report)
    assert first.text == "Dockers strike\n\nAbout 2,000 dockers walked off the job.\n\nNobody was arrested."
    assert (first.publisher, first.published) == ("The Harbour Post", datetime.date(2024, 3, 5))
    assert isinstance(second, Report)
    assert second.text == "Teachers march\n\nTeachers marched to the town hall."
    assert second.published is None
    assert isinstance(third, ReportError)
    assert str(third).endswith("feed.xml, entry 3: is empty; a report has words")


def test_xml_that_is_no_feed_is_refused(tmp_path: Path) -> None:
    assert "is no feed with entries" in error(written(tmp_path, "a.xml", "<a/>"))


FOREIGN = {
    "Spanish": "Miles de jubilados marcharon el martes por el centro de la ciudad en protesta contra la congelación de "
    "las pensiones y el precio de los medicamentos, según dijo la portavoz del sindicato.",
    "French": "Des milliers de personnes ont défilé à Lyon samedi contre la réforme des retraites, selon la police.",
    "Turkish": "Binlerce emekli salı günü şehir merkezinde maaşların dondurulmasını ve ilaç fiyatlarını protesto etmek "
    "için yürüdü. Sendika sözcüsü hükümetin kendileriyle görüşmesini istedi ve bu bir son değil dedi, daha çok kişi "
    "gelecek ve herkes için buradayız.",
    "Arabic script": "تظاهر الآلاف من المتقاعدين يوم الثلاثاء في وسط المدينة احتجاجا على تجميد المعاشات",
    "another language": "Tuhannet eläkeläiset marssivat tiistaina kaupungin keskustassa eläkkeiden jäädyttämistä ja "
    "lääkkeiden hintoja vastaan. Ammattiliiton tiedottaja vaati hallitusta tapaamaan heidät ennen perjantaita ja "
    "sanoi, että tämä ei ollut viimeinen kerta kun väki tulee kaduille.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_report_in_another_language_is_recognised_and_refused(tmp_path: Path, language: str) -> None:
    found = read(written(tmp_path, "a.txt", FOREIGN[language]), limit=10_000)
    assert isinstance(found[0], ReportError)
    assert f"seems to be in {language}, but only English is read" in str(found[0])
    assert found[0].reason == "not in English"


def test_english_with_foreign_names_and_slogans_is_english(tmp_path: Path) -> None:
    text = (
        "The people of Dêrik chanted «Bijî berxwedana Efrînê» and «Jin, jiyan, azadî» in the square, and the co-chair "
        "of the council, Hevi Suleyman, said that they would be back. العدالة was written on the banners that the "
        "women held."
    )
    assert report(written(tmp_path, "a.txt", text), limit=10_000).text == text


def test_all_gold_reports_are_recognised_as_english() -> None:
    found = read(share("data") / "gold", limit=100_000)
    assert len(found) > 30
    assert not [str(refused) for refused in found if isinstance(refused, ReportError)]
