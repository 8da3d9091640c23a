"""Organisations, places and groups by the words that make them so; other runs of capitalised words stay names.

Capital letters alone type nothing (measured F1 about 60 on news): a head noun, a preposition, a list or an
acronym does. What is typed once is typed wherever the report repeats it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.document import Annotation, Document, Label, Span
from kg.grammar import Word, words
from kg.lexicon import Lexicon
from kg.names import fold

LOWER_MODIFIERS = frozenset(
    "district city town local municipal provincial regional youth trade labour labor security occupation central "
    "executive general student armed civil national teachers women's".split()
)
LOCATIVE = frozenset("in near from across inside outside into towards toward around".split())
ARTICLES = frozenset({"the", "a", "an"})
GENERIC_PLACES = frozenset({"region", "neighbourhood"})
POSSESSIVE = frozenset({"'", "’", "'s", "’s"})


@dataclass
class _Sentence:
    """The words of a sentence, and which of them an annotation has taken."""

    words: list[Word]
    lexicon: Lexicon
    doc_lower: frozenset[str]
    doc_names: frozenset[str]
    taken: set[int] = field(default_factory=set)

    def word(self, i: int) -> str:
        """The i-th word in lower case, empty outside the sentence."""
        return self.words[i].lower if 0 <= i < len(self.words) else ""

    def name(self, i: int) -> bool:
        """Whether the i-th word can be part of a name."""
        if not 0 <= i < len(self.words):
            return False
        word = self.words[i]
        if not word.capital or word.lower in self.lexicon.words["never"]:
            return False
        if word.initial and not word.acronym:
            return self._initial_name(i)
        return True

    def _initial_name(self, i: int) -> bool:
        """A capital at the start of a sentence counts only where the report writes the word as a name elsewhere."""
        word = self.words[i]
        if word.lower in self.doc_lower or word.lower in self.lexicon.words["initial"]:
            return self.word(i + 1) in self.lexicon.heads or self.word(i + 1) == "'"
        followed = i + 1 < len(self.words) and (self.name(i + 1) or self.word(i + 1) in POSSESSIVE)
        return word.text in self.doc_names or followed or "-" in word.text or "‑" in word.text

    def free(self, i: int) -> bool:
        """Whether the i-th word is a name word that nothing has taken."""
        return i not in self.taken and self.name(i)

    def run(self, i: int) -> int:
        """The end of the run of name words from i, particles inside included; i itself if there is none."""
        end = i
        while self.free(end) or (end > i and self.word(end) in self.lexicon.words["particle"] and self.free(end + 1)):
            end += 1
        return end

    def region(self, i: int) -> int:
        """Like `run`, also over "North and East Syria"."""
        directions = self.lexicon.words["direction"]
        end = i
        while self.word(end) in directions and self.word(end + 1) == "and" and self.word(end + 2) in directions:
            end += 2
        return self.run(end) if end == i or self.free(end) else i

    def span(self, start: int, end: int) -> Span:
        """The text of words start to end."""
        return Span(self.words[start].span.start, self.words[end - 1].span.end)

    def take(self, start: int, end: int) -> None:
        """Mark words as taken."""
        self.taken.update(range(start, end))


def annotate(document: Document, lexicon: Lexicon) -> Document:
    """The document with its organisations, places, groups and untyped names."""
    sentences = _prepare(document, lexicon)
    headed = [a for s in sentences for a in _headed_places(s)]
    organizations = [a for s in sentences for a in (*_organizations(s), *_acronyms(s))]
    document = document.with_annotations([*headed, *organizations, *(a for s in sentences for a in _slot_places(s))])
    known = _known(document)
    rest = [a for s in sentences for a in (*_countries(s), *_repeated(s, known))]
    document = document.with_annotations(rest)
    document = document.with_annotations([a for s in sentences for a in _facilities(s, document)])
    document = document.with_annotations([a for s in sentences for a in _groups(s, document)])
    return document.with_annotations([a for s in sentences for a in _names(s)])


def _prepare(document: Document, lexicon: Lexicon) -> list[_Sentence]:
    per_sentence = [words(document.report.text, sentence) for sentence in document.sentences]
    everything = [word for sentence in per_sentence for word in sentence]
    lower = frozenset(w.text for w in everything if w.text.islower())
    names = frozenset(w.text for w in everything if w.capital and not w.initial)
    return [_Sentence(sentence, lexicon, lower, names) for sentence in per_sentence]


def _organizations(s: _Sentence) -> Iterator[Annotation]:
    for i in reversed(range(len(s.words))):
        head = s.lexicon.heads.get(s.word(i)) or s.lexicon.heads.get(s.word(i).removesuffix("s"))
        if head is None or i in s.taken:
            continue
        capital = s.words[i].capital
        if not capital and head["lower"] != "yes":
            continue
        left = _left_edge(s, i, lower=not capital)
        right, parent, core = _right_edge(s, i + 1)
        named = any(s.name(j) for j in range(left, i)) or ((capital or left < i) and right > i + 1)
        if not named or not any(s.words[j].capital for j in (*range(left, i), *range(i + 1, right))):
            continue
        parent = parent or _possessor(s, left, i)
        parts = [("core", s.span(left, core))] + ([("parent", parent)] if parent else [])
        if parent is not None and not any(s.words[j].span.start == parent.start for j in s.taken):
            yield Annotation(label=Label.ORGANIZATION, span=parent, parts=(("core", parent),))
        yield from _region_places(s, core, right)
        s.take(left, right)
        yield Annotation(label=Label.ORGANIZATION, span=s.span(left, right), value=head["category"], parts=tuple(parts))


def _region_places(s: _Sentence, start: int, stop: int) -> Iterator[Annotation]:
    """The places in "… in A and B" after an organisation's name."""
    i = start + 1
    while i < stop:
        end = s.region(i)
        if end > i:
            yield Annotation(label=Label.PLACE, span=s.span(i, end))
        i = max(end, i + 1)


def _left_edge(s: _Sentence, head: int, *, lower: bool) -> int:
    """Where the name of an organisation begins, given its head noun."""
    left = head
    while left > 0:
        before = s.word(left - 1)
        role = s.lexicon.role(before) is not None and before not in LOWER_MODIFIERS
        if s.free(left - 1) and not (role and s.word(left) not in POSSESSIVE and left != head):
            left -= 1
        elif before in POSSESSIVE and (s.free(left - 2) or s.word(left - 2) in s.lexicon.words["plural"]):
            if before.endswith("s") and not _keeps_genitive(s, left - 2, lower=lower):
                break
            left -= 2
        elif lower and before in LOWER_MODIFIERS:
            left -= 1
        elif before == "and" and s.free(left - 2) and s.word(left - 3) in ARTICLES and not s.words[left - 2].acronym:
            left -= 2
        else:
            break
    while left < head and not (s.name(left) or s.word(left) in s.lexicon.words["plural"]):
        left += 1
    return left


def _keeps_genitive(s: _Sentence, i: int, *, lower: bool) -> bool:
    """ "Women's Union" is a name; in "the PYD's committee" the genitive names the parent."""
    return s.word(i) in s.lexicon.words["plural"] or (lower and s.words[i].acronym)


def _possessor(s: _Sentence, left: int, head: int) -> Span | None:
    if left + 1 < head and s.words[left].acronym and s.word(left + 1) in POSSESSIVE:
        return s.span(left, left + 1)
    return None


def _right_edge(s: _Sentence, i: int) -> tuple[int, Span | None, int]:
    """End of the name, the parent organisation named after "of", and the end of the name without its region."""
    end, parent = i, None
    if s.word(i) in ("of", "for"):
        start = i + 1 + (s.word(i + 1) in ARTICLES)
        stop = _name_with_heads(s, start)
        if stop > start:
            end = stop
            heads = {s.word(j) for j in range(start, stop)} & set(s.lexicon.heads)
            if heads or s.words[stop - 1].acronym or any(j in s.taken for j in range(start, stop)):
                parent = s.span(start, stop)
    core = end
    if s.word(end) == "in" and end not in s.taken:
        stop = s.region(end + 1)
        while stop > end + 1 and s.word(stop) == "and" and s.region(stop + 1) > stop + 1:
            stop = s.region(stop + 1)
        end = stop if stop > end + 1 else end
    return end, parent, core


def _name_with_heads(s: _Sentence, i: int) -> int:
    end = i
    while end < len(s.words) and (
        s.name(end)
        or (end > i and s.word(end) in POSSESSIVE and s.name(end + 1) and s.word(end) != "’")
        or (end > i and end in s.taken)
    ):
        end += 1
    return end


def _acronyms(s: _Sentence) -> Iterator[Annotation]:
    for i, word in enumerate(s.words):
        if s.free(i) and word.acronym and s.word(i) not in s.lexicon.countries:
            s.take(i, i + 1)
            yield Annotation(label=Label.ORGANIZATION, span=word.span, value="", parts=(("core", word.span),))


def _headed_places(s: _Sentence) -> Iterator[Annotation]:
    for i in range(len(s.words)):
        head = s.lexicon.places.get(s.word(i))
        if head is None or i in s.taken:
            continue
        followed_by_organization = s.word(i + 1) in s.lexicon.heads
        left = i
        while s.free(left - 1) or (s.word(left - 1) in POSSESSIVE and s.free(left - 2) and left - 2 >= 0):
            left -= 1 if s.free(left - 1) else 2
        if head["after"] == "yes" and left < i and not followed_by_organization and not _all_adjectives(s, left, i):
            s.take(left, i + 1)
            yield Annotation(label=Label.PLACE, span=s.span(left, i + 1), value=head["kind"])
        elif s.word(i + 1) == "of" and (head["of"] == "yes" or s.words[i].capital):
            yield from _place_of(s, i, head["kind"], whole=head["of"] != "yes")


def _all_adjectives(s: _Sentence, start: int, stop: int) -> bool:
    return all(s.word(j) in s.lexicon.adjectives for j in range(start, stop))


def _place_of(s: _Sentence, i: int, kind: str, *, whole: bool) -> Iterator[Annotation]:
    """ "the city of X" names X; "Church of the Virgin" is a name as a whole."""
    start = i + 2 + (s.word(i + 2) in ARTICLES)
    stop = s.run(start)
    if stop > start:
        first = i if whole else start
        s.take(first, stop)
        yield Annotation(label=Label.PLACE, span=s.span(first, stop), value=kind)


def _slot_places(s: _Sentence) -> Iterator[Annotation]:
    """Names after a preposition of place, after "occupied", and before or after a word for a population."""
    for i in range(len(s.words)):
        before = s.word(i - 1) if s.word(i - 1) not in ARTICLES and s.word(i - 1) != "(" else s.word(i - 2)
        population = s.lexicon.groups.get(s.word(i - 2)) == "population" and before in ("of", "from")
        after = s.run(i)
        if after == i or s.run(i - 1) > i or s.word(after) in s.lexicon.heads:
            continue
        possessed = after + (s.word(after) in POSSESSIVE)
        owns = s.lexicon.groups.get(s.word(possessed)) == "population" and s.word(i) not in s.lexicon.adjectives
        article_of = s.lexicon.groups.get(s.word(i - 3)) == "population" and s.word(i - 2) == "of"
        if before in LOCATIVE or before == "occupied" or population or article_of or owns:
            yield from _place_list(s, i)


def _place_list(s: _Sentence, i: int) -> Iterator[Annotation]:
    """A name, and those coordinated with it: "A and B", "A, B and C", "A (B)"."""
    for start, stop in _list_items(s, i):
        role = any(s.lexicon.role(s.word(j)) for j in range(start, stop))
        if not role and s.word(start) not in s.lexicon.adjectives:
            s.take(start, stop)
            yield Annotation(label=Label.PLACE, span=s.span(start, stop))


def _list_items(s: _Sentence, i: int) -> list[tuple[int, int]]:
    items = [(i, s.region(i))]
    opening = i <= 2 and s.word(0) in ("in", "at", "near")  # "In A, B and C marched": B and C need not be places
    while items[-1][1] > items[-1][0]:
        stop = items[-1][1]
        joined = s.word(stop) == "and" or (s.word(stop) == "," and not opening)
        bracketed = s.word(stop) == "(" and s.word(s.run(stop + 1)) == ")"
        following = s.region(stop + 1) if joined or bracketed else stop + 1
        if following <= stop + 1:
            break
        items.append((stop + 1, following))
    last = max((n for n, (start, _) in enumerate(items) if n == 0 or s.word(start - 1) != ","), default=0)
    return [(start, stop) for start, stop in items[: last + 1] if stop > start]


def _known(document: Document) -> dict[str, Annotation]:
    """Folded names of the organisations and places found so far; "the X region" is known as X too."""
    known: dict[str, Annotation] = {}
    for a in document.labelled(Label.ORGANIZATION, Label.PLACE):
        name = document.text(a.span)
        known[fold(name)] = a
        if a.value in GENERIC_PLACES and name.split()[-1].islower():
            known.setdefault(fold(name.rpartition(" ")[0]), a)
    return known


def _countries(s: _Sentence) -> Iterator[Annotation]:
    for i in range(len(s.words)):
        for stop in range(min(len(s.words), i + 3), i, -1):
            words_ = " ".join(s.word(j) for j in range(i, stop))
            if words_ in s.lexicon.countries and all(s.free(j) or s.word(j) == "and" for j in range(i, stop)):
                s.take(i, stop)
                yield Annotation(label=Label.PLACE, span=s.span(i, stop), value="country")
                break


def _repeated(s: _Sentence, known: dict[str, Annotation]) -> Iterator[Annotation]:
    for i in range(len(s.words)):
        stop = s.run(i)
        if stop == i or s.run(i - 1) > i:
            continue
        seen = known.get(fold(" ".join(s.words[j].text for j in range(i, stop))))
        if seen is not None:
            s.take(i, stop)
            span = s.span(i, stop)
            yield Annotation(label=seen.label, span=span, value=seen.value, parts=(("core", span),))


def _facilities(s: _Sentence, document: Document) -> Iterator[Annotation]:
    """The building of an organisation: "the building of X", "the X office"."""
    within = s.span(0, len(s.words))
    starts = {a.span.start: a for a in document.labelled(Label.ORGANIZATION, within=within)}
    ends = {a.span.end: a for a in starts.values()}
    for i, word in enumerate(s.words):
        kind = s.lexicon.facilities.get(word.lower)
        if kind is None or i in s.taken:
            continue
        j = i + 2 + (s.word(i + 2) in ARTICLES)
        owner = starts.get(s.words[j].span.start) if s.word(i + 1) == "of" and j < len(s.words) else None
        if owner is not None:
            yield Annotation(
                label=Label.PLACE,
                span=Span(word.span.start, owner.span.end),
                value=kind,
                parts=(("owner", owner.span),),
            )
            continue
        owner = ends.get(s.words[i - 1].span.end) if i > 0 else None
        if owner is not None:
            yield Annotation(
                label=Label.PLACE,
                span=Span(owner.span.start, word.span.end),
                value=kind,
                parts=(("owner", owner.span),),
            )


GROUP_ADJECTIVES = frozenset("international foreign local young armed opposition striking regional world".split())


def _groups(s: _Sentence, document: Document) -> Iterator[Annotation]:
    """People who act together, with the place, nation or organisation that names them."""
    within = s.span(0, len(s.words))
    starts = {a.span.start: a for a in document.labelled(Label.ORGANIZATION, Label.PLACE, within=within)}
    ends = {a.span.end: a for a in starts.values()}
    for i, word in enumerate(s.words):
        sort = s.lexicon.groups.get(word.lower)
        if sort is None or i in s.taken:
            continue
        left, start = i, word.span.start
        while s.word(left - 1) in GROUP_ADJECTIVES or s.word(left - 1) in s.lexicon.adjectives:
            left -= 1
            start = s.words[left].span.start
            s.take(left, left + 1)
        possessive = left - 1 if s.word(left - 1) in POSSESSIVE else left
        owner = ends.get(s.words[possessive - 1].span.end) if possessive > 0 else None
        names = [owner.span] if owner else []
        start = owner.span.start if owner else start
        end, more = _group_names(s, i + 1, starts)
        if any(t.row["use"] == "incident" for t in s.lexicon.triggers.find(document.report.text, _after(s, end))):
            more = []  # "the victims of the X killing" are not the people of X
        end = end if more else word.span.end
        s.take(left, i + 1)
        parts = (("head", word.span), *(("of", span) for span in names + more))
        yield Annotation(label=Label.GROUP, span=Span(start, end), value=sort, parts=parts)


def _after(s: _Sentence, offset: int) -> Span:
    """The word after an offset, or the sentence's last character."""
    following = next((w.span for w in s.words if w.span.start >= offset > 0), None)
    return following or Span(s.words[-1].span.end - 1, s.words[-1].span.end)


def _group_names(s: _Sentence, i: int, starts: dict[int, Annotation]) -> tuple[int, list[Span]]:
    """The places or organisations after "people of": one, or a list."""
    found: list[Span] = []
    if s.word(i) not in ("of", "from"):
        return 0, found
    i += 1
    while i < len(s.words):
        while s.word(i) in ARTICLES or s.word(i) == "occupied":
            i += 1
        annotation = starts.get(s.words[i].span.start) if i < len(s.words) else None
        if annotation is None:
            break
        found.append(annotation.span)
        while i < len(s.words) and s.words[i].span.start < annotation.span.end:
            i += 1
        if s.word(i) not in (",", "and"):
            break
        i += 1
    return (found[-1].end if found else 0), found


def _names(s: _Sentence) -> Iterator[Annotation]:
    """What is left: runs of name words, without leading titles and roles."""
    i = 0
    while i < len(s.words):
        lowered = s.word(i).rstrip(".")
        skip = lowered in s.lexicon.words["title"] or (s.lexicon.role(lowered) is not None)
        stop = i if skip else _run_to_role(s, i)
        if stop > i:
            s.take(i, stop)
            if not _all_adjectives(s, i, stop):
                yield Annotation(label=Label.NAME, span=s.span(i, stop))
        i = max(stop, i + 1)


def _run_to_role(s: _Sentence, i: int) -> int:
    stop = s.run(i)
    roles = [j for j in range(i + 1, stop) if s.lexicon.role(s.word(j)) is not None]
    return roles[0] if roles else stop
