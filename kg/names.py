"""How spellings of a name are compared."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii


def fold(name: str) -> str:
    """A name as it is compared: Latin letters without diacritics, lower case, hyphens and articles as in any spelling.

    "Dêrik" and "Derik", "al-Sada" and "Al-Sada" fold to the same; the place for more rules is here alone.
    """
    ascii_ = anyascii(unicodedata.normalize("NFKC", name)).lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", ascii_).split())
