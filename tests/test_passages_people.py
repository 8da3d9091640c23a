"""Persons and roles in short passages of many voices (tests/tables/people.txt): how many are read may only rise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg import facts as f
from kg.document import Report
from kg.pipeline import extract

TABLE = Path(__file__).parent / "tables" / "people.txt"
PERSONS, ROLES = 175, 141  # right, of 176 and 175 that are wanted


def passages() -> Iterator[tuple[str, set[str], set[str]]]:
    """The passages with the persons and roles that each tells of."""
    for block in TABLE.read_text(encoding="utf-8").split("\n\n")[1:]:
        first, *rest = block.strip().split("\n")
        told = {sort: {line[2:] for line in rest if line.startswith(sort)} for sort in ("P ", "R ")}
        yield first[2:].replace(" ¶ ", "\n\n"), told["P "], told["R "]


def test_persons_and_roles_of_passages() -> None:
    persons = roles = false = 0
    for text, people, titles in passages():
        extraction = extract(Report(id="r", text=text))
        named = {e.name for e in extraction.entities if e.kind is f.EntityKind.PERSON and e.category != "unnamed"}
        held = {
            f"{extraction.entity(m.member).name}/{m.title}/"
            f"{extraction.entity(m.organization).name if m.organization else '-'}"
            for m in extraction.of(f.Membership)
        }
        persons, roles = persons + len(people & named), roles + len(titles & held)
        false += len(named - people)
    assert persons >= PERSONS
    assert roles >= ROLES
    assert false <= 2
