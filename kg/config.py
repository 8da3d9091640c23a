"""Settings, and where the ontology and the data are: in the checkout, or inside `kg/share` in a wheel."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import SettingsError

_HERE = Path(__file__).parent


def share(name: str) -> Path:
    """The folder `ontology` or `data`, wherever this installation keeps it."""
    packed = _HERE / "share" / name
    return packed if packed.is_dir() else _HERE.parent / name


AT_LEAST_ONE = (
    "queries", "query_timeout", "write_timeout", "query_memory", "max_answer", "max_report_characters",
    "max_upload", "body_timeout", "remote_timeout",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that can be set. Defaults, then `kg.toml` in the working folder, then `KG_*` variables."""

    base: str = "http://127.0.0.1:8000/"
    """The address under which reports and what they name get their IRIs; ends with a slash."""
    store: str = "build/store"
    """The folder of the store."""
    host: str = "127.0.0.1"
    """The address `kg serve` listens on."""
    port: int = 8000
    """The port `kg serve` listens on."""
    queries: int = 32
    """Queries that are answered at the same time."""
    queue: int = 64
    """Queries that may wait for a place; more are told to come again."""
    query_timeout: int = 30
    """Seconds after which a query is stopped. A client may ask for less, never for more."""
    write_timeout: int = 60
    """Seconds after which an update, an upload or the reading of a report is stopped."""
    query_memory: int = 1024
    """Megabytes that one query, update or upload may take."""
    total_memory: int = 0
    """Megabytes that all of them together may take; 0 stands for half of the machine's."""
    copy_memory: int = 0
    """Megabytes for a copy of the store in memory, which is faster to ask; 0 stands for a quarter of the machine's."""
    max_answer: int = 1024
    """Megabytes of the longest answer."""
    max_report_characters: int = 200_000
    """A longer report is refused: it is a book, or not a report."""
    write_token: str = field(default="", repr=False)
    """Who sends it as a bearer token may write over the web; without it nobody may. Better set as KG_WRITE_TOKEN."""
    reviewer: str = ""
    """Who decides with `kg judge`, if nobody is named there; without it the user of the machine ($USER)."""
    max_upload: int = 64
    """Megabytes of the longest body of a request that writes."""
    answer_cache: int = 64
    """Megabytes of answers that are kept, to be given again while the graphs are the same; 0 keeps none."""
    body_timeout: int = 30
    """Seconds after which a request that is not yet there as a whole is given up, and an answer that nobody takes."""
    remote_query: str = ""
    """The address of another engine that answers queries; if set, the graphs are kept there and not in `store`."""
    remote_update: str = ""
    """The address where it takes updates; without it nothing can be written."""
    remote_graph_store: str = ""
    """The address of its Graph Store; without it graphs are written by updates."""
    remote_believed: str = ""
    """The named graph of what we believe there; if empty, `<base>believed`."""
    remote_timeout: int = 60
    """Seconds after which a request to it is given up."""
    remote_user: str = field(default="", repr=False)
    """Who asks and writes there, from the environment only, as the other two."""
    remote_password: str = field(default="", repr=False)
    """The password of that user."""
    remote_token: str = field(default="", repr=False)
    """A bearer token instead of user and password."""

    def __post_init__(self) -> None:
        parts = urlsplit(self.base)
        if parts.query or parts.fragment or re.search(r"[\s<>\"{}|\\^`]", self.base):
            raise SettingsError(f"base: {self.base!r} has a space, a query or another character no address has")
        if parts.scheme not in ("http", "https") or not parts.netloc or not self.base.endswith("/"):
            raise SettingsError(f"base: {self.base!r} is not an http(s) address that ends with a slash")
        if not 0 <= self.port <= 65535:
            raise SettingsError(f"port: {self.port} is not between 0 and 65535")
        for name in AT_LEAST_ONE:
            if getattr(self, name) < 1:
                raise SettingsError(f"{name}: {getattr(self, name)} is not at least 1")
        for name in ("queue", "total_memory", "copy_memory", "answer_cache"):
            if getattr(self, name) < 0:
                raise SettingsError(f"{name}: {getattr(self, name)} is less than nothing")
        if not re.fullmatch(r"[A-Za-z0-9._~+/-]*=*", self.write_token):
            raise SettingsError("write_token: has a character other than letters, digits and ._~+/-=")
        for name in ("remote_query", "remote_update", "remote_graph_store", "remote_believed"):
            _check_address(name, getattr(self, name))

    def shown(self) -> dict[str, str | int]:
        """The settings by name as they may be printed: of a secret only whether it is set."""
        secret = {field.name for field in fields(self) if not field.repr}
        return {name: "(set)" if name in secret and value else value for name, value in asdict(self).items()}


def _check_address(name: str, address: str) -> None:
    parts = urlsplit(address)
    wrong = parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[\s<>\"{}|\\^`]", address)
    if address and wrong:
        raise SettingsError(f"{name}: {address!r} is not an http(s) address")
    if "@" in parts.netloc:
        raise SettingsError(f"{name}: has credentials in it; set KG_REMOTE_USER and KG_REMOTE_PASSWORD instead")


def load_settings(folder: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in force. Raises `SettingsError` for an unknown name or an impossible value."""
    file = (folder or Path()) / "kg.toml"
    values: dict[str, object] = {}
    if file.is_file():
        try:
            values.update(tomllib.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError, RecursionError) as error:
            raise SettingsError(f"{file}: is not read as TOML: {error}; mend it, or start in another folder") from error
    environ = os.environ if environ is None else environ
    known = {field.name: field.type for field in fields(Settings)}
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise SettingsError(f"{file}: unknown setting {unknown[0]!r}; known are {', '.join(known)}")
    for name in ("remote_user", "remote_password", "remote_token"):
        if name in values:
            raise SettingsError(f"{file}: {name} does not belong into a file; set KG_{name.upper()} instead")
    for name in known:
        if f"KG_{name.upper()}" in environ:
            values[name] = environ[f"KG_{name.upper()}"]
    places = {name: f"KG_{name.upper()}" if f"KG_{name.upper()}" in environ else f"{file}: {name}" for name in values}
    return Settings(**{name: _typed(places[name], value, str(known[name])) for name, value in values.items()})  # type: ignore[arg-type]


def _typed(place: str, value: object, kind: str) -> str | int:
    if kind == "str":
        return str(value)
    try:
        return int(str(value))
    except ValueError:
        raise SettingsError(f"{place}: {value!r} is not a whole number") from None
