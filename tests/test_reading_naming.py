"""Names that no rule types: what is said of them, and which are taken for bodies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.document import Document, Label, Report
from kg.extraction.naming import annotate
from kg.gold import load_gold
from kg.lexicon import load_lexicon
from kg.pipeline import ANNOTATE
from kg.reading.namings import Naming, Namings
from kg.reading.segment import segment
from kg.weighing import BIAS

LEXICON = load_lexicon()
LEARNING = Path(__file__).parents[1] / "data" / "gold" / "learning"
TYPED = (Label.ORGANIZATION, Label.PLACE, Label.PERSON)


def read(text: str) -> Document:
    """A report before its names are weighed."""
    document = segment(Report(id="r", text=text), LEXICON)
    for step in ANNOTATE[: ANNOTATE.index(annotate)]:
        document = step(document, LEXICON)
    return document


def names(document: Document) -> dict[str, Naming]:
    """Each untyped name and what is said of it."""
    return {document.text(n.spans[0]): n for n in Namings(document, LEXICON).untyped()}


def test_what_is_said_of_a_name() -> None:
    """Its words, what stands beside it, and the whole of which it is a part."""
    found = names(read("Rally held\n\nA rally was held by Zorvek and the Kolm Dockers' Union on Monday.\n"))
    assert {"after by", "listed with <organization>", "named 1"} <= {
        said.removeprefix("name: ") for said in found["Zorvek"].says
    }
    found = names(read('March held\n\nThe "Lights of Zorvek" marched through the rain at noon.\n'))
    assert "whole" in found["Lights of Zorvek"].says
    assert "in marks" in found["Lights of Zorvek"].says


def test_a_likely_name_is_a_body() -> None:
    """All its places are; without weights nothing is."""
    document = read("Rally held\n\nA rally was held by Zorvek on Monday. Police said Zorvek had a permit.\n")
    sure = replace(LEXICON, naming={"bias": 3.0})
    read_so = annotate(document, sure)
    bodies = [document.text(a.span) for a in read_so.labelled(Label.ORGANIZATION)]
    assert bodies == ["Zorvek", "Zorvek"]
    assert annotate(document, replace(LEXICON, naming={})) is document
    assert annotate(document, replace(LEXICON, naming={"bias": -3.0})) is document


@pytest.mark.parametrize("words", ["told Zorvek", "in Zorvek"])
def test_a_name_stays_what_it_is_where_nothing_speaks_for_a_body(words: str) -> None:
    """The weights in use take no bare name for a body."""
    document = annotate(read(f"Rally held\n\nPeople sang {words} songs of old days there.\n"), LEXICON)
    assert not list(document.labelled(Label.ORGANIZATION))


def test_a_title_before_a_likely_name_is_kept() -> None:
    """What was taken for the field of a title is the body's."""
    document = annotate(
        read("Talks\n\n“No,” said Ilka Brenn, coordinator for Rights Watch Zorvek.\n"),
        replace(LEXICON, naming={"bias": -9.0, "whole": 20.0}),
    )
    assert [document.text(a.span) for a in document.labelled(Label.ROLE)] == ["coordinator"]
    assert "Rights Watch Zorvek" in [document.text(a.span) for a in document.labelled(Label.ORGANIZATION)]


def test_nothing_is_weighed_that_is_never_said() -> None:
    """A weight whose words the code no longer says would count for nothing and nobody would see it."""
    said = set()
    for gold in load_gold([LEARNING]):
        namings = Namings(read(gold.report.text), LEXICON)
        found = (*namings.untyped(), *(n for label in TYPED for n in namings.typed(label)))
        said |= {word for naming in found for word in naming.says}
    heavy = {word for word, weight in LEXICON.naming.items() if abs(weight) >= 0.3} - {BIAS}
    assert heavy - said == set()
