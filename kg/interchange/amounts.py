"""What the words for a number mean, by the same rules as in reports."""

from __future__ import annotations

import functools

from kg.document import Report
from kg.extraction import triggers
from kg.interchange.coded import LONGEST_NUMBER, Number
from kg.lexicon import load_lexicon
from kg.reading.numbers import figures
from kg.reading.segment import segment


def amount(of: str, words: str) -> Number:
    """A number by the words that a row has for it: "around 200", "hundreds"; without bounds if they say none."""
    low, high, rule = _bounds(words)
    return Number(of, words, low, high, rule)


@functools.lru_cache(maxsize=10_000)
def _bounds(words: str) -> tuple[int | None, int | None, str | None]:
    plain = words.replace(",", "")
    if plain.isascii() and plain.isdigit():
        number = int(plain) if len(plain) <= LONGEST_NUMBER else None
        return number, number, None
    lexicon = load_lexicon()
    document = triggers.annotate(segment(Report(id="words", text=f"There were {words} people."), lexicon), lexicon)
    found = [figure for sentence in document.sentences for figure in figures(document, sentence)]
    return (found[0].low, found[0].high, found[0].rule) if len(found) == 1 else (None, None, None)
