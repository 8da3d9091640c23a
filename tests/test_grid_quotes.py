"""Quotations and who says them, over grids: the ways the press leads to words and away from them. Invented names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import facts as f
from kg.document import Report
from kg.pipeline import extract

Said = list[tuple[str | None, str]]
LEAD = "Police cleared the main street of Kolm on Tuesday.\n\n"


def said(text: str) -> Said:
    """The direct utterances of a text, each with its speaker, in small letters and without the marks at the ends."""
    read = extract(Report(id="r", text=text))
    return [
        (
            None if u.speaker is None else read.entity(u.speaker).name.lower(),
            " … ".join(read.document.text(c) for c in u.content).strip(" ,.!?").lower(),
        )
        for u in sorted(read.of(f.Utterance), key=lambda u: u.content[0])
        if u.direct and u.said_in is None
    ]


@pytest.mark.parametrize(
    "one",
    [
        "an elderly woman",
        "one of the strikers",
        "a student",
        "one motorist",
        "a protester",
        "Ada Lovik",
        "a teenage girl",
    ],
)
def test_what_one_person_shouts_is_said_and_no_chant(one: str) -> None:
    shouted = ("shouted", "cried", "yelled", "screamed", "called out", "roared", "shouted out", "hollered")
    orders = [f"“Look, they run,” {verb} {one} {end}." for verb in shouted for end in ("on the steps", "as they fled")]
    orders += [f"“Look, they run,” {one} {verb} at the police." for verb in ("shouted", "yelled", "screamed")]
    orders += [
        f"{one.capitalize() if one[0].islower() else one} {verb}: “Look, they run.”" for verb in ("shouted", "cried")
    ]
    for order in orders:
        assert said(LEAD + order) == [(one.lower(), "look, they run")], order


@pytest.mark.parametrize(
    "several", ["the crowd", "protesters", "hundreds of students", "some", "one group", "a crowd of women", "they"]
)
@pytest.mark.parametrize("words", ["Down with the junta,", "Resign! Resign!", "We want bread,"])
def test_what_many_shout_is_nobodys_statement(several: str, words: str) -> None:
    for verb in ("shouted", "cried", "yelled", "chanted"):
        assert said(f"{LEAD}“{words}” {verb} {several}.") == said(f"{LEAD}“{words}” {several} {verb}.") == []


HURT = [("dockers' union", "a number of people hurt")]


@pytest.mark.parametrize(
    "told",
    [
        "The Dockers' Union put out a message to warn members of",
        "The Dockers' Union put out a notice warning of",
        "A message from the Dockers' Union spoke of",
        "A statement by the Dockers' Union cited",
        "The Dockers' Union's statement spoke of",
        "The official Twitter handle of the Dockers' Union spoke of",
        "A post on the Dockers' Union's page told of",
        "The Dockers' Union put out a message on Sunday. The message spoke of",
        "The Dockers' Union sent a letter to the minister. The letter spoke of",
        "The Dockers' Union has published a report which tells of",
        "The Dockers' Union published a report. The report documents",
        "An email from the Dockers' Union referred to",
        "The Dockers' Union sent members a warning of",
        "The Dockers' Union voiced anger over",
    ],
)
def test_what_a_text_says_is_said_by_whose_it_is(told: str) -> None:
    assert said(f"Hundreds marched in Kolm.\n\n{told} “a number of people hurt”.") == HURT


@pytest.mark.parametrize(
    "told",
    [
        "The official Twitter handle of the Dockers' Union also put out the same,",
        "The Dockers' Union's official handle tweeted,",
        "The official Facebook page of the Dockers' Union posted:",
        "A statement on the Dockers' Union's website read:",
        "A message posted on the Dockers' Union's Facebook page said:",
        "The Dockers' Union put out the following message:",
        "The Dockers' Union put out a message on Sunday. It read:",
        "The Dockers' Union put out a message on Sunday, which read in part:",
        "The Dockers' Union put out a message reading:",
        "The notice from the Dockers' Union reads,",
        "The letter, signed by the Dockers' Union, says:",
    ],
)
def test_what_a_text_reads_is_said_by_whose_it_is(told: str) -> None:
    assert said(f"Hundreds marched in Kolm.\n\n{told} “Nobody is to enter the port.”") == [
        ("dockers' union", "nobody is to enter the port")
    ]


@pytest.mark.parametrize(
    "done",
    [
        "drew attention to the men, writing,",
        "took to social media, adding:",
        "posted on Facebook,",
        "posted a photo of the men on her page, saying:",
        "captioned the picture,",
        "went further,",
        "was blunt:",
        "had this to say:",
        "turned to the crowd.",
        "ended by saying,",
        "issued a statement, which read in part,",
        "was heard telling officers,",
        "broke down in tears, saying",
    ],
)
def test_who_does_something_before_a_whole_sentence_says_it(done: str) -> None:
    text = (
        f"Four campaigners were held in Kolm.\n\nVeteran activist Ada Lovik {done} “The four are not eating. We wait.”"
    )
    assert said(text) == [("ada lovik", "the four are not eating. we wait")]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lovik held a sign: “No war on our hill.”",
        "Ada Lovik carried a banner with the words, “No war on our hill.”",
        "The crowd sang the hymn, “We shall overcome one day.”",
        "Ada Lovik sang from her new album, “Songs of the Blue Hill.”",
        "Ada Lovik read a poem by Jon Roe, “The hill will not be moved by you.”",
        "Police arrested Ada Lovik at the gate. The march went on under the slogan: “Land to those who work it.”",
        "The marchers had one demand: “Bread now!”",
        "On the wall somebody had painted: “We were here.”",
        "Officers seized a leaflet: “Down with the junta.”",
        "Marchers carried posters of Ada Lovik reading, “She is not forgotten.”",
        "Jon Roe wore a shirt that read: “Resist.”",
        "Reports of “a number of injuries” could not be confirmed.",
        "The Dockers' Union unfurled a banner: “We will not be moved.”",
    ],
)
def test_what_is_shown_sung_or_found_is_nobodys_statement(text: str) -> None:
    assert said(f"Hundreds marched in Kolm on Monday.\n\n{text}") == []


@pytest.mark.parametrize("name", ["Mai", "Omar", "Rose", "Kofi", "Grace"])
def test_a_person_of_one_name_is_known_by_an_age_or_by_what_he_is(name: str) -> None:
    before = [
        f"“He did nothing for us,” {rest}"
        for rest in (
            f"{name}, 16, told AFP as she laid flowers.",
            f"said {name}, 16, a pupil.",
            f"said a pupil, {name}, 16.",
            f"said 16-year-old {name}.",
            f"{name} (16) said.",
            f"{name}, a 16-year-old pupil, said.",
            f"said one of them, {name}, who asked that her surname not be used.",
            f"said one pupil who gave her name as {name}.",
            f"said a pupil who asked to be called {name}.",
            f"said {name}*, 16.",
        )
    ]
    for order in (*before, f"{name}, 16, said: “He did nothing for us.”"):
        assert said(f"Pupils rallied outside the ministry in Kolm.\n\n{order}") == [
            (name.lower(), "he did nothing for us")
        ], order


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Ivo Ban, 18, was hit at “very close” range, his sister Fatou told reporters, and died.",
            [("fatou", "very close")],
        ),
        ("The road was “full of holes”, one driver said, and nobody mended it.", [("one driver", "full of holes")]),
        ("The march was “a success all in all” said Ada Lovik, a student.", [("ada lovik", "a success all in all")]),
        ("“We go on and on” says Ada Lovik.", [("ada lovik", "we go on and on")]),
        ("The mayor, Ada Lovik, spoke of”a number of people hurt”.", [("ada lovik", "a number of people hurt")]),
        ("Ada Lovik said“We go on” and left.", [("ada lovik", "we go on")]),
        ("“We go on”,Ada Lovik said.", [("ada lovik", "we go on")]),
        ("The road, “Long Mile”, was shut, police said, and cars turned back.", []),
        (
            "Jon Roe of the Kolm Forum said people were furious.\n\n“They must go,” said the activist, a scarf on.",
            [("jon roe", "they must go")],
        ),
        (
            "Jon Roe, a teacher, said people were furious.\n\n“They must go,” said the student.",
            [("the student", "they must go")],
        ),
        ("“What now? My feet, eh!” Ada Lovik, a seamstress, told the crowd.", [("ada lovik", "what now? my feet, eh")]),
        (
            "A woman stood in the rain. “What is this?” an officer asked her. “You read it,” she replied.",
            [("an officer", "what is this"), ("a woman", "you read it")],
        ),
        (
            "Ada Lovik spoke for an hour. Asked whether it was a threat, she smiled. “It is a calendar.”",
            [("ada lovik", "it is a calendar")],
        ),
        ("Ada Lovik was shot on Monday. “He came from behind.”", [(None, "he came from behind")]),
        (
            "A spokeswoman for the tenants, who identified herself only as Dana, read a letter. “We count,” it began.",
            [("dana", "we count")],
        ),
    ],
)
def test_where_who_speaks_stands_far_from_the_words(text: str, found: Said) -> None:
    assert said(f"Hundreds marched in Kolm on Monday.\n\n{text}") == found


PASSAGES = (Path(__file__).parent / "tables" / "quotations.txt").read_text(encoding="utf-8").split("\n====\n")


@pytest.mark.parametrize("passage", PASSAGES)
def test_passages_of_many_outlets_are_said_by_whom_they_name(passage: str) -> None:
    text, _, wanted = passage.strip().partition("\n----\n")
    read = extract(Report(id="r", text=text))
    found = [
        f"{None if u.speaker is None else read.entity(u.speaker).name}: "
        + " … ".join(read.document.text(c) for c in u.content)
        for u in sorted(read.of(f.Utterance), key=lambda u: u.content[0])
        if u.direct and u.said_in is None
    ]
    assert found == wanted.split("\n")
