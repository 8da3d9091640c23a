"""Every error this package raises on purpose.

KGError
├── ReportError       a report cannot be read: which file, what is wrong, what to do
├── SpanError         a span lies outside its text or is empty
├── EvidenceError     a fact was built without evidence
├── DanglingKeyError  a fact names an entity or a fact that does not exist, or a key is used twice
├── LexiconError      a table of data/lexicon is malformed
├── SettingsError     a setting has an impossible value
├── QueryError        a SPARQL query cannot be answered: with line and column where the engine gives them
├── StoreError        the store cannot be opened, read or written
├── GoldError         a gold file is missing or malformed
└── RuleError         a rule has no example, or its measurement cannot be read
"""


class KGError(Exception):
    """Something the user can understand and mend; `except KGError` catches all of them."""


class ReportError(KGError):
    """A report cannot be read; `reason` says why in a word or two, the same for all reports that share it."""

    def __init__(self, message: str, *, reason: str = "not readable") -> None:
        super().__init__(message)
        self.reason = reason


class SpanError(KGError):
    """A span is empty or lies outside its text."""


class EvidenceError(KGError):
    """A fact was built without the words that support it."""


class DanglingKeyError(KGError):
    """A key names nothing, or two things."""


class LexiconError(KGError):
    """A lexicon table is malformed."""


class SettingsError(KGError):
    """A setting has an impossible value."""


class QueryError(KGError):
    """A SPARQL query cannot be answered."""

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class StoreError(KGError):
    """The store cannot be opened, read or written."""


class GoldError(KGError):
    """A gold file is missing or not as docs/gold.md says."""


class RuleError(KGError):
    """A rule of data/rules has no example, or its measurement cannot be read."""
