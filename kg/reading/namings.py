"""What a report says of each name that may be a body's: what `kg.extraction.naming` weighs.

Each thing that is said of a name is a few words ("name: after <organization> ,"), so that its weight in
`data/lexicon/naming.csv` can be read. Only the first mentions of a name are looked at: what a long text repeats costs
what a short one does.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.document import Document, Label, Span, Word
from kg.lexicon import Lexicon
from kg.names import fold
from kg.reading.runs import ARTICLES, POSSESSIVE

MENTIONS = 6  # of a name that are looked at
NEAR = 12  # words before a name among which a kind of body is looked for
LINKED = 3  # words to both sides among which a comma or "and" links it to another name
SHORT_LINE = 60  # characters up to which a paragraph is no prose
MANY = 4  # words or mentions, and more
LONG = 7  # letters of an acronym, and more
OPENING, CLOSING = frozenset("\"“‘'«"), frozenset("\"”’'»")
LINKING = frozenset({",", "and", "&"})
SMALL = frozenset(
    "of by in at from to with for against and or , ( ) : ; - – — “ ” \" ' ‘ ’ . / as on near outside between including "
    "like called named via the a an its their his her who which whose that is was are were has have had will "
    "would".split()
)
SMALL_PAIRS = frozenset({"of", "by", "to", "with", "from", "for", "in", "at", ",", "and", "or"})
"""Before these the word before them is looked at as well."""
SHOWN = (Label.PERSON, Label.ORGANIZATION, Label.PLACE, Label.ROLE, Label.CUE, Label.TRIGGER, Label.GROUP, Label.TIME)
KINDS = frozenset("parties charities companies societies agencies".split())  # heads whose plural is no noun and "s"


LINKS = frozenset("of for against and & de la el y und des du del della do da dos ng mga without".split())
LONGEST_LINK, LONGEST = 2, 9  # words


@dataclass(frozen=True)
class Naming:
    """A name where it stands, and what is said of it."""

    spans: tuple[Span, ...]
    says: tuple[str, ...]


class Namings:
    """The names of a report that are a body's, and those that are nobody's yet."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document, self.lexicon = document, lexicon
        people = {w.span.start for a in document.labelled(Label.PERSON) for w in document.words_in(a.span)}
        self.people = frozenset(word.lower for word in document.words if word.span.start in people)
        self.bodies = frozenset(fold(document.text(a.span)) for a in document.labelled(Label.ORGANIZATION))
        self.named: dict[str, list[Span]] = {}
        for a in document.labelled(Label.NAME):
            acronym = all(
                word.acronym for word in document.words_in(a.span)
            )  # what no body's name is, others have said
            if a.span.start not in people and not acronym:
                self.named.setdefault(fold(document.text(a.span)), []).append(a.span)
        names = (document.text(a.span) for a in document.labelled(Label.NAME, Label.ORGANIZATION))
        self.spelled = frozenset(_letters(name) for name in names if " " in name)

    def untyped(self) -> Iterator[Naming]:
        """Each name that no rule has typed, in the order in which the report has them; a whole before its parts."""
        wholes: dict[str, list[Span]] = {}
        for spans in self.named.values():
            for whole in filter(None, map(self._whole, spans)):
                wholes.setdefault(fold(self.document.text(whole)), []).append(whole)
        for name, spans in wholes.items():
            yield Naming(tuple(dict.fromkeys(spans)), tuple(dict.fromkeys(self._says(name, spans, "whole"))))
        for name, spans in self.named.items():
            if not self.people.issuperset(name.split()):
                yield Naming(tuple(spans), tuple(dict.fromkeys(self._says(name, spans, "run"))))

    def typed(self, label: Label) -> Iterator[Naming]:
        """Each name that the rules have typed so: from what stands beside these, too, it is learned what bodies do."""
        names: dict[str, list[Span]] = {}
        for a in self.document.labelled(label):
            names.setdefault(fold(self.document.text(a.span)), []).append(a.span)
        for spans in names.values():
            yield Naming(tuple(spans), ("typed", *dict.fromkeys(self._shared(spans))))

    def _whole(self, span: Span) -> Span | None:
        """The longer name of which a name is a part, by its capitals: "Roots and Rivers", "Rights Watch Kolm"."""
        sentence = self.document.sentence_at(span.start)
        if sentence is None:
            return None
        words = self.document.words_in(sentence)
        first = self.document.word_from(sentence.start)
        i, j = self.document.word_from(span.start) - first, self.document.word_until(span.end) - first
        left, right = i, j
        while right - left < LONGEST and (before := self._next(words, left - 1, -1)) is not None:
            left = before
        while right - left < LONGEST and (after := self._next(words, right, 1)) is not None:
            right = after + 1
        while left < i and words[left].lower in self.lexicon.words["never"]:
            left += 1
        longer = left < right and (left, right) != (i, j)
        return Span(words[left].span.start, words[right - 1].span.end) if longer else None

    def _next(self, words: Sequence[Word], n: int, step: int) -> int | None:
        """The next word with a capital to one side, small words between, that no body and nobody has."""
        for _ in range(LONGEST_LINK + 1):
            if not 0 <= n < len(words):
                return None
            word = words[n]
            if word.text[0].isupper():
                return None if self._label(word) in (Label.PERSON, Label.ORGANIZATION, Label.TIME) else n
            if word.lower not in LINKS:
                return None
            n += step
        return None

    def _says(self, name: str, spans: Sequence[Span], sort: str) -> Iterator[str]:
        """What is said of an untyped name: what could be said of any, and, as "name: …", what counts for it alone."""
        shared, of_report = list(self._shared(spans)), list(self._of_report(name, spans))
        yield from ("name", sort, *shared)
        yield from (f"name: {said}" for said in (*shared, *of_report))
        written = next(_written(self.document.words_in(spans[0])))
        yield from (f"{kind} & {said}" for kind in (sort, written) for said in (*shared, *of_report))

    def _shared(self, spans: Sequence[Span]) -> Iterator[str]:
        yield from self._of_words(spans[0])
        yield from (said for span in spans[:MENTIONS] for said in self._beside(span))

    def _of_words(self, span: Span) -> Iterator[str]:
        """What the words of a name are."""
        words = self.document.words_in(span)
        capitals = [word for word in words if word.capital]
        if not capitals:
            return
        yield from _written(words)
        yield from (f"first {sort}" for sort in self._sorts(words[0].lower) if len(words) > 1)
        yield from (f"last {sort}" for sort in self._sorts(words[-1].lower))
        plain = sum(self.lexicon.plain([word.lower]) for word in capitals)
        yield "plain" if plain == len(capitals) else "partly plain" if plain else "not plain"
        name = " ".join(word.lower for word in words)
        if self.lexicon.tabled(name) or name in self.lexicon.regions:
            yield "tabled"
        if name in self.lexicon.aliases:
            yield "alias"
        if len(words) > 1 and all(word.lower in self._small for word in capitals):
            yield "written small too"

    @functools.cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(word.lower for word in self.document.words if not word.capital)

    def _sorts(self, word: str) -> Iterator[str]:
        """What one word is, by the tables."""
        lexicon = self.lexicon
        head = lexicon.heads.get(word) or lexicon.heads.get(word.removesuffix("s"))
        tables = (
            ("place noun", lexicon.places),
            ("people", lexicon.groups),
            ("people", lexicon.words["plural"]),
            ("thing", lexicon.words["thing"]),
            ("nobody", lexicon.words["nobody"]),
            ("nobody", lexicon.words["impersonal"]),
            ("given name", lexicon.first_names),
            ("nation", lexicon.adjectives),
            ("direction", lexicon.words["direction"]),
            ("field", lexicon.words["domain"]),
            ("rallying", lexicon.words["rallying"]),
            ("cause", lexicon.words["cause"]),
            ("opening", lexicon.words["first"]),
            ("town", lexicon.tabled_words),
        )
        found = [sort for sort, table in tables if word in table]
        found += [f"head {head['category']}"] if head is not None else []
        found += ["role"] if lexicon.role(word) is not None else []
        yield from found or ["common" if word in lexicon.english else "own"]

    def _of_report(self, name: str, spans: Sequence[Span]) -> Iterator[str]:
        """What the report as a whole has of a name."""
        headline = self.document.headline
        below = sum(headline is None or not headline.covers(span) for span in spans)
        if below < len(spans):
            yield "in headline" if below else "in headline only"
        yield f"named {min(len(spans), MANY)}"
        if name in self.spelled:
            yield "spelled out"
        if _letters(self.document.text(spans[0])) in self.bodies:
            yield "spells an acronym"
        parts = frozenset(_parts(name))
        for sort, known in (("body", self.bodies), ("name", self.named.keys())):
            if name in self._parts_of[sort]:
                yield f"part of a {sort}"
            if parts & known:
                yield f"has a {sort}"
        if name.rpartition(" ")[2] in self.people:
            yield "somebody's surname"
        if fold(self.document.report.publisher or "") == name:
            yield "publisher"
        if all(self.document.quoted_at(span.start) is not None for span in spans[:MENTIONS]):
            yield "in quotations only"

    @functools.cached_property
    def _parts_of(self) -> dict[str, frozenset[str]]:
        """The parts of the bodies' names, and those of the others."""
        names = {"body": self.bodies, "name": self.named.keys()}
        return {sort: frozenset(part for name in known for part in _parts(name)) for sort, known in names.items()}

    def _beside(self, span: Span) -> Iterator[str]:
        """What stands around one mention."""
        sentence = self.document.sentence_at(span.start)
        if sentence is None:
            return
        words = self.document.words_in(sentence)
        first = self.document.word_from(sentence.start)
        i, j = self.document.word_from(span.start) - first, self.document.word_until(span.end) - first
        if i > 0 and j < len(words) and words[i - 1].text in OPENING and words[j].text in CLOSING:
            yield "in marks"
            i, j = i - 1, j + 1
        yield from self._before(words, i)
        yield from self._after(words, i, j)
        yield from self._listed(words, i, j)
        yield from self._on_page(span, words)

    def _before(self, words: Sequence[Word], i: int) -> Iterator[str]:
        article = i > 0 and words[i - 1].lower in ARTICLES
        k = i - 1 - article
        before = self._kind(words[k]) if k >= 0 else "start"
        yield f"{'the ' if article else ''}after {before}"
        if article:
            yield "with article"
        if k > 0 and before in SMALL_PAIRS:
            yield f"after {self._kind(words[k - 1])} {before}"
        if any(self._plural_kind(word.lower) for word in words[max(0, i - NEAR) : i]):
            yield "bodies named before"

    def _plural_kind(self, word: str) -> bool:
        return word in KINDS or (word.endswith("s") and word[:-1] in self.lexicon.heads)

    def _after(self, words: Sequence[Word], i: int, j: int) -> Iterator[str]:
        following = self._kind(words[j]) if j < len(words) else "end"
        yield f"before {following}"
        if following in (",", "'s", "(") and j + 1 < len(words):
            yield f"before {following} {self._kind(words[j + 1])}"
        if i - (i > 0 and words[i - 1].lower in ARTICLES) == 0:
            yield f"opens & before {following}"
            if j == len(words):
                yield "alone in its sentence"

    def _listed(self, words: Sequence[Word], i: int, j: int) -> Iterator[str]:
        """Of whom the names are that a comma or "and" links to it."""
        near = (*range(max(0, i - LINKED), i), *range(j, min(len(words), j + LINKED)))
        linked = {n for m in near if words[m].lower in LINKING for n in (m - 1, m + 1, m + 2)}
        beside = (n for n in linked if 0 <= n < len(words) and not i <= n < j)
        labels = {self._label(words[n]) for n in beside}
        for label in (Label.ORGANIZATION, Label.PERSON, Label.PLACE):
            if label in labels:
                yield f"listed with <{label}>"

    def _on_page(self, span: Span, words: Sequence[Word]) -> Iterator[str]:
        alphabetic = [word for word in words if word.text[:1].isalpha()]
        if len(alphabetic) > 2 and sum(word.capital for word in alphabetic) * 5 > len(alphabetic) * 4:
            yield "among capitals"
        paragraph = self.document.paragraph_at(span.start)
        if paragraph is None:
            yield "outside the body"
            return
        if len(paragraph) < SHORT_LINE:
            yield "on a short line"
        if paragraph == self.document.paragraphs[0]:
            yield "in the lead"
        if paragraph == self.document.paragraphs[-1]:
            yield "in the last lines"

    def _kind(self, word: Word) -> str:
        """A word beside a name: itself if it is a small one, else what it is."""
        lower, lexicon = word.lower, self.lexicon
        if lower in POSSESSIVE:
            return "'s"
        if lower in SMALL:
            return lower
        label = self._label(word)
        if label is not None:
            return f"<{label}>"
        if word.capital and not word.initial:
            return "capital"
        if lower in lexicon.heads or self._plural_kind(lower) or any(
                lower in lexicon.words[sort] for sort in ("body", "any body", "firm")):  # fmt: skip
            return "kind of body"
        if lower in lexicon.groups or lower in lexicon.words["plural"]:
            return "people"
        if lexicon.role(lower) is not None:
            return "role"
        tables = (("place noun", lexicon.places), ("human verb", lexicon.words["human verb"]),
                  ("verb", lexicon.words["verb"]))  # fmt: skip
        known = next((sort for sort, table in tables if lower in table), None)
        ending = next((end for end in ("ed", "ing") if lower.endswith(end)), None)
        return known or (f"-{ending}" if ending else "number" if lower[0].isdigit() else "word")

    def _label(self, word: Word) -> Label | None:
        """The label of the stretch in which a word stands."""
        return self._labels.get(word.span.start)

    @functools.cached_property
    def _labels(self) -> dict[int, Label]:
        labels: dict[int, Label] = {}
        for label in SHOWN:
            for a in self.document.labelled(label):
                for word in self.document.words_in(a.span):
                    labels.setdefault(word.span.start, label)
        return labels


def _letters(name: str) -> str:
    """The first letters of the words with a capital."""
    return "".join(word[0] for word in name.split() if word[0].isupper()).lower()


def _parts(name: str) -> Iterator[str]:
    """Each stretch of words of a name that is not all of it."""
    words = name.split()[: LONGEST + 1]
    for length in range(1, len(words)):
        yield from (" ".join(words[i : i + length]) for i in range(len(words) - length + 1))


def _written(words: Sequence[Word]) -> Iterator[str]:
    """How a name is written: of how many words, in capitals, with small words or digits in it."""
    first, capitals = words[0], [word for word in words if word.capital]
    if len(words) == 1:
        camel = any(letter.isupper() for letter in first.text[1:])
        yield "acronym" if first.acronym else "camel" if camel else "one word"
        if first.acronym:
            yield f"acronym of {min(len(first.text), LONG)}"
    else:
        yield f"{min(len(words), MANY)} words"
        if any(word.acronym for word in capitals):
            yield "all capitals" if all(word.acronym for word in capitals) else "with capitals"
        if any(not word.capital and word.text.isalpha() for word in words):
            yield "with small words"
    if any(letter.isdigit() for word in words for letter in word.text):
        yield "with digits"
