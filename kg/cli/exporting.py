"""The graph as files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.options import example, store_option
from kg.cli.stores import opened
from kg.config import Settings
from kg.export import FORMATS, chosen, export, placed, write
from kg.interchange.coded import Form
from kg.interchange.forms import FORMS as TABLE_FORMS
from kg.interchange.outgoing import Per, coded_events, write_table


@click.command(
    "export",
    epilog=example(
        "kg export -o graph.ttl", "kg export --format csv -o tables", "kg export --format acled -o events.csv"
    ),
)
@click.option("--format", "form", type=click.Choice([*FORMATS, *TABLE_FORMS]), help="Default: as -o ends, else turtle.")
@click.option("-o", "--output", default="-", metavar="FILE", help="- is standard output; csv wants a folder or a .zip.")
@click.option("--report", "report_ids", multiple=True, metavar="ID", help="Only this report; may be repeated.")
@click.option(
    "--per", type=click.Choice([str(per) for per in Per]), help="acled, plover, ccc: what a row is (default: thing)."
)
@store_option
def export_(form: str | None, output: str, report_ids: tuple[str, ...], per: str | None, settings: Settings) -> None:
    """Write the graph to a file.

    Or its events as a table (acled, plover, ccc): one row for each event (thing), for each report that tells of it, or
    for each row of tables that were imported. docs/interchange.md says what is lost.
    """
    if form in TABLE_FORMS:
        if report_ids:
            raise click.UsageError(f"--report is not for {form}: its rows are events, of all reports")
        export_table(TABLE_FORMS[form], output, Per(per or Per.THING), settings)
        return
    if per is not None:
        raise click.UsageError(f"--per is for {', '.join(TABLE_FORMS)}")
    name = chosen(form, output)
    with opened(settings) as store:
        content = export(store, name, report_ids or None)
    if output == "-" and isinstance(content, bytes):
        click.echo(content, nl=False)
    else:
        write(content, Path(output))


def export_table(form: Form, output: str, per: Per, settings: Settings) -> None:
    """Write events row by row; a file is there when it is whole."""
    with opened(settings) as store:
        events = coded_events(store, form, per)
        if output == "-":
            write_table(events, form, sys.stdout)
            return
        with placed(Path(output)) as made, made.open("w", encoding="utf-8", newline="") as file:
            write_table(events, form, file)
