"""Questions to the graph: SPARQL, what is wrong with it, what has changed, and the settings."""

from __future__ import annotations

import datetime
import json
import sys
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path

import click

from kg import show
from kg.cli.options import REFUSED, example, format_option, store_option
from kg.cli.stores import opened
from kg.config import Settings
from kg.endpoint import JSON, Wanted
from kg.errors import QueryError
from kg.guard import QUERIES, UPDATES, verb
from kg.ontology import queries
from kg.validate import check

RESULTS = {"csv": "text/csv", "tsv": "text/tab-separated-values"}


@click.command(
    "query", epilog=example("kg query who-spoke-where", "kg query 'SELECT ?e { ?e a pe:Event }' --format csv")
)
@click.argument("query", metavar="NAME|FILE|TEXT", required=False)
@store_option
@format_option("table", "csv", "tsv", "json")
def query_(query: str | None, settings: Settings, form: str) -> None:
    """Ask the graph: a stored question, a file of SPARQL, or SPARQL. Without an argument, list the questions.

    A graph is shown as Turtle. The prefixes of the ontology need no PREFIX line.
    """
    if query is None:
        click.echo("\n".join(f"{stored.name}: {stored.question}" for stored in queries().values()))
        return
    with opened(settings) as store:
        answer = store.query(text_of(query), wanted=Wanted(RESULTS.get(form, JSON)), base_iri=settings.base)
        body = answer.read()
    if answer.kind != "graph" and form == "table":
        click.echo(show.result_table(body, settings.base))
    else:
        click.echo(body, nl=False)


def text_of(query: str) -> str:
    """The SPARQL of a stored query, of a file, or the text itself."""
    known = queries()
    if query in known:
        return known[query].text
    if "{" in query or (len(query.split()) > 1 and verb(query) in QUERIES + UPDATES):
        return query
    try:
        return Path(query).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise QueryError(unknown(query, list(known))) from error
    except (OSError, ValueError) as error:
        raise QueryError(f"{query}: cannot be read as a file of SPARQL: {error}") from error


def unknown(query: str, names: list[str]) -> str:
    """What to say of a query that is nowhere: the stored ones it may mean."""
    if "/" in query or query.endswith(".rq"):
        return f"{query}: no such file"
    close = get_close_matches(query, names, n=3, cutoff=0.4)
    meant = f"did you mean {' or '.join(close)}? " if close else ""
    return f"{query}: no stored query, no file and no SPARQL; {meant}`kg query` lists the stored ones"


@click.command("check", epilog=example("kg check --store build/store"))
@store_option
@format_option("text", "json")
def check_(settings: Settings, form: str) -> None:
    """Check the graph: shapes, evidence against the text, shortcuts against their facts."""
    with opened(settings) as store:
        problems, reports = check(store), len(store.report_ids())
    if form == "json":
        click.echo(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False))
    else:
        for problem in problems:
            click.echo(f"{problem.kind}: {problem.node}: {problem.message}")
        whole = f"{reports} report{'' if reports == 1 else 's'}, nothing wrong"
        click.echo(f"{len(problems)} found" if problems else whole)
    sys.exit(REFUSED if problems else 0)


@click.command("changes", epilog=example("kg changes --since 2026-11-01", "kg changes --format json"))
@click.option("--since", type=click.DateTime(), metavar="DAY|TIME", help="From this day or time (UTC) on.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="At most so many, the latest.")
@store_option
@format_option("text", "json")
def changes_(since: datetime.datetime | None, limit: int, settings: Settings, form: str) -> None:
    """Tell what was added, changed, withdrawn, merged or parted, the latest first. Times are in UTC."""
    with opened(settings) as store:
        entries = store.history(None if since is None else since.replace(tzinfo=datetime.UTC), limit=limit)
    if form == "json":
        click.echo(json.dumps([show.change_as_json(entry) for entry in entries]))
    else:
        click.echo("\n".join(show.change_as_text(entry, settings.base) for entry in entries) or "no changes")
