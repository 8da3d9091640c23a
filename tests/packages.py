"""Packages of npm that only tests need; `make test` installs them where there is npm, and CI does without fail."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "javascript"
with_packages = pytest.mark.skipif(
    not (FOLDER / "node_modules").is_dir() and "CI" not in os.environ,
    reason="the packages of tests/javascript are not installed; `make test` does so where there is npm",
)
