"""The forms of table that are read and written."""

from __future__ import annotations

from kg.interchange.acled import ACLED
from kg.interchange.ccc import CCC
from kg.interchange.coded import Form
from kg.interchange.plover import PLOVER

FORMS: dict[str, Form] = {form.name: form for form in (ACLED, PLOVER, CCC)}
