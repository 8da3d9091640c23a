"""What a person decided: whether two names are one, and what of a reading is right, wrong or missing.

A decision is a value. It points at words of a report (W3C Web Annotation: position and quote), never at keys alone, so
that it outlives every change of the rules by which reports are read. As a file decisions are JSON lines.
"""

from __future__ import annotations

import datetime
import enum
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from kg.errors import DecisionError

T = TypeVar("T")
CONTEXT = 32
"""How many characters before and after are kept with words, at most."""
LONGEST = {"by": 200, "why": 4000}
"""How many characters there are in who decided, and why, at most."""
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and what turns the direction of the text around it: they lie to the eye, and break XML."""

ENTITY_KINDS = ("person", "organization", "place", "group", "delegation", "unnamed")
FACT_KINDS = (
    "event", "relation", "membership", "utterance", "expression", "symbol", "demand", "message", "count", "time",
    "claim",
)  # fmt: skip
ROW = "row"  # a row of a table: `report` is then the table's source, and `key` the row
KINDS = (*ENTITY_KINDS, *FACT_KINDS, ROW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of a report, `text[start:end]` in code points: what it says, and what stands before and after it."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.exact):
            raise DecisionError(f"not words: [{self.start}:{self.end}] {self.exact!r}; `exact` is what stands there")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Words:
        """The words between two offsets of a text, with what stands around them."""
        before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        return cls(start=start, end=end, exact=text[start:end], prefix=before, suffix=after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """An entity or a fact of a report, by the words it was read from; `key` is what it was called at the time.

    A relation has its `predicate` and both ends, a membership its member and organisation, so that they are told from
    others in the same words. `also` are other words that name an entity or tell of an event. A row of a table has
    no words.
    """

    report: str
    kind: str
    words: Words | None = None
    key: str = ""
    predicate: str | None = None
    subject: Anchor | None = None
    object: Anchor | None = None
    also: tuple[Words, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise DecisionError(f"unknown kind {self.kind!r}; known are {', '.join(KINDS)}")
        if (self.words is None) != (self.kind == ROW):
            raise DecisionError(f"{self.kind} {self.key!r}: a row has a key and no words, and all others have words")

    @property
    def order(self) -> tuple[str, str, str, int]:
        """By which two of them are sorted."""
        return self.report, self.key, self.kind, -1 if self.words is None else self.words.start


Value: TypeAlias = str | int | datetime.date | Anchor | Words | tuple["Value", ...] | None
"""What a field is said to be: a text, a number, yes or no, a day, something else of the report, words of it, several of
them; `None` for nothing."""


class Verdict(enum.StrEnum):
    """Whether two names stand for one."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Operation(enum.StrEnum):
    """What is done to a reading."""

    ACCEPT = "accept"
    REJECT = "reject"
    CHANGE = "change"
    ADD = "add"


class _Decided:
    """What all decisions share."""

    __slots__ = ()
    by: str
    at: datetime.datetime
    why: str

    def _check(self) -> None:
        if not self.by.strip():
            raise DecisionError("a decision has nobody who made it; say who in `by`")
        if "\n" in self.by:
            raise DecisionError("by: has several lines; write a name")
        for name, most in LONGEST.items():
            if len(text := getattr(self, name)) > most:
                raise DecisionError(f"{name}: has {len(text)} characters; {most} are the most")
            _seen(text, name)
        if self.at.tzinfo != datetime.UTC or self.at.microsecond:
            raise DecisionError(f"at {self.at}: is no time in UTC to the second, such as 2026-11-23T06:43:29Z")

    def to_json(self) -> str:
        """It as one line of JSON, always the same for the same decision."""
        return json.dumps(_plain(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def id(self) -> str:
        """The first sixteen hexadecimal digits of the SHA-256 of its JSON."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(_Decided):
    """Whether two entities or events are one; which of them is `left` says nothing."""

    left: Anchor
    right: Anchor
    verdict: Verdict
    by: str
    at: datetime.datetime
    why: str = ""

    def __post_init__(self) -> None:
        self._check()
        left, right = sorted((self.left, self.right), key=lambda anchor: anchor.order)
        if left == right:
            raise DecisionError(f"{left.report} {left.key}: is judged against itself; name two")
        object.__setattr__(self, "left", left)
        object.__setattr__(self, "right", right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(_Decided):
    """What is right, wrong, different or missing in a reading; `about.words` are the words of what is added.

    `values` are the fields that are changed, or those of what is added, by their names in `kg.facts`. `was` is what
    the reader had read, so that what a person has confirmed or changed stays even where it is read no more, and `rules`
    the digest of the rules by which it was.
    """

    operation: Operation
    about: Anchor
    by: str
    at: datetime.datetime
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)
    was: Mapping[str, Value] = field(default_factory=dict, hash=False)
    rules: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        self._check()
        if self.about.kind == ROW:
            raise DecisionError("a row of a table cannot be corrected here; correct the table and import it again")
        if self.operation is Operation.CHANGE and not self.values:
            raise DecisionError("a change without values changes nothing; say what is different")
        if self.operation in (Operation.ACCEPT, Operation.REJECT) and self.values:
            raise DecisionError(f"{self.operation} takes no values; to say something different, use change")
        for name, value in self.values.items():
            _seen(value, f"values.{name}")

    @property
    def report(self) -> str:
        """The id of the report that it corrects."""
        return self.about.report


Decision: TypeAlias = Judgement | Correction


def _seen(value: Value, at: str) -> None:
    """Refuse texts with characters that nobody sees."""
    for each in value if isinstance(value, tuple) else (value,):
        if isinstance(each, str) and (found := UNSEEN.search(each)):
            raise DecisionError(f"{at}: has the control character U+{ord(found[0]):04X}; leave it out")


def _plain(value: object) -> Any:
    """A value as JSON holds it; what is as it would be anyway is left out."""
    if isinstance(value, (Judgement, Correction)):
        return {_NAMES.get(f.name, f.name): _plain(getattr(value, f.name)) for f in fields(value) if _said(value, f)}
    if isinstance(value, (Anchor, Words)):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if _said(value, f)}
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {name: _tagged(each) for name, each in value.items()}
    return value


_NAMES = {"verdict": "judgement"}


def _said(value: Any, field_: Any) -> bool:
    return bool(getattr(value, field_.name) not in (None, "", {}, ()))


def _tagged(value: Value) -> Any:
    """A value of a correction, such that its type is seen."""
    if isinstance(value, tuple):
        return [_tagged(each) for each in value]
    if isinstance(value, datetime.date):
        return {"day": value.isoformat()}
    if isinstance(value, Anchor):
        return {"anchor": _plain(value)}
    return {"words": _plain(value)} if isinstance(value, Words) else value


def from_json(line: str) -> Decision:
    """The decision of one line of JSON.

    Raises:
        DecisionError: the line is no decision; says which field is wrong and what it should be.
    """
    try:
        known = json.loads(line)
        json.dumps(known, ensure_ascii=False).encode()  # an escape such as \ud800 is half a character
    except (ValueError, RecursionError) as error:
        raise DecisionError(f"no JSON: {error}; a decision is one object on one line") from error
    return from_plain(known)


def from_plain(known: object) -> Decision:
    """The decision of an object as JSON holds it; `DecisionError` as `from_json`."""
    members = _object(known, "a decision")
    common: dict[str, Any] = {"by": _text(members, "by"), "at": _time(members), "why": _text(members, "why", "")}
    if "judgement" in members:
        _only(members, "judgement left right by at why")
        left, right = (anchor_from(members.get(side), side) for side in ("left", "right"))
        return Judgement(left=left, right=right, verdict=_choice(members, "judgement", Verdict), **common)
    _only(members, "operation about values was rules by at why")
    values, was = (_object(members.get(name, {}), name) for name in ("values", "was"))
    return Correction(
        operation=_choice(members, "operation", Operation),
        about=anchor_from(members.get("about"), "about"),
        values={name: _value(each, f"values.{name}") for name, each in values.items()},
        rules=_text(members, "rules", ""),
        was={name: _value(each, f"was.{name}") for name, each in was.items()},
        **common,
    )


def anchor_from(known: object, at: str) -> Anchor:
    """The anchor of an object as JSON holds it; `at` names its place in errors."""
    members = _object(known, at)
    _only(members, "report kind words key predicate subject object also", at)
    words, predicate, also = members.get("words"), members.get("predicate"), members.get("also", [])
    if not isinstance(also, list):
        raise DecisionError(f"{at}.also: is {also!r}; write a list of words")
    ends = {end: anchor_from(members[end], f"{at}.{end}") for end in ("subject", "object") if end in members}
    return _built(
        at,
        lambda: Anchor(
            report=_text(members, "report", at=at),
            kind=_text(members, "kind", at=at),
            words=None if words is None else words_from(words, f"{at}.words"),
            key=_text(members, "key", "", at=at),
            predicate=None if predicate is None else _text(members, "predicate", at=at),
            also=tuple(words_from(each, f"{at}.also") for each in also),
            **ends,
        ),
    )


def words_from(known: object, at: str) -> Words:
    """The words of an object as JSON holds it; `at` names its place in errors."""
    members = _object(known, at)
    _only(members, "start end exact prefix suffix", at)
    start, end = members.get("start"), members.get("end")
    if type(start) is not int or type(end) is not int:
        raise DecisionError(f"{at}: start and end are whole numbers, not {start!r} and {end!r}")
    texts = {name: _text(members, name, "", at=at) for name in ("exact", "prefix", "suffix")}
    return _built(at, lambda: Words(start=start, end=end, **texts))


def _value(known: object, at: str) -> Value:
    if known is None or isinstance(known, (str, int)):
        return known
    if isinstance(known, list):
        return tuple(_value(each, at) for each in known)
    if isinstance(known, dict) and len(known) == 1:
        ((tag, inner),) = known.items()
        if tag == "anchor":
            return anchor_from(inner, at)
        if tag == "words":
            return words_from(inner, at)
        if tag == "day":
            return _day(inner, at)
    raise DecisionError(
        f"{at}: is {known!r}; write a text, a whole number, true, null, a list, or an anchor, words, day"
    )


def _day(known: object, at: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(str(known))
    except ValueError as error:
        raise DecisionError(f"{at}: {known!r} is no day such as 2024-03-05") from error


def _time(members: Mapping[str, Any]) -> datetime.datetime:
    known = _text(members, "at")
    try:
        return datetime.datetime.strptime(known, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.UTC)
    except ValueError as error:
        raise DecisionError(f"at: {known!r} is no time such as 2026-11-23T06:43:29Z") from error


def _built(at: str, build: Callable[[], T]) -> T:
    try:
        return build()
    except DecisionError as error:
        raise error if str(error).startswith(at) else DecisionError(f"{at}: {error}") from error


def _object(known: object, at: str) -> dict[str, Any]:
    if not isinstance(known, dict):
        raise DecisionError(f"{at}: is {known!r}; write a JSON object")
    return known


def _only(members: Mapping[str, Any], names: str, at: str = "a decision") -> None:
    strange = sorted(set(members) - set(names.split()))
    if strange:
        raise DecisionError(f"{at}: unknown {', '.join(strange)}; known are {', '.join(names.split())}")


def _text(members: Mapping[str, Any], name: str, default: str | None = None, *, at: str = "a decision") -> str:
    value = members.get(name, default)
    if not isinstance(value, str):
        raise DecisionError(f"{at}: {name} is {value!r}; write a text")
    return value


def _choice(members: Mapping[str, Any], name: str, choices: type[enum.StrEnum]) -> Any:
    value = members.get(name)
    if value not in list(choices):
        raise DecisionError(f"a decision: {name} is {value!r}; write one of {', '.join(choices)}")
    return choices(value)


def read_decisions(path: Path) -> list[Decision]:
    """The decisions of a file of JSON lines, each once, in order of their time.

    Raises:
        DecisionError: the file cannot be read, or a line is no decision; names the file, and all such lines.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise DecisionError(f"{path}: cannot be read: {error.strerror}; check the name and the rights") from error
    except ValueError as error:
        raise DecisionError(f"{path}: is not UTF-8; decisions are a file of JSON lines in UTF-8") from error
    found: list[Decision] = []
    wrong: list[str] = []
    for number, line in enumerate(lines, 1):
        try:
            found += [from_json(line)] if line.strip() else []
        except DecisionError as error:
            wrong.append(f"{path}, line {number}: {error}")
    if wrong:
        raise DecisionError("\n".join(wrong))
    return in_order(found)


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions as they were made, each once."""
    by_id = {decision.id: decision for decision in decisions}
    return sorted(by_id.values(), key=lambda decision: (decision.at, decision.id))


def written(decisions: Iterable[Decision]) -> str:
    """Decisions as JSON lines, in order of their time."""
    return "".join(f"{decision.to_json()}\n" for decision in in_order(decisions))
