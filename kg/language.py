"""Is a text English? By its script and its small words: enough for a whole report, and no model to carry about."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from kg.lexicon import Lexicon, load_lexicon

ENGLISH = "English"
FEWEST = 25  # words; of fewer, only that a text is in another language, if none is English
FOREIGN = 4  # small words of another language in so short a text
ENOUGH = 0.16  # of the words of prose are small words of its language, mostly a third or more
HARDLY = 0.05  # of the words of a text that is not English are small words of English; of names and lists, more
SCRIPT = 0.5  # of the letters
SAMPLE = 20_000  # characters
_WORD = re.compile(r"[^\W\d_]+")


def foreign(text: str, lexicon: Lexicon | None = None) -> str | None:
    """What a text is written in, if not in English: a language, a script, or "another language".

    `None` for English, and for a text too short to tell.
    """
    sample = text[:SAMPLE]
    script = _script(sample)
    if script not in (None, "Latin"):
        return f"{script} script"
    words = _WORD.findall(sample.lower())
    languages = (lexicon or load_lexicon()).languages
    known = Counter({name: sum(word in small for word in words) for name, small in languages.items()})
    best, times = max(known.items(), key=lambda item: (item[1], item[0] == ENGLISH))
    short = len(words) < FEWEST
    if times >= (FOREIGN if short else ENOUGH * len(words)) and times >= 2 * known[ENGLISH]:
        return None if short and known[ENGLISH] else best
    if short:
        return None
    return None if known[ENGLISH] >= HARDLY * len(words) else "another language"


def _script(text: str) -> str | None:
    """The script of most letters, by the names of Unicode: "Arabic", "Cyrillic", "Latin" …"""
    letters = [character for character in text if character.isalpha()]
    if len(letters) < FEWEST:
        return None
    scripts = Counter(unicodedata.name(character, "?").partition(" ")[0].capitalize() for character in letters)
    script, times = scripts.most_common(1)[0]
    return script if times > SCRIPT * len(letters) else None
