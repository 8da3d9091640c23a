"""Who is taken for a person without a word that says so: a full name that does something or belongs to a body.

Bodies and places are told by their nouns, their articles and the prepositions before them; what remains, a name of
several words that is the subject of a verb, is nearly always somebody's. A name in a headline or in capitals is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.document import Document, Label
from kg.lexicon import Lexicon
from kg.names import fold
from kg.reading.grammar import Chunk, Clause

MOST_WORDS = 4  # of a person's name
NEAR = 10  # characters before a name
PLACED = re.compile(r"\b(?:in|at|near|outside|inside|the|across|towards?|through|around)\s$", re.IGNORECASE)
OPENS_PLACE = frozenset(
    "san santa são sao sankt saint st ste los las les el la le puerto port porto porto new old north south east west "
    "upper lower little great greater big bad nova novi nový stara stary novo fort mount mont monte villa bandar tel "
    "kota ciudad cape lake isle rio río bir wadi umm deir beit bab kafr kfar jebel cité cite rue via piazza plaza "
    "calle avenida praça place rond-point camp khan te ngā ngāti".split()
)
"""Words with which the name of a place begins, or of a work; no first names."""
SUBJECT = frozenset(
    "when while after before where because since until if but then today later also yesterday earlier meanwhile "
    "whereas although though there here so or yet once and now tonight like including alongside said".split()
)  # words right before a subject
TELLS = frozenset(
    "did was were is are included include featured met joined thanked arrested detained elected introduced invited "
    "replaced named chose appointed told asked followed".split()
)  # words right before the name of somebody who is of a body
DOES = frozenset(
    "has had have is was were are would will could can cannot did does may might must should also then now later "
    "himself herself once never still already who whose whom".split()
)
BELONGS = re.compile(r",?[oif]d?w{0,3}O")  # "of the group BODY"
SAYS_LATER = re.compile(r",(?:[rk]|[^,;:QVL]{1,14},w?S)")  # "NAME, in her third year, said"
TOWN_FIRST = re.compile(r"[ift]d?L,")  # "In TOWN, NAME joined"
OF_BODIES = frozenset(
    "employed owned run operated built sponsored supplied published funded acquired bought produced developed hired "
    "made managed contracted commissioned licensed insured".split()
)  # by whom something is that bodies do
NOUNS = frozenset("hundred red seed weed feed breed speed need deed creed shed bed".split())  # end like verbs


def placed(document: Document) -> frozenset[str]:
    """The names that stand somewhere in a report after an article or a preposition of place: those of no person."""
    text = document.report.text
    names = (a.span for a in document.labelled(Label.NAME))
    return frozenset(
        document.text(span) for span in names if PLACED.search(text, max(0, span.start - NEAR), span.start) is not None
    )


def presumed(document: Document, clause: Clause, lexicon: Lexicon, elsewhere: frozenset[str]) -> Iterator[Chunk]:
    """The full names of a sentence that nothing has typed and that act as people do."""
    headline = document.headline
    if "N" not in clause.codes or (headline is not None and headline.covers(clause.chunks[0].span)):
        return
    for i, chunk in enumerate(clause.chunks):
        if chunk.code != "N" or document.text(chunk.span) in elsewhere:
            continue
        if _full(document.text(chunk.span), lexicon):
            if _begins_given(document, clause, i, lexicon):
                yield chunk
                continue
            sure = BELONGS.match(clause.codes, i + 1) is not None
            if _free(document, clause, i, sure=sure) and (sure or _acts(document, clause, i, lexicon)):
                yield chunk


def _begins_given(document: Document, clause: Clause, i: int, lexicon: Lexicon) -> bool:
    """Whether a name begins with a given name, and no noun after it makes it that of a place or a body."""
    first = document.text(clause.chunks[i].span).split()[0].lower()
    if first not in lexicon.first_names and fold(first) not in lexicon.first_names:
        return False
    following = [document.text(chunk.span).lower() for chunk in clause.chunks[i + 1 : i + 3]]
    return not any(word in lexicon.head_words or word in lexicon.place_words for word in following[:1])


def _full(name: str, lexicon: Lexicon) -> bool:
    """Whether a name has several words, all written like those of a person."""
    words = name.split()
    if not 1 < len(words) <= MOST_WORDS or words[0].lower() in OPENS_PLACE:
        return False
    return not any(_common(word, lexicon) for word in words)


def _common(word: str, lexicon: Lexicon) -> bool:
    """Whether a word of a name is a common noun, a title in capitals, or not written like a name."""
    lower = word.lower()
    known = lower in lexicon.heads or lower in lexicon.groups or lower in lexicon.words["impersonal"]
    return known or (word.isupper() and len(word) > 2) or not word[-1].isalpha() or lower in lexicon.adjectives


def _free(document: Document, clause: Clause, i: int, *, sure: bool) -> bool:
    """Whether a subject or an agent can stand here: no article, preposition or noun, no list of places before it."""
    before = clause.codes[i - 1 : i]
    if before in ("", "S", ";", ":", "h", "b", "x", "p"):
        return True
    if before == "V" and document.text(clause.chunks[i - 1].span).endswith(" by"):
        return True
    if before in (",", "n"):
        return _listed(clause, i, sure=sure)
    if before in ("t", "A") and i > 1:
        return document.text(clause.chunks[i - 2].span).lower() in ("according", "such")
    word = document.text(clause.chunks[i - 1].span).lower()
    return (before == "w" and word in SUBJECT) or (sure and before in ("w", "B", "V") and word in TELLS)


def _listed(clause: Clause, i: int, *, sure: bool) -> bool:
    """Whether what stands before a comma or "and" is no place and no body."""
    j = i - 1
    while j >= 0 and clause.codes[j] in ",n":
        j -= 1
    return sure or j < 0 or clause.codes[j] not in "LO" or TOWN_FIRST.match(clause.codes) is not None


def _acts(document: Document, clause: Clause, i: int, lexicon: Lexicon) -> bool:
    """Whether a name is followed by what it does, or by the body it belongs to."""
    codes = clause.codes
    following = codes[i + 1 : i + 2]
    if following in ("S", "B", "r", "k") or SAYS_LATER.match(codes, i + 1):
        return True
    if following == "V":
        return _verb(document.text(clause.chunks[i + 1].span).lower().split()[0], lexicon)
    if following == "w" and codes[i - 1 : i] != "b":
        return _does(document, clause.chunks[i + 1 : i + 3], lexicon)
    if codes[i - 1 : i] == "b" and i > 1 and document.text(clause.chunks[i - 2].span).lower() in OF_BODIES:
        return False
    agent = codes[i - 1 : i] in ("b", "t", "A", "V")  # `_free` has seen that a verb ends with "by"
    return agent and following in (",", "", ".", "x", "n")


def _does(document: Document, chunks: Sequence[Chunk], lexicon: Lexicon) -> bool:
    """Whether a verb follows, with or without an adverb before it."""
    words = [document.text(chunk.span).lower() for chunk in chunks]
    if words[0].endswith("ly") and len(words) > 1:
        words = words[1:]
    return words[0] in DOES or _verb(words[0], lexicon)


def _verb(word: str, lexicon: Lexicon) -> bool:
    if word in lexicon.words["verb"] or word in lexicon.words["human verb"]:
        return True
    return word.endswith("ed") and len(word) > 3 and word not in NOUNS
