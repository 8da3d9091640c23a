"""Reports and tables: shown, taken in, withdrawn."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from difflib import get_close_matches
from pathlib import Path

import click

from kg import show
from kg.canonical import derive
from kg.cli.options import REFUSED, complain, example, format_option, store_option
from kg.cli.stores import opened
from kg.config import Settings, load_settings
from kg.endpoint import Endpoint
from kg.errors import ReportError, TableError
from kg.ingest import Outcome, ingest
from kg.interchange import sources
from kg.interchange.forms import FORMS as TABLE_FORMS
from kg.interchange.incoming import bring_in
from kg.interchange.summary import Tally
from kg.ontology import load_vocabulary
from kg.pipeline import extract
from kg.progress import counted
from kg.reports import files, load_reports

SHOWN = 5
"""Names in an error message, at most."""


@click.command("extract", epilog=example("kg extract report.txt --format json"))
@click.argument("paths", metavar="FILE...", nargs=-1, required=True)
@format_option("text", "json")
def extract_(paths: tuple[str, ...], form: str) -> None:
    """Show what is read from reports, and store nothing. With json: one object on a line for each report."""
    refused = False
    for found in load_reports(paths, limit=load_settings().max_report_characters):
        if isinstance(found, ReportError):
            refused = True
            complain(str(found))
        elif form == "json":
            click.echo(json.dumps(show.as_json(extract(found)), ensure_ascii=False))
        else:
            click.echo("\n".join(show.as_text(extract(found))))
    sys.exit(REFUSED if refused else 0)


@click.command("ingest", epilog=example("kg ingest data/reports --store build/store", "kg ingest graph.trig"))
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes that read (default: one for each core).")
@store_option
@format_option("text", "json")
def ingest_(paths: tuple[str, ...], jobs: int, settings: Settings, form: str) -> None:
    """Read reports (text, web pages, feeds, JSON lines, folders, - for standard input) or RDF of kg into the store.

    What was read before, by the same rules, is passed over; so after an interruption the same command goes on.
    """
    outcomes = []
    with opened(settings, read_only=False) as store:
        store.put_vocabulary(load_vocabulary())
        for outcome in counted(ingest(store, files(paths), settings, jobs=jobs or os.cpu_count() or 1), "reports"):
            outcomes.append(outcome)
            if outcome.note:
                complain(outcome.note)
        derive(store)  # also if nothing was read: an earlier command may have been stopped before this
    if "-" in paths and form == "text":
        for outcome in outcomes:
            if outcome.status != "refused" and outcome.name.startswith("text-"):
                click.echo(f"{outcome.name} {outcome.status}")  # nobody named it, so nobody knows its id
    click.echo(summary(outcomes, form))
    sys.exit(REFUSED if any(outcome.status == "refused" for outcome in outcomes) else 0)


def summary(outcomes: list[Outcome], form: str) -> str:
    """How many reports were read, unchanged and refused; as JSON, which."""
    found = {status: [o for o in outcomes if o.status == status] for status in ("read", "unchanged", "refused")}
    if form == "json":
        return json.dumps({status: [o.note or o.name for o in some] for status, some in found.items()})
    why = Counter(outcome.reason for outcome in found["refused"]).most_common() if len(found["refused"]) > 1 else ()
    reasons = "".join(f"\n  {times} {reason}" for reason, times in why)
    return ", ".join(f"{len(some)} {status}" for status, some in found.items()) + reasons


@click.command(
    "import", epilog=example("kg import events.csv --as acled", "kg import rows.jsonl --as plover --source polecat")
)
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "columns", required=True, type=click.Choice(list(TABLE_FORMS)), help="The columns of the table.")
@click.option("--source", metavar="NAME", help="The source to which the rows belong (default: as --as).")
@click.option("--other-columns", is_flag=True, help="Keep columns that no release of such tables has, with the row.")
@store_option
@format_option("text", "json")
def import_(
    paths: tuple[Path, ...], columns: str, source: str | None, other_columns: bool, settings: Settings, form: str
) -> None:
    """Take in tables of events that others have coded: each row an event in the graph of its source.

    A row of an id that is there replaces it. After an interruption the same command goes on; a table that was read
    is passed over. docs/interchange.md says what becomes of each column.
    """
    tally = Tally()
    with opened(settings, read_only=False) as store, store.batch():
        store.put_vocabulary(load_vocabulary())
        for path in paths:
            outcomes = bring_in(
                store, path, form=TABLE_FORMS[columns], source=source or columns, strict=not other_columns
            )
            if not sum(1 for _ in counted(tally.counting(outcomes, complain), "rows")):
                complain(f"{path}: was read before and is passed over, with the rows that were refused")
        derive(store)  # also if nothing was read: an earlier command may have been stopped before this
    click.echo(json.dumps(tally.as_json()) if form == "json" else tally.as_text())
    sys.exit(REFUSED if tally.rows["refused"] else 0)


@click.command("withdraw", epilog=example("kg withdraw 2023-janders", "kg withdraw --source acled"))
@click.argument("report_id", metavar="[ID]", required=False)
@click.option("--source", metavar="NAME", help="Not a report but all tables of this source.")
@store_option
def withdraw_(report_id: str | None, source: str | None, settings: Settings) -> None:
    """Take a report back with everything that rests on it alone, also what was decided about it; or a source."""
    if (report_id is None) == (source is None):
        raise click.UsageError("name a report, or a source with --source")
    with opened(settings, read_only=False) as store:
        if source is not None:
            withdraw_source(store, source)
            return
        known, there = store.remove(str(report_id)), store.report_ids()
        derive(store)  # also if it is unknown: an earlier command may have been stopped before this
        if not known:
            raise ReportError(f"no report {report_id!r} in {settings.store}; {some(str(report_id), there)}")
    click.echo(f"{report_id} withdrawn")


def some(wanted: str, there: list[str]) -> str:
    """What to say to somebody who names none of what is there, of which there may be thousands."""
    close = get_close_matches(wanted, there, n=3)
    if close:
        return f"did you mean {' or '.join(close)}?"
    more = f" and {len(there) - SHOWN} more" if len(there) > SHOWN else ""
    return f"there are {', '.join(there[:SHOWN])}{more}" if there else "there are none"


def withdraw_source(store: Endpoint, name: str) -> None:
    """Remove the tables of a source; `TableError` if there is none of that name."""
    known = sum(sources.withdraw(store, name))
    derive(store)
    if not known:
        raise TableError(f"no source {name!r}; {some(name, sources.names(store))}")
    click.echo(f"{name} withdrawn")
