"""What several verbs have in common: options, the end of a help text, a line on standard error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import click

from kg.config import Settings, load_settings

REFUSED, MISUSED = 1, 2


def complain(message: str) -> None:
    """One line on standard error."""
    click.echo(f"kg: {' '.join(message.split())}", err=True)


def store_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option that names the store, and with it the settings."""

    def settings(_: click.Context, __: click.Parameter, folder: str | None) -> Settings:
        known = load_settings()
        return known if folder is None else replace(known, store=folder)

    return click.option(
        "--store",
        "settings",
        metavar="DIR",
        callback=settings,
        help="The folder of the store (default: see kg config).",
    )(command)


def format_option(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option that names the form of what is shown; the first is the default."""
    return click.option("--format", "form", type=click.Choice(names), default=names[0], show_default=True)


def example(*lines: str) -> str:
    """The end of a help text."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)
