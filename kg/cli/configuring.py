"""The settings, shown."""

from __future__ import annotations

import json

import click

from kg.cli.options import example, format_option
from kg.config import load_settings


@click.command("config", epilog=example("KG_PORT=9000 kg config"))
@format_option("text", "json")
def config_(form: str) -> None:
    """Show the settings in force: defaults, then kg.toml in this folder, then KG_* variables."""
    settings = load_settings().shown()
    shown = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    click.echo(json.dumps(settings) if form == "json" else "\n".join(shown))
