"""Files to reports. Nothing is cut from a text: what stands in the file is what offsets point into.

- a text file (UTF-8), and beside it `<name>.toml` with what is known of it: publisher, url, published, language;
- a file of JSON lines (`.jsonl`): `text`, and if known `id`, publisher, url, published, language; other
  members are passed over, also `title`, since a headline counts only where it stands in the text;
- a saved web page (`.html`, `.htm`) or feed (`.xml`, `.rss`, `.atom`; each entry is a report): `kg.webpages`;
- a folder: all its files of these kinds, also in sub-folders;
- `-`: a text on standard input.

A byte order mark is a mark of the encoding and no part of the text. Line ends stay as they are. A report that says
it is in another language than English, or whose words are, is refused.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from anyascii import anyascii

from kg import webpages
from kg.document import Report
from kg.errors import ReportError
from kg.language import foreign

SUFFIXES = (".txt", ".jsonl", *webpages.PAGES, *webpages.FEEDS)
MARK = b"\xef\xbb\xbf"
MARGIN = len(MARK)
WEIGHT = 40  # bytes of a page or feed for each character of text that may be in it
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
Read = Report | ReportError


def load_reports(paths: Iterable[Path | str], *, limit: int, stdin: BinaryIO | None = None) -> Iterator[Read]:
    """Every report found, and in place of each that cannot be read the error that says why."""
    seen: dict[str, tuple[int, str]] = {}
    for place, found in _found(paths, limit, stdin):
        if isinstance(found, ReportError):
            yield found
            continue
        fingerprint, first = seen.setdefault(found.id, (hash(found), place))
        if fingerprint == hash(found):
            yield found
        else:
            yield ReportError(
                f"{place}: has the id {found.id!r} of {first} but differs; rename one of them", reason="same id twice"
            )


def files(paths: Iterable[Path | str]) -> list[Path | str]:
    """The paths with the report files of each folder in its place, sorted; a sidecar is passed over."""
    return [file for path in paths for file in _files(path)]


def _files(path: Path | str) -> list[Path | str]:
    if str(path) == "-" or not Path(path).is_dir():
        is_sidecar = Path(path).suffix == ".toml" and Path(path).with_suffix(".txt").is_file()
        return [] if is_sidecar else [path]
    found: list[Path | str] = [*sorted(file for file in Path(path).rglob("*") if _report_file(file))]
    return found or [path]


def _report_file(file: Path) -> bool:
    return file.suffix.lower() in SUFFIXES and file.is_file()


def _found(paths: Iterable[Path | str], limit: int, stdin: BinaryIO | None) -> Iterator[tuple[str, Read]]:
    for path in itertools.chain.from_iterable(map(_files, paths)):
        name = "standard input" if str(path) == "-" else str(path)
        try:
            if str(path) == "-":
                yield name, from_text((stdin or sys.stdin.buffer).read(MARGIN + 4 * limit + 1), name, limit)
            elif Path(path).suffix.lower() == ".jsonl":
                yield from _from_lines(Path(path), limit)
            elif Path(path).suffix.lower() in webpages.PAGES + webpages.FEEDS:
                yield from _from_web(Path(path), limit)
            else:
                yield name, _from_file(Path(path), limit)
        except ReportError as error:
            yield name, error
        except OSError as error:
            yield name, ReportError(f"{name}: cannot be read: {error.strerror}; check the name and the rights")


def _from_file(path: Path, limit: int) -> Report:
    if path.is_dir():
        raise ReportError(f"{path}: holds no {' or '.join(SUFFIXES)} file; name another folder")
    if path.stat().st_size > MARGIN + 4 * limit:
        raise _too_long(str(path), limit)
    sidecar = path.with_suffix(".toml")
    known = _sidecar(sidecar) if sidecar != path and sidecar.is_file() else {}
    return from_text(path.read_bytes(), str(path), limit, name=path.stem, known=known)


def _from_web(path: Path, limit: int) -> Iterator[tuple[str, Read]]:
    if path.stat().st_size > WEIGHT * limit:
        raise _too_long(str(path), limit)
    data = path.read_bytes()
    if path.suffix.lower() in webpages.PAGES:
        known = webpages.page(data, str(path))
        yield str(path), _report(str(known["text"]), str(path), limit, name=path.stem, known=known)
        return
    for place, known in webpages.feed(data, str(path)):
        try:
            yield place, _report(str(known["text"]), place, limit, name="", known=known)
        except ReportError as error:
            yield place, error


def from_text(
    data: bytes, place: str, limit: int, *, name: str = "", known: Mapping[str, object] | None = None
) -> Report:
    """The report of a text in UTF-8; `place` says in errors where it stands."""
    body = data.removeprefix(MARK)
    if len(data) > MARGIN + 4 * limit:
        raise _too_long(place, limit)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ReportError(f"{place}: is UTF-16; save it as UTF-8", reason="not UTF-8")
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        offset = error.start + len(data) - len(body)
        if b"\x00" in body:
            raise _binary(place, body.index(b"\x00")) from error
        raise ReportError(f"{place}: byte {offset} is not UTF-8; save the file as UTF-8", reason="not UTF-8") from error
    return _report(text, place, limit, name=name, known=known or {})


def _from_lines(path: Path, limit: int) -> Iterator[tuple[str, Read]]:
    empty = True
    with path.open("rb") as file:
        for number, line in _lines(file, 16 * limit):
            place = f"{path}, line {number}"
            if line is not None and not line.removeprefix(MARK).strip():
                continue
            empty = False
            try:
                yield place, from_json(line, place, limit)
            except ReportError as error:
                yield place, error
    if empty:
        raise ReportError(f"{path}: is empty; write one JSON object on each line", reason="empty")


def _lines(file: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The numbered lines of a file; `None` for a line that is longer than the limit."""
    for number in itertools.count(1):
        line = file.readline(limit)
        if not line:
            return
        whole = line.endswith(b"\n") or len(line) < limit
        rest = b"" if whole else line
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(limit)
        yield number, line if whole else None


def from_json(line: bytes | None, place: str, limit: int) -> Report:
    """The report of an object in JSON, such as a line of a file; `None` stands for one that is too long."""
    if line is None:
        raise _too_long(place, limit)
    try:
        known = json.loads(line.removeprefix(MARK))
    except UnicodeDecodeError as error:
        raise ReportError(f"{place}: byte {error.start} of the line is not UTF-8; save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise ReportError(f"{place}: is not JSON: {error}; write one object on each line", reason="not JSON") from error
    if not isinstance(known, dict) or not isinstance(known.get("text"), str):
        raise ReportError(f'{place}: has no text; write {{"text": "…"}}', reason="no text")
    name = known.get("id")
    if name is not None and (isinstance(name, bool) or not isinstance(name, (str, int))):
        raise ReportError(f"{place}: id is neither text nor a number; mend it", reason="wrong metadata")
    return _report(known["text"], place, limit, name="" if name is None else str(name), known=known)


def _report(text: str, place: str, limit: int, *, name: str, known: Mapping[str, object]) -> Report:
    if len(text) > limit:
        raise _too_long(place, limit)
    if not text.strip():
        raise ReportError(f"{place}: is empty; a report has words", reason="empty")
    control = [match.start() for match in CONTROL.finditer(text)]
    if "\x00" in text or len(control) * 100 > len(text):
        raise _binary(place, text.find("\x00") if "\x00" in text else control[0])
    try:
        digest = hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise ReportError(
            f"{place}: character {error.start} is half a surrogate pair; mend the escape", reason="not text"
        ) from error
    metadata = _metadata(known, place)
    strange = foreign(text)
    if strange is not None:
        raise ReportError(
            f"{place}: seems to be in {strange}, but only English is read; leave it out, or translate it",
            reason="not in English",
        )
    return Report(id=slug(name) or f"text-{digest[:16]}", text=text, **metadata)  # type: ignore[arg-type]


def slug(name: str) -> str:
    """A name in letters, digits, dots, hyphens and underscores: `Dêrik, May` is `Derik-May`."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", anyascii(name)).strip("-.")


def _sidecar(path: Path) -> dict[str, object]:
    try:
        known = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:  # no TOML or UTF-8, a number without end, brackets without end
        raise ReportError(f"{path}: is not TOML: {error}; mend or delete it", reason="wrong metadata") from error
    unknown = sorted(set(known) - set(METADATA))
    if unknown:
        raise ReportError(f"{path}: unknown key {unknown[0]!r}; known are {', '.join(METADATA)}")
    _metadata(known, str(path))
    return known


def _metadata(known: Mapping[str, object], place: str) -> dict[str, str | datetime.date | None]:
    found: dict[str, str | datetime.date | None] = {}
    for key, (read, wanted) in METADATA.items():
        value = known.get(key)
        found[key] = None if value is None else read(value)
        if value is not None and found[key] is None:
            raise ReportError(
                f"{place}: {key} = {value!r} is not {wanted}; mend it, or leave it out if it is unknown",
                reason="wrong metadata",
            )
    language = found["language"]
    if isinstance(language, str) and language.lower().partition("-")[0] != "en":
        raise ReportError(
            f"{place}: language = {language!r}, but only English is read; leave this report out",
            reason="not in English",
        )
    return found


def _words(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() and value.isprintable() else None


def _address(value: object) -> str | None:
    return value if isinstance(value, str) and ADDRESS.fullmatch(value) else None


def _date(value: object) -> datetime.date | None:
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime) else None


def _language(value: object) -> str | None:
    return value if isinstance(value, str) and LANGUAGE.fullmatch(value) else None


METADATA = {
    "publisher": (_words, "text"),
    "url": (_address, "an http or https address"),
    "published": (_date, "a date such as 2021-05-04"),
    "language": (_language, "a language tag such as en"),
}


def _too_long(place: str, limit: int) -> ReportError:
    return ReportError(
        f"{place}: has more than {limit} characters; cut it, or raise max_report_characters", reason="too long"
    )


def _binary(place: str, offset: int) -> ReportError:
    return ReportError(
        f"{place}: is not text: a control character at {offset}; save it as UTF-8 text", reason="not text"
    )
