"""The tables of words: what is wrong in one is an error that names the file and the place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.config import share
from kg.errors import LexiconError
from kg.lexicon import load_lexicon


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ("words.csv", "title,sir|madam", "words.csv: title has two rows"),
        ("cities.csv", "Lima,Peru,too,many", "cells where"),
        ("placing.csv", "said,much", "placing.csv: a weight is a number"),
        ("boilerplate.csv", "(", "not a regular expression"),
    ],
)
def test_a_malformed_table_is_an_error_that_says_where(tmp_path: Path, table: str, line: str, said: str) -> None:
    folder = tmp_path / "lexicon"
    shutil.copytree(share("data") / "lexicon", folder)
    with (folder / table).open("a", encoding="utf-8") as out:
        out.write(f"{line}\n")
    with pytest.raises(LexiconError, match=said):
        load_lexicon(folder)
