"""Settings: defaults, then kg.toml, then the environment; an impossible one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.config import Settings, load_settings, share
from kg.errors import SettingsError


def test_without_a_file_and_variables_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {}) == Settings()


def test_the_file_outdoes_the_defaults_and_a_variable_the_file(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text('port = 9000\nstore = "here"')
    assert load_settings(tmp_path, {"KG_STORE": "there"}) == Settings(port=9000, store="there")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prot = 1", r"kg.toml: unknown setting 'prot'; known are base, store"),
        ("port", r"kg.toml: "),
        ("port = " + "9" * 5000, r"kg.toml: is not read as TOML: .*; mend it"),
        ('port = "many"', r"kg.toml: port: 'many' is not a whole number"),
        ("port = 70000", "port: 70000 is not between 0 and 65535"),
        ('base = "http://example.org"', "base: 'http://example.org' is not an http"),
        ('base = "file:///"', "base: "),
        ('base = "http://a b/"', "base: 'http://a b/' has a space"),
        ('base = "http://a/?x=/"', "base: "),
        ("max_report_characters = 0", "max_report_characters: 0 is not at least 1"),
    ],
)
def test_an_impossible_setting_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "kg.toml").write_text(text)
    with pytest.raises(SettingsError, match=said):
        load_settings(tmp_path, {})


def test_an_impossible_variable_is_named(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text("port = 9000")
    with pytest.raises(SettingsError, match=r"^KG_PORT: 'many' is not a whole number"):
        load_settings(tmp_path, {"KG_PORT": "many"})


def test_ontology_and_data_are_found() -> None:
    assert (share("ontology") / "protest.ttl").is_file()
    assert (share("data") / "reports" / "2023-janders.txt").is_file()
