"""The files of the store, written anew."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import example, store_option
from kg.compacting import compact
from kg.config import Settings
from kg.errors import SettingsError

MEGABYTE = 1_000_000


@click.command("compact", epilog=example("kg compact --store build/store"))
@store_option
def compact_(settings: Settings) -> None:
    """Write the files of the store anew: smaller, and without the words of what was withdrawn.

    Needs as much space again while it runs. Who reads is not disturbed; who writes waits, or is told to try again.
    """
    if settings.remote_query:
        raise SettingsError("remote_query: the files of an engine elsewhere are its own; see its manual")
    before, now = compact(Path(settings.store), base=settings.base)
    click.echo(f"{settings.store}: {now / MEGABYTE:.1f} MB, before {before / MEGABYTE:.1f} MB")
