"""Which name words a title, a role, an age or a verb of speech beside them shows to be somebody's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.reading.runs import SAYING, VENUE, Names


def people_of(sentences: Iterable[Names]) -> frozenset[str]:
    """Name words that a title, a role, an age or a verb of speech beside them shows to be of somebody."""
    return frozenset(word for s in sentences for start, stop in _people(s) for word in s.texts(start, stop))


def _people(s: Names) -> Iterator[tuple[int, int]]:
    end = 0
    for i in s.sentence.names:
        stop = s.run(i) if i >= end else i
        if stop == i:
            continue
        end = stop
        if (_called(s, i) and not s.motto(i, stop)) or _aged(s, stop) or _speaks(s, i, stop):
            roles = [j for j in range(i, stop - 1) if s.lexicon.role(s.word(j)) is not None]
            yield roles[-1] + 1 if roles else i, stop


def _speaks(s: Names, i: int, stop: int) -> bool:
    """Whether words beside a verb of saying are a name: "Ana Paz said", "said Kerry, a nurse"; not "in X Ana Paz"."""
    first = stop > i + 1 and s.word(i) in s.lexicon.first_names  # "Joana Vilhena, who heads …"
    if (first or s.word(i - 1) in SAYING) and s.word(stop) == "," and s.word(stop + 1) in ("a", "an", "who", "whose"):
        return True
    return (
        stop > i + 1
        and s.word(stop) in SAYING
        and s.word(s.before(i)) not in VENUE
        and s.word(i - 1) not in ("of", "for")
        and s.word(i - 1) not in s.lexicon.words["body"]
    )


def _called(s: Names, i: int) -> bool:
    """Whether a title or a role stands before a name, or begins it."""
    words = (s.word(i - 1).rstrip("."), s.word(i - 1) if s.words[i].initial else "", s.word(i).rstrip("."))
    return any(w in s.lexicon.words["title"] or w in s.lexicon.roles for w in words if w)


def _aged(s: Names, stop: int) -> bool:
    age = s.word(stop + 1)
    return s.word(stop) == "," and s.word(stop + 2) == "," and age.isdigit() and len(age) == 2
