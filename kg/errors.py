"""Every error this package raises on purpose.

KGError
├── ReportError       a report cannot be read: which file, what is wrong, what to do
├── TableError        a table of events cannot be read: which file, line and column, what to do
├── SpanError         a span lies outside its text or is empty
├── EvidenceError     a fact was built without evidence
├── DanglingKeyError  a fact names an entity or a fact that does not exist, or a key is used twice
├── LexiconError      a table of data/lexicon is malformed
├── SettingsError     a setting has an impossible value
├── QueryError        a SPARQL query or update cannot be carried out: with line and column where the engine tells them
│   ├── ForbiddenError   it would make this machine ask another one
│   ├── ConflictError    an update needs a graph that is missing, or makes one that is there
│   ├── FormatError      it gives something that is in none of the media types asked for
│   └── LimitError       it took too much time or memory, or its answer is too long
├── BusyError         too much is being asked at once; `seconds` says when to come again
├── RDFError          data is not RDF of the media type it is said to be
├── StoreError        the store cannot be opened, read or written
│   └── LockedError      another process is writing to it
├── DecisionError     a decision of a person, or a file of them, is not as kg/decisions.py says
│   └── ContradictionError  a judgement is the opposite of one that was made before
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


class TableError(KGError):
    """A table of events cannot be read."""


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
    """A SPARQL query or update cannot be carried out."""

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class ForbiddenError(QueryError):
    """A query or an update would make this machine ask another one."""


class ConflictError(QueryError):
    """An update needs a graph that is missing, or makes one that is there."""


class FormatError(QueryError):
    """An answer is of a kind that none of the media types asked for can hold."""


class LimitError(QueryError):
    """A query or an update took too much time (`late`) or memory, or its answer is too long."""

    def __init__(self, message: str, *, late: bool = False) -> None:
        super().__init__(message)
        self.late = late


class BusyError(KGError):
    """Too much is being asked at once."""

    def __init__(self, message: str, *, seconds: int = 1) -> None:
        super().__init__(message)
        self.seconds = seconds


class UnreadyError(BusyError):
    """What is asked for is still being made."""


class RDFError(KGError):
    """Data is not RDF of the media type it is said to be."""


class StoreError(KGError):
    """The store cannot be opened, read or written."""


class LockedError(StoreError):
    """Another process is writing to the store."""


class StaleError(KGError):
    """What somebody read before writing has been changed by somebody else; nothing was written."""


class DecisionError(KGError):
    """A decision of a person is not as it should be, or cannot be carried out."""


class ContradictionError(DecisionError):
    """A judgement is the opposite of what was decided before."""


class GoldError(KGError):
    """A gold file is missing or not as docs/gold.md says."""


class RuleError(KGError):
    """A rule of data/rules has no example, or its measurement cannot be read."""
